//! The providers as tests need them: everything is found out from a provider's examples, its schemas and
//! the api, so a further provider changes no test.
#![allow(dead_code, reason = "no test uses all of it")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

use std::sync::OnceLock;

use paylink::api::{FormatInfo, ReadOptions, formats, read, read_list, read_page, write};
use paylink::finding::ErrorCode;
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::{Format, PaymentLink};
use paylink::provider::listing::{ListingData, Pages};
use paylink::provider::schemas::SchemaOf;
use serde_json::{Value, json};

use self::dice::Dice;
use self::sound::Sound;

pub(crate) mod dice;
pub(crate) mod sound;

/// A word that no provider has.
const MARK: &str = "zz-1";

pub(crate) struct Provider {
    pub(crate) format: Format,
    pub(crate) info: FormatInfo,
    /// Stand-alone documents of three links, in the words of the examples.
    pub(crate) examples: Vec<String>,
    /// The examples without their links, and without what is beside them.
    list: Value,
    /// Pointer of a list's links.
    pub(crate) links_at: String,
    /// Pointer of a link in its document: where the element of a list is.
    pub(crate) link_at: String,
    /// Pointers in the document of a link.
    pub(crate) id_at: String,
    pub(crate) status_at: String,
    next: Says,
    link: Sound,
    links: Sound,
    create: Sound,
}

/// How a list says that there is a next page.
enum Says {
    /// A text with its cursor: where, the text, and the cursor in it.
    Cursor(String, String, String),
    /// A flag.
    Flag(String),
    Nothing,
}

/// What a list says of the next page.
#[derive(Clone, Copy)]
pub(crate) enum Next<'c> {
    Unsaid,
    End,
    At(&'c str),
}

pub(crate) fn all() -> &'static [Provider] {
    static ALL: OnceLock<Vec<Provider>> = OnceLock::new();
    ALL.get_or_init(|| formats().into_iter().map(Provider::new).collect())
}

pub(crate) fn of(format: Format) -> &'static Provider {
    all().iter().find(|provider| provider.format == format).unwrap()
}

pub(crate) fn options(format: Format) -> ReadOptions {
    ReadOptions { format: Some(format), ..ReadOptions::default() }
}

