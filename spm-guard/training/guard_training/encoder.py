"""MiniLM as a PyTorch module, with its weights taken from the initialisers of an ONNX file, and the guard's heads."""

import math

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536
# A window of more pieces is read coarsely, so that it costs half: below the first of HALVED_BEFORE a piece sees its own
# block only, and before each of them two neighbours become one (their mean, as in Funnel-Transformer, Dai et al. 2020).
FINE = 128
BLOCKS = 4
HALVED_BEFORE = (2, 4)
# What the pieces of a coarsely read window are filled up to a multiple of.
GRAIN = BLOCKS * 2 ** len(HALVED_BEFORE)
OUTPUTS = ("harm", "injection", *(f"S{number}" for number in range(1, 15)))


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor, blocks: int) -> torch.Tensor:
        def heads(y: torch.Tensor) -> torch.Tensor:
            return y.view(len(y) * blocks, -1, HEADS, WIDTH // HEADS).permute(0, 2, 1, 3)

        mask = mask.view(len(x) * blocks, 1, 1, -1)
        scores = heads(self.query(x)) @ heads(self.key(x)).transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        weights = torch.softmax(scores + mask, -1)
        context = (weights @ heads(self.value(x))).permute(0, 2, 1, 3).contiguous()
        context = context.view(x.shape)
        x = self.attended_norm(x + self.dropout(self.attended(context)))
        return self.outer_norm(x + self.dropout(self.outer(nn.functional.gelu(self.inner(x)))))


class GuardNet(nn.Module):
    """Logits per text (`OUTPUTS`), and per token whether it belongs to an instruction within a document."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.sides = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(0.1) for _ in range(LAYERS))
        self.dropout = nn.Dropout(0.1)
        # Harm, injection and categories each look where it matters to them, and at the mean of all.
        self.looks = nn.Linear(WIDTH, 3)
        self.harm = nn.Linear(2 * WIDTH, 1)
        self.injection = nn.Linear(2 * WIDTH, 1)
        self.categories = nn.Linear(2 * WIDTH, 14)
        self.instruction = nn.Linear(WIDTH, 1)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        places = torch.arange(input_ids.shape[1], device=input_ids.device).unsqueeze(0)
        x = self.words(input_ids) + self.positions(places) + self.sides(token_type_ids)
        x = self.norm(x)
        there = attention_mask.to(x.dtype).unsqueeze(-1)
        coarse = input_ids.shape[1] > FINE
        for number, layer in enumerate(self.layers):
            if coarse and number in HALVED_BEFORE:
                x, there = halved(x, there)
            x = layer(x, (1.0 - there) * -10000.0, BLOCKS if coarse and number < HALVED_BEFORE[0] else 1)
        x, there = x.float(), there.float()
        mean = (x * there).sum(1) / there.sum(1)
        looked = torch.softmax(self.looks(x).float() + (1.0 - there) * -10000.0, 1)
        pooled = [torch.cat([mean, (x * looked[:, :, i : i + 1]).sum(1)], -1) for i in range(3)]
        harm, injection, categories = (self.dropout(each) for each in pooled)
        logits = torch.cat([self.harm(harm), self.injection(injection), self.categories(categories)], -1)
        pieces = self.instruction(self.dropout(x)).squeeze(-1)
        return logits, pieces.repeat_interleave(input_ids.shape[1] // pieces.shape[1], 1)


def halved(x: torch.Tensor, there: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean of each two neighbours, of those of the two that are there."""
    def pairs(y: torch.Tensor) -> torch.Tensor:
        return y.view(len(y), -1, 2, y.shape[-1])

    count = pairs(there).sum(2)
    return (pairs(x) * pairs(there)).sum(2) / count.clamp(min=1), count.clamp(max=1)


def load(onnx_file: str) -> GuardNet:
    """The pretrained encoder; matrices without a name are told by their order in the graph."""
    model = onnx.load(onnx_file)
    tensors = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    matrices = iter([
        tensors[name].T
        for node in model.graph.node
        if node.op_type == "MatMul"
        for name in node.input
        if name.startswith("onnx::MatMul")
    ])
    net = GuardNet(tensors["embeddings.word_embeddings.weight"].shape[0])

    def put(parameter: torch.Tensor, values: np.ndarray) -> None:
        with torch.no_grad():
            parameter.copy_(torch.from_numpy(values.copy()))

    put(net.words.weight, tensors["embeddings.word_embeddings.weight"])
    put(net.positions.weight, tensors["embeddings.position_embeddings.weight"])
    put(net.sides.weight, tensors["embeddings.token_type_embeddings.weight"])
    put(net.norm.weight, tensors["embeddings.LayerNorm.weight"])
    put(net.norm.bias, tensors["embeddings.LayerNorm.bias"])
    for number, layer in enumerate(net.layers):
        at = f"encoder.layer.{number}."
        linears = {
            "attention.self.query": layer.query,
            "attention.self.key": layer.key,
            "attention.self.value": layer.value,
            "attention.output.dense": layer.attended,
            "intermediate.dense": layer.inner,
            "output.dense": layer.outer,
        }
        for name, linear in linears.items():
            put(linear.weight, next(matrices))
            put(linear.bias, tensors[f"{at}{name}.bias"])
        for name, norm in {"attention.output": layer.attended_norm, "output": layer.outer_norm}.items():
            put(norm.weight, tensors[f"{at}{name}.LayerNorm.weight"])
            put(norm.bias, tensors[f"{at}{name}.LayerNorm.bias"])
    return net


def go_on_from(net: GuardNet, published: str) -> None:
    """Gives the layers and the heads what a published guard has learnt, by its 8-bit weights."""
    tensors = {each.name: numpy_helper.to_array(each) for each in onnx.load(published).graph.initializer}
    kept = ("words.", "positions.", "sides.", "norm.")
    learnt = {}
    for name in net.state_dict():
        if not name.startswith(kept):
            scale = tensors.get(name.removesuffix("weight") + "scale", np.float32(1))
            values = (tensors[name].astype(np.float32) * scale).T
            learnt[name] = torch.from_numpy(np.ascontiguousarray(values))
    net.load_state_dict(learnt, strict=False)
