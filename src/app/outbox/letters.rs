//! E-mail and paper. Neither server nor printer knows whether it got the same before: what a crash left in the middle, and what was
//! given without an answer, is a person's to find out (gateways.md 10.3).

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::retry::{Next, Tried, next};
use super::{Round, words};
use crate::app::ports::Ports;
use crate::app::print::deliver::{self, DeliverError, Delivery, Draft};
use crate::app::print::invoice::Invoice;
use crate::app::print::{Papers, PrintError, render};
use crate::app::usecase::orders::print::folder;
use crate::app::usecase::sending::{follow, paper, template};
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::domain::sending::SendingState;
use crate::gateways::PortError;
use crate::gateways::mail::{Attachment, Letter};
use crate::store::outbox::{self as table, Op, Out, OutState};
use crate::store::sending::{self, Sending};

/// Why something was not sent any more.
const EXPIRED: &str = "expired";
/// Why nobody knows: this process, or the one before, ended while it was being given.
const INTERRUPTED: &str = "interrupted";

/// A row that a crash left in the middle: it may have left.
pub(super) fn recover(session: &mut Session, out: &Out, round: &mut Round) -> Result<(), AppError> {
    round.unknown += 1;
    over(session, out, SendingState::Unknown, INTERRUPTED)
}

/// Writes where it ended.
fn over(session: &mut Session, out: &Out, to: SendingState, reason: &str) -> Result<(), AppError> {
    let state = if to == SendingState::Failed {
        OutState::Failed
    } else {
        OutState::Unknown
    };
    session.write(|tx| {
        table::move_on(tx, out.id, &[OutState::Claimed], state, reason, None)?;
        follow::moved(tx, out.id, to, reason, None)
    })
}

/// The sending of a row, and what its paper says.
fn load(session: &Session, out: &Out) -> Result<(Sending, Invoice), AppError> {
    let conn = &session.store.conn;
    let sending = sending::load(conn, out.subject_id)?.ok_or(Refusal::NothingHere {})?;
    let document = sending::load_document(conn, sending.document_id)?.ok_or(Refusal::NothingHere {})?;
    let mut invoice = paper::read(&document)?;
    invoice.copy = sending.copy;
    Ok((sending, invoice))
}

/// Whether a letter was put off since this round began: the server did not answer another one.
pub(super) fn is_put_off(session: &Session, out: &Out) -> Result<bool, AppError> {
    let now = table::load(&session.store.conn, out.id)?;
    Ok(now.is_some_and(|now| now.next_at_ms > session.actor().at_ms))
}

/// Takes a claimed letter outside.
pub(super) fn mail(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    if out.expires_at_ms < session.actor().at_ms {
        round.failed += 1;
        return over(session, out, SendingState::Failed, EXPIRED);
    }
    // What cannot be made has not left: a mistake in a template, say.
    let made = load(session, out).and_then(|(sending, invoice)| Ok((render(&invoice, &template(&session.settings)?)?, sending, invoice)));
    let (pdf, sending, invoice) = match made {
        Ok(made) => made,
        Err(error) => {
            round.failed += 1;
            let reason = error.words(session.lang);
            round.trouble.push(reason.clone());
            return over(session, out, SendingState::Failed, &reason);
        }
    };
    let file = format!("{}.pdf", deliver::file_stem(&invoice));
    let letter = Letter {
        key: &out.ext_key,
        name: &invoice.buyer.name,
        to: &out.dest,
        subject: &sending.subject,
        text: &sending.text,
        attachment: Some(Attachment { file: &file, pdf: &pdf }),
        at_ms: out.created_at_ms,
    };
    let answer = ports.mail().and_then(|mail| {
        if mail.id() == out.provider {
            mail.send(&letter)
        } else {
            Err(PortError::NotReached {
                detail: format!("{} is not the provider in the settings", out.provider),
            })
        }
    });
    match answer {
        Ok(said) => {
            round.done += 1;
            let digest = Sha256::digest(&pdf);
            session.write(|tx| {
                table::move_on(tx, out.id, &[OutState::Claimed], OutState::Done, &said, None)?;
                follow::moved(tx, out.id, SendingState::Left, &said, Some(digest.as_slice()))
            })
        }
        Err(error) => refuse(session, out, &error, round),
    }
}

