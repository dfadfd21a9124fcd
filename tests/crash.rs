//! Killed at any moment, two at once, and a million rows by their index: what must not depend on luck.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::process::Stdio;
use std::time::Instant;

use common::{Site, counts, day, kid, ocr, pay, program, text};
use fordring::app::Session;
use fordring::app::export::{Wanted, list_query};
use fordring::app::import;
use fordring::domain::money::Money;
use fordring::store::{Store, check};
use rusqlite::Connection;
use serde_json::json;

/// A site with this many claims of 100.00, from number 101.
fn large(claims: u32) -> Site {
    let site = Site::new();
    let mut table = String::from("number,party,issued,due,amount,reference\n");
    for number in 101..101 + claims {
        let (issued, due, kid) = (day(-20), day(i64::from(number % 40)), kid(u64::from(number)));
        table.push_str(&format!(
            "{number},M{number},{issued},{due},{},{kid}\n",
            Money::from_minor(i64::from(number % 7 + 1) * 1_000)
        ));
    }
    site.claims(&table);
    site
}

fn faults(site: &Site) -> Vec<check::Fault> {
    let opened = Store::open(&site.db).unwrap();
    let found = check::full(&Connection::open(&site.db).unwrap(), &mut |_| {}).unwrap();
    drop(opened);
    found
}

