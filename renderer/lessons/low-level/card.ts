import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'low-level',
  topic: 'field',
  texts: {
    en: {
      title: 'Restoring pictures',
      short:
        'Six ways in which a picture goes bad, and what classical and trained restorers bring back, by three measures.',
    },
    zh: {
      title: '图像恢复（低层任务）',
      short: '图像变坏的六种方式；经典方法与训练所得的网络能恢复多少，用三种度量来衡量。',
    },
  },
};
