//! The layers of the crate docs, guarded by reading the sources: an edge that does not go down fails, with its file and line.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;

/// The layers, and which of them each may use.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("formats", &["domain"]),
    ("gateways", &["domain"]),
    ("store", &["domain"]),
    ("app", &["domain", "store", "formats", "gateways"]),
    ("cli", &["app", "domain"]),
    ("tui", &["app", "domain"]),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// Words that only some places may say: the word, and the beginnings of the paths that may.
const WORDS: &[(&str, &[&str])] = &[
    // The simulator plays another company's system, with a file of its own; gammu-smsd keeps its messages in an SQLite file:
    // another program's file, with its schema, never ours.
    ("rusqlite", &["store/", "gateways/simulator/", "gateways/gammu_sql"]),
    ("rusqlite_migration", &["store/"]),
    ("ratatui", &["tui/"]),
    ("crossterm", &["tui/"]),
    ("tui_input", &["tui/"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("pdf_writer", &["app/print/"]),
    ("subsetter", &["app/print/"]),
    ("ttf_parser", &["app/print/"]),
    ("qrcode", &["app/print/"]),
    ("ureq", &["gateways/"]),
    ("TcpStream", &["gateways/"]),
    ("UdpSocket", &["gateways/"]),
    // Other programs: the SFTP client, and what prints or opens a document.
    ("Command::new", &["gateways/", "app/print/"]),
    ("println!", &["cli/"]),
    ("print!", &["cli/"]),
    ("eprintln!", &["cli/"]),
    ("eprint!", &["cli/"]),
    ("Utc::now", &["app/clock.rs"]),
    ("Local::now", &["app/clock.rs"]),
    ("SystemTime::now", &["app/clock.rs"]),
    ("Instant::now", &["app/", "tui/"]),
];

/// What the rules, which know no I/O, may not say at all.
const NOT_IN_DOMAIN: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::io",
    "std::thread",
    "std::time",
];

/// The source without comments and with empty strings, line by line as before.
fn bare(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    let starts = |at: usize, word: &str| word.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c));
    while let Some(&c) = chars.get(at) {
        if starts(at, "//") {
            while chars.get(at).is_some_and(|c| *c != '\n') {
                at += 1;
            }
        } else if starts(at, "/*") {
            while at < chars.len() && !starts(at, "*/") {
                out.extend((chars[at] == '\n').then_some('\n'));
                at += 1;
            }
            at += 2;
        } else if c == 'r' && (starts(at, "r\"") || starts(at, "r#")) && !out.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
            if chars.get(at + 1 + hashes) != Some(&'"') {
                out.push(c);
                at += 1;
                continue;
            }
            let end = format!("\"{}", "#".repeat(hashes));
            at += 2 + hashes;
            while at < chars.len() && !starts(at, &end) {
                out.extend((chars[at] == '\n').then_some('\n'));
                at += 1;
            }
            at += end.len();
            out.push_str("\"\"");
        } else if c == '"' {
            at += 1;
            while at < chars.len() && chars[at] != '"' {
                out.extend((chars[at] == '\n').then_some('\n'));
                at += if chars[at] == '\\' && chars.get(at + 1) != Some(&'\n') {
                    2
                } else {
                    1
                };
            }
            at += 1;
            out.push_str("\"\"");
        } else if c == '\'' && (chars.get(at + 2) == Some(&'\'') || chars.get(at + 1) == Some(&'\\')) {
            at += if chars.get(at + 1) == Some(&'\\') { 3 } else { 2 };
            while at < chars.len() && chars[at] != '\'' {
                at += 1;
            }
            at += 1;
            out.push_str("' '");
        } else {
            out.push(c);
            at += 1;
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where a word stands as a whole word.
fn places<'s>(code: &'s str, word: &'s str) -> impl Iterator<Item = usize> + 's {
    code.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = code[..*at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(is_word) && (word.ends_with('!') || !after.is_some_and(is_word))
    })
}

