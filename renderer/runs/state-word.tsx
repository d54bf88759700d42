import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconLoader2,
  IconPlayerPause,
  IconPlayerStop,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { ComparisonState } from '../../main/contract/compare.ts';
import type { EvaluationState } from '../../main/contract/evaluation.ts';
import type { RunState } from '../../main/contract/training.ts';

type State = RunState | EvaluationState | ComparisonState;

const signs: Readonly<Record<State, Icon>> = {
  preparing: IconLoader2,
  running: IconLoader2,
  paused: IconPlayerPause,
  interrupted: IconPlugConnectedX,
  stopped: IconPlayerStop,
  cancelled: IconPlayerStop,
  finished: IconCircleCheck,
  failed: IconAlertTriangle,
};

/** The state of a training, an evaluation or a comparison by icon and word. */
export function StateWord({ state, word }: { state: State; word: string }) {
  const Sign = signs[state];
  const turns = state === 'running' || state === 'preparing';
  return (
    <span className="run-state" data-state={state}>
      <Sign size={18} stroke={1.6} className={turns ? 'turning' : undefined} aria-hidden />
      {word}
    </span>
  );
}
