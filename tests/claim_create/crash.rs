//! Nothing twice, nothing lost: killed while issuing, and several at once on one draft.

use std::process::Stdio;
use std::time::Duration;

use fordring::app::usecase::drafts::{self, issue};

use crate::common::program;
use crate::shop::{line, numbers, session, shop, whole};

/// How many times the program is killed.
const KILLS: usize = 25;

#[test]
fn killed_while_issuing_a_draft_is_one_claim_or_still_a_draft() {
    let site = shop();
    let mut s = session(&site, "eva");
    let mut rng = fastrand::Rng::with_seed(20_261_122);
    for _ in 0..KILLS {
        let id = drafts::create(&mut s, &whole("2034", &[line("x", "100", 25)]), "").unwrap();
        let mut child = program(&site.db)
            .args(["claims", "drafts", "issue", &id.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(rng.u64(500..40_000)));
        let _ = child.kill();
        let _ = child.wait();
        // Whoever tries again makes no second claim.
        let _ = issue::issue(&mut s, id, "", None);
        let shown = drafts::shown(&s, id).unwrap();
        assert!(shown.number.is_some(), "draft {id}");
    }
    let expected: Vec<i64> = (10001i64..).take(KILLS).collect();
    assert_eq!(numbers(&site), expected, "one claim for each draft, without gaps");
    site.check();
}

#[test]
fn four_at_once_make_one_claim_of_a_draft() {
    let site = shop();
    let mut s = session(&site, "eva");
    for round in 1..=5usize {
        let id = drafts::create(&mut s, &whole("2034", &[line("x", "100", 25)]), "").unwrap();
        let done: usize = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| usize::from(issue::issue(&mut session(&site, "ola"), id, "", None).is_ok())))
                .collect();
            tries.into_iter().map(|one| one.join().unwrap()).sum()
        });
        assert_eq!((done, numbers(&site).len()), (1, round));
    }
    site.check();
}
