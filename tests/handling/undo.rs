//! What is undone stands as before.

use fordring::app::usecase::files;

use super::common::{Site, kid, ocr, pay, pay_from, reasons, status};
use super::tamper::handled_site;
use super::world::{World, is_refused};

#[test]
fn a_file_that_something_is_built_on_is_not_undone() {
    let site = handled_site();
    let mut session = fordring::app::Session::open(&site.db, "kari", None).unwrap();
    let before = site.counts();
    for (name, refused) in [("a.ocr", true), ("b.ocr", true), ("c.ocr", false)] {
        if !refused {
            site.stored(
                "c.ocr",
                &ocr(4, vec![pay_from(2, &kid(113), 10_000), pay_from(2, &kid(114), 20_000)]),
            );
        }
        let file = files::find(&session, name).unwrap();
        let mut watch = fordring::app::import::Watch {
            progress: &mut |_| {},
            stop: &|| false,
        };
        let done = files::undo(&mut session, file, "angret", false, &mut watch);
        assert_eq!(is_refused(&done), refused, "{name}: {done:?}");
        if refused {
            assert_eq!(site.counts(), before, "a refusal changes nothing");
        }
        site.check();
    }
    assert_eq!(status(&site, 113), "unpaid  100.00 0.00");
    assert_eq!(status(&site, 114), "unpaid  100.00 0.00");
}

#[test]
fn a_file_is_undone_and_read_again_with_the_same_result() {
    let site = Site::with_claims(&[10_000; 4]);
    let first = ocr(
        1,
        vec![pay(&kid(101), 10_000), pay(&kid(102), 4_000), pay_from(1, &kid(103), 10_000)],
    );
    site.stored("a.ocr", &first);
    let second = ocr(
        2,
        vec![
            pay_from(1, &kid(102), 6_000),
            pay_from(1, &kid(103), 500),
            pay_from(1, &kid(999), 700),
            pay_from(1, &kid(104), 10_000),
        ],
    );
    let all = |site: &Site| (101..=104).map(|number| status(site, number)).collect::<Vec<_>>();
    let was = all(&site);
    site.stored("b.ocr", &second);
    let is = all(&site);
    let stood = reasons(&site)[3..].to_vec();
    for _ in 0..2 {
        let mut session = fordring::app::Session::open(&site.db, "kari", None).unwrap();
        let file = files::find(&session, "b.ocr").unwrap();
        let mut watch = fordring::app::import::Watch {
            progress: &mut |_| {},
            stop: &|| false,
        };
        files::undo(&mut session, file, "angret", false, &mut watch).unwrap();
        assert_eq!(all(&site), was);
        site.check();
        drop(session);
        site.stored("b.ocr", &second);
        assert_eq!(all(&site), is);
        let now = reasons(&site);
        assert_eq!(now[now.len() - 4..], stood, "each payment stands as the first time");
        site.check();
    }
}

#[test]
fn an_undone_file_takes_nothing_else_along() {
    let mut world = World::new();
    let path = world.dir.path().join("1.ocr");
    std::fs::write(&path, ocr(1, vec![pay(&kid(101), 100), pay(&kid(999), 200)])).unwrap();
    let was = world.rows();
    let file = world.import(&path).unwrap();
    let done = world.undo(file).unwrap();
    assert_eq!((done.payments, done.claims, done.amount.minor()), (2, 1, 300));
    assert_eq!(world.rows(), was);
    assert!(is_refused(&world.undo(file)), "only once");
    assert_eq!(world.one("SELECT count(*) FROM payment WHERE state = 8"), 2, "nothing is deleted");
    world.check("undone");
}
