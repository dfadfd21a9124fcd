//! `demo`.

use super::{Context, args, note};
use crate::app::texts::Arg;
use crate::app::{AppError, demo, paths};

pub(super) fn run(context: &mut Context, args: &args::Demo) -> Result<(), AppError> {
    let country = crate::domain::account::Country::from_code(&args.country).ok_or_else(|| AppError::Usage {
        code: "country",
        given: args.country.clone(),
    })?;
    let path = match (&args.out, &context.args.db) {
        (Some(out), _) | (None, Some(out)) => out.clone(),
        (None, None) => paths::demo(&args.country)?,
    };
    let wanted = demo::Wanted {
        country,
        claims: args.claims,
        seed: args.seed,
    };
    let asked_anew = args.fresh || args.out.is_some();
    if asked_anew || !path.exists() {
        note(
            &context
                .texts()
                .with("cli-demo-making", &[("path", Arg::Text(path.display().to_string()))]),
        );
        demo::make(&path, &wanted, args.fresh, &context.operator(), context.lang)?;
    }
    if args.out.is_some() {
        return Ok(());
    }
    context.args.db = Some(path);
    super::console(context)
}
