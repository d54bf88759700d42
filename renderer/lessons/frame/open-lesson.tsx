import { Alert } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { type ComponentType, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Check } from './check.tsx';
import './lesson.css';
import './presenter.css';
import { lessonIcon } from '../icons.ts';
import { Formulas } from './formulas.tsx';
import type { Lesson, ViewProps } from './lesson.ts';
import { LitProvider } from './lit.tsx';
import { Predict } from './predict.tsx';
import { Present, usePresenter } from './presenter.tsx';
import { Presets } from './presets.tsx';
import { Steps } from './steps.tsx';
import { frameTexts } from './texts.ts';
import { Toolbar } from './toolbar.tsx';
import { Tour } from './tour.tsx';
import { useLessonSettings } from './use-settings.ts';
import { useTexts } from './use-texts.ts';
import { Uses } from './uses.tsx';

interface Props {
  readonly lesson: Lesson;
  readonly View: ComponentType<ViewProps<object>>;
  /** The settings that the address carries. */
  readonly state: string | undefined;
}

/** A lesson as it is read: what it claims, what one predicts, the experiment, the check, and what stands behind. */
export function OpenLesson({ lesson, View, state }: Props) {
  const say = useTexts(frameTexts);
  const t = useTexts(lesson.texts);
  const { i18n } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const { settings, change, lay, refused } = useLessonSettings(lesson, state);
  const presenter = usePresenter(root, lesson.card.id);
  const { card, sequence } = lesson;
  const Sign = lessonIcon(card.id);
  return (
    <LitProvider>
      <div className="lessons lesson" ref={root} data-presenting={presenter.slide ?? undefined}>
        <header className="lesson-head">
          <Sign size={26} stroke={1.5} aria-hidden />
          <h1>{card.texts[i18n.language === 'zh' ? 'zh' : 'en'].title}</h1>
          <Toolbar lesson={lesson} settings={settings} onPresent={presenter.begin} />
        </header>
        {refused && (
          <Alert color="orange" icon={<IconLinkOff />} role="alert">
            {say('badLink')}
          </Alert>
        )}
        <div className="lesson-two">
          <div className="lesson-idea">
            <section className="lesson-claim" aria-label={say('claim')}>
              <blockquote>{t('claim')}</blockquote>
              <p className="quiet">{t('claimSource')}</p>
            </section>
            <Predict lesson={lesson} t={t} />
            <Formulas lesson={lesson} t={t} />
            <Uses lesson={lesson} t={t} />
          </div>
          <div className="lesson-main">
            <section className="card lesson-experiment" aria-label={say('experiment')}>
              <Presets lesson={lesson} settings={settings} t={t} onLay={lay} />
              {sequence !== undefined && <Steps sequence={sequence} settings={settings} change={change} />}
              <View settings={settings} change={change} />
            </section>
            <Check lesson={lesson} settings={settings} t={t} change={change} />
          </div>
        </div>
        <Tour id={card.id} />
        <Present presenter={presenter} />
      </div>
    </LitProvider>
  );
}
