"""Schemas that the model has not seen: a Schema line, and statements over its tables and columns."""

from __future__ import annotations

from collections.abc import Callable

from .. import dates
from ..carriers import ask_for, wrapped
from ..dates import number
from ..draft import Draft
from ..statement import Statement, literal
from ..wording import Writer, value
from .select import AGGREGATE, COUNT, DISTINCT, GROUPS, MOST_FIRST, PROJECTED

# table: {column: (kind, words)}; kinds: choice:a/b/c, number, count (of the noun that comes first), time, name, place, word, goods, code, title
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
    "units_made": ("count", "units made"), "copies_printed": ("count", "copies printed"), "meals_served": ("count", "meals served"), "points_scored": ("count", "points scored"), "goals_missed": ("count", "goals missed"), "pages_read": ("count", "pages read"),
    "hours_spent": ("count", "hours spent"), "errors_found": ("count", "errors found"), "seats_left": ("count", "seats left"), "votes_cast": ("count", "votes cast"), "people_reached": ("count", "people reached"), "boxes_packed": ("count", "boxes packed"),
    "member_count": ("number", "member count"), "unit_price": ("number", "unit price"), "entry_age": ("number", "entry age"), "reading_time": ("number", "reading time"), "staff_size": ("number", "staff size"), "load_t": ("number", "load"), "power_kw": ("number", "power"), "noise_db": ("number", "noise"),
    "width_cm": ("number", "width"), "rainfall_mm": ("number", "rainfall"), "salinity": ("number", "salinity"), "voltage": ("number", "voltage"), "bonus": ("number", "bonus"), "waiting_days": ("number", "waiting days"), "profit_eur": ("number", "profit"), "storey_count": ("number", "storey count"),
    "material": ("goods", "material"), "product": ("goods", "product"), "ingredient": ("goods", "ingredient"), "contents": ("goods", "contents"), "main_good": ("goods", "main good"), "spare_part": ("goods", "spare part"),
    "gate_no": ("code", "gate no"), "batch_code": ("code", "batch code"), "serial": ("code", "serial"), "lot_number": ("code", "lot number"), "box_id": ("code", "box id"), "route_code": ("code", "route code"), "desk_no": ("code", "desk no"),
    "team": ("title", "team"), "club": ("title", "club"), "street_name": ("title", "street name"), "stage_name": ("title", "stage name"), "theatre": ("title", "theatre"), "quarter": ("title", "quarter"), "road": ("title", "road"), "choir": ("title", "choir"),
    "registry_country": ("place", "registry country"), "home_town": ("place", "home town"), "inspector": ("name", "inspector"), "first_author": ("name", "first author"), "tenant": ("name", "tenant"), "guide": ("name", "guide"),
    "usable_until": ("time", "usable until"), "rented_until": ("time", "rented until"), "washed_on": ("time", "washed"), "planned_for": ("time", "planned for"), "launched_on": ("time", "launched"), "opens_on": ("time", "opening"), "begins_on": ("time", "beginning"), "repaired_at": ("time", "repaired"),
    "landed_at": ("time", "landed"), "checked_on": ("time", "checked"),
}
GOODS = "oranges lentils olives bricks tiles screws planks shoes hats cables pipes bolts nails lemons almonds walnuts bananas onions melons carpets candles toys marble copper plastic cotton leather bamboo silver coffee honey vanilla cocoa paper glass iron sand milk butter garlic".split()
FIRST = "green upper north silver old long grand little white stone high royal winter hollow bright quiet salt paper iron golden".split()
SECOND = "door mill gate wood lane house yard bridge square park corner court hall garden wharf owls riders lanterns voices foxes".split()

NOUNS = "products customers contracts suppliers sensors machines rooms events tests builds deployments campaigns leads claims policies loans accounts payments donations volunteers animals flights hotels bookings players matches cars bikes routes stations meters buildings offices desks laptops licenses parcels drinks wines films photos students exams lessons grants papers authors journals genes trials farms crops fields boats ports".split()


