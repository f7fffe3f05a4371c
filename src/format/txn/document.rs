//! Reading a Txn document: one link or a list, with the children that it includes.

use super::super::jsonapi::{Compound, Identity, read_identity};
use super::super::{
    Document, Entry, Format, any_text, note_expiry, read_currencies, read_currency, read_id,
    read_status, read_url,
};
use super::child::{Net, is_child, read_child};
use super::note_redirects;
use crate::issue::{ErrorCode, NoteCode, Params, excerpt};
use crate::json::{Kind as JsonKind, Scan, Text, Tree};
use crate::listing::{Listing, Next};
use crate::model::{
    Amount, Child, Currency, Instant, Kind, LinkId, Money, Payment, PaymentLink, Redirects, Status,
    Url,
};
use crate::reader::{Findings, Null, Path, Reader, Slot};

const RESOURCE: &str = "paymentLinks";

/// `data` is one link or a list; `included` has the children, before it or behind it.
pub(super) fn read(reader: &mut Reader<'_>) -> Scan<Document> {
    let mut data = Slot::Missing;
    let mut is_list = false;
    let mut included = Compound::default();
    let mut further = None;
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "data" if reader.peek()? == JsonKind::Array => {
                is_list = true;
                let mut links = Vec::new();
                reader.array(at, |reader, at| {
                    links.push(
                        reader.spanned(|reader| reader.apart(|reader| Link::read(reader, at)))?,
                    );
                    Ok(())
                })?;
                data = Slot::Given(links);
            }
            "data" => {
                data = Slot::Given(vec![
                    reader.spanned(|reader| reader.apart(|reader| Link::read(reader, at)))?,
                ]);
            }
            "included" => included.read(reader, at, is_child, read_child)?,
            "links" => {
                let ((), source) = reader.spanned(|reader| reader.skip(at))?;
                let (next, left) = next_of(source, at);
                let note = |at| reader.note_apart(NoteCode::MemberUnmapped, at, Params::NONE);
                let of_list = left.into_iter().map(note).fold(Findings::default(), Findings::and);
                // Whether it is a list may be told behind.
                further = Some((next, of_list, note(at.pointer())));
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    let next = match further {
        Some((next, found, _)) if is_list => {
            reader.absorb(found);
            next
        }
        Some((_, _, found)) => {
            reader.absorb(found);
            Next::Nowhere
        }
        None if is_list => Next::Unsaid,
        None => Next::Nowhere,
    };
    let links = if is_object { reader.required(Path::ROOT, "data", data) } else { None };

    included.refuse_twins(reader);
    let mut links: Vec<_> = links
        .unwrap_or_default()
        .into_iter()
        .map(|((link, found), source)| match link {
            Some(link) => link.resolve(reader, &mut included, found, is_list.then_some(source)),
            None => Entry { link: None, found, source: None },
        })
        .collect();
    included.leave_rest(reader);
    if !is_list && links.is_empty() {
        links.push(Entry { link: None, found: Findings::default(), source: None });
    }
    Ok(Document { links, is_list, next })
}

/// What a list's links say of the next page, JSON:API, "Pagination": null behind the last one, otherwise
/// a URL, or an object with one in `href`. No page shows them here, so whatever else is found says
/// nothing, and is no fault of the list. With the places that nothing is read from.
fn next_of(source: &str, at: Path<'_>) -> (Next, Vec<String>) {
    let (mut next, mut left) = (Next::Unsaid, Vec::new());
    if let Ok(Tree::Object(links)) = Tree::of(source.as_bytes()) {
        for (name, value) in &links {
            let name = name.name();
            let at = at.member(&name);
            match (name.as_ref(), value) {
                ("next", Tree::Scalar("null")) => next = Next::Nowhere,
                ("next", Tree::Text(url)) => next = page_of(*url),
                ("next", Tree::Object(link)) => {
                    for (name, value) in link {
                        match (name.name().as_ref(), value) {
                            ("href", Tree::Text(url)) => next = page_of(*url),
                            (name, _) => left.push(at.member(name).pointer()),
                        }
                    }
                }
                _ => left.push(at.pointer()),
            }
        }
    }
    match next {
        Next::At(_) | Next::Nowhere => (next, left),
        Next::Unsaid | Next::Somewhere => (next, vec![at.pointer()]),
    }
}

/// The page that a URL asks for; one in other words tells at least that there is a page.
fn page_of(url: Text<'_>) -> Next {
    let listing = Listing::of_target(Format::Txn, &url.lossy()).ok();
    listing
        .and_then(|listing| listing.cursor().map(str::to_owned))
        .map_or(Next::Somewhere, Next::At)
}

/// One payment link, before its child is found.
struct Link {
    model: PaymentLink,
    target: Option<Identity>,
    pointer: String,
}

impl Link {
    fn read(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<Self>> {
        let mut id = Slot::Missing;
        let mut resource = Slot::Missing;
        let mut attributes = Slot::Missing;
        let mut target = Slot::Missing;
        let is_object = reader.object(at, |reader, name, at| {
            match name {
                "id" => id.fill(read_id(reader, at))?,
                "type" => resource.fill(read_type(reader, at))?,
                "attributes" => attributes = Attributes::read(reader, at)?,
                "relationships" => target.fill(read_target(reader, at))?,
                _ => reader.unmapped(at)?,
            }
            Ok(())
        })?;
        if !is_object {
            return Ok(None);
        }
        let id = reader.required(at, "id", id);
        let resource = reader.required(at, "type", resource);
        let attributes = reader.required(at, "attributes", attributes);
        let link = attributes.and_then(|attributes| attributes.build(reader, at, id));
        let (Some(link), Some(())) = (link, resource) else { return Ok(None) };
        Ok(Some(Self { model: link, target: target.given(), pointer: at.pointer() }))
    }

    /// Finds the child among the included resources. `source` is the link's part of a list; a
    /// document of its own needs none.
    fn resolve(
        self,
        reader: &mut Reader<'_>,
        included: &mut Compound<'_, Child>,
        found: Findings,
        source: Option<&str>,
    ) -> Entry {
        let Self { model: mut link, target, pointer } = self;
        let mut child_source = "";
        let found = match target {
            None => found,
            Some(target) => {
                let found = if let Some((child, issues, source)) = included.claim(&target) {
                    link.child = child;
                    child_source = source;
                    found.and(issues)
                } else {
                    let pointer = format!("{pointer}/relationships/target/data");
                    let params = Params::NONE.with("found", target.to_string());
                    found.and(reader.note_apart(NoteCode::ChildNotIncluded, pointer, params))
                };
                link.payment = Some(Payment { resource: target.resource, id: target.id });
                found
            }
        };
        let source = source.map(|link| match child_source {
            "" => format!(r#"{{"data":{link}}}"#),
            child => format!(r#"{{"data":{link},"included":[{child}]}}"#),
        });
        Entry { link: Some(link), found, source }
    }
}

/// The answer's type is `paymentLinks`; some pages print the request's `payment_links` instead.
fn read_type(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<()>> {
    let resource = reader.text(at, Null::Refused, any_text)?;
    if let Some(found) = resource.as_given() {
        match found.as_str() {
            RESOURCE => {}
            "payment_links" => reader.spelling(at, found, RESOURCE),
            _ => {
                let params =
                    Params::NONE.with("expected", excerpt(RESOURCE)).with("found", excerpt(found));
                reader.issue(ErrorCode::ResourceType, at, params);
                return Ok(Slot::Bad);
            }
        }
    }
    Ok(resource.map(drop))
}

/// `target.data` is null, or missing, before a child exists.
fn read_target(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<Identity>> {
    let mut target = Slot::Missing;
    reader.object(at, |reader, name, at| {
        if name != "target" {
            return reader.unmapped(at);
        }
        reader.object(at, |reader, name, at| {
            if name != "data" {
                return reader.unmapped(at);
            }
            target = reader.unless_null(at, JsonKind::Object, Null::Documented, read_identity)?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(target)
}

/// The attributes of a payment link, "Txn, Expiring payment link" and its later versions. Network,
/// reference, approval and redirects are null until there is something to say.
#[derive(Default)]
struct Attributes {
    amount: Slot<Amount>,
    currency: Slot<Currency>,
    account_currency: Slot<Currency>,
    network: Net,
    reference: Slot<String>,
    hosted_page_url: Slot<Url>,
    status: Slot<(Status, String)>,
    approval_status: Slot<String>,
    expires_at: Slot<Instant>,
    created_at: Slot<Instant>,
    payment_type: Slot<(Kind, String)>,
    payment_methods: Slot<Vec<String>>,
    pay_currencies: Slot<Vec<Currency>>,
    success_redirect_url: Slot<Url>,
    unsuccess_redirect_url: Slot<Url>,
}

impl Attributes {
    fn read(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<Self>> {
        let mut this = Self::default();
        let is_object = reader.object(at, |reader, name, at| this.member(reader, name, at))?;
        if is_object {
            this.network.note_lone_name(reader, at, "networkName");
            this.note_contradictions(reader, at);
        }
        Ok(if is_object { Slot::Given(this) } else { Slot::Bad })
    }

    fn member(&mut self, reader: &mut Reader<'_>, name: &str, at: Path<'_>) -> Scan<()> {
        match name {
            "amount" => self.amount.fill(reader.digits(at, Null::Refused, Amount::parse))?,
            "currency" => self.currency.fill(read_currency(reader, at, Null::Refused))?,
            "accountCurrency" => {
                self.account_currency = read_currency(reader, at, Null::Noted)?;
            }
            "network" => self.network.code(reader, at)?,
            "networkName" => self.network.name(reader, at)?,
            "reference" => self.reference.fill(reader.text(at, Null::Documented, any_text))?,
            "hostedPageUrl" => self.hosted_page_url.fill(read_url(reader, at, Null::Refused))?,
            "status" => self.status.fill(read_status(reader, at, Format::Txn))?,
            "approvalStatus" => {
                self.approval_status = reader.text(at, Null::Documented, any_text)?;
            }
            "expiresAt" | "expires_at" => {
                if name != "expiresAt" {
                    reader.spelling(at, name, "expiresAt");
                }
                let expires_at = reader.text(at, Null::Refused, Instant::parse)?;
                reader.once(&mut self.expires_at, expires_at, at);
            }
            "createdAt" => self.created_at.fill(reader.text(at, Null::Refused, Instant::parse))?,
            "paymentType" => self.payment_type.fill(read_kind(reader, at))?,
            "paymentMethods" => {
                self.payment_methods = reader.texts(at, Null::Noted, any_text)?;
            }
            "payCurrencies" => {
                self.pay_currencies = read_currencies(reader, at, Null::Noted)?;
            }
            "successRedirectUrl" => {
                self.success_redirect_url = read_url(reader, at, Null::Documented)?;
            }
            "unsuccessRedirectUrl" => {
                self.unsuccess_redirect_url = read_url(reader, at, Null::Documented)?;
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    }

    /// Redirects on a payout; times that make no sense.
    fn note_contradictions(&self, reader: &mut Reader<'_>, at: Path<'_>) {
        if let Some((Kind::Payout, _)) = self.payment_type.as_given() {
            let urls = [&self.success_redirect_url, &self.unsuccess_redirect_url];
            note_redirects(reader, at, urls);
        }
        note_expiry(reader, at, &self.created_at, &self.expires_at);
    }

    fn build(
        self,
        reader: &mut Reader<'_>,
        at: Path<'_>,
        id: Option<LinkId>,
    ) -> Option<PaymentLink> {
        let at = &at.member("attributes");
        let amount = reader.required(*at, "amount", self.amount);
        let currency = reader.required(*at, "currency", self.currency);
        let url = reader.required(*at, "hostedPageUrl", self.hosted_page_url);
        let status = reader.required(*at, "status", self.status);
        let expires_at = reader.required(*at, "expiresAt", self.expires_at);
        let created_at = reader.required(*at, "createdAt", self.created_at);
        let (status, raw_status) = status?;
        let (kind, raw_kind) = self.payment_type.given().unzip();
        let redirects =
            Redirects::of(self.success_redirect_url.given(), self.unsuccess_redirect_url.given());
        Some(PaymentLink {
            format: Format::Txn,
            id: id?,
            status,
            raw_status,
            url: url?,
            description: None,
            reference: self.reference.given(),
            amount: Some(Money::new(amount?, currency?)),
            account_currency: self.account_currency.given(),
            network: self.network.build(),
            kind,
            raw_kind,
            payment: None,
            child: None,
            expires_at: Some(expires_at?),
            completed_at: None,
            created_at: created_at?,
            updated_at: None,
            redirects,
            pay_currencies: self.pay_currencies.given(),
            payment_methods: self.payment_methods.given(),
            approval_status: self.approval_status.given(),
            metadata: None,
            unmapped: Vec::new(),
            kept: Vec::new(),
        })
    }
}

/// `Invoice` or `Payout`; the earliest answers lack it.
fn read_kind(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<(Kind, String)>> {
    let word = reader.text(at, Null::Noted, any_text)?;
    Ok(word.map(|word| {
        let known = [("Invoice", Kind::Invoice), ("Payout", Kind::Payout)]
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(&word));
        if let Some((expected, kind)) = known {
            if word != expected {
                reader.spelling(at, &word, expected);
            }
            (kind, word)
        } else {
            let params = Params::NONE.with("found", excerpt(&word));
            reader.note(NoteCode::KindUnknown, at, params);
            (Kind::Unknown, word)
        }
    }))
}
