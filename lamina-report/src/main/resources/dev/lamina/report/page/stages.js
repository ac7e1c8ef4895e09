// The stages of a training step: for each its formula, the numbers put into it, and its matrices.

const stages = listStages();

function listStages() {
    const forward = Array.from({ length: depth }, (_, l) => l + 1);
    const backward = trace.steps[0].targets ? forward.toReversed() : [];
    const of = (kind, layer) => ({ kind, layer, id: kind === "input" || kind === "loss" ? kind : kind + layer });
    return [
        of("input", 0),
        ...forward.flatMap(layer => [of("z", layer), of("a", layer)]),
        ...(backward.length > 0 ? [of("loss", depth)] : []),
        ...backward.map(layer => of("delta", layer)),
        ...backward.map(layer => of("gradient", layer)),
        ...backward.map(layer => of("update", layer)),
    ];
}

const stageNamed = (kind, layer) => stages.find(stage => stage.kind === kind && stage.layer === layer);
const isAboutWeights = stage => stage.kind === "gradient" || stage.kind === "update";
const isOutputError = stage => stage.kind === "delta" && stage.layer === depth;

/** For each kind: the part of the step, its symbol, the theory's number, its formulas, numbers and matrices. */
const kinds = {
    input: {
        part: "forward",
        symbol: () => "X = A^{(0)}",
        rule: () => "",
        formulas: () => ["A^{(0)} = X"],
        numbers: inputNumbers,
        matrices: at => [samplesMatrix("A^{(0)} = X", at, 0, "a", at.to)],
    },
    z: {
        part: "forward",
        symbol: l => symbol("Z", l),
        rule: () => "F1",
        formulas: l => [
            `${symbol("Z", l)} = (${symbol("W", l)})^{⊤} ${symbol("A", l - 1)}${hasBias(l) ? ` + ${symbol("b", l)}` : ""}`,
        ],
        numbers: sumNumbers,
        matrices: sumMatrices,
    },
    a: {
        part: "forward",
        symbol: l => (l === depth && !trace.link ? `Ŷ = ${symbol("A", l)}` : symbol("A", l)),
        rule: () => "F1",
        formulas: l => [`${symbol("A", l)} = f(${symbol("Z", l)}), \\quad f(z) = ${trace.layers[l].formula}`],
        numbers: activationNumbers,
        matrices: activationMatrices,
    },
    loss: {
        part: "loss",
        symbol: () => "C(Ŷ, Y)",
        rule: () => "F2, F3",
        formulas: () => [...linkFormula(), `L(ŷ, y) = ${trace.lossFormula}`, "C = \\frac{1}{n} ∑_{i} L(ŷ_{i}, y_{i})"],
        numbers: costNumbers,
        matrices: at => outputMatrices(at, ", "),
    },
    delta: {
        part: "backward",
        symbol: l => symbol("Δ", l),
        rule: l => (l < depth ? "F5" : trace.fused ? "F8" : "F4"),
        formulas: errorFormulas,
        numbers: errorNumbers,
        matrices: errorMatrices,
    },
    gradient: {
        part: "gradients",
        symbol: l => `∂C/∂${symbol("W", l)}`,
        rule: l => (hasBias(l) ? "F6, F7" : "F6"),
        formulas: l => [
            `∂C/∂${symbol("W", l)} = ${symbol("A", l - 1)} (${symbol("Δ", l)})^{⊤}`,
            ...(hasBias(l) ? [`∂C/∂${symbol("b", l)} = ∑_{i} ${symbol("δ", l, "i")}`] : []),
        ],
        numbers: gradientNumbers,
        matrices: gradientMatrices,
    },
    update: {
        part: "update",
        symbol: l => symbol("W", l) + (hasBias(l) ? `, ${symbol("b", l)}` : ""),
        rule: () => "",
        formulas: l => (hasBias(l) ? ["W", "b"] : ["W"]).map(name => updateFormula(symbol(name, l))),
        numbers: updateNumbers,
        matrices: updateMatrices,
    },
};

// ---------- matrices ----------

const between = line => html("span.between", math(line));

/** A matrix of a layer's neurons × samples. */
function samplesMatrix(name, at, layer, quantity, marked) {
    const values = valuesOf(at, layer);
    const pick = (neuron, sample) => choose(layer === at.stage.layer ? { to: neuron, sample } : { sample });
    return matrix(name, neuronAxis(layer, marked), sampleAxis(at.sample), (r, c) => values[quantity][c][r], {
        norm: values.norms[quantity],
        pick,
    });
}

