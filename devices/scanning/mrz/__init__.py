"""The machine-readable zone (TD1) on the back of a citizen card: found, straightened, matched and checked."""
