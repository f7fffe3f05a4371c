// Links sliced from their source equal the links that the core creates, including the order of members.
import assert from "node:assert/strict";
import { test } from "node:test";
import { init, read, readBatch, readList } from "paylink";
import { chances, connectLink, documentOf, listOf, txnDocument } from "./oddities.js";
import { expand, file } from "./vectors.js";

await init();

const encoder = new TextEncoder();

/** Equal as values and as JSON text. */
function same(found, expected, name) {
  assert.equal(JSON.stringify(found), JSON.stringify(expected), name);
  assert.deepEqual(found, expected, name);
}

const count = ({ issues, notes, more = 0 }) => (issues ?? notes).length + more;

/**
 * The links of a list, each read alone: the findings of a list have a common limit, and the rest is only
 * counted.
 */
const asAlone = (links, alone) =>
  links.map((link, index) => {
    const { [index]: one } = alone;
    if (link.more === undefined || link.more === one.more) return link;
    assert.equal(count(link), count(one));
    return link.ok ? { ok: true, value: link.value, notes: one.notes } : one;
  });

/** A list as the core creates it, link by link: an ArrayBuffer takes that path. */
function longWay(input, options) {
  if (input instanceof Uint8Array) return readList(input.slice().buffer, options);
  return readList(typeof input === "string" ? encoder.encode(input).buffer : input, options);
}

/** Compares a batch and a sliced list with the list that the core creates. */
function isList(input, options, name) {
  const { listing, walk, ...rest } = options ?? {};
  const expected = longWay(input, options);
  const text =
    typeof input === "object" && !ArrayBuffer.isView(input) ? JSON.stringify(input) : input;
  same(readList(text, options), expected, name);
  // The listing affects a list, but a batch has no such option.
  if ((listing ?? walk) !== undefined && !expected.ok) return [];
  const batch = readBatch(input, rest);
  assert.equal(batch.ok, expected.ok, name);
  if (expected.ok) {
    assert.equal(batch.length, expected.value.links.length, name);
    const links = batch.toArray();
    same(
      links,
      Array.from(links, (_, index) => batch.at(index)),
      `${name}, one by one`,
    );
    same(links, asAlone(expected.value.links, links), name);
    // A batch has no `walk`.
    const ended = expected.notes.filter(({ code }) => code === "list_repeats").length > 0;
    same(batch.notes, ended ? expected.notes.slice(1) : expected.notes, name);
    if (listing === undefined && !ended)
      assert.equal(batch.nextCursor, expected.value.nextCursor, name);
  } else {
    assert.equal(batch.length, 0, name);
    same(batch.issues, expected.issues, name);
  }
  batch.free();
  return expected.ok ? expected.value.links : [];
}

/** Compares the fast path with the slow path, which an ArrayBuffer takes. */
function isRead(text, options, name) {
  const bytes = encoder.encode(text);
  const expected = read(bytes.buffer, options);
  same(read(text, options), expected, name);
  same(read(bytes, options), expected, name);
  return expected;
}

test("batches and links of the vectors' documents equal the lists and links of the core", () => {
  const rows = JSON.parse(file("answers.json")).filter(({ call }) => /^read(List)?$/.test(call));
  for (const { name, args } of rows) {
    const [input, options] = args.map(expand);
    isList(input, options, name);
    const { listing, walk, ...rest } = options ?? {};
    if (typeof input === "string") isRead(input, rest, name);
  }
  assert.ok(rows.length > 80);
});

