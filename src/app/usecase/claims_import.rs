//! `claims import`: claims from a table; importing issues them.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::issue::{self, ToIssue, Wants};
use super::references;
use super::table::{Table, TableRow};
use crate::app::error::InputFault;
use crate::app::{AppError, Session, assets, clock};
use crate::domain::account;
use crate::domain::claim::Kind;
use crate::domain::ledger::Draft;
use crate::domain::membership::Period;
use crate::domain::money::Money;
use crate::store::claim::{self, NewLine};
use crate::store::party::{self, NewParty};
use crate::store::site::{self, BankAccount};
use crate::store::{StoreError, Tx, ledger};

pub(super) const COLUMNS: &[&str] = &[
    "number",
    "party",
    "name",
    "phone",
    "kind",
    "reference",
    "issued",
    "due",
    "amount",
    "description",
    "account",
    "vat",
    "period",
];
/// The largest claim number that may be given.
const NUMBER_MAX: i64 = 999_999_999;

/// What an import of claims did.
#[derive(Debug, Default)]
pub struct Imported {
    /// Claims issued.
    pub claims: i64,
    /// Parties created on the way.
    pub parties: i64,
    /// What they sum to.
    pub amount: Money,
    /// Things worth a look: a known party under another name.
    pub warnings: Vec<InputFault>,
}

/// One claim of the table, with the rows it came from.
struct Wanted {
    row: usize,
    number: Option<i64>,
    party: String,
    name: String,
    phone: String,
    kind: Kind,
    reference: Option<String>,
    period: Option<Period>,
    issued_on: NaiveDate,
    due_on: NaiveDate,
    description: String,
    account: Option<String>,
    lines: Vec<NewLine>,
}

/// Issues all claims of a table, or none.
///
/// # Errors
/// [`AppError::Input`] with every fault and its place.
pub fn import(session: &mut Session, path: &Path) -> Result<Imported, AppError> {
    let mut table = Table::read(path, "claims", COLUMNS, &[&["party"], &["due"], &["amount"]])?;
    let rows = std::mem::take(&mut table.rows);
    let today = clock::today();
    let rates = assets::vat_rates(session.site.country, today)?;
    let country = session.site.country;
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut by_number: HashMap<i64, usize> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        let Some(claim) = read_claim(&mut table, row, place, today, &rates, country) else {
            continue;
        };
        match claim
            .number
            .and_then(|number| by_number.get(&number))
            .and_then(|at| wanted.get_mut(*at))
        {
            Some(first) => add_line(&mut table, row, first, claim),
            None => {
                if let Some(number) = claim.number {
                    by_number.insert(number, wanted.len());
                }
                wanted.push(claim);
            }
        }
    }
    table.check()?;
    let alphabet = country.alphabet();
    session.write(|tx| {
        let accounts = site::bank_accounts(tx.conn())?;
        check_against_site(&mut table, &rows, &wanted, &accounts, tx)?;
        let voucher = ledger::open_voucher(tx, "claims_issued", &path.file_name().unwrap_or_default().to_string_lossy(), today)?;
        let (mut draft, mut done) = (Draft::default(), Imported::default());
        for number in wanted.iter().filter_map(|claim| claim.number) {
            tx.skip_number("claim", number)?;
        }
        let given: HashSet<String> = wanted.iter().filter_map(|claim| claim.reference.clone()).collect();
        for claim in wanted {
            issue_one(tx, claim, &rows, &accounts, &given, voucher, &mut draft, &mut done, alphabet)?;
        }
        ledger::post(tx, voucher, &draft, None)?;
        done.warnings.extend(table.warning());
        Ok(done)
    })
}

