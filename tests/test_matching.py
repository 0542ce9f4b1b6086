"""Which old wording is which new one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.matching import Place, Wording, find_run, measure_likeness, pair_wordings

TEXTS = st.lists(st.text("abc ", max_size=30), max_size=8)


def pair(old: list[str], new: list[str], similarity: float = 0.6) -> list[tuple[int, int]]:
    return sorted(
        pair_wordings(
            [Wording((text,)) for text in old], [Wording((text,)) for text in new], similarity=similarity
        )
    )


def test_the_best_pairs_win_over_the_first_ones() -> None:
    old = ["Open the file and read the first line.", "Open the file and read the last line."]
    new = ["Open the file, and read the last line.", "Open the file and read the first two lines."]
    assert pair(old, new) == [(0, 1), (1, 0)]


def test_texts_that_are_not_alike_stay_alone() -> None:
    assert pair(["The weather was fine all day."], ["Install the package with pip."]) == []


def test_short_texts_need_to_be_more_alike() -> None:
    assert pair(["Home"], ["Hope"]) == []
    assert pair(["Yes"], ["Yet"]) == []
    assert pair(["Settings"], ["Setting"]) == [(0, 0)]


def test_a_short_text_at_the_same_place_need_not() -> None:
    place = Place(3, 4, 0)
    old, new = [Wording(("Home",), place)], [Wording(("Hope",), place)]
    assert pair_wordings(old, new, similarity=0.6) == [(0, 0)]


def test_the_place_decides_between_look_alikes() -> None:
    old = [
        Wording(("The price in May is 10 euros a month.",), Place(1, 2, 0)),
        Wording(("The price in June is 12 euros a month.",), Place(5, 6, 0)),
    ]
    new = [Wording(("The price in May is 12 euros a month.",), Place(5, 6, 0))]
    assert pair_wordings(old, new, similarity=0.6) == [(1, 0)]


def test_the_rank_decides_within_one_place() -> None:
    old = [Wording((f"Step {number} of the long list",), Place(0, 1, number)) for number in range(3)]
    new = [
        Wording((f"Step {letter} of the long list",), Place(0, 1, rank)) for rank, letter in enumerate("xyz")
    ]
    assert sorted(pair_wordings(old, new, similarity=0.6)) == [(0, 0), (1, 1), (2, 2)]


def test_what_is_in_use_wins_over_what_was_removed() -> None:
    text = "A sentence that is quite long."
    old = [Wording((text,)), Wording((text,), Place(0, 1, 0))]
    new = [Wording(("A sentence that is rather long.",), Place(7, 8, 0))]
    assert pair_wordings(old, new, similarity=0.6) == [(1, 0)]


def test_any_form_of_a_wording_counts() -> None:
    old = [Wording(("Something else altogether here.", "The quick brown fox jumps."))]
    assert pair_wordings(old, [Wording(("The quick red fox jumps.",))], similarity=0.6) == [(0, 0)]


@given(TEXTS, TEXTS, st.floats(0, 1))
def test_pairs_are_one_to_one_and_alike(old: list[str], new: list[str], similarity: float) -> None:
    pairs = pair(old, new, similarity)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(measure_likeness(old[i], new[j]) >= similarity - 1e-9 for i, j in pairs)


CATS, DOGS, FISH = (
    f"The {which} one of the sentences is about {what}."
    for which, what in (("first", "cats"), ("second", "dogs"), ("third", "fish"))
)


def run(whole: str, pieces: list[str], spare: set[int], first: int | None = None) -> list[int]:
    return find_run(whole, pieces, spare, first, similarity=0.6)


def test_pieces_in_a_row_that_make_up_a_text_are_found() -> None:
    assert run(f"{CATS} {DOGS} {FISH}", ["Something else.", CATS, DOGS, FISH, "More"], {0, 1, 2, 3, 4}) == [
        1,
        2,
        3,
    ]


def test_a_run_grows_from_the_piece_that_has_its_pair() -> None:
    assert run(f"{CATS} {DOGS}", [CATS, DOGS], {1}, 0) == [0, 1]


def test_a_piece_that_is_not_spare_ends_the_run() -> None:
    assert run(f"{CATS} {DOGS} {FISH}", [CATS, DOGS, FISH], {0, 1}) == [0, 1]


def test_a_copy_beside_a_text_is_no_part_of_it() -> None:
    assert run(CATS, [CATS, CATS], {1}, 0) == []
    assert run(f"{CATS} {DOGS}", [f"{CATS} {DOGS}", CATS], {1}, 0) == []


def test_a_single_piece_is_no_run() -> None:
    assert run(f"{CATS} {DOGS}", [CATS, "Nothing of the kind"], {0, 1}) == []
