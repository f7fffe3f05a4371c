//! The pages of Razorpay's documentation that the rules cite.

use crate::finding::source::Page;

pub(super) static ENTITY: Page = Page::new(
    "Razorpay, Payment Links entity",
    "https://razorpay.com/docs/api/payments/payment-links/entity",
);
pub(super) static CREATE: Page = Page::new(
    "Razorpay, Create a standard Payment Link",
    "https://razorpay.com/docs/api/payments/payment-links/create-standard",
);
pub(super) static READ: Page = Page::new(
    "Razorpay, Fetch a Payment Link by id",
    "https://razorpay.com/docs/api/payments/payment-links/fetch-id-standard",
);
pub(super) static LIST: Page = Page::new(
    "Razorpay, Fetch all Payment Links",
    "https://razorpay.com/docs/api/payments/payment-links/fetch-all-standard",
);
pub(super) static CANCEL: Page = Page::new(
    "Razorpay, Cancel a Payment Link",
    "https://razorpay.com/docs/api/payments/payment-links/cancel-standard",
);
pub(super) static AUTHENTICATION: Page =
    Page::new("Razorpay, API authentication", "https://razorpay.com/docs/api/authentication");
pub(super) static IDEMPOTENCY: Page = Page::new(
    "Razorpay, Idempotent requests",
    "https://razorpay.com/docs/api/x/payout-idempotency/make-request",
);
pub(super) static WEBHOOKS: Page = Page::new(
    "Razorpay, Validate and test webhooks",
    "https://razorpay.com/docs/webhooks/validate-test",
);
pub(super) static EVENTS: Page = Page::new(
    "Razorpay, Payment Links events",
    "https://razorpay.com/docs/webhooks/payment-links",
);
