"""People of the suite who know a kiosk by one sense alone, and finish what they came for.

    python -m tests.agents

plays all of them, as the gate does (`run_all`).
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
