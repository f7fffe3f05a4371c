//! Writes JSON objects as text, member by member.

use serde::Serialize;

use super::to_json::to_json;

/// A JSON object under construction, kept as text instead of a tree.
#[derive(Default)]
pub(crate) struct Object(String);

impl Object {
    /// Adds a member, unless the value is `None`.
    pub(crate) fn put(&mut self, name: &str, value: Option<impl Serialize>) {
        // INVARIANT: the model's types always serialise.
        if let Some(text) = value.and_then(|value| to_json(&value)) {
            self.put_text(name, &text);
        }
    }

    pub(crate) fn put_object(&mut self, name: &str, object: Self) {
        self.put_text(name, &object.finish());
    }

    /// Adds a member that is a list of one object.
    pub(crate) fn put_list(&mut self, name: &str, object: Self) {
        self.put_text(name, &list([object]));
    }

    pub(crate) fn put_objects(&mut self, name: &str, objects: impl IntoIterator<Item = Self>) {
        self.put_text(name, &list(objects));
    }

    /// Adds a member by its JSON text.
    pub(crate) fn put_text(&mut self, name: &str, text: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
        self.0.push_str(text);
    }

    pub(crate) fn finish(self) -> String {
        if self.0.is_empty() { "{}".to_owned() } else { self.0 + "}" }
    }
}

/// A JSON array of objects, as text.
pub(crate) fn list(objects: impl IntoIterator<Item = Object>) -> String {
    let mut text = String::new();
    for object in objects {
        text.push(if text.is_empty() { '[' } else { ',' });
        text.push_str(&object.finish());
    }
    if text.is_empty() { "[]".to_owned() } else { text + "]" }
}
