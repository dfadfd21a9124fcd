//! Files by SFTP on the screen: how an account is set up for it, and fetching now (OCR-4, OCR-5, OCR-24).

use super::common::{ACCOUNT, Site, text};
use super::harness::{Console, How};
use super::site::site;

fn open(site: &Site, screen: &'static str, size: (u16, u16)) -> Console {
    let how = How {
        size,
        open: Some(screen),
        ..How::default()
    };
    Console::start(site.dir.path(), how)
}

#[test]
fn ocr_24_a_server_is_set_up_on_the_screen_and_stays_known() {
    for size in [(80, 24), (60, 16)] {
        let site = site();
        let (key, hosts) = (site.dir.path().join("id"), site.dir.path().join("hosts"));
        let mut c = open(&site, "accounts", size);
        c.wait_for("12345678903").keys("Enter").wait_for("Neste steg: prøvd");
        c.keys("End Up Up Enter").wait_for("┌─ Hvordan filer kommer og går");
        // A server is asked for only where there is one.
        assert!(!c.screen().contains("Nøkkelfilen"));
        c.keys("Down Down").wait_for("Nøkkelfilen vår").keys("Enter");
        c.typed("fordring-vert")
            .keys("Enter")
            .typed(text(&key))
            .keys("Enter")
            .typed(text(&hosts));
        c.keys("Enter").typed("ut").keys("Enter Enter").typed("avtalt").keys("Enter");
        // What cannot be is refused, and everything typed stays.
        c.wait_for("kan ikke være «fordring-vert»").keys("Tab Tab");
        c.keys(["Backspace"; 13].join(" ").as_str()).typed("mallas@127.0.0.1:1");
        c.keys("Enter Enter Enter Enter Enter Enter").wait_gone("┌─ Hvordan filer");
        c.wait_for("mallas@127.0.0.1:1");
        // The smallest screen has room for the server alone.
        if size.1 > 16 {
            c.wait_for("hentes fra ut · leveres til –");
        }
        // Another way, and back: the server is still there.
        c.keys("Enter").wait_for("┌─ Hvordan filer").keys("Up Up Enter");
        c.typed("ferie").keys("Enter").wait_gone("┌─ Hvordan filer").wait_gone("mallas@");
        c.keys("Enter")
            .wait_for("┌─ Hvordan filer")
            .keys("Down Down")
            .wait_for("mallas@127.0.0.1:1");
        c.keys("Esc").wait_gone("┌─ Hvordan filer");
        c.quit();
        let set = &site.json(&["exchange", "list", "--json"])[0];
        assert_eq!((&set["number"], &set["exchange"]), (&ACCOUNT.into(), &"hand".into()));
        assert_eq!((&set["sftp"]["port"], &set["sftp"]["fetch"]), (&1.into(), &"ut".into()));
        site.check();
    }
}

#[test]
fn ocr_5_files_are_fetched_when_a_person_wants_it_and_what_is_in_the_way_is_told_each_time() {
    let site = site();
    let mut c = open(&site, "exchanged", (80, 24));
    c.wait_for("F3 Hent og lever nå").keys("F3").wait_for("Ingen konto bruker SFTP");
    let path = |name: &str| site.dir.path().join(name).display().to_string();
    let args = [
        "exchange",
        "set",
        ACCOUNT,
        "--sftp",
        "mallas@127.0.0.1:1",
        "--fetch",
        "ut",
        "--comment",
        "avtalt",
    ];
    site.ok(&[&args[..], &["--key", &path("id"), "--known-hosts", &path("hosts")]].concat());
    for _ in 0..2 {
        c.keys("Down").wait_gone("Nøkkelfilen for konto").keys("F3");
        c.wait_for("Nøkkelfilen for konto");
    }
    c.quit();
}
