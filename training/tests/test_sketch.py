"""The outline's features and classes are those that `model/src/sketch.ts` reads: both are held to `model/sketch-samples.json`."""

import json
import unittest
from pathlib import Path

from rem_data.sketch import CLASSES, CLAUSES, EDGES, bucket, features, sketch

SAMPLES = json.loads((Path(__file__).resolve().parents[2] / "model" / "sketch-samples.json").read_text(encoding="utf-8"))


class SketchTest(unittest.TestCase):
    def test_features(self) -> None:
        for sample in SAMPLES["requests"]:
            self.assertEqual(sorted({bucket(feature) for feature in features(sample["request"], sample["labels"])}), sample["buckets"], sample["request"])

    def test_outlines(self) -> None:
        for sample in SAMPLES["queries"]:
            name, edge, clauses = sketch(sample["query"])
            self.assertEqual((CLASSES[name], EDGES[edge], [clause for clause, there in zip(CLAUSES, clauses) if there]), (sample["class"], sample["edge"], sample["clauses"]), sample["query"])


if __name__ == "__main__":
    unittest.main()
