"""MiniLM as a PyTorch module, with its weights taken from the initialisers of an ONNX file, and the guard's heads."""

import math

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536
# The lowest layers stay as they were pretrained, as the words do.
KEPT_LAYERS = 2
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

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        def heads(y: torch.Tensor) -> torch.Tensor:
            return y.view(*y.shape[:2], HEADS, WIDTH // HEADS).permute(0, 2, 1, 3)

        scores = heads(self.query(x)) @ heads(self.key(x)).transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        weights = torch.softmax(scores + mask, -1)
        context = (weights @ heads(self.value(x))).permute(0, 2, 1, 3).contiguous()
        context = context.view(*context.shape[:2], WIDTH)
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
        self.layers = nn.ModuleList(Layer(0.0 if number < KEPT_LAYERS else 0.1) for number in range(LAYERS))
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
        mask = (1.0 - attention_mask.unsqueeze(1).unsqueeze(2).to(x.dtype)) * -10000.0
        for number, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= KEPT_LAYERS):
                x = layer(x, mask)
        x = x.float()
        there = attention_mask.float().unsqueeze(-1)
        mean = (x * there).sum(1) / there.sum(1)
        looked = torch.softmax(self.looks(x).float() + (1.0 - there) * -10000.0, 1)
        pooled = [torch.cat([mean, (x * looked[:, :, i : i + 1]).sum(1)], -1) for i in range(3)]
        harm, injection, categories = (self.dropout(each) for each in pooled)
        logits = torch.cat([self.harm(harm), self.injection(injection), self.categories(categories)], -1)
        return logits, self.instruction(self.dropout(x)).squeeze(-1)


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
    """Gives the layers that learn and the heads what a published guard has learnt, by its 8-bit weights."""
    tensors = {each.name: numpy_helper.to_array(each) for each in onnx.load(published).graph.initializer}
    kept = ("words.", "positions.", "sides.", "norm.", *(f"layers.{number}." for number in range(KEPT_LAYERS)))
    learnt = {}
    for name in net.state_dict():
        if not name.startswith(kept):
            scale = tensors.get(name.removesuffix("weight") + "scale", np.float32(1))
            values = (tensors[name].astype(np.float32) * scale).T
            learnt[name] = torch.from_numpy(np.ascontiguousarray(values))
    net.load_state_dict(learnt, strict=False)
