//! The kinds of membership of the membership organisation, who has which, and the dues of the next year: ready to be issued.

use chrono::{Datelike, NaiveDate};

use super::life::Life;
use crate::app::usecase::dues::set_up::{self, Typed};
use crate::app::usecase::dues::{enrol, kinds};
use crate::app::{AppError, Session};
use crate::store::dues as table;

/// Kinds: code, name, lines of the dues, and whether they are open.
const KINDS: [(&str, &str, &str, bool); 3] = [
    ("hoved", "Hovedmedlem", "Hovedmedlem=495; Tidsskrift=250", true),
    ("ung", "Ungdomsmedlem", "Ungdomsmedlem=150", true),
    ("stotte", "Støttemedlem", "Støttemedlem=1000", false),
];
/// One in so many is a youth, and one in so many a supporter.
const YOUTH: usize = 7;
const SUPPORTER: usize = 23;
/// One in so many of each kind leaves at the end of the year.
const LEAVING: usize = 31;
const COMMENT: &str = "Vedtatt på årsmøtet";

impl Life {
    /// Gives everybody who has had dues a kind of membership.
    pub(super) fn memberships(&mut self, session: &mut Session) -> Result<(), AppError> {
        // Nothing is drawn by lot here, so that everything else is as it was for the same seed.
        let number = self.calendar.back(2);
        session.acting = Some(self.calendar.actor(number, 19 * 60, &self.founder().operator));
        let year = self.calendar.day(number).year() + 1;
        for (code, name, lines, is_open) in KINDS {
            kinds::add(session, code, name, COMMENT)?;
            let typed = Typed {
                kind: Some(code.to_owned()),
                period: Some(year.to_string()),
                due_on: NaiveDate::from_ymd_opt(year, 2, 15),
                lines: Some(lines.to_owned()),
                is_open: Some(is_open),
                ..Typed::default()
            };
            set_up::add(session, "", &typed, COMMENT)?;
        }
        let members = table::with_dues(&session.store.conn)?;
        let from = NaiveDate::from_ymd_opt(year - 2, 1, 1);
        let until = NaiveDate::from_ymd_opt(year - 1, 12, 31);
        let kind_of = |place: usize| match place {
            place if place % SUPPORTER == 0 => 2,
            place if place % YOUTH == 0 => 1,
            _ => 0,
        };
        for (place, (code, ..)) in KINDS.iter().enumerate() {
            let some: Vec<i64> = members
                .iter()
                .enumerate()
                .filter(|(at, _)| kind_of(*at) == place)
                .map(|(_, party)| *party)
                .collect();
            enrol::assign(session, code, &some, (from, None), COMMENT)?;
            let leaving: Vec<i64> = some.into_iter().skip(LEAVING / 2).step_by(LEAVING).collect();
            enrol::assign(session, code, &leaving, (from, until), "Meldt ut til årsskiftet")?;
        }
        session.acting = None;
        Ok(())
    }
}
