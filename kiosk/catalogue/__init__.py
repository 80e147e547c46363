"""Holds procedures as data: model, loader, checks, ranker, fees, deadlines."""
