/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var _o='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var To=`.rb-console {
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
`;function P(e,t={},...n){let l=document.createElement(e);for(let[o,s]of Object.entries(t))typeof s=="function"?l.addEventListener(o,s):s===!0?l.setAttribute(o,""):s!==!1&&s!==null&&s!==void 0&&l.setAttribute(o,String(s));return l.append(...n.filter(o=>!!o)),l}function Ie(e,t){e.textContent!==t&&(e.textContent=t)}function Ll(e,t,n){e.dataset[t]!==n&&(e.dataset[t]=n)}function jt(e,t){e.hidden===t&&(e.hidden=!t)}var gn=class{constructor(t,n,l){this.columns=n;let o=n.map(a=>P("th",{scope:"col",class:a.text?"rb-text":null},a.title));this.table=P("table",{"aria-label":t},P("thead",{},P("tr",{},...o)),this.body),this.empty=P("p",{class:"rb-empty"},l);let s=P("div",{class:"rb-scroll",tabindex:0,role:"group","aria-label":t},this.table);this.element=P("div",{},s,this.empty),this.draw([])}columns;element;body=P("tbody");table;empty;drawn="";draw(t,n){let l=JSON.stringify(t);l!==this.drawn&&(this.drawn=l,jt(this.table.parentElement,t.length>0),jt(this.empty,t.length===0),this.body.replaceChildren(...t.map(o=>P("tr",{"data-kind":n?.(o)},...this.columns.map(s=>P("td",{class:s.text?"rb-text":null,title:s.exact?.(o)},s.cell(o)))))))}};function Jl(e,...t){return P("section",{class:"rb-panel","aria-label":e},P("h3",{},e),...t)}function cr(e,t,n){return e.on(t,n),()=>e.off(t,n)}var wn=class{constructor(t){this.model=t}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(t,n={}){let l=`${this.prefix}-${++this.count}`;return new Promise((o,s)=>{this.waiting.set(l,a=>a.kind==="refused"?s(new Error(String(a.message))):o(a)),this.model.send({kind:t,id:l,...n})})}hear(t){let n=String(t.id);this.waiting.get(n)?.(t),this.waiting.delete(n)}};function Hs(){let{jpThemeLight:e,vscodeThemeKind:t}=document.body.dataset;return e!==void 0?e==="false"?"dark":"light":t!==void 0?/dark|high-contrast$/.test(t)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function Eo(e){let t=matchMedia("(prefers-color-scheme: dark)"),n=()=>e(Hs()),l=new MutationObserver(n);return l.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),t.addEventListener("change",n),n(),()=>{l.disconnect(),t.removeEventListener("change",n)}}var rc=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),$s=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),oc=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:4}),Is=new Intl.NumberFormat("en-US",{maximumSignificantDigits:4}),Vs=1e-6,Ws=/^-/,Gs=e=>e.replace(Ws,/[1-9]/.test(e)?"\u2212":""),js=e=>e!==0&&Math.abs(e)<Vs;function Ft(e){let t=Number(e);return e==null||e===""?"\u2013":Number.isFinite(t)?Gs((js(t)?Is:$s).format(t)):String(e)}function fr(e){return e<10?`${Math.max(e,0).toFixed(1)}\xA0s`:e<120?`${Math.round(e)}\xA0s`:e<7200?`${Math.round(e/60)}\xA0min`:`${Math.round(e/3600)}\xA0h`}var Bs="uplot",Us="u-hz",Ys="u-vt",Ks="u-title",qs="u-wrap",Js="u-under",Zs="u-over",Qs="u-axis",il="u-off",Xs="u-select",ea="u-cursor-x",ta="u-cursor-y",la="u-cursor-pt",na="u-legend",ra="u-live",oa="u-inline",ia="u-series",sa="u-marker",Ao="u-label",aa="u-value",Ql="width",Xl="height";var Do="bottom",Pl="left",pr="right",Dr="#000",Lo=Dr+"0",dr="mousemove",Po="mousedown",hr="mouseup",zo="mouseenter",Ro="mouseleave",Co="dblclick",ua="resize",ca="scroll",Fo="change",kn="dppxchange",Lr="--",Hl=typeof window<"u",vr=Hl?document:null,Rl=Hl?window:null,fa=Hl?navigator:null,ie,vn;function xr(){let e=devicePixelRatio;ie!=e&&(ie=e,vn&&Sr(Fo,vn,xr),vn=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),sl(Fo,vn,xr),Rl.dispatchEvent(new CustomEvent(kn)))}function lt(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function yr(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function ge(e,t,n){e.style[t]=n+"px"}function xt(e,t,n,l){let o=vr.createElement(e);return t!=null&&lt(o,t),n?.insertBefore(o,l),o}function pt(e,t){return xt("div",e,t)}var Oo=new WeakMap;function Lt(e,t,n,l,o){let s="translate("+t+"px,"+n+"px)",a=Oo.get(e);s!=a&&(e.style.transform=s,Oo.set(e,s),t<0||n<0||t>l||n>o?lt(e,il):yr(e,il))}var No=new WeakMap;function Ho(e,t,n){let l=t+n,o=No.get(e);l!=o&&(No.set(e,l),e.style.background=t,e.style.borderColor=n)}var $o=new WeakMap;function Io(e,t,n,l){let o=t+""+n,s=$o.get(e);o!=s&&($o.set(e,o),e.style.height=n+"px",e.style.width=t+"px",e.style.marginLeft=l?-t/2+"px":0,e.style.marginTop=l?-n/2+"px":0)}var Pr={passive:!0},pa={...Pr,capture:!0};function sl(e,t,n,l){t.addEventListener(e,n,l?pa:Pr)}function Sr(e,t,n,l){t.removeEventListener(e,n,Pr)}Hl&&xr();function yt(e,t,n,l){let o;n=n||0,l=l||t.length-1;let s=l<=2147483647;for(;l-n>1;)o=s?n+l>>1:nt((n+l)/2),t[o]<e?n=o:l=o;return e-t[n]<=t[l]-e?n:l}function hi(e){return(n,l,o)=>{let s=-1,a=-1;for(let f=l;f<=o;f++)if(e(n[f])){s=f;break}for(let f=o;f>=l;f--)if(e(n[f])){a=f;break}return[s,a]}}var mi=e=>e!=null,bi=e=>e!=null&&e>0,Tn=hi(mi),da=hi(bi);function ha(e,t,n,l=0,o=!1){let s=o?da:Tn,a=o?bi:mi;[t,n]=s(e,t,n);let f=e[t],p=e[t];if(t>-1)if(l==1)f=e[t],p=e[n];else if(l==-1)f=e[n],p=e[t];else for(let h=t;h<=n;h++){let v=e[h];a(v)&&(v<f?f=v:v>p&&(p=v))}return[f??fe,p??-fe]}function En(e,t,n,l){let o=Go(e),s=Go(t);e==t&&(o==-1?(e*=n,t/=n):(e/=n,t*=n));let a=n==10?Ot:gi,f=o==1?nt:dt,p=s==1?dt:nt,h=f(a(Le(e))),v=p(a(Le(t))),b=Cl(n,h),g=Cl(n,v);return n==10&&(h<0&&(b=pe(b,-h)),v<0&&(g=pe(g,-v))),l||n==2?(e=b*o,t=g*s):(e=yi(e,b),t=An(t,g)),[e,t]}function zr(e,t,n,l){let o=En(e,t,n,l);return e==0&&(o[0]=0),t==0&&(o[1]=0),o}var Rr=.1,Vo={mode:3,pad:Rr},tn={pad:0,soft:null,mode:0},ma={min:tn,max:tn};function Mn(e,t,n,l){return Dn(n)?Wo(e,t,n):(tn.pad=n,tn.soft=l?0:null,tn.mode=l?3:0,Wo(e,t,ma))}function re(e,t){return e??t}function ba(e,t,n){for(t=re(t,0),n=re(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function Wo(e,t,n){let l=n.min,o=n.max,s=re(l.pad,0),a=re(o.pad,0),f=re(l.hard,-fe),p=re(o.hard,fe),h=re(l.soft,fe),v=re(o.soft,-fe),b=re(l.mode,0),g=re(o.mode,0),k=t-e,T=Ot(k),R=Ye(Le(e),Le(t)),V=Ot(R),I=Le(V-T);(k<1e-24||I>10)&&(k=0,(e==0||t==0)&&(k=1e-24,b==2&&h!=fe&&(s=0),g==2&&v!=-fe&&(a=0)));let y=k||R||1e3,$=Ot(y),M=Cl(10,nt($)),q=y*(k==0?e==0?.1:1:s),z=pe(yi(e-q,M/10),24),J=e>=h&&(b==1||b==3&&z<=h||b==2&&z>=h)?h:fe,U=Ye(f,z<J&&e>=J?J:St(J,z)),X=y*(k==0?t==0?.1:1:a),B=pe(An(t+X,M/10),24),_=t<=v&&(g==1||g==3&&B>=v||g==2&&B<=v)?v:-fe,K=St(p,B>_&&t<=_?_:Ye(_,B));return U==K&&U==0&&(K=100),[U,K]}var ga=new Intl.NumberFormat(Hl?fa.language:"en-US"),Cr=e=>ga.format(e),rt=Math,Sn=rt.PI,Le=rt.abs,nt=rt.floor,De=rt.round,dt=rt.ceil,St=rt.min,Ye=rt.max,Cl=rt.pow,Go=rt.sign,Ot=rt.log10,gi=rt.log2,wa=(e,t=1)=>rt.sinh(e)*t,mr=(e,t=1)=>rt.asinh(e/t),fe=1/0;function jo(e){return(Ot((e^e>>31)-(e>>31))|0)+1}function kr(e,t,n){return St(Ye(e,t),n)}function wi(e){return typeof e=="function"}function ee(e){return wi(e)?e:()=>e}var va=()=>{},vi=e=>e,xi=(e,t)=>t,xa=e=>null,Bo=e=>!0,Uo=(e,t)=>e==t,ya=/\.\d*?(?=9{6,}|0{6,})/gm,al=e=>{if(ki(e)||Ut.has(e))return e;let t=`${e}`,n=t.match(ya);if(n==null)return e;let l=n[0].length-1;if(t.indexOf("e-")!=-1){let[o,s]=t.split("e");return+`${al(o)}e${s}`}return pe(e,l)};function rl(e,t){return al(pe(al(e/t))*t)}function An(e,t){return al(dt(al(e/t))*t)}function yi(e,t){return al(nt(al(e/t))*t)}function pe(e,t=0){if(ki(e))return e;let n=10**t,l=e*n*(1+Number.EPSILON);return De(l)/n}var Ut=new Map;function Si(e){return((""+e).split(".")[1]||"").length}function nn(e,t,n,l){let o=[],s=l.map(Si);for(let a=t;a<n;a++){let f=Le(a),p=pe(Cl(e,a),f);for(let h=0;h<l.length;h++){let v=e==10?+`${l[h]}e${a}`:l[h]*p,b=(a>=0?0:f)+(a>=s[h]?0:s[h]),g=e==10?v:pe(v,b);o.push(g),Ut.set(g,b)}}return o}var ln={},Fr=[],Fl=[null,null],Bt=Array.isArray,ki=Number.isInteger,Sa=e=>e===void 0;function Yo(e){return typeof e=="string"}function Dn(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function ka(e){return e!=null&&typeof e=="object"}var Ma=Object.getPrototypeOf(Uint8Array),Mi="__proto__";function Ol(e,t=Dn){let n;if(Bt(e)){let l=e.find(o=>o!=null);if(Bt(l)||t(l)){n=Array(e.length);for(let o=0;o<e.length;o++)n[o]=Ol(e[o],t)}else n=e.slice()}else if(e instanceof Ma)n=e.slice();else if(t(e)){n={};for(let l in e)l!=Mi&&(n[l]=Ol(e[l],t))}else n=e;return n}function Te(e){let t=arguments;for(let n=1;n<t.length;n++){let l=t[n];for(let o in l)o!=Mi&&(Dn(e[o])?Te(e[o],Ol(l[o])):e[o]=Ol(l[o]))}return e}var _a=0,Ta=1,Ea=2;function Aa(e,t,n){for(let l=0,o,s=-1;l<t.length;l++){let a=t[l];if(a>s){for(o=a-1;o>=0&&e[o]==null;)e[o--]=null;for(o=a+1;o<n&&e[o]==null;)e[s=o++]=null}}}function Da(e,t){if(za(e)){let a=e[0].slice();for(let f=1;f<e.length;f++)a.push(...e[f].slice(1));return Ra(a[0])||(a=Pa(a)),a}let n=new Set;for(let a=0;a<e.length;a++){let p=e[a][0],h=p.length;for(let v=0;v<h;v++)n.add(p[v])}let l=[Array.from(n).sort((a,f)=>a-f)],o=l[0].length,s=new Map;for(let a=0;a<o;a++)s.set(l[0][a],a);for(let a=0;a<e.length;a++){let f=e[a],p=f[0];for(let h=1;h<f.length;h++){let v=f[h],b=Array(o).fill(void 0),g=t?t[a][h]:Ta,k=[];for(let T=0;T<v.length;T++){let R=v[T],V=s.get(p[T]);R===null?g!=_a&&(b[V]=R,g==Ea&&k.push(V)):b[V]=R}Aa(b,k,o),l.push(b)}}return l}var La=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function Pa(e){let t=e[0],n=t.length,l=Array(n);for(let s=0;s<l.length;s++)l[s]=s;l.sort((s,a)=>t[s]-t[a]);let o=[];for(let s=0;s<e.length;s++){let a=e[s],f=Array(n);for(let p=0;p<n;p++)f[p]=a[l[p]];o.push(f)}return o}function za(e){let t=e[0][0],n=t.length;for(let l=1;l<e.length;l++){let o=e[l][0];if(o.length!=n)return!1;if(o!=t){for(let s=0;s<n;s++)if(o[s]!=t[s])return!1}}return!0}function Ra(e,t=100){let n=e.length;if(n<=1)return!0;let l=0,o=n-1;for(;l<=o&&e[l]==null;)l++;for(;o>=l&&e[o]==null;)o--;if(o<=l)return!0;let s=Ye(1,nt((o-l+1)/t));for(let a=e[l],f=l+s;f<=o;f+=s){let p=e[f];if(p!=null){if(p<=a)return!1;a=p}}return!0}var _i=["January","February","March","April","May","June","July","August","September","October","November","December"],Ti=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Ei(e){return e.slice(0,3)}var Ca=Ti.map(Ei),Fa=_i.map(Ei),Oa={MMMM:_i,MMM:Fa,WWWW:Ti,WWW:Ca};function Zl(e){return(e<10?"0":"")+e}function Na(e){return(e<10?"00":e<100?"0":"")+e}var Ha={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>Zl(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>Zl(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>Zl(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>Zl(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>Zl(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>Na(e.getMilliseconds())};function Or(e,t){t=t||Oa;let n=[],l=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=l.exec(e);)n.push(o[0][0]=="{"?Ha[o[1]]:o[0]);return s=>{let a="";for(let f=0;f<n.length;f++)a+=typeof n[f]=="string"?n[f]:n[f](s,t);return a}}var $a=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Ia(e,t){let n;return t=="UTC"||t=="Etc/UTC"?n=new Date(+e+e.getTimezoneOffset()*6e4):t==$a?n=e:(n=new Date(e.toLocaleString("en-US",{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}var Ai=e=>e%1==0,_n=[1,2,2.5,5],Va=nn(10,-32,0,_n),Di=nn(10,0,32,_n),Wa=Di.filter(Ai),ol=Va.concat(Di),Nr=`
`,Li="{YYYY}",Ko=Nr+Li,Pi="{M}/{D}",en=Nr+Pi,xn=en+"/{YY}",zi="{aa}",Ga="{h}:{mm}",zl=Ga+zi,qo=Nr+zl,Jo=":{ss}",ae=null;function Ri(e){let t=e*1e3,n=t*60,l=n*60,o=l*24,s=o*30,a=o*365,p=(e==1?nn(10,0,3,_n).filter(Ai):nn(10,-3,0,_n)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,l,l*2,l*3,l*4,l*6,l*8,l*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,s,s*2,s*3,s*4,s*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),h=[[a,Li,ae,ae,ae,ae,ae,ae,1],[o*28,"{MMM}",Ko,ae,ae,ae,ae,ae,1],[o,Pi,Ko,ae,ae,ae,ae,ae,1],[l,"{h}"+zi,xn,ae,en,ae,ae,ae,1],[n,zl,xn,ae,en,ae,ae,ae,1],[t,Jo,xn+" "+zl,ae,en+" "+zl,ae,qo,ae,1],[e,Jo+".{fff}",xn+" "+zl,ae,en+" "+zl,ae,qo,ae,1]];function v(b){return(g,k,T,R,V,I)=>{let y=[],$=V>=a,M=V>=s&&V<a,q=b(T),z=pe(q*e,3),J=br(q.getFullYear(),$?0:q.getMonth(),M||$?1:q.getDate()),U=pe(J*e,3);if(M||$){let X=M?V/s:0,B=$?V/a:0,_=z==U?z:pe(br(J.getFullYear()+B,J.getMonth()+X,1)*e,3),K=new Date(De(_/e)),C=K.getFullYear(),G=K.getMonth();for(let H=0;_<=R;H++){let te=br(C+B*H,G+X*H,1),N=te-b(pe(te*e,3));_=pe((+te+N)*e,3),_<=R&&y.push(_)}}else{let X=V>=o?o:V,B=nt(T)-nt(z),_=U+B+An(z-U,X);y.push(_);let K=b(_),C=K.getHours()+K.getMinutes()/n+K.getSeconds()/l,G=V/l,H=g.axes[k]._space,te=I/H;for(;_=pe(_+V,e==1?0:3),!(_>R);)if(G>1){let N=nt(pe(C+G,6))%24,le=b(_).getHours()-N;le>1&&(le=-1),_-=le*l,C=(C+G)%24;let ue=y[y.length-1];pe((_-ue)/V,3)*te>=.7&&y.push(_)}else y.push(_)}return y}}return[p,h,v]}var[ja,Ba,Ua]=Ri(1),[Ya,Ka,qa]=Ri(.001);nn(2,-53,53,[1]);function Zo(e,t){return e.map(n=>n.map((l,o)=>o==0||o==8||l==null?l:t(o==1||n[8]==0?l:n[1]+l)))}function Qo(e,t){return(n,l,o,s,a)=>{let f=t.find(T=>a>=T[0])||t[t.length-1],p,h,v,b,g,k;return l.map(T=>{let R=e(T),V=R.getFullYear(),I=R.getMonth(),y=R.getDate(),$=R.getHours(),M=R.getMinutes(),q=R.getSeconds(),z=V!=p&&f[2]||I!=h&&f[3]||y!=v&&f[4]||$!=b&&f[5]||M!=g&&f[6]||q!=k&&f[7]||f[1];return p=V,h=I,v=y,b=$,g=M,k=q,z(R)})}}function Ja(e,t){let n=Or(t);return(l,o,s,a,f)=>o.map(p=>n(e(p)))}function br(e,t,n){return new Date(e,t,n)}function Xo(e,t){return t(e)}var Za="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function ei(e,t){return(n,l,o,s)=>s==null?Lr:t(e(l))}function Qa(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function Xa(e,t){return e.series[t].fill(e,t)}var eu={show:!0,live:!0,isolate:!1,mount:va,markers:{show:!0,width:2,stroke:Qa,fill:Xa,dash:"solid"},idx:null,idxs:null,values:[]};function tu(e,t){let n=e.cursor.points,l=pt(),o=n.size(e,t);ge(l,Ql,o),ge(l,Xl,o);let s=o/-2;ge(l,"marginLeft",s),ge(l,"marginTop",s);let a=n.width(e,t,o);return a&&ge(l,"borderWidth",a),l}function lu(e,t){let n=e.series[t].points;return n._fill||n._stroke}function nu(e,t){let n=e.series[t].points;return n._stroke||n._fill}function ru(e,t){return e.series[t].points.size}var gr=[0,0];function ou(e,t,n){return gr[0]=t,gr[1]=n,gr}function yn(e,t,n,l=!0){return o=>{o.button==0&&(!l||o.target==t)&&n(o)}}function wr(e,t,n,l=!0){return o=>{(!l||o.target==t)&&n(o)}}var iu={show:!0,x:!0,y:!0,lock:!1,move:ou,points:{one:!1,show:tu,size:ru,width:0,stroke:nu,fill:lu},bind:{mousedown:yn,mouseup:yn,click:yn,dblclick:yn,mousemove:wr,mouseleave:wr,mouseenter:wr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,l,o)=>l-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Ci={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Hr=Te({},Ci,{filter:xi}),Fi=Te({},Hr,{size:10}),Oi=Te({},Ci,{show:!1}),$r='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Ni="bold "+$r,Hi=1.5,ti={show:!0,scale:"x",stroke:Dr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ni,side:2,grid:Hr,ticks:Fi,border:Oi,font:$r,lineGap:Hi,rotate:0},su="Value",au="Time",li={show:!0,scale:"x",auto:!1,sorted:1,min:fe,max:-fe,idxs:[]};function uu(e,t,n,l,o){return t.map(s=>s==null?"":Cr(s))}function cu(e,t,n,l,o,s,a){let f=[],p=Ut.get(o)||0;n=a?n:pe(An(n,o),p);for(let h=n;h<=l;h=pe(h+o,p))f.push(Object.is(h,-0)?0:h);return f}function Mr(e,t,n,l,o,s,a){let f=[],p=e.scales[e.axes[t].scale].log,h=p==10?Ot:gi,v=nt(h(n));o=Cl(p,v),p==10&&(o=ol[yt(o,ol)]);let b=n,g=o*p;p==10&&(g=ol[yt(g,ol)]);do f.push(b),b=b+o,p==10&&!Ut.has(b)&&(b=pe(b,Ut.get(o))),b>=g&&(o=b,g=o*p,p==10&&(g=ol[yt(g,ol)]));while(b<=l);return f}function fu(e,t,n,l,o,s,a){let p=e.scales[e.axes[t].scale].asinh,h=l>p?Mr(e,t,Ye(p,n),l,o):[p],v=l>=0&&n<=0?[0]:[];return(n<-p?Mr(e,t,Ye(p,-l),-n,o):[p]).reverse().map(g=>-g).concat(v,h)}var $i=/./,pu=/[12357]/,du=/[125]/,ni=/1/,_r=(e,t,n,l)=>e.map((o,s)=>t==4&&o==0||s%l==0&&n.test(o.toExponential()[o<0?1:0])?o:null);function hu(e,t,n,l,o){let s=e.axes[n],a=s.scale,f=e.scales[a],p=e.valToPos,h=s._space,v=p(10,a),b=p(9,a)-v>=h?$i:p(7,a)-v>=h?pu:p(5,a)-v>=h?du:ni;if(b==ni){let g=Le(p(1,a)-v);if(g<h)return _r(t.slice().reverse(),f.distr,b,dt(h/g)).reverse()}return _r(t,f.distr,b,1)}function mu(e,t,n,l,o){let s=e.axes[n],a=s.scale,f=s._space,p=e.valToPos,h=Le(p(1,a)-p(2,a));return h<f?_r(t.slice().reverse(),3,$i,dt(f/h)).reverse():t}function bu(e,t,n,l){return l==null?Lr:t==null?"":Cr(t)}var ri={show:!0,scale:"y",stroke:Dr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ni,side:3,grid:Hr,ticks:Fi,border:Oi,font:$r,lineGap:Hi,rotate:0};function gu(e,t){let n=3+(e||1)*2;return pe(n*t,3)}function wu(e,t){let{scale:n,idxs:l}=e.series[0],o=e._data[0],s=e.valToPos(o[l[0]],n,!0),a=e.valToPos(o[l[1]],n,!0),f=Le(a-s),p=e.series[t],h=f/(p.points.space*ie);return l[1]-l[0]<=h}var oi={scale:null,auto:!0,sorted:0,min:fe,max:-fe},Ii=(e,t,n,l,o)=>o,ii={show:!0,auto:!0,sorted:0,gaps:Ii,alpha:1,facets:[Te({},oi,{scale:"x"}),Te({},oi,{scale:"y"})]},si={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ii,alpha:1,points:{show:wu,filter:null},values:null,min:fe,max:-fe,idxs:[],path:null,clip:null};function vu(e,t,n,l,o){return n/10}var Vi={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},xu=Te({},Vi,{time:!1,ori:1}),ai={};function Wi(e,t){let n=ai[e];return n||(n={key:e,plots:[],sub(l){n.plots.push(l)},unsub(l){n.plots=n.plots.filter(o=>o!=l)},pub(l,o,s,a,f,p,h){for(let v=0;v<n.plots.length;v++)n.plots[v]!=o&&n.plots[v].pub(l,o,s,a,f,p,h)}},e!=null&&(ai[e]=n)),n}var Nl=1,Tr=2;function ul(e,t,n){let l=e.mode,o=e.series[t],s=l==2?e._data[t]:e._data,a=e.scales,f=e.bbox,p=s[0],h=l==2?s[1]:s[t],v=l==2?a[o.facets[0].scale]:a[e.series[0].scale],b=l==2?a[o.facets[1].scale]:a[o.scale],g=f.left,k=f.top,T=f.width,R=f.height,V=e.valToPosH,I=e.valToPosV;return v.ori==0?n(o,p,h,v,b,V,I,g,k,T,R,Pn,$l,Rn,ji,Ui):n(o,p,h,v,b,I,V,k,g,R,T,zn,Il,Wr,Bi,Yi)}function Ir(e,t){let n=0,l=0,o=re(e.bands,Fr);for(let s=0;s<o.length;s++){let a=o[s];a.series[0]==t?n=a.dir:a.series[1]==t&&(a.dir==1?l|=1:l|=2)}return[n,l==1?-1:l==2?1:l==3?2:0]}function yu(e,t,n,l,o){let s=e.mode,a=e.series[t],f=s==2?a.facets[1].scale:a.scale,p=e.scales[f];return o==-1?p.min:o==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Nt(e,t,n,l,o,s){return ul(e,t,(a,f,p,h,v,b,g,k,T,R,V)=>{let I=a.pxRound,y=h.dir*(h.ori==0?1:-1),$=h.ori==0?$l:Il,M,q;y==1?(M=n,q=l):(M=l,q=n);let z=I(b(f[M],h,R,k)),J=I(g(p[M],v,V,T)),U=I(b(f[q],h,R,k)),X=I(g(s==1?v.max:v.min,v,V,T)),B=new Path2D(o);return $(B,U,X),$(B,z,X),$(B,z,J),B})}function Ln(e,t,n,l,o,s){let a=null;if(e.length>0){a=new Path2D;let f=t==0?Rn:Wr,p=n;for(let b=0;b<e.length;b++){let g=e[b];if(g[1]>g[0]){let k=g[0]-p;k>0&&f(a,p,l,k,l+s),p=g[1]}}let h=n+o-p,v=10;h>0&&f(a,p,l-v/2,h,l+s+v)}return a}function Su(e,t,n){let l=e[e.length-1];l&&l[0]==t?l[1]=n:e.push([t,n])}function Vr(e,t,n,l,o,s,a){let f=[],p=e.length;for(let h=o==1?n:l;h>=n&&h<=l;h+=o)if(t[h]===null){let b=h,g=h;if(o==1)for(;++h<=l&&t[h]===null;)g=h;else for(;--h>=n&&t[h]===null;)g=h;let k=s(e[b]),T=g==b?k:s(e[g]),R=b-o;k=a<=0&&R>=0&&R<p?s(e[R]):k;let I=g+o;T=a>=0&&I>=0&&I<p?s(e[I]):T,T>=k&&f.push([k,T])}return f}function ui(e){return e==0?vi:e==1?De:t=>rl(t,e)}function Gi(e){let t=e==0?Pn:zn,n=e==0?(o,s,a,f,p,h)=>{o.arcTo(s,a,f,p,h)}:(o,s,a,f,p,h)=>{o.arcTo(a,s,p,f,h)},l=e==0?(o,s,a,f,p)=>{o.rect(s,a,f,p)}:(o,s,a,f,p)=>{o.rect(a,s,p,f)};return(o,s,a,f,p,h=0,v=0)=>{h==0&&v==0?l(o,s,a,f,p):(h=St(h,f/2,p/2),v=St(v,f/2,p/2),t(o,s+h,a),n(o,s+f,a,s+f,a+p,h),n(o,s+f,a+p,s,a+p,v),n(o,s,a+p,s,a,v),n(o,s,a,s+f,a,h),o.closePath())}}var Pn=(e,t,n)=>{e.moveTo(t,n)},zn=(e,t,n)=>{e.moveTo(n,t)},$l=(e,t,n)=>{e.lineTo(t,n)},Il=(e,t,n)=>{e.lineTo(n,t)},Rn=Gi(0),Wr=Gi(1),ji=(e,t,n,l,o,s)=>{e.arc(t,n,l,o,s)},Bi=(e,t,n,l,o,s)=>{e.arc(n,t,l,o,s)},Ui=(e,t,n,l,o,s,a)=>{e.bezierCurveTo(t,n,l,o,s,a)},Yi=(e,t,n,l,o,s,a)=>{e.bezierCurveTo(n,t,o,l,a,s)};function Ki(e){return(t,n,l,o,s)=>ul(t,n,(a,f,p,h,v,b,g,k,T,R,V)=>{let{pxRound:I,points:y}=a,$,M;h.ori==0?($=Pn,M=ji):($=zn,M=Bi);let q=pe(y.width*ie,3),z=(y.size-y.width)/2*ie,J=pe(z*2,3),U=new Path2D,X=new Path2D,{left:B,top:_,width:K,height:C}=t.bbox;Rn(X,B-J,_-J,K+J*2,C+J*2);let G=H=>{if(p[H]!=null){let te=I(b(f[H],h,R,k)),N=I(g(p[H],v,V,T));$(U,te+z,N),M(U,te,N,z,0,Sn*2)}};if(s)s.forEach(G);else for(let H=l;H<=o;H++)G(H);return{stroke:q>0?U:null,fill:U,clip:X,flags:Nl|Tr}})}function qi(e){return(t,n,l,o,s,a)=>{l!=o&&(s!=l&&a!=l&&e(t,n,l),s!=o&&a!=o&&e(t,n,o),e(t,n,a))}}var ku=qi($l),Mu=qi(Il);function Ji(e){let t=re(e?.alignGaps,0);return(n,l,o,s)=>ul(n,l,(a,f,p,h,v,b,g,k,T,R,V)=>{[o,s]=Tn(p,o,s);let I=a.pxRound,y=C=>I(b(C,h,R,k)),$=C=>I(g(C,v,V,T)),M,q;h.ori==0?(M=$l,q=ku):(M=Il,q=Mu);let z=h.dir*(h.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Nl},U=J.stroke,X=!1;if(s-o>=R*4){let C=F=>n.posToVal(F,h.key,!0),G=null,H=null,te,N,Ke,we=y(f[z==1?o:s]),le=y(f[o]),ue=y(f[s]),Z=C(z==1?le+1:ue-1);for(let F=z==1?o:s;F>=o&&F<=s;F+=z){let Ee=f[F],ve=(z==1?Ee<Z:Ee>Z)?we:y(Ee),se=p[F];ve==we?se!=null?(N=se,G==null?(M(U,ve,$(N)),te=G=H=N):N<G?G=N:N>H&&(H=N)):se===null&&(X=!0):(G!=null&&q(U,we,$(G),$(H),$(te),$(N)),se!=null?(N=se,M(U,ve,$(N)),G=H=te=N):(G=H=null,se===null&&(X=!0)),we=ve,Z=C(we+z))}G!=null&&G!=H&&Ke!=we&&q(U,we,$(G),$(H),$(te),$(N))}else for(let C=z==1?o:s;C>=o&&C<=s;C+=z){let G=p[C];G===null?X=!0:G!=null&&M(U,y(f[C]),$(G))}let[_,K]=Ir(n,l);if(a.fill!=null||_!=0){let C=J.fill=new Path2D(U),G=a.fillTo(n,l,a.min,a.max,_),H=$(G),te=y(f[o]),N=y(f[s]);z==-1&&([N,te]=[te,N]),M(C,N,H),M(C,te,H)}if(!a.spanGaps){let C=[];X&&C.push(...Vr(f,p,o,s,z,y,t)),J.gaps=C=a.gaps(n,l,o,s,C),J.clip=Ln(C,h.ori,k,T,R,V)}return K!=0&&(J.band=K==2?[Nt(n,l,o,s,U,-1),Nt(n,l,o,s,U,1)]:Nt(n,l,o,s,U,K)),J})}function _u(e){let t=re(e.align,1),n=re(e.ascDesc,!1),l=re(e.alignGaps,0),o=re(e.extend,!1);return(s,a,f,p)=>ul(s,a,(h,v,b,g,k,T,R,V,I,y,$)=>{[f,p]=Tn(b,f,p);let M=h.pxRound,{left:q,width:z}=s.bbox,J=le=>M(T(le,g,y,V)),U=le=>M(R(le,k,$,I)),X=g.ori==0?$l:Il,B={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Nl},_=B.stroke,K=g.dir*(g.ori==0?1:-1),C=U(b[K==1?f:p]),G=J(v[K==1?f:p]),H=G,te=G;o&&t==-1&&(te=q,X(_,te,C)),X(_,G,C);for(let le=K==1?f:p;le>=f&&le<=p;le+=K){let ue=b[le];if(ue==null)continue;let Z=J(v[le]),F=U(ue);t==1?X(_,Z,C):X(_,H,F),X(_,Z,F),C=F,H=Z}let N=H;o&&t==1&&(N=q+z,X(_,N,C));let[Ke,we]=Ir(s,a);if(h.fill!=null||Ke!=0){let le=B.fill=new Path2D(_),ue=h.fillTo(s,a,h.min,h.max,Ke),Z=U(ue);X(le,N,Z),X(le,te,Z)}if(!h.spanGaps){let le=[];le.push(...Vr(v,b,f,p,K,J,l));let ue=h.width*ie/2,Z=n||t==1?ue:-ue,F=n||t==-1?-ue:ue;le.forEach(Ee=>{Ee[0]+=Z,Ee[1]+=F}),B.gaps=le=h.gaps(s,a,f,p,le),B.clip=Ln(le,g.ori,V,I,y,$)}return we!=0&&(B.band=we==2?[Nt(s,a,f,p,_,-1),Nt(s,a,f,p,_,1)]:Nt(s,a,f,p,_,we)),B})}function ci(e,t,n,l,o,s,a=fe){if(e.length>1){let f=null;for(let p=0,h=1/0;p<e.length;p++)if(t[p]!==void 0){if(f!=null){let v=Le(e[p]-e[f]);v<h&&(h=v,a=Le(n(e[p],l,o,s)-n(e[f],l,o,s)))}f=p}}return a}function Tu(e){e=e||ln;let t=re(e.size,[.6,fe,1]),n=e.align||0,l=e.gap||0,o=e.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let s=ee(o),a=1-t[0],f=re(t[1],fe),p=re(t[2],1),h=re(e.disp,ln),v=re(e.each,k=>{}),{fill:b,stroke:g}=h;return(k,T,R,V)=>ul(k,T,(I,y,$,M,q,z,J,U,X,B,_)=>{let K=I.pxRound,C=n,G=l*ie,H=f*ie,te=p*ie,N,Ke;M.ori==0?[N,Ke]=s(k,T):[Ke,N]=s(k,T);let we=M.dir*(M.ori==0?1:-1),le=M.ori==0?Rn:Wr,ue=M.ori==0?v:(D,de,Ae,hl,Jt,Mt,Zt)=>{v(D,de,Ae,Jt,hl,Zt,Mt)},Z=re(k.bands,Fr).find(D=>D.series[0]==T),F=Z!=null?Z.dir:0,Ee=I.fillTo(k,T,I.min,I.max,F),We=K(J(Ee,q,_,X)),ve,se,mt,Ze=B,ye=K(I.width*ie),kt=!1,zt=null,it=null,Ht=null,fl=null;b!=null&&(ye==0||g!=null)&&(kt=!0,zt=b.values(k,T,R,V),it=new Map,new Set(zt).forEach(D=>{D!=null&&it.set(D,new Path2D)}),ye>0&&(Ht=g.values(k,T,R,V),fl=new Map,new Set(Ht).forEach(D=>{D!=null&&fl.set(D,new Path2D)})));let{x0:pl,size:Wl}=h;if(pl!=null&&Wl!=null){C=1,y=pl.values(k,T,R,V),pl.unit==2&&(y=y.map(Ae=>k.posToVal(U+Ae*B,M.key,!0)));let D=Wl.values(k,T,R,V);Wl.unit==2?se=D[0]*B:se=z(D[0],M,B,U)-z(0,M,B,U),Ze=ci(y,$,z,M,B,U,Ze),mt=Ze-se+G}else Ze=ci(y,$,z,M,B,U,Ze),mt=Ze*a+G,se=Ze-mt;mt<1&&(mt=0),ye>=se/2&&(ye=0),mt<5&&(K=vi);let sn=mt>0,Kt=Ze-mt-(sn?ye:0);se=K(kr(Kt,te,H)),ve=(C==0?se/2:C==we?0:se)-C*we*((C==0?G/2:0)+(sn?ye/2:0));let Ge={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},dl=kt?null:new Path2D,Rt=null;if(Z!=null)Rt=k.data[Z.series[1]];else{let{y0:D,y1:de}=h;D!=null&&de!=null&&($=de.values(k,T,R,V),Rt=D.values(k,T,R,V))}let qt=N*se,Y=Ke*se;for(let D=we==1?R:V;D>=R&&D<=V;D+=we){let de=$[D];if(de==null)continue;if(Rt!=null){let qe=Rt[D]??0;if(de-qe==0)continue;We=J(qe,q,_,X)}let Ae=M.distr!=2||h!=null?y[D]:D,hl=z(Ae,M,B,U),Jt=J(re(de,Ee),q,_,X),Mt=K(hl-ve),Zt=K(Ye(Jt,We)),Qe=K(St(Jt,We)),st=Zt-Qe;if(de!=null){let qe=de<0?Y:qt,bt=de<0?qt:Y;kt?(ye>0&&Ht[D]!=null&&le(fl.get(Ht[D]),Mt,Qe+nt(ye/2),se,Ye(0,st-ye),qe,bt),zt[D]!=null&&le(it.get(zt[D]),Mt,Qe+nt(ye/2),se,Ye(0,st-ye),qe,bt)):le(dl,Mt,Qe+nt(ye/2),se,Ye(0,st-ye),qe,bt),ue(k,T,D,Mt-ye/2,Qe,se+ye,st)}}return ye>0?Ge.stroke=kt?fl:dl:kt||(Ge._fill=I.width==0?I._fill:I._stroke??I._fill,Ge.width=0),Ge.fill=kt?it:dl,Ge})}function Eu(e,t){let n=re(t?.alignGaps,0);return(l,o,s,a)=>ul(l,o,(f,p,h,v,b,g,k,T,R,V,I)=>{[s,a]=Tn(h,s,a);let y=f.pxRound,$=N=>y(g(N,v,V,T)),M=N=>y(k(N,b,I,R)),q,z,J;v.ori==0?(q=Pn,J=$l,z=Ui):(q=zn,J=Il,z=Yi);let U=v.dir*(v.ori==0?1:-1),X=$(p[U==1?s:a]),B=X,_=[],K=[];for(let N=U==1?s:a;N>=s&&N<=a;N+=U)if(h[N]!=null){let we=p[N],le=$(we);_.push(B=le),K.push(M(h[N]))}let C={stroke:e(_,K,q,J,z,y),fill:null,clip:null,band:null,gaps:null,flags:Nl},G=C.stroke,[H,te]=Ir(l,o);if(f.fill!=null||H!=0){let N=C.fill=new Path2D(G),Ke=f.fillTo(l,o,f.min,f.max,H),we=M(Ke);J(N,B,we),J(N,X,we)}if(!f.spanGaps){let N=[];N.push(...Vr(p,h,s,a,U,$,n)),C.gaps=N=f.gaps(l,o,s,a,N),C.clip=Ln(N,v.ori,T,R,V,I)}return te!=0&&(C.band=te==2?[Nt(l,o,s,a,G,-1),Nt(l,o,s,a,G,1)]:Nt(l,o,s,a,G,te)),C})}function Au(e){return Eu(Du,e)}function Du(e,t,n,l,o,s){let a=e.length;if(a<2)return null;let f=new Path2D;if(n(f,e[0],t[0]),a==2)l(f,e[1],t[1]);else{let p=Array(a),h=Array(a-1),v=Array(a-1),b=Array(a-1);for(let g=0;g<a-1;g++)v[g]=t[g+1]-t[g],b[g]=e[g+1]-e[g],h[g]=v[g]/b[g];p[0]=h[0];for(let g=1;g<a-1;g++)h[g]===0||h[g-1]===0||h[g-1]>0!=h[g]>0?p[g]=0:(p[g]=3*(b[g-1]+b[g])/((2*b[g]+b[g-1])/h[g-1]+(b[g]+2*b[g-1])/h[g]),isFinite(p[g])||(p[g]=0));p[a-1]=h[a-2];for(let g=0;g<a-1;g++)o(f,e[g]+b[g]/3,t[g]+p[g]*b[g]/3,e[g+1]-b[g]/3,t[g+1]-p[g+1]*b[g]/3,e[g+1],t[g+1])}return f}var Er=new Set;function fi(){for(let e of Er)e.syncRect(!0)}Hl&&(sl(ua,Rl,fi),sl(ca,Rl,fi,!0),sl(kn,Rl,()=>{Ne.pxRatio=ie}));var Lu=Ji(),Pu=Ki();function pi(e,t,n,l){return(l?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((s,a)=>Ar(s,a,t,n))}function zu(e,t){return e.map((n,l)=>l==0?{}:Te({},t,n))}function Ar(e,t,n,l){return Te({},t==0?n:l,e)}function Zi(e,t,n){return t==null?Fl:[t,n]}var Ru=Zi;function Cu(e,t,n){return t==null?Fl:Mn(t,n,Rr,!0)}function Qi(e,t,n,l){return t==null?Fl:En(t,n,e.scales[l].log,!1)}var Fu=Qi;function Xi(e,t,n,l){return t==null?Fl:zr(t,n,e.scales[l].log,!1)}var Ou=Xi;function Nu(e,t,n,l,o){let s=Ye(jo(e),jo(t)),a=t-e,f=yt(o/l*a,n);do{let p=n[f],h=l*p/a;if(h>=o&&s+(p<5?Ut.get(p):0)<=17)return[p,h]}while(++f<n.length);return[0,0]}function di(e){let t,n;return e=e.replace(/(\d+)px/,(l,o)=>(t=De((n=+o)*ie))+"px"),[e,t,n]}function Hu(e){e.show&&[e.font,e.labelFont].forEach(t=>{let n=pe(t[2]*ie,1);t[0]=t[0].replace(/[0-9.]+px/,n+"px"),t[1]=n})}function Ne(e,t,n){let l={mode:re(e.mode,1)},o=l.mode;function s(r,i,u,c){let d=i.valToPct(r);return c+u*(i.dir==-1?1-d:d)}function a(r,i,u,c){let d=i.valToPct(r);return c+u*(i.dir==-1?d:1-d)}function f(r,i,u,c){return i.ori==0?s(r,i,u,c):a(r,i,u,c)}l.valToPosH=s,l.valToPosV=a;let p=!1;l.status=0;let h=l.root=pt(Bs);if(e.id!=null&&(h.id=e.id),lt(h,e.class),e.title){let r=pt(Ks,h);r.textContent=e.title}let v=xt("canvas"),b=l.ctx=v.getContext("2d"),g=pt(qs,h);sl("click",g,r=>{r.target===T&&(he!=_l||xe!=Tl)&&$e.click(l,r)},!0);let k=l.under=pt(Js,g);g.appendChild(v);let T=l.over=pt(Zs,g);e=Ol(e);let R=+re(e.pxAlign,1),V=ui(R);(e.plugins||[]).forEach(r=>{r.opts&&(e=r.opts(l,e)||e)});let I=e.ms||.001,y=l.series=o==1?pi(e.series||[],li,si,!1):zu(e.series||[null],ii),$=l.axes=pi(e.axes||[],ti,ri,!0),M=l.scales={},q=l.bands=e.bands||[];q.forEach(r=>{r.fill=ee(r.fill||null),r.dir=re(r.dir,-1)});let z=o==2?y[1].facets[0].scale:y[0].scale,J={axes:ys,series:bs},U=(e.drawOrder||["axes","series"]).map(r=>J[r]);function X(r){let i=r.distr==3?u=>Ot(u>0?u:r.clamp(l,u,r.min,r.max,r.key)):r.distr==4?u=>mr(u,r.asinh):r.distr==100?u=>r.fwd(u):u=>u;return u=>{let c=i(u),{_min:d,_max:m}=r,w=m-d;return(c-d)/w}}function B(r){let i=M[r];if(i==null){let u=(e.scales||ln)[r]||ln;if(u.from!=null){B(u.from);let c=Te({},M[u.from],u,{key:r});c.valToPct=X(c),M[r]=c}else{i=M[r]=Te({},r==z?Vi:xu,u),i.key=r;let c=i.time,d=i.range,m=Bt(d);if((r!=z||o==2&&!c)&&(m&&(d[0]==null||d[1]==null)&&(d={min:d[0]==null?Vo:{mode:1,hard:d[0],soft:d[0]},max:d[1]==null?Vo:{mode:1,hard:d[1],soft:d[1]}},m=!1),!m&&Dn(d))){let w=d;d=(x,S,E)=>S==null?Fl:Mn(S,E,w)}i.range=ee(d||(c?Ru:r==z?i.distr==3?Fu:i.distr==4?Ou:Zi:i.distr==3?Qi:i.distr==4?Xi:Cu)),i.auto=ee(m?!1:i.auto),i.clamp=ee(i.clamp||vu),i._min=i._max=null,i.valToPct=X(i)}}}B("x"),B("y"),o==1&&y.forEach(r=>{B(r.scale)}),$.forEach(r=>{B(r.scale)});for(let r in e.scales)B(r);let _=M[z],K=_.distr,C,G;_.ori==0?(lt(h,Us),C=s,G=a):(lt(h,Ys),C=a,G=s);let H={};for(let r in M){let i=M[r];(i.min!=null||i.max!=null)&&(H[r]={min:i.min,max:i.max},i.min=i.max=null)}let te=e.tzDate||(r=>new Date(De(r/I))),N=e.fmtDate||Or,Ke=I==1?Ua(te):qa(te),we=Qo(te,Zo(I==1?Ba:Ka,N)),le=ei(te,Xo(Za,N)),ue=[],Z=l.legend=Te({},eu,e.legend),F=l.cursor=Te({},iu,{drag:{y:o==2}},e.cursor),Ee=Z.show,We=F.show,ve=Z.markers;Z.idxs=ue,ve.width=ee(ve.width),ve.dash=ee(ve.dash),ve.stroke=ee(ve.stroke),ve.fill=ee(ve.fill);let se,mt,Ze,ye=[],kt=[],zt,it=!1,Ht={};if(Z.live){let r=y[1]?y[1].values:null;it=r!=null,zt=it?r(l,1,0):{_:0};for(let i in zt)Ht[i]=Lr}if(Ee)if(se=xt("table",na,h),Ze=xt("tbody",null,se),Z.mount(l,se),it){mt=xt("thead",null,se,Ze);let r=xt("tr",null,mt);xt("th",null,r);for(var fl in zt)xt("th",Ao,r).textContent=fl}else lt(se,oa),Z.live&&lt(se,ra);let pl={show:!0},Wl={show:!1};function sn(r,i){if(i==0&&(it||!Z.live||o==2))return Fl;let u=[],c=xt("tr",ia,Ze,Ze.childNodes[i]);lt(c,r.class),r.show||lt(c,il);let d=xt("th",null,c);if(ve.show){let x=pt(sa,d);if(i>0){let S=ve.width(l,i);S&&(x.style.border=S+"px "+ve.dash(l,i)+" "+ve.stroke(l,i)),x.style.background=ve.fill(l,i)}}let m=pt(Ao,d);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,i>0&&(ve.show||(m.style.color=r.width>0?ve.stroke(l,i):ve.fill(l,i)),Ge("click",d,x=>{if(F._lock)return;Xt(x);let S=y.indexOf(r);if((x.ctrlKey||x.metaKey)!=Z.isolate){let E=y.some((A,L)=>L>0&&L!=S&&A.show);y.forEach((A,L)=>{L>0&&Tt(L,E?L==S?pl:Wl:pl,!0,_e.setSeries)})}else Tt(S,{show:!r.show},!0,_e.setSeries)},!1),bl&&Ge(zo,d,x=>{F._lock||(Xt(x),Tt(y.indexOf(r),Al,!0,_e.setSeries))},!1));for(var w in zt){let x=xt("td",aa,c);x.textContent="--",u.push(x)}return[c,u]}let Kt=new Map;function Ge(r,i,u,c=!0){let d=Kt.get(i)||{},m=F.bind[r](l,i,u,c);m&&(sl(r,i,d[r]=m),Kt.set(i,d))}function dl(r,i,u){let c=Kt.get(i)||{};for(let d in c)(r==null||d==r)&&(Sr(d,i,c[d]),delete c[d]);r==null&&Kt.delete(i)}let Rt=0,qt=0,Y=0,D=0,de=0,Ae=0,hl=de,Jt=Ae,Mt=Y,Zt=D,Qe=0,st=0,qe=0,bt=0;l.bbox={};let Vn=!1,an=!1,ml=!1,Qt=!1,un=!1,at=!1;function Wn(r,i,u){(u||r!=l.width||i!=l.height)&&Kr(r,i),yl(!1),ml=!0,an=!0,Sl()}function Kr(r,i){l.width=Rt=Y=r,l.height=qt=D=i,de=Ae=0,us(),cs();let u=l.bbox;Qe=u.left=rl(de*ie,.5),st=u.top=rl(Ae*ie,.5),qe=u.width=rl(Y*ie,.5),bt=u.height=rl(D*ie,.5)}let is=3;function ss(){let r=!1,i=0;for(;!r;){i++;let u=vs(i),c=xs(i);r=i==is||u&&c,r||(Kr(l.width,l.height),an=!0)}}function as({width:r,height:i}){Wn(r,i)}l.setSize=as;function us(){let r=!1,i=!1,u=!1,c=!1;$.forEach((d,m)=>{if(d.show&&d._show){let{side:w,_size:x}=d,S=w%2,E=d.label!=null?d.labelSize:0,A=x+E;A>0&&(S?(Y-=A,w==3?(de+=A,c=!0):u=!0):(D-=A,w==0?(Ae+=A,r=!0):i=!0))}}),el[0]=r,el[1]=u,el[2]=i,el[3]=c,Y-=$t[1]+$t[3],de+=$t[3],D-=$t[2]+$t[0],Ae+=$t[0]}function cs(){let r=de+Y,i=Ae+D,u=de,c=Ae;function d(m,w){switch(m){case 1:return r+=w,r-w;case 2:return i+=w,i-w;case 3:return u-=w,u+w;case 0:return c-=w,c+w}}$.forEach((m,w)=>{if(m.show&&m._show){let x=m.side;m._pos=d(x,m._size),m.label!=null&&(m._lpos=d(x,m.labelSize))}})}if(F.dataIdx==null){let r=F.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let u=r.prox=ee(r.prox),c=r.bias??=0;F.dataIdx=(d,m,w,x)=>{if(m==0)return w;let S=w,E=u(d,m,w,x)??fe,A=E>=0&&E<fe,L=_.ori==0?Y:D,j=F.left,oe=t[0],ne=t[m];if(i.has(ne[w])){S=null;let Q=null,W=null,O;if(c==0||c==-1)for(O=w;Q==null&&O-- >0;)i.has(ne[O])||(Q=O);if(c==0||c==1)for(O=w;W==null&&O++<ne.length;)i.has(ne[O])||(W=O);if(Q!=null||W!=null)if(A){let be=Q==null?-1/0:C(oe[Q],_,L,0),Se=W==null?1/0:C(oe[W],_,L,0),Oe=j-be,ce=Se-j;Oe<=ce?Oe<=E&&(S=Q):ce<=E&&(S=W)}else S=W==null?Q:Q==null?W:w-Q<=W-w?Q:W}else A&&Le(j-C(oe[w],_,L,0))>E&&(S=null);return S}}let Xt=r=>{F.event=r};F.idxs=ue,F._lock=!1;let Ve=F.points;Ve.show=ee(Ve.show),Ve.size=ee(Ve.size),Ve.stroke=ee(Ve.stroke),Ve.width=ee(Ve.width),Ve.fill=ee(Ve.fill);let _t=l.focus=Te({},e.focus||{alpha:.3},F.focus),bl=_t.prox>=0,gl=bl&&Ve.one,ut=[],wl=[],vl=[];function qr(r,i){let u=Ve.show(l,i);if(u instanceof HTMLElement)return lt(u,la),lt(u,r.class),Lt(u,-10,-10,Y,D),T.insertBefore(u,ut[i]),u}function Jr(r,i){if(o==1||i>0){let u=o==1&&M[r.scale].time,c=r.value;r.value=u?Yo(c)?ei(te,Xo(c,N)):c||le:c||bu,r.label=r.label||(u?au:su)}if(gl||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||Lu||xa,r.fillTo=ee(r.fillTo||yu),r.pxAlign=+re(r.pxAlign,R),r.pxRound=ui(r.pxAlign),r.stroke=ee(r.stroke||null),r.fill=ee(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let u=gu(Ye(1,r.width),1),c=r.points=Te({},{size:u,width:Ye(1,u*.2),stroke:r.stroke,space:u*2,paths:Pu,_stroke:null,_fill:null},r.points);c.show=ee(c.show),c.filter=ee(c.filter),c.fill=ee(c.fill),c.stroke=ee(c.stroke),c.paths=ee(c.paths),c.pxAlign=r.pxAlign}if(Ee){let u=sn(r,i);ye.splice(i,0,u[0]),kt.splice(i,0,u[1]),Z.values.push(null)}if(We){ue.splice(i,0,null);let u=null;gl?i==0&&(u=qr(r,i)):i>0&&(u=qr(r,i)),ut.splice(i,0,u),wl.splice(i,0,0),vl.splice(i,0,0)}Fe("addSeries",i)}function fs(r,i){i=i??y.length,r=o==1?Ar(r,i,li,si):Ar(r,i,{},ii),y.splice(i,0,r),Jr(y[i],i)}l.addSeries=fs;function ps(r){if(y.splice(r,1),Ee){Z.values.splice(r,1),kt.splice(r,1);let i=ye.splice(r,1)[0];dl(null,i.firstChild),i.remove()}We&&(ue.splice(r,1),ut.splice(r,1)[0].remove(),wl.splice(r,1),vl.splice(r,1)),Fe("delSeries",r)}l.delSeries=ps;let el=[!1,!1,!1,!1];function ds(r,i){if(r._show=r.show,r.show){let u=r.side%2,c=M[r.scale];c==null&&(r.scale=u?y[1].scale:z,c=M[r.scale]);let d=c.time;r.size=ee(r.size),r.space=ee(r.space),r.rotate=ee(r.rotate),Bt(r.incrs)&&r.incrs.forEach(w=>{!Ut.has(w)&&Ut.set(w,Si(w))}),r.incrs=ee(r.incrs||(c.distr==2?Wa:d?I==1?ja:Ya:ol)),r.splits=ee(r.splits||(d&&c.distr==1?Ke:c.distr==3?Mr:c.distr==4?fu:cu)),r.stroke=ee(r.stroke),r.grid.stroke=ee(r.grid.stroke),r.ticks.stroke=ee(r.ticks.stroke),r.border.stroke=ee(r.border.stroke);let m=r.values;r.values=Bt(m)&&!Bt(m[0])?ee(m):d?Bt(m)?Qo(te,Zo(m,N)):Yo(m)?Ja(te,m):m||we:m||uu,r.filter=ee(r.filter||(c.distr>=3&&c.log==10?hu:c.distr==3&&c.log==2?mu:xi)),r.font=di(r.font),r.labelFont=di(r.labelFont),r._size=r.size(l,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(el[i]=!0,r._el=pt(Qs,g))}}function Gl(r,i,u,c){let[d,m,w,x]=u,S=i%2,E=0;return S==0&&(x||m)&&(E=i==0&&!d||i==2&&!w?De(ti.size/3):0),S==1&&(d||w)&&(E=i==1&&!m||i==3&&!x?De(ri.size/2):0),E}let Zr=l.padding=(e.padding||[Gl,Gl,Gl,Gl]).map(r=>ee(re(r,Gl))),$t=l._padding=Zr.map((r,i)=>r(l,i,el,0)),He,Pe=null,ze=null,cn=o==1?y[0].idxs:null,gt=null,jl=!1;function Qr(r,i){if(t=r??[],l.data=l._data=t,o==2){He=0;for(let u=1;u<y.length;u++)He+=t[u][0].length}else{t.length==0&&(l.data=l._data=t=[[]]),gt=t[0],He=gt.length;let u=t;if(K==2){u=t.slice();let c=u[0]=Array(He);for(let d=0;d<He;d++)c[d]=d}l._data=t=u}if(yl(!0),Fe("setData"),K==2&&(ml=!0),i!==!1){let u=_;u.auto(l,jl)?Gn():Vt(z,u.min,u.max),Qt=Qt||F.left>=0,at=!0,Sl()}}l.setData=Qr;function Gn(){jl=!0;let r,i;o==1&&(He>0?(Pe=cn[0]=0,ze=cn[1]=He-1,r=t[0][Pe],i=t[0][ze],K==2?(r=Pe,i=ze):r==i&&(K==3?[r,i]=En(r,r,_.log,!1):K==4?[r,i]=zr(r,r,_.log,!1):_.time?i=r+De(86400/I):[r,i]=Mn(r,i,Rr,!0))):(Pe=cn[0]=r=null,ze=cn[1]=i=null)),Vt(z,r,i)}let fn,xl,jn,Bn,Un,Yn,Kn,qn,Jn,Je;function Xr(r,i,u,c,d,m){r??=Lo,u??=Fr,c??="butt",d??=Lo,m??="round",r!=fn&&(b.strokeStyle=fn=r),d!=xl&&(b.fillStyle=xl=d),i!=jn&&(b.lineWidth=jn=i),m!=Un&&(b.lineJoin=Un=m),c!=Yn&&(b.lineCap=Yn=c),u!=Bn&&b.setLineDash(Bn=u)}function eo(r,i,u,c){i!=xl&&(b.fillStyle=xl=i),r!=Kn&&(b.font=Kn=r),u!=qn&&(b.textAlign=qn=u),c!=Jn&&(b.textBaseline=Jn=c)}function Zn(r,i,u,c,d=0){if(c.length>0&&r.auto(l,jl)&&(i==null||i.min==null)){let m=re(Pe,0),w=re(ze,c.length-1),x=u.min==null?ha(c,m,w,d,r.distr==3):[u.min,u.max];r.min=St(r.min,u.min=x[0]),r.max=Ye(r.max,u.max=x[1])}}let to={min:null,max:null};function hs(){for(let c in M){let d=M[c];H[c]==null&&(d.min==null||H[z]!=null&&d.auto(l,jl))&&(H[c]=to)}for(let c in M){let d=M[c];H[c]==null&&d.from!=null&&H[d.from]!=null&&(H[c]=to)}H[z]!=null&&yl(!0);let r={};for(let c in H){let d=H[c];if(d!=null){let m=r[c]=Ol(M[c],ka);if(d.min!=null)Te(m,d);else if(c!=z||o==2)if(He==0&&m.from==null){let w=m.range(l,null,null,c);m.min=w[0],m.max=w[1]}else m.min=fe,m.max=-fe}}if(He>0){y.forEach((c,d)=>{if(o==1){let m=c.scale,w=H[m];if(w==null)return;let x=r[m];if(d==0){let S=x.range(l,x.min,x.max,m);x.min=S[0],x.max=S[1],Pe=yt(x.min,t[0]),ze=yt(x.max,t[0]),ze-Pe>1&&(t[0][Pe]<x.min&&Pe++,t[0][ze]>x.max&&ze--),c.min=gt[Pe],c.max=gt[ze]}else c.show&&c.auto&&Zn(x,w,c,t[d],c.sorted);c.idxs[0]=Pe,c.idxs[1]=ze}else if(d>0&&c.show&&c.auto){let[m,w]=c.facets,x=m.scale,S=w.scale,[E,A]=t[d],L=r[x],j=r[S];L!=null&&Zn(L,H[x],m,E,m.sorted),j!=null&&Zn(j,H[S],w,A,w.sorted),c.min=w.min,c.max=w.max}});for(let c in r){let d=r[c],m=H[c];if(d.from==null&&(m==null||m.min==null)){let w=d.range(l,d.min==fe?null:d.min,d.max==-fe?null:d.max,c);d.min=w[0],d.max=w[1]}}}for(let c in r){let d=r[c];if(d.from!=null){let m=r[d.from];if(m.min==null)d.min=d.max=null;else{let w=d.range(l,m.min,m.max,c);d.min=w[0],d.max=w[1]}}}let i={},u=!1;for(let c in r){let d=r[c],m=M[c];if(m.min!=d.min||m.max!=d.max){m.min=d.min,m.max=d.max;let w=m.distr;m._min=w==3?Ot(m.min):w==4?mr(m.min,m.asinh):w==100?m.fwd(m.min):m.min,m._max=w==3?Ot(m.max):w==4?mr(m.max,m.asinh):w==100?m.fwd(m.max):m.max,i[c]=u=!0}}if(u){y.forEach((c,d)=>{o==2?d>0&&i.y&&(c._paths=null):i[c.scale]&&(c._paths=null)});for(let c in i)ml=!0,Fe("setScale",c);We&&F.left>=0&&(Qt=at=!0)}for(let c in H)H[c]=null}function ms(r){let i=kr(Pe-1,0,He-1),u=kr(ze+1,0,He-1);for(;r[i]==null&&i>0;)i--;for(;r[u]==null&&u<He-1;)u++;return[i,u]}function bs(){if(He>0){let r=y.some(i=>i._focus)&&Je!=_t.alpha;r&&(b.globalAlpha=Je=_t.alpha),y.forEach((i,u)=>{if(u>0&&i.show&&(lo(u,!1),lo(u,!0),i._paths==null)){let c=Je;Je!=i.alpha&&(b.globalAlpha=Je=i.alpha);let d=o==2?[0,t[u][0].length-1]:ms(t[u]);i._paths=i.paths(l,u,d[0],d[1]),Je!=c&&(b.globalAlpha=Je=c)}}),y.forEach((i,u)=>{if(u>0&&i.show){let c=Je;Je!=i.alpha&&(b.globalAlpha=Je=i.alpha),i._paths!=null&&no(u,!1);{let d=i._paths!=null?i._paths.gaps:null,m=i.points.show(l,u,Pe,ze,d),w=i.points.filter(l,u,m,d);(m||w)&&(i.points._paths=i.points.paths(l,u,Pe,ze,w),no(u,!0))}Je!=c&&(b.globalAlpha=Je=c),Fe("drawSeries",u)}}),r&&(b.globalAlpha=Je=1)}}function lo(r,i){let u=i?y[r].points:y[r];u._stroke=u.stroke(l,r),u._fill=u.fill(l,r)}function no(r,i){let u=i?y[r].points:y[r],{stroke:c,fill:d,clip:m,flags:w,_stroke:x=u._stroke,_fill:S=u._fill,_width:E=u.width}=u._paths;E=pe(E*ie,3);let A=null,L=E%2/2;i&&S==null&&(S=E>0?"#fff":x);let j=u.pxAlign==1&&L>0;if(j&&b.translate(L,L),!i){let oe=Qe-E/2,ne=st-E/2,Q=qe+E,W=bt+E;A=new Path2D,A.rect(oe,ne,Q,W)}i?Qn(x,E,u.dash,u.cap,S,c,d,w,m):gs(r,x,E,u.dash,u.cap,S,c,d,w,A,m),j&&b.translate(-L,-L)}function gs(r,i,u,c,d,m,w,x,S,E,A){let L=!1;S!=0&&q.forEach((j,oe)=>{if(j.series[0]==r){let ne=y[j.series[1]],Q=t[j.series[1]],W=(ne._paths||ln).band;Bt(W)&&(W=j.dir==1?W[0]:W[1]);let O,be=null;ne.show&&W&&ba(Q,Pe,ze)?(be=j.fill(l,oe)||m,O=ne._paths.clip):W=null,Qn(i,u,c,d,be,w,x,S,E,A,O,W),L=!0}}),L||Qn(i,u,c,d,m,w,x,S,E,A)}let ro=Nl|Tr;function Qn(r,i,u,c,d,m,w,x,S,E,A,L){Xr(r,i,u,c,d),(S||E||L)&&(b.save(),S&&b.clip(S),E&&b.clip(E)),L?(x&ro)==ro?(b.clip(L),A&&b.clip(A),dn(d,w),pn(r,m,i)):x&Tr?(dn(d,w),b.clip(L),pn(r,m,i)):x&Nl&&(b.save(),b.clip(L),A&&b.clip(A),dn(d,w),b.restore(),pn(r,m,i)):(dn(d,w),pn(r,m,i)),(S||E||L)&&b.restore()}function pn(r,i,u){u>0&&(i instanceof Map?i.forEach((c,d)=>{b.strokeStyle=fn=d,b.stroke(c)}):i!=null&&r&&b.stroke(i))}function dn(r,i){i instanceof Map?i.forEach((u,c)=>{b.fillStyle=xl=c,b.fill(u)}):i!=null&&r&&b.fill(i)}function ws(r,i,u,c){let d=$[r],m;if(c<=0)m=[0,0];else{let w=d._space=d.space(l,r,i,u,c),x=d._incrs=d.incrs(l,r,i,u,c,w);m=Nu(i,u,x,c,w)}return d._found=m}function Xn(r,i,u,c,d,m,w,x,S,E){let A=w%2/2;R==1&&b.translate(A,A),Xr(x,w,S,E,x),b.beginPath();let L,j,oe,ne,Q=d+(c==0||c==3?-m:m);u==0?(j=d,ne=Q):(L=d,oe=Q);for(let W=0;W<r.length;W++)i[W]!=null&&(u==0?L=oe=r[W]:j=ne=r[W],b.moveTo(L,j),b.lineTo(oe,ne));b.stroke(),R==1&&b.translate(-A,-A)}function vs(r){let i=!0;return $.forEach((u,c)=>{if(!u.show)return;let d=M[u.scale];if(d.min==null){u._show&&(i=!1,u._show=!1,yl(!1));return}else u._show||(i=!1,u._show=!0,yl(!1));let m=u.side,w=m%2,{min:x,max:S}=d,[E,A]=ws(c,x,S,w==0?Y:D);if(A==0)return;let L=d.distr==2,j=u._splits=u.splits(l,c,x,S,E,A,L),oe=d.distr==2?j.map(O=>gt[O]):j,ne=d.distr==2?gt[j[1]]-gt[j[0]]:E,Q=u._values=u.values(l,u.filter(l,oe,c,A,ne),c,A,ne);u._rotate=m==2?u.rotate(l,Q,c,A):0;let W=u._size;u._size=dt(u.size(l,Q,c,r)),W!=null&&u._size!=W&&(i=!1)}),i}function xs(r){let i=!0;return Zr.forEach((u,c)=>{let d=u(l,c,el,r);d!=$t[c]&&(i=!1),$t[c]=d}),i}function ys(){for(let r=0;r<$.length;r++){let i=$[r];if(!i.show||!i._show)continue;let u=i.side,c=u%2,d,m,w=i.stroke(l,r),x=u==0||u==3?-1:1,[S,E]=i._found;if(i.label!=null){let Be=i.labelGap*x,tt=De((i._lpos+Be)*ie);eo(i.labelFont[0],w,"center",u==2?"top":Do),b.save(),c==1?(d=m=0,b.translate(tt,De(st+bt/2)),b.rotate((u==3?-Sn:Sn)/2)):(d=De(Qe+qe/2),m=tt);let nl=wi(i.label)?i.label(l,r,S,E):i.label;b.fillText(nl,d,m),b.restore()}if(E==0)continue;let A=M[i.scale],L=c==0?qe:bt,j=c==0?Qe:st,oe=i._splits,ne=A.distr==2?oe.map(Be=>gt[Be]):oe,Q=A.distr==2?gt[oe[1]]-gt[oe[0]]:S,W=i.ticks,O=i.border,be=W.show?W.size:0,Se=De(be*ie),Oe=De((i.alignTo==2?i._size-be-i.gap:i.gap)*ie),ce=i._rotate*-Sn/180,ke=V(i._pos*ie),Xe=(Se+Oe)*x,je=ke+Xe;m=c==0?je:0,d=c==1?je:0;let ct=i.font[0],wt=i.align==1?Pl:i.align==2?pr:ce>0?Pl:ce<0?pr:c==0?"center":u==3?pr:Pl,At=ce||c==1?"middle":u==2?"top":Do;eo(ct,w,wt,At);let et=i.font[1]*i.lineGap,ft=oe.map(Be=>V(f(Be,A,L,j))),vt=i._values;for(let Be=0;Be<vt.length;Be++){let tt=vt[Be];if(tt!=null){c==0?d=ft[Be]:m=ft[Be],tt=""+tt;let nl=tt.indexOf(`
`)==-1?[tt]:tt.split(/\n/gm);for(let Ue=0;Ue<nl.length;Ue++){let Mo=nl[Ue];ce?(b.save(),b.translate(d,m+Ue*et),b.rotate(ce),b.fillText(Mo,0,0),b.restore()):b.fillText(Mo,d,m+Ue*et)}}}W.show&&Xn(ft,W.filter(l,ne,r,E,Q),c,u,ke,Se,pe(W.width*ie,3),W.stroke(l,r),W.dash,W.cap);let Dt=i.grid;Dt.show&&Xn(ft,Dt.filter(l,ne,r,E,Q),c,c==0?2:1,c==0?st:Qe,c==0?bt:qe,pe(Dt.width*ie,3),Dt.stroke(l,r),Dt.dash,Dt.cap),O.show&&Xn([ke],[1],c==0?1:0,c==0?1:2,c==1?st:Qe,c==1?bt:qe,pe(O.width*ie,3),O.stroke(l,r),O.dash,O.cap)}Fe("drawAxes")}function yl(r){y.forEach((i,u)=>{u>0&&(i._paths=null,r&&(o==1?(i.min=null,i.max=null):i.facets.forEach(c=>{c.min=null,c.max=null})))})}let hn=!1,er=!1,Bl=[];function Ss(){er=!1;for(let r=0;r<Bl.length;r++)Fe(...Bl[r]);Bl.length=0}function Sl(){hn||(La(oo),hn=!0)}function ks(r,i=!1){hn=!0,er=i,r(l),oo(),i&&Bl.length>0&&queueMicrotask(Ss)}l.batch=ks;function oo(){if(Vn&&(hs(),Vn=!1),ml&&(ss(),ml=!1),an){if(ge(k,Pl,de),ge(k,"top",Ae),ge(k,Ql,Y),ge(k,Xl,D),ge(T,Pl,de),ge(T,"top",Ae),ge(T,Ql,Y),ge(T,Xl,D),ge(g,Ql,Rt),ge(g,Xl,qt),v.width=De(Rt*ie),v.height=De(qt*ie),$.forEach(({_el:r,_show:i,_size:u,_pos:c,side:d})=>{if(r!=null)if(i){let m=d===3||d===0?u:0,w=d%2==1;ge(r,w?"left":"top",c-m),ge(r,w?"width":"height",u),ge(r,w?"top":"left",w?Ae:de),ge(r,w?"height":"width",w?D:Y),yr(r,il)}else lt(r,il)}),fn=xl=jn=Un=Yn=Kn=qn=Jn=Bn=null,Je=1,Kl(!0),de!=hl||Ae!=Jt||Y!=Mt||D!=Zt){yl(!1);let r=Y/Mt,i=D/Zt;if(We&&!Qt&&F.left>=0){F.left*=r,F.top*=i,kl&&Lt(kl,De(F.left),0,Y,D),Ml&&Lt(Ml,0,De(F.top),Y,D);for(let u=0;u<ut.length;u++){let c=ut[u];c!=null&&(wl[u]*=r,vl[u]*=i,Lt(c,dt(wl[u]),dt(vl[u]),Y,D))}}if(me.show&&!un&&me.left>=0&&me.width>0){me.left*=r,me.width*=r,me.top*=i,me.height*=i;for(let u in ir)ge(El,u,me[u])}hl=de,Jt=Ae,Mt=Y,Zt=D}Fe("setSize"),an=!1}Rt>0&&qt>0&&(b.clearRect(0,0,v.width,v.height),Fe("drawClear"),U.forEach(r=>r()),Fe("draw")),me.show&&un&&(mn(me),un=!1),We&&Qt&&(ll(null,!0,!1),Qt=!1),Z.show&&Z.live&&at&&(rr(),at=!1),p||(p=!0,l.status=1,Fe("ready")),jl=!1,hn=!1}l.redraw=(r,i)=>{ml=i||!1,r!==!1?Vt(z,_.min,_.max):Sl()};function tr(r,i){let u=M[r];if(u.from==null){if(He==0){let c=u.range(l,i.min,i.max,r);i.min=c[0],i.max=c[1]}if(i.min>i.max){let c=i.min;i.min=i.max,i.max=c}if(He>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==z&&u.distr==2&&He>0&&(i.min=yt(i.min,t[0]),i.max=yt(i.max,t[0]),i.min==i.max&&i.max++),H[r]=i,Vn=!0,Sl()}}l.setScale=tr;let lr,nr,kl,Ml,io,so,_l,Tl,ao,uo,he,xe,It=!1,$e=F.drag,Re=$e.x,Ce=$e.y;We&&(F.x&&(lr=pt(ea,T)),F.y&&(nr=pt(ta,T)),_.ori==0?(kl=lr,Ml=nr):(kl=nr,Ml=lr),he=F.left,xe=F.top);let me=l.select=Te({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),El=me.show?pt(Xs,me.over?T:k):null;function mn(r,i){if(me.show){for(let u in r)me[u]=r[u],u in ir&&ge(El,u,r[u]);i!==!1&&Fe("setSelect")}}l.setSelect=mn;function Ms(r){if(y[r].show)Ee&&yr(ye[r],il);else if(Ee&&lt(ye[r],il),We){let u=gl?ut[0]:ut[r];u!=null&&Lt(u,-10,-10,Y,D)}}function Vt(r,i,u){tr(r,{min:i,max:u})}function Tt(r,i,u,c){i.focus!=null&&Ds(r),i.show!=null&&y.forEach((d,m)=>{m>0&&(r==m||r==null)&&(d.show=i.show,Ms(m),o==2?(Vt(d.facets[0].scale,null,null),Vt(d.facets[1].scale,null,null)):Vt(d.scale,null,null),Sl())}),u!==!1&&Fe("setSeries",r,i),c&&ql("setSeries",l,r,i)}l.setSeries=Tt;function _s(r,i){Te(q[r],i)}function Ts(r,i){r.fill=ee(r.fill||null),r.dir=re(r.dir,-1),i=i??q.length,q.splice(i,0,r)}function Es(r){r==null?q.length=0:q.splice(r,1)}l.addBand=Ts,l.setBand=_s,l.delBand=Es;function As(r,i){y[r].alpha=i,We&&ut[r]!=null&&(ut[r].style.opacity=i),Ee&&ye[r]&&(ye[r].style.opacity=i)}let Ct,Wt,tl,Al={focus:!0};function Ds(r){if(r!=tl){let i=r==null,u=_t.alpha!=1;y.forEach((c,d)=>{if(o==1||d>0){let m=i||d==0||d==r;c._focus=i?null:m,u&&As(d,m?1:_t.alpha)}}),tl=r,u&&Sl()}}Ee&&bl&&Ge(Ro,se,r=>{F._lock||(Xt(r),tl!=null&&Tt(null,Al,!0,_e.setSeries))});function Et(r,i,u){let c=M[i];u&&(r=r/ie-(c.ori==1?Ae:de));let d=Y;c.ori==1&&(d=D,r=d-r),c.dir==-1&&(r=d-r);let m=c._min,w=c._max,x=r/d,S=m+(w-m)*x,E=c.distr;return E==3?Cl(10,S):E==4?wa(S,c.asinh):E==100?c.bwd(S):S}function Ls(r,i){let u=Et(r,z,i);return yt(u,t[0],Pe,ze)}l.valToIdx=r=>yt(r,t[0]),l.posToIdx=Ls,l.posToVal=Et,l.valToPos=(r,i,u)=>M[i].ori==0?s(r,M[i],u?qe:Y,u?Qe:0):a(r,M[i],u?bt:D,u?st:0),l.setCursor=(r,i,u)=>{he=r.left,xe=r.top,ll(null,i,u)};function co(r,i){ge(El,Pl,me.left=r),ge(El,Ql,me.width=i)}function fo(r,i){ge(El,"top",me.top=r),ge(El,Xl,me.height=i)}let Ul=_.ori==0?co:fo,Yl=_.ori==1?co:fo;function Ps(){if(Ee&&Z.live)for(let r=o==2?1:0;r<y.length;r++){if(r==0&&it)continue;let i=Z.values[r],u=0;for(let c in i)kt[r][u++].firstChild.nodeValue=i[c]}}function rr(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((u,c)=>{ue[c]=u}):Sa(r.idx)||ue.fill(r.idx),Z.idx=ue[0]),Ee&&Z.live){for(let u=0;u<y.length;u++)(u>0||o==1&&!it)&&zs(u,ue[u]);Ps()}at=!1,i!==!1&&Fe("setLegend")}l.setLegend=rr;function zs(r,i){let u=y[r],c=r==0&&K==2?gt:t[r],d;it?d=u.values(l,r,i)??Ht:(d=u.value(l,i==null?null:c[i],r,i),d=d==null?Ht:{_:d}),Z.values[r]=d}function ll(r,i,u){ao=he,uo=xe,[he,xe]=F.move(l,he,xe),F.left=he,F.top=xe,We&&(kl&&Lt(kl,De(he),0,Y,D),Ml&&Lt(Ml,0,De(xe),Y,D));let c,d=Pe>ze;Ct=fe,Wt=null;let m=_.ori==0?Y:D,w=_.ori==1?Y:D;if(he<0||He==0||d){c=F.idx=null;for(let x=0;x<y.length;x++){let S=ut[x];S!=null&&Lt(S,-10,-10,Y,D)}bl&&Tt(null,Al,!0,r==null&&_e.setSeries),Z.live&&(ue.fill(c),at=!0)}else{let x,S,E;o==1&&(x=_.ori==0?he:xe,S=Et(x,z),c=F.idx=yt(S,t[0],Pe,ze),E=C(t[0][c],_,m,0));let A=-10,L=-10,j=0,oe=0,ne=!0,Q="",W="";for(let O=o==2?1:0;O<y.length;O++){let be=y[O],Se=ue[O],Oe=Se==null?null:o==1?t[O][Se]:t[O][1][Se],ce=F.dataIdx(l,O,c,S),ke=ce==null?null:o==1?t[O][ce]:t[O][1][ce];if(at=at||ke!=Oe||ce!=Se,ue[O]=ce,O>0&&be.show){let Xe=ce==null?-10:ce==c?E:C(o==1?t[0][ce]:t[O][0][ce],_,m,0),je=ke==null?-10:G(ke,o==1?M[be.scale]:M[be.facets[1].scale],w,0);if(bl&&ke!=null){let ct=_.ori==1?he:xe,wt=Le(_t.dist(l,O,ce,je,ct));if(wt<Ct){let At=_t.bias;if(At!=0){let et=Et(ct,be.scale),ft=ke>=0?1:-1,vt=et>=0?1:-1;vt==ft&&(vt==1?At==1?ke>=et:ke<=et:At==1?ke<=et:ke>=et)&&(Ct=wt,Wt=O)}else Ct=wt,Wt=O}}if(at||gl){let ct,wt;_.ori==0?(ct=Xe,wt=je):(ct=je,wt=Xe);let At,et,ft,vt,Dt,Be,tt=!0,nl=Ve.bbox;if(nl!=null){tt=!1;let Ue=nl(l,O);ft=Ue.left,vt=Ue.top,At=Ue.width,et=Ue.height}else ft=ct,vt=wt,At=et=Ve.size(l,O);if(Be=Ve.fill(l,O),Dt=Ve.stroke(l,O),gl)O==Wt&&Ct<=_t.prox&&(A=ft,L=vt,j=At,oe=et,ne=tt,Q=Be,W=Dt);else{let Ue=ut[O];Ue!=null&&(wl[O]=ft,vl[O]=vt,Io(Ue,At,et,tt),Ho(Ue,Be,Dt),Lt(Ue,dt(ft),dt(vt),Y,D))}}}}if(gl){let O=_t.prox,be=tl==null?Ct<=O:Ct>O||Wt!=tl;if(at||be){let Se=ut[0];Se!=null&&(wl[0]=A,vl[0]=L,Io(Se,j,oe,ne),Ho(Se,Q,W),Lt(Se,dt(A),dt(L),Y,D))}}}if(me.show&&It)if(r!=null){let[x,S]=_e.scales,[E,A]=_e.match,[L,j]=r.cursor.sync.scales,oe=r.cursor.drag;if(Re=oe._x,Ce=oe._y,Re||Ce){let{left:ne,top:Q,width:W,height:O}=r.select,be=r.scales[L].ori,Se=r.posToVal,Oe,ce,ke,Xe,je,ct=x!=null&&E(x,L),wt=S!=null&&A(S,j);ct&&Re?(be==0?(Oe=ne,ce=W):(Oe=Q,ce=O),ke=M[x],Xe=C(Se(Oe,L),ke,m,0),je=C(Se(Oe+ce,L),ke,m,0),Ul(St(Xe,je),Le(je-Xe))):Ul(0,m),wt&&Ce?(be==1?(Oe=ne,ce=W):(Oe=Q,ce=O),ke=M[S],Xe=G(Se(Oe,j),ke,w,0),je=G(Se(Oe+ce,j),ke,w,0),Yl(St(Xe,je),Le(je-Xe))):Yl(0,w)}else sr()}else{let x=Le(ao-io),S=Le(uo-so);if(_.ori==1){let j=x;x=S,S=j}Re=$e.x&&x>=$e.dist,Ce=$e.y&&S>=$e.dist;let E=$e.uni;E!=null?Re&&Ce&&(Re=x>=E,Ce=S>=E,!Re&&!Ce&&(S>x?Ce=!0:Re=!0)):$e.x&&$e.y&&(Re||Ce)&&(Re=Ce=!0);let A,L;Re&&(_.ori==0?(A=_l,L=he):(A=Tl,L=xe),Ul(St(A,L),Le(L-A)),Ce||Yl(0,w)),Ce&&(_.ori==1?(A=_l,L=he):(A=Tl,L=xe),Yl(St(A,L),Le(L-A)),Re||Ul(0,m)),!Re&&!Ce&&(Ul(0,0),Yl(0,0))}if($e._x=Re,$e._y=Ce,r==null){if(u){if(ko!=null){let[x,S]=_e.scales;_e.values[0]=x!=null?Et(_.ori==0?he:xe,x):null,_e.values[1]=S!=null?Et(_.ori==1?he:xe,S):null}ql(dr,l,he,xe,Y,D,c)}if(bl){let x=u&&_e.setSeries,S=_t.prox;tl==null?Ct<=S&&Tt(Wt,Al,!0,x):Ct>S?Tt(null,Al,!0,x):Wt!=tl&&Tt(Wt,Al,!0,x)}}at&&(Z.idx=c,rr()),i!==!1&&Fe("setCursor")}let Gt=null;Object.defineProperty(l,"rect",{get(){return Gt==null&&Kl(!1),Gt}});function Kl(r=!1){r?Gt=null:(Gt=T.getBoundingClientRect(),Fe("syncRect",Gt))}function po(r,i,u,c,d,m,w){F._lock||It&&r!=null&&r.movementX==0&&r.movementY==0||(or(r,i,u,c,d,m,w,!1,r!=null),r!=null?ll(null,!0,!0):ll(i,!0,!1))}function or(r,i,u,c,d,m,w,x,S){if(Gt==null&&Kl(!1),Xt(r),r!=null)u=r.clientX-Gt.left,c=r.clientY-Gt.top;else{if(u<0||c<0){he=-10,xe=-10;return}let[E,A]=_e.scales,L=i.cursor.sync,[j,oe]=L.values,[ne,Q]=L.scales,[W,O]=_e.match,be=i.axes[0].side%2==1,Se=_.ori==0?Y:D,Oe=_.ori==1?Y:D,ce=be?m:d,ke=be?d:m,Xe=be?c:u,je=be?u:c;if(ne!=null?u=W(E,ne)?f(j,M[E],Se,0):-10:u=Se*(Xe/ce),Q!=null?c=O(A,Q)?f(oe,M[A],Oe,0):-10:c=Oe*(je/ke),_.ori==1){let ct=u;u=c,c=ct}}S&&(i==null||i.cursor.event.type==dr)&&((u<=1||u>=Y-1)&&(u=rl(u,Y)),(c<=1||c>=D-1)&&(c=rl(c,D))),x?(io=u,so=c,[_l,Tl]=F.move(l,u,c)):(he=u,xe=c)}let ir={width:0,height:0,left:0,top:0};function sr(){mn(ir,!1)}let ho,mo,bo,go;function wo(r,i,u,c,d,m,w){It=!0,Re=Ce=$e._x=$e._y=!1,or(r,i,u,c,d,m,w,!0,!1),r!=null&&(Ge(hr,vr,vo,!1),ql(Po,l,_l,Tl,Y,D,null));let{left:x,top:S,width:E,height:A}=me;ho=x,mo=S,bo=E,go=A}function vo(r,i,u,c,d,m,w){It=$e._x=$e._y=!1,or(r,i,u,c,d,m,w,!1,!0);let{left:x,top:S,width:E,height:A}=me,L=E>0||A>0,j=ho!=x||mo!=S||bo!=E||go!=A;if(L&&j&&mn(me),$e.setScale&&L&&j){let oe=x,ne=E,Q=S,W=A;if(_.ori==1&&(oe=S,ne=A,Q=x,W=E),Re&&Vt(z,Et(oe,z),Et(oe+ne,z)),Ce)for(let O in M){let be=M[O];O!=z&&be.from==null&&be.min!=fe&&Vt(O,Et(Q+W,O),Et(Q,O))}sr()}else F.lock&&(F._lock=!F._lock,ll(i,!0,r!=null));r!=null&&(dl(hr,vr),ql(hr,l,he,xe,Y,D,null))}function Rs(r,i,u,c,d,m,w){if(F._lock)return;Xt(r);let x=It;if(It){let S=!0,E=!0,A=10,L,j;_.ori==0?(L=Re,j=Ce):(L=Ce,j=Re),L&&j&&(S=he<=A||he>=Y-A,E=xe<=A||xe>=D-A),L&&S&&(he=he<_l?0:Y),j&&E&&(xe=xe<Tl?0:D),ll(null,!0,!0),It=!1}he=-10,xe=-10,ue.fill(null),ll(null,!0,!0),x&&(It=x)}function xo(r,i,u,c,d,m,w){F._lock||(Xt(r),Gn(),sr(),r!=null&&ql(Co,l,he,xe,Y,D,null))}function yo(){$.forEach(Hu),Wn(l.width,l.height,!0)}sl(kn,Rl,yo);let Dl={};Dl.mousedown=wo,Dl.mousemove=po,Dl.mouseup=vo,Dl.dblclick=xo,Dl.setSeries=(r,i,u,c)=>{let d=_e.match[2];u=d(l,i,u),u!=-1&&Tt(u,c,!0,!1)},We&&(Ge(Po,T,wo),Ge(dr,T,po),Ge(zo,T,r=>{Xt(r),Kl(!1)}),Ge(Ro,T,Rs),Ge(Co,T,xo),Er.add(l),l.syncRect=Kl);let bn=l.hooks=e.hooks||{};function Fe(r,i,u){er?Bl.push([r,i,u]):r in bn&&bn[r].forEach(c=>{c.call(null,l,i,u)})}(e.plugins||[]).forEach(r=>{for(let i in r.hooks)bn[i]=(bn[i]||[]).concat(r.hooks[i])});let So=(r,i,u)=>u,_e=Te({key:null,setSeries:!1,filters:{pub:Bo,sub:Bo},scales:[z,y[1]?y[1].scale:null],match:[Uo,Uo,So],values:[null,null]},F.sync);_e.match.length==2&&_e.match.push(So),F.sync=_e;let ko=_e.key,ar=Wi(ko);function ql(r,i,u,c,d,m,w){_e.filters.pub(r,i,u,c,d,m,w)&&ar.pub(r,i,u,c,d,m,w)}ar.sub(l);function Cs(r,i,u,c,d,m,w){_e.filters.sub(r,i,u,c,d,m,w)&&Dl[r](null,i,u,c,d,m,w)}l.pub=Cs;function Fs(){ar.unsub(l),Er.delete(l),Kt.clear(),Sr(kn,Rl,yo),h.remove(),se?.remove(),Fe("destroy")}l.destroy=Fs;function ur(){Fe("init",e,t),Qr(t||e.data,!1),H[z]?tr(z,H[z]):Gn(),un=me.show&&(me.width>0||me.height>0),Qt=at=!0,Wn(e.width,e.height)}return y.forEach(Jr),$.forEach(ds),n?n instanceof HTMLElement?(n.appendChild(h),ur()):n(l,ur):ur(),l}Ne.assign=Te;Ne.fmtNum=Cr;Ne.rangeNum=Mn;Ne.rangeLog=En;Ne.rangeAsinh=zr;Ne.orient=ul;Ne.pxRatio=ie;Ne.join=Da;Ne.fmtDate=Or,Ne.tzDate=Ia;Ne.sync=Wi;{Ne.addGap=Su,Ne.clipGaps=Ln;let e=Ne.paths={points:Ki};e.linear=Ji,e.stepped=_u,e.bars=Tu,e.spline=Au}var $u=["#dbe4ef","#9dbbe0","#5d8fd0","#1d5fd1","#0a2f7a"],Iu=["#2a3644","#2f5277","#3f7bbb","#6ea8fe","#d6e8ff"],Vu=new Intl.NumberFormat("en-US",{maximumSignificantDigits:4}),Me=e=>e==null||!Number.isFinite(e)?"\u2013":Vu.format(e).replace(/^-/,"\u2212"),Yt=e=>typeof e=="number"?Number.isInteger(e)?Ft(e):Me(e):e===!0||e===!1||e===null?{true:"yes",false:"no",null:"none"}[String(e)]:String(e??"\u2013");function Cn(e,t){if(e.kind==="choice"){let o=e.options??[],s=o.findIndex(a=>a===t);return s<0?null:o.length<2?.5:s/(o.length-1)}if(typeof t!="number")return null;let[n,l]=[e.low??0,e.high??1];return n===l?.5:e.log?Math.log(t/n)/Math.log(l/n):(t-n)/(l-n)}function es(e,t){if(e.kind==="choice"){let f=e.options??[];return{titles:f.map(Yt),of:p=>f.indexOf(p)}}let n=[...new Set(t.filter(f=>typeof f=="number"))];if(n.sort((f,p)=>f-p),n.length<=24)return{titles:n.map(Yt),of:f=>n.indexOf(f)};let[l,o]=[e.low??0,e.high??1];if(e.kind==="int"&&!e.log)return Gu(l,o);let s=20,a=f=>e.log?l*(o/l)**(f/s):l+(o-l)*f/s;return{titles:Array.from({length:s},(f,p)=>`${Me(a(p))} to ${Me(a(p+1))}`),of:f=>{let p=Cn(e,f);return p===null?-1:Math.min(s-1,Math.max(0,Math.floor(p*s)))}}}var Wu=(e,t)=>e===t?String(e):`${e} to ${t}`;function Gu(e,t){let n=Math.ceil((t-e+1)/24),l=[];for(let o=e;o<=t;o+=n)l.push(Wu(o,Math.min(o+n-1,t)));return{titles:l,of:o=>typeof o=="number"?Math.floor((o-e)/n):-1}}function rn(e,t){let n=e.high-e.low,l=n>0?(t-e.low)/n:1,o=Math.min(1,Math.max(0,l));return e.plan.objectives?.[0]?.maximize===!1?1-o:o}var ot=e=>e[1]==="complete"?e[2][0]??null:null,Gr=e=>e==="dark"?Iu:$u;function on(e,t){let n=Gr(e),l=t*(n.length-1),o=Math.min(Math.floor(l),n.length-2),s=(f,p)=>parseInt(f.slice(1+2*p,3+2*p),16);return`rgb(${[0,1,2].map(f=>{let[p,h]=[s(n[o],f),s(n[o+1],f)];return Math.round(p+(h-p)*(l-o))}).join(",")})`}var ts=300;function ls({low:e,high:t}){let n=(t-e)*.08||Math.abs(t)*.1||1;return[e-n,t+n]}var Fn=class{element;place=P("div",{role:"img","aria-label":"Best value"});outside=P("span",{class:"rb-soft"});sized;plot=null;drawn=null;improved=[];frame=0;width=0;constructor(){let t=P("p",{class:"rb-legend"},P("span",{class:"rb-legend-trial"},"a trial, by its number"),P("span",{class:"rb-legend-best"},"the best so far"),this.outside);this.element=P("div",{},t,this.place),this.sized=new ResizeObserver(()=>this.later()),this.sized.observe(this.element)}draw(t,n){[this.drawn,this.improved]=[t,n];let[,l]=n.at(-1)??[],o=t.plan.objectives?.[0]?.name??"value";this.place.setAttribute("aria-label",`${o} of ${t.rows.length} trials; the best so far is ${Me(l)}`);let[s,a]=ls(t),f=t.rows.map(ot).filter(p=>p!==null&&(p<s||p>a)).length;Ie(this.outside,f?`${f} far off ${f===1?"is":"are"} not drawn`:""),this.later()}restyle(){this.plot?.destroy(),this.plot=null,this.later()}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect(),this.plot?.destroy()}later(){this.frame||(this.frame=requestAnimationFrame(()=>this.paint()))}paint(){this.frame=0;let t=Math.floor(this.element.clientWidth);!this.drawn||t<80||(this.plot?t!==this.width&&this.plot.setSize({width:t,height:ts}):this.plot=this.make(t),this.width=t,this.plot.setData(this.data(this.drawn)))}data(t){let n=t.rows.filter(p=>ot(p)!==null).sort((p,h)=>p[0]-h[0]),l=[],o=[],s=[],a=0,f=null;for(let p of n){for(;a<this.improved.length&&this.improved[a][0]<=p[0];)f=this.improved[a++][1];l.push(p[0]),o.push(ot(p)),s.push(f)}return[l,o,s]}make(t){let n=getComputedStyle(this.element),l=f=>n.getPropertyValue(f).trim(),s={font:`11px ${n.fontFamily}`,stroke:l("--rb-soft"),grid:{stroke:l("--rb-line"),width:1},ticks:{show:!1}},a=(f,p,h)=>this.drawn?ls(this.drawn):[p,h];return new Ne({width:t,height:ts,legend:{show:!1},padding:[8,8,0,0],cursor:{show:!1},scales:{x:{time:!1,range:(f,p,h)=>p<h?[p,h]:[p-1,p+1]},y:{range:a}},axes:[{...s,size:30},{...s,size:54,values:(f,p)=>p.map(h=>Me(h))}],series:[{},{paths:()=>null,points:{show:!0,size:4,width:0,fill:l("--rb-dot"),stroke:l("--rb-dot")}},{stroke:l("--rb-accent"),width:2,points:{show:!1},paths:Ne.paths.stepped({align:1})}]},[[],[],[]],this.place)}};var Vl=class{constructor(t,n,l){this.height=n;this.paint=l;this.element=P("canvas",{role:"img","aria-label":t,class:"rb-canvas"}),this.sized=new ResizeObserver(()=>this.draw()),this.sized.observe(this.element)}height;paint;element;sized;frame=0;draw(){this.frame||(this.frame=requestAnimationFrame(()=>this.now()))}label(t){this.element.getAttribute("aria-label")!==t&&this.element.setAttribute("aria-label",t)}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect()}now(){this.frame=0;let t=this.element.getContext("2d"),n=Math.floor(this.element.clientWidth),l=this.height();if(!t||n<60)return;let o=window.devicePixelRatio||1,[s,a]=[Math.round(n*o),Math.round(l*o)];(this.element.width!==s||this.element.height!==a)&&(this.element.width=s,this.element.height=a,this.element.style.height=`${l}px`),t.setTransform(o,0,0,o,0,0),t.clearRect(0,0,n,l);let f=getComputedStyle(this.element),p=k=>f.getPropertyValue(k).trim();t.font=`11px ${f.fontFamily}`;let h=this.element.closest("[data-theme]")?.dataset.theme??"light",[v,b,g]=[p("--rb-ink"),p("--rb-soft"),p("--rb-line")];this.paint({context:t,width:n,height:l,theme:h,ink:v,soft:b,line:g,accent:p("--rb-accent"),ground:p("--rb-ground")})}};var ht=74,Pt=8,On=38,Nn=class{element;across=jr("Across",()=>this.draw());up=jr("Up",()=>this.draw());of=jr("Of each cell",()=>this.draw());told=P("p",{class:"rb-soft rb-cell","aria-live":"polite"});canvas=new Vl("Heat map",()=>this.height,t=>this.paint(t));height=260;worst=P("span");best=P("span");ramp=P("span",{class:"rb-ramp"});drawn=null;cells=new Map;sides=[];at=null;constructor(){Br(this.of.field,["mean","best"],"mean"),this.canvas.element.tabIndex=0,this.canvas.element.addEventListener("pointermove",l=>this.point(l)),this.canvas.element.addEventListener("keydown",l=>this.move(l));let t=P("span",{class:"rb-scale"},this.worst,this.ramp,this.best),n=P("div",{class:"rb-bar"},this.across.label,this.up.label,this.of.label,t);this.element=P("div",{},n,this.canvas.element,this.told),this.say()}draw(t=this.drawn){if(!t?.plan.dimensions)return;this.drawn=t;let n=t.plan.dimensions.map(s=>s.name);Br(this.across.field,n,n[0]??""),Br(this.up.field,n,n[1]??n[0]??""),this.count(t);let[l,o]=[this.across.field.value,this.up.field.value];this.canvas.label(`${this.of.field.value} ${t.plan.objectives?.[0]?.name??"value"} over ${l} and ${o}, ${this.cells.size} cells; arrow keys read them`),this.scale(t),this.canvas.draw()}scale(t){let n=t.plan.objectives?.[0]?.maximize!==!1,l=this.element.closest("[data-theme]")?.dataset.theme??"light";Ie(this.worst,Me(n?t.low:t.high)),Ie(this.best,Me(n?t.high:t.low)),this.ramp.style.background=`linear-gradient(to right, ${Gr(l).join(", ")})`}destroy(){this.canvas.destroy()}count(t){let n=t.plan.dimensions,l=[this.across,this.up].map(({field:s})=>n.findIndex(a=>a.name===s.value));this.sides=l.map(s=>es(n[s],t.rows.map(a=>a[3][s])));let o=t.plan.objectives?.[0]?.maximize===!1?Math.min:Math.max;this.cells=new Map;for(let s of t.rows){let a=ot(s),[f,p]=l.map((v,b)=>this.sides[b].of(s[3][v]));if(a===null||f<0||p<0)continue;let h=this.cells.get(`${f},${p}`);h?Object.assign(h,{count:h.count+1,sum:h.sum+a,best:o(h.best,a)}):this.cells.set(`${f},${p}`,{count:1,sum:a,best:a})}}value(t){return this.of.field.value==="best"?t.best:t.sum/t.count}paint(t){let n=this.drawn,[l,o]=this.sides;if(!n||!l||!o)return;let[s,a]=[(t.width-ht-4)/l.titles.length,(this.height-Pt-On)/o.titles.length],{context:f}=t;for(let[p,h]of this.cells){let[v,b]=p.split(",").map(Number);f.fillStyle=on(t.theme,rn(n,this.value(h))),f.fillRect(ht+v*s,Pt+(o.titles.length-1-b)*a,Math.max(s-1,1),Math.max(a-1,1))}if(f.strokeStyle=t.line,f.lineWidth=1,f.strokeRect(ht-.5,Pt-.5,t.width-ht-3,this.height-Pt-On),this.titles(t,s,a),!!this.at)for(let[p,h]of[[t.ground,5],[t.accent,2]])f.strokeStyle=p,f.lineWidth=h,f.strokeRect(ht+this.at[0]*s,Pt+(o.titles.length-1-this.at[1])*a,s-1,a-1)}titles({context:t,width:n,soft:l,ink:o},s,a){let[f,p]=this.sides,h=this.height-On;t.fillStyle=l,t.textAlign="center";let v=-1/0;f.titles.forEach((g,k)=>{let T=ht+(k+.5)*s,R=t.measureText(g).width/2;T-R<v||T+R>n||(v=T+R+8,t.fillText(g,T,h+14))}),t.textAlign="right";let b=Math.ceil(14/a);p.titles.forEach((g,k)=>{k%b===0&&t.fillText(g,ht-6,Pt+(p.titles.length-.5-k)*a+4,ht-22)}),t.fillStyle=o,t.textAlign="center",t.fillText(this.across.field.value,ht+(n-ht)/2,this.height-6),t.save(),t.translate(10,Pt+(h-Pt)/2),t.rotate(-Math.PI/2),t.fillText(this.up.field.value,0,0),t.restore()}point(t){let[n,l]=this.sides;if(!n||!l)return;let o=(this.canvas.element.clientWidth-ht-4)/n.titles.length,s=(this.height-Pt-On)/l.titles.length,a=Math.floor((t.offsetX-ht)/o),f=l.titles.length-1-Math.floor((t.offsetY-Pt)/s),p=a>=0&&f>=0&&a<n.titles.length&&f<l.titles.length;this.choose(p?[a,f]:null)}move(t){let n={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[t.key],[l,o]=this.sides;if(!n||!l||!o)return;t.preventDefault();let[s,a]=this.at??[0,0],f=(h,v)=>Math.min(v-1,Math.max(0,h)),p=this.at?[s+n[0],a+n[1]]:[0,0];this.choose([f(p[0],l.titles.length),f(p[1],o.titles.length)])}choose(t){String(t)!==String(this.at)&&(this.at=t,this.say(),this.canvas.draw())}say(){let[t,n]=this.sides;if(!this.at||!t||!n){Ie(this.told,"Point at a cell, or move over the map with the arrow keys, to read it.");return}let l=this.cells.get(this.at.join(",")),o=`${this.across.field.value} ${t.titles[this.at[0]]}, ${this.up.field.value} ${n.titles[this.at[1]]}`,s=l?`mean ${Me(l.sum/l.count)}, best ${Me(l.best)}, ${l.count} ${l.count===1?"trial":"trials"}`:"no complete trial";Ie(this.told,`${o}: ${s}`)}};function jr(e,t){let n=P("select",{change:t});return{field:n,label:P("label",{class:"rb-choice"},e,n)}}function Br(e,t,n){e.options.length===t.length&&t.every((l,o)=>e.options[o]?.value===l)||(e.replaceChildren(...t.map(l=>P("option",{value:l},l))),e.value=n)}var rs=30,ns=22,Hn=260,$n=class{element;canvas=new Vl("Parallel coordinates",()=>Hn,t=>this.paint(t));drawn=null;constructor(){this.element=P("div",{},this.canvas.element)}draw(t){this.drawn=t;let n=(t.plan.dimensions??[]).map(o=>o.name).join(", "),l=t.best&&Object.entries(t.best.parameters).map(([o,s])=>`${o} ${Yt(s)}`);this.canvas.label(`Parallel coordinates of ${t.rows.length} trials over ${n}${l?`; the best has ${l.join(", ")}`:""}`),this.canvas.draw()}destroy(){this.canvas.destroy()}paint(t){let n=this.drawn;if(!n?.plan.dimensions)return;let l=n.plan.dimensions,o=34,s=62,a=k=>o+(t.width-o-s)*k/l.length,f=k=>Hn-ns-k*(Hn-rs-ns),p=n.high-n.low||1,h=(k,T)=>{let R=l.map((I,y)=>Cn(I,k[y]));if(R.some(I=>I===null))return null;let V=Math.min(1.04,Math.max(-.04,(T-n.low)/p));return[...R.map((I,y)=>[a(y),f(I)]),[a(l.length),f(V)]]};this.lines(t,n,h),l.forEach((k,T)=>ju(t,k,a(T),f,T===0)),Bu(t,n,a(l.length),f);let v=n.best,b=v?.values[0];if(!v||b===null||b===void 0)return;let g=h(l.map(k=>v.parameters[k.name]),b);g&&Ur(t,g,t.accent,2.5,1)}lines(t,n,l){let o=[];for(let a of n.rows){let f=ot(a);f!==null&&o.push([rn(n,f),a])}o.sort((a,f)=>a[0]-f[0]);let s=Math.max(.18,Math.min(.8,60/Math.max(o.length,1)));for(let[a,f]of o){let p=l(f[3],ot(f));p&&Ur(t,p,on(t.theme,a),1,s+(1-s)*a**3)}}};function Ur({context:e},t,n,l,o){e.globalAlpha=o,e.strokeStyle=n,e.lineWidth=l,e.beginPath(),t.forEach(([s,a],f)=>f?e.lineTo(s,a):e.moveTo(s,a)),e.stroke(),e.globalAlpha=1}function cl({context:e,ground:t},n,l,o,s){e.lineWidth=3,e.lineJoin="round",e.strokeStyle=t,e.strokeText(n,l,o),e.fillStyle=s,e.fillText(n,l,o)}function ju(e,t,n,l,o){let{context:s}=e;Ur(e,[[n,l(0)],[n,l(1)]],e.soft,1,1),s.textAlign=o?"left":"center";let a=o?2:n;if(cl(e,t.name+(t.log?" (log)":""),a,12,e.ink),t.kind!=="choice"){cl(e,Me(t.high),a,rs-5,e.soft),cl(e,Me(t.low),a,Hn-7,e.soft);return}let f=t.options??[];s.textAlign="left",f.slice(0,12).forEach(p=>cl(e,Yt(p),n+5,l(Cn(t,p)??0)+4,e.ink))}function Bu(e,t,n,l){let o=t.plan.objectives?.[0];for(let s=0;s<60;s++){let a=t.low+(s+.5)/60*(t.high-t.low);e.context.fillStyle=on(e.theme,rn(t,a)),e.context.fillRect(n,l((s+1)/60),8,l(s/60)-l((s+1)/60)+.5)}e.context.textAlign="right",cl(e,o?.name??"",e.width-2,12,e.ink),e.context.textAlign="left",cl(e,Me(t.high),n+12,l(1)+4,e.soft),cl(e,Me(t.low),n+12,l(0)+4,e.soft)}var Uu=50,Yu=200,Ku={running:["\u25B6","good"],stopped:["\u275A\u275A","warn"],complete:["\u2713","good"],failed:["\u2716","bad"]},Yr=["Best first","Newest first","Failed"],In=class{constructor(t){this.ask=t;this.orders=Yr.map(n=>P("button",{type:"button",class:"rb-filter","aria-pressed":n===this.order,click:()=>this.choose(n)},n)),this.orders.forEach((n,l)=>n.setAttribute("aria-pressed",String(Yr[l]===this.order))),this.heatSection=Jl("Two parameters",this.heat.element),this.pictures=P("div",{hidden:!0},P("div",{class:"rb-grid"},Jl("Best value so far",this.line.element),this.heatSection),Jl("Parameters of every trial",this.parallel.element)),this.element=P("div",{},P("div",{class:"rb-top"},P("div",{},this.title,this.subtitle),P("div",{class:"rb-buttons"},this.state,this.stop,this.resume)),this.failure,this.answer,P("div",{class:"rb-progress"},this.bar,this.progress),this.best,this.pictures,Jl("Trials",P("div",{class:"rb-bar"},...this.orders),this.list))}ask;element;title=P("h2",{},"Study");subtitle=P("p",{class:"rb-soft"});state=P("span",{class:"rb-state",role:"status"});stop=P("button",{type:"button",click:()=>this.command("stop")},"Stop");resume=P("button",{type:"button",class:"rb-go",click:()=>this.command("resume")},"Resume");answer=P("p",{class:"rb-answer",role:"status"});failure=P("p",{class:"rb-failure",role:"alert",hidden:!0});bar=P("div",{class:"rb-meter",role:"progressbar","aria-label":"Trials","aria-valuemin":0},P("div",{class:"rb-fill"}));progress=P("p",{});best=P("div",{class:"rb-best"});line=new Fn;parallel=new $n;heat=new Nn;list=P("div",{});orders;heatSection;pictures;table=null;order="Best first";rows=new Map;plan={};status={};improved=[];due=0;columns="";show(t,n,l){[this.plan,this.status,this.improved]=[t,n,l],this.later()}take(t,n){n&&this.rows.clear();for(let l of t)this.rows.set(l[0],l);this.later()}restyle(){this.line.restyle(),this.parallel.draw(this.drawn()),this.heat.draw()}destroy(){clearTimeout(this.due);for(let t of[this.line,this.parallel,this.heat])t.destroy()}later(){this.due||(this.due=window.setTimeout(()=>this.draw(),this.columns?Yu:0))}draw(){this.due=0;let{plan:t,status:n}=this;if(!t.dimensions)return;let l=this.drawn();this.head(),this.told(),jt(this.pictures,l.rows.some(o=>ot(o)!==null)),this.line.draw(l,this.improved),this.parallel.draw(l),jt(this.heatSection,t.dimensions.length>1),t.dimensions.length>1&&this.heat.draw(l),this.trials(n)}drawn(){let t=[...this.rows.values()],n=t.map(ot).filter(s=>s!==null).sort((s,a)=>s-a),l=s=>n[Math.round(s*(n.length-1))]??0,o=this.plan.objectives?.[0]?.maximize!==!1;return{plan:this.plan,rows:t,best:this.status.best??null,low:l(o?.02:0),high:l(o?1:.98)}}head(){let{plan:t,status:n}=this,l=n.state??"unknown",[o,s]=Ku[l]??["?",""];Ie(this.title,t.name??"Study"),Ie(this.subtitle,`${t.strategy} on ${t.bundle}, ${t.start} to ${t.end}, ${t.search} search`),Ie(this.state,`${o} ${n.stopping?"stopping":l}`),Ll(this.state,"tone",n.stopping?"warn":s),jt(this.stop,l==="running"),this.stop.disabled=!!n.stopping;let a=(n.wanted??0)>(n.ended??0);jt(this.resume,!!n.can_go_on&&a&&(l==="stopped"||l==="failed"));let f=n.unreadable??(l==="failed"?n.reason:"")??"";Ie(this.failure,f),jt(this.failure,f!=="")}told(){let{wanted:t=0,ended:n=0,running:l=0,failed:o=0,pruned:s=0,rate:a,eta:f,made:p=0,state:h,can_go_on:v}=this.status;this.bar.setAttribute("aria-valuemax",String(t)),this.bar.setAttribute("aria-valuenow",String(n)),this.bar.firstElementChild.style.width=`${t?100*Math.min(n,t)/t:0}%`;let b=[`${Ft(n)} of ${Ft(t)} trials`];l&&h==="running"&&b.push(`${l} running`),o&&b.push(`${Ft(o)} failed`),s&&b.push(`${Ft(s)} pruned`),h==="running"&&a&&b.push(`${Me(a)} a second`,`about ${fr(f??0)} left`),p>n&&b.push(`${Ft(p)} trials were ever made on ${this.plan.bundle}`),h==="stopped"&&!v&&b.push("to go on, call rb.optimize with its strategy and space"),Ie(this.progress,b.join(" \xB7 ")),this.tiles()}tiles(){let t=this.status.best,n=JSON.stringify(t??null);if(this.best.dataset.told===n)return;if(this.best.dataset.told=n,!t){this.best.replaceChildren(P("p",{class:"rb-empty"},"No trial is complete yet."));return}let l=this.plan.objectives??[],o=(s,a,f=!1)=>P("div",{class:f?"rb-tile rb-own":"rb-tile"},P("dt",{},s),P("dd",{},a));this.best.replaceChildren(P("h3",{},`Best so far: trial ${t.number}`),P("dl",{class:"rb-tiles rb-flow"},...l.map((s,a)=>o(s.name,Me(t.values[a]),!0)),...Object.entries(t.parameters).map(([s,a])=>o(s,Yt(a)))))}choose(t){this.order=t,this.orders.forEach((n,l)=>n.setAttribute("aria-pressed",String(Yr[l]===t))),this.trials(this.status)}trials(t){let n=[...this.plan.objectives??[],...this.plan.dimensions??[]].map(s=>s.name).join(`
`);(n!==this.columns||!this.table)&&(this.columns=n,this.table=new gn("Listed trials",Ju(this.plan),"No such trial."),this.list.replaceChildren(this.table.element)),Ie(this.orders[2],`Failed (${Ft(t.failed??0)})`);let l=this.plan.objectives?.[0]?.maximize===!1?1:-1,o=[...this.rows.values()].filter(s=>this.order==="Failed"?s[1]==="failed":!0);if(this.order==="Best first"){let s=a=>{let f=ot(a);return f===null?1/0:l*f};o.sort((a,f)=>s(a)-s(f)||a[0]-f[0])}else o.sort((s,a)=>a[0]-s[0]);this.table.draw(o.slice(0,Uu),s=>s[1])}command(t){Ie(this.answer,t==="stop"?"Stopping: trials under way are begun again when it goes on.":"Going on."),Ll(this.answer,"tone",""),this.ask(t).then(()=>Ie(this.answer,""),n=>{Ie(this.answer,n.message),Ll(this.answer,"tone","bad")})}},qu=e=>e<1?`${Me(e*1e3)}\xA0ms`:fr(e);function Ju(e){return[{title:"Trial",cell:t=>String(t[0])},{title:"State",text:!0,cell:t=>t[1]},...(e.objectives??[]).map((t,n)=>({title:t.name,cell:l=>Me(l[2][n]),exact:l=>String(l[2][n]??"")})),...(e.dimensions??[]).map((t,n)=>({title:t.name,cell:l=>Yt(l[3][n]),exact:l=>String(l[3][n])})),{title:"Took",cell:t=>qu(t[5])},{title:"Error",text:!0,cell:t=>t[4]}]}var os=`.rb-study {
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
`;function Qu({model:e,el:t}){let n=new wn(e),l=new In((p,h)=>n.ask(p,h)),o=P("div",{class:"rb-console rb-study",role:"region","aria-label":"Study","data-lm-suppress-shortcuts":"true"},P("style",{},_o,To,os),l.element),s=()=>l.show(e.get("plan"),e.get("status"),e.get("improved")),a=p=>{p.kind==="trials"?l.take(p.rows,!!p.all):n.hear(p)};t.append(o);let f=[Eo(p=>{Ll(o,"theme",p),l.restyle()}),cr(e,"msg:custom",a),...["plan","status","improved"].map(p=>cr(e,`change:${p}`,s))];return s(),e.send({kind:"hello"}),()=>{for(let p of f)p();l.destroy(),o.remove()}}var $c={render:Qu};export{$c as default,Qu as render};
