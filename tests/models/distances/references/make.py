"""Writes distances.json: distances by SciPy, the edit distance by a plain recursion. Run: python3 make.py"""

import json
from functools import cache
from pathlib import Path

import numpy as np
import scipy
from scipy.spatial import distance as d
from scipy.special import rel_entr
from scipy.stats import wasserstein_distance

rng = np.random.default_rng(20261126)


def edit(a: str, b: str) -> int:
    @cache
    def of(i: int, j: int) -> int:
        if i == 0 or j == 0:
            return i + j
        return min(of(i - 1, j) + 1, of(i, j - 1) + 1, of(i - 1, j - 1) + (a[i - 1] != b[j - 1]))

    return of(len(a), len(b))


def case(a, b, **values):
    return {"a": a.tolist(), "b": b.tolist(), **{k: float(v) for k, v in values.items()}}


numbers = []
for n in (2, 3, 5, 16):
    a, b = rng.normal(size=(2, n)).round(3)
    numbers.append(
        case(
            a, b,
            euclidean=d.euclidean(a, b), manhattan=d.cityblock(a, b), chebyshev=d.chebyshev(a, b),
            minkowski_half=d.minkowski(a, b, p=0.5), minkowski_3=d.minkowski(a, b, p=3),
            cosine=d.cosine(a, b), correlation=d.correlation(a, b), canberra=d.canberra(a, b),
        )
    )
bits = []
for n in (4, 9, 32):
    a, b = rng.integers(0, 2, (2, n))
    bits.append(case(a, b, hamming=d.hamming(a, b), jaccard=d.jaccard(a.astype(bool), b.astype(bool))))
amounts = []
for n in (2, 6, 12):
    a, b = rng.integers(0, 9, (2, n))
    amounts.append(case(a, b, **{"bray-curtis": d.braycurtis(a, b), "canberra": d.canberra(a, b)}))
shares = []
for n in (3, 6, 12):
    p, q = rng.dirichlet(np.ones(n), 2)
    at = np.arange(n)
    shares.append(
        case(
            p, q,
            **{
                "kullback-leibler": rel_entr(p, q).sum(),
                "jensen-shannon": d.jensenshannon(p, q),
                "wasserstein": wasserstein_distance(at, at, p, q),
            },
        )
    )
rows = rng.normal(size=(9, 4)).round(3)
a, b = rng.normal(size=(2, 4)).round(3)
covariance = np.cov(rows.T)
shrunk = 0.75 * covariance + 0.25 * np.trace(covariance) / 4 * np.eye(4)
words = [("kitten", "sitting"), ("", "abc"), ("flaw", "lawn"), ("距离定义", "距离的定义"), ("intention", "execution")]

Path(__file__).with_name("distances.json").write_text(
    json.dumps(
        {
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "numbers": numbers,
            "bits": bits,
            "amounts": amounts,
            "shares": shares,
            "mahalanobis": {
                "rows": rows.tolist(),
                **case(
                    a, b,
                    plain=d.mahalanobis(a, b, np.linalg.inv(covariance)),
                    shrunk=d.mahalanobis(a, b, np.linalg.inv(shrunk)),
                ),
            },
            "edit": [{"a": x, "b": y, "edit": edit(x, y)} for x, y in words],
        },
        ensure_ascii=False,
        indent=1,
    )
    + "\n"
)
