import { readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createGallery } from '../../../data/gallery/gallery.ts';
import { MODELS } from '../../../models/embed/registry.ts';
import { defaultSettings } from '../../contract/settings.ts';
import { decodeImage } from '../../engine/decode.ts';
import { createEngine, type Engine } from '../../engine/engine.ts';
import { startNodeEngine } from '../../engine/node-channel.ts';
import { weightsFolder } from '../../paths.ts';
import { asCameraFrame } from '../../services/bench/as-camera-frame.ts';
import { startHumanPeer } from '../../services/bench/human-peer.ts';
import { benchPipeline } from '../../services/bench/pipeline.ts';
import { randomTemplates } from '../../services/bench/random-gallery.ts';
import { decide } from '../../services/decide.ts';
import { benchFrame } from '../../services/sample-people.ts';
import { identifyThreshold } from '../../services/thresholds.ts';
import { createOutput, type Output, usageError } from '../output.ts';
import { globalsOf } from '../session.ts';
import { addRuntimeBenches } from './bench-runtime.ts';

const gallerySize = 10_000;

export function addBench(program: Command): void {
  const bench = program.command('bench').description('timed on this machine');
  bench
    .command('pipeline')
    .description('frame → decision on a 640×480 frame with one face, 10,000 people enrolled, beside @vladmandic/human')
    .option('--rounds <n>', 'timed rounds', Number, 60)
    .action(async (options: { rounds: number }, command: Command) => {
      const { json, model = defaultSettings.modelId } = globalsOf(command);
      const output = createOutput(json);
      if (!MODELS.has(model))
        throw usageError(output, `There is no model "${model}". Known: ${MODELS.ids.join(', ')}.`);
      const engine = createEngine(() => startNodeEngine(weightsFolder()));
      const peer = await startHumanPeer();
      try {
        const report = await runBench(engine, model, peer, options.rounds, output);
        const processor = cpus()[0]?.model.trim() ?? 'unknown';
        output.data({ ...report, processor, processors: cpus().length }, () =>
          [
            `${report.model}, ${report.gallery} people, ${report.samples} frames, ${processor} × ${cpus().length}`,
            `frame → decision  p50 ${report.p50.toFixed(1)} ms, p95 ${report.p95.toFixed(1)} ms`,
            ...Object.entries(report.stages).map(
              ([stage, ms]) => `  ${stage.padEnd(10)} p50 ${ms.p50.toFixed(2)}, p95 ${ms.p95.toFixed(2)}`,
            ),
            report.human === null
              ? report.notes.join('\n')
              : `@vladmandic/human ${report.human.version}  p50 ${report.human.p50.toFixed(1)} ms: ${report.ratioToHuman?.toFixed(1)} times ours`,
          ].join('\n'),
        );
      } finally {
        engine.close();
        if ('peer' in peer) await peer.peer.close();
      }
    });
  addRuntimeBenches(bench);
}

async function runBench(
  engine: Engine,
  modelId: string,
  peer: Awaited<ReturnType<typeof startHumanPeer>>,
  rounds: number,
  output: Output,
) {
  const record = MODELS.get(modelId);
  const rows = randomTemplates(gallerySize, record.dimension, 1);
  const gallery = createGallery({
    modelId,
    dimension: record.dimension,
    entries: Array.from({ length: gallerySize }, (_, i) => ({
      templateId: `t${i}`,
      personId: `p${i}`,
      vector: rows.slice(i * record.dimension, (i + 1) * record.dimension),
      quality: 1,
    })),
  });
  await gallery.rebuilt();
  const frames = await Promise.all((await oneFaceFrames(engine, modelId, output)).map(decodeImage));
  const asCamera = new Map(frames.map((frame) => [frame, asCameraFrame(frame)]));
  const threshold = identifyThreshold(record, defaultSettings, gallery.people, gallery.comparisons).value;
  try {
    return await benchPipeline({
      frames,
      modelId,
      gallerySize,
      peer,
      rounds,
      onProgress: (done, total) => output.progress('timing', done, total),
      // Ours gets the camera's planes, as in the desktop window, carries them to its process and converts them within the time; the peer gets pixels.
      decide: async (frame) => {
        const { faces, ms } = output.unwrap(
          await engine.analyse(modelId, asCamera.get(frame) ?? frame, { search: 'frame' }),
        );
        const start = performance.now();
        const answers = await Promise.all(faces.map((face) => gallery.search(face.template)));
        decide(faces, answers, { threshold, minMargin: 0, nameOf: (id) => id });
        const { total: _inEngine, ...stages } = ms;
        return { faces: faces.length, ms: { ...stages, search: performance.now() - start } };
      },
    });
  } finally {
    await gallery.close();
  }
}

/** 640×480 frames with one face each, from the sample photos that come in an installed package. */
async function oneFaceFrames(engine: Engine, modelId: string, output: Output): Promise<Uint8Array[]> {
  const folder = join(weightsFolder(), 'samples');
  const frames: Uint8Array[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const photo = new Uint8Array(await readFile(join(folder, file)));
    const { faces, width, height } = output.unwrap(await engine.analyse(modelId, photo, { search: 'still' }));
    for (const face of faces) {
      const frame = await benchFrame(photo, { width, height }, face.box);
      const found = output.unwrap(await engine.analyse(modelId, frame, { search: 'frame' }));
      if (found.faces.length === 1 && found.faces[0].quality.acceptable) frames.push(frame);
    }
  }
  return frames.slice(0, 4);
}
