//! What a screen wants of the SMS dialogue, as values for the writing thread.

use super::person;
use super::setup::{self, Changes};
use crate::app::{AppError, Session};
use crate::domain::dues_sms::Reply;
use crate::store::{charge, message};

/// Which dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// With this number.
    Number(String),
    /// A row of the list of dialogues.
    Row(i64),
    /// In which a charge was asked for.
    Charge(i64),
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SmsAct {
    /// A number is answered.
    Answer {
        /// The number.
        number: String,
        /// What it is told.
        text: String,
        /// The last message as the person saw it.
        seen: Option<i64>,
    },
    /// What came was on a person's screen.
    Seen {
        /// From this number.
        number: String,
        /// Up to this message.
        up_to: i64,
    },
    /// Dialogues are marked as read, or their last message as not.
    Mark {
        /// Which.
        which: Vec<Of>,
        /// As read.
        read: bool,
    },
    /// A number is somebody's, or not any more.
    Tie {
        /// The number.
        number: String,
        /// The party's number.
        party: String,
        /// Not: it is untied.
        tied: bool,
    },
    /// What nobody knew of a charge.
    Decide {
        /// Its key.
        charge: i64,
        /// Whether it was paid.
        paid: bool,
    },
    /// A charge is given back.
    Refund {
        /// Its key.
        charge: i64,
    },
    /// The set-up is changed.
    Set(Box<Changes>),
    /// A reply is worded otherwise.
    Text {
        /// Which.
        reply: Reply,
        /// In which language.
        language: String,
        /// Empty: the usual text again.
        text: String,
    },
}

/// The number of a dialogue; `None`: there is none such.
///
/// # Errors
/// When the file cannot be read.
pub fn number(session: &Session, of: &Of) -> Result<Option<String>, AppError> {
    let conn = &session.store.conn;
    Ok(match of {
        Of::Number(number) => Some(number.clone()),
        Of::Row(id) => message::number_of_dialogue(conn, *id)?,
        Of::Charge(id) => charge::load(conn, *id)?.map(|charge| charge.number),
    })
}

/// Does it. Answers how many messages, where it counts them.
///
/// # Errors
/// Those of [`person`] and [`setup`].
pub fn act(session: &mut Session, act: &SmsAct, comment: &str) -> Result<usize, AppError> {
    match act {
        SmsAct::Answer { number, text, seen } => person::answer(session, number, text, *seen).map(|_| 1),
        SmsAct::Seen { number, up_to } => session.write(|tx| Ok(message::mark_up_to(tx, number, *up_to)?)),
        SmsAct::Mark { which, read } => {
            let mut marked = 0;
            for of in which {
                if let Some(number) = number(session, of)? {
                    marked += person::mark(session, &number, *read)?;
                }
            }
            Ok(marked)
        }
        SmsAct::Tie { number, party, tied } => person::tie(session, number, party, *tied, comment).map(usize::from),
        SmsAct::Decide { charge, paid } => person::decide(session, *charge, *paid, comment).map(|()| 1),
        SmsAct::Refund { charge } => person::refund(session, *charge, comment).map(|()| 1),
        SmsAct::Set(changes) => setup::change(session, changes, comment).map(|_| 1),
        SmsAct::Text { reply, language, text } => setup::set_text(session, *reply, language, text, comment).map(|()| 1),
    }
}
