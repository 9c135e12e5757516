"""Writes a network in ONNX's format: the few messages of it that are needed, so that the `onnx` package is not."""

import struct
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Sequence, Tuple, Union

import numpy as np
from numpy.typing import NDArray

IR_VERSION = 8
STANDARD_OPERATORS = 17
MICROSOFT = "com.microsoft"
"""The domain of onnxruntime's own operators."""

_TYPES: Dict[str, int] = {"float32": 1, "uint8": 2, "int8": 3, "int64": 7}
_FLOAT_ATTRIBUTE, _INT_ATTRIBUTE = 1, 2

Attribute = Union[int, float]


@dataclass
class Network:
    """A graph that grows by one operator at a time."""

    _nodes: List[bytes] = field(default_factory=list)
    _constants: List[bytes] = field(default_factory=list)

    def constant(self, name: str, values: NDArray[Any]) -> str:
        """Add `values` under `name` and return the name."""
        dims = b"".join(_number(1, size) for size in values.shape)
        raw = np.ascontiguousarray(values).tobytes()
        self._constants.append(dims + _number(2, _TYPES[values.dtype.name]) + _text(8, name) + _bytes(9, raw))
        return name

    def operator(self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: Attribute) -> str:
        """Add an operator with one output and return the output's name."""
        self.operator_with_outputs(kind, inputs, [output], domain, attributes)
        return output

    def operator_with_outputs(
        self, kind: str, inputs: Sequence[str], outputs: Sequence[str], domain: str, attributes: Mapping[str, Attribute]
    ) -> None:
        """Add an operator."""
        node = [_text(1, name) for name in inputs] + [_text(2, name) for name in outputs] + [_text(4, kind)]
        node += [_bytes(5, _attribute(name, value)) for name, value in attributes.items()]
        self._nodes.append(b"".join([*node, _text(7, domain)]))

    def model(self, entry: Tuple[str, Sequence[int]], result: Tuple[str, Sequence[int]]) -> bytes:
        """Return the file's content; `entry` and `result` are names with shapes, 0 for a size that varies."""
        graph = [_bytes(1, node) for node in self._nodes] + [_text(2, "network")]
        graph += [_bytes(5, constant) for constant in self._constants]
        graph += [_bytes(11, _value(*entry)), _bytes(12, _value(*result))]
        operators = [(STANDARD_OPERATORS, ""), (1, MICROSOFT)]
        sets = [_bytes(8, _text(1, domain) + _number(2, version)) for version, domain in operators]
        return b"".join([_number(1, IR_VERSION), _bytes(7, b"".join(graph)), *sets])


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, float):
        return _text(1, name) + _key(2, 5) + struct.pack("<f", value) + _number(20, _FLOAT_ATTRIBUTE)
    return _text(1, name) + _number(3, value) + _number(20, _INT_ATTRIBUTE)


def _value(name: str, shape: Sequence[int]) -> bytes:
    # A dimension without a size may be any.
    dims = b"".join(_bytes(1, _number(1, size) if size else b"") for size in shape)
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, _TYPES["float32"]) + _bytes(2, dims)))


def _number(number: int, value: int) -> bytes:
    return _key(number, 0) + _varint(value)


def _text(number: int, value: str) -> bytes:
    return _bytes(number, value.encode("utf-8"))


def _bytes(number: int, value: bytes) -> bytes:
    return _key(number, 2) + _varint(len(value)) + value


def _key(number: int, wire_type: int) -> bytes:
    return _varint(number << 3 | wire_type)


def _varint(value: int) -> bytes:
    """Return `value`, which must be non-negative but -1, seven bits a byte, lowest first."""
    value &= (1 << 64) - 1  # protobuf writes negative numbers as 64 bits
    digits = bytearray()
    while value >> 7:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    digits.append(value)
    return bytes(digits)
