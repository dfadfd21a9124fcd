//! Agreements to draw: those that the bank has told of, and a file of news about them for trying.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::TrialFile;
use super::bank;
use super::life::{Issued, Life};
use super::trial::{self, NOBODY, notice};
use crate::app::{AppError, Session};
use crate::domain::account::Country;
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind::{self, MandateEnded, MandateNew, Slip};
use crate::formats::{WriteFile, WriteNotice, WritePart};
use crate::store::Db;

/// How many have one.
const AGREED: usize = 6;
/// How many of those with a reference of their own have one, by that reference.
const MEMBERS: usize = 2;
/// How many are new in the file to try.
const NEW: usize = 3;
/// How many slips were printed for those who have none (DK).
const SLIPS: usize = 2;

/// The scheme of a country, and so the format.
fn scheme(life: &Life) -> &'static str {
    match life.profile.country {
        Country::No => "avtalegiro",
        Country::Se => "autogiro",
        Country::Dk => "betalingsservice",
    }
}

/// What the bank tells of an agreement. `reference` is its number in Norway, `number` the payer's in Sweden and Denmark.
fn told(life: &Life, kind: NoticeKind, reference: &str, number: &str, on: NaiveDate) -> WriteNotice {
    let is_new = kind == MandateNew;
    let code = match life.profile.country {
        Country::No if is_new => "1",
        Country::No => "2",
        // New, asked for by us; ended by the payer.
        Country::Se if is_new => "0432",
        Country::Se => "9333",
        Country::Dk if is_new => "0231",
        Country::Dk => "0232",
    };
    let said = notice(kind, code, on);
    match life.profile.country {
        Country::No => WriteNotice {
            on: None,
            reference: Some(reference.to_owned()),
            notify: Some(is_new),
            ..said
        },
        Country::Se => WriteNotice {
            payer_number: Some(number.to_owned()),
            // No bank has this clearing number.
            payer_account: Some(format!("0099{number:0>12}")),
            ..said
        },
        Country::Dk => WriteNotice {
            payer_number: Some(number.to_owned()),
            mandate_number: Some(format!("{number:0>9}")),
            until_on: (!is_new).then_some(on),
            ..said
        },
    }
}

/// The same of whom a claim is for.
fn told_of(life: &Life, conn: &Db, kind: NoticeKind, claim: &Issued, on: NaiveDate) -> Result<WriteNotice, AppError> {
    let (number, _) = trial::payer(conn, claim)?;
    Ok(told(life, kind, &claim.reference, &number, on))
}

/// A part of these notices, on the account or the number that draws.
fn part(life: &Life, notices: Vec<WriteNotice>) -> WritePart {
    WritePart {
        account: life.profile.draws.0.to_owned(),
        agreement: life.profile.draws.1.to_owned(),
        notices,
        ..WritePart::default()
    }
}

fn bytes(life: &mut Life, on: NaiveDate, parts: Vec<WritePart>) -> Result<Vec<u8>, AppError> {
    let file: WriteFile = life.bank.sheet(on, parts);
    bank::bytes_in(scheme(life), &file)
}

impl Life {
    /// Takes in the bank's first file of agreements. The claims of those who have one are kept for drawing; in Norway, where no
    /// file to try draws, they are paid otherwise when no others are left.
    pub(super) fn agree(&mut self, session: &mut Session, number: usize, folder: &Path) -> Result<(), AppError> {
        let on = self.calendar.day(number);
        let conn = &session.store.conn;
        let mut payers = BTreeSet::new();
        for _ in 0..AGREED {
            let claim = trial::of_another(self, conn, &mut payers)?;
            self.agreed.extend(claim);
        }
        if self.profile.country == Country::No {
            self.agreed.iter().for_each(|claim| self.open.push_front(claim.clone()));
        }
        let notices: Result<Vec<WriteNotice>, AppError> =
            self.agreed.iter().map(|claim| told_of(self, conn, MandateNew, claim, on)).collect();
        let mut notices = notices?;
        for member in self.members.iter().take(MEMBERS) {
            notices.push(told(self, MandateNew, &member.reference, "", on));
        }
        if notices.is_empty() {
            return Ok(());
        }
        let parts = vec![part(self, notices)];
        let bytes = bytes(self, on, parts)?;
        let path = folder.join(format!("{}.D{}", scheme(self).to_uppercase(), on.format("%d%m%y")));
        self.take_in(session, number, path, &bytes)
    }
}

/// News about agreements: new ones, one of somebody we do not know, one that ended, and the end of one that we never had. In
/// Norway also one that was changed, in Denmark also slips that were printed.
pub(super) fn trial_file(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<TrialFile, AppError> {
    let mut notices = Vec::new();
    let known: Result<BTreeSet<String>, AppError> = life.agreed.iter().map(|claim| Ok(trial::payer(conn, claim)?.0)).collect();
    let mut payers = known?;
    for _ in 0..NEW {
        let Some(claim) = trial::of_another(life, conn, &mut payers)? else {
            break;
        };
        notices.push(told_of(life, conn, MandateNew, &claim, on)?);
    }
    let unknown = [life.unknown_reference()?, life.unknown_reference()?];
    let [new, never] = &unknown;
    notices.push(told(life, MandateNew, new, NOBODY, on));
    notices.push(told(life, MandateEnded, never, "987655", on));
    if let Some(claim) = life.agreed.last() {
        notices.push(told_of(life, conn, MandateEnded, claim, on)?);
    }
    if let (Some(claim), Country::No) = (life.agreed.first(), life.profile.country) {
        let changed = told_of(life, conn, MandateNew, claim, on)?;
        notices.push(WriteNotice {
            notify: Some(false),
            ..changed
        });
    }
    let mut parts = vec![part(life, notices)];
    if life.profile.country == Country::Dk {
        let slips = slips(life, conn, on)?;
        parts.push(part(life, slips));
    }
    let bytes = bytes(life, on, parts)?;
    let format = match life.profile.country {
        Country::Dk => "bs0603",
        Country::No | Country::Se => scheme(life),
    };
    Ok(trial::file(format, on, "mandates", bytes))
}

/// Slips that Betalingsservice printed for those without an agreement.
fn slips(life: &mut Life, conn: &Db, on: NaiveDate) -> Result<Vec<WriteNotice>, AppError> {
    let rules = life.profile.accounts.first().map_or("", |account| account.rules);
    let creditor = rules.rsplit(':').next().unwrap_or_default().to_owned();
    let mut slips = Vec::new();
    for _ in 0..SLIPS {
        let claim = trial::open(life)?;
        slips.push(WriteNotice {
            reference: Some(claim.reference.clone()),
            payer_number: Some(trial::payer(conn, &claim)?.0),
            amount: Some(Money::from_minor(claim.amount)),
            other: Some(format!("71 {creditor}")),
            ..notice(Slip, "0295", on)
        });
    }
    Ok(slips)
}
