"""The int8 graph says what the network says. Needs the training environment (torch, onnx)."""

from random import Random

import numpy as np
import onnxruntime as ort
import pytest

torch = pytest.importorskip("torch", reason="only the training environment has torch")
onnx = pytest.importorskip("onnx", reason="only the training environment has onnx")

RELATIONS, SENTENCES, PIECES = 11, 5, 13


def trained_like(own_layers: int):
    """A small random network, its heads scaled so that scores are far apart."""
    from extract.language.training.network import Network, Sizes  # noqa: PLC0415

    torch.manual_seed(3)
    sizes = Sizes(
        vocabulary=50,
        upos=6,
        names=5,
        relations=RELATIONS,
        layers=2,
        label_width=64,
        own_layers=own_layers,
    )
    network = Network(sizes).eval()
    with torch.no_grad():
        for name, weights in network.named_parameters():
            if name.split(".")[0] in {
                "arc_weights",
                "rel_weights",
                "upos",
                "names",
                "role_weights",
            }:
                weights.mul_(8)
    return network


def feed(sentences: int) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(5)
    ids = chance.integers(0, 50, (SENTENCES, PIECES))
    case = chance.integers(0, 8, (SENTENCES, PIECES))
    first = np.tile(np.arange(1, PIECES - 2), (SENTENCES, 1))
    whole = {"ids": ids, "case": case, "first": first, "last": first + 1}
    return {name: values[:sentences].astype(np.int64) for name, values in whole.items()}


@pytest.fixture(scope="module", params=[0, 1])
def network(request: pytest.FixtureRequest):
    """With all layers shared, and with one that attributions have for themselves."""
    return trained_like(request.param)


@pytest.fixture(scope="module")
def graph(network):
    from extract.language.training.graph import encoder_graph  # noqa: PLC0415

    state = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    return encoder_graph(state, RELATIONS)


@pytest.fixture(scope="module")
def session(graph) -> ort.InferenceSession:
    return ort.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])


def test_the_graph_agrees_with_the_network(network, session) -> None:
    """Scores are those of the fp32 network up to rounding; labels agree but for near ties."""
    inputs = feed(SENTENCES)
    tensors = {name: torch.from_numpy(values) for name, values in inputs.items()}
    masks = torch.ones_like(tensors["ids"]), torch.ones_like(tensors["first"])
    with torch.no_grad():
        expected = network(
            tensors["ids"], tensors["case"], masks[0], tensors["first"], tensors["last"], masks[1]
        )
    upos, names, arcs, relations, cues, roles = session.run(None, inputs)
    with torch.no_grad():
        lower = network.lower(tensors["ids"], tensors["case"], masks[0], network.shared_layers)
        words = network.upper(lower, masks[0], tensors["first"], tensors["last"])
        every = torch.cartesian_prod(*(torch.arange(n) for n in words.shape[:2]))
        told = network.roles(words, every).unflatten(0, words.shape[:2]).transpose(2, 3)
        heard = network.cues(words)
    pairs = (
        (names, expected[1].numpy()),
        (arcs, expected[2].numpy()),
        (cues, heard.numpy()),
        (roles, told.numpy()),
    )
    for found, scores in pairs:
        assert found.shape == scores.shape
        assert np.abs(found - scores).max() < 0.1 * np.abs(scores).max()
    assert (upos == expected[0].numpy()).mean() > 0.9
    assert (relations == expected[3].numpy()).mean() > 0.8


def test_a_sentence_is_computed_as_if_alone(session) -> None:
    """Each sentence of a batch gives the same bytes alone and in any order."""
    together = session.run(None, feed(SENTENCES))
    order = Random(1).sample(range(SENTENCES), SENTENCES)
    shuffled = session.run(None, {k: v[order] for k, v in feed(SENTENCES).items()})
    alone = session.run(None, feed(1))
    for whole, mixed, single in zip(together, shuffled, alone, strict=True):
        assert whole[order].tobytes() == mixed.tobytes()
        assert whole[:1].tobytes() == single.tobytes()


def test_no_pair_of_products_overflows(graph) -> None:
    """Weights multiplied by bytes stay within 64: 255 · 64 · 2 fits 16 bits with a sign."""
    weights = {w.name: onnx.numpy_helper.to_array(w) for w in graph.graph.initializer}
    products = [n for n in graph.graph.node if n.op_type == "MatMulIntegerToFloat"]
    assert products
    for node in products:
        assert np.abs(weights[node.input[1]].astype(int)).max() <= 64
