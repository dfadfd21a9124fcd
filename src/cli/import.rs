//! `import`: bank files into payments.

use serde_json::Value as Json;

use super::meter::Meter;
use super::{Context, args, note, say, say_json};
use crate::app::AppError;
use crate::app::import::{self, Outcome, Request, Watch};

pub(super) fn run(context: &mut Context, args: &args::Import) -> Result<(), AppError> {
    let mut session = context.open()?;
    let (mut outcomes, mut worst) = (Vec::new(), None::<AppError>);
    for path in &args.files {
        let request = Request {
            path: path.clone(),
            format: args.format.clone(),
            accept: args.accept.clone(),
        };
        let mut meter = Meter::new();
        let mut watch = Watch {
            progress: &mut |percent| meter.tell(percent),
            stop: &|| false,
        };
        let outcome = Outcome::of(&mut session, &request, args.dry_run, &mut watch);
        drop(meter);
        match outcome {
            Ok(outcome) => {
                if !args.json {
                    say(&outcome.lines(session.lang).join("\n"))?;
                    outcome.warnings(session.lang).iter().for_each(|line| note(line));
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
                outcomes.push(Outcome::refused(&refused));
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
        let currency = session.site.currency.code();
        let documents = outcomes.iter().map(|outcome| outcome.document(currency, session.lang));
        say_json(&Json::Array(documents.collect()))?;
    }
    if !args.dry_run {
        import::tidy(&session);
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
