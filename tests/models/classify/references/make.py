"""Writes table.json: five algorithms on one small table of columns with different units, by NumPy and SciPy. Run: python3 make.py"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy.cluster.vq import kmeans2
from scipy.optimize import minimize
from scipy.spatial.distance import cdist
from scipy.stats import norm, zscore

rng = np.random.default_rng(20261126)
centres = np.array([[0.0, 10.0, 1.0], [1.0, 60.0, 1.5], [0.4, 40.0, 3.0]])
labels = np.repeat([0, 1, 2], 8)
table = np.round(centres[labels] + rng.normal(0, [0.35, 14.0, 0.6], (24, 3)), 3)
queries = np.round(centres[[0, 1, 2, 0, 1, 2]] + rng.normal(0, [0.5, 20.0, 0.9], (6, 3)), 3)
scaled = zscore(table)
scaled_queries = (queries - table.mean(0)) / table.std(0)


def nearest(rows, probes, k):
    return np.argsort(cdist(probes, rows), axis=1, kind="stable")[:, :k]


def naive_bayes(rows, probes):
    joint = np.stack(
        [
            np.log(np.mean(labels == c))
            + norm.logpdf(probes, rows[labels == c].mean(0), rows[labels == c].std(0)).sum(1)
            for c in range(3)
        ],
        axis=1,
    )
    return joint - np.logaddexp.reduce(joint, axis=1, keepdims=True)


def svm(rows, probes, kernel, cost):
    """Classes 0 (+1) and 1 (−1): the dual by sequential least squares, its value and f at the probes."""
    keep = labels < 2
    x, y = rows[keep], np.where(labels[keep] == 0, 1.0, -1.0)
    q = kernel(x, x) * np.outer(y, y)
    best = minimize(
        lambda a: 0.5 * a @ q @ a - a.sum(),
        np.full(len(y), cost / 2),
        jac=lambda a: q @ a - 1,
        bounds=[(0, cost)] * len(y),
        constraints={"type": "eq", "fun": lambda a: y @ a, "jac": lambda a: y},
        method="SLSQP",
        options={"maxiter": 1000, "ftol": 1e-15},
    )
    a = best.x
    free = (a > 1e-6) & (a < cost - 1e-6)
    bias = np.mean(y[free] - kernel(x[free], x) @ (a * y))
    return {"value": float(best.fun), "decisions": (kernel(probes, x) @ (a * y) + bias).tolist(), "alphas": a.tolist()}


def rbf(gamma):
    return lambda a, b: np.exp(-gamma * cdist(a, b, "sqeuclidean"))


def components(rows):
    values, vectors = np.linalg.eigh(np.cov(rows.T, bias=True))
    return {"variances": values[::-1].tolist(), "first": vectors[:, -1].tolist()}


start = table[[0, 9, 20]]
found, assigned = kmeans2(table, start, iter=50, minit="matrix")

Path(__file__).with_name("table.json").write_text(
    json.dumps(
        {
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "table": table.tolist(),
            "labels": labels.tolist(),
            "queries": queries.tolist(),
            "zscore": scaled.tolist(),
            "nearest": {"raw": nearest(table, queries, 5).tolist(), "scaled": nearest(scaled, scaled_queries, 5).tolist()},
            "naiveBayes": naive_bayes(table, queries).tolist(),
            "svm": {
                "linear": svm(scaled, scaled_queries, lambda a, b: a @ b.T, 1.0),
                "rbf": svm(scaled, scaled_queries, rbf(0.5), 10.0),
            },
            "components": {"raw": components(table), "scaled": components(scaled)},
            "kMeans": {
                "start": start.tolist(),
                "centres": found.tolist(),
                "labels": assigned.tolist(),
                "inertia": float(((table - found[assigned]) ** 2).sum()),
            },
        }
    )
    + "\n"
)
