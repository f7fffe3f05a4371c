//! Lists of links as the providers write them.

/// So many links of Connect.
pub fn connect(count: usize) -> Vec<u8> {
    let mut list = String::from("{\"items\":[");
    for number in 0..count {
        let word = ["ACTIVE", "COMPLETED", "EXPIRED", "CANCELLED"][number % 4];
        let done =
            if word == "COMPLETED" { "\"completedAt\":\"2024-01-16T08:12:44Z\"," } else { "" };
        let comma = if number > 0 { "," } else { "" };
        list.push_str(&format!(
            "{comma}{{\"paymentLinkId\":\"f47ac10b-58cc-4372-a567-{number:012}\",\
             \"url\":\"https://checkout.yourapp.com/pay/f47ac10b-58cc-4372-a567-{number:012}\",\
             \"status\":\"{word}\",\"description\":\"Pay your monthly subscription\",\
             \"expiresAt\":\"2024-12-31T23:59:59Z\",{done}\"createdAt\":\"2024-01-15T10:00:00Z\",\
             \"updatedAt\":\"2024-01-15T10:00:00Z\",\
             \"metadata\":{{\"orderId\":\"ORD-{number}\",\"attempt\":{}}}}}",
            number % 3 + 1
        ));
    }
    list.push_str("],\"pagination\":{\"nextCursor\":null}}");
    list.into_bytes()
}

/// So many links of Txn, every third with an invoice.
pub fn txn(count: usize) -> Vec<u8> {
    let (mut data, mut included) = (String::new(), String::new());
    for number in 0..count {
        let has_child = number % 3 == 0;
        let word =
            if has_child { "pending" } else { ["created", "completed", "expired"][number % 3] };
        let target = if has_child {
            format!("{{\"type\":\"invoices\",\"id\":\"4ab7737b-e8a6-41cf-addc-{number:012}\"}}")
        } else {
            "null".to_owned()
        };
        let comma = if number > 0 { "," } else { "" };
        data.push_str(&format!(
            "{comma}{{\"id\":\"3491fbf7-7b78-46ae-a371-{number:012}\",\"type\":\"paymentLinks\",\
             \"attributes\":{{\"amount\":\"100.00\",\"currency\":\"USD\",\"accountCurrency\":\"EUR\",\
             \"network\":null,\"networkName\":null,\"reference\":\"8d376e43-62c1-4c2e-9801-{number:012}\",\
             \"hostedPageUrl\":\"https://integration.txn.pro/redirect?payment_link_id={number}&zone=eu\",\
             \"status\":\"{word}\",\"expiresAt\":\"2025-06-18T23:00:00.000Z\",\
             \"createdAt\":\"2025-06-18T16:58:28.378Z\",\"paymentType\":\"Invoice\",\
             \"successRedirectUrl\":null,\"unsuccessRedirectUrl\":null}},\
             \"relationships\":{{\"target\":{{\"data\":{target}}}}}}}"
        ));
        if has_child {
            included.push_str(&format!(
                "{comma}{{\"type\":\"invoices\",\"id\":\"4ab7737b-e8a6-41cf-addc-{number:012}\",\
                 \"attributes\":{{\"amountBilled\":\"100.00\",\"amountCharged\":\"101.06\",\
                 \"billedCurrency\":\"USD\",\"chargedCurrency\":\"USDT\",\
                 \"createdAt\":\"2025-06-18T17:58:28.378Z\",\"exchangeRate\":\"0.9894951\",\
                 \"expiresAt\":\"2025-06-18T18:18:28.378Z\",\"network\":\"trx:usdt\",\
                 \"networkName\":\"Tron (TRC20)\",\"paymentStatus\":\"expecting\",\
                 \"status\":\"pending\",\"statusContext\":\"unpaid\",\
                 \"successRedirectUrl\":null,\"unsuccessRedirectUrl\":null}}}}"
            ));
        }
    }
    format!("{{\"data\":[{data}],\"included\":[{included}]}}").into_bytes()
}
