"""Each widget, used as a person uses it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, QStringListModel, Qt
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.gui.theme.theme import current
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.avatar import Avatar, initials
from app.gui.widgets.banner import Banner
from app.gui.widgets.buttons import Button
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.clamped import ClampedLabel, broken
from app.gui.widgets.comparison import Comparison
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.facts import Fact, FactStrip
from app.gui.widgets.labels import ElidedLabel, KeyHint, PlainLabel
from app.gui.widgets.meter import Meter, StampRow
from app.gui.widgets.money_edit import MoneyEdit
from app.gui.widgets.pill import PersonPill, Pill, paint_pill, pill_width
from app.gui.widgets.rewards import RewardRow
from app.gui.widgets.search_field import SearchField
from app.gui.widgets.spans import Span, SpanLabel, paint_spans, spans_of
from app.gui.widgets.status_line import StatusLine
from app.gui.widgets.surfaces import FlowRow, Panel
from app.gui.widgets.tables import ListView, TableView

MARKUP = 'Tom <b>Smith</b> <img src="/etc/hosts">'
LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Maria Schmidt", "MS"),
        ("marisol santos cruz", "MC"),
        ("Cher", "C"),
        ("林 美玲", "林"),
        ("محمد عبد الله", "م"),
        ("Łukasz Žižek", "ŁŽ"),
        ("e\u0301lise", "É"),
        ("ß groß", "SG"),
        ("  ", "?"),
        ("🙂 42", "?"),
        ("O'Brien; DROP", "OD"),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


@given(st.text(max_size=60))
def test_initials_are_short_and_made_of_letters(name: str) -> None:
    shown = initials(name)
    assert 1 <= len(shown) <= 2
    assert shown == "?" or all(unicodedata.category(sign)[0] == "L" for sign in shown)


def test_labels_show_markup_literally(show) -> None:
    assert show(PlainLabel(MARKUP)).textFormat() == Qt.TextFormat.PlainText
    label = show(ElidedLabel(MARKUP), 60)
    assert label.full_text() == MARKUP
    assert label.text().endswith("…")
    assert "<b>" not in label.toolTip()
    assert "&lt;b&gt;" in label.toolTip()


def test_an_elided_label_shows_all_when_there_is_room(show) -> None:
    label = show(ElidedLabel("Maria Schmidt"), 60)
    label.resize(400, 20)
    assert label.text() == "Maria Schmidt"
    assert label.toolTip() == ""


NAMES = (
    "प्रिया शर्मा हिन्दी",
    "สมชาย ที่ปรึกษาญี่ปุ่น",
    "خالد الحسن محمّد",
    "Ằng Ễ Trần",
    "王小明",
    "தமிழ் நாடு",
    "Maria Ÿ",
)


@pytest.mark.parametrize("kind", [ElidedLabel, PlainLabel])
@pytest.mark.parametrize("role", ["title", "heading", "strong", "caption"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_script_is_not_cut(show, name, role, kind) -> None:
    """What is painted is as high as where there is more than enough room."""
    label = show(kind(name, role), 400)
    label.resize(400, 120)
    whole = inked(label)
    label.resize(400, label.sizeHint().height())
    assert whole and inked(label) == whole


def inked(label) -> int:
    """How many lines of pixels hold something of the text."""
    image = QImage(label.size(), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    label.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return sum(
        any(image.pixelColor(x, y).lightness() < 200 for x in range(image.width()))
        for y in range(image.height())
    )


def test_a_button_is_pressed_by_mouse_and_key_and_named(show, qtbot) -> None:
    button = show(Button("Add & go", "primary", extra="+18", keys="Ctrl+N"))
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.mouseClick(button, LEFT)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [1, 1]
    assert button.text() == "Add & go"
    assert button.accessibleName() == "Add & go +18"
    button.setText("Later")
    assert button.accessibleName() == "Later +18"


def test_a_button_grows_with_its_words(show) -> None:
    short, long = show(Button("Use")), show(Button("Start these rules on 1 December"))
    assert long.sizeHint().width() > short.sizeHint().width() + 100
    assert Button("", icon="edit", name="Edit").accessibleName() == "Edit"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Button("Edit"),
        lambda: Button("Link", "link"),
        lambda: PersonPill("Jonas", "Jonas on the till"),
        lambda: FilterChips([("a", "All")]),
        lambda: SearchField("Search"),
        MoneyEdit,
        lambda: Banner("Open", action="Done"),
        lambda: RewardRow("r", "Coffee"),
    ],
)
def test_what_is_pressed_is_large_enough(show, make) -> None:
    widget: QWidget = show(make())
    assert widget.height() >= CONTROL_HEIGHT


def test_search_says_what_is_typed_and_asked(show, qtbot) -> None:
    field = show(SearchField("Search"), 400)
    typed: list[str] = []
    moved: list[int] = []
    field.text_changed.connect(typed.append)
    field.moved.connect(moved.append)
    qtbot.keyClicks(field.edit, "mar")
    assert typed == ["m", "ma", "mar"]
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert moved == [1, -1]
    with qtbot.waitSignal(field.submitted) as submitted:
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert submitted.args == ["mar"]


def test_search_is_emptied_by_escape_and_by_its_cross(show, qtbot) -> None:
    from PySide6.QtWidgets import QToolButton

    field = show(SearchField("Search"), 400)
    cross = field.findChild(QToolButton)
    assert cross.isHidden()
    for _way in range(2):
        qtbot.keyClicks(field.edit, "mari")
        assert cross.isVisible()
        with qtbot.waitSignal(field.cleared):
            if _way:
                qtbot.mouseClick(cross, LEFT)
            else:
                qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
        assert field.text() == ""


def test_focusing_search_selects_what_stands_there(show, qtbot) -> None:
    field = show(SearchField("Search"), 400)
    field.set_text("old")
    field.focus_all()
    qtbot.keyClicks(field.edit, "new")
    assert field.text() == "new"


def test_facts_change_in_place(show) -> None:
    strip = show(FactStrip([Fact("64", "visits"), Fact("€5", "spent")]), 400)
    labels = strip.findChildren(ElidedLabel)
    strip.set_facts([Fact("65", "visits"), Fact("today", "later than usual", "warning")])
    assert strip.findChildren(ElidedLabel) == labels
    assert [label.full_text() for label in labels] == ["65", "visits", "today", "later than usual"]
    assert labels[3].property("role") == "caption-warning"
    strip.set_facts([Fact("1", "one")])
    assert strip.accessibleName() == "1 one"
    assert strip.facts() == (Fact("1", "one"),)


def test_a_banner_wraps_and_offers_its_action(show, qtbot) -> None:
    from PySide6.QtWidgets import QToolButton

    banner = show(Banner("word " * 60, "gold", strong="Promised", action="Done"), 300)
    assert banner.heightForWidth(300) > 2 * CONTROL_HEIGHT
    with qtbot.waitSignal(banner.activated):
        qtbot.mouseClick(banner.findChild(QToolButton), LEFT)
    banner.set_content(MARKUP)
    assert banner.accessibleName() == MARKUP
    assert banner.findChild(QToolButton).isHidden()


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(0, 10, 0), (5, 10, 0.5), (15, 10, 1), (-3, 10, 0), (0, 0, 1)]
)
def test_a_meter_stays_within_its_bar(qapp, part: int, whole: int, share: float) -> None:
    assert Meter(part, whole).share() == share


def test_stamps_go_on_to_a_second_line(show) -> None:
    row = show(StampRow(7, 20), 300)
    assert row.heightForWidth(300) > row.heightForWidth(700)
    assert row.accessibleName() == "7 of 20 stamps"


def test_a_reward_is_used_or_waits(show, qtbot) -> None:
    row = show(RewardRow("coffee", "Free coffee", "150 points"), 300)
    with qtbot.waitSignal(row.used) as used:
        qtbot.mouseClick(row.button, LEFT)
    assert used.args == ["coffee"]
    assert row.button.accessibleName() == "Use Free coffee"
    row.set_ready(False)
    qtbot.mouseClick(row.button, LEFT)
    assert row.button.text() == "Later"
    assert not row.button.isEnabled()


def test_an_empty_place_says_what_to_do(show, qtbot) -> None:
    empty = show(EmptyState("customers", "No customers yet", "New customer"), 300, 300)
    with qtbot.waitSignal(empty.activated):
        qtbot.mouseClick(empty.button, LEFT)
    empty.set_content("Nothing found")
    assert empty.button.isHidden()
    assert empty.accessibleName() == "Nothing found"


def test_the_status_line_offers_undo(show, qtbot) -> None:
    from PySide6.QtWidgets import QToolButton

    line = show(StatusLine(), 900)
    undo = line.findChild(QToolButton)
    assert undo.isHidden()
    line.tell("+18 points for Maria", undoable=True)
    assert line.told() == "+18 points for Maria"
    with qtbot.waitSignal(line.undo_requested):
        qtbot.mouseClick(undo, LEFT)
    line.tell("Taken back")
    assert undo.isHidden()


def test_an_amount_is_passed_on_as_typed(show, qtbot) -> None:
    field = show(MoneyEdit())
    seen: list[str] = []
    field.amount_changed.connect(seen.append)
    qtbot.keyClicks(field, " 1e9,5")
    assert seen[-1] == "1e9,5"
    with qtbot.waitSignal(field.submitted) as submitted:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert submitted.args == ["1e9,5"]
    field.clear()
    qtbot.keyClicks(field, "9" * 200)
    assert len(field.text()) < 30


def test_chips_are_chosen_by_mouse_and_arrows(show, qtbot) -> None:
    chips = show(FilterChips([("a", "All"), ("p", "Purchases"), ("c", "Contact")], name="Show"))
    chosen: list[str] = []
    chips.chosen.connect(chosen.append)
    assert chips.current() == "a"
    buttons = [one for one in chips.children() if isinstance(one, QWidget)]
    qtbot.mouseClick(buttons[1], LEFT)
    qtbot.keyClick(buttons[1], Qt.Key.Key_Right)
    qtbot.keyClick(buttons[2], Qt.Key.Key_Right)
    assert chosen == ["p", "c", "a"]
    chips.set_current("c")
    assert chosen == ["p", "c", "a"]
    assert chips.current() == "c"


def test_pills_wrap_and_let_go_of_old_ones(show, qtbot) -> None:
    row = show(FlowRow(), 200, 60)
    first = [Pill(f"Group {number}") for number in range(6)]
    row.set_widgets(list(first))
    assert row.heightForWidth(150) > row.heightForWidth(900)
    row.set_widgets([Pill("Only")])
    assert [pill.text() for pill in row.findChildren(Pill) if pill.isVisible()] == ["Only"]


def test_a_long_pill_is_cut(show) -> None:
    assert show(Pill("x" * 10_000)).width() < 300


def test_a_person_pill_is_pressed(show, qtbot) -> None:
    pill = show(PersonPill("Jonas Berg", "Jonas on the till"))
    with qtbot.waitSignal(pill.clicked):
        qtbot.mouseClick(pill, LEFT)
    assert pill.accessibleName() == "Jonas on the till"


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40)), max_size=6))
def test_marked_spans_keep_every_letter(text: str, marked: list[tuple[int, int]]) -> None:
    spans = spans_of(text, marked)
    assert "".join(span.text for span in spans) == text
    marked_letters = {index for start, end in marked for index in range(max(start, 0), min(end, len(text)))}
    at = 0
    for span in spans:
        for index in range(at, at + len(span.text)):
            assert span.underline == (index in marked_letters)
        at += len(span.text)


def test_spans_are_cut_at_the_edge_and_named(show) -> None:
    label = show(SpanLabel([Span("Mari", True, True), Span("a Schmidt " * 20)]), 120)
    assert label.text().startswith("Maria Schmidt")
    assert label.accessibleName() == label.text()
    assert label.width() == 120


@pytest.mark.parametrize("ratio", [1, 2])
def test_painting_is_sharp_at_both_densities(qapp, ratio: int) -> None:
    image = QImage(200 * ratio, 30 * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    paint_pill(painter, QRectF(0, 0, pill_width("Gold", "star"), 24), "Gold", "gold", "star")
    paint_spans(painter, QRectF(100, 0, 90, 24), [Span("👩‍👩‍👧 Maria", True)], Qt.GlobalColor.black)
    painter.end()
    assert image.pixelColor(20 * ratio, 12 * ratio).alpha() == 255
    assert image.pixelColor(90 * ratio, 12 * ratio).alpha() == 0


def test_a_list_has_rows_of_a_fingers_height(show, qtbot) -> None:
    names = ListView(name="Names")
    names.setModel(QStringListModel(["Anna", "Bob"], names))
    show(names, 200, 200)
    assert names.visualRect(names.model().index(1, 0)).top() >= CONTROL_HEIGHT
    with qtbot.waitSignal(names.opened) as opened:
        qtbot.mouseClick(names.viewport(), LEFT, pos=names.visualRect(names.model().index(1, 0)).center())
    assert opened.args == [1]


def test_a_table_opens_by_enter(show, qtbot) -> None:
    table = TableView(name="Customers")
    table.setModel(QStringListModel(["Anna", "Bob"], table))
    show(table, 300, 200)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [table.currentIndex().row()]


def test_a_panel_puts_lines_between_its_sections(show) -> None:
    panel = Panel(name="Till")
    for words in ("one", "two", "three"):
        panel.section().column.addWidget(PlainLabel(words))
    show(panel, 200, 300)
    lines = [child for child in panel.findChildren(QWidget) if child.property("line") == "horizontal"]
    assert len(lines) == 2


def test_every_label_of_the_kit_is_plain(show) -> None:
    from app.gui.gallery_window import window_like_the_picture

    window = show(window_like_the_picture(), 1366, 768)
    labels = window.findChildren(QLabel)
    assert len(labels) > 40
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_what_can_be_reached_by_key_has_a_name(show) -> None:
    from app.gui.gallery_window import window_like_the_picture

    window = show(window_like_the_picture(), 1366, 768)
    reached = [one for one in window.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(reached) > 15
    assert [one for one in reached if one.isVisible() and not one.accessibleName()] == []


def test_small_things_show_themselves(show) -> None:
    holder = show(QWidget(), 200, 60)
    hint, avatar = KeyHint("Ctrl+N", holder), Avatar("Maria", 3, 34, holder)
    assert hint.text() == "Ctrl N"
    avatar.set_person("Bob", 4)
    assert avatar.accessibleName() == "Bob"
    assert QApplication.widgetAt(QPoint(-5, -5)) is None


def test_a_name_without_spaces_breaks_where_lines_wrap(show) -> None:
    label = PlainLabel("X" * 200, wrap=True)
    assert label.minimumSizeHint().width() < 320
    assert label.text() == "X" * 200
    label.setText("short words " * 20)
    assert label.text() == "short words " * 20


def test_figures_fit_their_card_whatever_their_names(show) -> None:
    figures = Comparison(name="Figures")
    figures.set_rows(("", "Today", "New"), [("X" * 57 + ": open", "10", "12")])
    assert figures.minimumSizeHint().width() < 270


def test_no_line_ends_in_the_dot_between_two_parts(show) -> None:
    label = show(ClampedLabel("every 9 days → 24 days quiet · 99 % likely back", "caption"), 200, 40)
    assert label.text() == "every 9 days → 24 days quiet\n99 % likely back"
    assert label.full_text() == "every 9 days → 24 days quiet · 99 % likely back"
    assert label.toolTip() == ""


def test_a_clamped_label_takes_the_lines_it_needs(show) -> None:
    label = show(ClampedLabel("weekly → 31 days quiet · 22 % likely back", "caption"), 400)
    assert label.text() == label.full_text() and label.toolTip() == ""
    one = label.heightForWidth(400)
    assert label.heightForWidth(150) == 2 * one == label.heightForWidth(60)
    label.resize(150, 2 * one)
    assert label.text().replace("\n", " · ") == label.full_text() and label.toolTip() == ""
    label.resize(70, 2 * one)
    assert label.text().endswith("…") and label.text().count("\n") == 1
    assert label.toolTip() == "<span>weekly → 31 days quiet · 22 % likely back</span>"


def test_what_stands_between_dots_is_kept_together(qapp) -> None:
    from app.gui.theme.fonts import role_font

    text = "weekly → 31 days quiet · 22 % likely back"
    assert broken(text, role_font("caption"), 180, 2) == ["weekly → 31 days quiet", "22 % likely back"]
    assert broken(text, role_font("caption"), 125, 2)[0] == "weekly → 31 days", "no third line for it"


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=120), st.integers(20, 300))
def test_broken_lines_lose_nothing_but_what_is_cut(qapp: QApplication, text: str, width: int) -> None:
    from app.gui.theme.fonts import role_font

    text = " ".join(text.split())
    whole = broken(text, role_font("caption"), width, 500)
    assert "".join("".join(whole).split()).replace("·", "") == "".join(text.split()).replace("·", "")
    two = broken(text, role_font("caption"), width, 2)
    assert 1 <= len(two) <= 2 and (len(whole) <= 2 or two[0] == whole[0])


def test_facts_are_pressed_by_mouse_and_by_keys(show, qtbot) -> None:
    heard: list[str] = []
    strip = FactStrip(
        [Fact("64", "visits", id="visits"), Fact("weekly", "usual", id="usual")], pressable=True
    )
    strip.pressed.connect(heard.append)
    show(strip, 400)
    qtbot.mouseClick(strip.cell_of("usual"), LEFT)
    strip.setFocus()
    assert strip.cells[1].marked and strip.accessibleDescription() == "weekly usual"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Space):
        qtbot.keyClick(strip, key)
    assert heard == ["usual", "usual", "visits"]
    strip.set_facts([Fact("65", "visits", id="visits")])
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert heard[-1] == "visits" and strip.cells[0].marked


def test_facts_that_are_not_pressed_take_no_keys_and_say_how(show, qtbot) -> None:
    strip = show(FactStrip([Fact("–", "expected", how="Too <b>little</b> history")]), 300)
    assert strip.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert strip.cells[0].toolTip() == "<span>Too &lt;b&gt;little&lt;/b&gt; history</span>"
    with qtbot.assertNotEmitted(strip.pressed):
        qtbot.mouseClick(strip.cells[0], LEFT)
        qtbot.keyClick(strip, Qt.Key.Key_Return)


def test_a_list_that_drops_down_has_an_edge_all_around(show) -> None:
    combo = ComboBox((("all", "All of these hold"), ("any", "Any of these holds")))
    show(combo, 200, 40)
    combo.showPopup()
    shown = combo.view()
    shown.setFocus()
    image = shown.grab().toImage()
    edges = (
        QPoint(0, image.height() // 2),
        QPoint(image.width() - 1, image.height() // 2),
        QPoint(image.width() // 2, 0),
        QPoint(image.width() // 2, image.height() - 1),
    )
    assert {image.pixelColor(at).name() for at in edges} == {current().line.lower()}
    combo.hidePopup()


def test_facts_are_as_wide_as_they_need_before_one_is_cut_off(show) -> None:
    facts = [Fact("5", "visits"), Fact("every 70 days", "usual rhythm"), Fact("today", "last visit")]
    strip = show(FactStrip(facts), 600)
    widths = [cell.width() for cell in strip.cells]
    assert max(widths) - min(widths) <= 1
    strip.resize(sum(cell.room_needed() for cell in strip.cells) + 12, strip.height())
    QApplication.processEvents()
    for cell in strip.cells:
        assert cell.value.text() == cell.fact.value and cell.caption.text() == cell.fact.caption
