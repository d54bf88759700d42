import { type CameraFrame, frameBytes } from '../../main/contract/camera-frame.ts';

/** One frame as sent to the host, and as something to draw from later: the camera's own buffer is not held. */
export interface CameraPicture {
  readonly image: CameraFrame | Uint8Array;
  /** For drawing; whoever opens it closes it. */
  open(): Promise<VideoFrame | ImageBitmap>;
}

const jpeg = { type: 'image/jpeg', quality: 0.92 } as const;

/**
 * The video's present frame. Where the browser gives the camera's planes (4:2:0), these are copied as they are: no compression, no loss,
 * a few milliseconds less (docs/benchmarks.md). Elsewhere it is drawn and compressed.
 */
export async function takePicture(video: HTMLVideoElement): Promise<CameraPicture> {
  const planes = await copyPlanes(video).catch(() => null); // a driver's format that cannot be copied: drawn instead
  if (planes !== null) return { image: planes, open: async () => frameFrom(planes) };
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await canvas.convertToBlob(jpeg);
  return { image: new Uint8Array(await blob.arrayBuffer()), open: () => createImageBitmap(blob) };
}

async function copyPlanes(video: HTMLVideoElement): Promise<CameraFrame | null> {
  if (!('VideoFrame' in globalThis)) return null;
  const frame = new VideoFrame(video);
  try {
    const { format, visibleRect, colorSpace } = frame;
    if ((format !== 'I420' && format !== 'NV12') || visibleRect === null) return null;
    const { width, height } = visibleRect;
    const data = new Uint8Array(frame.allocationSize());
    if (data.length !== frameBytes(width, height)) return null;
    await frame.copyTo(data);
    const matrix = colorSpace.matrix === 'bt709' ? 'bt709' : 'bt601';
    return { format, width, height, data, fullRange: colorSpace.fullRange === true, matrix };
  } finally {
    frame.close();
  }
}

const frameFrom = ({ format, width, height, data, fullRange, matrix }: CameraFrame): VideoFrame =>
  new VideoFrame(data as Uint8Array<ArrayBuffer>, {
    format,
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
    colorSpace: {
      fullRange,
      matrix: matrix === 'bt709' ? 'bt709' : 'smpte170m',
      primaries: matrix === 'bt709' ? 'bt709' : 'smpte170m',
      transfer: matrix === 'bt709' ? 'bt709' : 'smpte170m',
    },
  });
