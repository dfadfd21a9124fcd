//! A small HTTP server on a free port of this machine that plays a provider, and can be told to play it badly.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// A request as it came.
pub struct Request {
    pub method: String,
    pub path: String,
    /// Names in small letters.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: u16,
    pub body: String,
}

impl Response {
    pub fn new(status: u16, body: impl Into<String>) -> Response {
        Response { status, body: body.into() }
    }
}

/// The provider that is played.
pub trait Provider: Send + 'static {
    fn answer(&mut self, request: &Request) -> Response;
}

/// What goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection ends before anything happened.
    DropBefore,
    /// It happened, and the connection ends without an answer.
    DropAfter,
    /// It happened, and the answer ends in the middle.
    Torn,
    /// It happened, and the answer comes when nobody waits any more.
    Late,
    /// Something between us sent the request twice.
    Twice,
    /// It happened, and the answer is a web page.
    Rubbish,
    /// It happened, and the answer is JSON of another shape.
    OtherShape,
    /// It happened, and the answer does not end.
    TooLong,
    /// Nothing happened, and this status says why.
    Status(u16),
}

/// How long a late answer takes. Longer than the gateways under test wait.
pub const LATE: Duration = Duration::from_millis(crate::TIMEOUT_MS + 800);

struct Shared<P> {
    provider: P,
    /// Part of the path, how often, and what.
    faults: VecDeque<(String, Fault)>,
    requests: Vec<String>,
}

/// The running server.
pub struct Stub<P: Provider> {
    address: SocketAddr,
    shared: Arc<Mutex<Shared<P>>>,
    stop: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl<P: Provider> Stub<P> {
    pub fn start(provider: P) -> Stub<P> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Mutex::new(Shared {
            provider,
            faults: VecDeque::new(),
            requests: Vec::new(),
        }));
        let stop = Arc::new(AtomicBool::new(false));
        let (for_thread, stopped) = (Arc::clone(&shared), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&for_thread);
                // A caller that goes away in the middle is its own business.
                std::thread::spawn(move || stream.map(|stream| serve(stream, &shared)));
            }
        });
        Stub {
            address,
            shared,
            stop,
            thread: Mutex::new(Some(thread)),
        }
    }

    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next request whose `METHOD path` ends so goes wrong.
    pub fn fault(&self, ends: &str, fault: Fault) {
        self.shared.lock().unwrap().faults.push_back((ends.to_owned(), fault));
    }

    /// Nothing goes wrong any more.
    pub fn no_faults(&self) {
        self.shared.lock().unwrap().faults.clear();
    }

    pub fn with<T>(&self, work: impl FnOnce(&mut P) -> T) -> T {
        work(&mut self.shared.lock().unwrap().provider)
    }

    /// How many requests whose `METHOD path` ends so have come.
    pub fn requests(&self, ends: &str) -> usize {
        let shared = self.shared.lock().unwrap();
        shared.requests.iter().filter(|r| r.ends_with(ends)).count()
    }

    /// Nobody listens any more.
    pub fn unplug(&self) {
        self.stop.store(true, Ordering::SeqCst);
        let thread = self.thread.lock().unwrap().take();
        if let Some(thread) = thread {
            drop(TcpStream::connect(self.address));
            thread.join().unwrap();
        }
    }
}

impl<P: Provider> Drop for Stub<P> {
    fn drop(&mut self) {
        self.unplug();
    }
}

fn serve<P: Provider>(stream: TcpStream, shared: &Mutex<Shared<P>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let Some(request) = read(&mut reader)? else { return Ok(()) };
    let line = format!("{} {}", request.method, request.path);
    let (fault, response) = {
        let mut shared = shared.lock().unwrap();
        shared.requests.push(line.clone());
        let place = shared.faults.iter().position(|(ends, _)| line.ends_with(ends.as_str()));
        let fault = place.and_then(|place| shared.faults.remove(place)).map(|(_, fault)| fault);
        let response = match fault {
            Some(Fault::DropBefore) => return Ok(()),
            Some(Fault::Status(status)) => Response::new(status, "{\"title\":\"made up\",\"detail\":\"phone +4799999999\"}"),
            Some(Fault::Twice) => {
                let first = shared.provider.answer(&request);
                shared.provider.answer(&request);
                first
            }
            _ => shared.provider.answer(&request),
        };
        (fault, response)
    };
    let mut body = response.body;
    let mut length = body.len();
    match fault {
        Some(Fault::DropAfter) => return Ok(()),
        Some(Fault::Late) => std::thread::sleep(LATE),
        Some(Fault::Torn) => length += 10,
        Some(Fault::Rubbish) => (body, length) = ("<html>Log in to the hotel's network</html>".to_owned(), 42),
        Some(Fault::OtherShape) => (body, length) = ("[{\"id\":7}]".to_owned(), 10),
        Some(Fault::TooLong) => {
            body = " ".repeat(3_000_000);
            length = body.len();
        }
        _ => {}
    }
    let kind = if response.status < 400 {
        "application/json"
    } else {
        "application/problem+json"
    };
    let head = format!(
        "HTTP/1.1 {} Something\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n",
        response.status
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    stream.flush()
}

/// One request; `None` when there was none.
fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (Some(method), Some(path)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut headers = BTreeMap::new();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let mut body = Vec::new();
    if let Some(length) = headers.get("content-length").and_then(|l| l.parse::<usize>().ok()) {
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
    } else if headers.get("transfer-encoding").is_some_and(|e| e.contains("chunked")) {
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let length = usize::from_str_radix(line.trim(), 16).unwrap_or(0);
            let mut chunk = vec![0; length + 2];
            reader.read_exact(&mut chunk)?;
            if length == 0 {
                break;
            }
            body.extend_from_slice(&chunk[..length]);
        }
    }
    Ok(Some(Request {
        method,
        path,
        headers,
        body,
    }))
}
