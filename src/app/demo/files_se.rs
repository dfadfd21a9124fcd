//! Swedish bank files for trying the import with: BgMax, the bank's answers about Autogiro, and bad ones.

use chrono::NaiveDate;

use super::TrialFile;
use super::agreements;
use super::bank;
use super::life::Life;
use super::trial::{self, bank_name, misread, notice, open, payment};
use crate::app::AppError;
use crate::domain::bankfile::Direction;
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind::{DrawFailed, DrawRetried};
use crate::formats::{WriteNotice, WritePart, WritePayment};
use crate::store::Db;

/// A bankgiro number of somebody else.
const FOREIGN_GIRO: &str = "9912395";
/// How a payer's bankgiro number would look; nobody has this one, because its check digit is wrong.
const PAYER_GIRO: &str = "9912345";
/// How long a name may be.
const NAME: usize = 35;
/// How a payment with a reference that was found correct is marked, from a bank, a supplier payment and a paper form; one whose
/// reference was not; and one with none.
const CORRECT: [&str; 5] = ["21", "21", "22", "23", "21"];
const NOT_CORRECT: &str = "31";
const NO_REFERENCE: &str = "01";

/// All files, good ones first.
pub(super) fn trial_files(life: &mut Life, conn: &Db) -> Result<Vec<TrialFile>, AppError> {
    let day = |life: &Life, back| life.calendar.day(life.calendar.back(back));
    let (before, first, second, third) = (day(life, 3), day(life, 2), day(life, 1), day(life, 0));
    let mut good = Vec::new();
    for (on, count) in [(before, 4), (first, 7)] {
        let payments: Result<Vec<WritePayment>, AppError> = (0..count).map(|_| exact(life, conn, on)).collect();
        good.push(deposit(life, payments?));
    }
    let odd = odd(life, conn, second)?;
    let odd = deposit(life, odd);
    // Some of what the file before has told already.
    let mut known = odd.clone();
    known.payments.truncate(4);
    let new = vec![exact(life, conn, third)?, exact(life, conn, third)?];
    let overlapping = vec![known, deposit(life, new)];
    let mut files = vec![
        bgmax(life, first, "good", good)?,
        bgmax(life, second, "odd", vec![odd])?,
        bgmax(life, third, "overlapping", overlapping)?,
        specification(life, conn, second)?,
        agreements::trial_file(life, conn, third)?,
    ];
    files.extend(bad(life, conn, third)?);
    Ok(files)
}

fn bgmax(life: &mut Life, on: NaiveDate, word: &str, parts: Vec<WritePart>) -> Result<TrialFile, AppError> {
    let file = life.bank.sheet(on, parts);
    Ok(trial::file("bgmax", on, word, bank::bytes_in("bgmax", &file)?))
}

/// The payments of one sum on the statement.
fn deposit(life: &mut Life, mut payments: Vec<WritePayment>) -> WritePart {
    let serial = life.bank.serial();
    for payment in &mut payments {
        payment.lump_key = lump(payment.settled_on, serial);
    }
    WritePart {
        account: life.profile.draws.0.to_owned(),
        payments,
        ..WritePart::default()
    }
}

fn lump(on: NaiveDate, serial: u32) -> String {
    format!("{}{:05}", on.format("%Y%m%d"), serial % 100_000)
}