fn refuse(session: &mut Session, out: &Out, error: &PortError, round: &mut Round) -> Result<(), AppError> {
    let reason = words(error);
    tracing::warn!(op = out.op.code(), attempt = out.attempt, reason, "outbox");
    let temporary = matches!(error, PortError::Temporary { .. });
    let tried = Tried {
        attempt: out.attempt,
        temporary: out.temporary + i64::from(temporary),
        expires_at_ms: out.expires_at_ms,
        keyed: false,
        owed: false,
    };
    let at = match next(error, tried, session.actor().at_ms, fastrand::i64(0..=40)) {
        Next::Again(at) => at,
        Next::Fail => {
            round.failed += 1;
            return over(session, out, SendingState::Failed, &reason);
        }
        Next::Unknown => {
            round.unknown += 1;
            return over(session, out, SendingState::Unknown, &reason);
        }
    };
    round.again += 1;
    let unreached = matches!(error, PortError::NotReached { .. });
    if unreached && !round.trouble.contains(&reason) {
        round.trouble.push(reason.clone());
    }
    session.write(|tx| {
        table::move_on(tx, out.id, &[OutState::Claimed], OutState::Queued, &reason, Some(at))?;
        if temporary {
            table::count_temporary(tx, out.id)?;
        }
        if unreached {
            // The others need not each wait for a server that does not answer.
            table::put_off(tx, Op::MailSend, at)?;
        }
        Ok(())
    })
}

/// Whether more of a batch is being asked for at this moment: what is due of it waits for the rest.
fn is_gathering(session: &mut Session, batch: i64) -> Result<bool, AppError> {
    session.write(|tx| {
        let until = sending::paper_until(tx.conn(), batch)?.filter(|until| *until > tx.actor().at_ms);
        if let Some(until) = until {
            sending::gather_paper(tx, batch, until)?;
        }
        Ok(until.is_some())
    })
}

/// Prints the papers of a batch, unless it waits for the rest of it.
pub(super) fn print(session: &mut Session, ports: &Ports, batch: i64, outs: &[Out], round: &mut Round) -> Result<(), AppError> {
    if !is_gathering(session, batch)? {
        job(session, &ports.holder, outs, round)?;
    }
    Ok(())
}

/// What became of a job.
pub(crate) enum Job {
    /// It is a file, and what the printer said, where it went to one.
    Printed(PathBuf, String),
    /// Why it did not leave, or nobody knows.
    Fault(AppError),
    /// There was nothing to print any more.
    Nothing,
}

/// A paper that is in the file and not printed yet.
struct Made {
    outbox: i64,
    digest: Vec<u8>,
}

/// Prints papers as one job, or as one file where the site prints by hand. Each is made, and forgotten, before the next.
pub(super) fn job(session: &mut Session, holder: &str, outs: &[Out], round: &mut Round) -> Result<Job, AppError> {
    let mut made = Vec::with_capacity(outs.len());
    let (file, stem) = match write(session, holder, outs, &mut made, round) {
        Ok(Some(written)) => written,
        Ok(None) => return Ok(Job::Nothing),
        Err(error) => {
            let all: Vec<i64> = outs.iter().map(|out| out.id).collect();
            fail_all(session, holder, &all, &error, round)?;
            return Ok(Job::Fault(error));
        }
    };
    // Until here nothing left. From here on a crash leaves a person to look into the printer.
    let claimed = session.write(|tx| {
        let mut claimed = Vec::with_capacity(made.len());
        for one in &made {
            claimed.push(table::claim(tx, one.outbox, holder)?);
        }
        Ok(claimed)
    })?;
    // One that was taken back meanwhile stands in the file: the whole is made anew, without it, in the next round.
    if claimed.contains(&false) {
        session.write(|tx| {
            for (one, _) in made.iter().zip(&claimed).filter(|(_, ours)| **ours) {
                table::move_on(tx, one.outbox, &[OutState::Claimed], OutState::Queued, "", None)?;
            }
            Ok(())
        })?;
        return Ok(Job::Nothing);
    }
    let delivery = Delivery {
        printer: session.settings.print.printer.clone(),
        ..Delivery::default()
    };
    let said = match session.settings.print.then.as_deref() {
        Some("print") => delivery.print(&file, &stem),
        _ => Ok(String::new()),
    };
    match said {
        Ok(said) => {
            round.done += made.len();
            let detail = format!("{} {said}", file.display());
            session.write(|tx| {
                for one in &made {
                    table::move_on(tx, one.outbox, &[OutState::Claimed], OutState::Done, detail.trim(), None)?;
                    follow::moved(tx, one.outbox, SendingState::Left, detail.trim(), Some(&one.digest))?;
                }
                Ok(())
            })?;
            Ok(Job::Printed(file, said))
        }
        Err(error) => {
            not_printed(session, &made, &error, round)?;
            Ok(Job::Fault(error.into()))
        }
    }
}

