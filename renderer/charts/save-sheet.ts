import { pictureOf, savePicture, sheetOf } from './save-png.ts';

/** Lengths of the sheet in CSS pixels. */
const sheet = { column: 620, gap: 32, head: 56, title: 28, columns: 2 } as const;

/** Every chart inside an element as one PNG file, two beside each other, each with its title; in the order of the page. */
export async function saveSheet(title: string, within: ParentNode): Promise<void> {
  const charts = await Promise.all(
    [...within.querySelectorAll<HTMLElement>('.chart')].flatMap((figure) => {
      const svg = figure.querySelector<SVGSVGElement>('.chart-plot > svg');
      const name = figure.querySelector('h3')?.textContent ?? '';
      return svg === null ? [] : [pictureOf(svg).then((drawn) => ({ ...drawn, name, legend: legendOf(figure) }))];
    }),
  );
  const heights = charts.map(({ width, height }) => (height * sheet.column) / width);
  const rows = Array.from({ length: Math.ceil(charts.length / sheet.columns) }, (_, row) =>
    Math.max(...heights.slice(row * sheet.columns, (row + 1) * sheet.columns)),
  );
  const context = sheetOf(
    sheet.columns * (sheet.column + sheet.gap) + sheet.gap,
    sheet.head + rows.reduce((sum, height) => sum + height + sheet.title + sheet.gap, 0),
  );
  if (context === null) return;
  const style = getComputedStyle(document.documentElement);
  context.fillStyle = style.getPropertyValue('--mantine-color-text');
  context.font = `600 18px ${style.fontFamily}`;
  context.fillText(title, sheet.gap, sheet.head - 20);
  let top = sheet.head;
  rows.forEach((height, row) => {
    for (let column = 0; column < sheet.columns; column++) {
      const i = row * sheet.columns + column;
      const chart = charts[i];
      if (chart === undefined) continue;
      const left = sheet.gap + column * (sheet.column + sheet.gap);
      context.font = `600 14px ${style.fontFamily}`;
      context.fillText(chart.name, left, top + 14);
      drawLegend(context, chart.legend, left + sheet.column, top + 14);
      context.drawImage(chart.picture, left, top + sheet.title, sheet.column, heights[i]!);
    }
    top += height + sheet.title + sheet.gap;
  });
  await savePicture(title, context);
}

interface Entry {
  readonly text: string;
  readonly colour: string;
}

const legendOf = (figure: HTMLElement): Entry[] =>
  [...figure.querySelectorAll('.chart-legend > li')].map((entry) => {
    const line = entry.querySelector('line');
    return { text: entry.textContent ?? '', colour: line === null ? '' : getComputedStyle(line).stroke };
  });

/** From the right end of a title's line, the last entry first. */
function drawLegend(
  context: OffscreenCanvasRenderingContext2D,
  legend: readonly Entry[],
  right: number,
  line: number,
): void {
  const words = context.fillStyle;
  context.font = context.font.replace(/^600 14px/, '11px');
  let end = right;
  for (const { text, colour } of [...legend].reverse()) {
    end -= context.measureText(text).width;
    context.fillText(text, end, line);
    context.fillStyle = colour;
    context.fillRect(end - 18, line - 5, 14, 2);
    context.fillStyle = words;
    end -= 32;
  }
}
