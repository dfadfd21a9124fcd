//! What became of a bank file, in words and as JSON: the same on the command line, in the report beside a file of the watched
//! folder, and wherever else a file came from (OCR-10).

use serde_json::{Value as Json, json};

use super::{Counts, KnownFile, Refused, Request, Told, Watch, dry_run, finding_words, run, told_words};
use crate::app::texts::{Arg, Lang};
use crate::app::{AppError, Session, clock};
use crate::domain::bankfile::{FileSummary, Finding, Weight};
use crate::domain::exchange::NoticeOutcome;

/// What became of a file.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its name without the folder.
    pub name: String,
    /// Its format, where it is one we read.
    pub format: Option<&'static str>,
    /// `stored`, `would_store`, `duplicate` or `refused`.
    pub status: &'static str,
    /// What it says of itself.
    pub summary: FileSummary,
    /// What became of its payments.
    pub counts: Counts,
    /// The same file was stored before.
    pub known: Option<KnownFile>,
    /// Everything that was noticed.
    pub findings: Vec<Finding>,
    /// Its key, when it is or was stored.
    pub file_id: Option<i64>,
    /// What it says besides payments, and what came of that.
    pub told: Told,
}

impl Outcome {
    /// Imports a file, or says what would happen.
    ///
    /// # Errors
    /// Those of [`run`].
    pub fn of(session: &mut Session, request: &Request, dry: bool, watch: &mut Watch<'_>) -> Result<Outcome, AppError> {
        let name = request.name();
        if dry {
            let preview = dry_run(session, request, watch)?;
            return Ok(Outcome {
                name,
                format: Some(preview.codec.id),
                status: if preview.known.is_some() { "duplicate" } else { "would_store" },
                findings: preview.summary.findings.clone(),
                summary: preview.summary,
                counts: preview.counts,
                file_id: preview.known.as_ref().map(|known| known.id),
                known: preview.known,
                told: preview
                    .told
                    .into_iter()
                    .map(|(kind, count)| ((kind, NoticeOutcome::Noted), count))
                    .collect(),
            });
        }
        let done = run(session, request, None, watch)?;
        Ok(Outcome {
            name,
            format: Some(done.codec.id),
            status: if done.known.is_some() { "duplicate" } else { "stored" },
            findings: done.summary.findings.clone(),
            summary: done.summary,
            counts: done.counts,
            file_id: done.file_id.or(done.known.as_ref().map(|known| known.id)),
            known: done.known,
            told: done.told,
        })
    }

    /// A file that was refused whole.
    pub fn refused(refused: &Refused) -> Outcome {
        Outcome {
            name: refused.name.clone(),
            format: refused.format,
            status: "refused",
            summary: FileSummary::default(),
            counts: Counts::default(),
            known: None,
            findings: refused.findings.clone(),
            file_id: None,
            told: Told::new(),
        }
    }

    /// The result, line by line. Warnings stand in [`Outcome::warnings`].
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let t = lang.texts();
        if let Some(refused) = self.refusal() {
            return refused.words(lang).lines().map(str::to_owned).collect();
        }
        if let Some(known) = &self.known {
            let args = [
                ("name", Arg::Text(self.name.clone())),
                ("known", Arg::Text(known.name.clone())),
                ("at", Arg::Text(clock::local_minute(known.stored_at))),
                ("operator", Arg::Text(known.operator.clone())),
            ];
            return vec![t.with("import-duplicate", &args)];
        }
        let counts = &self.counts;
        let args = [
            ("name", Arg::Text(self.name.clone())),
            ("payments", Arg::count(self.summary.payments)),
            ("sum", Arg::Money(self.summary.sum)),
            ("booked", Arg::Money(counts.booked)),
        ];
        let key = if self.status == "stored" {
            "import-stored"
        } else {
            "import-would-store"
        };
        let mut lines = vec![t.with(key, &args)];
        let rows = [
            ("result-settled", counts.settled),
            ("result-manual", counts.manual),
            ("result-suggested", counts.suggested),
            ("result-unmatched", counts.unmatched),
            ("result-parked", counts.parked),
            ("result-skipped", counts.skipped),
        ];
        // A file without payments says nothing of them.
        let rows = rows.into_iter().filter(|_| self.summary.payments > 0 || self.told.is_empty());
        lines.extend(rows.map(|(key, count)| format!("  {:>9}  {}", t.count(count), t.t(key))));
        lines.extend(told_words(&self.told, t).into_iter().map(|line| format!("  {:>9}  {line}", "")));
        lines
    }

    /// What was noticed and hinders nothing, line by line.
    pub fn warnings(&self, lang: Lang) -> Vec<String> {
        if self.status == "refused" || self.known.is_some() {
            return Vec::new();
        }
        let shown = self.findings.iter().filter(|finding| finding.weight != Weight::Refuse);
        shown.map(|finding| finding_words(finding, lang.texts())).collect()
    }

    /// Why it was refused, when it was.
    pub fn refusal(&self) -> Option<Refused> {
        (self.status == "refused").then(|| Refused {
            name: self.name.clone(),
            format: self.format,
            findings: self.findings.clone(),
        })
    }

    /// The object of `import --json`. `currency`: of the site.
    pub fn document(&self, currency: &str, lang: Lang) -> Json {
        let t = lang.texts();
        let list = |refusing: bool| -> Vec<Json> {
            let of = self
                .findings
                .iter()
                .filter(|f| (self.status == "refused" && f.weight != Weight::Warn) == refusing);
            of.map(|f| {
                let mut object = json!({ "line": f.line, "column": f.column, "code": f.code, "message": finding_words(f, t) });
                if let (Some(map), Weight::Ask) = (object.as_object_mut(), f.weight) {
                    map.insert("accept".to_owned(), json!(f.code));
                }
                object
            })
            .collect()
        };
        let counts = &self.counts;
        let mut object = json!({
            "file": self.name, "format": self.format, "status": self.status, "payments": self.summary.payments,
            "stored": counts.stored, "skipped": counts.skipped, "sum": self.summary.sum.to_string(), "booked": counts.booked.to_string(),
            "currency": currency, "settled": counts.settled, "manual": counts.manual, "suggested": counts.suggested,
            "unmatched": counts.unmatched, "parked": counts.parked, "warnings": list(false), "errors": list(true),
        });
        if let (Some(map), 1..) = (object.as_object_mut(), self.summary.notices) {
            map.insert("notices".to_owned(), json!(self.summary.notices));
        }
        if let (Some(map), Some(known)) = (object.as_object_mut(), &self.known) {
            map.insert("imported_at".to_owned(), json!(clock::iso_moment(known.stored_at)));
            map.insert("imported_by".to_owned(), json!(known.operator));
        }
        object
    }
}
