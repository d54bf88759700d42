import type { Progress } from '../../../models/experiments/check.ts';
import { classicIds } from '../../../models/experiments/metric/classic.ts';
import { type ClassicTable, spaceIds } from '../../../models/experiments/metric/compared.ts';
import { mean, spread } from '../../../models/experiments/metric/spread.ts';
import type { StudyInput } from '../../../models/experiments/metric/study.ts';
import { STUDY_SIZE } from '../../../models/experiments/metric/ways.ts';
import { Bars } from '../../charts/bars.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { RunBar } from '../parts/run-bar.tsx';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';

const seeds = 4;
const colours = [quietColour, lineColour(1), lineColour(0)] as const;

/** Three algorithms that use a distance, in three spaces: what they are given makes the difference, not they. */
export function ClassicView({ settings: { seed } }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const task = useTask<ClassicTable, Progress>('metric', 'classic');
  const { result } = task;
  const values = (space: (typeof spaceIds)[number], algorithm: (typeof classicIds)[number]): number[] =>
    (result?.[space] ?? []).map((figures) => figures[algorithm]);
  return (
    <div className="metric-stack">
      <div className="metric-head">
        <RunBar
          task={task}
          starts={[
            {
              label: t(result === null ? 'classicNow' : 'trainAgain'),
              onStart: () => task.start({ seed, seeds, size: STUDY_SIZE } satisfies StudyInput),
              quiet: result !== null,
            },
          ]}
        />
        <p className="quiet metric-note">{t('classicNote', { held: STUDY_SIZE.heldBack, seeds })}</p>
      </div>
      {result === null ? (
        <div className="metric-three">
          {classicIds.map((id) => (
            <div key={id} className="metric-empty quiet">
              <strong>{t(`classic_${id}`)}</strong>
              <span>{t(`classicWhy_${id}`)}</span>
            </div>
          ))}
        </div>
      ) : (
        <>
          <div className="metric-three">
            {classicIds.map((id) => (
              <Bars
                key={id}
                title={t(`classic_${id}`)}
                hint={t(`classicWhy_${id}`)}
                x={{ label: t(id === 'kMeans' ? 'purity' : 'accuracy'), domain: [0, 1] }}
                rowWord={t('spaceWord')}
                valueWord={t(id === 'kMeans' ? 'purity' : 'accuracy')}
                bars={spaceIds.map((space, i) => {
                  const all = values(space, id);
                  const [middle, sd] = [mean(all), spread(all)];
                  return {
                    id: space,
                    label: t(`space_${space}`),
                    colour: colours[i]!,
                    value: middle,
                    interval: [Math.max(0, middle - sd), Math.min(1, middle + sd)],
                    said: `${middle.toFixed(2)} ± ${sd.toFixed(2)}`,
                  };
                })}
              />
            ))}
          </div>
          <table className="metric-table">
            <caption>{t('classicTable', { seeds })}</caption>
            <thead>
              <tr>
                <td />
                {spaceIds.map((space) => (
                  <th key={space} scope="col">
                    {t(`space_${space}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {classicIds.map((id) => (
                <tr key={id}>
                  <th scope="row">
                    {t(`classic_${id}`)} · {t(id === 'kMeans' ? 'purity' : 'accuracy')}
                  </th>
                  {spaceIds.map((space) => {
                    const all = values(space, id);
                    return (
                      <td key={space} title={all.map((value) => value.toFixed(3)).join(' · ')}>
                        {mean(all).toFixed(3)} ± {spread(all).toFixed(3)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}
