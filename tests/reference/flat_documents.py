# Sound documents of Stripe and Razorpay, and what their numbers are spoilt with.
from __future__ import annotations

from reader import Number

EPOCHS = [
    Number(text)
    for text in """
    0 1 1679434412 1705312800 1718751600 1735689599 1709164800 1693440000 951782400 253402300799 253402300800 -1 -0 0.0
    1.0 1679434412.5 1e9 1E0 1679434412000 99999999999999999999 4102444800 253386835200 253370764800
    """.split()
] + ["1679434412", "2024-01-15T10:00:00Z", ""]
UNITS = [
    Number(text)
    for text in """
    0 1 5 10 99 100 295 2198 30000 295990 9007199254740993 123456789012345678901234567890 -1 -0 -0.0 0.0 1.0 1.5 1e3 1E2
    """.split()
] + [Number("9" * 400), "100", "1.00", ""]
CODES = ["usd", "USD", "jpy", "KWD", "bhd", "ISK", "isk", "UGX", "ugx", "MGA", "HUF", "TWD", "IQD", "CLF", "UYW", "xau", "USDT", "inr"]

STRIPE = {
    "id": "cs_test_a1Xw0", "object": "checkout.session", "after_expiration": None, "amount_total": 2198,
    "cancel_url": "https://shop.example.com/back", "client_reference_id": "order-17", "created": 1705312800,
    "currency": "usd", "expires_at": 1717243200, "metadata": {"orderId": "17", "n": {"m": 1}}, "payment_intent": "pi_1",
    "payment_method_types": ["card"], "payment_status": "unpaid", "status": "open",
    "success_url": "https://shop.example.com/done", "url": "https://checkout.example.com/c/pay/cs_test_a1Xw0",
}  # fmt: skip
RECOVERY = {"recovery": {"enabled": True, "url": "https://buy.example.com/r/1", "expires_at": 1717329600}}
RAZORPAY = {
    "accept_partial": False, "amount": 30000, "amount_paid": 100, "cancelled_at": 0, "created_at": 1705312800,
    "currency": "INR", "description": "Order 17", "expire_by": 1717243200, "expired_at": 0, "id": "plink_Fo4T7Ht271epg3",
    "notes": {"orderId": "17"}, "payments": [{"payment_id": "pay_1", "status": "captured", "amount": 100}],
    "reference_id": "order-17", "short_url": "https://rzp.io/i/LXnmFr3a", "status": "created", "updated_at": 1705312900,
    "callback_url": "https://shop.example.com/done", "callback_method": "get",
}  # fmt: skip
PAYMENTS = [
    None, [], [{"payment_id": "pay_1", "status": "failed"}], [{"status": "captured"}], [7, {"payment_id": "pay_3"}],
    [{"payment_id": "pay_1", "status": "captured"}, {"payment_id": "pay_2", "status": "failed"}],
]  # fmt: skip


def thinned(dice, members, required):
    return {name: value for name, value in members.items() if name in required or dice.random() < 0.8}


def stripe(dice):
    session = dict(STRIPE)
    session["status"] = dice.choice(["open", "open", "complete", "expired", None, "Open", "paused"])
    session["payment_status"] = dice.choice(["unpaid", "paid", "no_payment_required", "x"])
    session["currency"] = dice.choice(CODES + [None])
    session["amount_total"] = dice.choice([2198, 5, 0, 295990, None])
    session["payment_intent"] = dice.choice([None, "pi_1", {"id": "pi_2", "object": "payment_intent"}, {"id": None}])
    session["after_expiration"] = dice.choice([None, RECOVERY, {"recovery": {"url": None}}, {"recovery": None}])
    session["mode"] = "payment"
    return thinned(dice, session, ("id", "object"))


def razorpay(dice):
    link = dict(RAZORPAY)
    link["status"] = dice.choice(["created", "created", "partially_paid", "paid", "cancelled", "expired", "PAID", "odd"])
    link["currency"] = dice.choice(CODES)
    link["created_at"] = dice.choice([1705312800, 1693440000, 1709164800, 0, 253386835200])
    link["expire_by"] = dice.choice([1717243200, 0, 1705312800])
    for name in ("updated_at", "expired_at", "cancelled_at"):
        link[name] = dice.choice([0, 0, 1705312900, 1705399200])
    link["payments"] = dice.choice(PAYMENTS + [link["payments"]])
    link["notes"] = dice.choice([link["notes"], None, [], [{"key": "a", "value": "b"}]])
    link["reference_id"] = dice.choice(["order-17", ""])
    return thinned(dice, link, ("id", "status", "short_url", "amount", "currency", "created_at"))


def stripe_list(dice, links):
    return {"object": "list", "data": links, "has_more": dice.choice([True, False, None, 7]), "url": "/v1/checkout/sessions"}


def razorpay_list(_, links):
    return {"payment_links": links}


# Of each provider: a whole link, one by the dice, and a list of some.
MAKERS = {"stripe": (STRIPE | {"after_expiration": RECOVERY}, stripe, stripe_list), "razorpay": (RAZORPAY, razorpay, razorpay_list)}
# What each member is, so that it is spoilt within its own kind.
POOLS = {
    "epoch": (EPOCHS, ("created", "expire_by", "created_at", "updated_at", "expired_at", "cancelled_at")),
    "units": (UNITS, ("amount_total", "amount_paid")),
}
NAMES = [
    "object", "has_more", "payment_links", "payment_intent", "after_expiration", "recovery", "payments", "payment_id", "notes",
    "reference_id", "payment_status", "client_reference_id", "payment_method_types",
]  # fmt: skip
