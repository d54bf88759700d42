import type { AccessOverview } from '../../main/contract/access.ts';

/** The zones to choose from, named with their site where there are several. */
export const zoneChoices = ({ sites, zones }: AccessOverview): { readonly value: string; readonly label: string }[] =>
  zones.map(({ id, siteId, name }) => ({
    value: id,
    label: sites.length < 2 ? name : `${sites.find((site) => site.id === siteId)?.name ?? ''}: ${name}`,
  }));

export const zoneName = (overview: AccessOverview, id: string): string =>
  zoneChoices(overview).find(({ value }) => value === id)?.label ?? '';
