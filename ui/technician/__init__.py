"""Holds screens for those who set devices up: the window where a person operates the simulators, and the live
view.
"""
