//! Tables of parties: looked at first, every fault with its place, nobody twice; and out again.

use serde_json::{Value as Json, json};

use crate::common::{Site, text};

#[test]
fn a_table_is_looked_at_before_anything_is_stored() {
    let site = Site::new();
    site.ok(&[
        "parties",
        "create",
        "--name",
        "Kari Ås",
        "--phone",
        "999 99 999",
        "--email",
        "kari@example.org",
        "--comment",
        "ny",
    ]);
    let before = site.counts();
    let path = site.file(
        "p.csv",
        "number,name,phone,email,postcode\n,KARI ÅS,+47 999 99 999,,\n,Kari Ås,,KARI@example.org,\n,Kari Ås,,,\n,Per,910 00 044,,\n,Per,91000044,,\n,Liv,,,9008\n",
    );
    let dry = site.json(&["parties", "import", text(&path), "--dry-run", "--json"]);
    assert_eq!(
        (&dry["status"], &dry["rows"], &dry["alike"]),
        (&json!("would_store"), &json!(6), &json!(3))
    );
    let alike: Vec<&Json> = dry["parties"].as_array().unwrap().iter().map(|row| &row["alike"]).collect();
    let kari = json!({"number": "1001", "name": "Kari Ås"});
    assert_eq!(alike, [&kari, &kari, &Json::Null, &Json::Null, &json!({"line": 5}), &Json::Null]);
    assert_eq!(site.counts(), before, "a look stores nothing");
    let said = site.run(&["parties", "import", text(&path), "--dry-run"]);
    assert!(
        said.err.contains("Line 2") && said.err.contains("1001 Kari Ås") && said.err.contains("line 5"),
        "{said:?}"
    );
    let done = site.json(&["parties", "import", text(&path), "--skip-alike", "--json"]);
    assert_eq!((&done["stored"], &done["left_out"]), (&json!(3), &json!(3)));
    assert_eq!(site.json(&["parties", "list", "--json"]).as_array().unwrap().len(), 4);
    site.check();
}

