"""Writes degrade.json: the DCT and blur by SciPy, JPEG by libjpeg-turbo (OpenCV, 4:4:4), tables by libjpeg (Pillow). Run: python3 make.py"""

import io
import json
from pathlib import Path

import cv2
import numpy as np
import scipy
from PIL import Image, features
from scipy.fft import dctn
from scipy.ndimage import gaussian_filter

rng = np.random.default_rng(20261126)
block = rng.integers(-128, 128, (8, 8))

side = 24
y, x = np.mgrid[0:side, 0:side]
picture = np.stack(
    [120 + 70 * np.sin(x / 4) * np.cos(y / 5), 128 + 60 * np.cos((x + y) / 6), 90 + 3 * x + rng.normal(0, 4, x.shape)], -1
)
picture = np.clip(np.round(picture), 0, 255).astype(np.uint8)

jpeg = {}
for quality in (90, 50, 12):
    flags = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
    ok, data = cv2.imencode(".jpg", picture[..., ::-1], flags)
    assert ok
    jpeg[quality] = cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1].ravel().tolist()

tables = {}
for quality in (95, 50, 10):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality, subsampling=0)
    # Pillow gives them row by row.
    tables[quality] = {str(k): list(v) for k, v in Image.open(io.BytesIO(file.getvalue())).quantization.items()}

Path(__file__).with_name("degrade.json").write_text(
    json.dumps(
        {
            "scipy": scipy.__version__,
            "opencv": cv2.__version__,
            "libjpeg": features.version("libjpeg_turbo"),
            "block": block.ravel().tolist(),
            "dct": dctn(block, norm="ortho").ravel().tolist(),
            "side": side,
            "picture": picture.ravel().tolist(),
            "blur": {
                "deviation": 1.5,
                "values": gaussian_filter(picture.astype(float), (1.5, 1.5, 0), mode="nearest", truncate=4).ravel().round(6).tolist(),
            },
            "jpeg": jpeg,
            "tables": tables,
        }
    )
    + "\n"
)
