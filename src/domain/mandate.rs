//! Agreements to draw (AvtaleGiro, Autogiro, Betalingsservice): what the bank's word makes of them.

use chrono::NaiveDate;

use super::exchange::MandateState;
use super::notice::NoticeKind;

/// The schemes there are; each is the id of the format its files come in.
pub const SCHEMES: &[&str] = &["avtalegiro", "autogiro", "betalingsservice"];

/// How an agreement stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it can be drawn on.
    pub state: MandateState,
    /// Whether the payer wants to be told before each draw, where the scheme has that.
    pub notify: Option<bool>,
    /// From when.
    pub since_on: Option<NaiveDate>,
    /// Until when.
    pub until_on: Option<NaiveDate>,
}

/// What the bank says of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// What happened.
    pub kind: NoticeKind,
    /// Whether the payer wants to be told, where it says so.
    pub notify: Option<bool>,
    /// From when it holds.
    pub on: Option<NaiveDate>,
    /// Until when.
    pub until_on: Option<NaiveDate>,
}

/// What the bank's word makes of an agreement as it stands (`None`: we have none). `None`: it is about an agreement that we do
/// not have, and makes none.
///
/// A new agreement that we have already was changed, which is no error; one that ended and that we do not have is a warning
/// (AvtaleGiro, rule 33).
pub fn after(before: Option<&Standing>, said: &Said) -> Option<Standing> {
    use MandateState::{Active, Asked, Ended, Paused, Refused, ToAnswer};
    let fresh = |state| Standing {
        state,
        notify: said.notify.or_else(|| before.and_then(|b| b.notify)),
        since_on: said.on.or_else(|| before.and_then(|b| b.since_on)),
        until_on: said.until_on,
    };
    let now = |state| before.map(|before| Standing { state, ..before.clone() });
    match said.kind {
        NoticeKind::MandateListed | NoticeKind::MandateNew => Some(fresh(Active)),
        NoticeKind::MandateAsked => match before.map(|b| b.state) {
            // A reminder of one that stands already changes nothing.
            Some(Active | Paused) => before.cloned(),
            _ => Some(fresh(ToAnswer)),
        },
        NoticeKind::MandateEnded => before.map(|before| Standing {
            state: Ended,
            until_on: said.until_on.or(said.on).or(before.until_on),
            ..before.clone()
        }),
        NoticeKind::MandateRefused => match before.map(|b| b.state) {
            Some(Asked | ToAnswer) => now(Refused),
            _ => before.cloned(),
        },
        NoticeKind::MandatePaused => now(Paused),
        NoticeKind::MandateResumed => now(Active),
        _ => before.cloned(),
    }
}

/// Two numbers of payers that mean the same: without zeros in front, in capitals (Betalingsservice, customer numbers).
pub fn same_number(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    bare.trim_start_matches('0').to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(state: MandateState) -> Standing {
        Standing {
            state,
            notify: Some(true),
            since_on: None,
            until_on: None,
        }
    }

    fn said(kind: NoticeKind) -> Said {
        Said {
            kind,
            notify: None,
            on: None,
            until_on: None,
        }
    }

    #[test]
    fn avtalegiro_rule_33_new_for_a_known_one_is_a_change() {
        let change = Said {
            notify: Some(false),
            ..said(NoticeKind::MandateNew)
        };
        let after = after(Some(&standing(MandateState::Active)), &change).unwrap();
        assert_eq!((after.state, after.notify), (MandateState::Active, Some(false)));
    }

    #[test]
    fn avtalegiro_rule_33_an_end_of_an_unknown_one_makes_nothing() {
        assert_eq!(after(None, &said(NoticeKind::MandateEnded)), None);
        assert_eq!(after(None, &said(NoticeKind::MandatePaused)), None);
        assert_eq!(after(None, &said(NoticeKind::MandateRefused)), None);
    }

    #[test]
    fn every_word_of_the_bank_has_its_state() {
        use MandateState::{Active, Asked, Ended, Paused, Refused, ToAnswer};
        for (before, kind, expected) in [
            (None, NoticeKind::MandateNew, Some(Active)),
            (None, NoticeKind::MandateListed, Some(Active)),
            (None, NoticeKind::MandateAsked, Some(ToAnswer)),
            (Some(Asked), NoticeKind::MandateNew, Some(Active)),
            (Some(Asked), NoticeKind::MandateRefused, Some(Refused)),
            (Some(Active), NoticeKind::MandateRefused, Some(Active)),
            (Some(Active), NoticeKind::MandatePaused, Some(Paused)),
            (Some(Paused), NoticeKind::MandateResumed, Some(Active)),
            (Some(Active), NoticeKind::MandateAsked, Some(Active)),
            (Some(Ended), NoticeKind::MandateAsked, Some(ToAnswer)),
            (Some(Active), NoticeKind::MandateEnded, Some(Ended)),
            (Some(Ended), NoticeKind::MandateNew, Some(Active)),
            (Some(Active), NoticeKind::MandateUnchanged, Some(Active)),
        ] {
            let before = before.map(standing);
            assert_eq!(
                after(before.as_ref(), &said(kind)).map(|s| s.state),
                expected,
                "{before:?} {kind:?}"
            );
        }
    }

    #[test]
    fn customer_numbers_are_compared_without_zeros_and_in_capitals() {
        assert_eq!(same_number("00000000Test001"), "TEST001");
        assert_eq!(same_number("000000000010421"), same_number("10421 "));
    }
}
