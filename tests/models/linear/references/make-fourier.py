"""Writes fourier.json: transforms by NumPy; regularised inverses by solving the normal equations, without a transform. Run: python3 make-fourier.py"""

import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(20261126)

lines = []
for n in (1, 2, 8, 32):
    x = rng.integers(-9, 10, n) / 4 + 1j * rng.integers(-9, 10, n) / 4
    y = np.fft.fft(x)
    lines.append({"re": x.real.tolist(), "im": x.imag.tolist(), "outRe": y.real.tolist(), "outIm": y.imag.tolist()})

pictures = []
for shape in ((4, 4), (2, 8), (8, 4)):
    x = rng.integers(-9, 10, shape) / 4
    y = np.fft.fft2(x)
    pictures.append({"x": x.tolist(), "outRe": y.real.tolist(), "outIm": y.imag.tolist()})

# Full convolution (frameworks' sense: correlation) of 5 × 6 with 3 × 3 as a matrix: 7 × 8. Filled up with zeros to the 8 × 8 on which the
# filter works, it is a circular one; λ acts on all of those, so the unknown is 8 × 8, too.
n, k = (5, 6), 3
w = rng.integers(-4, 5, (k, k)) / 4
w[1, 1] += 3
x = rng.integers(0, 10, n).astype(float)
side = 8
H = np.zeros((side * side, side * side))
for r in range(side):
    for c in range(side):
        for i in range(k):
            for j in range(k):
                H[((r + k - 1 - i) % side) * side + (c + k - 1 - j) % side, r * side + c] += w[i, j]
grid = np.zeros((side, side))
grid[: n[0], : n[1]] = x
y = (H @ grid.ravel()).reshape(side, side)[: n[0] + k - 1, : n[1] + k - 1]
noisy = y + np.round(rng.normal(0, 0.5, y.shape), 3)
solved = []
for lam in (0.01, 1.0):
    full = np.zeros((side, side))
    full[: noisy.shape[0], : noisy.shape[1]] = noisy
    z = np.linalg.solve(H.T @ H + lam * np.eye(side * side), H.T @ full.ravel()).reshape(side, side)
    solved.append({"lambda": lam, "x": z[: n[0], : n[1]].tolist()})

Path(__file__).with_name("fourier.json").write_text(
    json.dumps(
        {
            "numpy": np.__version__,
            "lines": lines,
            "pictures": pictures,
            "inverse": {"w": w.tolist(), "x": x.tolist(), "y": y.tolist(), "noisy": noisy.tolist(), "solved": solved},
        }
    )
    + "\n"
)
