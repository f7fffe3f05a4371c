//! Typed getters over [`crate::syntax::json`] that know where they are and collect everything they find.
//!
//! A format's reader asks for members one by one, in the order in which the document has them; what
//! is wrong is written down with its place and reading goes on. Only a fault of the text ends it.

use std::borrow::Cow;

pub(crate) use self::field::Field;
pub(crate) use self::findings::{Findings, Part, fault_issue};
pub(crate) use self::link_spans::Draft;
pub(crate) use self::member_table::{Row, Shape, Table};
pub(crate) use self::member_value::Slot;
pub(crate) use self::pointer_path::Path;
pub(crate) use self::vocabulary::Vocabulary;
use crate::finding::limits::MOST;
use crate::finding::{ErrorCode, Issue, NoteCode, Params, excerpt};
use crate::syntax::json::{Json, Kind, Pairs, Scan, Span, Text};
use crate::syntax::name_index::NameIndex;

mod cache;
mod check_fields;
mod fast;
mod field;
mod findings;
mod link_spans;
mod member_table;
mod member_value;
mod pointer_path;
mod record;
pub(crate) mod row_to_link;
pub(crate) mod rows;
mod spellings;
mod values;
mod vocabulary;

/// What `null` means for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Null {
    /// The documents show it.
    Documented,
    /// The documents do not say; read as missing, with a note.
    Noted,
    /// The member is required and has a value.
    Refused,
}

/// What a member's name says, a bit each.
type Marking = fn(&str) -> u32;

