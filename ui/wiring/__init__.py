"""Names the concrete classes and puts a running program together, one file a role."""
