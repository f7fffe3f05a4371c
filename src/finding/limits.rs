//! How much of what is found is told: as many findings, and as many bytes of them, as an answer has room
//! for. The rest is counted.

use super::code::Code;
use super::issue::Finding;

/// So many findings of a document, of a link or of a request are told; the rest is counted.
pub const MOST: usize = 100;

/// So many bytes of JSON all findings of one answer have at most.
const HEAVIEST: usize = 192 * 1024;

/// Findings, the first of them, and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<C> {
    /// In their order.
    pub list: Vec<Finding<C>>,
    /// How many more.
    pub more: usize,
}

impl<C: Code> Listed<C> {
    /// As many of a list as an answer may have, of so many that were found.
    pub(crate) fn of(list: Vec<Finding<C>>, count: usize) -> Self {
        /// So many always have room.
        const LIGHT: usize = 16;
        let mut listed = Self { list, more: 0 };
        if listed.list.len() > LIGHT {
            Room::default().fit(&mut listed.list, &mut listed.more);
        }
        listed.more = count.saturating_sub(listed.list.len());
        listed
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

/// How many bytes are left for the findings of one answer.
#[derive(Debug)]
pub(crate) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(HEAVIEST)
    }
}

impl Room {
    /// Leaves out what is too much, and counts it.
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

/// How many bytes a finding has as JSON.
fn weight<C: Code>(finding: &Finding<C>) -> usize {
    /// What stands around the parts.
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

/// The length of a text in JSON.
fn spelt(text: &str) -> usize {
    let length = |byte: u8| match byte {
        0..b' ' => 6,
        b'"' | b'\\' => 2,
        _ => 1,
    };
    text.bytes().map(length).sum()
}
