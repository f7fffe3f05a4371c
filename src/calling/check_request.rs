//! Validates inbound HTTP requests against a provider's documented API.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::error_body::ErrorFormat;
use super::url_path::{Place, id_of};
use crate::finding::answer::{Answer, say_more};
use crate::finding::limits::Listed;
use crate::finding::{ErrorCode, Issue, NoteCode, Params, excerpt};
use crate::http::Request;
use crate::http::media_type::{MediaType, is_token, split_list};
use crate::idempotency::{Claim, IETF, claim};
use crate::links::read::{body_as_json, read_create_request};
use crate::model::{Action, CreateRequest, Format, LinkId};
use crate::provider::listing::Listing;
use crate::provider::{Api, Call, Credential, MediaTypeRule, Operation};
use crate::reading::{Part, Path, Reader};
use crate::syntax::json::Kind;

/// A well-formed request to an endpoint of a provider's API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// The provider whose endpoint it is.
    pub format: Format,
    /// What the endpoint does.
    pub operation: Operation,
    /// The action, for a request that closes a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// The link's id, if the path has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<LinkId>,
    /// The link to create, for a create request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create: Option<CreateRequest>,
    /// The list request, for a request that lists links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listing: Option<Listing>,
    /// The claim to an idempotency key, if one is sent and the provider supports keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency: Option<Claim>,
}

/// A refused request and all its issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The provider whose path it is, if any: respond with that provider's error body.
    pub format: Option<Format>,
    /// What the endpoint does, if method and path match one: enough to check a caller's permission
    /// before reporting issues of headers and body.
    pub operation: Option<Operation>,
    /// The issues, up to a limit; the first one determines the HTTP status.
    pub issues: Vec<Issue>,
    /// How many issues were left out.
    pub more: usize,
    /// The methods that the path supports, for the `allow` header.
    pub allow: Vec<&'static str>,
}

impl Refused {
    /// The HTTP status of the first issue, by the rules of the provider whose path it is.
    pub fn status(&self) -> u16 {
        let face = self.format.map_or(ErrorFormat::Problem, ErrorFormat::Provider);
        crate::calling::error_body::status_of(&self.issues, face).unwrap_or(400)
    }
}

impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Refused", 7)?;
        object.serialize_field("ok", &false)?;
        object.serialize_field("status", &self.status())?;
        object.serialize_field("format", &self.format)?;
        object.serialize_field("operation", &self.operation)?;
        object.serialize_field("allow", &self.allow)?;
        object.serialize_field("issues", &self.issues)?;
        say_more(&mut object, self.more)?;
        object.end()
    }
}

/// Checks an inbound request by the documented rules of the provider whose path it has: route,
/// method, header syntax, credential, media types, list query, idempotency key and body. Returns the
/// notes on the body, too. Only the syntax of the credential is checked.
///
/// # Errors
/// All issues of the request.
pub fn check_request(request: &Request<'_>) -> Result<(Checked, Listed<NoteCode>), Refused> {
    let path = request.target().split(['?', '#']).next().unwrap_or_default();
    let (format, call) = route(path, request.method())?;
    let api = &format.adapter().api;
    let mut issues = check_headers(request);
    check_duplicates(api, request, &mut issues);
    issues.extend(check_credential(&api.credential, request));
    issues.extend(check_content_type(api, request));
    issues.extend(check_accept(&api.media_type, request));

    let mut checked = Checked {
        format,
        operation: call.operation,
        action: None,
        id: None,
        create: None,
        listing: None,
        idempotency: None,
    };
    match Place::of(call.path, path).map(|place| match place {
        Place::Link(segment) => id_of(segment).map(Some),
        Place::Collection => Ok(None),
    }) {
        Some(Ok(id)) => checked.id = id,
        Some(Err(issue)) => issues.push(issue),
        None => {}
    }
    let acts = match call.operation {
        Operation::Close | Operation::Create => true,
        Operation::Read | Operation::List => false,
    };
    if let Some(profile) = api.idempotency.filter(|_| acts) {
        match claim(profile, request) {
            Ok(claim) => checked.idempotency = claim,
            // A repeated header is already reported.
            Err(issue) if issues.contains(&issue) => {}
            Err(issue) => issues.push(issue),
        }
    }
    let mut notes = Listed { list: Vec::new(), more: 0 };
    let mut more = 0;
    match call.operation {
        Operation::Create => match read_create_request(request.body(), format) {
            Answer::Accepted { value, notes: list, more } => {
                (checked.create, notes) = (Some(value), Listed { list, more });
            }
            Answer::Refused { issues: found, more: others, .. } => {
                issues.extend(found);
                more = others;
            }
        },
        Operation::Close => {
            checked.action = Some(api.close);
            more = check_body(request.body(), format, &mut issues);
        }
        Operation::List => {
            match Listing::of_target(format, request.target()) {
                Ok(listing) => checked.listing = Some(listing),
                Err(found) => issues.extend(found),
            }
            more = check_body(request.body(), format, &mut issues);
        }
        Operation::Read => more = check_body(request.body(), format, &mut issues),
    }
    if issues.is_empty() {
        Ok((checked, notes))
    } else {
        let issues = Listed::from(issues);
        Err(Refused {
            format: Some(format),
            operation: Some(call.operation),
            more: issues.more + more,
            issues: issues.list,
            allow: Vec::new(),
        })
    }
}

