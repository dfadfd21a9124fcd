//! What would become of each payment: the two strict stages, over a whole file, without writing.
//!
//! The file is read once; each record is looked up; then claims are decided one at a time in the order of their keys, each
//! with all its payments in file order. Memory is a few bytes per payment, whatever the file's size.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicI64;

use super::examine::{Examined, read_error, read_options, reopen};
use super::look_up::LookUps;
use super::payer;
use super::{Certainty, Preview, Request, Watch, examine};
use crate::app::AppError;
use crate::domain::bankfile::{Event, FileSummary, PaymentRecord};
use crate::domain::claim::Claim;
use crate::domain::matching::{self, FirstStage, PartyVerdict, Standing};
use crate::domain::money::Money;
use crate::domain::payment::{Method, State};
use crate::domain::reference::Reference;
use crate::formats::{Input, ReadOptions};
use crate::store::ahead::Ahead;
use crate::store::bankfile::Counts;
use crate::store::claim::Found;
use crate::store::print::Apart;
use crate::store::site::BankAccount;
use crate::store::{Db, StoreError, claim, from_days, payment, to_days, view};
use chrono::NaiveDate;

/// What would become of one payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Counted, no payment: an amount of nothing (rule 27), or a part that is not ours and was said yes to.
    Nothing,
    /// Known from an earlier file: the payment's key (rule 30).
    Skipped(u32),
    /// Stored, standing so, on the claim or party with this key (0: none).
    Stored {
        /// Where it stands.
        standing: Standing,
        /// The claim.
        claim: u32,
        /// The party.
        party: u32,
    },
}

impl Verdict {
    /// How sure it is.
    pub fn certainty(self) -> Certainty {
        match self {
            Verdict::Nothing | Verdict::Skipped(_) => Certainty::Nothing,
            Verdict::Stored { standing, .. } => Certainty::of(standing),
        }
    }
}

/// One payment of a plan: what becomes of it, and where its record stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedRow {
    /// What becomes of it.
    pub verdict: Verdict,
    /// Line of its first record.
    pub line: u32,
    /// Byte where its records begin.
    pub offset: u32,
    /// How many bytes they are.
    pub length: u32,
}

impl PlannedRow {
    /// The line of a payment known from an earlier file, and that payment's key.
    pub(super) fn skipped(&self) -> Option<(u32, u32)> {
        match self.verdict {
            Verdict::Skipped(known) => Some((self.line, known)),
            _ => None,
        }
    }
}

/// A payment that leads to a claim or a party.
#[derive(Clone, Copy)]
pub(super) struct Lead {
    pub amount: i64,
    /// The payer's account as a number; 0: unknown.
    pub payer: u64,
    pub id: u32,
    pub seq: u32,
    pub booked_on: i32,
    pub account: u16,
    pub to_party: bool,
    pub method: Method,
}

/// Money received on a claim, as it is handed to whoever stores it.
pub(super) struct Received {
    /// Place of the payment in the file, from 1.
    pub seq: u32,
    /// When it is booked.
    pub booked_on: NaiveDate,
    /// The payer's account.
    pub payer: Option<String>,
    /// How it was paid.
    pub method: Method,
    /// How much.
    pub amount: Money,
    /// What goes on each line.
    pub allocations: Vec<(u32, Money)>,
}

/// Hears of each claim that receives money: before, after, and its payments.
pub(super) type OnClaim<'a> = dyn FnMut(&Found, &Claim, Vec<Received>) -> Result<(), AppError> + 'a;

/// What is left on claims that this file has touched, by key.
pub(super) type Touched = HashMap<i64, Money>;

/// Booked (signed) per account key, and how much of it goes against receivables.
pub(super) type ByAccount = HashMap<i64, (Money, Money)>;

/// A plan of a whole file.
pub(super) struct Plan {
    pub rows: Vec<PlannedRow>,
    pub counts: Counts,
    pub by_account: ByAccount,
}

