"""A sampler of our own for dense, small, blurred QR symbols: places, grid, soft modules, codewords."""
