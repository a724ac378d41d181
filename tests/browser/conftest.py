from __future__ import annotations

import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium():
    """A headless browser."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page_of(chromium):
    """Open a page that notes every request which leaves the machine."""
    contexts = []

    def open_page(scheme="light", width=1000, height=900):
        context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.left_the_machine = []

        def note(request):
            if not request.url.startswith(("file:", "data:", "blob:", "http://127.0.0.1", "ws://127.0.0.1")):
                page.left_the_machine.append(request.url)

        page.on("request", note)
        return page

    yield open_page
    for context in contexts:
        context.close()
