//! Everything without the screen, with `--json` and the same refusals.

use fordring::app::usecase::drafts;
use fordring::domain::draft::State;

use crate::shop::{create, numbers, session, shop};

#[test]
fn a_claim_is_made_with_every_word_the_command_line_has() {
    let site = shop();
    site.ok(&[
        "articles",
        "add",
        "dack",
        "--name",
        "Däckbyte",
        "--price",
        "895,00",
        "--unit",
        "st",
        "--comment",
        "ny",
    ]);
    let claim = site.json(&[
        "claims",
        "create",
        "--party",
        "2035",
        "--kind",
        "order",
        "--line",
        "Service;1250,50;25;2",
        "--article",
        "DACK*4",
        "--description",
        "Vinter",
        "--due",
        "+20",
        "--account",
        "54029681",
        "--comment",
        "per telefon",
        "--json",
    ]);
    assert_eq!((claim["kind"].as_str(), claim["amount"].as_str()), (Some("order"), Some("6081.00")));
    assert_eq!(claim["lines"][1]["text"], "Däckbyte");
    assert_eq!(claim["lines"][1]["item"]["article"], "DACK");
    assert_eq!(claim["lines"][1]["item"]["quantity"], "4");
    let said = site.run(&["claims", "create", "--party", "2035", "--line", "x;1"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert!(said.err.contains("10002"), "{}", said.err);
    site.check();
}

#[test]
fn what_cannot_be_understood_is_usage_and_leaves_nothing() {
    let site = shop();
    create(&site, "2034", "x;1");
    for args in [
        vec!["claims", "create", "--party", "2034", "--line", "only a text"],
        vec!["claims", "create", "--party", "2034", "--line", "x;1;25;1;more"],
        vec!["claims", "create", "--party", "2034", "--line", "x;ett"],
        vec!["claims", "create", "--party", "2034", "--line", "x;1", "--due", "someday"],
        vec!["claims", "create", "--party", "2034", "--article", "A*x"],
        vec!["claims", "reissue", "10001"],
        vec!["claims", "reissue", "10001", "--comment", "fel", "--line", "bad"],
        vec!["articles", "add", "A", "--comment", "x"],
        vec![
            "articles",
            "add",
            "A",
            "--name",
            "A",
            "--price",
            "1",
            "--vat",
            "x",
            "--comment",
            "x",
        ],
        vec!["articles", "add", "A", "--name", "A", "--price", "1"],
    ] {
        let ran = site.run(&args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
    }
    for (args, told) in [
        (vec!["claims", "create", "--party", "2034", "--article", "NONE"], "no article NONE"),
        (vec!["claims", "create", "--party", "2034"], "no lines"),
        (vec!["claims", "create", "--line", "x;1"], "no recipient"),
        (vec!["claims", "copy", "99999"], "99999"),
        (vec!["claims", "drafts", "show", "99"], "no draft 99"),
        (vec!["claims", "drafts", "issue", "1"], "issued already as claim 10001"),
    ] {
        let ran = site.run(&args);
        assert_eq!(ran.code, 1, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{args:?}: {}", ran.err);
    }
    assert_eq!(numbers(&site), [10001]);
    assert_eq!(
        site.json(&["claims", "show", "10001", "--json"])["status"],
        "unpaid",
        "not credited by a bad line"
    );
    site.check();
}

#[test]
fn a_draft_is_kept_changed_issued_or_given_up() {
    let site = shop();
    let draft = site.json(&["claims", "create", "--line", "x;100", "--draft", "--json"]);
    assert_eq!((draft["id"].as_i64(), draft["state"].as_str()), (Some(1), Some("open")));
    assert_eq!(draft["missing"][0]["code"], "party");
    let edited = site.json(&["claims", "drafts", "edit", "1", "--party", "2034", "--kind", "donation", "--json"]);
    assert_eq!(
        (edited["party"].as_str(), edited["draft_lines"][0]["vat"].as_str()),
        (Some("2034"), Some("0"))
    );
    assert_eq!(edited["missing"].as_array().unwrap().len(), 0);
    let text = site.ok(&["claims", "drafts", "show", "1"]);
    assert!(text.contains("Åse Ödegård") && text.contains("To pay 100.00"), "{text}");
    let claim = site.json(&["claims", "drafts", "issue", "1", "--json"]);
    assert_eq!(claim["kind"], "donation");
    site.ok(&["claims", "copy", "10001"]);
    let gone = site.json(&["claims", "drafts", "discard", "2", "--comment", "dubbel", "--json"]);
    assert_eq!(gone["state"], "discarded");
    let copy = site.json(&["claims", "copy", "10001", "--party", "2035", "--issue", "--json"]);
    assert_eq!((copy["number"].as_i64(), copy["party"].as_str()), (Some(10002), Some("2035")));
    let anew = site.json(&[
        "claims",
        "reissue",
        "10002",
        "--line",
        "y;50",
        "--issue",
        "--comment",
        "fel pris",
        "--json",
    ]);
    assert_eq!((anew["amount"].as_str(), anew["replaces"].as_i64()), (Some("50.00"), Some(10002)));
    let list = site.json(&["claims", "drafts", "list", "--json"]);
    assert_eq!(list.as_array().unwrap().len(), 4);
    site.check();
}

#[test]
fn hostile_text_is_cleaned_where_it_comes_out() {
    let site = shop();
    let ran = site.run(&["claims", "create", "--party", "2034", "--line", "a\u{1b}[2Jb\u{202e};1", "--draft"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let shown = site.ok(&["claims", "drafts", "show", "1"]);
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown:?}");
    site.check();
}

#[test]
fn a_copy_or_a_reissue_that_cannot_be_done_as_said_does_nothing() {
    let site = shop();
    site.ok(&["claims", "create", "--party", "2034", "--line", "Däck;100"]);
    let before = site.json(&["claims", "show", "10001", "--json"]);
    for args in [
        vec!["copy", "10001", "--party", "9999"],
        vec!["copy", "10001", "--article", "NONE"],
        vec!["copy", "10001", "--due", "-1", "--issue"],
        vec!["reissue", "10001", "--comment", "fel", "--party", "9999"],
        vec!["reissue", "10001", "--comment", "fel", "--article", "NONE"],
        vec!["reissue", "10001", "--comment", "fel", "--due", "-1", "--issue"],
    ] {
        let ran = site.run(&[&["claims"], args.as_slice()].concat());
        assert_ne!(ran.code, 0, "{args:?}: {ran:?}");
        assert_eq!(site.json(&["claims", "show", "10001", "--json"]), before, "{args:?}");
        assert_eq!(
            site.json(&["claims", "drafts", "list", "--json"]).as_array().unwrap().len(),
            1,
            "{args:?}"
        );
    }
    // Lines that are given take the place of the old ones; the rest is as it was.
    let says = ["--line", "Hjul;250", "--description", "Bytt", "--issue", "--json"];
    let new = site.json(&[&["claims", "reissue", "10001", "--comment", "fel"], says.as_slice()].concat());
    assert_eq!((new["amount"].as_str(), new["party"].as_str()), (Some("250.00"), Some("2034")));
    assert_eq!(new["replaces"].as_i64(), Some(10001));
    site.check();
}

#[test]
fn an_empty_form_of_a_console_that_was_killed_is_given_up_the_next_day() {
    let site = shop();
    let mut eva = session(&site, "eva");
    let mut ola = session(&site, "ola");
    let (hers, his) = (drafts::begin(&mut eva, None).unwrap(), drafts::begin(&mut ola, None).unwrap());
    site.ok(&["claims", "create", "--party", "2034", "--line", "x;1", "--draft"]);
    let open = || {
        let all = site.json(&["claims", "drafts", "list", "--filter", "state:open", "--json"]);
        all.as_array().unwrap().len()
    };
    let now = drafts::begin(&mut eva, None).unwrap();
    assert_eq!(open(), 4, "what is open today may be in use");
    site.conn()
        .execute("UPDATE claim_draft SET changed_at = changed_at - 90000000", [])
        .unwrap();
    drafts::begin(&mut eva, None).unwrap();
    let state = |id: i64| drafts::shown(&eva, id).unwrap().loaded.state;
    assert_eq!(
        [hers, now, his].map(state),
        [State::Discarded, State::Discarded, State::Open],
        "another's is another's"
    );
    assert_eq!(open(), 3);
    site.check();
}
