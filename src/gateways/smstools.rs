//! smstools (smsd 3.1): a file a message in a spool of folders. The reference gateway (gateways.md 3 and 6).
//!
//! A message goes out as one file a part, named by its key: the daemon keeps the name on the way `outgoing` → `checked` →
//! `sent` or `failed`, so that what became of it can be asked at any time, also after a crash between handing over and
//! noting it. A file a part, with the joining header written by us, because the daemon cuts inside escaped letters and
//! notes only the last part's reference.
//!
//! Nothing of the daemon's is moved or deleted: its folders are sticky, and other programs may read them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::Deserialize;

use super::sending::{PARTS_MOST, is_closed, is_key, moved, ready, together, trouble, wall_clock};
use super::{MessageCaps, MessageEvent, MessageNews, MessageState, Messages, OutMessage, PortError};

mod file;
mod spool;

use file::{Handled, Received, Report, outgoing, received};
use spool::{Folders, Place, list, unreached};

/// Where the spool is, from the settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmstoolsConfig {
    /// The folder with `outgoing`, `checked`, `sent`, `failed` and `incoming`: `/var/spool/sms`.
    pub spool: PathBuf,
    /// The folder of delivery reports; `report` in the spool when not said.
    #[serde(default)]
    pub report: Option<PathBuf>,
    /// A folder of ours on the same file system; `fordring` in the spool when not said.
    #[serde(default)]
    pub temp: Option<PathBuf>,
    /// After how long in `outgoing` or `checked` the daemon counts as stuck.
    #[serde(default = "ten")]
    pub stuck_after_minutes: u32,
}

fn ten() -> u32 {
    10
}

/// A file that was read while it was younger than this is read again: the daemon may have been writing.
const SETTLED: Duration = Duration::from_secs(10);

/// A report may be this much older than what it reports: file times are not exact.
const SLACK: Duration = Duration::from_secs(5);

/// A file of `sent`, as far as reports need it.
struct SentPart {
    handled: Handled,
    at: SystemTime,
}

/// The gateway. It remembers what it read, so that a look at a large spool reads only what is new.
pub struct Smstools {
    folders: Folders,
    stuck_after: Duration,
    now_ms: fn() -> i64,
    swept: bool,
    sent: HashMap<String, SentPart>,
    reports: HashMap<String, (Report, SystemTime)>,
    /// What the reports say of the files in `sent`, by name.
    verdicts: HashMap<String, Report>,
    incoming: HashMap<String, String>,
}

