//! The client does not outlive us, and has nothing of ours open. A client in the middle of a transfer does not notice that who
//! started it is gone, and one that was started beside a lock of a script would hold that lock as long as it lives.

use std::process::{ChildStdin, Command};

/// Tells the client what to do, and ends it with all it started as soon as our end of the pipe is closed: by us, or by the system
/// when we are killed.
#[cfg(unix)]
const SCRIPT: &str = "exec 3<&0
(exec <&3 3<&- >/dev/null 2>&1; read -r end; kill -KILL 0) &
guard=$!
exec 3<&-
batch=$1
shift
printf '%s' \"$batch\" | \"$@\"
said=$?
kill -KILL $guard
wait $guard 2>/dev/null
exit $said";

/// The client behind its guard, in a process group of its own.
#[cfg(unix)]
pub(super) fn command(client: &Command, batch: &str) -> Command {
    // What we got open from who started us is none of the client's.
    close_fds::set_fds_cloexec_threadsafe(3, &[]);
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", SCRIPT, "sh", batch])
        .arg(client.get_program())
        .args(client.get_args());
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    same_place(client, command)
}

/// The pipe that keeps it alive; the script has what it is told.
#[cfg(unix)]
pub(super) fn tell(pipe: ChildStdin, _: &str) -> Option<ChildStdin> {
    Some(pipe)
}

/// The client alone.
#[cfg(not(unix))]
pub(super) fn command(client: &Command, _: &str) -> Command {
    let mut command = Command::new(client.get_program());
    command.args(client.get_args());
    same_place(client, command)
}

/// Tells it what to do; nothing keeps it alive.
#[cfg(not(unix))]
pub(super) fn tell(mut pipe: ChildStdin, batch: &str) -> Option<ChildStdin> {
    // A client that ended already says why on its error output.
    let _ = std::io::Write::write_all(&mut pipe, batch.as_bytes());
    None
}

/// In the same folder and with the same environment.
fn same_place(client: &Command, mut command: Command) -> Command {
    for (name, value) in client.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    if let Some(folder) = client.get_current_dir() {
        command.current_dir(folder);
    }
    command
}
