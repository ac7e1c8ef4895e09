"""What is done with one page at one width: looked at, used by keyboard and by mouse, and printed."""

import pathlib
import time

from chromium import Chromium

SCRIPT = (pathlib.Path(__file__).parent / "checks.js").read_text(encoding="utf-8")
HEIGHT = 800
PAPER = 717  # A4 without Chromium's margins, in pixels
LARGEST = 2_000_000
CONTROL = 2  # the modifier key


def inspect(path, width, screenshots):
    """The findings, each with the colour schemes that have it, how many controls were used, and how long it took."""
    start = time.monotonic()
    findings, counts = {}, []
    with Chromium(SCRIPT) as browser:
        for scheme, use in (("light", Inspection.use_keyboard), ("dark", Inspection.use_mouse)):
            browser.open(path.as_uri(), width, HEIGHT, scheme)
            inspection = Inspection(browser, path)
            inspection.look()
            if screenshots:
                browser.screenshot(screenshots / f"{path.stem}-{width}-{scheme}.png")
            counts.append(use(inspection))
            if scheme == "light":
                inspection.print_out()
            for finding in inspection.findings:
                findings.setdefault(finding, []).append(scheme)
    if path.stat().st_size >= LARGEST:
        findings["size", f"the file has {path.stat().st_size} bytes, {LARGEST} are too many"] = ["light", "dark"]
    return findings, counts, time.monotonic() - start


