//! The lists are read off indexes, whatever the number of memberships.

use fordring::app::columns::{dues, members, memberships};

use crate::world::Club;

fn plan(club: &Club, sql: &str) -> Vec<String> {
    let conn = club.site.conn();
    let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let rows = statement.query_map([], |row| row.get(3)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn what_became_of_dues_is_counted_over_their_own_memberships() {
    let club = Club::with(1);
    for id in ["issued", "paid", "amount", "received", "claims", "each"] {
        let column = dues::LIST.column(id).unwrap();
        let plan = plan(&club, &format!("SELECT {} FROM dues d WHERE d.id = 1", column.sql));
        assert!(plan.iter().all(|step| !step.starts_with("SCAN")), "{id}: {plan:?}");
        assert!(plan.iter().any(|step| step.contains("USING")), "{id}: {plan:?}");
    }
}

#[test]
fn a_row_of_members_and_memberships_is_found_by_its_keys() {
    let club = Club::with(1);
    for list in [&members::LIST, &memberships::LIST] {
        let columns: Vec<&str> = list.columns.iter().map(|column| column.sql).collect();
        let joins: Vec<&str> = list.joins.iter().map(|(_, join)| *join).collect();
        let sql = format!(
            "SELECT {} FROM {} {} WHERE {} = 1",
            columns.join(", "),
            list.table,
            joins.join(" "),
            list.key
        );
        let plan = plan(&club, &sql);
        assert!(plan.iter().all(|step| !step.starts_with("SCAN")), "{}: {plan:?}", list.id);
    }
}
