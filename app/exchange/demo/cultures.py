"""Who comes into a shop in Bath that sells books in nine languages."""

from __future__ import annotations

from app.exchange.demo.culture import Culture
from app.exchange.demo.cultures_far import FAR
from app.exchange.demo.cultures_near import NEAR

CULTURES: tuple[Culture, ...] = (*NEAR, *FAR)
