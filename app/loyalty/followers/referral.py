"""What friends bring: both get their points after the friend's first paid purchase."""

from __future__ import annotations

from app.kernel.i18n import _
from app.loyalty.followers import Follower
from app.loyalty.referral.rewarding import bought, restored, returned

FOLLOWER = Follower(
    id="referral",
    label=_("Friends who were sent"),
    bought=bought,
    returned=returned,
    restored=restored,
    order=60,
)
