//! Minor units of currencies, ISO 4217 as of 2026-01-01 (list one, active codes; funds codes and
//! precious metals left out).

/// How many decimals a currency's amounts have, if the list has the currency. `code` is in upper case.
#[inline(always)]
const fn units_of(code: [u8; 3]) -> Option<u8> {
    match &code {
        b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
        | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => Some(0),
        b"AED" | b"AFN" | b"ALL" | b"AMD" | b"AOA" | b"ARS" | b"AUD" | b"AWG" | b"AZN" | b"BAM"
        | b"BBD" | b"BDT" | b"BMD" | b"BND" | b"BOB" | b"BRL" | b"BSD" | b"BTN" | b"BWP"
        | b"BYN" | b"BZD" | b"CAD" | b"CDF" | b"CHF" | b"CNY" | b"COP" | b"CRC" | b"CUP"
        | b"CVE" | b"CZK" | b"DKK" | b"DOP" | b"DZD" | b"EGP" | b"ERN" | b"ETB" | b"EUR"
        | b"FJD" | b"FKP" | b"GBP" | b"GEL" | b"GHS" | b"GIP" | b"GMD" | b"GTQ" | b"GYD"
        | b"HKD" | b"HNL" | b"HTG" | b"HUF" | b"IDR" | b"ILS" | b"INR" | b"IRR" | b"JMD"
        | b"KES" | b"KGS" | b"KHR" | b"KPW" | b"KYD" | b"KZT" | b"LAK" | b"LBP" | b"LKR"
        | b"LRD" | b"LSL" | b"MAD" | b"MDL" | b"MGA" | b"MKD" | b"MMK" | b"MNT" | b"MOP"
        | b"MRU" | b"MUR" | b"MVR" | b"MWK" | b"MXN" | b"MYR" | b"MZN" | b"NAD" | b"NGN"
        | b"NIO" | b"NOK" | b"NPR" | b"NZD" | b"PAB" | b"PEN" | b"PGK" | b"PHP" | b"PKR"
        | b"PLN" | b"QAR" | b"RON" | b"RSD" | b"RUB" | b"SAR" | b"SBD" | b"SCR" | b"SDG"
        | b"SEK" | b"SGD" | b"SHP" | b"SLE" | b"SOS" | b"SRD" | b"SSP" | b"STN" | b"SVC"
        | b"SYP" | b"SZL" | b"THB" | b"TJS" | b"TMT" | b"TOP" | b"TRY" | b"TTD" | b"TWD"
        | b"TZS" | b"UAH" | b"USD" | b"UYU" | b"UZS" | b"VED" | b"VES" | b"WST" | b"XCD"
        | b"XCG" | b"YER" | b"ZAR" | b"ZMW" | b"ZWG" => Some(2),
        b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => Some(3),
        b"CLF" | b"UYW" => Some(4),
        _ => None,
    }
}

/// How many decimals a currency's amounts have, if the list has the currency. `code` is in upper case.
pub(super) fn minor_units(code: &str) -> Option<u8> {
    units_of(code.as_bytes().try_into().ok()?)
}

/// Whether a code, in upper case, is in the list, or one of the cryptocurrencies.
pub(super) fn is_known(code: &str) -> bool {
    minor_units(code).is_some() || is_crypto(code)
}

/// How long a code is that stands before a quote: of those that [`is_known`] knows, nearly all.
#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::trivially_copy_pass_by_ref, reason = "by value it takes more instructions")
)]
pub(crate) fn length_of_listed(text: &[u8; 8]) -> Option<usize> {
    match *text {
        [one, two, three, b'"', ..] => units_of([one, two, three]).map(|_| 3),
        [b'U', b'S', b'D', b'T' | b'C', b'"', ..] => Some(4),
        _ => None,
    }
}

/// Whether it is one of the cryptocurrencies that the providers' documents show. They have no minor
/// units of one kind: it is the network that decides.
pub(super) fn is_crypto(code: &str) -> bool {
    matches!(code, "BTC" | "ETH" | "POL" | "SOL" | "TRX" | "USDC" | "USDT" | "XRP")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_before_a_quote_is_one_of_the_list() {
        for one in 0..0x80_u8 {
            for two in 0..0x80 {
                for three in 0..0x80 {
                    let text = [one, two, three, b'"', b',', b'"', b'a', b'm'];
                    let is_listed = minor_units(std::str::from_utf8(&text[..3]).unwrap()).is_some();
                    assert_eq!(length_of_listed(&text), is_listed.then_some(3));
                }
            }
        }
        for text in [b"USDT\",\"a", b"USDC\",\"a"] {
            assert_eq!(length_of_listed(text), Some(4));
        }
        for text in [b"EUR,\"amo", b"EURO\",\"a", b"eur\",\"am", b"USDX\",\"a", b"USDT,\"am"] {
            assert_eq!(length_of_listed(text), None);
        }
    }

    #[test]
    fn the_list_has_as_many_codes_as_that_of_iso_4217() {
        let letters = || b'A'..=b'Z';
        let mut counts = [0; 5];
        for one in letters() {
            for two in letters() {
                for three in letters() {
                    if let Some(units) = units_of([one, two, three]) {
                        counts[usize::from(units)] += 1;
                    }
                }
            }
        }
        assert_eq!(counts, [17, 0, 132, 7, 2]);
    }
}
