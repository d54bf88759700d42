import { Button, Progress } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { Progress as Step } from '../../../models/experiments/check.ts';
import { frameTexts } from '../frame/texts.ts';
import type { TaskState } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import './run-bar.css';

interface Start {
  readonly label: string;
  readonly onStart: () => void;
  /** Not the page's main act: another of the kind, or something is shown already. */
  readonly quiet?: boolean;
}

interface Props {
  readonly task: Pick<TaskState<unknown, Step>, 'running' | 'step' | 'failure' | 'cancel'>;
  readonly starts: readonly Start[];
}

/** Starts a training or a measurement in one of several ways, ends it, and says how far it is; as high whether it runs or not. */
export function RunBar({ task: { running, step, failure, cancel }, starts }: Props) {
  const say = useTexts(frameTexts);
  return (
    <>
      <div className="run-bar">
        {running ? (
          <Button variant="default" size="sm" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={cancel}>
            {say('cancel')}
          </Button>
        ) : (
          starts.map(({ label, onStart, quiet = false }) => (
            <Button
              key={label}
              size="sm"
              variant={quiet ? 'default' : 'filled'}
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              onClick={onStart}
            >
              {label}
            </Button>
          ))
        )}
        {running && (
          <Progress
            value={step === null ? 0 : (100 * step.done) / step.total}
            aria-label={say('runProgress')}
            transitionDuration={0}
          />
        )}
      </div>
      {failure !== null && <p role="alert">{say('runFailed')}</p>}
    </>
  );
}
