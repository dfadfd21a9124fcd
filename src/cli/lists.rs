//! Lists on standard output.

use std::io::BufWriter;

use super::args::{ListArgs, OnlyList};
use super::args_orders::MessagesCommand;
use super::{Context, note};
use crate::app::AppError;
use crate::app::columns::{List, messages as message_columns};
use crate::app::export::{self, Format, Wanted};
use crate::app::texts::Arg;

pub(super) fn list(context: &mut Context, list: &'static List, args: &ListArgs) -> Result<(), AppError> {
    let session = context.open()?;
    let format = if args.json {
        Format::Json
    } else if args.csv {
        Format::Csv
    } else {
        Format::Text
    };
    let wanted = Wanted {
        list,
        filter: &args.filter,
        sort: &args.sort,
        columns: &args.columns,
        limit: args.limit,
    };
    let query = export::list_query(&session, &wanted)?;
    let columns = export::columns(&wanted, format)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let count = export::write(&session, &query, &columns, format, args.limit, &mut out)?;
    if format == Format::Text {
        note(&context.texts().with("cli-rows", &[("count", Arg::Count(count))]));
    }
    Ok(())
}

pub(super) fn only(context: &mut Context, wanted: &'static List, command: &OnlyList) -> Result<(), AppError> {
    let OnlyList::List(args) = command;
    list(context, wanted, args)
}

pub(super) fn messages(context: &mut Context, command: &MessagesCommand) -> Result<(), AppError> {
    let MessagesCommand::List(args) = command;
    list(context, &message_columns::LIST, args)
}
