# A second reader of payment links, written from the providers' documents and the public reference of the
# model, never from the core's source: slow, plain, and by another hand, so that a mistake of the core is not
# made here too. Python 3.10 or newer, nothing but its library.
from __future__ import annotations

import calendar
import ipaddress
import json
import math
import re
from fractions import Fraction

DEEPEST = 128  # values inside each other
LARGEST = 8 * 1024 * 1024  # bytes

# --- JSON, by Python's own parser -----------------------------------------------------------------------


class Number(str):
    """A number, as it is written: what it comes to is a question of who reads it."""


class Node:
    """A value with its place in the document: where it begins, and where its object ends."""

    def __init__(self, kind, value, at, end):
        self.kind, self.value, self.at, self.end = kind, value, at, end


class Pairs(list):
    """An object, its members in order, twice those that stand twice."""


def refuse_constant(word):
    raise ValueError(word)


def utf8_fault(data):
    try:
        data.decode("utf-8")
        return False
    except UnicodeDecodeError:
        return True


def depth_fault(text):
    """Where the nesting first exceeds the limit, in characters."""
    depth, in_text, escaped = 0, False, False
    for at, char in enumerate(text):
        if in_text:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                in_text = False
        elif char == '"':
            in_text = True
        elif char in "[{":
            depth += 1
            if depth > DEEPEST:
                return at
        elif char in "]}":
            depth -= 1
    return None


def syntax_fault(text):
    """The parsed text, and where it stops being JSON, in characters."""
    try:
        parse = json.JSONDecoder(
            object_pairs_hook=Pairs,
            parse_int=Number,
            parse_float=Number,
            parse_constant=refuse_constant,
        )
        return parse.decode(text), None
    except json.JSONDecodeError as error:
        # Python names where an open text begins, not where the document ends.
        return None, len(text) if error.msg.startswith("Unterminated") else error.pos
    except ValueError as error:
        return None, text.find(str(error))  # NaN, Infinity: no JSON
    except RecursionError:
        return None, len(text)


def parse(data, largest=LARGEST):
    """A tree and whether a mark stood before it, or the one code that says why there is none."""
    if len(data) > largest:
        return None, False, "json_too_large"
    bom = data.startswith(b"\xef\xbb\xbf")
    if bom:
        data = data[3:]
    if utf8_fault(data):
        return None, False, "json_not_utf8"
    text = data.decode("utf-8")
    deep = depth_fault(text)
    # Too deep or wrong, whichever comes first: what is cut where it gets too deep is wrong there, or before.
    value, wrong = syntax_fault(text if deep is None else text[:deep])
    if deep is not None and wrong >= deep:
        return None, False, "json_too_deep"
    if wrong is not None:
        return None, False, "json_syntax"
    return place(value, [0]), bom, None


def place(value, clock):
    """Numbers the values in the order in which they stand."""
    clock[0] += 1
    at = clock[0]
    if isinstance(value, Pairs):
        kind, inner = "object", [(name, place(member, clock)) for name, member in value]
    elif isinstance(value, list):
        kind, inner = "array", [place(item, clock) for item in value]
    elif isinstance(value, Number):
        kind, inner = "number", value
    elif isinstance(value, str):
        kind, inner = "string", value
    elif value is None:
        kind, inner = "null", None
    else:
        kind, inner = "boolean", value
    clock[0] += 1
    return Node(kind, inner, at, clock[0])


def plain(node):
    """The value without its places; numbers stay as they are written."""
    if node.kind == "object":
        return {name: plain(member) for name, member in reversed(node.value)}
    if node.kind == "array":
        return [plain(item) for item in node.value]
    return node.value


def member(node, name):
    """The first member of that name."""
    if node.kind == "object":
        for key, inner in node.value:
            if key == name:
                return inner
    return None


def step(pointer, name):
    name = str(name).replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{shown(name)}"


def shown(name):
    """No text can hold half a character; in a name it is shown as it was escaped."""
    return "".join(f"\\u{ord(char):04x}" if is_half(char) else char for char in name)


# --- Findings -------------------------------------------------------------------------------------------


class Findings:
    """Everything that is found, each with its place, sorted by it in the end."""

    def __init__(self):
        self.found = []
        self.is_ambiguous = False

    def issue(self, at, code, pointer):
        self.found.append((at, "issue", code, pointer))

    def note(self, at, code, pointer):
        self.found.append((at, "note", code, pointer))

    def unmapped(self, node, pointer):
        self.note(node.at, "member_unmapped", pointer)

    def of(self, severity):
        ordered = sorted(self.found, key=lambda finding: finding[0])
        return [[code, pointer] for _, kind, code, pointer in ordered if kind == severity]


def duplicates(found, node, pointer):
    """A member must not stand twice in its object, wherever that is."""
    if node.kind == "object":
        seen = set()
        for name, inner in node.value:
            if name in seen:
                found.issue(inner.at, "member_duplicate", step(pointer, name))
            seen.add(name)
            duplicates(found, inner, step(pointer, name))
    elif node.kind == "array":
        for index, inner in enumerate(node.value):
            duplicates(found, inner, step(pointer, index))


class Members(dict):
    """The first member of each name, and the values that stand there again: they are checked, too."""

    def __init__(self):
        super().__init__()
        self.again = []


def members(found, node, pointer, known):
    """The members that are known, by name; the others are noted. None if this is no object."""
    if node.kind != "object":
        found.issue(node.at, "type_mismatch", pointer)
        return None
    here = Members()
    for name, inner in node.value:
        if name in here:
            # A link must not be made of a table with a duplicate: it is not known which value is meant.
            found.is_ambiguous = True
            here.again.append((name, inner))
            if name not in known:
                found.unmapped(inner, step(pointer, name))
            continue
        here[name] = (inner, step(pointer, name))
        if name not in known:
            found.unmapped(inner, step(pointer, name))
    return here


def take(found, owner, pointer, here, name, read, required=False, null="noted"):
    """One member, read; null is refused (required), noted, stands for none, or is of no structure's type."""
    if name not in here:
        if required:
            found.issue(owner.end, "member_missing", step(pointer, name))
        return None
    def value(node, place_of):
        if node.kind == "null" and null != "structure":
            if required:
                found.issue(node.at, "member_null", place_of)
            elif null == "noted":
                found.note(node.at, "null_undocumented", place_of)
            return None
        return read(found, node, place_of)

    node, place_of = here[name]
    taken = value(node, place_of)
    for other, again in here.again:
        if other == name:
            taken = value(again, place_of)
    return taken


