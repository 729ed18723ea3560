"""Dates in words, and the symbolic words that the program resolves (guideline.md, section 6).

Each maker gives `(phrase, [(operator, word), …])`; the phrase carries its preposition and fits after a noun ("docs … from last week").
"""

from __future__ import annotations

from .wording import Writer

MONTHS = "january february march april may june july august september october november december".split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
NAMED = {"today": ["today"], "yesterday": ["yesterday"], "this_week": ["this week", "this week", "the current week"], "last_week": ["last week", "the previous week"], "this_month": ["this month", "this month", "the current month"],
         "last_month": ["last month", "the previous month"], "this_quarter": ["this quarter"], "last_quarter": ["last quarter", "the previous quarter"],
         "this_year": ["this year", "this year", "the current year"], "last_year": ["last year"]}
UNITS = {"h": ["hours", "hrs", "h"], "d": ["days", "days", "days"], "w": ["weeks", "weeks", "wks"], "m": ["months", "months"], "y": ["years", "years", "yrs"]}
ONE = {"h": ["hour"], "d": ["day"], "w": ["week", "7-day week"][:1], "m": ["month"], "y": ["year"]}
NUMBER_WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten", 12: "twelve", 15: "fifteen", 20: "twenty", 30: "thirty"}

ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth".split()

Bounds = list[tuple[str, str]]


def number(w: Writer, n: int) -> str:
    """A number as digits or, for small ones now and then, as a word."""
    if n == 12 and w.chance(0.25):
        return "a dozen"
    return NUMBER_WORDS[n] if n in NUMBER_WORDS and w.chance(0.4) else str(n)


def case(w: Writer, name: str) -> str:
    return name if w.chance(0.4) else name.capitalize()


def month(w: Writer) -> tuple[str, str]:
    m = w.rng.randrange(12)
    if w.chance(0.45):
        return case(w, MONTHS[m] if w.chance(0.8) or m == 4 else MONTHS[m][:3]), MONTHS[m]
    year = w.rng.randint(2019, 2026)
    forms = [f"{case(w, MONTHS[m])} {year}", f"{case(w, MONTHS[m][:3])} {year}", f"{year}-{m + 1:02}", f"{m + 1:02}/{year}", f"{case(w, MONTHS[m])} of {year}"]
    return w.rng.choices(forms, [6, 2, 3, 1, 1])[0], f"{year}-{m + 1:02}"


def day(w: Writer) -> tuple[str, str]:
    m, d, year = w.rng.randrange(12), w.rng.randint(1, 28), w.rng.randint(2020, 2026)
    suffix = "th" if 10 < d < 14 else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")
    forms = [f"{year}-{m + 1:02}-{d:02}", f"{case(w, MONTHS[m])} {d}, {year}", f"{d} {case(w, MONTHS[m])} {year}", f"{d}{suffix} of {case(w, MONTHS[m])} {year}",
             f"{case(w, MONTHS[m][:3])} {d}{suffix} {year}", f"{case(w, MONTHS[m])} {d}{suffix}, {year}", f"{year}/{m + 1:02}/{d:02}", f"{d:02}.{m + 1:02}.{year}", f"the {d}{suffix} of {case(w, MONTHS[m])} {year}", f"the {ORDINALS[d - 1]} of {case(w, MONTHS[m])} {year}", f"{case(w, MONTHS[m])} the {ORDINALS[d - 1]}, {year}"]
    if w.chance(0.3):  # a day without its year: the latest one that is not in the future
        month_name = case(w, MONTHS[m] if w.chance(0.7) else MONTHS[m][:3])
        short = [f"{d} {month_name}", f"{month_name} {d}", f"{month_name} {d}{suffix}", f"{d}{suffix} of {month_name}", f"the {d}{suffix} of {month_name}", f"the {ORDINALS[d - 1]} of {month_name}", f"{d}. {month_name}", f"{month_name} the {ORDINALS[d - 1]}"]
        return w.rng.choice(short), f"{m + 1:02}-{d:02}"
    return w.rng.choices(forms, [8, 4, 4, 2, 2, 2, 1, 1, 1, 1, 0.6])[0], f"{year}-{m + 1:02}-{d:02}"


