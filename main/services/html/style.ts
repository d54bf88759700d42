/** Of the printed report: light, for A4 and Letter; charts and rows are not torn apart. */
export const reportStyle = `
:root { color-scheme: light; --ink: #1a1c22; --quiet: #5b616e; --line: #d9dce3; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 960px; padding: 40px 32px 64px; background: #fff; color: var(--ink); font: 14px/1.5 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
header { border-bottom: 2px solid var(--ink); padding-bottom: 14px; margin-bottom: 22px; }
header p { margin: 0; color: var(--quiet); }
.kind { font-size: 12px; letter-spacing: .04em; text-transform: uppercase; }
h1 { margin: 2px 0 4px; font-size: 27px; line-height: 1.2; }
h2 { margin: 34px 0 10px; padding-bottom: 4px; border-bottom: 1px solid var(--line); font-size: 18px; }
h3 { margin: 22px 0 8px; font-size: 14px; }
p { margin: 6px 0; }
small, .quiet, figcaption { color: var(--quiet); font-size: 12px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; }
.tile { border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; }
.tile b { display: block; font-size: 22px; font-variant-numeric: tabular-nums; }
.tile span { color: var(--quiet); font-size: 12px; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(380px, 1fr)); gap: 2px 32px; margin: 8px 0; }
dl div { display: flex; justify-content: space-between; gap: 16px; border-bottom: 1px solid var(--line); padding: 4px 0; }
dt { color: var(--quiet); flex: 0 1 auto; min-width: 38%; }
dd { margin: 0; text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; margin: 8px 0 14px; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 8px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
td:nth-child(3), td:nth-child(4) { white-space: nowrap; }
thead th { color: var(--quiet); font-weight: 500; font-size: 12px; }
tbody th { font-weight: 500; overflow-wrap: anywhere; }
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 24px; align-items: start; }
figure { margin: 0; }
figure > svg { width: 100%; height: auto; display: block; }
svg text { font: 11px system-ui, sans-serif; fill: var(--quiet); }
svg text.label { font-size: 12px; fill: var(--ink); }
svg .grid { stroke: #e9ebf0; stroke-width: 1; }
svg .axis { stroke: #9aa0ad; stroke-width: 1; fill: none; }
svg .mark { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 3; fill: none; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; list-style: none; margin: 4px 0; padding: 0; font-size: 12px; }
.legend svg { width: 24px; height: 8px; margin-right: 6px; vertical-align: middle; }
.pairs { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 14px 12px; }
.pair { break-inside: avoid; font-size: 11px; }
.pair .two { display: grid; grid-template-columns: 1fr 1fr; gap: 2px; }
.pair img, .pair .none { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: 4px; background: #eef0f4; display: block; }
.pair .none { display: grid; place-items: center; color: var(--quiet); font-size: 10px; text-align: center; }
.pair b { display: block; margin-top: 4px; font-size: 13px; font-variant-numeric: tabular-nums; }
.pair span { color: var(--quiet); overflow-wrap: anywhere; display: block; }
@media (max-width: 700px) { .charts { grid-template-columns: 1fr; } .pairs { grid-template-columns: repeat(2, 1fr); } dl { grid-template-columns: 1fr; } }
@page { margin: 16mm 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1 { font-size: 20pt; }
  h2, h3 { break-after: avoid; }
  figure, tr, .tile, dl div { break-inside: avoid; }
}
`;
