"""Counts screens, touches and typed characters of every journey, and the minutes they come to.

./run bench journeys [--json]
"""

from __future__ import annotations

import argparse
import json

from tests.journeys.tally import tallies

MOST_MINUTES = {"birth": 4.0, "birth_unread": 7.0, "copies_3": 2.5}
MOST_OF_A_PROCEDURE = 6.0
MOST_OF_A_BIRTH = {"screens": 12, "keys": 15}


def main() -> int:
    """Prints the tallies; 1 where one is above its goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    found = tallies()
    long = [name for name, one in found.items() if one["minutes"] > goal(name)]
    long += [f"birth: {name}" for name, most in MOST_OF_A_BIRTH.items() if found["birth"][name] > most]
    if parser.parse_args().json:
        print(json.dumps({"journeys": found}))
    else:
        for name, one in found.items():
            print(f"{name:14} {'  '.join(f'{key} {value:g}' for key, value in one.items())}")
        print(f"above the goal: {', '.join(long) or 'none'}")
    return 1 if long else 0


def goal(name: str) -> float:
    """Gives the most minutes that a journey may take."""
    return MOST_MINUTES.get(name, MOST_OF_A_PROCEDURE)


if __name__ == "__main__":
    raise SystemExit(main())
