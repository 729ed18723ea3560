"""SELECT: rows by conditions, columns, order, counts, averages, groups (guideline.md, section 5)."""

from __future__ import annotations

from .. import conditions as c
from ..carriers import ask_for, wrapped
from ..dates import number
from ..draft import Draft
from ..statement import Statement, literal
from ..kinds import kind_noun, two_kinds, without
from ..wording import Writer, value
from .search import ENTITY_KINDS, MOMENT_KINDS

PLURAL = {"resources": ["documents", "docs", "notes", "resources", "pages", "articles", "write-ups"], "files": ["files", "files", "uploads", "attachments"], "moments": ["moments"], "entities": ["entities"]}
MIME = {"= 'application/pdf'": ["PDFs", "PDF files"], "= 'image/png'": ["PNGs", "PNG files", "png images"], "= 'image/jpeg'": ["JPEGs", "jpg files", "JPEG images"], "= 'text/csv'": ["CSVs", "CSV files"], "= 'application/json'": ["JSON files"],
        "= 'text/markdown'": ["markdown files"], "= 'text/plain'": ["plain text files", "text files"], "LIKE 'image/%'": ["images", "image files", "pictures"], "LIKE 'video/%'": ["videos", "video files"], "LIKE 'audio/%'": ["audio files", "sound files"]}
