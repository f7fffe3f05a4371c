//! Converts a row of spans to an owned [`PaymentLink`] or [`Child`].
//!
//! All texts were validated when the row was read, so parsing succeeds here.

use super::rows::{Rows, flag};
use super::{Draft, Field, Vocabulary};
use crate::model::{
    Amount, Child, ChildDetails, Currency, Instant, Invoice, Kind, LinkId, Metadata, Money,
    Network, NetworkCode, Payment, PaymentLink, Payout, Redirects, Url,
};
use crate::syntax::json::{Text, Tree};

/// The link of a row; `None` if the row has issues.
pub(crate) fn link(
    rows: &Rows,
    row: usize,
    vocabulary: &Vocabulary,
    source: &str,
) -> Option<PaymentLink> {
    if !rows.is_usable(row) {
        return None;
    }
    let part = Parts { source, draft: &rows.draft, row };
    let payment_type =
        part.text(Field::PaymentType).or_else(|| vocabulary.payment_type.map(str::to_owned));
    let payment = part.text(Field::PaymentId).zip(payment_type);
    Some(PaymentLink {
        format: vocabulary.format,
        id: LinkId::parse(&part.text(Field::Id)?).ok()?,
        status: rows.status(row)?,
        raw_status: part.text(Field::RawStatus)?,
        url: part.url(Field::Url),
        description: part.text(Field::Description),
        reference: part.text(Field::Reference),
        amount: part.money(Field::Amount, Field::AmountCurrency),
        amount_paid: part.money(Field::AmountPaid, Field::AmountCurrency),
        payment_status: part.text(Field::PaymentStatus),
        account_currency: part.currency(Field::AccountCurrency),
        network: part.network(),
        kind: rows.kind(row),
        raw_kind: part.text(Field::RawKind),
        payment: payment.map(|(id, resource)| Payment { resource, id }),
        child: rows.child(row).and_then(|child| self::child(rows, child, vocabulary, source)),
        expires_at: part.instant(Field::ExpiresAt),
        expiry_unreadable: rows.has(row, flag::EXPIRY_UNREADABLE),
        completed_at: part.instant(Field::CompletedAt),
        created_at: part.instant(Field::CreatedAt),
        updated_at: part.instant(Field::UpdatedAt),
        redirects: part.redirects(),
        pay_currencies: part.list(Field::PayCurrencies, |text| Currency::parse(text).ok()),
        payment_methods: part.list(Field::PaymentMethods, |text| Some(text.to_owned())),
        approval_status: part.text(Field::ApprovalStatus),
        metadata: part.raw(Field::Metadata).map(Metadata::new),
        unmapped: Vec::new(),
    })
}

/// The id of a row, if it can be read, valid or not.
pub(crate) fn id(rows: &Rows, row: usize, source: &str) -> Option<String> {
    Parts { source, draft: &rows.draft, row }.text(Field::Id)
}