#[test]
fn every_fault_stands_with_line_and_column_and_nothing_is_stored() {
    let site = Site::new();
    let path = site.file(
        "p.csv",
        "name,phone,email,postcode,country,language,birth_date,org_number\nA,12,,,,,,\nB,,b@,,,,,\nC,,,99,,,,\nD,,,,Norge,,,\nE,,,,,xx,,\nF,,,,,,2999-01-01,\nG,,,,,,,123\n",
    );
    let before = site.counts();
    let ran = site.run(&["parties", "import", text(&path), "--json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let told: Json = serde_json::from_str(&ran.out).unwrap();
    let places: Vec<(u64, u64, &str)> = told["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| {
            (
                fault["line"].as_u64().unwrap(),
                fault["column"].as_u64().unwrap(),
                fault["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            (2, 2, "card-phone_short"),
            (3, 3, "card-email"),
            (4, 4, "card-postcode"),
            (5, 5, "card-country"),
            (6, 6, "card-language"),
            (7, 7, "card-future"),
            (8, 8, "card-org_number")
        ]
    );
    assert!(
        ran.err.contains("Line 3, column 3: \"b@\": it is not an e-mail address"),
        "{}",
        ran.err
    );
    assert_eq!(site.counts(), before);
}

#[test]
fn what_is_exported_can_be_imported_and_is_the_same() {
    let site = Site::new();
    let path = site.file(
        "p.csv",
        "number,name,kind,phone,email,address,postcode,city,country,language,channel,birth_date,member_since,terms_days,note\n\
         M1,\"Berg, Åse\",person,070-123 45 67,,Gata 1,123 45,Mallås,SE,sv,sms,1980-02-29,2020-01-01,30,\"sier \"\"hei\"\"\"\n2,=Formel AS,company,999 99 999,a@example.org,,,,,,,,,,\n",
    );
    // A Swedish number as Swedes write it is none in Norway.
    site.fails(&["parties", "import", text(&path)], 3);
    let table = std::fs::read_to_string(&path).unwrap().replace("070-123 45 67", "+46 70-123 45 67");
    std::fs::write(&path, table).unwrap();
    site.ok(&["parties", "import", text(&path)]);
    let out = site.ok(&["parties", "export"]);
    let other = Site::new();
    let path = other.file("q.csv", &out);
    other.ok(&["parties", "import", text(&path)]);
    assert_eq!(other.ok(&["parties", "export"]), out);
    let shown = other.json(&["parties", "show", "M1", "--json"]);
    assert_eq!(
        (&shown["phone"], &shown["channel"], &shown["note"]),
        (&json!("+46701234567"), &json!("sms"), &json!("sier \"hei\""))
    );
    assert_eq!(other.json(&["parties", "show", "2", "--json"])["name"], "=Formel AS");
    other.check();
}

/// As a treasurer's spreadsheet saves it: its own words over the columns, semicolons, letters of Windows-1252, dates as people write them.
#[test]
fn a_table_comes_as_the_spreadsheet_saved_it() {
    let site = Site::new();
    let table = "Medlemsnr;Navn;Mobil;E-post;Postnr;Poststed;Født;Medlem siden\r\n7;Åse Ødegård;90 00 00 07;ase@example.org;9008;Tromsø;24.12.1980;2019-01-01\r\n";
    let path = site.file("p.csv", "");
    let western: Vec<u8> = table.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let wide: Vec<u8> = "\u{feff}"
        .chars()
        .chain(table.replace(';', "\t").chars())
        .flat_map(|c| u16::try_from(u32::from(c)).unwrap().to_le_bytes())
        .collect();
    for (bytes, warnings) in [
        (western, json!(["guessed-letters"])),
        (wide, json!([])),
        (table.as_bytes().to_vec(), json!([])),
    ] {
        std::fs::write(&path, bytes).unwrap();
        let dry = site.json(&["parties", "import", text(&path), "--dry-run", "--json"]);
        assert_eq!(
            (&dry["parties"][0]["name"], &dry["warnings"]),
            (&json!("Åse Ødegård"), &warnings),
            "{dry}"
        );
    }
    site.ok(&["parties", "import", text(&path)]);
    let shown = site.json(&["parties", "show", "7", "--json"]).to_string();
    for stored in ["+4790000007", "1980-12-24", "2019-01-01", "Tromsø"] {
        assert!(shown.contains(stored), "{stored}: {shown}");
    }
    // Names in two columns, as many registers have them.
    std::fs::write(&path, "Fornavn;Etternavn;E-post\nKari Anne;Berg;\n;Turlaget;\n;;x@example.org\n").unwrap();
    let ran = site.run(&["parties", "import", text(&path), "--json"]);
    let told: Json = serde_json::from_str(&ran.out).unwrap();
    let names: Vec<&Json> = told["parties"].as_array().unwrap().iter().map(|row| &row["name"]).collect();
    assert_eq!(names, ["Kari Anne Berg", "Turlaget", ""], "{told}");
    assert_eq!(
        (&told["errors"][0]["line"], &told["errors"][0]["code"]),
        (&json!(4), &json!("missing")),
        "{told}"
    );
    // A column that nobody knows is told with those there are, and one that stands there in two words.
    std::fs::write(&path, "navn;name;skonummer\nA;A;43\n").unwrap();
    let ran = site.run(&["parties", "import", text(&path)]);
    assert!(
        ran.code == 3 && ran.err.contains("skonummer") && ran.err.contains("column 2"),
        "{ran:?}"
    );
    site.check();
}

#[test]
fn faults_stand_in_the_lines_that_an_editor_shows() {
    let site = Site::new();
    for ends in ["\n", "\r\n"] {
        let table = ["name,email", "", "A,a@", "B,b@example.org", "", "\"C", "C\",c@", "D,d@", "E,e@"].join(ends);
        let path = site.file("p.csv", &table);
        let ran = site.run(&["parties", "import", text(&path), "--json"]);
        let told: Json = serde_json::from_str(&ran.out).unwrap();
        let lines: Vec<u64> = told["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|fault| fault["line"].as_u64().unwrap())
            .collect();
        assert_eq!(lines, [3, 6, 8, 9], "{ends:?}: {told}");
    }
}
