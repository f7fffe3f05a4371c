//! The documentation pages that Txn's rules cite; docs.txn.io has the same ones.

use crate::finding::source::Page;

pub(super) static CONCEPT: Page = Page::new(
    "Txn, Payment links concept",
    "https://docs.txn.pro/payment-links/payment-links-concept",
);
pub(super) static CREATE: Page = Page::new(
    "Txn, Creating payment link",
    "https://docs.txn.pro/payment-links/creating-payment-link",
);
pub(super) static READ: Page = Page::new(
    "Txn, Reading payment link",
    "https://docs.txn.pro/payment-links/reading-payment-link",
);
pub(super) static LIST: Page = Page::new(
    "Txn, Listing payment links",
    "https://docs.txn.pro/payment-links/listing-payment-links",
);
pub(super) static EXPIRE: Page = Page::new(
    "Txn, Expiring payment link",
    "https://docs.txn.pro/payment-links/expiring-payment-link",
);
pub(super) static AUTHENTICATING: Page = Page::new(
    "Txn, Authenticating the API",
    "https://docs.txn.pro/api-basics/authenticating-the-api",
);
pub(super) static INVOICE: Page =
    Page::new("Txn, Reading invoice", "https://docs.txn.pro/invoices/reading-invoice");
pub(super) static INVOICE_FLOW: Page =
    Page::new("Txn, Invoice status flow", "https://docs.txn.pro/invoices/invoice-status-flow");
pub(super) static PAYOUT: Page =
    Page::new("Txn, Reading payout", "https://docs.txn.pro/payouts/reading-payout");
pub(super) static PAYOUT_FLOW: Page =
    Page::new("Txn, Payout status flow", "https://docs.txn.pro/payouts/payout-status-flow");
pub(super) static APPROVALS: Page =
    Page::new("Txn, Approvals", "https://help.txn.io/en/articles/13352087-approvals");
pub(super) static VERIFYING: Page = Page::new(
    "Txn, Verifying webhooks",
    "https://docs.txn.pro/api-basics/webhooks/verifying-webhooks",
);
