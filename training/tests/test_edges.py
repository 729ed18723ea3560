"""The generated edge data keeps its promises: same seed same files, labels that the texts bear out, nothing of the handwritten set."""

import json
import re
import unittest
from pathlib import Path

from rem_data.edges.domains import DOMAINS
from rem_data.edges.make import document_row, memories, pair_row, pairs

MADE = memories(7, 60)
PAIRS = pairs(7, MADE)
NOTES = {note.id: note for memory in MADE for note in memory.notes}
RELATIONS = {"SEE_ALSO", "PREREQUISITE", "CONTINUATION", "MENTIONS_PERSON", "MENTIONS_PROJECT", "MENTIONS_CONCEPT"}


def named(text: str, label: str, kind: str) -> bool:
    return label in text or (kind == "person" and re.search(rf"\b{re.escape(label.split()[0])}\b", text) is not None)


class EdgesTest(unittest.TestCase):
    def test_same_seed_same_rows(self) -> None:
        again = memories(7, 60)
        self.assertEqual([document_row(note, "") for memory in again for note in memory.notes], [document_row(note, "") for note in NOTES.values()])
        self.assertEqual(pairs(7, again), PAIRS)
        self.assertNotEqual(pairs(8, memories(8, 60)), PAIRS)

    def test_enough_of_everything(self) -> None:
        self.assertGreaterEqual(len(PAIRS), 2000)
        offered = [pair for pair in PAIRS if pair.relation]
        self.assertTrue(0.4 < len(offered) / len(PAIRS) < 0.65, len(offered) / len(PAIRS))
        for relation in RELATIONS:
            self.assertGreaterEqual(sum(pair.relation == relation for pair in PAIRS), 100, relation)
        self.assertGreaterEqual(sum(pair.hard is not None for pair in PAIRS), 500)

    def test_pairs_are_whole(self) -> None:
        self.assertEqual(len({(pair.source, pair.target) for pair in PAIRS}), len(PAIRS))
        for pair in PAIRS:
            self.assertIn(pair.source, NOTES)
            self.assertIn(pair.target, NOTES)
            self.assertNotEqual(pair.source, pair.target)
            self.assertEqual(pair.relation is not None, pair.affinity >= 0.5, pair)
            self.assertFalse(pair.relation and pair.hard, pair)
            self.assertEqual(pair_row(pair)["labeller"], "generator")

    def test_a_mention_stands_in_the_text(self) -> None:
        for pair in PAIRS:
            source, target = NOTES[pair.source], NOTES[pair.target]
            text = f"{source.label}\n{source.content}\n{'; '.join(source.people)}"
            if (pair.relation or "").startswith("MENTIONS_"):
                self.assertEqual(pair.relation, f"MENTIONS_{target.kind.upper()}")
                self.assertTrue(named(text, target.label, target.kind), (text, target.label))
            elif target.kind in ("project", "concept"):
                self.assertNotIn(target.label, text, (source.id, target.id))

    def test_order_in_time(self) -> None:
        for pair in PAIRS:
            source, target = NOTES[pair.source], NOTES[pair.target]
            if pair.relation == "CONTINUATION":
                self.assertGreater(target.created, source.created)
            if pair.relation == "PREREQUISITE":
                self.assertLess(target.created, source.created)

    def test_no_hole_is_left(self) -> None:
        for note in NOTES.values():
            self.assertNotRegex(note.content + note.label, r"[{}|]|\( *\)|^$")

    def test_fields_are_whole_and_apart_from_the_handwritten_set(self) -> None:
        for domain in DOMAINS:
            self.assertEqual((len(domain.projects), len(domain.troubles), len(domain.concepts), len(domain.chores)), (3, 3, 2, 5), domain.name)
        handwritten = Path(__file__).parents[2] / "test-fixtures" / "edges" / "documents.jsonl"
        labels = {json.loads(line)["label"] for line in handwritten.read_text(encoding="utf-8").splitlines()}
        self.assertFalse(labels & {note.label for note in NOTES.values()})


if __name__ == "__main__":
    unittest.main()
