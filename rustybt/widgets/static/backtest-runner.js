/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var ho='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var go=`.rb-console {
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
`;function T(e,t={},...r){let n=document.createElement(e);for(let[i,c]of Object.entries(t))typeof c=="function"?n.addEventListener(i,c):c===!0?n.setAttribute(i,""):c!==!1&&c!==null&&c!==void 0&&n.setAttribute(i,String(c));return n.append(...r.filter(i=>!!i)),n}function Dt(e,t){e.textContent!==t&&(e.textContent=t)}function lr(e,t,r){e.dataset[t]!==r&&(e.dataset[t]=r)}function Pt(e,t){e.hidden===t&&(e.hidden=!t)}var sn=class{constructor(t,r,n){this.columns=r;let i=r.map(u=>T("th",{scope:"col",class:u.text?"rb-text":null},u.title));this.table=T("table",{"aria-label":t},T("thead",{},T("tr",{},...i)),this.body),this.empty=T("p",{class:"rb-empty"},n);let c=T("div",{class:"rb-scroll",tabindex:0,role:"group","aria-label":t},this.table);this.element=T("div",{},c,this.empty),this.draw([])}columns;element;body=T("tbody");table;empty;drawn="";draw(t,r){let n=JSON.stringify(t);n!==this.drawn&&(this.drawn=n,Pt(this.table.parentElement,t.length>0),Pt(this.empty,t.length===0),this.body.replaceChildren(...t.map(i=>T("tr",{"data-kind":r?.(i)},...this.columns.map(c=>T("td",{class:c.text?"rb-text":null,title:c.exact?.(i)},c.cell(i)))))))}};function an(e,...t){return T("section",{class:"rb-panel","aria-label":e},T("h3",{},e),...t)}function un(e,t,r){return e.on(t,r),()=>e.off(t,r)}var cn=class{constructor(t){this.model=t}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(t,r={}){let n=`${this.prefix}-${++this.count}`;return new Promise((i,c)=>{this.waiting.set(n,u=>u.kind==="refused"?c(new Error(String(u.message))):i(u)),this.model.send({kind:t,id:n,...r})})}hear(t){let r=String(t.id);this.waiting.get(r)?.(t),this.waiting.delete(r)}};function As(){let{jpThemeLight:e,vscodeThemeKind:t}=document.body.dataset;return e!==void 0?e==="false"?"dark":"light":t!==void 0?/dark|high-contrast$/.test(t)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function bo(e){let t=matchMedia("(prefers-color-scheme: dark)"),r=()=>e(As()),n=new MutationObserver(r);return n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),t.addEventListener("change",r),r(),()=>{n.disconnect(),t.removeEventListener("change",r)}}var Ct=(e,t,r="")=>T("label",{class:r||null},e,t);function nr(e,t,r){let n=[...e.options].map(c=>[c.value,c.text]);if(JSON.stringify(n)===JSON.stringify(t))return;let i=e.value||r;e.replaceChildren(...t.map(([c,u])=>T("option",{value:c},u))),i!==void 0&&t.some(([c])=>c===i)&&(e.value=i)}var fn=class{constructor(t,r){this.ask=t;this.changed=r;let n=T("button",{type:"button",click:()=>this.add()},"Add");this.place.addEventListener("keydown",i=>{i.key==="Enter"&&(i.preventDefault(),this.add())}),this.adding=T("details",{class:"rb-full",hidden:!0},T("summary",{},"Strategy from a file or module"),T("div",{class:"rb-bar"},Ct("Place",this.place,"rb-grow"),n),this.added),this.element=T("div",{class:"rb-fields"},Ct("Strategy",this.strategy),Ct("Bundle",this.bundle),Ct("Bars",this.frequency),Ct("First session",this.start),Ct("Last session",this.end),Ct("Capital",this.capital),this.coverage,this.adding)}ask;changed;element;strategy=T("select",{change:()=>this.chosen()});bundle=T("select",{change:()=>this.covered()});frequency=T("select",{});start=T("input",{type:"date",required:!0});end=T("input",{type:"date",required:!0});capital=T("input",{type:"text",inputmode:"decimal",value:"100000",required:!0});coverage=T("p",{class:"rb-soft rb-full"});place=T("input",{type:"text",placeholder:"strategy.py:Class or package.module:Class"});added=T("p",{class:"rb-answer",role:"status"});adding;choices={};told="";draw(t,r){this.choices=t;let n=!this.told;this.adding.hidden=!t.takes_places,nr(this.strategy,(t.strategies??[]).map(i=>[i.key,i.title]),String(r.strategy??"")),nr(this.bundle,(t.bundles??[]).map(i=>[i.name,i.name]),String(r.bundle??"")),n&&r.capital&&(this.capital.value=String(r.capital)),this.covered(n?r:{}),this.chosen()}get chosenStrategy(){return this.choices.strategies?.find(t=>t.key===this.strategy.value)}values(){return{strategy:this.strategy.value,bundle:this.bundle.value,frequency:this.frequency.value,start:this.start.value,end:this.end.value,capital:this.capital.value.replaceAll(/[,_ ]/g,"")}}covered(t={}){let r=this.choices.bundles?.find(n=>n.name===this.bundle.value);if(!r){Dt(this.coverage,this.choices.bundles?"There is no bundle yet: rustybt ingest sample":"");return}nr(this.frequency,r.frequencies.map(n=>[n,n]),String(t.frequency??"daily")),Dt(this.coverage,`${r.name} holds ${r.assets} assets from ${r.first} to ${r.last}.`);for(let[n,i]of[[this.start,"start"],[this.end,"end"]])[n.min,n.max]=[r.first,r.last],t[i]&&(n.value=String(t[i])),(!n.value||n.value<r.first||n.value>r.last)&&(n.value=i==="start"?r.first:r.last)}chosen(){let t=this.chosenStrategy,r=JSON.stringify(t??null);r!==this.told&&(this.told=r,this.changed(t))}add(){this.ask("add",{place:this.place.value}).then(t=>{Dt(this.added,"Added."),this.added.dataset.tone="";let r=String(t.key),n=i=>{[...this.strategy.options].some(c=>c.value===r)?(this.strategy.value=r,this.chosen()):i&&window.setTimeout(()=>n(i-1),200)};n(25)},t=>{Dt(this.added,t.message),this.added.dataset.tone="bad"})}};var mo=`.rb-console .rb-fields {
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
`;var Ps="uplot",Ds="u-hz",Cs="u-vt",Rs="u-title",zs="u-wrap",Ns="u-under",Fs="u-over",Hs="u-axis",tl="u-off",Os="u-select",Vs="u-cursor-x",$s="u-cursor-y",Is="u-cursor-pt",Ws="u-legend",Gs="u-live",Us="u-inline",Bs="u-series",Ys="u-marker",wo="u-label",qs="u-value",Gl="width",Ul="height";var xo="bottom",_l="left",rr="right",yr="#000",vo=yr+"0",or="mousemove",yo="mousedown",ir="mouseup",ko="mouseenter",So="mouseleave",_o="dblclick",js="resize",Ks="scroll",Mo="change",bn="dppxchange",kr="--",Dl=typeof window<"u",fr=Dl?document:null,Tl=Dl?window:null,Js=Dl?navigator:null,ie,dn;function dr(){let e=devicePixelRatio;ie!=e&&(ie=e,dn&&hr(Mo,dn,dr),dn=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),ll(Mo,dn,dr),Tl.dispatchEvent(new CustomEvent(bn)))}function et(e,t){if(t!=null){let r=e.classList;!r.contains(t)&&r.add(t)}}function pr(e,t){let r=e.classList;r.contains(t)&&r.remove(t)}function me(e,t,r){e.style[t]=r+"px"}function bt(e,t,r,n){let i=fr.createElement(e);return t!=null&&et(i,t),r?.insertBefore(i,n),i}function ct(e,t){return bt("div",e,t)}var To=new WeakMap;function Tt(e,t,r,n,i){let c="translate("+t+"px,"+r+"px)",u=To.get(e);c!=u&&(e.style.transform=c,To.set(e,c),t<0||r<0||t>n||r>i?et(e,tl):pr(e,tl))}var Eo=new WeakMap;function Ao(e,t,r){let n=t+r,i=Eo.get(e);n!=i&&(Eo.set(e,n),e.style.background=t,e.style.borderColor=r)}var Lo=new WeakMap;function Po(e,t,r,n){let i=t+""+r,c=Lo.get(e);i!=c&&(Lo.set(e,i),e.style.height=r+"px",e.style.width=t+"px",e.style.marginLeft=n?-t/2+"px":0,e.style.marginTop=n?-r/2+"px":0)}var Sr={passive:!0},Zs={...Sr,capture:!0};function ll(e,t,r,n){t.addEventListener(e,r,n?Zs:Sr)}function hr(e,t,r,n){t.removeEventListener(e,r,Sr)}Dl&&dr();function mt(e,t,r,n){let i;r=r||0,n=n||t.length-1;let c=n<=2147483647;for(;n-r>1;)i=c?r+n>>1:tt((r+n)/2),t[i]<e?r=i:n=i;return e-t[r]<=t[n]-e?r:n}function ri(e){return(r,n,i)=>{let c=-1,u=-1;for(let d=n;d<=i;d++)if(e(r[d])){c=d;break}for(let d=i;d>=n;d--)if(e(r[d])){u=d;break}return[c,u]}}var oi=e=>e!=null,ii=e=>e!=null&&e>0,xn=ri(oi),Qs=ri(ii);function Xs(e,t,r,n=0,i=!1){let c=i?Qs:xn,u=i?ii:oi;[t,r]=c(e,t,r);let d=e[t],p=e[t];if(t>-1)if(n==1)d=e[t],p=e[r];else if(n==-1)d=e[r],p=e[t];else for(let h=t;h<=r;h++){let x=e[h];u(x)&&(x<d?d=x:x>p&&(p=x))}return[d??fe,p??-fe]}function vn(e,t,r,n){let i=Ro(e),c=Ro(t);e==t&&(i==-1?(e*=r,t/=r):(e/=r,t*=r));let u=r==10?Rt:si,d=i==1?tt:ut,p=c==1?ut:tt,h=d(u(Pe(e))),x=p(u(Pe(t))),b=El(r,h),m=El(r,x);return r==10&&(h<0&&(b=de(b,-h)),x<0&&(m=de(m,-x))),n||r==2?(e=b*i,t=m*c):(e=fi(e,b),t=yn(t,m)),[e,t]}function _r(e,t,r,n){let i=vn(e,t,r,n);return e==0&&(i[0]=0),t==0&&(i[1]=0),i}var Mr=.1,Do={mode:3,pad:Mr},Yl={pad:0,soft:null,mode:0},ea={min:Yl,max:Yl};function mn(e,t,r,n){return kn(r)?Co(e,t,r):(Yl.pad=r,Yl.soft=n?0:null,Yl.mode=n?3:0,Co(e,t,ea))}function re(e,t){return e??t}function ta(e,t,r){for(t=re(t,0),r=re(r,e.length-1);t<=r;){if(e[t]!=null)return!0;t++}return!1}function Co(e,t,r){let n=r.min,i=r.max,c=re(n.pad,0),u=re(i.pad,0),d=re(n.hard,-fe),p=re(i.hard,fe),h=re(n.soft,fe),x=re(i.soft,-fe),b=re(n.mode,0),m=re(i.mode,0),D=t-e,L=Rt(D),H=Be(Pe(e),Pe(t)),$=Rt(H),W=Pe($-L);(D<1e-24||W>10)&&(D=0,(e==0||t==0)&&(D=1e-24,b==2&&h!=fe&&(c=0),m==2&&x!=-fe&&(u=0)));let v=D||H||1e3,R=Rt(v),S=El(10,tt(R)),K=v*(D==0?e==0?.1:1:c),C=de(fi(e-K,S/10),24),J=e>=h&&(b==1||b==3&&C<=h||b==2&&C>=h)?h:fe,Y=Be(d,C<J&&e>=J?J:wt(J,C)),X=v*(D==0?t==0?.1:1:u),B=de(yn(t+X,S/10),24),_=t<=x&&(m==1||m==3&&B>=x||m==2&&B<=x)?x:-fe,j=wt(p,B>_&&t<=_?_:Be(_,B));return Y==j&&Y==0&&(j=100),[Y,j]}var la=new Intl.NumberFormat(Dl?Js.language:"en-US"),Tr=e=>la.format(e),lt=Math,gn=lt.PI,Pe=lt.abs,tt=lt.floor,Le=lt.round,ut=lt.ceil,wt=lt.min,Be=lt.max,El=lt.pow,Ro=lt.sign,Rt=lt.log10,si=lt.log2,na=(e,t=1)=>lt.sinh(e)*t,sr=(e,t=1)=>lt.asinh(e/t),fe=1/0;function zo(e){return(Rt((e^e>>31)-(e>>31))|0)+1}function gr(e,t,r){return wt(Be(e,t),r)}function ai(e){return typeof e=="function"}function ee(e){return ai(e)?e:()=>e}var ra=()=>{},ci=e=>e,ui=(e,t)=>t,oa=e=>null,No=e=>!0,Fo=(e,t)=>e==t,ia=/\.\d*?(?=9{6,}|0{6,})/gm,nl=e=>{if(pi(e)||Wt.has(e))return e;let t=`${e}`,r=t.match(ia);if(r==null)return e;let n=r[0].length-1;if(t.indexOf("e-")!=-1){let[i,c]=t.split("e");return+`${nl(i)}e${c}`}return de(e,n)};function Xt(e,t){return nl(de(nl(e/t))*t)}function yn(e,t){return nl(ut(nl(e/t))*t)}function fi(e,t){return nl(tt(nl(e/t))*t)}function de(e,t=0){if(pi(e))return e;let r=10**t,n=e*r*(1+Number.EPSILON);return Le(n)/r}var Wt=new Map;function di(e){return((""+e).split(".")[1]||"").length}function jl(e,t,r,n){let i=[],c=n.map(di);for(let u=t;u<r;u++){let d=Pe(u),p=de(El(e,u),d);for(let h=0;h<n.length;h++){let x=e==10?+`${n[h]}e${u}`:n[h]*p,b=(u>=0?0:d)+(u>=c[h]?0:c[h]),m=e==10?x:de(x,b);i.push(m),Wt.set(m,b)}}return i}var ql={},Er=[],Al=[null,null],It=Array.isArray,pi=Number.isInteger,sa=e=>e===void 0;function Ho(e){return typeof e=="string"}function kn(e){let t=!1;if(e!=null){let r=e.constructor;t=r==null||r==Object}return t}function aa(e){return e!=null&&typeof e=="object"}var ca=Object.getPrototypeOf(Uint8Array),hi="__proto__";function Ll(e,t=kn){let r;if(It(e)){let n=e.find(i=>i!=null);if(It(n)||t(n)){r=Array(e.length);for(let i=0;i<e.length;i++)r[i]=Ll(e[i],t)}else r=e.slice()}else if(e instanceof ca)r=e.slice();else if(t(e)){r={};for(let n in e)n!=hi&&(r[n]=Ll(e[n],t))}else r=e;return r}function Me(e){let t=arguments;for(let r=1;r<t.length;r++){let n=t[r];for(let i in n)i!=hi&&(kn(e[i])?Me(e[i],Ll(n[i])):e[i]=Ll(n[i]))}return e}var ua=0,fa=1,da=2;function pa(e,t,r){for(let n=0,i,c=-1;n<t.length;n++){let u=t[n];if(u>c){for(i=u-1;i>=0&&e[i]==null;)e[i--]=null;for(i=u+1;i<r&&e[i]==null;)e[c=i++]=null}}}function ha(e,t){if(ma(e)){let u=e[0].slice();for(let d=1;d<e.length;d++)u.push(...e[d].slice(1));return wa(u[0])||(u=ba(u)),u}let r=new Set;for(let u=0;u<e.length;u++){let p=e[u][0],h=p.length;for(let x=0;x<h;x++)r.add(p[x])}let n=[Array.from(r).sort((u,d)=>u-d)],i=n[0].length,c=new Map;for(let u=0;u<i;u++)c.set(n[0][u],u);for(let u=0;u<e.length;u++){let d=e[u],p=d[0];for(let h=1;h<d.length;h++){let x=d[h],b=Array(i).fill(void 0),m=t?t[u][h]:fa,D=[];for(let L=0;L<x.length;L++){let H=x[L],$=c.get(p[L]);H===null?m!=ua&&(b[$]=H,m==da&&D.push($)):b[$]=H}pa(b,D,i),n.push(b)}}return n}var ga=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function ba(e){let t=e[0],r=t.length,n=Array(r);for(let c=0;c<n.length;c++)n[c]=c;n.sort((c,u)=>t[c]-t[u]);let i=[];for(let c=0;c<e.length;c++){let u=e[c],d=Array(r);for(let p=0;p<r;p++)d[p]=u[n[p]];i.push(d)}return i}function ma(e){let t=e[0][0],r=t.length;for(let n=1;n<e.length;n++){let i=e[n][0];if(i.length!=r)return!1;if(i!=t){for(let c=0;c<r;c++)if(i[c]!=t[c])return!1}}return!0}function wa(e,t=100){let r=e.length;if(r<=1)return!0;let n=0,i=r-1;for(;n<=i&&e[n]==null;)n++;for(;i>=n&&e[i]==null;)i--;if(i<=n)return!0;let c=Be(1,tt((i-n+1)/t));for(let u=e[n],d=n+c;d<=i;d+=c){let p=e[d];if(p!=null){if(p<=u)return!1;u=p}}return!0}var gi=["January","February","March","April","May","June","July","August","September","October","November","December"],bi=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function mi(e){return e.slice(0,3)}var xa=bi.map(mi),va=gi.map(mi),ya={MMMM:gi,MMM:va,WWWW:bi,WWW:xa};function Wl(e){return(e<10?"0":"")+e}function ka(e){return(e<10?"00":e<100?"0":"")+e}var Sa={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>Wl(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>Wl(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>Wl(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>Wl(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>Wl(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>ka(e.getMilliseconds())};function Ar(e,t){t=t||ya;let r=[],n=/\{([a-z]+)\}|[^{]+/gi,i;for(;i=n.exec(e);)r.push(i[0][0]=="{"?Sa[i[1]]:i[0]);return c=>{let u="";for(let d=0;d<r.length;d++)u+=typeof r[d]=="string"?r[d]:r[d](c,t);return u}}var _a=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Ma(e,t){let r;return t=="UTC"||t=="Etc/UTC"?r=new Date(+e+e.getTimezoneOffset()*6e4):t==_a?r=e:(r=new Date(e.toLocaleString("en-US",{timeZone:t})),r.setMilliseconds(e.getMilliseconds())),r}var wi=e=>e%1==0,wn=[1,2,2.5,5],Ta=jl(10,-32,0,wn),xi=jl(10,0,32,wn),Ea=xi.filter(wi),el=Ta.concat(xi),Lr=`
`,vi="{YYYY}",Oo=Lr+vi,yi="{M}/{D}",Bl=Lr+yi,pn=Bl+"/{YY}",ki="{aa}",Aa="{h}:{mm}",Ml=Aa+ki,Vo=Lr+Ml,$o=":{ss}",ae=null;function Si(e){let t=e*1e3,r=t*60,n=r*60,i=n*24,c=i*30,u=i*365,p=(e==1?jl(10,0,3,wn).filter(wi):jl(10,-3,0,wn)).concat([t,t*5,t*10,t*15,t*30,r,r*5,r*10,r*15,r*30,n,n*2,n*3,n*4,n*6,n*8,n*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,c,c*2,c*3,c*4,c*6,u,u*2,u*5,u*10,u*25,u*50,u*100]),h=[[u,vi,ae,ae,ae,ae,ae,ae,1],[i*28,"{MMM}",Oo,ae,ae,ae,ae,ae,1],[i,yi,Oo,ae,ae,ae,ae,ae,1],[n,"{h}"+ki,pn,ae,Bl,ae,ae,ae,1],[r,Ml,pn,ae,Bl,ae,ae,ae,1],[t,$o,pn+" "+Ml,ae,Bl+" "+Ml,ae,Vo,ae,1],[e,$o+".{fff}",pn+" "+Ml,ae,Bl+" "+Ml,ae,Vo,ae,1]];function x(b){return(m,D,L,H,$,W)=>{let v=[],R=$>=u,S=$>=c&&$<u,K=b(L),C=de(K*e,3),J=ar(K.getFullYear(),R?0:K.getMonth(),S||R?1:K.getDate()),Y=de(J*e,3);if(S||R){let X=S?$/c:0,B=R?$/u:0,_=C==Y?C:de(ar(J.getFullYear()+B,J.getMonth()+X,1)*e,3),j=new Date(Le(_/e)),z=j.getFullYear(),G=j.getMonth();for(let V=0;_<=H;V++){let te=ar(z+B*V,G+X*V,1),O=te-b(de(te*e,3));_=de((+te+O)*e,3),_<=H&&v.push(_)}}else{let X=$>=i?i:$,B=tt(L)-tt(C),_=Y+B+yn(C-Y,X);v.push(_);let j=b(_),z=j.getHours()+j.getMinutes()/r+j.getSeconds()/n,G=$/n,V=m.axes[D]._space,te=W/V;for(;_=de(_+$,e==1?0:3),!(_>H);)if(G>1){let O=tt(de(z+G,6))%24,le=b(_).getHours()-O;le>1&&(le=-1),_-=le*n,z=(z+G)%24;let ce=v[v.length-1];de((_-ce)/$,3)*te>=.7&&v.push(_)}else v.push(_)}return v}}return[p,h,x]}var[La,Pa,Da]=Si(1),[Ca,Ra,za]=Si(.001);jl(2,-53,53,[1]);function Io(e,t){return e.map(r=>r.map((n,i)=>i==0||i==8||n==null?n:t(i==1||r[8]==0?n:r[1]+n)))}function Wo(e,t){return(r,n,i,c,u)=>{let d=t.find(L=>u>=L[0])||t[t.length-1],p,h,x,b,m,D;return n.map(L=>{let H=e(L),$=H.getFullYear(),W=H.getMonth(),v=H.getDate(),R=H.getHours(),S=H.getMinutes(),K=H.getSeconds(),C=$!=p&&d[2]||W!=h&&d[3]||v!=x&&d[4]||R!=b&&d[5]||S!=m&&d[6]||K!=D&&d[7]||d[1];return p=$,h=W,x=v,b=R,m=S,D=K,C(H)})}}function Na(e,t){let r=Ar(t);return(n,i,c,u,d)=>i.map(p=>r(e(p)))}function ar(e,t,r){return new Date(e,t,r)}function Go(e,t){return t(e)}var Fa="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Uo(e,t){return(r,n,i,c)=>c==null?kr:t(e(n))}function Ha(e,t){let r=e.series[t];return r.width?r.stroke(e,t):r.points.width?r.points.stroke(e,t):null}function Oa(e,t){return e.series[t].fill(e,t)}var Va={show:!0,live:!0,isolate:!1,mount:ra,markers:{show:!0,width:2,stroke:Ha,fill:Oa,dash:"solid"},idx:null,idxs:null,values:[]};function $a(e,t){let r=e.cursor.points,n=ct(),i=r.size(e,t);me(n,Gl,i),me(n,Ul,i);let c=i/-2;me(n,"marginLeft",c),me(n,"marginTop",c);let u=r.width(e,t,i);return u&&me(n,"borderWidth",u),n}function Ia(e,t){let r=e.series[t].points;return r._fill||r._stroke}function Wa(e,t){let r=e.series[t].points;return r._stroke||r._fill}function Ga(e,t){return e.series[t].points.size}var cr=[0,0];function Ua(e,t,r){return cr[0]=t,cr[1]=r,cr}function hn(e,t,r,n=!0){return i=>{i.button==0&&(!n||i.target==t)&&r(i)}}function ur(e,t,r,n=!0){return i=>{(!n||i.target==t)&&r(i)}}var Ba={show:!0,x:!0,y:!0,lock:!1,move:Ua,points:{one:!1,show:$a,size:Ga,width:0,stroke:Wa,fill:Ia},bind:{mousedown:hn,mouseup:hn,click:hn,dblclick:hn,mousemove:ur,mouseleave:ur,mouseenter:ur},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,r,n,i)=>n-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},_i={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Pr=Me({},_i,{filter:ui}),Mi=Me({},Pr,{size:10}),Ti=Me({},_i,{show:!1}),Dr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Ei="bold "+Dr,Ai=1.5,Bo={show:!0,scale:"x",stroke:yr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ei,side:2,grid:Pr,ticks:Mi,border:Ti,font:Dr,lineGap:Ai,rotate:0},Ya="Value",qa="Time",Yo={show:!0,scale:"x",auto:!1,sorted:1,min:fe,max:-fe,idxs:[]};function ja(e,t,r,n,i){return t.map(c=>c==null?"":Tr(c))}function Ka(e,t,r,n,i,c,u){let d=[],p=Wt.get(i)||0;r=u?r:de(yn(r,i),p);for(let h=r;h<=n;h=de(h+i,p))d.push(Object.is(h,-0)?0:h);return d}function br(e,t,r,n,i,c,u){let d=[],p=e.scales[e.axes[t].scale].log,h=p==10?Rt:si,x=tt(h(r));i=El(p,x),p==10&&(i=el[mt(i,el)]);let b=r,m=i*p;p==10&&(m=el[mt(m,el)]);do d.push(b),b=b+i,p==10&&!Wt.has(b)&&(b=de(b,Wt.get(i))),b>=m&&(i=b,m=i*p,p==10&&(m=el[mt(m,el)]));while(b<=n);return d}function Ja(e,t,r,n,i,c,u){let p=e.scales[e.axes[t].scale].asinh,h=n>p?br(e,t,Be(p,r),n,i):[p],x=n>=0&&r<=0?[0]:[];return(r<-p?br(e,t,Be(p,-n),-r,i):[p]).reverse().map(m=>-m).concat(x,h)}var Li=/./,Za=/[12357]/,Qa=/[125]/,qo=/1/,mr=(e,t,r,n)=>e.map((i,c)=>t==4&&i==0||c%n==0&&r.test(i.toExponential()[i<0?1:0])?i:null);function Xa(e,t,r,n,i){let c=e.axes[r],u=c.scale,d=e.scales[u],p=e.valToPos,h=c._space,x=p(10,u),b=p(9,u)-x>=h?Li:p(7,u)-x>=h?Za:p(5,u)-x>=h?Qa:qo;if(b==qo){let m=Pe(p(1,u)-x);if(m<h)return mr(t.slice().reverse(),d.distr,b,ut(h/m)).reverse()}return mr(t,d.distr,b,1)}function ec(e,t,r,n,i){let c=e.axes[r],u=c.scale,d=c._space,p=e.valToPos,h=Pe(p(1,u)-p(2,u));return h<d?mr(t.slice().reverse(),3,Li,ut(d/h)).reverse():t}function tc(e,t,r,n){return n==null?kr:t==null?"":Tr(t)}var jo={show:!0,scale:"y",stroke:yr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ei,side:3,grid:Pr,ticks:Mi,border:Ti,font:Dr,lineGap:Ai,rotate:0};function lc(e,t){let r=3+(e||1)*2;return de(r*t,3)}function nc(e,t){let{scale:r,idxs:n}=e.series[0],i=e._data[0],c=e.valToPos(i[n[0]],r,!0),u=e.valToPos(i[n[1]],r,!0),d=Pe(u-c),p=e.series[t],h=d/(p.points.space*ie);return n[1]-n[0]<=h}var Ko={scale:null,auto:!0,sorted:0,min:fe,max:-fe},Pi=(e,t,r,n,i)=>i,Jo={show:!0,auto:!0,sorted:0,gaps:Pi,alpha:1,facets:[Me({},Ko,{scale:"x"}),Me({},Ko,{scale:"y"})]},Zo={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Pi,alpha:1,points:{show:nc,filter:null},values:null,min:fe,max:-fe,idxs:[],path:null,clip:null};function rc(e,t,r,n,i){return r/10}var Di={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},oc=Me({},Di,{time:!1,ori:1}),Qo={};function Ci(e,t){let r=Qo[e];return r||(r={key:e,plots:[],sub(n){r.plots.push(n)},unsub(n){r.plots=r.plots.filter(i=>i!=n)},pub(n,i,c,u,d,p,h){for(let x=0;x<r.plots.length;x++)r.plots[x]!=i&&r.plots[x].pub(n,i,c,u,d,p,h)}},e!=null&&(Qo[e]=r)),r}var Pl=1,wr=2;function rl(e,t,r){let n=e.mode,i=e.series[t],c=n==2?e._data[t]:e._data,u=e.scales,d=e.bbox,p=c[0],h=n==2?c[1]:c[t],x=n==2?u[i.facets[0].scale]:u[e.series[0].scale],b=n==2?u[i.facets[1].scale]:u[i.scale],m=d.left,D=d.top,L=d.width,H=d.height,$=e.valToPosH,W=e.valToPosV;return x.ori==0?r(i,p,h,x,b,$,W,m,D,L,H,_n,Cl,Tn,zi,Fi):r(i,p,h,x,b,W,$,D,m,H,L,Mn,Rl,zr,Ni,Hi)}function Cr(e,t){let r=0,n=0,i=re(e.bands,Er);for(let c=0;c<i.length;c++){let u=i[c];u.series[0]==t?r=u.dir:u.series[1]==t&&(u.dir==1?n|=1:n|=2)}return[r,n==1?-1:n==2?1:n==3?2:0]}function ic(e,t,r,n,i){let c=e.mode,u=e.series[t],d=c==2?u.facets[1].scale:u.scale,p=e.scales[d];return i==-1?p.min:i==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function zt(e,t,r,n,i,c){return rl(e,t,(u,d,p,h,x,b,m,D,L,H,$)=>{let W=u.pxRound,v=h.dir*(h.ori==0?1:-1),R=h.ori==0?Cl:Rl,S,K;v==1?(S=r,K=n):(S=n,K=r);let C=W(b(d[S],h,H,D)),J=W(m(p[S],x,$,L)),Y=W(b(d[K],h,H,D)),X=W(m(c==1?x.max:x.min,x,$,L)),B=new Path2D(i);return R(B,Y,X),R(B,C,X),R(B,C,J),B})}function Sn(e,t,r,n,i,c){let u=null;if(e.length>0){u=new Path2D;let d=t==0?Tn:zr,p=r;for(let b=0;b<e.length;b++){let m=e[b];if(m[1]>m[0]){let D=m[0]-p;D>0&&d(u,p,n,D,n+c),p=m[1]}}let h=r+i-p,x=10;h>0&&d(u,p,n-x/2,h,n+c+x)}return u}function sc(e,t,r){let n=e[e.length-1];n&&n[0]==t?n[1]=r:e.push([t,r])}function Rr(e,t,r,n,i,c,u){let d=[],p=e.length;for(let h=i==1?r:n;h>=r&&h<=n;h+=i)if(t[h]===null){let b=h,m=h;if(i==1)for(;++h<=n&&t[h]===null;)m=h;else for(;--h>=r&&t[h]===null;)m=h;let D=c(e[b]),L=m==b?D:c(e[m]),H=b-i;D=u<=0&&H>=0&&H<p?c(e[H]):D;let W=m+i;L=u>=0&&W>=0&&W<p?c(e[W]):L,L>=D&&d.push([D,L])}return d}function Xo(e){return e==0?ci:e==1?Le:t=>Xt(t,e)}function Ri(e){let t=e==0?_n:Mn,r=e==0?(i,c,u,d,p,h)=>{i.arcTo(c,u,d,p,h)}:(i,c,u,d,p,h)=>{i.arcTo(u,c,p,d,h)},n=e==0?(i,c,u,d,p)=>{i.rect(c,u,d,p)}:(i,c,u,d,p)=>{i.rect(u,c,p,d)};return(i,c,u,d,p,h=0,x=0)=>{h==0&&x==0?n(i,c,u,d,p):(h=wt(h,d/2,p/2),x=wt(x,d/2,p/2),t(i,c+h,u),r(i,c+d,u,c+d,u+p,h),r(i,c+d,u+p,c,u+p,x),r(i,c,u+p,c,u,x),r(i,c,u,c+d,u,h),i.closePath())}}var _n=(e,t,r)=>{e.moveTo(t,r)},Mn=(e,t,r)=>{e.moveTo(r,t)},Cl=(e,t,r)=>{e.lineTo(t,r)},Rl=(e,t,r)=>{e.lineTo(r,t)},Tn=Ri(0),zr=Ri(1),zi=(e,t,r,n,i,c)=>{e.arc(t,r,n,i,c)},Ni=(e,t,r,n,i,c)=>{e.arc(r,t,n,i,c)},Fi=(e,t,r,n,i,c,u)=>{e.bezierCurveTo(t,r,n,i,c,u)},Hi=(e,t,r,n,i,c,u)=>{e.bezierCurveTo(r,t,i,n,u,c)};function Oi(e){return(t,r,n,i,c)=>rl(t,r,(u,d,p,h,x,b,m,D,L,H,$)=>{let{pxRound:W,points:v}=u,R,S;h.ori==0?(R=_n,S=zi):(R=Mn,S=Ni);let K=de(v.width*ie,3),C=(v.size-v.width)/2*ie,J=de(C*2,3),Y=new Path2D,X=new Path2D,{left:B,top:_,width:j,height:z}=t.bbox;Tn(X,B-J,_-J,j+J*2,z+J*2);let G=V=>{if(p[V]!=null){let te=W(b(d[V],h,H,D)),O=W(m(p[V],x,$,L));R(Y,te+C,O),S(Y,te,O,C,0,gn*2)}};if(c)c.forEach(G);else for(let V=n;V<=i;V++)G(V);return{stroke:K>0?Y:null,fill:Y,clip:X,flags:Pl|wr}})}function Vi(e){return(t,r,n,i,c,u)=>{n!=i&&(c!=n&&u!=n&&e(t,r,n),c!=i&&u!=i&&e(t,r,i),e(t,r,u))}}var ac=Vi(Cl),cc=Vi(Rl);function $i(e){let t=re(e?.alignGaps,0);return(r,n,i,c)=>rl(r,n,(u,d,p,h,x,b,m,D,L,H,$)=>{[i,c]=xn(p,i,c);let W=u.pxRound,v=z=>W(b(z,h,H,D)),R=z=>W(m(z,x,$,L)),S,K;h.ori==0?(S=Cl,K=ac):(S=Rl,K=cc);let C=h.dir*(h.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Pl},Y=J.stroke,X=!1;if(c-i>=H*4){let z=N=>r.posToVal(N,h.key,!0),G=null,V=null,te,O,Ye,we=v(d[C==1?i:c]),le=v(d[i]),ce=v(d[c]),Z=z(C==1?le+1:ce-1);for(let N=C==1?i:c;N>=i&&N<=c;N+=C){let Ee=d[N],xe=(C==1?Ee<Z:Ee>Z)?we:v(Ee),se=p[N];xe==we?se!=null?(O=se,G==null?(S(Y,xe,R(O)),te=G=V=O):O<G?G=O:O>V&&(V=O)):se===null&&(X=!0):(G!=null&&K(Y,we,R(G),R(V),R(te),R(O)),se!=null?(O=se,S(Y,xe,R(O)),G=V=te=O):(G=V=null,se===null&&(X=!0)),we=xe,Z=z(we+C))}G!=null&&G!=V&&Ye!=we&&K(Y,we,R(G),R(V),R(te),R(O))}else for(let z=C==1?i:c;z>=i&&z<=c;z+=C){let G=p[z];G===null?X=!0:G!=null&&S(Y,v(d[z]),R(G))}let[_,j]=Cr(r,n);if(u.fill!=null||_!=0){let z=J.fill=new Path2D(Y),G=u.fillTo(r,n,u.min,u.max,_),V=R(G),te=v(d[i]),O=v(d[c]);C==-1&&([O,te]=[te,O]),S(z,O,V),S(z,te,V)}if(!u.spanGaps){let z=[];X&&z.push(...Rr(d,p,i,c,C,v,t)),J.gaps=z=u.gaps(r,n,i,c,z),J.clip=Sn(z,h.ori,D,L,H,$)}return j!=0&&(J.band=j==2?[zt(r,n,i,c,Y,-1),zt(r,n,i,c,Y,1)]:zt(r,n,i,c,Y,j)),J})}function uc(e){let t=re(e.align,1),r=re(e.ascDesc,!1),n=re(e.alignGaps,0),i=re(e.extend,!1);return(c,u,d,p)=>rl(c,u,(h,x,b,m,D,L,H,$,W,v,R)=>{[d,p]=xn(b,d,p);let S=h.pxRound,{left:K,width:C}=c.bbox,J=le=>S(L(le,m,v,$)),Y=le=>S(H(le,D,R,W)),X=m.ori==0?Cl:Rl,B={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Pl},_=B.stroke,j=m.dir*(m.ori==0?1:-1),z=Y(b[j==1?d:p]),G=J(x[j==1?d:p]),V=G,te=G;i&&t==-1&&(te=K,X(_,te,z)),X(_,G,z);for(let le=j==1?d:p;le>=d&&le<=p;le+=j){let ce=b[le];if(ce==null)continue;let Z=J(x[le]),N=Y(ce);t==1?X(_,Z,z):X(_,V,N),X(_,Z,N),z=N,V=Z}let O=V;i&&t==1&&(O=K+C,X(_,O,z));let[Ye,we]=Cr(c,u);if(h.fill!=null||Ye!=0){let le=B.fill=new Path2D(_),ce=h.fillTo(c,u,h.min,h.max,Ye),Z=Y(ce);X(le,O,Z),X(le,te,Z)}if(!h.spanGaps){let le=[];le.push(...Rr(x,b,d,p,j,J,n));let ce=h.width*ie/2,Z=r||t==1?ce:-ce,N=r||t==-1?-ce:ce;le.forEach(Ee=>{Ee[0]+=Z,Ee[1]+=N}),B.gaps=le=h.gaps(c,u,d,p,le),B.clip=Sn(le,m.ori,$,W,v,R)}return we!=0&&(B.band=we==2?[zt(c,u,d,p,_,-1),zt(c,u,d,p,_,1)]:zt(c,u,d,p,_,we)),B})}function ei(e,t,r,n,i,c,u=fe){if(e.length>1){let d=null;for(let p=0,h=1/0;p<e.length;p++)if(t[p]!==void 0){if(d!=null){let x=Pe(e[p]-e[d]);x<h&&(h=x,u=Pe(r(e[p],n,i,c)-r(e[d],n,i,c)))}d=p}}return u}function fc(e){e=e||ql;let t=re(e.size,[.6,fe,1]),r=e.align||0,n=e.gap||0,i=e.radius;i=i==null?[0,0]:typeof i=="number"?[i,0]:i;let c=ee(i),u=1-t[0],d=re(t[1],fe),p=re(t[2],1),h=re(e.disp,ql),x=re(e.each,D=>{}),{fill:b,stroke:m}=h;return(D,L,H,$)=>rl(D,L,(W,v,R,S,K,C,J,Y,X,B,_)=>{let j=W.pxRound,z=r,G=n*ie,V=d*ie,te=p*ie,O,Ye;S.ori==0?[O,Ye]=c(D,L):[Ye,O]=c(D,L);let we=S.dir*(S.ori==0?1:-1),le=S.ori==0?Tn:zr,ce=S.ori==0?x:(A,pe,Ae,al,Bt,vt,Yt)=>{x(A,pe,Ae,Bt,al,Yt,vt)},Z=re(D.bands,Er).find(A=>A.series[0]==L),N=Z!=null?Z.dir:0,Ee=W.fillTo(D,L,W.min,W.max,N),$e=j(J(Ee,K,_,X)),xe,se,ft,Ke=B,ye=j(W.width*ie),xt=!1,Et=null,nt=null,Nt=null,ol=null;b!=null&&(ye==0||m!=null)&&(xt=!0,Et=b.values(D,L,H,$),nt=new Map,new Set(Et).forEach(A=>{A!=null&&nt.set(A,new Path2D)}),ye>0&&(Nt=m.values(D,L,H,$),ol=new Map,new Set(Nt).forEach(A=>{A!=null&&ol.set(A,new Path2D)})));let{x0:il,size:zl}=h;if(il!=null&&zl!=null){z=1,v=il.values(D,L,H,$),il.unit==2&&(v=v.map(Ae=>D.posToVal(Y+Ae*B,S.key,!0)));let A=zl.values(D,L,H,$);zl.unit==2?se=A[0]*B:se=C(A[0],S,B,Y)-C(0,S,B,Y),Ke=ei(v,R,C,S,B,Y,Ke),ft=Ke-se+G}else Ke=ei(v,R,C,S,B,Y,Ke),ft=Ke*u+G,se=Ke-ft;ft<1&&(ft=0),ye>=se/2&&(ye=0),ft<5&&(j=ci);let Jl=ft>0,Gt=Ke-ft-(Jl?ye:0);se=j(gr(Gt,te,V)),xe=(z==0?se/2:z==we?0:se)-z*we*((z==0?G/2:0)+(Jl?ye/2:0));let Ie={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},sl=xt?null:new Path2D,At=null;if(Z!=null)At=D.data[Z.series[1]];else{let{y0:A,y1:pe}=h;A!=null&&pe!=null&&(R=pe.values(D,L,H,$),At=A.values(D,L,H,$))}let Ut=O*se,q=Ye*se;for(let A=we==1?H:$;A>=H&&A<=$;A+=we){let pe=R[A];if(pe==null)continue;if(At!=null){let qe=At[A]??0;if(pe-qe==0)continue;$e=J(qe,K,_,X)}let Ae=S.distr!=2||h!=null?v[A]:A,al=C(Ae,S,B,Y),Bt=J(re(pe,Ee),K,_,X),vt=j(al-xe),Yt=j(Be(Bt,$e)),Je=j(wt(Bt,$e)),rt=Yt-Je;if(pe!=null){let qe=pe<0?q:Ut,dt=pe<0?Ut:q;xt?(ye>0&&Nt[A]!=null&&le(ol.get(Nt[A]),vt,Je+tt(ye/2),se,Be(0,rt-ye),qe,dt),Et[A]!=null&&le(nt.get(Et[A]),vt,Je+tt(ye/2),se,Be(0,rt-ye),qe,dt)):le(sl,vt,Je+tt(ye/2),se,Be(0,rt-ye),qe,dt),ce(D,L,A,vt-ye/2,Je,se+ye,rt)}}return ye>0?Ie.stroke=xt?ol:sl:xt||(Ie._fill=W.width==0?W._fill:W._stroke??W._fill,Ie.width=0),Ie.fill=xt?nt:sl,Ie})}function dc(e,t){let r=re(t?.alignGaps,0);return(n,i,c,u)=>rl(n,i,(d,p,h,x,b,m,D,L,H,$,W)=>{[c,u]=xn(h,c,u);let v=d.pxRound,R=O=>v(m(O,x,$,L)),S=O=>v(D(O,b,W,H)),K,C,J;x.ori==0?(K=_n,J=Cl,C=Fi):(K=Mn,J=Rl,C=Hi);let Y=x.dir*(x.ori==0?1:-1),X=R(p[Y==1?c:u]),B=X,_=[],j=[];for(let O=Y==1?c:u;O>=c&&O<=u;O+=Y)if(h[O]!=null){let we=p[O],le=R(we);_.push(B=le),j.push(S(h[O]))}let z={stroke:e(_,j,K,J,C,v),fill:null,clip:null,band:null,gaps:null,flags:Pl},G=z.stroke,[V,te]=Cr(n,i);if(d.fill!=null||V!=0){let O=z.fill=new Path2D(G),Ye=d.fillTo(n,i,d.min,d.max,V),we=S(Ye);J(O,B,we),J(O,X,we)}if(!d.spanGaps){let O=[];O.push(...Rr(p,h,c,u,Y,R,r)),z.gaps=O=d.gaps(n,i,c,u,O),z.clip=Sn(O,x.ori,L,H,$,W)}return te!=0&&(z.band=te==2?[zt(n,i,c,u,G,-1),zt(n,i,c,u,G,1)]:zt(n,i,c,u,G,te)),z})}function pc(e){return dc(hc,e)}function hc(e,t,r,n,i,c){let u=e.length;if(u<2)return null;let d=new Path2D;if(r(d,e[0],t[0]),u==2)n(d,e[1],t[1]);else{let p=Array(u),h=Array(u-1),x=Array(u-1),b=Array(u-1);for(let m=0;m<u-1;m++)x[m]=t[m+1]-t[m],b[m]=e[m+1]-e[m],h[m]=x[m]/b[m];p[0]=h[0];for(let m=1;m<u-1;m++)h[m]===0||h[m-1]===0||h[m-1]>0!=h[m]>0?p[m]=0:(p[m]=3*(b[m-1]+b[m])/((2*b[m]+b[m-1])/h[m-1]+(b[m]+2*b[m-1])/h[m]),isFinite(p[m])||(p[m]=0));p[u-1]=h[u-2];for(let m=0;m<u-1;m++)i(d,e[m]+b[m]/3,t[m]+p[m]*b[m]/3,e[m+1]-b[m]/3,t[m+1]-p[m+1]*b[m]/3,e[m+1],t[m+1])}return d}var xr=new Set;function ti(){for(let e of xr)e.syncRect(!0)}Dl&&(ll(js,Tl,ti),ll(Ks,Tl,ti,!0),ll(bn,Tl,()=>{Te.pxRatio=ie}));var gc=$i(),bc=Oi();function li(e,t,r,n){return(n?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((c,u)=>vr(c,u,t,r))}function mc(e,t){return e.map((r,n)=>n==0?{}:Me({},t,r))}function vr(e,t,r,n){return Me({},t==0?r:n,e)}function Ii(e,t,r){return t==null?Al:[t,r]}var wc=Ii;function xc(e,t,r){return t==null?Al:mn(t,r,Mr,!0)}function Wi(e,t,r,n){return t==null?Al:vn(t,r,e.scales[n].log,!1)}var vc=Wi;function Gi(e,t,r,n){return t==null?Al:_r(t,r,e.scales[n].log,!1)}var yc=Gi;function kc(e,t,r,n,i){let c=Be(zo(e),zo(t)),u=t-e,d=mt(i/n*u,r);do{let p=r[d],h=n*p/u;if(h>=i&&c+(p<5?Wt.get(p):0)<=17)return[p,h]}while(++d<r.length);return[0,0]}function ni(e){let t,r;return e=e.replace(/(\d+)px/,(n,i)=>(t=Le((r=+i)*ie))+"px"),[e,t,r]}function Sc(e){e.show&&[e.font,e.labelFont].forEach(t=>{let r=de(t[2]*ie,1);t[0]=t[0].replace(/[0-9.]+px/,r+"px"),t[1]=r})}function Te(e,t,r){let n={mode:re(e.mode,1)},i=n.mode;function c(l,o,s,a){let f=o.valToPct(l);return a+s*(o.dir==-1?1-f:f)}function u(l,o,s,a){let f=o.valToPct(l);return a+s*(o.dir==-1?f:1-f)}function d(l,o,s,a){return o.ori==0?c(l,o,s,a):u(l,o,s,a)}n.valToPosH=c,n.valToPosV=u;let p=!1;n.status=0;let h=n.root=ct(Ps);if(e.id!=null&&(h.id=e.id),et(h,e.class),e.title){let l=ct(Rs,h);l.textContent=e.title}let x=bt("canvas"),b=n.ctx=x.getContext("2d"),m=ct(zs,h);ll("click",m,l=>{l.target===L&&(he!=xl||ve!=vl)&&Oe.click(n,l)},!0);let D=n.under=ct(Ns,m);m.appendChild(x);let L=n.over=ct(Fs,m);e=Ll(e);let H=+re(e.pxAlign,1),$=Xo(H);(e.plugins||[]).forEach(l=>{l.opts&&(e=l.opts(n,e)||e)});let W=e.ms||.001,v=n.series=i==1?li(e.series||[],Yo,Zo,!1):mc(e.series||[null],Jo),R=n.axes=li(e.axes||[],Bo,jo,!0),S=n.scales={},K=n.bands=e.bands||[];K.forEach(l=>{l.fill=ee(l.fill||null),l.dir=re(l.dir,-1)});let C=i==2?v[1].facets[0].scale:v[0].scale,J={axes:fs,series:is},Y=(e.drawOrder||["axes","series"]).map(l=>J[l]);function X(l){let o=l.distr==3?s=>Rt(s>0?s:l.clamp(n,s,l.min,l.max,l.key)):l.distr==4?s=>sr(s,l.asinh):l.distr==100?s=>l.fwd(s):s=>s;return s=>{let a=o(s),{_min:f,_max:g}=l,w=g-f;return(a-f)/w}}function B(l){let o=S[l];if(o==null){let s=(e.scales||ql)[l]||ql;if(s.from!=null){B(s.from);let a=Me({},S[s.from],s,{key:l});a.valToPct=X(a),S[l]=a}else{o=S[l]=Me({},l==C?Di:oc,s),o.key=l;let a=o.time,f=o.range,g=It(f);if((l!=C||i==2&&!a)&&(g&&(f[0]==null||f[1]==null)&&(f={min:f[0]==null?Do:{mode:1,hard:f[0],soft:f[0]},max:f[1]==null?Do:{mode:1,hard:f[1],soft:f[1]}},g=!1),!g&&kn(f))){let w=f;f=(y,k,M)=>k==null?Al:mn(k,M,w)}o.range=ee(f||(a?wc:l==C?o.distr==3?vc:o.distr==4?yc:Ii:o.distr==3?Wi:o.distr==4?Gi:xc)),o.auto=ee(g?!1:o.auto),o.clamp=ee(o.clamp||rc),o._min=o._max=null,o.valToPct=X(o)}}}B("x"),B("y"),i==1&&v.forEach(l=>{B(l.scale)}),R.forEach(l=>{B(l.scale)});for(let l in e.scales)B(l);let _=S[C],j=_.distr,z,G;_.ori==0?(et(h,Ds),z=c,G=u):(et(h,Cs),z=u,G=c);let V={};for(let l in S){let o=S[l];(o.min!=null||o.max!=null)&&(V[l]={min:o.min,max:o.max},o.min=o.max=null)}let te=e.tzDate||(l=>new Date(Le(l/W))),O=e.fmtDate||Ar,Ye=W==1?Da(te):za(te),we=Wo(te,Io(W==1?Pa:Ra,O)),le=Uo(te,Go(Fa,O)),ce=[],Z=n.legend=Me({},Va,e.legend),N=n.cursor=Me({},Ba,{drag:{y:i==2}},e.cursor),Ee=Z.show,$e=N.show,xe=Z.markers;Z.idxs=ce,xe.width=ee(xe.width),xe.dash=ee(xe.dash),xe.stroke=ee(xe.stroke),xe.fill=ee(xe.fill);let se,ft,Ke,ye=[],xt=[],Et,nt=!1,Nt={};if(Z.live){let l=v[1]?v[1].values:null;nt=l!=null,Et=nt?l(n,1,0):{_:0};for(let o in Et)Nt[o]=kr}if(Ee)if(se=bt("table",Ws,h),Ke=bt("tbody",null,se),Z.mount(n,se),nt){ft=bt("thead",null,se,Ke);let l=bt("tr",null,ft);bt("th",null,l);for(var ol in Et)bt("th",wo,l).textContent=ol}else et(se,Us),Z.live&&et(se,Gs);let il={show:!0},zl={show:!1};function Jl(l,o){if(o==0&&(nt||!Z.live||i==2))return Al;let s=[],a=bt("tr",Bs,Ke,Ke.childNodes[o]);et(a,l.class),l.show||et(a,tl);let f=bt("th",null,a);if(xe.show){let y=ct(Ys,f);if(o>0){let k=xe.width(n,o);k&&(y.style.border=k+"px "+xe.dash(n,o)+" "+xe.stroke(n,o)),y.style.background=xe.fill(n,o)}}let g=ct(wo,f);l.label instanceof HTMLElement?g.appendChild(l.label):g.textContent=l.label,o>0&&(xe.show||(g.style.color=l.width>0?xe.stroke(n,o):xe.fill(n,o)),Ie("click",f,y=>{if(N._lock)return;jt(y);let k=v.indexOf(l);if((y.ctrlKey||y.metaKey)!=Z.isolate){let M=v.some((E,P)=>P>0&&P!=k&&E.show);v.forEach((E,P)=>{P>0&&kt(P,M?P==k?il:zl:il,!0,_e.setSeries)})}else kt(k,{show:!l.show},!0,_e.setSeries)},!1),ul&&Ie(ko,f,y=>{N._lock||(jt(y),kt(v.indexOf(l),kl,!0,_e.setSeries))},!1));for(var w in Et){let y=bt("td",qs,a);y.textContent="--",s.push(y)}return[a,s]}let Gt=new Map;function Ie(l,o,s,a=!0){let f=Gt.get(o)||{},g=N.bind[l](n,o,s,a);g&&(ll(l,o,f[l]=g),Gt.set(o,f))}function sl(l,o,s){let a=Gt.get(o)||{};for(let f in a)(l==null||f==l)&&(hr(f,o,a[f]),delete a[f]);l==null&&Gt.delete(o)}let At=0,Ut=0,q=0,A=0,pe=0,Ae=0,al=pe,Bt=Ae,vt=q,Yt=A,Je=0,rt=0,qe=0,dt=0;n.bbox={};let Rn=!1,Zl=!1,cl=!1,qt=!1,Ql=!1,ot=!1;function zn(l,o,s){(s||l!=n.width||o!=n.height)&&Hr(l,o),gl(!1),cl=!0,Zl=!0,bl()}function Hr(l,o){n.width=At=q=l,n.height=Ut=A=o,pe=Ae=0,Xi(),es();let s=n.bbox;Je=s.left=Xt(pe*ie,.5),rt=s.top=Xt(Ae*ie,.5),qe=s.width=Xt(q*ie,.5),dt=s.height=Xt(A*ie,.5)}let Ji=3;function Zi(){let l=!1,o=0;for(;!l;){o++;let s=cs(o),a=us(o);l=o==Ji||s&&a,l||(Hr(n.width,n.height),Zl=!0)}}function Qi({width:l,height:o}){zn(l,o)}n.setSize=Qi;function Xi(){let l=!1,o=!1,s=!1,a=!1;R.forEach((f,g)=>{if(f.show&&f._show){let{side:w,_size:y}=f,k=w%2,M=f.label!=null?f.labelSize:0,E=y+M;E>0&&(k?(q-=E,w==3?(pe+=E,a=!0):s=!0):(A-=E,w==0?(Ae+=E,l=!0):o=!0))}}),Kt[0]=l,Kt[1]=s,Kt[2]=o,Kt[3]=a,q-=Ft[1]+Ft[3],pe+=Ft[3],A-=Ft[2]+Ft[0],Ae+=Ft[0]}function es(){let l=pe+q,o=Ae+A,s=pe,a=Ae;function f(g,w){switch(g){case 1:return l+=w,l-w;case 2:return o+=w,o-w;case 3:return s-=w,s+w;case 0:return a-=w,a+w}}R.forEach((g,w)=>{if(g.show&&g._show){let y=g.side;g._pos=f(y,g._size),g.label!=null&&(g._lpos=f(y,g.labelSize))}})}if(N.dataIdx==null){let l=N.hover,o=l.skip=new Set(l.skip??[]);o.add(void 0);let s=l.prox=ee(l.prox),a=l.bias??=0;N.dataIdx=(f,g,w,y)=>{if(g==0)return w;let k=w,M=s(f,g,w,y)??fe,E=M>=0&&M<fe,P=_.ori==0?q:A,U=N.left,oe=t[0],ne=t[g];if(o.has(ne[w])){k=null;let Q=null,I=null,F;if(a==0||a==-1)for(F=w;Q==null&&F-- >0;)o.has(ne[F])||(Q=F);if(a==0||a==1)for(F=w;I==null&&F++<ne.length;)o.has(ne[F])||(I=F);if(Q!=null||I!=null)if(E){let be=Q==null?-1/0:z(oe[Q],_,P,0),ke=I==null?1/0:z(oe[I],_,P,0),Fe=U-be,ue=ke-U;Fe<=ue?Fe<=M&&(k=Q):ue<=M&&(k=I)}else k=I==null?Q:Q==null?I:w-Q<=I-w?Q:I}else E&&Pe(U-z(oe[w],_,P,0))>M&&(k=null);return k}}let jt=l=>{N.event=l};N.idxs=ce,N._lock=!1;let Ve=N.points;Ve.show=ee(Ve.show),Ve.size=ee(Ve.size),Ve.stroke=ee(Ve.stroke),Ve.width=ee(Ve.width),Ve.fill=ee(Ve.fill);let yt=n.focus=Me({},e.focus||{alpha:.3},N.focus),ul=yt.prox>=0,fl=ul&&Ve.one,it=[],dl=[],pl=[];function Or(l,o){let s=Ve.show(n,o);if(s instanceof HTMLElement)return et(s,Is),et(s,l.class),Tt(s,-10,-10,q,A),L.insertBefore(s,it[o]),s}function Vr(l,o){if(i==1||o>0){let s=i==1&&S[l.scale].time,a=l.value;l.value=s?Ho(a)?Uo(te,Go(a,O)):a||le:a||tc,l.label=l.label||(s?qa:Ya)}if(fl||o>0){l.width=l.width==null?1:l.width,l.paths=l.paths||gc||oa,l.fillTo=ee(l.fillTo||ic),l.pxAlign=+re(l.pxAlign,H),l.pxRound=Xo(l.pxAlign),l.stroke=ee(l.stroke||null),l.fill=ee(l.fill||null),l._stroke=l._fill=l._paths=l._focus=null;let s=lc(Be(1,l.width),1),a=l.points=Me({},{size:s,width:Be(1,s*.2),stroke:l.stroke,space:s*2,paths:bc,_stroke:null,_fill:null},l.points);a.show=ee(a.show),a.filter=ee(a.filter),a.fill=ee(a.fill),a.stroke=ee(a.stroke),a.paths=ee(a.paths),a.pxAlign=l.pxAlign}if(Ee){let s=Jl(l,o);ye.splice(o,0,s[0]),xt.splice(o,0,s[1]),Z.values.push(null)}if($e){ce.splice(o,0,null);let s=null;fl?o==0&&(s=Or(l,o)):o>0&&(s=Or(l,o)),it.splice(o,0,s),dl.splice(o,0,0),pl.splice(o,0,0)}Ne("addSeries",o)}function ts(l,o){o=o??v.length,l=i==1?vr(l,o,Yo,Zo):vr(l,o,{},Jo),v.splice(o,0,l),Vr(v[o],o)}n.addSeries=ts;function ls(l){if(v.splice(l,1),Ee){Z.values.splice(l,1),xt.splice(l,1);let o=ye.splice(l,1)[0];sl(null,o.firstChild),o.remove()}$e&&(ce.splice(l,1),it.splice(l,1)[0].remove(),dl.splice(l,1),pl.splice(l,1)),Ne("delSeries",l)}n.delSeries=ls;let Kt=[!1,!1,!1,!1];function ns(l,o){if(l._show=l.show,l.show){let s=l.side%2,a=S[l.scale];a==null&&(l.scale=s?v[1].scale:C,a=S[l.scale]);let f=a.time;l.size=ee(l.size),l.space=ee(l.space),l.rotate=ee(l.rotate),It(l.incrs)&&l.incrs.forEach(w=>{!Wt.has(w)&&Wt.set(w,di(w))}),l.incrs=ee(l.incrs||(a.distr==2?Ea:f?W==1?La:Ca:el)),l.splits=ee(l.splits||(f&&a.distr==1?Ye:a.distr==3?br:a.distr==4?Ja:Ka)),l.stroke=ee(l.stroke),l.grid.stroke=ee(l.grid.stroke),l.ticks.stroke=ee(l.ticks.stroke),l.border.stroke=ee(l.border.stroke);let g=l.values;l.values=It(g)&&!It(g[0])?ee(g):f?It(g)?Wo(te,Io(g,O)):Ho(g)?Na(te,g):g||we:g||ja,l.filter=ee(l.filter||(a.distr>=3&&a.log==10?Xa:a.distr==3&&a.log==2?ec:ui)),l.font=ni(l.font),l.labelFont=ni(l.labelFont),l._size=l.size(n,null,o,0),l._space=l._rotate=l._incrs=l._found=l._splits=l._values=null,l._size>0&&(Kt[o]=!0,l._el=ct(Hs,m))}}function Nl(l,o,s,a){let[f,g,w,y]=s,k=o%2,M=0;return k==0&&(y||g)&&(M=o==0&&!f||o==2&&!w?Le(Bo.size/3):0),k==1&&(f||w)&&(M=o==1&&!g||o==3&&!y?Le(jo.size/2):0),M}let $r=n.padding=(e.padding||[Nl,Nl,Nl,Nl]).map(l=>ee(re(l,Nl))),Ft=n._padding=$r.map((l,o)=>l(n,o,Kt,0)),He,De=null,Ce=null,Xl=i==1?v[0].idxs:null,pt=null,Fl=!1;function Ir(l,o){if(t=l??[],n.data=n._data=t,i==2){He=0;for(let s=1;s<v.length;s++)He+=t[s][0].length}else{t.length==0&&(n.data=n._data=t=[[]]),pt=t[0],He=pt.length;let s=t;if(j==2){s=t.slice();let a=s[0]=Array(He);for(let f=0;f<He;f++)a[f]=f}n._data=t=s}if(gl(!0),Ne("setData"),j==2&&(cl=!0),o!==!1){let s=_;s.auto(n,Fl)?Nn():Ot(C,s.min,s.max),qt=qt||N.left>=0,ot=!0,bl()}}n.setData=Ir;function Nn(){Fl=!0;let l,o;i==1&&(He>0?(De=Xl[0]=0,Ce=Xl[1]=He-1,l=t[0][De],o=t[0][Ce],j==2?(l=De,o=Ce):l==o&&(j==3?[l,o]=vn(l,l,_.log,!1):j==4?[l,o]=_r(l,l,_.log,!1):_.time?o=l+Le(86400/W):[l,o]=mn(l,o,Mr,!0))):(De=Xl[0]=l=null,Ce=Xl[1]=o=null)),Ot(C,l,o)}let en,hl,Fn,Hn,On,Vn,$n,In,Wn,je;function Wr(l,o,s,a,f,g){l??=vo,s??=Er,a??="butt",f??=vo,g??="round",l!=en&&(b.strokeStyle=en=l),f!=hl&&(b.fillStyle=hl=f),o!=Fn&&(b.lineWidth=Fn=o),g!=On&&(b.lineJoin=On=g),a!=Vn&&(b.lineCap=Vn=a),s!=Hn&&b.setLineDash(Hn=s)}function Gr(l,o,s,a){o!=hl&&(b.fillStyle=hl=o),l!=$n&&(b.font=$n=l),s!=In&&(b.textAlign=In=s),a!=Wn&&(b.textBaseline=Wn=a)}function Gn(l,o,s,a,f=0){if(a.length>0&&l.auto(n,Fl)&&(o==null||o.min==null)){let g=re(De,0),w=re(Ce,a.length-1),y=s.min==null?Xs(a,g,w,f,l.distr==3):[s.min,s.max];l.min=wt(l.min,s.min=y[0]),l.max=Be(l.max,s.max=y[1])}}let Ur={min:null,max:null};function rs(){for(let a in S){let f=S[a];V[a]==null&&(f.min==null||V[C]!=null&&f.auto(n,Fl))&&(V[a]=Ur)}for(let a in S){let f=S[a];V[a]==null&&f.from!=null&&V[f.from]!=null&&(V[a]=Ur)}V[C]!=null&&gl(!0);let l={};for(let a in V){let f=V[a];if(f!=null){let g=l[a]=Ll(S[a],aa);if(f.min!=null)Me(g,f);else if(a!=C||i==2)if(He==0&&g.from==null){let w=g.range(n,null,null,a);g.min=w[0],g.max=w[1]}else g.min=fe,g.max=-fe}}if(He>0){v.forEach((a,f)=>{if(i==1){let g=a.scale,w=V[g];if(w==null)return;let y=l[g];if(f==0){let k=y.range(n,y.min,y.max,g);y.min=k[0],y.max=k[1],De=mt(y.min,t[0]),Ce=mt(y.max,t[0]),Ce-De>1&&(t[0][De]<y.min&&De++,t[0][Ce]>y.max&&Ce--),a.min=pt[De],a.max=pt[Ce]}else a.show&&a.auto&&Gn(y,w,a,t[f],a.sorted);a.idxs[0]=De,a.idxs[1]=Ce}else if(f>0&&a.show&&a.auto){let[g,w]=a.facets,y=g.scale,k=w.scale,[M,E]=t[f],P=l[y],U=l[k];P!=null&&Gn(P,V[y],g,M,g.sorted),U!=null&&Gn(U,V[k],w,E,w.sorted),a.min=w.min,a.max=w.max}});for(let a in l){let f=l[a],g=V[a];if(f.from==null&&(g==null||g.min==null)){let w=f.range(n,f.min==fe?null:f.min,f.max==-fe?null:f.max,a);f.min=w[0],f.max=w[1]}}}for(let a in l){let f=l[a];if(f.from!=null){let g=l[f.from];if(g.min==null)f.min=f.max=null;else{let w=f.range(n,g.min,g.max,a);f.min=w[0],f.max=w[1]}}}let o={},s=!1;for(let a in l){let f=l[a],g=S[a];if(g.min!=f.min||g.max!=f.max){g.min=f.min,g.max=f.max;let w=g.distr;g._min=w==3?Rt(g.min):w==4?sr(g.min,g.asinh):w==100?g.fwd(g.min):g.min,g._max=w==3?Rt(g.max):w==4?sr(g.max,g.asinh):w==100?g.fwd(g.max):g.max,o[a]=s=!0}}if(s){v.forEach((a,f)=>{i==2?f>0&&o.y&&(a._paths=null):o[a.scale]&&(a._paths=null)});for(let a in o)cl=!0,Ne("setScale",a);$e&&N.left>=0&&(qt=ot=!0)}for(let a in V)V[a]=null}function os(l){let o=gr(De-1,0,He-1),s=gr(Ce+1,0,He-1);for(;l[o]==null&&o>0;)o--;for(;l[s]==null&&s<He-1;)s++;return[o,s]}function is(){if(He>0){let l=v.some(o=>o._focus)&&je!=yt.alpha;l&&(b.globalAlpha=je=yt.alpha),v.forEach((o,s)=>{if(s>0&&o.show&&(Br(s,!1),Br(s,!0),o._paths==null)){let a=je;je!=o.alpha&&(b.globalAlpha=je=o.alpha);let f=i==2?[0,t[s][0].length-1]:os(t[s]);o._paths=o.paths(n,s,f[0],f[1]),je!=a&&(b.globalAlpha=je=a)}}),v.forEach((o,s)=>{if(s>0&&o.show){let a=je;je!=o.alpha&&(b.globalAlpha=je=o.alpha),o._paths!=null&&Yr(s,!1);{let f=o._paths!=null?o._paths.gaps:null,g=o.points.show(n,s,De,Ce,f),w=o.points.filter(n,s,g,f);(g||w)&&(o.points._paths=o.points.paths(n,s,De,Ce,w),Yr(s,!0))}je!=a&&(b.globalAlpha=je=a),Ne("drawSeries",s)}}),l&&(b.globalAlpha=je=1)}}function Br(l,o){let s=o?v[l].points:v[l];s._stroke=s.stroke(n,l),s._fill=s.fill(n,l)}function Yr(l,o){let s=o?v[l].points:v[l],{stroke:a,fill:f,clip:g,flags:w,_stroke:y=s._stroke,_fill:k=s._fill,_width:M=s.width}=s._paths;M=de(M*ie,3);let E=null,P=M%2/2;o&&k==null&&(k=M>0?"#fff":y);let U=s.pxAlign==1&&P>0;if(U&&b.translate(P,P),!o){let oe=Je-M/2,ne=rt-M/2,Q=qe+M,I=dt+M;E=new Path2D,E.rect(oe,ne,Q,I)}o?Un(y,M,s.dash,s.cap,k,a,f,w,g):ss(l,y,M,s.dash,s.cap,k,a,f,w,E,g),U&&b.translate(-P,-P)}function ss(l,o,s,a,f,g,w,y,k,M,E){let P=!1;k!=0&&K.forEach((U,oe)=>{if(U.series[0]==l){let ne=v[U.series[1]],Q=t[U.series[1]],I=(ne._paths||ql).band;It(I)&&(I=U.dir==1?I[0]:I[1]);let F,be=null;ne.show&&I&&ta(Q,De,Ce)?(be=U.fill(n,oe)||g,F=ne._paths.clip):I=null,Un(o,s,a,f,be,w,y,k,M,E,F,I),P=!0}}),P||Un(o,s,a,f,g,w,y,k,M,E)}let qr=Pl|wr;function Un(l,o,s,a,f,g,w,y,k,M,E,P){Wr(l,o,s,a,f),(k||M||P)&&(b.save(),k&&b.clip(k),M&&b.clip(M)),P?(y&qr)==qr?(b.clip(P),E&&b.clip(E),ln(f,w),tn(l,g,o)):y&wr?(ln(f,w),b.clip(P),tn(l,g,o)):y&Pl&&(b.save(),b.clip(P),E&&b.clip(E),ln(f,w),b.restore(),tn(l,g,o)):(ln(f,w),tn(l,g,o)),(k||M||P)&&b.restore()}function tn(l,o,s){s>0&&(o instanceof Map?o.forEach((a,f)=>{b.strokeStyle=en=f,b.stroke(a)}):o!=null&&l&&b.stroke(o))}function ln(l,o){o instanceof Map?o.forEach((s,a)=>{b.fillStyle=hl=a,b.fill(s)}):o!=null&&l&&b.fill(o)}function as(l,o,s,a){let f=R[l],g;if(a<=0)g=[0,0];else{let w=f._space=f.space(n,l,o,s,a),y=f._incrs=f.incrs(n,l,o,s,a,w);g=kc(o,s,y,a,w)}return f._found=g}function Bn(l,o,s,a,f,g,w,y,k,M){let E=w%2/2;H==1&&b.translate(E,E),Wr(y,w,k,M,y),b.beginPath();let P,U,oe,ne,Q=f+(a==0||a==3?-g:g);s==0?(U=f,ne=Q):(P=f,oe=Q);for(let I=0;I<l.length;I++)o[I]!=null&&(s==0?P=oe=l[I]:U=ne=l[I],b.moveTo(P,U),b.lineTo(oe,ne));b.stroke(),H==1&&b.translate(-E,-E)}function cs(l){let o=!0;return R.forEach((s,a)=>{if(!s.show)return;let f=S[s.scale];if(f.min==null){s._show&&(o=!1,s._show=!1,gl(!1));return}else s._show||(o=!1,s._show=!0,gl(!1));let g=s.side,w=g%2,{min:y,max:k}=f,[M,E]=as(a,y,k,w==0?q:A);if(E==0)return;let P=f.distr==2,U=s._splits=s.splits(n,a,y,k,M,E,P),oe=f.distr==2?U.map(F=>pt[F]):U,ne=f.distr==2?pt[U[1]]-pt[U[0]]:M,Q=s._values=s.values(n,s.filter(n,oe,a,E,ne),a,E,ne);s._rotate=g==2?s.rotate(n,Q,a,E):0;let I=s._size;s._size=ut(s.size(n,Q,a,l)),I!=null&&s._size!=I&&(o=!1)}),o}function us(l){let o=!0;return $r.forEach((s,a)=>{let f=s(n,a,Kt,l);f!=Ft[a]&&(o=!1),Ft[a]=f}),o}function fs(){for(let l=0;l<R.length;l++){let o=R[l];if(!o.show||!o._show)continue;let s=o.side,a=s%2,f,g,w=o.stroke(n,l),y=s==0||s==3?-1:1,[k,M]=o._found;if(o.label!=null){let Ge=o.labelGap*y,Xe=Le((o._lpos+Ge)*ie);Gr(o.labelFont[0],w,"center",s==2?"top":xo),b.save(),a==1?(f=g=0,b.translate(Xe,Le(rt+dt/2)),b.rotate((s==3?-gn:gn)/2)):(f=Le(Je+qe/2),g=Xe);let Qt=ai(o.label)?o.label(n,l,k,M):o.label;b.fillText(Qt,f,g),b.restore()}if(M==0)continue;let E=S[o.scale],P=a==0?qe:dt,U=a==0?Je:rt,oe=o._splits,ne=E.distr==2?oe.map(Ge=>pt[Ge]):oe,Q=E.distr==2?pt[oe[1]]-pt[oe[0]]:k,I=o.ticks,F=o.border,be=I.show?I.size:0,ke=Le(be*ie),Fe=Le((o.alignTo==2?o._size-be-o.gap:o.gap)*ie),ue=o._rotate*-gn/180,Se=$(o._pos*ie),Ze=(ke+Fe)*y,We=Se+Ze;g=a==0?We:0,f=a==1?We:0;let st=o.font[0],ht=o.align==1?_l:o.align==2?rr:ue>0?_l:ue<0?rr:a==0?"center":s==3?rr:_l,_t=ue||a==1?"middle":s==2?"top":xo;Gr(st,w,ht,_t);let Qe=o.font[1]*o.lineGap,at=oe.map(Ge=>$(d(Ge,E,P,U))),gt=o._values;for(let Ge=0;Ge<gt.length;Ge++){let Xe=gt[Ge];if(Xe!=null){a==0?f=at[Ge]:g=at[Ge],Xe=""+Xe;let Qt=Xe.indexOf(`
`)==-1?[Xe]:Xe.split(/\n/gm);for(let Ue=0;Ue<Qt.length;Ue++){let po=Qt[Ue];ue?(b.save(),b.translate(f,g+Ue*Qe),b.rotate(ue),b.fillText(po,0,0),b.restore()):b.fillText(po,f,g+Ue*Qe)}}}I.show&&Bn(at,I.filter(n,ne,l,M,Q),a,s,Se,ke,de(I.width*ie,3),I.stroke(n,l),I.dash,I.cap);let Mt=o.grid;Mt.show&&Bn(at,Mt.filter(n,ne,l,M,Q),a,a==0?2:1,a==0?rt:Je,a==0?dt:qe,de(Mt.width*ie,3),Mt.stroke(n,l),Mt.dash,Mt.cap),F.show&&Bn([Se],[1],a==0?1:0,a==0?1:2,a==1?rt:Je,a==1?dt:qe,de(F.width*ie,3),F.stroke(n,l),F.dash,F.cap)}Ne("drawAxes")}function gl(l){v.forEach((o,s)=>{s>0&&(o._paths=null,l&&(i==1?(o.min=null,o.max=null):o.facets.forEach(a=>{a.min=null,a.max=null})))})}let nn=!1,Yn=!1,Hl=[];function ds(){Yn=!1;for(let l=0;l<Hl.length;l++)Ne(...Hl[l]);Hl.length=0}function bl(){nn||(ga(jr),nn=!0)}function ps(l,o=!1){nn=!0,Yn=o,l(n),jr(),o&&Hl.length>0&&queueMicrotask(ds)}n.batch=ps;function jr(){if(Rn&&(rs(),Rn=!1),cl&&(Zi(),cl=!1),Zl){if(me(D,_l,pe),me(D,"top",Ae),me(D,Gl,q),me(D,Ul,A),me(L,_l,pe),me(L,"top",Ae),me(L,Gl,q),me(L,Ul,A),me(m,Gl,At),me(m,Ul,Ut),x.width=Le(At*ie),x.height=Le(Ut*ie),R.forEach(({_el:l,_show:o,_size:s,_pos:a,side:f})=>{if(l!=null)if(o){let g=f===3||f===0?s:0,w=f%2==1;me(l,w?"left":"top",a-g),me(l,w?"width":"height",s),me(l,w?"top":"left",w?Ae:pe),me(l,w?"height":"width",w?A:q),pr(l,tl)}else et(l,tl)}),en=hl=Fn=On=Vn=$n=In=Wn=Hn=null,je=1,$l(!0),pe!=al||Ae!=Bt||q!=vt||A!=Yt){gl(!1);let l=q/vt,o=A/Yt;if($e&&!qt&&N.left>=0){N.left*=l,N.top*=o,ml&&Tt(ml,Le(N.left),0,q,A),wl&&Tt(wl,0,Le(N.top),q,A);for(let s=0;s<it.length;s++){let a=it[s];a!=null&&(dl[s]*=l,pl[s]*=o,Tt(a,ut(dl[s]),ut(pl[s]),q,A))}}if(ge.show&&!Ql&&ge.left>=0&&ge.width>0){ge.left*=l,ge.width*=l,ge.top*=o,ge.height*=o;for(let s in Qn)me(yl,s,ge[s])}al=pe,Bt=Ae,vt=q,Yt=A}Ne("setSize"),Zl=!1}At>0&&Ut>0&&(b.clearRect(0,0,x.width,x.height),Ne("drawClear"),Y.forEach(l=>l()),Ne("draw")),ge.show&&Ql&&(rn(ge),Ql=!1),$e&&qt&&(Zt(null,!0,!1),qt=!1),Z.show&&Z.live&&ot&&(Jn(),ot=!1),p||(p=!0,n.status=1,Ne("ready")),Fl=!1,nn=!1}n.redraw=(l,o)=>{cl=o||!1,l!==!1?Ot(C,_.min,_.max):bl()};function qn(l,o){let s=S[l];if(s.from==null){if(He==0){let a=s.range(n,o.min,o.max,l);o.min=a[0],o.max=a[1]}if(o.min>o.max){let a=o.min;o.min=o.max,o.max=a}if(He>1&&o.min!=null&&o.max!=null&&o.max-o.min<1e-16)return;l==C&&s.distr==2&&He>0&&(o.min=mt(o.min,t[0]),o.max=mt(o.max,t[0]),o.min==o.max&&o.max++),V[l]=o,Rn=!0,bl()}}n.setScale=qn;let jn,Kn,ml,wl,Kr,Jr,xl,vl,Zr,Qr,he,ve,Ht=!1,Oe=N.drag,Re=Oe.x,ze=Oe.y;$e&&(N.x&&(jn=ct(Vs,L)),N.y&&(Kn=ct($s,L)),_.ori==0?(ml=jn,wl=Kn):(ml=Kn,wl=jn),he=N.left,ve=N.top);let ge=n.select=Me({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),yl=ge.show?ct(Os,ge.over?L:D):null;function rn(l,o){if(ge.show){for(let s in l)ge[s]=l[s],s in Qn&&me(yl,s,l[s]);o!==!1&&Ne("setSelect")}}n.setSelect=rn;function hs(l){if(v[l].show)Ee&&pr(ye[l],tl);else if(Ee&&et(ye[l],tl),$e){let s=fl?it[0]:it[l];s!=null&&Tt(s,-10,-10,q,A)}}function Ot(l,o,s){qn(l,{min:o,max:s})}function kt(l,o,s,a){o.focus!=null&&xs(l),o.show!=null&&v.forEach((f,g)=>{g>0&&(l==g||l==null)&&(f.show=o.show,hs(g),i==2?(Ot(f.facets[0].scale,null,null),Ot(f.facets[1].scale,null,null)):Ot(f.scale,null,null),bl())}),s!==!1&&Ne("setSeries",l,o),a&&Il("setSeries",n,l,o)}n.setSeries=kt;function gs(l,o){Me(K[l],o)}function bs(l,o){l.fill=ee(l.fill||null),l.dir=re(l.dir,-1),o=o??K.length,K.splice(o,0,l)}function ms(l){l==null?K.length=0:K.splice(l,1)}n.addBand=bs,n.setBand=gs,n.delBand=ms;function ws(l,o){v[l].alpha=o,$e&&it[l]!=null&&(it[l].style.opacity=o),Ee&&ye[l]&&(ye[l].style.opacity=o)}let Lt,Vt,Jt,kl={focus:!0};function xs(l){if(l!=Jt){let o=l==null,s=yt.alpha!=1;v.forEach((a,f)=>{if(i==1||f>0){let g=o||f==0||f==l;a._focus=o?null:g,s&&ws(f,g?1:yt.alpha)}}),Jt=l,s&&bl()}}Ee&&ul&&Ie(So,se,l=>{N._lock||(jt(l),Jt!=null&&kt(null,kl,!0,_e.setSeries))});function St(l,o,s){let a=S[o];s&&(l=l/ie-(a.ori==1?Ae:pe));let f=q;a.ori==1&&(f=A,l=f-l),a.dir==-1&&(l=f-l);let g=a._min,w=a._max,y=l/f,k=g+(w-g)*y,M=a.distr;return M==3?El(10,k):M==4?na(k,a.asinh):M==100?a.bwd(k):k}function vs(l,o){let s=St(l,C,o);return mt(s,t[0],De,Ce)}n.valToIdx=l=>mt(l,t[0]),n.posToIdx=vs,n.posToVal=St,n.valToPos=(l,o,s)=>S[o].ori==0?c(l,S[o],s?qe:q,s?Je:0):u(l,S[o],s?dt:A,s?rt:0),n.setCursor=(l,o,s)=>{he=l.left,ve=l.top,Zt(null,o,s)};function Xr(l,o){me(yl,_l,ge.left=l),me(yl,Gl,ge.width=o)}function eo(l,o){me(yl,"top",ge.top=l),me(yl,Ul,ge.height=o)}let Ol=_.ori==0?Xr:eo,Vl=_.ori==1?Xr:eo;function ys(){if(Ee&&Z.live)for(let l=i==2?1:0;l<v.length;l++){if(l==0&&nt)continue;let o=Z.values[l],s=0;for(let a in o)xt[l][s++].firstChild.nodeValue=o[a]}}function Jn(l,o){if(l!=null&&(l.idxs?l.idxs.forEach((s,a)=>{ce[a]=s}):sa(l.idx)||ce.fill(l.idx),Z.idx=ce[0]),Ee&&Z.live){for(let s=0;s<v.length;s++)(s>0||i==1&&!nt)&&ks(s,ce[s]);ys()}ot=!1,o!==!1&&Ne("setLegend")}n.setLegend=Jn;function ks(l,o){let s=v[l],a=l==0&&j==2?pt:t[l],f;nt?f=s.values(n,l,o)??Nt:(f=s.value(n,o==null?null:a[o],l,o),f=f==null?Nt:{_:f}),Z.values[l]=f}function Zt(l,o,s){Zr=he,Qr=ve,[he,ve]=N.move(n,he,ve),N.left=he,N.top=ve,$e&&(ml&&Tt(ml,Le(he),0,q,A),wl&&Tt(wl,0,Le(ve),q,A));let a,f=De>Ce;Lt=fe,Vt=null;let g=_.ori==0?q:A,w=_.ori==1?q:A;if(he<0||He==0||f){a=N.idx=null;for(let y=0;y<v.length;y++){let k=it[y];k!=null&&Tt(k,-10,-10,q,A)}ul&&kt(null,kl,!0,l==null&&_e.setSeries),Z.live&&(ce.fill(a),ot=!0)}else{let y,k,M;i==1&&(y=_.ori==0?he:ve,k=St(y,C),a=N.idx=mt(k,t[0],De,Ce),M=z(t[0][a],_,g,0));let E=-10,P=-10,U=0,oe=0,ne=!0,Q="",I="";for(let F=i==2?1:0;F<v.length;F++){let be=v[F],ke=ce[F],Fe=ke==null?null:i==1?t[F][ke]:t[F][1][ke],ue=N.dataIdx(n,F,a,k),Se=ue==null?null:i==1?t[F][ue]:t[F][1][ue];if(ot=ot||Se!=Fe||ue!=ke,ce[F]=ue,F>0&&be.show){let Ze=ue==null?-10:ue==a?M:z(i==1?t[0][ue]:t[F][0][ue],_,g,0),We=Se==null?-10:G(Se,i==1?S[be.scale]:S[be.facets[1].scale],w,0);if(ul&&Se!=null){let st=_.ori==1?he:ve,ht=Pe(yt.dist(n,F,ue,We,st));if(ht<Lt){let _t=yt.bias;if(_t!=0){let Qe=St(st,be.scale),at=Se>=0?1:-1,gt=Qe>=0?1:-1;gt==at&&(gt==1?_t==1?Se>=Qe:Se<=Qe:_t==1?Se<=Qe:Se>=Qe)&&(Lt=ht,Vt=F)}else Lt=ht,Vt=F}}if(ot||fl){let st,ht;_.ori==0?(st=Ze,ht=We):(st=We,ht=Ze);let _t,Qe,at,gt,Mt,Ge,Xe=!0,Qt=Ve.bbox;if(Qt!=null){Xe=!1;let Ue=Qt(n,F);at=Ue.left,gt=Ue.top,_t=Ue.width,Qe=Ue.height}else at=st,gt=ht,_t=Qe=Ve.size(n,F);if(Ge=Ve.fill(n,F),Mt=Ve.stroke(n,F),fl)F==Vt&&Lt<=yt.prox&&(E=at,P=gt,U=_t,oe=Qe,ne=Xe,Q=Ge,I=Mt);else{let Ue=it[F];Ue!=null&&(dl[F]=at,pl[F]=gt,Po(Ue,_t,Qe,Xe),Ao(Ue,Ge,Mt),Tt(Ue,ut(at),ut(gt),q,A))}}}}if(fl){let F=yt.prox,be=Jt==null?Lt<=F:Lt>F||Vt!=Jt;if(ot||be){let ke=it[0];ke!=null&&(dl[0]=E,pl[0]=P,Po(ke,U,oe,ne),Ao(ke,Q,I),Tt(ke,ut(E),ut(P),q,A))}}}if(ge.show&&Ht)if(l!=null){let[y,k]=_e.scales,[M,E]=_e.match,[P,U]=l.cursor.sync.scales,oe=l.cursor.drag;if(Re=oe._x,ze=oe._y,Re||ze){let{left:ne,top:Q,width:I,height:F}=l.select,be=l.scales[P].ori,ke=l.posToVal,Fe,ue,Se,Ze,We,st=y!=null&&M(y,P),ht=k!=null&&E(k,U);st&&Re?(be==0?(Fe=ne,ue=I):(Fe=Q,ue=F),Se=S[y],Ze=z(ke(Fe,P),Se,g,0),We=z(ke(Fe+ue,P),Se,g,0),Ol(wt(Ze,We),Pe(We-Ze))):Ol(0,g),ht&&ze?(be==1?(Fe=ne,ue=I):(Fe=Q,ue=F),Se=S[k],Ze=G(ke(Fe,U),Se,w,0),We=G(ke(Fe+ue,U),Se,w,0),Vl(wt(Ze,We),Pe(We-Ze))):Vl(0,w)}else Xn()}else{let y=Pe(Zr-Kr),k=Pe(Qr-Jr);if(_.ori==1){let U=y;y=k,k=U}Re=Oe.x&&y>=Oe.dist,ze=Oe.y&&k>=Oe.dist;let M=Oe.uni;M!=null?Re&&ze&&(Re=y>=M,ze=k>=M,!Re&&!ze&&(k>y?ze=!0:Re=!0)):Oe.x&&Oe.y&&(Re||ze)&&(Re=ze=!0);let E,P;Re&&(_.ori==0?(E=xl,P=he):(E=vl,P=ve),Ol(wt(E,P),Pe(P-E)),ze||Vl(0,w)),ze&&(_.ori==1?(E=xl,P=he):(E=vl,P=ve),Vl(wt(E,P),Pe(P-E)),Re||Ol(0,g)),!Re&&!ze&&(Ol(0,0),Vl(0,0))}if(Oe._x=Re,Oe._y=ze,l==null){if(s){if(fo!=null){let[y,k]=_e.scales;_e.values[0]=y!=null?St(_.ori==0?he:ve,y):null,_e.values[1]=k!=null?St(_.ori==1?he:ve,k):null}Il(or,n,he,ve,q,A,a)}if(ul){let y=s&&_e.setSeries,k=yt.prox;Jt==null?Lt<=k&&kt(Vt,kl,!0,y):Lt>k?kt(null,kl,!0,y):Vt!=Jt&&kt(Vt,kl,!0,y)}}ot&&(Z.idx=a,Jn()),o!==!1&&Ne("setCursor")}let $t=null;Object.defineProperty(n,"rect",{get(){return $t==null&&$l(!1),$t}});function $l(l=!1){l?$t=null:($t=L.getBoundingClientRect(),Ne("syncRect",$t))}function to(l,o,s,a,f,g,w){N._lock||Ht&&l!=null&&l.movementX==0&&l.movementY==0||(Zn(l,o,s,a,f,g,w,!1,l!=null),l!=null?Zt(null,!0,!0):Zt(o,!0,!1))}function Zn(l,o,s,a,f,g,w,y,k){if($t==null&&$l(!1),jt(l),l!=null)s=l.clientX-$t.left,a=l.clientY-$t.top;else{if(s<0||a<0){he=-10,ve=-10;return}let[M,E]=_e.scales,P=o.cursor.sync,[U,oe]=P.values,[ne,Q]=P.scales,[I,F]=_e.match,be=o.axes[0].side%2==1,ke=_.ori==0?q:A,Fe=_.ori==1?q:A,ue=be?g:f,Se=be?f:g,Ze=be?a:s,We=be?s:a;if(ne!=null?s=I(M,ne)?d(U,S[M],ke,0):-10:s=ke*(Ze/ue),Q!=null?a=F(E,Q)?d(oe,S[E],Fe,0):-10:a=Fe*(We/Se),_.ori==1){let st=s;s=a,a=st}}k&&(o==null||o.cursor.event.type==or)&&((s<=1||s>=q-1)&&(s=Xt(s,q)),(a<=1||a>=A-1)&&(a=Xt(a,A))),y?(Kr=s,Jr=a,[xl,vl]=N.move(n,s,a)):(he=s,ve=a)}let Qn={width:0,height:0,left:0,top:0};function Xn(){rn(Qn,!1)}let lo,no,ro,oo;function io(l,o,s,a,f,g,w){Ht=!0,Re=ze=Oe._x=Oe._y=!1,Zn(l,o,s,a,f,g,w,!0,!1),l!=null&&(Ie(ir,fr,so,!1),Il(yo,n,xl,vl,q,A,null));let{left:y,top:k,width:M,height:E}=ge;lo=y,no=k,ro=M,oo=E}function so(l,o,s,a,f,g,w){Ht=Oe._x=Oe._y=!1,Zn(l,o,s,a,f,g,w,!1,!0);let{left:y,top:k,width:M,height:E}=ge,P=M>0||E>0,U=lo!=y||no!=k||ro!=M||oo!=E;if(P&&U&&rn(ge),Oe.setScale&&P&&U){let oe=y,ne=M,Q=k,I=E;if(_.ori==1&&(oe=k,ne=E,Q=y,I=M),Re&&Ot(C,St(oe,C),St(oe+ne,C)),ze)for(let F in S){let be=S[F];F!=C&&be.from==null&&be.min!=fe&&Ot(F,St(Q+I,F),St(Q,F))}Xn()}else N.lock&&(N._lock=!N._lock,Zt(o,!0,l!=null));l!=null&&(sl(ir,fr),Il(ir,n,he,ve,q,A,null))}function Ss(l,o,s,a,f,g,w){if(N._lock)return;jt(l);let y=Ht;if(Ht){let k=!0,M=!0,E=10,P,U;_.ori==0?(P=Re,U=ze):(P=ze,U=Re),P&&U&&(k=he<=E||he>=q-E,M=ve<=E||ve>=A-E),P&&k&&(he=he<xl?0:q),U&&M&&(ve=ve<vl?0:A),Zt(null,!0,!0),Ht=!1}he=-10,ve=-10,ce.fill(null),Zt(null,!0,!0),y&&(Ht=y)}function ao(l,o,s,a,f,g,w){N._lock||(jt(l),Nn(),Xn(),l!=null&&Il(_o,n,he,ve,q,A,null))}function co(){R.forEach(Sc),zn(n.width,n.height,!0)}ll(bn,Tl,co);let Sl={};Sl.mousedown=io,Sl.mousemove=to,Sl.mouseup=so,Sl.dblclick=ao,Sl.setSeries=(l,o,s,a)=>{let f=_e.match[2];s=f(n,o,s),s!=-1&&kt(s,a,!0,!1)},$e&&(Ie(yo,L,io),Ie(or,L,to),Ie(ko,L,l=>{jt(l),$l(!1)}),Ie(So,L,Ss),Ie(_o,L,ao),xr.add(n),n.syncRect=$l);let on=n.hooks=e.hooks||{};function Ne(l,o,s){Yn?Hl.push([l,o,s]):l in on&&on[l].forEach(a=>{a.call(null,n,o,s)})}(e.plugins||[]).forEach(l=>{for(let o in l.hooks)on[o]=(on[o]||[]).concat(l.hooks[o])});let uo=(l,o,s)=>s,_e=Me({key:null,setSeries:!1,filters:{pub:No,sub:No},scales:[C,v[1]?v[1].scale:null],match:[Fo,Fo,uo],values:[null,null]},N.sync);_e.match.length==2&&_e.match.push(uo),N.sync=_e;let fo=_e.key,er=Ci(fo);function Il(l,o,s,a,f,g,w){_e.filters.pub(l,o,s,a,f,g,w)&&er.pub(l,o,s,a,f,g,w)}er.sub(n);function _s(l,o,s,a,f,g,w){_e.filters.sub(l,o,s,a,f,g,w)&&Sl[l](null,o,s,a,f,g,w)}n.pub=_s;function Ms(){er.unsub(n),xr.delete(n),Gt.clear(),hr(bn,Tl,co),h.remove(),se?.remove(),Ne("destroy")}n.destroy=Ms;function tr(){Ne("init",e,t),Ir(t||e.data,!1),V[C]?qn(C,V[C]):Nn(),Ql=ge.show&&(ge.width>0||ge.height>0),qt=ot=!0,zn(e.width,e.height)}return v.forEach(Vr),R.forEach(ns),r?r instanceof HTMLElement?(r.appendChild(h),tr()):r(n,tr):tr(),n}Te.assign=Me;Te.fmtNum=Tr;Te.rangeNum=mn;Te.rangeLog=vn;Te.rangeAsinh=_r;Te.orient=rl;Te.pxRatio=ie;Te.join=ha;Te.fmtDate=Ar,Te.tzDate=Ma;Te.sync=Ci;{Te.addGap=sc,Te.clipGaps=Sn;let e=Te.paths={points:Oi};e.linear=$i,e.stepped=uc,e.bars=fc,e.spline=pc}var Ui=86400;function Bi(e,t,r,n,i){let c="";return t.map(u=>{let[,d,p,h,x]=new Date(u*1e3).toUTCString().split(" "),b=`${Number(d)} ${p}`,m=h!==c;return c=h??"",i>=28*Ui?`${p} ${h}`:i>=Ui?m?`${b} ${h}`:b:m||x?.startsWith("00:00")?b:(x??"").slice(0,5)})}var Yi=e=>Te.tzDate(new Date(e*1e3),"Etc/UTC");var _c=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),Mc=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),Bc=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:4}),Tc=new Intl.NumberFormat("en-US",{maximumSignificantDigits:4}),Ec=1e-6,Ac=/^-/,Nr=e=>e.replace(Ac,/[1-9]/.test(e)?"\u2212":""),Lc=e=>e!==0&&Math.abs(e)<Ec;function Fr(e){let t=Number(e);return e==null||!Number.isFinite(t)?"\u2013":Nr(_c.format(t))}function En(e){let t=Number(e);return e==null||e===""?"\u2013":Number.isFinite(t)?Nr((Lc(t)?Tc:Mc).format(t)):String(e)}function An(e,t=2){let r=Number(e);if(e==null||!Number.isFinite(r))return"\u2013";let n={minimumFractionDigits:t,maximumFractionDigits:t};return`${Nr((r*100).toLocaleString("en-US",n))}\xA0%`}var Ln=[["final_value","Final value",Fr],["total_return","Total return",An],["annual_return","Annual return",An],["sharpe","Sharpe",Fr],["max_drawdown","Max drawdown",An],["trades","Trades",En]],Pc={running:"\u25B6",waiting:"\u2026",complete:"\u2713",stopped:"\u275A\u275A",failed:"\u2716"},Kl=e=>{let t=Object.entries(e.parameters).map(([r,n])=>`${r} ${String(n)}`);return[`${e.id} ${e.title}`,...t].join(", ")},Pn=class{constructor(t,r,n,i){this.ask=t;this.shown=r;this.comparison=n;this.told=i;let u=["Compare","Run","State",...Ln.map(([,p])=>p),"Actions"].map((p,h)=>T("th",{scope:"col",class:h<3?"rb-text":null},p)),d=T("table",{"aria-label":"Runs made"},T("thead",{},T("tr",{},...u)),this.body);this.table=T("div",{class:"rb-scroll",tabindex:0,role:"region","aria-label":"Table of runs"},d),this.element=T("div",{},this.table,this.empty)}ask;shown;comparison;told;element;body=T("tbody");table;empty=T("p",{class:"rb-empty"},"No run yet.");rows=new Map;runs=[];seen=null;draw(t){let r=t.filter(i=>i.figures.final_value!==void 0).at(-1),n=this.runs.length===0&&this.seen===null;this.runs=t,Pt(this.table,t.length>0),Pt(this.empty,t.length===0);for(let i of t)this.one(i);for(let i of[...this.rows.keys()].filter(c=>!t.some(u=>u.id===c)))this.rows.get(i).row.remove(),this.rows.delete(i);this.compare(),r&&(n||r.id>(this.seen??0))&&this.open(r)}one(t){let r=JSON.stringify(t),n=this.rows.get(t.id);if(n?.told===r)return;let i=n?.compared??T("input",{type:"checkbox","aria-label":`Compare run ${t.id}`,change:()=>this.compare()});i.disabled=t.figures.final_value===void 0;let c=t.state+t.saved,u=n&&n.shape===c?n.row.lastElementChild:T("td",{},this.buttons(t)),d=n?.row??T("tr",{});d.dataset.kind=t.state,d.replaceChildren(n?.row.firstElementChild??T("td",{class:"rb-text"},i),T("td",{class:"rb-text rb-name",title:`${t.bundle}, ${t.start} to ${t.end}, ${t.capital}`},Kl(t)),T("td",{class:"rb-text rb-name rb-state-cell"},...Dc(t)),...Ln.map(([p,,h])=>T("td",{},t.figures[p]===void 0?"":h(t.figures[p]))),u),n||this.body.prepend(d),this.rows.set(t.id,{row:d,told:r,compared:i,shape:c})}buttons(t){let r=(d,p)=>T("button",{type:"button",class:"rb-small","aria-label":`${d} run ${t.id}`,click:p},d),n=(d,p={})=>this.ask(d,{run:t.id,...p}),i=d=>this.told(d.message,!0);if(t.state==="running"||t.state==="waiting")return T("div",{class:"rb-row-buttons"},r("Stop",()=>{n("stop").catch(i)}));let c=t.figures.final_value!==void 0,u=()=>{let d=`${t.title.replaceAll(/[^A-Za-z0-9]+/g,"-").replaceAll(/^-|-$/g,"")}-${t.id}`;n("save",{name:d}).then(()=>this.told(`Run ${t.id} is saved.`),i)};return T("div",{class:"rb-row-buttons"},c&&r("Show",()=>this.open(t,!0)),c&&!t.saved&&r("Save",u),r("Forget",()=>{n("forget").catch(i)}))}compare(){this.comparison.draw(this.runs.filter(t=>this.rows.get(t.id)?.compared.checked))}open(t,r=!1){this.seen=Math.max(t.id,this.seen??0),this.ask("show",{run:t.id}).then(n=>{let i=T("h3",{},`Run ${Kl(t)}${t.state==="stopped"?", stopped: what was done by then":""}`),c=T("div",{class:"rb-drawn",tabindex:0,role:"region","aria-label":`Result of run ${t.id}`});c.innerHTML=String(n.html),this.shown.replaceChildren(i,c),Pt(this.shown,!0),r&&this.shown.scrollIntoView({block:"nearest"}),this.told(`Run ${t.id} is shown below.`)},n=>this.told(n.message,!0))}};function Dc(e){let t=`${Pc[e.state]??""} ${e.state}`;if(e.state==="running"){let r=T("progress",{max:e.total||1,value:e.done,"aria-label":`Progress of run ${e.id}`}),n=T("span",{class:"rb-soft"});return Dt(n,e.total?` ${En(e.done)} of ${En(e.total)} bars`:" begins"),[`${t} `,r,n]}return e.error?[`${t}: ${e.error}`]:[e.saved?`${t}, saved in ${e.saved}`:t]}var Cc={light:["#1d5fd1","#c2410c","#0f766e","#7c3aed","#9d174d"],dark:["#6ea8fe","#fb923c","#2dd4bf","#b794f6","#f472b6"]},qi=[[],[6,3],[2,3],[10,3,2,3],[12,4]],ji=240,Dn=class{constructor(t){this.ask=t;this.element=an("Comparison: growth of 1",this.legend,this.place,this.table.element),this.sized=new ResizeObserver(()=>{let r=Math.floor(this.place.clientWidth);this.plot&&r>80&&r!==this.plot.width&&this.plot.setSize({width:r,height:ji})}),this.sized.observe(this.place),Pt(this.element,!1)}ask;element;place=T("div",{role:"img","aria-label":"Growth of the runs that are compared"});legend=T("ul",{class:"rb-legend"});table=new sn("Compared runs",[{title:"Run",text:!0,cell:Kl},...Ln.map(([t,r,n])=>({title:r,cell:i=>n(i.figures[t])}))],"");sized;plot=null;runs=[];curves=[];drawn="";draw(t){let r=t.map(n=>n.id).join(",");r!==this.drawn&&(this.drawn=r,Pt(this.element,t.length>1),!(t.length<2)&&(this.table.draw(t),this.ask("curves",{runs:t.map(n=>n.id)}).then(n=>{this.drawn===r&&([this.runs,this.curves]=[t,n.curves],this.restyle())},()=>{})))}restyle(){this.plot?.destroy(),this.plot=null;let t=Math.floor(this.place.clientWidth);if(!this.curves.length||t<80)return;let r=getComputedStyle(this.place),n=p=>r.getPropertyValue(p).trim(),i=this.element.closest("[data-theme]")?.dataset.theme==="dark"?"dark":"light",c=p=>Cc[i][p%5],u={font:`11px ${r.fontFamily}`,stroke:n("--rb-soft"),grid:{stroke:n("--rb-line"),width:1},ticks:{show:!1}},d=Te.join(this.curves.map(p=>[p.times,p.worth]));this.plot=new Te({width:t,height:ji,legend:{show:!1},cursor:{show:!1},tzDate:Yi,axes:[{...u,space:74,values:Bi},{...u,size:54}],series:[{},...this.runs.map((p,h)=>({stroke:c(h),width:1.8,dash:qi[h%5],spanGaps:!0,points:{show:!1}}))]},d,this.place),this.legend.replaceChildren(...this.runs.map((p,h)=>this.key(Kl(p),c(h),qi[h%5])))}destroy(){this.sized.disconnect(),this.plot?.destroy()}key(t,r,n){let i=document.createElementNS("http://www.w3.org/2000/svg","svg");i.setAttribute("width","34"),i.setAttribute("height","8"),i.setAttribute("aria-hidden","true");let c=document.createElementNS("http://www.w3.org/2000/svg","path");return c.setAttribute("d","M0 4H34"),c.setAttribute("style",`stroke:${r};stroke-width:2;stroke-dasharray:${n.join(" ")||"none"}`),i.append(c),T("li",{},i,` ${t}`)}};var Cn=class{element=T("fieldset",{},T("legend",{},"Parameters"));fields=[];draw(t,r){let n=new Map(this.fields.map(([d,p])=>[d.name,Ki(d,p)])),i=r.strategy===t?.key?r.parameters??{}:{};this.fields=(t?.parameters??[]).map(d=>{let p=n.get(d.name)??i[d.name]??d.default,h=d.kind==="flag",x=T("input",{type:h?"checkbox":"text",inputmode:d.kind==="int"?"numeric":d.kind==="float"?"decimal":null});return h?x.checked=!!p:x.value=String(p),[d,x]});let c=this.fields.map(([d,p])=>Ct(d.name,p,d.kind==="flag"?"rb-tick":"")),u=t?"This strategy declares no parameter.":"Choose a strategy, or run the cell that defines one.";this.element.replaceChildren(T("legend",{},"Parameters"),c.length?T("div",{class:"rb-fields"},...c):T("p",{class:"rb-empty"},u))}values(){return Object.fromEntries(this.fields.map(([t,r])=>[t.name,Ki(t,r)]))}};function Ki(e,t){return e.kind==="flag"?t.checked:t.value}function Rc({model:e,el:t}){let r=new cn(e),n=(v,R)=>r.ask(v,R),i=()=>e.get("last")??{},c=new Cn,u=new fn(n,v=>c.draw(v,i())),d=T("p",{class:"rb-answer",role:"status"}),p=(v,R=!1)=>{Dt(d,v),lr(d,"tone",R?"bad":"")},x=T("form",{submit:v=>{v.preventDefault(),n("run",{...u.values(),parameters:c.values()}).then(R=>p(`Run ${String(R.run)} is on its way.`),R=>p(R.message,!0))}},u.element,c.element,T("div",{class:"rb-actions"},T("button",{type:"submit",class:"rb-go"},"Run backtest"),d)),b=T("section",{class:"rb-shown","aria-label":"Result",hidden:!0}),m=new Dn(n),D=new Pn(n,b,m,p),L=T("div",{class:"rb-console rb-runner",role:"region","aria-label":"Backtest runner","data-lm-suppress-shortcuts":"true"},T("style",{},ho,go,mo),T("h2",{},"Backtest runner"),x,an("Runs",D.element),m.element,b),H=()=>{let v=e.get("choices");v?.strategies&&u.draw(v,i())},$=()=>D.draw(e.get("runs")??[]);t.append(L);let W=[bo(v=>{lr(L,"theme",v),m.restyle()}),un(e,"msg:custom",v=>r.hear(v)),un(e,"change:choices",H),un(e,"change:runs",$)];return H(),$(),e.send({kind:"hello"}),()=>{for(let v of W)v();m.destroy(),L.remove()}}var hu={render:Rc};export{hu as default,Rc as render};
