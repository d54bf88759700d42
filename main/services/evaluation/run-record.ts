import type { StoredEvaluation } from '../../../data/tables/evaluations.ts';
import { type EvaluationConfig, type EvaluationRun, evaluationConfigSchema } from '../../contract/evaluation.ts';
import type { EvaluationReport } from '../../contract/evaluation-report.ts';
import type { Core } from '../core.ts';
import type { Examples } from './evaluation-report.ts';

/** What the list of runs shows of a run: sealed in its row. */
export interface RunStatus {
  readonly reason: string | null;
  /** As it was named when the run began. */
  readonly model: EvaluationRun['model'];
  readonly result: EvaluationRun['result'];
}

/** Where a report's pictures are found again. */
export interface StoredExamples extends Examples {
  /** Absolute; null where no picture is a file. */
  readonly root: string | null;
}

export const statusOf = (run: StoredEvaluation): RunStatus => JSON.parse(run.status) as RunStatus;
export const configOf = (run: StoredEvaluation): EvaluationConfig =>
  evaluationConfigSchema.parse(JSON.parse(run.config));

export function summaryOf(run: StoredEvaluation, progress: EvaluationRun['progress']): EvaluationRun {
  const { reason, model, result } = statusOf(run);
  return {
    ...{ id: run.id, name: run.name, createdAt: run.createdAt, state: run.state, reason, model },
    config: configOf(run),
    progress: run.state === 'running' ? progress : null,
    result: run.state === 'finished' ? result : null,
  };
}

export const resultOf = (report: EvaluationReport): EvaluationRun['result'] => ({
  ...{ list: report.data.list, images: report.data.images, people: report.data.people },
  failuresToAcquire: report.failuresToAcquire,
  eer: report.verification?.eer ?? null,
  fnmrAtFmr: report.verification?.fnmrAtFmr ?? [],
  fnirAtFpir: report.identification?.fnirAtFpir ?? [],
});

interface Parts {
  readonly report: EvaluationReport;
  readonly examples: StoredExamples;
}

export function writePart<P extends keyof Parts>(core: Core, id: string, part: P, value: Parts[P]): void {
  core.store.evaluations.putPart(id, part, Buffer.from(JSON.stringify(value)));
}

export function readPart<P extends keyof Parts>(core: Core, id: string, part: P): Parts[P] | null {
  const bytes = core.store.evaluations.part(id, part);
  return bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString('utf8')) as Parts[P]);
}

/** A finished run's report, with the people's present names; null before it has finished. */
export function readReport(core: Core, id: string): EvaluationReport | null {
  const report = readPart(core, id, 'report');
  if (report === null) return null;
  const named = (pairs: EvaluationReport['worstMated']): EvaluationReport['worstMated'] =>
    pairs.map(({ first, second, score }) => ({ first: nameNow(core, first), second: nameNow(core, second), score }));
  return { ...report, worstMated: named(report.worstMated), closestNonMated: named(report.closestNonMated) };
}

type Picture = EvaluationReport['worstMated'][number]['first'];

/** Who was erased since has no name any more, and no id in what is shown. */
function nameNow(core: Core, picture: Picture): Picture {
  if (picture.personId === null) return picture;
  const person = core.store.people.find(picture.personId);
  return person === null ? { path: null, personId: null, name: null } : { ...picture, name: person.name };
}
