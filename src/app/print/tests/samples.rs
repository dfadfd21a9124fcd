//! Invoices for the tests.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::app::print::invoice::{Buyer, Code, Invoice, Kind, Line, Paid, Seller, Totals, Vat, Vehicle, Way, WayKind};
use crate::app::texts::Lang;
use crate::domain::account::Country;
use crate::domain::money::{Currency, Money};

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn line(code: &str, text: &str, [quantity, unit]: [&str; 2], price: i64, net: i64, vat: i64) -> Line {
    Line {
        code: code.to_owned(),
        text: text.to_owned(),
        quantity: quantity.to_owned(),
        unit: unit.to_owned(),
        unit_price: Some(Money::from_minor(price)),
        discount_percent: Decimal::ZERO,
        net: Money::from_minor(net),
        vat_percent: Decimal::from(vat),
    }
}

/// The sums of lines, rounded to whole kronor.
pub fn totals(lines: &[Line]) -> Totals {
    let mut vat: Vec<Vat> = Vec::new();
    for line in lines {
        match vat.iter_mut().find(|vat| vat.percent == line.vat_percent) {
            Some(found) => found.base = found.base.plus(line.net).unwrap(),
            None => vat.push(Vat {
                percent: line.vat_percent,
                base: line.net,
                vat: Money::ZERO,
            }),
        }
    }
    for rate in &mut vat {
        let exact = Decimal::from(rate.base.minor()) * rate.percent / Decimal::ONE_HUNDRED;
        rate.vat = Money::from_minor(i64::try_from(exact.round().mantissa()).unwrap());
    }
    vat.sort_by_key(|rate| std::cmp::Reverse(rate.percent));
    let net = Money::sum(lines.iter().map(|line| line.net)).unwrap();
    let exact = Money::sum(vat.iter().map(|rate| rate.vat).chain([net])).unwrap();
    let over = exact.minor().rem_euclid(100);
    let rounding = Money::from_minor(if over >= 50 { 100 - over } else { -over });
    let total = exact.plus(rounding).unwrap();
    Totals {
        net,
        vat,
        rounding,
        total,
        paid: Vec::new(),
        left: total,
    }
}

pub fn seller() -> Seller {
    let text = |text: &str| text.to_owned();
    Seller {
        name: text("Ängby Bilverkstad AB"),
        address: vec![text("Verkstadsgatan 12"), text("168 42 Bromma")],
        organisation: text("556677-8899"),
        vat_number: text("SE556677889901"),
        seat: text("Stockholm"),
        f_tax: true,
        phone: text("08-123 45 67"),
        email: text("verkstad@angbybil.example"),
        web: text("www.angbybil.example"),
        ways: [
            (WayKind::Bankgiro, "991-2346"),
            (WayKind::Iban, "SE45 5000 0000 0583 9825 7466"),
            (WayKind::Bic, "ESSESESS"),
        ]
        .map(|(kind, number)| Way {
            kind,
            number: text(number),
        })
        .to_vec(),
    }
}

/// An order of a workshop in Sweden with three lines.
pub fn swedish() -> Invoice {
    let mut lines = vec![
        line(
            "ARB-101",
            "Service 3 000 mil enligt tillverkarens schema, inklusive funktionskontroll av bromsar",
            ["2,5", "tim"],
            119_500,
            298_750,
            25,
        ),
        line("OLJ-5W30", "Motorolja 5W-30, helsyntetisk", ["5,7", "l"], 18_900, 96_957, 25),
        line("BOK-88", "Servicebok, tryckt (6 % moms)", ["1", "st"], 14_900, 14_900, 6),
    ];
    lines[1].discount_percent = Decimal::from(10);
    Invoice {
        kind: Kind::Invoice,
        copy: false,
        country: Country::Se,
        language: Lang::Sv,
        currency: Currency::Sek,
        seller: seller(),
        buyer: Buyer {
            name: "Łukasz Żółć-Bergström".to_owned(),
            number: "1007".to_owned(),
            address: vec!["Blackebergsvägen 101 lgh 1203".to_owned(), "168 50 Bromma".to_owned()],
            vat_number: String::new(),
        },
        number: "10242".to_owned(),
        order: "14790".to_owned(),
        reference: "1024201".to_owned(),
        code_line: String::new(),
        issued: day(2026, 11, 22),
        delivered: Some(day(2026, 11, 20)),
        due: Some(day(2026, 12, 22)),
        our_reference: "Åsa Lind".to_owned(),
        your_reference: String::new(),
        vehicle: Some(Vehicle {
            plate: "ABC 12D".to_owned(),
            make: "Volvo V60 D4 AWD, 2018".to_owned(),
            mileage: "12 480 mil".to_owned(),
        }),
        totals: totals(&lines),
        lines,
        notes: vec![
            "Betalningsvillkor 30 dagar netto. Efter förfallodagen debiteras dröjsmålsränta enligt räntelagen och lagstadgad påminnelseavgift 60 kr."
                .to_owned(),
            "Tack för att du lät oss ta hand om din bil!".to_owned(),
        ],
        code: Code::Payment,
    }
}

/// The same order with so many lines.
pub fn long(count: usize) -> Invoice {
    let work = [
        "Byte av bromsskivor och bromsbelägg fram",
        "Kamremssats inklusive vattenpump, originaldel; byte enligt schema var 15 000 mil eller vart tionde år beroende på vilket som inträffar först",
        "Kupéfilter med aktivt kol",
        "Felsökning elsystem",
        "Spolarvätska",
    ];
    let mut invoice = swedish();
    invoice.lines = (1..=count)
        .map(|nth| {
            let price = i64::try_from(nth).unwrap() * 1_275 + 4_900;
            let vat = if nth % 9 == 0 { 6 } else { 25 };
            line(&format!("ART-{nth:04}"), work[nth % work.len()], ["2", "st"], price, 2 * price, vat)
        })
        .collect();
    invoice.totals = totals(&invoice.lines);
    invoice
}

/// Half of it paid with MOBIL.
pub fn part_paid() -> Invoice {
    let mut invoice = swedish();
    let amount = Money::from_minor(250_000);
    invoice.totals.left = invoice.totals.total.minus(amount).unwrap();
    invoice.totals.paid = vec![Paid {
        method: "MOBIL".to_owned(),
        on: Some(day(2026, 11, 21)),
        amount,
    }];
    invoice
}

/// All of it paid with MOBIL.
pub fn paid() -> Invoice {
    let mut invoice = part_paid();
    invoice.totals.paid[0].amount = invoice.totals.total;
    invoice.totals.left = Money::ZERO;
    invoice
}

/// The credit note of the whole.
pub fn credit() -> Invoice {
    let mut invoice = swedish();
    for line in &mut invoice.lines {
        line.net = line.net.negated();
        line.quantity = format!("-{}", line.quantity);
    }
    invoice.totals = totals(&invoice.lines);
    invoice.kind = Kind::CreditNote {
        of: "10242".to_owned(),
        issued: invoice.issued,
    };
    invoice.number = "K17".to_owned();
    invoice.issued = day(2026, 11, 30);
    invoice.due = None;
    invoice.reference.clear();
    invoice
}
