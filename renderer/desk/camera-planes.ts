import { type CameraFrame, frameBytes } from '../../main/contract/camera-frame.ts';

/** A copy of a frame's planes as the camera gave them, and the end of the frame; null where they are of another kind than 4:2:0. */
export async function planesOf(frame: VideoFrame): Promise<CameraFrame | null> {
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

/** The planes as a frame again, for drawing. Whoever asks closes it. */
export const frameOf = ({ format, width, height, data, fullRange, matrix }: CameraFrame): VideoFrame => {
  const space = matrix === 'bt709' ? 'bt709' : 'smpte170m';
  return new VideoFrame(data as Uint8Array<ArrayBuffer>, {
    format,
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
    colorSpace: { fullRange, matrix: space, primaries: space, transfer: space },
  });
};
