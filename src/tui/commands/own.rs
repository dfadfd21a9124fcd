//! Keys of one's own: `[keys]` of the settings gives a command other keys, by its id (ui.md 2). What two commands of one screen
//! would share is refused, and so is a key that terminals keep or cannot tell apart.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::OnceLock;

use super::{Entry, TOGETHER, all, in_scopes};
use crate::app::AppError;
use crate::app::commands::key::Key;
use crate::app::texts::{Arg, Texts};

static OWN: OnceLock<HashMap<&'static str, &'static [Key]>> = OnceLock::new();

/// The keys of a command: its own, or the usual ones.
pub(super) fn keys_of(id: &str, usual: &'static [Key]) -> &'static [Key] {
    OWN.get().and_then(|own| own.get(id)).copied().unwrap_or(usual)
}

/// Takes the keys of the settings into use, before the first screen.
///
/// # Errors
/// [`AppError::Settings`] with the command and the key.
pub(in crate::tui) fn take(wanted: &BTreeMap<String, Vec<String>>, texts: &Texts) -> Result<(), AppError> {
    let own = read(wanted, texts)?;
    let leaked = own.into_iter().map(|(id, keys)| (id, &*keys.leak())).collect();
    // Only the first console of a process sets it, and there is one.
    let _ = OWN.set(leaked);
    Ok(())
}

fn read(wanted: &BTreeMap<String, Vec<String>>, texts: &Texts) -> Result<HashMap<&'static str, Vec<Key>>, AppError> {
    let fault = |code: &str, command: &str, key: &str, other: &str| AppError::Settings {
        path: PathBuf::from("[keys]"),
        detail: texts.with(
            code,
            &[
                ("command", Arg::from(command)),
                ("key", Arg::from(key)),
                ("other", Arg::from(other)),
            ],
        ),
    };
    let mut own: HashMap<&'static str, Vec<Key>> = HashMap::new();
    for (id, names) in wanted {
        let entry = all()
            .find(|entry| entry.id == id)
            .ok_or_else(|| fault("keys-unknown", id, "", ""))?;
        let mut keys = Vec::new();
        for name in names {
            let key: Key = name.parse().map_err(|()| fault("keys-unreadable", id, name, ""))?;
            if !key.is_safe() {
                return Err(fault("keys-unsafe", id, name, ""));
            }
            keys.push(key);
        }
        if keys.is_empty() {
            return Err(fault("keys-none", id, "", ""));
        }
        own.insert(entry.id, keys);
    }
    for scopes in TOGETHER {
        let mut seen: HashMap<Key, &'static str> = HashMap::new();
        for entry in in_scopes(scopes) {
            for key in mine(&own, &entry) {
                if let Some(other) = seen.insert(key, entry.id).filter(|other| *other != entry.id) {
                    return Err(fault("keys-clash", entry.id, &key.to_string(), other));
                }
            }
        }
    }
    Ok(own)
}

fn mine(own: &HashMap<&'static str, Vec<Key>>, entry: &Entry) -> Vec<Key> {
    own.get(entry.id).cloned().unwrap_or_else(|| entry.keys.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::texts::Lang;

    fn told(id: &str, keys: &[&str]) -> String {
        let wanted = BTreeMap::from([(id.to_owned(), keys.iter().map(|key| (*key).to_owned()).collect())]);
        match read(&wanted, Lang::En.texts()) {
            Ok(own) => format!("{:?}", own.values().map(Vec::len).collect::<Vec<_>>()),
            Err(AppError::Settings { detail, .. }) => detail,
            Err(other) => other.to_string(),
        }
    }

    #[test]
    fn own_keys_are_taken_and_clashes_refused_with_both_commands() {
        let clash = told("order.send", &["Alt+s", "F1"]);
        assert!(
            clash.contains("F1") && clash.contains("order.send") && clash.contains("help"),
            "{clash}"
        );
        assert_eq!(told("claim.annul", &["Shift+F2"]), "[1]");
        assert!(told("claim.annul", &["F9"]).contains("F9"));
        assert!(told("claim.annul", &["Ctrl+I"]).contains("Ctrl+I"));
        assert!(told("claim.annul", &["Hyper+x"]).contains("Hyper+x"));
        assert!(told("claim.anul", &["Alt+x"]).contains("claim.anul"));
        assert!(told("claim.annul", &[]).contains("claim.annul"));
    }
}