class Inspection:
    """Of an open page; `findings` are kinds and texts, each once."""

    def __init__(self, browser, path):
        self.browser = browser
        self.address = path.as_uri()
        self.findings = {}
        self.action = ""

    def find(self, kind, what):
        self.findings.setdefault((kind, what), None)

    def look(self):
        for kind, what in self.browser.call("look"):
            self.find(kind, what)
        self.take_events()

    def take_events(self):
        for event in self.browser.events:
            finding = self.finding_of(event["method"], event["params"])
            if finding:
                self.find(*finding)
        self.browser.events.clear()

    def finding_of(self, method, event):
        match method:
            case "Runtime.consoleAPICalled" if event["type"] in ("error", "warning", "assert"):
                return "console", " ".join(str(part.get("value", part.get("description"))) for part in event["args"])
            case "Runtime.exceptionThrown":
                details = event["exceptionDetails"]
                return "console", details.get("exception", {}).get("description", details["text"]).split("\n")[0]
            case "Log.entryAdded" if event["entry"]["level"] in ("error", "warning"):
                return "console", event["entry"]["text"]
            case "Network.requestWillBeSent":
                return self.request(event["request"]["url"])
            case "Network.webSocketCreated":
                return self.request(event["url"])
            case "Page.frameRequestedNavigation":
                return self.request(event["url"])
            case "Page.javascriptDialogOpening":
                return "dialog", event["message"]
        return None

    def request(self, url):
        if url.split("#")[0] == self.address or url.startswith(("data:", "blob:")):
            return None
        return "request", url

    def has_changed(self):
        """Whether the page differs from when it was looked at last; it is looked at again if so."""
        changed = self.browser.call("isChanged")
        if changed:
            self.look()
        self.take_events()
        return changed

    def press(self, *keys):
        for key in keys:
            self.browser.press(key)
        return self.has_changed()

    # What follows answers whether the control changed anything.

    def use_keyboard(self):
        """Goes through the page by Tab, again as long as there are controls that were not used or had no effect."""
        reached, used = {}, set()
        while True:
            before = len(used)
            walked = set()
            outside = 0
            while outside < 2:
                self.browser.press("Tab")
                at = self.browser.call("focused")
                if at is None:
                    outside += 1
                    continue
                if at["key"] in walked:
                    break
                walked.add(at["key"])
                if at["key"] not in reached and not at["seen"]:
                    self.find("focus", f"{at['path']} does not show that it has the focus")
                reached[at["key"]] = at
                if at["kind"] != "stop" and at["key"] not in used:
                    if self.operate_by_keys(at):
                        used.add(at["key"])
                    if not self.browser.call("hasFocus"):
                        self.find("focus", f"{at['path']} loses the focus when it is used")
            if len(used) == before:
                break
        for control in self.browser.call("controls"):
            if control["key"] not in reached:
                self.find("keyboard", f"{control['path']} is not reached by Tab")
        self.report_idle("keyboard", [at for at in reached.values() if at["kind"] != "stop"], used)
        return len(used)

    def report_idle(self, means, controls, used):
        for control in controls:
            if control["key"] not in used and control["count"] > 1:
                self.find(means, f"{control['path']} changes nothing")

    def operate_by_keys(self, control):
        match control["kind"]:
            case "button":
                return self.press("Enter") or self.press("Space")
            case "role":
                changed = self.press("Enter")
                if not self.press("Space") and not self.browser.call("isKeyTaken"):
                    self.find("keyboard", f"{control['path']} does not know the space key")
                return changed
            case "summary":
                changed = self.press("Enter")
                if not self.browser.call("isOpen", control["key"]):
                    self.press("Space")
                return changed
            case "checkbox":
                return any([self.press("Space"), self.press("Space")])
            case "radio":
                return any([self.press("ArrowDown") for _ in range(control["count"])])
            case "range":
                return any([self.press(key) for key in ("End", "Home", "ArrowRight")])
            case "number":
                return any([self.press("ArrowUp"), self.replace(""), self.replace("3")])
            case "textarea":
                return any([self.replace('<b>"x'), self.replace("")])
            case "select":
                count = min(control["count"], 20)
                return any([self.press("End"), self.press("Home"), *[self.press("ArrowDown") for _ in range(1, count)]])
        raise ValueError(control["kind"])

    def replace(self, text):
        """Puts a text in the place of what a field holds."""
        self.browser.press("a", CONTROL)
        if text:
            self.browser.type(text)
        return self.press() if text else self.press("Backspace")

    def use_mouse(self):
        tried, used = {}, set()
        while True:
            before = len(used)
            round_ = set()
            while True:
                control = next((control for control in self.browser.call("controls")
                                if control["key"] not in used and control["key"] not in round_), None)
                if control is None:
                    break
                round_.add(control["key"])
                tried[control["key"]] = control
                if self.operate_by_mouse(control):
                    used.add(control["key"])
            if len(used) == before:
                break
        self.report_idle("mouse", tried.values(), used)
        index = 0
        while place := self.browser.call("drawing", index):
            self.browser.hover(*place)
            self.has_changed()
            index += 1
        return len(used)

    def operate_by_mouse(self, control):
        match control["kind"]:
            case "button" | "role":
                return self.click(control)
            case "summary":
                changed = self.click(control)
                if not self.browser.call("isOpen", control["key"]):
                    self.click(control)
                return changed
            case "checkbox":
                return any([self.click(control), self.click(control)])
            case "radio":
                return any([self.click(control, index) for index in range(control["count"])])
            case "range":
                return any([self.click(control, across=across) for across in (0.02, 0.98, 0.5)])
            case "number" | "textarea":
                self.click(control, times=3)
                return self.replace("2")
            case "select":
                # A click opens the list, in which keys choose.
                first = self.click(control) or self.press("End", "Enter")
                return any([first, self.click(control) or self.press("Home", "Enter")])
        raise ValueError(control["kind"])

    def click(self, control, index=0, across=0.5, times=1):
        place = self.browser.call("place", control["key"], index, across)
        if place is None:
            return False
        if place["covered"]:
            self.find("mouse", f"{control['path']} is covered by {place['covered']}")
        self.browser.click(place["x"], place["y"], times)
        return self.has_changed()

    def print_out(self):
        """Prints to PDF, and looks at the page as paper shows it."""
        if not self.browser.pdf().startswith(b"%PDF"):
            self.find("print", "Chromium made no PDF")
        self.take_events()
        self.browser.resize(PAPER, HEIGHT)
        self.browser.emulate("print", "light")
        for kind, what in self.browser.call("paper"):
            self.find("print", f"{kind}: {what}")
        self.take_events()
