import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'losses',
  topic: 'learning',
  texts: {
    en: {
      title: 'L1, L2 and smooth L1',
      short: 'Three losses of a number: which one an outlier pulls, and which one settles.',
    },
    zh: { title: 'L1、L2（MSE）与 smooth L1', short: '三种回归损失：谁会被离群点拉走，谁能稳稳收敛。' },
  },
};
