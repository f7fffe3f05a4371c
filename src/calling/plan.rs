//! Plans HTTP requests to a provider: method, path, headers, body and retry policy.

use serde::{Serialize, Serializer};

use super::retry::RetryPolicy;
use super::url_path;
use crate::deciding::decision::{Clock, Decision, decide};
use crate::finding::answer::Answer;
use crate::finding::limits::Listed;
use crate::finding::source::{Page, Source};
use crate::finding::{Code, ErrorCode, Issue, Params};
use crate::finding::{Explanation, Reason};
use crate::http::form;
use crate::idempotency::key_of;
use crate::links::read::read_create_request;
use crate::model::{Action, Format, LinkId, LinkState};
use crate::provider::listing::{Listing, ListingData};
use crate::provider::{Credential, Operation};
use crate::syntax::json::Tree;

/// A request to a provider, complete except for the credential, which the core never receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The provider.
    pub format: Format,
    /// What the request does.
    pub operation: Operation,
    /// The action, for a request that closes a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// The link's id, if the path has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<LinkId>,
    /// The list request, for a request that lists links, with the defaults that are needed to find the
    /// next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listing: Option<Listing>,
    /// The HTTP method.
    pub method: &'static str,
    /// The path and query, percent-encoded.
    pub path: String,
    /// The headers to send; names are in lower case.
    pub headers: Headers,
    /// The body, if the request has one.
    pub body: Option<String>,
    /// The header for the credential.
    pub credential: Credential,
    /// The id of the idempotency profile, if the request has a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<&'static str>,
    /// Whether and when to retry.
    pub retry: RetryPolicy,
}

/// Header names and values, in order. Serialised as an object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(pub Vec<(&'static str, String)>);

impl Serialize for Headers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Plans the request that closes a link, if the decision allows to try.
///
/// # Errors
/// The reasons of a decision against it; an id that cannot be part of a path; an invalid idempotency
/// key.
///
/// # Examples
/// ```
/// use paylink::deciding::decision::Clock;
/// use paylink::model::Action;
/// use paylink::api::{ReadOptions, plan_close, read};
/// use paylink::model::Instant;
///
/// # let text = br#"{"paymentLinkId": "j47ac10b", "url": "https://pay.example.com/j47ac10b",
/// #     "status": "ACTIVE", "createdAt": "2024-01-15T10:00:00Z", "updatedAt": "2024-01-15T10:00:00Z",
/// #     "expiresAt": "2024-12-31T23:59:59Z"}"#;
/// # let answer = read(text, &ReadOptions::default());
/// # let link = answer.value().ok_or("not a payment link")?;
/// let clock = Clock { now: Instant::parse("2024-06-01T12:00:00Z")?, skew_ms: 5_000 };
/// match plan_close(Action::Close, link, &clock, Some("key-1")) {
///     Ok(plan) => {
///         assert_eq!(plan.method, "POST");
///         assert_eq!(plan.path, "/payment-links/j47ac10b/cancel");
///         assert_eq!(plan.credential.header, "x-api-key");
///     }
///     Err(issues) => panic!("{issues:?}"),
/// }
///
/// // Connect has no call that expires a link.
/// let refused = plan_close(Action::Expire, link, &clock, None);
/// let issues = refused.err().ok_or("planned")?;
/// assert_eq!(issues[0].params().value("reason"), Some("action_not_offered"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan_close<'l>(
    action: Action,
    link: impl Into<LinkState<'l>>,
    clock: &Clock,
    idempotency_key: Option<&str>,
) -> Result<Plan, Vec<Issue>> {
    let link = link.into();
    let decision = decide(action, link, clock);
    let issues = if decision.can_try { Vec::new() } else { refusal(&decision) };
    let planned = plan(link.format, Operation::Close, link.id)
        .map(|plan| Plan { action: Some(decision.call), ..plan })
        .and_then(|plan| keyed(plan, idempotency_key));
    sound(planned, issues)
}

