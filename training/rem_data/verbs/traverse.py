"""TRAVERSE: relations of named or found things (guideline.md, section 7)."""

from __future__ import annotations

from .. import conditions as c
from ..carriers import wrapped
from ..dates import number
from ..draft import Draft
from ..noise import slip
from ..statement import Statement
from ..wording import Writer, plain, value
from ..kinds import kind_noun
from .lookup import named
from .traverse_words import (
    ANY, ANY_INBOUND, BOTH, CHAINS, DEEP, DEEP_ANY, DEPTHS, FOUND_ASKS, FOUND_EDGE, FOUND_IN, FOUND_SUBJECT, FRONT, GUESSED, GUESSED_ASKS, LATEST_IN,
    LIMITS, LITERAL, LITERAL_EDGES, LITERAL_INBOUND, LOADS, MEMOS, MEMO_TEXTS, ORDERS, PAIRS_IN, PAIRS_OUT, PLANS, PLAN_TAIL, RELATIONS, SCENES,
    SEVERAL_KEYS, SIDES, TABLES, VERBS, VERB_IN, VERB_OUT,
)


def traverse(w: Writer) -> Draft:
    kind = w.rng.choices(["relation", "verb", "any", "deep", "literal", "several", "plan", "found", "guessed", "rows", "sided", "keys", "front"], [13, 4.5, 3, 1.8, 2, 1.6, 1.6, 3.2, 1, 1.3, 6, 0.7, 1.4])[0]
    return {"sided": sided, "keys": of_several_keys, "front": front, "relation": relation, "verb": verb_edge, "any": anything, "deep": deep, "literal": literal_edge, "several": several, "plan": planned, "found": found, "guessed": guessed, "rows": from_rows}[kind](w)


def _start(w: Writer, kinds: list[str]) -> tuple[str, Statement, list[str], str]:
    v = w.values
    kind = w.rng.choice(kinds)
    make = {"person": v.person, "doc": v.document, "project": v.project, "service": v.service, "meeting": v.meeting, "ticket": v.ticket, "concept": v.concept, "team": lambda: w.rng.choice([v.project, lambda: f"team/{v.word()}", lambda: f"{v.word().capitalize()} Team", lambda: f"{v.word()}-team"])()}[kind]
    label = make()
    shown, key, known = named(w, label)
    start = Statement("LOOKUP", keys=[key])
    return value(shown), start, [label] if known else [], label


def _finish(w: Writer, s: Statement, request: str, family: str, labels: list[str], about: str, extras: int = 2) -> Draft:
    """Adds some of the further clauses, each with its words."""
    if s.start and s.start.verb == "LOOKUP" and "?" not in request and w.chance(0.12):
        request = w.say("traverse.carrier", ["(show|tell|list|give) me {r}", "i (need|want) (to know |) {r}", "(can|could) you (tell|show) me {r}", "please (show|find|list) {r}", "{r} please", "i'd like to (know|see) {r}", "(find|get|list) {r}", "looking for {r}", "any idea {r}", "let me know {r}"], r=request)
    options = [("depth", 3.0), ("table", 0.8), ("order", 0.9), ("limit", 1.6), ("load", 0.7), ("memo", 0.25), ("both", 0.5 if s.direction is None and not s.plan else 0)]
    if s.start and s.start.verb == "SELECT":
        options = [("depth", 3.0), ("load", 0.7), ("both", 0.3)]
    count = min(extras, w.rng.choices([0, 1, 2, 3], [8, 4, 0.9, 0.1])[0])
    chosen: list[str] = []
    while len(chosen) < count:
        name = w.rng.choices([name for name, _ in options], [weight for _, weight in options])[0]
        if name not in chosen:
            chosen.append(name)
    if s.start and s.start.verb in ("SEARCH", "FUZZY") and ("limit" in chosen or "table" in chosen) and "depth" not in chosen:
        chosen.append("depth")
    w.rng.shuffle(chosen)
    if "memo" in chosen:
        chosen.append(chosen.pop(chosen.index("memo")))
    for name in chosen:
        request = _extra(w, s, name, request.rstrip("?"))
    return Draft(s, wrapped(w, request), f"traverse.{family}", labels, about)


