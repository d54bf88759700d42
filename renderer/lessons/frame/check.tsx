import { Progress as Bar, Button } from '@mantine/core';
import { IconFlask, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { CheckResult, Finding } from '../../../models/experiments/check.ts';
import { shortNumber } from '../../charts/digits.ts';
import { markLesson } from '../progress.ts';
import type { Lesson } from './lesson.ts';
import { Repeats } from './repeats.tsx';
import { Seed } from './seed.tsx';
import { frameTexts } from './texts.ts';
import { useTask } from './use-task.ts';
import { type Say, useTexts } from './use-texts.ts';
import { VerdictWord } from './verdict.tsx';

interface Props {
  readonly lesson: Lesson;
  readonly settings: object;
  readonly t: Say;
  readonly change: (part: object) => void;
}

/** The computation that confirms, refutes or qualifies the claim, on this machine, with its numbers. */
export function Check({ lesson, settings, t, change }: Props) {
  const say = useTexts(frameTexts);
  const { id } = lesson.card;
  const [repeats, setRepeats] = useState(lesson.repeats ?? 1);
  const [ran, setRan] = useState(repeats);
  const { running, step, result, failure, start, cancel } = useTask<CheckResult>(id, 'check', (found) =>
    markLesson(id, { verdict: found.verdict, right: lesson.prediction.answer(found) }),
  );
  return (
    <section className="card lesson-check" aria-label={say('check')} aria-busy={running}>
      <div className="lesson-check-head">
        <h2>{say('check')}</h2>
        {result !== null && !running && (
          <p className="lesson-check-verdict" role="status">
            <VerdictWord verdict={result.verdict} size={24} />
          </p>
        )}
        {lesson.repeats !== undefined && (
          <Repeats usual={lesson.repeats} repeats={repeats} disabled={running} onChange={setRepeats} />
        )}
        {'seed' in settings && typeof settings.seed === 'number' && (
          <Seed seed={settings.seed} onChange={(seed) => change({ seed })} />
        )}
        {running ? (
          <Button variant="default" leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={cancel}>
            {say('cancel')}
          </Button>
        ) : (
          <Button
            variant={result === null ? 'filled' : 'default'}
            leftSection={<IconFlask size={18} aria-hidden />}
            onClick={() => {
              setRan(repeats);
              const { before } = lesson;
              start(
                lesson.checkInput(settings, repeats),
                before && ((onStep, signal) => before(settings, onStep, signal)),
              );
            }}
          >
            {result === null ? say('runCheck') : say('runAgain')}
          </Button>
        )}
      </div>
      {running && (
        <Bar
          value={step === null ? 0 : (100 * step.done) / step.total}
          aria-label={say('progress')}
          transitionDuration={0}
        />
      )}
      {failure !== null && <p role="alert">{say('failed')}</p>}
      {result === null ? (
        <p className="quiet">{t('measured', { repeats })}</p>
      ) : (
        <>
          <ul className="lesson-findings">
            {result.findings.map((finding) => (
              <FindingLine key={finding.id} finding={finding} t={t} />
            ))}
          </ul>
          <p className="quiet lesson-measured">
            <strong>{say('howMeasured')}</strong> {t('measured', { repeats: ran })}
          </p>
        </>
      )}
    </section>
  );
}

function FindingLine({ finding: { id, verdict, figures }, t }: { finding: Finding; t: Say }) {
  const said = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number.isInteger(value) ? value : shortNumber(value)]),
  );
  const found = t(`finding_${id}`, said);
  return (
    <li>
      <VerdictWord verdict={verdict} />
      <span>{unbroken(verdict === 'holds-when' ? joined(found, t(`when_${id}`, said)) : found)}</span>
    </li>
  );
}

/** Two sentences; a Chinese full stop brings its own space. */
const joined = (first: string, second: string): string => `${first}${first.endsWith('。') ? '' : ' '}${second}`;

/** A number and its sign of per cent stay on one line. */
const unbroken = (text: string): string => text.replace(/(?<=\d) (?=%)/g, '\u00a0');
