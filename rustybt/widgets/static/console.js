/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var yi='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';function y(t,e={},...r){let n=document.createElement(t);for(let[i,c]of Object.entries(e))typeof c=="function"?n.addEventListener(i,c):c===!0?n.setAttribute(i,""):c!==!1&&c!==null&&c!==void 0&&n.setAttribute(i,String(c));return n.append(...r.filter(i=>!!i)),n}function ne(t,e){t.textContent!==e&&(t.textContent=e)}function Me(t,e,r){t.dataset[e]!==r&&(t.dataset[e]=r)}function de(t,e){t.hidden===e&&(t.hidden=!e)}var Ct=class{constructor(e,r,n){this.columns=r;let i=r.map(u=>y("th",{scope:"col",class:u.text?"rb-text":null},u.title));this.table=y("table",{"aria-label":e},y("thead",{},y("tr",{},...i)),this.body),this.empty=y("p",{class:"rb-empty"},n);let c=y("div",{class:"rb-scroll",tabindex:0,role:"region","aria-label":e},this.table);this.element=y("div",{},c,this.empty),this.draw([])}columns;element;body=y("tbody");table;empty;drawn="";draw(e,r){let n=JSON.stringify(e);n!==this.drawn&&(this.drawn=n,de(this.table.parentElement,e.length>0),de(this.empty,e.length===0),this.body.replaceChildren(...e.map(i=>y("tr",{"data-kind":r?.(i)},...this.columns.map(c=>y("td",{class:c.text?"rb-text":null,title:c.exact?.(i)},c.cell(i)))))))}};function kt(t,...e){return y("section",{class:"rb-panel","aria-label":t},y("h3",{},t),...e)}function cr(t,e,r){return t.on(e,r),()=>t.off(e,r)}var pl=class{constructor(e){this.model=e}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(e,r={}){let n=`${this.prefix}-${++this.count}`;return new Promise((i,c)=>{this.waiting.set(n,u=>u.kind==="refused"?c(new Error(String(u.message))):i(u)),this.model.send({kind:e,id:n,...r})})}hear(e){let r=String(e.id);this.waiting.get(r)?.(e),this.waiting.delete(r)}};var hl=class{epoch=-1;length=0;columns=[0,1,2].map(()=>new Float64Array(1024));take(e,r,n,i){return e!==this.epoch&&r>0||(e!==this.epoch&&(this.length=0),this.epoch=e,r>this.length)?!1:(this.room(r+n),this.columns.forEach((c,u)=>{for(let d=0;d<n;d++)c[r+d]=i.getFloat64((u*n+d)*8,!0)}),this.length=Math.max(this.length,r+n),!0)}column(e){return this.columns[e].subarray(0,this.length)}room(e){if(e<=this.columns[0].length)return;let r=this.columns[0].length;for(;r<e;)r*=2;this.columns=this.columns.map(n=>{let i=new Float64Array(r);return i.set(n.subarray(0,this.length)),i})}};function Is(){let{jpThemeLight:t,vscodeThemeKind:e}=document.body.dataset;return t!==void 0?t==="false"?"dark":"light":e!==void 0?/dark|high-contrast$/.test(e)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function xi(t){let e=matchMedia("(prefers-color-scheme: dark)"),r=()=>t(Is()),n=new MutationObserver(r);return n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),e.addEventListener("change",r),r(),()=>{n.disconnect(),e.removeEventListener("change",r)}}var Ws=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),Bs=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),Us=/^-/,ur=t=>t.replace(Us,"\u2212");function it(t){let e=Number(t);return t==null||!Number.isFinite(e)?"\u2013":ur(Ws.format(e))}function Te(t){let e=Number(t);return t==null||t===""?"\u2013":Number.isFinite(e)?ur(Bs.format(e)):String(t)}function ml(t,e=2){let r=Number(t);return t==null||!Number.isFinite(r)?"\u2013":`${ur((r*100).toFixed(e))}\xA0%`}function ki(t){return t>0?`+${it(t)}`:it(t)}function gl(t){return t<10?`${Math.max(t,0).toFixed(1)}\xA0s`:t<120?`${Math.round(t)}\xA0s`:t<7200?`${Math.round(t/60)}\xA0min`:`${Math.round(t/3600)}\xA0h`}function zt(t){return t?new Date(t/1e6).toISOString().slice(0,19).replace("T"," "):"\u2013"}var Si=t=>zt(t).slice(11)||"\u2013",Ne=t=>t.replaceAll("_"," ").toLowerCase();var js=t=>Number(t.amount)*Number(t.price);function qs(t){let e=t.limit===null?"":`limit ${Te(t.limit)}`,r=t.stop===null?"":`stop ${Te(t.stop)}`;return[e,r].filter(Boolean).join(", ")||_i(t.type)}var _i=t=>t.replaceAll("_"," "),bl=class{positions;orders;held=new Ct("Positions",[{title:"Asset",text:!0,cell:e=>e.symbol},{title:"Amount",cell:e=>Te(e.amount),exact:e=>e.amount},{title:"Price",cell:e=>Te(e.price),exact:e=>e.price},{title:"Value",cell:e=>it(js(e))}],"Nothing is held.");open=new Ct("Open orders",[{title:"Asset",text:!0,cell:e=>e.symbol,exact:e=>e.order_id},{title:"Amount",cell:e=>Te(e.amount)},{title:"Filled",cell:e=>Te(e.filled)},{title:"Price",text:!0,cell:qs},{title:"State",text:!0,cell:Gs}],"No order is open.");unknown=y("p",{class:"rb-warning",role:"alert",hidden:!0});constructor(){this.positions=kt("Positions",this.held.element),this.orders=kt("Open orders",this.unknown,this.open.element)}draw(e){let r=e.open_orders??[];this.held.draw(e.positions??[]),this.open.draw(r,i=>i.state);let n=[...new Set(r.filter(i=>i.state==="UNKNOWN").map(i=>i.symbol))];this.unknown.hidden=n.length===0,this.unknown.textContent=n.length?`UNKNOWN: nobody knows yet whether the broker has it. No new risk in ${n.join(", ")} until that is known.`:""}};function Gs(t){let e=t.state.toUpperCase()==="UNKNOWN";return y("span",{class:"rb-chip","data-tone":e?"bad":""},e?"? UNKNOWN":_i(t.state))}var Ys=.7;function Ei(t,e){return e==="fraction"?ml(t,2):e==="money"?it(t):Te(t)}var fr=class{element;fill=y("div",{class:"rb-fill"});meter;level=y("span",{class:"rb-level"});state=y("span",{class:"rb-chip"});reason=y("p",{class:"rb-soft"});reset;constructor(e,r){this.meter=y("div",{class:"rb-meter",role:"meter","aria-label":Ne(e)},this.fill),this.reset=y("button",{type:"button",class:"rb-quiet rb-small",click:()=>r(e)},"Reset\u2026"),this.reset.setAttribute("aria-label",`Reset ${Ne(e)}`);let n=y("div",{class:"rb-line"},y("strong",{},Ne(e)),this.level,this.state,this.reset);this.element=y("li",{},n,this.meter,this.reason)}draw(e){let r=e.state.toUpperCase()==="NORMAL",[n,i]=[Number(e.level??0),Number(e.limit)],c=i>0?Math.min(Math.max(n/i,0),1):+!r,u=e.unit==="halt",d=e.kind.includes("alignment"),p=e.level!==null&&e.level!=="None",h=r&&p&&!u&&(d?n<i+(1-i)/4:c>=Ys),v=Ei(e.limit,e.unit),g=p?Ei(e.level,e.unit):"not known yet",b=u?r?"not pressed":"pressed":`${g}, ${d?"at least":"limit"} ${v}`;ne(this.level,b),this.fill.style.width=`${((r?d?n:c:1)*100).toFixed(1)}%`,Me(this.meter,"tone",r?h?"warn":"good":"bad"),de(this.meter,p&&!u||!r);for(let[A,C]of[["min",0],["max",i||1],["now",Math.min(n,i||1)]])this.meter.setAttribute(`aria-value${A}`,String(C));this.meter.setAttribute("aria-valuetext",b),ne(this.state,r?h?"\u25B2 near":"\u2713 normal":`\u25A0 ${Ne(e.state)}`),Me(this.state,"tone",r?h?"warn":"good":"bad");let M=(e.reason??"").replace(/^\w+Error: /,"");ne(this.reason,M),de(this.reason,!!M),de(this.reset,!r)}},wl=class{constructor(e,r){this.commands=e;this.who=r;let n=y("button",{type:"button",class:"rb-quiet",click:()=>de(this.form,!1)},"Cancel");this.form=y("form",{class:"rb-reset",hidden:!0,"aria-label":"Reset a breaker",submit:i=>this.submit(i),keydown:i=>this.key(i)},this.title,y("label",{},"Operator ",this.operator),y("label",{class:"rb-grow"},"Reason ",this.reason),n,y("button",{type:"submit",class:"rb-go"},"Reset")),this.element=kt("Breakers",this.list,this.empty,this.form,this.answer)}commands;who;element;rows=new Map;list=y("ul",{class:"rb-breakers"});empty=y("p",{class:"rb-empty"},"No breaker watches this session.");form;title=y("p",{class:"rb-why"});operator=y("input",{type:"text",required:!0,maxlength:80,autocomplete:"off"});reason=y("input",{type:"text",required:!0,maxlength:400,autocomplete:"off"});answer=y("p",{class:"rb-answer",role:"status"});chosen="";draw(e){let r=e.breakers?.breakers??{};for(let[n,i]of this.rows)n in r||(i.element.remove(),this.rows.delete(n));for(let[n,i]of Object.entries(r)){let c=this.rows.get(n);c||(c=new fr(n,u=>this.open(u)),this.rows.set(n,c),this.list.append(c.element)),c.draw(i)}de(this.empty,this.rows.size===0)}open(e){this.chosen=e,ne(this.title,`Reset ${Ne(e)}. The session stays halted until somebody resumes it.`),this.operator.value||=this.who.value,de(this.form,!0),(this.operator.value?this.reason:this.operator).focus()}key(e){e.key!=="Enter"||e.target.tagName!=="INPUT"||(e.preventDefault(),this.form.reportValidity()&&this.submit(e))}submit(e){e.preventDefault();let r={breaker:this.chosen,operator:this.operator.value.trim(),reason:this.reason.value.trim()};this.commands.ask("reset",r).then(()=>{de(this.form,!1),this.reason.value="",Me(this.answer,"tone",""),ne(this.answer,`${Ne(this.chosen)} was reset.`)},n=>{Me(this.answer,"tone","bad"),ne(this.answer,n.message)})}};var Ks="uplot",Js="u-hz",Zs="u-vt",Qs="u-title",Xs="u-wrap",ea="u-under",ta="u-over",na="u-axis",cn="u-off",la="u-select",ra="u-cursor-x",ia="u-cursor-y",oa="u-cursor-pt",sa="u-legend",aa="u-live",ca="u-inline",ua="u-series",fa="u-marker",Ti="u-label",da="u-value",Zn="width",Qn="height";var Mi="bottom",Nn="left",dr="right",Lr="#000",Ai=Lr+"0",pr="mousemove",Li="mousedown",hr="mouseup",Di="mouseenter",Pi="mouseleave",Ni="dblclick",pa="resize",ha="scroll",Ci="change",Sl="dppxchange",Dr="--",$n=typeof window<"u",vr=$n?document:null,Rn=$n?window:null,ma=$n?navigator:null,se,vl;function yr(){let t=devicePixelRatio;se!=t&&(se=t,vl&&kr(Ci,vl,yr),vl=matchMedia(`(min-resolution: ${se-.001}dppx) and (max-resolution: ${se+.001}dppx)`),un(Ci,vl,yr),Rn.dispatchEvent(new CustomEvent(Sl)))}function ot(t,e){if(e!=null){let r=t.classList;!r.contains(e)&&r.add(e)}}function xr(t,e){let r=t.classList;r.contains(e)&&r.remove(e)}function ve(t,e,r){t.style[e]=r+"px"}function St(t,e,r,n){let i=vr.createElement(t);return e!=null&&ot(i,e),r?.insertBefore(i,n),i}function mt(t,e){return St("div",t,e)}var Ri=new WeakMap;function Rt(t,e,r,n,i){let c="translate("+e+"px,"+r+"px)",u=Ri.get(t);c!=u&&(t.style.transform=c,Ri.set(t,c),e<0||r<0||e>n||r>i?ot(t,cn):xr(t,cn))}var Oi=new WeakMap;function Fi(t,e,r){let n=e+r,i=Oi.get(t);n!=i&&(Oi.set(t,n),t.style.background=e,t.style.borderColor=r)}var Hi=new WeakMap;function zi(t,e,r,n){let i=e+""+r,c=Hi.get(t);i!=c&&(Hi.set(t,i),t.style.height=r+"px",t.style.width=e+"px",t.style.marginLeft=n?-e/2+"px":0,t.style.marginTop=n?-r/2+"px":0)}var Pr={passive:!0},ga={...Pr,capture:!0};function un(t,e,r,n){e.addEventListener(t,r,n?ga:Pr)}function kr(t,e,r,n){e.removeEventListener(t,r,Pr)}$n&&yr();function _t(t,e,r,n){let i;r=r||0,n=n||e.length-1;let c=n<=2147483647;for(;n-r>1;)i=c?r+n>>1:st((r+n)/2),e[i]<t?r=i:n=i;return t-e[r]<=e[n]-t?r:n}function po(t){return(r,n,i)=>{let c=-1,u=-1;for(let d=n;d<=i;d++)if(t(r[d])){c=d;break}for(let d=i;d>=n;d--)if(t(r[d])){u=d;break}return[c,u]}}var ho=t=>t!=null,mo=t=>t!=null&&t>0,Tl=po(ho),ba=po(mo);function wa(t,e,r,n=0,i=!1){let c=i?ba:Tl,u=i?mo:ho;[e,r]=c(t,e,r);let d=t[e],p=t[e];if(e>-1)if(n==1)d=t[e],p=t[r];else if(n==-1)d=t[r],p=t[e];else for(let h=e;h<=r;h++){let v=t[h];u(v)&&(v<d?d=v:v>p&&(p=v))}return[d??pe,p??-pe]}function Ml(t,e,r,n){let i=Ii(t),c=Ii(e);t==e&&(i==-1?(t*=r,e/=r):(t/=r,e*=r));let u=r==10?$t:go,d=i==1?st:gt,p=c==1?gt:st,h=d(u(Re(t))),v=p(u(Re(e))),g=On(r,h),b=On(r,v);return r==10&&(h<0&&(g=he(g,-h)),v<0&&(b=he(b,-v))),n||r==2?(t=g*i,e=b*c):(t=yo(t,g),e=Al(e,b)),[t,e]}function Nr(t,e,r,n){let i=Ml(t,e,r,n);return t==0&&(i[0]=0),e==0&&(i[1]=0),i}var Cr=.1,$i={mode:3,pad:Cr},el={pad:0,soft:null,mode:0},va={min:el,max:el};function _l(t,e,r,n){return Ll(r)?Vi(t,e,r):(el.pad=r,el.soft=n?0:null,el.mode=n?3:0,Vi(t,e,va))}function ie(t,e){return t??e}function ya(t,e,r){for(e=ie(e,0),r=ie(r,t.length-1);e<=r;){if(t[e]!=null)return!0;e++}return!1}function Vi(t,e,r){let n=r.min,i=r.max,c=ie(n.pad,0),u=ie(i.pad,0),d=ie(n.hard,-pe),p=ie(i.hard,pe),h=ie(n.soft,pe),v=ie(i.soft,-pe),g=ie(n.mode,0),b=ie(i.mode,0),M=e-t,A=$t(M),C=Je(Re(t),Re(e)),z=$t(C),B=Re(z-A);(M<1e-24||B>10)&&(M=0,(t==0||e==0)&&(M=1e-24,g==2&&h!=pe&&(c=0),b==2&&v!=-pe&&(u=0)));let S=M||C||1e3,V=$t(S),_=On(10,st(V)),Y=S*(M==0?t==0?.1:1:c),P=he(yo(t-Y,_/10),24),R=t>=h&&(g==1||g==3&&P<=h||g==2&&P>=h)?h:pe,U=Je(d,P<R&&t>=R?R:Et(R,P)),X=S*(M==0?e==0?.1:1:u),G=he(Al(e+X,_/10),24),E=e<=v&&(b==1||b==3&&G>=v||b==2&&G<=v)?v:-pe,J=Et(p,G>E&&e<=E?E:Je(E,G));return U==J&&U==0&&(J=100),[U,J]}var xa=new Intl.NumberFormat($n?ma.language:"en-US"),Rr=t=>xa.format(t),at=Math,kl=at.PI,Re=at.abs,st=at.floor,Ce=at.round,gt=at.ceil,Et=at.min,Je=at.max,On=at.pow,Ii=at.sign,$t=at.log10,go=at.log2,ka=(t,e=1)=>at.sinh(t)*e,mr=(t,e=1)=>at.asinh(t/e),pe=1/0;function Wi(t){return($t((t^t>>31)-(t>>31))|0)+1}function Sr(t,e,r){return Et(Je(t,e),r)}function bo(t){return typeof t=="function"}function ee(t){return bo(t)?t:()=>t}var Sa=()=>{},wo=t=>t,vo=(t,e)=>e,_a=t=>null,Bi=t=>!0,Ui=(t,e)=>t==e,Ea=/\.\d*?(?=9{6,}|0{6,})/gm,fn=t=>{if(ko(t)||Kt.has(t))return t;let e=`${t}`,r=e.match(Ea);if(r==null)return t;let n=r[0].length-1;if(e.indexOf("e-")!=-1){let[i,c]=e.split("e");return+`${fn(i)}e${c}`}return he(t,n)};function sn(t,e){return fn(he(fn(t/e))*e)}function Al(t,e){return fn(gt(fn(t/e))*e)}function yo(t,e){return fn(st(fn(t/e))*e)}function he(t,e=0){if(ko(t))return t;let r=10**e,n=t*r*(1+Number.EPSILON);return Ce(n)/r}var Kt=new Map;function xo(t){return((""+t).split(".")[1]||"").length}function nl(t,e,r,n){let i=[],c=n.map(xo);for(let u=e;u<r;u++){let d=Re(u),p=he(On(t,u),d);for(let h=0;h<n.length;h++){let v=t==10?+`${n[h]}e${u}`:n[h]*p,g=(u>=0?0:d)+(u>=c[h]?0:c[h]),b=t==10?v:he(v,g);i.push(b),Kt.set(b,g)}}return i}var tl={},Or=[],Fn=[null,null],Yt=Array.isArray,ko=Number.isInteger,Ta=t=>t===void 0;function ji(t){return typeof t=="string"}function Ll(t){let e=!1;if(t!=null){let r=t.constructor;e=r==null||r==Object}return e}function Ma(t){return t!=null&&typeof t=="object"}var Aa=Object.getPrototypeOf(Uint8Array),So="__proto__";function Hn(t,e=Ll){let r;if(Yt(t)){let n=t.find(i=>i!=null);if(Yt(n)||e(n)){r=Array(t.length);for(let i=0;i<t.length;i++)r[i]=Hn(t[i],e)}else r=t.slice()}else if(t instanceof Aa)r=t.slice();else if(e(t)){r={};for(let n in t)n!=So&&(r[n]=Hn(t[n],e))}else r=t;return r}function Le(t){let e=arguments;for(let r=1;r<e.length;r++){let n=e[r];for(let i in n)i!=So&&(Ll(t[i])?Le(t[i],Hn(n[i])):t[i]=Hn(n[i]))}return t}var La=0,Da=1,Pa=2;function Na(t,e,r){for(let n=0,i,c=-1;n<e.length;n++){let u=e[n];if(u>c){for(i=u-1;i>=0&&t[i]==null;)t[i--]=null;for(i=u+1;i<r&&t[i]==null;)t[c=i++]=null}}}function Ca(t,e){if(Fa(t)){let u=t[0].slice();for(let d=1;d<t.length;d++)u.push(...t[d].slice(1));return Ha(u[0])||(u=Oa(u)),u}let r=new Set;for(let u=0;u<t.length;u++){let p=t[u][0],h=p.length;for(let v=0;v<h;v++)r.add(p[v])}let n=[Array.from(r).sort((u,d)=>u-d)],i=n[0].length,c=new Map;for(let u=0;u<i;u++)c.set(n[0][u],u);for(let u=0;u<t.length;u++){let d=t[u],p=d[0];for(let h=1;h<d.length;h++){let v=d[h],g=Array(i).fill(void 0),b=e?e[u][h]:Da,M=[];for(let A=0;A<v.length;A++){let C=v[A],z=c.get(p[A]);C===null?b!=La&&(g[z]=C,b==Pa&&M.push(z)):g[z]=C}Na(g,M,i),n.push(g)}}return n}var Ra=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function Oa(t){let e=t[0],r=e.length,n=Array(r);for(let c=0;c<n.length;c++)n[c]=c;n.sort((c,u)=>e[c]-e[u]);let i=[];for(let c=0;c<t.length;c++){let u=t[c],d=Array(r);for(let p=0;p<r;p++)d[p]=u[n[p]];i.push(d)}return i}function Fa(t){let e=t[0][0],r=e.length;for(let n=1;n<t.length;n++){let i=t[n][0];if(i.length!=r)return!1;if(i!=e){for(let c=0;c<r;c++)if(i[c]!=e[c])return!1}}return!0}function Ha(t,e=100){let r=t.length;if(r<=1)return!0;let n=0,i=r-1;for(;n<=i&&t[n]==null;)n++;for(;i>=n&&t[i]==null;)i--;if(i<=n)return!0;let c=Je(1,st((i-n+1)/e));for(let u=t[n],d=n+c;d<=i;d+=c){let p=t[d];if(p!=null){if(p<=u)return!1;u=p}}return!0}var _o=["January","February","March","April","May","June","July","August","September","October","November","December"],Eo=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function To(t){return t.slice(0,3)}var za=Eo.map(To),$a=_o.map(To),Va={MMMM:_o,MMM:$a,WWWW:Eo,WWW:za};function Jn(t){return(t<10?"0":"")+t}function Ia(t){return(t<10?"00":t<100?"0":"")+t}var Wa={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>Jn(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>Jn(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>Jn(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>Jn(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>Jn(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>Ia(t.getMilliseconds())};function Fr(t,e){e=e||Va;let r=[],n=/\{([a-z]+)\}|[^{]+/gi,i;for(;i=n.exec(t);)r.push(i[0][0]=="{"?Wa[i[1]]:i[0]);return c=>{let u="";for(let d=0;d<r.length;d++)u+=typeof r[d]=="string"?r[d]:r[d](c,e);return u}}var Ba=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Ua(t,e){let r;return e=="UTC"||e=="Etc/UTC"?r=new Date(+t+t.getTimezoneOffset()*6e4):e==Ba?r=t:(r=new Date(t.toLocaleString("en-US",{timeZone:e})),r.setMilliseconds(t.getMilliseconds())),r}var Mo=t=>t%1==0,El=[1,2,2.5,5],ja=nl(10,-32,0,El),Ao=nl(10,0,32,El),qa=Ao.filter(Mo),an=ja.concat(Ao),Hr=`
`,Lo="{YYYY}",qi=Hr+Lo,Do="{M}/{D}",Xn=Hr+Do,yl=Xn+"/{YY}",Po="{aa}",Ga="{h}:{mm}",Cn=Ga+Po,Gi=Hr+Cn,Yi=":{ss}",ce=null;function No(t){let e=t*1e3,r=e*60,n=r*60,i=n*24,c=i*30,u=i*365,p=(t==1?nl(10,0,3,El).filter(Mo):nl(10,-3,0,El)).concat([e,e*5,e*10,e*15,e*30,r,r*5,r*10,r*15,r*30,n,n*2,n*3,n*4,n*6,n*8,n*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,c,c*2,c*3,c*4,c*6,u,u*2,u*5,u*10,u*25,u*50,u*100]),h=[[u,Lo,ce,ce,ce,ce,ce,ce,1],[i*28,"{MMM}",qi,ce,ce,ce,ce,ce,1],[i,Do,qi,ce,ce,ce,ce,ce,1],[n,"{h}"+Po,yl,ce,Xn,ce,ce,ce,1],[r,Cn,yl,ce,Xn,ce,ce,ce,1],[e,Yi,yl+" "+Cn,ce,Xn+" "+Cn,ce,Gi,ce,1],[t,Yi+".{fff}",yl+" "+Cn,ce,Xn+" "+Cn,ce,Gi,ce,1]];function v(g){return(b,M,A,C,z,B)=>{let S=[],V=z>=u,_=z>=c&&z<u,Y=g(A),P=he(Y*t,3),R=gr(Y.getFullYear(),V?0:Y.getMonth(),_||V?1:Y.getDate()),U=he(R*t,3);if(_||V){let X=_?z/c:0,G=V?z/u:0,E=P==U?P:he(gr(R.getFullYear()+G,R.getMonth()+X,1)*t,3),J=new Date(Ce(E/t)),O=J.getFullYear(),j=J.getMonth();for(let I=0;E<=C;I++){let te=gr(O+G*I,j+X*I,1),$=te-g(he(te*t,3));E=he((+te+$)*t,3),E<=C&&S.push(E)}}else{let X=z>=i?i:z,G=st(A)-st(P),E=U+G+Al(P-U,X);S.push(E);let J=g(E),O=J.getHours()+J.getMinutes()/r+J.getSeconds()/n,j=z/n,I=b.axes[M]._space,te=B/I;for(;E=he(E+z,t==1?0:3),!(E>C);)if(j>1){let $=st(he(O+j,6))%24,le=g(E).getHours()-$;le>1&&(le=-1),E-=le*n,O=(O+j)%24;let ue=S[S.length-1];he((E-ue)/z,3)*te>=.7&&S.push(E)}else S.push(E)}return S}}return[p,h,v]}var[Ya,Ka,Ja]=No(1),[Za,Qa,Xa]=No(.001);nl(2,-53,53,[1]);function Ki(t,e){return t.map(r=>r.map((n,i)=>i==0||i==8||n==null?n:e(i==1||r[8]==0?n:r[1]+n)))}function Ji(t,e){return(r,n,i,c,u)=>{let d=e.find(A=>u>=A[0])||e[e.length-1],p,h,v,g,b,M;return n.map(A=>{let C=t(A),z=C.getFullYear(),B=C.getMonth(),S=C.getDate(),V=C.getHours(),_=C.getMinutes(),Y=C.getSeconds(),P=z!=p&&d[2]||B!=h&&d[3]||S!=v&&d[4]||V!=g&&d[5]||_!=b&&d[6]||Y!=M&&d[7]||d[1];return p=z,h=B,v=S,g=V,b=_,M=Y,P(C)})}}function ec(t,e){let r=Fr(e);return(n,i,c,u,d)=>i.map(p=>r(t(p)))}function gr(t,e,r){return new Date(t,e,r)}function Zi(t,e){return e(t)}var tc="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Qi(t,e){return(r,n,i,c)=>c==null?Dr:e(t(n))}function nc(t,e){let r=t.series[e];return r.width?r.stroke(t,e):r.points.width?r.points.stroke(t,e):null}function lc(t,e){return t.series[e].fill(t,e)}var rc={show:!0,live:!0,isolate:!1,mount:Sa,markers:{show:!0,width:2,stroke:nc,fill:lc,dash:"solid"},idx:null,idxs:null,values:[]};function ic(t,e){let r=t.cursor.points,n=mt(),i=r.size(t,e);ve(n,Zn,i),ve(n,Qn,i);let c=i/-2;ve(n,"marginLeft",c),ve(n,"marginTop",c);let u=r.width(t,e,i);return u&&ve(n,"borderWidth",u),n}function oc(t,e){let r=t.series[e].points;return r._fill||r._stroke}function sc(t,e){let r=t.series[e].points;return r._stroke||r._fill}function ac(t,e){return t.series[e].points.size}var br=[0,0];function cc(t,e,r){return br[0]=e,br[1]=r,br}function xl(t,e,r,n=!0){return i=>{i.button==0&&(!n||i.target==e)&&r(i)}}function wr(t,e,r,n=!0){return i=>{(!n||i.target==e)&&r(i)}}var uc={show:!0,x:!0,y:!0,lock:!1,move:cc,points:{one:!1,show:ic,size:ac,width:0,stroke:sc,fill:oc},bind:{mousedown:xl,mouseup:xl,click:xl,dblclick:xl,mousemove:wr,mouseleave:wr,mouseenter:wr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,r,n,i)=>n-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Co={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},zr=Le({},Co,{filter:vo}),Ro=Le({},zr,{size:10}),Oo=Le({},Co,{show:!1}),$r='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Fo="bold "+$r,Ho=1.5,Xi={show:!0,scale:"x",stroke:Lr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Fo,side:2,grid:zr,ticks:Ro,border:Oo,font:$r,lineGap:Ho,rotate:0},fc="Value",dc="Time",eo={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function pc(t,e,r,n,i){return e.map(c=>c==null?"":Rr(c))}function hc(t,e,r,n,i,c,u){let d=[],p=Kt.get(i)||0;r=u?r:he(Al(r,i),p);for(let h=r;h<=n;h=he(h+i,p))d.push(Object.is(h,-0)?0:h);return d}function _r(t,e,r,n,i,c,u){let d=[],p=t.scales[t.axes[e].scale].log,h=p==10?$t:go,v=st(h(r));i=On(p,v),p==10&&(i=an[_t(i,an)]);let g=r,b=i*p;p==10&&(b=an[_t(b,an)]);do d.push(g),g=g+i,p==10&&!Kt.has(g)&&(g=he(g,Kt.get(i))),g>=b&&(i=g,b=i*p,p==10&&(b=an[_t(b,an)]));while(g<=n);return d}function mc(t,e,r,n,i,c,u){let p=t.scales[t.axes[e].scale].asinh,h=n>p?_r(t,e,Je(p,r),n,i):[p],v=n>=0&&r<=0?[0]:[];return(r<-p?_r(t,e,Je(p,-n),-r,i):[p]).reverse().map(b=>-b).concat(v,h)}var zo=/./,gc=/[12357]/,bc=/[125]/,to=/1/,Er=(t,e,r,n)=>t.map((i,c)=>e==4&&i==0||c%n==0&&r.test(i.toExponential()[i<0?1:0])?i:null);function wc(t,e,r,n,i){let c=t.axes[r],u=c.scale,d=t.scales[u],p=t.valToPos,h=c._space,v=p(10,u),g=p(9,u)-v>=h?zo:p(7,u)-v>=h?gc:p(5,u)-v>=h?bc:to;if(g==to){let b=Re(p(1,u)-v);if(b<h)return Er(e.slice().reverse(),d.distr,g,gt(h/b)).reverse()}return Er(e,d.distr,g,1)}function vc(t,e,r,n,i){let c=t.axes[r],u=c.scale,d=c._space,p=t.valToPos,h=Re(p(1,u)-p(2,u));return h<d?Er(e.slice().reverse(),3,zo,gt(d/h)).reverse():e}function yc(t,e,r,n){return n==null?Dr:e==null?"":Rr(e)}var no={show:!0,scale:"y",stroke:Lr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Fo,side:3,grid:zr,ticks:Ro,border:Oo,font:$r,lineGap:Ho,rotate:0};function xc(t,e){let r=3+(t||1)*2;return he(r*e,3)}function kc(t,e){let{scale:r,idxs:n}=t.series[0],i=t._data[0],c=t.valToPos(i[n[0]],r,!0),u=t.valToPos(i[n[1]],r,!0),d=Re(u-c),p=t.series[e],h=d/(p.points.space*se);return n[1]-n[0]<=h}var lo={scale:null,auto:!0,sorted:0,min:pe,max:-pe},$o=(t,e,r,n,i)=>i,ro={show:!0,auto:!0,sorted:0,gaps:$o,alpha:1,facets:[Le({},lo,{scale:"x"}),Le({},lo,{scale:"y"})]},io={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:$o,alpha:1,points:{show:kc,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function Sc(t,e,r,n,i){return r/10}var Vo={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},_c=Le({},Vo,{time:!1,ori:1}),oo={};function Io(t,e){let r=oo[t];return r||(r={key:t,plots:[],sub(n){r.plots.push(n)},unsub(n){r.plots=r.plots.filter(i=>i!=n)},pub(n,i,c,u,d,p,h){for(let v=0;v<r.plots.length;v++)r.plots[v]!=i&&r.plots[v].pub(n,i,c,u,d,p,h)}},t!=null&&(oo[t]=r)),r}var zn=1,Tr=2;function dn(t,e,r){let n=t.mode,i=t.series[e],c=n==2?t._data[e]:t._data,u=t.scales,d=t.bbox,p=c[0],h=n==2?c[1]:c[e],v=n==2?u[i.facets[0].scale]:u[t.series[0].scale],g=n==2?u[i.facets[1].scale]:u[i.scale],b=d.left,M=d.top,A=d.width,C=d.height,z=t.valToPosH,B=t.valToPosV;return v.ori==0?r(i,p,h,v,g,z,B,b,M,A,C,Pl,Vn,Cl,Bo,jo):r(i,p,h,v,g,B,z,M,b,C,A,Nl,In,Wr,Uo,qo)}function Vr(t,e){let r=0,n=0,i=ie(t.bands,Or);for(let c=0;c<i.length;c++){let u=i[c];u.series[0]==e?r=u.dir:u.series[1]==e&&(u.dir==1?n|=1:n|=2)}return[r,n==1?-1:n==2?1:n==3?2:0]}function Ec(t,e,r,n,i){let c=t.mode,u=t.series[e],d=c==2?u.facets[1].scale:u.scale,p=t.scales[d];return i==-1?p.min:i==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Vt(t,e,r,n,i,c){return dn(t,e,(u,d,p,h,v,g,b,M,A,C,z)=>{let B=u.pxRound,S=h.dir*(h.ori==0?1:-1),V=h.ori==0?Vn:In,_,Y;S==1?(_=r,Y=n):(_=n,Y=r);let P=B(g(d[_],h,C,M)),R=B(b(p[_],v,z,A)),U=B(g(d[Y],h,C,M)),X=B(b(c==1?v.max:v.min,v,z,A)),G=new Path2D(i);return V(G,U,X),V(G,P,X),V(G,P,R),G})}function Dl(t,e,r,n,i,c){let u=null;if(t.length>0){u=new Path2D;let d=e==0?Cl:Wr,p=r;for(let g=0;g<t.length;g++){let b=t[g];if(b[1]>b[0]){let M=b[0]-p;M>0&&d(u,p,n,M,n+c),p=b[1]}}let h=r+i-p,v=10;h>0&&d(u,p,n-v/2,h,n+c+v)}return u}function Tc(t,e,r){let n=t[t.length-1];n&&n[0]==e?n[1]=r:t.push([e,r])}function Ir(t,e,r,n,i,c,u){let d=[],p=t.length;for(let h=i==1?r:n;h>=r&&h<=n;h+=i)if(e[h]===null){let g=h,b=h;if(i==1)for(;++h<=n&&e[h]===null;)b=h;else for(;--h>=r&&e[h]===null;)b=h;let M=c(t[g]),A=b==g?M:c(t[b]),C=g-i;M=u<=0&&C>=0&&C<p?c(t[C]):M;let B=b+i;A=u>=0&&B>=0&&B<p?c(t[B]):A,A>=M&&d.push([M,A])}return d}function so(t){return t==0?wo:t==1?Ce:e=>sn(e,t)}function Wo(t){let e=t==0?Pl:Nl,r=t==0?(i,c,u,d,p,h)=>{i.arcTo(c,u,d,p,h)}:(i,c,u,d,p,h)=>{i.arcTo(u,c,p,d,h)},n=t==0?(i,c,u,d,p)=>{i.rect(c,u,d,p)}:(i,c,u,d,p)=>{i.rect(u,c,p,d)};return(i,c,u,d,p,h=0,v=0)=>{h==0&&v==0?n(i,c,u,d,p):(h=Et(h,d/2,p/2),v=Et(v,d/2,p/2),e(i,c+h,u),r(i,c+d,u,c+d,u+p,h),r(i,c+d,u+p,c,u+p,v),r(i,c,u+p,c,u,v),r(i,c,u,c+d,u,h),i.closePath())}}var Pl=(t,e,r)=>{t.moveTo(e,r)},Nl=(t,e,r)=>{t.moveTo(r,e)},Vn=(t,e,r)=>{t.lineTo(e,r)},In=(t,e,r)=>{t.lineTo(r,e)},Cl=Wo(0),Wr=Wo(1),Bo=(t,e,r,n,i,c)=>{t.arc(e,r,n,i,c)},Uo=(t,e,r,n,i,c)=>{t.arc(r,e,n,i,c)},jo=(t,e,r,n,i,c,u)=>{t.bezierCurveTo(e,r,n,i,c,u)},qo=(t,e,r,n,i,c,u)=>{t.bezierCurveTo(r,e,i,n,u,c)};function Go(t){return(e,r,n,i,c)=>dn(e,r,(u,d,p,h,v,g,b,M,A,C,z)=>{let{pxRound:B,points:S}=u,V,_;h.ori==0?(V=Pl,_=Bo):(V=Nl,_=Uo);let Y=he(S.width*se,3),P=(S.size-S.width)/2*se,R=he(P*2,3),U=new Path2D,X=new Path2D,{left:G,top:E,width:J,height:O}=e.bbox;Cl(X,G-R,E-R,J+R*2,O+R*2);let j=I=>{if(p[I]!=null){let te=B(g(d[I],h,C,M)),$=B(b(p[I],v,z,A));V(U,te+P,$),_(U,te,$,P,0,kl*2)}};if(c)c.forEach(j);else for(let I=n;I<=i;I++)j(I);return{stroke:Y>0?U:null,fill:U,clip:X,flags:zn|Tr}})}function Yo(t){return(e,r,n,i,c,u)=>{n!=i&&(c!=n&&u!=n&&t(e,r,n),c!=i&&u!=i&&t(e,r,i),t(e,r,u))}}var Mc=Yo(Vn),Ac=Yo(In);function Ko(t){let e=ie(t?.alignGaps,0);return(r,n,i,c)=>dn(r,n,(u,d,p,h,v,g,b,M,A,C,z)=>{[i,c]=Tl(p,i,c);let B=u.pxRound,S=O=>B(g(O,h,C,M)),V=O=>B(b(O,v,z,A)),_,Y;h.ori==0?(_=Vn,Y=Mc):(_=In,Y=Ac);let P=h.dir*(h.ori==0?1:-1),R={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:zn},U=R.stroke,X=!1;if(c-i>=C*4){let O=F=>r.posToVal(F,h.key,!0),j=null,I=null,te,$,Ze,ye=S(d[P==1?i:c]),le=S(d[i]),ue=S(d[c]),Z=O(P==1?le+1:ue-1);for(let F=P==1?i:c;F>=i&&F<=c;F+=P){let De=d[F],xe=(P==1?De<Z:De>Z)?ye:S(De),ae=p[F];xe==ye?ae!=null?($=ae,j==null?(_(U,xe,V($)),te=j=I=$):$<j?j=$:$>I&&(I=$)):ae===null&&(X=!0):(j!=null&&Y(U,ye,V(j),V(I),V(te),V($)),ae!=null?($=ae,_(U,xe,V($)),j=I=te=$):(j=I=null,ae===null&&(X=!0)),ye=xe,Z=O(ye+P))}j!=null&&j!=I&&Ze!=ye&&Y(U,ye,V(j),V(I),V(te),V($))}else for(let O=P==1?i:c;O>=i&&O<=c;O+=P){let j=p[O];j===null?X=!0:j!=null&&_(U,S(d[O]),V(j))}let[E,J]=Vr(r,n);if(u.fill!=null||E!=0){let O=R.fill=new Path2D(U),j=u.fillTo(r,n,u.min,u.max,E),I=V(j),te=S(d[i]),$=S(d[c]);P==-1&&([$,te]=[te,$]),_(O,$,I),_(O,te,I)}if(!u.spanGaps){let O=[];X&&O.push(...Ir(d,p,i,c,P,S,e)),R.gaps=O=u.gaps(r,n,i,c,O),R.clip=Dl(O,h.ori,M,A,C,z)}return J!=0&&(R.band=J==2?[Vt(r,n,i,c,U,-1),Vt(r,n,i,c,U,1)]:Vt(r,n,i,c,U,J)),R})}function Lc(t){let e=ie(t.align,1),r=ie(t.ascDesc,!1),n=ie(t.alignGaps,0),i=ie(t.extend,!1);return(c,u,d,p)=>dn(c,u,(h,v,g,b,M,A,C,z,B,S,V)=>{[d,p]=Tl(g,d,p);let _=h.pxRound,{left:Y,width:P}=c.bbox,R=le=>_(A(le,b,S,z)),U=le=>_(C(le,M,V,B)),X=b.ori==0?Vn:In,G={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:zn},E=G.stroke,J=b.dir*(b.ori==0?1:-1),O=U(g[J==1?d:p]),j=R(v[J==1?d:p]),I=j,te=j;i&&e==-1&&(te=Y,X(E,te,O)),X(E,j,O);for(let le=J==1?d:p;le>=d&&le<=p;le+=J){let ue=g[le];if(ue==null)continue;let Z=R(v[le]),F=U(ue);e==1?X(E,Z,O):X(E,I,F),X(E,Z,F),O=F,I=Z}let $=I;i&&e==1&&($=Y+P,X(E,$,O));let[Ze,ye]=Vr(c,u);if(h.fill!=null||Ze!=0){let le=G.fill=new Path2D(E),ue=h.fillTo(c,u,h.min,h.max,Ze),Z=U(ue);X(le,$,Z),X(le,te,Z)}if(!h.spanGaps){let le=[];le.push(...Ir(v,g,d,p,J,R,n));let ue=h.width*se/2,Z=r||e==1?ue:-ue,F=r||e==-1?-ue:ue;le.forEach(De=>{De[0]+=Z,De[1]+=F}),G.gaps=le=h.gaps(c,u,d,p,le),G.clip=Dl(le,b.ori,z,B,S,V)}return ye!=0&&(G.band=ye==2?[Vt(c,u,d,p,E,-1),Vt(c,u,d,p,E,1)]:Vt(c,u,d,p,E,ye)),G})}function ao(t,e,r,n,i,c,u=pe){if(t.length>1){let d=null;for(let p=0,h=1/0;p<t.length;p++)if(e[p]!==void 0){if(d!=null){let v=Re(t[p]-t[d]);v<h&&(h=v,u=Re(r(t[p],n,i,c)-r(t[d],n,i,c)))}d=p}}return u}function Dc(t){t=t||tl;let e=ie(t.size,[.6,pe,1]),r=t.align||0,n=t.gap||0,i=t.radius;i=i==null?[0,0]:typeof i=="number"?[i,0]:i;let c=ee(i),u=1-e[0],d=ie(e[1],pe),p=ie(e[2],1),h=ie(t.disp,tl),v=ie(t.each,M=>{}),{fill:g,stroke:b}=h;return(M,A,C,z)=>dn(M,A,(B,S,V,_,Y,P,R,U,X,G,E)=>{let J=B.pxRound,O=r,j=n*se,I=d*se,te=p*se,$,Ze;_.ori==0?[$,Ze]=c(M,A):[Ze,$]=c(M,A);let ye=_.dir*(_.ori==0?1:-1),le=_.ori==0?Cl:Wr,ue=_.ori==0?v:(D,me,Pe,gn,Qt,Mt,Xt)=>{v(D,me,Pe,Qt,gn,Xt,Mt)},Z=ie(M.bands,Or).find(D=>D.series[0]==A),F=Z!=null?Z.dir:0,De=B.fillTo(M,A,B.min,B.max,F),je=J(R(De,Y,E,X)),xe,ae,bt,et=G,Se=J(B.width*se),Tt=!1,Ot=null,ct=null,Wt=null,pn=null;g!=null&&(Se==0||b!=null)&&(Tt=!0,Ot=g.values(M,A,C,z),ct=new Map,new Set(Ot).forEach(D=>{D!=null&&ct.set(D,new Path2D)}),Se>0&&(Wt=b.values(M,A,C,z),pn=new Map,new Set(Wt).forEach(D=>{D!=null&&pn.set(D,new Path2D)})));let{x0:hn,size:Wn}=h;if(hn!=null&&Wn!=null){O=1,S=hn.values(M,A,C,z),hn.unit==2&&(S=S.map(Pe=>M.posToVal(U+Pe*G,_.key,!0)));let D=Wn.values(M,A,C,z);Wn.unit==2?ae=D[0]*G:ae=P(D[0],_,G,U)-P(0,_,G,U),et=ao(S,V,P,_,G,U,et),bt=et-ae+j}else et=ao(S,V,P,_,G,U,et),bt=et*u+j,ae=et-bt;bt<1&&(bt=0),Se>=ae/2&&(Se=0),bt<5&&(J=wo);let ll=bt>0,Jt=et-bt-(ll?Se:0);ae=J(Sr(Jt,te,I)),xe=(O==0?ae/2:O==ye?0:ae)-O*ye*((O==0?j/2:0)+(ll?Se/2:0));let qe={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},mn=Tt?null:new Path2D,Ft=null;if(Z!=null)Ft=M.data[Z.series[1]];else{let{y0:D,y1:me}=h;D!=null&&me!=null&&(V=me.values(M,A,C,z),Ft=D.values(M,A,C,z))}let Zt=$*ae,K=Ze*ae;for(let D=ye==1?C:z;D>=C&&D<=z;D+=ye){let me=V[D];if(me==null)continue;if(Ft!=null){let Qe=Ft[D]??0;if(me-Qe==0)continue;je=R(Qe,Y,E,X)}let Pe=_.distr!=2||h!=null?S[D]:D,gn=P(Pe,_,G,U),Qt=R(ie(me,De),Y,E,X),Mt=J(gn-xe),Xt=J(Je(Qt,je)),tt=J(Et(Qt,je)),ut=Xt-tt;if(me!=null){let Qe=me<0?K:Zt,wt=me<0?Zt:K;Tt?(Se>0&&Wt[D]!=null&&le(pn.get(Wt[D]),Mt,tt+st(Se/2),ae,Je(0,ut-Se),Qe,wt),Ot[D]!=null&&le(ct.get(Ot[D]),Mt,tt+st(Se/2),ae,Je(0,ut-Se),Qe,wt)):le(mn,Mt,tt+st(Se/2),ae,Je(0,ut-Se),Qe,wt),ue(M,A,D,Mt-Se/2,tt,ae+Se,ut)}}return Se>0?qe.stroke=Tt?pn:mn:Tt||(qe._fill=B.width==0?B._fill:B._stroke??B._fill,qe.width=0),qe.fill=Tt?ct:mn,qe})}function Pc(t,e){let r=ie(e?.alignGaps,0);return(n,i,c,u)=>dn(n,i,(d,p,h,v,g,b,M,A,C,z,B)=>{[c,u]=Tl(h,c,u);let S=d.pxRound,V=$=>S(b($,v,z,A)),_=$=>S(M($,g,B,C)),Y,P,R;v.ori==0?(Y=Pl,R=Vn,P=jo):(Y=Nl,R=In,P=qo);let U=v.dir*(v.ori==0?1:-1),X=V(p[U==1?c:u]),G=X,E=[],J=[];for(let $=U==1?c:u;$>=c&&$<=u;$+=U)if(h[$]!=null){let ye=p[$],le=V(ye);E.push(G=le),J.push(_(h[$]))}let O={stroke:t(E,J,Y,R,P,S),fill:null,clip:null,band:null,gaps:null,flags:zn},j=O.stroke,[I,te]=Vr(n,i);if(d.fill!=null||I!=0){let $=O.fill=new Path2D(j),Ze=d.fillTo(n,i,d.min,d.max,I),ye=_(Ze);R($,G,ye),R($,X,ye)}if(!d.spanGaps){let $=[];$.push(...Ir(p,h,c,u,U,V,r)),O.gaps=$=d.gaps(n,i,c,u,$),O.clip=Dl($,v.ori,A,C,z,B)}return te!=0&&(O.band=te==2?[Vt(n,i,c,u,j,-1),Vt(n,i,c,u,j,1)]:Vt(n,i,c,u,j,te)),O})}function Nc(t){return Pc(Cc,t)}function Cc(t,e,r,n,i,c){let u=t.length;if(u<2)return null;let d=new Path2D;if(r(d,t[0],e[0]),u==2)n(d,t[1],e[1]);else{let p=Array(u),h=Array(u-1),v=Array(u-1),g=Array(u-1);for(let b=0;b<u-1;b++)v[b]=e[b+1]-e[b],g[b]=t[b+1]-t[b],h[b]=v[b]/g[b];p[0]=h[0];for(let b=1;b<u-1;b++)h[b]===0||h[b-1]===0||h[b-1]>0!=h[b]>0?p[b]=0:(p[b]=3*(g[b-1]+g[b])/((2*g[b]+g[b-1])/h[b-1]+(g[b]+2*g[b-1])/h[b]),isFinite(p[b])||(p[b]=0));p[u-1]=h[u-2];for(let b=0;b<u-1;b++)i(d,t[b]+g[b]/3,e[b]+p[b]*g[b]/3,t[b+1]-g[b]/3,e[b+1]-p[b+1]*g[b]/3,t[b+1],e[b+1])}return d}var Mr=new Set;function co(){for(let t of Mr)t.syncRect(!0)}$n&&(un(pa,Rn,co),un(ha,Rn,co,!0),un(Sl,Rn,()=>{Ie.pxRatio=se}));var Rc=Ko(),Oc=Go();function uo(t,e,r,n){return(n?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((c,u)=>Ar(c,u,e,r))}function Fc(t,e){return t.map((r,n)=>n==0?{}:Le({},e,r))}function Ar(t,e,r,n){return Le({},e==0?r:n,t)}function Jo(t,e,r){return e==null?Fn:[e,r]}var Hc=Jo;function zc(t,e,r){return e==null?Fn:_l(e,r,Cr,!0)}function Zo(t,e,r,n){return e==null?Fn:Ml(e,r,t.scales[n].log,!1)}var $c=Zo;function Qo(t,e,r,n){return e==null?Fn:Nr(e,r,t.scales[n].log,!1)}var Vc=Qo;function Ic(t,e,r,n,i){let c=Je(Wi(t),Wi(e)),u=e-t,d=_t(i/n*u,r);do{let p=r[d],h=n*p/u;if(h>=i&&c+(p<5?Kt.get(p):0)<=17)return[p,h]}while(++d<r.length);return[0,0]}function fo(t){let e,r;return t=t.replace(/(\d+)px/,(n,i)=>(e=Ce((r=+i)*se))+"px"),[t,e,r]}function Wc(t){t.show&&[t.font,t.labelFont].forEach(e=>{let r=he(e[2]*se,1);e[0]=e[0].replace(/[0-9.]+px/,r+"px"),e[1]=r})}function Ie(t,e,r){let n={mode:ie(t.mode,1)},i=n.mode;function c(l,o,s,a){let f=o.valToPct(l);return a+s*(o.dir==-1?1-f:f)}function u(l,o,s,a){let f=o.valToPct(l);return a+s*(o.dir==-1?f:1-f)}function d(l,o,s,a){return o.ori==0?c(l,o,s,a):u(l,o,s,a)}n.valToPosH=c,n.valToPosV=u;let p=!1;n.status=0;let h=n.root=mt(Ks);if(t.id!=null&&(h.id=t.id),ot(h,t.class),t.title){let l=mt(Qs,h);l.textContent=t.title}let v=St("canvas"),g=n.ctx=v.getContext("2d"),b=mt(Xs,h);un("click",b,l=>{l.target===A&&(ge!=Mn||ke!=An)&&Be.click(n,l)},!0);let M=n.under=mt(ea,b);b.appendChild(v);let A=n.over=mt(ta,b);t=Hn(t);let C=+ie(t.pxAlign,1),z=so(C);(t.plugins||[]).forEach(l=>{l.opts&&(t=l.opts(n,t)||t)});let B=t.ms||.001,S=n.series=i==1?uo(t.series||[],eo,io,!1):Fc(t.series||[null],ro),V=n.axes=uo(t.axes||[],Xi,no,!0),_=n.scales={},Y=n.bands=t.bands||[];Y.forEach(l=>{l.fill=ee(l.fill||null),l.dir=ie(l.dir,-1)});let P=i==2?S[1].facets[0].scale:S[0].scale,R={axes:Es,series:ys},U=(t.drawOrder||["axes","series"]).map(l=>R[l]);function X(l){let o=l.distr==3?s=>$t(s>0?s:l.clamp(n,s,l.min,l.max,l.key)):l.distr==4?s=>mr(s,l.asinh):l.distr==100?s=>l.fwd(s):s=>s;return s=>{let a=o(s),{_min:f,_max:m}=l,w=m-f;return(a-f)/w}}function G(l){let o=_[l];if(o==null){let s=(t.scales||tl)[l]||tl;if(s.from!=null){G(s.from);let a=Le({},_[s.from],s,{key:l});a.valToPct=X(a),_[l]=a}else{o=_[l]=Le({},l==P?Vo:_c,s),o.key=l;let a=o.time,f=o.range,m=Yt(f);if((l!=P||i==2&&!a)&&(m&&(f[0]==null||f[1]==null)&&(f={min:f[0]==null?$i:{mode:1,hard:f[0],soft:f[0]},max:f[1]==null?$i:{mode:1,hard:f[1],soft:f[1]}},m=!1),!m&&Ll(f))){let w=f;f=(x,k,T)=>k==null?Fn:_l(k,T,w)}o.range=ee(f||(a?Hc:l==P?o.distr==3?$c:o.distr==4?Vc:Jo:o.distr==3?Zo:o.distr==4?Qo:zc)),o.auto=ee(m?!1:o.auto),o.clamp=ee(o.clamp||Sc),o._min=o._max=null,o.valToPct=X(o)}}}G("x"),G("y"),i==1&&S.forEach(l=>{G(l.scale)}),V.forEach(l=>{G(l.scale)});for(let l in t.scales)G(l);let E=_[P],J=E.distr,O,j;E.ori==0?(ot(h,Js),O=c,j=u):(ot(h,Zs),O=u,j=c);let I={};for(let l in _){let o=_[l];(o.min!=null||o.max!=null)&&(I[l]={min:o.min,max:o.max},o.min=o.max=null)}let te=t.tzDate||(l=>new Date(Ce(l/B))),$=t.fmtDate||Fr,Ze=B==1?Ja(te):Xa(te),ye=Ji(te,Ki(B==1?Ka:Qa,$)),le=Qi(te,Zi(tc,$)),ue=[],Z=n.legend=Le({},rc,t.legend),F=n.cursor=Le({},uc,{drag:{y:i==2}},t.cursor),De=Z.show,je=F.show,xe=Z.markers;Z.idxs=ue,xe.width=ee(xe.width),xe.dash=ee(xe.dash),xe.stroke=ee(xe.stroke),xe.fill=ee(xe.fill);let ae,bt,et,Se=[],Tt=[],Ot,ct=!1,Wt={};if(Z.live){let l=S[1]?S[1].values:null;ct=l!=null,Ot=ct?l(n,1,0):{_:0};for(let o in Ot)Wt[o]=Dr}if(De)if(ae=St("table",sa,h),et=St("tbody",null,ae),Z.mount(n,ae),ct){bt=St("thead",null,ae,et);let l=St("tr",null,bt);St("th",null,l);for(var pn in Ot)St("th",Ti,l).textContent=pn}else ot(ae,ca),Z.live&&ot(ae,aa);let hn={show:!0},Wn={show:!1};function ll(l,o){if(o==0&&(ct||!Z.live||i==2))return Fn;let s=[],a=St("tr",ua,et,et.childNodes[o]);ot(a,l.class),l.show||ot(a,cn);let f=St("th",null,a);if(xe.show){let x=mt(fa,f);if(o>0){let k=xe.width(n,o);k&&(x.style.border=k+"px "+xe.dash(n,o)+" "+xe.stroke(n,o)),x.style.background=xe.fill(n,o)}}let m=mt(Ti,f);l.label instanceof HTMLElement?m.appendChild(l.label):m.textContent=l.label,o>0&&(xe.show||(m.style.color=l.width>0?xe.stroke(n,o):xe.fill(n,o)),qe("click",f,x=>{if(F._lock)return;tn(x);let k=S.indexOf(l);if((x.ctrlKey||x.metaKey)!=Z.isolate){let T=S.some((L,N)=>N>0&&N!=k&&L.show);S.forEach((L,N)=>{N>0&&Lt(N,T?N==k?hn:Wn:hn,!0,Ae.setSeries)})}else Lt(k,{show:!l.show},!0,Ae.setSeries)},!1),wn&&qe(Di,f,x=>{F._lock||(tn(x),Lt(S.indexOf(l),Dn,!0,Ae.setSeries))},!1));for(var w in Ot){let x=St("td",da,a);x.textContent="--",s.push(x)}return[a,s]}let Jt=new Map;function qe(l,o,s,a=!0){let f=Jt.get(o)||{},m=F.bind[l](n,o,s,a);m&&(un(l,o,f[l]=m),Jt.set(o,f))}function mn(l,o,s){let a=Jt.get(o)||{};for(let f in a)(l==null||f==l)&&(kr(f,o,a[f]),delete a[f]);l==null&&Jt.delete(o)}let Ft=0,Zt=0,K=0,D=0,me=0,Pe=0,gn=me,Qt=Pe,Mt=K,Xt=D,tt=0,ut=0,Qe=0,wt=0;n.bbox={};let Vl=!1,rl=!1,bn=!1,en=!1,il=!1,ft=!1;function Il(l,o,s){(s||l!=n.width||o!=n.height)&&Ur(l,o),Sn(!1),bn=!0,rl=!0,_n()}function Ur(l,o){n.width=Ft=K=l,n.height=Zt=D=o,me=Pe=0,ps(),hs();let s=n.bbox;tt=s.left=sn(me*se,.5),ut=s.top=sn(Pe*se,.5),Qe=s.width=sn(K*se,.5),wt=s.height=sn(D*se,.5)}let us=3;function fs(){let l=!1,o=0;for(;!l;){o++;let s=Ss(o),a=_s(o);l=o==us||s&&a,l||(Ur(n.width,n.height),rl=!0)}}function ds({width:l,height:o}){Il(l,o)}n.setSize=ds;function ps(){let l=!1,o=!1,s=!1,a=!1;V.forEach((f,m)=>{if(f.show&&f._show){let{side:w,_size:x}=f,k=w%2,T=f.label!=null?f.labelSize:0,L=x+T;L>0&&(k?(K-=L,w==3?(me+=L,a=!0):s=!0):(D-=L,w==0?(Pe+=L,l=!0):o=!0))}}),nn[0]=l,nn[1]=s,nn[2]=o,nn[3]=a,K-=Bt[1]+Bt[3],me+=Bt[3],D-=Bt[2]+Bt[0],Pe+=Bt[0]}function hs(){let l=me+K,o=Pe+D,s=me,a=Pe;function f(m,w){switch(m){case 1:return l+=w,l-w;case 2:return o+=w,o-w;case 3:return s-=w,s+w;case 0:return a-=w,a+w}}V.forEach((m,w)=>{if(m.show&&m._show){let x=m.side;m._pos=f(x,m._size),m.label!=null&&(m._lpos=f(x,m.labelSize))}})}if(F.dataIdx==null){let l=F.hover,o=l.skip=new Set(l.skip??[]);o.add(void 0);let s=l.prox=ee(l.prox),a=l.bias??=0;F.dataIdx=(f,m,w,x)=>{if(m==0)return w;let k=w,T=s(f,m,w,x)??pe,L=T>=0&&T<pe,N=E.ori==0?K:D,q=F.left,oe=e[0],re=e[m];if(o.has(re[w])){k=null;let Q=null,W=null,H;if(a==0||a==-1)for(H=w;Q==null&&H-- >0;)o.has(re[H])||(Q=H);if(a==0||a==1)for(H=w;W==null&&H++<re.length;)o.has(re[H])||(W=H);if(Q!=null||W!=null)if(L){let we=Q==null?-1/0:O(oe[Q],E,N,0),_e=W==null?1/0:O(oe[W],E,N,0),Ve=q-we,fe=_e-q;Ve<=fe?Ve<=T&&(k=Q):fe<=T&&(k=W)}else k=W==null?Q:Q==null?W:w-Q<=W-w?Q:W}else L&&Re(q-O(oe[w],E,N,0))>T&&(k=null);return k}}let tn=l=>{F.event=l};F.idxs=ue,F._lock=!1;let Ue=F.points;Ue.show=ee(Ue.show),Ue.size=ee(Ue.size),Ue.stroke=ee(Ue.stroke),Ue.width=ee(Ue.width),Ue.fill=ee(Ue.fill);let At=n.focus=Le({},t.focus||{alpha:.3},F.focus),wn=At.prox>=0,vn=wn&&Ue.one,dt=[],yn=[],xn=[];function jr(l,o){let s=Ue.show(n,o);if(s instanceof HTMLElement)return ot(s,oa),ot(s,l.class),Rt(s,-10,-10,K,D),A.insertBefore(s,dt[o]),s}function qr(l,o){if(i==1||o>0){let s=i==1&&_[l.scale].time,a=l.value;l.value=s?ji(a)?Qi(te,Zi(a,$)):a||le:a||yc,l.label=l.label||(s?dc:fc)}if(vn||o>0){l.width=l.width==null?1:l.width,l.paths=l.paths||Rc||_a,l.fillTo=ee(l.fillTo||Ec),l.pxAlign=+ie(l.pxAlign,C),l.pxRound=so(l.pxAlign),l.stroke=ee(l.stroke||null),l.fill=ee(l.fill||null),l._stroke=l._fill=l._paths=l._focus=null;let s=xc(Je(1,l.width),1),a=l.points=Le({},{size:s,width:Je(1,s*.2),stroke:l.stroke,space:s*2,paths:Oc,_stroke:null,_fill:null},l.points);a.show=ee(a.show),a.filter=ee(a.filter),a.fill=ee(a.fill),a.stroke=ee(a.stroke),a.paths=ee(a.paths),a.pxAlign=l.pxAlign}if(De){let s=ll(l,o);Se.splice(o,0,s[0]),Tt.splice(o,0,s[1]),Z.values.push(null)}if(je){ue.splice(o,0,null);let s=null;vn?o==0&&(s=jr(l,o)):o>0&&(s=jr(l,o)),dt.splice(o,0,s),yn.splice(o,0,0),xn.splice(o,0,0)}$e("addSeries",o)}function ms(l,o){o=o??S.length,l=i==1?Ar(l,o,eo,io):Ar(l,o,{},ro),S.splice(o,0,l),qr(S[o],o)}n.addSeries=ms;function gs(l){if(S.splice(l,1),De){Z.values.splice(l,1),Tt.splice(l,1);let o=Se.splice(l,1)[0];mn(null,o.firstChild),o.remove()}je&&(ue.splice(l,1),dt.splice(l,1)[0].remove(),yn.splice(l,1),xn.splice(l,1)),$e("delSeries",l)}n.delSeries=gs;let nn=[!1,!1,!1,!1];function bs(l,o){if(l._show=l.show,l.show){let s=l.side%2,a=_[l.scale];a==null&&(l.scale=s?S[1].scale:P,a=_[l.scale]);let f=a.time;l.size=ee(l.size),l.space=ee(l.space),l.rotate=ee(l.rotate),Yt(l.incrs)&&l.incrs.forEach(w=>{!Kt.has(w)&&Kt.set(w,xo(w))}),l.incrs=ee(l.incrs||(a.distr==2?qa:f?B==1?Ya:Za:an)),l.splits=ee(l.splits||(f&&a.distr==1?Ze:a.distr==3?_r:a.distr==4?mc:hc)),l.stroke=ee(l.stroke),l.grid.stroke=ee(l.grid.stroke),l.ticks.stroke=ee(l.ticks.stroke),l.border.stroke=ee(l.border.stroke);let m=l.values;l.values=Yt(m)&&!Yt(m[0])?ee(m):f?Yt(m)?Ji(te,Ki(m,$)):ji(m)?ec(te,m):m||ye:m||pc,l.filter=ee(l.filter||(a.distr>=3&&a.log==10?wc:a.distr==3&&a.log==2?vc:vo)),l.font=fo(l.font),l.labelFont=fo(l.labelFont),l._size=l.size(n,null,o,0),l._space=l._rotate=l._incrs=l._found=l._splits=l._values=null,l._size>0&&(nn[o]=!0,l._el=mt(na,b))}}function Bn(l,o,s,a){let[f,m,w,x]=s,k=o%2,T=0;return k==0&&(x||m)&&(T=o==0&&!f||o==2&&!w?Ce(Xi.size/3):0),k==1&&(f||w)&&(T=o==1&&!m||o==3&&!x?Ce(no.size/2):0),T}let Gr=n.padding=(t.padding||[Bn,Bn,Bn,Bn]).map(l=>ee(ie(l,Bn))),Bt=n._padding=Gr.map((l,o)=>l(n,o,nn,0)),We,Oe=null,Fe=null,ol=i==1?S[0].idxs:null,vt=null,Un=!1;function Yr(l,o){if(e=l??[],n.data=n._data=e,i==2){We=0;for(let s=1;s<S.length;s++)We+=e[s][0].length}else{e.length==0&&(n.data=n._data=e=[[]]),vt=e[0],We=vt.length;let s=e;if(J==2){s=e.slice();let a=s[0]=Array(We);for(let f=0;f<We;f++)a[f]=f}n._data=e=s}if(Sn(!0),$e("setData"),J==2&&(bn=!0),o!==!1){let s=E;s.auto(n,Un)?Wl():jt(P,s.min,s.max),en=en||F.left>=0,ft=!0,_n()}}n.setData=Yr;function Wl(){Un=!0;let l,o;i==1&&(We>0?(Oe=ol[0]=0,Fe=ol[1]=We-1,l=e[0][Oe],o=e[0][Fe],J==2?(l=Oe,o=Fe):l==o&&(J==3?[l,o]=Ml(l,l,E.log,!1):J==4?[l,o]=Nr(l,l,E.log,!1):E.time?o=l+Ce(86400/B):[l,o]=_l(l,o,Cr,!0))):(Oe=ol[0]=l=null,Fe=ol[1]=o=null)),jt(P,l,o)}let sl,kn,Bl,Ul,jl,ql,Gl,Yl,Kl,Xe;function Kr(l,o,s,a,f,m){l??=Ai,s??=Or,a??="butt",f??=Ai,m??="round",l!=sl&&(g.strokeStyle=sl=l),f!=kn&&(g.fillStyle=kn=f),o!=Bl&&(g.lineWidth=Bl=o),m!=jl&&(g.lineJoin=jl=m),a!=ql&&(g.lineCap=ql=a),s!=Ul&&g.setLineDash(Ul=s)}function Jr(l,o,s,a){o!=kn&&(g.fillStyle=kn=o),l!=Gl&&(g.font=Gl=l),s!=Yl&&(g.textAlign=Yl=s),a!=Kl&&(g.textBaseline=Kl=a)}function Jl(l,o,s,a,f=0){if(a.length>0&&l.auto(n,Un)&&(o==null||o.min==null)){let m=ie(Oe,0),w=ie(Fe,a.length-1),x=s.min==null?wa(a,m,w,f,l.distr==3):[s.min,s.max];l.min=Et(l.min,s.min=x[0]),l.max=Je(l.max,s.max=x[1])}}let Zr={min:null,max:null};function ws(){for(let a in _){let f=_[a];I[a]==null&&(f.min==null||I[P]!=null&&f.auto(n,Un))&&(I[a]=Zr)}for(let a in _){let f=_[a];I[a]==null&&f.from!=null&&I[f.from]!=null&&(I[a]=Zr)}I[P]!=null&&Sn(!0);let l={};for(let a in I){let f=I[a];if(f!=null){let m=l[a]=Hn(_[a],Ma);if(f.min!=null)Le(m,f);else if(a!=P||i==2)if(We==0&&m.from==null){let w=m.range(n,null,null,a);m.min=w[0],m.max=w[1]}else m.min=pe,m.max=-pe}}if(We>0){S.forEach((a,f)=>{if(i==1){let m=a.scale,w=I[m];if(w==null)return;let x=l[m];if(f==0){let k=x.range(n,x.min,x.max,m);x.min=k[0],x.max=k[1],Oe=_t(x.min,e[0]),Fe=_t(x.max,e[0]),Fe-Oe>1&&(e[0][Oe]<x.min&&Oe++,e[0][Fe]>x.max&&Fe--),a.min=vt[Oe],a.max=vt[Fe]}else a.show&&a.auto&&Jl(x,w,a,e[f],a.sorted);a.idxs[0]=Oe,a.idxs[1]=Fe}else if(f>0&&a.show&&a.auto){let[m,w]=a.facets,x=m.scale,k=w.scale,[T,L]=e[f],N=l[x],q=l[k];N!=null&&Jl(N,I[x],m,T,m.sorted),q!=null&&Jl(q,I[k],w,L,w.sorted),a.min=w.min,a.max=w.max}});for(let a in l){let f=l[a],m=I[a];if(f.from==null&&(m==null||m.min==null)){let w=f.range(n,f.min==pe?null:f.min,f.max==-pe?null:f.max,a);f.min=w[0],f.max=w[1]}}}for(let a in l){let f=l[a];if(f.from!=null){let m=l[f.from];if(m.min==null)f.min=f.max=null;else{let w=f.range(n,m.min,m.max,a);f.min=w[0],f.max=w[1]}}}let o={},s=!1;for(let a in l){let f=l[a],m=_[a];if(m.min!=f.min||m.max!=f.max){m.min=f.min,m.max=f.max;let w=m.distr;m._min=w==3?$t(m.min):w==4?mr(m.min,m.asinh):w==100?m.fwd(m.min):m.min,m._max=w==3?$t(m.max):w==4?mr(m.max,m.asinh):w==100?m.fwd(m.max):m.max,o[a]=s=!0}}if(s){S.forEach((a,f)=>{i==2?f>0&&o.y&&(a._paths=null):o[a.scale]&&(a._paths=null)});for(let a in o)bn=!0,$e("setScale",a);je&&F.left>=0&&(en=ft=!0)}for(let a in I)I[a]=null}function vs(l){let o=Sr(Oe-1,0,We-1),s=Sr(Fe+1,0,We-1);for(;l[o]==null&&o>0;)o--;for(;l[s]==null&&s<We-1;)s++;return[o,s]}function ys(){if(We>0){let l=S.some(o=>o._focus)&&Xe!=At.alpha;l&&(g.globalAlpha=Xe=At.alpha),S.forEach((o,s)=>{if(s>0&&o.show&&(Qr(s,!1),Qr(s,!0),o._paths==null)){let a=Xe;Xe!=o.alpha&&(g.globalAlpha=Xe=o.alpha);let f=i==2?[0,e[s][0].length-1]:vs(e[s]);o._paths=o.paths(n,s,f[0],f[1]),Xe!=a&&(g.globalAlpha=Xe=a)}}),S.forEach((o,s)=>{if(s>0&&o.show){let a=Xe;Xe!=o.alpha&&(g.globalAlpha=Xe=o.alpha),o._paths!=null&&Xr(s,!1);{let f=o._paths!=null?o._paths.gaps:null,m=o.points.show(n,s,Oe,Fe,f),w=o.points.filter(n,s,m,f);(m||w)&&(o.points._paths=o.points.paths(n,s,Oe,Fe,w),Xr(s,!0))}Xe!=a&&(g.globalAlpha=Xe=a),$e("drawSeries",s)}}),l&&(g.globalAlpha=Xe=1)}}function Qr(l,o){let s=o?S[l].points:S[l];s._stroke=s.stroke(n,l),s._fill=s.fill(n,l)}function Xr(l,o){let s=o?S[l].points:S[l],{stroke:a,fill:f,clip:m,flags:w,_stroke:x=s._stroke,_fill:k=s._fill,_width:T=s.width}=s._paths;T=he(T*se,3);let L=null,N=T%2/2;o&&k==null&&(k=T>0?"#fff":x);let q=s.pxAlign==1&&N>0;if(q&&g.translate(N,N),!o){let oe=tt-T/2,re=ut-T/2,Q=Qe+T,W=wt+T;L=new Path2D,L.rect(oe,re,Q,W)}o?Zl(x,T,s.dash,s.cap,k,a,f,w,m):xs(l,x,T,s.dash,s.cap,k,a,f,w,L,m),q&&g.translate(-N,-N)}function xs(l,o,s,a,f,m,w,x,k,T,L){let N=!1;k!=0&&Y.forEach((q,oe)=>{if(q.series[0]==l){let re=S[q.series[1]],Q=e[q.series[1]],W=(re._paths||tl).band;Yt(W)&&(W=q.dir==1?W[0]:W[1]);let H,we=null;re.show&&W&&ya(Q,Oe,Fe)?(we=q.fill(n,oe)||m,H=re._paths.clip):W=null,Zl(o,s,a,f,we,w,x,k,T,L,H,W),N=!0}}),N||Zl(o,s,a,f,m,w,x,k,T,L)}let ei=zn|Tr;function Zl(l,o,s,a,f,m,w,x,k,T,L,N){Kr(l,o,s,a,f),(k||T||N)&&(g.save(),k&&g.clip(k),T&&g.clip(T)),N?(x&ei)==ei?(g.clip(N),L&&g.clip(L),cl(f,w),al(l,m,o)):x&Tr?(cl(f,w),g.clip(N),al(l,m,o)):x&zn&&(g.save(),g.clip(N),L&&g.clip(L),cl(f,w),g.restore(),al(l,m,o)):(cl(f,w),al(l,m,o)),(k||T||N)&&g.restore()}function al(l,o,s){s>0&&(o instanceof Map?o.forEach((a,f)=>{g.strokeStyle=sl=f,g.stroke(a)}):o!=null&&l&&g.stroke(o))}function cl(l,o){o instanceof Map?o.forEach((s,a)=>{g.fillStyle=kn=a,g.fill(s)}):o!=null&&l&&g.fill(o)}function ks(l,o,s,a){let f=V[l],m;if(a<=0)m=[0,0];else{let w=f._space=f.space(n,l,o,s,a),x=f._incrs=f.incrs(n,l,o,s,a,w);m=Ic(o,s,x,a,w)}return f._found=m}function Ql(l,o,s,a,f,m,w,x,k,T){let L=w%2/2;C==1&&g.translate(L,L),Kr(x,w,k,T,x),g.beginPath();let N,q,oe,re,Q=f+(a==0||a==3?-m:m);s==0?(q=f,re=Q):(N=f,oe=Q);for(let W=0;W<l.length;W++)o[W]!=null&&(s==0?N=oe=l[W]:q=re=l[W],g.moveTo(N,q),g.lineTo(oe,re));g.stroke(),C==1&&g.translate(-L,-L)}function Ss(l){let o=!0;return V.forEach((s,a)=>{if(!s.show)return;let f=_[s.scale];if(f.min==null){s._show&&(o=!1,s._show=!1,Sn(!1));return}else s._show||(o=!1,s._show=!0,Sn(!1));let m=s.side,w=m%2,{min:x,max:k}=f,[T,L]=ks(a,x,k,w==0?K:D);if(L==0)return;let N=f.distr==2,q=s._splits=s.splits(n,a,x,k,T,L,N),oe=f.distr==2?q.map(H=>vt[H]):q,re=f.distr==2?vt[q[1]]-vt[q[0]]:T,Q=s._values=s.values(n,s.filter(n,oe,a,L,re),a,L,re);s._rotate=m==2?s.rotate(n,Q,a,L):0;let W=s._size;s._size=gt(s.size(n,Q,a,l)),W!=null&&s._size!=W&&(o=!1)}),o}function _s(l){let o=!0;return Gr.forEach((s,a)=>{let f=s(n,a,nn,l);f!=Bt[a]&&(o=!1),Bt[a]=f}),o}function Es(){for(let l=0;l<V.length;l++){let o=V[l];if(!o.show||!o._show)continue;let s=o.side,a=s%2,f,m,w=o.stroke(n,l),x=s==0||s==3?-1:1,[k,T]=o._found;if(o.label!=null){let Ye=o.labelGap*x,rt=Ce((o._lpos+Ye)*se);Jr(o.labelFont[0],w,"center",s==2?"top":Mi),g.save(),a==1?(f=m=0,g.translate(rt,Ce(ut+wt/2)),g.rotate((s==3?-kl:kl)/2)):(f=Ce(tt+Qe/2),m=rt);let on=bo(o.label)?o.label(n,l,k,T):o.label;g.fillText(on,f,m),g.restore()}if(T==0)continue;let L=_[o.scale],N=a==0?Qe:wt,q=a==0?tt:ut,oe=o._splits,re=L.distr==2?oe.map(Ye=>vt[Ye]):oe,Q=L.distr==2?vt[oe[1]]-vt[oe[0]]:k,W=o.ticks,H=o.border,we=W.show?W.size:0,_e=Ce(we*se),Ve=Ce((o.alignTo==2?o._size-we-o.gap:o.gap)*se),fe=o._rotate*-kl/180,Ee=z(o._pos*se),nt=(_e+Ve)*x,Ge=Ee+nt;m=a==0?Ge:0,f=a==1?Ge:0;let pt=o.font[0],yt=o.align==1?Nn:o.align==2?dr:fe>0?Nn:fe<0?dr:a==0?"center":s==3?dr:Nn,Pt=fe||a==1?"middle":s==2?"top":Mi;Jr(pt,w,yt,Pt);let lt=o.font[1]*o.lineGap,ht=oe.map(Ye=>z(d(Ye,L,N,q))),xt=o._values;for(let Ye=0;Ye<xt.length;Ye++){let rt=xt[Ye];if(rt!=null){a==0?f=ht[Ye]:m=ht[Ye],rt=""+rt;let on=rt.indexOf(`
`)==-1?[rt]:rt.split(/\n/gm);for(let Ke=0;Ke<on.length;Ke++){let vi=on[Ke];fe?(g.save(),g.translate(f,m+Ke*lt),g.rotate(fe),g.fillText(vi,0,0),g.restore()):g.fillText(vi,f,m+Ke*lt)}}}W.show&&Ql(ht,W.filter(n,re,l,T,Q),a,s,Ee,_e,he(W.width*se,3),W.stroke(n,l),W.dash,W.cap);let Nt=o.grid;Nt.show&&Ql(ht,Nt.filter(n,re,l,T,Q),a,a==0?2:1,a==0?ut:tt,a==0?wt:Qe,he(Nt.width*se,3),Nt.stroke(n,l),Nt.dash,Nt.cap),H.show&&Ql([Ee],[1],a==0?1:0,a==0?1:2,a==1?ut:tt,a==1?wt:Qe,he(H.width*se,3),H.stroke(n,l),H.dash,H.cap)}$e("drawAxes")}function Sn(l){S.forEach((o,s)=>{s>0&&(o._paths=null,l&&(i==1?(o.min=null,o.max=null):o.facets.forEach(a=>{a.min=null,a.max=null})))})}let ul=!1,Xl=!1,jn=[];function Ts(){Xl=!1;for(let l=0;l<jn.length;l++)$e(...jn[l]);jn.length=0}function _n(){ul||(Ra(ti),ul=!0)}function Ms(l,o=!1){ul=!0,Xl=o,l(n),ti(),o&&jn.length>0&&queueMicrotask(Ts)}n.batch=Ms;function ti(){if(Vl&&(ws(),Vl=!1),bn&&(fs(),bn=!1),rl){if(ve(M,Nn,me),ve(M,"top",Pe),ve(M,Zn,K),ve(M,Qn,D),ve(A,Nn,me),ve(A,"top",Pe),ve(A,Zn,K),ve(A,Qn,D),ve(b,Zn,Ft),ve(b,Qn,Zt),v.width=Ce(Ft*se),v.height=Ce(Zt*se),V.forEach(({_el:l,_show:o,_size:s,_pos:a,side:f})=>{if(l!=null)if(o){let m=f===3||f===0?s:0,w=f%2==1;ve(l,w?"left":"top",a-m),ve(l,w?"width":"height",s),ve(l,w?"top":"left",w?Pe:me),ve(l,w?"height":"width",w?D:K),xr(l,cn)}else ot(l,cn)}),sl=kn=Bl=jl=ql=Gl=Yl=Kl=Ul=null,Xe=1,Yn(!0),me!=gn||Pe!=Qt||K!=Mt||D!=Xt){Sn(!1);let l=K/Mt,o=D/Xt;if(je&&!en&&F.left>=0){F.left*=l,F.top*=o,En&&Rt(En,Ce(F.left),0,K,D),Tn&&Rt(Tn,0,Ce(F.top),K,D);for(let s=0;s<dt.length;s++){let a=dt[s];a!=null&&(yn[s]*=l,xn[s]*=o,Rt(a,gt(yn[s]),gt(xn[s]),K,D))}}if(be.show&&!il&&be.left>=0&&be.width>0){be.left*=l,be.width*=l,be.top*=o,be.height*=o;for(let s in ir)ve(Ln,s,be[s])}gn=me,Qt=Pe,Mt=K,Xt=D}$e("setSize"),rl=!1}Ft>0&&Zt>0&&(g.clearRect(0,0,v.width,v.height),$e("drawClear"),U.forEach(l=>l()),$e("draw")),be.show&&il&&(fl(be),il=!1),je&&en&&(rn(null,!0,!1),en=!1),Z.show&&Z.live&&ft&&(lr(),ft=!1),p||(p=!0,n.status=1,$e("ready")),Un=!1,ul=!1}n.redraw=(l,o)=>{bn=o||!1,l!==!1?jt(P,E.min,E.max):_n()};function er(l,o){let s=_[l];if(s.from==null){if(We==0){let a=s.range(n,o.min,o.max,l);o.min=a[0],o.max=a[1]}if(o.min>o.max){let a=o.min;o.min=o.max,o.max=a}if(We>1&&o.min!=null&&o.max!=null&&o.max-o.min<1e-16)return;l==P&&s.distr==2&&We>0&&(o.min=_t(o.min,e[0]),o.max=_t(o.max,e[0]),o.min==o.max&&o.max++),I[l]=o,Vl=!0,_n()}}n.setScale=er;let tr,nr,En,Tn,ni,li,Mn,An,ri,ii,ge,ke,Ut=!1,Be=F.drag,He=Be.x,ze=Be.y;je&&(F.x&&(tr=mt(ra,A)),F.y&&(nr=mt(ia,A)),E.ori==0?(En=tr,Tn=nr):(En=nr,Tn=tr),ge=F.left,ke=F.top);let be=n.select=Le({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),Ln=be.show?mt(la,be.over?A:M):null;function fl(l,o){if(be.show){for(let s in l)be[s]=l[s],s in ir&&ve(Ln,s,l[s]);o!==!1&&$e("setSelect")}}n.setSelect=fl;function As(l){if(S[l].show)De&&xr(Se[l],cn);else if(De&&ot(Se[l],cn),je){let s=vn?dt[0]:dt[l];s!=null&&Rt(s,-10,-10,K,D)}}function jt(l,o,s){er(l,{min:o,max:s})}function Lt(l,o,s,a){o.focus!=null&&Cs(l),o.show!=null&&S.forEach((f,m)=>{m>0&&(l==m||l==null)&&(f.show=o.show,As(m),i==2?(jt(f.facets[0].scale,null,null),jt(f.facets[1].scale,null,null)):jt(f.scale,null,null),_n())}),s!==!1&&$e("setSeries",l,o),a&&Kn("setSeries",n,l,o)}n.setSeries=Lt;function Ls(l,o){Le(Y[l],o)}function Ds(l,o){l.fill=ee(l.fill||null),l.dir=ie(l.dir,-1),o=o??Y.length,Y.splice(o,0,l)}function Ps(l){l==null?Y.length=0:Y.splice(l,1)}n.addBand=Ds,n.setBand=Ls,n.delBand=Ps;function Ns(l,o){S[l].alpha=o,je&&dt[l]!=null&&(dt[l].style.opacity=o),De&&Se[l]&&(Se[l].style.opacity=o)}let Ht,qt,ln,Dn={focus:!0};function Cs(l){if(l!=ln){let o=l==null,s=At.alpha!=1;S.forEach((a,f)=>{if(i==1||f>0){let m=o||f==0||f==l;a._focus=o?null:m,s&&Ns(f,m?1:At.alpha)}}),ln=l,s&&_n()}}De&&wn&&qe(Pi,ae,l=>{F._lock||(tn(l),ln!=null&&Lt(null,Dn,!0,Ae.setSeries))});function Dt(l,o,s){let a=_[o];s&&(l=l/se-(a.ori==1?Pe:me));let f=K;a.ori==1&&(f=D,l=f-l),a.dir==-1&&(l=f-l);let m=a._min,w=a._max,x=l/f,k=m+(w-m)*x,T=a.distr;return T==3?On(10,k):T==4?ka(k,a.asinh):T==100?a.bwd(k):k}function Rs(l,o){let s=Dt(l,P,o);return _t(s,e[0],Oe,Fe)}n.valToIdx=l=>_t(l,e[0]),n.posToIdx=Rs,n.posToVal=Dt,n.valToPos=(l,o,s)=>_[o].ori==0?c(l,_[o],s?Qe:K,s?tt:0):u(l,_[o],s?wt:D,s?ut:0),n.setCursor=(l,o,s)=>{ge=l.left,ke=l.top,rn(null,o,s)};function oi(l,o){ve(Ln,Nn,be.left=l),ve(Ln,Zn,be.width=o)}function si(l,o){ve(Ln,"top",be.top=l),ve(Ln,Qn,be.height=o)}let qn=E.ori==0?oi:si,Gn=E.ori==1?oi:si;function Os(){if(De&&Z.live)for(let l=i==2?1:0;l<S.length;l++){if(l==0&&ct)continue;let o=Z.values[l],s=0;for(let a in o)Tt[l][s++].firstChild.nodeValue=o[a]}}function lr(l,o){if(l!=null&&(l.idxs?l.idxs.forEach((s,a)=>{ue[a]=s}):Ta(l.idx)||ue.fill(l.idx),Z.idx=ue[0]),De&&Z.live){for(let s=0;s<S.length;s++)(s>0||i==1&&!ct)&&Fs(s,ue[s]);Os()}ft=!1,o!==!1&&$e("setLegend")}n.setLegend=lr;function Fs(l,o){let s=S[l],a=l==0&&J==2?vt:e[l],f;ct?f=s.values(n,l,o)??Wt:(f=s.value(n,o==null?null:a[o],l,o),f=f==null?Wt:{_:f}),Z.values[l]=f}function rn(l,o,s){ri=ge,ii=ke,[ge,ke]=F.move(n,ge,ke),F.left=ge,F.top=ke,je&&(En&&Rt(En,Ce(ge),0,K,D),Tn&&Rt(Tn,0,Ce(ke),K,D));let a,f=Oe>Fe;Ht=pe,qt=null;let m=E.ori==0?K:D,w=E.ori==1?K:D;if(ge<0||We==0||f){a=F.idx=null;for(let x=0;x<S.length;x++){let k=dt[x];k!=null&&Rt(k,-10,-10,K,D)}wn&&Lt(null,Dn,!0,l==null&&Ae.setSeries),Z.live&&(ue.fill(a),ft=!0)}else{let x,k,T;i==1&&(x=E.ori==0?ge:ke,k=Dt(x,P),a=F.idx=_t(k,e[0],Oe,Fe),T=O(e[0][a],E,m,0));let L=-10,N=-10,q=0,oe=0,re=!0,Q="",W="";for(let H=i==2?1:0;H<S.length;H++){let we=S[H],_e=ue[H],Ve=_e==null?null:i==1?e[H][_e]:e[H][1][_e],fe=F.dataIdx(n,H,a,k),Ee=fe==null?null:i==1?e[H][fe]:e[H][1][fe];if(ft=ft||Ee!=Ve||fe!=_e,ue[H]=fe,H>0&&we.show){let nt=fe==null?-10:fe==a?T:O(i==1?e[0][fe]:e[H][0][fe],E,m,0),Ge=Ee==null?-10:j(Ee,i==1?_[we.scale]:_[we.facets[1].scale],w,0);if(wn&&Ee!=null){let pt=E.ori==1?ge:ke,yt=Re(At.dist(n,H,fe,Ge,pt));if(yt<Ht){let Pt=At.bias;if(Pt!=0){let lt=Dt(pt,we.scale),ht=Ee>=0?1:-1,xt=lt>=0?1:-1;xt==ht&&(xt==1?Pt==1?Ee>=lt:Ee<=lt:Pt==1?Ee<=lt:Ee>=lt)&&(Ht=yt,qt=H)}else Ht=yt,qt=H}}if(ft||vn){let pt,yt;E.ori==0?(pt=nt,yt=Ge):(pt=Ge,yt=nt);let Pt,lt,ht,xt,Nt,Ye,rt=!0,on=Ue.bbox;if(on!=null){rt=!1;let Ke=on(n,H);ht=Ke.left,xt=Ke.top,Pt=Ke.width,lt=Ke.height}else ht=pt,xt=yt,Pt=lt=Ue.size(n,H);if(Ye=Ue.fill(n,H),Nt=Ue.stroke(n,H),vn)H==qt&&Ht<=At.prox&&(L=ht,N=xt,q=Pt,oe=lt,re=rt,Q=Ye,W=Nt);else{let Ke=dt[H];Ke!=null&&(yn[H]=ht,xn[H]=xt,zi(Ke,Pt,lt,rt),Fi(Ke,Ye,Nt),Rt(Ke,gt(ht),gt(xt),K,D))}}}}if(vn){let H=At.prox,we=ln==null?Ht<=H:Ht>H||qt!=ln;if(ft||we){let _e=dt[0];_e!=null&&(yn[0]=L,xn[0]=N,zi(_e,q,oe,re),Fi(_e,Q,W),Rt(_e,gt(L),gt(N),K,D))}}}if(be.show&&Ut)if(l!=null){let[x,k]=Ae.scales,[T,L]=Ae.match,[N,q]=l.cursor.sync.scales,oe=l.cursor.drag;if(He=oe._x,ze=oe._y,He||ze){let{left:re,top:Q,width:W,height:H}=l.select,we=l.scales[N].ori,_e=l.posToVal,Ve,fe,Ee,nt,Ge,pt=x!=null&&T(x,N),yt=k!=null&&L(k,q);pt&&He?(we==0?(Ve=re,fe=W):(Ve=Q,fe=H),Ee=_[x],nt=O(_e(Ve,N),Ee,m,0),Ge=O(_e(Ve+fe,N),Ee,m,0),qn(Et(nt,Ge),Re(Ge-nt))):qn(0,m),yt&&ze?(we==1?(Ve=re,fe=W):(Ve=Q,fe=H),Ee=_[k],nt=j(_e(Ve,q),Ee,w,0),Ge=j(_e(Ve+fe,q),Ee,w,0),Gn(Et(nt,Ge),Re(Ge-nt))):Gn(0,w)}else or()}else{let x=Re(ri-ni),k=Re(ii-li);if(E.ori==1){let q=x;x=k,k=q}He=Be.x&&x>=Be.dist,ze=Be.y&&k>=Be.dist;let T=Be.uni;T!=null?He&&ze&&(He=x>=T,ze=k>=T,!He&&!ze&&(k>x?ze=!0:He=!0)):Be.x&&Be.y&&(He||ze)&&(He=ze=!0);let L,N;He&&(E.ori==0?(L=Mn,N=ge):(L=An,N=ke),qn(Et(L,N),Re(N-L)),ze||Gn(0,w)),ze&&(E.ori==1?(L=Mn,N=ge):(L=An,N=ke),Gn(Et(L,N),Re(N-L)),He||qn(0,m)),!He&&!ze&&(qn(0,0),Gn(0,0))}if(Be._x=He,Be._y=ze,l==null){if(s){if(wi!=null){let[x,k]=Ae.scales;Ae.values[0]=x!=null?Dt(E.ori==0?ge:ke,x):null,Ae.values[1]=k!=null?Dt(E.ori==1?ge:ke,k):null}Kn(pr,n,ge,ke,K,D,a)}if(wn){let x=s&&Ae.setSeries,k=At.prox;ln==null?Ht<=k&&Lt(qt,Dn,!0,x):Ht>k?Lt(null,Dn,!0,x):qt!=ln&&Lt(qt,Dn,!0,x)}}ft&&(Z.idx=a,lr()),o!==!1&&$e("setCursor")}let Gt=null;Object.defineProperty(n,"rect",{get(){return Gt==null&&Yn(!1),Gt}});function Yn(l=!1){l?Gt=null:(Gt=A.getBoundingClientRect(),$e("syncRect",Gt))}function ai(l,o,s,a,f,m,w){F._lock||Ut&&l!=null&&l.movementX==0&&l.movementY==0||(rr(l,o,s,a,f,m,w,!1,l!=null),l!=null?rn(null,!0,!0):rn(o,!0,!1))}function rr(l,o,s,a,f,m,w,x,k){if(Gt==null&&Yn(!1),tn(l),l!=null)s=l.clientX-Gt.left,a=l.clientY-Gt.top;else{if(s<0||a<0){ge=-10,ke=-10;return}let[T,L]=Ae.scales,N=o.cursor.sync,[q,oe]=N.values,[re,Q]=N.scales,[W,H]=Ae.match,we=o.axes[0].side%2==1,_e=E.ori==0?K:D,Ve=E.ori==1?K:D,fe=we?m:f,Ee=we?f:m,nt=we?a:s,Ge=we?s:a;if(re!=null?s=W(T,re)?d(q,_[T],_e,0):-10:s=_e*(nt/fe),Q!=null?a=H(L,Q)?d(oe,_[L],Ve,0):-10:a=Ve*(Ge/Ee),E.ori==1){let pt=s;s=a,a=pt}}k&&(o==null||o.cursor.event.type==pr)&&((s<=1||s>=K-1)&&(s=sn(s,K)),(a<=1||a>=D-1)&&(a=sn(a,D))),x?(ni=s,li=a,[Mn,An]=F.move(n,s,a)):(ge=s,ke=a)}let ir={width:0,height:0,left:0,top:0};function or(){fl(ir,!1)}let ci,ui,fi,di;function pi(l,o,s,a,f,m,w){Ut=!0,He=ze=Be._x=Be._y=!1,rr(l,o,s,a,f,m,w,!0,!1),l!=null&&(qe(hr,vr,hi,!1),Kn(Li,n,Mn,An,K,D,null));let{left:x,top:k,width:T,height:L}=be;ci=x,ui=k,fi=T,di=L}function hi(l,o,s,a,f,m,w){Ut=Be._x=Be._y=!1,rr(l,o,s,a,f,m,w,!1,!0);let{left:x,top:k,width:T,height:L}=be,N=T>0||L>0,q=ci!=x||ui!=k||fi!=T||di!=L;if(N&&q&&fl(be),Be.setScale&&N&&q){let oe=x,re=T,Q=k,W=L;if(E.ori==1&&(oe=k,re=L,Q=x,W=T),He&&jt(P,Dt(oe,P),Dt(oe+re,P)),ze)for(let H in _){let we=_[H];H!=P&&we.from==null&&we.min!=pe&&jt(H,Dt(Q+W,H),Dt(Q,H))}or()}else F.lock&&(F._lock=!F._lock,rn(o,!0,l!=null));l!=null&&(mn(hr,vr),Kn(hr,n,ge,ke,K,D,null))}function Hs(l,o,s,a,f,m,w){if(F._lock)return;tn(l);let x=Ut;if(Ut){let k=!0,T=!0,L=10,N,q;E.ori==0?(N=He,q=ze):(N=ze,q=He),N&&q&&(k=ge<=L||ge>=K-L,T=ke<=L||ke>=D-L),N&&k&&(ge=ge<Mn?0:K),q&&T&&(ke=ke<An?0:D),rn(null,!0,!0),Ut=!1}ge=-10,ke=-10,ue.fill(null),rn(null,!0,!0),x&&(Ut=x)}function mi(l,o,s,a,f,m,w){F._lock||(tn(l),Wl(),or(),l!=null&&Kn(Ni,n,ge,ke,K,D,null))}function gi(){V.forEach(Wc),Il(n.width,n.height,!0)}un(Sl,Rn,gi);let Pn={};Pn.mousedown=pi,Pn.mousemove=ai,Pn.mouseup=hi,Pn.dblclick=mi,Pn.setSeries=(l,o,s,a)=>{let f=Ae.match[2];s=f(n,o,s),s!=-1&&Lt(s,a,!0,!1)},je&&(qe(Li,A,pi),qe(pr,A,ai),qe(Di,A,l=>{tn(l),Yn(!1)}),qe(Pi,A,Hs),qe(Ni,A,mi),Mr.add(n),n.syncRect=Yn);let dl=n.hooks=t.hooks||{};function $e(l,o,s){Xl?jn.push([l,o,s]):l in dl&&dl[l].forEach(a=>{a.call(null,n,o,s)})}(t.plugins||[]).forEach(l=>{for(let o in l.hooks)dl[o]=(dl[o]||[]).concat(l.hooks[o])});let bi=(l,o,s)=>s,Ae=Le({key:null,setSeries:!1,filters:{pub:Bi,sub:Bi},scales:[P,S[1]?S[1].scale:null],match:[Ui,Ui,bi],values:[null,null]},F.sync);Ae.match.length==2&&Ae.match.push(bi),F.sync=Ae;let wi=Ae.key,sr=Io(wi);function Kn(l,o,s,a,f,m,w){Ae.filters.pub(l,o,s,a,f,m,w)&&sr.pub(l,o,s,a,f,m,w)}sr.sub(n);function zs(l,o,s,a,f,m,w){Ae.filters.sub(l,o,s,a,f,m,w)&&Pn[l](null,o,s,a,f,m,w)}n.pub=zs;function $s(){sr.unsub(n),Mr.delete(n),Jt.clear(),kr(Sl,Rn,gi),h.remove(),ae?.remove(),$e("destroy")}n.destroy=$s;function ar(){$e("init",t,e),Yr(e||t.data,!1),I[P]?er(P,I[P]):Wl(),il=be.show&&(be.width>0||be.height>0),en=ft=!0,Il(t.width,t.height)}return S.forEach(qr),V.forEach(bs),r?r instanceof HTMLElement?(r.appendChild(h),ar()):r(n,ar):ar(),n}Ie.assign=Le;Ie.fmtNum=Rr;Ie.rangeNum=_l;Ie.rangeLog=Ml;Ie.rangeAsinh=Nr;Ie.orient=dn;Ie.pxRatio=se;Ie.join=Ca;Ie.fmtDate=Fr,Ie.tzDate=Ua;Ie.sync=Io;{Ie.addGap=Tc,Ie.clipGaps=Dl;let t=Ie.paths={points:Go};t.linear=Ko,t.stepped=Lc,t.bars=Dc,t.spline=Nc}var Bc=new Intl.NumberFormat("en-US",{notation:"compact",maximumFractionDigits:2}),Uc=(t,e)=>[Math.min(0,t),e>0?e*1.08:1];function jc(t,e){let r=Math.max((e-t)*.08,Math.abs(e)*.002,1e-9);return[t-r,e+r]}var Xo=86400;function qc(t,e,r,n,i){let c="";return e.map(u=>{let[,d,p,h,v]=new Date(u*1e3).toUTCString().split(" "),g=`${Number(d)} ${p}`,b=h!==c;return c=h??"",i>=28*Xo?`${p} ${h}`:i>=Xo?b?`${g} ${h}`:g:b||v?.startsWith("00:00")?g:(v??"").slice(0,5)})}var Gc=t=>Ie.tzDate(new Date(t*1e3),"Etc/UTC"),Rl=class{constructor(e){this.points=e;this.element=y("section",{class:"rb-panel rb-wide","aria-label":"Equity and exposure"},y("div",{class:"rb-legend"},this.value,this.risk,this.when),this.canvas,this.waiting),this.sized=new ResizeObserver(()=>this.draw()),this.sized.observe(this.element)}points;element;canvas=y("div",{class:"rb-charts",role:"img","aria-label":"Equity and exposure"});waiting=y("p",{class:"rb-empty"},"The picture begins with the first bar.");value=y("span",{class:"rb-legend-equity"},"Equity");risk=y("span",{class:"rb-legend-exposure"},"Exposure");when=y("span",{class:"rb-soft"});sized;plots=[];frame=0;width=0;draw(){this.frame||(this.frame=requestAnimationFrame(()=>this.paint()))}restyle(){for(let e of this.plots)e.destroy();this.plots=[],this.draw()}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect();for(let e of this.plots)e.destroy()}paint(){this.frame=0;let e=this.points.length>0;de(this.waiting,!e),de(this.canvas,e);let r=Math.floor(this.canvas.clientWidth);if(!e||r<80)return;this.plots.length?r!==this.width&&this.plots.forEach(i=>i.setSize({width:r,height:i.height})):this.make(r),this.width=r;let n=this.points.column(0);this.plots.forEach((i,c)=>i.setData([n,this.points.column(c===0?1:2)])),this.tell(this.points.length-1)}make(e){let r=getComputedStyle(this.element),n=v=>r.getPropertyValue(v).trim(),i={stroke:n("--rb-soft"),grid:{stroke:n("--rb-line"),width:1},ticks:{show:!1}},c=`11px ${r.fontFamily}`,u=(v,g,b,M)=>({width:e,height:v,tzDate:Gc,legend:{show:!1},padding:[8,2,M?0:4,18],cursor:{sync:{key:"rustybt"},drag:{x:!0,y:!1},points:{size:6}},scales:{y:{range:(A,C,z)=>M?Uc(C,z):jc(C,z)}},axes:[{...i,show:M,font:c,size:28,values:qc},{...i,font:c,side:1,size:58,values:(A,C)=>C.map(z=>Bc.format(z))}],series:[{},{stroke:g,fill:b,width:1.5,points:{show:!1}}],hooks:{setCursor:[A=>this.tell(A.cursor.idx??this.points.length-1)]}}),d=[[],[]],p=u(190,n("--rb-equity"),n("--rb-equity-fill"),!1),h=u(118,n("--rb-exposure"),n("--rb-exposure-fill"),!0);this.plots=[p,h].map(v=>new Ie(v,d,this.canvas))}tell(e){let[r,n,i]=[0,1,2].map(c=>this.points.column(c)[e]);r!==void 0&&(ne(this.value,`Equity ${it(n)}`),ne(this.risk,`Exposure ${it(i)}`),ne(this.when,`${new Date(r*1e3).toISOString().slice(0,16).replace("T"," ")} UTC`))}};var es=`.rb-console {
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
`;var Kc=500,Jc=200,ts={All:[],Errors:["failed","tripped","refused","external","unresolved","halt","lane","alert"],State:["state","halt","resume"],Notes:["notice","alert"]},Zc=new Set(["failed","tripped","external","unresolved","halt"]),Qc=new Set(["seq","kind","time_ns"]);function Xc(t){let e=n=>String(t[n]??"");switch(t.kind){case"state":return[e("state"),e("why")].filter(Boolean).join(": ");case"halt":case"resume":return`by ${e("operator")}: ${e("reason")}`;case"tripped":return t.trips?.join("; ")??"";case"failed":return e("error");case"refused":return`${e("order_id")}: ${e("message")}`;case"notice":return e("text");case"lane":return`${e("lane")} ${t.up?"is up":`is down: ${e("reason")}`}`}return Object.entries(t).filter(([n])=>!Qc.has(n)).map(([n,i])=>`${n} ${typeof i=="object"?JSON.stringify(i):i}`).join(", ")}var Ol=class{element;events=[];group="All";list=y("ol",{class:"rb-events",tabindex:0,"aria-label":"Events, the latest first"});empty=y("p",{class:"rb-empty"});search;chosen;frame=0;constructor(){this.search=y("input",{type:"search",placeholder:"Filter","aria-label":"Filter events by words",input:()=>this.soon()}),this.chosen=new Map(Object.keys(ts).map(r=>[r,y("button",{type:"button",class:"rb-filter",click:()=>this.choose(r)},r)]));let e=y("div",{class:"rb-bar",role:"group","aria-label":"Filter events"},...this.chosen.values(),this.search);this.element=kt("Events",e,this.list,this.empty),this.element.classList.add("rb-wide"),this.choose("All")}take(e,r){let n=r?0:this.events.at(-1)?.seq??0,i=r?[]:this.events;this.events=[...i,...e.filter(c=>c.seq>n)].slice(-Kc),this.soon()}destroy(){cancelAnimationFrame(this.frame)}choose(e){this.group=e;for(let[r,n]of this.chosen)n.setAttribute("aria-pressed",String(r===e));this.soon()}soon(){this.frame||(this.frame=requestAnimationFrame(()=>this.draw()))}draw(){this.frame=0;let e=ts[this.group]??[],r=this.search.value.trim().toLowerCase(),n=this.events.map(i=>({event:i,text:Xc(i)})).filter(({event:i,text:c})=>!e.length||e.includes(i.kind)?`${i.kind} ${c}`.toLowerCase().includes(r):!1).slice(-Jc).reverse();ne(this.empty,this.events.length?"No event matches the filter.":"Nothing has happened yet."),de(this.empty,n.length===0),de(this.list,n.length>0),this.list.replaceChildren(...n.map(({event:i,text:c})=>y("li",{"data-grave":Zc.has(i.kind)},y("time",{datetime:new Date(i.time_ns/1e6).toISOString(),title:`${zt(i.time_ns)} UTC`},Si(i.time_ns)),y("span",{class:"rb-kind"},Ne(i.kind)),y("span",{class:"rb-told"},c))))}};function ns(){let t=document.getElementById("jupyter-config-data")?.textContent;if(t){let{baseUrl:r="/",token:n=""}=JSON.parse(t);return{base:r,token:n}}let e=document.body.dataset.baseUrl;return e?{base:e,token:""}:null}function eu(t){let e=document.cookie.split("; ").find(r=>r.startsWith(`${t}=`));return e?decodeURIComponent(e.slice(t.length+1)):""}function ls(){let t=ns();return t&&`${t.base}rustybt/`}async function rs(t,e){let r=ns();if(!r)return null;let n={"Content-Type":"application/json","X-XSRFToken":eu("_xsrf")};r.token&&(n.Authorization=`token ${r.token}`);let i=await fetch(`${r.base}rustybt/${t}`,{method:"POST",credentials:"same-origin",keepalive:!0,headers:n,body:JSON.stringify(e)}),c=await i.json().catch(()=>({}));if(!i.ok)throw new Error(String(c.message??`the server says ${i.status}`));return c}var tu=2e3,is="rustybt.operator",Br={server:"the Jupyter server",kernel:"the kernel"};function nu(){try{return localStorage.getItem(is)??""}catch{return""}}function lu(t){try{localStorage.setItem(is,t)}catch{}}var Fl=class{constructor(e,r){this.commands=e;this.session=r;this.button=y("button",{type:"button",class:"rb-halt",click:()=>this.press(),title:"Stop new risk and cancel open orders"},y("span",{"aria-hidden":"true"},"\u25A0 "),"HALT"),this.pause=y("button",{type:"button",class:"rb-quiet",click:()=>this.run("pause")},"Pause");let n=y("button",{type:"button",class:"rb-quiet",click:()=>this.run("reconcile")},"Reconcile now"),i=ls(),c=i&&y("a",{href:i,target:"_blank",rel:"noopener",class:"rb-link"},"Halt page");this.buttons=y("div",{class:"rb-buttons"},c,n,this.pause,this.button),this.operator=y("input",{type:"text",name:"operator",autocomplete:"off",maxlength:80,required:!0}),this.operator.value=nu(),this.reason=y("input",{type:"text",name:"reason",autocomplete:"off",maxlength:400,required:!0}),this.note=y("button",{type:"button",class:"rb-quiet",click:()=>this.submit("note")},"Journal the reason"),this.panel=y("form",{class:"rb-stopped",hidden:!0,"aria-label":"Halt and resume",submit:u=>this.enter(u),keydown:u=>this.key(u)},this.why,y("label",{},"Operator ",this.operator),y("label",{class:"rb-grow"},"Reason ",this.reason),this.note,y("button",{type:"button",class:"rb-go",click:()=>this.submit("resume")},"Resume trading"),this.answer,this.paths)}commands;session;button;said=y("p",{class:"rb-said",role:"status","aria-live":"assertive","aria-atomic":"true"});panel;buttons;operator;reason;why=y("p",{class:"rb-why"});note;answer=y("p",{class:"rb-answer",role:"status"});pause;paths=y("p",{class:"rb-paths rb-soft"});state="";pressed=0;acknowledged={};stopped=!1;open=0;openAtPress=0;draw(e){let r=e.state??"NEW",n=!!e.halt;this.state==="HALTED"&&r==="ARMED"&&this.forget(),de(this.panel,n||r==="PAUSED"||Object.keys(this.acknowledged).length>0),de(this.note,n),this.pause.disabled=r!=="ARMED",ne(this.why,this.whyOf(e.halt,r)),r==="HALTED"&&this.pressed&&!this.stopped&&this.nowHalted(e),this.state=r,this.open=e.open_orders?.length??0}press(){this.pressed=performance.now(),this.acknowledged={},this.stopped=this.state==="HALTED",this.openAtPress=this.open;let e=this.operator.value.trim()||"console",r=[],n=d=>p=>{r.push(`${Br[d]}: ${p instanceof Error?p.message:String(p)}`),ne(this.paths,`No answer by ${r.join("; ")}`)},i={session:this.session(),operator:e,reason:"pressed in the console"},c=rs("halt",i);try{this.commands.ask("halt",{operator:e}).then(()=>this.acknowledge("kernel"),n("kernel"))}catch(d){n("kernel")(d)}c.then(d=>{d&&this.acknowledge("server")},n("server")),this.tell("halting","Halting\u2026");let u=this.pressed;setTimeout(()=>this.late(u),tu)}acknowledge(e){let r=performance.now()-this.pressed,n=Object.keys(this.acknowledged).length===0;this.acknowledged[e]=r,Me(this.panel,e,r.toFixed(1));let i=Object.entries(this.acknowledged).map(([c,u])=>`${Br[c]} ${u.toFixed(0)} ms`);ne(this.paths,`Latched by ${i.join(", ")}.`),n&&(Me(this.panel,"ack",r.toFixed(1)),this.tell("latched",`HALT is latched after ${r.toFixed(0)} ms, by ${Br[e]}: no order that adds risk leaves.`),de(this.panel,!0),(this.operator.value?this.reason:this.operator).focus({preventScroll:!0}))}nowHalted(e){this.stopped=!0;let r=performance.now()-this.pressed;Me(this.panel,"engine",r.toFixed(1));let n=e.open_orders?.length??0,i=this.openAtPress,c=i?`all open orders (${i}) are cancelled`:"no order was open",u=n?`${n} open orders are being cancelled`:c;this.tell("latched",`HALTED after ${r.toFixed(0)} ms: the engine takes no new risk, ${u}.`)}late(e){e!==this.pressed||Object.keys(this.acknowledged).length||this.tell("late",`No answer to HALT yet. Press again, open the halt page, or run: rustybt live halt ${this.session()}`)}tell(e,r){Me(this.said,"tone",e),ne(this.said,r)}forget(){this.pressed=0,this.acknowledged={},this.reason.value="";for(let e of["ack","server","kernel","engine"])delete this.panel.dataset[e];ne(this.paths,""),this.tell("","Trading again."),this.button.focus({preventScroll:!0})}whyOf(e,r){return e?`Halted by ${e.operator}, ${zt(e.time_ns)} UTC: ${e.reason}`:r==="PAUSED"?"Paused: no new risk is taken, open orders stay.":"The latch is set."}enter(e){e.preventDefault(),this.note.hidden||this.submit("note")}key(e){e.key==="Enter"&&e.target.tagName==="INPUT"&&this.enter(e)}submit(e){if(!this.panel.reportValidity())return;let r=this.operator.value.trim();lu(r),this.run(e,{operator:r,reason:this.reason.value.trim()})}run(e,r={}){let n={note:"The reason is in the journal.",reconcile:"Reconciled."};ne(this.answer,""),this.commands.ask(e,r).then(()=>this.answered(n[e]??"",e),i=>this.answered(i.message,e,"bad"))}answered(e,r,n=""){Me(this.answer,"tone",n),ne(this.answer,e),this.panel.hidden&&(n||r==="reconcile")&&this.tell(n?"late":"",e)}};var os=1,ru={ARMED:["\u25B6","good"],PAUSED:["\u275A\u275A","warn"],DISCONNECTED:["\u26A0","warn"],HALTED:["\u25A0","bad"],FAILED:["\u2716","bad"],STOPPED:["\u25CB","idle"]},It=class{element;value=y("dd",{},"\u2013");detail=y("dd",{class:"rb-soft"});constructor(e){this.element=y("div",{class:"rb-tile"},y("dt",{},e),this.value,this.detail)}say(e,r="",n=""){ne(this.value,e),ne(this.detail,r),Me(this.element,"tone",n)}},Hl=class{line;tiles;failure=y("p",{class:"rb-failure",role:"alert",hidden:!0});name=y("h2",{},"");mode=y("span",{class:"rb-badge"});broker=y("span",{class:"rb-soft"});sign=y("span",{"aria-hidden":"true"});word=y("span",{},"NEW");state=y("span",{class:"rb-state","aria-label":"State"},this.sign,this.word);tile={equity:new It("Equity"),cash:new It("Cash"),exposure:new It("Exposure"),orders:new It("Orders"),market:new It("Market time, UTC"),feed:new It("Feed age"),beat:new It("Heartbeat")};heard=performance.now();beat={};running=!1;constructor(){this.state.setAttribute("role","status"),this.line=y("div",{class:"rb-who"},this.name,this.mode,this.broker,this.state),this.tiles=y("dl",{class:"rb-tiles"},...Object.values(this.tile).map(e=>e.element))}draw(e,r){let n=e.state??"NEW",[i,c]=ru[n]??["\u2026","idle"];this.running=e.running??!1,ne(this.name,e.name??""),ne(this.mode,(e.environment??"").toUpperCase()),de(this.mode,!!e.environment),Me(this.mode,"mode",e.environment??"");let u=e.broker===e.environment?"":e.broker;ne(this.broker,[u,e.account].filter(Boolean).join(" \xB7 ")),ne(this.sign,i),ne(this.word,n),Me(this.state,"tone",c),de(this.failure,!!e.failure),ne(this.failure,e.failure??""),this.money(e,r);let d=e.open_orders?.length??0;this.tile.orders.say(`${d} open`,`${e.orders_submitted??0} sent, ${e.fills??0} fills`);let p=zt(e.market_time_ns);this.tile.market.say(p.slice(0,10),p.slice(11))}hear(e){this.beat=e,this.heard=performance.now(),this.tick()}tick(){let e=(performance.now()-this.heard)/1e3,{feed_age:r,error:n}=this.beat,i=this.beat.age===null||this.beat.age===void 0?null:this.beat.age+e;n?this.tile.beat.say("no answer",n,"bad"):this.running?i===null?this.tile.beat.say("\u2013"):i>os?this.tile.beat.say("STALL",`silent for ${gl(i)}`,"bad"):this.tile.beat.say("alive",`${gl(i)} ago`,"good"):this.tile.beat.say("stopped",e>os?"kernel is silent":"","idle"),!this.running||r===null||r===void 0?this.tile.feed.say(this.running?"\u2013":"ended"):this.tile.feed.say(gl(r+e),"since the last bar")}money(e,r){let n=Number(e.portfolio_value),i=r===void 0||!e.portfolio_value?"":`${ki(n-r)} since the start`;this.tile.equity.say(it(e.portfolio_value),i),this.tile.cash.say(it(e.cash));let c=n>0?`${(Number(e.exposure)/n*100).toFixed(1)}\xA0% of equity`:"";this.tile.exposure.say(it(e.exposure),c)}};var ss=t=>t?t.status?Ne(t.status):`${Te(t.amount)} at ${Te(t.price)}`:"none";function iu(t){let e=i=>({severity:i.severity,what:i.asset?.symbol??"position",kind:Ne(i.type??""),here:Te(i.local_amount),there:Te(i.broker_amount),difference:Te(i.difference)}),r=(i,c,u)=>({severity:u.severity,what:`${i} ${c}`,kind:Ne(u.type??""),here:ss(u.local),there:ss(u.broker),difference:u.detail??""}),n=t.cash_discrepancy;return[...(t.position_discrepancies??[]).map(e),...n?[{severity:n.severity,what:"cash",kind:"",here:Te(n.local_cash),there:Te(n.broker_cash),difference:`${Te(n.unexplained)} unexplained`}]:[],...(t.order_discrepancies??[]).map(i=>r("order",i.order_id??"",i)),...(t.fill_discrepancies??[]).map(i=>r("trade",i.trade_id??"",i)),...(t.missed_entries??[]).map(i=>({severity:"minor",what:`cash entry ${i.entry_id}`,kind:Ne(i.kind),here:"none",there:Te(i.amount),difference:""})),...(t.unknown??[]).map(i=>({severity:"unknown",what:i,kind:"no answer",here:"",there:"",difference:""}))]}function ou(t){for(let e of["reason","text","evidence","order_id"])if(typeof t[e]=="string")return t[e];return""}var zl=class{element;verdict=y("p",{class:"rb-verdict"});differences=new Ct("Differences",[{title:"Severity",text:!0,cell:e=>y("span",{class:"rb-chip","data-tone":su(e)},e.severity)},{title:"What",text:!0,cell:e=>e.what},{title:"Kind",text:!0,cell:e=>e.kind},{title:"Here",cell:e=>e.here},{title:"Broker",cell:e=>e.there},{title:"Difference",cell:e=>e.difference}],"");done=new Ct("What was done",[{title:"Done",text:!0,cell:e=>e.action},{title:"Why",text:!0,cell:e=>e.why}],"");constructor(){this.element=kt("Reconciliation",this.verdict,this.differences.element,this.done.element),this.draw({})}draw(e){let r=iu(e),n=(e.actions_taken??[]).map(c=>({action:String(c.action).replace(/(?!^)([A-Z])/g," $1").toLowerCase(),why:ou(c)})),i=e.timestamp?.slice(0,19).replace("T"," ");ne(this.verdict,i?`${e.summary??""} \xB7 ${i} UTC`:"Not compared with the broker yet."),Me(this.verdict,"tone",i?r.length?"warn":"good":""),this.differences.draw(r),this.done.draw(n),de(this.differences.element,r.length>0),de(this.done.element,n.length>0)}},su=t=>t.severity==="critical"?"bad":t.severity==="minor"?"":"warn";var au=t=>t==null?"\u2013":`${Te(Number(t).toFixed(2))} bps`,as=t=>t==null?"\u2013":`${Number(t).toFixed(2)} %`;function cu(t){return["live_signal","backtest_signal"].map(e=>{let r=t[e],n=e==="live_signal"?"live":"shadow";return r?`${n} ${r.side??""} ${Te(r.quantity)}`:`${n} none`}).join(", ")}function cs(t){return t.live_signal??t.backtest_signal??{}}var $l=class{element;verdict=y("p",{class:"rb-verdict"});figures=y("dl",{class:"rb-figures"});divergences=new Ct("Divergences",[{title:"When, UTC",text:!0,cell:e=>zt(cs(e).timestamp_ns)},{title:"Asset",text:!0,cell:e=>cs(e).asset?.symbol??""},{title:"Kind",text:!0,cell:e=>Ne(String(e.alignment_type??""))},{title:"Sides",text:!0,cell:cu},{title:"Likely reason",text:!0,cell:e=>[Ne(e.reason??""),e.detail].filter(Boolean).join(": ")}],"Nothing diverged.");drawn="";constructor(){let e=y("details",{},y("summary",{},"Divergences"),this.divergences.element);this.element=kt("Shadow",this.verdict,this.figures,e),this.element.hidden=!0}draw(e){de(this.element,!!e.status&&e.status!=="off");let r=JSON.stringify(e);if(r===this.drawn||this.element.hidden)return;this.drawn=r;let n=e.status==="aligned";ne(this.verdict,[Ne(e.status??""),e.why].filter(Boolean).join(": ")),Me(this.verdict,"tone",n?"good":e.status==="waiting"?"":"bad"),this.figures.replaceChildren(...this.figuresOf(e).map(i=>y("div",{},y("dt",{},i.name),y("dd",{},i.value)))),this.divergences.draw(e.divergences??[])}figuresOf(e){let r=e.execution_quality??{},n=Object.entries(e.signal_alignment?.divergence_breakdown??{}),i=e.average_latency_ms;return[{name:"Match rate",value:ml(e.signal_alignment?.signal_match_rate)},...n.map(([c,u])=>({name:Ne(c),value:String(u)})),{name:"Slippage error",value:au(r.slippage_error_bps)},{name:"Fill rate error",value:as(r.fill_rate_error_pct)},{name:"Commission error",value:as(r.commission_error_pct)},{name:"Latency",value:i==null?"\u2013":`${Number(i).toFixed(1)} ms`}]}};var uu=200,fu=1e3;function du({model:t,el:e}){let r=new pl(t),n=new hl,i=new Hl,c=new Fl(r,()=>String(t.get("session"))),u=new Rl(n),d=new bl,p=new wl(r,c.operator),h=new zl,v=new $l,g=new Ol,b=y("div",{class:"rb-console",role:"region","aria-label":"Live console","data-lm-suppress-shortcuts":"true"},y("style",{},yi,es),y("div",{class:"rb-top"},i.line,c.buttons),c.said,i.failure,c.panel,i.tiles,u.element,y("div",{class:"rb-grid"},y("div",{class:"rb-column"},d.positions,p.element),y("div",{class:"rb-column"},d.orders,h.element,v.element)),g.element),M=0,A=()=>{performance.now()-M<fu||(M=performance.now(),t.send({kind:"points",epoch:n.epoch,after:n.length}))},C=()=>{let R=t.get("status");i.draw(R,n.length?n.column(1)[0]:void 0),c.draw(R),d.draw(R),p.draw(R)},z=(R,U)=>{switch(R.kind){case"points":n.take(Number(R.epoch),Number(R.after),Number(R.count),U[0])?u.draw():A();break;case"events":g.take(R.events,!!R.all);break;default:r.hear(R)}},_={status:C,reconciliation:()=>h.draw(t.get("reconciliation")),shadow:()=>v.draw(t.get("shadow")),beat:()=>i.hear(t.get("beat"))};e.append(b);let Y=[xi(R=>{Me(b,"theme",R),u.restyle()}),cr(t,"msg:custom",z),...Object.entries(_).map(([R,U])=>cr(t,`change:${R}`,U))],P=setInterval(()=>i.tick(),uu);for(let R of Object.values(_))R();return t.send({kind:"hello"}),()=>{clearInterval(P);for(let R of Y)R();u.destroy(),g.destroy(),b.remove()}}var cf={render:du};export{cf as default,du as render};
