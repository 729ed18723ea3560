"""Schemas that the model has not seen: a Schema line, and statements over its tables and columns."""

from __future__ import annotations

from .. import dates
from ..carriers import ask_for, wrapped
from ..dates import number
from ..draft import Draft
from ..statement import Statement, literal
from ..wording import Writer, value

# table: {column: (kind, words)}; kinds: text, choice:a/b/c, number, money, time, name
TABLES: dict[str, dict[str, tuple[str, str]]] = {
    "invoices": {"id": ("id", "id"), "vendor": ("name", "vendor"), "amount": ("number", "amount"), "status": ("choice:paid/unpaid/overdue/cancelled", "status"), "due_date": ("time", "due"), "issued_at": ("time", "issued")},
    "orders": {"id": ("id", "id"), "customer": ("name", "customer"), "total": ("number", "total"), "state": ("choice:open/shipped/returned/closed", "state"), "placed_at": ("time", "placed"), "country": ("place", "country")},
    "patients": {"id": ("id", "id"), "full_name": ("name", "name"), "age": ("number", "age"), "ward": ("word", "ward"), "admitted_at": ("time", "admitted"), "condition": ("choice:stable/critical/improving", "condition")},
    "experiments": {"id": ("id", "id"), "title": ("name", "title"), "accuracy": ("number", "accuracy"), "outcome": ("choice:success/failure/inconclusive", "outcome"), "started_at": ("time", "started"), "lab": ("word", "lab")},
    "songs": {"id": ("id", "id"), "artist": ("name", "artist"), "plays": ("number", "plays"), "genre": ("choice:jazz/rock/folk/techno", "genre"), "released_on": ("time", "released"), "rating": ("number", "rating")},
    "books": {"id": ("id", "id"), "author": ("name", "author"), "pages": ("number", "pages"), "language": ("choice:english/french/german/polish", "language"), "published_at": ("time", "published"), "shelf": ("word", "shelf")},
    "incidents": {"id": ("id", "id"), "service": ("word", "service"), "severity": ("number", "severity"), "state": ("choice:open/resolved/investigating", "state"), "opened_at": ("time", "opened"), "owner": ("name", "owner")},
    "shipments": {"id": ("id", "id"), "carrier": ("word", "carrier"), "weight_kg": ("number", "weight"), "status": ("choice:delayed/delivered/lost/pending", "status"), "sent_at": ("time", "sent"), "destination": ("place", "destination")},
    "employees": {"id": ("id", "id"), "name": ("name", "name"), "salary": ("number", "salary"), "level": ("choice:junior/senior/lead", "level"), "hired_at": ("time", "hired"), "office": ("place", "office")},
    "tickets": {"id": ("id", "id"), "assignee": ("name", "assignee"), "votes": ("number", "votes"), "priority": ("choice:low/high/urgent/normal", "priority"), "reported_at": ("time", "reported"), "component": ("word", "component")},
    "courses": {"id": ("id", "id"), "teacher": ("name", "teacher"), "credits": ("number", "credits"), "level": ("choice:beginner/advanced/intermediate", "level"), "starts_at": ("time", "starting"), "room": ("word", "room")},
    "plants": {"id": ("id", "id"), "species": ("word", "species"), "height_cm": ("number", "height"), "health": ("choice:healthy/wilting/dead", "health"), "planted_at": ("time", "planted"), "bed": ("word", "bed")},
    "trips": {"id": ("id", "id"), "driver": ("name", "driver"), "distance_km": ("number", "distance"), "purpose": ("choice:business/private/delivery", "purpose"), "departed_at": ("time", "departed"), "city": ("place", "city")},
    "recipes": {"id": ("id", "id"), "cook": ("name", "cook"), "minutes": ("number", "minutes"), "course": ("choice:starter/main/dessert", "course"), "tried_at": ("time", "tried"), "cuisine": ("word", "cuisine")},
    "samples": {"id": ("id", "id"), "collector": ("name", "collector"), "depth_m": ("number", "depth"), "quality": ("choice:good/bad/unknown", "quality"), "collected_at": ("time", "collected"), "site": ("place", "site")},
    "subscriptions": {"id": ("id", "id"), "customer": ("name", "customer"), "seats": ("number", "seats"), "plan": ("choice:free/pro/enterprise", "plan"), "renewed_at": ("time", "renewed"), "region": ("place", "region")},
    "vehicles": {"id": ("id", "id"), "owner": ("name", "owner"), "mileage": ("number", "mileage"), "fuel": ("choice:diesel/petrol/electric", "fuel"), "registered_at": ("time", "registered"), "plate": ("word", "plate")},
    "reviews": {"id": ("id", "id"), "reviewer": ("name", "reviewer"), "stars": ("number", "stars"), "verdict": ("choice:accepted/rejected/revised", "verdict"), "submitted_at": ("time", "submitted"), "venue": ("word", "venue")},
}
# columns and names that made-up tables are put together from
POOL: dict[str, tuple[str, str]] = {
    "price": ("number", "price"), "quantity": ("number", "quantity"), "score": ("number", "score"), "duration_s": ("number", "duration"), "speed": ("number", "speed"), "budget": ("number", "budget"), "discount": ("number", "discount"), "temperature": ("number", "temperature"),
    "attempts": ("number", "attempts"), "headcount": ("number", "headcount"), "area_m2": ("number", "area"), "floor": ("number", "floor"), "year_built": ("number", "year built"), "error_count": ("number", "error count"), "balance": ("number", "balance"), "grade": ("number", "grade"),
    "title": ("name", "title"), "contact": ("name", "contact"), "supplier": ("name", "supplier"), "manager": ("name", "manager"), "brand": ("word", "brand"), "model": ("word", "model"), "label": ("word", "label"), "department": ("word", "department"), "sku": ("word", "sku"), "zone": ("word", "zone"),
    "city": ("place", "city"), "country": ("place", "country"), "origin": ("place", "origin"), "kind": ("choice:basic/standard/premium", "kind"), "status": ("choice:active/inactive/archived", "status"), "color": ("choice:red/green/blue/black", "color"), "stage": ("choice:planned/running/finished", "stage"),
    "risk": ("choice:low/medium/high", "risk"), "size": ("choice:small/medium/large", "size"), "result": ("choice:passed/failed/skipped", "result"), "channel": ("choice:email/phone/chat", "channel"), "created_on": ("time", "created"), "closed_at": ("time", "closed"), "signed_at": ("time", "signed"),
    "last_seen": ("time", "last seen"), "paid_on": ("time", "paid"), "expires_at": ("time", "expiring"), "tested_at": ("time", "tested"),
}
NOUNS = "products customers contracts suppliers sensors machines rooms events tests builds deployments campaigns leads claims policies loans accounts payments donations volunteers animals flights hotels bookings players matches cars bikes routes stations meters buildings offices desks laptops licenses parcels drinks wines films photos students exams lessons grants papers authors journals genes trials farms crops fields boats ports".split()


