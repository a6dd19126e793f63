"""Averages what the seeds gave, and writes it as an ONNX file with 8-bit weights."""

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from guard_training import encoder


def soup(states: list[dict[str, torch.Tensor]]) -> encoder.GuardNet:
    """Runs that began alike lie in one valley: the mean of their weights is better than each."""
    mean = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    net = encoder.GuardNet(mean["words.weight"].shape[0])
    net.load_state_dict(mean)
    return net.eval()


def write(net: encoder.GuardNet, path: Path) -> None:
    """Weights in 7 bits of 8, so that processors without VNNI don't saturate; activations scale as they come."""
    with tempfile.TemporaryDirectory() as folder:
        whole, fused = Path(folder) / "whole.onnx", Path(folder) / "fused.onnx"
        ids = torch.ones(1, 16, dtype=torch.int64)
        names = ["input_ids", "attention_mask", "token_type_ids"]
        torch.onnx.export(
            net, (ids, ids, torch.zeros_like(ids)), str(whole), dynamo=False, opset_version=17,
            input_names=names, output_names=["whole", "pieces"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in [*names, "pieces"]} | {"whole": {0: "batch"}},
        )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        model = optimizer.optimize_model(
            str(whole), "bert", num_heads=encoder.HEADS, hidden_size=encoder.WIDTH,
            optimization_options=options, opt_level=0,
        )
        print("fused:", model.get_fused_operator_statistics())
        model.save_model_to_file(str(fused))
        quantize_dynamic(
            fused, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Attention", "Gather"],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )
