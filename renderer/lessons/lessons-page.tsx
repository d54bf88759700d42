import { Button, Title } from '@mantine/core';
import { IconCheck, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type LessonCard, topics } from './frame/lesson.ts';
import { frameTexts } from './frame/texts.ts';
import { useTexts } from './frame/use-texts.ts';
import { VerdictWord } from './frame/verdict.tsx';
import { lessonIcon } from './icons.ts';
import { type LessonMark, useLessonMarks } from './progress.ts';
import { lessons } from './registry.ts';
import './lessons.css';

/** The map of topics: what each lesson claims, and how far one got. */
export default function LessonsPage() {
  const say = useTexts(frameTexts);
  const marks = useLessonMarks();
  const cards = lessons.map(({ card }) => card);
  const checked = cards.filter(({ id }) => marks[id]?.verdict !== undefined).length;
  const next = cards.find(({ id }) => marks[id]?.verdict === undefined);
  const title = useCardTitle();
  return (
    <div className="lessons">
      <header className="lessons-head">
        <div>
          <Title order={1}>{say('title')}</Title>
          <p className="quiet">{say('intro')}</p>
        </div>
        <div className="lessons-progress">
          <span>{say('mapProgress', { checked, all: cards.length })}</span>
          <span className="lessons-meter" aria-hidden>
            {cards.map(({ id }) => (
              <i key={id} data-done={marks[id]?.verdict !== undefined || undefined} />
            ))}
          </span>
        </div>
        <Button
          component={Link}
          href={`/lessons/${(checked > 0 && next !== undefined ? next : cards[0]!).id}`}
          leftSection={<IconPlayerPlay size={18} aria-hidden />}
        >
          {checked > 0 && next !== undefined ? say('goOn', { title: title(next) }) : say('beginTour')}
        </Button>
      </header>
      {topics.map((topic) => {
        const here = cards.filter((card) => card.topic === topic);
        if (here.length === 0) return null;
        return (
          <section key={topic} aria-labelledby={`topic-${topic}`}>
            <h2 id={`topic-${topic}`}>{say(`topic_${topic}`)}</h2>
            <div className="lessons-map">
              {here.map((card) => (
                <Card key={card.id} card={card} mark={marks[card.id]} />
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

function useCardTitle(): (card: LessonCard) => string {
  const { i18n } = useTranslation();
  return ({ texts }) => texts[i18n.language === 'zh' ? 'zh' : 'en'].title;
}

function Card({ card, mark }: { card: LessonCard; mark: LessonMark | undefined }) {
  const say = useTexts(frameTexts);
  const { i18n } = useTranslation();
  const { title, short } = card.texts[i18n.language === 'zh' ? 'zh' : 'en'];
  const Sign = lessonIcon(card.id);
  return (
    <Link href={`/lessons/${card.id}`} className="lesson-card">
      <span className="lesson-card-icon">
        <Sign size={28} stroke={1.4} aria-hidden />
      </span>
      <strong>{title}</strong>
      <span className="lesson-card-claim">{short}</span>
      <span className="lesson-card-state">
        {mark?.verdict !== undefined ? (
          <VerdictWord verdict={mark.verdict} />
        ) : (
          typeof mark?.answer === 'string' && (
            <span className="quiet">
              <IconCheck size={16} aria-hidden /> {say('predictedMark')}
            </span>
          )
        )}
      </span>
    </Link>
  );
}
