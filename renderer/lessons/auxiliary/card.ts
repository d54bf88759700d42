import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'auxiliary',
  topic: 'learning',
  texts: {
    en: {
      title: 'Auxiliary classifier',
      short: 'A second classifier half way up fights vanishing gradients and regularises; near the end it overtakes.',
    },
    zh: { title: '辅助分类器', short: '半途加一个分类器：对抗梯度消失，起正则化作用；训练末期才反超。' },
  },
};