def _extra(w: Writer, s: Statement, name: str, request: str) -> str:
    if name == "depth":
        if w.chance(0.2):
            s.depth = 4
            return request + w.say("traverse.deep", DEEP)
        s.depth = w.rng.choices([1, 2, 3, 4], [1, 6, 4, 1])[0]
        words = w.say("traverse.depth", DEPTHS, n=number(w, s.depth)) if s.depth > 1 else w.rng.choice([" within 1 hop", ", one hop", ", 1 hop", ", depth 1", " one level deep", ", one step away"])
        return request + words
    if name == "table":
        s.table = w.rng.choices(list(TABLES), [3, 2, 2, 1])[0]
        return request + w.say(f"traverse.in.{s.table}", TABLES[s.table])
    if name == "order":
        s.order = w.rng.choices(list(ORDERS), [4, 1, 1, 2])[0]
        return request + w.say(f"traverse.{s.order}", ORDERS[s.order])
    if name == "limit":
        s.limit = w.rng.choice([1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 10, 10, 12, 15, 20, 25, 50])
        return request + w.say("traverse.limit", LIMITS, n=number(w, s.limit))
    if name == "load":
        s.load = True
        return request + w.say("traverse.load", LOADS)
    if name == "both":
        s.direction = "BOTH"
        return request + w.say("traverse.both", BOTH)
    s.memo = w.typed(w.values.one(MEMO_TEXTS))
    return request + w.say("traverse.memo", MEMOS, m=value(s.memo))


def deep(w: Writer) -> Draft:
    """Depth said inside the ask: "within two hops of X", "the whole dependency tree of X"."""
    if w.chance(0.6):
        n = w.rng.choices([1, 2, 3, 4], [0.6, 5, 4, 1])[0]
        shown, start, labels, label = _start(w, ["person", "project", "doc", "service", "meeting"])
        request = w.say("traverse.deep.any", DEEP_ANY, k=shown, n=number(w, n))
        return _finish(w, Statement("TRAVERSE", start=start, depth=n), request if n > 1 else request.replace("hops", "hop").replace("steps", "step").replace("levels", "level"), "deep.any", labels, label, extras=0)
    (edge, direction, kind), asks = w.rng.choice(list(CHAINS.items()))
    shown, start, labels, label = _start(w, [kind])
    return _finish(w, Statement("TRAVERSE", edges=[edge], start=start, direction=direction, depth=4), w.fill(w.rng.choice(asks), k=shown), f"deep.{edge}", labels, label, extras=0)


def with_pronoun(w: Writer, asks: list[str], kind: str) -> str:
    """The thing in a first sentence, the ask with a pronoun in a second."""
    template = w.rng.choice([ask for ask in asks if ask.count("{k}") == 1 and not ask.startswith(("{k} ", "{k}:"))] or ["what about {k}?"])
    if kind == "person":
        subject, thing, owner = w.rng.choice([("she", "her", "her"), ("he", "him", "his"), ("they", "them", "their")])
        template = template.replace("does {k}", f"does {subject}" if subject != "they" else "do they").replace("did {k}", f"did {subject}").replace("has {k}", f"has {subject}" if subject != "they" else "have they").replace("is {k} ", f"is {subject} " if subject != "they" else "are they ")
        return w.fill(template.replace("{k}'s", owner).replace("{k}", thing))
    return w.fill(template.replace("{k}'s", "its").replace("{k}", w.rng.choice(["it", "it", "that", "this"])))


