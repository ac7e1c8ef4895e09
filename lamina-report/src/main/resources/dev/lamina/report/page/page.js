// The page: what is looked at, how one moves, and the parts put in their places.

const view = { step: 0, stage: stages[0], sample: 0, from: 0, to: 0 };

// ---------- moving ----------

/** Looks at something else: any of the view's parts, or a neuron of a layer. */
function choose({ neuron, layer, ...parts }) {
    Object.assign(view, parts, neuron === undefined ? {} : turnTo(neuron, layer));
    settle();
    render();
}

/** A neuron's own numbers: of the kind that is looked at; or it becomes the start of the chosen weight. */
function turnTo(neuron, layer) {
    const { stage } = view;
    if (layer === stage.layer) return { to: neuron };
    if (isAboutWeights(stage) && layer === stage.layer - 1) return { from: neuron };
    const forward = layer === 0 ? stageNamed("input", 0) : stageNamed("z", layer);
    return { stage: stageNamed(stage.kind, layer) ?? forward, to: neuron };
}

/** Brings the choice back into what the stage has. */
function settle() {
    const { layer } = view.stage;
    const within = (p, l) => Math.min(p, neurons(l).length - 1);
    view.to = within(view.to, layer);
    if (layer > 0) view.from = view.from === BIAS && !hasBias(layer) ? 0 : within(view.from, layer - 1);
}

/** The view one stage on or back, over the ends of the steps; undefined at the ends of the trace. */
function neighbour(by) {
    const stage = stages[stages.indexOf(view.stage) + by];
    if (stage) return { stage };
    const step = view.step + by;
    return trace.steps[step] && { step, stage: stages.at(by > 0 ? 0 : -1) };
}

function move(by) {
    const next = neighbour(by);
    if (next) choose(next);
}

/** The address holds the view, so that a stage can be linked: `#stage=delta2&neuron=3`. */
function readAddress() {
    const address = new URLSearchParams(location.hash.slice(1));
    const position = (name, count, least = 1) =>
        Math.min(Math.max(Number.parseInt(address.get(name) ?? 1, 10) || 0, least), count) - 1;
    view.step = position("step", trace.steps.length);
    view.stage = stages.find(stage => stage.id === address.get("stage")) ?? stages[0];
    view.sample = position("sample", trace.samples.shown.length);
    view.to = position("neuron", Infinity);
    view.from = position("from", Infinity, 0);
    settle();
}

function writeAddress() {
    const parts = { step: view.step + 1, sample: view.sample + 1, neuron: view.to + 1, from: view.from + 1 };
    const address = new URLSearchParams({ stage: view.stage.id });
    for (const [name, value] of Object.entries(parts)) if (value !== 1) address.set(name, value);
    history.replaceState(null, "", `#${address}`);
}

// ---------- parts ----------

const nameOf = stage => say(isOutputError(stage) ? "stage-output-error" : `stage-${stage.kind}`);
const titleOf = stage =>
    ["input", "loss"].includes(stage.kind) ? nameOf(stage) : say("title", stage.layer, nameOf(stage));

const drawFacts = () =>
    html(
        "dl",
        trace.facts.map(([name, value]) => html("div", html("dt", name), html("dd", value))),
    );

function drawStages() {
    const parts = Map.groupBy(stages, stage => kinds[stage.kind].part);
    return [...parts].map(([part, of]) =>
        html(
            "section",
            html("h2", say(`part-${part}`)),
            html(
                "ol",
                of.map(stage => html("li", drawStageButton(stage))),
            ),
        ),
    );
}

function drawStageButton(stage) {
    const current = stage === view.stage && "step";
    return html(
        "button",
        { type: "button", "aria-current": current, "data-key": stage.id, onclick: () => choose({ stage }) },
        html("span", math(kinds[stage.kind].symbol(stage.layer))),
        html("span", nameOf(stage)),
    );
}

/** The cost before each step and after the last. */
function drawCosts() {
    const costs = [...trace.steps.map(step => step.cost), trace.steps.at(-1).costAfter];
    const [low, high] = [Math.min(...costs), Math.max(...costs)];
    const place = costs.map((cost, k) => [
        10 + (180 * k) / (costs.length - 1),
        10 + (44 * (high - cost)) / (high - low || 1),
    ]);
    const dot = ([cx, cy], k) => {
        const onclick = k < trace.steps.length && (() => choose({ step: k }));
        return svg(
            k === view.step ? "circle.chosen" : "circle",
            { cx, cy, r: k === view.step ? 5 : 3, onclick },
            svg("title", `C = ${text(costs[k])}`),
        );
    };
    return html(
        "section.costs",
        html("h2", say("costs")),
        svg(
            "svg",
            { viewBox: "0 0 200 64", role: "img", "aria-label": say("costs") },
            svg("polyline", { points: place.join(" ") }),
            place.map(dot),
        ),
        html("p", html("span", text(costs[0], 4)), html("span", text(costs.at(-1), 4))),
    );
}

