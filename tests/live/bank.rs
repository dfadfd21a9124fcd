//! The program against an OpenSSH server: fetch, deliver, cuts, kills, keys (OCR-4, OCR-5).

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::common::{ACCOUNT, Ran, Site, kid, ocr, pay, program};
use super::daemon::wait_until;
use super::sshd::Sshd;
use super::transcript::{Witness, play};

/// A bank's server, and a site that has an agreement with it.
struct Bank {
    site: Site,
    sshd: Sshd,
    said: Vec<String>,
}

/// What must hold, and how it is seen.
type Promise = (&'static str, fn(&mut Bank));

/// In this order.
const PROMISES: &[Promise] = &[
    ("two files are fetched and imported", two_files),
    ("again: nothing comes twice", nothing_twice),
    ("a large file that is cut goes on where it was, and is whole", cut),
    ("so it does when the program is killed", killed_fetching),
    ("a file that grows while it is fetched is not taken before it is whole", grows),
    ("another host key than the known one is refused in words", other_host_key),
    ("an unknown host key is refused in words", unknown_host_key),
    ("a key that others may read is refused in words", open_key),
    ("a file is delivered, and once", delivered),
    ("so it is when the program is killed anywhere between", killed_delivering),
    ("what has the name at the bank is not written over", in_the_way),
    ("a server that is down: exit code 5, and it goes on later", down),
];

pub fn run() -> bool {
    play("sftp", Bank::start, PROMISES.iter().copied(), 150)
}

impl Witness for Bank {
    fn news(&mut self) -> Vec<String> {
        std::mem::take(&mut self.said)
    }

    fn failed(&mut self) -> String {
        self.sshd.log()
    }
}

impl Bank {
    fn start() -> Bank {
        let sshd = Sshd::start();
        let site = Site::with_claims(&[10_000, 20_000, 30_000]);
        let bank = Bank {
            site,
            sshd,
            said: Vec::new(),
        };
        bank.know("host");
        let at = |name: &str| bank.sshd.path(name).display().to_string();
        let address = format!("{}@127.0.0.1:{}", bank.sshd.user, bank.sshd.port);
        bank.site.ok(&[
            "exchange",
            "set",
            ACCOUNT,
            "--sftp",
            &address,
            "--key",
            &at("user"),
            "--known-hosts",
            &at("known"),
            "--fetch",
            &at("out"),
            "--deliver",
            &at("in"),
            "--comment",
            "Avtale om filer",
        ]);
        bank
    }

    fn know(&self, key: &str) {
        fs::write(self.sshd.path("known"), self.sshd.known_hosts(key)).unwrap();
    }

    /// `exchange run`, with what it said written down.
    fn exchange(&mut self) -> Ran {
        let ran = self.site.run(&["exchange", "run"]);
        let said = format!("$ fordring exchange run → {}\n{}{}", ran.code, ran.out, ran.err);
        self.said.push(said);
        ran
    }

    /// The same, killed after a while; whether it was.
    fn killed(&mut self, when: impl FnMut() -> bool) -> bool {
        let mut command = program(&self.site.db);
        let mut child = command
            .args(["exchange", "run"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait_quickly(when);
        child.kill().unwrap();
        child.wait().unwrap().code().is_none()
    }

    fn here(&self, path: &str) -> PathBuf {
        self.site.dir.path().join("exchange").join(path)
    }

    /// A file that we wrote and a person sent.
    fn send(&self, name: &str, bytes: &[u8]) {
        let conn = self.site.conn();
        conn.execute(
            "INSERT INTO bank_file (name, format, identity, fingerprint, created_on, length, lines, payments, stored, skipped, settled, manual, suggested,
               unmatched, parked, sum, booked, stored_at, operator, direction, state, account_id, number)
             VALUES (?1, 'ocr-giro', ?1, randomblob(32), 20000, ?2, 1, 0,0,0,0,0,0,0,0,0,0, 1, 'kari', 2, 11, (SELECT id FROM bank_account LIMIT 1), (SELECT count(*) FROM bank_file))",
            (name, i64::try_from(bytes.len()).unwrap()),
        )
        .unwrap();
        let id = conn.last_insert_rowid();
        for (no, piece) in (0i64..).zip(bytes.chunks(256 * 1024)) {
            conn.execute(
                "INSERT INTO bank_file_chunk (file_id, no, bytes) VALUES (?1, ?2, ?3)",
                (id, no, piece),
            )
            .unwrap();
        }
    }
}

fn wait_quickly(mut when: impl FnMut() -> bool) {
    let began = Instant::now();
    while !when() && began.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// So many pieces of at most 32 KiB come over before the line is cut.
const PIECES: &str = "400";

/// Bytes that repeat nowhere near.
fn noise(length: usize) -> Vec<u8> {
    let mut seed = 88_172_645_463_325_252u64;
    let step = |seed: &mut u64| {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        seed.to_le_bytes()
    };
    (0..length / 8).flat_map(|_| step(&mut seed)).collect()
}

fn two_files(bank: &mut Bank) {
    fs::write(
        bank.sshd.path("out/OCR.D1"),
        ocr(1, vec![pay(&kid(101), 10_000), pay(&kid(102), 20_000)]),
    )
    .unwrap();
    fs::write(bank.sshd.path("out/OCR å (2).txt"), ocr(2, vec![pay(&kid(103), 30_000)])).unwrap();
    fs::create_dir(bank.sshd.path("out/arkiv")).unwrap();
    let ran = bank.exchange();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(bank.site.payments().len(), 3);
    assert_eq!(
        fs::read(bank.here("done/OCR å (2).txt")).unwrap(),
        fs::read(bank.sshd.path("out/OCR å (2).txt")).unwrap()
    );
    assert!(bank.here("done/OCR.D1.report.txt").exists());
    bank.site.check();
}

fn nothing_twice(bank: &mut Bank) {
    let ran = bank.exchange();
    assert!(ran.code == 0 && ran.err.contains("0 files fetched, 2 known"), "{ran:?}");
    assert_eq!((bank.sshd.served("OCR.D1").len(), bank.site.payments().len()), (1, 3));
}

fn cut(bank: &mut Bank) {
    let bytes = noise(24 * 1024 * 1024);
    let whole = u64::try_from(bytes.len()).unwrap();
    fs::write(bank.sshd.path("out/stor.bin"), &bytes).unwrap();
    let folder = bank.here(&format!("incoming/{ACCOUNT}"));
    let part = || {
        fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .flatten()
            .find_map(|entry| entry.metadata().ok())
            .map_or(0, |about| about.len())
    };
    fs::write(bank.sshd.path("cut"), PIECES).unwrap();
    // The first connection only lists, and ends before the cut: the second one, which fetches, gets one of its own.
    let armed = bank.sshd.path("cut");
    let arm = std::thread::spawn(move || {
        let gone = wait_until(10, || !armed.exists());
        fs::write(&armed, PIECES).unwrap();
        gone
    });
    let ran = bank.exchange();
    assert!(arm.join().unwrap());
    assert_eq!(ran.code, 5, "{ran:?}");
    let begun = part();
    assert!(begun > 0 && begun < whole, "{begun} of {whole}");
    let _ = fs::remove_file(bank.sshd.path("cut"));
    let ran = bank.exchange();
    assert_eq!(ran.code, 3, "it is no bank file: {ran:?}");
    assert!(fs::read(bank.here("refused/stor.bin")).unwrap() == bytes, "not the same bytes");
    let served = bank.sshd.served("stor.bin");
    let last = *served.last().unwrap();
    bank.said.push(format!("{whole} bytes; {begun} before the cut, {last} after it"));
    assert!(last < whole, "it was fetched from its beginning");
    fs::remove_file(bank.sshd.path("out/stor.bin")).unwrap();
}

fn killed_fetching(bank: &mut Bank) {
    let bytes = noise(96 * 1024 * 1024);
    fs::write(bank.sshd.path("out/større.bin"), &bytes).unwrap();
    let folder = bank.here(&format!("incoming/{ACCOUNT}"));
    let part = || {
        fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .flatten()
            .find_map(|entry| entry.metadata().ok())
            .map_or(0, |about| about.len())
    };
    let killed = bank.killed(|| part() > 4 * 1024 * 1024);
    assert!(killed, "it was quicker than the test");
    bank.said.push(format!("killed with {} bytes", part()));
    let ran = bank.exchange();
    assert_eq!(ran.code, 3, "it is no bank file: {ran:?}");
    assert!(fs::read(bank.here("refused/større.bin")).unwrap() == bytes, "not the same bytes");
    assert_eq!(fs::read_dir(bank.here(&format!("incoming/{ACCOUNT}"))).unwrap().count(), 0);
    fs::remove_file(bank.sshd.path("out/større.bin")).unwrap();
}

fn grows(bank: &mut Bank) {
    let path = bank.sshd.path("out/vokser.bin");
    fs::write(&path, noise(1024 * 1024)).unwrap();
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let writer = std::thread::spawn({
        let (path, stop) = (path.clone(), stop.clone());
        move || {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                use std::io::Write;
                fs::File::options().append(true).open(&path).unwrap().write_all(b"more").unwrap();
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    });
    let ran = bank.exchange();
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    writer.join().unwrap();
    assert!(ran.code == 5 && ran.err.contains("were expected"), "{ran:?}");
    assert!(!bank.here("refused/vokser.bin").exists());
    let ran = bank.exchange();
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!(fs::read(bank.here("refused/vokser.bin")).unwrap(), fs::read(&path).unwrap());
    fs::remove_file(path).unwrap();
}

fn other_host_key(bank: &mut Bank) {
    bank.know("other");
    let ran = bank.exchange();
    bank.know("host");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("another host key") && ran.err.contains("SHA256:") && ran.err.contains("known"),
        "{ran:?}"
    );
}

fn unknown_host_key(bank: &mut Bank) {
    fs::write(bank.sshd.path("known"), "").unwrap();
    let ran = bank.exchange();
    bank.know("host");
    assert!(
        ran.code == 1 && ran.err.contains("ssh-keyscan") && ran.err.contains("fingerprint"),
        "{ran:?}"
    );
}

fn open_key(bank: &mut Bank) {
    let mode = |mode: &str| {
        let key = bank.sshd.path("user");
        assert!(std::process::Command::new("chmod").arg(mode).arg(key).status().unwrap().success());
    };
    mode("644");
    let ran = bank.site.run(&["exchange", "run"]);
    mode("600");
    bank.said.push(ran.err.clone());
    assert!(ran.code == 1 && ran.err.contains("chmod 600"), "{ran:?}");
}

fn delivered(bank: &mut Bank) {
    bank.send("Betalinger (1).txt", b"til banken\r\n");
    let ran = bank.exchange();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("Betalinger (1).txt: delivered"), "{ran:?}");
    assert_eq!(fs::read(bank.sshd.path("in/Betalinger (1).txt")).unwrap(), b"til banken\r\n");
    // The bank takes it; it does not come again.
    fs::remove_file(bank.sshd.path("in/Betalinger (1).txt")).unwrap();
    assert_eq!(bank.exchange().code, 0);
    assert_eq!(fs::read_dir(bank.sshd.path("in")).unwrap().count(), 0);
}

fn killed_delivering(bank: &mut Bank) {
    let (mut killed, mut seed) = (0, 99u32);
    for number in 0..8 {
        let name = format!("drept-{number}.txt");
        let bytes = noise(200_000);
        bank.send(&name, &bytes);
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // A round takes about a second: the kills fall before, within and after each step.
        let (began, after) = (Instant::now(), Duration::from_millis(u64::from(seed >> 22) + 200));
        killed += u32::from(bank.killed(|| began.elapsed() > after));
        let ran = bank.site.run(&["exchange", "run"]);
        assert_eq!(ran.code, 0, "{name} after {after:?}: {ran:?}");
        assert!(
            fs::read(bank.sshd.path(&format!("in/{name}"))).unwrap() == bytes,
            "{name} after {after:?}"
        );
    }
    bank.said.push(format!("{killed} of 8 were killed"));
    let names: Vec<_> = fs::read_dir(bank.sshd.path("in"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 8, "{names:?}");
    assert!(killed > 0);
    for name in names {
        fs::remove_file(bank.sshd.path("in").join(name)).unwrap();
    }
}

fn in_the_way(bank: &mut Bank) {
    bank.send("opptatt.txt", b"vaar");
    fs::write(bank.sshd.path("in/opptatt.txt"), "deres").unwrap();
    let ran = bank.exchange();
    assert!(ran.code == 1 && ran.err.contains("opptatt.txt is there already"), "{ran:?}");
    assert_eq!(fs::read(bank.sshd.path("in/opptatt.txt")).unwrap(), b"deres");
    fs::remove_file(bank.sshd.path("in/opptatt.txt")).unwrap();
    assert_eq!(bank.exchange().code, 0);
}

fn down(bank: &mut Bank) {
    bank.sshd.down();
    let ran = bank.exchange();
    assert!(ran.code == 5 && ran.err.contains("cannot be reached"), "{ran:?}");
    bank.sshd.up();
    assert_eq!(bank.exchange().code, 0);
    // All holds; only the files to the bank that were put there by hand are in no change log.
    let mut faults = bank.site.faults();
    faults.retain(|fault| fault != "item-unlogged");
    assert_eq!(faults, Vec::<String>::new());
}
