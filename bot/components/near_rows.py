"""Very many sentence vectors to compare with one: roughly in whole numbers, and exactly where it may matter."""

from typing import Sequence, Union

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bot.components.encoder import Vectors
from bot.components.onnx_bytes import MICROSOFT, Network

MANY = 1000
"""Fewer rows are compared exactly: that takes less than a tenth of a millisecond."""
ROUGH = 0.01
"""No rough cosine is as far from the exact one (0.004 at most among a million pairs of real sentences)."""
LARGEST = 63
"""Seven bits of eight, as in `e5_network`: older processors would compute other products than newer ones."""
AT_ONCE = 2000
"""Rows taken together, so that converting needs little memory."""

Cosines = NDArray[np.float32]
Numbers = NDArray[np.int64]
Rows = Union[Vectors, NDArray[np.float16]]


class NearRows:
    """Rows of length one in half precision, and in bytes beside it: three eighths of the memory of single precision."""

    def __init__(self, rows: Rows) -> None:
        """Take `rows`; what is in half precision already is not copied."""
        self._rows = rows.astype(np.float16, copy=False)
        self._session = _session(self._rows) if len(rows) >= MANY else None

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def roughly(self, vector: Vectors) -> Cosines:
        """Return the cosine of `vector` to each row, at most `ROUGH` beside it."""
        if self._session is None:
            return self.exactly(vector, slice(None))
        cosines: Cosines = self._session.run(None, {"vector": vector[np.newaxis]})[0][0]
        return cosines

    def exactly(self, vector: Vectors, numbers: Union[Numbers, slice]) -> Cosines:
        """Return the cosine of `vector` to some rows."""
        return np.asarray(self._rows[numbers].astype(np.float32) @ vector, dtype=np.float32)

    def nearest(self, vector: Vectors, count: int) -> Cosines:
        """Return the `count` largest cosines in no order; fewer where there are not so many rows."""
        if len(self) <= count:
            return self.exactly(vector, slice(None))
        rough = self.roughly(vector)
        least = np.partition(rough, -count)[-count] - 2 * ROUGH
        return np.partition(self.exactly(vector, np.flatnonzero(rough >= least)), -count)[-count:]


def _session(rows: NDArray[np.float16]) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the machine has other work
    return onnxruntime.InferenceSession(_product(rows), options, providers=["CPUExecutionProvider"])


def _product(rows: NDArray[np.float16]) -> bytes:
    """Return the product of a vector with all rows, each in whole numbers with a scale of its own."""
    network = Network()
    largest = np.maximum(rows.max(axis=1), -rows.min(axis=1)).astype(np.float32)
    scales = np.maximum(largest, np.float32(1e-4)) / np.float32(LARGEST)
    inputs: Sequence[str] = [
        "vector",
        network.constant("whole", _whole(rows, scales)),
        network.constant("scales", scales),
        network.constant("zeros", np.zeros(len(rows), dtype=np.int8)),
    ]
    network.operator("DynamicQuantizeMatMul", inputs, "cosines", MICROSOFT)
    return network.model(("vector", (1, rows.shape[1])), ("cosines", (1, len(rows))))


def _whole(rows: NDArray[np.float16], scales: Cosines) -> NDArray[np.int8]:
    whole = np.empty(rows.shape[::-1], dtype=np.int8)
    for part in _parts(len(rows)):
        whole[:, part] = np.rint(rows[part].astype(np.float32) / scales[part, np.newaxis]).T
    return whole


def _parts(count: int) -> Sequence[slice]:
    return [slice(start, start + AT_ONCE) for start in range(0, count, AT_ONCE)]
