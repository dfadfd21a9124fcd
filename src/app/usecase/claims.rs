//! What a person does to one claim (requirements 2.1). Each with its mandatory comment (CLM-13).

use chrono::NaiveDate;

use super::money::{self, Going};
use super::remind;
use super::sending::{self, Posting, Wish};
use crate::app::assets::HandlingTerms;
use crate::app::{AppError, Session};
use crate::domain::claim::{self, Claim, ClaimError, Decision, Moved, Operation, Whereto};
use crate::domain::ledger::Draft;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::claim as table;
use crate::store::{StoreError, Tx, away, journal, party};

/// The longest comment, in characters.
pub const COMMENT_MAX: usize = 500;

/// Where a remainder goes (CLM-12).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The payer's credit.
    Credit,
    /// Another claim, by number or reference.
    Claim(String),
    /// Another account of the ledger.
    Account(String),
    /// Back to who paid; to this account where the payer's is not known.
    Payer(Option<String>),
    /// A donation.
    Donation,
}

impl Target {
    fn whereto(&self) -> Whereto {
        match self {
            Target::Credit => Whereto::Credit,
            Target::Claim(_) => Whereto::LeftOver,
            Target::Account(_) => Whereto::Account,
            Target::Payer(_) => Whereto::Refund,
            Target::Donation => Whereto::Donation,
        }
    }
}

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
    /// Say that what is paid is what was owed.
    Approve,
    /// Move the remainder.
    MoveRemainder {
        /// How much of it; nothing: all.
        amount: Option<Money>,
        /// Where to.
        to: Target,
    },
    /// Pay back everything received, less the fee.
    RefundAll,
    /// Pay back lines of a paid claim.
    RefundLines {
        /// Which, and how much of each; nothing: all that is paid on it.
        lines: Vec<(u32, Option<Money>)>,
    },
    /// Give up what is left.
    WriteOff,
    /// Use the payer's credit.
    UseCredit {
        /// How much; nothing: as much as there is and fits.
        amount: Option<Money>,
    },
    /// Give it another due date.
    SetDue {
        /// Which.
        due_on: NaiveDate,
    },
    /// Remind the recipient.
    Remind(remind::Wish),
    /// Let what its reminders cost go.
    Waive,
    /// Let its reminders rest up to and with a day; `None`: no longer.
    Freeze {
        /// Which.
        until: Option<NaiveDate>,
    },
    /// Send it, or a credit note on it.
    Send(Wish),
}

impl Act {
    /// Which operation of the table it is.
    pub fn operation(&self) -> Operation {
        match self {
            Act::Annul => Operation::Annul,
            Act::DropLine { .. } => Operation::DropLine,
            Act::Discount { .. } => Operation::Discount,
            Act::Credit { .. } => Operation::Credit,
            Act::Approve => Operation::Approve,
            Act::MoveRemainder { .. } => Operation::MoveRemainder,
            Act::RefundAll => Operation::RefundAll,
            Act::RefundLines { .. } => Operation::RefundLines,
            Act::WriteOff => Operation::WriteOff,
            Act::UseCredit { .. } => Operation::Place,
            Act::SetDue { .. } => Operation::SetDue,
            Act::Remind(_) => Operation::Remind,
            Act::Waive => Operation::Waive,
            Act::Freeze { .. } => Operation::Freeze,
            Act::Send(_) => Operation::Send,
        }
    }

