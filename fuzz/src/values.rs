//! Every kind of value: how a text is written plainly is written plainly already; and what a JSON text
//! and a UUID is, other libraries say too.

use paylink::api::validate;
use paylink::calling::validate::Kind;
use paylink::model::{Currency, LinkId, NetworkCode};

use crate::oracle::tree;

pub fn hold(data: &[u8]) {
    for (name, kind) in Kind::ALL {
        let answer = validate(kind, data, None);
        assert_eq!(answer, validate(kind, data, None), "{name}: the same again");
        assert_eq!(Kind::from_name(name), Some(kind));
        match answer.value() {
            None => assert!(!answer.issues().is_empty()),
            Some(value) => {
                assert_eq!(validate(kind, value.as_bytes(), None).value(), Some(value), "{name}");
            }
        }
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    let is_uuid = text.len() == 36 && uuid::Uuid::try_parse(text).is_ok();
    if let Ok(id) = LinkId::parse(text) {
        assert_eq!((id.is_uuid(), id.as_str()), (is_uuid, text));
    }
    if let Ok(currency) = Currency::parse(text) {
        assert_eq!(Currency::parse(currency.as_str()), Ok(currency));
    }
    if let Ok(code) = NetworkCode::parse(text) {
        assert_eq!(NetworkCode::parse(code.as_str()), Ok(code));
    }
    assert_eq!(
        validate(Kind::Json, data, None).value().is_some(),
        tree(text).is_ok_and(|tree| !tree.has_twins())
    );
}
