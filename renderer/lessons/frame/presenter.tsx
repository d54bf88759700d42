import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { LessonId } from './lesson.ts';
import { neighbours } from './neighbours.ts';
import { frameTexts } from './texts.ts';
import { useTexts } from './use-texts.ts';

/** One view at a time, in the order in which a class sees them. */
const slides = ['claim', 'experiment', 'check', 'formulas'] as const;
type Slide = (typeof slides)[number];

interface Presenter {
  readonly slide: Slide | null;
  readonly begin: () => void;
  readonly end: () => void;
}

/** Kept over the step to the next lesson: a class goes through all of them without the presenter leaving. */
let goesOn: Slide | null = null;

/** The whole screen for one view of a lesson, larger; arrow keys go through it and on to the next lesson, Escape leaves. */
export function usePresenter(root: RefObject<HTMLElement | null>, id: LessonId): Presenter {
  const [slide, setSlide] = useState<Slide | null>(() => goesOn);
  const [, go] = useLocation();
  useEffect(() => {
    goesOn = null;
  }, []);
  const begin = (): void => {
    setSlide('claim');
    // Where the window may not fill the screen, the lesson fills the window.
    document.documentElement.requestFullscreen?.().catch(() => {});
    root.current?.scrollTo(0, 0);
  };
  const end = (): void => {
    setSlide(null);
    if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => {});
  };
  useEffect(() => {
    if (slide === null) return;
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.key === 'Escape') end();
      // What is dragged by keys keeps its arrows.
      if (target.closest('input, textarea, select, [role=slider], [role=radio], [data-keys]') !== null) return;
      const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const next = slides[slides.indexOf(slide) + by];
      if (next !== undefined) setSlide(next);
      const { previous, following } = neighbours(id);
      const lesson = by > 0 ? following : previous;
      if (next !== undefined || lesson === undefined) return;
      goesOn = by > 0 ? 'claim' : 'formulas';
      go(`/lessons/${lesson.id}`);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return { slide, begin, end };
}

export function Present({ presenter: { slide, end } }: { presenter: Presenter }) {
  const say = useTexts(frameTexts);
  if (slide === null) return null;
  return (
    <div className="lesson-present-foot">
      <span className="quiet">{say('presentHint')}</span>
      <Button variant="default" leftSection={<IconX size={18} aria-hidden />} onClick={end}>
        {say('leavePresent')}
      </Button>
    </div>
  );
}
