//! The program against Exim: a letter arrives once with its PDF, over TLS begun in the open; refusals, greylisting, a server that is
//! down or killed in the middle, a program that is killed (CLM-1, CLM-6).

use std::process::Stdio;
use std::time::Duration;

use super::common::{Ran, Site, program, text};
use super::daemon::wait_until;
use super::exim::Exim;
use super::mail_stub::read;
use super::transcript::{Witness, play};

struct Post {
    site: Site,
    exim: Exim,
    said: Vec<String>,
}

type Promise = (&'static str, fn(&mut Post));

const PROMISES: &[Promise] = &[
    ("a test e-mail arrives, and the server is well", tried),
    ("a claim arrives once, with its PDF whole", arrives),
    ("a recipient that is refused is told in the server's words", refused),
    ("greylisting: put off, and sent when its time has come", greylisted),
    ("a certificate that nobody vouches for is refused in words", distrusted),
    ("a wrong password is refused in words, and nothing is lost", wrong_password),
    ("a server that is down: it waits, and leaves when the server is back", down),
    ("the server killed in the middle: a person decides, nothing twice", server_killed),
    ("the program killed in the middle: a person decides, nothing twice", killed),
];

pub fn run() -> bool {
    play("mail", Post::start, PROMISES.iter().copied(), 150)
}

impl Witness for Post {
    fn news(&mut self) -> Vec<String> {
        std::mem::take(&mut self.said)
    }

    fn failed(&mut self) -> String {
        self.exim.log()
    }
}

impl Post {
    fn start() -> Post {
        let exim = Exim::start();
        let site = Site::new();
        let mut parties = String::from("number,name,email,language\n");
        let mut claims = String::from("number,party,due,amount,kind,description\n");
        for (who, nth) in ["ase", "ukjent", "grey", "nede", "drept", "mistet", "tls", "passord"]
            .into_iter()
            .zip(1..)
        {
            parties.push_str(&format!("M{nth},Medlem Ødegård {nth},{who}@medlem.example,nb\n"));
            claims.push_str(&format!("{},M{nth},2099-01-01,{nth}50.00,dues,Kontingent 2026\n", 100 + nth));
        }
        let path = site.file("parties.csv", parties);
        site.ok(&["parties", "import", text(&path)]);
        site.claims(&claims);
        let secret = site.file("password", "kanarifugl-9\n");
        std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        let post = Post {
            site,
            exim,
            said: Vec::new(),
        };
        post.settings("");
        post
    }

    /// `[mail.smtp]` as it is; lines that are given replace those of the same key.
    fn settings(&self, other: &str) {
        let usual = format!(
            "host = \"localhost\"\nport = {}\nsecurity = \"starttls\"\nuser = \"fjell\"\ntimeout_ms = 5000\nca = \"{}\"\npassword = {{ file = \"{}\" }}\n",
            self.exim.port,
            self.exim.path("cert.pem").display(),
            self.site.dir.path().join("password").display()
        );
        let key = |line: &str| line.split(" =").next().unwrap_or_default().to_owned();
        let kept = usual.lines().filter(|line| !other.lines().any(|one| key(one) == key(line)));
        let lines: Vec<&str> = kept.chain(other.lines().filter(|line| !line.contains("= none"))).collect();
        let words = format!(
            "[mail]\nprovider = \"smtp\"\nfrom = \"Fjellklubben Ås <faktura@fjell.example>\"\n[mail.smtp]\n{}\n",
            lines.join("\n")
        );
        self.site.file("settings.toml", words);
    }

    fn fordring(&mut self, args: &[&str]) -> Ran {
        let settings = self.site.dir.path().join("settings.toml");
        let ran = self.site.run(&[args, &["--settings", text(&settings)]].concat());
        self.said
            .push(format!("$ fordring {} → {}\n{}{}", args.join(" "), ran.code, ran.out, ran.err));
        ran
    }

    /// A round that is not worth telling.
    fn round(&self) {
        let settings = self.site.dir.path().join("settings.toml");
        self.site.run(&["dispatch", "--settings", text(&settings)]);
    }

    fn state(&self, number: u32) -> (String, String) {
        let claim = self.site.claim(number);
        let last = claim["sendings"].as_array().unwrap().last().unwrap().clone();
        (
            last["state"].as_str().unwrap().to_owned(),
            last["detail"].as_str().unwrap().to_owned(),
        )
    }

    fn arrived(&self, who: &str) -> bool {
        wait_until(20, || !self.exim.mailbox(who).is_empty())
    }
}

fn tried(post: &mut Post) {
    assert_eq!(post.fordring(&["doctor"]).code, 0);
    assert_eq!(post.fordring(&["mail", "try", "prove@medlem.example"]).code, 0);
    assert!(post.arrived("prove"));
}

fn arrives(post: &mut Post) {
    assert_eq!(post.fordring(&["claims", "send", "101"]).code, 0);
    assert!(post.arrived("ase"));
    let letters = post.exim.mailbox("ase");
    assert_eq!(letters.len(), 1);
    let got = read(letters[0].as_bytes());
    assert_eq!(
        (got.subject.as_str(), got.file.as_str()),
        ("Faktura 101 fra Fjellklubben", "faktura-101.pdf")
    );
    assert!(
        got.text.contains("150,00 NOK") && got.text.contains("Medlem Ødegård 1"),
        "{}",
        got.text
    );
    let path = post.site.file("came.pdf", &got.pdf);
    let ours = post.site.dir.path().join("ours.pdf");
    // What came is what we keep, but for the word that says it is a copy.
    post.fordring(&["claims", "pdf", "101", "--out", text(&ours)]);
    assert!(got.pdf.starts_with(b"%PDF") && got.pdf.ends_with(b"%%EOF\n"), "whole");
    if let Ok(done) = std::process::Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output() {
        let said = String::from_utf8(done.stdout).unwrap();
        assert!(said.contains("Medlem Ødegård 1") && said.contains("150,00"), "{said}");
    }
    assert!(post.exim.log().contains("X=TLS"), "{}", post.exim.log());
    assert!(post.site.claim(101)["sent"].is_string());
}

fn refused(post: &mut Post) {
    assert_eq!(post.fordring(&["claims", "send", "102"]).code, 5);
    let (state, detail) = post.state(102);
    assert!(state == "failed" && detail.contains("no such mailbox here"), "{state} {detail}");
    assert!(post.site.claim(102)["sent"].is_null());
}

fn greylisted(post: &mut Post) {
    assert_eq!(post.fordring(&["claims", "send", "103"]).code, 0);
    let (state, detail) = post.state(103);
    assert!(
        state == "waiting" && detail.contains("451") && detail.contains("greylisted"),
        "{state} {detail}"
    );
    post.site.file("x", "");
    std::fs::write(post.exim.path("grey"), "").unwrap();
    // The first try again is after five seconds.
    assert!(wait_until(30, || {
        post.round();
        post.state(103).0 == "left"
    }));
    assert!(post.arrived("grey"));
    assert_eq!(post.exim.mailbox("grey").len(), 1);
}

fn distrusted(post: &mut Post) {
    post.settings("ca = none");
    assert_eq!(post.fordring(&["claims", "send", "107"]).code, 0);
    let (state, detail) = post.state(107);
    assert!(
        state == "waiting" && detail.to_lowercase().contains("certificate"),
        "{state} {detail}"
    );
    assert_eq!(post.fordring(&["doctor"]).code, 1);
    post.settings("");
    assert_eq!(
        post.fordring(&["sendings", "again", "6", "--comment", "x"]).code,
        1,
        "no such sending"
    );
    let id = post.site.claim(107)["sendings"][0]["id"].to_string();
    assert_eq!(
        post.fordring(&["sendings", "again", &id, "--comment", "Sertifikatet er satt"]).code,
        0
    );
    assert!(post.arrived("tls"));
}

fn wrong_password(post: &mut Post) {
    let wrong = post.site.file("wrong", "kanarifugl-8\n");
    std::fs::set_permissions(&wrong, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    post.settings(&format!("password = {{ file = \"{}\" }}", wrong.display()));
    let ran = post.fordring(&["claims", "send", "108"]);
    assert!(ran.code == 0 && !ran.err.contains("kanarifugl"), "{ran:?}");
    let (state, detail) = post.state(108);
    assert!(
        state == "waiting" && detail.to_lowercase().contains("authentication"),
        "{state} {detail}"
    );
    post.settings("");
    let id = post.site.claim(108)["sendings"][0]["id"].to_string();
    assert_eq!(
        post.fordring(&["sendings", "again", &id, "--comment", "Passordet er rettet"]).code,
        0
    );
    assert!(post.arrived("passord"));
}

fn down(post: &mut Post) {
    post.exim.down();
    assert_eq!(post.fordring(&["claims", "send", "104"]).code, 0);
    assert_eq!(post.state(104).0, "waiting");
    post.exim.up();
    assert!(wait_until(30, || {
        post.round();
        post.state(104).0 == "left"
    }));
    assert!(post.arrived("nede"));
    assert_eq!(post.exim.mailbox("nede").len(), 1);
}

/// Begins to send a claim to a server that thinks for long about the letter; the program as it runs.
fn begun(post: &Post, number: &str) -> std::process::Child {
    std::fs::write(post.exim.path("slow"), "").unwrap();
    let settings = post.site.dir.path().join("settings.toml");
    let words = std::fs::read_to_string(&settings)
        .unwrap()
        .replace("timeout_ms = 5000", "timeout_ms = 30000");
    std::fs::write(&settings, words).unwrap();
    let child = program(&post.site.db)
        .args(["claims", "send", number, "--settings", text(&settings)])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Until it has given the letter: the server is in the middle of its eight seconds.
    assert!(wait_until(20, || {
        let conn = post.site.conn();
        let claimed = conn.query_row("SELECT count(*) FROM outbox WHERE state = 'claimed'", [], |row| {
            row.get::<_, i64>(0)
        });
        claimed.is_ok_and(|claimed| claimed == 1)
    }));
    std::thread::sleep(Duration::from_secs(2));
    child
}

fn server_killed(post: &mut Post) {
    let mut child = begun(post, "105");
    post.exim.kill();
    let code = child.wait().unwrap().code();
    std::fs::remove_file(post.exim.path("slow")).unwrap();
    assert_eq!(code, Some(5));
    post.exim.up();
    post.settings("");
    for _ in 0..2 {
        post.fordring(&["dispatch", "--all"]);
    }
    let (state, detail) = post.state(105);
    assert!(state == "unknown" && detail.contains("did not say"), "{state} {detail}");
    assert_eq!(post.exim.mailbox("drept").len(), 0, "and the machine did not try again");
    // A person looks into the server's log: it did not take it.
    let id = post.site.claim(105)["sendings"][0]["id"].to_string();
    assert_eq!(post.fordring(&["sendings", "again", &id, "--comment", "Ikke i loggen"]).code, 0);
    assert!(post.arrived("drept"));
    assert_eq!(post.exim.mailbox("drept").len(), 1);
}

fn killed(post: &mut Post) {
    let mut child = begun(post, "106");
    child.kill().unwrap();
    child.wait().unwrap();
    std::fs::remove_file(post.exim.path("slow")).unwrap();
    post.settings("");
    for _ in 0..2 {
        post.fordring(&["dispatch", "--all"]);
    }
    assert_eq!(post.state(106), ("unknown".to_owned(), "interrupted".to_owned()));
    std::thread::sleep(Duration::from_secs(8));
    assert!(
        post.exim.mailbox("mistet").len() <= 1,
        "at most once, whatever the server made of it"
    );
    assert_eq!(post.fordring(&["check"]).code, 0);
}
