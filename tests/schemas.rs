//! The schemas: kept in `rules/`, sound by their meta-schema, and of one mind with the reader.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "common/cases.rs"]
mod cases;
#[path = "schemas/generate.rs"]
mod generate;
#[path = "common/providers/mod.rs"]
mod providers;
#[path = "schemas/spoil.rs"]
mod spoil;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use cases::cases;
use generate::{Made, documents};
use jsonschema::Validator;
use paylink::api::{Answer, LinkList, ReadOptions, read, read_create_request, read_list, schema};
use paylink::finding::Issue;
use paylink::model::{Format, PaymentLink};
use paylink::provider::schemas::SchemaOf;
use proptest::prelude::{any, prop_assert_eq};
use proptest::sample::Index;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::{Value, json};
use spoil::{has_mistakable_host, has_twins, spoilt};

const ENOUGH: u32 = 10_000;

fn document(of: SchemaOf) -> Value {
    serde_json::from_str(&schema(of)).unwrap()
}

fn validator(of: SchemaOf) -> Validator {
    jsonschema::draft202012::options().should_validate_formats(true).build(&document(of)).unwrap()
}

fn options(format: Format) -> ReadOptions {
    ReadOptions { format: Some(format), ..ReadOptions::default() }
}

fn format_of(of: SchemaOf) -> Format {
    match of {
        SchemaOf::Link(format) | SchemaOf::List(format) | SchemaOf::Create(format) => format,
        SchemaOf::Model => panic!("the model is of no format"),
    }
}

/// The links that a reader makes of a document; none if anything is wrong with it.
fn links_of(of: SchemaOf, document: &[u8]) -> Option<Vec<PaymentLink>> {
    match of {
        SchemaOf::Link(format) => {
            read(document, &options(format)).value().map(|link| vec![link.clone()])
        }
        SchemaOf::List(format) => sound(&read_list(document, &options(format), None)),
        SchemaOf::Create(format) => {
            read_create_request(document, format).value().map(|_| Vec::new())
        }
        SchemaOf::Model => panic!("nobody reads the model"),
    }
}

/// The links of a list, if every one is sound.
fn sound(list: &Answer<LinkList>) -> Option<Vec<PaymentLink>> {
    list.value()?.links.iter().map(|link| link.value().cloned()).collect()
}

/// Documents of which some are spoilt.
fn some_spoilt(of: SchemaOf) -> Made {
    let kinds = of_documents().filter(|other| format_of(*other) == format_of(of));
    let names = kinds.flat_map(|of| named(&document(of)));
    let names = names.map(|name| name.rsplit('.').next().unwrap().to_owned());
    spoilt(documents(of), names.collect::<BTreeSet<_>>().into_iter().collect())
}

fn of_documents() -> impl Iterator<Item = SchemaOf> {
    SchemaOf::all().into_iter().filter(|of| *of != SchemaOf::Model)
}

