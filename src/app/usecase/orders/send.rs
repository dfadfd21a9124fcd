//! *Skicka mobilbetalning (SMS)* (ORD-4 … ORD-9): a preview, then one transaction with lock, payment request and outbox row.

use super::{loaded, rounding_unit};
use crate::app::texts::{Arg, Lang};
use crate::app::{AppError, Session, assets};
use crate::domain::account::Country;
use crate::domain::message::{self, MobilePlan};
use crate::domain::money::Money;
use crate::domain::order::Lock;
use crate::domain::refusal::Refusal;
use crate::store::order as table;
use crate::store::outbox::{self, NewOut, Op};
use crate::store::{request, site};

/// How long a link stands in for one that is not made yet.
const LINK_EXAMPLE: &str = "https://betala.example/b/7Q2M4K9T";

/// What would be sent (ui.md 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The order's number.
    pub number: i64,
    /// To which phone, `+` and digits; as typed when it is none.
    pub phone: String,
    /// How much.
    pub amount: Money,
    /// The text as it will arrive, with a link of the usual length.
    pub text: String,
    /// How many SMS it is.
    pub parts: usize,
    /// What it costs, where the settings say what an SMS does.
    pub price: Option<Money>,
    /// Whether every letter fits the short alphabet of phones.
    pub seven_bit: bool,
    /// Whether no real phone is reached.
    pub simulated: bool,
    /// Why it cannot be sent; all at once.
    pub missing: Vec<Refusal>,
}

/// The text of the message, in the customer's language.
///
/// # Errors
/// [`Refusal::TextUnsendable`] for letters that phones do not take.
pub(crate) fn wording(lang: Lang, site: &str, plate: &str, number: i64, amount: Money, url: &str) -> Result<String, Refusal> {
    let t = lang.texts();
    let args = [
        ("site", Arg::from(site)),
        ("plate", Arg::from(plate)),
        ("number", Arg::Count(number)),
        ("amount", Arg::Money(amount)),
        ("url", Arg::from(url)),
    ];
    let key = if plate.is_empty() { "sms-pay-order" } else { "sms-pay-car" };
    message::normalise(&t.with(key, &args)).map_err(|fault| Refusal::TextUnsendable { detail: fault.to_string() })
}

/// The language of a customer: their own, else the site's.
pub(crate) fn customer_lang(language: &str, site: &site::Site) -> Lang {
    Lang::from_code(language)
        .or_else(|| Lang::from_code(&site.language))
        .unwrap_or(Lang::En)
}

/// A mobile number as the gateway wants it.
///
/// # Errors
/// [`Refusal::PhoneInvalid`].
pub(crate) fn mobile(phone: &str, country: Country, plans: &[MobilePlan]) -> Result<String, Refusal> {
    match message::phone(phone, country, plans) {
        Ok(phone) => Ok(phone.as_str().to_owned()),
        Err(_) => Err(Refusal::PhoneInvalid { phone: phone.to_owned() }),
    }
}

/// What would be sent, and what is missing. Changes nothing.
///
/// # Errors
/// [`Refusal::NoSuchOrder`].
pub fn preview(session: &Session, id: i64) -> Result<Preview, AppError> {
    let view = super::view(session, id)?;
    let (order, site) = (&view.loaded.order, &session.site);
    let unit = rounding_unit(session)?;
    let mut missing = Vec::new();
    let lock = Lock {
        at_ms: 0,
        by: String::new(),
    };
    match order.send(unit, lock) {
        Err(crate::domain::order::OrderError::Refused(refusal)) => missing.push(refusal),
        Err(crate::domain::order::OrderError::Money(error)) => return Err(error.into()),
        Ok(_) => {}
    }
    let plans = assets::mobile_plans(session.actor().today)?;
    let phone = match mobile(&order.phone, site.country, &plans) {
        Ok(phone) => phone,
        Err(refusal) => {
            missing.push(refusal);
            order.phone.clone()
        }
    };
    if session.settings.pay.provider.is_none() {
        missing.push(Refusal::NoProvider {});
    }
    let lang = customer_lang(view.customer.as_ref().map_or("", |card| &card.language), site);
    let plate = view.vehicle.as_ref().map_or("", |vehicle| &vehicle.plate);
    let text = match wording(lang, &site.name, plate, order.number, view.totals.total, LINK_EXAMPLE) {
        Ok(text) => text,
        Err(refusal) => {
            missing.push(refusal);
            String::new()
        }
    };
    let measured = message::measure(&text);
    let most = session.settings.sms.max_parts;
    if measured.parts > most {
        missing.push(too_long(measured.parts, most));
    }
    Ok(Preview {
        number: order.number,
        phone,
        amount: view.totals.total,
        parts: measured.parts,
        price: session.settings.sms.price.and_then(|price| times(price, measured.parts)),
        seven_bit: measured.coding == message::Coding::Gsm7,
        text,
        simulated: session.settings.simulated(),
        missing,
    })
}

