"""Personal values as the screen may show them: enough to recognise, too little to read in passing."""

from __future__ import annotations

from kiosk.identity.mask import mask_address, mask_date, mask_id, mask_name, mask_phone
from kiosk.language.messages import Messages
from ui.citizen.common import SEX_NAMES


def masked(field: str, text: str, lang: str, messages: Messages) -> str:
    """The value of `field`, masked; an empty one says that it was left out."""
    if not text:
        return messages.text(lang, "Not given")
    if field == "sex":
        return messages.text(lang, SEX_NAMES.get(text, text))
    return _MASKS[field](text)


_MASKS = {
    "name": mask_name,
    "id": mask_id,
    "birth_date": mask_date,
    "address": mask_address,
    "phone": mask_phone,
}
