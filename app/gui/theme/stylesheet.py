"""The style sheet, built from tokens. Type is not set here: weights live on a font axis (see fonts.py)."""

from __future__ import annotations

from app.gui.theme.tokens import CONTROL_HEIGHT, RADIUS_CONTROL, RADIUS_PANEL, RADIUS_SMALL, Tokens

_INNER = CONTROL_HEIGHT - 2
"""Height between the borders of a control."""


def style_sheet(t: Tokens) -> str:
    """The whole sheet for one theme."""
    return "\n".join((_ground(t), _labels(t), _buttons(t), _fields(t), _choices(t), _lists(t), _bits(t)))


def _ground(t: Tokens) -> str:
    return f"""
QWidget {{ color: {t.ink}; }}
QMainWindow, QDialog, QWidget[ground="paper"] {{ background: {t.paper}; }}
QWidget[ground="surface"] {{ background: {t.surface}; }}
QWidget[ground="header"] {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
QWidget[ground="tint"] {{ background: {t.tint}; }}
QDialog {{ background: {t.surface}; }}
QFrame[line="horizontal"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[line="vertical"] {{ background: {t.line}; border: none; max-width: 1px; min-width: 1px; }}
QScrollArea, QScrollArea > QWidget > QWidget[ground="none"] {{ background: transparent; border: none; }}
QStackedWidget {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QGroupBox {{ border: 1px solid {t.line}; border-radius: {RADIUS_PANEL}px; margin-top: 10px; padding: 12px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 12px; padding: 0 4px; color: {t.muted}; }}
"""


def _labels(t: Tokens) -> str:
    roles = {
        "muted": t.muted,
        "caption": t.muted,
        "caption-strong": t.muted,
        "section": t.muted,
        "key": t.muted,
        "caption-warning": t.rose.ink,
        "caption-good": t.good,
        "warning": t.rose.ink,
        "error": t.rose.ink,
        "gold": t.gold.ink,
        "good": t.good,
        "small": t.ink,
    }
    rules = [f'QLabel[role="{role}"] {{ color: {ink}; }}' for role, ink in roles.items()]
    rules.append("QLabel { background: transparent; }")
    rules.append(f"QLabel:disabled {{ color: {t.faint}; }}")
    return "\n".join(rules)


def _button(kind: str, ground: str, ink: str, line: str, hover: str, pressed: str) -> str:
    one = f'QPushButton[kind="{kind}"]'
    return f"""
{one} {{ background: {ground}; color: {ink}; border-color: {line}; }}
{one}:hover {{ background: {hover}; }}
{one}:pressed {{ background: {pressed}; }}
"""


def _buttons(t: Tokens) -> str:
    base = f"""
QPushButton {{ background: {t.raised}; color: {t.ink}; border: 1px solid {t.line};
  border-radius: {RADIUS_CONTROL}px; padding: 10px 13px; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:pressed, QPushButton:open {{ background: {t.track}; }}
"""
    kinds = (
        _button("primary", t.accent_fill, t.on_accent, t.accent_fill, t.accent_hover, t.accent_pressed)
        + _button("danger", t.danger_fill, t.on_accent, t.danger_fill, t.danger_hover, t.danger_hover)
        + _button("quiet", "transparent", t.ink, "transparent", t.hover, t.track)
        + _button("link", "transparent", t.accent, "transparent", "transparent", "transparent")
    )
    states = f"""
QPushButton[kind="link"] {{ text-decoration: underline; padding: 10px 5px; }}
QPushButton::menu-indicator {{ width: 0; image: none; }}
QPushButton:checked {{ background: {t.accent_tone.soft}; color: {t.accent};
  border-color: {t.accent_tone.line}; }}
QPushButton:disabled {{ background: {t.tint}; color: {t.faint}; border-color: {t.line_soft}; }}
QPushButton[kind="quiet"]:disabled, QPushButton[kind="link"]:disabled {{ background: transparent;
  border-color: transparent; }}
QPushButton:focus {{ border: 2px solid {t.focus}; padding: 9px 12px; }}
QPushButton[kind="primary"]:focus, QPushButton[kind="danger"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[kind="link"]:focus {{ padding: 9px 4px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {RADIUS_SMALL}px;
  padding: 0 8px; min-height: {_INNER}px; min-width: 22px; }}
QToolButton:hover {{ background: {t.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {t.track}; }}
QToolButton:focus {{ border: 2px solid {t.focus}; padding: 0 7px; min-height: {_INNER - 2}px; }}
QToolButton:disabled {{ color: {t.faint}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton#status-undo, QToolButton#status-matter {{
    color: {t.muted}; padding: 0 2px; min-width: 0; min-height: 22px;
}}
"""
    return base + kinds + states


