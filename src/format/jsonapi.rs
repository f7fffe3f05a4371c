//! JSON:API compound documents, whoever's they are.
//!
//! Resources are known by type and id together: in one provider's own example two resources of
//! different types share an id.

use std::fmt;

use super::any_text;
use crate::issue::{ErrorCode, NoteCode, Params, excerpt};
use crate::json::Scan;
use crate::model::filled;
use crate::places::{Places, pair};
use crate::reader::{Findings, Null, Path, Reader, Slot};

/// A resource identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) resource: String,
    pub(super) id: String,
}

impl Identity {
    fn name(&self) -> String {
        pair(&self.resource, &self.id)
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", excerpt(&self.resource), excerpt(&self.id))
    }
}

/// An object that is a resource identifier and nothing more.
pub(super) fn read_identity(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<Identity>> {
    let mut resource = Slot::Missing;
    let mut id = Slot::Missing;
    let is_object = reader.object(at, |reader, name, at| {
        match name {
            "type" => resource.fill(reader.text(at, Null::Refused, any_text))?,
            "id" => id.fill(read_id(reader, at))?,
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    let identity = if is_object { identity(reader, at, resource, id) } else { None };
    Ok(identity.map_or(Slot::Bad, Slot::Given))
}

/// An empty text names nothing.
fn read_id(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<String>> {
    reader.text(at, Null::Refused, |id| filled(id, "an id"))
}

fn identity(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    resource: Slot<String>,
    id: Slot<String>,
) -> Option<Identity> {
    let resource = reader.required(at, "type", resource);
    let id = reader.required(at, "id", id);
    resource.zip(id).map(|(resource, id)| Identity { resource, id })
}

/// The resources of `included`. Only those of a wanted type are looked into.
pub(super) struct Compound<'a, T> {
    resources: Vec<Resource<'a, T>>,
    /// Where each stands: a list may have as many targets as resources.
    places: Places<'a>,
}

struct Resource<'a, T> {
    source: &'a str,
    identity: Option<Identity>,
    value: Option<T>,
    found: Findings,
    pointer: String,
    is_claimed: bool,
}

impl<T> Default for Compound<'_, T> {
    fn default() -> Self {
        Self { resources: Vec::new(), places: Places::default() }
    }
}

impl<'a, T: Clone> Compound<'a, T> {
    /// Reads the array of included resources. A resource's type may stand behind its attributes, so
    /// those are read on a second visit, by `make`, which also learns whether there are any.
    pub(super) fn read<M>(
        &mut self,
        reader: &mut Reader<'a>,
        at: Path<'_>,
        wanted: fn(&str) -> bool,
        make: M,
    ) -> Scan<()>
    where
        M: Fn(&mut Reader<'a>, &Identity, Path<'_>, bool) -> Scan<Option<T>>,
    {
        reader.array(at, |reader, at| {
            let (((identity, value), found), source) = reader.spanned(|reader| {
                reader.apart(|reader| read_resource(reader, at, wanted, &make))
            })?;
            let pointer = at.pointer();
            let is_claimed = false;
            if let Some(identity) = &identity {
                let name = identity.name();
                if self.places.of(&name).is_none() {
                    self.places.put(name, self.resources.len());
                }
            }
            self.resources.push(Resource { source, identity, value, found, pointer, is_claimed });
            Ok(())
        })?;
        Ok(())
    }

    /// No two resources share type and id.
    pub(super) fn refuse_twins(&self, reader: &mut Reader<'_>) {
        for (index, resource) in self.resources.iter().enumerate() {
            let Some(identity) = &resource.identity else { continue };
            if self.places.of(&identity.name()) != Some(index) {
                reader.issue(
                    ErrorCode::ResourceDuplicate,
                    Path::ROOT.member("included").index(index),
                    Params::NONE.with("found", identity.to_string()),
                );
            }
        }
    }

    /// The resource that a relationship points to, how it stands in the source, and, to the first
    /// who asks, what was found in it.
    pub(super) fn claim(&mut self, target: &Identity) -> Option<(Option<T>, Findings, &'a str)> {
        let resource = self.resources.get_mut(self.places.of(&target.name())?)?;
        resource.is_claimed = true;
        Some((resource.value.clone(), std::mem::take(&mut resource.found), resource.source))
    }

    /// What nobody points to stays with the document, and so does what is wrong with it.
    pub(super) fn leave_rest(self, reader: &mut Reader<'_>) {
        for resource in self.resources.into_iter().filter(|resource| !resource.is_claimed) {
            let note = reader.note_apart(NoteCode::MemberUnmapped, resource.pointer, Params::NONE);
            reader.absorb(resource.found.and(note));
        }
    }
}

/// One resource: who it is, and what `make` makes of its attributes, if its type is wanted.
pub(super) fn read_resource<'a, T, M>(
    reader: &mut Reader<'a>,
    at: Path<'_>,
    wanted: fn(&str) -> bool,
    make: &M,
) -> Scan<(Option<Identity>, Option<T>)>
where
    M: Fn(&mut Reader<'a>, &Identity, Path<'_>, bool) -> Scan<Option<T>>,
{
    let mut resource = Slot::Missing;
    let mut id = Slot::Missing;
    let mut attributes = None;
    let mut others = Findings::default();
    let is_object = reader.object(at, |reader, name, at| {
        match name {
            "type" => resource.fill(reader.text(at, Null::Refused, any_text))?,
            "id" => id.fill(read_id(reader, at))?,
            "attributes" => attributes = Some(reader.defer(at)?),
            _ => {
                let ((), found) = reader.apart(|reader| reader.unmapped(at))?;
                others = std::mem::take(&mut others).and(found);
            }
        }
        Ok(())
    })?;
    let identity = if is_object { identity(reader, at, resource, id) } else { None };
    let looked_into = identity.as_ref().filter(|identity| wanted(&identity.resource));
    let value = match (looked_into, attributes) {
        (Some(identity), Some((start, _))) => {
            reader.absorb(others);
            let at = at.member("attributes");
            reader.revisit(start, |reader| make(reader, identity, at, true))?
        }
        (Some(identity), None) => {
            reader.absorb(others);
            make(reader, identity, at.member("attributes"), false)?
        }
        // The whole resource is unmapped, so its members need no note each; what is wrong stays.
        (None, attributes) => {
            reader.absorb(others.without_notes());
            if let Some((_, found)) = attributes {
                reader.absorb(found);
            }
            None
        }
    };
    Ok((identity, value))
}
