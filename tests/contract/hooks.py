"""What the document cannot say to a generator: cursors that were given out, signatures, and the few
things about URLs that a pattern does not hold."""

import base64
import hashlib
import hmac
import json
import os
import re
import time
import urllib.request
import uuid

import schemathesis
from hypothesis import strategies
from schemathesis.core import NOT_SET
from schemathesis.core.parameters import ParameterLocation

EDGE = os.environ["EDGE"]
TOKEN = os.environ["TOKEN"]
SECRETS = {name: os.environ[f"{name.upper()}_SECRET"] for name in ("txn", "stripe", "razorpay")}


def given_out(path, headers, place):
    """A cursor as the edge gives it out."""
    with urllib.request.urlopen(urllib.request.Request(EDGE + path, headers=headers)) as answer:
        found = json.load(answer)
    for member in place:
        found = found[member]
    return found


OWN = given_out("/v1/links?limit=1", {"authorization": f"Bearer {TOKEN}"}, ["next"])
CONNECTS = given_out(
    "/payment-links?limit=1", {"x-api-key": TOKEN}, ["pagination", "nextCursor"]
)
LAST_SESSION = given_out(
    "/v1/checkout/sessions?limit=1", {"authorization": f"Bearer {TOKEN}"}, ["data", 0, "id"]
)
schemathesis.openapi.format("last-session", strategies.just(LAST_SESSION))
schemathesis.openapi.format("own-cursor", strategies.just(OWN))
schemathesis.openapi.format("connect-cursor", strategies.just(CONNECTS))
# Without a strategy of ours no header would be generated that has to begin with a quote.
schemathesis.openapi.format("quoted-key", strategies.from_regex(r'\A"[!#-\[\]-~]{1,256}"\Z'))


@schemathesis.hook
def before_load_schema(context, raw_schema):
    # "Whatever else the provider answers" would let every status pass; the sandbox answers nothing else.
    for path in raw_schema["paths"].values():
        for operation in path.values():
            operation["responses"].pop("default", None)
            for parameter in operation.get("parameters", []):
                told(parameter, operation["operationId"])
    for parameter in raw_schema["components"]["parameters"].values():
        told(parameter, "listLinks")


def told(parameter, operation):
    """Names the strategy that a parameter is to be made with."""
    if parameter.get("name") == "cursor":
        own = operation == "listLinks"
        parameter["schema"] = {"type": "string", "format": "own-cursor" if own else "connect-cursor"}
    if parameter.get("name") == "starting_after":
        parameter["schema"] = {"type": "string", "format": "last-session"}
    if parameter.get("name") == "Idempotency-Key":
        parameter["schema"]["format"] = "quoted-key"


@schemathesis.hook
def filter_case(context, case):
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return True
    if case.operation.path == "/v1/imports" and not is_of_format(case):
        return False
    return all(is_url(text) for text in texts_of(case.body)) and is_plain(case.body) and is_whole(case.body)


def is_of_format(case):
    """Whether a document is of the format that the query says it is of."""
    format = (case.query or {}).get("format")
    members = set(case.body) if isinstance(case.body, dict) else set()
    fits = {
        "txn": "data" in members and "object" not in members,
        "connect": bool({"paymentLinkId", "items"} & members),
        "stripe": "object" in members,
        "razorpay": bool({"short_url", "payment_links"} & members),
    }
    return fits.get(format, list(fits.values()).count(True) == 1)


def texts_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


# As the schema of a URL says of itself: a port is at most 65535; a host whose last label is a number is
# an IPv4 address of four decimal parts; no label begins with `xn--`.
URL = re.compile(r"https?://(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?(?:[/?#]|$)", re.IGNORECASE)
PART = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
IPV4 = re.compile(rf"{PART}(?:\.{PART}){{3}}\.?")


def is_url(text):
    found = URL.match(text)
    if not found:
        return True
    host, port = found.group(1).lower(), found.group(2)
    if port and int(port) > 65535 or host.startswith("["):
        return False
    labels = host.removesuffix(".").split(".")
    if any(label.startswith("xn--") for label in labels):
        return False
    is_number = re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1])
    return not is_number or bool(IPV4.fullmatch(host))


def is_plain(value, of_resource=False):
    """As the schema of digits says of itself: a number has no exponent, and no minus before a zero."""
    if isinstance(value, dict):
        return all(is_plain(inner, name == "attributes") for name, inner in value.items()) and not (
            of_resource
            and any(isinstance(inner, float) and re.search("e|^-0", repr(inner)) for inner in value.values())
        )
    return not isinstance(value, list) or all(is_plain(inner) for inner in value)


def is_of_kept(cursor):
    padded = cursor + "=" * (-len(cursor) % 4)
    return base64.urlsafe_b64decode(padded).startswith(b'"')


def is_whole(body):
    """As JSON:API says of documents, and no JSON Schema can: a resource is included once."""
    included = body.get("included") if isinstance(body, dict) else None
    if not isinstance(included, list):
        return True
    names = [(one.get("type"), one.get("id")) for one in included if isinstance(one, dict)]
    return len(set(map(str, names))) == len(names)


@schemathesis.hook
def before_call(context, case, kwargs):
    if is_right(case, ParameterLocation.QUERY):
        # Whoever goes on in a list asks for the same list.
        query = case.query or {}
        if case.operation.path == "/v1/links" and isinstance(query.get("cursor"), str):
            query["source"] = "kept" if is_of_kept(query["cursor"]) else "providers"
    if is_right(case, ParameterLocation.HEADER):
        # One body after another is tried with the one key that was thought of first: all but the first
        # would be told that the key is used. By chance, keys are used again and again all the same.
        if case.meta is not None and case.meta.phase.name.value == "coverage":
            for name, text in (
                ("Idempotency-Key", '"{}"'),
                ("idempotency-key", "{}"),
                ("x-idempotency-key", "{}"),
            ):
                if name in case.headers:
                    case.headers[name] = text.format(uuid.uuid4())
        for name, sign in SIGNED.items():
            if case.headers.get(name) == "signed":
                sign(case)


def is_right(case, location):
    return case.meta is None or not case.meta.is_negative_at(location)


def over_body(sign):
    """Signs the bytes as they will be sent."""

    def signing(case):
        if case.body is not NOT_SET and not isinstance(case.body, bytes):
            sign(case.headers, json.dumps(case.body), str(int(time.time())))

    return signing


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256)


@over_body
def as_svix(headers, body, stamp):
    name = f"msg_{time.time_ns()}"
    key = base64.b64decode(SECRETS["txn"].removeprefix("whsec_"))
    signature = base64.b64encode(mac(key, f"{name}.{stamp}.{body}").digest()).decode()
    headers["svix-id"] = name
    headers["svix-timestamp"] = stamp
    headers["svix-signature"] = f"v1,{signature}"


@over_body
def as_stripe(headers, body, stamp):
    signature = mac(SECRETS["stripe"].encode(), f"{stamp}.{body}").hexdigest()
    headers["stripe-signature"] = f"t={stamp},v1={signature}"


@over_body
def as_razorpay(headers, body, _):
    headers["x-razorpay-event-id"] = f"event_{time.time_ns()}"
    headers["x-razorpay-signature"] = mac(SECRETS["razorpay"].encode(), body).hexdigest()


SIGNED = {
    "svix-signature": as_svix,
    "stripe-signature": as_stripe,
    "x-razorpay-signature": as_razorpay,
}
