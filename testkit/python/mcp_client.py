"""usage: mcp_client.py PLAN

Starts the MCP server of a JSON file, or connects to the URL that stands there, makes
the requests through the official client, and prints what it got. Answers that the client
itself does not accept are among the thrown.
"""

import asyncio
import json
import os
import sys

from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp_types import ElicitResult, PromptReference


def plain(value):
    """As it is in JSON."""
    return value.model_dump(mode="json", by_alias=True, exclude_none=True)


async def make(client, request):
    method = request["method"]
    params = request.get("params", {})
    progress = []

    async def note(done, total, message):
        progress.append({"progress": done, "message": message})

    async def complete():
        reference = PromptReference(type="ref/prompt", name=params["ref"]["name"])
        return await client.complete(reference, params["argument"])

    methods = {
        "ping": client.send_ping,
        "tools/list": client.list_tools,
        "tools/call": lambda: client.call_tool(
            params["name"], params.get("arguments"), progress_callback=note
        ),
        "resources/list": client.list_resources,
        "resources/templates/list": client.list_resource_templates,
        "resources/read": lambda: client.read_resource(params["uri"]),
        "prompts/list": client.list_prompts,
        "prompts/get": lambda: client.get_prompt(params["name"]),
        "completion/complete": complete,
    }
    call = asyncio.create_task(methods[method]())
    try:
        if "cancel" in request:
            await asyncio.sleep(request["cancel"] / 1000)
            call.cancel()
        return {"result": plain(await call), "progress": progress}
    except asyncio.CancelledError:
        return {"cancelled": True}
    except MCPError as error:
        return {"error": plain(error.error)}
    except Exception as error:
        return {"thrown": repr(error)}


async def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        plan = json.load(file)
    questions = []

    async def elicit(context, params):
        questions.append(plain(params))
        return ElicitResult(**plan["elicitation"])

    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        callback = elicit if plan.get("elicitation") else None
        if "url" in plan:
            transport = plan["url"]
        else:
            server = StdioServerParameters(command=plan["command"], args=plan["args"])
            transport = stdio_client(server, errlog=nowhere)
        async with Client(transport, elicitation_callback=callback) as client:
            answers = [await make(client, request) for request in plan["requests"]]
            server = {
                "protocol": client.protocol_version,
                "info": plain(client.server_info),
                "capabilities": plain(client.server_capabilities),
                "instructions": client.instructions,
            }
    print(json.dumps({"server": server, "answers": answers, "questions": questions, "faults": []}))


if __name__ == "__main__":
    asyncio.run(main())
