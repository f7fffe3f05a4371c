//! Detects lists whose pages never end, with a state of constant size.
//!
//! A cursor may lead back, a page number may be ignored, or the last page may not be marked. The state
//! (Brent's cycle detection) is the previous page and one earlier page, which is replaced by the
//! current one after 1, 2, 4, 8, … pages. A cycle is detected within three times as many pages as
//! are distinct.

use crate::idempotency::digest;

/// The state that is passed from page to page.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// The number of pages so far.
    pages: u32,
    kept: Page,
    last: Page,
}

/// Identifies a page by short digests, because a cursor and a page of ids can be long.
#[derive(Debug, Clone, Default)]
struct Page {
    /// Digest of the next page's cursor.
    next: String,
    /// Digest of its links' ids, in their order.
    ids: String,
}

impl Page {
    /// What it repeats of an earlier page, if anything.
    fn again(&self, earlier: &Self) -> Option<&'static str> {
        if self.next == earlier.next {
            Some("a cursor that was given before")
        } else {
            (self.ids == earlier.ids).then_some("the links of an earlier page")
        }
    }
}

impl Walk {
    /// Parses the text of [`Walk::text`].
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let pages = parts.next()?.parse().ok()?;
        let is_digest =
            |part: &&str| part.len() == LENGTH && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut page = || {
            let mut part = || parts.next().filter(is_digest).map(str::to_owned);
            Some(Page { next: part()?, ids: part()? })
        };
        let (kept, last) = (page()?, page()?);
        parts.next().is_none().then_some(Self { pages, kept, last })
    }

    pub(crate) fn text(&self) -> String {
        let Self { pages, kept, last } = self;
        format!("{pages}.{}.{}.{}.{}", kept.next, kept.ids, last.next, last.ids)
    }

    /// Adds a page that was requested by the cursor `asked` and whose next page is `next`.
    ///
    /// # Errors
    /// Why the list would never end.
    pub(crate) fn step<'i>(
        self,
        asked: Option<&str>,
        next: &str,
        mut ids: impl Iterator<Item = &'i str>,
    ) -> Result<Self, &'static str> {
        let Some(first) = ids.next() else { return Err("an empty page that has a next page") };
        let ids = std::iter::once(first).chain(ids);
        let page = Page { next: short([next].into_iter()), ids: short(ids) };
        let stands = (asked == Some(next)).then_some("a cursor that was given before");
        if let Some(found) =
            stands.or_else(|| page.again(&self.last)).or_else(|| page.again(&self.kept))
        {
            return Err(found);
        }
        let is_kept = self.pages == 0 || self.pages.is_power_of_two();
        let kept = if is_kept { page.clone() } else { self.kept };
        Ok(Self { pages: self.pages.saturating_add(1), kept, last: page })
    }
}

const LENGTH: usize = 16;

fn short<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut digest = digest(texts.map(str::as_bytes));
    digest.truncate(LENGTH);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_read_back_and_nothing_else() {
        let walk = Walk::default().step(None, "b", ["1", "2"].into_iter()).unwrap();
        let text = walk.text();
        assert_eq!(Walk::parse(&text).map(|walk| walk.text()), Some(text.clone()));
        assert!(text.len() < 80);
        let spoilt = [
            String::new(),
            ".....".to_owned(),
            format!("{text}."),
            text.replacen('1', "-1", 1),
            text.replacen('1', "4294967296", 1),
            text.to_uppercase().replace(['A', 'B', 'C', 'D', 'E', 'F'], "x"),
            "1.é".repeat(5),
        ];
        for text in spoilt {
            assert!(Walk::parse(&text).is_none(), "{text}");
        }
    }
}
