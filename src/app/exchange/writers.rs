//! Which files another process has open for writing: such a file is not whole, whatever its age. Linux tells; elsewhere the
//! age alone decides.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many descriptors are looked at before giving up: a limit, not a promise.
const LOOKED_MAX: usize = 200_000;
/// The bits of a descriptor's flags that say how it was opened; 0 is for reading only.
const ACCESS: u32 = 0o3;

/// Those of the files that somebody writes. Paths are absolute, without links.
pub(super) fn written(files: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    if files.is_empty() || !cfg!(target_os = "linux") {
        return found;
    }
    let numbers = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().bytes().all(|byte| byte.is_ascii_digit());
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten().filter(numbers);
    let descriptors = processes.flat_map(|process| std::fs::read_dir(process.path().join("fd")).into_iter().flatten().flatten());
    for descriptor in descriptors.take(LOOKED_MAX) {
        let link = descriptor.path();
        let target = std::fs::read_link(&link).unwrap_or_default();
        if files.contains(&target) && is_for_writing(&link) {
            found.insert(target);
        }
    }
    found
}

fn is_for_writing(descriptor: &Path) -> bool {
    let number = descriptor.file_name().unwrap_or_default();
    let info = descriptor
        .parent()
        .and_then(Path::parent)
        .map(|process| process.join("fdinfo").join(number));
    let text = info.and_then(|info| std::fs::read_to_string(info).ok()).unwrap_or_default();
    let flags = text.lines().find_map(|line| line.strip_prefix("flags:"));
    flags
        .and_then(|flags| u32::from_str_radix(flags.trim(), 8).ok())
        .is_some_and(|flags| flags & ACCESS != 0)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_file_somebody_writes_is_seen() {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().canonicalize().unwrap();
        let (one, two) = (at.join("one"), at.join("two å"));
        std::fs::write(&two, "x").unwrap();
        let open = std::fs::File::create(&one).unwrap();
        let reading = std::fs::File::open(&two).unwrap();
        let both: BTreeSet<PathBuf> = [one.clone(), two.clone()].into();
        assert_eq!(written(&both), [one].into());
        drop((open, reading));
        assert_eq!(written(&both), BTreeSet::new());
        let open = std::fs::OpenOptions::new().append(true).open(&two).unwrap();
        assert_eq!(written(&both), [two].into());
        drop(open);
    }
}
