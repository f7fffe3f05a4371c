//! Reads JSON:API compound documents: the resources in `included` and the links that refer to them.
//!
//! Resources are identified by type and id together: in one provider's own example two resources
//! of different types share an id.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::finding::{NoteCode, Params, excerpt};
use crate::model::{Kind, not_empty};
use crate::reading::rows::Rows;
use crate::reading::{Draft, Field, Findings, Null, Path, Reader, Vocabulary};
use crate::syntax::json::{Scan, Span};
use crate::syntax::sorting::order;

/// Reads a resource's attributes; `given` is false if the resource has none.
pub(crate) type ReadAttributes =
    fn(&mut Reader<'_>, Path<'_>, kind: Kind, given: bool, &mut Draft) -> Scan<()>;

/// The resource types that a format reads.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) vocabulary: &'static Vocabulary,
    /// Maps a resource type to a kind; `None` if the type is not read.
    pub(crate) kind: fn(&str) -> Option<Kind>,
    pub(crate) read: ReadAttributes,
}

/// The resources of `included`, as children of links.
pub(crate) struct Compound {
    wanted: Wanted,
    /// Index of this document's first resource among all children.
    first: usize,
    /// The findings of each resource, until a link refers to it.
    found: Vec<Findings>,
    is_claimed: Vec<bool>,
    /// Hash and index, sorted by type and id for a binary search: lists can have many targets.
    order: Vec<(u64, u32)>,
    /// Whether each shares its type and id with another; empty if none does.
    is_twin: Vec<bool>,
    /// The index after the last match: resources are mostly in the order of their links.
    next: usize,
}

impl Compound {
    pub(crate) const fn new(wanted: Wanted, rows: &Rows) -> Self {
        let first = rows.children.len();
        Self {
            wanted,
            first,
            found: Vec::new(),
            is_claimed: Vec::new(),
            order: Vec::new(),
            is_twin: Vec::new(),
            next: 0,
        }
    }

    pub(crate) fn read(
        &mut self,
        reader: &mut Reader<'_>,
        at: Path<'_>,
        rows: &mut Rows,
    ) -> Scan<()> {
        reader.peek()?;
        let offset = reader.offset();
        let (_, found) = reader.apart(|reader| {
            reader.array(at, |reader, at| {
                let found = read_resource(reader, at, self.wanted, rows)?;
                self.found.push(found);
                self.is_claimed.push(false);
                Ok(())
            })
        })?;
        reader.absorb_noted(found, offset, || at.pointer());
        Ok(())
    }

    /// Builds `order`, and finds the duplicates.
    #[expect(clippy::cast_possible_truncation, reason = "fewer than bytes of a text")]
    pub(crate) fn sort(&mut self, reader: &mut Reader<'_>, rows: &Rows) {
        let name_of = |at: usize| Name::of_child(reader, rows, self.first + at);
        let named = |at: &usize| {
            let has = |field| rows.children.span(self.first + *at, field).is_somewhere();
            has(Field::PaymentType) && has(Field::Id)
        };
        let named = (0..self.found.len()).filter(named);
        let hashes: Vec<_> = named.map(|at| (name_of(at).hash(), at as u32)).collect();
        let entry = |index: u32| hashes.get(index as usize).copied().unwrap_or_default();
        let order = order(hashes.len(), &|one, two| {
            let ((one, first), (two, second)) = (entry(one), entry(two));
            let name = |at: u32| name_of(at as usize);
            one.cmp(&two).then_with(|| name(first).cmp(&name(second)))
        });
        let order: Vec<_> = order.into_iter().map(entry).collect();
        for pair in order.windows(2) {
            if let [(one_hash, one), (two_hash, two)] = *pair
                && one_hash == two_hash
                && name_of(one as usize) == name_of(two as usize)
            {
                self.is_twin.resize(self.found.len(), false);
                for at in [one, two] {
                    if let Some(is_twin) = self.is_twin.get_mut(at as usize) {
                        *is_twin = true;
                    }
                }
            }
        }
        self.order = order;
    }

