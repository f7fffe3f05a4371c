// What is passed on from a provider's own paths: its links, lists and errors, and nothing else that
// answers behind its address.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { edge, OPEN, OPEN_TXN, txnRequest } from "./edge.js";
import { BODIES } from "./hostile.js";
import { DOCUMENTS } from "./misbehaving.js";

const PATHS = { connect: "/payment-links", txn: "/api/public/v1/payment_links" };
const HEADERS = {
  connect: { "x-api-key": sandboxKeys.connect },
  txn: {
    authorization: `Bearer ${sandboxKeys.txn}`,
    "content-type": "application/vnd.api+json",
  },
};
const MEDIA = { connect: "application/json", txn: "application/vnd.api+json" };
const CLOSES = { connect: `/${OPEN}/cancel`, txn: `/${OPEN_TXN}/expiration` };
const CREATES = { connect: { orderId: "o-1" }, txn: txnRequest() };
const LISTS = {
  connect: (links) => ({ items: links }),
  txn: (links) => ({ data: links.map(({ data }) => data) }),
};

/** What a provider's answer becomes at its own path. */
async function passed(format, path, body, init = {}) {
  const { app } = edge({ disturb: () => new Response(body, init) });
  const answer = await app.request(PATHS[format] + path, { headers: HEADERS[format] });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Changes of a link that leave it one. @type {Record<string, (link: any) => void>} */
const ODD = {
  nothing: () => {},
  "a time that is none": (link) => (link.createdAt = "yesterday"),
  "a status that nobody knows": (link) => (link.status = "PAUSED"),
  "a status that is a number": (link) => (link.status = 5),
  "an address that is none": (link) => Object.assign(link, { url: "x", hostedPageUrl: "x" }),
  "no time and no address": (link) => {
    for (const name of ["createdAt", "url", "hostedPageUrl"]) delete link[name];
  },
  "members that are new": (link) => (link.more = { of: ["it"] }),
};

for (const format of ["connect", "txn"]) {
  const linkOf = (id, change) => {
    const link = DOCUMENTS[format](id);
    change(link.data?.attributes ?? link);
    return link;
  };

  describe(`F23, ${format}`, () => {
    for (const [name, change] of Object.entries(ODD)) {
      test(`a link is passed on byte for byte, alone and in a list: ${name}`, async () => {
        const link = linkOf("known", change);
        const body = JSON.stringify(link, null, 1);
        const alone = await passed(format, "/known", body);
        assert.deepEqual([alone.status, alone.text], [200, body]);
        for (const links of [[link], [link, linkOf("other", () => {})]]) {
          const list = JSON.stringify(LISTS[format](links));
          const shown = await passed(format, "", list);
          assert.deepEqual([shown.status, shown.text], [200, list]);
        }
      });
    }

    test("what is neither link nor list is not passed on", async () => {
      const foreign = {
        ...BODIES,
        accounts: '{"accounts": ["secret"]}',
        "an account": '{"id": "acct_1", "status": "ACTIVE", "balance": "secret"}',
        "data that is a text": '{"data": "secret"}',
        "data without a type": '{"data": {"id": "acct_1", "balance": "secret"}}',
        "another type": '{"data": {"id": "known", "type": "accounts", "attributes": {"a": 1}}}',
        "others of another type": '{"data": [{"id": "known", "type": "accounts"}]}',
        "other items": '{"items": [{"accountId": "1"}, {"accountId": "2"}]}',
        texts: '{"items": ["secret"]}',
        "one that is no object": '{"items": "secret"}',
        nothing: "",
        "a link of another provider": JSON.stringify(
          DOCUMENTS[format === "txn" ? "connect" : "txn"]("known"),
        ),
      };
      for (const [name, body] of Object.entries(foreign)) {
        for (const path of ["/known", ""]) {
          for (const status of [200, 201, 206]) {
            const answer = await passed(format, path, body, { status });
            assert.equal(answer.status, 502, `${name}${path}: ${answer.text.slice(0, 200)}`);
            assert.match(answer.text, /upstream_unreadable/);
            assert.ok(!answer.text.includes("secret"));
          }
        }
      }
      const listed = await passed(format, "/known", JSON.stringify(LISTS[format]([])));
      assert.equal(listed.status, 502, "a list is no link");
    });

    test("its errors are passed on, and those of others said to be none of its own", async () => {
      const own = {
        connect: '{"message": "not found", "code": "payment_link_not_found"}',
        txn: '{"errors": [{"status": 404, "code": "not_found", "title": "Not found"}]}',
      }[format];
      for (const status of [400, 401, 404, 409, 429, 500, 503]) {
        for (const path of ["/known", ""]) {
          for (const body of [own, ""]) {
            const answer = await passed(format, path, body, { status });
            assert.deepEqual([answer.status, answer.text], [status, body]);
          }
          for (const body of ['{"accounts": ["secret"]}', "<html><script>secret</script>"]) {
            const headers = { "content-type": "text/html" };
            const answer = await passed(format, path, body, { status, headers });
            const own = status === 429 ? 503 : 502;
            assert.deepEqual([answer.status, answer.text.includes("secret")], [own, false]);
            assert.ok(!/html/.test(answer.headers.get("content-type")));
          }
        }
      }
      const headers = { "retry-after": "7", "content-type": "text/html" };
      const busy = await passed(format, "/known", "<html>", { status: 429, headers });
      assert.deepEqual([busy.status, busy.headers.get("retry-after")], [503, "7"]);
      const moved = await passed(format, "/known", own, {
        status: 302,
        headers: { location: "/" },
      });
      assert.deepEqual([moved.status, moved.headers.get("location")], [502, null]);
    });

    test("a close or a create that is answered success without its link is not passed on as done", async () => {
      const headers = { ...HEADERS[format], "content-type": MEDIA[format] };
      for (const status of [200, 201, 204, 302]) {
        const { app } = edge({
          disturb: (request) => {
            if (request.method === "GET") return;
            return new Response(status === 204 ? null : '{"accounts": "secret"}', { status });
          },
        });
        const post = (path, body) =>
          app.request(PATHS[format] + path, { method: "POST", headers, body });
        for (const answer of [
          await post(CLOSES[format]),
          await post("", JSON.stringify(CREATES[format])),
        ]) {
          const text = await answer.text();
          assert.equal(answer.status, 502, `${status}: ${text}`);
          assert.match(text, status === 302 ? /upstream_failed/ : /upstream_unreadable/);
        }
      }
    });

    test("F17: the document is the provider's own text", async () => {
      const link = JSON.stringify(
        linkOf("known", () => {}),
        null,
        2,
      );
      const body = link.replace(
        /"createdAt"/,
        '"deep": {"more":\t12345678901234567890.10, "é": "\\u00e9 \\/ é"},\r\n "createdAt"',
      );
      for (const text of [body, `\ufeff${body}\n`]) {
        const { call } = edge({ disturb: () => new Response(text) });
        const answer = await call("GET", `/v1/links/${format}/known`);
        const shown = await answer.text();
        assert.equal(answer.headers.get("content-type"), "application/json");
        assert.ok(shown.includes(`"document":${text.replace("\ufeff", "")},"`), shown);
        const { document, source, link: read } = JSON.parse(shown);
        assert.deepEqual(document, JSON.parse(body));
        assert.deepEqual([source, read.id], ["provider", "known"]);
      }
    });
  });
}
