//! The five languages, from `assets/locales/`. Every text has a key; a test holds the files together.

use chrono::NaiveDate;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::domain::money::Money;
use crate::domain::refusal::{Refusal, Value};
use crate::domain::text::clean;

/// All texts of a language: one file with most, and one for each later topic.
macro_rules! locale {
    ($lang:literal) => {
        concat!(
            include_str!(concat!("../../assets/locales/", $lang, ".ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/handling.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/lists.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/reminders.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/search.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/create.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/desk.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/bank.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/accounts.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/exchange.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/outgoing.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/settings.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/register.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/sending.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/sms.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/dues.ftl")),
        )
    };
}

/// The languages of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Swedish.
    Sv,
    /// Norwegian bokmål.
    Nb,
    /// Norwegian nynorsk.
    Nn,
    /// Danish.
    Da,
    /// English.
    En,
}

impl Lang {
    /// All of them, in the order a switch goes through them.
    pub const ALL: [Lang; 5] = [Lang::Sv, Lang::Nb, Lang::Nn, Lang::Da, Lang::En];

    /// `sv`, `nb`, `nn`, `da`, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Sv => "sv",
            Lang::Nb => "nb",
            Lang::Nn => "nn",
            Lang::Da => "da",
            Lang::En => "en",
        }
    }

    /// The language of a code; `no` is bokmål.
    pub fn from_code(code: &str) -> Option<Lang> {
        let code = code.get(..2)?;
        Lang::ALL
            .into_iter()
            .find(|lang| lang.code() == code)
            .or((code == "no").then_some(Lang::Nb))
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Lang {
        match self {
            Lang::Sv => Lang::Nb,
            Lang::Nb => Lang::Nn,
            Lang::Nn => Lang::Da,
            Lang::Da => Lang::En,
            Lang::En => Lang::Sv,
        }
    }

    /// Its source, for the tests that compare the files.
    pub fn source(self) -> &'static str {
        match self {
            Lang::Sv => locale!("sv"),
            Lang::Nb => locale!("nb"),
            Lang::Nn => locale!("nn"),
            Lang::Da => locale!("da"),
            Lang::En => locale!("en"),
        }
    }

    /// Its texts.
    pub fn texts(self) -> &'static Texts {
        static ALL: LazyLock<[Texts; 5]> = LazyLock::new(|| Lang::ALL.map(Texts::load));
        match self {
            Lang::Sv => &ALL[0],
            Lang::Nb => &ALL[1],
            Lang::Nn => &ALL[2],
            Lang::Da => &ALL[3],
            Lang::En => &ALL[4],
        }
    }
}

/// What stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text, cleaned.
    Text(String),
    /// A whole number; plural rules see it.
    Count(i64),
    /// An amount, written as people of the language do.
    Money(Money),
}

impl Arg {
    /// A number of things, of whichever width.
    pub fn count<N: TryInto<i64>>(number: N) -> Arg {
        Arg::Count(number.try_into().unwrap_or(i64::MAX))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

/// The texts of one language.
pub struct Texts {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    fn load(lang: Lang) -> Texts {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        // A fault in a language file is found by the tests; at run time the rest of it still serves.
        let resource = FluentResource::try_new(lang.source().to_owned()).unwrap_or_else(|(resource, _)| resource);
        let _ = bundle.add_resource(resource);
        Texts { lang, bundle }
    }

    /// A text without anything to fill in.
    pub fn t(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// Whether there is such a text.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A text with its values. A key without a text is shown itself; the tests see to it that there is none.
    pub fn with(&self, key: &str, args: &[(&'static str, Arg)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut filled = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => filled.set(*name, clean(text).into_owned()),
                // Numbers of records are names; they are not grouped.
                Arg::Count(count) => filled.set(*name, *count),
                Arg::Money(money) => filled.set(*name, self.money(*money)),
            }
        }
        self.bundle.format_pattern(pattern, Some(&filled), &mut Vec::new()).into_owned()
    }

    /// A refusal in words, with the way out.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let args: Vec<(&'static str, Arg)> = refusal
            .values()
            .into_iter()
            .map(|(name, value)| {
                let arg = match value {
                    Value::Text(text) => Arg::Text(text),
                    Value::Money(money) => Arg::Money(money),
                    Value::Date(date) => Arg::Text(date.to_string()),
                    Value::Count(count) => Arg::Count(count),
                    Value::Code(key) => Arg::Text(self.t(&key)),
                    Value::Moment(at_ms) => Arg::Text(super::clock::local_minute(at_ms)),
                    Value::List(keys) => Arg::Text(self.listed(&keys)),
                };
                (name, arg)
            })
            .collect();
        self.with(&format!("refusal-{}", refusal.code()), &args)
    }

    /// Several texts, each with the line it is about.
    fn listed(&self, keys: &[(&'static str, Option<i64>)]) -> String {
        let one = |(key, line): &(&'static str, Option<i64>)| self.with(key, &[("line", Arg::Count(line.unwrap_or(0)))]);
        keys.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// An amount as people of the language write it.
    pub fn money(&self, money: Money) -> String {
        let text = money.grouped(' ');
        if self.lang == Lang::En { text.replace(',', ".") } else { text }
    }

    /// A count with its thousands apart.
    pub fn count(&self, count: i64) -> String {
        let text = Money::from_minor(count.saturating_mul(100)).grouped(' ');
        text.strip_suffix(",00").unwrap_or(&text).to_owned()
    }

    /// A day as the language writes it on paper: `2026-11-22`, `22.11.2026`.
    pub fn day_on_paper(&self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Sv | Lang::En => day.format("%Y-%m-%d"),
            Lang::Nb | Lang::Nn | Lang::Da => day.format("%d.%m.%Y"),
        }
        .to_string()
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }
}
