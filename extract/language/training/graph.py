"""The network as an int8 ONNX graph, written op by op for one thread of a processor.

How it differs from a quantised export of `network.py`, and what each difference is worth on
EWT dev stands in `docs/language-runtime.md`:

- **Activations are scaled row by row.** One scale for a whole batch makes a parse depend on its
  neighbours and lets one odd word coarsen all others.
- **Weights have 7 bits.** Processors without VNNI add pairs of products in 16 bits, and
  255 · 64 · 2 < 2^15: the sums never saturate, so every x86 processor gives the same integers.
- **There is no padding and no mask.** A batch holds sentences of equally many pieces and words,
  so each row is computed as it would be alone.
- **LayerNormalization stays apart from the sum before it.** onnxruntime's fused
  SkipLayerNormalization takes ten times as long (1.75 against 0.17 µs a row).
"""

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Floats = npt.NDArray[np.float32]

HEADS = 12
MICROSOFT = "com.microsoft"
"""The domain of the operators that onnxruntime adds to ONNX's own."""
_OPSET = 18
_ACTIVATION_ZERO = 128
_ACTIVATION_REACH = 127
_WEIGHT_REACH = 64
_GELU_LEAST = 0.17
"""GELU is nowhere below −0.17: lifted by it, its values use all 256 steps."""


def encoder_graph(state: Mapping[str, Floats], relations: int) -> onnx.ModelProto:
    """Return the graph of a trained network.

    *state* holds the weights under the names of `network.py`; *relations* is the number of
    relation labels. Inputs are int64: `ids` and `case` [sentences, pieces], `first` and `last`
    [sentences, words]. Outputs: `upos` and `relations` (label numbers) [sentences, words],
    `names` [sentences, words, labels], `arcs` [sentences, words, words + 1], column 0 the root,
    `cues` [sentences, words, labels], and `roles` [sentences, words, roles, words]: what each
    word would be to an attribution whose cue begins at the word of the second axis.
    """
    writer = _Writer(state)
    rows, shared = writer.encoded()
    words = writer.words(rows)
    shape = writer.op("Shape", "first")
    sides = writer.op("Concat", shape, writer.integers(-1), axis=0)
    quantised = writer.quantised(words)
    arcs, heads = _arcs(writer, quantised, sides)
    upos = writer.op("ArgMax", writer.linear(quantised, "upos"), axis=1, keepdims=0)
    hidden = writer.op("Gelu", writer.linear(quantised, "names.0"), domain=MICROSOFT)
    names = writer.linear(writer.quantised(hidden), "names.2")
    labels = _labels(writer, quantised, heads, relations)
    writer.output("upos", writer.op("Reshape", upos, shape))
    writer.output("names", writer.op("Reshape", names, sides))
    writer.output("arcs", arcs)
    writer.output("relations", writer.op("Reshape", labels, shape))
    if own_layers(state):  # attributions go another way from the shared layers on
        own = writer.layers(shared, "attribution", writer.op("Shape", "ids"), own_layers(state))
        quantised = writer.quantised(writer.words(own))
    hidden = writer.op("Gelu", writer.linear(quantised, "cues.0"), domain=MICROSOFT)
    cues = writer.linear(writer.quantised(hidden), "cues.2")
    writer.output("cues", writer.op("Reshape", cues, sides))
    writer.output("roles", _roles(writer, quantised, sides))
    return writer.model()


def own_layers(state: Mapping[str, Floats]) -> int:
    """Return how many layers attributions have for themselves, from the names of the weights."""
    return _count(state, "attribution")


def _count(state: Mapping[str, Floats], name: str) -> int:
    return sum(f"{name}.{layer}.query.weight" in state for layer in range(len(state)))


def _arcs(writer: "_Writer", words: "_Quantised", sides: str) -> tuple[str, str]:
    """Return the scores [sentences, words, words + 1] and the best heads, as rows of rooted."""
    weights = writer.state["arc_weights"]
    dependent = writer.op("Gelu", writer.linear(words, "arc_dependent"), domain=MICROSOFT)
    dependent = writer.product(
        writer.quantised(dependent), "arc_weights", weights[:-1], bias=weights[-1]
    )
    head = writer.rooted(words, "arc_head", sides)
    scores = writer.op(
        "MatMul",
        writer.op("Reshape", dependent, sides),
        writer.op("Transpose", head, perm=[0, 2, 1]),
    )
    best = writer.op("ArgMax", scores, axis=2, keepdims=0)
    width = writer.op("Shape", head, start=1, end=2)
    return scores, writer.flat_rows(best, width)


