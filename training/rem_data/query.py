"""The rows of the query task: drafts of every verb become noisy requests with prompts, divided into splits without near duplicates."""

from __future__ import annotations

import hashlib
import json
import random
import re
from pathlib import Path

from .draft import Draft
from .labels import line
from .noise import noisy
from .statement import INTENTS, parameters, render, shape
from .values import Values
from .verbs.foreign import foreign
from .verbs.hasty import hasty
from .verbs.lookup import fuzzy, lookup
from .verbs.moments import moments
from .verbs.none import none
from .verbs.search import search
from .verbs.select import select
from .verbs.traverse import traverse
from .wording import CLOSE, OPEN, Writer

MAKERS = [(lookup, 9.0), (fuzzy, 6.0), (search, 23.0), (select, 19.0), (moments, 8.0), (traverse, 24.0), (none, 9.0), (foreign, 6.0), (hasty, 5.0)]
HELD_SHAPES = 0.03


def draft_row(seed: int, split: str, index: int) -> dict[str, object]:
    """One row; the same arguments give the same row."""
    rng = random.Random(f"{seed}|{split}|{index}")
    lower = rng.random() < 0.45
    w = Writer(rng, split, Values(rng, split), lower_values=lower and rng.random() < 0.6)
    make = rng.choices([maker for maker, _ in MAKERS], [share for _, share in MAKERS])[0]
    draft: Draft = make(w)
    labels = labels_for(w, draft)
    statement = draft.statement
    return {"natural_language": noisy(w, draft.request, lower), "rem_query": render(statement), "intent": INTENTS[statement.verb], "parameters": parameters(statement),
            "labels": labels, "schema": draft.schema, "template": " ".join(w.used[:3]) or draft.family, "family": draft.family,
            "shape": shape(statement) if statement.verb != "SELECT" else f"{draft.family} {shape(statement)}", "skeleton": skeleton(draft.request)}


def labels_for(w: Writer, draft: Draft) -> list[str]:
    """Labels that the answer needs are always there; otherwise about half the rows get a line of other labels."""
    if draft.labels:
        return line(w, draft.labels, draft.about)
    if not w.chance(0.45 if draft.labels is not None else 0.35):
        return []
    seen = re.findall(f"{OPEN}([^{CLOSE}]*){CLOSE}", draft.request)
    # A bare topic that is a label, word for word, would ask for that label.
    keyed = draft.statement.verb == "LOOKUP" or (draft.statement.start is not None and draft.statement.start.verb == "LOOKUP") or draft.family in ("search.bare", "hasty.clipped")
    return line_apart(w, draft.about) if keyed else line(w, [], w.rng.choice(seen) if seen else draft.about)


def line_apart(w: Writer, about: str) -> list[str]:
    """Labels without the right one: the key stays as it was typed, so none of them may be the same thing in another spelling."""
    return [label for label in line(w, [], about) if near(label) != near(about) and near(about) not in near(label)]


def skeleton(request: str) -> str:
    """The request with its values and digits blanked: what near duplicates are told by."""
    blank = re.sub(f"{OPEN}[^{CLOSE}]*{CLOSE}", "_", request.lower())
    return re.sub(r"[^a-z_]+", " ", re.sub(r"\d+", "0", blank)).strip()


def held(shape_id: str) -> str:
    """Shapes of many clauses are kept out of training by their hash, so that dev and test hold combinations never shown."""
    if len(re.findall(r"\b(AND|LIMIT|THRESHOLD|CATEGORY|FIELD|IN|DEPTH|DIRECTION|ORDER|LOAD)\b", shape_id)) < 2:
        return "any"
    bucket = hashlib.sha256(shape_id.encode()).digest()[0] / 256
    return "dev" if bucket < HELD_SHAPES else "test" if bucket < 2 * HELD_SHAPES else "any"


PEOPLE = Path(__file__).resolve().parents[2] / "test-fixtures" / "requests" / "people-dev.jsonl"


def people_requests() -> set[str]:
    """Requests of the people's development set, folded: no row may be one of them. (The final set is never opened here.)"""
    if not PEOPLE.exists():
        return set()
    return {near(json.loads(text)["request"]) for text in PEOPLE.read_text(encoding="utf-8").splitlines() if text}


def splits(seed: int, counts: dict[str, int]) -> dict[str, list[dict[str, object]]]:
    """Rows per split. Test is made first, then dev, then train; a request or skeleton that an earlier split has is not made again."""
    taken_requests: set[str] = people_requests()
    taken_pairs: set[str] = set()
    made: dict[str, list[dict[str, object]]] = {}
    for split in ("test", "dev", "train"):
        rows: list[dict[str, object]] = []
        own: set[str] = set()
        index = 0
        while len(rows) < counts[split]:
            row = draft_row(seed, split, index)
            index += 1
            request, pair = near(str(row["natural_language"])), f"{row['skeleton']}|{row['shape']}"
            if request in taken_requests or request in own or (pair in taken_pairs and not pair.startswith("_|")):
                continue
            if held(str(row["shape"])) not in ("any", split):
                continue
            own.add(request)
            rows.append(row)
        taken_requests |= own
        taken_pairs |= {f"{row['skeleton']}|{row['shape']}" for row in rows}
        made[split] = rows
    return made


def near(request: str) -> str:
    return re.sub(r"[^\w]+", " ", request.lower()).strip()


def duplicates(made: dict[str, list[dict[str, object]]]) -> int:
    """Requests that stand, but for case and punctuation, in two splits, or twice in one."""
    seen: set[str] = set()
    again = 0
    for rows in made.values():
        for row in rows:
            key = near(str(row["natural_language"]))
            again += key in seen
            seen.add(key)
    return again


def write(made: dict[str, list[dict[str, object]]], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for split, rows in made.items():
        with (out / f"query-{split}.jsonl").open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps({name: given for name, given in row.items() if name != "skeleton"}, ensure_ascii=False) + "\n")
