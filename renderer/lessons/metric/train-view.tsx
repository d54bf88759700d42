import { Select, Switch } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import type { Progress } from '../../../models/experiments/check.ts';
import { LIVE, type LiveSnapshot, liveFaces, type TrainInput } from '../../../models/experiments/metric/train.ts';
import { percent, shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { classMark, lineColour } from '../../charts/palette.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { RunBar } from '../parts/run-bar.tsx';
import { EmbeddingScatter } from './embedding-scatter.tsx';
import { LossControls } from './loss-controls.tsx';
import { choiceOf, refusesOption } from './options.ts';
import { type Settings, SNAPSHOTS } from './settings.ts';
import { texts } from './texts.ts';
import { useFaces } from './use-faces.ts';

const everybody = Array.from({ length: LIVE.people * LIVE.pictures }, (_, i) => i);
const personOf = everybody.map((i) => Math.floor(i / LIVE.pictures));

interface Taken {
  readonly input: TrainInput;
  readonly snapshots: readonly LiveSnapshot[];
}

/** A network of the app's own kind learns before one's eyes; one person is left out and inserted afterwards. */
export function TrainView(props: ViewProps<Settings>) {
  const { settings, change } = props;
  const t = useTexts(texts);
  const { held, step, turn, seed, dimension } = settings;
  const [taken, setTaken] = useState<Taken | null>(null);
  const [asFaces, setAsFaces] = useState(false);
  const cursor = useCursor();
  const collecting = useRef<Taken | null>(null);
  const task = useTask<null, Progress | LiveSnapshot>(
    'metric',
    'train',
    () => {},
    (told) => {
      const now = collecting.current;
      if (now === null || !('points' in told)) return;
      collecting.current = { ...now, snapshots: [...now.snapshots, told] };
      setTaken(collecting.current);
    },
  );
  const start = (): void => {
    const input: TrainInput = {
      ...{ seed, dimension, held },
      loss: choiceOf(settings),
      supervision: settings.loss === 'nt-xent' ? 'views' : 'people',
      steps: SNAPSHOTS * LIVE.every,
    };
    collecting.current = { input, snapshots: [] };
    // What it shows is the newest until it ends; then one steps back through it.
    change({ step: SNAPSHOTS });
    task.start(input);
  };
  const face = useFaces(taken === null ? null : liveFaces(taken.input.seed), everybody);
  const label = useCallback(
    (i: number): string => {
      const [person, k] = [personOf[i]!, i % LIVE.pictures];
      const part = person === taken?.input.held ? 'partHeld' : k < LIVE.taught ? 'partTaught' : 'partFresh';
      return t(part, { person: person + 1, picture: k + 1 });
    },
    [t, taken?.input.held],
  );
  const shown = taken?.snapshots[Math.min(step, taken.snapshots.length - 1)] ?? null;
  const refused = refusesOption(settings);
  const series = (id: string, name: string, colour: string, value: (s: LiveSnapshot) => number | null) => ({
    ...{ id, label: name, colour },
    points: (taken?.snapshots ?? []).map((s) => ({ x: s.step, y: value(s) })),
  });
  const rate = (value: number): string => percent(value, 100);
  return (
    <div className="metric-two">
      <div className="metric-controls">
        <LossControls {...props} />
        <Select
          size="xs"
          label={t('heldBack')}
          allowDeselect={false}
          data={Array.from({ length: LIVE.people }, (_, person) => ({
            value: String(person),
            label: t('person', { person: person + 1 }),
          }))}
          value={String(held)}
          onChange={(next) => next !== null && change({ held: Number(next) })}
        />
        {refused === null ? (
          <RunBar
            task={task}
            starts={[{ label: t(taken === null ? 'trainNow' : 'trainAgain'), onStart: start, quiet: taken !== null }]}
          />
        ) : (
          <p className="lesson-refused" role="status">
            {t('refusedOption', { low: refused.low, high: refused.high, value: settings.option })}
          </p>
        )}
        {shown !== null && (
          <>
            <LineChart
              title={t('lossByStep')}
              height={130}
              cursor={cursor}
              x={{ label: t('stepWord'), format: String }}
              y={{ label: '' }}
              series={[series('loss', t('lossNow'), lineColour(0), (s) => s.loss)]}
            />
            <LineChart
              title={t('recognisedByStep')}
              hint={t('recognisedHint')}
              height={150}
              cursor={cursor}
              x={{ label: t('stepWord'), format: String }}
              y={{ label: '', domain: [0, 1], format: rate }}
              series={[
                series('old', t('oldPeople'), lineColour(2), (s) => s.enrolment.oldAfter),
                series('new', t('newcomer'), classMark(taken!.input.held).colour, (s) => s.enrolment.newAfter),
              ]}
            />
          </>
        )}
      </div>
      <div className="metric-main">
        {shown === null ? (
          <p className="metric-empty quiet">{t('trainEmpty')}</p>
        ) : (
          <>
            <EmbeddingScatter
              title={t('trainTitle', { step: shown.step })}
              hint={t('trainHint', { person: taken!.input.held + 1 })}
              points={shown.points}
              groups={personOf}
              label={label}
              face={face}
              faces={asFaces}
              height={430}
              turn={turn}
              onTurn={(next) => change({ turn: next })}
            />
            <div className="metric-row">
              <Switch
                size="xs"
                label={t('asFaces')}
                checked={asFaces}
                onChange={(event) => setAsFaces(event.currentTarget.checked)}
              />
            </div>
            <table className="metric-table">
              <caption>{t('insertTitle')}</caption>
              <thead>
                <tr>
                  <td />
                  <th scope="col">{t('beforeInsert')}</th>
                  <th scope="col">{t('afterInsert')}</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <th scope="row">{t('oldPeople')}</th>
                  <td>{rate(shown.enrolment.oldBefore)}</td>
                  <td>{rate(shown.enrolment.oldAfter)}</td>
                </tr>
                <tr>
                  <th scope="row">{t('newcomer')}</th>
                  <td>{rate(shown.enrolment.newBefore)}</td>
                  <td>{rate(shown.enrolment.newAfter)}</td>
                </tr>
              </tbody>
            </table>
            <p className="quiet metric-note">
              {t('insertNote', {
                enrolled: LIVE.enrolled,
                asked: LIVE.pictures - LIVE.enrolled,
                old: (LIVE.people - 1) * (LIVE.pictures - LIVE.taught),
                loss: shown.loss === null ? '–' : shortNumber(shown.loss),
              })}
            </p>
          </>
        )}
      </div>
    </div>
  );
}
