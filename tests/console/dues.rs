//! Membership and dues on the screen: kinds, what they cost, who has which, the run with its preview and result (SMS-4, CLM-1).

use super::common::{ACCOUNT, Site, kid, ocr, pay, text};
use super::harness::{Console, How};
use super::snapshots::snapshot;

/// A club with six people, five of them main members, two of these of one household; dues of 2099 are set up and open.
fn site() -> Site {
    let site = Site::bare();
    site.ok(&["accounts", "add", ACCOUNT, "--references", "mod10:11", "--name", "Kontingent"]);
    let people = "number,name,phone,city\n1001,Berit Berg,91000001,Mallås\n1002,Ola Dahl,91000002,Mallås\n1003,Åse Ødegård,91000003,Mallås\n\
        1004,Per Strand,,\n1005,Liv Moen,91000005,Mallås\n1006,Kari Moen,91000006,Mallås\n";
    let path = site.file("people.csv", people);
    site.ok(&["parties", "import", text(&path)]);
    let dues = |args: &[&str]| site.ok(&[&["dues"], args, &["--comment", "årsmøtet"]].concat());
    dues(&["kinds", "add", "hoved", "--name", "Hovedmedlem"]);
    dues(&["kinds", "add", "ung", "--name", "Ungdom"]);
    dues(&["assign", "hoved", "1001", "1002", "1003", "1004", "1005", "--from", "2020-01-01"]);
    let lines = ["--line", "Hovedmedlem=1000", "--line", "Tidsskrift=250"];
    let hoved = ["add", "--kind", "hoved", "--period", "2099", "--due", "2099-02-01", "--open"];
    dues(&[hoved.as_slice(), &lines].concat());
    dues(&[
        "add",
        "--kind",
        "ung",
        "--period",
        "2099",
        "--due",
        "2099-02-01",
        "--line",
        "Ungdom=100",
    ]);
    site.ok(&["members", "household", "1005", "1006", "--comment", "bor sammen"]);
    dues(&["assign", "hoved", "1006", "--from", "2020-01-01"]);
    site
}

fn open(site: &Site, size: (u16, u16), screen: &str) -> Console {
    let how = How {
        size,
        open: Some(screen),
        ..How::default()
    };
    Console::start(site.dir.path(), how)
}

/// Walks through the screens, taking each one's picture.
fn walk(size: (u16, u16)) {
    let name = |screen: &str| format!("{}x{}-dues-{screen}", size.0, size.1);
    let site = site();
    site.ok(&["dues", "run", "hoved-2099", "--party", "1002", "--comment", "først"]);
    let mut c = open(&site, size, "dues");
    c.wait_for("2 kontingenter").wait_for("hoved-2099");
    snapshot(&name("list"), &c);
    c.keys("F3").wait_for("┌─ Ny kontingent").wait_for("Hovedmedlem");
    snapshot(&name("new"), &c);
    c.keys("Esc")
        .wait_gone("┌─ Ny kontingent")
        .keys("g")
        .wait_for("┌─ Medlemstyper")
        .wait_for("Ny type");
    snapshot(&name("kind"), &c);
    c.keys("Esc").wait_gone("┌─ Medlemstyper").keys("u").wait_for("Får ingen: 2");
    snapshot(&name("preview"), &c);
    c.keys("Enter").wait_for("Skriv 3 for å bekrefte");
    snapshot(&name("confirm"), &c);
    c.keys("Esc").wait_for("Får ingen: 2").keys("Esc").wait_gone("Får ingen: 2");
    // What was asked for them and of whom; and whose memberships they are.
    c.keys("Enter").wait_for("1 av 1").wait_for("Ola Dahl");
    snapshot(&name("claims"), &c);
    c.keys("Enter").wait_for("Tidsskrift").keys("Esc").wait_for("1 av 1");
    c.keys("Esc").wait_for("2 kontingenter").keys("M").wait_for("Ola Dahl");
    snapshot(&name("memberships"), &c);
    c.keys("Alt+L").wait_for("6 personer").wait_for("Kari Moen");
    snapshot(&name("members"), &c);
    c.keys("F2").wait_for("┌─ Gi medlemstype").wait_for("Ungdom");
    snapshot(&name("assign"), &c);
    c.keys("Esc").wait_gone("┌─ Gi medlemstype");
    c.quit();
}

#[test]
fn dues_at_80x24() {
    walk((80, 24));
}

#[test]
fn dues_at_120x36() {
    walk((120, 36));
}

#[test]
fn dues_at_60x16() {
    walk((60, 16));
}

