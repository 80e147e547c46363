"""Declarations and the forms of the one-stop office: data to sheets of A4."""
