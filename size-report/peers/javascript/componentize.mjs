// Makes a component of a program in JavaScript, with QuickJS:
// node componentize.mjs PROGRAM WIT-FOLDER OUTPUT

import { readFileSync, writeFileSync } from "node:fs";
import { componentize } from "componentize-qjs";

const [program, witPath, output] = process.argv.slice(2);
const { component } = await componentize({
  witPath,
  jsSource: readFileSync(program, "utf8"),
  jsPath: program,
  world: "peer",
  sync: true,
  optSize: true,
  stubWasi: false,
});
writeFileSync(output, component);
