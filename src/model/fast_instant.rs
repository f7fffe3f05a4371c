//! Fast path for timestamps in their two common forms, parsed eight bytes at a time.

/// Cache of parsed dates, one per day of the month; the dates of a list are mostly the same.
#[derive(Debug)]
pub(crate) struct Days([Known; 32]);

#[derive(Debug, Clone, Copy)]
struct Known {
    /// `2025-06-`
    month: u64,
    /// `18`
    day: u16,
    since_1970: i32,
}

impl Default for Days {
    fn default() -> Self {
        // Not UTF-8, so no text matches.
        Self([Known { month: u64::MAX, day: u16::MAX, since_1970: 0 }; 32])
    }
}

impl Days {
    /// Parses `2025-06-18T23:00:00Z` or `2025-06-18T23:00:00.000Z` up to a quote, and returns
    /// milliseconds since 1970 and the length. `None` for all other forms and for invalid dates,
    /// which are left to [`super::Instant::parse`].
    #[inline(always)]
    pub(crate) fn millis(&mut self, text: &[u8; 25]) -> Option<(i64, usize)> {
        const TIME: Form = Form::new(*b"00:00:00");
        const MILLIS: Form = Form::new(*b".000");
        let [m0, m1, m2, m3, m4, m5, m6, m7, d0, d1, t, rest @ ..] = *text;
        let [t0, t1, t2, t3, t4, t5, t6, t7, z0, q0, m8, m9, z, q] = rest;
        let time = Eight::of([t0, t1, t2, t3, t4, t5, t6, t7]).digits(TIME)?.pairs();
        let (millis, length) = if (z0, q0) == (b'Z', b'"') {
            (0, 20)
        } else {
            let end = Eight::of([z0, q0, m8, m9, 0, 0, 0, 0]).digits(MILLIS)?;
            (end.digit(1) * 100 + end.pairs().digit(2), 24)
        };
        let is_whole = length == 20 || (z, q) == (b'Z', b'"');
        if t != b'T' || !is_whole || !time.is_of_a_day() {
            return None;
        }
        let month = u64::from_le_bytes([m0, m1, m2, m3, m4, m5, m6, m7]);
        let days = self.since_1970(month, [d0, d1])?;
        let (hour, minute, second) = (time.digit(0), time.digit(3), time.digit(6));
        let millis_of_day = ((hour * 60 + minute) * 60 + second) * 1_000 + millis;
        Some((i64::from(days) * 86_400_000 + i64::from(millis_of_day), length))
    }

    /// Like [`Days::millis`], for a text without a quote after it.
    pub(crate) fn millis_of(&mut self, text: &str) -> Option<i64> {
        let mut before_quote = [0; 25];
        for (place, byte) in before_quote.iter_mut().zip(text.bytes().chain([b'"'])) {
            *place = byte;
        }
        let (millis, length) = self.millis(&before_quote)?;
        (length == text.len()).then_some(millis)
    }

    #[inline(always)]
    fn since_1970(&mut self, month: u64, [tens, ones]: [u8; 2]) -> Option<i32> {
        let place = tens.wrapping_mul(10).wrapping_add(ones) % 32;
        let known = self.0.get_mut(usize::from(place))?;
        let day = u16::from_le_bytes([tens, ones]);
        if known.month != month || known.day != day {
            *known = Known { month, day, since_1970: since_1970(month, [tens, ones])? };
        }
        Some(known.since_1970)
    }
}

#[inline(never)]
fn since_1970(month: u64, [tens, ones]: [u8; 2]) -> Option<i32> {
    const MONTH: Form = Form::new(*b"0000-00-");
    const DAY: Form = Form::new(*b"00");
    let month = Eight(month).digits(MONTH)?.pairs();
    let day = Eight::of([tens, ones, 0, 0, 0, 0, 0, 0]).digits(DAY)?.pairs().digit(0);
    let (year, month) = (month.digit(0) * 100 + month.digit(2), month.digit(5));
    let is_day = (1..=days_in(year, month)).contains(&day);
    is_day.then(|| days_since_1970(year, month, day))
}

/// Eight ASCII bytes, or the values of eight digits.
#[derive(Clone, Copy)]
struct Eight(u64);

/// The high bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

impl Eight {
    #[inline(always)]
    const fn of(bytes: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(bytes))
    }

    /// The values of the digits, if the bytes match the form.
    #[inline(always)]
    fn digits(self, form: Form) -> Option<Self> {
        let values = self.0 ^ form.bytes;
        let sums = values.wrapping_add(form.carry);
        ((sums | values) & HIGH == 0).then_some(Self(values))
    }

    #[inline(always)]
    fn digit(self, at: u32) -> u32 {
        let [low, ..] = (self.0 >> (8 * at)).to_le_bytes();
        u32::from(low)
    }

    /// At each byte, the two-digit number that begins there; it always fits.
    #[inline(always)]
    const fn pairs(self) -> Self {
        Self(self.0.wrapping_mul(10).wrapping_add(self.0 >> 8))
    }

    /// Whether the pairs at bytes 0, 3 and 6 are a valid hour, minute and second.
    #[inline(always)]
    const fn is_of_a_day(self) -> bool {
        const THOSE: u64 = u64::from_le_bytes([0xff, 0, 0, 0xff, 0, 0, 0xff, 0]);
        /// Sets the high bit of a byte when added to a number that is out of range.
        const MOST: u64 = u64::from_le_bytes([0x80 - 24, 0, 0, 0x80 - 60, 0, 0, 0x80 - 60, 0]);
        (self.0 & THOSE).wrapping_add(MOST) & HIGH == 0
    }
}

