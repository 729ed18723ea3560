"""The sentences of generated notes, by what a note is for. `(a|b)` are alternatives, `{x}` holes."""

from __future__ import annotations

LABELS = {
    "seen": ["{thing}: what we see", "trouble with the {thing}", "odd: {thing}", "{thing}, observations", "something is wrong with the {thing}", "{thing} log"],
    "found": ["{thing}: the cause", "why the {thing} fails", "found it: {thing}", "{thing}, analysis", "talk about the {thing}", "{thing} review"],
    "plan": ["{thing}: what to do", "plan for the {thing}", "{thing}, next steps", "fixing the {thing}", "to do: {thing}"],
    "result": ["{thing}: what became of it", "{thing}, results", "after the change: {thing}", "{thing} is quiet", "follow-up on the {thing}", "{thing}, numbers before and after"],
    "primer": ["{name} explained", "{name} in five minutes", "a primer on {name}", "what {name} means", "{name}, for newcomers"],
    "stray": ["odds and ends", "small things", "housekeeping", "errands", "this and that"],
}

PERSON = [
    "{name} has worked in {field} for years. (Always early|Never on time|Leaves at five). Asked last month to {chore}.",
    "{first} came to us from another town. Speaks three languages, two of them loudly. Now in {field}; on the list to {chore}.",
    "{name}: {field}, half time. Telephone in the drawer. Knows everybody's birthday. Was the one who had to {chore}.",
    "Joined in spring. {first} reads the manual first, then does something else. {field}. Still has to {chore}.",
]

PROJECT = [
    "{name} runs since last year and has to be finished by autumn. Lead is {lead}. In {field}, with a small budget. We count one thing: {measure}.",
    "What {name} is for: less trouble with the {thing}. {lead} leads it. The board looks at {measure} each quarter.",
    "{name}, a project in {field}. Responsible: {lead}. It began with the {thing} and will not end there. Yardstick is {measure}.",
]

CONCEPT = [
    "{name}{alias} is {definition}. Rule of the house: {rule}.",
    "What is meant by {name}{alias}: {definition}. We hold to this: {rule}.",
    "{definition}. This we call {name}{alias}. And: {rule}.",
]

PRIMER = [
    "For everybody who starts in {field}. {name} sounds like a word for specialists and is not: {definition}. The rest follows. First rule: {rule}. Second rule: ask. Most mistakes of the first year come from skipping this page.",
    "You will hear {name} in each meeting. It means {definition}. In practice: {rule}. Draw it once on paper, then explain it to somebody who doesn't care. If they nod you have understood.",
    "Short course, ten minutes. What {name} is: {definition}. What it isn't: an excuse. Remember one sentence: {rule}. Exercise: find two places in our own work where we break it.",
]

STEPS: dict[str, list[list[str]]] = {
    "seen": [
        ["since (last week|a few days|Tuesday) {seen}.", "again: {seen}.", "I wrote it down this time: {seen}.", "nobody believed it, but {seen}."],
        ["{measure}: {before} {per}.", "I counted {measure}: {before} {per}.", "in numbers, {measure} stand at {before} {per}."],
        ["no idea (yet |)where it comes from.", "could be the weather, could be us.", "two guesses, both bad.", "nobody has touched the {thing} since spring."],
        ["somebody should look at the {thing} (soon|properly|by daylight).", "we watch the {thing} for {days} days before we do anything.", "I'll bring it up."],
    ],
    "found": [
        ["the cause is found: {cause}.", "it was simple in the end: {cause}.", "after {days} days of looking: {cause}.", "so this is why {seen}: {cause}."],
        ["that explains {measure} of {before} {per}.", "{measure} at {before} {per}, it all fits.", "with {before} {per} it could hardly be anything else."],
        ["remedy that we agree on: {remedy}.", "the answer is likely this: {remedy}.", "what helps: {remedy}.", "proposal: {remedy}."],
        ["costs little, says who pays.", "open: who does it, and when.", "to be planned (next|this week)."],
    ],
    "plan": [
        ["first, {remedy}.", "we do it like this: {remedy}.", "the work: {remedy}."],
        ["needs {days} days and (two people|one pair of hands|a dry week).", "time: {days} days.", "begin on Monday, {days} days."],
        ["goal: {measure} down from {before} {per} to below {after}.", "we are done if {measure} stay under {after} {per}.", "we measure {measure} before and after; today it is {before} {per}."],
        ["if it fails we go back and the {thing} stays as it was.", "spare parts for the {thing} are ordered.", "the {thing} is out of use meanwhile."],
    ],
    "result": [
        ["done. {measure}: {after} {per}, it was {before}.", "{measure} fell from {before} to {after} {per}.", "before {before}, now {after} {per}: {measure}."],
        ["what did it was: {remedy}.", "so the remedy was right: {remedy}.", "it held: {remedy}."],
        ["the {thing} has been quiet for {days} days.", "nobody talks of the {thing} any more.", "one relapse of the {thing}, on a Sunday, by our own fault."],
        ["lesson: look for the plain cause first.", "next year we do it before and not after.", "we keep counting for a while."],
    ],
}

WHO = [
    "{name} takes care of it.", "{name} saw it first.", "{name} wants to see the numbers.", "{name} brought the tools and the cake.", "that was {name}'s idea.",
    "{name} doubts it, politely.", "{name} writes to those who have to know.", "ask {name} before you touch the {thing}.", "{name} will sign.",
]

RELIES = {
    "plain": ["as decided in the last {what}.", "this builds on the {what} of the other day.", "follow-up to the {what} before.", "numbers and names as in the {what}, please read it first.", "we go on where the {what} stopped."],
    "named": ["follow-up to “{label}”.", "see “{label}” first.", "this builds on “{label}”.", "as agreed in “{label}”."],
    "primer": ["who is new reads “{label}” before.", "the words are those of “{label}”.", "presumes “{label}”."],
}

CLOSINGS = ["More when there is more.", "That is all.", "Coffee was cold.", "Rain all day.", "I have to run.", "Next time with pictures.", "Thanks to all.", "To be continued, I fear.", "Filed."]

STRAY = [
    "{a} has to {one}. {b} and I (still |)have to {two}. (Nobody|Not one of us) wants to {three}, so we draw lots. Lunch outside.",
    "List for the week: {one}; {two}; {three}. {a} does the first, {b} the others. Keys are where they always are.",
    "Nothing big today. I asked {a} to {one}, {b} had forgotten to {two}, and then we went to {three} together and it rained.",
]
