//! Objects whose members are known beforehand: read by a table, straight into a draft.
//!
//! A document has its members mostly in the order in which its provider writes them, and a table has
//! them in that order, too. So the next name is guessed, and looked at sixteen bytes at once; only
//! where the guess is wrong is there anything to search.

use wide::u8x16;

use super::{Draft, Field, Null, Path, Reader, Slot};
use crate::issue::{ErrorCode, NoteCode, Params, excerpt};
use crate::json::{Kind, Scan, Span, chunk, is_plain_url};
use crate::model::{
    Amount, Currency, Instant, LinkId, NetworkCode, Status, Url, ValueError, is_https, is_uuid,
    not_empty, origin_length,
};

/// The members of an object, at most 32.
#[derive(Debug)]
pub(crate) struct Table {
    rows: &'static [Row],
    /// A bit for each row that must be there.
    required: u32,
    /// A bit for each row that the model writes even where it has no value.
    written: u32,
}

/// One member, and what it is read into.
#[derive(Debug)]
pub(crate) struct Row {
    name: Name,
    field: Field,
    shape: Shape,
    null: Null,
    is_required: bool,
    /// The name of the row before, of which this is another spelling.
    alias_of: Option<&'static str>,
}

/// What the value must be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// A text of any content.
    Text,
    /// A link's id.
    Id,
    /// A status word of a link.
    Status,
    /// A word that must not be empty, and what it is called.
    Filled(&'static str),
    Url,
    Instant,
    /// An amount, as a text or as a number.
    Digits,
    Currency,
    Currencies,
    Network,
    Texts,
    Boolean,
    /// An object of any content.
    Object,
    /// What only one provider has.
    Own(fn(&mut Reader<'_>, Path<'_>, Null, &mut Draft) -> Scan<()>),
}

/// A member's name, ready to be found in the source with the quotes around it.
#[derive(Debug)]
struct Name {
    text: &'static str,
    /// The first sixteen bytes of `"name"`, and which of them count.
    start: [u8; 16],
    counts: u32,
}

impl Name {
    const fn new(text: &'static str) -> Self {
        let (bytes, mut start) = (text.as_bytes(), [b'"'; 16]);
        let mut at = 0;
        while at < bytes.len() && at + 1 < start.len() {
            start[at + 1] = bytes[at];
            at += 1;
        }
        let length = if bytes.len() + 2 < 16 { bytes.len() + 2 } else { 16 };
        Self { text, start, counts: (1 << length) - 1 }
    }

    /// With its quotes.
    #[inline(always)]
    const fn length(&self) -> usize {
        self.text.len() + 2
    }

    /// Whether it stands at the beginning of `rest`, whose first sixteen bytes are `start`.
    #[inline(always)]
    fn stands(&self, start: u8x16, rest: &[u8]) -> bool {
        let alike = start.simd_eq(u8x16::from(self.start)).to_bitmask();
        alike & self.counts == self.counts && (self.length() <= 16 || self.ends(rest))
    }

    /// Whether what is behind the first sixteen bytes is there, too.
    fn ends(&self, rest: &[u8]) -> bool {
        let name = rest.get(1..=self.text.len());
        name == Some(self.text.as_bytes()) && rest.get(self.length() - 1) == Some(&b'"')
    }
}

impl Table {
    pub(crate) const fn new(rows: &'static [Row]) -> Self {
        let (mut required, mut written, mut at) = (0, 0, 0);
        while at < rows.len() {
            let row = &rows[at];
            required |= (row.is_required as u32) << at;
            written |= (matches!(row.null, Null::Written) as u32) << at;
            at += 1;
        }
        Self { rows, required, written }
    }

    /// The row of a name that stands at the beginning of `rest`; the search begins with the guess.
    #[inline(always)]
    fn find(&self, rest: &[u8], guess: usize) -> Option<(usize, &Row)> {
        let start = chunk(rest, 0)?;
        let stands = |(_, row): &(usize, &Row)| row.name.stands(start, rest);
        let rows = || self.rows.iter().enumerate();
        rows().skip(guess).find(stands).or_else(|| rows().take(guess).find(stands))
    }

