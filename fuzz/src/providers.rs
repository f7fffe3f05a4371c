//! What is known of each provider: the core's description of it, its schemas, and the examples in its
//! folder. Nothing here names one.

use std::fs;
use std::sync::LazyLock;

use paylink::api::{FormatInfo, decide, formats, schema, write};
use paylink::deciding::decision::{Clock, Verdict};
use paylink::links::link_state::{LinkStateData, OwnedLinkState};
use paylink::model::{Action, Format, Instant, PaymentLink, Status};
use paylink::provider::schemas::SchemaOf;
use serde_json::{Value, json};

use crate::corpus::home;
use crate::dice::Dice;
use crate::oracle::{Tree, tree};

pub struct Provider {
    pub info: FormatInfo,
    pub link: Value,
    pub list: Value,
    pub create: Value,
    /// The text of its examples: a list of links.
    examples: String,
    /// Every member in the examples, and its value as text.
    samples: Vec<(String, String)>,
    /// The members of the list in the examples that the schema does not have.
    pub around: Vec<(String, String)>,
    /// Where a document of one link has the link's id and its status.
    pub id_at: Vec<String>,
    pub status_at: Vec<String>,
    /// The member of a list that has the links.
    pub links_at: String,
    /// Whether it refuses to close a link beyond its expiry, as it does long after.
    pub refuses_late: bool,
}

static ALL: LazyLock<Vec<Provider>> =
    LazyLock::new(|| formats().into_iter().map(Provider::of).collect());

pub fn all() -> impl Iterator<Item = &'static Provider> {
    ALL.iter()
}

pub fn of(format: Format) -> &'static Provider {
    all().find(|provider| provider.info.id == format).expect("every format is described")
}

/// No format, and each of them.
pub fn any_format() -> impl Iterator<Item = Option<Format>> {
    [None].into_iter().chain(Format::ALL.iter().copied().map(Some))
}

/// Every format of error bodies, by name.
pub fn faces() -> impl Iterator<Item = &'static str> {
    ["problem", "standard", "jsonapi"].into_iter().chain(Format::ALL.iter().map(|it| it.id()))
}

/// The ids of all idempotency profiles.
pub fn profiles() -> Vec<&'static str> {
    all().filter_map(|it| Some(it.info.idempotency?.id)).chain(["ietf"]).collect()
}

/// A valid document with this id and status.
pub fn sound(format: Format, id: &str, status: &str) -> String {
    let (time, later) = ("2024-01-15T10:00:00Z", "9999-01-01T00:00:00Z");
    let plain = json!({
        "format": format, "id": id, "rawStatus": status, "url": "https://pay.example.com/",
        "amount": { "value": "1.00", "currency": "EUR" },
        "createdAt": time, "updatedAt": time, "expiresAt": later,
    });
    write(&serde_json::from_value::<PaymentLink>(plain).expect("plain data of a link"))
}

impl Provider {
    fn of(info: FormatInfo) -> Self {
        let format = info.id;
        let parsed = |of| serde_json::from_str(&schema(of)).expect("a schema is JSON");
        let list: Value = parsed(SchemaOf::List(format));
        let file = home().join("../src/provider").join(format.id()).join("examples.json");
        let examples = fs::read_to_string(file).expect("the examples of a provider");
        let document: Value = serde_json::from_str(&examples).expect("examples are JSON");
        let mut samples = Vec::new();
        collect(&document, &mut samples);
        let properties = list["properties"].as_object().expect("a list has members");
        let is_list =
            |name: &&String| properties[*name]["items"].is_object() && document[*name].is_array();
        let links_at =
            properties.keys().find(|name| is_list(name) && list["required"][0] == **name);
        let links_at = links_at.expect("a list has links").clone();
        let around = document.as_object().into_iter().flatten();
        let around = around.filter(|(name, _)| !properties.contains_key(*name));
        let probe = sound(format, "the id", "the word");
        let probe = tree(&probe).expect("what is written is JSON");
        let place = |text| place_of(&probe, text).expect("a document has the id and the status");
        Self {
            link: parsed(SchemaOf::Link(format)),
            create: parsed(SchemaOf::Create(format)),
            around: around.map(|(name, value)| (name.clone(), value.to_string())).collect(),
            id_at: place("the id"),
            status_at: place("the word"),
            links_at,
            refuses_late: refuses_late(&info),
            list,
            examples,
            samples,
            info,
        }
    }

    /// A sound document of each kind, and the examples.
    pub fn documents(&self) -> [Vec<u8>; 4] {
        let (format, mut dice) = (self.info.id, Dice::new(&[]));
        let made = [dice.document(format), dice.links(format), dice.create(format)];
        let [link, list, create] = made.map(String::into_bytes);
        [link, list, create, self.examples.trim().as_bytes().to_vec()]
    }

    /// The values that the examples have of a member.
    pub fn samples(&self, name: &str) -> Vec<&str> {
        let of_name = self.samples.iter().filter(|(known, _)| known == name);
        of_name.map(|(_, value)| value.as_str()).collect()
    }

    /// Where the examples have a member first: so members can be ordered as the provider does.
    pub fn rank(&self, name: &str) -> usize {
        self.examples.find(&format!("\"{name}\":")).unwrap_or(usize::MAX)
    }

    /// The object of a link in its document.
    pub fn own<'t, 'a>(&self, document: &'t Tree<'a>) -> Option<&'t Tree<'a>> {
        let (_, owner) = self.id_at.split_last()?;
        at(document, owner)
    }
}

fn refuses_late(info: &FormatInfo) -> bool {
    let open = info.statuses.iter().find(|it| it.status == Status::Open).expect("links are open");
    let plain = json!({
        "format": info.id, "id": "x", "rawStatus": open.word, "expiresAt": "1970-01-01T00:00:00Z",
    });
    let plain: LinkStateData = serde_json::from_value(plain).expect("plain data of a link");
    let link = OwnedLinkState::try_from(plain).expect("a link");
    let now = Instant::parse("9999-01-01T00:00:00Z").expect("a time");
    decide(Action::Close, link.state(), &Clock { now, skew_ms: 0 }).verdict == Verdict::Refused
}

/// The value at a path of members.
pub fn at<'t, 'a>(tree: &'t Tree<'a>, path: &[String]) -> Option<&'t Tree<'a>> {
    path.iter().try_fold(tree, |tree, name| tree.member(name))
}

fn collect(value: &Value, samples: &mut Vec<(String, String)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, samples)),
        Value::Object(members) => {
            for (name, value) in members {
                samples.push((name.clone(), value.to_string()));
                collect(value, samples);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The path of members to this text.
fn place_of(tree: &Tree<'_>, text: &str) -> Option<Vec<String>> {
    match tree {
        Tree::Text(units) => text.encode_utf16().eq(units.iter().copied()).then(Vec::new),
        Tree::Object(members) => members.iter().find_map(|(name, value)| {
            let mut path = place_of(value, text)?;
            path.insert(0, String::from_utf16(name).ok()?);
            Some(path)
        }),
        Tree::Token(_) | Tree::List(_) => None,
    }
}
