"""Markdown tables, the numbers in them and the text between them."""

from pathlib import Path
from typing import Any, Dict, Iterable, Sequence

SURE = 0.001


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is text, the others are numbers."""
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, ruler, *rows)) + "\n"


def percent(share: Dict[str, Any]) -> str:
    """Return a share in per cent, without its interval."""
    return f"{100 * share['value']:.1f}"


def with_interval(share: Dict[str, Any]) -> str:
    """Return a share in per cent with its interval."""
    low, high = share["interval"]
    return f"{100 * share['value']:.1f} [{100 * low:.1f}–{100 * high:.1f}]"


def difference(found: Dict[str, Any]) -> str:
    """Return a difference in points with its interval and how likely chance alone gives it."""
    low, high = (_signed(100 * end) for end in found["interval"])
    chance = f"< {SURE}" if found["p"] < SURE else f"= {found['p']:.3f}"
    return f"{_signed(100 * found['difference'])} [{low} to {high}], p {chance}"


def prose(name: str) -> str:
    """Return a piece of text that stands between the tables."""
    return (Path(__file__).parent / "prose" / f"{name}.md").read_text(encoding="utf-8")


def _signed(points: float) -> str:
    return f"{points:+.1f}".replace("-", "−")
