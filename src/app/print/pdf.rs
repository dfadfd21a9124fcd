//! Pages become a PDF: the font cut down to the letters used and embedded, with the way back to Unicode so that text can be
//! searched and copied. The same pages give the same bytes; nothing in it knows the time.
//!
//! Each page is written as soon as it is there, so that ten thousand take no more memory than one does, but for where each stands.
//!
//! Twips are the unit of every page (a matrix at its beginning says so), so all coordinates are whole numbers.

use std::collections::BTreeMap;
use std::io::Write;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::writers::{Catalog, DocumentInfo};
use pdf_writer::{Chunk, Content, Finish, Name, Rect, Ref, Str, TextStr};
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

/// What every PDF begins with; the second line says that it is no text.
const BEGIN: &[u8] = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n";
/// The objects whose numbers are known from the start.
const CATALOG: i32 = 1;
const TREE: i32 = 2;
const INFO: i32 = 3;
const FONTS: [i32; 2] = [4, 5];

/// The objects of a document, and where each stands.
struct Objects<W> {
    out: W,
    at: usize,
    /// By number, from 1.
    places: Vec<usize>,
}

impl<W: Write> Objects<W> {
    fn fresh(&mut self) -> Ref {
        self.places.push(0);
        Ref::new(i32::try_from(self.places.len()).unwrap_or(i32::MAX))
    }

    fn raw(&mut self, bytes: &[u8]) -> Result<(), PrintError> {
        self.at += bytes.len();
        self.out.write_all(bytes).map_err(|error| PrintError::NotWritten(error.to_string()))
    }

    /// Writes one object.
    fn put(&mut self, id: Ref, object: &Chunk) -> Result<(), PrintError> {
        let number = usize::try_from(id.get()).unwrap_or_default();
        if let Some(place) = self.places.get_mut(number.wrapping_sub(1)) {
            *place = self.at;
        }
        self.raw(object.as_bytes())
    }

    /// The table of places, and the end.
    fn end(mut self) -> Result<W, PrintError> {
        let (table, size) = (self.at, self.places.len() + 1);
        self.raw(format!("xref\n0 {size}\n0000000000 65535 f\r\n").as_bytes())?;
        for place in std::mem::take(&mut self.places) {
            self.raw(format!("{place:010} 00000 n\r\n").as_bytes())?;
        }
        let end = format!("trailer\n<<\n  /Size {size}\n  /Root {CATALOG} 0 R\n  /Info {INFO} 0 R\n>>\nstartxref\n{table}\n%%EOF\n");
        self.raw(end.as_bytes())?;
        Ok(self.out)
    }
}

/// A PDF that is being written.
pub struct Writer<'a, W> {
    objects: Objects<W>,
    used: [Used<'a>; 2],
    pages: Vec<Ref>,
}

impl<'a, W: Write> Writer<'a, W> {
    /// Begins one.
    ///
    /// # Errors
    /// [`PrintError::NotWritten`].
    pub fn new(out: W, faces: &'a Faces) -> Result<Self, PrintError> {
        let mut objects = Objects {
            out,
            at: 0,
            places: Vec::new(),
        };
        objects.raw(BEGIN)?;
        objects.places = vec![0; 5];
        Ok(Writer {
            objects,
            used: [
                Used::new(faces.of(Weight::Regular), b"R", b"FORDRA+Roboto-Regular"),
                Used::new(faces.of(Weight::Bold), b"B", b"FORDRB+Roboto-Bold"),
            ],
            pages: Vec::new(),
        })
    }

    /// Writes a page.
    ///
    /// # Errors
    /// [`PrintError::NotWritten`].
    pub fn page(&mut self, items: &[Item]) -> Result<(), PrintError> {
        let (id, stream) = (self.objects.fresh(), self.objects.fresh());
        let mut object = Chunk::new();
        let mut page = object.page(id);
        page.parent(Ref::new(TREE)).media_box(PAPER).contents(stream);
        let mut resources = page.resources();
        let mut named = resources.fonts();
        for (font, id) in self.used.iter().zip(FONTS) {
            named.pair(Name(font.name), Ref::new(id));
        }
        named.finish();
        resources.finish();
        page.finish();
        self.objects.put(id, &object)?;
        let drawn = content(items, &mut self.used);
        let mut object = Chunk::new();
        object.stream(stream, &drawn);
        self.pages.push(id);
        self.objects.put(stream, &object)
    }

    /// Ends it.
    ///
    /// # Errors
    /// [`PrintError::Font`] if the embedded font cannot be cut down, which the tests keep from happening; [`PrintError::NotWritten`].
    pub fn finish(self, about: &About<'_>) -> Result<W, PrintError> {
        let Writer { mut objects, used, pages } = self;
        let mut object = Chunk::new();
        let mut catalog = object.indirect(Ref::new(CATALOG)).start::<Catalog<'_>>();
        catalog
            .pages(Ref::new(TREE))
            .lang(TextStr(about.language))
            .viewer_preferences()
            .display_doc_title(true);
        catalog.finish();
        objects.put(Ref::new(CATALOG), &object)?;
        let mut object = Chunk::new();
        let mut info = object.indirect(Ref::new(INFO)).start::<DocumentInfo<'_>>();
        info.title(TextStr(about.title))
            .author(TextStr(about.author))
            .creator(TextStr("Fordring"));
        info.finish();
        objects.put(Ref::new(INFO), &object)?;
        let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
        let mut object = Chunk::new();
        object.pages(Ref::new(TREE)).kids(pages).count(count);
        objects.put(Ref::new(TREE), &object)?;
        for (font, id) in used.iter().zip(FONTS) {
            embed(&mut objects, font, Ref::new(id))?;
        }
        objects.end()
    }
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
fn embed<W: Write>(objects: &mut Objects<W>, font: &Used<'_>, id: Ref) -> Result<(), PrintError> {
    let subset = subsetter::subset(font.face.data, 0, &font.glyphs).map_err(|e| PrintError::Font(e.to_string()))?;
    let [cid, descriptor, file, unicode] = [objects.fresh(), objects.fresh(), objects.fresh(), objects.fresh()];
    let base = Name(font.base);
    let mut object = Chunk::new();
    object
        .type0_font(id)
        .base_font(base)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(unicode);
    objects.put(id, &object)?;
    let mut object = Chunk::new();
    let mut cid_font = object.cid_font(cid);
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
    objects.put(cid, &object)?;
    let [ascent, descent, capitals] = font.face.heights().map(f32::from);
    let [x1, y1, x2, y2] = font.face.bounds().map(f32::from);
    let mut object = Chunk::new();
    object
        .font_descriptor(descriptor)
        .name(base)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect { x1, y1, x2, y2 })
        .italic_angle(0.0)
        .ascent(ascent)
        .descent(descent)
        .cap_height(capitals)
        .stem_v(80.0)
        .font_file2(file);
    objects.put(descriptor, &object)?;
    let length = i32::try_from(subset.len()).unwrap_or(i32::MAX);
    let mut object = Chunk::new();
    object.stream(file, &subset).pair(Name(b"Length1"), length);
    objects.put(file, &object)?;
    let mut map = UnicodeCmap::new(Name(b"Custom"), ADOBE_IDENTITY);
    for (number, (letter, _)) in &font.letters {
        map.pair(*number, *letter);
    }
    let mut object = Chunk::new();
    object.cmap(unicode, &map.finish());
    objects.put(unicode, &object)
}
