# Documents by the seed: sound ones, each member and each kind of member spoilt in every way that a rule has a
# boundary, and the bytes spoilt below that. The same seed and number give the same document.
from __future__ import annotations

import json
import random
from pathlib import Path

import flat_documents as flat
from reader import Number, Pairs

ROOT = Path(__file__).resolve().parents[2]


class Raw(str):
    """JSON text that stands as it is, whether it is JSON or not."""


INSTANTS = """
2024-01-15T10:00:00Z 2024-01-15t10:00:00z 2024-01-15T10:00:00.000Z 2024-01-15T10:00:00.1234567890123456789Z
2024-01-15T12:00:00+02:00 2024-01-15T12:00:00.50-23:59 2024-01-15T12:00:00+23:59 2024-01-15T10:00:00-00:00
2024-01-15T10:00:00+24:00 2024-01-15T10:00:00+00:60 2024-01-15T10:00:00+2:00 2024-01-15T10:00:00+0200
2024-01-15T10:00:00 2024-01-15T10:00Z 2024-01-15 2024-01-15T10:00:00.Z 2024-01-15T10:00:00,5Z
2024-02-29T00:00:00Z 2023-02-29T00:00:00Z 2000-02-29T23:59:59Z 1900-02-29T00:00:00Z 2100-02-28T23:59:59-01:00
2024-02-29T23:30:00-01:00 2024-03-01T00:30:00+01:00 2023-12-31T23:59:59-00:01 2024-01-01T00:00:00+00:01
2024-01-15T24:00:00Z 2024-01-15T23:60:00Z 2024-01-15T23:59:60Z 2024-01-15T23:59:61Z 2016-12-31T23:59:60Z
2017-01-01T00:00:00Z 2016-12-31T23:59:60.999Z 2017-01-01T00:00:00.5Z 2016-12-31T15:59:60-08:00 2017-01-01T00:59:60+01:00 2017-01-01T00:00:60Z
2016-12-31T23:59:60+00:01 1990-12-31T22:59:60Z 0000-01-01T00:00:00Z 0000-01-01T00:00:00+00:01
0000-02-29T00:00:00Z 0001-01-01T00:00:00Z 1969-12-31T23:59:59.999Z 1970-01-01T00:00:00Z
9999-12-31T23:59:59Z 9999-12-31T23:59:59-00:01 9999-12-31T23:59:60Z 10000-01-01T00:00:00Z -001-01-01T00:00:00Z
+2024-01-15T10:00:00Z 2024-13-01T00:00:00Z 2024-00-01T00:00:00Z 2024-01-00T00:00:00Z 2024-01-32T00:00:00Z
2024-04-31T00:00:00Z 2024-06-31T00:00:00Z 2024-1-15T10:00:00Z 20240115T100000Z 2024-W03-1T10:00:00Z
2024-01-15T10:00:00UTC 2024-01-15T10:00:00Z[UTC] 2024-12-31T23:59:59.999999999Z 2025-06-18T23:00:00.000Z
2024-01-15T10:00:00.0Z 2024-01-15T10:00:00.00+00:00 2024-01-15T09:59:59.999999Z 2024-01-15T10:00:00.000000001Z
2024-01-15T09:60:00Z 2024-01-15T10:00:00+00:00 2024-01-15T07:00:00-03:00 ２024-01-15T10:00:00Z 1705312800
""".split() + ["", " 2024-01-15T10:00:00Z", "2024-01-15T10:00:00Z ", "2024-01-15 10:00:00Z", "2024-01-15T10:00:00Z\n"]

AMOUNTS = """
0 0.00 100 100.00 1.10 0.000000000000000001 00 01 00.1 -1 -0 +1 1. .5 1e3 1E+3 1.5e-3 1,000 1_000 0x10 1/2 ١٢
340282366920938463463374607431768211456 0.1234567890123456789012345678901234567890 99999999999999999999.99 NaN
Infinity 100.00EUR 1.0.0 9007199254740993
""".split() + ["", " 1", "1 ", "1\u0000", "9" * 400]

