/** 8-bit interleaved RGB, row-major, upright (EXIF orientation already applied). `data.length === width * height * 3`. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A point in pixels of the image it belongs to; (0, 0) is the centre of the top left pixel. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box in pixels of the image it belongs to; it may reach beyond the image's edge. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
