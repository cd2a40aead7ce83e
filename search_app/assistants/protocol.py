"""The tools over the Model Context Protocol, on standard input and output; the only door to its package.

Source: Model Context Protocol, revisions 2025-11-25 and 2026-07-28, https://modelcontextprotocol.io/specification
"""

import asyncio
import logging
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from indexer.config import Config
from indexer.errors import SakuinError
from indexer.storage.damage import told_as_damage
from indexer.storage.index_directory import current_generation
from indexer.storage.machine import in_words
from search_app.assistants.answers import cut
from search_app.assistants.tools import INSTRUCTIONS, TOOLS, TOOLS_BY_NAME, AssistantTool
from search_app.web.open_index import OpenIndex

_LOG = logging.getLogger("sakuin")

READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

MOST_HITS = 20
"""Hits of a page."""


def serve_assistants(directory: Path, config: Config) -> None:
    """Answer on standard input and output until the input ends. Raises IndexMissing, IndexOutdated or IndexDamaged
    where there is nothing to answer from."""
    most = min(MOST_HITS, config.integer("max_per_page"))
    index = OpenIndex(directory, config.changed(max_per_page=most))
    index.searcher()
    asyncio.run(_serve(index))


async def _serve(index: OpenIndex) -> None:
    server = server_of(index)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def server_of(index: OpenIndex) -> Server[dict[str, Any]]:
    """What answers for an index, one call after the other."""

    async def tools(_: object, params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_described(tool, index.config) for tool in TOOLS])

    async def call(_: object, params: CallToolRequestParams) -> CallToolResult:
        return _called(index, params.name, params.arguments or {})

    return Server(
        "sakuin", version=version("sakuin"), instructions=INSTRUCTIONS, on_list_tools=tools, on_call_tool=call
    )


def _described(tool: AssistantTool, config: Config) -> Tool:
    title = f"{tool.title.ja} ／ {tool.title.en}"
    return Tool(
        name=tool.name, title=title, description=tool.about, input_schema=tool.schema(config), annotations=READS
    )


def _called(index: OpenIndex, name: str, given: Mapping[str, Any]) -> CallToolResult:
    """The answer of a tool, or the sentence of an error, for the assistant to read."""
    try:
        with in_words():
            return _result(_answered(index, name, given))
    except SakuinError as error:
        return _result(cut(str(error), 1_000), failed=True)
    except Exception:
        _LOG.exception("the tool %r failed", name)
        return _result("it could not be answered; what went wrong stands in the server's log", failed=True)


def _answered(index: OpenIndex, name: str, given: Mapping[str, Any]) -> str:
    if name not in TOOLS_BY_NAME:
        raise SakuinError(f"there is no tool {name[:40]!r}; there are {', '.join(TOOLS_BY_NAME)}")
    held = index.held()
    try:
        with told_as_damage(current_generation(index.directory)):
            return TOOLS_BY_NAME[name].answered(held.searcher.for_one_answer(), index.directory, given)
    finally:
        held.let_go()


def _result(text: str, failed: bool = False) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=failed)