impl Smstools {
    /// The gateway on a spool. Touches nothing yet. `now_ms` is the clock, ms since 1970 UTC.
    pub fn new(config: &SmstoolsConfig, now_ms: fn() -> i64) -> Smstools {
        let below = |name: &str| config.spool.join(name);
        Smstools {
            folders: Folders {
                outgoing: below("outgoing"),
                checked: below("checked"),
                sent: below("sent"),
                failed: below("failed"),
                incoming: below("incoming"),
                report: config.report.clone().unwrap_or_else(|| below("report")),
                temp: config.temp.clone().unwrap_or_else(|| below("fordring")),
            },
            stuck_after: Duration::from_secs(u64::from(config.stuck_after_minutes) * 60),
            now_ms,
            swept: false,
            sent: HashMap::new(),
            reports: HashMap::new(),
            verdicts: HashMap::new(),
            incoming: HashMap::new(),
        }
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from((self.now_ms)()).unwrap_or_default())
    }

    fn is_settled(&self, changed: SystemTime) -> bool {
        self.now().duration_since(changed).is_ok_and(|age| age > SETTLED)
    }

    /// Reads what is new in `sent` and among the reports, and puts the two together.
    fn refresh(&mut self) -> Result<(), PortError> {
        let files = list(&self.folders.sent).map_err(|e| unreached(&self.folders.sent, &e))?;
        let mut kept = HashMap::with_capacity(files.len());
        let mut by_reference: HashMap<(String, String), Vec<String>> = HashMap::new();
        for (name, path, at) in files {
            let part = match self.sent.remove(&name) {
                Some(part) if part.at == at && self.is_settled(at) => part,
                _ => match fs::read(&path) {
                    Ok(bytes) => SentPart {
                        handled: Handled::of(&bytes),
                        at,
                    },
                    Err(_) => continue,
                },
            };
            if let Some(id) = &part.handled.message_id {
                let reference = (part.handled.to.clone(), id.clone());
                by_reference.entry(reference).or_default().push(name.clone());
            }
            kept.insert(name, part);
        }
        self.sent = kept;
        self.read_reports()?;
        self.match_reports(&by_reference);
        Ok(())
    }

    fn read_reports(&mut self) -> Result<(), PortError> {
        // Where no folder of reports is set up, the daemon puts them among the messages.
        let folder = if self.folders.report.is_dir() {
            &self.folders.report
        } else {
            &self.folders.incoming
        };
        let mut kept = HashMap::new();
        for (name, path, at) in list(folder).map_err(|e| unreached(folder, &e))? {
            if let Some(known) = self.reports.remove(&name) {
                kept.insert(name, known);
            } else if let Ok(bytes) = fs::read(&path)
                && let Received::Report(report) = received(&name, &bytes, true)
            {
                kept.insert(name, (report, at));
            }
        }
        self.reports = kept;
        Ok(())
    }

    /// The reference is one byte and comes round: a report belongs to the newest message with its number and reference that
    /// is not younger than the report. Of several reports on one message, a final one holds, then the latest.
    fn match_reports(&mut self, by_reference: &HashMap<(String, String), Vec<String>>) {
        let mut best: HashMap<String, (bool, SystemTime, &Report)> = HashMap::new();
        for (report, at) in self.reports.values() {
            let reference = (report.from.clone(), report.message_id.clone());
            let candidates = by_reference.get(&reference).map(Vec::as_slice).unwrap_or_default();
            // `sent` was listed oldest first.
            let is_before = |name: &&String| self.sent.get(*name).is_some_and(|part| part.at <= *at + SLACK);
            let Some(name) = candidates.iter().rev().find(is_before) else {
                continue;
            };
            let rank = (!(32..64).contains(&report.status), *at, report);
            let better = best.get(name).is_none_or(|old| (old.0, old.1) < (rank.0, rank.1));
            if better {
                best.insert(name.clone(), rank);
            }
        }
        self.verdicts = best.into_iter().map(|(name, (_, _, report))| (name, report.clone())).collect();
    }

    /// What became of one file. `refresh` was called after the file was handed over, or the next call will tell.
    fn part_state(&self, name: &str) -> Result<MessageState, PortError> {
        Ok(match self.folders.place(name)? {
            None => MessageState::Absent,
            Some(Place::Outgoing | Place::Checked) => MessageState::Pending,
            Some(Place::Failed) => {
                let path = self.folders.failed.join(name);
                let bytes = fs::read(&path).map_err(|e| unreached(&path, &e))?;
                let (code, text) = Handled::of(&bytes).failure();
                MessageState::Failed { code, text }
            }
            Some(Place::Sent) => match self.verdicts.get(name) {
                Some(report) if report.status < 32 => MessageState::Delivered,
                Some(report) if report.status >= 64 => MessageState::Failed {
                    code: format!("status {}", report.status),
                    text: report.words.clone(),
                },
                _ => MessageState::Sent {
                    reference: self.sent.get(name).and_then(|part| part.handled.message_id.clone()),
                },
            },
        })
    }

    /// The names of the files of a message, if it was handed over.
    fn names(&self, key: &str) -> Result<Vec<String>, PortError> {
        for total in 1..=PARTS_MOST {
            // The first part is put first: where it is not, none is.
            if self.folders.place(&name(key, total, 1))?.is_some() {
                return Ok((1..=total).map(|number| name(key, total, number)).collect());
            }
        }
        Ok(Vec::new())
    }

    fn state(&self, key: &str) -> Result<MessageState, PortError> {
        let names = self.names(key)?;
        Ok(together(names.iter().map(|name| self.part_state(name)).collect::<Result<_, _>>()?))
    }

    /// The keys of our files in `sent` and `failed` of which the end is not told yet.
    fn open_keys(&self, seen: &dyn Fn(&str) -> bool) -> Result<BTreeSet<String>, PortError> {
        let mut keys = BTreeSet::new();
        for (name, part) in &self.sent {
            keys.extend(ours(name, &part.handled).filter(|key| !is_closed(key, seen)));
        }
        let folder = &self.folders.failed;
        for (name, path, _) in list(folder).map_err(|e| unreached(folder, &e))? {
            let key = key_of(&name);
            if !is_key(key) || keys.contains(key) || is_closed(key, seen) {
                continue;
            }
            if let Ok(bytes) = fs::read(path) {
                keys.extend(ours(&name, &Handled::of(&bytes)));
            }
        }
        Ok(keys)
    }

    fn poll_incoming(&mut self, seen: &dyn Fn(&str) -> bool, news: &mut Vec<MessageNews>) -> Result<(), PortError> {
        let mixed = !self.folders.report.is_dir();
        let folder = self.folders.incoming.clone();
        let mut kept = HashMap::new();
        let mut told: BTreeSet<String> = BTreeSet::new();
        for (name, path, at) in list(&folder).map_err(|e| unreached(&folder, &e))? {
            let known = self.incoming.remove(&name).filter(|id| seen(id) && self.is_settled(at));
            if let Some(id) = known {
                kept.insert(name, id);
                continue;
            }
            let late = self.now().duration_since(at).is_ok_and(|age| age > self.stuck_after);
            let unreadable = |what: &str| trouble(format!("unread:{name}"), format!("{}: {what}", path.display()), seen);
            match fs::read(&path).map(|bytes| received(&name, &bytes, mixed)) {
                Ok(Received::Message(message)) => {
                    kept.insert(name.clone(), message.id.clone());
                    if !seen(&message.id) && told.insert(message.id.clone()) {
                        news.push(MessageNews {
                            id: message.id,
                            event: MessageEvent::Incoming {
                                from: message.from,
                                text: message.text,
                                sent_at_ms: message.sent_at_ms,
                            },
                        });
                    }
                }
                Ok(Received::Unfinished) if late => news.extend(unreadable("not written to its end")),
                Ok(_) => {}
                Err(error) => news.extend(unreadable(&error.to_string())),
            }
        }
        self.incoming = kept;
        Ok(())
    }

    /// A daemon that does not take or does not finish what it was given: a lost modem is never opened again, a silent one
    /// holds the queue (gateways.md 3).
    fn stuck(&self, folder: &Path, seen: &dyn Fn(&str) -> bool) -> Result<Option<MessageNews>, PortError> {
        let files = list(folder).map_err(|e| unreached(folder, &e))?;
        let is_late = |at: SystemTime| self.now().duration_since(at).is_ok_and(|age| age > self.stuck_after);
        let late = files.iter().filter(|(_, _, at)| is_late(*at)).count();
        let Some((name, _, at)) = files.first().filter(|_| late > 0) else {
            return Ok(None);
        };
        let since = at.duration_since(SystemTime::UNIX_EPOCH).ok();
        let since = since.and_then(|age| wall_clock(i64::try_from(age.as_millis()).ok()?));
        let since = since.map_or_else(String::new, |at| at.format(", the oldest since %Y-%m-%d %H:%M").to_string());
        let detail = format!("smsd seems stuck: {late} waiting in {}{since}", folder.display());
        Ok(trouble(format!("stuck:{name}"), detail, seen))
    }
}

