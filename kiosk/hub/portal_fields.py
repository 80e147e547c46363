"""Lists what an officer copies into the portal's form, field by field, in its order.

The portal's own form of a procedure is not published; its order is taken from the declaration that it stands
for, where one is laid out, else from the procedure's file. Values are Vietnamese, as the portal takes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kiosk.catalogue.describe import words
from kiosk.catalogue.procedure import Procedure
from kiosk.contract.result import PortalField
from kiosk.forms.data import HOME
from kiosk.forms.layout import load_form
from kiosk.hub.forms import filled_form, has_declaration
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import DossierRecord
from kiosk.identity.inputs import INPUTS


def portal_fields(
    hub: Hub, procedure: Procedure | None, filed: DossierRecord, lang: str
) -> tuple[PortalField, ...]:
    """Lists the fields that have a value; none where the catalogue lost the procedure."""
    if procedure is None:
        return ()
    if has_declaration(filed.dossier):
        form = load_form(filed.dossier.procedure)
        found = _fields(hub, procedure, form.keys(), filled_form(hub, form, filed).values, lang)
    else:
        found = _fields(hub, procedure, _own_order(procedure), _own_values(hub, filed), lang)
    return tuple(found)


def _fields(
    hub: Hub, procedure: Procedure, keys: Iterable[str], values: Mapping[str, str], lang: str
) -> Iterator[PortalField]:
    persons = {role.id: words(role.name, lang, hub.messages) for role in procedure.roles}
    asked = {f"answer.{one.id}": one for one in procedure.questions}
    for key in dict.fromkeys(keys):
        person, _, name = key.rpartition(".")
        value = values.get(key, "")
        if not value:
            continue
        if key in asked:
            label, typed = words(asked[key].ask, lang, hub.messages), asked[key].kind != "choice"
            yield PortalField(key=key, about="", label=label, value=value, typed=typed)
        elif name in INPUTS and person:
            label, typed = hub.messages.text(lang, INPUTS[name].label), INPUTS[name].kind != "choice"
            yield PortalField(key=key, about=persons.get(person, ""), label=label, value=value, typed=typed)


def _own_order(procedure: Procedure) -> Iterator[str]:
    for role in procedure.roles:
        yield from (f"{role.id}.{name}" for name in role.inputs)


def _own_values(hub: Hub, filed: DossierRecord) -> dict[str, str]:
    return {
        f"{role}.{name}": INPUTS[name].words(value.text, HOME, hub.messages)
        for role, person in filed.dossier.persons.items()
        for name, value in person.values.items()
        if name in INPUTS
    }
