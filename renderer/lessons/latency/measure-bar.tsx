import { Button, Progress } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { type BackendId, WARM_UPS } from '../../../models/experiments/latency/backends.ts';
import { piecesOf } from '../../../models/experiments/latency/workloads.ts';
import { type Machine, secondsOn } from './machine.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';
import type { Running } from './use-measurement.ts';

interface Props {
  readonly settings: Settings;
  readonly machine: Machine | null;
  readonly running: Running | null;
  readonly failed: boolean;
  readonly onStart: () => void;
  readonly onStop: () => void;
  readonly t: Words;
}

/** Faces for precision take about so long, in seconds. */
const PRECISION_S = 6;

/** Starts and ends a measurement, says before how long it will take, and meanwhile how far it is. */
export function MeasureBar({ settings, machine, running, failed, onStart, onStop, t }: Props) {
  const { engine, page, runs, size, questions: asked } = settings;
  const pieces = piecesOf(asked, size);
  const backends: readonly BackendId[] = [...engine, ...page];
  const seconds =
    backends.reduce((sum, backend) => sum + secondsOn(backend, pieces, runs + WARM_UPS, machine), 0) +
    (asked.includes('precision') ? PRECISION_S + runs * 0.1 : 0);
  return (
    <div>
      <div className="lat-bar">
        {running === null ? (
          <Button leftSection={<IconPlayerPlay size={18} aria-hidden />} onClick={onStart}>
            {t('measure')}
          </Button>
        ) : (
          <Button variant="default" leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={onStop}>
            {t('stop')}
          </Button>
        )}
        <p className="lat-status" role="status">
          {running !== null ? (
            t('now', { what: running.backend === null ? t('network') : t(`backend_${running.backend}`) })
          ) : (
            <>
              {t('takes', { seconds: Math.ceil(seconds) })}{' '}
              <span className="quiet">
                {t(machine === null ? 'byTypical' : 'byLast')} {runs < 30 ? t('fewRuns') : t('yields')}
              </span>
            </>
          )}
        </p>
      </div>
      <Progress
        value={running === null ? 0 : 100 * running.done}
        aria-label={t('progress')}
        transitionDuration={0}
        size="sm"
        style={{ visibility: running === null ? 'hidden' : 'visible' }}
      />
      {failed && <p role="alert">{t('failed')}</p>}
    </div>
  );
}
