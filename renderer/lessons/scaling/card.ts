import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'scaling',
  topic: 'measuring',
  texts: {
    en: {
      title: 'Feature scaling',
      short: 'Z-scores take units out: rounder contours, fair distances. Naive Bayes never noticed the units.',
    },
    zh: { title: '特征归一化', short: 'z-score 标准化消除单位：等高线更圆，距离更公平；朴素贝叶斯本就不受单位影响。' },
  },
};
