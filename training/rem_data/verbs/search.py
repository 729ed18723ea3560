"""SEARCH: content by meaning, with conditions, thresholds, limits, a field, a category."""

from __future__ import annotations

from .. import conditions as c
from ..carriers import ask_for, wrapped
from ..dates import number
from ..draft import Draft
from ..kinds import kind_noun, two_kinds, without
from ..statement import Statement, literal
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
BARE = ["{q}", "{q}", "{q}", "{q}?", "re: {q}", "re {q}", "{q}...", "topic {q}", "({q})", "search: {q}", "{q} pls", "{q} anyone?", "{q} notes", "{q} docs", "notes: {q}", "{q} info", "ok {q}", "{q} again"]
TELLING = ["(somewhere|once|last spring|a while ago|years ago) (i|we|somebody) wrote (about|down) {q}(, i'd love to read it again|, where is it?|, can you find it?|. find it please.)", "(so |well |)i (vaguely|dimly|sort of) remember (a note|somebody writing|reading) about {q}(, could you dig it up|, please find it|. where was that?|, do you know which one?)", "there must be (something|a note|a page) on {q}, (we talked about it for weeks|i saw it myself|someone promised to write it)", "(that|the) (thing|bit|story|note) about {q}(, where is it?||, again please|, find it)", "(it|this) (must have been|was) (written down|noted) (somewhere|once): {q}",
           "{p} (told me|mentioned|said) (that |)there is (a note|something written) on {q}(, find it|, where?|. show me.|)", "i (would|'d) (like|love) to (reread|see again|find again) what (we|i) have on {q}", "(our|the) (notes|papers|docs) must say something about {q}", "which (note|document|page) (explains|covers|says how|is about) {q}?", "in (which|what) (document|note|page) (is|stands|do we explain) {q}?", "(do|did) (our|the) (docs|notes) (say|mention) (something|anything) (about|on) {q}?", "what do (our|the) (docs|notes|pages) say (about|on) {q}?",
           "got (anything|something|stuff) on {q}(?| at all?)", "(collect|gather) (what|everything) we (know|have|wrote) (about|on) {q}", "(please to |)give me the documents (which|that) (speak|are speaking|are talking) (of|about) {q}", "where (is|do we have) it written (about|on) {q}", "the (one|single) (doc|note|page) that (explains|covers|describes) {q}", "thoughts on {q}", "ideas (on|about) {q}", "(facts|details|material|evidence) (about|on|concerning) {q}", "an explanation (for|of) {q}", "(steps|instructions|rules) for {q}"]
PREFIX_FIELDS = ["(search|look|check) (only |just |)(in |)the {f} (for|about): {r}", "(look|search) (only|just) in the {f} for {r}", "in the {f} only: {r}", "search only the {f}: {r}", "by {f}: {r}", "match the {f} against {r}", "(only|just) the {f}, {r}", "{f} only - {r}", "search the {f} for {r}", "limited to the {f}: {r}", "using just the {f}: {r}", "field {f}, {r}"]
HITS = ["(top|best|first|closest|nearest) {n} (matches|hits|results|notes|docs|pages) (for|on|about) {q}", "(the |) {n} (notes|docs|pages|moments) (closest|nearest|most similar) to {q}", "{n} (good |) (hits|matches|results) (on|for) {q}", "{q}, best {n}", "{n} best results for {q}", "(only|just) {n} (notes|docs|things) (on|about) {q}", "(a couple of|two) (notes|docs|pages|things) (on|about) {q}", "search {q}, {n} results", "(give|show) me {n} (notes|docs|things|pages) (about|on|regarding) {q}", "any {n} (docs|notes|pages) (concerning|about|on) {q}", "{n} (docs|notes|documents|resources) (concerning|regarding|about) {q}", "find {n} (notes|docs) on {q}"]
SURE = [", (but |)only (really |very |) (good|close|strong) (hits|matches|ones), {t} or (better|more|higher)", ", (any |) similarity (above|over|of at least|from) {t}( is fine| will do| is enough|)", ", min similarity {t}", ", {t} or more similar", ", at least {t} similar", ", (not|nothing) below {t}", ", score {t} and up", " ({t} or better)", ", {t} minimum", ", similarity at least {t}", ", good matches only: {t}", ", cutoff at {t}"]
ENTITY_ABOUT = {"person": ["who (know|knows) (about|a lot about) {q}", "involved in {q}", "(working|busy) with {q}", "to ask about {q}", "(interested|experienced) in {q}", "with knowledge of {q}", "dealing with {q}", "who do {q}"], "tool": ["(we use|used|to use|i use) for {q}", "that help with {q}", "for {q}", "we have for {q}", "good for {q}", "which do {q}"], "project": ["(touching|that touch|around|dealing with|to do with|for) {q}", "that (involve|concern|handle) {q}", "(working|centred) on {q}", "on the topic of {q}"],
                "service": ["(that |) (deal|deals) with {q}", "(handling|responsible for|doing) {q}", "for {q}", "that do {q}"], "organization": ["(dealing|that deal|working) with {q}", "(doing|selling|known for) {q}", "interested in {q}", "that help us with {q}"]}