def made_up(w: Writer) -> tuple[str, dict[str, tuple[str, str]]]:
    """A table of the split's own noun with columns drawn from the pool."""
    columns = {"id": ("id", "id")}
    for name in w.rng.sample(list(POOL), w.rng.randint(3, 7)):
        columns[name] = POOL[name]
    return w.values.one(NOUNS), columns


HELD_OUT = {"dev": ["trips", "songs"], "test": ["samples", "subscriptions", "vehicles"]}
TOP = ["{n} {np} with the (highest|most|greatest|largest) {c}", "top {n} {np} by {c}", "(the |) {n} {np} (that have|having) the (highest|greatest) {c}", "{n} {np} by {c}, highest first", "{np} by {c}, top {n}", "the {n} highest {c} {np}", "{n} {np} highest in {c}", "{np}, highest {c} first, {n} of them", "(best|first) {n} {np} by {c}"]
TOP_COUNT = ["{n} {np} with (the |) most {c}", "top {n} {np} by {c}", "(the |) {n} {np} (that have|having) (the |) most {c}", "{n} {np} by {c}, most first", "{np} with most {c}, {n} of them"]
BOTTOM = ["{n} {np} with the (lowest|least|smallest) {c}", "bottom {n} {np} by {c}", "(the |) {n} {np} (that have|having) the (lowest|least) {c}", "{n} {np} by {c}, lowest first", "{n} {np} lowest in {c}"]
SORTED = ["{np} (sorted|ordered) by {c}", "{np} by {c}", "{np} in order of {c}", "all {np} (sorted|ordered) by {c}"]
FALLING = [", (highest|biggest|most) first", " descending", ", from high to low", " (in descending order|desc)"]
LATEST = ["(latest|newest|most recent|most recently {c}) {n} {np}", "{n} {np} {c} most recently", "the {n} {np} last {c}", "{n} {np} by {c} date, (latest|newest) first", "{n} {np}, (latest|newest) {c} first"]
EVERYTHING = ["all {np}", "every one of the {np}", "(the |our |) {np}", "all {np} (we have|there are|on record)", "everything in {np}", "the (whole|full|complete) (list|table) of {np}"]
ANYTHING = ["what is (lying|standing|stored|kept|waiting) (at|in|under) {c} {v}?", "(what|which one) has {c} {v}?", "anything (with|at|under) {c} {v}?", "everything (with|at|in) {c} {v}", "whatever has {c} {v}", "what (do we have|is there) (at|in|with|under) {c} {v}?", "the one with {c} {v}", "{c} {v}: what is it?"]
ASK_HAVING = ["(how many) {np} (have|use|show|bear|carry|list|are at|are in|run under|go under|come with) (the |) {c} {v}?", "(which|what) {np} (have|use|show|bear|carry|list|are at|are in|run under|go under|come with) (the |) {c} {v}?"]
TEXTUAL = ["with {c} {v}", "with (the |) {c} {v}", "whose {c} is {v}", "({c}|having {c}|using {c}|showing {c}|bearing {c}|carrying {c}|listing {c}|under {c}|of {c}|for {c}|at {c}|in {c}|on {c}|from {c}|by {c}|holding {c}) {v}", "that (have|use|show|bear|carry|list|hold|need) {c} {v}", "where (the |) {c} is {v}", "(which have|having) {v} as (their |) {c}", "with {v} as (the |) {c}", "{c} = {v}", "{c}: {v}"]
MORE = [("over", ">"), ("more than", ">"), ("above", ">"), ("greater than", ">"), ("under", "<"), ("less than", "<"), ("below", "<"), ("fewer than", "<"), ("at least", ">="), ("no less than", ">="), ("at most", "<="), ("no more than", "<="), ("up to", "<="), ("exactly", "=")]
COMING = [("next week", "next_week"), ("next month", "next_month"), ("tomorrow", "tomorrow"), ("next year", "next_year")]

Columns = dict[str, tuple[str, str]]


