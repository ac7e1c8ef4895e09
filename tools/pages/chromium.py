"""A page in a headless Chromium, driven by the DevTools protocol over a pipe: messages of JSON that end with a zero."""

import base64
import fcntl
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
         "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--remote-debugging-pipe"]

KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), "Space": (32, " "), "Backspace": (8, ""), "End": (35, ""), "Home": (36, ""),
        "ArrowLeft": (37, ""), "ArrowUp": (38, ""), "ArrowRight": (39, ""), "ArrowDown": (40, "")}

PATIENCE = 60  # seconds


def executable():
    """The Chromium of the PATH, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Chromium:
    """A browser with one page, whose events are kept in `events` until someone takes them."""

    def __init__(self, script):
        self.events = []
        self._number = 0
        self._profile = tempfile.TemporaryDirectory(prefix="check-pages-", ignore_cleanup_errors=True)
        self._start()
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setFocusEmulationEnabled", enabled=True)
        self.send("Page.addScriptToEvaluateOnNewDocument", source=script, worldName="checks")

    def open(self, url, width, height, scheme):
        """Loads a page anew, with the script beside it in a world of its own."""
        self._load("about:blank")
        self.resize(width, height)
        self.emulate("screen", scheme)
        self._load(url)
        contexts = [event["params"]["context"] for event in self.events
                    if event["method"] == "Runtime.executionContextCreated"]
        self._context = next(context["id"] for context in reversed(contexts) if context["name"] == "checks")

    def _load(self, url):
        self.events.clear()
        self.send("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._receive()

    def _start(self):
        here_reads, browser_writes = os.pipe()
        browser_reads, here_writes = os.pipe()
        # The browser reads from 3 and writes to 4, which may be among the four: first out of their way.
        high = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (browser_reads, browser_writes)]
        command = [executable(), *FLAGS, f"--user-data-dir={self._profile.name}", "about:blank"]
        self._process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3</dev/fd/{high[0]} 4>/dev/fd/{high[1]}', "sh", *command], pass_fds=high,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for end in (browser_reads, browser_writes, *high):
            os.close(end)
        self._in, self._out = os.fdopen(here_reads, "rb", 0), os.fdopen(here_writes, "wb", 0)
        self._session, self._received = None, b""

    def send(self, method, **parameters):
        """The answer to a command; what happens meanwhile is added to the events."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def _receive(self):
        while b"\0" not in self._received:
            if not select.select([self._in], [], [], PATIENCE)[0]:
                raise RuntimeError(f"Chromium did not answer within {PATIENCE} s")
            chunk = os.read(self._in.fileno(), 1 << 20)
            if not chunk:
                raise RuntimeError(f"{executable()} ended; start it by hand to see why")
            self._received += chunk
        message, self._received = self._received.split(b"\0", 1)
        message = json.loads(message)
        if "method" in message:
            self.events.append(message)
            if message["method"] == "Page.javascriptDialogOpening":
                self._number += 1
                self._out.write(json.dumps({"id": self._number, "sessionId": self._session, "params": {"accept": True},
                                            "method": "Page.handleJavaScriptDialog"}).encode() + b"\0")
        return message

    def resize(self, width, height):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def emulate(self, media, scheme):
        self.send("Emulation.setEmulatedMedia", media=media, features=[
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}])

    def call(self, function, *arguments):
        """What a function of the script returns, or its promise resolves to."""
        text = ", ".join(json.dumps(argument) for argument in arguments)
        result = self.send("Runtime.evaluate", expression=f"checks.{function}({text})", contextId=self._context,
                           awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"checks.{function}: {result['exceptionDetails']['exception']['description']}")
        return result["result"].get("value")

    def press(self, key, modifiers=0):
        """Presses a named key, or a letter with modifiers (2 is Ctrl)."""
        code, text = KEYS.get(key, (ord(key.upper()[0]), ""))
        names = {"key": " " if key == "Space" else key, "code": key if key in KEYS else f"Key{key.upper()}",
                 "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **names)
        self.send("Input.dispatchKeyEvent", type="keyUp", **names)

    def type(self, text):
        self.send("Input.insertText", text=text)

    def click(self, x, y, times=1):
        self.hover(x, y)
        for kind in ("mousePressed", "mouseReleased") * times:
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=times)

    def hover(self, x, y):
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def screenshot(self, path):
        """The whole page as PNG, up to the height that Chromium draws at once."""
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000), "scale": 1}
        image = self.send("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(image))

    def pdf(self):
        return base64.b64decode(self.send("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])

    def close(self):
        try:
            self._session = None
            self.send("Browser.close")
            self._process.wait(10)
        except (RuntimeError, OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        self._in.close()
        self._out.close()
        self._profile.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
