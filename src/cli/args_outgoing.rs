//! `outgoing`: what can be said on the command line about files to the bank.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::args::Change;

#[derive(Subcommand)]
pub(super) enum OutgoingCommand {
    /// What can be asked for now, and what is left out and why
    Due {
        #[command(flatten)]
        which: Which,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Write files of what is due, and save them
    Write(Write),
    /// List the files
    List {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Show one with all that it asks for
    Show {
        /// Its name or its number
        file: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Save a file once more, byte for byte
    Again {
        /// Its name or its number
        file: String,
        /// The folder it is saved in (default: outgoing/ beside the site's file)
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Say that a file went to the bank
    Sent {
        /// Its name or its number
        file: String,
        #[command(flatten)]
        change: Change,
    },
    /// Say that a file will never be sent; what it asked for can be asked for again
    Discard {
        /// Its name or its number
        file: String,
        #[command(flatten)]
        change: Change,
    },
    /// Read the bank's receipt list of a file that was sent
    Receipt {
        /// Its name or its number
        file: String,
        /// The list as text; - reads standard input
        list: PathBuf,
        /// Say what was understood, change nothing
        #[arg(long)]
        dry_run: bool,
        /// Why; mandatory unless it is only tried
        #[arg(long, default_value = "")]
        comment: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
}

#[derive(ClapArgs)]
pub(super) struct Which {
    /// Only this account of ours
    #[arg(long)]
    pub account: Option<String>,
    /// Only this format: avtalegiro, direct-remittance, pain001, autogiro, betalingsservice
    #[arg(long)]
    pub format: Option<String>,
    /// Only draws, pay_outs or agreements
    #[arg(long, value_parser = ["draws", "pay_outs", "agreements"])]
    pub what: Option<String>,
}

#[derive(ClapArgs)]
pub(super) struct Write {
    #[command(flatten)]
    pub which: Which,
    #[command(flatten)]
    pub how: How,
}

#[derive(ClapArgs)]
pub(super) struct Export {
    /// avtalegiro, direct-remittance, pain001, autogiro, betalingsservice
    pub format: String,
    /// Only this account of ours
    #[arg(long)]
    pub account: Option<String>,
    /// Only draws, pay_outs or agreements
    #[arg(long, value_parser = ["draws", "pay_outs", "agreements"])]
    pub what: Option<String>,
    #[command(flatten)]
    pub how: How,
}

#[derive(ClapArgs)]
pub(super) struct How {
    /// The running number of the first file, where another program was used before
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=9_999_999))]
    pub number: Option<u32>,
    /// The folder files are saved in (default: outgoing/ beside the site's file)
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Say what would be written, store and save nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Why
    #[arg(long, default_value = "")]
    pub comment: String,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}
