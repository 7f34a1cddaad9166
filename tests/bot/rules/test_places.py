"""Where somebody lives -> whose clock they live by."""

import pytest

from bot.rules import names_of_places, places


def zones(text: str) -> list[str]:
    return [place.zone for place in places.find(text)]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("berlin, berlin, germany", "Europe/Berlin"),
        ("Greater Munich Metropolitan Area", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("Cologne", "Europe/Berlin"),
        ("San Francisco Bay Area", "America/Los_Angeles"),
        ("New York City Metropolitan Area", "America/New_York"),
        ("NYC", "America/New_York"),
        ("Portland, OR", "America/Los_Angeles"),
        ("Portland, Maine, United States", "America/New_York"),
        ("London", "Europe/London"),
        ("London, England, United Kingdom", "Europe/London"),
        ("London, Ontario", "America/Toronto"),
        ("Paris, Texas", "America/Chicago"),
        ("Remote - Lisbon", "Europe/Lisbon"),
        ("Zürich (Switzerland)", "Europe/Zurich"),
        ("Bangalore, Karnataka", "Asia/Kolkata"),
        ("California, United States", "America/Los_Angeles"),
        ("Germany", "Europe/Berlin"),
        ("UK", "Europe/London"),
        ("Singapore", "Asia/Singapore"),
        ("Łódź", "Europe/Warsaw"),
        ("Đà Nẵng", "Asia/Ho_Chi_Minh"),
        ("Москва", "Europe/Moscow"),
        ("Москва, Россия", "Europe/Moscow"),
        ("東京", "Asia/Tokyo"),
        ("日本 東京都 世田谷区", "Asia/Tokyo"),
        ("대한민국 서울", "Asia/Seoul"),
        ("القاهرة، مصر", "Africa/Cairo"),
        ("תל-אביב", "Asia/Jerusalem"),
        ("मुंबई", "Asia/Kolkata"),
        ("Ελλάδα", "Europe/Athens"),
    ],
)
def test_a_place_that_is_sure_has_one_zone(text: str, zone: str) -> None:
    assert zones(text) == [zone]


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("Portland", {"America/Los_Angeles", "America/New_York"}),
        ("Cambridge", {"Europe/London", "America/New_York"}),
        ("San José", {"America/Los_Angeles", "America/Costa_Rica"}),
        ("United States", {"America/New_York", "America/Los_Angeles"}),
        ("Georgia", {"America/New_York", "Asia/Tbilisi"}),
        ("Paris, wherever", {"Europe/Paris", "America/Chicago"}),
        ("Портланд", {"America/Los_Angeles", "America/New_York"}),
        ("Сан-Хосе", {"America/Los_Angeles", "America/Costa_Rica"}),
    ],
)
def test_what_may_be_several_places_is_asked(text: str, among: set[str]) -> None:
    assert 1 < len(zones(text)) <= places.MOST
    assert among <= set(zones(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "Xanadu upon Nowhere",
        "LA",
        "🌍",
        "=HYPERLINK(1)",
        "\u202e",
        "Ксанаду",
        "म बई",
        "\n東\t1",
        "東",
        "x" * 100_000,
        ",;/-()" * 50,
    ],
)
def test_what_nobody_knows_is_not_guessed(text: str) -> None:
    assert zones(text) == []


def test_places_are_told_so_that_one_can_choose() -> None:
    assert [place.name for place in places.find("Portland")][:2] == ["Portland, Oregon", "Portland, Maine"]


def test_a_zone_is_found_by_its_place_or_by_its_name() -> None:
    assert places.suggest("portland")[0].zone == "America/Los_Angeles"
    assert [place.zone for place in places.suggest("europe/ber")] == ["Europe/Berlin"]
    assert len(places.suggest("")) > 300


def test_an_alphabet_of_its_own_is_read_only_where_somebody_writes_in_it() -> None:
    names_of_places._read.cache_clear()
    zones("Göteborg, Sverige")
    assert names_of_places._read.cache_info().currsize == 0

    zones("Гётеборг")
    assert names_of_places._read.cache_info().currsize == 1