function sumMatrices(at) {
    const l = at.stage.layer;
    const { weights, bias, norms } = valuesOf(at, l);
    const pick = to => choose({ to });
    return [
        matrix(`(${symbol("W", l)})^{⊤}`, neuronAxis(l, at.to), neuronAxis(l - 1), (t, s) => weights[s][t], {
            norm: norms.weights,
            pick,
        }),
        between("·"),
        samplesMatrix(symbol("A", l - 1), at, l - 1, "a"),
        ...(bias
            ? [between("+"), matrix(symbol("b", l), neuronAxis(l, at.to), singleAxis(), t => bias[t], { pick })]
            : []),
        between("="),
        samplesMatrix(symbol("Z", l), at, l, "z", at.to),
    ];
}

function activationMatrices(at) {
    const l = at.stage.layer;
    const z = samplesMatrix(symbol("Z", l), at, l, "z", at.to);
    return [between("f"), z, between("="), samplesMatrix(symbol("A", l), at, l, "a", at.to)];
}

function outputMatrices(at, relation) {
    const { predictions, targets } = trace.steps[at.step];
    const pick = (to, sample) => choose({ to, sample });
    const of = (name, values) =>
        matrix(name, neuronAxis(depth, at.to), sampleAxis(at.sample), (j, i) => values[i][j], { pick });
    return [of("Ŷ", predictions), between(relation), of("Y", targets)];
}

function errorMatrices(at) {
    const l = at.stage.layer;
    const errors = samplesMatrix(symbol("Δ", l), at, l, "delta", at.to);
    if (l === depth && trace.fused)
        return [...outputMatrices(at, trace.differenceForm ? "−" : ", "), between("⇒"), errors];
    const equals = between(trace.layers[l].elementwise ? "=" : "⇒");
    const slopes = trace.layers[l].elementwise
        ? [between("⊙"), samplesMatrix(`f′(${symbol("Z", l)})`, at, l, "slope", at.to)]
        : [];
    if (l === depth) return [samplesMatrix(`∂C/∂${symbol("A", l)}`, at, l, "error", at.to), ...slopes, equals, errors];
    const { weights, norms } = valuesOf(at, l + 1);
    return [
        matrix(symbol("W", l + 1), neuronAxis(l, at.to), neuronAxis(l + 1), (j, k) => weights[j][k], {
            norm: norms.weights,
            pick: to => choose({ to }),
        }),
        between("·"),
        samplesMatrix(symbol("Δ", l + 1), at, l + 1, "delta"),
        ...slopes,
        equals,
        errors,
    ];
}

function gradientMatrices(at) {
    const [W, b] = [symbol("W", at.stage.layer), symbol("b", at.stage.layer)];
    const numeric = inWords(say("numeric"));
    return [
        parameterMatrices(at, [`∂C/∂${W}`, "weightGradient"], [`∂C/∂${b}`, "biasGradient"]),
        parameterMatrices(at, [numeric, "numericWeightGradient"], [numeric, "numericBiasGradient"]),
    ];
}

function updateMatrices(at) {
    const [W, b] = [symbol("W", at.stage.layer), symbol("b", at.stage.layer)];
    const before = parameterMatrices(at, [W, "weights"], [b, "bias"]);
    return [before, between("→"), parameterMatrices(at, [W, "newWeights"], [b, "newBias"])];
}

/** Something of every weight, and below it of every bias. */
function parameterMatrices(at, [name, weights], [biasName, bias]) {
    const l = at.stage.layer;
    const values = valuesOf(at, l);
    const columns = neuronAxis(l, at.to);
    const isBias = at.from === BIAS;
    return html(
        "div.stack",
        matrix(name, neuronAxis(l - 1, isBias ? NONE : at.from), columns, (s, t) => values[weights][s][t], {
            norm: values.norms[weights],
            pick: (from, to) => choose({ from, to }),
        }),
        hasBias(l) &&
            matrix(biasName, singleAxis(isBias ? 0 : NONE), columns, (_, t) => values[bias][t], {
                pick: (_, to) => choose({ from: BIAS, to }),
            }),
    );
}

// ---------- formulas ----------

/** The link of the loss where it comes on top of the last layer's activation. */
const linkFormula = () => (trace.link ? [`Ŷ = ${inWords(trace.link)}(${symbol("A", depth)})`] : []);

