"""Writes norms.json: what PyTorch's norm layers give and their gradients, and the papers' formulas of the three that it has not,
differentiated by its autograd. Double precision; channels last, as the app has them. Run: /usr/bin/python3 make.py"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(20261126)
torch.set_default_dtype(torch.float64)
N, C, H, W = 3, 4, 2, 3
EPSILON = 1e-5

draw = lambda *shape: torch.round(torch.randn(*shape) * 64) / 64
x = draw(N, C, H, W) * 2 + draw(C).view(1, C, 1, 1)
dy = draw(N, C, H, W)
scale, shift = draw(C) + 1, draw(C)
moving = {"mean": draw(C), "variance": draw(C).abs() + 0.5}
means, variances = draw(3), draw(3)
gates = {name: [draw(C) for _ in range(3)] for name in ("mean", "deviation")}
partners = torch.tensor([2, 0, 1])
last = lambda t: t.permute(0, 2, 3, 1).contiguous() if t.dim() == 4 else t
flat = lambda t: [float(f"{v:.9g}") for v in last(t.detach()).flatten()]


def case(fn, **given):
    leaves = {name: value.clone().requires_grad_() for name, value in given.items()}
    y = fn(**leaves)
    y.backward(dy)
    return {"y": flat(y), "gradients": {name: flat(leaf.grad) for name, leaf in leaves.items()}}


def stats(t, dims):
    return t.mean(dims, keepdim=True), t.var(dims, unbiased=False, keepdim=True)


def switchable(x, scale, shift, means, variances, kept=None):
    parts = [stats(x, (2, 3)), stats(x, (1, 2, 3)), kept or stats(x, (0, 2, 3))]
    m = sum(w * mean for w, (mean, _) in zip(F.softmax(means, 0), parts))
    v = sum(w * var for w, (_, var) in zip(F.softmax(variances, 0), parts))
    return (x - m) / torch.sqrt(v + EPSILON) * scale.view(1, C, 1, 1) + shift.view(1, C, 1, 1)


def cross(x):
    mean, var = stats(x, (2, 3))
    std = torch.sqrt(var + EPSILON)
    return (x - mean) / std * std[partners] + mean[partners]


def self_norm(x, **w):
    mean, var = stats(x, (2, 3))
    std = torch.sqrt(var + EPSILON)
    gate = lambda of: torch.sigmoid(sum(w[f"{of}_{k}"].view(1, C, 1, 1) * s for k, s in zip("abc", (mean, std, torch.ones_like(mean)))))
    return (std * gate("deviation")) * (x - mean) / std + mean * gate("mean")


view = lambda name: moving[name].view(1, C, 1, 1)
affine = {"x": x, "scale": scale, "shift": shift}
mix = {**affine, "means": means, "variances": variances}
running = [moving["mean"].clone(), moving["variance"].clone()]
cases = {
    "batch": case(lambda x, scale, shift: F.batch_norm(x, None, None, scale, shift, True, 0.1, EPSILON), **affine),
    "batchMoving": case(lambda x, scale, shift: F.batch_norm(x, *running, scale, shift, False, 0.1, EPSILON), **affine),
    "layer": case(
        lambda x, scale, shift: F.layer_norm(x, [C, H, W], None, None, EPSILON) * scale.view(1, C, 1, 1) + shift.view(1, C, 1, 1),
        **affine,
    ),
    "instance": case(lambda x, scale, shift: F.instance_norm(x, None, None, scale, shift, True, 0.1, EPSILON), **affine),
    "group": case(lambda x, scale, shift: F.group_norm(x, 2, scale, shift, EPSILON), **affine),
    "switchable": case(switchable, **mix),
    "switchableMoving": case(lambda **given: switchable(**given, kept=(view("mean"), view("variance"))), **mix),
    "cross": case(cross, x=x),
    "self": case(self_norm, x=x, **{f"{of}_{k}": w for of, ws in gates.items() for k, w in zip("abc", ws)}),
}
Path(__file__).with_name("norms.json").write_text(
    json.dumps(
        {
            "torch": torch.__version__,
            "shape": [N, H, W, C],
            "dy": flat(dy),
            "moving": {name: value.tolist() for name, value in moving.items()},
            "partners": partners.tolist(),
            "given": {
                **{name: flat(value) for name, value in mix.items()},
                **{f"{of}_{k}": w.tolist() for of, ws in gates.items() for k, w in zip("abc", ws)},
            },
            "cases": cases,
        }
    )
    + "\n"
)
