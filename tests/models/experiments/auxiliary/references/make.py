"""Writes gradients.json: loss and length of each layer's gradient of the deep network, by PyTorch. Run: /usr/bin/python3 make.py"""

import json
from pathlib import Path

import torch
from torch.nn import functional as F

SIDE, PEOPLE, BATCH, CHANNELS, WEIGHT = 12, 3, 4, 8, 0.3
pictures = torch.cos(0.37 * torch.arange(BATCH * SIDE * SIDE * 3, dtype=torch.float64)).reshape(BATCH, SIDE, SIDE, 3)
labels = torch.arange(BATCH) % PEOPLE
x0 = pictures.permute(0, 3, 1, 2)


def shapes(depth, branch):
    found = []
    for layer in range(depth):
        found += [(3, 3, 3 if layer == 0 else CHANNELS, CHANNELS), (CHANNELS,)]
    found += [(4 * CHANNELS, PEOPLE), (PEOPLE,)]
    return found + ([(4 * CHANNELS, PEOPLE), (PEOPLE,)] if branch else [])


def answer(y, matrix, bias):
    # Height, width, channels, as TensorFlow.js flattens.
    pooled = F.avg_pool2d(y, y.shape[2] // 2).permute(0, 2, 3, 1).reshape(BATCH, -1)
    return pooled @ matrix + bias


cases = []
for depth, branch, activation in [(3, 1, "tanh"), (3, None, "tanh"), (4, 2, "sigmoid"), (4, 3, "relu")]:
    sizes = [torch.Size(s).numel() for s in shapes(depth, branch)]
    vector = 0.3 * torch.sin(torch.arange(1, sum(sizes) + 1, dtype=torch.float64))
    weights = [w.reshape(s).clone().requires_grad_() for w, s in zip(vector.split(sizes), shapes(depth, branch))]
    y, seen = x0, None
    for layer in range(depth):
        kernel, bias = weights[2 * layer], weights[2 * layer + 1]
        # 'same' with stride 2 pads an even side at its end alone.
        padded = F.pad(y, (0, 1, 0, 1)) if layer == 0 else F.pad(y, (1, 1, 1, 1))
        y = F.conv2d(padded, kernel.permute(3, 2, 0, 1), bias, stride=2 if layer == 0 else 1)
        y = getattr(torch, activation)(y)
        if layer + 1 == branch:
            seen = y
    head = 2 * depth
    loss = F.cross_entropy(answer(y, *weights[head : head + 2]), labels)
    if branch:
        loss = loss + WEIGHT * F.cross_entropy(answer(seen, *weights[head + 2 : head + 4]), labels)
    loss.backward()
    norms = [
        float((weights[2 * i].grad.square().sum() + weights[2 * i + 1].grad.square().sum()).sqrt()) for i in range(depth)
    ]
    cases.append({"depth": depth, "branch": branch, "activation": activation, "loss": float(loss), "norms": norms})

Path(__file__).with_name("gradients.json").write_text(
    json.dumps({"torch": torch.__version__, "weight": WEIGHT, "cases": cases}) + "\n"
)
