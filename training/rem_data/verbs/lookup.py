"""LOOKUP: one or several exactly named things. FUZZY: names that the writer is unsure of."""

from __future__ import annotations

from ..carriers import wrapped
from ..dates import number
from ..draft import Draft
from ..labels import respelled
from ..noise import slip
from ..statement import Statement
from ..wording import Writer, value

PERSON_ASKS = ["who is {k}", "who's {k}?", "who (exactly |) is {k}?", "tell me (about|who is) {k}", "(show|open|get|give me|pull up) (the |) (profile|card|page|entry|record) (of|for) {k}", "{k}'s (profile|page|card|entry|record)",
               "(i need|i want|i'd like) (to see |) {k}'s (profile|page|details)", "what do we know about {k}", "i (just |) met {k}, who is that?", "info on {k}", "(contact|person) {k}", "which person is {k}?", "{k} - who is (that|this)?", "(do we|do you) know {k}?",
               "remind me who {k} is", "someone mentioned {k}, (pull them up|show me)", "is {k} in (the system|here|our records)?"]
THING_ASKS = ["{k}", "{k}", "{k} please", "(show|open|get|display|view|fetch|load|read|see) {k}", "(show|give|get|bring|find) me {k}", "(pull up|bring up|look up|go to|jump to|navigate to|switch to) {k}", "(can|could) you (open|show|pull up|get|look up|fetch) (me |) {k}(?| please?| for me?)",
              "what is {k}", "what's {k}?", "what does {k} (say|contain|look like)?", "(i need|i want|i'd like to see|need) {k}", "where is {k}?", "where can i find {k}", "(the |) (entry|record|card|page|details|info) (of|for|on|called|named) {k}", "(details|details on|info about|facts on) {k}",
              "do we have {k}?", "is there (a|an entry for|something called exactly|a record of) {k}?", "let me (see|read|open) {k}", "look up {k}", "lookup {k}", "get {k}", "please (open|show|find|get) {k}", "i'm (looking for|after|trying to open) {k}", "(quick look at|a look at) {k}", "everything (stored|recorded|kept) under {k}",
              "take me to {k}", "retrieve {k}", "which (entry|one) is {k}?", "{k}, (show it|open it|please|what is that)", "someone (sent me|mentioned|linked) {k}, (open it|what is it?|show me)", "i was told to (read|check|look at) {k}", "would you (open|show) {k}", "exact match for {k}", "the one (called|named|labelled) {k}", "grab {k}", "open up {k} for me",
              "i want open {k}", "have a look in {k} for me", "bring {k}", "could i (see|have) {k}?", "find {k}", "show only {k}"]
KINDS = {"project": ["project", "programme", "initiative"], "service": ["service", "component", "system"], "document": ["document", "doc", "note", "page", "record", "letter", "handbook", "customer record", "entry", "article"], "file": ["file", "attachment"], "person": ["person", "colleague", "contact"], "meeting": ["meeting", "moment"], "ticket": ["ticket", "issue"], "concept": ["concept", "entity", "topic entry"]}
TABLE_ASKS = ["{k} in {t}", "{k} (from|in) (the |) {t} (table|)", "(show|get|open|find) {k} (from|in) (the |) {t}", "look (up |for |) {k} (in|among) (the |) {t}", "in (the |) {t}, (show|open|get) (me |) {k}", "from {t} (get|fetch|give me) {k}", "{t}: {k}", "(only in|just in) {t}: {k}", "(what is|find) {k} (in the|within the) {t} table", "check the {t} table for {k}", "{t} table, {k}", "is {k} (in|among) (the |) {t}?"]
PAIRS = ["{a} and {b}", "{a} and {b}", "{a}, {b}", "both {a} and {b}", "{a} & {b}", "{a} plus {b}", "{a} as well as {b}", "{a} + {b}", "{a} together with {b}", "{a} along with {b}", "{a} and also {b}", "{a} / {b}"]
TRIPLES = ["{a}, {b} and {c}", "{a}, {b}, {c}", "{a} and {b} and {c}", "{a}, {b}, and {c}", "{a}; {b}; {c}", "{a}, {b} plus {c}", "{a}, then {b} and {c}", "{a}, {b} & {c}", "{a}, {b} and also {c}"]
SEVERAL_ASKS = ["{ks}", "(show|open|get|fetch|display|compare) {ks}", "(show|give|get|bring) me {ks}", "who are {ks}", "what are {ks}", "(pull up|look up|bring up) {ks}", "(i need|i want|need) {ks}", "{ks} please", "(can|could) you (open|show|pull up) {ks}?", "tell me about {ks}", "details (on|for|of) {ks}", "lookup {ks}", "entries for {ks}", "{ks}, side by side", "let me see {ks}", "all of these: {ks}", "i'm after {ks}"]


