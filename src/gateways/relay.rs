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

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::PortError;
use super::charges::{ChargeEvent, ChargeNews};
use super::sending::fingerprint;
use crate::domain::text::clean;

/// More than any push has, in bytes.
const LARGEST: u64 = 1024 * 1024;
/// How many lists and objects may stand in one another. Those of the providers have three.
const DEEPEST: usize = 16;
/// A file that cannot be read and is younger than this may not be whole yet, ms.
const SETTLED_MS: i64 = 60_000;
/// About as many news are told at once; the rest is for the next time.
const MOST_NEWS: usize = 2_000;
/// So many faults of one file are told.
const MOST_FAULTS: usize = 10;
/// So many names are tried for a file that moves to a folder where its name is taken.
const MOST_NAMES: u32 = 1_000;
/// So much of a file's name is shown.
const NAME_SHOWN: usize = 80;

/// A place in a file where it is not what was agreed. Lines and columns begin with 1.
#[derive(Debug)]
pub(super) struct Fault {
    line: usize,
    column: usize,
    what: &'static str,
}

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

struct Waiting {
    name: OsString,
    path: PathBuf,
    at_ms: i64,
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

impl Fault {
    /// A fault at a byte of the text.
    pub(super) fn at(text: &str, offset: usize, what: &'static str) -> Fault {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let last = before.rsplit('\n').next().unwrap_or_default();
        Fault {
            line,
            column: last.chars().count() + 1,
            what,
        }
    }

    /// What serde says of a part of the text, placed in the whole. Its words may quote what it found, so they are left out.
    pub(super) fn of(text: &str, part: &str, error: &serde_json::Error) -> Fault {
        let what = if error.is_data() { "not what was agreed" } else { "not JSON" };
        let offset = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        let base = Fault::at(text, offset, what);
        let column = if error.line() > 1 {
            error.column()
        } else {
            base.column + error.column().saturating_sub(1)
        };
        Fault {
            line: base.line + error.line().saturating_sub(1),
            column,
            what,
        }
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
        if let Err(error) = self.put_away(file, place) {
            let detail = format!("{}: files cannot be moved to {place}: {error}", self.folder.display());
            told.trouble(format!("unmoved:{place}:{}", fingerprint(&[&detail])), detail);
        }
    }

    fn is_young(&self, file: &Waiting) -> bool {
        let age = (self.now_ms)().saturating_sub(file.at_ms);
        // A file from the future, by a clock that is wrong, is not young for ever.
        (-SETTLED_MS..SETTLED_MS).contains(&age)
    }

    /// Moves a file to a folder below. A link never overwrites, and a crash between it and the removal leaves both names.
    fn put_away(&self, file: &Waiting, place: &str) -> io::Result<()> {
        let folder = self.folder.join(place);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        for number in 0..MOST_NAMES {
            let mut name = file.name.clone();
            if number > 0 {
                name.push(format!(".{number}"));
            }
            let target = folder.join(name);
            match fs::hard_link(&file.path, &target) {
                Ok(()) => return remove(&file.path),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    if is_same(&file.path, &target) {
                        return remove(&file.path);
                    }
                }
                // Another process has put it away.
                Err(error) if error.kind() == io::ErrorKind::NotFound && !file.path.exists() => return Ok(()),
                // A file system without links.
                Err(_) if !target.exists() => return fs::rename(&file.path, &target),
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists))
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
        let moved = self.put_away(&file, "done");
        let _ = fs::remove_file(&file.path);
        let _ = fs::remove_file(self.folder.join("done").join(&name));
        moved
    }
}

/// The files of a folder that may be whole, oldest first.
fn list(folder: &Path) -> io::Result<Vec<Waiting>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if is_passed_over(&name.to_string_lossy()) {
            continue;
        }
        // It may be moved while we look. A link's own metadata: what it points to is nobody's push.
        let Ok(about) = entry.metadata() else { continue };
        if !about.is_file() {
            continue;
        }
        let since = about.modified()?.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        files.push(Waiting {
            path: entry.path(),
            name,
            at_ms: i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        });
    }
    files.sort_by(|a, b| (a.at_ms, &a.name).cmp(&(b.at_ms, &b.name)));
    Ok(files)
}

fn is_passed_over(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with('.') || name.ends_with('~') || [".tmp", ".part", ".partial"].iter().any(|end| name.ends_with(end))
}

/// The bytes of a file; `None`: more than any push has.
fn content(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST).then_some(bytes))
}

/// The text of a file: UTF-8, with a byte order mark or without, and nothing in it too deep.
fn text(bytes: &[u8]) -> Result<&str, Fault> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).and_then(|good| std::str::from_utf8(good).ok());
            let good = good.unwrap_or_default();
            return Err(Fault::at(good, good.len(), "not UTF-8"));
        }
    };
    match too_deep(text) {
        None => Ok(text),
        Some(offset) => Err(Fault::at(text, offset, "too deep")),
    }
}

/// Where lists and objects stand too deep in one another.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(offset);
        }
    }
    None
}

/// The name of a file for people.
fn shown(file: &Waiting) -> String {
    clean(&file.name.to_string_lossy()).chars().take(NAME_SHOWN).collect()
}

fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| content(path).ok().flatten();
    whole(one).is_some_and(|bytes| whole(other) == Some(bytes))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The id of a news of a kind, from ids of the provider: as they are where they are short and plain.
pub(super) fn news_id(kind: &str, ids: &[&str]) -> String {
    let plain = |id: &&str| (1..=80).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if ids.iter().all(|id| plain(id)) {
        return format!("{kind}:{}", ids.join(":"));
    }
    format!("{kind}:{}", fingerprint(ids))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_outside_texts() {
        let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert_eq!(too_deep(&deep(16)), None);
        assert_eq!(too_deep(&deep(17)), Some(16));
        assert_eq!(too_deep(&format!("\"\\\"{}\"", deep(40))), None);
        assert_eq!(too_deep(&"[]".repeat(50_000)), None);
        assert!(too_deep(&"{\"a\":".repeat(100_000)).is_some());
    }

    #[test]
    fn places_are_lines_and_columns() {
        let place = |fault: Fault| (fault.line, fault.column);
        assert_eq!(place(Fault::at("", 0, "x")), (1, 1));
        assert_eq!(place(Fault::at("å\nøæ", 5, "x")), (2, 2));
        assert_eq!(place(text(b"ab\n\xff").unwrap_err()), (2, 1));
        let text = "{\n \"mo\": [7,\n 8]}";
        let error = serde_json::from_str::<String>("8").unwrap_err();
        assert_eq!(place(Fault::of(text, &text[14..15], &error)), (3, 2));
        assert_eq!(text.get(14..15), Some("8"));
    }

    #[test]
    fn what_may_be_on_its_way_is_passed_over() {
        for name in [".x.json", "x.json.tmp", "x.PART", "x.json.partial", "x~"] {
            assert!(is_passed_over(name), "{name}");
        }
        for name in ["x.json", "7a02c0000f00", "tmp.json"] {
            assert!(!is_passed_over(name), "{name}");
        }
    }

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
