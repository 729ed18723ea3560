"""One moment as it is talked or noted: its lines with their voices, and what its labels are."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from ..values import Values
from ..wording import Writer
from .feelings import LIKELY, NOT_SHOWN, SHOWN
from .lines import CLOSES, FILLERS, INTERRUPTIONS, MARKS, NOTE_MARKS, NOTE_RETURNS, NOTES, OPENINGS, RETURNS, TALK
from .subjects import COMING, PAST, Subject

VOCATIVE = re.compile(r"(?:^|, )\{n\}(?:[,.?!]|$)")
PRESENT = {"meeting", "social", "learning", "conversation"}
"""Kinds whose notes tell that the person named is there."""


@dataclass(frozen=True)
class Company:
    """Who is there (full names; the first one writes where nobody speaks), and who is only talked about."""

    there: list[str]
    absent: list[str]
    solo: bool


@dataclass
class Said:
    speaker: str | None
    text: str


@dataclass
class Thread:
    """A stretch of talk; `named` are full names that its words say, with the role that this gives them."""

    kind: str
    subject: Subject
    company: Company
    lines: list[Said] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    place: str | None = None


class Talker:
    """Writes threads. `first` is the name that everyday talk uses."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.writer = Writer(rng, "train", Values(rng, "train"))

    def thread(self, kind: str, subject: Subject, company: Company, size: int, returns: bool, marked: bool) -> Thread:
        made = Thread(kind, subject, company)
        turn = self.rng.randrange(len(company.there))
        if returns and marked:
            turn = self._say(made, self.rng.choice(NOTE_RETURNS if company.solo else RETURNS), turn)
        elif marked and kind not in ("social", "reflection"):
            turn = self._say(made, self.rng.choice(NOTE_MARKS if company.solo else MARKS), turn)
        elif kind in OPENINGS and not company.solo and self.rng.random() < 0.35:
            turn = self._say(made, self.rng.choice(OPENINGS[kind]), turn)
        self._place(made)
        pool = self._body(kind, company.solo)
        feelings = self._feelings(made, size)
        while len(made.lines) < size or feelings:
            template = pool.pop(0) if pool and (len(made.lines) < size or not feelings) and not (feelings and self.rng.random() < 0.35) else feelings.pop(0) if feelings else None
            if template is None:
                break
            turn = self._say(made, template, turn)
        if marked and not company.solo and self.rng.random() < 0.3:
            self._say(made, self.rng.choice(CLOSES), turn)
        return made

    def _body(self, kind: str, solo: bool) -> list[str]:
        pool = list((NOTES if solo else TALK)[kind])
        self.rng.shuffle(pool)
        pool.sort(key=lambda template: "{t}" not in template)  # a stretch says early what it is about
        head, tail = pool[:1], pool[1:]
        self.rng.shuffle(tail)
        pool = head + tail
        if kind == "problem_solving":  # the cause is found near the end, whatever was tried before
            pool.sort(key=lambda template: "{c}" in template or "{f}" in template or "And now" in template)
        extras = FILLERS + INTERRUPTIONS if not solo else []
        for template in self.rng.sample(extras, min(len(extras), self.rng.choice([0, 0, 1, 2]))):
            pool.insert(self.rng.randrange(1, len(pool)), template)
        if self.rng.random() < 0.4:
            pool.insert(self.rng.randrange(1, len(pool)), self.rng.choice([each for each in NOT_SHOWN if not solo or "//" not in each]))
        return pool

    def _feelings(self, made: Thread, size: int) -> list[str]:
        """Lines that show the moment's feelings: one in a short moment, two (strong) in a long one, as the guideline wants it."""
        drawn = [name for name, chance in LIKELY[made.kind].items() if self.rng.random() < chance][: 3 if size > 4 else 1]
        found: list[str] = []
        for name in drawn:
            count = 2 if size > 8 else self.rng.choice([1, 1, 2])
            made.shown[name] = count
            found += self.rng.sample(SHOWN[name], count)
        return found

    def _place(self, made: Thread) -> None:
        if self.rng.random() < 0.25:
            made.place = self.rng.choice(made.subject.field.places)
            self._say(made, f"We are in the {made.place} now." if not made.company.solo else f"In the {made.place}.", self.rng.randrange(len(made.company.there)))

    def _say(self, made: Thread, template: str, turn: int) -> int:
        """Adds a template's lines; the speaker changes at ` // ` and mostly before it."""
        there = made.company.there
        for number, part in enumerate(template.split(" // ")):
            if number > 0 or self.rng.random() < 0.75:
                turn = (turn + self.rng.randrange(1, len(there))) % len(there) if len(there) > 1 else 0
            speaker = None if made.company.solo else there[turn]
            made.lines.append(Said(speaker, self._fill(made, part, speaker)))
        return turn

    def _fill(self, made: Thread, template: str, speaker: str | None) -> str:
        about = made.subject
        holes = {"t": about.thing, "u": about.other, "p": about.part, "c": about.fault, "f": about.mending, "d": self.rng.choice(COMING), "e": self.rng.choice(PAST), "k": str(self.rng.randrange(3, 90)),
                 "x": str(self.rng.randrange(91, 240)), "n": self._name(made, template, speaker)}
        text = re.sub(r"\s+(?=[.,!?])", "", re.sub(r"\s+", " ", self.writer.fill(template, **holes))).strip()
        return text[0].upper() + text[1:]

    def _name(self, made: Thread, template: str, speaker: str | None) -> str:
        if "{n}" not in template:
            return ""
        company = made.company
        vocative = VOCATIVE.search(template) is not None
        others = [name for name in company.there if name != speaker]
        if company.solo:
            chosen, role = self.rng.choice(company.absent), "addressed" if made.kind in PRESENT and not vocative else "mentioned"
        elif vocative and others:
            chosen, role = self.rng.choice(others), "addressed"
        else:
            chosen, role = self.rng.choice(company.absent), "mentioned"
        if made.named.get(chosen) != "addressed":
            made.named[chosen] = role
        return chosen.split(" ")[0]
