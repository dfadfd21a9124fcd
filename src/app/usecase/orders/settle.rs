//! A provider's settlement (ORD-25): gross off the clearing account, the fee to the fee account, the net to the bank.

use std::path::Path;

use chrono::NaiveDate;

use crate::app::simulated::{self, SettlementRow};
use crate::app::usecase::dues_sms;
use crate::app::usecase::table::Table;
use crate::app::{AppError, Session};
use crate::domain::ledger::{Draft, Role};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::request::{self, SettlementLine};
use crate::store::{Tx, ledger, site};

/// One line of a settlement as the provider tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Our reference of the payment.
    pub reference: String,
    /// What was paid; negative: given back.
    pub gross: Money,
    /// What the provider keeps.
    pub fee: Money,
}

/// What was booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What the provider calls it.
    pub ext_id: String,
    /// Whether it was booked before; nothing was done then.
    pub known: bool,
    /// Its rows.
    pub rows: usize,
    /// Off the clearing account.
    pub gross: Money,
    /// To the fee account.
    pub fee: Money,
    /// To the bank.
    pub net: Money,
    /// Orders on whose clearing something stays, or too much came: number and what is open.
    pub open: Vec<(i64, Money)>,
}

/// Books a settlement, of payment links or of what was drawn by SMS, once. It is known by its name and its rows.
///
/// # Errors
/// [`Refusal::NoSuchPayment`] for a reference that is not ours, [`Refusal::SettlementDiffers`] for a name that stood for other rows,
/// [`Refusal::SettledTooMuch`]; nothing is booked then.
pub fn settle(session: &mut Session, ext_id: &str, on: NaiveDate, rows: &[Row]) -> Result<Settled, AppError> {
    let done = session.write(|tx| {
        if let Some(first) = rows.first()
            && dues_sms::settle::is_ours(tx, first)?
        {
            return dues_sms::settle::settle(tx, ext_id, on, rows);
        }
        let (provider, lines) = lines_of(tx, rows)?;
        let gross = Money::sum(lines.iter().map(|line| line.gross))?;
        let fee = Money::sum(lines.iter().map(|line| line.fee))?;
        let digest = digest(rows);
        let known = request::settled(tx.conn(), &provider, ext_id)?;
        if known.as_ref().is_some_and(|known| *known != digest) {
            return Err(Refusal::SettlementDiffers {
                settlement: ext_id.to_owned(),
            }
            .into());
        }
        if known.is_none() {
            book(tx, &provider, (ext_id, &digest), on, &lines)?;
        }
        Ok(Settled {
            ext_id: ext_id.to_owned(),
            known: known.is_some(),
            rows: rows.len(),
            gross,
            fee,
            net: gross.minus(fee)?,
            open: open_orders(tx, &lines, known.is_none())?,
        })
    })?;
    tracing::info!(rows = done.rows, known = done.known, "settlement");
    Ok(done)
}

/// The rows as lines on our payment requests, and whose they are.
fn lines_of(tx: &Tx<'_>, rows: &[Row]) -> Result<(String, Vec<SettlementLine>), AppError> {
    let mut provider: Option<String> = None;
    let mut lines = Vec::new();
    for row in rows {
        let unknown = || Refusal::NoSuchPayment {
            wanted: row.reference.clone(),
        };
        let request = request::by_reference(tx.conn(), &row.reference)?.ok_or_else(unknown)?;
        if provider.get_or_insert_with(|| request.provider.clone()) != &request.provider {
            return Err(unknown().into());
        }
        lines.push(SettlementLine {
            request_id: request.id,
            gross: row.gross,
            fee: row.fee,
        });
    }
    Ok((provider.unwrap_or_default(), lines))
}

