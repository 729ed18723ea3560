"""How people really type: lower case, no punctuation, dropped articles, typos, abbreviations. Values (between marks) stay untouched."""

from __future__ import annotations

import re

from .wording import CLOSE, OPEN, Writer, plain

PIECES = re.compile(f"({OPEN}[^{CLOSE}]*{CLOSE})")
NEIGHBOURS = {"a": "s", "e": "r", "i": "o", "o": "p", "t": "y", "n": "m", "s": "d", "r": "t", "l": "k", "u": "i", "c": "v", "d": "f", "m": "n", "h": "g"}
SHORT = {"please": "pls", "you": "u", "thanks": "thx", "with": "w/", "without": "w/o", "about": "abt", "documents": "docs", "are": "r", "because": "bc", "between": "btw", "people": "ppl",
         "and": "&", "what is": "whats", "who is": "whos", "meetings": "mtgs", "information": "info"}
KEEP = {"between", "documents", "and"}  # too easily another word; abbreviated by the templates instead


def noisy(w: Writer, request: str, lower: bool) -> str:
    """One written line: the marks removed, the text between values roughened as this writer would."""
    text = request
    if lower:
        text = _outside(text, str.lower)
    if w.chance(0.10):
        text = _outside(text, lambda part: re.sub(r"\b(the|a|an) (?=\S)", lambda m: "" if w.chance(0.8) else m.group(0), part))
    if w.chance(0.08):
        text = _outside(text, lambda part: _abbreviate(w, part))
    if w.chance(0.13):
        text = _typo(w, text)
    text = re.sub(r"\s+", " ", plain(text)).strip()
    return _ending(w, text, lower)


def _outside(text: str, change) -> str:
    return "".join(part if part.startswith(OPEN) else change(part) for part in PIECES.split(text))


def _abbreviate(w: Writer, part: str) -> str:
    for long, short in SHORT.items():
        if long not in KEEP and w.chance(0.6):
            part = re.sub(rf"\b{long}\b", short, part)
    return part


def _typo(w: Writer, text: str) -> str:
    """One or two slips in words of five letters and more, outside values."""
    parts = PIECES.split(text)
    spots = [(i, m.start(), m.end()) for i, part in enumerate(parts) if not part.startswith(OPEN) for m in re.finditer(r"\b[a-zA-Z]{5,}\b", part)]
    if spots:
        i, start, end = w.rng.choice(spots)
        parts[i] = parts[i][:start] + slip(w, parts[i][start:end]) + parts[i][end:]
    return "".join(parts)


def slip(w: Writer, word: str) -> str:
    """One slip of the fingers inside a word."""
    at = w.rng.randrange(1, len(word) - 1)
    kind = w.rng.choice(["swap", "drop", "double", "near"])
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if kind == "drop":
        return word[:at] + word[at + 1:]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    return word[:at] + NEIGHBOURS.get(word[at].lower(), word[at]) + word[at + 1:]


def _ending(w: Writer, text: str, lower: bool) -> str:
    if w.chance(0.5) and not text.endswith(("...",)):
        text = text.rstrip("?!. ") if len(text.rstrip("?!. ")) > 2 else text
    elif w.chance(0.12):
        text += w.rng.choice(["??", "!", "...", " :)", " ?"])
    if not lower and text and w.chance(0.75):
        text = text[0].upper() + text[1:]
    return text
