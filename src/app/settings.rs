//! What a site chose outside its file: gateways, printing, who it is on paper (gateways.md 10.7). A TOML file; none means the
//! simulator.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::AppError;
use super::assets::HandlingTerms;
use super::exchange::settings::Exchange;
use crate::domain::money::Money;
use crate::domain::party::Channel;
use crate::gateways::mail::Sender;

/// Everything that can be set. An unknown word is refused: a misspelt provider must not fall back to the simulator.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Mobile payments.
    pub pay: Pay,
    /// Messages.
    pub sms: Sms,
    /// E-mail.
    pub mail: Mail,
    /// How claims are sent.
    pub sending: Sending,
    /// Printing.
    pub print: Print,
    /// Who the site is on paper.
    pub seller: Seller,
    /// What operators may do by hand.
    pub handling: Handling,
    /// What reminders cost.
    pub reminders: Reminders,
    /// Bank files that come and go by themselves.
    pub exchange: Exchange,
    /// What the bank's form for an agreement asks for, and no account says.
    pub agreement: Agreement,
    /// Other keys for commands, by their id: `"claim.annul" = ["Alt+x"]`.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Where they stand.
    #[serde(skip)]
    pub file: Option<PathBuf>,
}

/// Mobile payments.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pay {
    /// `simulator`, `resurs`, `vipps`; `none`: the workshop has no agreement (ORD-26).
    #[serde(deserialize_with = "provider")]
    pub provider: Option<String>,
    /// How long a link can be paid.
    pub link_hours: u32,
    /// Resurs.
    pub resurs: Option<toml::Table>,
    /// Vipps MobilePay.
    pub vipps: Option<toml::Table>,
}

impl Default for Pay {
    fn default() -> Pay {
        Pay {
            provider: Some("simulator".to_owned()),
            link_hours: 24,
            resurs: None,
            vipps: None,
        }
    }
}

fn provider<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let word = String::deserialize(deserializer)?;
    match word.as_str() {
        "none" => Ok(None),
        "simulator" | "resurs" | "vipps" => Ok(Some(word)),
        _ => Err(serde::de::Error::custom(format!(
            "pay.provider is none, simulator, resurs or vipps, not {word}"
        ))),
    }
}

fn amount<E: serde::de::Error>(text: &str) -> Result<Money, E> {
    let found = Money::parse(text).ok().filter(|amount| !amount.is_negative());
    found.ok_or_else(|| E::custom(format!("an amount is written as \"0.45\", not {text}")))
}

fn price<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    amount(&String::deserialize(deserializer)?).map(Some)
}

fn limits<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Money>, D::Error> {
    let texts = BTreeMap::<String, String>::deserialize(deserializer)?;
    texts.into_iter().map(|(name, text)| Ok((name, amount(&text)?))).collect()
}

fn rates<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<NaiveDate, Decimal>, D::Error> {
    use serde::de::Error;
    let texts = BTreeMap::<String, String>::deserialize(deserializer)?;
    let read = |(day, percent): (String, String)| {
        let from = day.parse::<NaiveDate>();
        let from = from.map_err(|_| D::Error::custom(format!("a day is written as 2026-07-01, not {day}")))?;
        let rate = percent
            .parse::<Decimal>()
            .ok()
            .filter(|rate| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(rate));
        let rate = rate.ok_or_else(|| D::Error::custom(format!("a rate is percent a year, as \"12.50\", not {percent}")))?;
        Ok((from, rate))
    };
    texts.into_iter().map(read).collect()
}

/// What reminders cost (requirements part 3). What the law of the country does not allow is refused when it is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reminders {
    /// The fee of a reminder, unless another is asked for; nothing: none.
    #[serde(deserialize_with = "price")]
    pub fee: Option<Money>,
    /// Whether interest is charged, unless it is asked for otherwise.
    pub interest: bool,
    /// Whether fees, and interest from the due date, were agreed on before.
    pub agreed: bool,
    /// Whether fees and interest are owed even when the rest is paid (asks 23).
    pub keep_costs: bool,
    /// Days that a reminder gives to pay; nothing: as the country usually has it.
    pub deadline_days: Option<u32>,
    /// The site's own rates of interest, percent a year, each from a day on. They go before those of the law.
    #[serde(deserialize_with = "rates")]
    pub rates: BTreeMap<NaiveDate, Decimal>,
}

