import type { CameraFrame } from '../../main/contract/camera-frame.ts';
import type { DeskFrame } from '../../main/contract/desk.ts';
import type { Outcome } from '../../main/contract/errors.ts';
import { call, isDesktop } from '../host/host.ts';
import { frameOf, planesOf } from './camera-planes.ts';

/** A frame as something to draw from later: the camera's own buffer is not held. */
export interface CameraPicture {
  /** Whoever opens it closes it. */
  open(): Promise<VideoFrame | ImageBitmap>;
}

export interface Carried {
  readonly outcome: Outcome<DeskFrame>;
  readonly picture: CameraPicture;
}

export interface CourierOrder {
  readonly id: number;
  readonly camera: string;
  readonly frame: VideoFrame;
}

/** Without an outcome the frame was not of a kind whose planes can be carried. */
export interface CourierAnswer {
  readonly id: number;
  readonly planes: CameraFrame | null;
  readonly outcome: Outcome<DeskFrame> | null;
}

/** Takes the video's present frame to the host and brings the answer. One at a time. */
export interface Courier {
  carry(video: HTMLVideoElement, camera: string): Promise<Carried>;
  close(): void;
}

/**
 * Where the browser gives the camera's planes (4:2:0), these are carried as they are: no compression, no loss, one conversion on the host.
 * Elsewhere the frame is drawn and compressed first.
 */
export function createCourier(): Courier {
  const worker = isDesktop || !('VideoFrame' in globalThis) ? null : startWorker();
  let planesWork = 'VideoFrame' in globalThis;
  return {
    async carry(video, camera) {
      if (planesWork) {
        const frame = new VideoFrame(video);
        const carried = worker === null ? await carryPlanes(frame, camera) : await worker.carry(frame, camera);
        if (carried !== null) return carried;
        planesWork = false;
      }
      return carryJpeg(video, camera);
    },
    close: () => worker?.close(),
  };
}

async function carryPlanes(frame: VideoFrame, camera: string): Promise<Carried | null> {
  const image = await planesOf(frame);
  return (
    image && { outcome: await call('desk.frame', { camera, image }), picture: { open: async () => frameOf(image) } }
  );
}

async function carryJpeg(video: HTMLVideoElement, camera: string): Promise<Carried> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  const image = new Uint8Array(await blob.arrayBuffer());
  return { outcome: await call('desk.frame', { camera, image }), picture: { open: () => createImageBitmap(blob) } };
}

function startWorker() {
  const worker = new Worker(new URL('./courier-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (answer: CourierAnswer) => void>();
  let nextId = 1;
  worker.onmessage = ({ data }: MessageEvent<CourierAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  return {
    async carry(frame: VideoFrame, camera: string): Promise<Carried | null> {
      const id = nextId++;
      const answer = await new Promise<CourierAnswer>((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage({ id, camera, frame } satisfies CourierOrder, [frame]);
      });
      const { planes, outcome } = answer;
      return planes === null || outcome === null ? null : { outcome, picture: { open: async () => frameOf(planes) } };
    },
    close: () => worker.terminate(),
  };
}
