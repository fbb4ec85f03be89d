// Instances of components that jco transpiled, and answers in the form of the
// examples' answers.toml.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const NODE = "greentic:component/node@0.5.0";
const DESCRIBE = "greentic:component/describe-v1@1.0.0";

/// An instance of the component in `folder`: its exports, and `core`, those
/// of its core module. `get` is the store of secrets.
export async function load(folder, name, get) {
  const { instantiate } = await import(pathToFileURL(join(folder, `${name}.js`)));
  let core;
  const exports = instantiate(
    (path) => new WebAssembly.Module(readFileSync(join(folder, path))),
    {
      "greentic:interfaces-types/types": {},
      "greentic:secrets-store/secrets-store": { get },
    },
    (module, imports) => {
      const instance = new WebAssembly.Instance(module, imports);
      if ("memory" in instance.exports) core = instance.exports;
      return instance;
    },
  );
  return { node: exports[NODE], describe: exports[DESCRIBE], core };
}

/// A context in which nothing is set that can be absent.
export function context() {
  return {
    tenant: { env: "test", tenant: "acme", tenantId: "acme", attributes: [], attempt: 0 },
    flowId: "flow",
  };
}

/// A store with these secrets. What it throws is the error of the result.
export function store(secrets) {
  return (key) => {
    const secret = Object.hasOwn(secrets, key) ? secrets[key] : undefined;
    if (secret === undefined) return undefined;
    if (secret.denied) throw "denied";
    return secret.bytes ? Uint8Array.from(secret.bytes) : new TextEncoder().encode(secret);
  };
}

/// Makes one call and gives its answer.
export function answer({ node, describe }, { call, op, input, reason }) {
  switch (call) {
    case "describe":
      return { ok: describe.describeJson() };
    case "manifest":
      return { ok: node.getManifest() };
    case "start":
      return hook(() => node.onStart(context()));
    case "stop":
      return hook(() => node.onStop(context(), reason));
    case "invoke": {
      const { tag, val } = node.invoke(context(), op, input);
      return { [tag === "err" ? "error" : tag]: tag === "err" ? nodeError(val) : val };
    }
    case "stream":
      return {
        events: node
          .invokeStream(context(), op, input)
          .map(({ tag, val }) => (val === undefined ? tag : { [tag]: val })),
      };
    default:
      throw new Error(`no such call: ${call}`);
  }
}

function hook(run) {
  try {
    return { ok: run() };
  } catch (error) {
    // Only the error of a WIT result has a payload; a trap goes on.
    if (!("payload" in error)) throw error;
    return { error: error.payload };
  }
}

function nodeError({ code, message, retryable, backoffMs, details }) {
  const error = { code, message, retryable };
  if (backoffMs !== undefined) error.backoff_ms = Number(backoffMs);
  if (details !== undefined) error.details = details;
  return error;
}
