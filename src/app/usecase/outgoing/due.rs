//! What the bank can be asked for now, by account and format, and what is left out and why.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};

use super::build;
use crate::app::{AppError, Session, assets, clock};
use crate::domain::account::{Country, normalise};
use crate::domain::calendar::Calendar;
use crate::domain::draw::{Scheme, Timing};
use crate::domain::exchange::{ItemState, MandateState};
use crate::domain::money::Money;
use crate::domain::outgoing::OutgoingSums;
use crate::domain::refusal::Refusal;
use crate::formats::iso20022::values::is_iban;
use crate::formats::{self, Codec, ItemKind};
use crate::store::outgoing::{self as table, Drawable, Outdated, Payable, Setup, Waiting};
use crate::store::{Db, tx::Actor};

/// What belongs in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Draws, and draws taken back.
    Draws,
    /// Pay-outs.
    PayOuts,
    /// Agreements to draw.
    Agreements,
}

impl Family {
    /// All of them, in the order they are shown.
    pub const ALL: [Family; 3] = [Family::Draws, Family::PayOuts, Family::Agreements];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Family::Draws => "draws",
            Family::PayOuts => "pay_outs",
            Family::Agreements => "agreements",
        }
    }

    /// The family of a word.
    pub fn from_code(word: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| family.code() == word)
    }

    fn kind(self) -> ItemKind {
        match self {
            Family::Draws => ItemKind::Draw,
            Family::PayOuts => ItemKind::PayOut,
            Family::Agreements => ItemKind::Mandate,
        }
    }
}

/// Which of what is due is meant; nothing: all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The account's number.
    pub account: Option<String>,
    /// The format's id.
    pub format: Option<String>,
    /// Draws, pay-outs or agreements.
    pub family: Option<Family>,
}

/// What an item comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A claim to be drawn.
    Draw(Drawable),
    /// A draw to be taken back.
    Withdraw(Outdated),
    /// A refund to be paid out, and on which day.
    PayOut(Payable, NaiveDate),
    /// An agreement to be registered.
    Agreement(Waiting),
}

/// Something that can be asked for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueItem {
    /// What it comes from.
    pub source: Source,
    /// Until when it has to be at the bank, in local time; `None`: any time.
    pub until: Option<NaiveDateTime>,
}

impl DueItem {
    /// How much; nothing for an agreement.
    pub fn amount(&self) -> Money {
        match &self.source {
            Source::Draw(draw) => draw.left,
            Source::Withdraw(draw) => draw.amount,
            Source::PayOut(out, _) => out.amount,
            Source::Agreement(_) => Money::ZERO,
        }
    }

    /// Its day.
    pub fn on(&self) -> Option<NaiveDate> {
        match &self.source {
            Source::Draw(draw) => Some(draw.due_on),
            Source::Withdraw(draw) => Some(draw.due_on),
            Source::PayOut(_, on) => Some(*on),
            Source::Agreement(_) => None,
        }
    }

    /// What it is called by: a claim's number, a refund, the payer's number of an agreement.
    pub fn label(&self) -> String {
        match &self.source {
            Source::Draw(draw) => draw.number.to_string(),
            Source::Withdraw(draw) => draw.number.to_string(),
            Source::PayOut(out, _) => format!("R{}", out.refund),
            Source::Agreement(waiting) => waiting.agreement.payer_number.clone(),
        }
    }

    /// Whose it is; may be empty.
    pub fn name(&self) -> &str {
        match &self.source {
            Source::Draw(draw) => &draw.name,
            Source::Withdraw(draw) => &draw.name,
            Source::PayOut(out, _) => &out.to_name,
            Source::Agreement(waiting) => waiting.name.as_deref().unwrap_or_default(),
        }
    }

    /// The word of its kind, as `item.kind` says it.
    pub fn kind(&self) -> crate::domain::exchange::ItemKind {
        use crate::domain::exchange::ItemKind as Kind;
        match self.source {
            Source::Draw(_) => Kind::Draw,
            Source::Withdraw(_) => Kind::Withdraw,
            Source::PayOut(..) => Kind::PayOut,
            Source::Agreement(_) => Kind::Mandate,
        }
    }
}

