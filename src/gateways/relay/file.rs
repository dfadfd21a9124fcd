//! The files themselves: which may be whole, their text, and how they are put away.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::domain::text::clean;

/// More than any push has, in bytes.
const LARGEST: u64 = 1024 * 1024;
/// How many lists and objects may stand in one another. Those of the providers have three.
const DEEPEST: usize = 16;
/// So many names are tried for a file that moves to a folder where its name is taken.
const MOST_NAMES: u32 = 1_000;
/// So much of a file's name is shown.
const NAME_SHOWN: usize = 80;

/// A place in a file where it is not what was agreed. Lines and columns begin with 1.
#[derive(Debug)]
pub(in crate::gateways) struct Fault {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) what: &'static str,
}

/// A file that may be whole.
pub(super) struct Waiting {
    pub(super) name: OsString,
    pub(super) path: PathBuf,
    /// When it was written, ms since 1970 UTC.
    pub(super) at_ms: i64,
}

impl Fault {
    /// A fault at a byte of the text.
    pub(in crate::gateways) fn at(text: &str, offset: usize, what: &'static str) -> Fault {
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
    pub(in crate::gateways) fn of(text: &str, part: &str, error: &serde_json::Error) -> Fault {
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

/// The files of a folder that may be whole, oldest first.
pub(super) fn list(folder: &Path) -> io::Result<Vec<Waiting>> {
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
pub(super) fn content(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST).then_some(bytes))
}

/// The text of a file: UTF-8, with a byte order mark or without, and nothing in it too deep.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Fault> {
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
pub(super) fn shown(file: &Waiting) -> String {
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

/// Moves a file to a folder below. A link never overwrites, and a crash between it and the removal leaves both names.
pub(super) fn put_away(below: &Path, file: &Waiting, place: &str) -> io::Result<()> {
    let folder = below.join(place);
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
}
