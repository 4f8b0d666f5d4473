"""Trains XGBoost's rank:ndcg at given settings, and prints the scores of other candidates with what it took.

    python3 tools/acceptance/ranker/train_xgboost.py '{"train": {"data": ..., "queries": ...}, "test": ..., "settings": ...}'

Needs numpy and xgboost (Debian: python3-xgboost 1.7.4). The arguments are those of train-lambda-mart.ts beside it.
"""

import gzip
import json
import resource
import sys
import time

import numpy
import xgboost

COLUMNS = 300


def lines_of(path):
    with open(path, "rb") as file:
        data = file.read()
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode().split("\n")


def matrix(pair):
    """Features that are not named are 0, and not missing, as they are for us."""
    rows = [line.split() for line in lines_of(pair["data"]) if line.strip()]
    features = numpy.zeros((len(rows), COLUMNS), dtype=numpy.float32)
    for row, (_, *entries) in enumerate(rows):
        for entry in entries:
            index, value = entry.split(":")
            features[row, int(index) - 1] = float(value)
    data = xgboost.DMatrix(features, label=[float(row[0]) for row in rows])
    data.set_group([int(line) for line in lines_of(pair["queries"]) if line.strip()])
    return data


def main():
    job = json.loads(sys.argv[1])
    settings = job["settings"]
    train, test = matrix(job["train"]), matrix(job["test"])
    parameters = {
        "objective": "rank:ndcg",
        "eval_metric": "ndcg@10",
        "tree_method": "hist",
        "grow_policy": "lossguide",
        "max_bin": 256,
        "max_leaves": settings["leaves"],
        "max_depth": 12,
        "eta": settings["learningRate"],
        "min_child_weight": settings["leastHessian"],
        "lambda": 1,
        "subsample": 0.8,
        "colsample_bytree": 0.5,
        "seed": job["seed"],
        "nthread": 1,
    }
    start = time.perf_counter()
    model = xgboost.train(parameters, train, num_boost_round=settings["trees"])
    seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"scores": model.predict(test).tolist(), "seconds": seconds, "megabytes": megabytes}, sys.stdout)


if __name__ == "__main__":
    main()