SUFFIXES = ["xlsx", "docx", "pptx", "zip", "yaml", "parquet", "svg", "log", "sql", "tar.gz", "ics", "epub", "drawio", "psd", "dwg", "bin", "toml", "ini", "proto", "ods", "key", "sqlite", "eml", "vcf", "gpx", "stl", "woff2", "rst", "tex", "bib"]
STATUS = {"failed": ["failed"], "pending": ["pending"], "processing": ["processing"], "completed": ["completed"]}
STATUS_AFTER = ["that (have |) {s}", "with (processing |) status {s}", "whose (processing |) status is {s}", "(marked|with status) {s}", "in (the |) {s} state", "status {s}", "which are {s}", "where processing is {s}", "with a status of {s}", "being {s}"]
COUNT = ["how many {np} (are there|do we have|have we got|exist|are in here|)?", "how many {np}?", "(count|number of|total number of|the number of) {np}", "(count|count all|count up) (the |my |our |){np}", "(give|tell|show) me (the count|the number|the total number|a count) of {np}", "what is the (number|count|total) of {np}?", "(can you|could you|please) count (the |){np}", "how many (of the |of our |){np} (do i have|did we get|can you find)?", "count {np}", "what's the (total |) count of {np}", "i (need|want) (to know how many|the number of) {np}", "(do you know|any idea) how many {np} (there are|we have)?", "# of {np}", "{np}: how many?", "{np} count", "amount of {np}", "just the count of {np}", "how large is the number of {np}"]
NEWEST = ["(newest|latest|most recent) {n}{np}", "{n}(newest|latest|most recent) {np}", "{n}{np}, (newest|latest|most recent) first", "(last|latest) {n}{np}", "{n}{np} (sorted|ordered) by (date|creation date|time), (newest|latest) first", "{n}(newest|latest|freshest) {np}", "{n}{np} in reverse chronological order", "{n}{np} with the newest (on top|first)", "{n}{np} from new to old", "most recently added {n}{np}"]
OLDEST = ["(oldest|earliest|first) {n}{np}", "{n}(oldest|earliest) {np}", "{n}{np}, (oldest|earliest) first", "{n}{np} (sorted|ordered) by (date|creation date|time), oldest first", "{n}{np} in chronological order", "{n}{np} with the oldest (on top|first)", "{n}{np} from old to new", "the {n}{np} we have had longest"]
BIGGEST = ["(biggest|largest|heaviest) {n}{np}", "{n}(biggest|largest|heaviest) {np}", "{n}{np}, (biggest|largest) first", "{n}{np} (sorted|ordered) by size, (biggest|largest) first", "{n}{np} by size descending", "{n}{np} that take the most space", "top {n}{np} by size", "{n}{np} from big to small"]
SMALLEST = ["(smallest|tiniest) {n}{np}", "{n}(smallest|tiniest) {np}", "{n}{np}, smallest first", "{n}{np} (sorted|ordered) by size, smallest first", "{n}{np} by size ascending", "{n}{np} from small to big", "{n}{np} that take the least space", "{n}{np} ordered from smallest to largest"]
LONGEST = ["longest {n}{np}", "{n}longest {np}", "{n}{np}, longest first", "{n}{np} (sorted|ordered) by (duration|length), longest first", "{n}{np} that (took|lasted) (the longest|longest)", "top {n}{np} by (duration|length)", "{n}{np} by length descending", "{n}lengthiest {np}"]
SHORTEST = ["shortest {n}{np}", "{n}shortest {np}", "{n}{np}, shortest first", "{n}{np} (sorted|ordered) by (duration|length), shortest first", "{n}{np} that were over quickest", "{n}briefest {np}", "{n}{np} by length ascending", "{n}{np} from short to long"]
BY_NAME = ["{n}{np} (in alphabetical order|alphabetically|sorted by name|ordered by name|a to z|by name)", "{n}{np}, (alphabetical|sorted alphabetically|a-z|by name)", "alphabetical list of {n}{np}", "{n}{np} sorted a-z", "{n}{np} in order of name", "{n}{np} ordered by their names", "{n}{np} sorted by title", "{n}{np} arranged alphabetically"]
LAST_UPDATED = ["(most recently|last) (updated|changed|edited|modified|touched) {n}{np}", "{n}(most recently|last) (updated|changed|edited|modified) {np}", "{n}{np} (sorted|ordered) by (last update|last change|update time), newest first", "{n}{np} that (were|got) (changed|updated|edited) most recently", "{n}{np} with the latest (changes|edits|updates)", "{n}{np}, last edited first", "{n}{np} by update time descending", "the {n}{np} touched last"]
STALE = ["{n}{np} (last |) (updated|changed|edited|touched) (longest|the longest time) ago", "(least recently|longest ago) (updated|changed|edited|touched) {n}{np}", "{n}{np} (sorted|ordered) by (last update|update time), oldest first", "{n}{np} nobody (touched|changed|edited) for the longest time", "the {n}{np} with the oldest (updates|changes|edits)", "{n}{np}, stalest first", "{n}most neglected {np} by update time", "{n}{np} by update time ascending"]
GROUPS = ["(how many|number of|count of|count) {np} (per|by|for each|in each|for every) {g}", "{np} (per|by) {g}", "{np} grouped by {g}", "(count|counts of) {np} grouped by {g}", "(break down|split|group) (the |our |){np} by {g}", "(a |) breakdown of {np} by {g}", "{np} count (per|by) {g}", "for (each|every) {g}, (how many|the number of) {np}", "how are {np} (distributed|spread) (over|across|by) {g}?", "distribution of {np} (by|over) {g}", "(give|show) me (the |) (counts|numbers|totals) of {np} per {g}", "statistics of {np} by {g}", "tally (of |) {np} by {g}", "how many {np} does each {g} have?", "{g} counts for {np}", "{np} broken down by {g}"]
MOST_FIRST = [", (most|biggest|largest|highest) first", ", most (common|frequent) first", ", sorted by count", ", (in |) descending order", " with the (biggest|largest|most frequent) (first|on top)", ", ordered by (how many|the count|number) (descending|desc)", ", highest count first", ", ranked by count", ", top ones first"]
HAVING = [", (only|just) those with (more than|over) {n}", ", where there are (more than|over) {n}", " (having|with) more than {n} (of them|each|)", ", but only (groups|the ones) with more than {n}", ", leave out those with {n} or (fewer|less)", ", if more than {n}", " that have more than {n}", ", only when the count is above {n}"]
HAVING_LEAST = [", (only|just) those with (at least|no fewer than|no less than) {n}", ", where there are (at least {n}|{n} or more)", " with at least {n} (of them|each|)", ", but only (groups|the ones) with {n} or more", ", if at least {n}", " that have {n} or more", ", minimum {n}", ", {n}+ only"]
DISTINCT = ["(which|what) (different |distinct |) {g} (are there|do we have|exist|are used|are in use) (for|among|in) (the |our |) {np}?", "(list|show|give me) (all |the |all the |) (different|distinct|unique|possible) {g} of (the |our |) {np}", "(distinct|unique|different) {g} (of|in|among|for) (the |) {np}", "all {g} (used|that occur|we use) (in|for|among) {np}", "what (kinds of |) {g} do (the |our |) {np} have?", "{g} in use among {np}", "{g} of {np} without duplicates", "what {g} can i find among {np}?", "(the |) list of {g} for {np}"]
AGGREGATE = {"AVG": ["(average|mean|avg) {c} of (the |our |all |my |) {np}", "(what is|what's) the (average|mean) {c} of (the |our |) {np}?", "how {adj} are (the |our |) {np} on average?", "on average, how {adj} are (the |our |) {np}?", "avg {c} {np}", "{np}: average {c}", "average {c} (for|across|over) {np}", "(give|tell|show) me the average {c} of {np}", "the typical {c} of {np}, on average", "compute the mean {c} for {np}"],
             "SUM": ["(total|combined|overall|summed) {c} of (the |our |all |my |) {np}", "(what is|what's) the (total|combined|overall) {c} of (the |our |) {np}?", "how {much} do (the |our |all |) {np} (take|take up|amount to|come to) (in total|altogether|together|)?", "sum of the {c} of {np}", "total {c} (for|across|over) {np}", "{np}: total {c}", "add up the {c} of (the |all |) {np}", "(give|tell|show) me the total {c} of {np}", "sum up {c} of {np}"],
             "MAX": ["(maximum|max|greatest|highest) {c} (of|among|for) (the |our |) {np}", "(what is|what's) the (maximum|max|greatest|highest) {c} (of|among) (the |our |) {np}?", "how {adj} is the {most} of (the |our |) {np}?", "max {c} {np}", "{np}: maximum {c}", "upper end of the {c} of {np}", "tell me the maximum {c} of {np}", "peak {c} among {np}"],
             "MIN": ["(minimum|min|lowest|least) {c} (of|among|for) (the |our |) {np}", "(what is|what's) the (minimum|min|lowest) {c} (of|among) (the |our |) {np}?", "min {c} {np}", "{np}: minimum {c}", "tell me the minimum {c} of {np}", "lower end of the {c} of {np}", "minimal {c} of {np}", "least {c} among {np}"]}
