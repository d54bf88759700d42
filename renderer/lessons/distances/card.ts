import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'distances',
  topic: 'measuring',
  texts: {
    en: {
      title: 'Distances',
      short: 'Fifteen ways to say how far apart two things are, the ball each draws, and which of them are metrics.',
    },
    zh: { title: '距离定义', short: '十五种距离：各自的单位球，哪些真正是度量。' },
  },
};