NUMBERS = [
    Number(text)
    for text in """
    0 -0 -0.0 0.0 0.00 1 -1 100 100.10 1.50 1e3 1E3 1e+3 1.5e-3 1e400 -1e400 1e-400 9007199254740993
    12345678901234567890 18446744073709551615 18446744073709551616 -9223372036854775809 0.1 1.0 5e-324
    123456789012345678901234567890.5 1.7976931348623157e308 1e21 1e-7 2.00000000000000000001 9007199254740993.0 1e23 123456789012345678901234
    """.split()
] + [Number("9" * 320), Number("0." + "0" * 330 + "1")]

CURRENCIES = """
EUR eur Usd USDT usdc BTC DOGE pepe KWD XAU XXX XTS E EU E1 12 ABCDEFGHIJKL ABCDEFGHIJKLM EU-R EÜR ₿ ＥＵＲ
E.U ZZZ VED SLE SLL HRK ZWL CUC BGN XCG ZWG ETH SOL BNB XDR CLF POL MATIC
""".split() + flat.CODES + ["", "EUR ", "EU R", "ıtl"]

URLS = """
https://example.com/ https://example.com http://example.com/ HTTPS://EXAMPLE.COM/ hTtP://example.com
https://user:hunter2@example.com/ https://user@example.com/ https://@example.com/ https://:@example.com/
https://a@b@example.com/ https://us%zzer@example.com/ https://us^er@example.com/ https://user@/ https://user:p@[::1]:8/
https://example.com:443/ https://example.com:/ https://example.com:0/ https://example.com:65535/ https://example.com:65536/
https://example.com:00080/ https://example.com:99999999999999999999/ https://example.com:8a/ https://example.com:-1/
https://example.com. https://example.com./ https://example..com/ https://.example.com/ https://./ https:/// https://
https://? https://# https:example.com //example.com/ example.com ftp://example.com/ javascript:alert(1) data:,x
https://exa_mple.com/ https://-example-.com/ https://xn--bcher-kva.example/ https://a.XN--x/ https://bücher.example/
https://b%C3%BCcher.example/ https://ex%61mple.com/ https://example.com%2f/ https://localhost/ https://a/
https://127.0.0.1/ https://127.0.0.1./ https://127.1/ https://127.0.0.256/ https://127.0.0.01/ https://0x7f.1/ https://1/
https://2130706433/ https://0x7f000001/ https://0x/ https://1.2.3.4.5/ https://1.2.3/ https://a.1/ https://a.0x1/
https://1.2.3.4a/ https://1a/ https://1.a/ https://0xg/ https://a.0x/ https://1.2.3.4:80/ https://01.2.3.4/ https://0.0.0.0/
https://a.08/ https://256.256.256.256/ https://1..4/ https://1.2.3.4.. https://0X7F.1/ https://a.0X/
https://[::1]/ https://[::1]:8080/ https://[2001:db8::1]/ https://[::ffff:1.2.3.4]/ https://[::1.2.3]/ https://[::1
https://[]/ https://[v1.a]/ https://[::1%25eth0]/ https://[fe80::1%eth0]/ https://[1:2:3:4:5:6:7:8]/
https://[1:2:3:4:5:6:7:8:9]/ https://[1::2::3]/ https://[12345::]/ https://[::01.2.3.4]/ https://[::]x/ https://x[::1]/
https://[1:2:3:4:5:6:7::]/ https://[::2:3:4:5:6:7:8]/ https://[1:2:3:4::5:6:7:8]/ https://[:1::]/ https://[::G]/ https://[::1]a:1/
https://[1:2:3:4:5:6:1.2.3.4]/ https://[1:2:3:4:5:6:7:1.2.3.4]/ https://[1.2.3.4::]/ https://[::256.1.1.1]/ https://[0:0:0:0:0:0:0:00001]/
https://[1:2:3:4:5:6:7]/ https://[:::]/ https://[::1:]/ https://[1:2:3:4:5:6:7:]/ https://[FE80::A]/ https://[::1.2.3.4:5]/
https://example.com/a%2Fb https://example.com/a%2 https://example.com/a%zz https://example.com/% https://example.com/%00
https://example.com/a[b] https://example.com/a|b https://example.com/a\\b https://example.com\\a https://example.com/"
https://example.com/{id} https://example.com/^ https://example.com/`a` https://example.com/<a> https://example.com/é
https://example.com?q https://example.com?q=a?b/c https://example.com#f https://example.com/#f#g https://example.com/?[]
https://example.com/?a=b&c#d?e/f https://example.com/.. https://example.com//a https://example.com/;a=1,2!$&'()*+:@
https://example.com/a@b https://example.com/a:b https://example.com?u@v https://example.com:80@evil.example/ https://a:b:c/
https://{}/ https://a%20b/ https://a&b/ https://a,b/ https://a~b/ https://a+b/ https://a*b/ https://a!b/ https://$a/
https:/example.com/ https:\\\\example.com\\ blob:https://example.com/x https://example.com/\u00a0 http:/a https//a
https://sandbox.txn.pro/redirect?payment_link_id=x&request_type=payment_link_hosted_page&zone=eu
""".split() + [
    "", " https://example.com/", "https://example.com/ ", "https://exa mple.com/", "https://example.com/a b",
    "https://example.com/\t", "https://exam\nple.com/", "https://" + "a" * 300 + "/", "https://" + "a." * 130 + "/",
    "https://example.com/" + "a" * 5000, "https://exam\u00adple.com/", "https://example。com/", "https://ex\u0000ample.com/",
]  # fmt: skip

