"""What people type in haste: a few bare words instead of a phrase, a slip that they correct in the same line, a person's people without a verb."""

from __future__ import annotations

from .. import dates
from ..carriers import wrapped
from ..draft import Draft
from ..labels import respelled
from ..statement import Statement
from ..wording import Writer, value

THINGS = """snow fog hail tide bread soup piano choir bicycle ladder roof cellar garden orchard bees honey kettle oven train ferry harbour tunnel bridge lamp battery fuse cable valve pump filter
sensor printer scanner badge key lock password invoice refund voucher contract licence visa passport vaccine dentist knee sleep cough fever diet budget rent tax pension insurance nursery school exam essay thesis
lecture chapter poem painting camera tripod drone antenna router modem backup cache queue index shard cluster pager alert dashboard latency timeout token session cookie banner font logo
newsletter survey interview offer onboarding payroll overtime holiday wedding birthday funeral picnic barbecue hike camping swim marathon chess guitar puppy kitten parrot neighbour landlord plumber""".split()
STATES = """late early cold warm broken stuck slow empty full lost missing wet dry loud quiet dark bright expired cracked blocked leaking frozen jammed offline unread overdue twice alone
outside upstairs again overnight""".split()
WHEN = ["at night", "in the morning", "at noon", "after lunch", "before dawn", "on the train", "in the rain", "at the weekend", "after the storm", "during the night", "in winter", "at six", "all day", "by hand", "on sundays"]
LACKING = ["no {a}", "without {a}", "not enough {a}", "too much {a}", "wrong {a}", "new {a}", "old {a}", "{a} first"]
KIN = ["grandma", "grandpa", "mum", "dad", "uncle", "aunt", "my brother", "my sister", "the kids", "the neighbours"]
CLIPPED = ["{a} {b} {s}", "{a} {s} {l}", "{a} {b} {t}", "{a} {s} {t}", "{a} {b}", "{a} vs {b}", "{a} {b} {l}", "{l} {a}", "{a} {s}", "{a}s with {k}", "{a} and {b} {t}", "{k} {a} {t}", "{a} {l} {t}", "{a}", "the {a} {t}", "{a} {b} {b2}"]
SLIPS = ["{a}, (no wait|no|wait|sorry|no sorry|oops|argh|hm no)(,|:|) {b}", "{a}, (i mean|i meant|i mean of course) {b}", "{a} (no|wait no)(,|:|) (i mean|make that|rather) {b}", "{a}... (i mean|or rather|sorry,) {b}", "{a} - (scratch that|correction|sorry)(,|:) {b}", "{a}, (or rather|make that|make it|better) {b}", "{a} (erm|uh|er)(,|) {b} i mean", "not {a} but {b}", "{a}, not that, {b}", "{a}? no, {b}"]
PEOPLE_OF = ["{p}'s (team|people|reports|direct reports|crew|org|folks)", "(the |)(team|people|reports|direct reports|group) of {p}", "(everyone|everybody|anyone|who is|the people) under {p}", "who (works|is working) (under|for) {p}?", "(list|show) {p}'s (team|reports|people)", "(team|reports) {p}", "{p}s (team|direct reports|people)", "who answers to {p}?", "whose boss is {p}?", "who has {p} (as|for) (a |)(boss|manager)?", "{p}, (team|direct reports|people)", "whom does {p} (boss|look after|line-manage)?"]
BOSS_OF = ["{p}'s (boss|manager|line manager|superior)", "(the |)(boss|manager|line manager) of {p}", "who is {p}'s (boss|manager)?", "who is (above|over) {p}?", "(boss|manager) {p}", "who is (the |)(boss|manager) of {p}?", "who line-manages {p}?", "{p}s (boss|manager)", "{p}, (boss|manager)?", "who bosses {p} (around|)?"]
MEMBERS = ["who('s| is) in {g}(?|)", "who('s| is) (part of|a member of) {g}?", "(members|people) (of|in) {g}", "{g} members", "who belongs to {g}?", "(everyone|everybody) in {g}", "{g}, who is in it?", "who (sits|works) in {g}?", "(list|show) the (members|people) of {g}", "who makes up {g}?"]