/// What stage one says of a whole file.
pub(super) struct Gathered {
    /// What becomes of each payment so far.
    pub rows: Vec<PlannedRow>,
    /// Those that lead somewhere, in no order.
    pub leads: Vec<Lead>,
    /// What is booked on each account.
    pub by_account: ByAccount,
}

/// The rules of stage one and what the file has been through before, for one pass.
pub(super) struct Gather<'a> {
    pub conn: &'a Db,
    pub examined: &'a Examined,
    /// Its key, where it has one: its own payments are not those of another file.
    pub file: i64,
    /// Whether there may be payments of other files.
    pub payments_before: bool,
    /// Payments of other files that are not finished, stored since this one was examined.
    pub late: Apart,
    /// Places of payments that are stored already, by place; empty for a file that is new.
    pub done: &'a [bool],
}

/// Hears of each payment record as it is read, with its place in the file.
pub(super) type OnRecord<'a> = dyn FnMut(&PaymentRecord<'_>, u32) -> Result<(), AppError> + 'a;

/// What stage one says of a record: its verdict for now, and the reference to look up.
type FirstVerdict = (Verdict, Option<Reference>);

impl Gather<'_> {
    /// What stage one says of a record.
    pub fn verdict(&self, record: &PaymentRecord<'_>, seq: u32, account: &BankAccount) -> Result<FirstVerdict, StoreError> {
        let is_done = usize::try_from(seq).ok().and_then(|seq| self.done.get(seq));
        if is_done.copied().unwrap_or(false) {
            return Ok((Verdict::Nothing, None));
        }
        let stored = |standing| Verdict::Stored {
            standing,
            claim: 0,
            party: 0,
        };
        let Some(rules) = &account.rules else {
            return Ok((Verdict::Nothing, None));
        };
        let stage = matching::first_stage(record, rules);
        if stage == FirstStage::Nothing {
            return Ok((Verdict::Nothing, None));
        }
        if self.payments_before {
            let ordinal = self.examined.repeats.get(&seq).copied().unwrap_or(0);
            let print = payment::fingerprint(record, ordinal);
            if let Some(known) = payment::known(
                self.conn,
                (self.file, print, account.id),
                record,
                [&self.examined.apart, &self.late],
            )? {
                let certain = record.archive_reference.is_some() || record.payer_account.is_some();
                let known = u32::try_from(known).unwrap_or(u32::MAX);
                return Ok(if certain {
                    (Verdict::Skipped(known), None)
                } else {
                    (stored(matching::POSSIBLE_DUPLICATE), None)
                });
            }
        }
        if self.examined.one_format.is_outside(record) {
            return Ok((stored(matching::OTHER_FORMAT), None));
        }
        Ok(match stage {
            FirstStage::Nothing => (Verdict::Nothing, None),
            FirstStage::Stop(standing) => (stored(standing), None),
            FirstStage::LookUp(reference) => (stored(matching::NOT_FOUND), Some(reference)),
        })
    }
}

