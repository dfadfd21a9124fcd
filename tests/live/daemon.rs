//! A program that was started here: stopped by its number, its children with it.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The process groups that were started and not stopped yet.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// A daemon in the foreground, in a process group of its own.
pub struct Daemon {
    child: Child,
}

impl Daemon {
    pub fn start(command: &mut Command, output: &Path) -> Daemon {
        let file = File::create(output).unwrap();
        let command = command.env("LC_ALL", "C.UTF-8").process_group(0).stdin(Stdio::null());
        let command = command.stdout(file.try_clone().unwrap()).stderr(file);
        // A lock that is held around the tests is not for a daemon that outlives them.
        close_fds::set_fds_cloexec_threadsafe(3, &[]);
        let child = command.spawn().unwrap();
        RUNNING.lock().unwrap().push(child.id());
        Daemon { child }
    }

    /// Sends a signal to the daemon and its children; false when none is left.
    fn signal(&self, name: &str) -> bool {
        signal(self.child.id(), name)
    }

    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends it and its children at once, in the middle of whatever they do.
    pub fn kill(&mut self) {
        self.signal("KILL");
        let _ = self.child.wait();
    }

    /// TERM, at most five seconds, then KILL.
    fn stop(&mut self) {
        self.signal("TERM");
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(5) {
            let _ = self.child.try_wait();
            if !self.signal("0") {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.signal("KILL");
        let _ = self.child.wait();
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.stop();
        RUNNING.lock().unwrap().retain(|id| *id != self.child.id());
    }
}

fn signal(group: u32, name: &str) -> bool {
    let line = format!("kill -s {name} -- -{group}");
    let done = Command::new("sh").args(["-c", &line]).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

/// Ends at once whatever was started here and still runs.
pub fn kill_all() {
    for group in RUNNING.lock().unwrap().drain(..) {
        signal(group, "KILL");
    }
}

/// Waits for a condition, at most so long.
pub fn wait_until(seconds: u64, mut condition: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while !condition() {
        if began.elapsed() > Duration::from_secs(seconds) {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    true
}