def clipped(w: Writer) -> Draft:
    """A topic in clipped words: still something to search for, not talk."""
    r = w.rng
    a, b, c = (w.values.one(THINGS) for _ in range(3))
    lacking = w.fill(r.choice(LACKING), a=b)
    topic = w.typed(w.fill(w.pick("hasty.clipped", CLIPPED), a=a, b=b, b2=c, s=r.choice(STATES), t=r.choice(WHEN), l=lacking, k=f"{r.choice(KIN)} {w.values.person().split()[0]}" if w.chance(0.4) else r.choice(KIN)))
    s = Statement("SEARCH", text=topic)
    return Draft(s, value(topic) + r.choice(["", "", "", "?", "??", "..."]), "hasty.clipped", [], topic)


def corrected(w: Writer) -> Draft:
    """What stands after the correction counts."""
    if w.chance(0.4):
        (wrong, _, _), (right, symbol, _) = dates.period(w), dates.period(w)
        table, noun = w.rng.choice([("resources", "docs"), ("resources", "notes"), ("files", "files"), ("moments", "moments")])
        column = "resource_timestamp" if table == "moments" else "created_at"
        request = f"{w.rng.choice(['show ', '', 'all ', 'the '])}{noun} from " + w.say("hasty.slip", SLIPS, a=wrong, b=f"{w.rng.choice(['', 'from '])}{right}")
        return Draft(Statement("SELECT", sql=f"SELECT * FROM {table} WHERE {column} = '@{symbol}'"), wrapped(w, request), "hasty.corrected", [], "")
    thing = w.chance(0.35)
    make = w.values.thing if thing else w.values.topic
    wrong, right = w.typed(make()), w.typed(make())
    head = w.rng.choice(["show ", "open ", "", "pull up "] if thing else ["notes about ", "docs on ", "anything about ", "search "])
    request = head + w.say("hasty.slip", SLIPS, a=value(wrong), b=value(right))
    s = Statement("LOOKUP", keys=[right]) if thing else Statement("SEARCH", text=right)
    return Draft(s, wrapped(w, request), "hasty.corrected", [right] if thing and w.chance(0.5) else [], right)


def people_of(w: Writer) -> Draft:
    """Who stands under or over somebody, and who is in a group."""
    kind = w.rng.choices(["under", "over", "in"], [3, 2, 2])[0]
    who = f"team/{w.values.word()}" + (f"/{w.values.word()}" if w.chance(0.3) else "") if kind == "in" and w.chance(0.6) else w.values.project() if kind == "in" else w.values.person()
    templates = {"under": PEOPLE_OF, "over": BOSS_OF, "in": MEMBERS}[kind]
    known = w.chance(0.6)
    typed = respelled(w, who) if known and w.chance(0.5) else w.typed(who)
    key = who if known else typed
    s = Statement("TRAVERSE", edges=["member_of" if kind == "in" else "manages"], start=Statement("LOOKUP", keys=[key]), direction=None if kind == "under" else "INBOUND")
    if kind == "under" and w.chance(0.2):
        s.depth = w.rng.choice([2, 3])
        request = w.fill(w.pick(f"hasty.{kind}", templates), p=value(typed), g=value(typed)).rstrip("?") + f"{w.rng.choice([',', ''])} {dates.number(w, s.depth)} {w.rng.choice(['levels', 'levels deep', 'steps'])}"
    else:
        request = w.fill(w.pick(f"hasty.{kind}", templates), p=value(typed), g=value(typed))
    return Draft(s, wrapped(w, request), f"hasty.{kind}", [key] if known else [], typed)


def hasty(w: Writer) -> Draft:
    return w.rng.choices([clipped, corrected, people_of], [4, 2.5, 2.5])[0](w)
