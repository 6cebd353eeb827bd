"""The calculators of response, by use: typed, corrected, shared, brought back, printed, without scripts."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from barriers import LOOKS, barriers
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.acceptance

Open = Callable[..., Page]
PATIENT = {
    "physician-global": ("10", "7.2", "3.1"), "patient-global": ("100", "64", "40"), "mmt8": ("80", "64", "74"),
    "haq": ("", "1,5", "1"), "ck": ("200", "300", "100"), "extramuscular": ("10", "5", "2.5"),
}  # fmt: skip
WHOLE = "#?criteria=adult&" + "&".join(
    f"{name}={'_'.join(typed)}" for name, typed in PATIENT.items()
)
FAULTY = "#?criteria=juvenile&physician-global=10_11_x&cmas=_28_70&mmt8=80_50_60&ck=_1.234_300&das=_0_3&ldh=9_1_0"
STATES = {
    "empty": "",
    "result": WHOLE,
    "faults": FAULTY,
    "example": "#?criteria=adult&example=yes&haq=_1_2",
}


def type_patient(page: Page) -> None:
    for name, (width, baseline, follow_up) in PATIENT.items():
        if name == "ck":
            page.locator("#_width-ck").fill(width)
        elif width:
            page.locator(f"#_width-{name}").select_option(width)
        page.locator(f"#_baseline-{name}").fill(baseline)
        page.locator(f"#_followUp-{name}").fill(follow_up)


def result(page: Page) -> str:
    return page.locator("[data-ev-result]").inner_text().replace("\xa0", " ")


@pytest.mark.parametrize("place", ["http", "disk"])
def test_a_patient_is_scored_shared_and_opened_again(
    request: pytest.FixtureRequest, open_page: Open, place: str
) -> None:
    page = open_page(f"{request.getfixturevalue(place)}calculator.html")
    type_patient(page)
    steps = page.locator("[data-ev-steps=physician_global]")
    expect(steps).to_contain_text(
        "7.2 → 3.1: better by 4.1. 4.1 ÷ 10 = 41\xa0% of the range (above 40\xa0%): 20 of 20 points."
    )
    expect(steps).to_contain_text(
        "IMACS: about 56.9444\xa0% of the baseline, counts as better (20\xa0% or more)."
    )
    assert "67.5 of 100" in result(page)
    assert "Major improvement (60 or more), by the adult criteria." in result(page)
    assert "Improved" in result(page)
    assert "haq=_1,5_1" in page.url
    other = open_page(page.url)
    expect(other.locator("#_baseline-haq")).to_have_value("1,5")
    assert result(other) == result(page)
    assert page.complaints == other.complaints == []  # type: ignore[attr-defined]


def test_the_copied_link_holds_the_values(http: str, open_page: Open) -> None:
    page = open_page(f"{http}calculator.html{WHOLE}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith(WHOLE)


def test_a_message_stands_beside_its_field_and_nothing_is_lost(http: str, open_page: Open) -> None:
    page = open_page(f"{http}calculator.html")
    field = page.locator("#_baseline-mmt8")
    page.locator("#_width-mmt8").select_option("80")
    field.fill("81")
    message = page.locator(f"#{field.get_attribute('aria-describedby')}")
    expect(message).to_be_hidden()  # not while it is being typed
    page.keyboard.press("Tab")
    expect(message).to_have_text(
        "Has a baseline of 81; expected 0 to 80. Check the value, and the scale that was used."
    )
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("81")
    page.locator("#_width-mmt8").select_option("150")
    expect(message).to_be_hidden()
    expect(field).to_have_value("81")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    page.locator("#_followUp-mmt8").fill("96")
    assert "Remembered, not seen in a source: the range 150" in result(page)


def test_a_scale_that_was_not_chosen_is_asked_for(http: str, open_page: Open) -> None:
    page = open_page(f"{http}calculator.html")
    page.locator("#_baseline-physician-global").fill("6")
    page.locator("#_followUp-physician-global").fill("2")
    page.keyboard.press("Tab")
    expect(page.locator("#_fault-width-physician-global")).to_contain_text(
        "Has no scale; expected 10"
    )
    expect(page.locator("[data-ev-steps=physician_global]")).to_contain_text("Not counted")


def test_the_criteria_change_and_what_was_typed_stays(http: str, open_page: Open) -> None:
    page = open_page(f"{http}calculator.html{WHOLE}")
    page.get_by_role("radio", name="Juvenile").check()
    expect(page.locator("#_baseline-haq")).to_be_hidden()
    assert "No score yet: 5 of 6 measures." in result(page)
    page.locator("#_baseline-chaq").fill("1.5")
    page.locator("#_followUp-chaq").fill("1")
    assert "Moderate improvement (45 or more), by the juvenile criteria." in result(page)
    page.get_by_role("radio", name="Adult").check()
    expect(page.locator("#_baseline-haq")).to_have_value("1,5")
    assert "Major improvement" in result(page)


def test_too_few_measures_give_what_is_attainable_alone(http: str, open_page: Open) -> None:
    page = open_page(f"{http}calculator.html{WHOLE.replace('mmt8=80_64_74', 'mmt8=80_64_')}")
    assert "No score yet: 5 of 6 measures." in result(page)
    assert (
        "Attainable: 47.5 to 80; still possible: moderate improvement or major improvement."
        in result(page)
    )
    assert "Undetermined, still possible: improved or unchanged" in result(page)
    expect(page.locator("[data-ev-steps=strength]")).to_have_text("Not counted: no follow-up yet.")


def test_an_example_is_marked_and_brings_back_what_was_there(http: str, open_page: Open) -> None:
    for name in ("Adult", "Juvenile"):
        page = open_page(f"{http}calculator.html")
        page.get_by_role("radio", name=name).check()
        page.locator("#_width-ck").fill("200")
        page.locator("#_baseline-ck").fill("777")
        page.get_by_role("button", name="Fill in an example").click()
        assert "Example: a made-up patient" in result(page)
        assert re.search(r"\d of 100", result(page))
        page.get_by_role("button", name="Clear all values").click()
        expect(page.locator("#_baseline-ck")).to_have_value("")
        page.get_by_role("button", name="Bring back what was there").click()
        expect(page.locator("#_baseline-ck")).to_have_value("777")
        page.get_by_role("button", name="Fill in an example").click()
        page.locator("#_baseline-ck").fill("700")
        assert "Example" not in result(page), "what is changed is no longer the example"


def test_the_back_button_brings_back_what_was_there(http: str, open_page: Open) -> None:
    page = open_page(f"{http}calculator.html{WHOLE}")
    page.get_by_role("button", name="Clear all values").click()
    assert "Give what was measured" in result(page)
    page.go_back()
    assert "67.5 of 100" in result(page)
    page.get_by_role("link", name="below").click()
    expect(page.locator("#_points")).to_be_in_viewport()
    assert "67.5 of 100" in result(page), "a place on the page is no patient"
    page.reload()
    assert "67.5 of 100" in result(page)


def test_what_stands_in_an_address_is_only_text(http: str, open_page: Open) -> None:
    bad = quote('<img src=x onerror="alert(1)">')
    page = open_page(
        f"{http}calculator.html#?criteria=adult&haq=_{bad}_1&mmt8={bad}_1_2&nothing=1&ck=%&__proto__=1_2_3"
    )
    expect(page.locator("#_fault-baseline-haq")).to_contain_text("is no number")
    expect(page.locator("#_fault-width-mmt8")).to_contain_text("is no number")
    assert page.locator(".ev-score img").count() == 0
    assert page.complaints == []  # type: ignore[attr-defined]


def test_a_patient_is_scored_by_keyboard_alone(http: str, open_page: Open) -> None:
    page = open_page(f"{http}calculator.html")
    page.get_by_role("radio", name="Adult").focus()
    page.keyboard.press("Tab")
    for text in ("1", "6", "3"):  # the scale, then both values, each one step further
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    expect(page.locator("[data-ev-steps=physician_global]")).to_contain_text("30\xa0% of the range")
    page.locator("summary", has_text="Further enzymes").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#_baseline-ldh")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_no_barrier_in_any_state(
    http: str, look_at: Open, state: str, width: int, scheme: str
) -> None:
    page = look_at(f"{http}calculator.html{STATES[state]}", width=width, scheme=scheme)
    assert barriers(page, scheme) == []
    assert page.locator("[aria-invalid=true]").count() == (5 if state == "faults" else 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.locator(
        ".ev-score :is(label:has([type=radio]), input:not([type=radio]), select, summary), .ev-score-tools button"
    )
    boxes = [
        box
        for box in small.evaluate_all("all => all.map((one) => one.getBoundingClientRect())")
        if box["height"]
    ]
    assert len(boxes) > 20
    assert min(min(box["height"], box["width"]) for box in boxes) >= 24


def test_nothing_is_lost_at_four_times_the_size(http: str, open_page: Open) -> None:
    page = open_page(f"{http}calculator.html{FAULTY}", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cut = page.locator(".ev-score :is(p, label, th, td, li, select)").evaluate_all(
        """all => all.filter((one) => one.offsetParent && getComputedStyle(one).display !== "inline"
          && one.scrollWidth > one.clientWidth + 1 && !one.classList.contains("ev-announcer"))
          .map((one) => one.outerHTML)"""
    )
    assert cut == []


def test_on_paper_values_steps_and_result_stand_without_buttons(http: str, open_page: Open) -> None:
    page = open_page(f"{http}calculator.html{WHOLE}")
    page.emulate_media(media="print")
    expect(page.locator("[data-ev-act=print]")).to_be_hidden()
    expect(page.locator("#_baseline-ck")).to_be_visible()
    expect(page.locator("[data-ev-steps=function]")).to_be_visible()
    expect(page.locator("[data-ev-result]")).to_contain_text("67.5 of 100")


def test_forced_colours_keep_the_scale_and_the_messages(http: str, open_page: Open) -> None:
    page = open_page(f"{http}calculator.html{FAULTY}")
    page.emulate_media(forced_colors="active")
    expect(page.locator("#_fault-followUp-cmas")).to_be_visible()
    ground, reach = (
        page.locator(name).evaluate("one => getComputedStyle(one).borderTopColor")
        for name in (".ev-score-scale", ".ev-score-reach")
    )
    assert ground
    assert reach != page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("place", ["http", "disk"])
def test_without_scripts_it_can_be_done_by_hand(
    request: pytest.FixtureRequest, open_page: Open, place: str
) -> None:
    page = open_page(f"{request.getfixturevalue(place)}calculator.html", scripts=False)
    expect(page.locator("form.ev-score-form")).to_be_hidden()
    expect(page.locator("#_table-points tbody tr", has_text="Muscle strength")).to_contain_text(
        "27.5 above 20 to 30 %"
    )
    expect(page.locator("#_table-thresholds")).to_contain_text("45 or more")
    expect(page.locator("#_table-ranges")).to_contain_text(
        "0 to 15 times the upper limit of normal"
    )
    expect(page.locator("main")).to_contain_text("at least 3 of 6 measures better by 20 % or more")


def test_measures_and_methods_lead_there(http: str, open_page: Open) -> None:
    page = open_page(f"{http}outcomes/imacs-doi.html")
    page.get_by_role("link", name="work it out for one person").click()
    expect(page.get_by_role("heading", name="Result")).to_be_visible()
    page.goto(f"{http}methods.html")
    page.get_by_role("link", name="calculators").click()
    expect(page.locator("h1")).to_have_text(re.compile("Calculators of response"))
