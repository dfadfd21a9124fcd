//! What reminders cost (requirements part 3, asks 23): fees, interest, their rules, and what becomes of them when money comes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Site, day, kid, ocr, pay, text};
use serde_json::{Value as Json, json};

const WHY: [&str; 2] = ["--comment", "Ikke betalt"];

/// Three claims of 400 kr that were due a while ago.
fn overdue(days: i64) -> Site {
    let site = Site::new();
    let (issued, due) = (day(-days - 20), day(-days));
    let row = |number: u64, name: &str| {
        let kid = kid(number);
        format!(
            "{number},M{number},{name},+47412345{},dues,{kid},{issued},{due},400.00,Kontingent\n",
            number - 91
        )
    };
    let rows: Vec<String> = [(101, "Åse Berg"), (102, "Ola Nes"), (103, "Eli Dal")]
        .map(|(number, name)| row(number, name))
        .into();
    site.claims(&format!(
        "number,party,name,phone,kind,reference,issued,due,amount,description\n{}",
        rows.concat()
    ));
    site
}

fn with(site: &Site, settings: &str, args: &[&str]) -> Json {
    let path = site.file("own.toml", settings);
    let done = site.json(&[&["--settings", text(&path)], args, &WHY, &["--json"]].concat());
    site.check();
    done
}

fn done(site: &Site, args: &[&str]) -> Json {
    with(site, "", args)
}

fn refused(site: &Site, args: &[&str]) -> String {
    let before = site.counts();
    let said = site.fails(&[args, &WHY].concat(), 1);
    assert_eq!(site.counts(), before, "nothing is stored");
    said
}

fn actions(claim: &Json) -> Vec<&str> {
    let rows = claim["changes"].as_array().unwrap().iter();
    rows.map(|row| row["action"].as_str().unwrap()).collect()
}

fn import(site: &Site, name: &str, number: u32, claim: u64, minor: i64) {
    let file = site.file(name, ocr(number, vec![pay(&kid(claim), minor)]));
    site.ok(&["import", text(&file)]);
    site.check();
}

