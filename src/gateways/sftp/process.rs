//! Running the client once: what it is told on its input, what it says, and its end. It is never waited for without a limit, gets
//! nothing of ours but its three pipes, and does not live longer than we do, however we end.

use std::io::{ErrorKind, Read};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use super::guard;
use crate::gateways::exchange::ExchangeError;

/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(50);
/// How long the guard may take to end it.
const GUARD_MAX: Duration = Duration::from_secs(5);
/// More than any listing of a bank's folder is.
const SAID_MAX: u64 = 4 * 1024 * 1024;

/// What a shell ends with when the program it should run is not there, or is none.
const NOT_RUN: [i32; 2] = [126, 127];

/// What a client said.
pub(super) struct Said {
    pub good: bool,
    pub out: String,
    pub err: String,
}

/// Runs it to its end. `stop`: asked often; the client is ended then.
pub(super) fn run(client: &Command, batch: &str, limit: Duration, stop: &dyn Fn() -> bool) -> Result<Said, ExchangeError> {
    let no_program = || ExchangeError::NoProgram {
        program: client.get_program().to_string_lossy().into_owned(),
    };
    let mut command = guard::command(client, batch);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => no_program(),
        _ => other(&error),
    })?;
    let (out, err) = (listen(child.stdout.take()), listen(child.stderr.take()));
    let alive = child.stdin.take().and_then(|pipe| guard::tell(pipe, batch));
    let code = match wait(&mut child, limit, stop) {
        Ok(code) => code,
        Err(error) => {
            end(&mut child, alive);
            return Err(error);
        }
    };
    drop(alive);
    let (out, err) = (heard(&out), heard(&err));
    if code.is_some_and(|code| NOT_RUN.contains(&code)) {
        return Err(no_program());
    }
    if u64::try_from(out.len()).unwrap_or(u64::MAX) >= SAID_MAX {
        return Err(ExchangeError::TooMany);
    }
    Ok(Said {
        good: code == Some(0),
        out: String::from_utf8_lossy(&out).into_owned(),
        err: String::from_utf8_lossy(&err).into_owned(),
    })
}

/// Ends it with all it started: its guard does, when our end of the pipe is closed.
fn end(child: &mut Child, alive: Option<ChildStdin>) {
    let is_guarded = alive.is_some();
    drop(alive);
    if !is_guarded || wait(child, GUARD_MAX, &|| false).is_err() {
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn other(error: &std::io::Error) -> ExchangeError {
    ExchangeError::Other { detail: error.to_string() }
}

/// What it ended with; `None` for a signal.
fn wait(child: &mut Child, limit: Duration, stop: &dyn Fn() -> bool) -> Result<Option<i32>, ExchangeError> {
    let looks = limit.as_millis() / LOOK.as_millis();
    for _ in 0..=looks {
        if let Some(status) = child.try_wait().map_err(|error| other(&error))? {
            return Ok(status.code());
        }
        if stop() {
            return Err(ExchangeError::Stopped);
        }
        std::thread::sleep(LOOK);
    }
    Err(ExchangeError::TooSlow { seconds: limit.as_secs() })
}

/// Reads what it says in a thread, so that one that says much does not stand still.
fn listen<R: Read + Send + 'static>(pipe: Option<R>) -> Receiver<Vec<u8>> {
    let (send, receive) = std::sync::mpsc::sync_channel(1);
    if let Some(mut pipe) = pipe {
        std::thread::spawn(move || {
            let mut said = Vec::new();
            let _ = pipe.by_ref().take(SAID_MAX).read_to_end(&mut said);
            let _ = send.send(said);
            let _ = std::io::copy(&mut pipe, &mut std::io::sink());
        });
    }
    receive
}

/// A child of the client that keeps the pipe open is not waited for.
fn heard(said: &Receiver<Vec<u8>>) -> Vec<u8> {
    said.recv_timeout(Duration::from_secs(5)).unwrap_or_default()
}
