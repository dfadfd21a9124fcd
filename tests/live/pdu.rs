//! What goes over the air, in octets: SUBMIT read, DELIVER and STATUS-REPORT written (3GPP TS 23.040, 9.2).

use chrono::{Local, Offset, Timelike};

use super::phone::{Part, place, show_septets, show_ucs2, to_septets};

/// The network's own number before each message in the modem's storage: +4790002100.
const SMSC: &str = "06917409001200";

pub fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = hex
        .chars()
        .map(|c| c.to_digit(16).and_then(|n| u8::try_from(n).ok()))
        .collect::<Option<_>>()?;
    Some(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// Septets out of octets, behind so many bits.
fn unpack(octets: &[u8], skip: usize, count: usize) -> Vec<u8> {
    let bit = |at: usize| octets.get(at / 8).map_or(0, |octet| octet >> (at % 8) & 1);
    (0..count).map(|n| (0..7).map(|b| bit(skip + n * 7 + b) << b).sum()).collect()
}

fn pack(septets: &[u8]) -> Vec<u8> {
    let mut octets = vec![0_u8; (septets.len() * 7).div_ceil(8)];
    for (n, septet) in septets.iter().enumerate() {
        for b in 0..7 {
            let at = n * 7 + b;
            octets[at / 8] |= (septet >> b & 1) << (at % 8);
        }
    }
    octets
}

/// A number with its length and type in front, two digits an octet, swapped.
fn address(number: &str) -> Vec<u8> {
    let digits = number.trim_start_matches('+');
    let kind = if number.starts_with('+') { 0x91 } else { 0x81 };
    let mut out = vec![u8::try_from(digits.len()).unwrap(), kind];
    let digits: Vec<u8> = digits.bytes().map(|b| b - b'0').collect();
    out.extend(digits.chunks(2).map(|pair| pair.get(1).copied().unwrap_or(15) << 4 | pair[0]));
    out
}

/// Now, as networks write it: with the zone in quarters of an hour.
fn stamp() -> Vec<u8> {
    let now = Local::now();
    let quarters = now.offset().fix().local_minus_utc() / 900;
    let text = now.format("%y%m%d%H%M%S").to_string();
    assert!(now.second() < 61);
    let swapped = |pair: &[u8]| (pair[1] - b'0') << 4 | (pair[0] - b'0');
    let mut out: Vec<u8> = text.as_bytes().chunks(2).map(swapped).collect();
    let size = u8::try_from(quarters.abs()).unwrap();
    out.push(((size % 10) << 4) | (size / 10) | if quarters < 0 { 8 } else { 0 });
    out
}

/// A message as the daemon gave it to the modem.
pub struct Submit {
    pub part: Part,
    pub seven_bit: bool,
    pub report_wanted: bool,
}

/// Takes a SUBMIT apart; `None` when it is none.
pub fn submit(pdu: &str) -> Option<Submit> {
    let all = bytes(pdu)?;
    let mut rest = all.get(1 + usize::from(*all.first()?)..)?;
    let mut next = |count: usize| {
        let (taken, left) = rest.split_at_checked(count)?;
        rest = left;
        Some(taken)
    };
    let first = next(2)?[0];
    let (digits, kind) = match next(2)? {
        [digits, kind] => (usize::from(*digits), *kind),
        _ => return None,
    };
    let number: String = next(digits.div_ceil(2))?
        .iter()
        .flat_map(|b| [b & 15, b >> 4])
        .take(digits)
        .map(|d| d.to_string())
        .collect();
    let coding = next(2)?[1];
    next([0, 7, 1, 7][usize::from(first >> 3 & 3)])?;
    let length = usize::from(next(1)?[0]);
    let header_length = if first & 0x40 == 0 { 0 } else { 1 + usize::from(*rest.first()?) };
    let header = rest.get(..header_length)?;
    let seven_bit = coding & 0x0c == 0;
    let text = if seven_bit {
        let skip = (header_length * 8).div_ceil(7);
        show_septets(&unpack(rest, skip * 7, length.checked_sub(skip)?))
    } else {
        show_ucs2(rest.get(header_length..length)?)
    };
    let octets = if seven_bit { (length * 7).div_ceil(8) } else { length };
    assert!(octets <= 140 && rest.len() == octets, "no network takes this: {pdu}");
    Some(Submit {
        part: Part {
            to: format!("{}{number}", if kind & 0x70 == 0x10 { "+" } else { "" }),
            place: place(header),
            text,
        },
        seven_bit,
        report_wanted: first & 0x20 != 0,
    })
}

/// A message that comes in, as it stands in the modem's storage, one for each part.
pub fn deliver(from: &str, text: &str, reference: u8) -> Vec<String> {
    let one = |header: &[u8], coding: u8, length: usize, data: &[u8]| {
        let first = if header.is_empty() { 0x04 } else { 0x44 };
        let mut out = vec![first];
        out.extend(address(from));
        out.extend([0, coding]);
        out.extend(stamp());
        out.push(u8::try_from(length).unwrap());
        out.extend(header);
        out.extend(data);
        format!("{SMSC}{}", hex(&out))
    };
    if let Some(septets) = to_septets(text).filter(|septets| septets.len() <= 160) {
        return vec![one(&[], 0, septets.len(), &pack(&septets))];
    }
    let header = |total: usize, number: usize| {
        let small = |n: usize| u8::try_from(n).unwrap();
        [5, 0, 3, reference, small(total), small(number)]
    };
    if let Some(septets) = to_septets(text) {
        // The text begins at a whole septet behind the header: the seventh octet begins with one bit of nothing.
        let pieces: Vec<&[u8]> = septets.chunks(153).collect();
        let piece = |(at, piece): (usize, &&[u8])| {
            let packed = pack(&[&[0; 7], *piece].concat());
            one(&header(pieces.len(), at + 1), 0, 7 + piece.len(), &packed[6..])
        };
        return pieces.iter().enumerate().map(piece).collect();
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let data = |piece: &[u16]| piece.iter().flat_map(|unit| unit.to_be_bytes()).collect::<Vec<u8>>();
    if units.len() <= 70 {
        return vec![one(&[], 8, units.len() * 2, &data(&units))];
    }
    let pieces: Vec<&[u16]> = units.chunks(67).collect();
    let piece = |(at, piece): (usize, &&[u16])| one(&header(pieces.len(), at + 1), 8, 6 + piece.len() * 2, &data(piece));
    pieces.iter().enumerate().map(piece).collect()
}

/// What the network tells of a message that it took.
pub fn status_report(to: &str, reference: u8, status: u8) -> String {
    let mut out = vec![0x06, reference];
    out.extend(address(to));
    out.extend(stamp());
    out.extend(stamp());
    out.push(status);
    format!("{SMSC}{}", hex(&out))
}

/// What `+CMGL` and `+CMGR` say of a stored message's length: without the network's number.
pub fn stored_length(pdu: &str) -> usize {
    (pdu.len() - SMSC.len()) / 2
}