/// A template for eight bytes: `0` stands for any digit, other bytes for themselves.
#[derive(Clone, Copy)]
struct Form {
    bytes: u64,
    /// Sets the high bit of a byte when added to a mismatch: from 10 on for a digit, otherwise from
    /// 1.
    carry: u64,
}

impl Form {
    /// `form` has up to eight bytes; the remaining input bytes must be zero.
    #[expect(clippy::indexing_slicing, reason = "at compile time, which a panic ends")]
    const fn new<const N: usize>(form: [u8; N]) -> Self {
        let (mut bytes, mut carry, mut rest) = ([0; 8], [0; 8], N);
        while rest > 0 {
            rest -= 1;
            bytes[rest] = form[rest];
            carry[rest] = if form[rest] == b'0' { 0x80 - 10 } else { 0x80 - 1 };
        }
        Self { bytes: u64::from_le_bytes(bytes), carry: u64::from_le_bytes(carry) }
    }
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 => 28 + is_leap(year) as u32,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Days since 1970 in the proleptic Gregorian calendar. Years start in March here, so that the leap
/// day is last.
#[expect(clippy::cast_possible_wrap, reason = "some millions of days at most")]
const fn days_since_1970(year: u32, month: u32, day: u32) -> i32 {
    let late = (month <= 2) as u32;
    // Adds 400 years, so that the year before 0, to which January of year 0 belongs, is positive.
    let (year, month) = (year + 400 - late, month + 12 * late - 3);
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    days as i32 - (719_468 + 146_097)
}

#[cfg(test)]
mod tests {
    use super::super::Instant;
    use super::Days;

    /// Compares the fast path with the full parser, keeping the cache between texts.
    fn agree(days: &mut Days, text: &[u8]) {
        let mut before_quote = [b'x'; 25];
        for (place, byte) in before_quote.iter_mut().zip(text.iter().chain(b"\"")) {
            *place = *byte;
        }
        let fast = days.millis(&before_quote);
        let text_of_it = std::str::from_utf8(text).ok();
        if let Some(text) = text_of_it {
            assert_eq!(days.millis_of(text), fast.map(|(millis, _)| millis), "{text}");
        }
        let slow = text_of_it.and_then(|text| Instant::parse(text).ok());
        let slow = slow.map(|instant| instant.millis());
        match fast {
            Some((millis, length)) => {
                assert_eq!(Some(millis), slow, "{}", text.escape_ascii());
                assert_eq!(length, text.len());
            }
            // Leap seconds and lower case are left to the full parser.
            None => assert!(
                slow.is_none()
                    || [b":60".as_slice(), b"t", b"z"]
                        .iter()
                        .any(|odd| text.windows(odd.len()).any(|part| part == *odd)),
                "{}",
                text.escape_ascii()
            ),
        }
    }

    /// Every day of ten thousand years, every second of a day, in both forms.
    #[test]
    fn the_usual_spellings_are_read_as_all_others_are() {
        let days = &mut Days::default();
        for year in 0..10_000 {
            for month in 0..14 {
                for day in [0, 1, 27, 28, 29, 30, 31, 32] {
                    agree(days, format!("{year:04}-{month:02}-{day:02}T12:34:56.789Z").as_bytes());
                }
            }
        }
        for hour in 0..26 {
            for minute in 0..62 {
                for second in 0..62 {
                    for end in [".007Z", "Z"] {
                        let time = format!("2024-02-29T{hour:02}:{minute:02}:{second:02}{end}");
                        agree(days, time.as_bytes());
                    }
                }
            }
        }
    }

    #[test]
    fn whatever_byte_stands_where_it_is_an_instant_or_none() {
        for usual in ["2025-06-18T23:00:00Z", "2025-06-18T23:00:00.999Z"] {
            // With this date cached, and with an empty cache.
            let known = &mut Days::default();
            agree(known, usual.as_bytes());
            for at in 0..usual.len() {
                for byte in 0..=u8::MAX {
                    let mut bytes = usual.as_bytes().to_vec();
                    bytes[at] = byte;
                    agree(known, &bytes);
                    agree(&mut Days::default(), &bytes);
                }
            }
            // Text is UTF-8, so it has no run of equal non-ASCII bytes.
            for byte in 0..0x80 {
                let mut bytes = usual.as_bytes().to_vec();
                bytes[..10].fill(byte);
                agree(&mut Days::default(), &bytes);
            }
        }
    }

    #[test]
    fn a_day_is_not_taken_for_another_that_is_remembered_in_its_place() {
        let days = &mut Days::default();
        for year in 1999..2005 {
            for day in [1, 31] {
                for month in 0..14 {
                    agree(days, format!("{year:04}-{month:02}-{day:02}T00:00:00Z").as_bytes());
                }
            }
        }
        for tens in 0..=u8::MAX {
            for ones in 0..=u8::MAX {
                let mut text = *b"2000-01-00T00:00:00Z";
                (text[8], text[9]) = (tens, ones);
                agree(days, &text);
            }
        }
    }
}
