//! Calls: planning one to a provider, and judging one that arrives at our edge.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::decision::{Action, Clock, Decision, decide};
use crate::format::{Call, Credential, Format, Operation, Spoken};
use crate::idempotency::{Claim, claim};
use crate::issue::{Code, ErrorCode, Issue, Params, excerpt};
use crate::json::Kind;
use crate::media_type::MediaType;
use crate::model::{LinkId, LinkState};
use crate::reader::{Path, Reader};
use crate::remark::{Reason, Remark};
use crate::render::Face;

/// An HTTP request, as far as it is judged here. Header names are in lower case.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    method: &'a str,
    target: &'a str,
    headers: &'a [(String, String)],
    body: &'a [u8],
}

impl<'a> Request<'a> {
    /// `target` is the path with its query, as it stands in the request line; header names must be
    /// in lower case.
    pub const fn new(
        method: &'a str,
        target: &'a str,
        headers: &'a [(String, String)],
        body: &'a [u8],
    ) -> Self {
        Self { method, target, headers, body }
    }

    pub(crate) const fn method(&self) -> &'a str {
        self.method
    }

    pub(crate) const fn target(&self) -> &'a str {
        self.target
    }

    pub(crate) const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The value of a header, without the white space around it.
    pub(crate) fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }
}

/// A call to a provider, ready to send but for the credential, which never comes here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Whose call it is.
    pub format: Format,
    /// What for.
    pub operation: Operation,
    /// The action, for a call that closes a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// The HTTP method.
    pub method: &'static str,
    /// The path, percent-encoded.
    pub path: String,
    /// Headers to send, names in lower case.
    pub headers: Headers,
    /// The body; no call has one so far.
    pub body: Option<String>,
    /// Where the credential goes.
    pub credential: Credential,
    /// The idempotency profile, if the provider has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<&'static str>,
    /// Whether it may be sent again after an answer was lost.
    pub repeatable: bool,
}

/// Header names and values, in order; an object in JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(pub Vec<(&'static str, String)>);

impl Serialize for Headers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Plans the call that closes a link, if there is reason to send it.
///
/// # Errors
/// Why it must not be sent: the decision's reasons; an id that no path can carry; a key that the
/// provider would refuse.
pub fn plan_close(
    action: Action,
    id: &LinkId,
    link: LinkState<'_>,
    clock: &Clock,
    idempotency_key: Option<&str>,
) -> Result<Plan, Vec<Issue>> {
    let decision = decide(action, link, clock);
    let mut issues = if decision.may_try { Vec::new() } else { refusal(&decision) };
    let mut plan = match plan(link.format, Operation::Close, Some(id)) {
        Ok(plan) => plan,
        Err(issue) => {
            issues.push(issue);
            return Err(issues);
        }
    };
    plan.action = Some(decision.call);
    if let (Some(profile), Some(key)) = (link.format.adapter().api.idempotency, idempotency_key) {
        let headers = [(profile.header.to_owned(), key.to_owned())];
        match claim(profile, &Request::new(plan.method, &plan.path, &headers, b"")) {
            Ok(_) => {
                plan.headers.0.push((profile.header, key.to_owned()));
                plan.profile = Some(profile.id);
                plan.repeatable = true;
            }
            Err(issue) => issues.push(issue),
        }
    }
    if issues.is_empty() { Ok(plan) } else { Err(issues) }
}

/// Plans a call of any kind, without asking whether it makes sense.
///
/// # Errors
/// An id that no path can carry, or an operation that the provider does not have.
pub fn plan(format: Format, operation: Operation, id: Option<&LinkId>) -> Result<Plan, Issue> {
    let api = &format.adapter().api;
    let Some(call) = format.call(operation) else {
        return Err(Issue::new(ErrorCode::RouteUnknown, "", Params::NONE));
    };
    let segment = id.map(|id| encode_segment(id.as_str())).transpose()?.unwrap_or_default();
    let mut headers = Headers(vec![("accept", api.media_type.name.to_owned())]);
    if api.media_type.always {
        headers.0.push(("content-type", api.media_type.name.to_owned()));
    }
    Ok(Plan {
        format,
        operation,
        action: None,
        method: call.method,
        path: call.path.replace(ID, &segment),
        headers,
        body: None,
        credential: api.credential,
        profile: None,
        repeatable: call.method == "GET",
    })
}

