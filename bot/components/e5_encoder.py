"""Sentence vectors by multilingual-e5-small: 94 languages, and better than the other encoder at French, Dutch and German."""

from concurrent.futures import ThreadPoolExecutor
from typing import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bot.components.e5_file import E5File, e5_path
from bot.components.e5_network import ENTRY, network_of
from bot.components.e5_pieces import WordPieces

Vectors = NDArray[np.float32]

PREFIX = "query: "
"""The model was trained with it on texts of either side of a symmetric comparison."""
MOST_PIECES = 200
"""About 800 letters. The time grows with the pieces, and a vector of more says nothing more."""
AT_ONCE = 2
"""Sentences encoded side by side where there are many: as many as the smallest machine has cores."""
MANY = 32

EVERYDAY = (
    "Hello, good morning.",
    "What is the weather like today?",
    "Can you help me with my order?",
    "I would like to know how much it costs.",
    "Bonjour, bonne journée.",
    "Quel temps fait-il aujourd'hui ?",
    "Pouvez-vous m'aider avec ma commande ?",
    "Je voudrais savoir combien cela coûte.",
    "Hallo, goedemorgen.",
    "Wat voor weer is het vandaag?",
    "Kunt u mij helpen met mijn bestelling?",
    "Ik wil graag weten hoeveel het kost.",
    "Hallo, guten Morgen.",
    "Wie ist das Wetter heute?",
    "Können Sie mir mit meiner Bestellung helfen?",
    "Ich möchte gern wissen, wie viel das kostet.",
)
"""Sentences about nothing in particular, whose mean stands for what all of this model's vectors have in common."""


class E5Encoder:
    """Vectors of length one around the middle of everyday sentences; unrelated ones are about at right angles."""

    name = "e5-small-7bit-centred"

    def __init__(self) -> None:
        """Build the network (a second of CPU) and warm it up."""
        self._file = E5File(e5_path())
        self._pieces = WordPieces(self._file.pieces)
        self._session = onnxruntime.InferenceSession(
            network_of(self._file), _options(), providers=["CPUExecutionProvider"]
        )
        width = self.dimensions = self._file.sizes.hidden
        self._positions = self._file.floats("emb.pos").reshape(-1, width) + self._file.floats("emb.type")[:width]
        self._file.let_go()
        # All raw vectors lie within a narrow cone (cosines from 0.75 up); what they share would drown what differs.
        self._middle = np.mean([self._raw(sentence) for sentence in EVERYDAY], axis=0)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text; each is computed by itself, so that it depends on no other."""
        if len(texts) < MANY:
            rows = [self._vector(text) for text in texts]
        else:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                rows = list(pool.map(self._vector, texts))
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32)

    def _vector(self, text: str) -> Vectors:
        vector = self._raw(text) - self._middle
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), dtype=np.float32)

    def _raw(self, text: str) -> Vectors:
        pieces = self._file.pieces
        inner = self._pieces.numbers(PREFIX + text)[:MOST_PIECES]
        numbers = [pieces.begin, *inner, pieces.end]
        words = self._file.rows("emb.word", self.dimensions, numbers)
        embedded = (words + self._positions[: len(numbers)])[np.newaxis]
        result: Vectors = self._session.run(None, {ENTRY: embedded})[0][0]
        return result


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    # One thread: more are slower for single sentences, and the machine has other work.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every sentence has another length
    return options
