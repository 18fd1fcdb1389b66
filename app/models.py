"""Every table of the program, for migrations and for the check that a file has them all."""

from __future__ import annotations

from app.customers import models as customers
from app.kernel import journal
from app.kernel.db.base import Base
from app.loyalty import models as loyalty
from app.sales import models as sales
from app.shop import models as shop
from app.staff import models as staff
from app.touchpoints import models as touchpoints

__all__ = ["customers", "journal", "loyalty", "metadata", "sales", "shop", "staff", "touchpoints"]

metadata = Base.metadata
