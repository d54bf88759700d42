import { Progress as Bar, Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { Progress } from '../../../models/experiments/check.ts';
import { frameTexts } from '../frame/texts.ts';
import type { TaskState } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';

interface Props {
  readonly task: Pick<TaskState<unknown, Progress>, 'running' | 'step' | 'failure' | 'cancel'>;
  readonly label: string;
  readonly onStart: () => void;
  /** Not the page's main act. */
  readonly quiet?: boolean;
}

/** Starts something long and ends it; how far it is. */
export function RunRow({ task: { running, step, failure, cancel }, label, onStart, quiet = false }: Props) {
  const say = useTexts(frameTexts);
  return (
    <div className="up-row">
      {running ? (
        <Button variant="default" size="sm" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={cancel}>
          {say('cancel')}
        </Button>
      ) : (
        <Button
          size="sm"
          variant={quiet ? 'default' : 'filled'}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={onStart}
        >
          {label}
        </Button>
      )}
      {running && (
        <Bar
          className="up-progress"
          value={step === null ? 0 : (100 * step.done) / step.total}
          aria-label={say('progress')}
          transitionDuration={0}
        />
      )}
      {failure !== null && <p role="alert">{say('failed')}</p>}
    </div>
  );
}
