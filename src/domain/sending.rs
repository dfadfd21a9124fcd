//! Sending claims (CLM-1, CLM-6): where a sending stands, and which addresses of e-mail can be written to.

codes! {
    /// Where a sending stands.
    SendingState {
        /// It waits for its turn, or to be tried again.
        Waiting = 1 "waiting",
        /// Given to the gateway, which goes on with it (SMS).
        Handed = 2 "handed",
        /// It left: the mail server, the network or the printer took it.
        Left = 3 "left",
        /// It did not leave, or did not arrive.
        Failed = 4 "failed",
        /// Nobody knows whether it left; a person decides.
        Unknown = 5 "unknown",
        /// Taken back before it left.
        Cancelled = 6 "cancelled",
    }
}

impl SendingState {
    /// Whether the recipient has, or may have, what was sent.
    pub fn may_have_left(self) -> bool {
        matches!(self, SendingState::Handed | SendingState::Left | SendingState::Unknown)
    }

    /// Whether it can go from this state to that one. What left can still turn out not to have arrived.
    pub fn may_become(self, to: SendingState) -> bool {
        use SendingState::{Cancelled, Failed, Handed, Left, Unknown, Waiting};
        matches!(
            (self, to),
            (Waiting, Handed | Left | Failed | Unknown | Cancelled)
                | (Handed, Left | Failed | Unknown)
                | (Left, Failed)
                | (Unknown, Waiting | Handed | Left | Failed)
                | (Failed, Waiting | Left)
        )
    }
}

/// The longest address (RFC 5321, 4.5.3.1.3, without its brackets), in bytes.
const ADDRESS_MAX: usize = 254;
/// The longest part before the `@`.
const LOCAL_MAX: usize = 64;
/// The longest label of a domain.
const LABEL_MAX: usize = 63;

/// An address of e-mail without blanks around it, if it is one that every server takes: ASCII, nothing quoted, a domain with a dot.
/// What is refused here is a mistake of typing in all but the rarest cases.
pub fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let (local, domain) = text.split_once('@')?;
    let atom = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&b);
    let local_holds = (1..=LOCAL_MAX).contains(&local.len())
        && local.bytes().all(atom)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let label_holds = |label: &str| {
        (1..=LABEL_MAX).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let holds = text.len() <= ADDRESS_MAX && local_holds && domain.contains('.') && domain.split('.').all(label_holds);
    holds.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_can_be_written_to_and_those_that_cannot() {
        for good in [
            "a@b.no",
            " ase.odegard+2@fjell-klubben.example ",
            "o'neil@x.co.uk",
            "a@xn--smrgs-pra0j.example",
        ] {
            assert_eq!(address(good), Some(good.trim()));
        }
        let long = format!("{}@b.no", "a".repeat(65));
        for bad in [
            "",
            "a",
            "@b.no",
            "a@",
            "a@b",
            "a@b.",
            "a@.no",
            "a b@c.no",
            "a@b c.no",
            "a@b@c.no",
            "a..b@c.no",
            ".a@c.no",
            "a.@c.no",
            "a@-b.no",
            "å@b.no",
            "a@ås.no",
            "\"a\"@b.no",
            "<a@b.no>",
            "a@b.no\r\nBcc: x@y.no",
            "a,b@c.no",
            "a@[127.0.0.1]",
            &long,
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn nothing_that_left_waits_again_by_itself() {
        for from in SendingState::ALL {
            let again = from.may_become(SendingState::Waiting);
            assert_eq!(again, matches!(from, SendingState::Failed | SendingState::Unknown), "{from:?}");
            assert!(!from.may_become(*from), "{from:?}");
            assert!(!SendingState::Cancelled.may_become(*from), "{from:?}");
        }
    }
}