MEMORIES = ["memories of {q}", "(a few|some|my) memories (of|about) {q}", "(moments|times) (of|with|about) {q}", "(experiences|moments) (to do|having to do) with {q}", "moments (of|around) {q}", "(my|our) (best |) moments (about|with|around) {q}", "remember {q}? show (the|those) moments", "that moment (about|with|of) {q}", "moments (that were|which were) about {q}", "moments i (remember|recorded) about {q}", "the moment (when we talked|where we spoke) about {q}", "how did (i|we) (feel|react) (about|to) {q}"]
AND_I = ["did {a} and (i|we) (ever |) (talk|speak|chat) about {q}?", "(have|did) (i|we) (ever |) (discuss|discussed|talk about) {q} with {a}?", "(when|where) did (i|we) (talk|speak) (to|with) {a} about {q}?", "(talks|chats|moments) with {a} about {q}", "moments about {q} with {a} (present|there|around)", "what {a} and i said about {q}", "{q}, (discussed|talked about) with {a}", "(the|any) time {a} and (i|we) spoke about {q}", "moments on {q} where {a} was (there|present)", "did {a} (talk|speak) with (me|us) about {q}?"]
FIELDS = [" (looking |searching |) (only |) in (the |their |) {f}", ", (only |just |) search(ing|) (the |) {f}", " by (the |their |) {f}", ", (match|compare) (on |against |) the {f}( only|)", " using (the |) {f} field", ", {f} field only", " (judging|going) by (their|the) {f}", ", look at the {f} only", " field {f}", " with the search limited to the {f}", ", restrict it to {f}", ", in the {f} field"]
KEYWORDS = ["{n} {q} {m}", "{q} {n} {m}", "{q} {m}", "{n} {m} {q}", "{q}, {m}", "{n}: {q}, {m}", "{m} {n} {q}", "{q} / {m}", "{n} / {q} / {m}", "search {q} {m}"]


def search(w: Writer) -> Draft:
    s = Statement("SEARCH")
    topic = w.typed(w.values.topic())
    if topic[0].isascii() and w.chance(0.04):
        topic = topic.capitalize()
    s.text = topic
    quoted = value(f'"{topic}"' if w.chance(0.09) else topic)
    form = w.rng.choices(["rows", "question", "bare", "telling", "hits", "memories", "with", "kinds", "field", "entities"], [9.5, 4.6, 2.6, 2.4, 1.6, 1.0, 0.9, 3.6, 0.6, 1.1])[0]
    if form == "question":
        return plain_question(w, s, quoted)
    if form != "rows":
        return {"bare": bare, "telling": telling, "hits": hits, "memories": memories, "with": with_person, "kinds": of_kind, "field": in_field, "entities": of_entities}[form](w, s, quoted)
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
    limited = w.chance(0.16)
    determiner = w.chance(0.5) and not noun.startswith(("any", "every", "stuff", "info", "material", "content")) and limited
    if determiner:
        s.limit = w.rng.choice([1, 2, 3, 3, 4, 5, 5, 6, 8, 10, 10, 12, 15, 20, 25, 30])
        noun = f"{w.rng.choice(['', '', 'the top ', 'top ', 'the best ', 'up to ', 'the first ', 'at most '])}{number(w, s.limit)} {noun if s.limit == 1 or noun.endswith('s') or noun == 'people' else noun + 's'}".replace("entitys", "entities")
    request = _request(w, noun, quoted, phrases)
    order = [clause for clause, share in (("limit", limited and not determiner), ("threshold", w.chance(0.08)), ("field", w.chance(0.07))) if share]
    w.rng.shuffle(order)
    for clause in order:
        request = _clause(w, s, clause, request.rstrip("?"))
    return Draft(s, request, "search", [], topic)


def _draft(s: Statement, request: str, family: str) -> Draft:
    return Draft(s, request, f"search.{family}", [], s.text or "")


def bare(w: Writer, s: Statement, quoted: str) -> Draft:
    """Nothing but the topic."""
    return _draft(s, w.say("search.bare", BARE, q=quoted), "bare")


def telling(w: Writer, s: Statement, quoted: str) -> Draft:
    """The topic inside a tale of how one remembers it."""
    template = w.pick("search.telling", TELLING)
    request = w.fill(template, q=quoted, p=value(w.typed(w.values.person().split(" ")[0])))
    if template.startswith("the (one|single)"):
        s.limit = 1
    return _draft(s, wrapped(w, request), "telling")


