// usage: roundtrip.mjs FOLDER NAME CALLS
//
// Makes the calls of a JSON file, which src/roundtrip/javascript.rs explains, of a
// mirror that jco transpiled. Prints how many there were, and what did not come
// out as it went in.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect, isDeepStrictEqual } from "node:util";

const [folder, name, file] = process.argv.slice(2);
const functions = JSON.parse(readFileSync(file, "utf8"));

/// What to answer next, and the calls of the host that came.
let answer;
let seen;

const imports = {};
for (const { interface: of, method } of functions) {
  // jco names an import without its version.
  const instance = (imports[of.split("@")[0]] ??= {});
  instance[method] = (...values) => {
    seen.push({ of, method, values });
    // An error that is no payload itself, whatever fields that has.
    if ("throws" in answer) throw Object.assign(new Error("a result"), { payload: answer.throws });
    return answer.returns;
  };
}
const { instantiate } = await import(pathToFileURL(join(folder, `${name}.js`)));
const mirror = instantiate(
  (path) => new WebAssembly.Module(readFileSync(join(folder, path))),
  // Interfaces of types have nothing in them.
  new Proxy(imports, { get: (target, of) => target[of] ?? {} }),
);

let count = 0;
const differences = [];
for (const { interface: of, name: func, method, calls } of functions) {
  for (const [number, { arguments: sent, answer: answered, due }] of calls.entries()) {
    const values = sent.map(value);
    answer = outcome(answered);
    seen = [];
    const arrived = attempt(() => mirror[of][method](...values));
    count += 1;
    const expected = {
      seen: [{ of, method, values: (due?.arguments ?? sent).map(value) }],
      answer: outcome(due?.answer ?? answered),
    };
    for (const [part, got] of Object.entries({ seen, answer: arrived })) {
      if (!isDeepStrictEqual(expected[part], got)) {
        differences.push({
          function: `${of}, ${func}`,
          call: number,
          part,
          sent: brief(expected[part]),
          arrived: brief(got),
        });
      }
    }
  }
}
console.log(JSON.stringify({ count, differences }));

/// What a function did. A trap, or an error of jco's, is no outcome.
function attempt(run) {
  try {
    return { returns: run() };
  } catch (error) {
    if (!("payload" in error)) throw error;
    return { throws: error.payload };
  }
}

function outcome({ returns, throws }) {
  return throws === undefined ? { returns: value(returns) } : { throws: value(throws) };
}

/// The value that a piece of JSON stands for.
function value(json) {
  if (typeof json !== "object") return json;
  const [kind] = Object.keys(json);
  switch (kind) {
    case "none":
      return undefined;
    case "big":
      return BigInt(json.big);
    case "f32":
      return bits(json.f32, 4).getFloat32(0);
    case "f64":
      return bits(json.f64, 8).getFloat64(0);
    case "array":
      return json.array.map(value);
    case "typed":
      return globalThis[json.typed[0]].from(json.typed[1].map(value));
    case "object":
      return Object.fromEntries(Object.entries(json.object).map(([key, of]) => [key, value(of)]));
    case "tag":
      return "val" in json ? { tag: json.tag, val: value(json.val) } : { tag: json.tag };
    default:
      throw new Error(`no such value: ${kind}`);
  }
}

function bits(hex, bytes) {
  const view = new DataView(new ArrayBuffer(8));
  if (bytes === 4) view.setUint32(0, parseInt(hex, 16));
  else view.setBigUint64(0, BigInt(`0x${hex}`));
  return view;
}

/// The beginning of a value as text, in whole characters.
function brief(of) {
  const text = inspect(of, { depth: 12, maxStringLength: 80, maxArrayLength: 20 });
  return Array.from(text).slice(0, 2000).join("");
}
