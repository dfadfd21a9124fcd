//! Every setting: its key in the file, what its value is, and what holds where it is not set. Its name and its help stand in the
//! locales, under `setting-KEY` and `setting-help-KEY`, with `-` for `.` and `_`; of a gateway's settings, under their last word.
//! The keys of commands (`[keys]`) stand in the file alone: the console checks them when it opens.

use crate::app::assets::HandlingTerms;
use crate::app::settings::Settings;
use crate::domain::money::Money;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text,
    /// Lines, with ` / ` between them.
    Lines,
    /// A file or folder.
    Path,
    /// One of some words.
    Words(&'static [&'static str]),
    /// A whole number, and its bounds.
    Number(i64, i64),
    /// An amount.
    Amount,
    /// Yes or no.
    Flag,
    /// Times of day.
    Times,
    /// Some of these words, in an order.
    Several(&'static [&'static str]),
    /// Where a secret is: `file:PATH`, `env:NAME` or `credential:NAME`. Never the secret itself.
    Secret,
    /// Names with an amount each: `eva=100.00, ola=25.00`.
    Amounts,
    /// Names with several words each: `claim.annul=Alt+x F6, order.send=F4`.
    Lists,
}

/// What a value is when nothing is set, as people read it.
pub type Usual = fn(&Settings, &HandlingTerms) -> String;

/// One setting.
pub struct Row {
    /// Its place in the file: `print.printer`.
    pub key: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// What holds where it is not set.
    pub usual: Usual,
}

impl Row {
    /// Its table in the file: `print`, `pay.vipps`.
    pub fn section(&self) -> &'static str {
        self.key.rsplit_once('.').map_or("", |(section, _)| section)
    }

    /// The key of its section's heading in the locales.
    pub fn heading(&self) -> String {
        format!("settings-{}", self.section().replace('.', "-"))
    }

    /// The key of its name in the locales.
    pub fn text(&self) -> String {
        format!("setting-{}", self.word())
    }

    /// The key of its help in the locales.
    pub fn help(&self) -> String {
        format!("setting-help-{}", self.word())
    }

    /// Gateways have much in common, and the heading says whose it is: their settings go by the last word.
    fn word(&self) -> String {
        let is_gateway = self.section().contains('.');
        let word = self.key.rsplit_once('.').filter(|_| is_gateway).map_or(self.key, |(_, word)| word);
        word.replace(['.', '_'], "-")
    }
}

const fn row(key: &'static str, kind: Kind) -> Row {
    Row {
        key,
        kind,
        usual: |_, _| String::new(),
    }
}

const fn usually(key: &'static str, kind: Kind, usual: Usual) -> Row {
    Row { key, kind, usual }
}

/// Bounds of an amount in øre, and of the time that a call may take.
const ORE: Kind = Kind::Number(1, 10_000_000);
const WAIT: Kind = Kind::Number(1_000, 120_000);

