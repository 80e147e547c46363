"""Checks the 12-digit personal number: Law on Identification 26/2023/QH15, article 12, and Decree
70/2024/NĐ-CP.

Three digits of the province or country where the birth was registered, one of century and sex, two of the
year of birth, six at random. There is no check digit. Numbers given under earlier rules stay, as they do
when provinces merge, and corrections of a person's sex or year do not always change them: what disagrees is
a warning, never a refusal. The codes are those of the lists that were first published with Circular
07/2016/TT-BCA: 63 provinces, and the countries in the order of their Vietnamese names from 101 to 295.
"""

from __future__ import annotations

_PREFIXES = """
001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038
040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082
083 084 086 087 089 091 092 093 094 095 096
"""
COUNTRIES = frozenset(str(code) for code in range(101, 296))
"""Births registered abroad."""
PREFIXES = frozenset(_PREFIXES.split()) | COUNTRIES
_FIRST_CENTURY = 1900


def century(number: str) -> int:
    """Gives the first year of the century that the number's fourth digit names: 1900 for
    0 and 1, and so on.
    """
    return _FIRST_CENTURY + 100 * (int(number[3]) // 2)


def warnings(number: str, birth_date: str, sex: str) -> tuple[str, ...]:
    """Lists the cross-checks that disagree: `sex_disagrees`, `year_disagrees`,
    `unknown_prefix`.

    `number` is 12 digits, `birth_date` ISO, possibly reduced, `sex` `Nam` or `Nữ`; an empty one is not
    compared.
    """
    female = int(number[3]) % 2
    year = century(number) + int(number[4:6])
    found = []
    if sex and sex != ("Nữ" if female else "Nam"):
        found.append("sex_disagrees")
    if birth_date and int(birth_date[:4]) != year:
        found.append("year_disagrees")
    if number[:3] not in PREFIXES:
        found.append("unknown_prefix")
    return tuple(found)
