//! `files list`.

use super::args::FilesCommand;
use super::{Context, lists};
use crate::app::AppError;
use crate::app::columns::files;

pub(super) fn run(context: &mut Context, command: &FilesCommand) -> Result<(), AppError> {
    let FilesCommand::List(args) = command;
    lists::list(context, &files::LIST, args)
}
