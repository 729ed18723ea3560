"""The adapter that ships (GGUF, float16) as the tensors of a PEFT folder, so that training goes on from it on a fresh clone. What `convert` does to the
rows of q and k is undone (`tests/test_shipped.py`)."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import torch
from gguf import GGUFReader

PLACES = {"attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj",
          "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj"}


def tensors(path: Path, heads: int, key_heads: int) -> dict[str, torch.Tensor]:
    """`name -> float32`; A is (rank, in), B is (out, rank). llama.cpp keeps the rows of q and k in pairs of halves, which is undone here."""
    found = {}
    for tensor in GGUFReader(path).tensors:
        match = re.fullmatch(r"blk\.(\d+)\.(\w+)\.weight\.lora_([ab])", tensor.name)
        if not match or match[2] not in PLACES:
            raise ValueError(f"{path} adapts {tensor.name}, which this base does not have")
        values = torch.from_numpy(np.array(tensor.data, dtype=np.float32))
        if match[3] == "b" and match[2] in ("attn_q", "attn_k"):
            values = unpaired(values, heads if match[2] == "attn_q" else key_heads)
        found[f"base_model.model.model.layers.{match[1]}.{PLACES[match[2]]}.lora_{match[3].upper()}.weight"] = values
    return found


def unpaired(rows: torch.Tensor, heads: int) -> torch.Tensor:
    return rows.reshape(heads, rows.shape[0] // heads // 2, 2, -1).swapaxes(1, 2).reshape(rows.shape)