/// Plans the request that creates a link. `request` is validated and becomes the body unchanged; JSON for a
/// provider that takes forms becomes a form.
///
/// # Errors
/// All issues of the request; an invalid idempotency key.
pub fn plan_create(
    format: Format,
    request: &[u8],
    idempotency_key: Option<&str>,
) -> Result<Plan, Listed<ErrorCode>> {
    let (issues, more) = match read_create_request(request, format) {
        Answer::Accepted { .. } => (Vec::new(), 0),
        Answer::Refused { issues, more, .. } => (issues, more),
    };
    let api = &format.adapter().api;
    let planned = plan(format, Operation::Create, None).and_then(|mut plan| {
        // A form stays as it is; a request that was read without issues is UTF-8.
        let of_json = if form::ARE_SENT && api.sends_forms { Tree::of(request).ok() } else { None };
        let text = || String::from_utf8_lossy(request).into_owned();
        plan.put_body(of_json.map_or_else(text, |request| form::of_json(&request)));
        keyed(plan, idempotency_key)
    });
    sound(planned, issues).map_err(|issues| {
        let issues = Listed::from(issues);
        Listed { more: issues.more + more, ..issues }
    })
}

/// The plan, if there are no issues.
fn sound(planned: Result<Plan, Issue>, mut issues: Vec<Issue>) -> Result<Plan, Vec<Issue>> {
    match planned {
        Ok(plan) if issues.is_empty() => return Ok(plan),
        Ok(_) => {}
        Err(issue) => issues.push(issue),
    }
    Err(issues)
}

/// Plans the request for one page of a list.
///
/// # Errors
/// A member that the format's lists do not support, or an invalid value.
///
/// # Examples
/// The response to a create request was lost, and the provider has no idempotency keys: list the links
/// with its reference before sending it again.
/// ```
/// use paylink::api::{ReadOptions, plan_create, plan_list, read_list};
/// use paylink::model::Format;
/// use paylink::provider::listing::{ListMember, ListingData};
/// use paylink::calling::retry::Advice;
///
/// let request = br#"{"data": {"type": "payment_links", "attributes": {"amount": "100",
///     "currency": "EUR", "reference": "order-17", "paymentType": "Invoice",
///     "expires_at": "2025-01-12T23:00:00.000Z"}}}"#;
/// let created = plan_create(Format::Txn, request, None).map_err(|_| "refused")?;
/// assert_eq!(created.retry.lost_answer, Advice::ReadFirst);
///
/// let asked = ListingData::default().with(ListMember::Reference, "order-17");
/// let look = plan_list(Format::Txn, &asked).map_err(|_| "refused")?;
/// let query = look.path.split_once('?').ok_or("no query")?.1;
/// assert_eq!(query, "page=1&per_page=25&reference=order-17");
///
/// // The list is empty: no link was created, so the request may be sent again.
/// let list = read_list(br#"{"data": []}"#, &ReadOptions::default(), Some(&asked));
/// assert!(list.value().ok_or("unreadable")?.links.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan_list(format: Format, asked: &ListingData) -> Result<Plan, Vec<Issue>> {
    let listing = Listing::of(format, asked)?;
    let plan = bare(format, Operation::List, None).map_err(|issue| vec![issue])?;
    Ok(listed(plan, listing))
}

fn listed(mut plan: Plan, listing: Listing) -> Plan {
    let rules = plan.format.listing();
    let listing = listing.whole(rules);
    plan.path.push_str(&listing.query(rules));
    plan.listing = Some(listing);
    plan
}

/// Plans any request without deciding whether it is allowed; a list starts at its first page.
///
/// # Errors
/// An id that cannot be part of a path, or an operation that the provider does not have.
pub fn plan(format: Format, operation: Operation, id: Option<&LinkId>) -> Result<Plan, Issue> {
    let plan = bare(format, operation, id)?;
    Ok(match operation {
        Operation::List => listed(plan, Listing::default()),
        Operation::Create | Operation::Close | Operation::Read => plan,
    })
}