/// What operators may do by hand. What is not set follows the country's defaults.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Handling {
    /// The most that is written off at once.
    #[serde(deserialize_with = "price")]
    pub write_off_limit: Option<Money>,
    /// Other limits of some operators, by name.
    #[serde(deserialize_with = "limits")]
    pub write_off_limits: BTreeMap<String, Money>,
    /// What is kept when everything received is paid back.
    #[serde(deserialize_with = "price")]
    pub refund_fee: Option<Money>,
    /// Days between two reminders of one claim.
    pub remind_days: Option<u32>,
    /// Days after which the newest bank file is too old to remind by.
    pub bank_file_days: Option<u32>,
}

impl Handling {
    /// What holds for an operator, where the country usually has it so.
    pub fn terms(&self, usual: HandlingTerms, operator: &str) -> HandlingTerms {
        let own = self.write_off_limits.get(operator).copied();
        HandlingTerms {
            write_off_limit: own.or(self.write_off_limit).unwrap_or(usual.write_off_limit),
            refund_fee: self.refund_fee.unwrap_or(usual.refund_fee),
            remind_days: self.remind_days.unwrap_or(usual.remind_days),
            bank_file_days: self.bank_file_days.unwrap_or(usual.bank_file_days),
        }
    }
}

impl Pay {
    /// How long a link can be paid, ms.
    pub fn link_ms(&self) -> i64 {
        i64::from(self.link_hours) * 3_600_000
    }
}

/// Messages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sms {
    /// `simulator`, `smstools`, `gammu-sql`.
    pub provider: String,
    /// Who draws dues by messages that cost: `simulator`, `strex`, `puzzel`; `none`: nobody does. Not set: the simulator where
    /// messages are simulated, else nobody.
    #[serde(deserialize_with = "charging")]
    pub charges: Option<String>,
    /// Never more SMS for one text.
    pub max_parts: usize,
    /// What one SMS costs, as the operator's contract says; shown before sending.
    #[serde(deserialize_with = "price")]
    pub price: Option<Money>,
    /// smstools.
    pub smstools: Option<toml::Table>,
    /// gammu-smsd.
    #[serde(rename = "gammu-sql")]
    pub gammu_sql: Option<toml::Table>,
    /// Strex Connect.
    pub strex: Option<toml::Table>,
    /// Puzzel.
    pub puzzel: Option<toml::Table>,
}

fn charging<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let word = String::deserialize(deserializer)?;
    match word.as_str() {
        "none" | "simulator" | "strex" | "puzzel" => Ok(Some(word)),
        _ => Err(serde::de::Error::custom(format!(
            "sms.charges is none, simulator, strex or puzzel, not {word}"
        ))),
    }
}

impl Default for Sms {
    fn default() -> Sms {
        Sms {
            provider: "simulator".to_owned(),
            charges: None,
            max_parts: 3,
            price: None,
            smstools: None,
            gammu_sql: None,
            strex: None,
            puzzel: None,
        }
    }
}

impl Sms {
    /// Whether the one who draws is as real as the one who tells members of it: nobody is told by a real message that a
    /// simulated operator has drawn something, nor the other way round.
    pub fn is_one_world(&self) -> bool {
        self.charging()
            .is_none_or(|charging| (charging == "simulator") == (self.provider == "simulator"))
    }

    /// Who draws dues by messages that cost; `None`: nobody does.
    pub fn charging(&self) -> Option<&str> {
        match self.charges.as_deref() {
            Some("none") => None,
            None if self.provider == "simulator" => Some("simulator"),
            chosen => chosen,
        }
    }
}

/// E-mail.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// `smtp`, `simulator`; `none`: the site sends no e-mail. Not set: the simulator where messages are simulated, else none.
    #[serde(deserialize_with = "mailing")]
    pub provider: Option<String>,
    /// Who writes: `Name <address>`; empty: the site's name and the seller's e-mail.
    pub from: String,
    /// Where answers go; empty: to the sender.
    pub reply_to: String,
    /// The server.
    pub smtp: Option<toml::Table>,
}

