//! Choices, made by the fuzzer's bytes; when there are none left, each is the first and most usual.

use arbitrary::Unstructured;

pub struct Dice<'a>(Unstructured<'a>);

impl<'a> Dice<'a> {
    pub fn new(data: &'a [u8]) -> Self {
        Self(Unstructured::new(data))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Zero or more, but less than `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0.int_in_range(0..=sides.max(1) - 1).unwrap_or(0)
    }

    /// Once in so many times.
    pub fn once_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == sides - 1
    }

    pub fn one_of<T: Copy>(&mut self, choice: &[T]) -> T {
        choice[self.roll(choice.len())]
    }

    pub fn number(&mut self) -> u64 {
        self.0.arbitrary().unwrap_or(0)
    }

    /// Up to so many of the bytes that are left.
    pub fn bytes(&mut self, most: usize) -> &'a [u8] {
        let most = most.min(self.0.len());
        let count = self.roll(most + 1);
        self.0.bytes(count).unwrap_or_default()
    }

    /// Some of the bytes that are left, as text.
    pub fn raw_text(&mut self, most: usize) -> String {
        String::from_utf8_lossy(self.bytes(most)).into_owned()
    }

    /// All bytes that are left.
    pub fn rest(self) -> &'a [u8] {
        self.0.take_rest()
    }
}
