//! The pages of Stripe's documentation that the rules cite.

use crate::finding::source::Page;

pub(super) static SESSION: Page = Page::new(
    "Stripe, The Checkout Session object",
    "https://docs.stripe.com/api/checkout/sessions/object",
);
pub(super) static CREATE: Page = Page::new(
    "Stripe, Create a Checkout Session",
    "https://docs.stripe.com/api/checkout/sessions/create",
);
pub(super) static READ: Page = Page::new(
    "Stripe, Retrieve a Checkout Session",
    "https://docs.stripe.com/api/checkout/sessions/retrieve",
);
pub(super) static LIST: Page = Page::new(
    "Stripe, List all Checkout Sessions",
    "https://docs.stripe.com/api/checkout/sessions/list",
);
pub(super) static EXPIRE: Page = Page::new(
    "Stripe, Expire a Checkout Session",
    "https://docs.stripe.com/api/checkout/sessions/expire",
);
pub(super) static ERRORS: Page = Page::new("Stripe, Errors", "https://docs.stripe.com/api/errors");
pub(super) static IDEMPOTENCY: Page =
    Page::new("Stripe, Idempotent requests", "https://docs.stripe.com/api/idempotent_requests");
pub(super) static WEBHOOKS: Page = Page::new(
    "Stripe, Resolve webhook signature verification errors",
    "https://docs.stripe.com/webhooks/signature",
);
pub(super) static FULFILLMENT: Page =
    Page::new("Stripe, Fulfill orders", "https://docs.stripe.com/checkout/fulfillment");
