"""usage: fastmcp_client.py PLAN

As mcp_client.py, through the client of FastMCP.
"""

import asyncio
import json
import sys

import fastmcp
from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from mcp import MCPError
from mcp_client import plain


async def make(client, request):
    method = request["method"]
    params = request.get("params", {})
    progress = []

    async def note(done, total, message):
        progress.append({"progress": done, "message": message})

    methods = {
        "ping": client.ping,
        "tools/list": client.list_tools_mcp,
        "tools/call": lambda: client.call_tool_mcp(
            params["name"], params.get("arguments") or {}, progress_handler=note
        ),
        "resources/list": client.list_resources_mcp,
        "resources/templates/list": client.list_resource_templates_mcp,
        "resources/read": lambda: client.read_resource_mcp(params["uri"]),
        "prompts/list": client.list_prompts_mcp,
        "prompts/get": lambda: client.get_prompt_mcp(params["name"]),
    }
    try:
        result = await methods[method]()
        result = {} if isinstance(result, bool) or result is None else plain(result)
        return {"result": result, "progress": progress}
    except MCPError as error:
        return {"error": plain(error.error)}
    except Exception as error:
        return {"thrown": repr(error)}


async def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        plan = json.load(file)
    if "url" in plan:
        transport = StreamableHttpTransport(plan["url"])
    else:
        transport = StdioTransport(command=plan["command"], args=plan["args"], keep_alive=False)
    async with fastmcp.Client(transport) as client:
        answers = [await make(client, request) for request in plan["requests"]]
    print(json.dumps({"answers": answers, "questions": [], "faults": []}))


if __name__ == "__main__":
    asyncio.run(main())
