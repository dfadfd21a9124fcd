//! What is due, as a file of the domain: parts and items with the texts that fit their fields.

use unicode_normalization::UnicodeNormalization;

use super::due::{DueItem, Family, Group, Source};
use crate::app::texts::{Arg, Texts};
use crate::app::{AppError, Session};
use crate::domain::account::{Country, normalise};
use crate::domain::exchange::{ItemKind, MandateState};
use crate::domain::money::Money;
use crate::domain::outgoing::{Address, Draw, Item, MandateAction, MandateItem, Outgoing, OutgoingPart, PayOut, SpecLine};
use crate::domain::setup::USUAL_SYSTEM;
use crate::store::Db;
use crate::store::outgoing::{self as table, Drawable, NewItem, Outdated, Payable, Waiting};

/// How many characters a name, a line of an address or a town may have, so that every format takes it.
const NAME_MAX: usize = 30;
/// The same of a town.
const CITY_MAX: usize = 25;
/// The same of a post code abroad.
const POSTCODE_MAX: usize = 10;
/// What stands on the payer's statement.
const STATEMENT_MAX: usize = 25;
/// A line of what is drawn.
const LINE_MAX: usize = 40;
/// How many such lines.
const LINES_MAX: usize = 40;
/// Lines of an address besides name and town.
const STREETS_MAX: usize = 2;

/// A text as bank files take it: letters of western Europe, no control characters, so long at most.
pub(super) fn plain(text: &str, most: usize) -> String {
    let simple = |letter: char| -> Vec<char> {
        if matches!(letter, ' '..='~' | '\u{a1}'..='\u{ff}') {
            return vec![letter];
        }
        let like = look_alike(letter);
        let parts: Vec<char> = letter.nfkd().chain(like.chars()).filter(|part| matches!(part, ' '..='~')).collect();
        if parts.is_empty() { vec![' '] } else { parts }
    };
    let letters: String = text.nfc().flat_map(simple).collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    let joined: String = words.join(" ").chars().take(most).collect();
    joined.trim_end().to_owned()
}

/// Letters of Polish, Sami, Turkish and other names that are no other letter with a mark, and the marks that word processors set, as
/// a bank would write them.
fn look_alike(letter: char) -> &'static str {
    match letter {
        'ł' => "l",
        'Ł' => "L",
        'đ' => "d",
        'Đ' => "D",
        'ŧ' => "t",
        'Ŧ' => "T",
        'ŋ' => "n",
        'Ŋ' => "N",
        'ħ' => "h",
        'Ħ' => "H",
        'ı' => "i",
        'ə' => "e",
        'Ə' => "E",
        'œ' => "oe",
        'Œ' => "OE",
        'ẞ' => "SS",
        '‘' | '’' | '‛' | 'ʼ' => "'",
        '“' | '”' | '„' => "\"",
        '\u{2010}'..='\u{2015}' | '−' => "-",
        _ => "",
    }
}

/// The same without signs that are no letters: pain.001 takes ASCII and letters.
pub(super) fn lettered(text: &str, most: usize) -> String {
    let sign = |letter: char| matches!(letter, '\u{a1}'..='\u{bf}' | '×' | '÷');
    plain(&text.replace(sign, " "), most)
}

/// An address as formats take it, or none where it is not whole. Abroad only Betalingsservice sends anything.
pub(super) fn address(given: &Address, country: Country) -> Option<Address> {
    let abroad = !given.country.is_empty() && !given.country.eq_ignore_ascii_case(country.code());
    let lines: Vec<String> = given.lines.iter().take(STREETS_MAX).map(|line| plain(line, NAME_MAX)).collect();
    if lines.is_empty() || lines.iter().any(String::is_empty) {
        return None;
    }
    let city = plain(&given.city, CITY_MAX);
    if abroad {
        let is_code = given.country.len() == 2 && given.country.bytes().all(|byte| byte.is_ascii_alphabetic());
        return (country == Country::Dk && is_code && !city.is_empty()).then(|| Address {
            lines,
            postcode: plain(&given.postcode, POSTCODE_MAX),
            city,
            country: given.country.to_ascii_uppercase(),
        });
    }
    let postcode: String = given.postcode.chars().filter(char::is_ascii_digit).collect();
    let digits = if country == Country::Se { 5 } else { 4 };
    (postcode.len() == digits).then_some(Address {
        lines,
        postcode,
        city,
        country: String::new(),
    })
}

/// Builds items.
pub(super) struct Builder<'a> {
    pub conn: &'a Db,
    pub country: Country,
    pub texts: &'a Texts,
}

