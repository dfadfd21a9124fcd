//! A large file of each format that a bank sends, made up.

use chrono::{Days, NaiveDate};
use fordring::domain::bankfile::Direction;
use fordring::domain::money::{Currency, Money};
use fordring::domain::notice::{Notice, NoticeKind};
use fordring::domain::reference::with_check_digit_mod10;
use fordring::formats::{WriteFile, WriteNotice, WritePart, WritePayment};

use crate::Case;

/// Makes a file of that many payments or notices.
pub type Make = fn(u32) -> Case;

/// Every kind of file.
pub const ALL: &[Make] = &[
    ocr_giro,
    ocr_giro_texts,
    avtalegiro,
    direct_remittance,
    bgmax,
    bgmax_named,
    autogiro,
    autogiro_mandates,
    betalingsservice,
    betalingsservice_slips,
    betalingsservice_mandates,
    camt054,
    camt054_named,
    camt053,
];

/// Payments per part of a file, as the banks do it.
const PART: usize = 50_000;
/// Payments per entry of an account, where they are told together.
const BATCH: u32 = 20;

const NORWEGIAN: &str = "12345678903";
const SWEDISH: &str = "9912346";
const DANISH: &str = "12345678";

/// The day of measuring: the files are the same every time.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 15).unwrap()
}

fn yesterday() -> NaiveDate {
    today() - Days::new(1)
}

fn kid(number: u32) -> String {
    let mixed = (u64::from(number) + 1) * 2_654_435_761 % 10_000_000_000;
    with_check_digit_mod10(&format!("{mixed:010}")).unwrap().to_string()
}

fn amount(number: u32) -> Money {
    Money::from_minor(i64::from(number % 900 + 100) * 100)
}

/// A payment with what every format has room for.
fn payment(kind: &str, number: u32) -> WritePayment {
    WritePayment {
        kind: kind.to_owned(),
        settled_on: yesterday(),
        lump_key: String::new(),
        direction: Direction::In,
        amount: amount(number),
        reference: Some(kid(number)),
        several: false,
        payer_account: None,
        payer_name: None,
        payer_number: None,
        archive_reference: None,
        ordered_on: None,
        text: None,
    }
}

fn notice(kind: NoticeKind, code: &str) -> WriteNotice {
    WriteNotice {
        code: code.to_owned(),
        ..WriteNotice::from(&Notice::new(kind, 1, ""))
    }
}

fn file(parts: Vec<WritePart>, recipient: &str) -> WriteFile {
    WriteFile {
        transmission: 1,
        transmitter: "00008080".to_owned(),
        recipient: recipient.to_owned(),
        created_on: today(),
        parts,
    }
}

/// A file of payments.
fn payments(count: u32, part: &WritePart, recipient: &str, make: impl Fn(u32) -> WritePayment) -> WriteFile {
    let all: Vec<WritePayment> = (0..count).map(make).collect();
    let part = |payments: &[WritePayment]| WritePart {
        payments: payments.to_vec(),
        ..part.clone()
    };
    file(all.chunks(PART).map(part).collect(), recipient)
}

/// A file of notices.
fn notices(count: u32, part: &WritePart, recipient: &str, make: impl Fn(u32) -> WriteNotice) -> WriteFile {
    let all: Vec<WriteNotice> = (0..count).map(make).collect();
    let part = |notices: &[WriteNotice]| WritePart {
        notices: notices.to_vec(),
        ..part.clone()
    };
    file(all.chunks(PART).map(part).collect(), recipient)
}

fn part(account: &str, agreement: &str) -> WritePart {
    WritePart {
        account: account.to_owned(),
        agreement: agreement.to_owned(),
        ..WritePart::default()
    }
}

fn norwegian_payment(number: u32) -> WritePayment {
    WritePayment {
        lump_key: "8006100042".to_owned(),
        payer_account: Some(format!("{:011}", 15_000_000_000_u64 + u64::from(number))),
        archive_reference: Some(format!("{:09}", 100_000_000 + number)),
        ..payment("10", number)
    }
}

/// Payments with a KID.
pub fn ocr_giro(count: u32) -> Case {
    let file = payments(count, &part(NORWEGIAN, "001234567"), "00131415", norwegian_payment);
    Case::new("ocr-giro", Currency::Nok, &file)
}

/// Payments at a terminal, with a text.
fn ocr_giro_texts(count: u32) -> Case {
    let file = payments(count, &part(NORWEGIAN, "001234567"), "00131415", |number| WritePayment {
        kind: "21".to_owned(),
        reference: None,
        payer_account: None,
        text: Some(format!("Kiosk på Åsen {number}")),
        ..norwegian_payment(number)
    });
    Case::new("ocr-giro texts", Currency::Nok, &file)
}

fn avtalegiro(count: u32) -> Case {
    let part = WritePart {
        format: "avtalegiro",
        ..part(NORWEGIAN, "")
    };
    let file = notices(count, &part, "00131415", |number| WriteNotice {
        reference: Some(kid(number)),
        notify: Some(number % 2 == 0),
        ..notice(NoticeKind::MandateListed, "0")
    });
    Case::new("avtalegiro agreements", Currency::Nok, &file)
}

