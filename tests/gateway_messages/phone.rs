//! The far end: what phones show of what went over the air. Written from 3GPP TS 23.038 and 23.040 and not from the
//! program, so that the two check each other.

/// The 7-bit alphabet, septet 0 first; a letter that nobody writes at the escape.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{fffe}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// What stands behind the escape.
const BEHIND: [(u8, char); 10] = [
    (10, '\u{c}'),
    (20, '^'),
    (40, '{'),
    (41, '}'),
    (47, '\\'),
    (60, '['),
    (61, '~'),
    (62, ']'),
    (64, '|'),
    (101, '€'),
];

/// Every letter that travels in 7 bits, carriage return and form feed left out: they are layout, not letters.
pub fn seven_bit_letters() -> String {
    let basic = BASIC
        .chars()
        .enumerate()
        .filter(|(at, c)| *at != 0x1b && *c != '\r')
        .map(|(_, c)| c);
    basic.chain(BEHIND.iter().map(|(_, c)| *c).filter(|c| *c != '\u{c}')).collect()
}

/// The text of septets. A lone escape at the end is shown, so that a cut letter is seen.
pub fn show_septets(septets: &[u8]) -> String {
    let basic: Vec<char> = BASIC.chars().collect();
    let mut text = String::new();
    let mut all = septets.iter();
    while let Some(septet) = all.next() {
        match (septet, septet == &0x1b) {
            (_, false) => text.push(basic[usize::from(*septet)]),
            (_, true) => match all.next() {
                Some(next) => text.push(BEHIND.iter().find(|(s, _)| s == next).map_or(' ', |(_, c)| *c)),
                None => text.push_str("<lone escape>"),
            },
        }
    }
    text
}

/// The septets of a text, if it travels in 7 bits.
pub fn to_septets(text: &str) -> Option<Vec<u8>> {
    let mut septets = Vec::new();
    for letter in text.chars() {
        if let Some((septet, _)) = BEHIND.iter().find(|(_, c)| *c == letter) {
            septets.extend([0x1b, *septet]);
        } else {
            let at = BASIC.chars().position(|c| c == letter).filter(|at| *at != 0x1b)?;
            septets.push(u8::try_from(at).unwrap());
        }
    }
    Some(septets)
}

pub fn show_ucs2(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// One part as it came to a phone.
#[derive(Clone, Debug)]
pub struct Part {
    pub to: String,
    /// Reference, how many, number; nothing for a message of one part.
    pub place: Option<(u8, u8, u8)>,
    pub text: String,
}

/// The joining header, if it is one: `05 00 03 reference total number`.
pub fn place(header: &[u8]) -> Option<(u8, u8, u8)> {
    match header {
        [5, 0, 3, reference, total, number] => Some((*reference, *total, *number)),
        _ => None,
    }
}

/// The messages that a phone shows, in the order in which they became whole; what never does is shown in pieces.
pub fn shown(parts: &[Part], number: &str) -> Vec<String> {
    let mut whole = Vec::new();
    let mut open: Vec<(u8, Vec<Option<String>>)> = Vec::new();
    for part in parts.iter().filter(|part| part.to == number) {
        let Some((reference, total, number)) = part.place else {
            whole.push(part.text.clone());
            continue;
        };
        let at = open.iter().position(|(r, p)| *r == reference && p.len() == usize::from(total));
        let at = at.unwrap_or_else(|| {
            open.push((reference, vec![None; usize::from(total)]));
            open.len() - 1
        });
        open[at].1[usize::from(number) - 1] = Some(part.text.clone());
        if open[at].1.iter().all(Option::is_some) {
            whole.push(open.remove(at).1.into_iter().flatten().collect());
        }
    }
    whole.extend(open.into_iter().map(|(_, pieces)| format!("pieces: {pieces:?}")));
    whole
}
