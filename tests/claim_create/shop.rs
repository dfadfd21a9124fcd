//! A Swedish workshop with two customers and an account that takes OCR numbers.

use fordring::app::Session;
use fordring::app::usecase::drafts::Edit;
use fordring::domain::draft::{Draft, Line};
use fordring::domain::money::Money;
use fordring::domain::refusal::Refusal;
use fordring::store::StoreError;
use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::common::Site;

pub fn shop() -> Site {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("site.fordring");
    let site = Site { dir, db };
    site.ok(&["init", "--country", "se", "--name", "Provverkstaden i Mallås AB"]);
    site.ok(&["accounts", "add", "5402-9681", "--references", "ocr"]);
    let parties = site.file("p.csv", "number,name\n2034,Åse Ödegård\n2035,Mallås Frakt AB\n");
    site.ok(&["parties", "import", parties.to_str().unwrap()]);
    site
}

pub fn session(site: &Site, operator: &str) -> Session {
    Session::open(&site.db, operator, None).unwrap()
}

pub fn line(text: &str, amount: &str, vat: i64) -> Line {
    Line {
        text: text.to_owned(),
        quantity: Decimal::ONE,
        price: Some(Money::parse(amount).unwrap()),
        vat_percent: Decimal::from(vat),
        ..Line::default()
    }
}

/// A whole claim for a party.
pub fn whole(party: &str, lines: &[Line]) -> Vec<Edit> {
    let draft = Draft {
        lines: lines.to_vec(),
        ..Draft::default()
    };
    vec![Edit::Set(draft), Edit::Party(party.to_owned())]
}

/// Why something was refused.
#[track_caller]
pub fn refusal<T: std::fmt::Debug>(result: Result<T, fordring::app::AppError>) -> Refusal {
    match result.unwrap_err() {
        fordring::app::AppError::Store(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other}"),
    }
}

/// The numbers of all claims, and whether they have a gap.
pub fn numbers(site: &Site) -> Vec<i64> {
    let conn = site.conn();
    let mut statement = conn.prepare("SELECT number FROM claim ORDER BY number").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

pub fn create(site: &Site, party: &str, line: &str) -> Json {
    site.json(&["claims", "create", "--party", party, "--line", line, "--json"])
}
