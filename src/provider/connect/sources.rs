//! The documentation pages that Connect's rules cite, with their URLs.

use crate::finding::source::Page;

pub(super) static CANCEL: Page = Page::new(
    "Connect, Cancel payment link",
    "https://docs.telnesstech.com/api-reference/payment-links/cancel-payment-link",
);
pub(super) static CREATE: Page = Page::new(
    "Connect, Create payment link",
    "https://docs.telnesstech.com/api-reference/payment-links/create-payment-link",
);
pub(super) static IDEMPOTENCY: Page =
    Page::new("Connect, Idempotency", "https://docs.telnesstech.com/api-reference/idempotency");