IDS = """
6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01 6F1D2C58-0B1E-4F5A-9A53-2F8C1F0A7E01 00000000-0000-0000-0000-000000000000
ffffffff-ffff-ffff-ffff-ffffffffffff j47ac10b-58cc-4372-a567-0e02b2c3d479 6f1d2c580b1e4f5a9a532f8c1f0a7e01
{6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01} urn:uuid:6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01 6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e0
6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e011 6f1d2c5-80b1e-4f5a-9a53-2f8c1f0a7e01 x a/b ..
""".split() + ["", " ", "6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01 ", "é", "6f1d2c58_0b1e_4f5a_9a53_2f8c1f0a7e01"]

WORDS = """
ACTIVE COMPLETED EXPIRED CANCELLED CANCELED active Active PAUSED created pending completed expired Created
open complete Open paid PAID partially_paid failed captured checkout.session payment_intent
processing on_hold rejected cancelled draft Pending onHold invoice payout Invoice Payout INVOICE pAyOuT Invoices
paymentLinks payment_links paymentlinks invoices payouts addresses partial underpaid Partial onTime on_time ontime
late expecting unpaid full overpaid trx:usdt TRX:USDT İ:USDT ẞ ΑΣ ΑΣ. Ǆ K ﬀ
""".split() + ["", " ", "ACTIVE ", "pending\u0000"]

TEXTS = [
    "", " ", "a", "Pay your monthly subscription", "é", "ＵＮＩ", "\u0000", "\u001f", "\u007f", "\u2028", "\ufeff", "\ufffe",
    "😀", "a\u0301", "\u202eabc", "~", "/", "~0~1", '"', "\\", "<script>", "${x}", "null", "a" * 300, "\U0010ffff",
]  # fmt: skip
HALVES = [Raw('"\\ud800"'), Raw('"a\\udc00b"'), Raw('"\\udc00\\ud800"'), Raw('"\\ud83d\\ude00"'), Raw('"\\uD83D\\u0041"')]
BROKEN = [
    Raw(text)
    for text in """
    01 1. .5 - +1 0x1 1e 1e+ -01 1.e3 NaN Infinity -Infinity tru nul True None undefined 'a' "a "\\x" "\\u12" "\\u+123"
    "\\u00 "\\ /**/1 [1,] {"a":1,} {"a"} {1:2} {a:1} [,] [1 1] {"a":1"b":2} [} {] "\t" ,1 : 1,,2 "\\uD8 "\\'" "\\0" --1
    """.split()
] + [Raw('"\u0001"'), Raw('"\n"'), Raw("[1\u00a0]"), Raw("[1\f]"), Raw("")]
ANY = [
    None, True, False, Pairs(), [], Pairs([("a", Number("1"))]), [Number("1")], [None], "text", Number("5"),
    Pairs([("type", "invoices"), ("id", "i")]), [Pairs()], [[["x"]]], Pairs([("", "")]),
]  # fmt: skip

