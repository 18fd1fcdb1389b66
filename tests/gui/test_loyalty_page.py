"""The loyalty page as the owner uses it: by mouse, by keyboard, with mistakes."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.app import make_window
from app.gui.pages.loyalty import PAGE
from app.kernel.progress import Progress
from app.loyalty import queries
from app.loyalty.commands import (
    RingUp,
    SaveDraft,
    StartDraft,
    StartProgramme,
    ring_up,
    save_draft,
    start_draft,
    start_programme,
)
from app.loyalty.credit.rule import GiftCardRule
from app.loyalty.expiry import Expiry
from app.loyalty.queries import draft_rules, programme_state
from app.loyalty.referral.rule import ReferralRule
from app.loyalty.rules import Rules, Worth, rules_from_dict
from tests.gui.loyalty_rules import EVERYTHING, simulation

RULES = rules_from_dict(EVERYTHING)
TODAY = date(2026, 11, 22)


@pytest.fixture
def book(book):
    """The shop, written the English way."""
    book.context = replace(book.context, locale="en_GB")
    return book


@pytest.fixture
def replays(monkeypatch):
    """Replays asked for: (ours, draft, behaviour), answered at once."""
    asked = []

    def simulate(_view, ours, draft, since=None, until=None, behaviour=None, progress=None):
        asked.append((ours, draft, behaviour))
        return simulation(ours, draft, behaviour)

    monkeypatch.setattr(queries, "simulate", simulate, raising=False)
    return asked


@pytest.fixture
def window(show, book, settings, replays):
    made = show(make_window(book, settings, (PAGE,)), 1366, 768)
    yield made
    made.shell.jobs.drain()
    made.shell.jobs.close()


@pytest.fixture
def page(window):
    window.go("loyalty")
    assert window.shell.jobs.drain()
    return window.page("loyalty")


@pytest.fixture
def drafted(book, page, qtbot):
    """The page with a draft that has something in every part."""
    book.do(save_draft, SaveDraft(RULES))
    qtbot.waitUntil(lambda: page.desk.draft is not None)
    return page


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def settle(page) -> None:
    assert page.shell.jobs.drain()


def table(page, part):
    return page.rules.parts[part].table


def rows(page, part) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in table(page, part).rules.rows]


def click_row(qtbot, page, part, row) -> None:
    view = table(page, part)
    where = view.visualRect(view.rules.index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_what_holds_can_be_read_and_not_changed(page, window, qtbot) -> None:
    assert page.head.pill.text() == "Live since 22 Nov 2026"
    assert page.head.change.isVisible()
    assert not page.head.start.isVisible()
    assert not page.head.discard.isVisible()
    assert page.rules.sentence.said.text() == "1 point for every €1.00 spent, rounded down per purchase"
    click_row(qtbot, page, "rewards", 0)
    assert page.editing.dialog is None
    assert "Change the rules" in window.status.told()


def test_a_draft_is_begun_and_the_step_changed(page, book, qtbot) -> None:
    press(qtbot, page.head.change)
    settle(page)
    assert book.ask(draft_rules) == book.ask(programme_state).rules
    assert page.head.start.isVisible()
    assert page.head.start.text() == "Start these rules on 1 Dec"
    step = page.rules.sentence.step
    step.selectAll()
    qtbot.keyClicks(step, "2,50")
    qtbot.keyClick(step, Qt.Key.Key_Return)
    settle(page)
    assert book.ask(draft_rules).earning[0].values["step"] == 250
    assert step.text() == "€2.50"
    page.rules.sentence.rounding.set_current("carried")
    page.rules.sentence.rounding.chosen.emit("carried")
    settle(page)
    assert book.ask(draft_rules).earning[0].values["carry_over"] is True


@pytest.mark.parametrize(("typed", "said"), [("x", "not an amount"), ("0", "above nothing"), ("-3", "above")])
def test_a_step_that_is_none_is_said_and_stays_as_typed(drafted, book, qtbot, typed, said) -> None:
    step = drafted.rules.sentence.step
    step.selectAll()
    qtbot.keyClicks(step, typed)
    qtbot.keyClick(step, Qt.Key.Key_Return)
    assert said in drafted.rules.sentence.error.text()
    assert step.text() == typed
    settle(drafted)
    assert book.ask(draft_rules) == RULES


def test_a_rule_is_added_with_a_category(drafted, book, qtbot) -> None:
    press(qtbot, drafted.rules.parts["earning"].add)
    dialog = drafted.editing.dialog
    qtbot.keyClicks(dialog.form.editor("factor"), "3")
    press(qtbot, dialog.more)
    menu = dialog.findChild(QMenu)
    next(action for action in menu.actions() if action.text() == "Category").trigger()
    menu.close()
    texts = dialog.form.editor("category")
    assert dialog.focusWidget() is texts.line
    qtbot.keyClicks(texts.line, "Poetry")
    qtbot.keyClick(texts.line, Qt.Key.Key_Return)
    qtbot.keyClicks(texts.line, "Drama")
    press(qtbot, dialog.accept_button)
    settle(drafted)
    made = book.ask(draft_rules).earning[-1]
    assert (made.id, made.kind) == ("times", "times")
    assert made.values == {"factor": 3000, "category": ("Poetry", "Drama"), "stop": False} or made.values == {
        "factor": 3000,
        "category": ("Poetry", "Drama"),
    }
    assert rows(drafted, "earning")[-2] == ["Category is Poetry or Drama", "points × 3", "always", ""]


def test_the_kind_of_a_new_thing_is_chosen_and_what_is_typed_stays(drafted, book, qtbot) -> None:
    press(qtbot, drafted.rules.parts["rewards"].add)
    dialog = drafted.editing.dialog
    qtbot.keyClicks(dialog.form.editor("name"), "A tenth off")
    qtbot.keyClicks(dialog.form.editor("cost"), "300")
    dialog.kind.set_current("percent_off")
    dialog.kind.chosen.emit("percent_off")
    assert dialog.form.editor("name").text() == "A tenth off"
    qtbot.keyClicks(dialog.form.editor("percent"), "10")
    dialog.confirm_by_key()
    settle(drafted)
    made = book.ask(draft_rules).rewards[-1]
    assert (made.id, made.name, made.kind, made.cost) == ("a-tenth-off", "A tenth off", "percent_off", 300)
    assert made.values == {"percent": 10}


def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(drafted, book, qtbot) -> None:
    click_row(qtbot, drafted, "rewards", 0)
    dialog = drafted.editing.dialog
    name, cost = dialog.form.editor("name"), dialog.form.editor("cost")
    name.setText("Coffee on us")
    cost.setText("0")
    press(qtbot, dialog.accept_button)
    assert dialog.isVisible()
    said = "A reward that costs nothing needs a limit: once, first or stock."
    assert dialog.form.problem("cost") == said
    assert name.text() == "Coffee on us"
    cost.setText("twelve")
    press(qtbot, dialog.accept_button)
    assert "whole number" in dialog.form.problem("cost")
    settle(drafted)
    assert book.ask(draft_rules) == RULES
    cost.setText("120")
    press(qtbot, dialog.accept_button)
    settle(drafted)
    made = book.ask(draft_rules).rewards[0]
    assert (made.id, made.name, made.cost) == ("free-coffee", "Coffee on us", 120)


def test_bounds_are_said_as_a_person_writes_them(drafted, qtbot) -> None:
    click_row(qtbot, drafted, "earning", 0)
    dialog = drafted.editing.dialog
    for typed, said in (
        ("101", "100 at most"),
        ("-1", "no number"),
        ("1.2345", "no number"),
        ("1", "no change"),
    ):
        dialog.form.editor("factor").setText(typed)
        dialog.confirm_by_key()
        assert said in dialog.form.problem("factor")
    dialog.reject()


def test_what_is_wrong_elsewhere_keeps_the_draft_on_the_screen_unsaved(drafted, book, window, qtbot) -> None:
    drafted.rules.focus_line("tiers", 2)
    qtbot.keyClick(table(drafted, "tiers"), Qt.Key.Key_Delete)
    settle(drafted)
    assert [row[0] for row in rows(drafted, "tiers")] == ["Member", "Silver"]
    assert drafted.rules.trouble.isVisible()
    assert "The draft is not saved." in drafted.rules.trouble.accessibleName()
    assert "“Signed first edition”: There is no “gold”" in drafted.rules.trouble.accessibleName()
    assert table(drafted, "rewards").rules.marked == 1
    assert book.ask(draft_rules) == RULES
    press(qtbot, drafted.head.start)
    dialog = drafted.editing.dialog
    assert dialog.form.problem("tier").startswith("There is no “gold”")
    dialog.form.editor("tier").buttons["silver"].click()
    press(qtbot, dialog.accept_button)
    settle(drafted)
    assert not drafted.rules.trouble.isVisible()
    saved = book.ask(draft_rules)
    assert [tier.id for tier in saved.tiers.tiers] == ["member", "silver"]
    assert saved.rewards[1].values["tier"] == ("silver",)


def test_what_was_removed_is_brought_back(drafted, book, qtbot) -> None:
    click_row(qtbot, drafted, "vouchers", 0)
    press(qtbot, drafted.editing.dialog.remove_button)
    settle(drafted)
    assert len(book.ask(draft_rules).vouchers) == 1
    assert drafted.rules.gone.accessibleName() == "“Birthday: 10 % off” was removed."
    press(qtbot, drafted.rules.gone._action)
    settle(drafted)
    assert book.ask(draft_rules) == RULES
    assert not drafted.rules.gone.isVisible()


def test_rules_are_moved_and_tiers_stay_in_order(drafted, book, window, qtbot) -> None:
    drafted.rules.focus_line("earning", 1)
    qtbot.keyClick(table(drafted, "earning"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(drafted)
    assert [rule.id for rule in book.ask(draft_rules).earning] == ["spend", "tuesday", "crime", "first"]
    assert table(drafted, "earning").currentIndex().row() == 1
    drafted.rules.focus_line("tiers", 0)
    qtbot.keyClick(table(drafted, "tiers"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(drafted)
    assert [tier.id for tier in book.ask(draft_rules).tiers.tiers] == ["member", "silver", "gold"]
    assert "order" in window.status.told()


@pytest.mark.parametrize(
    ("section", "typed", "kept"),
    [
        ("expiry", {"kind": "absence", "count": "9"}, {"expiry": Expiry("absence", 9)}),
        ("worth", {"points": "50", "amount": "2"}, {"worth": Worth(50, 200)}),
        ("referral", {"sender": "7", "friend": ""}, {"referral": ReferralRule(7)}),
        ("gift_cards", {"least": "10", "most": "", "months": ""}, {"gift_cards": GiftCardRule(1000)}),
        ("refund_of_spent", {"choice": "waive"}, {"refund_of_spent": "waive"}),
        ("households", {"leaving": "stay"}, {"leaving": "stay"}),
    ],
)
def test_each_part_that_stands_once_is_changed(drafted, book, section, typed, kept) -> None:
    line = next(one for one in drafted.rules.parts["rest"].lines if one.section == section)
    drafted.editing.open(line)
    dialog = drafted.editing.dialog
    for field_id, value in typed.items():
        editor = dialog.form.editor(field_id)
        editor.set_current(value) if hasattr(editor, "set_current") else editor.setText(value)
    dialog.confirm_by_key()
    settle(drafted)
    assert book.ask(draft_rules) == replace(RULES, **kept)


def test_tiers_can_be_given_by_hand(drafted, book, qtbot) -> None:
    press(qtbot, drafted.rules.parts["tiers"].scheme)
    dialog = drafted.editing.dialog
    dialog.form.editor("by").set_current("hand")
    press(qtbot, dialog.accept_button)
    settle(drafted)
    assert book.ask(draft_rules).tiers.by == "hand"
    assert drafted.rules.parts["tiers"].title.full_text() == "Tiers, given by hand"


def test_a_dialog_that_changes_nothing_changes_nothing(drafted, book, qtbot) -> None:
    for part in ("earning", "tiers", "stamp_cards", "rewards", "vouchers", "rest"):
        for line in list(drafted.rules.parts[part].lines):
            drafted.editing.open(line)
            drafted.editing.dialog.confirm_by_key()
            settle(drafted)
            assert book.ask(draft_rules) == RULES, line.name
            assert drafted.editing.dialog is None


def test_the_draft_starts_on_a_day(drafted, book, window, qtbot) -> None:
    press(qtbot, drafted.head.start)
    dialog = drafted.start_dialog
    assert dialog.focusWidget() is dialog.choices.cards["month"]
    press(qtbot, dialog.choices.cards["other"])
    dialog.day.setText("40 Feb")
    press(qtbot, dialog.accept_button)
    assert "no" in dialog.box.said() or "not a day" in dialog.box.said()
    dialog.day.setText("2026-11-01")
    press(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: "past" in dialog.box.said())
    dialog.day.setText("2026-12-24")
    press(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: drafted.desk.draft is None)
    state = book.ask(programme_state)
    assert (state.draft, state.scheduled[0].first_day) == (None, date(2026, 12, 24))
    assert state.scheduled[0].rules == RULES
    assert drafted.head.change.isVisible()
    assert drafted.history.isVisible()
    press(qtbot, drafted.history.scheduled[0].show_button)
    assert rows(drafted, "tiers")[2][0] == "Gold"
    assert not table(drafted, "tiers").editable
    press(qtbot, drafted.history.back)
    assert rows(drafted, "tiers") == []
    press(qtbot, drafted.history.scheduled[0].off_button)
    qtbot.waitUntil(lambda: not drafted.history.isVisible())
    assert book.ask(programme_state).scheduled == ()


def test_the_draft_is_discarded_and_comes_back_by_undo(drafted, book, window, qtbot) -> None:
    press(qtbot, drafted.head.discard)
    settle(drafted)
    assert book.ask(draft_rules) is None
    assert drafted.head.change.isVisible()
    window.status.undo_requested.emit()
    qtbot.waitUntil(drafted.head.start.isVisible)
    assert book.ask(draft_rules) == RULES


def test_an_older_programme_is_read(page, book, clock, qtbot) -> None:
    clock.advance(days=10)
    book.do(start_programme, StartProgramme(RULES))
    qtbot.waitUntil(page.history.before.isVisible)
    assert page.head.pill.text() == "Live since 2 Dec 2026"
    press(qtbot, page.history.before)
    menu = page.history.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["until 1 Dec 2026"]
    menu.actions()[0].trigger()
    menu.close()
    assert rows(page, "tiers") == []
    assert "held" in page.history.said.full_text()
    press(qtbot, page.history.back)
    assert len(rows(page, "tiers")) == 3


def test_the_replay_follows_the_draft(drafted, replays, qtbot) -> None:
    card = drafted.figures.what_if
    qtbot.waitUntil(lambda: card.found is not None)
    assert card.isVisible()
    assert card.words.text().startswith("Replayed over your own 14,812 purchases")
    assert card.figures.rows()[0] == ("Points given", "1,000", "2,000")
    assert "31 customers" in card.moves.text()
    assert card.chart.said(1) == "Nov: Today’s rules €100, New rules €200"
    assert replays[-1][1] == RULES
    drafted.rules.sentence.points.setText("2")
    qtbot.keyClick(drafted.rules.sentence.points, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: replays[-1][1].earning[0].values["points"] == 2)
    before = len(replays)
    card.behaviour.slider.setFocus()
    qtbot.keyClick(card.behaviour.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: len(replays) > before)
    assert replays[-1][2].share == 0
    qtbot.waitUntil(lambda: not card.busy)
    assert card.behaviour.said.text() == "0 % of the time"
    press(qtbot, card.behaviour.own)
    qtbot.waitUntil(lambda: replays[-1][2] is None)
    assert card.behaviour.said.text() == "62 % of the time, as in your own history"


def test_without_a_draft_it_says_what_is_owed(page, book, qtbot) -> None:
    card = page.figures.owed
    assert card.isVisible()
    assert card.owed.text() == "No points are out: nothing is owed."
    assert not card.chart_part.isVisible()
    maria = book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt"))).id
    book.do(ring_up, RingUp(maria, 64_000))
    qtbot.waitUntil(card.chart_part.isVisible)
    assert card.owed.text().endswith("of 1 customer, worth €6.40.")
    assert card.lapsing.rows()[0][0] == "November 2027"
    assert dict(card.cost.rows())["Points used"] == "0"


def test_the_shops_own_purchases_are_replayed(show, book, settings, qtbot) -> None:
    maria = book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt"))).id
    book.do(ring_up, RingUp(maria, 20_000))
    book.do(save_draft, SaveDraft(RULES))
    window = show(make_window(book, settings, (PAGE,)), 1366, 768)
    window.go("loyalty")
    assert window.shell.jobs.drain()
    card = window.page("loyalty").figures.what_if
    qtbot.waitUntil(lambda: card.found is not None)
    assert (card.found.purchases, card.found.today.rules) == (1, book.ask(programme_state).rules)
    assert card.figures.rows()[0][0] == "Points given"
    assert card.found.draft.given == 218  # 168 for 200.00 without 19 % tax, 50 for the first purchase
    window.shell.jobs.drain()
    window.shell.jobs.close()


def test_a_replay_is_cancelled(page, book, monkeypatch, qtbot) -> None:
    asked = threading.Event()

    def simulate(_view, ours, draft, behaviour=None, progress=None) -> object:
        for done in range(10**9):
            progress.step(done, 10**9)
            asked.set()
        return simulation(ours, draft)

    monkeypatch.setattr(queries, "simulate", simulate, raising=False)
    card = page.figures.what_if
    book.do(save_draft, SaveDraft(RULES))
    qtbot.waitUntil(asked.is_set)
    assert card.cancel.isVisible()
    qtbot.waitUntil(lambda: card.bar.maximum() == 1000)
    press(qtbot, card.cancel)
    qtbot.waitUntil(lambda: not card.busy)
    assert card.words.text() == "Stopped."
    assert card.again.isVisible()
    # It was stopped by hand: the next change does not begin it again unasked.
    page.rules.sentence.points.setText("3")
    qtbot.keyClick(page.rules.sentence.points, Qt.Key.Key_Return)
    assert page.shell.jobs.drain()
    assert not card.busy


@pytest.fixture
def endless(monkeypatch):
    """Replays never end of themselves; `set` once one has begun."""
    begun = threading.Event()

    def simulate(_view, ours, draft, behaviour=None, progress=None) -> object:
        for done in range(10**9):
            progress.step(done, 10**9)
            begun.set()
        return simulation(ours, draft)

    monkeypatch.setattr(queries, "simulate", simulate, raising=False)
    return begun


def test_a_draft_that_breaks_while_it_is_replayed_says_so_and_goes_on_when_mended(
    page, book, endless, qtbot
) -> None:
    card = page.figures.what_if
    book.do(save_draft, SaveDraft(RULES))
    qtbot.waitUntil(endless.is_set)
    good = page.desk.plain
    page.desk.change({**good, "rewards": [{"id": "x", "name": "X", "kind": "free_item", "cost": -5}]})
    qtbot.waitUntil(lambda: not card.busy)
    assert card.words.text() == "As soon as the draft can be saved, it is replayed here."
    assert not card.again.isVisible()
    endless.clear()
    page.desk.change(good)
    qtbot.waitUntil(endless.is_set)
    assert card.busy
    card.stop()
    settle(page)


def test_the_window_closes_while_a_replay_runs(show, book, settings, endless, qtbot) -> None:
    window = show(make_window(book, settings, (PAGE,)), 1366, 768)
    window.go("loyalty")
    book.do(save_draft, SaveDraft(RULES))
    qtbot.waitUntil(endless.is_set)
    window.close()
    QApplication.instance().aboutToQuit.emit()  # which is what closing the last window leads to
    assert window.shell.jobs.drain()
    window.shell.jobs.close()


@pytest.fixture
def bare(book, clock, page, qtbot):
    """The page of a shop whose rules give nothing."""
    book.do(start_programme, StartProgramme(Rules()))
    qtbot.waitUntil(page.first.isVisible)
    return page


@pytest.mark.parametrize("template", ["cafe", "bookshop", "salon", "florist", "plain"])
def test_a_template_is_one_click(bare, book, qtbot, template) -> None:
    assert bare.head.pill.text() == "No programme yet"
    assert not bare.head.change.isVisible()
    press(qtbot, bare.first.cards.cards[template])
    settle(bare)
    draft = book.ask(draft_rules)
    assert draft.earning
    assert draft.rewards
    assert bare.rules.isVisible()
    assert bare.head.start.isVisible()


def test_beginning_with_nothing_offers_the_first_rule(bare, book, qtbot) -> None:
    card = bare.first.cards.cards["empty"]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    settle(bare)
    press(qtbot, bare.rules.sentence.give)
    settle(bare)
    rule = book.ask(draft_rules).earning[0]
    assert (rule.kind, rule.values["points"], rule.values["step"]) == ("money_step", 1, 100)
    assert bare.rules.sentence.points.isVisible()


def test_everything_by_keyboard(window, page, book, qtbot) -> None:
    window.activateWindow()
    assert QApplication.focusWidget() is table(page, "rewards")
    page.head.change.setFocus()
    qtbot.keyClick(page.head.change, Qt.Key.Key_Space)
    settle(page)
    rewards = table(page, "rewards")
    rewards.setFocus()
    qtbot.keyClick(rewards, Qt.Key.Key_Down)
    qtbot.keyClick(rewards, Qt.Key.Key_Return)
    dialog = page.editing.dialog
    assert dialog.form.editor("name").text() == book.ask(draft_rules).rewards[1].name
    assert dialog.focusWidget() is dialog.form.editor("name")
    cost = dialog.form.editor("cost")
    cost.setFocus()
    cost.selectAll()
    qtbot.keyClicks(cost, "450")
    qtbot.keyClick(cost, Qt.Key.Key_Return)
    settle(page)
    assert book.ask(draft_rules).rewards[1].cost == 450
    assert window.focusWidget() is rewards
    assert rewards.currentIndex().row() == 1
    qtbot.keyClick(rewards, Qt.Key.Key_Delete)
    settle(page)
    assert [reward.id for reward in book.ask(draft_rules).rewards] == ["free-coffee", "signed-first-edition"]
    window.shell.actions.run("loyalty-start")
    start = page.start_dialog
    qtbot.keyClick(start.choices.cards["month"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.desk.draft is None)
    assert book.ask(programme_state).scheduled[0].first_day == date(2026, 12, 1)


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (1000, 640)])
def test_it_fits_the_screen_and_scrolls_inside(window, drafted, qtbot, size) -> None:
    window.resize(*size)
    assert (window.width(), window.height()) == size
    qtbot.waitUntil(lambda: drafted.rules.area.verticalScrollBar().maximum() > 0)
    assert drafted.rules.area.horizontalScrollBar().maximum() == 0
    rest = table(drafted, "rest")
    rest.setFocus()
    rest.select(6)
    seen = rest.visualRect(rest.rules.index(6, 0)).center()
    area = drafted.rules.area.viewport()
    qtbot.waitUntil(lambda: area.rect().contains(rest.viewport().mapTo(area, seen)))


def test_every_row_and_button_is_a_finger_high(drafted) -> None:
    for view in drafted.rules.parts.values():
        assert all(view.table.rowHeight(row) >= 40 for row in range(view.table.rules.rowCount()))
        assert view.table.accessibleName()
    for button in (drafted.head.start, drafted.head.discard, drafted.rules.parts["earning"].add):
        assert button.height() >= 40
        assert button.accessibleName()


def test_a_row_is_said_whole_to_a_screen_reader(drafted) -> None:
    model = table(drafted, "tiers").rules
    said = model.data(model.index(2, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Tier: Gold, From: €500, Earning: × 1.25 from €20, Perks: free gift wrap, evening seats held"
    )


def test_two_changes_in_one_breath_are_both_kept(drafted, book, qtbot) -> None:
    drafted.rules.sentence.points.setText("4")
    qtbot.keyClick(drafted.rules.sentence.points, Qt.Key.Key_Return)
    drafted.rules.focus_line("rewards", 0)
    qtbot.keyClick(table(drafted, "rewards"), Qt.Key.Key_Delete)
    settle(drafted)
    saved = book.ask(draft_rules)
    assert saved.earning[0].values["points"] == 4
    assert [reward.id for reward in saved.rewards] == ["signed"]


def test_a_draft_changed_elsewhere_is_shown(drafted, book, qtbot) -> None:
    book.do(save_draft, SaveDraft(Rules(rewards=RULES.rewards[:1])))
    qtbot.waitUntil(lambda: [row[0] for row in rows(drafted, "rewards")] == ["Free coffee"])
    book.do(start_draft, StartDraft(date(2026, 11, 30)))
    qtbot.waitUntil(drafted.head.change.isVisible)


def test_progress_of_an_older_replay_is_not_shown(drafted) -> None:
    card = drafted.figures.what_if
    settle(drafted)
    card._progress = Progress()
    card.bar.setRange(0, 0)
    card._show_step(card._run - 1, 5, 10)
    assert card.bar.maximum() == 0
    card._progress = None
