//! Workshop orders on the screen: the walk from an empty order to money and back (ORD-3 … ORD-23), and what may go wrong.

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use super::common::Site;
use super::harness::{Console, How};
use super::snapshots::snapshot;

/// A Swedish workshop with one order that has two lines.
fn workshop() -> Site {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("site.fordring");
    let site = Site { dir, db };
    site.ok(&["init", "--country", "se", "--name", "Provverkstaden i Mallås AB"]);
    site.ok(&["accounts", "add", "5402-9681", "--references", "ocr-length"]);
    site.ok(&[
        "orders",
        "create",
        "--name",
        "Åse Ödegård",
        "--phone",
        "070-1740605",
        "--plate",
        "ABC 123",
        "--line",
        "text=Oljebyte; quantity=1,5; price=895,00; kind=labour; unit=tim",
        "--line",
        "text=Filter; price=199,50; code=F1",
    ]);
    site
}

fn shown(site: &Site) -> Json {
    site.json(&["orders", "show", "14001", "--json"])
}

fn start(site: &Site, size: (u16, u16), open: &str) -> Console {
    let how = How {
        size,
        lang: Some("sv"),
        open: Some(open),
        ..How::default()
    };
    Console::start(site.dir.path(), how)
}

/// The order 14001 on the screen.
fn opened(site: &Site, size: (u16, u16)) -> Console {
    let mut c = start(site, size, "orders");
    c.wait_for("14001")
        .keys("End")
        .wait_cursor("14001")
        .keys("Enter")
        .wait_for("Att betala");
    c
}

/// The link the customer got.
fn link(site: &Site) -> String {
    let all = site.ok(&["simulate", "payments"]);
    all.split_whitespace().last().unwrap().to_owned()
}

/// The order as the customer's SMS has just left.
fn sent(site: &Site, size: (u16, u16)) -> Console {
    site.ok(&["orders", "complete", "14001"]);
    let mut c = opened(site, size);
    c.keys("Ctrl+S").wait_for("1 SMS").keys("Enter").wait_for("MOBILBET · skickad");
    c
}

#[test]
fn ord_5_to_18_from_an_empty_order_to_the_money_and_back() {
    let site = workshop();
    let mut c = start(&site, (80, 24), "orders");
    c.wait_for("Order – Verkstadslista")
        .wait_for("14001")
        .keys("F3")
        .wait_for("Order 14002");
    // A customer is made on the spot, a car by its plate.
    c.wait_for("skriv namn")
        .typed("Nils")
        .wait_for("Ingen sådan kund")
        .keys("Enter")
        .wait_for("┌─ Ny kund");
    c.typed(" Holm")
        .keys("Tab")
        .typed("070-1740606")
        .keys("Enter")
        .wait_for("Nils Holm");
    c.keys("Enter Enter").typed("xyz 987").keys("Enter").wait_for("XYZ987");
    c.typed("Volvo")
        .keys("Enter")
        .typed("V70")
        .keys("Tab")
        .typed("12345")
        .keys("Tab")
        .typed("v50")
        .keys("Enter");
    c.wait_for("-12-0").typed("Service").keys("Enter Enter");
    // Lines: Enter goes on, the last one becomes a line by typing; the letters may come faster than the file is written.
    c.wait_for("Benämning")
        .typed("S1")
        .keys("Enter")
        .typed("Stor service")
        .keys("Enter")
        .typed("2")
        .keys("Tab");
    c.typed("tim")
        .keys("Tab")
        .typed("1000")
        .keys("Enter")
        .typed("10")
        .keys("Enter Enter");
    c.wait_for("1 800,00").wait_for("2 250,00");
    // Ctrl+S outside KLART says why not; complete, preview, send.
    c.keys("Ctrl+S").wait_for("Klarmarkera den först");
    c.keys("Alt+k")
        .wait_for("● KLART")
        .keys("Ctrl+S")
        .wait_for("┌─ Skicka mobilbetalning (SMS) 14002");
    c.wait_for("SIMULERT")
        .wait_for("+46701740606")
        .wait_for("2 250,00")
        .wait_for("1 SMS · 7 bitar")
        .wait_for("Din bil XYZ987 är klar");
    c.keys("Enter")
        .wait_for("MOBILBET · skickad")
        .wait_for("är låst: betalnings-SMS skickat")
        .wait_for("av eva. Annullera");
    // ORD-8: nothing can be typed, and the reason is said; notes stay workable.
    c.keys("Alt+1")
        .wait_for("Nils Holm")
        .keys("Down")
        .typed("7")
        .wait_for("● Order 14002 är låst");
    c.keys("Down Down Down Down Down Down Down")
        .typed("Ring kunden")
        .keys("Enter")
        .wait_for("Benämning");
    c.keys("Ctrl+L").wait_for("Order 14002: inte betald än");
    site.ok(&["simulate", "pay", &link(&site)]);
    let paid = Instant::now();
    c.wait_for("✓ MOBILBET · betald");
    assert!(paid.elapsed() < Duration::from_secs(8), "seen after {:?}", paid.elapsed());
    c.wait_for("Kunden har betalat 2 250,00");
    c.keys("Alt+3")
        .wait_for("Betalningssätt                   MOBIL")
        .wait_for("Betalning mottagen               ✓");
    // ORD-13: it goes back, and the order's number has to be typed for that.
    c.keys("Ctrl+O")
        .wait_for("2 250,00 betalas tillbaka")
        .typed("Fel pris")
        .keys("Enter Enter")
        .wait_for("Skriv 14002");
    c.typed("14002")
        .keys("Enter")
        .wait_for("● KLART")
        .wait_for("återbetald")
        .wait_for("är öppen igen");
    let order = site.json(&["orders", "show", "14002", "--json"]);
    assert_eq!(
        (&order["status"], &order["payment_received"], &order["notes"]),
        (&json!("ready"), &json!(false), &json!("Ring kunden"))
    );
    assert_eq!(order["mileage"], json!(12345));
    c.keys("Alt+5")
        .wait_for("eva  annullering begärd  Fel pris")
        .keys("End")
        .wait_for("Återbetalt");
    c.quit();
    site.check();
}

