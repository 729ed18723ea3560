"""What people say and note while they do each of nine things.

A line is a template of `wording.Writer`: `(a|b|)` alternatives, `{hole}`s. `{t}` is the subject, `{u}` a second one, `{p}` a part of it, `{c}` what
was wrong with it, `{f}` what mends it, `{n}` somebody, `{d}` a day to come,
`{e}` one that is past, `{k}` a number. ` // ` changes the speaker inside an exchange.
"""

from __future__ import annotations


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines() if line.strip()]


MARKS = lines("""
    (Right|Okay|So), next: the {t}.
    (Moving on|Let's move on) to the {t}.
    Now (then|), the {t}.
    (Okay|Good). The {t} (now|).
    Before we forget, the {t}.
    (That's done|Done). (On|Over) to the {t}.
    Can we (turn|come) to the {t}?
    Next (point|thing|on my list): the {t}.
    (Let's|Shall we) start (with|on) the {t}.
""")
RETURNS = lines("""
    (So|Okay), where were we? The {t}.
    Back to the {t} (then|).
    Sorry about that. The {t} again.
    As I was saying, the {t}.
    (Right|Okay), the {t}, we were not finished.
""")
NOTE_MARKS = lines("""
    Next, the {t}.
    (Then|Now|After that) the {t}.
    On to the {t}.
    Second (part|half) of the day, the {t}.
    The {t} (at last|next|now).
""")
NOTE_RETURNS = lines("""
    Back to the {t} (after that|).
    The {t} again.
    Where I had stopped, the {t}.
""")
CLOSES = lines("""
    (Good|Okay), that's that (then|).
    Fine, (we leave it there|let's leave it at that).
    Okay, (enough of that|done with that).
    All right, noted.
""")

