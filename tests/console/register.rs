//! The register on the screen: found as one types, opened, changed with a comment, phones, a new one, two that are one, a table.

use super::common::{Site, kid, ocr, pay};
use super::harness::{Console, How};
use super::snapshots::snapshot;

/// Five parties, one of them twice, two with one number, one with a number nobody can dial; claims, a payment and a car.
fn site() -> Site {
    let site = Site::new();
    let mut table = String::from("number,party,name,phone,kind,reference,issued,due,amount,description\n");
    for (number, party, name, phone) in [
        (101, "1001", "Kari Ås", "+4799999999"),
        (102, "1002", "Kari Aas", "910 00 055"),
        (103, "1003", "Åse Ødegård", "910 00 044"),
        (104, "1004", "Per Strand", "+4791000044"),
        (105, "1005", "Mallås Frakt AB \u{1b}[2J\u{202e}", "ring sjefen"),
    ] {
        let reference = kid(number);
        table.push_str(&format!(
            "{number},{party},{name},{phone},dues,{reference},2026-01-15,2099-01-01,100.00,Kontingent 2026\n"
        ));
    }
    site.claims(&table);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(102), 10_000)]));
    for (party, fields) in [
        ("1001", ["--member-since", "2020-01-01", "--email", "kari@example.org"]),
        ("1005", ["--kind", "company", "--city", "Mallås"]),
    ] {
        let mut args = vec!["parties", "set", party];
        args.extend(fields);
        args.extend(["--comment", "fra skjema"]);
        site.ok(&args);
    }
    site.ok(&[
        "parties",
        "vehicles",
        "put",
        "1001",
        "AB 12345",
        "--make",
        "Volvo",
        "--model",
        "V60",
        "--comment",
        "ny bil",
    ]);
    site
}

fn start(site: &Site, size: (u16, u16)) -> Console {
    let how = How {
        size,
        open: Some("parties"),
        ..How::default()
    };
    let mut c = Console::start(site.dir.path(), how);
    c.wait_for("5 kunder og medlemmer").wait_for("Per Strand");
    c
}

/// Goes to a party by what is typed into the filter.
fn open(c: &mut Console, typed: &str, name: &str) {
    c.keys("/")
        .typed(typed)
        .keys("Enter")
        .wait_for("1 av 1")
        .wait_for(name)
        .keys("Enter")
        .wait_for("Opplysninger");
}

#[test]
fn one_is_found_as_one_types_changed_with_a_comment_and_the_log_says_so() {
    let site = site();
    let mut c = start(&site, (120, 36));
    open(&mut c, "0047 999 99 999", "Kari Ås");
    c.wait_for("Skylder 100,00").wait_for("kari@example.org");
    // The name is the first field.
    c.keys("F2")
        .wait_for("┌─ Navn")
        .typed("Kari Åsmund")
        .keys("Enter")
        .keys("Enter")
        .wait_for("kommentar");
    c.typed("giftet seg")
        .keys("Enter")
        .wait_gone("┌─ Navn")
        .wait_for("1001 er endret")
        .wait_for("› 1001 Kari Åsmund");
    // A number that is none is told, and what was typed stays.
    c.keys("p")
        .wait_for("┌─ Nytt nummer")
        .typed("12 34")
        .keys("Tab")
        .typed("jobb")
        .keys("Enter")
        .wait_for("for kort");
    c.keys("Tab")
        .keys("Ctrl+U")
        .typed("910 00 077")
        .keys("Tab")
        .keys("Enter")
        .wait_gone("┌─ Nytt nummer")
        .wait_for("+47 91 00 00 77");
    // The log is the last tab.
    c.keys("Left").wait_for("giftet seg").wait_for("Navn: Kari Ås → Kari Åsmund");
    // A claim opens, and Esc comes back to its row.
    c.keys("Tab")
        .keys("Tab")
        .wait_for("Kontingent 2026")
        .keys("Enter")
        .wait_for("KID")
        .keys("Esc")
        .wait_for("› 1001 Kari Åsmund");
    c.keys("Esc").wait_for("1 av 1").wait_for("Kari Åsmund");
    c.quit();
    let shown = site.json(&["parties", "show", "1001", "--json"]);
    assert_eq!(
        (&shown["name"], &shown["numbers"][0]),
        (&"Kari Åsmund".into(), &"+4791000077".into())
    );
    site.check();
}

#[test]
fn a_new_one_is_made_and_a_number_of_two_is_kept_on_one() {
    let site = site();
    let mut c = start(&site, (80, 24));
    c.keys("F3")
        .wait_for("┌─ Ny kunde eller medlem")
        .typed("Liv Moen")
        .keys("Tab")
        .typed("910 00 088");
    for _ in 0..7 {
        c.keys("Tab");
    }
    c.typed("i disken")
        .keys("Enter")
        .wait_gone("┌─ Ny kunde")
        .wait_for("› 1006 Liv Moen")
        .wait_for("+47 91 00 00 88");
    c.keys("Esc").wait_for("6 kunder og medlemmer").wait_cursor("1006");
    c.keys("d").wait_for("Delte telefonnumre").wait_for("2 linjer");
    c.wait_cursor("Per Strand")
        .keys("k")
        .wait_for("┌─ Bare her +4791000044")
        .keys("Enter")
        .wait_for("kommentar");
    c.typed("bare Per sin").keys("Enter").wait_for("Ingen telefonnumre står på flere");
    c.quit();
    let shown = site.json(&["parties", "show", "1003", "--json"]);
    assert_eq!(
        (&shown["phone"], &shown["changes"][0]["comment"]),
        (&serde_json::Value::Null, &"bare Per sin".into())
    );
    site.check();
}

