//! What can be said about making claims, drafts and articles on the command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::args::{Change, ListArgs};

#[derive(Subcommand)]
pub(super) enum ClaimsCreate {
    /// Make a claim: number, reference and voucher at one go, or nothing
    Create {
        #[command(flatten)]
        says: DraftArgs,
        /// Keep it as a draft; issue it later
        #[arg(long)]
        draft: bool,
        /// Why
        #[arg(long, default_value = "")]
        comment: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Begin a draft that says what an earlier claim says
    Copy {
        /// The claim's number or reference
        claim: String,
        #[command(flatten)]
        says: DraftArgs,
        /// Issue it at once
        #[arg(long)]
        issue: bool,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Credit a claim and begin the one in its place, both linked
    Reissue {
        /// The claim's number or reference
        claim: String,
        #[command(flatten)]
        says: DraftArgs,
        /// Issue the new one at once
        #[arg(long)]
        issue: bool,
        #[command(flatten)]
        change: Change,
    },
    /// Claims that are not issued yet
    Drafts {
        #[command(subcommand)]
        command: DraftsCommand,
    },
}

#[derive(Subcommand)]
pub(super) enum DraftsCommand {
    /// List them; without a filter those that were issued or discarded too
    List(ListArgs),
    /// Show one
    Show(OneDraft),
    /// Change one; lines that are given take the place of all that stand there
    Edit {
        #[command(flatten)]
        one: OneDraft,
        #[command(flatten)]
        says: DraftArgs,
    },
    /// Make it a claim
    Issue {
        #[command(flatten)]
        one: OneDraft,
        /// Why
        #[arg(long, default_value = "")]
        comment: String,
    },
    /// Give it up
    Discard {
        #[command(flatten)]
        one: OneDraft,
        /// Why
        #[arg(long, default_value = "")]
        comment: String,
    },
}

#[derive(ClapArgs)]
pub(super) struct OneDraft {
    /// Its number in the list of drafts
    pub draft: String,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

/// What a claim says.
#[derive(ClapArgs)]
pub(super) struct DraftArgs {
    /// Who will owe it: customer or member number
    #[arg(long, value_name = "NUMBER")]
    pub party: Option<String>,
    /// What for: dues and donations are without VAT
    #[arg(long, value_parser = ["dues", "order", "donation", "other"])]
    pub kind: Option<String>,
    /// A line: text;amount with VAT, or text;amount;VAT rate;quantity; less than nothing is a rebate; again for more
    #[arg(long, value_name = "LINE", allow_hyphen_values = true)]
    pub line: Vec<String>,
    /// An article, after the lines: CODE or CODE*QUANTITY; again for more
    #[arg(long, value_name = "CODE*QTY")]
    pub article: Vec<String>,
    /// What it concerns
    #[arg(long)]
    pub description: Option<String>,
    /// Issued: 2026-11-22, 1512, -3, t (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub issued: Option<String>,
    /// Due: 2026-12-15, 1512, +14 from the date of issue (default: by the terms)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub due: Option<String>,
    /// The bank account it is to be paid to
    #[arg(long, value_name = "NUMBER")]
    pub account: Option<String>,
    /// Its payment reference (default: by the account's recipe)
    #[arg(long, value_name = "DIGITS")]
    pub reference: Option<String>,
}

#[derive(Subcommand)]
pub(super) enum ArticlesCommand {
    /// List them
    List(ListArgs),
    /// Add one
    Add {
        /// What people call it by
        code: String,
        #[command(flatten)]
        says: ArticleArgs,
        #[command(flatten)]
        change: Change,
    },
    /// Change one; what is issued stays as it is
    Set {
        /// Its code
        code: String,
        #[command(flatten)]
        says: ArticleArgs,
        /// Offer it again
        #[arg(long)]
        offered: bool,
        #[command(flatten)]
        change: Change,
    },
    /// Offer it no more
    End {
        /// Its code
        code: String,
        #[command(flatten)]
        change: Change,
    },
    /// Take in a table (CSV): code, name, price, vat, unit, kind, ended; known codes become what it says
    Import {
        /// The table
        file: PathBuf,
        #[command(flatten)]
        change: Change,
    },
}

/// What an article says.
#[derive(ClapArgs)]
pub(super) struct ArticleArgs {
    /// What stands on the line
    #[arg(long)]
    pub name: Option<String>,
    /// Per unit, with VAT
    #[arg(long, allow_hyphen_values = true)]
    pub price: Option<String>,
    /// In percent (default: the country's highest, none for dues and donations)
    #[arg(long)]
    pub vat: Option<String>,
    /// Of what: st, tim
    #[arg(long)]
    pub unit: Option<String>,
    /// What claims it is for
    #[arg(long, value_parser = ["dues", "order", "donation", "other"])]
    pub kind: Option<String>,
}
