"""Looks at the pages of `griffier serve` in headless Chromium, as a person would: drops a letter, reads it, clicks a
mention, corrects it, comes back. `cargo xtask browser` runs it; by hand:

    cargo build -p griffier-cli
    python3 tests/browser.py target/debug/griffier [--screenshots FOLDER] [--only letters]

Speaks WebDriver to chromedriver with the standard library alone. It ends with a line `N passed, N failed`.
"""

import argparse
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
LETTER = """Den Haag, 15 december 2023

Geachte voorzitter,

Op 11 juli jl. kwam de NAVO bijeen (Kamerstuk 28676, nr. 45). Ik zal uw Kamer voor 1 maart 2024 informeren over de
uitkomsten van het Zeegrasoverleg. De NAVO publiceert een verslag.

De minister van Defensie,

K.H. Ollongren
"""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    """One window of Chromium."""

    def __init__(self, driver, scheme="light"):
        self.base = driver
        arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            # Chromium itself asks nobody anything, so that whatever is asked is the page's doing.
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
            f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}",
        ]
        options = {"args": arguments, "binary": shutil.which("chromium")}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        made = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.base += "/session/" + made["sessionId"]

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"content-type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.read().decode()[:600]}") from None

    def size(self, size):
        # What a page sees, not the window around it.
        width, height = SIZES[size]
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)

    def devtools(self, command, parameters):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def open(self, address):
        self.call("POST", "/url", {"url": address})

    def reload(self):
        self.call("POST", "/refresh", {})

    def address(self):
        return self.call("GET", "/url")

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def find(self, selector):
        return self.call("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        element = self.find(selector)
        self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", {ELEMENT: element})
        self.call("POST", f"/element/{element}/click", {})

    def type(self, selector, text):
        element = self.find(selector)
        if "[type=file]" not in selector:
            self.call("POST", f"/element/{element}/clear", {})
        self.call("POST", f"/element/{element}/value", {"text": str(text)})

    def press(self, key):
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def text(self, selector):
        return self.call("GET", f"/element/{self.find(selector)}/text")

    def wait(self, script, what):
        end = time.time() + 30
        while not self.run("return " + script):
            assert time.time() < end, f"it never came: {what}; {self.address()}"
            time.sleep(0.05)

    def picture(self, path):
        import base64

        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.call("GET", "/screenshot")))

    def complaints(self):
        """What the console said since it was last asked."""
        return [entry["message"] for entry in self.call("POST", "/se/log", {"type": "browser"})]

    def asked(self):
        """The addresses that were asked since this was last asked."""
        found = []
        for entry in self.call("POST", "/se/log", {"type": "performance"}):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return found

    def close(self):
        self.call("DELETE", "")


class Server:
    """`griffier serve` with a file for corrections."""

    def __init__(self, program, folder, *paths):
        self.program = program
        self.corrections = folder / "corrections.tsv"
        command = [program, "serve", "--bind", "127.0.0.1:0", "--corrections", self.corrections, *paths]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if "listening on " in line:
                self.address = line.rsplit(" ", 1)[1].strip()
                return
        raise RuntimeError("the server did not start")

    def stop(self):
        self.process.terminate()
        assert self.process.wait(60) == 0, "the server did not end well"


def no_trouble(browser, server):
    """Nothing was complained about, and nobody else was asked."""
    complaints = browser.complaints()
    assert not complaints, complaints
    foreign = [url for url in browser.asked() if not url.startswith((server.address, "data:"))]
    assert not foreign, foreign


