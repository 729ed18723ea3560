"""How often an adapter alone would write exactly the row's query: the likeliest token at every place of the answer, given what stands before it, is the answer's own.
That is greedy decoding's exact match, had in one pass a batch; no grammar, no loop. For learning curves and ablations, which need many of them."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import torch

from . import lora
from .base import find_base, load_base
from .batches import Example, examples, read_rows, tensors


def measure(options: argparse.Namespace) -> None:
    model, tokenizer = load_base(find_base(options.base, options.models))
    rows = read_rows(options.rows, options.limit)
    held = sorted(examples(rows, tokenizer, 700), key=lambda example: example.length)
    attached = False
    for folder in options.adapters:
        rank, alpha = lora.shape_of(folder)
        if attached:
            model, _ = load_base(find_base(options.base, options.models))
        lora.attach(model, rank, alpha, torch.bfloat16)
        lora.load(model, folder)
        attached = True
        verbs, whole, loss = exact(model, held)
        print(f"{folder}: verb {share(verbs, len(held))}, whole {share(whole, len(held))}, loss {loss:.4f}, n {len(held)}", flush=True)


@torch.no_grad()
def exact(model, held: list[Example]) -> tuple[int, int, float]:
    """`(answers whose first two tokens are right, answers right throughout, mean loss a token)`."""
    verbs = whole = 0
    loss, count = 0.0, 0
    for at in range(0, len(held), 16):
        batch = held[at: at + 16]
        ids, places, targets = tensors(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state
            logits = model.lm_head(hidden.reshape(-1, hidden.shape[-1])[places]).float()
        loss += torch.nn.functional.cross_entropy(logits, targets, reduction="sum").item()
        count += len(targets)
        right = (logits.argmax(-1) == targets).tolist()
        for example in batch:
            own, right = right[: len(example.answer_ids)], right[len(example.answer_ids):]
            verbs += all(own[:2])
            whole += all(own)
    return verbs, whole, loss / count


def share(hits: int, n: int) -> str:
    """A share with its 95 % Wilson interval, in percent."""
    z, p = 1.96, hits / n
    middle, half = (p + z * z / (2 * n)) / (1 + z * z / n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{100 * p:.1f} % [{100 * (middle - half):.1f}, {100 * (middle + half):.1f}]"
