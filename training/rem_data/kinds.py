"""Documents called by their category: "runbooks", "the last three proposals", "diary pages" (guideline.md, section 3).

A noun that names a kind of writing is the category, in the singular as it is typed ("policies" -> 'policy'); a general word after it ("design
docs", "FAQ pages") is left out.
"""

from __future__ import annotations

from .statement import literal
from .wording import Writer, value

# singular, plural where it is not "+s"
NOUNS = """runbook spec policy:policies guide tutorial report memo proposal postmortem post-mortem faq newsletter contract invoice handbook checklist template roadmap retro
retrospective interview essay recipe lecture paper manual how-to howto decision announcement brief whitepaper presentation transcript draft review analysis:analyses audit
glossary:glossaries playbook survey plan letter diary:diaries changelog experiment incident digest design lesson sketch:sketches poem story:stories agreement offer estimate
outline manifesto thesis:theses protocol benchmark rfc adr logbook itinerary:itineraries menu syllabus:syllabi receipt testimonial pitch:pitches storyboard script tender bulletin charter
statement catalogue hypothesis:hypotheses requirement risk requisition regulation complaint referral prescription timesheet questionnaire worksheet blueprint forecast budget
appraisal certificate warranty:warranties summary-sheet scorecard dossier abstract errata:errata journal memoir sermon eulogy:eulogies speech:speeches toast verdict ruling""".split()
GENERAL = [("documents", "document"), ("docs", "doc"), ("notes", "note"), ("pages", "page"), ("entries", "entry"), ("write-ups", "write-up"), ("docs", "doc"), ("notes", "note")]
BARE = """meeting design diary faq interview release travel pricing onboarding reading research planning status customer team budget lab field kitchen training security legal press product""".split()


def plural(noun: str) -> tuple[str, str]:
    single, _, other = noun.partition(":")
    return single, other or (f"{single}s")


def kind_noun(w: Writer, many: bool = True) -> tuple[str, str]:
    """`(noun as it is said, category)`; the noun is marked as a value, for its letters are copied."""
    if w.chance(0.28):
        general, one = w.rng.choice(GENERAL)
        name = w.values.one(BARE) if w.chance(0.6) else w.typed(w.values.category())
        return f"{value(name)} {general if many else one}", name
    single, several = plural(w.values.one(NOUNS))
    shown = several if many else single
    if single in ("faq", "rfc", "adr") and not w.lower_values and w.chance(0.6):
        shown = single.upper() + shown.removeprefix(single)
    return value(shown), single


def two_kinds(w: Writer) -> tuple[str, str, str]:
    """Two nouns and their categories: "proposals and plans"."""
    first, second = kind_noun(w), kind_noun(w)
    while second[1] == first[1]:
        second = kind_noun(w)
    return f"{first[0]} {w.rng.choice(['and', 'or', 'and', '&', 'or'])} {second[0]}", first[1], second[1]


WITHOUT = ["that (are not|aren't) {x}", ", but (no|not the|leave out the|without the) {x}", ", (no|not) {x}", "except (for |) (the |) {x}", ", excluding {x}", ", {x} excluded", "other than {x}", ", skip (the |all |) {x}", ", leaving out (the |) {x}", "apart from (the |) {x}", ", just no {x}", ", i don't (want|need) (the |) {x}", "which are no {x}", ", anything but {x}", "minus (the |) {x}"]


def without(w: Writer) -> tuple[int, str, str]:
    """A condition: not this kind of document."""
    noun, name = kind_noun(w)
    return 2, w.say("kind.without", WITHOUT, x=noun), f"category <> {literal(name)}"
