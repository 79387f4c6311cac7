"""A small network over marks and states, read from the package and run by numpy."""

import functools
from collections.abc import Sequence
from importlib import resources
from io import BytesIO
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Task = Literal["triggers", "parties"]
MODELS = ("full", "fast")
"""The language models whose states the networks were taught with; others go by the rules."""


class Network:
    """One hidden layer over the sum of a row for each mark and a product of the states.

    `labels` are the outputs in order. Marks that were too rare in training are unknown and add
    nothing.
    """

    def __init__(self, content: bytes) -> None:
        """Read the weights that `training/weights.py` wrote."""
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            self.labels: tuple[str, ...] = tuple(bytes(arrays["labels"]).decode().split("\n"))
            names = bytes(arrays["marks"]).decode().split("\n")
            self._marks = {name: number for number, name in enumerate(names)}
            self._rows: Floats = arrays["rows"].astype(np.float32)
            states: Floats = arrays["states"].astype(np.float32)
            output: Floats = arrays["output"].astype(np.float32)
            self._hidden: Floats = arrays["hidden"].astype(np.float32)
            self._bias: Floats = arrays["bias"].astype(np.float32)
        self._states: Floats = np.ascontiguousarray(states.T)
        self._output: Floats = np.ascontiguousarray(output.T)
        self.width = states.shape[0]
        self._size = self._hidden.shape[0]

    def logits(self, marks: Sequence[Sequence[str]], states: Floats | None) -> Floats:
        """Return a row of scores for each row of *marks* and *states* [rows, width]."""
        known = self._marks
        total = np.empty((len(marks), self._rows.shape[1]), np.float32)
        for row, names in enumerate(marks):
            total[row] = self._rows[[known[name] for name in names if name in known]].sum(axis=0)
        hidden: Floats = total[:, : self._size] + self._hidden
        if states is not None and self.width:
            hidden = np.add(hidden, _product(states, self._states), dtype=np.float32)
        np.maximum(hidden, 0, out=hidden)
        scores: Floats = _product(hidden, self._output) + total[:, self._size :] + self._bias
        return scores


def _product(rows: Floats, columns: Floats) -> Floats:
    """Return the products of each of *rows* with each of *columns*, on one thread.

    `@` would wake the threads of the BLAS library for every sentence: forty times as long.
    """
    found: Floats = np.einsum("ij,kj->ik", rows, columns, optimize=False)
    return found


@functools.cache
def network(task: Task, model: str) -> Network:
    """Return the network for *task* that was taught with the states of *model* (of `MODELS`)."""
    folder = resources.files("extract.events").joinpath("data")
    return Network(folder.joinpath(f"{task}-{model}.npz").read_bytes())


def softmax(scores: Floats) -> Floats:
    """Return *scores* as shares of each row."""
    raised: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = np.divide(raised, raised.sum(axis=1, keepdims=True), dtype=np.float32)
    return shares


def sigmoid(scores: Floats) -> Floats:
    """Return *scores* as probabilities, each by itself."""
    chances: Floats = np.reciprocal(1 + np.exp(-scores), dtype=np.float32)
    return chances
