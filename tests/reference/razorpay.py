# Payment Links of Razorpay, from its documents.
from __future__ import annotations

import reader
from flat import Flat, Object, epoch, last, minor, moment, money, seconds_of, units, with_twins
from reader import DAYS_BEFORE_EPOCH, Instant, Number, filled, member, metadata, redirect, step, text, words

STATUSES = {
    "created": "open",
    "partially_paid": "in_progress",
    "paid": "completed",
    "cancelled": "cancelled",
    "expired": "expired",
}
MEMBERS = {
    "id", "status", "short_url", "amount", "amount_paid", "currency", "created_at", "updated_at", "expired_at",
    "cancelled_at", "expire_by", "reference_id", "description", "notes", "payments", "callback_url",
}  # fmt: skip
# ISO 4217: no decimals, and three; Chile's UF has four.
NO_DECIMALS = set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
THREE_DECIMALS = set("BHD IQD JOD KWD LYD OMR TND".split())
MONTHS = 6


def decimals(code):
    if code in ("CLF", "UYW"):
        return 4
    return 0 if code in NO_DECIMALS else 3 if code in THREE_DECIMALS else 2


def notes(found, node, pointer):
    """An object; PHP writes an empty one as a list."""
    if node.kind == "array":
        if node.value:
            found.unmapped(node, pointer)
        return None
    return metadata(found, node, pointer)


def payments(found, node, pointer):
    """The last payment that has not failed; the model has no place for others."""
    if node.kind != "array":
        found.issue(node.at, "type_mismatch", pointer)
        return None
    own, has_issue = None, with_twins(node)
    for index, payment in enumerate(node.value):
        place = step(pointer, index)
        if payment.kind != "object":
            found.unmapped(payment, place)
            continue
        said, is_failed = {"payment_id": None, "status": None}, False
        for name, inner in payment.value:
            if name in said and inner.kind == "string":
                said[name] = text(found, inner, step(place, name))
                has_issue = has_issue or said[name] is None
                is_failed = said[name] != "captured" if name == "status" else is_failed
            else:
                found.unmapped(inner, step(place, name))
        if not said["payment_id"] or is_failed:
            found.unmapped(payment, place)
            continue
        if own is not None:
            found.unmapped(*counted)
        own, counted = said["payment_id"], (payment, place)
    return None if has_issue else own


def half_a_year_later(created):
    """The same day six months later, or the last of that month; none beyond the year 9999."""
    days, minute = divmod(created.minutes, 1440)
    year, month, day = (int(part) for part in str(created)[:10].split("-"))
    year, month = year + (month + MONTHS - 1) // 12, (month + MONTHS - 1) % 12 + 1
    if year > 9999:
        return None
    day = min(day, reader.month_length(year, month))
    return Instant(reader.days_before(year, month, day) * 1440 + minute, created.second, None, 0)


def link(found, node, pointer):
    it = Object(found, node, pointer, MEMBERS)
    if it.here is None:
        return None
    model = {
        "format": "razorpay",
        "id": last(it.all("id", filled, True)),
        "rawStatus": last(it.all("status", filled, True)),
        "url": it.get("short_url", reader.url, True),
    }
    amount, paid = last(it.all("amount", units, True)), last(it.all("amount_paid", units))
    code = last(it.all("currency", reader.currency, True))
    model["amount"], model["amountPaid"] = money(amount, code, decimals), money(paid, code, decimals)
    if code is None:
        for name, value in (("amount", amount), ("amount_paid", paid)):
            if value is not None:
                it.note_unmapped(name)
    elif amount is None and paid is None:
        it.note_unmapped("currency")
    model["createdAt"] = moment(last(it.all("created_at", epoch, True)))
    changes = [value for name in ("updated_at", "expired_at", "cancelled_at") for value in it.all(name, epoch)]
    model["updatedAt"] = moment(max((value for value in changes if value), default=None))
    expires = it.all("expire_by", epoch)
    model["expiresAt"] = moment(last([value or None for value in expires]))
    model["reference"] = it.get("reference_id", text) or None
    model["description"] = it.get("description", text)
    model["metadata"] = it.get("notes", notes, null="none")
    payment = it.get("payments", payments, null="none")
    model["payment"] = payment and {"type": "payment", "id": payment}
    callback = it.get("callback_url", redirect)
    model["redirects"] = None if callback is None else {"success": callback}
    model["status"] = reader.status_of(found, it.here, model["rawStatus"], STATUSES)
    reader.expiry_note(found, it.here, "expire_by", model)
    if model["expiresAt"] is None and None in expires:
        model["expiryUnreadable"] = True
    elif model["expiresAt"] is None and model["createdAt"] is not None:
        model["expiresAt"] = half_a_year_later(model["createdAt"])
        if model["expiresAt"] is not None:
            found.note(it.place("created_at")[0], "expiry_default", step(pointer, "expire_by"))
    return reader.without_none(model)


