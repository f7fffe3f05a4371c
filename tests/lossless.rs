//! `write(read(x))` is `x`, up to member order, white space and the spelling of escapes, for every
//! document that is read: 100,000 generated ones for each format. What the model does not hold of
//! them is noted.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use paylink::facade::{Answer, ReadOptions, read, read_many, write};
use paylink::format::Format;
use paylink::issue::Note;
use paylink::model::PaymentLink;
use serde_json::{Map, Value, json};

/// Deterministic, so that a failing document can be had again by its number.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }

    fn one_of<'a>(&mut self, choice: &[&'a str]) -> &'a str {
        choice[self.roll(choice.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    fn text(&mut self) -> String {
        let parts = [
            "a", "Zoë", "\"", "\\", "/", "\n", "\u{0}", "😀", "~1", "null", "{}", " ", "\u{7f}",
            "é",
        ];
        (0..=self.roll(4)).map(|_| self.one_of(&parts)).collect()
    }

    fn instant(&mut self) -> String {
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

    fn url(&mut self) -> String {
        let url = [
            "https://pay.example.com/x",
            "http://127.0.0.1:8080/?a=b&c=%20#d",
            "HTTPS://EXAMPLE.com",
        ];
        self.one_of(&url).to_owned()
    }

    fn currency(&mut self) -> &'static str {
        self.one_of(&["EUR", "usd", "Usdt", "BTC"])
    }

    fn junk(&mut self, depth: usize) -> Value {
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
    fn maybe(&mut self, object: &mut Map<String, Value>, name: &str, value: impl Into<Value>) {
        match self.roll(10) {
            0..=5 => drop(object.insert(name.to_owned(), value.into())),
            6 => drop(object.insert(name.to_owned(), Value::Null)),
            _ => {}
        }
    }

    fn extras(&mut self, object: &mut Map<String, Value>) {
        for _ in 0..self.roll(3) {
            let (name, value) = (format!("x{}", self.text()), self.junk(3));
            object.insert(name, value);
        }
    }

    fn connect(&mut self) -> Value {
        let mut it = Map::new();
        it.insert("paymentLinkId".into(), json!(self.text()));
        it.insert("url".into(), json!(self.url()));
        it.insert(
            "status".into(),
            json!(self.one_of(&["ACTIVE", "EXPIRED", "COMPLETED", "CANCELLED", "ODD"])),
        );
        it.insert("createdAt".into(), json!(self.instant()));
        it.insert("updatedAt".into(), json!(self.instant()));
        for name in ["description", "paymentId"] {
            let text = if self.chance(10) { String::new() } else { self.text() };
            self.maybe(&mut it, name, text);
        }
        for name in ["expiresAt", "completedAt"] {
            let instant = self.instant();
            self.maybe(&mut it, name, instant);
        }
        let metadata: Map<String, Value> =
            (0..self.roll(4)).map(|_| (self.text(), self.junk(3))).collect();
        self.maybe(&mut it, "metadata", metadata);
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

    fn child(&mut self, kind: &str) -> Value {
        let mut it = Map::new();
        it.insert(
            "status".into(),
            json!(self.one_of(&["pending", "completed", "processing", "frozen"])),
        );
        let moneys: &[[&str; 2]] = if kind == "invoices" {
            &[
                ["amountBilled", "billedCurrency"],
                ["amountCharged", "chargedCurrency"],
                ["targetAmount", "targetCurrency"],
                ["chargedTargetRate", "chargedTargetRateCurrency"],
            ]
        } else {
            &[
                ["amount", "currency"],
                ["amountCharged", "amountChargedCurrency"],
                ["payAmount", "payCurrency"],
                ["payChargeRate", "payChargeRateCurrency"],
                ["displayFee", "displayFeeCurrency"],
                ["networkFee", "networkFeeCurrency"],
                ["payoutFee", "payoutFeeCurrency"],
            ]
        };
        for [value, currency] in moneys {
            let amount = self.amount();
            self.maybe(&mut it, value, amount);
            let code = self.currency();
            self.maybe(&mut it, currency, code);
        }
        for name in [
            "statusContext",
            "paymentStatus",
            "reference",
            "networkName",
            "payNetworkName",
            "address",
            "txid",
            "receiverBinanceId",
            "binanceStatus",
            "approvalStatus",
            "paymentMethod",
        ] {
            let text = if self.chance(50) {
                self.one_of(&["onTime", "partial", "late"]).to_owned()
            } else {
                self.text()
            };
            self.maybe(&mut it, name, text);
        }
        for name in ["network", "payNetwork"] {
            let network = self.one_of(&["trx:usdt", "TTRX:USDT"]);
            self.maybe(&mut it, name, network);
        }
        for name in ["createdAt", "expiresAt"] {
            let instant = self.instant();
            self.maybe(&mut it, name, instant);
        }
        for name in ["hostedPageUrl", "successRedirectUrl"] {
            let url = self.url();
            self.maybe(&mut it, name, url);
        }
        for name in ["absorbNetworkFee", "absorbPayoutFee"] {
            let yes = self.chance(50);
            self.maybe(&mut it, name, yes);
        }
        self.maybe(&mut it, "exchangeRate", "0.98949510");
        self.maybe(&mut it, "absorbFees", Value::Null);
        let mut child = json!({ "type": kind, "id": "child", "attributes": it });
        if self.chance(30) {
            child["relationships"] = self.junk(2);
        }
        child
    }

    fn amount(&mut self) -> Value {
        let text = self.one_of(&["100.00", "0", "0.00052000", "12345678901234567890.5", "7"]);
        if self.chance(10) { json!(7) } else { json!(text) }
    }

    fn txn(&mut self) -> Value {
        let mut it = Map::new();
        it.insert("amount".into(), self.amount());
        it.insert("currency".into(), json!(self.currency()));
        it.insert("hostedPageUrl".into(), json!(self.url()));
        it.insert(
            "status".into(),
            json!(self.one_of(&["created", "pending", "completed", "expired", "odd"])),
        );
        it.insert(self.one_of(&["expiresAt", "expires_at"]).into(), json!(self.instant()));
        it.insert("createdAt".into(), json!(self.instant()));
        let (currency, code) = (self.currency(), self.one_of(&["trx:usdt", "TRX:Usdt"]));
        self.maybe(&mut it, "accountCurrency", currency);
        self.maybe(&mut it, "network", code);
        for name in ["networkName", "reference", "approvalStatus"] {
            let text = self.text();
            self.maybe(&mut it, name, text);
        }
        let kind = self.one_of(&["Invoice", "payout", "Mandate"]);
        self.maybe(&mut it, "paymentType", kind);
        let methods = json!(["on_chain", self.text()]);
        self.maybe(&mut it, "paymentMethods", methods);
        let currencies = json!([self.currency(), self.currency()]);
        self.maybe(&mut it, "payCurrencies", currencies);
        for name in ["successRedirectUrl", "unsuccessRedirectUrl"] {
            let url = self.url();
            self.maybe(&mut it, name, url);
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

fn cases() -> u64 {
    std::env::var("PAYLINK_CASES").map_or(100_000, |count| count.parse().unwrap())
}

#[track_caller]
fn hold(format: Format, generate: impl Fn(&mut Dice) -> Value) {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    for seed in 0..cases() {
        let document = generate(&mut Dice(seed));
        let answer = read(document.to_string().as_bytes(), &options);
        let Answer::Accepted { value: link, notes } = &answer else {
            unreachable_document(seed, &document, &answer);
            continue;
        };
        let back: Value = serde_json::from_str(&write(link)).unwrap();
        assert_eq!(back, document, "{format}, document {seed}");
        for place in unheld(link) {
            let is_noted = |note: &Note| {
                let below = place.strip_prefix(note.pointer());
                below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
            };
            let silent = !notes.iter().any(is_noted);
            assert!(!silent, "{format}, document {seed}: {place} vanishes in silence\n{document}");
        }
        // Once more through plain data, as every other language has it.
        let plain = serde_json::to_string(link).unwrap();
        let again: PaymentLink = serde_json::from_str(&plain).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), plain, "{format}, document {seed}");
        let back: Value = serde_json::from_str(&write(&again)).unwrap();
        assert_eq!(back, document, "{format}, document {seed}, through plain data");
    }
    println!("{format}: {} generated documents written as they were read", cases());
}

/// The places of a link's document where the model has nothing.
fn unheld(link: &PaymentLink) -> Vec<String> {
    fn leaves(at: String, value: &Value, out: &mut Vec<String>) {
        match value {
            Value::Null => {}
            Value::Object(members) => {
                for (name, value) in members {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    leaves(format!("{at}/{name}"), value, out);
                }
            }
            Value::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    leaves(format!("{at}/{index}"), value, out);
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) => out.push(at),
        }
    }
    let mut out = Vec::new();
    for change in link.kept() {
        let nothing = matches!(change.was.as_deref(), None | Some("null"));
        if let (true, Some(is)) = (nothing, &change.is) {
            leaves(change.pointer.clone(), &serde_json::from_str(is).unwrap(), &mut out);
        }
    }
    out
}

/// The generator makes sound documents only; one that is refused is a fault of either.
#[track_caller]
fn unreachable_document(seed: u64, document: &Value, answer: &Answer<PaymentLink>) {
    assert!(answer.issues().is_empty(), "document {seed}: {:?}\n{document}", answer.issues());
}

#[test]
fn connect_documents_are_written_as_they_were_read() {
    hold(Format::Connect, Dice::connect);
}

#[test]
fn txn_documents_are_written_as_they_were_read() {
    hold(Format::Txn, Dice::txn);
}

#[test]
fn links_of_a_list_are_written_as_documents_of_their_own() {
    for seed in 0..1000 {
        let mut dice = Dice(seed);
        let links: Vec<Value> = (0..3).map(|_| dice.connect()).collect();
        let list = json!({ "items": links });
        let answer = read_many(list.to_string().as_bytes(), &ReadOptions::default(), None);
        for (link, source) in answer.value().unwrap().links.iter().zip(&links) {
            let back: Value = serde_json::from_str(&write(link.value().unwrap())).unwrap();
            assert_eq!(&back, source, "document {seed}");
        }
        let document = dice.txn();
        let list = json!({ "data": [document["data"]], "included": document.get("included").unwrap_or(&json!([])) });
        let answer = read_many(list.to_string().as_bytes(), &ReadOptions::default(), None);
        let link = answer.value().unwrap().links[0].value().unwrap();
        let back: Value = serde_json::from_str(&write(link)).unwrap();
        assert_eq!(back["data"], document["data"], "document {seed}");
    }
}

/// A document of the largest size costs no square of it, whatever it is made of.
#[test]
fn large_and_hostile_documents_are_read_and_written_all_the_same() {
    let many = |value: &dyn Fn(usize) -> Value| -> Map<String, Value> {
        (0..60_000).map(|index| (format!("m{index}"), value(index))).collect()
    };
    let base = || {
        json!({
            "paymentLinkId": "x", "url": "https://pay.example.com/x", "status": "ACTIVE",
            "createdAt": "2024-01-15T10:00:00Z", "updatedAt": "2024-01-15T10:00:00Z",
        })
    };
    let mut unmapped = base();
    unmapped.as_object_mut().unwrap().append(&mut many(&|index| json!(index)));
    let mut metadata = base();
    metadata["metadata"] = Value::Object(many(&|_| json!({ "n": 12_345_678_901_234_567_890_u64 })));
    let targets: Vec<Value> = (0..9000)
        .map(|index| {
            json!({
                "id": "x", "type": "paymentLinks",
                "attributes": {
                    "amount": "1", "currency": "EUR", "hostedPageUrl": "https://pay.example.com/x",
                    "status": "pending", "expiresAt": "2024-01-15T10:00:00Z",
                    "createdAt": "2024-01-15T09:00:00Z",
                },
                "relationships": { "target": { "data": { "type": "invoices", "id": index.to_string() } } },
            })
        })
        .collect();
    let children: Vec<Value> = (0..9000)
        .map(|index| json!({ "type": "invoices", "id": index.to_string(), "attributes": { "status": "pending" } }))
        .collect();
    for document in [unmapped, metadata] {
        let answer = read(document.to_string().as_bytes(), &ReadOptions::default());
        let back: Value = serde_json::from_str(&write(answer.value().unwrap())).unwrap();
        assert!(back == document, "a large document is written as it was read");
    }
    let list = json!({ "data": targets, "included": children }).to_string();
    let answer = read_many(list.as_bytes(), &ReadOptions::default(), None);
    assert!(
        answer.value().unwrap().links.iter().all(|link| link.value().unwrap().child().is_some())
    );
}
