//! Dues paid by SMS (SMS-1 to SMS-30): a message that came in is answered, and may draw an amount; what comes of that pays a claim.

pub mod act;
pub mod fields;
pub(crate) mod incoming;
pub(crate) mod outcome;
pub mod person;
pub(crate) mod settle;
pub mod setup;
pub mod tester;
mod texts;

use std::collections::BTreeMap;

use crate::app::assets;
use crate::app::{AppError, Session};
use crate::domain::account::Country;
use crate::domain::dues_sms::{Reply, Words, fill};
use crate::domain::message::{self, MobilePlan};
use crate::domain::money::Money;
use crate::store::dues_sms::{self as table, Setup};
use crate::store::message::NewMessage;
use crate::store::outbox::{self, NewOut, Op};
use crate::store::site::Site;
use crate::store::{Db, Tx, message as messages, phones};

/// How long an ordinary reply may wait for its gateway.
const REPLY_MS: i64 = 24 * 3_600_000;
/// How long a charge may wait: nobody is charged the day after (gateways.md 8.1).
const CHARGE_MS: i64 = 2 * 3_600_000;

/// What answering looks at, gathered before a transaction begins.
pub(crate) struct Answering {
    pub setup: Setup,
    site: Site,
    country: Country,
    plans: Vec<MobilePlan>,
    own_texts: Vec<(Reply, String, String)>,
    usual: texts::Texts,
    tag: String,
    /// Through whom plain replies go.
    messages: String,
    /// Who draws; nobody: nothing is drawn.
    charges: Option<String>,
}

impl Answering {
    pub(crate) fn of(session: &Session) -> Result<Answering, AppError> {
        let conn = &session.store.conn;
        Ok(Answering {
            setup: setup::current(session)?,
            site: session.site.clone(),
            country: session.site.country,
            plans: assets::mobile_plans(session.actor().today)?,
            own_texts: table::texts(conn)?,
            usual: texts::usual()?,
            tag: crate::store::site::tag(conn)?,
            messages: session.settings.sms.provider.clone(),
            charges: session
                .settings
                .sms
                .charging()
                .filter(|_| session.settings.sms.is_one_world())
                .map(str::to_owned),
        })
    }

    pub(crate) fn words(&self) -> Words {
        Words {
            keywords: self.setup.keywords.clone(),
            sub_keywords: self.setup.sub_keywords.clone(),
            least: self.setup.least,
            most: self.setup.most,
        }
    }

    /// Whose a number is: parties by key (SMS-23, SMS-24).
    pub(crate) fn parties(&self, conn: &Db, number: &str) -> Result<Vec<i64>, AppError> {
        Ok(phones::holders(conn, number)?)
    }

    /// What a member reads, of a message that asked for `given`.
    pub(crate) fn text(&self, reply: Reply, member: Option<&str>, amount: Option<Money>, given: &str) -> String {
        let language = match self.setup.language.as_str() {
            "" => member.unwrap_or_default(),
            set => set,
        };
        let template = self.template(reply, language);
        let kroner = amount.map(|amount| (amount.minor() / 100).to_string()).unwrap_or_default();
        let organisation = self.organisation();
        let values = [
            ("amount", kroner.as_str()),
            ("given", given),
            ("organisation", organisation),
            ("url", self.setup.url.as_str()),
        ];
        sendable(&fill(template, &values))
    }

    /// What the replies call the organisation.
    pub(crate) fn organisation(&self) -> &str {
        match self.setup.organisation.as_str() {
            "" => self.site.name.as_str(),
            name => name,
        }
    }

    /// The text of a reply in a language: the site's own, else the usual one, else that of the usual language.
    pub(crate) fn template(&self, reply: Reply, language: &str) -> &str {
        let own = |wanted: &str| self.own_texts.iter().find(|(of, lang, _)| *of == reply && lang == wanted);
        let own_text = own(language).map(|(_, _, text)| text.as_str());
        own_text
            .or_else(|| self.usual.get(language, reply))
            .or_else(|| own(self.usual.first()).map(|(_, _, text)| text.as_str()))
            .or_else(|| self.usual.get(self.usual.first(), reply))
            .unwrap_or_default()
    }

    /// Whether anything can be paid at all (SMS-25).
    pub(crate) fn is_open(&self, conn: &Db) -> Result<bool, AppError> {
        Ok(self.setup.is_open && self.charges.is_some() && crate::store::dues::any_active(conn)?)
    }
}

/// A text that every gateway takes: a letter that none can send becomes a question mark.
fn sendable(text: &str) -> String {
    let plain: String = text.chars().map(|c| if u32::from(c) > 0xffff { '?' } else { c }).collect();
    message::normalise(&plain).unwrap_or(plain)
}

/// A message that the program writes.
pub(crate) struct Out<'a> {
    /// What it is.
    pub reply: Reply,
    /// To whom.
    pub number: &'a str,
    /// What it says.
    pub text: &'a str,
    /// The message that it answers.
    pub answers: Option<i64>,
    /// Whom it is with.
    pub party: Option<i64>,
    /// The claim it is about.
    pub claim: Option<i64>,
    /// The charge it tells of.
    pub charge: Option<i64>,
}

/// Puts a plain reply into the outbox and the dialogue, once for each message and kind of reply.
pub(crate) fn send(tx: &Tx<'_>, with: &Answering, out: &Out<'_>) -> Result<(), AppError> {
    // Names and short numbers cannot be written to.
    let can_answer = out.number.starts_with('+') && out.number.len() >= 9;
    if !can_answer {
        return Ok(());
    }
    let about = match (out.charge, out.answers) {
        (Some(charge), _) => ("charge", charge),
        (None, message) => ("message", message.unwrap_or_default()),
    };
    let name = format!("{}:{}:{}", about.0, about.1, out.reply.code());
    let now = tx.actor().at_ms;
    let row = outbox::add(
        tx,
        &NewOut {
            dedupe_key: &name,
            op: Op::SmsSend,
            provider: &with.messages,
            subject_kind: about.0,
            subject_id: about.1,
            dest: out.number,
            body: out.text,
            amount: Money::ZERO,
            next_at_ms: now,
            expires_at_ms: now + REPLY_MS,
            ext_key: &format!("{}-{}", with.tag, name.replace(':', "-")),
        },
    )?;
    if row.is_none() {
        return Ok(());
    }
    messages::add(
        tx,
        &NewMessage {
            outgoing: true,
            number: out.number,
            text: out.text,
            parts: i64::try_from(message::measure(out.text).parts).unwrap_or(1),
            simulated: with.messages == "simulator",
            outbox_id: row,
            claim_id: out.claim,
            party_id: out.party,
            charge_id: out.charge,
            answers_id: out.answers,
            reply: Some(out.reply),
            ..NewMessage::default()
        },
    )?;
    Ok(())
}

/// Values of a change for the change log.
pub(crate) fn json(values: &[(&str, String)]) -> String {
    let map: BTreeMap<&str, &String> = values.iter().map(|(name, value)| (*name, value)).collect();
    serde_json::to_string(&map).unwrap_or_default()
}
