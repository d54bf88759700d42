"""Writes sampling.json: transposed convolution, resizing, pixel shuffle and pooling by PyTorch. Run: /usr/bin/python3 make.py"""

import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

rng = np.random.default_rng(20261126)
quarters = lambda shape: rng.integers(-9, 10, shape) / 4
batch = lambda x: torch.tensor(x)[None, None]

transposed = []
for n, k, s, p, o in [(3, 3, 2, 0, 0), (4, 3, 2, 1, 1), (4, 4, 2, 1, 0), (3, 5, 3, 2, 2), (5, 2, 1, 0, 0), (2, 1, 3, 0, 0)]:
    x, w = quarters((n, n)), quarters((k, k))
    y = F.conv_transpose2d(batch(x), batch(w), stride=s, padding=p, output_padding=o)[0, 0]
    transposed.append({"x": x.tolist(), "w": w.tolist(), "s": s, "p": p, "o": o, "y": y.tolist()})

resized = []
for shape, size in [((4, 5), (8, 10)), ((3, 4), (12, 16)), ((5, 5), (7, 9)), ((8, 12), (4, 6)), ((9, 9), (4, 3))]:
    x = quarters(shape)
    case = {"x": x.tolist(), "size": size}
    for kind, mode in [("linear", "bilinear"), ("cubic", "bicubic")]:
        case[kind] = F.interpolate(batch(x), size=size, mode=mode, align_corners=False, antialias=False)[0, 0].tolist()
        # With it the cubic's a is −0.5, without it −0.75.
        case[kind + "Antialias"] = F.interpolate(batch(x), size=size, mode=mode, align_corners=False, antialias=True)[0, 0].tolist()
    case["nearest"] = F.interpolate(batch(x), size=size, mode="nearest-exact")[0, 0].tolist()
    resized.append(case)

maps = quarters((9, 2, 3))
x = quarters((7, 8))
binomial = {t: torch.tensor((np.poly1d([1.0, 1.0]) ** (t - 1)).coeffs) / 2 ** (t - 1) for t in (2, 3, 5)}


def blur(x, taps, stride):
    before, after = (taps - 1) // 2, taps - 1 - (taps - 1) // 2
    line = binomial[taps]
    return F.conv2d(F.pad(x, (before, after, before, after), "reflect"), torch.outer(line, line)[None, None], stride=stride)


Path(__file__).with_name("sampling.json").write_text(
    json.dumps(
        {
            "torch": torch.__version__,
            "transposed": transposed,
            "resized": resized,
            "shuffled": {"maps": maps.tolist(), "s": 3, "y": F.pixel_shuffle(torch.tensor(maps)[None], 3)[0, 0].tolist()},
            "pooled": {
                "x": x.tolist(),
                "max22": F.max_pool2d(batch(x), 2, 2)[0, 0].tolist(),
                "max32": F.max_pool2d(batch(x), 3, 2)[0, 0].tolist(),
                "average22": F.avg_pool2d(batch(x), 2, 2)[0, 0].tolist(),
                "blur22": blur(batch(x), 2, 2)[0, 0].tolist(),
                "blur32": blur(batch(x), 3, 2)[0, 0].tolist(),
                "blur53": blur(batch(x), 5, 3)[0, 0].tolist(),
            },
        }
    )
    + "\n"
)
