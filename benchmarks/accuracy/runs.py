"""What is still to be done, done a few at a time; what is finished is kept at once."""

import concurrent.futures
import sys
import threading

import contestants
import processes


def planned(chosen_contestants, data_sets, seeds):
    """All runs, contestant by contestant and small sets first, so that whole columns are there early."""
    return [(contestant, data, seed) for contestant in chosen_contestants for data in data_sets
            if contestant.name != "mlp_long" or contestants.epochs("mlp_long", data, 0)
            for seed in contestant.seeds(data, seeds)]


def complete(runs, store, split, builds, jobs, timed):
    """Does what is not there; `timed`: also what had not the machine for itself. Answers what failed."""
    todo = [run for run in runs if not is_done(run, store, timed)]
    failed, lock = [], threading.Lock()
    if len(todo) < len(runs):
        say(f"{len(runs) - len(todo)} of {len(runs)} runs are there")

    def execute(number, contestant, data, seed):
        name = f"{number}/{len(todo)} {data.name} {contestant.name} seed {seed}"
        try:
            record, losses = contestants.run(contestant, data, seed, split, builds)
            store.write(data, record, losses)
            say(f"{name}: {data.loss} {record['metrics'][data.loss]:.5g}, {record['seconds']:.1f} s,"
                f" {record['megabytes']:.0f} MB")
        except (RuntimeError, ValueError) as failure:
            with lock:
                failed.append((name, str(failure)))
            say(f"{name} failed: {failure}")

    pool = concurrent.futures.ThreadPoolExecutor(jobs)
    try:
        for future in [pool.submit(execute, i, *run) for i, run in enumerate(todo, 1)]:
            future.result()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        processes.end_all()
        raise
    pool.shutdown()
    return failed


def is_done(run, store, timed):
    contestant, data, seed = run
    record = store.find(data, contestant.name, seed, contestant.build, list(contestant.options))
    return record is not None and (record["alone"] or not timed)


def say(text):
    print(text, file=sys.stderr, flush=True)
