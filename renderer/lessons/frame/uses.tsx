import { IconArrowUpRight } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Lesson } from './lesson.ts';
import { frameTexts } from './texts.ts';
import { type Say, useTexts } from './use-texts.ts';

/** Where the app itself does what the lesson is about, and where it is written. */
export function Uses({ lesson, t }: { lesson: Lesson; t: Say }) {
  const say = useTexts(frameTexts);
  return (
    <>
      <section className="lesson-uses" aria-label={say('uses')}>
        <h2>{say('uses')}</h2>
        <ul>
          {lesson.uses.map(({ id, href, file }) => (
            <li key={id}>
              {href === undefined ? (
                <span>{t(`use_${id}`)}</span>
              ) : (
                <Link href={href}>
                  {t(`use_${id}`)} <IconArrowUpRight size={16} aria-hidden />
                </Link>
              )}
              <code>{file}</code>
            </li>
          ))}
        </ul>
      </section>
      <section className="lesson-sources" aria-label={say('sources')}>
        <h2>{say('sources')}</h2>
        <ul>
          {lesson.sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
