// The trace and its words, and how numbers, formulas and matrices are written.
// Matrices of samples are shown as in the theory, one sample a column; the data has one a row.

const trace = JSON.parse(document.getElementById("trace").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const depth = trace.layers.length - 1;
const BIAS = -1; // takes the place of the neuron that a weight starts from
const GAP = null; // takes the place of the neurons and samples that are left out
const NONE = -2; // marks nothing of an axis

/** The text of a key, with {0}, {1} … replaced. */
const say = (key, ...values) => words[key].replace(/\{(\d)\}/g, (_, i) => values[i]);

const valuesOf = (at, layer) => trace.steps[at.step].layers[layer];
const neurons = layer => trace.layers[layer].neurons;
const hasBias = layer => Boolean(trace.layers[layer]?.bias);

/** The number of a neuron by its position among those shown, from 1; 0 for the bias. */
const number = (layer, p) => (p === BIAS ? 0 : neurons(layer)[p] + 1);

/** The positions of indices, with GAP where some were left out. */
function withGap(indices) {
    return indices.flatMap((index, p) => (p > 0 && index !== indices[p - 1] + 1 ? [GAP, p] : [p]));
}

// ---------- numbers ----------

const minus = digits => digits.replaceAll("-", "−");

/** Mantissa and exponent; the exponent is empty for numbers of a usual size. */
function scientific(value, digits) {
    if (value === null) return ["–", ""];
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
        return value
            .toExponential(digits - 2)
            .split("e")
            .map(part => minus(part.replace("+", "")));
    }
    return [minus(Number.isInteger(value) ? String(value) : value.toPrecision(digits)), ""];
}

function text(value, digits = 5) {
    const [mantissa, exponent] = scientific(value, digits);
    return exponent ? `${mantissa}·10${replaceDigits(exponent, "⁰¹²³⁴⁵⁶⁷⁸⁹", "⁻")}` : mantissa;
}

function replaceDigits(digits, by, minusSign = "") {
    return [...String(digits)].map(c => (c === "−" ? minusSign : by[c])).join("");
}

/** A number within a formula; a factor has brackets if it is negative. */
function inFormula(value) {
    const [mantissa, exponent] = scientific(value, 5);
    return exponent ? `${mantissa}·10^{${exponent}}` : mantissa;
}

const factor = value => (value < 0 ? `(${inFormula(value)})` : inFormula(value));
const product = (a, b) => `${factor(a)} · ${factor(b)}`;

/** As much of a number as fits into a neuron. */
function short(value) {
    const size = Math.abs(value);
    if (value === null) return "–";
    if (Number.isInteger(value) && size < 1e4) return minus(String(value));
    if (size < 1e-3 || size >= 1e4) return minus(value.toExponential(0).replace("+", ""));
    return minus(size < 10 ? value.toFixed(size < 0.1 ? 3 : 2) : value.toPrecision(3));
}

/** The largest magnitude in nested arrays. */
const largest = values => values.flat(Infinity).reduce((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);

/** The attributes of something that shows a value by its colour, full at the scale's end. */
function tint(value, scale, more = "") {
    const strength = scale > 0 ? Math.min(1, Math.abs(value) / scale) : 0;
    const classes = ["tint", value < 0 ? "negative" : "positive", more];
    return { style: `--strength:${strength.toFixed(3)}`, class: classes.filter(Boolean).join(" ") };
}

// ---------- nodes ----------

/** A node of a tag with classes, such as `td.gap`; attributes are optional, `onclick` and the like listen. */
function create(namespace, name, parts) {
    const [tag, ...classes] = name.split(".");
    const hasAttributes = parts[0]?.constructor === Object;
    const [attributes, children] = hasAttributes ? [parts[0], parts.slice(1)] : [{}, parts];
    const node = document.createElementNS(namespace, tag);
    for (const [key, value] of Object.entries(attributes)) {
        if (value === undefined || value === null || value === false) continue;
        if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
        else node.setAttribute(key, value === true ? "" : value);
    }
    if (classes.length > 0) node.classList.add(...classes);
    node.append(...children.flat().filter(child => child !== undefined && child !== false));
    return node;
}

const html = (name, ...parts) => create("http://www.w3.org/1999/xhtml", name, parts);
const svg = (name, ...parts) => create("http://www.w3.org/2000/svg", name, parts);
const mathml = (name, ...parts) => create("http://www.w3.org/1998/Math/MathML", name, parts);

// ---------- tables ----------

/** An axis of a matrix: the indices shown, how many there are, and the position that is marked, if any. */
const neuronAxis = (layer, marked) => ({ of: neurons(layer), size: trace.layers[layer].width, marked });
const sampleAxis = marked => ({ of: trace.samples.shown, size: trace.samples.count, marked });
const singleAxis = marked => ({ of: [0], size: 1, marked });

/** A matrix in brackets; value(r, c) gives its numbers and pick(r, c) is called for the one that is clicked. */
function matrix(name, rows, columns, value, { norm, pick } = {}) {
    const scale = largest(rows.of.map((_, r) => columns.of.map((__, c) => value(r, c))));
    const cell = (r, c) => {
        if (r === GAP || c === GAP) return html("td.gap", r !== GAP ? "⋯" : c !== GAP ? "⋮" : "⋱");
        const look = tint(value(r, c), scale, isCurrent(rows.marked, r, columns.marked, c) && "current");
        return html("td", { ...look, title: value(r, c), onclick: pick && (() => pick(r, c)) }, text(value(r, c), 4));
    };
    const lines = withGap(rows.of).map(r => html("tr", ...withGap(columns.of).map(c => cell(r, c))));
    const cut = rows.size > rows.of.length || columns.size > columns.of.length;
    const size = `${rows.size} × ${columns.size}${cut && norm !== undefined ? ` · ${say("norm")} ${text(norm, 4)}` : ""}`;
    return html(
        "figure",
        { class: pick ? "matrix pickable" : "matrix" },
        html("figcaption", math(name), html("span", size)),
        html("div.brackets", html("table", { role: "presentation" }, lines)),
    );
}

/** Whether an element is in the marked row or column, or in both where both are marked. */
function isCurrent(markedRow, r, markedColumn, c) {
    if (markedRow === undefined) return c === markedColumn;
    return r === markedRow && (markedColumn === undefined || c === markedColumn);
}

/** A sum: a line for each term with its numbers and a bar, then the lines of what follows from it. */
function termTable(terms, results) {
    const scale = largest(terms.map(term => term.value));
    const row = ({ name, numbers, value }, bar) => [
        html("th", { scope: "row" }, math(name)),
        html("td", math(numbers ? `= ${numbers}` : "")),
        html("td", `= ${text(value, 6)}`),
        html("td.bar", bar && html("i", tint(value, scale))),
    ];
    return html(
        "table.terms",
        terms.map(term => html("tr.term", row(term, true))),
        results.map(result => html("tr.result", row(result, false))),
    );
}

/** The terms of a sum and, as one more, what those that are left out add to it. */
function withRest(terms, total, left) {
    if (left === 0) return terms;
    const rest = terms.reduce((sum, term) => sum - term.value, total);
    return [...terms, { name: "⋯", numbers: inWords(say("more-terms", left)), value: rest }];
}
