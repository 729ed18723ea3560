"""`python -m rem_train.words`: word vectors for the fast tier of moments, distilled from all-MiniLM-L6-v2.

Every word is read by MiniLM alone; the vectors are centred, turned onto their main directions (PCA) and stored as bytes, with a weight
a / (a + p) by how common the word is (Arora's SIF). A text's vector is then the weighted mean of its words' vectors: 20,000 texts a second
where the whole network reads fewer than a hundred. Needs numpy alone: the network is run here by hand.

How noun-like a word is, is counted too: how often it stands after a determiner and before a function word or a stop, as only nouns do.

The file: uint32 length of the head; the head as JSON {dims, words: one text, a space between}; words × dims int8; one uint8 weight a word (255 = 1);
one uint8 of being a noun a word (255 = always).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

Weights = dict[str, np.ndarray]


def main() -> None:
    parser = argparse.ArgumentParser(prog="rem_train.words")
    parser.add_argument("minilm", type=Path, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, help="folder of labelled data: word counts are taken from its train splits")
    parser.add_argument("--words", type=int, default=24_000)
    parser.add_argument("--dims", type=int, default=64)
    parser.add_argument("--cache", type=Path, help="keeps MiniLM's vectors, so that a run that was stopped goes on")
    parser.add_argument("--static", action="store_true", help="MiniLM's own input vectors instead of reading each word: seconds instead of minutes")
    options = parser.parse_args()
    vocabulary = {token: index for index, token in enumerate((options.minilm / "vocab.txt").read_text("utf8").split("\n")) if token}
    texts = list(shared_texts(options.shared))
    counts = Counter(word for text in texts for word in re.findall(r"[a-z]+(?:'[a-z]+)?", text))
    words = choose(vocabulary, counts, options.words)
    network = read_safetensors(options.minilm / "model.safetensors")
    ids = [pieces(word, vocabulary) for word in words]
    vectors = inputs(network, ids) if options.static else cached(network, ids, options.cache)
    write(options.out, words, reduce(vectors, words, counts, options.dims), weights(words, counts), nounness(texts, words))


def shared_texts(shared: Path | None) -> Iterator[str]:
    """The train splits' texts in lower case; none without the folder."""
    if shared is None:
        return
    for line in (shared / "emotions" / "train.tsv").read_text("utf8").splitlines():
        yield line.split("\t")[0].lower()
    for file in sorted((shared / "meetings").glob("*-train.jsonl")):
        for line in file.read_text("utf8").splitlines():
            for turn in json.loads(line)["meeting_transcripts"]:
                yield turn["content"].lower()


DETERMINERS = set("the a an my your our his her their this that these those of some any no each every its".split())
FUNCTION = set("""the a an and or but of to in on at for with by from as is are was were be been has have had do does did will would can could should that which who when where
if so because than then there here not it he she they we you i this these those my your our his her their about into over after before . , ! ? ; :""".split())


def nounness(texts: list[str], words: list[str]) -> np.ndarray:
    """(times between a determiner and a function word) / times, drawn towards 0.12 where seldom seen."""
    seen: Counter[str] = Counter()
    framed: Counter[str] = Counter()
    for text in texts:
        tokens = re.findall(r"[a-z]+(?:'[a-z]+)?|[.,!?;:]", text)
        for before, word, after in zip(["."] + tokens, tokens, tokens[1:] + ["."], strict=False):
            seen[word] += 1
            if before in DETERMINERS and after in FUNCTION:
                framed[word] += 1
    return np.array([(framed[word] + 0.12 * 6) / (seen[word] + 6) for word in words])


def choose(vocabulary: dict[str, int], counts: Counter[str], limit: int) -> list[str]:
    """MiniLM's own whole words come first, they are common in all its training text; then what the data says often."""
    own = [token for token in vocabulary if re.fullmatch(r"[a-z]{2,}|[ai]", token)]
    more = [word for word, count in counts.most_common() if count >= 3 and word not in vocabulary and "'" not in word]
    return (own + more)[:limit]


def pieces(word: str, vocabulary: dict[str, int]) -> list[int]:
    ids: list[int] = []
    at = 0
    while at < len(word):
        for end in range(len(word), at, -1):
            token = ("##" if at else "") + word[at:end]
            if token in vocabulary:
                ids.append(vocabulary[token])
                at = end
                break
        else:
            return [vocabulary["[CLS]"], vocabulary["[UNK]"], vocabulary["[SEP]"]]
    return [vocabulary["[CLS]"], *ids, vocabulary["[SEP]"]]