def relation(w: Writer) -> Draft:
    edge = w.rng.choices(list(RELATIONS), [4 if name in ("manages", "depends_on", "reports-to", "authored_by", "references") else 2 for name in RELATIONS])[0]
    outbound, asks, inbound, inbound_asks = RELATIONS[edge]
    direction = w.rng.choices([None, "INBOUND"], [5, 4])[0]
    shown, start, labels, label = _start(w, inbound if direction else outbound)
    if w.chance(0.14):
        kind = "person" if (inbound if direction else outbound) == ["person"] else "thing"
        request = w.say(f"scene.{kind}", SCENES[kind], k=shown) + with_pronoun(w, inbound_asks if direction else asks, kind)
    else:
        request = w.say(f"relation.{edge}.{direction or 'OUT'}", inbound_asks if direction else asks, k=shown)
    return _finish(w, Statement("TRAVERSE", edges=[edge], start=start, direction=direction), request, f"{edge}.{direction or 'OUT'}", labels, label)


def anything(w: Writer) -> Draft:
    direction = "INBOUND" if w.chance(0.25) else None
    shown, start, labels, label = _start(w, ["person", "project", "doc", "service", "meeting", "concept"])
    request = w.say(f"any.{direction}", ANY_INBOUND if direction else ANY, k=shown)
    return _finish(w, Statement("TRAVERSE", start=start, direction=direction), request, f"any.{direction or 'OUT'}", labels, label)


def _edge_words(w: Writer, edge: str) -> str:
    return value(edge) if w.chance(0.6) else value(f'"{edge}"') if w.chance(0.15) else value(edge)


def literal_edge(w: Writer) -> Draft:
    edge = w.values.one(LITERAL_EDGES) if w.chance(0.7) else w.rng.choice(list(RELATIONS))
    direction = "INBOUND" if w.chance(0.3) else None
    shown, start, labels, label = _start(w, ["person", "project", "doc", "service"])
    request = w.say(f"literal.{direction}", LITERAL_INBOUND if direction else LITERAL, k=shown, e=_edge_words(w, edge))
    return _finish(w, Statement("TRAVERSE", edges=[edge], start=start, direction=direction), request, f"literal.{direction or 'OUT'}", labels, label)


def several(w: Writer) -> Draft:
    if w.chance(0.35):
        edges = w.rng.sample([e for e in LITERAL_EDGES] + list(RELATIONS), w.rng.choice([2, 2, 3]))
        listed = w.rng.choice([", ", " and ", " or ", ", "]).join(value(edge) for edge in edges)
        direction = "INBOUND" if w.chance(0.25) else None
        shown, start, labels, label = _start(w, ["person", "project", "doc", "service"])
        request = w.say(f"literal.{direction}", LITERAL_INBOUND if direction else LITERAL, k=shown, e=listed)
        return _finish(w, Statement("TRAVERSE", edges=edges, start=start, direction=direction), request, "several.literal", labels, label)
    direction = "INBOUND" if w.chance(0.4) else None
    kinds, one, two, asks = w.rng.choice(PAIRS_IN if direction else PAIRS_OUT)
    shown, start, labels, label = _start(w, list(kinds))
    template = w.rng.choice(asks)
    return _finish(w, Statement("TRAVERSE", edges=[one, two], start=start, direction=direction), w.fill(template, k=shown), "several.relation", labels, label)


def planned(w: Writer) -> Draft:
    if w.chance(0.6):
        shown, start, labels, label = _start(w, ["person", "project", "doc", "service"])
        return Draft(Statement("TRAVERSE", plan=True, start=start), wrapped(w, w.say("plan", PLANS, k=shown)), "traverse.plan", labels, label)
    made = relation(w) if w.chance(0.6) else anything(w)
    s = made.statement
    if s.depth is not None or s.load or s.limit or s.memo or s.order:
        return made
    s.plan = True
    made.request = made.request.rstrip("?") + w.say("plan.tail", PLAN_TAIL)
    made.family = "traverse.plan"
    return made


def sided(w: Writer) -> Draft:
    """One relation asked from one of its two sides, in words that differ only in what decides the side."""
    edge, outward, inward, outer, inner = w.rng.choice(SIDES)
    inbound = w.chance(0.5)
    shown, start, labels, label = _start(w, inner if inbound else outer)
    request = w.say(f"side.{edge}.{'IN' if inbound else 'OUT'}", inward if inbound else outward, k=shown)
    return _finish(w, Statement("TRAVERSE", edges=[edge], start=start, direction="INBOUND" if inbound else None), request, f"side.{edge}", labels, label, extras=1 if w.chance(0.25) else 0)


