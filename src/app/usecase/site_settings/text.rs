//! Values of settings as people read and type them, and as they stand in the file.

use toml_edit::{Array, InlineTable, Item, Value, value};

use super::rows::Kind;
use crate::domain::money::Money;
use crate::domain::text::clean;

/// The longest value.
const LENGTH_MAX: usize = 2_000;

/// A value as people read it. A secret that stands in the file itself, where it must not, is not shown.
pub fn shown(kind: Kind, item: &Item) -> String {
    let listed = |array: &Array, between: &str| {
        let words = array.iter().map(plain);
        words.collect::<Vec<_>>().join(between)
    };
    match (kind, item) {
        (Kind::Secret, item) => item.as_table_like().map_or_else(
            || "***".to_owned(),
            |table| table.iter().map(|(how, place)| format!("{how}:{}", plain_item(place))).collect(),
        ),
        (Kind::Amounts | Kind::Lists, item) => item.as_table_like().map_or_else(String::new, |table| {
            let pair = |(name, item): (&str, &Item)| {
                let words = item.as_array().map_or_else(|| plain_item(item), |array| listed(array, " "));
                format!("{name}={words}")
            };
            table.iter().map(pair).collect::<Vec<_>>().join(", ")
        }),
        (Kind::Lines, item) => item.as_array().map_or_else(|| plain_item(item), |array| listed(array, " / ")),
        (_, item) => item.as_array().map_or_else(|| plain_item(item), |array| listed(array, ", ")),
    }
}

fn plain_item(item: &Item) -> String {
    item.as_value().map_or_else(String::new, plain)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.value().clone(),
        other => other.to_string().trim().to_owned(),
    }
}

/// What is typed, as it stands in the file. `None`: it cannot be such a value.
pub fn item(kind: Kind, typed: &str) -> Option<Item> {
    let typed = typed.trim();
    if typed.chars().count() > LENGTH_MAX || clean(typed) != typed {
        return None;
    }
    let array = |words: &mut dyn Iterator<Item = &str>| words.map(str::trim).filter(|word| !word.is_empty()).collect::<Array>();
    Some(match kind {
        Kind::Text | Kind::Path => value(typed),
        Kind::Lines => value(array(&mut typed.split('/'))),
        Kind::Times => value(array(&mut typed.split(','))),
        Kind::Several(words) => {
            let typed: Vec<&str> = typed.split(',').map(str::trim).collect();
            if !typed.iter().all(|word| words.contains(word)) {
                return None;
            }
            value(array(&mut typed.into_iter()))
        }
        Kind::Words(words) => value(*words.iter().find(|word| **word == typed)?),
        Kind::Number(least, most) => value(typed.parse::<i64>().ok().filter(|number| (least..=most).contains(number))?),
        Kind::Amount => value(amount(typed)?),
        Kind::Flag => value(match typed {
            "true" | "yes" => true,
            "false" | "no" => false,
            _ => return None,
        }),
        Kind::Secret => {
            let (how, place) = typed.split_once(':')?;
            let how = ["file", "env", "credential"].into_iter().find(|known| *known == how)?;
            let mut table = InlineTable::new();
            table.insert(how, Some(place.trim()).filter(|place| !place.is_empty())?.into());
            value(table)
        }
        Kind::Amounts | Kind::Lists => {
            let mut table = InlineTable::new();
            for pair in typed.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
                let (name, words) = pair.split_once('=')?;
                let words = match kind {
                    Kind::Amounts => amount(words)?.into(),
                    _ => array(&mut words.split_whitespace()).into(),
                };
                table.insert(Some(name.trim()).filter(|name| !name.is_empty())?, words);
            }
            value(table)
        }
    })
}

fn amount(typed: &str) -> Option<String> {
    let amount = Money::parse(typed.trim()).ok().filter(|amount| !amount.is_negative())?;
    Some(amount.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_shown_as_it_was_typed() {
        for (kind, typed) in [
            (Kind::Text, "Bryggen 1"),
            (Kind::Lines, "Verkstadsgatan 3 / 114 55 Mallås"),
            (Kind::Words(&["open", "keep"]), "keep"),
            (Kind::Number(1, 365), "14"),
            (Kind::Amount, "50.00"),
            (Kind::Flag, "true"),
            (Kind::Times, "06:30, 12:00"),
            (Kind::Several(&["email", "sms", "print"]), "print, email"),
            (Kind::Secret, "file:/etc/fordring/key"),
            (Kind::Secret, "env:STREX_KEY"),
            (Kind::Amounts, "eva=100.00, ola=25.50"),
            (Kind::Lists, "claim.annul=Alt+x F6, order.send=F4"),
        ] {
            let item = item(kind, typed).unwrap();
            assert_eq!(shown(kind, &item), typed);
            // As it stands in a file, too.
            let text = format!("key = {item}");
            let file: toml_edit::DocumentMut = text.parse().unwrap();
            assert_eq!(shown(kind, &file["key"]), typed, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_such_a_value_is_none() {
        for (kind, typed) in [
            (Kind::Words(&["open", "keep"]), "burn"),
            (Kind::Number(1, 365), "0"),
            (Kind::Number(1, 365), "366"),
            (Kind::Number(1, 365), "1.5"),
            (Kind::Several(&["email", "sms", "print"]), "print, pigeon"),
            (Kind::Amount, "-1"),
            (Kind::Amount, "many"),
            (Kind::Flag, "perhaps"),
            (Kind::Secret, "hunter2"),
            (Kind::Secret, "file:"),
            (Kind::Secret, "mail:me"),
            (Kind::Amounts, "eva"),
            (Kind::Amounts, "=5"),
            (Kind::Text, "a\u{1b}[31mb"),
            (Kind::Text, "two\nlines"),
        ] {
            assert!(item(kind, typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn a_secret_in_the_file_itself_is_not_shown() {
        let file: toml_edit::DocumentMut = "key = \"hunter2\"".parse().unwrap();
        assert_eq!(shown(Kind::Secret, &file["key"]), "***");
    }
}