COLUMNS = {"resources": {"name": ["names", "titles"], "category": ["categories"], "summary": ["summaries"], "created_at": ["creation dates"], "updated_at": ["update times", "last update times"], "uri": ["uris", "urls"], "tags": ["tags"]},
           "files": {"name": ["names", "file names"], "size_bytes": ["sizes"], "mime_type": ["mime types", "types"], "uri": ["uris", "urls"], "processing_status": ["statuses", "processing statuses"], "created_at": ["upload dates", "creation dates"]},
           "moments": {"name": ["names", "titles"], "summary": ["summaries"], "location": ["locations"], "resource_timestamp": ["start times", "dates"], "emotion_tags": ["emotions", "emotion tags"], "topic_tags": ["topics", "topic tags"], "moment_type": ["types", "moment types"]},
           "entities": {"name": ["names"], "entity_type": ["types", "entity types"], "summary": ["summaries"], "created_at": ["creation dates"], "tags": ["tags"]}}
PROJECTED = ["(the |) {cols} of {np}", "{cols} of (all |the |all the |) {np}", "(show|list|give me|get) (the |just the |only the |) {cols} of (all |the |) {np}", "(only|just) (the |) {cols} of {np}", "{cols} for {np}", "{np}, (only|just) (the |) {cols}", "what are the {cols} of (the |) {np}?", "(i need|i want) (only |) the {cols} of {np}", "{np} - (just|only) {cols} please", "{np} with only their {cols}", "(display|print|fetch) {cols} for (the |all |){np}", "columns {cols} of {np}", "get me {cols} from {np}", "nothing but the {cols} of {np}"]
GROUP_COLUMNS = {"resources": [("category", "category", "categories"), ("user_id", "user", "users")], "files": [("mime_type", "mime type", "mime types"), ("processing_status", "status", "statuses"), ("category", "category", "categories"), ("mime_type", "type", "types")],
                 "moments": [("moment_type", "type", "types"), ("moment_type", "moment type", "moment types"), ("location", "location", "locations"), ("category", "category", "categories")], "entities": [("entity_type", "type", "types"), ("entity_type", "entity type", "entity types"), ("entity_type", "kind", "kinds")]}
TAG_GROUPS = {"tags": ["tag"], "topic_tags": ["topic tag", "topic"], "emotion_tags": ["emotion", "emotion tag"]}


def select(w: Writer) -> Draft:
    kind = w.rng.choices(["list", "ordered", "count", "group", "aggregate", "columns", "distinct", "newest_one", "usage", "code", "extreme"], [12, 6, 4, 2.4, 1.8, 2.4, 0.7, 1.6, 2.2, 0.8, 0.6])[0]
    return {"usage": usage, "code": code, "extreme": extreme, "list": listed, "ordered": ordered, "count": counted, "group": grouped, "aggregate": aggregated, "columns": projected, "distinct": different, "newest_one": single}[kind](w)


