"""Trains the linear model that guesses a query's outline from the words of its request (`rem_data/sketch.py`): some seconds on one core. Written as int8 rows, one a
bucket of features, with a scale a column: `python -m rem_train sketch ../model/weights/rem-sketch.bin --rows 120000`.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import torch
from rem_data.query import draft_row
from rem_data.sketch import BUCKETS, CLASSES, CLAUSES, EDGES, bucket, features, sketch

OUTPUTS = len(CLASSES) + len(EDGES) + len(CLAUSES)


def train_sketch(out: Path, rows: int, seed: int, epochs: int, dropped: float = 0.3, rate: float = 0.15, written: Path | None = None, times: int = 4) -> None:
    """Trains on drafts of their own seed, and on rows written one by one, each `times` over; prints how it does on drafts of dev wordings and values, and writes the weights."""
    torch.manual_seed(seed)
    random.seed(seed)
    train, held = _examples(seed, "train", rows), _examples(seed, "dev", 1500)
    if written:
        train += [_sample(json.loads(line)) for line in written.read_text(encoding="utf-8").splitlines()] * times
    table = torch.nn.EmbeddingBag(BUCKETS, OUTPUTS, mode="sum", sparse=False)
    torch.nn.init.zeros_(table.weight)
    bias = torch.zeros(OUTPUTS, requires_grad=True)
    optimizer = torch.optim.Adagrad([table.weight, bias], lr=rate)
    for epoch in range(epochs):
        random.Random(f"{seed}|{epoch}").shuffle(train)
        for group in optimizer.param_groups:
            group["lr"] = rate / (1 + epoch)
        for at in range(0, len(train), 512):
            loss = _loss(table, bias, [_thinned(sample, dropped) for sample in train[at: at + 512]])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1}: loss {loss.item():.3f}, {_measured(table, bias, held)}", flush=True)
    _write(out, table.weight.detach(), bias.detach())


Sample = tuple[list[int], int, int, list[int]]


def _examples(seed: int, split: str, count: int) -> list[Sample]:
    found: list[Sample] = []
    index = 0
    while len(found) < count:
        row = draft_row(seed + 1000, split, index)
        index += 1
        if row["schema"] is None:
            found.append(_sample(row))
    return found


def _sample(row: dict[str, object]) -> Sample:
    return sorted({bucket(feature) for feature in features(str(row["natural_language"]), list(row["labels"]))}), *sketch(str(row["rem_query"]))


def _thinned(sample: Sample, share: float) -> Sample:
    """The sample without some of its features, so that no single word is trusted alone."""
    kept = [index for index in sample[0] if random.random() >= share]
    return (kept or sample[0], *sample[1:])


def _outputs(table, bias, batch: list[Sample]) -> torch.Tensor:
    flat = torch.tensor([index for sample in batch for index in sample[0]])
    starts = torch.tensor([0, *[len(sample[0]) for sample in batch][:-1]]).cumsum(0)
    return table(flat, starts) + bias


def _split(outputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    return outputs[:, : len(CLASSES)], outputs[:, len(CLASSES): len(CLASSES) + len(EDGES)], outputs[:, len(CLASSES) + len(EDGES):]


def _loss(table, bias, batch: list[Sample]) -> torch.Tensor:
    classes, edges, clauses = _split(_outputs(table, bias, batch))
    entropy = torch.nn.functional.cross_entropy
    return (entropy(classes, torch.tensor([sample[1] for sample in batch])) + entropy(edges, torch.tensor([sample[2] for sample in batch]))
            + torch.nn.functional.binary_cross_entropy_with_logits(clauses, torch.tensor([sample[3] for sample in batch]).float(), reduction="none").sum(1).mean())


@torch.no_grad()
def _measured(table, bias, held: list[Sample]) -> str:
    classes, edges, clauses = _split(_outputs(table, bias, held))
    right = (classes.argmax(1) == torch.tensor([sample[1] for sample in held])).float().mean().item()
    side = (edges.argmax(1) == torch.tensor([sample[2] for sample in held])).float().mean().item()
    all_clauses = ((clauses > 0) == (torch.tensor([sample[3] for sample in held]) > 0)).all(1).float().mean().item()
    return f"held-out wordings: class {right:.3f}, edge {side:.3f}, all clauses {all_clauses:.3f}"


def mean_sketch(out: Path, fits: list[Path]) -> None:
    """The mean of several fits (other seeds): what one of them believes alone weighs less."""
    weights, biases = zip(*map(_read, fits))
    _write(out, torch.stack(weights).mean(0), torch.stack(biases).mean(0))


def _read(file: Path) -> tuple[torch.Tensor, torch.Tensor]:
    content = file.read_bytes()
    head = json.loads(content[:16384])
    rows = torch.frombuffer(bytearray(content[16384:]), dtype=torch.int8).reshape(BUCKETS, OUTPUTS).float()
    return rows * torch.tensor(head["scales"]), torch.tensor(head["bias"])


def _write(out: Path, weight: torch.Tensor, bias: torch.Tensor) -> None:
    """A line of JSON (names, scales, biases), padded to 16 KB, then the rows as int8."""
    scales = weight.abs().amax(0).clamp(min=1e-6) / 127
    head = {"buckets": BUCKETS, "classes": CLASSES, "edges": EDGES, "clauses": list(CLAUSES), "scales": [round(value, 7) for value in scales.tolist()], "bias": [round(value, 5) for value in bias.tolist()]}
    text = json.dumps(head, separators=(",", ":")).encode()
    out.write_bytes(text.ljust(16384 - 1) + b"\n" + (weight / scales).round().to(torch.int8).numpy().tobytes())
    print(f"{out}: {out.stat().st_size} bytes")