/// A name as a part of a pointer.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Pointers of every value of a document but itself.
pub(crate) fn places(document: &Value) -> Vec<String> {
    fn inner(value: &Value, at: &str, all: &mut Vec<String>) {
        let mut step = |name: &str, value: &Value| {
            let at = format!("{at}/{}", escaped(name));
            all.push(at.clone());
            inner(value, &at, all);
        };
        match value {
            Value::Object(members) => members.iter().for_each(|(name, value)| step(name, value)),
            Value::Array(values) => {
                values.iter().enumerate().for_each(|(index, it)| step(&index.to_string(), it));
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    inner(document, "", &mut all);
    all
}

/// The document with another value at a pointer.
pub(crate) fn with(document: &Value, at: &str, value: Value) -> Value {
    let mut document = document.clone();
    *document.pointer_mut(at).unwrap() = value;
    document
}

/// The document with text before the members of the object at a pointer: `"name":value,` any times.
pub(crate) fn with_text(document: &Value, at: &str, text: &str) -> String {
    let mut marked = document.clone();
    // Members are sorted by name.
    marked.pointer_mut(at).unwrap().as_object_mut().unwrap().insert(" ".to_owned(), Value::Null);
    let marked = marked.to_string();
    assert!(marked.contains(r#"" ":null,"#), "{marked}");
    marked.replacen(r#"" ":null,"#, text, 1)
}

/// A link of the model. Members that are not given have usual values.
pub(crate) fn link(format: Format, plain: Value) -> PaymentLink {
    let mut link = json!({
        "format": format, "id": "x", "rawStatus": format.word(paylink::model::Status::Open),
        "url": "https://pay.example.com/x", "createdAt": "2024-01-15T10:00:00Z",
        "updatedAt": "2024-01-15T10:00:00Z", "expiresAt": "2024-01-20T10:00:00Z",
        "amount": { "value": "40.00", "currency": "EUR" }, "unmapped": [],
    });
    let Value::Object(mut plain) = plain else { panic!("members") };
    link.as_object_mut().unwrap().append(&mut plain);
    serde_json::from_value(link).unwrap()
}

/// Its document, as the provider has it.
pub(crate) fn document(format: Format, plain: Value) -> Value {
    serde_json::from_str(&write(&link(format, plain))).unwrap()
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.format.id())
    }
}

impl Provider {
    fn new(info: FormatInfo) -> Self {
        let format = info.id;
        let file = format!("{}/src/provider/{format}/examples.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(file).unwrap();
        let mut list: Value = serde_json::from_str(&text).unwrap();
        let batch = BatchOptions { read: options(format), ..BatchOptions::default() };
        let batch = LinkBatch::read(text.into_bytes(), batch);
        let examples: Vec<_> =
            (0..3).map(|index| batch.source(index).unwrap().into_owned()).collect();
        let document: Value = serde_json::from_str(&examples[0]).unwrap();

        let links_at = only(places(&list).into_iter().filter(|at| is_of_links(format, &list, at)));
        let first = list.pointer(&links_at).unwrap()[0].clone();
        let whole = [String::new()].into_iter().chain(places(&document));
        let one_at = only(whole.filter(|at| document.pointer(at) == Some(&first)));

        let text = json!(MARK);
        let id_at = place_of(format, &document, &text, |link| link.id().as_str() == MARK);
        let status_at = place_of(format, &document, &text, |link| link.raw_status() == MARK);

        let next = Says::of(format, &list, &links_at);
        let sound = |of| Sound::of(of, &list);
        let [link, links, create] =
            [SchemaOf::Link(format), SchemaOf::List(format), SchemaOf::Create(format)].map(sound);
        for value in around_mut(&mut list, &links_at).unwrap().values_mut() {
            if let Value::Array(values) = value {
                values.clear();
            }
        }
        Self {
            format,
            info,
            examples,
            list,
            links_at,
            link_at: one_at,
            id_at,
            status_at,
            next,
            link,
            links,
            create,
        }
    }

    /// A sound document of one link, by chance.
    pub(crate) fn document(&self, dice: &mut Dice) -> Value {
        self.link.document(dice)
    }

    pub(crate) fn sound(&self, of: SchemaOf) -> &Sound {
        match of {
            SchemaOf::Link(_) => &self.link,
            SchemaOf::List(_) => &self.links,
            SchemaOf::Create(_) => &self.create,
            SchemaOf::Model => panic!("nobody sends the model"),
        }
    }

    /// The object that has the link's own members.
    pub(crate) fn members_at(&self) -> &str {
        self.status_at.rsplit_once('/').unwrap().0
    }

    /// Names of everything in its documents.
    pub(crate) fn names(&self) -> Vec<String> {
        let examples = self.examples.iter().map(|text| serde_json::from_str(text).unwrap());
        let documents: Vec<Value> = examples.chain([self.list.clone()]).collect();
        let places = documents.iter().flat_map(places);
        let mut names: Vec<_> =
            places.map(|at| at.rsplit('/').next().unwrap().to_owned()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// A list of these links, with everything that their documents have beside them.
    pub(crate) fn list(&self, documents: &[Value]) -> Value {
        let mut list = self.list.clone();
        for document in documents {
            list.pointer_mut(&self.links_at)
                .unwrap()
                .as_array_mut()
                .unwrap()
                .push(document.pointer(&self.link_at).cloned().unwrap_or_default());
            for (name, value) in self.beside(document) {
                let around = around_mut(&mut list, &self.links_at).unwrap();
                let known = around.entry(name.clone()).or_insert(Value::Null);
                match (known, value) {
                    (Value::Array(known), Value::Array(values)) => {
                        known.extend(values.iter().cloned());
                    }
                    (known, value) => *known = value.clone(),
                }
            }
        }
        list
    }

    /// A list of these links, with only what one of them has beside it.
    pub(crate) fn list_beside(&self, documents: &[&Value], beside: &Value) -> Value {
        let links =
            documents.iter().map(|it| it.pointer(&self.link_at).cloned().unwrap_or_default());
        let mut list = with(&self.list, &self.links_at, links.collect());
        for (name, value) in self.beside(beside) {
            around_mut(&mut list, &self.links_at).unwrap().insert(name.clone(), value.clone());
        }
        list
    }

    /// A list with these elements.
    pub(crate) fn list_of(&self, elements: Value) -> Value {
        with(&self.list, &self.links_at, elements)
    }

    /// The element of a list that a document's link is, and the elements of lists beside it.
    pub(crate) fn parts(&self, document: &Value) -> (Value, Vec<Value>) {
        let beside = self.beside(document).into_iter().filter_map(|(_, value)| value.as_array());
        (document.pointer(&self.link_at).unwrap().clone(), beside.flatten().cloned().collect())
    }

    /// A list with these elements, as they are spelt, and these in every other list.
    pub(crate) fn list_of_texts(&self, elements: &[String], beside: &[String]) -> String {
        let mark = json!([MARK]);
        let mut list = self.list_of(mark.clone());
        let around = around_mut(&mut list, &self.links_at).unwrap();
        let name = self.links_at.rsplit('/').next().unwrap();
        let others = around.iter_mut().filter(|(other, value)| *other != name && value.is_array());
        others.for_each(|(_, value)| *value = json!([0]));
        let beside = format!("[{}]", beside.join(","));
        let text = list.to_string().replacen("[0]", &beside, 1);
        text.replacen(&mark.to_string(), &format!("[{}]", elements.join(",")), 1)
    }

    /// The members around the link in its document.
    fn beside<'v>(&self, document: &'v Value) -> Vec<(&'v String, &'v Value)> {
        let Some((around, name)) = self.link_at.rsplit_once('/') else { return Vec::new() };
        let members = document.pointer(around).and_then(Value::as_object);
        members.into_iter().flatten().filter(|(other, _)| *other != name).collect()
    }

    /// A page of a list.
    pub(crate) fn page(&self, documents: &[Value], next: Next<'_>) -> Value {
        let mut page = self.list(documents);
        let (at, value) = match (&self.next, next) {
            (Says::Nothing, _) => return page,
            (Says::Cursor(at, ..) | Says::Flag(at), Next::Unsaid) => {
                let (around, name) = at.rsplit_once('/').unwrap();
                page.pointer_mut(around).unwrap().as_object_mut().unwrap().remove(name);
                return page;
            }
            (Says::Flag(at), next) => (at, json!(matches!(next, Next::At(_)))),
            (Says::Cursor(at, ..), Next::End) => (at, Value::Null),
            (Says::Cursor(at, text, known), Next::At(cursor)) => {
                (at, json!(text.replace(known, cursor)))
            }
        };
        *page.pointer_mut(at).unwrap() = value;
        page
    }

    /// Whether a list says where its next page is.
    pub(crate) fn says_cursor(&self) -> bool {
        matches!(self.next, Says::Cursor(..))
    }

    /// Whether a list says whether it has a next page.
    pub(crate) fn says_next(&self) -> bool {
        !matches!(self.next, Says::Nothing)
    }

    /// Whether a full page that says nothing of a next one has one.
    pub(crate) fn goes_on_if_full(&self) -> bool {
        matches!(self.info.listing.pages, Pages::ByNumber | Pages::ByOffset | Pages::ByLastId)
    }

    /// The page at a cursor of a list of links with these ids. `says`: whether it says more of the next
    /// page than it must.
    pub(crate) fn serve(
        &self,
        ids: &[String],
        cursor: Option<&str>,
        limit: usize,
        says: bool,
    ) -> Value {
        let number = |cursor: &str| cursor.parse::<usize>().unwrap();
        let pages = self.info.listing.pages;
        let from = cursor.map_or(0, |cursor| match pages {
            Pages::ByCursor | Pages::ByOffset | Pages::None => number(cursor),
            Pages::ByNumber => (number(cursor) - 1) * limit,
            Pages::ByLastId => 1 + ids.iter().position(|id| id == cursor).unwrap(),
        });
        let end = (from + limit).min(ids.len());
        let next = if pages == Pages::ByNumber { from / limit + 2 } else { end }.to_string();
        let next = if end < ids.len() { Next::At(&next) } else { Next::End };
        let documents = ids[from.min(end)..end].iter();
        let documents: Vec<_> =
            documents.map(|id| document(self.format, json!({ "id": id }))).collect();
        let is_unsaid = !says && self.goes_on_if_full();
        self.page(&documents, if is_unsaid { Next::Unsaid } else { next })
    }
}

impl Says {
    /// Found by changing everything in a list that is not in its links.
    fn of(format: Format, list: &Value, links_at: &str) -> Self {
        let next = |list: &Value| {
            let asked = Some(ListingData::default());
            let page =
                read_page(list.to_string().as_bytes(), &options(format), asked.as_ref(), None);
            page.value()?.next_cursor.clone()
        };
        let known = next(list);
        for at in places(list).into_iter().filter(|at| !at.starts_with(links_at)) {
            let becomes = |value: &Value| next(&with(list, &at, value.clone()));
            match list.pointer(&at).unwrap() {
                Value::Bool(_) if known.is_none() && becomes(&json!(true)).is_some() => {
                    return Self::Flag(at);
                }
                Value::Null if becomes(&json!("7")).as_deref() == Some("7") => {
                    return Self::Cursor(at, "7".to_owned(), "7".to_owned());
                }
                Value::String(text) => {
                    let Some(known) = known.as_ref().filter(|known| text.contains(*known)) else {
                        continue;
                    };
                    let other = json!(text.replace(known, "7"));
                    if becomes(&other).as_deref() == Some("7") {
                        return Self::Cursor(at, text.clone(), known.clone());
                    }
                }
                _ => {}
            }
        }
        Self::Nothing
    }
}

/// Where another value makes that of a link.
fn place_of(
    format: Format,
    document: &Value,
    value: &Value,
    is_it: impl Fn(&PaymentLink) -> bool,
) -> String {
    only(places(document).into_iter().filter(|at| {
        let document = with(document, at, value.clone()).to_string();
        read(document.as_bytes(), &options(format)).usable().is_some_and(&is_it)
    }))
}

/// Where a link's document has its expiry.
pub(crate) fn expiry_of(format: Format, document: &Value) -> String {
    place_of(format, document, &json!(true), PaymentLink::is_expiry_unreadable)
}

fn only(mut found: impl Iterator<Item = String>) -> String {
    let first = found.next().expect("a place");
    assert_eq!(found.next(), None, "beside {first}");
    first
}

/// Whether the links of a list are there: something else there is one link, and not one that can be used.
fn is_of_links(format: Format, list: &Value, at: &str) -> bool {
    if !list.pointer(at).unwrap().is_array() {
        return false;
    }
    let list = with(list, at, json!([5])).to_string();
    let answer = read_list(list.as_bytes(), &options(format), None);
    let links = answer.value().map(|list| &list.links[..]).unwrap_or_default();
    let is_no_link = |code: ErrorCode| code == ErrorCode::TypeMismatch;
    matches!(links, [link] if link.issues().iter().any(|issue| is_no_link(issue.code())))
}

fn around_mut<'v>(list: &'v mut Value, at: &str) -> Option<&'v mut serde_json::Map<String, Value>> {
    list.pointer_mut(at.rsplit_once('/')?.0)?.as_object_mut()
}
