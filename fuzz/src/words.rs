//! The words that documents are made of: what providers send, what they might, and what they must not.

pub const INSTANTS: &[&str] = &[
    "2024-01-15T10:00:00Z",
    "2025-06-18T23:00:00.000Z",
    "2024-12-31T23:59:59Z",
    "2024-12-31T23:59:59.9995Z",
    "2016-12-31T23:59:60Z",
    "2016-12-31T23:59:60.500Z",
    "2017-01-01T00:00:00.200Z",
    "2017-01-01T01:59:60.250+02:00",
    "2024-02-29t12:00:00z",
    "2024-01-15T12:00:00+02:00",
    "2024-01-15T10:00:00-00:00",
    "1970-01-01T00:00:00.000Z",
    "1969-12-31T23:59:59.999Z",
    "0000-01-01T00:00:00Z",
    "0000-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59-23:59",
    "2024-01-15T10:00:00.1234567890123Z",
    "2100-02-29T00:00:00Z",
    "2024-01-15",
    "",
];

pub const URLS: &[&str] = &[
    "https://pay.example.com/x",
    "https://checkout.yourapp.com/pay/j47ac10b-58cc-4372-a567-0e02b2c3d479",
    "http://127.0.0.1:8080/?a=b&c=%20#d",
    "HTTPS://EXAMPLE.com",
    "https://pay.example.com/a/longer/path/than/sixteen/bytes?with=a-query",
    "https://user:pass@example.com/",
    "http://[::1]:80/",
    "https://pay.example.com/%zz",
    "https://xn--a.example/",
    "https://0x7f.1/",
    "ftp://example.com/",
    "",
];

pub const TEXTS: &[&str] = &[
    "\"a\"",
    "\"\"",
    "\"Zo\u{eb}\"",
    "\"\\u00e9\\n\\\"\\\\\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud800\"",
    "\"\\\\ud800\"",
    "\"~1/~0\"",
    "\"sixteen bytes ..\"",
    "\"fifteen bytes .\"",
    "\"0123456789012345678901234567890\\t\"",
    "\"child\"",
    "\"TTRX:Usdt\"",
    "\"f47ac10b-58cc-4372-a567-0e02b2c3d479\"",
];

pub const AMOUNTS: &[&str] = &[
    "\"100.00\"",
    "\"0\"",
    "\"0.00052000\"",
    "\"12345678901234567890.5\"",
    "7",
    "1.50",
    "1e3",
    "-0",
    "\"-1\"",
    "\"01\"",
    "\"1,00\"",
];

pub const TOKENS: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-1.50",
    "1e3",
    "9007199254740993",
    "0.1",
    "{}",
    "[]",
    "1E+400",
];

pub const CURRENCIES: &[&str] = &[
    "\"EUR\"", "\"usd\"", "\"Usdt\"", "\"JPY\"", "\"KWD\"", "\"ISK\"", "\"XYZ\"", "\"E\"", "\"\"",
];

/// Whole seconds since 1970.
pub const EPOCHS: &[&str] = &[
    "1679434412",
    "1705312800",
    "1718751600",
    "0",
    "1",
    "951782400",
    "253402300799",
    "253402300800",
    "-1",
    "-0",
    "1.0",
    "1e9",
    "1679434412000",
    "99999999999999999999",
];

/// Amounts in a currency's smallest unit.
pub const UNITS: &[&str] = &[
    "2198",
    "0",
    "5",
    "295",
    "295990",
    "9007199254740993",
    "123456789012345678901234567890",
    "-1",
    "-0",
    "1.5",
    "1e3",
];

/// What resources are called that refer to each other.
pub const IDS: &[&str] = &["\"child\"", "\"child 1\"", "\"child 2\"", "\"77\""];

/// What stands around the links of a list, and says where it goes on.
pub const PAGES: &[(&str, &str)] = &[
    ("links", r#"{"next":"/x?page=2"}"#),
    ("links", r#"{"next":{"href":"/x?a=b&page=3"}}"#),
    ("pagination", r#"{"nextCursor":"x"}"#),
    ("pagination", "7"),
    ("has_more", "true"),
    ("has_more", "7"),
];
