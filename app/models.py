"""Every table of the program, for migrations and for the check that a file has them all."""

from __future__ import annotations

from app.customers import models as customers
from app.groups import models as groups
from app.kernel import journal
from app.kernel.db.base import Base
from app.loyalty import models as loyalty
from app.loyalty.credit import models as credit
from app.loyalty.referral import models as referral
from app.loyalty.tiers import models as tiers
from app.loyalty.vouchers import models as vouchers
from app.outreach import models as outreach
from app.printing.slips import models as slips
from app.sales import models as sales
from app.shop import models as shop
from app.staff import models as staff
from app.touchpoints import models as touchpoints

__all__ = [
    "credit", "customers", "groups", "journal", "loyalty", "metadata", "outreach", "referral", "sales",
    "shop", "slips", "staff", "tiers", "touchpoints", "vouchers",
]  # fmt: skip

metadata = Base.metadata
