import { asksForEnrolled, runsInEngine } from '../../models/experiments/in-engine.ts';
import { fail, type Outcome } from '../contract/errors.ts';
import type { CallOutput, Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';
import { enrolledCrops } from './enrolled-crops.ts';
import { createWorkshop } from './training/workshop.ts';

export interface LessonTasks {
  readonly handlers: Pick<Handlers, 'lessons.run'>;
  close(): void;
}

type Answer = Outcome<CallOutput<'lessons.run'>>;

/**
 * What lessons compute at native speed: in an engine process of their own, so that ending it is the cancelling, and one at a
 * time, since two would only take each other's processors.
 */
export function lessonTasks(core: Core): LessonTasks {
  const workshop = createWorkshop(core.startTrial);
  let last: Promise<unknown> = Promise.resolve();
  const cancelled = (): Answer => fail('CANCELLED', 'Cancelled. A lesson keeps nothing.');

  return {
    handlers: {
      'lessons.run': async (order, { signal, progress }) => {
        const { lesson, task, input } = order;
        if (!runsInEngine(lesson, task))
          return fail('BAD_INPUT', `There is no task ${task} of a lesson ${lesson} for the engine.`);
        const aborted = new Promise<Answer>((resolve) => {
          signal.addEventListener('abort', () => resolve(cancelled()), { once: true });
        });
        const before = last;
        const run = async (): Promise<Answer> => {
          await before;
          if (signal.aborted) return cancelled();
          const how = await workshop.use((engine) => {
            const enrolled = asksForEnrolled(lesson, task, input) ? enrolledCrops(core) : [];
            const answer = engine.lesson(order, core.record().id, enrolled, ({ step }) => {
              if (!signal.aborted) progress(step);
            });
            return Promise.race([answer, aborted]);
          });
          // Whatever the process is doing: the next lesson has another.
          if (signal.aborted) workshop.close();
          return how as Answer;
        };
        const mine = run();
        last = mine.catch(() => undefined);
        // One that still waits need not wait to be told.
        return Promise.race([mine, aborted]);
      },
    },
    close: () => workshop.close(),
  };
}
