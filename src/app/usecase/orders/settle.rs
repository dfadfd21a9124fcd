//! A provider's settlement (ORD-25): gross off the clearing account, the fee to the fee account, the net to the bank.

use std::path::Path;

use chrono::NaiveDate;

use crate::app::usecase::table::Table;
use crate::app::{AppError, Session, simulated};
use crate::domain::ledger::{Draft, Role};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::request::{self, SettlementLine};
use crate::store::{ledger, site};

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

/// Books a settlement, once.
///
/// # Errors
/// [`Refusal::NoSuchPayment`] for a reference that is not ours; nothing is booked then.
pub fn settle(session: &mut Session, provider: &str, ext_id: &str, on: NaiveDate, rows: &[Row]) -> Result<Settled, AppError> {
    let done = session.write(|tx| {
        let mut lines = Vec::new();
        let mut orders = Vec::new();
        for row in rows {
            let found = request::by_reference(tx.conn(), &row.reference)?;
            let request = found.filter(|request| request.provider == provider).ok_or(Refusal::NoSuchPayment {
                wanted: row.reference.clone(),
            })?;
            lines.push(SettlementLine {
                request_id: request.id,
                gross: row.gross,
                fee: row.fee,
            });
            if !orders.contains(&request.id) {
                orders.push(request.id);
            }
        }
        let gross = Money::sum(lines.iter().map(|line| line.gross))?;
        let fee = Money::sum(lines.iter().map(|line| line.fee))?;
        let net = gross.minus(fee)?;
        let known = request::settled(tx.conn(), provider, ext_id)?;
        if !known {
            let mut draft = Draft::default();
            draft.debit(Role::Bank, net)?;
            draft.debit(Role::Fees, fee)?;
            draft.credit(Role::MobileClearing, gross)?;
            let voucher = ledger::open_voucher(tx, "settlement", ext_id, on)?;
            let accounts = site::bank_accounts(tx.conn())?;
            let bank = accounts.iter().find(|account| account.rules.is_some());
            ledger::post(tx, voucher, &draft, bank.map(|account| account.ledger.as_str()))?;
            let id = request::add_settlement(tx, provider, ext_id, on, &lines, voucher)?;
            let after =
                serde_json::json!({ "settlement": ext_id, "gross": gross.to_string(), "fee": fee.to_string(), "net": net.to_string() });
            tx.log(&crate::store::journal::Entry {
                kind: "settlement",
                id,
                action: "created",
                comment: "",
                before: None,
                after: Some(&after.to_string()),
            })?;
        }
        let mut open = Vec::new();
        for id in orders {
            let request = super::answers::one(tx, id)?;
            let left = request
                .paid
                .minus(request.refunded)?
                .minus(request::settled_gross(tx.conn(), id)?)?;
            if !left.is_zero() {
                open.push((request.order_number, left));
            }
        }
        Ok(Settled {
            ext_id: ext_id.to_owned(),
            known,
            rows: rows.len(),
            gross,
            fee,
            net,
            open,
        })
    })?;
    tracing::info!(rows = done.rows, known = done.known, "settlement");
    Ok(done)
}

/// The columns of a settlement as a table.
const COLUMNS: &[&str] = &["reference", "gross", "fee", "settlement", "date"];

/// Books the settlements of a table: a row per payment, several settlements in one file by their name.
///
/// # Errors
/// Faults with line and column; [`Refusal::NoSuchPayment`].
pub fn from_file(session: &mut Session, file: &Path) -> Result<Vec<Settled>, AppError> {
    let mut table = Table::read(file, COLUMNS, &["reference", "gross", "fee"])?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let rows = std::mem::take(&mut table.rows);
    let mut settlements: Vec<(String, NaiveDate, Vec<Row>)> = Vec::new();
    for row in &rows {
        let gross = table.money(row, "gross");
        let fee = table.money(row, "fee");
        let on = table.date(row, "date").unwrap_or(session.actor().today);
        let (Some(gross), Some(fee)) = (gross, fee) else { continue };
        let ext_id = match table.text(row, "settlement") {
            "" => name.clone(),
            text => text.to_owned(),
        };
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
    let provider = session.settings.pay.provider.clone().ok_or(Refusal::NoProvider {})?;
    let mut done = Vec::new();
    for (ext_id, on, rows) in settlements {
        done.push(settle(session, &provider, &ext_id, on, &rows)?);
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
    let newest = simulator.settle(now)?;
    let today = session.actor().today;
    let mut done = Vec::new();
    let Some(newest) = newest else { return Ok(done) };
    // One that was made and never booked, because of a crash in between, is booked now.
    for number in 1..=newest.number {
        let ext_id = format!("simulator-{number}");
        let booked = request::settled(&session.store.conn, "simulator", &ext_id)?;
        if !booked {
            let rows: Vec<Row> = simulator
                .settlement(number)?
                .rows
                .into_iter()
                .map(|row| Row {
                    reference: row.reference,
                    gross: row.gross,
                    fee: row.fee,
                })
                .collect();
            done.push(settle(session, "simulator", &ext_id, today, &rows)?);
        }
    }
    Ok(done)
}
