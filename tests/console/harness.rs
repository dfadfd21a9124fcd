//! The program in a pseudo-terminal: keys in, the screen and the raw bytes out.

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::keys::{bytes_of, order, plain};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before a test gives up; a loaded machine is slow, never this slow.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often is looked.
const LOOK: Duration = Duration::from_millis(5);

/// How long nothing has to be drawn for a picture to be the last one.
const CALM: Duration = Duration::from_millis(150);
/// Ends a synchronised update.
const END_OF_PICTURE: &[u8] = b"\x1b[?2026l";

/// Leaves the alternate screen.
const GIVEN_BACK: &[u8] = b"\x1b[?1049l";

/// How a console is started.
#[derive(Clone, Copy)]
pub struct How<'a> {
    pub size: (u16, u16),
    pub operator: &'a str,
    pub lang: Option<&'a str>,
    pub open: Option<&'a str>,
    pub env: &'a [(&'a str, &'a str)],
}

impl Default for How<'_> {
    fn default() -> Self {
        How {
            size: (80, 24),
            operator: "eva",
            lang: Some("nb"),
            open: None,
            env: &[],
        }
    }
}

/// What came out of the terminal.
struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// How much of `raw` is on the screen.
    shown: usize,
}

impl Seen {
    /// Takes bytes; a picture that is not whole yet is not shown, as a terminal with synchronised updates does it.
    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        let rest = &self.raw[self.shown..];
        let end = rest.windows(END_OF_PICTURE.len()).rposition(|part| part == END_OF_PICTURE);
        if let Some(end) = end {
            let whole = self.shown + end + END_OF_PICTURE.len();
            self.parser.process(&self.raw[self.shown..whole]);
            self.shown = whole;
        }
        // After the last picture the terminal is given back.
        let rest = &self.raw[self.shown..];
        if rest.windows(GIVEN_BACK.len()).any(|part| part == GIVEN_BACK) {
            self.take_rest();
        }
    }

    fn take_rest(&mut self) {
        self.parser.process(&self.raw[self.shown..]);
        self.shown = self.raw.len();
    }
}

