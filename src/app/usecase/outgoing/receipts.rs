//! A receipt list of the bank, pasted or read back in: first what was understood and what was not, then applied.

use super::{loaded, outcome};
use crate::app::texts::Texts;
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::exchange::{FileState, ItemState};
use crate::domain::receipt::{self, Asked, Receipt, Said, Verdict, word_of};
use crate::domain::refusal::{OutgoingWord, Refusal};
use crate::store::outgoing::{self as table, OutFile, OutItem};

/// What a list says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// The file.
    pub file: OutFile,
    /// What it asks for.
    pub items: Vec<OutItem>,
    /// What the list says, line by line, and what was not understood.
    pub receipt: Receipt,
}

impl Understood {
    /// What the list says of the whole file; refused counts more than taken.
    pub fn of_file(&self) -> Option<&Said> {
        let whole = || self.receipt.said.iter().filter(|said| said.item.is_none());
        whole()
            .find(|said| said.verdict == Verdict::Refused)
            .or_else(|| whole().next_back())
    }

    /// What it says of items: the last word on each.
    pub fn of_items(&self) -> Vec<(&OutItem, &Said)> {
        let last = |place: usize| self.receipt.said.iter().rev().find(|said| said.item == Some(place));
        (0..)
            .zip(&self.items)
            .filter_map(|(place, item)| Some((item, last(place)?)))
            .collect()
    }

    /// How many items are taken, refused, and not decided. What a list does not name goes with its file.
    pub fn counts(&self) -> (usize, usize, usize) {
        let of_items = self.of_items();
        let refused = of_items.iter().filter(|(_, said)| said.verdict == Verdict::Refused).count();
        let accepted = of_items.len().saturating_sub(refused);
        let rest = self.items.len().saturating_sub(of_items.len());
        match self.of_file().map(|said| said.verdict) {
            Some(Verdict::Accepted) => (accepted.saturating_add(rest), refused, 0),
            Some(Verdict::Refused) => (0, self.items.len(), 0),
            None => (accepted, refused, rest),
        }
    }
}

/// A code in words, with the code itself: `reference not valid (325)`.
pub fn words(code: &str, texts: &Texts) -> String {
    match (word_of(code), code) {
        (_, "") => texts.t("receipt-no-code"),
        (Some(word), _) => format!("{} ({code})", texts.t(&format!("receipt-{word}"))),
        (None, _) => format!("{} ({code})", texts.t("receipt-unknown-code")),
    }
}

/// What a list says of a file; nothing is changed.
///
/// # Errors
/// [`Refusal::NoSuchOutgoing`].
pub fn understand(session: &Session, file: i64, text: &str) -> Result<Understood, AppError> {
    read(&session.store.conn, file, text)
}

fn read(conn: &crate::store::Db, file: i64, text: &str) -> Result<Understood, AppError> {
    let file = loaded(conn, file)?;
    let items = table::items(conn, file.id)?;
    let asked: Vec<Asked> = items.iter().map(asked).collect();
    let receipt = receipt::read(text, file.number, &asked);
    Ok(Understood { file, items, receipt })
}

fn asked(item: &OutItem) -> Asked {
    let names = [&item.reference, &item.own_reference, &item.payer_number];
    let reference = names.into_iter().find(|name| !name.is_empty()).cloned();
    Asked {
        reference: reference.unwrap_or_default(),
        amount: item.amount,
    }
}

/// Applies a list: items are taken or refused, and with them the file. What the list does not name is taken where it says that the file
/// was, and refused where the whole file was.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchOutgoing`], [`Refusal::OutgoingForbids`]: it was not sent, or is over;
/// [`Refusal::ReceiptEmpty`].
pub fn apply(session: &mut Session, file: i64, text: &str, comment: &str) -> Result<Understood, AppError> {
    let comment = required(comment)?;
    let texts = super::build::texts_of(session);
    session.write(|tx| {
        let understood = read(tx.conn(), file, text)?;
        let known = &understood.file;
        if !matches!(known.state, FileState::Sent | FileState::Accepted) {
            let state = OutgoingWord(known.state.code());
            return Err(Refusal::OutgoingForbids {
                name: known.name.clone(),
                state,
            }
            .into());
        }
        let whole = understood.of_file();
        let of_items = understood.of_items();
        if whole.is_none() && of_items.is_empty() {
            return Err(Refusal::ReceiptEmpty { name: known.name.clone() }.into());
        }
        let is_refused = |said: &Said| said.verdict == Verdict::Refused;
        for (place, item) in understood.items.iter().enumerate() {
            let own = understood.receipt.said.iter().rev().find(|said| said.item == Some(place));
            // A file that is refused whole takes all of it along.
            let said = match whole.filter(|said| is_refused(said)) {
                Some(refused) => own.filter(|said| is_refused(said)).or(Some(refused)),
                None => own.or(whole),
            };
            match said {
                Some(said) if is_refused(said) => outcome::refused(tx, item, &said.code, &words(&said.code, texts))?,
                Some(said) => outcome::accepted(tx, item, &said.code)?,
                None => {}
            }
        }
        let all_refused = || {
            let now = table::items(tx.conn(), file)?;
            Ok::<_, AppError>(now.iter().all(|item| item.state == ItemState::Refused))
        };
        let state = if whole.is_some_and(is_refused) || all_refused()? {
            FileState::Rejected
        } else {
            FileState::Accepted
        };
        if state != known.state {
            table::set_file(tx, known, state, &comment)?;
        }
        read(tx.conn(), file, text)
    })
}
