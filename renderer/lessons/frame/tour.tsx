import { IconArrowLeft, IconArrowRight, IconMap2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { lessons } from '../registry.ts';
import type { LessonCard, LessonId } from './lesson.ts';
import { neighbours } from './neighbours.ts';
import { frameTexts } from './texts.ts';
import { useTexts } from './use-texts.ts';

/** The way on: through all lessons in their order, or back to the map. */
export function Tour({ id }: { id: LessonId }) {
  const say = useTexts(frameTexts);
  const { i18n } = useTranslation();
  const { at, previous, following } = neighbours(id);
  const title = ({ texts }: LessonCard): string => texts[i18n.language === 'zh' ? 'zh' : 'en'].title;
  return (
    <nav className="lesson-tour" aria-label={say('beginTour')}>
      {previous === undefined ? (
        <span />
      ) : (
        <Link href={`/lessons/${previous.id}`}>
          <IconArrowLeft size={18} aria-hidden />
          {say('previous', { title: title(previous) })}
        </Link>
      )}
      <Link href="/lessons">
        <IconMap2 size={18} aria-hidden />
        {say('map')}
        <span className="quiet">{say('place', { at: at + 1, all: lessons.length })}</span>
      </Link>
      {following === undefined ? (
        <span />
      ) : (
        <Link href={`/lessons/${following.id}`}>
          {say('next', { title: title(following) })}
          <IconArrowRight size={18} aria-hidden />
        </Link>
      )}
    </nav>
  );
}
