import { Anchor, Button, Group, NumberInput, SegmentedControl, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CalibratedKind, Calibration, Measured } from '../../../main/contract/calibration.ts';
import { ratesAt } from '../../../models/metrics/score-curve.ts';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { Series } from '../../charts/series.ts';
import { ThresholdChart } from '../../charts/threshold-chart.tsx';
import { oneIn } from '../../faces/one-in.ts';
import { call } from '../../host/host.ts';
import { useSettings } from '../../host/settings.tsx';
import { Caution } from '../../shell/caution.tsx';
import { notify, notifyProblem } from '../../shell/notify.ts';
import { type MeasuredSource, RatesTable } from './rates-table.tsx';
import { densities, finestOf, fmrFor, type Kind, limits, targetAt, thresholdFor } from './target.ts';

interface Props {
  readonly calibration: Calibration;
  /** How many are enrolled now. */
  readonly people: number;
}

/** Where to put the threshold: a plot of what was measured, one false accept in how many, and what that costs. */
export function OperatingPoint({ calibration, people }: Props) {
  const { t, i18n } = useTranslation('calibrate');
  const { settings } = useSettings();
  const [kind, setKind] = useState<Kind>('identify');
  const [moved, setMoved] = useState<Readonly<Partial<Record<Kind, number>>>>({});
  const [busy, setBusy] = useState(false);
  const target = moved[kind] ?? (kind === 'identify' ? settings.targetFpir : settings.targetFmr);
  const measured = calibration[kind];
  const threshold = thresholdFor(kind, measured, target, people);
  const fmr = fmrFor(kind, target, people);
  const finest = finestOf(measured);
  const beyond = finest === null || fmr < finest * 0.999;
  const number = (rate: number): string => oneIn(rate, i18n.language);
  const move = (next: number): void => setMoved((before) => ({ ...before, [kind]: next }));
  const sources = sourcesOf(calibration, measured, t);
  const at = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(calibration.at),
  );
  const changed = Object.keys(moved).length > 0;

  const put = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('calibration.use', {
      id: calibration.id,
      targetFpir: moved.identify ?? settings.targetFpir,
      targetFmr: moved.verify ?? settings.targetFmr,
    });
    setBusy(false);
    if (!outcome.ok) return void notifyProblem(outcome.error);
    setMoved({});
    notify({ kind: 'good', message: t('used', { threshold: (threshold ?? 1).toFixed(3), oneIn: number(fmr) }) });
  };
  const drop = async (): Promise<void> => {
    const outcome = await call('calibration.remove', { id: calibration.id });
    if (!outcome.ok) notifyProblem(outcome.error);
    else if (calibration.inForce) notify({ message: t('removed') });
  };
  return (
    <section className="card calibrate-result" aria-label={t('result')}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2}>{t('result')}</Title>
          <Text className="quiet" size="sm">
            {t(calibration.inForce ? 'resultInForce' : 'resultNew', { at })}
          </Text>
        </div>
        <SegmentedControl
          aria-label={t('kind')}
          value={kind}
          data={(['identify', 'verify'] as const).map((value) => ({ value, label: t(value) }))}
          onChange={(next) => setKind(next as Kind)}
        />
      </Group>
      <div className="calibrate-point">
        {threshold !== null && (
          <ThresholdChart
            title={t('plot')}
            hint={t('plotHint')}
            height={240}
            series={seriesOf(measured, t)}
            x={{ label: t('score'), domain: [-0.4, 1] }}
            y={{ label: '' }}
            threshold={threshold}
            label={t('threshold')}
            said={t('thresholdSaid', { threshold: threshold.toFixed(3), oneIn: number(fmr) })}
            step={0.005}
            onThreshold={(next) => {
              const there = targetAt(kind, measured, next, people);
              if (there !== null) move(there);
            }}
          />
        )}
        <div className="calibrate-target">
          <NumberInput
            label={t('oneFalseAccept')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            description={t(kind === 'identify' ? 'ofStrangers' : 'ofPairs', { people })}
            value={Number((1 / target).toPrecision(2))}
            min={Math.ceil(1 / limits[kind].most)}
            max={1 / limits[kind].least}
            thousandSeparator=","
            allowDecimal={false}
            clampBehavior="blur"
            stepHoldDelay={400}
            stepHoldInterval={100}
            onChange={(value) => {
              const { least, most } = limits[kind];
              if (typeof value === 'number' && 1 / value >= least && 1 / value <= most) move(1 / value);
            }}
          />
          <p className="calibrate-threshold">
            <span className="quiet">{t('threshold')}</span> <b>{threshold === null ? '–' : threshold.toFixed(3)}</b>
            <span className="quiet">{t('promise', { oneIn: number(fmr) })}</span>
          </p>
          {!beyond && threshold !== null && <Cost sources={sources} threshold={threshold} />}
          {beyond && (
            <Caution icon={IconAlertTriangle} title={t('notMeasurable')}>
              {finest === null ? '' : t('beyond', { oneIn: number(finest) })}
            </Caution>
          )}
          <Group gap="sm">
            <Button
              loading={busy}
              disabled={beyond || threshold === null || (calibration.inForce && !changed)}
              onClick={() => void put()}
            >
              {calibration.inForce && !changed ? t('inUse') : t('use')}
            </Button>
            <Button variant="default" onClick={() => void drop()}>
              {calibration.inForce ? t('remove') : t('discard')}
            </Button>
          </Group>
        </div>
      </div>
      {threshold !== null && measured.own !== null && <AmongOwn own={measured.own} threshold={threshold} />}
      {threshold !== null && <RatesTable sources={sources} threshold={threshold} />}
      <Notes calibration={calibration} />
    </section>
  );
}

