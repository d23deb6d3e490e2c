/** The look of a page, in light and dark; without fonts or pictures from elsewhere. */
export const style = `
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #ffffff; --ink: #1d2a2e; --soft: #5f6f74; --line: #e3e2dc; --track: #efeee8; --bar: #2f7f75; --on: #ffffff; --whisker: #b4532a; --good: #2c7a4b; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --paper: #12181a; --card: #1a2225; --ink: #e6ecec; --soft: #9aabae; --line: #2c373b; --track: #232d31; --bar: #5bb8aa; --on: #0d1516; --whisker: #f0a07a; --good: #7ccf9b; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 ui-sans-serif, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; }
main { max-width: 1000px; margin: 0 auto; padding: 40px 20px 64px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -.01em; }
h2 { font-size: 18px; margin: 0 0 2px; }
p { margin: 0 0 14px; color: var(--soft); max-width: 75ch; }
section, .tiles { margin-top: 20px; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 22px 24px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 14px 18px; color: var(--soft); font-size: 13px; }
.tile b { display: block; color: var(--ink); font-size: 26px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.good b { color: var(--good); } .bad b { color: var(--bad); }
figure { margin: 0; } svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { fill: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; } svg .end { text-anchor: end; } svg .middle { text-anchor: middle; }
svg .strong { fill: var(--ink); font-weight: 600; } svg .ink { fill: var(--ink); } svg .on { fill: var(--on); }
.bar { fill: var(--bar); } .track { fill: var(--track); } .grid { stroke: var(--line); fill: none; } .whisker { stroke: var(--whisker); stroke-width: 1.6; fill: none; }
details { margin-top: 14px; } summary { cursor: pointer; color: var(--soft); font-size: 13px; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 13px; margin-top: 8px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); white-space: nowrap; } th { color: var(--soft); font-weight: 500; } .n { text-align: right; }
pre { margin: 0; white-space: pre-wrap; font: 13px/1.6 ui-monospace, Consolas, monospace; }
footer { margin-top: 28px; color: var(--soft); font-size: 13px; }
@media print { section { break-inside: avoid; } }
`;
