"""A YAML file as entries that know their lines, so that every problem is reported where staff can repair it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import yaml

from frontdesk.facts.errors import FileProblem, Wrong

NULL = "tag:yaml.org,2002:null"


@dataclass(slots=True)
class Report:
    """The problems found in one file."""

    path: str
    problems: list[FileProblem] = field(default_factory=list)

    def add(self, line: int, reason: str, key: str = "", wrong: Wrong = Wrong.UNREADABLE, about: str = "") -> None:
        """Note a problem at a line, counted from 1; ``key``, ``wrong`` and ``about`` say the same to a program."""
        self.problems.append(FileProblem(self.path, line, reason, key, wrong, about))


class Entry:
    """A mapping of a file. Texts are taken as written, so `no`, `1928` and `2026-11-23` need no quotes.

    Every method that finds something wrong reports it and returns nothing; ``called`` is the entry's name in reports,
    ``inside`` the key it stands under in another entry.
    """

    def __init__(self, node: yaml.MappingNode, report: Report, called: str, inside: str = "") -> None:
        self.line = node.start_mark.line + 1
        self.called = called
        self.inside = inside
        self.report = report
        self._nodes: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in self._nodes:
                self._wrong(key, f"`{key.value}` is given twice", str(key.value))
            self._nodes[str(key.value)] = value

    def rename(self, called: str) -> None:
        """Call the entry by its id in what is reported from now on."""
        self.called = called

    def check_keys(self, known: frozenset[str]) -> None:
        """Report every key that is not one of these, with the one that was probably meant."""
        for key, node in self._nodes.items():
            if key not in known:
                self._wrong(node, f"unknown key `{key}`{did_you_mean(key, known)}", key)

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self._nodes

    def names(self) -> tuple[str, ...]:
        """Return the keys in the order of the file."""
        return tuple(self._nodes)

    def line_of(self, key: str) -> int:
        """Return the line of a key's value, the entry's own where the key is missing."""
        node = self._nodes.get(key)
        return self.line if node is None else node.start_mark.line + 1

    def wrong(self, key: str, reason: str, wrong: Wrong = Wrong.UNREADABLE, about: str = "") -> None:
        """Report something wrong with a key's value."""
        self.report.add(self.line_of(key), f"{self.called}: {reason}", self.inside + key, wrong, about)

    def text(self, key: str, *, needed: bool = True) -> str | None:
        """Return a text that is not empty."""
        node = self._get(key, needed=needed)
        return None if node is None else self._text_of(node, key)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; none where the key is missing."""
        node = self._get(key, needed=False)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(node, f"`{key}` must be a list", key)
            return ()
        found = (self._text_of(item, key) for item in node.value)
        return tuple(text for text in found if text is not None)

    def entry(self, key: str, *, needed: bool = True) -> "Entry | None":
        """Return a mapping inside this one."""
        node = self._get(key, needed=needed)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, f"`{key}` must hold keys and values", key)
            return None
        return Entry(node, self.report, f"{self.called}: {key}", f"{self.inside}{key}.")

    def entries(self, key: str) -> Iterator["Entry"]:
        """Yield the mappings of a list."""
        node = self._get(key, needed=True)
        if node is not None and not isinstance(node, yaml.SequenceNode):
            self._wrong(node, f"`{key}` must be a list", key)
            return
        for number, item in enumerate(node.value if node is not None else (), start=1):
            if isinstance(item, yaml.MappingNode):
                yield Entry(item, self.report, f"{key} {number}", f"{key}.")
            else:
                self._wrong(item, f"`{key}` holds something that has no keys", key)

    def _get(self, key: str, *, needed: bool) -> yaml.Node | None:
        node = self._nodes.get(key)
        if node is None and needed:
            self.wrong(key, f"`{key}` is missing", Wrong.MISSING)
        return node

    def _text_of(self, node: yaml.Node, key: str) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self._wrong(node, f"`{key}` must be text", key)
            return None
        text = str(node.value).strip()
        if node.tag == NULL or not text:
            self._wrong(node, f"`{key}` is empty", key, Wrong.EMPTY)
            return None
        return text

    def _wrong(self, node: yaml.Node, reason: str, key: str, wrong: Wrong = Wrong.UNREADABLE) -> None:
        self.report.add(node.start_mark.line + 1, f"{self.called}: {reason}", self.inside + key, wrong)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the question for the nearest known word; nothing where none is near."""
    near = get_close_matches(word, list(known), n=1)
    return f", did you mean `{near[0]}`?" if near else ""


def open_document(path: Path, report: Report) -> Entry | None:
    """Read a file's outermost mapping; report where it cannot be read or is no YAML."""
    try:
        return open_text(path.read_text(encoding="utf-8"), report, path.name)
    except OSError as problem:
        report.add(1, f"cannot be read: {problem.strerror}")
    except UnicodeDecodeError:
        report.add(1, "is not UTF-8 text")
    return None


def open_text(text: str, report: Report, called: str) -> Entry | None:
    """Read a text's outermost mapping; report where it is no YAML."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        report.add(problem.problem_mark.line + 1 if problem.problem_mark else 1, f"is not YAML: {problem.problem}")
    except yaml.YAMLError as problem:  # for example a character YAML forbids
        report.add(1, f"is not YAML: {problem}")
    else:
        if isinstance(root, yaml.MappingNode):
            return Entry(root, report, called)
        report.add(1, "must hold keys and values")
    return None
