//! Printing an order's invoice, or a credit note on it: gathered as it was issued, saved as PDF, shown or sent to the printer. A
//! reprint says KOPIA.

use std::path::{Path, PathBuf};

use super::paper::{Paper, PaperLine};
use crate::app::print::deliver::{self, Delivery};
use crate::app::print::invoice::{Buyer, Code, Invoice, Kind, Line, Paid, Seller, Totals, Vat, Vehicle, Way, WayKind};
use crate::app::print::{Template, render};
use crate::app::settings::Settings;
use crate::app::texts::{Arg, Lang, Texts};
use crate::app::{AppError, Session};
use crate::domain::account::{self, Country};
use crate::domain::claim::{Claim, Line as ClaimLine};
use crate::domain::ledger::LineTerms;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::claim::Head;
use crate::store::detail::CreditNote;
use crate::store::{claim as claims, detail, order as table};

/// What was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Where the PDF is.
    pub file: PathBuf,
    /// Whether it says KOPIA.
    pub copy: bool,
    /// What the printer said, where it went to paper.
    pub said: String,
}

/// The folder of invoices: from the settings, or `invoices/` beside the site's file.
pub fn folder(settings: &Settings, database: &Path) -> PathBuf {
    let beside = || database.parent().unwrap_or_else(|| Path::new(".")).join("invoices");
    settings.print.folder.clone().unwrap_or_else(beside)
}

/// Prints the invoice of an order; `note`: the credit note of this number on it instead. It waits for the printer: not for the
/// screen's thread.
///
/// # Errors
/// [`Refusal::NothingToPrint`]; [`AppError::Print`].
pub fn print(session: &mut Session, claim_id: i64, note: Option<&str>) -> Result<Printed, AppError> {
    let (invoice, note_id) = gather(session, claim_id, note)?;
    let bytes = render(&invoice, &Template::standard().map_err(AppError::from)?).map_err(AppError::from)?;
    let stem = deliver::file_stem(&invoice);
    let file = deliver::save(&folder(&session.settings, session.path()), &stem, &bytes)?;
    let name = file.display().to_string();
    session.write(|tx| Ok(table::add_print(tx, claim_id, note_id, &name)?))?;
    let delivery = Delivery {
        printer: session.settings.print.printer.clone(),
        ..Delivery::default()
    };
    let said = match session.settings.print.then.as_deref() {
        Some("print") => delivery.print(&file, &stem)?,
        Some("open") => {
            delivery.open(&file)?;
            String::new()
        }
        _ => String::new(),
    };
    Ok(Printed {
        file,
        copy: invoice.copy,
        said,
    })
}

fn gather(session: &Session, id: i64, note: Option<&str>) -> Result<(Invoice, Option<i64>), AppError> {
    let conn = &session.store.conn;
    let paper = table::paper(conn, id)?.ok_or(Refusal::NothingToPrint {})?;
    let paper = Paper::read(&paper);
    let shown = detail::claim_detail(conn, id)?.ok_or(Refusal::NothingToPrint {})?;
    let head = claims::head_of(conn, id)?.ok_or(Refusal::NothingToPrint {})?;
    let language = Lang::from_code(&paper.language)
        .or_else(|| Lang::from_code(&session.site.language))
        .unwrap_or(Lang::En);
    let t = language.texts();
    let credit = match note {
        None => None,
        Some(number) => {
            let found = shown.credit_notes.iter().find(|one| one.number == number);
            Some(found.ok_or(Refusal::NothingToPrint {})?)
        }
    };
    let note_id = credit.map(|one| one.id);
    let (lines, mut totals) = match credit {
        None => invoice_body(&shown.claim, &paper)?,
        Some(one) => credit_body(&shown.claim, &paper, one)?,
    };
    if credit.is_none() {
        totals.paid = paid(&shown.transactions, &head, t);
        totals.left = totals.total.minus(Money::sum(totals.paid.iter().map(|paid| paid.amount))?)?;
    }
    let notes = match credit {
        Some(one) => vec![one.comment.clone()],
        None => swish_note(session, &totals, t),
    };
    let issued = credit.map_or(Some(head.issued_on), |one| one.issued_on).unwrap_or(head.issued_on);
    let invoice = Invoice {
        kind: match credit {
            None => Kind::Invoice,
            Some(_) => Kind::CreditNote {
                of: shown.claim.number.to_string(),
                issued: head.issued_on,
            },
        },
        copy: table::prints(conn, id, note_id)? > 0,
        country: session.site.country,
        language,
        currency: session.site.currency,
        seller: seller(session, &head),
        buyer: Buyer {
            name: paper.name.clone(),
            number: paper.customer.clone(),
            address: paper.address.clone(),
            vat_number: String::new(),
        },
        number: credit.map_or_else(|| shown.claim.number.to_string(), |one| one.number.clone()),
        order: paper.order.to_string(),
        reference: head.reference.clone().unwrap_or_default(),
        code_line: String::new(),
        issued,
        delivered: None,
        due: credit.is_none().then_some(head.due_on),
        our_reference: paper.by.clone(),
        your_reference: String::new(),
        vehicle: (!paper.plate.is_empty()).then(|| Vehicle {
            plate: paper.plate.clone(),
            make: paper.car.clone(),
            mileage: paper.mileage.map(|run| t.count(run)).unwrap_or_default(),
        }),
        lines,
        totals,
        notes,
        code: if credit.is_none() { Code::Payment } else { Code::None },
    };
    Ok((invoice, note_id))
}