def foreign(w: Writer) -> Draft:
    kept = HELD_OUT.get(w.split) or [name for name in TABLES if name not in HELD_OUT["dev"] + HELD_OUT["test"]]
    table = w.rng.choice(kept)
    columns = TABLES[table]
    if w.chance(0.75):
        table, columns = made_up(w)
    present = [name for name in columns if name == "id" or w.chance(0.9)]
    if len(present) < 2:
        present = list(columns)
    columns = {name: columns[name] for name in present}
    lines = [f"{table}({', '.join(present)})", *_others(w, kept, table)]
    w.rng.shuffle(lines)
    kinds: list[tuple[Callable[[Writer, str, Columns], tuple[str, str] | None], float]] = [(_listed, 6), (_asked_having, 1.5), (_anything, 0.8), (_counted, 2), (_measured, 1.6), (_top, 3), (_latest, 1), (_sorted, 0.8), (_grouped, 0.8), (_different, 0.5), (_projected, 0.6), (_everything, 0.4)]
    while True:
        make = w.rng.choices([kind for kind, _ in kinds], [share for _, share in kinds])[0]
        if made := make(w, table, columns):
            sql, request = made
            return Draft(Statement("SELECT", sql=sql), request, f"foreign.{make.__name__.removeprefix('_')}", [], "", "; ".join(lines))


def _others(w: Writer, kept: list[str], table: str) -> list[str]:
    """Lines of other tables that stand beside the one that is asked of."""
    found = {table}
    lines = []
    for _ in range(w.rng.choice([0, 1, 2, 2, 3])):
        name, columns = made_up(w) if w.chance(0.6) else (picked := w.rng.choice(kept), TABLES[picked])
        if name not in found:
            found.add(name)
            lines.append(f"{name}({', '.join(columns)})")
    return lines


def _of(columns: Columns, *kinds: str) -> list[str]:
    return [name for name, (kind, _) in columns.items() if kind.split(":")[0] in kinds]


def _narrowed(w: Writer, table: str, columns: Columns, least: int, most: int = 2) -> tuple[str, str]:
    """`(noun phrase, WHERE text)`: the table's noun with so many conditions."""
    usable = [name for name in columns if name != "id"]
    count = min(len(usable), w.rng.choice([n for n in (0, 1, 1, 2) if least <= n <= most]))
    where = [_condition(w, name, columns[name]) for name in w.rng.sample(usable, count)]
    phrase = f"{table} {w.rng.choice([' ', ' and ', ', ']).join(words for words, _ in where)}".strip()
    return phrase, " WHERE " + " AND ".join(sql for _, sql in where) if where else ""


def _listed(w: Writer, table: str, columns: Columns) -> tuple[str, str]:
    phrase, where = _narrowed(w, table, columns, 1)
    return f"SELECT * FROM {table}{where}", ask_for(w, phrase)


def _everything(w: Writer, table: str, columns: Columns) -> tuple[str, str]:
    return f"SELECT * FROM {table}", ask_for(w, w.fill(w.rng.choice(EVERYTHING), np=table))


def _asked_having(w: Writer, table: str, columns: Columns) -> tuple[str, str] | None:
    """A question whose verb stands for the column: "which ships carry the product lemons?"."""
    named = _of(columns, "choice", "name", "place", "word", "goods", "code", "title")
    if not named:
        return None
    name = w.rng.choice(named)
    found = _named_value(w, columns[name][0])
    request = w.fill(w.rng.choice(ASK_HAVING), np=table, c=columns[name][1], v=value(found))
    return f"SELECT {'COUNT(*)' if request.startswith('how many') else '*'} FROM {table} WHERE {name} = {literal(found)}", wrapped(w, request)


def _anything(w: Writer, table: str, columns: Columns) -> tuple[str, str] | None:
    """Rows of a table that only its column tells."""
    named = _of(columns, "word", "goods", "code", "title")
    if not named:
        return None
    name = w.rng.choice(named)
    found = _named_value(w, columns[name][0])
    return f"SELECT * FROM {table} WHERE {name} = {literal(found)}", wrapped(w, w.fill(w.rng.choice(ANYTHING), c=columns[name][1], v=value(found)))


