//! What a person does to one claim: annul, credit, discount, drop a line. Each with its mandatory comment (CLM-13).

use crate::app::{AppError, Session};
use crate::domain::claim::{self, Claim, ClaimError, Decision};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::claim as table;
use crate::store::{StoreError, journal};

/// The longest comment, in characters.
pub const COMMENT_MAX: usize = 500;

/// What is done to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Cancel it.
    Annul,
    /// Take away a line; the last one annuls.
    DropLine {
        /// Which.
        line: u32,
    },
    /// Reduce a line.
    Discount {
        /// Which.
        line: u32,
        /// By how much, with VAT.
        amount: Money,
        /// What is written on the line.
        text: String,
    },
    /// Take it back by a credit note: whole when no line is named.
    Credit {
        /// Which lines.
        lines: Vec<u32>,
    },
}

impl Act {
    /// What would happen, or why not. Nothing is stored.
    ///
    /// # Errors
    /// The refusal.
    pub fn decide(&self, on: &Claim) -> Result<Decision, ClaimError> {
        match self {
            Act::Annul => claim::annul(on),
            Act::DropLine { line } => claim::drop_line(on, *line),
            Act::Discount { line, amount, text } => claim::discount(on, *line, *amount, text),
            Act::Credit { lines } => claim::credit_lines(on, lines),
        }
    }
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Key of the claim.
    pub id: i64,
    /// The claim as it is now.
    pub after: Claim,
    /// What the change log calls it.
    pub action: &'static str,
    /// The credit note it made, with its series.
    pub credit_note: Option<String>,
}

/// The key of a claim named by number or reference.
///
/// # Errors
/// [`Refusal::NoSuchClaim`].
pub fn find(session: &Session, wanted: &str) -> Result<i64, AppError> {
    let typed = crate::domain::reference::normalise_typed(wanted);
    table::find(&session.store.conn, &typed)?.ok_or_else(|| Refusal::NoSuchClaim { wanted: wanted.to_owned() }.into())
}

/// Does it. `seen`: the claim as the person saw it; if somebody changed it since, it is refused, so that nobody acts on what
/// they did not see.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::ChangedMeanwhile`], and the refusals of the act.
pub fn change(session: &mut Session, id: i64, act: &Act, comment: &str, seen: Option<&Claim>) -> Result<Changed, AppError> {
    let comment: String = comment.trim().chars().take(COMMENT_MAX).collect();
    if comment.is_empty() {
        return Err(Refusal::CommentMissing {}.into());
    }
    let changed = session.write(|tx| {
        let before = table::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchClaim { wanted: id.to_string() })?;
        if seen.is_some_and(|seen| *seen != before) {
            return Err(Refusal::ChangedMeanwhile { number: before.number }.into());
        }
        // The invoice of an order is an issued document: it is taken back by a credit note.
        let invoice = *act == Act::Annul && crate::store::order::paper(tx.conn(), id)?.is_some();
        let credit = Act::Credit { lines: Vec::new() };
        let act = if invoice { &credit } else { act };
        let decision = act.decide(&before).map_err(StoreError::from)?;
        let note = table::save_decision(tx, &before, &decision, &comment)?;
        super::orders::credit::follow(tx, &decision.after, &comment)?;
        Ok(Changed {
            id,
            after: decision.after,
            action: decision.action,
            credit_note: note.map(|number| format!("K{number}")),
        })
    })?;
    tracing::info!(claim = id, action = changed.action, "claim changed");
    Ok(changed)
}

/// Comments this operator gave last, newest first, each once: for recall.
///
/// # Errors
/// When the file cannot be read.
pub fn recent_comments(session: &Session, most: usize) -> Result<Vec<String>, AppError> {
    Ok(journal::recent_comments(&session.store.conn, &session.operator, most)?)
}
