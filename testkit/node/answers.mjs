// usage: answers.mjs FOLDER NAME CALLS
//
// Makes the calls of a JSON file and prints the answers. Calls with the same
// secrets reach one instance, in their order.

import { readFileSync } from "node:fs";
import { answer, load, store } from "./load.mjs";

const [folder, name, calls] = process.argv.slice(2);
const instances = new Map();
const answers = [];
for (const call of JSON.parse(readFileSync(calls, "utf8"))) {
  const secrets = call.secrets ?? {};
  const key = JSON.stringify(secrets);
  if (!instances.has(key)) instances.set(key, await load(folder, name, store(secrets)));
  answers.push(answer(instances.get(key), call));
}
console.log(JSON.stringify(answers));
