"""The words that people put around what they mean: everything that the generator's wordings say outside values. The loop (`model/src/agreement.ts`) takes
a word of a request that is none of these, and that the answer does not hold, for something the answer forgot.

`python -m rem_data talk --out ../model/src/agreement/talk-words.json`
"""

from __future__ import annotations

import json
import re
import random
from collections import Counter
from pathlib import Path

from .query import MAKERS
from .values import Values
from .wording import CLOSE, OPEN, Writer

ROWS = 30000
LEAST = 3


def talk_words(seed: int) -> list[str]:
    """Folded words of three letters and more that stand outside values in at least `LEAST` of many drafts."""
    seen: Counter[str] = Counter()
    makers = [maker for maker in MAKERS if maker[0].__name__ not in ("none", "foreign")]
    for index in range(ROWS):
        rng = random.Random(f"talk|{seed}|{index}")
        w = Writer(rng, "train", Values(rng, "train"))
        request = rng.choices([maker for maker, _ in makers], [share for _, share in makers])[0](w).request
        text = re.sub(f"{OPEN}[^{CLOSE}]*{CLOSE}", " ", request.lower()).replace("'", "").replace("’", "")
        seen.update(set(re.findall(r"[a-z]{3,}", text)))
    return sorted(word for word, count in seen.items() if count >= LEAST)


def write_talk(seed: int, out: Path) -> int:
    words = talk_words(seed)
    out.write_text(json.dumps(words, ensure_ascii=False).replace('", "', '","') + "\n", encoding="utf-8")
    return len(words)
