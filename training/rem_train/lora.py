"""LoRA on all linear layers, with one matrix product forward and one backward per layer.

PEFT adds the low-rank path as two further products and two passes over the result; on a CPU those passes cost as much as the arithmetic. Here
the layer's weight W + s·B·A is put together once a step (in the precision of the products), and the gradients of A and B come from the
saved input. It is the same function and the same gradients (a test compares both), saved in PEFT's own format.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn

from . import shipped

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, a, b, scale):
        whole = torch.addmm(weight, b, a, alpha=scale).to(x.dtype)
        ctx.save_for_backward(x, whole, a, b)
        ctx.scale = scale
        return nn.functional.linear(x, whole)

    @staticmethod
    def backward(ctx, gradient):
        x, whole, a, b = ctx.saved_tensors
        flat_x, flat = x.reshape(-1, x.shape[-1]), gradient.reshape(-1, gradient.shape[-1])
        to_b = flat.t() @ (flat_x @ a.to(x.dtype).t())
        to_a = (flat @ b.to(x.dtype)).t() @ flat_x
        return (flat @ whole).view(x.shape), None, to_a.to(a.dtype) * ctx.scale, to_b.to(b.dtype) * ctx.scale, None


class LoraLinear(nn.Module):
    """A frozen linear layer (no bias) with a trained low-rank addition. `precision` is of the products; A and B stay float32."""

    def __init__(self, linear: nn.Linear, rank: int, alpha: int, precision: torch.dtype) -> None:
        super().__init__()
        self.weight = linear.weight.data
        self.scale, self.precision = alpha / rank, precision
        self.lora_A = nn.Parameter(torch.empty(rank, linear.in_features))
        self.lora_B = nn.Parameter(torch.zeros(linear.out_features, rank))
        nn.init.kaiming_uniform_(self.lora_A, a=5**0.5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        with torch.autocast("cpu", enabled=False):
            return Product.apply(x.to(self.precision), self.weight, self.lora_A, self.lora_B, self.scale)


def attach(model: nn.Module, rank: int, alpha: int, precision: torch.dtype) -> list[nn.Parameter]:
    """Replaces every target layer of `model` in place; returns the trained parameters."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    trained: list[nn.Parameter] = []
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if name in TARGETS and isinstance(child, nn.Linear):
                layer = LoraLinear(child, rank, alpha, precision)
                setattr(module, name, layer)
                trained += [layer.lora_A, layer.lora_B]
    return trained


def save(model: nn.Module, folder: Path, rank: int, alpha: int) -> None:
    """PEFT's adapter folder: adapter_model.safetensors and adapter_config.json."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {}
    for name, module in model.named_modules():
        if isinstance(module, LoraLinear):
            tensors[f"base_model.model.{name}.lora_A.weight"] = module.lora_A.detach().contiguous()
            tensors[f"base_model.model.{name}.lora_B.weight"] = module.lora_B.detach().contiguous()
    save_file(tensors, folder / "adapter_model.safetensors")
    config = {"peft_type": "LORA", "task_type": "CAUSAL_LM", "r": rank, "lora_alpha": alpha, "lora_dropout": 0.0, "target_modules": TARGETS, "bias": "none", "fan_in_fan_out": False, "base_model_name_or_path": None, "inference_mode": True}
    (folder / "adapter_config.json").write_text(json.dumps(config, indent=2))


def load(model: nn.Module, folder: Path) -> None:
    """Fills an attached model from an adapter of the same rank: a folder, or the GGUF file that ships."""
    tensors = shipped.tensors(folder, model.config.num_attention_heads, model.config.num_key_value_heads) if folder.suffix == ".gguf" else load_file(folder / "adapter_model.safetensors")
    for name, module in model.named_modules():
        if isinstance(module, LoraLinear):
            module.lora_A.data.copy_(tensors[f"base_model.model.{name}.lora_A.weight"])
            module.lora_B.data.copy_(tensors[f"base_model.model.{name}.lora_B.weight"])


def shape_of(folder: Path) -> tuple[int, int]:
    """`(rank, alpha)` of an adapter folder."""
    config = json.loads((folder / "adapter_config.json").read_text())
    return config["r"], config["lora_alpha"]