TALK: dict[str, list[str]] = {
    "meeting": lines("""
        {n}, what's the state of the {t}? // {k} of {x} are done, the {p} is still open.
        The {t} report says {k} per cent. // Is that with the {p}? // With the {p}, without the {u}.
        Anything on the {p}? // Nothing new since {e}.
        From my side: the {t} is on time, the {u} is two days late.
        Who reports on the {p}? // I do. It's all in the sheet, line {k}.
        Minutes of {e} are approved (then|). // No objections.
        Numbers for the {t}: {k} in, {k} out. // Same as last month.
        The office wants the {p} in writing. // They have it since {e}.
        Item {k} is the {u}. // Nothing to report there.
        Do we all have the {t} on the table? // Page {k}, yes.
    """),
    "planning": lines("""
        When do we do the {t}? // {d} would work. // Then {d}.
        Who takes the {p}? // I'll take it. And you do the {u}.
        We need {k} hours for the {t}. // Then not before {d}.
        First the {p}, then the {u}, then the rest. // In that order, yes.
        Can {n} bring the {p} on {d}? // I'll ask tonight.
        If it rains we move the {t} to {d}. // Agreed, {d} is the fallback.
        How many {p}s do we order? // {k}, and two spare ones.
        I'd put the {t} in week {k}. // That leaves three days for the {u}.
        The deadline for the {t} is {d}. // So the {p} has to be ready the day before.
        Let's write a list: {p}, {u}, keys. // And somebody has to call {n}.
    """),
    "problem_solving": lines("""
        The {t} doesn't work. // What does it do? // Nothing at all, since {e}.
        Is it the {p}? // I checked the {p}, the {p} is fine.
        Did you try it without the {u}? // Tried it. Same thing.
        Swap the {p} and run it again. // No difference.
        What changed since it last worked? // Only the {p}. // Then look there.
        Show me the {p}. // Here. It says {k}. // It should say {x}.
        Could it be {c}? // Could be. How would we see that?
        Let me measure the {p}. // {k}. // That's too low.
        Here! It's {c}. // So we {f}. // Do it.
        And now? // Now it runs. // So it was {c}.
    """),
    "learning": lines("""
        What does the {p} do, exactly? // It keeps the {t} from running away.
        Think of the {t} as a door. // And the {p} is the hinge? // Yes, exactly that.
        So what happens if I leave out the {p}? // Then the {u} has to do all the work.
        Show me once more, slowly. // First the {p}, then a half turn, then the {u}.
        Now you try. // Like this? // Almost, the other way round.
        Remember the rule: never the {u} before the {p}. // Never the {u} before the {p}.
        The word for that is {t}. // And how do you tell it from a {u}?
        Chapter {k} explains it with a picture of a {p}.
        Why {k} and not {x}? // Because it was measured once, that's the whole reason.
        Do exercise {k} again, and say aloud what you do.
    """),
    "conversation": lines("""
        Did you hear about the {t}? // No, what about it? // They want to close it.
        I talked to {n} about the {t}. // And? // She sees it differently.
        What do you think of the {u}? // Honestly? I'd never buy one.
        My neighbour has a {t} like that. // And is it any good?
        How much do you want for the {t}? // {k}. // I'll give you {x}.
        Do you still have the {p}? // Somewhere in the cellar.
        {n} told me that you're leaving. // Who says that? // Everybody.
        Why didn't you ask me about the {t}? // I didn't want to bother you.
        I'd do it differently with the {p}. // You would. // Of course I would.
        Can I borrow the {u} till {d}? // If you bring it back.
    """),
    "social": lines("""
        Who wants (tea|coffee|a slice)? // Me. // Me too, with milk.
        Did you see the match? // Don't ask.
        My cat sleeps on the {t} now. // Of course she does.
        Try this, my aunt made it. // What's in it? // Nobody knows.
        Where were you on holiday? // At my cousin's, with the {t}.
        Whose birthday is it? // {n}'s. // Then somebody has to sing.
        The {t} on your shirt, is that on purpose? // It's fashion.
        Another round? // Only a small one.
        You should have seen {n} with the {u}. // I'd have paid for that.
        Deal the cards. // Who begins? // The youngest.
    """),
    "reflection": lines("""
        (Looking back|When I look back), the {t} was never the point.
        I keep thinking about the {t}. (I don't know why.|)
        Maybe I should do less of the {u}.
        What I've learnt this year: one can leave a {p} undone.
        Twenty years ago I'd have fought over the {t}.
        It's quiet now, and I notice how loud the {u} was.
        Perhaps it isn't about the {t} at all but about who's left.
        Next time I would begin with the {p}.
        I was like my father just then, with the {u}.
        I want to remember this {t}.
    """),
    "observation": lines("""
        {k} {p}s on the left, none on the right.
        The {t} is open. Two people in front of it.
        Light from the east. The {p} is wet.
        Someone carries a {u} across the yard.
        Count of the {t}: {k}. Same as on {e}.
        It smells of rain and of {p}.
        The {u} stands where it always stands.
        A van stops, a man takes out a {p}, the van goes on.
        Temperature {k}, wind from the side.
        Half past, and still nobody at the {t}.
    """),
    "accomplishment": lines("""
        The {t} is finished. // All of it? // All of it, the {p} as well.
        We passed. {k} of {x} points. // With the {t}? // With the {t}.
        That was the last {p}. // The very last? // Nothing left on the list.
        It's signed. The {t} is ours.
        They took it at the first try. // Without a change? // Without one.
        {n} called: the {t} won. // First place? // First place.
        A year of work, and there it stands. // With the {p} and everything.
        Record: {k}. Nobody had more than {x} before.
        The {u} is up, the {t} is running, the doors are open.
    """),
}

