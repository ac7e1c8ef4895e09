"""The ratios as a picture: one line for each piece of work, one dot for each peer, on a logarithmic axis."""

import math
from xml.sax.saxutils import escape

PEERS = {"pytorch": "#e69f00", "pytorch compiled": "#d55e00", "jax": "#0f9d77", "tensorflow": "#cc79a7",
         "onnxruntime": "#3b8fd6", "scikit-learn": "#8c6bd1", "djl": "#a0722a", "dl4j": "#8a8f98"}
LEFT, RIGHT, TOP, LINE = 270, 30, 88, 22
WIDTH = 860

STYLE = """
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600; font-size: 15px }
  .faint { fill: #6a737d }
  .grid { stroke: #d8dee4 }
  .one { stroke: #24292f; stroke-width: 1.5 }
  circle { stroke: #ffffff; stroke-width: 1 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .faint { fill: #9198a1 }
    .grid { stroke: #30363d }
    .one { stroke: #e6edf3 }
    circle { stroke: #0d1117 }
  }"""


def svg(results):
    rows = [(name(label), dots) for label in results.labels("train") + results.labels("predict")
            if (dots := {peer: value for peer in PEERS if (value := results.ratio(label, peer))})]
    values = [value for _, dots in rows for value in dots.values()] or [1]
    low = min(-0.3, math.log10(min(values)) - 0.1)
    high = max(1, math.log10(max(values)) + 0.1)

    def x(value):
        return LEFT + (math.log10(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    height = TOP + LINE * len(rows) + 34
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
             f' height="{height}" role="img">', f"<style>{STYLE}\n</style>",
             text(16, 26, "Time of the peers ÷ time of Lamina", "title"),
             text(16, 46, f"right of the line Lamina is faster · {results.machine['cpu']}, "
                          f"{results.machine['cores']} cores, {results.machine['date']}", "faint"),
             *legend({peer for _, dots in rows for peer in dots})]
    bottom = TOP + LINE * len(rows)
    for tick in ticks(low, high):
        kind = "one" if tick == 1 else "grid"
        parts.append(f'<line class="{kind}" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{TOP - 8}" y2="{bottom}"/>')
        parts.append(text(x(tick), bottom + 18, f"{tick:g}", "faint", "middle"))
    for i, (label, dots) in enumerate(rows):
        y = TOP + LINE * i + LINE / 2
        parts.append(text(LEFT - 14, y + 4, label, anchor="end"))
        parts += [f'<circle cx="{x(value):.1f}" cy="{y:.1f}" r="5.5" fill="{PEERS[peer]}">'
                  f"<title>{escape(f'{peer}: {value:.2f}')}</title></circle>" for peer, value in dots.items()]
    return "\n".join([*parts, "</svg>"]) + "\n"


def name(label):
    work = label["optimizer"] if label["task"] == "train" else {1: "predict 1 row"}.get(
        label["rows"], f"predict {label['rows']}")
    return f"{label['configuration'].split('@')[0] if label['task'] == 'predict' else label['configuration']}  {work}"


def legend(peers):
    x, parts = 16, []
    for peer, colour in PEERS.items():
        if peer in peers:
            parts += [f'<circle cx="{x + 6}" cy="62" r="5.5" fill="{colour}"/>', text(x + 16, 66, peer)]
            x += 34 + 6.6 * len(peer)
    return parts


def ticks(low, high):
    """The powers of ten, and what lies around 1."""
    powers = {10.0**power for power in range(math.floor(low), math.ceil(high) + 1)}
    return [tick for tick in sorted(powers | {0.2, 0.5, 2.0, 5.0}) if low <= math.log10(tick) <= high]


def text(x, y, content, kind="", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(content)}</text>'