def document(link):
    """The link that Razorpay would send, as far as the model goes; times that are not set are 0."""
    either = link.get("amount") or link.get("amountPaid")
    updated = seconds_of(link.get("updatedAt")) or Number("0")
    captured = [{"payment_id": link["payment"]["id"], "status": "captured"}] if "payment" in link else []
    made = {
        "id": link["id"],
        "status": link["rawStatus"],
        "short_url": link.get("url"),
        "amount": minor(link.get("amount"), decimals),
        "amount_paid": minor(link.get("amountPaid"), decimals),
        "currency": either and either["currency"],
        "created_at": seconds_of(link.get("createdAt")),
        "updated_at": updated,
        "expired_at": updated if link["status"] == "expired" else Number("0"),
        "cancelled_at": updated if link["status"] == "cancelled" else Number("0"),
        "expire_by": seconds_of(link.get("expiresAt")) or Number("0"),
        "reference_id": link.get("reference", ""),
        "description": link.get("description"),
        "callback_url": link.get("redirects", {}).get("success"),
        "payments": captured,
    }
    return reader.without_none(made) | {"notes": link.get("metadata")}


def seems(top):
    """What a payload is to Razorpay."""

    def is_link(node):
        own = (words(node, "id") or "").startswith("plink_")
        short = reader.has(node, "short_url")
        beside = reader.has(node, "amount_paid", "expire_by", "cancelled_at", "accept_partial")
        # What every payment link has.
        beside = beside or all(reader.has(node, name) for name in ("amount", "currency", "created_at"))
        return (short and (own or beside)) or (own and beside)

    if is_link(top):
        return "link"
    links = member(top, "payment_links")
    if links is not None and links.kind == "array":
        empty = not links.value and reader.others(top, "payment_links", "event", "entity", "payload", "error") == 0
        return "link" if empty or any(map(is_link, links.value)) else None
    if words(top, "entity") == "event" and reader.has(top, "payload"):
        return "other" if words(top, "event") is not None else None
    error = member(top, "error")
    if error is not None and words(error, "description") is not None and (words(error, "code") or "").endswith("_ERROR"):
        return "other"
    amount = member(top, "amount")
    beside = ("accept_partial", "expire_by", "reminder_enable", "upi_link", "callback_method")
    is_request = amount is not None and amount.kind == "number" and not reader.has(top, "id")
    return "other" if is_request and reader.has(top, *beside) else None


def next_page(found, top, here, links, listing):
    """So many links further, behind a full page."""
    if listing is None or len(links) < listing.get("limit", len(links) + 1):
        return None
    return str(int(listing.get("cursor", "0")) + len(links))


reader.FLAT["razorpay"] = Flat(
    "payment_links", ("cancel", "cancelled"),
    ("cursor", "limit", "reference", "createdFrom", "createdTo"), link, document, seems, next_page,
)  # fmt: skip
