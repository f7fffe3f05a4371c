// A provider over a real socket that answers as it should not: each way by its name.
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";

const MIB = 1024 * 1024;

/** An open link, as each provider shows it. */
export const DOCUMENTS = {
  connect: (id) => ({
    paymentLinkId: id,
    url: `https://pay.example.com/${id}`,
    status: "ACTIVE",
    createdAt: "2026-01-15T10:00:00Z",
    updatedAt: "2026-01-15T10:00:00Z",
  }),
  txn: (id) => ({
    data: {
      id,
      type: "paymentLinks",
      attributes: {
        amount: "100.00",
        currency: "EUR",
        reference: `order ${id}`,
        hostedPageUrl: `https://pay.example.com/${id}`,
        status: "created",
        paymentType: "Invoice",
        paymentMethods: ["on_chain"],
        expiresAt: "2099-01-15T10:00:00.000Z",
        createdAt: "2026-01-15T10:00:00.000Z",
      },
    },
  }),
};

export const MANY = {
  items: Array.from({ length: 20_000 }, (_, at) => ({
    ...DOCUMENTS.connect(`link-${at}-${(at * 2654435761).toString(36)}`),
    description: ((at * 40503) ** 3).toString(36).repeat(3),
  })),
};
/** About five megabytes, which is allowed of a list. */
const list = Buffer.from(JSON.stringify(MANY));
const listGzip = gzipSync(list);

const head = (status, ...headers) => `HTTP/1.1 ${status} So\r\n${headers.join("\r\n")}\r\n\r\n`;
const JSON_TYPE = "Content-Type: application/json";

/** @param {string | Buffer} body @param {number | string} [status] @param {string[]} headers */
export const answer = (body, status = 200, ...headers) =>
  Buffer.concat([
    Buffer.from(head(status, JSON_TYPE, `Content-Length: ${Buffer.byteLength(body)}`, ...headers)),
    Buffer.from(body),
  ]);

/** Writes without an end, as fast as it is read. */
function endless(socket, piece) {
  const more = () => {
    while (socket.writable && socket.write(piece));
    if (socket.writable) socket.once("drain", more);
  };
  more();
}

/**
 * By its name, what it writes in answer to a call; `good` is the document that was asked for.
 * @type {Record<string, (socket: import("node:net").Socket, good: string, to: {elsewhere: string}) => void>}
 */
