//! Danish bank files for trying the import with: payments and agreements as Betalingsservice tells of them, and bad ones.

use chrono::NaiveDate;

use super::TrialFile;
use super::agreements;
use super::bank;
use super::life::Life;
use super::trial::{self, NOBODY, bank_name, notice, open, payment};
use crate::app::AppError;
use crate::domain::bankfile::Direction;
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind::DrawFailed;
use crate::formats::{WriteNotice, WritePart, WritePayment};
use crate::store::Db;

/// A creditor's number of somebody else.
const FOREIGN_CREDITOR: &str = "99999997";
/// How long the lines of a payer's address are.
const NAME: usize = 35;
/// Paid by agreement and refused, given back; paid by slip.
const PAID: &str = "0236";
const REFUSED: &str = "0237";
const GIVEN_BACK: &str = "0239";
const BY_SLIP: &str = "0297";

/// All files, good ones first.
pub(super) fn trial_files(life: &mut Life, conn: &Db) -> Result<Vec<TrialFile>, AppError> {
    let day = |life: &Life, back| life.calendar.day(life.calendar.back(back));
    let (first, second, third) = (day(life, 2), day(life, 1), day(life, 0));
    let good = good(life, conn, first)?;
    let odd = odd(life, conn, second)?;
    let mut files = vec![
        delivery(life, first, "good", good)?,
        delivery(life, second, "odd", odd)?,
        agreements::trial_file(life, conn, third)?,
    ];
    files.extend(bad(life, conn, third)?);
    Ok(files)
}

fn delivery(life: &mut Life, on: NaiveDate, word: &str, parts: Vec<WritePart>) -> Result<TrialFile, AppError> {
    let file = life.bank.sheet(on, parts);
    let bytes = bank::bytes_in("betalingsservice", &file)?;
    Ok(trial::file("bs0602", on, word, bytes))
}

fn part(life: &Life, payments: Vec<WritePayment>, notices: Vec<WriteNotice>) -> WritePart {
    WritePart {
        account: life.profile.draws.0.to_owned(),
        agreement: life.profile.draws.1.to_owned(),
        payments,
        notices,
        ..WritePart::default()
    }
}

/// Collected by agreement, on a claim's own reference.
fn collected(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<WritePayment, AppError> {
    let claim = open(life)?;
    Ok(WritePayment {
        payer_number: Some(trial::payer(conn, &claim)?.0),
        reference: Some(claim.reference),
        ..payment(PAID, on, claim.amount)
    })
}

/// With what the payer's bank can look it up by, as all slips have.
fn slip(life: &mut Life, on: NaiveDate, amount: i64) -> WritePayment {
    WritePayment {
        archive_reference: Some(format!("9990{:018}", life.bank.serial())),
        ordered_on: Some(on),
        ..payment(BY_SLIP, on, amount)
    }
}

/// Payments that agree to the øre, one draw that the payer refused, and a slip whose payer owes just that.
fn good(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<Vec<WritePart>, AppError> {
    let (mut payments, mut notices) = (Vec::new(), Vec::new());
    // The last one keeps its agreement for the file of news about agreements.
    for place in 0..life.agreed.len().saturating_sub(1) {
        let Some(claim) = life.agreed.get(place).cloned() else { continue };
        let (number, _) = trial::payer(conn, &claim)?;
        if place == 0 {
            notices.push(WriteNotice {
                mandate_number: Some(format!("{number:0>9}")),
                payer_number: Some(number),
                reference: Some(claim.reference),
                amount: Some(Money::from_minor(claim.amount)),
                ..notice(DrawFailed, REFUSED, on)
            });
        } else {
            payments.push(WritePayment {
                payer_number: Some(number),
                reference: Some(claim.reference),
                ..payment(PAID, on, claim.amount)
            });
        }
    }
    for _ in 0..3 {
        payments.push(collected(life, conn, on)?);
    }
    let mut parts = vec![part(life, payments, notices)];
    if let Some(claim) = trial::only_one(life, conn)? {
        let paid = WritePayment {
            payer_number: Some(trial::payer(conn, &claim)?.0),
            ..slip(life, on, claim.amount)
        };
        parts.push(part(life, vec![paid], Vec::new()));
    }
    Ok(parts)
}

/// Everything that a person has to look at.
fn odd(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<Vec<WritePart>, AppError> {
    let mut payments = vec![collected(life, conn, on)?];
    let less = collected(life, conn, on)?;
    payments.push(WritePayment {
        amount: Money::from_minor(less.amount.minor() - less.amount.minor() / 3),
        ..less
    });
    let twice = collected(life, conn, on)?;
    payments.extend([twice.clone(), twice]);
    if let Some(void) = life.void.back().cloned() {
        payments.push(WritePayment {
            payer_number: Some(trial::payer(conn, &void)?.0),
            reference: Some(void.reference),
            ..payment(PAID, on, void.amount)
        });
    }
    payments.push(WritePayment {
        payer_number: Some(NOBODY.to_owned()),
        reference: Some(life.unknown_reference()?),
        ..payment(PAID, on, 25_000)
    });
    payments.push(WritePayment {
        payer_number: Some(NOBODY.to_owned()),
        text: Some("Fadderskab, ældre aftale".to_owned()),
        ..payment(PAID, on, 45_000)
    });
    // The payer objected, and got it back.
    let back = collected(life, conn, on)?;
    payments.push(WritePayment {
        kind: GIVEN_BACK.to_owned(),
        direction: Direction::Out,
        ..back
    });
    let slips = slips(life, conn, on)?;
    Ok(vec![part(life, payments, Vec::new()), part(life, slips, Vec::new())])
}

/// Slips: a number that means a payer but another amount, and words instead of a number.
fn slips(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<Vec<WritePayment>, AppError> {
    let claim = open(life)?;
    let (number, _) = trial::payer(conn, &claim)?;
    let other = slip(life, on, claim.amount + 5_000);
    let (words, name) = (slip(life, on, 30_000), slip(life, on, 20_000));
    Ok(vec![
        WritePayment {
            payer_number: Some(number),
            ..other
        },
        WritePayment {
            payer_number: Some(NOBODY.to_owned()),
            text: Some("Til minde om Rigmor Højlund. Brug det til skolebøger, ikke til frimærker; kvittering behøves ikke.".to_owned()),
            ..words
        },
        WritePayment {
            payer_name: Some(bank_name("O'Hára; DROP TABLE claim;--", NAME)),
            text: Some("Kontant i banken".to_owned()),
            ..name
        },
    ])
}

/// Files that are refused whole, each for one reason.
fn bad(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<Vec<TrialFile>, AppError> {
    let payments = vec![collected(life, conn, on)?, collected(life, conn, on)?];
    let ours = part(life, payments, Vec::new());
    let foreign = WritePart {
        account: FOREIGN_CREDITOR.to_owned(),
        ..ours.clone()
    };
    let whole = delivery(life, on, "", vec![ours])?.bytes;
    Ok(vec![
        trial::file("bs0602", on, "bad-truncated", trial::truncated(&whole)),
        delivery(life, on, "bad-account", vec![foreign])?,
    ])
}
