//! How dues are paid by SMS is set up (SMS-9 to SMS-11, SMS-14), with a comment and in the change log.

use super::{json, texts};
use crate::app::settings::Sms;
use crate::app::texts::Texts;
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::dues_sms::{Reply, fill};
use crate::domain::message;
use crate::domain::money::Money;
use crate::domain::refusal::{DuesField, Listed, Refusal};
use crate::store::dues_sms as table;
pub use crate::store::dues_sms::Setup;
use crate::store::journal::Entry;
use crate::store::{Tx, charge};

/// The least and the most that is paid at once (SMS-9).
const LEAST: i64 = 100;
const MOST: i64 = 100_000;
/// How long an outcome may take before a person is asked.
const WAIT_MINUTES: i64 = 60;
/// The longest word that a message may begin with.
const WORD_MAX: usize = 20;
/// Words that would mean a donation (SMS-1).
const DONATION_WORDS: [&str; 8] = ["gave", "gåve", "gaver", "gåva", "gåvor", "donasjon", "donation", "donera"];

/// What can be set, by its name on the command line. `None`: stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Whether messages are taken.
    pub is_open: Option<bool>,
    /// The number that people send to.
    pub number: Option<String>,
    /// Keywords, with blanks between.
    pub keywords: Option<String>,
    /// Words that mean payment, with blanks between.
    pub sub_keywords: Option<String>,
    /// As the replies name it.
    pub organisation: Option<String>,
    /// Where members handle their membership.
    pub url: Option<String>,
    /// Of the replies; `member`: each member's own.
    pub language: Option<String>,
    /// The least at once.
    pub least: Option<Money>,
    /// The most at once.
    pub most: Option<Money>,
    /// The youngest who may pay; 0: no limit.
    pub age: Option<u8>,
    /// How long an outcome may take before a person is asked.
    pub wait_minutes: Option<i64>,
}

/// The set-up as it stands; before anybody set one, with the usual bounds, and closed.
///
/// # Errors
/// When the file or the texts cannot be read.
pub fn current(session: &Session) -> Result<Setup, AppError> {
    match table::load(&session.store.conn)? {
        Some(setup) => Ok(setup),
        None => usual(),
    }
}

fn usual() -> Result<Setup, AppError> {
    Ok(Setup {
        is_open: false,
        number: String::new(),
        keywords: Vec::new(),
        sub_keywords: Vec::new(),
        organisation: String::new(),
        url: String::new(),
        language: texts::usual()?.first().to_owned(),
        least: Money::from_minor(LEAST),
        most: Money::from_minor(MOST),
        age: None,
        wait_minutes: WAIT_MINUTES,
    })
}

/// Changes the set-up.
///
/// # Errors
/// [`Refusal::CommentMissing`]; [`Refusal::DuesSmsField`] for what cannot be; [`Refusal::DonationsBySms`] for a word that means a
/// donation, which is counted (SMS-3); [`Refusal::DuesSmsIncomplete`] when it is opened with something missing.
pub fn change(session: &mut Session, changes: &Changes, comment: &str) -> Result<Setup, AppError> {
    let comment = required(comment)?;
    let before = current(session)?;
    let after = changed(&before, changes)?;
    if let Some(word) = after.sub_keywords.iter().chain(&after.keywords).find(|word| means_donation(word)) {
        return Err(wish_donations(session, word, &comment)?.into());
    }
    let missing = missing(&after, &session.settings.sms);
    if after.is_open && !missing.is_empty() {
        let fields = Listed(missing.into_iter().map(|key| (key, None)).collect());
        return Err(Refusal::DuesSmsIncomplete { fields }.into());
    }
    session.write(|tx| {
        table::save(tx, &after)?;
        log(tx, "dues_sms_set", &comment, Some(&told(&before)), &told(&after))
    })?;
    Ok(after)
}

/// The fields of a set-up as people read them: code of the field (text under `dues-field-…`) and its value.
pub fn shown(setup: &Setup, t: &Texts) -> Vec<(&'static str, String)> {
    let open = if setup.is_open { "dues-open" } else { "dues-closed" };
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    vec![
        ("state", t.t(open)),
        ("number", or_dash(setup.number.clone())),
        ("keywords", or_dash(setup.keywords.join(" "))),
        ("sub-keywords", or_dash(setup.sub_keywords.join(" "))),
        ("organisation", or_dash(setup.organisation.clone())),
        ("url", or_dash(setup.url.clone())),
        (
            "language",
            if setup.language.is_empty() {
                t.t("dues-language-member")
            } else {
                setup.language.clone()
            },
        ),
        ("least", t.money(setup.least)),
        ("most", t.money(setup.most)),
        ("age", or_dash(setup.age.map(|age| age.to_string()).unwrap_or_default())),
        ("wait-minutes", setup.wait_minutes.to_string()),
    ]
}

