//! Sending e-mail: what every gateway of it takes and answers.
//!
//! No server of e-mail knows whether it got the same letter before. So a letter whose answer was lost after its text was given is
//! never given again by a machine ([`PortError::NoAnswer`]); what was lost before that is [`PortError::NotReached`], and nobody has it.

use super::PortError;

/// A letter to hand over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter<'a> {
    /// Key made from the outbox row: at most 60 of `[A-Za-z0-9-]`. The letter's Message-ID is made of it, so that a second one is
    /// recognised by people and by some mailboxes.
    pub key: &'a str,
    /// The recipient's name; may be empty. Control characters are taken out of it.
    pub name: &'a str,
    /// The recipient's address (`domain::sending::address`).
    pub to: &'a str,
    /// One line; control characters are taken out of it.
    pub subject: &'a str,
    /// Plain text.
    pub text: &'a str,
    /// What is sent along.
    pub attachment: Option<Attachment<'a>>,
    /// When it was written, ms since 1970 UTC: the letter's date, the same in every try.
    pub at_ms: i64,
}

/// A file sent along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attachment<'a> {
    /// Its name.
    pub file: &'a str,
    /// PDF.
    pub pdf: &'a [u8],
}

/// Who writes, as the settings say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// `Fjellklubben <faktura@fjellklubben.example>`, or the address alone.
    pub from: String,
    /// Where answers go; empty: to the sender.
    pub reply_to: String,
}

/// Sending e-mail.
pub trait Mail: Send {
    /// The id in the settings: `simulator`, `smtp`.
    fn id(&self) -> &'static str;
    /// Hands a letter over. Answers what the server said when it took it.
    ///
    /// # Errors
    /// [`PortError`].
    fn send(&mut self, letter: &Letter<'_>) -> Result<String, PortError>;
    /// Nothing more is sent for now: lets go of what is held for the next letter.
    fn rest(&mut self) {}
    /// Whether it could work. Sends nothing. Answers what is wrong, in plain words.
    fn examine(&mut self) -> Vec<String>;
}

/// Letters of a name or subject.
const LINE_MAX: usize = 200;

/// A text as one line that can stand in a header: no control or direction characters, not too long.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    crate::domain::text::clean(&line)
        .chars()
        .filter(|c| !c.is_control())
        .take(LINE_MAX)
        .collect()
}
