//! What becomes of payments: the two strict stages, the same money once, and a dry run that says beforehand what happens.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Site, day, foretold, kid, nobody, ocr, pay, pay_from, reasons, status, text};
use serde_json::{Value as Json, json};

#[test]
fn stage_two_settles_only_the_exact_amount_from_one_payer() {
    let site = Site::with_claims(&[10_000; 12]);
    site.ok(&["claims", "annul", "107", "--comment", "Feil"]);
    site.ok(&["claims", "credit", "108", "--comment", "Feil"]);
    let first = vec![
        pay(&kid(101), 10_000),
        pay(&kid(102), 9_999),
        pay(&kid(103), 10_001),
        pay_from(0, &kid(104), 4_000),
        pay_from(1, &kid(104), 6_000),
        pay_from(0, &kid(105), 4_000),
        pay_from(0, &kid(105), 6_000),
        pay(&kid(106), 10_000),
        pay(&kid(106), 10_000),
        pay(&kid(107), 10_000),
        pay(&kid(108), 10_000),
        nobody(&kid(109), 4_000),
        pay(&kid(109), 6_000),
    ];
    let done = site.stored("a.ocr", &ocr(1, first));
    assert_eq!((done["settled"].clone(), done["manual"].clone()), (json!(2), json!(11)), "{done:#}");
    let all: Vec<String> = (101..=109).map(|number| status(&site, number)).collect();
    let wanted = [
        "paid  0.00 0.00",
        "manual_handling underpaid 0.01 0.00",
        "manual_handling overpaid 0.00 0.01",
        "manual_handling several_payers 0.00 0.00",
        "manual_handling  0.00 0.00",
        "manual_handling overpaid 0.00 100.00",
        "manual_handling overpaid 0.00 100.00",
        "manual_handling overpaid 0.00 100.00",
        "manual_handling  0.00 0.00",
    ];
    assert_eq!(all, wanted, "an unknown payer is not another payer");
    let later = vec![pay_from(1, &kid(101), 10_000), pay(&kid(102), 1), pay(&kid(107), 5_000)];
    site.stored("b.ocr", &ocr(2, later));
    assert_eq!(
        status(&site, 101),
        "manual_handling several_payers 0.00 100.00",
        "the payer of an earlier file counts"
    );
    assert_eq!(
        status(&site, 102),
        "manual_handling  0.00 0.00",
        "a handled claim is never approved by itself"
    );
    assert_eq!(status(&site, 107), "manual_handling overpaid 0.00 150.00");
    assert_eq!(
        reasons(&site).split_off(13),
        ["used several_payers", "used manual_handling", "used claim_void"]
    );
    assert_eq!(reasons(&site)[8], "used already_paid");
    assert_eq!(
        site.claim(101)["lines"][0]["paid"],
        json!("100.00"),
        "the remainder rests on the claim, not on a line"
    );
    site.check();
}

/// Parties with a reference of their own: one open claim, none, several, and one of another amount.
fn members() -> Site {
    let site = Site::new();
    let own = |n: u64| kid(900_000 + n);
    let path = site.file(
        "p.csv",
        format!(
            "number,name,reference\nA,Anna,{}\nB,Bo,{}\nC,Cato,{}\nD,Dag,{}\n",
            own(1),
            own(2),
            own(3),
            own(4)
        ),
    );
    site.ok(&["parties", "import", text(&path)]);
    let (i, d) = (day(-5), day(9));
    site.claims(&format!(
        "number,party,kind,issued,due,amount\n201,A,dues,{i},{d},500\n203,C,dues,{i},{d},500\n204,C,dues,{i},{d},500\n205,D,dues,{i},{d},400\n"
    ));
    site
}

#[test]
fn ocr_13_to_15_a_members_own_reference_settles_only_the_one_exact_claim() {
    let site = members();
    let own = |n: u64| kid(900_000 + n);
    let file = ocr(1, (1..=4).map(|n| pay(&own(n), 50_000)).collect());
    let done = site.stored("a.ocr", &file);
    assert_eq!(
        (done["settled"].clone(), done["suggested"].clone(), done["manual"].clone()),
        (json!(1), json!(3), json!(0)),
        "{done:#}"
    );
    assert_eq!(
        reasons(&site),
        [
            "used party_exact",
            "suggested party_none_open",
            "suggested party_several_open",
            "suggested party_other_amount"
        ]
    );
    assert_eq!(status(&site, 201), "paid  0.00 0.00");
    assert_eq!(
        site.claim(201)["membership"],
        json!({"year": chrono::Datelike::year(&day(9)), "paid": true})
    );
    for number in [203, 204, 205] {
        let claim = site.claim(number);
        assert_eq!(
            (claim["status"].clone(), claim["membership"]["paid"].clone()),
            (json!("unpaid"), json!(false))
        );
    }
    let parties: Vec<_> = site.payments().iter().map(|p| p["party"].clone()).collect();
    assert_eq!(
        parties,
        [json!("Anna"), json!("Bo"), json!("Cato"), json!("Dag")],
        "tied to the member all the same"
    );
    site.check();
}

