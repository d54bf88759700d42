import i18next from 'i18next';
import { call } from '../../host/host.ts';
import { runJob } from '../../shell/jobs.ts';
import { notifyProblem } from '../../shell/notify.ts';

/** How the job is called in the rail, and found again by the page. */
export const measureTitle = (): string => i18next.t('measuring', { ns: 'calibrate' });

/** Goes on when one leaves the page; nothing decides differently afterwards. */
export async function measureScores(dataSet: string, own: boolean): Promise<void> {
  const outcome = await runJob(measureTitle(), (signal, report) =>
    call(
      'calibration.measure',
      { own, ...(dataSet === '' ? {} : { dataSet }) },
      {
        signal,
        onProgress: (value) => {
          const { done, total } = value as { done: number; total: number };
          report(done, total);
        },
      },
    ),
  );
  if (!outcome.ok && outcome.error.code !== 'CANCELLED') notifyProblem(outcome.error);
}
