/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var Ei='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var Ai=`.rb-console {
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
.rb-console .rb-tile:last-child {
  grid-column: auto / -1;
}
.rb-console .rb-tile dt {
  color: var(--rb-soft);
  font-size: 12px;
}
.rb-console .rb-tile dd {
  font-size: 17px;
  font-weight: 600;
  line-height: 1.35;
  white-space: nowrap;
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
  overflow-x: auto;
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
  white-space: nowrap;
}
.rb-console :is(th, td):last-child {
  padding-right: 0;
}
.rb-console th {
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
  grid-template-columns: 64px 86px minmax(0, 1fr);
  gap: 0 10px;
  border-bottom: 1px solid var(--rb-line);
  padding: 3px 0;
}
.rb-console .rb-events time {
  color: var(--rb-soft);
}
.rb-console .rb-events .rb-kind {
  font-weight: 550;
}
.rb-console .rb-events .rb-told {
  overflow-wrap: anywhere;
}
.rb-console .rb-events li[data-grave="true"] .rb-kind {
  color: var(--rb-bad);
}
.rb-console .rb-events li[data-grave="true"] .rb-kind::before {
  content: "\\25a0\\00a0";
}
.rb-console .rb-column {
  min-width: 0;
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
}
@container (min-width: 760px) {
  .rb-console .rb-grid {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
}
`;function x(e,t={},...n){let l=document.createElement(e);for(let[i,o]of Object.entries(t))typeof o=="function"?l.addEventListener(i,o):o===!0?l.setAttribute(i,""):o!==!1&&o!==null&&o!==void 0&&l.setAttribute(i,String(o));return l.append(...n.filter(i=>!!i)),l}function Te(e,t){e.textContent!==t&&(e.textContent=t)}function Ft(e,t,n){e.dataset[t]!==n&&(e.dataset[t]=n)}function Pt(e,t){e.hidden===t&&(e.hidden=!t)}var wn=class{constructor(t,n,l){this.columns=n;let i=n.map(a=>x("th",{scope:"col",class:a.text?"rb-text":null},a.title));this.table=x("table",{"aria-label":t},x("thead",{},x("tr",{},...i)),this.body),this.empty=x("p",{class:"rb-empty"},l);let o=x("div",{class:"rb-scroll",tabindex:0,role:"region","aria-label":t},this.table);this.element=x("div",{},o,this.empty),this.draw([])}columns;element;body=x("tbody");table;empty;drawn="";draw(t,n){let l=JSON.stringify(t);l!==this.drawn&&(this.drawn=l,Pt(this.table.parentElement,t.length>0),Pt(this.empty,t.length===0),this.body.replaceChildren(...t.map(i=>x("tr",{"data-kind":n?.(i)},...this.columns.map(o=>x("td",{class:o.text?"rb-text":null,title:o.exact?.(i)},o.cell(i)))))))}};function Ql(e,...t){return x("section",{class:"rb-panel","aria-label":e},x("h3",{},e),...t)}function yn(e,t,n){return e.on(t,n),()=>e.off(t,n)}var xn=class{constructor(t){this.model=t}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(t,n={}){let l=`${this.prefix}-${++this.count}`;return new Promise((i,o)=>{this.waiting.set(l,a=>a.kind==="refused"?o(new Error(String(a.message))):i(a)),this.model.send({kind:t,id:l,...n})})}hear(t){let n=String(t.id);this.waiting.get(n)?.(t),this.waiting.delete(n)}};function Vo(){let{jpThemeLight:e,vscodeThemeKind:t}=document.body.dataset;return e!==void 0?e==="false"?"dark":"light":t!==void 0?/dark|high-contrast$/.test(t)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function Li(e){let t=matchMedia("(prefers-color-scheme: dark)"),n=()=>e(Vo()),l=new MutationObserver(n);return l.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),t.addEventListener("change",n),n(),()=>{l.disconnect(),t.removeEventListener("change",n)}}var Le=(e,t,n="")=>x("label",{class:n||null},e,t);function qt(e,t,n){let l=[...e.options].map(o=>[o.value,o.text]);if(JSON.stringify(l)===JSON.stringify(t))return;let i=e.value||n;e.replaceChildren(...t.map(([o,a])=>x("option",{value:o},a))),i!==void 0&&t.some(([o])=>o===i)&&(e.value=i)}var Sn=class{constructor(t,n){this.ask=t;this.changed=n;let l=x("button",{type:"button",click:()=>this.add()},"Add");this.place.addEventListener("keydown",i=>{i.key==="Enter"&&(i.preventDefault(),this.add())}),this.adding=x("details",{class:"rb-full",hidden:!0},x("summary",{},"Strategy from a file or module"),x("div",{class:"rb-bar"},Le("Place",this.place,"rb-grow"),l),this.added),this.element=x("div",{class:"rb-fields"},Le("Strategy",this.strategy),Le("Bundle",this.bundle),Le("Bars",this.frequency),Le("First session",this.start),Le("Last session",this.end),Le("Capital",this.capital),this.coverage,this.adding)}ask;changed;element;strategy=x("select",{change:()=>this.chosen()});bundle=x("select",{change:()=>this.covered()});frequency=x("select",{});start=x("input",{type:"date",required:!0});end=x("input",{type:"date",required:!0});capital=x("input",{type:"text",inputmode:"decimal",value:"100000",required:!0});coverage=x("p",{class:"rb-soft rb-full"});place=x("input",{type:"text",placeholder:"strategy.py:Class or package.module:Class"});added=x("p",{class:"rb-answer",role:"status"});adding;choices={};told="";draw(t,n){this.choices=t;let l=!this.told;this.adding.hidden=!t.takes_places,qt(this.strategy,(t.strategies??[]).map(i=>[i.key,i.title]),String(n.strategy??"")),qt(this.bundle,(t.bundles??[]).map(i=>[i.name,i.name]),String(n.bundle??"")),l&&n.capital&&(this.capital.value=String(n.capital)),this.covered(l?n:{}),this.chosen()}get chosenStrategy(){return this.choices.strategies?.find(t=>t.key===this.strategy.value)}values(){return{strategy:this.strategy.value,bundle:this.bundle.value,frequency:this.frequency.value,start:this.start.value,end:this.end.value,capital:this.capital.value.replaceAll(/[,_ ]/g,"")}}covered(t={}){let n=this.choices.bundles?.find(l=>l.name===this.bundle.value);if(!n){Te(this.coverage,this.choices.bundles?"There is no bundle yet: rustybt ingest sample":"");return}qt(this.frequency,n.frequencies.map(l=>[l,l]),String(t.frequency??"daily")),Te(this.coverage,`${n.name} holds ${n.assets} assets from ${n.first} to ${n.last}.`);for(let[l,i]of[[this.start,"start"],[this.end,"end"]])[l.min,l.max]=[n.first,n.last],t[i]&&(l.value=String(t[i])),(!l.value||l.value<n.first||l.value>n.last)&&(l.value=i==="start"?n.first:n.last)}chosen(){let t=this.chosenStrategy,n=JSON.stringify(t??null);n!==this.told&&(this.told=n,this.changed(t))}add(){this.ask("add",{place:this.place.value}).then(t=>{Te(this.added,"Added."),this.added.dataset.tone="";let n=String(t.key),l=i=>{[...this.strategy.options].some(o=>o.value===n)?(this.strategy.value=n,this.chosen()):i&&window.setTimeout(()=>l(i-1),200)};l(25)},t=>{Te(this.added,t.message),this.added.dataset.tone="bad"})}};var Di=`.rb-console .rb-fields {
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
.rb-console tr[data-kind="failed"] .rb-state-cell {
  color: var(--rb-bad);
  font-weight: 600;
}
`;var uu=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),jo=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),Bo=/^-/,Go=e=>e.replace(Bo,"\u2212");function $t(e){let t=Number(e);return e==null||e===""?"\u2013":Number.isFinite(t)?Go(jo.format(t)):String(e)}function mr(e){return e<10?`${Math.max(e,0).toFixed(1)}\xA0s`:e<120?`${Math.round(e)}\xA0s`:e<7200?`${Math.round(e/60)}\xA0min`:`${Math.round(e/3600)}\xA0h`}var Uo="uplot",qo="u-hz",Yo="u-vt",Ko="u-title",Jo="u-wrap",Zo="u-under",Qo="u-over",Xo="u-axis",cl="u-off",ea="u-select",ta="u-cursor-x",la="u-cursor-y",na="u-cursor-pt",ra="u-legend",ia="u-live",sa="u-inline",oa="u-series",aa="u-marker",Pi="u-label",ca="u-value",en="width",tn="height";var Ri="bottom",Cl="left",br="right",Cr="#000",Ci=Cr+"0",gr="mousemove",zi="mousedown",vr="mouseup",Oi="mouseenter",Hi="mouseleave",Fi="dblclick",ua="resize",fa="scroll",$i="change",En="dppxchange",zr="--",Il=typeof window<"u",kr=Il?document:null,Ol=Il?window:null,da=Il?navigator:null,se,kn;function Mr(){let e=devicePixelRatio;se!=e&&(se=e,kn&&_r($i,kn,Mr),kn=matchMedia(`(min-resolution: ${se-.001}dppx) and (max-resolution: ${se+.001}dppx)`),ul($i,kn,Mr),Ol.dispatchEvent(new CustomEvent(En)))}function nt(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function Tr(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function ge(e,t,n){e.style[t]=n+"px"}function xt(e,t,n,l){let i=kr.createElement(e);return t!=null&&nt(i,t),n?.insertBefore(i,l),i}function dt(e,t){return xt("div",e,t)}var Ni=new WeakMap;function Rt(e,t,n,l,i){let o="translate("+t+"px,"+n+"px)",a=Ni.get(e);o!=a&&(e.style.transform=o,Ni.set(e,o),t<0||n<0||t>l||n>i?nt(e,cl):Tr(e,cl))}var Ii=new WeakMap;function Vi(e,t,n){let l=t+n,i=Ii.get(e);l!=i&&(Ii.set(e,l),e.style.background=t,e.style.borderColor=n)}var Wi=new WeakMap;function ji(e,t,n,l){let i=t+""+n,o=Wi.get(e);i!=o&&(Wi.set(e,i),e.style.height=n+"px",e.style.width=t+"px",e.style.marginLeft=l?-t/2+"px":0,e.style.marginTop=l?-n/2+"px":0)}var Or={passive:!0},pa={...Or,capture:!0};function ul(e,t,n,l){t.addEventListener(e,n,l?pa:Or)}function _r(e,t,n,l){t.removeEventListener(e,n,Or)}Il&&Mr();function yt(e,t,n,l){let i;n=n||0,l=l||t.length-1;let o=l<=2147483647;for(;l-n>1;)i=o?n+l>>1:rt((n+l)/2),t[i]<e?n=i:l=i;return e-t[n]<=t[l]-e?n:l}function gs(e){return(n,l,i)=>{let o=-1,a=-1;for(let f=l;f<=i;f++)if(e(n[f])){o=f;break}for(let f=i;f>=l;f--)if(e(n[f])){a=f;break}return[o,a]}}var vs=e=>e!=null,ws=e=>e!=null&&e>0,Dn=gs(vs),ha=gs(ws);function ma(e,t,n,l=0,i=!1){let o=i?ha:Dn,a=i?ws:vs;[t,n]=o(e,t,n);let f=e[t],d=e[t];if(t>-1)if(l==1)f=e[t],d=e[n];else if(l==-1)f=e[n],d=e[t];else for(let h=t;h<=n;h++){let v=e[h];a(v)&&(v<f?f=v:v>d&&(d=v))}return[f??fe,d??-fe]}function Pn(e,t,n,l){let i=Ui(e),o=Ui(t);e==t&&(i==-1?(e*=n,t/=n):(e/=n,t*=n));let a=n==10?Nt:xs,f=i==1?rt:pt,d=o==1?pt:rt,h=f(a(Pe(e))),v=d(a(Pe(t))),m=Hl(n,h),g=Hl(n,v);return n==10&&(h<0&&(m=de(m,-h)),v<0&&(g=de(g,-v))),l||n==2?(e=m*i,t=g*o):(e=Ms(e,m),t=Rn(t,g)),[e,t]}function Hr(e,t,n,l){let i=Pn(e,t,n,l);return e==0&&(i[0]=0),t==0&&(i[1]=0),i}var Fr=.1,Bi={mode:3,pad:Fr},nn={pad:0,soft:null,mode:0},ba={min:nn,max:nn};function An(e,t,n,l){return Cn(n)?Gi(e,t,n):(nn.pad=n,nn.soft=l?0:null,nn.mode=l?3:0,Gi(e,t,ba))}function re(e,t){return e??t}function ga(e,t,n){for(t=re(t,0),n=re(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function Gi(e,t,n){let l=n.min,i=n.max,o=re(l.pad,0),a=re(i.pad,0),f=re(l.hard,-fe),d=re(i.hard,fe),h=re(l.soft,fe),v=re(i.soft,-fe),m=re(l.mode,0),g=re(i.mode,0),M=t-e,E=Nt(M),O=Ye(Pe(e),Pe(t)),W=Nt(O),V=Pe(W-E);(M<1e-24||V>10)&&(M=0,(e==0||t==0)&&(M=1e-24,m==2&&h!=fe&&(o=0),g==2&&v!=-fe&&(a=0)));let S=M||O||1e3,N=Nt(S),T=Hl(10,rt(N)),U=S*(M==0?e==0?.1:1:o),P=de(Ms(e-U,T/10),24),K=e>=h&&(m==1||m==3&&P<=h||m==2&&P>=h)?h:fe,q=Ye(f,P<K&&e>=K?K:St(K,P)),Z=S*(M==0?t==0?.1:1:a),G=de(Rn(t+Z,T/10),24),_=t<=v&&(g==1||g==3&&G>=v||g==2&&G<=v)?v:-fe,A=St(d,G>_&&t<=_?_:Ye(_,G));return q==A&&q==0&&(A=100),[q,A]}var va=new Intl.NumberFormat(Il?da.language:"en-US"),$r=e=>va.format(e),it=Math,_n=it.PI,Pe=it.abs,rt=it.floor,De=it.round,pt=it.ceil,St=it.min,Ye=it.max,Hl=it.pow,Ui=it.sign,Nt=it.log10,xs=it.log2,wa=(e,t=1)=>it.sinh(e)*t,wr=(e,t=1)=>it.asinh(e/t),fe=1/0;function qi(e){return(Nt((e^e>>31)-(e>>31))|0)+1}function Er(e,t,n){return St(Ye(e,t),n)}function ys(e){return typeof e=="function"}function te(e){return ys(e)?e:()=>e}var xa=()=>{},Ss=e=>e,ks=(e,t)=>t,ya=e=>null,Yi=e=>!0,Ki=(e,t)=>e==t,Sa=/\.\d*?(?=9{6,}|0{6,})/gm,fl=e=>{if(_s(e)||Kt.has(e))return e;let t=`${e}`,n=t.match(Sa);if(n==null)return e;let l=n[0].length-1;if(t.indexOf("e-")!=-1){let[i,o]=t.split("e");return+`${fl(i)}e${o}`}return de(e,l)};function ol(e,t){return fl(de(fl(e/t))*t)}function Rn(e,t){return fl(pt(fl(e/t))*t)}function Ms(e,t){return fl(rt(fl(e/t))*t)}function de(e,t=0){if(_s(e))return e;let n=10**t,l=e*n*(1+Number.EPSILON);return De(l)/n}var Kt=new Map;function Ts(e){return((""+e).split(".")[1]||"").length}function sn(e,t,n,l){let i=[],o=l.map(Ts);for(let a=t;a<n;a++){let f=Pe(a),d=de(Hl(e,a),f);for(let h=0;h<l.length;h++){let v=e==10?+`${l[h]}e${a}`:l[h]*d,m=(a>=0?0:f)+(a>=o[h]?0:o[h]),g=e==10?v:de(v,m);i.push(g),Kt.set(g,m)}}return i}var rn={},Nr=[],Fl=[null,null],Yt=Array.isArray,_s=Number.isInteger,ka=e=>e===void 0;function Ji(e){return typeof e=="string"}function Cn(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function Ma(e){return e!=null&&typeof e=="object"}var Ta=Object.getPrototypeOf(Uint8Array),Es="__proto__";function $l(e,t=Cn){let n;if(Yt(e)){let l=e.find(i=>i!=null);if(Yt(l)||t(l)){n=Array(e.length);for(let i=0;i<e.length;i++)n[i]=$l(e[i],t)}else n=e.slice()}else if(e instanceof Ta)n=e.slice();else if(t(e)){n={};for(let l in e)l!=Es&&(n[l]=$l(e[l],t))}else n=e;return n}function _e(e){let t=arguments;for(let n=1;n<t.length;n++){let l=t[n];for(let i in l)i!=Es&&(Cn(e[i])?_e(e[i],$l(l[i])):e[i]=$l(l[i]))}return e}var _a=0,Ea=1,Aa=2;function La(e,t,n){for(let l=0,i,o=-1;l<t.length;l++){let a=t[l];if(a>o){for(i=a-1;i>=0&&e[i]==null;)e[i--]=null;for(i=a+1;i<n&&e[i]==null;)e[o=i++]=null}}}function Da(e,t){if(Ca(e)){let a=e[0].slice();for(let f=1;f<e.length;f++)a.push(...e[f].slice(1));return za(a[0])||(a=Ra(a)),a}let n=new Set;for(let a=0;a<e.length;a++){let d=e[a][0],h=d.length;for(let v=0;v<h;v++)n.add(d[v])}let l=[Array.from(n).sort((a,f)=>a-f)],i=l[0].length,o=new Map;for(let a=0;a<i;a++)o.set(l[0][a],a);for(let a=0;a<e.length;a++){let f=e[a],d=f[0];for(let h=1;h<f.length;h++){let v=f[h],m=Array(i).fill(void 0),g=t?t[a][h]:Ea,M=[];for(let E=0;E<v.length;E++){let O=v[E],W=o.get(d[E]);O===null?g!=_a&&(m[W]=O,g==Aa&&M.push(W)):m[W]=O}La(m,M,i),l.push(m)}}return l}var Pa=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function Ra(e){let t=e[0],n=t.length,l=Array(n);for(let o=0;o<l.length;o++)l[o]=o;l.sort((o,a)=>t[o]-t[a]);let i=[];for(let o=0;o<e.length;o++){let a=e[o],f=Array(n);for(let d=0;d<n;d++)f[d]=a[l[d]];i.push(f)}return i}function Ca(e){let t=e[0][0],n=t.length;for(let l=1;l<e.length;l++){let i=e[l][0];if(i.length!=n)return!1;if(i!=t){for(let o=0;o<n;o++)if(i[o]!=t[o])return!1}}return!0}function za(e,t=100){let n=e.length;if(n<=1)return!0;let l=0,i=n-1;for(;l<=i&&e[l]==null;)l++;for(;i>=l&&e[i]==null;)i--;if(i<=l)return!0;let o=Ye(1,rt((i-l+1)/t));for(let a=e[l],f=l+o;f<=i;f+=o){let d=e[f];if(d!=null){if(d<=a)return!1;a=d}}return!0}var As=["January","February","March","April","May","June","July","August","September","October","November","December"],Ls=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Ds(e){return e.slice(0,3)}var Oa=Ls.map(Ds),Ha=As.map(Ds),Fa={MMMM:As,MMM:Ha,WWWW:Ls,WWW:Oa};function Xl(e){return(e<10?"0":"")+e}function $a(e){return(e<10?"00":e<100?"0":"")+e}var Na={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>Xl(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>Xl(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>Xl(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>Xl(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>Xl(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>$a(e.getMilliseconds())};function Ir(e,t){t=t||Fa;let n=[],l=/\{([a-z]+)\}|[^{]+/gi,i;for(;i=l.exec(e);)n.push(i[0][0]=="{"?Na[i[1]]:i[0]);return o=>{let a="";for(let f=0;f<n.length;f++)a+=typeof n[f]=="string"?n[f]:n[f](o,t);return a}}var Ia=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Va(e,t){let n;return t=="UTC"||t=="Etc/UTC"?n=new Date(+e+e.getTimezoneOffset()*6e4):t==Ia?n=e:(n=new Date(e.toLocaleString("en-US",{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}var Ps=e=>e%1==0,Ln=[1,2,2.5,5],Wa=sn(10,-32,0,Ln),Rs=sn(10,0,32,Ln),ja=Rs.filter(Ps),al=Wa.concat(Rs),Vr=`
`,Cs="{YYYY}",Zi=Vr+Cs,zs="{M}/{D}",ln=Vr+zs,Mn=ln+"/{YY}",Os="{aa}",Ba="{h}:{mm}",zl=Ba+Os,Qi=Vr+zl,Xi=":{ss}",ae=null;function Hs(e){let t=e*1e3,n=t*60,l=n*60,i=l*24,o=i*30,a=i*365,d=(e==1?sn(10,0,3,Ln).filter(Ps):sn(10,-3,0,Ln)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,l,l*2,l*3,l*4,l*6,l*8,l*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,o,o*2,o*3,o*4,o*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),h=[[a,Cs,ae,ae,ae,ae,ae,ae,1],[i*28,"{MMM}",Zi,ae,ae,ae,ae,ae,1],[i,zs,Zi,ae,ae,ae,ae,ae,1],[l,"{h}"+Os,Mn,ae,ln,ae,ae,ae,1],[n,zl,Mn,ae,ln,ae,ae,ae,1],[t,Xi,Mn+" "+zl,ae,ln+" "+zl,ae,Qi,ae,1],[e,Xi+".{fff}",Mn+" "+zl,ae,ln+" "+zl,ae,Qi,ae,1]];function v(m){return(g,M,E,O,W,V)=>{let S=[],N=W>=a,T=W>=o&&W<a,U=m(E),P=de(U*e,3),K=xr(U.getFullYear(),N?0:U.getMonth(),T||N?1:U.getDate()),q=de(K*e,3);if(T||N){let Z=T?W/o:0,G=N?W/a:0,_=P==q?P:de(xr(K.getFullYear()+G,K.getMonth()+Z,1)*e,3),A=new Date(De(_/e)),R=A.getFullYear(),j=A.getMonth();for(let H=0;_<=O;H++){let Q=xr(R+G*H,j+Z*H,1),I=Q-m(de(Q*e,3));_=de((+Q+I)*e,3),_<=O&&S.push(_)}}else{let Z=W>=i?i:W,G=rt(E)-rt(P),_=q+G+Rn(P-q,Z);S.push(_);let A=m(_),R=A.getHours()+A.getMinutes()/n+A.getSeconds()/l,j=W/l,H=g.axes[M]._space,Q=V/H;for(;_=de(_+W,e==1?0:3),!(_>O);)if(j>1){let I=rt(de(R+j,6))%24,le=m(_).getHours()-I;le>1&&(le=-1),_-=le*l,R=(R+j)%24;let ce=S[S.length-1];de((_-ce)/W,3)*Q>=.7&&S.push(_)}else S.push(_)}return S}}return[d,h,v]}var[Ga,Ua,qa]=Hs(1),[Ya,Ka,Ja]=Hs(.001);sn(2,-53,53,[1]);function es(e,t){return e.map(n=>n.map((l,i)=>i==0||i==8||l==null?l:t(i==1||n[8]==0?l:n[1]+l)))}function ts(e,t){return(n,l,i,o,a)=>{let f=t.find(E=>a>=E[0])||t[t.length-1],d,h,v,m,g,M;return l.map(E=>{let O=e(E),W=O.getFullYear(),V=O.getMonth(),S=O.getDate(),N=O.getHours(),T=O.getMinutes(),U=O.getSeconds(),P=W!=d&&f[2]||V!=h&&f[3]||S!=v&&f[4]||N!=m&&f[5]||T!=g&&f[6]||U!=M&&f[7]||f[1];return d=W,h=V,v=S,m=N,g=T,M=U,P(O)})}}function Za(e,t){let n=Ir(t);return(l,i,o,a,f)=>i.map(d=>n(e(d)))}function xr(e,t,n){return new Date(e,t,n)}function ls(e,t){return t(e)}var Qa="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function ns(e,t){return(n,l,i,o)=>o==null?zr:t(e(l))}function Xa(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function ec(e,t){return e.series[t].fill(e,t)}var tc={show:!0,live:!0,isolate:!1,mount:xa,markers:{show:!0,width:2,stroke:Xa,fill:ec,dash:"solid"},idx:null,idxs:null,values:[]};function lc(e,t){let n=e.cursor.points,l=dt(),i=n.size(e,t);ge(l,en,i),ge(l,tn,i);let o=i/-2;ge(l,"marginLeft",o),ge(l,"marginTop",o);let a=n.width(e,t,i);return a&&ge(l,"borderWidth",a),l}function nc(e,t){let n=e.series[t].points;return n._fill||n._stroke}function rc(e,t){let n=e.series[t].points;return n._stroke||n._fill}function ic(e,t){return e.series[t].points.size}var yr=[0,0];function sc(e,t,n){return yr[0]=t,yr[1]=n,yr}function Tn(e,t,n,l=!0){return i=>{i.button==0&&(!l||i.target==t)&&n(i)}}function Sr(e,t,n,l=!0){return i=>{(!l||i.target==t)&&n(i)}}var oc={show:!0,x:!0,y:!0,lock:!1,move:sc,points:{one:!1,show:lc,size:ic,width:0,stroke:rc,fill:nc},bind:{mousedown:Tn,mouseup:Tn,click:Tn,dblclick:Tn,mousemove:Sr,mouseleave:Sr,mouseenter:Sr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,l,i)=>l-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Fs={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Wr=_e({},Fs,{filter:ks}),$s=_e({},Wr,{size:10}),Ns=_e({},Fs,{show:!1}),jr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Is="bold "+jr,Vs=1.5,rs={show:!0,scale:"x",stroke:Cr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Is,side:2,grid:Wr,ticks:$s,border:Ns,font:jr,lineGap:Vs,rotate:0},ac="Value",cc="Time",is={show:!0,scale:"x",auto:!1,sorted:1,min:fe,max:-fe,idxs:[]};function uc(e,t,n,l,i){return t.map(o=>o==null?"":$r(o))}function fc(e,t,n,l,i,o,a){let f=[],d=Kt.get(i)||0;n=a?n:de(Rn(n,i),d);for(let h=n;h<=l;h=de(h+i,d))f.push(Object.is(h,-0)?0:h);return f}function Ar(e,t,n,l,i,o,a){let f=[],d=e.scales[e.axes[t].scale].log,h=d==10?Nt:xs,v=rt(h(n));i=Hl(d,v),d==10&&(i=al[yt(i,al)]);let m=n,g=i*d;d==10&&(g=al[yt(g,al)]);do f.push(m),m=m+i,d==10&&!Kt.has(m)&&(m=de(m,Kt.get(i))),m>=g&&(i=m,g=i*d,d==10&&(g=al[yt(g,al)]));while(m<=l);return f}function dc(e,t,n,l,i,o,a){let d=e.scales[e.axes[t].scale].asinh,h=l>d?Ar(e,t,Ye(d,n),l,i):[d],v=l>=0&&n<=0?[0]:[];return(n<-d?Ar(e,t,Ye(d,-l),-n,i):[d]).reverse().map(g=>-g).concat(v,h)}var Ws=/./,pc=/[12357]/,hc=/[125]/,ss=/1/,Lr=(e,t,n,l)=>e.map((i,o)=>t==4&&i==0||o%l==0&&n.test(i.toExponential()[i<0?1:0])?i:null);function mc(e,t,n,l,i){let o=e.axes[n],a=o.scale,f=e.scales[a],d=e.valToPos,h=o._space,v=d(10,a),m=d(9,a)-v>=h?Ws:d(7,a)-v>=h?pc:d(5,a)-v>=h?hc:ss;if(m==ss){let g=Pe(d(1,a)-v);if(g<h)return Lr(t.slice().reverse(),f.distr,m,pt(h/g)).reverse()}return Lr(t,f.distr,m,1)}function bc(e,t,n,l,i){let o=e.axes[n],a=o.scale,f=o._space,d=e.valToPos,h=Pe(d(1,a)-d(2,a));return h<f?Lr(t.slice().reverse(),3,Ws,pt(f/h)).reverse():t}function gc(e,t,n,l){return l==null?zr:t==null?"":$r(t)}var os={show:!0,scale:"y",stroke:Cr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Is,side:3,grid:Wr,ticks:$s,border:Ns,font:jr,lineGap:Vs,rotate:0};function vc(e,t){let n=3+(e||1)*2;return de(n*t,3)}function wc(e,t){let{scale:n,idxs:l}=e.series[0],i=e._data[0],o=e.valToPos(i[l[0]],n,!0),a=e.valToPos(i[l[1]],n,!0),f=Pe(a-o),d=e.series[t],h=f/(d.points.space*se);return l[1]-l[0]<=h}var as={scale:null,auto:!0,sorted:0,min:fe,max:-fe},js=(e,t,n,l,i)=>i,cs={show:!0,auto:!0,sorted:0,gaps:js,alpha:1,facets:[_e({},as,{scale:"x"}),_e({},as,{scale:"y"})]},us={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:js,alpha:1,points:{show:wc,filter:null},values:null,min:fe,max:-fe,idxs:[],path:null,clip:null};function xc(e,t,n,l,i){return n/10}var Bs={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},yc=_e({},Bs,{time:!1,ori:1}),fs={};function Gs(e,t){let n=fs[e];return n||(n={key:e,plots:[],sub(l){n.plots.push(l)},unsub(l){n.plots=n.plots.filter(i=>i!=l)},pub(l,i,o,a,f,d,h){for(let v=0;v<n.plots.length;v++)n.plots[v]!=i&&n.plots[v].pub(l,i,o,a,f,d,h)}},e!=null&&(fs[e]=n)),n}var Nl=1,Dr=2;function dl(e,t,n){let l=e.mode,i=e.series[t],o=l==2?e._data[t]:e._data,a=e.scales,f=e.bbox,d=o[0],h=l==2?o[1]:o[t],v=l==2?a[i.facets[0].scale]:a[e.series[0].scale],m=l==2?a[i.facets[1].scale]:a[i.scale],g=f.left,M=f.top,E=f.width,O=f.height,W=e.valToPosH,V=e.valToPosV;return v.ori==0?n(i,d,h,v,m,W,V,g,M,E,O,On,Vl,Fn,qs,Ks):n(i,d,h,v,m,V,W,M,g,O,E,Hn,Wl,Ur,Ys,Js)}function Br(e,t){let n=0,l=0,i=re(e.bands,Nr);for(let o=0;o<i.length;o++){let a=i[o];a.series[0]==t?n=a.dir:a.series[1]==t&&(a.dir==1?l|=1:l|=2)}return[n,l==1?-1:l==2?1:l==3?2:0]}function Sc(e,t,n,l,i){let o=e.mode,a=e.series[t],f=o==2?a.facets[1].scale:a.scale,d=e.scales[f];return i==-1?d.min:i==1?d.max:d.distr==3?d.dir==1?d.min:d.max:0}function It(e,t,n,l,i,o){return dl(e,t,(a,f,d,h,v,m,g,M,E,O,W)=>{let V=a.pxRound,S=h.dir*(h.ori==0?1:-1),N=h.ori==0?Vl:Wl,T,U;S==1?(T=n,U=l):(T=l,U=n);let P=V(m(f[T],h,O,M)),K=V(g(d[T],v,W,E)),q=V(m(f[U],h,O,M)),Z=V(g(o==1?v.max:v.min,v,W,E)),G=new Path2D(i);return N(G,q,Z),N(G,P,Z),N(G,P,K),G})}function zn(e,t,n,l,i,o){let a=null;if(e.length>0){a=new Path2D;let f=t==0?Fn:Ur,d=n;for(let m=0;m<e.length;m++){let g=e[m];if(g[1]>g[0]){let M=g[0]-d;M>0&&f(a,d,l,M,l+o),d=g[1]}}let h=n+i-d,v=10;h>0&&f(a,d,l-v/2,h,l+o+v)}return a}function kc(e,t,n){let l=e[e.length-1];l&&l[0]==t?l[1]=n:e.push([t,n])}function Gr(e,t,n,l,i,o,a){let f=[],d=e.length;for(let h=i==1?n:l;h>=n&&h<=l;h+=i)if(t[h]===null){let m=h,g=h;if(i==1)for(;++h<=l&&t[h]===null;)g=h;else for(;--h>=n&&t[h]===null;)g=h;let M=o(e[m]),E=g==m?M:o(e[g]),O=m-i;M=a<=0&&O>=0&&O<d?o(e[O]):M;let V=g+i;E=a>=0&&V>=0&&V<d?o(e[V]):E,E>=M&&f.push([M,E])}return f}function ds(e){return e==0?Ss:e==1?De:t=>ol(t,e)}function Us(e){let t=e==0?On:Hn,n=e==0?(i,o,a,f,d,h)=>{i.arcTo(o,a,f,d,h)}:(i,o,a,f,d,h)=>{i.arcTo(a,o,d,f,h)},l=e==0?(i,o,a,f,d)=>{i.rect(o,a,f,d)}:(i,o,a,f,d)=>{i.rect(a,o,d,f)};return(i,o,a,f,d,h=0,v=0)=>{h==0&&v==0?l(i,o,a,f,d):(h=St(h,f/2,d/2),v=St(v,f/2,d/2),t(i,o+h,a),n(i,o+f,a,o+f,a+d,h),n(i,o+f,a+d,o,a+d,v),n(i,o,a+d,o,a,v),n(i,o,a,o+f,a,h),i.closePath())}}var On=(e,t,n)=>{e.moveTo(t,n)},Hn=(e,t,n)=>{e.moveTo(n,t)},Vl=(e,t,n)=>{e.lineTo(t,n)},Wl=(e,t,n)=>{e.lineTo(n,t)},Fn=Us(0),Ur=Us(1),qs=(e,t,n,l,i,o)=>{e.arc(t,n,l,i,o)},Ys=(e,t,n,l,i,o)=>{e.arc(n,t,l,i,o)},Ks=(e,t,n,l,i,o,a)=>{e.bezierCurveTo(t,n,l,i,o,a)},Js=(e,t,n,l,i,o,a)=>{e.bezierCurveTo(n,t,i,l,a,o)};function Zs(e){return(t,n,l,i,o)=>dl(t,n,(a,f,d,h,v,m,g,M,E,O,W)=>{let{pxRound:V,points:S}=a,N,T;h.ori==0?(N=On,T=qs):(N=Hn,T=Ys);let U=de(S.width*se,3),P=(S.size-S.width)/2*se,K=de(P*2,3),q=new Path2D,Z=new Path2D,{left:G,top:_,width:A,height:R}=t.bbox;Fn(Z,G-K,_-K,A+K*2,R+K*2);let j=H=>{if(d[H]!=null){let Q=V(m(f[H],h,O,M)),I=V(g(d[H],v,W,E));N(q,Q+P,I),T(q,Q,I,P,0,_n*2)}};if(o)o.forEach(j);else for(let H=l;H<=i;H++)j(H);return{stroke:U>0?q:null,fill:q,clip:Z,flags:Nl|Dr}})}function Qs(e){return(t,n,l,i,o,a)=>{l!=i&&(o!=l&&a!=l&&e(t,n,l),o!=i&&a!=i&&e(t,n,i),e(t,n,a))}}var Mc=Qs(Vl),Tc=Qs(Wl);function Xs(e){let t=re(e?.alignGaps,0);return(n,l,i,o)=>dl(n,l,(a,f,d,h,v,m,g,M,E,O,W)=>{[i,o]=Dn(d,i,o);let V=a.pxRound,S=R=>V(m(R,h,O,M)),N=R=>V(g(R,v,W,E)),T,U;h.ori==0?(T=Vl,U=Mc):(T=Wl,U=Tc);let P=h.dir*(h.ori==0?1:-1),K={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Nl},q=K.stroke,Z=!1;if(o-i>=O*4){let R=F=>n.posToVal(F,h.key,!0),j=null,H=null,Q,I,Ke,ve=S(f[P==1?i:o]),le=S(f[i]),ce=S(f[o]),X=R(P==1?le+1:ce-1);for(let F=P==1?i:o;F>=i&&F<=o;F+=P){let Ee=f[F],we=(P==1?Ee<X:Ee>X)?ve:S(Ee),oe=d[F];we==ve?oe!=null?(I=oe,j==null?(T(q,we,N(I)),Q=j=H=I):I<j?j=I:I>H&&(H=I)):oe===null&&(Z=!0):(j!=null&&U(q,ve,N(j),N(H),N(Q),N(I)),oe!=null?(I=oe,T(q,we,N(I)),j=H=Q=I):(j=H=null,oe===null&&(Z=!0)),ve=we,X=R(ve+P))}j!=null&&j!=H&&Ke!=ve&&U(q,ve,N(j),N(H),N(Q),N(I))}else for(let R=P==1?i:o;R>=i&&R<=o;R+=P){let j=d[R];j===null?Z=!0:j!=null&&T(q,S(f[R]),N(j))}let[_,A]=Br(n,l);if(a.fill!=null||_!=0){let R=K.fill=new Path2D(q),j=a.fillTo(n,l,a.min,a.max,_),H=N(j),Q=S(f[i]),I=S(f[o]);P==-1&&([I,Q]=[Q,I]),T(R,I,H),T(R,Q,H)}if(!a.spanGaps){let R=[];Z&&R.push(...Gr(f,d,i,o,P,S,t)),K.gaps=R=a.gaps(n,l,i,o,R),K.clip=zn(R,h.ori,M,E,O,W)}return A!=0&&(K.band=A==2?[It(n,l,i,o,q,-1),It(n,l,i,o,q,1)]:It(n,l,i,o,q,A)),K})}function _c(e){let t=re(e.align,1),n=re(e.ascDesc,!1),l=re(e.alignGaps,0),i=re(e.extend,!1);return(o,a,f,d)=>dl(o,a,(h,v,m,g,M,E,O,W,V,S,N)=>{[f,d]=Dn(m,f,d);let T=h.pxRound,{left:U,width:P}=o.bbox,K=le=>T(E(le,g,S,W)),q=le=>T(O(le,M,N,V)),Z=g.ori==0?Vl:Wl,G={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Nl},_=G.stroke,A=g.dir*(g.ori==0?1:-1),R=q(m[A==1?f:d]),j=K(v[A==1?f:d]),H=j,Q=j;i&&t==-1&&(Q=U,Z(_,Q,R)),Z(_,j,R);for(let le=A==1?f:d;le>=f&&le<=d;le+=A){let ce=m[le];if(ce==null)continue;let X=K(v[le]),F=q(ce);t==1?Z(_,X,R):Z(_,H,F),Z(_,X,F),R=F,H=X}let I=H;i&&t==1&&(I=U+P,Z(_,I,R));let[Ke,ve]=Br(o,a);if(h.fill!=null||Ke!=0){let le=G.fill=new Path2D(_),ce=h.fillTo(o,a,h.min,h.max,Ke),X=q(ce);Z(le,I,X),Z(le,Q,X)}if(!h.spanGaps){let le=[];le.push(...Gr(v,m,f,d,A,K,l));let ce=h.width*se/2,X=n||t==1?ce:-ce,F=n||t==-1?-ce:ce;le.forEach(Ee=>{Ee[0]+=X,Ee[1]+=F}),G.gaps=le=h.gaps(o,a,f,d,le),G.clip=zn(le,g.ori,W,V,S,N)}return ve!=0&&(G.band=ve==2?[It(o,a,f,d,_,-1),It(o,a,f,d,_,1)]:It(o,a,f,d,_,ve)),G})}function ps(e,t,n,l,i,o,a=fe){if(e.length>1){let f=null;for(let d=0,h=1/0;d<e.length;d++)if(t[d]!==void 0){if(f!=null){let v=Pe(e[d]-e[f]);v<h&&(h=v,a=Pe(n(e[d],l,i,o)-n(e[f],l,i,o)))}f=d}}return a}function Ec(e){e=e||rn;let t=re(e.size,[.6,fe,1]),n=e.align||0,l=e.gap||0,i=e.radius;i=i==null?[0,0]:typeof i=="number"?[i,0]:i;let o=te(i),a=1-t[0],f=re(t[1],fe),d=re(t[2],1),h=re(e.disp,rn),v=re(e.each,M=>{}),{fill:m,stroke:g}=h;return(M,E,O,W)=>dl(M,E,(V,S,N,T,U,P,K,q,Z,G,_)=>{let A=V.pxRound,R=n,j=l*se,H=f*se,Q=d*se,I,Ke;T.ori==0?[I,Ke]=o(M,E):[Ke,I]=o(M,E);let ve=T.dir*(T.ori==0?1:-1),le=T.ori==0?Fn:Ur,ce=T.ori==0?v:(C,pe,Ae,gl,Xt,Tt,el)=>{v(C,pe,Ae,Xt,gl,el,Tt)},X=re(M.bands,Nr).find(C=>C.series[0]==E),F=X!=null?X.dir:0,Ee=V.fillTo(M,E,V.min,V.max,F),je=A(K(Ee,U,_,Z)),we,oe,mt,Qe=G,ye=A(V.width*se),Mt=!1,zt=null,st=null,Vt=null,hl=null;m!=null&&(ye==0||g!=null)&&(Mt=!0,zt=m.values(M,E,O,W),st=new Map,new Set(zt).forEach(C=>{C!=null&&st.set(C,new Path2D)}),ye>0&&(Vt=g.values(M,E,O,W),hl=new Map,new Set(Vt).forEach(C=>{C!=null&&hl.set(C,new Path2D)})));let{x0:ml,size:Bl}=h;if(ml!=null&&Bl!=null){R=1,S=ml.values(M,E,O,W),ml.unit==2&&(S=S.map(Ae=>M.posToVal(q+Ae*G,T.key,!0)));let C=Bl.values(M,E,O,W);Bl.unit==2?oe=C[0]*G:oe=P(C[0],T,G,q)-P(0,T,G,q),Qe=ps(S,N,P,T,G,q,Qe),mt=Qe-oe+j}else Qe=ps(S,N,P,T,G,q,Qe),mt=Qe*a+j,oe=Qe-mt;mt<1&&(mt=0),ye>=oe/2&&(ye=0),mt<5&&(A=Ss);let cn=mt>0,Zt=Qe-mt-(cn?ye:0);oe=A(Er(Zt,Q,H)),we=(R==0?oe/2:R==ve?0:oe)-R*ve*((R==0?j/2:0)+(cn?ye/2:0));let Be={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},bl=Mt?null:new Path2D,Ot=null;if(X!=null)Ot=M.data[X.series[1]];else{let{y0:C,y1:pe}=h;C!=null&&pe!=null&&(N=pe.values(M,E,O,W),Ot=C.values(M,E,O,W))}let Qt=I*oe,J=Ke*oe;for(let C=ve==1?O:W;C>=O&&C<=W;C+=ve){let pe=N[C];if(pe==null)continue;if(Ot!=null){let Je=Ot[C]??0;if(pe-Je==0)continue;je=K(Je,U,_,Z)}let Ae=T.distr!=2||h!=null?S[C]:C,gl=P(Ae,T,G,q),Xt=K(re(pe,Ee),U,_,Z),Tt=A(gl-we),el=A(Ye(Xt,je)),Xe=A(St(Xt,je)),ot=el-Xe;if(pe!=null){let Je=pe<0?J:Qt,bt=pe<0?Qt:J;Mt?(ye>0&&Vt[C]!=null&&le(hl.get(Vt[C]),Tt,Xe+rt(ye/2),oe,Ye(0,ot-ye),Je,bt),zt[C]!=null&&le(st.get(zt[C]),Tt,Xe+rt(ye/2),oe,Ye(0,ot-ye),Je,bt)):le(bl,Tt,Xe+rt(ye/2),oe,Ye(0,ot-ye),Je,bt),ce(M,E,C,Tt-ye/2,Xe,oe+ye,ot)}}return ye>0?Be.stroke=Mt?hl:bl:Mt||(Be._fill=V.width==0?V._fill:V._stroke??V._fill,Be.width=0),Be.fill=Mt?st:bl,Be})}function Ac(e,t){let n=re(t?.alignGaps,0);return(l,i,o,a)=>dl(l,i,(f,d,h,v,m,g,M,E,O,W,V)=>{[o,a]=Dn(h,o,a);let S=f.pxRound,N=I=>S(g(I,v,W,E)),T=I=>S(M(I,m,V,O)),U,P,K;v.ori==0?(U=On,K=Vl,P=Ks):(U=Hn,K=Wl,P=Js);let q=v.dir*(v.ori==0?1:-1),Z=N(d[q==1?o:a]),G=Z,_=[],A=[];for(let I=q==1?o:a;I>=o&&I<=a;I+=q)if(h[I]!=null){let ve=d[I],le=N(ve);_.push(G=le),A.push(T(h[I]))}let R={stroke:e(_,A,U,K,P,S),fill:null,clip:null,band:null,gaps:null,flags:Nl},j=R.stroke,[H,Q]=Br(l,i);if(f.fill!=null||H!=0){let I=R.fill=new Path2D(j),Ke=f.fillTo(l,i,f.min,f.max,H),ve=T(Ke);K(I,G,ve),K(I,Z,ve)}if(!f.spanGaps){let I=[];I.push(...Gr(d,h,o,a,q,N,n)),R.gaps=I=f.gaps(l,i,o,a,I),R.clip=zn(I,v.ori,E,O,W,V)}return Q!=0&&(R.band=Q==2?[It(l,i,o,a,j,-1),It(l,i,o,a,j,1)]:It(l,i,o,a,j,Q)),R})}function Lc(e){return Ac(Dc,e)}function Dc(e,t,n,l,i,o){let a=e.length;if(a<2)return null;let f=new Path2D;if(n(f,e[0],t[0]),a==2)l(f,e[1],t[1]);else{let d=Array(a),h=Array(a-1),v=Array(a-1),m=Array(a-1);for(let g=0;g<a-1;g++)v[g]=t[g+1]-t[g],m[g]=e[g+1]-e[g],h[g]=v[g]/m[g];d[0]=h[0];for(let g=1;g<a-1;g++)h[g]===0||h[g-1]===0||h[g-1]>0!=h[g]>0?d[g]=0:(d[g]=3*(m[g-1]+m[g])/((2*m[g]+m[g-1])/h[g-1]+(m[g]+2*m[g-1])/h[g]),isFinite(d[g])||(d[g]=0));d[a-1]=h[a-2];for(let g=0;g<a-1;g++)i(f,e[g]+m[g]/3,t[g]+d[g]*m[g]/3,e[g+1]-m[g]/3,t[g+1]-d[g+1]*m[g]/3,e[g+1],t[g+1])}return f}var Pr=new Set;function hs(){for(let e of Pr)e.syncRect(!0)}Il&&(ul(ua,Ol,hs),ul(fa,Ol,hs,!0),ul(En,Ol,()=>{Ne.pxRatio=se}));var Pc=Xs(),Rc=Zs();function ms(e,t,n,l){return(l?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((o,a)=>Rr(o,a,t,n))}function Cc(e,t){return e.map((n,l)=>l==0?{}:_e({},t,n))}function Rr(e,t,n,l){return _e({},t==0?n:l,e)}function eo(e,t,n){return t==null?Fl:[t,n]}var zc=eo;function Oc(e,t,n){return t==null?Fl:An(t,n,Fr,!0)}function to(e,t,n,l){return t==null?Fl:Pn(t,n,e.scales[l].log,!1)}var Hc=to;function lo(e,t,n,l){return t==null?Fl:Hr(t,n,e.scales[l].log,!1)}var Fc=lo;function $c(e,t,n,l,i){let o=Ye(qi(e),qi(t)),a=t-e,f=yt(i/l*a,n);do{let d=n[f],h=l*d/a;if(h>=i&&o+(d<5?Kt.get(d):0)<=17)return[d,h]}while(++f<n.length);return[0,0]}function bs(e){let t,n;return e=e.replace(/(\d+)px/,(l,i)=>(t=De((n=+i)*se))+"px"),[e,t,n]}function Nc(e){e.show&&[e.font,e.labelFont].forEach(t=>{let n=de(t[2]*se,1);t[0]=t[0].replace(/[0-9.]+px/,n+"px"),t[1]=n})}function Ne(e,t,n){let l={mode:re(e.mode,1)},i=l.mode;function o(r,s,c,u){let p=s.valToPct(r);return u+c*(s.dir==-1?1-p:p)}function a(r,s,c,u){let p=s.valToPct(r);return u+c*(s.dir==-1?p:1-p)}function f(r,s,c,u){return s.ori==0?o(r,s,c,u):a(r,s,c,u)}l.valToPosH=o,l.valToPosV=a;let d=!1;l.status=0;let h=l.root=dt(Uo);if(e.id!=null&&(h.id=e.id),nt(h,e.class),e.title){let r=dt(Ko,h);r.textContent=e.title}let v=xt("canvas"),m=l.ctx=v.getContext("2d"),g=dt(Jo,h);ul("click",g,r=>{r.target===E&&(he!=Al||xe!=Ll)&&Ve.click(l,r)},!0);let M=l.under=dt(Zo,g);g.appendChild(v);let E=l.over=dt(Qo,g);e=$l(e);let O=+re(e.pxAlign,1),W=ds(O);(e.plugins||[]).forEach(r=>{r.opts&&(e=r.opts(l,e)||e)});let V=e.ms||.001,S=l.series=i==1?ms(e.series||[],is,us,!1):Cc(e.series||[null],cs),N=l.axes=ms(e.axes||[],rs,os,!0),T=l.scales={},U=l.bands=e.bands||[];U.forEach(r=>{r.fill=te(r.fill||null),r.dir=re(r.dir,-1)});let P=i==2?S[1].facets[0].scale:S[0].scale,K={axes:Mo,series:wo},q=(e.drawOrder||["axes","series"]).map(r=>K[r]);function Z(r){let s=r.distr==3?c=>Nt(c>0?c:r.clamp(l,c,r.min,r.max,r.key)):r.distr==4?c=>wr(c,r.asinh):r.distr==100?c=>r.fwd(c):c=>c;return c=>{let u=s(c),{_min:p,_max:b}=r,w=b-p;return(u-p)/w}}function G(r){let s=T[r];if(s==null){let c=(e.scales||rn)[r]||rn;if(c.from!=null){G(c.from);let u=_e({},T[c.from],c,{key:r});u.valToPct=Z(u),T[r]=u}else{s=T[r]=_e({},r==P?Bs:yc,c),s.key=r;let u=s.time,p=s.range,b=Yt(p);if((r!=P||i==2&&!u)&&(b&&(p[0]==null||p[1]==null)&&(p={min:p[0]==null?Bi:{mode:1,hard:p[0],soft:p[0]},max:p[1]==null?Bi:{mode:1,hard:p[1],soft:p[1]}},b=!1),!b&&Cn(p))){let w=p;p=(y,k,L)=>k==null?Fl:An(k,L,w)}s.range=te(p||(u?zc:r==P?s.distr==3?Hc:s.distr==4?Fc:eo:s.distr==3?to:s.distr==4?lo:Oc)),s.auto=te(b?!1:s.auto),s.clamp=te(s.clamp||xc),s._min=s._max=null,s.valToPct=Z(s)}}}G("x"),G("y"),i==1&&S.forEach(r=>{G(r.scale)}),N.forEach(r=>{G(r.scale)});for(let r in e.scales)G(r);let _=T[P],A=_.distr,R,j;_.ori==0?(nt(h,qo),R=o,j=a):(nt(h,Yo),R=a,j=o);let H={};for(let r in T){let s=T[r];(s.min!=null||s.max!=null)&&(H[r]={min:s.min,max:s.max},s.min=s.max=null)}let Q=e.tzDate||(r=>new Date(De(r/V))),I=e.fmtDate||Ir,Ke=V==1?qa(Q):Ja(Q),ve=ts(Q,es(V==1?Ua:Ka,I)),le=ns(Q,ls(Qa,I)),ce=[],X=l.legend=_e({},tc,e.legend),F=l.cursor=_e({},oc,{drag:{y:i==2}},e.cursor),Ee=X.show,je=F.show,we=X.markers;X.idxs=ce,we.width=te(we.width),we.dash=te(we.dash),we.stroke=te(we.stroke),we.fill=te(we.fill);let oe,mt,Qe,ye=[],Mt=[],zt,st=!1,Vt={};if(X.live){let r=S[1]?S[1].values:null;st=r!=null,zt=st?r(l,1,0):{_:0};for(let s in zt)Vt[s]=zr}if(Ee)if(oe=xt("table",ra,h),Qe=xt("tbody",null,oe),X.mount(l,oe),st){mt=xt("thead",null,oe,Qe);let r=xt("tr",null,mt);xt("th",null,r);for(var hl in zt)xt("th",Pi,r).textContent=hl}else nt(oe,sa),X.live&&nt(oe,ia);let ml={show:!0},Bl={show:!1};function cn(r,s){if(s==0&&(st||!X.live||i==2))return Fl;let c=[],u=xt("tr",oa,Qe,Qe.childNodes[s]);nt(u,r.class),r.show||nt(u,cl);let p=xt("th",null,u);if(we.show){let y=dt(aa,p);if(s>0){let k=we.width(l,s);k&&(y.style.border=k+"px "+we.dash(l,s)+" "+we.stroke(l,s)),y.style.background=we.fill(l,s)}}let b=dt(Pi,p);r.label instanceof HTMLElement?b.appendChild(r.label):b.textContent=r.label,s>0&&(we.show||(b.style.color=r.width>0?we.stroke(l,s):we.fill(l,s)),Be("click",p,y=>{if(F._lock)return;ll(y);let k=S.indexOf(r);if((y.ctrlKey||y.metaKey)!=X.isolate){let L=S.some((D,z)=>z>0&&z!=k&&D.show);S.forEach((D,z)=>{z>0&&Et(z,L?z==k?ml:Bl:ml,!0,Me.setSeries)})}else Et(k,{show:!r.show},!0,Me.setSeries)},!1),wl&&Be(Oi,p,y=>{F._lock||(ll(y),Et(S.indexOf(r),Pl,!0,Me.setSeries))},!1));for(var w in zt){let y=xt("td",ca,u);y.textContent="--",c.push(y)}return[u,c]}let Zt=new Map;function Be(r,s,c,u=!0){let p=Zt.get(s)||{},b=F.bind[r](l,s,c,u);b&&(ul(r,s,p[r]=b),Zt.set(s,p))}function bl(r,s,c){let u=Zt.get(s)||{};for(let p in u)(r==null||p==r)&&(_r(p,s,u[p]),delete u[p]);r==null&&Zt.delete(s)}let Ot=0,Qt=0,J=0,C=0,pe=0,Ae=0,gl=pe,Xt=Ae,Tt=J,el=C,Xe=0,ot=0,Je=0,bt=0;l.bbox={};let Un=!1,un=!1,vl=!1,tl=!1,fn=!1,at=!1;function qn(r,s,c){(c||r!=l.width||s!=l.height)&&Zr(r,s),Ml(!1),vl=!0,un=!0,Tl()}function Zr(r,s){l.width=Ot=J=r,l.height=Qt=C=s,pe=Ae=0,fo(),po();let c=l.bbox;Xe=c.left=ol(pe*se,.5),ot=c.top=ol(Ae*se,.5),Je=c.width=ol(J*se,.5),bt=c.height=ol(C*se,.5)}let ao=3;function co(){let r=!1,s=0;for(;!r;){s++;let c=So(s),u=ko(s);r=s==ao||c&&u,r||(Zr(l.width,l.height),un=!0)}}function uo({width:r,height:s}){qn(r,s)}l.setSize=uo;function fo(){let r=!1,s=!1,c=!1,u=!1;N.forEach((p,b)=>{if(p.show&&p._show){let{side:w,_size:y}=p,k=w%2,L=p.label!=null?p.labelSize:0,D=y+L;D>0&&(k?(J-=D,w==3?(pe+=D,u=!0):c=!0):(C-=D,w==0?(Ae+=D,r=!0):s=!0))}}),nl[0]=r,nl[1]=c,nl[2]=s,nl[3]=u,J-=Wt[1]+Wt[3],pe+=Wt[3],C-=Wt[2]+Wt[0],Ae+=Wt[0]}function po(){let r=pe+J,s=Ae+C,c=pe,u=Ae;function p(b,w){switch(b){case 1:return r+=w,r-w;case 2:return s+=w,s-w;case 3:return c-=w,c+w;case 0:return u-=w,u+w}}N.forEach((b,w)=>{if(b.show&&b._show){let y=b.side;b._pos=p(y,b._size),b.label!=null&&(b._lpos=p(y,b.labelSize))}})}if(F.dataIdx==null){let r=F.hover,s=r.skip=new Set(r.skip??[]);s.add(void 0);let c=r.prox=te(r.prox),u=r.bias??=0;F.dataIdx=(p,b,w,y)=>{if(b==0)return w;let k=w,L=c(p,b,w,y)??fe,D=L>=0&&L<fe,z=_.ori==0?J:C,Y=F.left,ie=t[0],ne=t[b];if(s.has(ne[w])){k=null;let ee=null,B=null,$;if(u==0||u==-1)for($=w;ee==null&&$-- >0;)s.has(ne[$])||(ee=$);if(u==0||u==1)for($=w;B==null&&$++<ne.length;)s.has(ne[$])||(B=$);if(ee!=null||B!=null)if(D){let be=ee==null?-1/0:R(ie[ee],_,z,0),Se=B==null?1/0:R(ie[B],_,z,0),$e=Y-be,ue=Se-Y;$e<=ue?$e<=L&&(k=ee):ue<=L&&(k=B)}else k=B==null?ee:ee==null?B:w-ee<=B-w?ee:B}else D&&Pe(Y-R(ie[w],_,z,0))>L&&(k=null);return k}}let ll=r=>{F.event=r};F.idxs=ce,F._lock=!1;let We=F.points;We.show=te(We.show),We.size=te(We.size),We.stroke=te(We.stroke),We.width=te(We.width),We.fill=te(We.fill);let _t=l.focus=_e({},e.focus||{alpha:.3},F.focus),wl=_t.prox>=0,xl=wl&&We.one,ct=[],yl=[],Sl=[];function Qr(r,s){let c=We.show(l,s);if(c instanceof HTMLElement)return nt(c,na),nt(c,r.class),Rt(c,-10,-10,J,C),E.insertBefore(c,ct[s]),c}function Xr(r,s){if(i==1||s>0){let c=i==1&&T[r.scale].time,u=r.value;r.value=c?Ji(u)?ns(Q,ls(u,I)):u||le:u||gc,r.label=r.label||(c?cc:ac)}if(xl||s>0){r.width=r.width==null?1:r.width,r.paths=r.paths||Pc||ya,r.fillTo=te(r.fillTo||Sc),r.pxAlign=+re(r.pxAlign,O),r.pxRound=ds(r.pxAlign),r.stroke=te(r.stroke||null),r.fill=te(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let c=vc(Ye(1,r.width),1),u=r.points=_e({},{size:c,width:Ye(1,c*.2),stroke:r.stroke,space:c*2,paths:Rc,_stroke:null,_fill:null},r.points);u.show=te(u.show),u.filter=te(u.filter),u.fill=te(u.fill),u.stroke=te(u.stroke),u.paths=te(u.paths),u.pxAlign=r.pxAlign}if(Ee){let c=cn(r,s);ye.splice(s,0,c[0]),Mt.splice(s,0,c[1]),X.values.push(null)}if(je){ce.splice(s,0,null);let c=null;xl?s==0&&(c=Qr(r,s)):s>0&&(c=Qr(r,s)),ct.splice(s,0,c),yl.splice(s,0,0),Sl.splice(s,0,0)}Fe("addSeries",s)}function ho(r,s){s=s??S.length,r=i==1?Rr(r,s,is,us):Rr(r,s,{},cs),S.splice(s,0,r),Xr(S[s],s)}l.addSeries=ho;function mo(r){if(S.splice(r,1),Ee){X.values.splice(r,1),Mt.splice(r,1);let s=ye.splice(r,1)[0];bl(null,s.firstChild),s.remove()}je&&(ce.splice(r,1),ct.splice(r,1)[0].remove(),yl.splice(r,1),Sl.splice(r,1)),Fe("delSeries",r)}l.delSeries=mo;let nl=[!1,!1,!1,!1];function bo(r,s){if(r._show=r.show,r.show){let c=r.side%2,u=T[r.scale];u==null&&(r.scale=c?S[1].scale:P,u=T[r.scale]);let p=u.time;r.size=te(r.size),r.space=te(r.space),r.rotate=te(r.rotate),Yt(r.incrs)&&r.incrs.forEach(w=>{!Kt.has(w)&&Kt.set(w,Ts(w))}),r.incrs=te(r.incrs||(u.distr==2?ja:p?V==1?Ga:Ya:al)),r.splits=te(r.splits||(p&&u.distr==1?Ke:u.distr==3?Ar:u.distr==4?dc:fc)),r.stroke=te(r.stroke),r.grid.stroke=te(r.grid.stroke),r.ticks.stroke=te(r.ticks.stroke),r.border.stroke=te(r.border.stroke);let b=r.values;r.values=Yt(b)&&!Yt(b[0])?te(b):p?Yt(b)?ts(Q,es(b,I)):Ji(b)?Za(Q,b):b||ve:b||uc,r.filter=te(r.filter||(u.distr>=3&&u.log==10?mc:u.distr==3&&u.log==2?bc:ks)),r.font=bs(r.font),r.labelFont=bs(r.labelFont),r._size=r.size(l,null,s,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(nl[s]=!0,r._el=dt(Xo,g))}}function Gl(r,s,c,u){let[p,b,w,y]=c,k=s%2,L=0;return k==0&&(y||b)&&(L=s==0&&!p||s==2&&!w?De(rs.size/3):0),k==1&&(p||w)&&(L=s==1&&!b||s==3&&!y?De(os.size/2):0),L}let ei=l.padding=(e.padding||[Gl,Gl,Gl,Gl]).map(r=>te(re(r,Gl))),Wt=l._padding=ei.map((r,s)=>r(l,s,nl,0)),Ie,Ce=null,ze=null,dn=i==1?S[0].idxs:null,gt=null,Ul=!1;function ti(r,s){if(t=r??[],l.data=l._data=t,i==2){Ie=0;for(let c=1;c<S.length;c++)Ie+=t[c][0].length}else{t.length==0&&(l.data=l._data=t=[[]]),gt=t[0],Ie=gt.length;let c=t;if(A==2){c=t.slice();let u=c[0]=Array(Ie);for(let p=0;p<Ie;p++)u[p]=p}l._data=t=c}if(Ml(!0),Fe("setData"),A==2&&(vl=!0),s!==!1){let c=_;c.auto(l,Ul)?Yn():Bt(P,c.min,c.max),tl=tl||F.left>=0,at=!0,Tl()}}l.setData=ti;function Yn(){Ul=!0;let r,s;i==1&&(Ie>0?(Ce=dn[0]=0,ze=dn[1]=Ie-1,r=t[0][Ce],s=t[0][ze],A==2?(r=Ce,s=ze):r==s&&(A==3?[r,s]=Pn(r,r,_.log,!1):A==4?[r,s]=Hr(r,r,_.log,!1):_.time?s=r+De(86400/V):[r,s]=An(r,s,Fr,!0))):(Ce=dn[0]=r=null,ze=dn[1]=s=null)),Bt(P,r,s)}let pn,kl,Kn,Jn,Zn,Qn,Xn,er,tr,Ze;function li(r,s,c,u,p,b){r??=Ci,c??=Nr,u??="butt",p??=Ci,b??="round",r!=pn&&(m.strokeStyle=pn=r),p!=kl&&(m.fillStyle=kl=p),s!=Kn&&(m.lineWidth=Kn=s),b!=Zn&&(m.lineJoin=Zn=b),u!=Qn&&(m.lineCap=Qn=u),c!=Jn&&m.setLineDash(Jn=c)}function ni(r,s,c,u){s!=kl&&(m.fillStyle=kl=s),r!=Xn&&(m.font=Xn=r),c!=er&&(m.textAlign=er=c),u!=tr&&(m.textBaseline=tr=u)}function lr(r,s,c,u,p=0){if(u.length>0&&r.auto(l,Ul)&&(s==null||s.min==null)){let b=re(Ce,0),w=re(ze,u.length-1),y=c.min==null?ma(u,b,w,p,r.distr==3):[c.min,c.max];r.min=St(r.min,c.min=y[0]),r.max=Ye(r.max,c.max=y[1])}}let ri={min:null,max:null};function go(){for(let u in T){let p=T[u];H[u]==null&&(p.min==null||H[P]!=null&&p.auto(l,Ul))&&(H[u]=ri)}for(let u in T){let p=T[u];H[u]==null&&p.from!=null&&H[p.from]!=null&&(H[u]=ri)}H[P]!=null&&Ml(!0);let r={};for(let u in H){let p=H[u];if(p!=null){let b=r[u]=$l(T[u],Ma);if(p.min!=null)_e(b,p);else if(u!=P||i==2)if(Ie==0&&b.from==null){let w=b.range(l,null,null,u);b.min=w[0],b.max=w[1]}else b.min=fe,b.max=-fe}}if(Ie>0){S.forEach((u,p)=>{if(i==1){let b=u.scale,w=H[b];if(w==null)return;let y=r[b];if(p==0){let k=y.range(l,y.min,y.max,b);y.min=k[0],y.max=k[1],Ce=yt(y.min,t[0]),ze=yt(y.max,t[0]),ze-Ce>1&&(t[0][Ce]<y.min&&Ce++,t[0][ze]>y.max&&ze--),u.min=gt[Ce],u.max=gt[ze]}else u.show&&u.auto&&lr(y,w,u,t[p],u.sorted);u.idxs[0]=Ce,u.idxs[1]=ze}else if(p>0&&u.show&&u.auto){let[b,w]=u.facets,y=b.scale,k=w.scale,[L,D]=t[p],z=r[y],Y=r[k];z!=null&&lr(z,H[y],b,L,b.sorted),Y!=null&&lr(Y,H[k],w,D,w.sorted),u.min=w.min,u.max=w.max}});for(let u in r){let p=r[u],b=H[u];if(p.from==null&&(b==null||b.min==null)){let w=p.range(l,p.min==fe?null:p.min,p.max==-fe?null:p.max,u);p.min=w[0],p.max=w[1]}}}for(let u in r){let p=r[u];if(p.from!=null){let b=r[p.from];if(b.min==null)p.min=p.max=null;else{let w=p.range(l,b.min,b.max,u);p.min=w[0],p.max=w[1]}}}let s={},c=!1;for(let u in r){let p=r[u],b=T[u];if(b.min!=p.min||b.max!=p.max){b.min=p.min,b.max=p.max;let w=b.distr;b._min=w==3?Nt(b.min):w==4?wr(b.min,b.asinh):w==100?b.fwd(b.min):b.min,b._max=w==3?Nt(b.max):w==4?wr(b.max,b.asinh):w==100?b.fwd(b.max):b.max,s[u]=c=!0}}if(c){S.forEach((u,p)=>{i==2?p>0&&s.y&&(u._paths=null):s[u.scale]&&(u._paths=null)});for(let u in s)vl=!0,Fe("setScale",u);je&&F.left>=0&&(tl=at=!0)}for(let u in H)H[u]=null}function vo(r){let s=Er(Ce-1,0,Ie-1),c=Er(ze+1,0,Ie-1);for(;r[s]==null&&s>0;)s--;for(;r[c]==null&&c<Ie-1;)c++;return[s,c]}function wo(){if(Ie>0){let r=S.some(s=>s._focus)&&Ze!=_t.alpha;r&&(m.globalAlpha=Ze=_t.alpha),S.forEach((s,c)=>{if(c>0&&s.show&&(ii(c,!1),ii(c,!0),s._paths==null)){let u=Ze;Ze!=s.alpha&&(m.globalAlpha=Ze=s.alpha);let p=i==2?[0,t[c][0].length-1]:vo(t[c]);s._paths=s.paths(l,c,p[0],p[1]),Ze!=u&&(m.globalAlpha=Ze=u)}}),S.forEach((s,c)=>{if(c>0&&s.show){let u=Ze;Ze!=s.alpha&&(m.globalAlpha=Ze=s.alpha),s._paths!=null&&si(c,!1);{let p=s._paths!=null?s._paths.gaps:null,b=s.points.show(l,c,Ce,ze,p),w=s.points.filter(l,c,b,p);(b||w)&&(s.points._paths=s.points.paths(l,c,Ce,ze,w),si(c,!0))}Ze!=u&&(m.globalAlpha=Ze=u),Fe("drawSeries",c)}}),r&&(m.globalAlpha=Ze=1)}}function ii(r,s){let c=s?S[r].points:S[r];c._stroke=c.stroke(l,r),c._fill=c.fill(l,r)}function si(r,s){let c=s?S[r].points:S[r],{stroke:u,fill:p,clip:b,flags:w,_stroke:y=c._stroke,_fill:k=c._fill,_width:L=c.width}=c._paths;L=de(L*se,3);let D=null,z=L%2/2;s&&k==null&&(k=L>0?"#fff":y);let Y=c.pxAlign==1&&z>0;if(Y&&m.translate(z,z),!s){let ie=Xe-L/2,ne=ot-L/2,ee=Je+L,B=bt+L;D=new Path2D,D.rect(ie,ne,ee,B)}s?nr(y,L,c.dash,c.cap,k,u,p,w,b):xo(r,y,L,c.dash,c.cap,k,u,p,w,D,b),Y&&m.translate(-z,-z)}function xo(r,s,c,u,p,b,w,y,k,L,D){let z=!1;k!=0&&U.forEach((Y,ie)=>{if(Y.series[0]==r){let ne=S[Y.series[1]],ee=t[Y.series[1]],B=(ne._paths||rn).band;Yt(B)&&(B=Y.dir==1?B[0]:B[1]);let $,be=null;ne.show&&B&&ga(ee,Ce,ze)?(be=Y.fill(l,ie)||b,$=ne._paths.clip):B=null,nr(s,c,u,p,be,w,y,k,L,D,$,B),z=!0}}),z||nr(s,c,u,p,b,w,y,k,L,D)}let oi=Nl|Dr;function nr(r,s,c,u,p,b,w,y,k,L,D,z){li(r,s,c,u,p),(k||L||z)&&(m.save(),k&&m.clip(k),L&&m.clip(L)),z?(y&oi)==oi?(m.clip(z),D&&m.clip(D),mn(p,w),hn(r,b,s)):y&Dr?(mn(p,w),m.clip(z),hn(r,b,s)):y&Nl&&(m.save(),m.clip(z),D&&m.clip(D),mn(p,w),m.restore(),hn(r,b,s)):(mn(p,w),hn(r,b,s)),(k||L||z)&&m.restore()}function hn(r,s,c){c>0&&(s instanceof Map?s.forEach((u,p)=>{m.strokeStyle=pn=p,m.stroke(u)}):s!=null&&r&&m.stroke(s))}function mn(r,s){s instanceof Map?s.forEach((c,u)=>{m.fillStyle=kl=u,m.fill(c)}):s!=null&&r&&m.fill(s)}function yo(r,s,c,u){let p=N[r],b;if(u<=0)b=[0,0];else{let w=p._space=p.space(l,r,s,c,u),y=p._incrs=p.incrs(l,r,s,c,u,w);b=$c(s,c,y,u,w)}return p._found=b}function rr(r,s,c,u,p,b,w,y,k,L){let D=w%2/2;O==1&&m.translate(D,D),li(y,w,k,L,y),m.beginPath();let z,Y,ie,ne,ee=p+(u==0||u==3?-b:b);c==0?(Y=p,ne=ee):(z=p,ie=ee);for(let B=0;B<r.length;B++)s[B]!=null&&(c==0?z=ie=r[B]:Y=ne=r[B],m.moveTo(z,Y),m.lineTo(ie,ne));m.stroke(),O==1&&m.translate(-D,-D)}function So(r){let s=!0;return N.forEach((c,u)=>{if(!c.show)return;let p=T[c.scale];if(p.min==null){c._show&&(s=!1,c._show=!1,Ml(!1));return}else c._show||(s=!1,c._show=!0,Ml(!1));let b=c.side,w=b%2,{min:y,max:k}=p,[L,D]=yo(u,y,k,w==0?J:C);if(D==0)return;let z=p.distr==2,Y=c._splits=c.splits(l,u,y,k,L,D,z),ie=p.distr==2?Y.map($=>gt[$]):Y,ne=p.distr==2?gt[Y[1]]-gt[Y[0]]:L,ee=c._values=c.values(l,c.filter(l,ie,u,D,ne),u,D,ne);c._rotate=b==2?c.rotate(l,ee,u,D):0;let B=c._size;c._size=pt(c.size(l,ee,u,r)),B!=null&&c._size!=B&&(s=!1)}),s}function ko(r){let s=!0;return ei.forEach((c,u)=>{let p=c(l,u,nl,r);p!=Wt[u]&&(s=!1),Wt[u]=p}),s}function Mo(){for(let r=0;r<N.length;r++){let s=N[r];if(!s.show||!s._show)continue;let c=s.side,u=c%2,p,b,w=s.stroke(l,r),y=c==0||c==3?-1:1,[k,L]=s._found;if(s.label!=null){let Ue=s.labelGap*y,lt=De((s._lpos+Ue)*se);ni(s.labelFont[0],w,"center",c==2?"top":Ri),m.save(),u==1?(p=b=0,m.translate(lt,De(ot+bt/2)),m.rotate((c==3?-_n:_n)/2)):(p=De(Xe+Je/2),b=lt);let sl=ys(s.label)?s.label(l,r,k,L):s.label;m.fillText(sl,p,b),m.restore()}if(L==0)continue;let D=T[s.scale],z=u==0?Je:bt,Y=u==0?Xe:ot,ie=s._splits,ne=D.distr==2?ie.map(Ue=>gt[Ue]):ie,ee=D.distr==2?gt[ie[1]]-gt[ie[0]]:k,B=s.ticks,$=s.border,be=B.show?B.size:0,Se=De(be*se),$e=De((s.alignTo==2?s._size-be-s.gap:s.gap)*se),ue=s._rotate*-_n/180,ke=W(s._pos*se),et=(Se+$e)*y,Ge=ke+et;b=u==0?Ge:0,p=u==1?Ge:0;let ut=s.font[0],vt=s.align==1?Cl:s.align==2?br:ue>0?Cl:ue<0?br:u==0?"center":c==3?br:Cl,Lt=ue||u==1?"middle":c==2?"top":Ri;ni(ut,w,vt,Lt);let tt=s.font[1]*s.lineGap,ft=ie.map(Ue=>W(f(Ue,D,z,Y))),wt=s._values;for(let Ue=0;Ue<wt.length;Ue++){let lt=wt[Ue];if(lt!=null){u==0?p=ft[Ue]:b=ft[Ue],lt=""+lt;let sl=lt.indexOf(`
`)==-1?[lt]:lt.split(/\n/gm);for(let qe=0;qe<sl.length;qe++){let _i=sl[qe];ue?(m.save(),m.translate(p,b+qe*tt),m.rotate(ue),m.fillText(_i,0,0),m.restore()):m.fillText(_i,p,b+qe*tt)}}}B.show&&rr(ft,B.filter(l,ne,r,L,ee),u,c,ke,Se,de(B.width*se,3),B.stroke(l,r),B.dash,B.cap);let Dt=s.grid;Dt.show&&rr(ft,Dt.filter(l,ne,r,L,ee),u,u==0?2:1,u==0?ot:Xe,u==0?bt:Je,de(Dt.width*se,3),Dt.stroke(l,r),Dt.dash,Dt.cap),$.show&&rr([ke],[1],u==0?1:0,u==0?1:2,u==1?ot:Xe,u==1?bt:Je,de($.width*se,3),$.stroke(l,r),$.dash,$.cap)}Fe("drawAxes")}function Ml(r){S.forEach((s,c)=>{c>0&&(s._paths=null,r&&(i==1?(s.min=null,s.max=null):s.facets.forEach(u=>{u.min=null,u.max=null})))})}let bn=!1,ir=!1,ql=[];function To(){ir=!1;for(let r=0;r<ql.length;r++)Fe(...ql[r]);ql.length=0}function Tl(){bn||(Pa(ai),bn=!0)}function _o(r,s=!1){bn=!0,ir=s,r(l),ai(),s&&ql.length>0&&queueMicrotask(To)}l.batch=_o;function ai(){if(Un&&(go(),Un=!1),vl&&(co(),vl=!1),un){if(ge(M,Cl,pe),ge(M,"top",Ae),ge(M,en,J),ge(M,tn,C),ge(E,Cl,pe),ge(E,"top",Ae),ge(E,en,J),ge(E,tn,C),ge(g,en,Ot),ge(g,tn,Qt),v.width=De(Ot*se),v.height=De(Qt*se),N.forEach(({_el:r,_show:s,_size:c,_pos:u,side:p})=>{if(r!=null)if(s){let b=p===3||p===0?c:0,w=p%2==1;ge(r,w?"left":"top",u-b),ge(r,w?"width":"height",c),ge(r,w?"top":"left",w?Ae:pe),ge(r,w?"height":"width",w?C:J),Tr(r,cl)}else nt(r,cl)}),pn=kl=Kn=Zn=Qn=Xn=er=tr=Jn=null,Ze=1,Jl(!0),pe!=gl||Ae!=Xt||J!=Tt||C!=el){Ml(!1);let r=J/Tt,s=C/el;if(je&&!tl&&F.left>=0){F.left*=r,F.top*=s,_l&&Rt(_l,De(F.left),0,J,C),El&&Rt(El,0,De(F.top),J,C);for(let c=0;c<ct.length;c++){let u=ct[c];u!=null&&(yl[c]*=r,Sl[c]*=s,Rt(u,pt(yl[c]),pt(Sl[c]),J,C))}}if(me.show&&!fn&&me.left>=0&&me.width>0){me.left*=r,me.width*=r,me.top*=s,me.height*=s;for(let c in fr)ge(Dl,c,me[c])}gl=pe,Xt=Ae,Tt=J,el=C}Fe("setSize"),un=!1}Ot>0&&Qt>0&&(m.clearRect(0,0,v.width,v.height),Fe("drawClear"),q.forEach(r=>r()),Fe("draw")),me.show&&fn&&(gn(me),fn=!1),je&&tl&&(il(null,!0,!1),tl=!1),X.show&&X.live&&at&&(cr(),at=!1),d||(d=!0,l.status=1,Fe("ready")),Ul=!1,bn=!1}l.redraw=(r,s)=>{vl=s||!1,r!==!1?Bt(P,_.min,_.max):Tl()};function sr(r,s){let c=T[r];if(c.from==null){if(Ie==0){let u=c.range(l,s.min,s.max,r);s.min=u[0],s.max=u[1]}if(s.min>s.max){let u=s.min;s.min=s.max,s.max=u}if(Ie>1&&s.min!=null&&s.max!=null&&s.max-s.min<1e-16)return;r==P&&c.distr==2&&Ie>0&&(s.min=yt(s.min,t[0]),s.max=yt(s.max,t[0]),s.min==s.max&&s.max++),H[r]=s,Un=!0,Tl()}}l.setScale=sr;let or,ar,_l,El,ci,ui,Al,Ll,fi,di,he,xe,jt=!1,Ve=F.drag,Oe=Ve.x,He=Ve.y;je&&(F.x&&(or=dt(ta,E)),F.y&&(ar=dt(la,E)),_.ori==0?(_l=or,El=ar):(_l=ar,El=or),he=F.left,xe=F.top);let me=l.select=_e({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),Dl=me.show?dt(ea,me.over?E:M):null;function gn(r,s){if(me.show){for(let c in r)me[c]=r[c],c in fr&&ge(Dl,c,r[c]);s!==!1&&Fe("setSelect")}}l.setSelect=gn;function Eo(r){if(S[r].show)Ee&&Tr(ye[r],cl);else if(Ee&&nt(ye[r],cl),je){let c=xl?ct[0]:ct[r];c!=null&&Rt(c,-10,-10,J,C)}}function Bt(r,s,c){sr(r,{min:s,max:c})}function Et(r,s,c,u){s.focus!=null&&Ro(r),s.show!=null&&S.forEach((p,b)=>{b>0&&(r==b||r==null)&&(p.show=s.show,Eo(b),i==2?(Bt(p.facets[0].scale,null,null),Bt(p.facets[1].scale,null,null)):Bt(p.scale,null,null),Tl())}),c!==!1&&Fe("setSeries",r,s),u&&Zl("setSeries",l,r,s)}l.setSeries=Et;function Ao(r,s){_e(U[r],s)}function Lo(r,s){r.fill=te(r.fill||null),r.dir=re(r.dir,-1),s=s??U.length,U.splice(s,0,r)}function Do(r){r==null?U.length=0:U.splice(r,1)}l.addBand=Lo,l.setBand=Ao,l.delBand=Do;function Po(r,s){S[r].alpha=s,je&&ct[r]!=null&&(ct[r].style.opacity=s),Ee&&ye[r]&&(ye[r].style.opacity=s)}let Ht,Gt,rl,Pl={focus:!0};function Ro(r){if(r!=rl){let s=r==null,c=_t.alpha!=1;S.forEach((u,p)=>{if(i==1||p>0){let b=s||p==0||p==r;u._focus=s?null:b,c&&Po(p,b?1:_t.alpha)}}),rl=r,c&&Tl()}}Ee&&wl&&Be(Hi,oe,r=>{F._lock||(ll(r),rl!=null&&Et(null,Pl,!0,Me.setSeries))});function At(r,s,c){let u=T[s];c&&(r=r/se-(u.ori==1?Ae:pe));let p=J;u.ori==1&&(p=C,r=p-r),u.dir==-1&&(r=p-r);let b=u._min,w=u._max,y=r/p,k=b+(w-b)*y,L=u.distr;return L==3?Hl(10,k):L==4?wa(k,u.asinh):L==100?u.bwd(k):k}function Co(r,s){let c=At(r,P,s);return yt(c,t[0],Ce,ze)}l.valToIdx=r=>yt(r,t[0]),l.posToIdx=Co,l.posToVal=At,l.valToPos=(r,s,c)=>T[s].ori==0?o(r,T[s],c?Je:J,c?Xe:0):a(r,T[s],c?bt:C,c?ot:0),l.setCursor=(r,s,c)=>{he=r.left,xe=r.top,il(null,s,c)};function pi(r,s){ge(Dl,Cl,me.left=r),ge(Dl,en,me.width=s)}function hi(r,s){ge(Dl,"top",me.top=r),ge(Dl,tn,me.height=s)}let Yl=_.ori==0?pi:hi,Kl=_.ori==1?pi:hi;function zo(){if(Ee&&X.live)for(let r=i==2?1:0;r<S.length;r++){if(r==0&&st)continue;let s=X.values[r],c=0;for(let u in s)Mt[r][c++].firstChild.nodeValue=s[u]}}function cr(r,s){if(r!=null&&(r.idxs?r.idxs.forEach((c,u)=>{ce[u]=c}):ka(r.idx)||ce.fill(r.idx),X.idx=ce[0]),Ee&&X.live){for(let c=0;c<S.length;c++)(c>0||i==1&&!st)&&Oo(c,ce[c]);zo()}at=!1,s!==!1&&Fe("setLegend")}l.setLegend=cr;function Oo(r,s){let c=S[r],u=r==0&&A==2?gt:t[r],p;st?p=c.values(l,r,s)??Vt:(p=c.value(l,s==null?null:u[s],r,s),p=p==null?Vt:{_:p}),X.values[r]=p}function il(r,s,c){fi=he,di=xe,[he,xe]=F.move(l,he,xe),F.left=he,F.top=xe,je&&(_l&&Rt(_l,De(he),0,J,C),El&&Rt(El,0,De(xe),J,C));let u,p=Ce>ze;Ht=fe,Gt=null;let b=_.ori==0?J:C,w=_.ori==1?J:C;if(he<0||Ie==0||p){u=F.idx=null;for(let y=0;y<S.length;y++){let k=ct[y];k!=null&&Rt(k,-10,-10,J,C)}wl&&Et(null,Pl,!0,r==null&&Me.setSeries),X.live&&(ce.fill(u),at=!0)}else{let y,k,L;i==1&&(y=_.ori==0?he:xe,k=At(y,P),u=F.idx=yt(k,t[0],Ce,ze),L=R(t[0][u],_,b,0));let D=-10,z=-10,Y=0,ie=0,ne=!0,ee="",B="";for(let $=i==2?1:0;$<S.length;$++){let be=S[$],Se=ce[$],$e=Se==null?null:i==1?t[$][Se]:t[$][1][Se],ue=F.dataIdx(l,$,u,k),ke=ue==null?null:i==1?t[$][ue]:t[$][1][ue];if(at=at||ke!=$e||ue!=Se,ce[$]=ue,$>0&&be.show){let et=ue==null?-10:ue==u?L:R(i==1?t[0][ue]:t[$][0][ue],_,b,0),Ge=ke==null?-10:j(ke,i==1?T[be.scale]:T[be.facets[1].scale],w,0);if(wl&&ke!=null){let ut=_.ori==1?he:xe,vt=Pe(_t.dist(l,$,ue,Ge,ut));if(vt<Ht){let Lt=_t.bias;if(Lt!=0){let tt=At(ut,be.scale),ft=ke>=0?1:-1,wt=tt>=0?1:-1;wt==ft&&(wt==1?Lt==1?ke>=tt:ke<=tt:Lt==1?ke<=tt:ke>=tt)&&(Ht=vt,Gt=$)}else Ht=vt,Gt=$}}if(at||xl){let ut,vt;_.ori==0?(ut=et,vt=Ge):(ut=Ge,vt=et);let Lt,tt,ft,wt,Dt,Ue,lt=!0,sl=We.bbox;if(sl!=null){lt=!1;let qe=sl(l,$);ft=qe.left,wt=qe.top,Lt=qe.width,tt=qe.height}else ft=ut,wt=vt,Lt=tt=We.size(l,$);if(Ue=We.fill(l,$),Dt=We.stroke(l,$),xl)$==Gt&&Ht<=_t.prox&&(D=ft,z=wt,Y=Lt,ie=tt,ne=lt,ee=Ue,B=Dt);else{let qe=ct[$];qe!=null&&(yl[$]=ft,Sl[$]=wt,ji(qe,Lt,tt,lt),Vi(qe,Ue,Dt),Rt(qe,pt(ft),pt(wt),J,C))}}}}if(xl){let $=_t.prox,be=rl==null?Ht<=$:Ht>$||Gt!=rl;if(at||be){let Se=ct[0];Se!=null&&(yl[0]=D,Sl[0]=z,ji(Se,Y,ie,ne),Vi(Se,ee,B),Rt(Se,pt(D),pt(z),J,C))}}}if(me.show&&jt)if(r!=null){let[y,k]=Me.scales,[L,D]=Me.match,[z,Y]=r.cursor.sync.scales,ie=r.cursor.drag;if(Oe=ie._x,He=ie._y,Oe||He){let{left:ne,top:ee,width:B,height:$}=r.select,be=r.scales[z].ori,Se=r.posToVal,$e,ue,ke,et,Ge,ut=y!=null&&L(y,z),vt=k!=null&&D(k,Y);ut&&Oe?(be==0?($e=ne,ue=B):($e=ee,ue=$),ke=T[y],et=R(Se($e,z),ke,b,0),Ge=R(Se($e+ue,z),ke,b,0),Yl(St(et,Ge),Pe(Ge-et))):Yl(0,b),vt&&He?(be==1?($e=ne,ue=B):($e=ee,ue=$),ke=T[k],et=j(Se($e,Y),ke,w,0),Ge=j(Se($e+ue,Y),ke,w,0),Kl(St(et,Ge),Pe(Ge-et))):Kl(0,w)}else dr()}else{let y=Pe(fi-ci),k=Pe(di-ui);if(_.ori==1){let Y=y;y=k,k=Y}Oe=Ve.x&&y>=Ve.dist,He=Ve.y&&k>=Ve.dist;let L=Ve.uni;L!=null?Oe&&He&&(Oe=y>=L,He=k>=L,!Oe&&!He&&(k>y?He=!0:Oe=!0)):Ve.x&&Ve.y&&(Oe||He)&&(Oe=He=!0);let D,z;Oe&&(_.ori==0?(D=Al,z=he):(D=Ll,z=xe),Yl(St(D,z),Pe(z-D)),He||Kl(0,w)),He&&(_.ori==1?(D=Al,z=he):(D=Ll,z=xe),Kl(St(D,z),Pe(z-D)),Oe||Yl(0,b)),!Oe&&!He&&(Yl(0,0),Kl(0,0))}if(Ve._x=Oe,Ve._y=He,r==null){if(c){if(Ti!=null){let[y,k]=Me.scales;Me.values[0]=y!=null?At(_.ori==0?he:xe,y):null,Me.values[1]=k!=null?At(_.ori==1?he:xe,k):null}Zl(gr,l,he,xe,J,C,u)}if(wl){let y=c&&Me.setSeries,k=_t.prox;rl==null?Ht<=k&&Et(Gt,Pl,!0,y):Ht>k?Et(null,Pl,!0,y):Gt!=rl&&Et(Gt,Pl,!0,y)}}at&&(X.idx=u,cr()),s!==!1&&Fe("setCursor")}let Ut=null;Object.defineProperty(l,"rect",{get(){return Ut==null&&Jl(!1),Ut}});function Jl(r=!1){r?Ut=null:(Ut=E.getBoundingClientRect(),Fe("syncRect",Ut))}function mi(r,s,c,u,p,b,w){F._lock||jt&&r!=null&&r.movementX==0&&r.movementY==0||(ur(r,s,c,u,p,b,w,!1,r!=null),r!=null?il(null,!0,!0):il(s,!0,!1))}function ur(r,s,c,u,p,b,w,y,k){if(Ut==null&&Jl(!1),ll(r),r!=null)c=r.clientX-Ut.left,u=r.clientY-Ut.top;else{if(c<0||u<0){he=-10,xe=-10;return}let[L,D]=Me.scales,z=s.cursor.sync,[Y,ie]=z.values,[ne,ee]=z.scales,[B,$]=Me.match,be=s.axes[0].side%2==1,Se=_.ori==0?J:C,$e=_.ori==1?J:C,ue=be?b:p,ke=be?p:b,et=be?u:c,Ge=be?c:u;if(ne!=null?c=B(L,ne)?f(Y,T[L],Se,0):-10:c=Se*(et/ue),ee!=null?u=$(D,ee)?f(ie,T[D],$e,0):-10:u=$e*(Ge/ke),_.ori==1){let ut=c;c=u,u=ut}}k&&(s==null||s.cursor.event.type==gr)&&((c<=1||c>=J-1)&&(c=ol(c,J)),(u<=1||u>=C-1)&&(u=ol(u,C))),y?(ci=c,ui=u,[Al,Ll]=F.move(l,c,u)):(he=c,xe=u)}let fr={width:0,height:0,left:0,top:0};function dr(){gn(fr,!1)}let bi,gi,vi,wi;function xi(r,s,c,u,p,b,w){jt=!0,Oe=He=Ve._x=Ve._y=!1,ur(r,s,c,u,p,b,w,!0,!1),r!=null&&(Be(vr,kr,yi,!1),Zl(zi,l,Al,Ll,J,C,null));let{left:y,top:k,width:L,height:D}=me;bi=y,gi=k,vi=L,wi=D}function yi(r,s,c,u,p,b,w){jt=Ve._x=Ve._y=!1,ur(r,s,c,u,p,b,w,!1,!0);let{left:y,top:k,width:L,height:D}=me,z=L>0||D>0,Y=bi!=y||gi!=k||vi!=L||wi!=D;if(z&&Y&&gn(me),Ve.setScale&&z&&Y){let ie=y,ne=L,ee=k,B=D;if(_.ori==1&&(ie=k,ne=D,ee=y,B=L),Oe&&Bt(P,At(ie,P),At(ie+ne,P)),He)for(let $ in T){let be=T[$];$!=P&&be.from==null&&be.min!=fe&&Bt($,At(ee+B,$),At(ee,$))}dr()}else F.lock&&(F._lock=!F._lock,il(s,!0,r!=null));r!=null&&(bl(vr,kr),Zl(vr,l,he,xe,J,C,null))}function Ho(r,s,c,u,p,b,w){if(F._lock)return;ll(r);let y=jt;if(jt){let k=!0,L=!0,D=10,z,Y;_.ori==0?(z=Oe,Y=He):(z=He,Y=Oe),z&&Y&&(k=he<=D||he>=J-D,L=xe<=D||xe>=C-D),z&&k&&(he=he<Al?0:J),Y&&L&&(xe=xe<Ll?0:C),il(null,!0,!0),jt=!1}he=-10,xe=-10,ce.fill(null),il(null,!0,!0),y&&(jt=y)}function Si(r,s,c,u,p,b,w){F._lock||(ll(r),Yn(),dr(),r!=null&&Zl(Fi,l,he,xe,J,C,null))}function ki(){N.forEach(Nc),qn(l.width,l.height,!0)}ul(En,Ol,ki);let Rl={};Rl.mousedown=xi,Rl.mousemove=mi,Rl.mouseup=yi,Rl.dblclick=Si,Rl.setSeries=(r,s,c,u)=>{let p=Me.match[2];c=p(l,s,c),c!=-1&&Et(c,u,!0,!1)},je&&(Be(zi,E,xi),Be(gr,E,mi),Be(Oi,E,r=>{ll(r),Jl(!1)}),Be(Hi,E,Ho),Be(Fi,E,Si),Pr.add(l),l.syncRect=Jl);let vn=l.hooks=e.hooks||{};function Fe(r,s,c){ir?ql.push([r,s,c]):r in vn&&vn[r].forEach(u=>{u.call(null,l,s,c)})}(e.plugins||[]).forEach(r=>{for(let s in r.hooks)vn[s]=(vn[s]||[]).concat(r.hooks[s])});let Mi=(r,s,c)=>c,Me=_e({key:null,setSeries:!1,filters:{pub:Yi,sub:Yi},scales:[P,S[1]?S[1].scale:null],match:[Ki,Ki,Mi],values:[null,null]},F.sync);Me.match.length==2&&Me.match.push(Mi),F.sync=Me;let Ti=Me.key,pr=Gs(Ti);function Zl(r,s,c,u,p,b,w){Me.filters.pub(r,s,c,u,p,b,w)&&pr.pub(r,s,c,u,p,b,w)}pr.sub(l);function Fo(r,s,c,u,p,b,w){Me.filters.sub(r,s,c,u,p,b,w)&&Rl[r](null,s,c,u,p,b,w)}l.pub=Fo;function $o(){pr.unsub(l),Pr.delete(l),Zt.clear(),_r(En,Ol,ki),h.remove(),oe?.remove(),Fe("destroy")}l.destroy=$o;function hr(){Fe("init",e,t),ti(t||e.data,!1),H[P]?sr(P,H[P]):Yn(),fn=me.show&&(me.width>0||me.height>0),tl=at=!0,qn(e.width,e.height)}return S.forEach(Xr),N.forEach(bo),n?n instanceof HTMLElement?(n.appendChild(h),hr()):n(l,hr):hr(),l}Ne.assign=_e;Ne.fmtNum=$r;Ne.rangeNum=An;Ne.rangeLog=Pn;Ne.rangeAsinh=Hr;Ne.orient=dl;Ne.pxRatio=se;Ne.join=Da;Ne.fmtDate=Ir,Ne.tzDate=Va;Ne.sync=Gs;{Ne.addGap=kc,Ne.clipGaps=zn;let e=Ne.paths={points:Zs};e.linear=Xs,e.stepped=_c,e.bars=Ec,e.spline=Lc}var Ic=["#dbe4ef","#9dbbe0","#5d8fd0","#1d5fd1","#0a2f7a"],Vc=["#2a3644","#2f5277","#3f7bbb","#6ea8fe","#d6e8ff"],Wc=new Intl.NumberFormat("en-US",{maximumSignificantDigits:4}),Re=e=>e==null||!Number.isFinite(e)?"\u2013":Wc.format(e).replace(/^-/,"\u2212"),Jt=e=>typeof e=="number"?Number.isInteger(e)?$t(e):Re(e):e===!0||e===!1||e===null?{true:"yes",false:"no",null:"none"}[String(e)]:String(e??"\u2013");function $n(e,t){if(e.kind==="choice"){let i=e.options??[],o=i.findIndex(a=>a===t);return o<0?null:i.length<2?.5:o/(i.length-1)}if(typeof t!="number")return null;let[n,l]=[e.low??0,e.high??1];return n===l?.5:e.log?Math.log(t/n)/Math.log(l/n):(t-n)/(l-n)}function no(e,t){if(e.kind==="choice"){let f=e.options??[];return{titles:f.map(Jt),of:d=>f.indexOf(d)}}let n=[...new Set(t.filter(f=>typeof f=="number"))];if(n.sort((f,d)=>f-d),n.length<=24)return{titles:n.map(Jt),of:f=>n.indexOf(f)};let[l,i]=[e.low??0,e.high??1];if(e.kind==="int"&&!e.log)return jc(l,i);let o=20,a=f=>e.log?l*(i/l)**(f/o):l+(i-l)*f/o;return{titles:Array.from({length:o},(f,d)=>`${Re(a(d))} to ${Re(a(d+1))}`),of:f=>{let d=$n(e,f);return d===null?-1:Math.min(o-1,Math.max(0,Math.floor(d*o)))}}}function jc(e,t){let n=Math.ceil((t-e+1)/24),l=[];for(let i=e;i<=t;i+=n)l.push(`${i} to ${Math.min(i+n-1,t)}`);return{titles:l,of:i=>typeof i=="number"?Math.floor((i-e)/n):-1}}function on(e,t){let n=e.high-e.low,l=n>0?(t-e.low)/n:1,i=Math.min(1,Math.max(0,l));return e.plan.objectives?.[0]?.maximize===!1?1-i:i}var kt=e=>e[1]==="complete"?e[2][0]??null:null,Bc=e=>e==="dark"?Vc:Ic;function an(e,t){let n=Bc(e),l=t*(n.length-1),i=Math.min(Math.floor(l),n.length-2),o=(f,d)=>parseInt(f.slice(1+2*d,3+2*d),16);return`rgb(${[0,1,2].map(f=>{let[d,h]=[o(n[i],f),o(n[i+1],f)];return Math.round(d+(h-d)*(l-i))}).join(",")})`}var ro=300,Nn=class{element;place=x("div",{role:"img","aria-label":"Best value"});sized;plot=null;drawn=null;improved=[];frame=0;width=0;constructor(){this.element=x("div",{},this.place),this.sized=new ResizeObserver(()=>this.later()),this.sized.observe(this.element)}draw(t,n){[this.drawn,this.improved]=[t,n];let[,l]=n.at(-1)??[],i=t.plan.objectives?.[0]?.name??"value";this.place.setAttribute("aria-label",`${i} of ${t.rows.length} trials; the best so far is ${Re(l)}`),this.later()}restyle(){this.plot?.destroy(),this.plot=null,this.later()}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect(),this.plot?.destroy()}later(){this.frame||(this.frame=requestAnimationFrame(()=>this.paint()))}paint(){this.frame=0;let t=Math.floor(this.element.clientWidth);!this.drawn||t<80||(this.plot?t!==this.width&&this.plot.setSize({width:t,height:ro}):this.plot=this.make(t),this.width=t,this.plot.setData(this.data(this.drawn)))}data(t){let n=t.rows.filter(d=>kt(d)!==null).sort((d,h)=>d[0]-h[0]),l=[],i=[],o=[],a=0,f=null;for(let d of n){for(;a<this.improved.length&&this.improved[a][0]<=d[0];)f=this.improved[a++][1];l.push(d[0]),i.push(kt(d)),o.push(f)}return[l,i,o]}make(t){let n=getComputedStyle(this.element),l=f=>n.getPropertyValue(f).trim(),o={font:`11px ${n.fontFamily}`,stroke:l("--rb-soft"),grid:{stroke:l("--rb-line"),width:1},ticks:{show:!1}},a=(f,d,h)=>{let[v,m]=[this.drawn?.low??d,this.drawn?.high??h],g=(m-v)*.08||Math.abs(m)*.1||1;return[v-g,m+g]};return new Ne({width:t,height:ro,legend:{show:!1},padding:[8,8,0,0],cursor:{show:!1},scales:{x:{time:!1},y:{range:a}},axes:[{...o,size:30},{...o,size:54,values:(f,d)=>d.map(h=>Re(h))}],series:[{},{paths:()=>null,points:{show:!0,size:4,width:0,fill:l("--rb-dot"),stroke:l("--rb-dot")}},{stroke:l("--rb-accent"),width:2,points:{show:!1},paths:Ne.paths.stepped({align:1})}]},[[],[],[]],this.place)}};var jl=class{constructor(t,n,l){this.height=n;this.paint=l;this.element=x("canvas",{role:"img","aria-label":t,class:"rb-canvas"}),this.sized=new ResizeObserver(()=>this.draw()),this.sized.observe(this.element)}height;paint;element;sized;frame=0;draw(){this.frame||(this.frame=requestAnimationFrame(()=>this.now()))}label(t){this.element.getAttribute("aria-label")!==t&&this.element.setAttribute("aria-label",t)}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect()}now(){this.frame=0;let t=this.element.getContext("2d"),n=Math.floor(this.element.clientWidth),l=this.height();if(!t||n<60)return;let i=window.devicePixelRatio||1,[o,a]=[Math.round(n*i),Math.round(l*i)];(this.element.width!==o||this.element.height!==a)&&(this.element.width=o,this.element.height=a,this.element.style.height=`${l}px`),t.setTransform(i,0,0,i,0,0),t.clearRect(0,0,n,l);let f=getComputedStyle(this.element),d=M=>f.getPropertyValue(M).trim();t.font=`11px ${f.fontFamily}`;let h=this.element.closest("[data-theme]")?.dataset.theme??"light",[v,m,g]=[d("--rb-ink"),d("--rb-soft"),d("--rb-line")];this.paint({context:t,width:n,height:l,theme:h,ink:v,soft:m,line:g,accent:d("--rb-accent"),ground:d("--rb-ground")})}};var ht=74,Ct=8,In=38,Vn=class{element;across=qr("Across",()=>this.draw());up=qr("Up",()=>this.draw());of=qr("Of each cell",()=>this.draw());told=x("p",{class:"rb-soft rb-cell","aria-live":"polite"});canvas=new jl("Heat map",()=>this.height,t=>this.paint(t));height=260;drawn=null;cells=new Map;sides=[];at=null;constructor(){Yr(this.of.field,["mean","best"],"mean"),this.canvas.element.tabIndex=0,this.canvas.element.addEventListener("pointermove",n=>this.point(n)),this.canvas.element.addEventListener("keydown",n=>this.move(n));let t=x("div",{class:"rb-bar"},this.across.label,this.up.label,this.of.label);this.element=x("div",{},t,this.canvas.element,this.told),this.say()}draw(t=this.drawn){if(!t?.plan.dimensions)return;this.drawn=t;let n=t.plan.dimensions.map(o=>o.name);Yr(this.across.field,n,n[0]??""),Yr(this.up.field,n,n[1]??n[0]??""),this.count(t);let[l,i]=[this.across.field.value,this.up.field.value];this.canvas.label(`${this.of.field.value} ${t.plan.objectives?.[0]?.name??"value"} over ${l} and ${i}, ${this.cells.size} cells; arrow keys read them`),this.canvas.draw()}destroy(){this.canvas.destroy()}count(t){let n=t.plan.dimensions,l=[this.across,this.up].map(({field:o})=>n.findIndex(a=>a.name===o.value));this.sides=l.map(o=>no(n[o],t.rows.map(a=>a[3][o])));let i=t.plan.objectives?.[0]?.maximize===!1?Math.min:Math.max;this.cells=new Map;for(let o of t.rows){let a=kt(o),[f,d]=l.map((v,m)=>this.sides[m].of(o[3][v]));if(a===null||f<0||d<0)continue;let h=this.cells.get(`${f},${d}`);h?Object.assign(h,{count:h.count+1,sum:h.sum+a,best:i(h.best,a)}):this.cells.set(`${f},${d}`,{count:1,sum:a,best:a})}}value(t){return this.of.field.value==="best"?t.best:t.sum/t.count}paint(t){let n=this.drawn,[l,i]=this.sides;if(!n||!l||!i)return;let[o,a]=[(t.width-ht-4)/l.titles.length,(this.height-Ct-In)/i.titles.length],{context:f}=t;for(let[d,h]of this.cells){let[v,m]=d.split(",").map(Number);f.fillStyle=an(t.theme,on(n,this.value(h))),f.fillRect(ht+v*o,Ct+(i.titles.length-1-m)*a,Math.max(o-1,1),Math.max(a-1,1))}f.strokeStyle=t.line,f.lineWidth=1,f.strokeRect(ht-.5,Ct-.5,t.width-ht-3,this.height-Ct-In),this.titles(t,o,a),this.at&&(f.strokeStyle=t.accent,f.lineWidth=2,f.strokeRect(ht+this.at[0]*o,Ct+(i.titles.length-1-this.at[1])*a,o-1,a-1))}titles({context:t,width:n,soft:l,ink:i},o,a){let[f,d]=this.sides,h=this.height-In;t.fillStyle=l,t.textAlign="center";let v=-1/0;f.titles.forEach((g,M)=>{let E=ht+(M+.5)*o,O=t.measureText(g).width/2;E-O<v||E+O>n||(v=E+O+8,t.fillText(g,E,h+14))}),t.textAlign="right";let m=Math.ceil(14/a);d.titles.forEach((g,M)=>{M%m===0&&t.fillText(g,ht-6,Ct+(d.titles.length-.5-M)*a+4,ht-22)}),t.fillStyle=i,t.textAlign="center",t.fillText(this.across.field.value,ht+(n-ht)/2,this.height-6),t.save(),t.translate(10,Ct+(h-Ct)/2),t.rotate(-Math.PI/2),t.fillText(this.up.field.value,0,0),t.restore()}point(t){let[n,l]=this.sides;if(!n||!l)return;let i=(this.canvas.element.clientWidth-ht-4)/n.titles.length,o=(this.height-Ct-In)/l.titles.length,a=Math.floor((t.offsetX-ht)/i),f=l.titles.length-1-Math.floor((t.offsetY-Ct)/o),d=a>=0&&f>=0&&a<n.titles.length&&f<l.titles.length;this.choose(d?[a,f]:null)}move(t){let n={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[t.key],[l,i]=this.sides;if(!n||!l||!i)return;t.preventDefault();let[o,a]=this.at??[0,0],f=(h,v)=>Math.min(v-1,Math.max(0,h)),d=this.at?[o+n[0],a+n[1]]:[0,0];this.choose([f(d[0],l.titles.length),f(d[1],i.titles.length)])}choose(t){String(t)!==String(this.at)&&(this.at=t,this.say(),this.canvas.draw())}say(){let[t,n]=this.sides;if(!this.at||!t||!n){Te(this.told,"Point at a cell, or move over the map with the arrow keys, to read it.");return}let l=this.cells.get(this.at.join(",")),i=`${this.across.field.value} ${t.titles[this.at[0]]}, ${this.up.field.value} ${n.titles[this.at[1]]}`,o=l?`mean ${Re(l.sum/l.count)}, best ${Re(l.best)}, ${l.count} ${l.count===1?"trial":"trials"}`:"no complete trial";Te(this.told,`${i}: ${o}`)}};function qr(e,t){let n=x("select",{change:t});return{field:n,label:x("label",{class:"rb-choice"},e,n)}}function Yr(e,t,n){e.options.length===t.length&&t.every((l,i)=>e.options[i]?.value===l)||(e.replaceChildren(...t.map(l=>x("option",{value:l},l))),e.value=n)}var so=30,io=22,Wn=260,jn=class{element;canvas=new jl("Parallel coordinates",()=>Wn,t=>this.paint(t));drawn=null;constructor(){this.element=x("div",{},this.canvas.element)}draw(t){this.drawn=t;let n=(t.plan.dimensions??[]).map(i=>i.name).join(", "),l=t.best&&Object.entries(t.best.parameters).map(([i,o])=>`${i} ${Jt(o)}`);this.canvas.label(`Parallel coordinates of ${t.rows.length} trials over ${n}${l?`; the best has ${l.join(", ")}`:""}`),this.canvas.draw()}destroy(){this.canvas.destroy()}paint(t){let n=this.drawn;if(!n?.plan.dimensions)return;let l=n.plan.dimensions,i=34,o=62,a=M=>i+(t.width-i-o)*M/l.length,f=M=>Wn-io-M*(Wn-so-io),d=n.high-n.low||1,h=(M,E)=>{let O=l.map((V,S)=>$n(V,M[S]));if(O.some(V=>V===null))return null;let W=Math.min(1.04,Math.max(-.04,(E-n.low)/d));return[...O.map((V,S)=>[a(S),f(V)]),[a(l.length),f(W)]]};this.lines(t,n,h),l.forEach((M,E)=>Gc(t,M,a(E),f,E===0)),Uc(t,n,a(l.length),f);let v=n.best,m=v?.values[0];if(!v||m===null||m===void 0)return;let g=h(l.map(M=>v.parameters[M.name]),m);g&&Kr(t,g,t.accent,2.5,1)}lines(t,n,l){let i=[];for(let a of n.rows){let f=kt(a);f!==null&&i.push([on(n,f),a])}i.sort((a,f)=>a[0]-f[0]);let o=Math.max(.18,Math.min(.8,60/Math.max(i.length,1)));for(let[a,f]of i){let d=l(f[3],kt(f));d&&Kr(t,d,an(t.theme,a),1,o+(1-o)*a**3)}}};function Kr({context:e},t,n,l,i){e.globalAlpha=i,e.strokeStyle=n,e.lineWidth=l,e.beginPath(),t.forEach(([o,a],f)=>f?e.lineTo(o,a):e.moveTo(o,a)),e.stroke(),e.globalAlpha=1}function pl({context:e,ground:t},n,l,i,o){e.lineWidth=3,e.lineJoin="round",e.strokeStyle=t,e.strokeText(n,l,i),e.fillStyle=o,e.fillText(n,l,i)}function Gc(e,t,n,l,i){let{context:o}=e;Kr(e,[[n,l(0)],[n,l(1)]],e.soft,1,1),o.textAlign=i?"left":"center";let a=i?2:n;if(pl(e,t.name+(t.log?" (log)":""),a,12,e.ink),t.kind!=="choice"){pl(e,Re(t.high),a,so-5,e.soft),pl(e,Re(t.low),a,Wn-7,e.soft);return}let f=t.options??[];o.textAlign="left",f.slice(0,12).forEach(d=>pl(e,Jt(d),n+5,l($n(t,d)??0)+4,e.ink))}function Uc(e,t,n,l){let i=t.plan.objectives?.[0];for(let o=0;o<60;o++){let a=t.low+(o+.5)/60*(t.high-t.low);e.context.fillStyle=an(e.theme,on(t,a)),e.context.fillRect(n,l((o+1)/60),8,l(o/60)-l((o+1)/60)+.5)}e.context.textAlign="right",pl(e,i?.name??"",e.width-2,12,e.ink),e.context.textAlign="left",pl(e,Re(t.high),n+12,l(1)+4,e.soft),pl(e,Re(t.low),n+12,l(0)+4,e.soft)}var qc=50,Yc=200,Kc={running:["\u25B6","good"],stopped:["\u275A\u275A","warn"],complete:["\u2713","good"],failed:["\u2716","bad"]},Jr=["Best first","Newest first","Failed"],Bn=class{constructor(t){this.ask=t;this.orders=Jr.map(n=>x("button",{type:"button",class:"rb-filter","aria-pressed":n===this.order,click:()=>this.choose(n)},n)),this.orders.forEach((n,l)=>n.setAttribute("aria-pressed",String(Jr[l]===this.order))),this.heatSection=Ql("Two parameters",this.heat.element),this.element=x("div",{},x("div",{class:"rb-top"},x("div",{},this.title,this.subtitle),x("div",{class:"rb-buttons"},this.state,this.stop,this.resume)),this.failure,this.answer,x("div",{class:"rb-progress"},this.bar,this.progress),this.best,x("div",{class:"rb-grid"},Ql("Best value so far",this.line.element),this.heatSection),Ql("Parameters of every trial",this.parallel.element),Ql("Trials",x("div",{class:"rb-bar"},...this.orders),this.list))}ask;element;title=x("h2",{},"Study");subtitle=x("p",{class:"rb-soft"});state=x("span",{class:"rb-state",role:"status"});stop=x("button",{type:"button",click:()=>this.command("stop")},"Stop");resume=x("button",{type:"button",class:"rb-go",click:()=>this.command("resume")},"Resume");answer=x("p",{class:"rb-answer",role:"status"});failure=x("p",{class:"rb-failure",role:"alert",hidden:!0});bar=x("div",{class:"rb-meter",role:"progressbar","aria-label":"Trials","aria-valuemin":0},x("div",{class:"rb-fill"}));progress=x("p",{});best=x("div",{class:"rb-best"});line=new Nn;parallel=new jn;heat=new Vn;list=x("div",{});orders;heatSection;table=null;order="Best first";rows=new Map;plan={};status={};improved=[];due=0;columns="";show(t,n,l){[this.plan,this.status,this.improved]=[t,n,l],this.later()}take(t,n){n&&this.rows.clear();for(let l of t)this.rows.set(l[0],l);this.later()}restyle(){this.line.restyle(),this.parallel.draw(this.drawn()),this.heat.draw()}destroy(){clearTimeout(this.due);for(let t of[this.line,this.parallel,this.heat])t.destroy()}later(){this.due||(this.due=window.setTimeout(()=>this.draw(),this.columns?Yc:0))}draw(){this.due=0;let{plan:t,status:n}=this;if(!t.dimensions)return;let l=this.drawn();this.head(),this.told(),this.line.draw(l,this.improved),this.parallel.draw(l),Pt(this.heatSection,t.dimensions.length>1),t.dimensions.length>1&&this.heat.draw(l),this.trials(n)}drawn(){let t=[...this.rows.values()],n=t.map(kt).filter(o=>o!==null).sort((o,a)=>o-a),l=o=>n[Math.round(o*(n.length-1))]??0,i=this.plan.objectives?.[0]?.maximize!==!1;return{plan:this.plan,rows:t,best:this.status.best??null,low:l(i?.02:0),high:l(i?1:.98)}}head(){let{plan:t,status:n}=this,l=n.state??"unknown",[i,o]=Kc[l]??["?",""];Te(this.title,t.name??"Study"),Te(this.subtitle,`${t.strategy} on ${t.bundle}, ${t.start} to ${t.end}, ${t.search} search`),Te(this.state,`${i} ${n.stopping?"stopping":l}`),Ft(this.state,"tone",n.stopping?"warn":o),Pt(this.stop,l==="running"),this.stop.disabled=!!n.stopping;let a=(n.wanted??0)>(n.ended??0);Pt(this.resume,!!n.can_go_on&&a&&(l==="stopped"||l==="failed"));let f=n.unreadable??(l==="failed"?n.reason:"")??"";Te(this.failure,f),Pt(this.failure,f!=="")}told(){let{wanted:t=0,ended:n=0,running:l=0,failed:i=0,pruned:o=0,rate:a,eta:f,made:d=0,state:h,can_go_on:v}=this.status;this.bar.setAttribute("aria-valuemax",String(t)),this.bar.setAttribute("aria-valuenow",String(n)),this.bar.firstElementChild.style.width=`${t?100*Math.min(n,t)/t:0}%`;let m=[`${$t(n)} of ${$t(t)} trials`];l&&h==="running"&&m.push(`${l} running`),i&&m.push(`${$t(i)} failed`),o&&m.push(`${$t(o)} pruned`),h==="running"&&a&&m.push(`${Re(a)} a second`,`about ${mr(f??0)} left`),d>n&&m.push(`${$t(d)} trials were ever made on ${this.plan.bundle}`),h==="stopped"&&!v&&m.push("to go on, call rb.optimize with its strategy and space"),Te(this.progress,m.join(" \xB7 ")),this.tiles()}tiles(){let t=this.status.best,n=JSON.stringify(t??null);if(this.best.dataset.told===n)return;if(this.best.dataset.told=n,!t){this.best.replaceChildren(x("p",{class:"rb-empty"},"No trial is complete yet."));return}let l=this.plan.objectives??[],i=(o,a,f=!1)=>x("div",{class:f?"rb-tile rb-own":"rb-tile"},x("dt",{},o),x("dd",{},a));this.best.replaceChildren(x("h3",{},`Best so far: trial ${t.number}`),x("dl",{class:"rb-tiles rb-flow"},...l.map((o,a)=>i(o.name,Re(t.values[a]),!0)),...Object.entries(t.parameters).map(([o,a])=>i(o,Jt(a)))))}choose(t){this.order=t,this.orders.forEach((n,l)=>n.setAttribute("aria-pressed",String(Jr[l]===t))),this.trials(this.status)}trials(t){let n=[...this.plan.objectives??[],...this.plan.dimensions??[]].map(o=>o.name).join(`
`);(n!==this.columns||!this.table)&&(this.columns=n,this.table=new wn("Listed trials",Zc(this.plan),"No such trial."),this.list.replaceChildren(this.table.element)),Te(this.orders[2],`Failed (${$t(t.failed??0)})`);let l=this.plan.objectives?.[0]?.maximize===!1?1:-1,i=[...this.rows.values()].filter(o=>this.order==="Failed"?o[1]==="failed":!0);if(this.order==="Best first"){let o=a=>{let f=kt(a);return f===null?1/0:l*f};i.sort((a,f)=>o(a)-o(f)||a[0]-f[0])}else i.sort((o,a)=>a[0]-o[0]);this.table.draw(i.slice(0,qc),o=>o[1])}command(t){Te(this.answer,t==="stop"?"Stopping: trials under way are begun again when it goes on.":"Going on."),Ft(this.answer,"tone",""),this.ask(t).then(()=>Te(this.answer,""),n=>{Te(this.answer,n.message),Ft(this.answer,"tone","bad")})}},Jc=e=>e<1?`${Re(e*1e3)}\xA0ms`:mr(e);function Zc(e){return[{title:"Trial",cell:t=>String(t[0])},{title:"State",text:!0,cell:t=>t[1]},...(e.objectives??[]).map((t,n)=>({title:t.name,cell:l=>Re(l[2][n]),exact:l=>String(l[2][n]??"")})),...(e.dimensions??[]).map((t,n)=>({title:t.name,cell:l=>Jt(l[3][n]),exact:l=>String(l[3][n])})),{title:"Took",cell:t=>Jc(t[5])},{title:"Error",text:!0,cell:t=>t[4]}]}var oo=`.rb-study {
  --rb-accent: #c2410c;
  --rb-dot: #5d8fd0;
}
.rb-study[data-theme="dark"] {
  --rb-accent: #fb923c;
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
  color: var(--rb-accent);
}
.rb-study .rb-canvas {
  display: block;
  width: 100%;
}
.rb-study canvas:focus-visible {
  outline: 3px solid var(--rb-equity);
  outline-offset: 2px;
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
`;var Gn=class{element=x("fieldset",{},x("legend",{},"Space"));ranges=[];draw(t,n){let l=n.strategy===t?.key?n.space??{}:null;this.ranges=(t?.parameters??[]).map(a=>Xc(a,l));let i=t?"This strategy declares no parameter.":"Choose a strategy, or run the cell that defines one.",o=this.ranges.map(a=>eu(a));this.element.replaceChildren(x("legend",{},"Space"),...o.length?o:[x("p",{class:"rb-empty"},i)])}values(){let t=this.ranges.filter(n=>n.used.checked);return Object.fromEntries(t.map(({parameter:n,fields:l})=>[n.name,{kind:n.kind,...Object.fromEntries(Object.entries(l).map(([i,o])=>[i,o.type==="checkbox"?o.checked:o.value]))}]))}};function Xc(e,t){let n=t?.[e.name],l=e.kind==="int"||e.kind==="float",i=x("input",{type:"checkbox"});i.checked=t?n!==void 0:l;let o={},a=(f,d)=>{o[f]=x("input",{type:"text",inputmode:l?"decimal":null,"aria-label":`${e.name}: ${f}`}),o[f].value=String(n?.[f]??d)};if(l){let f=Number(e.default),d=e.kind==="int";a("low",d?Math.max(1,Math.floor(f/2)):f/2),a("high",d?Math.max(2,Math.ceil(f*2)):f*2),a("step",d?1:""),o.log=x("input",{type:"checkbox","aria-label":`${e.name}: logarithmic`}),o.log.checked=!!n?.log}else e.kind==="text"&&a("options",e.default);return{parameter:e,used:i,fields:o}}function eu({parameter:e,used:t,fields:n}){let l=x("label",{class:"rb-tick"},t,`${e.name} (${String(e.default)})`);return e.kind==="flag"?x("div",{class:"rb-range"},l,x("span",{class:"rb-soft rb-wide"},"yes and no")):e.kind==="text"?x("div",{class:"rb-range"},l,Le("Options, with commas between",n.options,"rb-wide")):x("div",{class:"rb-range"},l,Le("Low",n.low),Le("High",n.high),Le("Step",n.step),x("label",{class:"rb-tick"},n.log,"log"))}function tu({model:e,el:t}){let n=new xn(e),l=(A,R)=>n.ask(A,R),i=()=>e.get("last")??{},o=new Gn,a=new Sn(l,A=>o.draw(A,i())),f=x("select",{}),d=x("select",{}),h=x("select",{}),v=x("input",{type:"text",inputmode:"numeric",placeholder:"grid: all, else 100"}),m=x("input",{type:"text",placeholder:"made of what it is"}),g=x("select",{}),M=x("p",{class:"rb-answer",role:"status"}),E=(A,R=!1)=>{Te(M,A),Ft(M,"tone",R?"bad":"")},O=A=>{A.then(()=>E(""),R=>E(R.message,!0))},W=A=>{A.preventDefault(),E("Opening the bundle and starting.");let R={objective:f.value,search:d.value,executor:h.value};O(l("start",{...a.values(),...R,space:o.values(),trials:v.value,name:m.value}))},V=x("button",{type:"button",click:()=>O(l("open",{name:g.value}))},"Show"),S=x("div",{class:"rb-fields"});S.append(Le("Objective",f),Le("Search",d),Le("Trials",v),Le("Runs in",h),Le("Name of the study",m));let N=x("form",{submit:W},a.element,o.element,x("fieldset",{},x("legend",{},"Search"),S),x("div",{class:"rb-actions"},x("button",{type:"submit",class:"rb-go"},"Start study"),M)),T=x("div",{class:"rb-actions"},Le("Studies that are kept",g,"rb-choice"),V),U=new Bn(l),P=x("section",{class:"rb-study rb-shown","aria-label":"Study",hidden:!0},U.element),K=x("div",{class:"rb-console rb-runner",role:"region","aria-label":"Optimisation runner","data-lm-suppress-shortcuts":"true"},x("style",{},Ei,Ai,oo,Di),x("h2",{},"Optimisation runner"),N,T,P),q=!0,Z=()=>{let A=e.get("choices");if(!A?.strategies)return;let R=(H=[])=>H.map(Q=>[Q,Q.replaceAll("_"," ")]),j=i();qt(f,R(A.objectives),String(j.objective??"sharpe")),qt(d,R(A.searches),String(j.search??"bayesian")),qt(h,R(A.executors),String(j.executor??"processes")),q&&j.trials&&(v.value=String(j.trials)),q=!1,qt(g,(A.studies??[]).map(H=>[H.name,`${H.name}: ${H.state}, ${H.ended} of ${H.wanted}`])),Pt(T,(A.studies??[]).length>0),a.draw(A,j)},G=()=>{let A=e.get("plan");Pt(P,!!A?.name),Ft(P,"theme",K.dataset.theme??"light"),A?.name&&U.show(A,e.get("status"),e.get("improved"))};t.append(K);let _=[Li(A=>{Ft(K,"theme",A),Ft(P,"theme",A),U.restyle()}),yn(e,"msg:custom",A=>{A.kind==="trials"?U.take(A.rows,!!A.all):n.hear(A)}),yn(e,"change:choices",Z),...["plan","status","improved"].map(A=>yn(e,`change:${A}`,G))];return Z(),G(),e.send({kind:"hello"}),()=>{for(let A of _)A();U.destroy(),K.remove()}}var Ju={render:tu};export{Ju as default,tu as render};
