import { useTranslation } from 'react-i18next';
import type { SizePoint } from '../../../main/contract/compare.ts';
import { percent } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import type { AxisSpec, CurvePoint, Series } from '../../charts/series.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { wayColour } from '../colours.ts';
import { useFormats } from '../words.ts';

type Measure = 'scratchMs' | 'warmMs' | 'insertMs' | 'softmaxAccuracy' | 'metricAccuracy';

/** Time to take in one more person against how many there are: people are really added one by one. */
export function Growth({ sizes }: { sizes: readonly SizePoint[] }) {
  const { t } = useTranslation('compareRun');
  const { duration } = useFormats();
  const cursor = useCursor();
  if (sizes.length === 0) return null;
  const counts = sizes.map(({ people }) => people);
  const x: AxisSpec = {
    label: t('peopleAxis'),
    scale: 'log',
    domain: [Math.min(...counts), Math.max(...counts, Math.min(...counts) + 1)],
    format: String,
  };
  const series = (id: Measure, label: string, colour: string): Series => ({
    id,
    label,
    colour,
    points: meansOf(sizes, id),
  });
  return (
    <section className="chart-cards" aria-label={t('growth')}>
      <LineChart
        title={t('growth')}
        hint={t('growthHint')}
        x={x}
        y={{ label: '', scale: 'log', format: duration }}
        cursor={cursor}
        height={260}
        series={[
          series('scratchMs', t('softmaxScratch'), wayColour('scratch')),
          series('warmMs', t('softmaxWarm'), wayColour('warm')),
          series('insertMs', t('metricInsert'), wayColour('insert')),
        ]}
      />
      <LineChart
        title={t('growthAccuracy')}
        hint={t('accuracyWhileHint')}
        x={x}
        y={{ label: '', domain: [0, 1], format: (value) => percent(value, 1) }}
        cursor={cursor}
        height={260}
        series={[
          series('softmaxAccuracy', 'Softmax', wayColour('scratch')),
          series('metricAccuracy', t('metricInsert'), wayColour('insert')),
        ]}
      />
    </section>
  );
}

/** The mean over seeds at each number of people at which it was measured. */
function meansOf(sizes: readonly SizePoint[], of: Measure): CurvePoint[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const size of sizes) {
    const value = size[of];
    if (value === null) continue;
    const { sum, count } = sums.get(size.people) ?? { sum: 0, count: 0 };
    sums.set(size.people, { sum: sum + value, count: count + 1 });
  }
  return [...sums].sort(([a], [b]) => a - b).map(([x, { sum, count }]) => ({ x, y: sum / count }));
}