def _fields(t: Tokens) -> str:
    single = ("QLineEdit", "QComboBox", "QAbstractSpinBox")
    every = (*single, "QTextEdit", "QPlainTextEdit")

    def rule(kinds: tuple[str, ...], suffix: str = "") -> str:
        return ", ".join(kind + suffix for kind in kinds)

    return f"""
{rule(every)} {{ background: {t.raised}; color: {t.ink}; border: 1px solid {t.line};
  border-radius: {RADIUS_CONTROL}px; padding: 0 11px;
  selection-background-color: {t.accent_fill}; selection-color: {t.on_accent}; }}
{rule(single)} {{ min-height: {_INNER}px; }}
QTextEdit, QPlainTextEdit {{ padding: 7px 8px; }}
{rule(every, ":hover")} {{ border-color: {t.faint}; }}
{rule(every, ":focus")} {{ border: 2px solid {t.focus}; padding: 0 10px; }}
{rule(single, ":focus")} {{ min-height: {_INNER - 2}px; }}
QTextEdit:focus, QPlainTextEdit:focus {{ padding: 6px 7px; }}
{rule(every, ':read-only[plain="true"]')} {{ background: {t.tint}; }}
{rule(every, ":disabled")} {{ background: {t.tint}; color: {t.faint}; border-color: {t.line_soft}; }}
{rule(every, '[invalid="true"]')} {{ border-color: {t.rose.ink}; }}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus, QPlainTextEdit[bare="true"],
QPlainTextEdit[bare="true"]:focus {{ background: transparent; border: none; padding: 0; min-height: 24px; }}
QLineEdit[money] {{ background: {t.sunken}; }}
QLineEdit[money="big"] {{ min-height: 44px; padding: 0 12px; }}
QLineEdit[money="big"]:focus {{ min-height: 42px; padding: 0 11px; }}
QComboBox {{ padding-right: 30px; }}
QComboBox:focus {{ padding-right: 29px; }}
QComboBox::drop-down {{ border: none; width: 30px;
  subcontrol-origin: border; subcontrol-position: center right; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: none; width: 0; height: 0; }}
QComboBox QAbstractItemView {{ background: {t.raised}; border: 1px solid {t.line}; padding: 4px;
  outline: none;
  selection-background-color: {t.selection}; selection-color: {t.ink}; }}
QComboBox QAbstractItemView::item {{ min-height: {CONTROL_HEIGHT}px; padding: 0 8px; border: none;
  border-radius: 6px; }}
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover {{
  background: {t.selection}; color: {t.ink}; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0; min-height: 0;
  background: transparent; border-radius: 0; }}
QAbstractSpinBox::up-button {{ subcontrol-origin: border; subcontrol-position: top right;
  width: 32px; border: none; margin: 2px 2px 0 0; border-top-right-radius: 8px; }}
QAbstractSpinBox::down-button {{ subcontrol-origin: border; subcontrol-position: bottom right;
  width: 32px; border: none; margin: 0 2px 2px 0; border-bottom-right-radius: 8px; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {t.hover}; }}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ image: none; width: 0; height: 0; }}
QDateEdit::drop-down {{ border: none; width: 34px;
  subcontrol-origin: border; subcontrol-position: center right; }}
"""


