"""Averages what the seeds gave, and writes it as an ONNX file with 8-bit weights, by hand: in the operators that ONNX
Runtime runs fastest on a processor, for one text at a time, which needs no mask. Long windows are filled up in the graph."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from guard_training import encoder

CONTRIBUTED = "com.microsoft"
# 7 bits of 8, so that processors without VNNI don't saturate.
LARGEST = 64
HEADS = ("harm", "injection", "categories")


def soup(states: list[dict[str, torch.Tensor]]) -> encoder.GuardNet:
    """Runs that began alike lie in one valley: the mean of their weights is better than each."""
    mean = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    net = encoder.GuardNet(mean["words.weight"].shape[0])
    net.load_state_dict(mean)
    return net.eval()


def write(net: encoder.GuardNet, path: Path) -> None:
    """Weights are scaled by column, activations as they come."""
    graph = _Graph({name: each.detach().numpy() for name, each in net.state_dict().items()})
    x = graph.embedded()
    for number in range(encoder.LAYERS):
        if number in encoder.HALVED_BEFORE:
            x = graph.halved(x, f"layers.{number}.halved")
        x = graph.layer(x, f"layers.{number}.", number < encoder.HALVED_BEFORE[0])
    graph.heads(x)
    onnx.save(graph.model(), path)


class _Graph:
    """Nodes and constants, gathered under the names that the weights have in `GuardNet`."""

    def __init__(self, state: dict[str, np.ndarray]) -> None:
        self.state = state
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def embedded(self) -> str:
        self.reading()
        words = self.looked_up("words", self.filled("input_ids"))
        sides = self.looked_up("sides", self.filled("token_type_ids"))
        self.node("Range", ["none", self.node("Add", ["length", "filling"], "full"), "one"], "places")
        at = self.node("Add", [words, self.looked_up("positions", "places")], "placed")
        return self.normed(at, sides, "norm")

    def reading(self) -> None:
        """How the window is read, told by its length: in blocks and halved where it is long, else as it is."""
        for name, value in (("none", 0), ("one", 1), ("fine", encoder.FINE), ("grain", encoder.GRAIN), ("more", encoder.BLOCKS - 1)):
            self.constant(name, np.array(value))
        self.node("Gather", [self.node("Shape", ["input_ids"], "shape"), "one"], "length")
        coarse = self.node("Cast", [self.node("Greater", ["length", "fine"], "long")], "coarse", to=TensorProto.INT64)
        lacking = self.node("Mod", [self.node("Neg", ["length"], "less"), "grain"], "lacking")
        self.node("Mul", [lacking, coarse], "filling")
        self.node("Add", [self.node("Mul", [coarse, "more"], "further"), "one"], "blocks")
        self.node("Add", [coarse, "one"], "merged")
        for name in ("filling", "blocks", "merged"):
            self.node("Unsqueeze", [name, self.constant("first", np.array([0]))], f"{name}.row")
        self.node("Concat", [self.constant("ends", np.array([0, 0, 0])), "filling.row"], "ends.filled", axis=0)
        width = self.constant("width", np.array([encoder.WIDTH]))
        self.node("Concat", ["blocks.row", self.constant("rest", np.array([-1])), width], "in.blocks", axis=0)
        self.node("Concat", [self.constant("whole.rest", np.array([1, -1])), "merged.row", width], "in.pairs", axis=0)

    def filled(self, ids: str) -> str:
        return self.node("Pad", [ids, "ends.filled"], f"{ids}.filled")

    def halved(self, x: str, name: str) -> str:
        pairs = self.node("Reshape", [x, "in.pairs"], f"{name}.pairs")
        return self.node("ReduceMean", [pairs], name, axes=[2], keepdims=0)

    def looked_up(self, name: str, ids: str) -> str:
        """Rows of a table that has one scale for all."""
        table = self.state[f"{name}.weight"]
        low, high = min(0.0, float(table.min())), max(0.0, float(table.max()))
        scale = np.float32((high - low) / 255)
        zero = np.uint8(round(-low / scale))
        small = np.clip(np.round(table / scale) + zero, 0, 255).astype(np.uint8)
        row = self.node("Gather", [self.constant(f"{name}.weight", small), ids], f"{name}.row")
        constants = [self.constant(f"{name}.scale", scale), self.constant(f"{name}.zero", zero)]
        return self.node("DequantizeLinear", [row, *constants], f"{name}.vector")

    def layer(self, x: str, at: str, blocked: bool) -> str:
        small = [f"{at}x", f"{at}x.scale", f"{at}x.zero"]
        self.node("DynamicQuantizeLinear", [x], *small)
        looks = []
        for name in ("query", "key", "value"):
            weight, scale, bias = self.linear(at + name)
            look = self.node(
                "MatMulIntegerToFloat", [small[0], weight, small[1], scale, small[2], "", bias], at + name, domain=CONTRIBUTED
            )
            looks.append(self.node("Reshape", [look, "in.blocks"], f"{look}.blocks") if blocked else look)
        seen = self.node("MultiHeadAttention", looks, f"{at}seen", domain=CONTRIBUTED, num_heads=encoder.HEADS)
        if blocked:
            seen = self.node("Reshape", [seen, self.constant("unblocked", np.array([1, -1, encoder.WIDTH]))], f"{at}together")
        x = self.normed(self.multiplied(seen, f"{at}attended"), x, f"{at}attended_norm")
        inner = self.node("Gelu", [self.multiplied(x, f"{at}inner")], f"{at}gelu", domain=CONTRIBUTED)
        return self.normed(self.multiplied(inner, f"{at}outer"), x, f"{at}outer_norm")

    def linear(self, name: str) -> tuple[str, str, str]:
        weight = self.state[f"{name}.weight"].T
        scale = (np.abs(weight).max(0) / LARGEST).astype(np.float32)
        return (
            self.constant(f"{name}.weight", np.round(weight / scale).astype(np.int8)),
            self.constant(f"{name}.scale", scale),
            self.constant(f"{name}.bias", self.state[f"{name}.bias"]),
        )

    def multiplied(self, x: str, name: str) -> str:
        weight, scale, bias = self.linear(name)
        return self.node("DynamicQuantizeMatMul", [x, weight, scale, "", bias], name, domain=CONTRIBUTED)

    def normed(self, x: str, before: str, name: str) -> str:
        given = [self.constant(f"{name}.{each}", self.state[f"{name}.{each}"]) for each in ("weight", "bias")]
        return self.node("SkipLayerNormalization", [x, before, *given], name, domain=CONTRIBUTED, epsilon=1e-12)

    def heads(self, x: str) -> None:
        """They are small and stay in full precision."""
        self.pieces(self.plain(x, "instruction"))
        looks = self.node("Transpose", [self.plain(x, "looks")], "looks.turned", perm=[0, 2, 1])
        shares = self.node("Softmax", [looks], "looks.shares", axis=-1)
        looked = self.node("MatMul", [shares, x], "looked")
        mean = self.node("ReduceMean", [x], "mean", axes=[1], keepdims=1)
        means = self.node("Expand", [mean, self.constant("thrice", np.array([1, 3, 1]))], "means")
        self.node("Concat", [means, looked], "pooled", axis=-1)
        self.node("Split", ["pooled"], *(f"{name}.pooled" for name in HEADS), axis=1)
        axis = self.constant("second", np.array([1]))
        logits = [
            self.plain(self.node("Squeeze", [f"{name}.pooled", axis], f"{name}.flat"), name) for name in HEADS
        ]
        self.node("Concat", logits, "whole", axis=-1)

    def pieces(self, merged: str) -> None:
        """What is said of two or four neighbours is said of each."""
        each = self.node("Mul", ["merged.row", "merged.row"], "merged.each")
        shape = self.node("Concat", [self.constant("ones", np.array([1, 1])), each], "merged.shape", axis=0)
        spread = self.node("Expand", [merged, shape], "merged.spread")
        self.node("Reshape", [spread, self.constant("flat", np.array([1, -1]))], "pieces")

    def plain(self, x: str, name: str) -> str:
        weight = self.constant(f"{name}.weight", self.state[f"{name}.weight"].T)
        product = self.node("MatMul", [x, weight], f"{name}.product")
        return self.node("Add", [product, self.constant(f"{name}.bias", self.state[f"{name}.bias"])], f"{name}.logit")

    def node(self, kind: str, given: list[str], *out: str, **attributes) -> str:
        self.nodes.append(helper.make_node(kind, given, list(out), name=out[0], **attributes))
        return out[0]

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(np.array(values, order="C"), name)
        return name

    def model(self) -> onnx.ModelProto:
        given = [
            helper.make_tensor_value_info(name, TensorProto.INT64, [1, "length"])
            for name in ("input_ids", "token_type_ids")
        ]
        told = [
            helper.make_tensor_value_info("whole", TensorProto.FLOAT, [1, len(encoder.OUTPUTS)]),
            helper.make_tensor_value_info("pieces", TensorProto.FLOAT, [1, "filled"]),
        ]
        graph = helper.make_graph(self.nodes, "guard", given, told, list(self.constants.values()))
        versions = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIBUTED, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=8)
