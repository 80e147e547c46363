"""Makes slips: their content, their look, and the record of what was printed."""
