"""Choices in the editor become labels."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

from rem_data.edges.feedback import labels_of, write_feedback


def choice(**more: object) -> str:
    return json.dumps({"at": "2026-11-22T10:00:00Z", "source": "a.md", "target": "b.md", "label": "B", "relation": "CONTINUATION", "score": 0.8, "choice": "accepted", "related": True, **more})


class Feedback(unittest.TestCase):
    def test_the_last_choice_for_a_pair_counts(self) -> None:
        labels, wrong = labels_of([choice(), choice(choice="hidden for ever"), choice(label="C")])
        self.assertEqual(wrong, 0)
        self.assertEqual([(label["target"], label["related"], label["relation"]) for label in labels], [("B", False, None), ("C", True, "CONTINUATION")])

    def test_lines_that_are_no_choice_are_counted_and_left_out(self) -> None:
        labels, wrong = labels_of(["", "no json", "[]", choice(score=7), choice(score=True), choice(source=3), choice(choice="loved"), choice(relation="DROP TABLE")])
        self.assertEqual(wrong, 6)
        self.assertEqual([label["relation"] for label in labels], [None])

    def test_the_file_is_what_recalibration_reads(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            choices, out = Path(folder, "choices.jsonl"), Path(folder, "deep", "labels.jsonl")
            choices.write_text(choice() + "\n" + choice(label="Ü", choice="hidden") + "\n", encoding="utf-8")
            self.assertIn("2 labels, 1 of them accepted", write_feedback(choices, out))
            self.assertEqual([set(json.loads(line)) >= {"score", "related"} for line in out.read_text(encoding="utf-8").splitlines()], [True, True])


if __name__ == "__main__":
    unittest.main()
