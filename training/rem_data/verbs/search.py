"""SEARCH: content by meaning, with conditions, thresholds, limits, a field, a category."""

from __future__ import annotations

from .. import conditions as c
from ..carriers import ask_for, wrapped
from ..dates import number
from ..draft import Draft
from ..statement import Statement
from ..wording import Writer, value
from .lookup import limit_words, threshold_words

NOUNS = {"resources": ["documents", "docs", "notes", "pages", "articles", "write-ups", "document", "doc", "note", "anything", "everything", "stuff", "material", "content", "things", "information", "info", "posts", "texts"],
         "said": ["resources", "resources", "resource"], "files": ["files", "files", "uploads", "attachments", "file"], "moments": ["moments", "moments", "moment", "experiences"], "entities": ["entities", "entities", "entity"]}
MOMENT_KINDS = {"meeting": ["meetings", "meetings", "calls", "syncs", "meeting"], "conversation": ["conversations", "conversations", "chats", "talks", "conversation"], "reflection": ["reflections", "reflection"], "planning": ["planning sessions", "plannings", "planning moments"],
                "problem_solving": ["problem solving sessions", "problem-solving sessions", "debugging sessions", "problem solving moments"], "learning": ["learning sessions", "study sessions", "learning moments", "learnings"],
                "social": ["social events", "social moments", "social gatherings"], "observation": ["observations", "observation"], "accomplishment": ["accomplishments", "achievements", "wins", "accomplishment"]}
ENTITY_KINDS = {"person": ["people", "persons", "colleagues"], "project": ["projects", "project"], "team": ["teams"], "concept": ["concepts"], "service": ["services"], "organization": ["organizations", "organisations", "companies"], "product": ["products"], "place": ["places"], "tool": ["tools"]}
ABOUT = ["about {q}", "about {q}", "about {q}", "on {q}", "on {q}", "regarding {q}", "concerning {q}", "related to {q}", "(covering|discussing|describing|explaining|mentioning) {q}", "that (talk|speak|are) about {q}", "that (discuss|cover|deal with|explain|describe|mention) {q}", "around {q}", "to do with {q}", "having to do with {q}", "that relate to {q}", "dealing with {q}", "on the (subject|matter) of {q}", "re {q}", "with information (on|about) {q}", "where {q} comes up", "relevant to {q}", "touching on {q}", "in connection with {q}", "where we (wrote|talked|spoke) about {q}"]
KNOWLEDGE = ["what do we (know|have|have written|have stored) (about|on) {q}", "(tell me|explain|what is known) about {q}", "anything (about|on) {q}", "(is there|have we got|do we have) (anything|something|something written) (about|on) {q}?", "search (for |){q}", "search (everything|semantically|the notes) for {q}", "{q}: what do we have?", "what's (there|written|our knowledge) (about|on) {q}?", "find (anything|something|whatever we have|whatever there is) (about|on) {q}",
             "did (we|i|anyone) (ever |) write (anything |something |) (about|on) {q}?", "(i want|i'd like|i need) to (learn|know|read|understand) (more |something |) about {q}", "(background|context|reading|literature) on {q}", "where did (i|we) write about {q}?", "has anyone (written|documented) (anything |something |) (about|on) {q}?", "semantic search (for |on |){q}", "looking for something (about|on) {q}", "(brief|update|educate) me on {q}", "what have (i|we) got on {q}?", "what did we (write|decide|document|learn|conclude) about {q}", "what was decided (about|on|regarding) {q}?", "{q} - anything?", "(i'm|im) (curious|wondering) about {q}", "our thoughts on {q}", "what's our take on {q}?", "i remember (reading|writing) something about {q}, where is it?", "can you (search|look) for {q}?", "more about {q}", "have a look for things on {q}"]
