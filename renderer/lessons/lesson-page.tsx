import { Button, LoadingOverlay } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import { type ComponentType, useEffect, useState } from 'react';
import { Link, useParams } from 'wouter';
import { Empty } from '../lists/empty.tsx';
import type { Lesson, ViewProps } from './frame/lesson.ts';
import { OpenLesson } from './frame/open-lesson.tsx';
import { frameTexts } from './frame/texts.ts';
import { useTexts } from './frame/use-texts.ts';
import { lessonAt } from './registry.ts';
import './lessons.css';

interface Loaded {
  readonly lesson: Lesson;
  readonly View: ComponentType<ViewProps<object>>;
}

/** One lesson, fetched when it is opened. */
export default function LessonPage() {
  const say = useTexts(frameTexts);
  const { id = '', state } = useParams<{ id: string; state?: string }>();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const entry = lessonAt(id);
  useEffect(() => {
    let here = true;
    if (entry !== undefined)
      void Promise.all([entry.load(), entry.view()]).then(([{ lesson }, { View }]) => {
        if (here) setLoaded({ lesson, View });
      });
    return () => {
      here = false;
    };
  }, [entry]);
  if (entry === undefined)
    return (
      <div className="lessons">
        <h1 className="visually-hidden">{say('title')}</h1>
        <Empty icon={IconSchool} title={say('noSuch')} text={say('noSuchText')}>
          <Button component={Link} href="/lessons">
            {say('map')}
          </Button>
        </Empty>
      </div>
    );
  if (loaded === null || loaded.lesson.card.id !== id) return <LoadingOverlay visible aria-label={say('loading')} />;
  return <OpenLesson key={id} {...loaded} state={state} />;
}
