"""How an ask is wrapped: around a noun phrase ("docs about X"), and around a whole sentence (context before, reasons after)."""

from __future__ import annotations

from . import context
from .wording import Writer, value

NOUN_ASKS = [
    "{np}", "{np}", "{np}", "{np} please", "{np}, please", "{np}?",
    "(show|list|find|get|give|bring|fetch) (me |us |me |){np}", "(show|list|find|get|give|bring) me (all |the |all the |all of the |every one of the |){np}",
    "(pull up|dig up|dig out|bring up|look for|hunt down|surface|retrieve|return|display|print|collect|gather|grab|locate|track down) (the |all |all the |){np}",
    "(search|look) for (the |any |){np}", "are there (any |){np}?", "do we have (any |){np}?", "have we got (any |){np}?", "is there any {np}?", "got any {np}?", "any {np}?", "any {np} (around|out there|in here|anywhere)?",
    "(i'm|im|i am) (after|looking for|searching for|interested in|hunting for|trying to find) (the |any |all |){np}", "looking for {np}", "(i|we) (need|want|require) (to see |to read |to find |to get |to look at |the |all |){np}",
    "(i'd|i would) (like|love) (to see |to have |to get |to look at |){np}", "(can|could|would|will) you (please |kindly |) (show|list|find|get|pull up|give|fetch) (me |us |) (the |all |any |){np}?",
    "(can|could|may) (i|we) (see|get|have|have a look at) (the |all |){np}?", "what {np} (do we have|are there|exist|have we got|are in here|can you find)?", "(what|which) are (the |all the |our |){np}?", "where (are|can i find|do i find|would i find) (the |all |){np}?",
    "let me (see|have|look at) (the |all |){np}", "let's (see|look at|have) (the |all |){np}", "(i wonder|wondering|curious) (if there are|whether we have|if we have) (any |){np}",
    "it would be (great|nice|helpful|good) to (see|have|get) (the |all |){np}", "would be (great|helpful|nice) to (see|have) {np}", "(need|want|give) {np} (now|asap|quick|right away|fast)", "please (show|list|find|give me|get me|bring up) (the |all |){np}",
    "(just|only|simply) (the |){np}", "all (the |of the |my |our |){np}", "everything: {np}", "(my|our|the) {np}", "what do we have in terms of {np}?", "i could use {np}", "{np} - (can you list them|show them|list please|find them)?", "{np}: (show|list|find)",
    "(gimme|lemme see|show) {np}", "i (have|need) to (find|check|review|see|go through) (the |all |){np}", "help me find {np}", "run me through {np}", "(do|did) (i|we) (keep|have|store) (any |){np}?", "hey, (show|find|get) me {np}", "me need {np}", "i want see {np}", "please to show {np}",
    "you have (the |any |){np}?", "where is the list of {np}?", "could you tell me (what|which) {np} we have?", "there should be (some |){np}, (find|show) them", "i'm supposed to (read|check|review) {np}", "what about {np}?", "how about {np}", "query: {np}", "list of {np}", "a list of (all |){np}", "overview of {np}",
    "an overview of (the |all |){np}", "(every|any and all) {np}", "search {np}", "find {np}", "show {np}", "list {np}", "{np} (in the memory|we have|that we have|on record|in store)",
]

CONTEXT_BEFORE = [
    "(i'm|i am) (writing|preparing|finishing) (the report|my slides|a summary|an email|a talk)(.|, so|:| and) ", "my boss (is asking|keeps asking|wants to know)(.|:|,) ", "(sorry to bother you|quick question|one more thing|ok next|so|ok|hmm|right|well|hi|hey|hello|good morning)(,|.|:| -) ",
    "(i have|there's) a (meeting|call|review) (in ten minutes|in an hour|soon|coming up)(.|,|, so) ", "(i'm|im) new (here|on the team|to this)(.|,|, so) ", "(for|before) the (offsite|audit|demo|retro|review|handover)(,|:| -) ", "we (lost|forgot|mixed up) (something|the overview|the thread)(.|,) ",
    "the (client|customer|auditor|new hire) (called|wrote|asked)(.|,|, so) ", "trying to (get up to speed|remember|catch up|clean up)(.|,|:) ", "(i can't|cannot|i couldn't) (find|remember|see) (anything|it|much)(.|,) ", "as (discussed|promised|agreed)(,| -) ", "(thinking|working) on (a blog post|my thesis|the handbook|my journal)(.|,|:) ",
    "(long day|busy week|still confused|bit lost here)(.|,|...) ", "(ok so|so basically|alright|listen)(,|:|) ", "(no coffee yet|back from holiday|just landed)(.|,|;) ", "(this is|it's) (a bit|kind of) urgent(.|:|,) ", "(someone|somebody) (asked|told) me (to check|about it)(.|:) ", "i keep (forgetting|losing track)(.|,) ",
    "tidying things up(.|:|,) ", "(in case|just in case) (it helps|i need it)(,|:) ", "let me think(.|,|...) ",
]

REASON_AFTER = [
    " (so i can|so we can) (prepare|finish|answer|plan|get going)", ", (thanks|thank you|cheers|ta|many thanks)(!||.)", " (for|before) (my|the|our) (report|slides|talk|handover|presentation)", " because (i|we) (need it|have to check something|forgot)", ", (no rush|whenever you can|if possible|if you can)",
    " (if you don't mind|when you have a moment)", ", (it's urgent|asap please|quickly please)", ". (i need it|we need that|that's all|that is it|nothing else)", ". (my|the) (manager|team|client) is waiting", " - (i forgot|can't remember|not sure where it went)", ", i (think|guess|believe)", " (again|once more|for me)",
    ", (thanks a lot|much appreciated)", ", (would help a lot|that would help)", " to (check|verify|compare) something",
]


def ask_for(w: Writer, noun_phrase: str) -> str:
    """A noun phrase as a request."""
    return wrapped(w, noun_phrase if w.chance(0.4) else w.say("carrier.noun", NOUN_ASKS, np=noun_phrase))


def wrapped(w: Writer, sentence: str) -> str:
    """A request with, now and then, talk before or after it."""
    if w.chance(0.05):
        sentence = context.before(w) + sentence
    elif w.chance(0.06):
        sentence = w.say("carrier.before", CONTEXT_BEFORE, p=value(w.values.person().split(" ")[0])) + sentence
    if w.chance(0.02) and not sentence.rstrip().endswith("!"):
        sentence = sentence.rstrip() + context.after(w) if not sentence.rstrip().endswith("?") else sentence.rstrip() + context.after(w).lstrip(",.").replace(" -", "")
    elif w.chance(0.05) and not sentence.rstrip().endswith(("?", "!")):
        sentence = sentence + w.say("carrier.after", REASON_AFTER)
    return sentence
