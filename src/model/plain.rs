//! A link as plain data, parsed back: each part through its own grammar, so that what comes back is
//! as valid as what was read.

use serde::de::{Deserialize, Deserializer, Error};

use super::{
    Amount, Child, ChildDetails, ChildState, Currency, Instant, Kind, LinkId, Metadata, Money,
    Network, NetworkCode, Payment, PaymentLink, Redirects, Url,
};
use crate::format::Format;
use crate::write::Change;

macro_rules! parsed {
    ($($type:ty),*) => {
        $(impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        })*
    };
}

parsed!(Amount, Currency, Instant, LinkId, NetworkCode, Url);

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_id(&String::deserialize(deserializer)?)
            .ok_or_else(|| D::Error::custom("expected the id of a format"))
    }
}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = serde_json::Map::deserialize(deserializer)?;
        Ok(Self::new(&serde_json::Value::Object(object).to_string()))
    }
}

impl<'de> Deserialize<'de> for Child {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut data = serde_json::Map::deserialize(deserializer)?;
        let mut text = |name: &'static str| match data.remove(name) {
            Some(serde_json::Value::String(text)) => Ok(text),
            _ => Err(D::Error::custom(format_args!("expected the text `{name}`"))),
        };
        let kind = Kind::from_name(&text("type")?);
        let (id, raw_status) = (text("id")?, text("rawStatus")?);
        let data = serde_json::Value::Object(data);
        let details = match kind {
            Kind::Payout => serde_json::from_value(data).map(ChildDetails::Payout),
            Kind::Invoice | Kind::Unknown => {
                serde_json::from_value(data).map(ChildDetails::Invoice)
            }
        };
        // The status is made of the word again, by the format, once that is known.
        let state = ChildState::new(kind, super::ChildStatus::Unknown, raw_status);
        details.map(|details| Self::new(id, state, details)).map_err(D::Error::custom)
    }
}

/// As a link is serialised; what is made of other members, or merely tells of them, is left out.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    format: Format,
    id: LinkId,
    raw_status: String,
    url: Url,
    description: Option<String>,
    reference: Option<String>,
    amount: Option<Money>,
    account_currency: Option<Currency>,
    network: Option<Network>,
    raw_kind: Option<String>,
    kind: Option<String>,
    payment: Option<Payment>,
    child: Option<Child>,
    expires_at: Option<Instant>,
    completed_at: Option<Instant>,
    created_at: Instant,
    updated_at: Option<Instant>,
    redirects: Option<Redirects>,
    pay_currencies: Option<Vec<Currency>>,
    payment_methods: Option<Vec<String>>,
    approval_status: Option<String>,
    metadata: Option<Metadata>,
    #[serde(default)]
    unmapped: Vec<String>,
    #[serde(default)]
    kept: Vec<Change>,
}

impl<'de> Deserialize<'de> for PaymentLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let data = Data::deserialize(deserializer)?;
        Ok(Self {
            status: data.format.status(&data.raw_status),
            format: data.format,
            id: data.id,
            raw_status: data.raw_status,
            url: data.url,
            description: data.description,
            reference: data.reference,
            amount: data.amount,
            account_currency: data.account_currency,
            network: data.network,
            kind: data.kind.as_deref().map(Kind::from_name),
            raw_kind: data.raw_kind,
            payment: data.payment,
            child: data.child.map(|child| child.of(data.format)),
            expires_at: data.expires_at,
            completed_at: data.completed_at,
            created_at: data.created_at,
            updated_at: data.updated_at,
            redirects: data.redirects,
            pay_currencies: data.pay_currencies,
            payment_methods: data.payment_methods,
            approval_status: data.approval_status,
            metadata: data.metadata,
            unmapped: data.unmapped,
            kept: data.kept,
        })
    }
}
