"""The look of the charts: matplotlib with few lines, and colours that change with the reader's page."""

import logging
from pathlib import Path
from typing import Any, ContextManager, Dict

import matplotlib.pyplot as plt

INK, MUTED, RULE, PAPER = "#1f2933", "#7b8794", "#e4e7eb", "#fefefe"
SYSTEM_COLOURS: Dict[str, str] = {"ours": "#1d5fa8", "tfidf": "#9a5b00", "stock": "#616e7c"}
ON_DARK: Dict[str, str] = {
    INK: "#e4e7eb",
    MUTED: "#9aa5b1",
    RULE: "#323f4b",
    PAPER: "#14181d",
    "#1d5fa8": "#6cb2f5",
    "#9a5b00": "#f0b429",
    "#616e7c": "#a9b4bf",
}


def styled() -> ContextManager[Any]:
    """Return a context in which figures have this look."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    look: ContextManager[Any] = plt.rc_context(
        {
            "backend": "Agg",
            "svg.fonttype": "none",
            "svg.hashsalt": "frontdesk",
            "font.family": "sans-serif",
            "font.size": 9,
            "figure.facecolor": PAPER,
            "savefig.facecolor": PAPER,
            "axes.facecolor": PAPER,
            "axes.edgecolor": MUTED,
            "axes.labelcolor": INK,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
        }
    )
    return look


def save(figure: Any, path: Path) -> None:
    """Write a figure as SVG; where the page is dark a browser shows the dark colours, every other program the light ones."""
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    drawn = path.read_text(encoding="utf-8").replace("</style>", _dark_rules() + "</style>", 1)
    drawn = drawn.replace("'sans-serif'", "system-ui, sans-serif")
    path.write_text("\n".join(line.rstrip() for line in drawn.splitlines()) + "\n", encoding="utf-8")


def _dark_rules() -> str:
    rules = "".join(
        f'[style*="{what}: {light}"]{{{what}:{dark}!important}}'
        for light, dark in ON_DARK.items()
        for what in ("fill", "stroke")
    )
    return f"@media (prefers-color-scheme: dark){{{rules}}}"
