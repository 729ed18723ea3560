"""What a query looks like from afar: its verb and table, its edge, and which clauses it has. A linear model over the words of a request guesses it
(`rem_train/sketch.py`), and the loop compares a written answer with the guess (`model/src/sketch.ts`, which must read queries and requests as this does).
"""

from __future__ import annotations

import re
import unicodedata

TABLES = ["resources", "moments", "files", "entities"]
CLASSES = ["NONE", "LOOKUP", "FUZZY", *[f"SEARCH {table}" for table in TABLES], *[f"SELECT {table}" for table in TABLES], "TRAVERSE", "TRAVERSE INBOUND", "TRAVERSE BOTH"]
EDGES = ["", "other", "manages", "reports-to", "authored_by", "references", "builds-on", "depends_on", "discusses", "attended_by", "PREREQUISITE", "CONTINUATION", "SEE_ALSO", "mentors", "owns", "works_on", "member_of", "part_of", "mentions", "blocks", "reviewed_by", "supersedes", "uses", "assigned_to", "implements"]
# clause -> what it is seen by in a query whose values were taken out
CLAUSES = {
    "date": r"'@", "since": r">= '@", "before": r"< '@", "after": r"> '@", "limit": r" LIMIT \d", "one": r" LIMIT 1$", "order": r"ORDER BY", "down": r" DESC", "tags": r"(?<!_)\btags\b", "category": r"category|CATEGORY", "several": r" IN \(", "count": r"COUNT\(", "group": r"GROUP BY",
    "having": r"HAVING", "average": r"AVG\(", "sum": r"SUM\(", "extreme": r"MAX\(|MIN\(", "distinct": r"DISTINCT", "negated": r"\bNOT\b(?! NULL)|<>", "null": r"IS NULL|\) = 0", "present": r"IS NOT NULL", "kind": r"moment_type (?:=|IN|<>)", "entity": r"entity_type =", "mime": r"mime_type (?:=|LIKE)",
    "status": r"processing_status =", "size": r"pg_size_bytes", "duration": r"INTERVAL|resource_ends_timestamp -", "emotion": r"emotion_tags", "topic": r"topic_tags", "person": r"present_persons", "place": r"location", "sounds": r"background_sounds", "name": r"\bname (?:NOT )?ILIKE", "uri": r"\buri (?:NOT )?ILIKE",
    "summary": r"summary", "threshold": r"THRESHOLD", "field": r" FIELD ", "depth": r" DEPTH ", "load": r" LOAD", "plan": r"TRAVERSE PLAN", "memo": r" MEMO ", "searched": r"WITH SEARCH", "guessed": r"WITH FUZZY", "selected": r"WITH SELECT", "updated": r"updated_at", "owner": r"user_id|tenant_id", "columns": r"^SELECT (?!\*|COUNT|AVG|SUM|MAX|MIN|DISTINCT)[a-z_, ]+ FROM (?!.*GROUP BY)", "in": r"TRAVERSE .* IN \w+(?: |$)", "tables": r"^(?:FUZZY|LOOKUP).*(?: IN |:)", "keys": r"LOOKUP V, V",
}
BUCKETS = 1 << 15


def plain(query: str) -> str:
    """The query with its texts and constants as `V`, but for dates and sizes."""
    text = re.sub(r'"(?:[^"\\]|\\.)*"', "V", query)
    return re.sub(r"'(?!@)(?:[^']|'')*'", "'V'", text)


def sketch(query: str) -> tuple[int, int, list[int]]:
    """`(class, edge, clauses)` as indexes; the clauses as 0 or 1."""
    text = plain(query)
    verb = text.split(" ")[0]
    table = re.search(r"\b(?:FROM|IN) (resources|moments|files|entities)\b", text)
    name = verb
    if verb in ("SEARCH", "SELECT"):
        name = f"{verb} {table.group(1) if table else 'resources'}"
    elif verb == "TRAVERSE":
        direction = re.search(r"DIRECTION (\w+)", text)
        name = f"TRAVERSE {direction.group(1)}" if direction else verb
    edge = ""
    if verb == "TRAVERSE":
        found = re.match(r"TRAVERSE (?:PLAN )?(?:(\S+?)(?:, .*?)? )?WITH ", text)
        edge = found.group(1) or "" if found else ""
        edge = edge if edge in EDGES else "other"
    return CLASSES.index(name), EDGES.index(edge), [1 if re.search(pattern, text) else 0 for pattern in CLAUSES.values()]


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return re.sub(r"['’‘`´]", "", "".join(char for char in decomposed if not unicodedata.category(char).startswith("M")))


def shape(token: str) -> str:
    """Letters as a and A, digits as 0, runs folded: `Api-v2` -> `Aa-a0`."""
    marked = "".join("0" if char.isdigit() else ("A" if char.isupper() else "a") if char.isalpha() else char for char in token)
    return re.sub(r"(.)\1+", r"\1", marked)[:8]


def features(request: str, labels: list[str]) -> list[str]:
    """Words alone, in pairs and threes, their beginnings, and the shapes of tokens. A label that stands whole in the request is one word, `LABEL`."""
    folded = " ".join(re.findall(r"[a-z0-9]+|[^\sa-z0-9]", fold(request)))
    for label in sorted({" ".join(re.findall(r"[a-z0-9]+|[^\sa-z0-9]", fold(label))) for label in labels}, key=lambda found: (-len(found), found)):
        if len(label) > 2:
            folded = f" {folded} ".replace(f" {label} ", " LABEL ").strip()
    words = ["^", *folded.split(" "), "$"]
    made = [f"1{word}" for word in words[1:-1]]
    made += [f"2{a} {b}" for a, b in zip(words, words[1:])]
    made += [f"3{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:])]
    made += [f"4{word[:4]}" for word in words[1:-1] if len(word) > 4]
    made += [f"s{shape(token)}" for token in request.split(" ") if not token.islower() or not token.isalpha()]
    made += [f"n{min(len(words) - 2, 12)}", f"f{words[1]}", f"l{words[-2]}"]
    return made


def bucket(feature: str) -> int:
    """FNV-1a of the UTF-8 bytes, in `BUCKETS`."""
    value = 0x811C9DC5
    for byte in feature.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value % BUCKETS
