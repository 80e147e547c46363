"""Applies the rules of a submission on the hub's store: its parts may come one after the other, and again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.dossier.files import FileStore
from kiosk.dossier.ids import new_token
from kiosk.hub.dossiers import Dossiers, next_reference
from kiosk.hub.openrosa.forms import Form
from kiosk.hub.openrosa.submission import Names, Submission, dossier_of, named_files
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Part:
    """Holds one POST of a submission: its XML, which each one repeats, and digests of pictures by name."""

    form: Form
    submission: Submission
    xml: bytes = field(repr=False)
    files: Mapping[str, str]


def receive(tx: Transaction, dossiers: Dossiers, files: FileStore, part: Part) -> tuple[str, ...]:
    """Takes a part, and files the dossier with the last one; gives the names of pictures that are missing.

    A repetition changes nothing. 409 `instance_differs`: the same instanceID came with another XML.
    """
    instance, digest = part.submission.instance, hashlib.sha256(part.xml).hexdigest()
    known = tx.instances.find(instance)
    if known is not None and known.xml_sha256 != digest:
        raise ProblemError("instance_differs", "this instanceID came with another XML before")
    if known is None:
        tx.instances.add(instance, digest, tx.now)
    if known is not None and known.dossier is not None:
        return ()
    tx.instances.add_files(instance, part.files)
    have = tx.instances.files_of(instance)
    wanted = {name for names in named_files(part.form, part.submission).values() for name in names}
    missing = tuple(sorted(wanted - set(have)))
    if not missing:
        dossier = dossier_of(part.form, part.submission, have, _names(tx, dossiers, part.form))
        dossiers.receive(tx, dossier, files.has)
        tx.instances.note_dossier(instance, dossier.id)
    return missing


def _names(tx: Transaction, dossiers: Dossiers, form: Form) -> Names:
    return Names(next_reference(tx, form.mapped.kiosk), new_token(), dossiers.centre.code, tx.now)
