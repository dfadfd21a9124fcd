//! Payment by SMS is open while dues are (SMS-25); without any that are set up, it goes by the claims as before.

use crate::common::day;
use crate::world::Club;

fn answer(club: &Club, amount: &str) -> String {
    let message = format!("ORG1 BETAL {amount}");
    let tried = club.site.json(&["sms", "try", &message, "--from", "+4790000001", "--json"]);
    tried["reply"].as_str().unwrap_or_default().to_owned()
}

fn set_up(club: &Club) {
    let mut args = vec!["sms", "set", "--open", "--number", "2030", "--organisation", "Organisasjon1"];
    args.extend([
        "--keywords",
        "ORG1",
        "--sub-keywords",
        "BETAL",
        "--url",
        "https://org1.example",
        "--comment",
        "start",
    ]);
    club.site.ok(&args);
}

#[test]
fn sms_25_it_is_closed_when_dues_are_set_up_and_none_is_open() {
    let club = Club::of_mains(2);
    club.ok(&["set", "main", "--line", "Kontingent=500"]);
    set_up(&club);
    assert_eq!(answer(&club, "500"), "nothing-outstanding", "dues are open, and none is issued");
    club.ok(&["run", "main"]);
    assert_eq!(answer(&club, "500"), "charge");
    assert_eq!(answer(&club, "499"), "nothing-outstanding");
    club.ok(&["close", "main"]);
    assert_eq!(
        answer(&club, "500"),
        "charge",
        "others are open still: what is outstanding may be paid (SMS-6)"
    );
    club.ok(&["close", "youth"]);
    assert_eq!(answer(&club, "500"), "closed");
    let said = club
        .site
        .json(&["sms", "try", "ORG1 BETAL 500", "--from", "+4790000001", "--json"])
        .to_string();
    assert!(said.contains("Organisasjon1 er ikke åpen for innmelding via SMS."), "{said}");
    club.ok(&["open", "youth"]);
    assert_eq!(answer(&club, "500"), "charge");
}

#[test]
fn sms_25_where_no_dues_are_set_up_claims_of_dues_are_enough() {
    let club = Club {
        site: crate::common::Site::new(),
    };
    set_up(&club);
    let path = club.site.file("parties.csv", "number,name,phone\n1,Berg,90000001\n");
    club.site.ok(&["parties", "import", crate::common::text(&path)]);
    assert_eq!(answer(&club, "50"), "closed");
    club.site
        .claims(&format!("party,name,kind,due,amount\n1,Berg,dues,{},50\n", day(9)));
    assert_eq!(answer(&club, "50"), "charge");
}
