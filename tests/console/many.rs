//! One thing done to many claims on the screen.

use serde_json::json;

use super::common::{Site, kid, pay, status};
use super::desk::{SIZES, waiting};
use super::hand::on;
use super::harness::Console;

/// The claims list with these claims selected.
fn selected(site: &Site, size: (u16, u16), numbers: &[u32]) -> Console {
    let mut c = on(site, size, "claims");
    c.wait_for("Nils Haug").keys("Home");
    for row in 0..10 {
        let number = 101 + row;
        c.wait_cursor(&number.to_string());
        if numbers.contains(&number) {
            // Which goes to the next row.
            c.keys("Space");
        } else {
            c.keys("Down");
        }
    }
    c.wait_for(&format!("· {} v", numbers.len()));
    c
}

#[test]
fn many_claims_are_tried_first_then_done_with_a_result_for_each() {
    for size in SIZES {
        let site = waiting(Vec::from([pay(&kid(102), 30_000)]));
        let mut c = selected(&site, size, &[110, 109, 108, 107]);
        c.keys("Alt+b").wait_for("┌─ 4 fordringer").wait_for("Hva skal gjøres");
        c.keys("End Down Down Down Down Down Down Down Down Enter")
            .wait_for("┌─ Annuller fordringen · 4");
        c.wait_for("2 fordringer ville bli endret").wait_for("1 500,00");
        if size.1 > 16 {
            c.wait_for("2 blir avvist:").wait_for("108").wait_for("109");
        }
        c.keys("Enter Enter Enter")
            .wait_for("må ha en kommentar")
            .keys("Tab Tab")
            .typed("Feil liste");
        // What cannot be taken back wants the number of claims typed.
        c.keys("Enter")
            .typed("40")
            .keys("Enter")
            .wait_for("Hvor mange fordringer")
            .keys("Backspace");
        // Somebody else writes: it waits and says so.
        let other = site.conn();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        c.keys("Enter").wait_for("0 % ferdig").settle();
        other.execute_batch("COMMIT").unwrap();
        c.wait_for("2 utført").wait_for("1 500,00").wait_for("2 avvist").wait_for("0 ikke");
        c.wait_for("│ 109  ").wait_for("│ 108  ").wait_for("│ 110  utført  700,00");
        c.wait_for("│ 107  utført  800,00")
            .keys("Enter")
            .wait_gone("påbegynt")
            .wait_gone("•");
        c.quit();
        for (number, now) in [(107, "annulled"), (108, "annulled"), (109, "paid"), (110, "annulled")] {
            assert_eq!(site.claim(number)["status"], json!(now), "{number}");
        }
        site.check();
    }
}

#[test]
fn many_claims_stop_at_the_first_refusal_when_told_so() {
    for size in SIZES {
        let site = waiting(vec![pay(&kid(102), 30_000)]);
        let mut c = selected(&site, size, &[110, 109, 107]);
        c.keys("Alt+b")
            .wait_for("┌─ 3 fordringer")
            .keys("Down Down Down Down Down Down Down Down Enter");
        c.wait_for("┌─ Annuller fordringen · 3")
            .keys("Down")
            .wait_for("(•) stopp")
            .keys("Enter");
        c.typed("Feil liste")
            .keys("Enter")
            .typed("3")
            .keys("Enter")
            .wait_for("1 utført")
            .wait_for("1 avvist");
        c.wait_for("1 ikke").wait_for("│ 109  ").wait_for("│ 107  utført  800,00");
        assert!(!c.screen().contains("│ 110  utført"), "{}", c.screen());
        c.keys("Esc").wait_gone("påbegynt");
        c.quit();
        assert_eq!(status(&site, 110), "unpaid  700.00 0.00");
        assert_eq!(site.claim(107)["status"], json!("annulled"));
        site.check();
    }
}

#[test]
fn many_claims_get_another_due_date() {
    let site = waiting(vec![pay(&kid(102), 30_000)]);
    let mut c = selected(&site, (80, 24), &[110, 107]);
    c.keys("Alt+b").wait_for("┌─ 2 fordringer").keys("Down Down Down Down Enter");
    c.wait_for("┌─ Endre forfall · 2").wait_for("2 fordringer ville bli endret");
    c.typed("2099-06-30").keys("Enter Enter").typed("Utsettelse").keys("Enter");
    c.wait_for("Dette ville skje med den datoen")
        .wait_for("2 fordringer ville bli endret");
    c.keys("Enter").wait_for("2 utført").keys("Enter").wait_gone("påbegynt");
    c.quit();
    assert_eq!(site.claim(107)["due"], json!("2099-06-30"));
    site.check();
}
