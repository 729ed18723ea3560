"""Moments asked for in sentences of their own: moods, days, who was there, what could be heard, several kinds at once (guideline.md, sections 3 and 5)."""

from __future__ import annotations

from .. import conditions as c
from .. import dates
from ..carriers import ask_for, wrapped
from ..dates import number
from ..draft import Draft
from ..statement import Statement, literal
from ..wording import Writer, value
from .search import MOMENT_KINDS

FEELER = "(i|we|people|anyone|somebody|they|folks|the team|everybody)"
MOOD_LIST = ["when (was|were) " + FEELER + " {e}?", "(days|times|moments|evenings|occasions) (when |that |) (i|we) (felt|was feeling|were|was) {e}", "(anything|everything|all) {e}", "where (was|were) " + FEELER + " {e}", "(show|list|find) (me |) (the |all |) (times|moments|days) " + FEELER + " (felt|was|were) {e}", "{e} (moments|times|days|hours)", "the {e} (ones|moments|times)",
             "when did (i|we|somebody|people) feel {e}", "(which|what) moments (made me|made us|left me|left us) {e}?", "(my|our|the) {e} moments", "moments: {e}", "(in which|what) moments was the (mood|feeling) {e}", "i (want|need) to see when (i|we) felt {e}", "was (i|anyone|anybody|the team) ever {e}?", "has (anyone|anybody) been {e}", "{e} feelings, (all of them|which moments)", "everything that (felt|was) {e}"]
MOOD_COUNT = ["how (often|many times) (was|were|did) " + FEELER + " (feel |) {e}?", "(number of|count) (times|moments|days) (i|we) (felt|was|were) {e}", "count (the |) {e} moments", "how many {e} (moments|days|times) (do i have|have there been|are there|)?", "on how many occasions (was|were) (i|we|they) {e}?", "count how often (i|we|they) felt {e}", "the number of {e} moments", "how many moments (felt|were) {e}?"]
MOOD_LAST = ["when was (i|we) last (really |truly |so |) {e}?", "the last time (i|we) (was|were|felt) {e}", "when did (i|we) last feel {e}?", "(most recent|latest|last) {e} moment", "(my|our) last {e} moment", "how long since (i|we) last felt {e}, show that moment", "what was the latest moment (i|we|anyone) felt {e}", "last {e} moment, when was it?"]
DAY_LIST = ["what did (i|we) do {d}?", "what happened {d}?", "what (was going on|went on|was up) {d}", "(everything|anything|all|whatever) (that happened |that took place |) {d}", "(show|list|give) (me |) (what|everything) (happened|went on|i did|we did) {d}", "my (day|moments|log|timeline) {d}", "how did i spend my time {d}", "(what was|tell me) my day like {d}", "{d}: what happened?", "{d}, what did i do", "{d}, (show me |)(my |the |all )moments", "{d} so far", "(recap|summary list|run-down) of moments {d}", "where was i and what did i do {d}",
            "what (did i|have i) (experience|experienced|lived through|been up to) {d}?", "what was recorded {d}", "my life {d}"]
