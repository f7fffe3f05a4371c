//! Typed, error-collecting reader over the JSON cursor of [`crate::syntax::json`].
//!
//! A format's reader handles members in document order. A problem is recorded with its JSON Pointer
//! and reading continues; only a syntax error of the text ends it.

use std::borrow::Cow;

pub(crate) use self::field::Field;
pub(crate) use self::findings::{Findings, Part, fault_issue};
pub(crate) use self::link_spans::Draft;
#[cfg(feature = "schemas")]
pub(crate) use self::member_table::Words;
pub(crate) use self::member_table::{About, Like, Row, Shape, Table, Unset};
pub(crate) use self::member_value::Slot;
pub(crate) use self::pointer_path::Path;
pub(crate) use self::vocabulary::Vocabulary;
use crate::finding::limits::MOST;
use crate::finding::{ErrorCode, Issue, NoteCode, Params, excerpt};
use crate::syntax::json::{Json, Kind, Outline, Pairs, Scan, Span, Text};
use crate::syntax::name_index::NameIndex;

mod cache;
mod check_fields;
mod fast;
mod field;
mod findings;
mod link_spans;
mod member_table;
mod member_value;
pub(crate) mod numbers;
mod pointer_path;
mod read_members;
mod record;
pub(crate) mod row_to_link;
pub(crate) mod rows;
mod spellings;
mod values;
mod vocabulary;
pub(crate) mod write_members;

/// How a `null` value of a member is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Null {
    /// The documentation allows it.
    Documented,
    /// Not documented; read as missing, with a note.
    Noted,
    /// An issue: the member needs a value.
    Refused,
}

/// Maps a member name to flag bits.
type Marking = fn(&str) -> u32;

