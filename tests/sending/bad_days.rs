//! Bad days: templates with mistakes, servers that refuse, hang, take half or go away, kills, two at once. Told, nothing lost, nothing
//! sent twice.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::club::{club, mails, settings, states, three};
use crate::common::{Site, program, text};
use crate::stub::{Stub, Trouble};

/// A site whose server of e-mail is the stub.
fn at(site: &Site, stub: &Stub) -> std::path::PathBuf {
    settings(
        site,
        &format!(
            "[mail]\nprovider = \"smtp\"\nfrom = \"Fjellklubben <faktura@fjell.example>\"\n[mail.smtp]\nhost = \"127.0.0.1\"\nport = {}\n\
             security = \"none\"\ntimeout_ms = 700\n",
            stub.port
        ),
    )
}

fn details(site: &Site) -> Vec<String> {
    let list = site.json(&["sendings", "list", "--json", "--sort", "id"]);
    let rows = list.as_array().unwrap().iter();
    rows.map(|row| row["detail"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_template_with_a_mistake_is_told_with_its_place_before_anything_is_sent() {
    let site = three();
    let words = site.file(
        "words.toml",
        "[nn]\nsubject = \"Faktura {numer}\"\nbody = \"x\"\ncredit-subject = \"x\"\ncredit-body = \"x\"\n",
    );
    let path = settings(&site, &format!("[sending]\nemail = \"{}\"\n", words.display()));
    let said = site.fails(&["claims", "send", "101", "--settings", text(&path)], 1);
    assert!(said.contains("words.toml") && said.contains("line 2, column 20"), "{said}");
    let look = site.file(
        "look.toml",
        include_str!("../../assets/templates/invoice.toml").replace("\"23pt\"", "\"23px\""),
    );
    let path = settings(&site, &format!("[sending]\ninvoice = \"{}\"\n", look.display()));
    let said = site.fails(&["claims", "send", "101", "--settings", text(&path)], 1);
    assert!(said.contains("look.toml") && said.contains("line 12, column 9"), "{said}");
    site.fails(&["doctor", "--settings", text(&path)], 1);
    let path = settings(&site, "[sending]\nsms = \"/nowhere.toml\"\n");
    site.fails(&["claims", "send", "101", "--settings", text(&path)], 3);
    assert_eq!((states(&site).len(), mails(&site).len()), (0, 0));
    assert!(site.claim(101)["changes"].as_array().unwrap().is_empty());
    site.check();
}

#[test]
fn a_server_that_takes_half_leaves_it_to_a_person() {
    let site = three();
    let stub = Stub::start();
    let path = at(&site, &stub);
    let run = |args: &[&str]| site.run(&[args, &["--settings", text(&path)]].concat());
    for trouble in [Trouble::TakesHalf, Trouble::LosesAnswer] {
        stub.set(trouble);
        let number = if trouble == Trouble::TakesHalf { "101" } else { "102" };
        site.conn()
            .execute("UPDATE party SET email = 'berit@example.no' WHERE number = 'M2'", [])
            .unwrap();
        let ran = run(&["claims", "send", number]);
        assert_eq!(ran.code, 5, "{ran:?}");
    }
    stub.set(Trouble::None);
    assert_eq!(states(&site), ["unknown", "unknown"]);
    // No machine sends it again, and no person by mistake.
    for _ in 0..3 {
        run(&["dispatch", "--all"]);
    }
    let refused = run(&["claims", "send", "101", "--copy"]);
    assert!(refused.code == 1 && refused.err.contains("Nobody knows"), "{refused:?}");
    assert_eq!(stub.got().len(), 1, "what came without an answer, and nothing else");
    assert!(site.claim(101)["sent"].is_null());
    site.check();
    // A person finds out: one did not leave and is sent again under the same mark, the other one did.
    assert_eq!(run(&["sendings", "decide", "2", "--left", "--comment", "Spurt"]).code, 0);
    assert_eq!(run(&["sendings", "decide", "2", "--not-left", "--comment", "Spurt"]).code, 1);
    assert_eq!(run(&["sendings", "decide", "1", "--not-left", "--comment", "Spurt"]).code, 0);
    assert_eq!(run(&["sendings", "again", "1", "--comment", "Spurt"]).code, 0);
    assert_eq!(states(&site), ["left", "left"]);
    let got = stub.got();
    assert_eq!(got.len(), 2);
    assert!(got[0].key.ends_with("-S2") && got[1].key.ends_with("-S1"), "{got:?}");
    assert!(site.claim(101)["sent"].is_string() && site.claim(102)["sent"].is_string());
    site.check();
}

#[test]
fn a_server_that_hangs_or_is_down_holds_nobody_up_and_loses_nothing() {
    let members: Vec<[String; 5]> = (1..=8)
        .map(|nth| {
            [
                format!("M{nth}"),
                format!("Berg {nth}"),
                format!("m{nth}@example.no"),
                String::new(),
                "nb".to_owned(),
            ]
        })
        .collect();
    let members: Vec<[&str; 5]> = members.iter().map(|member| member.each_ref().map(String::as_str)).collect();
    let site = club(&members);
    let stub = Stub::start();
    let path = at(&site, &stub);
    let run = |args: &[&str]| site.run(&[args, &["--settings", text(&path)]].concat());
    stub.set(Trouble::Hangs);
    let began = Instant::now();
    let ran = run(&["claims", "send", "--filter", "status:unpaid", "--json"]);
    // One waits for the server, the others do not.
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(states(&site), ["waiting"; 8]);
    assert!(details(&site)[0].contains("not reached"), "{:?}", details(&site));
    // Told what waits, and why: a second pressing of the key sends nothing.
    assert_eq!(run(&["claims", "send", "101"]).code, 1);
    stub.set(Trouble::None);
    assert_eq!(
        run(&[
            "sendings",
            "again",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "--comment",
            "Oppe igjen"
        ])
        .code,
        0
    );
    assert_eq!(states(&site), ["left"; 8]);
    let mut keys: Vec<String> = stub.got().into_iter().map(|got| got.key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 8, "each once");
    site.check();
}

#[test]
fn killed_in_the_middle_nothing_is_sent_twice_and_nothing_is_lost() {
    let site = three();
    let stub = Stub::start();
    let path = at(&site, &stub);
    // The server has the letter and says nothing yet: the program is killed while it waits.
    stub.set(Trouble::LosesAnswer);
    let slow = std::fs::read_to_string(&path)
        .unwrap()
        .replace("timeout_ms = 700", "timeout_ms = 20000");
    let path = settings(&site, &slow);
    let mut child = program(&site.db)
        .args(["claims", "send", "101", "--settings", text(&path)])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while stub.got().is_empty() {
        assert!(began.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    stub.set(Trouble::None);
    assert_eq!(states(&site), ["waiting"]);
    for _ in 0..2 {
        site.run(&["dispatch", "--settings", text(&path)]);
    }
    assert_eq!((states(&site), stub.got().len()), (vec!["unknown".to_owned()], 1));
    assert_eq!(details(&site), ["interrupted"]);
    site.check();
}

#[test]
fn two_who_send_the_same_send_it_once() {
    let site = three();
    let all: Vec<_> = (0..4)
        .map(|_| {
            let mut command = program(&site.db);
            command.args(["claims", "send", "--filter", "status:unpaid"]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in all {
        child.wait().unwrap();
    }
    assert_eq!(states(&site), ["left"; 3]);
    assert_eq!(mails(&site).len(), 1);
    site.check();
}

#[test]
fn what_waits_can_be_taken_back_and_a_comment_says_why() {
    let site = club(&[["M1", "Åse", "busy@example.no", "", "nb"]]);
    site.ok(&["claims", "send", "101"]);
    assert_eq!(states(&site), ["waiting"]);
    site.fails(&["sendings", "cancel", "1", "--comment", " "], 2);
    site.ok(&["sendings", "cancel", "1", "--comment", "Feil adresse"]);
    site.fails(&["sendings", "cancel", "1", "--comment", "Igjen"], 1);
    assert_eq!(states(&site), ["cancelled"]);
    site.ok(&["dispatch", "--all"]);
    assert_eq!(mails(&site).len(), 0);
    // And sent anew: it is no copy, for nobody has it.
    site.ok(&["claims", "send", "101", "--by", "print"]);
    assert_eq!(states(&site), ["cancelled", "left"]);
    site.check();
}

#[test]
fn a_printer_that_refuses_leaves_the_claim_unsent() {
    let site = three();
    let path = settings(&site, "[print]\nthen = \"print\"\nprinter = \"-rf\"\n");
    let ran = site.run(&["claims", "send", "102", "--settings", text(&path)]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert_eq!(states(&site), ["failed"]);
    assert!(site.claim(102)["sent"].is_null());
    site.check();
}

#[test]
fn the_password_is_nowhere_to_be_seen() {
    let site = three();
    let stub = Stub::start();
    let secret = site.file("password", "kanarifugl-7\n");
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let mut words = std::fs::read_to_string(at(&site, &stub)).unwrap();
    words.push_str(&format!("user = \"fjell\"\npassword = {{ file = \"{}\" }}\n", secret.display()));
    let path = settings(&site, &words);
    let log = site.dir.path().join("log");
    // The stub knows no log-in: it is refused in words.
    let ran = site.run(&["claims", "send", "101", "--settings", text(&path), "--log", text(&log)]);
    let tried = site.run(&["mail", "try", "ase@example.no", "--settings", text(&path)]);
    let doctor = site.run(&["doctor", "--settings", text(&path)]);
    assert_eq!((tried.code, doctor.code), (5, 1));
    let db = String::from_utf8_lossy(&std::fs::read(&site.db).unwrap()).into_owned();
    for said in [
        ran.out,
        ran.err,
        tried.out,
        tried.err,
        doctor.out,
        doctor.err,
        db,
        std::fs::read_to_string(&log).unwrap_or_default(),
    ] {
        assert!(!said.contains("kanarifugl"), "{said}");
    }
}

#[test]
fn a_test_e_mail_is_of_no_claim() {
    let site = three();
    let done = site.json(&["mail", "try", "ase@example.no", "--json"]);
    assert!(done["said"].as_str().unwrap().starts_with("250"), "{done:#}");
    assert_eq!((mails(&site).len(), states(&site).len()), (1, 0));
    site.fails(&["mail", "try", "ase"], 2);
    let path = settings(&site, "[mail]\nprovider = \"none\"\n");
    site.fails(&["mail", "try", "ase@example.no", "--settings", text(&path)], 5);
    let said = site.fails(&["claims", "send", "101", "--by", "email", "--settings", text(&path)], 1);
    assert!(said.contains("no server is chosen"), "{said}");
}

#[test]
fn stopped_at_the_keyboard_what_waits_is_taken_back_and_all_of_it_is_told() {
    let members: Vec<[String; 5]> = (1..=8)
        .map(|nth| {
            [
                format!("M{nth}"),
                format!("Berg {nth}"),
                format!("m{nth}@example.no"),
                String::new(),
                "nb".to_owned(),
            ]
        })
        .collect();
    let members: Vec<[&str; 5]> = members.iter().map(|member| member.each_ref().map(String::as_str)).collect();
    let site = club(&members);
    let stub = Stub::start();
    let path = at(&site, &stub);
    // Each letter takes a while.
    stub.set(Trouble::LosesAnswer);
    let child = program(&site.db)
        .args(["claims", "send", "--filter", "", "--json", "--settings", text(&path)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while stub.got().is_empty() {
        assert!(began.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    let ended = child.wait_with_output().unwrap();
    assert!(!ended.status.success() && ended.status.code().is_some(), "{ended:?}");
    let told: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap();
    let states = states(&site);
    let cancelled = states.iter().filter(|state| *state == "cancelled").count();
    assert!(cancelled >= 5 && !states.contains(&"waiting".to_owned()), "{states:?}");
    assert_eq!(told["taken_back"], cancelled, "{told:#}");
    assert_eq!(told["rows"].as_array().unwrap().len(), 8);
    assert_eq!(states.iter().filter(|state| *state == "unknown").count() + cancelled, 8);
    site.check();
}
