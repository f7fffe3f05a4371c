// The document, and answers held to it: status, content type, headers and body.
import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { planCreate } from "paylink";
import { credentialHeader } from "paylink/client";
import { described } from "../../edge/described.js";
import { wires } from "../../edge/sandbox/providers/index.js";
import { hostBytes } from "../../edge/sandbox/random.js";
import { newSecret, signed } from "../../edge/sandbox/signatures.js";
import { edge, NOW, TOKEN } from "../edge/edge.js";
import { FORMATS, each as ofEach } from "../providers/index.js";

/** What verifies the deliveries of each provider. */
const SECRETS = await ofEach((format, { signing }) =>
  signing ? newSecret(signing, hostBytes) : `what-${format}-shows-us`,
);

/** An edge that takes deliveries. */
export const contractEdge = (options = {}) =>
  edge({
    // The same ids each time.
    seed: { random: "the contract" },
    ...options,
    providers: Object.fromEntries(
      FORMATS.map((format) => [
        format,
        { webhookSecrets: [SECRETS[format]], ...options.providers?.[format] },
      ]),
    ),
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
    const any = `${Math.floor(status / 100)}XX`;
    const name = operation.responses[status] ? status : any;
    const where = `${operationId} ${name}`;
    const listed = operation.responses[name];
    // What is passed on is not described, so nothing here may hide behind that.
    assert.ok(listed, `${where} is not in the document: ${await answer.clone().text()}`);
    seen.set(where, (seen.get(where) ?? 0) + 1);
    const pointer = listed.$ref
      ? listed.$ref.slice(1)
      : `/paths/${token(operation.path)}/${operation.method.toLowerCase()}/responses/${name}`;
    const response = resolved(document, listed);
    for (const [header, its] of Object.entries(response.headers ?? {})) {
      const { required, schema: shape } = resolved(document, its);
      const value = answer.headers.get(header);
      assert.ok(value !== null || !required, `${where} lacks the header ${header}`);
      if (value === null) continue;
      const number = shape.type === "integer" ? Number(value) : value;
      fits(`${its.$ref.slice(1)}/schema`, number, `${where}, ${header}`);
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

/** How each security scheme is shown with a secret that is not the right one. */
export async function shownWith(operation, secret) {
  const [scheme] = Object.keys(operation.security[0]);
  const format = FORMATS.find((each) => scheme.startsWith(each));
  if (!format) return { authorization: `Bearer ${secret}` };
  const { credential, signing } = described(format);
  if (!scheme.endsWith("Delivery") || !signing)
    return { [credential.header]: credentialHeader(credential, secret) };
  const delivery = { secret: newSecret(signing, hostBytes), id: "msg_1", at: NOW, body: secret };
  return signed(signing, delivery);
}

/** Every header that shows who somebody is. */
export const SHOWING = [
  ...new Set(
    FORMATS.flatMap((format) => {
      const { credential, signing } = described(format);
      return [credential.header, ...(signing ? [signing.header] : [])];
    }),
  ),
];

/** How each security scheme is shown. */
const SHOWN = {
  token: () => ({ authorization: `Bearer ${TOKEN}` }),
  ...Object.fromEntries(
    FORMATS.flatMap((format) => {
      const { signing, credential } = described(format);
      const secret = SECRETS[format];
      return [
        [format, () => ({ [credential.header]: credentialHeader(credential, wires[format].key) })],
        [
          `${format}Delivery`,
          (body = "") =>
            signing
              ? signed(signing, { secret, id: "msg_1", at: NOW, body })
              : { [credential.header]: credentialHeader(credential, secret) },
        ],
      ];
    }),
  ),
};

/** A step of the story as a request, the way the document describes it. */
export async function requestOf(operation, { path = {}, query = {}, headers = {}, body }) {
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(path[name]),
  );
  const [scheme] = Object.keys(operation.security[0] ?? {});
  const [mediaType] = Object.keys(operation.requestBody?.content ?? {});
  const typed = operation.parameters?.find(({ name }) => name === "Content-Type");
  const own = mediaType ?? typed?.schema.enum[0];
  const json = body === undefined ? undefined : JSON.stringify(body);
  const isForm = mediaType === "application/x-www-form-urlencoded";
  // What cannot be planned is sent as it is.
  const form = json && isForm ? planCreate(json, { format: scheme }) : undefined;
  const text = form?.ok ? form.value.body : json;
  return {
    method: operation.method,
    path: `${filled}${Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : ""}`,
    headers: {
      ...(scheme && (await SHOWN[scheme](text))),
      ...(own && { "content-type": own }),
      ...headers,
    },
    body: text,
  };
}
