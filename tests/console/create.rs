//! Claims made on the screen: from an empty form to a claim, its articles, copies, credit and reissue, and what may go wrong (CLM-1,
//! CLM-6, CLM-13; asks.md 16: by the keyboard alone, Enter moves between fields, amounts selected).

use serde_json::Value as Json;

use super::common::Site;
use super::harness::{Console, How};
use super::snapshots::snapshot;

fn shop() -> Site {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("site.fordring");
    let site = Site { dir, db };
    site.ok(&["init", "--country", "se", "--name", "Provverkstaden i Mallås AB"]);
    site.ok(&["accounts", "add", "5402-9681", "--references", "ocr", "--name", "Kundbetalningar"]);
    let parties = site.file("p.csv", "number,name\n2034,Åse Ödegård\n2035,Mallås Frakt AB\n");
    site.ok(&["parties", "import", parties.to_str().unwrap()]);
    let article = |code: &str, name: &str, price: &str| {
        site.ok(&[
            "articles",
            "add",
            code,
            "--name",
            name,
            "--price",
            price,
            "--unit",
            "st",
            "--comment",
            "ny",
        ]);
    };
    article("DACK", "Däckbyte", "895");
    article("OLJA", "Oljebyte med filter", "1290");
    site
}

fn start<'a>(site: &'a Site, size: (u16, u16), operator: &'a str, open: &'a str) -> Console {
    let how = How {
        size,
        operator,
        lang: Some("sv"),
        open: Some(open),
        ..How::default()
    };
    Console::start(site.dir.path(), how)
}

fn draft(site: &Site, id: &str) -> Json {
    site.json(&["claims", "drafts", "show", id, "--json"])
}

#[test]
fn clm_1_from_an_empty_form_to_a_claim_by_keyboard_alone() {
    let site = shop();
    let mut c = start(&site, (80, 24), "eva", "claims");
    c.wait_for("Fordringar")
        .keys("F3")
        .wait_for("Ny fordran, utkast 1")
        .wait_for("Välj mottagare");
    // Issuing what is not there yet says all that is missing.
    c.keys("Alt+b").wait_for("ingen mottagare är vald");
    c.typed("åse").wait_for("Åse Ödegård").keys("Enter").wait_for("Åse Ödegård, 2034");
    // An article by its beginning; the quantity is selected, so that typing replaces it; the sum follows every key.
    c.keys("F3").typed("da").wait_for("DACK").keys("Enter").wait_for("895,00");
    c.typed("4").wait_for("3 580,00");
    c.keys("Enter Enter Enter Enter");
    // A free line with a price without VAT, and a rebate; the letters come faster than the file is written.
    c.keys("Enter")
        .typed("Skruv")
        .keys("Enter Enter Enter")
        .typed("8+")
        .keys("Enter Enter");
    c.wait_for("10,00")
        .keys("Enter")
        .typed("Vänrabatt")
        .keys("Enter Enter Enter")
        .typed("-90")
        .keys("Enter");
    c.wait_for("3 500,00").wait_for("Färdig: F11");
    c.keys("F11")
        .wait_for("┌─ Bokför utkast 1")
        .wait_for("3 500,00")
        .wait_for("Moms 25 %: 700,00")
        .keys("Enter");
    c.wait_for("Fordran 10001 på 3 500,00 är bokförd").wait_for("OCR 100016");
    // Esc goes back to the list, not to the draft that is no more.
    c.keys("Esc").wait_for("100016").wait_gone("utkast 1");
    c.quit();
    let claim = site.json(&["claims", "show", "10001", "--json"]);
    assert_eq!(claim["sent"], Json::Null);
    assert_eq!(claim["lines"][1]["text"], "Skruv (Vänrabatt −10,00)");
    assert_eq!(draft(&site, "1")["state"], "issued");
    site.check();
}