type Words = ReturnType<typeof useTranslation<'calibrate'>>['t'];

const sourcesOf = ({ dataSet, own }: Calibration, measured: CalibratedKind, t: Words): MeasuredSource[] => [
  ...(dataSet === null || measured.dataSet === null
    ? []
    : [{ name: t('basisDataSet', { name: dataSet.name, count: dataSet.people }), measured: measured.dataSet }]),
  ...(own === null || measured.own === null
    ? []
    : [{ name: t('basisOwn', { count: own.people }), measured: measured.own }]),
];

function seriesOf({ dataSet, own }: CalibratedKind, t: Words): Series[] {
  const all: Series[] = [
    { id: 'different', label: t('different'), colour: lineColour(1), points: points(dataSet, 'nonMated') },
    { id: 'same', label: t('same'), colour: lineColour(2), points: points(dataSet, 'mated') },
    { id: 'differentOwn', label: t('differentOwn'), colour: lineColour(3), points: points(own, 'nonMated') },
    { id: 'sameOwn', label: t('sameOwn'), colour: lineColour(0), points: points(own, 'mated') },
  ];
  const there = all.filter(({ points: some }) => some.length > 0);
  return there.length > 0 ? there : [{ id: 'none', label: t('notMeasurable'), colour: quietColour, points: [] }];
}

const points = (measured: CalibratedKind['own'], of: 'mated' | 'nonMated') =>
  measured === null ? [] : densities(measured, of);

/** What the threshold costs those who are enrolled, by the first source that has comparisons of the same person. */
function Cost({ sources, threshold }: { sources: readonly MeasuredSource[]; threshold: number }) {
  const { t, i18n } = useTranslation('calibrate');
  const source = sources.findLast(({ measured }) => measured.mated > 0);
  const fnmr = source === undefined ? null : ratesAt(source.measured.curve, threshold).fnmr;
  if (source === undefined || fnmr === null) return null;
  return (
    <Text size="sm">
      {fnmr === 0
        ? t('costsNothing', { number: source.measured.mated.toLocaleString(i18n.language) })
        : t('costs', { oneIn: oneIn(fnmr, i18n.language) })}{' '}
      <span className="quiet">({source.name})</span>
    </Text>
  );
}

/** People here who would be taken for each other at this threshold: what no promise about strangers says. */
function AmongOwn({ own, threshold }: { own: Measured; threshold: number }) {
  const { t } = useTranslation('calibrate');
  const accepted = Math.round((ratesAt(own.curve, threshold).fmr ?? 0) * own.nonMated);
  if (accepted === 0) return null;
  return (
    <Caution icon={IconUsers} title={t('amongOwn', { count: accepted, of: own.nonMated })}>
      {t('amongOwnText')}{' '}
      <Anchor component={Link} href="/people" inherit underline="always">
        {t('amongOwnLook')}
      </Anchor>
    </Caution>
  );
}

function Notes({ calibration: { dataSet, own } }: { calibration: Calibration }) {
  const { t } = useTranslation('calibrate');
  const notes = [
    dataSet !== null && dataSet.images < dataSet.imagesFound
      ? t('thinned', { used: dataSet.images, found: dataSet.imagesFound })
      : null,
    dataSet !== null && dataSet.failures > 0 ? t('noFace', { count: dataSet.failures }) : null,
    own !== null && own.people < 5 ? t('fewPeople') : null,
    own !== null && own.corrections > 0 ? t('corrections', { count: own.corrections }) : null,
  ].filter((note) => note !== null);
  return notes.map((note) => (
    <Text key={note} size="sm" className="quiet">
      {note}
    </Text>
  ));
}
