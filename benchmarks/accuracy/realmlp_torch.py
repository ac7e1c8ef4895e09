#!/usr/bin/env python3
"""RealMLP-TD in PyTorch: what one training costs, and how good a faithful implementation is.

    realmlp_torch.py california_housing                       one network, two threads
    realmlp_torch.py letter --networks 8 --threads 1          and the mean of eight
    realmlp_torch.py concrete --folds 8                       eight, each validated on its own eighth

The recipe of "Better by Default" (arXiv 2407.04491) without label smoothing, since log loss decides here; the epoch
with the least validation loss is kept. Rows: those of `run.py --development`, whose test rows are training rows of the
fixed split; --test takes the split's own. Missing numbers become the median and get an indicator; dates are left out.
"""

import argparse
import math
import os
import pathlib
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
PACKAGES = HERE / ".torch"

WIDTHS, SCALE_RATE, BIAS_RATE, ACTIVATION_RATE, EMBEDDING_RATE = (256, 256, 256), 6, 0.1, 0.1, 0.1
DROPOUT, DECAY, BETAS, BATCH, VALIDATION = 0.15, 0.02, (0.9, 0.95), 256, 0.2


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="SET")
    parser.add_argument("--networks", type=int, default=1, help="with seeds 0, 1, …; their mean is reported too")
    parser.add_argument("--folds", type=int, help="so many networks, each validated on its own stratified part")
    parser.add_argument("--epochs", type=int, default=256)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--test", action="store_true", help="the test rows of the fixed split")
    return parser.parse_args()


def main():
    chosen = options()
    if pathlib.Path(sys.prefix).resolve() != PACKAGES:
        from harness import environment

        python = environment.python(HERE / ".pip.log", HERE / "requirements-torch.txt", PACKAGES)
        os.execv(python, [str(python), *sys.argv])
    import torch

    import sets

    torch.set_num_threads(chosen.threads)
    for name in chosen.sets:
        data = sets.read_all()[name]
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            measure(data, *sets.divide(data, "test" if chosen.test else "development", folder), chosen)


def measure(data, train_file, test_file, chosen):
    import peers

    train, y = peers.read(train_file, data.target)
    test, truth = peers.read(test_file, data.target)
    inputs = [name for name in train if not peers.is_date(train[name])]
    train, test = train[inputs], test[inputs]
    predictions, own = [], []
    for seed in range(chosen.folds or chosen.networks):
        held_out = fold(y, seed, chosen.folds, data.classifies) if chosen.folds else share(len(y), seed)
        wall, cpu = time.perf_counter(), time.process_time()
        validation, epoch, predicted = fit(train, y, test, held_out, data.classifies, seed, chosen.epochs)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        predictions.append(predicted)
        own.append(loss(predicted, truth, y, data.classifies))
        print(f"{data.name} seed {seed}: {data.loss} on validation rows {validation:.5g} (epoch {epoch}), on test rows"
              f" {own[-1]:.5g}; {wall:.1f} s, {cpu:.1f} s of processors", flush=True)
    if len(predictions) > 1:
        together = loss(sum(predictions) / len(predictions), truth, y, data.classifies)
        print(f"{data.name}: {data.loss} on test rows {sum(own) / len(own):.5g} alone, {together:.5g} as the mean of"
              f" {len(predictions)}", flush=True)


def share(rows, seed):
    """A random fifth."""
    import numpy

    mask = numpy.zeros(rows, bool)
    mask[numpy.random.default_rng(seed).permutation(rows)[:round(VALIDATION * rows)]] = True
    return mask


def fold(y, number, folds, classifies):
    """One of so many parts that are alike in the target."""
    import numpy

    draw = numpy.random.default_rng(0)
    keys = y.to_numpy() if classifies else numpy.argsort(numpy.argsort(y.astype(float).to_numpy())) // folds
    order = numpy.lexsort((draw.random(len(y)), keys))
    part = numpy.empty(len(y), int)
    part[order] = numpy.arange(len(y)) % folds
    return part == number


def loss(predicted, truth, y, classifies):
    """The mean of −ln p, or the root of the mean square."""
    import numpy

    if not classifies:
        return float(numpy.sqrt(((predicted - truth.astype(float).to_numpy()) ** 2).mean()))
    number = {name: i for i, name in enumerate(sorted(y.unique()))}
    own = [row[number[name]] if name in number else 0 for row, name in zip(predicted, truth)]
    return float(-numpy.log(numpy.clip(own, numpy.finfo(float).eps, 1)).mean())


