//! The folder of the relay, through the gateways that read it (gateways.md 8.4).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fordring::gateways::charges::{ChargeEvent, ChargeNews, Charges};

use crate::puzzel::PuzzelRig;
use crate::strex::{StrexRig, push, report, set_age};
use crate::suite::{EVERYBODY, KEY, Rig, news};

const PAID: crate::strex::Decision = ("Ok", "Delivered", Some(true), Some(true));

fn incoming(id: &str, text: &str) -> String {
    serde_json::json!({"transactionId": id, "created": "2026-11-18T10:00:00+01:00", "sender": EVERYBODY, "recipient": "2030", "content": text})
        .to_string()
}

fn mo(id: &str, text: &str) -> serde_json::Value {
    serde_json::json!({
        "messageid": id, "serviceid": 123, "servicename": "Org1", "sno": "2030", "originator": EVERYBODY, "mcc": 242, "mnc": 1,
        "content": text, "command": "ORG1", "strippedcontent": "BETAL 50", "type": 1, "timestamp": "20261118 10:00:05",
        "sctimestamp": "20261118 10:00:00", "sessionid": "1234567890"
    })
}

fn texts(news: &[ChargeNews]) -> Vec<&str> {
    let of = |one: &'_ ChargeNews| match &one.event {
        ChargeEvent::Incoming { text, .. } => text.clone(),
        ChargeEvent::Trouble { detail } => detail.clone(),
        ChargeEvent::Moved { key, .. } => key.clone(),
    };
    news.iter().map(|one| &*of(one).leak()).collect()
}

/// The names in a folder and below it, without the folders.
fn names(folder: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for place in ["", "done", "refused"] {
        for entry in std::fs::read_dir(folder.join(place)).into_iter().flatten() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                all.insert(Path::new(place).join(entry.file_name()).to_string_lossy().into_owned());
            }
        }
    }
    all
}

/// What the caller does: takes each news once.
#[derive(Default)]
struct Caller {
    seen: BTreeMap<String, ChargeNews>,
}

impl Caller {
    fn poll(&mut self, gateway: &mut dyn Charges) -> Vec<ChargeNews> {
        let news = gateway.poll(&|id| self.seen.contains_key(id)).unwrap();
        for one in &news {
            assert!(self.seen.insert(one.id.clone(), one.clone()).is_none(), "{one:?}");
        }
        news
    }
}

#[test]
fn messages_come_as_they_were_sent() {
    let mut rig = StrexRig::new();
    push(
        rig.folder.path(),
        "00568c6b-7baf-4869-b083-d22afc163059.json",
        incoming("00568c6b-7baf-4869-b083-d22afc163059", "ORG1 BETAL 50"),
        90_000,
    );
    let mut puzzel = PuzzelRig::new();
    let batch = serde_json::json!({"mo": [mo("7a02c0000f00", "ORG1 BETAL 50"), mo("7a02c0000g00", "ORG1 BETAL 60")]});
    push(puzzel.folder.path(), "7a02c0000f00", batch.to_string(), 90_000);
    let (strex, puzzel) = (news(&mut rig), news(&mut puzzel));
    assert_eq!(
        (texts(&strex), texts(&puzzel)),
        (vec!["ORG1 BETAL 50"], vec!["ORG1 BETAL 50", "ORG1 BETAL 60"])
    );
    assert_eq!(strex[0].id, "in:00568c6b-7baf-4869-b083-d22afc163059");
    assert_eq!(puzzel[0].id, "mo:7a02c0000f00");
    for one in [&strex[0], &puzzel[0]] {
        let ChargeEvent::Incoming { from, to, sent_at_ms, .. } = &one.event else {
            panic!("{one:?}")
        };
        assert_eq!((from.as_str(), to.as_str()), (EVERYBODY, "2030"));
        assert!(sent_at_ms.is_some());
    }
    let ChargeEvent::Incoming { sent_at_ms, .. } = strex[0].event else {
        panic!()
    };
    assert_eq!(sent_at_ms, Some(1_794_992_400_000));
}

