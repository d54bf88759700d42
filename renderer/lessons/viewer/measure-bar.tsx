import { Button, Progress } from '@mantine/core';
import { IconPlayerStop, IconStopwatch } from '@tabler/icons-react';
import { shortNumber } from '../../charts/digits.ts';
import { frameTexts } from '../frame/texts.ts';
import { useTexts } from '../frame/use-texts.ts';
import { texts } from './texts.ts';
import type { Running } from './use-run.ts';

interface Props {
  readonly running: Pick<Running, 'measuring' | 'times' | 'measure' | 'cancel'>;
  readonly disabled: boolean;
  readonly runs: number;
}

/** Has every layer timed, and says how far that is. */
export function MeasureBar({ running: { measuring, times, measure, cancel }, disabled, runs }: Props) {
  const t = useTexts(texts);
  const say = useTexts(frameTexts);
  return (
    <div className="viewer-bar viewer-measure">
      {measuring === null ? (
        <Button
          size="compact-sm"
          variant="default"
          disabled={disabled}
          leftSection={<IconStopwatch size={16} aria-hidden />}
          onClick={() => measure(runs, say('job', { title: t('measureNow') }))}
        >
          {t('measureNow')}
        </Button>
      ) : (
        <>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            onClick={cancel}
          >
            {say('cancel')}
          </Button>
          <Progress
            value={(100 * measuring.done) / measuring.total}
            aria-label={say('runProgress')}
            transitionDuration={0}
          />
        </>
      )}
      <span className="quiet" role="status">
        {measuring !== null
          ? t('measuring', { done: measuring.done, total: measuring.total })
          : times !== null &&
            t('whole', {
              whole: shortNumber(times.whole),
              sum: shortNumber(times.layers.reduce((sum, layer) => sum + (layer.ms ?? 0), 0)),
            })}
      </span>
    </div>
  );
}
