"""Fills the marked region of a Markdown page, or adds it at the end."""

from harness.report import row

BEGIN, END = "<!-- filled by benchmarks/accuracy/run.py -->", "<!-- end of what run.py fills -->"


def fill(path, tables, introduction):
    lines = [BEGIN, "", introduction, ""]
    for table in tables:
        lines += [f"## {table.title}", "", table.text, "", row(table.head),
                  "|" + "|".join(["---"] + ["---:"] * (len(table.head) - 1)) + "|", *map(row, table.rows), ""]
    region = "\n".join([*lines, END])
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    before, begin, rest = text.partition(BEGIN)
    after = rest.partition(END)[2] if begin else "\n"
    before = before if begin or not before else before.rstrip("\n") + "\n\n"
    path.write_text(before + region + after, encoding="utf-8")
