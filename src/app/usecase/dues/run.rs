//! The run of dues: who would get a claim and who not, and why; and the claims themselves, all in one transaction, so that
//! somebody who stops it has issued none.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{Candidate, Dues, table};
use crate::app::import::Watch;
use crate::app::usecase::claims::required;
use crate::app::usecase::references::{self, NewReference};
use crate::app::{AppError, Session};
use crate::domain::claim::Kind;
use crate::domain::dues::{Also, Plan, PlannedClaim, Terms, plan};
use crate::domain::ledger::{Draft, Role};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::busy::{Busy, BusyNote};
use crate::store::claim::{self, NewClaim};
use crate::store::membership::{self, NewMembership};
use crate::store::site::{self, BankAccount};
use crate::store::{Db, StoreError, Tx, ledger, party};

/// Page cache of a run, in KiB: what 50 000 claims write fits, so that a page is written once.
const CACHE_KIB: i64 = 48 * 1024;
/// How often it is told how far the run is, and asked whether to go on, in claims.
const TELL_EVERY: usize = 64;

/// What a run is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The code of the dues.
    pub dues: String,
    /// Only these parties; `None`: everybody with the kind.
    pub only: Option<Vec<i64>>,
    /// Who is not left out though they usually are.
    pub also: Also,
    /// Another due date than that of the dues.
    pub due_on: Option<NaiveDate>,
}

/// What a run would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The dues.
    pub dues: Dues,
    /// When the claims would be due.
    pub due_on: NaiveDate,
    /// Everybody who was looked at, by party.
    pub candidates: HashMap<i64, (String, String)>,
    /// Who would get a claim, and who not.
    pub plan: Plan,
    /// What the claims would sum to.
    pub amount: Money,
}

impl Preview {
    /// Number and name of a party that was looked at.
    pub fn named(&self, party: i64) -> (&str, &str) {
        let found = self.candidates.get(&party);
        found.map_or(("", ""), |(number, name)| (number.as_str(), name.as_str()))
    }
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The code of the dues.
    pub dues: String,
    /// Claims issued.
    pub claims: usize,
    /// Members they are for.
    pub members: usize,
    /// What they sum to.
    pub amount: Money,
    /// Who got none.
    pub left_out: usize,
    /// When they are due.
    pub due_on: NaiveDate,
    /// The number of their voucher, which finds them all.
    pub voucher: i64,
    /// The first and the last of their numbers.
    pub numbers: (i64, i64),
}

/// What is planned, with everything issuing needs.
struct Planned {
    dues: Dues,
    due_on: NaiveDate,
    people: Vec<Candidate>,
    plan: Plan,
    amount: Money,
    account: Option<BankAccount>,
}

fn planned(conn: &Db, request: &Request, today: NaiveDate) -> Result<Planned, AppError> {
    let dues = super::dues(conn, &request.dues)?;
    let accounts = site::bank_accounts(conn)?;
    let account = accounts.into_iter().find(|account| match dues.account.as_str() {
        "" => account.rules.is_some(),
        number => account.number == number,
    });
    let recipe = account
        .as_ref()
        .filter(|account| account.rules.is_some())
        .and_then(|account| account.recipe.as_ref());
    let has_reference = |number: &str| recipe.is_none_or(|recipe| references::member_fault(recipe, number).is_none());
    // Somebody named twice is looked at once.
    let mut seen = HashSet::new();
    let only: Option<Vec<i64>> = request
        .only
        .as_ref()
        .map(|parties| parties.iter().copied().filter(|party| seen.insert(*party)).collect());
    let people = table::candidates(conn, &dues, only.as_deref(), &has_reference)?;
    let terms = Terms {
        period: dues.period,
        kind: dues.kind.id,
        is_open: dues.is_open,
        is_kind_ended: dues.kind.ended_on.is_some_and(|on| on <= today),
    };
    let members: Vec<_> = people.iter().map(|one| one.member.clone()).collect();
    let plan = plan(&terms, &members, request.also, today);
    let amount = dues.amount()?.times(plan.members())?;
    Ok(Planned {
        due_on: request.due_on.unwrap_or(dues.due_on),
        dues,
        people,
        plan,
        amount,
        account,
    })
}