    /// Finds the resource that a link refers to, if there is exactly one. The first referrer gets all of its findings, later
    /// ones a single error if it is invalid.
    pub(crate) fn claim(
        &mut self,
        reader: &Reader<'_>,
        rows: &Rows,
        target: [Span; 2],
    ) -> Option<(usize, Findings)> {
        let is_it = |at: &usize| {
            let at = self.first + *at;
            let spans = [Field::PaymentType, Field::Id].map(|field| rows.children.span(at, field));
            // Compares the source text; `find` also matches other escapes.
            target.into_iter().zip(spans).all(|(one, other)| reader.at(one) == reader.at(other))
        };
        let next = Some(self.next).filter(is_it);
        let at = next.or_else(|| self.find(reader, rows, &Name::of(reader, target)))?;
        if self.is_twin(at) {
            return None;
        }
        self.next = at + 1;
        // Of a resource of another type nothing is read but its name.
        *self.is_claimed.get_mut(at)? = rows.children.has_kind(self.first + at);
        let found = self.found.get_mut(at)?;
        let left = found.shared();
        Some((self.first + at, std::mem::replace(found, left)))
    }

    fn find(&self, reader: &Reader<'_>, rows: &Rows, name: &Name<'_>) -> Option<usize> {
        let hash = name.hash();
        let compare = |(known, at): &(u64, u32)| {
            let other = || Name::of_child(reader, rows, self.first + *at as usize);
            known.cmp(&hash).then_with(|| other().cmp(name))
        };
        let at = self.order.partition_point(|entry| compare(entry) == Ordering::Less);
        let entry = self.order.get(at).filter(|entry| compare(entry) == Ordering::Equal)?;
        Some(entry.1 as usize)
    }

    fn is_twin(&self, at: usize) -> bool {
        self.is_twin.get(at) == Some(&true)
    }

    /// Notes the resources that belong to no link, and what is odd about them: they affect no link.
    pub(crate) fn leave_rest(mut self, reader: &mut Reader<'_>, rows: &Rows) {
        for (index, found) in std::mem::take(&mut self.found).into_iter().enumerate() {
            if self.is_claimed.get(index) == Some(&true) {
                continue;
            }
            let pointer = || Path::ROOT.member("included").index(index).pointer();
            let child = self.first + index;
            let offset = rows.children.source(child).start as usize;
            reader.unmapped_where(offset, pointer);
            if self.is_twin(index) {
                let name = Name::of_child(reader, rows, child).to_string();
                let params = || Params::NONE.with("found", name);
                let note = reader.note_apart(offset, NoteCode::ResourceDuplicate, pointer, params);
                reader.absorb(note);
            }
            reader.absorb_noted(found, offset, pointer);
        }
    }
}

/// The type and id of a resource.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Name<'a> {
    resource: Cow<'a, str>,
    id: Cow<'a, str>,
}

impl<'a> Name<'a> {
    fn of(reader: &Reader<'a>, [resource, id]: [Span; 2]) -> Self {
        Self { resource: reader.value_at(resource), id: reader.value_at(id) }
    }

    fn of_child(reader: &Reader<'a>, rows: &Rows, at: usize) -> Self {
        let spans = [Field::PaymentType, Field::Id].map(|field| rows.children.span(at, field));
        Self::of(reader, spans)
    }

    /// For sorting only: on a collision the texts are compared, so it need not be secure.
    fn hash(&self) -> u64 {
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);
        [&self.resource, &self.id].into_iter().fold(0, |hash, text| {
            let words = text.as_bytes().chunks(8).map(|chunk| {
                let mut word = [0; 8];
                for (place, byte) in word.iter_mut().zip(chunk) {
                    *place = *byte;
                }
                u64::from_le_bytes(word)
            });
            words.fold(mix(hash, text.len() as u64), mix)
        })
    }
}

impl std::fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", excerpt(&self.resource), excerpt(&self.id))
    }
}

