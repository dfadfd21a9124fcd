//! Two consoles on one draft: what each changed is kept; where both changed the same, what stands in the file stays and the other
//! is told what did not go in.

use super::Draft;

/// A field that two changed at once; its name has a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Who owes it.
    Party,
    /// What for.
    Kind,
    /// What it concerns.
    Description,
    /// The date of issue.
    Issued,
    /// The due date.
    Due,
    /// The bank account.
    Account,
    /// The reference.
    Reference,
    /// The lines.
    Lines,
}

/// What becomes of a draft that was `base` when I began: `mine` on my screen and `theirs` in the file. Lines are taken as a whole.
pub fn merge(base: &Draft, mine: &Draft, theirs: &Draft) -> (Draft, Vec<Conflict>) {
    let (mut merged, mut conflicts) = (theirs.clone(), Vec::new());
    macro_rules! field {
        ($($name:ident $conflict:ident),+ $(,)?) => { $(
            if mine.$name != base.$name && mine.$name != theirs.$name {
                if theirs.$name == base.$name {
                    merged.$name = mine.$name.clone();
                } else {
                    conflicts.push(Conflict::$conflict);
                }
            }
        )+ };
    }
    field!(
        party_id Party, kind Kind, description Description, issued_on Issued, due_on Due, account_id Account, reference Reference, lines Lines,
    );
    (merged, conflicts)
}
