//! Dues paid by SMS through the whole program, a live daemon and a provider of messages that cost (SMS-15 to SMS-30).

use std::time::{Duration, Instant};

use serde_json::json;

use super::club::{Club, Gateway, phone};
use super::consoles::by_themselves;
use super::strex_stub::{Decision, POST};
use super::stub::Fault;
use super::transcript::play;
use super::words::{CHARGE, FAILED, PAID};

pub const BILLED: Decision = ("Ok", "Delivered", Some(true), Some(true));
pub const NO_FUNDS: Decision = ("Failed", "InsufficientFunds", Some(false), Some(false));
/// Phones by what happens to their members; the claims are numbered in the same order.
pub const KARI: u8 = 1;
const OLA: u8 = 2;
const TWINS: u8 = 3;
const DOWN: u8 = 5;
const KILLED: u8 = 6;
const ASKED: u8 = 7;
pub const SCREEN: u8 = 8;
pub const SCREEN_FAILED: u8 = 9;
const NOBODY: u8 = 99;
/// The first of those who write all at once, and how many.
const CROWD: (u8, u8) = (20, 8);

/// What must hold.
type Promise = (&'static str, fn(&mut Club));

/// In this order.
const PROMISES: &[Promise] = &[
    (
        "ORG1 BETAL 50 by the modem: drawn once, paid by the report, confirmed by the letter",
        paid,
    ),
    (
        "the relay's files, each twice: drawn once, told by the letter that it failed",
        failed,
    ),
    ("what is wrong is answered by the letter and draws nothing", wrong),
    (
        "a second message while the first is under way is answered and draws nothing",
        under_way,
    ),
    (
        "the daemon is down while the answer is due: it comes back, and it is sent once",
        down,
    ),
    ("killed between the charge and its outcome: one charge", killed),
    ("killed at any time, eight members at once: each is drawn once and told once", crowd),
    (
        "two consoles do it by themselves, the one that sends is killed: one charge, told once, read on the screen",
        by_themselves,
    ),
    ("a free text is answered by a person", by_a_person),
    ("closed: told so, by the letter", closed),
    ("the books agree, and nothing is wrong in the file", books),
];

pub fn run(name: &str, rig: impl FnOnce() -> Box<dyn Gateway>) -> bool {
    let start = || {
        let mut members = vec![
            (KARI, "50"),
            (OLA, "50"),
            (TWINS, "200"),
            (TWINS, "200"),
            (DOWN, "50"),
            (KILLED, "50"),
            (ASKED, "75"),
        ];
        members.extend((0..CROWD.1).map(|nth| (CROWD.0 + nth, "60")));
        members.extend([(SCREEN, "50"), (SCREEN_FAILED, "50")]);
        Club::start(rig(), &members)
    };
    play(name, start, PROMISES.iter().copied(), 400)
}

fn paid(club: &mut Club) {
    let kari = phone(KARI);
    club.writes(&kari, "ORG1 BETAL 50", 1);
    let key = club.draws(&kari, 50);
    club.quiet();
    assert_eq!(club.status(10_001), "unpaid", "not before the operator has confirmed (SMS-18)");
    assert_eq!(club.rig.shown(&kari), [""; 0], "the reply that costs goes through nobody else");
    club.decides(&key, BILLED, 1);
    club.until("the claim is paid", |club| club.status(10_001) == "paid");
    club.until("the confirmation", |club| !club.rig.shown(&kari).is_empty());
    club.quiet();
    assert_eq!(club.rig.shown(&kari), [PAID]);
    // Looked up once, before it was made: what came of it was told by the relay's file alone.
    assert_eq!((club.asked("POST", &key), club.asked("GET", &key)), (1, 1));
    assert_eq!(club.waiting(), 0, "everything was taken and put away");
    club.dialogue(&kari);
}

fn failed(club: &mut Club) {
    let ola = phone(OLA);
    club.pushed("00568c6b-7baf-4869-b083-d22afc163059", &ola, "ORG1 BETAL 50", 2);
    let key = club.draws(&ola, 50);
    club.decides(&key, NO_FUNDS, 2);
    club.until("the message that it failed", |club| !club.rig.shown(&ola).is_empty());
    // The provider has not heard that it was taken, and the relay's retry comes late.
    club.pushed("00568c6b-7baf-4869-b083-d22afc163059", &ola, "ORG1 BETAL 50", 1);
    club.decides(&key, NO_FUNDS, 1);
    club.quiet();
    assert_eq!(club.rig.shown(&ola), [FAILED]);
    assert_eq!(club.drawn(&ola), [(CHARGE.to_owned(), json!(50))]);
    assert_eq!((club.asked("POST", &key), club.status(10_002).as_str()), (1, "unpaid"));
    assert_eq!(club.waiting(), 0);
    // A new attempt is possible (SMS-22).
    club.pushed("00568c6b-7baf-4869-b083-d22afc163060", &ola, "ORG1 BETAL 50", 1);
    let second = club.draws(&ola, 50);
    assert_ne!(second, key);
    club.decides(&second, BILLED, 1);
    club.until("the confirmation", |club| club.rig.shown(&ola).len() == 2);
    assert_eq!(club.rig.shown(&ola), [FAILED, PAID]);
    assert_eq!(club.status(10_002), "paid");
    club.dialogue(&ola);
}

fn wrong(club: &mut Club) {
    let giant = "9".repeat(40);
    let not_valid = |given: &str| format!("{given} er ikkje eit gyldig beløp.");
    let none = |amount: &str| format!("Ingen uteståande fakturaer på beløpet {amount}kr.");
    let unknown = "Fann ingen brukarar med dette telefonnummeret.".to_owned();
    let several = "Det finst fleire medlemmar med dette telefonnummeret.".to_owned();
    let no_sum = "Ingen sum for betaling definert.".to_owned();
    let made = club.stub.with(|strex| strex.posts.len());
    // In rounds: a phone shows what came in an order of its own.
    let rounds: [[(u8, &str, String); 4]; 4] = [
        [
            (ASKED, "ORG1 BETAL 49.90", not_valid("49.90")),
            (NOBODY, "ORG1 BETAL 50", unknown),
            (TWINS, "ORG1 BETAL 200", several),
            (KARI, "ORG1 BETAL 50", none("50")),
        ],
        [
            (ASKED, "ORG1 BETAL", no_sum.clone()),
            (NOBODY, "ORG1 BETAL 0", not_valid("0")),
            (TWINS, "ORG1 BETAL 1001", not_valid("1001")),
            (KARI, "ORG1 BETAL -5", not_valid("-5")),
        ],
        [
            (ASKED, "ORG1 BETAL 74kr", none("74")),
            (NOBODY, "ORG1 BETAL ٥٠", not_valid("٥٠")),
            (TWINS, "org1 betale kr", no_sum),
            (KARI, "ORG1\nBETAL 💰", not_valid("?")),
        ],
        [
            (ASKED, "ORG1 BETAL {giant}", not_valid(&giant)),
            (NOBODY, "ORG1 BETAL 50,5", not_valid("50,5")),
            (TWINS, "ORG1 BETAL 1e3", not_valid("1e3")),
            (KARI, "ORG1 BETAL femti", not_valid("femti")),
        ],
    ];
    for (place, round) in rounds.iter().enumerate() {
        let before: Vec<usize> = round.iter().map(|(nth, ..)| club.rig.shown(&phone(*nth)).len()).collect();
        for (nth, text, _) in round {
            let text = text.replace("{giant}", &giant);
            // The last but one come by the relay: their answers go through the daemon all the same.
            if place == 1 {
                club.pushed(&format!("wrong-{nth}"), &phone(*nth), &text, 1);
            } else {
                club.writes(&phone(*nth), &text, 1);
            }
        }
        for ((nth, text, wanted), before) in round.iter().zip(before) {
            club.until(text, |club| club.rig.shown(&phone(*nth)).len() > before);
            assert_eq!(&club.rig.shown(&phone(*nth))[before..], std::slice::from_ref(wanted), "{text}");
        }
    }
    assert_eq!(club.stub.with(|strex| strex.posts.len()), made, "nothing was drawn");
    assert_eq!(club.count("SELECT sum(unread) FROM dialogue"), 0, "a person need not look");
}

fn under_way(club: &mut Club) {
    let asked = phone(ASKED);
    let before = club.rig.shown(&asked).len();
    club.writes(&asked, "ORG1 BETAL 75", 1);
    let key = club.draws(&asked, 75);
    club.writes(&asked, "org1 betal 75kr", 1);
    club.until("the answer", |club| club.rig.shown(&asked).len() > before);
    club.quiet();
    assert_eq!(club.rig.shown(&asked)[before..], [CHARGE]);
    assert_eq!(club.keys(&asked), std::slice::from_ref(&key));
    club.decides(&key, BILLED, 1);
    club.until("the confirmation", |club| club.rig.shown(&asked).len() > before + 1);
    assert_eq!(club.rig.shown(&asked)[before..], [CHARGE, PAID]);
    assert_eq!(club.status(10_007), "paid");
}

fn down(club: &mut Club) {
    let (member, kari) = (phone(DOWN), phone(KARI));
    club.rig.hold();
    club.pushed("down-1", &member, "ORG1 BETAL 50", 1);
    let key = club.draws(&member, 50);
    club.decides(&key, BILLED, 1);
    club.until("the claim is paid", |club| club.status(10_005) == "paid");
    // Meanwhile somebody writes to the modem, which nobody reads.
    let before = club.rig.shown(&kari).len();
    club.writes(&kari, "ORG1 BETAL 49", 1);
    club.quiet();
    assert_eq!(club.rig.shown(&member), [""; 0]);
    club.rig.release();
    club.until("the confirmation", |club| !club.rig.shown(&member).is_empty());
    club.until("the answer", |club| club.rig.shown(&kari).len() > before);
    club.quiet();
    assert_eq!(club.rig.shown(&member), [PAID]);
    assert_eq!(club.rig.shown(&kari)[before..], ["Ingen uteståande fakturaer på beløpet 49kr."]);
    assert_eq!(club.drawn(&member).len(), 1);
}

/// Killed while the provider's answer is on its way, and again when the outcome is there to be read.
fn killed(club: &mut Club) {
    let member = phone(KILLED);
    club.stub.fault(POST, Fault::Late);
    club.pushed("killed-1", &member, "ORG1 BETAL 50", 1);
    assert!(club.killed(Duration::ZERO, |club| !club.keys(&member).is_empty()));
    club.say("fordring killed (SIGKILL) while it waits for the answer");
    let key = club.keys(&member).pop().unwrap();
    let claimed = "SELECT count(*) FROM outbox WHERE state = 'claimed'";
    assert_eq!(club.count(claimed), 1, "in the middle of its call");
    club.stub.no_faults();
    club.quiet();
    assert_eq!(
        (club.keys(&member).len(), club.asked("POST", &key)),
        (1, 1),
        "looked up, and not made again"
    );
    assert_eq!((club.charge(&key).as_str(), club.status(10_006).as_str()), ("under_way", "unpaid"));
    club.decides(&key, BILLED, 1);
    club.killed(Duration::from_millis(8), |_| true);
    club.say("fordring killed (SIGKILL) while it reads the outcome");
    club.until("the confirmation", |club| !club.rig.shown(&member).is_empty());
    club.quiet();
    assert_eq!(club.rig.shown(&member), [PAID]);
    assert_eq!((club.status(10_006).as_str(), club.drawn(&member).len()), ("paid", 1));
}

fn crowd(club: &mut Club) {
    let (first, count) = CROWD;
    let phones: Vec<String> = (first..first + count).map(phone).collect();
    for (at, member) in phones.iter().enumerate() {
        if at % 2 == 0 {
            club.writes(member, "ORG1 BETAL 60", 2);
        } else {
            club.pushed(&format!("crowd-{at}"), member, "ORG1 BETAL 60", 2);
        }
    }
    let mut random = fastrand::Rng::with_seed(50);
    let (mut killed, mut done, began) = (0, 0, Instant::now());
    let told = |club: &Club| phones.iter().all(|member| !club.rig.shown(member).is_empty());
    while !told(club) {
        assert!(
            began.elapsed() < Duration::from_secs(90),
            "killed {killed} times, done {done} times, and not all are told"
        );
        // Later and later: on a slow machine too it gets somewhere.
        let most = 40_000 + killed * 250;
        let was = club.killed(Duration::from_micros(random.u64(1_000..most)), |_| true);
        (killed, done) = if was { (killed + 1, done) } else { (killed, done + 1) };
        // The operator takes its time.
        for key in club.undecided() {
            if random.u8(0..4) == 0 {
                club.decides(&key, BILLED, random.u8(1..3));
            }
        }
        std::thread::sleep(Duration::from_millis(random.u64(0..40)));
    }
    club.quiet();
    club.say(&format!("fordring killed (SIGKILL) {killed} times, done before that {done} times"));
    assert!(killed > 20, "killed {killed} times only");
    for (member, claim) in phones.iter().zip(10_008..) {
        assert_eq!(club.drawn(member), [(CHARGE.to_owned(), json!(60))], "{member}");
        assert_eq!(club.status(claim), "paid");
        assert_eq!(club.rig.shown(member), [PAID], "{member}");
    }
}

fn by_a_person(club: &mut Club) {
    let kari = phone(KARI);
    let before = club.rig.shown(&kari).len();
    club.writes(&kari, "Når er årsmøtet? 🙂", 1);
    club.until("somebody must look", |club| {
        club.count("SELECT unread FROM dialogue WHERE number = '+4790000001'") == 1
    });
    club.quiet();
    assert_eq!(club.rig.shown(&kari).len(), before, "nobody answers by itself");
    let asked = "SELECT count(*) FROM message WHERE text = 'Når er årsmøtet? 🙂'";
    assert_eq!(club.count(asked), 1, "as it was written");
    // Not in the seven-bit alphabet, and in two parts.
    let answer = "Laurdag 5. desember kl. 14 på Grünerløkka. Добро пожаловать! Ta gjerne med saker til årsmøtet på papir.";
    club.fordring(&["sms", "answer", &kari, answer]);
    assert_eq!(club.count("SELECT unread FROM dialogue WHERE number = '+4790000001'"), 0);
    club.until("the answer", |club| club.rig.shown(&kari).len() > before);
    club.quiet();
    assert_eq!(club.rig.shown(&kari)[before..], [answer]);
    club.dialogue(&kari);
}

fn closed(club: &mut Club) {
    let nobody = phone(NOBODY);
    club.fordring(&["sms", "set", "--closed", "--comment", "sommar"]);
    let kari = phone(KARI);
    let before = club.rig.shown(&kari).len();
    club.writes(&kari, "ORG1 BETAL 50", 1);
    club.until("the answer", |club| club.rig.shown(&kari).len() > before);
    assert_eq!(
        club.rig.shown(&kari)[before..],
        ["Organisasjon1 er ikke åpen for innmelding via SMS."]
    );
    assert_eq!(club.drawn(&nobody), []);
}

/// What the provider billed is what the claims got, and every message is in the dialogue.
fn books(club: &mut Club) {
    let (billed, made) = club.stub.with(|strex| {
        let of = strex.messages.values().filter(|message| message.stands.3 == Some(true));
        let prices = of.map(|message| message.body["strex"]["price"].as_i64().unwrap() * 100);
        (prices.sum::<i64>(), strex.messages.len())
    });
    assert_eq!(club.count("SELECT sum(amount) FROM payment"), billed);
    assert_eq!(club.count("SELECT count(*) FROM charge"), i64::try_from(made).unwrap());
    let replies = "SELECT count(*) FROM message WHERE direction = 2 AND text LIKE 'org1%' AND id NOT IN (SELECT answers_id FROM message WHERE answers_id IS NOT NULL)";
    assert_eq!(club.count(replies), 0, "everybody was answered");
    club.fordring(&["sms", "charges"]);
    club.fordring(&["sms", "list"]);
    club.fordring(&["check"]);
    for nth in [KARI, OLA, DOWN] {
        club.show(&phone(nth));
    }
}