/// Type and id of the resource that a link refers to, for messages.
pub(crate) fn name_of(reader: &Reader<'_>, target: [Span; 2]) -> String {
    Name::of(reader, target).to_string()
}

/// Adds one resource to the children: its identity, and its attributes if its type is wanted.
/// Returns its findings, which belong to the link that refers to it.
pub(crate) fn read_resource(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    wanted: Wanted,
    rows: &mut Rows,
) -> Scan<Findings> {
    let draft = &mut rows.children.draft;
    draft.begin(rows.children.status.len());
    let (((), source), found) =
        reader.row(|reader| reader.span_of(|reader| read_draft(reader, at, wanted, draft)))?;
    // With a duplicate member it is ambiguous: two values of `status` can differ in whether money arrived.
    let is_usable = draft.is_usable();
    let status = draft.kind.filter(|_| is_usable).map(|kind| {
        (wanted.vocabulary.child_status)(kind, &reader.value_at(draft.span(Field::RawStatus)))
    });
    rows.children.push(status, source, &found);
    Ok(found)
}

/// Reads a resource. If `type` follows `attributes`, the attributes are read in a second pass.
fn read_draft(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    wanted: Wanted,
    draft: &mut Draft,
) -> Scan<()> {
    let (mut has_type, mut has_id, mut is_read) = (false, false, false);
    let mut deferred = None;
    let mut others = Findings::default();
    let is_object = reader.object(at, |reader, name, at| {
        match name {
            "type" => {
                draft.is_unusable |= has_type;
                has_type = true;
                let kind = |text: &str| Ok((wanted.kind)(text));
                if let Some((span, kind)) = reader.checked(at, Null::Refused, kind)? {
                    draft.put(Field::PaymentType, span);
                    draft.kind = kind;
                }
            }
            "id" => {
                draft.is_unusable |= has_id;
                has_id = true;
                let check = |id: &str| not_empty(id, "an id");
                if let Some((span, ())) = reader.checked(at, Null::Refused, check)? {
                    draft.put(Field::Id, span);
                }
            }
            "attributes" => {
                draft.is_unusable |= is_read || deferred.is_some();
                match draft.kind {
                    Some(kind) => {
                        is_read = true;
                        (wanted.read)(reader, at, kind, true, draft)?;
                    }
                    None => deferred = Some(reader.defer(at)?),
                }
            }
            _ => {
                reader.beside(&mut others, |reader| reader.unmapped(at))?;
            }
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(());
    }
    for (name, is_there) in [("type", has_type), ("id", has_id)] {
        if !is_there {
            reader.missing(at, name);
        }
    }
    if let Some(kind) = draft.kind {
        reader.absorb(others);
        let at = at.member("attributes");
        match deferred {
            Some((start, _)) => {
                reader.revisit(start, |reader| (wanted.read)(reader, at, kind, true, draft))?;
            }
            None if !is_read => (wanted.read)(reader, at, kind, false, draft)?,
            None => {}
        }
    } else {
        // The whole resource is unmapped, so its members need no notes; issues are kept.
        reader.absorb(others.without_notes());
        if let Some((_, found)) = deferred {
            reader.absorb(found);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::links::read::{ReadOptions, read};

    #[test]
    fn an_included_resource_of_another_type_is_unmapped_whether_a_link_refers_to_it_or_not() {
        for target in ["1", "2"] {
            let text = format!(
                r#"{{"data":{{"id":"6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01","type":"paymentLinks",
                "attributes":{{"amount":"1","currency":"EUR","status":"created","createdAt":"2024-01-15T10:00:00Z",
                "hostedPageUrl":"https://pay.example.com/","expiresAt":"2025-01-15T10:00:00Z"}},
                "relationships":{{"target":{{"data":{{"type":"addresses","id":"{target}"}}}}}}}},
                "included":[{{"type":"addresses","id":"1"}}]}}"#
            );
            let answer = read(text.as_bytes(), &ReadOptions::default());
            assert_eq!(answer.value().unwrap().unmapped(), ["/included/0"], "{target}");
        }
    }
}