def _choices(t: Tokens) -> str:
    return f"""
QCheckBox, QRadioButton {{ spacing: 10px; min-height: {CONTROL_HEIGHT}px; background: transparent; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.faint}; }}
QSlider::groove:horizontal {{ height: 6px; border-radius: 3px; background: {t.track}; }}
QSlider::sub-page:horizontal {{ height: 6px; border-radius: 3px; background: {t.accent_fill}; }}
QSlider::handle:horizontal {{ width: 18px; height: 18px; margin: -7px 0; border-radius: 10px;
  background: {t.raised}; border: 1px solid {t.faint}; }}
QSlider::handle:horizontal:focus {{ border: 2px solid {t.focus}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.raised};
  border-bottom: 1px solid {t.line}; }}
QCalendarWidget QToolButton {{ color: {t.ink}; min-height: 36px; }}
QCalendarWidget QToolButton#qt_calendar_prevmonth, QCalendarWidget QToolButton#qt_calendar_nextmonth {{
  min-width: 36px; padding: 0; }}
QCalendarWidget QSpinBox {{ min-height: 28px; }}
QCalendarWidget QAbstractItemView {{ background: {t.raised}; color: {t.ink}; border: none; outline: none;
  selection-background-color: {t.accent_fill}; selection-color: {t.on_accent};
  alternate-background-color: {t.tint}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {t.faint}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {t.muted}; border: none; padding: 0 14px;
  min-height: {_INNER}px; border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {t.ink}; }}
QTabBar::tab:selected {{ color: {t.accent}; border-bottom: 2px solid {t.accent}; }}
QTabBar::tab:focus {{ background: {t.hover}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
QProgressBar {{ background: {t.track}; border: none; border-radius: 4px; min-height: 8px; max-height: 8px;
  color: transparent; text-align: center; }}
QProgressBar::chunk {{ background: {t.accent_fill}; border-radius: 4px; }}
"""


def _lists(t: Tokens) -> str:
    return f"""
QTableView, QListView, QTreeView {{ background: {t.surface}; alternate-background-color: {t.tint};
  border: none; outline: none; gridline-color: {t.line_soft};
  selection-background-color: {t.selection}; selection-color: {t.ink}; }}
QTableView::item, QTreeView::item {{ padding: 0 8px; border: none; border-bottom: 1px solid {t.line_soft}; }}
QListView::item {{ min-height: {CONTROL_HEIGHT}px; padding: 0 10px; border: none;
  border-bottom: 1px solid {t.line_soft}; }}
QTableView::item:hover, QListView::item:hover, QTreeView::item:hover {{ background: {t.hover}; }}
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {{
  background: {t.selection}; color: {t.ink}; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: none; }}
QHeaderView {{ background: {t.surface}; border: none; }}
QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: none;
  border-bottom: 1px solid {t.line}; padding: 0 11px; min-height: 36px; text-align: left; }}
QHeaderView[rules="true"]::section {{ padding: 0 8px; min-height: 28px; }}
QTableView[rules="true"]::item:hover {{ background: transparent; }}
QHeaderView::section:hover {{ color: {t.ink}; background: {t.hover}; }}
QTableCornerButton::section {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
QComboBox QListView:focus {{ border: 1px solid {t.line}; }}
QComboBox QListView::item {{ border: none; }}
QCalendarWidget {{ background: {t.raised}; border: 1px solid {t.line}; }}
QCalendarWidget QTableView {{ border: 1px solid {t.line}; border-top: none; }}
QCalendarWidget QTableView::item {{ border: none; padding: 0; border-radius: 8px; }}
QCalendarWidget QTableView::item:selected {{ background: {t.accent_fill}; color: {t.on_accent}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {t.line}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {t.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; background: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
"""


def _bits(t: Tokens) -> str:
    return f"""
QMenu {{ background: {t.raised}; color: {t.ink}; border: 1px solid {t.line}; padding: 5px; }}
QMenu::item {{ min-height: 24px; padding: 8px 32px 8px 12px; border-radius: 6px; background: transparent; }}
QMenu::item:selected {{ background: {t.selection}; }}
QMenu::item:disabled {{ color: {t.faint}; }}
QMenu::separator {{ height: 1px; background: {t.line_soft}; margin: 5px 8px; }}
QMenu::icon {{ padding-left: 10px; }}
QToolTip {{ background: {t.ink}; color: {t.paper}; border: none; padding: 6px 9px; }}
"""
