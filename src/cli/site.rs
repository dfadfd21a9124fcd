//! `init`, `check`, `backup`.

use std::path::Path;

use serde_json::json;

use super::{Context, note, say, say_json};
use crate::app::AppError;
use crate::app::texts::Arg;
use crate::app::usecase::{backup as copy, check as verify, init as make};
use crate::domain::account::Country;

pub(super) fn init(context: &mut Context, country: &str, name: &str) -> Result<(), AppError> {
    let country = Country::from_code(country).ok_or_else(|| AppError::Usage {
        code: "country",
        given: country.to_owned(),
    })?;
    let path = context.database()?;
    let session = make::init(&path, country, name, &context.operator(), context.lang)?;
    context.lang = Some(session.lang);
    let args = [
        ("name", Arg::Text(session.site.name.clone())),
        ("path", Arg::Text(path.display().to_string())),
    ];
    say(&context.texts().with("cli-site-made", &args))
}

pub(super) fn check(context: &mut Context, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let faults = verify::check(&session, &mut |_| {})?;
    if as_json {
        let list: Vec<_> = faults
            .iter()
            .map(|fault| json!({ "code": fault.what, "id": fault.id, "message": verify::words(fault, session.lang) }))
            .collect();
        say_json(&json!({ "ok": faults.is_empty(), "faults": list }))?;
    } else {
        for fault in &faults {
            say(&verify::words(fault, session.lang))?;
        }
        if faults.is_empty() {
            say(&context.texts().t("cli-check-ok"))?;
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(AppError::Faults(faults.len()))
    }
}

pub(super) fn backup(context: &mut Context, file: &Path) -> Result<(), AppError> {
    let session = context.open()?;
    copy::backup(&session, file, &mut |_, _| {})?;
    note(
        &context
            .texts()
            .with("cli-backup-made", &[("path", Arg::Text(file.display().to_string()))]),
    );
    Ok(())
}
