/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var Mo='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';var _o=`.rb-console {
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
`;function O(e,t={},...n){let l=document.createElement(e);for(let[o,s]of Object.entries(t))typeof s=="function"?l.addEventListener(o,s):s===!0?l.setAttribute(o,""):s!==!1&&s!==null&&s!==void 0&&l.setAttribute(o,String(s));return l.append(...n.filter(o=>!!o)),l}function tt(e,t){e.textContent!==t&&(e.textContent=t)}function Ll(e,t,n){e.dataset[t]!==n&&(e.dataset[t]=n)}function nl(e,t){e.hidden===t&&(e.hidden=!t)}var gn=class{constructor(t,n,l){this.columns=n;let o=n.map(a=>O("th",{scope:"col",class:a.text?"rb-text":null},a.title));this.table=O("table",{"aria-label":t},O("thead",{},O("tr",{},...o)),this.body),this.empty=O("p",{class:"rb-empty"},l);let s=O("div",{class:"rb-scroll",tabindex:0,role:"region","aria-label":t},this.table);this.element=O("div",{},s,this.empty),this.draw([])}columns;element;body=O("tbody");table;empty;drawn="";draw(t,n){let l=JSON.stringify(t);l!==this.drawn&&(this.drawn=l,nl(this.table.parentElement,t.length>0),nl(this.empty,t.length===0),this.body.replaceChildren(...t.map(o=>O("tr",{"data-kind":n?.(o)},...this.columns.map(s=>O("td",{class:s.text?"rb-text":null,title:s.exact?.(o)},s.cell(o)))))))}};function Jl(e,...t){return O("section",{class:"rb-panel","aria-label":e},O("h3",{},e),...t)}function cr(e,t,n){return e.on(t,n),()=>e.off(t,n)}var wn=class{constructor(t){this.model=t}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(t,n={}){let l=`${this.prefix}-${++this.count}`;return new Promise((o,s)=>{this.waiting.set(l,a=>a.kind==="refused"?s(new Error(String(a.message))):o(a)),this.model.send({kind:t,id:l,...n})})}hear(t){let n=String(t.id);this.waiting.get(n)?.(t),this.waiting.delete(n)}};function Os(){let{jpThemeLight:e,vscodeThemeKind:t}=document.body.dataset;return e!==void 0?e==="false"?"dark":"light":t!==void 0?/dark|high-contrast$/.test(t)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function To(e){let t=matchMedia("(prefers-color-scheme: dark)"),n=()=>e(Os()),l=new MutationObserver(n);return l.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),t.addEventListener("change",n),n(),()=>{l.disconnect(),t.removeEventListener("change",n)}}var Xu=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),Hs=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),Ns=/^-/,$s=e=>e.replace(Ns,"\u2212");function Ft(e){let t=Number(e);return e==null||e===""?"\u2013":Number.isFinite(t)?$s(Hs.format(t)):String(e)}function fr(e){return e<10?`${Math.max(e,0).toFixed(1)}\xA0s`:e<120?`${Math.round(e)}\xA0s`:e<7200?`${Math.round(e/60)}\xA0min`:`${Math.round(e/3600)}\xA0h`}var Vs="uplot",Is="u-hz",Ws="u-vt",Gs="u-title",Bs="u-wrap",js="u-under",Us="u-over",Ys="u-axis",il="u-off",Ks="u-select",qs="u-cursor-x",Js="u-cursor-y",Zs="u-cursor-pt",Qs="u-legend",Xs="u-live",ea="u-inline",ta="u-series",la="u-marker",Eo="u-label",na="u-value",Ql="width",Xl="height";var Ao="bottom",Pl="left",pr="right",Dr="#000",Do=Dr+"0",dr="mousemove",Lo="mousedown",hr="mouseup",Po="mouseenter",Ro="mouseleave",zo="dblclick",ra="resize",oa="scroll",Co="change",kn="dppxchange",Lr="--",Nl=typeof window<"u",vr=Nl?document:null,zl=Nl?window:null,ia=Nl?navigator:null,ie,vn;function xr(){let e=devicePixelRatio;ie!=e&&(ie=e,vn&&Sr(Co,vn,xr),vn=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),sl(Co,vn,xr),zl.dispatchEvent(new CustomEvent(kn)))}function lt(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function yr(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function ge(e,t,n){e.style[t]=n+"px"}function vt(e,t,n,l){let o=vr.createElement(e);return t!=null&&lt(o,t),n?.insertBefore(o,l),o}function ft(e,t){return vt("div",e,t)}var Fo=new WeakMap;function Lt(e,t,n,l,o){let s="translate("+t+"px,"+n+"px)",a=Fo.get(e);s!=a&&(e.style.transform=s,Fo.set(e,s),t<0||n<0||t>l||n>o?lt(e,il):yr(e,il))}var Oo=new WeakMap;function Ho(e,t,n){let l=t+n,o=Oo.get(e);l!=o&&(Oo.set(e,l),e.style.background=t,e.style.borderColor=n)}var No=new WeakMap;function $o(e,t,n,l){let o=t+""+n,s=No.get(e);o!=s&&(No.set(e,o),e.style.height=n+"px",e.style.width=t+"px",e.style.marginLeft=l?-t/2+"px":0,e.style.marginTop=l?-n/2+"px":0)}var Pr={passive:!0},sa={...Pr,capture:!0};function sl(e,t,n,l){t.addEventListener(e,n,l?sa:Pr)}function Sr(e,t,n,l){t.removeEventListener(e,n,Pr)}Nl&&xr();function xt(e,t,n,l){let o;n=n||0,l=l||t.length-1;let s=l<=2147483647;for(;l-n>1;)o=s?n+l>>1:nt((n+l)/2),t[o]<e?n=o:l=o;return e-t[n]<=t[l]-e?n:l}function di(e){return(n,l,o)=>{let s=-1,a=-1;for(let f=l;f<=o;f++)if(e(n[f])){s=f;break}for(let f=o;f>=l;f--)if(e(n[f])){a=f;break}return[s,a]}}var hi=e=>e!=null,mi=e=>e!=null&&e>0,Tn=di(hi),aa=di(mi);function ua(e,t,n,l=0,o=!1){let s=o?aa:Tn,a=o?mi:hi;[t,n]=s(e,t,n);let f=e[t],p=e[t];if(t>-1)if(l==1)f=e[t],p=e[n];else if(l==-1)f=e[n],p=e[t];else for(let h=t;h<=n;h++){let v=e[h];a(v)&&(v<f?f=v:v>p&&(p=v))}return[f??fe,p??-fe]}function En(e,t,n,l){let o=Wo(e),s=Wo(t);e==t&&(o==-1?(e*=n,t/=n):(e/=n,t*=n));let a=n==10?Ot:bi,f=o==1?nt:pt,p=s==1?pt:nt,h=f(a(De(e))),v=p(a(De(t))),m=Cl(n,h),g=Cl(n,v);return n==10&&(h<0&&(m=pe(m,-h)),v<0&&(g=pe(g,-v))),l||n==2?(e=m*o,t=g*s):(e=xi(e,m),t=An(t,g)),[e,t]}function Rr(e,t,n,l){let o=En(e,t,n,l);return e==0&&(o[0]=0),t==0&&(o[1]=0),o}var zr=.1,Vo={mode:3,pad:zr},tn={pad:0,soft:null,mode:0},ca={min:tn,max:tn};function Mn(e,t,n,l){return Dn(n)?Io(e,t,n):(tn.pad=n,tn.soft=l?0:null,tn.mode=l?3:0,Io(e,t,ca))}function re(e,t){return e??t}function fa(e,t,n){for(t=re(t,0),n=re(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function Io(e,t,n){let l=n.min,o=n.max,s=re(l.pad,0),a=re(o.pad,0),f=re(l.hard,-fe),p=re(o.hard,fe),h=re(l.soft,fe),v=re(o.soft,-fe),m=re(l.mode,0),g=re(o.mode,0),k=t-e,T=Ot(k),R=Ue(De(e),De(t)),I=Ot(R),V=De(I-T);(k<1e-24||V>10)&&(k=0,(e==0||t==0)&&(k=1e-24,m==2&&h!=fe&&(s=0),g==2&&v!=-fe&&(a=0)));let y=k||R||1e3,$=Ot(y),M=Cl(10,nt($)),q=y*(k==0?e==0?.1:1:s),P=pe(xi(e-q,M/10),24),J=e>=h&&(m==1||m==3&&P<=h||m==2&&P>=h)?h:fe,U=Ue(f,P<J&&e>=J?J:yt(J,P)),X=y*(k==0?t==0?.1:1:a),j=pe(An(t+X,M/10),24),_=t<=v&&(g==1||g==3&&j>=v||g==2&&j<=v)?v:-fe,K=yt(p,j>_&&t<=_?_:Ue(_,j));return U==K&&U==0&&(K=100),[U,K]}var pa=new Intl.NumberFormat(Nl?ia.language:"en-US"),Cr=e=>pa.format(e),rt=Math,Sn=rt.PI,De=rt.abs,nt=rt.floor,Ae=rt.round,pt=rt.ceil,yt=rt.min,Ue=rt.max,Cl=rt.pow,Wo=rt.sign,Ot=rt.log10,bi=rt.log2,da=(e,t=1)=>rt.sinh(e)*t,mr=(e,t=1)=>rt.asinh(e/t),fe=1/0;function Go(e){return(Ot((e^e>>31)-(e>>31))|0)+1}function kr(e,t,n){return yt(Ue(e,t),n)}function gi(e){return typeof e=="function"}function ee(e){return gi(e)?e:()=>e}var ha=()=>{},wi=e=>e,vi=(e,t)=>t,ma=e=>null,Bo=e=>!0,jo=(e,t)=>e==t,ba=/\.\d*?(?=9{6,}|0{6,})/gm,al=e=>{if(Si(e)||jt.has(e))return e;let t=`${e}`,n=t.match(ba);if(n==null)return e;let l=n[0].length-1;if(t.indexOf("e-")!=-1){let[o,s]=t.split("e");return+`${al(o)}e${s}`}return pe(e,l)};function rl(e,t){return al(pe(al(e/t))*t)}function An(e,t){return al(pt(al(e/t))*t)}function xi(e,t){return al(nt(al(e/t))*t)}function pe(e,t=0){if(Si(e))return e;let n=10**t,l=e*n*(1+Number.EPSILON);return Ae(l)/n}var jt=new Map;function yi(e){return((""+e).split(".")[1]||"").length}function nn(e,t,n,l){let o=[],s=l.map(yi);for(let a=t;a<n;a++){let f=De(a),p=pe(Cl(e,a),f);for(let h=0;h<l.length;h++){let v=e==10?+`${l[h]}e${a}`:l[h]*p,m=(a>=0?0:f)+(a>=s[h]?0:s[h]),g=e==10?v:pe(v,m);o.push(g),jt.set(g,m)}}return o}var ln={},Fr=[],Fl=[null,null],Bt=Array.isArray,Si=Number.isInteger,ga=e=>e===void 0;function Uo(e){return typeof e=="string"}function Dn(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function wa(e){return e!=null&&typeof e=="object"}var va=Object.getPrototypeOf(Uint8Array),ki="__proto__";function Ol(e,t=Dn){let n;if(Bt(e)){let l=e.find(o=>o!=null);if(Bt(l)||t(l)){n=Array(e.length);for(let o=0;o<e.length;o++)n[o]=Ol(e[o],t)}else n=e.slice()}else if(e instanceof va)n=e.slice();else if(t(e)){n={};for(let l in e)l!=ki&&(n[l]=Ol(e[l],t))}else n=e;return n}function _e(e){let t=arguments;for(let n=1;n<t.length;n++){let l=t[n];for(let o in l)o!=ki&&(Dn(e[o])?_e(e[o],Ol(l[o])):e[o]=Ol(l[o]))}return e}var xa=0,ya=1,Sa=2;function ka(e,t,n){for(let l=0,o,s=-1;l<t.length;l++){let a=t[l];if(a>s){for(o=a-1;o>=0&&e[o]==null;)e[o--]=null;for(o=a+1;o<n&&e[o]==null;)e[s=o++]=null}}}function Ma(e,t){if(Ea(e)){let a=e[0].slice();for(let f=1;f<e.length;f++)a.push(...e[f].slice(1));return Aa(a[0])||(a=Ta(a)),a}let n=new Set;for(let a=0;a<e.length;a++){let p=e[a][0],h=p.length;for(let v=0;v<h;v++)n.add(p[v])}let l=[Array.from(n).sort((a,f)=>a-f)],o=l[0].length,s=new Map;for(let a=0;a<o;a++)s.set(l[0][a],a);for(let a=0;a<e.length;a++){let f=e[a],p=f[0];for(let h=1;h<f.length;h++){let v=f[h],m=Array(o).fill(void 0),g=t?t[a][h]:ya,k=[];for(let T=0;T<v.length;T++){let R=v[T],I=s.get(p[T]);R===null?g!=xa&&(m[I]=R,g==Sa&&k.push(I)):m[I]=R}ka(m,k,o),l.push(m)}}return l}var _a=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function Ta(e){let t=e[0],n=t.length,l=Array(n);for(let s=0;s<l.length;s++)l[s]=s;l.sort((s,a)=>t[s]-t[a]);let o=[];for(let s=0;s<e.length;s++){let a=e[s],f=Array(n);for(let p=0;p<n;p++)f[p]=a[l[p]];o.push(f)}return o}function Ea(e){let t=e[0][0],n=t.length;for(let l=1;l<e.length;l++){let o=e[l][0];if(o.length!=n)return!1;if(o!=t){for(let s=0;s<n;s++)if(o[s]!=t[s])return!1}}return!0}function Aa(e,t=100){let n=e.length;if(n<=1)return!0;let l=0,o=n-1;for(;l<=o&&e[l]==null;)l++;for(;o>=l&&e[o]==null;)o--;if(o<=l)return!0;let s=Ue(1,nt((o-l+1)/t));for(let a=e[l],f=l+s;f<=o;f+=s){let p=e[f];if(p!=null){if(p<=a)return!1;a=p}}return!0}var Mi=["January","February","March","April","May","June","July","August","September","October","November","December"],_i=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Ti(e){return e.slice(0,3)}var Da=_i.map(Ti),La=Mi.map(Ti),Pa={MMMM:Mi,MMM:La,WWWW:_i,WWW:Da};function Zl(e){return(e<10?"0":"")+e}function Ra(e){return(e<10?"00":e<100?"0":"")+e}var za={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>Zl(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>Zl(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>Zl(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>Zl(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>Zl(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>Ra(e.getMilliseconds())};function Or(e,t){t=t||Pa;let n=[],l=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=l.exec(e);)n.push(o[0][0]=="{"?za[o[1]]:o[0]);return s=>{let a="";for(let f=0;f<n.length;f++)a+=typeof n[f]=="string"?n[f]:n[f](s,t);return a}}var Ca=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Fa(e,t){let n;return t=="UTC"||t=="Etc/UTC"?n=new Date(+e+e.getTimezoneOffset()*6e4):t==Ca?n=e:(n=new Date(e.toLocaleString("en-US",{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}var Ei=e=>e%1==0,_n=[1,2,2.5,5],Oa=nn(10,-32,0,_n),Ai=nn(10,0,32,_n),Ha=Ai.filter(Ei),ol=Oa.concat(Ai),Hr=`
`,Di="{YYYY}",Yo=Hr+Di,Li="{M}/{D}",en=Hr+Li,xn=en+"/{YY}",Pi="{aa}",Na="{h}:{mm}",Rl=Na+Pi,Ko=Hr+Rl,qo=":{ss}",ae=null;function Ri(e){let t=e*1e3,n=t*60,l=n*60,o=l*24,s=o*30,a=o*365,p=(e==1?nn(10,0,3,_n).filter(Ei):nn(10,-3,0,_n)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,l,l*2,l*3,l*4,l*6,l*8,l*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,s,s*2,s*3,s*4,s*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),h=[[a,Di,ae,ae,ae,ae,ae,ae,1],[o*28,"{MMM}",Yo,ae,ae,ae,ae,ae,1],[o,Li,Yo,ae,ae,ae,ae,ae,1],[l,"{h}"+Pi,xn,ae,en,ae,ae,ae,1],[n,Rl,xn,ae,en,ae,ae,ae,1],[t,qo,xn+" "+Rl,ae,en+" "+Rl,ae,Ko,ae,1],[e,qo+".{fff}",xn+" "+Rl,ae,en+" "+Rl,ae,Ko,ae,1]];function v(m){return(g,k,T,R,I,V)=>{let y=[],$=I>=a,M=I>=s&&I<a,q=m(T),P=pe(q*e,3),J=br(q.getFullYear(),$?0:q.getMonth(),M||$?1:q.getDate()),U=pe(J*e,3);if(M||$){let X=M?I/s:0,j=$?I/a:0,_=P==U?P:pe(br(J.getFullYear()+j,J.getMonth()+X,1)*e,3),K=new Date(Ae(_/e)),z=K.getFullYear(),G=K.getMonth();for(let N=0;_<=R;N++){let te=br(z+j*N,G+X*N,1),H=te-m(pe(te*e,3));_=pe((+te+H)*e,3),_<=R&&y.push(_)}}else{let X=I>=o?o:I,j=nt(T)-nt(P),_=U+j+An(P-U,X);y.push(_);let K=m(_),z=K.getHours()+K.getMinutes()/n+K.getSeconds()/l,G=I/l,N=g.axes[k]._space,te=V/N;for(;_=pe(_+I,e==1?0:3),!(_>R);)if(G>1){let H=nt(pe(z+G,6))%24,le=m(_).getHours()-H;le>1&&(le=-1),_-=le*l,z=(z+G)%24;let ue=y[y.length-1];pe((_-ue)/I,3)*te>=.7&&y.push(_)}else y.push(_)}return y}}return[p,h,v]}var[$a,Va,Ia]=Ri(1),[Wa,Ga,Ba]=Ri(.001);nn(2,-53,53,[1]);function Jo(e,t){return e.map(n=>n.map((l,o)=>o==0||o==8||l==null?l:t(o==1||n[8]==0?l:n[1]+l)))}function Zo(e,t){return(n,l,o,s,a)=>{let f=t.find(T=>a>=T[0])||t[t.length-1],p,h,v,m,g,k;return l.map(T=>{let R=e(T),I=R.getFullYear(),V=R.getMonth(),y=R.getDate(),$=R.getHours(),M=R.getMinutes(),q=R.getSeconds(),P=I!=p&&f[2]||V!=h&&f[3]||y!=v&&f[4]||$!=m&&f[5]||M!=g&&f[6]||q!=k&&f[7]||f[1];return p=I,h=V,v=y,m=$,g=M,k=q,P(R)})}}function ja(e,t){let n=Or(t);return(l,o,s,a,f)=>o.map(p=>n(e(p)))}function br(e,t,n){return new Date(e,t,n)}function Qo(e,t){return t(e)}var Ua="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Xo(e,t){return(n,l,o,s)=>s==null?Lr:t(e(l))}function Ya(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function Ka(e,t){return e.series[t].fill(e,t)}var qa={show:!0,live:!0,isolate:!1,mount:ha,markers:{show:!0,width:2,stroke:Ya,fill:Ka,dash:"solid"},idx:null,idxs:null,values:[]};function Ja(e,t){let n=e.cursor.points,l=ft(),o=n.size(e,t);ge(l,Ql,o),ge(l,Xl,o);let s=o/-2;ge(l,"marginLeft",s),ge(l,"marginTop",s);let a=n.width(e,t,o);return a&&ge(l,"borderWidth",a),l}function Za(e,t){let n=e.series[t].points;return n._fill||n._stroke}function Qa(e,t){let n=e.series[t].points;return n._stroke||n._fill}function Xa(e,t){return e.series[t].points.size}var gr=[0,0];function eu(e,t,n){return gr[0]=t,gr[1]=n,gr}function yn(e,t,n,l=!0){return o=>{o.button==0&&(!l||o.target==t)&&n(o)}}function wr(e,t,n,l=!0){return o=>{(!l||o.target==t)&&n(o)}}var tu={show:!0,x:!0,y:!0,lock:!1,move:eu,points:{one:!1,show:Ja,size:Xa,width:0,stroke:Qa,fill:Za},bind:{mousedown:yn,mouseup:yn,click:yn,dblclick:yn,mousemove:wr,mouseleave:wr,mouseenter:wr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,l,o)=>l-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},zi={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Nr=_e({},zi,{filter:vi}),Ci=_e({},Nr,{size:10}),Fi=_e({},zi,{show:!1}),$r='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Oi="bold "+$r,Hi=1.5,ei={show:!0,scale:"x",stroke:Dr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Oi,side:2,grid:Nr,ticks:Ci,border:Fi,font:$r,lineGap:Hi,rotate:0},lu="Value",nu="Time",ti={show:!0,scale:"x",auto:!1,sorted:1,min:fe,max:-fe,idxs:[]};function ru(e,t,n,l,o){return t.map(s=>s==null?"":Cr(s))}function ou(e,t,n,l,o,s,a){let f=[],p=jt.get(o)||0;n=a?n:pe(An(n,o),p);for(let h=n;h<=l;h=pe(h+o,p))f.push(Object.is(h,-0)?0:h);return f}function Mr(e,t,n,l,o,s,a){let f=[],p=e.scales[e.axes[t].scale].log,h=p==10?Ot:bi,v=nt(h(n));o=Cl(p,v),p==10&&(o=ol[xt(o,ol)]);let m=n,g=o*p;p==10&&(g=ol[xt(g,ol)]);do f.push(m),m=m+o,p==10&&!jt.has(m)&&(m=pe(m,jt.get(o))),m>=g&&(o=m,g=o*p,p==10&&(g=ol[xt(g,ol)]));while(m<=l);return f}function iu(e,t,n,l,o,s,a){let p=e.scales[e.axes[t].scale].asinh,h=l>p?Mr(e,t,Ue(p,n),l,o):[p],v=l>=0&&n<=0?[0]:[];return(n<-p?Mr(e,t,Ue(p,-l),-n,o):[p]).reverse().map(g=>-g).concat(v,h)}var Ni=/./,su=/[12357]/,au=/[125]/,li=/1/,_r=(e,t,n,l)=>e.map((o,s)=>t==4&&o==0||s%l==0&&n.test(o.toExponential()[o<0?1:0])?o:null);function uu(e,t,n,l,o){let s=e.axes[n],a=s.scale,f=e.scales[a],p=e.valToPos,h=s._space,v=p(10,a),m=p(9,a)-v>=h?Ni:p(7,a)-v>=h?su:p(5,a)-v>=h?au:li;if(m==li){let g=De(p(1,a)-v);if(g<h)return _r(t.slice().reverse(),f.distr,m,pt(h/g)).reverse()}return _r(t,f.distr,m,1)}function cu(e,t,n,l,o){let s=e.axes[n],a=s.scale,f=s._space,p=e.valToPos,h=De(p(1,a)-p(2,a));return h<f?_r(t.slice().reverse(),3,Ni,pt(f/h)).reverse():t}function fu(e,t,n,l){return l==null?Lr:t==null?"":Cr(t)}var ni={show:!0,scale:"y",stroke:Dr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Oi,side:3,grid:Nr,ticks:Ci,border:Fi,font:$r,lineGap:Hi,rotate:0};function pu(e,t){let n=3+(e||1)*2;return pe(n*t,3)}function du(e,t){let{scale:n,idxs:l}=e.series[0],o=e._data[0],s=e.valToPos(o[l[0]],n,!0),a=e.valToPos(o[l[1]],n,!0),f=De(a-s),p=e.series[t],h=f/(p.points.space*ie);return l[1]-l[0]<=h}var ri={scale:null,auto:!0,sorted:0,min:fe,max:-fe},$i=(e,t,n,l,o)=>o,oi={show:!0,auto:!0,sorted:0,gaps:$i,alpha:1,facets:[_e({},ri,{scale:"x"}),_e({},ri,{scale:"y"})]},ii={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:$i,alpha:1,points:{show:du,filter:null},values:null,min:fe,max:-fe,idxs:[],path:null,clip:null};function hu(e,t,n,l,o){return n/10}var Vi={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},mu=_e({},Vi,{time:!1,ori:1}),si={};function Ii(e,t){let n=si[e];return n||(n={key:e,plots:[],sub(l){n.plots.push(l)},unsub(l){n.plots=n.plots.filter(o=>o!=l)},pub(l,o,s,a,f,p,h){for(let v=0;v<n.plots.length;v++)n.plots[v]!=o&&n.plots[v].pub(l,o,s,a,f,p,h)}},e!=null&&(si[e]=n)),n}var Hl=1,Tr=2;function ul(e,t,n){let l=e.mode,o=e.series[t],s=l==2?e._data[t]:e._data,a=e.scales,f=e.bbox,p=s[0],h=l==2?s[1]:s[t],v=l==2?a[o.facets[0].scale]:a[e.series[0].scale],m=l==2?a[o.facets[1].scale]:a[o.scale],g=f.left,k=f.top,T=f.width,R=f.height,I=e.valToPosH,V=e.valToPosV;return v.ori==0?n(o,p,h,v,m,I,V,g,k,T,R,Pn,$l,zn,Gi,ji):n(o,p,h,v,m,V,I,k,g,R,T,Rn,Vl,Wr,Bi,Ui)}function Vr(e,t){let n=0,l=0,o=re(e.bands,Fr);for(let s=0;s<o.length;s++){let a=o[s];a.series[0]==t?n=a.dir:a.series[1]==t&&(a.dir==1?l|=1:l|=2)}return[n,l==1?-1:l==2?1:l==3?2:0]}function bu(e,t,n,l,o){let s=e.mode,a=e.series[t],f=s==2?a.facets[1].scale:a.scale,p=e.scales[f];return o==-1?p.min:o==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Ht(e,t,n,l,o,s){return ul(e,t,(a,f,p,h,v,m,g,k,T,R,I)=>{let V=a.pxRound,y=h.dir*(h.ori==0?1:-1),$=h.ori==0?$l:Vl,M,q;y==1?(M=n,q=l):(M=l,q=n);let P=V(m(f[M],h,R,k)),J=V(g(p[M],v,I,T)),U=V(m(f[q],h,R,k)),X=V(g(s==1?v.max:v.min,v,I,T)),j=new Path2D(o);return $(j,U,X),$(j,P,X),$(j,P,J),j})}function Ln(e,t,n,l,o,s){let a=null;if(e.length>0){a=new Path2D;let f=t==0?zn:Wr,p=n;for(let m=0;m<e.length;m++){let g=e[m];if(g[1]>g[0]){let k=g[0]-p;k>0&&f(a,p,l,k,l+s),p=g[1]}}let h=n+o-p,v=10;h>0&&f(a,p,l-v/2,h,l+s+v)}return a}function gu(e,t,n){let l=e[e.length-1];l&&l[0]==t?l[1]=n:e.push([t,n])}function Ir(e,t,n,l,o,s,a){let f=[],p=e.length;for(let h=o==1?n:l;h>=n&&h<=l;h+=o)if(t[h]===null){let m=h,g=h;if(o==1)for(;++h<=l&&t[h]===null;)g=h;else for(;--h>=n&&t[h]===null;)g=h;let k=s(e[m]),T=g==m?k:s(e[g]),R=m-o;k=a<=0&&R>=0&&R<p?s(e[R]):k;let V=g+o;T=a>=0&&V>=0&&V<p?s(e[V]):T,T>=k&&f.push([k,T])}return f}function ai(e){return e==0?wi:e==1?Ae:t=>rl(t,e)}function Wi(e){let t=e==0?Pn:Rn,n=e==0?(o,s,a,f,p,h)=>{o.arcTo(s,a,f,p,h)}:(o,s,a,f,p,h)=>{o.arcTo(a,s,p,f,h)},l=e==0?(o,s,a,f,p)=>{o.rect(s,a,f,p)}:(o,s,a,f,p)=>{o.rect(a,s,p,f)};return(o,s,a,f,p,h=0,v=0)=>{h==0&&v==0?l(o,s,a,f,p):(h=yt(h,f/2,p/2),v=yt(v,f/2,p/2),t(o,s+h,a),n(o,s+f,a,s+f,a+p,h),n(o,s+f,a+p,s,a+p,v),n(o,s,a+p,s,a,v),n(o,s,a,s+f,a,h),o.closePath())}}var Pn=(e,t,n)=>{e.moveTo(t,n)},Rn=(e,t,n)=>{e.moveTo(n,t)},$l=(e,t,n)=>{e.lineTo(t,n)},Vl=(e,t,n)=>{e.lineTo(n,t)},zn=Wi(0),Wr=Wi(1),Gi=(e,t,n,l,o,s)=>{e.arc(t,n,l,o,s)},Bi=(e,t,n,l,o,s)=>{e.arc(n,t,l,o,s)},ji=(e,t,n,l,o,s,a)=>{e.bezierCurveTo(t,n,l,o,s,a)},Ui=(e,t,n,l,o,s,a)=>{e.bezierCurveTo(n,t,o,l,a,s)};function Yi(e){return(t,n,l,o,s)=>ul(t,n,(a,f,p,h,v,m,g,k,T,R,I)=>{let{pxRound:V,points:y}=a,$,M;h.ori==0?($=Pn,M=Gi):($=Rn,M=Bi);let q=pe(y.width*ie,3),P=(y.size-y.width)/2*ie,J=pe(P*2,3),U=new Path2D,X=new Path2D,{left:j,top:_,width:K,height:z}=t.bbox;zn(X,j-J,_-J,K+J*2,z+J*2);let G=N=>{if(p[N]!=null){let te=V(m(f[N],h,R,k)),H=V(g(p[N],v,I,T));$(U,te+P,H),M(U,te,H,P,0,Sn*2)}};if(s)s.forEach(G);else for(let N=l;N<=o;N++)G(N);return{stroke:q>0?U:null,fill:U,clip:X,flags:Hl|Tr}})}function Ki(e){return(t,n,l,o,s,a)=>{l!=o&&(s!=l&&a!=l&&e(t,n,l),s!=o&&a!=o&&e(t,n,o),e(t,n,a))}}var wu=Ki($l),vu=Ki(Vl);function qi(e){let t=re(e?.alignGaps,0);return(n,l,o,s)=>ul(n,l,(a,f,p,h,v,m,g,k,T,R,I)=>{[o,s]=Tn(p,o,s);let V=a.pxRound,y=z=>V(m(z,h,R,k)),$=z=>V(g(z,v,I,T)),M,q;h.ori==0?(M=$l,q=wu):(M=Vl,q=vu);let P=h.dir*(h.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Hl},U=J.stroke,X=!1;if(s-o>=R*4){let z=C=>n.posToVal(C,h.key,!0),G=null,N=null,te,H,Ye,we=y(f[P==1?o:s]),le=y(f[o]),ue=y(f[s]),Z=z(P==1?le+1:ue-1);for(let C=P==1?o:s;C>=o&&C<=s;C+=P){let Te=f[C],ve=(P==1?Te<Z:Te>Z)?we:y(Te),se=p[C];ve==we?se!=null?(H=se,G==null?(M(U,ve,$(H)),te=G=N=H):H<G?G=H:H>N&&(N=H)):se===null&&(X=!0):(G!=null&&q(U,we,$(G),$(N),$(te),$(H)),se!=null?(H=se,M(U,ve,$(H)),G=N=te=H):(G=N=null,se===null&&(X=!0)),we=ve,Z=z(we+P))}G!=null&&G!=N&&Ye!=we&&q(U,we,$(G),$(N),$(te),$(H))}else for(let z=P==1?o:s;z>=o&&z<=s;z+=P){let G=p[z];G===null?X=!0:G!=null&&M(U,y(f[z]),$(G))}let[_,K]=Vr(n,l);if(a.fill!=null||_!=0){let z=J.fill=new Path2D(U),G=a.fillTo(n,l,a.min,a.max,_),N=$(G),te=y(f[o]),H=y(f[s]);P==-1&&([H,te]=[te,H]),M(z,H,N),M(z,te,N)}if(!a.spanGaps){let z=[];X&&z.push(...Ir(f,p,o,s,P,y,t)),J.gaps=z=a.gaps(n,l,o,s,z),J.clip=Ln(z,h.ori,k,T,R,I)}return K!=0&&(J.band=K==2?[Ht(n,l,o,s,U,-1),Ht(n,l,o,s,U,1)]:Ht(n,l,o,s,U,K)),J})}function xu(e){let t=re(e.align,1),n=re(e.ascDesc,!1),l=re(e.alignGaps,0),o=re(e.extend,!1);return(s,a,f,p)=>ul(s,a,(h,v,m,g,k,T,R,I,V,y,$)=>{[f,p]=Tn(m,f,p);let M=h.pxRound,{left:q,width:P}=s.bbox,J=le=>M(T(le,g,y,I)),U=le=>M(R(le,k,$,V)),X=g.ori==0?$l:Vl,j={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Hl},_=j.stroke,K=g.dir*(g.ori==0?1:-1),z=U(m[K==1?f:p]),G=J(v[K==1?f:p]),N=G,te=G;o&&t==-1&&(te=q,X(_,te,z)),X(_,G,z);for(let le=K==1?f:p;le>=f&&le<=p;le+=K){let ue=m[le];if(ue==null)continue;let Z=J(v[le]),C=U(ue);t==1?X(_,Z,z):X(_,N,C),X(_,Z,C),z=C,N=Z}let H=N;o&&t==1&&(H=q+P,X(_,H,z));let[Ye,we]=Vr(s,a);if(h.fill!=null||Ye!=0){let le=j.fill=new Path2D(_),ue=h.fillTo(s,a,h.min,h.max,Ye),Z=U(ue);X(le,H,Z),X(le,te,Z)}if(!h.spanGaps){let le=[];le.push(...Ir(v,m,f,p,K,J,l));let ue=h.width*ie/2,Z=n||t==1?ue:-ue,C=n||t==-1?-ue:ue;le.forEach(Te=>{Te[0]+=Z,Te[1]+=C}),j.gaps=le=h.gaps(s,a,f,p,le),j.clip=Ln(le,g.ori,I,V,y,$)}return we!=0&&(j.band=we==2?[Ht(s,a,f,p,_,-1),Ht(s,a,f,p,_,1)]:Ht(s,a,f,p,_,we)),j})}function ui(e,t,n,l,o,s,a=fe){if(e.length>1){let f=null;for(let p=0,h=1/0;p<e.length;p++)if(t[p]!==void 0){if(f!=null){let v=De(e[p]-e[f]);v<h&&(h=v,a=De(n(e[p],l,o,s)-n(e[f],l,o,s)))}f=p}}return a}function yu(e){e=e||ln;let t=re(e.size,[.6,fe,1]),n=e.align||0,l=e.gap||0,o=e.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let s=ee(o),a=1-t[0],f=re(t[1],fe),p=re(t[2],1),h=re(e.disp,ln),v=re(e.each,k=>{}),{fill:m,stroke:g}=h;return(k,T,R,I)=>ul(k,T,(V,y,$,M,q,P,J,U,X,j,_)=>{let K=V.pxRound,z=n,G=l*ie,N=f*ie,te=p*ie,H,Ye;M.ori==0?[H,Ye]=s(k,T):[Ye,H]=s(k,T);let we=M.dir*(M.ori==0?1:-1),le=M.ori==0?zn:Wr,ue=M.ori==0?v:(D,de,Ee,hl,qt,Mt,Jt)=>{v(D,de,Ee,qt,hl,Jt,Mt)},Z=re(k.bands,Fr).find(D=>D.series[0]==T),C=Z!=null?Z.dir:0,Te=V.fillTo(k,T,V.min,V.max,C),Ie=K(J(Te,q,_,X)),ve,se,ht,Je=j,ye=K(V.width*ie),kt=!1,Rt=null,ot=null,Nt=null,fl=null;m!=null&&(ye==0||g!=null)&&(kt=!0,Rt=m.values(k,T,R,I),ot=new Map,new Set(Rt).forEach(D=>{D!=null&&ot.set(D,new Path2D)}),ye>0&&(Nt=g.values(k,T,R,I),fl=new Map,new Set(Nt).forEach(D=>{D!=null&&fl.set(D,new Path2D)})));let{x0:pl,size:Wl}=h;if(pl!=null&&Wl!=null){z=1,y=pl.values(k,T,R,I),pl.unit==2&&(y=y.map(Ee=>k.posToVal(U+Ee*j,M.key,!0)));let D=Wl.values(k,T,R,I);Wl.unit==2?se=D[0]*j:se=P(D[0],M,j,U)-P(0,M,j,U),Je=ui(y,$,P,M,j,U,Je),ht=Je-se+G}else Je=ui(y,$,P,M,j,U,Je),ht=Je*a+G,se=Je-ht;ht<1&&(ht=0),ye>=se/2&&(ye=0),ht<5&&(K=wi);let sn=ht>0,Yt=Je-ht-(sn?ye:0);se=K(kr(Yt,te,N)),ve=(z==0?se/2:z==we?0:se)-z*we*((z==0?G/2:0)+(sn?ye/2:0));let We={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},dl=kt?null:new Path2D,zt=null;if(Z!=null)zt=k.data[Z.series[1]];else{let{y0:D,y1:de}=h;D!=null&&de!=null&&($=de.values(k,T,R,I),zt=D.values(k,T,R,I))}let Kt=H*se,Y=Ye*se;for(let D=we==1?R:I;D>=R&&D<=I;D+=we){let de=$[D];if(de==null)continue;if(zt!=null){let Ke=zt[D]??0;if(de-Ke==0)continue;Ie=J(Ke,q,_,X)}let Ee=M.distr!=2||h!=null?y[D]:D,hl=P(Ee,M,j,U),qt=J(re(de,Te),q,_,X),Mt=K(hl-ve),Jt=K(Ue(qt,Ie)),Ze=K(yt(qt,Ie)),it=Jt-Ze;if(de!=null){let Ke=de<0?Y:Kt,mt=de<0?Kt:Y;kt?(ye>0&&Nt[D]!=null&&le(fl.get(Nt[D]),Mt,Ze+nt(ye/2),se,Ue(0,it-ye),Ke,mt),Rt[D]!=null&&le(ot.get(Rt[D]),Mt,Ze+nt(ye/2),se,Ue(0,it-ye),Ke,mt)):le(dl,Mt,Ze+nt(ye/2),se,Ue(0,it-ye),Ke,mt),ue(k,T,D,Mt-ye/2,Ze,se+ye,it)}}return ye>0?We.stroke=kt?fl:dl:kt||(We._fill=V.width==0?V._fill:V._stroke??V._fill,We.width=0),We.fill=kt?ot:dl,We})}function Su(e,t){let n=re(t?.alignGaps,0);return(l,o,s,a)=>ul(l,o,(f,p,h,v,m,g,k,T,R,I,V)=>{[s,a]=Tn(h,s,a);let y=f.pxRound,$=H=>y(g(H,v,I,T)),M=H=>y(k(H,m,V,R)),q,P,J;v.ori==0?(q=Pn,J=$l,P=ji):(q=Rn,J=Vl,P=Ui);let U=v.dir*(v.ori==0?1:-1),X=$(p[U==1?s:a]),j=X,_=[],K=[];for(let H=U==1?s:a;H>=s&&H<=a;H+=U)if(h[H]!=null){let we=p[H],le=$(we);_.push(j=le),K.push(M(h[H]))}let z={stroke:e(_,K,q,J,P,y),fill:null,clip:null,band:null,gaps:null,flags:Hl},G=z.stroke,[N,te]=Vr(l,o);if(f.fill!=null||N!=0){let H=z.fill=new Path2D(G),Ye=f.fillTo(l,o,f.min,f.max,N),we=M(Ye);J(H,j,we),J(H,X,we)}if(!f.spanGaps){let H=[];H.push(...Ir(p,h,s,a,U,$,n)),z.gaps=H=f.gaps(l,o,s,a,H),z.clip=Ln(H,v.ori,T,R,I,V)}return te!=0&&(z.band=te==2?[Ht(l,o,s,a,G,-1),Ht(l,o,s,a,G,1)]:Ht(l,o,s,a,G,te)),z})}function ku(e){return Su(Mu,e)}function Mu(e,t,n,l,o,s){let a=e.length;if(a<2)return null;let f=new Path2D;if(n(f,e[0],t[0]),a==2)l(f,e[1],t[1]);else{let p=Array(a),h=Array(a-1),v=Array(a-1),m=Array(a-1);for(let g=0;g<a-1;g++)v[g]=t[g+1]-t[g],m[g]=e[g+1]-e[g],h[g]=v[g]/m[g];p[0]=h[0];for(let g=1;g<a-1;g++)h[g]===0||h[g-1]===0||h[g-1]>0!=h[g]>0?p[g]=0:(p[g]=3*(m[g-1]+m[g])/((2*m[g]+m[g-1])/h[g-1]+(m[g]+2*m[g-1])/h[g]),isFinite(p[g])||(p[g]=0));p[a-1]=h[a-2];for(let g=0;g<a-1;g++)o(f,e[g]+m[g]/3,t[g]+p[g]*m[g]/3,e[g+1]-m[g]/3,t[g+1]-p[g+1]*m[g]/3,e[g+1],t[g+1])}return f}var Er=new Set;function ci(){for(let e of Er)e.syncRect(!0)}Nl&&(sl(ra,zl,ci),sl(oa,zl,ci,!0),sl(kn,zl,()=>{He.pxRatio=ie}));var _u=qi(),Tu=Yi();function fi(e,t,n,l){return(l?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((s,a)=>Ar(s,a,t,n))}function Eu(e,t){return e.map((n,l)=>l==0?{}:_e({},t,n))}function Ar(e,t,n,l){return _e({},t==0?n:l,e)}function Ji(e,t,n){return t==null?Fl:[t,n]}var Au=Ji;function Du(e,t,n){return t==null?Fl:Mn(t,n,zr,!0)}function Zi(e,t,n,l){return t==null?Fl:En(t,n,e.scales[l].log,!1)}var Lu=Zi;function Qi(e,t,n,l){return t==null?Fl:Rr(t,n,e.scales[l].log,!1)}var Pu=Qi;function Ru(e,t,n,l,o){let s=Ue(Go(e),Go(t)),a=t-e,f=xt(o/l*a,n);do{let p=n[f],h=l*p/a;if(h>=o&&s+(p<5?jt.get(p):0)<=17)return[p,h]}while(++f<n.length);return[0,0]}function pi(e){let t,n;return e=e.replace(/(\d+)px/,(l,o)=>(t=Ae((n=+o)*ie))+"px"),[e,t,n]}function zu(e){e.show&&[e.font,e.labelFont].forEach(t=>{let n=pe(t[2]*ie,1);t[0]=t[0].replace(/[0-9.]+px/,n+"px"),t[1]=n})}function He(e,t,n){let l={mode:re(e.mode,1)},o=l.mode;function s(r,i,u,c){let d=i.valToPct(r);return c+u*(i.dir==-1?1-d:d)}function a(r,i,u,c){let d=i.valToPct(r);return c+u*(i.dir==-1?d:1-d)}function f(r,i,u,c){return i.ori==0?s(r,i,u,c):a(r,i,u,c)}l.valToPosH=s,l.valToPosV=a;let p=!1;l.status=0;let h=l.root=ft(Vs);if(e.id!=null&&(h.id=e.id),lt(h,e.class),e.title){let r=ft(Gs,h);r.textContent=e.title}let v=vt("canvas"),m=l.ctx=v.getContext("2d"),g=ft(Bs,h);sl("click",g,r=>{r.target===T&&(he!=_l||xe!=Tl)&&$e.click(l,r)},!0);let k=l.under=ft(js,g);g.appendChild(v);let T=l.over=ft(Us,g);e=Ol(e);let R=+re(e.pxAlign,1),I=ai(R);(e.plugins||[]).forEach(r=>{r.opts&&(e=r.opts(l,e)||e)});let V=e.ms||.001,y=l.series=o==1?fi(e.series||[],ti,ii,!1):Eu(e.series||[null],oi),$=l.axes=fi(e.axes||[],ei,ni,!0),M=l.scales={},q=l.bands=e.bands||[];q.forEach(r=>{r.fill=ee(r.fill||null),r.dir=re(r.dir,-1)});let P=o==2?y[1].facets[0].scale:y[0].scale,J={axes:vs,series:hs},U=(e.drawOrder||["axes","series"]).map(r=>J[r]);function X(r){let i=r.distr==3?u=>Ot(u>0?u:r.clamp(l,u,r.min,r.max,r.key)):r.distr==4?u=>mr(u,r.asinh):r.distr==100?u=>r.fwd(u):u=>u;return u=>{let c=i(u),{_min:d,_max:b}=r,w=b-d;return(c-d)/w}}function j(r){let i=M[r];if(i==null){let u=(e.scales||ln)[r]||ln;if(u.from!=null){j(u.from);let c=_e({},M[u.from],u,{key:r});c.valToPct=X(c),M[r]=c}else{i=M[r]=_e({},r==P?Vi:mu,u),i.key=r;let c=i.time,d=i.range,b=Bt(d);if((r!=P||o==2&&!c)&&(b&&(d[0]==null||d[1]==null)&&(d={min:d[0]==null?Vo:{mode:1,hard:d[0],soft:d[0]},max:d[1]==null?Vo:{mode:1,hard:d[1],soft:d[1]}},b=!1),!b&&Dn(d))){let w=d;d=(x,S,E)=>S==null?Fl:Mn(S,E,w)}i.range=ee(d||(c?Au:r==P?i.distr==3?Lu:i.distr==4?Pu:Ji:i.distr==3?Zi:i.distr==4?Qi:Du)),i.auto=ee(b?!1:i.auto),i.clamp=ee(i.clamp||hu),i._min=i._max=null,i.valToPct=X(i)}}}j("x"),j("y"),o==1&&y.forEach(r=>{j(r.scale)}),$.forEach(r=>{j(r.scale)});for(let r in e.scales)j(r);let _=M[P],K=_.distr,z,G;_.ori==0?(lt(h,Is),z=s,G=a):(lt(h,Ws),z=a,G=s);let N={};for(let r in M){let i=M[r];(i.min!=null||i.max!=null)&&(N[r]={min:i.min,max:i.max},i.min=i.max=null)}let te=e.tzDate||(r=>new Date(Ae(r/V))),H=e.fmtDate||Or,Ye=V==1?Ia(te):Ba(te),we=Zo(te,Jo(V==1?Va:Ga,H)),le=Xo(te,Qo(Ua,H)),ue=[],Z=l.legend=_e({},qa,e.legend),C=l.cursor=_e({},tu,{drag:{y:o==2}},e.cursor),Te=Z.show,Ie=C.show,ve=Z.markers;Z.idxs=ue,ve.width=ee(ve.width),ve.dash=ee(ve.dash),ve.stroke=ee(ve.stroke),ve.fill=ee(ve.fill);let se,ht,Je,ye=[],kt=[],Rt,ot=!1,Nt={};if(Z.live){let r=y[1]?y[1].values:null;ot=r!=null,Rt=ot?r(l,1,0):{_:0};for(let i in Rt)Nt[i]=Lr}if(Te)if(se=vt("table",Qs,h),Je=vt("tbody",null,se),Z.mount(l,se),ot){ht=vt("thead",null,se,Je);let r=vt("tr",null,ht);vt("th",null,r);for(var fl in Rt)vt("th",Eo,r).textContent=fl}else lt(se,ea),Z.live&&lt(se,Xs);let pl={show:!0},Wl={show:!1};function sn(r,i){if(i==0&&(ot||!Z.live||o==2))return Fl;let u=[],c=vt("tr",ta,Je,Je.childNodes[i]);lt(c,r.class),r.show||lt(c,il);let d=vt("th",null,c);if(ve.show){let x=ft(la,d);if(i>0){let S=ve.width(l,i);S&&(x.style.border=S+"px "+ve.dash(l,i)+" "+ve.stroke(l,i)),x.style.background=ve.fill(l,i)}}let b=ft(Eo,d);r.label instanceof HTMLElement?b.appendChild(r.label):b.textContent=r.label,i>0&&(ve.show||(b.style.color=r.width>0?ve.stroke(l,i):ve.fill(l,i)),We("click",d,x=>{if(C._lock)return;Qt(x);let S=y.indexOf(r);if((x.ctrlKey||x.metaKey)!=Z.isolate){let E=y.some((A,L)=>L>0&&L!=S&&A.show);y.forEach((A,L)=>{L>0&&Tt(L,E?L==S?pl:Wl:pl,!0,Me.setSeries)})}else Tt(S,{show:!r.show},!0,Me.setSeries)},!1),bl&&We(Po,d,x=>{C._lock||(Qt(x),Tt(y.indexOf(r),Al,!0,Me.setSeries))},!1));for(var w in Rt){let x=vt("td",na,c);x.textContent="--",u.push(x)}return[c,u]}let Yt=new Map;function We(r,i,u,c=!0){let d=Yt.get(i)||{},b=C.bind[r](l,i,u,c);b&&(sl(r,i,d[r]=b),Yt.set(i,d))}function dl(r,i,u){let c=Yt.get(i)||{};for(let d in c)(r==null||d==r)&&(Sr(d,i,c[d]),delete c[d]);r==null&&Yt.delete(i)}let zt=0,Kt=0,Y=0,D=0,de=0,Ee=0,hl=de,qt=Ee,Mt=Y,Jt=D,Ze=0,it=0,Ke=0,mt=0;l.bbox={};let In=!1,an=!1,ml=!1,Zt=!1,un=!1,st=!1;function Wn(r,i,u){(u||r!=l.width||i!=l.height)&&Yr(r,i),yl(!1),ml=!0,an=!0,Sl()}function Yr(r,i){l.width=zt=Y=r,l.height=Kt=D=i,de=Ee=0,ss(),as();let u=l.bbox;Ze=u.left=rl(de*ie,.5),it=u.top=rl(Ee*ie,.5),Ke=u.width=rl(Y*ie,.5),mt=u.height=rl(D*ie,.5)}let rs=3;function os(){let r=!1,i=0;for(;!r;){i++;let u=gs(i),c=ws(i);r=i==rs||u&&c,r||(Yr(l.width,l.height),an=!0)}}function is({width:r,height:i}){Wn(r,i)}l.setSize=is;function ss(){let r=!1,i=!1,u=!1,c=!1;$.forEach((d,b)=>{if(d.show&&d._show){let{side:w,_size:x}=d,S=w%2,E=d.label!=null?d.labelSize:0,A=x+E;A>0&&(S?(Y-=A,w==3?(de+=A,c=!0):u=!0):(D-=A,w==0?(Ee+=A,r=!0):i=!0))}}),Xt[0]=r,Xt[1]=u,Xt[2]=i,Xt[3]=c,Y-=$t[1]+$t[3],de+=$t[3],D-=$t[2]+$t[0],Ee+=$t[0]}function as(){let r=de+Y,i=Ee+D,u=de,c=Ee;function d(b,w){switch(b){case 1:return r+=w,r-w;case 2:return i+=w,i-w;case 3:return u-=w,u+w;case 0:return c-=w,c+w}}$.forEach((b,w)=>{if(b.show&&b._show){let x=b.side;b._pos=d(x,b._size),b.label!=null&&(b._lpos=d(x,b.labelSize))}})}if(C.dataIdx==null){let r=C.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let u=r.prox=ee(r.prox),c=r.bias??=0;C.dataIdx=(d,b,w,x)=>{if(b==0)return w;let S=w,E=u(d,b,w,x)??fe,A=E>=0&&E<fe,L=_.ori==0?Y:D,B=C.left,oe=t[0],ne=t[b];if(i.has(ne[w])){S=null;let Q=null,W=null,F;if(c==0||c==-1)for(F=w;Q==null&&F-- >0;)i.has(ne[F])||(Q=F);if(c==0||c==1)for(F=w;W==null&&F++<ne.length;)i.has(ne[F])||(W=F);if(Q!=null||W!=null)if(A){let be=Q==null?-1/0:z(oe[Q],_,L,0),Se=W==null?1/0:z(oe[W],_,L,0),Oe=B-be,ce=Se-B;Oe<=ce?Oe<=E&&(S=Q):ce<=E&&(S=W)}else S=W==null?Q:Q==null?W:w-Q<=W-w?Q:W}else A&&De(B-z(oe[w],_,L,0))>E&&(S=null);return S}}let Qt=r=>{C.event=r};C.idxs=ue,C._lock=!1;let Ve=C.points;Ve.show=ee(Ve.show),Ve.size=ee(Ve.size),Ve.stroke=ee(Ve.stroke),Ve.width=ee(Ve.width),Ve.fill=ee(Ve.fill);let _t=l.focus=_e({},e.focus||{alpha:.3},C.focus),bl=_t.prox>=0,gl=bl&&Ve.one,at=[],wl=[],vl=[];function Kr(r,i){let u=Ve.show(l,i);if(u instanceof HTMLElement)return lt(u,Zs),lt(u,r.class),Lt(u,-10,-10,Y,D),T.insertBefore(u,at[i]),u}function qr(r,i){if(o==1||i>0){let u=o==1&&M[r.scale].time,c=r.value;r.value=u?Uo(c)?Xo(te,Qo(c,H)):c||le:c||fu,r.label=r.label||(u?nu:lu)}if(gl||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||_u||ma,r.fillTo=ee(r.fillTo||bu),r.pxAlign=+re(r.pxAlign,R),r.pxRound=ai(r.pxAlign),r.stroke=ee(r.stroke||null),r.fill=ee(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let u=pu(Ue(1,r.width),1),c=r.points=_e({},{size:u,width:Ue(1,u*.2),stroke:r.stroke,space:u*2,paths:Tu,_stroke:null,_fill:null},r.points);c.show=ee(c.show),c.filter=ee(c.filter),c.fill=ee(c.fill),c.stroke=ee(c.stroke),c.paths=ee(c.paths),c.pxAlign=r.pxAlign}if(Te){let u=sn(r,i);ye.splice(i,0,u[0]),kt.splice(i,0,u[1]),Z.values.push(null)}if(Ie){ue.splice(i,0,null);let u=null;gl?i==0&&(u=Kr(r,i)):i>0&&(u=Kr(r,i)),at.splice(i,0,u),wl.splice(i,0,0),vl.splice(i,0,0)}Fe("addSeries",i)}function us(r,i){i=i??y.length,r=o==1?Ar(r,i,ti,ii):Ar(r,i,{},oi),y.splice(i,0,r),qr(y[i],i)}l.addSeries=us;function cs(r){if(y.splice(r,1),Te){Z.values.splice(r,1),kt.splice(r,1);let i=ye.splice(r,1)[0];dl(null,i.firstChild),i.remove()}Ie&&(ue.splice(r,1),at.splice(r,1)[0].remove(),wl.splice(r,1),vl.splice(r,1)),Fe("delSeries",r)}l.delSeries=cs;let Xt=[!1,!1,!1,!1];function fs(r,i){if(r._show=r.show,r.show){let u=r.side%2,c=M[r.scale];c==null&&(r.scale=u?y[1].scale:P,c=M[r.scale]);let d=c.time;r.size=ee(r.size),r.space=ee(r.space),r.rotate=ee(r.rotate),Bt(r.incrs)&&r.incrs.forEach(w=>{!jt.has(w)&&jt.set(w,yi(w))}),r.incrs=ee(r.incrs||(c.distr==2?Ha:d?V==1?$a:Wa:ol)),r.splits=ee(r.splits||(d&&c.distr==1?Ye:c.distr==3?Mr:c.distr==4?iu:ou)),r.stroke=ee(r.stroke),r.grid.stroke=ee(r.grid.stroke),r.ticks.stroke=ee(r.ticks.stroke),r.border.stroke=ee(r.border.stroke);let b=r.values;r.values=Bt(b)&&!Bt(b[0])?ee(b):d?Bt(b)?Zo(te,Jo(b,H)):Uo(b)?ja(te,b):b||we:b||ru,r.filter=ee(r.filter||(c.distr>=3&&c.log==10?uu:c.distr==3&&c.log==2?cu:vi)),r.font=pi(r.font),r.labelFont=pi(r.labelFont),r._size=r.size(l,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(Xt[i]=!0,r._el=ft(Ys,g))}}function Gl(r,i,u,c){let[d,b,w,x]=u,S=i%2,E=0;return S==0&&(x||b)&&(E=i==0&&!d||i==2&&!w?Ae(ei.size/3):0),S==1&&(d||w)&&(E=i==1&&!b||i==3&&!x?Ae(ni.size/2):0),E}let Jr=l.padding=(e.padding||[Gl,Gl,Gl,Gl]).map(r=>ee(re(r,Gl))),$t=l._padding=Jr.map((r,i)=>r(l,i,Xt,0)),Ne,Pe=null,Re=null,cn=o==1?y[0].idxs:null,bt=null,Bl=!1;function Zr(r,i){if(t=r??[],l.data=l._data=t,o==2){Ne=0;for(let u=1;u<y.length;u++)Ne+=t[u][0].length}else{t.length==0&&(l.data=l._data=t=[[]]),bt=t[0],Ne=bt.length;let u=t;if(K==2){u=t.slice();let c=u[0]=Array(Ne);for(let d=0;d<Ne;d++)c[d]=d}l._data=t=u}if(yl(!0),Fe("setData"),K==2&&(ml=!0),i!==!1){let u=_;u.auto(l,Bl)?Gn():It(P,u.min,u.max),Zt=Zt||C.left>=0,st=!0,Sl()}}l.setData=Zr;function Gn(){Bl=!0;let r,i;o==1&&(Ne>0?(Pe=cn[0]=0,Re=cn[1]=Ne-1,r=t[0][Pe],i=t[0][Re],K==2?(r=Pe,i=Re):r==i&&(K==3?[r,i]=En(r,r,_.log,!1):K==4?[r,i]=Rr(r,r,_.log,!1):_.time?i=r+Ae(86400/V):[r,i]=Mn(r,i,zr,!0))):(Pe=cn[0]=r=null,Re=cn[1]=i=null)),It(P,r,i)}let fn,xl,Bn,jn,Un,Yn,Kn,qn,Jn,qe;function Qr(r,i,u,c,d,b){r??=Do,u??=Fr,c??="butt",d??=Do,b??="round",r!=fn&&(m.strokeStyle=fn=r),d!=xl&&(m.fillStyle=xl=d),i!=Bn&&(m.lineWidth=Bn=i),b!=Un&&(m.lineJoin=Un=b),c!=Yn&&(m.lineCap=Yn=c),u!=jn&&m.setLineDash(jn=u)}function Xr(r,i,u,c){i!=xl&&(m.fillStyle=xl=i),r!=Kn&&(m.font=Kn=r),u!=qn&&(m.textAlign=qn=u),c!=Jn&&(m.textBaseline=Jn=c)}function Zn(r,i,u,c,d=0){if(c.length>0&&r.auto(l,Bl)&&(i==null||i.min==null)){let b=re(Pe,0),w=re(Re,c.length-1),x=u.min==null?ua(c,b,w,d,r.distr==3):[u.min,u.max];r.min=yt(r.min,u.min=x[0]),r.max=Ue(r.max,u.max=x[1])}}let eo={min:null,max:null};function ps(){for(let c in M){let d=M[c];N[c]==null&&(d.min==null||N[P]!=null&&d.auto(l,Bl))&&(N[c]=eo)}for(let c in M){let d=M[c];N[c]==null&&d.from!=null&&N[d.from]!=null&&(N[c]=eo)}N[P]!=null&&yl(!0);let r={};for(let c in N){let d=N[c];if(d!=null){let b=r[c]=Ol(M[c],wa);if(d.min!=null)_e(b,d);else if(c!=P||o==2)if(Ne==0&&b.from==null){let w=b.range(l,null,null,c);b.min=w[0],b.max=w[1]}else b.min=fe,b.max=-fe}}if(Ne>0){y.forEach((c,d)=>{if(o==1){let b=c.scale,w=N[b];if(w==null)return;let x=r[b];if(d==0){let S=x.range(l,x.min,x.max,b);x.min=S[0],x.max=S[1],Pe=xt(x.min,t[0]),Re=xt(x.max,t[0]),Re-Pe>1&&(t[0][Pe]<x.min&&Pe++,t[0][Re]>x.max&&Re--),c.min=bt[Pe],c.max=bt[Re]}else c.show&&c.auto&&Zn(x,w,c,t[d],c.sorted);c.idxs[0]=Pe,c.idxs[1]=Re}else if(d>0&&c.show&&c.auto){let[b,w]=c.facets,x=b.scale,S=w.scale,[E,A]=t[d],L=r[x],B=r[S];L!=null&&Zn(L,N[x],b,E,b.sorted),B!=null&&Zn(B,N[S],w,A,w.sorted),c.min=w.min,c.max=w.max}});for(let c in r){let d=r[c],b=N[c];if(d.from==null&&(b==null||b.min==null)){let w=d.range(l,d.min==fe?null:d.min,d.max==-fe?null:d.max,c);d.min=w[0],d.max=w[1]}}}for(let c in r){let d=r[c];if(d.from!=null){let b=r[d.from];if(b.min==null)d.min=d.max=null;else{let w=d.range(l,b.min,b.max,c);d.min=w[0],d.max=w[1]}}}let i={},u=!1;for(let c in r){let d=r[c],b=M[c];if(b.min!=d.min||b.max!=d.max){b.min=d.min,b.max=d.max;let w=b.distr;b._min=w==3?Ot(b.min):w==4?mr(b.min,b.asinh):w==100?b.fwd(b.min):b.min,b._max=w==3?Ot(b.max):w==4?mr(b.max,b.asinh):w==100?b.fwd(b.max):b.max,i[c]=u=!0}}if(u){y.forEach((c,d)=>{o==2?d>0&&i.y&&(c._paths=null):i[c.scale]&&(c._paths=null)});for(let c in i)ml=!0,Fe("setScale",c);Ie&&C.left>=0&&(Zt=st=!0)}for(let c in N)N[c]=null}function ds(r){let i=kr(Pe-1,0,Ne-1),u=kr(Re+1,0,Ne-1);for(;r[i]==null&&i>0;)i--;for(;r[u]==null&&u<Ne-1;)u++;return[i,u]}function hs(){if(Ne>0){let r=y.some(i=>i._focus)&&qe!=_t.alpha;r&&(m.globalAlpha=qe=_t.alpha),y.forEach((i,u)=>{if(u>0&&i.show&&(to(u,!1),to(u,!0),i._paths==null)){let c=qe;qe!=i.alpha&&(m.globalAlpha=qe=i.alpha);let d=o==2?[0,t[u][0].length-1]:ds(t[u]);i._paths=i.paths(l,u,d[0],d[1]),qe!=c&&(m.globalAlpha=qe=c)}}),y.forEach((i,u)=>{if(u>0&&i.show){let c=qe;qe!=i.alpha&&(m.globalAlpha=qe=i.alpha),i._paths!=null&&lo(u,!1);{let d=i._paths!=null?i._paths.gaps:null,b=i.points.show(l,u,Pe,Re,d),w=i.points.filter(l,u,b,d);(b||w)&&(i.points._paths=i.points.paths(l,u,Pe,Re,w),lo(u,!0))}qe!=c&&(m.globalAlpha=qe=c),Fe("drawSeries",u)}}),r&&(m.globalAlpha=qe=1)}}function to(r,i){let u=i?y[r].points:y[r];u._stroke=u.stroke(l,r),u._fill=u.fill(l,r)}function lo(r,i){let u=i?y[r].points:y[r],{stroke:c,fill:d,clip:b,flags:w,_stroke:x=u._stroke,_fill:S=u._fill,_width:E=u.width}=u._paths;E=pe(E*ie,3);let A=null,L=E%2/2;i&&S==null&&(S=E>0?"#fff":x);let B=u.pxAlign==1&&L>0;if(B&&m.translate(L,L),!i){let oe=Ze-E/2,ne=it-E/2,Q=Ke+E,W=mt+E;A=new Path2D,A.rect(oe,ne,Q,W)}i?Qn(x,E,u.dash,u.cap,S,c,d,w,b):ms(r,x,E,u.dash,u.cap,S,c,d,w,A,b),B&&m.translate(-L,-L)}function ms(r,i,u,c,d,b,w,x,S,E,A){let L=!1;S!=0&&q.forEach((B,oe)=>{if(B.series[0]==r){let ne=y[B.series[1]],Q=t[B.series[1]],W=(ne._paths||ln).band;Bt(W)&&(W=B.dir==1?W[0]:W[1]);let F,be=null;ne.show&&W&&fa(Q,Pe,Re)?(be=B.fill(l,oe)||b,F=ne._paths.clip):W=null,Qn(i,u,c,d,be,w,x,S,E,A,F,W),L=!0}}),L||Qn(i,u,c,d,b,w,x,S,E,A)}let no=Hl|Tr;function Qn(r,i,u,c,d,b,w,x,S,E,A,L){Qr(r,i,u,c,d),(S||E||L)&&(m.save(),S&&m.clip(S),E&&m.clip(E)),L?(x&no)==no?(m.clip(L),A&&m.clip(A),dn(d,w),pn(r,b,i)):x&Tr?(dn(d,w),m.clip(L),pn(r,b,i)):x&Hl&&(m.save(),m.clip(L),A&&m.clip(A),dn(d,w),m.restore(),pn(r,b,i)):(dn(d,w),pn(r,b,i)),(S||E||L)&&m.restore()}function pn(r,i,u){u>0&&(i instanceof Map?i.forEach((c,d)=>{m.strokeStyle=fn=d,m.stroke(c)}):i!=null&&r&&m.stroke(i))}function dn(r,i){i instanceof Map?i.forEach((u,c)=>{m.fillStyle=xl=c,m.fill(u)}):i!=null&&r&&m.fill(i)}function bs(r,i,u,c){let d=$[r],b;if(c<=0)b=[0,0];else{let w=d._space=d.space(l,r,i,u,c),x=d._incrs=d.incrs(l,r,i,u,c,w);b=Ru(i,u,x,c,w)}return d._found=b}function Xn(r,i,u,c,d,b,w,x,S,E){let A=w%2/2;R==1&&m.translate(A,A),Qr(x,w,S,E,x),m.beginPath();let L,B,oe,ne,Q=d+(c==0||c==3?-b:b);u==0?(B=d,ne=Q):(L=d,oe=Q);for(let W=0;W<r.length;W++)i[W]!=null&&(u==0?L=oe=r[W]:B=ne=r[W],m.moveTo(L,B),m.lineTo(oe,ne));m.stroke(),R==1&&m.translate(-A,-A)}function gs(r){let i=!0;return $.forEach((u,c)=>{if(!u.show)return;let d=M[u.scale];if(d.min==null){u._show&&(i=!1,u._show=!1,yl(!1));return}else u._show||(i=!1,u._show=!0,yl(!1));let b=u.side,w=b%2,{min:x,max:S}=d,[E,A]=bs(c,x,S,w==0?Y:D);if(A==0)return;let L=d.distr==2,B=u._splits=u.splits(l,c,x,S,E,A,L),oe=d.distr==2?B.map(F=>bt[F]):B,ne=d.distr==2?bt[B[1]]-bt[B[0]]:E,Q=u._values=u.values(l,u.filter(l,oe,c,A,ne),c,A,ne);u._rotate=b==2?u.rotate(l,Q,c,A):0;let W=u._size;u._size=pt(u.size(l,Q,c,r)),W!=null&&u._size!=W&&(i=!1)}),i}function ws(r){let i=!0;return Jr.forEach((u,c)=>{let d=u(l,c,Xt,r);d!=$t[c]&&(i=!1),$t[c]=d}),i}function vs(){for(let r=0;r<$.length;r++){let i=$[r];if(!i.show||!i._show)continue;let u=i.side,c=u%2,d,b,w=i.stroke(l,r),x=u==0||u==3?-1:1,[S,E]=i._found;if(i.label!=null){let Be=i.labelGap*x,et=Ae((i._lpos+Be)*ie);Xr(i.labelFont[0],w,"center",u==2?"top":Ao),m.save(),c==1?(d=b=0,m.translate(et,Ae(it+mt/2)),m.rotate((u==3?-Sn:Sn)/2)):(d=Ae(Ze+Ke/2),b=et);let ll=gi(i.label)?i.label(l,r,S,E):i.label;m.fillText(ll,d,b),m.restore()}if(E==0)continue;let A=M[i.scale],L=c==0?Ke:mt,B=c==0?Ze:it,oe=i._splits,ne=A.distr==2?oe.map(Be=>bt[Be]):oe,Q=A.distr==2?bt[oe[1]]-bt[oe[0]]:S,W=i.ticks,F=i.border,be=W.show?W.size:0,Se=Ae(be*ie),Oe=Ae((i.alignTo==2?i._size-be-i.gap:i.gap)*ie),ce=i._rotate*-Sn/180,ke=I(i._pos*ie),Qe=(Se+Oe)*x,Ge=ke+Qe;b=c==0?Ge:0,d=c==1?Ge:0;let ut=i.font[0],gt=i.align==1?Pl:i.align==2?pr:ce>0?Pl:ce<0?pr:c==0?"center":u==3?pr:Pl,At=ce||c==1?"middle":u==2?"top":Ao;Xr(ut,w,gt,At);let Xe=i.font[1]*i.lineGap,ct=oe.map(Be=>I(f(Be,A,L,B))),wt=i._values;for(let Be=0;Be<wt.length;Be++){let et=wt[Be];if(et!=null){c==0?d=ct[Be]:b=ct[Be],et=""+et;let ll=et.indexOf(`
`)==-1?[et]:et.split(/\n/gm);for(let je=0;je<ll.length;je++){let ko=ll[je];ce?(m.save(),m.translate(d,b+je*Xe),m.rotate(ce),m.fillText(ko,0,0),m.restore()):m.fillText(ko,d,b+je*Xe)}}}W.show&&Xn(ct,W.filter(l,ne,r,E,Q),c,u,ke,Se,pe(W.width*ie,3),W.stroke(l,r),W.dash,W.cap);let Dt=i.grid;Dt.show&&Xn(ct,Dt.filter(l,ne,r,E,Q),c,c==0?2:1,c==0?it:Ze,c==0?mt:Ke,pe(Dt.width*ie,3),Dt.stroke(l,r),Dt.dash,Dt.cap),F.show&&Xn([ke],[1],c==0?1:0,c==0?1:2,c==1?it:Ze,c==1?mt:Ke,pe(F.width*ie,3),F.stroke(l,r),F.dash,F.cap)}Fe("drawAxes")}function yl(r){y.forEach((i,u)=>{u>0&&(i._paths=null,r&&(o==1?(i.min=null,i.max=null):i.facets.forEach(c=>{c.min=null,c.max=null})))})}let hn=!1,er=!1,jl=[];function xs(){er=!1;for(let r=0;r<jl.length;r++)Fe(...jl[r]);jl.length=0}function Sl(){hn||(_a(ro),hn=!0)}function ys(r,i=!1){hn=!0,er=i,r(l),ro(),i&&jl.length>0&&queueMicrotask(xs)}l.batch=ys;function ro(){if(In&&(ps(),In=!1),ml&&(os(),ml=!1),an){if(ge(k,Pl,de),ge(k,"top",Ee),ge(k,Ql,Y),ge(k,Xl,D),ge(T,Pl,de),ge(T,"top",Ee),ge(T,Ql,Y),ge(T,Xl,D),ge(g,Ql,zt),ge(g,Xl,Kt),v.width=Ae(zt*ie),v.height=Ae(Kt*ie),$.forEach(({_el:r,_show:i,_size:u,_pos:c,side:d})=>{if(r!=null)if(i){let b=d===3||d===0?u:0,w=d%2==1;ge(r,w?"left":"top",c-b),ge(r,w?"width":"height",u),ge(r,w?"top":"left",w?Ee:de),ge(r,w?"height":"width",w?D:Y),yr(r,il)}else lt(r,il)}),fn=xl=Bn=Un=Yn=Kn=qn=Jn=jn=null,qe=1,Kl(!0),de!=hl||Ee!=qt||Y!=Mt||D!=Jt){yl(!1);let r=Y/Mt,i=D/Jt;if(Ie&&!Zt&&C.left>=0){C.left*=r,C.top*=i,kl&&Lt(kl,Ae(C.left),0,Y,D),Ml&&Lt(Ml,0,Ae(C.top),Y,D);for(let u=0;u<at.length;u++){let c=at[u];c!=null&&(wl[u]*=r,vl[u]*=i,Lt(c,pt(wl[u]),pt(vl[u]),Y,D))}}if(me.show&&!un&&me.left>=0&&me.width>0){me.left*=r,me.width*=r,me.top*=i,me.height*=i;for(let u in ir)ge(El,u,me[u])}hl=de,qt=Ee,Mt=Y,Jt=D}Fe("setSize"),an=!1}zt>0&&Kt>0&&(m.clearRect(0,0,v.width,v.height),Fe("drawClear"),U.forEach(r=>r()),Fe("draw")),me.show&&un&&(mn(me),un=!1),Ie&&Zt&&(tl(null,!0,!1),Zt=!1),Z.show&&Z.live&&st&&(rr(),st=!1),p||(p=!0,l.status=1,Fe("ready")),Bl=!1,hn=!1}l.redraw=(r,i)=>{ml=i||!1,r!==!1?It(P,_.min,_.max):Sl()};function tr(r,i){let u=M[r];if(u.from==null){if(Ne==0){let c=u.range(l,i.min,i.max,r);i.min=c[0],i.max=c[1]}if(i.min>i.max){let c=i.min;i.min=i.max,i.max=c}if(Ne>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==P&&u.distr==2&&Ne>0&&(i.min=xt(i.min,t[0]),i.max=xt(i.max,t[0]),i.min==i.max&&i.max++),N[r]=i,In=!0,Sl()}}l.setScale=tr;let lr,nr,kl,Ml,oo,io,_l,Tl,so,ao,he,xe,Vt=!1,$e=C.drag,ze=$e.x,Ce=$e.y;Ie&&(C.x&&(lr=ft(qs,T)),C.y&&(nr=ft(Js,T)),_.ori==0?(kl=lr,Ml=nr):(kl=nr,Ml=lr),he=C.left,xe=C.top);let me=l.select=_e({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),El=me.show?ft(Ks,me.over?T:k):null;function mn(r,i){if(me.show){for(let u in r)me[u]=r[u],u in ir&&ge(El,u,r[u]);i!==!1&&Fe("setSelect")}}l.setSelect=mn;function Ss(r){if(y[r].show)Te&&yr(ye[r],il);else if(Te&&lt(ye[r],il),Ie){let u=gl?at[0]:at[r];u!=null&&Lt(u,-10,-10,Y,D)}}function It(r,i,u){tr(r,{min:i,max:u})}function Tt(r,i,u,c){i.focus!=null&&Es(r),i.show!=null&&y.forEach((d,b)=>{b>0&&(r==b||r==null)&&(d.show=i.show,Ss(b),o==2?(It(d.facets[0].scale,null,null),It(d.facets[1].scale,null,null)):It(d.scale,null,null),Sl())}),u!==!1&&Fe("setSeries",r,i),c&&ql("setSeries",l,r,i)}l.setSeries=Tt;function ks(r,i){_e(q[r],i)}function Ms(r,i){r.fill=ee(r.fill||null),r.dir=re(r.dir,-1),i=i??q.length,q.splice(i,0,r)}function _s(r){r==null?q.length=0:q.splice(r,1)}l.addBand=Ms,l.setBand=ks,l.delBand=_s;function Ts(r,i){y[r].alpha=i,Ie&&at[r]!=null&&(at[r].style.opacity=i),Te&&ye[r]&&(ye[r].style.opacity=i)}let Ct,Wt,el,Al={focus:!0};function Es(r){if(r!=el){let i=r==null,u=_t.alpha!=1;y.forEach((c,d)=>{if(o==1||d>0){let b=i||d==0||d==r;c._focus=i?null:b,u&&Ts(d,b?1:_t.alpha)}}),el=r,u&&Sl()}}Te&&bl&&We(Ro,se,r=>{C._lock||(Qt(r),el!=null&&Tt(null,Al,!0,Me.setSeries))});function Et(r,i,u){let c=M[i];u&&(r=r/ie-(c.ori==1?Ee:de));let d=Y;c.ori==1&&(d=D,r=d-r),c.dir==-1&&(r=d-r);let b=c._min,w=c._max,x=r/d,S=b+(w-b)*x,E=c.distr;return E==3?Cl(10,S):E==4?da(S,c.asinh):E==100?c.bwd(S):S}function As(r,i){let u=Et(r,P,i);return xt(u,t[0],Pe,Re)}l.valToIdx=r=>xt(r,t[0]),l.posToIdx=As,l.posToVal=Et,l.valToPos=(r,i,u)=>M[i].ori==0?s(r,M[i],u?Ke:Y,u?Ze:0):a(r,M[i],u?mt:D,u?it:0),l.setCursor=(r,i,u)=>{he=r.left,xe=r.top,tl(null,i,u)};function uo(r,i){ge(El,Pl,me.left=r),ge(El,Ql,me.width=i)}function co(r,i){ge(El,"top",me.top=r),ge(El,Xl,me.height=i)}let Ul=_.ori==0?uo:co,Yl=_.ori==1?uo:co;function Ds(){if(Te&&Z.live)for(let r=o==2?1:0;r<y.length;r++){if(r==0&&ot)continue;let i=Z.values[r],u=0;for(let c in i)kt[r][u++].firstChild.nodeValue=i[c]}}function rr(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((u,c)=>{ue[c]=u}):ga(r.idx)||ue.fill(r.idx),Z.idx=ue[0]),Te&&Z.live){for(let u=0;u<y.length;u++)(u>0||o==1&&!ot)&&Ls(u,ue[u]);Ds()}st=!1,i!==!1&&Fe("setLegend")}l.setLegend=rr;function Ls(r,i){let u=y[r],c=r==0&&K==2?bt:t[r],d;ot?d=u.values(l,r,i)??Nt:(d=u.value(l,i==null?null:c[i],r,i),d=d==null?Nt:{_:d}),Z.values[r]=d}function tl(r,i,u){so=he,ao=xe,[he,xe]=C.move(l,he,xe),C.left=he,C.top=xe,Ie&&(kl&&Lt(kl,Ae(he),0,Y,D),Ml&&Lt(Ml,0,Ae(xe),Y,D));let c,d=Pe>Re;Ct=fe,Wt=null;let b=_.ori==0?Y:D,w=_.ori==1?Y:D;if(he<0||Ne==0||d){c=C.idx=null;for(let x=0;x<y.length;x++){let S=at[x];S!=null&&Lt(S,-10,-10,Y,D)}bl&&Tt(null,Al,!0,r==null&&Me.setSeries),Z.live&&(ue.fill(c),st=!0)}else{let x,S,E;o==1&&(x=_.ori==0?he:xe,S=Et(x,P),c=C.idx=xt(S,t[0],Pe,Re),E=z(t[0][c],_,b,0));let A=-10,L=-10,B=0,oe=0,ne=!0,Q="",W="";for(let F=o==2?1:0;F<y.length;F++){let be=y[F],Se=ue[F],Oe=Se==null?null:o==1?t[F][Se]:t[F][1][Se],ce=C.dataIdx(l,F,c,S),ke=ce==null?null:o==1?t[F][ce]:t[F][1][ce];if(st=st||ke!=Oe||ce!=Se,ue[F]=ce,F>0&&be.show){let Qe=ce==null?-10:ce==c?E:z(o==1?t[0][ce]:t[F][0][ce],_,b,0),Ge=ke==null?-10:G(ke,o==1?M[be.scale]:M[be.facets[1].scale],w,0);if(bl&&ke!=null){let ut=_.ori==1?he:xe,gt=De(_t.dist(l,F,ce,Ge,ut));if(gt<Ct){let At=_t.bias;if(At!=0){let Xe=Et(ut,be.scale),ct=ke>=0?1:-1,wt=Xe>=0?1:-1;wt==ct&&(wt==1?At==1?ke>=Xe:ke<=Xe:At==1?ke<=Xe:ke>=Xe)&&(Ct=gt,Wt=F)}else Ct=gt,Wt=F}}if(st||gl){let ut,gt;_.ori==0?(ut=Qe,gt=Ge):(ut=Ge,gt=Qe);let At,Xe,ct,wt,Dt,Be,et=!0,ll=Ve.bbox;if(ll!=null){et=!1;let je=ll(l,F);ct=je.left,wt=je.top,At=je.width,Xe=je.height}else ct=ut,wt=gt,At=Xe=Ve.size(l,F);if(Be=Ve.fill(l,F),Dt=Ve.stroke(l,F),gl)F==Wt&&Ct<=_t.prox&&(A=ct,L=wt,B=At,oe=Xe,ne=et,Q=Be,W=Dt);else{let je=at[F];je!=null&&(wl[F]=ct,vl[F]=wt,$o(je,At,Xe,et),Ho(je,Be,Dt),Lt(je,pt(ct),pt(wt),Y,D))}}}}if(gl){let F=_t.prox,be=el==null?Ct<=F:Ct>F||Wt!=el;if(st||be){let Se=at[0];Se!=null&&(wl[0]=A,vl[0]=L,$o(Se,B,oe,ne),Ho(Se,Q,W),Lt(Se,pt(A),pt(L),Y,D))}}}if(me.show&&Vt)if(r!=null){let[x,S]=Me.scales,[E,A]=Me.match,[L,B]=r.cursor.sync.scales,oe=r.cursor.drag;if(ze=oe._x,Ce=oe._y,ze||Ce){let{left:ne,top:Q,width:W,height:F}=r.select,be=r.scales[L].ori,Se=r.posToVal,Oe,ce,ke,Qe,Ge,ut=x!=null&&E(x,L),gt=S!=null&&A(S,B);ut&&ze?(be==0?(Oe=ne,ce=W):(Oe=Q,ce=F),ke=M[x],Qe=z(Se(Oe,L),ke,b,0),Ge=z(Se(Oe+ce,L),ke,b,0),Ul(yt(Qe,Ge),De(Ge-Qe))):Ul(0,b),gt&&Ce?(be==1?(Oe=ne,ce=W):(Oe=Q,ce=F),ke=M[S],Qe=G(Se(Oe,B),ke,w,0),Ge=G(Se(Oe+ce,B),ke,w,0),Yl(yt(Qe,Ge),De(Ge-Qe))):Yl(0,w)}else sr()}else{let x=De(so-oo),S=De(ao-io);if(_.ori==1){let B=x;x=S,S=B}ze=$e.x&&x>=$e.dist,Ce=$e.y&&S>=$e.dist;let E=$e.uni;E!=null?ze&&Ce&&(ze=x>=E,Ce=S>=E,!ze&&!Ce&&(S>x?Ce=!0:ze=!0)):$e.x&&$e.y&&(ze||Ce)&&(ze=Ce=!0);let A,L;ze&&(_.ori==0?(A=_l,L=he):(A=Tl,L=xe),Ul(yt(A,L),De(L-A)),Ce||Yl(0,w)),Ce&&(_.ori==1?(A=_l,L=he):(A=Tl,L=xe),Yl(yt(A,L),De(L-A)),ze||Ul(0,b)),!ze&&!Ce&&(Ul(0,0),Yl(0,0))}if($e._x=ze,$e._y=Ce,r==null){if(u){if(So!=null){let[x,S]=Me.scales;Me.values[0]=x!=null?Et(_.ori==0?he:xe,x):null,Me.values[1]=S!=null?Et(_.ori==1?he:xe,S):null}ql(dr,l,he,xe,Y,D,c)}if(bl){let x=u&&Me.setSeries,S=_t.prox;el==null?Ct<=S&&Tt(Wt,Al,!0,x):Ct>S?Tt(null,Al,!0,x):Wt!=el&&Tt(Wt,Al,!0,x)}}st&&(Z.idx=c,rr()),i!==!1&&Fe("setCursor")}let Gt=null;Object.defineProperty(l,"rect",{get(){return Gt==null&&Kl(!1),Gt}});function Kl(r=!1){r?Gt=null:(Gt=T.getBoundingClientRect(),Fe("syncRect",Gt))}function fo(r,i,u,c,d,b,w){C._lock||Vt&&r!=null&&r.movementX==0&&r.movementY==0||(or(r,i,u,c,d,b,w,!1,r!=null),r!=null?tl(null,!0,!0):tl(i,!0,!1))}function or(r,i,u,c,d,b,w,x,S){if(Gt==null&&Kl(!1),Qt(r),r!=null)u=r.clientX-Gt.left,c=r.clientY-Gt.top;else{if(u<0||c<0){he=-10,xe=-10;return}let[E,A]=Me.scales,L=i.cursor.sync,[B,oe]=L.values,[ne,Q]=L.scales,[W,F]=Me.match,be=i.axes[0].side%2==1,Se=_.ori==0?Y:D,Oe=_.ori==1?Y:D,ce=be?b:d,ke=be?d:b,Qe=be?c:u,Ge=be?u:c;if(ne!=null?u=W(E,ne)?f(B,M[E],Se,0):-10:u=Se*(Qe/ce),Q!=null?c=F(A,Q)?f(oe,M[A],Oe,0):-10:c=Oe*(Ge/ke),_.ori==1){let ut=u;u=c,c=ut}}S&&(i==null||i.cursor.event.type==dr)&&((u<=1||u>=Y-1)&&(u=rl(u,Y)),(c<=1||c>=D-1)&&(c=rl(c,D))),x?(oo=u,io=c,[_l,Tl]=C.move(l,u,c)):(he=u,xe=c)}let ir={width:0,height:0,left:0,top:0};function sr(){mn(ir,!1)}let po,ho,mo,bo;function go(r,i,u,c,d,b,w){Vt=!0,ze=Ce=$e._x=$e._y=!1,or(r,i,u,c,d,b,w,!0,!1),r!=null&&(We(hr,vr,wo,!1),ql(Lo,l,_l,Tl,Y,D,null));let{left:x,top:S,width:E,height:A}=me;po=x,ho=S,mo=E,bo=A}function wo(r,i,u,c,d,b,w){Vt=$e._x=$e._y=!1,or(r,i,u,c,d,b,w,!1,!0);let{left:x,top:S,width:E,height:A}=me,L=E>0||A>0,B=po!=x||ho!=S||mo!=E||bo!=A;if(L&&B&&mn(me),$e.setScale&&L&&B){let oe=x,ne=E,Q=S,W=A;if(_.ori==1&&(oe=S,ne=A,Q=x,W=E),ze&&It(P,Et(oe,P),Et(oe+ne,P)),Ce)for(let F in M){let be=M[F];F!=P&&be.from==null&&be.min!=fe&&It(F,Et(Q+W,F),Et(Q,F))}sr()}else C.lock&&(C._lock=!C._lock,tl(i,!0,r!=null));r!=null&&(dl(hr,vr),ql(hr,l,he,xe,Y,D,null))}function Ps(r,i,u,c,d,b,w){if(C._lock)return;Qt(r);let x=Vt;if(Vt){let S=!0,E=!0,A=10,L,B;_.ori==0?(L=ze,B=Ce):(L=Ce,B=ze),L&&B&&(S=he<=A||he>=Y-A,E=xe<=A||xe>=D-A),L&&S&&(he=he<_l?0:Y),B&&E&&(xe=xe<Tl?0:D),tl(null,!0,!0),Vt=!1}he=-10,xe=-10,ue.fill(null),tl(null,!0,!0),x&&(Vt=x)}function vo(r,i,u,c,d,b,w){C._lock||(Qt(r),Gn(),sr(),r!=null&&ql(zo,l,he,xe,Y,D,null))}function xo(){$.forEach(zu),Wn(l.width,l.height,!0)}sl(kn,zl,xo);let Dl={};Dl.mousedown=go,Dl.mousemove=fo,Dl.mouseup=wo,Dl.dblclick=vo,Dl.setSeries=(r,i,u,c)=>{let d=Me.match[2];u=d(l,i,u),u!=-1&&Tt(u,c,!0,!1)},Ie&&(We(Lo,T,go),We(dr,T,fo),We(Po,T,r=>{Qt(r),Kl(!1)}),We(Ro,T,Ps),We(zo,T,vo),Er.add(l),l.syncRect=Kl);let bn=l.hooks=e.hooks||{};function Fe(r,i,u){er?jl.push([r,i,u]):r in bn&&bn[r].forEach(c=>{c.call(null,l,i,u)})}(e.plugins||[]).forEach(r=>{for(let i in r.hooks)bn[i]=(bn[i]||[]).concat(r.hooks[i])});let yo=(r,i,u)=>u,Me=_e({key:null,setSeries:!1,filters:{pub:Bo,sub:Bo},scales:[P,y[1]?y[1].scale:null],match:[jo,jo,yo],values:[null,null]},C.sync);Me.match.length==2&&Me.match.push(yo),C.sync=Me;let So=Me.key,ar=Ii(So);function ql(r,i,u,c,d,b,w){Me.filters.pub(r,i,u,c,d,b,w)&&ar.pub(r,i,u,c,d,b,w)}ar.sub(l);function Rs(r,i,u,c,d,b,w){Me.filters.sub(r,i,u,c,d,b,w)&&Dl[r](null,i,u,c,d,b,w)}l.pub=Rs;function zs(){ar.unsub(l),Er.delete(l),Yt.clear(),Sr(kn,zl,xo),h.remove(),se?.remove(),Fe("destroy")}l.destroy=zs;function ur(){Fe("init",e,t),Zr(t||e.data,!1),N[P]?tr(P,N[P]):Gn(),un=me.show&&(me.width>0||me.height>0),Zt=st=!0,Wn(e.width,e.height)}return y.forEach(qr),$.forEach(fs),n?n instanceof HTMLElement?(n.appendChild(h),ur()):n(l,ur):ur(),l}He.assign=_e;He.fmtNum=Cr;He.rangeNum=Mn;He.rangeLog=En;He.rangeAsinh=Rr;He.orient=ul;He.pxRatio=ie;He.join=Ma;He.fmtDate=Or,He.tzDate=Fa;He.sync=Ii;{He.addGap=gu,He.clipGaps=Ln;let e=He.paths={points:Yi};e.linear=qi,e.stepped=xu,e.bars=yu,e.spline=ku}var Cu=["#dbe4ef","#9dbbe0","#5d8fd0","#1d5fd1","#0a2f7a"],Fu=["#2a3644","#2f5277","#3f7bbb","#6ea8fe","#d6e8ff"],Ou=new Intl.NumberFormat("en-US",{maximumSignificantDigits:4}),Le=e=>e==null||!Number.isFinite(e)?"\u2013":Ou.format(e).replace(/^-/,"\u2212"),Ut=e=>typeof e=="number"?Number.isInteger(e)?Ft(e):Le(e):e===!0||e===!1||e===null?{true:"yes",false:"no",null:"none"}[String(e)]:String(e??"\u2013");function Cn(e,t){if(e.kind==="choice"){let o=e.options??[],s=o.findIndex(a=>a===t);return s<0?null:o.length<2?.5:s/(o.length-1)}if(typeof t!="number")return null;let[n,l]=[e.low??0,e.high??1];return n===l?.5:e.log?Math.log(t/n)/Math.log(l/n):(t-n)/(l-n)}function Xi(e,t){if(e.kind==="choice"){let f=e.options??[];return{titles:f.map(Ut),of:p=>f.indexOf(p)}}let n=[...new Set(t.filter(f=>typeof f=="number"))];if(n.sort((f,p)=>f-p),n.length<=24)return{titles:n.map(Ut),of:f=>n.indexOf(f)};let[l,o]=[e.low??0,e.high??1];if(e.kind==="int"&&!e.log)return Hu(l,o);let s=20,a=f=>e.log?l*(o/l)**(f/s):l+(o-l)*f/s;return{titles:Array.from({length:s},(f,p)=>`${Le(a(p))} to ${Le(a(p+1))}`),of:f=>{let p=Cn(e,f);return p===null?-1:Math.min(s-1,Math.max(0,Math.floor(p*s)))}}}function Hu(e,t){let n=Math.ceil((t-e+1)/24),l=[];for(let o=e;o<=t;o+=n)l.push(`${o} to ${Math.min(o+n-1,t)}`);return{titles:l,of:o=>typeof o=="number"?Math.floor((o-e)/n):-1}}function rn(e,t){let n=e.high-e.low,l=n>0?(t-e.low)/n:1,o=Math.min(1,Math.max(0,l));return e.plan.objectives?.[0]?.maximize===!1?1-o:o}var St=e=>e[1]==="complete"?e[2][0]??null:null,Nu=e=>e==="dark"?Fu:Cu;function on(e,t){let n=Nu(e),l=t*(n.length-1),o=Math.min(Math.floor(l),n.length-2),s=(f,p)=>parseInt(f.slice(1+2*p,3+2*p),16);return`rgb(${[0,1,2].map(f=>{let[p,h]=[s(n[o],f),s(n[o+1],f)];return Math.round(p+(h-p)*(l-o))}).join(",")})`}var es=300,Fn=class{element;place=O("div",{role:"img","aria-label":"Best value"});sized;plot=null;drawn=null;improved=[];frame=0;width=0;constructor(){this.element=O("div",{},this.place),this.sized=new ResizeObserver(()=>this.later()),this.sized.observe(this.element)}draw(t,n){[this.drawn,this.improved]=[t,n];let[,l]=n.at(-1)??[],o=t.plan.objectives?.[0]?.name??"value";this.place.setAttribute("aria-label",`${o} of ${t.rows.length} trials; the best so far is ${Le(l)}`),this.later()}restyle(){this.plot?.destroy(),this.plot=null,this.later()}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect(),this.plot?.destroy()}later(){this.frame||(this.frame=requestAnimationFrame(()=>this.paint()))}paint(){this.frame=0;let t=Math.floor(this.element.clientWidth);!this.drawn||t<80||(this.plot?t!==this.width&&this.plot.setSize({width:t,height:es}):this.plot=this.make(t),this.width=t,this.plot.setData(this.data(this.drawn)))}data(t){let n=t.rows.filter(p=>St(p)!==null).sort((p,h)=>p[0]-h[0]),l=[],o=[],s=[],a=0,f=null;for(let p of n){for(;a<this.improved.length&&this.improved[a][0]<=p[0];)f=this.improved[a++][1];l.push(p[0]),o.push(St(p)),s.push(f)}return[l,o,s]}make(t){let n=getComputedStyle(this.element),l=f=>n.getPropertyValue(f).trim(),s={font:`11px ${n.fontFamily}`,stroke:l("--rb-soft"),grid:{stroke:l("--rb-line"),width:1},ticks:{show:!1}},a=(f,p,h)=>{let[v,m]=[this.drawn?.low??p,this.drawn?.high??h],g=(m-v)*.08||Math.abs(m)*.1||1;return[v-g,m+g]};return new He({width:t,height:es,legend:{show:!1},padding:[8,8,0,0],cursor:{show:!1},scales:{x:{time:!1},y:{range:a}},axes:[{...s,size:30},{...s,size:54,values:(f,p)=>p.map(h=>Le(h))}],series:[{},{paths:()=>null,points:{show:!0,size:4,width:0,fill:l("--rb-dot"),stroke:l("--rb-dot")}},{stroke:l("--rb-accent"),width:2,points:{show:!1},paths:He.paths.stepped({align:1})}]},[[],[],[]],this.place)}};var Il=class{constructor(t,n,l){this.height=n;this.paint=l;this.element=O("canvas",{role:"img","aria-label":t,class:"rb-canvas"}),this.sized=new ResizeObserver(()=>this.draw()),this.sized.observe(this.element)}height;paint;element;sized;frame=0;draw(){this.frame||(this.frame=requestAnimationFrame(()=>this.now()))}label(t){this.element.getAttribute("aria-label")!==t&&this.element.setAttribute("aria-label",t)}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect()}now(){this.frame=0;let t=this.element.getContext("2d"),n=Math.floor(this.element.clientWidth),l=this.height();if(!t||n<60)return;let o=window.devicePixelRatio||1,[s,a]=[Math.round(n*o),Math.round(l*o)];(this.element.width!==s||this.element.height!==a)&&(this.element.width=s,this.element.height=a,this.element.style.height=`${l}px`),t.setTransform(o,0,0,o,0,0),t.clearRect(0,0,n,l);let f=getComputedStyle(this.element),p=k=>f.getPropertyValue(k).trim();t.font=`11px ${f.fontFamily}`;let h=this.element.closest("[data-theme]")?.dataset.theme??"light",[v,m,g]=[p("--rb-ink"),p("--rb-soft"),p("--rb-line")];this.paint({context:t,width:n,height:l,theme:h,ink:v,soft:m,line:g,accent:p("--rb-accent"),ground:p("--rb-ground")})}};var dt=74,Pt=8,On=38,Hn=class{element;across=Gr("Across",()=>this.draw());up=Gr("Up",()=>this.draw());of=Gr("Of each cell",()=>this.draw());told=O("p",{class:"rb-soft rb-cell","aria-live":"polite"});canvas=new Il("Heat map",()=>this.height,t=>this.paint(t));height=260;drawn=null;cells=new Map;sides=[];at=null;constructor(){Br(this.of.field,["mean","best"],"mean"),this.canvas.element.tabIndex=0,this.canvas.element.addEventListener("pointermove",n=>this.point(n)),this.canvas.element.addEventListener("keydown",n=>this.move(n));let t=O("div",{class:"rb-bar"},this.across.label,this.up.label,this.of.label);this.element=O("div",{},t,this.canvas.element,this.told),this.say()}draw(t=this.drawn){if(!t?.plan.dimensions)return;this.drawn=t;let n=t.plan.dimensions.map(s=>s.name);Br(this.across.field,n,n[0]??""),Br(this.up.field,n,n[1]??n[0]??""),this.count(t);let[l,o]=[this.across.field.value,this.up.field.value];this.canvas.label(`${this.of.field.value} ${t.plan.objectives?.[0]?.name??"value"} over ${l} and ${o}, ${this.cells.size} cells; arrow keys read them`),this.canvas.draw()}destroy(){this.canvas.destroy()}count(t){let n=t.plan.dimensions,l=[this.across,this.up].map(({field:s})=>n.findIndex(a=>a.name===s.value));this.sides=l.map(s=>Xi(n[s],t.rows.map(a=>a[3][s])));let o=t.plan.objectives?.[0]?.maximize===!1?Math.min:Math.max;this.cells=new Map;for(let s of t.rows){let a=St(s),[f,p]=l.map((v,m)=>this.sides[m].of(s[3][v]));if(a===null||f<0||p<0)continue;let h=this.cells.get(`${f},${p}`);h?Object.assign(h,{count:h.count+1,sum:h.sum+a,best:o(h.best,a)}):this.cells.set(`${f},${p}`,{count:1,sum:a,best:a})}}value(t){return this.of.field.value==="best"?t.best:t.sum/t.count}paint(t){let n=this.drawn,[l,o]=this.sides;if(!n||!l||!o)return;let[s,a]=[(t.width-dt-4)/l.titles.length,(this.height-Pt-On)/o.titles.length],{context:f}=t;for(let[p,h]of this.cells){let[v,m]=p.split(",").map(Number);f.fillStyle=on(t.theme,rn(n,this.value(h))),f.fillRect(dt+v*s,Pt+(o.titles.length-1-m)*a,Math.max(s-1,1),Math.max(a-1,1))}f.strokeStyle=t.line,f.lineWidth=1,f.strokeRect(dt-.5,Pt-.5,t.width-dt-3,this.height-Pt-On),this.titles(t,s,a),this.at&&(f.strokeStyle=t.accent,f.lineWidth=2,f.strokeRect(dt+this.at[0]*s,Pt+(o.titles.length-1-this.at[1])*a,s-1,a-1))}titles({context:t,width:n,soft:l,ink:o},s,a){let[f,p]=this.sides,h=this.height-On;t.fillStyle=l,t.textAlign="center";let v=-1/0;f.titles.forEach((g,k)=>{let T=dt+(k+.5)*s,R=t.measureText(g).width/2;T-R<v||T+R>n||(v=T+R+8,t.fillText(g,T,h+14))}),t.textAlign="right";let m=Math.ceil(14/a);p.titles.forEach((g,k)=>{k%m===0&&t.fillText(g,dt-6,Pt+(p.titles.length-.5-k)*a+4,dt-22)}),t.fillStyle=o,t.textAlign="center",t.fillText(this.across.field.value,dt+(n-dt)/2,this.height-6),t.save(),t.translate(10,Pt+(h-Pt)/2),t.rotate(-Math.PI/2),t.fillText(this.up.field.value,0,0),t.restore()}point(t){let[n,l]=this.sides;if(!n||!l)return;let o=(this.canvas.element.clientWidth-dt-4)/n.titles.length,s=(this.height-Pt-On)/l.titles.length,a=Math.floor((t.offsetX-dt)/o),f=l.titles.length-1-Math.floor((t.offsetY-Pt)/s),p=a>=0&&f>=0&&a<n.titles.length&&f<l.titles.length;this.choose(p?[a,f]:null)}move(t){let n={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[t.key],[l,o]=this.sides;if(!n||!l||!o)return;t.preventDefault();let[s,a]=this.at??[0,0],f=(h,v)=>Math.min(v-1,Math.max(0,h)),p=this.at?[s+n[0],a+n[1]]:[0,0];this.choose([f(p[0],l.titles.length),f(p[1],o.titles.length)])}choose(t){String(t)!==String(this.at)&&(this.at=t,this.say(),this.canvas.draw())}say(){let[t,n]=this.sides;if(!this.at||!t||!n){tt(this.told,"Point at a cell, or move over the map with the arrow keys, to read it.");return}let l=this.cells.get(this.at.join(",")),o=`${this.across.field.value} ${t.titles[this.at[0]]}, ${this.up.field.value} ${n.titles[this.at[1]]}`,s=l?`mean ${Le(l.sum/l.count)}, best ${Le(l.best)}, ${l.count} ${l.count===1?"trial":"trials"}`:"no complete trial";tt(this.told,`${o}: ${s}`)}};function Gr(e,t){let n=O("select",{change:t});return{field:n,label:O("label",{class:"rb-choice"},e,n)}}function Br(e,t,n){e.options.length===t.length&&t.every((l,o)=>e.options[o]?.value===l)||(e.replaceChildren(...t.map(l=>O("option",{value:l},l))),e.value=n)}var ls=30,ts=22,Nn=260,$n=class{element;canvas=new Il("Parallel coordinates",()=>Nn,t=>this.paint(t));drawn=null;constructor(){this.element=O("div",{},this.canvas.element)}draw(t){this.drawn=t;let n=(t.plan.dimensions??[]).map(o=>o.name).join(", "),l=t.best&&Object.entries(t.best.parameters).map(([o,s])=>`${o} ${Ut(s)}`);this.canvas.label(`Parallel coordinates of ${t.rows.length} trials over ${n}${l?`; the best has ${l.join(", ")}`:""}`),this.canvas.draw()}destroy(){this.canvas.destroy()}paint(t){let n=this.drawn;if(!n?.plan.dimensions)return;let l=n.plan.dimensions,o=34,s=62,a=k=>o+(t.width-o-s)*k/l.length,f=k=>Nn-ts-k*(Nn-ls-ts),p=n.high-n.low||1,h=(k,T)=>{let R=l.map((V,y)=>Cn(V,k[y]));if(R.some(V=>V===null))return null;let I=Math.min(1.04,Math.max(-.04,(T-n.low)/p));return[...R.map((V,y)=>[a(y),f(V)]),[a(l.length),f(I)]]};this.lines(t,n,h),l.forEach((k,T)=>$u(t,k,a(T),f,T===0)),Vu(t,n,a(l.length),f);let v=n.best,m=v?.values[0];if(!v||m===null||m===void 0)return;let g=h(l.map(k=>v.parameters[k.name]),m);g&&jr(t,g,t.accent,2.5,1)}lines(t,n,l){let o=[];for(let a of n.rows){let f=St(a);f!==null&&o.push([rn(n,f),a])}o.sort((a,f)=>a[0]-f[0]);let s=Math.max(.18,Math.min(.8,60/Math.max(o.length,1)));for(let[a,f]of o){let p=l(f[3],St(f));p&&jr(t,p,on(t.theme,a),1,s+(1-s)*a**3)}}};function jr({context:e},t,n,l,o){e.globalAlpha=o,e.strokeStyle=n,e.lineWidth=l,e.beginPath(),t.forEach(([s,a],f)=>f?e.lineTo(s,a):e.moveTo(s,a)),e.stroke(),e.globalAlpha=1}function cl({context:e,ground:t},n,l,o,s){e.lineWidth=3,e.lineJoin="round",e.strokeStyle=t,e.strokeText(n,l,o),e.fillStyle=s,e.fillText(n,l,o)}function $u(e,t,n,l,o){let{context:s}=e;jr(e,[[n,l(0)],[n,l(1)]],e.soft,1,1),s.textAlign=o?"left":"center";let a=o?2:n;if(cl(e,t.name+(t.log?" (log)":""),a,12,e.ink),t.kind!=="choice"){cl(e,Le(t.high),a,ls-5,e.soft),cl(e,Le(t.low),a,Nn-7,e.soft);return}let f=t.options??[];s.textAlign="left",f.slice(0,12).forEach(p=>cl(e,Ut(p),n+5,l(Cn(t,p)??0)+4,e.ink))}function Vu(e,t,n,l){let o=t.plan.objectives?.[0];for(let s=0;s<60;s++){let a=t.low+(s+.5)/60*(t.high-t.low);e.context.fillStyle=on(e.theme,rn(t,a)),e.context.fillRect(n,l((s+1)/60),8,l(s/60)-l((s+1)/60)+.5)}e.context.textAlign="right",cl(e,o?.name??"",e.width-2,12,e.ink),e.context.textAlign="left",cl(e,Le(t.high),n+12,l(1)+4,e.soft),cl(e,Le(t.low),n+12,l(0)+4,e.soft)}var Iu=50,Wu=200,Gu={running:["\u25B6","good"],stopped:["\u275A\u275A","warn"],complete:["\u2713","good"],failed:["\u2716","bad"]},Ur=["Best first","Newest first","Failed"],Vn=class{constructor(t){this.ask=t;this.orders=Ur.map(n=>O("button",{type:"button",class:"rb-filter","aria-pressed":n===this.order,click:()=>this.choose(n)},n)),this.orders.forEach((n,l)=>n.setAttribute("aria-pressed",String(Ur[l]===this.order))),this.heatSection=Jl("Two parameters",this.heat.element),this.element=O("div",{},O("div",{class:"rb-top"},O("div",{},this.title,this.subtitle),O("div",{class:"rb-buttons"},this.state,this.stop,this.resume)),this.failure,this.answer,O("div",{class:"rb-progress"},this.bar,this.progress),this.best,O("div",{class:"rb-grid"},Jl("Best value so far",this.line.element),this.heatSection),Jl("Parameters of every trial",this.parallel.element),Jl("Trials",O("div",{class:"rb-bar"},...this.orders),this.list))}ask;element;title=O("h2",{},"Study");subtitle=O("p",{class:"rb-soft"});state=O("span",{class:"rb-state",role:"status"});stop=O("button",{type:"button",click:()=>this.command("stop")},"Stop");resume=O("button",{type:"button",class:"rb-go",click:()=>this.command("resume")},"Resume");answer=O("p",{class:"rb-answer",role:"status"});failure=O("p",{class:"rb-failure",role:"alert",hidden:!0});bar=O("div",{class:"rb-meter",role:"progressbar","aria-label":"Trials","aria-valuemin":0},O("div",{class:"rb-fill"}));progress=O("p",{});best=O("div",{class:"rb-best"});line=new Fn;parallel=new $n;heat=new Hn;list=O("div",{});orders;heatSection;table=null;order="Best first";rows=new Map;plan={};status={};improved=[];due=0;columns="";show(t,n,l){[this.plan,this.status,this.improved]=[t,n,l],this.later()}take(t,n){n&&this.rows.clear();for(let l of t)this.rows.set(l[0],l);this.later()}restyle(){this.line.restyle(),this.parallel.draw(this.drawn()),this.heat.draw()}destroy(){clearTimeout(this.due);for(let t of[this.line,this.parallel,this.heat])t.destroy()}later(){this.due||(this.due=window.setTimeout(()=>this.draw(),this.columns?Wu:0))}draw(){this.due=0;let{plan:t,status:n}=this;if(!t.dimensions)return;let l=this.drawn();this.head(),this.told(),this.line.draw(l,this.improved),this.parallel.draw(l),nl(this.heatSection,t.dimensions.length>1),t.dimensions.length>1&&this.heat.draw(l),this.trials(n)}drawn(){let t=[...this.rows.values()],n=t.map(St).filter(s=>s!==null).sort((s,a)=>s-a),l=s=>n[Math.round(s*(n.length-1))]??0,o=this.plan.objectives?.[0]?.maximize!==!1;return{plan:this.plan,rows:t,best:this.status.best??null,low:l(o?.02:0),high:l(o?1:.98)}}head(){let{plan:t,status:n}=this,l=n.state??"unknown",[o,s]=Gu[l]??["?",""];tt(this.title,t.name??"Study"),tt(this.subtitle,`${t.strategy} on ${t.bundle}, ${t.start} to ${t.end}, ${t.search} search`),tt(this.state,`${o} ${n.stopping?"stopping":l}`),Ll(this.state,"tone",n.stopping?"warn":s),nl(this.stop,l==="running"),this.stop.disabled=!!n.stopping;let a=(n.wanted??0)>(n.ended??0);nl(this.resume,!!n.can_go_on&&a&&(l==="stopped"||l==="failed"));let f=n.unreadable??(l==="failed"?n.reason:"")??"";tt(this.failure,f),nl(this.failure,f!=="")}told(){let{wanted:t=0,ended:n=0,running:l=0,failed:o=0,pruned:s=0,rate:a,eta:f,made:p=0,state:h,can_go_on:v}=this.status;this.bar.setAttribute("aria-valuemax",String(t)),this.bar.setAttribute("aria-valuenow",String(n)),this.bar.firstElementChild.style.width=`${t?100*Math.min(n,t)/t:0}%`;let m=[`${Ft(n)} of ${Ft(t)} trials`];l&&h==="running"&&m.push(`${l} running`),o&&m.push(`${Ft(o)} failed`),s&&m.push(`${Ft(s)} pruned`),h==="running"&&a&&m.push(`${Le(a)} a second`,`about ${fr(f??0)} left`),p>n&&m.push(`${Ft(p)} trials were ever made on ${this.plan.bundle}`),h==="stopped"&&!v&&m.push("to go on, call rb.optimize with its strategy and space"),tt(this.progress,m.join(" \xB7 ")),this.tiles()}tiles(){let t=this.status.best,n=JSON.stringify(t??null);if(this.best.dataset.told===n)return;if(this.best.dataset.told=n,!t){this.best.replaceChildren(O("p",{class:"rb-empty"},"No trial is complete yet."));return}let l=this.plan.objectives??[],o=(s,a,f=!1)=>O("div",{class:f?"rb-tile rb-own":"rb-tile"},O("dt",{},s),O("dd",{},a));this.best.replaceChildren(O("h3",{},`Best so far: trial ${t.number}`),O("dl",{class:"rb-tiles rb-flow"},...l.map((s,a)=>o(s.name,Le(t.values[a]),!0)),...Object.entries(t.parameters).map(([s,a])=>o(s,Ut(a)))))}choose(t){this.order=t,this.orders.forEach((n,l)=>n.setAttribute("aria-pressed",String(Ur[l]===t))),this.trials(this.status)}trials(t){let n=[...this.plan.objectives??[],...this.plan.dimensions??[]].map(s=>s.name).join(`
`);(n!==this.columns||!this.table)&&(this.columns=n,this.table=new gn("Listed trials",ju(this.plan),"No such trial."),this.list.replaceChildren(this.table.element)),tt(this.orders[2],`Failed (${Ft(t.failed??0)})`);let l=this.plan.objectives?.[0]?.maximize===!1?1:-1,o=[...this.rows.values()].filter(s=>this.order==="Failed"?s[1]==="failed":!0);if(this.order==="Best first"){let s=a=>{let f=St(a);return f===null?1/0:l*f};o.sort((a,f)=>s(a)-s(f)||a[0]-f[0])}else o.sort((s,a)=>a[0]-s[0]);this.table.draw(o.slice(0,Iu),s=>s[1])}command(t){tt(this.answer,t==="stop"?"Stopping: trials under way are begun again when it goes on.":"Going on."),Ll(this.answer,"tone",""),this.ask(t).then(()=>tt(this.answer,""),n=>{tt(this.answer,n.message),Ll(this.answer,"tone","bad")})}},Bu=e=>e<1?`${Le(e*1e3)}\xA0ms`:fr(e);function ju(e){return[{title:"Trial",cell:t=>String(t[0])},{title:"State",text:!0,cell:t=>t[1]},...(e.objectives??[]).map((t,n)=>({title:t.name,cell:l=>Le(l[2][n]),exact:l=>String(l[2][n]??"")})),...(e.dimensions??[]).map((t,n)=>({title:t.name,cell:l=>Ut(l[3][n]),exact:l=>String(l[3][n])})),{title:"Took",cell:t=>Bu(t[5])},{title:"Error",text:!0,cell:t=>t[4]}]}var ns=`.rb-study {
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
`;function Yu({model:e,el:t}){let n=new wn(e),l=new Vn((p,h)=>n.ask(p,h)),o=O("div",{class:"rb-console rb-study",role:"region","aria-label":"Study","data-lm-suppress-shortcuts":"true"},O("style",{},Mo,_o,ns),l.element),s=()=>l.show(e.get("plan"),e.get("status"),e.get("improved")),a=p=>{p.kind==="trials"?l.take(p.rows,!!p.all):n.hear(p)};t.append(o);let f=[To(p=>{Ll(o,"theme",p),l.restyle()}),cr(e,"msg:custom",a),...["plan","status","improved"].map(p=>cr(e,`change:${p}`,s))];return s(),e.send({kind:"hello"}),()=>{for(let p of f)p();l.destroy(),o.remove()}}var zc={render:Yu};export{zc as default,Yu as render};
