import { fileNamePart, saveFile } from '../lists/save-file.ts';

/** Pixels a CSS pixel: sharp on a slide. */
const density = 3;

/** What an SVG needs of the page's style sheet once it stands alone. */
const drawn = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

/**
 * A chart's picture as it stands on the page, in the page's theme, ready to be drawn at any size; with its size in CSS pixels.
 * @param dots pixels of the picture for one of them
 */
export async function pictureOf(
  svg: SVGSVGElement,
  dots = density,
): Promise<{ readonly picture: HTMLImageElement; readonly width: number; readonly height: number }> {
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, i) => {
    const style = getComputedStyle(originals[i]!);
    for (const name of drawn) element.style.setProperty(name, style.getPropertyValue(name));
  });
  copy.setAttribute('width', String(width * dots));
  copy.setAttribute('height', String(height * dots));
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await picture.decode();
  return { picture, width, height };
}

/** A canvas of so many CSS pixels, in the page's colour. Null where the browser has no room for it. */
export function sheetOf(width: number, height: number, dots = density): OffscreenCanvasRenderingContext2D | null {
  const canvas = new OffscreenCanvas(Math.round(width * dots), Math.round(height * dots));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(dots, dots);
  return context;
}

export const savePicture = async (title: string, { canvas }: OffscreenCanvasRenderingContext2D): Promise<void> =>
  saveFile(`${fileNamePart(title)}.png`, await canvas.convertToBlob({ type: 'image/png' }), 'image/png');

/** A chart as a PNG file. */
export async function savePng(title: string, svg: SVGSVGElement, dots = density): Promise<void> {
  const { picture, width, height } = await pictureOf(svg, dots);
  const sheet = sheetOf(width, height, dots);
  if (sheet === null) return;
  sheet.drawImage(picture, 0, 0, width, height);
  await savePicture(title, sheet);
}