#[test]
fn a_kind_and_dues_are_made_members_assigned_and_the_claims_issued_by_keys_alone() {
    let site = Site::bare();
    site.ok(&["accounts", "add", ACCOUNT, "--references", "mod10:11", "--name", "Kontingent"]);
    let path = site.file(
        "people.csv",
        "number,name,phone\n1001,Berit Berg,91000001\n1002,Ola Dahl,91000002\n",
    );
    site.ok(&["parties", "import", text(&path)]);
    let mut c = open(&site, (80, 24), "dues");
    // Nothing is set up: the list says which keys begin, and a kind comes first.
    c.wait_for("Ingen kontingent er satt opp").keys("F3").wait_for("┌─ Ny kontingent");
    c.keys("Enter Enter Enter Enter Enter Enter")
        .wait_for("Det finnes ingen medlemstype");
    c.keys("Esc").wait_gone("┌─ Ny kontingent");
    c.keys("g").wait_for("┌─ Medlemstyper").wait_for("Ny type").keys("Enter");
    c.typed("Hoved")
        .keys("Enter")
        .typed("Hovedmedlem")
        .keys("Enter Enter Enter")
        .wait_for("kommentar");
    c.typed("årsmøtet")
        .keys("Enter")
        .wait_gone("┌─ Medlemstyper")
        .wait_for("Medlemstype: Hovedmedlem.");
    // Dues with two lines; what cannot be read is told, and nothing typed is lost.
    c.keys("F3").wait_for("┌─ Ny kontingent").wait_for("(•) Hovedmedlem").keys("Enter");
    c.typed("2099").keys("Enter").typed("2099-02-01").keys("Enter");
    c.typed("Hovedmedlem=tusen")
        .keys("Enter Enter")
        .typed("vedtak 4")
        .keys("Enter")
        .wait_for("Hovedmedlem=tusen»");
    c.keys("BackTab BackTab Ctrl+U")
        .typed("Hovedmedlem=1000; Tidsskrift=250")
        .keys("Enter Enter Enter");
    c.wait_gone("┌─ Ny kontingent")
        .wait_for("Kontingent hoved-2099: lagret.")
        .wait_for("hoved-2099");
    // Closed, it is not issued; it is opened with a comment.
    c.keys("u")
        .wait_for("Ingen utelates.")
        .keys("Enter")
        .wait_for("er stengt. Åpne den først");
    c.keys("Esc").wait_gone("Ingen utelates.");
    c.keys("o").wait_for("åpnes").typed("klar").keys("Enter").wait_gone("åpnes:");
    // Both get the kind, from the list of members.
    c.keys("Alt+L")
        .wait_for("Ola Dahl")
        .keys("Ctrl+A F2")
        .wait_for("2 får medlemstypen.")
        .wait_for("(•) Hovedmedlem");
    c.keys("Enter")
        .typed("2020-01-01")
        .keys("Enter")
        .typed("medlemmer")
        .keys("Enter")
        .wait_gone("┌─ Gi medlemstype");
    c.wait_for("2 medlemmer har fått typen.");
    // The run: what would be issued, the comment, the number of claims typed.
    c.keys("Alt+D")
        .wait_for("hoved-2099")
        .keys("u")
        .wait_for("2 fordringer for 2 medlemmer");
    c.keys("Enter")
        .wait_for("Skriv 2 for å bekrefte")
        .keys("Enter")
        .typed("årets")
        .keys("Enter")
        .typed("3")
        .keys("Enter");
    c.wait_for("Dette kan ikke angres. Skriv 2")
        .keys("Backspace 2 Enter")
        .wait_for("Utstedt: 2 fordringer");
    c.wait_for("10001")
        .keys("Enter")
        .wait_for("voucher:")
        .wait_for("2 fordringer")
        .wait_for("Berit Berg");
    c.quit();
    assert_eq!(site.claim(10_001)["amount"], "1250.00");
    site.check();
}

#[test]
fn who_is_left_out_can_be_read_through_by_reason_and_taken_along() {
    let site = site();
    site.ok(&[
        "dues",
        "run",
        "hoved-2099",
        "--party",
        "1001",
        "--party",
        "1002",
        "--comment",
        "først",
    ]);
    site.ok(&["claims", "annul", "10001", "--comment", "feil"]);
    let mut c = open(&site, (80, 24), "dues");
    c.wait_for("hoved-2099").keys("u").wait_for("Får ingen: 3 · ‹ alle grunner ›");
    c.wait_for("fordring annullert eller kreditert (10001)")
        .wait_for("har fått fordringen (10002)");
    c.keys("Right")
        .wait_for("Får ingen: 1 · ‹ har fått fordringen ›")
        .wait_gone("Berit Berg");
    c.keys("Left").wait_for("alle grunner");
    // Chosen, they get one after all; and back again.
    c.keys("1")
        .wait_for("1 [x]")
        .wait_for("3 fordringer for 4 medlemmer")
        .wait_for("Får ingen: 2");
    c.keys("3")
        .wait_for("3 [x]")
        .wait_for("4 fordringer for 5 medlemmer")
        .keys("3")
        .wait_for("3 fordringer for 4 medlemmer");
    // Somebody else issues meanwhile: the preview follows.
    site.ok(&["dues", "run", "hoved-2099", "--party", "1003", "--comment", "også"]);
    c.wait_for("2 fordringer for 3 medlemmer");
    c.keys("Enter")
        .wait_for("Skriv 2 for å bekrefte")
        .keys("Esc")
        .wait_for("alle grunner")
        .keys("Esc");
    c.quit();
    site.check();
}

