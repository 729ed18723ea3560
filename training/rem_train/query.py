"""LoRA training of the query model on a CPU: the loss is on answers only, and the large output layer is computed at their positions only."""

from __future__ import annotations

import json
import math
import re
import time
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch.utils.tensorboard import SummaryWriter

from . import lora
from .base import find_base, load_base
from .batches import Example, batches, examples, read_rows, tensors


@dataclass
class Settings:
    base: str = "smollm2-135m"
    models: str = "models"
    data: str = "data"
    out: str = "runs/query"
    rank: int = 16
    alpha: int = 32
    learning_rate: float = 6e-4
    batch: int = 16
    epochs: int = 1
    rows: int | None = None
    written: int = 2  # how often the rows written one by one (query-written.jsonl, where it is in `data`) are shown; they are mixed among the others
    skip: int = 0
    longest: int = 400
    seed: int = 7
    threads: int = 2
    precision: str = "bf16"  # of the matrix products; weights of the adapter stay float32
    checkpoint_every: int = 50
    start: str | None = None  # adapter to continue from: a folder, or the GGUF file that ships
    frozen_layers: int = 0  # adapters of the first layers stay as they are in `start`; nothing flows back through them
    minutes: float | None = None  # the schedule is shortened to end within these


def train(s: Settings) -> Path:
    """Trains, or resumes what stands in `out`; the finished adapter is in `out/adapter`."""
    torch.set_num_threads(s.threads)
    torch.manual_seed(s.seed)
    out = Path(s.out)
    out.mkdir(parents=True, exist_ok=True)
    model, tokenizer = load_base(find_base(s.base, Path(s.models)))
    rows = read_rows(Path(s.data) / "query-train.jsonl")[s.skip:][: s.rows]
    if s.written and (by_hand := Path(s.data) / "query-written.jsonl").exists():
        rows = rows + read_rows(by_hand) * s.written
    found = examples(rows, tokenizer, s.longest)
    held = examples(read_rows(Path(s.data) / "query-dev.jsonl", 128), tokenizer, s.longest)
    plan = [batch for epoch in range(s.epochs) for batch in batches(found, s.batch, s.seed, epoch)]
    trained = lora.attach(model, s.rank, s.alpha, torch.bfloat16 if s.precision == "bf16" else torch.float32)
    for name, parameter in model.named_parameters():
        if (found_layer := re.search(r"layers\.(\d+)\.", name)) and int(found_layer[1]) < s.frozen_layers:
            parameter.requires_grad_(False)
    optimizer = torch.optim.AdamW([parameter for parameter in trained if parameter.requires_grad], lr=s.learning_rate, weight_decay=0.0, betas=(0.9, 0.99))
    step = _resume(s, model, optimizer, out)
    (out / "settings.json").write_text(json.dumps({**asdict(s), "rows_used": len(found), "steps": len(plan), "tokens": sum(e.length for e in found)}, indent=2))
    print(f"{len(found)} rows, {sum(e.length for e in found) / len(found):.1f} tokens each, {len(plan)} steps from {step}", flush=True)
    _run(s, model, optimizer, plan, held, step, out)
    lora.save(model, out / "adapter", s.rank, s.alpha)
    return out / "adapter"


def _resume(s: Settings, model, optimizer, out: Path) -> int:
    """Loads the newest checkpoint of `out`, or the adapter to start from; returns the steps done."""
    checkpoints = _checkpoints(out)
    if not checkpoints:
        if s.start:
            lora.load(model, Path(s.start))
        return 0
    lora.load(model, checkpoints[-1])
    state = torch.load(checkpoints[-1] / "state.pt", weights_only=True)
    optimizer.load_state_dict(state["optimizer"])
    return state["step"]


def _checkpoints(out: Path) -> list[Path]:
    return sorted(out.glob("checkpoint-*"), key=lambda path: int(path.name.split("-")[1]))


def losses(model, batch: list[Example], precision: str) -> torch.Tensor:
    ids, places, targets = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
        hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state
        logits = model.lm_head(hidden.reshape(-1, hidden.shape[-1])[places])
    return torch.nn.functional.cross_entropy(logits.float(), targets)


def _run(s: Settings, model, optimizer, plan: list[list[Example]], held: list[Example], step: int, out: Path) -> None:
    log = SummaryWriter(out / "tensorboard")
    began, tokens, total = time.monotonic(), 0, len(plan)
    recent: list[float] = []
    spent: deque[float] = deque(maxlen=60)  # seconds of the last steps
    while step < total:
        started = time.monotonic()
        for group in optimizer.param_groups:
            group["lr"] = s.learning_rate * schedule(step, total)
        loss = losses(model, plan[step], s.precision)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(optimizer.param_groups[0]["params"], 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        tokens += sum(example.length for example in plan[step])
        recent.append(loss.item())
        step += 1
        spent.append(time.monotonic() - started)
        log.add_scalar("loss/train", recent[-1], step)
        if step % 10 == 0:
            seconds = time.monotonic() - began
            print(f"step {step}/{total} loss {sum(recent[-10:]) / 10:.4f} {tokens / seconds:.0f} tokens/s {seconds / 60:.1f} min", flush=True)
            if s.minutes:  # the rest is cut to what the time allows, so that the rate still decays to its end
                total = max(step + 1, min(len(plan), step + int((s.minutes * 60 - seconds) / usual(spent))))
        if step % s.checkpoint_every == 0 or step == total:
            _checkpoint(s, model, optimizer, step, out)
        if step % 100 == 0 or step == total:
            log.add_scalar("loss/dev", value := dev_loss(model, held, s.precision), step)
            print(f"step {step} dev loss {value:.4f}", flush=True)
    log.close()


def usual(spent: deque[float]) -> float:
    """What a step takes, in seconds: the mean of those that were not held up (a stopped process is no slow machine)."""
    ordered = sorted(spent)
    middle = ordered[len(ordered) // 2]
    kept = [seconds for seconds in ordered if seconds <= 4 * middle]
    return sum(kept) / len(kept)


def schedule(step: int, total: int) -> float:
    """Warm-up over 3 %, then cosine to 2 %."""
    warm = max(1, int(total * 0.03))
    if step < warm:
        return (step + 1) / warm
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))


@torch.no_grad()
def dev_loss(model, held: list[Example], precision: str) -> float:
    ordered = sorted(held, key=lambda example: example.length)
    parts = [losses(model, ordered[i: i + 16], precision).item() for i in range(0, len(ordered), 16)]
    return sum(parts) / len(parts)


def _checkpoint(s: Settings, model, optimizer, step: int, out: Path) -> None:
    folder = out / f"checkpoint-{step}"
    lora.save(model, folder, s.rank, s.alpha)
    torch.save({"optimizer": optimizer.state_dict(), "step": step}, folder / "state.pt")
    for old in _checkpoints(out)[:-2]:
        for file in old.iterdir():
            file.unlink()
        old.rmdir()
