// Formulas: the LaTeX that the trace uses, as MathML. Signs of Unicode, such as Δ or ⊙, may stand for themselves.

const COMMANDS = {
    Delta: "Δ",
    Phi: "Φ",
    alpha: "α",
    cdot: "·",
    cdots: "⋯",
    delta: "δ",
    eta: "η",
    gamma: "γ",
    ge: "≥",
    lambda: "λ",
    ldots: "…",
    le: "≤",
    leftarrow: "←",
    ne: "≠",
    odot: "⊙",
    partial: "∂",
    phi: "φ",
    pi: "π",
    sigma: "σ",
    sum: "∑",
    top: "⊤",
};

const TOKEN = /\\(?:text|mathrm|begin|end)\{[^}]*\}|\\\p{L}+|\\\\|\p{L}\p{M}*|\d+(?:\.\d+)?|\S/gu;
const ENDS = ["}", "&", "\\\\", "\\end{cases}"];

/** A symbol of the theory, such as W^{(2)} or w^{(2)}_{1,3}. */
function symbol(name, layer, ...indices) {
    return `${name}^{(${layer})}${indices.length > 0 ? `_{${indices.join(",")}}` : ""}`;
}

const inWords = phrase => `\\text{${phrase}}`;

/** A formula to be put into the page. */
function math(latex) {
    return mathml("math", signs(latex.match(TOKEN) ?? []));
}

/** The signs of a group, a cell or the whole formula; takes them from the tokens. */
function signs(tokens) {
    const found = [];
    while (tokens.length > 0 && !ENDS.includes(tokens[0])) {
        const token = tokens.shift();
        if (token === "^" || token === "_") found.push(withScript(found.pop(), token, group(tokens)));
        else found.push(sign(token, tokens, found.at(-1)));
    }
    return found;
}

/** What stands in braces, or else the next sign. */
function group(tokens) {
    const token = tokens.shift();
    if (token !== "{") return sign(token, tokens);
    const row = mathml("mrow", signs(tokens));
    tokens.shift();
    return row;
}

/** What holds for which case, in lines behind a brace. */
function cases(tokens) {
    const lines = [];
    let end;
    do {
        const cells = [];
        do {
            cells.push(mathml("mtd", signs(tokens)));
            end = tokens.shift();
        } while (end === "&");
        lines.push(mathml("mtr", cells));
    } while (end === "\\\\");
    return mathml("mrow", mathml("mo", { form: "prefix" }, "{"), mathml("mtable", lines));
}

function sign(token, tokens, before) {
    if (/^\\(text|mathrm)/.test(token))
        return mathml("mtext", token.slice(token.indexOf("{") + 1, -1).replaceAll(" ", "\u00a0"));
    if (token === "\\begin{cases}") return cases(tokens);
    if (token === "\\frac") return mathml("mfrac", group(tokens), group(tokens));
    if (token === "\\sqrt") return mathml("msqrt", group(tokens));
    if (token === "\\hat") return mathml("mover", group(tokens), mathml("mo", "^"));
    if (token === "\\quad") return mathml("mspace", { width: "1em" });
    if (token.startsWith("\\")) return named(token.slice(1), before);
    if (/^\d/.test(token)) return mathml("mn", token);
    if (/^[\p{L}∂]/u.test(token)) return letter(token);
    return operator(token, before);
}

/** A function such as log, or the sign that a command stands for. */
function named(name, before) {
    const known = COMMANDS[name];
    if (!known) return mathml("mo", { lspace: "0.16em", rspace: "0.16em" }, name);
    return /[\p{L}∂]/u.test(known) ? letter(known) : operator(known, before);
}

/** A letter; a hat is set apart, since fonts have no slanted letters with hats. */
function letter(character) {
    const [base, hat] = character.normalize("NFD");
    return hat ? mathml("mover", mathml("mi", base), mathml("mo", "^")) : mathml("mi", base);
}

/** An operator; at the start or after another one it is the sign of what follows. */
function operator(token, before) {
    const attributes = { stretchy: "false" };
    if (!before || (before.localName === "mo" && !")]|".includes(before.textContent))) attributes.form = "prefix";
    if (token === "/" || token === "|") Object.assign(attributes, { lspace: "0", rspace: "0" });
    return mathml("mo", attributes, { "-": "−", "'": "′" }[token] ?? token);
}

function withScript(base, kind, script) {
    const other = kind === "^" ? "msub" : "msup";
    if (base.localName !== other) return mathml(kind === "^" ? "msup" : "msub", base, script);
    const [inner, first] = base.children;
    return mathml("msubsup", inner, ...(kind === "^" ? [first, script] : [script, first]));
}
