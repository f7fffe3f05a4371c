//! Documents that a schema describes. Whatever a provider's documents are like, its schemas say it: so
//! no test has a generator of its own for a provider.

use paylink::api;
use paylink::provider::schemas::SchemaOf;
use serde_json::{Map, Value, json};

use super::dice::Dice;

pub(crate) struct Sound {
    schema: Value,
    /// What a document of another kind has beside: it is nothing to one of this kind.
    foreign: Vec<String>,
    /// Values of members about which the schema says no more than their type.
    examples: Value,
}

/// How a document is made.
enum Way<'d> {
    Chance(&'d mut Dice),
    /// With every member, and of words and alternatives always the one with this number.
    Whole(usize),
}

/// Every text of a whole document, so that identifiers in it refer to each other.
pub(crate) const TEXT: &str = "6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01";
/// Every time of a whole document.
pub(crate) const TIME: (&str, u64) = ("2024-01-20T10:00:00Z", 1_705_744_800);

impl Sound {
    pub(crate) fn of(of: SchemaOf, examples: &Value) -> Self {
        let schema: Value = serde_json::from_str(&api::schema(of)).unwrap();
        let foreign = match of {
            SchemaOf::Link(format) => names(SchemaOf::List(format)),
            SchemaOf::List(format) => names(SchemaOf::Link(format)),
            SchemaOf::Create(_) | SchemaOf::Model => Vec::new(),
        };
        let own = |name: &String| schema["properties"].get(name).is_none();
        let foreign = foreign.into_iter().filter(own).collect();
        Self { schema, foreign, examples: examples.clone() }
    }

    /// A sound document: each optional member there, null or not.
    pub(crate) fn document(&self, dice: &mut Dice) -> Value {
        let mut document = self.value(&mut Way::Chance(dice), &self.schema, "");
        for name in &self.foreign {
            if dice.chance(5) {
                let value = if dice.chance(50) { json!([dice.junk(2)]) } else { dice.junk(2) };
                document[name] = value;
            }
        }
        document
    }

    /// A document with every member. Of words and alternatives it has those with this number.
    pub(crate) fn whole(&self, number: usize) -> Value {
        self.value(&mut Way::Whole(number), &self.schema, "")
    }

    fn value(&self, way: &mut Way<'_>, schema: &Value, name: &str) -> Value {
        if let Some(target) = schema["$ref"].as_str() {
            let of = target.rsplit('/').next().unwrap();
            return way.of(of).unwrap_or_else(|| self.value(way, &self.schema["$defs"][of], name));
        }
        for alternatives in ["anyOf", "oneOf"] {
            let is_object = schema.get("properties").is_some();
            if let (Some(of), false) = (schema[alternatives].as_array(), is_object) {
                let is_value = |one: &&Value| one["type"] != "null";
                let of: Vec<_> = of.iter().filter(is_value).collect();
                let one = way.one_of(&of);
                return self.value(way, one, name);
            }
        }
        if let Some(words) = schema["enum"].as_array() {
            return way.one_of(&words.iter().collect::<Vec<_>>()).clone();
        }
        let kinds: Vec<&str> = match &schema["type"] {
            Value::String(kind) => vec![kind],
            kinds => kinds.as_array().unwrap().iter().filter_map(Value::as_str).collect(),
        };
        let kinds: Vec<_> = kinds.into_iter().filter(|kind| *kind != "null").collect();
        let kind = way.one_of(&kinds);
        match kind {
            "object" if schema.get("properties").is_some() => self.object(way, schema),
            "object" | "array" if schema.get("items").is_none() => self.example(way, kind, name),
            "array" => self.list(way, schema, name),
            "string" => way.text(schema),
            "boolean" => json!(way.chance(50)),
            kind => panic!("nothing is known of {kind}, the type of {name}"),
        }
    }

    fn object(&self, way: &mut Way<'_>, schema: &Value) -> Value {
        let mut members = Map::new();
        let is_required = |name: &str| {
            let required = schema["required"].as_array();
            required.is_some_and(|names| names.iter().any(|required| required == name))
        };
        // Exactly one of these is there, and not null.
        let one_of: Vec<_> = schema["oneOf"].as_array().into_iter().flatten().collect();
        let alternatives: Vec<_> =
            one_of.iter().map(|one| one["required"][0].as_str().unwrap()).collect();
        let chosen = (!one_of.is_empty()).then(|| way.one_of(&alternatives));
        for (name, of) in schema["properties"].as_object().unwrap() {
            let must = is_required(name) || chosen == Some(name) || is_status(of);
            if !must && (alternatives.contains(&name.as_str()) || !way.chance(70)) {
                continue;
            }
            let is_null = !must && may_be_null(of) && !way.chance(85);
            let value = if is_null { Value::Null } else { self.value(way, of, name) };
            members.insert(name.clone(), value);
        }
        if let Way::Chance(dice) = way {
            for _ in 0..dice.roll(4).saturating_sub(1) {
                members.insert(format!("x{}", dice.text()), dice.junk(3));
            }
        }
        Value::Object(members)
    }

