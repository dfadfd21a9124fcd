//! Orders from the command line, with the same refusals (design, part 7).

use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;

use crate::shop::Shop;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run(db: &Path, args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fordring"));
    command
        .env("HOME", db.parent().unwrap())
        .env("FORDRING_DB", db)
        .env("FORDRING_OPERATOR", "eva");
    for name in ["FORDRING_SETTINGS", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env_remove(name);
    }
    let output = command.env("FORDRING_LANG", "sv").args(args).output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn json(db: &Path, args: &[&str]) -> Json {
    let ran = run(db, args);
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn the_whole_walk_without_the_screen() {
    let shop = Shop::new();
    let db = shop.db.as_path();
    let made = json(
        db,
        &[
            "orders",
            "create",
            "--name",
            "Åse Ödegård",
            "--phone",
            "070-174 06 05",
            "--plate",
            "abc 12d",
            "--make",
            "Volvo",
            "--model",
            "V60",
            "--line",
            "text=Oljebyte; quantity=1,5; price=895,00; kind=labour; unit=tim",
            "--line",
            "text=Filter; price=199,50; code=F1; discount=10",
            "--json",
        ],
    );
    assert_eq!(
        (made["number"].as_i64(), made["status"].as_str()),
        (Some(14001), Some("in_progress"))
    );
    assert_eq!(
        (made["amount"].as_str(), made["rounding"].as_str()),
        (Some("1903.00"), Some("0.43"))
    );
    assert_eq!(json(db, &["orders", "complete", "14001", "--json"])["status"], "ready");
    let preview = json(db, &["orders", "send-payment", "14001", "--dry-run", "--json"]);
    assert_eq!(
        (preview["phone"].as_str(), preview["simulated"].as_bool()),
        (Some("+46701740605"), Some(true))
    );
    assert_eq!(json(db, &["orders", "show", "14001", "--json"])["status"], "ready");
    let sent = json(db, &["orders", "send-payment", "14001", "--json"]);
    assert_eq!(
        (sent["status"].as_str(), sent["mobile"].as_str()),
        (Some("mobile_payment"), Some("sent"))
    );
    let url = sent["requests"][0]["url"].as_str().unwrap().to_owned();
    let refused = run(db, &["orders", "edit", "14001", "--description", "x"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("Order 14001 är låst") && refused.err.contains("av eva"),
        "{}",
        refused.err
    );
    assert_eq!(run(db, &["simulate", "pay", &url]).code, 0);
    let checked = json(db, &["orders", "check-payment", "14001", "--json"]);
    assert_eq!(
        (checked["method"].as_str(), checked["payment_received"].as_bool()),
        (Some("mobile"), Some(true))
    );
    let posted = json(db, &["orders", "post", "14001", "--json"]);
    assert_eq!(
        (posted["status"].as_str(), posted["invoice"].as_i64()),
        (Some("posted"), Some(10001))
    );
    assert_eq!(posted["clearing"], "1903.00");
    let printed = json(db, &["orders", "print", "14001", "--json"]);
    assert!(Path::new(printed["file"].as_str().unwrap()).exists());
    let settled = json(db, &["settle", "--json"]);
    assert_eq!(
        (settled[0]["gross"].as_str(), settled[0]["known"].as_bool()),
        (Some("1903.00"), Some(false))
    );
    let round = json(db, &["dispatch", "--all", "--json"]);
    assert_eq!((round["failed"].as_i64(), round["unknown"].as_i64()), (Some(0), Some(0)));
    let credited = json(db, &["orders", "credit", "14001", "--comment", "fel", "--json"]);
    assert_eq!(credited["status"], "order_credited");
    assert_eq!(json(db, &["orders", "open", "14001", "--json"])["mobile"], "credit_remains");
    let open = json(db, &["orders", "cancel-payment", "14001", "--json"]);
    assert_eq!(
        (open["status"].as_str(), open["clearing"].as_str()),
        (Some("ready"), Some("-1903.00"))
    );
    let list = json(
        db,
        &[
            "orders",
            "list",
            "--filter",
            "status:klart",
            "--json",
            "--columns",
            "number,payment_received,payment_received_at",
        ],
    );
    assert_eq!(list[0]["number"], 14001);
    for typed in ["0701740605", "070-174 06 05", "+46701740605", "phone:070-174"] {
        let found = json(db, &["orders", "list", "--filter", typed, "--json"]);
        assert_eq!(found[0]["number"], 14001, "{typed}");
    }
    assert_eq!(json(db, &["messages", "list", "--json"])[0]["order"], 14001);
    assert_eq!(json(db, &["claims", "list", "--json"])[0]["order"], 14001);
    assert_eq!(run(db, &["check"]).code, 0);
}

#[test]
fn refusals_have_their_codes_and_exits() {
    let mut shop = Shop::new();
    let id = shop.ready("070-174 06 05", "100,00");
    let number = shop.view(id).loaded.order.number.to_string();
    let db = shop.db.as_path();
    for (args, code, says) in [
        (vec!["orders", "show", "1"], 1, "Det finns ingen order 1"),
        (vec!["orders", "post", number.as_str()], 1, "--method"),
        (vec!["orders", "credit", number.as_str(), "--comment", "x"], 1, "KLART"),
        (vec!["orders", "credit", number.as_str()], 2, "--comment"),
        (vec!["orders", "check-payment", number.as_str()], 1, "Ctrl+S"),
        (vec!["orders", "cancel-payment", number.as_str()], 1, "KLART"),
        (vec!["orders", "create", "--line", "price=x"], 2, "price=x"),
        (vec!["orders", "create", "--line", "text=a; price=1; vat=17"], 1, "17"),
        (vec!["orders", "create", "--customer", "9999"], 1, "9999"),
        (vec!["orders", "print", number.as_str()], 1, "F11"),
    ] {
        let ran = run(db, &args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
    assert_eq!(run(db, &["simulate", "offline"]).code, 0);
    let sent = run(db, &["orders", "send-payment", &number]);
    assert_eq!(sent.code, 0);
    assert!(sent.err.contains("not reached"), "{}", sent.err);
    let checked = run(db, &["orders", "check-payment", &number]);
    assert_eq!(checked.code, 5, "{}", checked.err);
}

#[test]
fn a_site_never_falls_back_to_the_simulator_silently() {
    let mut shop = Shop::new();
    let id = shop.ready("070-174 06 05", "100,00");
    let number = shop.view(id).loaded.order.number.to_string();
    let settings = shop.db.with_file_name("settings.toml");
    let db = shop.db.as_path();
    let with = |text: &str, args: &[&str]| {
        std::fs::write(&settings, text).unwrap();
        let mut all = vec!["--settings", settings.to_str().unwrap()];
        all.extend(args);
        run(db, &all)
    };
    let send = ["orders", "send-payment", number.as_str()];
    for (text, code, says) in [
        ("[pay]\nprovider = \"resurs\"\n", 5, "pay.resurs"),
        ("[pay]\nprovider = \"vipps\"\n", 5, "pay.vipps"),
        ("[sms]\nprovider = \"smstols\"\n", 5, "smstols"),
        ("[pay]\nprovider = \"resurz\"\n", 2, "resurz"),
        ("[pay]\nprovidr = \"resurs\"\n", 2, "providr"),
        ("[pay]\nprovider = \"none\"\n", 1, "pay.provider"),
    ] {
        let ran = with(text, &send);
        assert_eq!(ran.code, code, "{text}: {}", ran.err);
        assert!(ran.err.contains(says), "{text}: {}", ran.err);
    }
    let preview = with(
        "[pay]\nprovider = \"none\"\n",
        &["orders", "send-payment", &number, "--dry-run", "--json"],
    );
    let preview: Json = serde_json::from_str(&preview.out).unwrap();
    assert_eq!(preview["missing"][0]["code"], "no-provider");
    assert_eq!(json(db, &["orders", "show", &number, "--json"])["status"], "ready");
    assert!(shop.payments().is_empty());
}
