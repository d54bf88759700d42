import { spawn } from 'node:child_process';
import type { FaceDecision, IdentifyOutput } from '../contract/identification.ts';
import type { FileResult } from './commands/identify.ts';
import { exitCode } from './exit-codes.ts';
import type { Host } from './host.ts';
import type { Output } from './output.ts';

const framesPerSecond = 5;

/**
 * Who is in a video: five frames a second through the quick search; a person counts as seen when `agreeingFrames` frames
 * agree (settings). Frames come from ffmpeg, one JPEG after the other on its stdout; nothing is written to disk.
 */
export async function identifyVideo(host: Host, file: string, output: Output): Promise<FileResult> {
  const settings = output.unwrap(await host.call('settings.get', {}));
  const seen = new Map<string, { name: string; frames: number; best: number; first: number; last: number }>();
  let frames = 0;
  let unknownFaces = 0;
  let threshold = 0;
  for await (const jpeg of jpegFrames(file, output)) {
    const value: IdentifyOutput = output.unwrap(
      await host.call('identify.image', { image: jpeg, search: 'frame', record: false }),
    );
    const at = frames / framesPerSecond;
    frames++;
    threshold = value.threshold.value;
    for (const face of value.faces) count(seen, face, at);
    unknownFaces += value.faces.filter((face) => face.decision === 'unknown').length;
    if (!output.json && process.stderr.isTTY) process.stderr.write(`\r${file}: ${frames} frames`);
  }
  if (frames === 0)
    output.unwrap({ ok: false, error: { code: 'BAD_IMAGE', message: `${file} is not a video that ffmpeg can read.` } });
  const people = [...seen.entries()]
    .map(([id, one]) => ({ id, ...one, agreed: one.frames >= settings.agreeingFrames }))
    .sort((a, b) => b.frames - a.frames);
  const agreed = people.filter((one) => one.agreed);
  const text = [
    `${file}: ${frames} frames at ${framesPerSecond} a second`,
    ...people.map(
      (one) =>
        `  ${one.name}: ${one.frames} frames, best score ${one.best.toFixed(3)}, ${one.first.toFixed(1)}–${one.last.toFixed(1)} s${one.agreed ? '' : ' (too few frames agree)'}`,
    ),
    `  unknown faces: ${unknownFaces}, threshold ${threshold.toFixed(3)} (higher is stricter)`,
  ].join('\n');
  return {
    value: { file, frames, framesPerSecond, threshold, people, unknownFaces },
    text,
    status: agreed.length > 0 ? exitCode.ok : exitCode.no,
  };
}

function count(
  seen: Map<string, { name: string; frames: number; best: number; first: number; last: number }>,
  face: FaceDecision,
  at: number,
): void {
  if (face.decision !== 'accepted' || face.person === null || face.score === null) return;
  const before = seen.get(face.person.id);
  seen.set(face.person.id, {
    name: face.person.name,
    frames: (before?.frames ?? 0) + 1,
    best: Math.max(before?.best ?? -1, face.score),
    first: before?.first ?? at,
    last: at,
  });
}

/** Splits ffmpeg's MJPEG stream at the end-of-image marker; its JPEG data never holds FF D9 elsewhere (byte stuffing). */
async function* jpegFrames(file: string, output: Output): AsyncGenerator<Uint8Array> {
  const ffmpeg = spawn(
    'ffmpeg',
    [
      '-v',
      'error',
      '-nostdin',
      '-i',
      file,
      '-vf',
      `fps=${framesPerSecond}`,
      '-q:v',
      '2',
      '-f',
      'image2pipe',
      '-c:v',
      'mjpeg',
      '-',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const failed = new Promise<never>((_, reject) => ffmpeg.once('error', reject));
  failed.catch(() => {});
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of ffmpeg.stdout as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf('ffd9', 0, 'hex'); end >= 0; end = rest.indexOf('ffd9', 0, 'hex')) {
        yield new Uint8Array(rest.subarray(0, end + 2));
        rest = rest.subarray(end + 2);
      }
    }
    if (ffmpeg.exitCode === null) await Promise.race([new Promise((resolve) => ffmpeg.once('close', resolve)), failed]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    output.unwrap({
      ok: false,
      error: { code: 'UNSUPPORTED_IMAGE', message: 'Videos need ffmpeg on the PATH (Debian: apt install ffmpeg).' },
    });
  } finally {
    ffmpeg.kill();
  }
}
