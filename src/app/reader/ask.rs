//! What a screen asks the reading threads, and what comes back.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::columns::{Column, List};
use crate::app::desk::Desk;
use crate::app::file_view::FileView;
use crate::app::import::{self, Preview, Request};
use crate::app::layout::Layout;
use crate::app::overview::{Counters, Overview};
use crate::app::search_all::{Findings, Recent};
use crate::app::show::ShownClaim;
use crate::app::show_order::ShownOrder;
use crate::app::simulated::Phones;
use crate::app::texts::Lang;
use crate::app::usecase::accounts;
use crate::app::usecase::bulk::Trial;
use crate::app::usecase::claims::Act;
use crate::app::usecase::drafts::ShownDraft;
use crate::app::usecase::dues::SetUp;
use crate::app::usecase::dues::run::{Preview as DuesPreview, Request as DuesRequest};
use crate::app::usecase::dues_sms::act::Of;
use crate::app::usecase::dues_sms::fields::Whole;
use crate::app::usecase::dues_sms::person::Dialogue;
use crate::app::usecase::dues_sms::tester::Trial as SmsTrial;
use crate::app::usecase::files::Undone;
use crate::app::usecase::orders::send;
use crate::app::usecase::outgoing::receipts::Understood;
use crate::app::usecase::outgoing::{Group, OutFile};
use crate::app::usecase::reconcile::Reconciled;
use crate::app::usecase::register::import::Preview as PartiesPreview;
use crate::app::usecase::register::merge::Merge;
use crate::app::usecase::register::show::ShownParty;
use crate::app::usecase::remind;
use crate::app::usecase::sending::{Planned, Wish};
use crate::app::usecase::site_settings::Shown as ShownSetting;
use crate::app::usecase::views;
use crate::app::{AppError, Row, Totals, browse, export, payment_view};
use crate::domain::article::Article;
use crate::domain::claim::Kind;
use crate::domain::filter::Filter;
use crate::domain::sending::SendingState;
use crate::store::detail::Leads;
use crate::store::lookup::Found;
use chrono::NaiveDate;

/// Which rows of which list, in which order.
#[derive(Clone)]
pub struct Wanted {
    /// The list.
    pub list: &'static List,
    /// Which rows.
    pub filter: Filter,
    /// In which order.
    pub sort: Vec<(String, bool)>,
}