/// Why something is not asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The claim has no reference that would come back.
    NoReference,
    /// The agreement is not there yet.
    NotAgreed,
    /// The payer stopped the agreement for a while.
    Paused,
    /// The agreement ended, or was refused.
    Ended,
    /// Only from this day.
    Early(NaiveDate),
    /// It had to be at the bank by then.
    Late(NaiveDateTime),
    /// It was tried for this day and amount, and the bank said no, with this code.
    Tried(String),
    /// Another claim of this payer is drawn on that day: the bank takes one.
    SameDay,
    /// Nothing is left to draw.
    NothingLeft,
    /// The draw stands in a file that was not sent: discard that.
    NotSent(i64),
    /// The draw was sent today: it is taken back tomorrow.
    SentToday,
    /// The format cannot take it back: the bank is to be asked another way.
    NotByFile,
    /// Nobody knows to which account.
    NoAccount,
    /// Not an account that the format can pay to.
    OtherAccount(String),
    /// No letter of the receiver's name can be written in the file.
    NoName,
    /// The payer's address is not whole, and without the agreement's number the bank may have to print a slip.
    NoAddress,
    /// What the bank needs to know of the payer is missing: account, or personal or organisation number.
    NoPayerData,
}

impl Why {
    /// The stable word; its text stands under `outgoing-why-WORD`.
    pub fn code(&self) -> &'static str {
        match self {
            Why::NoReference => "no-reference",
            Why::NotAgreed => "not-agreed",
            Why::Paused => "paused",
            Why::Ended => "ended",
            Why::Early(_) => "early",
            Why::Late(_) => "late",
            Why::Tried(_) => "tried",
            Why::SameDay => "same-day",
            Why::NothingLeft => "nothing-left",
            Why::NotSent(_) => "not-sent",
            Why::SentToday => "sent-today",
            Why::NotByFile => "not-by-file",
            Why::NoAccount => "no-account",
            Why::OtherAccount(_) => "other-account",
            Why::NoName => "no-name",
            Why::NoAddress => "no-address",
            Why::NoPayerData => "no-payer-data",
        }
    }
}

/// Something that is not asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What it would be.
    pub item: DueItem,
    /// Why not.
    pub why: Why,
}

/// What one file would ask for.
#[derive(Clone, Debug)]
pub struct Group {
    /// Our account, and how it is set up.
    pub account: Setup,
    /// The format's id.
    pub format: &'static str,
    /// What people call it.
    pub format_name: &'static str,
    /// Draws, pay-outs or agreements.
    pub family: Family,
    /// What can be asked for now.
    pub items: Vec<DueItem>,
    /// What cannot.
    pub left_out: Vec<LeftOut>,
    /// What is missing in the account's set-up, as keys of texts.
    pub missing: Vec<&'static str>,
}

impl Group {
    /// Counts and sums of what can be asked for.
    ///
    /// # Errors
    /// [`crate::domain::money::MoneyError::Overflow`].
    pub fn sums(&self) -> Result<OutgoingSums, AppError> {
        let mut sums = OutgoingSums::default();
        for item in &self.items {
            let grown = match item.source {
                Source::Draw(_) => &mut sums.draws,
                Source::Withdraw(_) => &mut sums.withdrawn,
                Source::PayOut(..) => &mut sums.paid_out,
                Source::Agreement(_) => {
                    sums.mandates = sums.mandates.saturating_add(1);
                    continue;
                }
            };
            *grown = (grown.0.saturating_add(1), grown.1.plus(item.amount())?);
        }
        Ok(sums)
    }

    /// What all of it adds up to.
    ///
    /// # Errors
    /// [`crate::domain::money::MoneyError::Overflow`].
    pub fn sum(&self) -> Result<Money, AppError> {
        Ok(Money::sum(self.items.iter().map(DueItem::amount))?)
    }

    /// Until when the file has to be at the bank for all of it: the first of its deadlines.
    pub fn until(&self) -> Option<NaiveDateTime> {
        self.items.iter().filter_map(|item| item.until).min()
    }
}

/// What deciding what is due looks at.
pub(super) struct World {
    /// Whose rules hold.
    pub country: Country,
    /// Its banking days.
    pub calendar: Calendar,
    /// Now, in local time.
    pub now: NaiveDateTime,
}

impl World {
    pub(super) fn of(session: &Session, actor: &Actor) -> Result<World, AppError> {
        Ok(World {
            country: session.site.country,
            calendar: assets::calendar(session.site.country)?,
            now: clock::local(actor.at_ms),
        })
    }
}

/// What can be asked for now. Groups in which nothing is due and nothing left out are not told.
///
/// # Errors
/// [`Refusal::NoAccountOfOurs`], [`Refusal::NotWrittenFormat`].
pub fn due(session: &Session, choice: &Choice) -> Result<Vec<Group>, AppError> {
    let world = World::of(session, &session.actor())?;
    groups(&session.store.conn, &world, choice)
}

