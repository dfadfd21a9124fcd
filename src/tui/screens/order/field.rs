//! The fields of an order: what stands in one, and what is changed when something else is typed into it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::app::show_order::ShownOrder;
use crate::app::texts::{Lang, Texts};
use crate::app::usecase::orders::edit::{self, Edit};
use crate::domain::day;
use crate::domain::money::Money;
use crate::domain::order::{Line, LineKind};
use crate::domain::payment::Method;
use crate::domain::refusal::Refusal;

/// A field beside the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Field {
    Customer,
    Phone,
    Plate,
    Make,
    Model,
    Mileage,
    Promised,
    Description,
    Notes,
    Method,
}

/// The fields of the tab *Order*, in their order.
pub(super) const FORM: [Field; 9] = [
    Field::Customer,
    Field::Phone,
    Field::Plate,
    Field::Make,
    Field::Model,
    Field::Mileage,
    Field::Promised,
    Field::Description,
    Field::Notes,
];

/// A column of the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Col {
    Kind,
    Code,
    Text,
    Quantity,
    Unit,
    Price,
    Discount,
    Vat,
}

/// The columns of the lines, in their order.
pub(super) const COLS: [Col; 8] = [
    Col::Kind,
    Col::Code,
    Col::Text,
    Col::Quantity,
    Col::Unit,
    Col::Price,
    Col::Discount,
    Col::Vat,
];

/// Where something is typed. A line is known by its place: the one after the last becomes a new line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Spot {
    Field(Field),
    Cell(usize, Col),
}

impl Spot {
    /// The key of its label.
    pub(super) fn label(self) -> &'static str {
        match self {
            Spot::Field(Field::Customer) => "order-field-customer",
            Spot::Field(Field::Phone) => "order-field-phone",
            Spot::Field(Field::Plate) => "order-field-plate",
            Spot::Field(Field::Make) => "order-field-make",
            Spot::Field(Field::Model) => "order-field-model",
            Spot::Field(Field::Mileage) => "order-field-mileage",
            Spot::Field(Field::Promised) => "order-field-promised",
            Spot::Field(Field::Description) => "order-field-description",
            Spot::Field(Field::Notes) => "order-field-notes",
            Spot::Field(Field::Method) => "order-field-method",
            Spot::Cell(_, Col::Kind) => "order-col-kind",
            Spot::Cell(_, Col::Code) => "order-col-code",
            Spot::Cell(_, Col::Text) => "order-col-text",
            Spot::Cell(_, Col::Quantity) => "order-col-quantity",
            Spot::Cell(_, Col::Unit) => "order-col-unit",
            Spot::Cell(_, Col::Price) => "order-col-price",
            Spot::Cell(_, Col::Discount) => "order-col-discount",
            Spot::Cell(_, Col::Vat) => "order-col-vat",
        }
    }

    /// Whether its value is chosen from a list and never typed into it.
    pub(super) fn is_chosen(self) -> bool {
        matches!(self, Spot::Field(Field::Customer | Field::Method) | Spot::Cell(_, Col::Kind))
    }

    /// Whether all of it is selected when it is entered, so that typing replaces it: amounts and all that is short.
    pub(super) fn is_selected_first(self) -> bool {
        !matches!(self, Spot::Field(Field::Description | Field::Notes) | Spot::Cell(_, Col::Text))
    }
}

fn decimal(number: Decimal, lang: Lang) -> String {
    let text = number.normalize().to_string();
    if lang == Lang::En { text } else { text.replace('.', ",") }
}

fn line(shown: &ShownOrder, row: usize) -> &Line {
    shown.view.loaded.order.lines.get(row).unwrap_or(&shown.new_line)
}

/// What stands in a field, as it would be typed.
pub(super) fn value(shown: &ShownOrder, spot: Spot, lang: Lang) -> String {
    let (order, sheet) = (&shown.view.loaded.order, &shown.view.loaded.sheet);
    let car = shown.view.vehicle.as_ref();
    match spot {
        Spot::Field(Field::Customer) => shown.view.customer.as_ref().map(|card| card.number.clone()).unwrap_or_default(),
        Spot::Field(Field::Phone) => order.phone.clone(),
        Spot::Field(Field::Plate) => car.map(|car| car.plate.clone()).unwrap_or_default(),
        Spot::Field(Field::Make) => car.map(|car| car.make.clone()).unwrap_or_default(),
        Spot::Field(Field::Model) => car.map(|car| car.model.clone()).unwrap_or_default(),
        Spot::Field(Field::Mileage) => sheet.mileage.map(|run| run.to_string()).unwrap_or_default(),
        Spot::Field(Field::Promised) => sheet.promised_on.map(|on| on.to_string()).unwrap_or_default(),
        Spot::Field(Field::Description) => sheet.description.clone(),
        Spot::Field(Field::Notes) => sheet.notes.clone(),
        Spot::Field(Field::Method) => order.method.map(|method| method.code().to_owned()).unwrap_or_default(),
        Spot::Cell(row, col) => cell(line(shown, row), col, lang),
    }
}

fn cell(line: &Line, col: Col, lang: Lang) -> String {
    match col {
        Col::Kind => line.kind.code().to_owned(),
        Col::Code => line.code.clone(),
        Col::Text => line.text.clone(),
        Col::Quantity => decimal(line.quantity, lang),
        Col::Unit => line.unit.clone(),
        Col::Price => line.price.map(|price| money(price, lang)).unwrap_or_default(),
        Col::Discount => decimal(line.discount_percent, lang),
        Col::Vat => decimal(line.vat_percent, lang),
    }
}

