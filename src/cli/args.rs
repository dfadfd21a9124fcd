//! What can be said on the command line (design, part 7).

use std::path::PathBuf;

use clap::{Args as ClapArgs, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

use super::args_create::{ArticlesCommand, ClaimsCreate};
use super::args_dues::DuesCommand;
use super::args_exchange::{ExchangeCommand, Watch};
use super::args_handling::{ClaimsByHand, PaymentsCommand, RefundsCommand};
use super::args_orders::{Dispatch, MessagesCommand, OrdersCommand, Settle, SimulateCommand};
use super::args_outgoing::{Export, OutgoingCommand};
use super::args_sending::{ClaimsSending, MailCommand, SendingsCommand};
use super::args_sms::SmsCommand;
use super::mandates::{MandatesCommand, NoticesCommand};
use super::members::MembersCommand;
use super::parties::PartiesCommand;

/// Back-office console for claims, payments and bank files
#[derive(Parser)]
#[command(name = "fordring", version, max_term_width = 100)]
pub(super) struct Args {
    /// The site's file (default: in the platform's data directory)
    #[arg(long, global = true, env = "FORDRING_DB", value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// Who works (default: the login name)
    #[arg(long = "as", global = true, env = "FORDRING_OPERATOR", value_name = "NAME")]
    pub operator: Option<String>,
    /// Language of this run
    #[arg(long, global = true, env = "FORDRING_LANG", value_parser = ["sv", "nb", "nn", "da", "en"])]
    pub lang: Option<String>,
    /// Write the log to this file
    #[arg(long, global = true, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// The settings (default: in the platform's configuration directory)
    #[arg(long, global = true, env = "FORDRING_SETTINGS", value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Open the console on this screen: start, claims, desk, payments …
    #[arg(long, value_name = "SCREEN")]
    pub open: Option<String>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The command line as clap knows it, for completions and the manual.
pub fn command_line() -> clap::Command {
    Args::command()
}

#[allow(clippy::large_enum_variant, reason = "made once per run")]
#[derive(Subcommand)]
pub(super) enum Command {
    /// Make a site with made-up data and open it
    Demo(Demo),
    /// Make an empty site
    Init {
        /// no, se or dk
        #[arg(long, value_parser = ["no", "se", "dk"])]
        country: String,
        /// The site's name
        #[arg(long)]
        name: String,
    },
    /// Bank accounts and the references they take
    Accounts {
        #[command(subcommand)]
        command: AccountsCommand,
    },
    /// Customers and members
    Parties {
        #[command(subcommand)]
        command: Box<PartiesCommand>,
    },
    /// What stands on claims again and again
    Articles {
        #[command(subcommand)]
        command: ArticlesCommand,
    },
    /// Claims
    Claims {
        #[command(subcommand)]
        command: Box<ClaimsCommand>,
    },
    /// Payments
    Payments {
        #[command(subcommand)]
        command: Box<PaymentsCommand>,
    },
    /// Money on its way back
    Refunds {
        #[command(subcommand)]
        command: RefundsCommand,
    },
    /// Our lines against the bank's statements, and every øre that is not explained
    Reconcile(super::reconcile::Reconcile),
    /// Settings: gateways, printing, who the site is on paper
    Settings {
        #[command(subcommand)]
        command: super::settings::SettingsCommand,
    },
    /// Agreements to draw: AvtaleGiro, Autogiro, Betalingsservice
    Mandates {
        #[command(subcommand)]
        command: MandatesCommand,
    },
    /// What bank files said besides payments
    Notices {
        #[command(subcommand)]
        command: NoticesCommand,
    },
    /// Every movement of money
    Transactions {
        #[command(subcommand)]
        command: OnlyList,
    },
    /// The change log
    Log {
        #[command(subcommand)]
        command: OnlyList,
    },
    /// Bank files that were stored
    Files {
        #[command(subcommand)]
        command: FilesCommand,
    },
    /// Files to the bank: draws, pay-outs, agreements
    Outgoing {
        #[command(subcommand)]
        command: OutgoingCommand,
    },
    /// Write files to the bank in one format: the same as outgoing write --format
    Export(Export),
    /// Workshop orders
    Orders {
        #[command(subcommand)]
        command: Box<OrdersCommand>,
    },
    /// Messages to and from phones
    Messages {
        #[command(subcommand)]
        command: MessagesCommand,
    },
    /// What became of claims that were sent
    Sendings {
        #[command(subcommand)]
        command: SendingsCommand,
    },
    /// E-mail
    Mail {
        #[command(subcommand)]
        command: MailCommand,
    },
    /// Memberships: whose dues are paid
    Members {
        #[command(subcommand)]
        command: MembersCommand,
    },
    /// Membership dues: kinds, what they cost for a period, and issuing the claims
    Dues {
        #[command(subcommand)]
        command: Box<DuesCommand>,
    },
    /// Dues paid by SMS, and the SMS dialogue
    Sms {
        #[command(subcommand)]
        command: Box<SmsCommand>,
    },
    /// Find records by anything: a payment reference, a number, an amount, a phone, a plate, a name, an e-mail
    Find {
        /// What to look for
        #[arg(required = true, allow_negative_numbers = true)]
        text: Vec<String>,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Look whether the gateways could work, without sending anything
    Doctor {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Send what waits in the outbox, take what came, ask about payments: one round
    Dispatch(Dispatch),
    /// Book a mobile payment provider's settlement
    Settle(Settle),
    /// Play the customers of a site whose gateways are simulated
    Simulate {
        #[command(subcommand)]
        command: SimulateCommand,
    },
    /// Take bank files out of the watched folder as they come, and those of servers when it is time
    Watch(Watch),
    /// Bank files that come and go by SFTP
    Exchange {
        #[command(subcommand)]
        command: ExchangeCommand,
    },
    /// Import bank files
    Import(Import),
    /// Payment references
    Reference {
        #[command(subcommand)]
        command: ReferenceCommand,
    },
    /// Check the whole file: SQLite, every invariant, the change log's chain
    Check {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Copy the file while others work in it
    Backup {
        /// Where to
        file: PathBuf,
    },
    /// Print completions for a shell
    Completions {
        /// Which
        shell: Shell,
    },
}

#[derive(ClapArgs, Clone)]
pub(super) struct Demo {
    /// no: a membership organisation; se: a workshop; dk: a fundraising organisation
    #[arg(long, default_value = "no", value_parser = ["no", "se", "dk"])]
    pub country: String,
    /// How many claims
    #[arg(long, default_value_t = 1200, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub claims: u32,
    /// The same seed makes the same data
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Only make this file, do not open it
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Make it anew
    #[arg(long)]
    pub fresh: bool,
}

#[derive(Subcommand)]
pub(super) enum AccountsCommand {
    /// List them
    List {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Add one
    Add {
        /// The account's number
        number: String,
        /// mod10:LENGTH, mod11:LENGTH, ocr, ocr-length, fik71:CREDITOR, fik75:CREDITOR, separated by commas
        #[arg(long, default_value = "", value_name = "RULES")]
        references: String,
        /// What people call it
        #[arg(long, default_value = "")]
        name: String,
    },
    /// Show how one is set up, and what is missing
    Show {
        /// The account's number or name
        number: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Change how one is set up; an empty value clears the field
    Set(Box<AccountsSet>),
    /// Say in which format its payments come, from a day on
    Format {
        /// The account's number or name
        number: String,
        /// The format's id
        format: String,
        /// The first day payments are booked on
        #[arg(long, value_name = "DATE")]
        from: String,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        comment: String,
    },
    /// Say how far the set-up has come: draft, ordered, registered, tested, verified
    State {
        /// The account's number or name
        number: String,
        /// The step
        state: String,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        comment: String,
    },
    /// What to fill the bank's form with, and what of it is done
    Checklist {
        /// The account's number or name
        number: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Ready-made recipes of references
    Recipes {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Try a real reference on one, and see what it is made of
    Reference {
        /// The account's number or name
        number: String,
        /// The reference
        #[arg(long = "try", value_name = "REFERENCE")]
        sample: String,
        /// Where it is from
        #[arg(long, default_value = "", hide_default_value = true)]
        comment: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
}

/// The fields of an account's set-up.
#[derive(clap::Args)]
pub(super) struct AccountsSet {
    /// The account's number or name
    pub number: String,
    /// What people call it
    #[arg(long)]
    pub name: Option<String>,
    /// The bank
    #[arg(long)]
    pub bank: Option<String>,
    /// The bank's BIC
    #[arg(long)]
    pub bic: Option<String>,
    /// mod10:LENGTH, mod11:LENGTH, ocr, ocr-length, fik71:CREDITOR, fik75:CREDITOR, separated by commas
    #[arg(long, value_name = "RULES")]
    pub references: Option<String>,
    /// How references are made: a mask such as mmmmmmttrr# (see `accounts recipes`)
    #[arg(long, value_name = "MASK")]
    pub recipe: Option<String>,
    /// The agreement about references
    #[arg(long)]
    pub agreement: Option<String>,
    /// Who we are in the files: customer unit (NO), customer number (SE), data supplier (DK)
    #[arg(long, value_name = "ID")]
    pub unit_id: Option<String>,
    /// Whether payments without a reference are rejected: yes, no
    #[arg(long, value_name = "YES")]
    pub rejects: Option<String>,
    /// How often files come: daily, settlements, weekly, monthly
    #[arg(long)]
    pub periodicity: Option<String>,
    /// Creditor at Betalingsservice (DK), bankgiro that draws (SE)
    #[arg(long, value_name = "NUMBER")]
    pub creditor: Option<String>,
    /// Debtor group (DK)
    #[arg(long, value_name = "GROUP")]
    pub debtor_group: Option<String>,
    /// Sub-system agreed with Betalingsservice (DK), three characters: BS1 unless given
    #[arg(long, value_name = "CODE")]
    pub system: Option<String>,
    /// The agreement about paying out
    #[arg(long)]
    pub remittance: Option<String>,
    /// How files come and go: hand, folder, sftp
    #[arg(long)]
    pub exchange: Option<String>,
    /// Why
    #[arg(long, default_value = "", hide_default_value = true)]
    pub comment: String,
}

#[derive(ClapArgs)]
pub(super) struct ListArgs {
    /// The filter language: words, column:value, column>value, -word
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    pub filter: String,
    /// Columns to sort by: due,amount:desc
    #[arg(long, value_delimiter = ',')]
    pub sort: Vec<String>,
    /// Columns to show
    #[arg(long, value_delimiter = ',')]
    pub columns: Vec<String>,
    /// At most so many rows
    #[arg(long)]
    pub limit: Option<usize>,
    /// One JSON document
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// CSV
    #[arg(long)]
    pub csv: bool,
}

#[derive(Subcommand)]
pub(super) enum ClaimsCommand {
    /// Import a table (CSV); importing issues them
    Import {
        /// The table
        file: PathBuf,
    },
    /// List them
    List(ListArgs),
    /// Show one
    Show {
        /// Its number or its reference
        claim: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Cancel an unpaid claim
    Annul {
        /// Its number
        claim: String,
        #[command(flatten)]
        change: Change,
    },
    /// Take a claim back with a credit note
    Credit {
        /// Its number
        claim: String,
        /// Only these lines
        #[arg(long)]
        line: Vec<u32>,
        #[command(flatten)]
        change: Change,
    },
    /// Reduce a line
    Discount {
        /// Its number
        claim: String,
        /// Which line
        #[arg(long)]
        line: u32,
        /// By how much
        #[arg(long, allow_hyphen_values = true)]
        amount: String,
        /// What is written on the line
        #[arg(long)]
        text: String,
        #[command(flatten)]
        change: Change,
    },
    /// Take away a line; the last one annuls the claim
    DropLine {
        /// Its number
        claim: String,
        /// Which line
        #[arg(long)]
        line: u32,
        #[command(flatten)]
        change: Change,
    },
    #[command(flatten)]
    ByHand(ClaimsByHand),
    #[command(flatten)]
    Sending(ClaimsSending),
    #[command(flatten)]
    Create(ClaimsCreate),
}

#[derive(Subcommand)]
pub(super) enum OnlyList {
    /// List it
    List(ListArgs),
}

#[derive(ClapArgs)]
pub(super) struct Change {
    /// Why; mandatory on every change
    #[arg(long)]
    pub comment: String,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub(super) enum FilesCommand {
    /// List them
    List(ListArgs),
    /// Write the bytes of a file anew, exactly as they are kept
    Export {
        /// Its name or its number
        file: String,
        /// Where to: a file that is not there yet, or a folder
        #[arg(long)]
        out: PathBuf,
    },
    /// Show a file: what is known of it, and its lines with their fields
    Show {
        /// Its name or its number
        file: String,
        /// From which byte on
        #[arg(long, default_value_t = 0)]
        from: u64,
        /// How many lines
        #[arg(long, default_value_t = 20)]
        lines: usize,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Take a whole file out of the books again, while nothing is built on it
    Undo {
        /// Its name or its number; of several of one name the newest
        file: String,
        /// Say what would happen, change nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        change: Change,
    },
}

#[derive(ClapArgs)]
pub(super) struct Import {
    /// The files
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The format, where the content does not tell
    #[arg(long)]
    pub format: Option<String>,
    /// Say what would happen, store nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Say yes to a question, by its code
    #[arg(long, value_name = "CODE")]
    pub accept: Vec<String>,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub(super) enum ReferenceCommand {
    /// Add the check digit
    Make {
        /// The number without it
        number: String,
        /// Modulus 10 (the usual)
        #[arg(long, conflicts_with = "mod11")]
        mod10: bool,
        /// Modulus 11
        #[arg(long)]
        mod11: bool,
    },
    /// Check a reference
    Check {
        /// The reference
        #[arg(allow_hyphen_values = true)]
        reference: String,
        /// The rules: mod10:11,mod11:9
        #[arg(long)]
        references: String,
    },
}