/// The first names behind a path such as `crate::`: one, or those of the outermost braces.
fn names(behind: &str) -> Vec<String> {
    let rest = behind.trim_start();
    let name = |text: &str| {
        text.trim_start()
            .chars()
            .take_while(|c| is_word(*c) || *c == '*')
            .collect::<String>()
    };
    let Some(group) = rest.strip_prefix('{') else {
        return vec![name(rest)];
    };
    let (mut depth, mut found, mut from) = (1, Vec::new(), 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => {
                found.push(name(&group[from..at]));
                from = at + 1;
            }
            _ => {}
        }
        if depth == 0 {
            found.push(name(&group[from..at]));
            break;
        }
    }
    found
}

/// How many `mod name {` are open at a place: there `super` reaches less far.
fn inline_modules(code: &str, place: usize) -> usize {
    let mut open: Vec<bool> = Vec::new();
    let mut since = 0;
    for (at, c) in code[..place].char_indices() {
        match c {
            '{' => {
                let words: Vec<&str> = code[since..at].split_whitespace().collect();
                open.push(matches!(words.as_slice(), [.., "mod", _]));
                since = at + 1;
            }
            '}' => {
                open.pop();
                since = at + 1;
            }
            ';' => since = at + 1,
            _ => {}
        }
    }
    open.into_iter().filter(|is_module| *is_module).count()
}

/// Everything wrong in one file: `src/PATH:LINE: what`. `path` is below `src`.
fn wrong(path: &str, source: &str) -> Vec<String> {
    let code = bare(source);
    let layer = path.split(['/', '.']).next().unwrap_or_default();
    let line = |at: usize| code[..at].matches('\n').count() + 1;
    let mut found = Vec::new();
    let Some((_, allowed)) = EDGES.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("src/{path}:1: no such layer: {layer}")];
    };
    let mut uses: Vec<(usize, String)> = Vec::new();
    for root in ["crate", "fordring"] {
        for at in places(&code, root) {
            let behind = code[at + root.len()..].trim_start();
            match behind.strip_prefix("::") {
                Some(behind) => uses.extend(names(behind).into_iter().map(|name| (at, name))),
                None if behind.starts_with("as ") => uses.push((at, "*".to_owned())),
                None => {}
            }
        }
    }
    let depth = {
        let parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
        parts.len() - usize::from(matches!(parts.last(), Some(&("mod" | "lib" | "main"))))
    };
    let mut passed = 0;
    for at in places(&code, "super") {
        if at < passed {
            continue;
        }
        let (mut rest, mut ups) = (&code[at..], 0);
        while let Some(next) = rest.trim_start().strip_prefix("super") {
            ups += 1;
            rest = next.trim_start().strip_prefix("::").unwrap_or("");
        }
        passed = code.len() - rest.len();
        if ups >= depth + inline_modules(&code, at) && !rest.is_empty() {
            uses.extend(names(rest).into_iter().map(|name| (at, name)));
        }
    }
    for (at, name) in uses {
        let is_entry = path == "cli/mod.rs" && name == "tui" && {
            let behind = code[at..]
                .trim_start_matches("crate")
                .trim_start_matches("::tui")
                .trim_start_matches("::");
            behind.starts_with("run(") || behind.starts_with("Start ") || behind.starts_with("Start{")
        };
        let layers = EDGES.iter().any(|(layer, _)| *layer == name);
        if name == "*" || (layers && name != layer && !allowed.contains(&name.as_str()) && !is_entry) {
            found.push(format!("src/{path}:{}: {layer} → {name}", line(at)));
        }
    }
    for (word, where_allowed) in WORDS {
        for at in places(&code, word) {
            if !where_allowed.iter().any(|start| path.starts_with(start)) {
                found.push(format!("src/{path}:{}: {word}", line(at)));
            }
        }
    }
    if layer == "domain" {
        for word in NOT_IN_DOMAIN {
            found.extend(places(&code, word).map(|at| format!("src/{path}:{}: {word}", line(at))));
        }
    }
    found
}