#[test]
fn enter_twice_makes_one_claim() {
    let site = shop();
    site.ok(&["claims", "create", "--party", "2034", "--line", "x;100", "--draft"]);
    let mut c = start(&site, (80, 24), "eva", "drafts");
    c.wait_for("Åse Ödegård")
        .keys("Enter")
        .wait_for("Färdig")
        .keys("Alt+b")
        .wait_for("┌─ Bokför utkast 1");
    c.keys("Enter Enter Enter").wait_for("är bokförd");
    c.quit();
    assert_eq!(site.json(&["claims", "list", "--json"]).as_array().unwrap().len(), 1);
    site.check();
}

#[test]
fn what_is_typed_survives_a_console_that_is_killed() {
    let site = shop();
    let mut c = start(&site, (80, 24), "eva", "claims");
    c.wait_for("Fordringar").keys("F3").wait_for("utkast 1");
    c.typed("frakt")
        .wait_for("Mallås Frakt")
        .keys("Enter")
        .wait_for("Mallås Frakt AB, 2035");
    c.keys("F3 Enter")
        .typed("Transport")
        .keys("Enter Enter Enter")
        .typed("450")
        .keys("Enter")
        .wait_for("Färdig: F11");
    c.wait_for("sparas efter hand");
    c.signal("KILL");
    drop(c);
    let shown = draft(&site, "1");
    assert_eq!((shown["party"].as_str(), shown["amount"].as_str()), (Some("2035"), Some("450.00")));
    let mut c = start(&site, (80, 24), "eva", "drafts");
    c.wait_for("Transport").keys("Enter").wait_for("Färdig: F11");
    c.quit();
    site.check();
}

#[test]
fn an_empty_form_leaves_nothing_behind_and_one_with_words_is_kept() {
    let site = shop();
    let mut c = start(&site, (80, 24), "eva", "claims");
    c.wait_for("Fordringar")
        .keys("F3")
        .wait_for("Välj mottagare")
        .keys("Esc")
        .wait_gone("utkast 1");
    c.keys("F3")
        .wait_for("utkast 2")
        .typed("nils")
        .wait_for("Ingen sådan kund")
        .keys("Enter")
        .wait_for("┌─ Ny kund");
    c.keys("Tab Enter").wait_for("nils, ");
    c.keys("Esc").wait_for("Utkast 2 är kvar");
    c.quit();
    assert_eq!(draft(&site, "1")["state"], "discarded");
    assert_eq!(draft(&site, "2")["recipient"], "nils");
    site.check();
}

#[test]
fn two_consoles_on_one_draft_see_each_other() {
    let site = shop();
    site.ok(&["claims", "create", "--party", "2034", "--line", "x;100", "--draft"]);
    let mut eva = start(&site, (80, 24), "eva", "drafts");
    let mut ola = start(&site, (80, 24), "ola", "drafts");
    for c in [&mut eva, &mut ola] {
        c.wait_for("Åse Ödegård").keys("Enter").wait_for("Färdig");
    }
    // Ola is typing into one field while Eva changes another: both stand.
    ola.keys("Enter Enter").typed("Vinter");
    eva.keys("F3 Enter")
        .typed("Frakt")
        .keys("Enter Enter Enter")
        .typed("50")
        .keys("Enter")
        .wait_for("150,00");
    ola.wait_for("eva ändrade utkastet").wait_for("150,00");
    ola.keys("Enter");
    eva.wait_for("Vinter");
    let shown = draft(&site, "1");
    assert_eq!(
        (shown["description"].as_str(), shown["amount"].as_str()),
        (Some("Vinter"), Some("150.00"))
    );
    // One issues it; the other sees that, and cannot do it again.
    eva.keys("Alt+b")
        .wait_for("┌─ Bokför utkast 1")
        .keys("Enter")
        .wait_for("är bokförd");
    ola.wait_for("Bokförd som 10001");
    ola.keys("Alt+b").wait_for("redan bokfört som fordran 10001");
    eva.quit();
    ola.quit();
    site.check();
}