# --- Values ---------------------------------------------------------------------------------------------


def is_half(text):
    return any(0xD800 <= ord(char) <= 0xDFFF for char in text)


def text(found, node, pointer):
    if node.kind != "string":
        found.issue(node.at, "type_mismatch", pointer)
        return None
    if is_half(node.value):
        found.issue(node.at, "text_half_character", pointer)
        return None
    return node.value


def filled(found, node, pointer):
    """A text that says something: an id, a status word, a network's code."""
    value = text(found, node, pointer)
    if value == "":
        found.issue(node.at, "text_empty", pointer)
        return None
    return value


def boolean(found, node, pointer):
    if node.kind != "boolean":
        found.issue(node.at, "type_mismatch", pointer)
        return None
    return node.value


INSTANT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)


def days_before(year, month, day):
    """Days since 0000-01-01, by the Gregorian calendar also before there was one."""
    leaps = (year + 3) // 4 - (year + 99) // 100 + (year + 399) // 400
    before = sum(month_length(year, earlier) for earlier in range(1, month))
    return year * 365 + leaps + before + day - 1


def month_length(year, month):
    # monthrange knows no year 0, which is a leap year like 400.
    return calendar.monthrange(year if year else 400, month)[1]


DAYS_BEFORE_EPOCH = days_before(1970, 1, 1)


class Instant:
    """Days, minutes, seconds and the digits of the fraction, in UTC. The 60th second is its own."""

    def __init__(self, minutes, second, fraction, offset):
        self.minutes, self.second, self.fraction, self.offset = minutes, second, fraction, offset

    @staticmethod
    def parse(value):
        match = INSTANT.fullmatch(value)
        if not match:
            return None
        year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
        fraction, sign, off_hour, off_minute = match.groups()[6:]
        if not 1 <= month <= 12 or not 1 <= day <= month_length(year, month):
            return None
        if hour > 23 or minute > 59 or second > 60:
            return None
        offset = 0
        if sign:
            if int(off_hour) > 23 or int(off_minute) > 59:
                return None
            offset = (int(off_hour) * 60 + int(off_minute)) * (-1 if sign == "-" else 1)
        minutes = days_before(year, month, day) * 1440 + hour * 60 + minute - offset
        if second == 60 and minutes % 1440 != 1439:
            return None
        return Instant(minutes, second, fraction, offset)

    def order(self):
        return (self.minutes, self.second, (self.fraction or "").rstrip("0"))

    def __lt__(self, other):
        return self.order() < other.order()

    def epoch_ms(self):
        """Milliseconds since 1970, exact."""
        whole = (self.minutes - DAYS_BEFORE_EPOCH * 1440) * 60 + self.second
        digits = self.fraction or "0"
        return whole * 1000 + Fraction(int(digits) * 1000, 10 ** len(digits))

    def __str__(self):
        offset, minutes = "Z", self.minutes
        if not 0 <= minutes < days_before(9999, 12, 31) * 1440 + 1440:
            # No four digits say its year in UTC: it stays where it was written.
            minutes += self.offset
            offset = f"{'-' if self.offset < 0 else '+'}{abs(self.offset) // 60:02}:{abs(self.offset) % 60:02}"
        days, minute = divmod(minutes, 1440)
        year = days // 366
        while days_before(year + 1, 1, 1) <= days:
            year += 1
        month = 1
        while month < 12 and days_before(year, month + 1, 1) <= days:
            month += 1
        day = days - days_before(year, month, 1) + 1
        fraction = "" if self.fraction is None else f".{self.fraction}"
        return (
            f"{year:04}-{month:02}-{day:02}T{minute // 60:02}:{minute % 60:02}:{self.second:02}"
            f"{fraction}{offset}"
        )


def instant(found, node, pointer):
    value = text(found, node, pointer)
    if value is None:
        return None
    read = Instant.parse(value)
    if read is None:
        found.issue(node.at, "instant_malformed", pointer)
    return read


DIGITS = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")


def digits(found, node, pointer):
    """An exact decimal, zero or more; a number is taken by the digits that it is written with."""
    if node.kind == "number":
        found.note(node.at, "amount_as_number", pointer)
        value = str(node.value)
    else:
        value = text(found, node, pointer)
    if value is not None and not DIGITS.fullmatch(value):
        found.issue(node.at, "amount_malformed", pointer)
        return None
    return value


