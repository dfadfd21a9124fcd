//! Sending many: `cargo bench --bench send [HOW_MANY]`. A thousand invoices to the printer as one file, and a thousand e-mails to the
//! simulator: the time of each, and the most memory that the process had.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot go on fails")]

use std::process::Command;
use std::time::Instant;

/// The most memory that a process that ended had, in MB: what `/usr/bin/time` would say, from the system's own account.
fn run(db: &std::path::Path, args: &[&str]) -> (f64, u64) {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_fordring"))
        .args(args)
        .env("FORDRING_DB", db)
        .env("FORDRING_OPERATOR", "kari")
        .env("FORDRING_LANG", "en")
        .env("HOME", db.parent().unwrap())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut most_kb = 0;
    let status = loop {
        let now = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok());
        most_kb = most_kb.max(kb.unwrap_or(0));
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::sleep(std::time::Duration::from_millis(5)),
        }
    };
    assert!(status.success(), "{args:?}: {status}");
    (began.elapsed().as_secs_f64(), most_kb / 1024)
}

fn main() {
    let many: usize = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1_000);
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("site.fordring");
    run(&db, &["init", "--country", "no", "--name", "Fjellklubben"]);
    run(&db, &["accounts", "add", "12345678903", "--references", "mod10:11"]);
    let mut parties = String::from("number,name,email,address,postcode,city\n");
    let mut claims = String::from("number,party,due,amount,kind,description,vat\n");
    for nth in 1..=many {
        parties.push_str(&format!("M{nth},Medlem Ødegård {nth},m{nth}@example.no,Fjellveien {nth},1430,Ås\n"));
        for line in 1..=3 {
            claims.push_str(&format!(
                "{},M{nth},2099-01-01,{line}50.00,dues,Kontingent og tillegg {line},0\n",
                100_000 + nth
            ));
        }
    }
    for (name, table, command) in [("p.csv", parties, "parties"), ("c.csv", claims, "claims")] {
        let path = folder.path().join(name);
        std::fs::write(&path, table).unwrap();
        run(&db, &[command, "import", path.to_str().unwrap()]);
    }
    let (seconds, mb) = run(&db, &["claims", "send", "--filter", "", "--by", "print"]);
    let file = std::fs::read_dir(folder.path().join("invoices")).unwrap();
    let bytes: Vec<u64> = file.map(|entry| entry.unwrap().metadata().unwrap().len()).collect();
    println!("{many} invoices printed: {seconds:.1} s, at most {mb} MB; files of {bytes:?} bytes");
    let (seconds, mb) = run(&db, &["claims", "send", "--filter", "", "--by", "email", "--copy"]);
    println!("{many} e-mails with PDF: {seconds:.1} s, at most {mb} MB");
    let (seconds, _) = run(&db, &["check"]);
    println!("check: {seconds:.1} s");
}