def of_several_keys(w: Writer) -> Draft:
    edge, direction, asks = w.rng.choice(SEVERAL_KEYS)
    kinds = ["person"] if edge == "manages" or (edge == "authored_by" and direction) else ["doc"] if edge == "authored_by" else ["service", "project"]
    one, two = _start(w, kinds), _start(w, kinds)
    start = Statement("LOOKUP", keys=[*one[1].keys, *two[1].keys])
    joined = one[0] + w.rng.choice([" and ", " and ", " & ", " or "]) + two[0]
    return _finish(w, Statement("TRAVERSE", edges=[edge] if edge else [], start=start, direction=direction), w.fill(w.rng.choice(asks), k=joined), "keys", [*one[2], *two[2]], one[3], extras=0)


def front(w: Writer) -> Draft:
    """Order, number or radius said before the thing."""
    template, clauses = FRONT[[words for words, _ in FRONT].index(w.pick("front", [words for words, _ in FRONT]))]
    shown, start, labels, label = _start(w, ["person", "project", "doc", "service", "concept", "meeting"])
    s = Statement("TRAVERSE", start=start, order=clauses.get("order"), direction=clauses.get("direction"), load=bool(clauses.get("load")))
    n, d = w.rng.choice([2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25]), w.rng.choice([2, 2, 3, 3, 4])
    s.limit, s.depth = (n if "limit" in clauses else None), (d if "depth" in clauses else None)
    return Draft(s, wrapped(w, w.fill(template, k=shown, n=number(w, n), d=number(w, d))), "traverse.front", labels, label)


def verb_edge(w: Writer) -> Draft:
    """A verb that is no word of the guideline's table is an edge type as it stands."""
    if w.chance(0.3):
        edge, (kind, asks) = w.rng.choice(list(LATEST_IN.items()))
        n = w.rng.choice([2, 3, 5, 5, 10, 20])
        shown, start, labels, label = _start(w, [kind])
        s = Statement("TRAVERSE", edges=[edge], start=start, direction="INBOUND", order="edge.created_at DESC", limit=n)
        return _finish(w, s, w.fill(w.rng.choice(asks), k=shown, n=number(w, n) + " "), "latest", labels, label, extras=0)
    third, base, past = w.rng.choice(VERBS)
    direction = "INBOUND" if w.chance(0.5) else None
    shown, start, labels, label = _start(w, ["person", "project", "doc", "service", "team"])
    request = w.say(f"verb.{direction}", VERB_IN if direction else VERB_OUT, k=shown, v=base, s=third, p=past)
    return _finish(w, Statement("TRAVERSE", edges=[third], start=start, direction=direction), request, "verb", labels, label, extras=1)


def found(w: Writer) -> Draft:
    topic = w.typed(w.values.topic())
    subject = w.say("found.subject", FOUND_SUBJECT, q=value(topic))
    start = Statement("SEARCH", text=topic)
    if w.chance(0.3):
        noun, start.category = kind_noun(w, many=w.chance(0.4))
        subject = w.fill(w.rng.choice(["the {n} (about|on) {q}", "{n} (about|on|regarding) {q}", "the {n} (that covers|concerning) {q}", "our {n} on {q}"]), n=noun, q=value(topic))
    elif w.chance(0.15):
        noun, start.table = w.rng.choice([("the meetings", "moments"), ("meetings", "moments"), ("moments", "moments"), ("files", "files")])
        subject = f"{noun} {w.rng.choice(['about', 'on'])} {value(topic)}"
        if "meetings" in noun:
            start.where = "moment_type = 'meeting'"
    elif w.chance(0.3):
        if w.chance(0.5):
            start.category = w.typed(w.values.category())
            subject += " " + w.say("category.one", c.CATEGORY, a=value(start.category))
        else:
            _, words, start.where = w.rng.choice([lambda: c.tags(w), lambda: c.time(w, "resources")])()
            subject = c.phrase_of(subject, [words], [" "])
    if w.chance(0.35) or start.table:
        return _finish(w, Statement("TRAVERSE", start=start), w.say("found.any", FOUND_ASKS, x=subject), "found.any", [], topic, extras=1)
    if w.chance(0.3):
        edge = w.rng.choice(list(FOUND_IN))
        return _finish(w, Statement("TRAVERSE", edges=[edge], start=start, direction="INBOUND"), w.fill(w.rng.choice(FOUND_IN[edge]), x=subject), f"found.{edge}.IN", [], topic, extras=0)
    edge = w.rng.choice(list(FOUND_EDGE))
    return _finish(w, Statement("TRAVERSE", edges=[edge], start=start), w.say(f"found.{edge}", FOUND_EDGE[edge], x=subject), f"found.{edge}", [], topic, extras=1)