    /// What would happen to the claim, or why not. Nothing is stored. What depends on more than the claim (credit there is, phones,
    /// other claims) is looked at when it is done.
    ///
    /// # Errors
    /// The refusal.
    pub fn decide(&self, on: &Claim, terms: &HandlingTerms) -> Result<Decision, ClaimError> {
        match self {
            Act::Annul => claim::annul(on),
            Act::DropLine { line } => claim::drop_line(on, *line),
            Act::Discount { line, amount, text } => claim::discount(on, *line, *amount, text),
            Act::Credit { lines } => claim::credit_lines(on, lines),
            Act::Approve => claim::approve(on),
            Act::MoveRemainder { amount, to } => {
                let given = matches!(to, Target::Payer(Some(_)));
                claim::move_remainder(on, amount.map_or_else(|| on.remainder(), Ok)?, to.whereto(), given)
            }
            Act::RefundAll => claim::refund_all(on, terms.refund_fee),
            Act::RefundLines { lines } => {
                let paid = |no: u32| on.lines.iter().find(|line| line.no == no).map_or(Money::ZERO, |line| line.paid);
                let wanted: Vec<(u32, Money)> = lines
                    .iter()
                    .map(|(no, amount)| (*no, amount.unwrap_or_else(|| paid(*no))))
                    .collect();
                claim::refund_lines(on, &wanted)
            }
            Act::WriteOff => claim::write_off(on, terms.write_off_limit),
            Act::UseCredit { amount } => claim::place(on, 0, "", amount.map_or_else(|| on.left(), Ok)?, Whereto::Credit),
            Act::Waive => claim::waive(on),
            Act::SetDue { .. } | Act::Remind(_) | Act::Freeze { .. } | Act::Send(_) => {
                // A credit note may be sent whatever the claim has become by it.
                if !matches!(self, Act::Send(wish) if wish.is_of_notes()) {
                    on.may(self.operation())?;
                }
                Ok(Decision {
                    after: on.clone(),
                    draft: Draft::default(),
                    credit_note: Vec::new(),
                    moved: Vec::new(),
                    action: "",
                })
            }
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
    /// The refunds it asked for.
    pub refunds: Vec<i64>,
}

/// The key of a claim named by number or reference.
///
/// # Errors
/// [`Refusal::NoSuchClaim`].
pub fn find(session: &Session, wanted: &str) -> Result<i64, AppError> {
    find_in(&session.store.conn, wanted)
}

pub(crate) fn find_in(conn: &crate::store::Db, wanted: &str) -> Result<i64, AppError> {
    let typed = crate::domain::reference::normalise_typed(wanted);
    table::find(conn, &typed)?.ok_or_else(|| Refusal::NoSuchClaim { wanted: wanted.to_owned() }.into())
}

/// The comment as it is stored.
///
/// # Errors
/// [`Refusal::CommentMissing`].
pub(crate) fn required(comment: &str) -> Result<String, AppError> {
    let comment: String = comment.trim().chars().take(COMMENT_MAX).collect();
    if comment.is_empty() {
        return Err(Refusal::CommentMissing {}.into());
    }
    Ok(comment)
}

/// The comment of an act. Sending changes nothing that is owed, and says why by itself.
///
/// # Errors
/// [`Refusal::CommentMissing`].
pub(crate) fn comment_of(act: &Act, comment: &str) -> Result<String, AppError> {
    match required(comment) {
        Err(_) if matches!(act, Act::Send(_)) => Ok(String::new()),
        other => other,
    }
}

/// Loads a claim for a decision.
///
/// # Errors
/// [`Refusal::NoSuchClaim`].
pub(crate) fn loaded(tx: &Tx<'_>, id: i64) -> Result<Claim, AppError> {
    table::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchClaim { wanted: id.to_string() }.into())
}

/// Does it. `seen`: the claim as the person saw it; if somebody changed it since, it is refused, so that nobody acts on what
/// they did not see.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::ChangedMeanwhile`], and the refusals of the act.
pub fn change(session: &mut Session, id: i64, act: &Act, comment: &str, seen: Option<&Claim>) -> Result<Changed, AppError> {
    let comment = comment_of(act, comment)?;
    let surroundings = Surroundings::of(session, act)?;
    let changed = session.write(|tx| {
        let before = loaded(tx, id)?;
        if seen.is_some_and(|seen| *seen != before) {
            return Err(Refusal::ChangedMeanwhile { number: before.number }.into());
        }
        change_in(tx, &before, act, &comment, &surroundings)
    })?;
    tracing::info!(claim = id, action = changed.action, "claim changed");
    Ok(changed)
}

/// What the acts look at besides the claim, gathered before the transaction begins.
pub(crate) struct Surroundings {
    pub terms: HandlingTerms,
    /// Only for [`Act::Remind`].
    pub reminding: Option<remind::Reminding>,
    /// Only for [`Act::Send`].
    pub posting: Option<Posting>,
}

impl Surroundings {
    pub(crate) fn of(session: &Session, act: &Act) -> Result<Surroundings, AppError> {
        Ok(Surroundings {
            terms: session.terms()?,
            reminding: match act {
                Act::Remind(wish) => Some(remind::Reminding::of(session, wish)?),
                _ => None,
            },
            posting: match act {
                Act::Send(wish) => Some(Posting::of(session, wish)?),
                _ => None,
            },
        })
    }
}

impl Surroundings {
    /// How papers go out, where the act sends some.
    pub(crate) fn posting(&self) -> Option<&Posting> {
        self.posting.as_ref().or(self.reminding.as_ref().map(|with| &with.posting))
    }

