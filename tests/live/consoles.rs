//! Nobody runs a round: two consoles are open, each of which does what there is to do, and one of them is killed in the middle.

use std::process::Command;

use super::club::{Club, phone};
use super::daemon::wait_until;
use super::dues::{BILLED, KARI, NO_FUNDS, SCREEN, SCREEN_FAILED};
use super::harness::{Console, How};
use super::strex_stub::POST;
use super::stub::Fault;
use super::words::{FAILED, PAID};

fn start(club: &Club, operator: &str) -> Console {
    let how = How {
        size: (100, 22),
        operator,
        open: Some("dialogues"),
        ..How::default()
    };
    let mut console = Console::start(club.site.dir.path(), how);
    console.wait_for(&phone(KARI));
    console
}

/// Goes to the dialogue with a number and takes its picture into the transcript.
fn read(club: &mut Club, console: &mut Console, number: &str, wanted: &str) {
    console.wait_for(number).settle();
    let y = console.y_of(number);
    console.keys("Home").settle();
    while !console.cursor_row_is(y) {
        console.keys("Down").settle();
    }
    console.keys("Enter").wait_for(wanted).settle();
    club.say(&console.rows().join("\n"));
    console.keys("Esc").wait_for(&phone(KARI));
}

pub fn by_themselves(club: &mut Club) {
    let (member, other) = (phone(SCREEN), phone(SCREEN_FAILED));
    let mut both = vec![start(club, "eva"), start(club, "per")];
    club.stub.fault(POST, Fault::Late);
    club.writes(&member, "ORG1 BETAL 50", 1);
    club.watch("the charge at the provider", |club| !club.keys(&member).is_empty());
    let holder = "SELECT CAST(claimed_by AS INTEGER) FROM outbox WHERE state = 'claimed'";
    let sending = club.count(holder).to_string();
    assert!(Command::new("kill").args(["-s", "KILL", &sending]).status().unwrap().success());
    assert!(
        wait_until(10, || {
            both.retain_mut(Console::lives);
            both.len() == 1
        }),
        "the one that sent is none of these"
    );
    club.say("the console that sends is killed (SIGKILL) while it waits for the answer; the other goes on");
    club.stub.no_faults();
    let key = club.keys(&member).pop().unwrap();
    club.watch("the other looks it up", |club| club.asked("GET", &key) == 2);
    club.decides(&key, BILLED, 2);
    club.pushed("screen-1", &other, "ORG1 BETAL 50", 2);
    club.watch("the other charge", |club| !club.keys(&other).is_empty());
    let refused = club.keys(&other).pop().unwrap();
    club.decides(&refused, NO_FUNDS, 1);
    club.watch("both are told", |club| {
        !club.rig.shown(&member).is_empty() && !club.rig.shown(&other).is_empty()
    });
    assert_eq!(
        (club.rig.shown(&member), club.rig.shown(&other)),
        (vec![PAID.to_owned()], vec![FAILED.to_owned()])
    );
    assert_eq!((club.keys(&member).len(), club.asked("POST", &key)), (1, 1));
    assert_eq!((club.status(10_016).as_str(), club.status(10_017).as_str()), ("paid", "unpaid"));
    let mut alive = both.remove(0);
    read(club, &mut alive, &member, "Betalinga di er motteken");
    read(club, &mut alive, &other, "SMS-betaling var ikkje mogleg");
    alive.quit();
}
