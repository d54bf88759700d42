export type CameraTrouble = 'denied' | 'none' | 'busy' | 'ended' | 'failed';

export class CameraError extends Error {
  readonly trouble: CameraTrouble;
  constructor(trouble: CameraTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** The names of getUserMedia's errors (https://w3c.github.io/mediacapture-main/) as what a person can do about them. */
const troubles: Readonly<Record<string, CameraTrouble>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** @throws CameraError */
export async function openCamera(deviceId: string | null): Promise<MediaStream> {
  if (navigator.mediaDevices === undefined) throw new CameraError('none');
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {
        ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
        width: { ideal: 640 },
        height: { ideal: 480 },
        frameRate: { ideal: 30 },
      },
    });
  } catch (error) {
    throw new CameraError(troubles[(error as Error).name] ?? 'failed');
  }
}
