"""The one-product LoRA is plain LoRA: the same outputs and gradients as the low-rank path written out; and batches cut nothing."""

import unittest

import torch
from torch import nn

from rem_train.batches import Example, batches, tensors
from rem_train.evaluate import same
from rem_train.lora import LoraLinear


class LoraTest(unittest.TestCase):
    def test_equals_the_path_written_out(self) -> None:
        torch.manual_seed(1)
        linear = nn.Linear(12, 8, bias=False, dtype=torch.float64)
        layer = LoraLinear(linear, 4, 8, torch.float64).double()
        nn.init.normal_(layer.lora_B)
        x = torch.randn(3, 5, 12, dtype=torch.float64, requires_grad=True)
        y = x.detach().clone().requires_grad_(True)
        a, b = layer.lora_A.detach().clone().requires_grad_(True), layer.lora_B.detach().clone().requires_grad_(True)
        one = layer(x)
        other = y @ linear.weight.detach().t() + 2.0 * (y @ a.t()) @ b.t()
        torch.testing.assert_close(one, other)
        one.square().sum().backward()
        other.square().sum().backward()
        for mine, theirs in ((x.grad, y.grad), (layer.lora_A.grad, a.grad), (layer.lora_B.grad, b.grad)):
            torch.testing.assert_close(mine, theirs)


class BatchTest(unittest.TestCase):
    def test_places_are_those_before_answers(self) -> None:
        ids, places, targets = tensors([Example([1, 2, 3], [7, 8], {}), Example([4], [9], {})])
        self.assertEqual(ids.tolist(), [[1, 2, 3, 7, 8], [4, 9, 0, 0, 0]])
        self.assertEqual((places.tolist(), targets.tolist()), ([2, 3, 5], [7, 8, 9]))

    def test_an_epoch_shows_every_row_once(self) -> None:
        found = [Example([0] * (i % 13 + 1), [1], {"id": i}) for i in range(101)]
        self.assertEqual(sorted(e.row["id"] for batch in batches(found, 8, 1, 0) for e in batch), list(range(101)))


class SameTest(unittest.TestCase):
    def test_order_of_conditions_and_edges(self) -> None:
        self.assertTrue(same("SELECT * FROM files WHERE a = 'x' AND b > 2 LIMIT 3", "SELECT * FROM files WHERE b > 2 AND a = 'x' LIMIT 3"))
        self.assertTrue(same('TRAVERSE a, b WITH LOOKUP "x" DEPTH 2', 'TRAVERSE b, a WITH LOOKUP "x" DEPTH 2'))
        self.assertFalse(same('TRAVERSE a WITH LOOKUP "x"', 'TRAVERSE a WITH LOOKUP "X"'))


if __name__ == "__main__":
    unittest.main()