function errorFormulas(l) {
    const slope = trace.lossDerivative;
    const byLoss = `\\frac{1}{n} · ${slope.startsWith("\\begin") ? slope : `(${slope})`}`;
    if (l === depth && trace.fused) {
        const inFull = `${symbol("δ", l, "j")} = ${byLoss}`;
        return trace.differenceForm ? [`${symbol("Δ", l)} = \\frac{1}{n} (Ŷ − Y)`] : [inFull];
    }
    const error = l === depth ? `∂C/∂${symbol("A", l)}` : `${symbol("W", l + 1)} ${symbol("Δ", l + 1)}`;
    return [
        `${symbol("Δ", l)} = ${trace.layers[l].elementwise ? `${error} ⊙ f′(${symbol("Z", l)})` : `J^{⊤} ${error}`}`,
        ...(l === depth ? [`∂C/∂${symbol("a", l, "j")} = ${byLoss}`] : []),
        trace.layers[l].elementwise ? `f′(z) = ${trace.layers[l].derivative}` : "J_{k,j} = a_{k} (1_{k=j} − a_{j})",
    ];
}

const updateFormula = name =>
    trace.optimizer
        ? `${name} ← ${inWords(trace.optimizer)}(${name}, ∂C/∂${name})`
        : `${name} ← ${name} − η · ∂C/∂${name}`;

/** The symbol of the chosen weight or bias. */
function parameterSymbol({ stage: { layer }, from, to }) {
    return from === BIAS
        ? symbol("b", layer, number(layer, to))
        : symbol("w", layer, number(layer - 1, from), number(layer, to));
}

// ---------- numbers put into the formulas ----------

function inputNumbers(at) {
    const columns = trace.columns.map(({ name, from, to, cells }) => {
        const inputs = Array.from({ length: to - from }, (_, k) => `x_{${from + k + 1}}`);
        if (inputs.length > 3) inputs.splice(1, inputs.length - 2, "…");
        return html(
            "tr",
            html("th", { scope: "row" }, name),
            html("td", cells[at.sample]),
            html("td", math(`→ ${inputs.join(", ")}`)),
        );
    });
    const terms = valuesOf(at, 0).a[at.sample].map((value, p) => ({ name: `x_{${number(0, p)}}`, value }));
    return [columns.length > 0 && html("table.columns", columns), termTable(terms, [])];
}

function sumNumbers(at) {
    const l = at.stage.layer;
    const { weights, bias, z } = valuesOf(at, l);
    const t = number(l, at.to);
    const total = z[at.sample][at.to];
    const terms = valuesOf(at, l - 1).a[at.sample].map((a, p) => ({
        name: `${symbol("w", l, number(l - 1, p), t)} ${symbol("a", l - 1, number(l - 1, p))}`,
        numbers: product(weights[p][at.to], a),
        value: weights[p][at.to] * a,
    }));
    const offset = bias?.[at.to] ?? 0;
    const all = withRest(terms, total - offset, trace.layers[l - 1].width - terms.length);
    if (bias) all.push({ name: symbol("b", l, t), value: offset });
    return termTable(all, [{ name: symbol("z", l, t), value: total }]);
}

function activationNumbers(at) {
    const l = at.stage.layer;
    const { z, a } = valuesOf(at, l);
    const t = number(l, at.to);
    const value = z[at.sample][at.to];
    const numbers = trace.layers[l].elementwise ? `f(${inFormula(value)})` : `f(${symbol("z", l)})_{${t}}`;
    return termTable(
        [],
        [
            { name: symbol("z", l, t), value },
            {
                name: l === depth && !trace.link ? `ŷ_{${t}} = ${symbol("a", l, t)}` : symbol("a", l, t),
                numbers,
                value: a[at.sample][at.to],
            },
        ],
    );
}

function costNumbers(at) {
    const { losses, cost } = trace.steps[at.step];
    const { count, shown } = trace.samples;
    const samples = losses.map((value, p) => ({ name: `L_{${shown[p] + 1}}`, value }));
    return [
        termTable(lossTerms(at), [{ name: `L_{${shown[at.sample] + 1}}`, value: losses[at.sample] }]),
        termTable(count > 1 ? withRest(samples, cost * count, count - samples.length) : [], [
            { name: "C", numbers: meanOf(count > 1 ? "∑_{i} L_{i}" : "L_{1}"), value: cost },
        ]),
    ];
}

/** A sum over the samples divided by their number. */
const meanOf = sum => (trace.samples.count > 1 ? `\\frac{1}{${trace.samples.count}} ${sum}` : sum);

/** The share of each output in the loss of a sample, or where it has none the outputs and targets themselves. */
function lossTerms(at) {
    const { predictions, targets, losses, lossTerms: shares } = trace.steps[at.step];
    const outputs = predictions[at.sample].map((yHat, p) => ({ j: number(depth, p), yHat, y: targets[at.sample][p] }));
    if (!shares)
        return outputs.flatMap(({ j, yHat, y }) => [
            { name: `ŷ_{${j}}`, value: yHat },
            { name: `y_{${j}}`, value: y },
        ]);
    const terms = outputs.map(({ j, yHat, y }, p) => ({
        name: `l(ŷ_{${j}}, y_{${j}})`,
        numbers: `l(${inFormula(yHat)}, ${inFormula(y)})`,
        value: shares[at.sample][p],
    }));
    return withRest(terms, losses[at.sample], trace.layers[depth].width - terms.length);
}