def encode(train, others):
    """Numbers (scaled), one-hot columns (scaled) and codes with the sizes of their embeddings, fitted on `train`."""
    import numpy
    import peers

    numbers = [name for name in train if peers.is_number(train[name]) and train[name].notna().any()]
    texts = [name for name in train if not peers.is_number(train[name])]
    known = {name: sorted(train[name].dropna().astype(str).unique()) for name in texts}
    median = train[numbers].median()
    gaps = [name for name in numbers if train[name].isna().any()]

    def scaled(columns):
        fitted = columns[0]
        middle = numpy.median(fitted, 0)
        low, high = numpy.quantile(fitted, (0.25, 0.75), axis=0)
        spread = fitted.max(0) - fitted.min(0)
        scale = numpy.where(high > low, 1 / numpy.where(high > low, high - low, 1),
                            numpy.where(spread > 0, 2 / numpy.where(spread > 0, spread, 1), 0))
        clipped = []
        for column in columns:
            u = (column - middle) * scale
            clipped.append((u / numpy.sqrt(1 + (u / 3) ** 2)).astype(numpy.float32))
        return clipped

    tables = [train, *others]
    continuous = [table[numbers].fillna(median).to_numpy(float) for table in tables]
    flags, codes, sizes = [[] for _ in tables], [[] for _ in tables], []
    for name in texts:
        number = {word: i + 1 for i, word in enumerate(known[name])}
        for i, table in enumerate(tables):
            code = numpy.array([0 if word != word else number.get(str(word), 0) for word in table[name]])
            if len(number) == 2:
                flags[i].append(numpy.array([0, 1, -1])[code][:, None])
            elif len(number) <= 8:
                flags[i].append(numpy.eye(len(number) + 1)[code][:, 1:])
            else:
                codes[i].append(code)
        if len(number) > 8:
            sizes.append(len(number) + 1)
    for i, table in enumerate(tables):
        flags[i] += [numpy.where(table[[name]].isna(), 1, -1) for name in gaps]
    width = sum(part.shape[1] for part in flags[0])
    flat = [numpy.hstack(part) if part else numpy.empty((len(table), 0)) for part, table in zip(flags, tables)]
    code = [numpy.stack(part, 1) if part else numpy.empty((len(table), 0), int) for part, table in zip(codes, tables)]
    return list(zip(scaled(continuous) if numbers else [c.astype(numpy.float32) for c in continuous],
                    scaled(flat) if width else [f.astype(numpy.float32) for f in flat], code)), sizes


def fit(table, y, test, held_out, classifies, seed, epochs):
    """Answers the least validation loss, its epoch, and the predictions of the test rows."""
    import torch

    torch.manual_seed(seed)
    parts, sizes = encode(table[~held_out], (table[held_out], test))
    train, validation, test = [[torch.from_numpy(part) for part in half] for half in parts]
    if classifies:
        names = sorted(y.unique())
        target = torch.tensor([names.index(name) for name in y])
        outputs, rate = len(names), 0.04
    else:
        target = torch.from_numpy(y.astype(float).to_numpy().copy())
        outputs, rate = 1, 0.2
    known, asked = target[torch.from_numpy(~held_out)], target[torch.from_numpy(held_out)]
    if not classifies:
        mean, deviation = known.mean(), known.std(correction=0)
        known, low, high = ((known - mean) / deviation).float(), known.min(), known.max()

    def predict(rows):
        with torch.inference_mode():
            answers = torch.cat([network.forward([part[i:i + 4096] for part in rows], 0.0)
                                 for i in range(0, len(rows[0]), 4096)]).double()
        return answers.softmax(1) if classifies else (answers[:, 0] * deviation + mean).clamp(low, high)

    def measured(predicted):
        if classifies:
            return -predicted[torch.arange(len(asked)), asked].clamp_min(torch.finfo(float).eps).log().mean().item()
        return (predicted - asked).square().mean().sqrt().item()

    network = Network(train, sizes, outputs, classifies)
    batch = min(BATCH, len(known))
    steps = len(known) // batch
    optimizer = torch.optim.Adam(
        [{"params": [p], "factor": f, "decay": d} for p, f, d in network.parameters], betas=BETAS, fused=True)
    best = math.inf, 0, None
    for epoch in range(epochs):
        order = torch.randperm(len(known))
        for step in range(steps):
            t = (epoch * steps + step) / (epochs * steps)
            speed = rate * 0.5 * (1 - math.cos(2 * math.pi * math.log2(1 + 15 * t)))
            flat = 1 if t <= 0.5 else 0.5 * (1 + math.cos(math.pi * (2 * t - 1)))
            rows = order[step * batch:(step + 1) * batch]
            out = network.forward([part[rows] for part in train], DROPOUT * flat)
            if classifies:
                cost = torch.nn.functional.cross_entropy(out, known[rows])
            else:
                cost = torch.nn.functional.mse_loss(out[:, 0], known[rows])
            optimizer.zero_grad()
            cost.backward()
            with torch.no_grad():
                for group in optimizer.param_groups:
                    group["lr"] = speed * group["factor"]
                    # The published code applies each factor twice.
                    shrink = DECAY * flat * group["decay"] * speed * group["factor"] ** 2
                    if shrink:
                        group["params"][0].mul_(1 - shrink)
            optimizer.step()
        now = measured(predict(validation))
        if now <= best[0]:
            best = now, epoch, [p.detach().clone() for p, _, _ in network.parameters]
    if best[2] is None:
        raise SystemExit("training diverged: no epoch has a finite validation loss")
    with torch.no_grad():
        for (p, _, _), kept in zip(network.parameters, best[2]):
            p.copy_(kept)
    return best[0], best[1], predict(test).numpy()


