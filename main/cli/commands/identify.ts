import type { Command } from 'commander';
import type { FaceDecision, IdentifyOutput } from '../../contract/identification.ts';
import { exitCode, exitCodeFor } from '../exit-codes.ts';
import { expandFiles, isVideo, readPicture } from '../files.ts';
import type { Host } from '../host.ts';
import { Exit, type Output } from '../output.ts';
import { withHost } from '../session.ts';
import { identifyVideo } from '../video.ts';

export interface FileResult {
  readonly value: unknown;
  readonly text: string;
  readonly status: number;
}

export function addIdentify(program: Command): void {
  program
    .command('identify')
    .description('who is in these pictures? exit code 0 when every face is accepted, 1 when one is unknown or rejected')
    .argument('<file...>', 'photos, folders or videos')
    .option('--no-record', 'write no event')
    .action(async (paths: string[], options: { record: boolean }, command: Command) =>
      withHost(command, async (host, output) => {
        const files = await expandFiles(paths, output);
        const values: unknown[] = [];
        let worst: number = exitCode.ok;
        for (const [index, file] of files.entries()) {
          const result = isVideo(file)
            ? await identifyVideo(host, file, output)
            : await identifyPicture(host, file, options.record, output);
          worst = Math.max(worst, result.status);
          values.push(result.value);
          if (!output.json) process.stdout.write(`${result.text}\n`);
          if (files.length > 1) output.progress('identifying', index + 1, files.length);
        }
        if (output.json) output.data(files.length === 1 ? values[0] : values, () => '');
        if (worst !== exitCode.ok) throw new Exit(worst);
      }),
    );
}

/** A bad picture among several is reported in its place; the others are still answered. */
async function identifyPicture(host: Host, file: string, record: boolean, output: Output): Promise<FileResult> {
  const outcome = await host.call('identify.image', { image: await readPicture(file), record });
  if (!outcome.ok) {
    if (outcome.error.code === 'CANCELLED' || exitCodeFor(outcome.error.code) !== exitCode.input)
      output.unwrap(outcome);
    const text = `${file}: ${outcome.error.message}`;
    process.stderr.write(`${outcome.error.code}: ${text}\n`);
    return { value: { file, error: outcome.error }, text: `${file}: ${outcome.error.code}`, status: exitCode.input };
  }
  const { value } = outcome;
  const status =
    value.faces.length === 0
      ? exitCode.input
      : value.faces.every((face) => face.decision === 'accepted')
        ? exitCode.ok
        : exitCode.no;
  return { value: { file, ...value }, text: textOf(file, value), status };
}

function textOf(file: string, output: IdentifyOutput): string {
  if (output.faces.length === 0) return `${file}: no face found`;
  return [
    `${file}: ${output.faces.length} face${output.faces.length === 1 ? '' : 's'}, ${output.ms.total.toFixed(0)} ms`,
    ...output.faces.map((face) => `  ${describeFace(face)}`),
    `  ${output.threshold.sentence}`,
  ].join('\n');
}

export function describeFace(face: FaceDecision): string {
  const who = face.decision === 'accepted' ? face.person?.name : face.decision;
  const score = face.score === null ? 'nobody is enrolled' : `score ${face.score.toFixed(3)}`;
  const second = face.runnerUp === null ? '' : `, next ${face.runnerUp.name} ${face.runnerUp.score.toFixed(3)}`;
  const why = face.why === 'ACCEPTED' ? '' : ` (${face.why})`;
  return `${who}: ${score}, threshold ${face.threshold.toFixed(3)} (higher is stricter)${second}${why}`;
}
