"""Exports a checkpoint as int8 ONNX with its tokenizer and model card."""

import argparse
import hashlib
import tempfile
from pathlib import Path

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from extract.language.model import DATA, ModelCard
from extract.language.training.corpus import LICENCES
from extract.language.training.network import Network
from extract.language.training.train import BASE

INPUTS = ("ids", "case", "am", "first", "last", "wm")
OUTPUTS = ("upos", "names", "arcs", "relations")


def main() -> None:
    """Write encoder.int8.onnx, encoder.json and tokenizer.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    checkpoint = torch.load(options.checkpoint)
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        _export(checkpoint, plain)
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        model = options.out / "encoder.int8.onnx"
        quantize_dynamic(
            str(prepared),
            str(model),
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
    (options.out / "tokenizer.json").write_bytes(_tokenizer())
    card = ModelCard(
        version=options.version,
        sha256=hashlib.sha256(model.read_bytes()).hexdigest(),
        upos=tuple(checkpoint["upos"]),
        names=tuple(checkpoint["names"]),
        relations=tuple(checkpoint["relations"]),
        scores={},
        licence="CC-BY-SA-4.0",
        trained_on=(*LICENCES.values(), "all-MiniLM-L6-v2, initial weights (Apache-2.0)"),
    )
    (options.out / "encoder.json").write_bytes(msgspec.json.format(msgspec.json.encode(card)))
    print(f"{model}: {model.stat().st_size / 1e6:.1f} MB; run score.py to fill in the scores")


def _export(checkpoint: dict[str, object], path: Path) -> None:
    state = checkpoint["state"]
    assert isinstance(state, dict)
    sizes = [len(checkpoint[name]) for name in ("upos", "names", "relations")]  # type: ignore[arg-type]
    network = Network(state["pieces.weight"].shape[0], *sizes).eval()
    network.load_state_dict(state)
    pieces, words = (torch.ones(2, n, dtype=torch.long) for n in (11, 7))
    axes = {name: {0: "batch", 1: "pieces"} for name in INPUTS[:3]}
    axes |= {name: {0: "batch", 1: "words"} for name in (*INPUTS[3:], *OUTPUTS)}
    axes["arcs"][2] = "heads"
    torch.onnx.export(
        network,
        (pieces, pieces, pieces, words, words, words),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
        do_constant_folding=True,
    )


def _tokenizer() -> bytes:
    content = msgspec.json.decode((BASE / "tokenizer.json").read_bytes())
    content["truncation"] = content["padding"] = None
    return msgspec.json.encode(content)


if __name__ == "__main__":
    main()