WRITTEN = ["(everything|all|what|anything) (i|we) (wrote|have written|did write|put down|noted) {d}", "what (did|have) (i|we) (write|written|note|noted|jot down) {d}?", "(give|show) me (please |) (all|everything|what) (i|we) (wrote|did write|have written) {d}", "my writing {d}", "(notes|docs|pages|things) (i|we) wrote {d}", "{d}, what did i write", "whatever (i|we) (put in writing|wrote) {d}", "what got written {d}?", "all that was written {d}", "did (i|we) write anything {d}?"]
WHO_WITH = ["when (was|were) (i|we) with {a}?", "(times|moments|days) (i|we) (spent|had) with {a}", "when did (i|we) (meet|see) {a}?", "what was {a} (in|part of|present at)( lately|)?", "everything with {a} (there|in the room|present)", "where was {a} present?", "{a} and (me|i), moments", "(my|our) (moments|time) with {a}", "every moment {a} was there", "which moments was {a} in?", "was {a} (there|present) in any moments?", "moments that {a} (shared|saw|joined)", "(show|find) when {a} was (around|with us|there)"]
NOT_WITH = ["without {a}", "where {a} was (not there|not present|absent|missing)", "{a} (was not|wasn't) (in|at|part of)", "that {a} (missed|did not join|didn't attend)", "{a} missed", "in which {a} did not take part", "not attended by {a}", "with {a} absent", "where {a} wasn't around", "(held|done) without {a}", "lacking {a}", "excluding those with {a}"]
BOTH_WITH = ["with (both |) {a} and {b}", "where (both |) {a} and {b} were (there|present)", "with {a} as well as {b}", "having {a} and {b} (present|in them)", "with {a} plus {b}", "{a} and {b} (both attended|were both in)", "that {a} and {b} shared", "with {a} together with {b}", "in which {a} and {b} took part", "attended by {a} and also {b}"]
SOUNDS = ["(where|in which) (you|i|one|we) (could |can |) hear (the |) {a}", "with {a} in the background", "with (the |) (sound|sounds|noise) of {a}", "where {a} (could be heard|was audible|is heard)", "with background (sound|sounds|noise) {a}", "(whose|where) background (sounds|noise) (include|includes|contain|contains|has|was) {a}", "background sounds: {a}", "that sound of {a}", "with {a} to be heard", "when {a} played in the background", "recorded with {a} around", "with {a} as background sound"]
NOISES = ["rain", "traffic", "birds", "music", "typing", "train", "thunder", "wind", "laughter", "footsteps", "bells", "dog", "children", "chatter", "siren", "sea", "radio", "applause", "coffee machine", "crickets", "keyboard", "clock", "fireworks", "river", "seagulls", "engine", "church bells", "jazz", "piano", "kettle", "waterfall", "crowd", "drilling", "violin", "owls", "snow blower", "printer", "elevator", "football", "whistle"]
NOT_KIND = ["that (were|are) (not|no) {m}", "(other than|except|apart from|besides) {m}", ", but not {m}", ", no {m}", "excluding {m}", "that weren't {m}", ", {m} excluded", ", leave out the {m}", "which are not {m}", ", anything but {m}", "without the {m}", "minus {m}"]


def moments(w: Writer) -> Draft:
    kind = w.rng.choices(["mood", "day", "written", "with", "people", "sounds", "kinds", "spanning"], [4.5, 3.2, 1.3, 1.8, 2.2, 1.2, 2.4, 0.7])[0]
    return {"mood": mood, "day": day, "written": written, "with": together, "people": people, "sounds": sounds, "kinds": kinds, "spanning": spanning}[kind](w)


def _done(w: Writer, where: list[str], request: str, family: str, head: str = "*", tail: str = "") -> Draft:
    return Draft(Statement("SELECT", sql=f"SELECT {head} FROM moments WHERE {' AND '.join(where)}{tail}"), wrapped(w, request), f"moments.{family}", [], "")


def _when(w: Writer, request: str, share: float) -> tuple[str, list[str]]:
    """The request with a time after it, now and then."""
    if not w.chance(share):
        return request, []
    phrase, bounds = dates.when(w)
    return f"{request.rstrip('?')} {phrase}", [dates.condition("resource_timestamp", bounds)]


def _kind(w: Writer, share: float) -> tuple[str, list[str]]:
    if not w.chance(share):
        return "moments", []
    name = w.rng.choice(list(MOMENT_KINDS))
    return w.rng.choice([words for words in MOMENT_KINDS[name] if words.endswith("s")]), [f"moment_type = '{name}'"]