/// What is made of each member of an object.
type Each<'f, R> = &'f mut dyn FnMut(&mut R, &str, Path<'_>) -> Scan<()>;

/// What is made of each element of an array.
type EachElement<'f, R> = &'f mut dyn FnMut(&mut R, Path<'_>) -> Scan<()>;

/// How much is written down of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Everything, with its place and its words.
    Full,
    /// How much it is.
    Count,
}

/// A cursor with a memory of what it found.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    json: Json<'a>,
    found: Findings,
    detail: Detail,
    /// The member names of all open objects, innermost last; each object owns the tail it pushed.
    /// Those that a [`Table`] knows are not among them.
    names: Vec<(Text<'a>, usize)>,
    /// The names and values of objects that are nothing but texts.
    pairs: Pairs,
    /// What a name says, and what those of the outermost object say together, if anybody asks.
    marks: Option<(Marking, u32)>,
    /// Whether it is one link or resource of many that is read.
    in_row: bool,
    /// How many issues and notes of all those together may still be written down.
    left: [usize; 2],
}

/// More are never told of all links of a list: an answer has no room for them.
const ISSUES_IN_ROWS: usize = 20 * MOST;

/// Of notes there are more, though no answer tells them: what the model does not hold of a link is named
/// by them, beside its value.
const NOTES_IN_ROWS: usize = 1000 * MOST;

impl<'a> Reader<'a> {
    /// At the beginning of a text.
    pub(crate) fn new(bytes: &'a [u8], detail: Detail) -> Scan<Self> {
        Ok(Self::over(Json::new(bytes)?, detail))
    }

    /// From where a cursor stands.
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

    /// Reads one document to its end: what `read` makes of it, its text, and the findings. A text that
    /// is not JSON has one issue.
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

    /// Nothing but white space follows.
    pub(crate) fn end(mut self) -> Scan<Findings> {
        self.json.end()?;
        Ok(self.found)
    }

    /// From now on the names of the outermost object are asked what they say, a bit each.
    pub(crate) const fn mark_outermost(&mut self, mark: Marking) {
        self.marks = Some((mark, 0));
    }

    /// What the names of the outermost object said.
    pub(crate) fn take_marks(&mut self) -> u32 {
        self.marks.take().map_or(0, |(_, marks)| marks)
    }

    /// How many pairs there are so far.
    pub(crate) const fn pair_count(&self) -> usize {
        self.pairs.len()
    }

    /// Forgets the pairs that were found since there were so many.
    pub(crate) fn forget_pairs(&mut self, count: usize) {
        self.pairs.truncate(count);
    }

    pub(crate) fn take_pairs(&mut self) -> Vec<[Span; 2]> {
        self.pairs.take()
    }

    pub(crate) const fn detail(&self) -> Detail {
        self.detail
    }

    /// The source at a span.
    pub(crate) fn at(&self, span: Span) -> &'a str {
        self.json.at(span)
    }

    /// The whole text.
    pub(crate) const fn source(&self) -> &'a str {
        self.json.text()
    }

    /// The value of a string at a span.
    pub(crate) fn value_at(&self, span: Span) -> Cow<'a, str> {
        self.json.value_at(span).unwrap_or_default()
    }

    /// Up to here, for whoever comes back to it with [`Reader::revisit`].
    pub(crate) const fn offset(&self) -> usize {
        self.json.offset()
    }

    /// Reads a value, and tells how it stands in the source.
    pub(crate) fn spanned<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<(T, &'a str)> {
        let (value, span) = self.span_of(read)?;
        Ok((value, self.at(span)))
    }

    /// Reads a value, and tells where it stands.
    pub(crate) fn span_of<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<(T, Span)> {
        self.json.peek()?;
        let start = self.json.offset();
        let value = read(self)?;
        Ok((value, Span::new(start, self.json.offset())))
    }

    /// What `find` makes of the first member that it knows, of the object that comes next. The cursor
    /// stays, and what is found on the way is left to whoever reads the value.
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

    /// Skips a value whose type is told later in the document. Whoever comes back to it with
    /// [`Reader::revisit`] drops the findings, and finds them again with more knowledge.
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
        // Names of open objects are the caller's business, not the revisited value's.
        let names = std::mem::take(&mut self.names);
        let value = read(self);
        self.json = here;
        self.names = names;
        value
    }

    /// The document has something that the model does not write, or writes otherwise.
    pub(crate) const fn differ(&mut self) {
        self.found.differ();
    }

    /// The string that comes next.
    pub(crate) fn string(&mut self) -> Scan<Text<'a>> {
        self.json.string()
    }

    /// Steps over a string without escapes, if just that stands there, without white space before it.
    #[inline(always)]
    pub(crate) fn literal<const N: usize>(&mut self, text: &[u8; N]) -> Option<Span> {
        let Some((b'"', rest)) = self.json.rest().split_first() else { return None };
        let Some((start, [b'"', ..])) = rest.split_first_chunk() else { return None };
        (start == text).then(|| self.json.take_quoted(N))
    }

    /// Steps over what is plain JSON, if just that stands there.
    #[inline(always)]
    pub(crate) fn step_over<const N: usize>(&mut self, text: &[u8; N]) -> bool {
        self.json.literal(text)
    }

    /// What comes next.
    pub(crate) fn peek(&mut self) -> Scan<Kind> {
        self.json.peek()
    }

    /// Reads an object member by member; `each` must consume the member's value. `false` if it is
    /// something else, which is then an issue.
    pub(crate) fn object<F>(&mut self, at: Path<'_>, mut each: F) -> Scan<bool>
    where
        F: FnMut(&mut Self, &str, Path<'_>) -> Scan<()>,
    {
        self.object_of(at, &mut each)
    }

    /// Not generic: a copy of the loop for each object that is read would be kilobytes.
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
                    // Half a character: no plain data has such a name.
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

    /// Names are compared after unescaping: `"\u0061"` is `"a"`.
    fn refuse_duplicates(&mut self, base: usize, at: Path<'_>) -> bool {
        /// Up to here comparing each with each is faster than a set; beyond it would be quadratic.
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
            self.issue_at(*offset, ErrorCode::MemberDuplicate, at, || Params::NONE);
        }
        !twice.is_empty()
    }

    #[inline(always)]
    fn remember(&mut self, name: &str) {
        if self.is_marking() {
            self.mark(name);
        }
    }

    /// Whether the names of the object that is open are asked what they say.
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

    /// Steps over a value of any kind; duplicate members are found in there too.
    pub(crate) fn skip(&mut self, at: Path<'_>) -> Scan<()> {
        match self.json.peek()? {
            Kind::Object => {
                self.members(at, &mut |reader: &mut Self, _: &str, at: Path<'_>| reader.skip(at))?;
            }
            Kind::Array => {
                self.elements(at, &mut |reader: &mut Self, at: Path<'_>| reader.skip(at))?;
            }
            Kind::String => {
                // An escape may be half a character, which JavaScript has otherwise.
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

    /// A member that the model does not know: noted, never refused.
    pub(crate) fn unmapped(&mut self, at: Path<'_>) -> Scan<()> {
        self.note(NoteCode::MemberUnmapped, at, || Params::NONE);
        self.skip(at)
    }

    /// The value of a required member of the object at `at`, which has been read to its end.
    pub(crate) fn required<T>(&mut self, at: Path<'_>, name: &str, slot: Slot<T>) -> Option<T> {
        if matches!(slot, Slot::Missing) {
            self.missing(at, name);
        }
        slot.given()
    }

    /// A required member of the object at `at` is not there.
    pub(crate) fn missing(&mut self, at: Path<'_>, name: &str) {
        let params = || Params::NONE.with("member", name);
        self.issue(ErrorCode::MemberMissing, at.member(name), params);
    }

    /// Notes that a member's name or word is spelt otherwise than the documents of the answer say.
    pub(crate) fn spelling(&mut self, at: Path<'_>, found: &str, expected: &str) {
        let params =
            || Params::NONE.with("found", excerpt(found)).with("expected", excerpt(expected));
        self.note(NoteCode::MemberSpelling, at, params);
    }
}
