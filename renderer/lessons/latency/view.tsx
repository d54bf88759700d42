import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { answersOf } from '../../../models/experiments/latency/answers.ts';
import { FACES } from '../../../models/experiments/latency/formats.ts';
import { questions } from '../../../models/experiments/latency/workloads.ts';
import { shortNumber } from '../../charts/digits.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { VerdictWord } from '../frame/verdict.tsx';
import './latency.css';
import { keepMachine, keptMachine, type Machine } from './machine.ts';
import { Machines } from './machines.tsx';
import { MeasureBar } from './measure-bar.tsx';
import { MeasurePanel } from './measure-panel.tsx';
import { ActivationPlot, BlocksPlot, ChannelsPlot, KernelPlot, PlatformsPlot } from './plots.tsx';
import { PrecisionPlot } from './precision-plot.tsx';
import type { Settings } from './settings.ts';
import { shownOf } from './shown.ts';
import { isUnnamed, texts } from './texts.ts';
import { useMeasurement } from './use-measurement.ts';

/** Six questions, one at a time, over what was measured on every backend. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { look, size, runs, seed, engine, page, questions: asked, kernel, faces } = settings;
  const [kept, setOwn] = useState<Machine | null>(keptMachine);
  const [other, setOther] = useState<Machine | null>(null);
  const own = useMemo(
    () => (kept !== null && isUnnamed(kept.name) ? { ...kept, name: t('thisMachine') } : kept),
    [kept, t],
  );
  const { running, failed, start, cancel } = useMeasurement(setOwn);
  const begin = (): void =>
    void start({
      plan: { questions: asked, size, runs, seed },
      backends: [...engine, ...page],
      precision: asked.includes('precision') ? { faces, ...FACES[faces][size], runs, seed } : null,
      precisionFirst: look === 'precision',
      name: own?.name ?? t('thisMachine'),
    });
  const rename = (name: string): void => {
    if (own === null || name.trim() === '') return;
    const named = { ...own, name };
    keepMachine(named);
    setOwn(named);
  };
  const shown = useMemo(() => shownOf(own, other, t), [own, other, t]);
  const answers = useMemo(() => (own === null ? [] : answersOf(own.results, own.precision)), [own]);
  const told = answers.filter(({ id }) => id.split('-')[0] === look || (look === 'platforms' && id === 'work'));
  return (
    <div className="lat">
      <SegmentedControl
        fullWidth
        aria-label={t('looks')}
        value={look}
        data={questions.map((id) => ({ value: id, label: t(`look_${id}`) }))}
        onChange={(next) => change({ look: next as Settings['look'] })}
      />
      <MeasureBar {...{ settings, running, failed, t }} machine={own} onStart={begin} onStop={cancel} />
      <div className="lat-answer" role="status">
        <h3>{t(`asked_${look}`)}</h3>
        {told.length === 0 ? (
          <p className="quiet">{t(look === 'precision' ? 'precisionNone' : 'notMeasured')}</p>
        ) : (
          told.map(({ id, verdict, figures }) => {
            const said = Object.fromEntries(
              Object.entries(figures).map(([name, value]) => [
                name,
                Number.isInteger(value) ? value : shortNumber(value),
              ]),
            );
            return (
              <p key={id} className="lat-told">
                <VerdictWord verdict={verdict} />
                <span>
                  {t(`finding_${id}` as 'finding_work', said)} <b>{t(`believed_${verdict}`)}</b>
                  {verdict === 'holds-when' && ` ${t(`when_${id}` as 'when_work')}`}
                </span>
              </p>
            );
          })
        )}
      </div>
      {look === 'channels' && <ChannelsPlot shown={shown} t={t} />}
      {look === 'blocks' && <BlocksPlot shown={shown} t={t} />}
      {look === 'activation' && <ActivationPlot shown={shown} t={t} />}
      {look === 'kernel' && <KernelPlot shown={shown} t={t} kernel={kernel} change={change} />}
      {look === 'precision' && <PrecisionPlot {...{ own, other, faces, size, change, t }} />}
      {look === 'platforms' && <PlatformsPlot shown={shown} t={t} />}
      <MeasurePanel {...{ settings, change, t }} machine={own} />
      <Machines own={own} other={other} onName={rename} onOther={setOther} t={t} />
    </div>
  );
}
