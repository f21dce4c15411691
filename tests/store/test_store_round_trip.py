"""Any offer goes through the store unchanged, or is refused."""

from dataclasses import fields, replace
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.offers import AUDIENCES, WEEKDAYS, Kind, Offer, Slot
from bot.store import Store, StoreError

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
maybe = st.none() | texts
lists = st.lists(texts, max_size=4).map(tuple)
ages = st.none() | st.integers(0, 150)
offers = st.builds(
    Offer,
    id=texts,
    name=texts,
    summary=texts,
    description=texts,
    areas=lists,
    min_age=ages,
    max_age=ages,
    audience=st.lists(st.sampled_from(AUDIENCES)).map(tuple),
    topics=lists,
    schedule=st.lists(
        st.builds(Slot, st.sampled_from(WEEKDAYS), st.none() | st.times(), st.none() | st.times()), max_size=8
    ).map(tuple),
    price_dkk=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    kind=st.sampled_from(get_args(Kind)),
    **{
        field.name: maybe
        for field in fields(Offer)
        if field.type == "str | None" or field.type == str | None
    },
)
on_one_store = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@on_one_store
@given(batch=st.lists(offers, max_size=5, unique_by=lambda offer: offer.id))
def test_any_offer_comes_back_as_it_was_and_again_changes_nothing(store: Store, batch: list[Offer]) -> None:
    store.apply_offers(batch)
    stored = {offer.id: offer for offer in store.directory().offers}
    assert [stored[offer.id] for offer in batch] == batch
    version = store.version()
    assert store.apply_offers(batch).unchanged == len(batch)
    assert store.version() == version


@on_one_store
@given(offer=offers, before=texts, bad=st.sampled_from(["\0", "\ud800", "\udfff"]), after=texts)
@pytest.mark.parametrize("field", ["id", "name", "place", "topics"])
def test_an_offer_with_a_nul_or_half_a_character_is_refused(
    store: Store, field: str, offer: Offer, before: str, bad: str, after: str
) -> None:
    text = before + bad + after
    value: Any = ("god", text) if field == "topics" else text
    with pytest.raises(StoreError, match=f"»{field}«"):
        store.apply_offers([replace(offer, **{field: value})])
    assert store.version() == 0


@pytest.mark.parametrize("price", [float("nan"), float("inf"), float("-inf")])
def test_an_offer_with_a_price_that_is_no_number_is_refused(store: Store, price: float) -> None:
    with pytest.raises(StoreError, match="»price_dkk«"):
        store.apply_offers([Offer("klub-n", "Klub N", price_dkk=price)])


@pytest.mark.parametrize("text", ["\\u0000", "\\\\u0000", "u0000", "\\", '"\\"', "null"])
def test_text_that_only_looks_like_an_escaped_nul_is_welcome(store: Store, text: str) -> None:
    offer = Offer("klub-n", text, topics=(text, text))
    store.apply_offers([offer])
    assert store.directory().offers == (offer,)
