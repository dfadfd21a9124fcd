//! Bank files into payments: look at the file, plan what would happen, and do it. The preview and the import share the
//! plan (design, part 9).

mod apply;
mod examine;
mod look_up;
mod notices;
pub(crate) mod one_format;
mod our_accounts;
mod outcome;
mod payer;
mod plan;
mod rows;
mod spill;
mod staged;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::app::texts::{Arg, Lang, Texts};
use crate::domain::bankfile::{FileSummary, Finding, Weight};
use crate::domain::exchange::NoticeOutcome;
use crate::domain::matching::Standing;
use crate::domain::money::Money;
use crate::domain::notice::NoticeKind;
use crate::domain::text::clean;
use crate::formats::Codec;
pub use crate::store::bankfile::{Counts, KnownFile};
pub use apply::{Done, run, tidy};
pub use examine::{Examined, examine, peek};

pub use notices::Told;
pub use outcome::Outcome;
pub use plan::{PlannedRow, Verdict, preview};
pub use rows::{ShownRow, shown_rows};
pub use staged::{Resumed, STAGED_FROM, finish_interrupted, may_cancel};

/// Codes of findings that come from the site, not from a codec.
pub const SITE_FINDINGS: &[&str] = &[
    "account-not-set-up",
    "account-not-registered",
    "other-format",
    "other-format-some",
    "same-identity",
    "recipient-new",
    "known-payment",
    "mandate-list",
    "too-large",
    "empty-file",
    "is-folder",
    "unreadable-file",
    "not-a-bank-file",
];

/// Which file, and how it is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The file.
    pub path: PathBuf,
    /// A format by id, where the person knows better than the content.
    pub format: Option<String>,
    /// Codes of findings that the person says yes to.
    pub accept: Vec<String>,
}

impl Request {
    /// The file's name without its folder.
    pub fn name(&self) -> String {
        self.path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }
}

/// Why a file is refused whole.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The file's name.
    pub name: String,
    /// Its format, where it is one we read.
    pub format: Option<&'static str>,
    /// Everything that was noticed; those that refuse and ask come with their place.
    pub findings: Vec<Finding>,
}

impl Refused {
    /// What must be answered for, one line each.
    pub fn words(&self, lang: Lang) -> String {
        let t = lang.texts();
        let mut lines = vec![t.with("import-refused", &[("name", Arg::Text(self.name.clone()))])];
        let mut tell = |finding: &Finding| {
            lines.push(finding_words(finding, t));
            lines.extend(marked_line(finding));
            if finding.weight == Weight::Ask {
                lines.push(t.with("import-accept", &[("code", Arg::from(finding.code))]));
            }
        };
        self.findings
            .iter()
            .filter(|f| f.weight == Weight::Refuse || f.code == "collapsed-blanks")
            .for_each(&mut tell);
        self.findings.iter().filter(|f| f.weight == Weight::Ask).for_each(&mut tell);
        lines.join("\n")
    }

    /// Whether a person's yes is all that is missing.
    pub fn only_asks(&self) -> bool {
        self.findings.iter().all(|finding| finding.weight != Weight::Refuse)
    }
}

/// The line a finding is about, with a mark under the place.
pub fn marked_line(finding: &Finding) -> Vec<String> {
    if finding.text.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("  {}", clean(&finding.text))];
    if let Some(before) = usize::try_from(finding.column).ok().and_then(|column| column.checked_sub(1)) {
        lines.push(format!("  {}▲", " ".repeat(before)));
    }
    lines
}

/// A finding in words, with its place.
pub fn finding_words(finding: &Finding, t: &Texts) -> String {
    // Files count in øre and fill with zeros; people do not.
    let plain = |digits: &str| match (finding.code, digits.parse::<i64>()) {
        ("sum" | "gross-sum" | "extra-sum", Ok(minor)) => Arg::Money(Money::from_minor(minor)),
        ("count-payments" | "count-records" | "numbering" | "mandate-list", Ok(count)) => Arg::Count(count),
        ("not-a-bank-file", _) => Arg::Text(t.t(&format!("looks-{digits}"))),
        _ => Arg::Text(digits.to_owned()),
    };
    let expected = if finding.code == "not-a-bank-file" {
        Arg::Text(finding.expected.clone())
    } else {
        plain(&finding.expected)
    };
    let what = t.with(
        &format!("finding-{}", finding.code),
        &[("found", plain(&finding.found)), ("expected", expected)],
    );
    let place = [
        ("line", Arg::Count(i64::from(finding.line))),
        ("column", Arg::Count(i64::from(finding.column))),
        ("what", Arg::Text(what.clone())),
    ];
    match (finding.line, finding.column) {
        (0, _) => what,
        (_, 0) => t.with("place-line", &place),
        _ => t.with("place-line-column", &place),
    }
}

