//! The rows of a party's page, tab by tab: what each shows, and what it is.

use crate::app::clock::local_minute;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::register::show::ShownParty;
use crate::domain::money::Money;
use crate::domain::party::CardField;
use crate::domain::text::clean;
use crate::tui::layers::form::card_label;
use crate::tui::theme::Role;

/// What lies in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Card,
    Claims,
    Payments,
    Orders,
    Messages,
    Memberships,
    Vehicles,
    Changes,
}

impl Tab {
    pub const ALL: [Tab; 8] = [
        Tab::Card,
        Tab::Claims,
        Tab::Payments,
        Tab::Orders,
        Tab::Messages,
        Tab::Memberships,
        Tab::Vehicles,
        Tab::Changes,
    ];

    /// The key of its name.
    pub fn name(self) -> &'static str {
        match self {
            Tab::Card => "party-tab-card",
            Tab::Claims => "party-tab-claims",
            Tab::Payments => "party-tab-payments",
            Tab::Orders => "party-tab-orders",
            Tab::Messages => "party-tab-messages",
            Tab::Memberships => "party-tab-memberships",
            Tab::Vehicles => "party-tab-vehicles",
            Tab::Changes => "party-tab-changes",
        }
    }

    /// The key of what stands there while there is nothing.
    pub fn nothing(self) -> &'static str {
        match self {
            Tab::Card => "party-none-card",
            Tab::Claims => "party-none-claims",
            Tab::Payments => "party-none-payments",
            Tab::Orders => "party-none-orders",
            Tab::Messages => "party-none-messages",
            Tab::Memberships => "party-none-memberships",
            Tab::Vehicles => "party-none-vehicles",
            Tab::Changes => "party-none-changes",
        }
    }
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Field(CardField),
    Number(String),
    Party(i64),
    Claim(i64),
    Payment(i64),
    Order(i64),
    Dialogue(String),
    Car(String),
    Change,
}

/// A row: what stands at the left, what there is room for behind it, and what stands at the right.
pub(super) struct Row {
    pub what: What,
    pub left: String,
    pub middle: String,
    pub right: String,
    pub role: Role,
}

/// How many records there are of a tab's kind, where only the newest are shown.
pub(super) fn in_all(tab: Tab, shown: &ShownParty) -> Option<i64> {
    match tab {
        Tab::Claims => Some(shown.claims.all),
        Tab::Payments => Some(shown.payments.all),
        Tab::Orders => Some(shown.orders.all),
        Tab::Messages => Some(shown.messages.all),
        Tab::Memberships => i64::try_from(shown.memberships.len()).ok(),
        Tab::Vehicles => i64::try_from(shown.vehicles.len()).ok(),
        Tab::Changes => i64::try_from(shown.changes.len()).ok(),
        Tab::Card => None,
    }
}

/// The rows of a tab.
pub(super) fn of(tab: Tab, shown: &ShownParty, t: &Texts) -> Vec<Row> {
    match tab {
        Tab::Card => card(shown, t),
        Tab::Claims => claims(shown, t),
        Tab::Payments => payments(shown, t),
        Tab::Orders => orders(shown, t),
        Tab::Messages => messages(shown, t),
        Tab::Memberships => memberships(shown, t),
        Tab::Vehicles => vehicles(shown),
        Tab::Changes => changes(shown, t),
    }
}

