//! Documents of both providers, by chance: sound ones, and odd in all the ways that are taken.

mod members;

use serde_json::{Map, Value, json};

use self::members::{CONNECT, INVOICE, PAYOUT, TXN, Value as Of};

/// Deterministic, so that a failing document can be had again by its number.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }

    pub(crate) fn one_of<'a>(&mut self, choice: &[&'a str]) -> &'a str {
        choice[self.roll(choice.len())]
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    pub(crate) fn text(&mut self) -> String {
        let parts = [
            "a", "Zoë", "\"", "\\", "/", "\n", "\u{0}", "😀", "~1", "null", "{}", " ", "\u{7f}",
            "é",
        ];
        (0..=self.roll(4)).map(|_| self.one_of(&parts)).collect()
    }

    pub(crate) fn instant(&mut self) -> String {
        let fraction = self.one_of(&["", ".5", ".440", ".000000", ".123456789012345"]);
        let offset = self.one_of(&["Z", "z", "+00:00", "-00:00", "+02:00", "-11:30"]);
        let t = self.one_of(&["T", "t"]);
        format!(
            "20{:02}-0{}-1{}{t}1{}:2{}:3{}{fraction}{offset}",
            10 + self.roll(80),
            1 + self.roll(9),
            self.roll(9),
            self.roll(9),
            self.roll(9),
            self.roll(9)
        )
    }

    pub(crate) fn url(&mut self) -> String {
        let url = [
            "https://pay.example.com/x",
            "http://127.0.0.1:8080/?a=b&c=%20#d",
            "HTTPS://EXAMPLE.com",
        ];
        self.one_of(&url).to_owned()
    }

    pub(crate) fn currency(&mut self) -> &'static str {
        self.one_of(&["EUR", "usd", "Usdt", "BTC"])
    }

    pub(crate) fn junk(&mut self, depth: usize) -> Value {
        match self.roll(if depth == 0 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => json!(self.chance(50)),
            2 => {
                serde_json::from_str(self.one_of(&["0", "-1.50", "1e3", "9007199254740993", "0.1"]))
                    .unwrap()
            }
            3 | 4 => json!(self.text()),
            5 => (0..self.roll(3)).map(|_| self.junk(depth - 1)).collect(),
            _ => Value::Object(
                (0..self.roll(4)).map(|_| (self.text(), self.junk(depth - 1))).collect(),
            ),
        }
    }

    /// A member that is there, null, or not.
    pub(crate) fn maybe(
        &mut self,
        object: &mut Map<String, Value>,
        name: &str,
        value: impl Into<Value>,
    ) {
        match self.roll(10) {
            0..=5 => drop(object.insert(name.to_owned(), value.into())),
            6 => drop(object.insert(name.to_owned(), Value::Null)),
            _ => {}
        }
    }

    pub(crate) fn extras(&mut self, object: &mut Map<String, Value>) {
        for _ in 0..self.roll(3) {
            let (name, value) = (format!("x{}", self.text()), self.junk(3));
            object.insert(name, value);
        }
    }

    fn value(&mut self, of: Of) -> Value {
        match of {
            Of::Text => json!(self.text()),
            Of::Url => json!(self.url()),
            Of::Instant => json!(self.instant()),
            Of::Amount => self.amount(),
            Of::Currency => json!(self.currency()),
            Of::Network => json!(self.one_of(&["trx:usdt", "TTRX:USDT"])),
            Of::Boolean => json!(self.chance(50)),
            Of::Metadata => (0..self.roll(4)).map(|_| (self.text(), self.junk(3))).collect(),
            Of::Texts => json!(["on_chain", self.text()]),
            Of::Currencies => json!([self.currency(), self.currency()]),
            Of::Words(words) => json!(self.one_of(words)),
        }
    }

    fn members(&mut self, known: &[(&str, Of)], required: &[&str]) -> Map<String, Value> {
        let mut it = Map::new();
        for (name, of) in known {
            let value = self.value(*of);
            if required.contains(name) {
                it.insert((*name).to_owned(), value);
            } else {
                self.maybe(&mut it, name, value);
            }
        }
        it
    }

    pub(crate) fn connect(&mut self) -> Value {
        let required = ["paymentLinkId", "url", "status", "createdAt", "updatedAt"];
        let mut it = self.members(CONNECT, &required);
        if self.chance(10) {
            it.insert("description".into(), json!(""));
        }
        // What a list has too is nothing to a link.
        for name in ["items", "pagination"] {
            if self.chance(10) {
                let value = if self.chance(50) { json!([self.junk(2)]) } else { self.junk(2) };
                it.insert(name.to_owned(), value);
            }
        }
        self.extras(&mut it);
        Value::Object(it)
    }

    pub(crate) fn child(&mut self, kind: &str) -> Value {
        // Now and then with the members of the other kind.
        let is_invoice = (kind == "invoices") != self.chance(10);
        let mut it = self.members(if is_invoice { INVOICE } else { PAYOUT }, &["status"]);
        self.extras(&mut it);
        let mut child = json!({ "type": kind, "id": "child", "attributes": it });
        if self.chance(30) {
            child["relationships"] = self.junk(2);
        }
        child
    }

    pub(crate) fn amount(&mut self) -> Value {
        let text = self.one_of(&["100.00", "0", "0.00052000", "12345678901234567890.5", "7"]);
        if self.chance(10) { json!(7) } else { json!(text) }
    }

    pub(crate) fn txn(&mut self) -> Value {
        let required = ["amount", "currency", "hostedPageUrl", "status", "expiresAt", "createdAt"];
        let mut it = self.members(TXN, &required);
        if self.chance(50)
            && let Some(expires_at) = it.remove("expiresAt")
        {
            it.insert("expires_at".into(), expires_at);
        }
        self.extras(&mut it);
        let mut data = json!({
            "id": self.text(), "type": self.one_of(&["paymentLinks", "payment_links"]), "attributes": it,
        });
        let kind = self.one_of(&["invoices", "payouts"]);
        match self.roll(6) {
            0 => {}
            1 => data["relationships"] = json!({ "target": { "data": null } }),
            2 => {
                data["relationships"] =
                    json!({ "target": { "meta": { "included": false } }, "other": {} });
            }
            _ => {
                data["relationships"] =
                    json!({ "target": { "data": { "type": kind, "id": "child" } } });
            }
        }
        let mut document = json!({ "data": data });
        if self.chance(70) {
            let mut included = vec![self.child(kind)];
            if self.chance(30) {
                included.insert(
                    self.roll(2),
                    json!({ "type": "addresses", "id": "child", "attributes": self.junk(2) }),
                );
            }
            document["included"] = json!(included);
        }
        if self.chance(20) {
            document["meta"] = self.junk(2);
        }
        document
    }
}
