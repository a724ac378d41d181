/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var _i='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';function v(t,e={},...l){let n=document.createElement(t);for(let[i,a]of Object.entries(e))typeof a=="function"?n.addEventListener(i,a):a===!0?n.setAttribute(i,""):a!==!1&&a!==null&&a!==void 0&&n.setAttribute(i,String(a));return n.append(...l.filter(i=>!!i)),n}function ee(t,e){t.textContent!==e&&(t.textContent=e)}function Te(t,e,l){t.dataset[e]!==l&&(t.dataset[e]=l)}function ie(t,e){t.hidden===e&&(t.hidden=!e)}var gt=class{constructor(e,l,n){this.columns=l;let i=l.map(u=>v("th",{scope:"col",class:u.text?"rb-text":null},u.title));this.table=v("table",{"aria-label":e},v("thead",{},v("tr",{},...i)),this.body),this.empty=v("p",{class:"rb-empty"},n);let a=v("div",{class:"rb-scroll",tabindex:0,role:"region","aria-label":e},this.table);this.element=v("div",{},a,this.empty),this.draw([])}columns;element;body=v("tbody");table;empty;drawn="";draw(e,l){let n=JSON.stringify(e);n!==this.drawn&&(this.drawn=n,ie(this.table.parentElement,e.length>0),ie(this.empty,e.length===0),this.body.replaceChildren(...e.map(i=>v("tr",{"data-kind":l?.(i)},...this.columns.map(a=>v("td",{class:a.text?"rb-text":null,title:a.exact?.(i)},a.cell(i)))))))}};function it(t,...e){return v("section",{class:"rb-panel","aria-label":t},v("h3",{},t),...e)}function pr(t,e,l){return t.on(e,l),()=>t.off(e,l)}var hl=class{constructor(e){this.model=e}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(e,l={}){let n=`${this.prefix}-${++this.count}`;return new Promise((i,a)=>{this.waiting.set(n,u=>u.kind==="refused"?a(new Error(String(u.message))):i(u)),this.model.send({kind:e,id:n,...l})})}hear(e){let l=String(e.id);this.waiting.get(l)?.(e),this.waiting.delete(l)}};var ml=class{epoch=-1;length=0;columns=[0,1,2].map(()=>new Float64Array(1024));take(e,l,n,i){return e!==this.epoch&&l>0||(e!==this.epoch&&(this.length=0),this.epoch=e,l>this.length)?!1:(this.room(l+n),this.columns.forEach((a,u)=>{for(let d=0;d<n;d++)a[l+d]=i.getFloat64((u*n+d)*8,!0)}),this.length=Math.max(this.length,l+n),!0)}column(e){return this.columns[e].subarray(0,this.length)}room(e){if(e<=this.columns[0].length)return;let l=this.columns[0].length;for(;l<e;)l*=2;this.columns=this.columns.map(n=>{let i=new Float64Array(l);return i.set(n.subarray(0,this.length)),i})}};function js(){let{jpThemeLight:t,vscodeThemeKind:e}=document.body.dataset;return t!==void 0?t==="false"?"dark":"light":e!==void 0?/dark|high-contrast$/.test(e)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function Ei(t){let e=matchMedia("(prefers-color-scheme: dark)"),l=()=>t(js()),n=new MutationObserver(l);return n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),e.addEventListener("change",l),l(),()=>{n.disconnect(),e.removeEventListener("change",l)}}var Gs=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),qs=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),Ks=/^-/,hr=t=>t.replace(Ks,"\u2212");function ot(t){let e=Number(t);return t==null||!Number.isFinite(e)?"\u2013":hr(Gs.format(e))}function Ae(t){let e=Number(t);return t==null||t===""?"\u2013":Number.isFinite(e)?hr(qs.format(e)):String(t)}function gl(t){let e=Number(t);return Ae(Math.abs(e)>=1?e.toFixed(4):t)}function bl(t,e=2){let l=Number(t);if(t==null||!Number.isFinite(l))return"\u2013";let n={minimumFractionDigits:e,maximumFractionDigits:e};return`${hr((l*100).toLocaleString("en-US",n))}\xA0%`}function Ti(t){return t>0?`+${ot(t)}`:ot(t)}function sn(t){return t<10?`${Math.max(t,0).toFixed(1)}\xA0s`:t<120?`${Math.round(t)}\xA0s`:t<7200?`${Math.round(t/60)}\xA0min`:`${Math.round(t/3600)}\xA0h`}function $t(t){return t?new Date(t/1e6).toISOString().slice(0,19).replace("T"," "):"\u2013"}var Mi=t=>$t(t).slice(11)||"\u2013",Ne=t=>t.replaceAll("_"," ").toLowerCase();var Ys=t=>Number(t.amount)*Number(t.price);function Js(t){let e=t.limit===null?"":`limit ${gl(t.limit)}`,l=t.stop===null?"":`stop ${gl(t.stop)}`;return[e,l].filter(Boolean).join(", ")||Ai(t.type)}var Ai=t=>t.replaceAll("_"," "),wl=class{positions;orders;held=new gt("Positions",[{title:"Asset",text:!0,cell:e=>e.symbol},{title:"Amount",cell:e=>Ae(e.amount),exact:e=>e.amount},{title:"Price",cell:e=>gl(e.price),exact:e=>e.price},{title:"Value",cell:e=>ot(Ys(e))}],"Nothing is held.");open=new gt("Open orders",[{title:"Asset",text:!0,cell:e=>e.symbol,exact:e=>e.order_id},{title:"Amount",cell:e=>Ae(e.amount)},{title:"Filled",cell:e=>Ae(e.filled)},{title:"Price",text:!0,cell:Js},{title:"State",text:!0,cell:Zs}],"No order is open.");unknown=v("p",{class:"rb-warning",role:"alert",hidden:!0});constructor(){this.positions=it("Positions",this.held.element),this.orders=it("Open orders",this.unknown,this.open.element)}draw(e){let l=e.open_orders??[];this.held.draw(e.positions??[]),this.open.draw(l,i=>i.state);let n=[...new Set(l.filter(i=>i.state==="UNKNOWN").map(i=>i.symbol))];this.unknown.hidden=n.length===0,this.unknown.textContent=n.length?`UNKNOWN: nobody knows yet whether the broker has it. No new risk in ${n.join(", ")} until that is known.`:""}};function Zs(t){let e=t.state.toUpperCase()==="UNKNOWN";return v("span",{class:"rb-chip","data-tone":e?"bad":""},e?"? UNKNOWN":Ai(t.state))}var Qs=.7;function Li(t,e){return e==="fraction"?bl(t,2):e==="money"?ot(t):Ae(t)}var mr=class{element;fill=v("div",{class:"rb-fill"});meter;level=v("span",{class:"rb-level"});state=v("span",{class:"rb-chip"});reason=v("p",{class:"rb-soft"});reset;constructor(e,l){this.meter=v("div",{class:"rb-meter",role:"meter","aria-label":Ne(e)},this.fill),this.reset=v("button",{type:"button",class:"rb-quiet rb-small",click:()=>l(e)},"Reset\u2026"),this.reset.setAttribute("aria-label",`Reset ${Ne(e)}`);let n=v("div",{class:"rb-line"},v("strong",{},Ne(e)),this.level,this.state,this.reset);this.element=v("li",{},n,this.meter,this.reason)}draw(e){let l=e.state.toUpperCase()==="NORMAL",[n,i]=[Number(e.level??0),Number(e.limit)],a=i>0?Math.min(Math.max(n/i,0),1):+!l,u=e.unit==="halt",d=e.kind.includes("alignment"),p=e.level!==null&&e.level!=="None",h=l&&p&&!u&&(d?n<i+(1-i)/4:a>=Qs),y=Li(e.limit,e.unit),g=p?Li(e.level,e.unit):"not known yet",b=Number.isFinite(i)?`${g}, ${d?"at least":"limit"} ${y}`:"its level is not journalled",M=u?l?"not pressed":"pressed":b;ee(this.level,M),this.fill.style.width=`${((l?d?n:a:1)*100).toFixed(1)}%`,Te(this.meter,"tone",l?h?"warn":"good":"bad"),ie(this.meter,p&&!u||!l);for(let[R,C]of[["min",0],["max",i||1],["now",Math.min(n,i||1)]])this.meter.setAttribute(`aria-value${R}`,String(C));this.meter.setAttribute("aria-valuetext",M),ee(this.state,l?h?"\u25B2 near":"\u2713 normal":`\u25A0 ${Ne(e.state)}`),Te(this.state,"tone",l?h?"warn":"good":"bad");let T=(e.reason??"").replace(/^\w+Error: /,"");ee(this.reason,T),ie(this.reason,!!T),ie(this.reset,!l)}},vl=class{constructor(e,l){this.commands=e;this.who=l;let n=v("button",{type:"button",class:"rb-quiet",click:()=>ie(this.form,!1)},"Cancel");this.form=v("form",{class:"rb-reset",hidden:!0,"aria-label":"Reset a breaker",submit:i=>this.submit(i),keydown:i=>this.key(i)},this.title,v("label",{},"Operator ",this.operator),v("label",{class:"rb-grow"},"Reason ",this.reason),n,v("button",{type:"submit",class:"rb-go"},"Reset")),this.element=it("Breakers",this.list,this.empty,this.form,this.answer)}commands;who;element;rows=new Map;list=v("ul",{class:"rb-breakers"});empty=v("p",{class:"rb-empty"},"No breaker watches this session.");form;title=v("p",{class:"rb-why"});operator=v("input",{type:"text",required:!0,maxlength:80,autocomplete:"off"});reason=v("input",{type:"text",required:!0,maxlength:400,autocomplete:"off"});answer=v("p",{class:"rb-answer",role:"status"});chosen="";draw(e){let l=e.breakers?.breakers??{};for(let[n,i]of this.rows)n in l||(i.element.remove(),this.rows.delete(n));for(let[n,i]of Object.entries(l)){let a=this.rows.get(n);a||(a=new mr(n,u=>this.open(u)),this.rows.set(n,a),this.list.append(a.element)),a.draw(i)}ie(this.empty,this.rows.size===0)}open(e){this.chosen=e,ee(this.title,`Reset ${Ne(e)}. The session stays halted until somebody resumes it.`),this.operator.value||=this.who.value,ie(this.form,!0),(this.operator.value?this.reason:this.operator).focus()}key(e){e.key!=="Enter"||e.target.tagName!=="INPUT"||(e.preventDefault(),this.form.reportValidity()&&this.submit(e))}submit(e){e.preventDefault();let l={breaker:this.chosen,operator:this.operator.value.trim(),reason:this.reason.value.trim()};this.commands.ask("reset",l).then(()=>{ie(this.form,!1),this.reason.value="",Te(this.answer,"tone",""),ee(this.answer,`${Ne(this.chosen)} was reset.`)},n=>{Te(this.answer,"tone","bad"),ee(this.answer,n.message)})}};var Xs="uplot",ea="u-hz",ta="u-vt",na="u-title",la="u-wrap",ra="u-under",ia="u-over",oa="u-axis",un="u-off",sa="u-select",aa="u-cursor-x",ca="u-cursor-y",ua="u-cursor-pt",fa="u-legend",da="u-live",pa="u-inline",ha="u-series",ma="u-marker",Di="u-label",ga="u-value",Qn="width",Xn="height";var Pi="bottom",On="left",gr="right",Or="#000",Ni=Or+"0",br="mousemove",Oi="mousedown",wr="mouseup",Ri="mouseenter",Ci="mouseleave",Fi="dblclick",ba="resize",wa="scroll",Hi="change",_l="dppxchange",Rr="--",Vn=typeof window<"u",Sr=Vn?document:null,Cn=Vn?window:null,va=Vn?navigator:null,ae,yl;function _r(){let t=devicePixelRatio;ae!=t&&(ae=t,yl&&Tr(Hi,yl,_r),yl=matchMedia(`(min-resolution: ${ae-.001}dppx) and (max-resolution: ${ae+.001}dppx)`),fn(Hi,yl,_r),Cn.dispatchEvent(new CustomEvent(_l)))}function st(t,e){if(e!=null){let l=t.classList;!l.contains(e)&&l.add(e)}}function Er(t,e){let l=t.classList;l.contains(e)&&l.remove(e)}function ve(t,e,l){t.style[e]=l+"px"}function _t(t,e,l,n){let i=Sr.createElement(t);return e!=null&&st(i,e),l?.insertBefore(i,n),i}function bt(t,e){return _t("div",t,e)}var $i=new WeakMap;function Rt(t,e,l,n,i){let a="translate("+e+"px,"+l+"px)",u=$i.get(t);a!=u&&(t.style.transform=a,$i.set(t,a),e<0||l<0||e>n||l>i?st(t,un):Er(t,un))}var zi=new WeakMap;function Vi(t,e,l){let n=e+l,i=zi.get(t);n!=i&&(zi.set(t,n),t.style.background=e,t.style.borderColor=l)}var Ii=new WeakMap;function Wi(t,e,l,n){let i=e+""+l,a=Ii.get(t);i!=a&&(Ii.set(t,i),t.style.height=l+"px",t.style.width=e+"px",t.style.marginLeft=n?-e/2+"px":0,t.style.marginTop=n?-l/2+"px":0)}var Cr={passive:!0},ya={...Cr,capture:!0};function fn(t,e,l,n){e.addEventListener(t,l,n?ya:Cr)}function Tr(t,e,l,n){e.removeEventListener(t,l,Cr)}Vn&&_r();function Et(t,e,l,n){let i;l=l||0,n=n||e.length-1;let a=n<=2147483647;for(;n-l>1;)i=a?l+n>>1:at((l+n)/2),e[i]<t?l=i:n=i;return t-e[l]<=e[n]-t?l:n}function bo(t){return(l,n,i)=>{let a=-1,u=-1;for(let d=n;d<=i;d++)if(t(l[d])){a=d;break}for(let d=i;d>=n;d--)if(t(l[d])){u=d;break}return[a,u]}}var wo=t=>t!=null,vo=t=>t!=null&&t>0,Ml=bo(wo),xa=bo(vo);function ka(t,e,l,n=0,i=!1){let a=i?xa:Ml,u=i?vo:wo;[e,l]=a(t,e,l);let d=t[e],p=t[e];if(e>-1)if(n==1)d=t[e],p=t[l];else if(n==-1)d=t[l],p=t[e];else for(let h=e;h<=l;h++){let y=t[h];u(y)&&(y<d?d=y:y>p&&(p=y))}return[d??pe,p??-pe]}function Al(t,e,l,n){let i=ji(t),a=ji(e);t==e&&(i==-1?(t*=l,e/=l):(t/=l,e*=l));let u=l==10?zt:yo,d=i==1?at:wt,p=a==1?wt:at,h=d(u(Re(t))),y=p(u(Re(e))),g=Fn(l,h),b=Fn(l,y);return l==10&&(h<0&&(g=he(g,-h)),y<0&&(b=he(b,-y))),n||l==2?(t=g*i,e=b*a):(t=_o(t,g),e=Ll(e,b)),[t,e]}function Fr(t,e,l,n){let i=Al(t,e,l,n);return t==0&&(i[0]=0),e==0&&(i[1]=0),i}var Hr=.1,Ui={mode:3,pad:Hr},tl={pad:0,soft:null,mode:0},Sa={min:tl,max:tl};function El(t,e,l,n){return Dl(l)?Bi(t,e,l):(tl.pad=l,tl.soft=n?0:null,tl.mode=n?3:0,Bi(t,e,Sa))}function oe(t,e){return t??e}function _a(t,e,l){for(e=oe(e,0),l=oe(l,t.length-1);e<=l;){if(t[e]!=null)return!0;e++}return!1}function Bi(t,e,l){let n=l.min,i=l.max,a=oe(n.pad,0),u=oe(i.pad,0),d=oe(n.hard,-pe),p=oe(i.hard,pe),h=oe(n.soft,pe),y=oe(i.soft,-pe),g=oe(n.mode,0),b=oe(i.mode,0),M=e-t,T=zt(M),R=Je(Re(t),Re(e)),C=zt(R),U=Re(C-T);(M<1e-24||U>10)&&(M=0,(t==0||e==0)&&(M=1e-24,g==2&&h!=pe&&(a=0),b==2&&y!=-pe&&(u=0)));let S=M||R||1e3,V=zt(S),_=Fn(10,at(V)),q=S*(M==0?t==0?.1:1:a),P=he(_o(t-q,_/10),24),Y=t>=h&&(g==1||g==3&&P<=h||g==2&&P>=h)?h:pe,O=Je(d,P<Y&&t>=Y?Y:Tt(Y,P)),J=S*(M==0?e==0?.1:1:u),G=he(Ll(e+J,_/10),24),E=e<=y&&(b==1||b==3&&G>=y||b==2&&G<=y)?y:-pe,Z=Tt(p,G>E&&e<=E?E:Je(E,G));return O==Z&&O==0&&(Z=100),[O,Z]}var Ea=new Intl.NumberFormat(Vn?va.language:"en-US"),$r=t=>Ea.format(t),ct=Math,Sl=ct.PI,Re=ct.abs,at=ct.floor,Oe=ct.round,wt=ct.ceil,Tt=ct.min,Je=ct.max,Fn=ct.pow,ji=ct.sign,zt=ct.log10,yo=ct.log2,Ta=(t,e=1)=>ct.sinh(t)*e,vr=(t,e=1)=>ct.asinh(t/e),pe=1/0;function Gi(t){return(zt((t^t>>31)-(t>>31))|0)+1}function Mr(t,e,l){return Tt(Je(t,e),l)}function xo(t){return typeof t=="function"}function te(t){return xo(t)?t:()=>t}var Ma=()=>{},ko=t=>t,So=(t,e)=>e,Aa=t=>null,qi=t=>!0,Ki=(t,e)=>t==e,La=/\.\d*?(?=9{6,}|0{6,})/gm,dn=t=>{if(To(t)||Yt.has(t))return t;let e=`${t}`,l=e.match(La);if(l==null)return t;let n=l[0].length-1;if(e.indexOf("e-")!=-1){let[i,a]=e.split("e");return+`${dn(i)}e${a}`}return he(t,n)};function an(t,e){return dn(he(dn(t/e))*e)}function Ll(t,e){return dn(wt(dn(t/e))*e)}function _o(t,e){return dn(at(dn(t/e))*e)}function he(t,e=0){if(To(t))return t;let l=10**e,n=t*l*(1+Number.EPSILON);return Oe(n)/l}var Yt=new Map;function Eo(t){return((""+t).split(".")[1]||"").length}function ll(t,e,l,n){let i=[],a=n.map(Eo);for(let u=e;u<l;u++){let d=Re(u),p=he(Fn(t,u),d);for(let h=0;h<n.length;h++){let y=t==10?+`${n[h]}e${u}`:n[h]*p,g=(u>=0?0:d)+(u>=a[h]?0:a[h]),b=t==10?y:he(y,g);i.push(b),Yt.set(b,g)}}return i}var nl={},zr=[],Hn=[null,null],Kt=Array.isArray,To=Number.isInteger,Da=t=>t===void 0;function Yi(t){return typeof t=="string"}function Dl(t){let e=!1;if(t!=null){let l=t.constructor;e=l==null||l==Object}return e}function Pa(t){return t!=null&&typeof t=="object"}var Na=Object.getPrototypeOf(Uint8Array),Mo="__proto__";function $n(t,e=Dl){let l;if(Kt(t)){let n=t.find(i=>i!=null);if(Kt(n)||e(n)){l=Array(t.length);for(let i=0;i<t.length;i++)l[i]=$n(t[i],e)}else l=t.slice()}else if(t instanceof Na)l=t.slice();else if(e(t)){l={};for(let n in t)n!=Mo&&(l[n]=$n(t[n],e))}else l=t;return l}function Le(t){let e=arguments;for(let l=1;l<e.length;l++){let n=e[l];for(let i in n)i!=Mo&&(Dl(t[i])?Le(t[i],$n(n[i])):t[i]=$n(n[i]))}return t}var Oa=0,Ra=1,Ca=2;function Fa(t,e,l){for(let n=0,i,a=-1;n<e.length;n++){let u=e[n];if(u>a){for(i=u-1;i>=0&&t[i]==null;)t[i--]=null;for(i=u+1;i<l&&t[i]==null;)t[a=i++]=null}}}function Ha(t,e){if(Va(t)){let u=t[0].slice();for(let d=1;d<t.length;d++)u.push(...t[d].slice(1));return Ia(u[0])||(u=za(u)),u}let l=new Set;for(let u=0;u<t.length;u++){let p=t[u][0],h=p.length;for(let y=0;y<h;y++)l.add(p[y])}let n=[Array.from(l).sort((u,d)=>u-d)],i=n[0].length,a=new Map;for(let u=0;u<i;u++)a.set(n[0][u],u);for(let u=0;u<t.length;u++){let d=t[u],p=d[0];for(let h=1;h<d.length;h++){let y=d[h],g=Array(i).fill(void 0),b=e?e[u][h]:Ra,M=[];for(let T=0;T<y.length;T++){let R=y[T],C=a.get(p[T]);R===null?b!=Oa&&(g[C]=R,b==Ca&&M.push(C)):g[C]=R}Fa(g,M,i),n.push(g)}}return n}var $a=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function za(t){let e=t[0],l=e.length,n=Array(l);for(let a=0;a<n.length;a++)n[a]=a;n.sort((a,u)=>e[a]-e[u]);let i=[];for(let a=0;a<t.length;a++){let u=t[a],d=Array(l);for(let p=0;p<l;p++)d[p]=u[n[p]];i.push(d)}return i}function Va(t){let e=t[0][0],l=e.length;for(let n=1;n<t.length;n++){let i=t[n][0];if(i.length!=l)return!1;if(i!=e){for(let a=0;a<l;a++)if(i[a]!=e[a])return!1}}return!0}function Ia(t,e=100){let l=t.length;if(l<=1)return!0;let n=0,i=l-1;for(;n<=i&&t[n]==null;)n++;for(;i>=n&&t[i]==null;)i--;if(i<=n)return!0;let a=Je(1,at((i-n+1)/e));for(let u=t[n],d=n+a;d<=i;d+=a){let p=t[d];if(p!=null){if(p<=u)return!1;u=p}}return!0}var Ao=["January","February","March","April","May","June","July","August","September","October","November","December"],Lo=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Do(t){return t.slice(0,3)}var Wa=Lo.map(Do),Ua=Ao.map(Do),Ba={MMMM:Ao,MMM:Ua,WWWW:Lo,WWW:Wa};function Zn(t){return(t<10?"0":"")+t}function ja(t){return(t<10?"00":t<100?"0":"")+t}var Ga={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>Zn(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>Zn(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>Zn(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>Zn(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>Zn(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>ja(t.getMilliseconds())};function Vr(t,e){e=e||Ba;let l=[],n=/\{([a-z]+)\}|[^{]+/gi,i;for(;i=n.exec(t);)l.push(i[0][0]=="{"?Ga[i[1]]:i[0]);return a=>{let u="";for(let d=0;d<l.length;d++)u+=typeof l[d]=="string"?l[d]:l[d](a,e);return u}}var qa=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Ka(t,e){let l;return e=="UTC"||e=="Etc/UTC"?l=new Date(+t+t.getTimezoneOffset()*6e4):e==qa?l=t:(l=new Date(t.toLocaleString("en-US",{timeZone:e})),l.setMilliseconds(t.getMilliseconds())),l}var Po=t=>t%1==0,Tl=[1,2,2.5,5],Ya=ll(10,-32,0,Tl),No=ll(10,0,32,Tl),Ja=No.filter(Po),cn=Ya.concat(No),Ir=`
`,Oo="{YYYY}",Ji=Ir+Oo,Ro="{M}/{D}",el=Ir+Ro,xl=el+"/{YY}",Co="{aa}",Za="{h}:{mm}",Rn=Za+Co,Zi=Ir+Rn,Qi=":{ss}",ue=null;function Fo(t){let e=t*1e3,l=e*60,n=l*60,i=n*24,a=i*30,u=i*365,p=(t==1?ll(10,0,3,Tl).filter(Po):ll(10,-3,0,Tl)).concat([e,e*5,e*10,e*15,e*30,l,l*5,l*10,l*15,l*30,n,n*2,n*3,n*4,n*6,n*8,n*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,a,a*2,a*3,a*4,a*6,u,u*2,u*5,u*10,u*25,u*50,u*100]),h=[[u,Oo,ue,ue,ue,ue,ue,ue,1],[i*28,"{MMM}",Ji,ue,ue,ue,ue,ue,1],[i,Ro,Ji,ue,ue,ue,ue,ue,1],[n,"{h}"+Co,xl,ue,el,ue,ue,ue,1],[l,Rn,xl,ue,el,ue,ue,ue,1],[e,Qi,xl+" "+Rn,ue,el+" "+Rn,ue,Zi,ue,1],[t,Qi+".{fff}",xl+" "+Rn,ue,el+" "+Rn,ue,Zi,ue,1]];function y(g){return(b,M,T,R,C,U)=>{let S=[],V=C>=u,_=C>=a&&C<u,q=g(T),P=he(q*t,3),Y=yr(q.getFullYear(),V?0:q.getMonth(),_||V?1:q.getDate()),O=he(Y*t,3);if(_||V){let J=_?C/a:0,G=V?C/u:0,E=P==O?P:he(yr(Y.getFullYear()+G,Y.getMonth()+J,1)*t,3),Z=new Date(Oe(E/t)),F=Z.getFullYear(),B=Z.getMonth();for(let I=0;E<=R;I++){let ne=yr(F+G*I,B+J*I,1),z=ne-g(he(ne*t,3));E=he((+ne+z)*t,3),E<=R&&S.push(E)}}else{let J=C>=i?i:C,G=at(T)-at(P),E=O+G+Ll(P-O,J);S.push(E);let Z=g(E),F=Z.getHours()+Z.getMinutes()/l+Z.getSeconds()/n,B=C/n,I=b.axes[M]._space,ne=U/I;for(;E=he(E+C,t==1?0:3),!(E>R);)if(B>1){let z=at(he(F+B,6))%24,le=g(E).getHours()-z;le>1&&(le=-1),E-=le*n,F=(F+B)%24;let fe=S[S.length-1];he((E-fe)/C,3)*ne>=.7&&S.push(E)}else S.push(E)}return S}}return[p,h,y]}var[Qa,Xa,ec]=Fo(1),[tc,nc,lc]=Fo(.001);ll(2,-53,53,[1]);function Xi(t,e){return t.map(l=>l.map((n,i)=>i==0||i==8||n==null?n:e(i==1||l[8]==0?n:l[1]+n)))}function eo(t,e){return(l,n,i,a,u)=>{let d=e.find(T=>u>=T[0])||e[e.length-1],p,h,y,g,b,M;return n.map(T=>{let R=t(T),C=R.getFullYear(),U=R.getMonth(),S=R.getDate(),V=R.getHours(),_=R.getMinutes(),q=R.getSeconds(),P=C!=p&&d[2]||U!=h&&d[3]||S!=y&&d[4]||V!=g&&d[5]||_!=b&&d[6]||q!=M&&d[7]||d[1];return p=C,h=U,y=S,g=V,b=_,M=q,P(R)})}}function rc(t,e){let l=Vr(e);return(n,i,a,u,d)=>i.map(p=>l(t(p)))}function yr(t,e,l){return new Date(t,e,l)}function to(t,e){return e(t)}var ic="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function no(t,e){return(l,n,i,a)=>a==null?Rr:e(t(n))}function oc(t,e){let l=t.series[e];return l.width?l.stroke(t,e):l.points.width?l.points.stroke(t,e):null}function sc(t,e){return t.series[e].fill(t,e)}var ac={show:!0,live:!0,isolate:!1,mount:Ma,markers:{show:!0,width:2,stroke:oc,fill:sc,dash:"solid"},idx:null,idxs:null,values:[]};function cc(t,e){let l=t.cursor.points,n=bt(),i=l.size(t,e);ve(n,Qn,i),ve(n,Xn,i);let a=i/-2;ve(n,"marginLeft",a),ve(n,"marginTop",a);let u=l.width(t,e,i);return u&&ve(n,"borderWidth",u),n}function uc(t,e){let l=t.series[e].points;return l._fill||l._stroke}function fc(t,e){let l=t.series[e].points;return l._stroke||l._fill}function dc(t,e){return t.series[e].points.size}var xr=[0,0];function pc(t,e,l){return xr[0]=e,xr[1]=l,xr}function kl(t,e,l,n=!0){return i=>{i.button==0&&(!n||i.target==e)&&l(i)}}function kr(t,e,l,n=!0){return i=>{(!n||i.target==e)&&l(i)}}var hc={show:!0,x:!0,y:!0,lock:!1,move:pc,points:{one:!1,show:cc,size:dc,width:0,stroke:fc,fill:uc},bind:{mousedown:kl,mouseup:kl,click:kl,dblclick:kl,mousemove:kr,mouseleave:kr,mouseenter:kr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,l,n,i)=>n-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Ho={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Wr=Le({},Ho,{filter:So}),$o=Le({},Wr,{size:10}),zo=Le({},Ho,{show:!1}),Ur='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Vo="bold "+Ur,Io=1.5,lo={show:!0,scale:"x",stroke:Or,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Vo,side:2,grid:Wr,ticks:$o,border:zo,font:Ur,lineGap:Io,rotate:0},mc="Value",gc="Time",ro={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function bc(t,e,l,n,i){return e.map(a=>a==null?"":$r(a))}function wc(t,e,l,n,i,a,u){let d=[],p=Yt.get(i)||0;l=u?l:he(Ll(l,i),p);for(let h=l;h<=n;h=he(h+i,p))d.push(Object.is(h,-0)?0:h);return d}function Ar(t,e,l,n,i,a,u){let d=[],p=t.scales[t.axes[e].scale].log,h=p==10?zt:yo,y=at(h(l));i=Fn(p,y),p==10&&(i=cn[Et(i,cn)]);let g=l,b=i*p;p==10&&(b=cn[Et(b,cn)]);do d.push(g),g=g+i,p==10&&!Yt.has(g)&&(g=he(g,Yt.get(i))),g>=b&&(i=g,b=i*p,p==10&&(b=cn[Et(b,cn)]));while(g<=n);return d}function vc(t,e,l,n,i,a,u){let p=t.scales[t.axes[e].scale].asinh,h=n>p?Ar(t,e,Je(p,l),n,i):[p],y=n>=0&&l<=0?[0]:[];return(l<-p?Ar(t,e,Je(p,-n),-l,i):[p]).reverse().map(b=>-b).concat(y,h)}var Wo=/./,yc=/[12357]/,xc=/[125]/,io=/1/,Lr=(t,e,l,n)=>t.map((i,a)=>e==4&&i==0||a%n==0&&l.test(i.toExponential()[i<0?1:0])?i:null);function kc(t,e,l,n,i){let a=t.axes[l],u=a.scale,d=t.scales[u],p=t.valToPos,h=a._space,y=p(10,u),g=p(9,u)-y>=h?Wo:p(7,u)-y>=h?yc:p(5,u)-y>=h?xc:io;if(g==io){let b=Re(p(1,u)-y);if(b<h)return Lr(e.slice().reverse(),d.distr,g,wt(h/b)).reverse()}return Lr(e,d.distr,g,1)}function Sc(t,e,l,n,i){let a=t.axes[l],u=a.scale,d=a._space,p=t.valToPos,h=Re(p(1,u)-p(2,u));return h<d?Lr(e.slice().reverse(),3,Wo,wt(d/h)).reverse():e}function _c(t,e,l,n){return n==null?Rr:e==null?"":$r(e)}var oo={show:!0,scale:"y",stroke:Or,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Vo,side:3,grid:Wr,ticks:$o,border:zo,font:Ur,lineGap:Io,rotate:0};function Ec(t,e){let l=3+(t||1)*2;return he(l*e,3)}function Tc(t,e){let{scale:l,idxs:n}=t.series[0],i=t._data[0],a=t.valToPos(i[n[0]],l,!0),u=t.valToPos(i[n[1]],l,!0),d=Re(u-a),p=t.series[e],h=d/(p.points.space*ae);return n[1]-n[0]<=h}var so={scale:null,auto:!0,sorted:0,min:pe,max:-pe},Uo=(t,e,l,n,i)=>i,ao={show:!0,auto:!0,sorted:0,gaps:Uo,alpha:1,facets:[Le({},so,{scale:"x"}),Le({},so,{scale:"y"})]},co={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Uo,alpha:1,points:{show:Tc,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function Mc(t,e,l,n,i){return l/10}var Bo={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Ac=Le({},Bo,{time:!1,ori:1}),uo={};function jo(t,e){let l=uo[t];return l||(l={key:t,plots:[],sub(n){l.plots.push(n)},unsub(n){l.plots=l.plots.filter(i=>i!=n)},pub(n,i,a,u,d,p,h){for(let y=0;y<l.plots.length;y++)l.plots[y]!=i&&l.plots[y].pub(n,i,a,u,d,p,h)}},t!=null&&(uo[t]=l)),l}var zn=1,Dr=2;function pn(t,e,l){let n=t.mode,i=t.series[e],a=n==2?t._data[e]:t._data,u=t.scales,d=t.bbox,p=a[0],h=n==2?a[1]:a[e],y=n==2?u[i.facets[0].scale]:u[t.series[0].scale],g=n==2?u[i.facets[1].scale]:u[i.scale],b=d.left,M=d.top,T=d.width,R=d.height,C=t.valToPosH,U=t.valToPosV;return y.ori==0?l(i,p,h,y,g,C,U,b,M,T,R,Nl,In,Rl,qo,Yo):l(i,p,h,y,g,U,C,M,b,R,T,Ol,Wn,Gr,Ko,Jo)}function Br(t,e){let l=0,n=0,i=oe(t.bands,zr);for(let a=0;a<i.length;a++){let u=i[a];u.series[0]==e?l=u.dir:u.series[1]==e&&(u.dir==1?n|=1:n|=2)}return[l,n==1?-1:n==2?1:n==3?2:0]}function Lc(t,e,l,n,i){let a=t.mode,u=t.series[e],d=a==2?u.facets[1].scale:u.scale,p=t.scales[d];return i==-1?p.min:i==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Vt(t,e,l,n,i,a){return pn(t,e,(u,d,p,h,y,g,b,M,T,R,C)=>{let U=u.pxRound,S=h.dir*(h.ori==0?1:-1),V=h.ori==0?In:Wn,_,q;S==1?(_=l,q=n):(_=n,q=l);let P=U(g(d[_],h,R,M)),Y=U(b(p[_],y,C,T)),O=U(g(d[q],h,R,M)),J=U(b(a==1?y.max:y.min,y,C,T)),G=new Path2D(i);return V(G,O,J),V(G,P,J),V(G,P,Y),G})}function Pl(t,e,l,n,i,a){let u=null;if(t.length>0){u=new Path2D;let d=e==0?Rl:Gr,p=l;for(let g=0;g<t.length;g++){let b=t[g];if(b[1]>b[0]){let M=b[0]-p;M>0&&d(u,p,n,M,n+a),p=b[1]}}let h=l+i-p,y=10;h>0&&d(u,p,n-y/2,h,n+a+y)}return u}function Dc(t,e,l){let n=t[t.length-1];n&&n[0]==e?n[1]=l:t.push([e,l])}function jr(t,e,l,n,i,a,u){let d=[],p=t.length;for(let h=i==1?l:n;h>=l&&h<=n;h+=i)if(e[h]===null){let g=h,b=h;if(i==1)for(;++h<=n&&e[h]===null;)b=h;else for(;--h>=l&&e[h]===null;)b=h;let M=a(t[g]),T=b==g?M:a(t[b]),R=g-i;M=u<=0&&R>=0&&R<p?a(t[R]):M;let U=b+i;T=u>=0&&U>=0&&U<p?a(t[U]):T,T>=M&&d.push([M,T])}return d}function fo(t){return t==0?ko:t==1?Oe:e=>an(e,t)}function Go(t){let e=t==0?Nl:Ol,l=t==0?(i,a,u,d,p,h)=>{i.arcTo(a,u,d,p,h)}:(i,a,u,d,p,h)=>{i.arcTo(u,a,p,d,h)},n=t==0?(i,a,u,d,p)=>{i.rect(a,u,d,p)}:(i,a,u,d,p)=>{i.rect(u,a,p,d)};return(i,a,u,d,p,h=0,y=0)=>{h==0&&y==0?n(i,a,u,d,p):(h=Tt(h,d/2,p/2),y=Tt(y,d/2,p/2),e(i,a+h,u),l(i,a+d,u,a+d,u+p,h),l(i,a+d,u+p,a,u+p,y),l(i,a,u+p,a,u,y),l(i,a,u,a+d,u,h),i.closePath())}}var Nl=(t,e,l)=>{t.moveTo(e,l)},Ol=(t,e,l)=>{t.moveTo(l,e)},In=(t,e,l)=>{t.lineTo(e,l)},Wn=(t,e,l)=>{t.lineTo(l,e)},Rl=Go(0),Gr=Go(1),qo=(t,e,l,n,i,a)=>{t.arc(e,l,n,i,a)},Ko=(t,e,l,n,i,a)=>{t.arc(l,e,n,i,a)},Yo=(t,e,l,n,i,a,u)=>{t.bezierCurveTo(e,l,n,i,a,u)},Jo=(t,e,l,n,i,a,u)=>{t.bezierCurveTo(l,e,i,n,u,a)};function Zo(t){return(e,l,n,i,a)=>pn(e,l,(u,d,p,h,y,g,b,M,T,R,C)=>{let{pxRound:U,points:S}=u,V,_;h.ori==0?(V=Nl,_=qo):(V=Ol,_=Ko);let q=he(S.width*ae,3),P=(S.size-S.width)/2*ae,Y=he(P*2,3),O=new Path2D,J=new Path2D,{left:G,top:E,width:Z,height:F}=e.bbox;Rl(J,G-Y,E-Y,Z+Y*2,F+Y*2);let B=I=>{if(p[I]!=null){let ne=U(g(d[I],h,R,M)),z=U(b(p[I],y,C,T));V(O,ne+P,z),_(O,ne,z,P,0,Sl*2)}};if(a)a.forEach(B);else for(let I=n;I<=i;I++)B(I);return{stroke:q>0?O:null,fill:O,clip:J,flags:zn|Dr}})}function Qo(t){return(e,l,n,i,a,u)=>{n!=i&&(a!=n&&u!=n&&t(e,l,n),a!=i&&u!=i&&t(e,l,i),t(e,l,u))}}var Pc=Qo(In),Nc=Qo(Wn);function Xo(t){let e=oe(t?.alignGaps,0);return(l,n,i,a)=>pn(l,n,(u,d,p,h,y,g,b,M,T,R,C)=>{[i,a]=Ml(p,i,a);let U=u.pxRound,S=F=>U(g(F,h,R,M)),V=F=>U(b(F,y,C,T)),_,q;h.ori==0?(_=In,q=Pc):(_=Wn,q=Nc);let P=h.dir*(h.ori==0?1:-1),Y={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:zn},O=Y.stroke,J=!1;if(a-i>=R*4){let F=H=>l.posToVal(H,h.key,!0),B=null,I=null,ne,z,Ze,ye=S(d[P==1?i:a]),le=S(d[i]),fe=S(d[a]),Q=F(P==1?le+1:fe-1);for(let H=P==1?i:a;H>=i&&H<=a;H+=P){let De=d[H],xe=(P==1?De<Q:De>Q)?ye:S(De),ce=p[H];xe==ye?ce!=null?(z=ce,B==null?(_(O,xe,V(z)),ne=B=I=z):z<B?B=z:z>I&&(I=z)):ce===null&&(J=!0):(B!=null&&q(O,ye,V(B),V(I),V(ne),V(z)),ce!=null?(z=ce,_(O,xe,V(z)),B=I=ne=z):(B=I=null,ce===null&&(J=!0)),ye=xe,Q=F(ye+P))}B!=null&&B!=I&&Ze!=ye&&q(O,ye,V(B),V(I),V(ne),V(z))}else for(let F=P==1?i:a;F>=i&&F<=a;F+=P){let B=p[F];B===null?J=!0:B!=null&&_(O,S(d[F]),V(B))}let[E,Z]=Br(l,n);if(u.fill!=null||E!=0){let F=Y.fill=new Path2D(O),B=u.fillTo(l,n,u.min,u.max,E),I=V(B),ne=S(d[i]),z=S(d[a]);P==-1&&([z,ne]=[ne,z]),_(F,z,I),_(F,ne,I)}if(!u.spanGaps){let F=[];J&&F.push(...jr(d,p,i,a,P,S,e)),Y.gaps=F=u.gaps(l,n,i,a,F),Y.clip=Pl(F,h.ori,M,T,R,C)}return Z!=0&&(Y.band=Z==2?[Vt(l,n,i,a,O,-1),Vt(l,n,i,a,O,1)]:Vt(l,n,i,a,O,Z)),Y})}function Oc(t){let e=oe(t.align,1),l=oe(t.ascDesc,!1),n=oe(t.alignGaps,0),i=oe(t.extend,!1);return(a,u,d,p)=>pn(a,u,(h,y,g,b,M,T,R,C,U,S,V)=>{[d,p]=Ml(g,d,p);let _=h.pxRound,{left:q,width:P}=a.bbox,Y=le=>_(T(le,b,S,C)),O=le=>_(R(le,M,V,U)),J=b.ori==0?In:Wn,G={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:zn},E=G.stroke,Z=b.dir*(b.ori==0?1:-1),F=O(g[Z==1?d:p]),B=Y(y[Z==1?d:p]),I=B,ne=B;i&&e==-1&&(ne=q,J(E,ne,F)),J(E,B,F);for(let le=Z==1?d:p;le>=d&&le<=p;le+=Z){let fe=g[le];if(fe==null)continue;let Q=Y(y[le]),H=O(fe);e==1?J(E,Q,F):J(E,I,H),J(E,Q,H),F=H,I=Q}let z=I;i&&e==1&&(z=q+P,J(E,z,F));let[Ze,ye]=Br(a,u);if(h.fill!=null||Ze!=0){let le=G.fill=new Path2D(E),fe=h.fillTo(a,u,h.min,h.max,Ze),Q=O(fe);J(le,z,Q),J(le,ne,Q)}if(!h.spanGaps){let le=[];le.push(...jr(y,g,d,p,Z,Y,n));let fe=h.width*ae/2,Q=l||e==1?fe:-fe,H=l||e==-1?-fe:fe;le.forEach(De=>{De[0]+=Q,De[1]+=H}),G.gaps=le=h.gaps(a,u,d,p,le),G.clip=Pl(le,b.ori,C,U,S,V)}return ye!=0&&(G.band=ye==2?[Vt(a,u,d,p,E,-1),Vt(a,u,d,p,E,1)]:Vt(a,u,d,p,E,ye)),G})}function po(t,e,l,n,i,a,u=pe){if(t.length>1){let d=null;for(let p=0,h=1/0;p<t.length;p++)if(e[p]!==void 0){if(d!=null){let y=Re(t[p]-t[d]);y<h&&(h=y,u=Re(l(t[p],n,i,a)-l(t[d],n,i,a)))}d=p}}return u}function Rc(t){t=t||nl;let e=oe(t.size,[.6,pe,1]),l=t.align||0,n=t.gap||0,i=t.radius;i=i==null?[0,0]:typeof i=="number"?[i,0]:i;let a=te(i),u=1-e[0],d=oe(e[1],pe),p=oe(e[2],1),h=oe(t.disp,nl),y=oe(t.each,M=>{}),{fill:g,stroke:b}=h;return(M,T,R,C)=>pn(M,T,(U,S,V,_,q,P,Y,O,J,G,E)=>{let Z=U.pxRound,F=l,B=n*ae,I=d*ae,ne=p*ae,z,Ze;_.ori==0?[z,Ze]=a(M,T):[Ze,z]=a(M,T);let ye=_.dir*(_.ori==0?1:-1),le=_.ori==0?Rl:Gr,fe=_.ori==0?y:(D,me,Pe,bn,Qt,At,Xt)=>{y(D,me,Pe,Qt,bn,Xt,At)},Q=oe(M.bands,zr).find(D=>D.series[0]==T),H=Q!=null?Q.dir:0,De=U.fillTo(M,T,U.min,U.max,H),je=Z(Y(De,q,E,J)),xe,ce,vt,et=G,Se=Z(U.width*ae),Mt=!1,Ct=null,ut=null,Wt=null,hn=null;g!=null&&(Se==0||b!=null)&&(Mt=!0,Ct=g.values(M,T,R,C),ut=new Map,new Set(Ct).forEach(D=>{D!=null&&ut.set(D,new Path2D)}),Se>0&&(Wt=b.values(M,T,R,C),hn=new Map,new Set(Wt).forEach(D=>{D!=null&&hn.set(D,new Path2D)})));let{x0:mn,size:Un}=h;if(mn!=null&&Un!=null){F=1,S=mn.values(M,T,R,C),mn.unit==2&&(S=S.map(Pe=>M.posToVal(O+Pe*G,_.key,!0)));let D=Un.values(M,T,R,C);Un.unit==2?ce=D[0]*G:ce=P(D[0],_,G,O)-P(0,_,G,O),et=po(S,V,P,_,G,O,et),vt=et-ce+B}else et=po(S,V,P,_,G,O,et),vt=et*u+B,ce=et-vt;vt<1&&(vt=0),Se>=ce/2&&(Se=0),vt<5&&(Z=ko);let rl=vt>0,Jt=et-vt-(rl?Se:0);ce=Z(Mr(Jt,ne,I)),xe=(F==0?ce/2:F==ye?0:ce)-F*ye*((F==0?B/2:0)+(rl?Se/2:0));let Ge={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},gn=Mt?null:new Path2D,Ft=null;if(Q!=null)Ft=M.data[Q.series[1]];else{let{y0:D,y1:me}=h;D!=null&&me!=null&&(V=me.values(M,T,R,C),Ft=D.values(M,T,R,C))}let Zt=z*ce,K=Ze*ce;for(let D=ye==1?R:C;D>=R&&D<=C;D+=ye){let me=V[D];if(me==null)continue;if(Ft!=null){let Qe=Ft[D]??0;if(me-Qe==0)continue;je=Y(Qe,q,E,J)}let Pe=_.distr!=2||h!=null?S[D]:D,bn=P(Pe,_,G,O),Qt=Y(oe(me,De),q,E,J),At=Z(bn-xe),Xt=Z(Je(Qt,je)),tt=Z(Tt(Qt,je)),ft=Xt-tt;if(me!=null){let Qe=me<0?K:Zt,yt=me<0?Zt:K;Mt?(Se>0&&Wt[D]!=null&&le(hn.get(Wt[D]),At,tt+at(Se/2),ce,Je(0,ft-Se),Qe,yt),Ct[D]!=null&&le(ut.get(Ct[D]),At,tt+at(Se/2),ce,Je(0,ft-Se),Qe,yt)):le(gn,At,tt+at(Se/2),ce,Je(0,ft-Se),Qe,yt),fe(M,T,D,At-Se/2,tt,ce+Se,ft)}}return Se>0?Ge.stroke=Mt?hn:gn:Mt||(Ge._fill=U.width==0?U._fill:U._stroke??U._fill,Ge.width=0),Ge.fill=Mt?ut:gn,Ge})}function Cc(t,e){let l=oe(e?.alignGaps,0);return(n,i,a,u)=>pn(n,i,(d,p,h,y,g,b,M,T,R,C,U)=>{[a,u]=Ml(h,a,u);let S=d.pxRound,V=z=>S(b(z,y,C,T)),_=z=>S(M(z,g,U,R)),q,P,Y;y.ori==0?(q=Nl,Y=In,P=Yo):(q=Ol,Y=Wn,P=Jo);let O=y.dir*(y.ori==0?1:-1),J=V(p[O==1?a:u]),G=J,E=[],Z=[];for(let z=O==1?a:u;z>=a&&z<=u;z+=O)if(h[z]!=null){let ye=p[z],le=V(ye);E.push(G=le),Z.push(_(h[z]))}let F={stroke:t(E,Z,q,Y,P,S),fill:null,clip:null,band:null,gaps:null,flags:zn},B=F.stroke,[I,ne]=Br(n,i);if(d.fill!=null||I!=0){let z=F.fill=new Path2D(B),Ze=d.fillTo(n,i,d.min,d.max,I),ye=_(Ze);Y(z,G,ye),Y(z,J,ye)}if(!d.spanGaps){let z=[];z.push(...jr(p,h,a,u,O,V,l)),F.gaps=z=d.gaps(n,i,a,u,z),F.clip=Pl(z,y.ori,T,R,C,U)}return ne!=0&&(F.band=ne==2?[Vt(n,i,a,u,B,-1),Vt(n,i,a,u,B,1)]:Vt(n,i,a,u,B,ne)),F})}function Fc(t){return Cc(Hc,t)}function Hc(t,e,l,n,i,a){let u=t.length;if(u<2)return null;let d=new Path2D;if(l(d,t[0],e[0]),u==2)n(d,t[1],e[1]);else{let p=Array(u),h=Array(u-1),y=Array(u-1),g=Array(u-1);for(let b=0;b<u-1;b++)y[b]=e[b+1]-e[b],g[b]=t[b+1]-t[b],h[b]=y[b]/g[b];p[0]=h[0];for(let b=1;b<u-1;b++)h[b]===0||h[b-1]===0||h[b-1]>0!=h[b]>0?p[b]=0:(p[b]=3*(g[b-1]+g[b])/((2*g[b]+g[b-1])/h[b-1]+(g[b]+2*g[b-1])/h[b]),isFinite(p[b])||(p[b]=0));p[u-1]=h[u-2];for(let b=0;b<u-1;b++)i(d,t[b]+g[b]/3,e[b]+p[b]*g[b]/3,t[b+1]-g[b]/3,e[b+1]-p[b+1]*g[b]/3,t[b+1],e[b+1])}return d}var Pr=new Set;function ho(){for(let t of Pr)t.syncRect(!0)}Vn&&(fn(ba,Cn,ho),fn(wa,Cn,ho,!0),fn(_l,Cn,()=>{Ie.pxRatio=ae}));var $c=Xo(),zc=Zo();function mo(t,e,l,n){return(n?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((a,u)=>Nr(a,u,e,l))}function Vc(t,e){return t.map((l,n)=>n==0?{}:Le({},e,l))}function Nr(t,e,l,n){return Le({},e==0?l:n,t)}function es(t,e,l){return e==null?Hn:[e,l]}var Ic=es;function Wc(t,e,l){return e==null?Hn:El(e,l,Hr,!0)}function ts(t,e,l,n){return e==null?Hn:Al(e,l,t.scales[n].log,!1)}var Uc=ts;function ns(t,e,l,n){return e==null?Hn:Fr(e,l,t.scales[n].log,!1)}var Bc=ns;function jc(t,e,l,n,i){let a=Je(Gi(t),Gi(e)),u=e-t,d=Et(i/n*u,l);do{let p=l[d],h=n*p/u;if(h>=i&&a+(p<5?Yt.get(p):0)<=17)return[p,h]}while(++d<l.length);return[0,0]}function go(t){let e,l;return t=t.replace(/(\d+)px/,(n,i)=>(e=Oe((l=+i)*ae))+"px"),[t,e,l]}function Gc(t){t.show&&[t.font,t.labelFont].forEach(e=>{let l=he(e[2]*ae,1);e[0]=e[0].replace(/[0-9.]+px/,l+"px"),e[1]=l})}function Ie(t,e,l){let n={mode:oe(t.mode,1)},i=n.mode;function a(r,o,s,c){let f=o.valToPct(r);return c+s*(o.dir==-1?1-f:f)}function u(r,o,s,c){let f=o.valToPct(r);return c+s*(o.dir==-1?f:1-f)}function d(r,o,s,c){return o.ori==0?a(r,o,s,c):u(r,o,s,c)}n.valToPosH=a,n.valToPosV=u;let p=!1;n.status=0;let h=n.root=bt(Xs);if(t.id!=null&&(h.id=t.id),st(h,t.class),t.title){let r=bt(na,h);r.textContent=t.title}let y=_t("canvas"),g=n.ctx=y.getContext("2d"),b=bt(la,h);fn("click",b,r=>{r.target===T&&(ge!=An||ke!=Ln)&&Ue.click(n,r)},!0);let M=n.under=bt(ra,b);b.appendChild(y);let T=n.over=bt(ia,b);t=$n(t);let R=+oe(t.pxAlign,1),C=fo(R);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(n,t)||t)});let U=t.ms||.001,S=n.series=i==1?mo(t.series||[],ro,co,!1):Vc(t.series||[null],ao),V=n.axes=mo(t.axes||[],lo,oo,!0),_=n.scales={},q=n.bands=t.bands||[];q.forEach(r=>{r.fill=te(r.fill||null),r.dir=oe(r.dir,-1)});let P=i==2?S[1].facets[0].scale:S[0].scale,Y={axes:Ls,series:_s},O=(t.drawOrder||["axes","series"]).map(r=>Y[r]);function J(r){let o=r.distr==3?s=>zt(s>0?s:r.clamp(n,s,r.min,r.max,r.key)):r.distr==4?s=>vr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let c=o(s),{_min:f,_max:m}=r,w=m-f;return(c-f)/w}}function G(r){let o=_[r];if(o==null){let s=(t.scales||nl)[r]||nl;if(s.from!=null){G(s.from);let c=Le({},_[s.from],s,{key:r});c.valToPct=J(c),_[r]=c}else{o=_[r]=Le({},r==P?Bo:Ac,s),o.key=r;let c=o.time,f=o.range,m=Kt(f);if((r!=P||i==2&&!c)&&(m&&(f[0]==null||f[1]==null)&&(f={min:f[0]==null?Ui:{mode:1,hard:f[0],soft:f[0]},max:f[1]==null?Ui:{mode:1,hard:f[1],soft:f[1]}},m=!1),!m&&Dl(f))){let w=f;f=(x,k,A)=>k==null?Hn:El(k,A,w)}o.range=te(f||(c?Ic:r==P?o.distr==3?Uc:o.distr==4?Bc:es:o.distr==3?ts:o.distr==4?ns:Wc)),o.auto=te(m?!1:o.auto),o.clamp=te(o.clamp||Mc),o._min=o._max=null,o.valToPct=J(o)}}}G("x"),G("y"),i==1&&S.forEach(r=>{G(r.scale)}),V.forEach(r=>{G(r.scale)});for(let r in t.scales)G(r);let E=_[P],Z=E.distr,F,B;E.ori==0?(st(h,ea),F=a,B=u):(st(h,ta),F=u,B=a);let I={};for(let r in _){let o=_[r];(o.min!=null||o.max!=null)&&(I[r]={min:o.min,max:o.max},o.min=o.max=null)}let ne=t.tzDate||(r=>new Date(Oe(r/U))),z=t.fmtDate||Vr,Ze=U==1?ec(ne):lc(ne),ye=eo(ne,Xi(U==1?Xa:nc,z)),le=no(ne,to(ic,z)),fe=[],Q=n.legend=Le({},ac,t.legend),H=n.cursor=Le({},hc,{drag:{y:i==2}},t.cursor),De=Q.show,je=H.show,xe=Q.markers;Q.idxs=fe,xe.width=te(xe.width),xe.dash=te(xe.dash),xe.stroke=te(xe.stroke),xe.fill=te(xe.fill);let ce,vt,et,Se=[],Mt=[],Ct,ut=!1,Wt={};if(Q.live){let r=S[1]?S[1].values:null;ut=r!=null,Ct=ut?r(n,1,0):{_:0};for(let o in Ct)Wt[o]=Rr}if(De)if(ce=_t("table",fa,h),et=_t("tbody",null,ce),Q.mount(n,ce),ut){vt=_t("thead",null,ce,et);let r=_t("tr",null,vt);_t("th",null,r);for(var hn in Ct)_t("th",Di,r).textContent=hn}else st(ce,pa),Q.live&&st(ce,da);let mn={show:!0},Un={show:!1};function rl(r,o){if(o==0&&(ut||!Q.live||i==2))return Hn;let s=[],c=_t("tr",ha,et,et.childNodes[o]);st(c,r.class),r.show||st(c,un);let f=_t("th",null,c);if(xe.show){let x=bt(ma,f);if(o>0){let k=xe.width(n,o);k&&(x.style.border=k+"px "+xe.dash(n,o)+" "+xe.stroke(n,o)),x.style.background=xe.fill(n,o)}}let m=bt(Di,f);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,o>0&&(xe.show||(m.style.color=r.width>0?xe.stroke(n,o):xe.fill(n,o)),Ge("click",f,x=>{if(H._lock)return;tn(x);let k=S.indexOf(r);if((x.ctrlKey||x.metaKey)!=Q.isolate){let A=S.some((L,N)=>N>0&&N!=k&&L.show);S.forEach((L,N)=>{N>0&&Dt(N,A?N==k?mn:Un:mn,!0,Me.setSeries)})}else Dt(k,{show:!r.show},!0,Me.setSeries)},!1),vn&&Ge(Ri,f,x=>{H._lock||(tn(x),Dt(S.indexOf(r),Pn,!0,Me.setSeries))},!1));for(var w in Ct){let x=_t("td",ga,c);x.textContent="--",s.push(x)}return[c,s]}let Jt=new Map;function Ge(r,o,s,c=!0){let f=Jt.get(o)||{},m=H.bind[r](n,o,s,c);m&&(fn(r,o,f[r]=m),Jt.set(o,f))}function gn(r,o,s){let c=Jt.get(o)||{};for(let f in c)(r==null||f==r)&&(Tr(f,o,c[f]),delete c[f]);r==null&&Jt.delete(o)}let Ft=0,Zt=0,K=0,D=0,me=0,Pe=0,bn=me,Qt=Pe,At=K,Xt=D,tt=0,ft=0,Qe=0,yt=0;n.bbox={};let Bl=!1,il=!1,wn=!1,en=!1,ol=!1,dt=!1;function jl(r,o,s){(s||r!=n.width||o!=n.height)&&Kr(r,o),_n(!1),wn=!0,il=!0,En()}function Kr(r,o){n.width=Ft=K=r,n.height=Zt=D=o,me=Pe=0,bs(),ws();let s=n.bbox;tt=s.left=an(me*ae,.5),ft=s.top=an(Pe*ae,.5),Qe=s.width=an(K*ae,.5),yt=s.height=an(D*ae,.5)}let hs=3;function ms(){let r=!1,o=0;for(;!r;){o++;let s=Ms(o),c=As(o);r=o==hs||s&&c,r||(Kr(n.width,n.height),il=!0)}}function gs({width:r,height:o}){jl(r,o)}n.setSize=gs;function bs(){let r=!1,o=!1,s=!1,c=!1;V.forEach((f,m)=>{if(f.show&&f._show){let{side:w,_size:x}=f,k=w%2,A=f.label!=null?f.labelSize:0,L=x+A;L>0&&(k?(K-=L,w==3?(me+=L,c=!0):s=!0):(D-=L,w==0?(Pe+=L,r=!0):o=!0))}}),nn[0]=r,nn[1]=s,nn[2]=o,nn[3]=c,K-=Ut[1]+Ut[3],me+=Ut[3],D-=Ut[2]+Ut[0],Pe+=Ut[0]}function ws(){let r=me+K,o=Pe+D,s=me,c=Pe;function f(m,w){switch(m){case 1:return r+=w,r-w;case 2:return o+=w,o-w;case 3:return s-=w,s+w;case 0:return c-=w,c+w}}V.forEach((m,w)=>{if(m.show&&m._show){let x=m.side;m._pos=f(x,m._size),m.label!=null&&(m._lpos=f(x,m.labelSize))}})}if(H.dataIdx==null){let r=H.hover,o=r.skip=new Set(r.skip??[]);o.add(void 0);let s=r.prox=te(r.prox),c=r.bias??=0;H.dataIdx=(f,m,w,x)=>{if(m==0)return w;let k=w,A=s(f,m,w,x)??pe,L=A>=0&&A<pe,N=E.ori==0?K:D,j=H.left,se=e[0],re=e[m];if(o.has(re[w])){k=null;let X=null,W=null,$;if(c==0||c==-1)for($=w;X==null&&$-- >0;)o.has(re[$])||(X=$);if(c==0||c==1)for($=w;W==null&&$++<re.length;)o.has(re[$])||(W=$);if(X!=null||W!=null)if(L){let we=X==null?-1/0:F(se[X],E,N,0),_e=W==null?1/0:F(se[W],E,N,0),Ve=j-we,de=_e-j;Ve<=de?Ve<=A&&(k=X):de<=A&&(k=W)}else k=W==null?X:X==null?W:w-X<=W-w?X:W}else L&&Re(j-F(se[w],E,N,0))>A&&(k=null);return k}}let tn=r=>{H.event=r};H.idxs=fe,H._lock=!1;let Be=H.points;Be.show=te(Be.show),Be.size=te(Be.size),Be.stroke=te(Be.stroke),Be.width=te(Be.width),Be.fill=te(Be.fill);let Lt=n.focus=Le({},t.focus||{alpha:.3},H.focus),vn=Lt.prox>=0,yn=vn&&Be.one,pt=[],xn=[],kn=[];function Yr(r,o){let s=Be.show(n,o);if(s instanceof HTMLElement)return st(s,ua),st(s,r.class),Rt(s,-10,-10,K,D),T.insertBefore(s,pt[o]),s}function Jr(r,o){if(i==1||o>0){let s=i==1&&_[r.scale].time,c=r.value;r.value=s?Yi(c)?no(ne,to(c,z)):c||le:c||_c,r.label=r.label||(s?gc:mc)}if(yn||o>0){r.width=r.width==null?1:r.width,r.paths=r.paths||$c||Aa,r.fillTo=te(r.fillTo||Lc),r.pxAlign=+oe(r.pxAlign,R),r.pxRound=fo(r.pxAlign),r.stroke=te(r.stroke||null),r.fill=te(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=Ec(Je(1,r.width),1),c=r.points=Le({},{size:s,width:Je(1,s*.2),stroke:r.stroke,space:s*2,paths:zc,_stroke:null,_fill:null},r.points);c.show=te(c.show),c.filter=te(c.filter),c.fill=te(c.fill),c.stroke=te(c.stroke),c.paths=te(c.paths),c.pxAlign=r.pxAlign}if(De){let s=rl(r,o);Se.splice(o,0,s[0]),Mt.splice(o,0,s[1]),Q.values.push(null)}if(je){fe.splice(o,0,null);let s=null;yn?o==0&&(s=Yr(r,o)):o>0&&(s=Yr(r,o)),pt.splice(o,0,s),xn.splice(o,0,0),kn.splice(o,0,0)}ze("addSeries",o)}function vs(r,o){o=o??S.length,r=i==1?Nr(r,o,ro,co):Nr(r,o,{},ao),S.splice(o,0,r),Jr(S[o],o)}n.addSeries=vs;function ys(r){if(S.splice(r,1),De){Q.values.splice(r,1),Mt.splice(r,1);let o=Se.splice(r,1)[0];gn(null,o.firstChild),o.remove()}je&&(fe.splice(r,1),pt.splice(r,1)[0].remove(),xn.splice(r,1),kn.splice(r,1)),ze("delSeries",r)}n.delSeries=ys;let nn=[!1,!1,!1,!1];function xs(r,o){if(r._show=r.show,r.show){let s=r.side%2,c=_[r.scale];c==null&&(r.scale=s?S[1].scale:P,c=_[r.scale]);let f=c.time;r.size=te(r.size),r.space=te(r.space),r.rotate=te(r.rotate),Kt(r.incrs)&&r.incrs.forEach(w=>{!Yt.has(w)&&Yt.set(w,Eo(w))}),r.incrs=te(r.incrs||(c.distr==2?Ja:f?U==1?Qa:tc:cn)),r.splits=te(r.splits||(f&&c.distr==1?Ze:c.distr==3?Ar:c.distr==4?vc:wc)),r.stroke=te(r.stroke),r.grid.stroke=te(r.grid.stroke),r.ticks.stroke=te(r.ticks.stroke),r.border.stroke=te(r.border.stroke);let m=r.values;r.values=Kt(m)&&!Kt(m[0])?te(m):f?Kt(m)?eo(ne,Xi(m,z)):Yi(m)?rc(ne,m):m||ye:m||bc,r.filter=te(r.filter||(c.distr>=3&&c.log==10?kc:c.distr==3&&c.log==2?Sc:So)),r.font=go(r.font),r.labelFont=go(r.labelFont),r._size=r.size(n,null,o,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(nn[o]=!0,r._el=bt(oa,b))}}function Bn(r,o,s,c){let[f,m,w,x]=s,k=o%2,A=0;return k==0&&(x||m)&&(A=o==0&&!f||o==2&&!w?Oe(lo.size/3):0),k==1&&(f||w)&&(A=o==1&&!m||o==3&&!x?Oe(oo.size/2):0),A}let Zr=n.padding=(t.padding||[Bn,Bn,Bn,Bn]).map(r=>te(oe(r,Bn))),Ut=n._padding=Zr.map((r,o)=>r(n,o,nn,0)),We,Ce=null,Fe=null,sl=i==1?S[0].idxs:null,xt=null,jn=!1;function Qr(r,o){if(e=r??[],n.data=n._data=e,i==2){We=0;for(let s=1;s<S.length;s++)We+=e[s][0].length}else{e.length==0&&(n.data=n._data=e=[[]]),xt=e[0],We=xt.length;let s=e;if(Z==2){s=e.slice();let c=s[0]=Array(We);for(let f=0;f<We;f++)c[f]=f}n._data=e=s}if(_n(!0),ze("setData"),Z==2&&(wn=!0),o!==!1){let s=E;s.auto(n,jn)?Gl():jt(P,s.min,s.max),en=en||H.left>=0,dt=!0,En()}}n.setData=Qr;function Gl(){jn=!0;let r,o;i==1&&(We>0?(Ce=sl[0]=0,Fe=sl[1]=We-1,r=e[0][Ce],o=e[0][Fe],Z==2?(r=Ce,o=Fe):r==o&&(Z==3?[r,o]=Al(r,r,E.log,!1):Z==4?[r,o]=Fr(r,r,E.log,!1):E.time?o=r+Oe(86400/U):[r,o]=El(r,o,Hr,!0))):(Ce=sl[0]=r=null,Fe=sl[1]=o=null)),jt(P,r,o)}let al,Sn,ql,Kl,Yl,Jl,Zl,Ql,Xl,Xe;function Xr(r,o,s,c,f,m){r??=Ni,s??=zr,c??="butt",f??=Ni,m??="round",r!=al&&(g.strokeStyle=al=r),f!=Sn&&(g.fillStyle=Sn=f),o!=ql&&(g.lineWidth=ql=o),m!=Yl&&(g.lineJoin=Yl=m),c!=Jl&&(g.lineCap=Jl=c),s!=Kl&&g.setLineDash(Kl=s)}function ei(r,o,s,c){o!=Sn&&(g.fillStyle=Sn=o),r!=Zl&&(g.font=Zl=r),s!=Ql&&(g.textAlign=Ql=s),c!=Xl&&(g.textBaseline=Xl=c)}function er(r,o,s,c,f=0){if(c.length>0&&r.auto(n,jn)&&(o==null||o.min==null)){let m=oe(Ce,0),w=oe(Fe,c.length-1),x=s.min==null?ka(c,m,w,f,r.distr==3):[s.min,s.max];r.min=Tt(r.min,s.min=x[0]),r.max=Je(r.max,s.max=x[1])}}let ti={min:null,max:null};function ks(){for(let c in _){let f=_[c];I[c]==null&&(f.min==null||I[P]!=null&&f.auto(n,jn))&&(I[c]=ti)}for(let c in _){let f=_[c];I[c]==null&&f.from!=null&&I[f.from]!=null&&(I[c]=ti)}I[P]!=null&&_n(!0);let r={};for(let c in I){let f=I[c];if(f!=null){let m=r[c]=$n(_[c],Pa);if(f.min!=null)Le(m,f);else if(c!=P||i==2)if(We==0&&m.from==null){let w=m.range(n,null,null,c);m.min=w[0],m.max=w[1]}else m.min=pe,m.max=-pe}}if(We>0){S.forEach((c,f)=>{if(i==1){let m=c.scale,w=I[m];if(w==null)return;let x=r[m];if(f==0){let k=x.range(n,x.min,x.max,m);x.min=k[0],x.max=k[1],Ce=Et(x.min,e[0]),Fe=Et(x.max,e[0]),Fe-Ce>1&&(e[0][Ce]<x.min&&Ce++,e[0][Fe]>x.max&&Fe--),c.min=xt[Ce],c.max=xt[Fe]}else c.show&&c.auto&&er(x,w,c,e[f],c.sorted);c.idxs[0]=Ce,c.idxs[1]=Fe}else if(f>0&&c.show&&c.auto){let[m,w]=c.facets,x=m.scale,k=w.scale,[A,L]=e[f],N=r[x],j=r[k];N!=null&&er(N,I[x],m,A,m.sorted),j!=null&&er(j,I[k],w,L,w.sorted),c.min=w.min,c.max=w.max}});for(let c in r){let f=r[c],m=I[c];if(f.from==null&&(m==null||m.min==null)){let w=f.range(n,f.min==pe?null:f.min,f.max==-pe?null:f.max,c);f.min=w[0],f.max=w[1]}}}for(let c in r){let f=r[c];if(f.from!=null){let m=r[f.from];if(m.min==null)f.min=f.max=null;else{let w=f.range(n,m.min,m.max,c);f.min=w[0],f.max=w[1]}}}let o={},s=!1;for(let c in r){let f=r[c],m=_[c];if(m.min!=f.min||m.max!=f.max){m.min=f.min,m.max=f.max;let w=m.distr;m._min=w==3?zt(m.min):w==4?vr(m.min,m.asinh):w==100?m.fwd(m.min):m.min,m._max=w==3?zt(m.max):w==4?vr(m.max,m.asinh):w==100?m.fwd(m.max):m.max,o[c]=s=!0}}if(s){S.forEach((c,f)=>{i==2?f>0&&o.y&&(c._paths=null):o[c.scale]&&(c._paths=null)});for(let c in o)wn=!0,ze("setScale",c);je&&H.left>=0&&(en=dt=!0)}for(let c in I)I[c]=null}function Ss(r){let o=Mr(Ce-1,0,We-1),s=Mr(Fe+1,0,We-1);for(;r[o]==null&&o>0;)o--;for(;r[s]==null&&s<We-1;)s++;return[o,s]}function _s(){if(We>0){let r=S.some(o=>o._focus)&&Xe!=Lt.alpha;r&&(g.globalAlpha=Xe=Lt.alpha),S.forEach((o,s)=>{if(s>0&&o.show&&(ni(s,!1),ni(s,!0),o._paths==null)){let c=Xe;Xe!=o.alpha&&(g.globalAlpha=Xe=o.alpha);let f=i==2?[0,e[s][0].length-1]:Ss(e[s]);o._paths=o.paths(n,s,f[0],f[1]),Xe!=c&&(g.globalAlpha=Xe=c)}}),S.forEach((o,s)=>{if(s>0&&o.show){let c=Xe;Xe!=o.alpha&&(g.globalAlpha=Xe=o.alpha),o._paths!=null&&li(s,!1);{let f=o._paths!=null?o._paths.gaps:null,m=o.points.show(n,s,Ce,Fe,f),w=o.points.filter(n,s,m,f);(m||w)&&(o.points._paths=o.points.paths(n,s,Ce,Fe,w),li(s,!0))}Xe!=c&&(g.globalAlpha=Xe=c),ze("drawSeries",s)}}),r&&(g.globalAlpha=Xe=1)}}function ni(r,o){let s=o?S[r].points:S[r];s._stroke=s.stroke(n,r),s._fill=s.fill(n,r)}function li(r,o){let s=o?S[r].points:S[r],{stroke:c,fill:f,clip:m,flags:w,_stroke:x=s._stroke,_fill:k=s._fill,_width:A=s.width}=s._paths;A=he(A*ae,3);let L=null,N=A%2/2;o&&k==null&&(k=A>0?"#fff":x);let j=s.pxAlign==1&&N>0;if(j&&g.translate(N,N),!o){let se=tt-A/2,re=ft-A/2,X=Qe+A,W=yt+A;L=new Path2D,L.rect(se,re,X,W)}o?tr(x,A,s.dash,s.cap,k,c,f,w,m):Es(r,x,A,s.dash,s.cap,k,c,f,w,L,m),j&&g.translate(-N,-N)}function Es(r,o,s,c,f,m,w,x,k,A,L){let N=!1;k!=0&&q.forEach((j,se)=>{if(j.series[0]==r){let re=S[j.series[1]],X=e[j.series[1]],W=(re._paths||nl).band;Kt(W)&&(W=j.dir==1?W[0]:W[1]);let $,we=null;re.show&&W&&_a(X,Ce,Fe)?(we=j.fill(n,se)||m,$=re._paths.clip):W=null,tr(o,s,c,f,we,w,x,k,A,L,$,W),N=!0}}),N||tr(o,s,c,f,m,w,x,k,A,L)}let ri=zn|Dr;function tr(r,o,s,c,f,m,w,x,k,A,L,N){Xr(r,o,s,c,f),(k||A||N)&&(g.save(),k&&g.clip(k),A&&g.clip(A)),N?(x&ri)==ri?(g.clip(N),L&&g.clip(L),ul(f,w),cl(r,m,o)):x&Dr?(ul(f,w),g.clip(N),cl(r,m,o)):x&zn&&(g.save(),g.clip(N),L&&g.clip(L),ul(f,w),g.restore(),cl(r,m,o)):(ul(f,w),cl(r,m,o)),(k||A||N)&&g.restore()}function cl(r,o,s){s>0&&(o instanceof Map?o.forEach((c,f)=>{g.strokeStyle=al=f,g.stroke(c)}):o!=null&&r&&g.stroke(o))}function ul(r,o){o instanceof Map?o.forEach((s,c)=>{g.fillStyle=Sn=c,g.fill(s)}):o!=null&&r&&g.fill(o)}function Ts(r,o,s,c){let f=V[r],m;if(c<=0)m=[0,0];else{let w=f._space=f.space(n,r,o,s,c),x=f._incrs=f.incrs(n,r,o,s,c,w);m=jc(o,s,x,c,w)}return f._found=m}function nr(r,o,s,c,f,m,w,x,k,A){let L=w%2/2;R==1&&g.translate(L,L),Xr(x,w,k,A,x),g.beginPath();let N,j,se,re,X=f+(c==0||c==3?-m:m);s==0?(j=f,re=X):(N=f,se=X);for(let W=0;W<r.length;W++)o[W]!=null&&(s==0?N=se=r[W]:j=re=r[W],g.moveTo(N,j),g.lineTo(se,re));g.stroke(),R==1&&g.translate(-L,-L)}function Ms(r){let o=!0;return V.forEach((s,c)=>{if(!s.show)return;let f=_[s.scale];if(f.min==null){s._show&&(o=!1,s._show=!1,_n(!1));return}else s._show||(o=!1,s._show=!0,_n(!1));let m=s.side,w=m%2,{min:x,max:k}=f,[A,L]=Ts(c,x,k,w==0?K:D);if(L==0)return;let N=f.distr==2,j=s._splits=s.splits(n,c,x,k,A,L,N),se=f.distr==2?j.map($=>xt[$]):j,re=f.distr==2?xt[j[1]]-xt[j[0]]:A,X=s._values=s.values(n,s.filter(n,se,c,L,re),c,L,re);s._rotate=m==2?s.rotate(n,X,c,L):0;let W=s._size;s._size=wt(s.size(n,X,c,r)),W!=null&&s._size!=W&&(o=!1)}),o}function As(r){let o=!0;return Zr.forEach((s,c)=>{let f=s(n,c,nn,r);f!=Ut[c]&&(o=!1),Ut[c]=f}),o}function Ls(){for(let r=0;r<V.length;r++){let o=V[r];if(!o.show||!o._show)continue;let s=o.side,c=s%2,f,m,w=o.stroke(n,r),x=s==0||s==3?-1:1,[k,A]=o._found;if(o.label!=null){let Ke=o.labelGap*x,rt=Oe((o._lpos+Ke)*ae);ei(o.labelFont[0],w,"center",s==2?"top":Pi),g.save(),c==1?(f=m=0,g.translate(rt,Oe(ft+yt/2)),g.rotate((s==3?-Sl:Sl)/2)):(f=Oe(tt+Qe/2),m=rt);let on=xo(o.label)?o.label(n,r,k,A):o.label;g.fillText(on,f,m),g.restore()}if(A==0)continue;let L=_[o.scale],N=c==0?Qe:yt,j=c==0?tt:ft,se=o._splits,re=L.distr==2?se.map(Ke=>xt[Ke]):se,X=L.distr==2?xt[se[1]]-xt[se[0]]:k,W=o.ticks,$=o.border,we=W.show?W.size:0,_e=Oe(we*ae),Ve=Oe((o.alignTo==2?o._size-we-o.gap:o.gap)*ae),de=o._rotate*-Sl/180,Ee=C(o._pos*ae),nt=(_e+Ve)*x,qe=Ee+nt;m=c==0?qe:0,f=c==1?qe:0;let ht=o.font[0],kt=o.align==1?On:o.align==2?gr:de>0?On:de<0?gr:c==0?"center":s==3?gr:On,Nt=de||c==1?"middle":s==2?"top":Pi;ei(ht,w,kt,Nt);let lt=o.font[1]*o.lineGap,mt=se.map(Ke=>C(d(Ke,L,N,j))),St=o._values;for(let Ke=0;Ke<St.length;Ke++){let rt=St[Ke];if(rt!=null){c==0?f=mt[Ke]:m=mt[Ke],rt=""+rt;let on=rt.indexOf(`
`)==-1?[rt]:rt.split(/\n/gm);for(let Ye=0;Ye<on.length;Ye++){let Si=on[Ye];de?(g.save(),g.translate(f,m+Ye*lt),g.rotate(de),g.fillText(Si,0,0),g.restore()):g.fillText(Si,f,m+Ye*lt)}}}W.show&&nr(mt,W.filter(n,re,r,A,X),c,s,Ee,_e,he(W.width*ae,3),W.stroke(n,r),W.dash,W.cap);let Ot=o.grid;Ot.show&&nr(mt,Ot.filter(n,re,r,A,X),c,c==0?2:1,c==0?ft:tt,c==0?yt:Qe,he(Ot.width*ae,3),Ot.stroke(n,r),Ot.dash,Ot.cap),$.show&&nr([Ee],[1],c==0?1:0,c==0?1:2,c==1?ft:tt,c==1?yt:Qe,he($.width*ae,3),$.stroke(n,r),$.dash,$.cap)}ze("drawAxes")}function _n(r){S.forEach((o,s)=>{s>0&&(o._paths=null,r&&(i==1?(o.min=null,o.max=null):o.facets.forEach(c=>{c.min=null,c.max=null})))})}let fl=!1,lr=!1,Gn=[];function Ds(){lr=!1;for(let r=0;r<Gn.length;r++)ze(...Gn[r]);Gn.length=0}function En(){fl||($a(ii),fl=!0)}function Ps(r,o=!1){fl=!0,lr=o,r(n),ii(),o&&Gn.length>0&&queueMicrotask(Ds)}n.batch=Ps;function ii(){if(Bl&&(ks(),Bl=!1),wn&&(ms(),wn=!1),il){if(ve(M,On,me),ve(M,"top",Pe),ve(M,Qn,K),ve(M,Xn,D),ve(T,On,me),ve(T,"top",Pe),ve(T,Qn,K),ve(T,Xn,D),ve(b,Qn,Ft),ve(b,Xn,Zt),y.width=Oe(Ft*ae),y.height=Oe(Zt*ae),V.forEach(({_el:r,_show:o,_size:s,_pos:c,side:f})=>{if(r!=null)if(o){let m=f===3||f===0?s:0,w=f%2==1;ve(r,w?"left":"top",c-m),ve(r,w?"width":"height",s),ve(r,w?"top":"left",w?Pe:me),ve(r,w?"height":"width",w?D:K),Er(r,un)}else st(r,un)}),al=Sn=ql=Yl=Jl=Zl=Ql=Xl=Kl=null,Xe=1,Yn(!0),me!=bn||Pe!=Qt||K!=At||D!=Xt){_n(!1);let r=K/At,o=D/Xt;if(je&&!en&&H.left>=0){H.left*=r,H.top*=o,Tn&&Rt(Tn,Oe(H.left),0,K,D),Mn&&Rt(Mn,0,Oe(H.top),K,D);for(let s=0;s<pt.length;s++){let c=pt[s];c!=null&&(xn[s]*=r,kn[s]*=o,Rt(c,wt(xn[s]),wt(kn[s]),K,D))}}if(be.show&&!ol&&be.left>=0&&be.width>0){be.left*=r,be.width*=r,be.top*=o,be.height*=o;for(let s in cr)ve(Dn,s,be[s])}bn=me,Qt=Pe,At=K,Xt=D}ze("setSize"),il=!1}Ft>0&&Zt>0&&(g.clearRect(0,0,y.width,y.height),ze("drawClear"),O.forEach(r=>r()),ze("draw")),be.show&&ol&&(dl(be),ol=!1),je&&en&&(rn(null,!0,!1),en=!1),Q.show&&Q.live&&dt&&(sr(),dt=!1),p||(p=!0,n.status=1,ze("ready")),jn=!1,fl=!1}n.redraw=(r,o)=>{wn=o||!1,r!==!1?jt(P,E.min,E.max):En()};function rr(r,o){let s=_[r];if(s.from==null){if(We==0){let c=s.range(n,o.min,o.max,r);o.min=c[0],o.max=c[1]}if(o.min>o.max){let c=o.min;o.min=o.max,o.max=c}if(We>1&&o.min!=null&&o.max!=null&&o.max-o.min<1e-16)return;r==P&&s.distr==2&&We>0&&(o.min=Et(o.min,e[0]),o.max=Et(o.max,e[0]),o.min==o.max&&o.max++),I[r]=o,Bl=!0,En()}}n.setScale=rr;let ir,or,Tn,Mn,oi,si,An,Ln,ai,ci,ge,ke,Bt=!1,Ue=H.drag,He=Ue.x,$e=Ue.y;je&&(H.x&&(ir=bt(aa,T)),H.y&&(or=bt(ca,T)),E.ori==0?(Tn=ir,Mn=or):(Tn=or,Mn=ir),ge=H.left,ke=H.top);let be=n.select=Le({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),Dn=be.show?bt(sa,be.over?T:M):null;function dl(r,o){if(be.show){for(let s in r)be[s]=r[s],s in cr&&ve(Dn,s,r[s]);o!==!1&&ze("setSelect")}}n.setSelect=dl;function Ns(r){if(S[r].show)De&&Er(Se[r],un);else if(De&&st(Se[r],un),je){let s=yn?pt[0]:pt[r];s!=null&&Rt(s,-10,-10,K,D)}}function jt(r,o,s){rr(r,{min:o,max:s})}function Dt(r,o,s,c){o.focus!=null&&Hs(r),o.show!=null&&S.forEach((f,m)=>{m>0&&(r==m||r==null)&&(f.show=o.show,Ns(m),i==2?(jt(f.facets[0].scale,null,null),jt(f.facets[1].scale,null,null)):jt(f.scale,null,null),En())}),s!==!1&&ze("setSeries",r,o),c&&Jn("setSeries",n,r,o)}n.setSeries=Dt;function Os(r,o){Le(q[r],o)}function Rs(r,o){r.fill=te(r.fill||null),r.dir=oe(r.dir,-1),o=o??q.length,q.splice(o,0,r)}function Cs(r){r==null?q.length=0:q.splice(r,1)}n.addBand=Rs,n.setBand=Os,n.delBand=Cs;function Fs(r,o){S[r].alpha=o,je&&pt[r]!=null&&(pt[r].style.opacity=o),De&&Se[r]&&(Se[r].style.opacity=o)}let Ht,Gt,ln,Pn={focus:!0};function Hs(r){if(r!=ln){let o=r==null,s=Lt.alpha!=1;S.forEach((c,f)=>{if(i==1||f>0){let m=o||f==0||f==r;c._focus=o?null:m,s&&Fs(f,m?1:Lt.alpha)}}),ln=r,s&&En()}}De&&vn&&Ge(Ci,ce,r=>{H._lock||(tn(r),ln!=null&&Dt(null,Pn,!0,Me.setSeries))});function Pt(r,o,s){let c=_[o];s&&(r=r/ae-(c.ori==1?Pe:me));let f=K;c.ori==1&&(f=D,r=f-r),c.dir==-1&&(r=f-r);let m=c._min,w=c._max,x=r/f,k=m+(w-m)*x,A=c.distr;return A==3?Fn(10,k):A==4?Ta(k,c.asinh):A==100?c.bwd(k):k}function $s(r,o){let s=Pt(r,P,o);return Et(s,e[0],Ce,Fe)}n.valToIdx=r=>Et(r,e[0]),n.posToIdx=$s,n.posToVal=Pt,n.valToPos=(r,o,s)=>_[o].ori==0?a(r,_[o],s?Qe:K,s?tt:0):u(r,_[o],s?yt:D,s?ft:0),n.setCursor=(r,o,s)=>{ge=r.left,ke=r.top,rn(null,o,s)};function ui(r,o){ve(Dn,On,be.left=r),ve(Dn,Qn,be.width=o)}function fi(r,o){ve(Dn,"top",be.top=r),ve(Dn,Xn,be.height=o)}let qn=E.ori==0?ui:fi,Kn=E.ori==1?ui:fi;function zs(){if(De&&Q.live)for(let r=i==2?1:0;r<S.length;r++){if(r==0&&ut)continue;let o=Q.values[r],s=0;for(let c in o)Mt[r][s++].firstChild.nodeValue=o[c]}}function sr(r,o){if(r!=null&&(r.idxs?r.idxs.forEach((s,c)=>{fe[c]=s}):Da(r.idx)||fe.fill(r.idx),Q.idx=fe[0]),De&&Q.live){for(let s=0;s<S.length;s++)(s>0||i==1&&!ut)&&Vs(s,fe[s]);zs()}dt=!1,o!==!1&&ze("setLegend")}n.setLegend=sr;function Vs(r,o){let s=S[r],c=r==0&&Z==2?xt:e[r],f;ut?f=s.values(n,r,o)??Wt:(f=s.value(n,o==null?null:c[o],r,o),f=f==null?Wt:{_:f}),Q.values[r]=f}function rn(r,o,s){ai=ge,ci=ke,[ge,ke]=H.move(n,ge,ke),H.left=ge,H.top=ke,je&&(Tn&&Rt(Tn,Oe(ge),0,K,D),Mn&&Rt(Mn,0,Oe(ke),K,D));let c,f=Ce>Fe;Ht=pe,Gt=null;let m=E.ori==0?K:D,w=E.ori==1?K:D;if(ge<0||We==0||f){c=H.idx=null;for(let x=0;x<S.length;x++){let k=pt[x];k!=null&&Rt(k,-10,-10,K,D)}vn&&Dt(null,Pn,!0,r==null&&Me.setSeries),Q.live&&(fe.fill(c),dt=!0)}else{let x,k,A;i==1&&(x=E.ori==0?ge:ke,k=Pt(x,P),c=H.idx=Et(k,e[0],Ce,Fe),A=F(e[0][c],E,m,0));let L=-10,N=-10,j=0,se=0,re=!0,X="",W="";for(let $=i==2?1:0;$<S.length;$++){let we=S[$],_e=fe[$],Ve=_e==null?null:i==1?e[$][_e]:e[$][1][_e],de=H.dataIdx(n,$,c,k),Ee=de==null?null:i==1?e[$][de]:e[$][1][de];if(dt=dt||Ee!=Ve||de!=_e,fe[$]=de,$>0&&we.show){let nt=de==null?-10:de==c?A:F(i==1?e[0][de]:e[$][0][de],E,m,0),qe=Ee==null?-10:B(Ee,i==1?_[we.scale]:_[we.facets[1].scale],w,0);if(vn&&Ee!=null){let ht=E.ori==1?ge:ke,kt=Re(Lt.dist(n,$,de,qe,ht));if(kt<Ht){let Nt=Lt.bias;if(Nt!=0){let lt=Pt(ht,we.scale),mt=Ee>=0?1:-1,St=lt>=0?1:-1;St==mt&&(St==1?Nt==1?Ee>=lt:Ee<=lt:Nt==1?Ee<=lt:Ee>=lt)&&(Ht=kt,Gt=$)}else Ht=kt,Gt=$}}if(dt||yn){let ht,kt;E.ori==0?(ht=nt,kt=qe):(ht=qe,kt=nt);let Nt,lt,mt,St,Ot,Ke,rt=!0,on=Be.bbox;if(on!=null){rt=!1;let Ye=on(n,$);mt=Ye.left,St=Ye.top,Nt=Ye.width,lt=Ye.height}else mt=ht,St=kt,Nt=lt=Be.size(n,$);if(Ke=Be.fill(n,$),Ot=Be.stroke(n,$),yn)$==Gt&&Ht<=Lt.prox&&(L=mt,N=St,j=Nt,se=lt,re=rt,X=Ke,W=Ot);else{let Ye=pt[$];Ye!=null&&(xn[$]=mt,kn[$]=St,Wi(Ye,Nt,lt,rt),Vi(Ye,Ke,Ot),Rt(Ye,wt(mt),wt(St),K,D))}}}}if(yn){let $=Lt.prox,we=ln==null?Ht<=$:Ht>$||Gt!=ln;if(dt||we){let _e=pt[0];_e!=null&&(xn[0]=L,kn[0]=N,Wi(_e,j,se,re),Vi(_e,X,W),Rt(_e,wt(L),wt(N),K,D))}}}if(be.show&&Bt)if(r!=null){let[x,k]=Me.scales,[A,L]=Me.match,[N,j]=r.cursor.sync.scales,se=r.cursor.drag;if(He=se._x,$e=se._y,He||$e){let{left:re,top:X,width:W,height:$}=r.select,we=r.scales[N].ori,_e=r.posToVal,Ve,de,Ee,nt,qe,ht=x!=null&&A(x,N),kt=k!=null&&L(k,j);ht&&He?(we==0?(Ve=re,de=W):(Ve=X,de=$),Ee=_[x],nt=F(_e(Ve,N),Ee,m,0),qe=F(_e(Ve+de,N),Ee,m,0),qn(Tt(nt,qe),Re(qe-nt))):qn(0,m),kt&&$e?(we==1?(Ve=re,de=W):(Ve=X,de=$),Ee=_[k],nt=B(_e(Ve,j),Ee,w,0),qe=B(_e(Ve+de,j),Ee,w,0),Kn(Tt(nt,qe),Re(qe-nt))):Kn(0,w)}else ur()}else{let x=Re(ai-oi),k=Re(ci-si);if(E.ori==1){let j=x;x=k,k=j}He=Ue.x&&x>=Ue.dist,$e=Ue.y&&k>=Ue.dist;let A=Ue.uni;A!=null?He&&$e&&(He=x>=A,$e=k>=A,!He&&!$e&&(k>x?$e=!0:He=!0)):Ue.x&&Ue.y&&(He||$e)&&(He=$e=!0);let L,N;He&&(E.ori==0?(L=An,N=ge):(L=Ln,N=ke),qn(Tt(L,N),Re(N-L)),$e||Kn(0,w)),$e&&(E.ori==1?(L=An,N=ge):(L=Ln,N=ke),Kn(Tt(L,N),Re(N-L)),He||qn(0,m)),!He&&!$e&&(qn(0,0),Kn(0,0))}if(Ue._x=He,Ue._y=$e,r==null){if(s){if(ki!=null){let[x,k]=Me.scales;Me.values[0]=x!=null?Pt(E.ori==0?ge:ke,x):null,Me.values[1]=k!=null?Pt(E.ori==1?ge:ke,k):null}Jn(br,n,ge,ke,K,D,c)}if(vn){let x=s&&Me.setSeries,k=Lt.prox;ln==null?Ht<=k&&Dt(Gt,Pn,!0,x):Ht>k?Dt(null,Pn,!0,x):Gt!=ln&&Dt(Gt,Pn,!0,x)}}dt&&(Q.idx=c,sr()),o!==!1&&ze("setCursor")}let qt=null;Object.defineProperty(n,"rect",{get(){return qt==null&&Yn(!1),qt}});function Yn(r=!1){r?qt=null:(qt=T.getBoundingClientRect(),ze("syncRect",qt))}function di(r,o,s,c,f,m,w){H._lock||Bt&&r!=null&&r.movementX==0&&r.movementY==0||(ar(r,o,s,c,f,m,w,!1,r!=null),r!=null?rn(null,!0,!0):rn(o,!0,!1))}function ar(r,o,s,c,f,m,w,x,k){if(qt==null&&Yn(!1),tn(r),r!=null)s=r.clientX-qt.left,c=r.clientY-qt.top;else{if(s<0||c<0){ge=-10,ke=-10;return}let[A,L]=Me.scales,N=o.cursor.sync,[j,se]=N.values,[re,X]=N.scales,[W,$]=Me.match,we=o.axes[0].side%2==1,_e=E.ori==0?K:D,Ve=E.ori==1?K:D,de=we?m:f,Ee=we?f:m,nt=we?c:s,qe=we?s:c;if(re!=null?s=W(A,re)?d(j,_[A],_e,0):-10:s=_e*(nt/de),X!=null?c=$(L,X)?d(se,_[L],Ve,0):-10:c=Ve*(qe/Ee),E.ori==1){let ht=s;s=c,c=ht}}k&&(o==null||o.cursor.event.type==br)&&((s<=1||s>=K-1)&&(s=an(s,K)),(c<=1||c>=D-1)&&(c=an(c,D))),x?(oi=s,si=c,[An,Ln]=H.move(n,s,c)):(ge=s,ke=c)}let cr={width:0,height:0,left:0,top:0};function ur(){dl(cr,!1)}let pi,hi,mi,gi;function bi(r,o,s,c,f,m,w){Bt=!0,He=$e=Ue._x=Ue._y=!1,ar(r,o,s,c,f,m,w,!0,!1),r!=null&&(Ge(wr,Sr,wi,!1),Jn(Oi,n,An,Ln,K,D,null));let{left:x,top:k,width:A,height:L}=be;pi=x,hi=k,mi=A,gi=L}function wi(r,o,s,c,f,m,w){Bt=Ue._x=Ue._y=!1,ar(r,o,s,c,f,m,w,!1,!0);let{left:x,top:k,width:A,height:L}=be,N=A>0||L>0,j=pi!=x||hi!=k||mi!=A||gi!=L;if(N&&j&&dl(be),Ue.setScale&&N&&j){let se=x,re=A,X=k,W=L;if(E.ori==1&&(se=k,re=L,X=x,W=A),He&&jt(P,Pt(se,P),Pt(se+re,P)),$e)for(let $ in _){let we=_[$];$!=P&&we.from==null&&we.min!=pe&&jt($,Pt(X+W,$),Pt(X,$))}ur()}else H.lock&&(H._lock=!H._lock,rn(o,!0,r!=null));r!=null&&(gn(wr,Sr),Jn(wr,n,ge,ke,K,D,null))}function Is(r,o,s,c,f,m,w){if(H._lock)return;tn(r);let x=Bt;if(Bt){let k=!0,A=!0,L=10,N,j;E.ori==0?(N=He,j=$e):(N=$e,j=He),N&&j&&(k=ge<=L||ge>=K-L,A=ke<=L||ke>=D-L),N&&k&&(ge=ge<An?0:K),j&&A&&(ke=ke<Ln?0:D),rn(null,!0,!0),Bt=!1}ge=-10,ke=-10,fe.fill(null),rn(null,!0,!0),x&&(Bt=x)}function vi(r,o,s,c,f,m,w){H._lock||(tn(r),Gl(),ur(),r!=null&&Jn(Fi,n,ge,ke,K,D,null))}function yi(){V.forEach(Gc),jl(n.width,n.height,!0)}fn(_l,Cn,yi);let Nn={};Nn.mousedown=bi,Nn.mousemove=di,Nn.mouseup=wi,Nn.dblclick=vi,Nn.setSeries=(r,o,s,c)=>{let f=Me.match[2];s=f(n,o,s),s!=-1&&Dt(s,c,!0,!1)},je&&(Ge(Oi,T,bi),Ge(br,T,di),Ge(Ri,T,r=>{tn(r),Yn(!1)}),Ge(Ci,T,Is),Ge(Fi,T,vi),Pr.add(n),n.syncRect=Yn);let pl=n.hooks=t.hooks||{};function ze(r,o,s){lr?Gn.push([r,o,s]):r in pl&&pl[r].forEach(c=>{c.call(null,n,o,s)})}(t.plugins||[]).forEach(r=>{for(let o in r.hooks)pl[o]=(pl[o]||[]).concat(r.hooks[o])});let xi=(r,o,s)=>s,Me=Le({key:null,setSeries:!1,filters:{pub:qi,sub:qi},scales:[P,S[1]?S[1].scale:null],match:[Ki,Ki,xi],values:[null,null]},H.sync);Me.match.length==2&&Me.match.push(xi),H.sync=Me;let ki=Me.key,fr=jo(ki);function Jn(r,o,s,c,f,m,w){Me.filters.pub(r,o,s,c,f,m,w)&&fr.pub(r,o,s,c,f,m,w)}fr.sub(n);function Ws(r,o,s,c,f,m,w){Me.filters.sub(r,o,s,c,f,m,w)&&Nn[r](null,o,s,c,f,m,w)}n.pub=Ws;function Us(){fr.unsub(n),Pr.delete(n),Jt.clear(),Tr(_l,Cn,yi),h.remove(),ce?.remove(),ze("destroy")}n.destroy=Us;function dr(){ze("init",t,e),Qr(e||t.data,!1),I[P]?rr(P,I[P]):Gl(),ol=be.show&&(be.width>0||be.height>0),en=dt=!0,jl(t.width,t.height)}return S.forEach(Jr),V.forEach(xs),l?l instanceof HTMLElement?(l.appendChild(h),dr()):l(n,dr):dr(),n}Ie.assign=Le;Ie.fmtNum=$r;Ie.rangeNum=El;Ie.rangeLog=Al;Ie.rangeAsinh=Fr;Ie.orient=pn;Ie.pxRatio=ae;Ie.join=Ha;Ie.fmtDate=Vr,Ie.tzDate=Ka;Ie.sync=jo;{Ie.addGap=Dc,Ie.clipGaps=Pl;let t=Ie.paths={points:Zo};t.linear=Xo,t.stepped=Oc,t.bars=Rc,t.spline=Fc}var qc=new Intl.NumberFormat("en-US",{notation:"compact",maximumFractionDigits:2}),Kc=(t,e)=>[Math.min(0,t),e>0?e*1.08:1];function Yc(t,e){let l=Math.max((e-t)*.08,Math.abs(e)*.002,1e-9);return[t-l,e+l]}var ls=86400;function Jc(t,e,l,n,i){let a="";return e.map(u=>{let[,d,p,h,y]=new Date(u*1e3).toUTCString().split(" "),g=`${Number(d)} ${p}`,b=h!==a;return a=h??"",i>=28*ls?`${p} ${h}`:i>=ls?b?`${g} ${h}`:g:b||y?.startsWith("00:00")?g:(y??"").slice(0,5)})}var Zc=t=>Ie.tzDate(new Date(t*1e3),"Etc/UTC"),Cl=class{constructor(e){this.points=e;this.element=v("section",{class:"rb-panel rb-wide","aria-label":"Equity and exposure"},v("div",{class:"rb-legend"},this.value,this.risk,this.when),this.canvas,this.waiting),this.sized=new ResizeObserver(()=>this.draw()),this.sized.observe(this.element)}points;element;canvas=v("div",{class:"rb-charts",role:"img","aria-label":"Equity and exposure"});waiting=v("p",{class:"rb-empty"},"The picture begins with the first bar.");value=v("span",{class:"rb-legend-equity"},"Equity");risk=v("span",{class:"rb-legend-exposure"},"Exposure");when=v("span",{class:"rb-soft"});sized;plots=[];frame=0;width=0;draw(){this.frame||(this.frame=requestAnimationFrame(()=>this.paint()))}restyle(){for(let e of this.plots)e.destroy();this.plots=[],this.draw()}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect();for(let e of this.plots)e.destroy()}paint(){this.frame=0;let e=this.points.length>0;ie(this.waiting,!e),ie(this.canvas,e);let l=Math.floor(this.canvas.clientWidth);if(!e||l<80)return;this.plots.length?l!==this.width&&this.plots.forEach(i=>i.setSize({width:l,height:i.height})):this.make(l),this.width=l;let n=this.points.column(0);this.plots.forEach((i,a)=>i.setData([n,this.points.column(a===0?1:2)])),this.tell(this.points.length-1)}make(e){let l=getComputedStyle(this.element),n=y=>l.getPropertyValue(y).trim(),i={stroke:n("--rb-soft"),grid:{stroke:n("--rb-line"),width:1},ticks:{show:!1}},a=`11px ${l.fontFamily}`,u=(y,g,b,M)=>({width:e,height:y,tzDate:Zc,legend:{show:!1},padding:[8,2,M?0:4,18],cursor:{sync:{key:"rustybt"},drag:{x:!0,y:!1},points:{size:6}},scales:{y:{range:(T,R,C)=>M?Kc(R,C):Yc(R,C)}},axes:[{...i,show:M,font:a,size:28,values:Jc},{...i,font:a,side:1,size:58,values:(T,R)=>R.map(C=>qc.format(C))}],series:[{},{stroke:g,fill:b,width:1.5,points:{show:!1}}],hooks:{setCursor:[T=>this.tell(T.cursor.idx??this.points.length-1)]}}),d=[[],[]],p=u(190,n("--rb-equity"),n("--rb-equity-fill"),!1),h=u(118,n("--rb-exposure"),n("--rb-exposure-fill"),!0);this.plots=[p,h].map(y=>new Ie(y,d,this.canvas))}tell(e){let[l,n,i]=[0,1,2].map(a=>this.points.column(a)[e]);l!==void 0&&(ee(this.value,`Equity ${ot(n)}`),ee(this.risk,`Exposure ${ot(i)}`),ee(this.when,`${new Date(l*1e3).toISOString().slice(0,16).replace("T"," ")} UTC`))}};var rs=`.rb-console {
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
`;var Xc=500,eu=200,is={All:[],Errors:["failed","tripped","refused","external","unresolved","halt","lane","alert"],State:["state","halt","resume"],Notes:["notice","alert"]},tu=new Set(["failed","tripped","external","unresolved","halt"]),nu=new Set(["seq","kind","time_ns"]);function lu(t){let e=n=>String(t[n]??"");switch(t.kind){case"state":return[e("state"),e("why")].filter(Boolean).join(": ");case"halt":case"resume":return`by ${e("operator")}: ${e("reason")}`;case"tripped":return t.trips?.join("; ")??"";case"failed":return e("error");case"refused":return`${e("order_id")}: ${e("message")}`;case"notice":return e("text");case"lane":return`${e("lane")} ${t.up?"is up":`is down: ${e("reason")}`}`}return Object.entries(t).filter(([n])=>!nu.has(n)).map(([n,i])=>`${n} ${typeof i=="object"?JSON.stringify(i):i}`).join(", ")}var Fl=class{element;events=[];group="All";list=v("ol",{class:"rb-events",tabindex:0,"aria-label":"Events, the latest first"});empty=v("p",{class:"rb-empty"});search;chosen;frame=0;constructor(){this.search=v("input",{type:"search",placeholder:"Filter","aria-label":"Filter events by words",input:()=>this.soon()}),this.chosen=new Map(Object.keys(is).map(l=>[l,v("button",{type:"button",class:"rb-filter",click:()=>this.choose(l)},l)]));let e=v("div",{class:"rb-bar",role:"group","aria-label":"Filter events"},...this.chosen.values(),this.search);this.element=it("Events",e,this.list,this.empty),this.element.classList.add("rb-wide"),this.choose("All")}take(e,l){let n=l?0:this.events.at(-1)?.seq??0,i=l?[]:this.events;this.events=[...i,...e.filter(a=>a.seq>n)].slice(-Xc),this.soon()}destroy(){cancelAnimationFrame(this.frame)}choose(e){this.group=e;for(let[l,n]of this.chosen)n.setAttribute("aria-pressed",String(l===e));this.soon()}soon(){this.frame||(this.frame=requestAnimationFrame(()=>this.draw()))}draw(){this.frame=0;let e=is[this.group]??[],l=this.search.value.trim().toLowerCase(),n=this.events.map(i=>({event:i,text:lu(i)})).filter(({event:i,text:a})=>!e.length||e.includes(i.kind)?`${i.kind} ${a}`.toLowerCase().includes(l):!1).slice(-eu).reverse();ee(this.empty,this.events.length?"No event matches the filter.":"Nothing has happened yet."),ie(this.empty,n.length===0),ie(this.list,n.length>0),this.list.replaceChildren(...n.map(({event:i,text:a})=>v("li",{"data-grave":tu.has(i.kind)},v("time",{datetime:new Date(i.time_ns/1e6).toISOString(),title:`${$t(i.time_ns)} UTC`},Mi(i.time_ns)),v("span",{class:"rb-kind"},Ne(i.kind)),v("span",{class:"rb-told"},a))))}};var ru=new Set(["fresh","closed"]),iu={waiting:["\u2026","warn"],stale:["\u26A0","bad"],gap:["\u2702","bad"]};function ou(t){let[e,l]=iu[t.state]??["?","bad"];return v("span",{class:"rb-chip","data-tone":l},`${e} ${t.state}`)}var su=t=>t.age_s===null?"no data yet":sn(t.age_s),Hl=class{element;summary=v("p",{class:"rb-soft"});late=new gt("Data that are not fresh",[{title:"Asset",text:!0,cell:e=>e.symbol},{title:"Age",cell:su},{title:"State",text:!0,cell:ou}],"");constructor(){this.element=it("Data",this.summary,this.late.element),ie(this.element,!1)}draw(e){let l=e.feed?.assets??[],n=l.filter(i=>!ru.has(i.state)).map(i=>({...i,age_s:au(i.age_s)}));ie(this.element,l.length>0),ie(this.late.element,n.length>0),this.late.draw(n),ee(this.summary,cu(l,n.length))}},au=t=>t===null?null:Math.floor(t);function cu(t,e){let l=t.filter(u=>u.state==="fresh"),n=t.length-e-l.length,i=Math.max(0,...l.map(u=>u.age_s??0)),a=[`${l.length} of ${t.length} assets fresh`];return l.length&&(a[0]+=`, the oldest ${sn(i)}`),n&&a.push(`${n} with a closed market`),e&&a.push("no new risk in those below"),`${a.join("; ")}.`}function qr(){let t=document.getElementById("jupyter-config-data")?.textContent;if(t){let{baseUrl:l="/",token:n=""}=JSON.parse(t);return{base:l,token:n}}let e=document.body.dataset.baseUrl;return e?{base:e,token:""}:null}function $l(){return document.body.dataset.rustybtConsole===void 0?{server:"the Jupyter server",kernel:"the kernel"}:{server:"the console's server",kernel:"the page's connection"}}function uu(t){let e=document.cookie.split("; ").find(l=>l.startsWith(`${t}=`));return e?decodeURIComponent(e.slice(t.length+1)):""}function os(){let t=qr();return t&&`${t.base}rustybt/`}function ss(){let t=qr();if(!t||!document.getElementById("jupyter-config-data"))return null;let e=new URL(`${t.base}rustybt/line`,document.baseURI);return e.protocol=e.protocol.replace("http","ws"),t.token&&e.searchParams.set("token",t.token),e.href}async function as(t,e){let l=qr();if(!l)return null;let n={"Content-Type":"application/json","X-XSRFToken":uu("_xsrf")};l.token&&(n.Authorization=`token ${l.token}`);let i=await fetch(`${l.base}rustybt/${t}`,{method:"POST",credentials:"same-origin",keepalive:!0,headers:n,body:JSON.stringify(e)}),a=await i.json().catch(()=>({}));if(!i.ok)throw new Error(String(a.message??`the server says ${i.status}`));return a}var fu=2e3,du=1,zl=class{socket=null;waiting=new Map;count=0;closed=!1;constructor(){this.open()}ask(e){let l=this.socket;if(l?.readyState!==du)return Promise.reject(new Error("no line"));let n=String(++this.count);return new Promise((i,a)=>{this.waiting.set(n,u=>u.message?a(new Error(u.message)):i()),l.send(JSON.stringify({...e,id:n}))})}close(){this.closed=!0,this.socket?.close()}open(){let e=ss();if(!e||this.closed||typeof WebSocket>"u")return;let l=new WebSocket(e);this.socket=l,l.onmessage=({data:n})=>{let i=JSON.parse(String(n));this.waiting.get(String(i.id))?.(i),this.waiting.delete(String(i.id))},l.onclose=()=>{setTimeout(()=>this.open(),fu)}}};var pu=2e3,cs="rustybt.operator";function hu(){try{return localStorage.getItem(cs)??""}catch{return""}}function mu(t){try{localStorage.setItem(cs,t)}catch{}}var Vl=class{constructor(e,l){this.commands=e;this.session=l;this.button=v("button",{type:"button",class:"rb-halt",click:u=>this.press(u),title:"Stop new risk and cancel open orders"},v("span",{"aria-hidden":"true"},"\u25A0 "),"HALT"),this.pause=v("button",{type:"button",class:"rb-quiet",click:()=>this.run("pause")},"Pause");let n=v("button",{type:"button",class:"rb-quiet",click:()=>this.run("reconcile")},"Reconcile now"),i=os(),a=i&&v("a",{href:i,target:"_blank",rel:"noopener",class:"rb-link"},"Halt page");this.buttons=v("div",{class:"rb-buttons"},a,n,this.pause,this.button),this.operator=v("input",{type:"text",name:"operator",autocomplete:"off",maxlength:80,required:!0}),this.operator.value=hu(),this.reason=v("input",{type:"text",name:"reason",autocomplete:"off",maxlength:400,required:!0}),this.note=v("button",{type:"button",class:"rb-quiet",click:()=>this.submit("note")},"Journal the reason"),this.panel=v("form",{class:"rb-stopped",hidden:!0,"aria-label":"Halt and resume",submit:u=>this.enter(u),keydown:u=>this.key(u)},this.why,v("label",{},"Operator ",this.operator),v("label",{class:"rb-grow"},"Reason ",this.reason),this.note,v("button",{type:"button",class:"rb-go",click:()=>this.submit("resume")},"Resume trading"),this.answer,this.paths)}commands;session;button;said=v("p",{class:"rb-said",role:"status","aria-live":"assertive","aria-atomic":"true"});panel;buttons;operator;reason;why=v("p",{class:"rb-why"});note;answer=v("p",{class:"rb-answer",role:"status"});pause;by=$l();line=new zl;paths=v("p",{class:"rb-paths rb-soft"});state="";pressed=0;acknowledged={};stopped=!1;open=0;openAtPress=0;destroy(){this.line.close()}draw(e){let l=e.state??"NEW",n=!!e.halt;this.state==="HALTED"&&l==="ARMED"&&this.forget(),ie(this.panel,n||l==="PAUSED"||Object.keys(this.acknowledged).length>0),ie(this.note,n),this.pause.disabled=l!=="ARMED",ee(this.why,this.whyOf(e.halt,l)),l==="HALTED"&&this.pressed&&!this.stopped&&this.nowHalted(e),this.state=l,this.open=e.open_orders?.length??0}press(e){this.pressed=e.timeStamp,this.acknowledged={},this.stopped=this.state==="HALTED",this.openAtPress=this.open;let l=this.operator.value.trim()||"console",n=[],i=p=>h=>{n.push(`${this.by[p]}: ${h instanceof Error?h.message:String(h)}`),ee(this.paths,`No answer by ${n.join("; ")}`)},a={session:this.session(),operator:l,reason:"pressed in the console"},u=this.served(a);try{this.commands.ask("halt",{operator:l}).then(()=>this.acknowledge("kernel"),i("kernel"))}catch(p){i("kernel")(p)}u.then(p=>{p&&this.acknowledge("server")},i("server")),this.tell("halting","Halting\u2026");let d=this.pressed;setTimeout(()=>this.late(d),pu)}served(e){let[l,n]=[this.line.ask(e).then(()=>!0),as("halt",e)];return Promise.any([l,n]).catch(()=>n)}acknowledge(e){let l=performance.now()-this.pressed,n=Object.keys(this.acknowledged).length===0;this.acknowledged[e]=l,Te(this.panel,e,l.toFixed(1));let i=Object.entries(this.acknowledged).map(([a,u])=>`${this.by[a]} ${u.toFixed(0)} ms`);ee(this.paths,`Latched by ${i.join(", ")}.`),n&&(Te(this.panel,"pressed",(performance.timeOrigin+this.pressed).toFixed(3)),Te(this.panel,"ack",l.toFixed(1)),this.tell("latched",`HALT is latched after ${l.toFixed(0)} ms, by ${this.by[e]}: no order that adds risk leaves.`),ie(this.panel,!0),(this.operator.value?this.reason:this.operator).focus({preventScroll:!0}))}nowHalted(e){this.stopped=!0;let l=performance.now()-this.pressed;Te(this.panel,"engine",l.toFixed(1));let n=e.open_orders?.length??0,i=this.openAtPress,a=i?`all open orders (${i}) are cancelled`:"no order was open",u=n?`${n} open orders are being cancelled`:a;this.tell("latched",`HALTED after ${l.toFixed(0)} ms: the engine takes no new risk, ${u}.`)}late(e){e!==this.pressed||Object.keys(this.acknowledged).length||this.tell("late",`No answer to HALT yet. Press again, open the halt page, or run: rustybt live halt ${this.session()}`)}tell(e,l){Te(this.said,"tone",e),ee(this.said,l)}forget(){this.pressed=0,this.acknowledged={},this.reason.value="";for(let e of["pressed","ack","server","kernel","engine"])delete this.panel.dataset[e];ee(this.paths,""),this.tell("","Trading again."),this.button.focus({preventScroll:!0})}whyOf(e,l){return e?`Halted by ${e.operator}, ${$t(e.time_ns)} UTC: ${e.reason}`:l==="PAUSED"?"Paused: no new risk is taken, open orders stay.":"The latch is set."}enter(e){e.preventDefault(),this.note.hidden||this.submit("note")}key(e){e.key==="Enter"&&e.target.tagName==="INPUT"&&this.enter(e)}submit(e){if(!this.panel.reportValidity())return;let l=this.operator.value.trim();mu(l),this.run(e,{operator:l,reason:this.reason.value.trim()})}run(e,l={}){let n={note:"The reason is in the journal.",reconcile:"Reconciled."};ee(this.answer,""),this.commands.ask(e,l).then(()=>this.answered(n[e]??"",e),i=>this.answered(i.message,e,"bad"))}answered(e,l,n=""){Te(this.answer,"tone",n),ee(this.answer,e),this.panel.hidden&&(n||l==="reconcile")&&this.tell(n?"late":"",e)}};var us=1,gu={ARMED:["\u25B6","good"],PAUSED:["\u275A\u275A","warn"],DISCONNECTED:["\u26A0","warn"],HALTED:["\u25A0","bad"],FAILED:["\u2716","bad"],"NOT RUNNING":["\u25CB","warn"],STOPPED:["\u25CB","idle"]},It=class{element;value=v("dd",{},"\u2013");detail=v("dd",{class:"rb-soft"});constructor(e){this.element=v("div",{class:"rb-tile"},v("dt",{},e),this.value,this.detail)}say(e,l="",n=""){ee(this.value,e),ee(this.detail,l),Te(this.element,"tone",n)}},Il=class{line;tiles;failure=v("p",{class:"rb-failure",role:"alert",hidden:!0});name=v("h2",{},"");mode=v("span",{class:"rb-badge"});broker=v("span",{class:"rb-soft"});sign=v("span",{"aria-hidden":"true"});word=v("span",{},"NEW");state=v("span",{class:"rb-state","aria-label":"State"},this.sign,this.word);tile={equity:new It("Equity"),cash:new It("Cash"),exposure:new It("Exposure"),orders:new It("Orders"),market:new It("Market time, UTC"),feed:new It("Feed age"),beat:new It("Heartbeat")};from=$l().kernel;heard=performance.now();beat={};running=!1;constructor(){this.state.setAttribute("role","status"),this.line=v("div",{class:"rb-who"},this.name,this.mode,this.broker,this.state),this.tiles=v("dl",{class:"rb-tiles"},...Object.values(this.tile).map(e=>e.element))}draw(e,l){let n=e.state??"NEW",[i,a]=gu[n]??["\u2026","idle"];this.running=e.running??!1,ee(this.name,e.name??""),ee(this.mode,(e.environment??"").toUpperCase()),ie(this.mode,!!e.environment),Te(this.mode,"mode",e.environment??"");let u=e.broker===e.environment?"":e.broker;ee(this.broker,[u,e.account].filter(Boolean).join(" \xB7 ")),ee(this.sign,i),ee(this.word,n),Te(this.state,"tone",a),ie(this.failure,!!e.failure),ee(this.failure,e.failure??""),this.money(e,l);let d=e.open_orders?.length??0,p=e.fills??0;this.tile.orders.say(`${d} open`,`${e.orders_submitted??0} sent, ${p} ${p===1?"fill":"fills"}`);let h=$t(e.market_time_ns);this.tile.market.say(h.slice(0,10),h.slice(11))}hear(e){this.beat=e,this.heard=performance.now(),this.tick()}tick(){let e=(performance.now()-this.heard)/1e3,{feed_age:l,error:n}=this.beat,i=this.beat.age===null||this.beat.age===void 0?null:this.beat.age+e;n?this.tile.beat.say("no answer",n,"bad"):this.running?i===null?this.tile.beat.say("\u2013"):i>us?this.tile.beat.say("STALL",`silent for ${sn(i)}`,"bad"):this.tile.beat.say("alive",`${sn(i)} ago`,"good"):this.tile.beat.say("stopped",e>us?`${this.from} is silent`:"","idle"),!this.running||l===null||l===void 0?this.tile.feed.say(this.running?"\u2013":"ended"):this.tile.feed.say(sn(l+e),"since the last bar")}money(e,l){let n=Number(e.portfolio_value),i=l===void 0||!e.portfolio_value?"":`${Ti(n-l)} since the start`;this.tile.equity.say(ot(e.portfolio_value),i),this.tile.cash.say(ot(e.cash));let a=n>0?`${(Number(e.exposure)/n*100).toFixed(1)}\xA0% of equity`:"";this.tile.exposure.say(ot(e.exposure),a)}};var fs=t=>t?t.status?Ne(t.status):`${Ae(t.amount)} at ${Ae(t.price)}`:"none";function bu(t){let e=i=>({severity:i.severity,what:i.asset?.symbol??"position",kind:Ne(i.type??""),here:Ae(i.local_amount),there:Ae(i.broker_amount),difference:Ae(i.difference)}),l=(i,a,u)=>({severity:u.severity,what:`${i} ${a}`,kind:Ne(u.type??""),here:fs(u.local),there:fs(u.broker),difference:u.detail??""}),n=t.cash_discrepancy;return[...(t.position_discrepancies??[]).map(e),...n?[{severity:n.severity,what:"cash",kind:"",here:Ae(n.local_cash),there:Ae(n.broker_cash),difference:`${Ae(n.unexplained)} unexplained`}]:[],...(t.order_discrepancies??[]).map(i=>l("order",i.order_id??"",i)),...(t.fill_discrepancies??[]).map(i=>l("trade",i.trade_id??"",i)),...(t.missed_entries??[]).map(i=>({severity:"minor",what:`cash entry ${i.entry_id}`,kind:Ne(i.kind),here:"none",there:Ae(i.amount),difference:""})),...(t.unknown??[]).map(i=>({severity:"unknown",what:i,kind:"no answer",here:"",there:"",difference:""}))]}function wu(t){for(let e of["reason","text","evidence","order_id"])if(typeof t[e]=="string")return t[e];return""}var Wl=class{element;verdict=v("p",{class:"rb-verdict"});differences=new gt("Differences",[{title:"Severity",text:!0,cell:e=>v("span",{class:"rb-chip","data-tone":vu(e)},e.severity)},{title:"What",text:!0,cell:e=>e.what},{title:"Kind",text:!0,cell:e=>e.kind},{title:"Here",cell:e=>e.here},{title:"Broker",cell:e=>e.there},{title:"Difference",cell:e=>e.difference}],"");done=new gt("What was done",[{title:"Done",text:!0,cell:e=>e.action},{title:"Why",text:!0,cell:e=>e.why}],"");constructor(){this.element=it("Reconciliation",this.verdict,this.differences.element,this.done.element),this.draw({})}draw(e){let l=bu(e),n=(e.actions_taken??[]).map(a=>({action:String(a.action).replace(/(?!^)([A-Z])/g," $1").toLowerCase(),why:wu(a)})),i=e.timestamp?.slice(0,19).replace("T"," ");ee(this.verdict,i?`${e.summary??""} \xB7 ${i} UTC`:"Not compared with the broker yet."),Te(this.verdict,"tone",i?l.length?"warn":"good":""),this.differences.draw(l),this.done.draw(n),ie(this.differences.element,l.length>0),ie(this.done.element,n.length>0)}},vu=t=>t.severity==="critical"?"bad":t.severity==="minor"?"":"warn";var yu=t=>t==null?"\u2013":`${Ae(Number(t).toFixed(2))} bps`,ds=t=>t==null?"\u2013":`${Number(t).toFixed(2)} %`;function xu(t){return["live_signal","backtest_signal"].map(e=>{let l=t[e],n=e==="live_signal"?"live":"shadow";return l?`${n} ${l.side??""} ${Ae(l.quantity)}`:`${n} none`}).join(", ")}function ps(t){return t.live_signal??t.backtest_signal??{}}var Ul=class{element;verdict=v("span",{class:"rb-chip"});why=v("span",{class:"rb-soft"});figures=v("dl",{class:"rb-figures"});divergences=new gt("Divergences",[{title:"When, UTC",text:!0,cell:e=>$t(ps(e).timestamp_ns)},{title:"Asset",text:!0,cell:e=>ps(e).asset?.symbol??""},{title:"Kind",text:!0,cell:e=>Ne(String(e.alignment_type??""))},{title:"Sides",text:!0,cell:xu},{title:"Likely reason",text:!0,cell:e=>[Ne(e.reason??""),e.detail].filter(Boolean).join(": ")}],"Nothing diverged.");drawn="";constructor(){let e=v("details",{},v("summary",{},"Divergences"),this.divergences.element);this.element=it("Shadow",v("p",{class:"rb-verdict"},this.verdict," ",this.why),this.figures,e),this.element.hidden=!0}draw(e){ie(this.element,!!e.status&&e.status!=="off");let l=JSON.stringify(e);if(l===this.drawn||this.element.hidden)return;this.drawn=l;let n=e.status==="aligned",i=e.status==="waiting";ee(this.verdict,`${n?"\u2713":i?"\u2026":"\u25A0"} ${Ne(e.status??"")}`),Te(this.verdict,"tone",n?"good":i?"":"bad"),ee(this.why,e.why||(i?"nothing was compared yet":"")),this.figures.replaceChildren(...this.figuresOf(e).map(a=>v("div",{},v("dt",{},a.name),v("dd",{},a.value)))),this.divergences.draw(e.divergences??[])}figuresOf(e){let l=e.execution_quality??{},n=Object.entries(e.signal_alignment?.divergence_breakdown??{}),i=e.average_latency_ms;return[{name:"Match rate",value:bl(e.signal_alignment?.signal_match_rate)},...n.map(([a,u])=>({name:Ne(a),value:String(u)})),{name:"Slippage error",value:yu(l.slippage_error_bps)},{name:"Fill rate error",value:ds(l.fill_rate_error_pct)},{name:"Commission error",value:ds(l.commission_error_pct)},{name:"Latency",value:i==null?"\u2013":`${Number(i).toFixed(1)} ms`}]}};var ku=200,Su=1e3;function _u({model:t,el:e}){let l=new hl(t),n=new ml,i=new Il,a=new Vl(l,()=>String(t.get("session"))),u=new Cl(n),d=new wl,p=new Hl,h=new vl(l,a.operator),y=new Wl,g=new Ul,b=new Fl,M=v("div",{class:"rb-console",role:"region","aria-label":"Live console","data-lm-suppress-shortcuts":"true"},v("style",{},_i,rs),v("div",{class:"rb-top"},i.line,a.buttons),a.said,i.failure,a.panel,i.tiles,u.element,v("div",{class:"rb-grid"},v("div",{class:"rb-column"},d.positions,p.element,h.element),v("div",{class:"rb-column"},d.orders,y.element,g.element)),b.element),T=0,R=()=>{performance.now()-T<Su||(T=performance.now(),t.send({kind:"points",epoch:n.epoch,after:n.length}))},C=()=>{let O=t.get("status");i.draw(O,n.length?n.column(1)[0]:void 0),a.draw(O),d.draw(O),p.draw(O),h.draw(O)},U=(O,J)=>{switch(O.kind){case"points":n.take(Number(O.epoch),Number(O.after),Number(O.count),J[0])?u.draw():R();break;case"events":b.take(O.events,!!O.all);break;default:l.hear(O)}},q={status:C,reconciliation:()=>y.draw(t.get("reconciliation")),shadow:()=>g.draw(t.get("shadow")),beat:()=>i.hear(t.get("beat"))};e.append(M);let P=[Ei(O=>{Te(M,"theme",O),u.restyle()}),pr(t,"msg:custom",U),...Object.entries(q).map(([O,J])=>pr(t,`change:${O}`,J))],Y=setInterval(()=>i.tick(),ku);for(let O of Object.values(q))O();return t.send({kind:"hello"}),()=>{clearInterval(Y);for(let O of P)O();u.destroy(),a.destroy(),b.destroy(),M.remove()}}var Lf={render:_u};export{Lf as default,_u as render};
