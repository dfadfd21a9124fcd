//! An organisation whose members pay dues by SMS: plain replies through a live daemon, those that cost through Strex Connect
//! in memory, what comes from both through the modem and the folder of a relay.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use super::common::{Site, day, program};
use super::contract::{Fate, Rig, now_ms, number};
use super::daemon::wait_until;
use super::strex_stub::{Decision, Provided, report_to};
use super::stub::Stub;
use super::transcript::{Show, Witness};
use super::words::CHARGE;

const SECRET: &str = "s3cr3t-of-the-site";
/// Where the provider is told to push reports to.
const REPORTS: &str = "https://relay.example.org/dlr";
/// How long something may take before it counts as never coming.
const PATIENCE: Duration = Duration::from_secs(60);

/// A live daemon, as the settings name it.
pub trait Gateway: Rig + Show {
    /// The provider's name, and its settings.
    fn settings(&self) -> (&'static str, String);
}

pub struct Club {
    pub rig: Box<dyn Gateway>,
    pub site: Site,
    pub stub: Stub<Provided>,
    relay: PathBuf,
    /// How much of the air, of the provider's requests and of their bodies is written down.
    written: (usize, usize, usize),
    said: Vec<String>,
    /// What the provider calls the messages that it pushed.
    ids: BTreeSet<String>,
    /// The phones of members: how many plain messages they show, and everything they show in its order.
    screens: BTreeMap<String, (usize, Vec<String>)>,
}

/// The number of a member whose phone takes everything.
pub fn phone(nth: u8) -> String {
    number(Fate::Delivered, nth)
}

impl Club {
    /// With members and their dues, `(number of the phone, amount)`: members and claims are numbered from 1 and 10001.
    pub fn start(rig: Box<dyn Gateway>, members: &[(u8, &str)]) -> Club {
        let site = Site::bare();
        let mut table = String::from("party,name,phone,kind,due,amount\n");
        for ((nth, amount), party) in members.iter().zip(1..) {
            table.push_str(&format!("{party},Medlem {party},{},dues,{},{amount}\n", phone(*nth), day(10)));
        }
        let stub = Stub::start(Provided::new(SECRET, now_ms));
        let relay = site.dir.path().join("relay");
        fs::create_dir(&relay).unwrap();
        let key = site.file("strex.key", format!("{SECRET}\n"));
        fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        let (provider, own) = rig.settings();
        let settings = format!(
            "[pay]\nprovider = \"none\"\n[sms]\nprovider = \"{provider}\"\ncharges = \"strex\"\n[sms.{provider}]\n{own}[sms.strex]\n\
             base_url = \"{}\"\napi_key = {{ file = {key:?} }}\nmerchant_id = \"mer_org1\"\nshort_number = \"2030\"\n\
             report_url = \"{REPORTS}\"\nfolder = {relay:?}\ntimeout_ms = {}\n",
            stub.base(),
            crate::TIMEOUT_MS
        );
        let folder = site.dir.path().join(".config/fordring");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("settings.toml"), settings).unwrap();
        site.claims(&table);
        let mut club = Club {
            rig,
            site,
            stub,
            relay,
            written: (0, 0, 0),
            said: Vec::new(),
            ids: BTreeSet::new(),
            screens: BTreeMap::new(),
        };
        let open = [
            "sms",
            "set",
            "--open",
            "--number",
            "2030",
            "--organisation",
            "Organisasjon1",
            "--keywords",
            "ORG1",
            "--sub-keywords",
            "BETAL betale",
            "--url",
            "https://org1.hypersys.no",
            "--comment",
            "start",
        ];
        club.fordring(&open);
        club.fordring(&["doctor"]);
        club
    }

    /// The program, run by a person.
    pub fn fordring(&mut self, args: &[&str]) -> String {
        let out = self.site.ok(args);
        self.said.push(format!("$ fordring {}\n{out}", args.join(" ")));
        out
    }

    /// One round in a process of its own, which knows nothing but what is in files. Nothing may trouble it.
    pub fn round(&mut self) {
        let round = self.site.json(&["dispatch", "--json"]);
        self.write_down();
        assert_eq!(round["trouble"], json!([]), "{round}");
    }

