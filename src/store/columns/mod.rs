//! Column rows: one row says everything about a column. A new column is one row here; SELECT, sorting, filter word,
//! picker, export and help follow by themselves.

pub mod accounts;
pub mod articles;
pub mod charges;
pub mod claims;
pub mod desk;
pub mod dialogues;
pub mod drafts;
pub mod dues;
pub mod exchanged;
pub mod files;
pub mod journal;
pub mod mandates;
pub mod members;
pub mod memberships;
pub mod messages;
pub mod notices;
pub mod orders;
pub mod parties;
pub mod payments;
pub mod refunds;
pub mod sendings;
pub mod shared;
pub mod transactions;

/// What kind of value a column shows, and so how it is written and filtered.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Free text, cleaned before it is shown.
    Text,
    /// Digits that are a name: claim numbers, references.
    Digits,
    /// A count.
    Number,
    /// Minor units.
    Money,
    /// Days since 1970.
    Date,
    /// Milliseconds since 1970.
    Moment,
    /// Yes or nothing.
    Flag,
    /// A code: its word and the prefix of its texts (`status` → `status-paid`).
    Choice(&'static str, fn(i64) -> Option<&'static str>, fn() -> Vec<(i64, &'static str)>),
    /// A code that stands in the file as its word: the prefix of its texts, and the words there are.
    Code(&'static str, &'static [&'static str]),
}

/// Widths in terminal cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width {
    /// Never narrower.
    pub min: u16,
    /// As designed.
    pub ideal: u16,
    /// Never wider.
    pub max: u16,
}

/// One column of a list. Its header stands in the language files under `column-LIST-ID`.
pub struct Column {
    /// Stable id: in JSON, in saved views, as the English filter word.
    pub id: &'static str,
    /// What it shows.
    pub kind: Kind,
    /// How wide.
    pub width: Width,
    /// The expression that gives its value.
    pub sql: &'static str,
    /// What it is sorted by, where that is not the value itself.
    pub sort: Option<&'static str>,
    /// Shown until somebody chooses otherwise.
    pub shown: bool,
    /// Stays at the left when the list scrolls sideways.
    pub pinned: bool,
    /// The expression that words of the filter are looked for in (folded); `None`: words pass it by.
    pub words: Option<&'static str>,
    /// Whether the status line shows its sum.
    pub summed: bool,
}

impl Column {
    /// What the list is ordered by for this column.
    pub fn sort_sql(&self) -> &'static str {
        self.sort.unwrap_or(self.sql)
    }

    /// Whether values stand to the right.
    pub fn right(&self) -> bool {
        matches!(self.kind, Kind::Money | Kind::Number)
    }
}

/// A view that comes with the program: a filter, and columns that belong to it.
pub struct ReadyView {
    /// Its name stands under `view-LIST-CODE`.
    pub code: &'static str,
    /// In English words.
    pub filter: &'static str,
    /// Columns that it shows besides those in use.
    pub also: &'static [&'static str],
    /// The columns, in order, where the view is a screen of its own.
    pub queue: &'static [&'static str],
}

const fn view(code: &'static str, filter: &'static str) -> ReadyView {
    ReadyView {
        code,
        filter,
        also: &[],
        queue: &[],
    }
}

/// A list that can be shown, sorted, filtered and exported.
pub struct List {
    /// Stable id.
    pub id: &'static str,
    /// Its table with the alias that the columns use.
    pub table: &'static str,
    /// The key of a row.
    pub key: &'static str,
    /// What a row is looked for by, with `?1` for its key, where the key itself stands in no index.
    pub find: Option<&'static str>,
    /// Joins by the alias they bring: added only when a query uses it.
    pub joins: &'static [(&'static str, &'static str)],
    /// All columns, in the order they come in.
    pub columns: &'static [Column],
    /// Sorted so until somebody chooses otherwise: column and whether descending.
    pub sort: &'static [(&'static str, bool)],
    /// Views that come with the program.
    pub views: &'static [ReadyView],
}

impl List {
    /// Whether every change of its rows stands in the change log. How messages come and go does not.
    pub fn is_logged(&self) -> bool {
        !matches!(self.id, "dialogues" | "charges" | "messages" | "sendings")
    }

    /// A column by its id.
    pub fn column(&self, id: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.id == id)
    }
}

/// Every list there is.
pub static LISTS: &[&List] = &[
    &claims::LIST,
    &payments::LIST,
    &files::LIST,
    &exchanged::LIST,
    &orders::LIST,
    &messages::LIST,
    &dialogues::LIST,
    &charges::LIST,
    &dues::LIST,
    &members::LIST,
    &memberships::LIST,
    &desk::LIST,
    &transactions::LIST,
    &journal::LIST,
    &refunds::LIST,
    &sendings::LIST,
    &mandates::LIST,
    &notices::LIST,
    &accounts::LIST,
    &parties::LIST,
    &shared::LIST,
    &articles::LIST,
    &drafts::LIST,
];

macro_rules! choice {
    ($prefix:literal, $codes:ty) => {
        $crate::store::columns::Kind::Choice(
            $prefix,
            |number| <$codes>::from_number(number).map(<$codes>::code),
            || <$codes>::ALL.iter().map(|code| (code.number(), code.code())).collect(),
        )
    };
}
pub(crate) use choice;

const fn width(min: u16, ideal: u16, max: u16) -> Width {
    Width { min, ideal, max }
}

/// A column with the usual settings, to be varied: shown, not pinned, sorted by its value, no words.
const fn column(id: &'static str, kind: Kind, width: Width, sql: &'static str) -> Column {
    Column {
        id,
        kind,
        width,
        sql,
        sort: None,
        shown: false,
        pinned: false,
        words: None,
        summed: false,
    }
}

/// The number of the party that a row of a list is about, at its left; the list joins it as `p`.
const PARTY: Column = Column {
    shown: true,
    pinned: true,
    words: Some("p.number"),
    ..column("party", Kind::Digits, width(4, 8, 16), "p.number")
};

/// Its name.
const PARTY_NAME: Column = Column {
    shown: true,
    words: Some("p.name_key"),
    sort: Some("p.name_key"),
    ..column("name", Kind::Text, width(12, 24, 60), "p.name")
};

#[cfg(test)]
mod tests {
    use super::LISTS;

    #[test]
    fn a_list_has_each_column_once() {
        for list in LISTS {
            let mut ids: Vec<&str> = list.columns.iter().map(|column| column.id).collect();
            ids.sort_unstable();
            let twice = ids.windows(2).find(|pair| pair[0] == pair[1]);
            assert_eq!(twice, None, "{}", list.id);
        }
    }
}
