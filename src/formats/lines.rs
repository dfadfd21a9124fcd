//! Cutting a stream into lines, in constant memory whatever the stream holds.

use std::io::{self, BufRead, ErrorKind};

use memchr::memchr;

/// Of a longer line only this much is kept, in bytes; its length is still told.
pub const LINE_MAX: usize = 400;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Lines of a stream, one at a time. Ends of lines are LF or CR LF.
///
/// A file without any line ends is cut into records of the given width instead, if its second record begins with
/// the same two bytes as its first; then "line" means record.
pub struct Lines<'r> {
    input: &'r mut dyn BufRead,
    width: usize,
    line: Vec<u8>,
    /// Bytes of the next record, read when looking whether there are line ends.
    ahead: Vec<u8>,
    started: bool,
    unbroken: bool,
    had_mark: bool,
    ended: bool,
    overlong: u64,
    number: u32,
    offset: u64,
    next_offset: u64,
}

impl<'r> Lines<'r> {
    /// The lines of `input`, made for records of `width` bytes.
    pub fn new(input: &'r mut dyn BufRead, width: usize) -> Lines<'r> {
        Lines {
            input,
            width,
            line: Vec::with_capacity(LINE_MAX),
            ahead: Vec::new(),
            started: false,
            unbroken: false,
            had_mark: false,
            ended: false,
            overlong: 0,
            number: 0,
            offset: 0,
            next_offset: 0,
        }
    }

    /// Goes to the next line. False at the end of the stream.
    ///
    /// # Errors
    /// What the stream gives.
    #[inline]
    pub fn advance(&mut self) -> io::Result<bool> {
        if !self.started || self.unbroken {
            return self.advance_slowly();
        }
        self.line.clear();
        // The common case: the whole line is in the buffer.
        let chunk = match self.input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == ErrorKind::Interrupted => return self.next_line_in_pieces(),
            Err(error) => return Err(error),
        };
        if let Some(end) = memchr(b'\n', chunk)
            && end <= LINE_MAX
        {
            let content = chunk.get(..end).unwrap_or(chunk);
            let content = content.strip_suffix(b"\r").unwrap_or(content);
            self.line.extend_from_slice(content);
            let taken = end.saturating_add(1);
            self.input.consume(taken);
            self.begin(taken);
            self.ended = true;
            self.overlong = 0;
            return Ok(true);
        }
        self.next_line_in_pieces()
    }

    /// The line, without its end; at most [`LINE_MAX`] bytes of it.
    pub fn bytes(&self) -> &[u8] {
        &self.line
    }

    /// Number of the line, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Where the line begins, in bytes from the start of the stream.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Bytes consumed so far.
    pub fn consumed(&self) -> u64 {
        self.next_offset
    }

    /// Length of the line in bytes, also where it is longer than what is kept.
    pub fn length(&self) -> u64 {
        u64::try_from(self.line.len()).unwrap_or(u64::MAX).saturating_add(self.overlong)
    }

    /// Whether the line has an end; false for the last line of a stream that ends without.
    pub fn is_ended(&self) -> bool {
        self.ended
    }

    /// Whether the stream has no line ends, so that records are cut by length.
    pub fn is_unbroken(&self) -> bool {
        self.unbroken
    }

    /// Whether the stream began with a byte-order mark.
    pub fn had_byte_order_mark(&self) -> bool {
        self.had_mark
    }

    /// A line that is not whole in the buffer; `self.line` may hold its beginning already.
    fn next_line_in_pieces(&mut self) -> io::Result<bool> {
        let mut taken = self.line.len();
        self.overlong = 0;
        self.ended = false;
        while !self.ended {
            let chunk = filled(self.input)?;
            if chunk.is_empty() {
                break;
            }
            let end = memchr(b'\n', chunk);
            let content = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or(chunk);
            let room = LINE_MAX.saturating_sub(self.line.len()).min(content.len());
            let (kept, lost) = content.split_at(room);
            self.line.extend_from_slice(kept);
            self.overlong = self.overlong.saturating_add(u64::try_from(lost.len()).unwrap_or(u64::MAX));
            self.ended = end.is_some();
            let used = content.len().saturating_add(usize::from(self.ended));
            self.input.consume(used);
            taken = taken.saturating_add(used);
        }
        if taken == 0 {
            return Ok(false);
        }
        if self.overlong == 0 && self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        self.begin(taken);
        Ok(true)
    }

    fn begin(&mut self, taken: usize) {
        self.number = self.number.saturating_add(1);
        self.offset = self.next_offset;
        self.next_offset = self.next_offset.saturating_add(u64::try_from(taken).unwrap_or(u64::MAX));
    }

    fn advance_slowly(&mut self) -> io::Result<bool> {
        self.line.clear();
        if self.unbroken {
            self.line.append(&mut self.ahead);
            self.fill_to(self.width)?;
            return self.end_unbroken();
        }
        if self.next_offset == 0 {
            self.fill_to(BYTE_ORDER_MARK.len())?;
            if self.line == BYTE_ORDER_MARK {
                self.had_mark = true;
                self.next_offset = 3;
                self.line.clear();
            }
        }
        let look = self.width.saturating_add(2);
        self.fill_to(look)?;
        self.started = !is_blank(&self.line);
        let second = self.line.get(self.width..look);
        if second.is_some() && second == self.line.get(..2) {
            self.unbroken = true;
            self.ahead = self.line.split_off(self.width);
            self.overlong = 0;
            self.ended = true;
            self.begin(self.width);
            return Ok(true);
        }
        self.next_line_in_pieces()
    }