impl Builder<'_> {
    fn item(&self, due: &DueItem) -> Result<Item, AppError> {
        Ok(match &due.source {
            Source::Draw(draw) => Item::Draw(self.draw(draw)?),
            Source::Withdraw(draw) => Item::Withdraw(withdraw(draw)),
            Source::PayOut(out, on) => Item::PayOut(self.pay_out(out, *on)),
            Source::Agreement(waiting) => Item::Mandate(register(waiting)),
        })
    }

    fn draw(&self, draw: &Drawable) -> Result<Draw, AppError> {
        let agreement = &draw.agreement;
        let mut lines: Vec<SpecLine> = Vec::new();
        for (text, amount) in table::lines_of(self.conn, draw.claim)?.into_iter().take(LINES_MAX) {
            lines.push(SpecLine {
                text: plain(&text, LINE_MAX),
                amount: Some(amount),
            });
        }
        Ok(Draw {
            due_on: draw.due_on,
            amount: draw.left,
            reference: draw.reference.clone().unwrap_or_default(),
            payer_number: if self.country == Country::No {
                String::new()
            } else {
                agreement.payer_number.clone()
            },
            mandate_number: agreement.number.clone(),
            payer_name: plain(&draw.name, NAME_MAX),
            address: address(&draw.address, self.country),
            statement_text: plain(&draw.description, STATEMENT_MAX),
            notify: agreement.notify,
            lines,
        })
    }

    fn pay_out(&self, out: &Payable, on: chrono::NaiveDate) -> PayOut {
        let message = match out.claim {
            Some(number) => self.texts.with("outgoing-refund-of", &[("number", Arg::Count(number))]),
            None => self.texts.t("outgoing-refund"),
        };
        PayOut {
            on,
            amount: out.amount,
            to_account: pay_out_account(self.country, &out.to_account),
            to_bic: String::new(),
            to_name: pay_out_name(&out.to_name),
            address: address(&lettered_address(&out.address), self.country),
            reference: String::new(),
            message: lettered(&message, LINE_MAX),
            own_reference: own_reference(out.refund),
        }
    }
}

/// The receiver of a pay-out as the file names it; empty where no letter of the name can be written.
pub(super) fn pay_out_name(name: &str) -> String {
    lettered(name, NAME_MAX)
}

/// The receiver's account as the country writes it, else without what people write between its digits.
pub(super) fn pay_out_account(country: Country, account: &str) -> String {
    let kept = account.chars().filter(char::is_ascii_alphanumeric);
    let compact: String = kept.map(|letter| letter.to_ascii_uppercase()).collect();
    normalise(country, &compact).unwrap_or(compact)
}

fn lettered_address(given: &Address) -> Address {
    Address {
        lines: given.lines.iter().map(|line| lettered(line, NAME_MAX)).collect(),
        city: lettered(&given.city, CITY_MAX),
        ..given.clone()
    }
}

/// What comes back with a pay-out of a refund.
pub(super) fn own_reference(refund: i64) -> String {
    format!("R{refund}")
}

/// The refund of such a reference.
pub(super) fn refund_of(own_reference: &str) -> Option<i64> {
    own_reference.trim().strip_prefix('R')?.parse().ok()
}

fn withdraw(draw: &Outdated) -> Draw {
    Draw {
        due_on: draw.due_on,
        amount: draw.amount,
        reference: draw.reference.clone(),
        payer_number: draw.payer_number.clone(),
        mandate_number: draw.mandate_number.clone(),
        payer_name: plain(&draw.name, NAME_MAX),
        address: None,
        statement_text: String::new(),
        notify: draw.notify,
        lines: Vec::new(),
    }
}

fn register(waiting: &Waiting) -> MandateItem {
    let agreement = &waiting.agreement;
    // Who asked at their own bank is known there.
    let is_answer = agreement.state == MandateState::ToAnswer;
    let ours = |text: &String| if is_answer { String::new() } else { text.clone() };
    MandateItem {
        action: MandateAction::Register,
        payer_number: agreement.payer_number.clone(),
        mandate_number: agreement.number.clone(),
        payer_account: ours(&agreement.payer_account),
        payer_id: ours(&agreement.payer_id),
        new_number: String::new(),
    }
}

