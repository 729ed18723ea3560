"""A recording: which moments follow each other, how long they take, what is broken off and taken up again."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .subjects import FIELDS, NAMES, subject
from .thread import Company, Talker, Thread

KINDS: dict[str, list[str]] = {
    "meetings": ["social", "meeting", "meeting", "planning", "meeting", "problem_solving", "planning", "conversation"],
    "coding": ["planning", "problem_solving", "problem_solving", "learning", "problem_solving", "accomplishment", "reflection"],
    "reflection": ["reflection", "observation", "reflection", "conversation", "planning"],
    "conversations": ["conversation", "social", "conversation", "planning", "conversation", "reflection"],
    "errands": ["observation", "conversation", "observation", "problem_solving", "social", "planning"],
    "lectures": ["meeting", "learning", "learning", "problem_solving", "learning", "conversation", "social"],
    "work day": ["meeting", "planning", "problem_solving", "observation", "social", "conversation", "accomplishment", "reflection"],
}


@dataclass
class Day:
    """Threads in order with the second at which each line begins. `genre` is a key of KINDS."""

    genre: str
    threads: list[Thread]
    starts: list[list[int]]
    solo: bool


def day(rng: random.Random, solo: bool) -> Day:
    genre = rng.choice(list(KINDS))
    minutes = rng.choice([20, 30, 45, 60, 60, 90, 120, 180, 240, 360, 480])
    count = max(3, min(12, round(rng.gauss(5.5 if minutes <= 90 else 7.5, 1.5))))
    talker = Talker(rng)
    names = rng.sample(NAMES, 9)
    there = names[:1] if solo else names[: rng.choice([2, 2, 3, 3, 4, 5])]
    company = Company(there, names[5:], solo)
    fields = rng.sample(FIELDS, rng.choice([1, 1, 2]))
    threads: list[Thread] = []
    while len(threads) < count:
        kind = _kind(rng, genre, threads)
        about = subject(rng, rng.choice(fields))
        marked = rng.random() < 0.5
        threads.append(talker.thread(kind, about, _circle(rng, company), _size(rng, solo), returns=False, marked=marked))
        if rng.random() < 0.14 and len(threads) < count - 1:
            other = _kind(rng, genre, threads)
            threads.append(talker.thread(other, subject(rng, rng.choice(FIELDS)), _circle(rng, company), rng.randrange(4, 7), returns=False, marked=False))
            threads.append(talker.thread(kind, about, company, _size(rng, solo), returns=True, marked=rng.random() < 0.7))
    return Day(genre, threads, _clock(rng, threads, minutes * 60), solo)


def _size(rng: random.Random, solo: bool) -> int:
    return rng.randrange(2, 6) if solo else rng.randrange(5, 13)


def _circle(rng: random.Random, company: Company) -> Company:
    """Not everybody is in every talk."""
    if len(company.there) < 3 or rng.random() < 0.5:
        return company
    return Company(rng.sample(company.there, rng.randrange(2, len(company.there))), company.absent, company.solo)


def _kind(rng: random.Random, genre: str, threads: list[Thread]) -> str:
    last = threads[-1].kind if threads else ""
    kind = rng.choice(KINDS[genre])
    return rng.choice(KINDS[genre]) if kind == last else kind


def _clock(rng: random.Random, threads: list[Thread], seconds: int) -> list[list[int]]:
    """Seconds from the beginning for every line: even talk, with a pause between two moments in half of the cases."""
    weights = [[0.5 + rng.expovariate(1.0) for _ in thread.lines] for thread in threads]
    pauses = [rng.choice([0.0, 0.0, 2.0, 5.0, 12.0]) for _ in threads]
    total = sum(map(sum, weights)) + sum(pauses)
    at = 0.0
    starts: list[list[int]] = []
    for own, pause in zip(weights, pauses):
        starts.append([])
        for weight in own:
            starts[-1].append(round(at / total * seconds))
            at += weight
        at += pause
    return starts