def mood(w: Writer) -> Draft:
    """Feelings as adjectives, without the word emotion."""
    a, b = w.values.emotion(), w.values.emotion()
    while b == a:
        b = w.values.emotion()
    form = w.rng.choices(["one", "or", "and", "not"], [6, 2, 1.6, 1])[0]
    if form == "not":
        noun, kind = _kind(w, 0.5)
        request = w.rng.choice(["{n} (in which|where|when) (i|we|nobody|no one) (was|were|felt) (not |) {e}", "{n} without (anyone|anybody) (being|feeling) {e}", "{n} (where|when) (i|we) (wasn't|weren't|was not|were not) {e}"])
        request = w.fill(request, n=noun, e=value(a))
        if "not" not in request and "n't" not in request and "nobody" not in request and "no one" not in request and "without" not in request:
            request += ", not"
        request, more = _when(w, request, 0.35)
        return _done(w, [*kind, f"NOT ('{a}' = ANY(emotion_tags))", *more], request, "mood.not")
    shown, test = {"one": (value(a), f"'{a}' = ANY(emotion_tags)"), "or": (f"{value(a)} or {value(b)}", f"emotion_tags && ARRAY['{a}', '{b}']"), "and": (w.rng.choice(["both ", ""]) + f"{value(a)} and {value(b)}", f"emotion_tags @> ARRAY['{a}', '{b}']")}[form]
    ask = w.rng.choices(["list", "count", "last", "kind"], [5, 2, 1.3, 2.4])[0]
    if ask == "kind":
        noun, kind = _kind(w, 0.9)
        request = w.fill(w.rng.choice(["{e} {n}", "{n} (when|where|in which) (i|we|someone|people|the customer|{p}) (was|were|felt|got) {e}", "{n} that (felt|were|was) {e}", "{e} {n}", "{n} where the mood was {e}"]), n=noun, e=shown, p=value(w.typed(w.values.person().split(" ")[0])))
        tail = ""
        request, more = _when(w, request, 0.35)
        if w.chance(0.2):
            n = w.rng.choice([2, 3, 5, 8, 10])
            request, tail = request.rstrip("?") + w.rng.choice([f", latest first, {n}", f", newest {number(w, n)}", f", most recent {n}", f", the {number(w, n)} latest"]), f" ORDER BY resource_timestamp DESC LIMIT {n}"
        return _done(w, [*kind, test, *more], request, f"mood.kind.{form}", tail=tail)
    request, more = _when(w, w.say(f"mood.{ask}", {"list": MOOD_LIST, "count": MOOD_COUNT, "last": MOOD_LAST}[ask], e=shown), 0 if ask == "last" else 0.4)
    return _done(w, [test, *more], request, f"mood.{ask}.{form}", "COUNT(*)" if ask == "count" else "*", " ORDER BY resource_timestamp DESC LIMIT 1" if ask == "last" else "")


def _period(w: Writer) -> tuple[str, dates.Bounds]:
    phrase, bounds = dates.when(w)
    for lead in ("that are from ", "dating from ", "dated ", "made ", "of ", "from the day ", "for ", "that predate ", "that came after ", "that are ", "out of "):
        phrase = phrase.removeprefix(lead)
    if phrase.startswith("from ") and bounds[0][0] == "=" and w.chance(0.8):
        phrase = phrase.removeprefix("from ")
    return phrase, bounds


def day(w: Writer) -> Draft:
    phrase, bounds = _period(w)
    where = [dates.condition("resource_timestamp", bounds)]
    request = w.say("day", DAY_LIST, d=phrase)
    if w.chance(0.2):
        _, words, test = c.place(w)
        if not words.startswith(c.AHEAD):
            request, where = request.rstrip("?") + " " + words, [test, *where]
    return _done(w, where, request, "day")


def written(w: Writer) -> Draft:
    phrase, bounds = _period(w)
    return Draft(Statement("SELECT", sql=f"SELECT * FROM resources WHERE {dates.condition('created_at', bounds)}"), wrapped(w, w.say("written", WRITTEN, d=phrase)), "moments.written", [], "")


def _present(a: str, negative: bool = False) -> str:
    return f"present_persons::text {'NOT ' if negative else ''}ILIKE {literal('%' + a + '%')}"


def together(w: Writer) -> Draft:
    a = w.typed(w.values.person())
    request, more = _when(w, w.say("with.who", WHO_WITH, a=value(a)), 0.3)
    return _done(w, [_present(a), *more], request, "with")


