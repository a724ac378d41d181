/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var Es='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var As=`.rb-console {
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
`;function x(e,t={},...n){let l=document.createElement(e);for(let[s,o]of Object.entries(t))typeof o=="function"?l.addEventListener(s,o):o===!0?l.setAttribute(s,""):o!==!1&&o!==null&&o!==void 0&&l.setAttribute(s,String(o));return l.append(...n.filter(s=>!!s)),l}function Te(e,t){e.textContent!==t&&(e.textContent=t)}function Ft(e,t,n){e.dataset[t]!==n&&(e.dataset[t]=n)}function Pt(e,t){e.hidden===t&&(e.hidden=!t)}var wn=class{constructor(t,n,l){this.columns=n;let s=n.map(a=>x("th",{scope:"col",class:a.text?"rb-text":null},a.title));this.table=x("table",{"aria-label":t},x("thead",{},x("tr",{},...s)),this.body),this.empty=x("p",{class:"rb-empty"},l);let o=x("div",{class:"rb-scroll",tabindex:0,role:"region","aria-label":t},this.table);this.element=x("div",{},o,this.empty),this.draw([])}columns;element;body=x("tbody");table;empty;drawn="";draw(t,n){let l=JSON.stringify(t);l!==this.drawn&&(this.drawn=l,Pt(this.table.parentElement,t.length>0),Pt(this.empty,t.length===0),this.body.replaceChildren(...t.map(s=>x("tr",{"data-kind":n?.(s)},...this.columns.map(o=>x("td",{class:o.text?"rb-text":null,title:o.exact?.(s)},o.cell(s)))))))}};function Ql(e,...t){return x("section",{class:"rb-panel","aria-label":e},x("h3",{},e),...t)}function yn(e,t,n){return e.on(t,n),()=>e.off(t,n)}var xn=class{constructor(t){this.model=t}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(t,n={}){let l=`${this.prefix}-${++this.count}`;return new Promise((s,o)=>{this.waiting.set(l,a=>a.kind==="refused"?o(new Error(String(a.message))):s(a)),this.model.send({kind:t,id:l,...n})})}hear(t){let n=String(t.id);this.waiting.get(n)?.(t),this.waiting.delete(n)}};function Vo(){let{jpThemeLight:e,vscodeThemeKind:t}=document.body.dataset;return e!==void 0?e==="false"?"dark":"light":t!==void 0?/dark|high-contrast$/.test(t)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function Ls(e){let t=matchMedia("(prefers-color-scheme: dark)"),n=()=>e(Vo()),l=new MutationObserver(n);return l.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),t.addEventListener("change",n),n(),()=>{l.disconnect(),t.removeEventListener("change",n)}}var Le=(e,t,n="")=>x("label",{class:n||null},e,t);function Ut(e,t,n){let l=[...e.options].map(o=>[o.value,o.text]);if(JSON.stringify(l)===JSON.stringify(t))return;let s=e.value||n;e.replaceChildren(...t.map(([o,a])=>x("option",{value:o},a))),s!==void 0&&t.some(([o])=>o===s)&&(e.value=s)}var Sn=class{constructor(t,n){this.ask=t;this.changed=n;let l=x("button",{type:"button",click:()=>this.add()},"Add");this.place.addEventListener("keydown",s=>{s.key==="Enter"&&(s.preventDefault(),this.add())}),this.adding=x("details",{class:"rb-full"},x("summary",{},"Strategy from a file or module"),x("div",{class:"rb-bar"},Le("Place",this.place,"rb-grow"),l),this.added),this.element=x("div",{class:"rb-fields"},Le("Strategy",this.strategy),Le("Bundle",this.bundle),Le("Bars",this.frequency),Le("First session",this.start),Le("Last session",this.end),Le("Capital",this.capital),this.coverage,this.adding)}ask;changed;element;strategy=x("select",{change:()=>this.chosen()});bundle=x("select",{change:()=>this.covered()});frequency=x("select",{});start=x("input",{type:"date",required:!0});end=x("input",{type:"date",required:!0});capital=x("input",{type:"text",inputmode:"decimal",value:"100000",required:!0});coverage=x("p",{class:"rb-soft rb-full"});place=x("input",{type:"text",placeholder:"strategy.py:Class or package.module:Class"});added=x("p",{class:"rb-answer",role:"status"});adding;choices={};told="";draw(t,n){this.choices=t;let l=!this.told;this.adding.hidden=!t.takes_places,Ut(this.strategy,(t.strategies??[]).map(s=>[s.key,s.title]),String(n.strategy??"")),Ut(this.bundle,(t.bundles??[]).map(s=>[s.name,s.name]),String(n.bundle??"")),l&&n.capital&&(this.capital.value=String(n.capital)),this.covered(l?n:{}),this.chosen()}get chosenStrategy(){return this.choices.strategies?.find(t=>t.key===this.strategy.value)}values(){return{strategy:this.strategy.value,bundle:this.bundle.value,frequency:this.frequency.value,start:this.start.value,end:this.end.value,capital:this.capital.value.replaceAll(/[,_ ]/g,"")}}covered(t={}){let n=this.choices.bundles?.find(l=>l.name===this.bundle.value);if(!n){Te(this.coverage,this.choices.bundles?"There is no bundle yet: rustybt ingest sample":"");return}Ut(this.frequency,n.frequencies.map(l=>[l,l]),String(t.frequency??"daily")),Te(this.coverage,`${n.name} holds ${n.assets} assets from ${n.first} to ${n.last}.`);for(let[l,s]of[[this.start,"start"],[this.end,"end"]])[l.min,l.max]=[n.first,n.last],t[s]&&(l.value=String(t[s])),(!l.value||l.value<n.first||l.value>n.last)&&(l.value=s==="start"?n.first:n.last)}chosen(){let t=this.chosenStrategy,n=JSON.stringify(t??null);n!==this.told&&(this.told=n,this.changed(t))}add(){this.ask("add",{place:this.place.value}).then(t=>{Te(this.added,"Added."),this.added.dataset.tone="";let n=String(t.key),l=s=>{[...this.strategy.options].some(o=>o.value===n)?(this.strategy.value=n,this.chosen()):s&&window.setTimeout(()=>l(s-1),200)};l(25)},t=>{Te(this.added,t.message),this.added.dataset.tone="bad"})}};var Ds=`.rb-console .rb-fields {
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
.rb-runner td.rb-name {
  min-width: 150px;
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
`;var uu=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),jo=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),Bo=/^-/,Go=e=>e.replace(Bo,"\u2212");function $t(e){let t=Number(e);return e==null||e===""?"\u2013":Number.isFinite(t)?Go(jo.format(t)):String(e)}function mr(e){return e<10?`${Math.max(e,0).toFixed(1)}\xA0s`:e<120?`${Math.round(e)}\xA0s`:e<7200?`${Math.round(e/60)}\xA0min`:`${Math.round(e/3600)}\xA0h`}var qo="uplot",Uo="u-hz",Yo="u-vt",Ko="u-title",Jo="u-wrap",Zo="u-under",Qo="u-over",Xo="u-axis",cl="u-off",ea="u-select",ta="u-cursor-x",la="u-cursor-y",na="u-cursor-pt",ra="u-legend",sa="u-live",ia="u-inline",oa="u-series",aa="u-marker",Ps="u-label",ca="u-value",en="width",tn="height";var Rs="bottom",Cl="left",br="right",Cr="#000",Cs=Cr+"0",gr="mousemove",zs="mousedown",vr="mouseup",Os="mouseenter",Hs="mouseleave",Fs="dblclick",ua="resize",fa="scroll",$s="change",En="dppxchange",zr="--",Il=typeof window<"u",kr=Il?document:null,Ol=Il?window:null,da=Il?navigator:null,ie,kn;function Mr(){let e=devicePixelRatio;ie!=e&&(ie=e,kn&&_r($s,kn,Mr),kn=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),ul($s,kn,Mr),Ol.dispatchEvent(new CustomEvent(En)))}function nt(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function Tr(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function ge(e,t,n){e.style[t]=n+"px"}function xt(e,t,n,l){let s=kr.createElement(e);return t!=null&&nt(s,t),n?.insertBefore(s,l),s}function dt(e,t){return xt("div",e,t)}var Ns=new WeakMap;function Rt(e,t,n,l,s){let o="translate("+t+"px,"+n+"px)",a=Ns.get(e);o!=a&&(e.style.transform=o,Ns.set(e,o),t<0||n<0||t>l||n>s?nt(e,cl):Tr(e,cl))}var Is=new WeakMap;function Vs(e,t,n){let l=t+n,s=Is.get(e);l!=s&&(Is.set(e,l),e.style.background=t,e.style.borderColor=n)}var Ws=new WeakMap;function js(e,t,n,l){let s=t+""+n,o=Ws.get(e);s!=o&&(Ws.set(e,s),e.style.height=n+"px",e.style.width=t+"px",e.style.marginLeft=l?-t/2+"px":0,e.style.marginTop=l?-n/2+"px":0)}var Or={passive:!0},pa={...Or,capture:!0};function ul(e,t,n,l){t.addEventListener(e,n,l?pa:Or)}function _r(e,t,n,l){t.removeEventListener(e,n,Or)}Il&&Mr();function yt(e,t,n,l){let s;n=n||0,l=l||t.length-1;let o=l<=2147483647;for(;l-n>1;)s=o?n+l>>1:rt((n+l)/2),t[s]<e?n=s:l=s;return e-t[n]<=t[l]-e?n:l}function gi(e){return(n,l,s)=>{let o=-1,a=-1;for(let f=l;f<=s;f++)if(e(n[f])){o=f;break}for(let f=s;f>=l;f--)if(e(n[f])){a=f;break}return[o,a]}}var vi=e=>e!=null,wi=e=>e!=null&&e>0,Dn=gi(vi),ha=gi(wi);function ma(e,t,n,l=0,s=!1){let o=s?ha:Dn,a=s?wi:vi;[t,n]=o(e,t,n);let f=e[t],d=e[t];if(t>-1)if(l==1)f=e[t],d=e[n];else if(l==-1)f=e[n],d=e[t];else for(let h=t;h<=n;h++){let v=e[h];a(v)&&(v<f?f=v:v>d&&(d=v))}return[f??fe,d??-fe]}function Pn(e,t,n,l){let s=qs(e),o=qs(t);e==t&&(s==-1?(e*=n,t/=n):(e/=n,t*=n));let a=n==10?Nt:xi,f=s==1?rt:pt,d=o==1?pt:rt,h=f(a(Pe(e))),v=d(a(Pe(t))),m=Hl(n,h),g=Hl(n,v);return n==10&&(h<0&&(m=de(m,-h)),v<0&&(g=de(g,-v))),l||n==2?(e=m*s,t=g*o):(e=Mi(e,m),t=Rn(t,g)),[e,t]}function Hr(e,t,n,l){let s=Pn(e,t,n,l);return e==0&&(s[0]=0),t==0&&(s[1]=0),s}var Fr=.1,Bs={mode:3,pad:Fr},nn={pad:0,soft:null,mode:0},ba={min:nn,max:nn};function An(e,t,n,l){return Cn(n)?Gs(e,t,n):(nn.pad=n,nn.soft=l?0:null,nn.mode=l?3:0,Gs(e,t,ba))}function re(e,t){return e??t}function ga(e,t,n){for(t=re(t,0),n=re(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function Gs(e,t,n){let l=n.min,s=n.max,o=re(l.pad,0),a=re(s.pad,0),f=re(l.hard,-fe),d=re(s.hard,fe),h=re(l.soft,fe),v=re(s.soft,-fe),m=re(l.mode,0),g=re(s.mode,0),M=t-e,E=Nt(M),O=Ye(Pe(e),Pe(t)),W=Nt(O),V=Pe(W-E);(M<1e-24||V>10)&&(M=0,(e==0||t==0)&&(M=1e-24,m==2&&h!=fe&&(o=0),g==2&&v!=-fe&&(a=0)));let S=M||O||1e3,N=Nt(S),T=Hl(10,rt(N)),q=S*(M==0?e==0?.1:1:o),P=de(Mi(e-q,T/10),24),K=e>=h&&(m==1||m==3&&P<=h||m==2&&P>=h)?h:fe,U=Ye(f,P<K&&e>=K?K:St(K,P)),Z=S*(M==0?t==0?.1:1:a),G=de(Rn(t+Z,T/10),24),_=t<=v&&(g==1||g==3&&G>=v||g==2&&G<=v)?v:-fe,A=St(d,G>_&&t<=_?_:Ye(_,G));return U==A&&U==0&&(A=100),[U,A]}var va=new Intl.NumberFormat(Il?da.language:"en-US"),$r=e=>va.format(e),st=Math,_n=st.PI,Pe=st.abs,rt=st.floor,De=st.round,pt=st.ceil,St=st.min,Ye=st.max,Hl=st.pow,qs=st.sign,Nt=st.log10,xi=st.log2,wa=(e,t=1)=>st.sinh(e)*t,wr=(e,t=1)=>st.asinh(e/t),fe=1/0;function Us(e){return(Nt((e^e>>31)-(e>>31))|0)+1}function Er(e,t,n){return St(Ye(e,t),n)}function yi(e){return typeof e=="function"}function te(e){return yi(e)?e:()=>e}var xa=()=>{},Si=e=>e,ki=(e,t)=>t,ya=e=>null,Ys=e=>!0,Ks=(e,t)=>e==t,Sa=/\.\d*?(?=9{6,}|0{6,})/gm,fl=e=>{if(_i(e)||Kt.has(e))return e;let t=`${e}`,n=t.match(Sa);if(n==null)return e;let l=n[0].length-1;if(t.indexOf("e-")!=-1){let[s,o]=t.split("e");return+`${fl(s)}e${o}`}return de(e,l)};function ol(e,t){return fl(de(fl(e/t))*t)}function Rn(e,t){return fl(pt(fl(e/t))*t)}function Mi(e,t){return fl(rt(fl(e/t))*t)}function de(e,t=0){if(_i(e))return e;let n=10**t,l=e*n*(1+Number.EPSILON);return De(l)/n}var Kt=new Map;function Ti(e){return((""+e).split(".")[1]||"").length}function sn(e,t,n,l){let s=[],o=l.map(Ti);for(let a=t;a<n;a++){let f=Pe(a),d=de(Hl(e,a),f);for(let h=0;h<l.length;h++){let v=e==10?+`${l[h]}e${a}`:l[h]*d,m=(a>=0?0:f)+(a>=o[h]?0:o[h]),g=e==10?v:de(v,m);s.push(g),Kt.set(g,m)}}return s}var rn={},Nr=[],Fl=[null,null],Yt=Array.isArray,_i=Number.isInteger,ka=e=>e===void 0;function Js(e){return typeof e=="string"}function Cn(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function Ma(e){return e!=null&&typeof e=="object"}var Ta=Object.getPrototypeOf(Uint8Array),Ei="__proto__";function $l(e,t=Cn){let n;if(Yt(e)){let l=e.find(s=>s!=null);if(Yt(l)||t(l)){n=Array(e.length);for(let s=0;s<e.length;s++)n[s]=$l(e[s],t)}else n=e.slice()}else if(e instanceof Ta)n=e.slice();else if(t(e)){n={};for(let l in e)l!=Ei&&(n[l]=$l(e[l],t))}else n=e;return n}function _e(e){let t=arguments;for(let n=1;n<t.length;n++){let l=t[n];for(let s in l)s!=Ei&&(Cn(e[s])?_e(e[s],$l(l[s])):e[s]=$l(l[s]))}return e}var _a=0,Ea=1,Aa=2;function La(e,t,n){for(let l=0,s,o=-1;l<t.length;l++){let a=t[l];if(a>o){for(s=a-1;s>=0&&e[s]==null;)e[s--]=null;for(s=a+1;s<n&&e[s]==null;)e[o=s++]=null}}}function Da(e,t){if(Ca(e)){let a=e[0].slice();for(let f=1;f<e.length;f++)a.push(...e[f].slice(1));return za(a[0])||(a=Ra(a)),a}let n=new Set;for(let a=0;a<e.length;a++){let d=e[a][0],h=d.length;for(let v=0;v<h;v++)n.add(d[v])}let l=[Array.from(n).sort((a,f)=>a-f)],s=l[0].length,o=new Map;for(let a=0;a<s;a++)o.set(l[0][a],a);for(let a=0;a<e.length;a++){let f=e[a],d=f[0];for(let h=1;h<f.length;h++){let v=f[h],m=Array(s).fill(void 0),g=t?t[a][h]:Ea,M=[];for(let E=0;E<v.length;E++){let O=v[E],W=o.get(d[E]);O===null?g!=_a&&(m[W]=O,g==Aa&&M.push(W)):m[W]=O}La(m,M,s),l.push(m)}}return l}var Pa=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function Ra(e){let t=e[0],n=t.length,l=Array(n);for(let o=0;o<l.length;o++)l[o]=o;l.sort((o,a)=>t[o]-t[a]);let s=[];for(let o=0;o<e.length;o++){let a=e[o],f=Array(n);for(let d=0;d<n;d++)f[d]=a[l[d]];s.push(f)}return s}function Ca(e){let t=e[0][0],n=t.length;for(let l=1;l<e.length;l++){let s=e[l][0];if(s.length!=n)return!1;if(s!=t){for(let o=0;o<n;o++)if(s[o]!=t[o])return!1}}return!0}function za(e,t=100){let n=e.length;if(n<=1)return!0;let l=0,s=n-1;for(;l<=s&&e[l]==null;)l++;for(;s>=l&&e[s]==null;)s--;if(s<=l)return!0;let o=Ye(1,rt((s-l+1)/t));for(let a=e[l],f=l+o;f<=s;f+=o){let d=e[f];if(d!=null){if(d<=a)return!1;a=d}}return!0}var Ai=["January","February","March","April","May","June","July","August","September","October","November","December"],Li=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Di(e){return e.slice(0,3)}var Oa=Li.map(Di),Ha=Ai.map(Di),Fa={MMMM:Ai,MMM:Ha,WWWW:Li,WWW:Oa};function Xl(e){return(e<10?"0":"")+e}function $a(e){return(e<10?"00":e<100?"0":"")+e}var Na={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>Xl(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>Xl(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>Xl(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>Xl(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>Xl(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>$a(e.getMilliseconds())};function Ir(e,t){t=t||Fa;let n=[],l=/\{([a-z]+)\}|[^{]+/gi,s;for(;s=l.exec(e);)n.push(s[0][0]=="{"?Na[s[1]]:s[0]);return o=>{let a="";for(let f=0;f<n.length;f++)a+=typeof n[f]=="string"?n[f]:n[f](o,t);return a}}var Ia=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Va(e,t){let n;return t=="UTC"||t=="Etc/UTC"?n=new Date(+e+e.getTimezoneOffset()*6e4):t==Ia?n=e:(n=new Date(e.toLocaleString("en-US",{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}var Pi=e=>e%1==0,Ln=[1,2,2.5,5],Wa=sn(10,-32,0,Ln),Ri=sn(10,0,32,Ln),ja=Ri.filter(Pi),al=Wa.concat(Ri),Vr=`
`,Ci="{YYYY}",Zs=Vr+Ci,zi="{M}/{D}",ln=Vr+zi,Mn=ln+"/{YY}",Oi="{aa}",Ba="{h}:{mm}",zl=Ba+Oi,Qs=Vr+zl,Xs=":{ss}",ae=null;function Hi(e){let t=e*1e3,n=t*60,l=n*60,s=l*24,o=s*30,a=s*365,d=(e==1?sn(10,0,3,Ln).filter(Pi):sn(10,-3,0,Ln)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,l,l*2,l*3,l*4,l*6,l*8,l*12,s,s*2,s*3,s*4,s*5,s*6,s*7,s*8,s*9,s*10,s*15,o,o*2,o*3,o*4,o*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),h=[[a,Ci,ae,ae,ae,ae,ae,ae,1],[s*28,"{MMM}",Zs,ae,ae,ae,ae,ae,1],[s,zi,Zs,ae,ae,ae,ae,ae,1],[l,"{h}"+Oi,Mn,ae,ln,ae,ae,ae,1],[n,zl,Mn,ae,ln,ae,ae,ae,1],[t,Xs,Mn+" "+zl,ae,ln+" "+zl,ae,Qs,ae,1],[e,Xs+".{fff}",Mn+" "+zl,ae,ln+" "+zl,ae,Qs,ae,1]];function v(m){return(g,M,E,O,W,V)=>{let S=[],N=W>=a,T=W>=o&&W<a,q=m(E),P=de(q*e,3),K=xr(q.getFullYear(),N?0:q.getMonth(),T||N?1:q.getDate()),U=de(K*e,3);if(T||N){let Z=T?W/o:0,G=N?W/a:0,_=P==U?P:de(xr(K.getFullYear()+G,K.getMonth()+Z,1)*e,3),A=new Date(De(_/e)),R=A.getFullYear(),j=A.getMonth();for(let H=0;_<=O;H++){let Q=xr(R+G*H,j+Z*H,1),I=Q-m(de(Q*e,3));_=de((+Q+I)*e,3),_<=O&&S.push(_)}}else{let Z=W>=s?s:W,G=rt(E)-rt(P),_=U+G+Rn(P-U,Z);S.push(_);let A=m(_),R=A.getHours()+A.getMinutes()/n+A.getSeconds()/l,j=W/l,H=g.axes[M]._space,Q=V/H;for(;_=de(_+W,e==1?0:3),!(_>O);)if(j>1){let I=rt(de(R+j,6))%24,le=m(_).getHours()-I;le>1&&(le=-1),_-=le*l,R=(R+j)%24;let ce=S[S.length-1];de((_-ce)/W,3)*Q>=.7&&S.push(_)}else S.push(_)}return S}}return[d,h,v]}var[Ga,qa,Ua]=Hi(1),[Ya,Ka,Ja]=Hi(.001);sn(2,-53,53,[1]);function ei(e,t){return e.map(n=>n.map((l,s)=>s==0||s==8||l==null?l:t(s==1||n[8]==0?l:n[1]+l)))}function ti(e,t){return(n,l,s,o,a)=>{let f=t.find(E=>a>=E[0])||t[t.length-1],d,h,v,m,g,M;return l.map(E=>{let O=e(E),W=O.getFullYear(),V=O.getMonth(),S=O.getDate(),N=O.getHours(),T=O.getMinutes(),q=O.getSeconds(),P=W!=d&&f[2]||V!=h&&f[3]||S!=v&&f[4]||N!=m&&f[5]||T!=g&&f[6]||q!=M&&f[7]||f[1];return d=W,h=V,v=S,m=N,g=T,M=q,P(O)})}}function Za(e,t){let n=Ir(t);return(l,s,o,a,f)=>s.map(d=>n(e(d)))}function xr(e,t,n){return new Date(e,t,n)}function li(e,t){return t(e)}var Qa="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function ni(e,t){return(n,l,s,o)=>o==null?zr:t(e(l))}function Xa(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function ec(e,t){return e.series[t].fill(e,t)}var tc={show:!0,live:!0,isolate:!1,mount:xa,markers:{show:!0,width:2,stroke:Xa,fill:ec,dash:"solid"},idx:null,idxs:null,values:[]};function lc(e,t){let n=e.cursor.points,l=dt(),s=n.size(e,t);ge(l,en,s),ge(l,tn,s);let o=s/-2;ge(l,"marginLeft",o),ge(l,"marginTop",o);let a=n.width(e,t,s);return a&&ge(l,"borderWidth",a),l}function nc(e,t){let n=e.series[t].points;return n._fill||n._stroke}function rc(e,t){let n=e.series[t].points;return n._stroke||n._fill}function sc(e,t){return e.series[t].points.size}var yr=[0,0];function ic(e,t,n){return yr[0]=t,yr[1]=n,yr}function Tn(e,t,n,l=!0){return s=>{s.button==0&&(!l||s.target==t)&&n(s)}}function Sr(e,t,n,l=!0){return s=>{(!l||s.target==t)&&n(s)}}var oc={show:!0,x:!0,y:!0,lock:!1,move:ic,points:{one:!1,show:lc,size:sc,width:0,stroke:rc,fill:nc},bind:{mousedown:Tn,mouseup:Tn,click:Tn,dblclick:Tn,mousemove:Sr,mouseleave:Sr,mouseenter:Sr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,l,s)=>l-s,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Fi={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Wr=_e({},Fi,{filter:ki}),$i=_e({},Wr,{size:10}),Ni=_e({},Fi,{show:!1}),jr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Ii="bold "+jr,Vi=1.5,ri={show:!0,scale:"x",stroke:Cr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ii,side:2,grid:Wr,ticks:$i,border:Ni,font:jr,lineGap:Vi,rotate:0},ac="Value",cc="Time",si={show:!0,scale:"x",auto:!1,sorted:1,min:fe,max:-fe,idxs:[]};function uc(e,t,n,l,s){return t.map(o=>o==null?"":$r(o))}function fc(e,t,n,l,s,o,a){let f=[],d=Kt.get(s)||0;n=a?n:de(Rn(n,s),d);for(let h=n;h<=l;h=de(h+s,d))f.push(Object.is(h,-0)?0:h);return f}function Ar(e,t,n,l,s,o,a){let f=[],d=e.scales[e.axes[t].scale].log,h=d==10?Nt:xi,v=rt(h(n));s=Hl(d,v),d==10&&(s=al[yt(s,al)]);let m=n,g=s*d;d==10&&(g=al[yt(g,al)]);do f.push(m),m=m+s,d==10&&!Kt.has(m)&&(m=de(m,Kt.get(s))),m>=g&&(s=m,g=s*d,d==10&&(g=al[yt(g,al)]));while(m<=l);return f}function dc(e,t,n,l,s,o,a){let d=e.scales[e.axes[t].scale].asinh,h=l>d?Ar(e,t,Ye(d,n),l,s):[d],v=l>=0&&n<=0?[0]:[];return(n<-d?Ar(e,t,Ye(d,-l),-n,s):[d]).reverse().map(g=>-g).concat(v,h)}var Wi=/./,pc=/[12357]/,hc=/[125]/,ii=/1/,Lr=(e,t,n,l)=>e.map((s,o)=>t==4&&s==0||o%l==0&&n.test(s.toExponential()[s<0?1:0])?s:null);function mc(e,t,n,l,s){let o=e.axes[n],a=o.scale,f=e.scales[a],d=e.valToPos,h=o._space,v=d(10,a),m=d(9,a)-v>=h?Wi:d(7,a)-v>=h?pc:d(5,a)-v>=h?hc:ii;if(m==ii){let g=Pe(d(1,a)-v);if(g<h)return Lr(t.slice().reverse(),f.distr,m,pt(h/g)).reverse()}return Lr(t,f.distr,m,1)}function bc(e,t,n,l,s){let o=e.axes[n],a=o.scale,f=o._space,d=e.valToPos,h=Pe(d(1,a)-d(2,a));return h<f?Lr(t.slice().reverse(),3,Wi,pt(f/h)).reverse():t}function gc(e,t,n,l){return l==null?zr:t==null?"":$r(t)}var oi={show:!0,scale:"y",stroke:Cr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ii,side:3,grid:Wr,ticks:$i,border:Ni,font:jr,lineGap:Vi,rotate:0};function vc(e,t){let n=3+(e||1)*2;return de(n*t,3)}function wc(e,t){let{scale:n,idxs:l}=e.series[0],s=e._data[0],o=e.valToPos(s[l[0]],n,!0),a=e.valToPos(s[l[1]],n,!0),f=Pe(a-o),d=e.series[t],h=f/(d.points.space*ie);return l[1]-l[0]<=h}var ai={scale:null,auto:!0,sorted:0,min:fe,max:-fe},ji=(e,t,n,l,s)=>s,ci={show:!0,auto:!0,sorted:0,gaps:ji,alpha:1,facets:[_e({},ai,{scale:"x"}),_e({},ai,{scale:"y"})]},ui={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:ji,alpha:1,points:{show:wc,filter:null},values:null,min:fe,max:-fe,idxs:[],path:null,clip:null};function xc(e,t,n,l,s){return n/10}var Bi={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},yc=_e({},Bi,{time:!1,ori:1}),fi={};function Gi(e,t){let n=fi[e];return n||(n={key:e,plots:[],sub(l){n.plots.push(l)},unsub(l){n.plots=n.plots.filter(s=>s!=l)},pub(l,s,o,a,f,d,h){for(let v=0;v<n.plots.length;v++)n.plots[v]!=s&&n.plots[v].pub(l,s,o,a,f,d,h)}},e!=null&&(fi[e]=n)),n}var Nl=1,Dr=2;function dl(e,t,n){let l=e.mode,s=e.series[t],o=l==2?e._data[t]:e._data,a=e.scales,f=e.bbox,d=o[0],h=l==2?o[1]:o[t],v=l==2?a[s.facets[0].scale]:a[e.series[0].scale],m=l==2?a[s.facets[1].scale]:a[s.scale],g=f.left,M=f.top,E=f.width,O=f.height,W=e.valToPosH,V=e.valToPosV;return v.ori==0?n(s,d,h,v,m,W,V,g,M,E,O,On,Vl,Fn,Ui,Ki):n(s,d,h,v,m,V,W,M,g,O,E,Hn,Wl,qr,Yi,Ji)}function Br(e,t){let n=0,l=0,s=re(e.bands,Nr);for(let o=0;o<s.length;o++){let a=s[o];a.series[0]==t?n=a.dir:a.series[1]==t&&(a.dir==1?l|=1:l|=2)}return[n,l==1?-1:l==2?1:l==3?2:0]}function Sc(e,t,n,l,s){let o=e.mode,a=e.series[t],f=o==2?a.facets[1].scale:a.scale,d=e.scales[f];return s==-1?d.min:s==1?d.max:d.distr==3?d.dir==1?d.min:d.max:0}function It(e,t,n,l,s,o){return dl(e,t,(a,f,d,h,v,m,g,M,E,O,W)=>{let V=a.pxRound,S=h.dir*(h.ori==0?1:-1),N=h.ori==0?Vl:Wl,T,q;S==1?(T=n,q=l):(T=l,q=n);let P=V(m(f[T],h,O,M)),K=V(g(d[T],v,W,E)),U=V(m(f[q],h,O,M)),Z=V(g(o==1?v.max:v.min,v,W,E)),G=new Path2D(s);return N(G,U,Z),N(G,P,Z),N(G,P,K),G})}function zn(e,t,n,l,s,o){let a=null;if(e.length>0){a=new Path2D;let f=t==0?Fn:qr,d=n;for(let m=0;m<e.length;m++){let g=e[m];if(g[1]>g[0]){let M=g[0]-d;M>0&&f(a,d,l,M,l+o),d=g[1]}}let h=n+s-d,v=10;h>0&&f(a,d,l-v/2,h,l+o+v)}return a}function kc(e,t,n){let l=e[e.length-1];l&&l[0]==t?l[1]=n:e.push([t,n])}function Gr(e,t,n,l,s,o,a){let f=[],d=e.length;for(let h=s==1?n:l;h>=n&&h<=l;h+=s)if(t[h]===null){let m=h,g=h;if(s==1)for(;++h<=l&&t[h]===null;)g=h;else for(;--h>=n&&t[h]===null;)g=h;let M=o(e[m]),E=g==m?M:o(e[g]),O=m-s;M=a<=0&&O>=0&&O<d?o(e[O]):M;let V=g+s;E=a>=0&&V>=0&&V<d?o(e[V]):E,E>=M&&f.push([M,E])}return f}function di(e){return e==0?Si:e==1?De:t=>ol(t,e)}function qi(e){let t=e==0?On:Hn,n=e==0?(s,o,a,f,d,h)=>{s.arcTo(o,a,f,d,h)}:(s,o,a,f,d,h)=>{s.arcTo(a,o,d,f,h)},l=e==0?(s,o,a,f,d)=>{s.rect(o,a,f,d)}:(s,o,a,f,d)=>{s.rect(a,o,d,f)};return(s,o,a,f,d,h=0,v=0)=>{h==0&&v==0?l(s,o,a,f,d):(h=St(h,f/2,d/2),v=St(v,f/2,d/2),t(s,o+h,a),n(s,o+f,a,o+f,a+d,h),n(s,o+f,a+d,o,a+d,v),n(s,o,a+d,o,a,v),n(s,o,a,o+f,a,h),s.closePath())}}var On=(e,t,n)=>{e.moveTo(t,n)},Hn=(e,t,n)=>{e.moveTo(n,t)},Vl=(e,t,n)=>{e.lineTo(t,n)},Wl=(e,t,n)=>{e.lineTo(n,t)},Fn=qi(0),qr=qi(1),Ui=(e,t,n,l,s,o)=>{e.arc(t,n,l,s,o)},Yi=(e,t,n,l,s,o)=>{e.arc(n,t,l,s,o)},Ki=(e,t,n,l,s,o,a)=>{e.bezierCurveTo(t,n,l,s,o,a)},Ji=(e,t,n,l,s,o,a)=>{e.bezierCurveTo(n,t,s,l,a,o)};function Zi(e){return(t,n,l,s,o)=>dl(t,n,(a,f,d,h,v,m,g,M,E,O,W)=>{let{pxRound:V,points:S}=a,N,T;h.ori==0?(N=On,T=Ui):(N=Hn,T=Yi);let q=de(S.width*ie,3),P=(S.size-S.width)/2*ie,K=de(P*2,3),U=new Path2D,Z=new Path2D,{left:G,top:_,width:A,height:R}=t.bbox;Fn(Z,G-K,_-K,A+K*2,R+K*2);let j=H=>{if(d[H]!=null){let Q=V(m(f[H],h,O,M)),I=V(g(d[H],v,W,E));N(U,Q+P,I),T(U,Q,I,P,0,_n*2)}};if(o)o.forEach(j);else for(let H=l;H<=s;H++)j(H);return{stroke:q>0?U:null,fill:U,clip:Z,flags:Nl|Dr}})}function Qi(e){return(t,n,l,s,o,a)=>{l!=s&&(o!=l&&a!=l&&e(t,n,l),o!=s&&a!=s&&e(t,n,s),e(t,n,a))}}var Mc=Qi(Vl),Tc=Qi(Wl);function Xi(e){let t=re(e?.alignGaps,0);return(n,l,s,o)=>dl(n,l,(a,f,d,h,v,m,g,M,E,O,W)=>{[s,o]=Dn(d,s,o);let V=a.pxRound,S=R=>V(m(R,h,O,M)),N=R=>V(g(R,v,W,E)),T,q;h.ori==0?(T=Vl,q=Mc):(T=Wl,q=Tc);let P=h.dir*(h.ori==0?1:-1),K={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Nl},U=K.stroke,Z=!1;if(o-s>=O*4){let R=F=>n.posToVal(F,h.key,!0),j=null,H=null,Q,I,Ke,ve=S(f[P==1?s:o]),le=S(f[s]),ce=S(f[o]),X=R(P==1?le+1:ce-1);for(let F=P==1?s:o;F>=s&&F<=o;F+=P){let Ee=f[F],we=(P==1?Ee<X:Ee>X)?ve:S(Ee),oe=d[F];we==ve?oe!=null?(I=oe,j==null?(T(U,we,N(I)),Q=j=H=I):I<j?j=I:I>H&&(H=I)):oe===null&&(Z=!0):(j!=null&&q(U,ve,N(j),N(H),N(Q),N(I)),oe!=null?(I=oe,T(U,we,N(I)),j=H=Q=I):(j=H=null,oe===null&&(Z=!0)),ve=we,X=R(ve+P))}j!=null&&j!=H&&Ke!=ve&&q(U,ve,N(j),N(H),N(Q),N(I))}else for(let R=P==1?s:o;R>=s&&R<=o;R+=P){let j=d[R];j===null?Z=!0:j!=null&&T(U,S(f[R]),N(j))}let[_,A]=Br(n,l);if(a.fill!=null||_!=0){let R=K.fill=new Path2D(U),j=a.fillTo(n,l,a.min,a.max,_),H=N(j),Q=S(f[s]),I=S(f[o]);P==-1&&([I,Q]=[Q,I]),T(R,I,H),T(R,Q,H)}if(!a.spanGaps){let R=[];Z&&R.push(...Gr(f,d,s,o,P,S,t)),K.gaps=R=a.gaps(n,l,s,o,R),K.clip=zn(R,h.ori,M,E,O,W)}return A!=0&&(K.band=A==2?[It(n,l,s,o,U,-1),It(n,l,s,o,U,1)]:It(n,l,s,o,U,A)),K})}function _c(e){let t=re(e.align,1),n=re(e.ascDesc,!1),l=re(e.alignGaps,0),s=re(e.extend,!1);return(o,a,f,d)=>dl(o,a,(h,v,m,g,M,E,O,W,V,S,N)=>{[f,d]=Dn(m,f,d);let T=h.pxRound,{left:q,width:P}=o.bbox,K=le=>T(E(le,g,S,W)),U=le=>T(O(le,M,N,V)),Z=g.ori==0?Vl:Wl,G={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Nl},_=G.stroke,A=g.dir*(g.ori==0?1:-1),R=U(m[A==1?f:d]),j=K(v[A==1?f:d]),H=j,Q=j;s&&t==-1&&(Q=q,Z(_,Q,R)),Z(_,j,R);for(let le=A==1?f:d;le>=f&&le<=d;le+=A){let ce=m[le];if(ce==null)continue;let X=K(v[le]),F=U(ce);t==1?Z(_,X,R):Z(_,H,F),Z(_,X,F),R=F,H=X}let I=H;s&&t==1&&(I=q+P,Z(_,I,R));let[Ke,ve]=Br(o,a);if(h.fill!=null||Ke!=0){let le=G.fill=new Path2D(_),ce=h.fillTo(o,a,h.min,h.max,Ke),X=U(ce);Z(le,I,X),Z(le,Q,X)}if(!h.spanGaps){let le=[];le.push(...Gr(v,m,f,d,A,K,l));let ce=h.width*ie/2,X=n||t==1?ce:-ce,F=n||t==-1?-ce:ce;le.forEach(Ee=>{Ee[0]+=X,Ee[1]+=F}),G.gaps=le=h.gaps(o,a,f,d,le),G.clip=zn(le,g.ori,W,V,S,N)}return ve!=0&&(G.band=ve==2?[It(o,a,f,d,_,-1),It(o,a,f,d,_,1)]:It(o,a,f,d,_,ve)),G})}function pi(e,t,n,l,s,o,a=fe){if(e.length>1){let f=null;for(let d=0,h=1/0;d<e.length;d++)if(t[d]!==void 0){if(f!=null){let v=Pe(e[d]-e[f]);v<h&&(h=v,a=Pe(n(e[d],l,s,o)-n(e[f],l,s,o)))}f=d}}return a}function Ec(e){e=e||rn;let t=re(e.size,[.6,fe,1]),n=e.align||0,l=e.gap||0,s=e.radius;s=s==null?[0,0]:typeof s=="number"?[s,0]:s;let o=te(s),a=1-t[0],f=re(t[1],fe),d=re(t[2],1),h=re(e.disp,rn),v=re(e.each,M=>{}),{fill:m,stroke:g}=h;return(M,E,O,W)=>dl(M,E,(V,S,N,T,q,P,K,U,Z,G,_)=>{let A=V.pxRound,R=n,j=l*ie,H=f*ie,Q=d*ie,I,Ke;T.ori==0?[I,Ke]=o(M,E):[Ke,I]=o(M,E);let ve=T.dir*(T.ori==0?1:-1),le=T.ori==0?Fn:qr,ce=T.ori==0?v:(C,pe,Ae,gl,Xt,Tt,el)=>{v(C,pe,Ae,Xt,gl,el,Tt)},X=re(M.bands,Nr).find(C=>C.series[0]==E),F=X!=null?X.dir:0,Ee=V.fillTo(M,E,V.min,V.max,F),je=A(K(Ee,q,_,Z)),we,oe,mt,Qe=G,ye=A(V.width*ie),Mt=!1,zt=null,it=null,Vt=null,hl=null;m!=null&&(ye==0||g!=null)&&(Mt=!0,zt=m.values(M,E,O,W),it=new Map,new Set(zt).forEach(C=>{C!=null&&it.set(C,new Path2D)}),ye>0&&(Vt=g.values(M,E,O,W),hl=new Map,new Set(Vt).forEach(C=>{C!=null&&hl.set(C,new Path2D)})));let{x0:ml,size:Bl}=h;if(ml!=null&&Bl!=null){R=1,S=ml.values(M,E,O,W),ml.unit==2&&(S=S.map(Ae=>M.posToVal(U+Ae*G,T.key,!0)));let C=Bl.values(M,E,O,W);Bl.unit==2?oe=C[0]*G:oe=P(C[0],T,G,U)-P(0,T,G,U),Qe=pi(S,N,P,T,G,U,Qe),mt=Qe-oe+j}else Qe=pi(S,N,P,T,G,U,Qe),mt=Qe*a+j,oe=Qe-mt;mt<1&&(mt=0),ye>=oe/2&&(ye=0),mt<5&&(A=Si);let cn=mt>0,Zt=Qe-mt-(cn?ye:0);oe=A(Er(Zt,Q,H)),we=(R==0?oe/2:R==ve?0:oe)-R*ve*((R==0?j/2:0)+(cn?ye/2:0));let Be={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},bl=Mt?null:new Path2D,Ot=null;if(X!=null)Ot=M.data[X.series[1]];else{let{y0:C,y1:pe}=h;C!=null&&pe!=null&&(N=pe.values(M,E,O,W),Ot=C.values(M,E,O,W))}let Qt=I*oe,J=Ke*oe;for(let C=ve==1?O:W;C>=O&&C<=W;C+=ve){let pe=N[C];if(pe==null)continue;if(Ot!=null){let Je=Ot[C]??0;if(pe-Je==0)continue;je=K(Je,q,_,Z)}let Ae=T.distr!=2||h!=null?S[C]:C,gl=P(Ae,T,G,U),Xt=K(re(pe,Ee),q,_,Z),Tt=A(gl-we),el=A(Ye(Xt,je)),Xe=A(St(Xt,je)),ot=el-Xe;if(pe!=null){let Je=pe<0?J:Qt,bt=pe<0?Qt:J;Mt?(ye>0&&Vt[C]!=null&&le(hl.get(Vt[C]),Tt,Xe+rt(ye/2),oe,Ye(0,ot-ye),Je,bt),zt[C]!=null&&le(it.get(zt[C]),Tt,Xe+rt(ye/2),oe,Ye(0,ot-ye),Je,bt)):le(bl,Tt,Xe+rt(ye/2),oe,Ye(0,ot-ye),Je,bt),ce(M,E,C,Tt-ye/2,Xe,oe+ye,ot)}}return ye>0?Be.stroke=Mt?hl:bl:Mt||(Be._fill=V.width==0?V._fill:V._stroke??V._fill,Be.width=0),Be.fill=Mt?it:bl,Be})}function Ac(e,t){let n=re(t?.alignGaps,0);return(l,s,o,a)=>dl(l,s,(f,d,h,v,m,g,M,E,O,W,V)=>{[o,a]=Dn(h,o,a);let S=f.pxRound,N=I=>S(g(I,v,W,E)),T=I=>S(M(I,m,V,O)),q,P,K;v.ori==0?(q=On,K=Vl,P=Ki):(q=Hn,K=Wl,P=Ji);let U=v.dir*(v.ori==0?1:-1),Z=N(d[U==1?o:a]),G=Z,_=[],A=[];for(let I=U==1?o:a;I>=o&&I<=a;I+=U)if(h[I]!=null){let ve=d[I],le=N(ve);_.push(G=le),A.push(T(h[I]))}let R={stroke:e(_,A,q,K,P,S),fill:null,clip:null,band:null,gaps:null,flags:Nl},j=R.stroke,[H,Q]=Br(l,s);if(f.fill!=null||H!=0){let I=R.fill=new Path2D(j),Ke=f.fillTo(l,s,f.min,f.max,H),ve=T(Ke);K(I,G,ve),K(I,Z,ve)}if(!f.spanGaps){let I=[];I.push(...Gr(d,h,o,a,U,N,n)),R.gaps=I=f.gaps(l,s,o,a,I),R.clip=zn(I,v.ori,E,O,W,V)}return Q!=0&&(R.band=Q==2?[It(l,s,o,a,j,-1),It(l,s,o,a,j,1)]:It(l,s,o,a,j,Q)),R})}function Lc(e){return Ac(Dc,e)}function Dc(e,t,n,l,s,o){let a=e.length;if(a<2)return null;let f=new Path2D;if(n(f,e[0],t[0]),a==2)l(f,e[1],t[1]);else{let d=Array(a),h=Array(a-1),v=Array(a-1),m=Array(a-1);for(let g=0;g<a-1;g++)v[g]=t[g+1]-t[g],m[g]=e[g+1]-e[g],h[g]=v[g]/m[g];d[0]=h[0];for(let g=1;g<a-1;g++)h[g]===0||h[g-1]===0||h[g-1]>0!=h[g]>0?d[g]=0:(d[g]=3*(m[g-1]+m[g])/((2*m[g]+m[g-1])/h[g-1]+(m[g]+2*m[g-1])/h[g]),isFinite(d[g])||(d[g]=0));d[a-1]=h[a-2];for(let g=0;g<a-1;g++)s(f,e[g]+m[g]/3,t[g]+d[g]*m[g]/3,e[g+1]-m[g]/3,t[g+1]-d[g+1]*m[g]/3,e[g+1],t[g+1])}return f}var Pr=new Set;function hi(){for(let e of Pr)e.syncRect(!0)}Il&&(ul(ua,Ol,hi),ul(fa,Ol,hi,!0),ul(En,Ol,()=>{Ne.pxRatio=ie}));var Pc=Xi(),Rc=Zi();function mi(e,t,n,l){return(l?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((o,a)=>Rr(o,a,t,n))}function Cc(e,t){return e.map((n,l)=>l==0?{}:_e({},t,n))}function Rr(e,t,n,l){return _e({},t==0?n:l,e)}function eo(e,t,n){return t==null?Fl:[t,n]}var zc=eo;function Oc(e,t,n){return t==null?Fl:An(t,n,Fr,!0)}function to(e,t,n,l){return t==null?Fl:Pn(t,n,e.scales[l].log,!1)}var Hc=to;function lo(e,t,n,l){return t==null?Fl:Hr(t,n,e.scales[l].log,!1)}var Fc=lo;function $c(e,t,n,l,s){let o=Ye(Us(e),Us(t)),a=t-e,f=yt(s/l*a,n);do{let d=n[f],h=l*d/a;if(h>=s&&o+(d<5?Kt.get(d):0)<=17)return[d,h]}while(++f<n.length);return[0,0]}function bi(e){let t,n;return e=e.replace(/(\d+)px/,(l,s)=>(t=De((n=+s)*ie))+"px"),[e,t,n]}function Nc(e){e.show&&[e.font,e.labelFont].forEach(t=>{let n=de(t[2]*ie,1);t[0]=t[0].replace(/[0-9.]+px/,n+"px"),t[1]=n})}function Ne(e,t,n){let l={mode:re(e.mode,1)},s=l.mode;function o(r,i,c,u){let p=i.valToPct(r);return u+c*(i.dir==-1?1-p:p)}function a(r,i,c,u){let p=i.valToPct(r);return u+c*(i.dir==-1?p:1-p)}function f(r,i,c,u){return i.ori==0?o(r,i,c,u):a(r,i,c,u)}l.valToPosH=o,l.valToPosV=a;let d=!1;l.status=0;let h=l.root=dt(qo);if(e.id!=null&&(h.id=e.id),nt(h,e.class),e.title){let r=dt(Ko,h);r.textContent=e.title}let v=xt("canvas"),m=l.ctx=v.getContext("2d"),g=dt(Jo,h);ul("click",g,r=>{r.target===E&&(he!=Al||xe!=Ll)&&Ve.click(l,r)},!0);let M=l.under=dt(Zo,g);g.appendChild(v);let E=l.over=dt(Qo,g);e=$l(e);let O=+re(e.pxAlign,1),W=di(O);(e.plugins||[]).forEach(r=>{r.opts&&(e=r.opts(l,e)||e)});let V=e.ms||.001,S=l.series=s==1?mi(e.series||[],si,ui,!1):Cc(e.series||[null],ci),N=l.axes=mi(e.axes||[],ri,oi,!0),T=l.scales={},q=l.bands=e.bands||[];q.forEach(r=>{r.fill=te(r.fill||null),r.dir=re(r.dir,-1)});let P=s==2?S[1].facets[0].scale:S[0].scale,K={axes:Mo,series:wo},U=(e.drawOrder||["axes","series"]).map(r=>K[r]);function Z(r){let i=r.distr==3?c=>Nt(c>0?c:r.clamp(l,c,r.min,r.max,r.key)):r.distr==4?c=>wr(c,r.asinh):r.distr==100?c=>r.fwd(c):c=>c;return c=>{let u=i(c),{_min:p,_max:b}=r,w=b-p;return(u-p)/w}}function G(r){let i=T[r];if(i==null){let c=(e.scales||rn)[r]||rn;if(c.from!=null){G(c.from);let u=_e({},T[c.from],c,{key:r});u.valToPct=Z(u),T[r]=u}else{i=T[r]=_e({},r==P?Bi:yc,c),i.key=r;let u=i.time,p=i.range,b=Yt(p);if((r!=P||s==2&&!u)&&(b&&(p[0]==null||p[1]==null)&&(p={min:p[0]==null?Bs:{mode:1,hard:p[0],soft:p[0]},max:p[1]==null?Bs:{mode:1,hard:p[1],soft:p[1]}},b=!1),!b&&Cn(p))){let w=p;p=(y,k,L)=>k==null?Fl:An(k,L,w)}i.range=te(p||(u?zc:r==P?i.distr==3?Hc:i.distr==4?Fc:eo:i.distr==3?to:i.distr==4?lo:Oc)),i.auto=te(b?!1:i.auto),i.clamp=te(i.clamp||xc),i._min=i._max=null,i.valToPct=Z(i)}}}G("x"),G("y"),s==1&&S.forEach(r=>{G(r.scale)}),N.forEach(r=>{G(r.scale)});for(let r in e.scales)G(r);let _=T[P],A=_.distr,R,j;_.ori==0?(nt(h,Uo),R=o,j=a):(nt(h,Yo),R=a,j=o);let H={};for(let r in T){let i=T[r];(i.min!=null||i.max!=null)&&(H[r]={min:i.min,max:i.max},i.min=i.max=null)}let Q=e.tzDate||(r=>new Date(De(r/V))),I=e.fmtDate||Ir,Ke=V==1?Ua(Q):Ja(Q),ve=ti(Q,ei(V==1?qa:Ka,I)),le=ni(Q,li(Qa,I)),ce=[],X=l.legend=_e({},tc,e.legend),F=l.cursor=_e({},oc,{drag:{y:s==2}},e.cursor),Ee=X.show,je=F.show,we=X.markers;X.idxs=ce,we.width=te(we.width),we.dash=te(we.dash),we.stroke=te(we.stroke),we.fill=te(we.fill);let oe,mt,Qe,ye=[],Mt=[],zt,it=!1,Vt={};if(X.live){let r=S[1]?S[1].values:null;it=r!=null,zt=it?r(l,1,0):{_:0};for(let i in zt)Vt[i]=zr}if(Ee)if(oe=xt("table",ra,h),Qe=xt("tbody",null,oe),X.mount(l,oe),it){mt=xt("thead",null,oe,Qe);let r=xt("tr",null,mt);xt("th",null,r);for(var hl in zt)xt("th",Ps,r).textContent=hl}else nt(oe,ia),X.live&&nt(oe,sa);let ml={show:!0},Bl={show:!1};function cn(r,i){if(i==0&&(it||!X.live||s==2))return Fl;let c=[],u=xt("tr",oa,Qe,Qe.childNodes[i]);nt(u,r.class),r.show||nt(u,cl);let p=xt("th",null,u);if(we.show){let y=dt(aa,p);if(i>0){let k=we.width(l,i);k&&(y.style.border=k+"px "+we.dash(l,i)+" "+we.stroke(l,i)),y.style.background=we.fill(l,i)}}let b=dt(Ps,p);r.label instanceof HTMLElement?b.appendChild(r.label):b.textContent=r.label,i>0&&(we.show||(b.style.color=r.width>0?we.stroke(l,i):we.fill(l,i)),Be("click",p,y=>{if(F._lock)return;ll(y);let k=S.indexOf(r);if((y.ctrlKey||y.metaKey)!=X.isolate){let L=S.some((D,z)=>z>0&&z!=k&&D.show);S.forEach((D,z)=>{z>0&&Et(z,L?z==k?ml:Bl:ml,!0,Me.setSeries)})}else Et(k,{show:!r.show},!0,Me.setSeries)},!1),wl&&Be(Os,p,y=>{F._lock||(ll(y),Et(S.indexOf(r),Pl,!0,Me.setSeries))},!1));for(var w in zt){let y=xt("td",ca,u);y.textContent="--",c.push(y)}return[u,c]}let Zt=new Map;function Be(r,i,c,u=!0){let p=Zt.get(i)||{},b=F.bind[r](l,i,c,u);b&&(ul(r,i,p[r]=b),Zt.set(i,p))}function bl(r,i,c){let u=Zt.get(i)||{};for(let p in u)(r==null||p==r)&&(_r(p,i,u[p]),delete u[p]);r==null&&Zt.delete(i)}let Ot=0,Qt=0,J=0,C=0,pe=0,Ae=0,gl=pe,Xt=Ae,Tt=J,el=C,Xe=0,ot=0,Je=0,bt=0;l.bbox={};let qn=!1,un=!1,vl=!1,tl=!1,fn=!1,at=!1;function Un(r,i,c){(c||r!=l.width||i!=l.height)&&Zr(r,i),Ml(!1),vl=!0,un=!0,Tl()}function Zr(r,i){l.width=Ot=J=r,l.height=Qt=C=i,pe=Ae=0,fo(),po();let c=l.bbox;Xe=c.left=ol(pe*ie,.5),ot=c.top=ol(Ae*ie,.5),Je=c.width=ol(J*ie,.5),bt=c.height=ol(C*ie,.5)}let ao=3;function co(){let r=!1,i=0;for(;!r;){i++;let c=So(i),u=ko(i);r=i==ao||c&&u,r||(Zr(l.width,l.height),un=!0)}}function uo({width:r,height:i}){Un(r,i)}l.setSize=uo;function fo(){let r=!1,i=!1,c=!1,u=!1;N.forEach((p,b)=>{if(p.show&&p._show){let{side:w,_size:y}=p,k=w%2,L=p.label!=null?p.labelSize:0,D=y+L;D>0&&(k?(J-=D,w==3?(pe+=D,u=!0):c=!0):(C-=D,w==0?(Ae+=D,r=!0):i=!0))}}),nl[0]=r,nl[1]=c,nl[2]=i,nl[3]=u,J-=Wt[1]+Wt[3],pe+=Wt[3],C-=Wt[2]+Wt[0],Ae+=Wt[0]}function po(){let r=pe+J,i=Ae+C,c=pe,u=Ae;function p(b,w){switch(b){case 1:return r+=w,r-w;case 2:return i+=w,i-w;case 3:return c-=w,c+w;case 0:return u-=w,u+w}}N.forEach((b,w)=>{if(b.show&&b._show){let y=b.side;b._pos=p(y,b._size),b.label!=null&&(b._lpos=p(y,b.labelSize))}})}if(F.dataIdx==null){let r=F.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let c=r.prox=te(r.prox),u=r.bias??=0;F.dataIdx=(p,b,w,y)=>{if(b==0)return w;let k=w,L=c(p,b,w,y)??fe,D=L>=0&&L<fe,z=_.ori==0?J:C,Y=F.left,se=t[0],ne=t[b];if(i.has(ne[w])){k=null;let ee=null,B=null,$;if(u==0||u==-1)for($=w;ee==null&&$-- >0;)i.has(ne[$])||(ee=$);if(u==0||u==1)for($=w;B==null&&$++<ne.length;)i.has(ne[$])||(B=$);if(ee!=null||B!=null)if(D){let be=ee==null?-1/0:R(se[ee],_,z,0),Se=B==null?1/0:R(se[B],_,z,0),$e=Y-be,ue=Se-Y;$e<=ue?$e<=L&&(k=ee):ue<=L&&(k=B)}else k=B==null?ee:ee==null?B:w-ee<=B-w?ee:B}else D&&Pe(Y-R(se[w],_,z,0))>L&&(k=null);return k}}let ll=r=>{F.event=r};F.idxs=ce,F._lock=!1;let We=F.points;We.show=te(We.show),We.size=te(We.size),We.stroke=te(We.stroke),We.width=te(We.width),We.fill=te(We.fill);let _t=l.focus=_e({},e.focus||{alpha:.3},F.focus),wl=_t.prox>=0,xl=wl&&We.one,ct=[],yl=[],Sl=[];function Qr(r,i){let c=We.show(l,i);if(c instanceof HTMLElement)return nt(c,na),nt(c,r.class),Rt(c,-10,-10,J,C),E.insertBefore(c,ct[i]),c}function Xr(r,i){if(s==1||i>0){let c=s==1&&T[r.scale].time,u=r.value;r.value=c?Js(u)?ni(Q,li(u,I)):u||le:u||gc,r.label=r.label||(c?cc:ac)}if(xl||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||Pc||ya,r.fillTo=te(r.fillTo||Sc),r.pxAlign=+re(r.pxAlign,O),r.pxRound=di(r.pxAlign),r.stroke=te(r.stroke||null),r.fill=te(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let c=vc(Ye(1,r.width),1),u=r.points=_e({},{size:c,width:Ye(1,c*.2),stroke:r.stroke,space:c*2,paths:Rc,_stroke:null,_fill:null},r.points);u.show=te(u.show),u.filter=te(u.filter),u.fill=te(u.fill),u.stroke=te(u.stroke),u.paths=te(u.paths),u.pxAlign=r.pxAlign}if(Ee){let c=cn(r,i);ye.splice(i,0,c[0]),Mt.splice(i,0,c[1]),X.values.push(null)}if(je){ce.splice(i,0,null);let c=null;xl?i==0&&(c=Qr(r,i)):i>0&&(c=Qr(r,i)),ct.splice(i,0,c),yl.splice(i,0,0),Sl.splice(i,0,0)}Fe("addSeries",i)}function ho(r,i){i=i??S.length,r=s==1?Rr(r,i,si,ui):Rr(r,i,{},ci),S.splice(i,0,r),Xr(S[i],i)}l.addSeries=ho;function mo(r){if(S.splice(r,1),Ee){X.values.splice(r,1),Mt.splice(r,1);let i=ye.splice(r,1)[0];bl(null,i.firstChild),i.remove()}je&&(ce.splice(r,1),ct.splice(r,1)[0].remove(),yl.splice(r,1),Sl.splice(r,1)),Fe("delSeries",r)}l.delSeries=mo;let nl=[!1,!1,!1,!1];function bo(r,i){if(r._show=r.show,r.show){let c=r.side%2,u=T[r.scale];u==null&&(r.scale=c?S[1].scale:P,u=T[r.scale]);let p=u.time;r.size=te(r.size),r.space=te(r.space),r.rotate=te(r.rotate),Yt(r.incrs)&&r.incrs.forEach(w=>{!Kt.has(w)&&Kt.set(w,Ti(w))}),r.incrs=te(r.incrs||(u.distr==2?ja:p?V==1?Ga:Ya:al)),r.splits=te(r.splits||(p&&u.distr==1?Ke:u.distr==3?Ar:u.distr==4?dc:fc)),r.stroke=te(r.stroke),r.grid.stroke=te(r.grid.stroke),r.ticks.stroke=te(r.ticks.stroke),r.border.stroke=te(r.border.stroke);let b=r.values;r.values=Yt(b)&&!Yt(b[0])?te(b):p?Yt(b)?ti(Q,ei(b,I)):Js(b)?Za(Q,b):b||ve:b||uc,r.filter=te(r.filter||(u.distr>=3&&u.log==10?mc:u.distr==3&&u.log==2?bc:ki)),r.font=bi(r.font),r.labelFont=bi(r.labelFont),r._size=r.size(l,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(nl[i]=!0,r._el=dt(Xo,g))}}function Gl(r,i,c,u){let[p,b,w,y]=c,k=i%2,L=0;return k==0&&(y||b)&&(L=i==0&&!p||i==2&&!w?De(ri.size/3):0),k==1&&(p||w)&&(L=i==1&&!b||i==3&&!y?De(oi.size/2):0),L}let es=l.padding=(e.padding||[Gl,Gl,Gl,Gl]).map(r=>te(re(r,Gl))),Wt=l._padding=es.map((r,i)=>r(l,i,nl,0)),Ie,Ce=null,ze=null,dn=s==1?S[0].idxs:null,gt=null,ql=!1;function ts(r,i){if(t=r??[],l.data=l._data=t,s==2){Ie=0;for(let c=1;c<S.length;c++)Ie+=t[c][0].length}else{t.length==0&&(l.data=l._data=t=[[]]),gt=t[0],Ie=gt.length;let c=t;if(A==2){c=t.slice();let u=c[0]=Array(Ie);for(let p=0;p<Ie;p++)u[p]=p}l._data=t=c}if(Ml(!0),Fe("setData"),A==2&&(vl=!0),i!==!1){let c=_;c.auto(l,ql)?Yn():Bt(P,c.min,c.max),tl=tl||F.left>=0,at=!0,Tl()}}l.setData=ts;function Yn(){ql=!0;let r,i;s==1&&(Ie>0?(Ce=dn[0]=0,ze=dn[1]=Ie-1,r=t[0][Ce],i=t[0][ze],A==2?(r=Ce,i=ze):r==i&&(A==3?[r,i]=Pn(r,r,_.log,!1):A==4?[r,i]=Hr(r,r,_.log,!1):_.time?i=r+De(86400/V):[r,i]=An(r,i,Fr,!0))):(Ce=dn[0]=r=null,ze=dn[1]=i=null)),Bt(P,r,i)}let pn,kl,Kn,Jn,Zn,Qn,Xn,er,tr,Ze;function ls(r,i,c,u,p,b){r??=Cs,c??=Nr,u??="butt",p??=Cs,b??="round",r!=pn&&(m.strokeStyle=pn=r),p!=kl&&(m.fillStyle=kl=p),i!=Kn&&(m.lineWidth=Kn=i),b!=Zn&&(m.lineJoin=Zn=b),u!=Qn&&(m.lineCap=Qn=u),c!=Jn&&m.setLineDash(Jn=c)}function ns(r,i,c,u){i!=kl&&(m.fillStyle=kl=i),r!=Xn&&(m.font=Xn=r),c!=er&&(m.textAlign=er=c),u!=tr&&(m.textBaseline=tr=u)}function lr(r,i,c,u,p=0){if(u.length>0&&r.auto(l,ql)&&(i==null||i.min==null)){let b=re(Ce,0),w=re(ze,u.length-1),y=c.min==null?ma(u,b,w,p,r.distr==3):[c.min,c.max];r.min=St(r.min,c.min=y[0]),r.max=Ye(r.max,c.max=y[1])}}let rs={min:null,max:null};function go(){for(let u in T){let p=T[u];H[u]==null&&(p.min==null||H[P]!=null&&p.auto(l,ql))&&(H[u]=rs)}for(let u in T){let p=T[u];H[u]==null&&p.from!=null&&H[p.from]!=null&&(H[u]=rs)}H[P]!=null&&Ml(!0);let r={};for(let u in H){let p=H[u];if(p!=null){let b=r[u]=$l(T[u],Ma);if(p.min!=null)_e(b,p);else if(u!=P||s==2)if(Ie==0&&b.from==null){let w=b.range(l,null,null,u);b.min=w[0],b.max=w[1]}else b.min=fe,b.max=-fe}}if(Ie>0){S.forEach((u,p)=>{if(s==1){let b=u.scale,w=H[b];if(w==null)return;let y=r[b];if(p==0){let k=y.range(l,y.min,y.max,b);y.min=k[0],y.max=k[1],Ce=yt(y.min,t[0]),ze=yt(y.max,t[0]),ze-Ce>1&&(t[0][Ce]<y.min&&Ce++,t[0][ze]>y.max&&ze--),u.min=gt[Ce],u.max=gt[ze]}else u.show&&u.auto&&lr(y,w,u,t[p],u.sorted);u.idxs[0]=Ce,u.idxs[1]=ze}else if(p>0&&u.show&&u.auto){let[b,w]=u.facets,y=b.scale,k=w.scale,[L,D]=t[p],z=r[y],Y=r[k];z!=null&&lr(z,H[y],b,L,b.sorted),Y!=null&&lr(Y,H[k],w,D,w.sorted),u.min=w.min,u.max=w.max}});for(let u in r){let p=r[u],b=H[u];if(p.from==null&&(b==null||b.min==null)){let w=p.range(l,p.min==fe?null:p.min,p.max==-fe?null:p.max,u);p.min=w[0],p.max=w[1]}}}for(let u in r){let p=r[u];if(p.from!=null){let b=r[p.from];if(b.min==null)p.min=p.max=null;else{let w=p.range(l,b.min,b.max,u);p.min=w[0],p.max=w[1]}}}let i={},c=!1;for(let u in r){let p=r[u],b=T[u];if(b.min!=p.min||b.max!=p.max){b.min=p.min,b.max=p.max;let w=b.distr;b._min=w==3?Nt(b.min):w==4?wr(b.min,b.asinh):w==100?b.fwd(b.min):b.min,b._max=w==3?Nt(b.max):w==4?wr(b.max,b.asinh):w==100?b.fwd(b.max):b.max,i[u]=c=!0}}if(c){S.forEach((u,p)=>{s==2?p>0&&i.y&&(u._paths=null):i[u.scale]&&(u._paths=null)});for(let u in i)vl=!0,Fe("setScale",u);je&&F.left>=0&&(tl=at=!0)}for(let u in H)H[u]=null}function vo(r){let i=Er(Ce-1,0,Ie-1),c=Er(ze+1,0,Ie-1);for(;r[i]==null&&i>0;)i--;for(;r[c]==null&&c<Ie-1;)c++;return[i,c]}function wo(){if(Ie>0){let r=S.some(i=>i._focus)&&Ze!=_t.alpha;r&&(m.globalAlpha=Ze=_t.alpha),S.forEach((i,c)=>{if(c>0&&i.show&&(ss(c,!1),ss(c,!0),i._paths==null)){let u=Ze;Ze!=i.alpha&&(m.globalAlpha=Ze=i.alpha);let p=s==2?[0,t[c][0].length-1]:vo(t[c]);i._paths=i.paths(l,c,p[0],p[1]),Ze!=u&&(m.globalAlpha=Ze=u)}}),S.forEach((i,c)=>{if(c>0&&i.show){let u=Ze;Ze!=i.alpha&&(m.globalAlpha=Ze=i.alpha),i._paths!=null&&is(c,!1);{let p=i._paths!=null?i._paths.gaps:null,b=i.points.show(l,c,Ce,ze,p),w=i.points.filter(l,c,b,p);(b||w)&&(i.points._paths=i.points.paths(l,c,Ce,ze,w),is(c,!0))}Ze!=u&&(m.globalAlpha=Ze=u),Fe("drawSeries",c)}}),r&&(m.globalAlpha=Ze=1)}}function ss(r,i){let c=i?S[r].points:S[r];c._stroke=c.stroke(l,r),c._fill=c.fill(l,r)}function is(r,i){let c=i?S[r].points:S[r],{stroke:u,fill:p,clip:b,flags:w,_stroke:y=c._stroke,_fill:k=c._fill,_width:L=c.width}=c._paths;L=de(L*ie,3);let D=null,z=L%2/2;i&&k==null&&(k=L>0?"#fff":y);let Y=c.pxAlign==1&&z>0;if(Y&&m.translate(z,z),!i){let se=Xe-L/2,ne=ot-L/2,ee=Je+L,B=bt+L;D=new Path2D,D.rect(se,ne,ee,B)}i?nr(y,L,c.dash,c.cap,k,u,p,w,b):xo(r,y,L,c.dash,c.cap,k,u,p,w,D,b),Y&&m.translate(-z,-z)}function xo(r,i,c,u,p,b,w,y,k,L,D){let z=!1;k!=0&&q.forEach((Y,se)=>{if(Y.series[0]==r){let ne=S[Y.series[1]],ee=t[Y.series[1]],B=(ne._paths||rn).band;Yt(B)&&(B=Y.dir==1?B[0]:B[1]);let $,be=null;ne.show&&B&&ga(ee,Ce,ze)?(be=Y.fill(l,se)||b,$=ne._paths.clip):B=null,nr(i,c,u,p,be,w,y,k,L,D,$,B),z=!0}}),z||nr(i,c,u,p,b,w,y,k,L,D)}let os=Nl|Dr;function nr(r,i,c,u,p,b,w,y,k,L,D,z){ls(r,i,c,u,p),(k||L||z)&&(m.save(),k&&m.clip(k),L&&m.clip(L)),z?(y&os)==os?(m.clip(z),D&&m.clip(D),mn(p,w),hn(r,b,i)):y&Dr?(mn(p,w),m.clip(z),hn(r,b,i)):y&Nl&&(m.save(),m.clip(z),D&&m.clip(D),mn(p,w),m.restore(),hn(r,b,i)):(mn(p,w),hn(r,b,i)),(k||L||z)&&m.restore()}function hn(r,i,c){c>0&&(i instanceof Map?i.forEach((u,p)=>{m.strokeStyle=pn=p,m.stroke(u)}):i!=null&&r&&m.stroke(i))}function mn(r,i){i instanceof Map?i.forEach((c,u)=>{m.fillStyle=kl=u,m.fill(c)}):i!=null&&r&&m.fill(i)}function yo(r,i,c,u){let p=N[r],b;if(u<=0)b=[0,0];else{let w=p._space=p.space(l,r,i,c,u),y=p._incrs=p.incrs(l,r,i,c,u,w);b=$c(i,c,y,u,w)}return p._found=b}function rr(r,i,c,u,p,b,w,y,k,L){let D=w%2/2;O==1&&m.translate(D,D),ls(y,w,k,L,y),m.beginPath();let z,Y,se,ne,ee=p+(u==0||u==3?-b:b);c==0?(Y=p,ne=ee):(z=p,se=ee);for(let B=0;B<r.length;B++)i[B]!=null&&(c==0?z=se=r[B]:Y=ne=r[B],m.moveTo(z,Y),m.lineTo(se,ne));m.stroke(),O==1&&m.translate(-D,-D)}function So(r){let i=!0;return N.forEach((c,u)=>{if(!c.show)return;let p=T[c.scale];if(p.min==null){c._show&&(i=!1,c._show=!1,Ml(!1));return}else c._show||(i=!1,c._show=!0,Ml(!1));let b=c.side,w=b%2,{min:y,max:k}=p,[L,D]=yo(u,y,k,w==0?J:C);if(D==0)return;let z=p.distr==2,Y=c._splits=c.splits(l,u,y,k,L,D,z),se=p.distr==2?Y.map($=>gt[$]):Y,ne=p.distr==2?gt[Y[1]]-gt[Y[0]]:L,ee=c._values=c.values(l,c.filter(l,se,u,D,ne),u,D,ne);c._rotate=b==2?c.rotate(l,ee,u,D):0;let B=c._size;c._size=pt(c.size(l,ee,u,r)),B!=null&&c._size!=B&&(i=!1)}),i}function ko(r){let i=!0;return es.forEach((c,u)=>{let p=c(l,u,nl,r);p!=Wt[u]&&(i=!1),Wt[u]=p}),i}function Mo(){for(let r=0;r<N.length;r++){let i=N[r];if(!i.show||!i._show)continue;let c=i.side,u=c%2,p,b,w=i.stroke(l,r),y=c==0||c==3?-1:1,[k,L]=i._found;if(i.label!=null){let qe=i.labelGap*y,lt=De((i._lpos+qe)*ie);ns(i.labelFont[0],w,"center",c==2?"top":Rs),m.save(),u==1?(p=b=0,m.translate(lt,De(ot+bt/2)),m.rotate((c==3?-_n:_n)/2)):(p=De(Xe+Je/2),b=lt);let il=yi(i.label)?i.label(l,r,k,L):i.label;m.fillText(il,p,b),m.restore()}if(L==0)continue;let D=T[i.scale],z=u==0?Je:bt,Y=u==0?Xe:ot,se=i._splits,ne=D.distr==2?se.map(qe=>gt[qe]):se,ee=D.distr==2?gt[se[1]]-gt[se[0]]:k,B=i.ticks,$=i.border,be=B.show?B.size:0,Se=De(be*ie),$e=De((i.alignTo==2?i._size-be-i.gap:i.gap)*ie),ue=i._rotate*-_n/180,ke=W(i._pos*ie),et=(Se+$e)*y,Ge=ke+et;b=u==0?Ge:0,p=u==1?Ge:0;let ut=i.font[0],vt=i.align==1?Cl:i.align==2?br:ue>0?Cl:ue<0?br:u==0?"center":c==3?br:Cl,Lt=ue||u==1?"middle":c==2?"top":Rs;ns(ut,w,vt,Lt);let tt=i.font[1]*i.lineGap,ft=se.map(qe=>W(f(qe,D,z,Y))),wt=i._values;for(let qe=0;qe<wt.length;qe++){let lt=wt[qe];if(lt!=null){u==0?p=ft[qe]:b=ft[qe],lt=""+lt;let il=lt.indexOf(`
`)==-1?[lt]:lt.split(/\n/gm);for(let Ue=0;Ue<il.length;Ue++){let _s=il[Ue];ue?(m.save(),m.translate(p,b+Ue*tt),m.rotate(ue),m.fillText(_s,0,0),m.restore()):m.fillText(_s,p,b+Ue*tt)}}}B.show&&rr(ft,B.filter(l,ne,r,L,ee),u,c,ke,Se,de(B.width*ie,3),B.stroke(l,r),B.dash,B.cap);let Dt=i.grid;Dt.show&&rr(ft,Dt.filter(l,ne,r,L,ee),u,u==0?2:1,u==0?ot:Xe,u==0?bt:Je,de(Dt.width*ie,3),Dt.stroke(l,r),Dt.dash,Dt.cap),$.show&&rr([ke],[1],u==0?1:0,u==0?1:2,u==1?ot:Xe,u==1?bt:Je,de($.width*ie,3),$.stroke(l,r),$.dash,$.cap)}Fe("drawAxes")}function Ml(r){S.forEach((i,c)=>{c>0&&(i._paths=null,r&&(s==1?(i.min=null,i.max=null):i.facets.forEach(u=>{u.min=null,u.max=null})))})}let bn=!1,sr=!1,Ul=[];function To(){sr=!1;for(let r=0;r<Ul.length;r++)Fe(...Ul[r]);Ul.length=0}function Tl(){bn||(Pa(as),bn=!0)}function _o(r,i=!1){bn=!0,sr=i,r(l),as(),i&&Ul.length>0&&queueMicrotask(To)}l.batch=_o;function as(){if(qn&&(go(),qn=!1),vl&&(co(),vl=!1),un){if(ge(M,Cl,pe),ge(M,"top",Ae),ge(M,en,J),ge(M,tn,C),ge(E,Cl,pe),ge(E,"top",Ae),ge(E,en,J),ge(E,tn,C),ge(g,en,Ot),ge(g,tn,Qt),v.width=De(Ot*ie),v.height=De(Qt*ie),N.forEach(({_el:r,_show:i,_size:c,_pos:u,side:p})=>{if(r!=null)if(i){let b=p===3||p===0?c:0,w=p%2==1;ge(r,w?"left":"top",u-b),ge(r,w?"width":"height",c),ge(r,w?"top":"left",w?Ae:pe),ge(r,w?"height":"width",w?C:J),Tr(r,cl)}else nt(r,cl)}),pn=kl=Kn=Zn=Qn=Xn=er=tr=Jn=null,Ze=1,Jl(!0),pe!=gl||Ae!=Xt||J!=Tt||C!=el){Ml(!1);let r=J/Tt,i=C/el;if(je&&!tl&&F.left>=0){F.left*=r,F.top*=i,_l&&Rt(_l,De(F.left),0,J,C),El&&Rt(El,0,De(F.top),J,C);for(let c=0;c<ct.length;c++){let u=ct[c];u!=null&&(yl[c]*=r,Sl[c]*=i,Rt(u,pt(yl[c]),pt(Sl[c]),J,C))}}if(me.show&&!fn&&me.left>=0&&me.width>0){me.left*=r,me.width*=r,me.top*=i,me.height*=i;for(let c in fr)ge(Dl,c,me[c])}gl=pe,Xt=Ae,Tt=J,el=C}Fe("setSize"),un=!1}Ot>0&&Qt>0&&(m.clearRect(0,0,v.width,v.height),Fe("drawClear"),U.forEach(r=>r()),Fe("draw")),me.show&&fn&&(gn(me),fn=!1),je&&tl&&(sl(null,!0,!1),tl=!1),X.show&&X.live&&at&&(cr(),at=!1),d||(d=!0,l.status=1,Fe("ready")),ql=!1,bn=!1}l.redraw=(r,i)=>{vl=i||!1,r!==!1?Bt(P,_.min,_.max):Tl()};function ir(r,i){let c=T[r];if(c.from==null){if(Ie==0){let u=c.range(l,i.min,i.max,r);i.min=u[0],i.max=u[1]}if(i.min>i.max){let u=i.min;i.min=i.max,i.max=u}if(Ie>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==P&&c.distr==2&&Ie>0&&(i.min=yt(i.min,t[0]),i.max=yt(i.max,t[0]),i.min==i.max&&i.max++),H[r]=i,qn=!0,Tl()}}l.setScale=ir;let or,ar,_l,El,cs,us,Al,Ll,fs,ds,he,xe,jt=!1,Ve=F.drag,Oe=Ve.x,He=Ve.y;je&&(F.x&&(or=dt(ta,E)),F.y&&(ar=dt(la,E)),_.ori==0?(_l=or,El=ar):(_l=ar,El=or),he=F.left,xe=F.top);let me=l.select=_e({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),Dl=me.show?dt(ea,me.over?E:M):null;function gn(r,i){if(me.show){for(let c in r)me[c]=r[c],c in fr&&ge(Dl,c,r[c]);i!==!1&&Fe("setSelect")}}l.setSelect=gn;function Eo(r){if(S[r].show)Ee&&Tr(ye[r],cl);else if(Ee&&nt(ye[r],cl),je){let c=xl?ct[0]:ct[r];c!=null&&Rt(c,-10,-10,J,C)}}function Bt(r,i,c){ir(r,{min:i,max:c})}function Et(r,i,c,u){i.focus!=null&&Ro(r),i.show!=null&&S.forEach((p,b)=>{b>0&&(r==b||r==null)&&(p.show=i.show,Eo(b),s==2?(Bt(p.facets[0].scale,null,null),Bt(p.facets[1].scale,null,null)):Bt(p.scale,null,null),Tl())}),c!==!1&&Fe("setSeries",r,i),u&&Zl("setSeries",l,r,i)}l.setSeries=Et;function Ao(r,i){_e(q[r],i)}function Lo(r,i){r.fill=te(r.fill||null),r.dir=re(r.dir,-1),i=i??q.length,q.splice(i,0,r)}function Do(r){r==null?q.length=0:q.splice(r,1)}l.addBand=Lo,l.setBand=Ao,l.delBand=Do;function Po(r,i){S[r].alpha=i,je&&ct[r]!=null&&(ct[r].style.opacity=i),Ee&&ye[r]&&(ye[r].style.opacity=i)}let Ht,Gt,rl,Pl={focus:!0};function Ro(r){if(r!=rl){let i=r==null,c=_t.alpha!=1;S.forEach((u,p)=>{if(s==1||p>0){let b=i||p==0||p==r;u._focus=i?null:b,c&&Po(p,b?1:_t.alpha)}}),rl=r,c&&Tl()}}Ee&&wl&&Be(Hs,oe,r=>{F._lock||(ll(r),rl!=null&&Et(null,Pl,!0,Me.setSeries))});function At(r,i,c){let u=T[i];c&&(r=r/ie-(u.ori==1?Ae:pe));let p=J;u.ori==1&&(p=C,r=p-r),u.dir==-1&&(r=p-r);let b=u._min,w=u._max,y=r/p,k=b+(w-b)*y,L=u.distr;return L==3?Hl(10,k):L==4?wa(k,u.asinh):L==100?u.bwd(k):k}function Co(r,i){let c=At(r,P,i);return yt(c,t[0],Ce,ze)}l.valToIdx=r=>yt(r,t[0]),l.posToIdx=Co,l.posToVal=At,l.valToPos=(r,i,c)=>T[i].ori==0?o(r,T[i],c?Je:J,c?Xe:0):a(r,T[i],c?bt:C,c?ot:0),l.setCursor=(r,i,c)=>{he=r.left,xe=r.top,sl(null,i,c)};function ps(r,i){ge(Dl,Cl,me.left=r),ge(Dl,en,me.width=i)}function hs(r,i){ge(Dl,"top",me.top=r),ge(Dl,tn,me.height=i)}let Yl=_.ori==0?ps:hs,Kl=_.ori==1?ps:hs;function zo(){if(Ee&&X.live)for(let r=s==2?1:0;r<S.length;r++){if(r==0&&it)continue;let i=X.values[r],c=0;for(let u in i)Mt[r][c++].firstChild.nodeValue=i[u]}}function cr(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((c,u)=>{ce[u]=c}):ka(r.idx)||ce.fill(r.idx),X.idx=ce[0]),Ee&&X.live){for(let c=0;c<S.length;c++)(c>0||s==1&&!it)&&Oo(c,ce[c]);zo()}at=!1,i!==!1&&Fe("setLegend")}l.setLegend=cr;function Oo(r,i){let c=S[r],u=r==0&&A==2?gt:t[r],p;it?p=c.values(l,r,i)??Vt:(p=c.value(l,i==null?null:u[i],r,i),p=p==null?Vt:{_:p}),X.values[r]=p}function sl(r,i,c){fs=he,ds=xe,[he,xe]=F.move(l,he,xe),F.left=he,F.top=xe,je&&(_l&&Rt(_l,De(he),0,J,C),El&&Rt(El,0,De(xe),J,C));let u,p=Ce>ze;Ht=fe,Gt=null;let b=_.ori==0?J:C,w=_.ori==1?J:C;if(he<0||Ie==0||p){u=F.idx=null;for(let y=0;y<S.length;y++){let k=ct[y];k!=null&&Rt(k,-10,-10,J,C)}wl&&Et(null,Pl,!0,r==null&&Me.setSeries),X.live&&(ce.fill(u),at=!0)}else{let y,k,L;s==1&&(y=_.ori==0?he:xe,k=At(y,P),u=F.idx=yt(k,t[0],Ce,ze),L=R(t[0][u],_,b,0));let D=-10,z=-10,Y=0,se=0,ne=!0,ee="",B="";for(let $=s==2?1:0;$<S.length;$++){let be=S[$],Se=ce[$],$e=Se==null?null:s==1?t[$][Se]:t[$][1][Se],ue=F.dataIdx(l,$,u,k),ke=ue==null?null:s==1?t[$][ue]:t[$][1][ue];if(at=at||ke!=$e||ue!=Se,ce[$]=ue,$>0&&be.show){let et=ue==null?-10:ue==u?L:R(s==1?t[0][ue]:t[$][0][ue],_,b,0),Ge=ke==null?-10:j(ke,s==1?T[be.scale]:T[be.facets[1].scale],w,0);if(wl&&ke!=null){let ut=_.ori==1?he:xe,vt=Pe(_t.dist(l,$,ue,Ge,ut));if(vt<Ht){let Lt=_t.bias;if(Lt!=0){let tt=At(ut,be.scale),ft=ke>=0?1:-1,wt=tt>=0?1:-1;wt==ft&&(wt==1?Lt==1?ke>=tt:ke<=tt:Lt==1?ke<=tt:ke>=tt)&&(Ht=vt,Gt=$)}else Ht=vt,Gt=$}}if(at||xl){let ut,vt;_.ori==0?(ut=et,vt=Ge):(ut=Ge,vt=et);let Lt,tt,ft,wt,Dt,qe,lt=!0,il=We.bbox;if(il!=null){lt=!1;let Ue=il(l,$);ft=Ue.left,wt=Ue.top,Lt=Ue.width,tt=Ue.height}else ft=ut,wt=vt,Lt=tt=We.size(l,$);if(qe=We.fill(l,$),Dt=We.stroke(l,$),xl)$==Gt&&Ht<=_t.prox&&(D=ft,z=wt,Y=Lt,se=tt,ne=lt,ee=qe,B=Dt);else{let Ue=ct[$];Ue!=null&&(yl[$]=ft,Sl[$]=wt,js(Ue,Lt,tt,lt),Vs(Ue,qe,Dt),Rt(Ue,pt(ft),pt(wt),J,C))}}}}if(xl){let $=_t.prox,be=rl==null?Ht<=$:Ht>$||Gt!=rl;if(at||be){let Se=ct[0];Se!=null&&(yl[0]=D,Sl[0]=z,js(Se,Y,se,ne),Vs(Se,ee,B),Rt(Se,pt(D),pt(z),J,C))}}}if(me.show&&jt)if(r!=null){let[y,k]=Me.scales,[L,D]=Me.match,[z,Y]=r.cursor.sync.scales,se=r.cursor.drag;if(Oe=se._x,He=se._y,Oe||He){let{left:ne,top:ee,width:B,height:$}=r.select,be=r.scales[z].ori,Se=r.posToVal,$e,ue,ke,et,Ge,ut=y!=null&&L(y,z),vt=k!=null&&D(k,Y);ut&&Oe?(be==0?($e=ne,ue=B):($e=ee,ue=$),ke=T[y],et=R(Se($e,z),ke,b,0),Ge=R(Se($e+ue,z),ke,b,0),Yl(St(et,Ge),Pe(Ge-et))):Yl(0,b),vt&&He?(be==1?($e=ne,ue=B):($e=ee,ue=$),ke=T[k],et=j(Se($e,Y),ke,w,0),Ge=j(Se($e+ue,Y),ke,w,0),Kl(St(et,Ge),Pe(Ge-et))):Kl(0,w)}else dr()}else{let y=Pe(fs-cs),k=Pe(ds-us);if(_.ori==1){let Y=y;y=k,k=Y}Oe=Ve.x&&y>=Ve.dist,He=Ve.y&&k>=Ve.dist;let L=Ve.uni;L!=null?Oe&&He&&(Oe=y>=L,He=k>=L,!Oe&&!He&&(k>y?He=!0:Oe=!0)):Ve.x&&Ve.y&&(Oe||He)&&(Oe=He=!0);let D,z;Oe&&(_.ori==0?(D=Al,z=he):(D=Ll,z=xe),Yl(St(D,z),Pe(z-D)),He||Kl(0,w)),He&&(_.ori==1?(D=Al,z=he):(D=Ll,z=xe),Kl(St(D,z),Pe(z-D)),Oe||Yl(0,b)),!Oe&&!He&&(Yl(0,0),Kl(0,0))}if(Ve._x=Oe,Ve._y=He,r==null){if(c){if(Ts!=null){let[y,k]=Me.scales;Me.values[0]=y!=null?At(_.ori==0?he:xe,y):null,Me.values[1]=k!=null?At(_.ori==1?he:xe,k):null}Zl(gr,l,he,xe,J,C,u)}if(wl){let y=c&&Me.setSeries,k=_t.prox;rl==null?Ht<=k&&Et(Gt,Pl,!0,y):Ht>k?Et(null,Pl,!0,y):Gt!=rl&&Et(Gt,Pl,!0,y)}}at&&(X.idx=u,cr()),i!==!1&&Fe("setCursor")}let qt=null;Object.defineProperty(l,"rect",{get(){return qt==null&&Jl(!1),qt}});function Jl(r=!1){r?qt=null:(qt=E.getBoundingClientRect(),Fe("syncRect",qt))}function ms(r,i,c,u,p,b,w){F._lock||jt&&r!=null&&r.movementX==0&&r.movementY==0||(ur(r,i,c,u,p,b,w,!1,r!=null),r!=null?sl(null,!0,!0):sl(i,!0,!1))}function ur(r,i,c,u,p,b,w,y,k){if(qt==null&&Jl(!1),ll(r),r!=null)c=r.clientX-qt.left,u=r.clientY-qt.top;else{if(c<0||u<0){he=-10,xe=-10;return}let[L,D]=Me.scales,z=i.cursor.sync,[Y,se]=z.values,[ne,ee]=z.scales,[B,$]=Me.match,be=i.axes[0].side%2==1,Se=_.ori==0?J:C,$e=_.ori==1?J:C,ue=be?b:p,ke=be?p:b,et=be?u:c,Ge=be?c:u;if(ne!=null?c=B(L,ne)?f(Y,T[L],Se,0):-10:c=Se*(et/ue),ee!=null?u=$(D,ee)?f(se,T[D],$e,0):-10:u=$e*(Ge/ke),_.ori==1){let ut=c;c=u,u=ut}}k&&(i==null||i.cursor.event.type==gr)&&((c<=1||c>=J-1)&&(c=ol(c,J)),(u<=1||u>=C-1)&&(u=ol(u,C))),y?(cs=c,us=u,[Al,Ll]=F.move(l,c,u)):(he=c,xe=u)}let fr={width:0,height:0,left:0,top:0};function dr(){gn(fr,!1)}let bs,gs,vs,ws;function xs(r,i,c,u,p,b,w){jt=!0,Oe=He=Ve._x=Ve._y=!1,ur(r,i,c,u,p,b,w,!0,!1),r!=null&&(Be(vr,kr,ys,!1),Zl(zs,l,Al,Ll,J,C,null));let{left:y,top:k,width:L,height:D}=me;bs=y,gs=k,vs=L,ws=D}function ys(r,i,c,u,p,b,w){jt=Ve._x=Ve._y=!1,ur(r,i,c,u,p,b,w,!1,!0);let{left:y,top:k,width:L,height:D}=me,z=L>0||D>0,Y=bs!=y||gs!=k||vs!=L||ws!=D;if(z&&Y&&gn(me),Ve.setScale&&z&&Y){let se=y,ne=L,ee=k,B=D;if(_.ori==1&&(se=k,ne=D,ee=y,B=L),Oe&&Bt(P,At(se,P),At(se+ne,P)),He)for(let $ in T){let be=T[$];$!=P&&be.from==null&&be.min!=fe&&Bt($,At(ee+B,$),At(ee,$))}dr()}else F.lock&&(F._lock=!F._lock,sl(i,!0,r!=null));r!=null&&(bl(vr,kr),Zl(vr,l,he,xe,J,C,null))}function Ho(r,i,c,u,p,b,w){if(F._lock)return;ll(r);let y=jt;if(jt){let k=!0,L=!0,D=10,z,Y;_.ori==0?(z=Oe,Y=He):(z=He,Y=Oe),z&&Y&&(k=he<=D||he>=J-D,L=xe<=D||xe>=C-D),z&&k&&(he=he<Al?0:J),Y&&L&&(xe=xe<Ll?0:C),sl(null,!0,!0),jt=!1}he=-10,xe=-10,ce.fill(null),sl(null,!0,!0),y&&(jt=y)}function Ss(r,i,c,u,p,b,w){F._lock||(ll(r),Yn(),dr(),r!=null&&Zl(Fs,l,he,xe,J,C,null))}function ks(){N.forEach(Nc),Un(l.width,l.height,!0)}ul(En,Ol,ks);let Rl={};Rl.mousedown=xs,Rl.mousemove=ms,Rl.mouseup=ys,Rl.dblclick=Ss,Rl.setSeries=(r,i,c,u)=>{let p=Me.match[2];c=p(l,i,c),c!=-1&&Et(c,u,!0,!1)},je&&(Be(zs,E,xs),Be(gr,E,ms),Be(Os,E,r=>{ll(r),Jl(!1)}),Be(Hs,E,Ho),Be(Fs,E,Ss),Pr.add(l),l.syncRect=Jl);let vn=l.hooks=e.hooks||{};function Fe(r,i,c){sr?Ul.push([r,i,c]):r in vn&&vn[r].forEach(u=>{u.call(null,l,i,c)})}(e.plugins||[]).forEach(r=>{for(let i in r.hooks)vn[i]=(vn[i]||[]).concat(r.hooks[i])});let Ms=(r,i,c)=>c,Me=_e({key:null,setSeries:!1,filters:{pub:Ys,sub:Ys},scales:[P,S[1]?S[1].scale:null],match:[Ks,Ks,Ms],values:[null,null]},F.sync);Me.match.length==2&&Me.match.push(Ms),F.sync=Me;let Ts=Me.key,pr=Gi(Ts);function Zl(r,i,c,u,p,b,w){Me.filters.pub(r,i,c,u,p,b,w)&&pr.pub(r,i,c,u,p,b,w)}pr.sub(l);function Fo(r,i,c,u,p,b,w){Me.filters.sub(r,i,c,u,p,b,w)&&Rl[r](null,i,c,u,p,b,w)}l.pub=Fo;function $o(){pr.unsub(l),Pr.delete(l),Zt.clear(),_r(En,Ol,ks),h.remove(),oe?.remove(),Fe("destroy")}l.destroy=$o;function hr(){Fe("init",e,t),ts(t||e.data,!1),H[P]?ir(P,H[P]):Yn(),fn=me.show&&(me.width>0||me.height>0),tl=at=!0,Un(e.width,e.height)}return S.forEach(Xr),N.forEach(bo),n?n instanceof HTMLElement?(n.appendChild(h),hr()):n(l,hr):hr(),l}Ne.assign=_e;Ne.fmtNum=$r;Ne.rangeNum=An;Ne.rangeLog=Pn;Ne.rangeAsinh=Hr;Ne.orient=dl;Ne.pxRatio=ie;Ne.join=Da;Ne.fmtDate=Ir,Ne.tzDate=Va;Ne.sync=Gi;{Ne.addGap=kc,Ne.clipGaps=zn;let e=Ne.paths={points:Zi};e.linear=Xi,e.stepped=_c,e.bars=Ec,e.spline=Lc}var Ic=["#dbe4ef","#9dbbe0","#5d8fd0","#1d5fd1","#0a2f7a"],Vc=["#2a3644","#2f5277","#3f7bbb","#6ea8fe","#d6e8ff"],Wc=new Intl.NumberFormat("en-US",{maximumSignificantDigits:4}),Re=e=>e==null||!Number.isFinite(e)?"\u2013":Wc.format(e).replace(/^-/,"\u2212"),Jt=e=>typeof e=="number"?Number.isInteger(e)?$t(e):Re(e):e===!0||e===!1||e===null?{true:"yes",false:"no",null:"none"}[String(e)]:String(e??"\u2013");function $n(e,t){if(e.kind==="choice"){let s=e.options??[],o=s.findIndex(a=>a===t);return o<0?null:s.length<2?.5:o/(s.length-1)}if(typeof t!="number")return null;let[n,l]=[e.low??0,e.high??1];return n===l?.5:e.log?Math.log(t/n)/Math.log(l/n):(t-n)/(l-n)}function no(e,t){if(e.kind==="choice"){let f=e.options??[];return{titles:f.map(Jt),of:d=>f.indexOf(d)}}let n=[...new Set(t.filter(f=>typeof f=="number"))];if(n.sort((f,d)=>f-d),n.length<=24)return{titles:n.map(Jt),of:f=>n.indexOf(f)};let[l,s]=[e.low??0,e.high??1];if(e.kind==="int"&&!e.log)return jc(l,s);let o=20,a=f=>e.log?l*(s/l)**(f/o):l+(s-l)*f/o;return{titles:Array.from({length:o},(f,d)=>`${Re(a(d))} to ${Re(a(d+1))}`),of:f=>{let d=$n(e,f);return d===null?-1:Math.min(o-1,Math.max(0,Math.floor(d*o)))}}}function jc(e,t){let n=Math.ceil((t-e+1)/24),l=[];for(let s=e;s<=t;s+=n)l.push(`${s} to ${Math.min(s+n-1,t)}`);return{titles:l,of:s=>typeof s=="number"?Math.floor((s-e)/n):-1}}function on(e,t){let n=e.high-e.low,l=n>0?(t-e.low)/n:1,s=Math.min(1,Math.max(0,l));return e.plan.objectives?.[0]?.maximize===!1?1-s:s}var kt=e=>e[1]==="complete"?e[2][0]??null:null,Bc=e=>e==="dark"?Vc:Ic;function an(e,t){let n=Bc(e),l=t*(n.length-1),s=Math.min(Math.floor(l),n.length-2),o=(f,d)=>parseInt(f.slice(1+2*d,3+2*d),16);return`rgb(${[0,1,2].map(f=>{let[d,h]=[o(n[s],f),o(n[s+1],f)];return Math.round(d+(h-d)*(l-s))}).join(",")})`}var ro=300,Nn=class{element;place=x("div",{role:"img","aria-label":"Best value"});sized;plot=null;drawn=null;improved=[];frame=0;width=0;constructor(){this.element=x("div",{},this.place),this.sized=new ResizeObserver(()=>this.later()),this.sized.observe(this.element)}draw(t,n){[this.drawn,this.improved]=[t,n];let[,l]=n.at(-1)??[],s=t.plan.objectives?.[0]?.name??"value";this.place.setAttribute("aria-label",`${s} of ${t.rows.length} trials; the best so far is ${Re(l)}`),this.later()}restyle(){this.plot?.destroy(),this.plot=null,this.later()}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect(),this.plot?.destroy()}later(){this.frame||(this.frame=requestAnimationFrame(()=>this.paint()))}paint(){this.frame=0;let t=Math.floor(this.element.clientWidth);!this.drawn||t<80||(this.plot?t!==this.width&&this.plot.setSize({width:t,height:ro}):this.plot=this.make(t),this.width=t,this.plot.setData(this.data(this.drawn)))}data(t){let n=t.rows.filter(d=>kt(d)!==null).sort((d,h)=>d[0]-h[0]),l=[],s=[],o=[],a=0,f=null;for(let d of n){for(;a<this.improved.length&&this.improved[a][0]<=d[0];)f=this.improved[a++][1];l.push(d[0]),s.push(kt(d)),o.push(f)}return[l,s,o]}make(t){let n=getComputedStyle(this.element),l=f=>n.getPropertyValue(f).trim(),o={font:`11px ${n.fontFamily}`,stroke:l("--rb-soft"),grid:{stroke:l("--rb-line"),width:1},ticks:{show:!1}},a=(f,d,h)=>{let[v,m]=[this.drawn?.low??d,this.drawn?.high??h],g=(m-v)*.08||Math.abs(m)*.1||1;return[v-g,m+g]};return new Ne({width:t,height:ro,legend:{show:!1},padding:[8,8,0,0],cursor:{show:!1},scales:{x:{time:!1},y:{range:a}},axes:[{...o,size:30},{...o,size:54,values:(f,d)=>d.map(h=>Re(h))}],series:[{},{paths:()=>null,points:{show:!0,size:4,width:0,fill:l("--rb-dot"),stroke:l("--rb-dot")}},{stroke:l("--rb-accent"),width:2,points:{show:!1},paths:Ne.paths.stepped({align:1})}]},[[],[],[]],this.place)}};var jl=class{constructor(t,n,l){this.height=n;this.paint=l;this.element=x("canvas",{role:"img","aria-label":t,class:"rb-canvas"}),this.sized=new ResizeObserver(()=>this.draw()),this.sized.observe(this.element)}height;paint;element;sized;frame=0;draw(){this.frame||(this.frame=requestAnimationFrame(()=>this.now()))}label(t){this.element.getAttribute("aria-label")!==t&&this.element.setAttribute("aria-label",t)}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect()}now(){this.frame=0;let t=this.element.getContext("2d"),n=Math.floor(this.element.clientWidth),l=this.height();if(!t||n<60)return;let s=window.devicePixelRatio||1,[o,a]=[Math.round(n*s),Math.round(l*s)];(this.element.width!==o||this.element.height!==a)&&(this.element.width=o,this.element.height=a,this.element.style.height=`${l}px`),t.setTransform(s,0,0,s,0,0),t.clearRect(0,0,n,l);let f=getComputedStyle(this.element),d=M=>f.getPropertyValue(M).trim();t.font=`11px ${f.fontFamily}`;let h=this.element.closest("[data-theme]")?.dataset.theme??"light",[v,m,g]=[d("--rb-ink"),d("--rb-soft"),d("--rb-line")];this.paint({context:t,width:n,height:l,theme:h,ink:v,soft:m,line:g,accent:d("--rb-accent"),ground:d("--rb-ground")})}};var ht=74,Ct=8,In=38,Vn=class{element;across=Ur("Across",()=>this.draw());up=Ur("Up",()=>this.draw());of=Ur("Of each cell",()=>this.draw());told=x("p",{class:"rb-soft rb-cell","aria-live":"polite"});canvas=new jl("Heat map",()=>this.height,t=>this.paint(t));height=260;drawn=null;cells=new Map;sides=[];at=null;constructor(){Yr(this.of.field,["mean","best"],"mean"),this.canvas.element.tabIndex=0,this.canvas.element.addEventListener("pointermove",n=>this.point(n)),this.canvas.element.addEventListener("keydown",n=>this.move(n));let t=x("div",{class:"rb-bar"},this.across.label,this.up.label,this.of.label);this.element=x("div",{},t,this.canvas.element,this.told),this.say()}draw(t=this.drawn){if(!t?.plan.dimensions)return;this.drawn=t;let n=t.plan.dimensions.map(o=>o.name);Yr(this.across.field,n,n[0]??""),Yr(this.up.field,n,n[1]??n[0]??""),this.count(t);let[l,s]=[this.across.field.value,this.up.field.value];this.canvas.label(`${this.of.field.value} ${t.plan.objectives?.[0]?.name??"value"} over ${l} and ${s}, ${this.cells.size} cells; arrow keys read them`),this.canvas.draw()}destroy(){this.canvas.destroy()}count(t){let n=t.plan.dimensions,l=[this.across,this.up].map(({field:o})=>n.findIndex(a=>a.name===o.value));this.sides=l.map(o=>no(n[o],t.rows.map(a=>a[3][o])));let s=t.plan.objectives?.[0]?.maximize===!1?Math.min:Math.max;this.cells=new Map;for(let o of t.rows){let a=kt(o),[f,d]=l.map((v,m)=>this.sides[m].of(o[3][v]));if(a===null||f<0||d<0)continue;let h=this.cells.get(`${f},${d}`);h?Object.assign(h,{count:h.count+1,sum:h.sum+a,best:s(h.best,a)}):this.cells.set(`${f},${d}`,{count:1,sum:a,best:a})}}value(t){return this.of.field.value==="best"?t.best:t.sum/t.count}paint(t){let n=this.drawn,[l,s]=this.sides;if(!n||!l||!s)return;let[o,a]=[(t.width-ht-4)/l.titles.length,(this.height-Ct-In)/s.titles.length],{context:f}=t;for(let[d,h]of this.cells){let[v,m]=d.split(",").map(Number);f.fillStyle=an(t.theme,on(n,this.value(h))),f.fillRect(ht+v*o,Ct+(s.titles.length-1-m)*a,Math.max(o-1,1),Math.max(a-1,1))}f.strokeStyle=t.line,f.lineWidth=1,f.strokeRect(ht-.5,Ct-.5,t.width-ht-3,this.height-Ct-In),this.titles(t,o,a),this.at&&(f.strokeStyle=t.accent,f.lineWidth=2,f.strokeRect(ht+this.at[0]*o,Ct+(s.titles.length-1-this.at[1])*a,o-1,a-1))}titles({context:t,width:n,soft:l,ink:s},o,a){let[f,d]=this.sides,h=this.height-In;t.fillStyle=l,t.textAlign="center";let v=-1/0;f.titles.forEach((g,M)=>{let E=ht+(M+.5)*o,O=t.measureText(g).width/2;E-O<v||E+O>n||(v=E+O+8,t.fillText(g,E,h+14))}),t.textAlign="right";let m=Math.ceil(14/a);d.titles.forEach((g,M)=>{M%m===0&&t.fillText(g,ht-6,Ct+(d.titles.length-.5-M)*a+4,ht-22)}),t.fillStyle=s,t.textAlign="center",t.fillText(this.across.field.value,ht+(n-ht)/2,this.height-6),t.save(),t.translate(10,Ct+(h-Ct)/2),t.rotate(-Math.PI/2),t.fillText(this.up.field.value,0,0),t.restore()}point(t){let[n,l]=this.sides;if(!n||!l)return;let s=(this.canvas.element.clientWidth-ht-4)/n.titles.length,o=(this.height-Ct-In)/l.titles.length,a=Math.floor((t.offsetX-ht)/s),f=l.titles.length-1-Math.floor((t.offsetY-Ct)/o),d=a>=0&&f>=0&&a<n.titles.length&&f<l.titles.length;this.choose(d?[a,f]:null)}move(t){let n={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[t.key],[l,s]=this.sides;if(!n||!l||!s)return;t.preventDefault();let[o,a]=this.at??[0,0],f=(h,v)=>Math.min(v-1,Math.max(0,h)),d=this.at?[o+n[0],a+n[1]]:[0,0];this.choose([f(d[0],l.titles.length),f(d[1],s.titles.length)])}choose(t){String(t)!==String(this.at)&&(this.at=t,this.say(),this.canvas.draw())}say(){let[t,n]=this.sides;if(!this.at||!t||!n){Te(this.told,"Point at a cell, or move over the map with the arrow keys, to read it.");return}let l=this.cells.get(this.at.join(",")),s=`${this.across.field.value} ${t.titles[this.at[0]]}, ${this.up.field.value} ${n.titles[this.at[1]]}`,o=l?`mean ${Re(l.sum/l.count)}, best ${Re(l.best)}, ${l.count} ${l.count===1?"trial":"trials"}`:"no complete trial";Te(this.told,`${s}: ${o}`)}};function Ur(e,t){let n=x("select",{change:t});return{field:n,label:x("label",{class:"rb-choice"},e,n)}}function Yr(e,t,n){e.options.length===t.length&&t.every((l,s)=>e.options[s]?.value===l)||(e.replaceChildren(...t.map(l=>x("option",{value:l},l))),e.value=n)}var io=30,so=22,Wn=260,jn=class{element;canvas=new jl("Parallel coordinates",()=>Wn,t=>this.paint(t));drawn=null;constructor(){this.element=x("div",{},this.canvas.element)}draw(t){this.drawn=t;let n=(t.plan.dimensions??[]).map(s=>s.name).join(", "),l=t.best&&Object.entries(t.best.parameters).map(([s,o])=>`${s} ${Jt(o)}`);this.canvas.label(`Parallel coordinates of ${t.rows.length} trials over ${n}${l?`; the best has ${l.join(", ")}`:""}`),this.canvas.draw()}destroy(){this.canvas.destroy()}paint(t){let n=this.drawn;if(!n?.plan.dimensions)return;let l=n.plan.dimensions,s=34,o=62,a=M=>s+(t.width-s-o)*M/l.length,f=M=>Wn-so-M*(Wn-io-so),d=n.high-n.low||1,h=(M,E)=>{let O=l.map((V,S)=>$n(V,M[S]));if(O.some(V=>V===null))return null;let W=Math.min(1.04,Math.max(-.04,(E-n.low)/d));return[...O.map((V,S)=>[a(S),f(V)]),[a(l.length),f(W)]]};this.lines(t,n,h),l.forEach((M,E)=>Gc(t,M,a(E),f,E===0)),qc(t,n,a(l.length),f);let v=n.best,m=v?.values[0];if(!v||m===null||m===void 0)return;let g=h(l.map(M=>v.parameters[M.name]),m);g&&Kr(t,g,t.accent,2.5,1)}lines(t,n,l){let s=[];for(let a of n.rows){let f=kt(a);f!==null&&s.push([on(n,f),a])}s.sort((a,f)=>a[0]-f[0]);let o=Math.max(.18,Math.min(.8,60/Math.max(s.length,1)));for(let[a,f]of s){let d=l(f[3],kt(f));d&&Kr(t,d,an(t.theme,a),1,o+(1-o)*a**3)}}};function Kr({context:e},t,n,l,s){e.globalAlpha=s,e.strokeStyle=n,e.lineWidth=l,e.beginPath(),t.forEach(([o,a],f)=>f?e.lineTo(o,a):e.moveTo(o,a)),e.stroke(),e.globalAlpha=1}function pl({context:e,ground:t},n,l,s,o){e.lineWidth=3,e.lineJoin="round",e.strokeStyle=t,e.strokeText(n,l,s),e.fillStyle=o,e.fillText(n,l,s)}function Gc(e,t,n,l,s){let{context:o}=e;Kr(e,[[n,l(0)],[n,l(1)]],e.soft,1,1),o.textAlign=s?"left":"center";let a=s?2:n;if(pl(e,t.name+(t.log?" (log)":""),a,12,e.ink),t.kind!=="choice"){pl(e,Re(t.high),a,io-5,e.soft),pl(e,Re(t.low),a,Wn-7,e.soft);return}let f=t.options??[];o.textAlign="left",f.slice(0,12).forEach(d=>pl(e,Jt(d),n+5,l($n(t,d)??0)+4,e.ink))}function qc(e,t,n,l){let s=t.plan.objectives?.[0];for(let o=0;o<60;o++){let a=t.low+(o+.5)/60*(t.high-t.low);e.context.fillStyle=an(e.theme,on(t,a)),e.context.fillRect(n,l((o+1)/60),8,l(o/60)-l((o+1)/60)+.5)}e.context.textAlign="right",pl(e,s?.name??"",e.width-2,12,e.ink),e.context.textAlign="left",pl(e,Re(t.high),n+12,l(1)+4,e.soft),pl(e,Re(t.low),n+12,l(0)+4,e.soft)}var Uc=50,Yc=200,Kc={running:["\u25B6","good"],stopped:["\u275A\u275A","warn"],complete:["\u2713","good"],failed:["\u2716","bad"]},Jr=["Best first","Newest first","Failed"],Bn=class{constructor(t){this.ask=t;this.orders=Jr.map(n=>x("button",{type:"button",class:"rb-filter","aria-pressed":n===this.order,click:()=>this.choose(n)},n)),this.orders.forEach((n,l)=>n.setAttribute("aria-pressed",String(Jr[l]===this.order))),this.heatSection=Ql("Two parameters",this.heat.element),this.element=x("div",{},x("div",{class:"rb-top"},x("div",{},this.title,this.subtitle),x("div",{class:"rb-buttons"},this.state,this.stop,this.resume)),this.failure,this.answer,x("div",{class:"rb-progress"},this.bar,this.progress),this.best,x("div",{class:"rb-grid"},Ql("Best value so far",this.line.element),this.heatSection),Ql("Parameters of every trial",this.parallel.element),Ql("Trials",x("div",{class:"rb-bar"},...this.orders),this.list))}ask;element;title=x("h2",{},"Study");subtitle=x("p",{class:"rb-soft"});state=x("span",{class:"rb-state",role:"status"});stop=x("button",{type:"button",click:()=>this.command("stop")},"Stop");resume=x("button",{type:"button",class:"rb-go",click:()=>this.command("resume")},"Resume");answer=x("p",{class:"rb-answer",role:"status"});failure=x("p",{class:"rb-failure",role:"alert",hidden:!0});bar=x("div",{class:"rb-meter",role:"progressbar","aria-label":"Trials","aria-valuemin":0},x("div",{class:"rb-fill"}));progress=x("p",{});best=x("div",{class:"rb-best"});line=new Nn;parallel=new jn;heat=new Vn;list=x("div",{});orders;heatSection;table=null;order="Best first";rows=new Map;plan={};status={};improved=[];due=0;columns="";show(t,n,l){[this.plan,this.status,this.improved]=[t,n,l],this.later()}take(t,n){n&&this.rows.clear();for(let l of t)this.rows.set(l[0],l);this.later()}restyle(){this.line.restyle(),this.parallel.draw(this.drawn()),this.heat.draw()}destroy(){clearTimeout(this.due);for(let t of[this.line,this.parallel,this.heat])t.destroy()}later(){this.due||(this.due=window.setTimeout(()=>this.draw(),this.columns?Yc:0))}draw(){this.due=0;let{plan:t,status:n}=this;if(!t.dimensions)return;let l=this.drawn();this.head(),this.told(),this.line.draw(l,this.improved),this.parallel.draw(l),Pt(this.heatSection,t.dimensions.length>1),t.dimensions.length>1&&this.heat.draw(l),this.trials(n)}drawn(){let t=[...this.rows.values()],n=t.map(kt).filter(o=>o!==null).sort((o,a)=>o-a),l=o=>n[Math.round(o*(n.length-1))]??0,s=this.plan.objectives?.[0]?.maximize!==!1;return{plan:this.plan,rows:t,best:this.status.best??null,low:l(s?.02:0),high:l(s?1:.98)}}head(){let{plan:t,status:n}=this,l=n.state??"unknown",[s,o]=Kc[l]??["?",""];Te(this.title,t.name??"Study"),Te(this.subtitle,`${t.strategy} on ${t.bundle}, ${t.start} to ${t.end}, ${t.search} search`),Te(this.state,`${s} ${n.stopping?"stopping":l}`),Ft(this.state,"tone",n.stopping?"warn":o),Pt(this.stop,l==="running"),this.stop.disabled=!!n.stopping;let a=(n.wanted??0)>(n.ended??0);Pt(this.resume,!!n.can_go_on&&a&&(l==="stopped"||l==="failed"));let f=n.unreadable??(l==="failed"?n.reason:"")??"";Te(this.failure,f),Pt(this.failure,f!=="")}told(){let{wanted:t=0,ended:n=0,running:l=0,failed:s=0,pruned:o=0,rate:a,eta:f,made:d=0,state:h,can_go_on:v}=this.status;this.bar.setAttribute("aria-valuemax",String(t)),this.bar.setAttribute("aria-valuenow",String(n)),this.bar.firstElementChild.style.width=`${t?100*Math.min(n,t)/t:0}%`;let m=[`${$t(n)} of ${$t(t)} trials`];l&&h==="running"&&m.push(`${l} running`),s&&m.push(`${$t(s)} failed`),o&&m.push(`${$t(o)} pruned`),h==="running"&&a&&m.push(`${Re(a)} a second`,`about ${mr(f??0)} left`),d>n&&m.push(`${$t(d)} trials were ever made on ${this.plan.bundle}`),h==="stopped"&&!v&&m.push("to go on, call rb.optimize with its strategy and space"),Te(this.progress,m.join(" \xB7 ")),this.tiles()}tiles(){let t=this.status.best,n=JSON.stringify(t??null);if(this.best.dataset.told===n)return;if(this.best.dataset.told=n,!t){this.best.replaceChildren(x("p",{class:"rb-empty"},"No trial is complete yet."));return}let l=this.plan.objectives??[],s=(o,a,f=!1)=>x("div",{class:f?"rb-tile rb-own":"rb-tile"},x("dt",{},o),x("dd",{},a));this.best.replaceChildren(x("h3",{},`Best so far: trial ${t.number}`),x("dl",{class:"rb-tiles rb-flow"},...l.map((o,a)=>s(o.name,Re(t.values[a]),!0)),...Object.entries(t.parameters).map(([o,a])=>s(o,Jt(a)))))}choose(t){this.order=t,this.orders.forEach((n,l)=>n.setAttribute("aria-pressed",String(Jr[l]===t))),this.trials(this.status)}trials(t){let n=[...this.plan.objectives??[],...this.plan.dimensions??[]].map(o=>o.name).join(`
`);(n!==this.columns||!this.table)&&(this.columns=n,this.table=new wn("Listed trials",Zc(this.plan),"No such trial."),this.list.replaceChildren(this.table.element)),Te(this.orders[2],`Failed (${$t(t.failed??0)})`);let l=this.plan.objectives?.[0]?.maximize===!1?1:-1,s=[...this.rows.values()].filter(o=>this.order==="Failed"?o[1]==="failed":!0);if(this.order==="Best first"){let o=a=>{let f=kt(a);return f===null?1/0:l*f};s.sort((a,f)=>o(a)-o(f)||a[0]-f[0])}else s.sort((o,a)=>a[0]-o[0]);this.table.draw(s.slice(0,Uc),o=>o[1])}command(t){Te(this.answer,t==="stop"?"Stopping: trials under way are begun again when it goes on.":"Going on."),Ft(this.answer,"tone",""),this.ask(t).then(()=>Te(this.answer,""),n=>{Te(this.answer,n.message),Ft(this.answer,"tone","bad")})}},Jc=e=>e<1?`${Re(e*1e3)}\xA0ms`:mr(e);function Zc(e){return[{title:"Trial",cell:t=>String(t[0])},{title:"State",text:!0,cell:t=>t[1]},...(e.objectives??[]).map((t,n)=>({title:t.name,cell:l=>Re(l[2][n]),exact:l=>String(l[2][n]??"")})),...(e.dimensions??[]).map((t,n)=>({title:t.name,cell:l=>Jt(l[3][n]),exact:l=>String(l[3][n])})),{title:"Took",cell:t=>Jc(t[5])},{title:"Error",text:!0,cell:t=>t[4]}]}var oo=`.rb-study {
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
`;var Gn=class{element=x("fieldset",{},x("legend",{},"Space"));ranges=[];draw(t,n){let l=n.strategy===t?.key?n.space??{}:null;this.ranges=(t?.parameters??[]).map(a=>Xc(a,l));let s=t?"This strategy declares no parameter.":"Choose a strategy, or run the cell that defines one.",o=this.ranges.map(a=>eu(a));this.element.replaceChildren(x("legend",{},"Space"),...o.length?o:[x("p",{class:"rb-empty"},s)])}values(){let t=this.ranges.filter(n=>n.used.checked);return Object.fromEntries(t.map(({parameter:n,fields:l})=>[n.name,{kind:n.kind,...Object.fromEntries(Object.entries(l).map(([s,o])=>[s,o.type==="checkbox"?o.checked:o.value]))}]))}};function Xc(e,t){let n=t?.[e.name],l=e.kind==="int"||e.kind==="float",s=x("input",{type:"checkbox"});s.checked=t?n!==void 0:l;let o={},a=(f,d)=>{o[f]=x("input",{type:"text",inputmode:l?"decimal":null,"aria-label":`${e.name}: ${f}`}),o[f].value=String(n?.[f]??d)};if(l){let f=Number(e.default),d=e.kind==="int";a("low",d?Math.max(1,Math.floor(f/2)):f/2),a("high",d?Math.max(2,Math.ceil(f*2)):f*2),a("step",d?1:""),o.log=x("input",{type:"checkbox","aria-label":`${e.name}: logarithmic`}),o.log.checked=!!n?.log}else e.kind==="text"&&a("options",e.default);return{parameter:e,used:s,fields:o}}function eu({parameter:e,used:t,fields:n}){let l=x("label",{class:"rb-tick"},t,`${e.name} (${String(e.default)})`);return e.kind==="flag"?x("div",{class:"rb-range"},l,x("span",{class:"rb-soft rb-wide"},"yes and no")):e.kind==="text"?x("div",{class:"rb-range"},l,Le("Options, with commas between",n.options,"rb-wide")):x("div",{class:"rb-range"},l,Le("Low",n.low),Le("High",n.high),Le("Step",n.step),x("label",{class:"rb-tick"},n.log,"log"))}function tu({model:e,el:t}){let n=new xn(e),l=(A,R)=>n.ask(A,R),s=()=>e.get("last")??{},o=new Gn,a=new Sn(l,A=>o.draw(A,s())),f=x("select",{}),d=x("select",{}),h=x("select",{}),v=x("input",{type:"text",inputmode:"numeric",placeholder:"grid: all, else 100"}),m=x("input",{type:"text",placeholder:"made of what it is"}),g=x("select",{}),M=x("p",{class:"rb-answer",role:"status"}),E=(A,R=!1)=>{Te(M,A),Ft(M,"tone",R?"bad":"")},O=A=>{A.then(()=>E(""),R=>E(R.message,!0))},W=A=>{A.preventDefault(),E("Opening the bundle and starting.");let R={objective:f.value,search:d.value,executor:h.value};O(l("start",{...a.values(),...R,space:o.values(),trials:v.value,name:m.value}))},V=x("button",{type:"button",click:()=>O(l("open",{name:g.value}))},"Show"),S=x("div",{class:"rb-fields"});S.append(Le("Objective",f),Le("Search",d),Le("Trials",v),Le("Runs in",h),Le("Name of the study",m));let N=x("form",{submit:W},a.element,o.element,x("fieldset",{},x("legend",{},"Search"),S),x("div",{class:"rb-actions"},x("button",{type:"submit",class:"rb-go"},"Start study"),M)),T=x("div",{class:"rb-actions"},Le("Studies that are kept",g,"rb-choice"),V),q=new Bn(l),P=x("section",{class:"rb-study rb-shown","aria-label":"Study",hidden:!0},q.element),K=x("div",{class:"rb-console rb-runner",role:"region","aria-label":"Optimisation runner","data-lm-suppress-shortcuts":"true"},x("style",{},Es,As,oo,Ds),x("h2",{},"Optimisation runner"),N,T,P),U=!0,Z=()=>{let A=e.get("choices");if(!A?.strategies)return;let R=(H=[])=>H.map(Q=>[Q,Q.replaceAll("_"," ")]),j=s();Ut(f,R(A.objectives),String(j.objective??"sharpe")),Ut(d,R(A.searches),String(j.search??"bayesian")),Ut(h,R(A.executors),String(j.executor??"processes")),U&&j.trials&&(v.value=String(j.trials)),U=!1,Ut(g,(A.studies??[]).map(H=>[H.name,`${H.name}: ${H.state}, ${H.ended} of ${H.wanted}`])),Pt(T,(A.studies??[]).length>0),a.draw(A,j)},G=()=>{let A=e.get("plan");Pt(P,!!A?.name),Ft(P,"theme",K.dataset.theme??"light"),A?.name&&q.show(A,e.get("status"),e.get("improved"))};t.append(K);let _=[Ls(A=>{Ft(K,"theme",A),Ft(P,"theme",A),q.restyle()}),yn(e,"msg:custom",A=>{A.kind==="trials"?q.take(A.rows,!!A.all):n.hear(A)}),yn(e,"change:choices",Z),...["plan","status","improved"].map(A=>yn(e,`change:${A}`,G))];return Z(),G(),e.send({kind:"hello"}),()=>{for(let A of _)A();q.destroy(),K.remove()}}var Ju={render:tu};export{Ju as default,tu as render};
