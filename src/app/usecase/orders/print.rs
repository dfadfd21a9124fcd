//! Printing an order's invoice, or a credit note on it: gathered as it was issued, saved as PDF, shown or sent to the printer. A
//! reprint says KOPIA.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::paper::{Paper, PaperLine};
use crate::app::print::deliver::Delivery;
use crate::app::print::invoice::{Buyer, Code, Invoice, Kind, Line, PAID_MAX, Paid, Seller, Totals, Vat, Vehicle, Way, WayKind};
use crate::app::settings::Settings;
use crate::app::texts::{Arg, Lang, Texts};
use crate::app::usecase::sending as posting;
use crate::app::{AppError, Session};
use crate::domain::account::{self, Country};
use crate::domain::claim::{Claim, Line as ClaimLine};
use crate::domain::ledger::LineTerms;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::claim::Head;
use crate::store::detail::CreditNote;
use crate::store::site::{self, Site};
use crate::store::{Db, claim as claims, detail, order as table, sending};

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

/// Prints the invoice of an order; `note`: the credit note of this number on it instead. It goes down as any other sending on paper,
/// the claim's day with it (CLM-6), and what was sent before says KOPIA. It waits for the printer: not for the screen's thread.
///
/// # Errors
/// [`Refusal::NothingToPrint`], [`Refusal::PaperFault`]; [`Refusal::SendingWaits`] and [`Refusal::SendingUnknown`] while nobody
/// knows whether the same paper left; [`AppError::Deliver`].
pub fn print(session: &mut Session, claim_id: i64, note: Option<&str>) -> Result<Printed, AppError> {
    let sent = posting::print(session, claim_id, note)?;
    if session.settings.print.then.as_deref() == Some("open") {
        Delivery::default().open(&sent.file)?;
    }
    Ok(sent)
}

/// Whose paper it is: the site and how it presents itself.
#[derive(Clone)]
pub(crate) struct House {
    /// The site.
    pub site: Site,
    /// What it chose outside its file.
    pub settings: Arc<Settings>,
}

impl House {
    pub(crate) fn of(session: &Session) -> House {
        House {
            site: session.site.clone(),
            settings: Arc::clone(&session.settings),
        }
    }
}

