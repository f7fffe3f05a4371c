//! Parses and checks webhook signing secrets. No message contains a secret.

use base64ct::{Base64, Encoding};

use crate::finding::{ErrorCode, Issue, Params};
use crate::provider::webhook_event::SecretForm;

/// The prefix of secrets in the forms of Svix and Stripe.
const PREFIX: &str = "whsec_";

/// The current signing secrets; several during rotation. An unusable one does not affect the others.
/// `Debug` shows only how many there are.
#[derive(Clone, Default)]
pub struct Secrets(Vec<String>);

impl Secrets {
    /// Takes secrets as the provider shows them. White space around them and blank secrets are ignored.
    ///
    /// # Examples
    /// ```
    /// use paylink::calling::secrets::Secrets;
    ///
    /// let secrets = Secrets::of(&["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", " "]);
    /// assert_eq!(format!("{secrets:?}"), "Secrets(1)");
    /// ```
    pub fn of(texts: &[impl AsRef<str>]) -> Self {
        let texts = texts.iter().map(|text| text.as_ref().trim()).filter(|text| !text.is_empty());
        Self(texts.map(str::to_owned).collect())
    }

    /// The keys of the secrets that have this form.
    ///
    /// # Errors
    /// There is no secret, or no usable one.
    pub(crate) fn keys(&self, form: SecretForm) -> Result<Vec<Vec<u8>>, Vec<Issue>> {
        let (mut keys, mut unusable) = (Vec::new(), Vec::new());
        for text in &self.0 {
            match key_of(text, form) {
                Ok(key) => keys.push(key),
                Err(problems) => unusable.extend(problems.into_iter().map(malformed)),
            }
        }
        match (keys.is_empty(), unusable.is_empty()) {
            (false, _) => Ok(keys),
            (true, false) => Err(unusable),
            (true, true) => Err(vec![missing()]),
        }
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}

/// All problems of a secret, including white space around it, for the operator who configures it.
pub(crate) fn problems(text: &str, form: SecretForm) -> Vec<Issue> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return vec![missing()];
    }
    let around = (trimmed.len() < text.len()).then_some("no blanks or line ends around it");
    let others = key_of(trimmed, form).err().unwrap_or_default();
    around.into_iter().chain(others).map(malformed).collect()
}

fn missing() -> Issue {
    Issue::new(ErrorCode::SecretMissing, "", Params::NONE)
}

fn malformed(expected: &'static str) -> Issue {
    Issue::new(ErrorCode::SecretMalformed, "", Params::NONE.with("expected", expected))
}

/// The key of a secret, or what was expected for each problem.
fn key_of(text: &str, form: SecretForm) -> Result<Vec<u8>, Vec<&'static str>> {
    if form == SecretForm::Text {
        return Ok(text.as_bytes().to_vec());
    }
    let mut problems = Vec::new();
    let mut rest = text;
    let is_quote = |char: char| matches!(char, '"' | '\'' | '`');
    if rest.contains(is_quote) {
        problems.push("no quotes around it");
        rest = rest.trim_matches(is_quote).trim();
    }
    // Svix signatures have this prefix, and some tools add it to the secret, too.
    if let Some(behind) = rest.strip_prefix("v1,") {
        problems.push("`whsec_` without `v1,` before it");
        rest = behind;
    }
    match rest.strip_prefix(PREFIX) {
        Some(key) => rest = key,
        None => problems.push("`whsec_` at the beginning"),
    }
    let has_blanks = rest.contains(|char: char| char.is_whitespace() || char.is_control());
    if has_blanks {
        problems.push("no blanks or line ends in it");
    }
    let key = match form {
        _ if has_blanks => Some(Vec::new()),
        SecretForm::WhsecBase64 => Base64::decode_vec(rest).ok(),
        SecretForm::WhsecText | SecretForm::Text => Some(text.as_bytes().to_vec()),
    };
    match key {
        Some(_) if rest.is_empty() => problems.push("a key after `whsec_`"),
        None => problems.push("a base64 key after `whsec_`"),
        Some(key) if problems.is_empty() => return Ok(key),
        Some(_) => {}
    }
    Err(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    #[test]
    fn a_secret_is_never_shown() {
        let secrets = Secrets::of(&[format!("whsec_{KEY}")]);
        assert_eq!(format!("{secrets:?}"), "Secrets(1)");
        for text in
            ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GK YqrTw", "'whsec_??MfKQ9r8GKY"]
        {
            for issue in problems(text, SecretForm::WhsecBase64) {
                assert!(!issue.message().contains("MfKQ"), "{}", issue.message());
            }
        }
    }

    #[test]
    fn every_way_to_paste_a_secret_wrongly_is_named_and_several_at_once() {
        let good = format!("whsec_{KEY}");
        assert!(problems(&good, SecretForm::WhsecBase64).is_empty());
        let found = |text: &str| -> Vec<String> {
            let value =
                |issue: &Issue| issue.params().value("expected").unwrap_or("none").to_owned();
            problems(text, SecretForm::WhsecBase64).iter().map(value).collect()
        };
        for (text, expected) in [
            (format!("{good}\n"), vec!["no blanks or line ends around it"]),
            (format!("v1,{good}"), vec!["`whsec_` without `v1,` before it"]),
            (format!("\"{good}\""), vec!["no quotes around it"]),
            (KEY.to_owned(), vec!["`whsec_` at the beginning"]),
            ("whsec_".to_owned(), vec!["a key after `whsec_`"]),
            ("whsec_test_secret".to_owned(), vec!["a base64 key after `whsec_`"]),
            (format!("{good} whsec_x"), vec!["no blanks or line ends in it"]),
            (String::new(), vec!["none"]),
            (
                " 'test secret'".to_owned(),
                vec![
                    "no blanks or line ends around it",
                    "no quotes around it",
                    "`whsec_` at the beginning",
                    "no blanks or line ends in it",
                ],
            ),
        ] {
            assert_eq!(found(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn an_unusable_secret_does_not_take_a_usable_one_away() {
        let secrets = Secrets::of(&["oops".to_owned(), format!(" whsec_{KEY}\n"), String::new()]);
        assert_eq!(secrets.keys(SecretForm::WhsecBase64).map(|keys| keys.len()), Ok(1));
        assert!(Secrets::of(&["oops"]).keys(SecretForm::WhsecBase64).is_err_and(|issues| {
            issues.iter().all(|issue| issue.code() == ErrorCode::SecretMalformed)
        }));
        assert!(Secrets::of(&["", " "]).keys(SecretForm::WhsecBase64).is_err_and(|issues| {
            issues.iter().all(|issue| issue.code() == ErrorCode::SecretMissing)
        }));
    }

    #[test]
    fn a_secret_is_a_key_as_its_provider_writes_it() {
        let key = |text: &str, form| Secrets::of(&[text]).keys(form).unwrap_or_default();
        assert_eq!(key("whsec_a b", SecretForm::Text), [b"whsec_a b"]);
        assert_eq!(key("whsec_test_secret", SecretForm::WhsecText), [b"whsec_test_secret"]);
        assert!(key("sk_test_secret", SecretForm::WhsecText).is_empty());
        assert!(key("whsec_", SecretForm::WhsecText).is_empty());
        assert_eq!(key("whsec_YQ==", SecretForm::WhsecBase64), [b"a"]);
    }
}
