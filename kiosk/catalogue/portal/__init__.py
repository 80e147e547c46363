"""Imports the national portal's records: a reader a format, one normal record, the store, what changed.

The formats were taken from the data, for the portal documents none: `details` is its own answer to a page,
`text` a crawl of its pages, `defence` the Ministry of Defence's files, `titles` the list of all procedures.
"""
