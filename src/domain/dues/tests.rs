use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-01-10";

fn terms() -> Terms {
    Terms {
        period: Period::parse("2026").unwrap(),
        kind: 1,
        is_open: true,
        is_kind_ended: false,
    }
}

fn member(party: i64) -> Member {
    Member {
        party,
        payer: Payer {
            party,
            is_merged: false,
            is_reachable: true,
            has_reference: true,
        },
        is_merged: false,
        enrolled: Some((1, day("2020-01-01"), None)),
        left_on: None,
        held: Vec::new(),
    }
}

fn held(of_these: bool, standing: Standing, is_over: bool) -> Held {
    Held {
        membership: 77,
        of_these,
        standing,
        is_over,
        claim: 10_001,
    }
}

/// Why a member alone is left out; `None`: they get a claim.
fn why(terms: &Terms, member: Member, also: Also) -> Option<Why> {
    let plan = plan(terms, &[member], also, day(TODAY));
    assert_eq!(plan.claims.len() + plan.left_out.len(), 1);
    plan.left_out.first().map(|left| left.why)
}

#[test]
fn every_reason_leaves_out_and_only_three_may_be_chosen_away() {
    type Change = fn(&mut Terms, &mut Member);
    let table: &[(Why, Change)] = &[
        (Why::Closed, |t, _| t.is_open = false),
        (Why::KindEnded, |t, _| t.is_kind_ended = true),
        (Why::Merged, |_, m| m.is_merged = true),
        (Why::OtherKind, |_, m| m.enrolled = None),
        (Why::OtherKind, |_, m| m.enrolled = Some((2, day("2020-01-01"), None))),
        (Why::NotYet, |_, m| m.enrolled = Some((1, day("2027-01-01"), None))),
        (Why::Left, |_, m| m.enrolled = Some((1, day("2020-01-01"), Some(day("2025-12-31"))))),
        (Why::Left, |_, m| m.left_on = Some(day("2026-01-10"))),
        (Why::Left, |_, m| m.left_on = Some(day("2025-06-30"))),
        (Why::Paid, |_, m| m.held = vec![held(true, Standing::Paid, false)]),
        (Why::Issued, |_, m| m.held = vec![held(true, Standing::Unpaid, false)]),
        (Why::Issued, |_, m| m.held = vec![held(true, Standing::Handling, false)]),
        // Money came on it after it was annulled: a person works on it, and it is over all the same.
        (Why::FellAway, |_, m| m.held = vec![held(true, Standing::Handling, true)]),
        (Why::FellAway, |_, m| m.held = vec![held(true, Standing::Ended, true)]),
        (Why::OtherDues, |_, m| m.held = vec![held(false, Standing::Paid, false)]),
        (Why::PayerGone, |_, m| m.payer.is_merged = true),
        (Why::Unreachable, |_, m| m.payer.is_reachable = false),
        (Why::NoReference, |_, m| m.payer.has_reference = false),
    ];
    let everything = Also {
        fell_away: true,
        other_dues: true,
        unreachable: true,
    };
    assert_eq!(why(&terms(), member(1), Also::default()), None);
    for (expected, change) in table {
        let (mut terms, mut member) = (terms(), member(1));
        change(&mut terms, &mut member);
        assert_eq!(why(&terms, member.clone(), Also::default()), Some(*expected));
        let chosen = why(&terms, member, everything);
        assert_eq!(chosen, (!expected.may_be_chosen()).then_some(*expected), "{expected:?}");
    }
}

#[test]
fn the_last_day_of_the_period_counts_and_who_leaves_later_still_pays() {
    let mut late = member(1);
    late.enrolled = Some((1, day("2026-12-31"), Some(day("2026-12-31"))));
    assert_eq!(why(&terms(), late, Also::default()), None);
    let mut leaving = member(1);
    leaving.left_on = Some(day("2026-01-11"));
    assert_eq!(why(&terms(), leaving, Also::default()), None, "still a member today");
    let mut before = member(1);
    before.enrolled = Some((1, day("2020-01-01"), Some(day("2026-01-01"))));
    assert_eq!(why(&terms(), before, Also::default()), None);
}

