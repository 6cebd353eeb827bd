"""Foreign text comes out equal, and inert."""

import html
import re

import markdown
from hypothesis import given
from hypothesis import strategies as st

from generator.html.element import spaced
from generator.html.escape import Safe, escape, escape_text

printable = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")))


@given(printable)
def test_any_text_comes_out_equal(text: str) -> None:
    seen = html.unescape(str(escape(text)).removeprefix("<bdi>").removesuffix("</bdi>"))
    assert seen.startswith(text)
    assert set(seen[len(text) :]) <= {"\u202c", "\u2069"}


@given(st.text())
def test_no_active_character_survives(text: str) -> None:
    inert = re.sub(r"&#\d+;", "\u00b7", escape_text(text))
    assert not re.search(r"[!-$&-+:-@\[-`{-~\x00-\x1f\x7f-\x9f\ud800-\udfff]", inert)
    assert not re.search(r"(?<![0-9A-Za-z])[./]|[./](?![0-9A-Za-z])|-(?![0-9A-Za-z])", inert)


@given(st.text(alphabet="1a-./,%+*#>_ \n\t"))
def test_text_at_the_start_of_a_block_opens_no_list_rule_or_heading(text: str) -> None:
    page = f"{escape_text('x' + text)}\n\n{escape_text(text)}\n"
    rendered = markdown.markdown(page, extensions=["attr_list", "toc"])
    assert not re.search(r"<(?!/?p>)", rendered)


def test_figures_stay_legible_in_the_page_source() -> None:
    assert escape("-17.67, 10/10, 71.4%, anti-x") == "-17.67, 10/10, 71.4%, anti-x"


def test_text_joined_to_safe_markup_is_escaped() -> None:
    assert Safe("<b>") + "<i>" == "<b>&#60;i&#62;"
    assert Safe("<b>{}</b>").format("*x*") == "<b>&#42;x&#42;</b>"
    assert spaced(Safe("<br>"), "a|b") == "<br> a&#124;b"


def test_markup_of_ours_passes_once() -> None:
    assert escape(escape("a & b")) == "a &#38; b"


def test_open_embeddings_are_closed_and_isolated() -> None:
    assert escape("\u202eabc") == "<bdi>\u202eabc\u202c</bdi>"
    assert escape_text("\u2067x") == "\u2067x\u2069"


def test_what_html_cannot_hold_is_replaced() -> None:
    assert escape_text("a\x00b\ud800") == "a\ufffdb\ufffd"
