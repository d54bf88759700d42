import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { consentTextVersion } from '../../contract/consent.ts';
import { weightsFolder } from '../../paths.ts';
import { alteredCopy, cutFaces, usableFaces } from '../../services/sample-people.ts';
import { exitCode } from '../exit-codes.ts';
import { openHost } from '../host.ts';
import { createOutput, Exit } from '../output.ts';
import { globalsOf } from '../session.ts';

interface Step {
  readonly step: string;
  readonly result: string;
  readonly ms: number;
  readonly asExpected: boolean;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'enrol, identify, meet a stranger, remove: on sample photos, in a scratch folder that is deleted after',
    )
    .action(async (_options, command: Command) => {
      const { json, model } = globalsOf(command);
      const output = createOutput(json);
      const scratch = await mkdtemp(join(tmpdir(), 'threshold-demo-'));
      process.env.THRESHOLD_KEY_FILE = join(scratch, 'demo.key');
      try {
        const steps = await runDemo(join(scratch, 'data'), model, output);
        const passed = steps.every((one) => one.asExpected);
        output.data({ passed, probes: 'altered copies (one photo a person)', steps }, () =>
          passed ? 'All as expected.' : 'Not all as expected.',
        );
        if (!passed) throw new Exit(exitCode.no);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    });
}

async function runDemo(
  dataDir: string,
  modelId: string | undefined,
  output: ReturnType<typeof createOutput>,
): Promise<Step[]> {
  const host = output.unwrap(await openHost({ dataDir, ...(modelId === undefined ? {} : { modelId }) }));
  const steps: Step[] = [];
  const timed = async (step: string, work: () => Promise<{ result: string; asExpected: boolean }>): Promise<void> => {
    const start = performance.now();
    const done = { step, ...(await work()), ms: Math.round((performance.now() - start) * 10) / 10 };
    steps.push(done);
    output.note(`${done.asExpected ? '✓' : '✗'} ${step}: ${done.result} (${done.ms} ms)`);
  };
  try {
    const folder = join(weightsFolder(), 'samples');
    const files = (await readdir(folder)).filter((file) => file.endsWith('.jpg')).sort();
    const people: Uint8Array[] = [];
    await timed('find people in the sample photos', async () => {
      for (const file of files) {
        const photo = new Uint8Array(await readFile(join(folder, file)));
        const { faces, width, height } = output.unwrap(
          await host.call('identify.image', { image: photo, record: false }),
        );
        const usable = usableFaces(faces);
        people.push(...(await cutFaces(photo, { width, height }, usable)));
      }
      return { result: `${people.length} people in ${files.length} photos`, asExpected: people.length >= 4 };
    });
    const stranger = people.pop();
    if (stranger === undefined || people.length < 3) return steps;
    output.note(
      'There is one photo a person, so the probes are altered copies: smaller, darker or lighter, recompressed.',
    );
    const ids: string[] = [];
    for (const [index, image] of people.entries())
      await timed(`enrol person ${index + 1}`, async () => {
        const value = output.unwrap(
          await host.call('enrol.fromImages', {
            name: `Sample ${index + 1}`,
            images: [image],
            consent: { textVersion: consentTextVersion, by: 'demo (sample photos)' },
          }),
        );
        ids.push(value.person.id);
        return {
          result: `${value.accepted} template, searchable after ${value.msToSearchable.toFixed(1)} ms`,
          asExpected: value.accepted === 1,
        };
      });
    const ask = async (image: Uint8Array): Promise<string> => {
      const { faces } = output.unwrap(await host.call('identify.image', { image, search: 'frame' }));
      const face = faces[0];
      return face === undefined
        ? 'no face'
        : (face.person?.name ?? face.decision) + (face.score === null ? '' : `, score ${face.score.toFixed(3)}`);
    };
    for (const [index, image] of people.entries())
      await timed(`identify an altered copy of person ${index + 1}`, async () => {
        const result = await ask(await alteredCopy(image, index));
        return { result, asExpected: result.startsWith(`Sample ${index + 1},`) };
      });
    await timed('meet a stranger', async () => {
      const result = await ask(stranger);
      return { result, asExpected: result.startsWith('unknown') };
    });
    await timed('remove person 1', async () => {
      output.unwrap(await host.call('people.remove', { id: ids[0], now: true }));
      return { result: 'erased', asExpected: true };
    });
    await timed('identify person 1 again', async () => {
      const result = await ask(await alteredCopy(people[0], 0));
      return { result, asExpected: result.startsWith('unknown') };
    });
    return steps;
  } finally {
    await host.close();
  }
}