/// What a run would do, and who would be left out and why. Nothing is written.
///
/// # Errors
/// [`Refusal::NoSuchDues`].
pub fn preview(session: &Session, request: &Request) -> Result<Preview, AppError> {
    let planned = planned(&session.store.conn, request, session.actor().today)?;
    let named = |one: &Candidate| (one.member.party, (one.number.clone(), one.name.clone()));
    Ok(Preview {
        candidates: planned.people.iter().map(named).collect(),
        dues: planned.dues,
        due_on: planned.due_on,
        plan: planned.plan,
        amount: planned.amount,
    })
}

/// Why a run cannot be begun, whoever is in it.
///
/// # Errors
/// [`Refusal::DuesClosed`], [`Refusal::MembershipKindEnded`], [`Refusal::DuesDuePassed`], [`Refusal::DuesNobody`].
pub fn may_run(dues: &Dues, due_on: NaiveDate, claims: usize, today: NaiveDate) -> Result<(), Refusal> {
    let code = || dues.code.clone();
    if !dues.is_open {
        return Err(Refusal::DuesClosed { code: code() });
    }
    if dues.kind.ended_on.is_some_and(|on| on <= today) {
        return Err(Refusal::MembershipKindEnded {
            name: dues.kind.name.clone(),
        });
    }
    if due_on < today {
        return Err(Refusal::DuesDuePassed { code: code(), due: due_on });
    }
    if claims == 0 {
        return Err(Refusal::DuesNobody { code: code() });
    }
    Ok(())
}

/// Issues the claims. It is planned again on what is true now; where a person saw something else (`seen`: claims and sum), nothing
/// is issued. Stopped, it leaves nothing behind.
///
/// # Errors
/// [`Refusal::CommentMissing`]; those of [`may_run`]; [`Refusal::DuesMoved`]; [`StoreError::Cancelled`].
pub fn run(
    session: &mut Session,
    request: &Request,
    comment: &str,
    seen: Option<(usize, Money)>,
    watch: &mut Watch<'_>,
) -> Result<Done, AppError> {
    let comment = required(comment)?;
    let mut busy = Busy {
        operator: session.operator.clone(),
        work: String::new(),
        percent: 0,
    };
    let path = session.path().to_path_buf();
    session.store.set_cache_kib(CACHE_KIB)?;
    let done = session.write(|tx| {
        let planned = planned(tx.conn(), request, tx.actor().today)?;
        may_run(&planned.dues, planned.due_on, planned.plan.claims.len(), tx.actor().today)?;
        let now = (planned.plan.claims.len(), planned.amount);
        if seen.is_some_and(|seen| seen != now) {
            return Err(Refusal::DuesMoved {
                code: planned.dues.code,
                claims: i64::try_from(now.0).unwrap_or(i64::MAX),
                amount: now.1,
            }
            .into());
        }
        busy.work.clone_from(&planned.dues.description);
        let mut note = BusyNote::put(&path, &busy);
        let mut tell = |percent: u8| {
            busy.percent = percent;
            note.update(&busy);
            (watch.progress)(percent);
        };
        issue_all(tx, &planned, &comment, &mut tell, watch.stop)
    });
    session.store.set_bulk(None)?;
    if let Ok(done) = &done {
        tracing::info!(claims = done.claims, members = done.members, "dues were issued");
    }
    done
}

