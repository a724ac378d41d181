/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var As='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var Ls=`.rb-console {
  --rb-ground: #ffffff;
  --rb-panel: #ffffff;
  --rb-raised: #f5f7f9;
  --rb-ink: #15191e;
  --rb-soft: #545d68;
  --rb-line: #dde2e8;
  --rb-edge: #8b95a1;
  --rb-equity: #1d5fd1;
  --rb-equity-fill: #1d5fd114;
  --rb-exposure: #0f766e;
  --rb-exposure-fill: #0f766e24;
  --rb-good: #0b57b0;
  --rb-good-ground: #e4effc;
  --rb-warn: #7a4a00;
  --rb-warn-ground: #fdf0d3;
  --rb-bad: #a8140b;
  --rb-bad-ground: #fdeae7;
  --rb-bar-warn: #c98500;
  --rb-bar-bad: #c4160c;
  color-scheme: light;
  container-type: inline-size;
  box-sizing: border-box;
  max-width: 1280px;
  margin: 2px 0;
  padding: 14px 16px 16px;
  border: 1px solid var(--rb-line);
  border-radius: 10px;
  background: var(--rb-ground);
  color: var(--rb-ink);
  font: 13px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums;
}
.rb-console[data-theme="dark"] {
  --rb-ground: #14171b;
  --rb-panel: #181c21;
  --rb-raised: #1e2329;
  --rb-ink: #e8ebef;
  --rb-soft: #a3adb8;
  --rb-line: #2d343c;
  --rb-edge: #66717d;
  --rb-equity: #6ea8fe;
  --rb-equity-fill: #6ea8fe1c;
  --rb-exposure: #2dd4bf;
  --rb-exposure-fill: #2dd4bf24;
  --rb-good: #8dbdff;
  --rb-good-ground: #15304f;
  --rb-warn: #f5c563;
  --rb-warn-ground: #3d2e0d;
  --rb-bad: #ff9b8f;
  --rb-bad-ground: #491813;
  --rb-bar-warn: #e0a31a;
  --rb-bar-bad: #f0594a;
  color-scheme: dark;
}
.rb-console *,
.rb-console *::before {
  box-sizing: border-box;
}
.rb-console [hidden] {
  display: none !important;
}
.rb-console h2,
.rb-console h3,
.rb-console p,
.rb-console dl,
.rb-console dd,
.rb-console ul,
.rb-console ol {
  margin: 0;
  padding: 0;
  list-style: none;
}
.rb-console :is(dt, dd, dl) {
  float: none;
  display: block;
  width: auto;
  margin: 0;
  padding: 0;
  font-weight: 400;
}
.rb-console h2 {
  font-size: 17px;
  font-weight: 650;
  line-height: 1.3;
  overflow-wrap: anywhere;
}
.rb-console h3 {
  font-size: 12px;
  font-weight: 650;
  margin-bottom: 8px;
}
.rb-console .rb-soft {
  color: var(--rb-soft);
}
.rb-console .rb-top {
  display: flex;
  flex-wrap: wrap;
  gap: 10px 18px;
  align-items: center;
  justify-content: space-between;
}
.rb-console .rb-who,
.rb-console .rb-buttons,
.rb-console .rb-bar {
  display: flex;
  flex-wrap: wrap;
  gap: 8px 10px;
  align-items: center;
}
.rb-console .rb-badge,
.rb-console .rb-state,
.rb-console .rb-chip {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  border-radius: 999px;
  padding: 1px 9px;
  background: var(--rb-raised);
  color: var(--rb-ink);
  font-size: 12px;
  font-weight: 600;
  white-space: nowrap;
}
.rb-console .rb-badge {
  border-radius: 5px;
  letter-spacing: 0.04em;
}
.rb-console .rb-badge[data-mode="live"] {
  background: var(--rb-ink);
  color: var(--rb-ground);
}
.rb-console .rb-state {
  padding: 3px 12px;
  font-size: 13px;
}
.rb-console [data-tone="good"]:is(.rb-state, .rb-chip) {
  background: var(--rb-good-ground);
  color: var(--rb-good);
}
.rb-console [data-tone="warn"]:is(.rb-state, .rb-chip) {
  background: var(--rb-warn-ground);
  color: var(--rb-warn);
}
.rb-console [data-tone="bad"]:is(.rb-state, .rb-chip) {
  background: var(--rb-bad-ground);
  color: var(--rb-bad);
}
.rb-console button {
  margin: 0;
  border: 1px solid var(--rb-edge);
  border-radius: 7px;
  padding: 5px 12px;
  background: var(--rb-panel);
  color: var(--rb-ink);
  font: inherit;
  font-weight: 550;
  line-height: 1.3;
  cursor: pointer;
}
.rb-console button:hover:not(:disabled) {
  background: var(--rb-raised);
}
.rb-console button:disabled {
  color: var(--rb-soft);
  border-color: var(--rb-line);
  cursor: default;
}
.rb-console :is(button, input, a, summary, [tabindex]):focus-visible {
  outline: 3px solid var(--rb-equity);
  outline-offset: 2px;
}
.rb-console button.rb-halt {
  border: 0;
  border-radius: 8px;
  padding: 13px 34px;
  background: #c1121f;
  color: #fff;
  font-size: 18px;
  font-weight: 750;
  letter-spacing: 0.06em;
  box-shadow: 0 1px 2px #0004;
}
.rb-console button.rb-halt:hover {
  background: #a30d18;
}
.rb-console button.rb-halt:active {
  background: #7f0a12;
}
.rb-console button.rb-go {
  border-color: transparent;
  background: #1d5fd1;
  color: #fff;
}
.rb-console button.rb-go:hover {
  background: #174fb0;
}
.rb-console button.rb-small {
  padding: 1px 9px;
  font-size: 12px;
}
.rb-console .rb-link {
  color: var(--rb-good);
  font-size: 12px;
  margin-right: 4px;
}
.rb-console input {
  border: 1px solid var(--rb-edge);
  border-radius: 6px;
  padding: 5px 8px;
  background: var(--rb-ground);
  color: var(--rb-ink);
  font: inherit;
  min-width: 0;
}
.rb-console .rb-said:not(:empty) {
  margin-top: 10px;
  border-radius: 7px;
  padding: 8px 12px;
  background: var(--rb-raised);
  font-size: 14px;
  font-weight: 600;
}
.rb-console .rb-said:is([data-tone="latched"], [data-tone="late"], [data-tone="halting"]) {
  background: var(--rb-bad-ground);
  color: var(--rb-bad);
}
.rb-console .rb-failure,
.rb-console .rb-warning {
  margin-top: 10px;
  border-radius: 7px;
  padding: 8px 12px;
  background: var(--rb-bad-ground);
  color: var(--rb-bad);
  overflow-wrap: anywhere;
}
.rb-console .rb-warning {
  margin: 0 0 8px;
}
.rb-console .rb-stopped,
.rb-console .rb-reset {
  display: flex;
  flex-wrap: wrap;
  gap: 8px 12px;
  align-items: end;
  margin-top: 10px;
  border: 1px solid var(--rb-line);
  border-radius: 8px;
  padding: 10px 12px 12px;
  background: var(--rb-raised);
}
.rb-console label {
  display: grid;
  gap: 3px;
  color: var(--rb-soft);
  font-size: 12px;
}
.rb-console label input {
  font-size: 13px;
}
.rb-console .rb-grow {
  flex: 1 1 220px;
}
.rb-console .rb-why,
.rb-console .rb-answer:not(:empty),
.rb-console .rb-paths:not(:empty) {
  flex-basis: 100%;
  overflow-wrap: anywhere;
}
.rb-console .rb-why {
  font-weight: 600;
}
.rb-console .rb-answer[data-tone="bad"] {
  color: var(--rb-bad);
}
.rb-console .rb-tiles {
  display: grid;
  grid-template-columns: repeat(2, minmax(0, 1fr));
  gap: 1px;
  margin-top: 14px;
  border: 1px solid var(--rb-line);
  border-radius: 8px;
  background: var(--rb-line);
  overflow: hidden;
}
.rb-console .rb-tile {
  padding: 8px 12px 9px;
  background: var(--rb-panel);
}
/* Seven of them leave one place free in rows of two and of four. */
.rb-console dl.rb-tiles:not(.rb-flow) > .rb-tile:last-child {
  grid-column: span 2;
}
.rb-console .rb-tile dt {
  color: var(--rb-soft);
  font-size: 12px;
}
.rb-console .rb-tile dd {
  font-size: 17px;
  font-weight: 600;
  line-height: 1.35;
  /* An amount that is cut off reads like a smaller one. */
  overflow-wrap: anywhere;
}
.rb-console .rb-tile dd.rb-soft {
  min-height: 17px;
  font-size: 12px;
  font-weight: 400;
  white-space: normal;
}
.rb-console .rb-tile[data-tone="bad"] {
  background: var(--rb-bad-ground);
}
.rb-console .rb-tile[data-tone="bad"] dd {
  color: var(--rb-bad);
}
.rb-console .rb-grid {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 0 24px;
}
.rb-console .rb-panel {
  min-width: 0;
  margin-top: 16px;
}
.rb-console .rb-legend {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 18px;
  font-size: 12px;
  font-weight: 600;
}
.rb-console .rb-legend-equity,
.rb-console .rb-legend-exposure {
  display: inline-flex;
  gap: 6px;
  align-items: center;
}
.rb-console .rb-legend-equity::before,
.rb-console .rb-legend-exposure::before {
  content: "";
  width: 14px;
  height: 3px;
  border-radius: 2px;
  background: var(--rb-equity);
}
.rb-console .rb-legend-exposure::before {
  background: var(--rb-exposure);
}
.rb-console .rb-legend .rb-soft {
  font-weight: 400;
}
.rb-console .rb-scroll {
  max-height: 380px;
  overflow: auto;
}
.rb-console thead th {
  position: sticky;
  top: 0;
  z-index: 1;
  background: var(--rb-ground);
}
.rb-console .rb-count {
  margin-left: 8px;
  color: var(--rb-soft);
  font-weight: 400;
}
.rb-console table {
  width: 100%;
  border-collapse: collapse;
  font-size: 13px;
}
.rb-console :is(th, td) {
  border: 0;
  border-top: 1px solid var(--rb-line);
  padding: 4px 12px 4px 0;
  background: none;
  text-align: right;
  vertical-align: baseline;
  overflow-wrap: break-word;
}
.rb-console :is(th, td):last-child {
  padding-right: 0;
}
.rb-console th {
  white-space: nowrap;
  border-top: 0;
  color: var(--rb-soft);
  font-size: 12px;
  font-weight: 500;
}
.rb-console :is(th, td).rb-text {
  text-align: left;
}
.rb-console .rb-empty {
  color: var(--rb-soft);
}
.rb-console .rb-breakers li + li {
  margin-top: 10px;
}
.rb-console .rb-line {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 10px;
  align-items: baseline;
}
.rb-console .rb-line strong {
  flex: 1 1 auto;
  font-weight: 550;
}
.rb-console .rb-line strong::first-letter {
  text-transform: uppercase;
}
.rb-console .rb-meter {
  height: 7px;
  margin-top: 4px;
  border-radius: 4px;
  background: var(--rb-line);
  overflow: hidden;
}
.rb-console .rb-fill {
  height: 100%;
  border-radius: 4px;
  background: var(--rb-equity);
}
.rb-console .rb-meter[data-tone="warn"] .rb-fill {
  background: var(--rb-bar-warn);
}
.rb-console .rb-meter[data-tone="bad"] .rb-fill {
  background: repeating-linear-gradient(-45deg, var(--rb-bar-bad) 0 6px, color-mix(in srgb, var(--rb-bar-bad) 70%, var(--rb-ground)) 6px 12px);
}
.rb-console .rb-verdict {
  margin-bottom: 6px;
}
.rb-console .rb-verdict::before {
  display: inline-block;
  width: 1.4em;
  font-weight: 700;
}
.rb-console .rb-verdict[data-tone="good"]::before {
  content: "\\2713";
  color: var(--rb-good);
}
.rb-console .rb-verdict:is([data-tone="warn"], [data-tone="bad"])::before {
  content: "\\25b2";
  color: var(--rb-warn);
}
.rb-console .rb-figures {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(118px, 1fr));
  gap: 8px 14px;
  margin-bottom: 8px;
}
.rb-console .rb-figures dt {
  color: var(--rb-soft);
  font-size: 12px;
}
.rb-console .rb-figures dt::first-letter {
  text-transform: uppercase;
}
.rb-console .rb-figures dd {
  font-weight: 600;
}
.rb-console summary {
  cursor: pointer;
}
.rb-console .rb-bar {
  margin-bottom: 8px;
}
.rb-console button.rb-filter {
  border-color: var(--rb-line);
  border-radius: 999px;
  padding: 1px 11px;
  font-size: 12px;
}
.rb-console button.rb-filter[aria-pressed="true"] {
  border-color: transparent;
  background: var(--rb-ink);
  color: var(--rb-ground);
}
.rb-console .rb-bar input {
  flex: 0 1 220px;
  padding: 2px 8px;
}
.rb-console .rb-events {
  max-height: 220px;
  overflow-y: auto;
  border-top: 1px solid var(--rb-line);
}
.rb-console .rb-events li {
  display: grid;
  grid-template-columns: max-content 86px minmax(0, 1fr);
  gap: 0 10px;
  border-bottom: 1px solid var(--rb-line);
  padding: 3px 0;
}
.rb-console .rb-events time {
  color: var(--rb-soft);
  white-space: nowrap;
}
.rb-console .rb-events .rb-kind {
  font-weight: 550;
}
.rb-console .rb-events .rb-told {
  overflow-wrap: anywhere;
}
.rb-console .rb-events li[data-grave] .rb-kind {
  color: var(--rb-bad);
}
.rb-console .rb-events li[data-grave] .rb-kind::before {
  content: "\\25a0\\00a0";
}
.rb-console .rb-column {
  min-width: 0;
}
@container (max-width: 520px) {
  .rb-console .rb-buttons,
  .rb-console button.rb-halt {
    flex: 1 1 100%;
  }
  .rb-console .rb-events .rb-told {
    grid-column: 1 / -1;
  }
}
@container (min-width: 560px) {
  .rb-console .rb-tiles {
    grid-template-columns: repeat(4, minmax(0, 1fr));
  }
}
@container (min-width: 900px) {
  .rb-console .rb-tiles {
    grid-template-columns: repeat(7, auto);
  }
  .rb-console dl.rb-tiles:not(.rb-flow) > .rb-tile:last-child {
    grid-column: auto;
  }
}
@container (min-width: 960px) {
  .rb-console .rb-grid {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
}
`;function x(e,t={},...l){let n=document.createElement(e);for(let[s,o]of Object.entries(t))typeof o=="function"?n.addEventListener(s,o):o===!0?n.setAttribute(s,""):o!==!1&&o!==null&&o!==void 0&&n.setAttribute(s,String(o));return n.append(...l.filter(s=>!!s)),n}function ye(e,t){e.textContent!==t&&(e.textContent=t)}function Ft(e,t,l){e.dataset[t]!==l&&(e.dataset[t]=l)}function yt(e,t){e.hidden===t&&(e.hidden=!t)}var wl=class{constructor(t,l,n){this.columns=l;let s=l.map(a=>x("th",{scope:"col",class:a.text?"rb-text":null},a.title));this.table=x("table",{"aria-label":t},x("thead",{},x("tr",{},...s)),this.body),this.empty=x("p",{class:"rb-empty"},n);let o=x("div",{class:"rb-scroll",tabindex:0,role:"group","aria-label":t},this.table);this.element=x("div",{},o,this.empty),this.draw([])}columns;element;body=x("tbody");table;empty;drawn="";draw(t,l){let n=JSON.stringify(t);n!==this.drawn&&(this.drawn=n,yt(this.table.parentElement,t.length>0),yt(this.empty,t.length===0),this.body.replaceChildren(...t.map(s=>x("tr",{"data-kind":l?.(s)},...this.columns.map(o=>x("td",{class:o.text?"rb-text":null,title:o.exact?.(s)},o.cell(s)))))))}};function Xn(e,...t){return x("section",{class:"rb-panel","aria-label":e},x("h3",{},e),...t)}function yl(e,t,l){return e.on(t,l),()=>e.off(t,l)}var xl=class{constructor(t){this.model=t}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(t,l={}){let n=`${this.prefix}-${++this.count}`;return new Promise((s,o)=>{this.waiting.set(n,a=>a.kind==="refused"?o(new Error(String(a.message))):s(a)),this.model.send({kind:t,id:n,...l})})}hear(t){let l=String(t.id);this.waiting.get(l)?.(t),this.waiting.delete(l)}};function jo(){let{jpThemeLight:e,vscodeThemeKind:t}=document.body.dataset;return e!==void 0?e==="false"?"dark":"light":t!==void 0?/dark|high-contrast$/.test(t)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function Ds(e){let t=matchMedia("(prefers-color-scheme: dark)"),l=()=>e(jo()),n=new MutationObserver(l);return n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),t.addEventListener("change",l),l(),()=>{n.disconnect(),t.removeEventListener("change",l)}}var De=(e,t,l="")=>x("label",{class:l||null},e,t);function qt(e,t,l){let n=[...e.options].map(o=>[o.value,o.text]);if(JSON.stringify(n)===JSON.stringify(t))return;let s=e.value||l;e.replaceChildren(...t.map(([o,a])=>x("option",{value:o},a))),s!==void 0&&t.some(([o])=>o===s)&&(e.value=s)}var Sl=class{constructor(t,l){this.ask=t;this.changed=l;let n=x("button",{type:"button",click:()=>this.add()},"Add");this.place.addEventListener("keydown",s=>{s.key==="Enter"&&(s.preventDefault(),this.add())}),this.adding=x("details",{class:"rb-full",hidden:!0},x("summary",{},"Strategy from a file or module"),x("div",{class:"rb-bar"},De("Place",this.place,"rb-grow"),n),this.added),this.element=x("div",{class:"rb-fields"},De("Strategy",this.strategy),De("Bundle",this.bundle),De("Bars",this.frequency),De("First session",this.start),De("Last session",this.end),De("Capital",this.capital),this.coverage,this.adding)}ask;changed;element;strategy=x("select",{change:()=>this.chosen()});bundle=x("select",{change:()=>this.covered()});frequency=x("select",{});start=x("input",{type:"date",required:!0});end=x("input",{type:"date",required:!0});capital=x("input",{type:"text",inputmode:"decimal",value:"100000",required:!0});coverage=x("p",{class:"rb-soft rb-full"});place=x("input",{type:"text",placeholder:"strategy.py:Class or package.module:Class"});added=x("p",{class:"rb-answer",role:"status"});adding;choices={};told="";draw(t,l){this.choices=t;let n=!this.told;this.adding.hidden=!t.takes_places,qt(this.strategy,(t.strategies??[]).map(s=>[s.key,s.title]),String(l.strategy??"")),qt(this.bundle,(t.bundles??[]).map(s=>[s.name,s.name]),String(l.bundle??"")),n&&l.capital&&(this.capital.value=String(l.capital)),this.covered(n?l:{}),this.chosen()}get chosenStrategy(){return this.choices.strategies?.find(t=>t.key===this.strategy.value)}values(){return{strategy:this.strategy.value,bundle:this.bundle.value,frequency:this.frequency.value,start:this.start.value,end:this.end.value,capital:this.capital.value.replaceAll(/[,_ ]/g,"")}}covered(t={}){let l=this.choices.bundles?.find(n=>n.name===this.bundle.value);if(!l){ye(this.coverage,this.choices.bundles?"There is no bundle yet: rustybt ingest sample":"");return}qt(this.frequency,l.frequencies.map(n=>[n,n]),String(t.frequency??"daily")),ye(this.coverage,`${l.name} holds ${l.assets} assets from ${l.first} to ${l.last}.`);for(let[n,s]of[[this.start,"start"],[this.end,"end"]])[n.min,n.max]=[l.first,l.last],t[s]&&(n.value=String(t[s])),(!n.value||n.value<l.first||n.value>l.last)&&(n.value=s==="start"?l.first:l.last)}chosen(){let t=this.chosenStrategy,l=JSON.stringify(t??null);l!==this.told&&(this.told=l,this.changed(t))}add(){this.ask("add",{place:this.place.value}).then(t=>{ye(this.added,"Added."),this.added.dataset.tone="";let l=String(t.key),n=s=>{[...this.strategy.options].some(o=>o.value===l)?(this.strategy.value=l,this.chosen()):s&&window.setTimeout(()=>n(s-1),200)};n(25)},t=>{ye(this.added,t.message),this.added.dataset.tone="bad"})}};var Ps=`.rb-console .rb-fields {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
  gap: 10px 12px;
  align-items: end;
}
.rb-console .rb-full {
  grid-column: 1 / -1;
}
.rb-console .rb-fields :is(input:not([type="checkbox"]), select) {
  width: 100%;
  height: 31px;
}
.rb-runner > h2 {
  margin-bottom: 10px;
}
.rb-runner thead th {
  white-space: normal;
}
.rb-runner td.rb-name {
  min-width: 110px;
  white-space: normal;
}
.rb-console :is(select, textarea) {
  border: 1px solid var(--rb-edge);
  border-radius: 6px;
  padding: 5px 8px;
  background: var(--rb-ground);
  color: var(--rb-ink);
  font: inherit;
  font-size: 13px;
}
.rb-console input[type="checkbox"] {
  width: auto;
  margin: 0;
  accent-color: var(--rb-equity);
}
.rb-console select:focus-visible {
  outline: 3px solid var(--rb-equity);
  outline-offset: 2px;
}
.rb-console label.rb-tick {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  color: var(--rb-ink);
  font-size: 13px;
}
.rb-console fieldset {
  min-width: 0;
  margin: 14px 0 0;
  border: 1px solid var(--rb-line);
  border-radius: 8px;
  padding: 8px 12px 12px;
}
.rb-console legend {
  float: none;
  width: auto;
  margin: 0;
  padding: 0 6px;
  font-size: 12px;
  font-weight: 650;
}
.rb-console .rb-actions {
  display: flex;
  flex-wrap: wrap;
  gap: 10px;
  align-items: center;
  margin-top: 14px;
}
.rb-console .rb-answer:empty {
  display: none;
}
.rb-console .rb-row-buttons {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  justify-content: flex-end;
}
.rb-console .rb-range {
  display: grid;
  grid-template-columns: minmax(110px, 1.4fr) repeat(3, minmax(70px, 1fr)) auto;
  gap: 8px 10px;
  align-items: end;
  padding: 6px 0;
  border-top: 1px solid var(--rb-line);
}
.rb-runner .rb-scroll {
  max-height: 560px;
}
.rb-runner [aria-label="Runs made"] :is(th, td):last-child {
  position: sticky;
  right: 0;
  padding-left: 8px;
  background: var(--rb-ground);
}
@container (max-width: 520px) {
  .rb-console .rb-range {
    grid-template-columns: repeat(3, minmax(0, 1fr));
  }
  .rb-console .rb-range > :is(.rb-tick:first-child, .rb-wide) {
    grid-column: 1 / -1;
  }
}
.rb-console .rb-range:first-of-type {
  border-top: 0;
}
.rb-console .rb-range input:not([type="checkbox"]) {
  width: 100%;
}
.rb-console .rb-range .rb-wide {
  grid-column: 2 / 5;
}
.rb-console .rb-range .rb-tick {
  padding-bottom: 5px;
}
.rb-console progress {
  width: 90px;
  accent-color: var(--rb-equity);
  vertical-align: middle;
}
.rb-console .rb-shown {
  margin-top: 16px;
}
.rb-console .rb-drawn {
  overflow-x: auto;
}
.rb-console .rb-drawn svg.rb-picture {
  min-width: 680px;
}
.rb-console tr[data-kind="failed"] .rb-state-cell {
  color: var(--rb-bad);
  font-weight: 600;
}
`;var bu=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),Go=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),mu=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:4}),Uo=new Intl.NumberFormat("en-US",{maximumSignificantDigits:4}),qo=1e-6,Yo=/^-/,Ko=e=>e.replace(Yo,/[1-9]/.test(e)?"\u2212":""),Jo=e=>e!==0&&Math.abs(e)<qo;function Nt(e){let t=Number(e);return e==null||e===""?"\u2013":Number.isFinite(t)?Ko((Jo(t)?Uo:Go).format(t)):String(e)}function br(e){return e<10?`${Math.max(e,0).toFixed(1)}\xA0s`:e<120?`${Math.round(e)}\xA0s`:e<7200?`${Math.round(e/60)}\xA0min`:`${Math.round(e/3600)}\xA0h`}var Zo="uplot",Qo="u-hz",Xo="u-vt",ea="u-title",ta="u-wrap",na="u-under",la="u-over",ra="u-axis",un="u-off",sa="u-select",ia="u-cursor-x",oa="u-cursor-y",aa="u-cursor-pt",ca="u-legend",ua="u-live",fa="u-inline",da="u-series",pa="u-marker",Rs="u-label",ha="u-value",tl="width",nl="height";var Cs="bottom",zn="left",mr="right",Cr="#000",zs=Cr+"0",gr="mousemove",Os="mousedown",vr="mouseup",Hs="mouseenter",Fs="mouseleave",Ns="dblclick",ba="resize",ma="scroll",$s="change",El="dppxchange",zr="--",Vn=typeof window<"u",kr=Vn?document:null,Hn=Vn?window:null,ga=Vn?navigator:null,ie,kl;function Mr(){let e=devicePixelRatio;ie!=e&&(ie=e,kl&&_r($s,kl,Mr),kl=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),fn($s,kl,Mr),Hn.dispatchEvent(new CustomEvent(El)))}function lt(e,t){if(t!=null){let l=e.classList;!l.contains(t)&&l.add(t)}}function Tr(e,t){let l=e.classList;l.contains(t)&&l.remove(t)}function ge(e,t,l){e.style[t]=l+"px"}function St(e,t,l,n){let s=kr.createElement(e);return t!=null&&lt(s,t),l?.insertBefore(s,n),s}function pt(e,t){return St("div",e,t)}var Is=new WeakMap;function Rt(e,t,l,n,s){let o="translate("+t+"px,"+l+"px)",a=Is.get(e);o!=a&&(e.style.transform=o,Is.set(e,o),t<0||l<0||t>n||l>s?lt(e,un):Tr(e,un))}var Vs=new WeakMap;function Ws(e,t,l){let n=t+l,s=Vs.get(e);n!=s&&(Vs.set(e,n),e.style.background=t,e.style.borderColor=l)}var js=new WeakMap;function Bs(e,t,l,n){let s=t+""+l,o=js.get(e);s!=o&&(js.set(e,s),e.style.height=l+"px",e.style.width=t+"px",e.style.marginLeft=n?-t/2+"px":0,e.style.marginTop=n?-l/2+"px":0)}var Or={passive:!0},va={...Or,capture:!0};function fn(e,t,l,n){t.addEventListener(e,l,n?va:Or)}function _r(e,t,l,n){t.removeEventListener(e,l,Or)}Vn&&Mr();function kt(e,t,l,n){let s;l=l||0,n=n||t.length-1;let o=n<=2147483647;for(;n-l>1;)s=o?l+n>>1:rt((l+n)/2),t[s]<e?l=s:n=s;return e-t[l]<=t[n]-e?l:n}function vi(e){return(l,n,s)=>{let o=-1,a=-1;for(let f=n;f<=s;f++)if(e(l[f])){o=f;break}for(let f=s;f>=n;f--)if(e(l[f])){a=f;break}return[o,a]}}var wi=e=>e!=null,xi=e=>e!=null&&e>0,Dl=vi(wi),wa=vi(xi);function xa(e,t,l,n=0,s=!1){let o=s?wa:Dl,a=s?xi:wi;[t,l]=o(e,t,l);let f=e[t],d=e[t];if(t>-1)if(n==1)f=e[t],d=e[l];else if(n==-1)f=e[l],d=e[t];else for(let h=t;h<=l;h++){let w=e[h];a(w)&&(w<f?f=w:w>d&&(d=w))}return[f??fe,d??-fe]}function Pl(e,t,l,n){let s=qs(e),o=qs(t);e==t&&(s==-1?(e*=l,t/=l):(e/=l,t*=l));let a=l==10?$t:yi,f=s==1?rt:ht,d=o==1?ht:rt,h=f(a(Re(e))),w=d(a(Re(t))),m=Fn(l,h),g=Fn(l,w);return l==10&&(h<0&&(m=de(m,-h)),w<0&&(g=de(g,-w))),n||l==2?(e=m*s,t=g*o):(e=Ti(e,m),t=Rl(t,g)),[e,t]}function Hr(e,t,l,n){let s=Pl(e,t,l,n);return e==0&&(s[0]=0),t==0&&(s[1]=0),s}var Fr=.1,Gs={mode:3,pad:Fr},rl={pad:0,soft:null,mode:0},ya={min:rl,max:rl};function Al(e,t,l,n){return Cl(l)?Us(e,t,l):(rl.pad=l,rl.soft=n?0:null,rl.mode=n?3:0,Us(e,t,ya))}function re(e,t){return e??t}function Sa(e,t,l){for(t=re(t,0),l=re(l,e.length-1);t<=l;){if(e[t]!=null)return!0;t++}return!1}function Us(e,t,l){let n=l.min,s=l.max,o=re(n.pad,0),a=re(s.pad,0),f=re(n.hard,-fe),d=re(s.hard,fe),h=re(n.soft,fe),w=re(s.soft,-fe),m=re(n.mode,0),g=re(s.mode,0),M=t-e,E=$t(M),O=Ye(Re(e),Re(t)),W=$t(O),V=Re(W-E);(M<1e-24||V>10)&&(M=0,(e==0||t==0)&&(M=1e-24,m==2&&h!=fe&&(o=0),g==2&&w!=-fe&&(a=0)));let S=M||O||1e3,$=$t(S),T=Fn(10,rt($)),U=S*(M==0?e==0?.1:1:o),P=de(Ti(e-U,T/10),24),K=e>=h&&(m==1||m==3&&P<=h||m==2&&P>=h)?h:fe,q=Ye(f,P<K&&e>=K?K:Mt(K,P)),Z=S*(M==0?t==0?.1:1:a),G=de(Rl(t+Z,T/10),24),_=t<=w&&(g==1||g==3&&G>=w||g==2&&G<=w)?w:-fe,A=Mt(d,G>_&&t<=_?_:Ye(_,G));return q==A&&q==0&&(A=100),[q,A]}var ka=new Intl.NumberFormat(Vn?ga.language:"en-US"),Nr=e=>ka.format(e),st=Math,_l=st.PI,Re=st.abs,rt=st.floor,Pe=st.round,ht=st.ceil,Mt=st.min,Ye=st.max,Fn=st.pow,qs=st.sign,$t=st.log10,yi=st.log2,Ma=(e,t=1)=>st.sinh(e)*t,wr=(e,t=1)=>st.asinh(e/t),fe=1/0;function Ys(e){return($t((e^e>>31)-(e>>31))|0)+1}function Er(e,t,l){return Mt(Ye(e,t),l)}function Si(e){return typeof e=="function"}function te(e){return Si(e)?e:()=>e}var Ta=()=>{},ki=e=>e,Mi=(e,t)=>t,_a=e=>null,Ks=e=>!0,Js=(e,t)=>e==t,Ea=/\.\d*?(?=9{6,}|0{6,})/gm,dn=e=>{if(Ei(e)||Kt.has(e))return e;let t=`${e}`,l=t.match(Ea);if(l==null)return e;let n=l[0].length-1;if(t.indexOf("e-")!=-1){let[s,o]=t.split("e");return+`${dn(s)}e${o}`}return de(e,n)};function an(e,t){return dn(de(dn(e/t))*t)}function Rl(e,t){return dn(ht(dn(e/t))*t)}function Ti(e,t){return dn(rt(dn(e/t))*t)}function de(e,t=0){if(Ei(e))return e;let l=10**t,n=e*l*(1+Number.EPSILON);return Pe(n)/l}var Kt=new Map;function _i(e){return((""+e).split(".")[1]||"").length}function il(e,t,l,n){let s=[],o=n.map(_i);for(let a=t;a<l;a++){let f=Re(a),d=de(Fn(e,a),f);for(let h=0;h<n.length;h++){let w=e==10?+`${n[h]}e${a}`:n[h]*d,m=(a>=0?0:f)+(a>=o[h]?0:o[h]),g=e==10?w:de(w,m);s.push(g),Kt.set(g,m)}}return s}var sl={},$r=[],Nn=[null,null],Yt=Array.isArray,Ei=Number.isInteger,Aa=e=>e===void 0;function Zs(e){return typeof e=="string"}function Cl(e){let t=!1;if(e!=null){let l=e.constructor;t=l==null||l==Object}return t}function La(e){return e!=null&&typeof e=="object"}var Da=Object.getPrototypeOf(Uint8Array),Ai="__proto__";function $n(e,t=Cl){let l;if(Yt(e)){let n=e.find(s=>s!=null);if(Yt(n)||t(n)){l=Array(e.length);for(let s=0;s<e.length;s++)l[s]=$n(e[s],t)}else l=e.slice()}else if(e instanceof Da)l=e.slice();else if(t(e)){l={};for(let n in e)n!=Ai&&(l[n]=$n(e[n],t))}else l=e;return l}function Ee(e){let t=arguments;for(let l=1;l<t.length;l++){let n=t[l];for(let s in n)s!=Ai&&(Cl(e[s])?Ee(e[s],$n(n[s])):e[s]=$n(n[s]))}return e}var Pa=0,Ra=1,Ca=2;function za(e,t,l){for(let n=0,s,o=-1;n<t.length;n++){let a=t[n];if(a>o){for(s=a-1;s>=0&&e[s]==null;)e[s--]=null;for(s=a+1;s<l&&e[s]==null;)e[o=s++]=null}}}function Oa(e,t){if(Na(e)){let a=e[0].slice();for(let f=1;f<e.length;f++)a.push(...e[f].slice(1));return $a(a[0])||(a=Fa(a)),a}let l=new Set;for(let a=0;a<e.length;a++){let d=e[a][0],h=d.length;for(let w=0;w<h;w++)l.add(d[w])}let n=[Array.from(l).sort((a,f)=>a-f)],s=n[0].length,o=new Map;for(let a=0;a<s;a++)o.set(n[0][a],a);for(let a=0;a<e.length;a++){let f=e[a],d=f[0];for(let h=1;h<f.length;h++){let w=f[h],m=Array(s).fill(void 0),g=t?t[a][h]:Ra,M=[];for(let E=0;E<w.length;E++){let O=w[E],W=o.get(d[E]);O===null?g!=Pa&&(m[W]=O,g==Ca&&M.push(W)):m[W]=O}za(m,M,s),n.push(m)}}return n}var Ha=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function Fa(e){let t=e[0],l=t.length,n=Array(l);for(let o=0;o<n.length;o++)n[o]=o;n.sort((o,a)=>t[o]-t[a]);let s=[];for(let o=0;o<e.length;o++){let a=e[o],f=Array(l);for(let d=0;d<l;d++)f[d]=a[n[d]];s.push(f)}return s}function Na(e){let t=e[0][0],l=t.length;for(let n=1;n<e.length;n++){let s=e[n][0];if(s.length!=l)return!1;if(s!=t){for(let o=0;o<l;o++)if(s[o]!=t[o])return!1}}return!0}function $a(e,t=100){let l=e.length;if(l<=1)return!0;let n=0,s=l-1;for(;n<=s&&e[n]==null;)n++;for(;s>=n&&e[s]==null;)s--;if(s<=n)return!0;let o=Ye(1,rt((s-n+1)/t));for(let a=e[n],f=n+o;f<=s;f+=o){let d=e[f];if(d!=null){if(d<=a)return!1;a=d}}return!0}var Li=["January","February","March","April","May","June","July","August","September","October","November","December"],Di=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Pi(e){return e.slice(0,3)}var Ia=Di.map(Pi),Va=Li.map(Pi),Wa={MMMM:Li,MMM:Va,WWWW:Di,WWW:Ia};function el(e){return(e<10?"0":"")+e}function ja(e){return(e<10?"00":e<100?"0":"")+e}var Ba={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>el(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>el(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>el(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>el(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>el(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>ja(e.getMilliseconds())};function Ir(e,t){t=t||Wa;let l=[],n=/\{([a-z]+)\}|[^{]+/gi,s;for(;s=n.exec(e);)l.push(s[0][0]=="{"?Ba[s[1]]:s[0]);return o=>{let a="";for(let f=0;f<l.length;f++)a+=typeof l[f]=="string"?l[f]:l[f](o,t);return a}}var Ga=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Ua(e,t){let l;return t=="UTC"||t=="Etc/UTC"?l=new Date(+e+e.getTimezoneOffset()*6e4):t==Ga?l=e:(l=new Date(e.toLocaleString("en-US",{timeZone:t})),l.setMilliseconds(e.getMilliseconds())),l}var Ri=e=>e%1==0,Ll=[1,2,2.5,5],qa=il(10,-32,0,Ll),Ci=il(10,0,32,Ll),Ya=Ci.filter(Ri),cn=qa.concat(Ci),Vr=`
`,zi="{YYYY}",Qs=Vr+zi,Oi="{M}/{D}",ll=Vr+Oi,Ml=ll+"/{YY}",Hi="{aa}",Ka="{h}:{mm}",On=Ka+Hi,Xs=Vr+On,ei=":{ss}",ae=null;function Fi(e){let t=e*1e3,l=t*60,n=l*60,s=n*24,o=s*30,a=s*365,d=(e==1?il(10,0,3,Ll).filter(Ri):il(10,-3,0,Ll)).concat([t,t*5,t*10,t*15,t*30,l,l*5,l*10,l*15,l*30,n,n*2,n*3,n*4,n*6,n*8,n*12,s,s*2,s*3,s*4,s*5,s*6,s*7,s*8,s*9,s*10,s*15,o,o*2,o*3,o*4,o*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),h=[[a,zi,ae,ae,ae,ae,ae,ae,1],[s*28,"{MMM}",Qs,ae,ae,ae,ae,ae,1],[s,Oi,Qs,ae,ae,ae,ae,ae,1],[n,"{h}"+Hi,Ml,ae,ll,ae,ae,ae,1],[l,On,Ml,ae,ll,ae,ae,ae,1],[t,ei,Ml+" "+On,ae,ll+" "+On,ae,Xs,ae,1],[e,ei+".{fff}",Ml+" "+On,ae,ll+" "+On,ae,Xs,ae,1]];function w(m){return(g,M,E,O,W,V)=>{let S=[],$=W>=a,T=W>=o&&W<a,U=m(E),P=de(U*e,3),K=xr(U.getFullYear(),$?0:U.getMonth(),T||$?1:U.getDate()),q=de(K*e,3);if(T||$){let Z=T?W/o:0,G=$?W/a:0,_=P==q?P:de(xr(K.getFullYear()+G,K.getMonth()+Z,1)*e,3),A=new Date(Pe(_/e)),R=A.getFullYear(),j=A.getMonth();for(let H=0;_<=O;H++){let Q=xr(R+G*H,j+Z*H,1),I=Q-m(de(Q*e,3));_=de((+Q+I)*e,3),_<=O&&S.push(_)}}else{let Z=W>=s?s:W,G=rt(E)-rt(P),_=q+G+Rl(P-q,Z);S.push(_);let A=m(_),R=A.getHours()+A.getMinutes()/l+A.getSeconds()/n,j=W/n,H=g.axes[M]._space,Q=V/H;for(;_=de(_+W,e==1?0:3),!(_>O);)if(j>1){let I=rt(de(R+j,6))%24,ne=m(_).getHours()-I;ne>1&&(ne=-1),_-=ne*n,R=(R+j)%24;let ce=S[S.length-1];de((_-ce)/W,3)*Q>=.7&&S.push(_)}else S.push(_)}return S}}return[d,h,w]}var[Ja,Za,Qa]=Fi(1),[Xa,ec,tc]=Fi(.001);il(2,-53,53,[1]);function ti(e,t){return e.map(l=>l.map((n,s)=>s==0||s==8||n==null?n:t(s==1||l[8]==0?n:l[1]+n)))}function ni(e,t){return(l,n,s,o,a)=>{let f=t.find(E=>a>=E[0])||t[t.length-1],d,h,w,m,g,M;return n.map(E=>{let O=e(E),W=O.getFullYear(),V=O.getMonth(),S=O.getDate(),$=O.getHours(),T=O.getMinutes(),U=O.getSeconds(),P=W!=d&&f[2]||V!=h&&f[3]||S!=w&&f[4]||$!=m&&f[5]||T!=g&&f[6]||U!=M&&f[7]||f[1];return d=W,h=V,w=S,m=$,g=T,M=U,P(O)})}}function nc(e,t){let l=Ir(t);return(n,s,o,a,f)=>s.map(d=>l(e(d)))}function xr(e,t,l){return new Date(e,t,l)}function li(e,t){return t(e)}var lc="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function ri(e,t){return(l,n,s,o)=>o==null?zr:t(e(n))}function rc(e,t){let l=e.series[t];return l.width?l.stroke(e,t):l.points.width?l.points.stroke(e,t):null}function sc(e,t){return e.series[t].fill(e,t)}var ic={show:!0,live:!0,isolate:!1,mount:Ta,markers:{show:!0,width:2,stroke:rc,fill:sc,dash:"solid"},idx:null,idxs:null,values:[]};function oc(e,t){let l=e.cursor.points,n=pt(),s=l.size(e,t);ge(n,tl,s),ge(n,nl,s);let o=s/-2;ge(n,"marginLeft",o),ge(n,"marginTop",o);let a=l.width(e,t,s);return a&&ge(n,"borderWidth",a),n}function ac(e,t){let l=e.series[t].points;return l._fill||l._stroke}function cc(e,t){let l=e.series[t].points;return l._stroke||l._fill}function uc(e,t){return e.series[t].points.size}var yr=[0,0];function fc(e,t,l){return yr[0]=t,yr[1]=l,yr}function Tl(e,t,l,n=!0){return s=>{s.button==0&&(!n||s.target==t)&&l(s)}}function Sr(e,t,l,n=!0){return s=>{(!n||s.target==t)&&l(s)}}var dc={show:!0,x:!0,y:!0,lock:!1,move:fc,points:{one:!1,show:oc,size:uc,width:0,stroke:cc,fill:ac},bind:{mousedown:Tl,mouseup:Tl,click:Tl,dblclick:Tl,mousemove:Sr,mouseleave:Sr,mouseenter:Sr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,l,n,s)=>n-s,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Ni={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Wr=Ee({},Ni,{filter:Mi}),$i=Ee({},Wr,{size:10}),Ii=Ee({},Ni,{show:!1}),jr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Vi="bold "+jr,Wi=1.5,si={show:!0,scale:"x",stroke:Cr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Vi,side:2,grid:Wr,ticks:$i,border:Ii,font:jr,lineGap:Wi,rotate:0},pc="Value",hc="Time",ii={show:!0,scale:"x",auto:!1,sorted:1,min:fe,max:-fe,idxs:[]};function bc(e,t,l,n,s){return t.map(o=>o==null?"":Nr(o))}function mc(e,t,l,n,s,o,a){let f=[],d=Kt.get(s)||0;l=a?l:de(Rl(l,s),d);for(let h=l;h<=n;h=de(h+s,d))f.push(Object.is(h,-0)?0:h);return f}function Ar(e,t,l,n,s,o,a){let f=[],d=e.scales[e.axes[t].scale].log,h=d==10?$t:yi,w=rt(h(l));s=Fn(d,w),d==10&&(s=cn[kt(s,cn)]);let m=l,g=s*d;d==10&&(g=cn[kt(g,cn)]);do f.push(m),m=m+s,d==10&&!Kt.has(m)&&(m=de(m,Kt.get(s))),m>=g&&(s=m,g=s*d,d==10&&(g=cn[kt(g,cn)]));while(m<=n);return f}function gc(e,t,l,n,s,o,a){let d=e.scales[e.axes[t].scale].asinh,h=n>d?Ar(e,t,Ye(d,l),n,s):[d],w=n>=0&&l<=0?[0]:[];return(l<-d?Ar(e,t,Ye(d,-n),-l,s):[d]).reverse().map(g=>-g).concat(w,h)}var ji=/./,vc=/[12357]/,wc=/[125]/,oi=/1/,Lr=(e,t,l,n)=>e.map((s,o)=>t==4&&s==0||o%n==0&&l.test(s.toExponential()[s<0?1:0])?s:null);function xc(e,t,l,n,s){let o=e.axes[l],a=o.scale,f=e.scales[a],d=e.valToPos,h=o._space,w=d(10,a),m=d(9,a)-w>=h?ji:d(7,a)-w>=h?vc:d(5,a)-w>=h?wc:oi;if(m==oi){let g=Re(d(1,a)-w);if(g<h)return Lr(t.slice().reverse(),f.distr,m,ht(h/g)).reverse()}return Lr(t,f.distr,m,1)}function yc(e,t,l,n,s){let o=e.axes[l],a=o.scale,f=o._space,d=e.valToPos,h=Re(d(1,a)-d(2,a));return h<f?Lr(t.slice().reverse(),3,ji,ht(f/h)).reverse():t}function Sc(e,t,l,n){return n==null?zr:t==null?"":Nr(t)}var ai={show:!0,scale:"y",stroke:Cr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Vi,side:3,grid:Wr,ticks:$i,border:Ii,font:jr,lineGap:Wi,rotate:0};function kc(e,t){let l=3+(e||1)*2;return de(l*t,3)}function Mc(e,t){let{scale:l,idxs:n}=e.series[0],s=e._data[0],o=e.valToPos(s[n[0]],l,!0),a=e.valToPos(s[n[1]],l,!0),f=Re(a-o),d=e.series[t],h=f/(d.points.space*ie);return n[1]-n[0]<=h}var ci={scale:null,auto:!0,sorted:0,min:fe,max:-fe},Bi=(e,t,l,n,s)=>s,ui={show:!0,auto:!0,sorted:0,gaps:Bi,alpha:1,facets:[Ee({},ci,{scale:"x"}),Ee({},ci,{scale:"y"})]},fi={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Bi,alpha:1,points:{show:Mc,filter:null},values:null,min:fe,max:-fe,idxs:[],path:null,clip:null};function Tc(e,t,l,n,s){return l/10}var Gi={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},_c=Ee({},Gi,{time:!1,ori:1}),di={};function Ui(e,t){let l=di[e];return l||(l={key:e,plots:[],sub(n){l.plots.push(n)},unsub(n){l.plots=l.plots.filter(s=>s!=n)},pub(n,s,o,a,f,d,h){for(let w=0;w<l.plots.length;w++)l.plots[w]!=s&&l.plots[w].pub(n,s,o,a,f,d,h)}},e!=null&&(di[e]=l)),l}var In=1,Dr=2;function pn(e,t,l){let n=e.mode,s=e.series[t],o=n==2?e._data[t]:e._data,a=e.scales,f=e.bbox,d=o[0],h=n==2?o[1]:o[t],w=n==2?a[s.facets[0].scale]:a[e.series[0].scale],m=n==2?a[s.facets[1].scale]:a[s.scale],g=f.left,M=f.top,E=f.width,O=f.height,W=e.valToPosH,V=e.valToPosV;return w.ori==0?l(s,d,h,w,m,W,V,g,M,E,O,Ol,Wn,Fl,Yi,Ji):l(s,d,h,w,m,V,W,M,g,O,E,Hl,jn,Ur,Ki,Zi)}function Br(e,t){let l=0,n=0,s=re(e.bands,$r);for(let o=0;o<s.length;o++){let a=s[o];a.series[0]==t?l=a.dir:a.series[1]==t&&(a.dir==1?n|=1:n|=2)}return[l,n==1?-1:n==2?1:n==3?2:0]}function Ec(e,t,l,n,s){let o=e.mode,a=e.series[t],f=o==2?a.facets[1].scale:a.scale,d=e.scales[f];return s==-1?d.min:s==1?d.max:d.distr==3?d.dir==1?d.min:d.max:0}function It(e,t,l,n,s,o){return pn(e,t,(a,f,d,h,w,m,g,M,E,O,W)=>{let V=a.pxRound,S=h.dir*(h.ori==0?1:-1),$=h.ori==0?Wn:jn,T,U;S==1?(T=l,U=n):(T=n,U=l);let P=V(m(f[T],h,O,M)),K=V(g(d[T],w,W,E)),q=V(m(f[U],h,O,M)),Z=V(g(o==1?w.max:w.min,w,W,E)),G=new Path2D(s);return $(G,q,Z),$(G,P,Z),$(G,P,K),G})}function zl(e,t,l,n,s,o){let a=null;if(e.length>0){a=new Path2D;let f=t==0?Fl:Ur,d=l;for(let m=0;m<e.length;m++){let g=e[m];if(g[1]>g[0]){let M=g[0]-d;M>0&&f(a,d,n,M,n+o),d=g[1]}}let h=l+s-d,w=10;h>0&&f(a,d,n-w/2,h,n+o+w)}return a}function Ac(e,t,l){let n=e[e.length-1];n&&n[0]==t?n[1]=l:e.push([t,l])}function Gr(e,t,l,n,s,o,a){let f=[],d=e.length;for(let h=s==1?l:n;h>=l&&h<=n;h+=s)if(t[h]===null){let m=h,g=h;if(s==1)for(;++h<=n&&t[h]===null;)g=h;else for(;--h>=l&&t[h]===null;)g=h;let M=o(e[m]),E=g==m?M:o(e[g]),O=m-s;M=a<=0&&O>=0&&O<d?o(e[O]):M;let V=g+s;E=a>=0&&V>=0&&V<d?o(e[V]):E,E>=M&&f.push([M,E])}return f}function pi(e){return e==0?ki:e==1?Pe:t=>an(t,e)}function qi(e){let t=e==0?Ol:Hl,l=e==0?(s,o,a,f,d,h)=>{s.arcTo(o,a,f,d,h)}:(s,o,a,f,d,h)=>{s.arcTo(a,o,d,f,h)},n=e==0?(s,o,a,f,d)=>{s.rect(o,a,f,d)}:(s,o,a,f,d)=>{s.rect(a,o,d,f)};return(s,o,a,f,d,h=0,w=0)=>{h==0&&w==0?n(s,o,a,f,d):(h=Mt(h,f/2,d/2),w=Mt(w,f/2,d/2),t(s,o+h,a),l(s,o+f,a,o+f,a+d,h),l(s,o+f,a+d,o,a+d,w),l(s,o,a+d,o,a,w),l(s,o,a,o+f,a,h),s.closePath())}}var Ol=(e,t,l)=>{e.moveTo(t,l)},Hl=(e,t,l)=>{e.moveTo(l,t)},Wn=(e,t,l)=>{e.lineTo(t,l)},jn=(e,t,l)=>{e.lineTo(l,t)},Fl=qi(0),Ur=qi(1),Yi=(e,t,l,n,s,o)=>{e.arc(t,l,n,s,o)},Ki=(e,t,l,n,s,o)=>{e.arc(l,t,n,s,o)},Ji=(e,t,l,n,s,o,a)=>{e.bezierCurveTo(t,l,n,s,o,a)},Zi=(e,t,l,n,s,o,a)=>{e.bezierCurveTo(l,t,s,n,a,o)};function Qi(e){return(t,l,n,s,o)=>pn(t,l,(a,f,d,h,w,m,g,M,E,O,W)=>{let{pxRound:V,points:S}=a,$,T;h.ori==0?($=Ol,T=Yi):($=Hl,T=Ki);let U=de(S.width*ie,3),P=(S.size-S.width)/2*ie,K=de(P*2,3),q=new Path2D,Z=new Path2D,{left:G,top:_,width:A,height:R}=t.bbox;Fl(Z,G-K,_-K,A+K*2,R+K*2);let j=H=>{if(d[H]!=null){let Q=V(m(f[H],h,O,M)),I=V(g(d[H],w,W,E));$(q,Q+P,I),T(q,Q,I,P,0,_l*2)}};if(o)o.forEach(j);else for(let H=n;H<=s;H++)j(H);return{stroke:U>0?q:null,fill:q,clip:Z,flags:In|Dr}})}function Xi(e){return(t,l,n,s,o,a)=>{n!=s&&(o!=n&&a!=n&&e(t,l,n),o!=s&&a!=s&&e(t,l,s),e(t,l,a))}}var Lc=Xi(Wn),Dc=Xi(jn);function eo(e){let t=re(e?.alignGaps,0);return(l,n,s,o)=>pn(l,n,(a,f,d,h,w,m,g,M,E,O,W)=>{[s,o]=Dl(d,s,o);let V=a.pxRound,S=R=>V(m(R,h,O,M)),$=R=>V(g(R,w,W,E)),T,U;h.ori==0?(T=Wn,U=Lc):(T=jn,U=Dc);let P=h.dir*(h.ori==0?1:-1),K={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:In},q=K.stroke,Z=!1;if(o-s>=O*4){let R=F=>l.posToVal(F,h.key,!0),j=null,H=null,Q,I,Ke,ve=S(f[P==1?s:o]),ne=S(f[s]),ce=S(f[o]),X=R(P==1?ne+1:ce-1);for(let F=P==1?s:o;F>=s&&F<=o;F+=P){let Ae=f[F],we=(P==1?Ae<X:Ae>X)?ve:S(Ae),oe=d[F];we==ve?oe!=null?(I=oe,j==null?(T(q,we,$(I)),Q=j=H=I):I<j?j=I:I>H&&(H=I)):oe===null&&(Z=!0):(j!=null&&U(q,ve,$(j),$(H),$(Q),$(I)),oe!=null?(I=oe,T(q,we,$(I)),j=H=Q=I):(j=H=null,oe===null&&(Z=!0)),ve=we,X=R(ve+P))}j!=null&&j!=H&&Ke!=ve&&U(q,ve,$(j),$(H),$(Q),$(I))}else for(let R=P==1?s:o;R>=s&&R<=o;R+=P){let j=d[R];j===null?Z=!0:j!=null&&T(q,S(f[R]),$(j))}let[_,A]=Br(l,n);if(a.fill!=null||_!=0){let R=K.fill=new Path2D(q),j=a.fillTo(l,n,a.min,a.max,_),H=$(j),Q=S(f[s]),I=S(f[o]);P==-1&&([I,Q]=[Q,I]),T(R,I,H),T(R,Q,H)}if(!a.spanGaps){let R=[];Z&&R.push(...Gr(f,d,s,o,P,S,t)),K.gaps=R=a.gaps(l,n,s,o,R),K.clip=zl(R,h.ori,M,E,O,W)}return A!=0&&(K.band=A==2?[It(l,n,s,o,q,-1),It(l,n,s,o,q,1)]:It(l,n,s,o,q,A)),K})}function Pc(e){let t=re(e.align,1),l=re(e.ascDesc,!1),n=re(e.alignGaps,0),s=re(e.extend,!1);return(o,a,f,d)=>pn(o,a,(h,w,m,g,M,E,O,W,V,S,$)=>{[f,d]=Dl(m,f,d);let T=h.pxRound,{left:U,width:P}=o.bbox,K=ne=>T(E(ne,g,S,W)),q=ne=>T(O(ne,M,$,V)),Z=g.ori==0?Wn:jn,G={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:In},_=G.stroke,A=g.dir*(g.ori==0?1:-1),R=q(m[A==1?f:d]),j=K(w[A==1?f:d]),H=j,Q=j;s&&t==-1&&(Q=U,Z(_,Q,R)),Z(_,j,R);for(let ne=A==1?f:d;ne>=f&&ne<=d;ne+=A){let ce=m[ne];if(ce==null)continue;let X=K(w[ne]),F=q(ce);t==1?Z(_,X,R):Z(_,H,F),Z(_,X,F),R=F,H=X}let I=H;s&&t==1&&(I=U+P,Z(_,I,R));let[Ke,ve]=Br(o,a);if(h.fill!=null||Ke!=0){let ne=G.fill=new Path2D(_),ce=h.fillTo(o,a,h.min,h.max,Ke),X=q(ce);Z(ne,I,X),Z(ne,Q,X)}if(!h.spanGaps){let ne=[];ne.push(...Gr(w,m,f,d,A,K,n));let ce=h.width*ie/2,X=l||t==1?ce:-ce,F=l||t==-1?-ce:ce;ne.forEach(Ae=>{Ae[0]+=X,Ae[1]+=F}),G.gaps=ne=h.gaps(o,a,f,d,ne),G.clip=zl(ne,g.ori,W,V,S,$)}return ve!=0&&(G.band=ve==2?[It(o,a,f,d,_,-1),It(o,a,f,d,_,1)]:It(o,a,f,d,_,ve)),G})}function hi(e,t,l,n,s,o,a=fe){if(e.length>1){let f=null;for(let d=0,h=1/0;d<e.length;d++)if(t[d]!==void 0){if(f!=null){let w=Re(e[d]-e[f]);w<h&&(h=w,a=Re(l(e[d],n,s,o)-l(e[f],n,s,o)))}f=d}}return a}function Rc(e){e=e||sl;let t=re(e.size,[.6,fe,1]),l=e.align||0,n=e.gap||0,s=e.radius;s=s==null?[0,0]:typeof s=="number"?[s,0]:s;let o=te(s),a=1-t[0],f=re(t[1],fe),d=re(t[2],1),h=re(e.disp,sl),w=re(e.each,M=>{}),{fill:m,stroke:g}=h;return(M,E,O,W)=>pn(M,E,(V,S,$,T,U,P,K,q,Z,G,_)=>{let A=V.pxRound,R=l,j=n*ie,H=f*ie,Q=d*ie,I,Ke;T.ori==0?[I,Ke]=o(M,E):[Ke,I]=o(M,E);let ve=T.dir*(T.ori==0?1:-1),ne=T.ori==0?Fl:Ur,ce=T.ori==0?w:(C,pe,Le,vn,Xt,_t,en)=>{w(C,pe,Le,Xt,vn,en,_t)},X=re(M.bands,$r).find(C=>C.series[0]==E),F=X!=null?X.dir:0,Ae=V.fillTo(M,E,V.min,V.max,F),je=A(K(Ae,U,_,Z)),we,oe,mt,Qe=G,Se=A(V.width*ie),Tt=!1,zt=null,ot=null,Vt=null,bn=null;m!=null&&(Se==0||g!=null)&&(Tt=!0,zt=m.values(M,E,O,W),ot=new Map,new Set(zt).forEach(C=>{C!=null&&ot.set(C,new Path2D)}),Se>0&&(Vt=g.values(M,E,O,W),bn=new Map,new Set(Vt).forEach(C=>{C!=null&&bn.set(C,new Path2D)})));let{x0:mn,size:Gn}=h;if(mn!=null&&Gn!=null){R=1,S=mn.values(M,E,O,W),mn.unit==2&&(S=S.map(Le=>M.posToVal(q+Le*G,T.key,!0)));let C=Gn.values(M,E,O,W);Gn.unit==2?oe=C[0]*G:oe=P(C[0],T,G,q)-P(0,T,G,q),Qe=hi(S,$,P,T,G,q,Qe),mt=Qe-oe+j}else Qe=hi(S,$,P,T,G,q,Qe),mt=Qe*a+j,oe=Qe-mt;mt<1&&(mt=0),Se>=oe/2&&(Se=0),mt<5&&(A=ki);let cl=mt>0,Zt=Qe-mt-(cl?Se:0);oe=A(Er(Zt,Q,H)),we=(R==0?oe/2:R==ve?0:oe)-R*ve*((R==0?j/2:0)+(cl?Se/2:0));let Be={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},gn=Tt?null:new Path2D,Ot=null;if(X!=null)Ot=M.data[X.series[1]];else{let{y0:C,y1:pe}=h;C!=null&&pe!=null&&($=pe.values(M,E,O,W),Ot=C.values(M,E,O,W))}let Qt=I*oe,J=Ke*oe;for(let C=ve==1?O:W;C>=O&&C<=W;C+=ve){let pe=$[C];if(pe==null)continue;if(Ot!=null){let Je=Ot[C]??0;if(pe-Je==0)continue;je=K(Je,U,_,Z)}let Le=T.distr!=2||h!=null?S[C]:C,vn=P(Le,T,G,q),Xt=K(re(pe,Ae),U,_,Z),_t=A(vn-we),en=A(Ye(Xt,je)),Xe=A(Mt(Xt,je)),at=en-Xe;if(pe!=null){let Je=pe<0?J:Qt,gt=pe<0?Qt:J;Tt?(Se>0&&Vt[C]!=null&&ne(bn.get(Vt[C]),_t,Xe+rt(Se/2),oe,Ye(0,at-Se),Je,gt),zt[C]!=null&&ne(ot.get(zt[C]),_t,Xe+rt(Se/2),oe,Ye(0,at-Se),Je,gt)):ne(gn,_t,Xe+rt(Se/2),oe,Ye(0,at-Se),Je,gt),ce(M,E,C,_t-Se/2,Xe,oe+Se,at)}}return Se>0?Be.stroke=Tt?bn:gn:Tt||(Be._fill=V.width==0?V._fill:V._stroke??V._fill,Be.width=0),Be.fill=Tt?ot:gn,Be})}function Cc(e,t){let l=re(t?.alignGaps,0);return(n,s,o,a)=>pn(n,s,(f,d,h,w,m,g,M,E,O,W,V)=>{[o,a]=Dl(h,o,a);let S=f.pxRound,$=I=>S(g(I,w,W,E)),T=I=>S(M(I,m,V,O)),U,P,K;w.ori==0?(U=Ol,K=Wn,P=Ji):(U=Hl,K=jn,P=Zi);let q=w.dir*(w.ori==0?1:-1),Z=$(d[q==1?o:a]),G=Z,_=[],A=[];for(let I=q==1?o:a;I>=o&&I<=a;I+=q)if(h[I]!=null){let ve=d[I],ne=$(ve);_.push(G=ne),A.push(T(h[I]))}let R={stroke:e(_,A,U,K,P,S),fill:null,clip:null,band:null,gaps:null,flags:In},j=R.stroke,[H,Q]=Br(n,s);if(f.fill!=null||H!=0){let I=R.fill=new Path2D(j),Ke=f.fillTo(n,s,f.min,f.max,H),ve=T(Ke);K(I,G,ve),K(I,Z,ve)}if(!f.spanGaps){let I=[];I.push(...Gr(d,h,o,a,q,$,l)),R.gaps=I=f.gaps(n,s,o,a,I),R.clip=zl(I,w.ori,E,O,W,V)}return Q!=0&&(R.band=Q==2?[It(n,s,o,a,j,-1),It(n,s,o,a,j,1)]:It(n,s,o,a,j,Q)),R})}function zc(e){return Cc(Oc,e)}function Oc(e,t,l,n,s,o){let a=e.length;if(a<2)return null;let f=new Path2D;if(l(f,e[0],t[0]),a==2)n(f,e[1],t[1]);else{let d=Array(a),h=Array(a-1),w=Array(a-1),m=Array(a-1);for(let g=0;g<a-1;g++)w[g]=t[g+1]-t[g],m[g]=e[g+1]-e[g],h[g]=w[g]/m[g];d[0]=h[0];for(let g=1;g<a-1;g++)h[g]===0||h[g-1]===0||h[g-1]>0!=h[g]>0?d[g]=0:(d[g]=3*(m[g-1]+m[g])/((2*m[g]+m[g-1])/h[g-1]+(m[g]+2*m[g-1])/h[g]),isFinite(d[g])||(d[g]=0));d[a-1]=h[a-2];for(let g=0;g<a-1;g++)s(f,e[g]+m[g]/3,t[g]+d[g]*m[g]/3,e[g+1]-m[g]/3,t[g+1]-d[g+1]*m[g]/3,e[g+1],t[g+1])}return f}var Pr=new Set;function bi(){for(let e of Pr)e.syncRect(!0)}Vn&&(fn(ba,Hn,bi),fn(ma,Hn,bi,!0),fn(El,Hn,()=>{$e.pxRatio=ie}));var Hc=eo(),Fc=Qi();function mi(e,t,l,n){return(n?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((o,a)=>Rr(o,a,t,l))}function Nc(e,t){return e.map((l,n)=>n==0?{}:Ee({},t,l))}function Rr(e,t,l,n){return Ee({},t==0?l:n,e)}function to(e,t,l){return t==null?Nn:[t,l]}var $c=to;function Ic(e,t,l){return t==null?Nn:Al(t,l,Fr,!0)}function no(e,t,l,n){return t==null?Nn:Pl(t,l,e.scales[n].log,!1)}var Vc=no;function lo(e,t,l,n){return t==null?Nn:Hr(t,l,e.scales[n].log,!1)}var Wc=lo;function jc(e,t,l,n,s){let o=Ye(Ys(e),Ys(t)),a=t-e,f=kt(s/n*a,l);do{let d=l[f],h=n*d/a;if(h>=s&&o+(d<5?Kt.get(d):0)<=17)return[d,h]}while(++f<l.length);return[0,0]}function gi(e){let t,l;return e=e.replace(/(\d+)px/,(n,s)=>(t=Pe((l=+s)*ie))+"px"),[e,t,l]}function Bc(e){e.show&&[e.font,e.labelFont].forEach(t=>{let l=de(t[2]*ie,1);t[0]=t[0].replace(/[0-9.]+px/,l+"px"),t[1]=l})}function $e(e,t,l){let n={mode:re(e.mode,1)},s=n.mode;function o(r,i,c,u){let p=i.valToPct(r);return u+c*(i.dir==-1?1-p:p)}function a(r,i,c,u){let p=i.valToPct(r);return u+c*(i.dir==-1?p:1-p)}function f(r,i,c,u){return i.ori==0?o(r,i,c,u):a(r,i,c,u)}n.valToPosH=o,n.valToPosV=a;let d=!1;n.status=0;let h=n.root=pt(Zo);if(e.id!=null&&(h.id=e.id),lt(h,e.class),e.title){let r=pt(ea,h);r.textContent=e.title}let w=St("canvas"),m=n.ctx=w.getContext("2d"),g=pt(ta,h);fn("click",g,r=>{r.target===E&&(he!=Ln||xe!=Dn)&&Ve.click(n,r)},!0);let M=n.under=pt(na,g);g.appendChild(w);let E=n.over=pt(la,g);e=$n(e);let O=+re(e.pxAlign,1),W=pi(O);(e.plugins||[]).forEach(r=>{r.opts&&(e=r.opts(n,e)||e)});let V=e.ms||.001,S=n.series=s==1?mi(e.series||[],ii,fi,!1):Nc(e.series||[null],ui),$=n.axes=mi(e.axes||[],si,ai,!0),T=n.scales={},U=n.bands=e.bands||[];U.forEach(r=>{r.fill=te(r.fill||null),r.dir=re(r.dir,-1)});let P=s==2?S[1].facets[0].scale:S[0].scale,K={axes:_o,series:yo},q=(e.drawOrder||["axes","series"]).map(r=>K[r]);function Z(r){let i=r.distr==3?c=>$t(c>0?c:r.clamp(n,c,r.min,r.max,r.key)):r.distr==4?c=>wr(c,r.asinh):r.distr==100?c=>r.fwd(c):c=>c;return c=>{let u=i(c),{_min:p,_max:b}=r,v=b-p;return(u-p)/v}}function G(r){let i=T[r];if(i==null){let c=(e.scales||sl)[r]||sl;if(c.from!=null){G(c.from);let u=Ee({},T[c.from],c,{key:r});u.valToPct=Z(u),T[r]=u}else{i=T[r]=Ee({},r==P?Gi:_c,c),i.key=r;let u=i.time,p=i.range,b=Yt(p);if((r!=P||s==2&&!u)&&(b&&(p[0]==null||p[1]==null)&&(p={min:p[0]==null?Gs:{mode:1,hard:p[0],soft:p[0]},max:p[1]==null?Gs:{mode:1,hard:p[1],soft:p[1]}},b=!1),!b&&Cl(p))){let v=p;p=(y,k,L)=>k==null?Nn:Al(k,L,v)}i.range=te(p||(u?$c:r==P?i.distr==3?Vc:i.distr==4?Wc:to:i.distr==3?no:i.distr==4?lo:Ic)),i.auto=te(b?!1:i.auto),i.clamp=te(i.clamp||Tc),i._min=i._max=null,i.valToPct=Z(i)}}}G("x"),G("y"),s==1&&S.forEach(r=>{G(r.scale)}),$.forEach(r=>{G(r.scale)});for(let r in e.scales)G(r);let _=T[P],A=_.distr,R,j;_.ori==0?(lt(h,Qo),R=o,j=a):(lt(h,Xo),R=a,j=o);let H={};for(let r in T){let i=T[r];(i.min!=null||i.max!=null)&&(H[r]={min:i.min,max:i.max},i.min=i.max=null)}let Q=e.tzDate||(r=>new Date(Pe(r/V))),I=e.fmtDate||Ir,Ke=V==1?Qa(Q):tc(Q),ve=ni(Q,ti(V==1?Za:ec,I)),ne=ri(Q,li(lc,I)),ce=[],X=n.legend=Ee({},ic,e.legend),F=n.cursor=Ee({},dc,{drag:{y:s==2}},e.cursor),Ae=X.show,je=F.show,we=X.markers;X.idxs=ce,we.width=te(we.width),we.dash=te(we.dash),we.stroke=te(we.stroke),we.fill=te(we.fill);let oe,mt,Qe,Se=[],Tt=[],zt,ot=!1,Vt={};if(X.live){let r=S[1]?S[1].values:null;ot=r!=null,zt=ot?r(n,1,0):{_:0};for(let i in zt)Vt[i]=zr}if(Ae)if(oe=St("table",ca,h),Qe=St("tbody",null,oe),X.mount(n,oe),ot){mt=St("thead",null,oe,Qe);let r=St("tr",null,mt);St("th",null,r);for(var bn in zt)St("th",Rs,r).textContent=bn}else lt(oe,fa),X.live&&lt(oe,ua);let mn={show:!0},Gn={show:!1};function cl(r,i){if(i==0&&(ot||!X.live||s==2))return Nn;let c=[],u=St("tr",da,Qe,Qe.childNodes[i]);lt(u,r.class),r.show||lt(u,un);let p=St("th",null,u);if(we.show){let y=pt(pa,p);if(i>0){let k=we.width(n,i);k&&(y.style.border=k+"px "+we.dash(n,i)+" "+we.stroke(n,i)),y.style.background=we.fill(n,i)}}let b=pt(Rs,p);r.label instanceof HTMLElement?b.appendChild(r.label):b.textContent=r.label,i>0&&(we.show||(b.style.color=r.width>0?we.stroke(n,i):we.fill(n,i)),Be("click",p,y=>{if(F._lock)return;nn(y);let k=S.indexOf(r);if((y.ctrlKey||y.metaKey)!=X.isolate){let L=S.some((D,z)=>z>0&&z!=k&&D.show);S.forEach((D,z)=>{z>0&&At(z,L?z==k?mn:Gn:mn,!0,_e.setSeries)})}else At(k,{show:!r.show},!0,_e.setSeries)},!1),xn&&Be(Hs,p,y=>{F._lock||(nn(y),At(S.indexOf(r),Rn,!0,_e.setSeries))},!1));for(var v in zt){let y=St("td",ha,u);y.textContent="--",c.push(y)}return[u,c]}let Zt=new Map;function Be(r,i,c,u=!0){let p=Zt.get(i)||{},b=F.bind[r](n,i,c,u);b&&(fn(r,i,p[r]=b),Zt.set(i,p))}function gn(r,i,c){let u=Zt.get(i)||{};for(let p in u)(r==null||p==r)&&(_r(p,i,u[p]),delete u[p]);r==null&&Zt.delete(i)}let Ot=0,Qt=0,J=0,C=0,pe=0,Le=0,vn=pe,Xt=Le,_t=J,en=C,Xe=0,at=0,Je=0,gt=0;n.bbox={};let Ul=!1,ul=!1,wn=!1,tn=!1,fl=!1,ct=!1;function ql(r,i,c){(c||r!=n.width||i!=n.height)&&Qr(r,i),Tn(!1),wn=!0,ul=!0,_n()}function Qr(r,i){n.width=Ot=J=r,n.height=Qt=C=i,pe=Le=0,ho(),bo();let c=n.bbox;Xe=c.left=an(pe*ie,.5),at=c.top=an(Le*ie,.5),Je=c.width=an(J*ie,.5),gt=c.height=an(C*ie,.5)}let uo=3;function fo(){let r=!1,i=0;for(;!r;){i++;let c=Mo(i),u=To(i);r=i==uo||c&&u,r||(Qr(n.width,n.height),ul=!0)}}function po({width:r,height:i}){ql(r,i)}n.setSize=po;function ho(){let r=!1,i=!1,c=!1,u=!1;$.forEach((p,b)=>{if(p.show&&p._show){let{side:v,_size:y}=p,k=v%2,L=p.label!=null?p.labelSize:0,D=y+L;D>0&&(k?(J-=D,v==3?(pe+=D,u=!0):c=!0):(C-=D,v==0?(Le+=D,r=!0):i=!0))}}),ln[0]=r,ln[1]=c,ln[2]=i,ln[3]=u,J-=Wt[1]+Wt[3],pe+=Wt[3],C-=Wt[2]+Wt[0],Le+=Wt[0]}function bo(){let r=pe+J,i=Le+C,c=pe,u=Le;function p(b,v){switch(b){case 1:return r+=v,r-v;case 2:return i+=v,i-v;case 3:return c-=v,c+v;case 0:return u-=v,u+v}}$.forEach((b,v)=>{if(b.show&&b._show){let y=b.side;b._pos=p(y,b._size),b.label!=null&&(b._lpos=p(y,b.labelSize))}})}if(F.dataIdx==null){let r=F.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let c=r.prox=te(r.prox),u=r.bias??=0;F.dataIdx=(p,b,v,y)=>{if(b==0)return v;let k=v,L=c(p,b,v,y)??fe,D=L>=0&&L<fe,z=_.ori==0?J:C,Y=F.left,se=t[0],le=t[b];if(i.has(le[v])){k=null;let ee=null,B=null,N;if(u==0||u==-1)for(N=v;ee==null&&N-- >0;)i.has(le[N])||(ee=N);if(u==0||u==1)for(N=v;B==null&&N++<le.length;)i.has(le[N])||(B=N);if(ee!=null||B!=null)if(D){let me=ee==null?-1/0:R(se[ee],_,z,0),ke=B==null?1/0:R(se[B],_,z,0),Ne=Y-me,ue=ke-Y;Ne<=ue?Ne<=L&&(k=ee):ue<=L&&(k=B)}else k=B==null?ee:ee==null?B:v-ee<=B-v?ee:B}else D&&Re(Y-R(se[v],_,z,0))>L&&(k=null);return k}}let nn=r=>{F.event=r};F.idxs=ce,F._lock=!1;let We=F.points;We.show=te(We.show),We.size=te(We.size),We.stroke=te(We.stroke),We.width=te(We.width),We.fill=te(We.fill);let Et=n.focus=Ee({},e.focus||{alpha:.3},F.focus),xn=Et.prox>=0,yn=xn&&We.one,ut=[],Sn=[],kn=[];function Xr(r,i){let c=We.show(n,i);if(c instanceof HTMLElement)return lt(c,aa),lt(c,r.class),Rt(c,-10,-10,J,C),E.insertBefore(c,ut[i]),c}function es(r,i){if(s==1||i>0){let c=s==1&&T[r.scale].time,u=r.value;r.value=c?Zs(u)?ri(Q,li(u,I)):u||ne:u||Sc,r.label=r.label||(c?hc:pc)}if(yn||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||Hc||_a,r.fillTo=te(r.fillTo||Ec),r.pxAlign=+re(r.pxAlign,O),r.pxRound=pi(r.pxAlign),r.stroke=te(r.stroke||null),r.fill=te(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let c=kc(Ye(1,r.width),1),u=r.points=Ee({},{size:c,width:Ye(1,c*.2),stroke:r.stroke,space:c*2,paths:Fc,_stroke:null,_fill:null},r.points);u.show=te(u.show),u.filter=te(u.filter),u.fill=te(u.fill),u.stroke=te(u.stroke),u.paths=te(u.paths),u.pxAlign=r.pxAlign}if(Ae){let c=cl(r,i);Se.splice(i,0,c[0]),Tt.splice(i,0,c[1]),X.values.push(null)}if(je){ce.splice(i,0,null);let c=null;yn?i==0&&(c=Xr(r,i)):i>0&&(c=Xr(r,i)),ut.splice(i,0,c),Sn.splice(i,0,0),kn.splice(i,0,0)}Fe("addSeries",i)}function mo(r,i){i=i??S.length,r=s==1?Rr(r,i,ii,fi):Rr(r,i,{},ui),S.splice(i,0,r),es(S[i],i)}n.addSeries=mo;function go(r){if(S.splice(r,1),Ae){X.values.splice(r,1),Tt.splice(r,1);let i=Se.splice(r,1)[0];gn(null,i.firstChild),i.remove()}je&&(ce.splice(r,1),ut.splice(r,1)[0].remove(),Sn.splice(r,1),kn.splice(r,1)),Fe("delSeries",r)}n.delSeries=go;let ln=[!1,!1,!1,!1];function vo(r,i){if(r._show=r.show,r.show){let c=r.side%2,u=T[r.scale];u==null&&(r.scale=c?S[1].scale:P,u=T[r.scale]);let p=u.time;r.size=te(r.size),r.space=te(r.space),r.rotate=te(r.rotate),Yt(r.incrs)&&r.incrs.forEach(v=>{!Kt.has(v)&&Kt.set(v,_i(v))}),r.incrs=te(r.incrs||(u.distr==2?Ya:p?V==1?Ja:Xa:cn)),r.splits=te(r.splits||(p&&u.distr==1?Ke:u.distr==3?Ar:u.distr==4?gc:mc)),r.stroke=te(r.stroke),r.grid.stroke=te(r.grid.stroke),r.ticks.stroke=te(r.ticks.stroke),r.border.stroke=te(r.border.stroke);let b=r.values;r.values=Yt(b)&&!Yt(b[0])?te(b):p?Yt(b)?ni(Q,ti(b,I)):Zs(b)?nc(Q,b):b||ve:b||bc,r.filter=te(r.filter||(u.distr>=3&&u.log==10?xc:u.distr==3&&u.log==2?yc:Mi)),r.font=gi(r.font),r.labelFont=gi(r.labelFont),r._size=r.size(n,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(ln[i]=!0,r._el=pt(ra,g))}}function Un(r,i,c,u){let[p,b,v,y]=c,k=i%2,L=0;return k==0&&(y||b)&&(L=i==0&&!p||i==2&&!v?Pe(si.size/3):0),k==1&&(p||v)&&(L=i==1&&!b||i==3&&!y?Pe(ai.size/2):0),L}let ts=n.padding=(e.padding||[Un,Un,Un,Un]).map(r=>te(re(r,Un))),Wt=n._padding=ts.map((r,i)=>r(n,i,ln,0)),Ie,Ce=null,ze=null,dl=s==1?S[0].idxs:null,vt=null,qn=!1;function ns(r,i){if(t=r??[],n.data=n._data=t,s==2){Ie=0;for(let c=1;c<S.length;c++)Ie+=t[c][0].length}else{t.length==0&&(n.data=n._data=t=[[]]),vt=t[0],Ie=vt.length;let c=t;if(A==2){c=t.slice();let u=c[0]=Array(Ie);for(let p=0;p<Ie;p++)u[p]=p}n._data=t=c}if(Tn(!0),Fe("setData"),A==2&&(wn=!0),i!==!1){let c=_;c.auto(n,qn)?Yl():Bt(P,c.min,c.max),tn=tn||F.left>=0,ct=!0,_n()}}n.setData=ns;function Yl(){qn=!0;let r,i;s==1&&(Ie>0?(Ce=dl[0]=0,ze=dl[1]=Ie-1,r=t[0][Ce],i=t[0][ze],A==2?(r=Ce,i=ze):r==i&&(A==3?[r,i]=Pl(r,r,_.log,!1):A==4?[r,i]=Hr(r,r,_.log,!1):_.time?i=r+Pe(86400/V):[r,i]=Al(r,i,Fr,!0))):(Ce=dl[0]=r=null,ze=dl[1]=i=null)),Bt(P,r,i)}let pl,Mn,Kl,Jl,Zl,Ql,Xl,er,tr,Ze;function ls(r,i,c,u,p,b){r??=zs,c??=$r,u??="butt",p??=zs,b??="round",r!=pl&&(m.strokeStyle=pl=r),p!=Mn&&(m.fillStyle=Mn=p),i!=Kl&&(m.lineWidth=Kl=i),b!=Zl&&(m.lineJoin=Zl=b),u!=Ql&&(m.lineCap=Ql=u),c!=Jl&&m.setLineDash(Jl=c)}function rs(r,i,c,u){i!=Mn&&(m.fillStyle=Mn=i),r!=Xl&&(m.font=Xl=r),c!=er&&(m.textAlign=er=c),u!=tr&&(m.textBaseline=tr=u)}function nr(r,i,c,u,p=0){if(u.length>0&&r.auto(n,qn)&&(i==null||i.min==null)){let b=re(Ce,0),v=re(ze,u.length-1),y=c.min==null?xa(u,b,v,p,r.distr==3):[c.min,c.max];r.min=Mt(r.min,c.min=y[0]),r.max=Ye(r.max,c.max=y[1])}}let ss={min:null,max:null};function wo(){for(let u in T){let p=T[u];H[u]==null&&(p.min==null||H[P]!=null&&p.auto(n,qn))&&(H[u]=ss)}for(let u in T){let p=T[u];H[u]==null&&p.from!=null&&H[p.from]!=null&&(H[u]=ss)}H[P]!=null&&Tn(!0);let r={};for(let u in H){let p=H[u];if(p!=null){let b=r[u]=$n(T[u],La);if(p.min!=null)Ee(b,p);else if(u!=P||s==2)if(Ie==0&&b.from==null){let v=b.range(n,null,null,u);b.min=v[0],b.max=v[1]}else b.min=fe,b.max=-fe}}if(Ie>0){S.forEach((u,p)=>{if(s==1){let b=u.scale,v=H[b];if(v==null)return;let y=r[b];if(p==0){let k=y.range(n,y.min,y.max,b);y.min=k[0],y.max=k[1],Ce=kt(y.min,t[0]),ze=kt(y.max,t[0]),ze-Ce>1&&(t[0][Ce]<y.min&&Ce++,t[0][ze]>y.max&&ze--),u.min=vt[Ce],u.max=vt[ze]}else u.show&&u.auto&&nr(y,v,u,t[p],u.sorted);u.idxs[0]=Ce,u.idxs[1]=ze}else if(p>0&&u.show&&u.auto){let[b,v]=u.facets,y=b.scale,k=v.scale,[L,D]=t[p],z=r[y],Y=r[k];z!=null&&nr(z,H[y],b,L,b.sorted),Y!=null&&nr(Y,H[k],v,D,v.sorted),u.min=v.min,u.max=v.max}});for(let u in r){let p=r[u],b=H[u];if(p.from==null&&(b==null||b.min==null)){let v=p.range(n,p.min==fe?null:p.min,p.max==-fe?null:p.max,u);p.min=v[0],p.max=v[1]}}}for(let u in r){let p=r[u];if(p.from!=null){let b=r[p.from];if(b.min==null)p.min=p.max=null;else{let v=p.range(n,b.min,b.max,u);p.min=v[0],p.max=v[1]}}}let i={},c=!1;for(let u in r){let p=r[u],b=T[u];if(b.min!=p.min||b.max!=p.max){b.min=p.min,b.max=p.max;let v=b.distr;b._min=v==3?$t(b.min):v==4?wr(b.min,b.asinh):v==100?b.fwd(b.min):b.min,b._max=v==3?$t(b.max):v==4?wr(b.max,b.asinh):v==100?b.fwd(b.max):b.max,i[u]=c=!0}}if(c){S.forEach((u,p)=>{s==2?p>0&&i.y&&(u._paths=null):i[u.scale]&&(u._paths=null)});for(let u in i)wn=!0,Fe("setScale",u);je&&F.left>=0&&(tn=ct=!0)}for(let u in H)H[u]=null}function xo(r){let i=Er(Ce-1,0,Ie-1),c=Er(ze+1,0,Ie-1);for(;r[i]==null&&i>0;)i--;for(;r[c]==null&&c<Ie-1;)c++;return[i,c]}function yo(){if(Ie>0){let r=S.some(i=>i._focus)&&Ze!=Et.alpha;r&&(m.globalAlpha=Ze=Et.alpha),S.forEach((i,c)=>{if(c>0&&i.show&&(is(c,!1),is(c,!0),i._paths==null)){let u=Ze;Ze!=i.alpha&&(m.globalAlpha=Ze=i.alpha);let p=s==2?[0,t[c][0].length-1]:xo(t[c]);i._paths=i.paths(n,c,p[0],p[1]),Ze!=u&&(m.globalAlpha=Ze=u)}}),S.forEach((i,c)=>{if(c>0&&i.show){let u=Ze;Ze!=i.alpha&&(m.globalAlpha=Ze=i.alpha),i._paths!=null&&os(c,!1);{let p=i._paths!=null?i._paths.gaps:null,b=i.points.show(n,c,Ce,ze,p),v=i.points.filter(n,c,b,p);(b||v)&&(i.points._paths=i.points.paths(n,c,Ce,ze,v),os(c,!0))}Ze!=u&&(m.globalAlpha=Ze=u),Fe("drawSeries",c)}}),r&&(m.globalAlpha=Ze=1)}}function is(r,i){let c=i?S[r].points:S[r];c._stroke=c.stroke(n,r),c._fill=c.fill(n,r)}function os(r,i){let c=i?S[r].points:S[r],{stroke:u,fill:p,clip:b,flags:v,_stroke:y=c._stroke,_fill:k=c._fill,_width:L=c.width}=c._paths;L=de(L*ie,3);let D=null,z=L%2/2;i&&k==null&&(k=L>0?"#fff":y);let Y=c.pxAlign==1&&z>0;if(Y&&m.translate(z,z),!i){let se=Xe-L/2,le=at-L/2,ee=Je+L,B=gt+L;D=new Path2D,D.rect(se,le,ee,B)}i?lr(y,L,c.dash,c.cap,k,u,p,v,b):So(r,y,L,c.dash,c.cap,k,u,p,v,D,b),Y&&m.translate(-z,-z)}function So(r,i,c,u,p,b,v,y,k,L,D){let z=!1;k!=0&&U.forEach((Y,se)=>{if(Y.series[0]==r){let le=S[Y.series[1]],ee=t[Y.series[1]],B=(le._paths||sl).band;Yt(B)&&(B=Y.dir==1?B[0]:B[1]);let N,me=null;le.show&&B&&Sa(ee,Ce,ze)?(me=Y.fill(n,se)||b,N=le._paths.clip):B=null,lr(i,c,u,p,me,v,y,k,L,D,N,B),z=!0}}),z||lr(i,c,u,p,b,v,y,k,L,D)}let as=In|Dr;function lr(r,i,c,u,p,b,v,y,k,L,D,z){ls(r,i,c,u,p),(k||L||z)&&(m.save(),k&&m.clip(k),L&&m.clip(L)),z?(y&as)==as?(m.clip(z),D&&m.clip(D),bl(p,v),hl(r,b,i)):y&Dr?(bl(p,v),m.clip(z),hl(r,b,i)):y&In&&(m.save(),m.clip(z),D&&m.clip(D),bl(p,v),m.restore(),hl(r,b,i)):(bl(p,v),hl(r,b,i)),(k||L||z)&&m.restore()}function hl(r,i,c){c>0&&(i instanceof Map?i.forEach((u,p)=>{m.strokeStyle=pl=p,m.stroke(u)}):i!=null&&r&&m.stroke(i))}function bl(r,i){i instanceof Map?i.forEach((c,u)=>{m.fillStyle=Mn=u,m.fill(c)}):i!=null&&r&&m.fill(i)}function ko(r,i,c,u){let p=$[r],b;if(u<=0)b=[0,0];else{let v=p._space=p.space(n,r,i,c,u),y=p._incrs=p.incrs(n,r,i,c,u,v);b=jc(i,c,y,u,v)}return p._found=b}function rr(r,i,c,u,p,b,v,y,k,L){let D=v%2/2;O==1&&m.translate(D,D),ls(y,v,k,L,y),m.beginPath();let z,Y,se,le,ee=p+(u==0||u==3?-b:b);c==0?(Y=p,le=ee):(z=p,se=ee);for(let B=0;B<r.length;B++)i[B]!=null&&(c==0?z=se=r[B]:Y=le=r[B],m.moveTo(z,Y),m.lineTo(se,le));m.stroke(),O==1&&m.translate(-D,-D)}function Mo(r){let i=!0;return $.forEach((c,u)=>{if(!c.show)return;let p=T[c.scale];if(p.min==null){c._show&&(i=!1,c._show=!1,Tn(!1));return}else c._show||(i=!1,c._show=!0,Tn(!1));let b=c.side,v=b%2,{min:y,max:k}=p,[L,D]=ko(u,y,k,v==0?J:C);if(D==0)return;let z=p.distr==2,Y=c._splits=c.splits(n,u,y,k,L,D,z),se=p.distr==2?Y.map(N=>vt[N]):Y,le=p.distr==2?vt[Y[1]]-vt[Y[0]]:L,ee=c._values=c.values(n,c.filter(n,se,u,D,le),u,D,le);c._rotate=b==2?c.rotate(n,ee,u,D):0;let B=c._size;c._size=ht(c.size(n,ee,u,r)),B!=null&&c._size!=B&&(i=!1)}),i}function To(r){let i=!0;return ts.forEach((c,u)=>{let p=c(n,u,ln,r);p!=Wt[u]&&(i=!1),Wt[u]=p}),i}function _o(){for(let r=0;r<$.length;r++){let i=$[r];if(!i.show||!i._show)continue;let c=i.side,u=c%2,p,b,v=i.stroke(n,r),y=c==0||c==3?-1:1,[k,L]=i._found;if(i.label!=null){let Ue=i.labelGap*y,nt=Pe((i._lpos+Ue)*ie);rs(i.labelFont[0],v,"center",c==2?"top":Cs),m.save(),u==1?(p=b=0,m.translate(nt,Pe(at+gt/2)),m.rotate((c==3?-_l:_l)/2)):(p=Pe(Xe+Je/2),b=nt);let on=Si(i.label)?i.label(n,r,k,L):i.label;m.fillText(on,p,b),m.restore()}if(L==0)continue;let D=T[i.scale],z=u==0?Je:gt,Y=u==0?Xe:at,se=i._splits,le=D.distr==2?se.map(Ue=>vt[Ue]):se,ee=D.distr==2?vt[se[1]]-vt[se[0]]:k,B=i.ticks,N=i.border,me=B.show?B.size:0,ke=Pe(me*ie),Ne=Pe((i.alignTo==2?i._size-me-i.gap:i.gap)*ie),ue=i._rotate*-_l/180,Me=W(i._pos*ie),et=(ke+Ne)*y,Ge=Me+et;b=u==0?Ge:0,p=u==1?Ge:0;let ft=i.font[0],wt=i.align==1?zn:i.align==2?mr:ue>0?zn:ue<0?mr:u==0?"center":c==3?mr:zn,Dt=ue||u==1?"middle":c==2?"top":Cs;rs(ft,v,wt,Dt);let tt=i.font[1]*i.lineGap,dt=se.map(Ue=>W(f(Ue,D,z,Y))),xt=i._values;for(let Ue=0;Ue<xt.length;Ue++){let nt=xt[Ue];if(nt!=null){u==0?p=dt[Ue]:b=dt[Ue],nt=""+nt;let on=nt.indexOf(`
`)==-1?[nt]:nt.split(/\n/gm);for(let qe=0;qe<on.length;qe++){let Es=on[qe];ue?(m.save(),m.translate(p,b+qe*tt),m.rotate(ue),m.fillText(Es,0,0),m.restore()):m.fillText(Es,p,b+qe*tt)}}}B.show&&rr(dt,B.filter(n,le,r,L,ee),u,c,Me,ke,de(B.width*ie,3),B.stroke(n,r),B.dash,B.cap);let Pt=i.grid;Pt.show&&rr(dt,Pt.filter(n,le,r,L,ee),u,u==0?2:1,u==0?at:Xe,u==0?gt:Je,de(Pt.width*ie,3),Pt.stroke(n,r),Pt.dash,Pt.cap),N.show&&rr([Me],[1],u==0?1:0,u==0?1:2,u==1?at:Xe,u==1?gt:Je,de(N.width*ie,3),N.stroke(n,r),N.dash,N.cap)}Fe("drawAxes")}function Tn(r){S.forEach((i,c)=>{c>0&&(i._paths=null,r&&(s==1?(i.min=null,i.max=null):i.facets.forEach(u=>{u.min=null,u.max=null})))})}let ml=!1,sr=!1,Yn=[];function Eo(){sr=!1;for(let r=0;r<Yn.length;r++)Fe(...Yn[r]);Yn.length=0}function _n(){ml||(Ha(cs),ml=!0)}function Ao(r,i=!1){ml=!0,sr=i,r(n),cs(),i&&Yn.length>0&&queueMicrotask(Eo)}n.batch=Ao;function cs(){if(Ul&&(wo(),Ul=!1),wn&&(fo(),wn=!1),ul){if(ge(M,zn,pe),ge(M,"top",Le),ge(M,tl,J),ge(M,nl,C),ge(E,zn,pe),ge(E,"top",Le),ge(E,tl,J),ge(E,nl,C),ge(g,tl,Ot),ge(g,nl,Qt),w.width=Pe(Ot*ie),w.height=Pe(Qt*ie),$.forEach(({_el:r,_show:i,_size:c,_pos:u,side:p})=>{if(r!=null)if(i){let b=p===3||p===0?c:0,v=p%2==1;ge(r,v?"left":"top",u-b),ge(r,v?"width":"height",c),ge(r,v?"top":"left",v?Le:pe),ge(r,v?"height":"width",v?C:J),Tr(r,un)}else lt(r,un)}),pl=Mn=Kl=Zl=Ql=Xl=er=tr=Jl=null,Ze=1,Zn(!0),pe!=vn||Le!=Xt||J!=_t||C!=en){Tn(!1);let r=J/_t,i=C/en;if(je&&!tn&&F.left>=0){F.left*=r,F.top*=i,En&&Rt(En,Pe(F.left),0,J,C),An&&Rt(An,0,Pe(F.top),J,C);for(let c=0;c<ut.length;c++){let u=ut[c];u!=null&&(Sn[c]*=r,kn[c]*=i,Rt(u,ht(Sn[c]),ht(kn[c]),J,C))}}if(be.show&&!fl&&be.left>=0&&be.width>0){be.left*=r,be.width*=r,be.top*=i,be.height*=i;for(let c in fr)ge(Pn,c,be[c])}vn=pe,Xt=Le,_t=J,en=C}Fe("setSize"),ul=!1}Ot>0&&Qt>0&&(m.clearRect(0,0,w.width,w.height),Fe("drawClear"),q.forEach(r=>r()),Fe("draw")),be.show&&fl&&(gl(be),fl=!1),je&&tn&&(sn(null,!0,!1),tn=!1),X.show&&X.live&&ct&&(cr(),ct=!1),d||(d=!0,n.status=1,Fe("ready")),qn=!1,ml=!1}n.redraw=(r,i)=>{wn=i||!1,r!==!1?Bt(P,_.min,_.max):_n()};function ir(r,i){let c=T[r];if(c.from==null){if(Ie==0){let u=c.range(n,i.min,i.max,r);i.min=u[0],i.max=u[1]}if(i.min>i.max){let u=i.min;i.min=i.max,i.max=u}if(Ie>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==P&&c.distr==2&&Ie>0&&(i.min=kt(i.min,t[0]),i.max=kt(i.max,t[0]),i.min==i.max&&i.max++),H[r]=i,Ul=!0,_n()}}n.setScale=ir;let or,ar,En,An,us,fs,Ln,Dn,ds,ps,he,xe,jt=!1,Ve=F.drag,Oe=Ve.x,He=Ve.y;je&&(F.x&&(or=pt(ia,E)),F.y&&(ar=pt(oa,E)),_.ori==0?(En=or,An=ar):(En=ar,An=or),he=F.left,xe=F.top);let be=n.select=Ee({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),Pn=be.show?pt(sa,be.over?E:M):null;function gl(r,i){if(be.show){for(let c in r)be[c]=r[c],c in fr&&ge(Pn,c,r[c]);i!==!1&&Fe("setSelect")}}n.setSelect=gl;function Lo(r){if(S[r].show)Ae&&Tr(Se[r],un);else if(Ae&&lt(Se[r],un),je){let c=yn?ut[0]:ut[r];c!=null&&Rt(c,-10,-10,J,C)}}function Bt(r,i,c){ir(r,{min:i,max:c})}function At(r,i,c,u){i.focus!=null&&zo(r),i.show!=null&&S.forEach((p,b)=>{b>0&&(r==b||r==null)&&(p.show=i.show,Lo(b),s==2?(Bt(p.facets[0].scale,null,null),Bt(p.facets[1].scale,null,null)):Bt(p.scale,null,null),_n())}),c!==!1&&Fe("setSeries",r,i),u&&Qn("setSeries",n,r,i)}n.setSeries=At;function Do(r,i){Ee(U[r],i)}function Po(r,i){r.fill=te(r.fill||null),r.dir=re(r.dir,-1),i=i??U.length,U.splice(i,0,r)}function Ro(r){r==null?U.length=0:U.splice(r,1)}n.addBand=Po,n.setBand=Do,n.delBand=Ro;function Co(r,i){S[r].alpha=i,je&&ut[r]!=null&&(ut[r].style.opacity=i),Ae&&Se[r]&&(Se[r].style.opacity=i)}let Ht,Gt,rn,Rn={focus:!0};function zo(r){if(r!=rn){let i=r==null,c=Et.alpha!=1;S.forEach((u,p)=>{if(s==1||p>0){let b=i||p==0||p==r;u._focus=i?null:b,c&&Co(p,b?1:Et.alpha)}}),rn=r,c&&_n()}}Ae&&xn&&Be(Fs,oe,r=>{F._lock||(nn(r),rn!=null&&At(null,Rn,!0,_e.setSeries))});function Lt(r,i,c){let u=T[i];c&&(r=r/ie-(u.ori==1?Le:pe));let p=J;u.ori==1&&(p=C,r=p-r),u.dir==-1&&(r=p-r);let b=u._min,v=u._max,y=r/p,k=b+(v-b)*y,L=u.distr;return L==3?Fn(10,k):L==4?Ma(k,u.asinh):L==100?u.bwd(k):k}function Oo(r,i){let c=Lt(r,P,i);return kt(c,t[0],Ce,ze)}n.valToIdx=r=>kt(r,t[0]),n.posToIdx=Oo,n.posToVal=Lt,n.valToPos=(r,i,c)=>T[i].ori==0?o(r,T[i],c?Je:J,c?Xe:0):a(r,T[i],c?gt:C,c?at:0),n.setCursor=(r,i,c)=>{he=r.left,xe=r.top,sn(null,i,c)};function hs(r,i){ge(Pn,zn,be.left=r),ge(Pn,tl,be.width=i)}function bs(r,i){ge(Pn,"top",be.top=r),ge(Pn,nl,be.height=i)}let Kn=_.ori==0?hs:bs,Jn=_.ori==1?hs:bs;function Ho(){if(Ae&&X.live)for(let r=s==2?1:0;r<S.length;r++){if(r==0&&ot)continue;let i=X.values[r],c=0;for(let u in i)Tt[r][c++].firstChild.nodeValue=i[u]}}function cr(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((c,u)=>{ce[u]=c}):Aa(r.idx)||ce.fill(r.idx),X.idx=ce[0]),Ae&&X.live){for(let c=0;c<S.length;c++)(c>0||s==1&&!ot)&&Fo(c,ce[c]);Ho()}ct=!1,i!==!1&&Fe("setLegend")}n.setLegend=cr;function Fo(r,i){let c=S[r],u=r==0&&A==2?vt:t[r],p;ot?p=c.values(n,r,i)??Vt:(p=c.value(n,i==null?null:u[i],r,i),p=p==null?Vt:{_:p}),X.values[r]=p}function sn(r,i,c){ds=he,ps=xe,[he,xe]=F.move(n,he,xe),F.left=he,F.top=xe,je&&(En&&Rt(En,Pe(he),0,J,C),An&&Rt(An,0,Pe(xe),J,C));let u,p=Ce>ze;Ht=fe,Gt=null;let b=_.ori==0?J:C,v=_.ori==1?J:C;if(he<0||Ie==0||p){u=F.idx=null;for(let y=0;y<S.length;y++){let k=ut[y];k!=null&&Rt(k,-10,-10,J,C)}xn&&At(null,Rn,!0,r==null&&_e.setSeries),X.live&&(ce.fill(u),ct=!0)}else{let y,k,L;s==1&&(y=_.ori==0?he:xe,k=Lt(y,P),u=F.idx=kt(k,t[0],Ce,ze),L=R(t[0][u],_,b,0));let D=-10,z=-10,Y=0,se=0,le=!0,ee="",B="";for(let N=s==2?1:0;N<S.length;N++){let me=S[N],ke=ce[N],Ne=ke==null?null:s==1?t[N][ke]:t[N][1][ke],ue=F.dataIdx(n,N,u,k),Me=ue==null?null:s==1?t[N][ue]:t[N][1][ue];if(ct=ct||Me!=Ne||ue!=ke,ce[N]=ue,N>0&&me.show){let et=ue==null?-10:ue==u?L:R(s==1?t[0][ue]:t[N][0][ue],_,b,0),Ge=Me==null?-10:j(Me,s==1?T[me.scale]:T[me.facets[1].scale],v,0);if(xn&&Me!=null){let ft=_.ori==1?he:xe,wt=Re(Et.dist(n,N,ue,Ge,ft));if(wt<Ht){let Dt=Et.bias;if(Dt!=0){let tt=Lt(ft,me.scale),dt=Me>=0?1:-1,xt=tt>=0?1:-1;xt==dt&&(xt==1?Dt==1?Me>=tt:Me<=tt:Dt==1?Me<=tt:Me>=tt)&&(Ht=wt,Gt=N)}else Ht=wt,Gt=N}}if(ct||yn){let ft,wt;_.ori==0?(ft=et,wt=Ge):(ft=Ge,wt=et);let Dt,tt,dt,xt,Pt,Ue,nt=!0,on=We.bbox;if(on!=null){nt=!1;let qe=on(n,N);dt=qe.left,xt=qe.top,Dt=qe.width,tt=qe.height}else dt=ft,xt=wt,Dt=tt=We.size(n,N);if(Ue=We.fill(n,N),Pt=We.stroke(n,N),yn)N==Gt&&Ht<=Et.prox&&(D=dt,z=xt,Y=Dt,se=tt,le=nt,ee=Ue,B=Pt);else{let qe=ut[N];qe!=null&&(Sn[N]=dt,kn[N]=xt,Bs(qe,Dt,tt,nt),Ws(qe,Ue,Pt),Rt(qe,ht(dt),ht(xt),J,C))}}}}if(yn){let N=Et.prox,me=rn==null?Ht<=N:Ht>N||Gt!=rn;if(ct||me){let ke=ut[0];ke!=null&&(Sn[0]=D,kn[0]=z,Bs(ke,Y,se,le),Ws(ke,ee,B),Rt(ke,ht(D),ht(z),J,C))}}}if(be.show&&jt)if(r!=null){let[y,k]=_e.scales,[L,D]=_e.match,[z,Y]=r.cursor.sync.scales,se=r.cursor.drag;if(Oe=se._x,He=se._y,Oe||He){let{left:le,top:ee,width:B,height:N}=r.select,me=r.scales[z].ori,ke=r.posToVal,Ne,ue,Me,et,Ge,ft=y!=null&&L(y,z),wt=k!=null&&D(k,Y);ft&&Oe?(me==0?(Ne=le,ue=B):(Ne=ee,ue=N),Me=T[y],et=R(ke(Ne,z),Me,b,0),Ge=R(ke(Ne+ue,z),Me,b,0),Kn(Mt(et,Ge),Re(Ge-et))):Kn(0,b),wt&&He?(me==1?(Ne=le,ue=B):(Ne=ee,ue=N),Me=T[k],et=j(ke(Ne,Y),Me,v,0),Ge=j(ke(Ne+ue,Y),Me,v,0),Jn(Mt(et,Ge),Re(Ge-et))):Jn(0,v)}else dr()}else{let y=Re(ds-us),k=Re(ps-fs);if(_.ori==1){let Y=y;y=k,k=Y}Oe=Ve.x&&y>=Ve.dist,He=Ve.y&&k>=Ve.dist;let L=Ve.uni;L!=null?Oe&&He&&(Oe=y>=L,He=k>=L,!Oe&&!He&&(k>y?He=!0:Oe=!0)):Ve.x&&Ve.y&&(Oe||He)&&(Oe=He=!0);let D,z;Oe&&(_.ori==0?(D=Ln,z=he):(D=Dn,z=xe),Kn(Mt(D,z),Re(z-D)),He||Jn(0,v)),He&&(_.ori==1?(D=Ln,z=he):(D=Dn,z=xe),Jn(Mt(D,z),Re(z-D)),Oe||Kn(0,b)),!Oe&&!He&&(Kn(0,0),Jn(0,0))}if(Ve._x=Oe,Ve._y=He,r==null){if(c){if(_s!=null){let[y,k]=_e.scales;_e.values[0]=y!=null?Lt(_.ori==0?he:xe,y):null,_e.values[1]=k!=null?Lt(_.ori==1?he:xe,k):null}Qn(gr,n,he,xe,J,C,u)}if(xn){let y=c&&_e.setSeries,k=Et.prox;rn==null?Ht<=k&&At(Gt,Rn,!0,y):Ht>k?At(null,Rn,!0,y):Gt!=rn&&At(Gt,Rn,!0,y)}}ct&&(X.idx=u,cr()),i!==!1&&Fe("setCursor")}let Ut=null;Object.defineProperty(n,"rect",{get(){return Ut==null&&Zn(!1),Ut}});function Zn(r=!1){r?Ut=null:(Ut=E.getBoundingClientRect(),Fe("syncRect",Ut))}function ms(r,i,c,u,p,b,v){F._lock||jt&&r!=null&&r.movementX==0&&r.movementY==0||(ur(r,i,c,u,p,b,v,!1,r!=null),r!=null?sn(null,!0,!0):sn(i,!0,!1))}function ur(r,i,c,u,p,b,v,y,k){if(Ut==null&&Zn(!1),nn(r),r!=null)c=r.clientX-Ut.left,u=r.clientY-Ut.top;else{if(c<0||u<0){he=-10,xe=-10;return}let[L,D]=_e.scales,z=i.cursor.sync,[Y,se]=z.values,[le,ee]=z.scales,[B,N]=_e.match,me=i.axes[0].side%2==1,ke=_.ori==0?J:C,Ne=_.ori==1?J:C,ue=me?b:p,Me=me?p:b,et=me?u:c,Ge=me?c:u;if(le!=null?c=B(L,le)?f(Y,T[L],ke,0):-10:c=ke*(et/ue),ee!=null?u=N(D,ee)?f(se,T[D],Ne,0):-10:u=Ne*(Ge/Me),_.ori==1){let ft=c;c=u,u=ft}}k&&(i==null||i.cursor.event.type==gr)&&((c<=1||c>=J-1)&&(c=an(c,J)),(u<=1||u>=C-1)&&(u=an(u,C))),y?(us=c,fs=u,[Ln,Dn]=F.move(n,c,u)):(he=c,xe=u)}let fr={width:0,height:0,left:0,top:0};function dr(){gl(fr,!1)}let gs,vs,ws,xs;function ys(r,i,c,u,p,b,v){jt=!0,Oe=He=Ve._x=Ve._y=!1,ur(r,i,c,u,p,b,v,!0,!1),r!=null&&(Be(vr,kr,Ss,!1),Qn(Os,n,Ln,Dn,J,C,null));let{left:y,top:k,width:L,height:D}=be;gs=y,vs=k,ws=L,xs=D}function Ss(r,i,c,u,p,b,v){jt=Ve._x=Ve._y=!1,ur(r,i,c,u,p,b,v,!1,!0);let{left:y,top:k,width:L,height:D}=be,z=L>0||D>0,Y=gs!=y||vs!=k||ws!=L||xs!=D;if(z&&Y&&gl(be),Ve.setScale&&z&&Y){let se=y,le=L,ee=k,B=D;if(_.ori==1&&(se=k,le=D,ee=y,B=L),Oe&&Bt(P,Lt(se,P),Lt(se+le,P)),He)for(let N in T){let me=T[N];N!=P&&me.from==null&&me.min!=fe&&Bt(N,Lt(ee+B,N),Lt(ee,N))}dr()}else F.lock&&(F._lock=!F._lock,sn(i,!0,r!=null));r!=null&&(gn(vr,kr),Qn(vr,n,he,xe,J,C,null))}function No(r,i,c,u,p,b,v){if(F._lock)return;nn(r);let y=jt;if(jt){let k=!0,L=!0,D=10,z,Y;_.ori==0?(z=Oe,Y=He):(z=He,Y=Oe),z&&Y&&(k=he<=D||he>=J-D,L=xe<=D||xe>=C-D),z&&k&&(he=he<Ln?0:J),Y&&L&&(xe=xe<Dn?0:C),sn(null,!0,!0),jt=!1}he=-10,xe=-10,ce.fill(null),sn(null,!0,!0),y&&(jt=y)}function ks(r,i,c,u,p,b,v){F._lock||(nn(r),Yl(),dr(),r!=null&&Qn(Ns,n,he,xe,J,C,null))}function Ms(){$.forEach(Bc),ql(n.width,n.height,!0)}fn(El,Hn,Ms);let Cn={};Cn.mousedown=ys,Cn.mousemove=ms,Cn.mouseup=Ss,Cn.dblclick=ks,Cn.setSeries=(r,i,c,u)=>{let p=_e.match[2];c=p(n,i,c),c!=-1&&At(c,u,!0,!1)},je&&(Be(Os,E,ys),Be(gr,E,ms),Be(Hs,E,r=>{nn(r),Zn(!1)}),Be(Fs,E,No),Be(Ns,E,ks),Pr.add(n),n.syncRect=Zn);let vl=n.hooks=e.hooks||{};function Fe(r,i,c){sr?Yn.push([r,i,c]):r in vl&&vl[r].forEach(u=>{u.call(null,n,i,c)})}(e.plugins||[]).forEach(r=>{for(let i in r.hooks)vl[i]=(vl[i]||[]).concat(r.hooks[i])});let Ts=(r,i,c)=>c,_e=Ee({key:null,setSeries:!1,filters:{pub:Ks,sub:Ks},scales:[P,S[1]?S[1].scale:null],match:[Js,Js,Ts],values:[null,null]},F.sync);_e.match.length==2&&_e.match.push(Ts),F.sync=_e;let _s=_e.key,pr=Ui(_s);function Qn(r,i,c,u,p,b,v){_e.filters.pub(r,i,c,u,p,b,v)&&pr.pub(r,i,c,u,p,b,v)}pr.sub(n);function $o(r,i,c,u,p,b,v){_e.filters.sub(r,i,c,u,p,b,v)&&Cn[r](null,i,c,u,p,b,v)}n.pub=$o;function Io(){pr.unsub(n),Pr.delete(n),Zt.clear(),_r(El,Hn,Ms),h.remove(),oe?.remove(),Fe("destroy")}n.destroy=Io;function hr(){Fe("init",e,t),ns(t||e.data,!1),H[P]?ir(P,H[P]):Yl(),fl=be.show&&(be.width>0||be.height>0),tn=ct=!0,ql(e.width,e.height)}return S.forEach(es),$.forEach(vo),l?l instanceof HTMLElement?(l.appendChild(h),hr()):l(n,hr):hr(),n}$e.assign=Ee;$e.fmtNum=Nr;$e.rangeNum=Al;$e.rangeLog=Pl;$e.rangeAsinh=Hr;$e.orient=pn;$e.pxRatio=ie;$e.join=Oa;$e.fmtDate=Ir,$e.tzDate=Ua;$e.sync=Ui;{$e.addGap=Ac,$e.clipGaps=zl;let e=$e.paths={points:Qi};e.linear=eo,e.stepped=Pc,e.bars=Rc,e.spline=zc}var Gc=["#dbe4ef","#9dbbe0","#5d8fd0","#1d5fd1","#0a2f7a"],Uc=["#2a3644","#2f5277","#3f7bbb","#6ea8fe","#d6e8ff"],qc=new Intl.NumberFormat("en-US",{maximumSignificantDigits:4}),Te=e=>e==null||!Number.isFinite(e)?"\u2013":qc.format(e).replace(/^-/,"\u2212"),Jt=e=>typeof e=="number"?Number.isInteger(e)?Nt(e):Te(e):e===!0||e===!1||e===null?{true:"yes",false:"no",null:"none"}[String(e)]:String(e??"\u2013");function Nl(e,t){if(e.kind==="choice"){let s=e.options??[],o=s.findIndex(a=>a===t);return o<0?null:s.length<2?.5:o/(s.length-1)}if(typeof t!="number")return null;let[l,n]=[e.low??0,e.high??1];return l===n?.5:e.log?Math.log(t/l)/Math.log(n/l):(t-l)/(n-l)}function ro(e,t){if(e.kind==="choice"){let f=e.options??[];return{titles:f.map(Jt),of:d=>f.indexOf(d)}}let l=[...new Set(t.filter(f=>typeof f=="number"))];if(l.sort((f,d)=>f-d),l.length<=24)return{titles:l.map(Jt),of:f=>l.indexOf(f)};let[n,s]=[e.low??0,e.high??1];if(e.kind==="int"&&!e.log)return Kc(n,s);let o=20,a=f=>e.log?n*(s/n)**(f/o):n+(s-n)*f/o;return{titles:Array.from({length:o},(f,d)=>`${Te(a(d))} to ${Te(a(d+1))}`),of:f=>{let d=Nl(e,f);return d===null?-1:Math.min(o-1,Math.max(0,Math.floor(d*o)))}}}var Yc=(e,t)=>e===t?String(e):`${e} to ${t}`;function Kc(e,t){let l=Math.ceil((t-e+1)/24),n=[];for(let s=e;s<=t;s+=l)n.push(Yc(s,Math.min(s+l-1,t)));return{titles:n,of:s=>typeof s=="number"?Math.floor((s-e)/l):-1}}function ol(e,t){let l=e.high-e.low,n=l>0?(t-e.low)/l:1,s=Math.min(1,Math.max(0,n));return e.plan.objectives?.[0]?.maximize===!1?1-s:s}var it=e=>e[1]==="complete"?e[2][0]??null:null,qr=e=>e==="dark"?Uc:Gc;function al(e,t){let l=qr(e),n=t*(l.length-1),s=Math.min(Math.floor(n),l.length-2),o=(f,d)=>parseInt(f.slice(1+2*d,3+2*d),16);return`rgb(${[0,1,2].map(f=>{let[d,h]=[o(l[s],f),o(l[s+1],f)];return Math.round(d+(h-d)*(n-s))}).join(",")})`}var so=300;function io({low:e,high:t}){let l=(t-e)*.08||Math.abs(t)*.1||1;return[e-l,t+l]}var $l=class{element;place=x("div",{role:"img","aria-label":"Best value"});outside=x("span",{class:"rb-soft"});sized;plot=null;drawn=null;improved=[];frame=0;width=0;constructor(){let t=x("p",{class:"rb-legend"},x("span",{class:"rb-legend-trial"},"a trial, by its number"),x("span",{class:"rb-legend-best"},"the best so far"),this.outside);this.element=x("div",{},t,this.place),this.sized=new ResizeObserver(()=>this.later()),this.sized.observe(this.element)}draw(t,l){[this.drawn,this.improved]=[t,l];let[,n]=l.at(-1)??[],s=t.plan.objectives?.[0]?.name??"value";this.place.setAttribute("aria-label",`${s} of ${t.rows.length} trials; the best so far is ${Te(n)}`);let[o,a]=io(t),f=t.rows.map(it).filter(d=>d!==null&&(d<o||d>a)).length;ye(this.outside,f?`${f} far off ${f===1?"is":"are"} not drawn`:""),this.later()}restyle(){this.plot?.destroy(),this.plot=null,this.later()}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect(),this.plot?.destroy()}later(){this.frame||(this.frame=requestAnimationFrame(()=>this.paint()))}paint(){this.frame=0;let t=Math.floor(this.element.clientWidth);!this.drawn||t<80||(this.plot?t!==this.width&&this.plot.setSize({width:t,height:so}):this.plot=this.make(t),this.width=t,this.plot.setData(this.data(this.drawn)))}data(t){let l=t.rows.filter(d=>it(d)!==null).sort((d,h)=>d[0]-h[0]),n=[],s=[],o=[],a=0,f=null;for(let d of l){for(;a<this.improved.length&&this.improved[a][0]<=d[0];)f=this.improved[a++][1];n.push(d[0]),s.push(it(d)),o.push(f)}return[n,s,o]}make(t){let l=getComputedStyle(this.element),n=f=>l.getPropertyValue(f).trim(),o={font:`11px ${l.fontFamily}`,stroke:n("--rb-soft"),grid:{stroke:n("--rb-line"),width:1},ticks:{show:!1}},a=(f,d,h)=>this.drawn?io(this.drawn):[d,h];return new $e({width:t,height:so,legend:{show:!1},padding:[8,8,0,0],cursor:{show:!1},scales:{x:{time:!1,range:(f,d,h)=>d<h?[d,h]:[d-1,d+1]},y:{range:a}},axes:[{...o,size:30},{...o,size:54,values:(f,d)=>d.map(h=>Te(h))}],series:[{},{paths:()=>null,points:{show:!0,size:4,width:0,fill:n("--rb-dot"),stroke:n("--rb-dot")}},{stroke:n("--rb-accent"),width:2,points:{show:!1},paths:$e.paths.stepped({align:1})}]},[[],[],[]],this.place)}};var Bn=class{constructor(t,l,n){this.height=l;this.paint=n;this.element=x("canvas",{role:"img","aria-label":t,class:"rb-canvas"}),this.sized=new ResizeObserver(()=>this.draw()),this.sized.observe(this.element)}height;paint;element;sized;frame=0;draw(){this.frame||(this.frame=requestAnimationFrame(()=>this.now()))}label(t){this.element.getAttribute("aria-label")!==t&&this.element.setAttribute("aria-label",t)}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect()}now(){this.frame=0;let t=this.element.getContext("2d"),l=Math.floor(this.element.clientWidth),n=this.height();if(!t||l<60)return;let s=window.devicePixelRatio||1,[o,a]=[Math.round(l*s),Math.round(n*s)];(this.element.width!==o||this.element.height!==a)&&(this.element.width=o,this.element.height=a,this.element.style.height=`${n}px`),t.setTransform(s,0,0,s,0,0),t.clearRect(0,0,l,n);let f=getComputedStyle(this.element),d=M=>f.getPropertyValue(M).trim();t.font=`11px ${f.fontFamily}`;let h=this.element.closest("[data-theme]")?.dataset.theme??"light",[w,m,g]=[d("--rb-ink"),d("--rb-soft"),d("--rb-line")];this.paint({context:t,width:l,height:n,theme:h,ink:w,soft:m,line:g,accent:d("--rb-accent"),ground:d("--rb-ground")})}};var bt=74,Ct=8,Il=38,Vl=class{element;across=Yr("Across",()=>this.draw());up=Yr("Up",()=>this.draw());of=Yr("Of each cell",()=>this.draw());told=x("p",{class:"rb-soft rb-cell","aria-live":"polite"});canvas=new Bn("Heat map",()=>this.height,t=>this.paint(t));height=260;worst=x("span");best=x("span");ramp=x("span",{class:"rb-ramp"});drawn=null;cells=new Map;sides=[];at=null;constructor(){Kr(this.of.field,["mean","best"],"mean"),this.canvas.element.tabIndex=0,this.canvas.element.addEventListener("pointermove",n=>this.point(n)),this.canvas.element.addEventListener("keydown",n=>this.move(n));let t=x("span",{class:"rb-scale"},this.worst,this.ramp,this.best),l=x("div",{class:"rb-bar"},this.across.label,this.up.label,this.of.label,t);this.element=x("div",{},l,this.canvas.element,this.told),this.say()}draw(t=this.drawn){if(!t?.plan.dimensions)return;this.drawn=t;let l=t.plan.dimensions.map(o=>o.name);Kr(this.across.field,l,l[0]??""),Kr(this.up.field,l,l[1]??l[0]??""),this.count(t);let[n,s]=[this.across.field.value,this.up.field.value];this.canvas.label(`${this.of.field.value} ${t.plan.objectives?.[0]?.name??"value"} over ${n} and ${s}, ${this.cells.size} cells; arrow keys read them`),this.scale(t),this.canvas.draw()}scale(t){let l=t.plan.objectives?.[0]?.maximize!==!1,n=this.element.closest("[data-theme]")?.dataset.theme??"light";ye(this.worst,Te(l?t.low:t.high)),ye(this.best,Te(l?t.high:t.low)),this.ramp.style.background=`linear-gradient(to right, ${qr(n).join(", ")})`}destroy(){this.canvas.destroy()}count(t){let l=t.plan.dimensions,n=[this.across,this.up].map(({field:o})=>l.findIndex(a=>a.name===o.value));this.sides=n.map(o=>ro(l[o],t.rows.map(a=>a[3][o])));let s=t.plan.objectives?.[0]?.maximize===!1?Math.min:Math.max;this.cells=new Map;for(let o of t.rows){let a=it(o),[f,d]=n.map((w,m)=>this.sides[m].of(o[3][w]));if(a===null||f<0||d<0)continue;let h=this.cells.get(`${f},${d}`);h?Object.assign(h,{count:h.count+1,sum:h.sum+a,best:s(h.best,a)}):this.cells.set(`${f},${d}`,{count:1,sum:a,best:a})}}value(t){return this.of.field.value==="best"?t.best:t.sum/t.count}paint(t){let l=this.drawn,[n,s]=this.sides;if(!l||!n||!s)return;let[o,a]=[(t.width-bt-4)/n.titles.length,(this.height-Ct-Il)/s.titles.length],{context:f}=t;for(let[d,h]of this.cells){let[w,m]=d.split(",").map(Number);f.fillStyle=al(t.theme,ol(l,this.value(h))),f.fillRect(bt+w*o,Ct+(s.titles.length-1-m)*a,Math.max(o-1,1),Math.max(a-1,1))}if(f.strokeStyle=t.line,f.lineWidth=1,f.strokeRect(bt-.5,Ct-.5,t.width-bt-3,this.height-Ct-Il),this.titles(t,o,a),!!this.at)for(let[d,h]of[[t.ground,5],[t.accent,2]])f.strokeStyle=d,f.lineWidth=h,f.strokeRect(bt+this.at[0]*o,Ct+(s.titles.length-1-this.at[1])*a,o-1,a-1)}titles({context:t,width:l,soft:n,ink:s},o,a){let[f,d]=this.sides,h=this.height-Il;t.fillStyle=n,t.textAlign="center";let w=-1/0;f.titles.forEach((g,M)=>{let E=bt+(M+.5)*o,O=t.measureText(g).width/2;E-O<w||E+O>l||(w=E+O+8,t.fillText(g,E,h+14))}),t.textAlign="right";let m=Math.ceil(14/a);d.titles.forEach((g,M)=>{M%m===0&&t.fillText(g,bt-6,Ct+(d.titles.length-.5-M)*a+4,bt-22)}),t.fillStyle=s,t.textAlign="center",t.fillText(this.across.field.value,bt+(l-bt)/2,this.height-6),t.save(),t.translate(10,Ct+(h-Ct)/2),t.rotate(-Math.PI/2),t.fillText(this.up.field.value,0,0),t.restore()}point(t){let[l,n]=this.sides;if(!l||!n)return;let s=(this.canvas.element.clientWidth-bt-4)/l.titles.length,o=(this.height-Ct-Il)/n.titles.length,a=Math.floor((t.offsetX-bt)/s),f=n.titles.length-1-Math.floor((t.offsetY-Ct)/o),d=a>=0&&f>=0&&a<l.titles.length&&f<n.titles.length;this.choose(d?[a,f]:null)}move(t){let l={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[t.key],[n,s]=this.sides;if(!l||!n||!s)return;t.preventDefault();let[o,a]=this.at??[0,0],f=(h,w)=>Math.min(w-1,Math.max(0,h)),d=this.at?[o+l[0],a+l[1]]:[0,0];this.choose([f(d[0],n.titles.length),f(d[1],s.titles.length)])}choose(t){String(t)!==String(this.at)&&(this.at=t,this.say(),this.canvas.draw())}say(){let[t,l]=this.sides;if(!this.at||!t||!l){ye(this.told,"Point at a cell, or move over the map with the arrow keys, to read it.");return}let n=this.cells.get(this.at.join(",")),s=`${this.across.field.value} ${t.titles[this.at[0]]}, ${this.up.field.value} ${l.titles[this.at[1]]}`,o=n?`mean ${Te(n.sum/n.count)}, best ${Te(n.best)}, ${n.count} ${n.count===1?"trial":"trials"}`:"no complete trial";ye(this.told,`${s}: ${o}`)}};function Yr(e,t){let l=x("select",{change:t});return{field:l,label:x("label",{class:"rb-choice"},e,l)}}function Kr(e,t,l){e.options.length===t.length&&t.every((n,s)=>e.options[s]?.value===n)||(e.replaceChildren(...t.map(n=>x("option",{value:n},n))),e.value=l)}var ao=30,oo=22,Wl=260,jl=class{element;canvas=new Bn("Parallel coordinates",()=>Wl,t=>this.paint(t));drawn=null;constructor(){this.element=x("div",{},this.canvas.element)}draw(t){this.drawn=t;let l=(t.plan.dimensions??[]).map(s=>s.name).join(", "),n=t.best&&Object.entries(t.best.parameters).map(([s,o])=>`${s} ${Jt(o)}`);this.canvas.label(`Parallel coordinates of ${t.rows.length} trials over ${l}${n?`; the best has ${n.join(", ")}`:""}`),this.canvas.draw()}destroy(){this.canvas.destroy()}paint(t){let l=this.drawn;if(!l?.plan.dimensions)return;let n=l.plan.dimensions,s=34,o=62,a=M=>s+(t.width-s-o)*M/n.length,f=M=>Wl-oo-M*(Wl-ao-oo),d=l.high-l.low||1,h=(M,E)=>{let O=n.map((V,S)=>Nl(V,M[S]));if(O.some(V=>V===null))return null;let W=Math.min(1.04,Math.max(-.04,(E-l.low)/d));return[...O.map((V,S)=>[a(S),f(V)]),[a(n.length),f(W)]]};this.lines(t,l,h),n.forEach((M,E)=>Jc(t,M,a(E),f,E===0)),Zc(t,l,a(n.length),f);let w=l.best,m=w?.values[0];if(!w||m===null||m===void 0)return;let g=h(n.map(M=>w.parameters[M.name]),m);g&&Jr(t,g,t.accent,2.5,1)}lines(t,l,n){let s=[];for(let a of l.rows){let f=it(a);f!==null&&s.push([ol(l,f),a])}s.sort((a,f)=>a[0]-f[0]);let o=Math.max(.18,Math.min(.8,60/Math.max(s.length,1)));for(let[a,f]of s){let d=n(f[3],it(f));d&&Jr(t,d,al(t.theme,a),1,o+(1-o)*a**3)}}};function Jr({context:e},t,l,n,s){e.globalAlpha=s,e.strokeStyle=l,e.lineWidth=n,e.beginPath(),t.forEach(([o,a],f)=>f?e.lineTo(o,a):e.moveTo(o,a)),e.stroke(),e.globalAlpha=1}function hn({context:e,ground:t},l,n,s,o){e.lineWidth=3,e.lineJoin="round",e.strokeStyle=t,e.strokeText(l,n,s),e.fillStyle=o,e.fillText(l,n,s)}function Jc(e,t,l,n,s){let{context:o}=e;Jr(e,[[l,n(0)],[l,n(1)]],e.soft,1,1),o.textAlign=s?"left":"center";let a=s?2:l;if(hn(e,t.name+(t.log?" (log)":""),a,12,e.ink),t.kind!=="choice"){hn(e,Te(t.high),a,ao-5,e.soft),hn(e,Te(t.low),a,Wl-7,e.soft);return}let f=t.options??[];o.textAlign="left",f.slice(0,12).forEach(d=>hn(e,Jt(d),l+5,n(Nl(t,d)??0)+4,e.ink))}function Zc(e,t,l,n){let s=t.plan.objectives?.[0];for(let o=0;o<60;o++){let a=t.low+(o+.5)/60*(t.high-t.low);e.context.fillStyle=al(e.theme,ol(t,a)),e.context.fillRect(l,n((o+1)/60),8,n(o/60)-n((o+1)/60)+.5)}e.context.textAlign="right",hn(e,s?.name??"",e.width-2,12,e.ink),e.context.textAlign="left",hn(e,Te(t.high),l+12,n(1)+4,e.soft),hn(e,Te(t.low),l+12,n(0)+4,e.soft)}var Qc=50,Xc=200,eu={running:["\u25B6","good"],stopped:["\u275A\u275A","warn"],complete:["\u2713","good"],failed:["\u2716","bad"]},Zr=["Best first","Newest first","Failed"],Bl=class{constructor(t){this.ask=t;this.orders=Zr.map(l=>x("button",{type:"button",class:"rb-filter","aria-pressed":l===this.order,click:()=>this.choose(l)},l)),this.orders.forEach((l,n)=>l.setAttribute("aria-pressed",String(Zr[n]===this.order))),this.heatSection=Xn("Two parameters",this.heat.element),this.pictures=x("div",{hidden:!0},x("div",{class:"rb-grid"},Xn("Best value so far",this.line.element),this.heatSection),Xn("Parameters of every trial",this.parallel.element)),this.element=x("div",{},x("div",{class:"rb-top"},x("div",{},this.title,this.subtitle),x("div",{class:"rb-buttons"},this.state,this.stop,this.resume)),this.failure,this.answer,x("div",{class:"rb-progress"},this.bar,this.progress),this.best,this.pictures,Xn("Trials",x("div",{class:"rb-bar"},...this.orders),this.list))}ask;element;title=x("h2",{},"Study");subtitle=x("p",{class:"rb-soft"});state=x("span",{class:"rb-state",role:"status"});stop=x("button",{type:"button",click:()=>this.command("stop")},"Stop");resume=x("button",{type:"button",class:"rb-go",click:()=>this.command("resume")},"Resume");answer=x("p",{class:"rb-answer",role:"status"});failure=x("p",{class:"rb-failure",role:"alert",hidden:!0});bar=x("div",{class:"rb-meter",role:"progressbar","aria-label":"Trials","aria-valuemin":0},x("div",{class:"rb-fill"}));progress=x("p",{});best=x("div",{class:"rb-best"});line=new $l;parallel=new jl;heat=new Vl;list=x("div",{});orders;heatSection;pictures;table=null;order="Best first";rows=new Map;plan={};status={};improved=[];due=0;columns="";show(t,l,n){[this.plan,this.status,this.improved]=[t,l,n],this.later()}take(t,l){l&&this.rows.clear();for(let n of t)this.rows.set(n[0],n);this.later()}restyle(){this.line.restyle(),this.parallel.draw(this.drawn()),this.heat.draw()}destroy(){clearTimeout(this.due);for(let t of[this.line,this.parallel,this.heat])t.destroy()}later(){this.due||(this.due=window.setTimeout(()=>this.draw(),this.columns?Xc:0))}draw(){this.due=0;let{plan:t,status:l}=this;if(!t.dimensions)return;let n=this.drawn();this.head(),this.told(),yt(this.pictures,n.rows.some(s=>it(s)!==null)),this.line.draw(n,this.improved),this.parallel.draw(n),yt(this.heatSection,t.dimensions.length>1),t.dimensions.length>1&&this.heat.draw(n),this.trials(l)}drawn(){let t=[...this.rows.values()],l=t.map(it).filter(o=>o!==null).sort((o,a)=>o-a),n=o=>l[Math.round(o*(l.length-1))]??0,s=this.plan.objectives?.[0]?.maximize!==!1;return{plan:this.plan,rows:t,best:this.status.best??null,low:n(s?.02:0),high:n(s?1:.98)}}head(){let{plan:t,status:l}=this,n=l.state??"unknown",[s,o]=eu[n]??["?",""];ye(this.title,t.name??"Study"),ye(this.subtitle,`${t.strategy} on ${t.bundle}, ${t.start} to ${t.end}, ${t.search} search`),ye(this.state,`${s} ${l.stopping?"stopping":n}`),Ft(this.state,"tone",l.stopping?"warn":o),yt(this.stop,n==="running"),this.stop.disabled=!!l.stopping;let a=(l.wanted??0)>(l.ended??0);yt(this.resume,!!l.can_go_on&&a&&(n==="stopped"||n==="failed"));let f=l.unreadable??(n==="failed"?l.reason:"")??"";ye(this.failure,f),yt(this.failure,f!=="")}told(){let{wanted:t=0,ended:l=0,running:n=0,failed:s=0,pruned:o=0,rate:a,eta:f,made:d=0,state:h,can_go_on:w}=this.status;this.bar.setAttribute("aria-valuemax",String(t)),this.bar.setAttribute("aria-valuenow",String(l)),this.bar.firstElementChild.style.width=`${t?100*Math.min(l,t)/t:0}%`;let m=[`${Nt(l)} of ${Nt(t)} trials`];n&&h==="running"&&m.push(`${n} running`),s&&m.push(`${Nt(s)} failed`),o&&m.push(`${Nt(o)} pruned`),h==="running"&&a&&m.push(`${Te(a)} a second`,`about ${br(f??0)} left`),d>l&&m.push(`${Nt(d)} trials were ever made on ${this.plan.bundle}`),h==="stopped"&&!w&&m.push("to go on, call rb.optimize with its strategy and space"),ye(this.progress,m.join(" \xB7 ")),this.tiles()}tiles(){let t=this.status.best,l=JSON.stringify(t??null);if(this.best.dataset.told===l)return;if(this.best.dataset.told=l,!t){this.best.replaceChildren(x("p",{class:"rb-empty"},"No trial is complete yet."));return}let n=this.plan.objectives??[],s=(o,a,f=!1)=>x("div",{class:f?"rb-tile rb-own":"rb-tile"},x("dt",{},o),x("dd",{},a));this.best.replaceChildren(x("h3",{},`Best so far: trial ${t.number}`),x("dl",{class:"rb-tiles rb-flow"},...n.map((o,a)=>s(o.name,Te(t.values[a]),!0)),...Object.entries(t.parameters).map(([o,a])=>s(o,Jt(a)))))}choose(t){this.order=t,this.orders.forEach((l,n)=>l.setAttribute("aria-pressed",String(Zr[n]===t))),this.trials(this.status)}trials(t){let l=[...this.plan.objectives??[],...this.plan.dimensions??[]].map(o=>o.name).join(`
`);(l!==this.columns||!this.table)&&(this.columns=l,this.table=new wl("Listed trials",nu(this.plan),"No such trial."),this.list.replaceChildren(this.table.element)),ye(this.orders[2],`Failed (${Nt(t.failed??0)})`);let n=this.plan.objectives?.[0]?.maximize===!1?1:-1,s=[...this.rows.values()].filter(o=>this.order==="Failed"?o[1]==="failed":!0);if(this.order==="Best first"){let o=a=>{let f=it(a);return f===null?1/0:n*f};s.sort((a,f)=>o(a)-o(f)||a[0]-f[0])}else s.sort((o,a)=>a[0]-o[0]);this.table.draw(s.slice(0,Qc),o=>o[1])}command(t){ye(this.answer,t==="stop"?"Stopping: trials under way are begun again when it goes on.":"Going on."),Ft(this.answer,"tone",""),this.ask(t).then(()=>ye(this.answer,""),l=>{ye(this.answer,l.message),Ft(this.answer,"tone","bad")})}},tu=e=>e<1?`${Te(e*1e3)}\xA0ms`:br(e);function nu(e){return[{title:"Trial",cell:t=>String(t[0])},{title:"State",text:!0,cell:t=>t[1]},...(e.objectives??[]).map((t,l)=>({title:t.name,cell:n=>Te(n[2][l]),exact:n=>String(n[2][l]??"")})),...(e.dimensions??[]).map((t,l)=>({title:t.name,cell:n=>Jt(n[3][l]),exact:n=>String(n[3][l])})),{title:"Took",cell:t=>tu(t[5])},{title:"Error",text:!0,cell:t=>t[4]}]}var co=`.rb-study {
  /* Orange is for losses; no hue is as far from blue as this to all eyes. */
  --rb-accent: var(--rb-ink);
  --rb-dot: #5d8fd0;
}
.rb-study[data-theme="dark"] {
  --rb-dot: #4d7fc0;
}
.rb-study .rb-progress {
  margin-top: 12px;
}
.rb-study .rb-progress p {
  margin-top: 5px;
  color: var(--rb-soft);
}
.rb-study .rb-best {
  margin-top: 14px;
}
.rb-study .rb-tiles.rb-flow {
  display: flex;
  flex-wrap: wrap;
  margin-top: 0;
}
.rb-study .rb-flow .rb-tile {
  flex: 1 1 90px;
}
.rb-study .rb-own dd {
  font-weight: 700;
}
.rb-study .rb-canvas {
  display: block;
  width: 100%;
}
.rb-study canvas:focus-visible {
  outline: 3px solid var(--rb-equity);
  outline-offset: 2px;
}
.rb-study .rb-scale {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  color: var(--rb-soft);
  font-size: 12px;
}
.rb-study .rb-ramp {
  width: 72px;
  height: 10px;
  border-radius: 3px;
}
.rb-study .rb-legend-trial,
.rb-study .rb-legend-best {
  display: inline-flex;
  gap: 6px;
  align-items: center;
}
.rb-study .rb-legend-trial::before {
  content: "";
  width: 6px;
  height: 6px;
  border-radius: 50%;
  background: var(--rb-dot);
}
.rb-study .rb-legend-best::before {
  content: "";
  width: 14px;
  height: 2px;
  background: var(--rb-accent);
}
.rb-study .rb-cell {
  min-height: 18px;
  font-size: 12px;
}
.rb-study select {
  border: 1px solid var(--rb-edge);
  border-radius: 6px;
  padding: 3px 6px;
  background: var(--rb-ground);
  color: var(--rb-ink);
  font: inherit;
}
.rb-study select:focus-visible {
  outline: 3px solid var(--rb-equity);
  outline-offset: 2px;
}
.rb-study label.rb-choice {
  display: inline-flex;
  gap: 6px;
  align-items: center;
}
.rb-study tr[data-kind="failed"] td:nth-child(2) {
  color: var(--rb-bad);
  font-weight: 600;
}
.rb-study tr[data-kind="failed"] td:last-child {
  min-width: 220px;
}
.rb-study .rb-answer:empty {
  display: none;
}
.rb-study .rb-answer {
  margin-top: 8px;
}
.rb-study .rb-scroll {
  max-height: 380px;
  overflow-y: auto;
}
`;var Gl=class{element=x("fieldset",{},x("legend",{},"Space"));ranges=[];draw(t,l){let n=l.strategy===t?.key?l.space??{}:null;this.ranges=(t?.parameters??[]).map(a=>ru(a,n));let s=t?"This strategy declares no parameter.":"Choose a strategy, or run the cell that defines one.",o=this.ranges.map(a=>su(a));this.element.replaceChildren(x("legend",{},"Space"),...o.length?o:[x("p",{class:"rb-empty"},s)])}values(){let t=this.ranges.filter(l=>l.used.checked);return Object.fromEntries(t.map(({parameter:l,fields:n})=>[l.name,{kind:l.kind,...Object.fromEntries(Object.entries(n).map(([s,o])=>[s,o.type==="checkbox"?o.checked:o.value]))}]))}};function ru(e,t){let l=t?.[e.name],n=e.kind==="int"||e.kind==="float",s=x("input",{type:"checkbox"});s.checked=t?l!==void 0:n;let o={},a=(f,d)=>{o[f]=x("input",{type:"text",inputmode:n?"decimal":null,"aria-label":`${e.name}: ${f}`}),o[f].value=String(l?.[f]??d)};if(n){let f=Number(e.default),d=e.kind==="int";a("low",d?Math.max(1,Math.floor(f/2)):f/2),a("high",d?Math.max(2,Math.ceil(f*2)):f*2),a("step",d?1:""),o.log=x("input",{type:"checkbox","aria-label":`${e.name}: logarithmic`}),o.log.checked=!!l?.log}else e.kind==="text"&&a("options",e.default);return{parameter:e,used:s,fields:o}}function su({parameter:e,used:t,fields:l}){let n=x("label",{class:"rb-tick"},t,`${e.name} (${String(e.default)})`);return e.kind==="flag"?x("div",{class:"rb-range"},n,x("span",{class:"rb-soft rb-wide"},"yes and no")):e.kind==="text"?x("div",{class:"rb-range"},n,De("Options, with commas between",l.options,"rb-wide")):x("div",{class:"rb-range"},n,De("Low",l.low),De("High",l.high),De("Step",l.step),x("label",{class:"rb-tick"},l.log,"log"))}function iu({model:e,el:t}){let l=new xl(e),n=(A,R)=>l.ask(A,R),s=()=>e.get("last")??{},o=new Gl,a=new Sl(n,A=>o.draw(A,s())),f=x("select",{}),d=x("select",{}),h=x("select",{}),w=x("input",{type:"text",inputmode:"numeric",placeholder:"grid: all, else 100"}),m=x("input",{type:"text",placeholder:"derived from its settings"}),g=x("select",{}),M=x("p",{class:"rb-answer",role:"status"}),E=(A,R=!1)=>{ye(M,A),Ft(M,"tone",R?"bad":"")},O=A=>{A.then(()=>E(""),R=>E(R.message,!0))},W=A=>{A.preventDefault(),E("Opening the bundle and starting.");let R={objective:f.value,search:d.value,executor:h.value};O(n("start",{...a.values(),...R,space:o.values(),trials:w.value,name:m.value}))},V=x("button",{type:"button",click:()=>O(n("open",{name:g.value}))},"Show"),S=x("div",{class:"rb-fields"});S.append(De("Objective",f),De("Search",d),De("Trials",w),De("Runs in",h),De("Name of the study",m));let $=x("form",{submit:W},a.element,o.element,x("fieldset",{},x("legend",{},"Search"),S),x("div",{class:"rb-actions"},x("button",{type:"submit",class:"rb-go"},"Start study"),M)),T=x("div",{class:"rb-actions"},De("Studies that are kept",g,"rb-choice"),V),U=new Bl(n),P=x("section",{class:"rb-study rb-shown","aria-label":"Study",hidden:!0},U.element),K=x("div",{class:"rb-console rb-runner",role:"region","aria-label":"Optimisation runner","data-lm-suppress-shortcuts":"true"},x("style",{},As,Ls,co,Ps),x("h2",{},"Optimisation runner"),$,T,P),q=!0,Z=()=>{let A=e.get("choices");if(!A?.strategies)return;let R=(H=[])=>H.map(Q=>[Q,Q.replaceAll("_"," ")]),j=s();qt(f,R(A.objectives),String(j.objective??"sharpe")),qt(d,R(A.searches),String(j.search??"bayesian")),qt(h,R(A.executors),String(j.executor??"processes")),q&&j.trials&&(w.value=String(j.trials)),q=!1,qt(g,(A.studies??[]).map(H=>[H.name,`${H.name}: ${H.state}, ${H.ended} of ${H.wanted}`])),yt(T,(A.studies??[]).length>0),a.draw(A,j)},G=()=>{let A=e.get("plan");yt(P,!!A?.name),Ft(P,"theme",K.dataset.theme??"light"),A?.name&&U.show(A,e.get("status"),e.get("improved"))};t.append(K);let _=[Ds(A=>{Ft(K,"theme",A),Ft(P,"theme",A),U.restyle()}),yl(e,"msg:custom",A=>{A.kind==="trials"?U.take(A.rows,!!A.all):l.hear(A)}),yl(e,"change:choices",Z),...["plan","status","improved"].map(A=>yl(e,`change:${A}`,G))];return Z(),G(),e.send({kind:"hello"}),()=>{for(let A of _)A();U.destroy(),K.remove()}}var nf={render:iu};export{nf as default,iu as render};