SCENES = ["(someone|somebody|a colleague) (mentioned|sent me|told me about|keeps citing) {k}(.|,|;) (open it|show it|what is it?|can you open that?|let me see it)", "{k} (came up|was mentioned) in (standup|the meeting|an email)(.|,) (show me|what is it?|open that one|pull it up)", "i (can't|cannot) find {k}(.|,) (open it|can you open it for me?|where is it?)", "(i have to|i must|i should) (read|check|review) {k}(.|,) (open it please|bring it up|show it)", "there is (a thing|an entry|something) called (exactly |) {k}(.|,) (show it|open that|i want it)", "(my notes say|it says here) {k}(.|,) (what is that?|pull that up|open that)", "before the call i want to (see|read) {k}", "the exact name is {k}(.|,) (get it|show it|open it)", "{k} - (that's the one|exactly that), (open|show) it", "i know it is called {k}, (get it|show me)"]


def lookup(w: Writer) -> Draft:
    count = w.rng.choices([1, 2, 3], [8, 2, 1])[0]
    made = [_thing(w) for _ in range(count)]
    typed, keys, labels = [], [], []
    for _, label in made:
        shown, key, known = named(w, label)
        typed.append(shown)
        keys.append(key)
        labels += [label] if known else []
    if count > 1:
        listed = w.say("lookup.pair", PAIRS, a=value(typed[0]), b=value(typed[1])) if count == 2 else w.say("lookup.triple", TRIPLES, a=value(typed[0]), b=value(typed[1]), c=value(typed[2]))
        return Draft(Statement("LOOKUP", keys=keys), wrapped(w, w.say("lookup.several", SEVERAL_ASKS, ks=listed)), "lookup.several", labels, typed[0])
    kind = made[0][0]
    if w.chance(0.1):
        table = "files" if kind == "file" else "moments" if kind == "meeting" else w.rng.choice(["resources", "entities"]) if kind in ("document", "ticket") else "entities"
        return Draft(Statement("LOOKUP", keys=keys, table=table), wrapped(w, w.say("lookup.table", TABLE_ASKS, k=value(typed[0]), t=table)), "lookup.table", labels, typed[0])
    return Draft(Statement("LOOKUP", keys=keys), wrapped(w, _ask(w, kind, value(typed[0]))), "lookup.one", labels, typed[0])


def _thing(w: Writer) -> tuple[str, str]:
    v = w.values
    kind = w.rng.choices(["person", "project", "document", "file", "service", "meeting", "ticket", "concept"], [7, 3, 6, 2, 2, 2, 1, 1])[0]
    return kind, {"person": v.person, "project": v.project, "document": v.document, "file": v.file, "service": v.service, "meeting": v.meeting, "ticket": v.ticket, "concept": v.concept}[kind]()


def _ask(w: Writer, kind: str, key: str) -> str:
    if kind == "person" and w.chance(0.6):
        return w.say("lookup.person", PERSON_ASKS, k=key)
    if kind in ("concept",):
        return w.say("lookup.concept", ["(show|open|get) (me |) the (entry|entity|card) (for|called|named) {k}", "look up {k}", "lookup {k}", "the (entity|entry) {k}", "open {k}"], k=key)
    if w.chance(0.08):
        return w.say("lookup.scene", SCENES, k=key)
    if w.chance(0.15):
        key = f"the {w.rng.choice(KINDS[kind])} " + w.rng.choice(["", "", "called ", "named "]) + key
    if w.chance(0.3):
        return w.say("lookup.bare", ["{k}", "{k}", "{k}?", "{k} pls", "{k}!", "{k}, please", "show {k}", "open {k}", "{k} - show that", "gimme {k}", "get me {k}", "the {k}", "{k} again", "what's {k} again?", "who or what is {k}?", "{k} - what is it", "show me {k}", "find entry {k}", "LOOKUP {k}", "find the entry {k}", "the page titled {k}", "the note called {k}"], k=key)
    return w.say("lookup.thing", THING_ASKS, k=key)


def named(w: Writer, label: str) -> tuple[str, str, bool]:
    """How a label is typed, what the answer's key is, and whether the Labels line must hold the label for that."""
    if w.chance(0.5):
        shown = respelled(w, label) if w.chance(0.6) else w.typed(label)
        return quoted(w, shown), label, True
    shown = w.typed(label)
    return quoted(w, shown), shown, False


