//! Writing a file: numbered, written by the codec, read back and compared, stored with its bytes, and saved in a folder.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::build::{self, Builder};
use super::due::{Choice, Family, Group, World, groups};
use super::loaded;
use crate::app::{AppError, Session};
use crate::domain::draw::{number_after, numbers_since};
use crate::domain::money::Money;
use crate::domain::outgoing::{Outgoing, OutgoingSums};
use crate::domain::refusal::{Listed, Refusal};
use crate::formats::{self, OutgoingCodec, ReadOptions, WriteError};
use crate::store::outgoing::{self as table, NewFile, OutFile};
use crate::store::site::Site;
use crate::store::{StoreError, Tx};

/// Which file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The account's number.
    pub account: String,
    /// The format's id.
    pub format: String,
    /// Draws, pay-outs or agreements.
    pub family: Family,
    /// Its running number, where the next one is not meant: a site that comes from another program goes on there.
    pub number: Option<u32>,
    /// How many items, of which sum, the person saw; anything else is refused.
    pub seen: Option<(usize, Money)>,
    /// Where it is saved; nothing: see [`folder`].
    pub to: Option<PathBuf>,
    /// Why, if the person said so.
    pub comment: String,
}

impl Wanted {
    /// The file of a group as a person saw it.
    ///
    /// # Errors
    /// [`crate::domain::money::MoneyError::Overflow`].
    pub fn of(group: &Group) -> Result<Wanted, AppError> {
        Ok(Wanted {
            account: group.account.number.clone(),
            format: group.format.to_owned(),
            family: group.family,
            number: None,
            seen: Some((group.items.len(), group.sum()?)),
            to: None,
            comment: String::new(),
        })
    }
}

/// A file that was written.
#[derive(Debug)]
pub struct Written {
    /// The file; with a dry run as it would be, without a key.
    pub file: OutFile,
    /// Counts and sums.
    pub sums: OutgoingSums,
    /// Until when it has to be at the bank, in local time.
    pub until: Option<NaiveDateTime>,
    /// Where it was saved, or why it could not be: it is kept all the same, and can be saved again.
    pub saved: Option<Result<PathBuf, AppError>>,
}

/// Where files to the bank are saved when nobody says otherwise: `outgoing/` beside the site's file.
pub fn folder(session: &Session) -> PathBuf {
    session
        .path()
        .parent()
        .map_or_else(|| PathBuf::from("outgoing"), |beside| beside.join("outgoing"))
}

/// Writes a file of what is due now. With `dry_run` nothing is stored and nothing saved, but it is written and read back.
///
/// # Errors
/// [`Refusal::NothingDue`], [`Refusal::OutgoingIncomplete`], [`Refusal::OutgoingChanged`], [`Refusal::NumberUsed`],
/// [`Refusal::OutgoingField`].
pub fn write(session: &mut Session, wanted: &Wanted, dry_run: bool) -> Result<Written, AppError> {
    let actor = session.actor();
    let world = World::of(session, &actor)?;
    let texts = build::texts_of(session);
    let (site, to) = (session.site.clone(), wanted.to.clone().unwrap_or_else(|| folder(session)));
    let mut tried = None;
    let made = session.write(|tx| {
        let made = make(tx, &world, &site, texts, wanted)?;
        if dry_run {
            // What is only tried is taken back with its transaction.
            tried = Some(made);
            return Err(StoreError::Cancelled.into());
        }
        Ok(made)
    });
    let (made, is_kept) = match (made, tried) {
        (_, Some(tried)) => (tried, false),
        (made, None) => (made?, true),
    };
    let saved = is_kept.then(|| save(&to, &made.file.name, &made.bytes));
    Ok(Written {
        file: made.file,
        sums: made.sums,
        until: made.until,
        saved,
    })
}

struct Made {
    file: OutFile,
    sums: OutgoingSums,
    until: Option<NaiveDateTime>,
    bytes: Vec<u8>,
}

fn make(tx: &Tx<'_>, world: &World, site: &Site, texts: &crate::app::texts::Texts, wanted: &Wanted) -> Result<Made, AppError> {
    let group = wanted_group(tx, world, wanted)?;
    let codec = formats::by_id(group.format).and_then(|codec| codec.outgoing);
    let codec = codec.ok_or_else(|| Refusal::NotWrittenFormat {
        format: wanted.format.clone(),
    })?;
    let since = numbers_since(tx.actor().today);
    let number = file_number(tx, wanted.number, since)?;
    let builder = Builder {
        conn: tx.conn(),
        country: site.country,
        texts,
    };
    let part = part_number(tx, group.account.id, since)?;
    let outgoing = build::outgoing((site, world.now), &group, &builder, number, part)?;
    let items = build::new_items(&group, &outgoing);
    let bytes = bytes_of(codec, &outgoing, &items, &group)?;
    read_back(codec, &outgoing, &bytes, site, tx)?;
    let parts = u32::try_from(outgoing.parts.len()).unwrap_or(u32::MAX);
    let name = format!("{}-{number:07}.{}", group.format, codec.extension);
    let items: Vec<_> = items.into_iter().map(|(item, _)| item).collect();
    let new = NewFile {
        name: &name,
        format: group.format,
        identity: &format!("{}/{number}", outgoing.sender),
        number,
        account: group.account.id,
        parts: (part, part.saturating_add(parts).saturating_sub(1)),
        sum: group.sum()?,
        bytes: &bytes,
        items: &items,
    };
    let id = table::add(tx, &new, wanted.comment.trim())?;
    Ok(Made {
        file: loaded(tx.conn(), id)?,
        sums: outgoing.sums()?,
        until: group.until(),
        bytes,
    })
}

