"""How often an adapter's greedy answer has the right verb and is the right query, by the model alone: no decoding grammar, no repair.

`--adapter` may be a PEFT folder (PyTorch, float32) or a GGUF file (the artifact that ships, through llama_cpp_python where that is installed).
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from collections import Counter
from pathlib import Path
from typing import Callable

from rem_data.prompt import END, prompt

from .base import find_base
from .batches import read_rows


def evaluate(options: argparse.Namespace) -> None:
    rows = read_rows(options.rows, options.limit)
    base = find_base(options.base, options.models)
    answer = gguf_answers(base, options.adapter) if options.adapter.suffix == ".gguf" else torch_answers(base, options.adapter)
    began = time.monotonic()
    results = [{**row, "answer": answer(prompt(row["natural_language"], row["labels"], row["schema"]))} for row in rows]
    seconds = time.monotonic() - began
    if options.out:
        options.out.write_text("\n".join(json.dumps({k: r[k] for k in ("natural_language", "labels", "rem_query", "answer", "family")}, ensure_ascii=False) for r in results))
    report(results, seconds)


def torch_answers(base: Path, adapter: Path) -> Callable[[str], str]:
    import torch
    from peft import PeftModel

    from .base import load_base
    model, tokenizer = load_base(base)
    model = PeftModel.from_pretrained(model, adapter).merge_and_unload().eval()
    end = tokenizer.convert_tokens_to_ids(END)

    @torch.no_grad()
    def answer(text: str) -> str:
        ids = torch.tensor([tokenizer(text, add_special_tokens=False)["input_ids"]])
        made = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=160, do_sample=False, eos_token_id=end, pad_token_id=end, use_cache=True)
        return tokenizer.decode(made[0, ids.shape[1]:]).removesuffix(END).strip()
    return answer


def gguf_answers(base: Path, adapter: Path) -> Callable[[str], str]:
    from llama_cpp import Llama
    model = Llama(model_path=str(base), lora_path=str(adapter), n_ctx=1024, n_threads=2, verbose=False)

    def answer(text: str) -> str:
        made = model.create_completion(text, max_tokens=160, temperature=0.0, stop=[END])
        return made["choices"][0]["text"].strip()
    return answer


def same(one: str, other: str) -> bool:
    """Equal queries: the order of AND-ed conditions and of edge types does not count."""
    return normal(one) == normal(other)


def normal(query: str) -> str:
    text = re.sub(r"\s+", " ", query.strip())
    if (found := re.match(r"(TRAVERSE (?:PLAN )?)([^\"]*?) (WITH .*)", text)) is not None:
        text = found[1] + ", ".join(sorted(found[2].split(", "))) + " " + found[3]
    if (found := re.match(r"(.* WHERE )(.*?)( (?:GROUP BY|ORDER BY|LIMIT|THRESHOLD|FIELD|CATEGORY|DEPTH|DIRECTION|LOAD)\b.*|)$", text)) is not None:
        text = found[1] + " AND ".join(sorted(found[2].split(" AND "))) + found[3]
    return text


def report(results: list[dict], seconds: float) -> None:
    def verb(query: str) -> str:
        return query.split(" ")[0] if query else ""
    groups: dict[str, list[dict]] = {}
    for result in results:
        groups.setdefault(result["family"].split(".")[0], []).append(result)
    line("all", results, verb)
    for name in sorted(groups):
        line(name, groups[name], verb)
    confused = Counter((verb(r["rem_query"]), verb(r["answer"])) for r in results if verb(r["rem_query"]) != verb(r["answer"]))
    print("verbs confused:", dict(confused))
    print(f"{seconds / len(results):.2f} s a request")


def line(name: str, results: list[dict], verb: Callable[[str], str]) -> None:
    n = len(results)
    print(f"{name:10} n={n:4}  verb {share(sum(verb(r['rem_query']) == verb(r['answer']) for r in results), n)}  whole query {share(sum(same(r['rem_query'], r['answer']) for r in results), n)}")


def share(k: int, n: int) -> str:
    """A share with its 95 % Wilson interval, in per cent."""
    p, z = k / n, 1.96
    middle, half = (p + z * z / (2 * n)) / (1 + z * z / n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{100 * p:5.1f} % [{100 * (middle - half):.1f}, {100 * (middle + half):.1f}]"