/// Reads one row. `None` when it has faults.
fn read_claim(
    table: &mut Table,
    row: &TableRow,
    place: usize,
    today: NaiveDate,
    rates: &[Decimal],
    country: account::Country,
) -> Option<Wanted> {
    let before = table.faults.len();
    let text = |table: &Table, column: &str| table.text(row, column).to_owned();
    let party = text(table, "party");
    if party.is_empty() {
        table.fault_at(row, "party", "missing", "party".to_owned());
    }
    let number = read_number(table, row);
    let kind = match table.text(row, "kind") {
        "" => Kind::Other,
        word => Kind::from_code(&word.to_lowercase()).unwrap_or_else(|| {
            table.fault_at(
                row,
                "kind",
                "not-a-kind",
                Kind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", "),
            );
            Kind::Other
        }),
    };
    let issued_on = table.date(row, "issued").unwrap_or(today);
    let due_on = table.date(row, "due");
    if table.text(row, "due").is_empty() {
        table.fault_at(row, "due", "missing", "due".to_owned());
    }
    if due_on.is_some_and(|due| due < issued_on) {
        table.fault_at(row, "due", "due-before-issued", issued_on.to_string());
    }
    let amount = match Money::parse(table.text(row, "amount")) {
        Ok(amount) if amount.is_positive() => amount,
        Ok(_) => {
            table.fault_at(row, "amount", "amount-not-positive", String::new());
            Money::ZERO
        }
        Err(_) => {
            table.fault_at(row, "amount", "not-an-amount", "1250.00".to_owned());
            Money::ZERO
        }
    };
    let vat_percent = read_vat(table, row, rates);
    let account = match table.text(row, "account") {
        "" => None,
        typed => match account::normalise(country, typed) {
            Ok(number) => Some(number),
            Err(_) => {
                table.fault_at(row, "account", "not-an-account", String::new());
                None
            }
        },
    };
    let reference = Some(crate::domain::reference::normalise_typed(table.text(row, "reference"))).filter(|r| !r.is_empty());
    let period = read_period(table, row);
    let description = text(table, "description");
    let line = NewLine {
        text: description.clone(),
        amount,
        vat_percent,
        rounding: Money::ZERO,
    };
    let claim = Wanted {
        row: place,
        number,
        party,
        name: text(table, "name"),
        phone: text(table, "phone"),
        kind,
        reference,
        period,
        issued_on,
        due_on: due_on.unwrap_or(today),
        description,
        account,
        lines: vec![line],
    };
    (table.faults.len() == before).then_some(claim)
}

fn read_number(table: &mut Table, row: &TableRow) -> Option<i64> {
    let typed = table.text(row, "number");
    if typed.is_empty() {
        return None;
    }
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit()) && !typed.starts_with('0');
    match typed.parse::<i64>() {
        Ok(number) if digits && number <= NUMBER_MAX => Some(number),
        _ => {
            table.fault_at(row, "number", "not-a-number", NUMBER_MAX.to_string());
            None
        }
    }
}

/// What dues are for.
fn read_period(table: &mut Table, row: &TableRow) -> Option<Period> {
    let typed = table.text(row, "period");
    if typed.is_empty() {
        return None;
    }
    let period = Period::parse(typed);
    if period.is_none() {
        table.fault_at(row, "period", "not-a-period", "2026, 2026-07-01..2027-06-30".to_owned());
    }
    period
}

fn read_vat(table: &mut Table, row: &TableRow, rates: &[Decimal]) -> Decimal {
    let typed = table.text(row, "vat").trim_end_matches('%').trim().replace(',', ".");
    if typed.is_empty() {
        return Decimal::ZERO;
    }
    match typed.parse::<Decimal>() {
        Ok(rate) if rates.contains(&rate.normalize()) => rate.normalize(),
        _ => {
            let known: Vec<String> = rates.iter().map(ToString::to_string).collect();
            table.fault_at(row, "vat", "not-a-vat-rate", known.join(", "));
            Decimal::ZERO
        }
    }
}

/// A further row with the same number is a further line; what belongs to the claim must be the same or empty.
fn add_line(table: &mut Table, row: &TableRow, first: &mut Wanted, line: Wanted) {
    if line.party != first.party {
        table.fault_at(row, "party", "line-of-other-party", first.party.clone());
    }
    if line.due_on != first.due_on {
        table.fault_at(row, "due", "line-of-other-due", first.due_on.to_string());
    }
    if line.reference.is_some() && line.reference != first.reference {
        table.fault_at(
            row,
            "reference",
            "line-of-other-reference",
            first.reference.clone().unwrap_or_default(),
        );
    }
    let other = [
        ("kind", line.kind != first.kind, first.kind.code().to_owned()),
        ("issued", line.issued_on != first.issued_on, first.issued_on.to_string()),
        ("account", line.account != first.account, first.account.clone().unwrap_or_default()),
    ];
    for (column, differs, expected) in other {
        if differs && !table.text(row, column).is_empty() {
            table.fault_at(row, column, "line-of-other", expected);
        }
    }
    first.lines.extend(line.lines);
}