fn wanted_group(tx: &Tx<'_>, world: &World, wanted: &Wanted) -> Result<Group, AppError> {
    let choice = Choice {
        account: Some(wanted.account.clone()),
        format: Some(wanted.format.clone()),
        family: Some(wanted.family),
    };
    let group = groups(tx.conn(), world, &choice)?.into_iter().find(|group| !group.items.is_empty());
    let account = || wanted.account.clone();
    let group = match (group, wanted.seen) {
        (Some(group), None) => group,
        (Some(group), Some(seen)) if seen == (group.items.len(), group.sum()?) => group,
        (None, None) => return Err(Refusal::NothingDue {}.into()),
        (_, Some(_)) => return Err(Refusal::OutgoingChanged { account: account() }.into()),
    };
    if !group.missing.is_empty() {
        let fields = Listed(group.missing.iter().map(|key| (*key, None)).collect());
        let format = group.format_name.to_owned();
        let account = account();
        return Err(Refusal::OutgoingIncomplete { account, format, fields }.into());
    }
    Ok(group)
}

/// The next number, or the one that was wanted: of all files that we write, so that no two of any format share one.
fn file_number(tx: &Tx<'_>, wanted: Option<u32>, since: chrono::NaiveDate) -> Result<u32, AppError> {
    let (used, last) = table::numbers(tx.conn(), since)?;
    if let Some(number) = wanted {
        if number == 0 || number > crate::domain::draw::NUMBER_MAX || used.contains(&number) {
            let number = i64::from(number);
            return Err(Refusal::NumberUsed { number, since }.into());
        }
        return Ok(number);
    }
    let mut number = number_after(last);
    while used.contains(&number) {
        number = number_after(number);
    }
    Ok(number)
}

/// The first number of the file's parts. A part that has both draws and withdrawals may take two; so two are kept free.
fn part_number(tx: &Tx<'_>, account: i64, since: chrono::NaiveDate) -> Result<u32, AppError> {
    let (used, last) = table::part_numbers(tx.conn(), account, since)?;
    let is_used = |number: u32| used.iter().any(|(first, last)| (*first..=*last).contains(&number));
    let mut number = number_after(last);
    while is_used(number) || is_used(number_after(number)) || number_after(number) < number {
        number = number_after(number);
    }
    Ok(number)
}

type Named = (table::NewItem, String);

fn bytes_of(codec: &OutgoingCodec, outgoing: &Outgoing, items: &[Named], group: &Group) -> Result<Vec<u8>, AppError> {
    let mut bytes = Vec::new();
    // The item that a place in the file is about: parts hold the items one after the other.
    let named = |part: u32, item: u32| -> String {
        let before = |count: u32| usize::try_from(count.saturating_sub(1)).unwrap_or(0);
        let earlier: usize = outgoing.parts.iter().take(before(part)).map(|part| part.items.len()).sum();
        let at = (part > 0 && item > 0).then(|| earlier.saturating_add(before(item)));
        let found = at.and_then(|at| items.get(at)).map(|(_, name)| name.clone());
        found.unwrap_or_else(|| group.account.number.clone())
    };
    match (codec.write)(outgoing, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(WriteError::Field {
            part,
            payment,
            field,
            value,
        }) => {
            let (item, field) = (named(part, payment), field.to_owned());
            Err(Refusal::OutgoingField { item, field, value }.into())
        }
        Err(WriteError::NotInFormat { part, item }) => {
            let (item, format) = (named(part, item), group.format_name.to_owned());
            Err(Refusal::OutgoingNotInFormat { item, format }.into())
        }
        Err(WriteError::Sum { .. }) => {
            let (item, field) = (group.account.number.clone(), "sum".to_owned());
            let value = group.sum()?.to_string();
            Err(Refusal::OutgoingField { item, field, value }.into())
        }
        Err(WriteError::Io(source)) => Err(AppError::Place {
            path: PathBuf::from(group.format),
            source,
        }),
    }
}

/// What was written says what was meant, or nothing is kept.
fn read_back(codec: &OutgoingCodec, meant: &Outgoing, bytes: &[u8], site: &Site, tx: &Tx<'_>) -> Result<(), AppError> {
    let options = ReadOptions {
        today: tx.actor().today,
        currency: site.currency,
    };
    let read = (codec.read)(&mut Cursor::new(bytes), &options);
    let number = i64::from(meant.number);
    let broken = |what: &'static str| StoreError::Invariant { what, id: number };
    let said = match read {
        Ok(Ok(said)) => said,
        Ok(Err(findings)) => {
            tracing::error!(first = ?findings.first(), "a file to the bank cannot be read back");
            return Err(broken("outgoing-read-back").into());
        }
        Err(_) => return Err(broken("outgoing-read-back").into()),
    };
    if said.sums()? != meant.sums()? || build::essence(&said) != build::essence(meant) {
        return Err(broken("outgoing-differs").into());
    }
    Ok(())
}

/// Saves bytes under a name: whole or not at all, and never over something else.
pub(super) fn save(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, AppError> {
    let path = folder.join(name);
    let failed = |source: std::io::Error| AppError::Place {
        path: path.clone(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    match std::fs::read(&path) {
        Ok(there) if there == bytes => return Ok(path),
        Ok(_) => {
            let path = path.display().to_string();
            return Err(Refusal::FileExists { path }.into());
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let part = folder.join(format!(".{name}.part"));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // It names people and their accounts: as the site's own file, it is for whoever works here.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&part, &path)).map_err(|error| {
        // What is left of it is of no use; that it cannot be removed either is no news.
        let _ = std::fs::remove_file(&part);
        failed(error)
    })?;
    Ok(path)
}
