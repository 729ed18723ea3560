"""`rem-data from-feedback FILE… --out FOLDER`: kept choices (exported from the editor) and annotated requests become training rows. What was taken, written
or corrected is a row; what was turned down, or corrected away, stands beside it in `query-rejected.jsonl` for preference training.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from .statement import INTENTS

RESOLVED = re.compile(r"'\d{4}-\d\d-\d\d(?:T[^']*)?'")


def rows_of(files: list[Path]) -> tuple[list[dict[str, object]], list[dict[str, object]], int]:
    """`(rows, rejected, left out)`: one row a request, the last choice counts. Left out: lines that are no choice, and queries whose dates were resolved, for
    a model learns to write date words, never dates that it cannot know."""
    chosen: dict[str, tuple[str, str]] = {}
    rejected: dict[tuple[str, str], dict[str, object]] = {}
    left_out = 0
    for line in (line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()):
        choice = _choice(line)
        if choice is None:
            left_out += 1
            continue
        request, query, offered, kind = choice
        if any(RESOLVED.search(text) for text in (query, *offered)):
            left_out += 1
            continue
        if query:
            chosen[request] = (query, kind)
        if offered and offered[0] != query:
            rejected[request, offered[0]] = {"natural_language": request, "chosen": query or None, "rejected": offered[0]}
    return [_row(request, query, kind) for request, (query, kind) in chosen.items()], list(rejected.values()), left_out


def _choice(line: str) -> tuple[str, str, list[str], str] | None:
    """`(request, query or "", offered, kind)` of a line of feedback or of annotation."""
    try:
        value = json.loads(line)
    except ValueError:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("request"), str) or not value["request"].strip():
        return None
    request = re.sub(r"\s+", " ", value["request"]).strip()
    if isinstance(value.get("queries"), list):
        queries = [query for query in value["queries"] if isinstance(query, str)]
        return request, queries[0] if queries else "NONE", [], "annotated"
    if value.get("kind") not in ("accept", "edit", "dismiss"):
        return None
    offered = [query for query in value.get("offered", []) if isinstance(query, str)]
    query = value.get("query") if isinstance(value.get("query"), str) else ""
    return request, query if value["kind"] != "dismiss" else "", offered, value["kind"]


def _row(request: str, query: str, kind: str) -> dict[str, object]:
    verb = query.split(" ")[0].upper()
    return {"natural_language": request, "rem_query": query, "intent": INTENTS.get("SELECT" if verb == "WITH" else verb, "none"), "parameters": {}, "labels": [], "schema": None,
            "template": "feedback", "family": f"feedback.{kind}", "shape": verb}


def from_feedback(files: list[Path], out: Path) -> str:
    rows, rejected, left_out = rows_of(files)
    out.mkdir(parents=True, exist_ok=True)
    for name, found in (("query-feedback.jsonl", rows), ("query-rejected.jsonl", rejected)):
        (out / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")
    return f"{len(rows)} rows, {len(rejected)} rejected queries, {left_out} lines left out"
