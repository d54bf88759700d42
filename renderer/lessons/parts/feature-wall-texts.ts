import { defineTexts } from '../../texts/define.ts';

export const wallTexts = defineTexts(
  {
    pointAt: 'Point at a map, or go by arrow keys, to read its numbers.',
    mapSaid: 'Channel {{channel}}: from {{low}} (black) to {{high}} (white), mean {{mean}}.',
    channel: 'Channel',
    low: 'Lowest',
    high: 'Highest',
    mean: 'Mean',
    pointAtNumber: 'Point at a number, or go by arrow keys, to read it.',
    numberSaid: 'Number {{number}}: {{value}}.',
    number: 'Number',
    value: 'Value',
  },
  {
    pointAt: '指向一张特征图，或用方向键，读取其数值。',
    mapSaid: '通道 {{channel}}：从 {{low}}（黑）到 {{high}}（白），均值 {{mean}}。',
    channel: '通道',
    low: '最低',
    high: '最高',
    mean: '均值',
    pointAtNumber: '指向一个数，或用方向键，读取其值。',
    numberSaid: '第 {{number}} 个数：{{value}}。',
    number: '序号',
    value: '值',
  },
);
