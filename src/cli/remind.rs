//! What is said of a reminder: by what, what it costs; and what it would be.

use serde_json::json;

use super::args::Change;
use super::args_handling::RemindArgs;
use super::{Context, note, say, say_json, typed};
use crate::app::ports::Ports;
use crate::app::texts::Arg;
use crate::app::usecase::claims::{self, Act};
use crate::app::usecase::remind;
use crate::app::usecase::sending::{self, many};
use crate::app::{AppError, Session, show};
use crate::domain::party::Channel;
use crate::domain::text::clean;

/// What was asked for.
///
/// # Errors
/// [`AppError::Usage`] for what is no amount.
pub(super) fn remind_wish(args: &RemindArgs) -> Result<remind::Wish, AppError> {
    let yes = |said: &Option<String>| said.as_deref().map(|word| word == "yes");
    Ok(remind::Wish {
        by: args.by.as_deref().and_then(Channel::from_code),
        fee: typed::some_amount(args.fee.as_deref())?,
        interest: yes(&args.interest),
        keep: yes(&args.keep_costs),
    })
}

/// What would happen; nothing does.
pub(super) fn preview(context: &mut Context, wanted: &str, wish: &remind::Wish, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let id = claims::find(&session, wanted)?;
    let plan = remind::preview(&session, id, wish)?;
    let (one, letter) = (&plan.reminder, &plan.letter);
    if as_json {
        return say_json(&json!({
            "claim": letter.number, "reminder": one.no, "deadline": one.deadline_on.to_string(), "fee": one.fee.to_string(),
            "interest": one.interest.to_string(), "interest_until": one.interest_until.map(|day| day.to_string()), "keep_costs": plan.keep,
            "left": plan.left.to_string(), "by": letter.channel.code(), "to": letter.dest, "subject": letter.subject, "text": letter.text,
            "file": letter.file,
        }));
    }
    for line in remind::words(&plan, session.lang.texts()) {
        note(&line);
    }
    for line in letter.text.lines() {
        say(&clean(line))?;
    }
    Ok(())
}

/// Reminds, and waits until the letter is out or waits for a later round.
pub(super) fn run(context: &mut Context, wanted: &str, wish: remind::Wish, change: &Change) -> Result<(), AppError> {
    let mut session = context.open()?;
    let id = claims::find(&session, wanted)?;
    let changed = claims::change(&mut session, id, &Act::Remind(wish), &change.comment, None)?;
    let batch = sending::of_claim(&session, id)?.last().map(|last| last.batch);
    deliver(&mut session, batch)?;
    if change.json {
        return say_json(&show::claim_json(&show::claim(&session, id)?)?);
    }
    let number = [("number", Arg::Count(changed.after.number))];
    note(&session.lang.texts().with("remind-asked", &number));
    Ok(())
}

/// Sends what waits of a batch.
pub(super) fn deliver(session: &mut Session, batch: Option<i64>) -> Result<(), AppError> {
    let Some(batch) = batch else { return Ok(()) };
    let mut ports = Ports::open(&session.settings, session.path())?;
    for trouble in many::deliver(session, &mut ports, batch)? {
        note(&trouble);
    }
    Ok(())
}