/// Callback for each member of an object; it must consume the value.
type Each<'f, R> = &'f mut dyn FnMut(&mut R, &str, Path<'_>) -> Scan<()>;

/// Callback for each element of an array; it must consume the element.
type EachElement<'f, R> = &'f mut dyn FnMut(&mut R, Path<'_>) -> Scan<()>;

/// How much of each finding is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// The code, pointer and parameters.
    Full,
    /// Only the number of findings.
    Count,
}

/// A JSON cursor that collects findings.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    json: Json<'a>,
    found: Findings,
    detail: Detail,
    /// Member names and value offsets of all open objects, innermost last, to find duplicates.
    /// Excludes names of a [`Table`], which tracks its members in a bit set.
    names: Vec<(Text<'a>, usize)>,
    /// The names and values of flat objects with string values, such as metadata.
    pairs: Pairs,
    /// The marking function, if set, and the union of its bits over the outermost object's names.
    marks: Option<(Marking, u32)>,
    /// Whether the reader is inside one link or resource of a list.
    in_row: bool,
    /// How many issues and notes may still be recorded for all rows of the list together.
    left: [usize; 2],
}

/// The largest number of issues recorded for all links of a list; an answer has no room for more.
const ISSUES_IN_ROWS: usize = 20 * MOST;

/// The same for notes. The limit is higher than an answer needs because the notes also list the
/// unmapped members of a link.
const NOTES_IN_ROWS: usize = 1000 * MOST;

impl<'a> Reader<'a> {
    /// A reader at the start of a text.
    pub(crate) fn new(bytes: &'a [u8], detail: Detail) -> Scan<Self> {
        Ok(Self::over(Json::new(bytes)?, detail))
    }

    /// A reader at the position of a cursor.
    pub(crate) fn over(json: Json<'a>, detail: Detail) -> Self {
        let mut reader = Self {
            json,
            found: Findings::default(),
            detail,
            names: Vec::new(),
            pairs: Pairs::default(),
            marks: None,
            in_row: false,
            left: [ISSUES_IN_ROWS, NOTES_IN_ROWS],
        };
        if reader.json.had_bom() {
            reader.note_at(0, NoteCode::JsonBom, Path::ROOT, || Params::NONE);
        }
        reader
    }

    /// Reads one document to its end. Returns the result of `read`, the text and the findings.
    /// Text that is not JSON gives one issue.
    pub(crate) fn whole<T>(
        bytes: &'a [u8],
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Result<(T, &'a str, Findings), Issue> {
        let look = || {
            let mut reader = Self::new(bytes, Detail::Full)?;
            let value = read(&mut reader)?;
            Ok((value, reader.source(), reader.end()?))
        };
        look().map_err(fault_issue)
    }

    /// Requires that only white space follows, and returns the findings.
    pub(crate) fn end(mut self) -> Scan<Findings> {
        self.json.end()?;
        Ok(self.found)
    }

    /// From now on collects the bits that `mark` has for the names of the outermost object.
    pub(crate) const fn mark_outermost(&mut self, mark: Marking) {
        self.marks = Some((mark, 0));
    }

    /// The collected bits of the outermost object's names; ends the collection.
    pub(crate) fn take_marks(&mut self) -> u32 {
        self.marks.take().map_or(0, |(_, marks)| marks)
    }

    /// How many issues have been found so far.
    pub(crate) const fn issue_count(&self) -> u32 {
        self.found.issue_count()
    }

    pub(crate) const fn pair_count(&self) -> usize {
        self.pairs.len()
    }

    /// Drops all pairs after the first `count`.
    pub(crate) fn forget_pairs(&mut self, count: usize) {
        self.pairs.truncate(count);
    }

    pub(crate) fn take_pairs(&mut self) -> Vec<[Span; 2]> {
        self.pairs.take()
    }

    pub(crate) const fn detail(&self) -> Detail {
        self.detail
    }

    pub(crate) fn at(&self, span: Span) -> &'a str {
        self.json.at(span)
    }

    /// The whole text.
    pub(crate) const fn source(&self) -> &'a str {
        self.json.text()
    }

    /// The unescaped value of the string at a span.
    pub(crate) fn value_at(&self, span: Span) -> Cow<'a, str> {
        self.json.value_at(span).unwrap_or_default()
    }

    /// The position in bytes, for [`Reader::revisit`].
    pub(crate) const fn offset(&self) -> usize {
        self.json.offset()
    }

    /// Reads a value, and returns its source text as well.
    pub(crate) fn spanned<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<(T, &'a str)> {
        let (value, span) = self.span_of(read)?;
        Ok((value, self.at(span)))
    }

    /// Reads a value, and returns its span as well.
    pub(crate) fn span_of<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<(T, Span)> {
        self.json.peek()?;
        let start = self.json.offset();
        let value = read(self)?;
        Ok((value, Span::new(start, self.json.offset())))
    }

    /// Looks ahead in the next object: the first result of `find` for one of its members. The
    /// cursor does not move, and no findings are recorded.
    pub(crate) fn ahead<T>(
        &self,
        mut find: impl FnMut(&str, Kind) -> Option<T>,
    ) -> Scan<Option<T>> {
        let mut ahead = self.json.clone();
        if ahead.peek()? != Kind::Object {
            return Ok(None);
        }
        let mut first = true;
        ahead.enter()?;
        while let Some(name) = ahead.next_member(&mut first)? {
            let kind = ahead.peek()?;
            if let Some(found) = find(&name.name(), kind) {
                return Ok(Some(found));
            }
            ahead.skip()?;
        }
        Ok(None)
    }

    /// The next value, looked at from outside; the cursor does not move.
    pub(crate) fn outline(&self) -> Option<Outline<'a>> {
        Outline::of(self.json.clone())
    }

    /// Skips a value whose type appears later in the document. Returns its position for
    /// [`Reader::revisit`], and the findings, which the caller drops if it reads the value again.
    pub(crate) fn defer(&mut self, at: Path<'_>) -> Scan<(usize, Findings)> {
        self.json.peek()?;
        let start = self.json.offset();
        let ((), found) = self.apart(|reader| reader.skip(at))?;
        Ok((start, found))
    }

    /// Reads a deferred value; the cursor stays where it is.
    pub(crate) fn revisit<T>(
        &mut self,
        start: usize,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<T> {
        let there = self.json.revisit(start);
        let here = std::mem::replace(&mut self.json, there);
        // The revisited value is not part of the objects that are open here.
        let names = std::mem::take(&mut self.names);
        let value = read(self);
        self.json = here;
        self.names = names;
        value
    }

    /// Records that the model's text differs from the source text.
    pub(crate) const fn differ(&mut self) {
        self.found.differ();
    }

    pub(crate) fn string(&mut self) -> Scan<Text<'a>> {
        self.json.string()
    }

    /// Consumes exactly the string `"text"` without white space before it; `None` if not there.
    #[inline(always)]
    pub(crate) fn literal<const N: usize>(&mut self, text: &[u8; N]) -> Option<Span> {
        let Some((b'"', rest)) = self.json.rest().split_first() else { return None };
        let Some((start, [b'"', ..])) = rest.split_first_chunk() else { return None };
        (start == text).then(|| self.json.take_quoted(N))
    }

    /// Consumes exactly these bytes; `false` if they are not next.
    #[inline(always)]
    pub(crate) fn step_over<const N: usize>(&mut self, text: &[u8; N]) -> bool {
        self.json.literal(text)
    }

    /// The kind of the next value; skips white space before it.
    pub(crate) fn peek(&mut self) -> Scan<Kind> {
        self.json.peek()
    }

    /// Reads an object member by member; `each` must consume the member's value. A value of another
    /// kind is an issue and gives `false`.
    pub(crate) fn object<F>(&mut self, at: Path<'_>, mut each: F) -> Scan<bool>
    where
        F: FnMut(&mut Self, &str, Path<'_>) -> Scan<()>,
    {
        self.object_of(at, &mut each)
    }

    /// Not generic, so that the loop is compiled only once.
    fn object_of(&mut self, at: Path<'_>, each: Each<'_, Self>) -> Scan<bool> {
        let found = self.json.peek()?;
        if found != Kind::Object {
            self.mismatch(Kind::Object.words(), found, at)?;
            return Ok(false);
        }
        self.members(at, each)?;
        Ok(true)
    }

    fn members(&mut self, at: Path<'_>, each: Each<'_, Self>) -> Scan<()> {
        let base = self.names.len();
        let mut first = true;
        self.json.enter()?;
        while let Some(name) = self.json.next_member(&mut first)? {
            self.names.push((name, self.json.offset()));
            if let Some(name) = name.plain() {
                self.remember(name);
                each(self, name, at.member(name))?;
            } else {
                if name.value().is_none() {
                    // An unpaired surrogate, which the model cannot represent.
                    self.found.differ();
                }
                let name = name.name();
                self.remember(&name);
                each(self, &name, at.member(&name))?;
            }
        }
        self.refuse_duplicates(base, at);
        self.names.truncate(base);
        Ok(())
    }

    /// Reports duplicate members, and whether there are any; names are compared unescaped: `"\u0061"`
    /// is `"a"`.
    fn refuse_duplicates(&mut self, base: usize, at: Path<'_>) -> bool {
        /// Up to this many names, comparing all pairs is faster than an index.
        const FEW: usize = 24;
        let names = self.names.get(base..).unwrap_or_default();
        let mut twice: Vec<(Text<'a>, usize)> = Vec::new();
        if names.len() <= FEW {
            for (index, (name, offset)) in names.iter().enumerate() {
                if names.iter().take(index).any(|(earlier, _)| earlier.is_named(name)) {
                    twice.push((*name, *offset));
                }
            }
        } else {
            let mut earlier = NameIndex::default();
            for (name, offset) in names {
                if !earlier.put(name.name(), *offset) {
                    twice.push((*name, *offset));
                }
            }
        }
        for (name, offset) in &twice {
            let name = name.name();
            let at = at.member(&name);
            // Where the value begins, as other findings about it: there may be white space before it.
            let value = self.source().get(*offset..).unwrap_or_default();
            let offset = offset + (value.len() - value.trim_ascii_start().len());
            self.issue_at(offset, ErrorCode::MemberDuplicate, at, || Params::NONE);
        }
        !twice.is_empty()
    }

    #[inline(always)]
    fn remember(&mut self, name: &str) {
        if self.is_marking() {
            self.mark(name);
        }
    }

    /// Whether the names of the current object are marked.
    #[inline(always)]
    const fn is_marking(&self) -> bool {
        self.marks.is_some() && self.json.is_outermost()
    }

    #[inline(never)]
    fn mark(&mut self, name: &str) {
        if let Some((mark, marks)) = &mut self.marks {
            *marks |= mark(name);
        }
    }

    /// Reads an array element by element; `each` must consume the element.
    pub(crate) fn array<F>(&mut self, at: Path<'_>, mut each: F) -> Scan<bool>
    where
        F: FnMut(&mut Self, Path<'_>) -> Scan<()>,
    {
        self.array_of(at, &mut each)
    }

    fn array_of(&mut self, at: Path<'_>, each: EachElement<'_, Self>) -> Scan<bool> {
        let found = self.json.peek()?;
        if found != Kind::Array {
            self.mismatch(Kind::Array.words(), found, at)?;
            return Ok(false);
        }
        self.elements(at, each)?;
        Ok(true)
    }

    fn elements(&mut self, at: Path<'_>, each: EachElement<'_, Self>) -> Scan<()> {
        let mut first = true;
        let mut index = 0;
        self.json.enter()?;
        while self.json.next_element(&mut first)? {
            each(self, at.index(index))?;
            index += 1;
        }
        Ok(())
    }

    fn mismatch(&mut self, expected: &str, found: Kind, at: Path<'_>) -> Scan<()> {
        let params = || Params::NONE.with("expected", expected).with("found", found.words());
        self.issue(ErrorCode::TypeMismatch, at, params);
        self.skip(at)
    }

    /// Skips a value of any kind, and reports duplicate members inside it.
    pub(crate) fn skip(&mut self, at: Path<'_>) -> Scan<()> {
        match self.json.peek()? {
            Kind::Object => {
                self.members(at, &mut |reader: &mut Self, _: &str, at: Path<'_>| reader.skip(at))?;
            }
            Kind::Array => {
                self.elements(at, &mut |reader: &mut Self, at: Path<'_>| reader.skip(at))?;
            }
            Kind::String => {
                // An escape may be an unpaired surrogate, which JavaScript represents differently.
                let (_, is_escaped) = self.json.quoted()?;
                if is_escaped {
                    self.found.differ();
                }
            }
            Kind::Number => drop(self.json.number()?),
            Kind::Bool => drop(self.json.boolean()?),
            Kind::Null => self.json.null()?,
        }
        Ok(())
    }

    /// Skips a member that is not part of the model: a note, never an issue.
    pub(crate) fn unmapped(&mut self, at: Path<'_>) -> Scan<()> {
        self.note(NoteCode::MemberUnmapped, at, || Params::NONE);
        self.skip(at)
    }

    /// The value of a required member; call it after the object at `at` has been read to its end.
    pub(crate) fn required<T>(&mut self, at: Path<'_>, name: &str, slot: Slot<T>) -> Option<T> {
        if matches!(slot, Slot::Missing) {
            self.missing(at, name);
        }
        slot.given()
    }

    /// Reports that a required member of the object at `at` is missing.
    pub(crate) fn missing(&mut self, at: Path<'_>, name: &str) {
        let params = || Params::NONE.with("member", name);
        self.issue(ErrorCode::MemberMissing, at.member(name), params);
    }

    /// Notes a member name or value whose spelling differs from the documentation.
    pub(crate) fn spelling(&mut self, at: Path<'_>, found: &str, expected: &str) {
        let params =
            || Params::NONE.with("found", excerpt(found)).with("expected", excerpt(expected));
        self.note(NoteCode::MemberSpelling, at, params);
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Code;
    use crate::links::read::{ReadOptions, read};

    #[test]
    fn what_is_found_of_a_duplicate_has_one_order_with_and_without_white_space() {
        let found = |text: &str| {
            let answer = read(text.as_bytes(), &ReadOptions::default());
            answer.issues().iter().map(|issue| issue.code().name()).collect::<Vec<_>>()
        };
        let text = r#"{"data":{"type":"payment_links","id":"1"},"data":7}"#;
        assert_eq!(found(text), found(&text.replace(':', " : ")));
        assert!(found(text).contains(&"member_duplicate"), "{:?}", found(text));
    }
}
