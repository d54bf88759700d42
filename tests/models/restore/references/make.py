"""Writes restore.json: bicubic by Pillow (Keys, a = -1/2), the rest written again in NumPy and SciPy. Run: python3 make.py"""

import json
from pathlib import Path

import numpy as np
import scipy
from PIL import Image, __version__ as pillow
from scipy.ndimage import gaussian_filter, minimum_filter, uniform_filter

rng = np.random.default_rng(20261126)
h, w = 14, 18
y, x = np.mgrid[0:h, 0:w]
picture = np.stack([120 + 70 * np.sin(x / 3) * np.cos(y / 4), 128 + 60 * np.cos((x + y) / 5), 60 + 5 * x + 2 * y], -1)
picture = np.clip(np.round(picture + rng.normal(0, 12, picture.shape)), 0, 255).astype(np.uint8)
p = picture.astype(float)


def blurred(v, s=1.2):
    return gaussian_filter(v, (s, s, 0), mode="nearest", truncate=4)


def richardson_lucy(n, s=1.25):
    estimate = np.maximum(p, 0.5)
    for _ in range(n):
        estimate = estimate * blurred(p / np.maximum(blurred(estimate, s), 1e-6), s)
    return estimate


def non_local_means(sigma, search=2, patch=1):
    at = lambda v, dy, dx: v[np.clip(y + dy, 0, h - 1), np.clip(x + dx, 0, w - 1)]
    total, sums, most = np.zeros((h, w)), np.zeros_like(p), np.zeros((h, w))
    for dy in range(-search, search + 1):
        for dx in range(-search, search + 1):
            if dx == 0 and dy == 0:
                continue
            d = ((p - at(p, dy, dx)) ** 2).mean(-1)
            # The mean over a patch, the nearest value beyond an edge.
            d = np.mean([at(d, a, b) for a in range(-patch, patch + 1) for b in range(-patch, patch + 1)], 0)
            weight = np.exp(-np.maximum(0, d - 2 * sigma**2) / (0.4 * sigma) ** 2)
            most = np.maximum(most, weight)
            total += weight
            sums += weight[..., None] * at(p, dy, dx)
    most = np.maximum(most, 1e-12)
    return (sums + most[..., None] * p) / (total + most)[..., None]


air = np.array([200.0, 210.0, 220.0])
dark = minimum_filter((p / air).min(-1), size=5, mode="nearest")
guide = (p @ [0.299, 0.587, 0.114]) / 255
mean = lambda v: uniform_filter(v, size=7, mode="nearest")
rough = 1 - 0.95 * dark
slope = (mean(guide * rough) - mean(guide) * mean(rough)) / (mean(guide**2) - mean(guide) ** 2 + 1e-3)
guided = mean(slope) * guide + mean(mean(rough) - slope * mean(guide))

Path(__file__).with_name("restore.json").write_text(
    json.dumps(
        {
            "scipy": scipy.__version__,
            "pillow": pillow,
            "width": w,
            "height": h,
            "picture": picture.ravel().tolist(),
            "bicubic": {
                "width": 45,
                "height": 28,
                "values": np.asarray(Image.fromarray(picture).resize((45, 28), Image.BICUBIC)).ravel().tolist(),
            },
            "richardsonLucy": {"deviation": 1.25, "iterations": 4, "values": richardson_lucy(4).ravel().round(4).tolist()},
            "nonLocalMeans": {"deviation": 12, "search": 2, "values": non_local_means(12).ravel().round(4).tolist()},
            "dark": {"air": air.tolist(), "reach": 2, "values": dark.ravel().tolist()},
            "guided": {"reach": 3, "values": guided.ravel().tolist()},
        }
    )
    + "\n"
)