def quoted(w: Writer, shown: str) -> str:
    if '"' in shown or not w.chance(0.06):
        return shown
    return f'"{shown}"' if w.chance(0.7) or "'" in shown else f"'{shown}'"


SOMEWHAT = ["the (guy|woman|man|person|colleague) (whose (surname|name|first name) sounds like|called roughly|named something like) {k}", "(that|a|the) (restaurant|village|street|hotel|shop|company|firm|boat|band|tool|product|service), something like {k}", "i (forget|forgot) the name of the (village|place|shop|service|tool|book|street), it (sounds|sounded) like {k}", "(caller|customer|somebody|the client) (said|says) (her|his|the) name (is|was) {k} or (so|similar|something)", "is there a (customer|person|project|service|place) called something like {k}?", "a (firm|person|service|place), {k} or however you write it", "i (search|look for) a (colleague|person|firm), the name is like {k} but i don't know how (is it|it is) written", "some {k} at (sales|product|legal|the port), spelling?", "(our|the) (service|tool|project|supplier) was called (smth|something|sth) like {k}", "(someone|something) with {k} in the name, roughly", "{k} or thereabouts, a (person|place|tool)", "(label|labels|names|entries) (spelled|written) (close|similar) to {k}", "how (is|do you write) that (name|place|person)... {k}?", "(anybody|anyone|anything) spelled (close|near) to {k}?", "i only know it (starts|begins) with {k}", "a name (starting|beginning) with {k}", "(something|someone) (beginning|starting) with {k}", "(the|a) (person|place|thing) (spelled|written) {k}, i believe, not sure", "lookup {k}, not sure i (spelled|wrote) (that|it) right", "{k} - did i spell that right?", "ends in {k} or similar", "fuzzy {k}"]
UNSURE = ["something like {k}", "(something|someone|anything) (called|named) (something like|roughly|like) {k}", "(find|look up|search|show me|get) (something|someone|anyone|a name|a label|names|labels|anything) (like|similar to|close to|resembling) {k}", "{k} or (something like that|similar|however it's spelled|so)",
          "{k}, not sure (how it's spelled|about the spelling|how to spell it|of the spelling)", "{k} (sp?)", "{k} (spelling?)", "{k}~", "not sure (how to spell it|about the spelling)(:|,| -) {k}", "i (think|believe) (it's|it was|the name is) (spelled |called |) {k}( or similar|, not sure| or something)", "how do you spell {k}, (find it|look it up)",
          "fuzzy (match|search|find|lookup) (for |on |) {k}", "names (similar to|like|close to) {k}", "(which|what) (labels|names|entries) (look|are|sound) (like|similar to) {k}?", "(whose|who has a) name (sounds like|is something like|is similar to) {k}", "sounds like {k}", "(someone|a person|a guy|a woman|a colleague) (called|named) {k} or (similar|so|something)", "(approximately|roughly|approx) {k}",
          "typo-tolerant (search|lookup) (for|of) {k}", "{k} (but|though) i (may have misspelled|probably misspelled|might be misspelling) (it|that)", "i (misspelled|don't remember|forget) the (exact |) name(,|:| -) (something like |maybe |) {k}", "the name (starts|begins) with {k}", "(someone|something|the thing|anything) (whose name |that |) (starts|begins|starting|beginning) with {k}", "(part of|a piece of) the name is {k}",
          "(i only remember|all i remember is|i just remember) (part of the name|that it has)(,|:|) {k}", "(does|is there) (anything|anyone|something) (with a name|named|called) (like|close to|similar to) {k}?", "{k}-something", "{k} something (- i forgot the rest|or other|...)", "partial name {k}", "name contains {k} i think", "closest (match|matches|names) (to|for) {k}", "did you mean anything like {k}?", "maybe {k}? (can't|cannot) spell it", "his name was like {k}, how is it written", "i heard a name like {k}",
          "who was it again, {k} or so", "possible (matches|spellings) (for|of) {k}", "which one is written like {k}", "near matches (of|for|to) {k}", "similar to {k}", "there was a {k} or thereabouts"]
