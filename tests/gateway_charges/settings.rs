//! The settings, as the site opens them.

use fordring::app::ports::Ports;
use fordring::app::settings::Settings;

const STREX: &str = "[sms.strex]
api_key = { file = \"/nowhere/key\" }
merchant_id = \"mer_org1\"
short_number = \"2030\"
folder = \"/nowhere/mo\"
";
const PUZZEL: &str = "[sms.puzzel]
base_url = \"https://smsgw.example.org\"
service_id = 1000
username = \"org1\"
password = { env = \"FORDRING_NO_SUCH_VARIABLE\" }
folder = \"/nowhere/mo\"
";

/// Opens a site with these settings.
fn open(provider: &str, table: &str) -> Result<Ports, String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("settings.toml");
    std::fs::write(&path, format!("[sms]\nprovider = \"simulator\"\ncharges = \"{provider}\"\n{table}")).unwrap();
    let settings = Settings::load(&path).map_err(|error| error.to_string())?;
    Ports::open(&settings, &dir.path().join("site.fordring")).map_err(|error| error.to_string())
}

#[test]
fn both_open_and_say_what_is_missing() {
    for (provider, table, missing) in [
        ("strex", STREX, ["/nowhere/mo", "/nowhere/key"]),
        ("puzzel", PUZZEL, ["/nowhere/mo", "FORDRING_NO_SUCH_VARIABLE"]),
    ] {
        let mut ports = open(provider, table).unwrap();
        let charges = ports.charges.as_mut().unwrap();
        assert_eq!(charges.id(), provider);
        // Without the network: the folder and the secret are looked at first.
        let caps = charges.caps();
        assert_eq!((caps.least.minor(), caps.most.minor()), (100, 100_000));
        assert_eq!(
            (caps.keyed, caps.asks, caps.refunds),
            if provider == "strex" {
                (true, true, true)
            } else {
                (false, false, false)
            }
        );
        if provider == "strex" {
            let wrong = charges.examine();
            assert!(wrong.iter().zip(missing).all(|(line, what)| line.contains(what)), "{wrong:?}");
        }
    }
}

#[test]
fn what_is_wrong_is_named() {
    for (provider, table, named) in [
        ("strex", "", "api_key"),
        ("strex", &STREX.replace("short_number", "number"), "number"),
        ("strex", &format!("{STREX}min_ore = \"1\"\n"), "min_ore"),
        ("strex", &format!("{STREX}max_ore = -1\n"), "max_ore"),
        ("strex", &STREX.replace("2030", "ORG1"), "short_number"),
        (
            "strex",
            &format!("{STREX}base_url = \"http://example.org\"\n"),
            "http://example.org",
        ),
        ("puzzel", "", "base_url"),
        ("puzzel", &PUZZEL.replace("1000", "\"1000\""), "service_id"),
        ("puzzel", &format!("{PUZZEL}sell_option = \"sms\"\n"), "sell_option"),
        ("puzzel", &format!("{PUZZEL}price = 1\n"), "price"),
        (
            "puzzel",
            &PUZZEL.replace("{ env = \"FORDRING_NO_SUCH_VARIABLE\" }", "\"hunter2\""),
            "where the secret is",
        ),
        ("others", "", "sms.charges"),
    ] {
        let error = open(provider, table).map(drop).unwrap_err();
        assert!(error.contains(named) && !error.contains("hunter2"), "{named}: {error}");
        assert!(provider == "others" || error.contains(&format!("sms.{provider}")), "{error}");
    }
}
