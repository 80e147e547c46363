"""Makes folders of a few procedures: reading all of them for each mistake takes a second."""

from __future__ import annotations

import shutil
from pathlib import Path

from config.load import PROCEDURES


def a_few(folder: Path, *codes: str) -> Path:
    """Copies the files of `codes`, and of all that these name, to `folder`."""
    folder.mkdir(exist_ok=True)
    known = {path.stem for path in PROCEDURES.glob("*.toml")}
    open_codes, copied = list(codes), set()
    while open_codes:
        code = open_codes.pop()
        if code in copied:
            continue
        copied.add(code)
        shutil.copy(PROCEDURES / f"{code}.toml", folder)
        text = (PROCEDURES / f"{code}.toml").read_text(encoding="utf-8")
        open_codes += [other for other in known if f'"{other}"' in text]
    return folder