#[test]
fn ord_10_an_unpaid_link_dies_and_the_order_is_open() {
    let site = workshop();
    let mut c = sent(&site, (80, 24));
    c.keys("Ctrl+O")
        .wait_for("Kundens länk slutar fungera")
        .keys("Enter")
        .wait_for("● KLART");
    c.wait_for("Kundens länk fungerar inte längre");
    c.keys("Alt+3").wait_for("död");
    assert_eq!(shown(&site)["status"], json!("ready"));
    c.quit();
    site.check();
}

#[test]
fn what_somebody_else_changes_is_seen_and_never_written_over_unseen() {
    let site = workshop();
    let mut c = opened(&site, (80, 24));
    // Another field: the screen follows, what is being typed stays.
    c.keys("Down").wait_cursor("Telefon").typed("070-55");
    site.ok(&["orders", "edit", "14001", "--description", "Bromsar"]);
    c.wait_for("Bromsar").wait_for("070-55");
    // The same field: refused once with what stands there, then on purpose.
    site.ok(&["orders", "edit", "14001", "--phone", "070-1740609"]);
    std::thread::sleep(Duration::from_millis(900));
    c.keys("Enter").wait_for("skrivit 070-1740609 här").wait_for("070-55");
    assert_eq!(shown(&site)["phone"], json!("070-1740609"));
    c.keys("Enter").wait_cursor("Regnr");
    c.wait("saved", |_| shown(&site)["phone"] == json!("070-55"));
    // A value that is none keeps the field, with what was typed.
    c.keys("Down Down Down")
        .wait_cursor("Mätarställning")
        .typed("tolv")
        .keys("Enter")
        .wait_for("”tolv” går inte för Mätarställning");
    c.wait_for("tolv").keys("Esc").wait_gone("tolv");
    c.quit();
}

#[test]
fn a_lock_that_comes_while_typing_refuses_the_save_and_keeps_the_text() {
    let site = workshop();
    site.ok(&["orders", "complete", "14001"]);
    let mut c = opened(&site, (80, 24));
    c.keys("Down").wait_cursor("Telefon").typed("070-55");
    site.ok(&["orders", "send-payment", "14001"]);
    c.keys("Enter").wait_for("är låst").wait_for("070-55");
    assert_eq!(shown(&site)["phone"], json!("070-1740605"));
    c.keys("Esc").wait_for("070-1740605");
    c.quit();
}