fn mailing<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let word = String::deserialize(deserializer)?;
    match word.as_str() {
        "none" | "simulator" | "smtp" => Ok(Some(word)),
        _ => Err(serde::de::Error::custom(format!(
            "mail.provider is none, simulator or smtp, not {word}"
        ))),
    }
}

impl Mail {
    /// Who writes.
    pub fn sender(&self, seller: &Seller) -> Sender {
        Sender {
            from: if self.from.is_empty() { &seller.email } else { &self.from }.clone(),
            reply_to: self.reply_to.clone(),
        }
    }
}

/// How claims are sent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sending {
    /// How those are reached who chose nothing: the first that can.
    #[serde(deserialize_with = "channels")]
    pub by: Vec<Channel>,
    /// How long a letter or message waits for its server, hours.
    pub hours: u32,
    /// The site's own template of invoices.
    pub invoice: Option<PathBuf>,
    /// Its own texts of e-mails.
    pub email: Option<PathBuf>,
    /// Its own texts of messages.
    pub sms: Option<PathBuf>,
}

impl Default for Sending {
    fn default() -> Sending {
        Sending {
            by: vec![Channel::Email, Channel::Print],
            hours: 72,
            invoice: None,
            email: None,
            sms: None,
        }
    }
}

fn channels<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Channel>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    let known = |word: &String| Channel::from_code(word);
    match words.iter().find(|word| known(word).is_none()) {
        Some(word) => Err(serde::de::Error::custom(format!(
            "sending.by is of email, sms and print, not {word}"
        ))),
        None => Ok(words.iter().filter_map(known).collect()),
    }
}

/// Printing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Print {
    /// Where invoices are kept; empty: `invoices/` beside the site's file.
    pub folder: Option<PathBuf>,
    /// A printer of CUPS; empty: the default one.
    pub printer: Option<String>,
    /// `open`: with the desktop's viewer; `print`: at once; `keep`: only the file.
    pub then: Option<String>,
}

/// Who the site is on paper.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Seller {
    /// Street, postcode and city, line by line.
    pub address: Vec<String>,
    /// Organisation number.
    pub organisation_number: String,
    /// VAT number.
    pub vat_number: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Bankgiro, Plusgiro or account, as people write it.
    pub account: String,
    /// The Swish number for paying at the counter.
    pub swish: String,
    /// Approved for F-tax (Sweden).
    pub f_tax: bool,
}

/// What the bank's form for an agreement asks for (OCR-20, OCR-22, OCR-23). Nothing of it has a default: it is somebody's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Agreement {
    /// Who we are in the files, where the account does not say it: customer unit (NO), customer number (SE), data supplier (DK).
    pub unit_id: String,
    /// Where the bank writes about files, and that the service is activated.
    pub operations_email: String,
    /// The program that reads the files.
    pub software: String,
    /// Who delivers it.
    pub vendor: String,
    /// Whom the bank asks there: name, phone, e-mail.
    pub vendor_contact: String,
}

impl Settings {
    /// Reads the settings; no file: the defaults.
    ///
    /// # Errors
    /// [`AppError::Settings`] with the place.
    pub fn load(path: &Path) -> Result<Settings, AppError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(source) => {
                return Err(AppError::File {
                    path: path.to_path_buf(),
                    source,
                });
            }
        };
        let mut settings = Settings::parse(&text).map_err(|detail| AppError::Settings {
            path: path.to_path_buf(),
            detail,
        })?;
        settings.file = Some(path.to_path_buf());
        Ok(settings)
    }

    /// Reads the settings of a text.
    ///
    /// # Errors
    /// What is wrong, with its place.
    pub fn parse(text: &str) -> Result<Settings, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// Whether anything of it is simulated: every screen and printed line then says so.
    pub fn simulated(&self) -> bool {
        let simulator = Some("simulator");
        self.sms.provider == "simulator"
            || self.pay.provider.as_deref() == simulator
            || self.sms.charging() == simulator
            || self.mailing() == simulator
    }

    /// Who sends e-mail; `None`: nobody does.
    pub fn mailing(&self) -> Option<&str> {
        match self.mail.provider.as_deref() {
            Some("none") => None,
            None if self.sms.provider == "simulator" => Some("simulator"),
            chosen => chosen,
        }
    }
}
