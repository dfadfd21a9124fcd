//! A folder of JSON files that a relay keeps for a site which nobody can reach from outside (gateways.md 8.4).
//!
//! The relay writes one file for each push of a provider and this site fetches them; what is in a file is for the provider's
//! adapter to say. Here is what all of them need: which files are whole, in which order, how large, and what becomes of them.
//!
//! A file stays where it is until everything in it was **seen**, so that a crash between telling and storing loses nothing;
//! then it moves to `done/`. A file that cannot be read is told with its name and the place in it, and moves to `refused/`
//! after that. Nothing is deleted, and nothing there is overwritten. What is hidden, no ordinary file, named `.tmp`, `.part`
//! or `.partial`, or cannot be read and is younger than a minute, may still be on its way and is left alone.
//!
//! What is in the files comes from anybody with a telephone: sizes and depths are limited, and faults quote nothing of them.

mod file;

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use super::PortError;
use super::charges::{ChargeEvent, ChargeNews};
use super::sending::fingerprint;
pub(super) use file::Fault;
use file::{Waiting, content, list, put_away, shown, text};

/// A file that cannot be read and is younger than this may not be whole yet, ms.
const SETTLED_MS: i64 = 60_000;
/// About as many news are told at once; the rest is for the next time.
const MOST_NEWS: usize = 2_000;
/// So many faults of one file are told.
const MOST_FAULTS: usize = 10;

/// What an adapter makes of a file.
#[derive(Default)]
pub(super) struct Parsed {
    pub(super) news: Vec<ChargeNews>,
    pub(super) faults: Vec<Fault>,
}

/// What reads the text of a file.
pub(super) type Reader<'a> = dyn FnMut(&str) -> Parsed + 'a;

/// The folder.
pub(super) struct Relay {
    folder: PathBuf,
    now_ms: fn() -> i64,
}

/// What is told in one poll, each news once.
struct Told<'a> {
    seen: &'a dyn Fn(&str) -> bool,
    ids: HashSet<String>,
    news: Vec<ChargeNews>,
}

impl Told<'_> {
    /// Tells a news unless it was told before. Whether it is not seen yet.
    fn tell(&mut self, news: ChargeNews) -> bool {
        if (self.seen)(&news.id) {
            return false;
        }
        if self.ids.insert(news.id.clone()) {
            self.news.push(news);
        }
        true
    }

    fn trouble(&mut self, id: String, detail: String) -> bool {
        self.tell(ChargeNews {
            id,
            event: ChargeEvent::Trouble { detail },
        })
    }
}

impl From<Fault> for Parsed {
    fn from(fault: Fault) -> Parsed {
        Parsed {
            news: Vec::new(),
            faults: vec![fault],
        }
    }
}

impl Relay {
    /// The folder, with a clock in ms since 1970 UTC. Touches nothing yet.
    pub(super) fn new(folder: PathBuf, now_ms: fn() -> i64) -> Relay {
        Relay { folder, now_ms }
    }

    /// What the files say that is not seen yet, the oldest file first. Files of which everything was seen are put away.
    pub(super) fn poll(&self, read: &mut Reader<'_>, seen: &dyn Fn(&str) -> bool) -> Result<Vec<ChargeNews>, PortError> {
        let mut told = Told {
            seen,
            ids: HashSet::new(),
            news: Vec::new(),
        };
        for file in self.waiting()? {
            if told.news.len() >= MOST_NEWS {
                break;
            }
            self.take(&file, read, &mut told);
        }
        Ok(told.news)
    }

    /// Reads everything that was ever fetched and is still there, for what it says of the past.
    pub(super) fn remember(&self, read: &mut Reader<'_>) -> Result<(), PortError> {
        let mut files = list(&self.folder.join("done")).unwrap_or_default();
        files.extend(self.waiting()?);
        files.sort_by(|a, b| (a.at_ms, &a.name).cmp(&(b.at_ms, &b.name)));
        for file in files {
            if let Ok(Some(bytes)) = content(&file.path)
                && let Ok(text) = text(&bytes)
            {
                read(text);
            }
        }
        Ok(())
    }

