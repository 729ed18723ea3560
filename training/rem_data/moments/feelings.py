"""Lines that show a feeling, by the twelve tags of `test-fixtures/moments/guideline.md`, and lines that only name one: denied, polite, asked about, of somebody in a book."""

from __future__ import annotations

from .lines import lines

SHOWN: dict[str, list[str]] = {
    "joy": lines("""
        (Haha|Hahaha), that's (wonderful|priceless).
        I (had|'m having) so much fun with the {t}.
        That made me (really|so|) happy.
        We laughed until it hurt.
        What a (lovely|delightful|cheerful) {u}.
    """),
    "excitement": lines("""
        I can't wait for the {t}!
        (Finally|At last)! I've been looking forward to the {t} for (weeks|months).
        I (really|so much|) hope that it works out with the {u}.
        I want to do this so badly.
        This is going to be (amazing|fantastic), I feel it.
    """),
    "warmth": lines("""
        Thank you so much, {n}, (truly|from my heart|I mean it).
        You've been so kind to me with the {t}.
        I love you, you know that.
        You did (brilliant|beautiful) work there, {n}, I admire that.
        Oh you poor thing. Come here.
    """),
    "pride": lines("""
        I'm (so|really|quite|) proud of the {t}.
        I did that (all|) by myself, and I'm proud of it.
        We built that, (us|the two of us|with our own hands).
        I have never been so proud (of anything|in my life).
    """),
    "relief": lines("""
        (Phew|Oh thank God|Thank goodness), (that's over|it holds).
        What a relief.
        I'm so relieved about the {t}.
        That's a weight off my (mind|shoulders).
        I can breathe again.
    """),
    "frustration": lines("""
        This is (ridiculous|unbelievable|a disgrace), I'm fed up with the {t}.
        It's the third time! It drives me mad.
        I'm (so|really|) angry about the {u}.
        I hate this {p}, I really do.
        How annoying. (Again|Always the same)!
    """),
    "disgust": lines("""
        (Ugh|Yuck|Eww), that's (disgusting|revolting|gross).
        It stinks, I can't go near the {p}.
        That's so gross, I feel sick.
        I can't even look at it, it turns my stomach.
    """),
    "anxiety": lines("""
        I'm (so|really|) (worried|nervous|scared) about the {t}.
        My hands are shaking.
        What if the {u} goes wrong? I can't sleep because of it.
        I'm (terrified|afraid) of {d}, to be honest.
        I dread the {t}.
    """),
    "sadness": lines("""
        I (miss|missed) {n} so much.
        I cried (about it|all the way home).
        I'm so sorry, I'm ashamed of what I said about the {t}.
        It breaks my heart to see the {t} like that.
        I'm (really|so|) disappointed about the {u}.
        It makes me sad.
    """),
    "surprise": lines("""
        (Wow|Oh|No way|What)! I had no idea.
        I'd never have thought of the {p}.
        (Wow|Goodness), I didn't expect that.
        It had never occurred to me. Oh!
        I'm speechless. The {u}, of all things.
    """),
    "confusion": lines("""
        I don't understand it, that makes no sense.
        I'm (completely|totally|) lost now.
        Wait, what? How can the {p} be {k}?
        I don't get it (at all|).
        That's (so|really|) confusing.
    """),
    "curiosity": lines("""
        (Interesting|How interesting). I wonder how that works with the {u}.
        How come the {p} is {k}? I'd love to know.
        I wonder why the {t} does that.
        Can I see that? I've always wanted to know.
        That's fascinating, tell me more.
    """),
}

NOT_SHOWN = lines("""
    I'm not angry about the {t}.
    No worries.
    There's nothing to be afraid of.
    I wasn't sad about it, not at all.
    Are you upset? // No.
    Thanks. // Sure.
    In the book the king is furious, that's on page {k}.
    Sounds good.
    I'm not particularly surprised.
    It's not that I don't like the {u}.
    Don't be scared of the {p}.
    Lovely, thanks. // You're welcome.
""")

LIKELY: dict[str, dict[str, float]] = {
    "meeting": {"frustration": 0.2, "anxiety": 0.15, "pride": 0.08, "sadness": 0.06},
    "planning": {"excitement": 0.18, "anxiety": 0.15, "frustration": 0.08, "joy": 0.05},
    "problem_solving": {"frustration": 0.4, "confusion": 0.35, "relief": 0.35, "surprise": 0.25, "anxiety": 0.2, "disgust": 0.1, "curiosity": 0.1},
    "learning": {"curiosity": 0.45, "confusion": 0.35, "surprise": 0.3, "joy": 0.12, "frustration": 0.1},
    "conversation": {"warmth": 0.35, "sadness": 0.3, "frustration": 0.25, "anxiety": 0.25, "surprise": 0.12, "joy": 0.1},
    "social": {"joy": 0.8, "warmth": 0.3, "surprise": 0.1, "disgust": 0.04},
    "reflection": {"sadness": 0.45, "warmth": 0.3, "anxiety": 0.25, "relief": 0.2, "pride": 0.2, "excitement": 0.12},
    "observation": {"joy": 0.12, "curiosity": 0.15, "surprise": 0.12, "disgust": 0.1, "anxiety": 0.05},
    "accomplishment": {"pride": 0.65, "joy": 0.45, "relief": 0.4, "warmth": 0.25, "surprise": 0.15, "excitement": 0.1},
}