for (const format of /** @type {const} */ (["connect", "txn"])) {
  test(`lists of ${format} with every mutation: batch and list are equal`, () => {
    let sound = 0;
    let refused = 0;
    for (let seed = 1; seed <= 500; seed += 1) {
      const chance = chances(seed);
      const list = listOf(format, chance.below(12), chance, chance.pick([0, 0.3, 1]));
      const given = chance.is(0.5) ? list : encoder.encode(list);
      for (const link of isList(given, chance.is(0.5) ? { format } : {}, `seed ${seed}: ${list}`)) {
        if (link.ok) sound += 1;
        else refused += 1;
      }
    }
    assert.ok(sound > 500 && refused > 200, `${sound} sound, ${refused} refused`);
  });

  test(`links of ${format} with every mutation: the fast and the slow path are equal`, () => {
    let sound = 0;
    for (let seed = 1; seed <= 1500; seed += 1) {
      const chance = chances(1000 + seed);
      const oddity = chance.pick([0, 0.2, 0.5]);
      const text = documentOf(format)(chance, oddity);
      if (isRead(text, chance.is(0.5) ? { format } : {}, `seed ${seed}: ${text}`).ok) sound += 1;
    }
    assert.ok(sound > 500 && sound < 1450, String(sound));
  });

  test(`a large list of ${format} is sliced correctly around invalid links and non-ASCII text`, () => {
    for (const oddity of [0, 0.1]) {
      isList(listOf(format, 3100, chances(7), oddity), { format }, `${format} ${oddity}`);
    }
  });
}

/** Compares what a batch gives without creating links with the links. */
function isTold(batch, name) {
  const { childOffsets, offsets } = batch;
  const source = encoder.encode(name);
  const at = (places, index) => {
    const [start, end] = places.subarray(2 * index, 2 * index + 2);
    return end > 0 ? JSON.parse(new TextDecoder().decode(source.subarray(start, end))) : null;
  };
  batch.toArray().forEach((answer, index) => {
    const { ok, notes } = answer;
    const value = ok ? answer.value : answer.link;
    assert.equal(batch.isNoted(index), ok && notes.length > 0, name);
    assert.equal(batch.isValid(index), ok, name);
    assert.equal(batch.text("id", index), ok ? value.id : answer.id, name);
    for (const member of /** @type {const} */ (["description", "reference", "rawStatus"])) {
      if (value) assert.equal(batch.text(member, index), value[member], `${member} in ${name}`);
    }
    if (value?.child) assert.equal(at(childOffsets, index).id, value.child.id, name);
    if (ok && batch.format === "connect") assert.equal(at(offsets, index).paymentLinkId, value.id);
    assert.deepEqual(batch.status[index] === 255, value === undefined);
  });
}

for (const format of /** @type {const} */ (["connect", "txn"])) {
  test(`texts and flags of a batch of ${format} equal the members of its links`, () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const chance = chances(3000 + seed);
      const list = listOf(format, 1 + chance.below(8), chance, chance.pick([0, 0.3, 1]));
      const batch = readBatch(list, { format });
      if (batch.ok) isTold(batch, list);
      assert.equal(batch.format, batch.ok ? format : undefined);
      batch.free();
    }
  });
}

test("toArray equals at, although links created by the core move the memory", () => {
  const link = connectLink(chances(3), 0).replace(/,"metadata":\{.*?\}/, "");
  const odd = link.replace(/\}$/, `,"metadata":{"extra":"${"\\n".repeat(4e6)}"}}`);
  const list = `{"items":[${link},${link},${odd},${link}]}`;
  const batch = readBatch(list);
  const { status } = batch;
  const links = batch.toArray();
  assert.equal(status.length, 0, "the memory has grown, or this shows nothing");
  same(
    links,
    Array.from(links, (_, index) => batch.at(index)),
  );
  same(links, longWay(list).value.links);
  batch.free();
});

test("integers of any length and other literals in metadata keep their type", () => {
  const link = connectLink(chances(3), 0).replace(/,"metadata":\{.*?\}/, "");
  const literals = [
    "0",
    "7",
    "123456789",
    "1234567890",
    "-5",
    "1.50",
    "1e2",
    "1E400",
    "9".repeat(400),
  ];
  for (const literal of [...literals, "true", "false", "null", "12345678901234567890"]) {
    const items = `[${link.replace(/\}$/, `,"metadata":{"n":${literal},"t":"0"}}`)}]`;
    const batch = readBatch(`{"items":${items}}`, { format: "connect" });
    same(batch.toArray(), longWay(`{"items":${items}}`).value.links, literal);
    assert.equal(batch.at(0).value.metadata.n, JSON.parse(literal), literal);
    batch.free();
  }
});

