//! Values by chance, the same for the same seed.

use serde_json::{Value, json};

/// Deterministic, so that a failing document can be made again from its number.
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

    pub(crate) fn one_of<T: Copy>(&mut self, choice: &[T]) -> T {
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
        let offset = self.one_of(&["Z", "z", "+00:00", "-00:00", "+02:00", "-11:30", "+23:59"]);
        let t = self.one_of(&["T", "t"]);
        let year = if self.chance(90) { 2010 + self.roll(80) } else { self.roll(10_000) };
        let [month, day] = [1 + self.roll(12), 1 + self.roll(28)];
        let [hour, minute, second] = [self.roll(24), self.roll(60), self.roll(60)];
        format!(
            "{year:04}-{month:02}-{day:02}{t}{hour:02}:{minute:02}:{second:02}{fraction}{offset}"
        )
    }

    /// Seconds since 1970; zero is a time for some providers, and none for others.
    pub(crate) fn seconds(&mut self) -> u64 {
        match self.roll(10) {
            0 | 1 => 0,
            2 => self.one_of(&[1, 253_402_300_799, 951_782_400]),
            _ => 1_300_000_000 + self.roll(2_000_000_000) as u64,
        }
    }

    pub(crate) fn units(&mut self) -> u64 {
        self.one_of(&[0, 5, 295, 2198, 295_990, 9_007_199_254_740_993, u64::MAX])
    }

    pub(crate) fn url(&mut self) -> &'static str {
        self.one_of(&[
            "https://pay.example.com/x",
            "http://127.0.0.1:8080/?a=b&c=%20#d?e/f",
            "HTTPS://EXAMPLE.com",
            "http://[::ffff:1.2.3.4]",
            "https://a_b.example.?q",
            "https://example.com:00080//a//@user",
            "hTTp://a1-b2.c3.example/a;b=c,(d)!$&'*+~",
        ])
    }

    pub(crate) fn currency(&mut self) -> &'static str {
        self.one_of(&["EUR", "usd", "Usdt", "BTC", "JPY", "kwd", "trx-20.a"])
    }

    pub(crate) fn amount(&mut self) -> &'static str {
        self.one_of(&["100.00", "0", "0.00052000", "12345678901234567890.5", "7"])
    }

    pub(crate) fn junk(&mut self, depth: usize) -> Value {
        match self.roll(if depth == 0 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => json!(self.chance(50)),
            2 => serde_json::from_str(self.one_of(&[
                "0",
                "-1.50",
                "0.001",
                "9007199254740993",
                "0.1",
            ]))
            .unwrap(),
            3 | 4 => json!(self.text()),
            5 => (0..self.roll(3)).map(|_| self.junk(depth - 1)).collect(),
            _ => self.object(depth - 1),
        }
    }

    pub(crate) fn object(&mut self, depth: usize) -> Value {
        (0..self.roll(4)).map(|_| (self.text(), self.junk(depth))).collect()
    }
}