/// What an open set-up lacks: keys of texts.
pub fn missing(setup: &Setup, sms: &Sms) -> Vec<&'static str> {
    let mut keys = Vec::new();
    let mut lacks = |is: bool, key: &'static str| {
        if is {
            keys.push(key);
        }
    };
    lacks(setup.number.is_empty(), "dues-lacks-number");
    lacks(setup.keywords.is_empty(), "dues-lacks-keywords");
    lacks(setup.sub_keywords.is_empty(), "dues-lacks-sub-keywords");
    lacks(setup.url.is_empty(), "dues-lacks-url");
    lacks(sms.charging().is_none(), "dues-lacks-provider");
    lacks(!sms.is_one_world(), "dues-lacks-one-world");
    keys
}

fn means_donation(word: &str) -> bool {
    let folded = word.to_lowercase();
    DONATION_WORDS.contains(&folded.as_str())
}

/// Somebody wanted donations by SMS: refused with the reason, and counted (SMS-2, SMS-3).
fn wish_donations(session: &mut Session, word: &str, comment: &str) -> Result<Refusal, AppError> {
    session.write(|tx| log(tx, "donations_by_sms_wanted", comment, None, &json(&[("word", word.to_owned())])))?;
    Ok(Refusal::DonationsBySms { wishes: wishes(session)? })
}

/// How often somebody wanted donations by SMS.
///
/// # Errors
/// When the file cannot be read.
pub fn wishes(session: &Session) -> Result<i64, AppError> {
    Ok(crate::store::journal::count(
        &session.store.conn,
        "dues_sms",
        1,
        "donations_by_sms_wanted",
    )?)
}

fn log(tx: &Tx<'_>, action: &'static str, comment: &str, before: Option<&str>, after: &str) -> Result<(), AppError> {
    tx.log(&Entry {
        kind: "dues_sms",
        id: 1,
        action,
        comment,
        before,
        after: Some(after),
    })?;
    Ok(())
}

fn told(setup: &Setup) -> String {
    json(&[
        ("open", setup.is_open.to_string()),
        ("number", setup.number.clone()),
        ("keywords", setup.keywords.join(" ")),
        ("sub_keywords", setup.sub_keywords.join(" ")),
        ("organisation", setup.organisation.clone()),
        ("url", setup.url.clone()),
        ("language", setup.language.clone()),
        ("least", setup.least.to_string()),
        ("most", setup.most.to_string()),
        ("age", setup.age.map(|age| age.to_string()).unwrap_or_default()),
        ("wait_minutes", setup.wait_minutes.to_string()),
    ])
}

fn wrong(field: &'static str, value: &str) -> AppError {
    Refusal::DuesSmsField {
        field: DuesField(field),
        value: value.to_owned(),
    }
    .into()
}

fn changed(before: &Setup, changes: &Changes) -> Result<Setup, AppError> {
    let mut after = before.clone();
    if let Some(is_open) = changes.is_open {
        after.is_open = is_open;
    }
    if let Some(number) = &changes.number {
        let digits: String = number.chars().filter(|c| !c.is_whitespace()).collect();
        let plain = digits.strip_prefix('+').unwrap_or(&digits);
        if !digits.is_empty() && (plain.len() < 3 || plain.len() > 15 || !plain.bytes().all(|b| b.is_ascii_digit())) {
            return Err(wrong("number", number));
        }
        after.number = digits;
    }
    if let Some(words) = &changes.keywords {
        after.keywords = self::words("keywords", words)?;
    }
    if let Some(words) = &changes.sub_keywords {
        after.sub_keywords = self::words("sub-keywords", words)?;
    }
    if let Some(name) = &changes.organisation {
        after.organisation = plain("organisation", name, 60)?;
    }
    if let Some(url) = &changes.url {
        let url = plain("url", url, 100)?;
        if !url.is_empty() && (!url.starts_with("https://") || url.len() < 12 || url.contains(char::is_whitespace)) {
            return Err(wrong("url", &url));
        }
        after.url = url;
    }
    if let Some(language) = &changes.language {
        after.language = match language.as_str() {
            "member" => String::new(),
            code if texts::usual()?.languages().contains(&code) => code.to_owned(),
            other => return Err(wrong("language", other)),
        };
    }
    after.least = changes.least.unwrap_or(after.least);
    after.most = changes.most.unwrap_or(after.most);
    if let Some(age) = changes.age {
        after.age = Some(age).filter(|age| *age > 0);
    }
    after.wait_minutes = changes.wait_minutes.unwrap_or(after.wait_minutes);
    let (least, most) = (after.least.minor(), after.most.minor());
    if least < LEAST || least % 100 != 0 || least > most {
        return Err(wrong("least", &after.least.to_string()));
    }
    if most > MOST || most % 100 != 0 {
        return Err(wrong("most", &after.most.to_string()));
    }
    if !matches!(after.age, None | Some(16 | 18)) {
        return Err(wrong("age", &after.age.map(|age| age.to_string()).unwrap_or_default()));
    }
    if !(5..=10_080).contains(&after.wait_minutes) {
        return Err(wrong("wait-minutes", &after.wait_minutes.to_string()));
    }
    Ok(after)
}