#[test]
fn a_copy_and_one_in_the_place_of_a_credited_one() {
    let site = shop();
    site.ok(&["claims", "create", "--party", "2034", "--line", "Däck;1000;25;2"]);
    let mut c = start(&site, (80, 24), "eva", "claims");
    c.wait_for("10001").keys("Enter").wait_for("Fordran 10001").keys("F8");
    c.wait_for("Kopia av 10001")
        .wait_for("2 000,00")
        .wait_for("Färdig")
        .keys("Esc")
        .wait_for("Utkast 2 är kvar");
    // CLM-13: the comment is mandatory, and the number is typed.
    c.wait_for("Fordran 10001")
        .keys("Shift+F8")
        .wait_for("Kreditera och gör om 10001")
        .keys("Enter Enter")
        .wait_for("kommentar");
    c.keys("Tab")
        .typed("fel kund")
        .keys("Enter")
        .typed("1")
        .keys("Enter")
        .wait_for("10001");
    c.typed("0001").keys("Enter").wait_for("Ersätter 10001");
    c.typed("frakt")
        .wait_for("Mallås Frakt")
        .keys("Enter")
        .wait_for("Mallås Frakt AB, 2035")
        .keys("Alt+b");
    c.wait_for("┌─ Bokför utkast 3")
        .keys("Enter")
        .wait_for("Fordran 10002")
        .wait_for("Ersätter 10001");
    c.keys("Esc")
        .wait_for("Fordran 10001")
        .wait_for("KREDITERAD")
        .wait_for("Ersatt av 10002");
    c.quit();
    site.check();
}

#[test]
fn f8_on_an_empty_form_begins_as_an_earlier_claim_and_on_a_line_copies_the_field_above() {
    let site = shop();
    site.ok(&["claims", "create", "--party", "2035", "--line", "Gammal;77"]);
    site.ok(&["claims", "create", "--party", "2034", "--line", "Ny;88"]);
    let mut c = start(&site, (80, 24), "eva", "claims");
    c.wait_for("10002").keys("F3").wait_for("utkast 3");
    c.typed("frakt")
        .wait_for("Mallås Frakt")
        .keys("Enter")
        .wait_for("Mallås Frakt AB, 2035");
    // The customer's own come first.
    c.keys("F8")
        .wait_for("┌─ Börja som en tidigare fordran")
        .wait("the own one first", |screen| {
            screen
                .find("Gammal")
                .is_some_and(|own| screen.find("88,00").is_some_and(|other| own < other))
        })
        .keys("Enter");
    c.wait_for("77,00").wait_for("Mallås Frakt AB, 2035").wait_for("Kopia av 10001");
    c.keys("F3 Enter F8")
        .wait("the text of the line above", |screen| screen.matches("Gammal").count() >= 3);
    c.keys("F4").wait_for("Rad 2 borttagen").wait_gone("2         Gammal");
    c.quit();
    site.check();
}

#[test]
fn articles_are_made_changed_and_ended_on_the_screen() {
    let site = shop();
    let mut c = start(&site, (80, 24), "eva", "articles");
    c.wait_for("DACK").keys("F3").wait_for("┌─ Ny artikel");
    c.typed("spol")
        .keys("Enter")
        .typed("Spolarvätska")
        .keys("Enter")
        .typed("49,50")
        .keys("Enter Enter");
    c.typed("l")
        .keys("Enter Enter")
        .typed("ny")
        .keys("Enter")
        .wait_for("Artikel SPOL är sparad")
        .wait_for("Spolarvätska");
    c.keys("Home F2")
        .wait_for("Kommentar")
        .keys("Tab")
        .typed("995")
        .keys("Tab Tab Tab Tab")
        .typed("dyrare")
        .keys("Enter");
    c.wait_for("Artikel DACK är sparad").wait_for("995,00");
    c.keys("F4")
        .wait_for("erbjuds inte mer")
        .keys("Enter")
        .wait_for("kommentar")
        .typed("slut")
        .keys("Enter");
    c.wait_for("Artikel DACK är sparad").wait_gone("Däckbyte");
    c.quit();
    site.check();
}

