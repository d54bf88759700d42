"""Writes quality.json: PSNR and SSIM by scikit-image (Wang et al. 2004: Gaussian window, population covariance). Run: python3 make-quality.py"""

import json
from pathlib import Path

import numpy as np
import skimage
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

rng = np.random.default_rng(20261126)
cases = []
for height, width, channels, peak in [(11, 11, 1, 255), (16, 24, 1, 255), (20, 13, 3, 255), (14, 14, 3, 1)]:
    y, x, c = np.mgrid[0:height, 0:width, 0:channels]
    smooth = 0.45 + 0.3 * np.sin(x / 3) * np.cos(y / 4 + c) + 0.05 * c
    other = np.clip(0.9 * smooth + 0.03 + rng.normal(0, 0.08, smooth.shape), 0, 1)
    a, b = (np.round(peak * v) if peak == 255 else np.round(v, 4) for v in (smooth, other))
    cases.append(
        {
            "shape": {"width": width, "height": height, "channels": channels},
            "peak": peak,
            "a": a.ravel().tolist(),
            "b": b.ravel().tolist(),
            "psnr": peak_signal_noise_ratio(a, b, data_range=peak),
            "ssim": float(
                structural_similarity(
                    a,
                    b,
                    data_range=peak,
                    channel_axis=-1,
                    gaussian_weights=True,
                    sigma=1.5,
                    use_sample_covariance=False,
                    K1=0.01,
                    K2=0.03,
                )
            ),
        }
    )

Path(__file__).with_name("quality.json").write_text(
    json.dumps({"numpy": np.__version__, "skimage": skimage.__version__, "cases": cases}) + "\n"
)