#[test]
fn a_file_stays_until_everything_in_it_was_seen() {
    let mut rig = PuzzelRig::new();
    let folder = rig.folder.path().to_owned();
    let batch = serde_json::json!({"mo": [mo("a", "1"), mo("b", "2")]});
    push(&folder, "x.json", batch.to_string(), 90_000);
    for _ in 0..3 {
        // Killed before it was stored: nothing has moved.
        assert_eq!(texts(&news(&mut rig)), ["1", "2"]);
        rig.restart();
        assert_eq!(names(&folder), BTreeSet::from(["x.json".to_owned()]));
    }
    let half = rig.gateway().poll(&|id| id == "mo:a").unwrap();
    assert_eq!(texts(&half), ["2"]);
    assert_eq!(names(&folder), BTreeSet::from(["x.json".to_owned()]));
    assert_eq!(rig.gateway().poll(&|id| id.starts_with("mo:")), Ok(vec![]));
    assert_eq!(names(&folder), BTreeSet::from(["done/x.json".to_owned()]));
    assert_eq!(rig.gateway().poll(&|_| false), Ok(vec![]));
}

#[test]
fn the_same_three_times_is_one() {
    let mut rig = StrexRig::new();
    let folder = rig.folder.path().to_owned();
    let mut caller = Caller::default();
    for round in 0..3 {
        for name in ["a.json", "a (1).json", "b.json"] {
            push(&folder, name, incoming("one", "ORG1 BETAL 50"), 90_000 - round);
            push(&folder, &format!("dlr-{name}"), report(KEY, PAID), 80_000 - round);
        }
        let told = caller.poll(rig.gateway());
        assert_eq!(told.len(), if round == 0 { 2 } else { 0 }, "{told:?}");
        caller.poll(rig.gateway());
        rig.restart();
    }
    assert!(names(&folder).iter().all(|name| name.starts_with("done/")));
}

#[test]
fn nothing_put_away_is_overwritten() {
    let mut rig = StrexRig::new();
    let folder = rig.folder.path().to_owned();
    let mut caller = Caller::default();
    for text in ["1", "2", "3"] {
        push(&folder, "same.json", incoming(text, text), 90_000);
        caller.poll(rig.gateway());
        caller.poll(rig.gateway());
    }
    assert_eq!(
        names(&folder),
        ["done/same.json", "done/same.json.1", "done/same.json.2"].map(str::to_owned).into()
    );
    let read = |name: &str| std::fs::read_to_string(folder.join("done").join(name)).unwrap();
    assert!(read("same.json").contains("\"1\"") && read("same.json.2").contains("\"3\""));
}

/// Killed between the new name and the removal of the old one: both are there.
#[test]
fn a_move_that_was_cut_off_is_finished() {
    let mut rig = StrexRig::new();
    let folder = rig.folder.path().to_owned();
    let mut caller = Caller::default();
    let path = push(&folder, "x.json", incoming("one", "hei"), 90_000);
    caller.poll(rig.gateway());
    std::fs::create_dir(folder.join("done")).unwrap();
    std::fs::hard_link(&path, folder.join("done/x.json")).unwrap();
    rig.restart();
    assert_eq!(caller.poll(rig.gateway()), vec![]);
    assert_eq!(names(&folder), BTreeSet::from(["done/x.json".to_owned()]));
}

