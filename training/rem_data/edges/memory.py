"""One generated memory: people, a project, concepts, two threads of notes and what lies about beside them.

Every note keeps what its text really says (whom it names, what it relies on, which thread and step it is), so that the pairs' labels are
facts of the text and never guesses.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..values import Values
from ..wording import Writer
from .domains import DOMAINS, Concept, Domain, Trouble
from .phrases import CLOSINGS, LABELS, PERSON, PROJECT, CONCEPT, PRIMER, RELIES, STEPS, STRAY, WHO

STEP_NAMES = ["seen", "found", "plan", "result"]
GENRES = {"seen": ["diary", "technical", "transcript"], "found": ["meeting", "technical"], "plan": ["plan", "meeting"], "result": ["technical", "diary", "meeting"]}


@dataclass
class Note:
    id: str
    genre: str
    label: str
    kind: str
    created: datetime
    content: str
    people: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)  # id of an entity that the text names -> central or present
    meant: set[str] = field(default_factory=set)  # entities that it is about without naming them
    relies: set[str] = field(default_factory=set)  # earlier notes that the text says it stands on
    thread: int = 0  # 1 or 2; 0 outside of any
    step: int = -1
    aside: bool = False  # a note of the day, about nothing of the threads


@dataclass
class Memory:
    domain: Domain
    notes: list[Note] = field(default_factory=list)

    def entities(self, kind: str) -> list[Note]:
        return [note for note in self.notes if note.kind == kind]

    def thread(self, number: int) -> list[Note]:
        return [note for note in self.notes if note.thread == number and note.step >= 0]


class Scribe:
    """Writes one memory with its own chance, people and calendar."""

    def __init__(self, seed: int, index: int) -> None:
        self.rng = random.Random(f"{seed}|edges|{index}")
        self.values = Values(self.rng, "train")
        self.writer = Writer(self.rng, "train", self.values)
        self.domain = DOMAINS[index % len(DOMAINS)]
        self.memory = Memory(self.domain)
        self.prefix = f"g{index:03d}"
        self.day = datetime(2021, 1, 4, 9) + timedelta(days=self.rng.randrange(1500))
        self.counter = 0

    def say(self, templates: list[str], **holes: str) -> str:
        text = self.writer.fill(self.rng.choice(templates), **holes)
        return text[:1].upper() + text[1:]

    def note(self, genre: str, label: str, kind: str, content: str, **rest: object) -> Note:
        self.counter += 1
        made = Note(f"{self.prefix}-{self.counter:02d}", genre, label, kind, rest.pop("created", self.day), content.strip(), **rest)  # type: ignore[arg-type]
        self.memory.notes.append(made)
        return made

    def full_name(self) -> str:
        while len((name := self.values.person()).split()) != 2 or "." in name:
            pass
        return name

    def write(self) -> Memory:
        people = self.people()
        project = self.note("entity", self.rng.choice(self.domain.projects), "project", "")
        concepts = [self.concept(concept) for concept in self.rng.sample(self.domain.concepts, 2)]
        matters = self.rng.sample(self.domain.troubles, 2)
        project.content = self.say(PROJECT, name=project.label, field=self.domain.name, thing=matters[0].thing, lead=people[0].label, measure=matters[0].measure.split(", ")[0])
        project.named[people[0].id] = "central"
        primer = self.primer(self.domain.concepts, concepts[0])
        self.thread(1, matters[0], people, project, concepts[0], primer, STEP_NAMES)
        self.day += timedelta(days=self.rng.choice([-40, 3, 60, 200]))
        self.thread(2, matters[1], people[1:] + people[:1], None, concepts[1], None, self.rng.choice([["seen", "found", "result"], ["seen", "plan", "result"]]))
        self.asides(people)
        return self.memory

    def people(self) -> list[Note]:
        """Three who work together, and a stranger who has the first one's first name."""
        made = [self.note("entity", self.full_name(), "person", "") for _ in range(3)]
        names = {note.label.split()[0] for note in made}
        while len(names) < 3:
            made[-1].label = self.full_name()
            names = {note.label.split()[0] for note in made}
        namesake = self.note("entity", f"{made[0].label.split()[0]} {self.full_name().split()[1]}", "person", "")
        for note in made:
            note.content = self.say(PERSON, name=note.label, first=note.label.split()[0], field=self.domain.name, chore=self.rng.choice(self.domain.chores))
        namesake.content = self.say(PERSON, name=namesake.label, first=namesake.label.split()[0], field=self.rng.choice(DOMAINS).name, chore="answer letters")
        namesake.aside = True
        return made

    def concept(self, concept: Concept) -> Note:
        alias = f", also called {concept.alias}," if concept.alias else ""
        return self.note("entity", concept.name, "concept", self.say(CONCEPT, name=concept.name, alias=alias, definition=concept.definition, rule=concept.rule))

    def primer(self, known: list[Concept], entity: Note) -> Note:
        concept = next(one for one in known if one.name == entity.label)
        text = self.say(PRIMER, name=concept.name, definition=concept.definition, rule=concept.rule, field=self.domain.name)
        return self.note("technical", self.say(LABELS["primer"], name=concept.name, thing=concept.name), "note", text, named={entity.id: "central"},
                         created=self.day - timedelta(days=self.rng.choice([5, 60, 300])), tags=["howto"])

    def thread(self, number: int, matter: Trouble, people: list[Note], project: Note | None, concept: Note, primer: Note | None, steps: list[str]) -> None:
        before = self.rng.randrange(12, 60)
        after = self.rng.randrange(1, before // 2)
        numbered = self.rng.random() < 0.3
        for step, name in enumerate(steps):
            self.step(number, step, name, matter, people, project, concept, primer, (before, after), numbered)
            self.day += timedelta(days=self.rng.choice([0, 1, 3, 7, 14, 30, 90]), hours=self.rng.randrange(1, 5))

    def step(self, number: int, step: int, name: str, matter: Trouble, people: list[Note], project: Note | None, concept: Note, primer: Note | None,
             figures: tuple[int, int], numbered: bool) -> None:
        r = self.rng
        genre = r.choice(GENRES[name])
        made = self.note(genre, self.label(name, matter, step + 1 if numbered else 0), "note", "", thread=number, step=step)
        sentences = [self.say(part, **self.holes(matter, figures)) for part in STEPS[name]]
        active, present = people[r.randrange(2)], people[2]
        sentences.insert(r.randrange(1, len(sentences) + 1), self.say(WHO, name=active.label if r.random() < 0.4 else active.label.split()[0], thing=matter.thing))
        made.named[active.id] = "central"
        if genre in ("meeting", "transcript"):
            made.people = [active.label, present.label]
            made.named.setdefault(present.id, "present")
        self.mention(made, sentences, project, number == 1 and r.random() < 0.5, "central", ["This is part of {name}.", "All of it goes on the account of {name}.", "It is the first thing for {name} that can be counted."])
        self.mention(made, sentences, concept, r.random() < (0.7 if name != "result" else 0.25), "central",
                     ["Mind what we agreed about {name}.", "{name} (decides here|is the point|comes in here), as so often.", "Without {name} none of this makes sense."])
        self.rely(made, sentences, self.memory.thread(number)[:-1], primer)
        made.content = self.laid_out(genre, sentences + ([self.say(CLOSINGS)] if r.random() < 0.6 else []), made.people)

    def label(self, name: str, matter: Trouble, part: int) -> str:
        label = self.say(LABELS[name], thing=matter.thing, name=matter.thing)
        label = f"{label}, part {part}" if part else label
        taken = {note.label for note in self.memory.notes}
        return label if label not in taken else f"{label} ({self.day:%d %B})"

    def holes(self, matter: Trouble, figures: tuple[int, int]) -> dict[str, str]:
        what, per = matter.measure.split(", ")
        return {"thing": matter.thing, "seen": matter.seen, "cause": matter.cause, "remedy": matter.remedy, "measure": what, "per": per,
                "before": str(figures[0]), "after": str(figures[1]), "days": str(self.rng.randrange(2, 20)), "chore": self.rng.choice(self.domain.chores)}

    def mention(self, made: Note, sentences: list[str], entity: Note | None, named: bool, how: str, templates: list[str]) -> None:
        """Names the entity in a sentence of its own, or leaves it meant (the project of a thread) or out."""
        if entity is None:
            return
        if named:
            sentences.insert(self.rng.randrange(1, len(sentences) + 1), self.say(templates, name=entity.label))
            made.named[entity.id] = how
        elif entity.kind == "project":
            made.meant.add(entity.id)

    def rely(self, made: Note, sentences: list[str], earlier: list[Note], primer: Note | None) -> None:
        """Half the later notes say which earlier one they stand on; some presume the primer of the concept that they name."""
        if earlier and self.rng.random() < 0.55:
            by_name = self.rng.random() < 0.35
            sentences.insert(self.rng.randrange(2), self.say(RELIES["named" if by_name else "plain"], label=earlier[-1].label, what={"meeting": "meeting", "plan": "plan", "diary": "notes", "transcript": "talk"}.get(earlier[-1].genre, "report")))
            made.relies.add(earlier[-1].id)
        if primer and set(primer.named) & set(made.named) and self.rng.random() < 0.5:
            sentences.append(self.say(RELIES["primer"], label=primer.label))
            made.relies.add(primer.id)

    def laid_out(self, genre: str, sentences: list[str], people: list[str]) -> str:
        """The sentences as such a note is set: a paragraph, bullets, numbered points, or turns of two speakers."""
        if genre == "transcript":
            first = [name.split()[0] for name in people]
            return "\n".join(f"{first[i % 2]}: {sentence}" for i, sentence in enumerate(sentences))
        if genre == "meeting":
            return f"Present: {', '.join(people)}.\n" + "\n".join(f"- {sentence}" for sentence in sentences)
        if genre == "plan" and self.rng.random() < 0.6:
            return "\n".join(f"{i}. {sentence}" for i, sentence in enumerate(sentences, 1))
        return " ".join(sentences)

    def asides(self, people: list[Note]) -> None:
        """The same people on other matters, on the days of the threads: what a machine that counts people and dates falls for."""
        for host in self.rng.sample([note for note in self.memory.notes if note.step >= 0], 2):
            who = self.rng.sample(people, 2)
            chores = self.rng.sample(self.domain.chores, 3)
            text = self.say(STRAY, a=who[0].label.split()[0], b=who[1].label.split()[0], one=chores[0], two=chores[1], three=chores[2])
            self.note(self.rng.choice(["diary", "plan"]), f"{self.say(LABELS['stray'])}, {host.created:%d %B %Y}", "note", text, created=host.created + timedelta(hours=2),
                      named={who[0].id: "present", who[1].id: "present"}, aside=True)
