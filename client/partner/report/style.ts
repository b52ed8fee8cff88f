/** How the sheet looks, on a screen and on paper. */

export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; background: #fff; color: #1c1c1c; font: 15px/1.45 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
h1 { margin: 0; font-size: 1.7rem; }
h2 { margin: 0 0 .3rem; font-size: 1.1rem; }
header { border-bottom: 3px solid #1f4e79; margin-bottom: 1rem; }
header p { margin: .2rem 0 .8rem; color: #555; }
section { margin-bottom: 1.6rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
th { overflow-wrap: normal; }
thead th { border-bottom: 2px solid #1f4e79; color: #1f4e79; }
tbody th { font-weight: normal; }
.value { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.day { white-space: nowrap; }
.figures { margin-bottom: 1rem; }
.figures td:last-child, .figures th:last-child { width: 7.5rem; }
.figures .value { width: 14rem; }
.good td:last-child { color: #1b6b2f; }
.look td:last-child { color: #8a4b00; font-weight: bold; }
.rows { font-size: .82rem; }
.rows tbody tr:nth-child(even) { background: #f5f7fa; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
figure { margin: 0; }
figcaption { font-size: .9rem; color: #555; }
svg text { font: 10px system-ui, "Liberation Sans", sans-serif; fill: #1c1c1c; }
svg .period { fill: #555; }
svg .room { fill: #eef1f5; }
svg .bar { fill: #1f4e79; }
.parts { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 0 0 .5rem; padding: 0; font-size: .9rem; }
.details p { margin: 0 0 .4rem; color: #555; }
.signatures td { min-width: 9rem; height: 2.2rem; }
code { font-size: .85em; color: #555; }
footer { border-top: 1px solid #ddd; color: #555; font-size: .82rem; }
a { color: inherit; }
@page { margin: 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  a { text-decoration: none; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  h2 { break-after: avoid; }
  .summary, .signatures { break-inside: avoid; }
  .signatures { break-after: page; }
  .rows tbody tr:nth-child(even), svg .room, svg .bar { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