def period(w: Writer) -> tuple[str, str, str]:
    """`(words, symbolic word, preposition kind)`: kind is `bare` (last week), `in` (March, 2024), `on` (Monday, a day)."""
    kind = w.rng.choices(["named", "weekday", "last_weekday", "month", "year", "quarter", "day"], [9, 2.2, 1.2, 4, 2, 1.2, 2.6])[0]
    if kind == "named":
        name = w.rng.choice(list(NAMED))
        return w.rng.choice(NAMED[name]), name, "bare"
    if kind == "weekday":
        name = w.rng.choice(DAYS)
        return case(w, name), name, "on"
    if kind == "last_weekday":
        name = w.rng.choice(DAYS)
        return f"last {case(w, name)}", f"last_{name}", "bare"
    if kind == "month":
        return (*month(w), "in")
    if kind == "year":
        year = str(w.rng.randint(2015, 2026))
        return year, year, "in"
    if kind == "quarter":
        n = w.rng.randint(1, 4)
        return w.rng.choice([f"q{n}", f"Q{n}", f"the {['first', 'second', 'third', 'fourth'][n - 1]} quarter"]), f"q{n}", "in"
    return (*day(w), "on")


def span(w: Writer) -> tuple[str, str]:
    """A length of time before now: `(words without "last", symbolic word)`."""
    unit = w.rng.choices("hdwmy", [1.2, 6, 3, 3, 1])[0]
    if w.chance(0.2):
        return w.rng.choice(ONE[unit]), f"1{unit}"
    if w.chance(0.06):
        return w.rng.choice([("fortnight", "2w"), ("half year", "6m"), ("couple of weeks", "2w"), ("couple of days", "2d"), ("couple of months", "2m"), ("half a year", "6m")])
    n = w.rng.choice({"h": [2, 3, 4, 6, 8, 12, 24, 36, 48, 72], "d": [2, 3, 4, 5, 6, 7, 8, 10, 14, 20, 21, 30, 45, 60, 90, 100, 120, 180], "w": [2, 3, 4, 5, 6, 8, 10, 12],
                      "m": [2, 3, 4, 5, 6, 8, 9, 10, 12, 18], "y": [2, 3, 4, 5, 10]}[unit])
    return f"{number(w, n)} {w.rng.choice(UNITS[unit])}", f"{n}{unit}"


INSIDE_BARE = ["from {p}", "{p}", "(of|during|over|within) {p}", "from {p}", "{p}", "that are from {p}", "dating from {p}", "for {p}", "out of {p}", "made {p}"]
INSIDE_IN = ["from {p}", "in {p}", "in {p}", "during {p}", "of {p}", "from (sometime in|back in|around) {p}", "within {p}", "that are from {p}", "dating from {p}", "for {p}"]
INSIDE_ON = ["from {p}", "on {p}", "on {p}", "of {p}", "for {p}", "that are from {p}", "from the day {p}"]
SINCE = ["since {p}", "since {p}", "from {p} (on|onwards|onward|forward)", "(starting|beginning) {p}", "since {p}", "{p} or later", "not older than {p}", "ever since {p}", "starting from {p}", "as of {p}", "{p} and later"]
BEFORE = ["before {p}", "before {p}", "prior to {p}", "older than {p}", "earlier than {p}", "from before {p}", "pre {p}", "from the time before {p}", "that predate {p}", "up to but not including {p}"]
AFTER = ["after {p}", "after {p}", "later than {p}", "newer than {p}", "from after {p}", "past {p}", "following {p}", "that came after {p}"]
UNTIL = ["until {p}", "up to {p}", "through {p}", "(up to|until) and including {p}", "till {p}", "no later than {p}", "until the end of {p}", "up until {p}"]
BETWEEN = ["between {p} and {q}", "from {p} to {q}", "from {p} until {q}", "between {p} and {q}", "{p} to {q}", "from {p} through {q}", "{p} - {q}", "anywhere between {p} and {q}", "starting {p} and ending {q}"]
LAST = ["from the (last|past) {s}", "in the (last|past) {s}", "over the (last|past) {s}", "of the (last|past) {s}", "(last|past) {s}", "within the (last|past) {s}", "during the (last|past) {s}", "in the {s} just gone",
        "from the previous {s}", "within {s}", "no older than {s}", "not older than {s}", "in past {s}", "since {s}", "(last|past) {s} only", "from these (last|past) {s}", "of the most recent {s}", "at most {s} old"]
OLDER = ["older than {s}", "more than {s} old", "over {s} old", "from more than {s} ago", "from over {s} ago", "at least {s} old", "that are older than {s}", "going back more than {s}"]


