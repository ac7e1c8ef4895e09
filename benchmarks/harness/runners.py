"""Lamina and its peers: how each one's process is started."""

import dataclasses
import os
import pathlib
import typing

HERE = pathlib.Path(__file__).resolve().parents[1]
ROOT = HERE.parent
PEERS = HERE / "peers"
JAVA = HERE / "java"
DIST = ROOT / "lamina-cli" / "target" / "dist" / "lib"
RUN = HERE / "target" / "run"
"""Where the runners work."""


@dataclasses.dataclass(frozen=True)
class Runner:
    """One way to do the work. `needs` names what must be installed: Python packages, or a module of ./java."""

    name: str
    command: typing.Callable
    needs: tuple = ()
    environment: typing.Callable = lambda threads: {}
    compiles: bool = False
    """Whether it becomes fast only while it runs."""


def lamina(name, properties=""):
    """Lamina as the launcher runs it: what stands before its own main class makes java run ours instead."""
    options = f"{properties} -cp {lamina_class_path()} dev.lamina.benchmark.lamina.LaminaRunner"
    return Runner(name, lambda threads: [ROOT / "lamina", "train"],
                  environment=lambda threads: {"LAMINA_JAVA_OPTIONS": options}, compiles=True)


def lamina_class_path():
    """Relative to where the runners work, since the launcher splits its options at blanks."""
    entries = [*java_class_path("lamina").split(os.pathsep), DIST / "*"]
    return os.pathsep.join(os.path.relpath(entry, RUN) for entry in entries)


def java_peer(name, module, main, java):
    flags = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
    return Runner(name, lambda threads: [java, *flags, "-cp", java_class_path(module), main], (module,), compiles=True)


def java_class_path(module):
    built = JAVA / module / "target" / "quick"
    return f"{built / 'classes'}{os.pathsep}{(built / 'classpath').read_text().strip()}"


def python_peer(name, script, python, needs, *arguments, environment=lambda threads: {}):
    return Runner(name, lambda threads: [python, PEERS / script, *arguments], needs, environment)


def xla_flags(threads):
    return {"XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"} if threads == 1 else {}


def all_runners(java, python):
    return [
        lamina("lamina"),
        lamina("lamina scalar", "-Dlamina.kernels=scalar"),
        python_peer("pytorch", "torch_runner.py", python, ("torch",)),
        python_peer("pytorch compiled", "torch_runner.py", python, ("torch",), "compiled"),
        python_peer("jax", "jax_runner.py", python, ("jax", "optax"), environment=xla_flags),
        python_peer("tensorflow", "tensorflow_runner.py", python, ("tensorflow",),
                    environment=lambda threads: {"TF_CPP_MIN_LOG_LEVEL": "2"}),
        python_peer("onnxruntime", "onnxruntime_runner.py", python, ("onnxruntime", "onnx")),
        python_peer("scikit-learn", "sklearn_runner.py", python, ("sklearn",)),
        java_peer("djl", "djl", "dev.lamina.benchmark.djl.DjlRunner", java),
        java_peer("dl4j", "dl4j", "dev.lamina.benchmark.dl4j.Dl4jRunner", java),
        java_peer("weka", "weka", "dev.lamina.benchmark.weka.WekaRunner", java),
        java_peer("encog", "encog", "dev.lamina.benchmark.encog.EncogRunner", java),
    ]