def fits(browser):
    """Nothing is wider than the window."""
    wide = browser.run("return document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{wide} pixels too wide: {browser.address()}"


def mention(text, nth=0):
    return f"""[...document.querySelectorAll('#letter .m')].filter((m) => m.textContent === {json.dumps(text)})[{nth}]"""


def upload(browser, server, folder, name="brief.txt", text=LETTER):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    browser.open(server.address + "/")
    browser.type("input[type=file]", path)
    browser.wait("location.pathname.startsWith('/letters/')", "the page of the letter")
    browser.wait("document.readyState === 'complete'", "the whole page")


def named(browser, words):
    """How many mentions of the letter have these words."""
    return browser.run(f"return [...document.querySelectorAll('#letter .m')].filter((m) => m.textContent === {json.dumps(words)}).length")


def choose(browser, words, nth=0):
    """Clicks a mention, and waits for what can be decided about it."""
    browser.run(f"{mention(words, nth)}.classList.add('wanted')")
    browser.click(".wanted")
    browser.wait("!document.getElementById('card').hidden && document.querySelector('#card .decide')", "the card")


def decisions(browser, count, what):
    browser.wait(f"document.querySelectorAll('#corrections li').length === {count}", what)


def kept(server):
    """The rows of the file of corrections."""
    return [line.split("\t") for line in server.corrections.read_text(encoding="utf-8").splitlines()[1:]]


def test_a_letter_is_uploaded_read_and_corrected(browser, server, folder, size, picture):
    upload(browser, server, folder)
    picture("letter")
    fits(browser)
    assert named(browser, "NAVO") == 2
    choose(browser, "NAVO")
    assert "org:navo" in browser.text("#card"), browser.text("#card")
    picture("card")
    fits(browser)
    browser.click("#card .decide button:last-child")
    decisions(browser, 1, "the decision in the list")
    assert kept(server)[0][:5] == ["reject", "brief", "ORGANISATION", "org:navo", "NAVO"], kept(server)
    picture("decided")
    browser.reload()
    decisions(browser, 1, "the decision after coming back")
    assert named(browser, "NAVO") == 1, "what was wrong is no mention any more, and the other one is"
    picture("corrected")
    # The same file serves the command, and another start of the server.
    other = Server(server.program, folder, folder / "brief.txt")
    browser.open(other.address + "/letters/1")
    assert named(browser, "NAVO") == 1
    other.stop()
    browser.asked()
    browser.open(server.address + "/letters/6")
    browser.run("document.querySelector('#corrections details').open = true")
    browser.click("#corrections li button")
    decisions(browser, 0, "none left")
    assert kept(server) == []
    browser.reload()
    decisions(browser, 0, "none after coming back")
    assert named(browser, "NAVO") == 2
    no_trouble(browser, server)


def test_a_mention_gets_another_thing_and_another_type(browser, server, folder, size, picture):
    upload(browser, server, folder)
    choose(browser, "NAVO", 1)
    browser.type("#card form.correct input", "org:vn")
    browser.click("#card form.correct button")
    decisions(browser, 1, "the decision")
    assert kept(server)[0][:4] == ["relink", "brief", "ORGANISATION", "org:vn"], kept(server)
    browser.reload()
    choose(browser, "NAVO", 1)
    assert "org:vn" in browser.text("#card"), browser.text("#card")
    choose(browser, "Den Haag")
    browser.run("document.querySelector('#card form.correct select').value = 'ORGANISATION'")
    browser.click("#card form.correct button")
    decisions(browser, 2, "both decisions")
    browser.reload()
    decisions(browser, 2, "both after coming back")
    assert browser.run(f"return {mention('Den Haag')}.dataset.type") == "ORGANISATION"
    no_trouble(browser, server)


def test_a_relation_is_called_wrong_and_another_is_added(browser, server, folder, size, picture):
    upload(browser, server, folder)
    browser.run("document.getElementById('relations').open = true")
    count = browser.run("return document.querySelectorAll('[data-relation]').length")
    browser.click("[data-relation] .decide button:nth-child(2)")
    decisions(browser, 1, "the decision")
    row = kept(server)[0]
    assert row[0] == "reject" and row[1] == "brief" and row[2].islower() and row[3] and row[8], row
    fits(browser)
    choose(browser, "Zeegrasoverleg") if named(browser, "Zeegrasoverleg") else choose(browser, "NAVO")
    browser.click("#card .relating summary")
    browser.type("#card form.relate input[aria-label=From]", "DOC")
    browser.run("document.querySelector('#card form.relate select').value = 'supports'")
    browser.type("#card form.relate input[aria-label=To]", "org:navo")
    picture("relating")
    fits(browser)
    browser.click("#card form.relate button")
    decisions(browser, 2, "both decisions")
    row = kept(server)[1]
    assert row[:4] == ["add", "brief", "supports", "DOC"] and row[8] == "org:navo", row
    browser.reload()
    decisions(browser, 2, "both after coming back")
    shown = browser.run("return [...document.querySelectorAll('[data-relation]')].map((row) => row.textContent)")
    assert len(shown) == count, shown
    assert any("supports" in row and "NAVO" in row for row in shown), shown
    # How it holds is corrected too.
    browser.run("document.getElementById('relations').open = true")
    browser.run(
        """const row = [...document.querySelectorAll('[data-relation]')].find((row) => row.textContent.includes('supports'));
        const holds = row.querySelector('select');
        holds.value = 'planned';
        holds.dispatchEvent(new Event('change', { bubbles: true }));"""
    )
    browser.wait("[...document.querySelectorAll('#corrections li')].some((row) => row.textContent.includes('(planned)'))", "the decision")
    assert [row[10] for row in kept(server) if row[2] == "supports"] == ["planned"], kept(server)
    no_trouble(browser, server)


def test_names_in_the_network_cover_no_others(browser, server, folder, size, picture):
    letters = sorted((ROOT / "seeds").glob("*.txt"))
    for letter in letters:
        upload(browser, server, folder, letter.name, letter.read_text(encoding="utf-8"))
        browser.run("const network = document.getElementById('network'); network.open = true; network.scrollIntoView()")
        picture(f"network-{letter.stem[:3]}")
        covered = browser.run(
            """const shown = [...document.querySelectorAll('g.node:not(.covered) text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
            const crosses = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
            return shown.flatMap(([name, place], i) => shown.slice(i + 1).filter(([, other]) => crosses(place, other)).map(([other]) => [name, other]));"""
        )
        assert covered == [], (letter.name, covered)
    no_trouble(browser, server)


def test_words_that_are_selected_are_added(browser, server, folder, size, picture):
    upload(browser, server, folder)
    browser.run(
        """const walker = document.createTreeWalker(document.getElementById('letter'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.indexOf('Zeegrasoverleg');
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 'Zeegrasoverleg'.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    browser.wait("document.querySelector('#corrections .adding form')", "the form for new words")
    assert "Zeegrasoverleg" in browser.text("#corrections .adding")
    browser.run("document.querySelector('#corrections .adding select').value = 'EVENT'")
    browser.type("#corrections .adding input", "own:zeegras")
    picture("adding")
    fits(browser)
    browser.click("#corrections .adding button")
    decisions(browser, 1, "the decision")
    row = kept(server)[0]
    assert row[:5] == ["add", "brief", "EVENT", "own:zeegras", "Zeegrasoverleg"], row
    assert row[5].endswith("uitkomsten van het ") and row[6].startswith(". De NAVO publiceert"), row
    assert "\\n" in row[5], "line breaks are kept as they are written"
    browser.reload()
    decisions(browser, 1, "the decision after coming back")
    assert browser.run(f"return {mention('Zeegrasoverleg')}.dataset.type") == "EVENT"
    picture("added")
    no_trouble(browser, server)


def test_the_list_of_letters_takes_a_drop_and_says_what_it_cannot_read(browser, server, folder, size, picture):
    browser.open(server.address + "/")
    picture("list")
    fits(browser)
    drop = """const data = new DataTransfer();
      for (const [name, text] of arguments[0]) data.items.add(new File([text], name));
      dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));"""
    browser.run(drop, [["leeg.txt", " "]])
    browser.wait("document.getElementById('said').classList.contains('wrong')", "what is wrong")
    assert "leeg.txt" in browser.text("#said") and "empty" in browser.text("#said"), browser.text("#said")
    # That the server refused it stands in the console, which is where browsers say so.
    assert all("422" in line for line in browser.complaints())
    browser.run(drop, [["een.txt", "De NAVO."], ["twee.md", "# De VN\n"]])
    browser.wait("document.querySelectorAll('#letters tbody tr').length === 7", "both letters in the list")
    # Files as they arrive: a PDF and a Word file of the first letter.
    import base64

    files = [ROOT / f"tests/formats/000_65cfac3315c427b1.{end}" for end in ("pdf", "docx")]
    browser.run(
        """const data = new DataTransfer();
        for (const [name, packed] of arguments[0]) data.items.add(new File([Uint8Array.from(atob(packed), (c) => c.charCodeAt(0))], name));
        dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));""",
        [[f"gesleept{path.suffix}", base64.b64encode(path.read_bytes()).decode()] for path in files],
    )
    browser.wait("document.querySelectorAll('#letters tbody tr').length === 8", "the PDF and the Word file in the list, one letter")
    pages = browser.run("return [...document.querySelectorAll('#letters tbody a')].map((a) => a.href)")
    read = {}
    for page in pages:
        browser.open(page)
        name = browser.run("return document.querySelector('.facts div:last-child dd').textContent")
        read[name] = named(browser, "Koopmans")
    assert len(pages) == 9 and read["gesleept.pdf"] == read["gesleept.docx"] > 0, read
    no_trouble(browser, server)


def test_keys_are_enough(browser, server, folder, size, picture):
    upload(browser, server, folder)
    browser.press("j")
    browser.wait("!document.getElementById('card').hidden && document.querySelector('#card .decide')", "the card by a key")
    browser.press("\ue007")
    browser.wait("document.activeElement.textContent === 'Right'", "the way from a mention to its card")
    assert not server.corrections.exists() or not kept(server), "going there decides nothing"
    browser.press("\ue007")
    decisions(browser, 1, "the decision by a key")
    assert kept(server)[0][0] == "accept"
    browser.press("\ue00c")
    browser.wait("document.getElementById('card').hidden", "the card put away")
    no_trouble(browser, server)


CONTRAST = """
const number = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = number(getComputedStyle(at).backgroundColor);
    if (color.length === 3 || color[3] === 1) return color;
  }
  return [255, 255, 255];
};
const poor = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let seen = 0;
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  if (!node.data.trim() || !element.checkVisibility?.() || element.closest('script, style, option')) continue;
  const style = getComputedStyle(element), svg = element.closest('svg');
  const [front, back] = [light(number(svg ? style.fill : style.color)), light(behind(svg ?? element))];
  const ratio = (Math.max(front, back) + .05) / (Math.min(front, back) + .05);
  seen += 1;
  if (!(ratio >= 4.5)) poor.add(`${ratio.toFixed(2)} ${element.tagName} ${element.className} ${node.data.trim().slice(0, 40)}`);
}
return [seen, [...poor]];
"""


def test_words_stand_out_from_what_is_behind_them(browser, server, folder, size, picture):
    """Contrast of at least 4.5 to 1 (WCAG 2.2, AA) of every word, in light and dark, with all parts unfolded."""
    upload(browser, server, folder, "brief.txt", (ROOT / "seeds/002_f2101d06232d0696.txt").read_text(encoding="utf-8"))
    letter = browser.address()
    for scheme in ("light", "dark"):
        browser.devtools("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        for address in (letter, server.address + "/", server.address + "/docs"):
            browser.open(address)
            browser.run("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
            if address == letter:
                choose(browser, "Brekelmans")
                browser.run("document.querySelector('[data-relation]').click()")
            seen, poor = browser.run(CONTRAST)
            assert seen > 20 and not poor, (scheme, address, poor)
            picture(f"contrast-{scheme}-{address.rsplit('/', 1)[1] or 'list'}")
    browser.devtools("Emulation.setEmulatedMedia", {"features": []})
    no_trouble(browser, server)


def test_a_list_of_types_is_chosen_at_once_and_ways_open_what_is_folded(browser, server, folder, size, picture):
    upload(browser, server, folder)
    browser.click("button[data-all='']")
    assert browser.run("return document.querySelectorAll('#letter .m:not(.off)').length") == 0
    browser.click("#filters input[value=ORGANISATION]")
    shown = browser.run("return [...document.querySelectorAll('#letter .m:not(.off)')].map((m) => m.dataset.type)")
    assert shown and set(shown) == {"ORGANISATION"}, shown
    browser.click("button[data-all=true]")
    assert browser.run("return document.querySelectorAll('#letter .m.off').length") == 0
    browser.click("nav.ways a[href='#relations']")
    assert browser.run("return document.getElementById('relations').open")
    top = "document.querySelector('#relations summary').getBoundingClientRect().top"
    browser.wait(f"{top} >= 0 && {top} < innerHeight", "the relations on the screen")
    no_trouble(browser, server)


def test_the_list_of_letters_is_searched_and_put_in_order(browser, server, folder, size, picture):
    browser.open(server.address + "/")
    names = "return [...document.querySelectorAll('#letters tbody tr:not(.off)')].map((row) => row.cells[0].textContent)"
    if size == "desktop":
        browser.click("#letters th:first-child button")
        days = [day for day in browser.run(names) if day]
        assert days == sorted(days, reverse=True) and len(set(days)) > 1, days
        browser.click("#letters th:first-child button")
        assert [day for day in browser.run(names) if day] == sorted(days)
    browser.type("#facets input[name=words]", "navo")
    some = browser.run(names)
    assert 0 < len(some) < 5, some
    # Nothing is cut off at the edge of the window.
    cut = browser.run("return [...document.querySelectorAll('td, th')].filter((cell) => cell.checkVisibility() && cell.getBoundingClientRect().right > innerWidth + 1).length")
    assert cut == 0
    no_trouble(browser, server)


def test_a_click_shows_the_card_wherever_the_lists_stand(browser, server, folder, size, picture):
    upload(browser, server, folder, "brief.txt", (ROOT / "seeds/001_f3f34456c45c475b.txt").read_text(encoding="utf-8"))
    browser.run("document.querySelectorAll('.findings details').forEach((part) => { part.open = true; })")
    browser.run("const lists = document.querySelector('.findings'); lists.scrollTop = lists.scrollHeight")
    browser.click("#m1")
    place = browser.run("const { top, bottom } = document.getElementById('card').getBoundingClientRect(); return [top, bottom, innerHeight]")
    assert -1 <= place[0] < place[1] <= place[2] + 1, place
    picture("card-in-view")
    no_trouble(browser, server)


def test_the_list_says_that_nothing_is_found_and_leads_to_its_tables(browser, server, folder, size, picture):
    browser.open(server.address + "/")
    browser.type("#facets input[name=words]", "bestaatniet")
    assert browser.text("#shown").startswith("Nothing found in "), browser.text("#shown")
    browser.click("nav.ways a[href='#cited']")
    browser.wait("document.querySelector('#cited summary').getBoundingClientRect().top < innerHeight", "the papers on the screen")
    fits(browser)
    no_trouble(browser, server)


def test_the_description_is_a_page(browser, server, folder, size, picture):
    browser.open(server.address + "/docs")
    assert "/kb/lookup" in browser.text("main")
    fits(browser)
    picture("docs")
    no_trouble(browser, server)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    port = free_port()
    driver = subprocess.Popen(["chromedriver", f"--port={port}", "--log-level=SEVERE"], stdout=subprocess.DEVNULL)
    passed = failed = 0
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_") and options.only in name]
    try:
        end = time.time() + 30
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=5).close()
                break
            except OSError:
                assert time.time() < end, "chromedriver does not answer"
                time.sleep(0.1)
        schemes = ["light", "dark"] if options.screenshots else ["light"]
        for scheme in schemes:
            browser = Browser(f"http://127.0.0.1:{port}", scheme)
            for size in SIZES:
                browser.size(size)
                for name, test in tests:
                    with tempfile.TemporaryDirectory() as folder:
                        server = Server(options.program, pathlib.Path(folder), ROOT / "seeds")

                        def picture(what):
                            if options.screenshots:
                                browser.picture(options.screenshots / f"{what}-{size}-{scheme}.png")

                        try:
                            browser.open("about:blank")
                            browser.complaints(), browser.asked()
                            test(browser, server, pathlib.Path(folder), size, picture)
                            server.stop()
                            passed += 1
                            print(f"ok      {name} ({size})", flush=True)
                        except Exception:
                            failed += 1
                            print(f"FAILED  {name} ({size})\n{traceback.format_exc()}", flush=True)
                            server.process.kill()
            browser.close()
    finally:
        driver.terminate()
        driver.wait(30)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
