"""What llama.cpp's converter does to the rows of q and k is undone where training goes on from the adapter that ships."""

import unittest

import torch

from rem_train.shipped import unpaired


def paired(rows: torch.Tensor, heads: int) -> torch.Tensor:
    """As `LlamaModel.permute` of llama.cpp's converter writes it."""
    return rows.reshape(heads, 2, rows.shape[0] // heads // 2, *rows.shape[1:]).swapaxes(1, 2).reshape(rows.shape)


class ShippedTest(unittest.TestCase):
    def test_rows_come_back(self) -> None:
        for heads, size in ((9, 576), (3, 192)):
            rows = torch.randn(size, 16)
            self.assertFalse(torch.equal(paired(rows, heads), rows))
            torch.testing.assert_close(unpaired(paired(rows, heads), heads), rows, rtol=0, atol=0)


if __name__ == "__main__":
    unittest.main()