#[test]
fn ocr_14_a_claim_in_manual_handling_is_not_settled_by_the_members_reference() {
    let site = members();
    let claim_kid = site.claim(201)["reference"].as_str().unwrap().to_owned();
    site.stored("a.ocr", &ocr(1, vec![pay(&claim_kid, 20_000)]));
    site.stored("b.ocr", &ocr(2, vec![pay(&kid(900_001), 30_000)]));
    assert_eq!(reasons(&site)[1], "suggested party_other_amount");
    assert_eq!(status(&site, 201), "manual_handling underpaid 300.00 0.00");
    site.check();
}

#[test]
fn the_dues_year_is_the_period_of_the_membership() {
    let site = Site::new();
    site.claims(
        "number,party,kind,issued,due,amount,period\n1,A,dues,2025-12-31,2026-01-31,100,2025\n2,A,dues,2026-01-01,2026-01-31,100,\n\
         3,A,other,2026-01-01,2026-01-31,100,\n",
    );
    let paid = |number: u32| site.claim(number)["membership"].clone();
    site.stored("a.ocr", &ocr(1, vec![pay(&kid(1), 10_000)]));
    assert_eq!(
        (paid(1), paid(2), paid(3)),
        (
            json!({"year": 2025, "paid": true}),
            json!({"year": 2026, "paid": false}),
            Json::Null
        )
    );
    site.stored("b.ocr", &ocr(2, vec![pay(&kid(3), 10_000)]));
    assert_eq!(paid(2)["paid"], json!(false), "another claim is no membership");
    site.stored("c.ocr", &ocr(3, vec![pay(&kid(2), 9_000)]));
    assert_eq!(paid(2)["paid"], json!(false), "part of it is not paid");
}

#[test]
fn a_dry_run_foretells_the_import() {
    let site = Site::with_claims(&[10_000; 6]);
    foretold(
        &site,
        "a.ocr",
        &ocr(
            1,
            vec![
                pay(&kid(101), 10_000),
                pay(&kid(101), 10_000),
                pay(&kid(102), 5),
                pay(&kid(999), 5),
                pay_from(1, &kid(103), 5_000),
                pay_from(2, &kid(103), 5_000),
            ],
        ),
    );
    foretold(&site, "b.ocr", &ocr(2, vec![pay(&kid(101), 10_000), nobody(&kid(104), 10_000)]));
    foretold(&site, "c.ocr", &ocr(3, vec![nobody(&kid(104), 10_000), pay(&kid(105), 10_000)]));
}

#[test]
fn a_dry_run_foretells_several_payments_on_a_members_reference() {
    let site = members();
    let done = foretold(
        &site,
        "a.ocr",
        &ocr(1, vec![pay(&kid(900_001), 50_000), pay_from(1, &kid(900_001), 50_000)]),
    );
    assert_eq!(
        (done["settled"].clone(), done["suggested"].clone()),
        (json!(1), json!(1)),
        "{done:#}"
    );
    assert_eq!(reasons(&site), ["used party_exact", "suggested party_none_open"]);
}

#[test]
fn a_dry_run_foretells_a_claims_and_its_members_reference_in_one_file() {
    let site = members();
    let of = |number: u32| site.claim(number)["reference"].as_str().unwrap().to_owned();
    // The member's reference stands first in the file; claims' own references are decided first all the same.
    let payments = vec![
        pay(&kid(900_001), 50_000),
        pay(&of(201), 50_000),
        pay(&kid(900_003), 50_000),
        pay(&of(203), 50_000),
    ];
    let done = foretold(&site, "a.ocr", &ocr(1, payments));
    assert_eq!(
        (done["settled"].clone(), done["suggested"].clone(), done["manual"].clone()),
        (json!(3), json!(1), json!(0)),
        "{done:#}"
    );
    assert_eq!(
        reasons(&site),
        ["suggested party_none_open", "used exact", "used party_exact", "used exact"]
    );
}
