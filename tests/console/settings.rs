//! The settings in the console: found by typing, changed with a comment, refused with the way out.

use super::common::Site;
use super::harness::{Console, How};
use super::snapshots::snapshot;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (60, 16)];

fn settings(site: &Site, size: (u16, u16)) -> Console {
    let mut c = Console::start(site.dir.path(), How { size, ..How::default() });
    c.wait_for("Fordring").keys("Alt+I").wait_for("Innstillinger").wait_for("0 av");
    c
}

#[test]
fn a_setting_is_found_changed_and_taken_out() {
    for size in SIZES {
        let site = Site::new();
        let mut c = settings(&site, size);
        snapshot(&format!("{}x{}-settings", size.0, size.1), &c);
        c.typed("skriver").wait_for("Søk: skriver").wait_for("Skriver  ");
        c.keys("Down Enter").wait_for("┌─ Skriver");
        snapshot(&format!("{}x{}-setting", size.0, size.1), &c);
        c.typed("blekk").keys("Enter Enter");
        c.wait_for("må ha en kommentar")
            .typed("Ny skriver")
            .keys("Enter")
            .wait_gone("┌─ Skriver");
        c.wait_for("1 av").wait_for("blekk").wait_for("Skriver er lagret");
        // What cannot be is refused in the dialog, and what was typed stays.
        c.keys("Esc")
            .typed("timer")
            .wait_for("Søk: timer")
            .keys("Enter")
            .wait_for("┌─ Timer");
        c.typed("0")
            .keys("Enter")
            .typed("Kort")
            .keys("Enter")
            .wait_for("kan ikke være «0»")
            .keys("Esc");
        c.wait_gone("┌─ Timer").keys("Esc").typed("blekk").wait_for("Søk: blekk").keys("F4");
        c.wait_for("Den tas ut").typed("Som før").keys("Enter").wait_for("0 av");
        c.quit();
        let log = site.json(&["log", "list", "--filter", "kind:setting", "--json"]);
        assert_eq!(log.as_array().unwrap().len(), 2, "{log}");
        site.check();
    }
}

#[test]
fn a_choice_is_chosen_and_one_that_would_not_work_is_refused() {
    let site = Site::new();
    let mut c = settings(&site, (80, 24));
    c.typed("pay.provider")
        .wait_for("Søk: pay.provider")
        .keys("Enter")
        .wait_for("(•) Simulator");
    c.keys("Down Down Enter")
        .typed("Avtale")
        .keys("Enter")
        .wait_for("pay.vipps")
        .wait_for("ingenting er endret");
    c.keys("Esc").wait_gone("┌─").wait_for("Simulator");
    c.quit();
    let log = site.json(&["log", "list", "--filter", "kind:setting", "--json"]);
    assert_eq!(log.as_array().unwrap().len(), 0, "{log}");
}
