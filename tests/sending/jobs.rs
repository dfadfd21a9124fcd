//! A batch to print is one job and one file, in the order that was chosen, whatever else leaves with it and whenever the program dies.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::club::{club, printed, states};
use crate::common::{Site, kid, program};

/// The files that were printed.
pub fn files(site: &Site) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(site.dir.path().join("invoices"));
    let mut files: Vec<PathBuf> = folder
        .map(|all| {
            all.map(|entry| entry.unwrap().path())
                .filter(|path| path.extension().is_some_and(|end| end == "pdf"))
                .collect()
        })
        .unwrap_or_default();
    files.sort();
    files
}

/// A club of so many, of whom every third has an address of e-mail, the second of all first.
fn mixed(many: usize) -> Site {
    let members: Vec<[String; 5]> = (1..=many)
        .map(|nth| {
            let email = if nth % 3 == 2 {
                format!("m{nth}@example.no")
            } else {
                String::new()
            };
            [format!("M{nth}"), format!("Berg {nth}"), email, String::new(), "nb".to_owned()]
        })
        .collect();
    let members: Vec<[&str; 5]> = members.iter().map(|member| member.each_ref().map(String::as_str)).collect();
    club(&members)
}

#[test]
fn papers_with_e_mails_between_them_are_one_file_in_the_order_chosen() {
    let site = mixed(6);
    let done = site.json(&["claims", "send", "106", "105", "104", "102", "101", "103", "--json"]);
    assert_eq!(done["states"]["left"].as_i64(), Some(6), "{done:#}");
    let files = files(&site);
    assert_eq!(files.len(), 1, "{files:?}");
    if let Some(said) = printed(&files[0]) {
        let at: Vec<usize> = [106, 104, 101, 103].map(|number| said.find(&kid(number)).unwrap()).to_vec();
        assert!(at.is_sorted(), "{at:?}");
        assert!(!said.contains(&kid(105)) && !said.contains(&kid(102)));
    }
    site.check();
}

#[test]
fn two_batches_are_two_jobs() {
    let site = mixed(6);
    // Both wait, for somebody else sends; then one round takes them.
    let conn = site.conn();
    let sends = format!("{}-other", std::process::id());
    let until = fordring::app::clock::now_ms() + 200_000;
    conn.execute(
        "INSERT INTO lease (name, holder, until) VALUES ('dispatch', ?1, ?2)",
        (sends, until),
    )
    .unwrap();
    let mut waiting: Vec<_> = [["101", "103"], ["104", "106"]]
        .iter()
        .map(|numbers| {
            let mut command = program(&site.db);
            command
                .args(["claims", "send"])
                .args(numbers)
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command.spawn().unwrap()
        })
        .collect();
    let began = Instant::now();
    while states(&site).len() < 4 {
        assert!(began.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(30));
    }
    for child in &mut waiting {
        child.kill().unwrap();
        child.wait().unwrap();
    }
    conn.execute("DELETE FROM lease", []).unwrap();
    site.ok(&["dispatch"]);
    assert_eq!(states(&site), ["left"; 4]);
    assert_eq!(files(&site).len(), 2, "{:?}", files(&site));
    site.check();
}

#[test]
fn killed_while_it_is_asked_for_what_was_asked_for_is_one_job() {
    let site = mixed(900);
    let mut child = program(&site.db)
        .args(["claims", "send", "--filter", "", "--by", "print"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let conn = site.conn();
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let began = Instant::now();
    while count("SELECT count(*) FROM sending") == 0 {
        assert!(began.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let asked = count("SELECT count(*) FROM sending");
    assert!((200..900).contains(&asked), "it was killed in the middle: {asked}");
    // It may not be the whole of it yet: part of it that is due waits for the rest.
    site.ok(&["dispatch"]);
    assert_eq!(files(&site).len(), 0);
    conn.execute("UPDATE outbox SET next_at = 0 WHERE id <= 50", []).unwrap();
    site.ok(&["dispatch"]);
    assert_eq!(files(&site).len(), 0);
    // Later nobody adds to it any more.
    conn.execute("UPDATE outbox SET next_at = next_at - 61000", []).unwrap();
    site.ok(&["dispatch"]);
    assert_eq!(count("SELECT count(*) FROM sending WHERE state = 3"), asked);
    assert_eq!(files(&site).len(), 1, "{:?}", files(&site));
    site.check();
}