fn day(date: Option<chrono::NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn row(what: What, left: String, middle: String, right: String) -> Row {
    Row {
        what,
        left,
        middle,
        right,
        role: Role::Text,
    }
}

/// What a field shows: words for codes, numbers with blanks, and of who pays the name, too.
fn value(field: CardField, shown: &ShownParty, t: &Texts) -> String {
    let typed = shown.kept.card.typed(field);
    if typed.is_empty() {
        return String::new();
    }
    match field {
        CardField::Phone => match &shown.phone {
            Ok(spaced) => spaced.clone(),
            Err(fault) => format!("{typed}   ! {}", t.t(&format!("phone-fault-{}", fault.code()))),
        },
        CardField::Channel => t.t(&format!("party-channel-{typed}")),
        CardField::Language => t.t(&format!("language-name-{typed}")),
        CardField::Kind if matches!(typed.as_str(), "person" | "company") => t.t(&format!("party-kind-{typed}")),
        CardField::Payer => format!("{typed} {}", shown.payer_name),
        _ => typed,
    }
}

fn card(shown: &ShownParty, t: &Texts) -> Vec<Row> {
    let mut rows = Vec::new();
    for field in CardField::ALL {
        let mut one = row(What::Field(*field), t.t(card_label(*field)), value(*field, shown, t), String::new());
        if *field == CardField::Phone && shown.phone.is_err() {
            one.role = Role::Warning;
        }
        rows.push(one);
        if *field == CardField::Phone {
            rows.extend(shown.numbers.iter().map(|number| {
                let spaced = crate::domain::phone::spaced(number);
                row(What::Number(number.clone()), t.t("party-number"), spaced, String::new())
            }));
        }
    }
    let others = [("party-pays-for", &shown.household), ("party-was", &shown.merged)];
    for (key, parties) in others {
        rows.extend(parties.iter().map(|party| {
            let text = format!("{} {}", party.number, party.name);
            row(What::Party(party.id), t.t(key), text, String::new())
        }));
    }
    rows
}

fn claims(shown: &ShownParty, t: &Texts) -> Vec<Row> {
    let rows = shown.claims.rows.iter().map(|claim| {
        let status = claim
            .status
            .map(|status| t.t(&format!("status-{}", status.code())))
            .unwrap_or_default();
        let mut one = row(
            What::Claim(claim.id),
            format!("{:<8}{}", claim.number, day(claim.due_on)),
            claim.description.clone(),
            format!("{:>12}  {status}", t.money(claim.amount)),
        );
        if claim.left == Money::ZERO {
            one.role = Role::Dim;
        }
        one
    });
    rows.collect()
}

fn payments(shown: &ShownParty, t: &Texts) -> Vec<Row> {
    let rows = shown.payments.rows.iter().map(|payment| {
        let state = payment
            .state
            .map(|state| t.t(&format!("state-{}", state.code())))
            .unwrap_or_default();
        row(
            What::Payment(payment.id),
            format!("{:<8}{}", payment.id, day(payment.booked_on)),
            payment.text.clone(),
            format!("{:>12}  {state}", t.money(payment.amount)),
        )
    });
    rows.collect()
}

fn orders(shown: &ShownParty, t: &Texts) -> Vec<Row> {
    let rows = shown.orders.rows.iter().map(|order| {
        let status = order
            .status
            .map(|status| t.t(&format!("order-status-{}", status.code())))
            .unwrap_or_default();
        row(
            What::Order(order.id),
            format!("{:<8}{}", order.number, day(order.opened_on)),
            format!("{}  {}", order.plate, order.description),
            format!("{:>12}  {status}", t.money(order.amount)),
        )
    });
    rows.collect()
}

fn messages(shown: &ShownParty, t: &Texts) -> Vec<Row> {
    let rows = shown.messages.rows.iter().map(|message| {
        let way = message
            .direction
            .map(|way| t.t(&format!("direction-{}", way.code())))
            .unwrap_or_default();
        let state = message
            .state
            .map(|state| t.t(&format!("message-state-{}", state.code())))
            .unwrap_or_default();
        row(
            What::Dialogue(message.number.clone()),
            format!("{}  {way:<4}", local_minute(message.at_ms)),
            message.text.clone(),
            state,
        )
    });
    rows.collect()
}

fn memberships(shown: &ShownParty, t: &Texts) -> Vec<Row> {
    let rows = shown.memberships.iter().map(|one| {
        row(
            What::Claim(one.claim.0),
            format!("{} – {}", one.period.from_on, one.period.until_on),
            one.claim.1.to_string(),
            t.t(&format!("member-state-{}", one.standing.code())),
        )
    });
    rows.collect()
}

fn vehicles(shown: &ShownParty) -> Vec<Row> {
    let rows = shown.vehicles.iter().map(|car| {
        let year = car.year.map(|year| year.to_string()).unwrap_or_default();
        row(
            What::Car(car.plate.clone()),
            car.plate.clone(),
            format!("{} {}", car.make, car.model),
            year,
        )
    });
    rows.collect()
}

/// What a change was: each field with what it was and what it is.
fn differences(before: &str, after: &str, t: &Texts) -> String {
    let read = |text: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text).unwrap_or_default();
    let (was, is) = (read(before), read(after));
    let plain = |value: Option<&serde_json::Value>| match value {
        Some(serde_json::Value::String(text)) => text.clone(),
        _ => String::new(),
    };
    let fields = CardField::ALL.iter().filter(|field| is.contains_key(field.code()));
    let mut words: Vec<String> = fields
        .map(|field| {
            let (old, new) = (plain(was.get(field.code())), plain(is.get(field.code())));
            format!("{}: {old} → {new}", t.t(card_label(*field)))
        })
        .collect();
    for number in [was.get("number"), is.get("number")] {
        words.extend(Some(plain(number)).filter(|number| number.starts_with('+')));
    }
    for (key, word) in [("merged", "party-was"), ("merged_into", "party-merged-into")] {
        let other = plain(is.get(key));
        if !other.is_empty() {
            words.push(t.with(word, &[("into", Arg::Text(other.clone()))]));
            if key == "merged" {
                words.push(other);
            }
        }
    }
    words.join(" · ")
}

fn changes(shown: &ShownParty, t: &Texts) -> Vec<Row> {
    let rows = shown.changes.iter().map(|change| {
        let action = t.t(&format!("action-{}", change.action));
        let what = differences(&change.before, &change.after, t);
        let middle = if what.is_empty() { action } else { format!("{action} · {what}") };
        row(
            What::Change,
            format!("{}  {}", local_minute(change.at_ms), clean(&change.operator)),
            middle,
            change.comment.clone(),
        )
    });
    rows.collect()
}
