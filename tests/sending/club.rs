//! A club whose members are reached in different ways.

use std::path::PathBuf;

use serde_json::Value as Json;

use crate::common::{Site, text};

/// A club with these members (number, name, e-mail, phone, language) and a claim for each: 101, 102, … of 100.50, 200.50 …
pub fn club(members: &[[&str; 5]]) -> Site {
    let site = Site::new();
    let mut parties = String::from("number,name,email,phone,language,address,postcode,city\n");
    let mut odd = Vec::new();
    let mut claims = String::from("number,party,due,amount,kind,description,issued\n");
    for (member, nth) in members.iter().zip(1..) {
        let [number, name, email, phone, language] = member;
        // Cards of before addresses were looked at may hold what a table does not bring in any more.
        let given = email;
        let email = if given.split('@').next_back().is_some_and(|host| host.contains('.')) {
            given
        } else {
            ""
        };
        odd.extend((*email != **given).then_some((number, given)));
        parties.push_str(&format!("{number},{name},{email},{phone},{language},Fjellveien {nth},1430,Ås\n"));
        let (issued, due) = (crate::common::day(-3), crate::common::day(20));
        claims.push_str(&format!(
            "{},{number},{due},{}.50,dues,Kontingent 2026,{issued}\n",
            100 + nth,
            100 * nth
        ));
    }
    let path = site.file("parties.csv", parties);
    site.ok(&["parties", "import", text(&path)]);
    for (number, email) in odd {
        let sql = "UPDATE party SET email = ?2 WHERE number = ?1";
        site.conn().execute(sql, [number, email]).unwrap();
    }
    site.claims(&claims);
    site
}

/// Åse by e-mail, Berit by paper, Kari with a phone only.
pub fn three() -> Site {
    club(&[
        ["M1", "Åse Ødegård", "ase@example.no", "+4799999998", "nn"],
        ["M2", "Berit Berg", "", "", "nb"],
        ["M3", "Kari Li", "", "+4799999997", "en"],
    ])
}

/// The e-mails that came.
pub fn mails(site: &Site) -> Vec<Json> {
    site.json(&["simulate", "mails", "--json"]).as_array().unwrap().clone()
}

/// The state of each sending, oldest first.
pub fn states(site: &Site) -> Vec<String> {
    let list = site.json(&["sendings", "list", "--json", "--sort", "id"]);
    let rows = list.as_array().unwrap().iter();
    rows.map(|row| row["state"].as_str().unwrap().to_owned()).collect()
}

/// Settings in a file of the site's.
pub fn settings(site: &Site, content: &str) -> PathBuf {
    site.file("settings.toml", content)
}

/// The text of a PDF by the poppler tools; `None` where they are not installed.
pub fn printed(pdf: &std::path::Path) -> Option<String> {
    let done = std::process::Command::new("pdftotext")
        .arg("-layout")
        .arg(pdf)
        .arg("-")
        .output()
        .ok()?;
    done.status.success().then(|| String::from_utf8(done.stdout).unwrap())
}
