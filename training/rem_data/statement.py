"""REM statements as data, and their one spelling (docs/architecture.md, "The generated form")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

KEYWORDS = set("""LOOKUP GET SEARCH FUZZY SQL SELECT WITH TRAVERSE PLAN IN FROM TABLE WHERE THRESHOLD MIN_SIMILARITY LIMIT DEPTH TYPE FIELD CATEGORY
DIRECTION OUTBOUND INBOUND BOTH ORDER BY ASC DESC MEMO LOAD""".split())
BARE = re.compile(r"[A-Za-z_0-9][\w.@/+:-]*\Z")

INTENTS = {"LOOKUP": "entity_lookup", "FUZZY": "fuzzy_match", "SEARCH": "semantic_search", "SELECT": "structured_query", "TRAVERSE": "graph_traversal", "NONE": "none"}


@dataclass
class Statement:
    """One statement. `sql` is the whole text of a SELECT; `start` the inner statement of a TRAVERSE."""

    verb: str
    keys: list[str] = field(default_factory=list)
    table: str | None = None
    text: str | None = None
    where: str | None = None
    threshold: str | None = None
    limit: int | None = None
    field_name: str | None = None
    category: str | None = None
    sql: str | None = None
    plan: bool = False
    edges: list[str] = field(default_factory=list)
    start: "Statement | None" = None
    depth: int | None = None
    direction: str | None = None
    order: str | None = None
    memo: str | None = None
    load: bool = False


def string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def word(text: str) -> str:
    """A table or an edge type: bare where it can be."""
    return text if BARE.match(text) and text.upper() not in KEYWORDS else string(text)


def render(s: Statement) -> str:
    """The statement's text."""
    if s.verb == "NONE":
        return "NONE"
    if s.verb == "SELECT":
        return s.sql or ""
    if s.verb == "LOOKUP":
        prefix = f"{word(s.table)}:" if s.table else ""
        return "LOOKUP " + ", ".join(prefix + string(key) for key in s.keys)
    parts = [s.verb, string(s.text or "")] if s.verb in ("FUZZY", "SEARCH") else _traverse_head(s)
    return " ".join(parts + _clauses(s))


def _traverse_head(s: Statement) -> list[str]:
    edges = [", ".join(word(edge) for edge in s.edges)] if s.edges else []
    return ["TRAVERSE", *(["PLAN"] if s.plan else []), *edges, "WITH", render(s.start) if s.start else ""]


def _clauses(s: Statement) -> list[str]:
    if s.verb == "TRAVERSE":
        found = [("DEPTH", s.depth), ("IN", s.table and word(s.table)), ("DIRECTION", s.direction), ("ORDER BY", s.order), ("LIMIT", s.limit),
                 ("MEMO", s.memo and string(s.memo))]
    else:
        found = [("IN", s.table and word(s.table)), ("WHERE", s.where), ("THRESHOLD", s.threshold), ("LIMIT", s.limit), ("FIELD", s.field_name),
                 ("CATEGORY", s.category and string(s.category))]
    return [f"{name} {given}" for name, given in found if given is not None] + (["LOAD"] if s.load else [])


def parameters(s: Statement) -> dict[str, object]:
    """The parameters of the plan that this statement has, as far as they do not need a parser."""
    if s.verb == "LOOKUP":
        found: dict[str, object] = {"key": s.keys[0] if len(s.keys) == 1 else s.keys, "table_name": s.table}
    elif s.verb in ("FUZZY", "SEARCH"):
        found = {"query_text": s.text, "table_name": s.table, "where_clause": s.where, "threshold": float(s.threshold) if s.threshold else None,
                 "limit": s.limit, "field": s.field_name, "category": s.category}
    elif s.verb == "SELECT":
        found = {"raw_query": s.sql}
    elif s.verb == "TRAVERSE" and s.start:
        found = {"initial_query_type": s.start.verb, "initial_query": render(s.start), "edge_types": s.edges or None, "max_depth": s.depth, "direction": s.direction,
                 "table_name": s.table, "order_by": s.order, "limit": s.limit, "plan_mode": s.plan or None, "plan_memo": s.memo, "load": s.load or None}
    else:
        found = {}
    return {name: given for name, given in found.items() if given is not None}


def shape(s: Statement) -> str:
    """The verb and which clauses there are, without values: what splits by shape go by."""
    if s.verb == "SELECT":
        return "SELECT " + re.sub(r"\s+", " ", re.sub(r"'(?:[^']|'')*'", "?", re.sub(r"\b\d+(\.\d+)?\b", "0", (s.sql or "")[7:])))
    names = [name.split(" ")[0] for name in _clauses(s)]
    where = re.sub(r"'(?:[^']|'')*'", "?", s.where) if s.where else ""
    head = f"{s.verb}{'*' + str(len(s.keys)) if len(s.keys) > 1 else ''}{' table:' if s.verb == 'LOOKUP' and s.table else ''}"
    edges = f" edges={len(s.edges)}{' PLAN' if s.plan else ''} start={s.start.verb}" if s.verb == "TRAVERSE" and s.start else ""
    return f"{head}{edges} {' '.join(names)} {where}".strip()