#[test]
fn lines_are_copied_chosen_and_deleted_by_keys() {
    let site = workshop();
    let mut c = opened(&site, (80, 24));
    c.keys("Alt+2").wait_for("Oljebyte").keys("F3").wait_cursor("+");
    // F8 copies the field above and goes on; F6 offers what the field can have.
    c.keys("F8").wait_cursor("F1").keys("F8").wait_cursor("Filter");
    c.keys("Tab Tab")
        .typed("99,9")
        .keys("Tab Tab F6")
        .wait_for("┌─ Välj värde")
        .keys("Down Enter")
        .wait_gone("┌─ Välj värde");
    c.wait("the rate is 12", |_| shown(&site)["order_lines"][2]["vat"] == json!("12"));
    c.keys("Enter").typed("dyrt").keys("Left");
    c.keys("Esc").wait_gone("dyrt");
    c.keys("Up").wait_cursor("99,90").keys("F4").wait_for("Rad 3 borttagen: Filter");
    c.wait("two lines", |_| shown(&site)["order_lines"].as_array().unwrap().len() == 2);
    // A rate that the country does not have is refused in its place.
    c.keys("Up")
        .wait_cursor("Filter")
        .keys("Tab Tab Tab Tab Tab Tab")
        .typed("13")
        .keys("Enter")
        .wait_for("”13” går inte för Moms");
    // Not "13" alone: the clock on the screen may say so too.
    c.keys("Esc").wait_gone("går inte för Moms");
    c.wait("the rate stays", |_| shown(&site)["order_lines"][1]["vat"] == json!("25"));
    c.quit();
}

#[test]
fn ord_20_to_23_the_list_shows_who_paid_by_mobile_and_when() {
    let site = workshop();
    site.ok(&["orders", "complete", "14001"]);
    site.ok(&["orders", "send-payment", "14001"]);
    site.ok(&["simulate", "pay", &link(&site)]);
    site.ok(&["orders", "check-payment", "14001"]);
    let mut c = opened(&site, (140, 36));
    // From an order, F5 is its list.
    c.keys("Alt+3 F5")
        .wait_for("Order – Verkstadslista")
        .keys("v")
        .wait_for("Mobilbetalningar")
        .keys("Down Down Enter");
    c.wait_for("› Mobilbetalningar").wait_for("Tidpunkt för mot");
    // The rows come after the first paint.
    c.wait("its row", |screen| {
        screen.lines().any(|row| row.contains("14001") && row.contains('✓'))
    });
    let row = c.row_with("14001");
    assert!(row.contains('✓'), "{row}");
    let year = super::common::day(0).format("%y-%m-%d").to_string();
    assert!(row.contains(&year), "the time is written yy-mm-dd hh:mm: {row}");
    c.keys("Esc").wait_for("Fakturering");
    c.quit();
}

#[test]
fn a_customer_with_a_hostile_name_harms_nothing() {
    let site = workshop();
    let name = format!("Zalgo\u{202e}{} Bolag", "mycket långt ".repeat(20));
    site.ok(&["orders", "edit", "14001", "--name", &name, "--phone", "070-1740605"]);
    let mut c = opened(&site, (60, 16));
    c.wait_for("Zalgo");
    assert!(!c.screen().contains('\u{202e}'));
    c.keys("Del")
        .wait_for("skriv namn")
        .paste("Zal")
        .wait_for("┌─ Kund")
        .wait_for("1002");
    c.keys("Enter").wait_gone("┌─ Kund").wait_for("Zalgo");
    c.quit();
}

#[test]
fn the_simulated_telephone_pays_and_the_order_shows_it() {
    let site = workshop();
    let mut c = sent(&site, (100, 24));
    c.keys("Alt+q")
        .wait_for("simulert.example/b/")
        .keys("Esc")
        .wait_gone("simulert.example/b/");
    c.keys("Alt+t")
        .wait_for("Simulerad telefon")
        .wait_for("+46701740605")
        .wait_for("kan betalas");
    c.keys("Enter").wait_for("1 928,00 SEK").keys("p").wait_for("betald 1 928,00");
    c.keys("n").wait_for("NÄTET AVSTÄNGT").keys("n").wait_gone("NÄTET AVSTÄNGT");
    c.keys("Alt+v").wait_cursor("14001").keys("Enter").wait_for("✓ MOBILBET · betald");
    c.quit();
    site.check();
}

