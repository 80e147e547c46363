"""Samples dense, small, blurred QR symbols: places, grid, soft modules, codewords."""