def subject(w: Writer, table: str | None = None, most: int = 3, least: int = 0) -> tuple[str, str, str, str]:
    """`(table, noun, noun phrase, WHERE text)`: a noun with its conditions."""
    table = table or w.rng.choices(["resources", "files", "moments", "entities"], [6, 5, 6, 2.5])[0]
    where: list[c.Condition] = []
    noun = w.rng.choice(PLURAL[table])
    before = ""
    if table == "moments" and w.chance(0.5):
        name = w.rng.choices(list(MOMENT_KINDS), [6, 4, 2, 2, 2, 2, 2, 2, 2])[0]
        noun = w.rng.choice([words for words in MOMENT_KINDS[name] if words.endswith("s")])
        where.append((0, "", f"moment_type = '{name}'"))
    elif table == "entities" and w.chance(0.7):
        name = w.rng.choices(list(ENTITY_KINDS), [4, 4, 2, 2, 2, 2, 1, 1, 1])[0]
        noun = w.rng.choice([words for words in ENTITY_KINDS[name] if words.endswith("s") or words == "people"])
        where.append((0, "", f"entity_type = '{name}'"))
    elif table == "resources" and w.chance(0.42):
        form = w.rng.choices(["kind", "two", "without"], [6, 1.2, 1.3])[0]
        if form == "two":
            noun, one, two = two_kinds(w)
            where.append((2, "", f"category IN ({literal(one)}, {literal(two)})"))
        elif form == "without":
            noun = w.rng.choice(["documents", "docs", "notes", "everything", "pages"])
            where.append(without(w))
        else:
            noun, name = kind_noun(w)
            where.append((2, "", f"category = {literal(name)}"))
    elif table == "files" and w.chance(0.4):
        if w.chance(0.2):
            suffix = w.rng.choice(SUFFIXES)
            noun = w.rng.choice([f"{suffix} files", f".{suffix} files", f"files ending in .{suffix}", f".{suffix} uploads", f"{suffix} attachments", f"files (.{suffix})", f"all .{suffix}s among the files", f"files with the extension {suffix}", f"files of type .{suffix}"])
            where.append((6, "", f"name ILIKE '%.{suffix}'"))
        else:
            test = w.rng.choice(list(MIME))
            noun = w.rng.choice(MIME[test])
            where.append((0, "", f"mime_type {test}"))
    if table == "files" and w.chance(0.22):
        status = w.rng.choice(list(STATUS))
        if w.chance(0.6):
            before = w.rng.choice(STATUS[status]) + " "
            where.append((1, "", f"processing_status = '{status}'"))
        else:
            where.append((1, w.say("status", STATUS_AFTER, s=status), f"processing_status = '{status}'"))
    sorts = any("category" in sql for _, _, sql in where)
    for make in _more(w, table, least if where else max(least, 0), most, sorts):
        where.append(make())
    w.rng.shuffle(where)
    phrases = [phrase for _, phrase, _ in where if phrase]
    sql = " AND ".join(sql for _, _, sql in sorted(where, key=lambda found: found[0]))
    phrase = c.phrase_of(before + noun, phrases, [w.rng.choice([" ", " ", " ", ", ", " and "]) for _ in phrases])
    return table, before + noun, phrase, f" WHERE {sql}" if sql else ""


def _more(w: Writer, table: str, least: int, most: int, sorts: bool = False) -> list:
    options = [(lambda: c.time(w, table), 5.0), (lambda: c.tags(w), 3.0), (lambda: c.category(w), 2.0 if table != "entities" and not sorts else 0), (lambda: c.text_match(w, ["name", "name", "uri"] if table == "files" else ["name", "name", "summary"] if table != "resources" else ["name", "name", "uri", "summary", "content"]), 2.2),
               (lambda: c.missing(w, {"resources": ["summary", "content", "uri", "summary"] if sorts else ["summary", "category", "content", "uri"], "files": ["category", "uri"], "moments": ["summary", "location", "content"], "entities": ["summary"]}[table]), 1.3), (lambda: c.tag_count(w), 1.0), (lambda: c.owner(w), 0.5), (lambda: c.folder(w), 0.5 if table in ("resources", "files") else 0), (lambda: c.untouched(w), 0.6 if table in ("resources", "files") else 0),
               (lambda: c.deleted(w), 0.35)]
    if table == "files":
        options += [(lambda: c.size(w), 5.0)]
    if table == "moments":
        options += [(lambda: c.tags(w, "emotion_tags"), 3.0), (lambda: c.tags(w, "topic_tags"), 1.6), (lambda: c.place(w), 2.2), (lambda: c.duration(w), 2.5), (lambda: c.person_present(w), 2.5), (lambda: c.no_moment_tags(w), 0.6)]
    count = max(least, min(most, w.rng.choices([0, 1, 2, 3], [1.6, 6, 2.2, 0.3])[0]))
    options = [option for option in options if option[1] > 0]
    chosen: list = []
    while len(chosen) < min(count, len(options)):
        option = w.rng.choices(options, [weight for _, weight in options])[0]
        if option not in chosen:
            chosen.append(option)
    return [make for make, _ in chosen]


def done(w: Writer, sql: str, request: str, family: str) -> Draft:
    return Draft(Statement("SELECT", sql=sql), request, f"select.{family}", [], "")


