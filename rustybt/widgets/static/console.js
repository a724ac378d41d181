/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var xi='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';function y(e,t={},...r){let n=document.createElement(e);for(let[i,c]of Object.entries(t))typeof c=="function"?n.addEventListener(i,c):c===!0?n.setAttribute(i,""):c!==!1&&c!==null&&c!==void 0&&n.setAttribute(i,String(c));return n.append(...r.filter(i=>!!i)),n}function ne(e,t){e.textContent!==t&&(e.textContent=t)}function Me(e,t,r){e.dataset[t]!==r&&(e.dataset[t]=r)}function de(e,t){e.hidden===t&&(e.hidden=!t)}var Ct=class{constructor(t,r,n){this.columns=r;let i=r.map(u=>y("th",{scope:"col",class:u.text?"rb-text":null},u.title));this.table=y("table",{"aria-label":t},y("thead",{},y("tr",{},...i)),this.body),this.empty=y("p",{class:"rb-empty"},n);let c=y("div",{class:"rb-scroll",tabindex:0,role:"region","aria-label":t},this.table);this.element=y("div",{},c,this.empty),this.draw([])}columns;element;body=y("tbody");table;empty;drawn="";draw(t,r){let n=JSON.stringify(t);n!==this.drawn&&(this.drawn=n,de(this.table.parentElement,t.length>0),de(this.empty,t.length===0),this.body.replaceChildren(...t.map(i=>y("tr",{"data-kind":r?.(i)},...this.columns.map(c=>y("td",{class:c.text?"rb-text":null,title:c.exact?.(i)},c.cell(i)))))))}};function kt(e,...t){return y("section",{class:"rb-panel","aria-label":e},y("h3",{},e),...t)}function cr(e,t,r){return e.on(t,r),()=>e.off(t,r)}var pl=class{constructor(t){this.model=t}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(t,r={}){let n=`${this.prefix}-${++this.count}`;return new Promise((i,c)=>{this.waiting.set(n,u=>u.kind==="refused"?c(new Error(String(u.message))):i(u)),this.model.send({kind:t,id:n,...r})})}hear(t){let r=String(t.id);this.waiting.get(r)?.(t),this.waiting.delete(r)}};var hl=class{epoch=-1;length=0;columns=[0,1,2].map(()=>new Float64Array(1024));take(t,r,n,i){return t!==this.epoch&&r>0||(t!==this.epoch&&(this.length=0),this.epoch=t,r>this.length)?!1:(this.room(r+n),this.columns.forEach((c,u)=>{for(let d=0;d<n;d++)c[r+d]=i.getFloat64((u*n+d)*8,!0)}),this.length=Math.max(this.length,r+n),!0)}column(t){return this.columns[t].subarray(0,this.length)}room(t){if(t<=this.columns[0].length)return;let r=this.columns[0].length;for(;r<t;)r*=2;this.columns=this.columns.map(n=>{let i=new Float64Array(r);return i.set(n.subarray(0,this.length)),i})}};function Is(){let{jpThemeLight:e,vscodeThemeKind:t}=document.body.dataset;return e!==void 0?e==="false"?"dark":"light":t!==void 0?/dark|high-contrast$/.test(t)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function ki(e){let t=matchMedia("(prefers-color-scheme: dark)"),r=()=>e(Is()),n=new MutationObserver(r);return n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),t.addEventListener("change",r),r(),()=>{n.disconnect(),t.removeEventListener("change",r)}}var Ws=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),Bs=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),Us=/^-/,ur=e=>e.replace(Us,"\u2212");function it(e){let t=Number(e);return e==null||!Number.isFinite(t)?"\u2013":ur(Ws.format(t))}function Te(e){let t=Number(e);return e==null||e===""?"\u2013":Number.isFinite(t)?ur(Bs.format(t)):String(e)}function ml(e,t=2){let r=Number(e);return e==null||!Number.isFinite(r)?"\u2013":`${ur((r*100).toFixed(t))}\xA0%`}function Si(e){return e>0?`+${it(e)}`:it(e)}function gl(e){return e<10?`${Math.max(e,0).toFixed(1)}\xA0s`:e<120?`${Math.round(e)}\xA0s`:e<7200?`${Math.round(e/60)}\xA0min`:`${Math.round(e/3600)}\xA0h`}function zt(e){return e?new Date(e/1e6).toISOString().slice(0,19).replace("T"," "):"\u2013"}var _i=e=>zt(e).slice(11)||"\u2013",Ne=e=>e.replaceAll("_"," ").toLowerCase();var js=e=>Number(e.amount)*Number(e.price);function qs(e){let t=e.limit===null?"":`limit ${Te(e.limit)}`,r=e.stop===null?"":`stop ${Te(e.stop)}`;return[t,r].filter(Boolean).join(", ")||Ei(e.type)}var Ei=e=>e.replaceAll("_"," "),bl=class{positions;orders;held=new Ct("Positions",[{title:"Asset",text:!0,cell:t=>t.symbol},{title:"Amount",cell:t=>Te(t.amount),exact:t=>t.amount},{title:"Price",cell:t=>Te(t.price),exact:t=>t.price},{title:"Value",cell:t=>it(js(t))}],"Nothing is held.");open=new Ct("Open orders",[{title:"Asset",text:!0,cell:t=>t.symbol,exact:t=>t.order_id},{title:"Amount",cell:t=>Te(t.amount)},{title:"Filled",cell:t=>Te(t.filled)},{title:"Price",text:!0,cell:qs},{title:"State",text:!0,cell:Gs}],"No order is open.");unknown=y("p",{class:"rb-warning",role:"alert",hidden:!0});constructor(){this.positions=kt("Positions",this.held.element),this.orders=kt("Open orders",this.unknown,this.open.element)}draw(t){let r=t.open_orders??[];this.held.draw(t.positions??[]),this.open.draw(r,i=>i.state);let n=[...new Set(r.filter(i=>i.state==="UNKNOWN").map(i=>i.symbol))];this.unknown.hidden=n.length===0,this.unknown.textContent=n.length?`UNKNOWN: nobody knows yet whether the broker has it. No new risk in ${n.join(", ")} until that is known.`:""}};function Gs(e){let t=e.state.toUpperCase()==="UNKNOWN";return y("span",{class:"rb-chip","data-tone":t?"bad":""},t?"? UNKNOWN":Ei(e.state))}var fr=.7;function Ti(e,t){return t==="fraction"?ml(e,2):t==="money"?it(e):Te(e)}var dr=class{element;fill=y("div",{class:"rb-fill"});meter;level=y("span",{class:"rb-level"});state=y("span",{class:"rb-chip"});reason=y("p",{class:"rb-soft"});reset;constructor(t,r){this.meter=y("div",{class:"rb-meter",role:"meter","aria-label":Ne(t)},this.fill),this.reset=y("button",{type:"button",class:"rb-quiet rb-small",click:()=>r(t)},"Reset\u2026"),this.reset.setAttribute("aria-label",`Reset ${Ne(t)}`);let n=y("div",{class:"rb-line"},y("strong",{},Ne(t)),this.level,this.state,this.reset);this.element=y("li",{},n,this.meter,this.reason)}draw(t){let r=t.state.toUpperCase()==="NORMAL",[n,i]=[Number(t.level??0),Number(t.limit)],c=i>0?Math.min(Math.max(n/i,0),1):+!r,u=t.unit==="halt",d=u?r?"not pressed":"pressed":`${Ti(t.level,t.unit)} of ${Ti(t.limit,t.unit)}`;ne(this.level,d),this.fill.style.width=`${((r?c:1)*100).toFixed(1)}%`,Me(this.meter,"tone",r?c>=fr?"warn":"good":"bad"),de(this.meter,!u||!r);for(let[p,m]of[["min",0],["max",i||1],["now",Math.min(n,i||1)]])this.meter.setAttribute(`aria-value${p}`,String(m));this.meter.setAttribute("aria-valuetext",d),ne(this.state,r?c>=fr&&!u?"\u25B2 near":"\u2713 normal":`\u25A0 ${Ne(t.state)}`),Me(this.state,"tone",r?c>=fr&&!u?"warn":"good":"bad"),ne(this.reason,t.reason??""),de(this.reason,!!t.reason),de(this.reset,!r)}},wl=class{constructor(t,r){this.commands=t;this.who=r;let n=y("button",{type:"button",class:"rb-quiet",click:()=>de(this.form,!1)},"Cancel");this.form=y("form",{class:"rb-reset",hidden:!0,"aria-label":"Reset a breaker",submit:i=>this.submit(i)},this.title,y("label",{},"Operator ",this.operator),y("label",{class:"rb-grow"},"Reason ",this.reason),n,y("button",{type:"submit",class:"rb-go"},"Reset")),this.element=kt("Breakers",this.list,this.empty,this.form,this.answer)}commands;who;element;rows=new Map;list=y("ul",{class:"rb-breakers"});empty=y("p",{class:"rb-empty"},"No breaker watches this session.");form;title=y("p",{class:"rb-why"});operator=y("input",{type:"text",required:!0,maxlength:80,autocomplete:"off"});reason=y("input",{type:"text",required:!0,maxlength:400,autocomplete:"off"});answer=y("p",{class:"rb-answer",role:"status"});chosen="";draw(t){let r=t.breakers?.breakers??{};for(let[n,i]of this.rows)n in r||(i.element.remove(),this.rows.delete(n));for(let[n,i]of Object.entries(r)){let c=this.rows.get(n);c||(c=new dr(n,u=>this.open(u)),this.rows.set(n,c),this.list.append(c.element)),c.draw(i)}de(this.empty,this.rows.size===0)}open(t){this.chosen=t,ne(this.title,`Reset ${Ne(t)}. The session stays halted until somebody resumes it.`),this.operator.value||=this.who.value,de(this.form,!0),(this.operator.value?this.reason:this.operator).focus()}submit(t){t.preventDefault();let r={breaker:this.chosen,operator:this.operator.value.trim(),reason:this.reason.value.trim()};this.commands.ask("reset",r).then(()=>{de(this.form,!1),this.reason.value="",Me(this.answer,"tone",""),ne(this.answer,`${Ne(this.chosen)} was reset.`)},n=>{Me(this.answer,"tone","bad"),ne(this.answer,n.message)})}};var Ys="uplot",Ks="u-hz",Js="u-vt",Zs="u-title",Qs="u-wrap",Xs="u-under",ea="u-over",ta="u-axis",cn="u-off",na="u-select",la="u-cursor-x",ra="u-cursor-y",ia="u-cursor-pt",oa="u-legend",sa="u-live",aa="u-inline",ca="u-series",ua="u-marker",Mi="u-label",fa="u-value",Zn="width",Qn="height";var Ai="bottom",Nn="left",pr="right",Dr="#000",Li=Dr+"0",hr="mousemove",Di="mousedown",mr="mouseup",Pi="mouseenter",Ni="mouseleave",Ci="dblclick",da="resize",pa="scroll",Ri="change",Sl="dppxchange",Pr="--",$n=typeof window<"u",yr=$n?document:null,Rn=$n?window:null,ha=$n?navigator:null,se,vl;function xr(){let e=devicePixelRatio;se!=e&&(se=e,vl&&Sr(Ri,vl,xr),vl=matchMedia(`(min-resolution: ${se-.001}dppx) and (max-resolution: ${se+.001}dppx)`),un(Ri,vl,xr),Rn.dispatchEvent(new CustomEvent(Sl)))}function ot(e,t){if(t!=null){let r=e.classList;!r.contains(t)&&r.add(t)}}function kr(e,t){let r=e.classList;r.contains(t)&&r.remove(t)}function ve(e,t,r){e.style[t]=r+"px"}function St(e,t,r,n){let i=yr.createElement(e);return t!=null&&ot(i,t),r?.insertBefore(i,n),i}function mt(e,t){return St("div",e,t)}var Oi=new WeakMap;function Rt(e,t,r,n,i){let c="translate("+t+"px,"+r+"px)",u=Oi.get(e);c!=u&&(e.style.transform=c,Oi.set(e,c),t<0||r<0||t>n||r>i?ot(e,cn):kr(e,cn))}var Fi=new WeakMap;function Hi(e,t,r){let n=t+r,i=Fi.get(e);n!=i&&(Fi.set(e,n),e.style.background=t,e.style.borderColor=r)}var zi=new WeakMap;function $i(e,t,r,n){let i=t+""+r,c=zi.get(e);i!=c&&(zi.set(e,i),e.style.height=r+"px",e.style.width=t+"px",e.style.marginLeft=n?-t/2+"px":0,e.style.marginTop=n?-r/2+"px":0)}var Nr={passive:!0},ma={...Nr,capture:!0};function un(e,t,r,n){t.addEventListener(e,r,n?ma:Nr)}function Sr(e,t,r,n){t.removeEventListener(e,r,Nr)}$n&&xr();function _t(e,t,r,n){let i;r=r||0,n=n||t.length-1;let c=n<=2147483647;for(;n-r>1;)i=c?r+n>>1:st((r+n)/2),t[i]<e?r=i:n=i;return e-t[r]<=t[n]-e?r:n}function ho(e){return(r,n,i)=>{let c=-1,u=-1;for(let d=n;d<=i;d++)if(e(r[d])){c=d;break}for(let d=i;d>=n;d--)if(e(r[d])){u=d;break}return[c,u]}}var mo=e=>e!=null,go=e=>e!=null&&e>0,Tl=ho(mo),ga=ho(go);function ba(e,t,r,n=0,i=!1){let c=i?ga:Tl,u=i?go:mo;[t,r]=c(e,t,r);let d=e[t],p=e[t];if(t>-1)if(n==1)d=e[t],p=e[r];else if(n==-1)d=e[r],p=e[t];else for(let m=t;m<=r;m++){let v=e[m];u(v)&&(v<d?d=v:v>p&&(p=v))}return[d??pe,p??-pe]}function Ml(e,t,r,n){let i=Wi(e),c=Wi(t);e==t&&(i==-1?(e*=r,t/=r):(e/=r,t*=r));let u=r==10?$t:bo,d=i==1?st:gt,p=c==1?gt:st,m=d(u(Re(e))),v=p(u(Re(t))),g=On(r,m),b=On(r,v);return r==10&&(m<0&&(g=he(g,-m)),v<0&&(b=he(b,-v))),n||r==2?(e=g*i,t=b*c):(e=xo(e,g),t=Al(t,b)),[e,t]}function Cr(e,t,r,n){let i=Ml(e,t,r,n);return e==0&&(i[0]=0),t==0&&(i[1]=0),i}var Rr=.1,Vi={mode:3,pad:Rr},el={pad:0,soft:null,mode:0},wa={min:el,max:el};function _l(e,t,r,n){return Ll(r)?Ii(e,t,r):(el.pad=r,el.soft=n?0:null,el.mode=n?3:0,Ii(e,t,wa))}function ie(e,t){return e??t}function va(e,t,r){for(t=ie(t,0),r=ie(r,e.length-1);t<=r;){if(e[t]!=null)return!0;t++}return!1}function Ii(e,t,r){let n=r.min,i=r.max,c=ie(n.pad,0),u=ie(i.pad,0),d=ie(n.hard,-pe),p=ie(i.hard,pe),m=ie(n.soft,pe),v=ie(i.soft,-pe),g=ie(n.mode,0),b=ie(i.mode,0),D=t-e,A=$t(D),C=Je(Re(e),Re(t)),z=$t(C),W=Re(z-A);(D<1e-24||W>10)&&(D=0,(e==0||t==0)&&(D=1e-24,g==2&&m!=pe&&(c=0),b==2&&v!=-pe&&(u=0)));let S=D||C||1e3,V=$t(S),_=On(10,st(V)),Y=S*(D==0?e==0?.1:1:c),P=he(xo(e-Y,_/10),24),R=e>=m&&(g==1||g==3&&P<=m||g==2&&P>=m)?m:pe,U=Je(d,P<R&&e>=R?R:Et(R,P)),X=S*(D==0?t==0?.1:1:u),G=he(Al(t+X,_/10),24),E=t<=v&&(b==1||b==3&&G>=v||b==2&&G<=v)?v:-pe,J=Et(p,G>E&&t<=E?E:Je(E,G));return U==J&&U==0&&(J=100),[U,J]}var ya=new Intl.NumberFormat($n?ha.language:"en-US"),Or=e=>ya.format(e),at=Math,kl=at.PI,Re=at.abs,st=at.floor,Ce=at.round,gt=at.ceil,Et=at.min,Je=at.max,On=at.pow,Wi=at.sign,$t=at.log10,bo=at.log2,xa=(e,t=1)=>at.sinh(e)*t,gr=(e,t=1)=>at.asinh(e/t),pe=1/0;function Bi(e){return($t((e^e>>31)-(e>>31))|0)+1}function _r(e,t,r){return Et(Je(e,t),r)}function wo(e){return typeof e=="function"}function ee(e){return wo(e)?e:()=>e}var ka=()=>{},vo=e=>e,yo=(e,t)=>t,Sa=e=>null,Ui=e=>!0,ji=(e,t)=>e==t,_a=/\.\d*?(?=9{6,}|0{6,})/gm,fn=e=>{if(So(e)||Kt.has(e))return e;let t=`${e}`,r=t.match(_a);if(r==null)return e;let n=r[0].length-1;if(t.indexOf("e-")!=-1){let[i,c]=t.split("e");return+`${fn(i)}e${c}`}return he(e,n)};function sn(e,t){return fn(he(fn(e/t))*t)}function Al(e,t){return fn(gt(fn(e/t))*t)}function xo(e,t){return fn(st(fn(e/t))*t)}function he(e,t=0){if(So(e))return e;let r=10**t,n=e*r*(1+Number.EPSILON);return Ce(n)/r}var Kt=new Map;function ko(e){return((""+e).split(".")[1]||"").length}function nl(e,t,r,n){let i=[],c=n.map(ko);for(let u=t;u<r;u++){let d=Re(u),p=he(On(e,u),d);for(let m=0;m<n.length;m++){let v=e==10?+`${n[m]}e${u}`:n[m]*p,g=(u>=0?0:d)+(u>=c[m]?0:c[m]),b=e==10?v:he(v,g);i.push(b),Kt.set(b,g)}}return i}var tl={},Fr=[],Fn=[null,null],Yt=Array.isArray,So=Number.isInteger,Ea=e=>e===void 0;function qi(e){return typeof e=="string"}function Ll(e){let t=!1;if(e!=null){let r=e.constructor;t=r==null||r==Object}return t}function Ta(e){return e!=null&&typeof e=="object"}var Ma=Object.getPrototypeOf(Uint8Array),_o="__proto__";function Hn(e,t=Ll){let r;if(Yt(e)){let n=e.find(i=>i!=null);if(Yt(n)||t(n)){r=Array(e.length);for(let i=0;i<e.length;i++)r[i]=Hn(e[i],t)}else r=e.slice()}else if(e instanceof Ma)r=e.slice();else if(t(e)){r={};for(let n in e)n!=_o&&(r[n]=Hn(e[n],t))}else r=e;return r}function Le(e){let t=arguments;for(let r=1;r<t.length;r++){let n=t[r];for(let i in n)i!=_o&&(Ll(e[i])?Le(e[i],Hn(n[i])):e[i]=Hn(n[i]))}return e}var Aa=0,La=1,Da=2;function Pa(e,t,r){for(let n=0,i,c=-1;n<t.length;n++){let u=t[n];if(u>c){for(i=u-1;i>=0&&e[i]==null;)e[i--]=null;for(i=u+1;i<r&&e[i]==null;)e[c=i++]=null}}}function Na(e,t){if(Oa(e)){let u=e[0].slice();for(let d=1;d<e.length;d++)u.push(...e[d].slice(1));return Fa(u[0])||(u=Ra(u)),u}let r=new Set;for(let u=0;u<e.length;u++){let p=e[u][0],m=p.length;for(let v=0;v<m;v++)r.add(p[v])}let n=[Array.from(r).sort((u,d)=>u-d)],i=n[0].length,c=new Map;for(let u=0;u<i;u++)c.set(n[0][u],u);for(let u=0;u<e.length;u++){let d=e[u],p=d[0];for(let m=1;m<d.length;m++){let v=d[m],g=Array(i).fill(void 0),b=t?t[u][m]:La,D=[];for(let A=0;A<v.length;A++){let C=v[A],z=c.get(p[A]);C===null?b!=Aa&&(g[z]=C,b==Da&&D.push(z)):g[z]=C}Pa(g,D,i),n.push(g)}}return n}var Ca=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function Ra(e){let t=e[0],r=t.length,n=Array(r);for(let c=0;c<n.length;c++)n[c]=c;n.sort((c,u)=>t[c]-t[u]);let i=[];for(let c=0;c<e.length;c++){let u=e[c],d=Array(r);for(let p=0;p<r;p++)d[p]=u[n[p]];i.push(d)}return i}function Oa(e){let t=e[0][0],r=t.length;for(let n=1;n<e.length;n++){let i=e[n][0];if(i.length!=r)return!1;if(i!=t){for(let c=0;c<r;c++)if(i[c]!=t[c])return!1}}return!0}function Fa(e,t=100){let r=e.length;if(r<=1)return!0;let n=0,i=r-1;for(;n<=i&&e[n]==null;)n++;for(;i>=n&&e[i]==null;)i--;if(i<=n)return!0;let c=Je(1,st((i-n+1)/t));for(let u=e[n],d=n+c;d<=i;d+=c){let p=e[d];if(p!=null){if(p<=u)return!1;u=p}}return!0}var Eo=["January","February","March","April","May","June","July","August","September","October","November","December"],To=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Mo(e){return e.slice(0,3)}var Ha=To.map(Mo),za=Eo.map(Mo),$a={MMMM:Eo,MMM:za,WWWW:To,WWW:Ha};function Jn(e){return(e<10?"0":"")+e}function Va(e){return(e<10?"00":e<100?"0":"")+e}var Ia={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>Jn(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>Jn(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>Jn(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>Jn(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>Jn(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>Va(e.getMilliseconds())};function Hr(e,t){t=t||$a;let r=[],n=/\{([a-z]+)\}|[^{]+/gi,i;for(;i=n.exec(e);)r.push(i[0][0]=="{"?Ia[i[1]]:i[0]);return c=>{let u="";for(let d=0;d<r.length;d++)u+=typeof r[d]=="string"?r[d]:r[d](c,t);return u}}var Wa=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Ba(e,t){let r;return t=="UTC"||t=="Etc/UTC"?r=new Date(+e+e.getTimezoneOffset()*6e4):t==Wa?r=e:(r=new Date(e.toLocaleString("en-US",{timeZone:t})),r.setMilliseconds(e.getMilliseconds())),r}var Ao=e=>e%1==0,El=[1,2,2.5,5],Ua=nl(10,-32,0,El),Lo=nl(10,0,32,El),ja=Lo.filter(Ao),an=Ua.concat(Lo),zr=`
`,Do="{YYYY}",Gi=zr+Do,Po="{M}/{D}",Xn=zr+Po,yl=Xn+"/{YY}",No="{aa}",qa="{h}:{mm}",Cn=qa+No,Yi=zr+Cn,Ki=":{ss}",ce=null;function Co(e){let t=e*1e3,r=t*60,n=r*60,i=n*24,c=i*30,u=i*365,p=(e==1?nl(10,0,3,El).filter(Ao):nl(10,-3,0,El)).concat([t,t*5,t*10,t*15,t*30,r,r*5,r*10,r*15,r*30,n,n*2,n*3,n*4,n*6,n*8,n*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,c,c*2,c*3,c*4,c*6,u,u*2,u*5,u*10,u*25,u*50,u*100]),m=[[u,Do,ce,ce,ce,ce,ce,ce,1],[i*28,"{MMM}",Gi,ce,ce,ce,ce,ce,1],[i,Po,Gi,ce,ce,ce,ce,ce,1],[n,"{h}"+No,yl,ce,Xn,ce,ce,ce,1],[r,Cn,yl,ce,Xn,ce,ce,ce,1],[t,Ki,yl+" "+Cn,ce,Xn+" "+Cn,ce,Yi,ce,1],[e,Ki+".{fff}",yl+" "+Cn,ce,Xn+" "+Cn,ce,Yi,ce,1]];function v(g){return(b,D,A,C,z,W)=>{let S=[],V=z>=u,_=z>=c&&z<u,Y=g(A),P=he(Y*e,3),R=br(Y.getFullYear(),V?0:Y.getMonth(),_||V?1:Y.getDate()),U=he(R*e,3);if(_||V){let X=_?z/c:0,G=V?z/u:0,E=P==U?P:he(br(R.getFullYear()+G,R.getMonth()+X,1)*e,3),J=new Date(Ce(E/e)),O=J.getFullYear(),j=J.getMonth();for(let I=0;E<=C;I++){let te=br(O+G*I,j+X*I,1),$=te-g(he(te*e,3));E=he((+te+$)*e,3),E<=C&&S.push(E)}}else{let X=z>=i?i:z,G=st(A)-st(P),E=U+G+Al(P-U,X);S.push(E);let J=g(E),O=J.getHours()+J.getMinutes()/r+J.getSeconds()/n,j=z/n,I=b.axes[D]._space,te=W/I;for(;E=he(E+z,e==1?0:3),!(E>C);)if(j>1){let $=st(he(O+j,6))%24,le=g(E).getHours()-$;le>1&&(le=-1),E-=le*n,O=(O+j)%24;let ue=S[S.length-1];he((E-ue)/z,3)*te>=.7&&S.push(E)}else S.push(E)}return S}}return[p,m,v]}var[Ga,Ya,Ka]=Co(1),[Ja,Za,Qa]=Co(.001);nl(2,-53,53,[1]);function Ji(e,t){return e.map(r=>r.map((n,i)=>i==0||i==8||n==null?n:t(i==1||r[8]==0?n:r[1]+n)))}function Zi(e,t){return(r,n,i,c,u)=>{let d=t.find(A=>u>=A[0])||t[t.length-1],p,m,v,g,b,D;return n.map(A=>{let C=e(A),z=C.getFullYear(),W=C.getMonth(),S=C.getDate(),V=C.getHours(),_=C.getMinutes(),Y=C.getSeconds(),P=z!=p&&d[2]||W!=m&&d[3]||S!=v&&d[4]||V!=g&&d[5]||_!=b&&d[6]||Y!=D&&d[7]||d[1];return p=z,m=W,v=S,g=V,b=_,D=Y,P(C)})}}function Xa(e,t){let r=Hr(t);return(n,i,c,u,d)=>i.map(p=>r(e(p)))}function br(e,t,r){return new Date(e,t,r)}function Qi(e,t){return t(e)}var ec="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Xi(e,t){return(r,n,i,c)=>c==null?Pr:t(e(n))}function tc(e,t){let r=e.series[t];return r.width?r.stroke(e,t):r.points.width?r.points.stroke(e,t):null}function nc(e,t){return e.series[t].fill(e,t)}var lc={show:!0,live:!0,isolate:!1,mount:ka,markers:{show:!0,width:2,stroke:tc,fill:nc,dash:"solid"},idx:null,idxs:null,values:[]};function rc(e,t){let r=e.cursor.points,n=mt(),i=r.size(e,t);ve(n,Zn,i),ve(n,Qn,i);let c=i/-2;ve(n,"marginLeft",c),ve(n,"marginTop",c);let u=r.width(e,t,i);return u&&ve(n,"borderWidth",u),n}function ic(e,t){let r=e.series[t].points;return r._fill||r._stroke}function oc(e,t){let r=e.series[t].points;return r._stroke||r._fill}function sc(e,t){return e.series[t].points.size}var wr=[0,0];function ac(e,t,r){return wr[0]=t,wr[1]=r,wr}function xl(e,t,r,n=!0){return i=>{i.button==0&&(!n||i.target==t)&&r(i)}}function vr(e,t,r,n=!0){return i=>{(!n||i.target==t)&&r(i)}}var cc={show:!0,x:!0,y:!0,lock:!1,move:ac,points:{one:!1,show:rc,size:sc,width:0,stroke:oc,fill:ic},bind:{mousedown:xl,mouseup:xl,click:xl,dblclick:xl,mousemove:vr,mouseleave:vr,mouseenter:vr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,r,n,i)=>n-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Ro={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},$r=Le({},Ro,{filter:yo}),Oo=Le({},$r,{size:10}),Fo=Le({},Ro,{show:!1}),Vr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Ho="bold "+Vr,zo=1.5,eo={show:!0,scale:"x",stroke:Dr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ho,side:2,grid:$r,ticks:Oo,border:Fo,font:Vr,lineGap:zo,rotate:0},uc="Value",fc="Time",to={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function dc(e,t,r,n,i){return t.map(c=>c==null?"":Or(c))}function pc(e,t,r,n,i,c,u){let d=[],p=Kt.get(i)||0;r=u?r:he(Al(r,i),p);for(let m=r;m<=n;m=he(m+i,p))d.push(Object.is(m,-0)?0:m);return d}function Er(e,t,r,n,i,c,u){let d=[],p=e.scales[e.axes[t].scale].log,m=p==10?$t:bo,v=st(m(r));i=On(p,v),p==10&&(i=an[_t(i,an)]);let g=r,b=i*p;p==10&&(b=an[_t(b,an)]);do d.push(g),g=g+i,p==10&&!Kt.has(g)&&(g=he(g,Kt.get(i))),g>=b&&(i=g,b=i*p,p==10&&(b=an[_t(b,an)]));while(g<=n);return d}function hc(e,t,r,n,i,c,u){let p=e.scales[e.axes[t].scale].asinh,m=n>p?Er(e,t,Je(p,r),n,i):[p],v=n>=0&&r<=0?[0]:[];return(r<-p?Er(e,t,Je(p,-n),-r,i):[p]).reverse().map(b=>-b).concat(v,m)}var $o=/./,mc=/[12357]/,gc=/[125]/,no=/1/,Tr=(e,t,r,n)=>e.map((i,c)=>t==4&&i==0||c%n==0&&r.test(i.toExponential()[i<0?1:0])?i:null);function bc(e,t,r,n,i){let c=e.axes[r],u=c.scale,d=e.scales[u],p=e.valToPos,m=c._space,v=p(10,u),g=p(9,u)-v>=m?$o:p(7,u)-v>=m?mc:p(5,u)-v>=m?gc:no;if(g==no){let b=Re(p(1,u)-v);if(b<m)return Tr(t.slice().reverse(),d.distr,g,gt(m/b)).reverse()}return Tr(t,d.distr,g,1)}function wc(e,t,r,n,i){let c=e.axes[r],u=c.scale,d=c._space,p=e.valToPos,m=Re(p(1,u)-p(2,u));return m<d?Tr(t.slice().reverse(),3,$o,gt(d/m)).reverse():t}function vc(e,t,r,n){return n==null?Pr:t==null?"":Or(t)}var lo={show:!0,scale:"y",stroke:Dr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ho,side:3,grid:$r,ticks:Oo,border:Fo,font:Vr,lineGap:zo,rotate:0};function yc(e,t){let r=3+(e||1)*2;return he(r*t,3)}function xc(e,t){let{scale:r,idxs:n}=e.series[0],i=e._data[0],c=e.valToPos(i[n[0]],r,!0),u=e.valToPos(i[n[1]],r,!0),d=Re(u-c),p=e.series[t],m=d/(p.points.space*se);return n[1]-n[0]<=m}var ro={scale:null,auto:!0,sorted:0,min:pe,max:-pe},Vo=(e,t,r,n,i)=>i,io={show:!0,auto:!0,sorted:0,gaps:Vo,alpha:1,facets:[Le({},ro,{scale:"x"}),Le({},ro,{scale:"y"})]},oo={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Vo,alpha:1,points:{show:xc,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function kc(e,t,r,n,i){return r/10}var Io={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Sc=Le({},Io,{time:!1,ori:1}),so={};function Wo(e,t){let r=so[e];return r||(r={key:e,plots:[],sub(n){r.plots.push(n)},unsub(n){r.plots=r.plots.filter(i=>i!=n)},pub(n,i,c,u,d,p,m){for(let v=0;v<r.plots.length;v++)r.plots[v]!=i&&r.plots[v].pub(n,i,c,u,d,p,m)}},e!=null&&(so[e]=r)),r}var zn=1,Mr=2;function dn(e,t,r){let n=e.mode,i=e.series[t],c=n==2?e._data[t]:e._data,u=e.scales,d=e.bbox,p=c[0],m=n==2?c[1]:c[t],v=n==2?u[i.facets[0].scale]:u[e.series[0].scale],g=n==2?u[i.facets[1].scale]:u[i.scale],b=d.left,D=d.top,A=d.width,C=d.height,z=e.valToPosH,W=e.valToPosV;return v.ori==0?r(i,p,m,v,g,z,W,b,D,A,C,Pl,Vn,Cl,Uo,qo):r(i,p,m,v,g,W,z,D,b,C,A,Nl,In,Br,jo,Go)}function Ir(e,t){let r=0,n=0,i=ie(e.bands,Fr);for(let c=0;c<i.length;c++){let u=i[c];u.series[0]==t?r=u.dir:u.series[1]==t&&(u.dir==1?n|=1:n|=2)}return[r,n==1?-1:n==2?1:n==3?2:0]}function _c(e,t,r,n,i){let c=e.mode,u=e.series[t],d=c==2?u.facets[1].scale:u.scale,p=e.scales[d];return i==-1?p.min:i==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Vt(e,t,r,n,i,c){return dn(e,t,(u,d,p,m,v,g,b,D,A,C,z)=>{let W=u.pxRound,S=m.dir*(m.ori==0?1:-1),V=m.ori==0?Vn:In,_,Y;S==1?(_=r,Y=n):(_=n,Y=r);let P=W(g(d[_],m,C,D)),R=W(b(p[_],v,z,A)),U=W(g(d[Y],m,C,D)),X=W(b(c==1?v.max:v.min,v,z,A)),G=new Path2D(i);return V(G,U,X),V(G,P,X),V(G,P,R),G})}function Dl(e,t,r,n,i,c){let u=null;if(e.length>0){u=new Path2D;let d=t==0?Cl:Br,p=r;for(let g=0;g<e.length;g++){let b=e[g];if(b[1]>b[0]){let D=b[0]-p;D>0&&d(u,p,n,D,n+c),p=b[1]}}let m=r+i-p,v=10;m>0&&d(u,p,n-v/2,m,n+c+v)}return u}function Ec(e,t,r){let n=e[e.length-1];n&&n[0]==t?n[1]=r:e.push([t,r])}function Wr(e,t,r,n,i,c,u){let d=[],p=e.length;for(let m=i==1?r:n;m>=r&&m<=n;m+=i)if(t[m]===null){let g=m,b=m;if(i==1)for(;++m<=n&&t[m]===null;)b=m;else for(;--m>=r&&t[m]===null;)b=m;let D=c(e[g]),A=b==g?D:c(e[b]),C=g-i;D=u<=0&&C>=0&&C<p?c(e[C]):D;let W=b+i;A=u>=0&&W>=0&&W<p?c(e[W]):A,A>=D&&d.push([D,A])}return d}function ao(e){return e==0?vo:e==1?Ce:t=>sn(t,e)}function Bo(e){let t=e==0?Pl:Nl,r=e==0?(i,c,u,d,p,m)=>{i.arcTo(c,u,d,p,m)}:(i,c,u,d,p,m)=>{i.arcTo(u,c,p,d,m)},n=e==0?(i,c,u,d,p)=>{i.rect(c,u,d,p)}:(i,c,u,d,p)=>{i.rect(u,c,p,d)};return(i,c,u,d,p,m=0,v=0)=>{m==0&&v==0?n(i,c,u,d,p):(m=Et(m,d/2,p/2),v=Et(v,d/2,p/2),t(i,c+m,u),r(i,c+d,u,c+d,u+p,m),r(i,c+d,u+p,c,u+p,v),r(i,c,u+p,c,u,v),r(i,c,u,c+d,u,m),i.closePath())}}var Pl=(e,t,r)=>{e.moveTo(t,r)},Nl=(e,t,r)=>{e.moveTo(r,t)},Vn=(e,t,r)=>{e.lineTo(t,r)},In=(e,t,r)=>{e.lineTo(r,t)},Cl=Bo(0),Br=Bo(1),Uo=(e,t,r,n,i,c)=>{e.arc(t,r,n,i,c)},jo=(e,t,r,n,i,c)=>{e.arc(r,t,n,i,c)},qo=(e,t,r,n,i,c,u)=>{e.bezierCurveTo(t,r,n,i,c,u)},Go=(e,t,r,n,i,c,u)=>{e.bezierCurveTo(r,t,i,n,u,c)};function Yo(e){return(t,r,n,i,c)=>dn(t,r,(u,d,p,m,v,g,b,D,A,C,z)=>{let{pxRound:W,points:S}=u,V,_;m.ori==0?(V=Pl,_=Uo):(V=Nl,_=jo);let Y=he(S.width*se,3),P=(S.size-S.width)/2*se,R=he(P*2,3),U=new Path2D,X=new Path2D,{left:G,top:E,width:J,height:O}=t.bbox;Cl(X,G-R,E-R,J+R*2,O+R*2);let j=I=>{if(p[I]!=null){let te=W(g(d[I],m,C,D)),$=W(b(p[I],v,z,A));V(U,te+P,$),_(U,te,$,P,0,kl*2)}};if(c)c.forEach(j);else for(let I=n;I<=i;I++)j(I);return{stroke:Y>0?U:null,fill:U,clip:X,flags:zn|Mr}})}function Ko(e){return(t,r,n,i,c,u)=>{n!=i&&(c!=n&&u!=n&&e(t,r,n),c!=i&&u!=i&&e(t,r,i),e(t,r,u))}}var Tc=Ko(Vn),Mc=Ko(In);function Jo(e){let t=ie(e?.alignGaps,0);return(r,n,i,c)=>dn(r,n,(u,d,p,m,v,g,b,D,A,C,z)=>{[i,c]=Tl(p,i,c);let W=u.pxRound,S=O=>W(g(O,m,C,D)),V=O=>W(b(O,v,z,A)),_,Y;m.ori==0?(_=Vn,Y=Tc):(_=In,Y=Mc);let P=m.dir*(m.ori==0?1:-1),R={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:zn},U=R.stroke,X=!1;if(c-i>=C*4){let O=F=>r.posToVal(F,m.key,!0),j=null,I=null,te,$,Ze,ye=S(d[P==1?i:c]),le=S(d[i]),ue=S(d[c]),Z=O(P==1?le+1:ue-1);for(let F=P==1?i:c;F>=i&&F<=c;F+=P){let De=d[F],xe=(P==1?De<Z:De>Z)?ye:S(De),ae=p[F];xe==ye?ae!=null?($=ae,j==null?(_(U,xe,V($)),te=j=I=$):$<j?j=$:$>I&&(I=$)):ae===null&&(X=!0):(j!=null&&Y(U,ye,V(j),V(I),V(te),V($)),ae!=null?($=ae,_(U,xe,V($)),j=I=te=$):(j=I=null,ae===null&&(X=!0)),ye=xe,Z=O(ye+P))}j!=null&&j!=I&&Ze!=ye&&Y(U,ye,V(j),V(I),V(te),V($))}else for(let O=P==1?i:c;O>=i&&O<=c;O+=P){let j=p[O];j===null?X=!0:j!=null&&_(U,S(d[O]),V(j))}let[E,J]=Ir(r,n);if(u.fill!=null||E!=0){let O=R.fill=new Path2D(U),j=u.fillTo(r,n,u.min,u.max,E),I=V(j),te=S(d[i]),$=S(d[c]);P==-1&&([$,te]=[te,$]),_(O,$,I),_(O,te,I)}if(!u.spanGaps){let O=[];X&&O.push(...Wr(d,p,i,c,P,S,t)),R.gaps=O=u.gaps(r,n,i,c,O),R.clip=Dl(O,m.ori,D,A,C,z)}return J!=0&&(R.band=J==2?[Vt(r,n,i,c,U,-1),Vt(r,n,i,c,U,1)]:Vt(r,n,i,c,U,J)),R})}function Ac(e){let t=ie(e.align,1),r=ie(e.ascDesc,!1),n=ie(e.alignGaps,0),i=ie(e.extend,!1);return(c,u,d,p)=>dn(c,u,(m,v,g,b,D,A,C,z,W,S,V)=>{[d,p]=Tl(g,d,p);let _=m.pxRound,{left:Y,width:P}=c.bbox,R=le=>_(A(le,b,S,z)),U=le=>_(C(le,D,V,W)),X=b.ori==0?Vn:In,G={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:zn},E=G.stroke,J=b.dir*(b.ori==0?1:-1),O=U(g[J==1?d:p]),j=R(v[J==1?d:p]),I=j,te=j;i&&t==-1&&(te=Y,X(E,te,O)),X(E,j,O);for(let le=J==1?d:p;le>=d&&le<=p;le+=J){let ue=g[le];if(ue==null)continue;let Z=R(v[le]),F=U(ue);t==1?X(E,Z,O):X(E,I,F),X(E,Z,F),O=F,I=Z}let $=I;i&&t==1&&($=Y+P,X(E,$,O));let[Ze,ye]=Ir(c,u);if(m.fill!=null||Ze!=0){let le=G.fill=new Path2D(E),ue=m.fillTo(c,u,m.min,m.max,Ze),Z=U(ue);X(le,$,Z),X(le,te,Z)}if(!m.spanGaps){let le=[];le.push(...Wr(v,g,d,p,J,R,n));let ue=m.width*se/2,Z=r||t==1?ue:-ue,F=r||t==-1?-ue:ue;le.forEach(De=>{De[0]+=Z,De[1]+=F}),G.gaps=le=m.gaps(c,u,d,p,le),G.clip=Dl(le,b.ori,z,W,S,V)}return ye!=0&&(G.band=ye==2?[Vt(c,u,d,p,E,-1),Vt(c,u,d,p,E,1)]:Vt(c,u,d,p,E,ye)),G})}function co(e,t,r,n,i,c,u=pe){if(e.length>1){let d=null;for(let p=0,m=1/0;p<e.length;p++)if(t[p]!==void 0){if(d!=null){let v=Re(e[p]-e[d]);v<m&&(m=v,u=Re(r(e[p],n,i,c)-r(e[d],n,i,c)))}d=p}}return u}function Lc(e){e=e||tl;let t=ie(e.size,[.6,pe,1]),r=e.align||0,n=e.gap||0,i=e.radius;i=i==null?[0,0]:typeof i=="number"?[i,0]:i;let c=ee(i),u=1-t[0],d=ie(t[1],pe),p=ie(t[2],1),m=ie(e.disp,tl),v=ie(e.each,D=>{}),{fill:g,stroke:b}=m;return(D,A,C,z)=>dn(D,A,(W,S,V,_,Y,P,R,U,X,G,E)=>{let J=W.pxRound,O=r,j=n*se,I=d*se,te=p*se,$,Ze;_.ori==0?[$,Ze]=c(D,A):[Ze,$]=c(D,A);let ye=_.dir*(_.ori==0?1:-1),le=_.ori==0?Cl:Br,ue=_.ori==0?v:(L,me,Pe,gn,Qt,Mt,Xt)=>{v(L,me,Pe,Qt,gn,Xt,Mt)},Z=ie(D.bands,Fr).find(L=>L.series[0]==A),F=Z!=null?Z.dir:0,De=W.fillTo(D,A,W.min,W.max,F),je=J(R(De,Y,E,X)),xe,ae,bt,et=G,Se=J(W.width*se),Tt=!1,Ot=null,ct=null,Wt=null,pn=null;g!=null&&(Se==0||b!=null)&&(Tt=!0,Ot=g.values(D,A,C,z),ct=new Map,new Set(Ot).forEach(L=>{L!=null&&ct.set(L,new Path2D)}),Se>0&&(Wt=b.values(D,A,C,z),pn=new Map,new Set(Wt).forEach(L=>{L!=null&&pn.set(L,new Path2D)})));let{x0:hn,size:Wn}=m;if(hn!=null&&Wn!=null){O=1,S=hn.values(D,A,C,z),hn.unit==2&&(S=S.map(Pe=>D.posToVal(U+Pe*G,_.key,!0)));let L=Wn.values(D,A,C,z);Wn.unit==2?ae=L[0]*G:ae=P(L[0],_,G,U)-P(0,_,G,U),et=co(S,V,P,_,G,U,et),bt=et-ae+j}else et=co(S,V,P,_,G,U,et),bt=et*u+j,ae=et-bt;bt<1&&(bt=0),Se>=ae/2&&(Se=0),bt<5&&(J=vo);let ll=bt>0,Jt=et-bt-(ll?Se:0);ae=J(_r(Jt,te,I)),xe=(O==0?ae/2:O==ye?0:ae)-O*ye*((O==0?j/2:0)+(ll?Se/2:0));let qe={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},mn=Tt?null:new Path2D,Ft=null;if(Z!=null)Ft=D.data[Z.series[1]];else{let{y0:L,y1:me}=m;L!=null&&me!=null&&(V=me.values(D,A,C,z),Ft=L.values(D,A,C,z))}let Zt=$*ae,K=Ze*ae;for(let L=ye==1?C:z;L>=C&&L<=z;L+=ye){let me=V[L];if(me==null)continue;if(Ft!=null){let Qe=Ft[L]??0;if(me-Qe==0)continue;je=R(Qe,Y,E,X)}let Pe=_.distr!=2||m!=null?S[L]:L,gn=P(Pe,_,G,U),Qt=R(ie(me,De),Y,E,X),Mt=J(gn-xe),Xt=J(Je(Qt,je)),tt=J(Et(Qt,je)),ut=Xt-tt;if(me!=null){let Qe=me<0?K:Zt,wt=me<0?Zt:K;Tt?(Se>0&&Wt[L]!=null&&le(pn.get(Wt[L]),Mt,tt+st(Se/2),ae,Je(0,ut-Se),Qe,wt),Ot[L]!=null&&le(ct.get(Ot[L]),Mt,tt+st(Se/2),ae,Je(0,ut-Se),Qe,wt)):le(mn,Mt,tt+st(Se/2),ae,Je(0,ut-Se),Qe,wt),ue(D,A,L,Mt-Se/2,tt,ae+Se,ut)}}return Se>0?qe.stroke=Tt?pn:mn:Tt||(qe._fill=W.width==0?W._fill:W._stroke??W._fill,qe.width=0),qe.fill=Tt?ct:mn,qe})}function Dc(e,t){let r=ie(t?.alignGaps,0);return(n,i,c,u)=>dn(n,i,(d,p,m,v,g,b,D,A,C,z,W)=>{[c,u]=Tl(m,c,u);let S=d.pxRound,V=$=>S(b($,v,z,A)),_=$=>S(D($,g,W,C)),Y,P,R;v.ori==0?(Y=Pl,R=Vn,P=qo):(Y=Nl,R=In,P=Go);let U=v.dir*(v.ori==0?1:-1),X=V(p[U==1?c:u]),G=X,E=[],J=[];for(let $=U==1?c:u;$>=c&&$<=u;$+=U)if(m[$]!=null){let ye=p[$],le=V(ye);E.push(G=le),J.push(_(m[$]))}let O={stroke:e(E,J,Y,R,P,S),fill:null,clip:null,band:null,gaps:null,flags:zn},j=O.stroke,[I,te]=Ir(n,i);if(d.fill!=null||I!=0){let $=O.fill=new Path2D(j),Ze=d.fillTo(n,i,d.min,d.max,I),ye=_(Ze);R($,G,ye),R($,X,ye)}if(!d.spanGaps){let $=[];$.push(...Wr(p,m,c,u,U,V,r)),O.gaps=$=d.gaps(n,i,c,u,$),O.clip=Dl($,v.ori,A,C,z,W)}return te!=0&&(O.band=te==2?[Vt(n,i,c,u,j,-1),Vt(n,i,c,u,j,1)]:Vt(n,i,c,u,j,te)),O})}function Pc(e){return Dc(Nc,e)}function Nc(e,t,r,n,i,c){let u=e.length;if(u<2)return null;let d=new Path2D;if(r(d,e[0],t[0]),u==2)n(d,e[1],t[1]);else{let p=Array(u),m=Array(u-1),v=Array(u-1),g=Array(u-1);for(let b=0;b<u-1;b++)v[b]=t[b+1]-t[b],g[b]=e[b+1]-e[b],m[b]=v[b]/g[b];p[0]=m[0];for(let b=1;b<u-1;b++)m[b]===0||m[b-1]===0||m[b-1]>0!=m[b]>0?p[b]=0:(p[b]=3*(g[b-1]+g[b])/((2*g[b]+g[b-1])/m[b-1]+(g[b]+2*g[b-1])/m[b]),isFinite(p[b])||(p[b]=0));p[u-1]=m[u-2];for(let b=0;b<u-1;b++)i(d,e[b]+g[b]/3,t[b]+p[b]*g[b]/3,e[b+1]-g[b]/3,t[b+1]-p[b+1]*g[b]/3,e[b+1],t[b+1])}return d}var Ar=new Set;function uo(){for(let e of Ar)e.syncRect(!0)}$n&&(un(da,Rn,uo),un(pa,Rn,uo,!0),un(Sl,Rn,()=>{Ie.pxRatio=se}));var Cc=Jo(),Rc=Yo();function fo(e,t,r,n){return(n?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((c,u)=>Lr(c,u,t,r))}function Oc(e,t){return e.map((r,n)=>n==0?{}:Le({},t,r))}function Lr(e,t,r,n){return Le({},t==0?r:n,e)}function Zo(e,t,r){return t==null?Fn:[t,r]}var Fc=Zo;function Hc(e,t,r){return t==null?Fn:_l(t,r,Rr,!0)}function Qo(e,t,r,n){return t==null?Fn:Ml(t,r,e.scales[n].log,!1)}var zc=Qo;function Xo(e,t,r,n){return t==null?Fn:Cr(t,r,e.scales[n].log,!1)}var $c=Xo;function Vc(e,t,r,n,i){let c=Je(Bi(e),Bi(t)),u=t-e,d=_t(i/n*u,r);do{let p=r[d],m=n*p/u;if(m>=i&&c+(p<5?Kt.get(p):0)<=17)return[p,m]}while(++d<r.length);return[0,0]}function po(e){let t,r;return e=e.replace(/(\d+)px/,(n,i)=>(t=Ce((r=+i)*se))+"px"),[e,t,r]}function Ic(e){e.show&&[e.font,e.labelFont].forEach(t=>{let r=he(t[2]*se,1);t[0]=t[0].replace(/[0-9.]+px/,r+"px"),t[1]=r})}function Ie(e,t,r){let n={mode:ie(e.mode,1)},i=n.mode;function c(l,o,s,a){let f=o.valToPct(l);return a+s*(o.dir==-1?1-f:f)}function u(l,o,s,a){let f=o.valToPct(l);return a+s*(o.dir==-1?f:1-f)}function d(l,o,s,a){return o.ori==0?c(l,o,s,a):u(l,o,s,a)}n.valToPosH=c,n.valToPosV=u;let p=!1;n.status=0;let m=n.root=mt(Ys);if(e.id!=null&&(m.id=e.id),ot(m,e.class),e.title){let l=mt(Zs,m);l.textContent=e.title}let v=St("canvas"),g=n.ctx=v.getContext("2d"),b=mt(Qs,m);un("click",b,l=>{l.target===A&&(ge!=Mn||ke!=An)&&Be.click(n,l)},!0);let D=n.under=mt(Xs,b);b.appendChild(v);let A=n.over=mt(ea,b);e=Hn(e);let C=+ie(e.pxAlign,1),z=ao(C);(e.plugins||[]).forEach(l=>{l.opts&&(e=l.opts(n,e)||e)});let W=e.ms||.001,S=n.series=i==1?fo(e.series||[],to,oo,!1):Oc(e.series||[null],io),V=n.axes=fo(e.axes||[],eo,lo,!0),_=n.scales={},Y=n.bands=e.bands||[];Y.forEach(l=>{l.fill=ee(l.fill||null),l.dir=ie(l.dir,-1)});let P=i==2?S[1].facets[0].scale:S[0].scale,R={axes:Es,series:ys},U=(e.drawOrder||["axes","series"]).map(l=>R[l]);function X(l){let o=l.distr==3?s=>$t(s>0?s:l.clamp(n,s,l.min,l.max,l.key)):l.distr==4?s=>gr(s,l.asinh):l.distr==100?s=>l.fwd(s):s=>s;return s=>{let a=o(s),{_min:f,_max:h}=l,w=h-f;return(a-f)/w}}function G(l){let o=_[l];if(o==null){let s=(e.scales||tl)[l]||tl;if(s.from!=null){G(s.from);let a=Le({},_[s.from],s,{key:l});a.valToPct=X(a),_[l]=a}else{o=_[l]=Le({},l==P?Io:Sc,s),o.key=l;let a=o.time,f=o.range,h=Yt(f);if((l!=P||i==2&&!a)&&(h&&(f[0]==null||f[1]==null)&&(f={min:f[0]==null?Vi:{mode:1,hard:f[0],soft:f[0]},max:f[1]==null?Vi:{mode:1,hard:f[1],soft:f[1]}},h=!1),!h&&Ll(f))){let w=f;f=(x,k,T)=>k==null?Fn:_l(k,T,w)}o.range=ee(f||(a?Fc:l==P?o.distr==3?zc:o.distr==4?$c:Zo:o.distr==3?Qo:o.distr==4?Xo:Hc)),o.auto=ee(h?!1:o.auto),o.clamp=ee(o.clamp||kc),o._min=o._max=null,o.valToPct=X(o)}}}G("x"),G("y"),i==1&&S.forEach(l=>{G(l.scale)}),V.forEach(l=>{G(l.scale)});for(let l in e.scales)G(l);let E=_[P],J=E.distr,O,j;E.ori==0?(ot(m,Ks),O=c,j=u):(ot(m,Js),O=u,j=c);let I={};for(let l in _){let o=_[l];(o.min!=null||o.max!=null)&&(I[l]={min:o.min,max:o.max},o.min=o.max=null)}let te=e.tzDate||(l=>new Date(Ce(l/W))),$=e.fmtDate||Hr,Ze=W==1?Ka(te):Qa(te),ye=Zi(te,Ji(W==1?Ya:Za,$)),le=Xi(te,Qi(ec,$)),ue=[],Z=n.legend=Le({},lc,e.legend),F=n.cursor=Le({},cc,{drag:{y:i==2}},e.cursor),De=Z.show,je=F.show,xe=Z.markers;Z.idxs=ue,xe.width=ee(xe.width),xe.dash=ee(xe.dash),xe.stroke=ee(xe.stroke),xe.fill=ee(xe.fill);let ae,bt,et,Se=[],Tt=[],Ot,ct=!1,Wt={};if(Z.live){let l=S[1]?S[1].values:null;ct=l!=null,Ot=ct?l(n,1,0):{_:0};for(let o in Ot)Wt[o]=Pr}if(De)if(ae=St("table",oa,m),et=St("tbody",null,ae),Z.mount(n,ae),ct){bt=St("thead",null,ae,et);let l=St("tr",null,bt);St("th",null,l);for(var pn in Ot)St("th",Mi,l).textContent=pn}else ot(ae,aa),Z.live&&ot(ae,sa);let hn={show:!0},Wn={show:!1};function ll(l,o){if(o==0&&(ct||!Z.live||i==2))return Fn;let s=[],a=St("tr",ca,et,et.childNodes[o]);ot(a,l.class),l.show||ot(a,cn);let f=St("th",null,a);if(xe.show){let x=mt(ua,f);if(o>0){let k=xe.width(n,o);k&&(x.style.border=k+"px "+xe.dash(n,o)+" "+xe.stroke(n,o)),x.style.background=xe.fill(n,o)}}let h=mt(Mi,f);l.label instanceof HTMLElement?h.appendChild(l.label):h.textContent=l.label,o>0&&(xe.show||(h.style.color=l.width>0?xe.stroke(n,o):xe.fill(n,o)),qe("click",f,x=>{if(F._lock)return;tn(x);let k=S.indexOf(l);if((x.ctrlKey||x.metaKey)!=Z.isolate){let T=S.some((M,N)=>N>0&&N!=k&&M.show);S.forEach((M,N)=>{N>0&&Lt(N,T?N==k?hn:Wn:hn,!0,Ae.setSeries)})}else Lt(k,{show:!l.show},!0,Ae.setSeries)},!1),wn&&qe(Pi,f,x=>{F._lock||(tn(x),Lt(S.indexOf(l),Dn,!0,Ae.setSeries))},!1));for(var w in Ot){let x=St("td",fa,a);x.textContent="--",s.push(x)}return[a,s]}let Jt=new Map;function qe(l,o,s,a=!0){let f=Jt.get(o)||{},h=F.bind[l](n,o,s,a);h&&(un(l,o,f[l]=h),Jt.set(o,f))}function mn(l,o,s){let a=Jt.get(o)||{};for(let f in a)(l==null||f==l)&&(Sr(f,o,a[f]),delete a[f]);l==null&&Jt.delete(o)}let Ft=0,Zt=0,K=0,L=0,me=0,Pe=0,gn=me,Qt=Pe,Mt=K,Xt=L,tt=0,ut=0,Qe=0,wt=0;n.bbox={};let Vl=!1,rl=!1,bn=!1,en=!1,il=!1,ft=!1;function Il(l,o,s){(s||l!=n.width||o!=n.height)&&jr(l,o),Sn(!1),bn=!0,rl=!0,_n()}function jr(l,o){n.width=Ft=K=l,n.height=Zt=L=o,me=Pe=0,ps(),hs();let s=n.bbox;tt=s.left=sn(me*se,.5),ut=s.top=sn(Pe*se,.5),Qe=s.width=sn(K*se,.5),wt=s.height=sn(L*se,.5)}let us=3;function fs(){let l=!1,o=0;for(;!l;){o++;let s=Ss(o),a=_s(o);l=o==us||s&&a,l||(jr(n.width,n.height),rl=!0)}}function ds({width:l,height:o}){Il(l,o)}n.setSize=ds;function ps(){let l=!1,o=!1,s=!1,a=!1;V.forEach((f,h)=>{if(f.show&&f._show){let{side:w,_size:x}=f,k=w%2,T=f.label!=null?f.labelSize:0,M=x+T;M>0&&(k?(K-=M,w==3?(me+=M,a=!0):s=!0):(L-=M,w==0?(Pe+=M,l=!0):o=!0))}}),nn[0]=l,nn[1]=s,nn[2]=o,nn[3]=a,K-=Bt[1]+Bt[3],me+=Bt[3],L-=Bt[2]+Bt[0],Pe+=Bt[0]}function hs(){let l=me+K,o=Pe+L,s=me,a=Pe;function f(h,w){switch(h){case 1:return l+=w,l-w;case 2:return o+=w,o-w;case 3:return s-=w,s+w;case 0:return a-=w,a+w}}V.forEach((h,w)=>{if(h.show&&h._show){let x=h.side;h._pos=f(x,h._size),h.label!=null&&(h._lpos=f(x,h.labelSize))}})}if(F.dataIdx==null){let l=F.hover,o=l.skip=new Set(l.skip??[]);o.add(void 0);let s=l.prox=ee(l.prox),a=l.bias??=0;F.dataIdx=(f,h,w,x)=>{if(h==0)return w;let k=w,T=s(f,h,w,x)??pe,M=T>=0&&T<pe,N=E.ori==0?K:L,q=F.left,oe=t[0],re=t[h];if(o.has(re[w])){k=null;let Q=null,B=null,H;if(a==0||a==-1)for(H=w;Q==null&&H-- >0;)o.has(re[H])||(Q=H);if(a==0||a==1)for(H=w;B==null&&H++<re.length;)o.has(re[H])||(B=H);if(Q!=null||B!=null)if(M){let we=Q==null?-1/0:O(oe[Q],E,N,0),_e=B==null?1/0:O(oe[B],E,N,0),Ve=q-we,fe=_e-q;Ve<=fe?Ve<=T&&(k=Q):fe<=T&&(k=B)}else k=B==null?Q:Q==null?B:w-Q<=B-w?Q:B}else M&&Re(q-O(oe[w],E,N,0))>T&&(k=null);return k}}let tn=l=>{F.event=l};F.idxs=ue,F._lock=!1;let Ue=F.points;Ue.show=ee(Ue.show),Ue.size=ee(Ue.size),Ue.stroke=ee(Ue.stroke),Ue.width=ee(Ue.width),Ue.fill=ee(Ue.fill);let At=n.focus=Le({},e.focus||{alpha:.3},F.focus),wn=At.prox>=0,vn=wn&&Ue.one,dt=[],yn=[],xn=[];function qr(l,o){let s=Ue.show(n,o);if(s instanceof HTMLElement)return ot(s,ia),ot(s,l.class),Rt(s,-10,-10,K,L),A.insertBefore(s,dt[o]),s}function Gr(l,o){if(i==1||o>0){let s=i==1&&_[l.scale].time,a=l.value;l.value=s?qi(a)?Xi(te,Qi(a,$)):a||le:a||vc,l.label=l.label||(s?fc:uc)}if(vn||o>0){l.width=l.width==null?1:l.width,l.paths=l.paths||Cc||Sa,l.fillTo=ee(l.fillTo||_c),l.pxAlign=+ie(l.pxAlign,C),l.pxRound=ao(l.pxAlign),l.stroke=ee(l.stroke||null),l.fill=ee(l.fill||null),l._stroke=l._fill=l._paths=l._focus=null;let s=yc(Je(1,l.width),1),a=l.points=Le({},{size:s,width:Je(1,s*.2),stroke:l.stroke,space:s*2,paths:Rc,_stroke:null,_fill:null},l.points);a.show=ee(a.show),a.filter=ee(a.filter),a.fill=ee(a.fill),a.stroke=ee(a.stroke),a.paths=ee(a.paths),a.pxAlign=l.pxAlign}if(De){let s=ll(l,o);Se.splice(o,0,s[0]),Tt.splice(o,0,s[1]),Z.values.push(null)}if(je){ue.splice(o,0,null);let s=null;vn?o==0&&(s=qr(l,o)):o>0&&(s=qr(l,o)),dt.splice(o,0,s),yn.splice(o,0,0),xn.splice(o,0,0)}$e("addSeries",o)}function ms(l,o){o=o??S.length,l=i==1?Lr(l,o,to,oo):Lr(l,o,{},io),S.splice(o,0,l),Gr(S[o],o)}n.addSeries=ms;function gs(l){if(S.splice(l,1),De){Z.values.splice(l,1),Tt.splice(l,1);let o=Se.splice(l,1)[0];mn(null,o.firstChild),o.remove()}je&&(ue.splice(l,1),dt.splice(l,1)[0].remove(),yn.splice(l,1),xn.splice(l,1)),$e("delSeries",l)}n.delSeries=gs;let nn=[!1,!1,!1,!1];function bs(l,o){if(l._show=l.show,l.show){let s=l.side%2,a=_[l.scale];a==null&&(l.scale=s?S[1].scale:P,a=_[l.scale]);let f=a.time;l.size=ee(l.size),l.space=ee(l.space),l.rotate=ee(l.rotate),Yt(l.incrs)&&l.incrs.forEach(w=>{!Kt.has(w)&&Kt.set(w,ko(w))}),l.incrs=ee(l.incrs||(a.distr==2?ja:f?W==1?Ga:Ja:an)),l.splits=ee(l.splits||(f&&a.distr==1?Ze:a.distr==3?Er:a.distr==4?hc:pc)),l.stroke=ee(l.stroke),l.grid.stroke=ee(l.grid.stroke),l.ticks.stroke=ee(l.ticks.stroke),l.border.stroke=ee(l.border.stroke);let h=l.values;l.values=Yt(h)&&!Yt(h[0])?ee(h):f?Yt(h)?Zi(te,Ji(h,$)):qi(h)?Xa(te,h):h||ye:h||dc,l.filter=ee(l.filter||(a.distr>=3&&a.log==10?bc:a.distr==3&&a.log==2?wc:yo)),l.font=po(l.font),l.labelFont=po(l.labelFont),l._size=l.size(n,null,o,0),l._space=l._rotate=l._incrs=l._found=l._splits=l._values=null,l._size>0&&(nn[o]=!0,l._el=mt(ta,b))}}function Bn(l,o,s,a){let[f,h,w,x]=s,k=o%2,T=0;return k==0&&(x||h)&&(T=o==0&&!f||o==2&&!w?Ce(eo.size/3):0),k==1&&(f||w)&&(T=o==1&&!h||o==3&&!x?Ce(lo.size/2):0),T}let Yr=n.padding=(e.padding||[Bn,Bn,Bn,Bn]).map(l=>ee(ie(l,Bn))),Bt=n._padding=Yr.map((l,o)=>l(n,o,nn,0)),We,Oe=null,Fe=null,ol=i==1?S[0].idxs:null,vt=null,Un=!1;function Kr(l,o){if(t=l??[],n.data=n._data=t,i==2){We=0;for(let s=1;s<S.length;s++)We+=t[s][0].length}else{t.length==0&&(n.data=n._data=t=[[]]),vt=t[0],We=vt.length;let s=t;if(J==2){s=t.slice();let a=s[0]=Array(We);for(let f=0;f<We;f++)a[f]=f}n._data=t=s}if(Sn(!0),$e("setData"),J==2&&(bn=!0),o!==!1){let s=E;s.auto(n,Un)?Wl():jt(P,s.min,s.max),en=en||F.left>=0,ft=!0,_n()}}n.setData=Kr;function Wl(){Un=!0;let l,o;i==1&&(We>0?(Oe=ol[0]=0,Fe=ol[1]=We-1,l=t[0][Oe],o=t[0][Fe],J==2?(l=Oe,o=Fe):l==o&&(J==3?[l,o]=Ml(l,l,E.log,!1):J==4?[l,o]=Cr(l,l,E.log,!1):E.time?o=l+Ce(86400/W):[l,o]=_l(l,o,Rr,!0))):(Oe=ol[0]=l=null,Fe=ol[1]=o=null)),jt(P,l,o)}let sl,kn,Bl,Ul,jl,ql,Gl,Yl,Kl,Xe;function Jr(l,o,s,a,f,h){l??=Li,s??=Fr,a??="butt",f??=Li,h??="round",l!=sl&&(g.strokeStyle=sl=l),f!=kn&&(g.fillStyle=kn=f),o!=Bl&&(g.lineWidth=Bl=o),h!=jl&&(g.lineJoin=jl=h),a!=ql&&(g.lineCap=ql=a),s!=Ul&&g.setLineDash(Ul=s)}function Zr(l,o,s,a){o!=kn&&(g.fillStyle=kn=o),l!=Gl&&(g.font=Gl=l),s!=Yl&&(g.textAlign=Yl=s),a!=Kl&&(g.textBaseline=Kl=a)}function Jl(l,o,s,a,f=0){if(a.length>0&&l.auto(n,Un)&&(o==null||o.min==null)){let h=ie(Oe,0),w=ie(Fe,a.length-1),x=s.min==null?ba(a,h,w,f,l.distr==3):[s.min,s.max];l.min=Et(l.min,s.min=x[0]),l.max=Je(l.max,s.max=x[1])}}let Qr={min:null,max:null};function ws(){for(let a in _){let f=_[a];I[a]==null&&(f.min==null||I[P]!=null&&f.auto(n,Un))&&(I[a]=Qr)}for(let a in _){let f=_[a];I[a]==null&&f.from!=null&&I[f.from]!=null&&(I[a]=Qr)}I[P]!=null&&Sn(!0);let l={};for(let a in I){let f=I[a];if(f!=null){let h=l[a]=Hn(_[a],Ta);if(f.min!=null)Le(h,f);else if(a!=P||i==2)if(We==0&&h.from==null){let w=h.range(n,null,null,a);h.min=w[0],h.max=w[1]}else h.min=pe,h.max=-pe}}if(We>0){S.forEach((a,f)=>{if(i==1){let h=a.scale,w=I[h];if(w==null)return;let x=l[h];if(f==0){let k=x.range(n,x.min,x.max,h);x.min=k[0],x.max=k[1],Oe=_t(x.min,t[0]),Fe=_t(x.max,t[0]),Fe-Oe>1&&(t[0][Oe]<x.min&&Oe++,t[0][Fe]>x.max&&Fe--),a.min=vt[Oe],a.max=vt[Fe]}else a.show&&a.auto&&Jl(x,w,a,t[f],a.sorted);a.idxs[0]=Oe,a.idxs[1]=Fe}else if(f>0&&a.show&&a.auto){let[h,w]=a.facets,x=h.scale,k=w.scale,[T,M]=t[f],N=l[x],q=l[k];N!=null&&Jl(N,I[x],h,T,h.sorted),q!=null&&Jl(q,I[k],w,M,w.sorted),a.min=w.min,a.max=w.max}});for(let a in l){let f=l[a],h=I[a];if(f.from==null&&(h==null||h.min==null)){let w=f.range(n,f.min==pe?null:f.min,f.max==-pe?null:f.max,a);f.min=w[0],f.max=w[1]}}}for(let a in l){let f=l[a];if(f.from!=null){let h=l[f.from];if(h.min==null)f.min=f.max=null;else{let w=f.range(n,h.min,h.max,a);f.min=w[0],f.max=w[1]}}}let o={},s=!1;for(let a in l){let f=l[a],h=_[a];if(h.min!=f.min||h.max!=f.max){h.min=f.min,h.max=f.max;let w=h.distr;h._min=w==3?$t(h.min):w==4?gr(h.min,h.asinh):w==100?h.fwd(h.min):h.min,h._max=w==3?$t(h.max):w==4?gr(h.max,h.asinh):w==100?h.fwd(h.max):h.max,o[a]=s=!0}}if(s){S.forEach((a,f)=>{i==2?f>0&&o.y&&(a._paths=null):o[a.scale]&&(a._paths=null)});for(let a in o)bn=!0,$e("setScale",a);je&&F.left>=0&&(en=ft=!0)}for(let a in I)I[a]=null}function vs(l){let o=_r(Oe-1,0,We-1),s=_r(Fe+1,0,We-1);for(;l[o]==null&&o>0;)o--;for(;l[s]==null&&s<We-1;)s++;return[o,s]}function ys(){if(We>0){let l=S.some(o=>o._focus)&&Xe!=At.alpha;l&&(g.globalAlpha=Xe=At.alpha),S.forEach((o,s)=>{if(s>0&&o.show&&(Xr(s,!1),Xr(s,!0),o._paths==null)){let a=Xe;Xe!=o.alpha&&(g.globalAlpha=Xe=o.alpha);let f=i==2?[0,t[s][0].length-1]:vs(t[s]);o._paths=o.paths(n,s,f[0],f[1]),Xe!=a&&(g.globalAlpha=Xe=a)}}),S.forEach((o,s)=>{if(s>0&&o.show){let a=Xe;Xe!=o.alpha&&(g.globalAlpha=Xe=o.alpha),o._paths!=null&&ei(s,!1);{let f=o._paths!=null?o._paths.gaps:null,h=o.points.show(n,s,Oe,Fe,f),w=o.points.filter(n,s,h,f);(h||w)&&(o.points._paths=o.points.paths(n,s,Oe,Fe,w),ei(s,!0))}Xe!=a&&(g.globalAlpha=Xe=a),$e("drawSeries",s)}}),l&&(g.globalAlpha=Xe=1)}}function Xr(l,o){let s=o?S[l].points:S[l];s._stroke=s.stroke(n,l),s._fill=s.fill(n,l)}function ei(l,o){let s=o?S[l].points:S[l],{stroke:a,fill:f,clip:h,flags:w,_stroke:x=s._stroke,_fill:k=s._fill,_width:T=s.width}=s._paths;T=he(T*se,3);let M=null,N=T%2/2;o&&k==null&&(k=T>0?"#fff":x);let q=s.pxAlign==1&&N>0;if(q&&g.translate(N,N),!o){let oe=tt-T/2,re=ut-T/2,Q=Qe+T,B=wt+T;M=new Path2D,M.rect(oe,re,Q,B)}o?Zl(x,T,s.dash,s.cap,k,a,f,w,h):xs(l,x,T,s.dash,s.cap,k,a,f,w,M,h),q&&g.translate(-N,-N)}function xs(l,o,s,a,f,h,w,x,k,T,M){let N=!1;k!=0&&Y.forEach((q,oe)=>{if(q.series[0]==l){let re=S[q.series[1]],Q=t[q.series[1]],B=(re._paths||tl).band;Yt(B)&&(B=q.dir==1?B[0]:B[1]);let H,we=null;re.show&&B&&va(Q,Oe,Fe)?(we=q.fill(n,oe)||h,H=re._paths.clip):B=null,Zl(o,s,a,f,we,w,x,k,T,M,H,B),N=!0}}),N||Zl(o,s,a,f,h,w,x,k,T,M)}let ti=zn|Mr;function Zl(l,o,s,a,f,h,w,x,k,T,M,N){Jr(l,o,s,a,f),(k||T||N)&&(g.save(),k&&g.clip(k),T&&g.clip(T)),N?(x&ti)==ti?(g.clip(N),M&&g.clip(M),cl(f,w),al(l,h,o)):x&Mr?(cl(f,w),g.clip(N),al(l,h,o)):x&zn&&(g.save(),g.clip(N),M&&g.clip(M),cl(f,w),g.restore(),al(l,h,o)):(cl(f,w),al(l,h,o)),(k||T||N)&&g.restore()}function al(l,o,s){s>0&&(o instanceof Map?o.forEach((a,f)=>{g.strokeStyle=sl=f,g.stroke(a)}):o!=null&&l&&g.stroke(o))}function cl(l,o){o instanceof Map?o.forEach((s,a)=>{g.fillStyle=kn=a,g.fill(s)}):o!=null&&l&&g.fill(o)}function ks(l,o,s,a){let f=V[l],h;if(a<=0)h=[0,0];else{let w=f._space=f.space(n,l,o,s,a),x=f._incrs=f.incrs(n,l,o,s,a,w);h=Vc(o,s,x,a,w)}return f._found=h}function Ql(l,o,s,a,f,h,w,x,k,T){let M=w%2/2;C==1&&g.translate(M,M),Jr(x,w,k,T,x),g.beginPath();let N,q,oe,re,Q=f+(a==0||a==3?-h:h);s==0?(q=f,re=Q):(N=f,oe=Q);for(let B=0;B<l.length;B++)o[B]!=null&&(s==0?N=oe=l[B]:q=re=l[B],g.moveTo(N,q),g.lineTo(oe,re));g.stroke(),C==1&&g.translate(-M,-M)}function Ss(l){let o=!0;return V.forEach((s,a)=>{if(!s.show)return;let f=_[s.scale];if(f.min==null){s._show&&(o=!1,s._show=!1,Sn(!1));return}else s._show||(o=!1,s._show=!0,Sn(!1));let h=s.side,w=h%2,{min:x,max:k}=f,[T,M]=ks(a,x,k,w==0?K:L);if(M==0)return;let N=f.distr==2,q=s._splits=s.splits(n,a,x,k,T,M,N),oe=f.distr==2?q.map(H=>vt[H]):q,re=f.distr==2?vt[q[1]]-vt[q[0]]:T,Q=s._values=s.values(n,s.filter(n,oe,a,M,re),a,M,re);s._rotate=h==2?s.rotate(n,Q,a,M):0;let B=s._size;s._size=gt(s.size(n,Q,a,l)),B!=null&&s._size!=B&&(o=!1)}),o}function _s(l){let o=!0;return Yr.forEach((s,a)=>{let f=s(n,a,nn,l);f!=Bt[a]&&(o=!1),Bt[a]=f}),o}function Es(){for(let l=0;l<V.length;l++){let o=V[l];if(!o.show||!o._show)continue;let s=o.side,a=s%2,f,h,w=o.stroke(n,l),x=s==0||s==3?-1:1,[k,T]=o._found;if(o.label!=null){let Ye=o.labelGap*x,rt=Ce((o._lpos+Ye)*se);Zr(o.labelFont[0],w,"center",s==2?"top":Ai),g.save(),a==1?(f=h=0,g.translate(rt,Ce(ut+wt/2)),g.rotate((s==3?-kl:kl)/2)):(f=Ce(tt+Qe/2),h=rt);let on=wo(o.label)?o.label(n,l,k,T):o.label;g.fillText(on,f,h),g.restore()}if(T==0)continue;let M=_[o.scale],N=a==0?Qe:wt,q=a==0?tt:ut,oe=o._splits,re=M.distr==2?oe.map(Ye=>vt[Ye]):oe,Q=M.distr==2?vt[oe[1]]-vt[oe[0]]:k,B=o.ticks,H=o.border,we=B.show?B.size:0,_e=Ce(we*se),Ve=Ce((o.alignTo==2?o._size-we-o.gap:o.gap)*se),fe=o._rotate*-kl/180,Ee=z(o._pos*se),nt=(_e+Ve)*x,Ge=Ee+nt;h=a==0?Ge:0,f=a==1?Ge:0;let pt=o.font[0],yt=o.align==1?Nn:o.align==2?pr:fe>0?Nn:fe<0?pr:a==0?"center":s==3?pr:Nn,Pt=fe||a==1?"middle":s==2?"top":Ai;Zr(pt,w,yt,Pt);let lt=o.font[1]*o.lineGap,ht=oe.map(Ye=>z(d(Ye,M,N,q))),xt=o._values;for(let Ye=0;Ye<xt.length;Ye++){let rt=xt[Ye];if(rt!=null){a==0?f=ht[Ye]:h=ht[Ye],rt=""+rt;let on=rt.indexOf(`
`)==-1?[rt]:rt.split(/\n/gm);for(let Ke=0;Ke<on.length;Ke++){let yi=on[Ke];fe?(g.save(),g.translate(f,h+Ke*lt),g.rotate(fe),g.fillText(yi,0,0),g.restore()):g.fillText(yi,f,h+Ke*lt)}}}B.show&&Ql(ht,B.filter(n,re,l,T,Q),a,s,Ee,_e,he(B.width*se,3),B.stroke(n,l),B.dash,B.cap);let Nt=o.grid;Nt.show&&Ql(ht,Nt.filter(n,re,l,T,Q),a,a==0?2:1,a==0?ut:tt,a==0?wt:Qe,he(Nt.width*se,3),Nt.stroke(n,l),Nt.dash,Nt.cap),H.show&&Ql([Ee],[1],a==0?1:0,a==0?1:2,a==1?ut:tt,a==1?wt:Qe,he(H.width*se,3),H.stroke(n,l),H.dash,H.cap)}$e("drawAxes")}function Sn(l){S.forEach((o,s)=>{s>0&&(o._paths=null,l&&(i==1?(o.min=null,o.max=null):o.facets.forEach(a=>{a.min=null,a.max=null})))})}let ul=!1,Xl=!1,jn=[];function Ts(){Xl=!1;for(let l=0;l<jn.length;l++)$e(...jn[l]);jn.length=0}function _n(){ul||(Ca(ni),ul=!0)}function Ms(l,o=!1){ul=!0,Xl=o,l(n),ni(),o&&jn.length>0&&queueMicrotask(Ts)}n.batch=Ms;function ni(){if(Vl&&(ws(),Vl=!1),bn&&(fs(),bn=!1),rl){if(ve(D,Nn,me),ve(D,"top",Pe),ve(D,Zn,K),ve(D,Qn,L),ve(A,Nn,me),ve(A,"top",Pe),ve(A,Zn,K),ve(A,Qn,L),ve(b,Zn,Ft),ve(b,Qn,Zt),v.width=Ce(Ft*se),v.height=Ce(Zt*se),V.forEach(({_el:l,_show:o,_size:s,_pos:a,side:f})=>{if(l!=null)if(o){let h=f===3||f===0?s:0,w=f%2==1;ve(l,w?"left":"top",a-h),ve(l,w?"width":"height",s),ve(l,w?"top":"left",w?Pe:me),ve(l,w?"height":"width",w?L:K),kr(l,cn)}else ot(l,cn)}),sl=kn=Bl=jl=ql=Gl=Yl=Kl=Ul=null,Xe=1,Yn(!0),me!=gn||Pe!=Qt||K!=Mt||L!=Xt){Sn(!1);let l=K/Mt,o=L/Xt;if(je&&!en&&F.left>=0){F.left*=l,F.top*=o,En&&Rt(En,Ce(F.left),0,K,L),Tn&&Rt(Tn,0,Ce(F.top),K,L);for(let s=0;s<dt.length;s++){let a=dt[s];a!=null&&(yn[s]*=l,xn[s]*=o,Rt(a,gt(yn[s]),gt(xn[s]),K,L))}}if(be.show&&!il&&be.left>=0&&be.width>0){be.left*=l,be.width*=l,be.top*=o,be.height*=o;for(let s in ir)ve(Ln,s,be[s])}gn=me,Qt=Pe,Mt=K,Xt=L}$e("setSize"),rl=!1}Ft>0&&Zt>0&&(g.clearRect(0,0,v.width,v.height),$e("drawClear"),U.forEach(l=>l()),$e("draw")),be.show&&il&&(fl(be),il=!1),je&&en&&(rn(null,!0,!1),en=!1),Z.show&&Z.live&&ft&&(lr(),ft=!1),p||(p=!0,n.status=1,$e("ready")),Un=!1,ul=!1}n.redraw=(l,o)=>{bn=o||!1,l!==!1?jt(P,E.min,E.max):_n()};function er(l,o){let s=_[l];if(s.from==null){if(We==0){let a=s.range(n,o.min,o.max,l);o.min=a[0],o.max=a[1]}if(o.min>o.max){let a=o.min;o.min=o.max,o.max=a}if(We>1&&o.min!=null&&o.max!=null&&o.max-o.min<1e-16)return;l==P&&s.distr==2&&We>0&&(o.min=_t(o.min,t[0]),o.max=_t(o.max,t[0]),o.min==o.max&&o.max++),I[l]=o,Vl=!0,_n()}}n.setScale=er;let tr,nr,En,Tn,li,ri,Mn,An,ii,oi,ge,ke,Ut=!1,Be=F.drag,He=Be.x,ze=Be.y;je&&(F.x&&(tr=mt(la,A)),F.y&&(nr=mt(ra,A)),E.ori==0?(En=tr,Tn=nr):(En=nr,Tn=tr),ge=F.left,ke=F.top);let be=n.select=Le({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),Ln=be.show?mt(na,be.over?A:D):null;function fl(l,o){if(be.show){for(let s in l)be[s]=l[s],s in ir&&ve(Ln,s,l[s]);o!==!1&&$e("setSelect")}}n.setSelect=fl;function As(l){if(S[l].show)De&&kr(Se[l],cn);else if(De&&ot(Se[l],cn),je){let s=vn?dt[0]:dt[l];s!=null&&Rt(s,-10,-10,K,L)}}function jt(l,o,s){er(l,{min:o,max:s})}function Lt(l,o,s,a){o.focus!=null&&Cs(l),o.show!=null&&S.forEach((f,h)=>{h>0&&(l==h||l==null)&&(f.show=o.show,As(h),i==2?(jt(f.facets[0].scale,null,null),jt(f.facets[1].scale,null,null)):jt(f.scale,null,null),_n())}),s!==!1&&$e("setSeries",l,o),a&&Kn("setSeries",n,l,o)}n.setSeries=Lt;function Ls(l,o){Le(Y[l],o)}function Ds(l,o){l.fill=ee(l.fill||null),l.dir=ie(l.dir,-1),o=o??Y.length,Y.splice(o,0,l)}function Ps(l){l==null?Y.length=0:Y.splice(l,1)}n.addBand=Ds,n.setBand=Ls,n.delBand=Ps;function Ns(l,o){S[l].alpha=o,je&&dt[l]!=null&&(dt[l].style.opacity=o),De&&Se[l]&&(Se[l].style.opacity=o)}let Ht,qt,ln,Dn={focus:!0};function Cs(l){if(l!=ln){let o=l==null,s=At.alpha!=1;S.forEach((a,f)=>{if(i==1||f>0){let h=o||f==0||f==l;a._focus=o?null:h,s&&Ns(f,h?1:At.alpha)}}),ln=l,s&&_n()}}De&&wn&&qe(Ni,ae,l=>{F._lock||(tn(l),ln!=null&&Lt(null,Dn,!0,Ae.setSeries))});function Dt(l,o,s){let a=_[o];s&&(l=l/se-(a.ori==1?Pe:me));let f=K;a.ori==1&&(f=L,l=f-l),a.dir==-1&&(l=f-l);let h=a._min,w=a._max,x=l/f,k=h+(w-h)*x,T=a.distr;return T==3?On(10,k):T==4?xa(k,a.asinh):T==100?a.bwd(k):k}function Rs(l,o){let s=Dt(l,P,o);return _t(s,t[0],Oe,Fe)}n.valToIdx=l=>_t(l,t[0]),n.posToIdx=Rs,n.posToVal=Dt,n.valToPos=(l,o,s)=>_[o].ori==0?c(l,_[o],s?Qe:K,s?tt:0):u(l,_[o],s?wt:L,s?ut:0),n.setCursor=(l,o,s)=>{ge=l.left,ke=l.top,rn(null,o,s)};function si(l,o){ve(Ln,Nn,be.left=l),ve(Ln,Zn,be.width=o)}function ai(l,o){ve(Ln,"top",be.top=l),ve(Ln,Qn,be.height=o)}let qn=E.ori==0?si:ai,Gn=E.ori==1?si:ai;function Os(){if(De&&Z.live)for(let l=i==2?1:0;l<S.length;l++){if(l==0&&ct)continue;let o=Z.values[l],s=0;for(let a in o)Tt[l][s++].firstChild.nodeValue=o[a]}}function lr(l,o){if(l!=null&&(l.idxs?l.idxs.forEach((s,a)=>{ue[a]=s}):Ea(l.idx)||ue.fill(l.idx),Z.idx=ue[0]),De&&Z.live){for(let s=0;s<S.length;s++)(s>0||i==1&&!ct)&&Fs(s,ue[s]);Os()}ft=!1,o!==!1&&$e("setLegend")}n.setLegend=lr;function Fs(l,o){let s=S[l],a=l==0&&J==2?vt:t[l],f;ct?f=s.values(n,l,o)??Wt:(f=s.value(n,o==null?null:a[o],l,o),f=f==null?Wt:{_:f}),Z.values[l]=f}function rn(l,o,s){ii=ge,oi=ke,[ge,ke]=F.move(n,ge,ke),F.left=ge,F.top=ke,je&&(En&&Rt(En,Ce(ge),0,K,L),Tn&&Rt(Tn,0,Ce(ke),K,L));let a,f=Oe>Fe;Ht=pe,qt=null;let h=E.ori==0?K:L,w=E.ori==1?K:L;if(ge<0||We==0||f){a=F.idx=null;for(let x=0;x<S.length;x++){let k=dt[x];k!=null&&Rt(k,-10,-10,K,L)}wn&&Lt(null,Dn,!0,l==null&&Ae.setSeries),Z.live&&(ue.fill(a),ft=!0)}else{let x,k,T;i==1&&(x=E.ori==0?ge:ke,k=Dt(x,P),a=F.idx=_t(k,t[0],Oe,Fe),T=O(t[0][a],E,h,0));let M=-10,N=-10,q=0,oe=0,re=!0,Q="",B="";for(let H=i==2?1:0;H<S.length;H++){let we=S[H],_e=ue[H],Ve=_e==null?null:i==1?t[H][_e]:t[H][1][_e],fe=F.dataIdx(n,H,a,k),Ee=fe==null?null:i==1?t[H][fe]:t[H][1][fe];if(ft=ft||Ee!=Ve||fe!=_e,ue[H]=fe,H>0&&we.show){let nt=fe==null?-10:fe==a?T:O(i==1?t[0][fe]:t[H][0][fe],E,h,0),Ge=Ee==null?-10:j(Ee,i==1?_[we.scale]:_[we.facets[1].scale],w,0);if(wn&&Ee!=null){let pt=E.ori==1?ge:ke,yt=Re(At.dist(n,H,fe,Ge,pt));if(yt<Ht){let Pt=At.bias;if(Pt!=0){let lt=Dt(pt,we.scale),ht=Ee>=0?1:-1,xt=lt>=0?1:-1;xt==ht&&(xt==1?Pt==1?Ee>=lt:Ee<=lt:Pt==1?Ee<=lt:Ee>=lt)&&(Ht=yt,qt=H)}else Ht=yt,qt=H}}if(ft||vn){let pt,yt;E.ori==0?(pt=nt,yt=Ge):(pt=Ge,yt=nt);let Pt,lt,ht,xt,Nt,Ye,rt=!0,on=Ue.bbox;if(on!=null){rt=!1;let Ke=on(n,H);ht=Ke.left,xt=Ke.top,Pt=Ke.width,lt=Ke.height}else ht=pt,xt=yt,Pt=lt=Ue.size(n,H);if(Ye=Ue.fill(n,H),Nt=Ue.stroke(n,H),vn)H==qt&&Ht<=At.prox&&(M=ht,N=xt,q=Pt,oe=lt,re=rt,Q=Ye,B=Nt);else{let Ke=dt[H];Ke!=null&&(yn[H]=ht,xn[H]=xt,$i(Ke,Pt,lt,rt),Hi(Ke,Ye,Nt),Rt(Ke,gt(ht),gt(xt),K,L))}}}}if(vn){let H=At.prox,we=ln==null?Ht<=H:Ht>H||qt!=ln;if(ft||we){let _e=dt[0];_e!=null&&(yn[0]=M,xn[0]=N,$i(_e,q,oe,re),Hi(_e,Q,B),Rt(_e,gt(M),gt(N),K,L))}}}if(be.show&&Ut)if(l!=null){let[x,k]=Ae.scales,[T,M]=Ae.match,[N,q]=l.cursor.sync.scales,oe=l.cursor.drag;if(He=oe._x,ze=oe._y,He||ze){let{left:re,top:Q,width:B,height:H}=l.select,we=l.scales[N].ori,_e=l.posToVal,Ve,fe,Ee,nt,Ge,pt=x!=null&&T(x,N),yt=k!=null&&M(k,q);pt&&He?(we==0?(Ve=re,fe=B):(Ve=Q,fe=H),Ee=_[x],nt=O(_e(Ve,N),Ee,h,0),Ge=O(_e(Ve+fe,N),Ee,h,0),qn(Et(nt,Ge),Re(Ge-nt))):qn(0,h),yt&&ze?(we==1?(Ve=re,fe=B):(Ve=Q,fe=H),Ee=_[k],nt=j(_e(Ve,q),Ee,w,0),Ge=j(_e(Ve+fe,q),Ee,w,0),Gn(Et(nt,Ge),Re(Ge-nt))):Gn(0,w)}else or()}else{let x=Re(ii-li),k=Re(oi-ri);if(E.ori==1){let q=x;x=k,k=q}He=Be.x&&x>=Be.dist,ze=Be.y&&k>=Be.dist;let T=Be.uni;T!=null?He&&ze&&(He=x>=T,ze=k>=T,!He&&!ze&&(k>x?ze=!0:He=!0)):Be.x&&Be.y&&(He||ze)&&(He=ze=!0);let M,N;He&&(E.ori==0?(M=Mn,N=ge):(M=An,N=ke),qn(Et(M,N),Re(N-M)),ze||Gn(0,w)),ze&&(E.ori==1?(M=Mn,N=ge):(M=An,N=ke),Gn(Et(M,N),Re(N-M)),He||qn(0,h)),!He&&!ze&&(qn(0,0),Gn(0,0))}if(Be._x=He,Be._y=ze,l==null){if(s){if(vi!=null){let[x,k]=Ae.scales;Ae.values[0]=x!=null?Dt(E.ori==0?ge:ke,x):null,Ae.values[1]=k!=null?Dt(E.ori==1?ge:ke,k):null}Kn(hr,n,ge,ke,K,L,a)}if(wn){let x=s&&Ae.setSeries,k=At.prox;ln==null?Ht<=k&&Lt(qt,Dn,!0,x):Ht>k?Lt(null,Dn,!0,x):qt!=ln&&Lt(qt,Dn,!0,x)}}ft&&(Z.idx=a,lr()),o!==!1&&$e("setCursor")}let Gt=null;Object.defineProperty(n,"rect",{get(){return Gt==null&&Yn(!1),Gt}});function Yn(l=!1){l?Gt=null:(Gt=A.getBoundingClientRect(),$e("syncRect",Gt))}function ci(l,o,s,a,f,h,w){F._lock||Ut&&l!=null&&l.movementX==0&&l.movementY==0||(rr(l,o,s,a,f,h,w,!1,l!=null),l!=null?rn(null,!0,!0):rn(o,!0,!1))}function rr(l,o,s,a,f,h,w,x,k){if(Gt==null&&Yn(!1),tn(l),l!=null)s=l.clientX-Gt.left,a=l.clientY-Gt.top;else{if(s<0||a<0){ge=-10,ke=-10;return}let[T,M]=Ae.scales,N=o.cursor.sync,[q,oe]=N.values,[re,Q]=N.scales,[B,H]=Ae.match,we=o.axes[0].side%2==1,_e=E.ori==0?K:L,Ve=E.ori==1?K:L,fe=we?h:f,Ee=we?f:h,nt=we?a:s,Ge=we?s:a;if(re!=null?s=B(T,re)?d(q,_[T],_e,0):-10:s=_e*(nt/fe),Q!=null?a=H(M,Q)?d(oe,_[M],Ve,0):-10:a=Ve*(Ge/Ee),E.ori==1){let pt=s;s=a,a=pt}}k&&(o==null||o.cursor.event.type==hr)&&((s<=1||s>=K-1)&&(s=sn(s,K)),(a<=1||a>=L-1)&&(a=sn(a,L))),x?(li=s,ri=a,[Mn,An]=F.move(n,s,a)):(ge=s,ke=a)}let ir={width:0,height:0,left:0,top:0};function or(){fl(ir,!1)}let ui,fi,di,pi;function hi(l,o,s,a,f,h,w){Ut=!0,He=ze=Be._x=Be._y=!1,rr(l,o,s,a,f,h,w,!0,!1),l!=null&&(qe(mr,yr,mi,!1),Kn(Di,n,Mn,An,K,L,null));let{left:x,top:k,width:T,height:M}=be;ui=x,fi=k,di=T,pi=M}function mi(l,o,s,a,f,h,w){Ut=Be._x=Be._y=!1,rr(l,o,s,a,f,h,w,!1,!0);let{left:x,top:k,width:T,height:M}=be,N=T>0||M>0,q=ui!=x||fi!=k||di!=T||pi!=M;if(N&&q&&fl(be),Be.setScale&&N&&q){let oe=x,re=T,Q=k,B=M;if(E.ori==1&&(oe=k,re=M,Q=x,B=T),He&&jt(P,Dt(oe,P),Dt(oe+re,P)),ze)for(let H in _){let we=_[H];H!=P&&we.from==null&&we.min!=pe&&jt(H,Dt(Q+B,H),Dt(Q,H))}or()}else F.lock&&(F._lock=!F._lock,rn(o,!0,l!=null));l!=null&&(mn(mr,yr),Kn(mr,n,ge,ke,K,L,null))}function Hs(l,o,s,a,f,h,w){if(F._lock)return;tn(l);let x=Ut;if(Ut){let k=!0,T=!0,M=10,N,q;E.ori==0?(N=He,q=ze):(N=ze,q=He),N&&q&&(k=ge<=M||ge>=K-M,T=ke<=M||ke>=L-M),N&&k&&(ge=ge<Mn?0:K),q&&T&&(ke=ke<An?0:L),rn(null,!0,!0),Ut=!1}ge=-10,ke=-10,ue.fill(null),rn(null,!0,!0),x&&(Ut=x)}function gi(l,o,s,a,f,h,w){F._lock||(tn(l),Wl(),or(),l!=null&&Kn(Ci,n,ge,ke,K,L,null))}function bi(){V.forEach(Ic),Il(n.width,n.height,!0)}un(Sl,Rn,bi);let Pn={};Pn.mousedown=hi,Pn.mousemove=ci,Pn.mouseup=mi,Pn.dblclick=gi,Pn.setSeries=(l,o,s,a)=>{let f=Ae.match[2];s=f(n,o,s),s!=-1&&Lt(s,a,!0,!1)},je&&(qe(Di,A,hi),qe(hr,A,ci),qe(Pi,A,l=>{tn(l),Yn(!1)}),qe(Ni,A,Hs),qe(Ci,A,gi),Ar.add(n),n.syncRect=Yn);let dl=n.hooks=e.hooks||{};function $e(l,o,s){Xl?jn.push([l,o,s]):l in dl&&dl[l].forEach(a=>{a.call(null,n,o,s)})}(e.plugins||[]).forEach(l=>{for(let o in l.hooks)dl[o]=(dl[o]||[]).concat(l.hooks[o])});let wi=(l,o,s)=>s,Ae=Le({key:null,setSeries:!1,filters:{pub:Ui,sub:Ui},scales:[P,S[1]?S[1].scale:null],match:[ji,ji,wi],values:[null,null]},F.sync);Ae.match.length==2&&Ae.match.push(wi),F.sync=Ae;let vi=Ae.key,sr=Wo(vi);function Kn(l,o,s,a,f,h,w){Ae.filters.pub(l,o,s,a,f,h,w)&&sr.pub(l,o,s,a,f,h,w)}sr.sub(n);function zs(l,o,s,a,f,h,w){Ae.filters.sub(l,o,s,a,f,h,w)&&Pn[l](null,o,s,a,f,h,w)}n.pub=zs;function $s(){sr.unsub(n),Ar.delete(n),Jt.clear(),Sr(Sl,Rn,bi),m.remove(),ae?.remove(),$e("destroy")}n.destroy=$s;function ar(){$e("init",e,t),Kr(t||e.data,!1),I[P]?er(P,I[P]):Wl(),il=be.show&&(be.width>0||be.height>0),en=ft=!0,Il(e.width,e.height)}return S.forEach(Gr),V.forEach(bs),r?r instanceof HTMLElement?(r.appendChild(m),ar()):r(n,ar):ar(),n}Ie.assign=Le;Ie.fmtNum=Or;Ie.rangeNum=_l;Ie.rangeLog=Ml;Ie.rangeAsinh=Cr;Ie.orient=dn;Ie.pxRatio=se;Ie.join=Na;Ie.fmtDate=Hr,Ie.tzDate=Ba;Ie.sync=Wo;{Ie.addGap=Ec,Ie.clipGaps=Dl;let e=Ie.paths={points:Yo};e.linear=Jo,e.stepped=Ac,e.bars=Lc,e.spline=Pc}var Wc=new Intl.NumberFormat("en-US",{notation:"compact",maximumFractionDigits:2}),Bc=e=>Ie.tzDate(new Date(e*1e3),"Etc/UTC"),Rl=class{constructor(t){this.points=t;this.element=y("section",{class:"rb-panel rb-wide","aria-label":"Equity and exposure"},y("div",{class:"rb-legend"},this.value,this.risk,this.when),this.canvas,this.waiting),this.sized=new ResizeObserver(()=>this.draw()),this.sized.observe(this.element)}points;element;canvas=y("div",{class:"rb-charts",role:"img","aria-label":"Equity and exposure"});waiting=y("p",{class:"rb-empty"},"The picture begins with the first bar.");value=y("span",{class:"rb-legend-equity"},"Equity");risk=y("span",{class:"rb-legend-exposure"},"Exposure");when=y("span",{class:"rb-soft"});sized;plots=[];frame=0;width=0;draw(){this.frame||(this.frame=requestAnimationFrame(()=>this.paint()))}restyle(){for(let t of this.plots)t.destroy();this.plots=[],this.draw()}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect();for(let t of this.plots)t.destroy()}paint(){this.frame=0;let t=this.points.length>0;de(this.waiting,!t),de(this.canvas,t);let r=Math.floor(this.canvas.clientWidth);if(!t||r<80)return;this.plots.length?r!==this.width&&this.plots.forEach(i=>i.setSize({width:r,height:i.height})):this.make(r),this.width=r;let n=this.points.column(0);this.plots.forEach((i,c)=>i.setData([n,this.points.column(c===0?1:2)])),this.tell(this.points.length-1)}make(t){let r=getComputedStyle(this.element),n=v=>r.getPropertyValue(v).trim(),i={stroke:n("--rb-soft"),grid:{stroke:n("--rb-line"),width:1},ticks:{show:!1}},c=`11px ${r.fontFamily}`,u=(v,g,b,D,A)=>({width:t,height:v,tzDate:Bc,legend:{show:!1},padding:[8,2,A?0:4,0],cursor:{sync:{key:"rustybt"},drag:{x:!0,y:!1},points:{size:6}},scales:D?{y:{range:(C,z,W)=>[Math.min(0,z),W>0?W*1.08:1]}}:{},axes:[{...i,show:A,font:c,size:28},{...i,font:c,side:1,size:58,values:(C,z)=>z.map(W=>Wc.format(W))}],series:[{},{stroke:g,fill:b,width:1.5,points:{show:!1}}],hooks:{setCursor:[C=>this.tell(C.cursor.idx??this.points.length-1)]}}),d=[[],[]],p=u(190,n("--rb-equity"),n("--rb-equity-fill"),!1,!1),m=u(104,n("--rb-exposure"),n("--rb-exposure-fill"),!0,!0);this.plots=[p,m].map(v=>new Ie(v,d,this.canvas))}tell(t){let[r,n,i]=[0,1,2].map(c=>this.points.column(c)[t]);r!==void 0&&(ne(this.value,`Equity ${it(n)}`),ne(this.risk,`Exposure ${it(i)}`),ne(this.when,`${new Date(r*1e3).toISOString().slice(0,16).replace("T"," ")} UTC`))}};var es=`.rb-console {
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
  padding: 11px 26px;
  background: #c1121f;
  color: #fff;
  font-size: 16px;
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
  grid-template-columns: repeat(auto-fit, minmax(132px, 1fr));
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
  grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
  gap: 6px 14px;
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
@container (min-width: 760px) {
  .rb-console .rb-grid {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
}
`;var jc=500,qc=200,ts={All:[],Errors:["failed","tripped","refused","external","unresolved","halt","lane","alert"],State:["state","halt","resume"],Notes:["notice","alert"]},Gc=new Set(["failed","tripped","external","unresolved","halt"]),Yc=new Set(["seq","kind","time_ns"]);function Kc(e){let t=n=>String(e[n]??"");switch(e.kind){case"state":return[t("state"),t("why")].filter(Boolean).join(": ");case"halt":case"resume":return`by ${t("operator")}: ${t("reason")}`;case"tripped":return e.trips?.join("; ")??"";case"failed":return t("error");case"refused":return`${t("order_id")}: ${t("message")}`;case"notice":return t("text");case"lane":return`${t("lane")} ${e.up?"is up":`is down: ${t("reason")}`}`}return Object.entries(e).filter(([n])=>!Yc.has(n)).map(([n,i])=>`${n} ${typeof i=="object"?JSON.stringify(i):i}`).join(", ")}var Ol=class{element;events=[];group="All";list=y("ol",{class:"rb-events",tabindex:0,"aria-label":"Events, the latest first"});empty=y("p",{class:"rb-empty"});search;chosen;frame=0;constructor(){this.search=y("input",{type:"search",placeholder:"Filter","aria-label":"Filter events by words",input:()=>this.soon()}),this.chosen=new Map(Object.keys(ts).map(r=>[r,y("button",{type:"button",class:"rb-filter",click:()=>this.choose(r)},r)]));let t=y("div",{class:"rb-bar",role:"group","aria-label":"Filter events"},...this.chosen.values(),this.search);this.element=kt("Events",t,this.list,this.empty),this.element.classList.add("rb-wide"),this.choose("All")}take(t,r){let n=r?0:this.events.at(-1)?.seq??0,i=r?[]:this.events;this.events=[...i,...t.filter(c=>c.seq>n)].slice(-jc),this.soon()}destroy(){cancelAnimationFrame(this.frame)}choose(t){this.group=t;for(let[r,n]of this.chosen)n.setAttribute("aria-pressed",String(r===t));this.soon()}soon(){this.frame||(this.frame=requestAnimationFrame(()=>this.draw()))}draw(){this.frame=0;let t=ts[this.group]??[],r=this.search.value.trim().toLowerCase(),n=this.events.map(i=>({event:i,text:Kc(i)})).filter(({event:i,text:c})=>!t.length||t.includes(i.kind)?`${i.kind} ${c}`.toLowerCase().includes(r):!1).slice(-qc).reverse();ne(this.empty,this.events.length?"No event matches the filter.":"Nothing has happened yet."),de(this.empty,n.length===0),de(this.list,n.length>0),this.list.replaceChildren(...n.map(({event:i,text:c})=>y("li",{"data-grave":Gc.has(i.kind)},y("time",{datetime:new Date(i.time_ns/1e6).toISOString(),title:`${zt(i.time_ns)} UTC`},_i(i.time_ns)),y("span",{class:"rb-kind"},Ne(i.kind)),y("span",{class:"rb-told"},c))))}};function ns(){let e=document.getElementById("jupyter-config-data")?.textContent;if(e){let{baseUrl:r="/",token:n=""}=JSON.parse(e);return{base:r,token:n}}let t=document.body.dataset.baseUrl;return t?{base:t,token:""}:null}function Jc(e){let t=document.cookie.split("; ").find(r=>r.startsWith(`${e}=`));return t?decodeURIComponent(t.slice(e.length+1)):""}function ls(){let e=ns();return e&&`${e.base}rustybt/`}async function rs(e,t){let r=ns();if(!r)return null;let n={"Content-Type":"application/json","X-XSRFToken":Jc("_xsrf")};r.token&&(n.Authorization=`token ${r.token}`);let i=await fetch(`${r.base}rustybt/${e}`,{method:"POST",credentials:"same-origin",keepalive:!0,headers:n,body:JSON.stringify(t)}),c=await i.json().catch(()=>({}));if(!i.ok)throw new Error(String(c.message??`the server says ${i.status}`));return c}var Zc=2e3,is="rustybt.operator",Ur={server:"the Jupyter server",kernel:"the kernel"};function Qc(){try{return localStorage.getItem(is)??""}catch{return""}}function Xc(e){try{localStorage.setItem(is,e)}catch{}}var Fl=class{constructor(t,r){this.commands=t;this.session=r;this.button=y("button",{type:"button",class:"rb-halt",click:()=>this.press(),title:"Stop new risk and cancel open orders"},y("span",{"aria-hidden":"true"},"\u25A0 "),"HALT"),this.pause=y("button",{type:"button",class:"rb-quiet",click:()=>this.run("pause")},"Pause");let n=y("button",{type:"button",class:"rb-quiet",click:()=>this.run("reconcile")},"Reconcile now"),i=ls(),c=i&&y("a",{href:i,target:"_blank",rel:"noopener",class:"rb-link"},"Halt page");this.buttons=y("div",{class:"rb-buttons"},c,n,this.pause,this.button),this.operator=y("input",{type:"text",name:"operator",autocomplete:"off",maxlength:80,required:!0}),this.operator.value=Qc(),this.reason=y("input",{type:"text",name:"reason",autocomplete:"off",maxlength:400,required:!0}),this.note=y("button",{type:"button",class:"rb-quiet",click:()=>this.submit("note")},"Journal the reason"),this.panel=y("form",{class:"rb-stopped",hidden:!0,"aria-label":"Halt and resume",submit:u=>this.resume(u)},this.why,y("label",{},"Operator ",this.operator),y("label",{class:"rb-grow"},"Reason ",this.reason),this.note,y("button",{type:"submit",class:"rb-go"},"Resume trading"),this.answer,this.paths)}commands;session;button;said=y("p",{class:"rb-said",role:"status","aria-live":"assertive","aria-atomic":"true"});panel;buttons;operator;reason;why=y("p",{class:"rb-why"});note;answer=y("p",{class:"rb-answer",role:"status"});pause;paths=y("p",{class:"rb-paths rb-soft"});state="";pressed=0;acknowledged={};stopped=!1;draw(t){let r=t.state??"NEW",n=!!t.halt;de(this.panel,n||r==="PAUSED"||Object.keys(this.acknowledged).length>0),de(this.note,n),this.pause.disabled=r!=="ARMED",ne(this.why,this.whyOf(t.halt,r)),r==="HALTED"&&this.pressed&&!this.stopped&&this.nowHalted(t),this.state==="HALTED"&&r==="ARMED"&&this.forget(),this.state=r}press(){this.pressed=performance.now(),this.acknowledged={},this.stopped=this.state==="HALTED";let t=this.operator.value.trim()||"console",r=[],n=d=>p=>{r.push(`${Ur[d]}: ${p instanceof Error?p.message:String(p)}`),ne(this.paths,`No answer by ${r.join("; ")}`)},i={session:this.session(),operator:t,reason:"pressed in the console"},c=rs("halt",i);try{this.commands.ask("halt",{operator:t}).then(()=>this.acknowledge("kernel"),n("kernel"))}catch(d){n("kernel")(d)}c.then(d=>{d&&this.acknowledge("server")},n("server")),this.tell("halting","Halting\u2026");let u=this.pressed;setTimeout(()=>this.late(u),Zc)}acknowledge(t){let r=performance.now()-this.pressed,n=Object.keys(this.acknowledged).length===0;this.acknowledged[t]=r,Me(this.panel,t,r.toFixed(1));let i=Object.entries(this.acknowledged).map(([c,u])=>`${Ur[c]} ${u.toFixed(0)} ms`);ne(this.paths,`Latched by ${i.join(", ")}.`),n&&(Me(this.panel,"ack",r.toFixed(1)),this.tell("latched",`HALT is latched after ${r.toFixed(0)} ms, by ${Ur[t]}: no new order leaves.`),de(this.panel,!0),(this.operator.value?this.reason:this.operator).focus({preventScroll:!0}))}nowHalted(t){this.stopped=!0;let r=performance.now()-this.pressed;Me(this.panel,"engine",r.toFixed(1));let n=t.open_orders?.length??0,i=n?`${n} open orders are being cancelled`:"no order is open";this.tell("latched",`HALTED after ${r.toFixed(0)} ms: the engine has stopped new risk, ${i}.`)}late(t){t!==this.pressed||Object.keys(this.acknowledged).length||this.tell("late",`No answer to HALT yet. Press again, open the halt page, or run: rustybt live halt ${this.session()}`)}tell(t,r){Me(this.said,"tone",t),ne(this.said,r)}forget(){this.pressed=0,this.acknowledged={},this.reason.value="";for(let t of["ack","server","kernel","engine"])delete this.panel.dataset[t];ne(this.paths,""),this.tell("","Trading again."),this.button.focus({preventScroll:!0})}whyOf(t,r){return t?`Halted by ${t.operator}, ${zt(t.time_ns)} UTC: ${t.reason}`:r==="PAUSED"?"Paused: no new risk is taken, open orders stay.":"The latch is set."}resume(t){t.preventDefault(),this.submit("resume")}submit(t){if(!this.panel.reportValidity())return;let r=this.operator.value.trim();Xc(r),this.run(t,{operator:r,reason:this.reason.value.trim()})}run(t,r={}){let n={note:"The reason is in the journal.",reconcile:"Reconciled."};ne(this.answer,""),this.commands.ask(t,r).then(()=>this.answered(n[t]??"",t),i=>this.answered(i.message,t,"bad"))}answered(t,r,n=""){Me(this.answer,"tone",n),ne(this.answer,t),this.panel.hidden&&(n||r==="reconcile")&&this.tell(n?"late":"",t)}};var os=1,eu={ARMED:["\u25B6","good"],PAUSED:["\u275A\u275A","warn"],DISCONNECTED:["\u26A0","warn"],HALTED:["\u25A0","bad"],FAILED:["\u2716","bad"],STOPPED:["\u25CB","idle"]},It=class{element;value=y("dd",{},"\u2013");detail=y("dd",{class:"rb-soft"});constructor(t){this.element=y("div",{class:"rb-tile"},y("dt",{},t),this.value,this.detail)}say(t,r="",n=""){ne(this.value,t),ne(this.detail,r),Me(this.element,"tone",n)}},Hl=class{line;tiles;failure=y("p",{class:"rb-failure",role:"alert",hidden:!0});name=y("h2",{},"");mode=y("span",{class:"rb-badge"});broker=y("span",{class:"rb-soft"});sign=y("span",{"aria-hidden":"true"});word=y("span",{},"NEW");state=y("span",{class:"rb-state","aria-label":"State"},this.sign,this.word);tile={equity:new It("Equity"),cash:new It("Cash"),exposure:new It("Exposure"),orders:new It("Orders"),market:new It("Market time, UTC"),feed:new It("Feed age"),beat:new It("Heartbeat")};heard=performance.now();beat={};running=!1;constructor(){this.state.setAttribute("role","status"),this.line=y("div",{class:"rb-who"},this.name,this.mode,this.broker,this.state),this.tiles=y("dl",{class:"rb-tiles"},...Object.values(this.tile).map(t=>t.element))}draw(t,r){let n=t.state??"NEW",[i,c]=eu[n]??["\u2026","idle"];this.running=t.running??!1,ne(this.name,t.name??""),ne(this.mode,(t.environment??"").toUpperCase()),de(this.mode,!!t.environment),Me(this.mode,"mode",t.environment??""),ne(this.broker,[t.broker,t.account].filter(Boolean).join(" \xB7 ")),ne(this.sign,i),ne(this.word,n),Me(this.state,"tone",c),de(this.failure,!!t.failure),ne(this.failure,t.failure??""),this.money(t,r);let u=t.open_orders?.length??0;this.tile.orders.say(`${u} open`,`${t.orders_submitted??0} sent, ${t.fills??0} fills`);let d=zt(t.market_time_ns);this.tile.market.say(d.slice(0,10),d.slice(11))}hear(t){this.beat=t,this.heard=performance.now(),this.tick()}tick(){let t=(performance.now()-this.heard)/1e3,{feed_age:r,error:n}=this.beat,i=this.beat.age===null||this.beat.age===void 0?null:this.beat.age+t;n?this.tile.beat.say("no answer",n,"bad"):this.running?i===null?this.tile.beat.say("\u2013"):i>os?this.tile.beat.say("STALL",`silent for ${gl(i)}`,"bad"):this.tile.beat.say("alive",`${gl(i)} ago`,"good"):this.tile.beat.say("stopped",t>os?"kernel is silent":"","idle"),!this.running||r===null||r===void 0?this.tile.feed.say(this.running?"\u2013":"ended"):this.tile.feed.say(gl(r+t),"since the last bar")}money(t,r){let n=Number(t.portfolio_value),i=r===void 0||!t.portfolio_value?"":`${Si(n-r)} since the start`;this.tile.equity.say(it(t.portfolio_value),i),this.tile.cash.say(it(t.cash));let c=n>0?`${(Number(t.exposure)/n*100).toFixed(1)}\xA0% of equity`:"";this.tile.exposure.say(it(t.exposure),c)}};var ss=e=>e?e.status?Ne(e.status):`${Te(e.amount)} at ${Te(e.price)}`:"none";function tu(e){let t=i=>({severity:i.severity,what:i.asset?.symbol??"position",kind:Ne(i.type??""),here:Te(i.local_amount),there:Te(i.broker_amount),difference:Te(i.difference)}),r=(i,c,u)=>({severity:u.severity,what:`${i} ${c}`,kind:Ne(u.type??""),here:ss(u.local),there:ss(u.broker),difference:u.detail??""}),n=e.cash_discrepancy;return[...(e.position_discrepancies??[]).map(t),...n?[{severity:n.severity,what:"cash",kind:"",here:Te(n.local_cash),there:Te(n.broker_cash),difference:`${Te(n.unexplained)} unexplained`}]:[],...(e.order_discrepancies??[]).map(i=>r("order",i.order_id??"",i)),...(e.fill_discrepancies??[]).map(i=>r("trade",i.trade_id??"",i)),...(e.missed_entries??[]).map(i=>({severity:"minor",what:`cash entry ${i.entry_id}`,kind:Ne(i.kind),here:"none",there:Te(i.amount),difference:""})),...(e.unknown??[]).map(i=>({severity:"unknown",what:i,kind:"no answer",here:"",there:"",difference:""}))]}function nu(e){for(let t of["reason","text","evidence","order_id"])if(typeof e[t]=="string")return e[t];return""}var zl=class{element;verdict=y("p",{class:"rb-verdict"});differences=new Ct("Differences",[{title:"Severity",text:!0,cell:t=>y("span",{class:"rb-chip","data-tone":lu(t)},t.severity)},{title:"What",text:!0,cell:t=>t.what},{title:"Kind",text:!0,cell:t=>t.kind},{title:"Here",cell:t=>t.here},{title:"Broker",cell:t=>t.there},{title:"Difference",cell:t=>t.difference}],"");done=new Ct("What was done",[{title:"Done",text:!0,cell:t=>t.action},{title:"Why",text:!0,cell:t=>t.why}],"");constructor(){this.element=kt("Reconciliation",this.verdict,this.differences.element,this.done.element),this.draw({})}draw(t){let r=tu(t),n=(t.actions_taken??[]).map(c=>({action:String(c.action).replace(/(?!^)([A-Z])/g," $1").toLowerCase(),why:nu(c)})),i=t.timestamp?.slice(0,19).replace("T"," ");ne(this.verdict,i?`${t.summary??""} \xB7 ${i} UTC`:"Not compared with the broker yet."),Me(this.verdict,"tone",i?r.length?"warn":"good":""),this.differences.draw(r),this.done.draw(n),de(this.differences.element,r.length>0),de(this.done.element,n.length>0)}},lu=e=>e.severity==="critical"?"bad":e.severity==="minor"?"":"warn";var ru=e=>e==null?"\u2013":`${Te(Number(e).toFixed(2))} bps`,as=e=>e==null?"\u2013":`${Number(e).toFixed(2)} %`;function iu(e){return["live_signal","backtest_signal"].map(t=>{let r=e[t],n=t==="live_signal"?"live":"shadow";return r?`${n} ${r.side??""} ${Te(r.quantity)}`:`${n} none`}).join(", ")}function cs(e){return e.live_signal??e.backtest_signal??{}}var $l=class{element;verdict=y("p",{class:"rb-verdict"});figures=y("dl",{class:"rb-figures"});divergences=new Ct("Divergences",[{title:"When, UTC",text:!0,cell:t=>zt(cs(t).timestamp_ns)},{title:"Asset",text:!0,cell:t=>cs(t).asset?.symbol??""},{title:"Kind",text:!0,cell:t=>Ne(String(t.alignment_type??""))},{title:"Sides",text:!0,cell:iu},{title:"Likely reason",text:!0,cell:t=>[Ne(t.reason??""),t.detail].filter(Boolean).join(": ")}],"Nothing diverged.");drawn="";constructor(){let t=y("details",{},y("summary",{},"Divergences"),this.divergences.element);this.element=kt("Shadow",this.verdict,this.figures,t),this.element.hidden=!0}draw(t){de(this.element,!!t.status&&t.status!=="off");let r=JSON.stringify(t);if(r===this.drawn||this.element.hidden)return;this.drawn=r;let n=t.status==="aligned";ne(this.verdict,[Ne(t.status??""),t.why].filter(Boolean).join(": ")),Me(this.verdict,"tone",n?"good":t.status==="waiting"?"":"bad"),this.figures.replaceChildren(...this.figuresOf(t).map(i=>y("div",{},y("dt",{},i.name),y("dd",{},i.value)))),this.divergences.draw(t.divergences??[])}figuresOf(t){let r=t.execution_quality??{},n=Object.entries(t.signal_alignment?.divergence_breakdown??{}),i=t.average_latency_ms;return[{name:"Match rate",value:ml(t.signal_alignment?.signal_match_rate)},...n.map(([c,u])=>({name:Ne(c),value:String(u)})),{name:"Slippage error",value:ru(r.slippage_error_bps)},{name:"Fill rate error",value:as(r.fill_rate_error_pct)},{name:"Commission error",value:as(r.commission_error_pct)},{name:"Latency",value:i==null?"\u2013":`${Number(i).toFixed(1)} ms`}]}};var ou=200,su=1e3;function au({model:e,el:t}){let r=new pl(e),n=new hl,i=new Hl,c=new Fl(r,()=>String(e.get("session"))),u=new Rl(n),d=new bl,p=new wl(r,c.operator),m=new zl,v=new $l,g=new Ol,b=y("div",{class:"rb-console",role:"region","aria-label":"Live console","data-lm-suppress-shortcuts":"true"},y("style",{},xi,es),y("div",{class:"rb-top"},i.line,c.buttons),c.said,i.failure,c.panel,i.tiles,u.element,y("div",{class:"rb-grid"},d.positions,d.orders,p.element,m.element,v.element),g.element),D=0,A=()=>{performance.now()-D<su||(D=performance.now(),e.send({kind:"points",epoch:n.epoch,after:n.length}))},C=()=>{let R=e.get("status");i.draw(R,n.length?n.column(1)[0]:void 0),c.draw(R),d.draw(R),p.draw(R)},z=(R,U)=>{switch(R.kind){case"points":n.take(Number(R.epoch),Number(R.after),Number(R.count),U[0])?u.draw():A();break;case"events":g.take(R.events,!!R.all);break;default:r.hear(R)}},_={status:C,reconciliation:()=>m.draw(e.get("reconciliation")),shadow:()=>v.draw(e.get("shadow")),beat:()=>i.hear(e.get("beat"))};t.append(b);let Y=[ki(R=>{Me(b,"theme",R),u.restyle()}),cr(e,"msg:custom",z),...Object.entries(_).map(([R,U])=>cr(e,`change:${R}`,U))],P=setInterval(()=>i.tick(),ou);for(let R of Object.values(_))R();return e.send({kind:"hello"}),()=>{clearInterval(P);for(let R of Y)R();u.destroy(),g.destroy(),b.remove()}}var rf={render:au};export{rf as default,au as render};