/// See [`due`]: the same function decides for the preview and inside the transaction that writes.
pub(super) fn groups(conn: &Db, world: &World, choice: &Choice) -> Result<Vec<Group>, AppError> {
    let mut accounts = table::setups(conn)?;
    if let Some(wanted) = &choice.account {
        let number = normalise(world.country, wanted).unwrap_or_else(|_| wanted.clone());
        accounts.retain(|account| account.number == number);
        if accounts.is_empty() {
            return Err(Refusal::NoAccountOfOurs { wanted: wanted.clone() }.into());
        }
    }
    let formats = written_here(world.country);
    if let Some(format) = choice
        .format
        .as_ref()
        .filter(|id| !formats.iter().any(|codec| codec.id == id.as_str()))
    {
        return Err(Refusal::NotWrittenFormat { format: format.clone() }.into());
    }
    let mut found = Vec::new();
    for account in &accounts {
        for family in Family::ALL
            .into_iter()
            .filter(|family| choice.family.is_none_or(|one| one == *family))
        {
            for codec in formats_of(&formats, family, account, choice.format.as_deref()) {
                let group = group(conn, world, account, codec, family)?;
                if !group.items.is_empty() || !group.left_out.is_empty() {
                    found.push(group);
                }
            }
        }
    }
    Ok(found)
}

/// The formats in which something is sent to banks of a country.
fn written_here(country: Country) -> Vec<&'static Codec> {
    let here = |codec: &&&Codec| codec.outgoing.is_some() && codec.countries.contains(&country.code());
    formats::ALL.iter().filter(here).copied().collect()
}

fn takes(codec: &Codec, kind: ItemKind) -> bool {
    codec.outgoing.is_some_and(|outgoing| outgoing.takes.contains(&kind))
}

