//! A server of e-mail on a free port of this machine, as well or as badly as it is told. Its letters are read back by a reader of
//! MIME that is written here, so that nothing of what is under test reads what it wrote.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fordring::gateways::mail::Sender;

use crate::suite::Got;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    None,
    /// 550 to the recipient.
    RefusesRecipient,
    /// 451 to the recipient the first two times.
    Greylists,
    /// Takes the letter and never says so.
    LosesAnswer,
    /// Nobody is there.
    Down,
    /// Says nothing at all.
    Hangs,
    /// Ends the connection in the middle of the letter.
    TakesHalf,
    /// 554 after the letter.
    RefusesLetter,
    /// 452 after the letter.
    FullAfterLetter,
    /// Ends the connection after each letter without a word.
    EndsAfterEach,
    /// Says its greeting a letter at a time.
    Drips,
    /// Says that it took the letter a letter at a time.
    DripsAfterLetter,
    /// Words that would do something to a terminal.
    Evil,
}

#[derive(Default)]
struct State {
    trouble: Option<Trouble>,
    letters: Vec<Vec<u8>>,
    asked: usize,
    connections: usize,
}

pub struct Stub {
    pub port: u16,
    state: Arc<Mutex<State>>,
}

pub fn sender() -> Sender {
    Sender {
        from: "Fjellklubben Ås <faktura@fjell.example>".to_owned(),
        reply_to: "post@fjell.example".to_owned(),
    }
}

impl Stub {
    pub fn start() -> Stub {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state: Arc<Mutex<State>> = Arc::default();
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                if state.lock().unwrap().trouble == Some(Trouble::Down) {
                    continue;
                }
                state.lock().unwrap().connections += 1;
                // A client that goes away in the middle is its own business.
                std::thread::spawn(move || drop(serve(&stream, &state)));
            }
        });
        Stub { port, state }
    }

    pub fn set(&self, trouble: Trouble) {
        self.state.lock().unwrap().trouble = Some(trouble);
    }

    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    pub fn got(&self) -> Vec<Got> {
        self.state.lock().unwrap().letters.iter().map(|letter| read(letter)).collect()
    }

    pub fn raw(&self) -> Vec<String> {
        let letters = &self.state.lock().unwrap().letters;
        letters.iter().map(|letter| String::from_utf8(letter.clone()).unwrap()).collect()
    }
}

/// Each letter comes in time, and all of them never do.
fn drip(mut stream: &TcpStream, words: &[u8]) -> std::io::Result<()> {
    for letter in words {
        stream.write_all(&[*letter])?;
        std::thread::sleep(Duration::from_millis(150));
    }
    Ok(())
}

fn serve(stream: &TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let trouble = || state.lock().unwrap().trouble.unwrap_or(Trouble::None);
    let mut out = stream;
    if trouble() == Trouble::Hangs {
        std::thread::sleep(Duration::from_secs(5));
        return Ok(());
    }
    let mut lines = BufReader::new(stream);
    if trouble() == Trouble::Drips {
        drip(stream, b"220 stub.example ESMTP\r\n")?;
    } else {
        out.write_all(b"220 stub.example ESMTP\r\n")?;
    }
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let verb = line.split([' ', ':', '\r']).next().unwrap_or_default().to_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" => b"250-stub.example\r\n250 8BITMIME\r\n",
            "RCPT" => {
                let mut now = state.lock().unwrap();
                now.asked += 1;
                match now.trouble {
                    Some(Trouble::RefusesRecipient) => b"550 5.1.1 no such mailbox here\r\n",
                    Some(Trouble::Greylists) if now.asked <= 2 => b"451 4.7.1 try again later\r\n",
                    Some(Trouble::Evil) => b"550 \x1b[2J\xe2\x80\xae gone\x07\r\n",
                    _ => b"250 ok\r\n",
                }
            }
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let mut letter = Vec::new();
                loop {
                    let mut line = Vec::new();
                    if lines.read_until(b'\n', &mut line)? == 0 || (trouble() == Trouble::TakesHalf && letter.len() > 300) {
                        return Ok(());
                    }
                    if line == b".\r\n" {
                        break;
                    }
                    letter.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
                }
                match trouble() {
                    Trouble::RefusesLetter => b"554 5.7.1 looks like spam\r\n",
                    Trouble::FullAfterLetter => b"452 4.2.2 mailbox full\r\n",
                    now => {
                        state.lock().unwrap().letters.push(letter);
                        match now {
                            Trouble::LosesAnswer => {
                                std::thread::sleep(Duration::from_secs(3));
                                return Ok(());
                            }
                            Trouble::DripsAfterLetter => {
                                drip(stream, b"250 2.0.0 queued")?;
                                b" as A1\r\n"
                            }
                            Trouble::EndsAfterEach => {
                                out.write_all(b"250 2.0.0 queued as A1\r\n")?;
                                return Ok(());
                            }
                            _ => b"250 2.0.0 queued as A1\r\n",
                        }
                    }
                }
            }
            "QUIT" => {
                out.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => b"250 ok\r\n",
        };
        out.write_all(answer)?;
    }
}