def read_safetensors(path: Path) -> Weights:
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    head = json.loads(data[8 : 8 + size])
    found: Weights = {}
    for name, entry in head.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        found[name.removeprefix("bert.")] = np.frombuffer(data[8 + size + start : 8 + size + end], np.float32).reshape(entry["shape"])
    return found


def inputs(weights: Weights, ids: list[list[int]]) -> np.ndarray:
    vectors = np.stack([weights["embeddings.word_embeddings.weight"][tokens[1:-1]].mean(axis=0) for tokens in ids])
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def cached(weights: Weights, ids: list[list[int]], cache: Path | None, chunk: int = 1024) -> np.ndarray:
    parts = []
    for start in range(0, len(ids), chunk):
        part = ids[start : start + chunk]
        file = cache / f"{hashlib.sha256(json.dumps(part).encode()).hexdigest()[:16]}.npy" if cache else None
        if file and file.exists():
            parts.append(np.load(file))
            continue
        parts.append(embed(weights, part))
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            np.save(file, parts[-1])
        print(f"{start + len(part)} of {len(ids)}", flush=True)
    return np.concatenate(parts)


def embed(weights: Weights, ids: list[list[int]]) -> np.ndarray:
    """Unit vectors, one a text; texts of one length are read together."""
    out = np.zeros((len(ids), 384), np.float32)
    lengths: dict[int, list[int]] = {}
    for index, tokens in enumerate(ids):
        lengths.setdefault(len(tokens), []).append(index)
    for indices in lengths.values():
        for start in range(0, len(indices), 256):
            batch = indices[start : start + 256]
            vectors = forward(weights, np.array([ids[index] for index in batch])).mean(axis=1)
            out[batch] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return out


def forward(weights: Weights, ids: np.ndarray) -> np.ndarray:
    batch, length = ids.shape
    hidden = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][:length] + weights["embeddings.token_type_embeddings.weight"][0]
    hidden = normal(weights, "embeddings.LayerNorm", hidden)
    for layer in range(6):
        name = f"encoder.layer.{layer}"
        query, key, value = (split(linear(weights, f"{name}.attention.self.{part}", hidden), batch, length) for part in ("query", "key", "value"))
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(32)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True) @ value).transpose(0, 2, 1, 3).reshape(batch, length, 384)
        hidden = normal(weights, f"{name}.attention.output.LayerNorm", hidden + linear(weights, f"{name}.attention.output.dense", mixed))
        inner = linear(weights, f"{name}.intermediate.dense", hidden)
        inner = 0.5 * inner * (1 + np.tanh(0.7978845608 * (inner + 0.044715 * inner**3)))
        hidden = normal(weights, f"{name}.output.LayerNorm", hidden + linear(weights, f"{name}.output.dense", inner))
    return hidden


def split(value: np.ndarray, batch: int, length: int) -> np.ndarray:
    return value.reshape(batch, length, 12, 32).transpose(0, 2, 1, 3)


def linear(weights: Weights, name: str, value: np.ndarray) -> np.ndarray:
    return value @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def normal(weights: Weights, name: str, value: np.ndarray) -> np.ndarray:
    centred = value - value.mean(-1, keepdims=True)
    return centred / np.sqrt(centred.var(-1, keepdims=True) + 1e-12) * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def reduce(vectors: np.ndarray, words: list[str], counts: Counter[str], dims: int) -> np.ndarray:
    """Centred and turned; a word counts in the turning by the root of its count, so that rare junk does not choose the directions."""
    share = np.sqrt(np.array([1 + counts[word] for word in words], np.float64))
    share /= share.sum()
    centred = vectors - share @ vectors
    _, directions = np.linalg.eigh((centred * share[:, None]).T @ centred)
    return (centred @ directions[:, ::-1][:, :dims]).astype(np.float32)


def weights(words: list[str], counts: Counter[str], a: float = 1e-3) -> np.ndarray:
    total = max(1, sum(counts.values()))
    return np.array([a / (a + counts[word] / total) for word in words])


def write(out: Path, words: list[str], vectors: np.ndarray, weight: np.ndarray, noun: np.ndarray) -> None:
    scale = 127 / np.quantile(np.abs(vectors), 0.9995)
    head = json.dumps({"dims": vectors.shape[1], "words": " ".join(words)}, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)
    body = np.clip(np.round(vectors * scale), -127, 127).astype(np.int8).tobytes()
    out.write_bytes(len(head).to_bytes(4, "little") + head + body + np.round(weight * 255).astype(np.uint8).tobytes() + np.round(noun * 255).astype(np.uint8).tobytes())
    print(f"{len(words)} words, {vectors.shape[1]} dims, {out.stat().st_size} bytes -> {out}")


if __name__ == "__main__":
    main()
