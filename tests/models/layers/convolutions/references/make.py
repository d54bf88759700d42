"""Writes convolutions.json: PyTorch's grouped convolutions with their gradients, its channel shuffle, and the parameters of blocks built of its
layers. Double precision; channels last, filters [k, k, in / groups, out], as the app has them. Run: /usr/bin/python3 make.py"""

import json
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(20261126)
torch.set_default_dtype(torch.float64)
draw = lambda *shape: torch.round(torch.randn(*shape) * 64) / 64
flat = lambda t: [float(f"{v:.9g}") for v in t.detach().flatten()]
last = lambda t: t.permute(0, 2, 3, 1)
filters = lambda t: t.permute(2, 3, 1, 0)

cases = []
for groups, channels, out, kernel in [(1, 4, 6, 3), (2, 4, 6, 3), (4, 4, 4, 3), (3, 6, 3, 1), (4, 4, 4, 5)]:
    x = draw(2, channels, 5, 4).requires_grad_()
    w = draw(out, channels // groups, kernel, kernel).requires_grad_()
    y = F.conv2d(x, w, padding=kernel // 2, groups=groups)
    dy = draw(*y.shape)
    y.backward(dy)
    cases.append(
        {
            "groups": groups, "xShape": list(last(x).shape), "filterShape": list(filters(w).shape),
            "x": flat(last(x)), "filter": flat(filters(w)), "dy": flat(last(dy)), "y": flat(last(y)),
            "dx": flat(last(x.grad)), "dfilter": flat(filters(w.grad)),
        }
    )

x = draw(2, 6, 2, 3)
shuffle = {"groups": 3, "shape": list(last(x).shape), "x": flat(last(x)), "y": flat(last(nn.ChannelShuffle(3)(x)))}

conv = lambda i, o, k=1, g=1: nn.Conv2d(i, o, k, padding=k // 2, groups=g, bias=False)
count = lambda *layers: sum(p.numel() for layer in layers for p in layer.parameters())
N, K, G, T = 64, 3, 4, 6
inside = N // 4
blocks = {
    "dense": count(conv(N, N, K)),
    "grouped": count(conv(N, N, K, G)),
    "separable": count(conv(N, N, K, N), conv(N, N)),
    "inverted": count(conv(N, T * N), conv(T * N, T * N, K, T * N), conv(T * N, N)),
    "shuffle": count(conv(N, inside, 1, G), conv(inside, inside, K, inside), conv(inside, N, 1, G)),
}
Path(__file__).with_name("convolutions.json").write_text(
    json.dumps({"cases": cases, "shuffle": shuffle, "blocks": blocks}) + "\n"
)
