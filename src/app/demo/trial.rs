//! What the files to try of all countries have in common: claims that nobody has touched, whom they are for, and names as banks
//! write them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::TrialFile;
use super::life::{Issued, Life};
use super::people::payer_account;
use crate::app::AppError;
use crate::domain::bankfile::Direction;
use crate::domain::money::Money;
use crate::domain::notice::{Notice, NoticeKind};
use crate::formats::{WriteNotice, WritePayment};
use crate::store::{Db, claim, party};

/// A number that no party has.
pub(super) const NOBODY: &str = "987654";

/// A file, named by its format, its day and what is to become of it.
pub(super) fn file(format: &str, on: NaiveDate, word: &str, bytes: Vec<u8>) -> TrialFile {
    TrialFile {
        name: format!("{format}-{on}-{word}.txt"),
        bytes,
    }
}

/// A claim nobody has touched; a made-up one when there are none left.
pub(super) fn open(life: &mut Life) -> Result<Issued, AppError> {
    if let Some(claim) = life.open.pop_back() {
        return Ok(claim);
    }
    Ok(Issued {
        id: 0,
        reference: life.unknown_reference()?,
        amount: 50_000,
        account: 0,
        payer: payer_account(3),
    })
}

/// A claim of somebody who owes nothing else, so that their number alone leads to it.
pub(super) fn only_one(life: &mut Life, conn: &Db) -> Result<Option<Issued>, AppError> {
    for place in (0..life.open.len()).rev() {
        let Some(issued) = life.open.get(place) else { continue };
        let owes = claim::unpaid_of(conn, party::of_claim(conn, issued.id)?.id)?;
        if owes.len() == 1 {
            return Ok(life.open.remove(place));
        }
    }
    Ok(None)
}

/// A claim of the first account and of somebody who is none of `payers`, by number; then they are one of them.
pub(super) fn of_another(life: &mut Life, conn: &Db, payers: &mut BTreeSet<String>) -> Result<Option<Issued>, AppError> {
    for place in (0..life.open.len()).rev() {
        let Some(issued) = life.open.get(place).filter(|issued| issued.account == 0) else {
            continue;
        };
        if payers.insert(payer(conn, issued)?.0) {
            return Ok(life.open.remove(place));
        }
    }
    Ok(None)
}

/// Number and name of whom a claim is for.
pub(super) fn payer(conn: &Db, claim: &Issued) -> Result<(String, String), AppError> {
    if claim.id == 0 {
        return Ok((NOBODY.to_owned(), "Nomen Nescio".to_owned()));
    }
    let party = party::of_claim(conn, claim.id)?;
    Ok((party.number, party.name))
}

/// The reference with another last digit, which does not fit the others.
pub(super) fn misread(reference: &str) -> String {
    match reference.char_indices().next_back() {
        Some((place, last)) => {
            let other = (last.to_digit(10).unwrap_or(0) + 1) % 10;
            format!("{}{other}", reference.get(..place).unwrap_or_default())
        }
        None => String::new(),
    }
}

/// A name as banks write it: capitals, no letters but those of Western Europe, and cut.
pub(super) fn bank_name(name: &str, longest: usize) -> String {
    let known = |c: &char| matches!(c, ' '..='~' | '\u{a1}'..='\u{ff}');
    let capitals: String = name.to_uppercase().chars().filter(known).collect();
    let words = capitals.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(longest).collect::<String>().trim_end().to_owned()
}

/// A payment that came in, with nothing said about it yet.
pub(super) fn payment(kind: &str, settled_on: NaiveDate, amount: i64) -> WritePayment {
    WritePayment {
        kind: kind.to_owned(),
        settled_on,
        lump_key: String::new(),
        direction: Direction::In,
        amount: Money::from_minor(amount),
        reference: None,
        several: false,
        payer_account: None,
        payer_name: None,
        payer_number: None,
        archive_reference: None,
        ordered_on: None,
        text: None,
    }
}

/// A record that is no payment, with nothing in it yet but the format's own code and the day.
pub(super) fn notice(kind: NoticeKind, code: &str, on: NaiveDate) -> WriteNotice {
    WriteNotice::from(&Notice {
        code,
        on: Some(on),
        ..Notice::new(kind, 1, "")
    })
}

/// The file without its last record.
pub(super) fn truncated(bytes: &[u8]) -> Vec<u8> {
    let end = bytes.trim_ascii_end();
    let last = end.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
    bytes.get(..last).unwrap_or_default().to_vec()
}