/// A running console.
pub struct Console {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn std::io::Write + Send>,
    seen: Arc<Mutex<Seen>>,
    reading: Option<JoinHandle<()>>,
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

impl Console {
    /// Starts the program on `site.fordring` in a folder, which is its home too.
    pub fn start(folder: &Path, how: How<'_>) -> Console {
        let (cols, rows) = how.size;
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fordring"));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORDRING_LANG", "FORDRING_OPERATOR"] {
            command.env_remove(name);
        }
        for name in [
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_RUNTIME_DIR",
        ] {
            command.env_remove(name);
        }
        command.env("HOME", folder);
        command.env("TERM", "xterm-256color");
        command.env("FORDRING_DB", "site.fordring");
        if let Some(lang) = how.lang {
            command.env("FORDRING_LANG", lang);
        }
        for (name, value) in how.env {
            command.env(name, value);
        }
        command.args(["--as", how.operator]);
        if let Some(open) = how.open {
            command.args(["--open", open]);
        }
        command.cwd(folder);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen = Arc::new(Mutex::new(Seen {
            parser: vt100::Parser::new(cells(rows), cells(cols), 0),
            raw: Vec::new(),
            shown: 0,
        }));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let into = Arc::clone(&seen);
        let reading = std::thread::spawn(move || {
            let mut buffer = [0u8; 16384];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                into.lock().unwrap().take(&buffer[..count]);
            }
            into.lock().unwrap().take_rest();
        });
        Console {
            child,
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            seen,
            reading: Some(reading),
        }
    }

    /// Sends bytes as a terminal would.
    pub fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Presses keys: `F5`, `Shift+F7`, `Alt+2`, `Ctrl+S`, `Enter`, `Space`, … or single letters, separated by blanks.
    pub fn keys(&mut self, keys: &str) -> &mut Console {
        let bytes: Vec<u8> = keys.split(' ').flat_map(bytes_of).collect();
        self.send(&bytes);
        self
    }

    /// Types a text letter by letter.
    pub fn typed(&mut self, text: &str) -> &mut Console {
        self.send(text.as_bytes());
        self
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Console {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
        self
    }

    /// Presses (and lets go) a mouse button at a cell, counted from 0: 0 left, 2 right, 64 and 65 the wheel.
    pub fn click(&mut self, button: u8, x: u16, y: u16) -> &mut Console {
        let (x, y) = (x + 1, y + 1);
        self.send(format!("\x1b[<{button};{x};{y}M\x1b[<{button};{x};{y}m").as_bytes());
        self
    }

    /// The rows of the screen as they are, without blanks at their ends.
    pub fn rows(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        let screen = seen.parser.screen();
        let wide = screen.size().1.get();
        screen.rows(0, wide).map(|row| row.trim_end().to_owned()).collect()
    }

    /// The screen as text, every kind of blank as a plain one.
    pub fn screen(&self) -> String {
        plain(&self.rows().join("\n"))
    }

    /// The row of the screen that holds a text.
    #[track_caller]
    pub fn row_with(&self, text: &str) -> String {
        let screen = self.screen();
        let row = screen.lines().find(|row| row.contains(text));
        row.unwrap_or_else(|| panic!("no row with {text:?}:\n{screen}")).to_owned()
    }

    /// Which row of the screen holds a text.
    #[track_caller]
    pub fn y_of(&self, text: &str) -> u16 {
        let screen = self.screen();
        let y = screen.lines().position(|row| row.contains(text));
        u16::try_from(y.unwrap_or_else(|| panic!("no row with {text:?}:\n{screen}"))).unwrap()
    }

    /// Whether the cursor stands on a row of the screen.
    pub fn cursor_row_is(&self, y: u16) -> bool {
        self.screen()
            .lines()
            .nth(usize::from(y))
            .is_some_and(|row| row.trim_start_matches(['│', ' ']).contains('▸'))
    }

    /// What the program wrote, all of it.
    pub fn raw(&self) -> Vec<u8> {
        self.seen.lock().unwrap().raw.clone()
    }

    /// Looks at the terminal's own state.
    pub fn terminal<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.seen.lock().unwrap().parser.screen())
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> &mut Console {
        let began = Instant::now();
        loop {
            if wanted(&self.screen()) {
                return self;
            }
            let ended = self.child.try_wait().unwrap();
            if ended.is_some() || began.elapsed() > PATIENCE {
                // What was written last may still be on its way.
                std::thread::sleep(LOOK);
                let screen = self.screen();
                assert!(wanted(&screen), "{what}, ended: {ended:?}\n{screen}");
                return self;
            }
            std::thread::sleep(LOOK);
        }
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> &mut Console {
        self.wait(&format!("never saw {text:?}"), |screen| screen.contains(text))
    }

    /// Waits until a text is gone from the screen.
    #[track_caller]
    pub fn wait_gone(&mut self, text: &str) -> &mut Console {
        self.wait(&format!("still there: {text:?}"), |screen| !screen.contains(text))
    }

    /// Waits until the row under the cursor holds a text.
    #[track_caller]
    pub fn wait_cursor(&mut self, text: &str) -> &mut Console {
        self.wait(&format!("cursor not on {text:?}"), |screen| {
            screen.lines().any(|row| row.contains('▸') && row.contains(text))
        })
    }

    /// Waits until the rows that begin with a claim's number stand in this order.
    #[track_caller]
    pub fn wait_order(&mut self, wanted: &[&str]) -> &mut Console {
        self.wait(&format!("rows not {wanted:?}"), |screen| order(screen) == wanted)
    }

    /// Waits until nothing moves any more.
    pub fn settle(&self) {
        let (mut last, mut since) = (self.raw().len(), Instant::now());
        while since.elapsed() < CALM {
            std::thread::sleep(LOOK);
            let now = self.raw().len();
            if now != last {
                (last, since) = (now, Instant::now());
            }
        }
    }

    /// Makes the terminal larger or smaller.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.seen.lock().unwrap().parser.screen_mut().set_size(cells(rows), cells(cols));
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).unwrap();
    }

    /// Whether it runs.
    pub fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Sends a signal by name.
    pub fn signal(&mut self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        let done = std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap();
        assert!(done.success());
    }

    /// Waits for its end; answers the exit code, or 255 where a signal ended it.
    #[track_caller]
    pub fn ended(&mut self) -> u32 {
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(began.elapsed() < PATIENCE, "it does not end:\n{}", self.screen());
            std::thread::sleep(LOOK);
        };
        if let Some(reading) = self.reading.take() {
            reading.join().unwrap();
        }
        let raw = String::from_utf8_lossy(&self.raw()).into_owned();
        assert!(!raw.contains("panicked"), "{raw}");
        if status.signal().is_some() { 255 } else { status.exit_code() }
    }

    /// Leaves with Ctrl+Q, which must end with 0 and leave the terminal whole.
    #[track_caller]
    pub fn quit(mut self) {
        self.keys("Ctrl+Q");
        assert_eq!(self.ended(), 0);
        self.assert_given_back();
    }

    /// The terminal is as it was before: ordinary screen, cursor, no mouse, no bracketed paste.
    #[track_caller]
    pub fn assert_given_back(&self) {
        self.terminal(|screen| {
            assert!(!screen.alternate_screen(), "still on the alternate screen");
            assert!(!screen.hide_cursor(), "the cursor is still hidden");
            assert!(!screen.bracketed_paste(), "bracketed paste is still on");
            assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        });
        // A terminal gone by hangup takes nothing more; here the end is heard, so the order counts too.
        let raw = String::from_utf8_lossy(&self.raw()).into_owned();
        let end = raw
            .rfind("\x1b[?1049l")
            .unwrap_or_else(|| panic!("the alternate screen was never left"));
        assert!(raw[end..].contains("\x1b[?25h"), "{:?}", &raw[end..]);
        assert!(
            !raw[end..].contains("\x1b[?1049h"),
            "nothing is drawn after the screen was given back"
        );
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
