import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { EngineRequest, PictureInput } from './protocol.ts';

/*
 * Pictures go to the engine process over a pipe of their own, each as its length (four bytes, little endian) and its bytes. A camera's
 * frame sent with its request, by structured clone, takes 2.8 ms of which the pipe needs 0.4: the clone is gathered from
 * pieces of 64 KB and copied three times. Requests and pictures keep their order, so the n-th request with a picture has the n-th picture.
 */

/** The child's file descriptor of that pipe, after stdin, stdout, stderr and the channel of requests. */
export const pictureDescriptor = 4;

type Analyse = Extract<EngineRequest, { kind: 'analyse' }>;

/** A request whose picture's bytes come over the pipe. */
export type SentRequest = EngineRequest | (Omit<Analyse, 'image'> & { readonly image: WithoutBytes });

type WithoutBytes = 'file' | Omit<Exclude<PictureInput, Uint8Array>, 'data'>;

/** Sends a request's picture, if it has one. @returns what is left to be sent as a message */
export function sendPicture(pipe: Writable, request: EngineRequest): SentRequest {
  if (request.kind !== 'analyse') return request;
  const { image } = request;
  const header = Buffer.alloc(4);
  if (image instanceof Uint8Array) {
    write(pipe, header, image);
    return { ...request, image: 'file' };
  }
  const { data, ...rest } = image;
  write(pipe, header, data);
  return { ...request, image: rest };
}

function write(pipe: Writable, header: Buffer, bytes: Uint8Array): void {
  header.writeUInt32LE(bytes.byteLength);
  pipe.cork();
  pipe.write(header);
  pipe.write(bytes);
  pipe.uncork();
}

/** Puts requests and their pictures together again; to be called with each request in the order of their coming. */
export function receivePictures(descriptor = pictureDescriptor): (sent: SentRequest) => Promise<EngineRequest> {
  const pictures = new PictureReader();
  // Reading into one buffer of a frame's size: by default each piece is a new one of 64 KB.
  const socket = new Socket({
    fd: descriptor,
    onread: {
      buffer: Buffer.allocUnsafe(1 << 20),
      callback: (length, buffer) => {
        pictures.take(buffer.subarray(0, length));
        return true;
      },
    },
  });
  socket.on('error', () => {}); // the host is gone: the channel of requests says so, and ends the process
  return async (sent) =>
    sent.kind === 'analyse' ? joined(sent as SentAnalyse, await pictures.next()) : (sent as EngineRequest);
}

type SentAnalyse = Extract<SentRequest, { kind: 'analyse' }>;

const joined = (sent: SentAnalyse, data: Uint8Array): EngineRequest =>
  ({ ...sent, image: sent.image === 'file' ? data : { ...(sent.image as object), data } }) as EngineRequest;

/** Cuts a stream of pieces into pictures. */
export class PictureReader {
  private readonly waiting: Array<(picture: Uint8Array) => void> = [];
  private readonly arrived: Uint8Array[] = [];
  private readonly header = Buffer.alloc(4);
  private headerLength = 0;
  private picture: Uint8Array | null = null;
  private filled = 0;

  /** The next picture, when it is whole. */
  next(): Promise<Uint8Array> {
    const picture = this.arrived.shift();
    return picture === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(picture);
  }

  /** Copies what it needs of the piece. */
  take(piece: Uint8Array): void {
    for (let rest = piece; rest.length > 0; ) {
      if (this.picture === null) rest = this.takeHeader(rest);
      else rest = this.takeBytes(rest, this.picture);
      if (this.picture !== null && this.filled === this.picture.length) {
        const listener = this.waiting.shift();
        if (listener === undefined) this.arrived.push(this.picture);
        else listener(this.picture);
        this.picture = null;
      }
    }
  }

  private takeHeader(piece: Uint8Array): Uint8Array {
    this.header[this.headerLength++] = piece[0]!;
    if (this.headerLength === this.header.length) {
      this.picture = new Uint8Array(this.header.readUInt32LE());
      this.headerLength = 0;
      this.filled = 0;
    }
    return piece.subarray(1);
  }

  private takeBytes(piece: Uint8Array, picture: Uint8Array): Uint8Array {
    const some = piece.subarray(0, picture.length - this.filled);
    picture.set(some, this.filled);
    this.filled += some.length;
    return piece.subarray(some.length);
  }
}
