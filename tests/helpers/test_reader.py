"""The tests' own reader of HTML sees what is there, and where."""

from __future__ import annotations

from tests.helpers.reader import Page


def tags(page: Page) -> list[tuple[str, str]]:
    return [(one.tag, "/".join(outer.tag for outer in one.within)) for one in page.elements]


def test_elements_know_what_they_lie_in_also_after_void_and_unclosed_ones() -> None:
    page = Page("<div><br><img src=x><ul><li>a<li>b</ul><i>c</i></div><svg><path d=''/><g></g></svg></b><p>d")
    assert tags(page) == [
        ("div", ""), ("br", "div"), ("img", "div"), ("ul", "div"), ("li", "div/ul"), ("li", "div/ul/li"), ("i", "div"),
        ("svg", ""), ("path", "svg"), ("g", "svg"), ("p", ""),
    ]  # fmt: skip
    assert page.text == "abcd"


def test_attributes_are_unescaped_and_found_by_their_values() -> None:
    page = Page('<input TYPE="text" name=a value="&lt;&amp;&quot;å"><input type=checkbox name=b checked>')
    [text] = page.of("input", type="text")
    assert (text.get("value"), text.get("none"), text.get("none", "x")) == ('<&"å', "", "x")
    [box] = page.of("input", "select", name="b")
    assert box.attributes == {"type": "checkbox", "name": "b", "checked": None}
    assert page.of("select", name="b") == page.of("input", name="c") == []


def test_text_is_unescaped_and_what_is_no_text_is_kept_apart() -> None:
    page = Page("<!doctype html><p id=a id=b>a &lt;b&gt; &amp;<!-- c --></p><?d?><script>if (a < b) '<p>'</script>")
    assert page.text == "a <b> &if (a < b) '<p>'"
    assert page.other == ["doctype html", "id", " c ", "d?"]
    assert [part.within[-1].tag for part in page.parts if hasattr(part, "data")][-1] == "script"