#[test]
fn a_draft_looks_as_designed_in_three_sizes() {
    for size in [(80, 24), (120, 36), (60, 16)] {
        let site = shop();
        site.ok(&[
            "claims",
            "create",
            "--party",
            "2034",
            "--line",
            "Skruv;10;25;12",
            "--line",
            "Kaffe till kunden;25;12",
            "--line",
            "Vänrabatt;-20;25",
            "--article",
            "DACK*4",
            "--description",
            "Vinterservice",
            "--draft",
        ]);
        let name = |what: &str| format!("{}x{}-create-{what}", size.0, size.1);
        let mut c = start(&site, size, "eva", "drafts");
        snapshot(&name("drafts"), c.wait_for("Åse"));
        snapshot(&name("draft"), c.keys("Enter").wait_for("Vinterservice").wait_for("3 705,00"));
        snapshot(&name("article"), c.keys("F3").typed("o").wait_for("OLJA"));
        snapshot(&name("line"), c.keys("Enter").wait_for("4 995,00"));
        snapshot(&name("issue"), c.keys("Alt+b").wait_for("┌─ Bokför utkast 1"));
        snapshot(&name("claim"), c.keys("Enter").wait_for("är bokförd"));
        snapshot(&name("reissue"), c.keys("Shift+F8").wait_for("Kreditera och gör om"));
        c.keys("Esc");
        c.quit();
        let mut c = start(&site, size, "eva", "articles");
        snapshot(&name("articles"), c.wait_for("DACK"));
        c.quit();
    }
}

#[test]
fn hostile_names_and_long_texts_stay_inside_their_places() {
    let site = shop();
    let long = format!("{};1", "Mycket lång text ".repeat(11).trim_end());
    let parties = site.file("h.csv", "number,name\n666,\"\u{1b}[31mRöd\u{202e} namn\"\n");
    site.ok(&["parties", "import", parties.to_str().unwrap()]);
    site.ok(&[
        "claims",
        "create",
        "--party",
        "666",
        "--line",
        &long,
        "--line",
        "z;999999999.99",
        "--draft",
    ]);
    let mut c = start(&site, (60, 16), "eva", "drafts");
    c.wait_for("namn")
        .keys("Enter")
        .wait_for("utkast 1")
        .wait_for("Röd")
        .wait_for("1 000 000 000,99");
    assert!(!String::from_utf8_lossy(&c.raw()).contains("\u{1b}[31mRöd"));
    c.keys("Alt+b").wait_for("summan är större");
    c.quit();
}

#[test]
fn an_empty_form_leaves_nothing_behind_whichever_way_it_is_left() {
    let site = shop();
    let open = || {
        site.json(&["claims", "drafts", "list", "--filter", "state:open", "--json"])
            .as_array()
            .unwrap()
            .len()
    };
    let mut c = start(&site, (80, 24), "eva", "claims");
    c.wait_for("Fordringar").keys("F3").wait_for("utkast 1").wait_for("Välj mottagare");
    // Back; to another screen of the menu; out of the program.
    c.keys("Esc")
        .wait_gone("utkast 1")
        .keys("F3")
        .wait_for("utkast 2")
        .wait_for("Välj mottagare");
    c.keys("Alt+P").wait_gone("utkast 2").keys("Alt+f").wait_for("Fordringar ›");
    c.keys("F3").wait_for("utkast 3").wait_for("Välj mottagare");
    c.quit();
    assert_eq!(open(), 0);
    // What has something in it stays.
    let mut c = start(&site, (80, 24), "eva", "claims");
    c.wait_for("Fordringar").keys("F3").wait_for("utkast 4").wait_for("Välj mottagare");
    c.typed("åse").wait_for("Åse Ödegård").keys("Enter").wait_for("Åse Ödegård, 2034");
    c.keys("Alt+P").wait_gone("utkast 4");
    c.quit();
    assert_eq!(open(), 1);
    site.check();
}
