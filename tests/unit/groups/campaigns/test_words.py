"""What is said of a campaign: never more than is known, and the same wherever it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.campaigns.intervals import difference, mean_difference, people_needed, seen_from
from app.groups.campaigns.outcome import Arm, Outcome
from app.groups.campaigns.queries import CampaignRow, Stage
from app.groups.campaigns.reasons import prospect_words
from app.groups.campaigns.verdict import Why, judged
from app.groups.campaigns.words import Told, told
from app.insights.sayings import Sayings
from app.kernel.context import ShopContext
from tests.exploring import tries

SAY = Sayings(ShopContext(name="Kettle & Quill", currency="EUR", locale="en_GB"))
STARTED = datetime(2026, 10, 1, 9, tzinfo=UTC)
ROW = CampaignRow(
    1, "Birthday voucher", "voucher", "Voucher “Birthday”", {}, "Birthday this month", "{}",
    date(2026, 10, 1), STARTED, date(2026, 10, 31), 30, 10, 48_600, None, Stage.OVER, 412, 46,
)  # fmt: skip


def made(got: Arm, out: Arm, *, days_left: int = -1, spend: int = 1000, **row: object) -> Outcome:
    """An outcome of two arms in which each who came back spent the same but for a cent."""
    campaign = replace(ROW, treated=got.people, held_out=out.people, **row)  # type: ignore[arg-type]
    back = difference(got.back, got.people, out.back, out.people)
    seen = seen_from(got.people, out.people)
    off = campaign.called_off_at is not None
    verdict, why = judged(back, called_off=off, begun=True, over=days_left < 0, seen_from=seen)
    sums = [[spend + n % 2 for n in range(arm.back)] for arm in (got, out)]
    shares = (got.share or 0, out.share or 0)
    held = out.people / (got.people + out.people)
    return Outcome(
        campaign, got, out, back, mean_difference(sums[0], got.people, sums[1], out.people), verdict, why,
        days_left < 0, max(days_left, 0), seen, people_needed(*shares, held), people_needed(*shares, 0.5),
    )  # fmt: skip


def say(got: Arm, out: Arm, **values: object) -> Told:
    return told(made(got, out, **values), SAY)  # type: ignore[arg-type]


WORKED = (Arm(412, 157, 157_000), Arm(46, 10, 10_000))


def test_one_that_worked() -> None:
    one = say(*WORKED)
    assert one.question == "Did “Birthday voucher” work?"
    assert one.compared == "Compared with 1 in 10 who did not get it, chosen by chance."
    assert [(bar.label, bar.said) for bar in one.bars] == [("Got it (412)", "38 %"), ("Did not (46)", "22 %")]
    assert one.difference == ("Came back within 30 days: ", "16 more of every 100", " (likely 1 to 27).")
    assert one.money == (
        "It cost €486. Those who got it spent about €650 more than they would have (likely €50 to €1,300)."
    )
    assert one.sentence == "".join(one.difference) + " " + one.money
    assert (one.pill, one.why) == (
        "It worked", "More of those who got it came back, and that is hardly chance.",
    )  # fmt: skip
    assert one.how[0] == (
        "On 1 Oct 2026 lots were drawn among “Birthday this month”: 412 customers got it, 46 did not."
    )
    assert "through 31 Oct 2026" in one.how[1]
    assert any("Newcombe" in line for line in one.how)
    assert any("sales, not profit" in line for line in one.how)


def test_one_that_paid_and_one_that_did_not() -> None:
    assert say(*WORKED, cost=100).money.endswith("That is more than it cost.")
    assert say(*WORKED, cost=900_000).money.endswith("That is less than it cost.")
    assert say(*WORKED, cost=100, days_left=3).money.endswith("(likely €50 to €1,300).")
    assert say(*WORKED, cost=None).money.startswith("Those who got it")


def test_one_that_runs() -> None:
    one = say(*WORKED, days_left=12)
    assert one.pill == "Cannot tell yet"
    assert one.difference[0] == "Came back within 30 days, so far: "
    assert one.why == "It takes 12 more days, through 31 Oct 2026; until then this may still change."
    assert say(*WORKED, days_left=0).why.startswith("Today is the last of its days")


def test_one_that_may_be_chance_says_what_it_would_take() -> None:
    one = say(Arm(90, 36, 36_000), Arm(10, 2, 2_000))
    assert one.pill == "Cannot tell yet"
    assert one.difference[1:] == ("20 more of every 100", " (likely between 13 fewer and 38 more).")
    assert one.why == (
        "What is seen may be chance. If the difference really is that large, it takes about 370 customers to "
        "show it with the same part left out, or 160 with every other one left out."
    )


def test_one_that_did_no_good() -> None:
    fewer = say(Arm(400, 60, 60_000), Arm(400, 100, 100_000))
    assert fewer.pill == "It did no good"
    assert fewer.difference[1:] == ("10 fewer of every 100", " (likely 4 to 16 fewer).")
    assert "less than they would have (likely " in fewer.money
    none = say(Arm(9000, 900, 900_000), Arm(9000, 900, 900_000))
    assert none.pill == "It did no good"
    assert none.difference[1] == "as many"
    assert none.why == "If it made a difference at all, it was one of less than two points."


def test_one_too_small_and_one_without_anybody_left_out() -> None:
    few = say(Arm(9, 5, 5000), Arm(1, 0, 0))
    assert few.why.startswith("With 9 against 1 even a very large difference may be chance.")
    assert few.money == "It cost €486. Too little was spent to say what it brought in."
    alone = say(Arm(30, 5, 5000), Arm(0, 0, 0))
    assert alone.compared == "Nobody was left out, so there is nothing to compare with."
    assert alone.difference == ("", "", "")
    assert alone.sentence == "It cost €486."
    assert [bar.label for bar in alone.bars] == ["Got it (30)"]
    assert alone.how[0] == "On 1 Oct 2026 all 30 of “Birthday this month” got it."
    assert alone.why.startswith("Next time leave some out by chance")


def test_one_called_off() -> None:
    one = say(*WORKED, called_off_at=STARTED + timedelta(days=2))
    assert (one.pill, one.why) == (
        "Called off", "It was called off on 3 Oct 2026; nothing is concluded from it.",
    )  # fmt: skip


def test_what_disturbs_the_comparison_is_told() -> None:
    one = say(Arm(90, 9, 9000, elsewhere=7), Arm(10, 1, 1000, elsewhere=2, anyway=1))
    assert "for 7 of those who got it, and for 2 of those who did not." in one.how[-2]
    assert one.how[-1].startswith("1 of those left out was given the same another way")


def test_what_a_campaign_could_tell_beforehand() -> None:
    assert prospect_words(1, 0, None, SAY).startswith("One customer alone cannot be divided")
    assert prospect_words(9, 0, None, SAY).startswith("Nobody is left out")
    assert "hardly ever be told" in prospect_words(9, 1, seen_from(9, 1), SAY)
    assert prospect_words(412, 46, seen_from(412, 46), SAY) == (
        "A difference of 22 points or more in who comes back would show."
    )


def test_a_shop_without_cents() -> None:
    yen = Sayings(ShopContext(currency="JPY", locale="ja_JP"))
    assert "48,600" in told(made(*WORKED, cost=48_600, spend=1000), yen).money  # type: ignore[arg-type]


arms = st.integers(1, 300).flatmap(lambda people: st.tuples(st.just(people), st.integers(0, people)))


@tries(150)
@given(arms, st.tuples(st.just(0), st.just(0)) | arms, st.integers(-1, 30), st.integers(1, 10**11))
def test_every_outcome_has_words(
    got: tuple[int, int], out: tuple[int, int], days_left: int, spend: int
) -> None:
    one = say(Arm(*got, got[1] * spend), Arm(*out, out[1] * spend), days_left=days_left, spend=spend)
    assert one.question and one.compared and one.pill and one.why and len(one.how) >= 2
    assert ("cannot" in one.pill.lower()) or days_left < 0
    for text in (one.sentence, one.why, *one.how):
        assert "{" not in text and "nan" not in text and "None" not in text


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_words(why: Why) -> None:
    assert told(replace(made(*WORKED), why=why), SAY).why
