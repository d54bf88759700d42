"""Writes products.json: dot, cross, outer, Kronecker and Hadamard products by NumPy. Run: python3 make.py"""

import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(20261126)
vectors = [rng.integers(-9, 10, (2, n)) / 4 for n in (2, 3, 3, 4)]
shapes = [((2, 2), (2, 2)), ((1, 3), (2, 1)), ((3, 2), (2, 3)), ((2, 3), (2, 3))]
matrices = [(rng.integers(-9, 10, a) / 4, rng.integers(-9, 10, b) / 4) for a, b in shapes]

Path(__file__).with_name("products.json").write_text(
    json.dumps(
        {
            "numpy": np.__version__,
            "vectors": [
                {
                    "a": a.tolist(),
                    "b": b.tolist(),
                    "dot": float(np.dot(a, b)),
                    "outer": np.outer(a, b).tolist(),
                    "cross": np.cross(a, b).tolist() if len(a) == 3 else None,
                }
                for a, b in vectors
            ],
            "matrices": [
                {
                    "a": a.tolist(),
                    "b": b.tolist(),
                    "kronecker": np.kron(a, b).tolist(),
                    "hadamard": (a * b).tolist() if a.shape == b.shape else None,
                }
                for a, b in matrices
            ],
        }
    )
    + "\n"
)
