//! Norwegian bank files for trying the import with: good ones that fit the open claims, and bad ones.

use chrono::NaiveDate;

use super::TrialFile;
use super::agreements;
use super::bad_files::bad;
use super::bank::{self, Line};
use super::life::{Issued, Life};
use super::people::payer_account;
use super::statement;
use super::trial::{self, misread, open};
use crate::app::AppError;
use crate::store::Db;

/// An account of somebody else.
pub(super) const FOREIGN_ACCOUNT: &str = "15032010080";

/// All files, good ones first.
pub(super) fn trial_files(life: &mut Life, conn: &Db) -> Result<Vec<TrialFile>, AppError> {
    let day = |life: &Life, back| life.calendar.day(life.calendar.back(back));
    let (first, second, third) = (day(life, 2), day(life, 1), day(life, 0));
    let good = good(life, first)?;
    let odd = odd(life, second)?;
    let overlapping = overlapping(life, &odd, third)?;
    let of_statement: Vec<Line> = good.iter().chain(&odd).cloned().collect();
    let mut files = Vec::new();
    for (date, word, lines) in [(first, "good", good), (second, "odd", odd), (third, "overlapping", overlapping)] {
        files.push(text_file(date, word, own_file(life, date, &lines)?));
    }
    files.push(text_file(third, "asks", two_owners(life, third)?));
    files.push(statement::trial_file(life, &of_statement, &[day(life, 3), first, second], third)?);
    files.push(agreements::trial_file(life, conn, third)?);
    files.extend(bad(life, third)?);
    Ok(files)
}

pub(super) fn text_file(date: NaiveDate, word: &str, bytes: Vec<u8>) -> TrialFile {
    trial::file("ocr", date, word, bytes)
}

pub(super) fn own_file(life: &mut Life, date: NaiveDate, lines: &[Line]) -> Result<Vec<u8>, AppError> {
    let accounts: Vec<&str> = life.profile.accounts.iter().map(|account| account.number).collect();
    bank::bytes(&life.bank.file(date, lines, &accounts))
}

pub(super) fn exact(life: &mut Life, on: NaiveDate) -> Result<Line, AppError> {
    let claim = open(life)?;
    Ok(life.bank.line(claim.account, on, &claim.reference, claim.amount, claim.payer))
}

/// Payments that agree to the øre, in all the ways people pay; two days, so that there are several sums on the statement.
fn good(life: &mut Life, on: NaiveDate) -> Result<Vec<Line>, AppError> {
    let before = life.calendar.day(life.calendar.back(3));
    let mut lines = Vec::new();
    // Something for every account on the second day, whatever the dice say: the last are taken first, and three go on the first day.
    for account in 1..life.profile.accounts.len() {
        let of_account = (0..life.open.len())
            .rev()
            .find(|at| life.open.get(*at).is_some_and(|one| one.account == account));
        if let Some(issued) = of_account.and_then(|at| life.open.remove(at)) {
            life.open.insert(life.open.len().saturating_sub(3), issued);
        }
    }
    for (kind, day) in [
        ("10", before),
        ("13", before),
        ("15", before),
        ("10", on),
        ("10", on),
        ("11", on),
        ("12", on),
        ("13", on),
        ("14", on),
        ("15", on),
        ("15", on),
        ("16", on),
        ("17", on),
    ] {
        // A handful of claims does not last for all of them.
        if life.open.is_empty() && !lines.is_empty() {
            break;
        }
        let line = exact(life, day)?;
        let payer = if kind == "15" {
            line.payer.or_else(|| payer_account(1))
        } else {
            line.payer
        };
        lines.push(Line {
            kind,
            payer: payer.filter(|_| kind != "17"),
            ..line
        });
    }
    // A member's own reference, and exactly one open claim.
    if let Some(member) = life.members.first() {
        let amount = member.open.first().copied().unwrap_or(10_000);
        let reference = member.reference.clone();
        lines.push(life.bank.line(0, on, &reference, amount, payer_account(21)));
    }
    Ok(lines)
}

