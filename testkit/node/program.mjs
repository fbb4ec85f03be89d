// Calls a program in JavaScript that is a component again, on jco's WASI, and
// prints what every call came to: node program.mjs FOLDER NAME CALLS

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, name, file] = process.argv.slice(2);
const { counters, shout, repeat } = await import(
  pathToFileURL(join(resolve(folder), `${name}.js`))
);

// The error of a result is thrown; a trap is no answer.
function outcome(run) {
  try {
    return { ok: run() };
  } catch (error) {
    if (!("payload" in error)) throw error;
    return { error: error.payload };
  }
}

const answers = JSON.parse(readFileSync(file, "utf8")).map(({ call, arguments: [first, second] }) => {
  switch (call) {
    case "shout":
      return shout(first);
    case "repeat":
      return outcome(() => repeat(first));
    case "count": {
      const counter = new counters.Counter(first);
      return [counter.add(second), counter.add(second)];
    }
    case "parse":
      return outcome(() => counters.Counter.parse(first).add(second));
    default:
      throw new Error(`no such call: ${call}`);
  }
});
console.log(JSON.stringify(answers));
