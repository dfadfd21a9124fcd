//! What can be said about sending claims, their papers, and e-mail.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::args::{Change, ListArgs};

#[derive(Subcommand)]
pub(super) enum ClaimsSending {
    /// Send claims: by e-mail with the invoice as PDF, by SMS, or to the printer
    Send(SendArgs),
    /// Write a claim's invoice as PDF; what has been sent says that it is a copy
    Pdf {
        /// Its number
        claim: String,
        /// The file; it must not be there
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The credit note on it with this number instead: K1
        #[arg(long, value_name = "NUMBER")]
        note: Option<String>,
        /// It says that it is a copy in any case
        #[arg(long)]
        copy: bool,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
}

#[derive(ClapArgs)]
pub(super) struct SendArgs {
    /// Their numbers
    #[arg(required_unless_present = "filter", conflicts_with = "filter", value_name = "NUMBER")]
    pub claims: Vec<String>,
    /// All of a filter, as in the lists
    #[arg(long, value_name = "EXPR")]
    pub filter: Option<String>,
    /// By this, whatever the recipients chose
    #[arg(long, value_parser = ["email", "sms", "print"])]
    pub by: Option<String>,
    /// What has been sent is sent again, as a copy
    #[arg(long)]
    pub copy: bool,
    /// The credit note on the claim with this number instead: K1
    #[arg(long, value_name = "NUMBER", conflicts_with = "filter")]
    pub note: Option<String>,
    /// The credit notes on them that have not been sent, instead of them
    #[arg(long, conflicts_with_all = ["note", "copy"])]
    pub credit_notes: bool,
    /// Only say what would happen
    #[arg(long)]
    pub dry_run: bool,
    /// Why
    #[arg(long, default_value = "", hide_default_value = true)]
    pub comment: String,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub(super) enum SendingsCommand {
    /// List them; state:failed,unknown wait for a person
    List(ListArgs),
    /// Send again what failed or what nobody knows of, under the same key; send now what waits
    Again {
        /// Their numbers in the list
        #[arg(required = true)]
        sendings: Vec<String>,
        #[command(flatten)]
        change: Change,
    },
    /// Say what became of one that nobody knows of
    Decide {
        /// Its number in the list
        sending: String,
        /// It left
        #[arg(long, required_unless_present = "not_left", conflicts_with = "not_left")]
        left: bool,
        /// It did not
        #[arg(long)]
        not_left: bool,
        #[command(flatten)]
        change: Change,
    },
    /// Do not send what waits
    Cancel {
        /// Their numbers in the list
        #[arg(required = true)]
        sendings: Vec<String>,
        #[command(flatten)]
        change: Change,
    },
}

#[derive(Subcommand)]
pub(super) enum MailCommand {
    /// Send a test e-mail
    Try {
        /// To this address
        address: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
}
