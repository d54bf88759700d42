import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'high-level',
  topic: 'field',
  texts: {
    en: {
      title: 'Tasks on bad pictures',
      short: 'Recognition, detection and segmentation against six degradations, and three cures trained and compared.',
    },
    zh: { title: '高低层任务结合', short: '识别、检测与分割在六种退化下的表现，训练并比较三种补救方法。' },
  },
};
