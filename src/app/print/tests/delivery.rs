//! Files, viewers and printers. The programs are shell scripts in a folder of their own.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::samples;
use crate::app::print::deliver::{DeliverError, Delivery, file_stem, save};
use crate::app::texts::Lang;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A delivery that looks for its programs in a folder first.
///
/// A script that another thread's new process still holds open cannot be started ("text file busy"), so one test at a time.
fn with_programs(folder: &Path, programs: &[(&str, &str)]) -> (Delivery, MutexGuard<'static, ()>) {
    static ALONE: Mutex<()> = Mutex::new(());
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    for (name, body) in programs {
        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut search = folder.as_os_str().to_owned();
    search.push(":/usr/bin:/bin");
    let delivery = Delivery {
        viewer: "show-it".into(),
        search: Some(search),
        ..Delivery::default()
    };
    (delivery, alone)
}

#[test]
fn a_document_never_replaces_another() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("new/invoices");
    let first = save(&folder, "faktura-1", b"one").unwrap();
    assert_eq!(first, folder.join("faktura-1.pdf"));
    assert_eq!(save(&folder, "faktura-1", b"one").unwrap(), first);
    let second = save(&folder, "faktura-1", b"two").unwrap();
    assert_eq!(second, folder.join("faktura-1-2.pdf"));
    assert_eq!(save(&folder, "faktura-1", b"two").unwrap(), second);
    assert_eq!(std::fs::read(&first).unwrap(), b"one");
    assert_eq!(names(&folder), ["faktura-1-2.pdf", "faktura-1.pdf"]);
    let mode = std::fs::metadata(&first).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_link_in_the_way_is_not_followed() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("other");
    std::fs::write(&target, "mine").unwrap();
    std::os::unix::fs::symlink(&target, place.path().join("faktura-1.pdf")).unwrap();
    let path = save(place.path(), "faktura-1", b"mine").unwrap();
    assert_eq!(path, place.path().join("faktura-1-2.pdf"));
    assert_eq!(std::fs::read(&target).unwrap(), b"mine");
}

#[test]
fn a_folder_that_cannot_be_written_says_so() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = save(&file, "faktura-1", b"x").unwrap_err();
    assert!(matches!(&error, DeliverError::File { path, .. } if *path == file), "{error}");
    assert!(error.words(Lang::Sv.texts()).contains("kan inte skrivas"));
}

#[test]
fn names_are_of_the_document_and_stay_in_the_folder() {
    let mut invoice = samples::swedish();
    assert_eq!(file_stem(&invoice), "faktura-10242");
    invoice.copy = true;
    assert_eq!(file_stem(&invoice), "faktura-10242-kopia");
    invoice.number = "../../etc/passwd".to_owned();
    assert_eq!(file_stem(&invoice), "faktura-------etc-passwd-kopia");
    assert_eq!(file_stem(&samples::credit()), "kreditfaktura-K17");
}

#[test]
fn lp_gets_printer_title_and_file() {
    let place = tempfile::tempdir().unwrap();
    let (mut delivery, _alone) = with_programs(place.path(), &[("lp", "printf '%s|' \"$@\"; echo; echo request id is lager-7")]);
    delivery.printer = Some("lager".to_owned());
    let file = save(place.path(), "faktura-1", b"x").unwrap();
    let said = delivery.print(&file, "Faktura 1\u{1b}[2J").unwrap();
    assert_eq!(said, format!("-d|lager|-t|Faktura 1␛[2J|{}| request id is lager-7", file.display()));
}

#[test]
fn a_refusal_keeps_the_words_of_lp() {
    let place = tempfile::tempdir().unwrap();
    let loud = "echo 'lp: The printer or class does not exist.' >&2; head -c 300000 /dev/zero; exit 1";
    let (delivery, _alone) = with_programs(place.path(), &[("lp", loud), ("show-it", "exit 4")]);
    let file = PathBuf::from("faktura.pdf");
    let error = delivery.print(&file, "t").unwrap_err();
    let DeliverError::Refused { program, said } = &error else {
        panic!("{error}");
    };
    assert_eq!(
        (program.as_str(), said.as_str()),
        ("lp", "lp: The printer or class does not exist.")
    );
    assert!(error.words(Lang::Da.texts()).contains("does not exist"));
    assert!(matches!(delivery.open(&file), Err(DeliverError::Refused { said, .. }) if said.contains('4')));
}

#[test]
fn what_is_missing_slow_or_no_printer_is_told_apart() {
    let place = tempfile::tempdir().unwrap();
    let (mut delivery, _alone) = with_programs(place.path(), &[("lp", "exec sleep 60")]);
    delivery.patience = Duration::from_millis(100);
    let file = PathBuf::from("faktura.pdf");
    assert!(matches!(delivery.print(&file, "t"), Err(DeliverError::TooSlow { .. })));
    assert!(matches!(delivery.open(&file), Err(DeliverError::NoProgram { program }) if program == "show-it"));
    for name in ["", "-o", "a b", "a/b", "a;b"] {
        delivery.printer = Some(name.to_owned());
        assert!(matches!(delivery.print(&file, "t"), Err(DeliverError::NotAPrinter(_))), "{name}");
    }
    delivery.printer = None;
    delivery.lp = "no-such-lp".into();
    assert!(matches!(delivery.print(&file, "t"), Err(DeliverError::NoProgram { .. })));
}

#[test]
fn a_viewer_that_stays_open_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let (delivery, _alone) = with_programs(place.path(), &[("show-it", "echo \"$1\" > \"$(dirname \"$0\")/shown\"; sleep 3")]);
    let file = save(place.path(), "faktura-1", b"x").unwrap();
    delivery.open(&file).unwrap();
    let shown = std::fs::read_to_string(place.path().join("shown")).unwrap();
    assert_eq!(shown.trim(), file.display().to_string());
}
