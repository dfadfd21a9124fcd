//! The five languages hold together, and hold everything the program says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use fordring::app::columns::{Kind, LISTS};
use fordring::app::import::SITE_FINDINGS;
use fordring::app::texts::{Arg, Lang};
use fordring::domain::order;
use fordring::domain::refusal::Refusal;
use fordring::formats::{FINDING_CODES, Looks};
use fordring::store::check::FAULTS;
use fordring::store::check_charges::FAULTS as CHARGE_FAULTS;
use fordring::store::check_dues::FAULTS as DUES_FAULTS;
use fordring::store::check_orders::FAULTS as ORDER_FAULTS;
use fordring::store::check_parties::FAULTS as PARTY_FAULTS;
use fordring::store::check_sending::FAULTS as SENDING_FAULTS;
use fordring::store::outbox::OutState;

/// Keys of a language file, and what stands to be filled in for each.
fn keys(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut now: Option<String> = None;
    for line in source.lines() {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (key, _) = line.split_once('=').unwrap_or_else(|| panic!("no text: {line}"));
            let key = key.trim().to_owned();
            assert!(all.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands there twice");
            now = Some(key);
        } else if line.starts_with('#') {
            now = None;
        }
        let Some(places) = now.as_ref().and_then(|key| all.get_mut(key)) else {
            continue;
        };
        for (at, _) in line.match_indices('$') {
            places.insert(line[at + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    all
}

fn english() -> BTreeMap<String, BTreeSet<String>> {
    keys(Lang::En.source())
}

#[test]
fn every_language_has_the_same_keys_with_the_same_places() {
    let english = english();
    assert!(english.len() > 300);
    for lang in Lang::ALL {
        let theirs = keys(lang.source());
        let missing: Vec<_> = english.keys().filter(|key| !theirs.contains_key(*key)).collect();
        let added: Vec<_> = theirs.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(
            missing.is_empty() && added.is_empty(),
            "{lang:?}: missing {missing:?}, added {added:?}"
        );
        for (key, places) in &english {
            assert_eq!(&theirs[key], places, "{lang:?} {key}");
        }
    }
}

#[test]
fn every_language_says_every_text_without_a_fault() {
    for lang in Lang::ALL {
        let resource = FluentResource::try_new(lang.source().to_owned()).unwrap_or_else(|(_, faults)| panic!("{lang:?}: {faults:?}"));
        let mut bundle = FluentBundle::new(vec![lang.code().parse().unwrap()]);
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .unwrap_or_else(|faults| panic!("{lang:?}: {faults:?}"));
        for (key, places) in keys(lang.source()) {
            for number in [0, 1, 2, 5, 1000] {
                let mut args = FluentArgs::new();
                places.iter().for_each(|name| args.set(name.clone(), number));
                let pattern = bundle.get_message(&key).and_then(|message| message.value());
                let pattern = pattern.unwrap_or_else(|| panic!("{lang:?} {key} has no text"));
                let mut faults = Vec::new();
                let said = bundle.format_pattern(pattern, Some(&args), &mut faults);
                assert!(faults.is_empty(), "{lang:?} {key}: {faults:?}");
                assert!(!said.trim().is_empty() && !said.contains('{'), "{lang:?} {key}: {said}");
            }
        }
    }
}

#[test]
fn every_refusal_has_words_that_its_fields_fill() {
    let english = english();
    // Both ways: no refusal without words, no words without a refusal.
    let worded = english.keys().filter(|key| key.starts_with("refusal-")).count();
    assert!(
        worded > 0 && worded == Refusal::CODES.len(),
        "{worded} texts for {} refusals",
        Refusal::CODES.len()
    );
    for (code, fields) in Refusal::CODES {
        let places = english.get(&format!("refusal-{code}")).unwrap_or_else(|| panic!("refusal-{code}"));
        for place in places {
            assert!(fields.contains(&place.as_str()), "refusal-{code}: {place} is not one of {fields:?}");
        }
    }
}

#[test]
fn every_code_has_its_text() {
    let english = english();
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    wanted.extend(FINDING_CODES.iter().chain(SITE_FINDINGS).map(|code| format!("finding-{code}")));
    wanted.extend(
        FAULTS
            .iter()
            .chain(ORDER_FAULTS)
            .chain(CHARGE_FAULTS)
            .chain(PARTY_FAULTS)
            .chain(DUES_FAULTS)
            .chain(SENDING_FAULTS)
            .map(|code| format!("check-{code}")),
    );
    wanted.extend(Looks::ALL.iter().map(|looks| format!("looks-{}", looks.code())));
    for list in LISTS {
        wanted.extend(list.views.iter().map(|view| format!("view-{}-{}", list.id, view.code)));
        for column in list.columns {
            wanted.insert(format!("column-{}-{}", list.id, column.id));
            if let Kind::Choice(prefix, _, words) = column.kind {
                let coded = words().into_iter().filter(|(_, code)| !code.is_empty());
                wanted.extend(coded.map(|(_, code)| format!("{prefix}-{code}")));
            }
            if let Kind::Code(prefix, words) = column.kind {
                wanted.extend(words.iter().map(|code| format!("{prefix}-{code}")));
            }
        }
    }
    use fordring::domain::claim::Operation;
    use fordring::domain::payment::Movement;
    wanted.extend(Operation::ALL.iter().map(|o| format!("operation-{}", o.code())));
    wanted.extend(Movement::ALL.iter().map(|m| format!("movement-{}", m.code())));
    wanted.extend(order::Operation::ALL.iter().map(|o| format!("operation-{}", o.code())));
    wanted.extend(order::RequestState::ALL.iter().map(|s| format!("request-state-{}", s.code())));
    wanted.extend(order::Missing::KEYS.iter().map(|key| (*key).to_owned()));
    wanted.extend(OutState::ALL.iter().map(|s| format!("outbox-{}", s.code())));
    let missing: Vec<_> = wanted.iter().filter(|key| !english.contains_key(*key)).collect();
    assert!(wanted.len() > 150 && missing.is_empty(), "{missing:?}");
    for (key, places) in english.iter().filter(|(key, _)| key.starts_with("finding-")) {
        assert!(
            places.iter().all(|place| place == "found" || place == "expected"),
            "{key}: {places:?}"
        );
    }
}

/// Every string of the sources, and the beginnings of keys that are put together (`status-{`).
fn strings() -> (BTreeSet<String>, BTreeSet<String>, BTreeSet<String>) {
    fn walk(folder: &Path, out: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut source = String::new();
    walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut source);
    let (mut all, mut begun, mut said) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for (place, text) in line.split('"').enumerate() {
            if place % 2 == 1 {
                all.insert(text.to_owned());
                // Ids of commands and of fields of the change log are parts of keys with hyphens.
                all.insert(text.replace('.', "-"));
                all.insert(text.replace('_', "-"));
                if let Some((start, _)) = text.split_once('{').filter(|(start, _)| start.ends_with('-')) {
                    begun.insert(start.to_owned());
                }
            }
        }
    }
    for call in [".t(", ".with("] {
        for (at, _) in source.match_indices(call) {
            let behind = source[at + call.len()..].trim_start();
            if let Some(key) = behind.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                said.insert(key.to_owned());
            }
        }
    }
    // Settings name their texts themselves.
    for row in fordring::app::usecase::site_settings::ROWS {
        all.extend([row.heading(), row.text(), row.help()]);
    }
    // A choice column names the beginning of its texts.
    for list in LISTS {
        for column in list.columns {
            if let Kind::Choice(prefix, ..) | Kind::Code(prefix, _) = column.kind {
                begun.insert(format!("{prefix}-"));
            }
        }
    }
    (all, begun, said)
}

#[test]
fn every_key_that_is_said_is_there() {
    let (_, _, said) = strings();
    assert!(said.len() > 15, "{said:?}");
    let english = english();
    let missing: Vec<_> = said.iter().filter(|key| !english.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_key_is_left_over() {
    let (all, begun, _) = strings();
    let is_word = |word: &str| all.contains(word);
    let used = |key: &String| {
        let put_together = |start: &String| {
            let Some(rest) = key.strip_prefix(start.as_str()) else {
                return false;
            };
            let of_list = LISTS
                .iter()
                .any(|list| rest.strip_prefix(list.id).and_then(|r| r.strip_prefix('-')).is_some_and(is_word));
            is_word(rest) || of_list
        };
        is_word(key) || begun.iter().any(put_together)
    };
    let english = english();
    let left: Vec<_> = english.keys().filter(|key| !used(key)).collect();
    assert!(left.is_empty(), "left over: {left:?}");
}

#[test]
fn an_amount_and_a_name_are_filled_in_clean() {
    let paid = fordring::domain::money::Money::from_minor(123_456_700);
    for lang in Lang::ALL {
        let refusal = Refusal::MoneyReceived { number: 14790, paid };
        let said = lang.texts().refusal(&refusal);
        assert!(said.contains("14790") && said.contains("1 234 567"), "{lang:?}: {said}");
        let said = lang
            .texts()
            .with("place-line", &[("line", Arg::Count(3)), ("what", Arg::from("a\u{1b}[2Jb\u{202e}"))]);
        assert!(
            said.contains('3') && !said.contains('\u{1b}') && !said.contains('\u{202e}'),
            "{lang:?}: {said:?}"
        );
    }
}
