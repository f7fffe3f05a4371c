//! A link, or a child, as it stands in its source: checked, and nothing copied.

use crate::format::Format;
use crate::json::Span;
use crate::model::{Kind, Moment, Status};

/// The parts of the model that a text of a document may be, those of links first.
///
/// The order is part of the contract with `pkg/batch.js`, which finds spans by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Field {
    Id,
    RawStatus,
    Url,
    Description,
    Reference,
    Amount,
    AmountCurrency,
    AccountCurrency,
    NetworkCode,
    NetworkName,
    RawKind,
    PaymentType,
    PaymentId,
    ExpiresAt,
    CompletedAt,
    CreatedAt,
    UpdatedAt,
    Success,
    Unsuccess,
    PayCurrencies,
    PaymentMethods,
    ApprovalStatus,
    Metadata,
    // Only children have these.
    Charged,
    ChargedCurrency,
    /// The target of an invoice, what a payout pays.
    Other,
    OtherCurrency,
    ExchangeRate,
    Rate,
    RateCurrency,
    StatusContext,
    PaymentStatus,
    DisplayFee,
    DisplayFeeCurrency,
    NetworkFee,
    NetworkFeeCurrency,
    PayoutFee,
    PayoutFeeCurrency,
    AbsorbNetworkFee,
    AbsorbPayoutFee,
    Address,
    PaymentMethod,
    ReceiverBinanceId,
    BinanceStatus,
    Txid,
}

impl Field {
    /// How many a link has.
    pub(crate) const OF_LINKS: usize = Self::Metadata as usize + 1;
    /// How many there are.
    pub(crate) const ALL: usize = Self::Txid as usize + 1;
}

/// What a reader found of one link or child: where each part stands, and what was made of some.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) format: Format,
    spans: [Span; Field::ALL],
    pub(crate) status: Status,
    pub(crate) kind: Option<Kind>,
    pub(crate) expires: Option<Moment>,
    pub(crate) created: Option<Moment>,
    pub(crate) updated: Option<Moment>,
}

impl Draft {
    pub(crate) const fn new(format: Format) -> Self {
        Self {
            format,
            spans: [Span::NOWHERE; Field::ALL],
            status: Status::Unknown,
            kind: None,
            expires: None,
            created: None,
            updated: None,
        }
    }

    /// Begins another link, with nothing of the last one.
    #[inline(always)]
    pub(crate) fn restart(&mut self) {
        if let Some(spans) = self.spans.first_chunk_mut::<{ Field::OF_LINKS }>() {
            *spans = [Span::NOWHERE; Field::OF_LINKS];
        }
        self.status = Status::Unknown;
        self.kind = None;
        self.expires = None;
        self.created = None;
        self.updated = None;
    }

    #[inline(always)]
    pub(crate) fn put(&mut self, field: Field, span: Span) {
        if let Some(place) = self.spans.get_mut(field as usize) {
            *place = span;
        }
    }

    /// Some instants are compared; the others only stand where they stand.
    #[inline(always)]
    pub(crate) const fn put_moment(&mut self, field: Field, moment: Moment) {
        match field {
            Field::ExpiresAt => self.expires = Some(moment),
            Field::CreatedAt => self.created = Some(moment),
            Field::UpdatedAt => self.updated = Some(moment),
            _ => {}
        }
    }

    pub(crate) fn drop(&mut self, field: Field) {
        self.put(field, Span::NOWHERE);
    }

    #[inline(always)]
    pub(crate) fn span(&self, field: Field) -> Span {
        self.spans.get(field as usize).copied().unwrap_or_default()
    }

    #[inline(always)]
    pub(crate) fn has(&self, field: Field) -> bool {
        self.span(field).is_somewhere()
    }

    pub(crate) const fn spans(&self) -> &[Span; Field::ALL] {
        &self.spans
    }
}
