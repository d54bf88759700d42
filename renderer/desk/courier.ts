import type { DeskFrame } from '../../main/contract/desk.ts';
import type { Outcome } from '../../main/contract/errors.ts';
import type { CallInput } from '../../main/contract/index.ts';
import { call, isDesktop } from '../host/host.ts';
import { frameOf, planesOf } from './camera-planes.ts';

/** After a failure, so that a host that is gone is not asked thirty times a second. */
export const restMs = 500;

/** A picture may show a part of the camera's frame alone, and smaller. */
export interface PicturePlace {
  readonly x: number;
  readonly y: number;
  /** Pixels of the picture for one of the frame. */
  readonly scale: number;
}

export const wholeFrame: PicturePlace = { x: 0, y: 0, scale: 1 };

/** A frame as something to draw from later: the camera's own buffer is not held. */
export interface CameraPicture {
  readonly place: PicturePlace;
  /** Whoever opens it closes it. */
  open(): Promise<VideoFrame | ImageBitmap>;
}

export interface Carried {
  readonly outcome: Outcome<DeskFrame>;
  readonly picture: CameraPicture;
}

/** What is asked of a frame beside who is in it: softmax's answer, a door's decision. */
export type FrameAsk = Pick<CallInput<'desk.frame'>, 'softmax' | 'door'>;

export interface CourierOrder {
  readonly id: number;
  readonly camera: string;
  readonly frame: VideoFrame;
  readonly ask: FrameAsk;
}

/** Frames of a camera's track, one at each NextOrder, instead of single ones. */
export interface TrackOrder {
  readonly camera: string;
  readonly frames: ReadableStream<VideoFrame>;
}

/** The track's next frame, please. */
export interface NextOrder {
  readonly ask: FrameAsk;
  /** Not only the faces' surroundings: a picture of the frame is wanted. */
  readonly whole: boolean;
}

export interface CourierAnswer {
  /** The order's; 0 for a frame of a track. */
  readonly id: number;
  readonly blob: Blob;
  readonly place: CameraPicture['place'];
  readonly outcome: Outcome<DeskFrame>;
  /** When the camera took a frame of a track, milliseconds since 1970; 0 for a single frame, whose giver knows. */
  readonly takenAt: number;
}

/** Takes the video's present frame to the host and brings the answer. One at a time. */
export interface Courier {
  carry(video: HTMLVideoElement, camera: string, ask: FrameAsk): Promise<Carried>;
  close(): void;
}

/**
 * In the browser a frame goes as JPEG: through its network process half a megabyte of planes takes 40 ms longer than 30 KB, more than compressing
 * costs (docs/benchmarks.md). In the desktop window there is no such way, and the camera's planes go as they are, without loss.
 */
export function createCourier(): Courier {
  const knowsFrames = 'VideoFrame' in globalThis;
  const worker = !isDesktop && knowsFrames ? startWorker() : null;
  return {
    async carry(video, camera, ask) {
      if (worker !== null) return worker.carry(new VideoFrame(video), camera, ask);
      return (
        (isDesktop && knowsFrames ? await carryPlanes(new VideoFrame(video), camera, ask) : null) ??
        carryJpeg(video, camera, ask)
      );
    },
    close: () => worker?.close(),
  };
}

/** Null where the camera's frames are of another kind than 4:2:0. */
async function carryPlanes(frame: VideoFrame, camera: string, ask: FrameAsk): Promise<Carried | null> {
  const image = await planesOf(frame);
  return (
    image && {
      outcome: await call('desk.frame', { camera, image, ...ask }),
      picture: { place: wholeFrame, open: async () => frameOf(image) },
    }
  );
}

async function carryJpeg(video: HTMLVideoElement, camera: string, ask: FrameAsk): Promise<Carried> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  const image = new Uint8Array(await blob.arrayBuffer());
  return {
    outcome: await call('desk.frame', { camera, image, ...ask }),
    picture: { place: wholeFrame, open: () => createImageBitmap(blob) },
  };
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
    async carry(frame: VideoFrame, camera: string, ask: FrameAsk): Promise<Carried> {
      const id = nextId++;
      const { blob, outcome } = await new Promise<CourierAnswer>((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage({ id, camera, frame, ask } satisfies CourierOrder, [frame]);
      });
      return { outcome, picture: { place: wholeFrame, open: () => createImageBitmap(blob) } };
    },
    close: () => worker.terminate(),
  };
}
