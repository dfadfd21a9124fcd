//! How the real console answers: the program in a pseudo-terminal of 200×50 on a demo site.
//!
//! `cargo bench --bench console`; `FORDRING_BENCH_CLAIMS` (100 000) makes the site larger, `FORDRING_BENCH_DB` takes one that is
//! there. With `csvlens` or `vd` on the path the same rows are opened in them, for the ratio. Figures are printed, not
//! asserted.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::as_conversions,
    reason = "a measurement that cannot go on fails"
)]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

const ROWS: u16 = 50;
const COLS: u16 = 200;
const PATIENCE: Duration = Duration::from_secs(60);

/// A program in a pseudo-terminal, with its screen.
struct Tui {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    began: Instant,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Tui {
    fn start(program: &Path, args: &[&str], environment: &[(&str, &str)]) -> Tui {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows: ROWS,
                cols: COLS,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env("TERM", "xterm-256color");
        environment.iter().for_each(|(name, value)| command.env(name, value));
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(
            ROWS.try_into().unwrap(),
            COLS.try_into().unwrap(),
            0,
        )));
        let (mut out, seen) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&screen));
        std::thread::spawn(move || {
            let mut bytes = [0; 65536];
            while let Ok(read @ 1..) = out.read(&mut bytes) {
                seen.lock().unwrap().process(&bytes[..read]);
            }
        });
        Tui {
            child,
            keys: pair.master.take_writer().unwrap(),
            screen,
            began,
            _master: pair.master,
        }
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn wait(&self, since: Instant, what: &str, seen: impl Fn(&str) -> bool) -> Duration {
        loop {
            if seen(&self.text()) {
                return since.elapsed();
            }
            assert!(since.elapsed() < PATIENCE, "never: {what}\n{}", self.text());
            std::thread::sleep(Duration::from_micros(200));
        }
    }

    fn press(&mut self, bytes: &[u8]) -> Instant {
        let at = Instant::now();
        self.keys.write_all(bytes).unwrap();
        self.keys.flush().unwrap();
        at
    }

    fn memory_mb(&self) -> String {
        let status = self
            .child
            .process_id()
            .and_then(|id| std::fs::read_to_string(format!("/proc/{id}/status")).ok())
            .unwrap_or_default();
        let kib = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        };
        format!(
            "{} MB now, {} MB at most",
            kib("VmRSS").unwrap_or(0) / 1024,
            kib("VmHWM").unwrap_or(0) / 1024
        )
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// The text of the second line: where the cursor is, of how many, in which order.
fn title(text: &str) -> String {
    text.lines().nth(1).unwrap_or_default().to_owned()
}

/// Whether every row on the screen is there.
fn is_full(text: &str) -> bool {
    text.lines().skip(3).take(40).all(|line| !line.contains(" ·  ")) && text.lines().nth(4).is_some_and(|line| line.contains("20"))
}

fn shown(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!(
        "{name:<52} p50 {:>8.2} ms   p99 {:>8.2} ms   ({} times)",
        at(50),
        at(99),
        times.len()
    );
}

fn one(name: &str, time: Duration) {
    println!("{name:<52}     {:>8.2} ms", time.as_secs_f64() * 1000.0);
}

/// Presses a key many times, waiting each time for the title to tell the new place.
fn keys(tui: &mut Tui, name: &str, sequence: &[&[u8]], times: usize) {
    let mut all = Vec::new();
    for turn in 0..times {
        let before = title(&tui.text());
        let at = tui.press(sequence[turn % sequence.len()]);
        all.push(tui.wait(at, name, |text| title(text) != before));
    }
    shown(name, all);
}

fn first_rows(program: &Path, environment: &[(&str, &str)]) {
    let mut times = Vec::new();
    for _ in 0..5 {
        let tui = Tui::start(program, &["--open", "claims", "--lang", "en"], environment);
        times.push(tui.wait(tui.began, "first rows", is_full));
    }
    shown("P6  start to first rows", times);
}

/// Sorts by the column under the cursor, again and again, until the whole order is there.
fn sort(tui: &mut Tui, name: &str) {
    let mut all = Vec::new();
    for _ in 0..6 {
        let before = title(&tui.text());
        let at = tui.press(b"s");
        all.push(tui.wait(at, name, |text| {
            title(text) != before && !title(text).contains('…') && is_full(text)
        }));
    }
    shown(name, all);
}

/// A key pressed while something long runs.
fn while_it_runs(tui: &mut Tui, name: &str, long: &[u8]) {
    let mut all = Vec::new();
    for _ in 0..10 {
        tui.press(long);
        std::thread::sleep(Duration::from_millis(30));
        let before = title(&tui.text());
        let at = tui.press(b"\x1b[B");
        all.push(tui.wait(at, name, |text| title(text) != before));
        let now = Instant::now();
        tui.wait(now, "settled", |text| !title(text).contains('…'));
    }
    shown(name, all);
}