#[test]
fn part_3_a_fee_is_charged_within_the_rules_and_stands_in_the_books_and_in_the_letter() {
    let site = overdue(13);
    assert!(refused(&site, &["claims", "remind", "101", "--fee", "36"]).contains("35.00"));
    let soon = refused(&site, &["claims", "remind", "101", "--fee", "35"]);
    assert!(soon.contains(&day(1).to_string()), "{soon}");
    // Without a fee it is a friendly word, whenever.
    let free = done(&site, &["claims", "remind", "102"]);
    assert_eq!((&free["left"], &free["reminders"][0]["fee"]), (&json!("400.00"), &json!("0.00")));
    assert_eq!(actions(&free), ["reminded", "reminder_sent"]);

    let site = overdue(14);
    let before = site.counts();
    let plan = done(&site, &["claims", "remind", "101", "--fee", "35", "--dry-run"]);
    assert_eq!(site.counts(), before, "a trial stores nothing");
    let deadline = day(14).to_string();
    assert_eq!(
        (&plan["left"], &plan["by"], &plan["deadline"]),
        (&json!("435.00"), &json!("sms"), &json!(deadline))
    );
    let said = plan["text"].as_str().unwrap();
    assert!(
        said.contains("435,00") && said.contains("gebyr 35,00") && said.contains(&deadline),
        "{said}"
    );
    let claim = done(&site, &["claims", "remind", "101", "--fee", "35"]);
    assert_eq!(
        (&claim["amount"], &claim["left"], &claim["costs"]),
        (&json!("435.00"), &json!("435.00"), &json!("35.00"))
    );
    assert_eq!(
        (&claim["lines"][1]["cost"], &claim["lines"][1]["text"]),
        (&json!("fee"), &json!("Purregebyr, purring 1"))
    );
    assert_eq!(claim["messages"][0]["text"], json!(said));
    assert_eq!(actions(&claim), ["costs_charged", "reminded", "reminder_sent"]);
    assert_eq!(claim["changes"][1]["after"]["deadline"], json!(deadline));
    let income: i64 = site
        .conn()
        .query_row(
            "SELECT sum(p.amount) FROM posting p JOIN ledger_account a ON a.code = p.account WHERE a.code = '3950'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(income, -3_500);
    // A reminder is no sending of the invoice (CLM-6).
    assert_eq!((&claim["sendings"][0]["state"], &claim["sent"]), (&json!("left"), &Json::Null));
    site.check();
}

#[test]
fn asks_23_the_fee_falls_away_when_the_rest_is_paid_and_comes_back_with_the_file_undone() {
    let site = overdue(30);
    done(&site, &["claims", "remind", "101", "--fee", "35"]);
    import(&site, "a.ocr", 1, 101, 40_000);
    let paid = site.claim(101);
    assert_eq!(
        (&paid["status"], &paid["left"], &paid["costs"]),
        (&json!("paid"), &json!("0.00"), &json!("0.00"))
    );
    assert_eq!(
        actions(&paid),
        ["costs_charged", "reminded", "reminder_sent", "costs_forgone", "received"]
    );
    site.ok(&[&["files", "undo", "a.ocr"], &WHY[..]].concat());
    site.check();
    let back = site.claim(101);
    assert_eq!(
        (&back["status"], &back["left"], &back["costs"]),
        (&json!("unpaid"), &json!("435.00"), &json!("35.00"))
    );
    // With the fee it is paid too.
    import(&site, "b.ocr", 2, 101, 43_500);
    let paid = site.claim(101);
    assert_eq!((&paid["status"], &paid["costs"]), (&json!("paid"), &json!("35.00")));
}

#[test]
fn asks_23_the_fee_stays_by_choice_and_is_waived_in_one_step() {
    let site = overdue(30);
    done(&site, &["claims", "remind", "101", "--fee", "35", "--keep-costs", "yes"]);
    with(
        &site,
        "[reminders]\nfee = \"35.00\"\nkeep_costs = true\n",
        &["claims", "remind", "102"],
    );
    for (claim, number) in [(101, 1), (102, 2)] {
        import(&site, &format!("{claim}.ocr"), number, claim, 40_000);
        let short = site.claim(u32::try_from(claim).unwrap());
        assert_eq!(
            (&short["extra_status"], &short["left"]),
            (&json!("underpaid"), &json!("35.00")),
            "{short:#}"
        );
    }
    let waived = done(&site, &["claims", "waive", "101"]);
    assert_eq!(
        (&waived["status"], &waived["extra_status"], &waived["left"]),
        (&json!("paid"), &json!("handled"), &json!("0.00"))
    );
    assert!(refused(&site, &["claims", "waive", "101"]).contains("101"));
    let many = done(&site, &["claims", "bulk", "waive", "--filter", "costs>0"]);
    assert_eq!(many["done"], json!(1));
    assert_eq!(site.claim(102)["status"], json!("paid"));
}

#[test]
fn asks_23_interest_runs_on_what_is_left_and_each_day_is_charged_once() {
    let site = overdue(73);
    let said = refused(&site, &["claims", "remind", "101", "--interest", "yes"]);
    assert!(said.contains("reminders.rates"), "{said}");
    // 10 % of 400 kr in 73 days: 8.00.
    let rates = "[reminders]\ninterest = true\n[reminders.rates]\n2020-01-01 = \"10.00\"\n";
    let first = with(&site, rates, &["claims", "remind", "101"]);
    assert_eq!(
        (&first["reminders"][0]["interest"], &first["left"]),
        (&json!("8.00"), &json!("408.00"))
    );
    assert_eq!(first["lines"][1]["cost"], json!("interest"));
    // Yesterday's word is forgotten, but not what it charged.
    site.conn().execute("UPDATE claim SET reminded_on = reminded_on - 20", []).unwrap();
    let path = site.file("own.toml", rates);
    let again = site.json(
        &[
            &["--settings", text(&path), "claims", "remind", "101", "--dry-run"],
            &WHY[..],
            &["--json"],
        ]
        .concat(),
    );
    assert_eq!(
        (&again["interest"], &again["left"], &again["reminder"]),
        (&json!("0.00"), &json!("408.00"), &json!(2))
    );
    site.conn().execute("UPDATE claim SET reminded_on = reminded_on + 20", []).unwrap();
    // Half of the principal was paid: from the day after, the other half bears interest.
    import(&site, "a.ocr", 1, 102, 20_000);
    let booked = site.claim(102)["transactions"][0]["booked"].as_str().unwrap().to_owned();
    let late = (booked.parse::<chrono::NaiveDate>().unwrap() - day(-73)).num_days().clamp(0, 73);
    let minor = (40_000 * late + 20_000 * (73 - late)) * 10 * 2 / 36_500;
    let expected = format!("{}.{:02}", (minor + 1) / 2 / 100, (minor + 1) / 2 % 100);
    let part = with(&site, rates, &["claims", "remind", "102"]);
    assert_eq!(part["reminders"][0]["interest"], json!(expected), "paid on {booked}");
}

#[test]
fn many_are_reminded_with_a_fee_and_each_rule_is_told() {
    let site = overdue(30);
    done(&site, &["claims", "freeze", "102", "--until", &day(5).to_string()]);
    let trial = done(
        &site,
        &[
            "claims",
            "bulk",
            "remind",
            "--filter",
            "number:101,102,103",
            "--fee",
            "35",
            "--dry-run",
        ],
    );
    assert_eq!(
        (&trial["would"], &trial["refusals"][0]["code"]),
        (&json!(2), &json!("claim-frozen"))
    );
    let report = done(
        &site,
        &["claims", "bulk", "remind", "--filter", "number:101,102,103", "--fee", "35"],
    );
    assert_eq!((&report["done"], &report["refused"]), (&json!(2), &json!(1)));
    let rows = site.json(&[
        "claims",
        "list",
        "--filter",
        "costs>0",
        "--columns",
        "number,costs,reminders",
        "--json",
    ]);
    assert_eq!(
        rows,
        json!([{ "number": 101, "costs": "35.00", "reminders": 1 }, { "number": 103, "costs": "35.00", "reminders": 1 }])
    );
}

#[test]
fn asks_23_who_pays_the_invoice_without_its_reference_is_found_on_the_desk() {
    let site = overdue(30);
    done(&site, &["claims", "remind", "101", "--fee", "35"]);
    import(&site, "a.ocr", 1, 999, 40_000);
    let payment = site.payments()[0]["id"].to_string();
    let desk = site.json(&["payments", "suggest", &payment, "--json"]);
    let of = |number: i64| {
        let all = desk["suggestions"].as_array().unwrap().iter();
        all.clone()
            .find(|one| one["number"] == json!(number))
            .map(|one| one["difference"].clone())
    };
    assert_eq!((of(101), of(102)), (Some(json!("0.00")), Some(json!("0.00"))), "{desk:#}");
    site.ok(&[&["payments", "match", &payment, "--claim", "101"], &WHY[..]].concat());
    site.check();
    let paid = site.claim(101);
    assert_eq!((&paid["status"], &paid["costs"]), (&json!("paid"), &json!("0.00")));
}
