"""The multi-task network: a MiniLM encoder with case embedding and four heads."""

from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from extract.language.training.corpus import CUE_LABELS, ROLE_LABELS

CASE_CLASSES = 8
_CUES, _ROLES, _ROLE = len(CUE_LABELS), len(ROLE_LABELS), 96
_MASKED = -10000.0
_LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_attention": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "norm_output": "output.LayerNorm",
}


class Layer(nn.Module):
    """One transformer layer, as in BERT."""

    def __init__(self, hidden: int, wide: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(hidden, hidden)
        self.value = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm_attention = nn.LayerNorm(hidden, 1e-12)
        self.widen = nn.Linear(hidden, wide)
        self.narrow = nn.Linear(wide, hidden)
        self.norm_output = nn.LayerNorm(hidden, 1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return [batch, pieces, hidden]."""
        batch, pieces, hidden = x.shape
        width = hidden // self.heads
        q, k, v = (
            part(x).reshape(batch, pieces, self.heads, width).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = ((q @ k.transpose(-1, -2)) * width**-0.5 + mask).softmax(-1)
        context = (weights @ v).transpose(1, 2).reshape(batch, pieces, hidden)
        x = self.norm_attention(x + self.out(context))
        return self.norm_output(x + self.narrow(functional.gelu(self.widen(x))))


class Sizes(NamedTuple):
    """What fixes the shape of a network: vocabulary, label sets, depth, label head.

    `own_layers`: how many of the last layers attributions have for themselves.
    """

    vocabulary: int
    upos: int
    names: int
    relations: int
    layers: int
    label_width: int
    own_layers: int = 0


class Network(nn.Module):
    """Word pieces in; tags, name scores, head scores and relations out.

    The encoder has no dropout: random numbers cost 16 % of a step on a processor. Word pieces
    are masked at random instead (`batches.py`), which costs nothing.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        hidden, arc, rel = 384, 256, sizes.label_width
        self.pieces = nn.Embedding(sizes.vocabulary, hidden)
        self.positions = nn.Embedding(512, hidden)
        self.segment = nn.Parameter(torch.zeros(hidden))
        self.case = nn.Embedding(CASE_CLASSES, hidden)
        nn.init.zeros_(self.case.weight)
        self.norm = nn.LayerNorm(hidden, 1e-12)
        self.layers = nn.ModuleList([Layer(hidden, 1536, 12) for _ in range(sizes.layers)])
        self.attribution = nn.ModuleList([Layer(hidden, 1536, 12) for _ in range(sizes.own_layers)])
        self.upos = nn.Linear(hidden, sizes.upos)
        self.names = nn.Sequential(
            nn.Linear(hidden, hidden), nn.GELU(), nn.Linear(hidden, sizes.names)
        )
        self.arc_dependent, self.arc_head = nn.Linear(hidden, arc), nn.Linear(hidden, arc)
        self.rel_dependent, self.rel_head = nn.Linear(hidden, rel), nn.Linear(hidden, rel)
        self.root = nn.Parameter(torch.randn(hidden) * 0.02)
        self.arc_weights = nn.Parameter(torch.zeros(arc + 1, arc))
        nn.init.xavier_uniform_(self.arc_weights)
        self.rel_weights = nn.Linear(rel, sizes.relations * (rel + 1))
        nn.init.normal_(self.rel_weights.weight, std=0.02)
        self.relations = sizes.relations
        self.cues = nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), nn.Linear(hidden, _CUES))
        self.role_cue, self.role_word = nn.Linear(hidden, _ROLE), nn.Linear(hidden, _ROLE)
        self.role_weights = nn.Linear(_ROLE, _ROLES * (_ROLE + 1))
        nn.init.normal_(self.role_weights.weight, std=0.02)
        self.dropout = nn.Dropout(0.2)

    def encode(self, ids: Tensor, case: Tensor, am: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return [batch, words, hidden]: the mean of each word's first and last piece."""
        x = self.lower(ids, case, am, len(self.layers))
        return _words(x, first, last)

    def lower(self, ids: Tensor, case: Tensor, am: Tensor, layers: int) -> Tensor:
        """Return [batch, pieces, hidden] after the first *layers* layers."""
        x = self.pieces(ids) + self.positions.weight[: ids.shape[1]][None]
        x = self.norm(x + self.segment + self.case(case))
        return _through(self.layers[:layers], x, am)

    @property
    def shared_layers(self) -> int:
        """How many layers attributions share with everything else."""
        return len(self.layers) - len(self.attribution)

    def upper(self, x: Tensor, am: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return [batch, words, hidden] for attributions, from pieces after the shared layers."""
        return _words(_through(self.attribution, x, am), first, last)

    def arcs(self, words: Tensor, wm: Tensor) -> tuple[Tensor, Tensor]:
        """Return head scores [batch, words, words + 1] and the words with the root before them."""
        batch, _, hidden = words.shape
        rooted = torch.cat(
            [self.root[None, None].expand(batch, 1, hidden).to(words.dtype), words], 1
        )
        dependent = self.dropout(functional.gelu(self.arc_dependent(words)))
        head = self.dropout(functional.gelu(self.arc_head(rooted)))
        biased = torch.cat([dependent, torch.ones_like(dependent[..., :1])], -1)
        scores = (biased @ self.arc_weights.to(biased.dtype)) @ head.transpose(1, 2)
        mask = torch.cat([torch.ones_like(wm[:, :1]), wm], 1)
        return scores + (1.0 - mask[:, None, :].to(scores.dtype)) * _MASKED, rooted

    def labels(self, words: Tensor, rooted: Tensor, heads: Tensor) -> Tensor:
        """Return relation scores [batch, words, relations] given each word's head."""
        dependent = self.dropout(functional.gelu(self.rel_dependent(words)))
        head = self.dropout(functional.gelu(self.rel_head(rooted)))
        chosen = head.gather(1, heads[:, :, None].expand(-1, -1, head.shape[-1]))
        biased = torch.cat([chosen, torch.ones_like(chosen[..., :1])], -1)
        batch, count, _ = dependent.shape
        weights = self.rel_weights(dependent).reshape(
            batch, count, self.relations, biased.shape[-1]
        )
        return (weights @ biased[..., None]).squeeze(-1)

    def roles(self, words: Tensor, frames: Tensor) -> Tensor:
        """Return role scores [frames, words, roles] of the words of each frame's sentence."""
        cue = self.dropout(functional.gelu(self.role_cue(words[frames[:, 0], frames[:, 1]])))
        word = self.dropout(functional.gelu(self.role_word(words)))[frames[:, 0]]
        biased = torch.cat([word, torch.ones_like(word[..., :1])], -1)
        weights = self.role_weights(cue).reshape(len(frames), _ROLES, biased.shape[-1])
        return biased @ weights.transpose(1, 2)

    def forward(
        self, ids: Tensor, case: Tensor, am: Tensor, first: Tensor, last: Tensor, wm: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return tags, name scores, head scores and relations; best heads choose relations."""
        words = self.encode(ids, case, am, first, last)
        arcs, rooted = self.arcs(words, wm)
        relations = self.labels(words, rooted, arcs.argmax(-1))
        return self.upos(words).argmax(-1), self.names(words), arcs, relations.argmax(-1)


def _through(layers: nn.ModuleList, x: Tensor, am: Tensor) -> Tensor:
    mask = (1.0 - am[:, None, None, :].to(x.dtype)) * _MASKED
    for layer in layers:
        x = layer(x, mask)
    return x


def _words(x: Tensor, first: Tensor, last: Tensor) -> Tensor:
    ends = (x.gather(1, i[:, :, None].expand(-1, -1, x.shape[-1])) for i in (first, last))
    return 0.5 * sum(ends)


def start_from_minilm(network: Network, weights: Path) -> None:
    """Load the encoder of all-MiniLM-L6-v2 (Apache-2.0) from its safetensors file."""
    source = {name.removeprefix("bert."): t for name, t in load_file(weights).items()}
    state = {
        "pieces.weight": source["embeddings.word_embeddings.weight"],
        "positions.weight": source["embeddings.position_embeddings.weight"],
        "segment": source["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
    }
    for layer in range(len(network.layers)):
        for ours, theirs in _LAYER_NAMES.items():
            for part in ("weight", "bias"):
                name = f"encoder.layer.{layer}.{theirs}.{part}"
                state[f"layers.{layer}.{ours}.{part}"] = source[name]
    network.load_state_dict(state, strict=False)


def start_from(network: Network, state: dict[str, Tensor]) -> None:
    """Load from a trained network what fits: a shallow one takes the first layers of a deep one.

    Parts of another shape, a narrower label head say, keep their random start.
    """
    own = network.state_dict()
    fitting = {n: t for n, t in state.items() if n in own and own[n].shape == t.shape}
    network.load_state_dict(fitting, strict=False)
