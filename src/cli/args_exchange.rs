//! What can be said about bank files that come and go by themselves.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::args::{Change, ListArgs};

#[derive(ClapArgs)]
pub(super) struct Watch {
    /// The folder (default: exchange.folder in the settings)
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Take what is there, and end
    #[arg(long)]
    pub once: bool,
    /// One JSON document, when it ends
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub(super) enum ExchangeCommand {
    /// How files of each account come and go
    List {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Set how files of an account come and go
    Set(Box<SetUp>),
    /// Fetch and deliver now
    Run {
        /// Only this account
        #[arg(long, value_name = "NUMBER")]
        account: Option<String>,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Look into an account's folders at its server, and change nothing
    Test {
        /// The account's number
        number: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Every file that was fetched or delivered
    Log(ListArgs),
}

#[derive(ClapArgs)]
pub(super) struct SetUp {
    /// The account's number
    pub number: String,
    /// By SFTP
    #[arg(long, value_name = "USER@HOST[:PORT]", required_unless_present_any = ["folder", "by_hand"], conflicts_with_all = ["folder", "by_hand"],
          requires_all = ["key", "known_hosts"])]
    pub sftp: Option<String>,
    /// Our private key: a file that only its owner may read
    #[arg(long, value_name = "FILE", requires = "sftp")]
    pub key: Option<PathBuf>,
    /// The server's public keys, checked against what the bank says
    #[arg(long, value_name = "FILE", requires = "sftp")]
    pub known_hosts: Option<PathBuf>,
    /// The server's folder with files for us
    #[arg(long, value_name = "DIR", default_value = "", requires = "sftp")]
    pub fetch: String,
    /// The server's folder for files from us
    #[arg(long, value_name = "DIR", default_value = "", requires = "sftp")]
    pub deliver: String,
    /// Another program puts them into the watched folder
    #[arg(long, conflicts_with = "by_hand")]
    pub folder: bool,
    /// A person carries them
    #[arg(long)]
    pub by_hand: bool,
    #[command(flatten)]
    pub change: Change,
}