    /// See [`Surroundings::posting`].
    pub(crate) fn posting_mut(&mut self) -> Option<&mut Posting> {
        self.posting.as_mut().or(self.reminding.as_mut().map(|with| &mut with.posting))
    }
}

/// See [`change`]; inside a transaction.
pub(crate) fn change_in(tx: &Tx<'_>, before: &Claim, act: &Act, comment: &str, around: &Surroundings) -> Result<Changed, AppError> {
    let id = before.id;
    // The invoice of an order is an issued document: it is taken back by a credit note.
    let invoice = *act == Act::Annul && crate::store::order::paper(tx.conn(), id)?.is_some();
    let credit = Act::Credit { lines: Vec::new() };
    let act = if invoice { &credit } else { act };
    let done = |after: Claim, action: &'static str| Changed {
        id,
        after,
        action,
        credit_note: None,
        refunds: Vec::new(),
    };
    match act {
        Act::UseCredit { amount } => return Ok(done(use_credit(tx, before, *amount, comment)?, "allocated")),
        Act::SetDue { due_on } => {
            may_set_due(tx.conn(), before, *due_on)?;
            table::save_due(tx, before, *due_on, comment)?;
            let after = Claim {
                due_on: *due_on,
                ..before.clone()
            };
            return Ok(done(after, "due_changed"));
        }
        Act::Remind(_) => {
            let after = match &around.reminding {
                Some(with) => remind::remind(tx, before, comment, with)?,
                None => before.clone(),
            };
            return Ok(done(after, "reminded"));
        }
        Act::Freeze { until } => {
            remind::freeze(tx, before, *until, comment)?;
            return Ok(done(before.clone(), if until.is_some() { "frozen" } else { "thawed" }));
        }
        Act::Send(_) => {
            if let Some(posting) = &around.posting {
                sending::send(tx, before, comment, posting)?;
            }
            return Ok(done(before.clone(), "send_asked"));
        }
        _ => {}
    }
    let decision = act.decide(before, &around.terms).map_err(StoreError::from)?;
    refuse_money_of_orders(tx, &decision)?;
    let account = match act {
        Act::MoveRemainder {
            to: Target::Account(code), ..
        } => Some(money::account_of(tx, code)?),
        _ => None,
    };
    let saved = table::save_decision(tx, before, &decision, comment, account.as_deref())?;
    money::restate(tx, before, &decision.after)?;
    let mut changed = done(decision.after.clone(), decision.action);
    changed.credit_note = saved.note.map(|number| format!("K{number}"));
    if !decision.moved.is_empty() {
        let party = party::of_claim(tx.conn(), id)?;
        let going = Going {
            claim: Some(id),
            party: Some(party.id),
            name: &party.name,
            account: account.as_deref(),
            pay_to: match act {
                Act::MoveRemainder {
                    to: Target::Payer(given), ..
                } => given.as_deref(),
                _ => None,
            },
            note: saved.note,
            comment,
        };
        let payment = decision.moved.first().map_or(0, |moved| moved.payment);
        let voucher = saved
            .voucher
            .map_or_else(|| crate::store::payment::voucher_of(tx.conn(), payment), Ok)?;
        changed.refunds = money::send_off(tx, &decision.moved, voucher, saved.seq, &going)?;
        if let Act::MoveRemainder {
            to: Target::Claim(wanted), ..
        } = act
        {
            move_on(tx, before.number, wanted, &decision.moved, comment)?;
        }
    }
    super::orders::credit::follow(tx, &decision.after, comment)?;
    Ok(changed)
}

