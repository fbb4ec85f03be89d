// usage: client.mjs PLAN
//
// As ../node/mcp.mjs, through the second line of the official SDK, which speaks
// revision 2026-07-28 where the server does.

import { readFileSync } from "node:fs";

import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const transport = plan.url
  ? new StreamableHTTPClientTransport(new URL(plan.url))
  : new StdioClientTransport({ command: plan.command, args: plan.args, stderr: "ignore" });

const capabilities = plan.elicitation ? { elicitation: { form: {} } } : {};
// The newest revision where the server speaks it, which takes a question first.
const versionNegotiation = { mode: "auto" };
const options = { capabilities, versionNegotiation };
const client = new Client({ name: "conformance", version: "1" }, options);
const questions = [];
if (plan.elicitation) {
  client.setRequestHandler("elicitation/create", ({ params }) => {
    questions.push(params);
    return plan.elicitation;
  });
}
// Not those notes that come together with the answer: it has forgotten the request
// before it looks at them.
const faults = [];
client.onerror = (error) => {
  if (!/unknown token/.test(String(error))) faults.push(String(error));
};
await client.connect(transport);

const methods = {
  ping: () => client.ping(),
  "tools/list": (params) => client.listTools(params),
  "tools/call": (params, options) => client.callTool(params, options),
  "resources/list": (params) => client.listResources(params),
  "resources/templates/list": (params) => client.listResourceTemplates(params),
  "resources/read": (params) => client.readResource(params),
  "prompts/list": (params) => client.listPrompts(params),
  "prompts/get": (params) => client.getPrompt(params),
  "completion/complete": (params) => client.complete(params),
};

async function make({ method, params, cancel }) {
  const progress = [];
  const options = { onprogress: (note) => progress.push(note) };
  if (cancel) {
    const controller = new AbortController();
    options.signal = controller.signal;
    setTimeout(() => controller.abort("cancelled"), cancel);
  }
  try {
    return { result: await methods[method](params, options), progress };
  } catch (error) {
    if (cancel) return { cancelled: true };
    if (typeof error.code !== "number") return { thrown: String(error) };
    return { error: { code: error.code, message: error.message, data: error.data } };
  }
}

const answers = [];
for (const request of plan.requests) answers.push(await make(request));
const server = {
  protocol: client.getNegotiatedProtocolVersion?.(),
  info: client.getServerVersion(),
  capabilities: client.getServerCapabilities(),
  instructions: client.getInstructions(),
};
if (plan.url) await transport.terminateSession?.();
await client.close();
console.log(JSON.stringify({ server, answers, questions, faults }));
