//! Reminding on the screen: what it would be is shown first, each rule that says no is told, and what it cost is waived in one step
//! (requirements part 3, asks 23).

use super::common::{Site, day, kid, ocr, pay, text};
use super::harness::{Console, How};
use super::snapshots::snapshot;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (60, 16)];

/// Two claims that were due 30 days ago, one by e-mail and one by phone; a long name.
fn site() -> Site {
    let site = Site::new();
    let parties = "number,name,email,phone,language\n\
        M1,Ola Nes med eit svært langt namn som ikkje får plass nokon stad,ola@example.no,,nn\n\
        M2,Kari Li,,+4799999997,nb\n";
    let path = site.file("parties.csv", parties);
    site.ok(&["parties", "import", text(&path)]);
    let (issued, due) = (day(-60), day(-30));
    let rows = [(101, "M1"), (102, "M2")].map(|(number, party)| {
        let kid = kid(number);
        format!("{number},{party},dues,{kid},{issued},{due},400.00,Kontingent\n")
    });
    site.claims(&format!(
        "number,party,kind,reference,issued,due,amount,description\n{}",
        rows.concat()
    ));
    site
}

/// The list of claims with the cursor on this one, opened.
fn opened(site: &Site, size: (u16, u16), number: u32) -> Console {
    let how = How {
        size,
        open: Some("claims"),
        ..How::default()
    };
    let mut c = Console::start(site.dir.path(), how);
    c.wait_for("102").keys("Home").wait_cursor("101");
    if number == 102 {
        c.keys("Down").wait_cursor("102");
    }
    c.keys("Enter").wait_for(&format!("Fordring {number}"));
    c
}

#[test]
fn what_a_reminder_would_be_is_shown_first_in_every_size() {
    for size in SIZES {
        let site = site();
        let mut c = opened(&site, size, 101);
        c.keys("Alt+n").wait_for("400,00 innen").wait_for("Den koster ikke noe.");
        // The fee is typed, and each rule that says no is told before anything is done.
        c.keys("Enter").typed("36").wait_for("høyere enn loven");
        c.keys("Backspace").typed("5").wait_for("435,00 innen").wait_for("Gebyr: 35,00.");
        snapshot(&format!("{}x{}-remind", size.0, size.1), &c);
        c.keys("Enter")
            .keys("Down")
            .wait_for("ikke kjent")
            .keys("Up")
            .wait_for("435,00 innen");
        c.keys("Enter Enter")
            .typed("Ikke betalt")
            .keys("Enter")
            .wait_for("Det purres på fordring 101.");
        c.wait_for("435,00");
        snapshot(&format!("{}x{}-reminded", size.0, size.1), &c);
        c.quit();
        let claim = site.claim(101);
        assert_eq!(
            (claim["costs"].as_str(), claim["reminders"][0]["fee"].as_str()),
            (Some("35.00"), Some("35.00"))
        );
        site.check();
    }
}

#[test]
fn asks_23_what_it_cost_is_waived_in_one_step() {
    let site = site();
    site.ok(&[
        "claims",
        "remind",
        "102",
        "--fee",
        "35",
        "--keep-costs",
        "yes",
        "--comment",
        "Ikke betalt",
    ]);
    let file = site.file("a.ocr", ocr(1, vec![pay(&kid(102), 40_000)]));
    site.ok(&["import", text(&file)]);
    let mut c = opened(&site, (80, 24), 102);
    c.wait_for("35,00")
        .keys("w")
        .wait_for("Frafall gebyr og renter")
        .wait_for("er det da betalt");
    snapshot("80x24-waive", &c);
    c.typed("Etter avtale").keys("Enter").wait_for("BETALT");
    // There is nothing to waive twice.
    c.keys("w").wait_for("verken gebyr eller renter");
    c.quit();
    let claim = site.claim(102);
    assert_eq!((claim["status"].as_str(), claim["left"].as_str()), (Some("paid"), Some("0.00")));
    site.check();
}

#[test]
fn many_are_reminded_and_what_stops_one_is_told() {
    let site = site();
    site.ok(&["claims", "freeze", "101", "--until", &day(5).to_string(), "--comment", "Avtalt"]);
    let mut c = Console::start(
        site.dir.path(),
        How {
            open: Some("claims"),
            ..How::default()
        },
    );
    c.wait_for("102")
        .keys("Ctrl+a Alt+b")
        .wait_for("Purr")
        .keys("Down Enter")
        .wait_for("hviler");
    // A fee is tried before anything is done.
    c.keys("Enter")
        .typed("36")
        .wait_for("høyere enn loven")
        .keys("Backspace")
        .typed("5")
        .wait_gone("høyere");
    c.keys("Enter Enter")
        .typed("Ikke betalt")
        // Nothing is done that was not shown: the fee is tried once more.
        .wait_for("ville bli endret")
        .keys("Enter")
        .wait_for("sendt 1")
        .keys("Enter")
        .wait_gone("lukk");
    c.quit();
    assert_eq!(site.claim(102)["reminders"][0]["fee"].as_str(), Some("35.00"));
    assert!(site.claim(101)["reminders"].as_array().is_some_and(Vec::is_empty));
    site.check();
}
