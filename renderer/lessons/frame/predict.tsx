import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { markLesson, useLessonMarks } from '../progress.ts';
import type { Lesson } from './lesson.ts';
import { frameTexts } from './texts.ts';
import { type Say, useTexts } from './use-texts.ts';

/** A question to be answered before one sees; the answer is kept and held beside what the check finds. */
export function Predict({ lesson, t }: { lesson: Lesson; t: Say }) {
  const say = useTexts(frameTexts);
  const { id } = lesson.card;
  const { answer, right } = useLessonMarks()[id] ?? {};
  const compared = typeof answer === 'string' && right !== undefined;
  return (
    <section className="lesson-predict" aria-label={say('predict')}>
      <h2>{say('predict')}</h2>
      <p>{t('question')}</p>
      <div className="lesson-options">
        {lesson.prediction.options.map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={answer === option}
            onClick={() => markLesson(id, { answer: option })}
          >
            {t(`option_${option}`)}
          </button>
        ))}
      </div>
      {answer === undefined && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => markLesson(id, { answer: null })}>
          {say('skip')}
        </Button>
      )}
      {typeof answer === 'string' && right === undefined && <p className="quiet">{say('predicted')}</p>}
      {compared && (
        <p className="lesson-compared" data-right={answer === right || undefined}>
          {answer === right ? <IconCheck size={18} aria-hidden /> : <IconX size={18} aria-hidden />}
          {answer === right ? say('predictedRight') : say('predictedWrong', { right: t(`option_${right}`) })}
        </p>
      )}
    </section>
  );
}
