// The threshold that the reader moves: counts, rates and costs at it, and the marks on the curves.

const decisions = JSON.parse(document.getElementById("decisions").textContent);
const [left, right, top_, bottom] = decisions.frame;
const part = name => document.getElementById(`decision-${name}`);

const threshold = part("threshold");
const costs = { missed: part("missed"), mistaken: part("false") };
const count = new Intl.NumberFormat("en");
const percent = share => (Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`);

/** What deciding from threshold number `at` on gives for a class. */
function outcome(curve, at) {
    const found = curve.found[at];
    const mistaken = curve.mistaken[at];
    const missed = curve.positives - found;
    return {
        found,
        missed,
        mistaken,
        recall: found / curve.positives,
        rate: mistaken / curve.negatives,
        precision: found + mistaken > 0 ? found / (found + mistaken) : 1,
        right: 1 - (missed + mistaken) / (curve.positives + curve.negatives),
        cost: missed * Math.max(costs.missed.valueAsNumber || 0, 0) + mistaken * Math.max(costs.mistaken.valueAsNumber || 0, 0),
    };
}

const across = share => left + share * (right - left);
const down = share => bottom - share * (bottom - top_);
const chosen = () => decisions.classes[part("class").value];
const steps = () => chosen().found.length - 1;
const position = () => Math.round(threshold.valueAsNumber * steps());

function mark(id, x, y) {
    const circle = document.getElementById(id);
    circle.setAttribute("cx", across(x));
    circle.setAttribute("cy", down(y));
}

function show() {
    const now = outcome(chosen(), position());
    part("says").textContent = "";
    part("value").value = (position() / steps()).toFixed(3);
    for (const name of ["found", "missed", "mistaken"]) part(`${name}-rows`).textContent = count.format(now[name]);
    for (const name of ["recall", "precision", "right"]) part(`${name}-rows`).textContent = percent(now[name]);
    part("cost-rows").textContent = count.format(now.cost);
    mark("roc-mark", now.rate, now.recall);
    mark("precision-mark", now.recall, now.precision);
}

/** Draws the curves of the class that was chosen. */
function draw() {
    const curve = chosen();
    const all = curve.found.map((_, at) => outcome(curve, at));
    const path = (x, y) => all.map((each, i) => `${i ? "L" : "M"}${across(each[x]).toFixed(1)} ${down(each[y]).toFixed(1)}`).join("");
    document.getElementById("roc-line").setAttribute("d", path("rate", "recall"));
    document.getElementById("precision-line").setAttribute("d", path("recall", "precision"));
    const share = down(curve.positives / (curve.positives + curve.negatives));
    document.getElementById("share-line").setAttribute("d", `M${left} ${share}H${right}`);
    show();
}

/** Goes to the threshold with the least cost, of equals the one nearest to a half. */
function cheapest() {
    const curve = chosen();
    const half = steps() / 2;
    const all = curve.found.map((_, at) => ({ at, cost: outcome(curve, at).cost }));
    all.sort((a, b) => a.cost - b.cost || Math.abs(a.at - half) - Math.abs(b.at - half));
    threshold.value = all[0].at / steps();
    show();
    part("says").textContent = decisions.least
        .replace("{0}", count.format(all[0].cost))
        .replace("{1}", part("value").value);
}

if (threshold) {
    part("class").addEventListener("change", draw);
    for (const input of [threshold, costs.missed, costs.mistaken]) input.addEventListener("input", show);
    part("cheapest").addEventListener("click", cheapest);
    document.getElementById("decision").addEventListener("submit", event => event.preventDefault());
    show();
}
