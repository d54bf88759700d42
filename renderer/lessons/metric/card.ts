import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'metric',
  topic: 'learning',
  texts: {
    en: {
      title: 'Metric learning',
      short: 'Learn a distance, drop the classifier: whoever is new is inserted, and nobody is retrained.',
    },
    zh: { title: '度量学习', short: '学习一种距离，丢掉分类层：新人只需插入一次，无需重新训练。' },
  },
};