#[test]
fn other_dues_that_fell_away_do_not_count() {
    let mut one = member(1);
    one.held = vec![held(false, Standing::Ended, true)];
    assert_eq!(why(&terms(), one, Also::default()), None);
}

#[test]
fn a_household_is_one_claim_and_whoever_pays_stands_first() {
    let of = |party: i64, payer: i64| {
        let mut member = member(party);
        member.payer.party = payer;
        member
    };
    let mut child = of(5, 3);
    child.held = vec![held(true, Standing::Ended, true)];
    let also = Also {
        fell_away: true,
        ..Also::default()
    };
    // 9 pays for 4 and is no member.
    let plan = plan(&terms(), &[of(2, 3), of(3, 3), of(4, 9), child, of(6, 6)], also, day(TODAY));
    let who: Vec<(i64, Vec<i64>)> = plan
        .claims
        .iter()
        .map(|claim| (claim.payer, claim.members.iter().map(|member| member.party).collect()))
        .collect();
    assert_eq!(who, [(3, vec![3, 2, 5]), (9, vec![4]), (6, vec![6])]);
    assert_eq!(plan.members(), 5);
    assert_eq!(plan.claims[0].members[2].replaces, Some(77));
}

#[test]
fn only_reasons_that_may_be_chosen_have_words_for_it() {
    for why in Why::ALL {
        assert_eq!(Also::of([why.code()]).is_some(), why.may_be_chosen(), "{why:?}");
    }
    assert_eq!(Also::of(["nobody"]), None);
    assert_eq!(Also::of([]), Some(Also::default()));
}

fn any_member() -> impl Strategy<Value = Member> {
    let standing = prop::sample::select(Standing::ALL.to_vec());
    let any_held = (any::<bool>(), standing, any::<bool>()).prop_map(|(these, standing, over)| held(these, standing, over));
    (
        1..40i64,
        1..40i64,
        0..3i64,
        -400..800i64,
        prop::collection::vec(any_held, 0..3),
        any::<[bool; 4]>(),
    )
        .prop_map(|(party, payer, kind, from, held, [merged, gone, reachable, reference])| {
            let from_on = day("2025-06-01") + chrono::Duration::days(from);
            Member {
                party,
                payer: Payer {
                    party: payer,
                    is_merged: gone && merged,
                    is_reachable: reachable || !gone,
                    has_reference: reference || !gone,
                },
                is_merged: merged && !gone,
                enrolled: (kind > 0).then_some((kind, from_on, None)),
                left_on: None,
                held,
            }
        })
}

proptest! {
    #[test]
    fn everybody_is_on_one_claim_or_left_out_once(members in prop::collection::vec(any_member(), 0..60), also in any::<[bool; 3]>()) {
        let also = Also { fell_away: also[0], other_dues: also[1], unreachable: also[2] };
        let plan = plan(&terms(), &members, also, day(TODAY));
        prop_assert_eq!(plan.members() + plan.left_out.len(), members.len());
        let mut payers: Vec<i64> = plan.claims.iter().map(|claim| claim.payer).collect();
        payers.sort_unstable();
        payers.dedup();
        prop_assert_eq!(payers.len(), plan.claims.len(), "one claim a payer");
        prop_assert!(plan.claims.iter().all(|claim| !claim.members.is_empty()));
        prop_assert_eq!(plan.reasons().iter().map(|(_, count)| count).sum::<usize>(), plan.left_out.len());
        // Nobody who has these dues already gets them again.
        let issued = |party: i64| members.iter().filter(move |member| member.party == party)
            .all(|member| member.held.iter().any(|held| held.of_these && !held.is_over));
        for billed in plan.claims.iter().flat_map(|claim| &claim.members) {
            prop_assert!(!issued(billed.party));
        }
    }
}