    /// The row of a name.
    fn named(&self, name: &str) -> Option<(usize, &Row)> {
        self.rows.iter().enumerate().find(|(_, row)| row.name.text == name)
    }
}

impl Row {
    pub(crate) const fn optional(
        name: &'static str,
        field: Field,
        shape: Shape,
        null: Null,
    ) -> Self {
        let name = Name::new(name);
        Self { name, field, shape, null, is_required: false, alias_of: None }
    }

    pub(crate) const fn required(name: &'static str, field: Field, shape: Shape) -> Self {
        Self { is_required: true, ..Self::optional(name, field, shape, Null::Refused) }
    }

    /// A member that is null where there is no value, and that the model writes so.
    pub(crate) const fn written(name: &'static str, field: Field, shape: Shape) -> Self {
        Self::optional(name, field, shape, Null::Written)
    }

    /// Another spelling of this member, in the row behind it.
    pub(crate) const fn spelt(&self, name: &'static str) -> Self {
        let alias_of = Some(self.name.text);
        Self { alias_of, ..Self::optional(name, self.field, self.shape, self.null) }
    }
}

/// A string where it stands.
#[derive(Clone, Copy)]
struct Quoted {
    span: Span,
    is_escaped: bool,
}

impl<'a> Reader<'a> {
    /// Reads an object by its table. `false` if it is something else, which is then an issue.
    pub(crate) fn table(&mut self, at: Path<'_>, table: &Table, draft: &mut Draft) -> Scan<bool> {
        let found = self.json.peek()?;
        if found != Kind::Object {
            self.mismatch(Kind::Object.words(), found, at)?;
            return Ok(false);
        }
        let base = self.names.len();
        let (mut first, mut seen, mut guess) = (true, 0_u32, 0);
        self.json.enter()?;
        while self.json.at_name(&mut first)? {
            let known = match table.find(self.json.rest(), guess) {
                Some((index, row)) => {
                    self.json.known_name(row.name.length())?;
                    Some((index, row))
                }
                None => self.other_name(at, table)?,
            };
            let Some((index, row)) = known else { continue };
            guess = index + 1;
            let at = at.member(row.name.text);
            self.remember(row.name.text);
            let index = if let Some(expected) = row.alias_of {
                self.spelling(at, row.name.text, expected);
                index - 1
            } else {
                index
            };
            let bit = 1 << index;
            if seen & bit != 0 {
                self.issue(ErrorCode::MemberDuplicate, at, || Params::NONE);
            }
            seen |= bit;
            self.value(at, row, draft)?;
        }
        if self.names.len() > base {
            self.refuse_duplicates(base, at);
            self.names.truncate(base);
        }
        if table.required & !seen != 0 {
            self.refuse_missing(at, table, seen);
        }
        if table.written & !seen != 0 {
            self.found.differ();
        }
        Ok(true)
    }

