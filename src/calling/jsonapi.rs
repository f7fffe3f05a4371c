//! What a JSON:API document must be, version 1.0, whoever's it is.
//!
//! Stricter than the reader of any provider: providers send numbers where JSON:API wants strings, and
//! members that it does not know. This is the standard itself, for those who want to hold a document
//! to it.

use crate::finding::{ErrorCode, Params, excerpt_bare};
use crate::model::{ValueError, is_uri};
use crate::reading::{Null, Path, Reader, Slot};
use crate::syntax::json::{Kind, Scan};
use crate::syntax::name_index::{Places, pair};

/// What a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Use {
    /// The answer of a server.
    Response,
    /// A request to create a resource: its id may be left to the server.
    Create,
    /// A request to change a resource.
    Update,
    /// A request to change a relationship.
    Linkage,
}

/// The links of what may be long: a document, or a relationship.
const PAGED: [&str; 6] = ["self", "related", "first", "last", "prev", "next"];

/// Reads the whole document; what is wrong is written down.
pub(crate) fn check(reader: &mut Reader<'_>, used: Use) -> Scan<()> {
    let mut seen = Places::default();
    let mut unique = Unique::default();
    let is_object = object(reader, Path::ROOT, &mut |reader, name, at| {
        seen.put(name.to_owned().into(), 0);
        match name {
            "data" => data(reader, at, used, &mut unique),
            "included" if used == Use::Response => {
                each(reader, at, |reader, at| resource(reader, at, used, &mut unique))
            }
            "errors" if used == Use::Response => each(reader, at, error),
            "links" => links(reader, at, &PAGED),
            "meta" => meta(reader, at),
            "jsonapi" => implementation(reader, at),
            _ => unknown(reader, at),
        }
    })?;
    if !is_object {
        return Ok(());
    }
    let has = |name: &str| seen.of(name).is_some();
    let mut refuse = |code, member: &str| {
        reader.issue(code, Path::ROOT.member(member), || Params::NONE.with("member", member));
    };
    if used == Use::Response {
        if !has("data") && !has("errors") && !has("meta") {
            refuse(ErrorCode::MemberMissing, "data");
        }
        if has("data") && has("errors") {
            refuse(ErrorCode::MemberUnexpected, "errors");
        }
        if has("included") && !has("data") {
            refuse(ErrorCode::MemberUnexpected, "included");
        }
    } else if !has("data") {
        refuse(ErrorCode::MemberMissing, "data");
    }
    Ok(())
}

