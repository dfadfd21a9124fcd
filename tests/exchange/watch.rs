//! The watched folder with the real program (OCR-8, OCR-10).

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value as Json, json};

use crate::common::{Ran, Site, kid, ocr, pay, program, text};

/// A site with a folder that is watched without waiting.
fn watched() -> (Site, PathBuf) {
    let site = Site::with_claims(&[10_000, 20_000, 30_000]);
    let folder = site.dir.path().join("inn fra banken");
    fs::create_dir(&folder).unwrap();
    settle(&site, &folder, 0);
    (site, folder)
}

fn settle(site: &Site, folder: &Path, seconds: u32) {
    let settings = format!(
        "[exchange]\nfolder = {:?}\nsettle_seconds = {seconds}\nevery_minutes = 1\n",
        text(folder)
    );
    site.file("settings.toml", settings);
}

fn run(site: &Site, args: &[&str]) -> Ran {
    let mut command = program(&site.db);
    command.env("FORDRING_SETTINGS", site.dir.path().join("settings.toml"));
    command.args(args).output().unwrap().into()
}

fn once(site: &Site) -> (i32, Vec<Json>) {
    let ran = run(site, &["watch", "--once", "--json"]);
    let found: Json = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    (ran.code, found.as_array().unwrap().clone())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn payment(number: u32) -> Vec<u8> {
    ocr(number, vec![pay(&kid(u64::from(100 + number)), i64::from(number) * 10_000)])
}

fn age(path: &Path, seconds: u64) {
    let file = File::options().append(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
}

#[test]
fn ocr_8_files_are_imported_oldest_first_and_put_away_with_a_report() {
    let (site, folder) = watched();
    for (name, number, seconds) in [("b.txt", 1, 50), ("a.txt", 2, 100), ("c.txt", 3, 50)] {
        fs::write(folder.join(name), payment(number)).unwrap();
        age(&folder.join(name), seconds);
    }
    fs::write(folder.join("notat.txt"), "hei").unwrap();
    fs::create_dir(folder.join("under")).unwrap();
    fs::write(folder.join("under/d.txt"), payment(3)).unwrap();
    for unfinished in [".skjult", "e.part", "e.TMP"] {
        fs::write(folder.join(unfinished), payment(3)).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.join("under/d.txt"), folder.join("lenke.txt")).unwrap();
    let ran = run(&site, &["watch", "--once", "--json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("notat.txt"), "{ran:?}");
    let found: Json = serde_json::from_str(&ran.out).unwrap();
    let told: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["file"].as_str().unwrap(), f["status"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("a.txt", "stored"),
            ("b.txt", "stored"),
            ("c.txt", "stored"),
            ("notat.txt", "refused")
        ]
    );
    assert_eq!(
        names(&folder.join("done")),
        [
            "a.txt",
            "a.txt.report.txt",
            "b.txt",
            "b.txt.report.txt",
            "c.txt",
            "c.txt.report.txt"
        ]
    );
    assert_eq!(names(&folder.join("refused")), ["notat.txt", "notat.txt.report.txt"]);
    assert_eq!(
        names(&folder),
        [
            ".fordring-lock",
            ".skjult",
            "done",
            "e.TMP",
            "e.part",
            "lenke.txt",
            "refused",
            "under"
        ]
    );
    let report = fs::read_to_string(folder.join("done/a.txt.report.txt")).unwrap();
    let import = run(&site, &["files", "list", "--json"]);
    assert!(import.out.contains("a.txt"), "{import:?}");
    assert!(
        report.contains("a.txt: 1 payments, control sum 200.00, 200.00 booked") && report.contains("kari"),
        "{report}"
    );
    assert_eq!(site.payments().len(), 3);
    let (code, nothing) = once(&site);
    assert_eq!((code, nothing.len()), (0, 0));
    site.check();
}

#[test]
fn ocr_10_a_file_that_came_before_is_put_away_as_known_and_nothing_is_written_over() {
    let (site, folder) = watched();
    for content in [payment(1), payment(1), payment(2)] {
        fs::write(folder.join("ocr.txt"), content).unwrap();
        assert_eq!(once(&site).0, 0);
    }
    let done = names(&folder.join("done"));
    assert_eq!(
        done,
        [
            "ocr (2).txt",
            "ocr (2).txt.report.txt",
            "ocr (3).txt",
            "ocr (3).txt.report.txt",
            "ocr.txt",
            "ocr.txt.report.txt"
        ]
    );
    assert_eq!(fs::read(folder.join("done/ocr.txt")).unwrap(), payment(1));
    let known = fs::read_to_string(folder.join("done/ocr (2).txt.report.txt")).unwrap();
    assert!(known.contains("stored before"), "{known}");
    assert_eq!(site.payments().len(), 2);
}

#[test]
fn a_file_that_asks_is_refused_and_its_report_says_how_to_go_on() {
    let (site, folder) = watched();
    fs::write(folder.join("en.txt"), payment(1)).unwrap();
    once(&site);
    // The same transmission number with other content.
    fs::write(folder.join("to.txt"), ocr(1, vec![pay(&kid(102), 20_000)])).unwrap();
    let (code, told) = once(&site);
    assert_eq!((code, told[0]["status"].as_str()), (3, Some("refused")));
    let report = fs::read_to_string(folder.join("refused/to.txt.report.txt")).unwrap();
    let line = report.lines().find(|line| line.contains("fordring import")).unwrap();
    assert!(
        line.contains("--accept same-identity") && line.contains("refused/to.txt'"),
        "{report}"
    );
    let refused = folder.join("refused/to.txt");
    site.ok(&["import", "--accept", "same-identity", text(&refused)]);
    assert_eq!(site.payments().len(), 2);
}

#[test]
fn ocr_8_a_file_that_is_still_written_is_left_alone_until_it_is_whole() {
    let (site, folder) = watched();
    settle(&site, &folder, 1);
    let whole = payment(1);
    let path = folder.join("stor.txt");
    // Written to now and then, for longer than it has to rest.
    let writer = std::thread::spawn({
        let (path, whole) = (path.clone(), whole.clone());
        move || {
            for piece in whole.chunks(whole.len().div_ceil(8)) {
                let mut file = File::options().append(true).create(true).open(&path).unwrap();
                file.write_all(piece).unwrap();
                drop(file);
                std::thread::sleep(Duration::from_millis(400));
            }
        }
    });
    std::thread::sleep(Duration::from_millis(300));
    let (code, told) = once(&site);
    assert_eq!((code, told.len()), (0, 0), "{told:?}");
    assert!(path.exists());
    writer.join().unwrap();
    let (code, told) = once(&site);
    assert_eq!((code, told[0]["status"].as_str()), (0, Some("stored")));
    assert_eq!(fs::read(folder.join("done/stor.txt")).unwrap(), whole);
}

#[cfg(target_os = "linux")]
#[test]
fn ocr_8_a_file_that_another_program_has_open_for_writing_is_left_alone() {
    let (site, folder) = watched();
    let path = folder.join("apen.txt");
    fs::write(&path, payment(1)).unwrap();
    let open = File::options().append(true).open(&path).unwrap();
    let (code, told) = once(&site);
    assert_eq!((code, told.len()), (0, 0));
    drop(open);
    assert_eq!(once(&site).1.len(), 1);
}

#[test]
fn hostile_names_harm_nothing() {
    let (site, folder) = watched();
    let hostile = ["a\u{1b}[2J\u{1b}]0;x\u{7}.txt", "-rf", "b\n\u{202e}c.txt", "$(reboot).txt"];
    for (name, number) in hostile.iter().zip(1..) {
        fs::write(folder.join(name), if number < 4 { payment(number) } else { b"x".to_vec() }).unwrap();
    }
    let long = format!("{}.txt", "å".repeat(120));
    fs::write(folder.join(&long), payment(1)).unwrap();
    let ran = run(&site, &["watch", "--once"]);
    assert!(
        !ran.out.contains(['\u{1b}', '\u{202e}', '\u{7}']) && !ran.err.contains(['\u{1b}', '\u{202e}', '\u{7}']),
        "{ran:?}"
    );
    assert_eq!(site.payments().len(), 3);
    for name in names(&folder.join("done")).iter().chain(&names(&folder.join("refused"))) {
        assert!(!name.contains(['\u{1b}', '\n', '\u{202e}']), "{name:?}");
    }
    assert_eq!(names(&folder), [".fordring-lock", "done", "refused"]);
}

#[test]
fn one_watch_at_a_time_and_it_stops_cleanly() {
    let (site, folder) = watched();
    let mut command = program(&site.db);
    command.env("FORDRING_SETTINGS", site.dir.path().join("settings.toml"));
    let mut watch = command
        .args(["watch"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while !folder.join(".fordring-lock").exists() && began.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(100));
    let second = run(&site, &["watch", "--once"]);
    assert_eq!(second.code, 1, "{second:?}");
    assert!(second.err.contains("worked in already"), "{second:?}");
    let signal = std::process::Command::new("kill")
        .args(["-s", "TERM", &watch.id().to_string()])
        .status()
        .unwrap();
    assert!(signal.success());
    let ended: Ran = {
        let status = watch.wait().unwrap();
        assert_eq!(status.code(), Some(0));
        watch.wait_with_output().unwrap().into()
    };
    assert!(ended.err.contains("Ended"), "{ended:?}");
    assert_eq!(run(&site, &["watch", "--once"]).code, 0);
}

#[test]
fn no_folder_and_a_folder_that_is_none_are_refused_with_the_way_out() {
    let site = Site::new();
    let words = site.fails(&["watch", "--once"], 1);
    assert!(words.contains("--folder") && words.contains("exchange.folder"), "{words}");
    let missing = site.dir.path().join("borte");
    assert!(site.fails(&["watch", "--once", "--folder", text(&missing)], 4).contains("borte"));
    let file = site.file("fil", "x");
    site.fails(&["watch", "--once", "--folder", text(&file)], 4);
}

/// Only root may write where nobody may; the test then has nothing to see.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_refused_before_anything_is_imported() {
    use std::os::unix::fs::PermissionsExt;
    let (site, folder) = watched();
    fs::write(folder.join("a.txt"), payment(1)).unwrap();
    fs::set_permissions(&folder, PermissionsExt::from_mode(0o555)).unwrap();
    if File::create(folder.join("root")).is_ok() {
        fs::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
        return;
    }
    let ran = run(&site, &["watch", "--once"]);
    fs::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(site.payments().is_empty());
}

#[test]
fn a_place_that_cannot_be_moved_to_is_told_and_nothing_is_stored_twice() {
    let (site, folder) = watched();
    // Something in the way of the folder itself.
    fs::write(folder.join("a.txt"), payment(1)).unwrap();
    fs::write(folder.join("done"), "a file").unwrap();
    let ran = run(&site, &["watch", "--once"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.err.contains("done") && site.payments().is_empty(), "{ran:?}");
    fs::remove_file(folder.join("done")).unwrap();
    assert_eq!(once(&site).1.len(), 1);
}

#[test]
fn ocr_8_killed_at_any_moment_every_file_is_imported_once_and_put_away() {
    let (site, folder) = watched();
    let all: Vec<(String, Vec<u8>)> = (1..=12u32)
        .map(|number| {
            let payments = (0..200).map(|n| pay(&kid(u64::from(1000 * number + n)), 100)).collect();
            (format!("{number:02}.txt"), ocr(number, payments))
        })
        .collect();
    for (name, bytes) in &all {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let mut seed = 4_711u32;
    let mut killed = 0;
    while names(&folder).len() > 3 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let mut command = program(&site.db);
        command.env("FORDRING_SETTINGS", site.dir.path().join("settings.toml"));
        let mut child = command
            .args(["watch", "--once"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(u64::from(seed >> 23) + 20));
        child.kill().unwrap();
        killed += u32::from(child.wait().unwrap().code().is_none());
        assert!(killed < 200, "it gets nowhere: {:?}", names(&folder));
    }
    assert!(killed > 0, "nothing was killed");
    assert_eq!(names(&folder.join("refused")), Vec::<String>::new());
    let done = names(&folder.join("done"));
    for (name, bytes) in &all {
        assert_eq!(&fs::read(folder.join("done").join(name)).unwrap(), bytes);
        assert!(done.contains(&format!("{name}.report.txt")), "{done:?}");
    }
    assert_eq!(done.len(), 24, "{done:?}");
    let conn = site.conn();
    let sum: (i64, i64) = conn
        .query_row("SELECT count(*), sum(amount) FROM payment", [], |r| Ok((r.get(0)?, r.get(1)?)))
        .unwrap();
    assert_eq!(sum, (2_400, 240_000));
    site.check();
    assert_eq!(json!([]), Json::Array(once(&site).1));
}
