"""The edge data as files: generated memories become documents.jsonl and pairs.jsonl, the same for the same seed, all of them for training."""

from __future__ import annotations

import json
import random
from collections import Counter
from hashlib import sha256
from pathlib import Path

from .memory import Memory, Note, Scribe
from .pairs import Pair, pairs_of, strangers

WITHIN, ACROSS = 40, 6  # pairs a memory


def memories(seed: int, count: int) -> list[Memory]:
    return [Scribe(seed, index).write() for index in range(count)]


def pairs(seed: int, made: list[Memory]) -> list[Pair]:
    rows: list[Pair] = []
    for index, memory in enumerate(made):
        rng = random.Random(f"{seed}|pairs|{index}")
        rows += pairs_of(memory, rng, WITHIN) + strangers(memory, made, rng, ACROSS)
    return rows


def document_row(note: Note, memory: str) -> dict[str, object]:
    return {"id": note.id, "world": memory, "genre": note.genre, "label": note.label, "kind": note.kind, "created": f"{note.created:%Y-%m-%dT%H:%M:%SZ}",
            "people": note.people, "tags": note.tags, "content": note.content, "split": "train"}


def pair_row(pair: Pair) -> dict[str, object]:
    return {"source": pair.source, "target": pair.target, "affinity": pair.affinity, "relation": pair.relation,
            **({"hard": pair.hard} if pair.hard else {}), "labeller": "generator"}


def write(seed: int, count: int, out: Path) -> None:
    """Writes `out`/edges/documents.jsonl and pairs.jsonl and prints what is in them."""
    made = memories(seed, count)
    rows = pairs(seed, made)
    folder = out / "edges"
    folder.mkdir(parents=True, exist_ok=True)
    lines = {"documents": [document_row(note, f"generated-{index:03d}") for index, memory in enumerate(made) for note in memory.notes], "pairs": [pair_row(pair) for pair in rows]}
    for name, kept in lines.items():
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in kept)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
        print(f"{name}: {len(kept)} rows, sha256 {sha256(text.encode()).hexdigest()[:16]}")
    print(f"relations: {dict(Counter(pair.relation or 'none' for pair in rows))}, hard: {dict(Counter(pair.hard for pair in rows if pair.hard))}")