    /// Ends a record that was cut by length, or what there is up to a line end or the end of the stream.
    fn end_unbroken(&mut self) -> io::Result<bool> {
        if self.line.len() < self.width {
            return self.next_line_in_pieces();
        }
        self.ended = true;
        self.begin(self.width);
        Ok(true)
    }

    /// Reads on until the line has `wanted` bytes, or a line end or the end of the stream comes first.
    fn fill_to(&mut self, wanted: usize) -> io::Result<()> {
        while self.line.len() < wanted {
            let chunk = filled(self.input)?;
            let room = wanted.saturating_sub(self.line.len()).min(chunk.len());
            let piece = chunk.get(..room).unwrap_or(chunk);
            let content = piece.get(..memchr(b'\n', piece).unwrap_or(room)).unwrap_or(piece);
            if content.is_empty() {
                break;
            }
            self.line.extend_from_slice(content);
            let used = content.len();
            self.input.consume(used);
        }
        Ok(())
    }
}

/// Whether a line has nothing but blanks.
pub fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|b| matches!(b, b' ' | b'\t' | b'\r'))
}

/// What the stream has ready; waits for some, and goes on after an interruption.
#[inline]
fn filled(input: &mut dyn BufRead) -> io::Result<&[u8]> {
    loop {
        match input.fill_buf() {
            Ok(_) => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    // A second call, because the borrow of the first one cannot leave the loop; it finds the buffer filled.
    input.fill_buf()
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn cut(bytes: &[u8], width: usize, capacity: usize) -> Vec<(u32, u64, String, bool)> {
        let mut input = BufReader::with_capacity(capacity, bytes);
        let mut lines = Lines::new(&mut input, width);
        let mut all = Vec::new();
        while lines.advance().unwrap() {
            all.push((
                lines.number(),
                lines.offset(),
                String::from_utf8_lossy(lines.bytes()).into_owned(),
                lines.is_ended(),
            ));
        }
        assert_eq!(lines.consumed(), u64::try_from(bytes.len()).unwrap());
        all
    }

    fn texts(bytes: &[u8], width: usize) -> Vec<String> {
        let first: Vec<_> = cut(bytes, width, 1);
        for capacity in [2, 3, 5, 7, 64, 4096] {
            assert_eq!(cut(bytes, width, capacity), first, "capacity {capacity}");
        }
        first.into_iter().map(|l| l.2).collect()
    }

    #[test]
    fn every_kind_of_line_end() {
        assert_eq!(texts(b"NYab\r\nNYcd\nNYef", 4), ["NYab", "NYcd", "NYef"]);
        assert_eq!(texts(b"\xef\xbb\xbf\r\n\nNYab\n\nNYef\r", 4), ["", "", "NYab", "", "NYef"]);
        assert_eq!(texts(b"", 4), Vec::<String>::new());
        assert_eq!(texts(b"\xef\xbb\xbf", 4), Vec::<String>::new());
        assert_eq!(texts(b"\n", 4), [""]);
        assert_eq!(texts(b"NYab\r\r\n", 4), ["NYab\r"]);
    }

    #[test]
    fn no_line_ends_at_all() {
        assert_eq!(texts(b"NYabNYcdNYef", 4), ["NYab", "NYcd", "NYef"]);
        assert_eq!(texts(b"\nNYabNYcdNYef\r\n", 4), ["", "NYab", "NYcd", "NYef", ""]);
        assert_eq!(texts(b"NYabNYcdN", 4), ["NYab", "NYcd", "N"]);
        assert_eq!(texts(b"NYabNYcdNYe\nNYgh", 4), ["NYab", "NYcd", "NYe", "NYgh"]);
        assert_eq!(texts(b"NYabcdef", 4), ["NYabcdef"]);
    }

    #[test]
    fn a_long_line_is_not_kept() {
        let mut bytes = vec![b'x'; 1_000_000];
        bytes.extend_from_slice(b"\nNYab\n");
        let mut input = BufReader::with_capacity(100, bytes.as_slice());
        let mut lines = Lines::new(&mut input, 80);
        assert!(lines.advance().unwrap());
        // All the same two bytes, so it counts as unbroken: still no more than a record at a time.
        assert!(lines.is_unbroken());
        let long = [b"ab".as_slice(), &vec![b'x'; 1_000_000], b"\nNYab\n"].concat();
        let mut input = BufReader::with_capacity(100, long.as_slice());
        let mut lines = Lines::new(&mut input, 80);
        assert!(lines.advance().unwrap());
        assert_eq!((lines.bytes().len(), lines.length()), (LINE_MAX, 1_000_002));
        assert!(lines.line.capacity() <= LINE_MAX * 2);
        assert!(lines.advance().unwrap());
        assert_eq!((lines.bytes(), lines.offset()), (b"NYab".as_slice(), 1_000_003));
    }
}