function drawStepper() {
    const button = (by, key) =>
        html(
            "button",
            { type: "button", "data-key": key, disabled: !neighbour(by), onclick: () => move(by) },
            say(key),
        );
    const progress = say("progress", stages.indexOf(view.stage) + 1, stages.length);
    const where = html("div", { "aria-live": "polite" }, html("h2", titleOf(view.stage)), html("p", progress));
    return [button(-1, "previous"), where, button(1, "next")];
}

function drawChoices({ stage }) {
    const numbered = indices => indices.map((index, p) => [p, index + 1]);
    const starts = () => [
        ...numbered(neurons(stage.layer - 1)),
        ...(hasBias(stage.layer) ? [[BIAS, say("bias")]] : []),
    ];
    const aboutWeights = isAboutWeights(stage);
    return html(
        "div.choices",
        trace.steps.length > 1 && drawChoice("step", "step", numbered([...trace.steps.keys()])),
        trace.samples.count > 1 &&
            stage.kind !== "update" &&
            drawChoice("sample", "sample", numbered(trace.samples.shown)),
        aboutWeights && drawChoice("from", "from", starts()),
        drawChoice(aboutWeights ? "to" : stage.layer === 0 ? "input" : "neuron", "to", numbered(neurons(stage.layer))),
    );
}

function drawChoice(label, part, options) {
    const onchange = event => choose({ [part]: Number(event.target.value) });
    return html(
        "label",
        say(`choose-${label}`),
        html(
            "select",
            { "data-key": `choose ${part}`, onchange },
            options.map(([value, name]) => html("option", { value, selected: value === view[part] }, String(name))),
        ),
    );
}

function drawPanel(at) {
    const { kind, layer } = at.stage;
    const { formulas, rule, numbers, matrices } = kinds[kind];
    const lines = formulas(layer).flatMap(formula => formula.split(", \\quad "));
    const why = say(isOutputError(at.stage) ? "why-output-error" : `why-${kind}`);
    return [
        html(
            "section.card.formulas",
            rule(layer) && html("span.rule", rule(layer)),
            lines.map(line => html("p.line", math(line))),
            html("p.why", why),
        ),
        html("section.card.numbers", html("h3", say("numbers")), drawChoices(at), numbers(at)),
        html("section.card.matrices", html("h3", say("matrices")), html("div.equation", matrices(at))),
    ];
}

const put = (id, ...nodes) => document.getElementById(id).replaceChildren(...nodes);

function render() {
    const focused = document.activeElement?.dataset.key;
    put("steps", ...(trace.steps.length > 1 ? [drawCosts()] : []), ...drawStages());
    put("stepper", ...drawStepper());
    put("picture", html("div.scroll", drawNetwork(view)), drawLegend(view));
    put("panel", ...drawPanel(view));
    if (focused) focusAgain(document.querySelector(`[data-key="${focused}"]`));
    bringIntoView();
    writeAddress();
}

/** Gives a part that was drawn anew its focus back; at an end of the trace, where one cannot go on, to the way back. */
function focusAgain(part) {
    (part?.disabled ? document.querySelector("#stepper button:enabled") : part)?.focus();
}

/** Scrolls the list of stages and the network to what is looked at, and leaves the page where it is. */
function bringIntoView() {
    const list = document.getElementById("steps");
    const current = list.querySelector("[aria-current]");
    list.scrollTop = current.offsetTop - list.clientHeight / 2;
    list.scrollLeft = current.offsetLeft - list.clientWidth / 2;
    const picture = document.querySelector("#picture .scroll");
    picture.scrollLeft = ((picture.scrollWidth - picture.clientWidth) * view.stage.layer) / depth;
}

/** Every stage of the step below each other, for paper. */
function renderForPaper() {
    put(
        "paper",
        ...stages.map(stage => {
            const at = { ...view, stage, from: 0, to: 0 };
            return html("article", html("h2", titleOf(stage)), drawNetwork(at), drawPanel(at));
        }),
    );
}

addEventListener("keydown", event => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("select")) return;
    if (event.key === "ArrowRight") move(1);
    if (event.key === "ArrowLeft") move(-1);
});
addEventListener("beforeprint", renderForPaper);
addEventListener("hashchange", () => {
    readAddress();
    render();
});

document.getElementById("steps").setAttribute("aria-label", say("stages"));
document.getElementById("header").append(drawFacts());
readAddress();
render();