class Network:
    """`parameters`: each with the factors of its learning rate and of its decay."""

    def __init__(self, train, sizes, outputs, classifies):
        import torch

        self.torch, self.parameters = torch, []
        self.activation = torch.nn.functional.selu if classifies else torch.nn.functional.mish
        features, hidden, embedded = train[0].shape[1], 16, 3

        def uniform(*shape, bound):
            return (2 * torch.rand(*shape) - 1) * bound

        self.periods = [self.learned(value, EMBEDDING_RATE) for value in (
            0.1 * torch.randn(features, hidden), uniform(features, hidden, bound=math.pi),
            uniform(features, hidden, embedded, bound=0.25), uniform(features, embedded, bound=0.25))]
        self.words = [self.learned(torch.randn(size, 8)) for size in sizes]
        with torch.no_grad():
            x = self.columns(train)
        self.scale = self.learned(torch.ones(x.shape[1]), SCALE_RATE)
        self.layers = []
        for width in (*WIDTHS, outputs):
            with torch.no_grad():
                x = self.add_layer(x, width, len(self.layers) == len(WIDTHS))

    def learned(self, value, rate=1.0, decay=1.0):
        value.requires_grad_()
        self.parameters.append((value, rate, decay))
        return value

    def add_layer(self, x, width, last):
        """Starts a layer by what reaches it, and answers what leaves it."""
        torch = self.torch
        rows, columns = x.shape
        w = torch.randn(columns, width)
        z = x @ w / math.sqrt(columns)
        deviation = z.std(0, correction=0).clamp_min(1e-10)
        w, z = w / deviation, z / deviation
        weights = -torch.rand(5, width).clamp_min(1e-30).log()
        weights /= weights.sum(0)
        b = -(weights * z[torch.randint(rows, (5, width)), torch.arange(width)]).sum(0)
        alpha = torch.ones(width)
        z = z + b
        self.layers.append((self.learned(w), self.learned(b, BIAS_RATE, 0.0),
                            None if last else self.learned(alpha, ACTIVATION_RATE)))
        return z if last else self.activation(z)

    def columns(self, parts):
        """The embedded numbers, their own values, the one-hot columns and the embedded words side by side."""
        torch = self.torch
        numbers, flags, codes = parts
        w, b, a, c = self.periods
        waves = torch.cos(2 * math.pi * numbers.unsqueeze(2) * w + b)
        embedded = torch.einsum("nfh,fhe->nfe", waves, a) + c
        words = [table[codes[:, i]] for i, table in enumerate(self.words)]
        return torch.cat([embedded.flatten(1), numbers, flags, *words], 1)

    def forward(self, parts, dropout):
        torch = self.torch
        x = self.columns(parts) * self.scale
        for w, b, alpha in self.layers:
            x = torch.addmm(b, x, w, alpha=1 / math.sqrt(len(w)))
            if alpha is not None:
                x = x + alpha * (self.activation(x) - x)
                if dropout:
                    x = torch.nn.functional.dropout(x, dropout)
        return x


if __name__ == "__main__":
    main()
