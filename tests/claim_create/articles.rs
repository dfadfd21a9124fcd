//! Articles: another price is for what is issued from then on.

use crate::shop::shop;

#[test]
fn an_article_is_added_changed_and_ended_and_what_is_issued_keeps_its_price() {
    let site = shop();
    let add = |code: &str, price: &str| {
        site.json(&[
            "articles",
            "add",
            code,
            "--name",
            "Däckbyte",
            "--price",
            price,
            "--comment",
            "ny",
            "--json",
        ])
    };
    let one = add(" däck 1", "895,00");
    assert_eq!((one["code"].as_str(), one["vat"].as_str()), (Some("DÄCK1"), Some("25")));
    site.ok(&["claims", "create", "--party", "2034", "--article", "däck1"]);
    site.ok(&["claims", "create", "--party", "2034", "--article", "DÄCK1*2", "--draft"]);
    let set = site.json(&["articles", "set", "DÄCK1", "--price", "995", "--comment", "dyrare", "--json"]);
    assert_eq!((set["price"].as_str(), set["name"].as_str()), (Some("995.00"), Some("Däckbyte")));
    assert_eq!(site.json(&["claims", "show", "10001", "--json"])["amount"], "895.00");
    assert_eq!(
        site.json(&["claims", "drafts", "show", "2", "--json"])["amount"],
        "1790.00",
        "a draft keeps what was seen"
    );
    let dues = site.json(&["articles", "set", "DÄCK1", "--kind", "dues", "--comment", "avgift", "--json"]);
    assert_eq!(dues["vat"], "0");
    site.ok(&["articles", "end", "DÄCK1", "--comment", "slut"]);
    let ran = site.run(&["claims", "create", "--party", "2034", "--article", "DÄCK1"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("ended on"), "{}", ran.err);
    let again = site.json(&["articles", "set", "DÄCK1", "--offered", "--comment", "igen", "--json"]);
    assert_eq!(again["ended"], serde_json::Value::Null);
    for (args, code) in [
        (
            vec!["articles", "add", "DÄCK1", "--name", "x", "--price", "1", "--comment", "x"],
            "already",
        ),
        (
            vec!["articles", "add", "A*B", "--name", "x", "--price", "1", "--comment", "x"],
            "Code",
        ),
        (vec!["articles", "set", "DÄCK1", "--vat", "25", "--comment", "x"], "VAT"),
        (vec!["articles", "end", "NONE", "--comment", "x"], "no article"),
    ] {
        let ran = site.run(&args);
        assert_eq!(ran.code, 1, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(code), "{args:?}: {}", ran.err);
    }
    // CLM-13: without its comment nothing is changed.
    assert_eq!(site.run(&["articles", "end", "DÄCK1", "--comment", " "]).code, 2);
    site.check();
}

#[test]
fn articles_go_out_as_a_table_and_come_in_as_one() {
    let site = shop();
    let table = site.file(
        "a.csv",
        "code;name;price;vat;unit;kind;ended\nA1;Olja;199,50;25;l;other;\nM;Avgift;500;;;dues;\n",
    );
    let done = site.json(&["articles", "import", table.to_str().unwrap(), "--comment", "ny lista", "--json"]);
    assert_eq!((done["added"].as_i64(), done["changed"].as_i64()), (Some(2), Some(0)));
    let out = site.ok(&["articles", "list", "--csv", "--columns", "code,name,price,vat,unit,kind,ended"]);
    let back = site.file("b.csv", &out);
    let again = site.json(&["articles", "import", back.to_str().unwrap(), "--comment", "samma", "--json"]);
    assert_eq!((again["added"].as_i64(), again["changed"].as_i64()), (Some(0), Some(0)), "{out}");
    let dear = site.file("c.csv", "code,name,price\nA1,Olja,210.00\nA2,Filter,50\n");
    let done = site.json(&["articles", "import", dear.to_str().unwrap(), "--comment", "dyrare", "--json"]);
    assert_eq!((done["added"].as_i64(), done["changed"].as_i64()), (Some(1), Some(1)));
    let bad = site.file("d.csv", "code,name,price,vat\nA3,,1,25\nA4,x,y,25\nA5,x,1,24\nA5,x,1,25\n");
    let ran = site.run(&["articles", "import", bad.to_str().unwrap(), "--comment", "fel"]);
    assert_eq!(ran.code, 3);
    for told in ["2", "3", "4", "5", "VAT rate", "twice"] {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    assert_eq!(site.json(&["articles", "list", "--json"]).as_array().unwrap().len(), 3);
    site.check();
}
