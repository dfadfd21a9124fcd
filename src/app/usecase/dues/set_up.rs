//! What a kind of membership costs for a period: set up, opened for issuing and payment, and closed again (SMS-25).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Dues, DuesLine, account, code, plain, table, wrong};
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session, assets};
use crate::domain::membership::Period;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::Db;

/// The most lines that dues have.
const LINES_MAX: usize = 12;

/// Dues as they are typed; `None`: stays as it is, or, of new ones, the usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The kind of membership, by its code.
    pub kind: Option<String>,
    /// What they are for: `2026`, or two days.
    pub period: Option<String>,
    /// When their claims are due.
    pub due_on: Option<NaiveDate>,
    /// What stands on their claims; new ones: the kind and the period.
    pub description: Option<String>,
    /// The bank account of their claims; empty: the first that takes references.
    pub account: Option<String>,
    /// What they consist of: `Main member=1000; Magazine=250@25`.
    pub lines: Option<String>,
    /// Whether they are open; new ones are closed.
    pub is_open: Option<bool>,
}

/// Reads lines: `TEXT=AMOUNT`, or `TEXT=AMOUNT@VAT`, with `;` between.
///
/// # Errors
/// [`Refusal::DuesInvalid`] with the line.
pub fn read_lines(typed: &str, rates: &[Decimal]) -> Result<Vec<DuesLine>, AppError> {
    let parts: Vec<&str> = typed.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || parts.len() > LINES_MAX {
        return Err(wrong("lines", typed));
    }
    parts
        .into_iter()
        .map(|part| read_line(part, rates).ok_or_else(|| wrong("line", part)))
        .collect()
}

fn read_line(part: &str, rates: &[Decimal]) -> Option<DuesLine> {
    // People write `Main member 1000` too.
    let (text, value) = part.rsplit_once('=').or_else(|| part.rsplit_once(' '))?;
    let (amount, vat) = value.split_once('@').unwrap_or((value, "0"));
    let amount = Money::parse(amount.trim()).ok().filter(|amount| amount.is_positive())?;
    let vat: Decimal = vat.trim().trim_end_matches('%').trim().replace(',', ".").parse().ok()?;
    let vat_percent = vat.normalize();
    let is_rate = vat_percent.is_zero() || rates.contains(&vat_percent);
    let text = plain("line", text).ok().filter(|_| is_rate)?;
    Some(DuesLine { text, amount, vat_percent })
}

