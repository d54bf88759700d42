import { Button, Progress } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { Progress as Step } from '../../../models/experiments/check.ts';
import type { TaskState } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { texts } from './texts.ts';

interface Props {
  readonly task: Pick<TaskState<unknown, Step>, 'running' | 'step' | 'failure'>;
  readonly start: string;
  readonly progress: string;
  readonly onStart: () => void;
  readonly onStop: () => void;
}

/** Starts a measurement or training, ends it, and says how far it is; as high whether it runs or not. */
export function RunBar({ task: { running, step, failure }, start, progress, onStart, onStop }: Props) {
  const t = useTexts(texts);
  return (
    <>
      <div className="sep-run">
        {running ? (
          <Button variant="default" leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={onStop}>
            {t('stop')}
          </Button>
        ) : (
          <Button leftSection={<IconPlayerPlay size={18} aria-hidden />} onClick={onStart}>
            {start}
          </Button>
        )}
        <Progress
          className="sep-progress"
          value={running && step !== null ? (100 * step.done) / step.total : 0}
          aria-label={progress}
          transitionDuration={0}
          size="sm"
          style={{ visibility: running ? 'visible' : 'hidden' }}
        />
      </div>
      {failure !== null && <p role="alert">{t('failed')}</p>}
    </>
  );
}
