"""Hands dossiers over to the systems behind the centre, and accounts for each of them."""
