//! A workshop with its simulated provider and telephones.

use std::path::PathBuf;
use std::sync::Arc;

use fordring::app::outbox::{self, Asking, Round};
use fordring::app::ports::{self, Ports};
use fordring::app::settings::Settings;
use fordring::app::simulated::{LinkAnswer, SimPayment, Simulator};
use fordring::app::usecase::orders::edit::Edit;
use fordring::app::usecase::orders::{self, OrderView, cancel, edit, post, send};
use fordring::app::usecase::{accounts, init};
use fordring::app::{AppError, Session};
use fordring::domain::account::Country;
use fordring::domain::money::Money;
use fordring::domain::order::{Line, RequestState, Status};
use fordring::domain::payment::Method;
use fordring::domain::refusal::Refusal;
use fordring::store::{StoreError, check};
use rusqlite::Connection;

/// The workshop.
pub struct Shop {
    _dir: tempfile::TempDir,
    pub db: PathBuf,
    pub session: Session,
    pub ports: Ports,
    pub provider: Simulator,
}

/// Money of so many kronor and öre.
pub fn kr(text: &str) -> Money {
    Money::parse(text).unwrap()
}

/// A session of somebody on the workshop's file.
pub fn session(db: &std::path::Path, operator: &str) -> Session {
    let mut session = Session::open(db, operator, None).unwrap();
    session.settings = Arc::new(Settings::default());
    session
}

impl Shop {
    pub fn new() -> Shop {
        Shop::new_in(Country::Se)
    }

    pub fn new_in(country: Country) -> Shop {
        let dir = tempfile::tempdir().unwrap();
        let db = dir.path().join("shop.fordring");
        drop(init::init(&db, country, "Ängby Bilverkstad AB", "eva", None).unwrap());
        let mut session = session(&db, "eva");
        let (account, rules) = match country {
            Country::Se => ("991-2346", "ocr-length"),
            _ => ("12345678903", "mod10:11"),
        };
        accounts::add(&mut session, account, "", rules).unwrap();
        let ports = Ports::open(&session.settings, &db).unwrap();
        let provider = ports::simulator(&db).unwrap();
        Shop {
            _dir: dir,
            db,
            session,
            ports,
            provider,
        }
    }

    /// A line without VAT of this price.
    pub fn line(&self, text: &str, price: &str) -> Line {
        Line {
            text: text.to_owned(),
            price: Some(kr(price)),
            vat_percent: rust_decimal::Decimal::ZERO,
            ..edit::new_line(&self.session).unwrap()
        }
    }

    /// A ready order of this sum for this phone. Answers its key.
    pub fn ready(&mut self, phone: &str, price: &str) -> i64 {
        let line = self.line("Bromsar", price);
        let edits = [
            Edit::NewCustomer("Åse Ödegård".to_owned(), phone.to_owned()),
            Edit::Plate("abc 12d".to_owned()),
            Edit::Line(line),
        ];
        let (id, _) = edit::create(&mut self.session, &edits).unwrap();
        edit::complete(&mut self.session, id).unwrap();
        id
    }

    /// Sends the payment link and lets it leave.
    pub fn send(&mut self, id: i64) -> i64 {
        let sent = send::send(&mut self.session, id, None).unwrap();
        outbox::deliver(&mut self.session, &mut self.ports, sent.request).unwrap();
        sent.request
    }

    /// A ready order that was sent.
    pub fn sent(&mut self, phone: &str, price: &str) -> i64 {
        let id = self.ready(phone, price);
        self.send(id);
        id
    }

    pub fn view(&self, id: i64) -> OrderView {
        orders::view(&self.session, id).unwrap()
    }

    pub fn status(&self, id: i64) -> Status {
        self.view(id).loaded.order.status
    }

    pub fn url(&self, id: i64) -> String {
        self.view(id).requests[0].url.clone().unwrap()
    }

    pub fn request(&self, id: i64) -> RequestState {
        self.view(id).requests[0].state
    }

    /// The customer pays the newest link.
    pub fn pays(&mut self, id: i64) -> LinkAnswer {
        let url = self.url(id);
        self.provider.pay(&url, None).unwrap()
    }

    pub fn cancel(&mut self, id: i64) {
        cancel::cancel(&mut self.session, id, "kunden ångrade sig").unwrap();
        let request = self.view(id).requests[0].id;
        outbox::deliver(&mut self.session, &mut self.ports, request).unwrap();
    }

    pub fn round(&mut self) -> Round {
        outbox::round(&mut self.session, &mut self.ports, Asking::All).unwrap()
    }

    /// Rounds until nothing changes any more, with everything that waits for its time made due.
    pub fn settle_down(&mut self) {
        for _ in 0..30 {
            self.hurry();
            self.round();
        }
    }

    /// What waits for its next attempt waits no longer.
    pub fn hurry(&self) {
        let conn = Connection::open(&self.db).unwrap();
        conn.execute("UPDATE outbox SET next_at = 0 WHERE state = 'queued'", []).unwrap();
    }

    pub fn post(&mut self, id: i64, method: Option<Method>) -> Result<post::Posted, AppError> {
        post::post(&mut self.session, id, method, None)
    }

    pub fn payments(&mut self) -> Vec<SimPayment> {
        self.provider.payments().unwrap()
    }

    /// Messages that a phone got.
    pub fn texts(&mut self, phone: &str) -> Vec<String> {
        let got = self.provider.inbox(phone).unwrap();
        got.into_iter().map(|message| message.text).collect()
    }

    /// What stands on an account of the ledger.
    pub fn balance(&self, account: &str) -> Money {
        let conn = Connection::open(&self.db).unwrap();
        let sum = conn.query_row(
            "SELECT coalesce(sum(amount), 0) FROM posting WHERE account = ?1",
            [account],
            |row| row.get(0),
        );
        Money::from_minor(sum.unwrap())
    }

    /// Every invariant holds.
    pub fn is_sound(&self) {
        let found = check::full(&Connection::open(&self.db).unwrap(), &mut |_| {}).unwrap();
        assert_eq!(found, Vec::new());
    }
}

/// The refusal of something that was refused.
pub fn refusal<T: std::fmt::Debug>(done: Result<T, AppError>) -> Refusal {
    match done.unwrap_err() {
        AppError::Store(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}
