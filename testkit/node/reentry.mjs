// usage: reentry.mjs FOLDER NAME
//
// Calls a component again from inside of its own import, and prints what came
// of the outer call, of the nested one, and of a call after both. With a third
// argument the host does not call again.

import { context, load } from "./load.mjs";

/// Bytes of `invoke`'s parameters: the context and two texts.
const PARAMETERS = 272;

const [folder, name, calm] = process.argv.slice(2);
let nested = null;
let reenter = calm === undefined;
const instance = await load(folder, name, () => {
  if (reenter) {
    reenter = false;
    try {
      // Longer than the outer input: lowered to where that is, it would show.
      nested = { answer: instance.node.invoke(context(), "nested", "N".repeat(100)) };
    } catch (error) {
      nested = { trap: error instanceof WebAssembly.RuntimeError, message: String(error) };
    }
  }
  // Larger than all that the outer call holds: where a nested return has taken
  // that back, this is what overwrites it.
  return new TextEncoder().encode("s".repeat(1000));
});
const outer = instance.node.invoke(context(), "outer", "one");
console.log(JSON.stringify({ outer, nested, after: plain(instance.core, "two") }));

// The operation `plain`, called past jco: after a trap jco enters the instance
// no more, whatever state the component is in. The context is all zeros, which
// is a valid one.
function plain({ memory, cabi_realloc: realloc, ...core }, input) {
  const text = (value) => {
    const bytes = new TextEncoder().encode(value);
    const at = realloc(0, 0, 1, bytes.length);
    new Uint8Array(memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };
  const parameters = realloc(0, 0, 8, PARAMETERS);
  new Uint8Array(memory.buffer).fill(0, parameters, parameters + PARAMETERS);
  const texts = [...text("plain"), ...text(input)];
  new Uint32Array(memory.buffer).set(texts, (parameters + PARAMETERS) / 4 - texts.length);
  const result = core["greentic:component/node@0.5.0#invoke"](parameters);
  const view = new DataView(memory.buffer);
  if (view.getUint8(result) !== 0) throw new Error("the component answered with an error");
  const [at, length] = [view.getUint32(result + 8, true), view.getUint32(result + 12, true)];
  return new TextDecoder().decode(new Uint8Array(memory.buffer, at, length));
}
