"""Writes fits.json: lines and planes under L2, L1 and smooth L1 by NumPy and SciPy. Run: python3 make-fits.py"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import linprog, minimize

rng = np.random.default_rng(20261126)


def cases():
    for n, d, beta in ((9, 2, 1.0), (15, 3, 0.5), (40, 4, 2.0)):
        x = np.column_stack([np.ones(n), rng.normal(0, 2, (n, d - 1))])
        y = x @ rng.normal(0, 2, d) + rng.normal(0, 0.7, n)
        y[rng.choice(n, n // 5, replace=False)] += 9
        yield np.round(x, 4), np.round(y, 4), beta


def least_absolute(x, y):
    n, d = x.shape
    found = linprog(
        np.r_[np.zeros(d), np.ones(2 * n)],
        A_eq=np.hstack([x, np.eye(n), -np.eye(n)]),
        b_eq=y,
        bounds=[(None, None)] * d + [(0, None)] * (2 * n),
    )
    return found.x[:d]


def smooth(x, y, beta):
    def f(theta):
        r = y - x @ theta
        inside = np.abs(r) < beta
        value = np.where(inside, r * r / (2 * beta), np.abs(r) - beta / 2).mean()
        return value, -x.T @ np.where(inside, r / beta, np.sign(r)) / len(y)

    return minimize(f, np.linalg.lstsq(x, y, rcond=None)[0], jac=True, method="BFGS", options={"gtol": 1e-12}).x


Path(__file__).with_name("fits.json").write_text(
    json.dumps(
        {
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "fits": [
                {
                    "x": x.tolist(),
                    "y": y.tolist(),
                    "beta": beta,
                    "l2": np.linalg.lstsq(x, y, rcond=None)[0].tolist(),
                    "l1": least_absolute(x, y).tolist(),
                    "smooth-l1": smooth(x, y, beta).tolist(),
                }
                for x, y, beta in cases()
            ],
        }
    )
    + "\n"
)
