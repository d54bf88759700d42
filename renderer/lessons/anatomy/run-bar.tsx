import { Progress as Bar, Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { Progress } from '../../../models/experiments/check.ts';
import { frameTexts } from '../frame/texts.ts';
import type { TaskState } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { texts } from './texts.ts';

interface Props {
  readonly task: Pick<TaskState<unknown, Progress>, 'running' | 'step' | 'failure' | 'cancel'>;
  readonly starts: readonly { readonly label: string; readonly onStart: () => void }[];
}

/** Starts a training, the first of the ways being the main one, and ends it; how far it is. */
export function RunBar({ task: { running, step, failure, cancel }, starts }: Props) {
  const t = useTexts(texts);
  const say = useTexts(frameTexts);
  return (
    <div className="anatomy-run">
      {running ? (
        <Button variant="default" size="sm" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={cancel}>
          {say('cancel')}
        </Button>
      ) : (
        starts.map(({ label, onStart }, i) => (
          <Button
            key={label}
            size="sm"
            variant={i === 0 ? 'filled' : 'default'}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={onStart}
          >
            {label}
          </Button>
        ))
      )}
      {running && (
        <Bar
          className="anatomy-run-bar"
          value={step === null ? 0 : (100 * step.done) / step.total}
          aria-label={t('progress')}
          transitionDuration={0}
        />
      )}
      {failure !== null && <p role="alert">{say('failed')}</p>}
    </div>
  );
}
