//! The named parameters of a message, and the substitution into its template.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// The named parameters of a message, in order of insertion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(Cow<'static, str>, String)>);

impl Params {
    /// No parameters.
    pub const NONE: Self = Self(Vec::new());

    /// Adds or replaces one parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((Cow::Borrowed(name), value)),
        }
        self
    }

    /// The value of a parameter.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    pub(crate) fn from_map(map: BTreeMap<String, String>) -> Self {
        Self(map.into_iter().map(|(name, value)| (Cow::Owned(name), value)).collect())
    }

    /// The same parameters with each value replaced.
    pub(crate) fn map(&self, say: impl Fn(&str, &str) -> String) -> Self {
        Self(self.0.iter().map(|(name, value)| (name.clone(), say(name, value))).collect())
    }

    /// Only the parameters that a template uses.
    pub(crate) fn used_by(&self, template: &str) -> Self {
        let is_named = |part: &str, name: &str| {
            part.strip_prefix(name).is_some_and(|rest| rest.starts_with('}'))
        };
        let used = |name: &str| template.split('{').skip(1).any(|part| is_named(part, name));
        Self(self.0.iter().filter(|(name, _)| used(name)).cloned().collect())
    }

    /// Replaces each `{name}` in a template by its value. Braces inside a value are left alone.
    pub fn fill(&self, template: &str) -> String {
        let (mut text, mut rest) = (String::new(), template);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let place = after.split_once('}');
            let place = place.and_then(|(name, after)| Some((self.value(name)?, after)));
            rest = place.map_or(after, |(_, after)| after);
            text.push_str(place.map_or("{", |(value, _)| value));
        }
        text + rest
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
