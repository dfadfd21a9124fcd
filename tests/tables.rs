//! Tables of parties and claims: numbering, references, accounts; and every fault with its line and column and nothing stored.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{SECOND, Site, kid, text};
use serde_json::json;

const GOOD: &str = "2026-01-02,2026-02-02";

/// Imports a table that must be refused; every place and word must be told, and nothing be stored.
#[track_caller]
fn refused(site: &Site, what: &str, table: impl AsRef<[u8]>, told: &[&str]) {
    let before = site.counts();
    let path = site.file("bad.csv", table);
    let said = site.fails(&[what, "import", text(&path)], 3);
    for words in told {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(said.lines().count(), told.len() + 1, "{said}");
    assert_eq!(site.counts(), before);
}

fn numbers(site: &Site) -> Vec<(i64, String)> {
    let rows = site.json(&["claims", "list", "--json", "--sort", "number", "--columns", "number,reference"]);
    let one = |row: &serde_json::Value| (row["number"].as_i64().unwrap(), row["reference"].as_str().unwrap_or("").to_owned());
    rows.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn numbers_go_on_after_the_highest_and_references_are_made() {
    let site = Site::new();
    site.claims(&format!(
        "number,party,issued,due,amount\n,M1,{GOOD},1\n24711,M1,{GOOD},1\n,M1,{GOOD},1\n17,M1,{GOOD},1\n"
    ));
    let made = |number: i64| (number, kid(u64::try_from(number).unwrap()));
    assert_eq!(numbers(&site), [17, 24711, 24712, 24713].map(made));
    site.claims(&format!("party,issued,due,amount\nM1,{GOOD},1\n"));
    assert_eq!(numbers(&site)[4], made(24714));
    site.ok(&["claims", "annul", "24714", "--comment", "x"]);
    site.claims(&format!("party,issued,due,amount\nM1,{GOOD},1\n"));
    assert_eq!(numbers(&site)[5], made(24715), "a number is never used again");
    site.check();
}

#[test]
fn a_made_reference_never_takes_one_that_is_given_further_down() {
    let site = Site::new();
    let given = kid(5001);
    site.claims(&format!(
        "number,party,issued,due,amount,reference\n5001,M1,{GOOD},1,\n5002,M1,{GOOD},1,{given}\n"
    ));
    assert_eq!(numbers(&site), [(5001, String::new()), (5002, given)]);
    site.check();
}

#[test]
fn a_made_party_number_never_takes_one_that_is_given_further_down() {
    let site = Site::new();
    let path = site.file("p.csv", "number,name\n,Ola\n1001,Kari\n1002,Per\n");
    site.ok(&["parties", "import", text(&path)]);
    let mut all: Vec<(String, String)> = Vec::new();
    let conn = site.conn();
    let mut rows = conn.prepare("SELECT number, name FROM party ORDER BY id").unwrap();
    all.extend(rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap));
    assert_eq!(
        all,
        [("1003", "Ola"), ("1001", "Kari"), ("1002", "Per")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
}

#[test]
fn a_party_number_as_large_as_can_be_counted_is_taken() {
    let site = Site::new();
    let path = site.file("p.csv", "number,name\n9223372036854775807,Ola\n99999999999999999999,Kari\n");
    site.ok(&["parties", "import", text(&path)]);
    let path = site.file("q.csv", "name\nPer\n");
    site.ok(&["parties", "import", text(&path)]);
    site.check();
}

#[test]
fn amounts_beyond_the_books_are_a_fault_of_the_row() {
    let site = Site::new();
    for amount in ["92233720368547758.07", "99999999999999999999999", "1000000000000.00"] {
        let said = format!("Line 2, column 4: \"{amount}\"");
        refused(&site, "claims", format!("party,issued,due,amount\nM1,{GOOD},{amount}\n"), &[&said]);
    }
    let most = "999999999999.99";
    site.claims(&format!("party,issued,due,amount\nM1,{GOOD},{most}\nM1,{GOOD},{most}\n"));
    site.check();
}

#[test]
fn semicolons_commas_in_amounts_and_a_byte_order_mark_are_read() {
    let site = Site::new();
    site.claims("\u{feff}Number;PARTY;Name;due;issued;amount;description;vat\r\n7;M1;Ødegård;2026-02-02;2026-01-02;1 250,50;\"A; B\";25\r\n\r\n7;M1;;2026-02-02;2026-01-02;9,5;C;12\r\n");
    let claim = site.claim(7);
    assert_eq!((&claim["amount"], &claim["recipient"]), (&json!("1260.00"), &json!("Ødegård")));
    assert_eq!(
        (&claim["lines"][0]["text"], &claim["lines"][0]["vat"], &claim["lines"][1]["vat"]),
        (&json!("A; B"), &json!("25"), &json!("12"))
    );
    site.check();
}

#[test]
fn a_known_party_under_another_name_is_told_and_kept() {
    let site = Site::new();
    let path = site.file("p.csv", "number,name,kind,phone,email,address,postcode,city,country,language,birth_date,member_since,reference\nM1,Berit Berg,member,+4799999999,b@example.org,Gata 1,9008,Tromsø,NO,nb,1980-02-29,2020-01-01,00000077778\n");
    let reference = kid(7777);
    let table = std::fs::read_to_string(&path).unwrap().replace("00000077778", &reference);
    std::fs::write(&path, table).unwrap();
    site.ok(&["parties", "import", text(&path)]);
    let said = site.claims(&format!(
        "party,name,issued,due,amount\nM1,Berit Haug,{GOOD},1\nM1,Berit Berg,{GOOD},1\n"
    ));
    assert!(
        said.contains("Line 2") && said.contains("Berit Berg") && said.contains("Berit Haug"),
        "{said}"
    );
    assert!(!said.contains("Line 3"), "{said}");
    let row = &site.json(&["claims", "list", "--json"])[0];
    assert_eq!(
        (&row["recipient"], &row["phone"], &row["city"]),
        (&json!("Berit Berg"), &json!("+4799999999"), &json!("Tromsø"))
    );
}

#[test]
fn faults_of_parties_stand_with_line_and_column() {
    let site = Site::new();
    let path = site.file("p.csv", format!("number,name,reference\nM1,Berit,{}\n", kid(1)));
    site.ok(&["parties", "import", text(&path)]);
    site.claims(&format!("party,issued,due,amount,reference\nM1,{GOOD},1,{}\n", kid(2)));
    let p = |table: &str, told: &[&str]| refused(&site, "parties", table, told);
    p("", &["Line 1: there is no header"]);
    p("name\n", &["Line 1: there are no rows"]);
    p("number\nM2\n", &["Line 1: the column name is missing"]);
    p(
        "name,nimi,name\nA,b,c\n",
        &[
            "Line 1, column 2: unknown column \"nimi\"",
            "Line 1, column 3: the column name stands there twice",
        ],
    );
    p(
        "number,name\nM2,\n,\nM3,Ola\nM3,Kari\n",
        &[
            "Line 2, column 2: name is missing",
            "Line 5, column 1: number M3 stands there twice",
        ],
    );
    p("number,name\nM1,Ola\n", &["Line 2, column 1: number M1 is taken"]);
    p(
        "name,birth_date,member_since\nA,1980-02-30,01/02/2020\n",
        &["Line 2, column 2: \"1980-02-30\"", "Line 2, column 3: \"01/02/2020\""],
    );
    p(&format!("name,reference\nA,{0}\nB,{0}\n", kid(3)), &["Line 3, column 2: reference"]);
    p(
        &format!("name,reference\nA,{}\nB,{}\nC,12345678901\n", kid(1), kid(2)),
        &[
            "Line 2, column 2: reference",
            "Line 3, column 2: reference",
            "Line 4, column 2: reference 12345678901 fits none",
        ]
        .map(|s| s.trim_end_matches(" none")),
    );
    p(
        &format!("name\n{}\n", "x".repeat(401)),
        &["Line 2, column 1: the field is longer than 400"],
    );
    refused(&site, "parties", b"name\nA\n\x81se\n", &["Line 3: the text is neither UTF-8"]);
}

#[test]
fn faults_of_claims_stand_with_line_and_column() {
    let site = Site::new();
    site.claims(&format!("number,party,issued,due,amount,reference\n50,M1,{GOOD},1,{}\n", kid(50)));
    let c = |columns: &str, rows: &[&str], told: &[&str]| refused(&site, "claims", format!("{columns}\n{}\n", rows.join("\n")), told);
    c("party,due", &["M1,2099-02-02"], &["Line 1: the column amount is missing"]);
    c(
        "party,due,amount,iban",
        &["M1,2026-02-02,1,x"],
        &["Line 1, column 4: unknown column \"iban\""],
    );
    c(
        "party,due,amount,due",
        &["M1,2026-02-02,1,x"],
        &["Line 1, column 4: the column due stands"],
    );
    c("party,due,amount", &[",,"], &["Line 1: there are no rows"]);
    c(
        "party,due,amount",
        &[",2099-02-02,1", "M1,,1", "M1,2099-02-02,"],
        &[
            "Line 2, column 1: party is missing",
            "Line 3, column 2: due is missing",
            "Line 4, column 3: \"\" is not an amount",
        ],
    );
    c(
        "party,due,amount",
        &["M1,2099-02-02"],
        &["Line 2: the row has 2 fields, 3 are needed"],
    );
    c(
        "party,due,amount",
        &["M1,2099-13-02,1", "M1,2099-02-02,1.234", "M1,2099-02-02,-1", "M1,2099-02-02,0"],
        &[
            "Line 2, column 2: \"2099-13-02\"",
            "Line 3, column 3: \"1.234\"",
            "Line 4, column 3: the amount -1 is not above",
            "Line 5, column 3: the amount 0",
        ],
    );
    c(
        "party,issued,due,amount",
        &["M1,2026-02-03,2026-02-02,1"],
        &["Line 2, column 3: due 2026-02-02 is before issued 2026-02-03"],
    );
    c(
        "party,kind,due,amount",
        &["M1,fee,2099-02-02,1"],
        &["Line 2, column 2: \"fee\" is not a kind"],
    );
    c(
        "party,account,due,amount",
        &["M1,12345678901,2099-02-02,1"],
        &["Line 2, column 2: \"12345678901\" is not an account"],
    );
    c(
        "party,account,due,amount",
        &[&format!("M1,{SECOND},2099-02-02,1")],
        &["Line 2, column 2: account 86011117947 is not one of the site's"],
    );
    for number in ["0", "007", "x", "-1", "1000000000", "99999999999999999999"] {
        c(
            "number,party,due,amount",
            &[&format!("{number},M1,2099-02-02,1")],
            &[&format!("Line 2, column 1: \"{number}\" is not a claim number")],
        );
    }
    for vat in ["24", "x", "-25", "0.25"] {
        c(
            "party,vat,due,amount",
            &[&format!("M1,{vat},2099-02-02,1")],
            &[&format!("Line 2, column 2: \"{vat}\" is not a VAT rate")],
        );
    }
    c(
        "number,party,due,amount",
        &["50,M1,2099-02-02,1"],
        &["Line 2, column 1: number 50 is taken"],
    );
    c(
        "reference,party,due,amount",
        &[
            &format!("{},M1,2099-02-02,1", kid(50)),
            &format!("{},M1,2099-02-02,1", kid(60)),
            &format!("{},M2,2099-02-02,1", kid(60)),
            "12345678901,M1,2099-02-02,1",
        ],
        &[
            "Line 2, column 1: reference",
            "Line 4, column 1: reference",
            "Line 5, column 1: reference 12345678901 fits no account",
        ],
    );
    c(
        "number,party,reference,due,amount",
        &[
            &format!("70,M1,{},2099-02-02,1", kid(70)),
            &format!("70,M2,{},2099-02-03,1", kid(71)),
        ],
        &[
            "Line 3, column 2: the claim's other lines are for party M1",
            "Line 3, column 3: the claim's other lines have reference",
            "Line 3, column 4: the claim's other lines are due 2099-02-02",
        ],
    );
    refused(
        &site,
        "claims",
        b"party,due,amount\n\xff,2099-02-02,1\n",
        &["Line 2: the text is neither UTF-8, UTF-16 nor Windows-1252"],
    );
    let many: Vec<String> = (0..200).map(|_| "M1,x,y".to_owned()).collect();
    let path = site.file("many.csv", format!("party,due,amount\n{}\n", many.join("\n")));
    assert_eq!(
        site.fails(&["claims", "import", text(&path)], 3).lines().count(),
        51,
        "no more than a person can read"
    );
    site.check();
}

#[test]
fn lines_of_one_claim_agree_about_everything_that_is_the_claims() {
    let site = Site::new();
    site.ok(&["accounts", "add", SECOND, "--references", "mod10:11"]);
    // Name, kind, issue date and account belong to the claim as much as party, due date and reference do.
    for (column, one, other) in [
        ("kind", "dues", "order"),
        ("issued", "2026-01-03", "2026-01-02"),
        ("account", "12345678903", SECOND),
    ] {
        let table = format!("number,party,due,amount,{column}\n9,M1,2099-02-02,1,{one}\n9,M1,2099-02-02,1,{other}\n");
        refused(&site, "claims", table, &["Line 3, column 5: the claim's other lines"]);
    }
}