/// The formats a family is written in. Draws and agreements: that of each scheme. Pay-outs: one, the one that was chosen, or the first
/// for which the account is set up; what pays out only to those who are drawn from is none of them.
fn formats_of(all: &[&'static Codec], family: Family, account: &Setup, chosen: Option<&str>) -> Vec<&'static Codec> {
    let fits = |codec: &&&Codec| takes(codec, family.kind()) && chosen.is_none_or(|id| codec.id == id);
    let mut fitting: Vec<&'static Codec> = all.iter().filter(fits).copied().collect();
    if family == Family::PayOuts {
        fitting.retain(|codec| !takes(codec, ItemKind::Draw));
        let ready = fitting.iter().position(|codec| missing(codec.id, account).is_empty());
        let last = fitting.len().checked_sub(1);
        fitting = ready.or(last).and_then(|at| fitting.get(at).copied()).into_iter().collect();
    }
    fitting
}

/// What a format needs of the account's set-up and is not there, as keys of texts.
fn missing(format: &str, account: &Setup) -> Vec<&'static str> {
    let needs: &[(&'static str, &String)] = match format {
        "avtalegiro" => &[("outgoing-needs-unit", &account.unit_id)],
        "direct-remittance" => &[
            ("outgoing-needs-unit", &account.unit_id),
            ("outgoing-needs-remittance", &account.remittance),
        ],
        "autogiro" => &[
            ("outgoing-needs-customer", &account.unit_id),
            ("outgoing-needs-bankgiro", &account.creditor),
        ],
        "betalingsservice" => &[
            ("outgoing-needs-supplier", &account.unit_id),
            ("outgoing-needs-creditor", &account.creditor),
            ("outgoing-needs-group", &account.debtor_group),
        ],
        _ => &[],
    };
    needs
        .iter()
        .filter(|(_, value)| value.trim().is_empty())
        .map(|(key, _)| *key)
        .collect()
}

fn group(conn: &Db, world: &World, account: &Setup, codec: &'static Codec, family: Family) -> Result<Group, AppError> {
    let mut group = Group {
        account: account.clone(),
        format: codec.id,
        format_name: codec.name,
        family,
        items: Vec::new(),
        left_out: Vec::new(),
        missing: missing(codec.id, account),
    };
    match family {
        Family::Draws => {
            draws(conn, world, &mut group)?;
            withdrawals(conn, world, codec, &mut group)?;
        }
        Family::PayOuts => pay_outs(conn, world, &mut group)?,
        Family::Agreements => agreements(conn, &mut group)?,
    }
    Ok(group)
}

impl Group {
    fn sort_in(&mut self, source: Source, verdict: Result<Option<NaiveDateTime>, Why>) {
        match verdict {
            Ok(until) => self.items.push(DueItem { source, until }),
            Err(why) => self.left_out.push(LeftOut {
                item: DueItem { source, until: None },
                why,
            }),
        }
    }
}

fn draws(conn: &Db, world: &World, group: &mut Group) -> Result<(), AppError> {
    // One draw of a payer a day, where the scheme says so (`formats/dk.md` 4.3).
    let mut days: BTreeSet<(i64, NaiveDate)> = BTreeSet::new();
    for draw in table::drawable(conn, group.account.id)? {
        if draw.agreement.scheme.code() != group.format {
            continue;
        }
        let mut verdict = may_draw(&draw, world).map(Some);
        let one_a_day = draw.agreement.scheme == Scheme::Betalingsservice;
        if verdict.is_ok() && one_a_day && !days.insert((draw.agreement.id, draw.due_on)) {
            verdict = Err(Why::SameDay);
        }
        group.sort_in(Source::Draw(draw), verdict);
    }
    Ok(())
}

fn may_draw(draw: &Drawable, world: &World) -> Result<NaiveDateTime, Why> {
    let agreement = &draw.agreement;
    match agreement.state {
        MandateState::Active => {}
        MandateState::Paused => return Err(Why::Paused),
        MandateState::Asked | MandateState::ToAnswer => return Err(Why::NotAgreed),
        MandateState::Ended | MandateState::Refused => return Err(Why::Ended),
    }
    if agreement.since_on.is_some_and(|since| since > draw.due_on) {
        return Err(Why::NotAgreed);
    }
    if agreement.until_on.is_some_and(|until| until < draw.due_on) {
        return Err(Why::Ended);
    }
    if !draw.left.is_positive() {
        return Err(Why::NothingLeft);
    }
    if draw.reference.as_deref().unwrap_or_default().is_empty() {
        return Err(Why::NoReference);
    }
    let by_post = agreement.scheme == Scheme::Betalingsservice && agreement.number.is_empty();
    if by_post && build::address(&draw.address, world.country).is_none() {
        return Err(Why::NoAddress);
    }
    if let Some(code) = &draw.tried {
        return Err(Why::Tried(code.clone()));
    }
    let window = agreement.scheme.window(draw.due_on, agreement.notify, &world.calendar);
    match window.at(world.now) {
        Timing::Open(until) => Ok(until),
        Timing::Early(from) => Err(Why::Early(from)),
        Timing::Late(deadline) => Err(Why::Late(deadline)),
    }
}

fn withdrawals(conn: &Db, world: &World, codec: &Codec, group: &mut Group) -> Result<(), AppError> {
    for draw in table::outdated(conn, group.account.id)? {
        if draw.scheme.code() != group.format {
            continue;
        }
        let until = draw.scheme.withdraw_until(draw.due_on, &world.calendar);
        let sent_on = draw.sent_at.map(|at| clock::local(at).date());
        let verdict = if world.now >= until {
            Err(Why::Late(until))
        } else if draw.state == ItemState::Written {
            Err(Why::NotSent(draw.file))
        } else if !takes(codec, ItemKind::Withdraw) {
            Err(Why::NotByFile)
        } else if sent_on == Some(world.now.date()) && until.date() > world.now.date() {
            // The scheme asks for a day between a draw and its withdrawal; without one there is no other chance.
            Err(Why::SentToday)
        } else {
            Ok(Some(until))
        };
        group.sort_in(Source::Withdraw(draw), verdict);
    }
    Ok(())
}

fn pay_outs(conn: &Db, world: &World, group: &mut Group) -> Result<(), AppError> {
    // The day after, so that the file is in time whenever it is sent today.
    let on = world.calendar.after(world.now.date(), 1);
    for out in table::payable(conn, group.account.id)? {
        let to_account = build::pay_out_account(world.country, &out.to_account);
        let is_iban = group.format != "direct-remittance" && is_iban(&to_account);
        // One that cannot be written must not keep the others from being paid.
        let verdict = if to_account.is_empty() {
            Err(Why::NoAccount)
        } else if !is_iban && normalise(world.country, &to_account).is_err() {
            Err(Why::OtherAccount(out.to_account.clone()))
        } else if build::pay_out_name(&out.to_name).is_empty() {
            Err(Why::NoName)
        } else {
            Ok(None)
        };
        group.sort_in(Source::PayOut(out, on), verdict);
    }
    Ok(())
}

fn agreements(conn: &Db, group: &mut Group) -> Result<(), AppError> {
    for waiting in table::waiting(conn, group.account.id)? {
        let agreement = &waiting.agreement;
        if agreement.scheme.code() != group.format {
            continue;
        }
        // Who asked at their own bank is known there; whom we register is not.
        let is_ours = agreement.state == MandateState::Asked;
        let lacks = agreement.payer_account.is_empty() || agreement.payer_id.is_empty();
        let verdict = if is_ours && lacks { Err(Why::NoPayerData) } else { Ok(None) };
        group.sort_in(Source::Agreement(waiting), verdict);
    }
    Ok(())
}