/// Why a decision forbids the call: one issue for each reason.
pub fn refusal(decision: &Decision) -> Vec<Issue> {
    debug_assert!(!decision.may_try);
    let issue = |reason: &Remark<Reason>| {
        let params = Params::NONE
            .with("action", decision.call.name())
            .with("reason", reason.code().name())
            .with("why", reason.message());
        Issue::new(ErrorCode::TransitionRefused, "", params)
    };
    decision.reasons.iter().map(issue).collect()
}

const ID: &str = "{id}";

/// One path segment that no URL parser takes apart or away.
fn encode_segment(id: &str) -> Result<String, Issue> {
    const EXPECTED: &str = "an id that a path can carry, not `.` or `..`";
    if matches!(id, "." | "..") {
        return Err(Issue::new(
            ErrorCode::IdMalformed,
            "",
            Params::NONE.with("expected", EXPECTED),
        ));
    }
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    Ok(out)
}

fn decode_segment(segment: &str) -> Option<String> {
    let mut bytes = segment.bytes();
    let mut out = Vec::with_capacity(segment.len());
    while let Some(byte) = bytes.next() {
        out.push(if byte == b'%' {
            let mut digit = || bytes.next().and_then(|digit| char::from(digit).to_digit(16));
            u8::try_from(digit()? * 16 + digit()?).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(out).ok()
}

/// An inbound call that is one of a provider's own, and well-formed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// Whose call it is.
    pub format: Format,
    /// What for.
    pub operation: Operation,
    /// The action, for a call that closes a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// The link, for a call that names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<LinkId>,
    /// The claim to an idempotency key, if the call has one and the provider heeds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency: Option<Claim>,
}

/// An inbound call that is refused: everything that is wrong with it, worst first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Whose path it was, if anybody's: that provider's error body is the one to answer with.
    pub format: Option<Format>,
    /// Everything that is wrong.
    pub issues: Vec<Issue>,
    /// The methods that the path has, for the `allow` header.
    pub allow: Vec<&'static str>,
}

impl Refused {
    /// The HTTP status that the worst of them has at the provider whose path it is.
    pub fn status(&self) -> u16 {
        let face = self.format.map_or(Face::Problem, Face::Provider);
        crate::render::status_of(&self.issues, face).unwrap_or(400)
    }
}

impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Refused", 5)?;
        object.serialize_field("ok", &false)?;
        object.serialize_field("status", &self.status())?;
        object.serialize_field("format", &self.format)?;
        object.serialize_field("allow", &self.allow)?;
        object.serialize_field("issues", &self.issues)?;
        object.end()
    }
}

/// Judges an inbound call by the documented rules of the provider whose path it has: route, method,
/// credential, media types, idempotency key and body. Whether the credential is the right one, only
/// the provider knows.
///
/// # Errors
/// Everything that is wrong with it.
pub fn check_request(request: &Request<'_>) -> Result<Checked, Refused> {
    let path = request.target.split(['?', '#']).next().unwrap_or_default();
    let matching = |call: &&Call| Place::of(call.path, path).is_some();
    let found = Format::ALL.iter().find_map(|format| {
        let calls: Vec<_> = format.adapter().api.calls.iter().filter(matching).collect();
        (!calls.is_empty()).then_some((*format, calls))
    });
    let Some((format, calls)) = found else {
        let issues = vec![Issue::new(ErrorCode::RouteUnknown, "", Params::NONE)];
        return Err(Refused { format: None, issues, allow: Vec::new() });
    };
    let Some(call) = calls.iter().find(|call| call.method == request.method) else {
        let allow: Vec<_> = calls.iter().map(|call| call.method).collect();
        let params = Params::NONE
            .with("expected", allow.join(" or "))
            .with("found", excerpt(request.method));
        let issues = vec![Issue::new(ErrorCode::MethodNotAllowed, "", params)];
        return Err(Refused { format: Some(format), issues, allow });
    };

    let api = &format.adapter().api;
    let mut issues = Vec::new();
    issues.extend(check_credential(&api.credential, request));
    issues.extend(check_content_type(&api.media_type, request));
    issues.extend(check_accept(&api.media_type, request));
    let id = match Place::of(call.path, path) {
        Some(Place::Link(segment)) => {
            let id = decode_segment(segment).and_then(|id| LinkId::parse(&id).ok());
            if id.is_none() {
                let params = Params::NONE.with("expected", "a percent-encoded id in the path");
                issues.push(Issue::new(ErrorCode::IdMalformed, "", params));
            }
            id
        }
        Some(Place::Collection) | None => None,
    };
    let closes = call.operation == Operation::Close;
    let mut idempotency = None;
    if let Some(profile) = api.idempotency.filter(|_| closes) {
        match claim(profile, request) {
            Ok(claim) => idempotency = claim,
            Err(issue) => issues.push(issue),
        }
    }
    issues.extend(check_body(request.body));

    if issues.is_empty() {
        let action = closes.then_some(api.close);
        Ok(Checked { format, operation: call.operation, action, id, idempotency })
    } else {
        Err(Refused { format: Some(format), issues, allow: Vec::new() })
    }
}