#[test]
fn a_run_is_stopped_and_none_is_issued_and_what_is_paid_shows_in_the_list() {
    let site = Site::bare();
    site.ok(&["accounts", "add", ACCOUNT, "--references", "mod10:11", "--name", "Kontingent"]);
    let mut people = String::from("number,name,phone\n");
    for number in 1..=6000 {
        people.push_str(&format!("{number},Medlem {number},9{number:07}\n"));
    }
    let path = site.file("people.csv", &people);
    site.ok(&["parties", "import", text(&path)]);
    let steps: [&[&str]; 3] = [
        &["kinds", "add", "hoved", "--name", "Hovedmedlem"],
        &["assign", "hoved", "--filter", "", "--from", "2020-01-01"],
        &[
            "add",
            "k",
            "--kind",
            "hoved",
            "--period",
            "2099",
            "--due",
            "2099-02-01",
            "--line",
            "Hovedmedlem=500",
            "--open",
        ],
    ];
    for args in steps {
        site.ok(&[&["dues"], args, &["--comment", "årsmøtet"]].concat());
    }
    let mut c = open(&site, (80, 24), "dues");
    c.wait_for("500,00")
        .keys("u")
        .wait_for("6000 fordringer")
        .keys("Enter")
        .wait_for("Skriv 6000");
    c.keys("Enter")
        .typed("årets")
        .keys("Enter")
        .typed("6000")
        .keys("Enter")
        .wait_for("Esc stopper");
    c.keys("Esc").wait_for("Stoppet. Ingen fordringer ble utstedt.");
    assert_eq!(site.json(&["claims", "list", "--json"]).as_array().unwrap().len(), 0);
    site.ok(&["dues", "run", "k", "--party", "7", "--comment", "en"]);
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(10_001), 50_000)]));
    c.wait("the list follows", |screen| {
        screen.lines().any(|row| row.contains("2099") && row.matches("500,00").count() > 1)
    });
    c.keys("Enter")
        .wait_for("Medlem 7")
        .wait_for("Betalt")
        .keys("Esc")
        .wait_for("1 kontingent");
    c.keys("M").wait_for("Medlem 7").wait_for("betalt");
    c.keys("Enter").wait_for("10001").wait_for("2099: betalt");
    c.quit();
    site.check();
}

#[test]
fn hostile_names_and_long_texts_do_nothing() {
    let site = site();
    let hostile = "Kari\u{1b}[2J\u{202e}Rød";
    let path = site.file("hostile.csv", format!("number,name,phone\nX1,{hostile} {},\n", "lang ".repeat(30)));
    site.ok(&["parties", "import", text(&path)]);
    site.ok(&["dues", "assign", "hoved", "X1", "--comment", "ny"]);
    let mut c = open(&site, (60, 16), "dues");
    c.wait_for("hoved-2099").keys("u").wait_for("Får ingen: 2").wait_for("Kari");
    assert!(!c.screen().contains('\u{202e}'));
    c.keys("Esc").keys("Alt+L").wait_for("7 personer");
    assert!(!c.screen().contains('\u{202e}'));
    c.quit();
}

#[test]
fn who_pays_is_chosen_by_name_and_what_was_typed_stays() {
    let site = site();
    let mut c = open(&site, (80, 24), "members");
    c.wait_for("6 personer").wait_for("Berit Berg");
    c.keys("h").wait_for("┌─").wait_for("F5 velg");
    // What stands in the field is looked for at once; Esc leaves it as it was.
    c.typed("dahl")
        .keys("F5")
        .wait_for("│ 1002")
        .keys("Esc")
        .wait_gone("│ 1002")
        .wait_for("dahl");
    c.keys("F5").wait_for("│ 1002").keys("Enter").wait_gone("│ 1002").wait_gone("dahl");
    c.keys("Enter")
        .typed("samme hus")
        .wait_for("samme hus")
        .keys("Enter")
        .wait_gone("┌─");
    c.quit();
    let payer = site.json(&["parties", "show", "1001", "--json"])["payer"].clone();
    assert_eq!(payer, "1002");
    site.check();
}
