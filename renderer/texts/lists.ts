import { defineTexts } from './define.ts';

export const lists = defineTexts(
  { clear: 'Clear the search', showAll: 'Show all' },
  { clear: '清除搜索', showAll: '显示全部' },
);