export const WAYS = {
  "gzip that nobody asked for": (socket, good) =>
    socket.end(answer(gzipSync(good), 200, "Content-Encoding: gzip", "Connection: close")),
  "gzip of 230 MB": (socket) =>
    socket.end(answer(BOMB, 200, "Content-Encoding: gzip", "Connection: close")),
  "broken gzip": (socket, good) => socket.end(answer(good, 200, "Content-Encoding: gzip")),
  "an encoding that nobody knows": (socket, good) =>
    socket.end(answer(good, 200, "Content-Encoding: x-own, gzip")),
  "a list of 5 MB in gzip": (socket) =>
    socket.end(answer(listGzip, 200, "Content-Encoding: gzip", "Connection: close")),
  "status 600": (socket, good) => socket.end(answer(good, 600)),
  "status 999": (socket, good) => socket.end(answer(good, 999)),
  "status 099": (socket, good) => socket.end(answer(good, "099")),
  "status 101": (socket) => socket.end(head(101, "Upgrade: x", "Connection: upgrade")),
  "status 101 without upgrade": (socket) => socket.end(head(101)),
  "status 204": (socket) => socket.end(head(204)),
  "status 304": (socket) => socket.end(head(304)),
  "chunks without an end": (socket) => {
    socket.write(head(200, JSON_TYPE, "Transfer-Encoding: chunked"));
    endless(socket, `4000\r\n${" ".repeat(0x4000)}\r\n`);
  },
  "no length and no end": (socket) => {
    socket.write(head(200, JSON_TYPE));
    endless(socket, " ".repeat(0x4000));
  },
  "a length of 5 GB": (socket) => {
    socket.write(head(200, JSON_TYPE, `Content-Length: ${5 * 1024 * MIB}`));
    endless(socket, " ".repeat(0x4000));
  },
  "less than its length": (socket, good) =>
    socket.end(`${head(200, JSON_TYPE, `Content-Length: ${good.length + 100}`)}${good}`),
  "two lengths": (socket, good) =>
    socket.end(answer(good, 200, `Content-Length: ${good.length + 1}`)),
  "2,000 headers": (socket) =>
    socket.end(
      head(200, ...Array.from({ length: 2_000 }, (_, at) => `X-${at}: ${"a".repeat(100)}`)),
    ),
  "headers without an end": (socket) => {
    socket.write("HTTP/1.1 200 So\r\n");
    endless(socket, `X-More: ${"a".repeat(1000)}\r\n`);
  },
  "a connection that is reset in the body": (socket, good) => {
    socket.write(`${head(200, JSON_TYPE, `Content-Length: ${good.length}`)}${good.slice(0, 9)}`);
    setTimeout(() => socket.resetAndDestroy(), 20);
  },
  "a connection that is reset at once": (socket) => socket.resetAndDestroy(),
  "a connection that ends": (socket) => socket.end(),
  "a redirect to elsewhere": (socket, _, { elsewhere }) =>
    socket.end(answer("", 302, `Location: ${elsewhere}`)),
  "a redirect with its method": (socket, _, { elsewhere }) =>
    socket.end(answer("", 307, `Location: ${elsewhere}`)),
  "a permanent redirect": (socket, good, { elsewhere }) =>
    socket.end(answer(good, 301, `Location: ${elsewhere}`)),
  "broken chunks": (socket, good) =>
    socket.end(`${head(200, "Transfer-Encoding: chunked")}zz\r\n${good}\r\n0\r\n\r\n`),
  "chunks without the last": (socket, good) =>
    socket.end(
      `${head(200, "Transfer-Encoding: chunked")}${good.length.toString(16)}\r\n${good}\r\n`,
    ),
  "no HTTP": (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"),
  "bytes that no header has": (socket, good) => socket.end(answer(good, 200, "X: a\u0001b")),
  "another document": (socket) => socket.end(answer('{"accounts": ["what nobody may see"]}')),
  "a page": (socket) => socket.end(answer("<html>what nobody may see</html>")),
};

/** What ends by the deadline only. @type {typeof WAYS} */
export const SLOW = {
  silence: () => {},
  "a byte at a time": (socket, good) => {
    socket.write(head(200, JSON_TYPE, `Content-Length: ${good.length}`));
    drip(socket, good);
  },
  "a header at a time": (socket) => {
    socket.write("HTTP/1.1 200 So\r\n");
    drip(socket, "X-A: b\r\n".repeat(1000));
  },
  "1xx without an end": (socket) => endless(socket, head(102).repeat(100)),
};

/** A list of 5 MB as it is, on a connection that closes. @type {(typeof WAYS)[string]} */
export const longList = (socket) => socket.end(answer(list, 200, "Connection: close"));

/** What is unusual and right. @type {typeof WAYS} */
export const RIGHT = {
  "a plain answer": (socket, good) => socket.end(answer(good)),
  "identity by name": (socket, good) => socket.end(answer(good, 200, "Content-Encoding: Identity")),
  "five 1xx before it": (socket, good) => socket.end(`${head(103).repeat(5)}${answer(good)}`),
  "more than its length": (socket, good) => socket.end(`${answer(good)}{"and": "more"}`),
  "no length": (socket, good) => socket.end(`${head(200, JSON_TYPE)}${good}`),
  "a byte in each chunk": (socket, good) => {
    const chunks = [...good].map((char) => `1\r\n${char}\r\n`).join("");
    socket.end(`${head(200, "Transfer-Encoding: chunked")}${chunks}0\r\n\r\n`);
  },
};

/** Spaces, 230 MB of them. */
const BOMB = gzipSync(Buffer.alloc(230 * MIB, " "));

function drip(socket, text) {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.writable && at < text.length) return socket.write(text[at++]);
    clearInterval(timer);
  }, 20);
}

/**
 * `way.read`, `way.list`, `way.act`: how the next calls of that kind are answered; missing: as they should.
 */
export async function misbehaving() {
  const provider = { way: {}, calls: [], written: 0, elsewhere: 0, port: 0, stop: () => {} };
  const sockets = new Set();
  const elsewhere = createServer((socket) => {
    provider.elsewhere += 1;
    socket.destroy();
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => {
      provider.written += socket.bytesWritten;
      sockets.delete(socket);
    });
    socket.on("error", () => {});
    let text = "";
    socket.on("data", (bytes) => {
      if (text.includes("\r\n\r\n")) return;
      text += bytes;
      if (!text.includes("\r\n\r\n")) return;
      const [method, target] = text.split(" ");
      provider.calls.push({ method, target, text });
      const format = target.includes("payment_links") ? "txn" : "connect";
      const id = target.match(/payment.links\/([^/?]+)/)?.[1];
      const kind = method === "POST" ? "act" : id === undefined ? "list" : "read";
      const way = provider.way[kind] ?? ((_, good) => socket.end(answer(good)));
      const good = kind === "list" ? { items: [] } : DOCUMENTS[format](id);
      way(socket, JSON.stringify(good), { elsewhere: `http://127.0.0.1:${elsewherePort}/` });
    });
  });
  const listening = (each) =>
    new Promise((resolve) => {
      each.listen(0, "127.0.0.1", () => resolve(each.address().port));
    });
  const elsewherePort = await listening(elsewhere);
  provider.port = await listening(server);
  provider.stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    elsewhere.close();
  };
  return provider;
}