/// A payment that agrees to the öre, from a private person or a company.
fn exact(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<WritePayment, AppError> {
    let claim = open(life)?;
    let (_, name) = trial::payer(conn, &claim)?;
    let serial = life.bank.serial();
    let place = usize::try_from(serial).unwrap_or(0) % CORRECT.len();
    let kind = CORRECT.get(place).copied().unwrap_or("21");
    Ok(WritePayment {
        reference: Some(claim.reference),
        // Supplier payments come from companies, which have such a number.
        payer_account: (kind == "22").then(|| PAYER_GIRO.to_owned()),
        payer_name: Some(bank_name(&name, NAME)).filter(|name| !name.is_empty()),
        ..numbered(serial, payment(kind, on, claim.amount))
    })
}

/// With the number that Bankgirot gave it.
fn numbered(serial: u32, payment: WritePayment) -> WritePayment {
    WritePayment {
        archive_reference: Some(format!("9900{serial:08}")),
        ..payment
    }
}

/// Everything that a person has to look at.
fn odd(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<Vec<WritePayment>, AppError> {
    let mut payments = vec![exact(life, conn, on)?];
    let less = exact(life, conn, on)?;
    let owed = less.amount.minor();
    payments.push(of(less, owed - owed / 3));
    let more = exact(life, conn, on)?;
    let owed = more.amount.minor();
    payments.push(of(more, owed + 10_000));
    // Paid twice, each time with a number of its own.
    let once = exact(life, conn, on)?;
    payments.push(once.clone());
    payments.push(numbered(life.bank.serial(), once));
    if let Some(void) = life.void.back().cloned() {
        let mut back = numbered(life.bank.serial(), payment("21", on, void.amount));
        back.reference = Some(void.reference);
        payments.push(back);
    }
    payments.extend(texts(life, conn, on)?);
    // A credit that was set off: Bankgirot deducted it from the deposit.
    let deduction = exact(life, conn, on)?;
    payments.push(WritePayment {
        direction: Direction::Out,
        ..of(deduction, 5_000)
    });
    Ok(payments)
}

fn of(payment: WritePayment, amount: i64) -> WritePayment {
    WritePayment {
        amount: Money::from_minor(amount),
        ..payment
    }
}

/// References that lead nowhere, and words instead of one.
fn texts(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<Vec<WritePayment>, AppError> {
    let unknown = life.unknown_reference()?;
    let wrong = exact(life, conn, on)?;
    let (one, other) = (open(life)?, open(life)?);
    let both = format!("{} {}", one.reference, other.reference);
    let mut payments = vec![
        WritePayment {
            reference: Some(unknown),
            ..payment("21", on, 45_000)
        },
        WritePayment {
            kind: NOT_CORRECT.to_owned(),
            reference: wrong.reference.as_deref().map(misread),
            ..wrong
        },
        WritePayment {
            several: true,
            text: Some(both),
            ..payment(NOT_CORRECT, on, one.amount + other.amount)
        },
    ];
    for (kind, name, text) in [
        (NOT_CORRECT, "KÅRE SJÖDIN", "Bilen, reg IQA 042"),
        (
            NO_REFERENCE,
            "=SUM(A1)",
            "Tack för hjälpen med bromsarna! Fakturan kom bort, men så här mycket var det väl? /Åsa i Mallås",
        ),
    ] {
        payments.push(WritePayment {
            payer_name: Some(name.to_owned()),
            text: Some(text.to_owned()),
            ..payment(kind, on, 129_500)
        });
    }
    Ok(payments
        .into_iter()
        .map(|payment| match payment.archive_reference {
            Some(_) => payment,
            None => numbered(life.bank.serial(), payment),
        })
        .collect())
}

/// What became of draws by Autogiro: carried out, one without cover, and one that is tried again.
fn specification(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<TrialFile, AppError> {
    let serial = life.bank.serial();
    let (mut payments, mut notices) = (Vec::new(), Vec::new());
    // The last one keeps its agreement for the file of news about agreements.
    for place in 0..life.agreed.len().saturating_sub(1) {
        let Some(claim) = life.agreed.get(place).cloned() else { continue };
        let (number, _) = trial::payer(conn, &claim)?;
        let (reference, payer_number) = (Some(claim.reference), Some(number));
        let failed = match place {
            0 => Some((DrawFailed, "1")),
            1 => Some((DrawRetried, "9")),
            _ => None,
        };
        match failed {
            Some((kind, code)) => notices.push(WriteNotice {
                reference,
                payer_number,
                amount: Some(Money::from_minor(claim.amount)),
                ..notice(kind, code, on)
            }),
            None => payments.push(WritePayment {
                reference,
                payer_number,
                lump_key: lump(on, serial),
                ..payment("82", on, claim.amount)
            }),
        }
    }
    let part = WritePart {
        account: life.profile.draws.0.to_owned(),
        agreement: life.profile.draws.1.to_owned(),
        payments,
        notices,
        ..WritePart::default()
    };
    let file = life.bank.sheet(on, vec![part]);
    Ok(trial::file("autogiro", on, "good", bank::bytes_in("autogiro", &file)?))
}

/// Files that are refused whole, each for one reason.
fn bad(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<Vec<TrialFile>, AppError> {
    let payments = vec![exact(life, conn, on)?, exact(life, conn, on)?];
    let ours = deposit(life, payments);
    let foreign = WritePart {
        account: FOREIGN_GIRO.to_owned(),
        ..ours.clone()
    };
    let whole = bgmax(life, on, "", vec![ours])?.bytes;
    Ok(vec![
        trial::file("bgmax", on, "bad-truncated", trial::truncated(&whole)),
        bgmax(life, on, "bad-account", vec![foreign])?,
    ])
}
