//! What is done after a failure outside (gateways.md 10.3).

use crate::gateways::PortError;

/// What is done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Again, at this moment (ms).
    Again(i64),
    /// Never.
    Fail,
    /// A person decides.
    Unknown,
}

/// Seconds between attempts; the last holds for all later ones.
const STEPS_S: [i64; 6] = [5, 15, 60, 300, 900, 3600];
/// How often a gateway may say "not now".
const TEMPORARY_MAX: i64 = 8;

/// What is known of a row when it fails.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tried {
    /// How often it was tried, this time too.
    pub attempt: i64,
    /// How often the answer was "not now", this time too.
    pub temporary: i64,
    /// Not after, ms.
    pub expires_at_ms: i64,
    /// Whether the same key twice is one act.
    pub keyed: bool,
    /// Whether it must happen in the end: a link taken back, money taken or given back. A machine does not give that up.
    pub owed: bool,
}

/// What is done after a failure. `spread` from 0 to 40 moves the moment by up to 20 % either way.
pub(super) fn next(error: &PortError, tried: Tried, now_ms: i64, spread: i64) -> Next {
    let end = if tried.owed { Next::Unknown } else { Next::Fail };
    let again = || {
        let place = usize::try_from(tried.attempt.max(1) - 1)
            .unwrap_or(usize::MAX)
            .min(STEPS_S.len() - 1);
        let wait_ms = STEPS_S.get(place).copied().unwrap_or(3600) * 10 * (80 + spread.clamp(0, 40));
        let at = now_ms + wait_ms;
        if at > tried.expires_at_ms { end } else { Next::Again(at) }
    };
    match error {
        PortError::Refused { .. } => Next::Fail,
        PortError::NoAnswer { .. } if !tried.keyed => Next::Unknown,
        PortError::Temporary { .. } if tried.temporary >= TEMPORARY_MAX && !tried.owed => Next::Fail,
        PortError::NotReached { .. } | PortError::Temporary { .. } | PortError::NoAnswer { .. } => again(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(kind: u8) -> PortError {
        let (code, detail) = (String::new(), String::new());
        match kind {
            0 => PortError::NotReached { detail },
            1 => PortError::Temporary { code, detail },
            2 => PortError::Refused { code, detail },
            _ => PortError::NoAnswer { detail },
        }
    }

    fn tried(attempt: i64, expires_at_ms: i64) -> Tried {
        Tried {
            attempt,
            temporary: attempt,
            expires_at_ms,
            keyed: true,
            owed: false,
        }
    }

    #[test]
    fn each_kind_of_failure_has_its_answer() {
        let far = |attempt| tried(attempt, i64::MAX / 2);
        let not_keyed = |attempt| Tried {
            keyed: false,
            ..far(attempt)
        };
        assert_eq!(next(&failure(0), far(1), 1_000, 20), Next::Again(6_000));
        assert_eq!(next(&failure(0), not_keyed(99), 0, 20), Next::Again(3_600_000));
        assert_eq!(next(&failure(1), far(7), 0, 20), Next::Again(3_600_000));
        assert_eq!(next(&failure(1), far(8), 0, 20), Next::Fail);
        assert_eq!(next(&failure(2), far(1), 0, 20), Next::Fail);
        assert_eq!(next(&failure(3), not_keyed(1), 0, 20), Next::Unknown);
        assert_eq!(next(&failure(3), far(2), 0, 20), Next::Again(15_000));
    }

    #[test]
    fn a_night_off_line_is_not_counted_as_not_now() {
        let after = Tried {
            temporary: 1,
            ..tried(40, i64::MAX / 2)
        };
        assert_eq!(next(&failure(1), after, 0, 20), Next::Again(3_600_000));
    }

    #[test]
    fn what_is_owed_is_not_given_up_by_a_machine() {
        let owed = |attempt, until| Tried {
            owed: true,
            ..tried(attempt, until)
        };
        assert_eq!(next(&failure(1), owed(99, i64::MAX / 2), 0, 20), Next::Again(3_600_000));
        assert_eq!(next(&failure(0), owed(99, 1), 0, 20), Next::Unknown);
    }

    #[test]
    fn nothing_is_tried_after_it_expired() {
        assert_eq!(next(&failure(0), tried(1, 4_999), 0, 20), Next::Fail);
        assert_eq!(next(&failure(0), tried(1, 5_000), 0, 20), Next::Again(5_000));
    }
}
