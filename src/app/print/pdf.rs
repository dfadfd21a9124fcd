//! Pages become a PDF: the font cut down to the letters used and embedded, with the way back to Unicode so that text can be
//! searched and copied. The same pages give the same bytes; nothing in it knows the time.
//!
//! Twips are the unit of every page (a matrix at its beginning says so), so all coordinates are whole numbers.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use subsetter::GlyphRemapper;

use super::PrintError;
use super::letters::{Face, Faces, Weight};
use super::sheet::Item;
use super::template::{Colour, PAPER_HIGH};

/// A4 in points.
const PAPER: Rect = Rect {
    x1: 0.0,
    y1: 0.0,
    x2: 595.28,
    y2: 841.89,
};

/// A twip in points.
const TWIP: f32 = 0.05;

const ADOBE_IDENTITY: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// What the document says of itself.
pub struct About<'a> {
    /// Shown as the window's title.
    pub title: &'a str,
    /// The seller.
    pub author: &'a str,
    /// Language of the text.
    pub language: &'a str,
}

/// The letters of one face that are used: glyph in the program's font → its number in the PDF's, and the letter.
struct Used<'a> {
    face: &'a Face,
    name: &'static [u8],
    base: &'static [u8],
    glyphs: GlyphRemapper,
    letters: BTreeMap<u16, (char, u16)>,
}

impl<'a> Used<'a> {
    fn new(face: &'a Face, name: &'static [u8], base: &'static [u8]) -> Self {
        Used {
            face,
            name,
            base,
            glyphs: GlyphRemapper::new(),
            letters: BTreeMap::new(),
        }
    }

    /// The text as numbers of glyphs, two bytes each.
    fn encode(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(text.len() * 2);
        for c in text.chars() {
            let glyph = self.face.glyph(c);
            let number = self.glyphs.remap(glyph);
            self.letters.entry(number).or_insert((c, self.face.advance(glyph)));
            bytes.extend(number.to_be_bytes());
        }
        bytes
    }
}

/// A number below one, from thousandths, without arithmetic in floating point.
fn fraction(thousandths: u32) -> f32 {
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
        .parse()
        .unwrap_or_default()
}

/// Writes the pages.
///
/// # Errors
/// [`PrintError::Font`] if the embedded font cannot be cut down, which the tests keep from happening.
pub fn write(pages: &[Vec<Item>], faces: &Faces, about: &About<'_>) -> Result<Vec<u8>, PrintError> {
    let mut next = 1;
    let mut fresh = || {
        let id = Ref::new(next);
        next += 1;
        id
    };
    let (catalog, tree, info) = (fresh(), fresh(), fresh());
    let mut used = [
        Used::new(faces.of(Weight::Regular), b"R", b"FORDRA+Roboto-Regular"),
        Used::new(faces.of(Weight::Bold), b"B", b"FORDRB+Roboto-Bold"),
    ];
    let fonts = [fresh(), fresh()];
    let mut pdf = Pdf::new();
    pdf.catalog(catalog)
        .pages(tree)
        .lang(TextStr(about.language))
        .viewer_preferences()
        .display_doc_title(true);
    pdf.document_info(info)
        .title(TextStr(about.title))
        .author(TextStr(about.author))
        .creator(TextStr("Fordring"));
    let page_ids: Vec<Ref> = pages.iter().map(|_| fresh()).collect();
    for (items, id) in pages.iter().zip(&page_ids) {
        let stream = fresh();
        let mut page = pdf.page(*id);
        page.parent(tree).media_box(PAPER).contents(stream);
        let mut resources = page.resources();
        let mut named = resources.fonts();
        for (font, id) in used.iter().zip(fonts) {
            named.pair(Name(font.name), id);
        }
        named.finish();
        resources.finish();
        page.finish();
        pdf.stream(stream, &content(items, &mut used));
    }
    let count = i32::try_from(page_ids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(page_ids).count(count);
    for (font, id) in used.iter().zip(fonts) {
        let parts = [id, fresh(), fresh(), fresh(), fresh()];
        embed(&mut pdf, font, parts)?;
    }
    Ok(pdf.finish())
}

/// What draws a page.
fn content(items: &[Item], used: &mut [Used<'_>; 2]) -> Vec<u8> {
    let mut content = Content::new();
    content.transform([TWIP, 0.0, 0.0, TWIP, 0.0, 0.0]);
    let mut colour_now = None;
    for item in items {
        let (Item::Text { colour, .. } | Item::Area { colour, .. }) = item;
        if colour_now != Some(*colour) {
            let Colour(parts) = *colour;
            let [red, green, blue] = parts.map(|part| fraction(u32::from(part) * 1_000 / 255));
            content.set_fill_rgb(red, green, blue);
            colour_now = Some(*colour);
        }
        match item {
            Item::Area { x, y, wide, high, .. } => {
                content.op("re").operands([*x, PAPER_HIGH - y - high, *wide, *high]);
                content.fill_nonzero();
            }
            Item::Text {
                x, y, size, weight, text, ..
            } => {
                let [regular, bold] = used;
                let font = if *weight == Weight::Bold { bold } else { regular };
                let bytes = font.encode(text);
                content.begin_text();
                content.op("Tf").operand(Name(font.name)).operand(*size);
                content.op("Td").operands([*x, PAPER_HIGH - y]);
                content.show(Str(&bytes));
                content.end_text();
            }
        }
    }
    content.finish().into_vec()
}

/// Embeds the letters of one face.
fn embed(pdf: &mut Pdf, font: &Used<'_>, [id, cid, descriptor, file, unicode]: [Ref; 5]) -> Result<(), PrintError> {
    let subset = subsetter::subset(font.face.data, 0, &font.glyphs).map_err(|e| PrintError::Font(e.to_string()))?;
    let base = Name(font.base);
    pdf.type0_font(id)
        .base_font(base)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(unicode);
    let mut cid_font = pdf.cid_font(cid);
    cid_font
        .subtype(CidFontType::Type2)
        .base_font(base)
        .system_info(ADOBE_IDENTITY)
        .font_descriptor(descriptor)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    let mut widths = cid_font.widths();
    for (number, (_, advance)) in &font.letters {
        widths.consecutive(*number, [f32::from(*advance)]);
    }
    widths.finish();
    cid_font.finish();
    let [ascent, descent, capitals] = font.face.heights().map(f32::from);
    let [x1, y1, x2, y2] = font.face.bounds().map(f32::from);
    pdf.font_descriptor(descriptor)
        .name(base)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect { x1, y1, x2, y2 })
        .italic_angle(0.0)
        .ascent(ascent)
        .descent(descent)
        .cap_height(capitals)
        .stem_v(80.0)
        .font_file2(file);
    let length = i32::try_from(subset.len()).unwrap_or(i32::MAX);
    pdf.stream(file, &subset).pair(Name(b"Length1"), length);
    let mut map = UnicodeCmap::new(Name(b"Custom"), ADOBE_IDENTITY);
    for (number, (letter, _)) in &font.letters {
        map.pair(*number, *letter);
    }
    pdf.cmap(unicode, &map.finish());
    Ok(())
}
