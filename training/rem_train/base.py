"""The base model as it ships: the quantised GGUF, dequantised for training, so that the adapter is fitted to the weights that will run."""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

BASES = {"smollm2-135m": ("SmolLM2-135M-Instruct.Q4_1.gguf", "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53")}


class BaseMissing(Exception):
    """The base weights are not where they should be, or are not the ones that were pinned."""


def find_base(name: str, folder: Path) -> Path:
    file, digest = BASES[name]
    path = folder / file
    if not path.exists():
        raise BaseMissing(f"{path} is missing. Fetch it with: python -m rem_train fetch --models {folder}")
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise BaseMissing(f"{path} is not the file that was pinned (its hash differs). Delete it and run: python -m rem_train fetch --models {folder}")
    return path


def load_base(path: Path):
    """`(model, tokenizer)`: float32 weights equal to the quantised ones, without the marks that would make PEFT treat them as quantised.
    Attention is written out: at these lengths the fused kernel's backward pass costs more than all its products."""
    tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32, attn_implementation="eager")
    model.is_quantized = False
    if hasattr(model, "hf_quantizer"):
        delattr(model, "hf_quantizer")
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.config.use_cache = False
    return model, tokenizer
