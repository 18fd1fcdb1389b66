"""What happens to points when somebody leaves a household."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.reading import Values, section

OWN, STAY, EQUAL = "own", "stay", "equal"
FIELDS = (
    Field(
        "leaving",
        _("Who leaves takes along"),
        FieldKind.CHOICE,
        choices=(
            (OWN, _("what is left of the points they brought and earned")),
            (EQUAL, _("an equal share")),
            (STAY, _("nothing: the points stay with the household")),
        ),
        default=OWN,
    ),
)


def read_leaving(plain: Values) -> str:
    """The section `households` of the rules: "own", "equal" or "stay"."""
    return str(section(plain, "households", FIELDS)["leaving"])
