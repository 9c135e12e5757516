"""Sentence vectors kept on disk, so that a start does not encode the same sentences again."""

import hashlib
import logging
import os
import tempfile
from pathlib import Path
from typing import Any, Dict, List, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import Encoder

logger = logging.getLogger(__name__)

Halves = NDArray[np.float16]
"""Half precision: a cosine is off by 0.00003 at most, in half of the memory."""


class VectorCache:
    """Vectors by the hash of their text and the name of their encoder, in one npz file."""

    def __init__(self, path: Path, encoder: Encoder) -> None:
        """Keep the vectors in the file at `path`, which may not exist yet."""
        self._path = path
        self._encoder = encoder
        self._vectors = _read(path)

    def missing(self, texts: Sequence[str]) -> List[str]:
        """Return the texts that have still to be encoded, each once."""
        return [text for text in dict.fromkeys(texts) if self._key(text) not in self._vectors]

    def vectors(self, texts: Sequence[str]) -> Halves:
        """Return one row for each text; encodes and stores what is new, forgets what is no longer asked for."""
        new = self.missing(texts)
        fresh = dict(zip(map(self._key, new), _halves(self._encoder.vectors(new)), strict=True))
        keys = [self._key(text) for text in texts]
        kept = {key: fresh[key] if key in fresh else self._vectors[key] for key in dict.fromkeys(keys)}
        changed = kept.keys() != self._vectors.keys()
        if changed:
            _write(self._path, kept)
        self._vectors = kept
        if not keys:
            return _halves(self._encoder.vectors([]))
        rows: Halves = np.stack([kept[key] for key in keys])
        self._vectors = dict(zip(keys, rows, strict=True))  # views of the rows given out: held in memory once
        return rows

    def _key(self, text: str) -> str:
        # Another encoder's vectors are of another length, or worse, of the same.
        named = f"{self._encoder.name}\n{text}"
        return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _halves(rows: NDArray[Any]) -> Halves:
    return rows.astype(np.float16, copy=False)


def _read(path: Path) -> Dict[str, Halves]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            keys, rows = arrays["keys"], _halves(arrays["rows"])
    except (OSError, ValueError, KeyError):
        return {}
    return dict(zip(keys.tolist(), rows, strict=True))


def _write(path: Path, vectors: Dict[str, Halves]) -> None:
    """Write all or nothing; a folder that cannot be written to only costs time at the next start."""
    rows = np.stack(list(vectors.values())) if vectors else np.zeros((0, 0), dtype=np.float32)
    keys = np.array(list(vectors), dtype="U32")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, keys=keys, rows=_halves(rows))
        Path(name).replace(path)
    except OSError:
        logger.warning("The sentence vectors could not be kept in %s", path, exc_info=True)
