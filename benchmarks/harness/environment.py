"""Makes what is measured: Lamina's jars, the JVM runners, the Python peers; and describes the machine."""

import datetime
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

from .runners import HERE, JAVA, ROOT, RUN

PEERS_ENVIRONMENT = HERE / ".peers"
REQUIREMENTS = HERE / "requirements.txt"


def say(text):
    print(text, file=sys.stderr, flush=True)


def java():
    """The java of the JDK that the launcher finds."""
    found = subprocess.run(["sh", "-c", '. "$1"; echo "$jdk"', "sh", str(ROOT / "tools" / "find-jdk.sh")],
                           stdout=subprocess.PIPE, text=True)
    if found.returncode:
        sys.exit(found.returncode)
    return pathlib.Path(found.stdout.strip()) / "bin" / "java"


def build(log):
    """Builds Lamina's jars as the launcher does, and all runners whose dependencies can be had."""
    RUN.mkdir(parents=True, exist_ok=True)
    subprocess.run([ROOT / "lamina", "--version"], check=True, stdout=subprocess.DEVNULL)
    say("Building the runners on the JVM…")
    for stale in JAVA.glob("*/target/quick/classpath"):
        stale.unlink()  # so that a runner that cannot be built is missing and not an old one
    with open(log, "w") as out:
        subprocess.run([ROOT / "build", "package", "-q", "-Dlamina.quick", "-fae", "-f", JAVA / "pom.xml"],
                       stdout=out, stderr=subprocess.STDOUT)
    if not (JAVA / "lamina" / "target" / "quick" / "classpath").exists():
        sys.exit(f"compare: Lamina's own runner did not build, see {log}")


def python(log, requirements=REQUIREMENTS, folder=PEERS_ENVIRONMENT):
    """The Python of the peers' environment, made from the requirements when those changed."""
    interpreter, stamp = folder / "bin" / "python", folder / "requirements.txt"
    if stamp.exists() and stamp.read_text() == requirements.read_text():
        return interpreter
    say("Installing the Python peers with pip (some minutes)…")
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    packages = [line for line in requirements.read_text().splitlines() if line and not line.startswith("#")]
    with open(log, "w") as out:
        # All at once, so that their versions fit; if one cannot be had, the others still are.
        if pip(interpreter, ["-r", str(requirements)], out):
            for package in packages:
                if pip(interpreter, [package], out):
                    say(f"{package} cannot be installed, see {log}")
    stamp.write_text(requirements.read_text())
    return interpreter


def pip(interpreter, arguments, out):
    # One retry: five would wait half a minute for every package where an index of several cannot be reached.
    command = [interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", *arguments]
    return subprocess.run(command, stdout=out, stderr=subprocess.STDOUT).returncode


def python_versions(interpreter):
    """The installed packages by the names under which they are imported and distributed."""
    code = ("import importlib.metadata as m, json; d = {x.name.lower(): x.version for x in m.distributions()};"
            "print(json.dumps({**d, **{k: d[v[0].lower()] for k, v in m.packages_distributions().items()"
            " if v[0].lower() in d}}))")
    return json.loads(subprocess.run([interpreter, "-c", code], stdout=subprocess.PIPE, text=True, check=True).stdout)


def missing(runner, versions):
    """Why a runner cannot run, or None."""
    for need in runner.needs:
        if (JAVA / need).is_dir():
            if not (JAVA / need / "target" / "quick" / "classpath").exists():
                return f"its jars could not be had, see {HERE / 'target' / 'build.log'}"
        elif need not in versions:
            return f"the Python package {need} is not installed"
    return None


def machine():
    cpu = platform.processor() or platform.machine()
    for line in read("/proc/cpuinfo").splitlines():
        if line.startswith("model name"):
            cpu = line.split(":", 1)[1].strip()
            break
    caches = sorted(pathlib.Path("/sys/devices/system/cpu/cpu0/cache").glob("index*"))
    cache = read(caches[-1] / "size").strip() if caches else ""
    return {"cpu": cpu, "cores": cores(), "last cache": cache,
            "system": f"{platform.system()} {platform.release()}", "date": datetime.date.today().isoformat(),
            "commit": commit()}


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def commit():
    def git(*words):
        return subprocess.run(["git", "-C", ROOT, *words], stdout=subprocess.PIPE, text=True).stdout.strip()

    return git("rev-parse", "--short", "HEAD") + (" with changes" if git("status", "--porcelain", "-uno") else "")


def read(file):
    try:
        return pathlib.Path(file).read_text()
    except OSError:
        return ""


def peer_versions(python_packages):
    """What is named in the report: Python packages as installed, JVM peers as in their poms."""
    wanted = "torch", "jax", "optax", "tensorflow", "onnxruntime", "sklearn", "numpy"
    found = {name: python_packages[name] for name in wanted if name in python_packages}
    pom = (JAVA / "pom.xml").read_text()
    return {**found, **dict(re.findall(r"<(djl|dl4j|weka|encog)\.version>(.*?)<", pom))}
