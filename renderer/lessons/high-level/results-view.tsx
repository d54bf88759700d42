import { SegmentedControl } from '@mantine/core';
import { degradations } from '../../../models/degrade/degrade.ts';
import type { DetectRow } from '../../../models/experiments/high-level/detect.ts';
import type { StudyRow, WayCost } from '../../../models/experiments/high-level/study.ts';
import { Bars } from '../../charts/bars.tsx';
import { countOf, shortNumber, withSign } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { Series } from '../../charts/series.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { texts as kinds } from '../low-level/texts.ts';
import type { Trained } from './kept.ts';
import { type Settings, strengths, ways } from './settings.ts';
import { texts } from './texts.ts';

const colours = {
  baseline: quietColour,
  finetune: lineColour(1),
  enhance: lineColour(2),
  joint: lineColour(0),
} as const;

interface Props extends ViewProps<Settings> {
  readonly rows: readonly StudyRow[];
  readonly costs: readonly WayCost[];
  readonly trained: Trained | null;
  /** More is to come. */
  readonly running: boolean;
}

/** Both trained tasks against strength, every way; the cures on degradations that they were not trained on; what each costs. */
export function ResultsView({ settings, change, rows, costs, trained, running }: Props) {
  const t = useTexts(texts);
  const k = useTexts(kinds);
  const { degradation, way } = settings;
  const curves = (of: 'fnmr' | 'iou'): Series[] =>
    ways
      .map((id) => ({
        ...{ id, label: t(`short_${id}`), colour: colours[id] },
        points: rows
          .filter((row) => row.way === id && row.degradation === degradation)
          .map((row) => ({ x: row.strength, y: row[of] })),
      }))
      .filter(({ points }) => points.length > 0);
  // Down to the tenth below the least: the curves lie close together.
  const overlaps = rows.filter((row) => row.degradation === degradation).map(({ iou }) => Math.floor(10 * iou) / 10);
  const mated = rows[0]?.mated;
  const hint =
    trained === null
      ? t('notTrained')
      : t(trained.degradation === degradation ? 'trainedHere' : 'trainedElsewhere', {
          ...{ kind: k(`kind_${trained.degradation}`), strength: trained.strength },
        });
  // At the strength asked about that is nearest to what they learnt from.
  const near = strengths.reduce((a, b) =>
    Math.abs(b - (trained?.strength ?? 0.3)) < Math.abs(a - (trained?.strength ?? 0.3)) ? b : a,
  );
  // Until the chosen one is trained, the last that is.
  const has = (id: string): boolean => rows.some((row) => row.way === id);
  const shown = has(way) ? way : (ways.findLast(has) ?? 'baseline');
  const at = (id: string, of: string): number | undefined =>
    rows.find((row) => row.way === of && row.degradation === id && row.strength === near)?.fnmr;
  return (
    <>
      <div className="tasks-two">
        <LineChart
          title={t('fnmrTitle')}
          hint={mated === undefined ? hint : `${hint} ${t('mated', { mated })}`}
          height={250}
          x={{ label: t('strength'), domain: [0, 0.6] }}
          y={{ label: 'FNMR', domain: [0, 1] }}
          series={curves('fnmr')}
        />
        <LineChart
          title={t('iouTitle')}
          hint={t('iouHint')}
          height={250}
          x={{ label: t('strength'), domain: [0, 0.6] }}
          y={{ label: 'IoU', domain: [Math.min(0.8, ...overlaps), 1] }}
          series={curves('iou')}
        />
      </div>
      {trained !== null && (
        <div className="tasks-two">
          <Bars
            title={t('elsewhereTitle', { strength: near })}
            hint={t('elsewhereHint')}
            rowWord={t('degradation')}
            valueWord="FNMR"
            x={{ label: 'FNMR', domain: [0, 1] }}
            aside={
              <SegmentedControl
                size="xs"
                aria-label={t('way')}
                value={shown}
                data={ways.map((id) => ({ value: id, label: t(`short_${id}`), disabled: !has(id) }))}
                onChange={(next) => change({ way: next as Settings['way'] })}
              />
            }
            bars={degradations.map((id) => {
              const [value, before] = [at(id, shown), at(id, 'baseline')];
              return {
                ...{ id, label: k(`kind_${id}`), value: value ?? null },
                colour: id === trained.degradation ? lineColour(0) : quietColour,
                said:
                  value === undefined
                    ? running
                      ? '…'
                      : '–'
                    : shown === 'baseline' || before === undefined
                      ? value.toFixed(2)
                      : `${value.toFixed(2)} (${withSign(value - before, 2)})`,
              };
            })}
          />
          <dl className="lesson-facts tasks-costs">
            {costs.map(({ way: id, flops, ms }) => (
              <div key={id}>
                <dt>{t(`way_${id}`)}</dt>
                <dd>
                  {countOf(flops)}FLOP, {shortNumber(ms, 2)} ms
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </>
  );
}

/** The app's detector on frames that go bad in the chosen way, as they are and after the classical restorer. */
export function DetectorView({
  rows,
  faces,
  settings,
}: {
  rows: readonly DetectRow[];
  faces: number;
  settings: Settings;
}) {
  const t = useTexts(texts);
  const own = rows.filter(({ degradation }) => degradation === settings.degradation);
  // One colour for each picture, a dash for the overlap.
  const curve = (of: 'recall' | 'iou' | 'recallRestored' | 'iouRestored', colour: string): Series => ({
    ...{ id: of, label: t(`curve_${of}`), colour },
    ...((of === 'iou' || of === 'iouRestored') && { dash: '7 4' }),
    points: own.map((row) => ({ x: row.strength, y: row[of] })),
  });
  return (
    <LineChart
      title={t('detectTitle')}
      hint={t('detectHint', { faces })}
      height={250}
      x={{ label: t('strength'), domain: [0, 1] }}
      y={{ label: t('share'), domain: [0, 1] }}
      series={[
        curve('recall', lineColour(0)),
        curve('iou', lineColour(0)),
        curve('recallRestored', lineColour(1)),
        curve('iouRestored', lineColour(1)),
      ]}
    />
  );
}