def listed(w: Writer) -> Draft:
    table, noun, phrase, where = subject(w, least=0 if w.chance(0.12) else 1)
    n = w.rng.choice([1, 2, 3, 5, 5, 8, 10, 10, 15, 20, 25, 50]) if w.chance(0.1) else None
    if n:
        phrase = f"{w.rng.choice(['', 'any ', 'up to ', 'at most ', 'max ', 'the first '])}{number(w, n)} {phrase}"
    if not n and phrase != noun and phrase.startswith(noun) and w.chance(0.05):
        rest = phrase.removeprefix(noun).strip(" ,")
        return done(w, f"SELECT * FROM {table}{where}", wrapped(w, w.rng.choice([f"{rest}: {noun}", f"which {noun} are {rest}" if rest.startswith(("tagged", "not", "in", "from", "under", "over")) else f"{rest}, all {noun}"])), "list")
    return done(w, f"SELECT * FROM {table}{where}" + (f" LIMIT {n}" if n else ""), ask_for(w, phrase), "list")


def _order(w: Writer, table: str) -> tuple[str, list[str], str]:
    stamp = "resource_timestamp" if table == "moments" else "created_at"
    options = [("newest", NEWEST, f"{stamp} DESC", 5), ("oldest", OLDEST, f"{stamp} ASC", 3), ("name", BY_NAME, "name ASC", 2), ("updated", LAST_UPDATED, "updated_at DESC", 1.6 if table != "moments" else 0.4)]
    if table == "files":
        options += [("biggest", BIGGEST, "size_bytes DESC", 5), ("smallest", SMALLEST, "size_bytes ASC", 1.6)]
    if table == "moments":
        options += [("longest", LONGEST, f"{c.DURATION} DESC", 3), ("shortest", SHORTEST, f"{c.DURATION} ASC", 1.5)]
    if table != "moments":
        options += [("stale", STALE, "updated_at ASC", 0.8)]
    name, templates, order, _ = w.rng.choices(options, [option[3] for option in options])[0]
    return name, templates, order


def ordered(w: Writer) -> Draft:
    table, _, phrase, where = subject(w, most=2)
    name, templates, order = _order(w, table)
    n = w.rng.choice([2, 3, 3, 4, 5, 5, 5, 6, 7, 8, 10, 10, 12, 15, 20, 25, 30, 50, 100]) if w.chance(0.6) else None
    asked = w.say(f"order.{name}", templates, np=phrase, n=f"{number(w, n)} " if n else "")
    return done(w, f"SELECT * FROM {table}{where} ORDER BY {order}" + (f" LIMIT {n}" if n else ""), ask_for(w, asked), f"ordered.{name}")


USAGE_ALL = ["(what|which) {gs} (exist|are there|do we have|do we use|are in use|have we got)?", "(list|show) (me |) (all |the |all the |the different |the distinct |)distinct {gs}", "(all|every one of) our {gs}", "{gs} we (use|have|know)", "(distinct|unique|different) {gs}( please| only|)", "give me the {gs} that occur", "(is there|do we have) a list of {gs}?", "{gs} in use", "what {gs} can i choose from?", "what are the {gs}?", "which {gs} occur at all", "overview of {gs} in use"]
USAGE_COUNT = ["(which|what) {gs} (come up|occur|appear|are used) (most|most often|the most)?", "(the |) (most used|most common|most frequent|commonest) {gs}", "{g} (frequencies|frequency|statistics|counts), (most used|most frequent|highest|biggest) first", "{gs} by (frequency|popularity|how often they are used)", "{gs} (ranked|sorted|ordered) by (use|count|frequency|how often they occur)", "how (popular|common|frequent) is each {g}, (most|top) first", "{gs} with their counts, (biggest|highest|most common) (first|on top)", "top {gs}", "rank the {gs} by number of {np}", "(popularity|ranking) of {gs}", "how often does each {g} occur, most first", "number of {np} by {g}, (most|biggest|highest) first"]
USAGE_HAVING = ["{gs} (used on|used by|found on|with|that have|having) {m} {np}", "(which|what) {gs} (have|cover|are used on|occur on) {m} {np}?", "{gs} that (occur|appear|are used) {m} times", "(only |) {gs} of {m} {np}", "{gs} with {m} entries", "(list|show) (the |) {gs} (used|occurring) {m} times", "{gs} having {m} {np} each", "which {gs} occur {m} times?", "{gs} counting {m} {np}", "{gs} where there are {m} {np}"]
USED = [("resources", "category", "category", "categories", None), ("resources", "tags", "tag", "tags", "tag"), ("entities", "entity_type", "entity type", "entity types", None), ("moments", "moment_type", "moment type", "moment types", None), ("moments", "location", "location", "locations", None), ("moments", "location", "place", "places", None),
        ("moments", "emotion_tags", "emotion", "emotions", "emotion"), ("moments", "topic_tags", "topic", "topics", "topic"), ("files", "mime_type", "file type", "file types", None), ("files", "mime_type", "mime type", "mime types", None), ("files", "processing_status", "processing status", "processing statuses", None), ("moments", "emotion_tags", "feeling", "feelings", "emotion")]


