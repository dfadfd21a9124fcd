//! Bank files on the screen: choosing, preview, storing, result, refusal; and what became of each payment.

use super::common::{Site, text};
use super::harness::{Console, How};
use super::site::{first, in_folder, second, site};

/// The file browser, opened from the list of files.
fn browser(site: &Site) -> Console {
    let mut c = Console::start(
        site.dir.path(),
        How {
            open: Some("import"),
            ..How::default()
        },
    );
    c.wait_cursor("ny.ocr");
    c
}

/// The import of a file named by its path.
fn by_path(c: &mut Console, path: &str) {
    c.keys("F2")
        .wait_for("Bankfilen:")
        .keys("Ctrl+U")
        .typed(path)
        .keys("Enter")
        .wait_gone("Bankfilen:");
}

#[test]
fn the_browser_tells_new_stored_and_other_files_apart() {
    let site = site();
    let mut c = browser(&site);
    c.wait_for("2 nye her");
    assert!(c.row_with("ny.ocr").contains("OCR giro, ny"), "{}", c.screen());
    assert!(c.row_with("forste.ocr").contains("importert 20"), "{}", c.screen());
    for name in ["notater.txt", "tom.ocr"] {
        assert!(c.row_with(name).contains("ikke en bankfil"), "{}", c.screen());
    }
    assert!(c.y_of("ny.ocr") < c.y_of("feil-sum.ocr"), "the newest stands first");
    // Into a folder and out again, back on the same row.
    c.keys("g")
        .wait_cursor("gamle/")
        .keys("Enter")
        .wait_gone("ny.ocr")
        .wait_cursor("../");
    c.keys("Left").wait_cursor("gamle/").wait_for("ny.ocr");
    // And further up, out of the folder it began in.
    c.keys("Left").wait_for("site.fordring").wait_cursor("import/");
    c.keys("Esc").wait_for("Bankfiler ›");
    c.quit();
}

#[test]
fn ocr_9_to_15_a_file_is_shown_first_then_stored_and_what_is_left_is_one_key_away() {
    let site = site();
    let before = site.counts();
    let mut c = browser(&site);
    c.keys("Enter")
        .wait_for("Ingenting er lagret ennå. Enter lagrer.")
        .wait_for("Ingen fordring");
    // Claimed and counted, for the account and the whole file.
    let row = c.row_with("12345678903");
    assert!(row.contains("5  2 649,00"), "{row}");
    c.wait_for("Sikker 2 · Kontroller 2 · Ukjent 1 · Fra før 0 · bokføres 2 649,00");
    for (reference, sure, number) in [
        ("00000001016", "Sikker", "101"),
        ("00000001065", "Sikker", "106"),
        ("00000001073", "Kontroller", "107"),
        ("00000001081", "Kontroller", "108"),
        ("00000888883", "Ukjent", ""),
    ] {
        let row = c.row_with(reference);
        assert!(row.contains(sure) && row.contains(number), "{row}");
    }
    // Looking stores nothing.
    assert_eq!(site.counts(), before);
    c.keys("Enter").wait_for("5  betalinger lagret, bokført").wait_for("2 649,00");
    c.wait_for("2  oppgjort")
        .wait_for("2  mottatt på fordringer")
        .wait_for("1  ukjente")
        .wait_for("0  parkert");
    c.wait_for("ny.ocr: 5 betalinger er lagret");
    c.keys("Enter")
        .wait_for("Betalinger › file_no:2 state:")
        .wait_for("1 av 1")
        .wait_for("00000888883");
    c.keys("Alt+o").wait_for("2 filer").wait_cursor("ny.ocr").wait_cursor("eva");
    // The payments of a file.
    c.keys("Enter").wait_for("file_no:2").wait_for("5 betalinger");
    c.quit();
    assert_eq!(site.payments().len(), 8);
    site.check();
    // The browser knows it now; the same again says when and by whom, and stores nothing.
    let stored = site.counts();
    let mut c = browser_on(&site, "feil-sum.ocr");
    assert!(c.row_with("ny.ocr").contains("importert 20"), "{}", c.screen());
    c.keys("Up")
        .wait_cursor("ny.ocr")
        .keys("Enter")
        .wait_for("ny.ocr er importert før, som ny.ocr 20");
    c.wait_for("av eva. Ingenting er");
    c.keys("Esc")
        .wait_cursor("ny.ocr")
        .keys("Down Down")
        .wait_cursor("forste.ocr")
        .keys("Enter")
        .wait_for("lagret nå");
    // One key to its payments.
    c.keys("Enter").wait_for("file_no:1").wait_for("3 betalinger");
    c.quit();
    assert_eq!(site.counts(), stored);
}

