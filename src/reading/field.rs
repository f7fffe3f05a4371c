//! The fields of links and children, numbered as in the span tables.

/// A field of the model that has a span in the source: first those of all formats, then those of
/// some formats, then those of children only.
///
/// The order is part of the contract with `pkg/links.js`, which uses it as an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Field {
    Id,
    RawStatus,
    Url,
    Description,
    PaymentId,
    ExpiresAt,
    CompletedAt,
    CreatedAt,
    UpdatedAt,
    Metadata,
    // Only some formats have these.
    Reference,
    Amount,
    AmountCurrency,
    AccountCurrency,
    NetworkCode,
    NetworkName,
    RawKind,
    PaymentType,
    Success,
    Unsuccess,
    PayCurrencies,
    PaymentMethods,
    ApprovalStatus,
    AmountPaid,
    PaymentStatus,
    // Only children have these.
    Charged,
    ChargedCurrency,
    /// The target amount of an invoice, or the amount that a payout pays.
    Other,
    OtherCurrency,
    ExchangeRate,
    Rate,
    RateCurrency,
    StatusContext,
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
    /// The number of spans up to and including this one.
    pub(crate) const fn width(self) -> usize {
        self as usize + 1
    }

    /// The number of fields of a link.
    pub(crate) const OF_LINKS: usize = Self::PaymentStatus.width();
    pub(crate) const ALL: usize = Self::Txid.width();
}
