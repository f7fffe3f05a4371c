//! Typed getters over [`crate::json`] that know where they are and collect everything they find.
//!
//! A format's reader asks for members one by one, in the order in which the document has them; what
//! is wrong is written down with its place and reading goes on. Only a fault of the text ends it.

mod findings;
mod path;
mod slot;

use std::borrow::Cow;

use crate::issue::{ErrorCode, Issue, Note, NoteCode, Params, excerpt};
use crate::json::{Json, Kind, Scan};
use crate::model::ValueError;
use crate::places::Places;

pub(crate) use findings::{Findings, fault_issue};
pub(crate) use path::Path;
pub(crate) use slot::Slot;

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

/// A cursor with a memory of what it found.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    json: Json<'a>,
    found: Findings,
    /// The member names of all open objects, innermost last; each object owns the tail it pushed.
    names: Vec<(Cow<'a, str>, usize)>,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Scan<Self> {
        let mut reader =
            Self { json: Json::new(bytes)?, found: Findings::default(), names: Vec::new() };
        if reader.json.had_bom() {
            reader.note_at(0, NoteCode::JsonBom, Path::ROOT, Params::NONE);
        }
        Ok(reader)
    }

    /// Reads one document to its end: what `read` makes of it, and all that was found. A text that
    /// cannot be read has one issue, and nothing else.
    pub(crate) fn whole<T>(
        bytes: &'a [u8],
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Result<(T, Findings), Issue> {
        let look = || {
            let mut reader = Self::new(bytes)?;
            let value = read(&mut reader)?;
            reader.json.end()?;
            Ok((value, reader.found))
        };
        look().map_err(fault_issue)
    }

    /// Runs `read` with findings of its own, so that one link never spoils its neighbours.
    pub(crate) fn apart<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<(T, Findings)> {
        let outer = std::mem::take(&mut self.found);
        let value = read(self)?;
        Ok((value, std::mem::replace(&mut self.found, outer)))
    }

    /// Reads a value, and tells how it stands in the source.
    pub(crate) fn spanned<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<(T, &'a str)> {
        self.json.peek()?;
        let start = self.json.offset();
        let value = read(self)?;
        Ok((value, self.json.source(start, self.json.offset())))
    }

    /// Tells the members of the value that comes next, if it is an object. The cursor stays, and
    /// what is found is left to whoever reads the value.
    pub(crate) fn look_ahead(&mut self, mut each: impl FnMut(&str, Kind)) -> Scan<()> {
        if self.json.peek()? != Kind::Object {
            return Ok(());
        }
        let start = self.json.offset();
        self.revisit(start, |reader| {
            reader.apart(|reader| {
                reader.object(Path::ROOT, |reader, name, at| {
                    each(name, reader.peek()?);
                    reader.skip(at)
                })
            })
        })?;
        Ok(())
    }

    /// Whether the value that comes next is an object with a member of that name. The cursor stays.
    pub(crate) fn has_member(&mut self, wanted: &str) -> Scan<bool> {
        let mut has = false;
        self.look_ahead(|name, _| has |= name == wanted)?;
        Ok(has)
    }

    /// Takes findings that were made apart.
    pub(crate) fn absorb(&mut self, found: Findings) {
        self.found = std::mem::take(&mut self.found).and(found);
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

    pub(crate) fn issue(&mut self, code: ErrorCode, at: Path<'_>, params: Params) {
        self.issue_at(self.json.offset(), code, at, params);
    }

    pub(crate) fn note(&mut self, code: NoteCode, at: Path<'_>, params: Params) {
        self.note_at(self.json.offset(), code, at, params);
    }

    /// A note for whoever it belongs to, at a place that was left long ago.
    pub(crate) fn note_apart(&self, code: NoteCode, pointer: String, params: Params) -> Findings {
        let note = (self.json.offset(), Note::new(code, pointer, params));
        Findings { notes: vec![note], issues: Vec::new() }
    }

    fn issue_at(&mut self, offset: usize, code: ErrorCode, at: Path<'_>, params: Params) {
        self.found.issues.push((offset, Issue::new(code, at.pointer(), params)));
    }

    fn note_at(&mut self, offset: usize, code: NoteCode, at: Path<'_>, params: Params) {
        self.found.notes.push((offset, Note::new(code, at.pointer(), params)));
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
        let found = self.json.peek()?;
        if found != Kind::Object {
            self.mismatch(Kind::Object.words(), found, at)?;
            return Ok(false);
        }
        self.members(at, &mut each)?;
        Ok(true)
    }

    fn members<F>(&mut self, at: Path<'_>, each: &mut F) -> Scan<()>
    where
        F: FnMut(&mut Self, &str, Path<'_>) -> Scan<()>,
    {
        let base = self.names.len();
        let mut first = true;
        self.json.enter()?;
        while let Some(name) = self.json.next_member(&mut first)? {
            let name = name.name();
            self.names.push((name.clone(), self.json.offset()));
            each(self, &name, at.member(&name))?;
        }
        self.refuse_duplicates(base, at);
        self.names.truncate(base);
        Ok(())
    }

    /// Names are compared after unescaping: `"\u0061"` is `"a"`.
    fn refuse_duplicates(&mut self, base: usize, at: Path<'_>) {
        /// Up to here comparing each with each is faster than a set; beyond it would be quadratic.
        const FEW: usize = 24;
        let names = self.names.get(base..).unwrap_or_default();
        let mut twice: Vec<(usize, String)> = Vec::new();
        if names.len() <= FEW {
            for (index, (name, offset)) in names.iter().enumerate() {
                if names.iter().take(index).any(|(earlier, _)| earlier == name) {
                    twice.push((*offset, at.member(name).pointer()));
                }
            }
        } else {
            let mut earlier = Places::default();
            for (name, offset) in names {
                if !earlier.put(name.as_ref(), *offset) {
                    twice.push((*offset, at.member(name).pointer()));
                }
            }
        }
        self.found.issues.extend(twice.into_iter().map(|(offset, pointer)| {
            (offset, Issue::new(ErrorCode::MemberDuplicate, pointer, Params::NONE))
        }));
    }

    /// Reads an array element by element; `each` must consume the element.
    pub(crate) fn array<F>(&mut self, at: Path<'_>, mut each: F) -> Scan<bool>
    where
        F: FnMut(&mut Self, Path<'_>) -> Scan<()>,
    {
        let found = self.json.peek()?;
        if found != Kind::Array {
            self.mismatch(Kind::Array.words(), found, at)?;
            return Ok(false);
        }
        self.elements(at, &mut each)?;
        Ok(true)
    }

    fn elements<F>(&mut self, at: Path<'_>, each: &mut F) -> Scan<()>
    where
        F: FnMut(&mut Self, Path<'_>) -> Scan<()>,
    {
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
        self.issue(
            ErrorCode::TypeMismatch,
            at,
            Params::NONE.with("expected", expected).with("found", found.words()),
        );
        self.skip(at)
    }

    /// Steps over a value of any kind; duplicate members are found in there too.
    pub(crate) fn skip(&mut self, at: Path<'_>) -> Scan<()> {
        match self.json.peek()? {
            Kind::Object => {
                self.members(at, &mut |reader: &mut Self, _: &str, at: Path<'_>| reader.skip(at))
            }
            Kind::Array => {
                self.elements(at, &mut |reader: &mut Self, at: Path<'_>| reader.skip(at))
            }
            Kind::String => self.json.string().map(drop),
            Kind::Number => self.json.number().map(drop),
            Kind::Bool => self.json.boolean().map(drop),
            Kind::Null => self.json.null(),
        }
    }

    /// A member that the model does not know: kept, noted, never refused.
    pub(crate) fn unmapped(&mut self, at: Path<'_>) -> Scan<()> {
        self.note(NoteCode::MemberUnmapped, at, Params::NONE);
        self.skip(at)
    }

    /// A text that `parse` makes a value of.
    pub(crate) fn text<T>(
        &mut self,
        at: Path<'_>,
        null: Null,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Scan<Slot<T>> {
        Ok(match self.text_as_it_is(at, null)? {
            Slot::Given((offset, text)) => self.parsed(offset, at, &text, parse),
            Slot::Missing => Slot::Missing,
            Slot::Null => Slot::Null,
            Slot::Bad => Slot::Bad,
        })
    }

    /// A text and where it stands; apart, for it is the same whatever the text is made of.
    fn text_as_it_is(&mut self, at: Path<'_>, null: Null) -> Scan<Slot<(usize, Cow<'a, str>)>> {
        match self.json.peek()? {
            Kind::String => {
                let offset = self.json.offset();
                let text = self.json.string()?.value();
                if text.is_none() {
                    self.issue_at(offset, ErrorCode::TextHalfCharacter, at, Params::NONE);
                }
                Ok(text.map_or(Slot::Bad, |text| Slot::Given((offset, text))))
            }
            Kind::Null => self.null(Kind::String.words(), null, at),
            found => {
                self.mismatch(Kind::String.words(), found, at)?;
                Ok(Slot::Bad)
            }
        }
    }

    /// Like [`Reader::text`], for scalars that arrive as strings or as numbers: a number's digits are
    /// taken as they stand.
    pub(crate) fn digits<T>(
        &mut self,
        at: Path<'_>,
        null: Null,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Scan<Slot<T>> {
        if self.json.peek()? != Kind::Number {
            return self.text(at, null, parse);
        }
        let offset = self.json.offset();
        let digits = self.json.number()?;
        self.note_at(offset, NoteCode::AmountAsNumber, at, Params::NONE);
        Ok(self.parsed(offset, at, digits, parse))
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&mut self, at: Path<'_>, null: Null) -> Scan<Slot<bool>> {
        match self.json.peek()? {
            Kind::Bool => self.json.boolean().map(Slot::Given),
            Kind::Null => self.null(Kind::Bool.words(), null, at),
            found => {
                self.mismatch(Kind::Bool.words(), found, at)?;
                Ok(Slot::Bad)
            }
        }
    }

    fn parsed<T>(
        &mut self,
        offset: usize,
        at: Path<'_>,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Slot<T> {
        match parse(text) {
            Ok(value) => Slot::Given(value),
            Err(error) => {
                self.unparsed(offset, at, text, error);
                Slot::Bad
            }
        }
    }

    fn unparsed(&mut self, offset: usize, at: Path<'_>, text: &str, error: ValueError) {
        self.issue_at(offset, error.code(), at, error.params(text));
    }

    fn null<T>(&mut self, expected: &str, null: Null, at: Path<'_>) -> Scan<Slot<T>> {
        Ok(if self.may_be_null(expected, null, at)? { Slot::Null } else { Slot::Bad })
    }

    fn may_be_null(&mut self, expected: &str, null: Null, at: Path<'_>) -> Scan<bool> {
        let params = || Params::NONE.with("expected", expected);
        match null {
            Null::Documented => {}
            Null::Noted => self.note(NoteCode::NullUndocumented, at, params()),
            Null::Refused => self.issue(ErrorCode::MemberNull, at, params()),
        }
        self.json.null()?;
        Ok(null != Null::Refused)
    }

    /// `null`, or what `read` makes of anything else.
    pub(crate) fn unless_null<T>(
        &mut self,
        at: Path<'_>,
        expected: Kind,
        null: Null,
        read: impl FnOnce(&mut Self, Path<'_>) -> Scan<Slot<T>>,
    ) -> Scan<Slot<T>> {
        if self.json.peek()? == Kind::Null {
            self.null(expected.words(), null, at)
        } else {
            read(self, at)
        }
    }

    /// A list of texts.
    pub(crate) fn texts<T>(
        &mut self,
        at: Path<'_>,
        null: Null,
        parse: impl Fn(&str) -> Result<T, ValueError>,
    ) -> Scan<Slot<Vec<T>>> {
        self.list(at, null, |reader, at| reader.text(at, Null::Refused, &parse))
    }

    /// A list of what `read` makes of each element; one that is bad makes the list bad.
    pub(crate) fn list<T>(
        &mut self,
        at: Path<'_>,
        null: Null,
        read: impl Fn(&mut Self, Path<'_>) -> Scan<Slot<T>>,
    ) -> Scan<Slot<Vec<T>>> {
        self.unless_null(at, Kind::Array, null, |reader, at| {
            let mut values = Vec::new();
            let mut whole = true;
            let is_array = reader.array(at, |reader, at| {
                match read(reader, at)? {
                    Slot::Given(value) => values.push(value),
                    Slot::Missing | Slot::Null | Slot::Bad => whole = false,
                }
                Ok(())
            })?;
            Ok(if is_array && whole { Slot::Given(values) } else { Slot::Bad })
        })
    }

    /// An object of any content, kept as its source text.
    pub(crate) fn raw_object(&mut self, at: Path<'_>, null: Null) -> Scan<Slot<&'a str>> {
        self.unless_null(at, Kind::Object, null, |reader, at| {
            let (is_object, text) =
                reader.spanned(|reader| reader.object(at, |reader, _, at| reader.skip(at)))?;
            Ok(if is_object { Slot::Given(text) } else { Slot::Bad })
        })
    }

    /// The value of a required member of the object at `at`, which has been read to its end.
    pub(crate) fn required<T>(&mut self, at: Path<'_>, name: &str, slot: Slot<T>) -> Option<T> {
        if matches!(slot, Slot::Missing) {
            self.issue(
                ErrorCode::MemberMissing,
                at.member(name),
                Params::NONE.with("member", name),
            );
        }
        slot.given()
    }

    /// Reads into a slot that an object's other spelling of the same member may have filled.
    pub(crate) fn once<T>(&mut self, slot: &mut Slot<T>, value: Slot<T>, at: Path<'_>) {
        if matches!(slot, Slot::Missing) {
            *slot = value;
        } else {
            self.issue(ErrorCode::MemberDuplicate, at, Params::NONE);
        }
    }

    /// Notes that a member's name or word is spelt otherwise than the documents of the answer say.
    pub(crate) fn spelling(&mut self, at: Path<'_>, found: &str, expected: &str) {
        self.note(
            NoteCode::MemberSpelling,
            at,
            Params::NONE.with("found", excerpt(found)).with("expected", excerpt(expected)),
        );
    }
}
