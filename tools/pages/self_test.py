"""Small pages with one fault each, which must be found and nothing else; and one with what only looks like a fault."""

import concurrent.futures
import os
import pathlib
import re
import tempfile

import inspection

WIDTH = 360

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>A page</title>
<style>:root { color-scheme: light dark; font: 16px sans-serif; } .at { position: absolute; left: 20px; top: 200px; }</style>
</head>
<body><h1>A page</h1>
BODY
</body>
</html>
"""

# The kind and a part of the finding, then what makes it.
FAULTS = [
    ("console", "a warning", "<script>console.warn('a warning')</script>"),
    ("console", "is not defined", "<script>missing()</script>"),
    ("console", "is not defined", "<button onclick='this.append(1); missing()'>Go</button>"),
    ("request", "http://127.0.0.1:9/", "<script>fetch('http://127.0.0.1:9/', {mode: 'no-cors'}).catch(() => 0)</script>"),
    ("request", "https://fonts.example/", "<link rel='preconnect' href='https://fonts.example/'>"),
    ("dialog", "run", "<img alt='' src='data:,' onerror='alert(\"run\")'>"),
    ("wide", "400 px", "<div style='width: 400px; margin-left: -8px'>wide</div>"),
    ("overlap", "“one” and", "<div class='at'>one</div><div class='at'>two</div>"),
    ("overlap", "“one” and", "<svg role='img' aria-label='a' width='90' height='50'><g fill='CanvasText'>"
     "<text x='5' y='20'>one</text><text x='20' y='24'>two</text></g></svg>"),
    ("overlap", "“slanted” and", "<svg role='img' aria-label='a' width='90' height='90'><g fill='CanvasText'>"
     "<text x='9' y='30' transform='rotate(40 9 30)'>slanted</text><text x='30' y='55'>two</text></g></svg>"),
    ("overlap", "“one” and", "<details><summary>Open</summary><p style='margin: 0'>one</p>"
     "<p style='margin: -1em 0 0'>two</p></details>"),
    ("cut", "by", "<svg role='img' aria-label='a' width='90' height='50'>"
     "<text x='70' y='20' fill='CanvasText'>beyond</text></svg>"),
    ("cut", "by", "<p style='overflow: hidden; width: 60px; white-space: nowrap'>a long line</p>"),
    ("contrast", "of 4.5", "<p style='color: #888; background: #fff'>grey</p>"),
    ("contrast", "of 3", "<p style='color: #aaa; background: #fff; font-size: 30px'>grey</p>"),
    ("contrast", "of 4.5", "<p style='opacity: 0.4'>pale</p>"),
    ("contrast", "of 4.5", "<p style='color: #111'>black</p>"),
    ("contrast", "of 4.5", "<svg role='img' aria-label='a' width='90' height='50'><rect width='90' height='50' fill='navy' />"
     "<text x='9' y='20' fill='black'>dark</text></svg>"),
    ("accessibility", "no name", "<button onclick='this.append(document.createElement(\"i\"))'></button>"),
    ("accessibility", "no name", "<input type='range'>"),
    ("accessibility", "h1", "<h1>Another</h1>"),
    ("accessibility", "is an h3 after an h1", "<h3>Deep</h3>"),
    ("accessibility", "no role=img", "<svg aria-label='a' width='90' height='50'></svg>"),
    ("accessibility", "no name", "<svg role='img' width='90' height='50'></svg>"),
    ("accessibility", "no header cells", "<table><tr><td>1</td></tr></table>"),
    ("accessibility", "without scope", "<table><tr><th>1</th></tr></table>"),
    ("accessibility", "which is nowhere", "<p aria-labelledby='gone'>text</p>"),
    ("accessibility", "leads nowhere", "<a href='#gone'>there</a>"),
    ("accessibility", "hidden from screen readers", "<p aria-hidden='true'><button disabled>Go</button></p>"),
    ("focus", "does not show", "<style>:focus { outline: none }</style><label>On <input type='checkbox'></label>"),
    ("focus", "loses the focus", "<button onclick='this.replaceWith(\"gone\")'>Go</button>"),
    ("keyboard", "not reached", "<button tabindex='-1' onclick='this.append(1)'>Go</button>"),
    ("keyboard", "space key", "<b role='button' tabindex='0' onclick='this.append(1)' "
     "onkeydown='event.key === \"Enter\" && this.click()'>Go</b>"),
    ("keyboard", "changes nothing", "<b role='button' tabindex='0' onclick='this.append(1)' "
     "onkeydown='event.preventDefault(); event.key === \"Tab\" && this.blur()'>Go</b>"),
    ("mouse", "changes nothing", "<b role='button' tabindex='0' onkeydown='\"Enter \".includes(event.key) "
     "&& (event.preventDefault(), this.append(1))'>Go</b>"),
    ("mouse", "is covered by", "<label>On <input type='checkbox'></label>"
     "<div style='position: absolute; inset: 50px 0 auto; height: 100px'></div>"),
    ("print", "wide", "<style>@media print { p { width: 900px } }</style><p>wide</p>"),
    ("print", "cut", "<div tabindex='0' style='overflow: auto'><div style='width: 900px'>wide</div></div>"),
    ("size", "too many", "<!--" + 2_000_000 * "-" + ">"),
]

WHOLE_FAULTS = [
    ("console", "Content Security Policy", PAGE.replace("<head>", "<head><meta http-equiv='Content-Security-Policy' "
     "content=\"img-src 'none'\">").replace("BODY", "<img alt='a' src='http://127.0.0.1/a.png'>")),
    ("accessibility", "no lang", PAGE.replace(' lang="en"', "")),
    ("accessibility", "no title", PAGE.replace("<title>A page</title>", "")),
]

# What people do on purpose: nothing of it is a fault.
SOUND = """
<style>
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .short { width: 5em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
    .top { position: sticky; top: 0; background: Canvas; }
    .tip { position: absolute; background: Canvas; }
</style>
<p class="top">Stays <button onclick="this.setAttribute('aria-pressed', true)">Press</button></p>
<p class="unseen">for screen readers</p><p>for all <b>people</b> who <i>read</i></p>
<p class="short" title="a name that is too long">a name that is too long</p>
<div style="position: relative"><p>under the tip</p><p class="tip" role="tooltip" style="top: 0; margin: 0">the tip</p></div>
<p><math><mover><mi>y</mi><mo>^</mo></mover><mo>=</mo><msup><mi>x</mi><mn>2</mn></msup></math></p>
<svg role="img" aria-label="labels" width="160" height="90" fill="CanvasText">
    <text x="10" y="20" transform="rotate(45 10 20)">slanted</text>
    <text x="30" y="20" transform="rotate(45 30 20)">labels</text>
    <rect x="100" y="40" width="50" height="30" fill="navy" /><text x="110" y="60" fill="white">ab</text>
</svg>
<svg aria-hidden="true" width="10" height="10"><circle r="9" /></svg>
<div style="overflow: auto" tabindex="0"><p style="width: 600px">A wide part can be scrolled on the screen.</p></div>
<style>@media print { div > p { width: auto !important } }</style>
<details><summary>More</summary><p>about it</p></details>
<button disabled>Not now</button>
<label>How <select><option>a</option><option>b</option></select></label>
<label>One <select><option>only</option></select></label>
<label>Much <input type="range"></label>
<label>Many <input type="number" min="0" max="9"></label>
<label>On <input type="checkbox"></label>
<label><input type="radio" name="r" checked> this</label><label><input type="radio" name="r"> that</label>
<table><tr><th scope="col">x</th></tr><tr><td>1</td></tr></table>
<table role="presentation"><tr><td>1</td></tr></table>
"""


def run():
    """The exit code: 0 if every fault was found, and nothing else."""
    faults = [(kind, part, PAGE.replace("BODY", body)) for kind, part, body in FAULTS] + WHOLE_FAULTS
    cases = [(None, None, PAGE.replace("BODY", SOUND)), *faults]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        paths = [pathlib.Path(folder) / f"{number}.html" for number in range(len(cases))]
        for path, (_, _, page) in zip(paths, cases):
            path.write_text(page, encoding="utf-8")
        for (kind, part, page), (findings, _, _) in zip(cases, pool.map(look_at, paths)):
            lines = [f"{found}: {what}" for found, what in findings]
            if not is_right(kind, part, findings):
                wrong += 1
                body = re.search("</h1>(.*)</body>", page, re.DOTALL)[1].strip()[:300]
                print(f"expected {f'{kind} with “{part}”' if kind else 'nothing'}, found {lines} in {body}")
    print(f"{len(cases)} pages, {wrong} not judged as they should be")
    return int(wrong > 0)


def is_right(kind, part, findings):
    """Whether the fault was found, and nothing but what comes with it: the same on paper, that a request was refused."""
    if kind is None:
        return not findings
    network = {"console", "request"}
    others = {found for found, _ in findings} - {kind, "print"} - (network if kind in network else set())
    return not others and any(found == kind and part in what for found, what in findings)


def look_at(path):
    return inspection.inspect(path, WIDTH, None)