TALKED = ["(did|have) we (ever |) (talk|talked|speak|spoken|discuss|discussed|chat|chatted) about {q}?", "when did (we|i) (talk|speak|chat|last talk) about {q}?", "when (did we discuss|was it that we discussed|did we bring up) {q}", "which (moments|discussions) were about {q}?", "moments (about|around|on) {q}", "(find|show) (me |) the (moment|moments|time|times) (when |) we (discussed|talked about|spoke about) {q}", "when was {q} (discussed|brought up|talked about|mentioned)?", "where did we discuss {q}", "the time we talked about {q}", "have i ever (discussed|talked about) {q}?", "times (when|that) (we|i) (discussed|talked about|spoke about) {q}", "did {q} (ever |) come up (before|in the past|at some point|)?", "when have we last spoken about {q}?"]
SCENES = ["(i'm|i am) (writing|preparing|giving) (a talk|a report|a post|a summary|something) (on|about) {q}(.|,|;) (what do we have?|any material?|what have we got|find me something|anything useful?)", "the (client|customer|boss|team) keeps asking about {q}(.|,|;) (what do we have?|find what we have|anything written?|search it)", "(i'm|we're) (struggling|stuck|having trouble) with {q}(.|,|;) (did anyone write about it?|is there anything?|any docs?|what do we know?)", "{q} came up (again|today|in standup)(.|,|;) (what do we know?|do we have something on it?|find me the relevant stuff)", "(new to|no idea about|not familiar with) {q}(.|,|;) (where do i start?|what should i read?|any docs?)", "we need to decide on {q}(.|,|;) (what did we write so far?|what is there already?|collect what we have)", "(someone|somebody) asked me about {q}(.|,|;) (what can i tell them?|what do we have?|can you search?)", "i remember {q} being written down (somewhere|once)(.|,|;) (find it|where?|can you find it?)", "{q}(.|;|,) (everything we have|whatever we have|all we know|anything at all)", "let's talk {q}(.|,|;) (what's in the notes?|what do the notes say?)"]
FIELDS = [" (looking |searching |) (only |) in (the |their |) {f}", ", (only |just |) search(ing|) (the |) {f}", " by (the |their |) {f}", ", (match|compare) (on |against |) the {f}( only|)", " using (the |) {f} field", ", {f} field only", " (judging|going) by (their|the) {f}", ", look at the {f} only", " field {f}", " with the search limited to the {f}", ", restrict it to {f}", ", in the {f} field"]
KEYWORDS = ["{n} {q} {m}", "{q} {n} {m}", "{q} {m}", "{n} {m} {q}", "{q}, {m}", "{n}: {q}, {m}", "{m} {n} {q}", "{q} / {m}", "{n} / {q} / {m}", "search {q} {m}"]


def search(w: Writer) -> Draft:
    s = Statement("SEARCH")
    topic = w.typed(w.values.topic())
    if topic[0].isascii() and w.chance(0.04):
        topic = topic.capitalize()
    s.text = topic
    quoted = value(f'"{topic}"' if w.chance(0.05) else topic)
    if w.chance(0.24):
        return plain_question(w, s, quoted)
    where: list[c.Condition] = []
    noun = _table(w, s, where)
    for make in _kinds(w, s):
        where.append(make())
    w.rng.shuffle(where)
    phrases = [phrase for _, phrase, _ in where if phrase and not phrase.startswith(c.AHEAD)]
    noun = c.phrase_of(noun, [phrase for _, phrase, _ in where if phrase.startswith(c.AHEAD)], [])
    if s.table != "entities" and not any("category" in sql for _, _, sql in where) and w.chance(0.17):
        s.category = w.typed(w.values.category())
        phrases.insert(w.rng.randint(0, len(phrases)), w.say("category.one", c.CATEGORY, a=value(s.category)))
    sql = [sql for _, _, sql in sorted(where, key=lambda found: found[0])]
    s.where = " AND ".join(sql) if sql else None
    limited = w.chance(0.22)
    determiner = w.chance(0.5) and not noun.startswith(("any", "every", "stuff", "info", "material", "content")) and limited
    if determiner:
        s.limit = w.rng.choice([1, 2, 3, 3, 4, 5, 5, 6, 8, 10, 10, 12, 15, 20, 25, 30])
        noun = f"{w.rng.choice(['', '', 'the top ', 'top ', 'the best ', 'up to ', 'the first ', 'at most '])}{number(w, s.limit)} {noun if s.limit == 1 or noun.endswith('s') or noun == 'people' else noun + 's'}".replace("entitys", "entities")
    request = _request(w, noun, quoted, phrases)
    order = [clause for clause, share in (("limit", limited and not determiner), ("threshold", w.chance(0.10)), ("field", w.chance(0.09))) if share]
    w.rng.shuffle(order)
    for clause in order:
        request = _clause(w, s, clause, request.rstrip("?"))
    return Draft(s, request, "search", [], topic)