fn peers(database: &Path, program: &Path, environment: &[(&str, &str)]) {
    for (peer, found) in [("csvlens", &["--version"][..]), ("vd", &["--version"])] {
        if Command::new(peer).args(found).output().is_err() {
            println!("{peer}: not installed, no ratio");
            continue;
        }
        let csv = database.with_extension("csv");
        if !csv.exists() {
            let out = std::fs::File::create(&csv).unwrap();
            let columns = "number,reference,recipient,description,due,amount,status";
            let mut list = Command::new(program);
            list.args(["claims", "list", "--csv", "--columns", columns, "--sort", "due"])
                .envs(environment.iter().copied())
                .stdout(out);
            assert!(list.status().unwrap().success());
        }
        let mut times = Vec::new();
        for _ in 0..5 {
            let tui = Tui::start(&PathBuf::from(peer), &[csv.to_str().unwrap()], &[]);
            times.push(tui.wait(tui.began, peer, |text| {
                text.lines().skip(3).take(20).filter(|line| line.contains("20")).count() > 15
            }));
        }
        shown(&format!("    {peer}: start to first rows of the same data"), times);
    }
}

fn main() {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_fordring"));
    let folder = tempfile::tempdir().unwrap();
    let database = std::env::var_os("FORDRING_BENCH_DB").map_or_else(|| folder.path().join("bench.fordring"), PathBuf::from);
    if !database.exists() {
        let claims = std::env::var("FORDRING_BENCH_CLAIMS").unwrap_or_else(|_| "100000".to_owned());
        let at = Instant::now();
        let made = Command::new(&program)
            .args(["demo", "--claims", &claims, "--out"])
            .arg(&database)
            .status()
            .unwrap();
        assert!(made.success());
        one(&format!("making a demo of {claims} claims"), at.elapsed());
    }
    let home = folder.path().to_str().unwrap().to_owned();
    // Layouts are remembered per operator: every run begins as a new one.
    let operator = format!("bench-{}", std::process::id());
    let environment = [
        ("FORDRING_DB", database.to_str().unwrap()),
        ("FORDRING_OPERATOR", operator.as_str()),
        ("HOME", &home),
        ("XDG_STATE_HOME", &home),
    ];
    first_rows(&program, &environment);
    peers(&database, &program, &environment);

    let mut tui = Tui::start(&program, &["--open", "claims", "--lang", "en"], &environment);
    let ready = tui.wait(tui.began, "whole order", |text| {
        is_full(text) && !title(text).contains('…') && !title(text).is_empty()
    });
    one("    start to the whole order (scroll bar exact)", ready);
    println!("P13 {}", tui.memory_mb());
    keys(&mut tui, "P7  row down, row up", &[b"\x1b[B", b"\x1b[B", b"\x1b[A"], 200);
    keys(&mut tui, "P7  page down", &[b"\x1b[6~"], 200);
    keys(&mut tui, "P7  end, home", &[b"\x1b[F", b"\x1b[H"], 100);
    // Amount: indexed. The columns before it are passed with →.
    for _ in 0..5 {
        tui.press(b"\x1b[C");
        std::thread::sleep(Duration::from_millis(20));
    }
    sort(&mut tui, "P8  sort by an indexed column, exact");
    tui.press(b"\x1b[D\x1b[D");
    std::thread::sleep(Duration::from_millis(100));
    sort(&mut tui, "P9  sort by a column without index, exact");
    while_it_runs(&mut tui, "P15 row down while it sorts", b"s");
    println!("P13 {} after sorting", tui.memory_mb());
    filter(&mut tui);
    println!("P13 {} after filtering", tui.memory_mb());
}

fn filter(tui: &mut Tui) {
    tui.press(b"/");
    tui.wait(Instant::now(), "filter", |text| text.contains("Filter:"));
    for (name, word) in [
        ("P11 filter, first word (its text is read)", "sæther"),
        ("P11 filter, a rare word, per key", "zxq"),
        ("P11 filter, a frequent word, per key", "berg"),
    ] {
        tui.press(b"\x15");
        let cleared = Instant::now();
        tui.wait(cleared, "cleared", |text| {
            !title(text).contains('…') && text.contains("Filter:  ") || cleared.elapsed() > Duration::from_secs(2)
        });
        std::thread::sleep(Duration::from_millis(500));
        let mut all = Vec::new();
        let mut typed = String::new();
        for letter in word.chars() {
            typed.push(letter);
            let at = tui.press(letter.to_string().as_bytes());
            let wanted = format!("› {typed}");
            all.push(tui.wait(at, name, |text| title(text).contains(&wanted) && !title(text).contains('…')));
            std::thread::sleep(Duration::from_millis(150));
        }
        shown(name, all);
    }
    tui.press(b"\x1b");
}
