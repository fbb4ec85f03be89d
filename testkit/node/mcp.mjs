// usage: mcp.mjs PLAN
//
// Starts the MCP server of a JSON file, or connects to the URL that stands there, makes
// the requests through the first line of the official SDK, and prints what it got. Answers that the client
// itself does not accept are among the thrown.

import { readFileSync } from "node:fs";

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const transport = plan.url
  ? new StreamableHTTPClientTransport(new URL(plan.url))
  : new StdioClientTransport({ command: plan.command, args: plan.args, stderr: "ignore" });
let protocol;
const setProtocolVersion = transport.setProtocolVersion?.bind(transport);
transport.setProtocolVersion = (version) => {
  protocol = version;
  setProtocolVersion?.(version);
};

const capabilities = plan.elicitation ? { elicitation: {} } : {};
const client = new Client({ name: "conformance", version: "1" }, { capabilities });
const questions = [];
if (plan.elicitation) {
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    questions.push(params);
    return plan.elicitation;
  });
}
// Lines that it can make nothing of. Not those notes that come together with
// the answer: it has forgotten the request before it looks at them.
const faults = [];
client.onerror = (error) => {
  if (!String(error).includes("a progress notification for an unknown token")) {
    faults.push(String(error));
  }
};
await client.connect(transport);

const methods = {
  ping: () => client.ping(),
  "tools/list": (params) => client.listTools(params),
  "tools/call": (params, options) => client.callTool(params, undefined, options),
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
    if (!(error instanceof McpError)) return { thrown: String(error) };
    const message = error.message.replace(`MCP error ${error.code}: `, "");
    return { error: { code: error.code, message, data: error.data } };
  }
}

const answers = [];
for (const request of plan.requests) answers.push(await make(request));
const server = {
  protocol,
  info: client.getServerVersion(),
  capabilities: client.getServerCapabilities(),
  instructions: client.getInstructions(),
};
if (plan.url) await transport.terminateSession();
await client.close();
console.log(JSON.stringify({ server, answers, questions, faults }));
