//! Any register, and any order of runs, stops, runs again and things done to the claims: nobody is asked twice, what was shown is
//! what is issued, the books balance, and `check` finds nothing.

use std::cell::Cell;

use fordring::app::import::Watch;
use fordring::app::usecase::claims::{Act, change};
use fordring::app::usecase::dues::run::{self, Request};
use fordring::app::usecase::dues::{enrol, set_up};
use fordring::app::{AppError, Session};
use fordring::domain::dues::Also;
use fordring::store::StoreError;
use proptest::prelude::*;

use crate::world::{Club, everybody};

/// Members of the register.
const MEMBERS: usize = 8;

#[derive(Clone, Debug)]
enum Step {
    /// A run for some, or for everybody; with what is taken along; stopped after so many looks, or not.
    Run {
        dues: bool,
        only: Option<Vec<i64>>,
        also: [bool; 3],
        stop_after: Option<usize>,
    },
    Annul(usize),
    Credit(usize),
    /// One line of a claim is credited.
    CreditLine(usize),
    Assign(i64, bool),
    Household(i64, Option<i64>),
    Close(bool),
    Open(bool),
}

fn any_step() -> impl Strategy<Value = Step> {
    let party = 1..=i64::try_from(MEMBERS).unwrap();
    let only = prop::option::of(prop::collection::vec(party.clone(), 1..5));
    prop_oneof![
        6 => (any::<bool>(), only, any::<[bool; 3]>(), prop::option::weighted(0.2, 0..2usize))
            .prop_map(|(dues, only, also, stop_after)| Step::Run { dues, only, also, stop_after }),
        2 => (0..40usize).prop_map(Step::Annul),
        1 => (0..40usize).prop_map(Step::Credit),
        1 => (0..40usize).prop_map(Step::CreditLine),
        2 => (party.clone(), any::<bool>()).prop_map(|(party, youth)| Step::Assign(party, youth)),
        2 => (party.clone(), prop::option::of(party)).prop_map(|(member, payer)| Step::Household(member, payer)),
        1 => any::<bool>().prop_map(Step::Close),
        2 => any::<bool>().prop_map(Step::Open),
    ]
}

fn code(youth: bool) -> &'static str {
    if youth { "youth" } else { "main" }
}

/// Refused is fine; anything else is a fault.
fn may_refuse<T: std::fmt::Debug>(done: Result<T, AppError>) -> Option<T> {
    match done {
        Ok(done) => Some(done),
        Err(AppError::Store(StoreError::Refused(_) | StoreError::Cancelled)) => None,
        Err(error) => panic!("{error:?}"),
    }
}

fn claim_at(club: &Club, place: usize) -> Option<i64> {
    let all: Vec<i64> = club
        .site
        .conn()
        .prepare("SELECT id FROM claim ORDER BY id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    (!all.is_empty()).then(|| all[place % all.len()])
}

fn run_once(club: &Club, session: &mut Session, request: &Request, stop_after: Option<usize>) {
    let before = (club.site.counts(), club.count("SELECT coalesce(sum(amount), 0) FROM claim"));
    let preview = run::preview(session, request).unwrap();
    let looks = Cell::new(0);
    let stop = || {
        looks.set(looks.get() + 1);
        stop_after.is_some_and(|after| looks.get() > after)
    };
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &stop,
    };
    let seen = Some((preview.plan.claims.len(), preview.amount));
    match may_refuse(run::run(session, request, "prøve", seen, &mut watch)) {
        None => assert_eq!(club.site.counts(), before.0, "refused or stopped, nothing is left behind"),
        Some(done) => {
            assert_eq!(
                (done.claims, done.members, done.amount),
                (preview.plan.claims.len(), preview.plan.members(), preview.amount)
            );
            let issued = club.count("SELECT coalesce(sum(amount), 0) FROM claim") - before.1;
            assert_eq!(issued, preview.amount.minor(), "the claims come to what the preview said");
        }
    }
}

fn do_step(club: &Club, session: &mut Session, step: &Step) {
    let on_claim = |session: &mut Session, place: usize, act: &Act| {
        if let Some(id) = claim_at(club, place) {
            may_refuse(change(session, id, act, "prøve", None));
        }
    };
    match step {
        Step::Run {
            dues,
            only,
            also,
            stop_after,
        } => {
            let request = Request {
                only: only.clone(),
                also: Also {
                    fell_away: also[0],
                    other_dues: also[1],
                    unreachable: also[2],
                },
                ..everybody(code(*dues))
            };
            run_once(club, session, &request, *stop_after);
        }
        Step::Annul(place) => on_claim(session, *place, &Act::Annul),
        Step::Credit(place) => on_claim(session, *place, &Act::Credit { lines: Vec::new() }),
        Step::CreditLine(place) => on_claim(session, *place, &Act::Credit { lines: vec![1] }),
        Step::Assign(party, youth) => drop(may_refuse(enrol::assign(session, code(*youth), &[*party], (None, None), "prøve"))),
        Step::Household(member, payer) => {
            let payer = payer.map(|payer| payer.to_string());
            may_refuse(enrol::household(session, payer.as_deref(), &[*member], "prøve"));
        }
        Step::Close(youth) => drop(may_refuse(set_up::open(session, code(*youth), false, "prøve"))),
        Step::Open(youth) => drop(may_refuse(set_up::open(session, code(*youth), true, "prøve"))),
    }
}

/// What holds after every step.
fn holds(club: &Club) {
    let twice = club.count(
        "SELECT count(*) FROM (SELECT 1 FROM membership WHERE dues_id IS NOT NULL AND replaced_seq IS NULL GROUP BY party_id, dues_id HAVING count(*) > 1)",
    );
    assert_eq!(twice, 0, "nobody has the same dues twice");
    let asked_twice = club.count(
        "SELECT count(*) FROM (SELECT 1 FROM membership m JOIN claim c ON c.id = m.claim_id WHERE c.void = 0 AND m.dues_id IS NOT NULL
           AND EXISTS (SELECT 1 FROM claim_line l WHERE l.claim_id = m.claim_id AND l.no BETWEEN m.first_line AND m.last_line
             AND l.dropped = 0 AND (l.credited = 0 OR l.credited < l.amount - l.discount))
         GROUP BY m.party_id, m.dues_id HAVING count(*) > 1)",
    );
    assert_eq!(asked_twice, 0, "nobody owes the same dues twice");
    assert_eq!(club.count("SELECT coalesce(sum(amount), 0) FROM posting"), 0, "the books balance");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_asked_twice_whatever_is_done(steps in prop::collection::vec(any_step(), 1..16)) {
        let club = Club::of_mains(MEMBERS);
        let mut session = club.session();
        for step in &steps {
            do_step(&club, &mut session, step);
            holds(&club);
        }
        club.site.check();
    }
}