def usage(w: Writer) -> Draft:
    """Asks about the values of one column: which there are, how often, those used more than n times."""
    table, column, one, many, alias = w.rng.choice(USED)
    plural = w.rng.choice([words for words in PLURAL[table] if words != "resources"])
    kind = w.rng.choices(["all", "count", "having"], [4, 3, 3])[0]
    named = alias or column
    source = f"{table}, unnest({column}) AS {alias}" if alias else table
    if kind == "all":
        sql = f"SELECT DISTINCT unnest({column}) AS {alias} FROM {table}" if alias else f"SELECT DISTINCT {column} FROM {table}"
        if alias:
            sql = f"SELECT DISTINCT {alias} FROM {source}"
        request = w.say("usage.all", USAGE_ALL, g=one, gs=many)
        if column == "location" and w.chance(0.4):
            request = w.fill(w.rng.choice(["(which|what) (places|locations) do (i|we) have moments (from|in)?", "where (have i|have we|did i|did we) (been|have moments|record moments)?", "all the places (my|our) moments (happened|took place) (in|at)", "(places|locations) (that occur in|from) (my|our|the) moments"]))
        return done(w, sql, wrapped(w, request), "usage.all")
    head = f"SELECT {named}, COUNT(*) FROM {source} GROUP BY {named}"
    if kind == "count":
        return done(w, f"{head} ORDER BY COUNT(*) DESC", wrapped(w, w.say("usage.count", USAGE_COUNT, g=one, gs=many, np=plural)), "usage.count")
    n = w.rng.choice([1, 2, 3, 4, 6, 7, 8, 10, 12, 15, 20, 30])
    words, operator = w.rng.choice([("more than {n}", ">"), ("over {n}", ">"), ("at least {n}", ">="), ("{n} or more", ">="), ("no fewer than {n}", ">="), ("more than {n}", ">")])
    return done(w, f"{head} HAVING COUNT(*) {operator} {n}", wrapped(w, w.say("usage.having", USAGE_HAVING, g=one, gs=many, np=plural, m=words.format(n=number(w, n)))), "usage.having")


CODE_ASKS = ["select {np}", "select {np}, limit {n}", "select * from {t} limit {n}", "sql: {np}", "{t} limit {n}", "select all from {t}", "select {n} {np}", "rows of {t}, max {n}", "select from {t} order by name", "table {t}, {n} rows", "dump {t}, limit {n}", "select count(*) from {t}", "count(*) {t}", "select {np} limit {n}"]


def code(w: Writer) -> Draft:
    """Half a query, typed by somebody who knows SQL."""
    table, _, phrase, where = subject(w, most=1, least=1)
    n = w.rng.choice([1, 5, 10, 20, 25, 40, 50, 100, 200])
    template = w.pick("code", CODE_ASKS)
    request = w.fill(template, np=phrase, t=table, n=str(n))
    if "{np}" not in template:
        where = ""
    if "count(*)" in template:
        return done(w, f"SELECT COUNT(*) FROM {table}", request, "code")
    tail = " ORDER BY name ASC" if "order by name" in template else ""
    return done(w, f"SELECT * FROM {table}{where}{tail}" + (f" LIMIT {n}" if "{n}" in template else ""), request, "code")


EXTREMES = {"files": [("MAX(size_bytes)", ["(what is|what's) the size of the (biggest|largest) {np}?", "how (big|large) is the (biggest|largest) {np}?", "size of the (biggest|largest|heaviest) {np}", "how (many bytes|much space) does the (biggest|largest) {np} (have|take)?", "the (biggest|largest) {np} is how big?", "tell me how big the (largest|biggest) {np} is", "(biggest|largest) {np}: its size", "size (only|alone) of the largest {np}"]),
                      ("MIN(size_bytes)", ["(what is|what's) the size of the (smallest|tiniest) {np}?", "how (big|small) is the (smallest|tiniest) {np}?", "size of the (smallest|tiniest) {np}", "the smallest {np} is how small?", "tell me how small the smallest {np} is", "smallest {np}: its size", "size of our tiniest {np}", "how few bytes has the smallest {np}?"])],
            "moments": [(f"MAX({c.DURATION})", ["how long (was|is) the longest {np}?", "(length|duration) of the longest {np}", "(what is|what's) the (length|duration) of (our|the) longest {np}?", "the longest {np} lasted how long?", "how long did the longest {np} (take|last)?", "tell me how long the longest {np} was", "longest {np}: its duration", "how many minutes did the longest {np} take"]),
                        (f"MIN({c.DURATION})", ["how (long|short) (was|is) the shortest {np}?", "(length|duration) of the shortest {np}", "(what is|what's) the (length|duration) of (our|the) shortest {np}?", "the shortest {np} lasted how long?", "how long did the shortest {np} (take|last)?", "tell me how short the shortest {np} was", "shortest {np}: its duration", "how quick was the shortest {np}"])]}


