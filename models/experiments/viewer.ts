import type { CheckResult, Progress } from './check.ts';
import type { EngineTools } from './in-engine.ts';
import type { CheckInput, UnderTest } from './viewer/check.ts';
import { open } from './viewer/shown-network.ts';

/** What the check runs is fetched with it: the page's worker, which only reads files, does without. */
async function* check(
  input: CheckInput,
  tools: EngineTools,
  underTest?: UnderTest,
): AsyncGenerator<Progress, CheckResult> {
  const { check: run } = await import('./viewer/check.ts');
  return yield* run(input, tools, underTest);
}

export const tasks = { check, open };
