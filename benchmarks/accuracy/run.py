#!/usr/bin/env python3
"""Trains Lamina's presets and their peers on real data sets, scores them on rows that none has seen, and compares.

    run.py                                  everything that is not done yet: hours
    run.py --sets adult,letter --presets fast,default --peers mlp,lightgbm --seeds 0
    run.py --report                         only the tables, from what is there
    run.py --development                    without the test rows: to choose settings
    run.py --own wide="--layers 512,512"    any options of train, as a contestant named wide
    run.py --floors [SET ...]               a short check: no option, one seed, least accuracies; needs no packages
    run.py --coverage 0.9                   whether prediction intervals and sets hold what they promise

What is finished is kept in a folder, so that a run that was ended goes on where it stopped and nothing is done twice.
The shared data is read from $LAMINA_SHARED/data, by default from the folder `shared` beside the repository.
"""

import argparse
import os
import pathlib
import re
import shlex
import signal
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from harness import environment, report  # noqa: E402

PACKAGES = HERE / ".peers"


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=names, metavar="A,B", help="some of the sets")
    parser.add_argument("--presets", type=names, default=["fast", "default", "best"], metavar="A,B",
                        help="of fast, default, best, and plain: no --preset (default: the first three; none: '')")
    parser.add_argument("--peers", type=names, default=["mlp", "hgb", "lightgbm"], metavar="A,B",
                        help="of mlp, hgb, lightgbm (default: all; none: '')")
    parser.add_argument("--own", type=own, action="append", default=[], metavar="NAME=OPTIONS",
                        help="a contestant of your own: options of train; may be repeated")
    parser.add_argument("--seeds", type=lambda text: [int(seed) for seed in names(text)], default=[0, 1, 2],
                        metavar="0,1,2", help="best and whoever draws nothing take the first (default: 0,1,2)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="runs at a time (default: 1)")
    parser.add_argument("--times", action="store_true", help="do again what had not the machine for itself")
    parser.add_argument("--development", action="store_true",
                        help="leave the test rows alone: a fifth of the training rows stands for them")
    parser.add_argument("--report", action="store_true", help="run nothing")
    parser.add_argument("--all-metrics", action="store_true", help="accuracy, AUC, MAE and R² too")
    parser.add_argument("--markdown", type=pathlib.Path, metavar="FILE", help="fill the marked region of this page")
    parser.add_argument("--build", metavar="HASH", help="a build that has results, instead of Lamina as it is now")
    parser.add_argument("--coverage", type=float, metavar="SHARE", help="check that intervals and sets hold this share")
    parser.add_argument("--results", type=pathlib.Path, metavar="FOLDER",
                        default=os.environ.get("LAMINA_ACCURACY_RESULTS", HERE / "results"),
                        help="where results are kept (default: $LAMINA_ACCURACY_RESULTS or results/ beside this file)")
    return parser


def names(text):
    return [name for name in text.split(",") if name]


def own(text):
    name, equals, words = text.partition("=")
    if not equals or not re.fullmatch(r"[\w-]+", name):
        raise argparse.ArgumentTypeError(f"expected NAME=OPTIONS with a name of letters and digits, got {text!r}")
    return name, tuple(shlex.split(words))


def main():
    if "--floors" in sys.argv:
        import floors

        return floors.main([word for word in sys.argv[1:] if word != "--floors"])
    parser = options()
    chosen = parser.parse_args()
    in_own_environment()
    # An ended run ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))

    import contestants
    import coverage
    import lamina
    import runs
    import sets
    from comparison import Comparison
    from store import Store

    data_sets = select(parser, "data set", chosen.sets, sets.read_all())
    presets = select(parser, "preset", chosen.presets, {name: name for name in contestants.PRESETS})
    peers = select(parser, "peer", chosen.peers, {name: name for name in contestants.PEERS})
    if clash := {name for name, _ in chosen.own} & {*contestants.PRESETS, *contestants.TITLES}:
        parser.error(f"--own {', '.join(clash)}: that is the name of another contestant")
    folder, split = pathlib.Path(chosen.results).absolute(), "development" if chosen.development else "test"
    builds = folder / "builds"
    build = chosen.build or lamina.build(builds)
    if not (builds / build).is_dir():
        parser.error(f"no build {build} in {builds}")
    if chosen.coverage:
        return coverage.check(builds / build, chosen.coverage, data_sets, split)

    competing = [*contestants.peers(peers, environment.python_versions(sys.executable)),
                 *(contestants.Contestant(name, build, contestants.PRESETS[name]) for name in presets),
                 *(contestants.Contestant(name, build, words) for name, words in chosen.own)]
    store, failed = Store(folder, split), []
    if not chosen.report:
        todo = runs.planned(competing, data_sets, chosen.seeds)
        failed = runs.complete(todo, store, split, builds, chosen.jobs, chosen.times)
    return tell(Comparison(competing, data_sets, store, chosen.seeds), chosen, split, build, failed)


def in_own_environment():
    """Goes on with the Python that has the packages, which is made where needed."""
    if pathlib.Path(sys.prefix).resolve() != PACKAGES:
        log = PACKAGES.with_name(".pip.log")
        python = environment.python(log, HERE / "requirements.txt", PACKAGES)
        os.execv(python, [str(python), *sys.argv])


def select(parser, kind, wanted, there):
    if unknown := [name for name in wanted or [] if name not in there]:
        parser.error(f"no {kind} {', '.join(unknown)}; there are {', '.join(there)}")
    return list(there.values()) if wanted is None else [there[name] for name in there if name in wanted]


def tell(results, chosen, split, build, failed):
    """Prints the tables; answers 1 if a run failed or a floor is missed."""
    import floors
    import page
    import results_tables

    made = results_tables.tables(results, split, chosen.all_metrics)
    for table in made:
        print(f"{table.title}. {table.text}\n{report.aligned([table.head, *table.rows])}\n")
    if chosen.markdown:
        machine = environment.machine()
        page.fill(chosen.markdown, made, f"Measured on {machine['date']}: {machine['cpu']}, {machine['cores']} cores,"
                  f" Lamina at {machine['commit']} (build {build}), {peer_versions(results)}.")
    missed = floors.missed(results) if split == "test" else []
    for name, reason in failed:
        print(f"failed: {name}: {reason}", file=sys.stderr)
    for line in missed:
        print(f"below the floor: {line}", file=sys.stderr)
    return 1 if failed or missed else 0


def peer_versions(results):
    versions = dict.fromkeys(contestant.build for contestant in results.contestants if not contestant.ours)
    return ", ".join(version.replace("-", " ").replace("scikit learn", "scikit-learn") for version in versions)


if __name__ == "__main__":
    sys.exit(main())
