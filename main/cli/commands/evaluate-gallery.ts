import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { EvaluationSnapshot, LabelledPictures } from '../../contract/evaluation.ts';
import type { Host } from '../host.ts';
import type { Output } from '../output.ts';
import { reportText } from '../report-text.ts';
import { type ReportFiles, writeReport } from './report-files.ts';

export interface GalleryOptions {
  readonly strangers?: string | undefined;
  readonly root?: string | undefined;
}

/** A folder with one folder a person, or a table, whichever lies there; what is wrong with it is said when it is read. */
export async function picturesAt(path: string, root?: string): Promise<LabelledPictures> {
  const full = resolve(path);
  const folder = await stat(full).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (folder) return { source: 'folder', path: full };
  return { source: 'list', path: full, ...(root === undefined ? {} : { root: resolve(root) }) };
}

/** The people of the store are evaluated by whoever has it open; the run is kept there. */
export async function evaluateGallery(
  host: Host,
  output: Output,
  files: ReportFiles,
  { strangers, root }: GalleryOptions,
): Promise<void> {
  const protocol = {
    protocol: 'gallery' as const,
    ...(strangers === undefined ? {} : { strangers: await picturesAt(strangers, root) }),
  };
  const { runId } = output.unwrap(await host.call('evaluation.start', { config: { protocol } }));
  const onProgress = (value: unknown): void => {
    const { progress } = value as EvaluationSnapshot;
    if (progress !== null) output.progress(progress.stage, progress.done, progress.total);
  };
  const { run } = output.unwrap(await host.call('evaluation.follow', { runId }, { onProgress }));
  const { report } = output.unwrap(await host.call('evaluation.read', { runId }));
  if (report === null)
    return output.unwrap({
      ok: false,
      error: { code: run.state === 'failed' ? 'BAD_INPUT' : 'CANCELLED', message: run.reason ?? `It is ${run.state}.` },
    });
  if (files.html !== undefined || files.pdf !== undefined) {
    const { language } = files;
    const { bytes } = output.unwrap(await host.call('evaluation.report', { runId, format: 'html', language }));
    await writeReport(output, files, Buffer.from(bytes).toString('utf8'));
  }
  output.data({ runId, ...report }, () => reportText(report));
}
