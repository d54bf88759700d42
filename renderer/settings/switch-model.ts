import i18next from 'i18next';
import { call } from '../host/host.ts';
import { runJob } from '../shell/jobs.ts';
import { notify, notifyProblem } from '../shell/notify.ts';

/** How the job is called in the rail, and found again by the page. */
export const switchTitle = (id: string): string => i18next.t('switching', { ns: 'settings', model: id });

/** Goes on when one leaves the page; the old model serves until the new one is ready. */
export async function switchModel(id: string): Promise<void> {
  const outcome = await runJob(switchTitle(id), (signal, report) =>
    call(
      'models.use',
      { id },
      {
        signal,
        onProgress: (value) => {
          const { done, total } = value as { done: number; total: number };
          report(done, total);
        },
      },
    ),
  );
  const t = i18next.getFixedT(null, 'settings');
  if (!outcome.ok) return void notifyProblem(outcome.error);
  notify({
    title: t('switched', { model: outcome.value.modelId }),
    message: t('switchedText', { count: outcome.value.reembedded }),
    kind: 'good',
  });
}
