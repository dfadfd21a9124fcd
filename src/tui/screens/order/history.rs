//! The change log of an order in words.

use serde_json::{Map, Value};

use crate::app::show::differences;
use crate::app::texts::{Arg, Texts};
use crate::domain::money::Money;

/// What a change changed: `field: before → after`, lines by their number.
pub(super) fn changed(before: &str, after: &str, texts: &Texts) -> Vec<String> {
    let mut all: Vec<String> = differences(before, after)
        .into_iter()
        .filter_map(|(field, was, is)| one(&field, &was, &is, texts))
        .collect();
    all.extend(lines(before, after, texts));
    all
}

fn one(field: &str, was: &str, is: &str, texts: &Texts) -> Option<String> {
    let label = match field {
        // Keys in the file say nothing to a person; what they stand for is on the order itself.
        "customer" | "vehicle" => return Some(texts.t(&format!("log-order-{field}"))),
        "status" => "log-status",
        "total" => "log-amount",
        "amount" => "log-amount",
        "mobile" => "column-orders-mobile",
        "method" => "column-orders-method",
        "payment_received" => "column-orders-payment_received",
        "phone" => "column-orders-phone",
        "mileage" => "order-field-mileage",
        "promised" => "column-orders-promised",
        "description" => "column-orders-description",
        "notes" => "order-field-notes",
        "invoice" => "column-orders-invoice",
        "reference" => "order-link-reference",
        _ => return None,
    };
    let words = |value: &str| match field {
        _ if value.is_empty() => "–".to_owned(),
        "status" => texts.t(&format!("order-status-{value}")),
        "mobile" => texts.t(&format!("mobile-{value}")),
        "method" => texts.t(&format!("method-{value}")),
        "payment_received" => if value == "true" { "✓" } else { "–" }.to_owned(),
        "total" | "amount" => money(value, texts),
        _ => value.to_owned(),
    };
    let label = texts.t(label).to_lowercase();
    Some(if was.is_empty() {
        format!("{label} {}", words(is))
    } else {
        format!("{label} {} → {}", words(was), words(is))
    })
}

fn money(value: &str, texts: &Texts) -> String {
    Money::parse(value).map_or_else(|_| value.to_owned(), |amount| texts.money(amount))
}

type Line = Map<String, Value>;

fn lines_of(snapshot: &str) -> Vec<Line> {
    let read: Map<String, Value> = serde_json::from_str(snapshot).unwrap_or_default();
    let lines = read.get("lines").and_then(Value::as_array).cloned().unwrap_or_default();
    lines.into_iter().filter_map(|line| line.as_object().cloned()).collect()
}

fn text(line: &Line, field: &str) -> String {
    match line.get(field) {
        Some(Value::String(text)) => text.clone(),
        _ => String::new(),
    }
}

fn lines(before: &str, after: &str, texts: &Texts) -> Vec<String> {
    let (was, is) = (lines_of(before), lines_of(after));
    let find = |lines: &[Line], no: Option<&Value>| lines.iter().find(|line| line.get("no") == no).cloned();
    let number = |line: &Line| ("line", Arg::Count(line.get("no").and_then(Value::as_i64).unwrap_or(0)));
    let mut all = Vec::new();
    for line in &was {
        if find(&is, line.get("no")).is_none() {
            all.push(texts.with("log-line-gone", &[number(line), ("text", Arg::Text(text(line, "text")))]));
        }
    }
    for line in &is {
        match find(&was, line.get("no")) {
            None => all.push(texts.with("log-line-new", &[number(line), ("text", Arg::Text(text(line, "text")))])),
            Some(old) => {
                for (field, label) in [
                    ("code", "order-col-code"),
                    ("text", "order-col-text"),
                    ("quantity", "order-col-quantity"),
                    ("price", "order-col-price"),
                    ("discount", "order-col-discount"),
                    ("vat", "order-col-vat"),
                ] {
                    let (was, is) = (text(&old, field), text(line, field));
                    if was != is {
                        let words = |value: &str| match field {
                            _ if value.is_empty() => "–".to_owned(),
                            "price" => money(value, texts),
                            _ => value.to_owned(),
                        };
                        let args = [
                            number(line),
                            ("field", Arg::Text(texts.t(label).to_lowercase())),
                            ("was", Arg::Text(words(&was))),
                            ("is", Arg::Text(words(&is))),
                        ];
                        all.push(texts.with("log-line-field", &args));
                    }
                }
            }
        }
    }
    all
}
