//! Bank accounts and agreements on the screen.

use super::common::{ACCOUNT, Site};
use super::harness::{Console, How};
use super::site::site;
use super::snapshots::snapshot;

fn open(site: &Site, size: (u16, u16)) -> Console {
    let how = How {
        size,
        open: Some("accounts"),
        ..How::default()
    };
    Console::start(site.dir.path(), how)
}

/// Walks through the screens, taking each one's picture.
fn walk(size: (u16, u16)) {
    let name = |screen: &str| format!("{}x{}-{screen}", size.0, size.1);
    let site = site();
    let mut c = open(&site, size);
    c.wait_for("1 konto").wait_for("12345678903");
    snapshot(&name("accounts"), &c);
    c.keys("Enter").wait_for("Neste steg: prøvd");
    snapshot(&name("account"), &c);
    c.keys("Down Down Down Down Enter")
        .wait_for("┌─ Slik lages")
        .wait_for("10421701011");
    snapshot(&name("account-recipe"), &c);
    c.keys("Esc")
        .wait_gone("┌─ Slik lages")
        .keys("Tab")
        .wait_for("Egen konto for kontingent");
    snapshot(&name("account-checklist"), &c);
    c.quit();
}

#[test]
fn bank_accounts_at_80x24() {
    walk((80, 24));
}

#[test]
fn bank_accounts_at_120x36() {
    walk((120, 36));
}

#[test]
fn bank_accounts_at_60x16() {
    walk((60, 16));
}

#[test]
fn a_field_is_changed_with_its_comment_and_what_is_missing_is_said() {
    let site = Site::new();
    let mut c = open(&site, (80, 24));
    c.wait_for("12345678903").keys("Enter").wait_for("Neste steg: prøvd");
    // The comment is asked for before anything is done.
    c.keys("Down F2")
        .wait_for("┌─ Bank")
        .typed("DNB")
        .keys("Enter Enter")
        .wait_for("kommentar");
    c.typed("skjema sendt").keys("Enter").wait_gone("┌─ Bank").wait_for("DNB");
    // The step waits for what is missing, and nothing typed is lost.
    c.keys("s")
        .wait_for("┌─ Status")
        .keys("Enter")
        .typed("klar")
        .keys("Enter")
        .wait_for("Det mangler");
    c.keys("Esc").wait_gone("┌─ Status");
    c.keys("t")
        .wait_for("┌─ Prøv referanse")
        .typed("10421701037")
        .keys("Enter")
        .typed("giro")
        .keys("Enter");
    c.wait_gone("┌─ Prøv referanse").wait_for("er en som kontoen tar");
    c.keys("Tab Tab")
        .wait_for("Bank: – → DNB")
        .wait_for("skjema sendt")
        .wait_for("referanse prøvd");
    c.quit();
    assert_eq!(site.json(&["accounts", "show", ACCOUNT, "--json"])["bank"], "DNB");
}

#[test]
fn an_empty_list_names_its_key_and_hostile_names_do_nothing() {
    let site = Site::bare();
    let mut c = open(&site, (80, 24));
    c.wait_for("F3 legger til den første").keys("F3").wait_for("┌─ Ny konto");
    c.typed("12345678904")
        .keys("Enter Enter Enter")
        .wait_for("ikke et gyldig kontonummer");
    c.keys("Esc").wait_gone("┌─ Ny konto");
    c.quit();
    let hostile = "Kari\u{1b}[2J\u{1b}]52;c;QUJD\u{7}\u{202e}Rød";
    site.ok(&["accounts", "add", ACCOUNT, "--references", "mod10:11", "--name", hostile]);
    let mut c = open(&site, (60, 16));
    c.wait_for("12345678903").keys("Enter").wait_for("Kari");
    assert!(!c.screen().contains('\u{202e}'));
    c.quit();
}
