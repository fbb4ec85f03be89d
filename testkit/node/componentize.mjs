// Makes a component of a program in JavaScript:
// node componentize.mjs NAME PROGRAM WIT OUTPUT

import { readFileSync, writeFileSync } from "node:fs";

const [name, program, wit, output] = process.argv.slice(2);
const witWorld = readFileSync(wit, "utf8");
const source = readFileSync(program, "utf8");

async function make() {
  switch (name) {
    case "javascript-spidermonkey": {
      const { componentize } = await import("@bytecodealliance/componentize-js");
      return componentize(source, { witWorld, worldName: "program" });
    }
    case "javascript-quickjs": {
      const { componentize } = await import("componentize-qjs");
      return componentize({
        witPath: wit,
        jsSource: source,
        jsPath: program,
        world: "program",
        sync: true,
        stubWasi: false,
      });
    }
    default:
      throw new Error(`no such component: ${name}`);
  }
}

writeFileSync(output, (await make()).component);
