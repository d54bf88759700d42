import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { ReportCharts } from './charts.tsx';
import { Counts } from './counts.tsx';
import { FiguresTable } from './figures-table.tsx';
import { InShort } from './in-short.tsx';
import { IndexCard } from './index-card.tsx';
import { Notes } from './notes.tsx';
import { Pairs } from './pairs.tsx';
import { Times } from './times.tsx';
import { useThresholdInUse } from './use-threshold-in-use.ts';

/** What an evaluation found: counts before rates, rates before pictures. */
export function Report({ runId, report }: { runId: string; report: EvaluationReport }) {
  const inUse = useThresholdInUse(runId, report);
  return (
    <>
      <InShort report={report} />
      <Counts report={report} />
      <FiguresTable report={report} inUse={inUse} />
      <ReportCharts report={report} inUse={inUse?.threshold ?? null} />
      <Pairs runId={runId} report={report} />
      <div className="report-two">
        {report.identification !== null && <IndexCard part={report.identification} />}
        <Times report={report} />
      </div>
      <Notes report={report} />
    </>
  );
}
