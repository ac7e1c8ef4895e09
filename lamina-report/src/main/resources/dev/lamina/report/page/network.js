// The drawing of the network: layers as columns of neurons, weights as edges.

const COLUMN = depth > 4 ? 150 : 200; // from layer to layer
const PITCH = 55; // from neuron to neuron
const RADIUS = 23;
const MARGIN = {
    top: 58,
    left: trace.inputNames.length > 0 ? 128 : 84,
    right: trace.outputNames.length > 0 ? 136 : 112,
};

/** Where everything is: the size, and for each layer x, the place of a neuron, of the bias and of the gap. */
function layout() {
    const orders = trace.layers.map((_, l) => [...withGap(neurons(l)), ...(hasBias(l + 1) ? [BIAS] : [])]);
    const rows = Math.max(...orders.map(order => order.length));
    const layers = orders.map((order, l) => {
        const top = MARGIN.top + ((rows - order.length + 1) * PITCH) / 2;
        const x = MARGIN.left + l * COLUMN;
        return { x, cut: order.includes(GAP), of: p => ({ x, y: top + order.indexOf(p) * PITCH }) };
    });
    return { width: MARGIN.left + depth * COLUMN + MARGIN.right, height: MARGIN.top + rows * PITCH, layers };
}

function drawNetwork(at) {
    const { width, height, layers } = layout();
    const edges = layers.slice(1).map((_, l) => drawEdges(at, layers, l + 1));
    const columns = layers.map((place, l) => drawLayer(at, place, l));
    const drawing = svg(
        "svg.network",
        { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": say("network") },
        edges,
        columns,
    );
    drawing.classList.add(at.stage.kind);
    drawing.style.setProperty("--width", `${width}px`);
    return drawing;
}

/** The largest magnitude of a quantity in a step, which has the full colour. */
function scaleOf(at, quantity) {
    const over = (...names) => largest(trace.steps[at.step].layers.map(layer => names.map(name => layer[name] ?? [])));
    if (quantity === "weight") return over("weights", "bias");
    return quantity === "gradient" ? over("weightGradient", "biasGradient") : over(quantity);
}

// ---------- edges ----------

/** The layer whose weights a stage is about, 0 for none; an error comes back through those of the next layer. */
function activeWeights({ kind, layer }) {
    if (kind === "delta") return layer + 1;
    return ["z", "gradient", "update"].includes(kind) ? layer : 0;
}

function drawEdges(at, layers, layer) {
    const active = activeWeights(at.stage) === layer;
    const { weights, bias, scale } = shownParameters(at.stage, active);
    const full = scaleOf(at, scale);
    const edges = startsOf(layer).flatMap(from => [...neurons(layer).keys()].map(to => ({ layer, from, to })));
    const isChosen = edge => active && isChosenEdge(at, edge);
    edges.sort((a, b) => isChosen(a) - isChosen(b));
    return svg(
        active ? "g.edges.active" : "g.edges",
        edges.map(edge => {
            const value = parameterOf(valuesOf(at, layer), weights, bias, edge);
            const look = tint(value, full, isChosen(edge) && "chosen");
            return drawEdge(edge, layers[layer - 1].of(edge.from), layers[layer].of(edge.to), look, value);
        }),
    );
}

/** What the edges of a layer show: the weights, and where the stage is about them their gradients or new values. */
function shownParameters({ kind }, active) {
    if (active && kind === "gradient") return { weights: "weightGradient", bias: "biasGradient", scale: "gradient" };
    if (active && kind === "update") return { weights: "newWeights", bias: "newBias", scale: "weight" };
    return { weights: "weights", bias: "bias", scale: "weight" };
}

const startsOf = layer => [...neurons(layer - 1).keys(), ...(hasBias(layer) ? [BIAS] : [])];

/** The value of a weight, or of the bias that takes its place. */
const parameterOf = (values, weights, bias, { from, to }) =>
    from === BIAS ? values[bias][to] : values[weights][from][to];

function drawEdge({ layer, from, to }, start, end, look, value) {
    const middle = (start.x + end.x) / 2;
    const d = `M${start.x} ${start.y}C${middle} ${start.y} ${middle} ${end.y} ${end.x} ${end.y}`;
    const onclick = () => choose({ stage: stageNamed("gradient", layer) ?? stageNamed("z", layer), from, to });
    return svg("path", { ...look, d, onclick }, svg("title", `${edgeName(layer, from, to)}: ${text(value)}`));
}

function edgeName(layer, from, to) {
    if (from === BIAS) return say("bias-of", layer, number(layer, to));
    return say("weight-of", layer, number(layer - 1, from), number(layer, to));
}

/** Whether an edge enters the sum that is shown. */
function isChosenEdge(at, { from, to }) {
    const { kind } = at.stage;
    if (kind === "z") return to === at.to;
    if (kind === "delta") return from === at.to;
    return from === at.from && to === at.to;
}

// ---------- neurons ----------

function drawLayer(at, place, layer) {
    const { width, activation } = trace.layers[layer];
    const size = say(`${width === 1 ? "one-" : ""}${layer === 0 ? "input" : "neuron"}${width === 1 ? "" : "s"}`, width);
    const rest = `⋮ ${say("more", width - neurons(layer).length)}`;
    return svg(
        "g",
        svg("text.caption", { x: place.x, y: 16 }, say(layer === 0 ? "input" : "layer", layer)),
        svg("text.caption.small", { x: place.x, y: 34 }, activation ? `${size} · ${activation}` : size),
        [...neurons(layer).keys()].map(p => drawNeuron(at, layer, p, place.of(p))),
        place.cut && svg("text.caption", place.of(GAP), rest),
        hasBias(layer + 1) && drawBias(place.of(BIAS)),
    );
}

function drawBias({ x, y }) {
    const square = svg("rect", { x: x - 13, y: y - 13, width: 26, height: 26, rx: 6 });
    return svg("g.bias", svg("title", say("bias")), square, svg("text", { x, y }, "1"));
}

/** What a neuron shows at a stage: a, z or delta, or undefined where nothing is computed yet. */
function shownQuantity(stage, layer) {
    if (stage.kind === "gradient") return layer === stage.layer ? "delta" : "a";
    if (stage.kind === "delta") return layer >= stage.layer ? "delta" : "a";
    if (stage.kind === "loss" || stage.kind === "update" || layer < stage.layer) return "a";
    if (layer > stage.layer) return undefined;
    return stage.kind === "z" ? "z" : "a";
}

function drawNeuron(at, layer, p, { x, y }) {
    const quantity = shownQuantity(at.stage, layer);
    const value = quantity && valuesOf(at, layer)[quantity][at.sample][p];
    const name = say("neuron-of", layer, number(layer, p));
    const label = quantity ? `${name}: ${say(`symbol-${quantity}`)} = ${text(value)}` : name;
    const look = tint(value ?? 0, scaleOf(at, quantity ?? "a"), neuronClasses(at, layer, p, quantity));
    const onclick = () => choose({ neuron: p, layer });
    const onkeydown = event => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onclick();
    };
    const key = `neuron ${layer} ${p}`;
    return svg(
        "g",
        { ...look, role: "button", tabindex: 0, "aria-label": label, "data-key": key, onclick, onkeydown },
        svg("title", label),
        svg("circle", { cx: x, cy: y, r: RADIUS }),
        quantity && svg("text", { x, y }, short(value)),
        layer === 0 && svg("text.side.left", { x: x - RADIUS - 8, y }, clip(inputName(p))),
        layer === depth && outputLabel(at, p, x + RADIUS + 8, y),
    );
}

