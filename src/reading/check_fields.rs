//! Validates the string values of link members, and notes unusual but usable ones.

use super::member_table::Row;
use super::{Draft, Field, Path, Reader};
use crate::finding::{NoteCode, Params, excerpt};
use crate::model::{
    Currency, Instant, LinkId, NetworkCode, Origin, Status, Timestamp, ValueError, is_uuid,
    not_empty,
};

impl Reader<'_> {
    pub(crate) fn take_instant(
        &mut self,
        row: &Row,
        text: &str,
        draft: &mut Draft,
    ) -> Result<(), ValueError> {
        if let Some(millis) = draft.recent.days.millis_of(text) {
            draft.put_moment(row.field, Timestamp { millis, is_whole: true });
            return Ok(());
        }
        let instant = Instant::parse(text)?;
        draft.put_moment(row.field, instant.moment());
        let spelling = instant.to_string();
        if spelling != text {
            self.respell(row.field, &spelling, draft);
        }
        Ok(())
    }

    /// Stores the model's spelling of a value that differs from the source.
    #[cold]
    pub(crate) fn respell(&mut self, field: Field, spelling: &str, draft: &mut Draft) {
        if !draft.respell(field, spelling) {
            self.found.differ();
        }
    }

    pub(crate) fn take_id(
        &mut self,
        at: Path<'_>,
        row: &Row,
        text: &str,
        draft: &Draft,
    ) -> Result<(), ValueError> {
        LinkId::check(text)?;
        if draft.vocabulary.is_some_and(|known| known.has_uuids) && !is_uuid(text) {
            self.note(NoteCode::IdNotUuid, at.member(row.name.text), || Params::NONE);
        }
        Ok(())
    }

    pub(crate) fn take_status(
        &mut self,
        at: Path<'_>,
        row: &Row,
        text: &str,
        draft: &mut Draft,
    ) -> Result<(), ValueError> {
        not_empty(text, "a status word")?;
        let at = at.member(row.name.text);
        let Some((word, status)) = draft.vocabulary.and_then(|known| known.status_word(text))
        else {
            draft.status = Status::Unknown;
            let params = || Params::NONE.with("found", excerpt(text));
            self.note(NoteCode::StatusUnknown, at, params);
            return Ok(());
        };
        draft.status = status;
        if word == text {
            draft.recent.statuses.learn(text, status);
        } else {
            self.spelling(at, text, word);
        }
        Ok(())
    }

    pub(crate) fn take_url(
        &mut self,
        at: Path<'_>,
        row: &Row,
        text: &str,
        draft: &mut Draft,
    ) -> Result<(), ValueError> {
        let origin = Origin::of(text)?;
        self.note_unless_https(at.member(row.name.text), origin.is_https);
        if let (true, Some(length)) = (origin.is_https, origin.length) {
            draft.recent.learn_origin(text.as_bytes().get(..length).unwrap_or_default());
        }
        Ok(())
    }

    pub(crate) fn note_redirect(&mut self, at: Path<'_>) {
        self.note(NoteCode::RedirectNotWeb, at, || Params::NONE);
    }

    pub(crate) fn note_unless_https(&mut self, at: Path<'_>, is_https: bool) {
        if !is_https {
            self.note(NoteCode::UrlNotHttps, at, || Params::NONE);
        }
    }

    pub(crate) fn take_network(
        &mut self,
        row: &Row,
        text: &str,
        draft: &mut Draft,
    ) -> Result<(), ValueError> {
        NetworkCode::check(text)?;
        if text.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            self.respell(row.field, NetworkCode::parse(text)?.as_str(), draft);
        }
        Ok(())
    }

    pub(crate) fn take_currency(
        &mut self,
        at: Path<'_>,
        row: &Row,
        text: &str,
        draft: &mut Draft,
    ) -> Result<(), ValueError> {
        if let Some(upper) = self.currency(at, text)? {
            self.respell(row.field, &upper, draft);
        }
        Ok(())
    }

    /// Checks one element of a currency list.
    pub(crate) fn take_one_of_currencies(
        &mut self,
        at: Path<'_>,
        text: &str,
    ) -> Result<(), ValueError> {
        if self.currency(at, text)?.is_some() {
            self.found.differ();
        }
        Ok(())
    }

    /// The model's spelling of a currency, if it differs. An unlisted code is valid, with a note.
    #[inline(always)]
    fn currency(&mut self, at: Path<'_>, text: &str) -> Result<Option<String>, ValueError> {
        Currency::check(text)?;
        if Currency::is_listed(text) {
            return Ok(None);
        }
        // Not listed in this spelling; it may be in lower case.
        let upper = text.to_ascii_uppercase();
        self.note_unless_listed(at, &upper);
        Ok((upper != text).then_some(upper))
    }

    /// `code` must be in upper case.
    pub(crate) fn note_unless_listed(&mut self, at: Path<'_>, code: &str) {
        if !Currency::is_listed(code) {
            let params = || Params::NONE.with("found", excerpt(code));
            self.note(NoteCode::CurrencyUnknown, at, params);
        }
    }
}