def _labels(writer: "_Writer", words: "_Quantised", heads: str, relations: int) -> str:
    """Return the relation [words] of each word to its head: a form in both, and in each alone."""
    width = writer.state["rel_dependent.weight"].shape[0]
    weights = writer.state["rel_weights.weight"].reshape(relations, width + 1, width)
    biases = writer.state["rel_weights.bias"].reshape(relations, width + 1)
    hidden = writer.op("Gelu", writer.linear(words, "rel_dependent"), domain=MICROSOFT)
    dependent = writer.quantised(hidden)
    sides = writer.op("Concat", writer.op("Shape", "first"), writer.integers(width), axis=0)
    rooted = writer.op(
        "Reshape", writer.rooted(words, "rel_head", sides), writer.integers(-1, width)
    )
    head = writer.op("Gather", rooted, heads)
    both = writer.product(
        dependent, "rel_both", weights[:, :width].reshape(relations * width, width).T, scaled=False
    )
    both = writer.op(
        "MatMul",
        writer.op("Reshape", both, writer.integers(-1, relations, width)),
        writer.op("Unsqueeze", head, writer.integers(2)),
    )
    both = writer.op("Reshape", both, writer.integers(-1, relations))
    scores = writer.op("Mul", both, dependent.scales)
    alone = writer.product(dependent, "rel_alone", weights[:, width].T, bias=biases[:, width])
    by_head = writer.product(writer.quantised(head), "rel_by_head", biases[:, :width].T)
    scores = writer.op("Add", writer.op("Add", scores, alone), by_head)
    return writer.op("ArgMax", scores, axis=1, keepdims=0)


def _roles(writer: "_Writer", words: "_Quantised", sides: str) -> str:
    """Return role scores [sentences, words, roles, words]: a form in cue and word, and in each."""
    width = writer.state["role_cue.weight"].shape[0]
    roles = writer.state["role_weights.bias"].shape[0] // (width + 1)
    weights = writer.state["role_weights.weight"].reshape(roles, width + 1, width)
    biases = writer.state["role_weights.bias"].reshape(roles, width + 1)
    cue = writer.quantised(writer.op("Gelu", writer.linear(words, "role_cue"), domain=MICROSOFT))
    word = writer.op("Gelu", writer.linear(words, "role_word"), domain=MICROSOFT)
    sentences = writer.op("Shape", "first", start=0, end=1)
    both = writer.product(
        cue,
        "role_both",
        weights[:, :width].reshape(roles * width, width).T,
        bias=biases[:, :width].reshape(-1),
    )
    alone = writer.product(cue, "role_alone", weights[:, width].T, bias=biases[:, width])

    def by_sentence(rows: str, *last: int) -> str:
        return writer.op(
            "Reshape", rows, writer.op("Concat", sentences, writer.integers(*last), axis=0)
        )

    scores = writer.op(
        "MatMul",
        by_sentence(both, -1, width),
        writer.op("Transpose", writer.op("Reshape", word, sides), perm=[0, 2, 1]),
    )
    scores = writer.op("Add", scores, by_sentence(alone, -1, 1))
    split = writer.op("Concat", writer.op("Shape", "first"), writer.integers(roles, -1), axis=0)
    return writer.op("Reshape", scores, split)


class _Quantised:
    """Rows of uint8 [rows, width], their zero point, and the scale of each row [rows, 1]."""

    def __init__(self, values: str, scales: str, zero: int) -> None:
        self.values = values
        self.scales = scales
        self.zero = zero


