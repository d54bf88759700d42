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

/** A chart as it stands on the page, in the page's theme, as a PNG file. */
export async function savePng(title: string, svg: SVGSVGElement): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, i) => {
    const style = getComputedStyle(originals[i]!);
    for (const name of drawn) element.style.setProperty(name, style.getPropertyValue(name));
  });
  copy.setAttribute('width', String(width * density));
  copy.setAttribute('height', String(height * density));
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await picture.decode();
  const canvas = new OffscreenCanvas(Math.round(width * density), Math.round(height * density));
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0);
  saveFile(`${fileNamePart(title)}.png`, await canvas.convertToBlob({ type: 'image/png' }), 'image/png');
}
