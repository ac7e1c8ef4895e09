"""The networks that are measured, and the files from which every runner takes the same numbers."""

import array
import dataclasses
import math
import random

from .runners import RUN

BATCHES = 4
PREDICTED_ROWS = 1024


@dataclasses.dataclass(frozen=True)
class Configuration:
    """Dense layers with ReLU between them; softmax cross-entropy, or the mean squared error."""

    widths: tuple
    batch: int
    loss: str

    @property
    def name(self):
        return "-".join(map(str, self.widths)) + f"@{self.batch}"

    @property
    def classifies(self):
        return self.loss == "softmax-cross-entropy"

    @property
    def parameters(self):
        return sum((n + 1) * m for n, m in zip(self.widths, self.widths[1:]))

    def operations(self, rows):
        """Floating-point operations of the products of a forward pass."""
        return 2 * rows * sum(n * m for n, m in zip(self.widths, self.widths[1:]))

    def step_operations(self):
        """Forward, weight gradients, and the errors of all layers but the first."""
        return 3 * self.operations(self.batch) - 2 * self.batch * self.widths[0] * self.widths[1]

    def rate(self, optimizer):
        """Small enough that rounding does not grow within the checked steps, large enough that the cost moves."""
        return 0.01 if optimizer == "sgd" else 1e-3 / math.sqrt(max(self.widths[1:-1]))

    def request(self):
        """For a runner, which works in the folder that `write` writes to."""
        return {"folder": self.name, "widths": "-".join(map(str, self.widths)), "batch": self.batch,
                "loss": self.loss}

    def write(self):
        """Writes weights (He's uniform start), inputs and random targets, if they are not there yet."""
        folder = RUN / self.name
        if (folder / "complete").exists():
            return
        folder.mkdir(parents=True, exist_ok=True)
        numbers = random.Random(1)
        with open(folder / "weights.f32", "wb") as file:
            for inputs, outputs in zip(self.widths, self.widths[1:]):
                bound = math.sqrt(6 / inputs)
                for _ in range(inputs):
                    file.write(uniform(numbers, outputs, bound))
                file.write(uniform(numbers, outputs, 0.05))
        rows = max(self.batch, PREDICTED_ROWS)
        (folder / "inputs.f32").write_bytes(uniform(numbers, rows * self.widths[0], math.sqrt(3)))
        if self.classifies:
            classes = (float(numbers.randrange(self.widths[-1])) for _ in range(BATCHES * self.batch))
            targets = array.array("f", classes).tobytes()
        else:
            targets = uniform(numbers, BATCHES * self.batch * self.widths[-1], math.sqrt(3))
        (folder / "targets.f32").write_bytes(targets)
        (folder / "complete").touch()


def uniform(numbers, count, bound):
    draw = numbers.random
    return array.array("f", [(2 * draw() - 1) * bound for _ in range(count)]).tobytes()


SOFTMAX, SQUARES = "softmax-cross-entropy", "mean-squared-error"

CONFIGURATIONS = (
    Configuration((4, 3, 4, 3), 1, SOFTMAX),
    Configuration((8, 64, 64, 1), 64, SQUARES),
    Configuration((784, 128, 10), 32, SOFTMAX),
    Configuration((28, 300, 300, 300, 1), 256, SQUARES),
    Configuration((784, 512, 512, 10), 128, SOFTMAX),
    Configuration((1024, 4096, 4096, 1024), 256, SQUARES),
)

# All sigmoids, squared error, trained row by row: the work that Weka and Encog do too.
ROW_BY_ROW = Configuration((28, 32, 2), 2000, SOFTMAX)

# Rows × columns × depth of C = A·B.
PRODUCTS = ((256, 256, 256), (512, 512, 512), (1024, 1024, 1024), (2048, 2048, 2048), (128, 512, 784),
            (256, 304, 304), (64, 64, 64), (128, 128, 128), (32, 128, 784), (256, 304, 28))
