"""Talk that stands before or after the ask and is no part of it: who called, what is broken, what one is about to do. It names people, topics and numbers that
the answer must not pick up.
"""

from __future__ import annotations

from .wording import Writer, value

BEFORE = [
    "{p} (just |) (called|wrote|pinged me|stopped by) (and is worried about|because of|to complain about|asking after) {t}(.|,|, so) ", "(we are|we're) (rewriting|moving|retiring|auditing) {s} (next sprint|this month|after the holidays)(.| and i'm a bit lost.|, so) ",
    "{n} (tickets|mails|complaints) since (this morning|lunch|yesterday)(, most of them about {t}|)(.|,|;) ", "(i have|there is) (a call|a review|an interview|coffee) with {p} (in {n} minutes|after lunch|tomorrow morning)( and i'm not prepared|)(.|,|, so) ",
    "(first week here|i'm the new one|just joined {l}|new on {s})(, still finding my way|, be patient with me|)(.|,|:) ", "my (thesis|talk|slides|report|application) (is|are) due (on friday|tomorrow|in {n} days)(.|,| and i panic.) ",
    "the (board|auditor|client|landlord|editor|teacher) (wants|needs|asked for) (numbers|an answer|something in writing) by {d}(.|,|, so|:) ", "(i'm|i am) (sitting|stuck) (on the train|in the kitchen|at the airport|in {l})( with bad wifi| and bored|)(.|,|:) ",
    "{p} (thinks|says|swears|keeps telling everybody) (that {t} is my fault|we never talk about {t}|{s} will be fine)(.|, i doubt it.|,) ", "(long story short|to cut it short|never mind why|don't ask why|it's complicated)(:|,|.) ",
    "(a customer|somebody from {l}|a reviewer|the new intern|my sister) (is on the line|asks about {t}|sent a photo|will not let go)(.|,|;) ", "(it was|this is) (a hard|a strange|a wonderful|an awful) (week|month|autumn|day)(.| and i want to look back.|,) ",
    "(we lost|i deleted|someone moved) (half of|all of|most of) (the folder|the board|my bookmarks)(.|,|, so) ", "before (i forget|{p} arrives|the demo|i switch off {s})(,|:) ", "{t} again(.|...|,|:) (so|now|ok|)(,|) ",
    "i (promised|owe) {p} (an answer|a list|something) (about {t}|by {d}|)(.|,|:) ", "(you won't believe it but|funny enough|as usual|once more|same as every {d})(,|) ", "(still|always) (thinking|arguing|worrying) about {t}(.|,|;) ",
    "(no idea|not sure) (where to start|what it's called here|how this works)(.|,|:) ", "{s} (is down|is slow again|woke me at {n}|paged me twice)(.|,|:|;) ", "(for the record|for {p}|for the minutes|as homework)(,|:) ", "(hi|hello|hey) {p}(,|!|.) (sorry for the noise|one thing|quick one|me again)(.|,|:) ",
    "(doing|preparing) (the handover|the budget|my taxes|a workshop) (for|with) {p}(.|,|:) ", "(i think|i guess|i was told) (this|it) (should be easy|is in here somewhere|lives in the notes)(.|,|:) ", "(too many tabs open|coffee is empty|it's late|monday morning)(.|,|...) ",
]

AFTER = [
    ". (i|we) (need|want) (it|that) (for|before) (the call with {p}|{d}|the {s} review)", ". {p} is waiting( for it|)", ", (i'm|i am) (in a hurry|about to leave|on the phone)", ". (that's|this is) (all i need|what {p} asked|for {p})", ", (before|because) {p} (asks again|needs it|is nervous)", " - (thanks|sorry|ta|urgent)",
    ", (you'd save my day|you would help me a lot|i'd be grateful)", ". (nothing more|nothing else|no more than that)(, promise|)", ", (i keep forgetting|i always forget|it slipped my mind)", ". (it's|this is) (about|because of) {t}", ", (asap|when you can|right now if possible|no hurry)", " (while|before) (i'm|we are) (still here|in the meeting|talking)",
]


def before(w: Writer) -> str:
    return w.say("context.before", BEFORE, **_holes(w))


def after(w: Writer) -> str:
    return w.say("context.after", AFTER, **_holes(w))


def _holes(w: Writer) -> dict[str, str]:
    v = w.values
    person = v.person() if w.chance(0.4) else v.person().split(" ")[0]
    return {"p": value(w.typed(person)), "t": value(w.typed(v.topic())), "s": value(w.typed(v.service())), "l": value(w.typed(v.location())), "n": str(w.rng.randint(2, 60)), "d": w.rng.choice(["monday", "friday", "noon", "tomorrow", "the weekend", "thursday", "four"])}
