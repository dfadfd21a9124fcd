//! The payments of a large file, some of them in each transaction: in the order of the claims they go to, so that each claim is
//! written once and neighbours follow each other; then those that lead nowhere; references of parties last, on what is true then.
//!
//! Each transaction plans again: another console may have worked on the claims, issued new ones, or stored the same payments.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use super::{GAP, Import, KEPT_AT, spill_error};
use crate::app::import::Watch;
use crate::app::import::apply::{add_to_digest, ordinal, post, settle};
use crate::app::import::plan::{ByAccount, Gather, Lead, Touched, Verdict, lead, party_lead, receive, set, tally};
use crate::app::import::spill::Kept;
use crate::app::{AppError, Session};
use crate::domain::matching;
use crate::domain::money::Money;
use crate::store::ahead::Ahead;
use crate::store::bankfile::{Counts, staged};
use crate::store::claim::{Finder, Loader};
use crate::store::payment::{self, Adding, NewPayment};
use crate::store::print::{self, Apart};
use crate::store::receipt::Receipts;
use crate::store::write_back::WriteBack;
use crate::store::{StoreError, Tx, party};

/// Payments that are ready before a transaction begins: more than fit into one, on any machine.
const READY: usize = 8_000;
/// Payments that are booked between two looks at the clock.
const RUN: usize = 200;
/// How long a transaction books. Others wait that long, and for its end, which takes about a fifth of it (P4).
const HOLD: Duration = Duration::from_millis(45);

/// A payment of a piece, with where it leads.
struct Item {
    seq: u32,
    lead: Option<Lead>,
    kept: Kept,
}

impl Item {
    /// The order of booking.
    fn order(&self) -> (u8, u32, u32) {
        match self.lead {
            Some(lead) => (if lead.to_party { 2 } else { 0 }, lead.id, lead.seq),
            None => (1, 0, self.seq),
        }
    }
}

/// Books all payments that are not booked yet. Only what comes after says that it is done, so nothing of this waits for the disk.
pub(super) fn all(session: &mut Session, import: &mut Import<'_>, watch: &mut Watch<'_>) -> Result<(), AppError> {
    session.store.set_waiting(false)?;
    let done = pieces(session, import, watch);
    session.store.set_waiting(true)?;
    done
}

/// Writes what the payments are known by, in its own order.
fn prints(session: &mut Session, import: &mut Import<'_>) -> Result<(), AppError> {
    // They are many, and so are these, which nobody needs any more.
    (import.leads, import.alone) = (Vec::new(), Vec::new());
    let all = print::of_file(&session.store.conn, import.file)?;
    let mut rest = all.as_slice();
    while !rest.is_empty() {
        std::thread::sleep(GAP);
        rest = session.write(|tx| {
            let (began, mut rest) = (Instant::now(), rest);
            loop {
                let (some, others) = rest.split_at(rest.len().min(RUN));
                print::add(tx, some)?;
                rest = others;
                if rest.is_empty() || began.elapsed() >= HOLD {
                    return Ok(rest);
                }
            }
        })?;
    }
    Ok(())
}

fn pieces(session: &mut Session, import: &mut Import<'_>, watch: &mut Watch<'_>) -> Result<(), AppError> {
    let mut own: Vec<u32> = import.leads.iter().take(import.to_claims).map(|lead| lead.id).collect();
    own.dedup();
    let all = import.leads.len() + import.alone.len();
    let version = AtomicI64::new(session.store.data_version()?);
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    std::thread::scope(|scope| {
        let mut ahead = Ahead::start(scope, &session.store.conn, own, &version);
        let mut writing_back = WriteBack::start(scope, &session.store.conn);
        let (mut at, mut ready, mut ended) = (0, Vec::with_capacity(READY), Instant::now());
        while at < all || !ready.is_empty() {
            watch.tell(count(at.saturating_sub(ready.len())), count(all), KEPT_AT, 100);
            let to = import.end_of_piece(at, READY.saturating_sub(ready.len()));
            import.lay_out(at, to, &mut ready).map_err(|e| spill_error(session.path(), e))?;
            at = to;
            std::thread::sleep(GAP.saturating_sub(ended.elapsed()));
            let some = std::mem::take(&mut ready);
            ready = session.write(|tx| {
                version.store(tx.data_version()?, Ordering::Release);
                book(tx, import, some, &mut ahead)
            })?;
            ended = Instant::now();
            if let Some(writing_back) = &mut writing_back {
                writing_back.after_commit();
            }
        }
        // Beside the prints, so that the commit which says that all is done has little left to wait for the disk.
        if let Some(writing_back) = &mut writing_back {
            writing_back.begin();
        }
        prints(session, import)
    })
}

