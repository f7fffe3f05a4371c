//! Minor units of currencies, ISO 4217 as of 2026-01-01 (list one, active codes; funds codes and
//! precious metals left out).

/// How many decimals a currency's amounts have, if the list has the currency. `code` is in upper case.
pub(super) fn minor_units(code: &str) -> Option<u8> {
    const ZERO: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    const TWO: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP \
        BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS \
        GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD \
        LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN \
        PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL \
        THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
    const THREE: &str = "BHD IQD JOD KWD LYD OMR TND";
    const FOUR: &str = "CLF UYW";
    let lists = [(ZERO, 0), (TWO, 2), (THREE, 3), (FOUR, 4)];
    let has = |list: &str| list.split_ascii_whitespace().any(|known| known == code);
    lists.into_iter().find(|(list, _)| has(list)).map(|(_, units)| units)
}

/// Whether it is one of the cryptocurrencies that the providers' documents show. They have no minor
/// units of one kind: it is the network that decides.
pub(super) fn is_crypto(code: &str) -> bool {
    matches!(code, "BTC" | "ETH" | "POL" | "SOL" | "TRX" | "USDC" | "USDT" | "XRP")
}
