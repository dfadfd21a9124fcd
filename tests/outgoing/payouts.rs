//! Refunds: asked for, written, sent, done by a settlement; or refused, and the money is left over again.

use fordring::app::usecase::outgoing::outcome::{self, PaidOut};
use fordring::domain::money::Money;
use serde_json::json;

use crate::common::{Site, day, kid, ocr, pay};
use crate::world::*;

/// A site where 50,00 of an overpaid claim goes back to its payer.
fn refunding() -> Site {
    let site = site(&[60]);
    site.conn().execute("UPDATE mandate SET state = 4", []).unwrap();
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 55_000)]));
    let words = ["claims", "move-remainder", "101", "--to", "payer", "--comment", "for mye betalt"];
    site.ok(&words);
    site
}

fn refund(site: &Site) -> String {
    site.json(&["refunds", "list", "--json"])[0]["state"].as_str().unwrap().to_owned()
}

#[test]
fn a_refund_goes_from_asked_for_to_done_by_a_settlement() {
    let site = refunding();
    assert_eq!(due(&site).0, ["pay_out R1"]);
    let file = written(&site, &[]);
    assert_eq!(
        (&file["format"], &file["sums"]["pay_outs"]["sum"]),
        (&json!("direct-remittance"), &json!("50.00"))
    );
    assert_eq!(refund(&site), "requested", "written is not sent");
    assert_eq!(due(&site), (Vec::new(), Vec::new()), "not asked for twice");
    step(&site, "sent", &file);
    assert_eq!((refund(&site).as_str(), states(&site, &file)), ("sent", vec!["sent".to_owned()]));
    let (mut session, account) = (session(&site), account(&site));
    let mut settle = |reference: &str, minor: i64| {
        session
            .write(|tx| outcome::paid_out(tx, account, reference, Some(Money::from_minor(minor)), day(0), "oppgjør"))
            .unwrap()
    };
    assert_eq!(settle("R9", 5_000), PaidOut::Unknown);
    assert_eq!(settle("faktura 7", 5_000), PaidOut::Unknown);
    assert_eq!(settle("R1", 4_999), PaidOut::Differs(1));
    assert_eq!(refund(&site), "sent");
    assert_eq!(settle("R1", 5_000), PaidOut::Done(1));
    assert_eq!(settle("R1", 5_000), PaidOut::Known(1), "told twice, paid once");
    assert_eq!((refund(&site).as_str(), states(&site, &file)), ("done", vec!["done".to_owned()]));
    site.check();
}

#[test]
fn a_pay_out_that_is_refused_leaves_the_money_over() {
    let site = refunding();
    let file = written(&site, &[]);
    step(&site, "sent", &file);
    let list = site.file("l.txt", "Avvist: R1 50,00 kode 57");
    let said = outgoing(&site, &["receipt", "1", crate::common::text(&list), "--comment", "fra banken"]);
    assert_eq!((&said["refused"], &said["file"]["state"]), (&json!(1), &json!("rejected")));
    assert_eq!(
        (refund(&site).as_str(), states(&site, &file)),
        ("failed", vec!["refused".to_owned()])
    );
    site.check();
}

#[test]
fn a_refund_that_was_paid_by_hand_meanwhile_is_told() {
    let site = refunding();
    let file = written(&site, &[]);
    site.ok(&["refunds", "done", "1", "--comment", "betalt i nettbanken"]);
    assert_eq!(step(&site, "sent", &file)["outdated"], 1);
    assert_eq!(refund(&site), "done");
    site.check();
}

#[test]
fn where_direct_remittance_is_not_agreed_pain_001_pays_out() {
    let site = refunding();
    site.conn().execute("UPDATE bank_account SET remittance = ''", []).unwrap();
    let file = written(&site, &[]);
    assert_eq!((&file["format"], &file["sum"]), (&json!("pain001"), &json!("50.00")));
    let text = String::from_utf8(saved(&file)).unwrap();
    assert!(text.contains("<InstrPrty>") || text.contains("R1"), "{text}");
    // The other format can still be chosen, and says what is missing.
    step(&site, "discard", &file);
    assert!(site.fails(&["export", "direct-remittance"], 1).contains("remittance agreement"));
}