def hits(w: Writer, s: Statement, quoted: str) -> Draft:
    s.limit = w.rng.choice([2, 3, 3, 4, 5, 6, 7, 8, 10, 12, 15])
    template = w.pick("search.hits", HITS)
    if "{n}" not in template:
        s.limit = 2
    request = w.fill(template, q=quoted, n=number(w, s.limit))
    words = request.replace(quoted, "")
    s.table = "moments" if " moments " in f" {words} " else "resources" if " resources " in f" {words} " else None
    if w.chance(0.35):
        share = w.rng.choice([25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90])
        s.threshold = f"{share / 100:g}"
        request = request.rstrip("?") + w.say("search.sure", SURE, t=w.rng.choice([s.threshold, s.threshold, s.threshold.removeprefix("0"), f"{share}%", f"{share} percent"]))
    return _draft(s, wrapped(w, request), "hits")


def memories(w: Writer, s: Statement, quoted: str) -> Draft:
    s.table = "moments"
    return _draft(s, wrapped(w, w.say("search.memories", MEMORIES, q=quoted)), "memories")


def with_person(w: Writer, s: Statement, quoted: str) -> Draft:
    s.table, a = "moments", w.typed(w.values.person())
    s.where = f"present_persons::text ILIKE {literal('%' + a + '%')}"
    return _draft(s, wrapped(w, w.say("search.and_i", AND_I, q=quoted, a=value(a))), "with")


def of_kind(w: Writer, s: Statement, quoted: str) -> Draft:
    """Documents called by their kind: "policies about X", "notes about X that are no runbooks", "runbook X"."""
    form = w.rng.choices(["kind", "keywords", "without", "two"], [5, 1.4, 1.8, 1])[0]
    about = w.say("search.about", ABOUT, q=quoted)
    where: list[c.Condition] = []
    if form in ("kind", "keywords"):
        noun, s.category = kind_noun(w, many=w.chance(0.75))
        if form == "keywords":
            noun, s.category = (lambda found: (value(found), found))(w.rng.choice(["runbook", "spec", "policy", "guide", "report", "memo", "proposal", "postmortem", "letter", "contract", "checklist", "tutorial", "how-to", "diary", "recipe", "handbook", "template", "invoice", "faq", "decision"]))
            return _draft(s, w.fill(w.rng.choice(["{c} {q}", "{c} for {q}", "{c}: {q}", "{c} about {q}", "urgent {c} for {q} asap", "need {c} {q}", "{c} on {q} pls", "{q} ({c})", "quick, {c} for {q}", "the {c} on {q}", "any {c} for {q}?", "show {c} {q}"]), c=noun, q=quoted), "kind.keywords")
    elif form == "two":
        noun, one, two = two_kinds(w)
        where = [(2, "", f"category IN ({literal(one)}, {literal(two)})")]
    else:
        noun = w.rng.choice(["notes", "docs", "documents", "material", "stuff", "anything", "pages", "things"])
        where = [without(w)]
    if w.chance(0.4):
        where.append(w.rng.choice([lambda: c.time(w, "resources"), lambda: c.tags(w)])())
    s.where = " AND ".join(sql for _, _, sql in sorted(where, key=lambda found: found[0])) or None
    ahead = [phrase for _, phrase, _ in where if phrase.startswith(c.AHEAD)]
    behind = [phrase for _, phrase, _ in where if phrase and not phrase.startswith(c.AHEAD)]
    parts = [about, *behind]
    if w.chance(0.2) and not any(part.startswith(",") for part in parts):
        w.rng.shuffle(parts)
    return _draft(s, ask_for(w, c.phrase_of(noun, ahead, []) + " " + " ".join(parts)), f"kind.{form}")


def in_field(w: Writer, s: Statement, quoted: str) -> Draft:
    """The field is named first."""
    s.field_name = w.rng.choice(["summary", "content", "name"])
    words = w.rng.choice({"summary": ["summary", "summaries"], "content": ["content", "contents"], "name": ["name", "names"]}[s.field_name])
    rest = w.rng.choice([quoted, quoted, f"anything about {quoted}", f"something on {quoted}", f"notes about {quoted}", f"docs on {quoted}"])
    request = w.say("search.prefix_field", PREFIX_FIELDS, f=words, r=rest)
    if w.chance(0.25):
        request, s.limit = limit_words(w, request)
    return _draft(s, wrapped(w, request), "field")


def of_entities(w: Writer, s: Statement, quoted: str) -> Draft:
    kind = w.rng.choice(list(ENTITY_ABOUT))
    s.table, s.where = "entities", f"entity_type = '{kind}'"
    noun = w.rng.choice([words for words in ENTITY_KINDS[kind] if words.endswith("s") or words == "people"])
    return _draft(s, ask_for(w, f"{noun} {w.fill(w.rng.choice(ENTITY_ABOUT[kind]), q=quoted)}"), "entities")


def plain_question(w: Writer, s: Statement, quoted: str) -> Draft:
    """No conditions: what do we know, did we talk, or a question that is itself the text."""
    kind = w.rng.choices(["know", "talked", "question"], [3.2, 2.2, 5])[0]
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
    count = w.rng.choices([0, 1, 2, 3], [4, 7, 1.6, 0.2])[0]
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
