import { ActionIcon, createTheme, type MantineColorsTuple, Tooltip } from '@mantine/core';

/** A quiet blue for what can be pressed; decisions have colours of their own (tokens.css), never by colour alone. */
const ink: MantineColorsTuple = [
  '#eef3fb',
  '#dae4f2',
  '#b3c8e6',
  '#88a9d9',
  '#658fce',
  '#4f7fc8',
  '#3a6cb4',
  '#2f5c9e',
  '#25508d',
  '#12437d',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace',
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' } } },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 'lg' } }),
  },
});