/// Everything that stands on the paper of a claim, or of the credit note with this number on it, and that note's key. An order's
/// invoice says what it said when it was issued; other claims what they are now, until they are sent.
pub(crate) fn gather(conn: &Db, house: &House, id: i64, note: Option<&str>) -> Result<(Invoice, Option<i64>), AppError> {
    let issued = table::paper(conn, id)?;
    let is_order = issued.is_some();
    let mut paper = match issued {
        Some(paper) => Paper::read(&paper),
        None => Paper::of_claim(conn, id)?,
    };
    let shown = detail::claim_detail(conn, id)?.ok_or(Refusal::NothingToPrint {})?;
    if !is_order {
        paper.add_items(conn, &shown.claim)?;
    }
    let head = claims::head_of(conn, id)?.ok_or(Refusal::NothingToPrint {})?;
    let language = Lang::from_code(&paper.language)
        .or_else(|| Lang::from_code(&house.site.language))
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
        None => invoice_body(&shown.claim, &paper, is_order, language)?,
        Some(one) => credit_body(&shown.claim, &paper, one)?,
    };
    if credit.is_none() {
        totals.paid = paid(&shown, &head, t)?;
        totals.left = totals.total.minus(Money::sum(totals.paid.iter().map(|paid| paid.amount))?)?;
    }
    let notes = match credit {
        Some(one) => vec![one.comment.clone()],
        None => notes(house, &shown, &head, &totals, t),
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
        copy: table::prints(conn, id, note_id)? > 0 || sending::left_document(conn, id, note_id)?.is_some(),
        country: house.site.country,
        language,
        currency: house.site.currency,
        seller: seller(house, &head),
        buyer: Buyer {
            name: paper.name.clone(),
            number: paper.customer.clone(),
            address: paper.address.clone(),
            vat_number: String::new(),
        },
        number: credit.map_or_else(|| shown.claim.number.to_string(), |one| one.number.clone()),
        order: if is_order { paper.order.to_string() } else { String::new() },
        reference: head.reference.clone().unwrap_or_default(),
        code_line: code_line(conn, &head)?,
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

/// The lines, with quantities where they are known: `as_issued` of an invoice of an order, which only credit notes change; else as they are now.
fn invoice_body(claim: &Claim, paper: &Paper, as_issued: bool, language: Lang) -> Result<(Vec<Line>, Totals), AppError> {
    let mut totals = nothing();
    let mut lines = Vec::new();
    let empty = PaperLine::default();
    for (place, line) in claim.lines.iter().enumerate() {
        if line.dropped && !as_issued {
            continue;
        }
        let said = paper.lines.get(place).unwrap_or(&empty);
        let value = if as_issued { line.amount } else { line.worth()? };
        let parts = split(&line.terms(claim.kind), line, value)?;
        add(&mut totals, line.vat_percent, parts)?;
        lines.push(Line {
            code: said.code.clone(),
            text: line.text.clone(),
            quantity: if language == Lang::En {
                said.quantity.clone()
            } else {
                said.quantity.replace('.', ",")
            },
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

/// What else there is to say: what it concerns, where no line says it, and the Swish number for paying at the counter, while
/// anything is to be paid.
fn notes(house: &House, shown: &detail::ClaimDetail, head: &Head, totals: &Totals, t: &Texts) -> Vec<String> {
    let mut notes = Vec::new();
    let said = head.description.is_empty() || shown.claim.lines.iter().any(|line| line.text == head.description);
    if !said {
        notes.push(head.description.clone());
    }
    let number = &house.settings.seller.swish;
    if !number.is_empty() && totals.left.is_positive() {
        notes.push(t.with("print-swish", &[("number", Arg::from(number.as_str()))]));
    }
    notes
}

/// What had been paid of it, and what credit notes took back. Where that is more than fits, it is one sum.
fn paid(shown: &detail::ClaimDetail, head: &Head, t: &Texts) -> Result<Vec<Paid>, AppError> {
    let method = head
        .method
        .map(|method| t.t(&format!("method-{}", method.code())))
        .unwrap_or_default();
    let came = shown.transactions.iter().filter(|one| one.amount.is_positive());
    let mut paid: Vec<Paid> = came
        .map(|one| Paid {
            method: method.clone(),
            on: one.booked_on,
            amount: one.amount,
        })
        .collect();
    paid.extend(shown.credit_notes.iter().map(|note| Paid {
        method: t.with("print-credited", &[("number", Arg::from(note.number.as_str()))]),
        on: note.issued_on,
        amount: note.amount,
    }));
    if paid.len() > PAID_MAX {
        let amount = Money::sum(paid.iter().map(|one| one.amount))?;
        paid = vec![Paid {
            method,
            on: paid.iter().filter_map(|one| one.on).max(),
            amount,
        }];
    }
    Ok(paid)
}

/// The line that a payer types (DK): card type, identification, creditor.
fn code_line(conn: &Db, head: &Head) -> Result<String, AppError> {
    let (Some(reference), Some(account)) = (&head.reference, &head.account) else {
        return Ok(String::new());
    };
    let accounts = site::bank_accounts(conn)?;
    let rules = accounts.into_iter().find(|one| one.number == *account).and_then(|one| one.rules);
    Ok(rules.and_then(|rules| rules.code_line(reference)).unwrap_or_default())
}

fn seller(house: &House, head: &Head) -> Seller {
    let set = &house.settings.seller;
    let country = house.site.country;
    let digits = head.account.clone().unwrap_or_default();
    // A reference leads home on its own account only.
    let number = if digits.is_empty() {
        set.account.clone()
    } else {
        account::display(country, &digits)
    };
    let kind = match (country, digits.len()) {
        (Country::Se, 7 | 8) => WayKind::Bankgiro,
        (Country::Se, 2..=6) => WayKind::Plusgiro,
        _ => WayKind::Account,
    };
    Seller {
        name: house.site.name.clone(),
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