/// Reads the file once more, and asks stage one about each payment.
pub(super) fn gather(
    pass: &Gather<'_>,
    request: &Request,
    (reader, length): (&mut dyn Input, u64),
    options: &ReadOptions,
    watch: &mut Watch<'_>,
    on_record: &mut OnRecord<'_>,
) -> Result<(Gathered, FileSummary), AppError> {
    // One view of the site for all of it: each look-up on its own would take and give back a lock of the system.
    let _view = view(pass.conn)?;
    let mut look_ups = LookUps::new(pass.conn)?;
    // As many as were counted, so that a large file does not take twice the room it needs.
    let counted = usize::try_from(pass.examined.summary.payments).unwrap_or(0);
    let mut out = Gathered {
        rows: Vec::with_capacity(counted),
        leads: Vec::with_capacity(counted),
        by_account: ByAccount::new(),
    };
    let mut fault: Option<AppError> = None;
    let read = (pass.examined.codec.read)(reader, options, &mut |event| {
        let Event::Payment(record) = event else {
            return ControlFlow::Continue(());
        };
        let seq = u32::try_from(out.rows.len()).unwrap_or(u32::MAX).saturating_add(1);
        let taken = take(pass, record, seq, &mut look_ups, &mut out).and_then(|()| on_record(record, seq));
        if let Err(error) = taken {
            fault = Some(error);
            return ControlFlow::Break(());
        }
        if seq.is_multiple_of(2048) {
            watch.tell(record.offset, length, 0, 40);
            if (watch.stop)() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    if let Some(fault) = fault {
        return Err(fault);
    }
    let summary = read.map_err(|error| read_error(request, error))?;
    look_ups.run(&mut out.leads)?;
    Ok((out, summary))
}

/// One record of the file.
fn take(pass: &Gather<'_>, record: &PaymentRecord<'_>, seq: u32, look_ups: &mut LookUps<'_>, out: &mut Gathered) -> Result<(), AppError> {
    let account = pass.examined.accounts.of_record(&pass.examined.summary, record);
    let (verdict, reference) = match account {
        Some(account) => pass.verdict(record, seq, account)?,
        None => (Verdict::Nothing, None),
    };
    let account_id = account.map_or(0, |account| account.id);
    let named = payer::leads_to(pass.conn, account_id, record, verdict, reference.as_ref())?;
    match (reference, named) {
        (_, Some((to_party, id))) => out.leads.push(Lead {
            to_party,
            id,
            ..lead(pass, record, seq, account_id)
        }),
        (Some(reference), None) => look_ups.add(lead(pass, record, seq, account_id), &reference, &mut out.leads)?,
        (None, None) => {}
    }
    if matches!(verdict, Verdict::Stored { .. }) {
        let sums = out.by_account.entry(account_id).or_default();
        sums.0 = sums.0.plus(payment::signed(record))?;
    }
    out.rows.push(PlannedRow {
        verdict,
        line: record.line,
        offset: u32::try_from(record.offset).unwrap_or(u32::MAX),
        length: record.length,
    });
    Ok(())
}

/// A record that leads somewhere; where is not known yet.
pub(super) fn lead(pass: &Gather<'_>, record: &PaymentRecord<'_>, seq: u32, account: i64) -> Lead {
    Lead {
        to_party: false,
        id: 0,
        seq,
        account: u16::try_from(account).unwrap_or(0),
        booked_on: i32::try_from(to_days(record.settled_on)).unwrap_or(0),
        amount: record.amount.minor(),
        payer: record.payer_account.and_then(|account| account.parse().ok()).unwrap_or(0),
        method: (pass.examined.codec.method)(record.kind),
    }
}

/// Plans a file: both stages for every payment. `on_claim` hears of each claim that would receive money.
pub(super) fn plan(
    conn: &Db,
    request: &Request,
    examined: &Examined,
    watch: &mut Watch<'_>,
    on_claim: &mut OnClaim<'_>,
) -> Result<Plan, AppError> {
    let pass = Gather {
        conn,
        examined,
        file: 0,
        payments_before: payment::last_id(conn)? > 0,
        late: Apart::since(conn, 0, &examined.apart)?,
        done: &[],
    };
    let (mut reader, length) = reopen(request)?;
    let options = read_options(conn)?;
    let (gathered, summary) = gather(&pass, request, (&mut reader, length), &options, watch, &mut |_, _| Ok(()))?;
    if summary.fingerprint != examined.summary.fingerprint {
        return Err(crate::domain::refusal::Refusal::FileChanged { name: request.name() }.into());
    }
    let Gathered {
        mut rows,
        mut leads,
        mut by_account,
    } = gathered;
    sort(&mut leads);
    // A preview writes nothing, so what this file has done to claims so far is remembered for the parties that come last.
    let mut touched = leads.last().is_some_and(|lead| lead.to_party).then(Touched::new);
    let own: Vec<u32> = {
        let mut own: Vec<u32> = leads.iter().filter(|lead| !lead.to_party).map(|lead| lead.id).collect();
        own.dedup();
        own
    };
    let all = u64::try_from(leads.len()).unwrap_or(u64::MAX);
    let mut done = 0u64;
    // Nobody else changes the file while it is planned: in a preview it does not matter, else the write lock is held.
    let version = AtomicI64::new(0);
    std::thread::scope(|scope| -> Result<(), AppError> {
        let mut claims = Ahead::start(scope, conn, own, &version);
        let mut here = claim::Loader::new(conn)?;
        for group in leads.chunk_by(|a, b| (a.to_party, a.id) == (b.to_party, b.id)) {
            let before = done;
            done += u64::try_from(group.len()).unwrap_or(0);
            if before / 1024 != done / 1024 {
                watch.tell(done, all, 40, 80);
                if (watch.stop)() {
                    return Err(StoreError::Cancelled.into());
                }
            }
            let first = group.first().map_or((false, 0), |lead| (lead.to_party, lead.id));
            if first.0 {
                for lead in group {
                    party_lead(conn, *lead, touched.get_or_insert_default(), &mut rows, &mut by_account, on_claim)?;
                }
            } else {
                let found = claims.next(i64::from(first.1), &mut here, 0)?;
                let left = receive(&found, group, None, &mut rows, &mut by_account, on_claim)?;
                if let Some(touched) = &mut touched {
                    touched.insert(found.claim.id, left);
                }
            }
        }
        Ok(())
    })?;
    let counts = count(&rows, &by_account)?;
    Ok(Plan { rows, counts, by_account })
}

/// Claims' own references first, each claim once, by key: neighbours in the file are neighbours on the disk.
pub(super) fn sort(leads: &mut [Lead]) {
    leads.sort_unstable_by_key(|lead| (lead.to_party, lead.id, lead.seq));
}

/// Stage two on a party's reference (OCR-14, OCR-15). `touched`: claims that were given money which is not stored.
pub(super) fn party_lead(
    conn: &Db,
    lead: Lead,
    touched: &mut Touched,
    rows: &mut [PlannedRow],
    by_account: &mut ByAccount,
    on_claim: &mut OnClaim<'_>,
) -> Result<(), AppError> {
    let mut unpaid = claim::unpaid_of(conn, i64::from(lead.id))?;
    unpaid.retain_mut(|owing| match touched.get(&owing.id) {
        None => true,
        Some(now) if now.is_zero() => false,
        // In manual handling by now: it counts, but nothing equals it.
        Some(_) => {
            (owing.left, owing.least) = (Money::ZERO, Money::ZERO);
            true
        }
    });
    match matching::on_party(&unpaid, Money::from_minor(lead.amount)) {
        PartyVerdict::Leave(standing) => {
            set(
                rows,
                lead.seq,
                Verdict::Stored {
                    standing,
                    claim: 0,
                    party: lead.id,
                },
            );
            Ok(())
        }
        PartyVerdict::Settle(id, standing) => {
            let found = claim::Loader::new(conn)?
                .load(id)?
                .ok_or(StoreError::Invariant { what: "claim-gone", id })?;
            let left = receive(&found, &[lead], Some((standing, lead.id)), rows, by_account, on_claim)?;
            touched.insert(id, left);
            Ok(())
        }
    }
}

/// Stage two on a claim: all its payments of this file, in file order. Answers what is left on it then.
pub(super) fn receive(
    found: &Found,
    leads: &[Lead],
    by_party: Option<(Standing, u32)>,
    rows: &mut [PlannedRow],
    by_account: &mut ByAccount,
    on_claim: &mut OnClaim<'_>,
) -> Result<Money, AppError> {
    let mut now = found.claim.clone();
    let id = found.claim.id;
    let mut payers: Vec<String> = found.claim.placed.iter().map(|placed| placed.payer.clone()).collect();
    let mut received = Vec::with_capacity(leads.len());
    for lead in leads {
        let payer = (lead.payer != 0).then(|| format!("{:011}", lead.payer));
        let several = match (&payer, payers.is_empty()) {
            (_, true) => false,
            (payer, false) => {
                let all = payers.iter().map(String::as_str).chain(payer.as_deref());
                matching::are_several_payers(all)
            }
        };
        let (receipt, mut standing) = matching::on_claim(&now, Money::from_minor(lead.amount), several)?;
        let mut party = 0;
        if let Some((by, whose)) = by_party {
            standing = by;
            party = whose;
        }
        let claim = u32::try_from(id).unwrap_or(0);
        set(rows, lead.seq, Verdict::Stored { standing, claim, party });
        let sums = by_account.entry(i64::from(lead.account)).or_default();
        sums.1 = sums.1.plus(receipt.to_receivables)?;
        payers.push(payer.clone().unwrap_or_default());
        received.push(Received {
            seq: lead.seq,
            booked_on: from_days(i64::from(lead.booked_on)).unwrap_or_default(),
            payer,
            method: lead.method,
            amount: Money::from_minor(lead.amount),
            allocations: receipt.allocations,
        });
        now = receipt.after;
    }
    on_claim(found, &now, received)?;
    Ok(now.left()?)
}

/// Says what becomes of a payment.
pub(super) fn set(rows: &mut [PlannedRow], seq: u32, verdict: Verdict) {
    let row = usize::try_from(seq).ok().and_then(|seq| rows.get_mut(seq.wrapping_sub(1)));
    if let Some(row) = row {
        row.verdict = verdict;
    }
}

fn count(rows: &[PlannedRow], by_account: &ByAccount) -> Result<Counts, AppError> {
    let mut counts = Counts {
        booked: Money::sum(by_account.values().map(|sums| sums.0))?,
        ..Counts::default()
    };
    rows.iter().for_each(|row| tally(&mut counts, row.verdict));
    Ok(counts)
}

/// Counts a payment.
pub(super) fn tally(counts: &mut Counts, verdict: Verdict) {
    match verdict {
        Verdict::Nothing => {}
        Verdict::Skipped(_) => counts.skipped += 1,
        Verdict::Stored { standing, .. } => {
            counts.stored += 1;
            match standing.state {
                State::Used if verdict.certainty() == Certainty::Sure => counts.settled += 1,
                State::Used | State::PartlyUsed => counts.manual += 1,
                State::Suggested => counts.suggested += 1,
                State::Unmatched => counts.unmatched += 1,
                // No record of a bank file is reserved or given back.
                State::Parked | State::Reserved | State::PaidBack | State::Undone => counts.parked += 1,
            }
        }
    }
}

/// What would become of a file; nothing is stored.
///
/// # Errors
/// [`AppError::Import`] when it is refused; [`StoreError::Cancelled`].
pub fn preview(conn: &Db, request: &Request, watch: &mut Watch<'_>) -> Result<Preview, AppError> {
    let examined = examine(conn, request, watch)?;
    let Examined {
        codec,
        ref summary,
        ref known,
        ..
    } = examined;
    if known.is_some() {
        let counts = Counts {
            skipped: i64::try_from(summary.payments).unwrap_or(0),
            ..Counts::default()
        };
        return Ok(Preview {
            request: request.clone(),
            codec,
            counts,
            known: known.clone(),
            told: examined.told,
            summary: examined.summary,
            rows: Vec::new(),
        });
    }
    let plan = plan(conn, request, &examined, watch, &mut |_, _, _| Ok(()))?;
    Ok(Preview {
        request: request.clone(),
        codec,
        known: None,
        told: examined.told,
        rows: plan.rows,
        counts: plan.counts,
        summary: examined.summary,
    })
}