    /// A name that was not recognised by its bytes: one that is written with escapes, that stands at
    /// the very end of the text, or that the table does not know; then its value is read, too.
    #[cold]
    fn other_name<'t>(&mut self, at: Path<'_>, table: &'t Table) -> Scan<Option<(usize, &'t Row)>> {
        let name = self.json.name()?.name();
        let known = table.named(&name);
        if known.is_none() {
            self.remember(&name);
            self.names.push((name.clone(), self.json.offset()));
            self.unmapped(at.member(&name))?;
        }
        Ok(known)
    }

    #[cold]
    fn refuse_missing(&mut self, at: Path<'_>, table: &Table, seen: u32) {
        for (index, row) in table.rows.iter().enumerate() {
            let name = row.name.text;
            if row.is_required && seen >> index & 1 == 0 {
                let params = || Params::NONE.with("member", name);
                self.issue(ErrorCode::MemberMissing, at.member(name), params);
            }
        }
    }

    #[inline(always)]
    fn value(&mut self, at: Path<'_>, row: &Row, draft: &mut Draft) -> Scan<()> {
        let null = row.null;
        match row.shape {
            Shape::Text => {
                self.text_into(at, row, draft, |_| Ok(()))?;
            }
            Shape::Filled(what) => {
                self.text_into(at, row, draft, |text| not_empty(text, what))?;
            }
            Shape::Id => {
                let check = |id: &str| LinkId::check(id).map(|()| is_uuid(id));
                if let Some((_, false)) = self.text_into(at, row, draft, check)? {
                    self.note(NoteCode::IdNotUuid, at, || Params::NONE);
                }
            }
            Shape::Status => {
                let format = draft.format;
                let check =
                    |word: &str| not_empty(word, "a status word").map(|()| format.status(word));
                if let Some((word, status)) = self.text_into(at, row, draft, check)? {
                    draft.status = status;
                    if status == Status::Unknown {
                        let found = self.value_at(word);
                        let params = || Params::NONE.with("found", excerpt(&found));
                        self.note(NoteCode::StatusUnknown, at, params);
                    }
                }
            }
            Shape::Instant => {
                if let Some((_, moment)) = self.text_into(at, row, draft, Instant::moment)? {
                    draft.put_moment(row.field, moment);
                    if !moment.is_canonical {
                        self.found.differ();
                    }
                }
            }
            Shape::Url => self.url(at, row, draft)?,
            Shape::Digits => self.digits_into(at, row, draft)?,
            Shape::Currency => {
                if let Some(span) = self.currency(at, null)? {
                    draft.put(row.field, span);
                }
            }
            Shape::Network => {
                if let Some((code, ())) = self.text_into(at, row, draft, NetworkCode::check)?
                    && self
                        .json
                        .at(code)
                        .bytes()
                        .any(|byte| byte.is_ascii_uppercase() || byte > b'~')
                {
                    self.found.differ();
                }
            }
            Shape::Currencies => {
                let whole = self.list_span(at, null, |reader, at| {
                    Ok(reader.currency(at, Null::Refused)?.is_some())
                })?;
                draft.put(row.field, whole);
            }
            Shape::Texts => {
                let whole = self.list_span(at, null, |reader, at| {
                    Ok(reader.checked(at, Null::Refused, |_| Ok(()))?.is_some())
                })?;
                draft.put(row.field, whole);
            }
            Shape::Boolean => {
                let (value, span) = self.span_of(|reader| reader.boolean(at, null))?;
                if value.as_given().is_some() {
                    draft.put(row.field, span);
                }
            }
            Shape::Object => {
                let (object, span) = self.span_of(|reader| reader.raw_object(at, null))?;
                if object.as_given().is_some() {
                    draft.put(row.field, span);
                }
            }
            Shape::Own(read) => read(self, at, null, draft)?,
        }
        Ok(())
    }

    /// A string; whatever else stands there has been dealt with.
    #[inline(always)]
    fn quoted(&mut self, at: Path<'_>, null: Null) -> Scan<Option<Quoted>> {
        if self.json.peek()? == Kind::String {
            let (span, is_escaped) = self.json.quoted()?;
            return Ok(Some(Quoted { span, is_escaped }));
        }
        self.not_quoted(at, null)?;
        Ok(None)
    }

    #[cold]
    fn not_quoted(&mut self, at: Path<'_>, null: Null) -> Scan<()> {
        match self.json.peek()? {
            Kind::Null => self.may_be_null(Kind::String.words(), null, at).map(drop),
            found => self.mismatch(Kind::String.words(), found, at),
        }
    }

    /// A text that `check` takes, and what it makes of it.
    #[inline(always)]
    pub(crate) fn checked<T>(
        &mut self,
        at: Path<'_>,
        null: Null,
        check: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Scan<Option<(Span, T)>> {
        let Some(Quoted { span, is_escaped }) = self.quoted(at, null)? else { return Ok(None) };
        let checked = if is_escaped {
            let Some(text) = self.unescaped(span, at) else { return Ok(None) };
            check(&text).map_err(|error| self.unparsed(before(span), at, &text, error))
        } else {
            let text = self.json.at(span);
            check(text).map_err(|error| self.unparsed(before(span), at, text, error))
        };
        Ok(checked.ok().map(|value| (span, value)))
    }

    #[inline(always)]
    fn text_into<T>(
        &mut self,
        at: Path<'_>,
        row: &Row,
        draft: &mut Draft,
        check: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Scan<Option<(Span, T)>> {
        let found = self.checked(at, row.null, check)?;
        if let Some((span, _)) = found {
            draft.put(row.field, span);
        }
        Ok(found)
    }

    /// The value of a string with escapes; an issue if it is none.
    #[cold]
    fn unescaped(&mut self, span: Span, at: Path<'_>) -> Option<String> {
        self.found.respell();
        let text = self.json.value_at(span);
        if text.is_none() {
            self.issue_at(before(span), ErrorCode::TextHalfCharacter, at, || Params::NONE);
        }
        text
    }

    /// A list has many links at one place: what was taken once, up to the path, is taken again.
    #[inline(always)]
    fn url(&mut self, at: Path<'_>, row: &Row, draft: &mut Draft) -> Scan<()> {
        let origin = self.origin;
        let json = &self.json;
        let origin_text = json.at(origin.0);
        let check = |url: &str| match url.strip_prefix(origin_text) {
            Some(rest) if !origin_text.is_empty() && is_plain_url(rest.as_bytes()) => {
                Ok((origin.1, 0))
            }
            _ => Url::check(url).map(|()| (is_https(url), origin_length(url).unwrap_or(0))),
        };
        let Some((span, (is_https, length))) = self.text_into(at, row, draft, check)? else {
            return Ok(());
        };
        if length > 0 {
            let start = span.start as usize;
            self.origin = (Span::new(start, start + length), is_https);
        }
        if !is_https {
            self.note(NoteCode::UrlNotHttps, at, || Params::NONE);
        }
        Ok(())
    }

    fn digits_into(&mut self, at: Path<'_>, row: &Row, draft: &mut Draft) -> Scan<()> {
        if self.json.peek()? != Kind::Number {
            return self.text_into(at, row, draft, Amount::check).map(drop);
        }
        let start = self.json.offset();
        let digits = self.json.number()?;
        self.note_at(start, NoteCode::AmountAsNumber, at, || Params::NONE);
        match Amount::check(digits) {
            Ok(()) => draft.put(row.field, Span::new(start, self.json.offset())),
            Err(error) => self.unparsed(start, at, digits, error),
        }
        Ok(())
    }

    /// A currency; one that nobody knows is a value, and a note.
    fn currency(&mut self, at: Path<'_>, null: Null) -> Scan<Option<Span>> {
        let check = |code: &str| Currency::check(code).map(|()| Currency::is_listed(code));
        let Some((span, is_listed)) = self.checked(at, null, check)? else { return Ok(None) };
        if !is_listed {
            // Not one of the lists as it is spelt; it may be spelt in lower case.
            let code = self.value_at(span);
            let upper = code.to_ascii_uppercase();
            if upper != code {
                self.found.differ();
            }
            if !Currency::is_listed(&upper) {
                let params = || Params::NONE.with("found", excerpt(&upper));
                self.note(NoteCode::CurrencyUnknown, at, params);
            }
        }
        Ok(Some(span))
    }

    /// A list of which every element `is_fine`; nowhere if one is not, or if it is no list.
    fn list_span(
        &mut self,
        at: Path<'_>,
        null: Null,
        is_fine: impl Fn(&mut Self, Path<'_>) -> Scan<bool>,
    ) -> Scan<Span> {
        let (whole, span) = self.span_of(|reader| {
            reader.list(at, null, |reader, at| {
                Ok(if is_fine(reader, at)? { Slot::Given(()) } else { Slot::Bad })
            })
        })?;
        Ok(if whole.as_given().is_some() { span } else { Span::NOWHERE })
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
}

/// Where the quote stands before a string.
const fn before(span: Span) -> usize {
    (span.start as usize).saturating_sub(1)
}
