from __future__ import annotations

import base64
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AT_HOME = ("file:", "data:", "blob:", "http://127.0.0.1:", "ws://127.0.0.1:")

# Counts the pixels of a PNG by colour, in the browser itself.
COUNT = """async encoded => {
    const image = await createImageBitmap(await (await fetch("data:image/png;base64," + encoded)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    const found = {};
    for (let at = 0; at < pixels.length; at += 4) {
        const name = pixels[at] + "," + pixels[at + 1] + "," + pixels[at + 2];
        found[name] = (found[name] || 0) + 1;
    }
    return found;
}"""


@pytest.fixture(scope="module")  # its event loop runs in this thread as long as it is open
def chromium():
    """A headless browser."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page_of(chromium):
    """Open a page that notes every address it asks for which is not on this machine."""
    contexts = []

    def open_page(scheme="light", width=1000, height=900):
        context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.left_the_machine = []

        def note(asked):
            if not asked.url.startswith(AT_HOME):
                page.left_the_machine.append(asked.url)

        page.on("request", note)
        page.on("websocket", note)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def colours_of(chromium, tmp_path):
    """Take a screenshot of an element and count its pixels by colour, as ``{(red, green, blue): count}``."""

    def count(element, name="element"):
        shot = element.screenshot(path=tmp_path / f"{name}.png", animations="disabled")
        context = chromium.new_context()
        page = context.new_page()
        found = page.evaluate(COUNT, base64.b64encode(shot).decode())
        context.close()
        return {tuple(int(part) for part in colour.split(",")): number for colour, number in found.items()}

    return count
