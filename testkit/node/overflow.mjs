// usage: overflow.mjs FOLDER NAME OP OP
//
// Runs each operation, which must trap, in an instance of its own, and prints
// the two traps and where the memories differ above the stack.

import { context, load } from "./load.mjs";

/// `-zstack-size` of .cargo/config.toml; the stack comes first.
const STACK = 16384;

const [folder, name, ...ops] = process.argv.slice(2);
const runs = [];
for (const op of ops) {
  const instance = await load(folder, name, () => undefined);
  let trap = null;
  try {
    instance.node.invoke(context(), op, "input");
  } catch (error) {
    trap = error instanceof WebAssembly.RuntimeError ? error.message : `no trap: ${error}`;
  }
  runs.push({ trap, bytes: Buffer.from(instance.core.memory.buffer.slice(STACK)) });
}
const [left, right] = runs;
const differences = [];
for (let at = 0; at < Math.max(left.bytes.length, right.bytes.length); at++) {
  if (left.bytes[at] !== right.bytes[at]) differences.push(STACK + at);
}
console.log(
  JSON.stringify({
    traps: runs.map(({ trap }) => trap),
    // Where the name of the operation is: the arguments differ in it alone.
    op: STACK + left.bytes.lastIndexOf(ops[0]),
    differences,
  }),
);
