"""What recorders and tired typists make of a line: fillers, repetitions, lost case and punctuation, words heard wrongly."""

from __future__ import annotations

import random
import re

FILLERS = ["um", "uh", "like", "you know", "I mean", "er", "sort of"]
MISHEARD = {"their": "there", "there": "their", "to": "two", "for": "four", "right": "write", "hear": "here", "know": "no", "week": "weak", "your": "you're", "than": "then",
            "whole": "hole", "piece": "peace", "brake": "break", "wait": "weight", "by": "buy"}

KINDS = ["clean", "spoken", "recognised"]


def spoken(rng: random.Random, text: str, kind: str) -> str:
    """`clean` as it is, `spoken` with fillers and false starts, `recognised` as a recorder without punctuation writes it."""
    if kind == "clean":
        return text
    words = text.split(" ")
    made: list[str] = []
    for index, word in enumerate(words):
        chance = rng.random()
        if index > 0 and chance < 0.05:
            made.append(rng.choice(FILLERS) + ("," if kind == "spoken" else ""))
        elif chance > 0.97 and word.isalpha() and len(word) < 6:
            made.append(word + ("," if kind == "spoken" else ""))
        made.append(word)
    if kind == "spoken":
        return " ".join(made)
    heard = [MISHEARD.get(word.lower(), word) if rng.random() < 0.06 else word for word in made]
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s'’-]", "", " ".join(heard).lower())).strip()