def _counted(w: Writer, table: str, columns: Columns) -> tuple[str, str]:
    phrase, where = _narrowed(w, table, columns, 0 if w.chance(0.3) else 1)
    return f"SELECT COUNT(*) FROM {table}{where}", wrapped(w, w.fill(w.rng.choice(COUNT), np=phrase))


def _measured(w: Writer, table: str, columns: Columns) -> tuple[str, str] | None:
    numbers = _of(columns, "number", "count")
    if not numbers:
        return None
    name = w.rng.choice(numbers)
    phrase, where = _narrowed(w, table, {other: columns[other] for other in columns if other != name}, 0, 1)
    measure = w.rng.choices(["AVG", "SUM", "MAX", "MIN"], [6, 2, 1, 1])[0]
    template = w.rng.choice([text for text in AGGREGATE[measure] if "{adj}" not in text and "{much}" not in text])
    return f"SELECT {measure}({name}) FROM {table}{where}", wrapped(w, w.fill(template, np=phrase, c=columns[name][1]))


def _top(w: Writer, table: str, columns: Columns) -> tuple[str, str] | None:
    numbers = _of(columns, "number", "count")
    if not numbers:
        return None
    n, name = w.rng.choice([1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 10, 10, 12, 15, 20, 25, 50]), w.rng.choice(numbers)
    phrase, where = _narrowed(w, table, {other: columns[other] for other in columns if other != name}, 0, 0 if w.chance(0.6) else 1)
    least = w.chance(0.25)
    templates = BOTTOM if least else TOP_COUNT if columns[name][0] == "count" else TOP
    request = w.fill(w.rng.choice(templates), np=phrase, n=number(w, n), c=columns[name][1])
    return f"SELECT * FROM {table}{where} ORDER BY {name} {'ASC' if least else 'DESC'} LIMIT {n}", ask_for(w, request)


def _latest(w: Writer, table: str, columns: Columns) -> tuple[str, str] | None:
    times = [name for name in _of(columns, "time") if not name.endswith(("until", "for"))]
    if not times:
        return None
    n, name = w.rng.choice([2, 3, 5, 5, 10, 20]), w.rng.choice(times)
    phrase, where = _narrowed(w, table, {other: columns[other] for other in columns if other != name}, 0, 0 if w.chance(0.7) else 1)
    return f"SELECT * FROM {table}{where} ORDER BY {name} DESC LIMIT {n}", ask_for(w, w.fill(w.rng.choice(LATEST), np=phrase, n=number(w, n), c=columns[name][1]))


def _sorted(w: Writer, table: str, columns: Columns) -> tuple[str, str] | None:
    names = [name for name in columns if name != "id"]
    name = w.rng.choice(names)
    phrase, where = _narrowed(w, table, {other: columns[other] for other in columns if other != name}, 0, 0 if w.chance(0.6) else 1)
    request = w.fill(w.rng.choice(SORTED), np=phrase, c=columns[name][1])
    falls = columns[name][0] in ("number", "count") and w.chance(0.5)
    return f"SELECT * FROM {table}{where} ORDER BY {name} {'DESC' if falls else 'ASC'}", ask_for(w, request + (w.fill(w.rng.choice(FALLING)) if falls else ""))


def _grouped(w: Writer, table: str, columns: Columns) -> tuple[str, str] | None:
    names = _of(columns, "choice", "place", "word", "goods", "title")
    if not names:
        return None
    name = w.rng.choice(names)
    phrase, where = _narrowed(w, table, {other: columns[other] for other in columns if other != name}, 0, 0 if w.chance(0.7) else 1)
    sql, request = f"SELECT {name}, COUNT(*) FROM {table}{where} GROUP BY {name}", w.fill(w.rng.choice(GROUPS), np=phrase, g=columns[name][1])
    if w.chance(0.3):
        sql, request = f"{sql} ORDER BY COUNT(*) DESC", request.rstrip("?") + w.fill(w.rng.choice(MOST_FIRST))
    return sql, wrapped(w, request)


