import { Progress as Bar, Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { Progress } from '../../../models/experiments/check.ts';
import { frameTexts } from '../frame/texts.ts';
import type { TaskState } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { texts } from './texts.ts';

interface Props {
  readonly task: Pick<TaskState<unknown, Progress>, 'running' | 'step' | 'failure' | 'cancel'>;
  readonly label: string;
  /** Something is shown already: another run is the lesser wish. */
  readonly again: boolean;
  readonly onStart: () => void;
}

/** Starts a training and ends it; how far it is. */
export function RunBar({ task: { running, step, failure, cancel }, label, again, onStart }: Props) {
  const t = useTexts(texts);
  const say = useTexts(frameTexts);
  return (
    <div className="metric-run">
      {running ? (
        <Button variant="default" size="sm" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={cancel}>
          {say('cancel')}
        </Button>
      ) : (
        <Button
          size="sm"
          variant={again ? 'default' : 'filled'}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={onStart}
        >
          {label}
        </Button>
      )}
      {running && (
        <Bar
          className="metric-run-bar"
          value={step === null ? 0 : (100 * step.done) / step.total}
          aria-label={t('runProgress')}
          transitionDuration={0}
        />
      )}
      {failure !== null && <p role="alert">{say('failed')}</p>}
    </div>
  );
}