    /// Rounds until something is so.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&Club) -> bool) {
        let began = Instant::now();
        while !is_so(self) {
            assert!(began.elapsed() < PATIENCE, "never: {what}");
            self.round();
            self.rig.step();
        }
        self.write_down();
    }

    /// Waits until something is so; others do the rounds.
    pub fn watch(&mut self, what: &str, is_so: impl Fn(&Club) -> bool) {
        assert!(wait_until(PATIENCE.as_secs(), || is_so(self)), "never: {what}");
        self.write_down();
    }

    /// Rounds for a while, in which nothing more may come of what was.
    pub fn quiet(&mut self) {
        for _ in 0..5 {
            self.round();
            std::thread::sleep(Duration::from_millis(400));
        }
    }

    /// A round that is killed when something is so; whether it lived until then.
    pub fn killed(&mut self, after: Duration, is_so: impl Fn(&Club) -> bool) -> bool {
        let mut command = program(&self.site.db);
        let command = command.arg("dispatch").stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let began = Instant::now();
        while began.elapsed() < PATIENCE && !(is_so(self) && began.elapsed() >= after) {
            std::thread::sleep(Duration::from_micros(300));
        }
        child.kill().unwrap();
        let was = child.wait().unwrap().code().is_none();
        self.write_down();
        was
    }

    /// A line of the transcript.
    pub fn say(&mut self, line: &str) {
        self.said.push(line.to_owned());
    }

    /// The relay has fetched something: it is written beside, and then gets its name.
    fn fetched(&mut self, name: &str, text: &str) {
        let beside = self.relay.join(format!("{name}.part"));
        fs::write(&beside, text).unwrap();
        fs::rename(beside, self.relay.join(name)).unwrap();
        self.said.push(format!("relay     {name} {text}"));
    }

    /// How many files wait in the relay's folder.
    pub fn waiting(&self) -> usize {
        let files = fs::read_dir(&self.relay).unwrap().flatten();
        files.filter(|file| file.file_type().is_ok_and(|kind| kind.is_file())).count()
    }

    /// A member writes, and the modem takes it so many times.
    pub fn writes(&mut self, from: &str, text: &str, times: u8) {
        match times {
            1 => self.rig.incoming(from, text),
            _ => self.rig.incoming_twice(from, text),
        }
        self.screen(from).1.push(format!("            {text:?} →"));
    }

    fn screen(&mut self, of: &str) -> &mut (usize, Vec<String>) {
        self.screens.entry(of.to_owned()).or_default()
    }

    /// What a member's phone shows, from the first message to the last.
    pub fn show(&mut self, of: &str) {
        self.write_down();
        let lines = self.screen(of).1.join("\n");
        self.said.push(format!("the phone {of}\n{lines}"));
    }

    /// A member writes to the short number: the provider pushes it to the relay so many times.
    pub fn pushed(&mut self, id: &str, from: &str, text: &str, times: u8) {
        let created = chrono::Local::now().to_rfc3339();
        let push = json!({"transactionId": id, "created": created, "sender": from, "recipient": "2030", "content": text});
        for copy in 1..=times {
            let name = if copy == 1 {
                format!("{id}.json")
            } else {
                format!("{id} ({copy}).json")
            };
            self.fetched(&name, &push.to_string());
        }
        if self.ids.insert(id.to_owned()) {
            self.screen(from).1.push(format!("            {text:?} →"));
        }
    }

    /// Keys of the charges of a number at the provider, the newest last.
    pub fn keys(&self, to: &str) -> Vec<String> {
        self.stub.with(|strex| {
            let of = strex.messages.iter().filter(|(_, message)| message.body["recipient"] == to);
            let asked = |key: &String| strex.posts.iter().position(|body| body.contains(&format!("\"{key}\"")));
            let mut found: Vec<String> = of.map(|(key, _)| key.clone()).collect();
            found.sort_by_key(asked);
            found
        })
    }

    /// Those of which the operator has decided nothing.
    pub fn undecided(&self) -> Vec<String> {
        self.stub.with(|strex| {
            let open = strex.messages.iter().filter(|(_, message)| message.stands.0 == "Queued");
            open.map(|(key, _)| key.clone()).collect()
        })
    }

    /// The operator decides about a charge, and the provider pushes its report to the relay so many times.
    pub fn decides(&mut self, key: &str, decision: Decision, times: u8) {
        let (recipient, price, content) = self.stub.with(|strex| {
            let message = strex.messages.get_mut(key).unwrap();
            message.stands = decision;
            let body = &message.body;
            // Nothing is pushed that was not asked for.
            assert_eq!(body["deliveryReportUrl"], REPORTS, "{body}");
            let word = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
            (word("recipient"), body["strex"]["price"].clone(), word("content"))
        });
        if decision.2 == Some(true) {
            self.said.push(format!("phone     {recipient} shows, for {price} kr: {content:?}"));
            self.screen(&recipient).1.push(format!("← {price:>4} kr   {content:?}"));
        }
        for copy in 1..=times {
            self.fetched(&format!("dlr-{key}-{copy}.json"), &report_to(key, &recipient, &price, decision));
        }
    }

    /// What the provider was asked to send to a number with a price, oldest first.
    pub fn drawn(&self, to: &str) -> Vec<(String, Json)> {
        let keys = self.keys(to);
        self.stub.with(|strex| {
            let bodies = keys.iter().map(|key| &strex.messages[key].body);
            bodies
                .map(|body| (body["content"].as_str().unwrap().to_owned(), body["strex"]["price"].clone()))
                .collect()
        })
    }

    /// How often the provider was asked so, about one key.
    pub fn asked(&self, method: &str, key: &str) -> usize {
        self.stub.with(|strex| match method {
            "POST" => strex.posts.iter().filter(|body| body.contains(&format!("\"{key}\""))).count(),
            _ => strex
                .asked
                .iter()
                .filter(|(line, _)| line.starts_with(method) && line.ends_with(&format!("/{key}")))
                .count(),
        })
    }

    pub fn status(&self, claim: u32) -> String {
        self.site.claim(claim)["status"].as_str().unwrap().to_owned()
    }

    /// How a charge stands in the file.
    pub fn charge(&self, key: &str) -> String {
        let sql = "SELECT w.word FROM charge g JOIN code_word w ON w.what = 'charge.state' AND w.number = g.state WHERE g.key = ?1";
        self.site.conn().query_row(sql, [key], |row| row.get(0)).unwrap()
    }

    /// One number of the file.
    pub fn count(&self, sql: &str) -> i64 {
        self.site.conn().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// The dialogue with a number as the program shows it.
    pub fn dialogue(&mut self, of: &str) {
        self.fordring(&["sms", "read", of]);
    }

    /// A member asks for it, and it is drawn: exactly one more charge, with exactly this text and price. Answers its key.
    #[track_caller]
    pub fn draws(&mut self, from: &str, price: u32) -> String {
        let before = self.keys(from).len();
        self.until("the charge at the provider", |club| club.keys(from).len() > before);
        let last = self.drawn(from).pop().unwrap();
        assert_eq!(last, (CHARGE.to_owned(), json!(price)));
        assert_eq!(self.keys(from).len(), before + 1);
        self.keys(from).pop().unwrap()
    }

    fn write_down(&mut self) {
        let air = self.rig.told();
        let came = |line: &&String| line.starts_with("came in");
        let fresh = &air[self.written.0..];
        self.said.extend(fresh.iter().filter(came).map(|line| format!("modem     {line}")));
        let (asked, posts) = self.stub.with(|strex| (strex.asked.clone(), strex.posts.clone()));
        for (line, status) in &asked[self.written.1..] {
            self.said.push(format!("strex     {line} → {status}"));
            if line.starts_with("POST") && self.written.2 < posts.len() {
                self.said.push(format!("          {}", posts[self.written.2]));
                self.written.2 += 1;
            }
        }
        self.said
            .extend(fresh.iter().filter(|line| !came(line)).map(|line| format!("modem     {line}")));
        (self.written.0, self.written.1) = (air.len(), asked.len());
        for (phone, (known, lines)) in &mut self.screens {
            let mut shown = self.rig.shown(phone);
            // What is not whole yet is at the end.
            shown.retain(|text| !text.starts_with("pieces:"));
            lines.extend(shown[*known..].iter().map(|text| format!("←           {text:?}")));
            *known = shown.len();
        }
    }
}

impl Witness for Club {
    fn news(&mut self) -> Vec<String> {
        self.write_down();
        std::mem::take(&mut self.said)
    }

    fn failed(&mut self) -> String {
        self.rig.release();
        self.rig.troubleshoot()
    }
}
