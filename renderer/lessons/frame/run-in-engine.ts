import i18next from 'i18next';
import { call } from '../../host/host.ts';
import { runJob } from '../../shell/jobs.ts';
import { lessonAt } from '../registry.ts';
import type { Listener, TaskOrder } from './run-task.ts';
import { frameTexts } from './texts.ts';
import { say } from './use-texts.ts';

type RunInput = Parameters<typeof call<'lessons.run'>>[1];

/** A task in the engine of the host, as a job on the rail. What the page ends, the rail ends too, and the other way round. */
export function runInEngine<R, P>(
  { lesson, task, input }: TaskOrder,
  { onStep, onResult, onFailure }: Listener<R, P>,
): () => void {
  const ended = new AbortController();
  const language = i18next.language === 'zh' ? 'zh' : 'en';
  const title = say(frameTexts, language)('job', { title: lessonAt(lesson)?.card.texts[language].title ?? lesson });
  void runJob(title, async (signal, report) => {
    const outcome = await call('lessons.run', { lesson, task, input } as RunInput, {
      signal: AbortSignal.any([signal, ended.signal]),
      onProgress: (step) => {
        if (ended.signal.aborted) return;
        const { done, total } = step as { done?: number; total?: number };
        if (done !== undefined && total !== undefined) report(done, total);
        onStep?.(step as P);
      },
    });
    if (ended.signal.aborted) return;
    if (outcome.ok) onResult(outcome.value.result as R);
    else onFailure(outcome.error.code === 'CANCELLED' ? null : outcome.error.message);
  });
  return () => ended.abort();
}