#[test]
fn two_that_are_one_are_merged_after_a_look_at_what_would_move() {
    let site = site();
    let mut c = start(&site, (120, 36));
    open(&mut c, "kari@example.org", "Kari Ås");
    c.keys("g")
        .wait_for("┌─ Slå sammen med 1001 Kari Ås")
        .typed("1001")
        .wait_for("alt én");
    c.keys("Ctrl+U")
        .typed("1002")
        .wait_for("1002 Kari Aas")
        .wait_for("Fordringer: 1")
        .wait_for("Flere numre ← +4791000055");
    c.keys("Enter")
        .typed("samme person")
        .keys("Enter")
        .wait_gone("┌─ Slå sammen")
        .wait_for("1002 Kari Aas er nå 1001 Kari Ås");
    c.wait_for("Var også").keys("Esc").wait_for("1 av 1");
    c.keys("Shift+F7").wait_for("4 kunder og medlemmer").wait_gone("Kari Aas");
    c.quit();
    let shown = site.json(&["parties", "show", "1002", "--json"]);
    assert_eq!((&shown["number"], &shown["claims_in_all"]), (&"1001".into(), &2.into()));
    site.check();
}

#[test]
fn a_table_is_seen_before_it_is_stored() {
    let site = site();
    let bad = site.file("feil.csv", "name,phone,email\nOla,12,\nKim,,kim@\n");
    let good = site.file("bra.csv", "name,phone,email\nKari Ås,99999999,\nOla Ny,910 00 099,\n");
    let mut c = start(&site, (80, 24));
    c.keys("i")
        .wait_for("┌─ Les inn en tabell")
        .keys("Ctrl+U")
        .typed(super::common::text(&bad))
        .keys("Enter");
    c.wait_for("2 feil")
        .wait_for("Linje 2, kolonne 2")
        .wait_for("«kim@»: det er ingen e-postadresse");
    c.keys("Enter")
        .wait_for("Alle linjer må være riktige")
        .keys("Esc")
        .wait_for("5 kunder");
    c.keys("i")
        .wait_for("┌─ Les inn en tabell")
        .keys("Ctrl+U")
        .typed(super::common::text(&good))
        .keys("Enter");
    c.wait_for("2 rader · 1 ligner noen")
        .wait_for("ligner 1001 Kari Ås")
        .wait_for("Ola Ny");
    c.keys("u")
        .wait_for("1 ble lagret, 1 ble utelatt")
        .keys("Esc")
        .wait_for("6 kunder og medlemmer");
    c.quit();
    site.check();
}

/// Walks through the screens, taking each one's picture.
fn walk(size: (u16, u16)) {
    let name = |screen: &str| format!("{}x{}-register-{screen}", size.0, size.1);
    let site = site();
    let mut c = start(&site, size);
    snapshot(&name("list"), &c);
    c.keys("F3").wait_for("┌─ Ny kunde");
    snapshot(&name("new"), &c);
    c.keys("Esc").wait_gone("┌─ Ny kunde");
    open(&mut c, "ab12345", "Kari Ås");
    snapshot(&name("page"), &c);
    c.keys("Tab").wait_for("2099-01-01");
    snapshot(&name("page-claims"), &c);
    c.keys("g").wait_for("┌─ Slå sammen").typed("1002").wait_for("1002 Kari Aas");
    snapshot(&name("merge"), &c);
    c.keys("Esc")
        .wait_gone("┌─ Slå sammen")
        .keys("Esc")
        .wait_for("1 av 1")
        .keys("Shift+F7")
        .wait_for("5 kunder");
    c.keys("/")
        .typed("1005")
        .keys("Enter")
        .wait_for("1 av 1")
        .keys("Enter")
        .wait_for("kan ikke slås");
    snapshot(&name("hostile"), &c);
    c.keys("Esc").keys("d").wait_for("Delte telefonnumre").wait_for("Per Strand");
    snapshot(&name("shared"), &c);
    c.quit();
}

#[test]
fn the_register_at_80x24() {
    walk((80, 24));
}

#[test]
fn the_register_at_120x36() {
    walk((120, 36));
}

#[test]
fn the_register_at_60x16() {
    walk((60, 16));
}

#[test]
fn a_payer_is_chosen_by_name_and_enter_does_not_wait_for_the_answer() {
    let site = site();
    let mut c = start(&site, (80, 24));
    open(&mut c, "1003", "Åse Ødegård");
    c.keys("h").wait_for("F5 velg");
    // As fast as a scanner: who is found is taken as soon as it is known.
    c.keys("F5").typed("strand").keys("Enter").wait_for("1004").wait_gone("Ny kunde");
    c.keys("Enter")
        .typed("foreldre")
        .keys("Enter")
        .wait_gone("foreldre")
        .wait_for("1004 Per Strand");
    c.quit();
    assert_eq!(site.json(&["parties", "show", "1003", "--json"])["payer"], "1004");
    site.check();
}

#[test]
fn who_was_renamed_is_found_by_the_new_name_at_once() {
    let site = site();
    let mut c = start(&site, (80, 24));
    c.keys("/").typed("strand").keys("Enter").wait_for("1 av 1").wait_for("Per Strand");
    site.ok(&["parties", "set", "1003", "--name", "Åse Strand", "--comment", "gift"]);
    c.wait_for("1 av 2").wait_for("Åse Strand");
    site.ok(&["parties", "set", "1004", "--name", "Per Moen", "--comment", "flyttet"]);
    c.wait_for("1 av 1").wait_gone("Per Strand");
    c.quit();
}
