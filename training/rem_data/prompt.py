"""The prompt, byte for byte as the program builds it (docs/architecture.md, "The prompt"; samples shared in model/prompt-samples.json)."""

from __future__ import annotations

import re

END = "<|im_end|>"
MAX_LABELS = 6
MAX_SCHEMA_LENGTH = 2000


def fold(text: str) -> str:
    """Runs of white space become one space; none at the ends."""
    return re.sub(r"[ \t\r\n\f\v\u00a0]+", " ", text).strip(" ")


def schema_line(schema: dict) -> str:
    """`{tables: [{name, columns: [{name}]}]}` as one line; tables beyond the length are left out, the last ones first."""
    tables = [f"{table['name']}({', '.join(column['name'] for column in table['columns'])})" for table in schema["tables"]]
    while len(tables) > 1 and len("; ".join(tables)) > MAX_SCHEMA_LENGTH:
        tables.pop()
    return "; ".join(tables)


def prompt(request: str, labels: list[str] | None = None, schema: str | None = None) -> str:
    """`schema` is what `schema_line` gives, or nothing for the built-in one."""
    usable = [label for label in map(fold, labels or []) if label and "|" not in label][:MAX_LABELS]
    lines = [f"Schema: {schema}"] if schema else []
    lines += ["Labels: " + " | ".join(usable)] if usable else []
    return "\n".join([*lines, f"Request: {fold(request)}", "REM:"])


def answer(query: str) -> str:
    return f" {query}{END}"
