import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'causality',
  topic: 'field',
  texts: {
    en: {
      title: 'Causal models',
      short:
        'Draw what acts on what, and see when adjusting gives the effect that do(X) would have, and when it spoils it.',
    },
    zh: { title: '因果模型', short: '画出什么影响什么，看何时校正能得到 do(X) 的效应，何时反而弄坏它。' },
  },
};