impl Import<'_> {
    /// A payment by its place in the order of booking.
    fn in_order(&self, at: usize) -> Option<(u32, Option<Lead>)> {
        let lead = |lead: &Lead| (lead.seq, Some(*lead));
        match at.checked_sub(self.to_claims) {
            None => self.leads.get(at).map(lead),
            Some(behind) => match self.alone.get(behind) {
                Some(seq) => Some((*seq, None)),
                None => self.leads.get(at.checked_sub(self.alone.len())?).map(lead),
            },
        }
    }

    /// Where a piece that begins here ends: the payments of a claim stay together, unless they are very many.
    fn end_of_piece(&self, at: usize, size: usize) -> usize {
        let all = self.leads.len() + self.alone.len();
        let claim = |at: usize| self.leads.get(at).filter(|_| at < self.to_claims).map(|lead| lead.id);
        let (mut to, most) = ((at + size).min(all), (at + 2 * size).min(all));
        while to < most && claim(to).is_some() && claim(to) == claim(to.wrapping_sub(1)) {
            to += 1;
        }
        to
    }

    /// Fetches the records of these places.
    fn lay_out(&mut self, at: usize, to: usize, ready: &mut Vec<Item>) -> std::io::Result<()> {
        for at in at..to {
            let Some((seq, lead)) = self.in_order(at) else { break };
            let kept = self.spill.fetch(seq)?;
            ready.push(Item { seq, lead, kept });
        }
        Ok(())
    }

    fn verdict(&self, seq: u32) -> Verdict {
        let row = usize::try_from(seq).ok().and_then(|seq| self.rows.get(seq.wrapping_sub(1)));
        row.map_or(Verdict::Nothing, |row| row.verdict)
    }

    /// Asks stage one once more where others have changed what it rests on: payments that they stored meanwhile are known now,
    /// and a claim that they issued is found.
    fn look_again(&mut self, tx: &Tx<'_>, items: Vec<Item>) -> Result<Vec<Item>, AppError> {
        let newest = payment::last_id(tx.conn())?;
        self.others |= newest != self.newest;
        if !self.others && tx.data_version()? == self.version {
            return Ok(items);
        }
        let pass = Gather {
            conn: tx.conn(),
            examined: self.examined,
            file: self.file,
            payments_before: self.others,
            late: Apart::since(tx.conn(), self.file, &self.examined.apart)?,
            done: &[],
        };
        let mut finder = Finder::new(tx.conn(), party::any_reference(tx.conn())?)?;
        let mut again = Vec::with_capacity(items.len());
        for mut item in items {
            if item.lead.is_some() && !self.others {
                again.push(item);
                continue;
            }
            let record = item.kept.record().map_err(|e| spill_error(&self.site, e))?;
            let Some(account) = self.examined.accounts.of_record(&self.examined.summary, &record) else {
                continue;
            };
            // What was no payment of another file then is none now, unless it is new.
            let standing = self.verdict(item.seq);
            let (verdict, reference) = pass.verdict(&record, item.seq, account)?;
            let is_known = matches!(verdict, Verdict::Skipped(_))
                || matches!(verdict, Verdict::Stored { standing, .. } if standing == matching::POSSIBLE_DUPLICATE);
            let was_known = matches!(standing, Verdict::Stored { standing, .. } if standing == matching::POSSIBLE_DUPLICATE);
            if is_known {
                set(&mut self.rows, item.seq, verdict);
                item.lead = None;
            } else if let (None, false, Some(reference)) = (item.lead, was_known, reference)
                && let Some((to_party, id)) = finder.by_reference(reference.as_str())?
            {
                let found = lead(&pass, &record, item.seq, account.id);
                item.lead = Some(Lead { to_party, id, ..found });
            }
            if !matches!(verdict, Verdict::Skipped(_)) {
                again.push(item);
            }
        }
        again.sort_by_key(Item::order);
        Ok(again)
    }
}

/// Where a run ends: the payments of a claim stay together, unless they are very many.
fn end_of_run(items: &[Item], from: usize) -> usize {
    let claim = |at: usize| {
        items
            .get(at)
            .and_then(|item| item.lead)
            .filter(|lead| !lead.to_party)
            .map(|lead| lead.id)
    };
    let (mut to, most) = ((from + RUN).min(items.len()), (from + READY).min(items.len()));
    while to < most && claim(to).is_some() && claim(to) == claim(to.wrapping_sub(1)) {
        to += 1;
    }
    to
}

