import { Chip, SegmentedControl } from '@mantine/core';
import {
  engineBackends,
  type ProblemId,
  pageBackends,
  problems,
} from '../../../models/experiments/latency/backends.ts';
import { questions } from '../../../models/experiments/latency/workloads.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import type { Machine } from './machine.ts';
import type { Settings } from './settings.ts';
import { missingOf } from './shown.ts';
import type { Words } from './texts.ts';

interface Props extends ViewProps<Settings> {
  readonly machine: Machine | null;
  readonly t: Words;
}

/** What is measured, and what of it is not here. */
export function MeasurePanel({ settings, change, machine, t }: Props) {
  const { engine, page, runs, size, questions: asked } = settings;
  const toggled = <T extends string>(all: readonly T[], chosen: readonly T[], one: T, on: boolean): T[] =>
    all.filter((each) => (each === one ? on : chosen.includes(each)));
  return (
    <section className="lat-panel" aria-label={t('what')}>
      <Row label={t('questionsAsked')}>
        {questions.map((id) => (
          <Chip
            key={id}
            size="xs"
            checked={asked.includes(id)}
            disabled={asked.length === 1 && asked.includes(id)}
            onChange={(on) => change({ questions: toggled(questions, asked, id, on) })}
          >
            {t(`look_${id}`)}
          </Chip>
        ))}
      </Row>
      <Row label={t('engineBackends')}>
        {engineBackends.map((id) => (
          <Chip
            key={id}
            size="xs"
            checked={engine.includes(id)}
            disabled={engine.length === 2 && engine.includes(id)}
            onChange={(on) => change({ engine: toggled(engineBackends, engine, id, on) })}
          >
            {t(`backend_${id}`)}
          </Chip>
        ))}
      </Row>
      <Row label={t('pageBackends')}>
        {pageBackends.map((id) => (
          <Chip
            key={id}
            size="xs"
            checked={page.includes(id)}
            onChange={(on) => change({ page: toggled(pageBackends, page, id, on) })}
          >
            {t(`backend_${id}`)}
          </Chip>
        ))}
      </Row>
      <div className="lat-controls">
        <ExactSlider
          label={t('runs')}
          value={runs}
          low={5}
          high={200}
          step={5}
          whole
          onChange={(next) => change({ runs: next })}
        />
        <div className="lat-size">
          <span>{t('size')}</span>
          <SegmentedControl
            size="xs"
            aria-label={t('size')}
            value={size}
            data={(['small', 'full'] as const).map((id) => ({ value: id, label: t(`size_${id}`) }))}
            onChange={(next) => change({ size: next as Settings['size'] })}
          />
        </div>
      </div>
      {missingOf(machine).length > 0 && (
        <p className="lat-missing">
          <b>{t('missingTitle')}: </b>
          {missingOf(machine)
            .map(({ backend, problem }) => `${t(`backend_${backend}`)} (${problemIn(problem!, t)})`)
            .join('; ')}
        </p>
      )}
    </section>
  );
}

/** Why a backend is not here: in words of ours where the reason is known. */
const problemIn = (problem: string, t: Words): string =>
  (problems as readonly string[]).includes(problem) ? t(`problem_${problem as ProblemId}`) : problem;

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <fieldset className="lat-row" aria-label={label}>
      <span>{label}</span>
      <div>{children}</div>
    </fieldset>
  );
}
