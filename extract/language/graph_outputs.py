"""An output more for a graph that is already written, without touching its file.

Protocol buffers that are joined end to end are merged when read: the fields of the later one are
added to those of the earlier. A model with one more declared output is therefore the bytes of
the model and a few bytes behind them; no other output changes by a bit, and the digest on the
model's card stays that of the file.

Source: Protocol Buffers encoding, “last one wins” and merging of embedded messages; `onnx.proto`
for the field numbers.
"""

_LENGTH_DELIMITED = 2
_MODEL_GRAPH = 7
_GRAPH_OUTPUT = 12
_VALUE_NAME = 1
_VALUE_TYPE = 2
_TYPE_TENSOR = 1
_FLOAT_ELEMENTS = b"\x08\x01"
"""Field 1 of a tensor type, the element type: 1 is float32."""


def with_output(model: bytes, tensor: str) -> bytes:
    """Return the ONNX *model* with its inner float tensor *tensor* as one more output, the last.

    The graph is not looked into: a *tensor* it does not hold shows when the model is loaded.
    """
    value = _field(_VALUE_NAME, tensor.encode())
    value += _field(_VALUE_TYPE, _field(_TYPE_TENSOR, _FLOAT_ELEMENTS))
    return model + _field(_MODEL_GRAPH, _field(_GRAPH_OUTPUT, value))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | _LENGTH_DELIMITED) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