/// What a path names.
enum Place<'p> {
    Collection,
    /// One link, by the path segment that holds its id.
    Link(&'p str),
}

impl<'p> Place<'p> {
    /// What `path` names, if it fits the template.
    fn of(template: &str, path: &'p str) -> Option<Self> {
        let Some((before, after)) = template.split_once(ID) else {
            return (template == path).then_some(Self::Collection);
        };
        let segment = path.strip_prefix(before)?.strip_suffix(after)?;
        (!segment.is_empty() && !segment.contains('/')).then_some(Self::Link(segment))
    }
}

fn check_credential(credential: &Credential, request: &Request<'_>) -> Option<Issue> {
    let params = Params::NONE.with("header", credential.header);
    let Some(value) = request.header(credential.header).filter(|value| !value.is_empty()) else {
        return Some(Issue::new(ErrorCode::CredentialMissing, "", params));
    };
    let visible = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    let (well_formed, expected) = match credential.scheme {
        None => (visible(value), Cow::Borrowed("visible ASCII characters")),
        Some(scheme) => (
            value.split_once(' ').is_some_and(|(found, token)| {
                found.eq_ignore_ascii_case(scheme) && visible(token.trim_start())
            }),
            Cow::Owned(format!("`{scheme} <api_key>`")),
        ),
    };
    // The value itself is never repeated.
    let issue =
        || Issue::new(ErrorCode::CredentialMalformed, "", params.with("expected", expected));
    (!well_formed).then(issue)
}

/// Whether a media type is the one that a provider speaks: the same essence, and no parameter that
/// would make it another (JSON:API, section 5).
fn is_spoken(expected: &Spoken, found: &MediaType) -> bool {
    found.essence() == expected.name
        && found.parameters().all(|name| expected.parameters.contains(&name))
}

fn check_content_type(expected: &Spoken, request: &Request<'_>) -> Option<Issue> {
    let wanted = expected.always || !request.body.is_empty();
    let found = request.header("content-type");
    let fits = match found.map(MediaType::parse) {
        // Without a body there is nothing that a type could be wrong about.
        None => !expected.always,
        Some(Ok(found)) => is_spoken(expected, &found),
        Some(Err(_)) => false,
    };
    let found = found.map_or("none".into(), excerpt);
    let params = Params::NONE.with("expected", excerpt(expected.name)).with("found", found);
    (wanted && !fits).then(|| Issue::new(ErrorCode::MediaTypeUnsupported, "", params))
}

fn check_accept(expected: &Spoken, request: &Request<'_>) -> Option<Issue> {
    let accept = request.header("accept").filter(|accept| !accept.is_empty())?;
    let family = expected.name.split('/').next().unwrap_or_default();
    let fits = accept.split(',').filter_map(|range| MediaType::parse(range).ok()).any(|range| {
        let wildcard = range.essence() == "*/*" || range.essence() == format!("{family}/*");
        // The weight belongs to the header, not to the type.
        wildcard || is_spoken(expected, &range.without("q"))
    });
    let params = Params::NONE.with("expected", excerpt(expected.name));
    (!fits).then(|| Issue::new(ErrorCode::NotAcceptable, "", params))
}

/// No call that is checked so far has a body of its own; clients send an empty one, or `{}`.
fn check_body(body: &[u8]) -> Vec<Issue> {
    if body.is_empty() {
        return Vec::new();
    }
    let kind = |reader: &mut Reader<'_>| {
        let kind = reader.peek()?;
        reader.skip(Path::ROOT)?;
        Ok(kind)
    };
    match Reader::whole(body, kind) {
        Ok((Kind::Object, found)) => found.sorted().0,
        Ok(_) => {
            let params = Params::NONE.with("expected", "no body, or a JSON object");
            vec![Issue::new(ErrorCode::BodyUnexpected, "", params)]
        }
        Err(issue) => vec![issue],
    }
}
