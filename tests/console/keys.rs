//! What a terminal sends for keys, and what is read off a screen.

/// Every kind of blank as a plain one.
pub fn plain(text: &str) -> String {
    let blank = |c: char| matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}');
    text.chars().map(|c| if blank(c) { ' ' } else { c }).collect()
}

/// The claim numbers of a list on the screen, from the top.
pub fn order(screen: &str) -> Vec<&str> {
    let number = |row: &'_ str| -> Option<usize> {
        let start = row.find(|c: char| !matches!(c, ' ' | '▸' | '•'))?;
        row[start..].starts_with(|c: char| c.is_ascii_digit()).then_some(start)
    };
    let rows = screen.lines().filter(|row| row.starts_with([' ', '▸', '•']));
    let found = rows.filter_map(|row| row[number(row)?..].split(' ').next());
    found
        .filter(|word| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

/// The bytes that a terminal sends for a key.
pub fn bytes_of(key: &str) -> Vec<u8> {
    let (mods, name) = match key.rsplit_once('+') {
        Some((mods, name)) if !name.is_empty() => (mods, name),
        _ => ("", key),
    };
    let modifier = 1 + u8::from(mods.contains("Shift")) + 2 * u8::from(mods.contains("Alt")) + 4 * u8::from(mods.contains("Ctrl"));
    let letter = |end: &str| match modifier {
        1 => format!("\x1b[{end}").into_bytes(),
        _ => format!("\x1b[1;{modifier}{end}").into_bytes(),
    };
    let tilde = |code: u8| match modifier {
        1 => format!("\x1b[{code}~").into_bytes(),
        _ => format!("\x1b[{code};{modifier}~").into_bytes(),
    };
    match name {
        "Enter" => b"\r".to_vec(),
        // A bare escape and a letter in one burst are Alt and the letter; this form is never mistaken.
        "Esc" => b"\x1b[27u".to_vec(),
        "Space" => b" ".to_vec(),
        "Tab" => b"\t".to_vec(),
        "BackTab" => b"\x1b[Z".to_vec(),
        "Backspace" => b"\x7f".to_vec(),
        "Up" => letter("A"),
        "Down" => letter("B"),
        "Right" => letter("C"),
        "Left" => letter("D"),
        "Home" => letter("H"),
        "End" => letter("F"),
        "Del" => tilde(3),
        "PgUp" => tilde(5),
        "PgDn" => tilde(6),
        _ if name.len() > 1 && name.starts_with('F') => {
            let number: usize = name[1..].parse().unwrap();
            tilde([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24][number - 1])
        }
        _ if mods == "Ctrl" => vec![name.as_bytes()[0] & 0x1f],
        _ if mods == "Alt" => format!("\x1b{name}").into_bytes(),
        _ => {
            assert!(mods.is_empty() && name.chars().count() == 1, "unknown key {key}");
            name.as_bytes().to_vec()
        }
    }
}