class _Writer:
    """Collects nodes and weights. Methods return the name of the tensor they compute."""

    def __init__(self, state: Mapping[str, Floats]) -> None:
        self.state = state
        self._width = state["norm.weight"].shape[0]
        self._nodes: list[onnx.NodeProto] = []
        self._weights: dict[str, npt.NDArray[np.generic]] = {}
        self._zeros: dict[str, str] = {}

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Add a node with one output."""
        output = f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def output(self, name: str, tensor: str) -> None:
        """Make *tensor* the output *name* of the graph."""
        self._nodes.append(helper.make_node("Identity", [tensor], [name]))

    def constant(self, name: str, values: npt.ArrayLike, kind: type[np.generic]) -> str:
        """Add a weight; the same name twice is the same weight."""
        self._weights.setdefault(name, np.asarray(values, dtype=kind, order="C"))
        return name

    def number(self, value: float) -> str:
        """Add a float32 scalar."""
        name = f"number {value!r}"
        self._weights.setdefault(name, np.array(value, dtype=np.float32))
        return name

    def integers(self, *values: int) -> str:
        """Add a vector of int64."""
        return self.constant(f"integers {values}", values, np.int64)

    def quantised(self, rows: str, *, positive: bool = False) -> _Quantised:
        """Scale each row to the steps of a uint8: around 128, or from 0 if *positive*."""
        sizes = rows if positive else self.op("Abs", rows)
        largest = self.op("ReduceMax", sizes, self.integers(1), keepdims=0)
        reach = 2 * _ACTIVATION_REACH + 1 if positive else _ACTIVATION_REACH
        scales = self.op("Mul", largest, self.number(1 / reach))
        inputs = [rows, scales] if positive else [rows, scales, self._zero_points(rows)]
        values = self.op("QuantizeLinear", *inputs, axis=0)
        column = self.op("Unsqueeze", scales, self.integers(1))
        return _Quantised(values, column, 0 if positive else _ACTIVATION_ZERO)

    def _zero_points(self, rows: str) -> str:
        """Return a zero point for each row; one vector serves all tensors of as many rows."""
        count = self.op("Shape", rows, start=0, end=1)
        zero = self.constant("zero point", [_ACTIVATION_ZERO], np.uint8)
        return self.op("Expand", zero, count)

    def product(
        self,
        rows: _Quantised,
        name: str,
        weights: Floats,
        *,
        bias: Floats | None = None,
        scaled: bool = True,
    ) -> str:
        """Multiply by *weights* [inputs, outputs]; *scaled* applies the scales of the rows."""
        whole, scales = seven_bits(weights)
        product = self.op(
            "MatMulIntegerToFloat",
            rows.values,
            self.constant(f"{name}.weight", whole, np.int8),
            self.number(1.0),
            self.constant(f"{name}.scales", scales, np.float32),
            self.constant(f"zero {rows.zero}", np.array(rows.zero), np.uint8),
            domain=MICROSOFT,
        )
        if scaled:
            product = self.op("Mul", product, rows.scales)
        if bias is not None:
            product = self.op("Add", product, self.constant(f"{name}.bias", bias, np.float32))
        return product

    def linear(self, rows: _Quantised, name: str) -> str:
        """Apply the linear layer *name* of the network."""
        weights, bias = self.state[f"{name}.weight"], self.state[f"{name}.bias"]
        return self.product(rows, name, weights.T, bias=bias)

    def normalised(self, rows: str, name: str) -> str:
        """Apply the layer normalisation *name*."""
        parts = (
            self.constant(f"{name}.{part}", self.state[f"{name}.{part}"], np.float32)
            for part in ("weight", "bias")
        )
        return self.op("LayerNormalization", rows, *parts, epsilon=1e-12, axis=-1)

    def encoded(self) -> tuple[str, str]:
        """Return all pieces of all sentences as rows [sentences · pieces, width].

        First after all layers, then after those that attributions share.
        """
        flat = self.integers(-1)
        vectors = self.state["pieces.weight"]
        scales = np.abs(vectors).max(axis=1) / 127
        ids = self.op("Reshape", "ids", flat)
        pieces = self.op(
            "DequantizeLinear",
            self.op(
                "Gather",
                self.constant("pieces", np.rint(vectors / scales[:, None]), np.int8),
                ids,
            ),
            self.op("Gather", self.constant("pieces.scales", scales, np.float32), ids),
            axis=0,
        )
        table = self.state["case.weight"] + self.state["segment"]
        case = self.op(
            "Gather",
            self.constant("cases", table, np.float32),
            self.op("Reshape", "case", flat),
        )
        shape = self.op("Shape", "ids")
        sides = self.op("Concat", shape, self.integers(self._width), axis=0)
        positions = self.op(
            "Slice",
            self.constant("positions", self.state["positions.weight"], np.float32),
            self.integers(0),
            self.op("Shape", "ids", start=1, end=2),
            self.integers(0),
        )
        rows = self.op("Reshape", self.op("Add", pieces, case), sides)
        rows = self.op("Reshape", self.op("Add", rows, positions), self.integers(-1, self._width))
        rows = self.normalised(rows, "norm")
        total = _count(self.state, "layers")
        shared = total - own_layers(self.state)
        rows = self.layers(rows, "layers", shape, shared)
        return self.layers(rows, "layers", shape, total, first=shared), rows

    def layers(self, rows: str, name: str, shape: str, last: int, *, first: int = 0) -> str:
        """Apply layers *first* to *last* (exclusive) of the stack *name*."""
        for layer in range(first, last):
            rows = self._layer(rows, f"{name}.{layer}", shape)
        return rows

    def _layer(self, rows: str, name: str, shape: str) -> str:
        attended = self.linear(self.quantised(self._attention(rows, name, shape)), f"{name}.out")
        rows = self.normalised(self.op("Add", rows, attended), f"{name}.norm_attention")
        wide = self.product(
            self.quantised(rows), f"{name}.widen", self.state[f"{name}.widen.weight"].T
        )
        bias = self.constant(f"{name}.widen.bias", self.state[f"{name}.widen.bias"], np.float32)
        wide = self.op("BiasGelu", wide, bias, domain=MICROSOFT)
        lifted = self.op("Add", wide, self.number(_GELU_LEAST))
        weights = self.state[f"{name}.narrow.weight"].T
        whole, scales = seven_bits(weights)
        # What the lift adds to each column is known beforehand and goes out with the bias.
        bias = self.state[f"{name}.narrow.bias"] - _GELU_LEAST * (whole * scales).sum(axis=0)
        narrow = self.product(
            self.quantised(lifted, positive=True), f"{name}.narrow", weights, bias=bias
        )
        return self.normalised(self.op("Add", rows, narrow), f"{name}.norm_output")

    def _attention(self, rows: str, name: str, shape: str) -> str:
        each = self._width // HEADS
        parts = [
            (self.state[f"{name}.{part}.weight"], self.state[f"{name}.{part}.bias"])
            for part in ("query", "key", "value")
        ]
        parts[0] = (parts[0][0] * each**-0.5, parts[0][1] * each**-0.5)
        weights = np.concatenate([weight for weight, _ in parts]).T
        bias = np.concatenate([bias for _, bias in parts])
        together = self.product(self.quantised(rows), f"{name}.attention", weights, bias=bias)
        sides = self.op("Concat", shape, self.integers(3, HEADS, each), axis=0)
        together = self.op("Reshape", together, sides)
        together = self.op("Transpose", together, perm=[2, 0, 3, 1, 4])
        query, key, value = (
            self.op("Gather", together, self.constant(f"part {i}", np.array(i), np.int64))
            for i in range(3)
        )
        scores = self.op("FusedMatMul", query, key, transB=1, domain=MICROSOFT)
        context = self.op("MatMul", self.op("Softmax", scores, axis=-1), value)
        context = self.op("Transpose", context, perm=[0, 2, 1, 3])
        return self.op("Reshape", context, self.integers(-1, self._width))

    def words(self, pieces: str) -> str:
        """Return a row for each word: the mean of its first and last piece."""
        length = self.op("Shape", "ids", start=1, end=2)
        first, last = (
            self.op("Gather", pieces, self.flat_rows(ends, length)) for ends in ("first", "last")
        )
        return self.op("Mul", self.op("Add", first, last), self.number(0.5))

    def flat_rows(self, indexes: str, length: str) -> str:
        """Turn *indexes* [sentences, n] into sequences of *length* into rows of all of them."""
        sentences = self.op("Squeeze", self.op("Shape", "first", start=0, end=1))
        zero, one = (self.constant(f"part {i}", np.array(i), np.int64) for i in (0, 1))
        starts = self.op("Mul", self.op("Range", zero, sentences, one), length)
        starts = self.op("Unsqueeze", starts, self.integers(1))
        return self.op("Reshape", self.op("Add", indexes, starts), self.integers(-1))

    def rooted(self, words: _Quantised, name: str, sides: str) -> str:
        """Return GELU of the layer *name* [sentences, words + 1, width], the root before all."""
        rows = self.op("Gelu", self.linear(words, name), domain=MICROSOFT)
        weights, bias = self.state[f"{name}.weight"], self.state[f"{name}.bias"]
        root = weights @ self.state["root"] + bias
        gelu = [0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in root.tolist()]
        sentences = self.op("Shape", "first", start=0, end=1)
        repeated = self.op(
            "Expand",
            self.constant(f"{name}.root", [[gelu]], np.float32),
            self.op("Concat", sentences, self.integers(1, 1), axis=0),
        )
        return self.op("Concat", repeated, self.op("Reshape", rows, sides), axis=1)

    def model(self) -> onnx.ModelProto:
        """Return the whole as a checked model."""
        inputs = [("ids", "pieces"), ("case", "pieces"), ("first", "words"), ("last", "words")]
        outputs = [
            ("upos", TensorProto.INT64, ["words"]),
            ("names", TensorProto.FLOAT, ["words", "labels"]),
            ("arcs", TensorProto.FLOAT, ["words", "heads"]),
            ("relations", TensorProto.INT64, ["words"]),
            ("cues", TensorProto.FLOAT, ["words", "cue labels"]),
            ("roles", TensorProto.FLOAT, ["words", "roles", "words"]),
        ]
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [
                helper.make_tensor_value_info(name, TensorProto.INT64, ["sentences", axis])
                for name, axis in inputs
            ],
            [
                helper.make_tensor_value_info(name, kind, ["sentences", *axes])
                for name, kind, axes in outputs
            ],
            [numpy_helper.from_array(values, name) for name, values in self._weights.items()],
        )
        domains = [helper.make_opsetid("", _OPSET), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(
            graph, opset_imports=domains, ir_version=9, producer_name="dateline"
        )
        onnx.checker.check_model(model)
        return model


def seven_bits(weights: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Return *weights* [inputs, outputs] as integers from −64 to 64, and a scale per output."""
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-9) / _WEIGHT_REACH
    whole: npt.NDArray[np.int8] = np.rint(weights / scales).astype(np.int8)
    return whole, scales.astype(np.float32)