#[test]
fn what_may_be_on_its_way_is_left_alone() {
    let mut rig = StrexRig::new();
    let folder = rig.folder.path().to_owned();
    let whole = incoming("one", "hei");
    for name in ["x.json.tmp", "x.part", ".x.json", "x.json.partial"] {
        push(&folder, name, &whole, 9_000_000);
    }
    push(&folder, "empty.json", "", 0);
    let half = push(&folder, "half.json", &whole[..20], 59_000);
    std::fs::create_dir(folder.join("folder.json")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", folder.join("link.json")).unwrap();
    let before = names(&folder);
    assert_eq!(rig.gateway().poll(&|_| false), Ok(vec![]));
    assert_eq!(names(&folder), before);
    // The rest of it comes.
    std::fs::write(&half, &whole).unwrap();
    set_age(&half, 0);
    assert_eq!(texts(&news(&mut rig)), ["hei"], "what is whole need not wait");
}

#[test]
fn what_cannot_be_read_is_told_once_and_kept_apart() {
    let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
    let large = format!("{{\"transactionId\":\"{}\"}}", "x".repeat(1_100_000));
    let cases: [(&str, &[u8], &str); 11] = [
        ("a.json", b"", "line 1, column 1: not JSON"),
        ("b.json", b"{\"transactionId\":\n  \"secret of a member", "line 2"),
        ("c.json", b"\n\n  <html>", "line 3, column 3: not JSON"),
        ("d.json", b"{\"x\":\n\xff}", "line 2, column 1: not UTF-8"),
        ("e.json", deep.as_bytes(), "line 1, column 17: too deep"),
        ("f.json", large.as_bytes(), "too large"),
        ("g.json", b"{\"transactionId\":7}", "not what was agreed"),
        (
            "h.json",
            b"{\"transactionId\":\"x\",\"sender\":\"+4799999999\"}",
            "neither a message nor a report",
        ),
        ("i.json", b"{\"transactionId\":\"x\"} x", "not JSON"),
        ("j.json", b"\xfe\xff\x00{", "not UTF-8"),
        ("k.json", b"[]", "not what was agreed"),
    ];
    for (name, bytes, expected) in cases {
        let mut rig = StrexRig::new();
        let folder = rig.folder.path().to_owned();
        let mut caller = Caller::default();
        push(&folder, name, bytes, 60_000);
        let told = caller.poll(rig.gateway());
        assert_eq!(told.len(), 1, "{name}");
        let ChargeEvent::Trouble { detail } = &told[0].event else {
            panic!("{told:?}")
        };
        assert!(detail.starts_with(name) && detail.contains(expected), "{detail}");
        assert!(!detail.contains("member") && !detail.contains("9999"), "{detail}");
        assert_eq!(names(&folder), BTreeSet::from([name.to_owned()]), "told and not seen");
        rig.restart();
        assert_eq!(caller.poll(rig.gateway()), vec![]);
        assert_eq!(names(&folder), BTreeSet::from([format!("refused/{name}")]));
    }
}

#[test]
fn a_bad_entry_does_not_take_the_others_with_it() {
    let mut rig = PuzzelRig::new();
    let folder = rig.folder.path().to_owned();
    let mut caller = Caller::default();
    let text = format!("{{\"mo\": [\n{},\n{{\"messageid\": 7}},\n{}]}}", mo("a", "1"), mo("b", "2"));
    push(&folder, "x.json", text, 90_000);
    let told = caller.poll(rig.gateway());
    assert_eq!(texts(&told), ["x.json: line 3, column 15: not what was agreed", "1", "2"]);
    caller.poll(rig.gateway());
    assert_eq!(names(&folder), BTreeSet::from(["refused/x.json".to_owned()]));
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let mut rig = StrexRig::new();
    push(
        rig.folder.path(),
        "x.json",
        format!("\u{feff}{}", incoming("one", "æøå 🙂")),
        90_000,
    );
    assert_eq!(texts(&news(&mut rig)), ["æøå 🙂"]);
}

#[test]
fn the_oldest_comes_first() {
    let mut rig = StrexRig::new();
    let folder = rig.folder.path().to_owned();
    for (name, age) in [("c", 70_000), ("a", 80_000), ("d", 90_000), ("b", 80_000), ("e", -500_000)] {
        push(&folder, name, incoming(name, name), age);
    }
    assert_eq!(texts(&news(&mut rig)), ["d", "a", "b", "c", "e"]);
}

#[test]
fn hostile_content_harms_nobody() {
    let mut rig = StrexRig::new();
    let folder = rig.folder.path().to_owned();
    let mut caller = Caller::default();
    let long = "x".repeat(500_000);
    push(&folder, "\u{1b}[2J\u{202e}nosj.json", "{", 99_000);
    push(&folder, "1.json", incoming(&"../../etc/passwd\u{0}".repeat(50), &long), 98_000);
    push(&folder, "2.json", incoming("", "\u{1b}]0;x\u{7}\u{202e}"), 97_000);
    let strange = serde_json::json!({"transactionId": "x", "sender": "\u{1b}[31mORG", "recipient": "\u{1b}".repeat(90), "content": ""});
    push(&folder, "3.json", strange.to_string(), 96_000);
    push(&folder, "4.json", report("not a key", PAID), 95_000);
    push(
        &folder,
        "5.json",
        report("--", ("\u{1b}[31m", &"y".repeat(500).leak()[..], None, None)),
        94_000,
    );
    push(
        &folder,
        "6.json",
        "{\"transactionId\":\"x\",\"transactionId\":\"y\",\"statusCode\":\"Ok\"}",
        93_000,
    );
    let told = caller.poll(rig.gateway());
    for one in &told {
        assert!(one.id.len() < 200 && one.id.bytes().all(|b| b.is_ascii_graphic()), "{one:?}");
        let shown = match &one.event {
            ChargeEvent::Incoming { from, to, text, .. } => {
                assert!(text.chars().count() <= 2_000);
                format!("{from}{to}")
            }
            ChargeEvent::Moved { key, status } => format!("{key}{}{}", status.code, status.detail),
            ChargeEvent::Trouble { detail } => detail.clone(),
        };
        assert!(shown.chars().count() < 250 && !shown.chars().any(char::is_control), "{shown:?}");
        assert!(!shown.contains('\u{202e}'), "{shown:?}");
    }
    assert_eq!(caller.poll(rig.gateway()), vec![]);
    assert!(names(&folder).iter().all(|name| name.contains('/')), "{:?}", names(&folder));
}

/// Shuffled, thrice, and killed at any time: each message comes through once.
#[test]
fn many_messages_come_through_once_each() {
    let mut rig = StrexRig::new();
    let folder = rig.folder.path().to_owned();
    let mut random = fastrand::Rng::with_seed(6);
    let mut files: Vec<(String, String)> = (0..1_000)
        .flat_map(|id| {
            (0..3).map(move |copy| {
                (
                    format!("{id}-{copy}.json"),
                    incoming(&format!("m{id}"), &format!("ORG1 BETAL {id}")),
                )
            })
        })
        .collect();
    random.shuffle(&mut files);
    let mut caller = Caller::default();
    for chunk in files.chunks(500) {
        for (name, text) in chunk {
            push(&folder, name, text, 90_000);
        }
        if random.bool() {
            // Told to a caller that dies.
            assert!(!news(&mut rig).is_empty());
            rig.restart();
        }
        caller.poll(rig.gateway());
    }
    while !caller.poll(rig.gateway()).is_empty() {}
    assert_eq!(caller.seen.len(), 1_000);
    let left = names(&folder);
    assert!(left.len() == 3_000 && left.iter().all(|name| name.starts_with("done/")));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said() {
    let mut rig = StrexRig::new();
    let folder = rig.folder.path().to_owned();
    std::os::unix::fs::symlink(folder.join("nowhere"), folder.join("done")).unwrap();
    let wrong = rig.gateway().examine();
    assert!(wrong.len() == 1 && wrong[0].contains("done"), "{wrong:?}");
    assert!(names(&folder).is_empty(), "nothing is left of the try");
    push(&folder, "x.json", incoming("one", "hei"), 80_000);
    let mut caller = Caller::default();
    let told = caller.poll(rig.gateway());
    assert_eq!(texts(&told).last(), Some(&"hei"));
    let told = caller.poll(rig.gateway());
    assert!(texts(&told).iter().any(|text| text.contains("cannot be moved to")), "{told:?}");
    assert_eq!(caller.poll(rig.gateway()), vec![], "told once");
}