fn times(price: Money, parts: usize) -> Option<Money> {
    Money::sum(std::iter::repeat_n(price, parts)).ok()
}

fn too_long(parts: usize, most: usize) -> Refusal {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    Refusal::TextTooLong {
        parts: count(parts),
        most: count(most),
    }
}

/// What was sent off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The order's number.
    pub number: i64,
    /// The request's key.
    pub request: i64,
}

/// Locks the order and puts the payment link into the outbox. `seen`: the revision the person saw.
///
/// # Errors
/// [`Refusal::OrderIncomplete`], [`Refusal::OrderLocked`], [`Refusal::PhoneInvalid`], [`Refusal::NoProvider`], [`Refusal::OrderChanged`].
pub fn send(session: &mut Session, id: i64, seen: Option<i64>) -> Result<Sent, AppError> {
    // What cannot be written to the customer must not lock the order first.
    let unsendable = |refusal: &Refusal| matches!(refusal, Refusal::TextUnsendable { .. } | Refusal::TextTooLong { .. });
    if let Some(refusal) = preview(session, id)?.missing.into_iter().find(unsendable) {
        return Err(refusal.into());
    }
    let unit = rounding_unit(session)?;
    let country = session.site.country;
    let link_ms = session.settings.pay.link_ms();
    let provider = session.settings.pay.provider.clone();
    let tag = site::tag(&session.store.conn)?;
    let plans = assets::mobile_plans(session.actor().today)?;
    let sent = session.write(|tx| {
        let whole = loaded(tx, id)?;
        let before = whole.order;
        let lock = Lock {
            at_ms: tx.actor().at_ms,
            by: tx.actor().operator.clone(),
        };
        let after = before.send(unit, lock)?;
        if seen.is_some_and(|seen| seen != before.revision) {
            return Err(Refusal::OrderChanged { number: before.number }.into());
        }
        let phone = mobile(&before.phone, country, &plans)?;
        let provider = provider.clone().ok_or(Refusal::NoProvider {})?;
        let amount = before.totals(unit)?.total;
        let reference = format!("{tag}-{}-{}", before.number, after.link_seq);
        let request = request::add(tx, id, after.link_seq, &reference, &provider, amount, &phone)?;
        table::save_standing(tx, &before, &after)?;
        let now = tx.actor().at_ms;
        outbox::add(
            tx,
            &NewOut {
                dedupe_key: &format!("request:{request}:create"),
                op: Op::PayCreate,
                provider: &provider,
                subject_kind: "request",
                subject_id: request,
                dest: &phone,
                body: &reference,
                amount,
                next_at_ms: now,
                expires_at_ms: now + link_ms,
                ext_key: &format!("{reference}-new"),
            },
        )?;
        let was = serde_json::json!({ "status": before.status.code() }).to_string();
        let is = serde_json::json!({ "status": after.status.code(), "amount": amount.to_string(), "phone": phone, "reference": reference });
        table::log(tx, id, "payment_sent", "", Some(&was), Some(&is.to_string()))?;
        Ok(Sent {
            number: before.number,
            request,
        })
    })?;
    tracing::info!(order = sent.number, "payment link under way");
    Ok(sent)
}