fn money(amount: Money, lang: Lang) -> String {
    let text = amount.to_string();
    if lang == Lang::En { text } else { text.replace('.', ",") }
}

/// The change that typing a text into a field is, or why it is none.
pub(super) fn edit_of(shown: &ShownOrder, spot: Spot, typed: &str, today: NaiveDate, texts: &Texts) -> Result<Edit, Refusal> {
    let wrong = || Refusal::FieldInvalid {
        field: texts.t(spot.label()),
        value: typed.to_owned(),
    };
    let typed = typed.trim();
    let car = shown.view.vehicle.as_ref();
    Ok(match spot {
        Spot::Field(Field::Customer) => Edit::Customer(typed.to_owned()),
        Spot::Field(Field::Phone) => Edit::Phone(typed.to_owned()),
        Spot::Field(Field::Plate) => Edit::Plate(typed.to_owned()),
        // Make and model belong to a car; without one there is nothing to write them on.
        Spot::Field(Field::Make | Field::Model) if car.is_none() => {
            return Err(Refusal::FieldInvalid {
                field: texts.t("order-field-car-first"),
                value: typed.to_owned(),
            });
        }
        Spot::Field(Field::Make) => Edit::Car(typed.to_owned(), car.map(|car| car.model.clone()).unwrap_or_default()),
        Spot::Field(Field::Model) => Edit::Car(car.map(|car| car.make.clone()).unwrap_or_default(), typed.to_owned()),
        Spot::Field(Field::Mileage) if typed.is_empty() => Edit::Mileage(None),
        Spot::Field(Field::Mileage) => {
            let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
            let run = digits.parse::<i64>().ok().filter(|run| (0..=9_999_999).contains(run));
            Edit::Mileage(Some(run.ok_or_else(wrong)?))
        }
        Spot::Field(Field::Promised) if typed.is_empty() => Edit::Promised(None),
        Spot::Field(Field::Promised) => Edit::Promised(Some(day::read(typed, today).ok_or_else(wrong)?)),
        Spot::Field(Field::Description) => Edit::Description(typed.to_owned()),
        Spot::Field(Field::Notes) => Edit::Notes(typed.to_owned()),
        Spot::Field(Field::Method) if typed.is_empty() => Edit::Method(None),
        Spot::Field(Field::Method) => Edit::Method(Some(Method::from_code(typed).ok_or_else(wrong)?)),
        Spot::Cell(row, col) => {
            let mut after = line(shown, row).clone();
            set(&mut after, col, typed).ok_or_else(wrong)?;
            edit::valid_figures(&after, &shown.vat_rates).map_err(|_| wrong())?;
            Edit::Line(after)
        }
    })
}

fn set(line: &mut Line, col: Col, typed: &str) -> Option<()> {
    let number = || {
        let plain: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '%').collect();
        plain.replace(',', ".").parse::<Decimal>().ok()
    };
    match col {
        Col::Kind => line.kind = LineKind::from_code(typed)?,
        Col::Code => typed.clone_into(&mut line.code),
        Col::Text => typed.clone_into(&mut line.text),
        Col::Quantity => line.quantity = number()?,
        Col::Unit => typed.clone_into(&mut line.unit),
        Col::Price if typed.is_empty() => line.price = None,
        Col::Price => line.price = Some(Money::parse(typed).ok()?),
        Col::Discount if typed.is_empty() => line.discount_percent = Decimal::ZERO,
        Col::Discount => line.discount_percent = number()?,
        Col::Vat => line.vat_percent = number()?,
    }
    Some(())
}

/// The values that a field can have, with their words; empty where it takes anything.
pub(super) fn values(shown: &ShownOrder, spot: Spot, today: NaiveDate, texts: &Texts) -> Vec<(String, String)> {
    let pair = |label: String, value: &str| (label, value.to_owned());
    match spot {
        Spot::Cell(_, Col::Kind) => LineKind::ALL
            .iter()
            .map(|kind| pair(texts.t(&format!("order-kind-{}", kind.code())), kind.code()))
            .collect(),
        Spot::Cell(_, Col::Vat) => shown
            .vat_rates
            .iter()
            .map(|rate| {
                let rate = decimal(*rate, texts.lang());
                (format!("{rate} %"), rate)
            })
            .collect(),
        Spot::Field(Field::Method) => METHODS
            .iter()
            .map(|method| pair(texts.t(&format!("method-{}", method.code())), method.code()))
            .chain([pair(texts.t("order-method-later"), "")])
            .collect(),
        Spot::Field(Field::Promised) => {
            let names = texts.t("weekdays");
            let names: Vec<&str> = names.split(' ').collect();
            today
                .iter_days()
                .take(21)
                .map(|day| (shown_day(day, &names, texts), day.to_string()))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// How an order can be paid at the counter.
pub(in crate::tui) const METHODS: [Method; 5] = [Method::Card, Method::Cash, Method::Swish, Method::Bank, Method::Invoice];

fn shown_day(day: NaiveDate, names: &[&str], texts: &Texts) -> String {
    use crate::app::texts::Arg;
    use chrono::Datelike;
    let at = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    let args = [
        ("weekday", Arg::Text(names.get(at).copied().unwrap_or_default().to_owned())),
        ("date", Arg::Text(day.to_string())),
        ("week", Arg::Count(i64::from(day.iso_week().week()))),
    ];
    texts.with("order-day", &args)
}