test("the findings of a list have one common limit on both paths, those of a link their own", () => {
  const link = connectLink(chances(3), 0);
  const more = Array.from({ length: 30 }, (_, at) => `,"${"x".repeat(500)}${at}":1`).join("");
  const list = `{"items":[${Array.from({ length: 60 }, (_, at) => (at % 3 ? link : link.replace(/\}$/, `${more}}`)))}]}`;
  const expected = longWay(list);
  assert.ok(
    expected.value.links.some(({ more = 0 }) => more > 0),
    "or this shows nothing",
  );
  same(readList(list), expected);
  const batch = readBatch(list);
  assert.ok(batch.toArray().every(({ more }) => more === undefined));
  batch.free();
});

test("both paths give the same walk", () => {
  const link = connectLink(chances(3), 0);
  const page = (cursor, items = link) =>
    `{"items":[${items}],"pagination":{"nextCursor":"${cursor}"}}`;
  let walk;
  for (const [text, cursor] of [[page("a")], [page("b"), "a"], [page("a"), "b"], [page("a", "")]]) {
    for (const listing of [
      { limit: 1, cursor },
      { limit: 0 },
      { limit: "no", order: 5 },
      undefined,
    ]) {
      const options = { format: /** @type {const} */ ("connect"), listing, walk };
      const thrown = (work) => {
        try {
          return work();
        } catch ({ code, message }) {
          return { code, message };
        }
      };
      same(
        thrown(() => readList(text, options)),
        thrown(() => longWay(text, options)),
        text,
      );
    }
    walk = longWay(text, { walk }).value.walk ?? walk;
  }
  same(readList(page("a"), { walk: "no walk" }), longWay(page("a"), { walk: "no walk" }));
});

test("a lone surrogate gives the same text on both paths", () => {
  const text = connectLink(chances(1), 0).replace("order", "\ud800order\udc00");
  assert.equal(isRead(text, {}, "halves").value.description, "for \ufffdorder\ufffd 17");
});

test("resizable, partial and empty buffers are read", () => {
  const text = connectLink(chances(1), 0);
  const buffer = new ArrayBuffer(text.length + 10, { maxByteLength: 4096 });
  const bytes = new Uint8Array(buffer, 5, text.length);
  encoder.encodeInto(text, bytes);
  same(read(bytes), read(text));
  isList(bytes, {}, "a part");
  isList(new Uint8Array(), {}, "nothing");
  same(read(new Uint8Array()), read(new ArrayBuffer()));
  same(read(""), read(new ArrayBuffer()));
});

test("maxBytes is a limit in bytes on both paths", () => {
  const text = connectLink(chances(1), 0).replace("order", "ördér");
  const { length } = encoder.encode(text);
  for (const maxBytes of [0, 1, text.length, length - 1, length, length + 1, 2 ** 20]) {
    const { ok } = isRead(text, { limits: { maxBytes } }, String(maxBytes));
    assert.equal(ok, maxBytes >= length);
    assert.equal(readBatch(text, { limits: { maxBytes } }).ok, ok);
    isList(text, { limits: { maxBytes } }, String(maxBytes));
  }
  // The buffer of the fast path is limited; larger documents take the slow path.
  const long = connectLink(chances(1), 0).replace("order", "x".repeat(70_000));
  assert.equal(isRead(long, {}, "long").ok, true);
});

