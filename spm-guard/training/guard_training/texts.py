"""Tokens of examples, and batches of about equal cost."""

import random

import torch
from tokenizers import Tokenizer

from guard_training import encoder
from guard_training.augment import Example
from guard_training.rows import CATEGORIES

# Most texts are cut short, to save time; some are as long as a window, so that windows are known too.
LONGEST, LONGEST_DOCUMENT, WINDOW = 112, 144, 256
WHOLE_WINDOWS = 0.3
TOKENS_A_BATCH = 2_048
PAD, CLS, SEP = 0, 101, 102


def tokenizer(path: str) -> Tokenizer:
    """Hugging Face's own, without the limits that a file may set."""
    loaded = Tokenizer.from_file(path)
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


class Encoded:
    """An example as numbers; -1 is "says nothing"."""

    def __init__(self, example: Example, words: Tokenizer, chance: random.Random) -> None:
        row = example.row
        encoding = words.encode(row.text, add_special_tokens=False)
        longest = LONGEST_DOCUMENT if example.composed or row.injection == 1 else LONGEST
        if chance.random() < WHOLE_WINDOWS:
            longest = WINDOW
        room = longest - 2
        # The end of a long attack is as telling as its beginning; any part of a harmless text is harmless.
        start = 0 if len(encoding.ids) <= room else chance.choice((0, len(encoding.ids) - room))
        self.ids = [CLS, *encoding.ids[start : start + room], SEP]
        self.side = int(row.answers)
        self.harm = -1 if row.harm is None else row.harm
        self.injection = -1 if row.injection is None else row.injection
        self.categories = [-1] * 14 if row.categories is None else [int(each in row.categories) for each in CATEGORIES]
        self.source = row.source
        self.tokens = [-1] * len(self.ids)
        if example.composed:
            low, high = example.hidden or (0, 0)
            offsets = encoding.offsets[start : start + room]
            self.tokens = [-1, *(int(low <= a and b <= high) for a, b in offsets), -1]
        # A harmful request of unknown category says nothing of categories.
        if self.harm == 1 and row.categories is not None and not row.categories:
            self.categories = [-1] * 14
        filling = filled_up(len(self.ids)) - len(self.ids)
        self.ids += [PAD] * filling
        self.tokens += [-1] * filling


def filled_up(length: int) -> int:
    """How many pieces a window is given that has so many: coarsely read ones come in grains."""
    return length if length <= encoder.FINE else length + -length % encoder.GRAIN


def batches(examples: list[Encoded], chance: random.Random) -> list[list[Encoded]]:
    """Examples of about equal length together, in a shuffled order of batches."""
    ordered = sorted(examples, key=lambda each: (len(each.ids) + chance.random() * 6))
    result, batch = [], []
    for example in ordered:
        if batch and (len(batch) + 1) * max(len(example.ids), len(batch[-1].ids)) > TOKENS_A_BATCH:
            result.append(batch)
            batch = []
        batch.append(example)
    result.append(batch)
    chance.shuffle(result)
    return result


def tensors(batch: list[Encoded]) -> dict[str, torch.Tensor]:
    longest = max(len(each.ids) for each in batch)

    def padded(values: list[list[int]], filler: int) -> torch.Tensor:
        return torch.tensor([each + [filler] * (longest - len(each)) for each in values])

    return {
        "input_ids": padded([each.ids for each in batch], 0),
        "attention_mask": padded([[1] * len(each.ids) for each in batch], 0),
        "token_type_ids": padded([[each.side] * len(each.ids) for each in batch], 0),
        "harm": torch.tensor([each.harm for each in batch]),
        "injection": torch.tensor([each.injection for each in batch]),
        "categories": torch.tensor([each.categories for each in batch]),
        "tokens": padded([each.tokens for each in batch], -1),
    }
