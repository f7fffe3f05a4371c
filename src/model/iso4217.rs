//! ISO 4217 currency codes and their minor units as of 2026-01-01 (list one, active codes, without
//! funds codes and precious metals).

const ZERO: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
const TWO: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP \
    BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS \
    GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD \
    LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN \
    PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL \
    THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
const THREE: &str = "BHD IQD JOD KWD LYD OMR TND";
const FOUR: &str = "CLF UYW";

/// Whether an upper-case code is in the lists or a known cryptocurrency.
pub(super) fn is_known(code: &str) -> bool {
    match *code.as_bytes() {
        [one, two, three] if code.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            let listed = LISTED.get(place(one, two)).is_some_and(|thirds| thirds & bit(three) != 0);
            listed || is_crypto(code)
        }
        _ => is_crypto(code),
    }
}

/// Fast path: the length of a code that is followed by `"`, for most codes of [`is_known`].
#[inline(always)]
pub(crate) fn length_of_listed(text: &[u8; 8]) -> Option<usize> {
    match *text {
        [one, two, three, b'"', ..] => {
            let is_upper =
                one.is_ascii_uppercase() && two.is_ascii_uppercase() && three.is_ascii_uppercase();
            let thirds = is_upper.then(|| LISTED.get(place(one, two))).flatten()?;
            (thirds & bit(three) != 0).then_some(3)
        }
        [b'U', b'S', b'D', b'T' | b'C', b'"', ..] => Some(4),
        _ => None,
    }
}

/// For each pair of first letters, a bit set of third letters; makes the lookup of a code fast.
#[expect(clippy::indexing_slicing, reason = "at compile time, which a panic ends")]
static LISTED: [u32; 26 * 26] = {
    let mut listed = [0; 26 * 26];
    let lists = [ZERO, TWO, THREE, FOUR];
    let mut list = 0;
    while list < lists.len() {
        let codes = lists[list].as_bytes();
        let mut at = 0;
        while at + 2 < codes.len() {
            listed[place(codes[at], codes[at + 1])] |= bit(codes[at + 2]);
            at += 4;
        }
        list += 1;
    }
    listed
};

#[inline(always)]
const fn place(one: u8, two: u8) -> usize {
    (one - b'A') as usize * 26 + (two - b'A') as usize
}

#[inline(always)]
const fn bit(letter: u8) -> u32 {
    1 << (letter - b'A')
}

/// Number of decimals of an upper-case code's amounts; `None` if the lists lack it.
pub(super) fn minor_units(code: &str) -> Option<u8> {
    let lists = [(ZERO, 0), (TWO, 2), (THREE, 3), (FOUR, 4)];
    let has = |list: &str| list.split_ascii_whitespace().any(|known| known == code);
    lists.into_iter().find(|(list, _)| has(list)).map(|(_, units)| units)
}

/// Whether it is a cryptocurrency of the providers' documentation. Its number of decimals depends
/// on the network.
pub(super) fn is_crypto(code: &str) -> bool {
    matches!(code, "BTC" | "ETH" | "POL" | "SOL" | "TRX" | "USDC" | "USDT" | "XRP")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_a_code_tell_what_the_lists_tell() {
        let letters = || (b'A'..=b'Z').map(char::from);
        for one in letters() {
            for two in letters() {
                for three in letters() {
                    let code: String = [one, two, three].iter().collect();
                    let is_listed = minor_units(&code).is_some() || is_crypto(&code);
                    assert_eq!(is_known(&code), is_listed, "{code}");
                }
            }
        }
        for code in ["", "E", "EU", "eur", "EURO", "USDT"] {
            assert_eq!(is_known(code), code == "USDT", "{code}");
        }
    }

    #[test]
    fn a_code_before_a_quote_is_one_of_the_lists() {
        let agree = |text: [u8; 8]| {
            if let Some(length) = length_of_listed(&text) {
                assert!(is_known(std::str::from_utf8(&text[..length]).unwrap()));
                assert_eq!(text[length], b'"');
            }
        };
        for listed in [*b"EUR\",\"am", *b"ZWG\",\"am", *b"USDT\",\"a", *b"USDC\",\"a"] {
            assert!(length_of_listed(&listed).is_some());
            for one in 0..=u8::MAX {
                for two in 0..=u8::MAX {
                    for at in 0..7 {
                        let mut text = listed;
                        (text[at], text[at + 1]) = (one, two);
                        agree(text);
                    }
                }
            }
        }
        for code in [ZERO, TWO, THREE, FOUR].iter().flat_map(|list| list.split_ascii_whitespace()) {
            let text = format!("{code}\",\"am");
            let text = text.as_bytes().first_chunk().unwrap();
            assert_eq!(length_of_listed(text), Some(3), "{code}");
        }
    }
}