/// The name of the file of a part. A key has no dot.
fn name(key: &str, total: usize, number: usize) -> String {
    if total == 1 {
        return key.to_owned();
    }
    format!("{key}.{number}of{total}")
}

fn key_of(name: &str) -> &str {
    name.split_once('.').map_or(name, |(key, _)| key)
}

/// The key of a file that is ours: its header and its name must agree.
fn ours(name: &str, handled: &Handled) -> Option<String> {
    handled.key.clone().filter(|key| is_key(key) && key == key_of(name))
}

impl Messages for Smstools {
    fn id(&self) -> &'static str {
        "smstools"
    }

    fn caps(&self) -> MessageCaps {
        MessageCaps {
            keyed: true,
            reports: true,
            incoming: true,
        }
    }

    fn hand_over(&mut self, message: &OutMessage<'_>) -> Result<(), PortError> {
        let cut = ready(message)?;
        if !self.swept {
            self.folders.sweep(self.now());
            self.swept = true;
        }
        let total = cut.parts.len();
        for (number, part) in (1..).zip(cut.parts) {
            let name = name(message.key, total, number);
            if self.folders.place(&name)?.is_none() {
                let file = outgoing(message.key, message.to, cut.coding, part, total, number);
                self.folders.put(&name, &file)?;
            }
        }
        Ok(())
    }

    fn look_up(&mut self, key: &str) -> Result<MessageState, PortError> {
        if !is_key(key) {
            return Ok(MessageState::Absent);
        }
        match self.state(key)? {
            MessageState::Sent { .. } | MessageState::Delivered => {
                self.refresh()?;
                self.state(key)
            }
            state => Ok(state),
        }
    }

    fn withdraw(&mut self, key: &str) -> Result<MessageState, PortError> {
        if !is_key(key) {
            return Ok(MessageState::Absent);
        }
        let names = self.names(key)?;
        let places = names.iter().map(|name| self.folders.place(name));
        let places: Vec<Option<Place>> = places.collect::<Result<_, _>>()?;
        if places.iter().all(|place| *place == Some(Place::Outgoing)) {
            for name in names.iter().rev() {
                // The daemon may take it first; of a long message the rest alone is not shown by any phone.
                self.folders.take_back(name)?;
            }
        }
        self.look_up(key)
    }

    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<MessageNews>, PortError> {
        self.refresh()?;
        let mut news = BTreeMap::new();
        for key in self.open_keys(seen)? {
            let state = self.state(&key)?;
            if let Some(one) = moved(&key, state, seen) {
                news.insert(key, one);
            }
        }
        let mut news: Vec<MessageNews> = news.into_values().collect();
        self.poll_incoming(seen, &mut news)?;
        for folder in [&self.folders.outgoing, &self.folders.checked] {
            news.extend(self.stuck(folder, seen)?);
        }
        Ok(news)
    }

    fn examine(&mut self) -> Vec<String> {
        self.folders.examine()
    }
}
