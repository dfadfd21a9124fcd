//! What stands on a claim's paper.

use serde_json::Value as Json;

use crate::club::{printed, three};
use crate::common::Site;
use crate::jobs::files;

/// What the newest paper says.
fn said(site: &Site) -> Json {
    let sql = "SELECT said FROM document ORDER BY id DESC LIMIT 1";
    let said: String = site.conn().query_row(sql, [], |row| row.get(0)).unwrap();
    serde_json::from_str(&said).unwrap()
}

fn create(site: &Site, lines: &[&str]) -> String {
    let mut args = vec!["claims", "create", "--party", "M2", "--json"];
    for line in lines {
        args.extend(["--line", line]);
    }
    site.json(&args)["number"].to_string()
}

#[test]
fn a_line_says_how_many_at_what_price() {
    let site = three();
    site.ok(&[
        "articles",
        "add",
        "hytte",
        "--name",
        "Hytteleie",
        "--price",
        "450,00",
        "--vat",
        "12",
        "--unit",
        "natt",
        "--comment",
        "ny",
    ]);
    let claim = site.json(&[
        "claims",
        "create",
        "--party",
        "M2",
        "--line",
        "Kurs;125,50;0;2,5",
        "--article",
        "HYTTE*3",
        "--json",
    ]);
    let number = claim["number"].to_string();
    // What came off since is shown in percent of it.
    site.ok(&[
        "claims",
        "discount",
        &number,
        "--line",
        "2",
        "--amount",
        "135",
        "--text",
        "Medlem",
        "--comment",
        "Medlem",
    ]);
    site.ok(&["claims", "send", &number, "--by", "print"]);
    let paper = said(&site);
    let line = |at: usize| {
        let line = &paper["lines"][at];
        ["code", "quantity", "unit", "discount_percent"].map(|key| line[key].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(line(0), ["", "2,5", "", "0"]);
    assert_eq!(line(1), ["HYTTE", "3", "natt", "10"]);
    if let Some(text) = printed(&files(&site)[0]) {
        let row = |word: &str| {
            let row = text.lines().find(|line| line.contains(word)).unwrap_or_default();
            row.split_whitespace().collect::<String>()
        };
        assert_eq!(row("Kurs"), "Kurs2,5125,500%313,75");
        // 450.00 with VAT is 401.79 without: three of them less ten per cent.
        assert_eq!(row("Hytteleie"), "HYTTEHytteleie3natt401,7910%12%1084,82");
    }
    site.check();
}

#[test]
fn a_line_of_an_amount_alone_says_no_price() {
    let site = three();
    site.ok(&["claims", "send", "102", "--by", "print"]);
    let line = &said(&site)["lines"][0];
    assert_eq!(
        (line["quantity"].as_str(), line["unit_price"].is_null()),
        (Some(""), true),
        "{line}"
    );
    let number = create(&site, &["Gebyr;50"]);
    site.ok(&["claims", "send", &number, "--by", "print"]);
    assert_eq!(said(&site)["lines"][0]["quantity"], "1");
    site.check();
}
