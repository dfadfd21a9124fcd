//! A reminder in words, before it is sent.

use super::Plan;
use crate::app::texts::{Arg, Texts};
use crate::domain::party::Channel;
use crate::domain::text::clean;

/// Whom it goes to, what it asks for, what it costs.
pub fn words(plan: &Plan, t: &Texts) -> Vec<String> {
    let (one, letter) = (&plan.reminder, &plan.letter);
    let text = |text: &str| Arg::Text(clean(text).into_owned());
    let what = [
        ("no", Arg::Count(i64::from(one.no))),
        ("name", text(&letter.name)),
        ("by", Arg::Text(t.t(&format!("sending-by-{}", letter.channel.code())))),
        ("dest", text(&letter.dest)),
    ];
    let mut lines = vec![match letter.channel {
        Channel::Print => t.with("reminder-printed", &what[..2]),
        Channel::Email | Channel::Sms => t.with("reminder-to", &what),
    }];
    let asks = [
        ("left", Arg::Money(plan.left)),
        ("deadline", Arg::Text(one.deadline_on.to_string())),
    ];
    lines.push(t.with("reminder-asks", &asks));
    if one.fee.is_positive() {
        lines.push(t.with("reminder-fee-is", &[("amount", Arg::Money(one.fee))]));
    }
    if let Some(until) = one.interest_until {
        let args = [("until", Arg::Text(until.to_string())), ("amount", Arg::Money(one.interest))];
        lines.push(t.with("reminder-interest-is", &args));
    }
    lines.push(t.t(match (plan.charge.is_some(), plan.keep) {
        (false, _) => "reminder-free",
        (true, true) => "reminder-keeps",
        (true, false) => "reminder-falls",
    }));
    lines
}
