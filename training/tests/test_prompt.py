"""The trainer's prompt is the program's, byte for byte: both are compared to the samples in model/prompt-samples.json."""

import json
import unittest
from pathlib import Path

from rem_data.prompt import prompt, schema_line

SAMPLES = Path(__file__).resolve().parents[2] / "model" / "prompt-samples.json"


class PromptTest(unittest.TestCase):
    def test_samples(self) -> None:
        samples = json.loads(SAMPLES.read_text(encoding="utf-8"))
        self.assertGreater(len(samples), 5)
        for sample in samples:
            schema = schema_line(sample["schema"]) if sample["schema"] else None
            self.assertEqual(prompt(sample["request"], sample["labels"], schema), sample["prompt"])


if __name__ == "__main__":
    unittest.main()
