//! `import`: bank files into payments.

use serde_json::{Value as Json, json};

use super::{Context, args, note, say, say_json};
use crate::app::import::{self, Counts, KnownFile, Refused, Request, Watch, finding_words, told_words, would_tell};
use crate::app::texts::{Arg, Lang};
use crate::app::{AppError, Session, clock};
use crate::domain::bankfile::{FileSummary, Finding, Weight};

struct Outcome {
    name: String,
    format: Option<&'static str>,
    status: &'static str,
    summary: FileSummary,
    counts: Counts,
    known: Option<KnownFile>,
    findings: Vec<Finding>,
    /// What it says besides payments, in words.
    told: Vec<String>,
}

pub(super) fn run(context: &mut Context, args: &args::Import) -> Result<(), AppError> {
    let mut session = context.open()?;
    let (mut outcomes, mut worst) = (Vec::new(), None::<AppError>);
    for path in &args.files {
        let request = Request {
            path: path.clone(),
            format: args.format.clone(),
            accept: args.accept.clone(),
        };
        match one(&mut session, &request, args.dry_run) {
            Ok(outcome) => {
                if !args.json {
                    print(&outcome, session.lang)?;
                }
                outcomes.push(outcome);
            }
            Err(AppError::Import(refused)) => {
                let error = AppError::Import(refused.clone());
                if !args.json && args.files.len() > 1 {
                    for line in error.words(session.lang).lines() {
                        note(line);
                    }
                }
                outcomes.push(refusal(&request, &refused));
                worst = worse(worst, error);
            }
            Err(error) => {
                if args.files.len() > 1 {
                    note(&error.words(session.lang));
                }
                worst = worse(worst, error);
            }
        }
    }
    if args.json {
        let documents: Vec<Json> = outcomes.iter().map(|outcome| document(outcome, &session)).collect();
        say_json(&Json::Array(documents))?;
    }
    if !args.dry_run {
        import::tidy(&session)?;
    }
    worst.map_or(Ok(()), Err)
}

/// The error whose exit code is the worst.
fn worse(so_far: Option<AppError>, error: AppError) -> Option<AppError> {
    match so_far {
        Some(before) if before.exit_code() >= error.exit_code() => Some(before),
        _ => Some(error),
    }
}

fn one(session: &mut Session, request: &Request, dry_run: bool) -> Result<Outcome, AppError> {
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &|| false,
    };
    let name = request.name();
    if dry_run {
        let preview = import::dry_run(session, request, &mut watch)?;
        let status = if preview.known.is_some() { "duplicate" } else { "would_store" };
        let findings = preview.summary.findings.clone();
        return Ok(Outcome {
            name,
            format: Some(preview.codec.id),
            status,
            summary: preview.summary,
            counts: preview.counts,
            known: preview.known,
            findings,
            told: would_tell(&preview.told, session.lang.texts()),
        });
    }
    let done = import::run(session, request, None, &mut watch)?;
    let status = if done.known.is_some() { "duplicate" } else { "stored" };
    let findings = done.summary.findings.clone();
    Ok(Outcome {
        name,
        format: Some(done.codec.id),
        status,
        summary: done.summary,
        counts: done.counts,
        known: done.known,
        findings,
        told: told_words(&done.told, session.lang.texts()),
    })
}

fn refusal(request: &Request, refused: &Refused) -> Outcome {
    Outcome {
        name: request.name(),
        format: refused.format,
        status: "refused",
        summary: FileSummary::default(),
        counts: Counts::default(),
        known: None,
        findings: refused.findings.clone(),
        told: Vec::new(),
    }
}

fn document(outcome: &Outcome, session: &Session) -> Json {
    let t = session.lang.texts();
    let list = |refusing: bool| -> Vec<Json> {
        let of = outcome
            .findings
            .iter()
            .filter(|f| (outcome.status == "refused" && f.weight != Weight::Warn) == refusing);
        of.map(|f| {
            let mut object = json!({ "line": f.line, "column": f.column, "code": f.code, "message": finding_words(f, t) });
            if let (Some(map), Weight::Ask) = (object.as_object_mut(), f.weight) {
                map.insert("accept".to_owned(), json!(f.code));
            }
            object
        })
        .collect()
    };
    let counts = &outcome.counts;
    let mut object = json!({
        "file": outcome.name, "format": outcome.format, "status": outcome.status, "payments": outcome.summary.payments,
        "stored": counts.stored, "skipped": counts.skipped, "sum": outcome.summary.sum.to_string(), "booked": counts.booked.to_string(),
        "currency": session.site.currency.code(), "settled": counts.settled, "manual": counts.manual, "suggested": counts.suggested,
        "unmatched": counts.unmatched, "parked": counts.parked, "notices": outcome.summary.notices, "warnings": list(false), "errors": list(true),
    });
    if let (Some(map), Some(known)) = (object.as_object_mut(), &outcome.known) {
        map.insert("imported_at".to_owned(), json!(clock::iso_moment(known.stored_at)));
        map.insert("imported_by".to_owned(), json!(known.operator));
    }
    object
}

fn print(outcome: &Outcome, lang: Lang) -> Result<(), AppError> {
    let t = lang.texts();
    if let Some(known) = &outcome.known {
        let args = [
            ("name", Arg::Text(outcome.name.clone())),
            ("known", Arg::Text(known.name.clone())),
            ("at", Arg::Text(clock::local_minute(known.stored_at))),
            ("operator", Arg::Text(known.operator.clone())),
        ];
        return say(&t.with("import-duplicate", &args));
    }
    let counts = &outcome.counts;
    let args = [
        ("name", Arg::Text(outcome.name.clone())),
        ("payments", Arg::Count(i64::try_from(outcome.summary.payments).unwrap_or(i64::MAX))),
        ("sum", Arg::Money(outcome.summary.sum)),
        ("booked", Arg::Money(counts.booked)),
    ];
    say(&t.with(
        if outcome.status == "stored" {
            "import-stored"
        } else {
            "import-would-store"
        },
        &args,
    ))?;
    let rows = [
        ("result-settled", counts.settled),
        ("result-manual", counts.manual),
        ("result-suggested", counts.suggested),
        ("result-unmatched", counts.unmatched),
        ("result-parked", counts.parked),
        ("result-skipped", counts.skipped),
    ];
    for (key, count) in rows {
        say(&format!("  {:>9}  {}", t.count(count), t.t(key)))?;
    }
    for line in &outcome.told {
        say(&format!("  {:>9}  {line}", ""))?;
    }
    for finding in outcome.findings.iter().filter(|finding| finding.weight != Weight::Refuse) {
        note(&finding_words(finding, t));
    }
    Ok(())
}