def _different(w: Writer, table: str, columns: Columns) -> tuple[str, str] | None:
    names = _of(columns, "choice", "place", "word", "goods", "title", "name")
    if not names:
        return None
    name = w.rng.choice(names)
    return f"SELECT DISTINCT {name} FROM {table}", wrapped(w, w.fill(w.rng.choice(DISTINCT), np=table, g=_plural(*columns[name])))


def _projected(w: Writer, table: str, columns: Columns) -> tuple[str, str] | None:
    names = [name for name in columns if columns[name][0] not in ("id", "time")]
    if len(names) < 2:
        return None
    chosen = w.rng.sample(names, w.rng.choice([1, 2]))
    phrase, where = _narrowed(w, table, {other: columns[other] for other in columns if other not in chosen}, 0, 1)
    return f"SELECT {', '.join(chosen)} FROM {table}{where}", wrapped(w, w.fill(w.rng.choice(PROJECTED), np=phrase, cols=" and ".join(_plural(*columns[name]) for name in chosen)))


def _plural(kind: str, words: str) -> str:
    return words if kind == "count" or words.endswith("s") else words[:-1] + "ies" if words.endswith(("ty", "ry")) else words + "s"


def _named_value(w: Writer, kind: str) -> str:
    """A value of a column of words, as somebody types it."""
    if kind.startswith("choice:"):
        return w.rng.choice(kind[7:].split("/"))
    if kind == "goods":
        return w.values.one(GOODS)
    if kind == "code":
        letters, digits = "".join(w.rng.choice("ABCDEFGHKLMNPRSTX") for _ in range(w.rng.choice([1, 2, 3]))), str(w.rng.randint(1, 999))
        return w.rng.choice([f"{digits}{letters[0]}", f"{letters}{digits}", f"{letters}-{digits}", f"{letters}{digits}{letters[0]}", digits])
    if kind == "title":
        return w.typed(w.rng.choice(["", "", "The "]) + f"{w.rng.choice(FIRST).capitalize()} {w.rng.choice(SECOND).capitalize()}") if w.chance(0.8) else w.typed(w.rng.choice(["North", "South", "East", "West", "Centre", "Harbour"]))
    return w.typed({"name": w.values.person, "place": w.values.location, "word": w.values.word}[kind]())


def _condition(w: Writer, name: str, column: tuple[str, str]) -> tuple[str, str]:
    kind, words = column
    if kind.startswith("choice:") and w.chance(0.5):
        found = _named_value(w, kind)
        return w.fill(w.rng.choice(["that are {v}", "which are {v}", "being {v}", "({c}|with the {c}) {v}"]), c=words, v=value(found)), f"{name} = {literal(found)}"
    if kind in ("number", "count"):
        n, (word, operator) = w.rng.choice([1, 2, 3, 5, 7, 10, 12, 18, 25, 30, 40, 65, 90, 100, 150, 250, 400, 500, 750, 1000, 2500, 5000]), w.rng.choice(MORE)
        templates = ["with {o} {n} {c}", "that have {o} {n} {c}", "having {o} {n} {c}"] if kind == "count" else ["with (a |) {c} {o} {n}", "with (a |) {c} of {o} {n}", "whose {c} is {o} {n}", "{c} {o} {n}", "that have (a |) {c} {o} {n}", "where (the |) {c} is {o} {n}", f"{{c}} {operator} {{n}}"]
        return w.fill(w.rng.choice(templates), c=words, o=word, n=str(n)), f"{name} {operator} {n}"
    if kind == "time":
        if w.chance(0.15) and name.endswith(("until", "for", "on", "s_at")):
            phrase, symbol = w.rng.choice(COMING)
            return f"{words} {phrase}", dates.condition(name, [("=", symbol)])
        phrase, bounds = dates.when(w)
        for start in ("that are ", "dating ", "dated ", "made "):
            phrase = phrase.removeprefix(start)
        return f"{words} {phrase}", dates.condition(name, bounds)
    found = _named_value(w, kind)
    return w.fill(w.rng.choice(TEXTUAL), c=words, v=value(found)), f"{name} = {literal(found)}"
