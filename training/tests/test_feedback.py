"""Kept choices become rows, and what was turned down stands apart."""

import json
import tempfile
import unittest
from pathlib import Path

from rem_data.feedback import from_feedback, rows_of

LINES = [
    {"at": "2026-01-01T00:00:00Z", "kind": "accept", "request": "who leads  Ada's group", "offered": ["TRAVERSE leads WITH LOOKUP \"Ada\""], "query": "TRAVERSE leads WITH LOOKUP \"Ada\""},
    {"at": "2026-01-01T00:00:00Z", "kind": "edit", "request": "tin notes", "offered": ["LOOKUP \"tin\""], "query": "SEARCH \"tin\""},
    {"at": "2026-01-01T00:00:00Z", "kind": "dismiss", "request": "good morning", "offered": ["LOOKUP \"morning\""], "query": None},
    {"at": "2026-01-01T00:00:00Z", "kind": "accept", "request": "notes of last week", "offered": [], "query": "SELECT * FROM resources WHERE created_at >= '2026-01-01'"},
    {"id": "a-1", "request": "thank you", "queries": []},
    {"something": "else"},
]


class FeedbackTest(unittest.TestCase):
    def test_rows_and_rejected(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "feedback.jsonl"
            file.write_text("".join(json.dumps(line) + "\n" for line in LINES) + "no json\n", encoding="utf-8")
            rows, rejected, left_out = rows_of([file])
            self.assertEqual([(row["natural_language"], row["rem_query"], row["intent"]) for row in rows],
                             [("who leads Ada's group", 'TRAVERSE leads WITH LOOKUP "Ada"', "graph_traversal"), ("tin notes", 'SEARCH "tin"', "semantic_search"), ("thank you", "NONE", "none")])
            self.assertEqual([(row["natural_language"], row["chosen"], row["rejected"]) for row in rejected], [("tin notes", 'SEARCH "tin"', 'LOOKUP "tin"'), ("good morning", None, 'LOOKUP "morning"')])
            self.assertEqual(left_out, 3)
            self.assertIn("3 rows, 2 rejected", from_feedback([file], Path(folder) / "out"))
            self.assertEqual(len((Path(folder) / "out" / "query-feedback.jsonl").read_text(encoding="utf-8").splitlines()), 3)


if __name__ == "__main__":
    unittest.main()