UNSURE_TABLE = ["{t} (named|called) (something like|like|roughly|similar to) {k}", "{t} (with|having) (names|a name) (like|similar to|close to) {k}", "(any |) {t} (spelled|written) (like|something like|roughly) {k}", "(find|show|list|get) (me |the |) {t} (whose names? (look|sound)s? like|similar in name to|that sound like) {k}", "fuzzy (match|search) {k} (in|among|over) (the |) {t}", "{k} or similar (in|among) (the |) {t}",
                "in (the |) {t}, (something|names|anything) like {k}", "closest {t} to the name {k}", "{t} like {k}, not sure about the spelling", "which {t} are called something like {k}?", "among (the |) {t}: something spelled {k}", "typo-tolerant search for {k} in {t}"]
TABLE_WORDS = {"files": ["files", "files", "uploads", "attachments"], "moments": ["moments", "moments"], "entities": ["entities"], "resources": ["documents", "docs", "notes", "resources", "pages"]}
LIMITS_AFTER = [", (top|max|at most|limit|only|just) {n}", " limit {n}", ", (no|not) more than {n}( results| matches| hits|)", " ({n} results|{n} results max|max {n})", ", {n} (results|hits|matches|rows|at most|max|tops)", ", (give me|show me|i want|return) (only |at most |the first |the top |the best |) {n}", " - (best|first|top) {n}( only|)", ", cap it at {n}", ". {n} (are enough|is enough|will do|max)", ", up to {n}", ", (maximum|max.) {n}", " and stop at {n}"]
LIMITS_BEFORE = ["(top|best|first) {n}: ", "{n} results for: ", "max {n} - ", "limit {n}, ", "up to {n} hits: ", "at most {n}: ", "just {n} please: ", "give me {n}: "]
THRESHOLDS = [" (with |at |) (a |) (similarity|threshold|score|similarity score) (of |) (at least|above|over|>=|>|of at least) {t}", ", threshold {t}", ", min(imum|) similarity {t}", " with (a |) (threshold|cutoff|cut-off|minimum score) (of |at |) {t}", ", at least {t} (similar|similarity)", " (similarity|score) {t} or (better|higher|more)", ", nothing below {t}", " above {t} (similarity|score)", ", must be {t} similar or more", " threshold={t}", ", similarity {t}+", " (matching|that match) (at least|by at least) {t}", ", confidence (at least |over |) {t}", ", ignore (anything|everything) (below|under) {t}"]


def limit_words(w: Writer, request: str) -> tuple[str, int]:
    n = w.rng.choice([1, 2, 3, 3, 4, 5, 5, 5, 6, 7, 8, 10, 10, 12, 15, 20, 20, 25, 30, 40, 50, 100])
    if w.chance(0.22):
        return w.say("limit.before", LIMITS_BEFORE, n=number(w, n)) + request, n
    return request + w.say("limit.after", LIMITS_AFTER, n=number(w, n)), n


def threshold_words(w: Writer, request: str) -> tuple[str, str]:
    share = w.rng.choice([10, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95])
    decimal = f"{share / 100:g}"
    words = w.rng.choice([decimal, decimal, decimal, f"{share}%", f"{share} %", f"{share} percent", decimal.removeprefix("0") if w.chance(0.3) else decimal])
    return request + w.say("threshold", THRESHOLDS, t=words), decimal


def fuzzy(w: Writer) -> Draft:
    label = w.values.thing()
    if w.chance(0.25):
        word = w.rng.choice(label.split())
        shown = word[: w.rng.randint(3, max(3, len(word) - 1))] if len(word) > 4 else word
    elif w.chance(0.6) and len(label) > 5:
        parts = label.split(" ")
        at = max(range(len(parts)), key=lambda i: len(parts[i]))
        parts[at] = slip(w, parts[at]) if len(parts[at]) > 3 else parts[at]
        shown = " ".join(parts)
    else:
        shown = label
    shown = shown.lower() if w.chance(0.4) else shown
    s = Statement("FUZZY", text=shown)
    key = value(quoted(w, shown))
    if w.chance(0.28):
        s.table = w.rng.choice(list(TABLE_WORDS))
        request = w.say("fuzzy.table", UNSURE_TABLE, k=key, t=w.rng.choice(TABLE_WORDS[s.table]))
    else:
        request = w.say("fuzzy.some", SOMEWHAT, k=key) if w.chance(0.35) else w.say("fuzzy.ask", UNSURE, k=key)
    order = [clause for clause, share in (("threshold", 0.18), ("limit", 0.25)) if w.chance(share)]
    w.rng.shuffle(order)
    for clause in order:
        if clause == "limit":
            request, s.limit = limit_words(w, request.rstrip("?"))
        else:
            request, s.threshold = threshold_words(w, request.rstrip("?"))
    return Draft(s, wrapped(w, request), "fuzzy", [], label)
