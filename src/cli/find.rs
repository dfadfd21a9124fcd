//! `find`: anything – a reference, a number, an amount, a phone, a plate, a name – and the records it leads to.

use super::{Context, note, say, say_json};
use crate::app::AppError;
use crate::app::search_all::{self, Hit};
use crate::app::texts::Texts;
use crate::domain::text::{clean, pad_left, pad_right};

pub(super) fn run(context: &mut Context, words: &[String], json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let findings = search_all::find(&session, &words.join(" "))?;
    if json {
        return say_json(&search_all::json(&findings));
    }
    let texts = context.texts();
    note(&search_all::taken_words(&findings.taken_for, session.site.country, texts));
    let mut last = None;
    for hit in &findings.hits {
        if last != Some(hit.kind) {
            say(&texts.t(&format!("search-{}", hit.kind.code())))?;
            last = Some(hit.kind);
        }
        say(line(hit, texts).trim_end())?;
    }
    if findings.hits.is_empty() {
        note(&texts.t("search-nothing"));
    }
    Ok(())
}

fn line(hit: &Hit, texts: &Texts) -> String {
    let amount = hit.amount.map(|amount| texts.money(amount)).unwrap_or_default();
    let status = hit.status.as_deref().map(|key| texts.t(key)).unwrap_or_default();
    format!(
        "  {}  {}  {}  {}  {}",
        pad_right(&clean(&hit.number), 10),
        pad_right(&clean(&hit.name), 28),
        pad_left(&amount, 13),
        pad_right(&status, 18),
        clean(&hit.more)
    )
}
