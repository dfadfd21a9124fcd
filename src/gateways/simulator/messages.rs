//! The message half, as the site sees it.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::script::{PhoneScript, of_phone};
use super::{Fault, Outcome, REPORT_AFTER_MS, SLOW_REPORT_AFTER_MS, Simulator, not_reached, refused, temporary, times};
use crate::gateways::sending::ready;
use crate::gateways::{MessageCaps, MessageEvent, MessageNews, MessageState, Messages, OutMessage, PortError};

/// How often numbers that end in `0011` are busy.
const BUSY_TIMES: i64 = 2;

impl Messages for Simulator {
    fn id(&self) -> &'static str {
        "simulator"
    }

    fn caps(&self) -> MessageCaps {
        MessageCaps {
            keyed: true,
            reports: true,
            incoming: true,
        }
    }

    fn hand_over(&mut self, message: &OutMessage<'_>) -> Result<(), PortError> {
        // What no real gateway would take is not taken here either.
        ready(message)?;
        self.call(|tx, now| take(tx, now, message))
    }

    fn look_up(&mut self, key: &str) -> Result<MessageState, PortError> {
        self.call(|tx, _| {
            let found = tx
                .query_row("SELECT id, state, code FROM message WHERE key = ?1", params![key], |row| {
                    Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
                })
                .optional()?;
            Ok(Outcome::Answer(match found {
                None => MessageState::Absent,
                Some((id, state, code)) => state_of(id, &state, &code),
            }))
        })
    }

    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<MessageNews>, PortError> {
        let taken = self.messages_taken;
        let (news, taken) = self.call(|tx, _| {
            let mut rows = tx.prepare_cached(
                "SELECT id, key, phone, text, at_ms, state, code FROM message WHERE id > ?1 AND (key IS NULL OR key NOT LIKE 'charge:%') ORDER BY id",
            )?;
            let mut rows = rows.query([taken])?;
            let (mut news, mut taken, mut waits) = (Vec::new(), taken, false);
            while let Some(row) = rows.next()? {
                let (id, known) = (row.get(0)?, news.len());
                let state = told(row, seen, &mut news)?;
                // Of what stands before the first that can still move, nothing is asked again.
                waits |= state == "sent" || news.len() > known;
                if !waits {
                    taken = id;
                }
            }
            Ok(Outcome::Answer((news, taken)))
        })?;
        self.messages_taken = taken;
        Ok(news)
    }

    fn examine(&mut self) -> Vec<String> {
        self.examine_file()
    }
}

/// What is new of one message; answers its state.
fn told(row: &Row<'_>, seen: &dyn Fn(&str) -> bool, news: &mut Vec<MessageNews>) -> rusqlite::Result<String> {
    let (id, key): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
    let (state, code): (String, String) = (row.get(5)?, row.get(6)?);
    let Some(key) = key else {
        push_unseen(news, seen, format!("in-{id}"), || {
            Ok(MessageEvent::Incoming {
                from: row.get(2)?,
                text: row.get(3)?,
                sent_at_ms: Some(row.get(4)?),
            })
        })?;
        return Ok(state);
    };
    // Everything reached the network first, also what is on the telephone by now.
    for state in [Some("sent"), Some(state.as_str()).filter(|s| *s != "sent")].into_iter().flatten() {
        push_unseen(news, seen, format!("out-{id}-{state}"), || {
            Ok(MessageEvent::Moved {
                key: key.clone(),
                state: state_of(id, state, &code),
            })
        })?;
    }
    Ok(state)
}

fn push_unseen(
    news: &mut Vec<MessageNews>,
    seen: &dyn Fn(&str) -> bool,
    id: String,
    event: impl FnOnce() -> rusqlite::Result<MessageEvent>,
) -> rusqlite::Result<()> {
    if !seen(&id) {
        news.push(MessageNews { id, event: event()? });
    }
    Ok(())
}

fn state_of(id: i64, state: &str, code: &str) -> MessageState {
    match state {
        "delivered" => MessageState::Delivered,
        "failed" => MessageState::Failed {
            code: code.to_owned(),
            text: "simulated: not delivered".to_owned(),
        },
        _ => MessageState::Sent {
            reference: Some(format!("sim-{id}")),
        },
    }
}

fn take(tx: &Transaction<'_>, now: i64, message: &OutMessage<'_>) -> Result<Outcome<()>, Fault> {
    let script = of_phone(message.to);
    if script == PhoneScript::Unreachable {
        return Err(not_reached("simulated: the gateway does not answer").into());
    }
    let known: Option<(String, String)> = tx
        .query_row("SELECT phone, text FROM message WHERE key = ?1", params![message.key], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    if let Some((phone, text)) = known {
        let same = phone == message.to && text == message.text;
        return if same {
            Ok(Outcome::Answer(()))
        } else {
            Err(refused("KEY_USED", "simulated: this key belongs to another message").into())
        };
    }
    match script {
        PhoneScript::Refused => return Err(refused("21", "simulated: the number cannot receive messages").into()),
        PhoneScript::BusyTwice if times(tx, "message", message.key)? <= BUSY_TIMES => {
            return Ok(Outcome::Failed(temporary("429", "simulated: too many messages now")));
        }
        _ => {}
    }
    let due = match script {
        PhoneScript::NoReport => None,
        PhoneScript::SlowReport => Some(now.saturating_add(SLOW_REPORT_AFTER_MS)),
        _ => Some(now.saturating_add(REPORT_AFTER_MS)),
    };
    let code = if script == PhoneScript::ReportFails { "70" } else { "" };
    tx.execute(
        "INSERT INTO message(key, phone, text, at_ms, state, due_ms, due_code) VALUES(?1, ?2, ?3, ?4, 'sent', ?5, ?6)",
        params![message.key, message.to, message.text, now, due, code],
    )?;
    Ok(if script == PhoneScript::AnswerLost {
        Outcome::Lost
    } else {
        Outcome::Answer(())
    })
}
