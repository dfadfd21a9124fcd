//! What can be said about orders on the command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::args::ListArgs;

#[derive(Subcommand)]
pub(super) enum OrdersCommand {
    /// List them
    List(ListArgs),
    /// Show one
    Show(One),
    /// Make one
    Create(Edits),
    /// Change one; refused while it is locked
    Edit {
        /// Its number
        order: String,
        #[command(flatten)]
        edits: Edits,
    },
    /// Declare it ready to be paid
    Complete(One),
    /// Back to work
    Reopen(One),
    /// Send the payment SMS and lock the order
    SendPayment {
        #[command(flatten)]
        one: One,
        /// Say what would be sent, send nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Ask the provider whether it is paid
    CheckPayment(One),
    /// Take the payment SMS back and open the order; what was paid goes back
    CancelPayment {
        #[command(flatten)]
        one: One,
        /// Why
        #[arg(long, default_value = "")]
        comment: String,
    },
    /// Make it an invoice
    Post {
        #[command(flatten)]
        one: One,
        /// How it is paid, unless by mobile
        #[arg(long, value_parser = ["card", "cash", "swish", "bank", "invoice"])]
        method: Option<String>,
        /// Print the invoice too
        #[arg(long)]
        print: bool,
    },
    /// Print its invoice; a reprint says so
    Print {
        #[command(flatten)]
        one: One,
        /// The credit note of this number on it instead
        #[arg(long, value_name = "NUMBER")]
        credit_note: Option<String>,
        /// An earlier invoice of the order, by its number
        #[arg(long, value_name = "NUMBER")]
        invoice: Option<i64>,
    },
    /// Show what the customer holds the phone to: the payment link, or the Swish number
    Code {
        #[command(flatten)]
        one: One,
        /// The workshop's Swish number with the order's amount
        #[arg(long)]
        swish: bool,
    },
    /// Credit its invoice
    Credit(Why),
    /// Open it again after a credit
    Open(One),
    /// Credit the invoice, open the order and pay back what was paid by mobile, in one go
    Reissue(Why),
    /// Pay back a payment that came on a dead link
    RefundLate(One),
    /// The provider would not pay back, and the customer got the money another way
    RefundByHand {
        #[command(flatten)]
        why: Why,
        /// Where it was taken from
        #[arg(long, value_parser = ["cash", "bank"])]
        from: String,
    },
}

#[derive(ClapArgs)]
pub(super) struct One {
    /// Its number
    pub order: String,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(ClapArgs)]
pub(super) struct Why {
    #[command(flatten)]
    pub one: One,
    /// Why; mandatory
    #[arg(long)]
    pub comment: String,
}

#[derive(ClapArgs)]
pub(super) struct Edits {
    /// The customer, by number
    #[arg(long, conflicts_with = "name")]
    pub customer: Option<String>,
    /// A new customer, by name
    #[arg(long)]
    pub name: Option<String>,
    /// The mobile number that the payment SMS goes to
    #[arg(long)]
    pub phone: Option<String>,
    /// The car
    #[arg(long)]
    pub plate: Option<String>,
    /// Who made the car
    #[arg(long, requires = "model")]
    pub make: Option<String>,
    /// Which model
    #[arg(long, requires = "make")]
    pub model: Option<String>,
    /// What it has run
    #[arg(long)]
    pub mileage: Option<i64>,
    /// What is to be done
    #[arg(long)]
    pub description: Option<String>,
    /// When it is promised (ISO date)
    #[arg(long)]
    pub promised: Option<String>,
    /// How it will be paid
    #[arg(long, value_parser = ["card", "cash", "swish", "bank", "invoice"])]
    pub method: Option<String>,
    /// Notes for the workshop; possible while it is locked
    #[arg(long)]
    pub notes: Option<String>,
    /// A line: 'text=Oljebyte; quantity=1; price=895,00', and kind=labour, code, unit, discount, vat, no (to change one)
    #[arg(long, value_name = "FIELDS")]
    pub line: Vec<String>,
    /// Take a line away
    #[arg(long, value_name = "NO")]
    pub drop_line: Vec<u32>,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub(super) enum MessagesCommand {
    /// List them
    List(ListArgs),
}

#[derive(ClapArgs)]
pub(super) struct Dispatch {
    /// Ask about every payment that can still change, not only those whose time has come
    #[arg(long)]
    pub all: bool,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(ClapArgs)]
pub(super) struct Settle {
    /// The provider's settlement as a table: reference, gross, fee, and settlement and date (default: ask the simulator)
    pub file: Option<PathBuf>,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub(super) enum SimulateCommand {
    /// The phones that got messages
    Phones,
    /// What a phone got
    Inbox {
        /// The phone
        phone: String,
    },
    /// Open a payment link as the customer would
    Open {
        /// The link
        url: String,
    },
    /// Pay a link
    Pay {
        /// The link
        url: String,
        /// Another amount than asked for
        #[arg(long)]
        amount: Option<String>,
    },
    /// Decline to pay a link
    Decline {
        /// The link
        url: String,
    },
    /// Send a message to the site
    Send {
        /// From which phone
        phone: String,
        /// What it says
        text: String,
    },
    /// Every payment at the simulated provider
    Payments,
    /// Every e-mail that came
    Mails {
        /// Write what came along into this folder
        #[arg(long, value_name = "FOLDER")]
        save: Option<std::path::PathBuf>,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Take the site's network away
    Offline,
    /// Give it back
    Online,
}
