//! Sending claims on the screen: the preview of one, many at once, what became of each, and what a person does about it (CLM-1, CLM-6).

use std::time::{Duration, Instant};

use super::common::{Site, text};
use super::harness::{Console, How};
use super::snapshots::snapshot;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (60, 16)];

/// Members who are reached in every way, and some who are not.
fn site() -> Site {
    let site = Site::new();
    let parties = "number,name,email,phone,language\n\
        M1,Åse Ødegård,ase@example.no,+4799999998,nn\n\
        M2,Berit Berg,refused@example.no,,nb\n\
        M3,Kari Li,,+4799999997,nb\n\
        M4,Liv Moen,lost@example.no,,nb\n\
        M5,Nils Haug,nils@example.no,,nb\n";
    let mut claims = String::from("number,party,due,amount,kind,description,issued\n");
    for nth in 1..=5 {
        claims.push_str(&format!(
            "{},M{nth},2099-01-01,{nth}50.00,dues,Kontingent 2026,2026-01-15\n",
            100 + nth
        ));
    }
    let path = site.file("parties.csv", parties);
    site.ok(&["parties", "import", text(&path)]);
    // A card of before addresses were looked at.
    site.conn()
        .execute("UPDATE party SET email = 'nils@example' WHERE number = 'M5'", [])
        .unwrap();
    site.claims(&claims);
    site
}

fn start(site: &Site, size: (u16, u16), open: &str) -> Console {
    let how = How {
        size,
        open: Some(open),
        ..How::default()
    };
    Console::start(site.dir.path(), how)
}

fn name(size: (u16, u16), what: &str) -> String {
    format!("{}x{}-{what}", size.0, size.1)
}

fn state(site: &Site, number: u32) -> String {
    let claim = site.claim(number);
    let last = claim["sendings"]
        .as_array()
        .unwrap()
        .last()
        .map(|one| one["state"].as_str().unwrap().to_owned());
    last.unwrap_or_default()
}

