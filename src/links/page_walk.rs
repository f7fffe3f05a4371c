//! Walks through the pages of a list, and the ones that a provider never ends.
//!
//! A cursor may lead back, a page number may be ignored, and the end may never be said. What is
//! remembered to notice that has one size, however many pages there are (Brent's cycle detection): the
//! page before, and one page further back, which is replaced by the current one after 1, 2, 4, 8, …
//! pages. A walk whose pages repeat is noticed within three times as many pages as are different.

use crate::idempotency::digest;

/// What is remembered of the pages before.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// How many there were.
    pages: u32,
    kept: Page,
    last: Page,
}

/// What a page is known by: short digests, for a cursor and a page of ids can be long.
#[derive(Debug, Clone, Default)]
struct Page {
    /// Of the cursor that it names.
    next: String,
    /// Of the ids of its links, in their order.
    ids: String,
}

impl Page {
    /// What of it stood in another one already.
    fn again(&self, earlier: &Self) -> Option<&'static str> {
        if self.next == earlier.next {
            Some("a cursor that was given before")
        } else {
            (self.ids == earlier.ids).then_some("the links of an earlier page")
        }
    }
}

impl Walk {
    /// Reads what [`Walk::text`] wrote.
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

    /// Takes the next page, which was asked for by one cursor and names another.
    ///
    /// # Errors
    /// Why the list would never end.
    pub(crate) fn step<'i>(
        self,
        asked: Option<&str>,
        next: &str,
        mut ids: impl Iterator<Item = &'i str>,
    ) -> Result<Self, &'static str> {
        let Some(first) = ids.next() else { return Err("an empty page with another behind it") };
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