#[test]
fn a_refund_without_an_account_is_left_out() {
    let site = refunding();
    // No rail lets it be emptied through the program.
    let conn = site.conn();
    conn.execute_batch("DROP TRIGGER refund_keep; UPDATE refund SET to_account = ''")
        .unwrap();
    assert_eq!(due(&site), (Vec::new(), vec!["R1 no-account".to_owned()]));
    conn.execute_batch("UPDATE refund SET to_account = 'GB29NWBK60161331926819'")
        .unwrap();
    assert_eq!(due(&site), (Vec::new(), vec!["R1 other-account".to_owned()]));
    assert!(site.ok(&["outgoing", "due"]).contains("GB29NWBK60161331926819"));
}

/// A site where two refunds go out as pain.001: R1 to this name and account, R2 to a usual one.
fn two_pay_outs(name: &str, account: &str) -> Site {
    let site = site(&[60, 60]);
    let conn = site.conn();
    conn.execute_batch("UPDATE mandate SET state = 4; UPDATE bank_account SET remittance = ''")
        .unwrap();
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(101), 55_000), pay(&kid(102), 56_000)]));
    for number in ["101", "102"] {
        site.ok(&["claims", "move-remainder", number, "--to", "payer", "--comment", "for mye betalt"]);
    }
    let sql = "UPDATE refund SET to_name = ?1, to_account = ?2 WHERE id = 1";
    conn.execute_batch("DROP TRIGGER refund_keep").unwrap();
    conn.execute(sql, [name, account]).unwrap();
    site
}

#[test]
fn who_cannot_be_written_keeps_nobody_else_from_being_paid() {
    // Names without a letter that banks take, and an account with a digit that was mistyped.
    for (name, account, why) in [
        ("王小明", "15032080119", "no-name"),
        ("مرحبا \u{202e}", "15032080119", "no-name"),
        ("\u{200b}\u{200b}", "15032080119", "no-name"),
        ("Berg", "15032080118", "other-account"),
        ("Berg", "GB29NWBK60161331926810", "other-account"),
    ] {
        let site = two_pay_outs(name, account);
        assert_eq!(
            due(&site),
            (vec!["pay_out R2".to_owned()], vec![format!("R1 {why}")]),
            "{name} {account}"
        );
        // The site is not checked: what stands on the refund was not asked for through the program.
        assert_eq!(outgoing(&site, &["write"])[0]["sum"], "60.00");
    }
    // An IBAN of another country goes out as such.
    let site = two_pay_outs("Berg", "gb29 nwbk 6016 1331 9268 19");
    let text = String::from_utf8(saved(&outgoing(&site, &["write"])[0])).unwrap();
    assert!(text.contains("<IBAN>GB29NWBK60161331926819</IBAN>"), "{text}");
}

#[test]
fn names_of_every_kind_are_written_as_banks_take_them() {
    for (name, written_as) in [
        ("</Nm><Evil>&amp;\"'", "&lt;/Nm&gt;&lt;Evil&gt;&amp;amp;\"'"),
        ("<![CDATA[x]]>", "&lt;![CDATA[x]]&gt;"),
        ("Ola\u{202e}Nordmann\u{7}", "Ola Nordmann"),
        ("Łukasz Żółć", "Lukasz Zólc"),
        ("Máret Ánne Đuŋŋá", "Máret Ánne Dunná"),
        ("Ærlig × Deling ÷ 2 §", "Ærlig Deling 2"),
        ("O’Brien – Söhne", "O'Brien - Söhne"),
    ] {
        let site = two_pay_outs(name, "15032080119");
        let text = String::from_utf8(saved(&written(&site, &[]))).unwrap();
        assert!(text.contains(&format!("<Cdtr><Nm>{written_as}</Nm>")), "{name}: {text}");
    }
}

#[cfg(unix)]
#[test]
fn a_saved_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let site = refunding();
    let file = written(&site, &[]);
    let path = file["path"].as_str().unwrap();
    assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
}
