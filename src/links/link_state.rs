//! Parses a link that a caller passes as plain data, for decisions and plans.

use crate::finding::misuse::Misuse;
use crate::model::{ChildState, Format, Instant, Kind, LinkId, LinkState, Status};
use crate::syntax::from_json::{deserialised, members};

/// The members of a link that decisions need; all others are ignored. The status is derived from the
/// provider's word again, so a modified link cannot contradict itself.
#[derive(Debug, Clone)]
pub struct LinkStateData {
    format: String,
    id: String,
    raw_status: String,
    expires_at: Option<String>,
    expiry_unreadable: bool,
    approval_status: Option<String>,
    child: Option<ChildStateData>,
}

#[derive(Debug, Clone)]
struct ChildStateData {
    kind: String,
    raw_status: String,
}

members! { LinkStateData {
    format: required "format",
    raw_status: required "rawStatus",
    ;
    id: defaulted "id",
    expiry_unreadable: defaulted "expiryUnreadable",
    expires_at: optional "expiresAt",
    approval_status: optional "approvalStatus",
    child: optional "child",
}}
members! { ChildStateData {
    kind: required "type",
    raw_status: required "rawStatus",
}}
deserialised!(LinkStateData);

/// A link that a caller passed, checked.
#[derive(Debug, Clone)]
pub struct OwnedLinkState {
    format: Format,
    id: Option<LinkId>,
    status: Status,
    raw_status: String,
    expires_at: Option<Instant>,
    expiry_unreadable: bool,
    approval_status: Option<String>,
    child: Option<ChildState>,
}

impl OwnedLinkState {
    /// The borrowed form that decisions take.
    pub fn state(&self) -> LinkState<'_> {
        LinkState {
            format: self.format,
            id: self.id.as_ref(),
            status: self.status,
            raw_status: &self.raw_status,
            expires_at: self.expires_at.as_ref(),
            expiry_unreadable: self.expiry_unreadable,
            approval_status: self.approval_status.as_deref(),
            child: self.child.as_ref(),
        }
    }

    /// The id, which a plan needs.
    ///
    /// # Errors
    /// The link was passed without a valid id.
    pub fn id(&self) -> Result<&LinkId, Misuse> {
        self.id.as_ref().ok_or(Misuse { argument: "link.id", expected: "the link's id" })
    }
}

impl<'a> From<&'a OwnedLinkState> for LinkState<'a> {
    fn from(link: &'a OwnedLinkState) -> Self {
        link.state()
    }
}

impl TryFrom<LinkStateData> for OwnedLinkState {
    type Error = Misuse;

    fn try_from(data: LinkStateData) -> Result<Self, Misuse> {
        let format = Format::from_id(&data.format)
            .ok_or(Misuse { argument: "link.format", expected: "the id of a format" })?;
        let expires_at =
            data.expires_at.as_deref().map(Instant::parse).transpose().map_err(|_| Misuse {
                argument: "link.expiresAt",
                expected: "an RFC 3339 date and time",
            })?;
        let child = data
            .child
            .map(|child| format.child_state(Kind::from_name(&child.kind), child.raw_status));
        Ok(Self {
            format,
            id: LinkId::parse(&data.id).ok(),
            status: format.status(&data.raw_status),
            raw_status: data.raw_status,
            expires_at,
            expiry_unreadable: data.expiry_unreadable,
            approval_status: data.approval_status,
            child,
        })
    }
}
