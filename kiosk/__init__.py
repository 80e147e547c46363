"""Holds what the counter knows: procedures, identity papers, the visit, the dossier, paper, the queue, the
hub.
"""
