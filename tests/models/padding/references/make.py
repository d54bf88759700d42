"""Writes padding.json: padding by NumPy, convolutions by PyTorch, PyTorch's defaults by its own signature. Run: /usr/bin/python3 make.py"""

import inspect
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

rng = np.random.default_rng(20261126)
modes = {"zero": "constant", "reflect": "reflect", "symmetric": "symmetric", "replicate": "edge", "circular": "wrap"}

padded = []
for shape, sides in [((3, 4), (1, 2, 2, 1)), ((5, 5), (4, 4, 4, 4)), ((1, 2), (0, 1, 1, 0))]:
    x = rng.integers(-9, 10, shape)
    top, bottom, left, right = sides
    case = {"x": x.tolist(), "sides": sides}
    for kind, mode in modes.items():
        # NumPy mirrors again and again; frameworks refuse what one mirror does not reach.
        if kind == "reflect" and (max(top, bottom) >= shape[0] or max(left, right) >= shape[1]):
            continue
        case[kind] = np.pad(x, ((top, bottom), (left, right)), mode).tolist()
    case["constant"] = np.pad(x, ((top, bottom), (left, right)), "constant", constant_values=7).tolist()
    padded.append(case)

convolved = []
for n, k, p, s, d in [(7, 3, 1, 1, 1), (8, 3, 1, 2, 1), (9, 3, 2, 1, 2), (6, 4, 2, 1, 1), (9, 2, 0, 3, 2), (5, 5, 2, 1, 1)]:
    x = rng.integers(-9, 10, (n, n)) / 4
    w = rng.integers(-9, 10, (k, k)) / 4
    t = torch.tensor(x)[None, None]
    y = F.conv2d(t, torch.tensor(w)[None, None], padding=p, stride=s, dilation=d)[0, 0]
    convolved.append({"x": x.tolist(), "w": w.tolist(), "p": p, "s": s, "d": d, "y": y.tolist()})

signature = inspect.signature(nn.Conv2d.__init__).parameters
Path(__file__).with_name("padding.json").write_text(
    json.dumps(
        {
            "numpy": np.__version__,
            "torch": torch.__version__,
            "torchDefaults": {name: signature[name].default for name in ("padding", "padding_mode", "stride", "dilation")},
            "padded": padded,
            "convolved": convolved,
        },
    )
    + "\n"
)
