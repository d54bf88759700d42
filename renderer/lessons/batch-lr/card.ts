import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'batch-lr',
  topic: 'learning',
  texts: {
    en: {
      title: 'Batch size and learning rate',
      short:
        'A grid of both, really trained: what scales with what, where it diverges, and whether the epochs must grow.',
    },
    zh: { title: '批大小与学习率', short: '两者的网格全部真正训练：如何一同缩放，何处发散，轮数是否要增加。' },
  },
};