#[test]
fn schemas_are_the_kept_ones() {
    for of in SchemaOf::all() {
        let file = match of {
            SchemaOf::Link(format) => format!("{format}/link"),
            SchemaOf::List(format) => format!("{format}/list"),
            SchemaOf::Create(format) => format!("{format}/create"),
            SchemaOf::Model => "model".to_owned(),
        };
        let path = format!("{}/rules/{file}.schema.json", env!("CARGO_MANIFEST_DIR"));
        let made = format!("{:#}\n", document(of));
        if std::env::var_os("PAYLINK_BLESS").is_some() {
            std::fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
            std::fs::write(&path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap();
        assert_eq!(kept, made, "{path}");
    }
}

#[test]
fn schemas_are_sound_and_known_by_name() {
    for of in SchemaOf::all() {
        let schema = document(of);
        jsonschema::draft202012::meta::validate(&schema)
            .unwrap_or_else(|error| panic!("{}: {error}", of.name()));
        assert_eq!(schema["$id"], format!("urn:paylink:schema:{}", of.name()));
        assert_eq!(SchemaOf::from_name(&of.name()), Some(of));
    }
    assert_eq!(SchemaOf::from_name("nothing"), None);
    let of_formats = Format::ALL
        .iter()
        .flat_map(|format| ["", "-list", "-create"].map(|kind| format!("{format}{kind}")));
    let names: Vec<_> = of_formats.chain(["model".to_owned()]).collect();
    assert_eq!(SchemaOf::names(), names);
}

/// What names no page costs nobody the links; the schema still says what should stand there.
fn has_odd_page(document: &Value) -> bool {
    let pagination = &document["pagination"];
    let is_page = |page: &Value| page.is_null() || page.is_string();
    document.get("pagination").is_some()
        && !(pagination.is_object() && is_page(&pagination["nextCursor"]))
}

/// Whether a document is as its schema has it but for resources that no link may refer to: they affect none.
fn is_odd_beside(schemas: &[Validator], document: &Value) -> bool {
    schemas.iter().any(|schema| {
        let mut errors = schema.iter_errors(document).peekable();
        errors.peek().is_some()
            && errors.all(|error| error.instance_path().as_str().starts_with("/included"))
    })
}

/// Whether a document is refused only for members that the schema names among what it does not express.
fn is_unsaid(of: SchemaOf, text: &str) -> bool {
    let schema = document(of);
    let (_, unsaid) = schema["description"].as_str().unwrap().split_once("Not expressed").unwrap();
    let is_named =
        |pointer: &str| unsaid.contains(&format!("`{}`", pointer.rsplit('/').next().unwrap()));
    let all = |issues: &[Issue]| issues.iter().all(|issue| is_named(issue.pointer()));
    match of {
        SchemaOf::Link(format) => all(read(text.as_bytes(), &options(format)).issues()),
        SchemaOf::List(format) => {
            let list = read_list(text.as_bytes(), &options(format), None);
            let links = list.value().map(|list| &list.links[..]).unwrap_or_default();
            all(list.issues()) && links.iter().all(|link| all(link.issues()))
        }
        SchemaOf::Create(format) => all(read_create_request(text.as_bytes(), format).issues()),
        SchemaOf::Model => false,
    }
}

/// Holds the reader to a schema, over sound and spoilt documents.
#[track_caller]
fn agree(of: SchemaOf) {
    let is_list = matches!(of, SchemaOf::List(_));
    let model = validator(SchemaOf::Model);
    let schemas = match of {
        // One link by itself is read as a list of one.
        SchemaOf::List(format) => vec![validator(of), validator(SchemaOf::Link(format))],
        SchemaOf::Link(_) | SchemaOf::Create(_) | SchemaOf::Model => vec![validator(of)],
    };
    let (accepted, refused) = (Cell::new(0_u32), Cell::new(0_u32));
    let (excluded, beside) = (Cell::new(0_u32), Cell::new(0_u32));
    let unsaid = Cell::new(0_u32);
    let count = |cell: &Cell<u32>| cell.set(cell.get() + 1);
    let config = Config { cases: cases(ENOUGH), failure_persistence: None, ..Config::default() };
    let held = TestRunner::new(config).run(&some_spoilt(of), |document| {
        if has_twins(&document)
            || has_mistakable_host(&document)
            || (is_list && has_odd_page(&document))
        {
            count(&excluded);
            return Ok(());
        }
        let links = links_of(of, document.to_string().as_bytes());
        if links.is_some() && is_odd_beside(&schemas, &document) {
            count(&beside);
            return Ok(());
        }
        let is_taken = links.is_some();
        let is_valid = schemas.iter().any(|schema| schema.is_valid(&document));
        if !is_taken && is_valid && is_unsaid(of, &document.to_string()) {
            count(&unsaid);
            return Ok(());
        }
        if is_taken != is_valid {
            let why: Vec<_> = schemas[0].iter_errors(&document).map(|it| it.to_string()).collect();
            let who = if links.is_some() { "the reader takes" } else { "the schema takes" };
            return Err(TestCaseError::fail(format!("{who} {document}, {why:?}")));
        }
        count(if links.is_some() { &accepted } else { &refused });
        for link in links.unwrap_or_default() {
            let link = serde_json::to_value(link).unwrap();
            model
                .validate(&link)
                .map_err(|error| TestCaseError::fail(format!("{error}: {link}")))?;
        }
        Ok(())
    });
    if let Err(error) = held {
        panic!("{}: {error}", of.name());
    }
    let [accepted, refused, excluded, beside, unsaid] =
        [accepted, refused, excluded, beside, unsaid].map(Cell::into_inner);
    println!(
        "{}: {accepted} accepted, {refused} refused, {excluded} left out, {beside} odd beside, \
         {unsaid} as only words say",
        of.name()
    );
    let least = cases(ENOUGH) / 8;
    assert!(
        accepted > least && refused > least && excluded < least && unsaid < 2 * least,
        "{} is one-sided",
        of.name()
    );
}

#[test]
fn a_link_is_read_if_its_schema_takes_it() {
    for format in Format::ALL {
        agree(SchemaOf::Link(*format));
    }
}

#[test]
fn a_list_of_sound_links_is_read_if_its_schema_takes_it() {
    for format in Format::ALL {
        agree(SchemaOf::List(*format));
    }
}

#[test]
fn a_request_is_read_if_its_schema_takes_it() {
    for format in Format::ALL {
        agree(SchemaOf::Create(*format));
    }
}

/// Whatever is done to a document, and to its text: no refusal without a reason.
#[test]
fn what_is_refused_says_why() {
    fn why<T>(answer: &Answer<T>) -> Result<bool, TestCaseError> {
        let is_refused = answer.value().is_none();
        prop_assert_eq!(is_refused, !answer.issues().is_empty());
        Ok(is_refused)
    }
    let slip = proptest::option::weighted(0.2, (any::<Index>(), any::<u8>()));
    for of in of_documents() {
        let refused = Cell::new(0_u32);
        let config =
            Config { cases: cases(ENOUGH), failure_persistence: None, ..Config::default() };
        let held = TestRunner::new(config).run(&(some_spoilt(of), &slip), |(made, slip)| {
            let mut text = made.to_string().into_bytes();
            if let Some((at, byte)) = slip {
                let at = at.index(text.len());
                text[at] = byte;
            }
            let is_refused = match of {
                SchemaOf::Link(format) => why(&read(&text, &options(format)))?,
                SchemaOf::List(format) => {
                    let list = read_list(&text, &options(format), None);
                    let links = list.value().map(|list| list.links.as_slice()).unwrap_or_default();
                    let bad = links.iter().map(why).collect::<Result<Vec<_>, _>>()?;
                    why(&list)? || bad.contains(&true)
                }
                SchemaOf::Create(format) => why(&read_create_request(&text, format))?,
                SchemaOf::Model => panic!("nobody reads the model"),
            };
            refused.set(refused.get() + u32::from(is_refused));
            Ok(())
        });
        if let Err(error) = held {
            panic!("{}: {error}", of.name());
        }
        assert!(refused.get() > cases(ENOUGH) / 8, "{} is one-sided", of.name());
    }
}

/// The members of a schema that are met in values.
struct Meeting {
    schema: Value,
    met: BTreeSet<String>,
    /// Of the alternatives of a schema, by their text.
    alternatives: BTreeMap<String, Validator>,
}

impl Meeting {
    fn with(of: SchemaOf) -> Self {
        Self { schema: document(of), met: BTreeSet::new(), alternatives: BTreeMap::new() }
    }

    fn meet(&mut self, value: &Value) {
        self.meet_in(&self.schema.clone(), "", value);
    }

    fn meet_in(&mut self, schema: &Value, name: &str, value: &Value) {
        if let Some(target) = schema["$ref"].as_str() {
            let name = target.rsplit('/').next().unwrap();
            return self.meet_in(&self.schema["$defs"][name].clone(), name, value);
        }
        for one in ["anyOf", "oneOf"].iter().filter_map(|one| schema[*one].as_array()).flatten() {
            let fits = self.alternatives.entry(one.to_string()).or_insert_with(|| {
                let part = json!({ "allOf": [one], "$defs": self.schema["$defs"] });
                jsonschema::draft202012::new(&part).unwrap()
            });
            if fits.is_valid(value) {
                self.meet_in(one, name, value);
            }
        }
        for (member, schema) in schema["properties"].as_object().into_iter().flatten() {
            if let Some(value) = value.get(member) {
                self.met.insert(format!("{name}.{member}"));
                self.meet_in(schema, member, value);
            }
        }
        for value in value.as_array().into_iter().flatten() {
            self.meet_in(&schema["items"], name, value);
        }
    }

    /// The members that no value had.
    fn dead(&self) -> Vec<String> {
        named(&self.schema).difference(&self.met).cloned().collect()
    }
}

fn named(schema: &Value) -> BTreeSet<String> {
    let members = |name: &str, schema: &Value| -> Vec<String> {
        let members = schema["properties"].as_object().into_iter().flatten();
        members.map(|(member, _)| format!("{name}.{member}")).collect()
    };
    let defs = schema["$defs"].as_object().unwrap();
    let inner = defs.iter().flat_map(|(name, schema)| members(name, schema));
    inner.chain(members("", schema)).collect()
}

/// The links in the vectors, as they are answered.
fn kept_links() -> Vec<Value> {
    let rows: Vec<Value> = serde_json::from_str(include_str!("vectors/answers.json")).unwrap();
    let mut links = Vec::new();
    for row in rows.into_iter().filter(|row| row["answer"]["ok"] == true) {
        let value = &row["answer"]["value"];
        match row["call"].as_str().unwrap() {
            "read" => links.push(value.clone()),
            "readList" => {
                let answers = value["links"].as_array().unwrap().iter();
                links.extend(answers.filter_map(|answer| answer.get("value").cloned()));
            }
            "readWebhook" => links.extend(value.get("link").cloned()),
            _ => {}
        }
    }
    links
}

#[test]
fn whatever_is_answered_fits_the_model_and_no_member_of_a_schema_is_dead() {
    let (mut model, check) = (Meeting::with(SchemaOf::Model), validator(SchemaOf::Model));
    let mut answered = kept_links();
    assert!(answered.len() > 20);
    for of in of_documents() {
        let (mut sent, documents) = (Meeting::with(of), documents(of));
        let mut runner = TestRunner::deterministic();
        for _ in 0..1500 {
            let document = documents.new_tree(&mut runner).unwrap().current();
            sent.meet(&document);
            let links = links_of(of, document.to_string().as_bytes()).unwrap_or_default();
            answered.extend(links.iter().map(|link| serde_json::to_value(link).unwrap()));
        }
        assert_eq!(sent.dead(), [""; 0], "{}", of.name());
    }
    for link in &answered {
        check.validate(link).unwrap_or_else(|error| panic!("{error}: {link}"));
        model.meet(link);
    }
    assert_eq!(model.dead(), [""; 0], "model");
    println!("{} answers fit the model, {} members met", answered.len(), model.met.len());
}

/// What the generator leaves out, and why: the schema says that it cannot say it.
#[test]
fn what_no_schema_can_say_is_said_in_words() {
    const CONNECT: &str = concat!(
        r#"{"paymentLinkId":"x","url":"https://pay.example.com/x","status":"ACTIVE","#,
        r#""createdAt":"2024-01-15T10:00:00Z","updatedAt":"2024-01-15T10:00:00Z"}"#,
    );
    const TXN: &str = concat!(
        r#"{"data":{"id":"x","type":"paymentLinks","attributes":{"amount":"1","currency":"EUR","#,
        r#""hostedPageUrl":"https://pay.example.com/x","status":"created","#,
        r#""createdAt":"2024-01-15T10:00:00Z","expiresAt":"2024-01-16T10:00:00Z"}}}"#,
    );
    let deep = format!(r#""metadata":{}1{},"url""#, r#"{"a":"#.repeat(128), "}".repeat(128));
    for (name, base, from, to, phrase) in [
        ("connect", CONNECT, r#""url""#, r#""status":"ACTIVE","url""#, "duplicate members"),
        ("connect", CONNECT, "ACTIVE", r"\ud800", "unpaired surrogate"),
        ("connect", CONNECT, r#""url""#, &deep, "128 levels"),
        ("connect", CONNECT, "example.com", "example.com:65536", "at most 65535"),
        ("connect", CONNECT, "pay.example.com", "127.1", "four decimal parts"),
        ("connect", CONNECT, "pay.example.com", "0x7f.0x1", "four decimal parts"),
        ("txn", TXN, r#""1""#, "1e3", "no exponent"),
        ("txn", TXN, r#""1""#, "-0", "no minus before a zero"),
    ] {
        let of = SchemaOf::from_name(name).unwrap();
        assert!(schema(of).contains(phrase), "{name} says nothing of {phrase}");
        let text = base.replacen(from, to, 1);
        assert_ne!(text, base);
        assert!(links_of(of, base.as_bytes()).is_some());
        assert!(links_of(of, text.as_bytes()).is_none(), "the reader takes {text}");
        // The parser under the validator has its own limits: it may not get as far as the schema.
        if let Ok(document) = serde_json::from_str::<Value>(&text) {
            assert!(validator(of).is_valid(&document), "the schema can say it: {text}");
        }
    }
    let of = schema(SchemaOf::from_name("connect-list").unwrap());
    for phrase in ["a list of one", "its own issues"] {
        assert!(of.contains(phrase), "{phrase}");
    }
}

/// Without `format` too, a schema refuses what no calendar is needed for.
#[test]
fn patterns_say_most_of_what_formats_do() {
    let of = SchemaOf::from_name("connect").unwrap();
    let options = jsonschema::draft202012::options().should_validate_formats(false);
    let lax = options.build(&document(of)).unwrap();
    let with = |created_at: &str| {
        json!({
            "paymentLinkId": "x", "url": "https://pay.example.com/x", "status": "ACTIVE",
            "createdAt": created_at, "updatedAt": "2024-01-15T10:00:00Z",
        })
    };
    assert!(lax.is_valid(&with("2024-02-30T00:00:00Z")));
    for wrong in ["2024-01-15", "2024-01-15 10:00:00Z", "2024-13-01T00:00:00Z", ""] {
        assert!(!lax.is_valid(&with(wrong)), "{wrong}");
    }
}