function neuronClasses(at, layer, p, quantity) {
    const stage = at.stage;
    const before = isAboutWeights(stage) && layer === stage.layer - 1;
    const active = before || layer === stage.layer;
    const chosen = active && p === (before ? at.from : at.to);
    return `neuron ${quantity ?? "empty"}${chosen ? " chosen" : ""}${active ? " active" : ""}`;
}

const inputName = p => trace.inputNames[p] ?? `x${replaceDigits(number(0, p), "₀₁₂₃₄₅₆₇₈₉")}`;
const clip = name => ([...name].length > 12 ? `${[...name].slice(0, 11).join("")}…` : name);

/** The name and the target of an output, beside it. */
function outputLabel(at, p, x, y) {
    const name = trace.outputNames[p];
    const target = trace.steps[at.step].targets?.[at.sample][p];
    const lines = [name && clip(name), target !== undefined && `y = ${text(target, 4)}`].filter(Boolean);
    return lines.map((line, k) => svg("text.side", { x, y: y + (k - (lines.length - 1) / 2) * 16 }, line));
}

function drawLegend(at) {
    const shown = trace.layers.map((_, l) => shownQuantity(at.stage, l)).filter(Boolean);
    const quantities = new Set([...shown, "weight", ...(at.stage.kind === "gradient" ? ["gradient"] : [])]);
    return html(
        "div.legend",
        [...quantities].map(quantity => {
            const scale = scaleOf(at, quantity);
            return html("span", html("b", say(`legend-${quantity}`)), text(-scale, 3), html("i"), text(scale, 3));
        }),
    );
}
