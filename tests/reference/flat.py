# What Stripe and Razorpay have in common: one flat object for each link, times in seconds since 1970, and
# amounts in the currency's smallest unit. Written from their documents, like reader.py.
from __future__ import annotations

import reader
from reader import DAYS_BEFORE_EPOCH, Instant, Number

LAST_SECOND = 253402300799  # 9999-12-31T23:59:59Z


def digits_of(found, node, pointer):
    """The digits of a number; anything else is no number of seconds or of units."""
    if node.kind != "number":
        found.issue(node.at, "type_mismatch", pointer)
        return None, False
    value = str(node.value)
    return value, value.isascii() and value.isdigit()


def epoch(found, node, pointer):
    """Whole seconds since 1970."""
    value, is_whole = digits_of(found, node, pointer)
    if value is None:
        return None
    if not is_whole or len(value) > 12 or int(value) > LAST_SECOND:
        found.issue(node.at, "instant_malformed", pointer)
        return None
    return int(value)


def units(found, node, pointer):
    """A whole number of smallest units, of any length."""
    value, is_whole = digits_of(found, node, pointer)
    if value is not None and not is_whole:
        found.issue(node.at, "amount_malformed", pointer)
        return None
    return value


def moment(seconds):
    if seconds is None:
        return None
    minutes, second = divmod(seconds, 60)
    return Instant(DAYS_BEFORE_EPOCH * 1440 + minutes, second, None, 0)


def seconds_of(instant):
    return None if instant is None else Number((instant.minutes - DAYS_BEFORE_EPOCH * 1440) * 60 + instant.second)


def money(value, code, decimals):
    """An amount in units of the currency, the point set among its digits."""
    if value is None or code is None:
        return None
    places = decimals(code)
    value = value.zfill(places + 1)
    return {"value": f"{value[:-places]}.{value[-places:]}" if places else value, "currency": code}


def minor(amount, decimals):
    """The smallest units of an amount; none if it has more decimals than the currency."""
    if amount is None:
        return None
    whole, _, fraction = amount["value"].partition(".")
    places = decimals(amount["currency"])
    if fraction[places:].strip("0"):
        return None
    return Number((whole + fraction[:places].ljust(places, "0")).lstrip("0") or "0")


class Object:
    """The members of one link, and how each is read."""

    def __init__(self, found, node, pointer, known):
        self.found, self.node, self.pointer = found, node, pointer
        self.here = reader.members(found, node, pointer, known)

    def get(self, name, read, required=False, null="noted"):
        return reader.take(self.found, self.node, self.pointer, self.here, name, read, required, null)

    def all(self, name, read, required=False, null="noted"):
        """Every value of a member, also of one that stands twice; None where one could not be read."""
        values = []

        def keep(found, node, pointer):
            values.append(read(found, node, pointer))
            return values[-1]

        self.get(name, keep, required, null)
        return values

    def place(self, name):
        node, pointer = self.here[name]
        return node.at, pointer

    def note_unmapped(self, name):
        self.found.unmapped(*self.here[name])


def last(values):
    """The last value that could be read."""
    return next((value for value in reversed(values) if value is not None), None)


def with_twins(node):
    twice = reader.Findings()
    reader.duplicates(twice, node, "")
    return bool(twice.found)


class Flat:
    """A provider of flat objects: what is its own of reading, writing, recognising and listing."""

    def __init__(self, links_at, close, listing, link, document, seems, next_page, around=(), loose=()):
        self.links_at, self.close, self.listing = links_at, close, listing
        # What else a list has; what is loose may hold anything.
        self.around, self.loose = around, loose
        self.link, self.document, self.seems, self.next_page = link, document, seems, next_page

    def is_list(self, top):
        """A list has no id."""
        links = reader.member(top, self.links_at)
        if reader.member(top, "id") is not None:
            return False
        return links is not None and links.kind == "array"

    def read_list(self, top, found, listing):
        here = reader.members(found, top, "", {self.links_at, *self.around, *self.loose})
        links = []
        for name, again in here.again:
            if name == self.links_at and again.kind != "array":
                found.issue(again.at, "type_mismatch", f"/{name}")
        for index, item in enumerate(here[self.links_at][0].value):
            own, pointer = reader.Findings(), f"/{self.links_at}/{index}"
            reader.duplicates(own, item, pointer)
            links.append(reader.answered(self.link(own, item, pointer), own))
        odd = [f"/{name}" for name in self.loose]
        reader.outside(found, top, [f"/{self.links_at}/{index}" for index in range(len(links))] + odd)
        return reader.list_answer(found, links, listing, self.next_page(found, top, here, links, listing))
