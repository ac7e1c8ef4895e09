"""Tables as text for a terminal and as Markdown."""


def terminal(tables):
    return "\n\n".join(f"{table.title}\n{aligned([table.head, *table.rows])}" for table in tables)


def aligned(rows):
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
    return "\n".join("  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                               for i, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows)


def markdown(results, tables, picture):
    machine = results.machine
    lines = [f"# Measured on {machine['date']}", "",
             f"{machine['cpu']}, {machine['cores']} cores, last cache {machine['last cache']}, {machine['system']};"
             f" Lamina at {machine['commit']}. {results.settings}", "",
             "Versions: " + ", ".join(f"{name} {version}" for name, version in results.versions.items()) + ".", "",
             f"![How many times as long the peers take]({picture})", ""]
    for table in tables:
        lines += [f"## {table.title}", "", table.text, "", row(table.head),
                  "|" + "|".join(["---"] + ["---:"] * (len(table.head) - 1)) + "|", *map(row, table.rows), ""]
    lines += ["## Not measured", ""]
    lines += [f"- {what}: {why}" for what, why in results.missing.items()] or ["Everything was."]
    return "\n".join(lines) + "\n"


def row(cells):
    return "| " + " | ".join(cells) + " |"
