"""Every colour and size of the window, once. No other file names a colour."""

from __future__ import annotations

from dataclasses import dataclass

GRID = 8
"""Distances are multiples of this, in device-independent pixels."""
CONTROL_HEIGHT = 40
"""The least height of anything a finger presses."""
RADIUS_PANEL = 12
RADIUS_CONTROL = 10
RADIUS_SMALL = 9
RAIL_WIDTH = 84
HEADER_HEIGHT = 56
STATUS_HEIGHT = 28


@dataclass(frozen=True)
class Tone:
    """One mood of a pill, banner or icon tile: text, soft ground, and the line around it."""

    ink: str
    soft: str
    line: str


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as `#RRGGBB`."""

    name: str
    paper: str
    """Ground of the window, and of key hints."""
    surface: str
    """Ground of panels."""
    raised: str
    """Ground of buttons and fields."""
    sunken: str
    """Ground of the amount field."""
    tint: str
    """Ground of the section that is worked in."""
    hover: str
    line: str
    line_soft: str
    """Lines between rows."""
    ink: str
    muted: str
    faint: str
    """Placeholders, and what cannot be used now."""
    accent: str
    accent_fill: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    on_accent_soft: str
    selection: str
    """Ground of the selected row."""
    focus: str
    gold_fill: str
    track: str
    """The unfilled part of a meter."""
    special: str
    """Ground of an offer for one customer."""
    chart_main: str
    """In stacked bars, the thing itself: paler than the accent, which a whole chart of would shout."""
    chart_soft: str
    """In charts, what adds to the accent."""
    chart_loss: str
    """In charts, what was lost."""
    chart_beside: str
    """In charts, what it is compared with."""
    heat_low: str
    """The ground of the least share in a table of shares."""
    heat_high: str
    """The ground of the greatest."""
    heat_ink: str
    """Words on the lighter half of these grounds; the darker half has those of a filled button."""
    good: str
    danger_fill: str
    danger_hover: str
    rail: str
    rail_active: str
    rail_hover: str
    rail_ink: str
    rail_ink_active: str
    logo: str
    plain: Tone
    accent_tone: Tone
    gold: Tone
    violet: Tone
    rose: Tone
    blue: Tone
    rose_banner_ink: str
    gold_banner_ink: str
    avatars: tuple[tuple[str, str], ...]
    """(ground, ink) pairs; a customer keeps the pair of the id."""

    def tone(self, name: str) -> Tone:
        """The tone of that name: plain, accent, gold, violet, rose or blue."""
        return {
            "plain": self.plain,
            "accent": self.accent_tone,
            "gold": self.gold,
            "violet": self.violet,
            "rose": self.rose,
            "blue": self.blue,
        }[name]

    def colour(self, name: str) -> str:
        """A single colour by its token name ("muted"), or the ink of a tone ("gold")."""
        value = getattr(self, name)
        return value.ink if isinstance(value, Tone) else str(value)


LIGHT = Tokens(
    name="light",
    paper="#F7F5F1",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#FFFFFF",
    tint="#FBFAF7",
    hover="#F7F5F1",
    line="#E4DFD6",
    line_soft="#F0ECE5",
    ink="#1D2730",
    muted="#66717B",
    faint="#7D868E",
    accent="#0E6656",
    accent_fill="#0E6656",
    accent_hover="#0B5648",
    accent_pressed="#08463B",
    on_accent="#FFFFFF",
    on_accent_soft="#D3E4E0",
    selection="#E3F0EC",
    focus="#0E6656",
    gold_fill="#B7791F",
    track="#EFEAE1",
    special="#FAF8FE",
    chart_main="#2F8B76",
    chart_soft="#9CC9BB",
    chart_loss="#D98A82",
    chart_beside="#9CA7A3",
    heat_low="#EAF3F0",
    heat_high="#0E6656",
    heat_ink="#14191B",
    good="#2E9E6B",
    danger_fill="#B42318",
    danger_hover="#971C12",
    rail="#22302C",
    rail_active="#34473F",
    rail_hover="#2B3C36",
    rail_ink="#C9D6D1",
    rail_ink_active="#FFFFFF",
    logo="#0E6656",
    plain=Tone("#1D2730", "#F7F5F1", "#E4DFD6"),
    accent_tone=Tone("#0E6656", "#E3F0EC", "#BFDDD4"),
    gold=Tone("#8A5A12", "#FBF1DC", "#EBD7A8"),
    violet=Tone("#6B4FA0", "#EEE9F7", "#D7CBEC"),
    rose=Tone("#B42318", "#FDECEA", "#F3C6C1"),
    blue=Tone("#2B5C9E", "#E6EEF8", "#C4D6EC"),
    rose_banner_ink="#B42318",
    gold_banner_ink="#8A5A12",
    avatars=(
        ("#DDEBE6", "#0E6656"),
        ("#E6EEF8", "#2B5C9E"),
        ("#EEE9F7", "#6B4FA0"),
        ("#FBF1DC", "#8A5A12"),
        ("#F1ECE4", "#1D2730"),
    ),
)

DARK = Tokens(
    name="dark",
    paper="#14191B",
    surface="#1B2225",
    raised="#20292C",
    sunken="#14191B",
    tint="#1F282B",
    hover="#263034",
    line="#2E383C",
    line_soft="#263034",
    ink="#E8ECEB",
    muted="#9AA7A8",
    faint="#829092",
    accent="#3FB79F",
    accent_fill="#1C8A75",
    accent_hover="#219A83",
    accent_pressed="#187563",
    on_accent="#FFFFFF",
    on_accent_soft="#D2E8E3",
    selection="#173530",
    focus="#3FB79F",
    gold_fill="#E0A94A",
    track="#2B3438",
    special="#1F282B",
    chart_main="#3FB79F",
    chart_soft="#2F6F61",
    chart_loss="#B5615A",
    chart_beside="#7C898B",
    heat_low="#1D2D2B",
    heat_high="#3FB79F",
    heat_ink="#14191B",
    good="#2E9E6B",
    danger_fill="#B93A30",
    danger_hover="#CC473C",
    rail="#0E1314",
    rail_active="#20302D",
    rail_hover="#182322",
    rail_ink="#C9D6D1",
    rail_ink_active="#FFFFFF",
    logo="#0E6656",
    plain=Tone("#E8ECEB", "#232C2F", "#2E383C"),
    accent_tone=Tone("#3FB79F", "#173530", "#28574D"),
    gold=Tone("#E0A94A", "#3A2E17", "#5C4820"),
    violet=Tone("#B9A3E8", "#2C2540", "#4F4374"),
    rose=Tone("#F0857B", "#3D201E", "#63342F"),
    blue=Tone("#8DB4EA", "#1D2C42", "#324A6B"),
    rose_banner_ink="#E8ECEB",
    gold_banner_ink="#E8ECEB",
    avatars=(("#2A3538", "#E8ECEB"),),
)