    fn list(&self, way: &mut Way<'_>, schema: &Value, name: &str) -> Value {
        let (items, least) = (&schema["items"], schema["minItems"].as_u64().unwrap_or(0));
        match way {
            Way::Chance(dice) => {
                let count = dice.roll(4).max(usize::try_from(least).unwrap());
                (0..count).map(|_| self.value(way, items, name)).collect()
            }
            // One of each alternative.
            Way::Whole(_) => match items["oneOf"].as_array() {
                Some(each) => each.iter().map(|items| self.value(way, items, name)).collect(),
                None => json!([self.value(way, items, name)]),
            },
        }
    }

    /// A value of which the schema says nothing: one of the examples, if any has it, or anything.
    fn example(&self, way: &mut Way<'_>, kind: &str, name: &str) -> Value {
        let mut known = Vec::new();
        named(&self.examples, name, &mut known);
        known.retain(|value| if kind == "object" { value.is_object() } else { value.is_array() });
        if !known.is_empty() && way.chance(50) {
            return way.one_of(&known).clone();
        }
        match way {
            Way::Chance(dice) if kind == "object" => dice.object(3),
            Way::Chance(dice) => (0..dice.roll(3)).map(|_| dice.junk(2)).collect(),
            Way::Whole(_) if kind == "object" => json!({ "order": "1" }),
            Way::Whole(_) => json!([]),
        }
    }
}

impl Way<'_> {
    fn one_of<T: Copy>(&mut self, choice: &[T]) -> T {
        match self {
            Self::Chance(dice) => dice.one_of(choice),
            Self::Whole(number) => choice[*number % choice.len()],
        }
    }

    fn chance(&mut self, percent: usize) -> bool {
        match self {
            Self::Chance(dice) => dice.chance(percent),
            Self::Whole(_) => true,
        }
    }

    /// A value of one of the types that schemas have a name for.
    fn of(&mut self, name: &str) -> Option<Value> {
        let Self::Chance(dice) = self else { return whole(name) };
        Some(match name {
            "instant" => json!(dice.instant()),
            "url" => json!(dice.url()),
            "digits" if dice.chance(10) => json!(7),
            "amount" | "digits" => json!(dice.amount()),
            "currency" => json!(dice.currency()),
            "epochOrText" if dice.chance(50) => json!(dice.seconds().to_string()),
            "epoch" | "epochOrText" => json!(dice.seconds()),
            "unitsOrText" if dice.chance(50) => json!(dice.units().to_string()),
            "minorUnits" | "unitsOrText" => json!(dice.units()),
            _ => return None,
        })
    }

    fn text(&mut self, schema: &Value) -> Value {
        let words: Vec<&Value> = schema["examples"].as_array().into_iter().flatten().collect();
        let Self::Chance(dice) = self else {
            return words.first().map_or(json!(TEXT), |_| self.one_of(&words).clone());
        };
        if !words.is_empty() && dice.chance(85) {
            return dice.one_of(&words).clone();
        }
        // Few identifiers, so that some refer to each other.
        let text =
            if dice.chance(40) { dice.one_of(&["child", "x"]).to_owned() } else { dice.text() };
        let is_empty = schema["minLength"].is_null() && dice.chance(10);
        let none_of = schema["not"]["enum"].as_array();
        assert!(none_of.is_none_or(|words| words.iter().all(|word| *word != text)));
        let most = schema["maxLength"].as_u64().map_or(usize::MAX, |most| most.try_into().unwrap());
        json!(if is_empty { String::new() } else { text.chars().take(most).collect() })
    }
}

fn whole(name: &str) -> Option<Value> {
    let (text, seconds) = TIME;
    Some(match name {
        "instant" => json!(text),
        "epoch" | "epochOrText" => json!(seconds),
        "url" => json!("https://pay.example.com/x"),
        "amount" | "digits" => json!("40.00"),
        "minorUnits" | "unitsOrText" => json!(4000),
        "currency" => json!("EUR"),
        _ => return None,
    })
}

fn may_be_null(schema: &Value) -> bool {
    let is_null = |kind: &Value| kind == "null" || kind["type"] == "null";
    let kinds = [&schema["type"], &schema["anyOf"]];
    kinds.into_iter().filter_map(Value::as_array).flatten().any(is_null)
}

/// A word that may not be empty is a status. Where one may be missing, no schema says when.
fn is_status(schema: &Value) -> bool {
    schema.get("examples").is_some() && schema.get("minLength").is_some()
}

fn names(of: SchemaOf) -> Vec<String> {
    let schema: Value = serde_json::from_str(&api::schema(of)).unwrap();
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let members = schema["properties"].as_object().unwrap().keys().cloned();
    // A list with what a link must have is a link.
    let is_optional =
        |name: &String| !matches!(of, SchemaOf::Link(_)) || !required.contains(&json!(name));
    members.filter(is_optional).collect()
}

/// The values of the members of this name.
fn named<'v>(value: &'v Value, name: &str, out: &mut Vec<&'v Value>) {
    match value {
        Value::Object(members) => {
            out.extend(members.get(name));
            members.values().for_each(|value| named(value, name, out));
        }
        Value::Array(values) => values.iter().for_each(|value| named(value, name, out)),
        _ => {}
    }
}