def people(w: Writer) -> Draft:
    noun, kind = _kind(w, 0.75)
    a, b = w.typed(w.values.person()), w.typed(w.values.person())
    if w.chance(0.55):
        request, tests = f"{noun} {w.say('with.not', NOT_WITH, a=value(a))}", [_present(a, negative=True)]
    else:
        request, tests = f"{noun} {w.say('with.both', BOTH_WITH, a=value(a), b=value(b))}", [_present(a), _present(b)]
    request, more = _when(w, request, 0.25)
    return Draft(Statement("SELECT", sql=f"SELECT * FROM moments WHERE {' AND '.join([*kind, *tests, *more])}"), ask_for(w, request), "moments.people", [], a)


def sounds(w: Writer) -> Draft:
    noun, kind = _kind(w, 0.3)
    a = w.values.one(NOISES)
    request, more = _when(w, f"{noun} {w.say('sounds', SOUNDS, a=value(a))}", 0.25)
    tests = [*kind, f"background_sounds ILIKE {literal('%' + a + '%')}", *more]
    return Draft(Statement("SELECT", sql=f"SELECT * FROM moments WHERE {' AND '.join(tests)}"), ask_for(w, request), "moments.sounds", [], "")


def kinds(w: Writer) -> Draft:
    """Two kinds of moments, or all but one."""
    first, second = w.rng.sample(list(MOMENT_KINDS), 2)
    said = {name: w.rng.choice([words for words in MOMENT_KINDS[name] if words.endswith("s")]) for name in (first, second)}
    if w.chance(0.45):
        if w.chance(0.4):
            _, words, test = c.time(w, "moments")
            noun = c.phrase_of("moments", [words], [" "]) + " " + w.say("kinds.not", NOT_KIND, m=said[first])
            where = [f"moment_type <> '{first}'", test]
        else:
            noun, where = "moments " + w.say("kinds.not", NOT_KIND, m=said[first]), [f"moment_type <> '{first}'"]
    else:
        noun, where = f"{said[first]} {w.rng.choice(['and', 'or', 'and', '&', 'and also', 'plus'])} {said[second]}", [f"moment_type IN ('{first}', '{second}')"]
        if w.chance(0.5):
            _, words, test = c.time(w, "moments")
            noun, where = c.phrase_of(noun, [words], [" "]), [*where, test]
    tail = ""
    if w.chance(0.25):
        words, tail = w.rng.choice([(", by time", " ORDER BY resource_timestamp ASC"), (", newest first", " ORDER BY resource_timestamp DESC"), (", oldest first", " ORDER BY resource_timestamp ASC"), (" in order of time", " ORDER BY resource_timestamp ASC"), (", latest first", " ORDER BY resource_timestamp DESC"), (", longest first", f" ORDER BY {c.DURATION} DESC")])
        noun += words
    where = [where[0], *where[1:]]
    if w.chance(0.2) and not tail:
        return _done(w, where, w.fill(w.rng.choice(["how many {np}", "count {np}", "number of {np}"]), np=noun), "kinds.count", "COUNT(*)")
    return Draft(Statement("SELECT", sql=f"SELECT * FROM moments WHERE {' AND '.join(where)}{tail}"), ask_for(w, noun), "moments.kinds", [], "")


def spanning(w: Writer) -> Draft:
    """A start and an end, each with its own date."""
    (one, first), (two, second) = sorted([dates.day(w), dates.day(w)], key=lambda found: found[1])
    while len(first) != len(second):
        (one, first), (two, second) = sorted([dates.day(w), dates.day(w)], key=lambda found: found[1])
    if w.chance(0.3):
        two, second = w.rng.choice([("yesterday", "yesterday"), ("today", "today"), ("this week", "this_week"), ("this month", "this_month")])
    noun, kind = _kind(w, 0.4)
    parts = [f"(started|began) (after|later than) {one}", f"(ended|finished|were over) before {two}"]
    if w.chance(0.5):
        parts.reverse()
    request = w.fill(f"{noun} (that|which) " + w.rng.choice([" and ", " but ", ", and "]).join(parts))
    tests = [*kind, f"resource_timestamp > '@{first}'", f"resource_ends_timestamp < '@{second}'"]
    return Draft(Statement("SELECT", sql=f"SELECT * FROM moments WHERE {' AND '.join(tests)}"), ask_for(w, request), "moments.spanning", [], "")
