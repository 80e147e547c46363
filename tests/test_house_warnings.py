"""A warning that nobody asked for fails a test: tried on small suites with this suite's own conftest."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[1]
QT = "import pytest\nfrom PySide6.QtCore import QObject, Signal, qInfo, qWarning\n"
SLOT = """
class Bell(QObject):
    rang = Signal()

def broken():
    raise ValueError("no clapper")

def test_it():
    bell = Bell()
    bell.rang.connect(broken)
    bell.rang.emit()
"""


CASES = {
    "log": "import logging\ndef test_it(): logging.getLogger('x').warning('bad')\n",
    "qt": QT + "def test_it(): qWarning('loose')\n",
    "slot": QT + SLOT,
    "python": "import warnings\ndef test_it(): warnings.warn('old')\n",
    "expected_and_missing": "import pytest\n@pytest.mark.expects_log('bad')\ndef test_it(): pass\n",
    "expected": QT + "@pytest.mark.expects_log('lo+se')\ndef test_it(): qWarning('loose')\n",
    "information": QT + "def test_it(): qInfo('fine')\n",
    "silent": "def test_it(): pass\n",
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What pytest says of each case; nothing of those that pass."""
    folder = tmp_path_factory.mktemp("suite")
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests/conftest.py", folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name, suite in CASES.items():
        (folder / f"tests/test_{name}.py").write_text(suite)
    command = [sys.executable, "-m", "pytest", "--junitxml", "result.xml"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)
    said = dict.fromkeys(CASES, "")
    for case in ElementTree.parse(folder / "result.xml").iter("testcase"):
        for trouble in case:
            name = case.attrib["classname"].removeprefix("tests.test_")
            said[name] += trouble.attrib.get("message", "") + (trouble.text or "")
    return said


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("log", "WARNING x: bad"),
        ("qt", "Qt default: loose"),
        ("slot", "ValueError: no clapper"),
        ("python", "UserWarning: old"),
        ("expected_and_missing", "did not come: bad"),
    ],
)
def test_a_warning_fails_its_test(case: str, said: str, outcomes: dict[str, str]) -> None:
    assert said in outcomes[case]


@pytest.mark.parametrize("case", ["expected", "information", "silent"])
def test_what_is_expected_does_not(case: str, outcomes: dict[str, str]) -> None:
    assert outcomes[case] == ""