/// What only the site knows: free numbers, free and fitting references, known accounts.
fn check_against_site(
    table: &mut Table,
    rows: &[TableRow],
    wanted: &[Wanted],
    accounts: &[BankAccount],
    tx: &Tx<'_>,
) -> Result<(), AppError> {
    let mut seen = HashSet::new();
    for claim in wanted {
        let Some(row) = rows.get(claim.row) else { continue };
        if let Some(number) = claim.number
            && claim::number_taken(tx.conn(), number)?
        {
            table.fault_at(row, "number", "number-taken", String::new());
        }
        let account = claim
            .account
            .as_ref()
            .map(|number| accounts.iter().find(|account| account.number == *number));
        if account == Some(None) {
            table.fault_at(row, "account", "account-unknown", String::new());
        }
        let Some(reference) = &claim.reference else {
            let account = account
                .flatten()
                .or_else(|| accounts.iter().find(|account| account.rules.is_some()));
            let recipe = account.and_then(|account| account.recipe.as_ref());
            if let Some((recipe, why)) = recipe.and_then(|recipe| Some((recipe, references::member_fault(recipe, &claim.party)?))) {
                table.fault_at(row, "party", why.input_code(), recipe.to_string());
            }
            continue;
        };
        let fits = |account: &BankAccount| account.rules.as_ref().is_some_and(|rules| rules.check(reference).is_ok());
        let fitting = match account.flatten() {
            Some(account) => fits(account),
            None => accounts.iter().any(fits),
        };
        if !fitting {
            table.fault_at(row, "reference", "reference-fits-none", String::new());
        } else if !seen.insert(reference) {
            table.fault_at(row, "reference", "reference-twice", String::new());
        } else if party::reference_taken(tx.conn(), reference)? {
            table.fault_at(row, "reference", "reference-taken", String::new());
        }
    }
    table.check()
}

#[allow(clippy::too_many_arguments, reason = "one claim of an import, with what the import gathers")]
fn issue_one(
    tx: &Tx<'_>,
    wanted: Wanted,
    rows: &[TableRow],
    accounts: &[BankAccount],
    given: &HashSet<String>,
    voucher: i64,
    draft: &mut Draft,
    done: &mut Imported,
    alphabet: crate::domain::text::Alphabet,
) -> Result<(), StoreError> {
    let party = match party::by_number(tx.conn(), &wanted.party)? {
        Some(party) => {
            if !wanted.name.is_empty() && wanted.name != party.name {
                done.warnings.push(InputFault {
                    line: rows.get(wanted.row).map_or(0, |row| row.line),
                    column: 0,
                    code: "other-name",
                    found: wanted.name.clone(),
                    expected: party.name.clone(),
                });
            }
            party
        }
        None => {
            done.parties += 1;
            let name = if wanted.name.is_empty() {
                wanted.party.clone()
            } else {
                wanted.name.clone()
            };
            let new = NewParty {
                number: Some(wanted.party.clone()),
                name,
                phone: wanted.phone.clone(),
                ..NewParty::default()
            };
            party::add(tx, &new, alphabet)?
        }
    };
    let account = match &wanted.account {
        Some(number) => accounts.iter().find(|account| account.number == *number),
        None => {
            let fits = |account: &&BankAccount| {
                wanted
                    .reference
                    .as_ref()
                    .is_none_or(|r| account.rules.as_ref().is_some_and(|rules| rules.check(r).is_ok()))
            };
            accounts.iter().filter(|account| account.rules.is_some()).find(fits)
        }
    };
    done.claims += 1;
    done.amount = Money::sum(wanted.lines.iter().map(|line| line.amount))?.plus(done.amount)?;
    let new = ToIssue {
        number: wanted.number,
        party_id: party.id,
        party: &wanted.party,
        name_key: party.name_key,
        kind: wanted.kind,
        account,
        reference: wanted.reference.map_or(Wants::Made(given), Wants::Given),
        issued_on: wanted.issued_on,
        due_on: wanted.due_on,
        description: wanted.description,
        period: wanted.period,
        lines: wanted.lines,
    };
    issue::issue(tx, new, voucher, draft)?;
    Ok(())
}
