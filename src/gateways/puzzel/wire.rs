//! What goes over the wire to Puzzel and comes back, and what its codes mean (gateways.md 8.2).

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::domain::text::clean;
use crate::gateways::PortError;
use crate::gateways::charges::{ChargeEvent, ChargeFault, ChargeNews, ChargeState, ChargeStatus, sender};
use crate::gateways::http::{no_answer, refused, without_personal};
use crate::gateways::relay::{Fault, Parsed, news_id};
use crate::gateways::sending::{from_wall_clock, is_key};

/// The longest text of a message that came in.
const CONTENT: usize = 2_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request<'a> {
    pub(super) service_id: u64,
    pub(super) username: &'a str,
    pub(super) password: &'a str,
    pub(super) message: [NewMessage<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewMessage<'a> {
    pub(super) recipient: &'a str,
    pub(super) content: &'a str,
    /// Øre.
    pub(super) price: i64,
    pub(super) client_reference: &'a str,
    pub(super) settings: Settings<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Settings<'a> {
    pub(super) validity: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) age: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) auto_detect_encoding: Option<bool>,
    pub(super) gas_settings: Goods<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parameter: Vec<Parameter>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Goods<'a> {
    pub(super) service_code: &'a str,
    pub(super) description: &'a str,
}

#[derive(Serialize)]
pub(super) struct Parameter {
    pub(super) key: &'static str,
    pub(super) value: &'static str,
}

/// The ages that the operators know: 0, 16 and 18. One between them becomes the next, never the one before.
pub(super) fn age(age: Option<u8>) -> Result<Option<u8>, PortError> {
    match age {
        None => Ok(None),
        Some(0) => Ok(Some(0)),
        Some(1..=16) => Ok(Some(16)),
        Some(17 | 18) => Ok(Some(18)),
        Some(_) => Err(refused("age", "the operators know no age above 18")),
    }
}

/// The value that says how long a message lives: the longest that is not longer than so many minutes, which are 5 at least,
/// and never more than a day.
pub(super) fn validity(minutes: i64) -> i64 {
    match minutes {
        ..=720 => (minutes / 5 - 1).clamp(0, 143),
        _ => (143 + (minutes - 720) / 30).clamp(143, 167),
    }
}

/// The answer to a message.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Taken {
    message_status: Vec<MessageStatus>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MessageStatus {
    status_code: i64,
    status_message: Option<String>,
    client_reference: Option<String>,
}

/// What an answer says.
pub(super) enum Answered {
    Status(ChargeStatus),
    NoAccess,
    Duplicate,
}

impl Taken {
    /// What it says of the one message with this key.
    pub(super) fn status(self, key: &str) -> Result<Answered, PortError> {
        let mut all = self.message_status.into_iter();
        let (Some(one), None) = (all.next(), all.next()) else {
            return Err(no_answer("the answer is not about one message"));
        };
        if one.client_reference.is_some_and(|reference| reference != key) {
            return Err(no_answer("the answer is about another message"));
        }
        let detail = without_personal(one.status_message.as_deref().unwrap_or_default());
        let code = one.status_code.to_string();
        let state = match one.status_code {
            1 => ChargeState::Pending,
            2 => return Ok(Answered::NoAccess),
            25 => return Ok(Answered::Duplicate),
            3..=5 => return Err(refused(&code, &detail)),
            // Inside the gateway: nobody says on which side of taking it.
            6 => return Err(no_answer(&format!("status 6: {detail}"))),
            // 24 among them: queued until somebody approves, which may be any day.
            other => outcome(other),
        };
        Ok(Answered::Status(ChargeStatus { state, code, detail }))
    }
}

/// What a status of a report means. Only codes that say why nothing can have been drawn are failures.
fn outcome(code: i64) -> ChargeState {
    match code {
        0 => ChargeState::Paid { delivered: true },
        386 => ChargeState::Paid { delivered: false },
        390 => ChargeState::NotBilled,
        356..=358 => ChargeState::Failed(ChargeFault::Barred),
        359 => ChargeState::Failed(ChargeFault::Age),
        // Its time was over before anybody received it.
        361 | 362 => ChargeState::Failed(ChargeFault::Declined),
        // Wrong number, network, price, service or request.
        350 | 351 | 354 | 355 | 360 | 385 | 651 | 654 | 655 => ChargeState::Failed(ChargeFault::Refused),
        // 364 and 370 among them.
        _ => ChargeState::Uncertain,
    }
}

