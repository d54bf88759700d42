import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'anatomy',
  topic: 'networks',
  texts: {
    en: {
      title: 'Anatomy of a network',
      short:
        'Backbone, neck, bottleneck, head: one face through the app’s own network, and what each part is good for.',
    },
    zh: { title: '网络的构造', short: '主干、颈、瓶颈、头：一张脸逐段走过本应用自己的网络，以及各部分的用处。' },
  },
};
