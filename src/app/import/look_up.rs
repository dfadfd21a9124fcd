//! References looked up many at a time, in their own order: neighbours in the index follow each other.

use super::plan::Lead;
use crate::domain::reference::Reference;
use crate::store::claim::Finder;
use crate::store::{Db, StoreError, party};

/// How many references are looked up at a time.
const AT_ONCE: usize = 65_536;

/// References that wait, each with the lead it would be.
pub(super) struct LookUps<'a> {
    finder: Finder<'a>,
    leads: Vec<(usize, Lead)>,
    texts: String,
}

impl<'a> LookUps<'a> {
    pub(super) fn new(conn: &'a Db) -> Result<LookUps<'a>, StoreError> {
        Ok(LookUps {
            finder: Finder::new(conn, party::any_reference(conn)?)?,
            leads: Vec::new(),
            texts: String::new(),
        })
    }

    /// Keeps one, and looks up all that wait when they are many. What leads somewhere goes to `found`, in no order.
    pub(super) fn add(&mut self, lead: Lead, reference: &Reference, found: &mut Vec<Lead>) -> Result<(), StoreError> {
        self.texts.push_str(reference.as_str());
        self.leads.push((self.texts.len(), lead));
        if self.leads.len() >= AT_ONCE { self.run(found) } else { Ok(()) }
    }

    /// Looks up those that wait.
    pub(super) fn run(&mut self, found: &mut Vec<Lead>) -> Result<(), StoreError> {
        let mut from = 0;
        let mut wanted: Vec<(&str, usize)> = Vec::with_capacity(self.leads.len());
        for (place, (to, _)) in self.leads.iter().enumerate() {
            wanted.push((self.texts.get(from..*to).unwrap_or_default(), place));
            from = *to;
        }
        wanted.sort_unstable();
        for (reference, place) in wanted {
            let Some((to_party, id)) = self.finder.by_reference(reference)? else {
                continue;
            };
            if let Some((_, lead)) = self.leads.get(place) {
                found.push(Lead { to_party, id, ..*lead });
            }
        }
        self.leads.clear();
        self.texts.clear();
        Ok(())
    }
}