def when(w: Writer) -> tuple[str, Bounds]:
    """One time condition in words, and its bounds."""
    kind = w.rng.choices(["inside", "since", "before", "after", "until", "between", "last", "older"], [9, 3, 2, 1.5, 0.8, 1.6, 5.5, 1.6])[0]
    if kind in ("last", "older"):
        words, symbol = span(w)
        return w.say(f"date.{kind}", LAST if kind == "last" else OLDER, s=_older(words) if kind == "older" else words), [("=" if kind == "last" else "<", symbol)]
    if kind == "between":
        return _between(w)
    words, symbol, preposition = period(w)
    if kind == "inside":
        if symbol.startswith("q") and w.chance(0.3):
            return _quarter_of_year(w)
        if symbol == "today" and w.chance(0.2):
            words = w.rng.choice(["this morning", "tonight", "this afternoon"])
        if symbol == "yesterday" and w.chance(0.2):
            words = "last night"
        templates = {"bare": INSIDE_BARE, "in": INSIDE_IN, "on": INSIDE_ON}[preposition]
        return w.say(f"date.inside.{preposition}", templates, p=words), [("=", symbol)]
    operator, templates = {"since": (">=", SINCE), "before": ("<", BEFORE), "after": (">", AFTER), "until": ("<=", UNTIL)}[kind]
    return w.say(f"date.{kind}", templates, p=words), [(operator, symbol)]


def _older(words: str) -> str:
    return words if words[0].isdigit() or words.split()[0] in NUMBER_WORDS.values() or words.startswith(("a ", "half")) else f"a {words}" if not words.startswith("hour") else "an hour"


def _quarter_of_year(w: Writer) -> tuple[str, Bounds]:
    n, year = w.rng.randint(1, 4), w.rng.randint(2020, 2026)
    words = w.rng.choice([f"q{n} {year}", f"Q{n} {year}", f"the {['first', 'second', 'third', 'fourth'][n - 1]} quarter of {year}", f"Q{n} of {year}"])
    return w.say("date.inside.in", INSIDE_IN, p=words), [(">=", f"{year}-{3 * n - 2:02}"), ("<=", f"{year}-{3 * n:02}")]


def _between(w: Writer) -> tuple[str, Bounds]:
    kind = w.rng.choice(["months", "days", "years", "mixed", "month-names", "weekdays"])
    if kind == "months":
        year, a = w.rng.randint(2019, 2026), w.rng.randrange(0, 11)
        b = w.rng.randrange(a + 1, 12)
        one = [(case(w, MONTHS[a]), case(w, MONTHS[b]) + f" {year}"), (case(w, MONTHS[a]) + f" {year}", case(w, MONTHS[b]) + f" {year}"), (f"{year}-{a + 1:02}", f"{year}-{b + 1:02}")]
        words, symbols = w.rng.choice(one), (f"{year}-{a + 1:02}", f"{year}-{b + 1:02}")
    elif kind == "days":
        first, second = sorted([day(w), day(w)], key=lambda found: found[1])
        while len(first[1]) != len(second[1]):
            first, second = sorted([day(w), day(w)], key=lambda found: found[1])
        words, symbols = (first[0], second[0]), (first[1], second[1])
    elif kind == "years":
        a = w.rng.randint(2012, 2024)
        b = w.rng.randint(a + 1, 2026)
        words = symbols = (str(a), str(b))
    elif kind == "weekdays":
        a, b = sorted(w.rng.sample(range(7), 2))
        words, symbols = (case(w, DAYS[a]), case(w, DAYS[b])), (DAYS[a], DAYS[b])
    elif kind == "month-names":
        a, b = sorted(w.rng.sample(range(12), 2))
        words, symbols = (case(w, MONTHS[a]), case(w, MONTHS[b])), (MONTHS[a], MONTHS[b])
    else:
        words, symbols = w.rng.choice([(("last month", "today"), ("last_month", "today")), (("last week", "yesterday"), ("last_week", "yesterday")), (("last year", "last month"), ("last_year", "last_month"))])
    return w.say("date.between", BETWEEN, p=words[0], q=words[1]), [(">=", symbols[0]), ("<=", symbols[1])]


OWNED_BARE = ["yesterday", "today", "last week", "this week", "last month", "this month", "last quarter", "this quarter", "last year", "this year"]


def owned(w: Writer) -> tuple[str, Bounds]:
    """A period that stands before the noun: "yesterday's", "last week's", "March's", "2024"."""
    kind = w.rng.choices(["bare", "weekday", "month", "year", "day"], [6, 1.5, 1.5, 1, 0.6])[0]
    if kind == "bare":
        words = w.rng.choice(OWNED_BARE)
        return words + w.rng.choice(["'s", "'s", "'s", "s"]), [("=", words.replace(" ", "_"))]
    if kind == "weekday":
        name, last = w.rng.choice(DAYS), w.chance(0.3)
        return ("last " if last else "") + case(w, name) + "'s", [("=", ("last_" if last else "") + name)]
    words, symbol = month(w) if kind == "month" else day(w) if kind == "day" else (lambda year: (year, year))(str(w.rng.randint(2015, 2026)))
    return words + w.rng.choice(["", "'s"]), [("=", symbol)]


def condition(column: str, bounds: Bounds) -> str:
    return " AND ".join(f"{column} {operator} '@{symbol}'" for operator, symbol in bounds)
