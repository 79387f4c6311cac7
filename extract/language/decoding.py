"""From the model's scores to trees, name spans and attributions."""

import numpy as np
import numpy.typing as npt

from extract.language.frames import Frame, Range

Scores = npt.NDArray[np.float32]
Heads = npt.NDArray[np.int64]
LEAST_CUE = 0.3
"""How probable the beginning of a cue must be at least."""
_FORBIDDEN = -1e9


def tree(scores: Scores) -> Heads:
    """Return the head of each word: the best tree with exactly one root.

    *scores* is [words, words + 1]: row d, column h scores word h (1-based; 0 is the root) as
    head of word d + 1. The heads come back in the same numbering. The greedy choice is kept
    when it is a tree; else Chu-Liu/Edmonds runs for every root of a short sentence (up to 8
    words), for the three best roots of a longer one.
    """
    greedy: Heads = scores.argmax(axis=1)
    if is_tree(greedy):
        return greedy
    words = scores.shape[0]
    full = np.full((words + 1, words + 1), _FORBIDDEN)
    full[1:, :] = scores
    np.fill_diagonal(full, _FORBIDDEN)
    best_score, best = -np.inf, greedy
    for root in np.argsort(-scores[:, 0], kind="stable")[: words if words <= 8 else 3]:
        rooted = full.copy()
        rooted[1:, 0] = _FORBIDDEN
        rooted[root + 1, :] = _FORBIDDEN
        rooted[root + 1, 0] = 0.0
        heads = _edmonds(rooted)
        score = sum(rooted[d, heads[d]] for d in range(1, words + 1)) + float(scores[root, 0])
        if score > best_score:
            best_score, best = score, heads[1:]
    return best


def is_tree(heads: Heads) -> bool:
    """Return whether *heads* (1-based, 0 the root) is a tree with exactly one root."""
    parents = [0, *heads.tolist()]
    if parents.count(0) != 2:  # the root's own place and one word
        return False
    reaches_root = [False] * len(parents)
    reaches_root[0] = True
    for word in range(1, len(parents)):
        path: list[int] = []
        node = word
        while not reaches_root[node]:
            if len(path) == len(parents):
                return False  # longer than the sentence: a cycle
            path.append(node)
            node = parents[node]
        for seen in path:
            reaches_root[seen] = True
    return True


def _edmonds(scores: npt.NDArray[np.float64]) -> Heads:
    """Return the maximum spanning arborescence of *scores* [dependent, head], rooted at 0."""
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    found = _cycle(heads)
    if found is None:
        return heads
    cycle = np.array(found)
    rest = np.setdiff1d(np.arange(len(heads)), cycle)
    merged = len(rest)
    contracted = np.full((merged + 1, merged + 1), _FORBIDDEN)
    contracted[:merged, :merged] = scores[np.ix_(rest, rest)]
    outward = scores[np.ix_(rest, cycle)]
    leaving = cycle[outward.argmax(axis=1)]
    contracted[1:merged, merged] = outward.max(axis=1)[1:]  # nothing is the head of the root
    gain = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    entering = cycle[gain.argmax(axis=0)]
    contracted[merged, :merged] = gain.max(axis=0)
    inner = _edmonds(contracted)
    result = heads.copy()
    below = inner[1:merged]
    result[rest[1:]] = np.where(below == merged, leaving[1:], rest[np.minimum(below, merged - 1)])
    result[entering[inner[merged]]] = rest[inner[merged]]
    return result


def _cycle(heads: Heads) -> list[int] | None:
    """Return one cycle of *heads* (0 is the root), None if there is none."""
    colour = [0] * len(heads)
    for start in range(1, len(heads)):
        path, node = [], start
        while node and colour[node] == 0:
            colour[node] = 1
            path.append(node)
            node = int(heads[node])
        if node and colour[node] == 1 and node in path:
            return path[path.index(node) :]
        for seen in path:
            colour[seen] = 2
    return None


def name_labels(scores: Scores, labels: tuple[str, ...]) -> list[str]:
    """Return the best label of each word such that I-x follows only B-x or I-x.

    *scores* is [words, labels]. Greedy from left to right.
    """
    chosen: list[str] = []
    previous = "O"
    for word, best in enumerate(scores.argmax(axis=1).tolist()):
        label = labels[best]
        if not _may_follow(label, previous):
            ranked = np.argsort(-scores[word], kind="stable").tolist()
            label = next(x for i in ranked if _may_follow(x := labels[i], previous))
        chosen.append(label)
        previous = label
    return chosen


def _may_follow(label: str, previous: str) -> bool:
    return not label.startswith("I") or previous[2:] == label[2:]


def name_spans(labels: list[str]) -> list[tuple[int, int, str]]:
    """Return the (first, last, type) of each name: half-open word ranges, in order."""
    found: list[tuple[int, int, str]] = []
    open_at: tuple[int, str] | None = None
    for index, label in enumerate([*labels, "O"]):
        if open_at is not None and not (label.startswith("I") and label[2:] == open_at[1]):
            found.append((open_at[0], index, open_at[1]))
            open_at = None
        if label != "O" and open_at is None:
            open_at = (index, label[2:])
    return found


def read_frames(
    cues: Scores, roles: Scores, cue_labels: tuple[str, ...], role_labels: tuple[str, ...]
) -> list[Frame]:
    """Return the attributions of one sentence, in order of their cues.

    *cues* is [words, cue labels]; *roles* is [words, role labels, words]: row c tells what each
    word is to a cue that begins at word c. Labels are O, B-x, I-x.
    """
    chances = np.exp(cues - cues.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    begins = [i for i, label in enumerate(cue_labels) if label.startswith("B")]
    inside = [label.startswith("I") for label in cue_labels]
    starts = chances[:, begins].sum(axis=1)
    best = cues.argmax(axis=1).tolist()
    found: list[Frame] = []
    end = 0
    for first in np.flatnonzero(starts >= LEAST_CUE).tolist():
        if first < end:
            continue
        end = first + 1
        while end < len(best) and inside[best[end]]:
            end += 1
        kind = cue_labels[begins[int(cues[first, begins].argmax())]]
        pieces = _pieces(roles[first].argmax(axis=0).tolist(), role_labels)
        found.append(
            Frame(
                cue=(first, end),
                speech=kind == "B-say",
                source=tuple(pieces.get("source", ())),
                content=tuple(pieces.get("content", ())),
                confidence=round(float(starts[first]), 3),
            )
        )
    return found


def _pieces(best: list[int], labels: tuple[str, ...]) -> dict[str, list[Range]]:
    """Return the ranges of each role; a piece ends where the role does or another B stands."""
    found: dict[str, list[Range]] = {}
    begun, role = 0, ""
    for index, label in enumerate([*(labels[i] for i in best), "O"]):
        this = label[2:]
        if this == role and not label.startswith("B"):
            continue
        if role:
            found.setdefault(role, []).append((begun, index))
        begun, role = index, this
    return found
