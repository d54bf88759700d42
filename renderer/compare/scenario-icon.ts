import {
  type Icon,
  IconChartLine,
  IconMoon,
  IconPhoto,
  IconUserMinus,
  IconUserPlus,
  IconUserQuestion,
  IconUsers,
} from '@tabler/icons-react';
import type { ScenarioId } from '../../models/compare/choice.ts';

const icons: Readonly<Record<ScenarioId, Icon>> = {
  arrives: IconUserPlus,
  leaves: IconUserMinus,
  stranger: IconUserQuestion,
  'one-photo': IconPhoto,
  'look-alikes': IconUsers,
  'bad-light': IconMoon,
  'one-by-one': IconChartLine,
};

export const scenarioIcon = (id: ScenarioId): Icon => icons[id];
