import { escaped } from '../html/markup.ts';
import { reportStyle } from '../html/style.ts';
import type { PrivacyTexts } from './texts.ts';

const style = `${reportStyle}
td img { display: block; width: 96px; height: auto; border-radius: 4px; }
.to-fill { min-height: 26px; border-bottom: 1px solid var(--ink); }
dl.long { grid-template-columns: 1fr; }
`;

/** A paper as one file: no script, nothing fetched. */
export function page(
  texts: PrivacyTexts,
  kind: string,
  title: string,
  sections: readonly string[],
  foot: string,
): string {
  return [
    `<!doctype html><html lang="${texts.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escaped(`${kind}: ${title}`)}</title><style>${style}</style></head><body>`,
    `<header><p class="kind">${escaped(kind)}</p><h1>${escaped(title)}</h1><p>${escaped(foot)}</p></header><main>`,
    ...sections,
    '</main></body></html>',
  ].join('\n');
}

export const section = (title: string, ...content: readonly string[]): string =>
  `<section><h2>${escaped(title)}</h2>${content.join('')}</section>`;

export const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;

/** Name and value, a row each over the whole width: values are sentences. */
export const rows = (of: readonly (readonly [string, string])[]): string =>
  `<dl class="long">${of.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`;

/** Lines to write on. */
export const toFillIn = (names: readonly string[]): string =>
  names.map((name) => `<p class="quiet">${escaped(name)}</p><div class="to-fill"></div>`).join('');

/** A table whose cells are markup already. */
export const tableOf = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr></thead><tbody>${body
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

export const picture = (bytes: Uint8Array, type: 'png' | 'jpeg', alt: string): string =>
  `<img alt="${escaped(alt)}" src="data:image/${type};base64,${Buffer.from(bytes).toString('base64')}">`;