/// Words that a message may begin with: letters and digits, each once. A sub-keyword that ends in digits would hold the amount
/// (SMS-11).
fn words(field: &'static str, text: &str) -> Result<Vec<String>, AppError> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split([' ', ',', '\n', '\t']).filter(|word| !word.is_empty()) {
        let holds_amount = field == "sub-keywords" && word.chars().any(char::is_numeric);
        if word.chars().count() > WORD_MAX || !word.chars().all(char::is_alphanumeric) || holds_amount {
            return Err(wrong(field, word));
        }
        if !words.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
            words.push(word.to_owned());
        }
    }
    Ok(words)
}

fn plain(field: &'static str, text: &str, most: usize) -> Result<String, AppError> {
    let text = text.trim();
    let is_plain = !text.chars().any(crate::domain::text::is_forbidden);
    if is_plain && text.chars().count() <= most {
        Ok(text.to_owned())
    } else {
        Err(wrong(field, text))
    }
}

/// Sets a text of the site's own; an empty one gives the usual one again.
///
/// # Errors
/// [`Refusal::CommentMissing`]; [`Refusal::DuesSmsField`] for a text that cannot be sent, or names a value that it does not get.
pub fn set_text(session: &mut Session, reply: Reply, language: &str, text: &str, comment: &str) -> Result<(), AppError> {
    let comment = required(comment)?;
    let texts = texts::usual()?;
    if !texts.languages().contains(&language) {
        return Err(wrong("language", language));
    }
    let text = text.trim();
    // What a member reads has no gap: every value that it names is one that there is.
    let filled = fill(
        text,
        &[
            ("amount", "50"),
            ("given", "50"),
            ("organisation", "O"),
            ("url", "https://a.example"),
        ],
    );
    if filled.contains(['{', '}']) || (!text.is_empty() && message::normalise(&filled).is_err()) {
        return Err(wrong("text", text));
    }
    session.write(|tx| {
        table::set_text(tx, reply, language, Some(text).filter(|text| !text.is_empty()))?;
        let after = json(&[
            ("reply", reply.code().to_owned()),
            ("language", language.to_owned()),
            ("text", text.to_owned()),
        ]);
        log(tx, "dues_sms_text", &comment, None, &after)
    })
}

/// A reply in a language: what it is, in which language, what it says, and whether that is the site's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it is.
    pub reply: Reply,
    /// In which language.
    pub language: String,
    /// What it says.
    pub text: String,
    /// Whether it is the site's own.
    pub own: bool,
}

/// Every reply in every language.
///
/// # Errors
/// When the file or the texts cannot be read.
pub fn all_texts(session: &Session) -> Result<Vec<Text>, AppError> {
    let own = table::texts(&session.store.conn)?;
    let usual = texts::usual()?;
    let mut found = Vec::new();
    for language in usual.languages() {
        for reply in Reply::ALL {
            let mine = own.iter().find(|(of, lang, _)| of == reply && lang == language);
            let text = mine.map(|(_, _, text)| text.as_str()).or_else(|| usual.get(language, *reply));
            found.push(Text {
                reply: *reply,
                language: language.to_owned(),
                text: text.unwrap_or_default().to_owned(),
                own: mine.is_some(),
            });
        }
    }
    Ok(found)
}

/// What the head of the dialogue shows: charges that a person must look at.
///
/// # Errors
/// When the file cannot be read.
pub fn uncertain(session: &Session) -> Result<i64, AppError> {
    Ok(charge::count_uncertain(&session.store.conn)?)
}