#[test]
fn r1_killed_at_any_moment_an_import_leaves_nothing_or_everything() {
    let claims = 2_000;
    let site = large(claims);
    let payments = (0..20_000u32).map(|n| fordring::formats::WritePayment {
        archive_reference: Some(format!("{:09}", 100_000_000 + n)),
        ..pay(&kid(u64::from(101 + n % claims)), 100)
    });
    let file = site.file("big.ocr", ocr(1, payments.collect()));
    let before = site.counts();
    let fresh = site.dir.path().join("fresh.fordring");
    site.ok(&["backup", text(&fresh)]);
    let mut clean = {
        // How long it takes undisturbed, on a copy.
        let copy = site.dir.path().join("copy.fordring");
        site.ok(&["backup", text(&copy)]);
        let began = Instant::now();
        let done = program(&copy).args(["import", text(&file)]).output().unwrap();
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        began.elapsed()
    };
    let kills: u32 = std::env::var("FORDRING_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(30);
    let (mut killed, mut seed) = (0, 12_345u32);
    for _ in 0..kills {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let at = clean.mul_f64(f64::from(seed >> 8) / f64::from(1u32 << 24));
        let mut child = program(&site.db)
            .args(["import", text(&file)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(at);
        child.kill().unwrap();
        let in_time = child.wait().unwrap().code().is_none();
        killed += u32::from(in_time);
        if !in_time {
            // The first run was slower than they are now.
            clean = clean.min(at);
        }
        assert_eq!(faults(&site), [], "killed after {at:?}");
        // What was left is finished, or taken away where its bytes were not kept.
        import::finish_interrupted(&mut Session::open(&site.db, "kari", None).unwrap()).unwrap();
        assert_eq!(faults(&site), [], "finished after {at:?}");
        let now = site.counts();
        let stored = now.iter().any(|(name, count)| name == "bank_file" && *count > 0);
        if stored {
            // Everything is there. The next one begins anew.
            let sum: i64 = site.conn().query_row("SELECT sum(amount) FROM payment", [], |r| r.get(0)).unwrap();
            assert_eq!(sum, 2_000_000);
            for tail in ["-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{tail}", text(&site.db)));
            }
            std::fs::copy(&fresh, &site.db).unwrap();
        } else {
            assert_eq!(now, before, "killed after {at:?}");
        }
    }
    assert!(killed * 3 > kills, "only {killed} of {kills} were killed while they worked");
    let done = site.run(&["import", text(&file), "--json"]);
    assert_eq!(done.code, 0, "{done:?}");
    let again = site.json(&["import", text(&file), "--json"]);
    assert_eq!(again[0]["status"], json!("duplicate"));
    let conn = site.conn();
    let sum: (i64, i64) = conn
        .query_row("SELECT count(*), sum(amount) FROM payment", [], |r| Ok((r.get(0)?, r.get(1)?)))
        .unwrap();
    assert_eq!(sum, (20_000, 2_000_000), "nothing lost, nothing doubled");
    assert!(!std::path::Path::new(&format!("{}-busy", text(&site.db))).exists());
    assert_eq!(faults(&site), []);
}

#[test]
fn r13_two_imports_of_one_file_at_once_store_it_once() {
    let site = large(2_000);
    let payments = (101..2_101u32).map(|n| pay(&kid(u64::from(n)), i64::from(n % 7 + 1) * 1_000));
    let file = site.file("big.ocr", ocr(1, payments.collect()));
    let start = || {
        let mut command = program(&site.db);
        command
            .args(["import", text(&file), "--json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let children = [start(), start(), start()];
    let mut statuses: Vec<String> = children
        .into_iter()
        .map(|child| {
            let done = child.wait_with_output().unwrap();
            assert_eq!(done.status.code(), Some(0), "{done:?}");
            let said: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
            said[0]["status"].as_str().unwrap().to_owned()
        })
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["duplicate", "duplicate", "stored"]);
    assert_eq!(counts(&site.conn()).iter().find(|(name, _)| name == "payment").unwrap().1, 2_000);
    assert_eq!(faults(&site), []);
}

#[test]
fn r9_several_people_at_once_lose_nothing() {
    let site = large(60);
    std::thread::scope(|scope| {
        for person in 0..4u32 {
            let site = &site;
            scope.spawn(move || {
                for number in (101 + person..161).step_by(4) {
                    let done = program(&site.db)
                        .args([
                            "claims",
                            "annul",
                            &number.to_string(),
                            "--comment",
                            "Feil",
                            "--as",
                            &format!("p{person}"),
                        ])
                        .output()
                        .unwrap();
                    assert_eq!(done.status.code(), Some(0), "{done:?}");
                }
            });
        }
    });
    let rows = site.json(&["claims", "list", "--json", "--columns", "status,changes"]);
    assert!(
        rows.as_array()
            .unwrap()
            .iter()
            .all(|row| *row == json!({"status": "annulled", "changes": 1}))
    );
    assert_eq!(faults(&site), []);
}

#[test]
fn hot_lists_use_an_index_for_their_order() {
    let site = large(3_000);
    let session = Session::open(&site.db, "kari", None).unwrap();
    let conn = site.conn();
    let list = &fordring::app::columns::claims::LIST;
    let hot = [
        ("", "due"),
        ("", "number"),
        ("", "amount"),
        ("", "recipient"),
        ("", "due:desc"),
        ("", "number:desc"),
        ("", "amount:desc"),
        ("", "recipient:desc"),
        ("status:unpaid", "due"),
        ("status:unpaid", "due:desc"),
        ("status:manual_handling", "due"),
        ("status:paid", "due"),
    ];
    for (filter, sort) in hot {
        let sort = [sort.to_owned()];
        let wanted = Wanted {
            list,
            filter,
            sort: &sort,
            columns: &[],
            limit: None,
        };
        let plan = list_query(&session, &wanted).unwrap().plan(&conn).unwrap();
        let scans = |step: &&String| (step.starts_with("SCAN") && !step.contains("INDEX")) || step.contains("TEMP B-TREE");
        assert_eq!(plan.iter().find(scans), None, "{filter} by {sort:?}: {plan:?}");
        // The queue of a person is found without looking at the others.
        let queue = filter == "status:manual_handling";
        assert!(!queue || plan.iter().any(|step| step.contains("claim_manual")), "{plan:?}");
        assert!(
            plan.iter().all(|step| !step.contains(" p ") && !step.ends_with(" p")),
            "no join: {plan:?}"
        );
    }
    let unhelped = [("description".to_owned())];
    let wanted = Wanted {
        list,
        filter: "",
        sort: &unhelped,
        columns: &[],
        limit: None,
    };
    let plan = list_query(&session, &wanted).unwrap().plan(&conn).unwrap();
    assert!(plan.iter().any(|step| step.contains("TEMP B-TREE")), "the test can fail: {plan:?}");
}
