import { cpus } from 'node:os';
import type { ModelRecord } from '../../../models/embed/record.ts';
import { appVersion } from '../../version.ts';
import type { ReportContext } from './evaluation-report.ts';

export const DEFAULT_REPLICATES = 1000;
export const DEFAULT_SEED = 1;

/** Program, model and machine as a report names them. */
export function reportContext(
  { id, name, version, sha256, dimension, trainingDataStated }: ModelRecord,
  replicates = DEFAULT_REPLICATES,
  seed = DEFAULT_SEED,
): ReportContext {
  const processors = cpus();
  return {
    model: { id, name: name ?? id, version, sha256, dimension, trainingDataStated },
    app: appVersion(),
    machine: `${processors.length} × ${processors[0]?.model.trim() ?? process.arch}, ${process.platform}`,
    replicates,
    seed,
  };
}