fn bare(format: Format, operation: Operation, id: Option<&LinkId>) -> Result<Plan, Issue> {
    let api = &format.adapter().api;
    let Some(call) = format.call(operation) else {
        return Err(Issue::new(ErrorCode::RouteUnknown, "", Params::NONE));
    };
    let mut headers = Headers(vec![("accept", api.media_type.name.to_owned())]);
    if api.media_type.always {
        headers.0.push(("content-type", api.media_type.name.to_owned()));
    }
    let retry = match operation {
        Operation::Create | Operation::Close => RetryPolicy::careful(api.repeats),
        Operation::Read | Operation::List => RetryPolicy::repeatable(READING),
    };
    let mut plan = Plan {
        format,
        operation,
        action: None,
        id: id.cloned(),
        listing: None,
        method: call.method,
        path: url_path::filled(call.path, id)?,
        headers,
        body: None,
        credential: api.credential,
        profile: None,
        retry,
    };
    if let Some(body) = call.body {
        plan.put_body(body.to_owned());
    }
    Ok(plan)
}

impl Plan {
    fn put_body(&mut self, body: String) {
        let api = &self.format.adapter().api;
        if !api.media_type.always {
            self.headers.0.push(("content-type", api.request_type().to_owned()));
        }
        self.body = Some(body);
    }
}

static SAFE_METHODS: Page =
    Page::new("RFC 9110, 9.2.1", "https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1");

const READING: Source =
    Source::documented(&SAFE_METHODS, "GET is safe: a repeat of it asks for no change");

/// Adds an idempotency key, if the provider supports keys; then the request may be repeated.
fn keyed(mut plan: Plan, key: Option<&str>) -> Result<Plan, Issue> {
    let api = &plan.format.adapter().api;
    let (Some(profile), Some(key)) = (api.idempotency, key) else { return Ok(plan) };
    // A key with blanks around it is refused: it would arrive as another key, without them.
    key_of(profile, key)?;
    plan.headers.0.push((profile.header, key.to_owned()));
    plan.profile = Some(profile.id);
    plan.retry = RetryPolicy::repeatable(profile.source());
    Ok(plan)
}

/// The issues of a decision that forbids the call: one for each reason.
pub fn refusal(decision: &Decision) -> Vec<Issue> {
    debug_assert!(!decision.can_try);
    let issue = |reason: &Explanation<Reason>| {
        // Includes the reason's own parameters, so that it can be translated.
        let params = reason
            .params()
            .clone()
            .with("action", decision.call.name())
            .with("reason", reason.code().name())
            .with("why", reason.message());
        Issue::new(ErrorCode::TransitionRefused, "", params)
    };
    decision.reasons.iter().map(issue).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::listing::ListMember;

    #[test]
    fn a_filter_of_whole_seconds_lets_no_link_through_that_was_not_asked_for() {
        let path = |from: &str, to: &str| {
            let asked = ListingData::default().with(ListMember::CreatedFrom, from);
            plan_list(Format::Razorpay, &asked.with(ListMember::CreatedTo, to)).unwrap().path
        };
        for (time, from, to) in [
            ("2024-01-15T10:00:00Z", 1_705_312_800_i64, 1_705_312_800_i64),
            ("2024-01-15T10:00:00.0001Z", 1_705_312_801, 1_705_312_800),
            ("2024-01-15T10:00:00.999Z", 1_705_312_801, 1_705_312_800),
            ("1969-12-31T23:59:59.5Z", 0, -1),
            ("2016-12-31T23:59:60.5Z", 1_483_228_800, 1_483_228_799),
            ("9999-12-31T23:59:59-01:00", 253_402_300_799, 253_402_300_799),
        ] {
            let query = format!("&from={from}&to={to}");
            assert!(path(time, time).ends_with(&query), "{time}: {}", path(time, time));
        }
    }
}