# What each member is, so that it is spoilt within its own kind.
KINDS = {
    "instant": (INSTANTS, ("createdAt", "updatedAt", "expiresAt", "completedAt")),
    # In seconds at Stripe.
    "either": (INSTANTS + flat.EPOCHS, ("expires_at",)),
    "amount": (
        AMOUNTS + NUMBERS + flat.UNITS,
        (
            "amount", "amountBilled", "amountCharged", "targetAmount", "chargedTargetRate", "exchangeRate",
            "payAmount", "payChargeRate", "displayFee", "networkFee", "payoutFee",
        ),
    ),
    "currency": (
        CURRENCIES,
        (
            "currency", "accountCurrency", "billedCurrency", "chargedCurrency", "targetCurrency",
            "chargedTargetRateCurrency", "amountChargedCurrency", "payCurrency", "payChargeRateCurrency",
            "displayFeeCurrency", "networkFeeCurrency", "payoutFeeCurrency",
        ),
    ),
    "url": (
        URLS,
        (
            "url", "hostedPageUrl", "successRedirectUrl", "unsuccessRedirectUrl", "short_url", "success_url",
            "cancel_url", "callback_url",
        ),
    ),
    "id": (IDS, ("paymentLinkId", "id", "paymentId", "payment_intent", "payment_id")),
    "word": (
        WORDS,
        (
            "status", "type", "paymentType", "statusContext", "paymentStatus", "network", "payNetwork",
            "approvalStatus", "binanceStatus", "paymentMethod", "object", "payment_status",
        ),
    ),
    **flat.POOLS,
}  # fmt: skip
POOL_OF = {name: pool for pool, names in KINDS.values() for name in names}
NAMES = sorted(POOL_OF) + [
    "items", "pagination", "nextCursor", "data", "included", "attributes", "relationships", "target", "meta", "links",
    "jsonapi", "metadata", "description", "networkName", "payNetworkName", "reference", "payCurrencies", "paymentMethods",
    "txid", "absorbNetworkFee", "absorbPayoutFee", "absorbFees", "address", "receiverBinanceId", "zone", "",
    *flat.NAMES, "a/b~c", "Status", "status ", "ｓtatus", "__proto__", "constructor", "toString", "0", "\ud800",
]  # fmt: skip


FORMS = ["connect", "txn", *flat.MAKERS]


