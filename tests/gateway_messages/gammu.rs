//! gammu-smsd with its daemon faked: rows moved as it moves them.

use fordring::gateways::Messages;
use fordring::gateways::gammu_sql::{GammuSql, GammuSqlConfig};
use rusqlite::{Connection, params};

use super::contract::{Fate, Rig, fate, now_ms, number};
use super::phone::{Part, place, shown, to_septets};

pub struct FakeGammu {
    dir: tempfile::TempDir,
    pub db: Connection,
    held: bool,
    reference: u8,
    air: Vec<Part>,
}

fn hex(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes.into_iter().map(|byte| format!("{byte:02X}")).collect()
}

fn hex_text(text: &str) -> String {
    hex(text.encode_utf16().flat_map(u16::to_be_bytes))
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

impl FakeGammu {
    pub fn new() -> FakeGammu {
        let dir = tempfile::tempdir().unwrap();
        let db = Connection::open(dir.path().join("smsd.db")).unwrap();
        db.execute_batch(include_str!("gammu.sql")).unwrap();
        FakeGammu {
            dir,
            db,
            held: false,
            reference: 0,
            air: Vec::new(),
        }
    }

    pub fn config(&self) -> GammuSqlConfig {
        GammuSqlConfig {
            database: self.dir.path().join("smsd.db"),
            phone_id: "site1".to_owned(),
            stuck_after_minutes: 10,
        }
    }

    /// Sends one part; false when the network refused it.
    fn part(&mut self, row: i64, position: i64) -> bool {
        let sql = if position == 1 {
            "SELECT TextDecoded, Coding, UDH FROM outbox WHERE ID = ?1 AND ?2 = 1"
        } else {
            "SELECT TextDecoded, Coding, UDH FROM outbox_multipart WHERE ID = ?1 AND SequencePosition = ?2"
        };
        let get = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let (text, coding, udh): (String, String, Option<String>) = self.db.query_row(sql, params![row, position], get).unwrap();
        let (to, creator): (String, String) = self
            .db
            .query_row("SELECT DestinationNumber, CreatorID FROM outbox WHERE ID = ?1", [row], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })
            .unwrap();
        let room = match coding.as_str() {
            "Default_No_Compression" => to_septets(&text).expect("a letter would be lost").len() <= if udh.is_some() { 153 } else { 160 },
            _ => text.encode_utf16().count() <= if udh.is_some() { 67 } else { 70 },
        };
        assert!(room, "the daemon cuts this: {text}");
        let (status, cms, tp) = match fate(&to) {
            Fate::Refused => ("SendingError", 38, -1),
            Fate::Delivered => ("DeliveryOK", -1, 0),
            Fate::NotDelivered => ("DeliveryFailed", -1, 70),
            Fate::SentOnly => ("SendingOK", -1, -1),
        };
        self.reference = self.reference.wrapping_add(1);
        self.db
            .execute(
                "INSERT INTO sentitems(Text, DestinationNumber, Coding, UDH, TextDecoded, ID, SenderID, SequencePosition, Status,
                                       StatusError, TPMR, CreatorID, StatusCode)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, 'site1', ?7, ?8, ?9, ?10, ?11, ?12)",
                params![
                    hex_text(&text),
                    to,
                    coding,
                    udh.clone().unwrap_or_default(),
                    text,
                    row,
                    position,
                    status,
                    tp,
                    self.reference,
                    creator,
                    cms
                ],
            )
            .unwrap();
        if fate(&to) == Fate::Refused {
            return false;
        }
        let place = udh.map(|hex| place(&bytes(&hex)).unwrap());
        self.air.push(Part { to, place, text });
        true
    }

    pub fn receive(&self, from: &str, udh: &str, text: &str) {
        let sql = "INSERT INTO inbox(ReceivingDateTime, Text, SenderNumber, Coding, UDH, TextDecoded, RecipientID)
                   VALUES(datetime('now', 'localtime'), ?1, ?2, 'Unicode_No_Compression', ?3, ?4, 'site1')";
        self.db.execute(sql, params![hex_text(text), from, udh, text]).unwrap();
    }
}

impl Rig for FakeGammu {
    fn open(&self) -> Box<dyn Messages> {
        Box::new(GammuSql::new(&self.config(), now_ms))
    }

    fn number(&self, fate: Fate, nth: u8) -> String {
        number(fate, nth)
    }

    fn hold(&mut self) {
        self.held = true;
    }

    fn release(&mut self) {
        self.held = false;
    }

    fn incoming(&mut self, from: &str, text: &str) {
        let letters: Vec<char> = text.chars().collect();
        let pieces: Vec<String> = letters.chunks(67).map(|piece| piece.iter().collect()).collect();
        if let [one] = pieces.as_slice() {
            return self.receive(from, "", one);
        }
        for (at, piece) in pieces.iter().enumerate().rev() {
            self.receive(from, &format!("05000342{:02X}{:02X}", pieces.len(), at + 1), piece);
        }
    }

    fn incoming_twice(&mut self, from: &str, text: &str) {
        self.receive(from, "", text);
        let sql = "INSERT INTO inbox(ReceivingDateTime, Text, SenderNumber, Coding, UDH, TextDecoded, RecipientID)
                   SELECT ReceivingDateTime, Text, SenderNumber, Coding, UDH, TextDecoded, RecipientID
                   FROM inbox ORDER BY ID DESC LIMIT 1";
        self.db.execute(sql, []).unwrap();
    }

    fn shown(&self, number: &str) -> Vec<String> {
        shown(&self.air, number)
    }

    fn step(&mut self) {
        if self.held {
            return;
        }
        let due = "SELECT o.ID, (SELECT count(*) FROM outbox_multipart m WHERE m.ID = o.ID), MultiPart FROM outbox o
                   WHERE SendingDateTime <= datetime('now', 'localtime') AND SendingTimeOut <= datetime('now', 'localtime')
                     AND (SenderID IS NULL OR SenderID IN ('', 'site1')) ORDER BY InsertIntoDB";
        let rows: Vec<(i64, i64, String)> = {
            let mut rows = self.db.prepare(due).unwrap();
            let all = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap();
            all.map(Result::unwrap).collect()
        };
        for (row, more, multi) in rows {
            assert_eq!(multi == "true", more > 0);
            for position in 1..=more + 1 {
                if !self.part(row, position) {
                    break;
                }
            }
            self.db.execute("DELETE FROM outbox WHERE ID = ?1", [row]).unwrap();
            self.db.execute("DELETE FROM outbox_multipart WHERE ID = ?1", [row]).unwrap();
        }
    }

    fn patience(&self) -> u32 {
        3
    }
}
