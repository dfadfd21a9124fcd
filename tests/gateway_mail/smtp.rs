//! What only SMTP does: servers that hang, take half or go away, secrets, settings.

use fordring::gateways::PortError;
use fordring::gateways::mail::Mail;
use fordring::gateways::mail::Sender;
use fordring::gateways::smtp::{Config, Smtp};

use crate::stub::{Stub, Trouble, header, sender};
use crate::suite::letter;
use crate::{TIMEOUT_MS, smtp};

fn on(stub: &Stub) -> Smtp {
    smtp(&format!(
        "host = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\ntimeout_ms = {TIMEOUT_MS}",
        stub.port
    ))
}

#[test]
fn what_is_certain_is_told_as_certain_and_what_is_not_as_not() {
    for (trouble, told, came) in [
        (Trouble::Hangs, "not reached", 0),
        (Trouble::TakesHalf, "no answer", 0),
        (Trouble::LosesAnswer, "no answer", 1),
        (Trouble::RefusesLetter, "refused 554: 5.7.1 looks like spam", 0),
        (Trouble::FullAfterLetter, "temporary failure 452: 4.2.2 mailbox full", 0),
    ] {
        let stub = Stub::start();
        stub.set(trouble);
        let began = std::time::Instant::now();
        let big = vec![7; 200_000];
        let error = on(&stub).send(&letter("f1-S7", "ase@example.no", &big)).unwrap_err();
        assert!(error.to_string().starts_with(told), "{trouble:?}: {error}");
        assert_eq!(stub.got().len(), came, "{trouble:?}");
        assert!(began.elapsed().as_secs() < 4, "{trouble:?} took {:?}", began.elapsed());
    }
}

#[test]
fn a_connection_is_used_again_and_one_that_ended_is_made_anew() {
    let stub = Stub::start();
    let mut smtp = on(&stub);
    for nth in 0..3 {
        smtp.send(&letter(&format!("f1-S{nth}"), "ase@example.no", b"%PDF")).unwrap();
    }
    assert_eq!(stub.connections(), 1);
    stub.set(Trouble::EndsAfterEach);
    for nth in 3..6 {
        smtp.send(&letter(&format!("f1-S{nth}"), "ase@example.no", b"%PDF")).unwrap();
    }
    assert_eq!((stub.connections(), stub.got().len()), (3, 6));
}

#[test]
fn the_headers_say_who_writes_and_where_answers_go() {
    let stub = Stub::start();
    on(&stub).send(&letter("f1-S7", "ase@example.no", b"%PDF")).unwrap();
    let raw = stub.raw().remove(0);
    assert!(header(&raw, "From").ends_with("<faktura@fjell.example>"), "{raw}");
    assert_eq!(header(&raw, "Reply-To"), "post@fjell.example");
    assert_eq!(header(&raw, "Message-ID"), "<f1-S7@fjell.example>");
    assert!(raw.lines().all(|line| line.len() <= 998), "RFC 5322, 2.1.1");
}

#[test]
fn what_a_hostile_server_says_does_nothing() {
    let stub = Stub::start();
    stub.set(Trouble::Evil);
    let error = on(&stub).send(&letter("f1-S7", "ase@example.no", b"%PDF")).unwrap_err();
    assert!(!matches!(error, PortError::NoAnswer { .. }), "{error:?}");
    let said = fordring::domain::text::clean(&error.to_string()).into_owned();
    assert!(
        !said.contains('\u{1b}') && !said.contains('\u{202e}') && !said.contains('\u{7}'),
        "{said:?}"
    );
}

#[test]
fn settings_that_would_tell_secrets_or_are_half_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("password");
    std::fs::write(&key, "hunter2\n").unwrap();
    std::os::unix::fs::PermissionsExt::set_mode(&mut std::fs::metadata(&key).unwrap().permissions(), 0o600);
    let file = format!("password = {{ file = \"{}\" }}", key.display());
    for (settings, said) in [
        (
            "host = \"mail.example\"\nsecurity = \"none\"".to_owned(),
            "only for a server on this machine",
        ),
        ("host = \"mail.example\"\nuser = \"x\"".to_owned(), "go together"),
        (format!("host = \"mail.example\"\nuser = \"x\"\n{file}"), "0600"),
        ("host = \"mail.example\"\nca = \"/nowhere.pem\"".to_owned(), "/nowhere.pem"),
    ] {
        let config: Config = toml::from_str(&settings).unwrap();
        match Smtp::new(config, &sender()) {
            Err(error) => assert!(error.to_string().contains(said), "{settings}: {error}"),
            Ok(_) => panic!("{settings}"),
        }
    }
    for wrong in [
        "host = 7",
        "hosts = \"x\"",
        "host = \"x\"\npassword = \"hunter2\"",
        "host = \"x\"\nsecurity = \"ssl\"",
    ] {
        let error = toml::from_str::<Config>(wrong).unwrap_err().message().to_owned();
        assert!(!error.contains("hunter2"), "{error}");
    }
    let nobody = Sender::default();
    assert!(Smtp::new(toml::from_str("host = \"mail.example\"").unwrap(), &nobody).is_err());
}

#[test]
fn a_server_that_says_a_letter_at_a_time_is_given_up_and_what_that_means_is_told_by_where_it_stood() {
    for (trouble, told, came) in [(Trouble::Drips, "not reached", 0), (Trouble::DripsAfterLetter, "no answer", 1)] {
        let stub = Stub::start();
        stub.set(trouble);
        let mut smtp = smtp(&format!(
            "host = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\ntimeout_ms = {TIMEOUT_MS}\nlimit_ms = 1000",
            stub.port
        ));
        let began = std::time::Instant::now();
        let error = smtp.send(&letter("f1-S7", "ase@example.no", b"%PDF")).unwrap_err();
        assert!(began.elapsed().as_millis() < 2_000, "{trouble:?} took {:?}", began.elapsed());
        assert!(
            error.to_string().starts_with(told) && error.to_string().contains("no end after 1 s"),
            "{trouble:?}: {error}"
        );
        // What was given up is not given later, when the server has come to its end after all.
        stub.set(Trouble::None);
        std::thread::sleep(std::time::Duration::from_secs(5));
        assert_eq!(stub.got().len(), came, "{trouble:?}");
        // And the next letter is not held up.
        smtp.send(&letter("f1-S8", "ase@example.no", b"%PDF")).unwrap();
        assert_eq!(stub.got().len(), came + 1, "{trouble:?}");
    }
}
