"""The Labels line: what the workspace knows that looks like words of the request, with distractors, near misses, or without the right one."""

from __future__ import annotations

import re
import unicodedata

from .noise import slip
from .wording import Writer


def flat(text: str) -> str:
    """Without accents."""
    found = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return found.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O").replace("ß", "ss")


def respelled(w: Writer, label: str) -> str:
    """The label as a hasty person types it, still plainly the same thing."""
    forms = [label.lower(), label.lower(), label.lower()]
    if flat(label) != label:
        forms += [flat(label), flat(label).lower(), flat(label)]
    if re.search(r"[-_/]", label):
        forms += [re.sub(r"[-_/]+", " ", label), re.sub(r"[-_/]+", " ", label).lower()]
    if "'" in label:
        forms += [label.replace("'", ""), label.replace("'", "").lower(), label.replace("'", "’")]
    if "." in label and " " not in label:
        forms.append(label.rsplit(".", 1)[0])
    words = label.split()
    if len(words) > 1:
        forms += [words[0], words[-1], " ".join(words[:-1]), words[0].lower()] if w.chance(0.5) else []
    if len(label) > 5 and label.isascii():
        at = w.rng.choice([m.start() for m in re.finditer(r"[A-Za-z]+", label)])
        word = re.match(r"[A-Za-z]+", label[at:])
        if word and len(word.group(0)) > 4:
            misspelt = label[:at] + slip(w, word.group(0)) + label[at + len(word.group(0)):]
            forms += [misspelt, misspelt.lower()]
    found = [form for form in forms if len(form) >= 2]
    return w.rng.choice(found) if found else label


def near_miss(w: Writer, label: str) -> str:
    """Another thing whose label looks like this one."""
    words = label.split()
    number = re.search(r"\d+", label)
    if number and w.chance(0.7):
        return label[: number.start()] + str(int(number.group(0)) + w.rng.choice([1, 1, 2, 10])) + label[number.end():]
    if len(words) > 1:
        other = w.values.person().split()
        return f"{words[0]} {other[-1]}" if w.chance(0.6) else f"{other[0]} {words[-1]}"
    parts = re.split(r"([-_/])", label)
    if len(parts) > 2:
        parts[w.rng.choice([0, len(parts) - 1])] = w.values.word()
        return "".join(parts)
    return f"{label} {w.rng.choice(['Archive', 'Review', 'Notes', 'Team', '2', 'Plan'])}"


def sharing(w: Writer, about: str) -> str:
    """A label that shares one word with a value of the request: what a search by words brings up."""
    words = [word for word in re.findall(r"[\w'-]+", about) if len(word) > 2] or [about]
    word = w.rng.choice(words)
    return w.rng.choice([f"{word.capitalize()} {w.values.title().split(' ')[-1]}", f"{word.lower()}-{w.values.word()}", f"{w.values.word()}-{word.lower()}", f"{w.values.title().split(' ')[0]} {word.capitalize()} {w.values.title().split(' ')[-1]}", word.capitalize(), word])


def same_words(w: Writer, about: str) -> str:
    """The value itself as a label, where the answer is no key: what was typed stays."""
    return w.rng.choice([about, about.title(), re.sub(r"\s+", "-", about.lower())])


def line(w: Writer, right: list[str], about: str) -> list[str]:
    """At most six labels, the likely ones first. `right` are labels that the answer must use; `about` is any word of the request."""
    others = [near_miss(w, label) for label in right if w.chance(0.5)]
    others += [w.values.thing() for _ in range(w.rng.choice([0, 1, 1, 2, 3, 4]))]
    if not right and about:
        others += [make(w, about) for make in w.rng.sample([near_miss, sharing, sharing, same_words], w.rng.choice([1, 1, 2, 3]))]
    right, lowered = list(right), [label.lower() for label in right]
    others = [label for label in dict.fromkeys(others) if label.lower() not in lowered and "|" not in label]
    w.rng.shuffle(others)
    if right and w.chance(0.25) and others:
        mixed = right + others
        w.rng.shuffle(mixed)
    else:
        mixed = right + others
    kept = mixed[:6]
    return kept if all(label in kept for label in right) else (right + others)[:6]
