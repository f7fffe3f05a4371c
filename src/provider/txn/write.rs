//! Writes a Txn document: the link and its included child.

use super::{child, link};
use crate::model::{ChildDetails, Payment, PaymentLink};
use crate::reading::write_members;
use crate::syntax::object::Object;

pub(crate) fn write(link: &PaymentLink) -> Object {
    let mut out = Object::default();
    out.put_object("data", write_members::link(link, &link::LINK));
    if let (Some(payment), Some(child)) = (link.payment(), link.child()) {
        let table = match child.details() {
            ChildDetails::Invoice(_) => &child::INVOICE,
            ChildDetails::Payout(_) => &child::PAYOUT,
        };
        let mut resource = identity(payment);
        resource.put_object("attributes", write_members::child(child, table));
        out.put_list("included", resource);
    }
    out
}

fn identity(payment: &Payment) -> Object {
    let mut out = Object::default();
    out.put("type", Some(payment.resource()));
    out.put("id", Some(payment.id()));
    out
}