/// Whether a claim can get this due date: not before it was issued.
///
/// # Errors
/// Refused by status and date.
pub(crate) fn may_set_due(conn: &crate::store::Db, claim: &Claim, due_on: NaiveDate) -> Result<(), AppError> {
    claim.may(Operation::SetDue)?;
    let number = claim.number;
    let issued = table::head_of(conn, claim.id)?.map(|head| head.issued_on);
    match issued.filter(|issued| due_on < *issued) {
        Some(issued) => Err(Refusal::DueBeforeIssue { number, issued }.into()),
        None => Ok(()),
    }
}

/// Whether there is credit that could go on a claim.
///
/// # Errors
/// Refused by status, when nothing is left to pay, and without credit.
pub(crate) fn may_use_credit(conn: &crate::store::Db, claim: &Claim) -> Result<(), AppError> {
    claim.may(Operation::Place)?;
    let number = claim.number;
    if !claim.left()?.is_positive() {
        return Err(Refusal::NothingLeftToPay { number }.into());
    }
    if !away::credit_sum(conn, party::of_claim(conn, claim.id)?.id)?.is_positive() {
        return Err(Refusal::NoCredit { number }.into());
    }
    Ok(())
}

/// Money that came by mobile or was taken at the counter goes back from its order, the way it came.
fn refuse_money_of_orders(tx: &Tx<'_>, decision: &Decision) -> Result<(), AppError> {
    use crate::domain::payment::Source;
    for moved in &decision.moved {
        let hand = crate::store::payment::hand(tx.conn(), moved.payment)?;
        if hand.is_some_and(|hand| hand.source != Source::BankFile) {
            return Err(Refusal::PaymentOfOrder { payment: moved.payment }.into());
        }
    }
    Ok(())
}

/// Puts what left one claim on another one.
fn move_on(tx: &Tx<'_>, from: i64, wanted: &str, moved: &[Moved], comment: &str) -> Result<(), AppError> {
    let other = find_in(tx.conn(), wanted)?;
    let mut now = loaded(tx, other)?;
    if now.number == from {
        return Err(Refusal::NothingLeftToPay { number: from }.into());
    }
    for one in moved {
        (now, _) = money::put_on(tx, &now, (one.payment, &one.payer), one.amount, Whereto::LeftOver, comment)?;
    }
    Ok(())
}

/// Uses the credit of the claim's party, the oldest first.
fn use_credit(tx: &Tx<'_>, before: &Claim, wanted: Option<Money>, comment: &str) -> Result<Claim, AppError> {
    before.may(Operation::Place)?;
    let number = before.number;
    let rows = away::credit_of(tx.conn(), party::of_claim(tx.conn(), before.id)?.id)?;
    let there = Money::sum(rows.iter().map(|row| row.amount))?;
    if !there.is_positive() {
        return Err(Refusal::NoCredit { number }.into());
    }
    let left = before.left()?;
    let amount = wanted.unwrap_or_else(|| there.min(left));
    if !left.is_positive() {
        return Err(Refusal::NothingLeftToPay { number }.into());
    }
    if !amount.is_positive() || amount > there.min(left) {
        return Err(Refusal::MoreThanLeft {
            number,
            amount,
            left: there.min(left),
        }
        .into());
    }
    let (mut now, mut rest) = (before.clone(), amount);
    for row in &rows {
        let part = row.amount.min(rest);
        if !part.is_positive() {
            break;
        }
        let (after, seq) = money::put_on(tx, &now, (row.payment, &row.payer), part, Whereto::Credit, comment)?;
        away::take(tx, row, part, seq)?;
        now = after;
        rest = rest.minus(part)?;
    }
    Ok(now)
}

/// Comments this operator gave last, newest first, each once: for recall.
///
/// # Errors
/// When the file cannot be read.
pub fn recent_comments(session: &Session, most: usize) -> Result<Vec<String>, AppError> {
    Ok(journal::recent_comments(&session.store.conn, &session.operator, most)?)
}