def plain_question(w: Writer, s: Statement, quoted: str) -> Draft:
    """No conditions: what do we know, did we talk, or a question that is itself the text."""
    kind = w.rng.choices(["know", "talked", "question"], [5, 2.5, 3.5])[0]
    if kind == "know":
        request = w.say("search.scene", SCENES, q=quoted) if w.chance(0.18) else w.say("search.know", KNOWLEDGE, q=quoted)
    elif kind == "talked":
        s.table = "moments"
        request = w.say("search.talked", TALKED, q=quoted)
    else:
        s.text = w.typed(w.values.question())
        request = value(s.text) + w.rng.choice(["", "?", "?"])
    if w.chance(0.2):
        condition = c.time(w, s.table or "resources")
        if kind != "question" and not condition[1].startswith(c.AHEAD):
            request, s.where = request.rstrip("?") + " " + condition[1], condition[2]
    elif w.chance(0.12) and kind != "question":
        request, s.limit = limit_words(w, request.rstrip("?"))
    return Draft(s, wrapped(w, request), f"search.{kind}", [], s.text or "")


def _table(w: Writer, s: Statement, where: list[c.Condition]) -> str:
    """Chooses the table, and the noun that says so."""
    kind = w.rng.choices(["resources", "said", "files", "moments", "entities", "moment kind", "entity kind"], [10, 0.8, 1.6, 2.6, 0.8, 4.4, 1.4])[0]
    if kind == "moment kind":
        name = w.rng.choices(list(MOMENT_KINDS), [6, 4, 2, 2, 2, 2, 2, 2, 2])[0]
        s.table = "moments"
        where.append((0, "", f"moment_type = '{name}'"))
        return w.rng.choice(MOMENT_KINDS[name])
    if kind == "entity kind":
        name = w.rng.choices(list(ENTITY_KINDS), [4, 4, 2, 2, 2, 2, 1, 1, 1])[0]
        s.table = "entities"
        where.append((0, "", f"entity_type = '{name}'"))
        return w.rng.choice(ENTITY_KINDS[name])
    s.table = {"resources": None, "said": "resources"}.get(kind, kind)
    return w.rng.choice(NOUNS[kind])


def _kinds(w: Writer, s: Statement) -> list:
    """Which further conditions: mostly none or one, now and then two or three."""
    table = s.table or "resources"
    options = [(lambda: c.time(w, table), 6.0), (lambda: c.tags(w), 3.0), (lambda: c.category(w, positive=False), 0.9 if table != "entities" else 0)]
    if table == "moments":
        options += [(lambda: c.tags(w, "emotion_tags"), 1.5), (lambda: c.place(w), 1.5), (lambda: c.duration(w), 1.0), (lambda: c.person_present(w), 1.5), (lambda: c.tags(w, "topic_tags"), 0.4)]
    if table == "files":
        options += [(lambda: c.size(w), 3.0), (lambda: (0, w.rng.choice(["that are PDFs", "in PDF", "as pdf"]), "mime_type = 'application/pdf'"), 0.6)]
    if table == "resources":
        options += [(lambda: c.text_match(w, ["name", "uri"]), 0.9), (lambda: c.missing(w, ["summary"]), 0.4)]
    count = w.rng.choices([0, 1, 2, 3], [5, 5, 2, 0.5])[0]
    options = [option for option in options if option[1] > 0]
    chosen: list = []
    while len(chosen) < min(count, len(options)):
        option = w.rng.choices(options, [weight for _, weight in options])[0]
        if option not in chosen:
            chosen.append(option)
    return [make for make, _ in chosen]


def _request(w: Writer, noun: str, quoted: str, phrases: list[str]) -> str:
    if phrases and w.chance(0.13):
        return w.say("search.keywords", KEYWORDS, n=noun, q=quoted, m=w.rng.choice([" ", " ", ", "]).join(phrases))
    about = w.say("search.about", ABOUT, q=quoted)
    parts = [about, *phrases]
    if w.chance(0.4):
        w.rng.shuffle(parts)
    if phrases and w.chance(0.08):
        front = parts.pop(next(i for i, part in enumerate(parts) if part is not about))
        return wrapped(w, f"{front}{w.rng.choice([', ', ': ', ' - ', ' '])}{ask_for(w, ' '.join([noun, *parts]))}")
    joint = w.rng.choice([" ", " ", " ", ", ", " and "]) if len(parts) > 1 else " "
    return ask_for(w, noun + " " + parts[0] + "".join(joint + part for part in parts[1:]))


def _clause(w: Writer, s: Statement, clause: str, request: str) -> str:
    if clause == "limit":
        request, s.limit = limit_words(w, request)
    elif clause == "threshold":
        request, s.threshold = threshold_words(w, request)
    else:
        s.field_name = w.rng.choice({"entities": ["summary", "name"], "files": ["name"]}.get(s.table or "", ["summary", "content", "name", "summary", "content"]))
        words = {"summary": ["summary", "summaries"], "content": ["content"], "name": ["name", "names"]}[s.field_name]
        request += w.say("search.field", FIELDS, f=w.rng.choice(words))
    return request
