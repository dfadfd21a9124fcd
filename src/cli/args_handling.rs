//! What can be said of claims, payments and refunds that a person works on.

use clap::Subcommand;

use super::args::{Change, ListArgs};

#[derive(Subcommand)]
pub(super) enum ClaimsByHand {
    /// Say that what is paid is what was owed
    Approve {
        /// Its number
        claim: String,
        #[command(flatten)]
        change: Change,
    },
    /// Pay back everything received, less the fee
    RefundAll {
        /// Its number
        claim: String,
        #[command(flatten)]
        change: Change,
    },
    /// Pay back lines of a paid claim
    Refund {
        /// Its number
        claim: String,
        /// Which line, and how much of it: 2 or 2=100.00; again for more
        #[arg(long, required = true, value_name = "LINE[=AMOUNT]")]
        line: Vec<String>,
        #[command(flatten)]
        change: Change,
    },
    /// Give up what is left
    WriteOff {
        /// Its number
        claim: String,
        #[command(flatten)]
        change: Change,
    },
    /// Remind the recipient, with fee and interest where they are asked for
    Remind {
        /// Its number
        claim: String,
        #[command(flatten)]
        remind: RemindArgs,
        /// Only say what would happen
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        change: Change,
    },
    /// Let everything go that its reminders cost
    Waive {
        /// Its number
        claim: String,
        #[command(flatten)]
        change: Change,
    },
    /// Move what was paid too much
    MoveRemainder {
        /// Its number
        claim: String,
        /// How much of it; all where nothing is said
        #[arg(long, allow_hyphen_values = true)]
        amount: Option<String>,
        /// credit, donation, claim=NUMBER, account=CODE, payer or payer=ACCOUNT
        #[arg(long, value_name = "WHERE")]
        to: String,
        #[command(flatten)]
        change: Change,
    },
    /// Use the payer's credit
    UseCredit {
        /// Its number
        claim: String,
        /// How much; as much as there is and fits where nothing is said
        #[arg(long, allow_hyphen_values = true)]
        amount: Option<String>,
        #[command(flatten)]
        change: Change,
    },
    /// Do one thing to all claims of a filter
    Bulk(BulkArgs),
    /// Let its reminders rest until a day
    Freeze {
        /// Its number
        claim: String,
        /// Up to and with this day: 2026-11-30
        #[arg(long)]
        until: String,
        #[command(flatten)]
        change: Change,
    },
    /// Take its reminders up again
    Thaw {
        /// Its number
        claim: String,
        #[command(flatten)]
        change: Change,
    },
    /// Give it another due date
    SetDue {
        /// Its number
        claim: String,
        /// The date: 2026-11-30
        #[arg(long)]
        due: String,
        #[command(flatten)]
        change: Change,
    },
}

/// How claims are reminded of; what is not said is as the settings have it.
#[derive(clap::Args)]
pub(super) struct RemindArgs {
    /// By what, whatever the recipients chose
    #[arg(long, value_parser = ["email", "sms", "print"])]
    pub by: Option<String>,
    /// Its fee; 0: none
    #[arg(long, value_name = "AMOUNT")]
    pub fee: Option<String>,
    /// Whether interest is charged
    #[arg(long, value_name = "yes|no", value_parser = ["yes", "no"])]
    pub interest: Option<String>,
    /// Whether fees and interest are owed even when the rest is paid
    #[arg(long, value_name = "yes|no", value_parser = ["yes", "no"])]
    pub keep_costs: Option<String>,
}

#[derive(clap::Args)]
pub(super) struct BulkArgs {
    /// What is done
    #[arg(value_parser = ["remind", "waive", "freeze", "approve", "use-credit", "set-due", "write-off", "credit", "annul"])]
    pub act: String,
    /// Which claims: a filter as in the lists
    #[arg(long, value_name = "EXPR")]
    pub filter: String,
    /// The day, for set-due and freeze
    #[arg(long)]
    pub due: Option<String>,
    #[command(flatten)]
    pub remind: RemindArgs,
    /// Only say what would happen
    #[arg(long)]
    pub dry_run: bool,
    /// Nothing more is done after the first refusal
    #[arg(long)]
    pub stop_at_refusal: bool,
    #[command(flatten)]
    pub change: Change,
}

#[derive(Subcommand)]
pub(super) enum PaymentsCommand {
    /// List them
    List(ListArgs),
    /// Claims that it could belong to, the best first, with the reasons
    Suggest {
        /// Its number
        payment: String,
        /// Look for this instead: a number, a name, an amount
        #[arg(long, default_value = "")]
        search: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Show one
    Show {
        /// Its number
        payment: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Put it on claims
    Match {
        /// Its number
        payment: String,
        /// The claim's number or reference, and how much; again for more, in this order
        #[arg(long, required = true, value_name = "NUMBER[=AMOUNT]")]
        claim: Vec<String>,
        /// Give up what is left of the claims then, and approve them
        #[arg(long)]
        write_off: bool,
        #[command(flatten)]
        change: Change,
    },
    /// Put it on the open claims of a party, the oldest first
    Oldest {
        /// Its number
        payment: String,
        /// The party's number
        #[arg(long)]
        party: String,
        #[command(flatten)]
        change: Change,
    },
    /// Take it off a claim again
    Unmatch {
        /// Its number
        payment: String,
        /// The claim's number or reference
        #[arg(long)]
        claim: String,
        #[command(flatten)]
        change: Change,
    },
    /// What is left over goes elsewhere
    Send {
        /// Its number
        payment: String,
        /// credit, donation, claim=NUMBER, account=CODE, payer or payer=ACCOUNT
        #[arg(long, value_name = "WHERE")]
        to: String,
        /// Whose credit: the party's number
        #[arg(long)]
        party: Option<String>,
        /// How much; all where nothing is said
        #[arg(long, allow_hyphen_values = true)]
        amount: Option<String>,
        #[command(flatten)]
        change: Change,
    },
    /// What went elsewhere by hand is left over again
    Recall {
        /// Its number
        payment: String,
        #[command(flatten)]
        change: Change,
    },
    /// Put it aside
    Park {
        /// Its number
        payment: String,
        /// Why
        #[arg(long)]
        note: String,
        /// Who looks at it
        #[arg(long, default_value = "")]
        owner: String,
        /// When: 2026-11-30
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        /// Why, for the change log; the note where nothing is said
        #[arg(long)]
        comment: Option<String>,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Take it up again
    Unpark {
        /// Its number
        payment: String,
        #[command(flatten)]
        change: Change,
    },
    /// Money that went out: the bank took back this payment
    Reverses {
        /// Its number
        payment: String,
        /// Which payment was taken back
        #[arg(long = "payment", value_name = "PAYMENT")]
        taken_back: String,
        #[command(flatten)]
        change: Change,
    },
    /// Money that went out: it is this refund
    IsRefund {
        /// Its number
        payment: String,
        /// Which refund
        #[arg(long)]
        refund: String,
        #[command(flatten)]
        change: Change,
    },
}

#[derive(Subcommand)]
pub(super) enum RefundsCommand {
    /// List them
    List(ListArgs),
    /// They are with the bank
    Sent(Moved),
    /// The money is back
    Done(Moved),
    /// The bank did not take them: the money is left over again
    Failed(Moved),
}

#[derive(clap::Args)]
pub(super) struct Moved {
    /// Their numbers
    #[arg(required = true)]
    pub refunds: Vec<String>,
    #[command(flatten)]
    pub change: Change,
}