/// The value of a header, its lines joined.
pub fn header(letter: &str, name: &str) -> String {
    let head = letter
        .split("\r\n\r\n")
        .next()
        .unwrap_or_default()
        .replace("\r\n ", " ")
        .replace("\r\n\t", " ");
    let found = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    found.unwrap_or_default().to_owned()
}

fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut have, mut bytes) = (0u32, 0, Vec::new());
    for b in text.bytes() {
        let Some(value) = LETTERS.iter().position(|letter| *letter == b) else {
            continue;
        };
        bits = (bits << 6) | u32::try_from(value).unwrap();
        have += 6;
        if have >= 8 {
            have -= 8;
            bytes.push(u8::try_from((bits >> have) & 0xff).unwrap());
        }
    }
    bytes
}

fn quoted(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, more @ ..] = rest {
        match (first, more) {
            (b'=', [high, low, after @ ..]) => {
                let pair = String::from_utf8(vec![*high, *low]).unwrap();
                bytes.push(u8::from_str_radix(&pair, 16).unwrap());
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    bytes
}

/// Words of a header that are written in other letters (RFC 2047).
fn words(text: &str) -> String {
    let mut out = Vec::new();
    for (at, part) in text.split("=?utf-8?b?").enumerate() {
        match part.split_once("?=") {
            Some((coded, rest)) if at > 0 => {
                out.extend(base64(coded));
                out.extend(if rest.trim().is_empty() { b"" } else { rest.as_bytes() });
            }
            _ => out.extend(part.bytes()),
        }
    }
    String::from_utf8(out).unwrap()
}

fn body(part: &str) -> Vec<u8> {
    let (_, content) = part.split_once("\r\n\r\n").unwrap();
    match header(part, "Content-Transfer-Encoding").as_str() {
        "base64" => base64(content),
        "quoted-printable" => quoted(content),
        _ => content.as_bytes().to_vec(),
    }
}

/// A letter as its recipient would see it.
pub fn read(letter: &[u8]) -> Got {
    let letter = String::from_utf8(letter.to_vec()).unwrap();
    let id = header(&letter, "Message-ID");
    let kind = header(&letter, "Content-Type");
    let (text, file, pdf) = match kind.split_once("boundary=\"") {
        None => (body(&letter), String::new(), Vec::new()),
        Some((_, rest)) => {
            let boundary = format!("--{}", rest.split('"').next().unwrap());
            let parts: Vec<&str> = letter.split(&boundary).collect();
            let (text, file) = (parts[1].trim_start_matches("\r\n"), parts[2].trim_start_matches("\r\n"));
            let name = header(file, "Content-Disposition");
            let name = name
                .split("filename=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap_or_default();
            (body(text), name.to_owned(), body(file))
        }
    };
    Got {
        to: header(&letter, "To").rsplit('<').next().unwrap().trim_end_matches('>').to_owned(),
        key: id.trim_start_matches('<').split('@').next().unwrap().to_owned(),
        subject: words(&header(&letter, "Subject")),
        text: String::from_utf8(text).unwrap().replace("\r\n", "\n").trim_end().to_owned(),
        file,
        pdf,
    }
}
