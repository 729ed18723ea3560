"""Annotated transcripts keep their promises: same seed same files, moments that cover the lines, labels that the text shows, every form and kind."""

import random
import unittest

from rem_data.moments.day import KINDS as GENRES
from rem_data.moments.feelings import LIKELY, SHOWN
from rem_data.moments.forms import SOLO, TALKED
from rem_data.moments.lines import NOTES, TALK
from rem_data.moments.make import transcript
from rem_data.moments.speech import spoken

MADE = [transcript(3, number) for number in range(120)]
MOMENTS = [(made, moment) for made in MADE for moment in made["moments"]]
TYPES = {"conversation", "meeting", "reflection", "planning", "problem_solving", "learning", "social", "observation", "accomplishment"}
ROLES = {"speaker", "addressed", "mentioned"}


class MomentsTest(unittest.TestCase):
    def test_same_seed_same_transcript(self) -> None:
        self.assertEqual(transcript(5, 8), transcript(5, 8))
        self.assertNotEqual(transcript(5, 8)["text"], transcript(6, 8)["text"])

    def test_vocabularies_are_closed(self) -> None:
        self.assertEqual(set(TALK), TYPES)
        self.assertEqual(set(NOTES), TYPES)
        self.assertEqual(set(LIKELY), TYPES)
        self.assertEqual(len(SHOWN), 12)
        for _, moment in MOMENTS:
            self.assertIn(moment["moment_type"], TYPES)
            self.assertLessEqual(set(moment["emotion_tags"]), set(SHOWN))
            self.assertLessEqual({person["role"] for person in moment["people"]}, ROLES)

    def test_moments_follow_each_other(self) -> None:
        for made in MADE:
            expected = 0
            for moment in made["moments"]:
                self.assertEqual(moment["first"], expected)
                self.assertGreaterEqual(moment["last"], moment["first"])
                expected = moment["last"] + 1

    def test_a_moment_begins_where_it_says(self) -> None:
        for made, moment in MOMENTS:
            units = made["text"].encode("utf-16-le")
            self.assertTrue(units[2 * moment["at"]:].decode("utf-16-le").startswith(moment["begins"].replace('"', '\\"')), made["name"])

    def test_names_and_topics_stand_in_the_text(self) -> None:
        for made, moment in MOMENTS:
            for person in moment["people"]:
                self.assertIn(person["name"], made["text"])
            for topic in moment["topic_tags"]:
                self.assertIn(topic.split("-")[-1], made["text"].lower().replace("'", ""))

    def test_every_form_genre_and_noise(self) -> None:
        made = [transcript(7, number) for number in range(300)]
        self.assertEqual({each["form"] for each in made}, {*SOLO, *TALKED})
        self.assertEqual({each["genre"] for each in made}, set(GENRES))
        self.assertEqual({each["noise"] for each in made}, {"clean", "spoken", "recognised"})
        self.assertEqual({each["split"] for each in made}, {"train"})

    def test_a_topic_is_returned_to_and_many_transitions_are_unmarked(self) -> None:
        returns = sum(any(a["topic_tags"][0] == c["topic_tags"][0] and a["moment_type"] == c["moment_type"] and b["topic_tags"][0] != a["topic_tags"][0]
                          for a, b, c in zip(made["moments"], made["moments"][1:], made["moments"][2:])) for made in MADE)
        self.assertGreater(returns, 10)
        marked = sum(moment["begins"].lower().startswith(("next", "moving on", "let's move", "right,", "before we forget", "now", "then", "after that")) for _, moment in MOMENTS)
        self.assertLess(marked, len(MOMENTS) / 2)

    def test_recognised_speech_has_no_punctuation(self) -> None:
        rng = random.Random(1)
        self.assertRegex(spoken(rng, "Well, Ada, that is it. Isn't it?", "recognised"), r"^[a-z0-9' -]+$")
        self.assertEqual(spoken(rng, "Well, Ada.", "clean"), "Well, Ada.")


if __name__ == "__main__":
    unittest.main()
