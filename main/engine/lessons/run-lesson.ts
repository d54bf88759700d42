import { type EngineTools, runsInEngine } from '../../../models/experiments/in-engine.ts';
import { lowerPriority, WAITED_FOR } from '../lower-priority.ts';
import { engineExperiments } from './experiments.ts';
import type { LessonAnswer, LessonOrder, LessonStep } from './protocol.ts';

/**
 * Runs a lesson's task to its end, as the page's worker does with those that need no native speed. It is cancelled by ending the process.
 * @throws RangeError where the lesson has no such task, or the task refuses its input
 */
export async function runLesson(
  { lesson, task, input }: LessonOrder,
  tools: EngineTools,
  tell: (event: LessonStep) => void,
): Promise<LessonAnswer> {
  if (!runsInEngine(lesson, task)) throw new RangeError(`There is no task ${task} of ${lesson} for the engine.`);
  lowerPriority(WAITED_FOR);
  const { tasks } = await engineExperiments[lesson]();
  const steps = tasks[task]!(input as never, tools);
  for (;;) {
    const { done, value } = await steps.next();
    if (done === true) return { result: value };
    tell({ step: value });
    // Steps leave as messages, for which this loop has to step aside.
    await new Promise(setImmediate);
  }
}