def made_up(w: Writer) -> tuple[str, dict[str, tuple[str, str]]]:
    """A table of the split's own noun with columns drawn from the pool."""
    columns = {"id": ("id", "id")}
    for name in w.rng.sample(list(POOL), w.rng.randint(3, 6)):
        columns[name] = POOL[name]
    return w.values.one(NOUNS), columns


HELD_OUT = {"dev": ["trips", "songs"], "test": ["samples", "subscriptions", "vehicles"]}


def foreign(w: Writer) -> Draft:
    kept = HELD_OUT.get(w.split) or [name for name in TABLES if name not in HELD_OUT["dev"] + HELD_OUT["test"]]
    table = w.rng.choice(kept)
    columns = TABLES[table]
    if w.chance(0.65):
        table, columns = made_up(w)
    present = [name for name in columns if name == "id" or w.chance(0.9)]
    if not any(name != "id" for name in present):
        present = list(columns)
    usable = [name for name in present if name != "id"]
    where = [_condition(w, name, columns[name]) for name in w.rng.sample(usable, min(len(usable), w.rng.choice([1, 1, 2]) if len(present) > 2 else 1))]
    others = [name for name in w.rng.sample(kept, min(len(kept), 3)) if name != table][: w.rng.choice([0, 1, 2])]
    lines = [f"{table}({', '.join(present)})", *[f"{name}({', '.join(TABLES[name])})" for name in others]]
    w.rng.shuffle(lines)
    noun = table if w.chance(0.85) else table.replace("_", " ")
    phrase = noun + " " + w.rng.choice([" ", " and ", ", "]).join(words for words, _ in where)
    sql = " WHERE " + " AND ".join(sql for _, sql in where)
    numbers = [name for name in present if columns[name][0] == "number"]
    kind = w.rng.choices(["list", "count", "average", "top"], [6, 2, 1.2 if numbers else 0, 1.5 if numbers else 0])[0]
    if kind == "count":
        text, request = f"SELECT COUNT(*) FROM {table}{sql}", wrapped(w, w.fill(w.rng.choice(["how many {np}?", "how many {np} are there?", "(count|number of) {np}"]), np=phrase))
    elif kind == "average":
        name = numbers[0]
        text, request = f"SELECT AVG({name}) FROM {table}{sql}", wrapped(w, w.fill(w.rng.choice(["average {c} of {np}", "what is the (mean|average) {c} of {np}?"]), np=phrase, c=columns[name][1]))
    elif kind == "top":
        n, name = w.rng.choice([3, 5, 10, 20]), w.rng.choice(numbers)
        text, request = f"SELECT * FROM {table}{sql} ORDER BY {name} DESC LIMIT {n}", ask_for(w, w.fill(w.rng.choice(["{n} {np} with the (highest|most|greatest) {c}", "top {n} {np} by {c}"]), np=phrase, n=number(w, n), c=columns[name][1]))
    else:
        text, request = f"SELECT * FROM {table}{sql}", ask_for(w, phrase)
    return Draft(Statement("SELECT", sql=text), request, f"foreign.{kind}", [], "", "; ".join(lines))