/// What a screen asks. `ticket` comes back with the answer, so that a screen knows its newest question.
pub enum Ask {
    /// The row map of a list, its first rows, its totals.
    Map {
        /// The question.
        ticket: u64,
        /// Which rows.
        wanted: Wanted,
        /// Columns of the first rows.
        columns: Vec<&'static Column>,
        /// The row under the cursor and its neighbours come first when the list is known already.
        first: bool,
    },
    /// Some rows by key.
    Rows {
        /// The question.
        ticket: u64,
        /// The list.
        list: &'static List,
        /// Its columns.
        columns: Vec<&'static Column>,
        /// The keys.
        keys: Vec<u32>,
    },
    /// Sums over selected rows.
    Sum {
        /// The question.
        ticket: u64,
        /// The list.
        list: &'static List,
        /// The keys.
        keys: Vec<u32>,
    },
    /// One claim.
    Claim(i64),
    /// One payment.
    Payment(i64),
    /// How one bank account is set up.
    Account(i64),
    /// What a row of a list leads to.
    Leads(&'static List, i64),
    /// One order.
    Order(i64),
    /// What *Skicka mobilbetalning (SMS)* would send for an order.
    SendPreview(i64),
    /// How a claim would be sent.
    ClaimPreview(u64, i64, Wish),
    /// How a claim would be reminded of.
    RemindPreview(u64, i64, remind::Wish),
    /// The matching desk for a payment, with what is typed there.
    Desk(u64, i64, String),
    /// What would become of claims, if this were done to all of them.
    Trial {
        /// The question.
        ticket: u64,
        /// Which claims.
        ids: Vec<u32>,
        /// What.
        act: Act,
    },
    /// How many of those that are sent together stand where.
    Batch(i64),
    /// Kinds of membership and dues.
    DuesSetUp,
    /// What a run of dues would do: the question, and what it is of.
    DuesPreview(u64, DuesRequest),
    /// What undoing a bank file would do.
    FileUndo(i64),
    /// What the bank can be asked for now.
    OutgoingDue,
    /// A file to the bank.
    OutgoingFile(i64),
    /// What a receipt list says of a file: its text, or where it lies.
    Receipt(i64, Result<String, PathBuf>),
    /// Customers that fit what is typed.
    Parties(u64, String),
    /// Cars that fit what is typed; a customer's own first.
    Vehicles(u64, String, Option<i64>),
    /// Articles that fit what is typed; those for a kind of claim first.
    Articles(u64, String, Kind),
    /// Earlier claims that fit what is typed; a customer's own first.
    EarlierClaims(u64, String, Option<i64>),
    /// A draft of a claim.
    Draft(i64),
    /// An article.
    Article(i64),
    /// Anything typed into the search box.
    Search(u64, String),
    /// The records this operator opened last.
    Recent,
    /// The simulated telephones, with the messages of one.
    Phones(String),
    /// The SMS dialogue with a number.
    Dialogue(Of),
    /// How dues are paid by SMS.
    DuesSms,
    /// The settings.
    Settings,
    /// What a message from a number would be answered: text, number.
    TrySms(u64, String, String),
    /// A party's page.
    Party(i64),
    /// What merging one party into another would do: key of who stays, what leads to who goes.
    Merge(i64, String),
    /// What a table of parties would do.
    PartiesTable(PathBuf),
    /// Lines of a bank file: which, from which byte, how many before it and how many in all.
    FileBytes(i64, u64, usize, usize),
    /// The bytes of a bank file into a file.
    FileExport(i64, PathBuf),
    /// Our lines against the bank's statements, from a day to a day.
    Reconcile(NaiveDate, NaiveDate),
    /// The counters of the menu and the start screen.
    Overview,
    /// Views and last layout of a list.
    Views(&'static List),
    /// Comments for recall.
    Comments,
    /// A folder for the file browser.
    Folder(PathBuf),
    /// What would become of a bank file.
    Preview(Request),
    /// Some rows of a preview.
    PreviewRows {
        /// The preview.
        preview: Arc<Preview>,
        /// From which row.
        from: usize,
        /// How many.
        count: usize,
    },
    /// A list into a file.
    Export {
        /// Which rows.
        wanted: Wanted,
        /// Which columns, in order.
        columns: Vec<&'static Column>,
        /// As CSV or JSON.
        format: export::Format,
        /// Where to.
        path: PathBuf,
        /// Whose words.
        lang: Lang,
        /// Only these rows, in this order; nothing: all.
        only: Option<Vec<u32>>,
    },
    /// Look for changes now.
    Watch,
}

/// What comes back.
pub enum Answer {
    /// The first rows of a list.
    First {
        /// The question.
        ticket: u64,
        /// The rows.
        rows: Vec<Row>,
    },
    /// The whole row map.
    Map {
        /// The question.
        ticket: u64,
        /// Keys in order.
        keys: Arc<Vec<u32>>,
    },
    /// Count and sums of all rows of a list.
    Totals {
        /// The question.
        ticket: u64,
        /// The totals.
        totals: Totals,
    },
    /// Rows that were asked for.
    Rows {
        /// The question.
        ticket: u64,
        /// The keys that were asked for: one without a row is gone.
        keys: Vec<u32>,
        /// The rows.
        rows: Vec<Row>,
    },
    /// Sums over selected rows.
    Sum {
        /// The question.
        ticket: u64,
        /// The sums.
        totals: Totals,
    },
    /// One claim.
    Claim(i64, Box<Result<ShownClaim, AppError>>),
    /// One payment.
    Payment(i64, Box<Result<payment_view::ShownPayment, AppError>>),
    /// How one bank account is set up.
    Account(i64, Box<Result<accounts::Shown, AppError>>),
    /// What a row of a list leads to; nothing: it has no screen of its own.
    Leads(Option<Leads>),
    /// One order.
    Order(i64, Box<Result<ShownOrder, AppError>>),
    /// What would be sent for an order.
    SendPreview(i64, Box<Result<send::Preview, AppError>>),
    /// How a claim would be sent.
    ClaimPreview(u64, Box<Result<Planned, AppError>>),
    /// How a claim would be reminded of.
    RemindPreview(u64, Box<Result<remind::Plan, AppError>>),
    /// The matching desk for a payment.
    Desk(u64, Box<Result<Desk, AppError>>),
    /// What would become of many claims.
    Trial(u64, Box<Result<Trial, AppError>>),
    /// How many of those that are sent together stand where.
    Batch(i64, Result<Vec<(SendingState, i64)>, AppError>),
    /// Kinds of membership and dues.
    DuesSetUp(Box<Result<SetUp, AppError>>),
    /// What a run of dues would do.
    DuesPreview(u64, Box<Result<DuesPreview, AppError>>),
    /// What undoing a bank file would do.
    FileUndo(i64, Box<Result<Undone, AppError>>),
    /// What the bank can be asked for now.
    OutgoingDue(Box<Result<Vec<Group>, AppError>>),
    /// A file to the bank.
    OutgoingFile(i64, Box<Result<OutFile, AppError>>),
    /// What a receipt list says of a file, and its text.
    Receipt(i64, Box<Result<(Understood, String), AppError>>),
    /// Customers or cars that fit what is typed.
    Found(u64, Vec<Found>),
    /// A draft of a claim.
    Draft(i64, Box<Result<ShownDraft, AppError>>),
    /// An article.
    Article(i64, Box<Result<Article, AppError>>),
    /// What anything typed leads to.
    Search(u64, Box<Result<Findings, AppError>>),
    /// The records opened last.
    Recent(Box<Result<Vec<Recent>, AppError>>),
    /// The SMS dialogue with a number.
    Dialogue(Of, Box<Result<Dialogue, AppError>>),
    /// How dues are paid by SMS.
    DuesSms(Box<Result<Whole, AppError>>),
    /// The settings.
    Settings(Result<Vec<ShownSetting>, AppError>),
    /// What a message would be answered.
    Tried(u64, Box<Result<SmsTrial, AppError>>),
    /// The simulated telephones.
    Phones(Box<Result<Phones, AppError>>),
    /// A party's page.
    Party(i64, Box<Result<ShownParty, AppError>>),
    /// What a merge would do, for what was typed.
    Merge(String, Box<Result<Merge, AppError>>),
    /// What a table of parties would do.
    PartiesTable(PathBuf, Box<Result<PartiesPreview, AppError>>),
    /// Lines of a bank file.
    FileBytes(i64, Box<Result<FileView, AppError>>),
    /// The bytes of a bank file stand in a file: how many, and where.
    FileExported(PathBuf, Result<u64, AppError>),
    /// Our lines against the bank's statements.
    Reconciled(Box<Result<Vec<Reconciled>, AppError>>),
    /// Counters and charts.
    Overview(Counters, Box<Overview>),
    /// Views and last layout of a list.
    Views(&'static List, Vec<views::View>, Layout),
    /// Comments for recall.
    Comments(Vec<String>),
    /// A folder.
    Folder(PathBuf, Result<Vec<browse::FileRow>, AppError>),
    /// A preview.
    Preview(PathBuf, Box<Result<Preview, AppError>>),
    /// Rows of a preview.
    PreviewRows(usize, Vec<import::ShownRow>),
    /// An export is done: how many rows, and where.
    Exported(PathBuf, Result<i64, AppError>),
    /// How far something long has come.
    Progress(u8),
    /// Records were changed by somebody: the newest row of the change log, kinds and keys, or many.
    Changed {
        /// Which; empty when `many`.
        records: Vec<(String, i64)>,
        /// More than can be named.
        many: bool,
    },
    /// Something in the file is new that the change log does not tell of: how far a message has come, say.
    Touched,
    /// A question could not be answered.
    Failed(u64, AppError),
}