/// Every leaf of an order, open and locked, and what stands around it.
fn walk(size: (u16, u16)) {
    let name = |what: &str| format!("{}x{}-order-{what}", size.0, size.1);
    let site = workshop();
    let mut c = start(&site, size, "orders");
    c.wait_for("Åse").wait_for("1 order");
    snapshot(&name("list"), &c);
    c.keys("Enter").wait_for("Att betala");
    snapshot(&name("sheet"), &c);
    c.keys("F5").wait_for("┌─ Kund").wait_for("1001");
    snapshot(&name("lookup"), &c);
    c.keys("Esc").wait_gone("┌─ Kund").keys("Alt+2").wait_for("Oljebyte");
    snapshot(&name("lines"), &c);
    c.keys("Alt+k").wait_for("● KLART").keys("Ctrl+S").wait_for("1 SMS");
    snapshot(&name("preview"), &c);
    c.keys("Enter")
        .wait_for("MOBILBET · skickad")
        .keys("Alt+1 Alt+4")
        .wait_for("levererat");
    c.keys("Alt+1").wait_for("Regnr").keys("Down").wait_cursor("Telefon");
    c.wait_gone("skickat till");
    snapshot(&name("locked"), &c);
    c.keys("Alt+3").wait_for("kan betalas");
    snapshot(&name("billing"), &c);
    c.keys("Alt+4").wait_for("levererat");
    snapshot(&name("messages"), &c);
    c.keys("Alt+5").wait_for("klarmarkerad");
    snapshot(&name("log"), &c);
    c.keys("Alt+t").wait_for("kan beta");
    snapshot(&name("phones"), &c);
    c.quit();
}

#[test]
fn an_order_at_80x24() {
    walk((80, 24));
}

#[test]
fn an_order_at_120x36() {
    walk((120, 36));
}

#[test]
fn an_order_at_60x16() {
    walk((60, 16));
}

#[test]
fn ord_17_and_19_posted_printed_credited_opened_and_paid_back() {
    let site = workshop();
    let mut c = sent(&site, (80, 24));
    site.ok(&["simulate", "pay", &link(&site)]);
    c.wait_for("✓ MOBILBET · betald");
    // The money is here: posting asks nothing but a yes, and the paper is made.
    c.keys("Shift+F11")
        .wait_for("betald mobilt (MOBIL)")
        .keys("Enter")
        .wait_for("■ BOKFÖRD")
        .wait_for(".pdf");
    let order = shown(&site);
    assert_eq!((&order["status"], &order["method"]), (&json!("posted"), &json!("mobile")));
    // The invoice is one key away, and back.
    c.keys("Ctrl+G")
        .wait_for("Fordran 10001")
        .wait_for("BETALD")
        .keys("Esc")
        .wait_for("■ BOKFÖRD");
    c.keys("Ctrl+Y")
        .wait_for("Faktura 10001 på 1 928,00")
        .wait_for("Mobilbetalningen 1 928,00");
    c.typed("Fel pris")
        .keys("Enter")
        .typed("14001")
        .keys("Enter")
        .wait_for("× KREDITERAD");
    c.keys("Alt+3")
        .wait_for("Betalningslänkar")
        .keys("End")
        .wait_for("Kreditfaktura K1 för faktura 10001")
        .keys("Alt+w")
        .wait_for("Fakturan ligger i");
    c.keys("Alt+e").wait_for("▲ ÖPPNAD").wait_for("återstår");
    c.keys("Ctrl+O")
        .wait_for("1 928,00 betalas tillbaka")
        .keys("Enter")
        .typed("14001")
        .keys("Enter");
    c.wait_for("● KLART").keys("Home").wait_for("återbetald");
    c.quit();
    site.check();
}

#[test]
fn the_list_comes_back_on_the_order_that_was_just_made() {
    let site = workshop();
    let mut c = start(&site, (80, 24), "orders");
    c.wait_cursor("14001").keys("F3").wait_for("Order 14002");
    c.keys("Esc").wait_cursor("14002");
    c.keys("F10")
        .wait_for("Verkstadsorder")
        .keys("F3")
        .wait_for("Order 14003")
        .wait_gone("Bankfiler");
    c.quit();
}

#[test]
fn a_dialog_of_an_order_keeps_what_was_typed_when_another_changes_the_order() {
    let site = workshop();
    site.ok(&["orders", "complete", "14001"]);
    let mut c = opened(&site, (80, 24));
    c.keys("F11")
        .wait_for("┌─ Bokför 14001")
        .keys("Down")
        .wait_for("Order 14001 blir en faktura");
    site.ok(&["orders", "edit", "14001", "--mileage", "12345"]);
    c.wait_for("Ändrad av kari").wait_for("┌─ Bokför 14001");
    c.keys("Enter").wait_gone("Ändrad av kari").wait_for("┌─ Bokför 14001");
    assert_eq!(shown(&site)["status"], json!("ready"), "the first Enter does nothing");
    c.keys("Enter").wait_gone("┌─ Bokför 14001").wait_for("BOKFÖRD");
    c.quit();
    site.check();
}
