"""Writes ranks.json: SciPy's Kendall τ-b, Spearman ρ, ranks, quantiles and the order statistics of a median's interval. Run: python3 make-ranks.py"""

import json
from pathlib import Path

import numpy as np
from scipy import stats

random = np.random.default_rng(20261126)
pairs = []
for n, ties in [(2, False), (5, False), (8, True), (12, True), (40, False), (60, True)]:
    x = random.normal(size=n)
    y = x + random.normal(size=n)
    if ties:
        x, y = np.round(x), np.round(y)
    pairs.append(
        {
            "x": x.round(6).tolist(), "y": y.round(6).tolist(),
            "tau": float(stats.kendalltau(x.round(6), y.round(6)).statistic),
            "rho": float(stats.spearmanr(x.round(6), y.round(6)).statistic),
            "ranks": stats.rankdata(x.round(6)).tolist(),
        }
    )
samples = random.lognormal(size=31).round(6)
quantiles = {"samples": samples.tolist(), "median": float(np.quantile(samples, 0.5)), "p95": float(np.quantile(samples, 0.95))}


def rank(n):
    ks = [k for k in range(n // 2) if stats.binom.cdf(k, n, 0.5) <= 0.025]
    return ks[-1] if ks else 0


medians = [{"n": n, "rank": rank(n)} for n in [1, 3, 5, 6, 8, 9, 20, 30, 31, 50, 100, 1000]]
signs = [
    {"n": n, "losses": losses, "p": float(stats.binomtest(losses, n).pvalue)}
    for n in [4, 5, 6, 10, 15, 30]
    for losses in range(0, n + 1, 1 if n < 20 else 3)
]
Path(__file__).with_name("ranks.json").write_text(json.dumps({"pairs": pairs, "quantiles": quantiles, "medians": medians, "signs": signs}) + "\n")
