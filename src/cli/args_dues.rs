//! What can be said about membership and its dues.

use clap::{Args as ClapArgs, Subcommand};

use super::args::{Change, ListArgs};

#[derive(Subcommand)]
pub(super) enum DuesCommand {
    /// Kinds of membership
    Kinds {
        #[command(subcommand)]
        command: KindsCommand,
    },
    /// List dues: what a kind costs for a period, and what became of it
    List(ListArgs),
    /// Show dues with their lines
    Show {
        /// Their code
        dues: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Set up dues of a kind for a period
    Add {
        /// Their code (default: of the kind and the period)
        #[arg(default_value = "")]
        code: String,
        #[command(flatten)]
        fields: Fields,
        /// They may be issued and paid at once
        #[arg(long)]
        open: bool,
        #[command(flatten)]
        change: Change,
    },
    /// Change dues; of issued ones the cost, the kind and the period stay
    Set {
        /// Their code
        dues: String,
        #[command(flatten)]
        fields: Fields,
        #[command(flatten)]
        change: Change,
    },
    /// They may be issued, and paid by SMS
    Open {
        /// Their code
        dues: String,
        #[command(flatten)]
        change: Change,
    },
    /// They are not issued any more, nor paid by SMS; what is issued stays owed
    Close {
        /// Their code
        dues: String,
        #[command(flatten)]
        change: Change,
    },
    /// List parties with their kind of membership
    Members(ListArgs),
    /// Give parties a kind of membership
    Assign {
        /// The kind's code
        kind: String,
        /// Their numbers
        #[arg(required_unless_present = "filter", conflicts_with = "filter")]
        parties: Vec<String>,
        /// Everybody whom this filter finds in the list of members
        #[arg(long, allow_hyphen_values = true)]
        filter: Option<String>,
        /// Since this day (default: as before, or today)
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Until this day
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        #[command(flatten)]
        change: Change,
    },
    /// Who would get a claim, and who not and why
    Preview {
        #[command(flatten)]
        run: RunArgs,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Issue the claims: all of them, or none
    Run {
        #[command(flatten)]
        run: RunArgs,
        #[command(flatten)]
        change: Change,
    },
}

#[derive(Subcommand)]
pub(super) enum KindsCommand {
    /// List kinds
    List {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Add a kind
    Add {
        /// Its code
        code: String,
        /// As people read it
        #[arg(long)]
        name: String,
        #[command(flatten)]
        change: Change,
    },
    /// Change a kind
    Set {
        /// Its code
        code: String,
        /// As people read it
        #[arg(long)]
        name: Option<String>,
        /// Where it stands among the others, from 1
        #[arg(long, value_parser = clap::value_parser!(i64).range(1..=999))]
        place: Option<i64>,
        /// It is not ended any more
        #[arg(long)]
        begin_again: bool,
        #[command(flatten)]
        change: Change,
    },
    /// No dues of it are issued any more
    End {
        /// Its code
        code: String,
        #[command(flatten)]
        change: Change,
    },
}

#[derive(ClapArgs)]
pub(super) struct Fields {
    /// The kind of membership
    #[arg(long)]
    pub kind: Option<String>,
    /// What they are for: 2026, or 2026-07-01..2027-06-30
    #[arg(long)]
    pub period: Option<String>,
    /// When the claims are due
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    /// A line of every claim, "Main member=1000", with VAT "Magazine=250@25"
    #[arg(long = "line", value_name = "TEXT=AMOUNT[@VAT]")]
    pub lines: Vec<String>,
    /// What stands on the claims (default: the kind and the period)
    #[arg(long)]
    pub description: Option<String>,
    /// The bank account of the claims (default: the first that takes references)
    #[arg(long)]
    pub account: Option<String>,
}

#[derive(ClapArgs)]
pub(super) struct RunArgs {
    /// The code of the dues
    pub dues: String,
    /// Only those whom this filter finds in the list of members
    #[arg(long, allow_hyphen_values = true, conflicts_with = "parties")]
    pub filter: Option<String>,
    /// Only this party; may be repeated
    #[arg(long = "party", value_name = "NUMBER")]
    pub parties: Vec<String>,
    /// Not left out for this: fell-away (the claim was annulled or credited), other-dues (of the same time), unreachable
    #[arg(long, value_name = "REASON", value_parser = ["fell-away", "other-dues", "unreachable"])]
    pub also: Vec<String>,
    /// Another due date
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
}