test("metadata names are correct whatever name was at the same position before", () => {
  const chance = chances(3);
  const link = connectLink(chance, 0).replace(/"metadata":\{.*?\}/, '"metadata":{}');
  const all = ["ab", "ac", "é", "ab", "__proto__", "1", "constructor", "ab", "a", "abc"];
  for (const name of all) {
    const text = link.replace(/(,"metadata":\{\})?\}$/, `,"metadata":{"${name}":"v","x":"y"}}`);
    const { value } = isRead(text, {}, name);
    assert.deepEqual(
      Object.entries(value.metadata).toSorted(),
      [
        [name, "v"],
        ["x", "y"],
      ].toSorted(),
    );
    assert.equal(Object.getPrototypeOf(value.metadata), Object.prototype);
  }
});

test("a missing child is noted at the same pointer as in a list", () => {
  const { data } = JSON.parse(txnDocument(chances(1), 0));
  const attributes = { ...data.attributes, network: undefined, networkName: "n" };
  const target = { data: { type: "invoices", id: "missing" } };
  const list = { data: [{ ...data, attributes, relationships: { target } }] };
  same(readBatch(list).at(0), longWay(list).value.links[0], "notes");
});

test("findings of a child that precedes its link come before the link's", () => {
  const { data } = JSON.parse(txnDocument(chances(1), 0));
  const target = { data: { type: "invoices", id: "c" } };
  const attributes = { status: "pending", extra: 1 };
  const included = [{ type: "invoices", id: "c", attributes }];
  const list = { included, data: [{ ...data, extra: 1, relationships: { target } }] };
  same(readBatch(list).at(0), longWay(list).value.links[0], "notes");
});

test("a single link with an included resource without a referrer is the same in a batch and a list", () => {
  const attributes = {
    ...{ amount: "1", currency: "EUR", network: "n", networkName: "N", reference: "r" },
    ...{ hostedPageUrl: "https://example.com/", status: "created" },
    ...{ expiresAt: "2025-06-18T23:00:00.000Z", createdAt: "2025-06-18T16:58:28.378Z" },
    ...{ successRedirectUrl: null, unsuccessRedirectUrl: null },
  };
  const target = { data: { type: "frozen", id: "c" } };
  const data = { id: "x", type: "paymentLinks", attributes, relationships: { target } };
  const document = JSON.stringify({ data, included: [{ type: "addresses", id: "c" }] });
  const [link] = isList(encoder.encode(document), {}, "stranger");
  assert.deepEqual([link.value.id, link.value.child], ["x", undefined]);
});

test("with sources each link of a list has the text of its own document", () => {
  for (const format of /** @type {const} */ (["connect", "txn"])) {
    for (let seed = 1; seed <= 200; seed += 1) {
      const chance = chances(5000 + seed);
      const list = listOf(format, 1 + chance.below(8), chance, chance.pick([0, 0.3]));
      const [plain, sourced] = [{}, { sources: true }].map((more) =>
        readList(list, { format, ...more }),
      );
      if (!sourced.ok) continue;
      for (const [index, link] of sourced.value.links.entries()) {
        const { source, ...answer } = link;
        same(answer, plain.value.links[index], list);
        const its = link.ok ? link.value : link.link;
        assert.equal(source !== undefined, its !== undefined, list);
        if (!its) continue;
        const alone = read(source, { format });
        const value = alone.ok ? alone.value : alone.link;
        same({ ...value, unmapped: [] }, { ...its, unmapped: [] }, source);
        if (format === "connect") assert.ok(list.includes(source));
      }
    }
  }
});

test("an invalid link has no times in the columns, even if they could be read", () => {
  const times = { createdAt: "2024-01-15T10:00:00Z", updatedAt: "2024-01-15T10:00:00Z" };
  const items = [{ ...times, expiresAt: "2024-12-31T23:59:59Z" }, 5, { ...times }];
  const batch = readBatch({ items }, { format: "connect", now: 1e12 });
  for (const name of /** @type {const} */ (["createdAt", "updatedAt", "expiresAt"])) {
    assert.deepEqual([...batch[name]], [Number.NaN, Number.NaN, Number.NaN], name);
  }
  batch.free();
});
