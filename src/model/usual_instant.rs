//! Instants as nearly all are written, eight bytes at once: a list has four of them a link.

/// Milliseconds since 1970 of an instant in one of the two spellings that nearly all have,
/// `2025-06-18T23:00:00Z` and `2025-06-18T23:00:00.000Z`; none for all others, and for what is no
/// instant: [`super::Instant::parse`] decides about these.
#[inline]
pub(super) fn usual_millis(text: &[u8]) -> Option<i64> {
    const DATE: Form = Form::new(*b"0000-00-");
    const TIME: Form = Form::new(*b"00T00:00");
    const SECONDS: Form = Form::new(*b"0:00:00Z");
    const MILLIS: Form = Form::new(*b":00.000Z");
    let date = Eight::of(text, 0)?.digits(DATE)?;
    let time = Eight::of(text, 8)?.digits(TIME)?;
    let (second, millis) = match text.len() {
        20 => {
            let end = Eight::of(text, 12)?.digits(SECONDS)?;
            (end.pair(5), 0)
        }
        24 => {
            let end = Eight::of(text, 16)?.digits(MILLIS)?;
            (end.pair(1), end.pair(4) * 10 + end.digit(6))
        }
        _ => return None,
    };
    let (year, month, day) = (date.pair(0) * 100 + date.pair(2), date.pair(5), time.pair(0));
    let (hour, minute) = (time.pair(3), time.pair(6));
    if day == 0 || day > days_in(year, month) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = i64::from((hour * 60 + minute) * 60 + second);
    Some((days_since_1970(year, month, day) * 86_400 + seconds) * 1_000 + i64::from(millis))
}

/// Eight bytes; once they are digits, their values.
#[derive(Clone, Copy)]
struct Eight(u64);

impl Eight {
    #[inline(always)]
    fn of(text: &[u8], at: usize) -> Option<Self> {
        text.get(at..)?.first_chunk().map(|bytes| Self(u64::from_le_bytes(*bytes)))
    }

    /// The values of the digits, if all is as the form says.
    #[inline(always)]
    fn digits(self, form: Form) -> Option<Self> {
        const HIGH: u64 = 0x8080_8080_8080_8080;
        let values = self.0 ^ form.bytes;
        let sums = values.wrapping_add(form.carry);
        ((sums | values) & HIGH == 0).then_some(Self(values))
    }

    #[inline(always)]
    fn digit(self, at: u32) -> u32 {
        let [low, ..] = (self.0 >> (8 * at)).to_le_bytes();
        u32::from(low)
    }

    /// The number of two digits.
    #[inline(always)]
    fn pair(self, at: u32) -> u32 {
        self.digit(at) * 10 + self.digit(at + 1)
    }
}

/// What eight bytes must be: a digit where it has a `0`, elsewhere what it has.
#[derive(Clone, Copy)]
struct Form {
    bytes: u64,
    /// What lifts a value that must not be into the high bit of its byte: from 10 on where a digit
    /// stands, from 1 on elsewhere.
    carry: u64,
}

impl Form {
    #[expect(clippy::indexing_slicing, reason = "at compile time, which a panic ends")]
    const fn new(form: [u8; 8]) -> Self {
        let (mut carry, mut rest) = ([0; 8], form.len());
        while rest > 0 {
            rest -= 1;
            carry[rest] = if form[rest] == b'0' { 0x80 - 10 } else { 0x80 - 1 };
        }
        Self { bytes: u64::from_le_bytes(form), carry: u64::from_le_bytes(carry) }
    }
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[inline(always)]
const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 => 28 + is_leap(year) as u32,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Days in the proleptic Gregorian calendar, counted from March, so that the odd month is the last.
#[inline(always)]
fn days_since_1970(year: u32, month: u32, day: u32) -> i64 {
    let late = u32::from(month <= 2);
    // 400 years more, so that the March before the year 0 is counted, too.
    let (year, month) = (year + 400 - late, month + 12 * late - 3);
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    i64::from(days) - (719_468 + 146_097)
}

#[cfg(test)]
mod tests {
    use super::super::Instant;
    use super::usual_millis;

    /// Every day of all ten thousand years, and every form that is nearly one of the two.
    #[test]
    fn the_usual_spellings_are_read_as_all_others_are() {
        let agree = |text: &str| {
            let slow = Instant::parse(text).map(|instant| instant.millis());
            match usual_millis(text.as_bytes()) {
                Some(millis) => assert_eq!(Ok(millis), slow.map_err(|_| ()), "{text}"),
                // Leap seconds and small letters are for the other way.
                None => assert!(
                    slow.is_err() || [":60", "t", "z"].iter().any(|odd| text.contains(odd)),
                    "{text}"
                ),
            }
        };
        for year in 0..10_000 {
            for month in 0..14 {
                for day in [0, 1, 27, 28, 29, 30, 31, 32] {
                    agree(&format!("{year:04}-{month:02}-{day:02}T12:34:56.789Z"));
                }
            }
        }
        for hour in 0..26 {
            for minute in 0..62 {
                for second in 0..62 {
                    agree(&format!("2024-02-29T{hour:02}:{minute:02}:{second:02}.007Z"));
                    agree(&format!("2024-02-29T{hour:02}:{minute:02}:{second:02}Z"));
                }
            }
        }
        for usual in ["2025-06-18T23:00:00Z", "2025-06-18T23:00:00.999Z"] {
            assert!(usual_millis(usual.as_bytes()).is_some());
            for at in 0..usual.len() {
                for byte in 0..0x80_u8 {
                    let mut bytes = usual.as_bytes().to_vec();
                    bytes[at] = byte;
                    agree(&String::from_utf8(bytes).unwrap());
                }
                for byte in 0x80..=0xFF {
                    let mut bytes = usual.as_bytes().to_vec();
                    bytes[at] = byte;
                    assert_eq!(usual_millis(&bytes), None, "{byte:#x} at {at}");
                }
            }
        }
    }
}