/// The resources of a document so far: none may stand in it twice.
#[derive(Default)]
struct Unique(Places<'static>);

fn data(reader: &mut Reader<'_>, at: Path<'_>, used: Use, unique: &mut Unique) -> Scan<()> {
    match (reader.peek()?, used) {
        (Kind::Null, Use::Response | Use::Linkage) => reader.skip(at),
        (Kind::Array, Use::Response) => {
            each(reader, at, |reader, at| resource(reader, at, used, unique))
        }
        (_, Use::Linkage) => linkage(reader, at),
        (_, Use::Response | Use::Create | Use::Update) => resource(reader, at, used, unique),
    }
}

/// A resource object; one that is only an identifier is one, too.
fn resource(reader: &mut Reader<'_>, at: Path<'_>, used: Use, unique: &mut Unique) -> Scan<()> {
    let (mut id, mut kind) = (Slot::Missing, Slot::Missing);
    let is_object = object(reader, at, &mut |reader, name, at| {
        match name {
            "id" => id = text(reader, at)?,
            "type" => kind = reader.text(at, Null::Refused, member_name)?,
            "attributes" => named(reader, at, |reader, name, at| {
                reserved(reader, name, at);
                reader.skip(at)
            })?,
            "relationships" => named(reader, at, |reader, name, at| {
                reserved(reader, name, at);
                relationship(reader, at, used)
            })?,
            "links" => links(reader, at, &["self"])?,
            "meta" => meta(reader, at)?,
            _ => unknown(reader, at)?,
        }
        Ok(())
    })?;
    if is_object {
        let kind = reader.required(at, "type", kind);
        let id = if used == Use::Create { id.given() } else { reader.required(at, "id", id) };
        if let (Some(kind), Some(id)) = (kind, id) {
            let found = format!("`{kind}` {}", crate::finding::excerpt(&id));
            if !unique.0.put(pair(&kind, &id).into(), 0) {
                reader
                    .issue(ErrorCode::ResourceDuplicate, at, || Params::NONE.with("found", found));
            }
        }
    }
    Ok(())
}

/// A resource's own names are not its attributes' or relationships'.
fn reserved(reader: &mut Reader<'_>, name: &str, at: Path<'_>) {
    if matches!(name, "id" | "type") {
        reader.issue(ErrorCode::MemberUnexpected, at, || Params::NONE.with("member", name));
    }
}

fn relationship(reader: &mut Reader<'_>, at: Path<'_>, used: Use) -> Scan<()> {
    let (mut any, mut has_data) = (false, false);
    let is_object = object(reader, at, &mut |reader, name, at| {
        any = true;
        match name {
            "data" => {
                has_data = true;
                linkage(reader, at)
            }
            "links" => links(reader, at, &PAGED),
            "meta" => meta(reader, at),
            _ => unknown(reader, at),
        }
    })?;
    if is_object && (!any || (used != Use::Response && !has_data)) {
        reader.missing(at, "data");
    }
    Ok(())
}

/// Null, one resource identifier, or a list of them; the same one may stand there twice.
fn linkage(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
    match reader.peek()? {
        Kind::Null => reader.skip(at),
        Kind::Array => each(reader, at, identifier),
        _ => identifier(reader, at),
    }
}

fn identifier(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
    let (mut id, mut kind) = (Slot::Missing, Slot::Missing);
    let is_object = object(reader, at, &mut |reader, name, at| {
        match name {
            "id" => id = text(reader, at)?,
            "type" => kind = reader.text(at, Null::Refused, member_name)?,
            "meta" => meta(reader, at)?,
            _ => unknown(reader, at)?,
        }
        Ok(())
    })?;
    if is_object {
        reader.required(at, "type", kind);
        reader.required(at, "id", id);
    }
    Ok(())
}

fn error(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
    object(reader, at, &mut |reader, name, at| match name {
        "id" | "status" | "code" | "title" | "detail" => text(reader, at).map(drop),
        "links" => links(reader, at, &["about"]),
        "source" => {
            object(reader, at, &mut |reader, name, at| match name {
                "pointer" | "parameter" => text(reader, at).map(drop),
                _ => reader.skip(at),
            })?;
            Ok(())
        }
        "meta" => meta(reader, at),
        _ => unknown(reader, at),
    })?;
    Ok(())
}

fn implementation(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
    object(reader, at, &mut |reader, name, at| match name {
        "version" => text(reader, at).map(drop),
        "meta" => meta(reader, at),
        _ => unknown(reader, at),
    })?;
    Ok(())
}

/// Links by name: a URI, or an object with one. Of the pages there may be none, which is null.
fn links(reader: &mut Reader<'_>, at: Path<'_>, names: &[&str]) -> Scan<()> {
    object(reader, at, &mut |reader, name, at| {
        if !names.contains(&name) {
            return unknown(reader, at);
        }
        match reader.peek()? {
            Kind::Null if matches!(name, "first" | "last" | "prev" | "next") => reader.skip(at),
            Kind::Object => {
                let mut href = Slot::Missing;
                object(reader, at, &mut |reader, name, at| {
                    match name {
                        "href" => href = reader.text(at, Null::Refused, uri)?,
                        "meta" => meta(reader, at)?,
                        _ => unknown(reader, at)?,
                    }
                    Ok(())
                })?;
                reader.required(at, "href", href);
                Ok(())
            }
            _ => reader.text(at, Null::Refused, uri).map(drop),
        }
    })?;
    Ok(())
}

fn meta(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
    named(reader, at, |reader, _, at| reader.skip(at))
}

/// An object whose member names are those that JSON:API allows.
fn named<F>(reader: &mut Reader<'_>, at: Path<'_>, mut each: F) -> Scan<()>
where
    F: FnMut(&mut Reader<'_>, &str, Path<'_>) -> Scan<()>,
{
    object(reader, at, &mut |reader, name, at| {
        if let Err(error) = member_name(name) {
            reader.issue(error.code(), at, || error.params(name));
        }
        each(reader, name, at)
    })?;
    Ok(())
}

/// Reads an object's members; one function for all closures, for each kind of its own is a lot of code.
fn object(reader: &mut Reader<'_>, at: Path<'_>, each: Each<'_>) -> Scan<bool> {
    reader.object(at, each)
}

/// Takes one member.
type Each<'e> = &'e mut dyn FnMut(&mut Reader<'_>, &str, Path<'_>) -> Scan<()>;

fn each<F>(reader: &mut Reader<'_>, at: Path<'_>, read: F) -> Scan<()>
where
    F: FnMut(&mut Reader<'_>, Path<'_>) -> Scan<()>,
{
    reader.array(at, read)?;
    Ok(())
}

fn unknown(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
    let params = || {
        let pointer = at.pointer();
        Params::NONE.with("member", excerpt_bare(pointer.rsplit('/').next().unwrap_or_default()))
    };
    reader.issue(ErrorCode::MemberUnexpected, at, params);
    reader.skip(at)
}

fn text(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<String>> {
    reader.text(at, Null::Refused, |text| Ok(text.to_owned()))
}

fn uri(text: &str) -> Result<(), ValueError> {
    let malformed = ValueError::silent(ErrorCode::ValueMalformed, "a URI by RFC 3986");
    if is_uri(text) { Ok(()) } else { Err(malformed) }
}

/// Letters, digits and anything beyond ASCII; inside, also `-`, `_` and space.
fn member_name(name: &str) -> Result<String, ValueError> {
    let outer = |char: char| char.is_ascii_alphanumeric() || char >= '\u{80}';
    let inner = |char: char| outer(char) || matches!(char, '-' | '_' | ' ');
    if name.starts_with(outer) && name.ends_with(outer) && name.chars().all(inner) {
        Ok(name.to_owned())
    } else {
        let expected = "a member name that JSON:API allows";
        Err(ValueError::new(ErrorCode::NameMalformed, expected))
    }
}
