import i18next from 'i18next';
import { call } from '../host/host.ts';
import type { CallOptions } from '../host/transport.ts';
import { runJob } from '../shell/jobs.ts';
import { notify, notifyProblem } from '../shell/notify.ts';

/** How the job is called in the rail, and found again by the page. */
export const switchTitle = (id: string): string => i18next.t('switching', { ns: 'settings', model: id });

/** Goes on when one leaves the page; the old model serves until the new one is ready. */
export const switchModel = (id: string): Promise<void> => change(id, (options) => call('models.use', { id }, options));

/** Back to the model that served before, `id`. */
export const rollbackModel = (id: string): Promise<void> =>
  change(id, (options) => call('models.rollback', {}, options));

async function change(id: string, ask: (options: CallOptions) => ReturnType<typeof call<'models.use'>>): Promise<void> {
  const outcome = await runJob(switchTitle(id), (signal, report) =>
    ask({
      signal,
      onProgress: (value) => {
        const { done, total } = value as { done: number; total: number };
        report(done, total);
      },
    }),
  );
  const t = i18next.getFixedT(null, 'settings');
  if (!outcome.ok) return void notifyProblem(outcome.error);
  notify({
    title: t('switched', { model: outcome.value.modelId }),
    message: t('switchedText', { count: outcome.value.reembedded }),
    kind: 'good',
  });
}
