/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var Po='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';function w(t,e={},...l){let n=document.createElement(t);for(let[o,a]of Object.entries(e))typeof a=="function"?n.addEventListener(o,a):a===!0?n.setAttribute(o,""):a!==!1&&a!==null&&a!==void 0&&n.setAttribute(o,String(a));return n.append(...l.filter(o=>!!o)),n}function q(t,e){t.textContent!==e&&(t.textContent=e)}function ve(t,e,l){t.dataset[e]!==l&&(t.dataset[e]=l)}function te(t,e){t.hidden===e&&(t.hidden=!e)}var bt=class{constructor(e,l,n){this.columns=l;let o=l.map(u=>w("th",{scope:"col",class:u.text?"rb-text":null},u.title));this.table=w("table",{"aria-label":e},w("thead",{},w("tr",{},...o)),this.body),this.empty=w("p",{class:"rb-empty"},n);let a=w("div",{class:"rb-scroll",tabindex:0,role:"group","aria-label":e},this.table);this.element=w("div",{},a,this.empty),this.draw([])}columns;element;body=w("tbody");table;empty;drawn="";draw(e,l){let n=JSON.stringify(e);n!==this.drawn&&(this.drawn=n,te(this.table.parentElement,e.length>0),te(this.empty,e.length===0),this.body.replaceChildren(...e.map(o=>w("tr",{"data-kind":l?.(o)},...this.columns.map(a=>w("td",{class:a.text?"rb-text":null,title:a.exact?.(o)},a.cell(o)))))))}};function ot(t,...e){return w("section",{class:"rb-panel","aria-label":t},w("h3",{},t),...e)}function gr(t,e,l){return t.on(e,l),()=>t.off(e,l)}var hl=class{constructor(e){this.model=e}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(e,l={}){let n=`${this.prefix}-${++this.count}`;return new Promise((o,a)=>{this.waiting.set(n,u=>u.kind==="refused"?a(new Error(String(u.message))):o(u)),this.model.send({kind:e,id:n,...l})})}hear(e){let l=String(e.id);this.waiting.get(l)?.(e),this.waiting.delete(l)}};var ml=class{epoch=-1;length=0;columns=[0,1,2].map(()=>new Float64Array(1024));take(e,l,n,o){return e!==this.epoch&&l>0||(e!==this.epoch&&(this.length=0),this.epoch=e,l>this.length)?!1:(this.room(l+n),this.columns.forEach((a,u)=>{for(let d=0;d<n;d++)a[l+d]=o.getFloat64((u*n+d)*8,!0)}),this.length=Math.max(this.length,l+n),!0)}column(e){return this.columns[e].subarray(0,this.length)}room(e){if(e<=this.columns[0].length)return;let l=this.columns[0].length;for(;l<e;)l*=2;this.columns=this.columns.map(n=>{let o=new Float64Array(l);return o.set(n.subarray(0,this.length)),o})}};function wr(){let{jpThemeLight:t,vscodeThemeKind:e}=document.body.dataset;return t!==void 0?t==="false"?"dark":"light":e!==void 0?/dark|high-contrast$/.test(e)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function No(t){let e=matchMedia("(prefers-color-scheme: dark)"),l=()=>t(wr()),n=new MutationObserver(l);return n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),e.addEventListener("change",l),l(),()=>{n.disconnect(),e.removeEventListener("change",l)}}var ea=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),ta=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),na=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:4}),la=new Intl.NumberFormat("en-US",{maximumSignificantDigits:4}),ra=1e-6,oa=/^-/,bl=t=>t.replace(oa,/[1-9]/.test(t)?"\u2212":""),ia=t=>t!==0&&Math.abs(t)<ra;function it(t){let e=Number(t);return t==null||!Number.isFinite(e)?"\u2013":bl(ea.format(e))}function _e(t){let e=Number(t);return t==null||t===""?"\u2013":Number.isFinite(e)?bl((ia(e)?la:ta).format(e)):String(t)}function gl(t){let e=Number(t);return Math.abs(e)>=1&&Number.isFinite(e)?bl(na.format(e)):_e(t)}function wl(t,e=2){let l=Number(t);if(t==null||!Number.isFinite(l))return"\u2013";let n={minimumFractionDigits:e,maximumFractionDigits:e};return`${bl((l*100).toLocaleString("en-US",n))}\xA0%`}function Oo(t){return t>0?`+${it(t)}`:it(t)}function sn(t){return t<10?`${Math.max(t,0).toFixed(1)}\xA0s`:t<120?`${Math.round(t)}\xA0s`:t<7200?`${Math.round(t/60)}\xA0min`:`${Math.round(t/3600)}\xA0h`}function Gt(t){return t?new Date(t/1e6).toISOString().slice(0,19).replace("T"," "):"\u2013"}var Ne=t=>t.replaceAll("_"," ").toLowerCase();var sa=t=>Number(t.amount)*Number(t.price);function aa(t){let e=t.limit===null?"":`limit ${gl(t.limit)}`,l=t.stop===null?"":`stop ${gl(t.stop)}`;return[e,l].filter(Boolean).join(", ")||Co(t.type)}var Co=t=>t.replaceAll("_"," "),vl=class{positions;orders;held=new bt("Positions",[{title:"Asset",text:!0,cell:e=>e.symbol},{title:"Amount",cell:e=>_e(e.amount),exact:e=>e.amount},{title:"Price",cell:e=>gl(e.price),exact:e=>e.price},{title:"Value",cell:e=>it(sa(e))}],"Nothing is held.");open=new bt("Open orders",[{title:"Asset",text:!0,cell:e=>e.symbol,exact:e=>e.order_id},{title:"Amount",cell:e=>_e(e.amount)},{title:"Filled",cell:e=>_e(e.filled)},{title:"Price",text:!0,cell:aa},{title:"State",text:!0,cell:ua}],"No order is open.");counts=[w("span",{class:"rb-count"}),w("span",{class:"rb-count"})];unknown=w("p",{class:"rb-warning",role:"alert",hidden:!0});constructor(){this.positions=ot("Positions",this.held.element),this.orders=ot("Open orders",this.unknown,this.open.element),[this.positions,this.orders].forEach((e,l)=>e.querySelector("h3").append(this.counts[l]))}draw(e){let l=e.open_orders??[],n=e.positions??[];[n,l].forEach((a,u)=>q(this.counts[u],a.length?String(a.length):"")),this.held.draw(n),this.open.draw(l,a=>a.state);let o=[...new Set(l.filter(a=>a.state==="UNKNOWN").map(a=>a.symbol))];this.unknown.hidden=o.length===0,this.unknown.textContent=o.length?`UNKNOWN: nobody knows yet whether the broker has it. No new risk in ${ca(o)} until that is known.`:""}},Ro=8;function ca(t){let e=t.length-Ro;return e>0?`${t.slice(0,Ro).join(", ")} and ${e} more`:t.join(", ")}function ua(t){let e=t.state.toUpperCase()==="UNKNOWN";return w("span",{class:"rb-chip","data-tone":e?"bad":""},e?"? UNKNOWN":Co(t.state))}var fa=.7;function Fo(t,e){return e==="fraction"?wl(t,2):e==="money"?it(t):_e(t)}var vr=class{element;fill=w("div",{class:"rb-fill"});meter;level=w("span",{class:"rb-level"});state=w("span",{class:"rb-chip"});reason=w("p",{class:"rb-soft"});reset;constructor(e,l){this.meter=w("div",{class:"rb-meter",role:"meter","aria-label":Ne(e)},this.fill),this.reset=w("button",{type:"button",class:"rb-quiet rb-small",click:()=>l(e)},"Reset\u2026"),this.reset.setAttribute("aria-label",`Reset ${Ne(e)}`);let n=w("div",{class:"rb-line"},w("strong",{},Ne(e)),this.level,this.state,this.reset);this.element=w("li",{},n,this.meter,this.reason)}focus(){this.reset.focus()}draw(e){let l=e.state.toUpperCase()==="NORMAL",[n,o]=[Number(e.level??0),Number(e.limit)],a=o>0?Math.min(Math.max(n/o,0),1):+!l,u=e.unit==="halt",d=e.kind.includes("alignment"),p=e.level!==null&&e.level!=="None",h=l&&p&&!u&&(d?n<o+(1-o)/4:a>=fa),y=Fo(e.limit,e.unit),b=p?Fo(e.level,e.unit):"not known yet",g=Number.isFinite(o)?`${b}, ${d?"at least":"limit"} ${y}`:"its level is not journalled",M=u?l?"not pressed":"pressed":g;q(this.level,M),this.fill.style.width=`${((l?d?n:a:1)*100).toFixed(1)}%`,ve(this.meter,"tone",l?h?"warn":"good":"bad"),te(this.meter,p&&!u||!l);for(let[R,C]of[["min",0],["max",o||1],["now",Math.min(n,o||1)]])this.meter.setAttribute(`aria-value${R}`,String(C));this.meter.setAttribute("aria-valuetext",M),q(this.state,l?h?"\u25B2 near":"\u2713 normal":`\u25A0 ${Ne(e.state)}`),ve(this.state,"tone",l?h?"warn":"good":"bad");let T=(e.reason??"").replace(/^\w+Error: /,"");q(this.reason,T),te(this.reason,!!T),te(this.reset,!l)}},yl=class{constructor(e,l){this.commands=e;this.who=l;let n=w("button",{type:"button",class:"rb-quiet",click:()=>this.leave()},"Cancel");this.form=w("form",{class:"rb-reset",hidden:!0,"aria-label":"Reset a breaker",submit:o=>this.submit(o),keydown:o=>this.key(o)},this.title,w("label",{},"Operator ",this.operator),w("label",{class:"rb-grow"},"Reason ",this.reason),n,w("button",{type:"submit",class:"rb-go"},"Reset")),this.element=ot("Breakers",this.list,this.empty,this.form,this.answer)}commands;who;element;rows=new Map;list=w("ul",{class:"rb-breakers"});empty=w("p",{class:"rb-empty"},"No breaker watches this session.");form;title=w("p",{class:"rb-why"});operator=w("input",{type:"text",required:!0,maxlength:80,autocomplete:"off"});reason=w("input",{type:"text",required:!0,maxlength:400,autocomplete:"off"});answer=w("p",{class:"rb-answer",role:"status"});chosen="";draw(e){let l=e.breakers?.breakers??{};for(let[n,o]of this.rows)n in l||(o.element.remove(),this.rows.delete(n));for(let[n,o]of Object.entries(l)){let a=this.rows.get(n);a||(a=new vr(n,u=>this.open(u)),this.rows.set(n,a),this.list.append(a.element)),a.draw(o)}te(this.empty,this.rows.size===0)}open(e){this.chosen=e,q(this.title,`Reset ${Ne(e)}. The session stays halted until somebody resumes it.`),this.operator.value||=this.who.value,te(this.form,!0),(this.operator.value?this.reason:this.operator).focus()}leave(){te(this.form,!1),this.rows.get(this.chosen)?.focus()}key(e){e.key==="Escape"&&this.leave(),!(e.key!=="Enter"||e.target.tagName!=="INPUT")&&(e.preventDefault(),this.form.reportValidity()&&this.submit(e))}submit(e){e.preventDefault();let l={breaker:this.chosen,operator:this.operator.value.trim(),reason:this.reason.value.trim()};this.commands.ask("reset",l).then(()=>{this.leave(),this.reason.value="",ve(this.answer,"tone",""),q(this.answer,`${Ne(this.chosen)} was reset.`)},n=>{ve(this.answer,"tone","bad"),q(this.answer,n.message)})}};var da="uplot",pa="u-hz",ha="u-vt",ma="u-title",ba="u-wrap",ga="u-under",wa="u-over",va="u-axis",un="u-off",ya="u-select",xa="u-cursor-x",ka="u-cursor-y",Sa="u-cursor-pt",_a="u-legend",Ea="u-live",Ta="u-inline",Ma="u-series",Aa="u-marker",Ho="u-label",La="u-value",Qn="width",Xn="height";var $o="bottom",On="left",yr="right",Hr="#000",zo=Hr+"0",xr="mousemove",Io="mousedown",kr="mouseup",Vo="mouseenter",Wo="mouseleave",Uo="dblclick",Da="resize",Pa="scroll",Bo="change",El="dppxchange",$r="--",In=typeof window<"u",Mr=In?document:null,Cn=In?window:null,Na=In?navigator:null,ae,xl;function Ar(){let t=devicePixelRatio;ae!=t&&(ae=t,xl&&Dr(Bo,xl,Ar),xl=matchMedia(`(min-resolution: ${ae-.001}dppx) and (max-resolution: ${ae+.001}dppx)`),fn(Bo,xl,Ar),Cn.dispatchEvent(new CustomEvent(El)))}function st(t,e){if(e!=null){let l=t.classList;!l.contains(e)&&l.add(e)}}function Lr(t,e){let l=t.classList;l.contains(e)&&l.remove(e)}function ye(t,e,l){t.style[e]=l+"px"}function _t(t,e,l,n){let o=Mr.createElement(t);return e!=null&&st(o,e),l?.insertBefore(o,n),o}function gt(t,e){return _t("div",t,e)}var jo=new WeakMap;function Rt(t,e,l,n,o){let a="translate("+e+"px,"+l+"px)",u=jo.get(t);a!=u&&(t.style.transform=a,jo.set(t,a),e<0||l<0||e>n||l>o?st(t,un):Lr(t,un))}var qo=new WeakMap;function Go(t,e,l){let n=e+l,o=qo.get(t);n!=o&&(qo.set(t,n),t.style.background=e,t.style.borderColor=l)}var Ko=new WeakMap;function Yo(t,e,l,n){let o=e+""+l,a=Ko.get(t);o!=a&&(Ko.set(t,o),t.style.height=l+"px",t.style.width=e+"px",t.style.marginLeft=n?-e/2+"px":0,t.style.marginTop=n?-l/2+"px":0)}var zr={passive:!0},Oa={...zr,capture:!0};function fn(t,e,l,n){e.addEventListener(t,l,n?Oa:zr)}function Dr(t,e,l,n){e.removeEventListener(t,l,zr)}In&&Ar();function Et(t,e,l,n){let o;l=l||0,n=n||e.length-1;let a=n<=2147483647;for(;n-l>1;)o=a?l+n>>1:at((l+n)/2),e[o]<t?l=o:n=o;return t-e[l]<=e[n]-t?l:n}function Si(t){return(l,n,o)=>{let a=-1,u=-1;for(let d=n;d<=o;d++)if(t(l[d])){a=d;break}for(let d=o;d>=n;d--)if(t(l[d])){u=d;break}return[a,u]}}var _i=t=>t!=null,Ei=t=>t!=null&&t>0,Al=Si(_i),Ra=Si(Ei);function Ca(t,e,l,n=0,o=!1){let a=o?Ra:Al,u=o?Ei:_i;[e,l]=a(t,e,l);let d=t[e],p=t[e];if(e>-1)if(n==1)d=t[e],p=t[l];else if(n==-1)d=t[l],p=t[e];else for(let h=e;h<=l;h++){let y=t[h];u(y)&&(y<d?d=y:y>p&&(p=y))}return[d??pe,p??-pe]}function Ll(t,e,l,n){let o=Qo(t),a=Qo(e);t==e&&(o==-1?(t*=l,e/=l):(t/=l,e*=l));let u=l==10?$t:Ti,d=o==1?at:wt,p=a==1?wt:at,h=d(u(Re(t))),y=p(u(Re(e))),b=Fn(l,h),g=Fn(l,y);return l==10&&(h<0&&(b=he(b,-h)),y<0&&(g=he(g,-y))),n||l==2?(t=b*o,e=g*a):(t=Di(t,b),e=Dl(e,g)),[t,e]}function Ir(t,e,l,n){let o=Ll(t,e,l,n);return t==0&&(o[0]=0),e==0&&(o[1]=0),o}var Vr=.1,Jo={mode:3,pad:Vr},tl={pad:0,soft:null,mode:0},Fa={min:tl,max:tl};function Tl(t,e,l,n){return Pl(l)?Zo(t,e,l):(tl.pad=l,tl.soft=n?0:null,tl.mode=n?3:0,Zo(t,e,Fa))}function ie(t,e){return t??e}function Ha(t,e,l){for(e=ie(e,0),l=ie(l,t.length-1);e<=l;){if(t[e]!=null)return!0;e++}return!1}function Zo(t,e,l){let n=l.min,o=l.max,a=ie(n.pad,0),u=ie(o.pad,0),d=ie(n.hard,-pe),p=ie(o.hard,pe),h=ie(n.soft,pe),y=ie(o.soft,-pe),b=ie(n.mode,0),g=ie(o.mode,0),M=e-t,T=$t(M),R=Je(Re(t),Re(e)),C=$t(R),W=Re(C-T);(M<1e-24||W>10)&&(M=0,(t==0||e==0)&&(M=1e-24,b==2&&h!=pe&&(a=0),g==2&&y!=-pe&&(u=0)));let S=M||R||1e3,I=$t(S),_=Fn(10,at(I)),K=S*(M==0?t==0?.1:1:a),P=he(Di(t-K,_/10),24),J=t>=h&&(b==1||b==3&&P<=h||b==2&&P>=h)?h:pe,O=Je(d,P<J&&t>=J?J:Tt(J,P)),Z=S*(M==0?e==0?.1:1:u),G=he(Dl(e+Z,_/10),24),E=e<=y&&(g==1||g==3&&G>=y||g==2&&G<=y)?y:-pe,Q=Tt(p,G>E&&e<=E?E:Je(E,G));return O==Q&&O==0&&(Q=100),[O,Q]}var $a=new Intl.NumberFormat(In?Na.language:"en-US"),Wr=t=>$a.format(t),ct=Math,_l=ct.PI,Re=ct.abs,at=ct.floor,Oe=ct.round,wt=ct.ceil,Tt=ct.min,Je=ct.max,Fn=ct.pow,Qo=ct.sign,$t=ct.log10,Ti=ct.log2,za=(t,e=1)=>ct.sinh(t)*e,Sr=(t,e=1)=>ct.asinh(t/e),pe=1/0;function Xo(t){return($t((t^t>>31)-(t>>31))|0)+1}function Pr(t,e,l){return Tt(Je(t,e),l)}function Mi(t){return typeof t=="function"}function ne(t){return Mi(t)?t:()=>t}var Ia=()=>{},Ai=t=>t,Li=(t,e)=>e,Va=t=>null,ei=t=>!0,ti=(t,e)=>t==e,Wa=/\.\d*?(?=9{6,}|0{6,})/gm,dn=t=>{if(Ni(t)||Yt.has(t))return t;let e=`${t}`,l=e.match(Wa);if(l==null)return t;let n=l[0].length-1;if(e.indexOf("e-")!=-1){let[o,a]=e.split("e");return+`${dn(o)}e${a}`}return he(t,n)};function an(t,e){return dn(he(dn(t/e))*e)}function Dl(t,e){return dn(wt(dn(t/e))*e)}function Di(t,e){return dn(at(dn(t/e))*e)}function he(t,e=0){if(Ni(t))return t;let l=10**e,n=t*l*(1+Number.EPSILON);return Oe(n)/l}var Yt=new Map;function Pi(t){return((""+t).split(".")[1]||"").length}function ll(t,e,l,n){let o=[],a=n.map(Pi);for(let u=e;u<l;u++){let d=Re(u),p=he(Fn(t,u),d);for(let h=0;h<n.length;h++){let y=t==10?+`${n[h]}e${u}`:n[h]*p,b=(u>=0?0:d)+(u>=a[h]?0:a[h]),g=t==10?y:he(y,b);o.push(g),Yt.set(g,b)}}return o}var nl={},Ur=[],Hn=[null,null],Kt=Array.isArray,Ni=Number.isInteger,Ua=t=>t===void 0;function ni(t){return typeof t=="string"}function Pl(t){let e=!1;if(t!=null){let l=t.constructor;e=l==null||l==Object}return e}function Ba(t){return t!=null&&typeof t=="object"}var ja=Object.getPrototypeOf(Uint8Array),Oi="__proto__";function $n(t,e=Pl){let l;if(Kt(t)){let n=t.find(o=>o!=null);if(Kt(n)||e(n)){l=Array(t.length);for(let o=0;o<t.length;o++)l[o]=$n(t[o],e)}else l=t.slice()}else if(t instanceof ja)l=t.slice();else if(e(t)){l={};for(let n in t)n!=Oi&&(l[n]=$n(t[n],e))}else l=t;return l}function Le(t){let e=arguments;for(let l=1;l<e.length;l++){let n=e[l];for(let o in n)o!=Oi&&(Pl(t[o])?Le(t[o],$n(n[o])):t[o]=$n(n[o]))}return t}var qa=0,Ga=1,Ka=2;function Ya(t,e,l){for(let n=0,o,a=-1;n<e.length;n++){let u=e[n];if(u>a){for(o=u-1;o>=0&&t[o]==null;)t[o--]=null;for(o=u+1;o<l&&t[o]==null;)t[a=o++]=null}}}function Ja(t,e){if(Xa(t)){let u=t[0].slice();for(let d=1;d<t.length;d++)u.push(...t[d].slice(1));return ec(u[0])||(u=Qa(u)),u}let l=new Set;for(let u=0;u<t.length;u++){let p=t[u][0],h=p.length;for(let y=0;y<h;y++)l.add(p[y])}let n=[Array.from(l).sort((u,d)=>u-d)],o=n[0].length,a=new Map;for(let u=0;u<o;u++)a.set(n[0][u],u);for(let u=0;u<t.length;u++){let d=t[u],p=d[0];for(let h=1;h<d.length;h++){let y=d[h],b=Array(o).fill(void 0),g=e?e[u][h]:Ga,M=[];for(let T=0;T<y.length;T++){let R=y[T],C=a.get(p[T]);R===null?g!=qa&&(b[C]=R,g==Ka&&M.push(C)):b[C]=R}Ya(b,M,o),n.push(b)}}return n}var Za=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function Qa(t){let e=t[0],l=e.length,n=Array(l);for(let a=0;a<n.length;a++)n[a]=a;n.sort((a,u)=>e[a]-e[u]);let o=[];for(let a=0;a<t.length;a++){let u=t[a],d=Array(l);for(let p=0;p<l;p++)d[p]=u[n[p]];o.push(d)}return o}function Xa(t){let e=t[0][0],l=e.length;for(let n=1;n<t.length;n++){let o=t[n][0];if(o.length!=l)return!1;if(o!=e){for(let a=0;a<l;a++)if(o[a]!=e[a])return!1}}return!0}function ec(t,e=100){let l=t.length;if(l<=1)return!0;let n=0,o=l-1;for(;n<=o&&t[n]==null;)n++;for(;o>=n&&t[o]==null;)o--;if(o<=n)return!0;let a=Je(1,at((o-n+1)/e));for(let u=t[n],d=n+a;d<=o;d+=a){let p=t[d];if(p!=null){if(p<=u)return!1;u=p}}return!0}var Ri=["January","February","March","April","May","June","July","August","September","October","November","December"],Ci=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Fi(t){return t.slice(0,3)}var tc=Ci.map(Fi),nc=Ri.map(Fi),lc={MMMM:Ri,MMM:nc,WWWW:Ci,WWW:tc};function Zn(t){return(t<10?"0":"")+t}function rc(t){return(t<10?"00":t<100?"0":"")+t}var oc={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>Zn(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>Zn(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>Zn(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>Zn(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>Zn(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>rc(t.getMilliseconds())};function Br(t,e){e=e||lc;let l=[],n=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=n.exec(t);)l.push(o[0][0]=="{"?oc[o[1]]:o[0]);return a=>{let u="";for(let d=0;d<l.length;d++)u+=typeof l[d]=="string"?l[d]:l[d](a,e);return u}}var ic=new Intl.DateTimeFormat().resolvedOptions().timeZone;function sc(t,e){let l;return e=="UTC"||e=="Etc/UTC"?l=new Date(+t+t.getTimezoneOffset()*6e4):e==ic?l=t:(l=new Date(t.toLocaleString("en-US",{timeZone:e})),l.setMilliseconds(t.getMilliseconds())),l}var Hi=t=>t%1==0,Ml=[1,2,2.5,5],ac=ll(10,-32,0,Ml),$i=ll(10,0,32,Ml),cc=$i.filter(Hi),cn=ac.concat($i),jr=`
`,zi="{YYYY}",li=jr+zi,Ii="{M}/{D}",el=jr+Ii,kl=el+"/{YY}",Vi="{aa}",uc="{h}:{mm}",Rn=uc+Vi,ri=jr+Rn,oi=":{ss}",ue=null;function Wi(t){let e=t*1e3,l=e*60,n=l*60,o=n*24,a=o*30,u=o*365,p=(t==1?ll(10,0,3,Ml).filter(Hi):ll(10,-3,0,Ml)).concat([e,e*5,e*10,e*15,e*30,l,l*5,l*10,l*15,l*30,n,n*2,n*3,n*4,n*6,n*8,n*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,a,a*2,a*3,a*4,a*6,u,u*2,u*5,u*10,u*25,u*50,u*100]),h=[[u,zi,ue,ue,ue,ue,ue,ue,1],[o*28,"{MMM}",li,ue,ue,ue,ue,ue,1],[o,Ii,li,ue,ue,ue,ue,ue,1],[n,"{h}"+Vi,kl,ue,el,ue,ue,ue,1],[l,Rn,kl,ue,el,ue,ue,ue,1],[e,oi,kl+" "+Rn,ue,el+" "+Rn,ue,ri,ue,1],[t,oi+".{fff}",kl+" "+Rn,ue,el+" "+Rn,ue,ri,ue,1]];function y(b){return(g,M,T,R,C,W)=>{let S=[],I=C>=u,_=C>=a&&C<u,K=b(T),P=he(K*t,3),J=_r(K.getFullYear(),I?0:K.getMonth(),_||I?1:K.getDate()),O=he(J*t,3);if(_||I){let Z=_?C/a:0,G=I?C/u:0,E=P==O?P:he(_r(J.getFullYear()+G,J.getMonth()+Z,1)*t,3),Q=new Date(Oe(E/t)),F=Q.getFullYear(),B=Q.getMonth();for(let V=0;E<=R;V++){let le=_r(F+G*V,B+Z*V,1),z=le-b(he(le*t,3));E=he((+le+z)*t,3),E<=R&&S.push(E)}}else{let Z=C>=o?o:C,G=at(T)-at(P),E=O+G+Dl(P-O,Z);S.push(E);let Q=b(E),F=Q.getHours()+Q.getMinutes()/l+Q.getSeconds()/n,B=C/n,V=g.axes[M]._space,le=W/V;for(;E=he(E+C,t==1?0:3),!(E>R);)if(B>1){let z=at(he(F+B,6))%24,re=b(E).getHours()-z;re>1&&(re=-1),E-=re*n,F=(F+B)%24;let fe=S[S.length-1];he((E-fe)/C,3)*le>=.7&&S.push(E)}else S.push(E)}return S}}return[p,h,y]}var[fc,dc,pc]=Wi(1),[hc,mc,bc]=Wi(.001);ll(2,-53,53,[1]);function ii(t,e){return t.map(l=>l.map((n,o)=>o==0||o==8||n==null?n:e(o==1||l[8]==0?n:l[1]+n)))}function si(t,e){return(l,n,o,a,u)=>{let d=e.find(T=>u>=T[0])||e[e.length-1],p,h,y,b,g,M;return n.map(T=>{let R=t(T),C=R.getFullYear(),W=R.getMonth(),S=R.getDate(),I=R.getHours(),_=R.getMinutes(),K=R.getSeconds(),P=C!=p&&d[2]||W!=h&&d[3]||S!=y&&d[4]||I!=b&&d[5]||_!=g&&d[6]||K!=M&&d[7]||d[1];return p=C,h=W,y=S,b=I,g=_,M=K,P(R)})}}function gc(t,e){let l=Br(e);return(n,o,a,u,d)=>o.map(p=>l(t(p)))}function _r(t,e,l){return new Date(t,e,l)}function ai(t,e){return e(t)}var wc="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function ci(t,e){return(l,n,o,a)=>a==null?$r:e(t(n))}function vc(t,e){let l=t.series[e];return l.width?l.stroke(t,e):l.points.width?l.points.stroke(t,e):null}function yc(t,e){return t.series[e].fill(t,e)}var xc={show:!0,live:!0,isolate:!1,mount:Ia,markers:{show:!0,width:2,stroke:vc,fill:yc,dash:"solid"},idx:null,idxs:null,values:[]};function kc(t,e){let l=t.cursor.points,n=gt(),o=l.size(t,e);ye(n,Qn,o),ye(n,Xn,o);let a=o/-2;ye(n,"marginLeft",a),ye(n,"marginTop",a);let u=l.width(t,e,o);return u&&ye(n,"borderWidth",u),n}function Sc(t,e){let l=t.series[e].points;return l._fill||l._stroke}function _c(t,e){let l=t.series[e].points;return l._stroke||l._fill}function Ec(t,e){return t.series[e].points.size}var Er=[0,0];function Tc(t,e,l){return Er[0]=e,Er[1]=l,Er}function Sl(t,e,l,n=!0){return o=>{o.button==0&&(!n||o.target==e)&&l(o)}}function Tr(t,e,l,n=!0){return o=>{(!n||o.target==e)&&l(o)}}var Mc={show:!0,x:!0,y:!0,lock:!1,move:Tc,points:{one:!1,show:kc,size:Ec,width:0,stroke:_c,fill:Sc},bind:{mousedown:Sl,mouseup:Sl,click:Sl,dblclick:Sl,mousemove:Tr,mouseleave:Tr,mouseenter:Tr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,l,n,o)=>n-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Ui={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},qr=Le({},Ui,{filter:Li}),Bi=Le({},qr,{size:10}),ji=Le({},Ui,{show:!1}),Gr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',qi="bold "+Gr,Gi=1.5,ui={show:!0,scale:"x",stroke:Hr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:qi,side:2,grid:qr,ticks:Bi,border:ji,font:Gr,lineGap:Gi,rotate:0},Ac="Value",Lc="Time",fi={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function Dc(t,e,l,n,o){return e.map(a=>a==null?"":Wr(a))}function Pc(t,e,l,n,o,a,u){let d=[],p=Yt.get(o)||0;l=u?l:he(Dl(l,o),p);for(let h=l;h<=n;h=he(h+o,p))d.push(Object.is(h,-0)?0:h);return d}function Nr(t,e,l,n,o,a,u){let d=[],p=t.scales[t.axes[e].scale].log,h=p==10?$t:Ti,y=at(h(l));o=Fn(p,y),p==10&&(o=cn[Et(o,cn)]);let b=l,g=o*p;p==10&&(g=cn[Et(g,cn)]);do d.push(b),b=b+o,p==10&&!Yt.has(b)&&(b=he(b,Yt.get(o))),b>=g&&(o=b,g=o*p,p==10&&(g=cn[Et(g,cn)]));while(b<=n);return d}function Nc(t,e,l,n,o,a,u){let p=t.scales[t.axes[e].scale].asinh,h=n>p?Nr(t,e,Je(p,l),n,o):[p],y=n>=0&&l<=0?[0]:[];return(l<-p?Nr(t,e,Je(p,-n),-l,o):[p]).reverse().map(g=>-g).concat(y,h)}var Ki=/./,Oc=/[12357]/,Rc=/[125]/,di=/1/,Or=(t,e,l,n)=>t.map((o,a)=>e==4&&o==0||a%n==0&&l.test(o.toExponential()[o<0?1:0])?o:null);function Cc(t,e,l,n,o){let a=t.axes[l],u=a.scale,d=t.scales[u],p=t.valToPos,h=a._space,y=p(10,u),b=p(9,u)-y>=h?Ki:p(7,u)-y>=h?Oc:p(5,u)-y>=h?Rc:di;if(b==di){let g=Re(p(1,u)-y);if(g<h)return Or(e.slice().reverse(),d.distr,b,wt(h/g)).reverse()}return Or(e,d.distr,b,1)}function Fc(t,e,l,n,o){let a=t.axes[l],u=a.scale,d=a._space,p=t.valToPos,h=Re(p(1,u)-p(2,u));return h<d?Or(e.slice().reverse(),3,Ki,wt(d/h)).reverse():e}function Hc(t,e,l,n){return n==null?$r:e==null?"":Wr(e)}var pi={show:!0,scale:"y",stroke:Hr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:qi,side:3,grid:qr,ticks:Bi,border:ji,font:Gr,lineGap:Gi,rotate:0};function $c(t,e){let l=3+(t||1)*2;return he(l*e,3)}function zc(t,e){let{scale:l,idxs:n}=t.series[0],o=t._data[0],a=t.valToPos(o[n[0]],l,!0),u=t.valToPos(o[n[1]],l,!0),d=Re(u-a),p=t.series[e],h=d/(p.points.space*ae);return n[1]-n[0]<=h}var hi={scale:null,auto:!0,sorted:0,min:pe,max:-pe},Yi=(t,e,l,n,o)=>o,mi={show:!0,auto:!0,sorted:0,gaps:Yi,alpha:1,facets:[Le({},hi,{scale:"x"}),Le({},hi,{scale:"y"})]},bi={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Yi,alpha:1,points:{show:zc,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function Ic(t,e,l,n,o){return l/10}var Ji={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Vc=Le({},Ji,{time:!1,ori:1}),gi={};function Zi(t,e){let l=gi[t];return l||(l={key:t,plots:[],sub(n){l.plots.push(n)},unsub(n){l.plots=l.plots.filter(o=>o!=n)},pub(n,o,a,u,d,p,h){for(let y=0;y<l.plots.length;y++)l.plots[y]!=o&&l.plots[y].pub(n,o,a,u,d,p,h)}},t!=null&&(gi[t]=l)),l}var zn=1,Rr=2;function pn(t,e,l){let n=t.mode,o=t.series[e],a=n==2?t._data[e]:t._data,u=t.scales,d=t.bbox,p=a[0],h=n==2?a[1]:a[e],y=n==2?u[o.facets[0].scale]:u[t.series[0].scale],b=n==2?u[o.facets[1].scale]:u[o.scale],g=d.left,M=d.top,T=d.width,R=d.height,C=t.valToPosH,W=t.valToPosV;return y.ori==0?l(o,p,h,y,b,C,W,g,M,T,R,Ol,Vn,Cl,Xi,ts):l(o,p,h,y,b,W,C,M,g,R,T,Rl,Wn,Jr,es,ns)}function Kr(t,e){let l=0,n=0,o=ie(t.bands,Ur);for(let a=0;a<o.length;a++){let u=o[a];u.series[0]==e?l=u.dir:u.series[1]==e&&(u.dir==1?n|=1:n|=2)}return[l,n==1?-1:n==2?1:n==3?2:0]}function Wc(t,e,l,n,o){let a=t.mode,u=t.series[e],d=a==2?u.facets[1].scale:u.scale,p=t.scales[d];return o==-1?p.min:o==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function zt(t,e,l,n,o,a){return pn(t,e,(u,d,p,h,y,b,g,M,T,R,C)=>{let W=u.pxRound,S=h.dir*(h.ori==0?1:-1),I=h.ori==0?Vn:Wn,_,K;S==1?(_=l,K=n):(_=n,K=l);let P=W(b(d[_],h,R,M)),J=W(g(p[_],y,C,T)),O=W(b(d[K],h,R,M)),Z=W(g(a==1?y.max:y.min,y,C,T)),G=new Path2D(o);return I(G,O,Z),I(G,P,Z),I(G,P,J),G})}function Nl(t,e,l,n,o,a){let u=null;if(t.length>0){u=new Path2D;let d=e==0?Cl:Jr,p=l;for(let b=0;b<t.length;b++){let g=t[b];if(g[1]>g[0]){let M=g[0]-p;M>0&&d(u,p,n,M,n+a),p=g[1]}}let h=l+o-p,y=10;h>0&&d(u,p,n-y/2,h,n+a+y)}return u}function Uc(t,e,l){let n=t[t.length-1];n&&n[0]==e?n[1]=l:t.push([e,l])}function Yr(t,e,l,n,o,a,u){let d=[],p=t.length;for(let h=o==1?l:n;h>=l&&h<=n;h+=o)if(e[h]===null){let b=h,g=h;if(o==1)for(;++h<=n&&e[h]===null;)g=h;else for(;--h>=l&&e[h]===null;)g=h;let M=a(t[b]),T=g==b?M:a(t[g]),R=b-o;M=u<=0&&R>=0&&R<p?a(t[R]):M;let W=g+o;T=u>=0&&W>=0&&W<p?a(t[W]):T,T>=M&&d.push([M,T])}return d}function wi(t){return t==0?Ai:t==1?Oe:e=>an(e,t)}function Qi(t){let e=t==0?Ol:Rl,l=t==0?(o,a,u,d,p,h)=>{o.arcTo(a,u,d,p,h)}:(o,a,u,d,p,h)=>{o.arcTo(u,a,p,d,h)},n=t==0?(o,a,u,d,p)=>{o.rect(a,u,d,p)}:(o,a,u,d,p)=>{o.rect(u,a,p,d)};return(o,a,u,d,p,h=0,y=0)=>{h==0&&y==0?n(o,a,u,d,p):(h=Tt(h,d/2,p/2),y=Tt(y,d/2,p/2),e(o,a+h,u),l(o,a+d,u,a+d,u+p,h),l(o,a+d,u+p,a,u+p,y),l(o,a,u+p,a,u,y),l(o,a,u,a+d,u,h),o.closePath())}}var Ol=(t,e,l)=>{t.moveTo(e,l)},Rl=(t,e,l)=>{t.moveTo(l,e)},Vn=(t,e,l)=>{t.lineTo(e,l)},Wn=(t,e,l)=>{t.lineTo(l,e)},Cl=Qi(0),Jr=Qi(1),Xi=(t,e,l,n,o,a)=>{t.arc(e,l,n,o,a)},es=(t,e,l,n,o,a)=>{t.arc(l,e,n,o,a)},ts=(t,e,l,n,o,a,u)=>{t.bezierCurveTo(e,l,n,o,a,u)},ns=(t,e,l,n,o,a,u)=>{t.bezierCurveTo(l,e,o,n,u,a)};function ls(t){return(e,l,n,o,a)=>pn(e,l,(u,d,p,h,y,b,g,M,T,R,C)=>{let{pxRound:W,points:S}=u,I,_;h.ori==0?(I=Ol,_=Xi):(I=Rl,_=es);let K=he(S.width*ae,3),P=(S.size-S.width)/2*ae,J=he(P*2,3),O=new Path2D,Z=new Path2D,{left:G,top:E,width:Q,height:F}=e.bbox;Cl(Z,G-J,E-J,Q+J*2,F+J*2);let B=V=>{if(p[V]!=null){let le=W(b(d[V],h,R,M)),z=W(g(p[V],y,C,T));I(O,le+P,z),_(O,le,z,P,0,_l*2)}};if(a)a.forEach(B);else for(let V=n;V<=o;V++)B(V);return{stroke:K>0?O:null,fill:O,clip:Z,flags:zn|Rr}})}function rs(t){return(e,l,n,o,a,u)=>{n!=o&&(a!=n&&u!=n&&t(e,l,n),a!=o&&u!=o&&t(e,l,o),t(e,l,u))}}var Bc=rs(Vn),jc=rs(Wn);function os(t){let e=ie(t?.alignGaps,0);return(l,n,o,a)=>pn(l,n,(u,d,p,h,y,b,g,M,T,R,C)=>{[o,a]=Al(p,o,a);let W=u.pxRound,S=F=>W(b(F,h,R,M)),I=F=>W(g(F,y,C,T)),_,K;h.ori==0?(_=Vn,K=Bc):(_=Wn,K=jc);let P=h.dir*(h.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:zn},O=J.stroke,Z=!1;if(a-o>=R*4){let F=H=>l.posToVal(H,h.key,!0),B=null,V=null,le,z,Ze,xe=S(d[P==1?o:a]),re=S(d[o]),fe=S(d[a]),X=F(P==1?re+1:fe-1);for(let H=P==1?o:a;H>=o&&H<=a;H+=P){let De=d[H],ke=(P==1?De<X:De>X)?xe:S(De),ce=p[H];ke==xe?ce!=null?(z=ce,B==null?(_(O,ke,I(z)),le=B=V=z):z<B?B=z:z>V&&(V=z)):ce===null&&(Z=!0):(B!=null&&K(O,xe,I(B),I(V),I(le),I(z)),ce!=null?(z=ce,_(O,ke,I(z)),B=V=le=z):(B=V=null,ce===null&&(Z=!0)),xe=ke,X=F(xe+P))}B!=null&&B!=V&&Ze!=xe&&K(O,xe,I(B),I(V),I(le),I(z))}else for(let F=P==1?o:a;F>=o&&F<=a;F+=P){let B=p[F];B===null?Z=!0:B!=null&&_(O,S(d[F]),I(B))}let[E,Q]=Kr(l,n);if(u.fill!=null||E!=0){let F=J.fill=new Path2D(O),B=u.fillTo(l,n,u.min,u.max,E),V=I(B),le=S(d[o]),z=S(d[a]);P==-1&&([z,le]=[le,z]),_(F,z,V),_(F,le,V)}if(!u.spanGaps){let F=[];Z&&F.push(...Yr(d,p,o,a,P,S,e)),J.gaps=F=u.gaps(l,n,o,a,F),J.clip=Nl(F,h.ori,M,T,R,C)}return Q!=0&&(J.band=Q==2?[zt(l,n,o,a,O,-1),zt(l,n,o,a,O,1)]:zt(l,n,o,a,O,Q)),J})}function qc(t){let e=ie(t.align,1),l=ie(t.ascDesc,!1),n=ie(t.alignGaps,0),o=ie(t.extend,!1);return(a,u,d,p)=>pn(a,u,(h,y,b,g,M,T,R,C,W,S,I)=>{[d,p]=Al(b,d,p);let _=h.pxRound,{left:K,width:P}=a.bbox,J=re=>_(T(re,g,S,C)),O=re=>_(R(re,M,I,W)),Z=g.ori==0?Vn:Wn,G={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:zn},E=G.stroke,Q=g.dir*(g.ori==0?1:-1),F=O(b[Q==1?d:p]),B=J(y[Q==1?d:p]),V=B,le=B;o&&e==-1&&(le=K,Z(E,le,F)),Z(E,B,F);for(let re=Q==1?d:p;re>=d&&re<=p;re+=Q){let fe=b[re];if(fe==null)continue;let X=J(y[re]),H=O(fe);e==1?Z(E,X,F):Z(E,V,H),Z(E,X,H),F=H,V=X}let z=V;o&&e==1&&(z=K+P,Z(E,z,F));let[Ze,xe]=Kr(a,u);if(h.fill!=null||Ze!=0){let re=G.fill=new Path2D(E),fe=h.fillTo(a,u,h.min,h.max,Ze),X=O(fe);Z(re,z,X),Z(re,le,X)}if(!h.spanGaps){let re=[];re.push(...Yr(y,b,d,p,Q,J,n));let fe=h.width*ae/2,X=l||e==1?fe:-fe,H=l||e==-1?-fe:fe;re.forEach(De=>{De[0]+=X,De[1]+=H}),G.gaps=re=h.gaps(a,u,d,p,re),G.clip=Nl(re,g.ori,C,W,S,I)}return xe!=0&&(G.band=xe==2?[zt(a,u,d,p,E,-1),zt(a,u,d,p,E,1)]:zt(a,u,d,p,E,xe)),G})}function vi(t,e,l,n,o,a,u=pe){if(t.length>1){let d=null;for(let p=0,h=1/0;p<t.length;p++)if(e[p]!==void 0){if(d!=null){let y=Re(t[p]-t[d]);y<h&&(h=y,u=Re(l(t[p],n,o,a)-l(t[d],n,o,a)))}d=p}}return u}function Gc(t){t=t||nl;let e=ie(t.size,[.6,pe,1]),l=t.align||0,n=t.gap||0,o=t.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let a=ne(o),u=1-e[0],d=ie(e[1],pe),p=ie(e[2],1),h=ie(t.disp,nl),y=ie(t.each,M=>{}),{fill:b,stroke:g}=h;return(M,T,R,C)=>pn(M,T,(W,S,I,_,K,P,J,O,Z,G,E)=>{let Q=W.pxRound,F=l,B=n*ae,V=d*ae,le=p*ae,z,Ze;_.ori==0?[z,Ze]=a(M,T):[Ze,z]=a(M,T);let xe=_.dir*(_.ori==0?1:-1),re=_.ori==0?Cl:Jr,fe=_.ori==0?y:(D,me,Pe,gn,Qt,At,Xt)=>{y(D,me,Pe,Qt,gn,Xt,At)},X=ie(M.bands,Ur).find(D=>D.series[0]==T),H=X!=null?X.dir:0,De=W.fillTo(M,T,W.min,W.max,H),je=Q(J(De,K,E,Z)),ke,ce,vt,et=G,Ee=Q(W.width*ae),Mt=!1,Ct=null,ut=null,Vt=null,hn=null;b!=null&&(Ee==0||g!=null)&&(Mt=!0,Ct=b.values(M,T,R,C),ut=new Map,new Set(Ct).forEach(D=>{D!=null&&ut.set(D,new Path2D)}),Ee>0&&(Vt=g.values(M,T,R,C),hn=new Map,new Set(Vt).forEach(D=>{D!=null&&hn.set(D,new Path2D)})));let{x0:mn,size:Un}=h;if(mn!=null&&Un!=null){F=1,S=mn.values(M,T,R,C),mn.unit==2&&(S=S.map(Pe=>M.posToVal(O+Pe*G,_.key,!0)));let D=Un.values(M,T,R,C);Un.unit==2?ce=D[0]*G:ce=P(D[0],_,G,O)-P(0,_,G,O),et=vi(S,I,P,_,G,O,et),vt=et-ce+B}else et=vi(S,I,P,_,G,O,et),vt=et*u+B,ce=et-vt;vt<1&&(vt=0),Ee>=ce/2&&(Ee=0),vt<5&&(Q=Ai);let rl=vt>0,Jt=et-vt-(rl?Ee:0);ce=Q(Pr(Jt,le,V)),ke=(F==0?ce/2:F==xe?0:ce)-F*xe*((F==0?B/2:0)+(rl?Ee/2:0));let qe={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},bn=Mt?null:new Path2D,Ft=null;if(X!=null)Ft=M.data[X.series[1]];else{let{y0:D,y1:me}=h;D!=null&&me!=null&&(I=me.values(M,T,R,C),Ft=D.values(M,T,R,C))}let Zt=z*ce,Y=Ze*ce;for(let D=xe==1?R:C;D>=R&&D<=C;D+=xe){let me=I[D];if(me==null)continue;if(Ft!=null){let Qe=Ft[D]??0;if(me-Qe==0)continue;je=J(Qe,K,E,Z)}let Pe=_.distr!=2||h!=null?S[D]:D,gn=P(Pe,_,G,O),Qt=J(ie(me,De),K,E,Z),At=Q(gn-ke),Xt=Q(Je(Qt,je)),tt=Q(Tt(Qt,je)),ft=Xt-tt;if(me!=null){let Qe=me<0?Y:Zt,yt=me<0?Zt:Y;Mt?(Ee>0&&Vt[D]!=null&&re(hn.get(Vt[D]),At,tt+at(Ee/2),ce,Je(0,ft-Ee),Qe,yt),Ct[D]!=null&&re(ut.get(Ct[D]),At,tt+at(Ee/2),ce,Je(0,ft-Ee),Qe,yt)):re(bn,At,tt+at(Ee/2),ce,Je(0,ft-Ee),Qe,yt),fe(M,T,D,At-Ee/2,tt,ce+Ee,ft)}}return Ee>0?qe.stroke=Mt?hn:bn:Mt||(qe._fill=W.width==0?W._fill:W._stroke??W._fill,qe.width=0),qe.fill=Mt?ut:bn,qe})}function Kc(t,e){let l=ie(e?.alignGaps,0);return(n,o,a,u)=>pn(n,o,(d,p,h,y,b,g,M,T,R,C,W)=>{[a,u]=Al(h,a,u);let S=d.pxRound,I=z=>S(g(z,y,C,T)),_=z=>S(M(z,b,W,R)),K,P,J;y.ori==0?(K=Ol,J=Vn,P=ts):(K=Rl,J=Wn,P=ns);let O=y.dir*(y.ori==0?1:-1),Z=I(p[O==1?a:u]),G=Z,E=[],Q=[];for(let z=O==1?a:u;z>=a&&z<=u;z+=O)if(h[z]!=null){let xe=p[z],re=I(xe);E.push(G=re),Q.push(_(h[z]))}let F={stroke:t(E,Q,K,J,P,S),fill:null,clip:null,band:null,gaps:null,flags:zn},B=F.stroke,[V,le]=Kr(n,o);if(d.fill!=null||V!=0){let z=F.fill=new Path2D(B),Ze=d.fillTo(n,o,d.min,d.max,V),xe=_(Ze);J(z,G,xe),J(z,Z,xe)}if(!d.spanGaps){let z=[];z.push(...Yr(p,h,a,u,O,I,l)),F.gaps=z=d.gaps(n,o,a,u,z),F.clip=Nl(z,y.ori,T,R,C,W)}return le!=0&&(F.band=le==2?[zt(n,o,a,u,B,-1),zt(n,o,a,u,B,1)]:zt(n,o,a,u,B,le)),F})}function Yc(t){return Kc(Jc,t)}function Jc(t,e,l,n,o,a){let u=t.length;if(u<2)return null;let d=new Path2D;if(l(d,t[0],e[0]),u==2)n(d,t[1],e[1]);else{let p=Array(u),h=Array(u-1),y=Array(u-1),b=Array(u-1);for(let g=0;g<u-1;g++)y[g]=e[g+1]-e[g],b[g]=t[g+1]-t[g],h[g]=y[g]/b[g];p[0]=h[0];for(let g=1;g<u-1;g++)h[g]===0||h[g-1]===0||h[g-1]>0!=h[g]>0?p[g]=0:(p[g]=3*(b[g-1]+b[g])/((2*b[g]+b[g-1])/h[g-1]+(b[g]+2*b[g-1])/h[g]),isFinite(p[g])||(p[g]=0));p[u-1]=h[u-2];for(let g=0;g<u-1;g++)o(d,t[g]+b[g]/3,e[g]+p[g]*b[g]/3,t[g+1]-b[g]/3,e[g+1]-p[g+1]*b[g]/3,t[g+1],e[g+1])}return d}var Cr=new Set;function yi(){for(let t of Cr)t.syncRect(!0)}In&&(fn(Da,Cn,yi),fn(Pa,Cn,yi,!0),fn(El,Cn,()=>{Ce.pxRatio=ae}));var Zc=os(),Qc=ls();function xi(t,e,l,n){return(n?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((a,u)=>Fr(a,u,e,l))}function Xc(t,e){return t.map((l,n)=>n==0?{}:Le({},e,l))}function Fr(t,e,l,n){return Le({},e==0?l:n,t)}function is(t,e,l){return e==null?Hn:[e,l]}var eu=is;function tu(t,e,l){return e==null?Hn:Tl(e,l,Vr,!0)}function ss(t,e,l,n){return e==null?Hn:Ll(e,l,t.scales[n].log,!1)}var nu=ss;function as(t,e,l,n){return e==null?Hn:Ir(e,l,t.scales[n].log,!1)}var lu=as;function ru(t,e,l,n,o){let a=Je(Xo(t),Xo(e)),u=e-t,d=Et(o/n*u,l);do{let p=l[d],h=n*p/u;if(h>=o&&a+(p<5?Yt.get(p):0)<=17)return[p,h]}while(++d<l.length);return[0,0]}function ki(t){let e,l;return t=t.replace(/(\d+)px/,(n,o)=>(e=Oe((l=+o)*ae))+"px"),[t,e,l]}function ou(t){t.show&&[t.font,t.labelFont].forEach(e=>{let l=he(e[2]*ae,1);e[0]=e[0].replace(/[0-9.]+px/,l+"px"),e[1]=l})}function Ce(t,e,l){let n={mode:ie(t.mode,1)},o=n.mode;function a(r,i,s,c){let f=i.valToPct(r);return c+s*(i.dir==-1?1-f:f)}function u(r,i,s,c){let f=i.valToPct(r);return c+s*(i.dir==-1?f:1-f)}function d(r,i,s,c){return i.ori==0?a(r,i,s,c):u(r,i,s,c)}n.valToPosH=a,n.valToPosV=u;let p=!1;n.status=0;let h=n.root=gt(da);if(t.id!=null&&(h.id=t.id),st(h,t.class),t.title){let r=gt(ma,h);r.textContent=t.title}let y=_t("canvas"),b=n.ctx=y.getContext("2d"),g=gt(ba,h);fn("click",g,r=>{r.target===T&&(be!=An||Se!=Ln)&&Ue.click(n,r)},!0);let M=n.under=gt(ga,g);g.appendChild(y);let T=n.over=gt(wa,g);t=$n(t);let R=+ie(t.pxAlign,1),C=wi(R);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(n,t)||t)});let W=t.ms||.001,S=n.series=o==1?xi(t.series||[],fi,bi,!1):Xc(t.series||[null],mi),I=n.axes=xi(t.axes||[],ui,pi,!0),_=n.scales={},K=n.bands=t.bands||[];K.forEach(r=>{r.fill=ne(r.fill||null),r.dir=ie(r.dir,-1)});let P=o==2?S[1].facets[0].scale:S[0].scale,J={axes:$s,series:Os},O=(t.drawOrder||["axes","series"]).map(r=>J[r]);function Z(r){let i=r.distr==3?s=>$t(s>0?s:r.clamp(n,s,r.min,r.max,r.key)):r.distr==4?s=>Sr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let c=i(s),{_min:f,_max:m}=r,v=m-f;return(c-f)/v}}function G(r){let i=_[r];if(i==null){let s=(t.scales||nl)[r]||nl;if(s.from!=null){G(s.from);let c=Le({},_[s.from],s,{key:r});c.valToPct=Z(c),_[r]=c}else{i=_[r]=Le({},r==P?Ji:Vc,s),i.key=r;let c=i.time,f=i.range,m=Kt(f);if((r!=P||o==2&&!c)&&(m&&(f[0]==null||f[1]==null)&&(f={min:f[0]==null?Jo:{mode:1,hard:f[0],soft:f[0]},max:f[1]==null?Jo:{mode:1,hard:f[1],soft:f[1]}},m=!1),!m&&Pl(f))){let v=f;f=(x,k,A)=>k==null?Hn:Tl(k,A,v)}i.range=ne(f||(c?eu:r==P?i.distr==3?nu:i.distr==4?lu:is:i.distr==3?ss:i.distr==4?as:tu)),i.auto=ne(m?!1:i.auto),i.clamp=ne(i.clamp||Ic),i._min=i._max=null,i.valToPct=Z(i)}}}G("x"),G("y"),o==1&&S.forEach(r=>{G(r.scale)}),I.forEach(r=>{G(r.scale)});for(let r in t.scales)G(r);let E=_[P],Q=E.distr,F,B;E.ori==0?(st(h,pa),F=a,B=u):(st(h,ha),F=u,B=a);let V={};for(let r in _){let i=_[r];(i.min!=null||i.max!=null)&&(V[r]={min:i.min,max:i.max},i.min=i.max=null)}let le=t.tzDate||(r=>new Date(Oe(r/W))),z=t.fmtDate||Br,Ze=W==1?pc(le):bc(le),xe=si(le,ii(W==1?dc:mc,z)),re=ci(le,ai(wc,z)),fe=[],X=n.legend=Le({},xc,t.legend),H=n.cursor=Le({},Mc,{drag:{y:o==2}},t.cursor),De=X.show,je=H.show,ke=X.markers;X.idxs=fe,ke.width=ne(ke.width),ke.dash=ne(ke.dash),ke.stroke=ne(ke.stroke),ke.fill=ne(ke.fill);let ce,vt,et,Ee=[],Mt=[],Ct,ut=!1,Vt={};if(X.live){let r=S[1]?S[1].values:null;ut=r!=null,Ct=ut?r(n,1,0):{_:0};for(let i in Ct)Vt[i]=$r}if(De)if(ce=_t("table",_a,h),et=_t("tbody",null,ce),X.mount(n,ce),ut){vt=_t("thead",null,ce,et);let r=_t("tr",null,vt);_t("th",null,r);for(var hn in Ct)_t("th",Ho,r).textContent=hn}else st(ce,Ta),X.live&&st(ce,Ea);let mn={show:!0},Un={show:!1};function rl(r,i){if(i==0&&(ut||!X.live||o==2))return Hn;let s=[],c=_t("tr",Ma,et,et.childNodes[i]);st(c,r.class),r.show||st(c,un);let f=_t("th",null,c);if(ke.show){let x=gt(Aa,f);if(i>0){let k=ke.width(n,i);k&&(x.style.border=k+"px "+ke.dash(n,i)+" "+ke.stroke(n,i)),x.style.background=ke.fill(n,i)}}let m=gt(Ho,f);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,i>0&&(ke.show||(m.style.color=r.width>0?ke.stroke(n,i):ke.fill(n,i)),qe("click",f,x=>{if(H._lock)return;tn(x);let k=S.indexOf(r);if((x.ctrlKey||x.metaKey)!=X.isolate){let A=S.some((L,N)=>N>0&&N!=k&&L.show);S.forEach((L,N)=>{N>0&&Dt(N,A?N==k?mn:Un:mn,!0,Ae.setSeries)})}else Dt(k,{show:!r.show},!0,Ae.setSeries)},!1),vn&&qe(Vo,f,x=>{H._lock||(tn(x),Dt(S.indexOf(r),Pn,!0,Ae.setSeries))},!1));for(var v in Ct){let x=_t("td",La,c);x.textContent="--",s.push(x)}return[c,s]}let Jt=new Map;function qe(r,i,s,c=!0){let f=Jt.get(i)||{},m=H.bind[r](n,i,s,c);m&&(fn(r,i,f[r]=m),Jt.set(i,f))}function bn(r,i,s){let c=Jt.get(i)||{};for(let f in c)(r==null||f==r)&&(Dr(f,i,c[f]),delete c[f]);r==null&&Jt.delete(i)}let Ft=0,Zt=0,Y=0,D=0,me=0,Pe=0,gn=me,Qt=Pe,At=Y,Xt=D,tt=0,ft=0,Qe=0,yt=0;n.bbox={};let Kl=!1,ol=!1,wn=!1,en=!1,il=!1,dt=!1;function Yl(r,i,s){(s||r!=n.width||i!=n.height)&&eo(r,i),_n(!1),wn=!0,ol=!0,En()}function eo(r,i){n.width=Ft=Y=r,n.height=Zt=D=i,me=Pe=0,Ts(),Ms();let s=n.bbox;tt=s.left=an(me*ae,.5),ft=s.top=an(Pe*ae,.5),Qe=s.width=an(Y*ae,.5),yt=s.height=an(D*ae,.5)}let Ss=3;function _s(){let r=!1,i=0;for(;!r;){i++;let s=Fs(i),c=Hs(i);r=i==Ss||s&&c,r||(eo(n.width,n.height),ol=!0)}}function Es({width:r,height:i}){Yl(r,i)}n.setSize=Es;function Ts(){let r=!1,i=!1,s=!1,c=!1;I.forEach((f,m)=>{if(f.show&&f._show){let{side:v,_size:x}=f,k=v%2,A=f.label!=null?f.labelSize:0,L=x+A;L>0&&(k?(Y-=L,v==3?(me+=L,c=!0):s=!0):(D-=L,v==0?(Pe+=L,r=!0):i=!0))}}),nn[0]=r,nn[1]=s,nn[2]=i,nn[3]=c,Y-=Wt[1]+Wt[3],me+=Wt[3],D-=Wt[2]+Wt[0],Pe+=Wt[0]}function Ms(){let r=me+Y,i=Pe+D,s=me,c=Pe;function f(m,v){switch(m){case 1:return r+=v,r-v;case 2:return i+=v,i-v;case 3:return s-=v,s+v;case 0:return c-=v,c+v}}I.forEach((m,v)=>{if(m.show&&m._show){let x=m.side;m._pos=f(x,m._size),m.label!=null&&(m._lpos=f(x,m.labelSize))}})}if(H.dataIdx==null){let r=H.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let s=r.prox=ne(r.prox),c=r.bias??=0;H.dataIdx=(f,m,v,x)=>{if(m==0)return v;let k=v,A=s(f,m,v,x)??pe,L=A>=0&&A<pe,N=E.ori==0?Y:D,j=H.left,se=e[0],oe=e[m];if(i.has(oe[v])){k=null;let ee=null,U=null,$;if(c==0||c==-1)for($=v;ee==null&&$-- >0;)i.has(oe[$])||(ee=$);if(c==0||c==1)for($=v;U==null&&$++<oe.length;)i.has(oe[$])||(U=$);if(ee!=null||U!=null)if(L){let we=ee==null?-1/0:F(se[ee],E,N,0),Te=U==null?1/0:F(se[U],E,N,0),Ve=j-we,de=Te-j;Ve<=de?Ve<=A&&(k=ee):de<=A&&(k=U)}else k=U==null?ee:ee==null?U:v-ee<=U-v?ee:U}else L&&Re(j-F(se[v],E,N,0))>A&&(k=null);return k}}let tn=r=>{H.event=r};H.idxs=fe,H._lock=!1;let Be=H.points;Be.show=ne(Be.show),Be.size=ne(Be.size),Be.stroke=ne(Be.stroke),Be.width=ne(Be.width),Be.fill=ne(Be.fill);let Lt=n.focus=Le({},t.focus||{alpha:.3},H.focus),vn=Lt.prox>=0,yn=vn&&Be.one,pt=[],xn=[],kn=[];function to(r,i){let s=Be.show(n,i);if(s instanceof HTMLElement)return st(s,Sa),st(s,r.class),Rt(s,-10,-10,Y,D),T.insertBefore(s,pt[i]),s}function no(r,i){if(o==1||i>0){let s=o==1&&_[r.scale].time,c=r.value;r.value=s?ni(c)?ci(le,ai(c,z)):c||re:c||Hc,r.label=r.label||(s?Lc:Ac)}if(yn||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||Zc||Va,r.fillTo=ne(r.fillTo||Wc),r.pxAlign=+ie(r.pxAlign,R),r.pxRound=wi(r.pxAlign),r.stroke=ne(r.stroke||null),r.fill=ne(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=$c(Je(1,r.width),1),c=r.points=Le({},{size:s,width:Je(1,s*.2),stroke:r.stroke,space:s*2,paths:Qc,_stroke:null,_fill:null},r.points);c.show=ne(c.show),c.filter=ne(c.filter),c.fill=ne(c.fill),c.stroke=ne(c.stroke),c.paths=ne(c.paths),c.pxAlign=r.pxAlign}if(De){let s=rl(r,i);Ee.splice(i,0,s[0]),Mt.splice(i,0,s[1]),X.values.push(null)}if(je){fe.splice(i,0,null);let s=null;yn?i==0&&(s=to(r,i)):i>0&&(s=to(r,i)),pt.splice(i,0,s),xn.splice(i,0,0),kn.splice(i,0,0)}Ie("addSeries",i)}function As(r,i){i=i??S.length,r=o==1?Fr(r,i,fi,bi):Fr(r,i,{},mi),S.splice(i,0,r),no(S[i],i)}n.addSeries=As;function Ls(r){if(S.splice(r,1),De){X.values.splice(r,1),Mt.splice(r,1);let i=Ee.splice(r,1)[0];bn(null,i.firstChild),i.remove()}je&&(fe.splice(r,1),pt.splice(r,1)[0].remove(),xn.splice(r,1),kn.splice(r,1)),Ie("delSeries",r)}n.delSeries=Ls;let nn=[!1,!1,!1,!1];function Ds(r,i){if(r._show=r.show,r.show){let s=r.side%2,c=_[r.scale];c==null&&(r.scale=s?S[1].scale:P,c=_[r.scale]);let f=c.time;r.size=ne(r.size),r.space=ne(r.space),r.rotate=ne(r.rotate),Kt(r.incrs)&&r.incrs.forEach(v=>{!Yt.has(v)&&Yt.set(v,Pi(v))}),r.incrs=ne(r.incrs||(c.distr==2?cc:f?W==1?fc:hc:cn)),r.splits=ne(r.splits||(f&&c.distr==1?Ze:c.distr==3?Nr:c.distr==4?Nc:Pc)),r.stroke=ne(r.stroke),r.grid.stroke=ne(r.grid.stroke),r.ticks.stroke=ne(r.ticks.stroke),r.border.stroke=ne(r.border.stroke);let m=r.values;r.values=Kt(m)&&!Kt(m[0])?ne(m):f?Kt(m)?si(le,ii(m,z)):ni(m)?gc(le,m):m||xe:m||Dc,r.filter=ne(r.filter||(c.distr>=3&&c.log==10?Cc:c.distr==3&&c.log==2?Fc:Li)),r.font=ki(r.font),r.labelFont=ki(r.labelFont),r._size=r.size(n,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(nn[i]=!0,r._el=gt(va,g))}}function Bn(r,i,s,c){let[f,m,v,x]=s,k=i%2,A=0;return k==0&&(x||m)&&(A=i==0&&!f||i==2&&!v?Oe(ui.size/3):0),k==1&&(f||v)&&(A=i==1&&!m||i==3&&!x?Oe(pi.size/2):0),A}let lo=n.padding=(t.padding||[Bn,Bn,Bn,Bn]).map(r=>ne(ie(r,Bn))),Wt=n._padding=lo.map((r,i)=>r(n,i,nn,0)),We,Fe=null,He=null,sl=o==1?S[0].idxs:null,xt=null,jn=!1;function ro(r,i){if(e=r??[],n.data=n._data=e,o==2){We=0;for(let s=1;s<S.length;s++)We+=e[s][0].length}else{e.length==0&&(n.data=n._data=e=[[]]),xt=e[0],We=xt.length;let s=e;if(Q==2){s=e.slice();let c=s[0]=Array(We);for(let f=0;f<We;f++)c[f]=f}n._data=e=s}if(_n(!0),Ie("setData"),Q==2&&(wn=!0),i!==!1){let s=E;s.auto(n,jn)?Jl():Bt(P,s.min,s.max),en=en||H.left>=0,dt=!0,En()}}n.setData=ro;function Jl(){jn=!0;let r,i;o==1&&(We>0?(Fe=sl[0]=0,He=sl[1]=We-1,r=e[0][Fe],i=e[0][He],Q==2?(r=Fe,i=He):r==i&&(Q==3?[r,i]=Ll(r,r,E.log,!1):Q==4?[r,i]=Ir(r,r,E.log,!1):E.time?i=r+Oe(86400/W):[r,i]=Tl(r,i,Vr,!0))):(Fe=sl[0]=r=null,He=sl[1]=i=null)),Bt(P,r,i)}let al,Sn,Zl,Ql,Xl,er,tr,nr,lr,Xe;function oo(r,i,s,c,f,m){r??=zo,s??=Ur,c??="butt",f??=zo,m??="round",r!=al&&(b.strokeStyle=al=r),f!=Sn&&(b.fillStyle=Sn=f),i!=Zl&&(b.lineWidth=Zl=i),m!=Xl&&(b.lineJoin=Xl=m),c!=er&&(b.lineCap=er=c),s!=Ql&&b.setLineDash(Ql=s)}function io(r,i,s,c){i!=Sn&&(b.fillStyle=Sn=i),r!=tr&&(b.font=tr=r),s!=nr&&(b.textAlign=nr=s),c!=lr&&(b.textBaseline=lr=c)}function rr(r,i,s,c,f=0){if(c.length>0&&r.auto(n,jn)&&(i==null||i.min==null)){let m=ie(Fe,0),v=ie(He,c.length-1),x=s.min==null?Ca(c,m,v,f,r.distr==3):[s.min,s.max];r.min=Tt(r.min,s.min=x[0]),r.max=Je(r.max,s.max=x[1])}}let so={min:null,max:null};function Ps(){for(let c in _){let f=_[c];V[c]==null&&(f.min==null||V[P]!=null&&f.auto(n,jn))&&(V[c]=so)}for(let c in _){let f=_[c];V[c]==null&&f.from!=null&&V[f.from]!=null&&(V[c]=so)}V[P]!=null&&_n(!0);let r={};for(let c in V){let f=V[c];if(f!=null){let m=r[c]=$n(_[c],Ba);if(f.min!=null)Le(m,f);else if(c!=P||o==2)if(We==0&&m.from==null){let v=m.range(n,null,null,c);m.min=v[0],m.max=v[1]}else m.min=pe,m.max=-pe}}if(We>0){S.forEach((c,f)=>{if(o==1){let m=c.scale,v=V[m];if(v==null)return;let x=r[m];if(f==0){let k=x.range(n,x.min,x.max,m);x.min=k[0],x.max=k[1],Fe=Et(x.min,e[0]),He=Et(x.max,e[0]),He-Fe>1&&(e[0][Fe]<x.min&&Fe++,e[0][He]>x.max&&He--),c.min=xt[Fe],c.max=xt[He]}else c.show&&c.auto&&rr(x,v,c,e[f],c.sorted);c.idxs[0]=Fe,c.idxs[1]=He}else if(f>0&&c.show&&c.auto){let[m,v]=c.facets,x=m.scale,k=v.scale,[A,L]=e[f],N=r[x],j=r[k];N!=null&&rr(N,V[x],m,A,m.sorted),j!=null&&rr(j,V[k],v,L,v.sorted),c.min=v.min,c.max=v.max}});for(let c in r){let f=r[c],m=V[c];if(f.from==null&&(m==null||m.min==null)){let v=f.range(n,f.min==pe?null:f.min,f.max==-pe?null:f.max,c);f.min=v[0],f.max=v[1]}}}for(let c in r){let f=r[c];if(f.from!=null){let m=r[f.from];if(m.min==null)f.min=f.max=null;else{let v=f.range(n,m.min,m.max,c);f.min=v[0],f.max=v[1]}}}let i={},s=!1;for(let c in r){let f=r[c],m=_[c];if(m.min!=f.min||m.max!=f.max){m.min=f.min,m.max=f.max;let v=m.distr;m._min=v==3?$t(m.min):v==4?Sr(m.min,m.asinh):v==100?m.fwd(m.min):m.min,m._max=v==3?$t(m.max):v==4?Sr(m.max,m.asinh):v==100?m.fwd(m.max):m.max,i[c]=s=!0}}if(s){S.forEach((c,f)=>{o==2?f>0&&i.y&&(c._paths=null):i[c.scale]&&(c._paths=null)});for(let c in i)wn=!0,Ie("setScale",c);je&&H.left>=0&&(en=dt=!0)}for(let c in V)V[c]=null}function Ns(r){let i=Pr(Fe-1,0,We-1),s=Pr(He+1,0,We-1);for(;r[i]==null&&i>0;)i--;for(;r[s]==null&&s<We-1;)s++;return[i,s]}function Os(){if(We>0){let r=S.some(i=>i._focus)&&Xe!=Lt.alpha;r&&(b.globalAlpha=Xe=Lt.alpha),S.forEach((i,s)=>{if(s>0&&i.show&&(ao(s,!1),ao(s,!0),i._paths==null)){let c=Xe;Xe!=i.alpha&&(b.globalAlpha=Xe=i.alpha);let f=o==2?[0,e[s][0].length-1]:Ns(e[s]);i._paths=i.paths(n,s,f[0],f[1]),Xe!=c&&(b.globalAlpha=Xe=c)}}),S.forEach((i,s)=>{if(s>0&&i.show){let c=Xe;Xe!=i.alpha&&(b.globalAlpha=Xe=i.alpha),i._paths!=null&&co(s,!1);{let f=i._paths!=null?i._paths.gaps:null,m=i.points.show(n,s,Fe,He,f),v=i.points.filter(n,s,m,f);(m||v)&&(i.points._paths=i.points.paths(n,s,Fe,He,v),co(s,!0))}Xe!=c&&(b.globalAlpha=Xe=c),Ie("drawSeries",s)}}),r&&(b.globalAlpha=Xe=1)}}function ao(r,i){let s=i?S[r].points:S[r];s._stroke=s.stroke(n,r),s._fill=s.fill(n,r)}function co(r,i){let s=i?S[r].points:S[r],{stroke:c,fill:f,clip:m,flags:v,_stroke:x=s._stroke,_fill:k=s._fill,_width:A=s.width}=s._paths;A=he(A*ae,3);let L=null,N=A%2/2;i&&k==null&&(k=A>0?"#fff":x);let j=s.pxAlign==1&&N>0;if(j&&b.translate(N,N),!i){let se=tt-A/2,oe=ft-A/2,ee=Qe+A,U=yt+A;L=new Path2D,L.rect(se,oe,ee,U)}i?or(x,A,s.dash,s.cap,k,c,f,v,m):Rs(r,x,A,s.dash,s.cap,k,c,f,v,L,m),j&&b.translate(-N,-N)}function Rs(r,i,s,c,f,m,v,x,k,A,L){let N=!1;k!=0&&K.forEach((j,se)=>{if(j.series[0]==r){let oe=S[j.series[1]],ee=e[j.series[1]],U=(oe._paths||nl).band;Kt(U)&&(U=j.dir==1?U[0]:U[1]);let $,we=null;oe.show&&U&&Ha(ee,Fe,He)?(we=j.fill(n,se)||m,$=oe._paths.clip):U=null,or(i,s,c,f,we,v,x,k,A,L,$,U),N=!0}}),N||or(i,s,c,f,m,v,x,k,A,L)}let uo=zn|Rr;function or(r,i,s,c,f,m,v,x,k,A,L,N){oo(r,i,s,c,f),(k||A||N)&&(b.save(),k&&b.clip(k),A&&b.clip(A)),N?(x&uo)==uo?(b.clip(N),L&&b.clip(L),ul(f,v),cl(r,m,i)):x&Rr?(ul(f,v),b.clip(N),cl(r,m,i)):x&zn&&(b.save(),b.clip(N),L&&b.clip(L),ul(f,v),b.restore(),cl(r,m,i)):(ul(f,v),cl(r,m,i)),(k||A||N)&&b.restore()}function cl(r,i,s){s>0&&(i instanceof Map?i.forEach((c,f)=>{b.strokeStyle=al=f,b.stroke(c)}):i!=null&&r&&b.stroke(i))}function ul(r,i){i instanceof Map?i.forEach((s,c)=>{b.fillStyle=Sn=c,b.fill(s)}):i!=null&&r&&b.fill(i)}function Cs(r,i,s,c){let f=I[r],m;if(c<=0)m=[0,0];else{let v=f._space=f.space(n,r,i,s,c),x=f._incrs=f.incrs(n,r,i,s,c,v);m=ru(i,s,x,c,v)}return f._found=m}function ir(r,i,s,c,f,m,v,x,k,A){let L=v%2/2;R==1&&b.translate(L,L),oo(x,v,k,A,x),b.beginPath();let N,j,se,oe,ee=f+(c==0||c==3?-m:m);s==0?(j=f,oe=ee):(N=f,se=ee);for(let U=0;U<r.length;U++)i[U]!=null&&(s==0?N=se=r[U]:j=oe=r[U],b.moveTo(N,j),b.lineTo(se,oe));b.stroke(),R==1&&b.translate(-L,-L)}function Fs(r){let i=!0;return I.forEach((s,c)=>{if(!s.show)return;let f=_[s.scale];if(f.min==null){s._show&&(i=!1,s._show=!1,_n(!1));return}else s._show||(i=!1,s._show=!0,_n(!1));let m=s.side,v=m%2,{min:x,max:k}=f,[A,L]=Cs(c,x,k,v==0?Y:D);if(L==0)return;let N=f.distr==2,j=s._splits=s.splits(n,c,x,k,A,L,N),se=f.distr==2?j.map($=>xt[$]):j,oe=f.distr==2?xt[j[1]]-xt[j[0]]:A,ee=s._values=s.values(n,s.filter(n,se,c,L,oe),c,L,oe);s._rotate=m==2?s.rotate(n,ee,c,L):0;let U=s._size;s._size=wt(s.size(n,ee,c,r)),U!=null&&s._size!=U&&(i=!1)}),i}function Hs(r){let i=!0;return lo.forEach((s,c)=>{let f=s(n,c,nn,r);f!=Wt[c]&&(i=!1),Wt[c]=f}),i}function $s(){for(let r=0;r<I.length;r++){let i=I[r];if(!i.show||!i._show)continue;let s=i.side,c=s%2,f,m,v=i.stroke(n,r),x=s==0||s==3?-1:1,[k,A]=i._found;if(i.label!=null){let Ke=i.labelGap*x,rt=Oe((i._lpos+Ke)*ae);io(i.labelFont[0],v,"center",s==2?"top":$o),b.save(),c==1?(f=m=0,b.translate(rt,Oe(ft+yt/2)),b.rotate((s==3?-_l:_l)/2)):(f=Oe(tt+Qe/2),m=rt);let on=Mi(i.label)?i.label(n,r,k,A):i.label;b.fillText(on,f,m),b.restore()}if(A==0)continue;let L=_[i.scale],N=c==0?Qe:yt,j=c==0?tt:ft,se=i._splits,oe=L.distr==2?se.map(Ke=>xt[Ke]):se,ee=L.distr==2?xt[se[1]]-xt[se[0]]:k,U=i.ticks,$=i.border,we=U.show?U.size:0,Te=Oe(we*ae),Ve=Oe((i.alignTo==2?i._size-we-i.gap:i.gap)*ae),de=i._rotate*-_l/180,Me=C(i._pos*ae),nt=(Te+Ve)*x,Ge=Me+nt;m=c==0?Ge:0,f=c==1?Ge:0;let ht=i.font[0],kt=i.align==1?On:i.align==2?yr:de>0?On:de<0?yr:c==0?"center":s==3?yr:On,Nt=de||c==1?"middle":s==2?"top":$o;io(ht,v,kt,Nt);let lt=i.font[1]*i.lineGap,mt=se.map(Ke=>C(d(Ke,L,N,j))),St=i._values;for(let Ke=0;Ke<St.length;Ke++){let rt=St[Ke];if(rt!=null){c==0?f=mt[Ke]:m=mt[Ke],rt=""+rt;let on=rt.indexOf(`
`)==-1?[rt]:rt.split(/\n/gm);for(let Ye=0;Ye<on.length;Ye++){let Do=on[Ye];de?(b.save(),b.translate(f,m+Ye*lt),b.rotate(de),b.fillText(Do,0,0),b.restore()):b.fillText(Do,f,m+Ye*lt)}}}U.show&&ir(mt,U.filter(n,oe,r,A,ee),c,s,Me,Te,he(U.width*ae,3),U.stroke(n,r),U.dash,U.cap);let Ot=i.grid;Ot.show&&ir(mt,Ot.filter(n,oe,r,A,ee),c,c==0?2:1,c==0?ft:tt,c==0?yt:Qe,he(Ot.width*ae,3),Ot.stroke(n,r),Ot.dash,Ot.cap),$.show&&ir([Me],[1],c==0?1:0,c==0?1:2,c==1?ft:tt,c==1?yt:Qe,he($.width*ae,3),$.stroke(n,r),$.dash,$.cap)}Ie("drawAxes")}function _n(r){S.forEach((i,s)=>{s>0&&(i._paths=null,r&&(o==1?(i.min=null,i.max=null):i.facets.forEach(c=>{c.min=null,c.max=null})))})}let fl=!1,sr=!1,qn=[];function zs(){sr=!1;for(let r=0;r<qn.length;r++)Ie(...qn[r]);qn.length=0}function En(){fl||(Za(fo),fl=!0)}function Is(r,i=!1){fl=!0,sr=i,r(n),fo(),i&&qn.length>0&&queueMicrotask(zs)}n.batch=Is;function fo(){if(Kl&&(Ps(),Kl=!1),wn&&(_s(),wn=!1),ol){if(ye(M,On,me),ye(M,"top",Pe),ye(M,Qn,Y),ye(M,Xn,D),ye(T,On,me),ye(T,"top",Pe),ye(T,Qn,Y),ye(T,Xn,D),ye(g,Qn,Ft),ye(g,Xn,Zt),y.width=Oe(Ft*ae),y.height=Oe(Zt*ae),I.forEach(({_el:r,_show:i,_size:s,_pos:c,side:f})=>{if(r!=null)if(i){let m=f===3||f===0?s:0,v=f%2==1;ye(r,v?"left":"top",c-m),ye(r,v?"width":"height",s),ye(r,v?"top":"left",v?Pe:me),ye(r,v?"height":"width",v?D:Y),Lr(r,un)}else st(r,un)}),al=Sn=Zl=Xl=er=tr=nr=lr=Ql=null,Xe=1,Yn(!0),me!=gn||Pe!=Qt||Y!=At||D!=Xt){_n(!1);let r=Y/At,i=D/Xt;if(je&&!en&&H.left>=0){H.left*=r,H.top*=i,Tn&&Rt(Tn,Oe(H.left),0,Y,D),Mn&&Rt(Mn,0,Oe(H.top),Y,D);for(let s=0;s<pt.length;s++){let c=pt[s];c!=null&&(xn[s]*=r,kn[s]*=i,Rt(c,wt(xn[s]),wt(kn[s]),Y,D))}}if(ge.show&&!il&&ge.left>=0&&ge.width>0){ge.left*=r,ge.width*=r,ge.top*=i,ge.height*=i;for(let s in pr)ye(Dn,s,ge[s])}gn=me,Qt=Pe,At=Y,Xt=D}Ie("setSize"),ol=!1}Ft>0&&Zt>0&&(b.clearRect(0,0,y.width,y.height),Ie("drawClear"),O.forEach(r=>r()),Ie("draw")),ge.show&&il&&(dl(ge),il=!1),je&&en&&(rn(null,!0,!1),en=!1),X.show&&X.live&&dt&&(fr(),dt=!1),p||(p=!0,n.status=1,Ie("ready")),jn=!1,fl=!1}n.redraw=(r,i)=>{wn=i||!1,r!==!1?Bt(P,E.min,E.max):En()};function ar(r,i){let s=_[r];if(s.from==null){if(We==0){let c=s.range(n,i.min,i.max,r);i.min=c[0],i.max=c[1]}if(i.min>i.max){let c=i.min;i.min=i.max,i.max=c}if(We>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==P&&s.distr==2&&We>0&&(i.min=Et(i.min,e[0]),i.max=Et(i.max,e[0]),i.min==i.max&&i.max++),V[r]=i,Kl=!0,En()}}n.setScale=ar;let cr,ur,Tn,Mn,po,ho,An,Ln,mo,bo,be,Se,Ut=!1,Ue=H.drag,$e=Ue.x,ze=Ue.y;je&&(H.x&&(cr=gt(xa,T)),H.y&&(ur=gt(ka,T)),E.ori==0?(Tn=cr,Mn=ur):(Tn=ur,Mn=cr),be=H.left,Se=H.top);let ge=n.select=Le({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),Dn=ge.show?gt(ya,ge.over?T:M):null;function dl(r,i){if(ge.show){for(let s in r)ge[s]=r[s],s in pr&&ye(Dn,s,r[s]);i!==!1&&Ie("setSelect")}}n.setSelect=dl;function Vs(r){if(S[r].show)De&&Lr(Ee[r],un);else if(De&&st(Ee[r],un),je){let s=yn?pt[0]:pt[r];s!=null&&Rt(s,-10,-10,Y,D)}}function Bt(r,i,s){ar(r,{min:i,max:s})}function Dt(r,i,s,c){i.focus!=null&&qs(r),i.show!=null&&S.forEach((f,m)=>{m>0&&(r==m||r==null)&&(f.show=i.show,Vs(m),o==2?(Bt(f.facets[0].scale,null,null),Bt(f.facets[1].scale,null,null)):Bt(f.scale,null,null),En())}),s!==!1&&Ie("setSeries",r,i),c&&Jn("setSeries",n,r,i)}n.setSeries=Dt;function Ws(r,i){Le(K[r],i)}function Us(r,i){r.fill=ne(r.fill||null),r.dir=ie(r.dir,-1),i=i??K.length,K.splice(i,0,r)}function Bs(r){r==null?K.length=0:K.splice(r,1)}n.addBand=Us,n.setBand=Ws,n.delBand=Bs;function js(r,i){S[r].alpha=i,je&&pt[r]!=null&&(pt[r].style.opacity=i),De&&Ee[r]&&(Ee[r].style.opacity=i)}let Ht,jt,ln,Pn={focus:!0};function qs(r){if(r!=ln){let i=r==null,s=Lt.alpha!=1;S.forEach((c,f)=>{if(o==1||f>0){let m=i||f==0||f==r;c._focus=i?null:m,s&&js(f,m?1:Lt.alpha)}}),ln=r,s&&En()}}De&&vn&&qe(Wo,ce,r=>{H._lock||(tn(r),ln!=null&&Dt(null,Pn,!0,Ae.setSeries))});function Pt(r,i,s){let c=_[i];s&&(r=r/ae-(c.ori==1?Pe:me));let f=Y;c.ori==1&&(f=D,r=f-r),c.dir==-1&&(r=f-r);let m=c._min,v=c._max,x=r/f,k=m+(v-m)*x,A=c.distr;return A==3?Fn(10,k):A==4?za(k,c.asinh):A==100?c.bwd(k):k}function Gs(r,i){let s=Pt(r,P,i);return Et(s,e[0],Fe,He)}n.valToIdx=r=>Et(r,e[0]),n.posToIdx=Gs,n.posToVal=Pt,n.valToPos=(r,i,s)=>_[i].ori==0?a(r,_[i],s?Qe:Y,s?tt:0):u(r,_[i],s?yt:D,s?ft:0),n.setCursor=(r,i,s)=>{be=r.left,Se=r.top,rn(null,i,s)};function go(r,i){ye(Dn,On,ge.left=r),ye(Dn,Qn,ge.width=i)}function wo(r,i){ye(Dn,"top",ge.top=r),ye(Dn,Xn,ge.height=i)}let Gn=E.ori==0?go:wo,Kn=E.ori==1?go:wo;function Ks(){if(De&&X.live)for(let r=o==2?1:0;r<S.length;r++){if(r==0&&ut)continue;let i=X.values[r],s=0;for(let c in i)Mt[r][s++].firstChild.nodeValue=i[c]}}function fr(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((s,c)=>{fe[c]=s}):Ua(r.idx)||fe.fill(r.idx),X.idx=fe[0]),De&&X.live){for(let s=0;s<S.length;s++)(s>0||o==1&&!ut)&&Ys(s,fe[s]);Ks()}dt=!1,i!==!1&&Ie("setLegend")}n.setLegend=fr;function Ys(r,i){let s=S[r],c=r==0&&Q==2?xt:e[r],f;ut?f=s.values(n,r,i)??Vt:(f=s.value(n,i==null?null:c[i],r,i),f=f==null?Vt:{_:f}),X.values[r]=f}function rn(r,i,s){mo=be,bo=Se,[be,Se]=H.move(n,be,Se),H.left=be,H.top=Se,je&&(Tn&&Rt(Tn,Oe(be),0,Y,D),Mn&&Rt(Mn,0,Oe(Se),Y,D));let c,f=Fe>He;Ht=pe,jt=null;let m=E.ori==0?Y:D,v=E.ori==1?Y:D;if(be<0||We==0||f){c=H.idx=null;for(let x=0;x<S.length;x++){let k=pt[x];k!=null&&Rt(k,-10,-10,Y,D)}vn&&Dt(null,Pn,!0,r==null&&Ae.setSeries),X.live&&(fe.fill(c),dt=!0)}else{let x,k,A;o==1&&(x=E.ori==0?be:Se,k=Pt(x,P),c=H.idx=Et(k,e[0],Fe,He),A=F(e[0][c],E,m,0));let L=-10,N=-10,j=0,se=0,oe=!0,ee="",U="";for(let $=o==2?1:0;$<S.length;$++){let we=S[$],Te=fe[$],Ve=Te==null?null:o==1?e[$][Te]:e[$][1][Te],de=H.dataIdx(n,$,c,k),Me=de==null?null:o==1?e[$][de]:e[$][1][de];if(dt=dt||Me!=Ve||de!=Te,fe[$]=de,$>0&&we.show){let nt=de==null?-10:de==c?A:F(o==1?e[0][de]:e[$][0][de],E,m,0),Ge=Me==null?-10:B(Me,o==1?_[we.scale]:_[we.facets[1].scale],v,0);if(vn&&Me!=null){let ht=E.ori==1?be:Se,kt=Re(Lt.dist(n,$,de,Ge,ht));if(kt<Ht){let Nt=Lt.bias;if(Nt!=0){let lt=Pt(ht,we.scale),mt=Me>=0?1:-1,St=lt>=0?1:-1;St==mt&&(St==1?Nt==1?Me>=lt:Me<=lt:Nt==1?Me<=lt:Me>=lt)&&(Ht=kt,jt=$)}else Ht=kt,jt=$}}if(dt||yn){let ht,kt;E.ori==0?(ht=nt,kt=Ge):(ht=Ge,kt=nt);let Nt,lt,mt,St,Ot,Ke,rt=!0,on=Be.bbox;if(on!=null){rt=!1;let Ye=on(n,$);mt=Ye.left,St=Ye.top,Nt=Ye.width,lt=Ye.height}else mt=ht,St=kt,Nt=lt=Be.size(n,$);if(Ke=Be.fill(n,$),Ot=Be.stroke(n,$),yn)$==jt&&Ht<=Lt.prox&&(L=mt,N=St,j=Nt,se=lt,oe=rt,ee=Ke,U=Ot);else{let Ye=pt[$];Ye!=null&&(xn[$]=mt,kn[$]=St,Yo(Ye,Nt,lt,rt),Go(Ye,Ke,Ot),Rt(Ye,wt(mt),wt(St),Y,D))}}}}if(yn){let $=Lt.prox,we=ln==null?Ht<=$:Ht>$||jt!=ln;if(dt||we){let Te=pt[0];Te!=null&&(xn[0]=L,kn[0]=N,Yo(Te,j,se,oe),Go(Te,ee,U),Rt(Te,wt(L),wt(N),Y,D))}}}if(ge.show&&Ut)if(r!=null){let[x,k]=Ae.scales,[A,L]=Ae.match,[N,j]=r.cursor.sync.scales,se=r.cursor.drag;if($e=se._x,ze=se._y,$e||ze){let{left:oe,top:ee,width:U,height:$}=r.select,we=r.scales[N].ori,Te=r.posToVal,Ve,de,Me,nt,Ge,ht=x!=null&&A(x,N),kt=k!=null&&L(k,j);ht&&$e?(we==0?(Ve=oe,de=U):(Ve=ee,de=$),Me=_[x],nt=F(Te(Ve,N),Me,m,0),Ge=F(Te(Ve+de,N),Me,m,0),Gn(Tt(nt,Ge),Re(Ge-nt))):Gn(0,m),kt&&ze?(we==1?(Ve=oe,de=U):(Ve=ee,de=$),Me=_[k],nt=B(Te(Ve,j),Me,v,0),Ge=B(Te(Ve+de,j),Me,v,0),Kn(Tt(nt,Ge),Re(Ge-nt))):Kn(0,v)}else hr()}else{let x=Re(mo-po),k=Re(bo-ho);if(E.ori==1){let j=x;x=k,k=j}$e=Ue.x&&x>=Ue.dist,ze=Ue.y&&k>=Ue.dist;let A=Ue.uni;A!=null?$e&&ze&&($e=x>=A,ze=k>=A,!$e&&!ze&&(k>x?ze=!0:$e=!0)):Ue.x&&Ue.y&&($e||ze)&&($e=ze=!0);let L,N;$e&&(E.ori==0?(L=An,N=be):(L=Ln,N=Se),Gn(Tt(L,N),Re(N-L)),ze||Kn(0,v)),ze&&(E.ori==1?(L=An,N=be):(L=Ln,N=Se),Kn(Tt(L,N),Re(N-L)),$e||Gn(0,m)),!$e&&!ze&&(Gn(0,0),Kn(0,0))}if(Ue._x=$e,Ue._y=ze,r==null){if(s){if(Lo!=null){let[x,k]=Ae.scales;Ae.values[0]=x!=null?Pt(E.ori==0?be:Se,x):null,Ae.values[1]=k!=null?Pt(E.ori==1?be:Se,k):null}Jn(xr,n,be,Se,Y,D,c)}if(vn){let x=s&&Ae.setSeries,k=Lt.prox;ln==null?Ht<=k&&Dt(jt,Pn,!0,x):Ht>k?Dt(null,Pn,!0,x):jt!=ln&&Dt(jt,Pn,!0,x)}}dt&&(X.idx=c,fr()),i!==!1&&Ie("setCursor")}let qt=null;Object.defineProperty(n,"rect",{get(){return qt==null&&Yn(!1),qt}});function Yn(r=!1){r?qt=null:(qt=T.getBoundingClientRect(),Ie("syncRect",qt))}function vo(r,i,s,c,f,m,v){H._lock||Ut&&r!=null&&r.movementX==0&&r.movementY==0||(dr(r,i,s,c,f,m,v,!1,r!=null),r!=null?rn(null,!0,!0):rn(i,!0,!1))}function dr(r,i,s,c,f,m,v,x,k){if(qt==null&&Yn(!1),tn(r),r!=null)s=r.clientX-qt.left,c=r.clientY-qt.top;else{if(s<0||c<0){be=-10,Se=-10;return}let[A,L]=Ae.scales,N=i.cursor.sync,[j,se]=N.values,[oe,ee]=N.scales,[U,$]=Ae.match,we=i.axes[0].side%2==1,Te=E.ori==0?Y:D,Ve=E.ori==1?Y:D,de=we?m:f,Me=we?f:m,nt=we?c:s,Ge=we?s:c;if(oe!=null?s=U(A,oe)?d(j,_[A],Te,0):-10:s=Te*(nt/de),ee!=null?c=$(L,ee)?d(se,_[L],Ve,0):-10:c=Ve*(Ge/Me),E.ori==1){let ht=s;s=c,c=ht}}k&&(i==null||i.cursor.event.type==xr)&&((s<=1||s>=Y-1)&&(s=an(s,Y)),(c<=1||c>=D-1)&&(c=an(c,D))),x?(po=s,ho=c,[An,Ln]=H.move(n,s,c)):(be=s,Se=c)}let pr={width:0,height:0,left:0,top:0};function hr(){dl(pr,!1)}let yo,xo,ko,So;function _o(r,i,s,c,f,m,v){Ut=!0,$e=ze=Ue._x=Ue._y=!1,dr(r,i,s,c,f,m,v,!0,!1),r!=null&&(qe(kr,Mr,Eo,!1),Jn(Io,n,An,Ln,Y,D,null));let{left:x,top:k,width:A,height:L}=ge;yo=x,xo=k,ko=A,So=L}function Eo(r,i,s,c,f,m,v){Ut=Ue._x=Ue._y=!1,dr(r,i,s,c,f,m,v,!1,!0);let{left:x,top:k,width:A,height:L}=ge,N=A>0||L>0,j=yo!=x||xo!=k||ko!=A||So!=L;if(N&&j&&dl(ge),Ue.setScale&&N&&j){let se=x,oe=A,ee=k,U=L;if(E.ori==1&&(se=k,oe=L,ee=x,U=A),$e&&Bt(P,Pt(se,P),Pt(se+oe,P)),ze)for(let $ in _){let we=_[$];$!=P&&we.from==null&&we.min!=pe&&Bt($,Pt(ee+U,$),Pt(ee,$))}hr()}else H.lock&&(H._lock=!H._lock,rn(i,!0,r!=null));r!=null&&(bn(kr,Mr),Jn(kr,n,be,Se,Y,D,null))}function Js(r,i,s,c,f,m,v){if(H._lock)return;tn(r);let x=Ut;if(Ut){let k=!0,A=!0,L=10,N,j;E.ori==0?(N=$e,j=ze):(N=ze,j=$e),N&&j&&(k=be<=L||be>=Y-L,A=Se<=L||Se>=D-L),N&&k&&(be=be<An?0:Y),j&&A&&(Se=Se<Ln?0:D),rn(null,!0,!0),Ut=!1}be=-10,Se=-10,fe.fill(null),rn(null,!0,!0),x&&(Ut=x)}function To(r,i,s,c,f,m,v){H._lock||(tn(r),Jl(),hr(),r!=null&&Jn(Uo,n,be,Se,Y,D,null))}function Mo(){I.forEach(ou),Yl(n.width,n.height,!0)}fn(El,Cn,Mo);let Nn={};Nn.mousedown=_o,Nn.mousemove=vo,Nn.mouseup=Eo,Nn.dblclick=To,Nn.setSeries=(r,i,s,c)=>{let f=Ae.match[2];s=f(n,i,s),s!=-1&&Dt(s,c,!0,!1)},je&&(qe(Io,T,_o),qe(xr,T,vo),qe(Vo,T,r=>{tn(r),Yn(!1)}),qe(Wo,T,Js),qe(Uo,T,To),Cr.add(n),n.syncRect=Yn);let pl=n.hooks=t.hooks||{};function Ie(r,i,s){sr?qn.push([r,i,s]):r in pl&&pl[r].forEach(c=>{c.call(null,n,i,s)})}(t.plugins||[]).forEach(r=>{for(let i in r.hooks)pl[i]=(pl[i]||[]).concat(r.hooks[i])});let Ao=(r,i,s)=>s,Ae=Le({key:null,setSeries:!1,filters:{pub:ei,sub:ei},scales:[P,S[1]?S[1].scale:null],match:[ti,ti,Ao],values:[null,null]},H.sync);Ae.match.length==2&&Ae.match.push(Ao),H.sync=Ae;let Lo=Ae.key,mr=Zi(Lo);function Jn(r,i,s,c,f,m,v){Ae.filters.pub(r,i,s,c,f,m,v)&&mr.pub(r,i,s,c,f,m,v)}mr.sub(n);function Zs(r,i,s,c,f,m,v){Ae.filters.sub(r,i,s,c,f,m,v)&&Nn[r](null,i,s,c,f,m,v)}n.pub=Zs;function Qs(){mr.unsub(n),Cr.delete(n),Jt.clear(),Dr(El,Cn,Mo),h.remove(),ce?.remove(),Ie("destroy")}n.destroy=Qs;function br(){Ie("init",t,e),ro(e||t.data,!1),V[P]?ar(P,V[P]):Jl(),il=ge.show&&(ge.width>0||ge.height>0),en=dt=!0,Yl(t.width,t.height)}return S.forEach(no),I.forEach(Ds),l?l instanceof HTMLElement?(l.appendChild(h),br()):l(n,br):br(),n}Ce.assign=Le;Ce.fmtNum=Wr;Ce.rangeNum=Tl;Ce.rangeLog=Ll;Ce.rangeAsinh=Ir;Ce.orient=pn;Ce.pxRatio=ae;Ce.join=Ja;Ce.fmtDate=Br,Ce.tzDate=sc;Ce.sync=Zi;{Ce.addGap=Uc,Ce.clipGaps=Nl;let t=Ce.paths={points:ls};t.linear=os,t.stepped=qc,t.bars=Gc,t.spline=Yc}var cs=86400;function us(t,e,l,n,o){let a="";return e.map(u=>{let[,d,p,h,y]=new Date(u*1e3).toUTCString().split(" "),b=`${Number(d)} ${p}`,g=h!==a;return a=h??"",o>=28*cs?`${p} ${h}`:o>=cs?g?`${b} ${h}`:b:g||y?.startsWith("00:00")?b:(y??"").slice(0,5)})}var fs=t=>Ce.tzDate(new Date(t*1e3),"Etc/UTC");var iu=new Intl.NumberFormat("en-US",{notation:"compact",maximumFractionDigits:2}),su=(t,e)=>[Math.min(0,t),e>0?e*1.08:1];function au(t,e){let l=Math.max((e-t)*.08,Math.abs(e)*.002,1e-9);return[t-l,e+l]}var cu=0,Fl=class{constructor(e){this.points=e;this.element=w("section",{class:"rb-panel rb-wide","aria-label":"Equity and exposure"},w("div",{class:"rb-legend"},this.value,this.risk,this.when,this.whole),this.canvas,this.waiting),this.sized=new ResizeObserver(()=>this.draw()),this.sized.observe(this.element)}points;element;canvas=w("div",{class:"rb-charts",role:"img","aria-label":"Equity and exposure"});waiting=w("p",{class:"rb-empty"},"The picture begins with the first bar.");value=w("span",{class:"rb-legend-equity"},"Equity");risk=w("span",{class:"rb-legend-exposure"},"Exposure");when=w("span",{class:"rb-soft"});whole=w("button",{type:"button",class:"rb-quiet rb-small",hidden:!0,click:()=>this.wide()},"Show all");sized;plots=[];frame=0;width=0;zoomed=!1;epoch=-1;sync=`rustybt-${++cu}`;draw(){this.frame||(this.frame=requestAnimationFrame(()=>this.paint()))}restyle(){for(let e of this.plots)e.destroy();this.plots=[],this.narrow(!1),this.draw()}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect();for(let e of this.plots)e.destroy()}paint(){this.frame=0;let e=this.points.length>0;te(this.waiting,!e),te(this.canvas,e);let l=Math.floor(this.canvas.clientWidth);if(!e||l<80)return;this.plots.length?l!==this.width&&this.plots.forEach(o=>o.setSize({width:l,height:o.height})):this.make(l),this.width=l,this.epoch!==this.points.epoch&&this.narrow(!1),this.epoch=this.points.epoch;let n=this.points.column(0);this.plots.forEach((o,a)=>o.setData([n,this.points.column(a===0?1:2)])),this.tell(this.plots.map(o=>o.cursor.idx).find(o=>o!=null)??this.points.length-1)}narrow(e){this.zoomed=e,te(this.whole,e)}wide(){this.narrow(!1),this.draw()}make(e){let l=getComputedStyle(this.element),n=b=>l.getPropertyValue(b).trim(),o={stroke:n("--rb-soft"),grid:{stroke:n("--rb-line"),width:1},ticks:{show:!1}},a=`11px ${l.fontFamily}`,u=(b,g,M)=>T=>(this.narrow(!1),M(T)),d=(b,g,M,T)=>({width:e,height:b,tzDate:fs,legend:{show:!1},padding:[8,2,T?0:4,18],cursor:{sync:{key:this.sync},drag:{x:!0,y:!1},points:{size:6},bind:{dblclick:u}},scales:{x:{auto:()=>!this.zoomed},y:{range:(R,C,W)=>T?su(C,W):au(C,W)}},axes:[{...o,show:T,font:a,size:28,space:74,values:us},{...o,font:a,side:1,size:58,values:(R,C)=>C.map(W=>iu.format(W))}],series:[{},{stroke:g,fill:M,width:1.5,points:{show:!1}}],hooks:{setCursor:[R=>this.tell(R.cursor.idx??this.points.length-1)],setSelect:[R=>R.select.width>0&&this.narrow(!0)]}}),p=[[],[]],h=d(190,n("--rb-equity"),n("--rb-equity-fill"),!1),y=d(118,n("--rb-exposure"),n("--rb-exposure-fill"),!0);this.plots=[h,y].map(b=>new Ce(b,p,this.canvas))}tell(e){let[l,n,o]=[0,1,2].map(a=>this.points.column(a)[e]);l!==void 0&&(q(this.value,`Equity ${it(n)}`),q(this.risk,`Exposure ${it(o)}`),q(this.when,`${new Date(l*1e3).toISOString().slice(0,16).replace("T"," ")} UTC`))}};var ds=`.rb-console {
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
`;var fu=500,du=200,ps={All:[],Errors:["failed","tripped","refused","external","unresolved","halt","lane","alert"],State:["state","halt","resume"],Notes:["notice","alert"]},pu=new Set(["failed","tripped","external","unresolved","halt"]),hu=new Set(["seq","kind","time_ns"]);function mu(t){let e=n=>String(t[n]??"");switch(t.kind){case"state":return[e("state"),e("why")].filter(Boolean).join(": ");case"halt":case"resume":return`by ${e("operator")}: ${e("reason")}`;case"tripped":return t.trips?.join("; ")??"";case"failed":return e("error");case"refused":return`${e("order_id")}: ${e("message")}`;case"notice":return e("text");case"lane":return`${e("lane")} ${t.up?"is up":`is down: ${e("reason")}`}`}return Object.entries(t).filter(([n])=>!hu.has(n)).map(([n,o])=>`${n} ${typeof o=="object"?JSON.stringify(o):o}`).join(", ")}var Hl=class{element;events=[];group="All";list=w("ol",{class:"rb-events",tabindex:0,"aria-label":"Events, the latest first"});empty=w("p",{class:"rb-empty"});search;chosen;frame=0;constructor(){this.search=w("input",{type:"search",placeholder:"Filter","aria-label":"Filter events by words",input:()=>this.soon()}),this.chosen=new Map(Object.keys(ps).map(l=>[l,w("button",{type:"button",class:"rb-filter",click:()=>this.choose(l)},l)]));let e=w("div",{class:"rb-bar",role:"group","aria-label":"Filter events"},...this.chosen.values(),this.search);this.element=ot("Events",e,this.list,this.empty),this.element.querySelector("h3").append(w("span",{class:"rb-count"},"times in UTC")),this.element.classList.add("rb-wide"),this.choose("All")}take(e,l){let n=l?0:this.events.at(-1)?.seq??0,o=l?[]:this.events;this.events=[...o,...e.filter(a=>a.seq>n)].slice(-fu),this.soon()}destroy(){cancelAnimationFrame(this.frame)}choose(e){this.group=e;for(let[l,n]of this.chosen)n.setAttribute("aria-pressed",String(l===e));this.soon()}soon(){this.frame||(this.frame=requestAnimationFrame(()=>this.draw()))}draw(){this.frame=0;let e=ps[this.group]??[],l=this.search.value.trim().toLowerCase(),n=this.events.map(o=>({event:o,text:mu(o)})).filter(({event:o,text:a})=>!e.length||e.includes(o.kind)?`${o.kind} ${a}`.toLowerCase().includes(l):!1).slice(-du).reverse();q(this.empty,this.events.length?"No event matches the filter.":"Nothing has happened yet."),te(this.empty,n.length===0),te(this.list,n.length>0),this.list.replaceChildren(...n.map(({event:o,text:a})=>w("li",{"data-grave":pu.has(o.kind)},w("time",{datetime:new Date(o.time_ns/1e6).toISOString()},Gt(o.time_ns)),w("span",{class:"rb-kind"},Ne(o.kind)),w("span",{class:"rb-told"},a))))}};var bu=new Set(["fresh","closed"]),gu={waiting:["\u2026","warn"],stale:["\u26A0","bad"],gap:["\u2702","bad"]};function wu(t){let[e,l]=gu[t.state]??["?","bad"];return w("span",{class:"rb-chip","data-tone":l},`${e} ${t.state}`)}var vu=t=>t.age_s===null?"no data yet":sn(t.age_s),$l=class{element;summary=w("p",{class:"rb-soft"});late=new bt("Data that are not fresh",[{title:"Asset",text:!0,cell:e=>e.symbol},{title:"Age",cell:vu},{title:"State",text:!0,cell:wu}],"");constructor(){this.element=ot("Data",this.summary,this.late.element),te(this.element,!1)}draw(e){let l=e.feed?.assets??[],n=l.filter(o=>!bu.has(o.state)).map(o=>({...o,age_s:yu(o.age_s)}));te(this.element,l.length>0),te(this.late.element,n.length>0),this.late.draw(n),q(this.summary,xu(l,n.length))}},yu=t=>t===null?null:Math.floor(t);function xu(t,e){let l=t.filter(u=>u.state==="fresh"),n=t.length-e-l.length,o=Math.max(0,...l.map(u=>u.age_s??0)),a=[`${l.length} of ${t.length} assets fresh`];return l.length&&(a[0]+=`, the oldest ${sn(o)}`),n&&a.push(`${n} with a closed market`),e&&a.push("no new risk in those below"),`${a.join("; ")}.`}function Zr(){let t=document.getElementById("jupyter-config-data")?.textContent;if(t){let{baseUrl:l="/",token:n=""}=JSON.parse(t);return{base:l,token:n}}let e=document.body.dataset.baseUrl;return e?{base:e,token:""}:null}function zl(){return document.body.dataset.rustybtConsole===void 0?{server:"the Jupyter server",kernel:"the kernel"}:{server:"the console's server",kernel:"the page's connection"}}function ku(t){let e=document.cookie.split("; ").find(l=>l.startsWith(`${t}=`));return e?decodeURIComponent(e.slice(t.length+1)):""}function hs(){let t=Zr();return t&&`${t.base}rustybt/`}function ms(){let t=Zr();if(!t||!document.getElementById("jupyter-config-data"))return null;let e=new URL(`${t.base}rustybt/line`,document.baseURI);return e.protocol=e.protocol.replace("http","ws"),t.token&&e.searchParams.set("token",t.token),e.href}async function bs(t,e){let l=Zr();if(!l)return null;let n={"Content-Type":"application/json","X-XSRFToken":ku("_xsrf")};l.token&&(n.Authorization=`token ${l.token}`);let o=await fetch(`${l.base}rustybt/${t}`,{method:"POST",credentials:"same-origin",keepalive:!0,headers:n,body:JSON.stringify(e)}),a=await o.json().catch(()=>({}));if(!o.ok)throw new Error(String(a.message??`the server says ${o.status}`));return a}var Su=2e3,_u=1,Il=class{socket=null;waiting=new Map;count=0;closed=!1;constructor(){this.open()}ask(e){let l=this.socket;if(l?.readyState!==_u)return Promise.reject(new Error("no line"));let n=String(++this.count);return new Promise((o,a)=>{this.waiting.set(n,u=>u.message?a(new Error(u.message)):o()),l.send(JSON.stringify({...e,id:n}))})}close(){this.closed=!0,this.socket?.close()}open(){let e=ms();if(!e||this.closed||typeof WebSocket>"u")return;let l=new WebSocket(e);this.socket=l,l.onmessage=({data:n})=>{let o=JSON.parse(String(n));this.waiting.get(String(o.id))?.(o),this.waiting.delete(String(o.id))},l.onclose=()=>{setTimeout(()=>this.open(),Su)}}};var gs=`#rb-docks {
  position: fixed;
  right: 20px;
  bottom: 36px;
  z-index: 9000;
  display: grid;
  gap: 8px;
  justify-items: end;
  max-width: calc(100vw - 40px);
  pointer-events: none;
}
.rb-dock {
  --rb-ground: #ffffff;
  --rb-ink: #15191e;
  --rb-edge: #8b95a1;
  --rb-good: #0b57b0;
  --rb-warn: #7a4a00;
  --rb-bad: #a8140b;
  --rb-focus: #1d5fd1;
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
  box-sizing: border-box;
  max-width: 100%;
  border: 1px solid var(--rb-edge);
  border-radius: 10px;
  padding: 8px 8px 8px 14px;
  background: var(--rb-ground);
  color: var(--rb-ink);
  box-shadow: 0 3px 14px #0005;
  font: 13px/1.35 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  pointer-events: auto;
}
.rb-dock[data-theme="dark"] {
  --rb-ground: #1e2329;
  --rb-ink: #e8ebef;
  --rb-edge: #66717d;
  --rb-good: #8dbdff;
  --rb-warn: #f5c563;
  --rb-bad: #ff9b8f;
  --rb-focus: #6ea8fe;
}
.rb-dock[hidden],
.rb-dock [hidden] {
  display: none;
}
.rb-dock-who {
  display: grid;
  flex: 1 1 auto;
  min-width: 0;
}
.rb-dock-who strong {
  overflow: hidden;
  max-width: 220px;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.rb-dock-state {
  font-size: 12px;
  font-weight: 600;
}
.rb-dock-state[data-tone="good"] {
  color: var(--rb-good);
}
.rb-dock-state[data-tone="warn"] {
  color: var(--rb-warn);
}
.rb-dock-state[data-tone="bad"] {
  color: var(--rb-bad);
}
.rb-dock button {
  margin: 0;
  border: 1px solid var(--rb-edge);
  border-radius: 7px;
  padding: 5px 10px;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.rb-dock button.rb-dock-halt {
  border-color: transparent;
  padding: 10px 22px;
  background: #c1121f;
  color: #fff;
  font-size: 16px;
  font-weight: 750;
  letter-spacing: 0.06em;
}
.rb-dock button.rb-dock-halt:hover {
  background: #a30d18;
}
.rb-dock button:focus-visible {
  outline: 3px solid var(--rb-focus);
  outline-offset: 2px;
}
.rb-dock-said {
  flex-basis: 100%;
  color: var(--rb-bad);
  font-weight: 600;
  max-width: 420px;
}
@media print {
  #rb-docks {
    display: none;
  }
}
`;var Vl={ARMED:["\u25B6","good"],PAUSED:["\u275A\u275A","warn"],DISCONNECTED:["\u26A0","warn"],HALTED:["\u25A0","bad"],FAILED:["\u2716","bad"],"NOT RUNNING":["\u25CB","warn"],STOPPED:["\u25CB","idle"]};var ws="rb-docks",Tu=Symbol.for("rustybt.docks"),Mu=globalThis,Wl=Mu[Tu]??=new Set;function Au(){let t=document.getElementById(ws);if(t)return t;let e=w("div",{id:ws,"data-lm-suppress-shortcuts":"true"},w("style",{},gs));return document.body.append(e),e}var Ul=class{constructor(e,l,n){this.own=e;this.session=l;let o=w("span",{"aria-hidden":"true"},"\u25A0 ");this.halt=w("button",{type:"button",class:"rb-dock-halt",click:n},o,"HALT"),this.find=w("button",{type:"button",class:"rb-dock-find",click:()=>this.show()},"Show console"),this.element=w("div",{class:"rb-dock",role:"region",hidden:!0},w("div",{class:"rb-dock-who"},this.name,this.state),this.find,this.halt,this.said),Wl.add(this),this.seen=typeof IntersectionObserver>"u"?null:new IntersectionObserver(a=>this.look(a),{threshold:.5}),this.seen?.observe(e)}own;session;element;name=w("strong");state=w("span",{class:"rb-dock-state"});said=w("span",{class:"rb-dock-said",role:"status",hidden:!0});halt;find;seen;inSight=!0;lives=!1;stalls=!1;at=["\u2026","idle","NEW"];draw(e,l){let n=e.state??"NEW",o=this.session();this.at=[...Vl[n]??["\u2026","idle"],n],this.lives=e.running??!1,q(this.name,o),this.stand(),ve(this.element,"theme",l),this.halt.getAttribute("aria-label")!==`HALT ${o}`&&(this.halt.setAttribute("aria-label",`HALT ${o}`),this.element.setAttribute("aria-label",`HALT of ${o}`)),Qr()}tell(e){q(this.said,e),te(this.said,e!=="")}stall(e){e!==this.stalls&&(this.stalls=e,this.stand())}holds(e){return this.element.contains(e.target)}destroy(){this.seen?.disconnect(),Wl.delete(this),this.take(!1),Qr()}wanted(){let e=[...Wl].filter(l=>l.session()===this.session());return e[0]===this&&this.lives&&!e.some(l=>l.inSight)}take(e){if(te(this.find,this.own.getClientRects().length>0),te(this.element,e),e&&!this.element.isConnected&&Au().append(this.element),e||!this.element.isConnected)return;let l=this.element.parentElement;this.element.remove(),l.querySelector(".rb-dock")||l.remove()}stand(){let[e,l,n]=this.stalls?["\u26A0","bad","STALL"]:this.at;q(this.state,`${e} ${n}`),ve(this.state,"tone",l)}look(e){this.inSight=e.at(-1)?.isIntersecting??!0,Qr()}show(){this.own.scrollIntoView({block:"center"}),this.own.focus({preventScroll:!0})}};function Qr(){for(let t of Wl)t.take(t.wanted())}var Lu=2e3,vs="rustybt.operator";function Du(){try{return localStorage.getItem(vs)??""}catch{return""}}function Pu(t){try{localStorage.setItem(vs,t)}catch{}}var Bl=class{constructor(e,l){this.commands=e;this.session=l;this.button=w("button",{type:"button",class:"rb-halt",click:u=>this.press(u),title:"Stop new risk and cancel open orders"},w("span",{"aria-hidden":"true"},"\u25A0 "),"HALT"),this.dock=new Ul(this.button,this.session,u=>this.press(u)),this.pause=w("button",{type:"button",class:"rb-quiet",click:()=>this.run("pause")},"Pause");let n=w("button",{type:"button",class:"rb-quiet",click:()=>this.run("reconcile")},"Reconcile now"),o=hs(),a=o&&w("a",{href:o,target:"_blank",rel:"noopener",class:"rb-link"},"Halt page");this.buttons=w("div",{class:"rb-buttons"},a,n,this.pause,this.button),this.operator=w("input",{type:"text",name:"operator",autocomplete:"off",maxlength:80,required:!0}),this.operator.value=Du(),this.reason=w("input",{type:"text",name:"reason",autocomplete:"off",maxlength:400,required:!0}),this.note=w("button",{type:"button",class:"rb-quiet",click:()=>this.submit("note")},"Journal the reason"),this.panel=w("form",{class:"rb-stopped",hidden:!0,"aria-label":"Halt and resume",submit:u=>this.enter(u),keydown:u=>this.key(u)},this.why,w("label",{},"Operator ",this.operator),w("label",{class:"rb-grow"},"Reason ",this.reason),this.note,w("button",{type:"button",class:"rb-go",click:()=>this.submit("resume")},"Resume trading"),this.answer,this.paths)}commands;session;button;said=w("p",{class:"rb-said",role:"status","aria-live":"assertive","aria-atomic":"true"});panel;buttons;operator;reason;why=w("p",{class:"rb-why"});note;answer=w("p",{class:"rb-answer",role:"status"});pause;by=zl();line=new Il;dock;paths=w("p",{class:"rb-paths rb-soft"});state="";pressed=0;away=!1;acknowledged={};stopped=!1;open=0;openAtPress=0;destroy(){this.line.close(),this.dock.destroy()}draw(e){let l=e.state??"NEW",n=!!e.halt;l!==this.state&&!this.said.dataset.tone&&this.tell("",""),this.state==="HALTED"&&l==="ARMED"&&this.forget(),te(this.panel,n||l==="PAUSED"||Object.keys(this.acknowledged).length>0),te(this.note,n),this.pause.disabled=l!=="ARMED",q(this.why,this.whyOf(e.halt,l)),l==="HALTED"&&this.pressed&&!this.stopped&&this.nowHalted(e),this.state=l,this.open=e.open_orders?.length??0,this.dock.draw(e,wr())}stall(e){this.dock.stall(e)}press(e){this.pressed=e.timeStamp,this.away=this.dock.holds(e),this.acknowledged={},this.stopped=this.state==="HALTED",this.openAtPress=this.open;let l=this.operator.value.trim()||"console",n=[],o=p=>h=>{n.push(`${this.by[p]}: ${h instanceof Error?h.message:String(h)}`),q(this.paths,`No answer by ${n.join("; ")}`)},a={session:this.session(),operator:l,reason:"pressed in the console"},u=this.served(a);try{this.commands.ask("halt",{operator:l}).then(()=>this.acknowledge("kernel"),o("kernel"))}catch(p){o("kernel")(p)}u.then(p=>{p&&this.acknowledge("server")},o("server")),this.tell("halting","Halting\u2026");let d=this.pressed;setTimeout(()=>this.late(d),Lu)}served(e){let[l,n]=[this.line.ask(e).then(()=>!0),bs("halt",e)];return Promise.any([l,n]).catch(()=>n)}acknowledge(e){let l=performance.now()-this.pressed,n=Object.keys(this.acknowledged).length===0;this.acknowledged[e]=l,ve(this.panel,e,l.toFixed(1));let o=Object.entries(this.acknowledged).map(([a,u])=>`${this.by[a]} ${u.toFixed(0)} ms`);q(this.paths,`Latched by ${o.join(", ")}.`),n&&(ve(this.panel,"pressed",(performance.timeOrigin+this.pressed).toFixed(3)),ve(this.panel,"ack",l.toFixed(1)),this.tell("latched",`HALT is latched after ${l.toFixed(0)} ms, by ${this.by[e]}: no order that adds risk leaves.`),te(this.panel,!0),this.away||(this.operator.value?this.reason:this.operator).focus({preventScroll:!0}))}nowHalted(e){this.stopped=!0;let l=performance.now()-this.pressed;ve(this.panel,"engine",l.toFixed(1));let n=e.open_orders?.length??0,o=this.openAtPress,a=o?`all open orders (${o}) are cancelled`:"no order was open",u=n?`${n} open orders are being cancelled`:a;this.tell("latched",`HALTED after ${l.toFixed(0)} ms: the engine takes no new risk, ${u}.`)}late(e){e!==this.pressed||Object.keys(this.acknowledged).length||this.tell("late",`No answer to HALT yet. Press again, open the halt page, or run: rustybt live halt ${this.session()}`)}tell(e,l){ve(this.said,"tone",e),q(this.said,l),this.dock.tell(e?l:"")}forget(){this.pressed=0,this.acknowledged={},this.reason.value="";for(let e of["pressed","ack","server","kernel","engine"])delete this.panel.dataset[e];q(this.paths,""),this.tell("","Trading again."),this.panel.contains(document.activeElement)&&this.button.focus({preventScroll:!0})}whyOf(e,l){return e?`Halted by ${e.operator}, ${Gt(e.time_ns)} UTC: ${e.reason}`:l==="PAUSED"?"Paused: no new risk is taken, open orders stay.":"The latch is set."}enter(e){e.preventDefault(),this.note.hidden||this.submit("note")}key(e){e.key==="Enter"&&e.target.tagName==="INPUT"&&this.enter(e)}submit(e){if(!this.panel.reportValidity())return;let l=this.operator.value.trim();Pu(l),this.run(e,{operator:l,reason:this.reason.value.trim()})}run(e,l={}){let n={note:"The reason is in the journal.",reconcile:"Reconciled."};q(this.answer,""),this.commands.ask(e,l).then(()=>this.answered(n[e]??"",e),o=>this.answered(o.message,e,"bad"))}answered(e,l,n=""){ve(this.answer,"tone",n),q(this.answer,e),this.panel.hidden&&(n||l==="reconcile")&&this.tell(n?"late":"",e)}};var Xr=1,It=class{constructor(e){this.name=e;this.title=w("dt",{},e),this.element=w("div",{class:"rb-tile"},this.title,this.value,this.detail)}name;element;title;value=w("dd",{},"\u2013");detail=w("dd",{class:"rb-soft"});of(e){q(this.title,e?`${this.name}, ${e}`:this.name)}say(e,l="",n=""){q(this.value,e),q(this.detail,l),ve(this.element,"tone",n)}},jl=class{line;tiles;failure=w("p",{class:"rb-failure",role:"alert",hidden:!0});name=w("h2",{},"");mode=w("span",{class:"rb-badge"});broker=w("span",{class:"rb-soft"});sign=w("span",{"aria-hidden":"true"});word=w("span",{},"NEW");state=w("span",{class:"rb-state","aria-label":"State"},this.sign,this.word);tile={equity:new It("Equity"),cash:new It("Cash"),exposure:new It("Exposure"),orders:new It("Orders"),market:new It("Market time, UTC"),feed:new It("Feed age"),beat:new It("Heartbeat")};from=zl().kernel;heard=performance.now();beat={};running=!1;constructor(){this.state.setAttribute("role","status"),this.line=w("div",{class:"rb-who"},this.name,this.mode,this.broker,this.state),this.tiles=w("dl",{class:"rb-tiles"},...Object.values(this.tile).map(e=>e.element))}draw(e,l){let n=e.state??"NEW",[o,a]=Vl[n]??["\u2026","idle"];this.running=e.running??!1,q(this.name,e.name??""),q(this.mode,(e.environment??"").toUpperCase()),te(this.mode,!!e.environment),ve(this.mode,"mode",e.environment??"");let u=e.broker===e.environment?"":e.broker;q(this.broker,[u,e.account].filter(Boolean).join(" \xB7 ")),q(this.sign,o),q(this.word,n),ve(this.state,"tone",a),te(this.failure,!!e.failure),q(this.failure,e.failure??""),this.money(e,l);let d=e.open_orders?.length??0,p=e.fills??0;this.tile.orders.say(`${d} open`,`${_e(e.orders_submitted??0)} sent, ${_e(p)} ${p===1?"fill":"fills"}`);let h=Gt(e.market_time_ns);this.tile.market.say(h.slice(0,10),h.slice(11))}hear(e){this.beat=e,this.heard=performance.now(),this.tick()}tick(){let e=(performance.now()-this.heard)/1e3,{feed_age:l,error:n}=this.beat,o=this.beat.age===null||this.beat.age===void 0?null:this.beat.age+e;return n?this.tile.beat.say("no answer",n,"bad"):this.running?o===null?this.tile.beat.say("\u2013"):o>Xr?this.tile.beat.say("STALL",`silent for ${sn(o)}`,"bad"):this.tile.beat.say("alive",`${sn(o)} ago`,"good"):this.tile.beat.say("stopped",e>Xr?`${this.from} is silent`:"","idle"),!this.running||l===null||l===void 0?this.tile.feed.say(this.running?"\u2013":"ended"):this.tile.feed.say(sn(l+e),"since the last bar"),this.running&&(!!n||(o??0)>Xr)}money(e,l){for(let u of[this.tile.equity,this.tile.cash,this.tile.exposure])u.of(e.currency??"");let n=Number(e.portfolio_value),o=l===void 0||!e.portfolio_value?"":`${Oo(n-l)} since the start`;this.tile.equity.say(it(e.portfolio_value),o),this.tile.cash.say(it(e.cash));let a=n>0?`${(Number(e.exposure)/n*100).toFixed(1)}\xA0% of equity`:"";this.tile.exposure.say(it(e.exposure),a)}};var ys=t=>t?t.status?Ne(t.status):`${_e(t.amount)} at ${_e(t.price)}`:"none";function Nu(t){let e=o=>({severity:o.severity,what:o.asset?.symbol??"position",kind:Ne(o.type??""),here:_e(o.local_amount),there:_e(o.broker_amount),difference:_e(o.difference)}),l=(o,a,u)=>({severity:u.severity,what:`${o} ${a}`,kind:Ne(u.type??""),here:ys(u.local),there:ys(u.broker),difference:u.detail??""}),n=t.cash_discrepancy;return[...(t.position_discrepancies??[]).map(e),...n?[{severity:n.severity,what:"cash",kind:"",here:_e(n.local_cash),there:_e(n.broker_cash),difference:`${_e(n.unexplained)} unexplained`}]:[],...(t.order_discrepancies??[]).map(o=>l("order",o.order_id??"",o)),...(t.fill_discrepancies??[]).map(o=>l("trade",o.trade_id??"",o)),...(t.missed_entries??[]).map(o=>({severity:"minor",what:`cash entry ${o.entry_id}`,kind:Ne(o.kind),here:"none",there:_e(o.amount),difference:""})),...(t.unknown??[]).map(o=>({severity:"unknown",what:o,kind:"no answer",here:"",there:"",difference:""}))]}function Ou(t){for(let e of["reason","text","evidence","order_id"])if(typeof t[e]=="string")return t[e];return""}var ql=class{element;verdict=w("p",{class:"rb-verdict"});differences=new bt("Differences",[{title:"Severity",text:!0,cell:e=>w("span",{class:"rb-chip","data-tone":Ru(e)},e.severity)},{title:"What",text:!0,cell:e=>e.what},{title:"Kind",text:!0,cell:e=>e.kind},{title:"Here",cell:e=>e.here},{title:"Broker",cell:e=>e.there},{title:"Difference",cell:e=>e.difference}],"");done=new bt("What was done",[{title:"Done",text:!0,cell:e=>e.action},{title:"Why",text:!0,cell:e=>e.why}],"");constructor(){this.element=ot("Reconciliation",this.verdict,this.differences.element,this.done.element),this.draw({})}draw(e){let l=Nu(e),n=(e.actions_taken??[]).map(a=>({action:String(a.action).replace(/(?!^)([A-Z])/g," $1").toLowerCase(),why:Ou(a)})),o=e.timestamp?.slice(0,19).replace("T"," ");q(this.verdict,o?`${e.summary??""} \xB7 ${o} UTC`:"Not compared with the broker yet."),ve(this.verdict,"tone",o?l.length?"warn":"good":""),this.differences.draw(l),this.done.draw(n),te(this.differences.element,l.length>0),te(this.done.element,n.length>0)}},Ru=t=>t.severity==="critical"?"bad":t.severity==="minor"?"":"warn";var Cu=t=>t==null?"\u2013":`${_e(Number(t).toFixed(2))} bps`,xs=t=>t==null?"\u2013":`${_e(Number(t).toFixed(2))}\xA0%`;function Fu(t){return["live_signal","backtest_signal"].map(e=>{let l=t[e],n=e==="live_signal"?"live":"shadow";return l?`${n} ${l.side??""} ${_e(l.quantity)}`:`${n} none`}).join(", ")}function ks(t){return t.live_signal??t.backtest_signal??{}}var Gl=class{element;verdict=w("span",{class:"rb-chip"});why=w("span",{class:"rb-soft"});figures=w("dl",{class:"rb-figures"});divergences=new bt("Divergences",[{title:"When, UTC",text:!0,cell:e=>Gt(ks(e).timestamp_ns)},{title:"Asset",text:!0,cell:e=>ks(e).asset?.symbol??""},{title:"Kind",text:!0,cell:e=>Ne(String(e.alignment_type??""))},{title:"Sides",text:!0,cell:Fu},{title:"Likely reason",text:!0,cell:e=>[Ne(e.reason??""),e.detail].filter(Boolean).join(": ")}],"Nothing diverged.");drawn="";constructor(){let e=w("details",{},w("summary",{},"Divergences"),this.divergences.element);this.element=ot("Shadow",w("p",{class:"rb-verdict"},this.verdict," ",this.why),this.figures,e),this.element.hidden=!0}draw(e){te(this.element,!!e.status&&e.status!=="off");let l=JSON.stringify(e);if(l===this.drawn||this.element.hidden)return;this.drawn=l;let n=e.status==="aligned",o=e.status==="waiting";q(this.verdict,`${n?"\u2713":o?"\u2026":"\u25A0"} ${Ne(e.status??"")}`),ve(this.verdict,"tone",n?"good":o?"":"bad"),q(this.why,e.why||(o?"nothing was compared yet":"")),this.figures.replaceChildren(...this.figuresOf(e).map(a=>w("div",{},w("dt",{},a.name),w("dd",{},a.value)))),this.divergences.draw(e.divergences??[])}figuresOf(e){let l=e.execution_quality??{},n=Object.entries(e.signal_alignment?.divergence_breakdown??{}),o=e.average_latency_ms;return[{name:"Match rate",value:wl(e.signal_alignment?.signal_match_rate)},...n.map(([a,u])=>({name:Ne(a),value:String(u)})),{name:"Slippage error",value:Cu(l.slippage_error_bps)},{name:"Fill rate error",value:xs(l.fill_rate_error_pct)},{name:"Commission error",value:xs(l.commission_error_pct)},{name:"Latency",value:o==null?"\u2013":`${Number(o).toFixed(1)} ms`}]}};var Hu=200,$u=1e3;function zu({model:t,el:e}){let l=new hl(t),n=new ml,o=new jl,a=new Bl(l,()=>String(t.get("session"))),u=new Fl(n),d=new vl,p=new $l,h=new yl(l,a.operator),y=new ql,b=new Gl,g=new Hl,M=w("div",{class:"rb-console",role:"region","aria-label":"Live console","data-lm-suppress-shortcuts":"true"},w("style",{},Po,ds),w("div",{class:"rb-top"},o.line,a.buttons),a.said,o.failure,a.panel,o.tiles,u.element,w("div",{class:"rb-grid"},w("div",{class:"rb-column"},d.positions,p.element,h.element),w("div",{class:"rb-column"},d.orders,y.element,b.element)),g.element),T=0,R=()=>{performance.now()-T<$u||(T=performance.now(),t.send({kind:"points",epoch:n.epoch,after:n.length}))},C=()=>{let O=t.get("status");o.draw(O,n.length?n.column(1)[0]:void 0),a.draw(O),d.draw(O),p.draw(O),h.draw(O)},W=(O,Z)=>{switch(O.kind){case"points":n.take(Number(O.epoch),Number(O.after),Number(O.count),Z[0])?u.draw():R();break;case"events":g.take(O.events,!!O.all);break;default:l.hear(O)}},K={status:C,reconciliation:()=>y.draw(t.get("reconciliation")),shadow:()=>b.draw(t.get("shadow")),beat:()=>o.hear(t.get("beat"))};e.append(M);let P=[No(O=>{ve(M,"theme",O),u.restyle()}),gr(t,"msg:custom",W),...Object.entries(K).map(([O,Z])=>gr(t,`change:${O}`,Z))],J=setInterval(()=>a.stall(o.tick()),Hu);for(let O of Object.values(K))O();return t.send({kind:"hello"}),()=>{clearInterval(J);for(let O of P)O();u.destroy(),a.destroy(),g.destroy(),M.remove()}}var nd={render:zu};export{nd as default,zu as render};