/// Lines as they are typed.
pub fn written_lines(lines: &[DuesLine]) -> String {
    let one = |line: &DuesLine| {
        let vat = if line.vat_percent.is_zero() {
            String::new()
        } else {
            format!("@{}", line.vat_percent)
        };
        format!("{}={}{vat}", line.text, line.amount)
    };
    lines.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Sets up dues of a kind for a period.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::DuesInvalid`], [`Refusal::NoSuchMembershipKind`], [`Refusal::DuesExist`],
/// [`Refusal::NoSuchAccount`].
pub fn add(session: &mut Session, typed_code: &str, typed: &Typed, comment: &str) -> Result<Dues, AppError> {
    let comment = required(comment)?;
    let conn = &session.store.conn;
    let kind = super::kind(conn, typed.kind.as_deref().unwrap_or_default())?;
    let period = period(typed.period.as_deref().unwrap_or_default())?;
    let due_on = typed.due_on.ok_or_else(|| wrong("due", ""))?;
    let code = if typed_code.trim().is_empty() {
        format!("{}-{}", kind.code, period.label().replace('/', "-").replace("..", "_"))
    } else {
        typed_code.to_owned()
    };
    let description = match typed.description.as_deref().map(str::trim) {
        None | Some("") => format!("{} {}", kind.name, period.label()).chars().take(super::NAME_MAX).collect(),
        Some(text) => plain("description", text)?,
    };
    let new = Dues {
        id: 0,
        code: self::code("dues", &code)?,
        kind,
        period,
        due_on,
        is_open: typed.is_open.unwrap_or(false),
        description,
        account: account(session, typed.account.as_deref().unwrap_or_default())?,
        lines: read_lines(typed.lines.as_deref().unwrap_or_default(), &rates(session)?)?,
    };
    new.amount()?;
    session.write(|tx| {
        if let Some(of) = taken(tx.conn(), &new)? {
            return Err(Refusal::DuesExist { code: of }.into());
        }
        let id = table::save(tx, None, &new, "created", &comment)?;
        Ok(Dues { id, ..new })
    })
}

/// Changes dues. Of issued ones the cost, the kind and the period stay.
///
/// # Errors
/// As [`add`]; [`Refusal::NoSuchDues`]; [`Refusal::DuesIssued`].
pub fn change(session: &mut Session, wanted: &str, typed: &Typed, comment: &str) -> Result<Dues, AppError> {
    let comment = required(comment)?;
    let period = typed.period.as_deref().map(period).transpose()?;
    let description = typed.description.as_deref().map(|text| plain("description", text)).transpose()?;
    let account = typed.account.as_deref().map(|typed| account(session, typed)).transpose()?;
    let rates = rates(session)?;
    let lines = typed.lines.as_deref().map(|lines| read_lines(lines, &rates)).transpose()?;
    session.write(|tx| {
        let conn = tx.conn();
        let before = super::dues(conn, wanted)?;
        let mut after = before.clone();
        if let Some(kind) = &typed.kind {
            after.kind = super::kind(conn, kind)?;
        }
        after.period = period.unwrap_or(after.period);
        after.due_on = typed.due_on.unwrap_or(after.due_on);
        after.description = description.unwrap_or(after.description);
        after.account = account.unwrap_or(after.account);
        after.lines = lines.unwrap_or(after.lines);
        after.is_open = typed.is_open.unwrap_or(after.is_open);
        after.amount()?;
        let costs_other = after.kind != before.kind || after.period != before.period || after.lines != before.lines;
        if costs_other && table::issued(conn, before.id)?.claims > 0 {
            return Err(Refusal::DuesIssued { code: before.code }.into());
        }
        if let Some(of) = taken(conn, &after)?.filter(|_| costs_other) {
            return Err(Refusal::DuesExist { code: of }.into());
        }
        let action = match (before.is_open, after.is_open) {
            (false, true) => "dues_opened",
            (true, false) => "dues_closed",
            _ => "changed",
        };
        if after != before {
            table::save(tx, Some(&before), &after, action, &comment)?;
        }
        Ok(after)
    })
}

/// Opens dues for issuing and for payment by SMS, or closes them. What is issued stays owed.
///
/// # Errors
/// [`Refusal::NoSuchDues`], [`Refusal::CommentMissing`].
pub fn open(session: &mut Session, wanted: &str, is_open: bool, comment: &str) -> Result<Dues, AppError> {
    let typed = Typed {
        is_open: Some(is_open),
        ..Typed::default()
    };
    change(session, wanted, &typed, comment)
}

/// The rates of VAT that a line may have.
fn rates(session: &Session) -> Result<Vec<Decimal>, AppError> {
    assets::vat_rates(session.site.country, session.actor().today)
}

fn period(typed: &str) -> Result<Period, AppError> {
    Period::parse(typed).ok_or_else(|| wrong("period", typed))
}

/// The code of dues that stand in the way: of the same code, or of the same kind and period.
fn taken(conn: &Db, dues: &Dues) -> Result<Option<String>, AppError> {
    if dues.id == 0
        && let Some(other) = table::by_code(conn, &dues.code)?
    {
        return Ok(Some(other.code));
    }
    let other = table::of_period(conn, dues.kind.id, dues.period)?;
    Ok(other.filter(|code| *code != dues.code || dues.id == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_as_people_type_them() {
        let rates = [Decimal::from(25), Decimal::from(12)];
        let read = |typed: &str| read_lines(typed, &rates).map(|lines| written_lines(&lines));
        for (typed, expected) in [
            ("Hovedmedlem=1000", "Hovedmedlem=1000.00"),
            (
                "Hovedmedlem 2026 1000,50; Tidsskrift = 250@25 % ;",
                "Hovedmedlem 2026=1000.50; Tidsskrift=250.00@25",
            ),
            ("A=B=10", "A=B=10.00"),
        ] {
            assert_eq!(read(typed).unwrap(), expected, "{typed}");
            assert_eq!(read(expected).unwrap(), expected, "it reads what it writes");
        }
        for bad in ["", ";", "Hovedmedlem", "A=0", "A=-5", "A=1@13", "=5", "A=1.005", "A\u{202e}=5"] {
            assert!(read(bad).is_err(), "{bad:?}");
        }
        assert!(read(&"A=1;".repeat(13)).is_err());
    }
}