/// The file of a group: one part for each kind of thing, so that each has its own number.
pub(super) fn outgoing(
    session: (&crate::store::site::Site, chrono::NaiveDateTime),
    group: &Group,
    builder: &Builder<'_>,
    number: u32,
    first_part: u32,
) -> Result<Outgoing, AppError> {
    let (site, made_at) = session;
    let account = &group.account;
    let mut parts: Vec<OutgoingPart> = Vec::new();
    for kind in [ItemKind::Draw, ItemKind::Withdraw, ItemKind::PayOut, ItemKind::Mandate] {
        let of_kind = group.items.iter().filter(|item| item.kind() == kind);
        let items = of_kind.map(|item| builder.item(item)).collect::<Result<Vec<_>, _>>()?;
        if items.is_empty() {
            continue;
        }
        let place = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        parts.push(OutgoingPart {
            number: first_part.saturating_add(place),
            account: if group.format == "autogiro" {
                account.creditor.clone()
            } else {
                account.number.clone()
            },
            agreement: match (group.format, group.family) {
                ("direct-remittance", _) => account.remittance.clone(),
                ("betalingsservice", _) => account.creditor.clone(),
                ("avtalegiro", _) => String::new(),
                _ => account.agreement.clone(),
            },
            group: account.debtor_group.clone(),
            bic: account.bic.clone(),
            items,
        });
    }
    let is_named = group.family == Family::PayOuts && group.format != "direct-remittance";
    Ok(Outgoing {
        number,
        sender: if is_named {
            lettered(&site.name, 70)
        } else {
            account.unit_id.clone()
        },
        sender_name: if is_named {
            lettered(&site.name, 70)
        } else {
            plain(&site.name, 70)
        },
        system: match (site.country, account.system.as_str()) {
            (Country::Dk, "") => USUAL_SYSTEM.to_owned(),
            (Country::Dk, agreed) => agreed.to_owned(),
            _ => String::new(),
        },
        made_at,
        currency: site.currency,
        parts,
    })
}

/// What the file's items are in the tables, in the file's order, with what each is called.
pub(super) fn new_items(group: &Group, outgoing: &Outgoing) -> Vec<(NewItem, String)> {
    let mut sources: Vec<&DueItem> = group.items.iter().collect();
    sources.sort_by_key(|item| item.kind());
    let written = outgoing.parts.iter().flat_map(|part| &part.items);
    sources
        .into_iter()
        .zip(written)
        .map(|(due, item)| (new_item(due, item), named(due)))
        .collect()
}

fn named(due: &DueItem) -> String {
    match due.name() {
        "" => due.label(),
        name => format!("{} {name}", due.label()),
    }
}

fn new_item(due: &DueItem, item: &Item) -> NewItem {
    let mut new = NewItem {
        kind: due.kind(),
        claim: None,
        refund: None,
        mandate: None,
        withdraws: None,
        amount: due.amount(),
        due_on: due.on(),
        reference: String::new(),
        payer_number: String::new(),
        own_reference: String::new(),
    };
    match item {
        Item::Draw(draw) | Item::Withdraw(draw) => {
            new.reference.clone_from(&draw.reference);
            new.payer_number.clone_from(&draw.payer_number);
        }
        Item::PayOut(out) => new.own_reference.clone_from(&out.own_reference),
        Item::Mandate(mandate) => new.payer_number.clone_from(&mandate.payer_number),
    }
    match &due.source {
        Source::Draw(draw) => (new.claim, new.mandate) = (Some(draw.claim), Some(draw.agreement.id)),
        Source::Withdraw(draw) => (new.claim, new.mandate, new.withdraws) = (Some(draw.claim), draw.mandate, Some(draw.item)),
        Source::PayOut(out, _) => new.refund = Some(out.refund),
        Source::Agreement(waiting) => new.mandate = Some(waiting.agreement.id),
    }
    new
}

/// What a file says in so few words that it can be compared with what was meant: formats leave out what they have no room for.
pub(super) fn essence(outgoing: &Outgoing) -> Vec<(u8, Option<chrono::NaiveDate>, Money, String)> {
    let mut all: Vec<_> = outgoing
        .parts
        .iter()
        .flat_map(|part| &part.items)
        .map(|item| match item {
            Item::Draw(draw) => (1, Some(draw.due_on), draw.amount, draw.reference.clone()),
            Item::Withdraw(draw) => (2, Some(draw.due_on), draw.amount, draw.reference.clone()),
            Item::PayOut(out) => (3, Some(out.on), out.amount, out.own_reference.clone()),
            Item::Mandate(mandate) => (4, None, Money::ZERO, mandate.payer_number.trim_start_matches('0').to_owned()),
        })
        .collect();
    all.sort_unstable_by(|a, b| (a.0, a.1, a.2.minor(), &a.3).cmp(&(b.0, b.1, b.2.minor(), &b.3)));
    all
}

/// The texts in which a file is written: the site's own language.
pub(super) fn texts_of(session: &Session) -> &'static Texts {
    let lang = crate::app::texts::Lang::from_code(&session.site.language).unwrap_or(session.lang);
    lang.texts()
}
