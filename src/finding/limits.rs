//! Limits on the number and total size of the findings in an answer; findings beyond them are only
//! counted.

use super::code::Code;
use super::issue::Finding;

/// The largest number of issues, and of notes, listed for a document, a link or a request.
pub const MOST: usize = 100;

/// The largest total size of the findings of one answer, in bytes of JSON.
const HEAVIEST: usize = 192 * 1024;

/// The first findings, and the number of further ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<C> {
    /// The first findings, in order.
    pub list: Vec<Finding<C>>,
    /// The number of further findings.
    pub more: usize,
}

impl<C: Code> Listed<C> {
    /// Cuts a list to the limits; `count` is the number of all findings.
    pub(crate) fn of(list: Vec<Finding<C>>, count: usize) -> Self {
        /// Up to this many findings always fit.
        const LIGHT: usize = 16;
        let mut listed = Self { list, more: 0 };
        if listed.list.len() > LIGHT {
            Room::default().fit(&mut listed.list, &mut listed.more);
        }
        listed.more = count.saturating_sub(listed.list.len());
        listed
    }

    /// For findings in a text that the caller does not have.
    pub(crate) fn drop_ranges(&mut self) {
        for finding in &mut self.list {
            *finding = finding.clone().with_range(None);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty() && self.more == 0
    }
}

impl<C: Code> From<Vec<Finding<C>>> for Listed<C> {
    fn from(list: Vec<Finding<C>>) -> Self {
        let count = list.len();
        Self::of(list, count)
    }
}

/// The number of bytes left for the findings of one answer.
#[derive(Debug)]
pub(crate) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(HEAVIEST)
    }
}

impl Room {
    /// Cuts a list to the limits, and adds the number of dropped findings to `more`.
    pub(crate) fn fit<C: Code>(&mut self, list: &mut Vec<Finding<C>>, more: &mut usize) {
        let count = list.len();
        let most = if self.0 == 0 { 0 } else { MOST };
        let fits = |finding: &&Finding<C>| {
            let left = self.0.checked_sub(weight(finding));
            self.0 = left.unwrap_or_default();
            left.is_some()
        };
        let kept = list.iter().take(most).take_while(fits).count();
        list.truncate(kept);
        *more += count - kept;
    }
}

/// The size of a finding in bytes of JSON.
fn weight<C: Code>(finding: &Finding<C>) -> usize {
    /// The size of the fixed parts.
    const AROUND: usize =
        r#"{"code":"","severity":"","pointer":"","range":[0000000,0000000],"message":"","params":{}},"#
            .len();
    const AROUND_PARAM: usize = r#""":"","#.len();
    let params =
        finding.params().all().map(|(name, value)| AROUND_PARAM + spelt(name) + spelt(value));
    AROUND
        + finding.code().name().len()
        + C::SEVERITY.len()
        + spelt(finding.pointer())
        + spelt(&finding.message())
        + params.sum::<usize>()
}

/// The largest length of a text inside a JSON string, in bytes.
fn spelt(text: &str) -> usize {
    let length = |byte: u8| match byte {
        0..b' ' => 6,
        b'"' | b'\\' => 2,
        _ => 1,
    };
    text.bytes().map(length).sum()
}
