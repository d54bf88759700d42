"""Writes residual.json: L1, L2 and smooth L1 with their slopes by PyTorch. Run: python3 make-residual.py (Debian: python3-torch)"""

import json
from pathlib import Path

import torch


def torch_losses():
    r = torch.tensor([-3.0, -1.0, -0.4, -0.1, 0.0, 0.1, 0.4, 0.5, 2.0, 7.0], dtype=torch.float64)
    out = {"r": r.tolist(), "beta": 0.5}
    for name, loss in (
        ("l1", torch.nn.L1Loss(reduction="none")),
        ("l2", torch.nn.MSELoss(reduction="none")),
        ("smooth-l1", torch.nn.SmoothL1Loss(reduction="none", beta=0.5)),
    ):
        at = r.clone().requires_grad_()
        value = loss(at, torch.zeros_like(at))
        value.sum().backward()
        out[name] = {"value": value.tolist(), "slope": at.grad.tolist()}
    return out


Path(__file__).with_name("residual.json").write_text(json.dumps({"torch": torch.__version__, **torch_losses()}) + "\n")