/// The child with this index; `None` if the resource is not a child of a link.
pub(crate) fn child(
    rows: &Rows,
    child: usize,
    vocabulary: &Vocabulary,
    source: &str,
) -> Option<Child> {
    let part = Parts { source, draft: &rows.children.draft, row: child };
    let kind = rows.children.kind(child)?;
    let word = |field| {
        let word = part.text(field)?;
        let known = (vocabulary.child_word)(&word);
        Some(known.map_or(word, str::to_owned))
    };
    let details = match kind {
        Kind::Payout => ChildDetails::Payout(Box::new(Payout {
            amount: part.money(Field::Amount, Field::AmountCurrency),
            charged: part.money(Field::Charged, Field::ChargedCurrency),
            pay: part.money(Field::Other, Field::OtherCurrency),
            exchange_rate: part.amount(Field::ExchangeRate),
            pay_charge_rate: part.money(Field::Rate, Field::RateCurrency),
            display_fee: part.money(Field::DisplayFee, Field::DisplayFeeCurrency),
            network_fee: part.money(Field::NetworkFee, Field::NetworkFeeCurrency),
            payout_fee: part.money(Field::PayoutFee, Field::PayoutFeeCurrency),
            absorb_network_fee: part.boolean(Field::AbsorbNetworkFee),
            absorb_payout_fee: part.boolean(Field::AbsorbPayoutFee),
            address: part.text(Field::Address),
            network: part.network(),
            payment_method: part.text(Field::PaymentMethod),
            receiver_binance_id: part.text(Field::ReceiverBinanceId),
            binance_status: part.text(Field::BinanceStatus),
            approval_status: part.text(Field::ApprovalStatus),
            txid: part.text(Field::Txid),
            reference: part.text(Field::Reference),
            expires_at: part.instant(Field::ExpiresAt),
            created_at: part.instant(Field::CreatedAt),
        })),
        Kind::Invoice | Kind::Unknown => ChildDetails::Invoice(Box::new(Invoice {
            billed: part.money(Field::Amount, Field::AmountCurrency),
            charged: part.money(Field::Charged, Field::ChargedCurrency),
            target: part.money(Field::Other, Field::OtherCurrency),
            exchange_rate: part.amount(Field::ExchangeRate),
            charged_target_rate: part.money(Field::Rate, Field::RateCurrency),
            status_context: word(Field::StatusContext),
            payment_status: word(Field::PaymentStatus),
            reference: part.text(Field::Reference),
            network: part.network(),
            payment_methods: part.list(Field::PaymentMethods, |text| Some(text.to_owned())),
            url: part.url(Field::Url),
            redirects: part.redirects(),
            expires_at: part.instant(Field::ExpiresAt),
            created_at: part.instant(Field::CreatedAt),
        })),
    };
    let state = vocabulary.child_state(kind, part.text(Field::RawStatus)?);
    Some(Child::new(part.text(Field::Id)?, state, details))
}

/// Typed access to the fields of one row.
struct Parts<'a> {
    source: &'a str,
    draft: &'a Draft,
    row: usize,
}

impl<'a> Parts<'a> {
    /// The source text of a field, without the quotes of a string.
    fn raw(&self, field: Field) -> Option<&'a str> {
        let span = Some(self.draft.span_of(self.row, field)).filter(|span| span.is_somewhere())?;
        self.source.get(span.start as usize..span.end as usize)
    }

    /// The text of a field in the model's spelling.
    fn text(&self, field: Field) -> Option<String> {
        let own = self.raw(field)?;
        let spelling = self.draft.spelling_of(self.row, field);
        spelling.map(str::to_owned).or_else(|| Text::spelt(own).value().map(Into::into))
    }

    fn url(&self, field: Field) -> Option<Url> {
        Url::parse(&self.text(field)?).ok()
    }

    fn instant(&self, field: Field) -> Option<Instant> {
        Instant::parse(&self.text(field)?).ok()
    }

    fn currency(&self, field: Field) -> Option<Currency> {
        Currency::parse(&self.text(field)?).ok()
    }

    fn amount(&self, field: Field) -> Option<Amount> {
        Amount::parse(&self.text(field)?).ok()
    }

    fn boolean(&self, field: Field) -> Option<bool> {
        self.raw(field).map(|token| token == "true")
    }

    fn money(&self, value: Field, currency: Field) -> Option<Money> {
        Some(Money::new(self.amount(value)?, self.currency(currency)?))
    }

    fn network(&self) -> Option<Network> {
        let code = NetworkCode::parse(&self.text(Field::NetworkCode)?).ok()?;
        Some(Network::new(code, self.text(Field::NetworkName)))
    }

    fn redirects(&self) -> Option<Redirects> {
        Redirects::of(self.text(Field::Success), self.text(Field::Unsuccess))
    }

    fn list<T>(&self, field: Field, each: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        let Ok(Tree::List(list)) = Tree::of(self.raw(field)?.as_bytes()) else { return None };
        let text = |tree: Tree<'_>| match tree {
            Tree::Text(text) => each(&text.value()?),
            _ => None,
        };
        list.into_iter().map(text).collect()
    }
}