/// What of a line's value is without VAT and rounding, the VAT, and the rounding.
fn split(terms: &LineTerms, line: &ClaimLine, value: Money) -> Result<(Money, Money, Money), AppError> {
    let vat = terms.vat(value)?;
    let rounding = if value == line.amount { line.rounding } else { Money::ZERO };
    Ok((value.minus(vat)?.minus(rounding)?, vat, rounding))
}

fn add(totals: &mut Totals, percent: rust_decimal::Decimal, (net, vat, rounding): (Money, Money, Money)) -> Result<(), AppError> {
    totals.net = totals.net.plus(net)?;
    totals.rounding = totals.rounding.plus(rounding)?;
    totals.total = totals.total.plus(net)?.plus(vat)?.plus(rounding)?;
    match totals.vat.iter_mut().find(|row| row.percent == percent) {
        Some(row) => (row.base, row.vat) = (row.base.plus(net)?, row.vat.plus(vat)?),
        None => totals.vat.push(Vat { percent, base: net, vat }),
    }
    Ok(())
}

fn nothing() -> Totals {
    Totals {
        net: Money::ZERO,
        vat: Vec::new(),
        rounding: Money::ZERO,
        total: Money::ZERO,
        paid: Vec::new(),
        left: Money::ZERO,
    }
}

/// The lines as they were issued, with quantities from the order.
fn invoice_body(claim: &Claim, paper: &Paper) -> Result<(Vec<Line>, Totals), AppError> {
    let mut totals = nothing();
    let mut lines = Vec::new();
    let empty = PaperLine::default();
    for (place, line) in claim.lines.iter().enumerate() {
        let said = paper.lines.get(place).unwrap_or(&empty);
        let parts = split(&line.terms(claim.kind), line, line.amount)?;
        add(&mut totals, line.vat_percent, parts)?;
        lines.push(Line {
            code: said.code.clone(),
            text: line.text.clone(),
            quantity: said.quantity.replace('.', ","),
            unit: said.unit.clone(),
            unit_price: said.price.map(Money::from_minor),
            discount_percent: said.discount(),
            net: parts.0,
            vat_percent: line.vat_percent,
        });
    }
    Ok((lines, totals))
}

/// The lines that a credit note takes back.
fn credit_body(claim: &Claim, paper: &Paper, note: &CreditNote) -> Result<(Vec<Line>, Totals), AppError> {
    let mut totals = nothing();
    let mut lines = Vec::new();
    for (no, amount, vat) in &note.lines {
        let Some((place, line)) = claim.lines.iter().enumerate().find(|(_, line)| line.no == *no) else {
            continue;
        };
        let rounding = if *amount == line.amount { line.rounding } else { Money::ZERO };
        let net = amount.minus(*vat)?.minus(rounding)?;
        add(&mut totals, line.vat_percent, (net, *vat, rounding))?;
        lines.push(Line {
            code: paper.lines.get(place).map(|line| line.code.clone()).unwrap_or_default(),
            text: line.text.clone(),
            quantity: String::new(),
            unit: String::new(),
            unit_price: None,
            discount_percent: rust_decimal::Decimal::ZERO,
            net,
            vat_percent: line.vat_percent,
        });
    }
    totals.left = totals.total;
    Ok((lines, totals))
}

/// The Swish number for paying at the counter, while anything is to be paid.
fn swish_note(session: &Session, totals: &Totals, t: &Texts) -> Vec<String> {
    let number = &session.settings.seller.swish;
    if number.is_empty() || !totals.left.is_positive() {
        return Vec::new();
    }
    vec![t.with("print-swish", &[("number", Arg::from(number.as_str()))])]
}

/// What had been paid of it.
fn paid(transactions: &[detail::Transaction], head: &Head, t: &Texts) -> Vec<Paid> {
    let method = head
        .method
        .map(|method| t.t(&format!("method-{}", method.code())))
        .unwrap_or_default();
    let came = transactions.iter().filter(|one| one.amount.is_positive());
    came.map(|one| Paid {
        method: method.clone(),
        on: one.booked_on,
        amount: one.amount,
    })
    .collect()
}

fn seller(session: &Session, head: &Head) -> Seller {
    let set = &session.settings.seller;
    let country = session.site.country;
    let digits = head.account.clone().unwrap_or_default();
    let number = if set.account.is_empty() {
        account::display(country, &digits)
    } else {
        set.account.clone()
    };
    let kind = match (country, digits.len()) {
        (Country::Se, 7 | 8) => WayKind::Bankgiro,
        (Country::Se, 2..=6) => WayKind::Plusgiro,
        _ => WayKind::Account,
    };
    Seller {
        name: session.site.name.clone(),
        address: set.address.clone(),
        organisation: set.organisation_number.clone(),
        vat_number: set.vat_number.clone(),
        seat: String::new(),
        f_tax: set.f_tax,
        phone: set.phone.clone(),
        email: set.email.clone(),
        web: String::new(),
        ways: if number.is_empty() {
            Vec::new()
        } else {
            vec![Way { kind, number }]
        },
    }
}
