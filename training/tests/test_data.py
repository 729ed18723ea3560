"""The generator keeps its promises: same seed same rows, splits apart, answers copied from what is seen, canonical spelling."""

import re
import unittest

from rem_data.query import draft_row, duplicates, near, people_requests, splits
from rem_data.statement import Statement, render, word
from rem_data.values import split_of
from rem_data.wording import template_split

ROWS = splits(3, {"train": 1500, "dev": 150, "test": 150})
VERBS = {"LOOKUP", "FUZZY", "SEARCH", "SELECT", "TRAVERSE", "NONE"}


class DataTest(unittest.TestCase):
    def test_same_seed_same_rows(self) -> None:
        self.assertEqual([draft_row(5, "train", i) for i in range(50)], [draft_row(5, "train", i) for i in range(50)])
        self.assertNotEqual(draft_row(5, "train", 1), draft_row(6, "train", 1))

    def test_no_request_stands_in_two_splits(self) -> None:
        self.assertEqual(duplicates(ROWS), 0)
        train = {near(str(row["natural_language"])) for row in ROWS["train"]}
        self.assertFalse(train & {near(str(row["natural_language"])) for row in ROWS["dev"] + ROWS["test"]})

    def test_no_row_is_a_persons_request(self) -> None:
        people = people_requests()
        self.assertGreater(len(people), 500)
        self.assertFalse(people & {near(str(row["natural_language"])) for rows in ROWS.values() for row in rows})

    def test_held_out_wordings_and_values(self) -> None:
        templates = [f"wording {i}" for i in range(20)]
        found = [template_split("slot", templates, i) for i in range(20)]
        self.assertEqual({"train", "dev", "test"}, set(found))
        self.assertEqual(split_of("Sarah Chen"), split_of("sarah chen"))

    def test_every_verb_is_there(self) -> None:
        for rows in ROWS.values():
            self.assertEqual({str(row["rem_query"]).split(" ")[0] for row in rows}, VERBS)

    def test_every_quoted_value_was_seen(self) -> None:
        """A LOOKUP key, a FUZZY text and a SEARCH text stand in the request or in the labels (but for the first letter's case)."""
        for row in ROWS["train"]:
            query = str(row["rem_query"])
            if query.split(" ")[0] not in ("LOOKUP", "FUZZY", "SEARCH"):
                continue
            text = re.findall(r'"((?:[^"\\]|\\.)*)"', query)[0].replace('\\"', '"')
            seen = str(row["natural_language"]) + " " + " ".join(row["labels"])
            self.assertIn(re.sub(r"\s+", " ", text).lower(), seen.lower(), row)

    def test_requests_are_one_line_without_marks(self) -> None:
        for row in ROWS["train"]:
            self.assertNotRegex(str(row["natural_language"]), r"[\n\ue000\ue001{}|]|^$")


class StatementTest(unittest.TestCase):
    def test_canonical_form(self) -> None:
        start = Statement("LOOKUP", keys=['the "A" team'])
        self.assertEqual(render(Statement("TRAVERSE", edges=["manages", "has part"], start=start, depth=2, direction="INBOUND", limit=3, load=True)),
                         'TRAVERSE manages, "has part" WITH LOOKUP "the \\"A\\" team" DEPTH 2 DIRECTION INBOUND LIMIT 3 LOAD')
        self.assertEqual(word("limit"), '"limit"')
        self.assertEqual(word("reports-to"), "reports-to")


if __name__ == "__main__":
    unittest.main()
