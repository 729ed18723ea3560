"""`python -m rem_data query --seed 7 --out data` writes query-train.jsonl, query-dev.jsonl and query-test.jsonl; `edges` writes edges/documents.jsonl and
edges/pairs.jsonl; `moments` writes moments/*.json. The same seed gives the same files. `from-feedback` and `edges-from-feedback` make rows and labels
of what people chose in the editor."""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path

from .edges.feedback import write_feedback
from .edges.make import write as write_edges
from .feedback import from_feedback
from .moments.make import write_moments
from .query import duplicates, splits, write
from .talk import write_talk


def main() -> None:
    options = arguments()
    match options.task:
        case "query":
            made = splits(options.seed, {"train": options.train, "dev": options.held_out, "test": options.held_out})
            write(made, options.out)
            report(made, options.out)
        case "talk":
            print(f"{write_talk(options.seed, options.out)} words")
        case "edges":
            write_edges(options.seed, options.memories, options.out)
        case "moments":
            write_moments(options.seed, options.count, options.out)
        case "from-feedback":
            print(from_feedback(options.files, options.out))
        case "edges-from-feedback":
            print(write_feedback(options.choices, options.out))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="rem-data", description="Makes training rows: requests with the REM queries that answer them; notes with the edges between them.")
    tasks = parser.add_subparsers(dest="task", required=True)
    query = generator(tasks, "query", "requests and their queries")
    query.add_argument("--train", type=int, default=24000, help="training rows")
    query.add_argument("--held-out", type=int, default=600, help="rows each for dev and test")
    generator(tasks, "talk", "the words that wordings are made of, for the loop's check of an answer against its request", needs_out=True)
    edges = generator(tasks, "edges", "notes, and pairs of them with affinity and relation")
    edges.add_argument("--memories", type=int, default=60, help="memories of about seventeen notes and 46 pairs each")
    moments = generator(tasks, "moments", "transcripts with their moments")
    moments.add_argument("--count", type=int, default=440, help="transcripts")
    feedback = tasks.add_parser("from-feedback", help="rows from kept choices and annotated requests; what was turned down stands beside them")
    feedback.add_argument("files", type=Path, nargs="+", help="JSON lines that `REM: Export Feedback` or the annotation view wrote")
    feedback.add_argument("--out", type=Path, default=Path("data"))
    choices = tasks.add_parser("edges-from-feedback", help="labels from what was accepted and hidden in the editor")
    choices.add_argument("choices", type=Path, help="edge-choices.jsonl, as `REM: Show Edge Choices` opens it")
    choices.add_argument("--out", type=Path, required=True, help="where the labels go, for `rem edges --recalibrate`")
    return parser.parse_args()


def generator(tasks: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str, needs_out: bool = False) -> argparse.ArgumentParser:
    parser = tasks.add_parser(name, help=what)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, **({"required": True} if needs_out else {"default": Path("data")}))
    return parser


def report(made: dict[str, list[dict[str, object]]], out: Path) -> None:
    for split, rows in made.items():
        digest = hashlib.sha256((out / f"query-{split}.jsonl").read_bytes()).hexdigest()[:16]
        verbs = Counter(str(row["rem_query"]).split(" ")[0] for row in rows)
        print(f"{split}: {len(rows)} rows, {len({row['shape'] for row in rows})} shapes, {len({row['template'] for row in rows})} templates, {dict(verbs)}, sha256 {digest}")
    print(f"near duplicates across and within splits: {duplicates(made)}")


if __name__ == "__main__":
    main()
