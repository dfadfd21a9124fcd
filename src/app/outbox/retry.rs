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

/// What is done after a failure of attempt `attempt` (from 1). `keyed`: whether the same key twice is one act. `spread` from
/// 0 to 40 moves the moment by up to 20 % either way.
pub(super) fn next(error: &PortError, attempt: i64, now_ms: i64, expires_at_ms: i64, keyed: bool, spread: i64) -> Next {
    let again = || {
        let place = usize::try_from(attempt.max(1) - 1).unwrap_or(usize::MAX).min(STEPS_S.len() - 1);
        let wait_ms = STEPS_S.get(place).copied().unwrap_or(3600) * 10 * (80 + spread.clamp(0, 40));
        let at = now_ms + wait_ms;
        if at > expires_at_ms { Next::Fail } else { Next::Again(at) }
    };
    match error {
        PortError::Refused { .. } => Next::Fail,
        PortError::NoAnswer { .. } if !keyed => Next::Unknown,
        PortError::Temporary { .. } if attempt >= TEMPORARY_MAX => Next::Fail,
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

    #[test]
    fn each_kind_of_failure_has_its_answer() {
        let far = i64::MAX / 2;
        assert_eq!(next(&failure(0), 1, 1_000, far, true, 20), Next::Again(6_000));
        assert_eq!(next(&failure(0), 99, 0, far, false, 20), Next::Again(3_600_000));
        assert_eq!(next(&failure(1), 7, 0, far, true, 20), Next::Again(3_600_000));
        assert_eq!(next(&failure(1), 8, 0, far, true, 20), Next::Fail);
        assert_eq!(next(&failure(2), 1, 0, far, true, 20), Next::Fail);
        assert_eq!(next(&failure(3), 1, 0, far, false, 20), Next::Unknown);
        assert_eq!(next(&failure(3), 2, 0, far, true, 20), Next::Again(15_000));
    }

    #[test]
    fn nothing_is_tried_after_it_expired() {
        assert_eq!(next(&failure(0), 1, 0, 4_999, true, 20), Next::Fail);
        assert_eq!(next(&failure(0), 1, 0, 5_000, true, 20), Next::Again(5_000));
    }
}
