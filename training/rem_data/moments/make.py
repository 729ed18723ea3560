"""`python -m rem_data moments --seed 7 --out data`: data/moments/NNN.json, each a transcript's text with its moments; all of them for training."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter
from pathlib import Path

from .day import Day, day
from .forms import ENDINGS, SOLO, TALKED, write
from .speech import KINDS, spoken
from .subjects import kebab
from .thread import Thread

ENDING = re.compile(r"[.!?…]+(?=\s|$)")
"""Where the reader cuts running text into utterances; a turn or a cue is one utterance whatever stands in it."""

TITLES = {"meeting": "Round on the {t}", "planning": "Planning the {t}", "problem_solving": "What is wrong with the {t}", "learning": "Learning about the {t}", "conversation": "Talk about the {t}",
          "social": "A break together", "reflection": "Thinking about the {t}", "observation": "Looking at the {t}", "accomplishment": "The {t} is done"}


def transcript(seed: int, number: int) -> dict[str, object]:
    """One annotated transcript: {name, file_name, split, genre, form, noise, text, moments}; `at` is where a moment's first words begin, in UTF-16 units."""
    rng = random.Random(f"moments {seed} {number}")
    solo = rng.random() < 0.4
    made = day(rng, solo)
    form = rng.choice(SOLO if solo else TALKED)
    noise = rng.choices(KINDS, [6, 3, 2])[0]
    labels = _labels(rng, made, noise)
    words = [[spoken(rng, said.text, noise) for said in thread.lines] for thread in made.threads]
    page = write(rng, made, form, words, labels)
    name = f"generated-{seed}-{number:03}"
    return {"name": name, "file_name": f"{name}.{ENDINGS.get(form, 'txt')}", "source": f"generated-{number:03}", "split": "train", "genre": made.genre, "form": form, "noise": noise,
            "text": page.text, "moments": _moments(made, words, page.at, labels, noise)}


def _labels(rng: random.Random, made: Day, noise: str) -> dict[str, str]:
    """Speakers stand in a file with their whole names or with the first ones."""
    whole = rng.random() < 0.5
    names = {said.speaker for thread in made.threads for said in thread.lines if said.speaker}
    return {name: name if whole else name.split(" ")[0] for name in sorted(names)}


def _moments(made: Day, words: list[list[str]], at: list[int], labels: dict[str, str], noise: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    utterance = line = 0
    for thread, own in zip(made.threads, words):
        count = sum(max(1, len(ENDING.findall(text)) + (0 if ENDING.search(text[-1:]) else 1)) if made.solo else 1 for text in own)
        topics = _topics(thread, " ".join(own).lower())
        title = TITLES[thread.kind].format(t=topics[0].replace("-", " "))
        people = _people(thread, labels, noise)
        found.append({
            "first": utterance, "last": utterance + count - 1, "at": at[line], "begins": own[0][:40], "moment_type": thread.kind,
            "emotion_tags": [name for name, _ in sorted(thread.shown.items(), key=lambda each: -each[1])],
            "topic_tags": topics, "people": people, **({"place": thread.place} if thread.place else {}), "name": title, "summary": f"{title}, with {' and '.join(topics[1:]).replace('-', ' ')}." if topics[1:] else f"{title}.",
        })
        utterance += count
        line += len(own)
    return found


def _topics(thread: Thread, said: str) -> list[str]:
    about = thread.subject
    nouns = [about.thing, about.part, about.other] + [re.sub(r"^(?:an?|the) ", "", about.fault)]
    return [kebab(noun) for noun in nouns if noun in said and len(noun.split()) <= 3] or [kebab(about.thing)]


def _people(thread: Thread, labels: dict[str, str], noise: str) -> list[dict[str, str]]:
    """Speakers by their label, others by the first name that was said; a recorder without capitals writes those small."""
    found = {labels[said.speaker]: "speaker" for said in thread.lines if said.speaker}
    for name, role in thread.named.items():
        shown = labels.get(name, name.split(" ")[0].lower() if noise == "recognised" else name.split(" ")[0])
        found.setdefault(shown, role)
    return [{"name": name, "role": role} for name, role in found.items()]


def write_moments(seed: int, count: int, out: Path) -> None:
    folder = out / "moments"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("generated-*.json"):
        old.unlink()
    made = [transcript(seed, number) for number in range(count)]
    digest = hashlib.sha256()
    for each in made:
        text = json.dumps(each, ensure_ascii=False, indent=1) + "\n"
        digest.update(text.encode())
        (folder / f"{each['name']}.json").write_text(text, encoding="utf-8")
    moments = [moment for each in made for moment in each["moments"]]
    print(f"{count} transcripts, {len(moments)} moments, forms {dict(Counter(each['form'] for each in made))}, noise {dict(Counter(each['noise'] for each in made))}")
    print(f"types {dict(Counter(moment['moment_type'] for moment in moments))}, sha256 {digest.hexdigest()[:16]}")