/// Books as many of these as there is time for: what their claims receive, the payments, and their postings. Answers the others.
fn book(tx: &Tx<'_>, import: &mut Import<'_>, items: Vec<Item>, ahead: &mut Ahead) -> Result<Vec<Item>, AppError> {
    let began = Instant::now();
    let mut items = import.look_again(tx, items)?;
    let first = payment::last_id(tx.conn())? + 1;
    let mut by_account = ByAccount::new();
    let mut receipts = Receipts::new(tx)?;
    let mut adding = Adding::new(tx)?;
    let (mut done, mut next) = (0, first);
    while done < items.len() && (done == 0 || began.elapsed() < HOLD) {
        let to = end_of_run(&items, done);
        let run = items.get(done..to).unwrap_or_default();
        let keys: HashMap<u32, i64> = run.iter().map(|item| item.seq).zip(next..).collect();
        receive_all(tx, import, run, ahead, &mut by_account, &mut |before, after, received| {
            settle(&mut receipts, &|seq| keys.get(&seq).copied().unwrap_or(0), before, after, received)
        })?;
        next = write_payments(&mut adding, import, run, next, &mut by_account)?;
        done = to;
    }
    let rest = items.split_off(done);
    if items.is_empty() {
        return Ok(rest);
    }
    let mut more = Counts {
        booked: Money::sum(by_account.values().map(|sums| sums.0))?,
        ..Counts::default()
    };
    items.iter().for_each(|item| tally(&mut more, import.verdict(item.seq)));
    let mut accounts: Vec<_> = by_account.into_iter().collect();
    accounts.sort_unstable_by_key(|(id, _)| *id);
    for (id, sums) in accounts {
        post(tx, import.examined, (id, import.voucher(id)), sums)?;
    }
    staged::advance(tx, import.file, (first, next - 1), &more, receipts.placed())?;
    import.newest = next - 1;
    import.counts.add(&more)?;
    Ok(rest)
}

/// Stage two on the claims of a piece, as they are now.
fn receive_all(
    tx: &Tx<'_>,
    import: &mut Import<'_>,
    items: &[Item],
    ahead: &mut Ahead,
    by_account: &mut ByAccount,
    on_claim: &mut crate::app::import::plan::OnClaim<'_>,
) -> Result<(), AppError> {
    let leads: Vec<Lead> = items.iter().filter_map(|item| item.lead).collect();
    let version = tx.data_version()?;
    let mut here = Loader::new(tx.conn())?;
    for group in leads.chunk_by(|a, b| (a.to_party, a.id) == (b.to_party, b.id)) {
        let Some(head) = group.first() else { continue };
        if head.to_party {
            for lead in group {
                // What was received is stored already: nothing has to be remembered.
                party_lead(tx.conn(), *lead, &mut Touched::new(), &mut import.rows, by_account, on_claim)?;
            }
        } else {
            let found = ahead.next(i64::from(head.id), &mut here, version)?;
            receive(&found, group, None, &mut import.rows, by_account, on_claim)?;
        }
    }
    Ok(())
}

/// Writes the payments of a run under these keys and the following ones, and counts what is booked. Answers the key that is free then.
fn write_payments(
    adding: &mut Adding<'_>,
    import: &mut Import<'_>,
    items: &[Item],
    first: i64,
    by_account: &mut ByAccount,
) -> Result<i64, AppError> {
    let mut free = first;
    for (item, id) in items.iter().zip(first..) {
        let record = item.kept.record().map_err(|e| spill_error(&import.site, e))?;
        let gone = StoreError::Invariant { what: "payment-gone", id };
        let (Verdict::Stored { standing, claim, party }, Some(account)) = (
            import.verdict(item.seq),
            import.examined.accounts.of_record(&import.examined.summary, &record),
        ) else {
            return Err(gone.into());
        };
        let key = |id: u32| (id != 0).then_some(i64::from(id));
        let new = NewPayment {
            id,
            file_id: import.file,
            seq: i64::from(item.seq),
            account_id: account.id,
            record: &record,
            standing,
            claim_id: key(claim),
            party_id: key(party),
            fingerprint: payment::fingerprint(&record, ordinal(import.examined, item.seq)),
            voucher: import.voucher(account.id),
        };
        adding.add(&new)?;
        add_to_digest(&mut import.content, &new);
        let sums = by_account.entry(account.id).or_default();
        sums.0 = sums.0.plus(payment::signed(&record))?;
        free = id + 1;
    }
    Ok(free)
}

impl Import<'_> {
    fn voucher(&self, account: i64) -> i64 {
        self.vouchers
            .iter()
            .find(|(id, _)| *id == account)
            .map_or(0, |(_, voucher)| *voucher)
    }
}
