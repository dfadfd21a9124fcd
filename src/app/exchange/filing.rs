//! One file that came by itself: imported, then put away with a report beside it.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::hands;
use crate::app::import::{Outcome, Request, Watch};
use crate::app::texts::Arg;
use crate::app::{AppError, Session, clock};
use crate::domain::bankfile::Weight;
use crate::domain::refusal::Refusal;
use crate::domain::text::clean;
use crate::store::StoreError;

/// Imported files.
pub const DONE: &str = "done";
/// Refused ones.
pub const REFUSED: &str = "refused";
/// What the name of a report ends with.
const REPORT: &str = ".report.txt";

/// A file that was imported or refused, and put away.
#[derive(Debug)]
pub struct Filed {
    /// What became of it.
    pub outcome: Outcome,
    /// Where it lies now; as before, when it could not be moved.
    pub place: PathBuf,
}

/// What came of trying.
pub(super) enum Tried {
    /// Imported or refused. With the fault, when it could not be moved or reported.
    Filed(Box<Filed>, Option<AppError>),
    /// It changed while it was read: it is not whole yet.
    Changing,
    /// Nothing happened, and it lies where it lay: the site's file is busy, the disk full, the bank file not readable.
    Left(AppError),
}

/// Imports a file by the one code path (OCR-10) and moves it to `done/` or `refused/` of `base`.
pub(super) fn file(session: &mut Session, path: &Path, base: &Path, stop: &dyn Fn() -> bool) -> Tried {
    let request = Request {
        path: path.to_path_buf(),
        ..Request::default()
    };
    let mut watch = Watch {
        progress: &mut |_| {},
        stop,
    };
    let before = stamp(path);
    let outcome = match Outcome::of(session, &request, false, &mut watch) {
        Ok(outcome) => outcome,
        Err(AppError::Import(_)) if before.is_none() || stamp(path) != before => return Tried::Changing,
        Err(AppError::Import(refused)) if refused.findings.iter().any(|finding| finding.code == "unreadable-file") => {
            return Tried::Left(AppError::Import(refused));
        }
        Err(AppError::Import(refused)) => Outcome::refused(&refused),
        Err(AppError::Store(StoreError::Refused(Refusal::FileChanged { .. }))) => return Tried::Changing,
        Err(error) => return Tried::Left(error),
    };
    let folder = base.join(if outcome.status == "refused" { REFUSED } else { DONE });
    let mut fault = None;
    let moved = hands::make(&folder).and_then(|()| {
        let tell = |place: &Path| fault = report(session, &outcome, place).err();
        hands::move_into(path, &folder, tell).map_err(hands::at(path))
    });
    let (place, fault) = match moved {
        Ok(place) => (place, fault),
        Err(error) => (path.to_path_buf(), Some(error)),
    };
    tracing::info!(status = outcome.status, "bank file taken");
    Tried::Filed(Box::new(Filed { outcome, place }), fault)
}

/// What tells whether a file changed: its length and when it was written.
pub(super) fn stamp(path: &Path) -> Option<(u64, std::time::SystemTime)> {
    let about = std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    Some((about.len(), about.modified().ok()?))
}

/// A path as a shell takes it word by word, whatever stands in it.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', "'\\''"))
}

/// Writes what `import` would have said beside the place the file gets. What stands there from a try that was cut off stays.
fn report(session: &Session, outcome: &Outcome, place: &Path) -> Result<(), AppError> {
    let lang = session.lang;
    let at = clock::local_minute(session.actor().at_ms);
    let mut lines = vec![format!("{at}  {}  {}", clean(&session.site.name), clean(&session.operator))];
    lines.extend(outcome.lines(lang));
    lines.extend(outcome.warnings(lang));
    let codes: Vec<&str> = outcome
        .findings
        .iter()
        .filter(|f| f.weight == Weight::Ask)
        .map(|f| f.code)
        .collect();
    if outcome.status == "refused" && outcome.findings.iter().all(|f| f.weight != Weight::Refuse) {
        let accepts: Vec<String> = codes.iter().map(|code| format!("--accept {code}")).collect();
        let args = [("codes", Arg::Text(accepts.join(" "))), ("path", Arg::Text(quoted(place)))];
        lines.push(lang.texts().with("exchange-report-accept", &args));
    }
    let mut name = place.as_os_str().to_owned();
    name.push(REPORT);
    let path = PathBuf::from(name);
    let write = || {
        let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
        lines.iter().try_for_each(|line| writeln!(file, "{}", clean(line)))
    };
    write().map_err(hands::at(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_to_a_shell() {
        assert_eq!(quoted(Path::new("/in/$(x) `y` \".txt")), "'/in/$(x) `y` \".txt'");
        assert_eq!(quoted(Path::new("/in/o'clock")), "'/in/o'\\''clock'");
    }
}