/// A file of the relay: messages, reports, or both.
#[derive(Deserialize)]
struct Push<'a> {
    #[serde(borrow, default)]
    mo: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    dr: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
struct Incoming {
    messageid: String,
    sno: String,
    originator: String,
    content: String,
    timestamp: Option<String>,
    sctimestamp: Option<String>,
}

#[derive(Deserialize)]
struct Report {
    messageid: String,
    customermessagereference: Option<String>,
    statuscode: i64,
    statusdescription: Option<String>,
    extstatuscode: Option<String>,
    extstatusdescription: Option<String>,
}

/// `20140206 11:45:33`, on the clock of the country.
fn moment(text: Option<&str>) -> Option<i64> {
    from_wall_clock(NaiveDateTime::parse_from_str(text?, "%Y%m%d %H:%M:%S").ok()?)
}

impl From<Incoming> for Option<ChargeNews> {
    fn from(message: Incoming) -> Option<ChargeNews> {
        let sent = moment(message.sctimestamp.as_deref()).or_else(|| moment(message.timestamp.as_deref()));
        Some(ChargeNews {
            id: news_id("mo", &[&message.messageid]),
            event: ChargeEvent::Incoming {
                from: sender(&message.originator),
                to: clean(&message.sno).chars().take(20).collect(),
                text: message.content.chars().take(CONTENT).collect(),
                sent_at_ms: sent,
            },
        })
    }
}

impl From<Report> for Option<ChargeNews> {
    /// Nothing for what is not ours, and for a duplicate: how the first one went is told by its own reports.
    fn from(report: Report) -> Option<ChargeNews> {
        let key = report
            .customermessagereference
            .filter(|key| is_key(key) && report.statuscode != 25)?;
        let code = report.statuscode.to_string();
        let words = [report.statusdescription, report.extstatuscode, report.extstatusdescription];
        let words: Vec<String> = words.into_iter().flatten().collect();
        Some(ChargeNews {
            id: news_id("dr", &[&report.messageid, &code]),
            event: ChargeEvent::Moved {
                key,
                status: ChargeStatus {
                    state: outcome(report.statuscode),
                    code,
                    detail: without_personal(&words.join(" ")),
                },
            },
        })
    }
}

fn entries<T>(text: &str, list: Option<Vec<&RawValue>>, parsed: &mut Parsed)
where
    T: serde::de::DeserializeOwned + Into<Option<ChargeNews>>,
{
    for raw in list.into_iter().flatten() {
        match serde_json::from_str::<T>(raw.get()) {
            Ok(entry) => parsed.news.extend(entry.into()),
            Err(error) => parsed.faults.push(Fault::of(text, raw.get(), &error)),
        }
    }
}

/// What a file of the relay says. An entry that cannot be read does not take the others with it.
pub(super) fn read(text: &str) -> Parsed {
    let push: Push<'_> = match serde_json::from_str(text) {
        Ok(push) => push,
        Err(error) => return Fault::of(text, text, &error).into(),
    };
    if push.mo.is_none() && push.dr.is_none() {
        return Fault::at(text, 0, "neither messages nor reports").into();
    }
    let mut parsed = Parsed::default();
    entries::<Incoming>(text, push.mo, &mut parsed);
    entries::<Report>(text, push.dr, &mut parsed);
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_never_lives_longer_than_it_may() {
        let minutes = |value: i64| match value {
            0..=143 => (value + 1) * 5,
            144..=167 => 720 + (value - 143) * 30,
            _ => panic!("{value}"),
        };
        for left in 5..3_000 {
            let told = minutes(validity(left));
            assert!(told <= left && (told > left - 30 || told == 1_440), "{left}: {told}");
        }
        assert_eq!(
            (validity(5), validity(120), validity(720), validity(750), validity(1_440)),
            (0, 23, 143, 144, 167)
        );
    }

    #[test]
    fn nobody_too_young_pays() {
        for (asked, told) in [(0, 0), (1, 16), (16, 16), (17, 18), (18, 18)] {
            assert_eq!(age(Some(asked)), Ok(Some(told)));
        }
        assert_eq!(age(None), Ok(None));
        assert!(age(Some(19)).is_err());
    }
}
