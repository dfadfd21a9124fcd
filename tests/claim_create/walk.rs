//! From an empty draft to a claim, and what may stand in the way.

use fordring::app::usecase::drafts::act::DraftAct;
use fordring::app::usecase::drafts::{self, Edit, act, issue};
use fordring::domain::claim::Kind;
use fordring::domain::draft::Draft;
use fordring::domain::refusal::Refusal;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::common::{Site, day, drop_triggers};
use crate::shop::{create, line, numbers, refusal, session, shop, whole};

#[test]
fn clm_1_and_6_a_claim_is_issued_with_number_reference_voucher_and_is_not_sent() {
    let site = shop();
    let mut s = session(&site, "eva");
    let id = drafts::create(&mut s, &whole("2034", &[line("Däckbyte", "1000", 25), line("Kaffe", "12", 12)]), "").unwrap();
    assert_eq!(numbers(&site), [0i64; 0], "a draft has no number");
    let issued = issue::issue(&mut s, id, "", None).unwrap();
    let claim = site.json(&["claims", "show", &issued.number.to_string(), "--json"]);
    assert_eq!((claim["number"].as_i64(), claim["amount"].as_str()), (Some(10001), Some("1012.00")));
    assert_eq!(claim["reference"], "100016");
    assert_eq!(claim["issued"], day(0).to_string());
    assert_eq!(claim["sent"], serde_json::Value::Null, "created and sent are two dates");
    assert_eq!(claim["due"], day(10).to_string(), "by the country's terms");
    assert_eq!(claim["description"], "Däckbyte", "what the first line says");
    let posted = |account: &str| {
        let sql = "SELECT coalesce(sum(p.amount), 0) FROM posting p JOIN ledger_account a ON a.code = p.account WHERE a.code = ?1";
        site.conn().query_row(sql, [account], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!((posted("1510"), posted("2611")), (101_200, -(20_000 + 129)));
    assert_eq!(posted("3001"), -(101_200 - 20_129));
    // The draft is consumed: again is no second claim.
    let again = issue::issue(&mut s, id, "", None);
    assert_eq!(refusal(again), Refusal::DraftIssued { draft: id, number: 10001 });
    assert_eq!(numbers(&site), [10001]);
    site.check();
}

#[test]
fn what_stands_in_the_way_is_told_with_its_way_out_and_takes_no_number() {
    let site = shop();
    let mut s = session(&site, "eva");
    let issue_of = |s: &mut fordring::app::Session, edits: &[Edit]| refusal(issue::create(s, edits, ""));
    let lacks = |refusal: Refusal| match refusal {
        Refusal::DraftIncomplete { missing, .. } => missing.0.iter().map(|(key, _)| *key).collect::<Vec<_>>(),
        other => panic!("{other}"),
    };
    assert_eq!(lacks(issue_of(&mut s, &[])), ["draft-lacks-party", "draft-lacks-lines"]);
    assert_eq!(lacks(issue_of(&mut s, &whole("2034", &[line("x", "0", 25)]))), ["draft-lacks-sum"]);
    let mut dues = Draft {
        kind: Kind::Dues,
        lines: vec![line("Avgift", "500", 25)],
        ..Draft::default()
    };
    let party = Edit::Party("2034".to_owned());
    assert_eq!(
        lacks(issue_of(&mut s, &[Edit::Set(dues.clone()), party.clone()])),
        ["draft-lacks-vat"]
    );
    dues.lines = vec![line("Avgift", "500", 0)];
    dues.due_on = Some(day(-1));
    assert_eq!(
        lacks(issue_of(&mut s, &[Edit::Set(dues.clone()), party.clone()])),
        ["draft-lacks-due"]
    );
    dues.due_on = None;
    dues.reference = "123".to_owned();
    let fits_none = Refusal::ReferenceFitsNone {
        reference: "123".to_owned(),
    };
    assert_eq!(issue_of(&mut s, &[Edit::Set(dues.clone()), party.clone()]), fits_none);
    let nobody = Refusal::NoSuchParty { wanted: "9".to_owned() };
    assert_eq!(issue_of(&mut s, &whole("9", &[line("x", "1", 0)])), nobody);
    let bad = Edit::Set(Draft {
        lines: vec![line("x", "1", 7)],
        ..Draft::default()
    });
    assert_eq!(issue_of(&mut s, &[bad]).code(), "field-invalid", "no VAT rate of the country");
    // One that is the same as another is not billed: the draft was made before, behind the rails of a merge.
    let draft = drafts::create(&mut s, &whole("2035", &[line("x", "1", 0)]), "").unwrap();
    site.conn()
        .execute_batch(
            "UPDATE party SET merged_into = (SELECT id FROM party WHERE number = '2034'), phone = '', phone_e164 = '', email = '', name_key = ''
             WHERE number = '2035'",
        )
        .unwrap();
    assert_eq!(
        refusal(issue::issue(&mut s, draft, "", None)),
        Refusal::PartyMerged {
            party: "2035".to_owned(),
            into: "2034".to_owned()
        }
    );
    // Mobile payments lie on an account that takes no references.
    site.conn()
        .execute_batch("INSERT INTO bank_account (number, name, rules, ledger) SELECT '99', 'Utan', '', ledger FROM bank_account LIMIT 1")
        .unwrap();
    dues.reference.clear();
    dues.account_id = Some(
        site.conn()
            .query_row("SELECT id FROM bank_account WHERE number = '99'", [], |row| row.get(0))
            .unwrap(),
    );
    let takes_none = Refusal::AccountTakesNone { account: "99".to_owned() };
    assert_eq!(issue_of(&mut s, &[Edit::Set(dues.clone()), party.clone()]), takes_none);
    dues.account_id = None;
    dues.reference = "100016".to_owned();
    // Nothing of all this took a number, and nothing was left behind.
    assert_eq!(numbers(&site), [0i64; 0]);
    let issued = issue::create(&mut s, &[Edit::Set(dues.clone()), party.clone()], "").unwrap();
    assert_eq!(issued.number, 10001);
    let taken = Refusal::ReferenceTaken {
        reference: "100016".to_owned(),
    };
    assert_eq!(issue_of(&mut s, &[Edit::Set(dues), party]), taken);
    assert_eq!(create(&site, "2034", "x;1")["number"], 10002);
    site.check();
}

#[test]
fn dues_make_a_membership_and_own_terms_decide_the_due_date() {
    let site = shop();
    site.conn()
        .execute_batch("UPDATE party SET terms_days = 30 WHERE number = '2034'")
        .unwrap();
    let claim = site.json(&[
        "claims",
        "create",
        "--party",
        "2034",
        "--kind",
        "dues",
        "--line",
        "Avgift;500",
        "--json",
    ]);
    assert_eq!(claim["due"], day(30).to_string());
    assert_eq!(claim["lines"][0]["vat"], "0");
    assert_eq!(claim["membership"]["paid"], false);
    let other = site.json(&[
        "claims", "create", "--party", "2034", "--line", "x;1", "--due", "+5", "--issued", "-2", "--json",
    ]);
    assert_eq!(
        (other["issued"].as_str(), other["due"].as_str()),
        (Some(day(-2).to_string().as_str()), Some(day(3).to_string().as_str()))
    );
    site.check();
}

#[test]
fn a_rebate_comes_off_what_is_sold_and_stands_in_its_text() {
    let site = shop();
    let claim = site.json(&[
        "claims",
        "create",
        "--party",
        "2034",
        "--line",
        "Däck;1000;25;2",
        "--line",
        "Vän;-200,00",
        "--line",
        "Kaffe;12;12",
        "--json",
    ]);
    assert_eq!(claim["amount"], "1812.00");
    let lines = claim["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["text"], "Däck (Vän −200,00)");
    assert_eq!(
        (lines[0]["amount"].as_str(), lines[0]["item"]["rebate"].as_str()),
        (Some("1800.00"), Some("200.00"))
    );
    let refused = site.run(&[
        "claims",
        "create",
        "--party",
        "2034",
        "--line",
        "Kaffe;12;12",
        "--line",
        "Vän;-5;25",
    ]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("rebate is larger"), "{}", refused.err);
    // All the money that can come to such a claim finds its place: more than the sum, too.
    site.check();
}

#[test]
fn two_consoles_on_one_draft_do_not_overwrite_each_other() {
    let site = shop();
    let (mut eva, mut ola) = (session(&site, "eva"), session(&site, "ola"));
    let id = drafts::create(&mut eva, &whole("2034", &[line("x", "1", 0)]), "").unwrap();
    let seen = drafts::shown(&ola, id).unwrap().loaded;
    let with = |text: &str, of: &Draft| {
        Edit::Set(Draft {
            description: text.to_owned(),
            ..of.clone()
        })
    };
    drafts::edit(&mut eva, id, &[with("Eva", &seen.draft)], Some(seen.revision)).unwrap();
    let changed = Refusal::DraftChanged {
        draft: id,
        operator: "eva".to_owned(),
    };
    let late = drafts::edit(&mut ola, id, &[with("Ola", &seen.draft)], Some(seen.revision));
    assert_eq!(refusal(late), changed);
    assert_eq!(
        refusal(issue::issue(&mut ola, id, "", Some(seen.revision))),
        changed,
        "nor is it issued unseen"
    );
    assert_eq!(drafts::shown(&ola, id).unwrap().loaded.draft.description, "Eva");
    drafts::discard(&mut ola, id, "dubbel", None).unwrap();
    let gone = Refusal::DraftDiscarded { draft: id };
    assert_eq!(refusal(drafts::edit(&mut eva, id, &[Edit::Party(String::new())], None)), gone);
    assert_eq!(refusal(issue::issue(&mut eva, id, "", None)), gone);
    site.check();
}

#[test]
fn a_form_that_was_left_empty_leaves_nothing_and_one_with_words_stays() {
    let site = shop();
    let mut s = session(&site, "eva");
    let empty = drafts::begin(&mut s, None).unwrap();
    let begun = drafts::create(&mut s, &[Edit::Party("2034".to_owned())], "").unwrap();
    for id in [empty, begun] {
        act::act(&mut s, id, &DraftAct::Close, None).unwrap();
    }
    let open = site.json(&["claims", "drafts", "list", "--filter", "state:open", "--json"]);
    assert_eq!(open.as_array().unwrap().len(), 1);
    assert_eq!(open[0]["id"], begun);
    site.check();
}

#[test]
fn the_list_of_open_drafts_and_the_links_of_a_claim_come_from_indexes() {
    use fordring::app::export::{Wanted, list_query};
    let site = shop();
    let s = session(&site, "eva");
    let wanted = Wanted {
        list: &fordring::app::columns::drafts::LIST,
        filter: "state:open",
        sort: &[],
        columns: &[],
        limit: None,
    };
    let plan = list_query(&s, &wanted).unwrap().plan(&site.conn()).unwrap().join("\n");
    assert!(
        plan.contains("claim_draft_state") && !plan.contains("TEMP B-TREE FOR ORDER BY"),
        "{plan}"
    );
    for sql in [
        "SELECT id FROM claim_draft WHERE from_claim = 1",
        "SELECT id FROM claim_draft WHERE claim_id = 1",
    ] {
        let conn = site.conn();
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let plan: String = statement.query_row([], |row| row.get(3)).unwrap();
        assert!(plan.contains("INDEX"), "{sql}: {plan}");
    }
}

#[test]
fn an_issued_line_and_an_ended_draft_are_never_changed_whoever_tries() {
    let site = shop();
    create(&site, "2034", "x;1");
    site.ok(&["articles", "add", "A", "--name", "A", "--price", "1", "--comment", "ny"]);
    let conn = site.conn();
    for sql in [
        "UPDATE claim_line_item SET price = 2",
        "DELETE FROM claim_line_item",
        "UPDATE claim_draft SET description = 'x'",
        "DELETE FROM claim_draft",
        "UPDATE claim_draft_line SET text = 'y'",
        "DELETE FROM claim_draft_line",
        "INSERT INTO claim_draft_line (draft_id, no, article, text, quantity, unit, vat_rate) VALUES (1, 9, '', '', 0, '', 0)",
        "DELETE FROM article",
        "UPDATE article SET code = 'B'",
    ] {
        assert!(conn.execute_batch(sql).is_err(), "{sql}");
    }
    site.check();
}

#[test]
fn check_finds_what_was_changed_behind_its_back() {
    let site = shop();
    create(&site, "2034", "x;1");
    site.ok(&["claims", "create", "--party", "2034", "--line", "y;2", "--draft"]);
    site.ok(&["articles", "add", "A", "--name", "A", "--price", "1", "--comment", "ny"]);
    let conn = site.conn();
    drop_triggers(&conn, "%");
    assert_eq!(site.faults(), Vec::<String>::new());
    for (there, back, code) in [
        (
            "UPDATE claim_line_item SET price = price + 1",
            "UPDATE claim_line_item SET price = price - 1",
            "line-item",
        ),
        (
            "UPDATE claim_draft SET amount = 5 WHERE state = 1",
            "UPDATE claim_draft SET amount = 200 WHERE state = 1",
            "draft-content",
        ),
        ("UPDATE article SET price = 7", "UPDATE article SET price = 100", "article-content"),
    ] {
        conn.execute_batch(there).unwrap();
        assert_eq!(site.faults(), [code], "{there}");
        conn.execute_batch(back).unwrap();
    }
}

/// What is done to a site, one after the other.
#[derive(Clone, Debug)]
enum Step {
    Create(i64, i64),
    Refused,
    Reissue(usize),
    Copy(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1i64..500_000, prop_oneof![Just(0i64), Just(6), Just(12), Just(25)]).prop_map(|(amount, vat)| Step::Create(amount, vat)),
        1 => Just(Step::Refused),
        1 => (0usize..6).prop_map(Step::Reissue),
        1 => (0usize..6).prop_map(Step::Copy),
    ]
}

fn run(site: &Site, steps: &[Step]) {
    let mut s = session(site, "eva");
    let mut ids: Vec<i64> = Vec::new();
    for step in steps {
        match step {
            Step::Create(amount, vat) => {
                let mut one = line("x", "1", *vat);
                one.price = Some(fordring::domain::money::Money::from_minor(*amount));
                one.quantity = Decimal::new(1_500, 3);
                ids.push(issue::create(&mut s, &whole("2034", &[one]), "").unwrap().claim_id);
            }
            Step::Refused => drop(issue::create(&mut s, &whole("2034", &[line("x", "0", 0)]), "").unwrap_err()),
            Step::Reissue(at) => {
                if let Some(id) = ids.get(*at).copied()
                    && let Ok((draft, _)) = drafts::reissue(&mut s, id, &[], "fel adress", None)
                {
                    ids.push(issue::issue(&mut s, draft, "", None).unwrap().claim_id);
                }
            }
            Step::Copy(at) => {
                if let Some(id) = ids.get(*at).copied() {
                    let draft = drafts::begin(&mut s, Some(id)).unwrap();
                    ids.push(issue::issue(&mut s, draft, "", None).unwrap().claim_id);
                }
            }
        }
    }
    let numbers = numbers(site);
    let expected: Vec<i64> = (10001i64..).take(ids.len()).collect();
    assert_eq!(numbers, expected, "a series without gaps");
    assert_eq!(site.faults(), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_claims_made_copied_and_issued_anew_keep_the_books(steps in proptest::collection::vec(step(), 1..10)) {
        run(&shop(), &steps);
    }
}

#[test]
fn a_copy_says_the_same_and_a_reissue_is_linked_both_ways() {
    let site = shop();
    let first = site.json(&[
        "claims",
        "create",
        "--party",
        "2034",
        "--line",
        "Däck;333,33;25;1,5",
        "--description",
        "Hjul",
        "--due",
        "+3",
        "--json",
    ]);
    let mut s = session(&site, "eva");
    let id = fordring::app::usecase::claims::find(&s, "10001").unwrap();
    let copy = drafts::begin(&mut s, Some(id)).unwrap();
    let shown = drafts::shown(&s, copy).unwrap();
    assert_eq!(shown.loaded.draft.lines[0].quantity.to_string(), "1.5");
    assert_eq!(shown.loaded.draft.description, "Hjul");
    assert_eq!(shown.loaded.draft.due_on, None, "dates are made anew");
    assert_eq!(shown.from, Some(10001));
    let sums = shown.loaded.draft.sums().unwrap();
    assert_eq!(Some(sums.total.to_string().as_str()), first["amount"].as_str());
    let (draft, note) = drafts::reissue(&mut s, id, &[Edit::Party("2035".to_owned())], "fel kund", None).unwrap();
    assert_eq!(note, "K1");
    let old = site.json(&["claims", "show", "10001", "--json"]);
    assert_eq!((old["status"].as_str(), old["draft"].as_i64()), (Some("credited"), Some(draft)));
    let new = issue::issue(&mut s, draft, "", None).unwrap();
    let old = site.json(&["claims", "show", "10001", "--json"]);
    let now = site.json(&["claims", "show", &new.number.to_string(), "--json"]);
    assert_eq!(
        (old["replaced_by"].as_i64(), now["replaces"].as_i64()),
        (Some(new.number), Some(10001))
    );
    assert_eq!(
        (now["party"].as_str(), now["amount"].as_str()),
        (Some("2035"), first["amount"].as_str())
    );
    // What is credited already is not credited again, and nothing is begun.
    let again = drafts::reissue(&mut s, id, &[], "igen", None);
    assert_eq!(refusal(again).code(), "status-forbids");
    assert_eq!(
        refusal(drafts::reissue(&mut s, new.claim_id, &[], " ", None)).code(),
        "comment-missing"
    );
    site.check();
}

#[test]
fn ord_5_the_invoice_of_an_order_is_issued_anew_from_its_order() {
    let site = shop();
    site.ok(&["orders", "create", "--name", "Nils", "--line", "text=Service; price=100"]);
    site.ok(&["orders", "complete", "14001"]);
    site.ok(&["orders", "post", "14001", "--method", "invoice"]);
    let refused = site.run(&["claims", "reissue", "10001", "--comment", "fel"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("14001"), "{}", refused.err);
    assert_eq!(site.json(&["claims", "show", "10001", "--json"])["status"], "unpaid");
    site.check();
}