/// Writes the file of a job. Answers where it is and what it is called; `None`: no paper could be made. Those that could not are
/// told and given up.
fn write(
    session: &mut Session,
    holder: &str,
    outs: &[Out],
    made: &mut Vec<Made>,
    round: &mut Round,
) -> Result<Option<(PathBuf, String)>, AppError> {
    let template = template(&session.settings)?;
    let draft = Draft::new(&folder(&session.settings, session.path()))?;
    let mut papers = Papers::new(BufWriter::new(&draft.file), &template)?;
    let mut stem = String::new();
    let mut first = 0;
    for out in outs {
        let added = load(session, out).and_then(|(_, invoice)| {
            let digest = Sha256::digest(render(&invoice, &template)?).to_vec();
            papers.add(&invoice)?;
            Ok((digest, invoice))
        });
        match added {
            Ok((digest, invoice)) => {
                if made.is_empty() {
                    stem = deliver::file_stem(&invoice);
                    first = out.subject_id;
                }
                made.push(Made { outbox: out.id, digest });
            }
            // A disk that is full is no fault of this paper.
            Err(error @ AppError::Print(PrintError::NotWritten(_))) => return Err(error),
            Err(error) => fail_all(session, holder, &[out.id], &error, round)?,
        }
    }
    if made.is_empty() {
        return Ok(None);
    }
    if made.len() > 1 {
        stem = format!("{}-{first}-{}", session.lang.texts().t("sending-file"), made.len());
    }
    papers
        .finish()?
        .flush()
        .map_err(|error| PrintError::NotWritten(error.to_string()))?;
    Ok(Some((draft.place(&stem)?, stem)))
}

fn not_printed(session: &mut Session, made: &[Made], error: &DeliverError, round: &mut Round) -> Result<(), AppError> {
    let reason = error.words(session.lang.texts());
    // One that was ended while it was handing the file over may have done so.
    let (to, state) = if matches!(error, DeliverError::TooSlow { .. }) {
        round.unknown += made.len();
        (SendingState::Unknown, OutState::Unknown)
    } else {
        round.failed += made.len();
        (SendingState::Failed, OutState::Failed)
    };
    round.trouble.push(reason.clone());
    session.write(|tx| {
        for one in made {
            table::move_on(tx, one.outbox, &[OutState::Claimed], state, &reason, None)?;
            follow::moved(tx, one.outbox, to, &reason, None)?;
        }
        Ok(())
    })
}

fn fail_all(session: &mut Session, holder: &str, outs: &[i64], error: &AppError, round: &mut Round) -> Result<(), AppError> {
    let reason = error.words(session.lang);
    tracing::warn!(code = error.code(), "a paper cannot be made");
    if !round.trouble.contains(&reason) {
        round.trouble.push(reason.clone());
    }
    round.failed += outs.len();
    session.write(|tx| {
        for out in outs {
            if table::claim(tx, *out, holder)? {
                table::move_on(tx, *out, &[OutState::Claimed], OutState::Failed, &reason, None)?;
                follow::moved(tx, *out, SendingState::Failed, &reason, None)?;
            }
        }
        Ok(())
    })
}