function errorNumbers(at) {
    const l = at.stage.layer;
    const j = number(l, at.to);
    const { error, slope, delta } = valuesOf(at, l);
    const of = rows => rows[at.sample][at.to];
    const result = { name: symbol("δ", l, j), value: of(delta) };
    const { predictions, targets } = trace.steps[at.step];
    const isDifference = l === depth && trace.differenceForm;
    const difference = isDifference && meanOf(`(${inFormula(of(predictions))} − ${factor(of(targets))})`);
    if (l === depth && trace.fused) return termTable([], [{ ...result, numbers: difference }]);
    const terms = l < depth ? errorTerms(at, l, of(error)) : [];
    const results = [{ name: `∂C/∂${symbol("a", l, j)}`, numbers: difference, value: of(error) }];
    if (!slope) return [termTable(terms, results), termTable(jacobianTerms(at, l, of(delta)), [result])];
    return termTable(terms, [
        ...results,
        { name: `f′(${symbol("z", l, j)})`, value: of(slope) },
        { ...result, numbers: product(of(error), of(slope)) },
    ]);
}

function errorTerms(at, l, total) {
    const { weights, delta } = valuesOf(at, l + 1);
    const j = number(l, at.to);
    const terms = delta[at.sample].map((value, p) => ({
        name: `${symbol("w", l + 1, j, number(l + 1, p))} ${symbol("δ", l + 1, number(l + 1, p))}`,
        numbers: product(weights[at.to][p], value),
        value: weights[at.to][p] * value,
    }));
    return withRest(terms, total, trace.layers[l + 1].width - terms.length);
}

function jacobianTerms(at, l, total) {
    const j = number(l, at.to);
    const a = valuesOf(at, l).a[at.sample];
    const terms = valuesOf(at, l).error[at.sample].map((error, p) => {
        const slope = a[p] * ((p === at.to ? 1 : 0) - a[at.to]);
        return {
            name: `J_{${number(l, p)},${j}} · ∂C/∂${symbol("a", l, number(l, p))}`,
            numbers: product(slope, error),
            value: slope * error,
        };
    });
    return withRest(terms, total, trace.layers[l].width - terms.length);
}

function gradientNumbers(at) {
    const l = at.stage.layer;
    const values = valuesOf(at, l);
    const ofBias = at.from === BIAS;
    const terms = trace.samples.shown.map((sample, i) => {
        const delta = values.delta[i][at.to];
        const name = symbol("δ", l, number(l, at.to), sample + 1);
        if (ofBias) return { name, value: delta };
        const a = valuesOf(at, l - 1).a[i][at.from];
        return {
            name: `${symbol("a", l - 1, number(l - 1, at.from), sample + 1)} ${name}`,
            numbers: product(a, delta),
            value: a * delta,
        };
    });
    const total = parameterOf(values, "weightGradient", "biasGradient", at);
    const numeric = parameterOf(values, "numericWeightGradient", "numericBiasGradient", at);
    return termTable(withRest(terms, total, trace.samples.count - terms.length), [
        { name: `∂C/∂${parameterSymbol(at)}`, value: total },
        { name: inWords(say("numeric")), value: numeric },
        { name: inWords(say("difference")), value: numeric === null ? null : numeric - total },
    ]);
}

function updateNumbers(at) {
    const values = valuesOf(at, at.stage.layer);
    const name = parameterSymbol(at);
    const [before, gradient, after] = [
        ["weights", "bias"],
        ["weightGradient", "biasGradient"],
        ["newWeights", "newBias"],
    ].map(([ofWeight, ofBias]) => parameterOf(values, ofWeight, ofBias, at));
    const change = trace.optimizer
        ? { name: inWords(say("change")), value: after - before }
        : {
              name: `−η · ∂C/∂${name}`,
              numbers: `−${trace.learningRate} · ${factor(gradient)}`,
              value: -trace.learningRate * gradient,
          };
    const { cost, costAfter } = trace.steps[at.step];
    return [
        termTable([{ name, value: before }, change], [{ name, value: after }]),
        termTable(
            [],
            [
                { name: `C \\quad ${inWords(say("before"))}`, value: cost },
                { name: `C \\quad ${inWords(say("after"))}`, value: costAfter },
            ],
        ),
    ];
}