def extreme(w: Writer) -> Draft:
    """A measure of the greatest or least one is a number, not a row."""
    table = w.rng.choice(["files", "moments"])
    measure, templates = w.rng.choice(EXTREMES[table])
    noun, where = w.rng.choice([("file", ""), ("upload", ""), ("PDF", " WHERE mime_type = 'application/pdf'"), ("image", " WHERE mime_type LIKE 'image/%'"), ("video", " WHERE mime_type LIKE 'video/%'")] if table == "files" else [("moment", ""), ("meeting", " WHERE moment_type = 'meeting'"), ("conversation", " WHERE moment_type = 'conversation'"), ("planning session", " WHERE moment_type = 'planning'")])
    if w.chance(0.35):
        _, words, sql = w.rng.choice([lambda: c.tags(w), lambda: c.category(w, positive=False), lambda: c.time(w, table)])()
        if not words.startswith(c.AHEAD):
            noun, where = f"{noun} {words}", f"{where} AND {sql}" if where else f" WHERE {sql}"
    return done(w, f"SELECT {measure} FROM {table}{where}", wrapped(w, w.say(f"extreme.{measure[:3]}.{table}", templates, np=noun)), "extreme")


SINGULAR = {"documents": "document", "docs": "doc", "notes": "note", "files": "file", "moments": "moment", "meetings": "meeting", "conversations": "conversation", "uploads": "upload", "reflections": "reflection"}
ONE = {"newest": ["the (newest|latest|most recent) {np}", "(newest|latest|most recent) {np}", "what is (my|our|the) (newest|latest|most recent) {np}?", "show (me |) the (newest|latest|last|most recent) {np}", "which {np} is the (newest|latest|most recent)?", "what was (my|our|the) last {np}?", "(open|get) the last {np}", "the very last {np}"],
       "oldest": ["the (oldest|earliest|very first) {np}", "(oldest|earliest) {np}", "what is (my|our|the) (oldest|earliest|first) {np}?", "which {np} is the (oldest|earliest)?", "show (me |) the (oldest|earliest) {np}", "the first {np} ever", "what was our very first {np}?", "get the single oldest {np}"],
       "biggest": ["the (biggest|largest|heaviest) {np}", "(biggest|largest) {np}", "which {np} is the (biggest|largest)?", "what is (my|our|the) (biggest|largest) {np}?", "show (me |) the (biggest|largest) {np}", "the {np} that takes the most space", "which {np} takes up most space?", "get the single largest {np}"],
       "longest": ["the longest {np}", "longest {np}", "which {np} (was the longest|took longest|lasted longest)?", "what was (my|our|the) longest {np}?", "show (me |) the longest {np}", "the {np} that took the longest", "the {np} with the greatest length", "which {np} went on the longest?"]}


def single(w: Writer) -> Draft:
    noun, one = w.rng.choice(list(SINGULAR.items()))
    table = "files" if noun in ("files", "uploads") else "moments" if noun in ("moments", "meetings", "conversations", "reflections") else "resources"
    name = w.rng.choice(["newest", "newest", "oldest", *(["biggest"] * 2 if table == "files" else ["longest"] if table == "moments" else [])])
    where = f" WHERE moment_type = '{one}'" if one in ("meeting", "conversation", "reflection") else ""
    phrase = one
    if table == "resources" and w.chance(0.55):
        phrase, kind = kind_noun(w, many=False)
        where = f" WHERE category = {literal(kind)}"
    elif w.chance(0.4):
        rank, words, sql = w.rng.choice([lambda: c.tags(w), lambda: c.category(w), lambda: c.time(w, table)])()
        phrase, where = c.phrase_of(one, [words], [" "]), (f"{where} AND {sql}" if where else f" WHERE {sql}")
    stamp = "resource_timestamp" if table == "moments" else "created_at"
    order = {"newest": f"{stamp} DESC", "oldest": f"{stamp} ASC", "biggest": "size_bytes DESC", "longest": f"{c.DURATION} DESC"}[name]
    return done(w, f"SELECT * FROM {table}{where} ORDER BY {order} LIMIT 1", wrapped(w, w.say(f"one.{name}", ONE[name], np=phrase)), f"one.{name}")


def counted(w: Writer) -> Draft:
    table, _, phrase, where = subject(w)
    return done(w, f"SELECT COUNT(*) FROM {table}{where}", wrapped(w, w.say("count", COUNT, np=phrase)), "count")