fn route(path: &str, method: &str) -> Result<(Format, &'static Call), Refused> {
    let matching = |call: &&Call| Place::of(call.path, path).is_some();
    let found = Format::ALL.iter().find_map(|format| {
        let calls: Vec<_> = format.adapter().api.calls.iter().filter(matching).collect();
        (!calls.is_empty()).then_some((*format, calls))
    });
    let Some((format, calls)) = found else {
        let issues = vec![Issue::new(ErrorCode::RouteUnknown, "", Params::NONE)];
        return Err(Refused { format: None, operation: None, issues, more: 0, allow: Vec::new() });
    };
    calls.iter().find(|call| call.method == method).map(|call| (format, *call)).ok_or_else(|| {
        let allow: Vec<_> = calls.iter().map(|call| call.method).collect();
        let params = Params::NONE.with("expected", allow.join(", ")).with("found", excerpt(method));
        let issues = vec![Issue::new(ErrorCode::MethodNotAllowed, "", params)];
        Refused { format: Some(format), operation: None, issues, more: 0, allow }
    })
}

/// RFC 9110, 5.1 and 5.5: names are tokens, and values have no control characters, which prevents
/// header injection. Issues do not contain values, because any may be a secret.
fn check_headers(request: &Request<'_>) -> Vec<Issue> {
    let issue = |(name, value): &(String, String)| {
        let fits = is_token(name) && !value.chars().any(|char| char.is_control() && char != '\t');
        let params = Params::NONE.with("header", excerpt(name));
        (!fits).then(|| Issue::new(ErrorCode::HeaderMalformed, "", params))
    };
    request.headers().iter().filter_map(issue).collect()
}

/// Headers with a single value (RFC 9110; the IETF draft on idempotency keys) that determine what a
/// request is and who sent it. With two lines, another server may have read the other one.
const SINGLE: [&str; 5] = ["authorization", "content-length", "content-type", "host", IETF.header];

fn check_duplicates(api: &Api, request: &Request<'_>, issues: &mut Vec<Issue>) {
    let key = api.idempotency.map_or(IETF.header, |profile| profile.header);
    for name in [api.credential.header, key].iter().chain(&SINGLE) {
        let issue = request.duplicate(name).filter(|issue| !issues.contains(issue));
        issues.extend(issue);
    }
}

fn check_credential(credential: &Credential, request: &Request<'_>) -> Option<Issue> {
    if request.duplicate(credential.header).is_some() {
        return None;
    }
    let params = Params::NONE.with("header", credential.header);
    let Some(value) = request.header(credential.header).filter(|value| !value.is_empty()) else {
        return Some(Issue::new(ErrorCode::CredentialMissing, "", params));
    };
    let visible = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    let (well_formed, expected) = match credential.scheme {
        None => (visible(&value), Cow::Borrowed("visible ASCII characters")),
        Some(scheme) => (
            value.split_once(' ').is_some_and(|(found, token)| {
                found.eq_ignore_ascii_case(scheme) && visible(token.trim_start())
            }),
            // RFC 7617: user name and password.
            Cow::Owned(match scheme {
                "Basic" => "`Basic <user:password in base64>`".to_owned(),
                _ => format!("`{scheme} <api_key>`"),
            }),
        ),
    };
    // The value is a secret, so the issue does not contain it.
    let issue =
        || Issue::new(ErrorCode::CredentialMalformed, "", params.with("expected", expected));
    (!well_formed).then(issue)
}

