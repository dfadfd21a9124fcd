//! What a file says besides payments, stored, and what it changes: agreements to draw, pay-outs that were carried out.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::BufReader;
use std::ops::ControlFlow;

use super::examine::{Examined, READ_BYTES, read_options};
use super::our_accounts::OurAccounts;
use crate::app::AppError;
use crate::app::usecase::outgoing::outcome::{self, PaidOut};
use crate::domain::bankfile::{Event, FileSummary, Finding, Weight};
use crate::domain::exchange::{ItemKind, MandateState, NoticeOutcome};
use crate::domain::mandate::{self, SCHEMES, Said, same_number};
use crate::domain::notice::{Notice, NoticeKind};
use crate::store::bankfile::Bytes;
use crate::store::mandate::Mandate;
use crate::store::notice::{Adding, Came};
use crate::store::outgoing::{self, Sought};
use crate::store::site::BankAccount;
use crate::store::{Db, StoreError, Tx, claim::Finder, mandate as table, party};

/// How many notices of each kind a file has, by what came of them.
pub type Told = BTreeMap<(NoticeKind, NoticeOutcome), u64>;

/// Stores the notices of a file whose bytes are kept, and does what they say.
pub(super) fn store(tx: &Tx<'_>, file_id: i64, name: &str, examined: &Examined) -> Result<Told, AppError> {
    outgoing::settle_draws(tx, file_id)?;
    let mut told = Told::new();
    if examined.summary.notices == 0 {
        return Ok(told);
    }
    let mut adding = Adding::new(tx)?;
    let mut listed: BTreeMap<(i64, &'static str), BTreeSet<i64>> = BTreeMap::new();
    let mut seq = 0i64;
    let mut fault: Option<AppError> = None;
    let mut input = BufReader::with_capacity(READ_BYTES, Bytes::of(tx.conn(), file_id)?);
    let read = (examined.codec.read)(&mut input, &read_options(tx.conn())?, &mut |event| {
        let Event::Notice(notice) = event else {
            return ControlFlow::Continue(());
        };
        seq += 1;
        let account = examined.accounts.of_notice(&examined.summary, notice);
        let scheme = scheme_of(examined, notice);
        let done = came_of(tx, notice, account, scheme, name).and_then(|came| {
            adding.add(file_id, seq, account.map(|a| a.id), notice, &came)?;
            Ok(came)
        });
        match done {
            Ok(came) => {
                *told.entry((notice.kind, came.outcome)).or_default() += 1;
                if let (NoticeKind::MandateListed, Some(account), Some(scheme), Some(mandate)) =
                    (notice.kind, account, scheme, came.mandate)
                {
                    listed.entry((account.id, scheme)).or_default().insert(mandate);
                }
                ControlFlow::Continue(())
            }
            Err(error) => {
                fault = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    if let Some(fault) = fault {
        return Err(fault);
    }
    read.map_err(|error| StoreError::Io {
        path: name.into(),
        source: std::io::Error::other(error.to_string()),
    })?;
    for ((account, scheme), kept) in listed {
        end_unlisted(tx, account, scheme, &kept, name)?;
    }
    Ok(told)
}

/// The scheme that a part belongs to, where it is one of agreements to draw.
fn scheme_of(examined: &Examined, notice: &Notice<'_>) -> Option<&'static str> {
    let part = usize::try_from(notice.part).ok()?.checked_sub(1)?;
    let format = examined.summary.parts.get(part)?.format;
    SCHEMES.iter().copied().find(|scheme| *scheme == format)
}

/// Does what a notice says.
fn came_of(
    tx: &Tx<'_>,
    notice: &Notice<'_>,
    account: Option<&BankAccount>,
    scheme: Option<&'static str>,
    name: &str,
) -> Result<Came, AppError> {
    let Some(account) = account else {
        return Ok(Came::of(NoticeOutcome::Noted));
    };
    match (notice.kind, scheme) {
        (
            NoticeKind::MandateListed
            | NoticeKind::MandateNew
            | NoticeKind::MandateEnded
            | NoticeKind::MandateRefused
            | NoticeKind::MandatePaused
            | NoticeKind::MandateResumed
            | NoticeKind::MandateAsked
            | NoticeKind::MandateUnchanged
            | NoticeKind::MandateRenumbered,
            Some(scheme),
        ) => mandate_came(tx, notice, account, scheme, name),
        (NoticeKind::PaidOut, _) => paid_out(tx, notice, account.id, name),
        (
            NoticeKind::DrawRefused | NoticeKind::DrawFailed | NoticeKind::DrawRetried | NoticeKind::DrawCancelled | NoticeKind::DrawMoved,
            _,
        ) => draw_came(tx, notice, account.id, name),
        (NoticeKind::Foreign, _) => Ok(Came::of(NoticeOutcome::Open)),
        _ => Ok(Came::of(NoticeOutcome::Noted)),
    }
}

/// The number an agreement is known by: the payer's with us, or its KID (AvtaleGiro).
fn number_of(notice: &Notice<'_>) -> String {
    notice
        .payer_number
        .map_or_else(|| notice.reference.unwrap_or_default().to_owned(), same_number)
}

fn mandate_came(tx: &Tx<'_>, notice: &Notice<'_>, account: &BankAccount, scheme: &str, name: &str) -> Result<Came, AppError> {
    let conn = tx.conn();
    let payer_number = number_of(notice);
    let number = notice.mandate_number.unwrap_or_default();
    let before = table::find(conn, account.id, scheme, &payer_number, number)?;
    let said = Said {
        kind: notice.kind,
        notify: notice.notify,
        on: notice.on,
        until_on: notice.until_on,
    };
    let Some(standing) = mandate::after(before.as_ref().map(|b| &b.standing), &said) else {
        return Ok(Came::of(NoticeOutcome::Open));
    };
    let mut after = before.clone().unwrap_or_else(|| Mandate {
        id: 0,
        account: account.id,
        scheme: scheme.to_owned(),
        payer_number: payer_number.clone(),
        number: String::new(),
        party: None,
        standing: standing.clone(),
        payer_account: String::new(),
        payer_id: String::new(),
        detail: String::new(),
    });
    after.standing = standing;
    notice.code.clone_into(&mut after.detail);
    if !number.is_empty() {
        number.clone_into(&mut after.number);
    }
    if let Some(payer) = notice.payer_account {
        payer.clone_into(&mut after.payer_account);
    }
    match (notice.kind, notice.other) {
        (NoticeKind::MandateRenumbered, Some(new)) => after.payer_number = same_number(new),
        (_, Some(id)) => id.clone_into(&mut after.payer_id),
        _ => {}
    }
    if after.party.is_none() {
        after.party = payer_of(conn, account.id, notice, &payer_number)?;
    }
    let same = before.as_ref().is_some_and(|before| *before == after);
    let id = if same {
        after.id
    } else {
        table::save(tx, before.as_ref(), &after, action(&after, notice.kind), name)?
    };
    let unknown = after.party.is_none() && after.standing.state != MandateState::Ended;
    Ok(Came {
        party: after.party,
        mandate: Some(id),
        ..Came::of(if unknown { NoticeOutcome::Open } else { NoticeOutcome::Done })
    })
}

/// What the change log calls it.
fn action(after: &Mandate, kind: NoticeKind) -> &'static str {
    match after.standing.state {
        _ if after.id == 0 => "mandate_new",
        _ if kind == NoticeKind::MandateRenumbered => "mandate_renumbered",
        MandateState::Ended => "mandate_ended",
        MandateState::Refused => "mandate_refused",
        _ => "mandate_changed",
    }
}

/// Who pays by an agreement: whose claim has its KID, whose own reference it is, or whose number. Never guessed from digits.
fn payer_of(conn: &Db, account: i64, notice: &Notice<'_>, payer_number: &str) -> Result<Option<i64>, StoreError> {
    if let Some(reference) = notice.reference {
        match Finder::new(conn, true)?.by_reference(reference)? {
            Some((true, id)) => return Ok(Some(i64::from(id))),
            Some((false, id)) => return Ok(Some(party::of_claim(conn, i64::from(id))?.id)),
            None => {}
        }
    }
    if notice.payer_number.is_some() {
        return table::party_of(conn, account, payer_number);
    }
    Ok(None)
}

/// A complete list is the whole truth: what stands and is not on it is over.
fn end_unlisted(tx: &Tx<'_>, account: i64, scheme: &str, kept: &BTreeSet<i64>, name: &str) -> Result<(), AppError> {
    for before in table::standing(tx.conn(), account, scheme)? {
        if !kept.contains(&before.id) {
            let mut after = before.clone();
            after.standing.state = MandateState::Ended;
            after.standing.until_on = Some(tx.actor().today);
            table::save(tx, Some(&before), &after, "mandate_ended", name)?;
        }
    }
    Ok(())
}

/// A pay-out of ours was carried out: the refund it names is done.
fn paid_out(tx: &Tx<'_>, notice: &Notice<'_>, account: i64, name: &str) -> Result<Came, AppError> {
    let own = notice.reference.unwrap_or_default();
    let on = notice.on.unwrap_or(tx.actor().today);
    let outcome = match outcome::paid_out(tx, account, own, notice.amount, on, name)? {
        PaidOut::Done(_) => NoticeOutcome::Done,
        PaidOut::Known(_) => NoticeOutcome::Noted,
        PaidOut::Unknown | PaidOut::Differs(_) => NoticeOutcome::Open,
    };
    Ok(Came::of(outcome))
}

/// What became of a draw of ours. One that is not ours leaves its claim as it is, and waits for a person.
fn draw_came(tx: &Tx<'_>, notice: &Notice<'_>, account: i64, name: &str) -> Result<Came, AppError> {
    let sought = Sought {
        account,
        reference: notice.reference,
        payer_number: notice.payer_number,
        due_on: notice.on,
        amount: notice.amount,
    };
    let Some(item) = outcome::find_item(tx.conn(), ItemKind::Draw, &sought)? else {
        return not_ours(tx.conn(), notice, account);
    };
    let came = Came {
        claim: item.claim,
        item: Some(item.id),
        ..Came::of(NoticeOutcome::Done)
    };
    match notice.kind {
        NoticeKind::DrawFailed => outcome::failed(tx, &item, notice.code, name)?,
        NoticeKind::DrawRefused => outcome::refused(tx, &item, notice.code, name)?,
        NoticeKind::DrawCancelled => outcome::cancelled(tx, &item, notice.code, name)?,
        // It is still out: tried again, or on another day.
        _ => outcome::accepted(tx, &item, notice.code)?,
    }
    Ok(came)
}

/// A draw that another program asked for: whose it is, and which claim its reference leads to.
fn not_ours(conn: &Db, notice: &Notice<'_>, account: i64) -> Result<Came, AppError> {
    let open = Came::of(NoticeOutcome::Open);
    let found = match notice.reference {
        Some(reference) => Finder::new(conn, true)?.by_reference(reference)?,
        None => None,
    };
    Ok(match found {
        Some((false, id)) => Came {
            claim: Some(i64::from(id)),
            party: Some(party::of_claim(conn, i64::from(id))?.id),
            ..open
        },
        Some((true, id)) => Came {
            party: Some(i64::from(id)),
            ..open
        },
        None => Came {
            party: table::party_of(conn, account, &number_of(notice))?,
            ..open
        },
    })
}

/// A complete list of agreements is asked about first: how many it adds and how many it ends (AvtaleGiro, rule 34).
pub(super) fn list_findings(conn: &Db, lists: &Lists, file: &FileSummary, accounts: &OurAccounts) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    for ((part, account), numbers) in &lists.0 {
        let summary = usize::try_from(*part)
            .ok()
            .and_then(|n| n.checked_sub(1))
            .and_then(|n| file.parts.get(n));
        let (Some(ours), Some(summary)) = (summary.and_then(|part| accounts.find(account, &part.agreement)), summary) else {
            continue;
        };
        let standing = table::standing(conn, ours.id, summary.format)?;
        let known: HashSet<&str> = standing.iter().map(|m| m.payer_number.as_str()).collect();
        let new = numbers.iter().filter(|number| !known.contains(number.as_str())).count();
        let gone = standing.iter().filter(|m| !numbers.contains(&m.payer_number)).count();
        findings.push(Finding {
            weight: if gone > 0 { Weight::Ask } else { Weight::Warn },
            code: "mandate-list",
            line: summary.line,
            column: 1,
            found: new.to_string(),
            expected: gone.to_string(),
            text: String::new(),
        });
    }
    Ok(findings)
}

/// Gathers the numbers of complete lists while a file is examined: by part and account.
#[derive(Default)]
pub(super) struct Lists(BTreeMap<(u32, String), HashSet<String>>);

impl Lists {
    /// Takes up a notice of a list.
    pub(super) fn add(&mut self, notice: &Notice<'_>) {
        if notice.kind == NoticeKind::MandateListed {
            let key = (notice.part, notice.account.to_owned());
            self.0.entry(key).or_default().insert(number_of(notice));
        }
    }
}