def grouped(w: Writer) -> Draft:
    table, _, phrase, where = subject(w, most=1)
    kind = w.rng.choices(["column", "tag", "time"], [5, 1.5, 2.5])[0]
    if kind == "column":
        column, words, _ = w.rng.choice(GROUP_COLUMNS[table])
        head, by = f"SELECT {column}, COUNT(*) FROM {table}{where} GROUP BY {column}", words
    elif kind == "tag":
        column = w.rng.choice(["tags", "topic_tags", "emotion_tags"] if table == "moments" else ["tags"])
        alias = {"tags": "tag", "topic_tags": "topic", "emotion_tags": "emotion"}[column]
        head, by = f"SELECT {alias}, COUNT(*) FROM {table}, unnest({column}) AS {alias}{where} GROUP BY {alias}", w.rng.choice(TAG_GROUPS[column])
    else:
        unit = w.rng.choice(["month", "week", "day", "year"])
        stamp = "resource_timestamp" if table == "moments" else "created_at"
        head, by = f"SELECT date_trunc('{unit}', {stamp}) AS {unit}, COUNT(*) FROM {table}{where} GROUP BY {unit} ORDER BY {unit}", unit
    request = w.say("group", GROUPS, np=phrase, g=by)
    if kind != "time" and w.chance(0.18):
        n = w.rng.choice([1, 2, 3, 4, 5, 6, 8, 10, 15, 20])
        least = w.chance(0.35)
        request, head = request.rstrip("?") + w.say("having.least" if least else "having", HAVING_LEAST if least else HAVING, n=number(w, n)), f"{head} HAVING COUNT(*) {'>=' if least else '>'} {n}"
    if kind != "time" and w.chance(0.35):
        request, head = request.rstrip("?") + w.say("group.most", MOST_FIRST), f"{head} ORDER BY COUNT(*) DESC"
        if w.chance(0.35):
            n = w.rng.choice([3, 5, 10])
            request, head = request + w.rng.choice([f", top {n}", f", only the top {n}", f", limit {n}"]), f"{head} LIMIT {n}"
    return done(w, head, wrapped(w, request), f"group.{kind}")


def aggregated(w: Writer) -> Draft:
    table = w.rng.choice(["files", "files", "moments"])
    table, _, phrase, where = subject(w, table, most=2)
    name = w.rng.choices(["AVG", "SUM", "MAX", "MIN"], [5, 3, 1.6, 1.2])[0]
    column, words, adj, much, most = ("size_bytes", w.rng.choice(["size", "size", "file size"]), "big", "much space", "biggest") if table == "files" else (c.DURATION, w.rng.choice(["duration", "length"]), "long", "much time", "longest")
    request = w.say(f"aggregate.{name}.{table}", AGGREGATE[name], np=phrase, c=words, adj=adj, much=much, most=most)
    return done(w, f"SELECT {name}({column}) FROM {table}{where}", wrapped(w, request), f"aggregate.{name}")


def projected(w: Writer) -> Draft:
    table, _, phrase, where = subject(w, most=2)
    count = w.rng.choices([1, 2, 3], [5, 4, 1])[0]
    columns = w.rng.sample(list(COLUMNS[table]), count)
    if "name" not in columns and w.chance(0.5):
        columns[0] = "name"
    words = [w.rng.choice(COLUMNS[table][column]) for column in columns]
    cols = words[0] if count == 1 else w.rng.choice([" and ", " and ", ", "]).join(words) if count == 2 else f"{words[0]}, {words[1]} and {words[2]}"
    sql, request = f"SELECT {', '.join(columns)} FROM {table}{where}", w.say("columns", PROJECTED, cols=cols, np=phrase)
    if w.chance(0.2):
        order, words = w.rng.choice([("DESC", "newest"), ("DESC", "latest"), ("ASC", "oldest"), ("DESC", "most recent")])
        n = w.rng.choice([3, 5, 8, 10, 12, 20])
        request = w.say("columns", PROJECTED, cols=cols, np=f"the {number(w, n)} {words} {phrase}" if w.chance(0.5) else f"the {words} {number(w, n)} {phrase}")
        sql = f"{sql} ORDER BY {'resource_timestamp' if table == 'moments' else 'created_at'} {order} LIMIT {n}"
    elif w.chance(0.15):
        stamp = "resource_timestamp" if table == "moments" else "created_at"
        request, sql = request.rstrip("?") + w.rng.choice([", newest first", ", latest first", ", most recent first"]), f"{sql} ORDER BY {stamp} DESC"
    return done(w, sql, wrapped(w, request), "columns")


def different(w: Writer) -> Draft:
    table, _, phrase, where = subject(w, most=1)
    column, _, words = w.rng.choice(GROUP_COLUMNS[table])
    return done(w, f"SELECT DISTINCT {column} FROM {table}{where}", wrapped(w, w.say("distinct", DISTINCT, g=words, np=phrase)), "distinct")