fn browser_on(site: &Site, name: &str) -> Console {
    let how = How {
        open: Some("import"),
        ..How::default()
    };
    let mut c = Console::start(site.dir.path(), how);
    c.wait_cursor(name);
    c
}

#[test]
fn a_refused_file_shows_line_column_and_the_place() {
    let site = site();
    let before = site.counts();
    let mut c = browser(&site);
    c.keys("Down")
        .wait_cursor("feil-sum.ocr")
        .keys("Enter")
        .wait_for("feil-sum.ocr ble avvist; ingenting er lagret");
    c.wait_for("Linje 13, kolonne 25: ").wait_for("sluttposten oppgir 2 641,00");
    let screen = c.screen();
    let rows: Vec<&str> = screen.lines().collect();
    let mark = rows
        .iter()
        .position(|row| row.trim() == "▲")
        .unwrap_or_else(|| panic!("no mark:\n{screen}"));
    let line = rows[mark - 1];
    assert!(line.trim().starts_with("NY090088"), "{line}");
    let column = rows[mark].chars().count() - line.chars().position(|c| c == 'N').unwrap();
    assert_eq!(column, 25, "the mark stands under the place:\n{screen}");
    c.keys("Esc").wait_cursor("feil-sum.ocr");
    c.quit();
    assert_eq!(site.counts(), before);
}

#[test]
fn a_folder_an_empty_file_and_other_things_are_refused_with_the_reason() {
    let site = site();
    let before = site.counts();
    let mut c = browser(&site);
    for (name, said) in [
        ("gamle", "dette er en mappe, ikke en fil"),
        ("tom.ocr", "filen er tom"),
        ("notater.txt", "ikke en bankfil som kan leses her"),
        ("finnes-ikke.ocr", "finnes-ikke.ocr"),
    ] {
        by_path(&mut c, &in_folder(&site, name));
        c.wait_for("› avvist").wait_for(said);
        c.keys("Esc").wait_for("Hva det er");
    }
    // Cut in the middle of a record.
    let bytes = second();
    let cut = site.file("kuttet.ocr", &bytes[..bytes.len() - 120]);
    by_path(&mut c, text(&cut));
    c.wait_for("kuttet.ocr ble avvist; ingenting er lagret").wait_for("Linje ");
    c.keys("Esc").wait_for("Hva det er");
    c.quit();
    assert_eq!(site.counts(), before);
}

#[test]
fn a_payment_shows_its_raw_record_and_leads_to_its_claim() {
    let site = site();
    let mut c = Console::start(
        site.dir.path(),
        How {
            size: (120, 36),
            open: Some("payments"),
            ..How::default()
        },
    );
    c.wait_for("3 betalinger")
        .wait_cursor("00000777771")
        .keys("Enter")
        .wait_for("Betaling 3");
    c.wait_for("Ikke ferdig behandlet: 123,45 er ikke brukt")
        .wait_for("Ingenting ennå")
        .wait_for("av kari");
    let raw: Vec<String> = super::common::lines(&first());
    let record = raw.iter().find(|line| line.contains("00000777771")).unwrap();
    c.wait("the record as it came", |screen| screen.contains(record.as_str()));
    // It belongs to no claim: said, and nothing is opened.
    c.keys("Enter")
        .wait_for("Det er ingenting under markøren")
        .keys("Esc")
        .wait_for("Betalinger ›");
    c.keys("Down Down")
        .wait_cursor("00000001024")
        .keys("Enter")
        .wait_for("Betaling 1")
        .wait_for("Hvor pengene er");
    c.wait_for("499,50  Fordring 102");
    c.keys("Enter")
        .wait_for("Fordring 102 ")
        .wait_for("BETALT")
        .keys("Esc")
        .wait_for("Betaling 1");
    c.keys("Esc").wait_for("Betalinger ›").wait_cursor("00000001024");
    c.quit();
}
