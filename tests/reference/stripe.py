# Checkout Sessions of Stripe, from its documents: the link is a session, not Stripe's own "payment link".
from __future__ import annotations

import reader
from flat import Flat, Object, epoch, last, minor, moment, money, seconds_of, units, with_twins
from reader import filled, list_of, member, metadata, redirect, step, text, words

STATUSES = {"open": "open", "complete": "completed", "expired": "expired"}
MEMBERS = {
    "id", "object", "status", "payment_status", "url", "amount_total", "currency", "created", "expires_at",
    "client_reference_id", "payment_intent", "payment_method_types", "success_url", "cancel_url", "metadata",
    "after_expiration",
}  # fmt: skip
# https://docs.stripe.com/currencies: no decimals; three of them. ISK and UGX have two, for compatibility.
NO_DECIMALS = set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split())
THREE_DECIMALS = set("BHD JOD KWD OMR TND".split())
ERRORS = {"api_error", "card_error", "idempotency_error", "invalid_request_error"}


def decimals(code):
    return 0 if code in NO_DECIMALS else 3 if code in THREE_DECIMALS else 2


def kind_of_object(found, node, pointer):
    """Another object is not to be closed as a session."""
    value = text(found, node, pointer)
    if value is not None and value != "checkout.session":
        found.issue(node.at, "resource_type", pointer)
        found.is_ambiguous = found.is_ambiguous or value != ""


def payment_intent(found, node, pointer):
    """The id, or the id of the expanded object."""
    if node.kind != "object":
        return filled(found, node, pointer)
    own = None
    for name, inner in node.value:
        if name != "id":
            found.unmapped(inner, step(pointer, name))
        else:
            if inner.kind == "null":
                found.issue(inner.at, "member_null", step(pointer, name))
            else:
                own = filled(found, inner, step(pointer, name)) or own
    return None if with_twins(node) else own


def after_expiration(found, node, pointer):
    """A recovery URL: the payer may still pay, in a new session."""
    if node.kind != "object":
        found.issue(node.at, "type_mismatch", pointer)
        return
    for name, recovery in node.value:
        place = step(pointer, name)
        if name != "recovery" or recovery.kind != "object":
            found.unmapped(recovery, place)
            continue
        for inner_name, inner in recovery.value:
            found.unmapped(inner, step(place, inner_name))
            if inner_name == "url" and inner.kind == "string":
                found.note(inner.at, "recovery_offered", step(place, inner_name))


def link(found, node, pointer):
    it = Object(found, node, pointer, MEMBERS)
    if it.here is None:
        return None
    model = {"format": "stripe", "id": last(it.all("id", filled, True))}
    it.get("object", kind_of_object, True)
    stated = it.all("status", filled, null="none")
    model["paymentStatus"] = last(it.all("payment_status", text))
    model["rawStatus"] = last(stated)
    if not stated:
        # Old API versions have no status; only a completed session is paid.
        if model["paymentStatus"] in ("paid", "no_payment_required"):
            model["rawStatus"] = "complete"
            found.note(it.place("payment_status")[0], "status_derived", pointer)
        else:
            found.issue(node.end, "member_missing", step(pointer, "status"))
        model["status"] = STATUSES.get(model["rawStatus"], "unknown")
    else:
        model["status"] = reader.status_of(found, it.here, model["rawStatus"], STATUSES)
    model["url"] = it.get("url", reader.url, null="none")
    amount = last(it.all("amount_total", units, null="none"))
    code = last(it.all("currency", reader.currency, null="none"))
    model["amount"] = money(amount, code, decimals)
    if model["amount"] is None:
        for name, value in (("amount_total", amount), ("currency", code)):
            if value is not None:
                it.note_unmapped(name)
    model["createdAt"] = moment(last(it.all("created", epoch)))
    expires = it.all("expires_at", epoch)
    model["expiresAt"] = moment(last(expires))
    model["expiryUnreadable"] = True if None in expires and model["expiresAt"] is None else None
    model["reference"] = it.get("client_reference_id", text, null="none")
    payment = it.get("payment_intent", payment_intent, null="none")
    model["payment"] = payment and {"type": "payment_intent", "id": payment}
    model["paymentMethods"] = it.get("payment_method_types", list_of(text), null="none")
    redirects = {
        "success": it.get("success_url", redirect, null="none"),
        "unsuccess": it.get("cancel_url", redirect, null="none"),
    }
    model["redirects"] = reader.without_none(redirects) or None
    model["metadata"] = it.get("metadata", metadata, null="none")
    it.get("after_expiration", after_expiration, null="none")
    reader.expiry_note(found, it.here, "expires_at", model)
    return reader.without_none(model)


def document(session):
    """The session that Stripe would send, as far as the model goes."""
    amount, redirects = session.get("amount"), session.get("redirects", {})
    optional = {
        "payment_status": session.get("paymentStatus"),
        "created": seconds_of(session.get("createdAt")),
        "expires_at": seconds_of(session.get("expiresAt")),
    }
    return reader.without_none(optional) | {
        "id": session["id"],
        "object": "checkout.session",
        "status": session["rawStatus"],
        "url": session.get("url"),
        "amount_total": minor(amount, decimals),
        "currency": amount and amount["currency"].lower(),
        "client_reference_id": session.get("reference"),
        "payment_intent": session.get("payment", {}).get("id"),
        "payment_method_types": session.get("paymentMethods"),
        "success_url": redirects.get("success"),
        "cancel_url": redirects.get("unsuccess"),
        "metadata": session.get("metadata"),
        "after_expiration": None,
    }


def seems(top):
    """What a payload is to Stripe, by the value of `object`; only errors and requests have none."""
    kind, data = words(top, "object"), member(top, "data")
    if kind == "checkout.session":
        return "link"
    if kind == "list":
        if data is None or data.kind != "array":
            return None
        if data.value:
            return "link" if any(words(item, "object") == "checkout.session" for item in data.value) else None
        is_ours = "/checkout/sessions" in (words(top, "url") or "")
        return "link" if is_ours and reader.has(top, "has_more") else None
    if kind == "event":
        is_event = data is not None and reader.has(data, "object") and words(top, "type") is not None
        return "other" if is_event else None
    if kind is not None:
        return None
    error, items = member(top, "error"), member(top, "line_items")
    if error is not None and words(error, "type") in ERRORS:
        return "other"
    is_request = items is not None and items.kind == "array" and not reader.has(top, "id")
    beside = ("mode", "success_url", "ui_mode", "client_reference_id")
    return "other" if is_request and reader.has(top, *beside) else None


def next_page(found, top, here, links, listing):
    """Behind the last session of the page, if there are more."""

    def more(found, node, pointer):
        if node.kind == "boolean":
            return node.value
        found.note(node.at, "cursor_unusable", pointer)

    has_more = reader.take(found, top, "", here, "has_more", more, null="structure")
    if not has_more or listing is None or not links:
        return None
    return links[-1]["link"]["id"] if links[-1]["ok"] else links[-1].get("id")


reader.FLAT["stripe"] = Flat(
    "data", ("expire", "expired"), ("cursor", "limit", "createdFrom", "createdTo"),
    link, document, seems, next_page, around=("object", "url"), loose=("has_more",),
)  # fmt: skip
