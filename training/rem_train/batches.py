"""Rows as token ids, in batches of like length."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

import torch

from rem_data.prompt import answer, prompt


@dataclass
class Example:
    prompt_ids: list[int]
    answer_ids: list[int]
    row: dict

    @property
    def length(self) -> int:
        return len(self.prompt_ids) + len(self.answer_ids)


def read_rows(path: Path, limit: int | None = None) -> list[dict]:
    rows = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    return rows[:limit]


def examples(rows: list[dict], tokenizer, longest: int) -> list[Example]:
    """Prompt and answer are encoded apart, as they are when served. Nothing is cut: a row that is too long is an error."""
    prompts = tokenizer([prompt(row["natural_language"], row["labels"], row["schema"]) for row in rows], add_special_tokens=False)["input_ids"]
    answers = tokenizer([answer(row["rem_query"]) for row in rows], add_special_tokens=False)["input_ids"]
    end = tokenizer.convert_tokens_to_ids("<|im_end|>")
    found = [Example(p, a, row) for p, a, row in zip(prompts, answers, rows, strict=True)]
    for example in found:
        if example.length > longest:
            raise ValueError(f"{example.length} tokens are more than {longest}; this row would be cut: {example.row['natural_language']}")
        if example.answer_ids[-1] != end:
            raise ValueError("the end token is not one token: the tokenizer is not the base model's")
    return found


def batches(found: list[Example], size: int, seed: int, epoch: int) -> list[list[Example]]:
    """Batches of like length in random order, the same for the same seed and epoch."""
    rng = random.Random(f"{seed}|{epoch}")
    mixed = list(found)
    rng.shuffle(mixed)
    made: list[list[Example]] = []
    for at in range(0, len(mixed), size * 40):
        part = sorted(mixed[at: at + size * 40], key=lambda example: example.length)
        made += [part[i: i + size] for i in range(0, len(part), size)]
    rng.shuffle(made)
    return made


def tensors(batch: list[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """`(ids [B, T], places [N], targets [N])`: right padded; `places` are the flat positions whose next token is of an answer."""
    longest = max(example.length for example in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    places, targets = [], []
    for row, example in enumerate(batch):
        ids[row, : example.length] = torch.tensor(example.prompt_ids + example.answer_ids)
        first = len(example.prompt_ids) - 1
        places += [row * longest + first + i for i in range(len(example.answer_ids))]
        targets += example.answer_ids
    return ids, torch.tensor(places), torch.tensor(targets)