/// Waits until the last sending of a claim stands somewhere.
fn wait_state(site: &Site, number: u32, wanted: &str) {
    let began = Instant::now();
    while state(site, number) != wanted {
        assert!(began.elapsed() < Duration::from_secs(30), "{number}: {}", state(site, number));
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The list of claims with the cursor on this one, opened.
fn opened(site: &Site, size: (u16, u16), number: u32) -> Console {
    let mut c = start(site, size, "claims");
    c.wait_for("105").keys("Home");
    for row in 101..number {
        c.wait_cursor(&row.to_string()).keys("Down");
    }
    c.wait_cursor(&number.to_string()).keys("Enter");
    c.wait_for(&format!("Fordring {number}"));
    c
}

#[test]
fn one_is_shown_first_and_then_sent_and_the_claim_says_what_became_of_it() {
    for size in SIZES {
        let site = site();
        let mut c = opened(&site, size, 101);
        c.keys("Alt+s")
            .wait_for("ase@example.no (e-post)")
            .wait_for("Faktura 101 frå Fjellklubben");
        c.wait_for("faktura-101.pdf");
        snapshot(&name(size, "sending-preview"), &c);
        // Another way: what would be said is shown before.
        c.keys("Down Down").wait_for("Betal 150,00").keys("Up").wait_for("faktura-101.pdf");
        c.keys("Enter")
            .typed("Første gang")
            .keys("Enter")
            .wait_for("Fordring 101 er på vei ut.");
        wait_state(&site, 101, "left");
        c.keys("Tab Tab Tab").wait_for("ase@example.no  sendt");
        // Again it is a copy, and says so before.
        c.keys("Alt+s").wait_for("blir sendt som KOPI").keys("Esc").wait_gone("KOPI");
        c.quit();
        assert_eq!(site.claim(101)["changes"][0]["comment"], "Første gang");
        site.check();
    }
}

#[test]
fn what_cannot_be_sent_says_why_and_is_not() {
    let site = site();
    let mut c = opened(&site, (80, 24), 105);
    c.keys("Alt+s").wait_for("\"nils@example\" for mottakeren av fordring 105");
    c.keys("Enter Enter").wait_for("e-postadresse. Rett den.").settle();
    c.keys("Esc").wait_gone("nils@example");
    c.quit();
    assert_eq!(state(&site, 105), "");
}

#[test]
fn many_are_counted_by_their_ways_and_sent() {
    let site = site();
    let mut c = start(&site, (80, 24), "claims");
    c.wait_for("105").keys("Ctrl+a").wait_for("5 v");
    c.keys("Alt+b")
        .wait_for("┌─ 5 fordringer")
        .keys("End Down Down Down Down Down Down Down Down Up Up Up Up Up Up Up Up Enter");
    c.wait_for("┌─ Send · 5 fordringer")
        .wait_for("E-post 3, SMS 0, papir 1; 1 utelatt.");
    snapshot(&name((80, 24), "sending-many"), &c);
    c.keys("Enter Enter")
        .wait_for("4 utført")
        .wait_for("1 avvist")
        .keys("Enter")
        .wait_gone("4 utført");
    for (number, wanted) in [(101, "left"), (102, "failed"), (103, "left"), (104, "unknown")] {
        wait_state(&site, number, wanted);
    }
    c.quit();
    site.check();
}

#[test]
fn what_waits_for_a_person_is_in_a_list_of_its_own() {
    let site = site();
    let ran = site.run(&["claims", "send", "101", "102", "103", "104"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    for size in SIZES {
        let mut c = start(&site, size, "sendings");
        c.wait_for("Berit").wait_for("uvisst").wait_for("mislykket");
        // Where it stands says what can be done: what nobody knows of is decided, what failed is sent again.
        c.keys("Home").wait_cursor("104").wait_for("Ctrl+O");
        c.settle();
        snapshot(&name(size, "sending-list"), &c);
        c.quit();
    }
    let mut c = start(&site, (120, 36), "sendings");
    c.wait_for("Berit Berg").keys("Home").wait_cursor("Liv Moen");
    c.keys("Ctrl+o").wait_for("┌─ Det gikk ut 4").wait_for("som du har funnet ut");
    c.keys("Enter")
        .wait_for("må ha en kommentar")
        .typed("Liv har den")
        .keys("Enter")
        .wait_for("Endrede utsendinger: 1");
    wait_state(&site, 104, "left");
    // The address is mended, and it is sent again under the same mark.
    site.conn().execute("UPDATE party SET email = 'berit@example.no'", []).unwrap();
    c.keys("End Up").wait_cursor("Berit Berg").keys("Alt+s").wait_for("┌─ Send igjen 2");
    c.typed("Postkassen er åpnet").keys("Enter").wait_for("Endrede utsendinger: 1");
    wait_state(&site, 102, "failed");
    // Enter leads to the claim.
    c.keys("Enter").wait_for("Fordring 102");
    c.quit();
    site.check();
}

#[test]
fn what_a_hostile_name_says_does_nothing() {
    let site = site();
    let evil = "Åse\u{1b}[2J\u{202e}\u{7}".repeat(20);
    site.conn()
        .execute("UPDATE party SET name = ?1 WHERE number = 'M1'", [evil.as_str()])
        .unwrap();
    for size in SIZES {
        let mut c = opened(&site, size, 101);
        c.keys("Alt+s").wait_for("ase@example.no").settle();
        let raw = c.raw();
        assert!(!raw.windows(4).any(|bytes| bytes == b"\x1b[2J\xe2"), "{}", c.screen());
        c.keys("Esc");
        c.quit();
    }
    site.ok(&["claims", "send", "101"]);
    assert!(!site.ok(&["simulate", "mails"]).contains('\u{1b}'));
    site.check();
}

#[test]
fn what_failed_is_told_on_the_start_screen_and_opens_its_list() {
    let site = site();
    site.run(&["claims", "send", "101", "102", "103", "104"]);
    for size in SIZES {
        let mut c = start(&site, size, "start");
        c.wait_for(
            "2  Utsendinger av fordringer som mislyktes, eller som ingen vet utfallet av"
                .get(..40)
                .unwrap(),
        );
        c.keys("End Home").settle();
        for _ in 0..12 {
            if c.screen().lines().any(|line| line.contains('▸') && line.contains("Utsendinger")) {
                break;
            }
            c.keys("Down").settle();
        }
        c.keys("Enter").wait_for("Liv Moen").wait_for("Berit").settle();
        // Those alone, not what left.
        assert!(!c.screen().contains("Kari Li"), "{}", c.screen());
        c.keys("Esc").wait_for("Venter på deg").settle();
        assert!(
            c.screen().lines().any(|line| line.contains('▸') && line.contains("Utsendinger")),
            "{}",
            c.screen()
        );
        c.quit();
    }
}

#[test]
fn while_they_leave_it_is_shown_and_esc_takes_back_what_waits() {
    let site = site();
    // The server says: not now.
    site.conn()
        .execute("UPDATE party SET email = 'busy@example.no' WHERE number IN ('M2', 'M4')", [])
        .unwrap();
    let mut c = start(&site, (80, 24), "claims");
    c.wait_for("105").keys("Ctrl+a").wait_for("5 v");
    c.keys("Alt+b").wait_for("┌─ 5 fordringer").keys("Enter");
    c.wait_for("E-post 3, SMS 0, papir 1; 1 utelatt.").keys("Enter Enter");
    c.wait_for("Utsendinger: venter 2, sendt 2.")
        .wait_for("trekk tilbake det som venter");
    snapshot(&name((80, 24), "sending-leaving"), &c);
    c.keys("Esc").wait_for("Trukket tilbake: 2").wait_for("sendt 2, trukket tilbake 2.");
    // Nothing waits any more: now it closes.
    c.keys("Esc").wait_gone("Utsendinger:");
    c.quit();
    for (number, wanted) in [(101, "left"), (102, "cancelled"), (103, "left"), (104, "cancelled")] {
        assert_eq!(state(&site, number), wanted);
    }
    site.check();
}

#[test]
fn credit_notes_that_were_not_sent_are_offered_and_sent_many_at_once() {
    let site = site();
    for number in ["101", "103"] {
        site.ok(&["claims", "credit", number, "--comment", "Feil"]);
    }
    let mut c = start(&site, (80, 24), "claims");
    c.wait_for("105").keys("Ctrl+a").wait_for("5 v");
    c.keys("Alt+b").wait_for("┌─ 5 fordringer").keys("Enter");
    c.wait_for("fakturaene").keys("Enter Down");
    c.wait_for("kreditnotaer som ikke er sendt: 2")
        .wait_for("E-post 1, SMS 0, papir 1; 3 utelatt.");
    snapshot(&name((80, 24), "sending-notes"), &c);
    c.keys("Enter Enter").wait_for("2 utført").wait_for("sendt 2").keys("Enter");
    c.quit();
    assert_eq!((state(&site, 101), state(&site, 103)), ("left".to_owned(), "left".to_owned()));
    assert_eq!(state(&site, 102), "");
    site.check();
}