# ISO 4217 as of 2026, what money is counted in: no metals, no funds' codes but those of Chile and Uruguay; and
# the coins that the documents of the providers show, in examples and in codes of networks.
CURRENCIES = set(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
    CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK
    LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
    OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
    SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF
    XCD XCG XOF XPF YER ZAR ZMW ZWG
    BTC ETH POL SOL TRX USDC USDT XRP
    """.split()
)
CURRENCY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,10}[A-Za-z0-9]")


def currency(found, node, pointer):
    value = text(found, node, pointer)
    if value is None:
        return None
    if not CURRENCY.fullmatch(value):
        found.issue(node.at, "currency_malformed", pointer)
        return None
    if value.upper() not in CURRENCIES:
        found.note(node.at, "currency_unknown", pointer)
    return value.upper()


UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def link_id(found, node, pointer):
    value = filled(found, node, pointer)
    if value is not None and not UUID.fullmatch(value):
        found.note(node.at, "id_not_uuid", pointer)
    return value


PCHAR = r"[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}"
URL = re.compile(
    rf"(https?)://([^/?#]*)(?:/(?:{PCHAR})*)?(?:\?(?:{PCHAR}|\?)*)?(?:\#(?:{PCHAR}|\?)*)?", re.IGNORECASE
)
NAME = r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
ADDRESS = r"\[(?:[0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+)\]"
AUTHORITY = re.compile(rf"(?:{NAME[:-1]}|:)*@(?:{NAME}|{ADDRESS})(?::[0-9]*)?")
HOST = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?")
DECIMAL_PART = re.compile(r"0|[1-9][0-9]{0,2}")


def is_host(host):
    if host.startswith("["):
        inner = host[1:-1]
        if not host.endswith("]") or not re.fullmatch(r"[0-9A-Fa-f:.]+", inner):
            return False
        try:
            ipaddress.IPv6Address(inner)
            return True
        except ValueError:
            return False
    if not HOST.fullmatch(host):
        return False
    labels = host.removesuffix(".").split(".")
    if re.fullmatch(r"[0-9]+|0[xX].*", labels[-1]):
        # Whoever reads a number there reads an address: only the one spelling that all read alike.
        parts = host.split(".")
        return len(parts) == 4 and all(
            DECIMAL_PART.fullmatch(part) and int(part) <= 255 for part in parts
        )
    return True


def web_url(value):
    """The scheme of an http or https URL, in lower case, or the code that says what is wrong."""
    match = URL.fullmatch(value)
    scheme, authority = match.groups() if match else ("", "")
    if match and "@" in authority and AUTHORITY.fullmatch(authority):
        return None, "url_credentials"
    _, at_sign, server = authority.rpartition("@")
    host, colon, port = re.fullmatch(r"(\[[^\]]*\]|[^:]*)(:?)(.*)", server, re.S).groups()
    sound = bool(match) and is_host(host) and not at_sign
    if colon:
        sound = sound and bool(re.fullmatch(r"[0-9]+", port)) and int(port) <= 65535
    elif port:
        sound = False
    return (scheme.lower(), None) if sound else (None, "url_malformed")


def url(found, node, pointer):
    value = text(found, node, pointer)
    if value is None:
        return None
    scheme, wrong = web_url(value)
    if wrong:
        found.issue(node.at, wrong, pointer)
        return None
    if scheme == "http":
        found.note(node.at, "url_not_https", pointer)
    return value


def redirect(found, node, pointer):
    """Where the payer is sent afterwards: any text, for example the address of an app or a template."""
    value = text(found, node, pointer)
    if value is None:
        return None
    scheme, wrong = web_url(value)
    if wrong:
        found.note(node.at, "redirect_not_web", pointer)
    elif scheme == "http":
        found.note(node.at, "url_not_https", pointer)
    return value


def list_of(read):
    def read_list(found, node, pointer):
        if node.kind != "array":
            found.issue(node.at, "type_mismatch", pointer)
            return None
        items = [item(found, inner, step(pointer, index)) for index, inner in enumerate(node.value)]
        return None if None in items else items

    def item(found, node, pointer):
        if node.kind == "null":
            found.issue(node.at, "member_null", pointer)
            return None
        return read(found, node, pointer)

    return read_list


def network_code(found, node, pointer):
    value = filled(found, node, pointer)
    return None if value is None else value.lower()


def inside(node):
    if node.kind == "object":
        return node.value
    return enumerate(node.value) if node.kind == "array" else []


def metadata(found, node, pointer):
    if node.kind != "object":
        found.issue(node.at, "type_mismatch", pointer)
        return None
    twice = Findings()
    duplicates(twice, node, pointer)
    return None if twice.found else as_javascript(plain(node))


def as_javascript(value):
    """What comes out of it as plain data: JavaScript reads 1e400 as infinity, and JSON has no word for that
    but null; no UTF-8 has half a character."""
    if isinstance(value, Number):
        return None if math.isinf(float(value)) else value
    if isinstance(value, dict):
        return {shown(name): as_javascript(inner) for name, inner in value.items()}
    if isinstance(value, str):
        return whole(value)
    return [as_javascript(inner) for inner in value] if isinstance(value, list) else value


def whole(value):
    return "".join("\ufffd" if is_half(char) else char for char in value)


# --- What a link says, whoever's it is ------------------------------------------------------------------


def without_none(model):
    return {name: value for name, value in model.items() if value is not None}


def expiry_note(found, here, name, model):
    expires, created = model.get("expiresAt"), model.get("createdAt")
    if expires and created and not created < expires:
        node, pointer = here[name]
        found.note(node.at, "expiry_contradicts_creation", pointer)


def word_of(found, here, word, words):
    """The documented word that equals this one in any ASCII case."""
    if word is None or word in words:
        return word
    node, pointer = here["status"]
    for known in words:
        if word.isascii() and word.lower() == known.lower():
            found.note(node.at, "member_spelling", pointer)
            return known
    return None


def status_of(found, here, word, words):
    known = word_of(found, here, word, words)
    if word is not None and known is None:
        node, pointer = here["status"]
        found.note(node.at, "status_unknown", pointer)
    return words.get(known, "unknown")


def expiry_of(here, name, value, is_required=False):
    """Whether there is an expiry, or has to be, and it cannot be read."""
    there = name in here and (is_required or here[name][0].kind != "null")
    return True if value is None and (there or is_required) else None


CONNECT_WORDS = {
    "ACTIVE": "open",
    "COMPLETED": "completed",
    "EXPIRED": "expired",
    "CANCELLED": "cancelled",
}
CONNECT_MEMBERS = {
    "paymentLinkId", "url", "status", "description", "paymentId", "expiresAt", "completedAt", "createdAt",
    "updatedAt", "metadata",
}  # fmt: skip


def connect_link(found, node, pointer):
    here = members(found, node, pointer, CONNECT_MEMBERS)
    if here is None:
        return None

    def get(name, read, required=False):
        return take(found, node, pointer, here, name, read, required)

    model = {
        "format": "connect",
        "id": get("paymentLinkId", link_id, True),
        "url": get("url", url, True),
        "rawStatus": get("status", filled, True),
        "createdAt": get("createdAt", instant, True),
        "updatedAt": get("updatedAt", instant, True),
        "description": get("description", text),
        "expiresAt": get("expiresAt", instant),
        "completedAt": get("completedAt", instant),
        "metadata": get("metadata", metadata),
    }
    payment = get("paymentId", text)
    if payment == "":
        found.unmapped(*here["paymentId"])
    elif payment is not None:
        model["payment"] = {"type": "payment", "id": payment}
    model["expiryUnreadable"] = expiry_of(here, "expiresAt", model["expiresAt"])
    model["status"] = status_of(found, here, model["rawStatus"], CONNECT_WORDS)
    if model["status"] != "completed":
        for name, value in (("completedAt", model["completedAt"]), ("paymentId", payment)):
            if value:
                node_of, place_of = here[name]
                found.note(node_of.at, "completion_contradicts_status", place_of)
    expiry_note(found, here, "expiresAt", model)
    return without_none(model)


def connect_document(link):
    """The document that Connect would send of this link, as far as the model goes."""
    document = {
        "paymentLinkId": link["id"],
        "url": link.get("url"),
        "status": link["rawStatus"],
        "description": link.get("description"),
        "paymentId": link.get("payment", {}).get("id"),
        "expiresAt": link.get("expiresAt"),
        "completedAt": link.get("completedAt"),
        "createdAt": link.get("createdAt"),
        "updatedAt": link.get("updatedAt"),
        "metadata": link.get("metadata"),
    }
    return without_none(document)


# --- Txn ------------------------------------------------------------------------------------------------

TXN_WORDS = {
    "created": "open",
    "pending": "in_progress",
    "completed": "completed",
    "expired": "expired",
}
TXN_ATTRIBUTES = {
    "amount", "currency", "accountCurrency", "network", "networkName", "reference", "hostedPageUrl", "status",
    "approvalStatus", "expiresAt", "expires_at", "createdAt", "paymentType", "paymentMethods",
    "payCurrencies", "successRedirectUrl", "unsuccessRedirectUrl",
}  # fmt: skip
CHILD_WORDS = {
    "invoices": {
        "pending": False, "processing": False, "on_hold": False, "expired": False, "completed": True,
        "cancelled": True, "rejected": True,
    },
    "payouts": {"draft": False, "processing": False, "completed": True, "cancelled": True},
}  # fmt: skip
# model member: (amount, currency) as the document has them
INVOICE_MONEY = {
    "billed": ("amountBilled", "billedCurrency"),
    "charged": ("amountCharged", "chargedCurrency"),
    "target": ("targetAmount", "targetCurrency"),
    "chargedTargetRate": ("chargedTargetRate", "chargedTargetRateCurrency"),
}
PAYOUT_MONEY = {
    "amount": ("amount", "currency"),
    "charged": ("amountCharged", "amountChargedCurrency"),
    "pay": ("payAmount", "payCurrency"),
    "payChargeRate": ("payChargeRate", "payChargeRateCurrency"),
    "displayFee": ("displayFee", "displayFeeCurrency"),
    "networkFee": ("networkFee", "networkFeeCurrency"),
    "payoutFee": ("payoutFee", "payoutFeeCurrency"),
}
# model member: (member, how it is read, what null is)
INVOICE_PLAIN = {
    "exchangeRate": ("exchangeRate", digits, "noted"),
    "statusContext": ("statusContext", text, "none"),
    "paymentStatus": ("paymentStatus", text, "none"),
    "reference": ("reference", text, "none"),
    "paymentMethods": ("paymentMethods", list_of(text), "noted"),
    "url": ("hostedPageUrl", url, "noted"),
    "expiresAt": ("expiresAt", instant, "noted"),
    "createdAt": ("createdAt", instant, "noted"),
}
PAYOUT_PLAIN = {
    "exchangeRate": ("exchangeRate", digits, "noted"),
    "absorbNetworkFee": ("absorbNetworkFee", boolean, "noted"),
    "absorbPayoutFee": ("absorbPayoutFee", boolean, "noted"),
    "address": ("address", text, "none"),
    "paymentMethod": ("paymentMethod", text, "none"),
    "receiverBinanceId": ("receiverBinanceId", text, "none"),
    "binanceStatus": ("binanceStatus", text, "none"),
    "approvalStatus": ("approvalStatus", text, "none"),
    "txid": ("txid", text, "none"),
    "reference": ("reference", text, "none"),
    "expiresAt": ("expiresAt", instant, "noted"),
    "createdAt": ("createdAt", instant, "noted"),
}
NETWORKS = {"invoices": ("network", "networkName"), "payouts": ("payNetwork", "payNetworkName")}
ONE_FORM = {"partial": "underpaid", "onTime": "on_time"}
KINDS = {"invoices": ("invoice", INVOICE_MONEY, INVOICE_PLAIN), "payouts": ("payout", PAYOUT_MONEY, PAYOUT_PLAIN)}


def network_of(found, get, here, names):
    code = get(names[0], network_code, null="none")
    name = get(names[1], text, null="none")
    if code is None:
        if name is not None:
            found.unmapped(*here[names[1]])
        return None
    return without_none({"code": code, "name": name})


def redirects_of(get):
    redirects = without_none(
        {
            "success": get("successRedirectUrl", redirect, null="none"),
            "unsuccess": get("unsuccessRedirectUrl", redirect, null="none"),
        }
    )
    return redirects or None


def child_of(found, node, pointer, kind, child_id):
    """The attributes of an included invoice or payout."""
    name, money, others = KINDS[kind]
    known = {"status", *NETWORKS[kind], *(member for pair in money.values() for member in pair)}
    known |= {row[0] for row in others.values()}
    if kind == "invoices":
        known |= {"successRedirectUrl", "unsuccessRedirectUrl"}
    here = members(found, node, pointer, known)
    if here is None:
        return None

    def get(member_name, read, required=False, null="noted"):
        return take(found, node, pointer, here, member_name, read, required, null)

    model = {"type": name, "id": child_id, "rawStatus": get("status", filled, True)}
    for member_name, (amount, unit) in money.items():
        value, code = get(amount, digits), get(unit, currency)
        if value is not None and code is not None:
            model[member_name] = {"value": value, "currency": code}
        elif value is not None:
            found.unmapped(*here[amount])
        elif code is not None:
            found.unmapped(*here[unit])
    for member_name, (spelt, read, null) in others.items():
        value = get(spelt, read, null=null)
        if member_name in ("statusContext", "paymentStatus"):
            value = ONE_FORM.get(value, value)
        model[member_name] = value
    model["network"] = network_of(found, get, here, NETWORKS[kind])
    if kind == "invoices":
        model["redirects"] = redirects_of(get)
    words = CHILD_WORDS[kind]
    # Only in the documented case, unlike a link's status: see README.md.
    model["status"] = model["rawStatus"] if model["rawStatus"] in words else "unknown"
    model["final"] = words.get(model["rawStatus"], False)
    return None if model["rawStatus"] is None else without_none(model)


def included_of(found, top):
    """The included resources by type and id; each is checked, whether it is anybody's child or not."""
    resources = []
    nodes = [inner for name, inner in top.value if name == "included"]
    for node in nodes:
        if node.kind != "array":
            found.note(node.at, "included_unreadable", "/included")
    places = [(f"/included/{at}", item) for node in nodes if node.kind == "array" for at, item in enumerate(node.value)]
    for pointer, item in places:
        own = Findings()
        duplicates(own, item, pointer)
        resource = Resource(item, pointer, own)
        resources.append(resource)
        if item.kind != "object":
            own.issue(item.at, "type_mismatch", pointer)
            continue
        here = members(Findings(), item, pointer, {})
        kind = take(own, item, pointer, here, "type", text, True)
        resource_id = take(own, item, pointer, here, "id", filled, True)
        if kind is not None and resource_id is not None:
            resource.identity = kind, resource_id
        if kind in KINDS:
            members(own, item, pointer, {"type", "id", "attributes"})
            # A duplicate unmapped member does not make the child ambiguous.
            own.is_ambiguous = any(name in ("type", "id", "attributes") for name, _ in here.again)

            def attributes(own, node, place_of, kind=kind, resource_id=resource_id):
                return child_of(own, node, place_of, kind, resource_id)

            child = take(own, item, pointer, here, "attributes", attributes, null="structure")
            if "attributes" not in here:
                own.issue(item.end, "member_missing", f"{pointer}/attributes/status")
            resource.child = None if own.is_ambiguous else child
    for resource in resources:
        alike = [other for other in resources if other.identity == resource.identity]
        resource.has_twin = resource.identity is not None and len(alike) > 1
    return resources


class Resource:
    """An included resource: its identity, the child that it makes, and its findings."""

    def __init__(self, node, pointer, own):
        self.node, self.pointer, self.own = node, pointer, own
        self.identity, self.child = None, None
        self.has_twin, self.is_a_child, self.is_told = False, False, False


def included_places(top):
    included = [inner for name, inner in top.value if name == "included"] if top.kind == "object" else []
    return [f"/included/{at}" for node in included if node.kind == "array" for at in range(len(node.value))]


def txn_resource(found, node, pointer, resources):
    """One link, its child taken out of the included resources."""
    here = members(found, node, pointer, {"id", "type", "attributes", "relationships"})
    if here is None:
        return None

    def get(name, read, required=False, null="noted"):
        return take(found, node, pointer, here, name, read, required, null)

    model = {"format": "txn", "id": get("id", link_id, True)}

    def resource_type(found, node, place_of):
        value = text(found, node, place_of)
        if value == "payment_links":
            found.note(node.at, "member_spelling", place_of)
        elif value is not None and value != "paymentLinks":
            found.issue(node.at, "resource_type", place_of)
            found.is_ambiguous = found.is_ambiguous or value != ""

    get("type", resource_type, True)

    def attributes(found, node, place_of):
        model.update(txn_attributes(found, node, place_of))

    get("attributes", attributes, True, "structure")

    def identity(found, node, place_of):
        inner = members(found, node, place_of, {"type", "id"})
        if inner is None:
            return None
        kind = take(found, node, place_of, inner, "type", text, True)
        target_id = take(found, node, place_of, inner, "id", filled, True)
        if kind is None or target_id is None:
            return None
        at = min(inner["type"][0].at, inner["id"][0].at)
        return {"type": kind, "id": target_id, "at": at, "pointer": place_of}

    def target(found, node, place_of):
        inner = members(found, node, place_of, {"data"})
        if inner is not None:
            return take(found, node, place_of, inner, "data", identity, null="none")

    def relationships(found, node, place_of):
        inner = members(found, node, place_of, {"target"})
        if inner is not None:
            return take(found, node, place_of, inner, "target", target, null="structure")

    payment = get("relationships", relationships, null="structure")
    if payment:
        model["payment"] = {"type": payment["type"], "id": payment["id"]}
        mine = [each for each in resources if each.identity == (payment["type"], payment["id"]) and not each.has_twin]
        if not mine:
            found.note(payment["at"], "child_not_included", payment["pointer"])
        elif payment["type"] in KINDS:
            model["child"] = mine[0].child
            adopt(found, mine[0])
    return without_none(model)


def adopt(found, resource):
    """Makes the resource the child of a link. The first such link gets all of its findings, later ones only
    its first issue."""
    own = resource.own.found
    if resource.is_a_child:
        own = sorted((row for row in own if row[1] == "issue"), key=lambda row: row[0])[:1]
    found.found += own
    resource.is_a_child = True


def txn_attributes(found, node, pointer):
    here = members(found, node, pointer, TXN_ATTRIBUTES)
    if here is None:
        return {}

    def get(name, read, required=False, null="noted"):
        return take(found, node, pointer, here, name, read, required, null)

    value, unit = get("amount", digits, True), get("currency", currency, True)
    model = {
        "url": get("hostedPageUrl", url, True),
        "rawStatus": get("status", filled, True),
    }
    if value is not None and unit is not None:
        model["amount"] = {"value": value, "currency": unit}
    spelt = "expiresAt"
    if "expires_at" in here and "expiresAt" in here:
        # Two spellings of one member: the second is one too many.
        second = max((here[name] for name in ("expiresAt", "expires_at")), key=lambda one: one[0].at)
        found.issue(second[0].at, "member_duplicate", second[1])
        found.is_ambiguous = True
        get("expires_at", instant, True)
    elif "expires_at" in here:
        spelt = "expires_at"
        found.note(here[spelt][0].at, "member_spelling", here[spelt][1])
    model["expiresAt"] = get(spelt, instant, True)
    model["expiryUnreadable"] = expiry_of(here, spelt, model["expiresAt"], True)
    model["createdAt"] = get("createdAt", instant, True)
    model["accountCurrency"] = get("accountCurrency", currency)
    model["network"] = network_of(found, get, here, ("network", "networkName"))
    model["reference"] = get("reference", text, null="none")
    model["approvalStatus"] = get("approvalStatus", text, null="none")
    model["paymentMethods"] = get("paymentMethods", list_of(text))
    model["payCurrencies"] = get("payCurrencies", list_of(currency))
    model["redirects"] = redirects_of(get)
    word = model["rawKind"] = get("paymentType", text)
    if word is not None:
        node_of, place_of = here["paymentType"]
        kind = word.lower() if word.lower() in ("invoice", "payout") else "unknown"
        model["kind"] = kind
        if kind == "unknown":
            found.note(node_of.at, "kind_unknown", place_of)
        elif word not in ("Invoice", "Payout"):
            found.note(node_of.at, "member_spelling", place_of)
        if kind == "payout":
            for side, name in (("success", "successRedirectUrl"), ("unsuccess", "unsuccessRedirectUrl")):
                if side in (model["redirects"] or {}):
                    found.note(here[name][0].at, "redirects_on_payout", here[name][1])
    model["status"] = status_of(found, here, model["rawStatus"], TXN_WORDS)
    expiry_note(found, here, spelt, model)
    return model


def money_members(model, money):
    out = {}
    for name, (amount, unit) in money.items():
        if name in model:
            out[amount], out[unit] = model[name]["value"], model[name]["currency"]
    return out


# What the documents have as null where there is none.
NULLS = {
    "invoices": ["network", "networkName", "paymentStatus", "reference", "statusContext"],
    "payouts": [
        "address", "approvalStatus", "binanceStatus", "payNetwork", "payNetworkName", "paymentMethod",
        "receiverBinanceId", "reference", "txid",
    ],
}


def child_document(child):
    kind = child["type"] + "s"
    _, money, others = KINDS[kind]
    out = {"status": child["rawStatus"], **money_members(child, money)}
    for name, (spelt, _, _) in others.items():
        if name in child:
            out[spelt] = child[name]
    network = child.get("network", {})
    out[NETWORKS[kind][0]], out[NETWORKS[kind][1]] = network.get("code"), network.get("name")
    out = without_none(out)
    for name in NULLS[kind]:
        out.setdefault(name, None)
    redirects = child.get("redirects", {})
    if kind == "invoices":
        out["successRedirectUrl"] = redirects.get("success")
        out["unsuccessRedirectUrl"] = redirects.get("unsuccess")
    return {"type": kind, "id": child["id"], "attributes": out}


def txn_document(link):
    """The document that Txn would send of this link, as far as the model goes."""
    network, redirects = link.get("network", {}), link.get("redirects", {})
    attributes = without_none(
        {
            "amount": link.get("amount", {}).get("value"),
            "currency": link.get("amount", {}).get("currency"),
            "accountCurrency": link.get("accountCurrency"),
            "hostedPageUrl": link.get("url"),
            "status": link["rawStatus"],
            "approvalStatus": link.get("approvalStatus"),
            "expiresAt": link.get("expiresAt"),
            "createdAt": link.get("createdAt"),
            "paymentType": link.get("rawKind"),
            "paymentMethods": link.get("paymentMethods"),
            "payCurrencies": link.get("payCurrencies"),
        }
    )
    # The documents have these as null where there is none.
    attributes["network"], attributes["networkName"] = network.get("code"), network.get("name")
    attributes["reference"] = link.get("reference")
    attributes["approvalStatus"] = link.get("approvalStatus")
    attributes["successRedirectUrl"] = redirects.get("success")
    attributes["unsuccessRedirectUrl"] = redirects.get("unsuccess")
    document = {
        "data": {
            "id": link["id"],
            "type": "paymentLinks",
            "attributes": attributes,
            "relationships": {"target": {"data": link.get("payment")}},
        }
    }
    if "child" in link:
        document["included"] = [child_document(link["child"])]
    return document


# The providers of flat objects, by format: each registers itself (flat.py).
FLAT = {}


# --- The whole ------------------------------------------------------------------------------------------


def has(node, *names):
    return any(member(node, name) is not None for name in names)


def words(node, name):
    """The text of a member; None if it is no text."""
    inner = member(node, name)
    return inner.value if inner is not None and inner.kind == "string" and not is_half(inner.value) else None


def items_of(node):
    return node.value if node is not None and node.kind == "array" else []


def others(node, *names):
    return sum(name not in names for name, _ in node.value) if node.kind == "object" else 0


def seems_connect(top):
    """A link, a list or anything else of Connect."""

    def is_link(node):
        own = member(node, "paymentLinkId")
        beside = has(node, "url", "status", "createdAt", "updatedAt")
        return own is not None and (bool(words(node, "paymentLinkId")) or own.kind == "number" or beside)

    if is_link(top):
        return "link"
    items = member(top, "items")
    if items is not None and items.kind == "array":
        empty = not items.value and others(top, "items", "pagination") == 0
        if has(top, "pagination") or any(map(is_link, items.value)) or empty:
            return "link"
    if has(top, "eventId") and has(top, "data", "occurredAt") and words(top, "type") is not None:
        return "other"
    if words(top, "orderId") or words(top, "invoiceId"):
        foreign = has(top, "id", "status", "createdAt", "updatedAt", "eventId", "message")
        further = has(top, "paymentProfileId", "savePaymentProfile", "description", "metadata")
        if not foreign and (further or others(top, "orderId", "invoiceId") == 0):
            return "other"
    if words(top, "message") is not None and words(top, "code"):
        details = member(top, "details")
        alone = others(top, "message", "code", "details", "hint") == 0
        if (details is not None and details.kind == "array") or words(top, "hint") is not None or alone:
            return "other"
    return None


def seems_txn(top):
    """The same of Txn: JSON:API is many services', so the resource type decides, or attributes of its own."""

    def is_type(kind):
        return kind is not None and lower(kind.replace("_", "").replace("-", "")) == "paymentlinks"

    def is_link(resource):
        kind, attributes = words(resource, "type"), member(resource, "attributes")
        if is_type(kind):
            return True
        if attributes is None or not has(attributes, "hostedPageUrl"):
            return False
        if kind is None:
            return has(attributes, "paymentType", "status")
        return has(attributes, "paymentType") and kind not in KINDS

    data = member(top, "data")
    if data is None:
        for error in items_of(member(top, "errors")):
            said = [name for name in ("title", "detail", "code") if has(error, name)]
            about = [name for name in ("status", "source", "links", "meta", "id") if has(error, name)]
            if len(said) + len(about) >= 2 and any(words(error, name) for name in said):
                return "other"
        return None
    if data.kind == "array":
        alone = others(top, "data", "errors", "included", "links", "meta", "jsonapi") == 0
        return "link" if any(map(is_link, data.value)) or (not data.value and alone) else None
    kind, attributes = words(data, "type"), member(data, "attributes")
    if is_type(kind) and not has(data, "id") and attributes is not None and attributes.kind == "object":
        if not has(attributes, "status", "hostedPageUrl", "createdAt"):
            if kind == "payment_links" or has(attributes, "amount", "currency", "paymentType", "expires_at"):
                return "other"
    if is_link(data):
        return "link"
    return "other" if has(data, "id") and kind in KINDS else None


def lower(text):
    """ASCII only."""
    return "".join(chr(ord(char) + 32) if "A" <= char <= "Z" else char for char in text)


def shape(top):
    """Whose document this is: what holds links before anything else."""
    found = {"connect": seems_connect(top), "txn": seems_txn(top)}
    found |= {form: provider.seems(top) for form, provider in FLAT.items()}
    found = {form: what for form, what in found.items() if what}
    links = [form for form, what in found.items() if what == "link"]
    return links or list(found)


def refused(issues):
    return {"ok": False, "issues": issues}


def invalid(link, found):
    """The issues of a link, and what can be used of it."""
    answer = refused(found.of("issue"))
    if link is None:
        return answer
    if "id" in link:
        answer["id"] = link["id"]
    if "id" in link and "rawStatus" in link and not found.is_ambiguous:
        answer |= used(link, found)
    return answer


def begin(data, options):
    """The tree and the format, or the answer that there is none."""
    limits = (options or {}).get("limits", {})
    top, bom, code = parse(data, limits.get("maxBytes", LARGEST))
    if code:
        return None, None, None, refused([[code, ""]])
    found = Findings()
    if bom:
        found.note(0, "json_bom", "")
    form = (options or {}).get("format")
    if form is None:
        fits = shape(top)
        if len(fits) != 1:
            return None, None, None, refused([["format_ambiguous" if fits else "format_unknown", ""]])
        form = fits[0]
    return top, form, found, None


def is_list(top, form):
    if form == "connect":
        items = member(top, "items")
        return items is not None and items.kind == "array" and member(top, "paymentLinkId") is None
    if form in FLAT:
        return FLAT[form].is_list(top)
    data = member(top, "data")
    return data is not None and data.kind == "array"


def read(data, options=None):
    """One payment link."""
    top, form, found, answer = begin(data, options)
    if answer:
        return answer
    if is_list(top, form):
        return refused([["list_found", ""]])
    return one(top, form, found)


def one(top, form, found):
    outside(found, top, included_places(top) if form == "txn" else [])
    if form == "connect":
        link = connect_link(found, top, "")
    elif form == "txn":
        link = txn_single(found, top)
    else:
        link = FLAT[form].link(found, top, "")
    return answered(link, found)


def txn_single(found, top):
    here = members(found, top, "", {"data", "included"})
    if here is None:
        return None
    # A duplicate around the link leaves no doubt about what is in it.
    found.is_ambiguous = False
    resources = included_of(found, top)
    link = None
    if "data" not in here:
        found.issue(top.end, "member_missing", "/data")
    else:
        link = txn_resource(found, here["data"][0], "/data", resources)
    strangers(found, resources)
    return link


def strangers(found, resources):
    """Notes the included resources that are no link's child. They affect no link: their issues become one
    note each, beside their own notes."""
    for resource in resources:
        if resource.is_a_child:
            continue
        at = resource.node.at
        found.note(at, "member_unmapped", resource.pointer)
        if resource.has_twin:
            found.note(at, "resource_duplicate", resource.pointer)
        if any(row[1] == "issue" for row in resource.own.found):
            found.note(at, "included_unreadable", resource.pointer)
        found.found += [row for row in resource.own.found if row[1] == "note"]


def answered(link, found):
    if found.of("issue"):
        return invalid(link, found)
    return {"ok": True, "notes": found.of("note")} | used(link, found)


def used(link, found):
    """The model, the document that it makes, and both as they are compared."""
    link["unmapped"] = [pointer for code, pointer in found.of("note") if code == "member_unmapped"]
    own = {"connect": connect_document, "txn": txn_document}.get(link["format"])
    made = own(link) if own else FLAT[link["format"]].document(link)
    return {"value": written(link), "document": written(made), "link": link}


def written(value):
    """Instants as text; everything else as it is."""
    if isinstance(value, Instant):
        return str(value)
    if isinstance(value, dict):
        return {name: written(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [written(inner) for inner in value]
    return value


def read_many(data, options=None):
    """A list; a bad link never spoils its neighbours."""
    top, form, found, answer = begin(data, options)
    if answer:
        return answer
    listing = (options or {}).get("listing")
    issues = [["parameter_malformed", ""] for name in listing or {} if not is_asked(form, name, listing[name])]
    allowed = FLAT[form].listing if form in FLAT else LISTING[form]
    if any(name not in allowed for name in listing or {}):
        issues = [["parameter_unknown", ""]]
    if issues:
        return refused(issues)
    if form == "txn":
        return txn_list(top, found, listing)
    if not is_list(top, form):
        return {"ok": True, "notes": found.of("note"), "links": [one(top, form, Findings())]}
    if form in FLAT:
        return FLAT[form].read_list(top, found, listing)
    return connect_list(top, found, listing)


LISTING = {
    "connect": ("cursor", "limit"),
    "txn": ("cursor", "limit", "reference", "createdFrom", "createdTo", "order"),
}
LAST_PAGE = 2**32 - 1


def page_number(value):
    """Pages are counted from 1."""
    sound = re.fullmatch(r"[1-9][0-9]*", value) and int(value) <= LAST_PAGE
    return int(value) if sound else None


def is_asked(form, name, value):
    if name == "cursor" and form == "txn":
        return page_number(value) is not None
    if name == "cursor" and form == "razorpay":
        return value == "0" or page_number(value) is not None
    return 1 <= value <= 100 if name == "limit" else True


def next_page(found, top, count, listing):
    """Where the list goes on: as `links.next` says, and otherwise behind a full page."""
    here = int(listing.get("cursor", "1")) if listing is not None else None
    behind = str(here + 1) if here is not None and here < LAST_PAGE else None
    full = listing is not None and count >= listing.get("limit", count + 1)
    counted = behind if full else None
    links = member(top, "links")
    if links is None:
        return counted
    after = member(links, "next")
    address = after if after is None or after.kind != "object" else member(after, "href")
    if after is None:
        found.unmapped(links, "/links")
        return counted
    if after.kind == "null":
        links_unmapped(found, links, after)
        return None
    if address is None or address.kind != "string" or address.value == "" or is_half(address.value):
        found.note(links.at, "cursor_unusable", "/links/next")
        links_unmapped(found, links, after)
        return counted
    page = page_of(address.value)
    if page is None:
        found.unmapped(links, "/links")
        return behind
    links_unmapped(found, links, after)
    return page


def links_unmapped(found, links, after):
    for name, inner in links.value:
        if inner is not after:
            found.unmapped(inner, step("/links", name))
    if after.kind == "object":
        for name, inner in after.value:
            if name != "href" or inner.kind != "string":
                found.unmapped(inner, step("/links/next", name))


def page_of(address):
    query = address.partition("#")[0].partition("?")[2]
    pages = [part.partition("=")[2] for part in query.split("&") if part.partition("=")[0] == "page"]
    page = page_number(pages[0]) if pages else None
    return None if page is None else str(page)


def list_answer(found, links, listing, cursor=None):
    issues = found.of("issue")
    if issues:
        return refused(issues)
    if cursor is not None and (not links or cursor == (listing or {}).get("cursor")):
        found.note(-1, "list_repeats", "")
        cursor = None
    answer = {"ok": True, "notes": found.of("note"), "links": links}
    if cursor is not None:
        answer["nextCursor"] = cursor
    return answer


def outside(found, top, within):
    """Members that stand twice around the links; those within a link are the link's."""
    whole = Findings()
    duplicates(whole, top, "")
    found.found += [
        finding for finding in whole.found if not any(finding[3].startswith(f"{place}/") for place in within)
    ]


def connect_list(top, found, listing):
    here = members(found, top, "", {"items", "pagination"})
    links = []
    for name, again in here.again:
        if name == "items" and again.kind != "array":
            found.issue(again.at, "type_mismatch", "/items")
    for index, item in enumerate(here["items"][0].value):
        own = Findings()
        duplicates(own, item, f"/items/{index}")
        links.append(answered(connect_link(own, item, f"/items/{index}"), own))
    pages = member(top, "pagination")
    odd = "/pagination/nextCursor" if pages is not None and pages.kind == "object" else "/pagination"
    outside(found, top, [f"/items/{index}" for index in range(len(links))] + [odd])

    def cursor(found, node, pointer):
        if node.kind == "string" and node.value != "" and not is_half(node.value):
            return node.value
        found.note(node.at, "cursor_unusable", pointer)

    def pagination(found, node, pointer):
        if node.kind == "object":
            inner = members(found, node, pointer, {"nextCursor"})
            return take(found, node, pointer, inner, "nextCursor", cursor, null="none")
        if node.kind != "null":
            found.note(node.at, "cursor_unusable", pointer)

    page = take(found, top, "", here, "pagination", pagination, null="structure")
    return list_answer(found, links, listing, page)


def txn_list(top, found, listing):
    """Many links, or one; what stands around them is the list's."""
    here = members(found, top, "", {"data", "included"} | ({"links"} if is_list(top, "txn") else set()))
    if here is None or "data" not in here:
        return one(top, "txn", found)
    resources = included_of(found, top)
    data = here["data"][0]
    many = data.kind == "array"
    items = [(item, f"/data/{index}") for index, item in enumerate(data.value)] if many else [(data, "/data")]
    links = []
    for item, pointer in items:
        own = Findings()
        duplicates(own, item, pointer)
        links.append(answered(txn_resource(own, item, pointer, resources), own))
    strangers(found, resources)
    outside(found, top, [pointer for _, pointer in items] + included_places(top))
    return list_answer(found, links, listing, next_page(found, top, len(links), listing) if many else None)


def detect(data):
    top, _, code = parse(data)
    fits = [] if code else shape(top)
    return fits[0] if len(fits) == 1 else None


# --- What may be done -----------------------------------------------------------------------------------

CLOSE = {"connect": ("cancel", "cancelled"), "txn": ("expire", "expired")}
ENDS = {"cancel": "cancelled", "expire": "expired"}


def decide(action, link, now_ms, skew_ms):
    """The eligibility table, and the clock."""
    form = link["format"]
    call, target = FLAT[form].close if form in FLAT else CLOSE[form]
    offered = action in ("close", call)
    status, expires = link["status"], link.get("expiresAt")
    going = status in ("open", "in_progress")
    # Razorpay has a part of the money then; its page says that such a link cannot be cancelled.
    is_partly_paid = form == "razorpay" and status == "in_progress" and action != "expire"
    reasons = [] if offered else ["action_not_offered"]
    wanted = target if offered else ENDS[action]
    late = False
    if status == "unknown":
        reasons.append("status_unknown")
    elif not going:
        reasons.append("already_in_status" if status == wanted else "terminal_status")
    if is_partly_paid:
        reasons += ["wrong_status", "partly_paid"]
    if not going:
        pass
    elif expires and now_ms >= expires.epoch_ms() - skew_ms:
        late = True
        reasons.append("expired_by_clock")
    elif "expiryUnreadable" in link:
        late = True
        reasons.append("expiry_unreadable")
    if not offered or is_partly_paid:
        verdict = "refused"
    elif status == "unknown" or late:
        verdict = "uncertain"
    elif going:
        verdict = "allowed"
    else:
        verdict = "already_done" if status == target else "refused"
    may_try = offered and going and not is_partly_paid
    decision = {
        "action": action,
        "call": call if offered else action,
        "verdict": verdict,
        "canTry": may_try,
        "reasons": reasons,
        "warnings": warnings(link) if may_try else [],
    }
    documented = not offered or (form != "connect" and verdict != "uncertain")
    decision["basis"] = "documented" if documented else "assumed"
    if may_try or verdict == "already_done":
        decision["next"] = target
    if expires and going:
        decision["remainingMs"] = max(0, math.floor(expires.epoch_ms() - now_ms))
    if expires and going and not late:
        decision["changesAtMs"] = expires.epoch_ms() - skew_ms
    return decision


def warnings(link):
    found = []
    if "child" in link and link["child"]["status"] == "completed":
        found.append("money_arrived" if link["child"]["type"] == "invoice" else "money_sent")
    if link["format"] == "txn" and link["status"] == "in_progress":
        found.append("payment_in_progress")
    if "child" in link and not link["child"]["final"]:
        found.append("child_lives_on")
    if "approvalStatus" in link:
        found.append("approval_pending")
    return found