/// Whether a media type is the provider's: the same essence, and only allowed parameters (JSON:API,
/// section 5).
fn is_media_type(expected: &MediaTypeRule, found: &MediaType) -> bool {
    found.essence() == expected.name
        && found.parameters().all(|name| expected.parameters.contains(&name))
}

/// A GET without a body needs no content type, even if the provider's page asks for one: browsers and
/// axios cannot send it. On other methods they can, and the provider's rule applies.
fn check_content_type(api: &Api, request: &Request<'_>) -> Option<Issue> {
    let expected = &MediaTypeRule { name: api.request_type(), ..api.media_type };
    let is_free = !expected.always || request.method() == "GET";
    let is_checked = !request.body().is_empty() || !is_free;
    if !is_checked || request.duplicate("content-type").is_some() {
        return None;
    }
    let params = Params::NONE.with("expected", excerpt(expected.name));
    let Some(found) = request.header("content-type") else {
        // Without a required type, the body itself shows what it is.
        let is_required = expected.always;
        return is_required.then(|| Issue::new(ErrorCode::MediaTypeMissing, "", params));
    };
    // Several lines that a proxy or a host's `Headers` has joined.
    if split_list(&found).nth(1).is_some() {
        let params = Params::NONE.with("header", "content-type");
        return Some(Issue::new(ErrorCode::HeaderDuplicate, "", params));
    }
    let fits = MediaType::parse(&found).is_ok_and(|found| is_media_type(expected, &found));
    let params = params.with("found", excerpt(&found));
    (!fits).then(|| Issue::new(ErrorCode::MediaTypeUnsupported, "", params))
}

/// RFC 9110, 12.5.1: the most specific matching range decides; a weight of zero refuses. JSON:API 1.1
/// also refuses if its type is in the header, but only with parameters that it does not have.
/// A client that accepts JSON gets a `+json` type: RFC 9110 lets a server disregard the header, and
/// clients such as axios name no other type.
fn check_accept(expected: &MediaTypeRule, request: &Request<'_>) -> Option<Issue> {
    let accept = request.header("accept")?;
    let is_json_api = expected.name.ends_with("+json");
    let specificity = |range: &MediaType, accepted: bool| match range.essence() {
        essence if essence == expected.name => is_media_type(expected, range).then_some(3),
        "application/json" if is_json_api => accepted.then_some(2),
        "application/*" => Some(1),
        essence => (essence == "*/*").then_some(0),
    };
    let (mut best, mut is_named, mut is_known) = (None, false, false);
    for range in split_list(&accept).filter_map(|range| MediaType::parse(range).ok()) {
        let accepted = !range.parameter("q").is_some_and(is_zero);
        // The weight belongs to the header, not to the media type.
        let range = range.without("q");
        is_known = true;
        is_named |= is_json_api && range.essence() == expected.name;
        best = best.max(specificity(&range, accepted).map(|specificity| (specificity, accepted)));
    }
    let fits = match best {
        Some((specificity, accepted)) => accepted && (specificity == 3 || !is_named),
        // A header without a readable range says nothing.
        None => !is_known,
    };
    let params = Params::NONE.with("expected", excerpt(expected.name));
    (!fits).then(|| Issue::new(ErrorCode::NotAcceptable, "", params))
}

/// Whether a weight is zero: `0`, `0.`, `0.000`.
fn is_zero(weight: &str) -> bool {
    weight.starts_with('0') && weight.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

/// Requests that read or close have no body; clients send an empty one, or `{}`. Returns how many
/// issues were left out.
fn check_body(body: &[u8], format: Format, issues: &mut Vec<Issue>) -> usize {
    if body.is_empty() {
        return 0;
    }
    let body = match body_as_json(body, format) {
        Ok(body) => body,
        Err(issue) => {
            issues.push(issue);
            return 0;
        }
    };
    let kind = |reader: &mut Reader<'_>| {
        let kind = reader.peek()?;
        reader.skip(Path::ROOT)?;
        Ok(kind)
    };
    match Reader::whole(&body, kind) {
        Ok((Kind::Object, text, found)) => {
            let (found, _) = found.sorted(&[Part::document(text)]);
            issues.extend(found.list);
            return found.more;
        }
        Ok(_) => {
            let params = Params::NONE.with("expected", "no body, or a JSON object");
            issues.push(Issue::new(ErrorCode::BodyUnexpected, "", params));
        }
        Err(issue) => issues.push(issue),
    }
    0
}
