import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'latency',
  topic: 'networks',
  texts: {
    en: {
      title: 'Latency',
      short: 'Six beliefs on what makes a network quick, measured on every backend of this machine.',
    },
    zh: { title: '延迟', short: '关于网络为何快的六个看法，在本机每个后端上实测。' },
  },
};
