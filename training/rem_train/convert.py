"""A PEFT adapter folder as a GGUF adapter (float16), by llama.cpp's own converter; then the result is looked into."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from gguf import GGUFReader

from .base import BaseMissing, find_base, load_base

LARGEST = 12_000_000


def convert(adapter: Path, out: Path, base: str, models: Path) -> str:
    """Writes `out`; returns a line with its size and hash. The converter wants the base as a folder with a config: one is written for it."""
    script = models / "llama.cpp" / "convert_lora_to_gguf.py"
    if not script.exists():
        raise BaseMissing(f"{script} is missing. Fetch it with: python -m rem_train fetch --models {models}")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        model, tokenizer = load_base(find_base(base, models))
        model.config.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        config = json.loads((Path(folder) / "config.json").read_text())
        config["architectures"] = ["LlamaForCausalLM"]
        (Path(folder) / "config.json").write_text(json.dumps(config))
        subprocess.run([sys.executable, str(script), "--base", folder, "--outtype", "f16", "--outfile", str(out), str(adapter)], check=True, stdout=subprocess.DEVNULL)
    return look(out)


def look(path: Path) -> str:
    """Checks that the file is a small LoRA adapter with both halves of every pair."""
    reader = GGUFReader(path)
    names = {tensor.name for tensor in reader.tensors}
    halves = {name.removesuffix(".lora_a") for name in names if name.endswith(".lora_a")}
    if not halves or any(f"{name}.lora_b" not in names for name in halves):
        raise ValueError(f"{path} has a half adapter: not every lora_a has its lora_b")
    size = path.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{path} has {size} bytes, more than {LARGEST}")
    return f"{path.name}: {size} bytes, {len(halves)} adapted matrices, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"
