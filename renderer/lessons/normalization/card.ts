import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'normalization',
  topic: 'layers',
  texts: {
    en: {
      title: 'Normalisation layers',
      short:
        'Batch, layer, instance, group, switchable, cross and self norm: which numbers share a mean, and what follows from it.',
    },
    zh: { title: '归一化层', short: '批、层、实例、组、可切换、交叉与自归一化：哪些数共用一个均值，由此带来什么。' },
  },
};