def _condition(w: Writer, name: str, column: tuple[str, str]) -> tuple[str, str]:
    kind, words = column
    if kind.startswith("choice:"):
        found = w.rng.choice(kind[7:].split("/"))
        return w.fill(w.rng.choice(["with {c} {v}", "whose {c} is {v}", "that are {v}", "({c}|with the {c}) {v}"]), c=words, v=value(found)), f"{name} = {literal(found)}"
    if kind == "number":
        n, (word, operator) = w.rng.choice([1, 2, 3, 5, 10, 18, 25, 40, 65, 100, 250, 500, 1000, 5000]), w.rng.choice([("over", ">"), ("more than", ">"), ("under", "<"), ("less than", "<"), ("at least", ">="), ("at most", "<=")])
        return w.fill(w.rng.choice(["with {c} {o} {n}", "whose {c} is {o} {n}", "{c} {o} {n}"]), c=words, o=word, n=str(n)), f"{name} {operator} {n}"
    if kind == "time":
        phrase, bounds = dates.when(w)
        phrase = phrase.removeprefix("that are ").removeprefix("dating ").removeprefix("dated ").removeprefix("made ")
        return f"{words} {phrase}", dates.condition(name, bounds)
    found = w.typed({"name": w.values.person, "place": w.values.location, "word": w.values.word}[kind]())
    templates = {"name": ["{c} {v}", "(whose|where the) {c} is {v}", "with {c} {v}", "by {c} {v}"], "place": ["in {c} {v}", "whose {c} is {v}", "with {c} {v}", "{c} {v}"], "word": ["with {c} {v}", "whose {c} is {v}", "{c} {v}"]}[kind]
    return w.fill(w.rng.choice(templates), c=words, v=value(found)), f"{name} = {literal(found)}"
