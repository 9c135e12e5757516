"""The network of multilingual-e5-small as onnxruntime computes it: eight-bit products, four times as fast as 4-bit ones."""

from typing import Sequence

import numpy as np

from bot.components.e5_file import E5File
from bot.components.onnx_bytes import MICROSOFT, Network

LARGEST_WEIGHT = 63
"""Seven bits of eight: the products of older processors would overflow, and give other vectors than those of newer ones."""
ENTRY, RESULT = "embedded", "pooled"
_ATTENTION = ("q", "k", "v")


def network_of(file: E5File) -> bytes:
    """Return the network in ONNX's format: from embedded pieces (1 × pieces × width) to their mean (1 × width)."""
    return _Builder(file).build()


class _Builder:
    def __init__(self, file: E5File) -> None:
        self._file = file
        self._sizes = file.sizes
        self._network = Network()

    def build(self) -> bytes:
        hidden = self._sizes.hidden
        first = [ENTRY, self._floats("emb.ln.w"), self._floats("emb.ln.b")]
        state = self._network.operator("LayerNormalization", first, "state", epsilon=self._sizes.epsilon)
        for number in range(self._sizes.layers):
            state = self._layer(f"l{number}.", state)
        operator = self._network.operator
        operator("ReduceSum", [state, self._axis("summed", 1)], "sum", keepdims=0)
        operator("LpNormalization", ["sum"], RESULT, axis=-1, p=2)
        return self._network.model((ENTRY, (1, 0, hidden)), (RESULT, (1, hidden)))

    def _layer(self, name: str, state: str) -> str:
        attended = self._normalised(name, "ao", "aln", [state, self._attended(name, state)])
        inner = self._product(f"{name}fi", [f"{name}fi.w"], attended, self._sizes.hidden)
        bent = self._network.operator("BiasGelu", [inner, self._floats(f"{name}fi.b")], f"{name}bent", MICROSOFT)
        outer = self._product(f"{name}fo", [f"{name}fo.w"], bent, self._sizes.inner)
        return self._normalised(name, "fo", "oln", [attended, outer])

    def _attended(self, name: str, state: str) -> str:
        joint = self._product(f"{name}qkv", [f"{name}{part}.w" for part in _ATTENTION], state, self._sizes.hidden)
        parts = [f"{name}{part}" for part in _ATTENTION]
        self._network.operator_with_outputs("Split", [joint], parts, "", {"axis": -1})
        biases = np.concatenate([self._file.floats(f"{name}{part}.b") for part in _ATTENTION])
        inputs = [*parts, self._network.constant(f"{name}qkv.b", biases)]
        heads = self._sizes.heads
        mixed = self._network.operator("MultiHeadAttention", inputs, f"{name}mixed", MICROSOFT, num_heads=heads)
        return self._product(f"{name}ao", [f"{name}ao.w"], mixed, self._sizes.hidden)

    def _normalised(self, name: str, product: str, norm: str, added: Sequence[str]) -> str:
        names = (f"{name}{norm}.w", f"{name}{norm}.b", f"{name}{product}.b")
        inputs = [*added, *map(self._floats, names)]
        epsilon = self._sizes.epsilon
        return self._network.operator("SkipLayerNormalization", inputs, f"{name}{norm}", MICROSOFT, epsilon=epsilon)

    def _product(self, name: str, matrices: Sequence[str], state: str, width: int) -> str:
        """Multiply by matrices one above the other, in whole numbers with one scale for each row."""
        weights = np.concatenate([self._file.matrix(matrix, width) for matrix in matrices])
        scales = np.abs(weights).max(axis=1) / LARGEST_WEIGHT
        constant = self._network.constant
        whole = constant(f"{name}.whole", np.rint(weights / scales[:, np.newaxis]).astype(np.int8).T)
        inputs = [state, whole, constant(f"{name}.scales", scales.astype(np.float32))]
        inputs.append(constant(f"{name}.zeros", np.zeros(len(scales), dtype=np.int8)))
        return self._network.operator("DynamicQuantizeMatMul", inputs, f"{name}.product", MICROSOFT)

    def _floats(self, name: str) -> str:
        return self._network.constant(name, self._file.floats(name))

    def _axis(self, name: str, axis: int) -> str:
        return self._network.constant(name, np.array([axis], dtype=np.int64))