def tree(value):
    """Plain data as a tree that can hold a member twice."""
    if isinstance(value, dict):
        return Pairs([(name, tree(inner)) for name, inner in value.items()])
    if isinstance(value, list):
        return [tree(inner) for inner in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Number(json.dumps(value))
    return value


def sound_connect(dice):
    link = {
        "paymentLinkId": dice.choice(IDS[:5]),
        "url": "https://checkout.example.com/pay/j47ac10b",
        "status": dice.choice(["ACTIVE", "ACTIVE", "COMPLETED", "EXPIRED", "CANCELLED", "PAUSED"]),
        "description": "Pay your monthly subscription",
        "paymentId": "k47ac10b",
        "expiresAt": "2024-12-31T23:59:59Z",
        "completedAt": "2024-01-15T14:30:00Z",
        "createdAt": "2024-01-15T10:00:00Z",
        "updatedAt": "2024-01-15T10:00:00Z",
        "metadata": {"z": 1, "a": [True, None, "é", {"n": 1.5}], "e": {}},
    }
    return thinned(dice, link, ("description", "paymentId", "expiresAt", "completedAt", "metadata"))


def thinned(dice, members, optional):
    gone = {name for name in optional if dice.random() < 0.4}
    return {name: value for name, value in members.items() if name not in gone}


INVOICE = {
    "amountBilled": "40.00", "amountCharged": "40.424657", "billedCurrency": "USD", "chargedCurrency": "USDT",
    "targetAmount": "39.9", "targetCurrency": "EUR", "chargedTargetRate": "0.98", "chargedTargetRateCurrency": "EUR",
    "exchangeRate": "0.9894951", "status": "pending", "statusContext": "unpaid", "paymentStatus": "expecting",
    "reference": "22695010", "network": "ttrx:usdt", "networkName": "Tron (TRC20)", "paymentMethods": ["on_chain"],
    "hostedPageUrl": "https://sandbox.txn.pro/redirect?invoice_id=4ab7737b", "successRedirectUrl": None,
    "unsuccessRedirectUrl": "https://example.com/no", "expiresAt": "2024-10-07T12:26:43.927Z",
    "createdAt": "2024-10-07T12:06:43.976Z",
}  # fmt: skip
PAYOUT = {
    "absorbFees": None, "absorbNetworkFee": False, "absorbPayoutFee": True, "address": "TTbGTMwUwA3mncLP7xqCZei1ekaNSgeAJe",
    "amount": "1000.00", "currency": "TRY", "amountCharged": "21.77", "amountChargedCurrency": "EUR",
    "approvalStatus": None, "binanceStatus": None, "createdAt": "2025-07-14T17:30:56.088Z", "displayFee": "10.00",
    "displayFeeCurrency": "TRY", "exchangeRate": "40.636611347206", "expiresAt": "2025-07-14T17:31:26.088Z",
    "networkFee": "2.000000", "networkFeeCurrency": "USDT", "payAmount": "22.608351", "payCurrency": "USDT",
    "payChargeRate": "0.8755286", "payChargeRateCurrency": "EUR", "paymentMethod": "on_chain", "payNetwork": "ttrx:usdt",
    "payNetworkName": "Tron (TRC20)", "payoutFee": "0.22", "payoutFeeCurrency": "EUR", "receiverBinanceId": "",
    "reference": "70327e5f", "status": "processing", "txid": None,
}  # fmt: skip


def sound_txn(dice, number=0):
    """One resource, and what is included for it."""
    attributes = {
        "amount": "100.00", "currency": "USD", "accountCurrency": "EUR", "network": "trx:usdt",
        "networkName": "Tron (TRC20)", "reference": "8d376e43", "hostedPageUrl": "https://sandbox.txn.pro/redirect",
        "status": dice.choice(["created", "pending", "pending", "completed", "expired", "paused"]),
        "approvalStatus": "waiting", "expiresAt": "2025-06-18T23:00:00.000Z", "createdAt": "2025-06-18T16:58:28.378Z",
        "paymentType": dice.choice(["Invoice", "Payout"]), "paymentMethods": ["on_chain", "nft"],
        "payCurrencies": ["USDC", "usdt"], "successRedirectUrl": "https://example.com/ok",
        "unsuccessRedirectUrl": None,
    }  # fmt: skip
    optional = set(attributes) - {"amount", "currency", "hostedPageUrl", "status", "expiresAt", "createdAt"}
    link = {
        "id": dice.choice(IDS[:5]),
        "type": "paymentLinks",
        "attributes": thinned(dice, attributes, sorted(optional)),
    }
    included = []
    if dice.random() < 0.7:
        kind, whole = dice.choice([("invoices", INVOICE), ("payouts", PAYOUT)])
        target = {"type": kind, "id": f"child-{number}"}
        link["relationships"] = {"target": {"data": target}}
        child = thinned(dice, whole, sorted(set(whole) - {"status"}))
        words = ["pending", "processing", "expired", "completed", "cancelled", "draft", "on_hold", "rejected", "frozen"]
        child["status"] = dice.choice(words)
        resource = {**target, "attributes": child}
        if dice.random() < 0.3:
            resource["relationships"] = {"address": {"data": {"type": "addresses", "id": "a"}}}
        if dice.random() < 0.9:
            included.append(resource)
        if dice.random() < 0.2:
            included.insert(0, {"type": "addresses", "id": f"child-{number}", "attributes": {"label": "x"}})
    elif dice.random() < 0.5:
        link["relationships"] = {"target": {"data": None}}
    return link, included


def sound(dice):
    """A sound document: what is asked, whose it is, and its tree."""
    form = dice.choice(["connect", "txn", "txn", *flat.MAKERS])
    if form in flat.MAKERS:
        _, one, many = flat.MAKERS[form]
        if dice.random() < 0.75:
            return "read", form, tree(one(dice))
        return "readList", form, tree(many(dice, [one(dice) for _ in range(dice.randrange(4))]))
    if dice.random() < 0.75:
        if form == "connect":
            return "read", form, tree(sound_connect(dice))
        link, included = sound_txn(dice)
        document = {"data": link}
        if included or dice.random() < 0.1:
            document["included"] = included
        return "read", form, tree(document)
    count = dice.randrange(4)
    if form == "connect":
        document = {"items": [sound_connect(dice) for _ in range(count)]}
        if dice.random() < 0.5:
            document["pagination"] = dice.choice([{"nextCursor": dice.choice(["abc", None, "", 7, []])}, None, 7])
    else:
        both = [sound_txn(dice, number if dice.random() < 0.8 else 0) for number in range(count)]
        included = []
        for resource in (resource for _, resources in both for resource in resources):
            if dice.random() < 0.05 or all(identity(resource) != identity(other) for other in included):
                included.append(resource)
        document = {"data": [link for link, _ in both]}
        if included or dice.random() < 0.1:
            document["included"] = included
        if dice.random() < 0.3:
            document["meta"] = {"total": count}
    return "readList", form, tree(document)


def identity(resource):
    return resource["type"], resource["id"]


# --- Spoiling values ------------------------------------------------------------------------------------


def places(node, name=None):
    """Every container with the key of each thing in it: what can be spoilt."""
    if isinstance(node, Pairs):
        for index, (key, inner) in enumerate(node):
            yield node, index, key
            yield from places(inner, key)
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield node, index, name
            yield from places(inner, name)


def put(owner, index, value):
    owner[index] = (owner[index][0], value) if isinstance(owner, Pairs) else value


def odd_value(dice, name):
    roll = dice.random()
    own = POOL_OF.get(name)
    if own and roll < 0.6:
        return dice.choice(own)
    if roll < 0.7:
        return dice.choice(TEXTS)
    if roll < 0.75:
        return dice.choice(HALVES)
    if roll < 0.8:
        return dice.choice(NUMBERS)
    if roll < 0.88:
        return dice.choice(dice.choice([INSTANTS, AMOUNTS, CURRENCIES, URLS, IDS, WORDS]))
    return copied(dice.choice(ANY))


def copied(node):
    if isinstance(node, Pairs):
        return Pairs([(name, copied(inner)) for name, inner in node])
    return [copied(inner) for inner in node] if isinstance(node, list) else node


def spoil(dice, document):
    """One change of the value."""
    where = list(places(document))
    if not where:
        return
    owner, index, name = dice.choice(where)
    roll = dice.random()
    if roll < 0.55:
        put(owner, index, odd_value(dice, name))
    elif roll < 0.65:
        del owner[index]
    elif roll < 0.72:
        put(owner, index, None)
    elif roll < 0.78:
        twice = odd_value(dice, name) if dice.random() < 0.5 else copied(owner[index][1] if isinstance(owner, Pairs) else owner[index])
        owner.insert(dice.randrange(len(owner) + 1), (owner[index][0], twice) if isinstance(owner, Pairs) else twice)
    elif roll < 0.88 and isinstance(owner, Pairs):
        other = dice.choice(NAMES)
        owner.insert(dice.randrange(len(owner) + 1), (other, odd_value(dice, other)))
    elif roll < 0.94 and isinstance(owner, Pairs):
        owner[index] = (dice.choice(NAMES + ["\\"]), owner[index][1])
    else:
        dice.shuffle(owner)


# --- Text -----------------------------------------------------------------------------------------------


def dump(dice, node):
    """JSON text, its white space and escapes by the dice."""
    loose = dice.random() < 0.15
    escapes = dice.random() < 0.1

    def gap():
        return dice.choice(["", " ", "\n", "\t", "\r\n  "]) if loose else ""

    def string(value):
        if escapes and value and dice.random() < 0.3:
            at = dice.randrange(len(value))
            if ord(value[at]) < 0x10000:
                quoted = [json.dumps(part, ensure_ascii="\ud800" in part)[1:-1] for part in (value[:at], value[at + 1 :])]
                return f'"{quoted[0]}\\u{ord(value[at]):04X}{quoted[1]}"'
        is_half = any("\ud800" <= char <= "\udfff" for char in value)
        return json.dumps(value, ensure_ascii=is_half or escapes or dice.random() < 0.1)

    def write(value):
        if isinstance(value, (Raw, Number)):
            return str(value)
        if isinstance(value, Pairs):
            inner = [f"{gap()}{string(name)}{gap()}:{gap()}{write(member)}{gap()}" for name, member in value]
            return "{" + (",".join(inner) or gap()) + "}"
        if isinstance(value, list):
            return "[" + (",".join(f"{gap()}{write(item)}{gap()}" for item in value) or gap()) + "]"
        return string(value) if isinstance(value, str) else json.dumps(value)

    return gap() + write(node) + gap()


# --- Spoiling bytes -------------------------------------------------------------------------------------

BAD_UTF8 = [
    b"\xff", b"\xfe", b"\x80", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xed\xbf\xbf",
    b"\xf0\x80\x80\x80", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xef\xbf\xbe",
]  # fmt: skip


def spoil_bytes(dice, data):
    """One change of the bytes."""
    at = dice.randrange(len(data) + 1)
    roll = dice.randrange(12)
    if roll == 0:
        return data[:at]
    if roll == 1 and data:
        at = dice.randrange(len(data))
        return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
    if roll == 2:
        return data[:at] + bytes([dice.randrange(256)]) + data[at:]
    if roll == 3:
        return data[:at] + data[at + 1 + dice.randrange(3) :]
    if roll == 4:
        return dice.choice([b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2, b"\xfe\xff", b"\xef\xbb", b"\xff\xfe"]) + data
    if roll == 5:
        return data[:at] + dice.choice(BAD_UTF8) + data[at:]
    if roll == 6:
        return data[:at] + bytes([dice.choice([0, 1, 9, 10, 11, 12, 13, 0x1F, 0x20, 0x7F])]) + data[at:]
    if roll == 7:
        return data + dice.choice([b" ", b"\n\n", b"\0", b"{}", b",", b"]", b"}", b"\x0c", b"\xc2\xa0", b"\xef\xbb\xbf"])
    if roll == 8:
        return data.replace(b'"', b"'", 1) if dice.random() < 0.3 else data.replace(b",", b",,", 1)
    if roll == 9:
        depth = dice.choice([1, 60, 126, 127, 128, 129, 130, 200])
        opened = [dice.choice([("[", "]"), ('{"a":', "}")]) for _ in range(depth)]
        deep = "".join(pair[0] for pair in opened) + dice.choice(["1", '"x"', "", "[]"])
        deep += "".join(pair[1] for pair in reversed(opened)) if dice.random() < 0.9 else ""
        cut = data.find(b"{") + 1
        return data[:cut] + b'"deep":' + deep.encode() + b"," + data[cut:]
    if roll == 10:
        return data[:at] + dice.choice(BROKEN).encode() + data[at:]
    return data[at:] + data[:at] if dice.random() < 0.2 else data[:at] + data[at : at + 5] + data[at:]


# --- A document by its number ---------------------------------------------------------------------------

CLOCKS = ["2024-06-01T12:00:00Z", "2024-12-31T23:59:58Z", "2025-06-18T23:00:00Z", "2025-06-18T22:59:59.999Z", "2030-01-01T00:00:00Z"]


def document(seed, number):
    """What is asked by this number: the kind of document, and the line for a host."""
    dice = random.Random(f"{seed}:{number}")
    call, form, value = sound(dice)
    roll = dice.random()
    kind = "sound"
    if roll > 0.06:
        kind = "value"
        for _ in range(1 + min(int(dice.expovariate(0.9)), 5)):
            spoil(dice, value)
    if kind == "value" and roll > 0.94:
        where = list(places(value))
        if where:
            owner, index, _ = dice.choice(where)
            put(owner, index, dice.choice(BROKEN))
    data = dump(dice, value).encode("utf-8", errors="surrogatepass")
    if roll > 0.8 and kind == "value":
        kind = "bytes"
        for _ in range(1 + (dice.random() < 0.2)):
            data = spoil_bytes(dice, data)
    options = {"format": form} if dice.random() < 0.3 else {}
    if dice.random() < 0.03:
        options = {"format": dice.choice(FORMS)}
    if dice.random() < 0.05:
        call = "readList" if call == "read" else "read"
    clock = {"now": dice.choice(CLOCKS), "skewMs": dice.choice([0, 0, 1, 5000, 300_000])}
    return f"{form} {kind}", {"call": call, "hex": data.hex(), "options": options, "clock": clock}


def sweep():
    """Every member of a whole document × every oddity of its kind, and of any kind."""
    dice = random.Random("sweep")
    others = TEXTS[:12] + HALVES + NUMBERS[:12] + ANY + BROKEN
    for form, whole in wholes():
        for owner_at, (_, _, name) in enumerate(list(places(whole))):
            for value in POOL_OF.get(name, []) + others:
                copy = copied(whole)
                owner, index, _ = list(places(copy))[owner_at]
                put(owner, index, copied(value))
                data = dump(dice, copy).encode("utf-8", errors="surrogatepass")
                clock = {"now": dice.choice(CLOCKS), "skewMs": 5000}
                yield f"{form} sweep", {"call": "read", "hex": data.hex(), "options": {"format": form}, "clock": clock}


def corners():
    """Every oddity of each kind once, at one member of its kind: what a short run must not leave to the dice."""
    dice = random.Random("corners")
    homes = {}
    for form, whole in wholes():
        for at, (_, _, name) in enumerate(list(places(whole))):
            homes.setdefault(name, []).append((form, whole, at))
    for pool, names in KINDS.values():
        for value in pool:
            for form, whole, at in dice.sample([home for name in names for home in homes.get(name, [])], 2):
                copy = copied(whole)
                owner, index, _ = list(places(copy))[at]
                put(owner, index, value)
                data = dump(dice, copy).encode("utf-8", errors="surrogatepass")
                clock = {"now": dice.choice(CLOCKS), "skewMs": 5000}
                yield f"{form} corners", {"call": "read", "hex": data.hex(), "options": {"format": form}, "clock": clock}


def wholes():
    link = sound_connect(random.Random(1))
    link["metadata"] = {"a": [1]}
    for name in ("description", "paymentId", "expiresAt", "completedAt"):
        link.setdefault(name, {"description": "d", "paymentId": "p"}.get(name, "2024-12-31T23:59:59Z"))
    yield "connect", tree(link)
    for kind, child in (("invoices", INVOICE), ("payouts", PAYOUT)):
        resource, _ = sound_txn(random.Random(2))
        attributes = {
            "amount": "100.00", "currency": "USD", "accountCurrency": "EUR", "network": "trx:usdt", "networkName": "Tron",
            "reference": "r", "hostedPageUrl": "https://sandbox.txn.pro/", "status": "pending", "approvalStatus": "w",
            "expiresAt": "2025-06-18T23:00:00.000Z", "createdAt": "2025-06-18T16:58:28.378Z", "paymentType": "Payout",
            "paymentMethods": ["nft"], "payCurrencies": ["USDC"], "successRedirectUrl": "https://example.com/",
            "unsuccessRedirectUrl": "https://example.com/",
        }  # fmt: skip
        target = {"type": kind, "id": "c"}
        resource.update(attributes=attributes, relationships={"target": {"data": target}})
        yield "txn", tree({"data": resource, "included": [{**target, "attributes": child}]})
    for form, (whole, _, _) in flat.MAKERS.items():
        yield form, tree(whole)


def vectors():
    """The project's own calls that read, as documents."""
    folder = ROOT / "tests" / "vectors"
    for row in json.loads((folder / "answers.json").read_text()):
        if row["call"] not in ("read", "readList"):
            continue
        first, options = row["args"][0], (row["args"] + [None])[1] or {}
        if "walk" in options:
            # What is remembered of earlier pages is the core's own affair.
            continue
        if isinstance(first, str):
            data = first.encode()
        elif "$file" in first:
            data = (folder / first["$file"]).read_bytes()
        elif "$hex" in first:
            data = bytes.fromhex(first["$hex"])
        elif "$repeat" in first:
            data = (first["$repeat"][0] * first["$repeat"][1]).encode()
        else:
            data = json.dumps(first, ensure_ascii=False, separators=(",", ":")).encode()
        clock = {"now": CLOCKS[0], "skewMs": 0}
        yield "vectors", {"call": row["call"], "hex": data.hex(), "options": options, "clock": clock}
