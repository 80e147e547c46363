"""Procedures as data: model, loader, checks, ranker, competence, fees, deadlines."""