NOTES: dict[str, list[str]] = {
    "meeting": lines("""
        (Status round|Weekly round|Sync) on the {t} with {n}. {n} reports {k} of {x}.
        Meeting about the {t}, led by {n}. The {p} is on the list for the third time.
        {n} goes through the agenda: {t}, {p}, {u}.
        Numbers were read out: {k} for the {t}, {x} for the {u}.
        {n} asked for the {p} in writing.
        The {u} is put off to the next round.
    """),
    "planning": lines("""
        Plan for the {t}: first the {p}, then the {u}, by {d}.
        {n} takes the {p}, I take the {u}. To be ready on {d}.
        Wrote the list for the {t}. {k} things, the {p} on top.
        Booked the {u} for {d}.
        If the {p} does not come in time we do the {t} on {d}.
        Decided against the {u}, and {k} hours for the {t}.
    """),
    "problem_solving": lines("""
        The {t} does not work. It worked on {e}.
        Tried the {p} first. The {p} is fine.
        Took the {u} off and put it on again. No change.
        Measured the {p}: {k}, should be {x}.
        Asked {n}, who had the same with the {u} last year.
        Found it. It was {c}.
        What helped: {f}. Runs since then.
    """),
    "learning": lines("""
        Read about the {t}, chapter {k}. The {p} is the key to it.
        {n} explained the {t} to me. Never the {u} before the {p}.
        Practised the {p}: {k} times wrong, then once right.
        What I understood today: the {t} holds the {p}, not the other way round.
        Exercise {k} on the {u}. Slowly, and aloud.
        Looked up why it is {k} and not {x}.
    """),
    "conversation": lines("""
        {n} on the phone about the {t}. She wants to sell it.
        Talked with {n} about the {u}. We do not agree, as always.
        {n} came by because of the {p}. Stayed for an hour.
        Bought the {u} from a man at the door. He wanted {k}, I gave him {x}.
        {n} asked if I would lend the {t}. I said until {d}.
        I told {n} what I had heard about the {t}.
    """),
    "social": lines("""
        (Lunch|Supper|Cake) with {n}, out on the steps.
        {n} had brought the {u}. We sang.
        Cards until late, {n} won with nothing in the hand.
        Birthday of {n}. {k} candles, one {p} from everybody.
        Told each other old stories about the {t}.
        Nobody talked of work for {k} hours.
    """),
    "reflection": lines("""
        I keep thinking about the {t}. It was never the point.
        Looking back, I would begin with the {p}.
        Maybe less of the {u}, and more of being there.
        Strange how the {t} follows me home.
        What remains of this day: the {p}, and a sentence of {n}.
        I want to be somebody who leaves a {u} undone.
    """),
    "observation": lines("""
        {k} {p}s on the left, none on the right.
        The {t} is open. Two people in front of it.
        Light from the east, the {p} is wet.
        Count of the {t}: {k}, as on {e}.
        Waiting beside the {u}. Nobody comes.
        Walked past the {t}. Somebody has painted the {p}.
        A queue of {k} at the {u}.
    """),
    "accomplishment": lines("""
        The {t} is finished. All of it, the {p} too.
        Passed. {k} of {x} points for the {t}.
        Signed the papers for the {t}. It is ours.
        Last {p} in its place. Nothing left on the list.
        {n} called: the {t} has won.
        {k} today. That is the record for the {t}.
    """),
}

OPENINGS: dict[str, list[str]] = {
    "social": lines("""
        Good morning, everybody. // Morning, {n}.
        Look who's here. // Hello, hello. // Sit down, {n}.
    """),
    "conversation": lines("""
        Hello? // It's me. Do you have a minute, {n}?
        {n}, can I ask you something? // Of course.
    """),
    "meeting": lines("""
        Are we complete? // {n} is late, we begin. // Then the {t}.
    """),
    "learning": lines("""
        Today the {t}. Who has heard of it? // Only the name.
    """),
    "problem_solving": lines("""
        {n}, do you have a second? The {t} is dead. // Show me.
        What's that noise? // That's the {t}. // It shouldn't do that.
    """),
    "planning": lines("""
        How do we do it with the {t}? // Let's think. First the {p}.
    """),
    "accomplishment": lines("""
        It's done! The {t} is done. // Really, {n}? // Since a minute ago.
    """),
}

FILLERS = lines("""
    Mhm.
    Okay. // Yes.
    Wait a second, I write that down.
    Sorry, you were breaking up.
    Could you close the window? // Sure.
    What time is it? // Nearly {k}.
    Say that again? // The {t}.
""")

INTERRUPTIONS = lines("""
    Sorry, the phone. // Go ahead.
    There's somebody at the door. // It's the post.
    Was that your dog? // It's the neighbour's.
    One moment, my screen's gone. // And it's back.
""")
