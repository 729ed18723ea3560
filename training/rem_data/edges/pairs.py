"""Pairs of generated notes with the affinity and relation that their texts were made to have (test-fixtures/edges/guideline.md)."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from .memory import Memory, Note

MENTIONS = {"person": "MENTIONS_PERSON", "project": "MENTIONS_PROJECT", "concept": "MENTIONS_CONCEPT"}
MENTION_VALUE = {"person": {"central": 0.65, "present": 0.55}, "project": {"central": 0.85, "present": 0.6}, "concept": {"central": 0.75, "present": 0.55}}


@dataclass(frozen=True)
class Pair:
    source: str
    target: str
    affinity: float
    relation: str | None
    hard: str | None = None


def judge(source: Note, target: Note) -> Pair:
    """The label of two notes of one memory."""
    affinity, relation, hard = _matter(source, target)
    return Pair(source.id, target.id, affinity, relation, hard if relation is None else None)


def _matter(source: Note, target: Note) -> tuple[float, str | None, str | None]:
    if target.kind != "note":
        return _to_entity(source, target)
    if source.kind != "note":
        return _from_entity(source, target)
    if target.id in source.relies and target.step < 0:
        return 0.75, "PREREQUISITE", None
    if source.thread and source.thread == target.thread:
        return _in_thread(source, target)
    shared = set(source.named) & set(target.named)
    if source.aside or target.aside:
        return 0.05, None, "same-time" if abs((source.created - target.created).days) < 1 else "same-people" if shared else "same-world"
    if source.thread and target.thread:
        return 0.2, None, "same-people"
    if source.named.keys() & target.named.keys():  # the primer of a concept and a note that names the concept
        return 0.5, "SEE_ALSO", None
    return 0.25, None, "same-world"


def _to_entity(source: Note, target: Note) -> tuple[float, str | None, str | None]:
    if target.id in source.named:
        value = 0.95 if target.kind == "concept" and source.thread == 0 else MENTION_VALUE[target.kind][source.named[target.id]]
        return value, MENTIONS[target.kind], None
    if target.id in source.meant:
        return 0.75, "SEE_ALSO", None
    if source.kind != "note":
        return (0.3 if source.kind == target.kind == "person" and not (source.aside or target.aside) else 0.1), None, "same-name" if _namesakes(source, target) else "same-form"
    if target.kind == "person":
        return 0.05, None, "same-name" if target.aside and target.label.split()[0] in source.content else "same-world"
    return 0.15, None, "same-world"


def _from_entity(source: Note, target: Note) -> tuple[float, str | None, str | None]:
    if source.id in target.named:
        if source.kind == "person":
            return (0.55, "SEE_ALSO", None) if target.named[source.id] == "central" else (0.3, None, "same-people")
        return 0.75, "SEE_ALSO", None
    if source.id in target.meant:
        return 0.75, "SEE_ALSO", None
    return 0.1, None, "same-world"


def _in_thread(source: Note, target: Note) -> tuple[float, str, None]:
    steps = target.step - source.step
    if steps > 0:
        return (0.95 if steps == 1 else 0.75 if steps == 2 else 0.65), "CONTINUATION", None
    if target.id in source.relies:
        return 0.85, "PREREQUISITE", None
    return (0.75 if steps == -1 else 0.6), "SEE_ALSO", None


def _namesakes(source: Note, target: Note) -> bool:
    return source.label.split()[0] == target.label.split()[0]


def pairs_of(memory: Memory, rng: random.Random, count: int) -> list[Pair]:
    """`count` pairs of one memory: about three in five are offered, and no relation drowns the others."""
    made = [judge(source, target) for source in memory.notes for target in memory.notes if source.id != target.id]
    rng.shuffle(made)
    groups: dict[str, list[Pair]] = {}
    for pair in made:
        groups.setdefault(pair.relation or pair.hard or "none", []).append(pair)
    offered = _in_turn([group for name, group in sorted(groups.items()) if name.isupper()], count * 3 // 5)
    return offered + _in_turn([group for name, group in sorted(groups.items()) if not name.isupper()], count - len(offered))


def _in_turn(groups: list[list[Pair]], count: int) -> list[Pair]:
    """One from each group in turn until there are enough or none is left."""
    taken = [pair for turn in zip(*[group + [None] * (count - len(group)) for group in groups]) for pair in turn if pair is not None] if groups else []
    return taken[:count]


def strangers(one: Memory, others: list[Memory], rng: random.Random, count: int) -> list[Pair]:
    """Pairs across memories of different fields: half at random, half those that share the most words of twenty tries."""
    made: list[Pair] = []
    for index in range(count):
        tries = []
        for _ in range(1 if index % 2 else 20):
            other = rng.choice([memory for memory in others if memory.domain.name != one.domain.name])
            tries.append((rng.choice(one.notes), rng.choice(other.notes)))
        source, target = max(tries, key=lambda pair: len(_words(pair[0]) & _words(pair[1])))
        made.append(Pair(source.id, target.id, 0.0 if index % 2 else 0.05, None, None if index % 2 else "same-words"))
    return list({(pair.source, pair.target): pair for pair in made}.values())


def _words(note: Note) -> set[str]:
    return set(re.findall(r"\w{5,}", note.content.lower()))