/// The rows in short: whatever their order, the same rows have the same.
pub(crate) fn digest(rows: &[Row]) -> String {
    use sha2::{Digest, Sha256};
    let mut all: Vec<String> = rows
        .iter()
        .map(|row| format!("{}|{}|{}", row.reference, row.gross, row.fee))
        .collect();
    all.sort();
    let sum: [u8; 32] = Sha256::digest(all.join("\n")).into();
    sum.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn book(tx: &Tx<'_>, provider: &str, name: (&str, &str), on: NaiveDate, lines: &[SettlementLine]) -> Result<(), AppError> {
    let gross = Money::sum(lines.iter().map(|line| line.gross))?;
    let fee = Money::sum(lines.iter().map(|line| line.fee))?;
    let net = gross.minus(fee)?;
    let mut draft = Draft::default();
    draft.debit(Role::Bank, net)?;
    draft.debit(Role::Fees, fee)?;
    draft.credit(Role::MobileClearing, gross)?;
    let voucher = ledger::open_voucher(tx, "settlement", name.0, on)?;
    let accounts = site::bank_accounts(tx.conn())?;
    let bank = accounts.iter().find(|account| account.rules.is_some());
    ledger::post(tx, voucher, &draft, bank.map(|account| account.ledger.as_str()))?;
    let id = request::add_settlement(tx, provider, name, on, lines, voucher)?;
    let after = serde_json::json!({ "settlement": name.0, "gross": gross.to_string(), "fee": fee.to_string(), "net": net.to_string() });
    tx.log(&crate::store::journal::Entry {
        kind: "settlement",
        id,
        action: "created",
        comment: "",
        before: None,
        after: Some(&after.to_string()),
    })?;
    Ok(())
}

/// Orders of a settlement on whose clearing something stays. More than was paid is refused: it was booked under another name.
fn open_orders(tx: &Tx<'_>, lines: &[SettlementLine], new: bool) -> Result<Vec<(i64, Money)>, AppError> {
    let mut ids: Vec<i64> = lines.iter().map(|line| line.request_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut open = Vec::new();
    for id in ids {
        let request = super::answers::one(tx, id)?;
        let settled = request::settled_gross(tx.conn(), id)?;
        let left = request.paid.minus(request.refunded)?.minus(settled)?;
        // The provider may pay out before it takes a refund back, so up to all that was paid is right.
        if new && settled > request.paid {
            return Err(Refusal::SettledTooMuch {
                number: request.order_number,
                settled,
                paid: request.paid,
            }
            .into());
        }
        if !left.is_zero() {
            open.push((request.order_number, left));
        }
    }
    Ok(open)
}

/// The columns of a settlement as a table.
const COLUMNS: &[&str] = &["reference", "gross", "fee", "settlement", "date"];

/// Books the settlements of a table: a row per payment, several settlements in one file by their name.
///
/// # Errors
/// Faults with line and column; [`Refusal::NoSuchPayment`].
pub fn from_file(session: &mut Session, file: &Path) -> Result<Vec<Settled>, AppError> {
    let mut table = Table::read(file, "settlements", COLUMNS, &[&["reference"], &["gross"], &["fee"]])?;
    let rows = std::mem::take(&mut table.rows);
    let mut settlements: Vec<(String, NaiveDate, Vec<Row>)> = Vec::new();
    for row in &rows {
        let gross = table.money(row, "gross");
        let fee = table.money(row, "fee");
        let on = table.date(row, "date").unwrap_or(session.actor().today);
        let (Some(gross), Some(fee)) = (gross, fee) else { continue };
        let ext_id = table.text(row, "settlement").to_owned();
        let line = Row {
            reference: table.text(row, "reference").to_owned(),
            gross,
            fee,
        };
        match settlements.iter_mut().find(|known| known.0 == ext_id) {
            Some(known) => known.2.push(line),
            None => settlements.push((ext_id, on, vec![line])),
        }
    }
    table.check()?;
    let mut done = Vec::new();
    for (ext_id, on, rows) in settlements {
        // Without a name it is known by its rows, not by what the file happens to be called.
        let name = if ext_id.is_empty() { digest(&rows) } else { ext_id };
        done.push(settle(session, &name, on, &rows)?);
    }
    Ok(done)
}

/// Lets the simulated provider pay out, and books every pay-out that is not booked yet.
///
/// # Errors
/// [`AppError::Gateway`] when the site's provider is real: its settlement comes as a file.
pub fn from_simulator(session: &mut Session) -> Result<Vec<Settled>, AppError> {
    let mut simulator = simulated::open(session)?;
    let now = session.actor().at_ms;
    simulator.settle(now)?;
    let today = session.actor().today;
    let mut done = Vec::new();
    // One that was made and never booked, because of a crash in between, is booked now.
    for number in 1.. {
        let rows = simulator.settlement(number)?.rows;
        if rows.is_empty() {
            break;
        }
        let ext_id = format!("simulator-{number}");
        if request::settled(&session.store.conn, "simulator", &ext_id)?.is_none() {
            let ours = |row: SettlementRow| Row {
                reference: row.reference,
                gross: row.gross,
                fee: row.fee,
            };
            let rows: Vec<Row> = rows.into_iter().map(ours).collect();
            done.push(settle(session, &ext_id, today, &rows)?);
        }
    }
    Ok(done)
}