fn direct_remittance(count: u32) -> Case {
    let part = WritePart {
        format: "direct-remittance",
        ..part(NORWEGIAN, "001234599")
    };
    let file = notices(count, &part, "00131415", |number| WriteNotice {
        direction: Direction::Out,
        amount: Some(amount(number)),
        on: Some(yesterday()),
        reference: Some(format!("T-{number}")),
        other: Some("15032080119".to_owned()),
        text: Some("Kari".to_owned()),
        ..notice(NoticeKind::PaidOut, "02")
    });
    Case::new("direct-remittance settled", Currency::Nok, &file)
}

fn deposit(number: u32) -> WritePayment {
    WritePayment {
        lump_key: format!("{}00037", yesterday().format("%Y%m%d")),
        payer_account: Some(format!("{}", 1_000_000 + number)),
        archive_reference: Some(format!("{:012}", 100_000_000_001_u64 + u64::from(number))),
        ..payment("21", number)
    }
}

fn bgmax(count: u32) -> Case {
    let file = payments(count, &part(SWEDISH, ""), SWEDISH, deposit);
    Case::new("bgmax", Currency::Sek, &file)
}

fn bgmax_named(count: u32) -> Case {
    let file = payments(count, &part(SWEDISH, ""), SWEDISH, |number| WritePayment {
        payer_name: Some(format!("Åsa Öberg {number}")),
        reference: None,
        text: Some(format!("Faktura {number} från mars")),
        ..deposit(number)
    });
    Case::new("bgmax names and texts", Currency::Sek, &file)
}

fn autogiro(count: u32) -> Case {
    let file = payments(count, &part(SWEDISH, "471117"), SWEDISH, |number| WritePayment {
        kind: "82".to_owned(),
        payer_number: Some(format!("{}", 1_000_000 + number)),
        payer_account: None,
        archive_reference: None,
        ..deposit(number)
    });
    Case::new("autogiro", Currency::Sek, &file)
}

fn autogiro_mandates(count: u32) -> Case {
    let file = notices(count, &part(SWEDISH, "471117"), SWEDISH, |number| WriteNotice {
        payer_number: Some(format!("{}", 1_000_000 + number)),
        payer_account: Some(format!("{:016}", 3_300_001_212_121_212_u64 + u64::from(number))),
        other: Some("191212121212".to_owned()),
        on: Some(yesterday()),
        ..notice(NoticeKind::MandateNew, "0432")
    });
    let file = WriteFile { transmission: 0, ..file };
    Case::new("autogiro agreements", Currency::Sek, &file)
}

fn collected(kind: &str, number: u32) -> WritePayment {
    WritePayment {
        reference: Some(format!("{}", 100_000_000 + number)),
        payer_number: Some(format!("{}", 1_000_000 + number)),
        ordered_on: Some(yesterday()),
        ..payment(kind, number)
    }
}

fn betalingsservice(count: u32) -> Case {
    let file = payments(count, &part(DANISH, "00001"), DANISH, |number| collected("0236", number));
    Case::new("betalingsservice 0602", Currency::Dkk, &file)
}

fn betalingsservice_slips(count: u32) -> Case {
    let file = payments(count, &part(DANISH, "00001"), DANISH, |number| WritePayment {
        payer_number: None,
        payer_name: Some(format!("Bjørn Ågård {number}")),
        archive_reference: Some(format!("{:022}", 9_000_000_000_u64 + u64::from(number))),
        text: Some("Tak for hjælpen med bilen i marts".to_owned()),
        ..collected("0297", number)
    });
    Case::new("betalingsservice slips", Currency::Dkk, &file)
}

fn betalingsservice_mandates(count: u32) -> Case {
    let file = notices(count, &part(DANISH, "00001"), DANISH, |number| WriteNotice {
        payer_number: Some(format!("{}", 1_000_000 + number)),
        mandate_number: Some(format!("{}", 100_000_000 + number)),
        on: Some(yesterday()),
        ..notice(NoticeKind::MandateListed, "0230")
    });
    Case::new("betalingsservice 0603", Currency::Dkk, &file)
}

/// In entries of several payments, as the banks tell payments with a reference.
fn batched(number: u32) -> WritePayment {
    WritePayment {
        lump_key: format!("{}", 8_006_100_000_u64 + u64::from(number / BATCH)),
        payer_account: Some(format!("{:011}", 15_000_000_000_u64 + u64::from(number))),
        archive_reference: Some(format!("{:09}", 100_000_000 + number)),
        ..payment("230", number)
    }
}

fn camt054(count: u32) -> Case {
    let file = payments(count, &part(NORWEGIAN, ""), "987654325", batched);
    Case::new("camt054", Currency::Nok, &file)
}

fn camt054_named(count: u32) -> Case {
    let file = payments(count, &part(NORWEGIAN, ""), "987654325", |number| WritePayment {
        payer_name: Some(format!("Bjørn Ødegård & Sønn {number}")),
        ordered_on: Some(yesterday()),
        reference: None,
        text: Some(format!("Faktura {number} fra mars, takk for hjelpen")),
        lump_key: format!("{number}"),
        ..batched(number)
    });
    Case::new("camt054 names and texts", Currency::Nok, &file)
}

fn camt053(count: u32) -> Case {
    let file = notices(count, &part(NORWEGIAN, ""), "987654325", |number| WriteNotice {
        reference: Some(format!("{}", 8_006_100_000_u64 + u64::from(number))),
        on: Some(yesterday()),
        amount: Some(amount(number)),
        text: Some(format!("Overført {number}")),
        ..notice(NoticeKind::Entry, "230")
    });
    Case::new("camt053", Currency::Nok, &file)
}
