"""`python -m rem_data query --seed 7 --out data` writes query-train.jsonl, query-dev.jsonl and query-test.jsonl; `edges` writes edges/documents.jsonl and
edges/pairs.jsonl; `moments` writes moments/*.json. The same seed gives the same files."""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path

from .edges.make import write as write_edges
from .feedback import write_feedback
from .moments.make import write_moments
from .feedback import from_feedback
from .query import duplicates, splits, write
from .talk import write_talk


def main() -> None:
    parser = argparse.ArgumentParser(prog="rem-data", description="Makes training rows: requests with the REM queries that answer them; notes with the edges between them.")
    tasks = parser.add_subparsers(dest="task", required=True)
    query = tasks.add_parser("query", help="requests and their queries")
    query.add_argument("--seed", type=int, default=7)
    query.add_argument("--out", type=Path, default=Path("data"))
    query.add_argument("--train", type=int, default=24000, help="training rows")
    query.add_argument("--held-out", type=int, default=600, help="rows each for dev and test")
    talk = tasks.add_parser("talk", help="the words that wordings are made of, for the loop's check of an answer against its request")
    talk.add_argument("--seed", type=int, default=7)
    talk.add_argument("--out", type=Path, required=True)
    edges = tasks.add_parser("edges", help="notes, and pairs of them with affinity and relation")
    edges.add_argument("--seed", type=int, default=7)
    edges.add_argument("--out", type=Path, default=Path("data"))
    edges.add_argument("--memories", type=int, default=60, help="memories of about seventeen notes and 46 pairs each")
    moments = tasks.add_parser("moments", help="transcripts with their moments")
    moments.add_argument("--seed", type=int, default=7)
    moments.add_argument("--out", type=Path, default=Path("data"))
    moments.add_argument("--count", type=int, default=440, help="transcripts")
    feedback = tasks.add_parser("edges-from-feedback", help="labels from what was accepted and hidden in the editor")
    feedback.add_argument("choices", type=Path, help="edge-choices.jsonl, as `REM: Show Edge Choices` opens it")
    feedback.add_argument("--out", type=Path, required=True, help="where the labels go, for `rem edges --recalibrate`")
    options = parser.parse_args()
    if options.task == "edges-from-feedback":
        print(write_feedback(options.choices, options.out))
        return
    if options.task == "moments":
        write_moments(options.seed, options.count, options.out)
        return
    if options.task == "edges":
        write_edges(options.seed, options.memories, options.out)
        return
    if options.task == "talk":
        print(f"{write_talk(options.seed, options.out)} words")
        return
    made = splits(options.seed, {"train": options.train, "dev": options.held_out, "test": options.held_out})
    write(made, options.out)
    report(made, options.out)


def report(made: dict[str, list[dict[str, object]]], out: Path) -> None:
    for split, rows in made.items():
        digest = hashlib.sha256((out / f"query-{split}.jsonl").read_bytes()).hexdigest()[:16]
        verbs = Counter(str(row["rem_query"]).split(" ")[0] for row in rows)
        print(f"{split}: {len(rows)} rows, {len({row['shape'] for row in rows})} shapes, {len({row['template'] for row in rows})} templates, {dict(verbs)}, sha256 {digest}")
    print(f"near duplicates across and within splits: {duplicates(made)}")


if __name__ == "__main__":
    main()
