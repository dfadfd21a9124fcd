//! The bank of the demo: payments as it would report them, in files as it would write them.

use chrono::{Datelike, NaiveDate};

use crate::app::AppError;
use crate::domain::bankfile::Direction;
use crate::domain::money::Money;
use crate::formats::{self, WriteFile, WritePart, WritePayment};

/// The number that the made-up organisation collects its files under.
pub(super) const RECIPIENT: &str = "00131415";
/// The number of Mastercard Payment Services, who sends them.
const TRANSMITTER: &str = "00008080";
/// The first agreement; each account has one.
const AGREEMENT: usize = 1_234_567;

/// One payment before it stands in a file.
#[derive(Clone)]
pub(super) struct Line {
    /// Which of the site's accounts.
    pub account: usize,
    pub kind: &'static str,
    pub settled_on: NaiveDate,
    pub amount: i64,
    pub out: bool,
    pub reference: Option<String>,
    pub payer: Option<String>,
    pub archive: Option<String>,
    pub text: Option<&'static str>,
}

/// Counts what the bank counts.
#[derive(Default)]
pub(super) struct Bank {
    transmission: u32,
    archive: u32,
}

impl Bank {
    /// A payment of today's kind with an archive reference of its own.
    pub(super) fn line(&mut self, account: usize, settled_on: NaiveDate, reference: &str, amount: i64, payer: Option<String>) -> Line {
        self.archive += 1;
        let kinds = ["10", "10", "13", "15", "10", "16", "10", "13", "11", "15", "10", "12", "17"];
        let place = usize::try_from(self.archive).unwrap_or(0) % kinds.len();
        // Cash has no payer's account, and money that is drawn always has one.
        let kind = match (kinds.get(place).copied().unwrap_or("10"), &payer) {
            ("17", Some(_)) | ("15", None) => "10",
            (kind, _) => kind,
        };
        Line {
            account,
            kind,
            settled_on,
            amount,
            out: false,
            reference: Some(reference.to_owned()),
            payer,
            archive: Some(format!("{:09}", 412_000_000 + self.archive)),
            text: None,
        }
    }

    /// A file of these payments, with a part for each account they are on.
    pub(super) fn file(&mut self, created_on: NaiveDate, lines: &[Line], accounts: &[&str]) -> WriteFile {
        let part = |(number, account): (usize, &&str)| {
            let mut mine: Vec<&Line> = lines.iter().filter(|line| line.account == number).collect();
            mine.sort_by_key(|line| line.settled_on);
            WritePart {
                format: "",
                notices: Vec::new(),
                agreement: format!("{:09}", AGREEMENT + number),
                account: (*account).to_owned(),
                payments: mine.into_iter().map(payment).collect(),
            }
        };
        let parts = accounts.iter().enumerate().map(part);
        self.sheet(created_on, parts.filter(|part| !part.payments.is_empty()).collect())
    }

    /// A file of these parts.
    pub(super) fn sheet(&mut self, created_on: NaiveDate, parts: Vec<WritePart>) -> WriteFile {
        self.transmission += 1;
        WriteFile {
            transmission: self.transmission,
            transmitter: TRANSMITTER.to_owned(),
            recipient: RECIPIENT.to_owned(),
            created_on,
            parts,
        }
    }

    /// A number that nothing else has.
    pub(super) fn serial(&mut self) -> u32 {
        self.archive += 1;
        self.archive
    }
}

fn payment(line: &Line) -> WritePayment {
    WritePayment {
        several: false,
        payer_name: None,
        payer_number: None,
        kind: line.kind.to_owned(),
        settled_on: line.settled_on,
        lump_key: lump(line),
        direction: if line.out { Direction::Out } else { Direction::In },
        amount: Money::from_minor(line.amount),
        reference: line.reference.clone(),
        payer_account: line.payer.clone(),
        archive_reference: line.archive.clone(),
        ordered_on: line.settled_on.pred_opt(),
        text: line.text.map(str::to_owned),
    }
}

/// Centre, day, partial settlement and serial: payments of one day, account and way come as one sum on the statement.
pub(super) fn lump(line: &Line) -> String {
    let partial = match line.kind {
        "18" | "19" | "20" | "21" => 0,
        "13" | "15" => 9,
        "12" | "14" | "17" => 2,
        _ => 1,
    };
    let serial = usize::try_from(line.settled_on.ordinal()).unwrap_or(0) * 10 + line.account + 1;
    format!("80{:02}{partial}{serial:05}", line.settled_on.day())
}

/// The bytes of a file of OCR giro.
pub(super) fn bytes(file: &WriteFile) -> Result<Vec<u8>, AppError> {
    bytes_in("ocr-giro", file)
}

/// The bytes of a file in the format with this id.
pub(super) fn bytes_in(format: &str, file: &WriteFile) -> Result<Vec<u8>, AppError> {
    let failed = |detail: String| AppError::Asset {
        name: "demo".to_owned(),
        detail,
    };
    let write = formats::by_id(format).and_then(|codec| codec.write);
    let write = write.ok_or_else(|| failed(format!("nobody writes {format}")))?;
    let mut bytes = Vec::new();
    write(file, &mut bytes).map_err(|error| failed(error.to_string()))?;
    Ok(bytes)
}