/// What would become of a file, before anything is stored.
pub struct Preview {
    /// Which file.
    pub request: Request,
    /// Its format.
    pub codec: &'static Codec,
    /// What it says of itself.
    pub summary: FileSummary,
    /// The same file was stored before.
    pub known: Option<KnownFile>,
    /// How many records of each kind say something else than payments.
    pub told: BTreeMap<NoticeKind, u64>,
    /// What would become of each payment, in file order.
    pub rows: Vec<PlannedRow>,
    /// Counts and sums of that.
    pub counts: Counts,
}

/// How sure the planned handling of a payment is (ui, part 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Matched, with its reason.
    Sure,
    /// A person has to look at it.
    Check,
    /// Nobody found.
    Unknown,
    /// Not stored: known, or nothing.
    Nothing,
}

impl Certainty {
    /// The key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Certainty::Sure => "certainty-sure",
            Certainty::Check => "certainty-check",
            Certainty::Unknown => "certainty-unknown",
            Certainty::Nothing => "certainty-nothing",
        }
    }

    fn of(standing: Standing) -> Certainty {
        use crate::domain::payment::{Reason, State};
        match (standing.state, standing.reason) {
            (State::Used, Reason::Exact | Reason::PartyExact) => Certainty::Sure,
            (State::Unmatched, _) => Certainty::Unknown,
            _ => Certainty::Check,
        }
    }
}

/// What a file says besides payments, in words: `3 × new or changed agreement (2 to look at)`, one for each kind.
pub fn told_words(told: &Told, t: &Texts) -> Vec<String> {
    let mut kinds: BTreeMap<NoticeKind, (u64, u64)> = BTreeMap::new();
    for ((kind, outcome), count) in told {
        let entry = kinds.entry(*kind).or_default();
        entry.0 += count;
        if *outcome == NoticeOutcome::Open {
            entry.1 += count;
        }
    }
    let number = Arg::count::<u64>;
    let words = kinds.into_iter().map(|(kind, (all, open))| {
        let args = [
            ("count", number(all)),
            ("what", Arg::Text(t.t(&format!("notice-{}", kind.code())))),
            ("open", number(open)),
        ];
        t.with(if open > 0 { "told-kind-open" } else { "told-kind" }, &args)
    });
    words.collect()
}

/// The same of a preview, which does not know yet what will come of it.
pub fn would_tell(told: &BTreeMap<NoticeKind, u64>, t: &Texts) -> Vec<String> {
    let noted = told.iter().map(|(kind, count)| ((*kind, NoticeOutcome::Noted), *count)).collect();
    told_words(&noted, t)
}

/// How far the work has come, and whether to go on.
pub struct Watch<'a> {
    /// Gets 0 to 100.
    pub progress: &'a mut dyn FnMut(u8),
    /// Asked often; true ends the work and leaves nothing behind, as long as it [`may_cancel`].
    pub stop: &'a dyn Fn() -> bool,
}

impl Watch<'_> {
    /// Tells the share of `done` in `all`, placed between two percentages.
    fn tell(&mut self, done: u64, all: u64, from: u8, to: u8) {
        let span = u64::from(to.saturating_sub(from));
        let percent = u64::from(from) + done.min(all) * span / all.max(1);
        (self.progress)(u8::try_from(percent).unwrap_or(100));
    }
}

/// What would become of a file, for the command line; nothing is stored.
///
/// # Errors
/// [`crate::app::AppError::Import`] when it is refused.
pub fn dry_run(session: &crate::app::Session, request: &Request, watch: &mut Watch<'_>) -> Result<Preview, crate::app::AppError> {
    preview(&session.store.conn, request, watch)
}
