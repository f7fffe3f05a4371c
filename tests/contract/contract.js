// The document, and answers held to it: status, content type, headers and body.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { edge, NOW, TOKEN } from "../edge/edge.js";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const SHARED = "what-connect-shows-us";

/** An edge that takes deliveries. */
export const contractEdge = (options = {}) =>
  edge({
    ...options,
    providers: {
      txn: { webhookSecrets: [SECRET], ...options.providers?.txn },
      connect: { webhookSecrets: [SHARED], ...options.providers?.connect },
    },
  });

/** @param {{call: (method: string, path: string) => Promise<Response>}} edge */
export async function documentOf({ call }) {
  return (await call("GET", "/openapi.json")).json();
}

/** Every operation, with its path and method. */
export const operationsOf = ({ paths }) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );

/** What a reference points to. */
export const resolved = (document, value) =>
  value?.$ref
    ? value.$ref
        .slice(2)
        .split("/")
        .reduce((place, name) => place[name], document)
    : value;

/** Compiles schemas of the document, by where they stand in it. */
export function schemasOf(document) {
  const ajv = new Ajv2020({
    allErrors: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
  });
  addFormats.default(ajv);
  ajv.addVocabulary(["discriminator", ...Object.keys(document)]);
  ajv.addSchema(document, "https://paylink.invalid/openapi.json");
  const compiled = new Map();
  return (pointer) => {
    if (!compiled.has(pointer))
      compiled.set(
        pointer,
        ajv.compile({ $ref: `https://paylink.invalid/openapi.json#${pointer}` }),
      );
    return compiled.get(pointer);
  };
}

const token = (name) => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** Holds answers to the document. */
export function checkerOf(document) {
  const schema = schemasOf(document);
  const operations = new Map(operationsOf(document).map((each) => [each.operationId, each]));
  const seen = new Map();

  /** @param {string} pointer @param {unknown} value @param {string} where */
  const fits = (pointer, value, where) => {
    const validate = schema(pointer);
    assert.ok(
      validate(value),
      `${where}: ${JSON.stringify(validate.errors?.slice(0, 3))} in ${JSON.stringify(value)?.slice(0, 2000)}`,
    );
  };

  /** @param {string} operationId @param {Response} answer @returns {Promise<any>} its body */
  async function answered(operationId, answer) {
    const operation = operations.get(operationId);
    const { status } = answer;
    const where = `${operationId} ${status}`;
    const listed = operation.responses[status];
    // What is passed on is not described, so nothing here may hide behind that.
    assert.ok(listed, `${where} is not in the document: ${await answer.clone().text()}`);
    seen.set(where, (seen.get(where) ?? 0) + 1);
    const pointer = listed.$ref
      ? listed.$ref.slice(1)
      : `/paths/${token(operation.path)}/${operation.method.toLowerCase()}/responses/${status}`;
    const response = resolved(document, listed);
    for (const [name, header] of Object.entries(response.headers ?? {})) {
      const { required, schema: shape } = resolved(document, header);
      const value = answer.headers.get(name);
      assert.ok(value !== null || !required, `${where} lacks the header ${name}`);
      if (value === null) continue;
      const number = shape.type === "integer" ? Number(value) : value;
      fits(`${header.$ref.slice(1)}/schema`, number, `${where}, ${name}`);
    }
    const type = (answer.headers.get("content-type") ?? "").split(";")[0];
    const text = await answer.text();
    if (Object.keys(response.content).length === 0 && text === "") return text;
    assert.ok(response.content[type], `${where} has the content type ${type}`);
    if (type === "application/x-ndjson") {
      const lines = text.trim().split("\n");
      for (const line of lines) fits("/components/schemas/JobLine", JSON.parse(line), where);
      return text;
    }
    const body = type.endsWith("json") ? JSON.parse(text) : text;
    fits(`${pointer}/content/${token(type)}/schema`, body, where);
    return body;
  }

  return { answered, fits, seen, operations, document };
}

/** How each security scheme is shown. */
const SHOWN = {
  token: () => ({ authorization: `Bearer ${TOKEN}` }),
  connect: () => ({ "x-api-key": sandboxKeys.connect }),
  txn: () => ({ authorization: `Bearer ${sandboxKeys.txn}` }),
  connectDelivery: () => ({ "x-api-key": SHARED }),
  // As Svix signs.
  txnDelivery: (body) => {
    const timestamp = String(NOW / 1000);
    const key = Buffer.from(SECRET.slice("whsec_".length), "base64");
    const mac = createHmac("sha256", key).update(`msg_1.${timestamp}.${body}`).digest("base64");
    return { "svix-id": "msg_1", "svix-timestamp": timestamp, "svix-signature": `v1,${mac}` };
  },
};

/** A step of the story as a request, the way the document describes it. */
export function requestOf(operation, { path = {}, query = {}, headers = {}, body }) {
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(path[name]),
  );
  const [scheme] = Object.keys(operation.security[0] ?? {});
  const text = body === undefined ? undefined : JSON.stringify(body);
  const [mediaType] = Object.keys(operation.requestBody?.content ?? {});
  const own = operation.path.startsWith("/api/") ? "application/vnd.api+json" : mediaType;
  return {
    method: operation.method,
    path: `${filled}${Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : ""}`,
    headers: {
      ...(scheme && SHOWN[scheme](text)),
      ...(own && { "content-type": own }),
      ...headers,
    },
    body: text,
  };
}
