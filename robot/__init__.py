"""Understands a question and decides a reply: text in, reply out."""