fn issue_all(tx: &Tx<'_>, planned: &Planned, comment: &str, tell: &mut dyn FnMut(u8), stop: &dyn Fn() -> bool) -> Result<Done, AppError> {
    let dues = &planned.dues;
    let today = tx.actor().today;
    let voucher = ledger::open_voucher(tx, "dues_issued", &dues.description, today)?;
    let names: HashMap<i64, &str> = planned.people.iter().map(|one| (one.member.party, one.name.as_str())).collect();
    let mut draft = Draft::default();
    let claims = &planned.plan.claims;
    let mut numbers = (i64::MAX, 0);
    for (place, claim) in claims.iter().enumerate() {
        if place.is_multiple_of(TELL_EVERY) {
            tell(u8::try_from(place * 100 / claims.len().max(1)).unwrap_or(100));
            if stop() {
                return Err(StoreError::Cancelled.into());
            }
        }
        let number = issue_one(tx, planned, claim, &names, voucher, comment, &mut draft)?;
        numbers = (numbers.0.min(number), numbers.1.max(number));
    }
    let asked = draft
        .postings()
        .filter(|posting| posting.role == Role::Receivables)
        .map(|posting| posting.amount);
    if Money::sum(asked)? != planned.amount {
        return Err(StoreError::Invariant {
            what: "dues-lines",
            id: dues.id,
        }
        .into());
    }
    ledger::post(tx, voucher, &draft, None)?;
    let voucher = ledger::number_of(tx.conn(), voucher)?;
    let after = serde_json::json!({
        "claims": claims.len().to_string(), "members": planned.plan.members().to_string(), "amount": planned.amount.to_string(),
        "left_out": planned.plan.left_out.len().to_string(), "due": planned.due_on.to_string(), "voucher": voucher.to_string(),
    });
    table::log_run(tx, dues.id, comment, &after.to_string())?;
    tell(100);
    Ok(Done {
        dues: dues.code.clone(),
        claims: claims.len(),
        members: planned.plan.members(),
        amount: planned.amount,
        left_out: planned.plan.left_out.len(),
        due_on: planned.due_on,
        voucher,
        numbers,
    })
}

/// Issues the claim of one payer; answers its number.
fn issue_one(
    tx: &Tx<'_>,
    planned: &Planned,
    claim: &PlannedClaim,
    names: &HashMap<i64, &str>,
    voucher: i64,
    comment: &str,
    draft: &mut Draft,
) -> Result<i64, AppError> {
    let dues = &planned.dues;
    let payer = party::card(tx.conn(), claim.payer)?.ok_or(StoreError::Invariant {
        what: "party-gone",
        id: claim.payer,
    })?;
    let number = tx.next_number("claim")?;
    let wanted = NewReference {
        party: &payer.number,
        claim: number,
        kind: Kind::Dues,
        given: &HashSet::new(),
    };
    let reference = references::for_claim(tx, planned.account.as_ref(), &wanted)?;
    let is_alone = matches!(claim.members.as_slice(), [one] if one.party == claim.payer);
    let (mut lines, mut memberships) = (Vec::new(), Vec::new());
    for billed in &claim.members {
        let first = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX);
        let name = names.get(&billed.party).copied().unwrap_or_default();
        lines.extend(dues.lines.iter().map(|line| {
            // Of a household each line says whose it is.
            let text = if is_alone {
                line.text.clone()
            } else {
                format!("{} – {name}", line.text)
            };
            line.on_claim(text)
        }));
        memberships.push(NewMembership {
            party: billed.party,
            lines: (first, u32::try_from(lines.len()).unwrap_or(u32::MAX)),
            dues: Some(dues.id),
            period: dues.period,
        });
        if let Some(old) = billed.replaces {
            membership::replace(tx, old, comment)?;
        }
    }
    let new = NewClaim {
        number: Some(number),
        party_id: claim.payer,
        name_key: payer.name_key,
        kind: Kind::Dues,
        reference,
        issued_on: tx.actor().today,
        sent_on: None,
        due_on: planned.due_on,
        description: dues.description.clone(),
        account_id: planned.account.as_ref().map(|account| account.id),
        period: Some(dues.period),
        lines,
    };
    claim::issue_for(tx, &new, &memberships, voucher, draft)?;
    Ok(number)
}