/// All of them. The change log knows a setting by its place here: new ones come last, and are shown with those of their section.
pub static ROWS: &[Row] = &[
    row("seller.address", Kind::Lines),
    row("seller.organisation_number", Kind::Text),
    row("seller.vat_number", Kind::Text),
    row("seller.phone", Kind::Text),
    row("seller.email", Kind::Text),
    row("seller.account", Kind::Text),
    row("seller.swish", Kind::Text),
    usually("seller.f_tax", Kind::Flag, |usual, _| usual.seller.f_tax.to_string()),
    row("print.folder", Kind::Path),
    row("print.printer", Kind::Text),
    usually("print.then", Kind::Words(&["open", "print", "keep"]), |_, _| "open".to_owned()),
    usually("handling.write_off_limit", Kind::Amount, |_, terms| {
        terms.write_off_limit.to_string()
    }),
    row("handling.write_off_limits", Kind::Amounts),
    usually("handling.refund_fee", Kind::Amount, |_, terms| terms.refund_fee.to_string()),
    usually("handling.remind_days", Kind::Number(1, 365), |_, terms| {
        terms.remind_days.to_string()
    }),
    usually("handling.bank_file_days", Kind::Number(1, 365), |_, terms| {
        terms.bank_file_days.to_string()
    }),
    usually("sms.provider", Kind::Words(&["simulator", "smstools", "gammu-sql"]), |usual, _| {
        usual.sms.provider.clone()
    }),
    usually("sms.max_parts", Kind::Number(1, 10), |usual, _| usual.sms.max_parts.to_string()),
    row("sms.price", Kind::Amount),
    row("sms.smstools.spool", Kind::Path),
    row("sms.smstools.report", Kind::Path),
    row("sms.smstools.temp", Kind::Path),
    row("sms.smstools.stuck_after_minutes", Kind::Number(1, 1440)),
    row("sms.gammu-sql.database", Kind::Path),
    row("sms.gammu-sql.phone_id", Kind::Text),
    row("sms.gammu-sql.stuck_after_minutes", Kind::Number(1, 1440)),
    usually("sms.charges", Kind::Words(&["none", "simulator", "strex", "puzzel"]), |usual, _| {
        usual.sms.charging().unwrap_or("none").to_owned()
    }),
    row("sms.strex.base_url", Kind::Text),
    row("sms.strex.api_key", Kind::Secret),
    row("sms.strex.merchant_id", Kind::Text),
    row("sms.strex.short_number", Kind::Text),
    row("sms.strex.service_code", Kind::Text),
    row("sms.strex.report_url", Kind::Text),
    row("sms.strex.sms_confirmation", Kind::Flag),
    row("sms.strex.folder", Kind::Path),
    row("sms.strex.min_ore", ORE),
    row("sms.strex.max_ore", ORE),
    row("sms.strex.timeout_ms", WAIT),
    row("sms.puzzel.base_url", Kind::Text),
    row("sms.puzzel.service_id", Kind::Number(1, i64::MAX)),
    row("sms.puzzel.username", Kind::Text),
    row("sms.puzzel.password", Kind::Secret),
    row("sms.puzzel.service_code", Kind::Text),
    row("sms.puzzel.folder", Kind::Path),
    row("sms.puzzel.sell_option", Kind::Words(&["none", "confirmation", "pin"])),
    row("sms.puzzel.min_ore", ORE),
    row("sms.puzzel.max_ore", ORE),
    row("sms.puzzel.timeout_ms", WAIT),
    usually("mail.provider", Kind::Words(&["none", "simulator", "smtp"]), |usual, _| {
        if usual.sms.provider == "simulator" { "simulator" } else { "none" }.to_owned()
    }),
    row("mail.from", Kind::Text),
    row("mail.reply_to", Kind::Text),
    row("mail.smtp.host", Kind::Text),
    row("mail.smtp.port", Kind::Number(1, 65_535)),
    usually("mail.smtp.security", Kind::Words(&["tls", "starttls", "none"]), |_, _| {
        "tls".to_owned()
    }),
    row("mail.smtp.user", Kind::Text),
    row("mail.smtp.password", Kind::Secret),
    row("mail.smtp.ca", Kind::Path),
    row("mail.smtp.hello", Kind::Text),
    row("mail.smtp.timeout_ms", WAIT),
    usually("sending.by", Kind::Several(&["email", "sms", "print"]), |usual, _| {
        usual.sending.by.iter().map(|channel| channel.code()).collect::<Vec<_>>().join(", ")
    }),
    usually("sending.hours", Kind::Number(1, 720), |usual, _| usual.sending.hours.to_string()),
    row("sending.invoice", Kind::Path),
    row("sending.email", Kind::Path),
    row("sending.sms", Kind::Path),
    usually(
        "pay.provider",
        Kind::Words(&["none", "simulator", "resurs", "vipps"]),
        |usual, _| usual.pay.provider.clone().unwrap_or_else(|| "none".to_owned()),
    ),
    usually("pay.link_hours", Kind::Number(1, 720), |usual, _| usual.pay.link_hours.to_string()),
    row("pay.resurs.base_url", Kind::Text),
    row("pay.resurs.client_id", Kind::Text),
    row("pay.resurs.client_secret", Kind::Secret),
    row("pay.resurs.scope", Kind::Text),
    row("pay.resurs.store_id", Kind::Text),
    row("pay.resurs.payment_method_id", Kind::Text),
    row("pay.resurs.currency", Kind::Words(&["SEK", "NOK", "DKK"])),
    row("pay.resurs.vat_percent", Kind::Number(0, 100)),
    row("pay.resurs.automatic_capture", Kind::Flag),
    row("pay.resurs.return_url", Kind::Text),
    row("pay.resurs.timeout_ms", WAIT),
    row("pay.vipps.base_url", Kind::Text),
    row("pay.vipps.token_url", Kind::Text),
    row("pay.vipps.client_id", Kind::Text),
    row("pay.vipps.client_secret", Kind::Secret),
    row("pay.vipps.subscription_key", Kind::Secret),
    row("pay.vipps.merchant_serial_number", Kind::Text),
    row("pay.vipps.flow", Kind::Words(&["qr", "web-redirect"])),
    row("pay.vipps.return_url", Kind::Text),
    row("pay.vipps.vat_percent", Kind::Number(0, 100)),
    row("pay.vipps.timeout_ms", WAIT),
    row("exchange.folder", Kind::Path),
    usually("exchange.every_minutes", Kind::Number(1, 1440), |usual, _| {
        usual.exchange.every_minutes.to_string()
    }),
    usually("exchange.settle_seconds", Kind::Number(1, 3600), |usual, _| {
        usual.exchange.settle_seconds.to_string()
    }),
    usually("exchange.fetch_at", Kind::Times, |usual, _| {
        let times = usual.exchange.fetch_at.iter().map(|time| time.format("%H:%M").to_string());
        times.collect::<Vec<_>>().join(", ")
    }),
    row("exchange.accounts", Kind::Lists),
    row("agreement.unit_id", Kind::Text),
    row("agreement.operations_email", Kind::Text),
    row("agreement.software", Kind::Text),
    row("agreement.vendor", Kind::Text),
    row("agreement.vendor_contact", Kind::Text),
    usually("reminders.fee", Kind::Amount, |_, _| Money::ZERO.to_string()),
    usually("reminders.interest", Kind::Flag, |usual, _| usual.reminders.interest.to_string()),
    usually("reminders.agreed", Kind::Flag, |usual, _| usual.reminders.agreed.to_string()),
    usually("reminders.keep_costs", Kind::Flag, |usual, _| {
        usual.reminders.keep_costs.to_string()
    }),
    row("reminders.deadline_days", Kind::Number(7, 60)),
    row("reminders.rates", Kind::Amounts),
    row("mail.smtp.limit_ms", Kind::Number(10_000, 3_600_000)),
];

/// The setting with a key.
pub fn by_key(key: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.key == key)
}
