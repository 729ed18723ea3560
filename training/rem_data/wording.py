"""The phrase engine: templates with alternatives and values, chosen by split.

A template is text with `(a|b|)` alternatives and `{name}` holes. Text that comes from a value is kept between two marks, so that the
noise of hasty writing never touches what the answer copies. Every slot's templates are divided among the splits by their hash: dev and
test rows use wordings that training never shows.
"""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass, field

from .values import Values

OPEN, CLOSE = "\ue000", "\ue001"
HOLE = re.compile(r"\{(\w+)\}")
GROUP = re.compile(r"\(([^()]*)\)")


def value(text: str) -> str:
    """Marks `text` as coming from a value."""
    return f"{OPEN}{text}{CLOSE}"


def plain(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def template_split(slot: str, templates: list[str], index: int) -> str:
    """Train, dev or test: in slots of eight templates and more, about one in ten each for dev and test (at least one)."""
    if len(templates) < 8:
        return "any"
    order = sorted(range(len(templates)), key=lambda i: hashlib.sha256(f"{slot}|{templates[i]}".encode()).digest())
    held = max(1, len(templates) // 12)
    place = order.index(index)
    return "dev" if place < held else "test" if place < 2 * held else "train"


_SPLITS: dict[tuple[str, int, str], dict[str, list[int]]] = {}


def _by_split(slot: str, templates: list[str]) -> dict[str, list[int]]:
    known = (slot, len(templates), templates[0])
    if known not in _SPLITS:
        table: dict[str, list[int]] = {"train": [], "dev": [], "test": [], "any": []}
        for index in range(len(templates)):
            table[template_split(slot, templates, index)].append(index)
        _SPLITS[known] = table
    return _SPLITS[known]


@dataclass
class Writer:
    """What one row is written with: chance, the split, the values, and which templates were used."""

    rng: random.Random
    split: str
    values: Values
    lower_values: bool = False
    used: list[str] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def pick(self, slot: str, templates: list[str]) -> str:
        """One template of the slot, of this row's split where the slot is divided."""
        table = _by_split(slot, templates)
        pool = table["any"] or table[self.split]
        index = self.rng.choice(pool)
        self.used.append(f"{slot}/{index}")
        return templates[index]

    def fill(self, template: str, **holes: str) -> str:
        """Chooses the alternatives of a template, innermost first, and puts `holes` in. A choice never loses the hole of the thing itself."""
        text = template
        while (found := GROUP.search(text)) is not None:
            text = text[: found.start()] + self.rng.choice(found.group(1).split("|")) + text[found.end():]
        if ("{k}" in template and "{k}" not in text) or ("{q}" in template and "{q}" not in text):
            return self.fill(template, **holes)
        return HOLE.sub(lambda hole: holes[hole.group(1)], text)

    def say(self, slot: str, templates: list[str], **holes: str) -> str:
        return self.fill(self.pick(slot, templates), **holes)

    def typed(self, text: str) -> str:
        """A value as this writer types it: their lower case reaches values too; the answer copies what was typed."""
        return text.lower() if self.lower_values else text
