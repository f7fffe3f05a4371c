//! The parts of the model that a document may have.

/// The parts of the model that a text of a document may be: first those that all links have, then those
/// that only some formats know, then those of children.
///
/// The order is part of the contract with `pkg/links.js`, which finds spans by it.
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
    // Not every format has these.
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
    /// How many spans there are up to this one.
    pub(crate) const fn width(self) -> usize {
        self as usize + 1
    }

    /// How many a link has.
    pub(crate) const OF_LINKS: usize = Self::ApprovalStatus.width();
    /// How many there are.
    pub(crate) const ALL: usize = Self::Txid.width();
}
