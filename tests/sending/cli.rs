//! The command line: what is sent, by what, in which words; who is left out and why; copies; papers (CLM-1, CLM-6).

use crate::club::{club, mails, printed, settings, states, three};
use crate::common::{Site, kid, text};

#[test]
fn each_is_reached_as_they_can_be_and_the_claim_says_when() {
    let site = three();
    assert!(site.claim(101)["sent"].is_null());
    let plan = site.json(&["claims", "send", "--filter", "status:unpaid", "--dry-run", "--json"]);
    assert_eq!(
        [&plan["would"], &plan["email"], &plan["sms"], &plan["print"], &plan["left_out"]].map(|n| n.as_i64().unwrap()),
        [3, 1, 0, 2, 0]
    );
    assert_eq!(states(&site), [""; 0], "a trial stores nothing");
    let done = site.json(&["claims", "send", "--filter", "status:unpaid", "--comment", "Utsending", "--json"]);
    assert_eq!(
        (done["asked"].as_i64(), done["states"]["left"].as_i64()),
        (Some(3), Some(3)),
        "{done:#}"
    );
    let came = mails(&site);
    assert_eq!(came.len(), 1);
    assert_eq!(came[0]["subject"], "Faktura 101 frå Fjellklubben");
    let said = came[0]["text"].as_str().unwrap();
    assert!(
        said.contains("100,50 NOK") && said.contains("1234.56.78903") && said.contains("Hei Åse Ødegård,"),
        "{said}"
    );
    for number in [101, 102, 103] {
        let claim = site.claim(number);
        let today = crate::common::day(0);
        assert_eq!(claim["sent"].as_str(), Some(today.to_string().as_str()), "{claim:#}");
        assert_eq!(
            claim["issued"].as_str(),
            Some(crate::common::day(-3).to_string().as_str()),
            "created and sent are two dates (CLM-6)"
        );
        let actions: Vec<&str> = claim["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["action"].as_str().unwrap())
            .collect();
        assert_eq!(actions, ["send_asked", "sent"], "{claim:#}");
        assert_eq!(claim["changes"][0]["comment"], "Utsending");
    }
    site.check();
}

#[test]
fn what_was_sent_is_sent_again_as_a_copy_alone() {
    let site = three();
    site.ok(&["claims", "send", "101"]);
    let said = site.fails(&["claims", "send", "101"], 1);
    assert!(said.contains("can only be sent again as a copy"), "{said}");
    // By SMS too: the recipient has it.
    site.fails(&["claims", "send", "101", "--by", "sms"], 1);
    let folder = site.dir.path().join("mails");
    site.ok(&["claims", "send", "101", "--copy"]);
    site.ok(&["simulate", "mails", "--save", text(&folder)]);
    let came = mails(&site);
    assert_eq!(
        came.iter().map(|mail| mail["file"].as_str().unwrap()).collect::<Vec<_>>(),
        ["faktura-101.pdf", "faktura-101-kopi.pdf"]
    );
    if let (Some(first), Some(second)) = (
        printed(&folder.join("faktura-101.pdf")),
        printed(&folder.join("faktura-101-kopi.pdf")),
    ) {
        assert!(
            first.contains("Åse Ødegård") && first.contains(&kid(101)) && !first.contains("KOPI"),
            "{first}"
        );
        assert!(second.contains("KOPI"), "{second}");
    }
    site.check();
}

#[test]
fn what_left_is_never_changed_and_what_did_not_is_made_anew() {
    let site = club(&[["M1", "Åse Ødegård", "refused@example.no", "", "nb"]]);
    // It never left: what it says is what it is when it leaves.
    site.run(&["claims", "send", "101"]);
    assert_eq!(states(&site), ["failed"]);
    let discount = [
        "claims",
        "discount",
        "101",
        "--line",
        "1",
        "--text",
        "Rabatt",
        "--comment",
        "Feil",
        "--amount",
    ];
    site.ok(&[&discount[..], &["50.50"]].concat());
    let conn = site.conn();
    conn.execute("UPDATE party SET email = 'ase@example.no'", []).unwrap();
    site.ok(&["claims", "send", "101"]);
    let pdf = |name: &str| {
        let path = site.dir.path().join(name);
        site.ok(&["claims", "pdf", "101", "--out", text(&path)]);
        path
    };
    let first = pdf("first.pdf");
    // It left: the copy says the same, whatever became of the claim and its recipient since.
    site.ok(&[&discount[..], &["10.00"]].concat());
    conn.execute("UPDATE party SET name = 'Noen Andre', address = 'Borte'", []).unwrap();
    let second = pdf("second.pdf");
    assert_eq!(std::fs::read(&first).unwrap(), std::fs::read(&second).unwrap());
    if let Some(said) = printed(&second) {
        assert!(
            said.contains("50,00 NOK") && said.contains("Åse Ødegård") && said.contains("KOPI"),
            "{said}"
        );
    }
    assert_eq!(mails(&site).len(), 1);
    let said = mails(&site)[0]["text"].as_str().unwrap().to_owned();
    assert!(said.contains("50,00 NOK"), "{said}");
    site.check();
}

#[test]
fn who_is_left_out_and_why() {
    let site = club(&[
        ["M1", "Uten", "", "", "en"],
        ["M2", "Skrivefeil", "kari@example", "", "en"],
        ["M3", "Betalt", "betalt@example.no", "", "en"],
        ["M4", "Annullert", "annullert@example.no", "", "en"],
        ["M5", "God", "god@example.no", "", "en"],
    ]);
    site.stored("a.ocr", &crate::common::ocr(1, vec![crate::common::pay(&kid(103), 30_050)]));
    site.ok(&["claims", "annul", "104", "--comment", "Feil"]);
    let plan = site.json(&[
        "claims",
        "send",
        "101",
        "102",
        "103",
        "104",
        "105",
        "--by",
        "email",
        "--dry-run",
        "--json",
    ]);
    let codes: Vec<&str> = plan["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["code"].as_str().unwrap_or("ok"))
        .collect();
    assert_eq!(
        codes,
        ["no-email", "email-invalid", "nothing-left-to-pay", "status-forbids", "ok"],
        "{plan:#}"
    );
    // A mistake of typing is not gone round on paper.
    let said = site.fails(&["claims", "send", "102"], 1);
    assert!(said.contains("kari@example"), "{said}");
    let done = site.json(&["claims", "send", "--filter", "", "--by", "email", "--json"]);
    assert_eq!((done["asked"].as_i64(), done["left_out"].as_i64()), (Some(1), Some(4)), "{done:#}");
    site.check();
}

#[test]
fn a_message_says_what_where_and_until_when() {
    let site = three();
    let plan = site.json(&["claims", "send", "103", "--by", "sms", "--dry-run", "--json"]);
    let said = plan["rows"][0]["text"].as_str().unwrap();
    let due = crate::common::day(20).to_string();
    for part in ["Fjellklubben", "300.50 NOK", "1234.56.78903", &kid(103), &due] {
        assert!(said.contains(part), "{part}: {said}");
    }
    site.ok(&["claims", "send", "103", "--by", "sms"]);
    assert!(["handed", "left"].contains(&states(&site)[0].as_str()));
    assert!(site.claim(103)["sent"].is_string());
    // The network's report closes it (the simulator's comes after three seconds).
    let began = std::time::Instant::now();
    while states(&site) != ["left"] {
        assert!(began.elapsed().as_secs() < 20);
        std::thread::sleep(std::time::Duration::from_millis(300));
        site.ok(&["dispatch"]);
    }
    // It is in the dialogue, and an e-mail is not.
    site.ok(&["claims", "send", "101"]);
    let dialogues = site.json(&["sms", "list", "--json"]);
    assert_eq!(dialogues.as_array().unwrap().len(), 1);
    site.check();
}

#[test]
fn a_credit_note_is_sent_without_a_day_for_the_claim() {
    let site = three();
    site.ok(&["claims", "credit", "101", "--comment", "Feil"]);
    let note = site.claim(101)["credit_notes"][0]["number"].as_str().unwrap().to_owned();
    let said = site.fails(&["claims", "send", "101"], 1);
    assert!(said.contains("101"), "{said}");
    site.ok(&["claims", "send", "101", "--note", &note]);
    let came = mails(&site);
    assert_eq!(came[0]["subject"], format!("Kreditnota {note} frå Fjellklubben"));
    assert!(site.claim(101)["sent"].is_null());
    site.fails(&["claims", "send", "101", "--note", &note], 1);
    site.fails(&["claims", "send", "101", "--note", "K99"], 1);
    site.check();
}

#[test]
fn those_who_chose_are_sent_to_as_they_chose() {
    let site = three();
    site.conn().execute("UPDATE party SET channel = 2 WHERE number = 'M1'", []).unwrap();
    let plan = site.json(&["claims", "send", "101", "--dry-run", "--json"]);
    assert_eq!(
        (plan["rows"][0]["channel"].as_str(), plan["rows"][0]["to"].as_str()),
        (Some("sms"), Some("+4799999998"))
    );
    // And the site chooses for the others.
    let path = settings(&site, "[sending]\nby = [\"sms\"]\n");
    let plan = site.json(&["claims", "send", "102", "103", "--dry-run", "--json", "--settings", text(&path)]);
    assert_eq!(
        (plan["rows"][0]["code"].as_str(), plan["rows"][1]["channel"].as_str()),
        (Some("no-mobile"), Some("sms"))
    );
}

#[test]
fn who_pays_for_others_gets_their_claims() {
    let site = three();
    site.conn()
        .execute(
            "UPDATE party SET payer_id = (SELECT id FROM party WHERE number = 'M1') WHERE number = 'M2'",
            [],
        )
        .unwrap();
    let plan = site.json(&["claims", "send", "102", "--dry-run", "--json"]);
    assert_eq!(
        (plan["rows"][0]["to"].as_str(), plan["rows"][0]["name"].as_str()),
        (Some("ase@example.no"), Some("Åse Ødegård"))
    );
}

#[test]
fn a_pdf_is_written_once_and_is_no_sending() {
    let site = three();
    let path = site.dir.path().join("a.pdf");
    let done = site.json(&["claims", "pdf", "101", "--out", text(&path), "--json"]);
    assert_eq!(done["copy"].as_bool(), Some(false));
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    site.fails(&["claims", "pdf", "101", "--out", text(&path)], 1);
    assert!(site.claim(101)["sent"].is_null());
    assert_eq!(states(&site), [""; 0]);
}

#[test]
fn many_papers_are_one_file() {
    let site = three();
    let done = site.json(&["claims", "send", "101", "102", "103", "--by", "print", "--json"]);
    assert_eq!(done["states"]["left"].as_i64(), Some(3), "{done:#}");
    let folder = site.dir.path().join("invoices");
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    if let Some(said) = printed(&files[0]) {
        for number in [101u64, 102, 103] {
            assert!(said.contains(&kid(number)), "{said}");
        }
    }
    site.check();
}

#[test]
fn more_papers_than_fit_a_transaction_are_still_one_job() {
    let members: Vec<[String; 5]> = (1..=230)
        .map(|nth| {
            [
                format!("M{nth}"),
                format!("Berg {nth}"),
                String::new(),
                String::new(),
                "nb".to_owned(),
            ]
        })
        .collect();
    let members: Vec<[&str; 5]> = members.iter().map(|member| member.each_ref().map(String::as_str)).collect();
    let site = club(&members);
    let done = site.json(&["claims", "send", "--filter", "", "--json"]);
    assert_eq!(done["states"]["left"].as_i64(), Some(230), "{:#}", done["states"]);
    assert_eq!(std::fs::read_dir(site.dir.path().join("invoices")).unwrap().count(), 1);
    site.check();
}

#[test]
fn credit_notes_that_were_not_sent_are_sent_many_at_once() {
    let site = three();
    for (number, line) in [("101", None), ("102", Some("1"))] {
        let mut args = vec!["claims", "credit", number, "--comment", "Feil"];
        args.extend(line.into_iter().flat_map(|line| ["--line", line]));
        site.ok(&args);
    }
    let plan = site.json(&["claims", "send", "--filter", "", "--credit-notes", "--dry-run", "--json"]);
    assert_eq!(
        ["would", "email", "sms", "print", "left_out"].map(|key| plan[key].as_i64().unwrap()),
        [2, 1, 0, 1, 1],
        "{plan:#}"
    );
    let done = site.json(&["claims", "send", "--filter", "", "--credit-notes", "--json"]);
    assert_eq!((done["asked"].as_i64(), done["left_out"].as_i64()), (Some(2), Some(1)), "{done:#}");
    assert!(
        done["rows"].as_array().unwrap().iter().any(|row| row["code"] == "no-unsent-note"),
        "{done:#}"
    );
    assert_eq!(states(&site), ["left", "left"]);
    assert!(mails(&site)[0]["subject"].as_str().unwrap().starts_with("Kreditnota K"));
    // The claims themselves were not sent by it, and none of their credit notes goes twice.
    assert!(site.claim(101)["sent"].is_null() && site.claim(102)["sent"].is_null());
    let said = site.fails(&["claims", "send", "101", "--credit-notes"], 1);
    assert!(said.contains("No credit note on claim 101"), "{said}");
    site.check();
}

/// Whoever is asked for money is told where to pay it; and a number is not called a reference that it is not.
#[test]
fn what_cannot_be_paid_is_not_sent_and_no_reference_is_made_up() {
    let site = Site::bare();
    let table = site.file(
        "c.csv",
        "party,name,phone,due,amount,description\nM1,Liv Moen,+4790000001,2099-12-01,500,Kurs\n",
    );
    site.ok(&["claims", "import", text(&table)]);
    for by in ["sms", "print"] {
        let refused = site.json(&["claims", "send", "10001", "--by", by, "--json"]);
        assert!(refused.to_string().contains("no-account-to-pay-to"), "{refused}");
    }
    assert!(site.claim(10001)["sent"].is_null());
    site.ok(&["settings", "set", "seller.account", "1234.56.78903", "--comment", "konto"]);
    let would = site
        .json(&["claims", "send", "10001", "--by", "sms", "--dry-run", "--json"])
        .to_string();
    assert!(
        would.contains("konto 1234.56.78903, merk betalingen 10001") && !would.contains("KID"),
        "{would}"
    );
    site.check();
}

#[test]
fn a_mistake_in_the_sites_own_words_is_told_with_its_place_before_anything_leaves() {
    let site = three();
    let own = site.file(
        "sms.toml",
        "[nb]\ntext = \"Betal {amout} til {account}\"\nreminder = \"{amount}\"\n",
    );
    site.ok(&["settings", "set", "sending.sms", text(&own), "--comment", "egne ord"]);
    let said = site.fails(&["claims", "send", "103", "--by", "sms", "--comment", "ut"], 1);
    assert!(
        said.contains("sms.toml") && said.contains("line 2, column 15") && said.contains("Mend the file"),
        "{said}"
    );
    assert_eq!(states(&site), [""; 0]);
}