/// Everything that a person has to look at.
fn odd(life: &mut Life, on: NaiveDate) -> Result<Vec<Line>, AppError> {
    let mut lines = vec![exact(life, on)?];
    let less = exact(life, on)?;
    lines.push(Line {
        amount: less.amount - less.amount / 3,
        ..less
    });
    let more = exact(life, on)?;
    lines.push(Line {
        amount: more.amount + 10_000,
        ..more
    });
    // Paid twice, each time with an archive reference of its own.
    let twice = open(life)?;
    for _ in 0..2 {
        lines.push(
            life.bank
                .line(twice.account, on, &twice.reference, twice.amount, twice.payer.clone()),
        );
    }
    // By two, half each.
    let shared = open(life)?;
    for (amount, payer) in [(shared.amount / 2, 31), (shared.amount - shared.amount / 2, 32)] {
        lines.push(life.bank.line(shared.account, on, &shared.reference, amount, payer_account(payer)));
    }
    lines.extend(same_lines(life, on)?);
    for ring in [life.paid.back(), life.void.back()]
        .map(Option::<&Issued>::cloned)
        .into_iter()
        .flatten()
    {
        lines.push(life.bank.line(ring.account, on, &ring.reference, ring.amount, ring.payer));
    }
    lines.extend(references(life, on)?);
    lines.extend(members(life, on));
    lines.extend(cards(life, on)?);
    // Nothing came: counted, and no payment.
    let nothing = exact(life, on)?;
    lines.push(Line { amount: 0, ..nothing });
    Ok(lines)
}

/// Two lines that nothing tells apart: both are payments.
fn same_lines(life: &mut Life, on: NaiveDate) -> Result<[Line; 2], AppError> {
    let line = exact(life, on)?;
    let half = Line {
        kind: "14",
        amount: line.amount / 2,
        payer: None,
        archive: None,
        ..line
    };
    Ok([half.clone(), half])
}

/// References that lead nowhere.
fn references(life: &mut Life, on: NaiveDate) -> Result<Vec<Line>, AppError> {
    let unknown = life.unknown_reference()?;
    let right = open(life)?.reference;
    let wrong = misread(&right);
    let unreadable = format!("{} A1", right.get(..6).unwrap_or(&right));
    let padded = format!("{right:0>25}");
    let written = [unknown, wrong, unreadable, padded];
    Ok(written
        .iter()
        .map(|reference| life.bank.line(0, on, reference, 45_000, payer_account(41)))
        .collect())
}

/// Members' own references that leave a choice to a person.
fn members(life: &mut Life, on: NaiveDate) -> Vec<Line> {
    let mut lines = Vec::new();
    for member in life.members.iter().skip(1) {
        let amount = match member.open.as_slice() {
            // One claim, and another amount.
            [only] => only - 5_000,
            [first, ..] => *first,
            [] => 50_000,
        };
        lines.push((member.reference.clone(), amount));
    }
    lines
        .into_iter()
        .map(|(reference, amount)| life.bank.line(0, on, &reference, amount, payer_account(51)))
        .collect()
}

/// Cards and credit lines. Types 18 and 20 are money out, and are added to the control sum all the same.
fn cards(life: &mut Life, on: NaiveDate) -> Result<Vec<Line>, AppError> {
    let bought = exact(life, on)?;
    let credit = exact(life, on)?;
    let card = |line: &Line, kind, amount, out, text| Line {
        kind,
        amount,
        out,
        reference: line.reference.clone().filter(|_| matches!(kind, "18" | "19")),
        payer: None,
        text,
        ..line.clone()
    };
    Ok(vec![
        card(&bought, "19", bought.amount, false, None),
        card(&bought, "18", 2_500, true, None),
        card(&bought, "21", 30_000, false, Some("Kjøp på nett, vår- og høstmøtet")),
        card(&bought, "20", 7_500, true, Some("Retur genser str. L")),
        Line {
            kind: "13",
            amount: 20_000,
            out: true,
            ..credit
        },
    ])
}

/// Some lines of the file before, and new ones. A line without archive reference and payer cannot be told from an earlier one.
fn overlapping(life: &mut Life, before: &[Line], on: NaiveDate) -> Result<Vec<Line>, AppError> {
    let unnamed = |line: &&Line| line.archive.is_none() && line.payer.is_none();
    let mut lines: Vec<Line> = before.iter().take(5).cloned().collect();
    lines.extend(before.iter().find(unnamed).cloned());
    for _ in 0..4 {
        lines.push(exact(life, on)?);
    }
    Ok(lines)
}

/// A file that serves two organisations: a person has to say that ours is to be read.
fn two_owners(life: &mut Life, on: NaiveDate) -> Result<Vec<u8>, AppError> {
    let ours = Line {
        account: 0,
        ..exact(life, on)?
    };
    let theirs = Line {
        account: 1,
        ..life.bank.line(1, on, "1042", 99_000, payer_account(61))
    };
    let own = life.profile.accounts.first().map_or("", |account| account.number);
    bank::bytes(&life.bank.file(on, &[ours, theirs], &[own, FOREIGN_ACCOUNT]))
}
