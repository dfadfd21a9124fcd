//! What the register asks for is answered from indexes, so that it is quick with hundreds of thousands of parties.

use fordring::app::columns::{parties, shared};
use fordring::domain::filter::Filter;
use fordring::store::list::ListQuery;

use crate::common::{Site, day};

fn plan(list: &'static fordring::app::columns::List, sort: &[(&str, bool)]) -> Vec<String> {
    let site = Site::new();
    let query = ListQuery {
        list,
        filter: Filter::default(),
        sort: sort.iter().map(|(id, down)| ((*id).to_owned(), *down)).collect(),
        today: day(0),
        alphabet: fordring::domain::text::Alphabet::DanishNorwegian,
    };
    query.plan(&site.conn()).unwrap()
}

#[test]
fn the_first_rows_by_name_come_from_an_index() {
    let steps = plan(&parties::LIST, &[("name", false)]);
    assert!(steps.iter().any(|step| step.contains("INDEX party_by_name")), "{steps:#?}");
    assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:#?}");
}

#[test]
fn shared_numbers_are_found_by_their_index_and_not_by_comparing_all_with_all() {
    let steps = plan(&shared::LIST, &[("phone", false)]);
    let looked_up = |index: &str| steps.iter().any(|step| step.contains("SEARCH") && step.contains(index));
    assert!(looked_up("party_dialled"), "{steps:#?}");
    let scans = steps.iter().filter(|step| step.contains("SCAN") && !step.contains("CORRELATED"));
    // Each of the two tables is gone through once.
    assert!(scans.count() <= 3, "{steps:#?}");
}