def guessed(w: Writer) -> Draft:
    name = w.values.person()
    shown = slip(w, name.split(" ")[0]) + name[len(name.split(" ")[0]):] if len(name.split(" ")[0]) > 3 and w.chance(0.6) else name
    shown = shown.lower() if w.chance(0.5) else shown
    edge = w.rng.choice(list(GUESSED_ASKS))
    subject = w.say("guessed.subject", GUESSED, k=value(shown))
    s = Statement("TRAVERSE", edges=[edge] if edge else [], start=Statement("FUZZY", text=shown))
    return _finish(w, s, w.fill(w.rng.choice(GUESSED_ASKS[edge]), x=subject), "guessed", [], name, extras=1)


def from_rows(w: Writer) -> Draft:
    table, noun = w.rng.choice([("resources", "documents"), ("resources", "docs"), ("resources", "notes"), ("files", "files"), ("moments", "moments")])
    _, phrase, sql = w.rng.choice([lambda: c.category(w), lambda: c.tags(w), lambda: c.time(w, table)])()
    if table == "resources" and w.chance(0.4):
        noun, name = kind_noun(w)
        phrase, sql = "", f"category = '{name}'"
    edge, asks = w.rng.choice([("references", ["what do {x} reference?", "starting from {x}, follow the references", "everything (referenced|cited) by {x}"]), ("authored_by", ["who wrote {x}?", "(the |) authors of {x}", "who are the authors of {x}?"]), ("depends_on", ["what do {x} depend on?", "dependencies of {x}"]),
                               ("", ["what is connected to {x}?", "everything linked to {x}", "neighbours of {x}", "starting from {x}, what can we reach?"]), ("mentions", ["who is mentioned in {x}?", "what do {x} mention?"]), ("attended_by", ["who attended {x}?", "attendees of {x}"]), ("discusses", ["what do {x} discuss?", "take {x} and list what they discuss", "everything discussed in {x}"]), ("authored_by", ["starting from {x}, who are the authors?", "take {x} and show who wrote them", "the people behind {x}, the authors"])])
    inbound = [("references", ["what references {x}?", "what cites {x}", "things that reference {x}"]), ("depends_on", ["what depends on {x}?", "what needs {x}, by dependency"]), ("builds-on", ["what builds on {x}?", "later work that builds on {x}"])]
    direction = "INBOUND" if w.chance(0.25) else None
    if direction:
        edge, asks = w.rng.choice(inbound)
    s = Statement("TRAVERSE", edges=[edge] if edge else [], start=Statement("SELECT", sql=f"SELECT * FROM {table} WHERE {sql}"), direction=direction)
    request = w.fill(w.rng.choice(asks), x=w.rng.choice(["", "the ", "all ", "all the "]) + (c.phrase_of(noun, [phrase], [" "]) if phrase else noun + w.rng.choice(["", "", " by category"])))
    return _finish(w, s, request, "rows", [], plain(phrase).removeprefix(c.AHEAD) or "notes", extras=1)
