"""Joins the widget's ES modules, style sheet and texts into the one classic script that a host page includes.

One file is what makes one script tag, subresource integrity and a host's strict content security policy simple. The sources
stay standard modules: a browser runs `src/main.js` as it is.
"""

import json
import re
from pathlib import Path

SOURCES = Path(__file__).parent / "src"
_ENTRY = "main.js"
_IMPORT = re.compile(
    r'^import\s+(?P<names>[^"]+?)\s+from\s+"\./(?P<path>[^"]+)"(?:\s+with\s*\{[^}]*\})?;\n', re.MULTILINE
)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function|class|const|let)\b)", re.MULTILINE)
_COMMENT = re.compile(r"^\s*(?://.*|/\*\*(?:.|\n)*?\*/)\n", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_SPACE = re.compile(r"\s+")


class BundleProblem(Exception):
    """The sources cannot be joined: a module is missing or imports itself in a circle."""


def widget_script(entry: Path = SOURCES / _ENTRY) -> str:
    """Return the script, dependencies before their users, wrapped so that no name reaches the host page."""
    parts: list[str] = []
    _append(entry, parts, seen={}, chain=())
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _append(path: Path, parts: list[str], seen: dict[Path, bool], chain: tuple[Path, ...]) -> None:
    if path in chain:
        raise BundleProblem("circular import: " + " → ".join(step.name for step in (*chain, path)))
    if seen.get(path):
        return
    if not path.is_file():
        raise BundleProblem(f"no such module: {path.name}, imported by {chain[-1].name if chain else 'nobody'}")
    source = path.read_text(encoding="utf-8")
    for match in _IMPORT.finditer(source):
        target = (path.parent / match["path"]).resolve()
        if target.suffix == ".js":
            _append(target, parts, seen, (*chain, path))
        else:
            parts.append(_as_constant(match["names"], target))
    seen[path] = True
    parts.append(_strip(source))


def _strip(source: str) -> str:
    return _COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", source))).lstrip("\n")


def _as_constant(name: str, path: Path) -> str:
    """Give a JSON or CSS import the value that the browser's own import attribute would give it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return f"const {name} = {json.dumps(json.loads(text), ensure_ascii=False, separators=(',', ':'))};"
    squeezed = _CSS_SPACE.sub(" ", _CSS_COMMENT.sub("", text)).strip()
    return f"const {name} = new CSSStyleSheet();\n{name}.replaceSync({json.dumps(squeezed, ensure_ascii=False)});"
