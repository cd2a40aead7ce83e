"""What axe-core finds wrong with a page: each barrier with its rule, its place and what is to be done."""

from collections.abc import Sequence
from typing import Any

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""Names of groups of rules, as axe-core has them."""

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that look at colours, the only thing that the dark theme has otherwise."""


def barriers(axe: Any, page: Any) -> list[str]:
    """What axe finds in the light theme and then in the dark one."""
    page.emulate_media(color_scheme="light")
    found = violations(axe, page)
    page.emulate_media(color_scheme="dark")
    return found + violations(axe, page, {"type": "rule", "values": COLOURS})


def violations(axe: Any, page: Any, rules: Sequence[str] | dict[str, Any] = RULES) -> list[str]:
    """What axe finds by some of its rules, all of it. What a page does well is not listed: that took half of the time
    (https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#options-parameter, resultTypes)."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    return [
        f"{violation['id']}: {node['html'][:200]}\n    {node['failureSummary']}"
        for violation in axe.run(page, options=options).response["violations"]
        for node in violation["nodes"]
    ]