    /// What keeps it from working, in plain words.
    pub(super) fn examine(&self) -> Vec<String> {
        let folder = self.folder.display();
        if let Err(error) = fs::read_dir(&self.folder) {
            return vec![format!("{folder}: cannot be read: {error}; the relay's files are looked for there")];
        }
        match self.probe() {
            Ok(()) => Vec::new(),
            Err(error) => vec![format!("{folder}: files cannot be put away to its folder done: {error}")],
        }
    }

    fn waiting(&self) -> Result<Vec<Waiting>, PortError> {
        list(&self.folder).map_err(|error| PortError::NotReached {
            detail: format!("{}: {error}", self.folder.display()),
        })
    }

    fn take(&self, file: &Waiting, read: &mut Reader<'_>, told: &mut Told<'_>) {
        let shown = shown(file);
        let (parsed, mark) = match content(&file.path) {
            Ok(Some(bytes)) => {
                let mark = fingerprint(&[&shown, &String::from_utf8_lossy(&bytes)]);
                (text(&bytes).map_or_else(Parsed::from, read), mark)
            }
            Ok(None) => (Parsed::from(Fault::at("", 0, "too large")), fingerprint(&[&shown, "too large"])),
            // Another process has put it away.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => {
                told.trouble(format!("unread:{}", fingerprint(&[&shown])), format!("{shown}: {error}"));
                return;
            }
        };
        if !parsed.faults.is_empty() && self.is_young(file) {
            return;
        }
        let place = if parsed.faults.is_empty() { "done" } else { "refused" };
        let mut open = false;
        for (number, fault) in (1..).zip(parsed.faults.iter().take(MOST_FAULTS)) {
            let detail = format!("{shown}: line {}, column {}: {}", fault.line, fault.column, fault.what);
            open |= told.trouble(format!("fault:{mark}-{number}"), detail);
        }
        for news in parsed.news {
            open |= told.tell(news);
        }
        if open {
            return;
        }
        if let Err(error) = put_away(&self.folder, file, place) {
            let detail = format!("{}: files cannot be moved to {place}: {error}", self.folder.display());
            told.trouble(format!("unmoved:{place}:{}", fingerprint(&[&detail])), detail);
        }
    }

    fn is_young(&self, file: &Waiting) -> bool {
        let age = (self.now_ms)().saturating_sub(file.at_ms);
        // A file from the future, by a clock that is wrong, is not young for ever.
        (-SETTLED_MS..SETTLED_MS).contains(&age)
    }

    /// Puts a file into the folder and away, under a name that the next poll passes over.
    fn probe(&self) -> io::Result<()> {
        let name = format!(".fordring-{}-{:016x}", std::process::id(), fastrand::u64(..));
        let file = Waiting {
            path: self.folder.join(&name),
            name: OsString::from(&name),
            at_ms: 0,
        };
        File::create_new(&file.path)?;
        let moved = put_away(&self.folder, &file, "done");
        let _ = fs::remove_file(&file.path);
        let _ = fs::remove_file(self.folder.join("done").join(&name));
        moved
    }
}

/// The id of a news of a kind, from ids of the provider: as they are where they are short and plain.
pub(super) fn news_id(kind: &str, ids: &[&str]) -> String {
    let plain = |id: &&str| (1..=80).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if ids.iter().all(plain) {
        return format!("{kind}:{}", ids.join(":"));
    }
    format!("{kind}:{}", fingerprint(ids))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_plain() {
        assert_eq!(news_id("mo", &["7a02c0000f00"]), "mo:7a02c0000f00");
        for odd in ["", "a b", "a:b", &"x".repeat(81), "\u{1b}[2J"] {
            let id = news_id("mo", &[odd]);
            assert!(id.starts_with("mo:") && id.len() == 27, "{id}");
        }
        assert_ne!(news_id("dr", &["a:b", "c"]), news_id("dr", &["a", "b:c"]));
    }
}
