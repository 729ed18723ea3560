"""What a person accepted and hid in the editor, as labels: one for each pair, the last choice counts, so that a change of mind is no contradiction."""

from __future__ import annotations

import json
from pathlib import Path

RELATIONS = {"SEE_ALSO", "PREREQUISITE", "CONTINUATION", "MENTIONS_PERSON", "MENTIONS_PROJECT", "MENTIONS_CONCEPT"}

Label = dict[str, object]


def labels_of(lines: list[str]) -> tuple[list[Label], int]:
    """The labels of `edge-choices.jsonl`, and how many lines were no choice. `hidden` without "for ever" says little about the pair: half an affinity step."""
    found: dict[tuple[str, str], Label] = {}
    wrong = 0
    for line in lines:
        if not line.strip():
            continue
        label = _label(line)
        if label is None:
            wrong += 1
            continue
        key = (str(label["source"]), str(label["target"]))
        found.pop(key, None)
        found[key] = label
    return list(found.values()), wrong


def _label(line: str) -> Label | None:
    try:
        choice = json.loads(line)
    except json.JSONDecodeError:
        return None
    if not isinstance(choice, dict):
        return None
    source, target, score = choice.get("source"), choice.get("label"), choice.get("score")
    if not isinstance(source, str) or not isinstance(target, str) or isinstance(score, bool) or not isinstance(score, (int, float)) or not 0 <= score <= 1:
        return None
    affinity = {"accepted": 0.75, "hidden": 0.35, "hidden for ever": 0.1}.get(str(choice.get("choice")))
    if affinity is None:
        return None
    relation = choice.get("relation") if affinity >= 0.5 and choice.get("relation") in RELATIONS else None
    return {"source": source, "target": target, "affinity": affinity, "relation": relation, "score": score, "related": affinity >= 0.5, "labeller": "feedback"}


def write_feedback(choices: Path, out: Path) -> str:
    """Writes the labels as JSON lines; answers what was done, in words."""
    labels, wrong = labels_of(choices.read_text(encoding="utf-8").splitlines())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(json.dumps(label, ensure_ascii=False) + "\n" for label in labels), encoding="utf-8")
    accepted = sum(1 for label in labels if label["related"])
    left = f", {wrong} lines left out that are no choice" if wrong else ""
    return f"{len(labels)} labels, {accepted} of them accepted{left}: {out}"
