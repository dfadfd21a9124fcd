//! Receipt lists: what was understood is shown first, then applied; every code has its words.

use std::io::Write as _;
use std::process::Stdio;

use fordring::app::texts::Lang;
use fordring::app::usecase::outgoing::receipts::words;
use fordring::domain::receipt::CODES;
use serde_json::{Value as Json, json};

use crate::common::{Site, kid, program, text};
use crate::world::*;

fn sent(dues: &[i64]) -> (Site, Json) {
    let site = site(dues);
    let file = written(&site, &[]);
    step(&site, "sent", &file);
    (site, file)
}

fn receipt(site: &Site, list: &str, more: &[&str]) -> Json {
    let path = site.file("list.txt", list);
    let mut args = vec!["receipt", "1", text(&path)];
    args.extend(more);
    let said = outgoing(site, &args);
    site.check();
    said
}

#[test]
fn a_list_is_shown_before_it_is_applied() {
    let (site, file) = sent(&[60, 61, 62]);
    let list = format!(
        "KVITTERING L00202\nForsendelse 1 mottatt\n\n{}  500,00  325\n99999 avvist",
        kid(102)
    );
    let before = site.counts();
    let said = receipt(&site, &list, &["--dry-run"]);
    assert_eq!(
        (&said["accepted"], &said["refused"], &said["not_named"]),
        (&json!(2), &json!(1), &json!(0))
    );
    assert_eq!(said["lines"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&said["lines"][1]["code"], &said["lines"][1]["message"]),
        (&json!("325"), &json!("reference not valid (325)"))
    );
    assert_eq!(said["not_understood"][0]["line"], 1);
    assert_eq!((site.counts(), states(&site, &file)), (before, vec!["sent".to_owned(); 3]));
    receipt(&site, &list, &["--comment", "kvittering"]);
    assert_eq!(states(&site, &file), ["accepted", "refused", "accepted"]);
    assert_eq!(outgoing(&site, &["list"])[0]["state"], "accepted");
    // The claim says what the bank said, in the site's language.
    let claim = site.claim(102);
    let last = claim["changes"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["action"], &last["comment"]),
        (&json!("draw_refused"), &json!("KID ukjent (325)"))
    );
    assert_eq!(claim["status"], "unpaid");
    assert_eq!(due(&site).1, ["102 tried"]);
}

#[test]
fn a_file_that_is_refused_whole_frees_all_of_it() {
    let (site, file) = sent(&[60, 61]);
    receipt(&site, "Forsendelse 0000001 avvist, kode 529", &["--comment", "avvist"]);
    assert_eq!(states(&site, &file), ["refused", "refused"]);
    assert_eq!(outgoing(&site, &["list"])[0]["state"], "rejected");
    let again = site.file("again.txt", "Forsendelse 1 mottatt");
    assert!(
        site.fails(&["outgoing", "receipt", "1", text(&again), "--comment", "x"], 1)
            .contains("rejected")
    );
}

#[test]
fn every_code_refuses_or_accepts_and_has_words_in_every_language() {
    for (code, _) in CODES {
        let (site, file) = sent(&[60]);
        receipt(&site, &format!("{};kode {code}", kid(101)), &["--comment", "liste"]);
        let wanted = if *code <= 1 { "accepted" } else { "refused" };
        assert_eq!(states(&site, &file), [wanted], "{code}");
        for lang in Lang::ALL {
            let said = words(&code.to_string(), lang.texts());
            assert!(said.ends_with(&format!("({code})")) && !said.starts_with("receipt-"), "{said}");
        }
    }
    assert_eq!(words("777", Lang::En.texts()), "the bank's code (777)");
}

#[test]
fn a_list_about_something_else_and_a_file_that_was_not_sent_are_refused() {
    let (site, _) = sent(&[60]);
    let list = site.file("l.txt", "Forsendelse 77 mottatt\nKID 123 avvist");
    let said = site.fails(&["outgoing", "receipt", "1", text(&list), "--comment", "x"], 1);
    assert!(said.contains("Nothing in the list"), "{said}");
    site.fails(&["outgoing", "receipt", "1", text(&list)], 2);
    site.fails(&["outgoing", "receipt", "1", "/nowhere/at/all", "--comment", "x"], 3);
    let other = crate::world::site(&[60]);
    written(&other, &[]);
    let list = other.file("l.txt", "Forsendelse 1 mottatt");
    assert!(
        other
            .fails(&["outgoing", "receipt", "1", text(&list), "--comment", "x"], 1)
            .contains("written")
    );
}

#[test]
fn a_list_is_pasted_on_standard_input_and_hostile_text_is_shown_clean() {
    let (site, _) = sent(&[60]);
    let mut command = program(&site.db);
    command.args(["outgoing", "receipt", "1", "-", "--dry-run"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let list = format!("\u{1b}[2J\u{202e}Side 1\n{} avvist kode 354\n", kid(101));
    child.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    let out = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success() && out.contains("came too late (354)"), "{out}");
    assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'), "{out:?}");
}