fn sources(folder: &Path, below: &str, all: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            sources(&entry.path(), &format!("{name}/"), all);
        } else if name.ends_with(".rs") {
            all.push((name, std::fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

#[test]
fn edges_go_down_only() {
    let mut all = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), "", &mut all);
    assert!(all.len() > 50, "the sources were not found");
    let mut found = Vec::new();
    for (path, source) in &all {
        found.extend(wrong(path, source));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn made_up_bad_lines_are_caught_with_their_place() {
    let bad: &[(&str, &str, &str)] = &[
        (
            "domain/claim.rs",
            "\nuse crate::store::claim;",
            "src/domain/claim.rs:2: domain → store",
        ),
        (
            "domain/a.rs",
            "use crate::{domain::b, app::{c, d}};",
            "src/domain/a.rs:1: domain → app",
        ),
        (
            "domain/a/b.rs",
            "use super::super::super::formats::x;",
            "src/domain/a/b.rs:1: domain → formats",
        ),
        (
            "domain/mod.rs",
            "mod t { use super::super::{store, cli}; }",
            "src/domain/mod.rs:1: domain → cli",
        ),
        (
            "formats/x.rs",
            "// crate::store\nfn f() { crate::app::clock::today(); }",
            "src/formats/x.rs:2: formats → app",
        ),
        ("store/x.rs", "use crate::formats;", "src/store/x.rs:1: store → formats"),
        ("store/x.rs", "use crate::*;", "src/store/x.rs:1: store → *"),
        ("store/x.rs", "use crate as all;", "src/store/x.rs:1: store → *"),
        ("app/x.rs", "use crate::tui::Start;", "src/app/x.rs:1: app → tui"),
        ("cli/lists.rs", "crate::tui::run(start)", "src/cli/lists.rs:1: cli → tui"),
        ("cli/mod.rs", "use crate::tui::widgets;", "src/cli/mod.rs:1: cli → tui"),
        ("cli/x.rs", "use crate::store::Store;", "src/cli/x.rs:1: cli → store"),
        ("tui/x.rs", "use crate::\n  formats::Codec;", "src/tui/x.rs:1: tui → formats"),
        ("main.rs", "fordring::app::log::start()", "src/main.rs:1: main → app"),
        ("app/x.rs", "let c: &rusqlite::Connection;", "src/app/x.rs:1: rusqlite"),
        (
            "gateways/smstools.rs",
            "use rusqlite::Connection;",
            "src/gateways/smstools.rs:1: rusqlite",
        ),
        ("cli/x.rs", "use ratatui::Frame;", "src/cli/x.rs:1: ratatui"),
        ("app/x.rs", "/* a\n b */ chrono::Utc::now()", "src/app/x.rs:2: Utc::now"),
        ("tui/x.rs", "SystemTime::now()", "src/tui/x.rs:1: SystemTime::now"),
        ("app/x.rs", "std::process::Command::new(a)", "src/app/x.rs:1: Command::new"),
        ("store/x.rs", "Instant::now()", "src/store/x.rs:1: Instant::now"),
        ("app/x.rs", "let a = '\"'; println!(\"\")", "src/app/x.rs:1: println!"),
        ("domain/x.rs", "std::fs::read(p)", "src/domain/x.rs:1: std::fs"),
        ("web/x.rs", "", "src/web/x.rs:1: no such layer: web"),
    ];
    for (path, source, expected) in bad {
        let found = wrong(path, source);
        assert!(found.iter().any(|fault| fault == expected), "{path} {source}: {found:?}");
    }
}

#[test]
fn what_is_allowed_is_not_caught() {
    let good: &[(&str, &str)] = &[
        (
            "domain/a.rs",
            "use super::b; use crate::domain::c; pub(crate) fn f() {} // crate::store",
        ),
        (
            "domain/a/b.rs",
            "use super::super::c::d; let s = \"crate::store::x rusqlite\"; let r = r#\"crate::app\"#;",
        ),
        (
            "store/x.rs",
            "pub(in crate::store) fn f() {} use rusqlite::Connection; $crate::store::columns::Kind",
        ),
        (
            "app/x.rs",
            "use crate::{domain::a, formats, store::{b, c}}; use std::time::Instant; Instant::now();",
        ),
        ("gateways/gammu_sql/inbox.rs", "use rusqlite::Transaction;"),
        ("app/clock.rs", "Utc::now(); Local::now();"),
        ("cli/mod.rs", "let start = crate::tui::Start { path }; crate::tui::run(start)"),
        ("main.rs", "fordring::cli::run()"),
    ];
    for (path, source) in good {
        assert_eq!(wrong(path, source), Vec::<String>::new(), "{path}");
    }
}
