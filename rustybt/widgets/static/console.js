/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */
var Do='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';function w(t,e={},...l){let n=document.createElement(t);for(let[o,s]of Object.entries(e))typeof s=="function"?n.addEventListener(o,s):s===!0?n.setAttribute(o,""):s!==!1&&s!==null&&s!==void 0&&n.setAttribute(o,String(s));return n.append(...l.filter(o=>!!o)),n}function G(t,e){t.textContent!==e&&(t.textContent=e)}function ve(t,e,l){t.dataset[e]!==l&&(t.dataset[e]=l)}function te(t,e){t.hidden===e&&(t.hidden=!e)}var bt=class{constructor(e,l,n){this.columns=l;let o=l.map(c=>w("th",{scope:"col",class:c.text?"rb-text":null},c.title));this.table=w("table",{"aria-label":e},w("thead",{},w("tr",{},...o)),this.body),this.empty=w("p",{class:"rb-empty"},n);let s=w("div",{class:"rb-scroll",tabindex:0,role:"group","aria-label":e},this.table);this.element=w("div",{},s,this.empty),this.draw([])}columns;element;body=w("tbody");table;empty;drawn="";draw(e,l){let n=JSON.stringify(e);n!==this.drawn&&(this.drawn=n,te(this.table.parentElement,e.length>0),te(this.empty,e.length===0),this.body.replaceChildren(...e.map(o=>w("tr",{"data-kind":l?.(o)},...this.columns.map(s=>w("td",{class:s.text?"rb-text":null,title:s.exact?.(o)},s.cell(o)))))))}};function ot(t,...e){return w("section",{class:"rb-panel","aria-label":t},w("h3",{},t),...e)}function gr(t,e,l){return t.on(e,l),()=>t.off(e,l)}var hl=class{constructor(e){this.model=e}model;waiting=new Map;count=0;prefix=Math.random().toString(36).slice(2,8);ask(e,l={}){let n=`${this.prefix}-${++this.count}`;return new Promise((o,s)=>{this.waiting.set(n,c=>c.kind==="refused"?s(new Error(String(c.message))):o(c)),this.model.send({kind:e,id:n,...l})})}hear(e){let l=String(e.id);this.waiting.get(l)?.(e),this.waiting.delete(l)}};var ml=class{epoch=-1;length=0;columns=[0,1,2].map(()=>new Float64Array(1024));take(e,l,n,o){return e!==this.epoch&&l>0||(e!==this.epoch&&(this.length=0),this.epoch=e,l>this.length)?!1:(this.room(l+n),this.columns.forEach((s,c)=>{for(let d=0;d<n;d++)s[l+d]=o.getFloat64((c*n+d)*8,!0)}),this.length=Math.max(this.length,l+n),!0)}column(e){return this.columns[e].subarray(0,this.length)}room(e){if(e<=this.columns[0].length)return;let l=this.columns[0].length;for(;l<e;)l*=2;this.columns=this.columns.map(n=>{let o=new Float64Array(l);return o.set(n.subarray(0,this.length)),o})}};function wr(){let{jpThemeLight:t,vscodeThemeKind:e}=document.body.dataset;return t!==void 0?t==="false"?"dark":"light":e!==void 0?/dark|high-contrast$/.test(e)?"dark":"light":matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}function Po(t){let e=matchMedia("(prefers-color-scheme: dark)"),l=()=>t(wr()),n=new MutationObserver(l);return n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","data-vscode-theme-kind"]}),e.addEventListener("change",l),l(),()=>{n.disconnect(),e.removeEventListener("change",l)}}var ea=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:2}),ta=new Intl.NumberFormat("en-US",{maximumFractionDigits:8}),na=new Intl.NumberFormat("en-US",{minimumFractionDigits:2,maximumFractionDigits:4}),la=new Intl.NumberFormat("en-US",{maximumSignificantDigits:4}),ra=1e-6,oa=/^-/,bl=t=>t.replace(oa,/[1-9]/.test(t)?"\u2212":""),ia=t=>t!==0&&Math.abs(t)<ra;function it(t){let e=Number(t);return t==null||!Number.isFinite(e)?"\u2013":bl(ea.format(e))}function _e(t){let e=Number(t);return t==null||t===""?"\u2013":Number.isFinite(e)?bl((ia(e)?la:ta).format(e)):String(t)}function gl(t){let e=Number(t);return Math.abs(e)>=1&&Number.isFinite(e)?bl(na.format(e)):_e(t)}function wl(t,e=2){let l=Number(t);if(t==null||!Number.isFinite(l))return"\u2013";let n={minimumFractionDigits:e,maximumFractionDigits:e};return`${bl((l*100).toLocaleString("en-US",n))}\xA0%`}function No(t){return t>0?`+${it(t)}`:it(t)}function sn(t){return t<10?`${Math.max(t,0).toFixed(1)}\xA0s`:t<120?`${Math.round(t)}\xA0s`:t<7200?`${Math.round(t/60)}\xA0min`:`${Math.round(t/3600)}\xA0h`}function Gt(t){return t?new Date(t/1e6).toISOString().slice(0,19).replace("T"," "):"\u2013"}var Ne=t=>t.replaceAll("_"," ").toLowerCase();var sa=t=>Number(t.amount)*Number(t.price);function aa(t){let e=t.limit===null?"":`limit ${gl(t.limit)}`,l=t.stop===null?"":`stop ${gl(t.stop)}`;return[e,l].filter(Boolean).join(", ")||Ro(t.type)}var Ro=t=>t.replaceAll("_"," "),vl=class{positions;orders;held=new bt("Positions",[{title:"Asset",text:!0,cell:e=>e.symbol},{title:"Amount",cell:e=>_e(e.amount),exact:e=>e.amount},{title:"Price",cell:e=>gl(e.price),exact:e=>e.price},{title:"Value",cell:e=>it(sa(e))}],"Nothing is held.");open=new bt("Open orders",[{title:"Asset",text:!0,cell:e=>e.symbol,exact:e=>e.order_id},{title:"Amount",cell:e=>_e(e.amount)},{title:"Filled",cell:e=>_e(e.filled)},{title:"Price",text:!0,cell:aa},{title:"State",text:!0,cell:ua}],"No order is open.");counts=[w("span",{class:"rb-count"}),w("span",{class:"rb-count"})];unknown=w("p",{class:"rb-warning",role:"alert",hidden:!0});constructor(){this.positions=ot("Positions",this.held.element),this.orders=ot("Open orders",this.unknown,this.open.element),[this.positions,this.orders].forEach((e,l)=>e.querySelector("h3").append(this.counts[l]))}draw(e){let l=e.open_orders??[],n=e.positions??[];[n,l].forEach((s,c)=>G(this.counts[c],s.length?String(s.length):"")),this.held.draw(n),this.open.draw(l,s=>s.state);let o=[...new Set(l.filter(s=>s.state==="UNKNOWN").map(s=>s.symbol))];this.unknown.hidden=o.length===0,this.unknown.textContent=o.length?`UNKNOWN: nobody knows yet whether the broker has it. No new risk in ${ca(o)} until that is known.`:""}},Oo=8;function ca(t){let e=t.length-Oo;return e>0?`${t.slice(0,Oo).join(", ")} and ${e} more`:t.join(", ")}function ua(t){let e=t.state.toUpperCase()==="UNKNOWN";return w("span",{class:"rb-chip","data-tone":e?"bad":""},e?"? UNKNOWN":Ro(t.state))}var fa=.7;function Co(t,e){return e==="fraction"?wl(t,2):e==="money"?it(t):_e(t)}var vr=class{element;fill=w("div",{class:"rb-fill"});meter;level=w("span",{class:"rb-level"});state=w("span",{class:"rb-chip"});reason=w("p",{class:"rb-soft"});reset;constructor(e,l){this.meter=w("div",{class:"rb-meter",role:"meter","aria-label":Ne(e)},this.fill),this.reset=w("button",{type:"button",class:"rb-quiet rb-small",click:()=>l(e)},"Reset\u2026"),this.reset.setAttribute("aria-label",`Reset ${Ne(e)}`);let n=w("div",{class:"rb-line"},w("strong",{},Ne(e)),this.level,this.state,this.reset);this.element=w("li",{},n,this.meter,this.reason)}focus(){this.reset.focus()}draw(e){let l=e.state.toUpperCase()==="NORMAL",[n,o]=[Number(e.level??0),Number(e.limit)],s=o>0?Math.min(Math.max(n/o,0),1):+!l,c=e.unit==="halt",d=e.kind.includes("alignment"),p=e.level!==null&&e.level!=="None",h=l&&p&&!c&&(d?n<o+(1-o)/4:s>=fa),y=Co(e.limit,e.unit),b=p?Co(e.level,e.unit):"not known yet",g=Number.isFinite(o)?`${b}, ${d?"at least":"limit"} ${y}`:"its level is not journalled",M=c?l?"not pressed":"pressed":g;G(this.level,M),this.fill.style.width=`${((l?d?n:s:1)*100).toFixed(1)}%`,ve(this.meter,"tone",l?h?"warn":"good":"bad"),te(this.meter,p&&!c||!l);for(let[R,C]of[["min",0],["max",o||1],["now",Math.min(n,o||1)]])this.meter.setAttribute(`aria-value${R}`,String(C));this.meter.setAttribute("aria-valuetext",M),G(this.state,l?h?"\u25B2 near":"\u2713 normal":`\u25A0 ${Ne(e.state)}`),ve(this.state,"tone",l?h?"warn":"good":"bad");let T=(e.reason??"").replace(/^\w+Error: /,"");G(this.reason,T),te(this.reason,!!T),te(this.reset,!l)}},yl=class{constructor(e,l){this.commands=e;this.who=l;let n=w("button",{type:"button",class:"rb-quiet",click:()=>this.leave()},"Cancel");this.form=w("form",{class:"rb-reset",hidden:!0,"aria-label":"Reset a breaker",submit:o=>this.submit(o),keydown:o=>this.key(o)},this.title,w("label",{},"Operator ",this.operator),w("label",{class:"rb-grow"},"Reason ",this.reason),n,w("button",{type:"submit",class:"rb-go"},"Reset")),this.element=ot("Breakers",this.list,this.empty,this.form,this.answer)}commands;who;element;rows=new Map;list=w("ul",{class:"rb-breakers"});empty=w("p",{class:"rb-empty"},"No breaker watches this session.");form;title=w("p",{class:"rb-why"});operator=w("input",{type:"text",required:!0,maxlength:80,autocomplete:"off"});reason=w("input",{type:"text",required:!0,maxlength:400,autocomplete:"off"});answer=w("p",{class:"rb-answer",role:"status"});chosen="";draw(e){let l=e.breakers?.breakers??{};for(let[n,o]of this.rows)n in l||(o.element.remove(),this.rows.delete(n));for(let[n,o]of Object.entries(l)){let s=this.rows.get(n);s||(s=new vr(n,c=>this.open(c)),this.rows.set(n,s),this.list.append(s.element)),s.draw(o)}te(this.empty,this.rows.size===0)}open(e){this.chosen=e,G(this.title,`Reset ${Ne(e)}. The session stays halted until somebody resumes it.`),this.operator.value||=this.who.value,te(this.form,!0),(this.operator.value?this.reason:this.operator).focus()}leave(){te(this.form,!1),this.rows.get(this.chosen)?.focus()}key(e){e.key==="Escape"&&this.leave(),!(e.key!=="Enter"||e.target.tagName!=="INPUT")&&(e.preventDefault(),this.form.reportValidity()&&this.submit(e))}submit(e){e.preventDefault();let l={breaker:this.chosen,operator:this.operator.value.trim(),reason:this.reason.value.trim()};this.commands.ask("reset",l).then(()=>{this.leave(),this.reason.value="",ve(this.answer,"tone",""),G(this.answer,`${Ne(this.chosen)} was reset.`)},n=>{ve(this.answer,"tone","bad"),G(this.answer,n.message)})}};var da="uplot",pa="u-hz",ha="u-vt",ma="u-title",ba="u-wrap",ga="u-under",wa="u-over",va="u-axis",un="u-off",ya="u-select",xa="u-cursor-x",ka="u-cursor-y",Sa="u-cursor-pt",_a="u-legend",Ea="u-live",Ta="u-inline",Ma="u-series",Aa="u-marker",Fo="u-label",La="u-value",Qn="width",Xn="height";var Ho="bottom",On="left",yr="right",Hr="#000",$o=Hr+"0",xr="mousemove",zo="mousedown",kr="mouseup",Io="mouseenter",Vo="mouseleave",Uo="dblclick",Da="resize",Pa="scroll",Wo="change",El="dppxchange",$r="--",In=typeof window<"u",Mr=In?document:null,Cn=In?window:null,Na=In?navigator:null,ae,xl;function Ar(){let t=devicePixelRatio;ae!=t&&(ae=t,xl&&Dr(Wo,xl,Ar),xl=matchMedia(`(min-resolution: ${ae-.001}dppx) and (max-resolution: ${ae+.001}dppx)`),fn(Wo,xl,Ar),Cn.dispatchEvent(new CustomEvent(El)))}function st(t,e){if(e!=null){let l=t.classList;!l.contains(e)&&l.add(e)}}function Lr(t,e){let l=t.classList;l.contains(e)&&l.remove(e)}function ye(t,e,l){t.style[e]=l+"px"}function _t(t,e,l,n){let o=Mr.createElement(t);return e!=null&&st(o,e),l?.insertBefore(o,n),o}function gt(t,e){return _t("div",t,e)}var Bo=new WeakMap;function Rt(t,e,l,n,o){let s="translate("+e+"px,"+l+"px)",c=Bo.get(t);s!=c&&(t.style.transform=s,Bo.set(t,s),e<0||l<0||e>n||l>o?st(t,un):Lr(t,un))}var jo=new WeakMap;function qo(t,e,l){let n=e+l,o=jo.get(t);n!=o&&(jo.set(t,n),t.style.background=e,t.style.borderColor=l)}var Go=new WeakMap;function Ko(t,e,l,n){let o=e+""+l,s=Go.get(t);o!=s&&(Go.set(t,o),t.style.height=l+"px",t.style.width=e+"px",t.style.marginLeft=n?-e/2+"px":0,t.style.marginTop=n?-l/2+"px":0)}var zr={passive:!0},Oa={...zr,capture:!0};function fn(t,e,l,n){e.addEventListener(t,l,n?Oa:zr)}function Dr(t,e,l,n){e.removeEventListener(t,l,zr)}In&&Ar();function Et(t,e,l,n){let o;l=l||0,n=n||e.length-1;let s=n<=2147483647;for(;n-l>1;)o=s?l+n>>1:at((l+n)/2),e[o]<t?l=o:n=o;return t-e[l]<=e[n]-t?l:n}function ki(t){return(l,n,o)=>{let s=-1,c=-1;for(let d=n;d<=o;d++)if(t(l[d])){s=d;break}for(let d=o;d>=n;d--)if(t(l[d])){c=d;break}return[s,c]}}var Si=t=>t!=null,_i=t=>t!=null&&t>0,Al=ki(Si),Ra=ki(_i);function Ca(t,e,l,n=0,o=!1){let s=o?Ra:Al,c=o?_i:Si;[e,l]=s(t,e,l);let d=t[e],p=t[e];if(e>-1)if(n==1)d=t[e],p=t[l];else if(n==-1)d=t[l],p=t[e];else for(let h=e;h<=l;h++){let y=t[h];c(y)&&(y<d?d=y:y>p&&(p=y))}return[d??pe,p??-pe]}function Ll(t,e,l,n){let o=Zo(t),s=Zo(e);t==e&&(o==-1?(t*=l,e/=l):(t/=l,e*=l));let c=l==10?$t:Ei,d=o==1?at:wt,p=s==1?wt:at,h=d(c(Re(t))),y=p(c(Re(e))),b=Fn(l,h),g=Fn(l,y);return l==10&&(h<0&&(b=he(b,-h)),y<0&&(g=he(g,-y))),n||l==2?(t=b*o,e=g*s):(t=Li(t,b),e=Dl(e,g)),[t,e]}function Ir(t,e,l,n){let o=Ll(t,e,l,n);return t==0&&(o[0]=0),e==0&&(o[1]=0),o}var Vr=.1,Yo={mode:3,pad:Vr},tl={pad:0,soft:null,mode:0},Fa={min:tl,max:tl};function Tl(t,e,l,n){return Pl(l)?Jo(t,e,l):(tl.pad=l,tl.soft=n?0:null,tl.mode=n?3:0,Jo(t,e,Fa))}function ie(t,e){return t??e}function Ha(t,e,l){for(e=ie(e,0),l=ie(l,t.length-1);e<=l;){if(t[e]!=null)return!0;e++}return!1}function Jo(t,e,l){let n=l.min,o=l.max,s=ie(n.pad,0),c=ie(o.pad,0),d=ie(n.hard,-pe),p=ie(o.hard,pe),h=ie(n.soft,pe),y=ie(o.soft,-pe),b=ie(n.mode,0),g=ie(o.mode,0),M=e-t,T=$t(M),R=Je(Re(t),Re(e)),C=$t(R),U=Re(C-T);(M<1e-24||U>10)&&(M=0,(t==0||e==0)&&(M=1e-24,b==2&&h!=pe&&(s=0),g==2&&y!=-pe&&(c=0)));let S=M||R||1e3,I=$t(S),_=Fn(10,at(I)),K=S*(M==0?t==0?.1:1:s),P=he(Li(t-K,_/10),24),J=t>=h&&(b==1||b==3&&P<=h||b==2&&P>=h)?h:pe,O=Je(d,P<J&&t>=J?J:Tt(J,P)),Z=S*(M==0?e==0?.1:1:c),q=he(Dl(e+Z,_/10),24),E=e<=y&&(g==1||g==3&&q>=y||g==2&&q<=y)?y:-pe,Q=Tt(p,q>E&&e<=E?E:Je(E,q));return O==Q&&O==0&&(Q=100),[O,Q]}var $a=new Intl.NumberFormat(In?Na.language:"en-US"),Ur=t=>$a.format(t),ct=Math,_l=ct.PI,Re=ct.abs,at=ct.floor,Oe=ct.round,wt=ct.ceil,Tt=ct.min,Je=ct.max,Fn=ct.pow,Zo=ct.sign,$t=ct.log10,Ei=ct.log2,za=(t,e=1)=>ct.sinh(t)*e,Sr=(t,e=1)=>ct.asinh(t/e),pe=1/0;function Qo(t){return($t((t^t>>31)-(t>>31))|0)+1}function Pr(t,e,l){return Tt(Je(t,e),l)}function Ti(t){return typeof t=="function"}function ne(t){return Ti(t)?t:()=>t}var Ia=()=>{},Mi=t=>t,Ai=(t,e)=>e,Va=t=>null,Xo=t=>!0,ei=(t,e)=>t==e,Ua=/\.\d*?(?=9{6,}|0{6,})/gm,dn=t=>{if(Pi(t)||Yt.has(t))return t;let e=`${t}`,l=e.match(Ua);if(l==null)return t;let n=l[0].length-1;if(e.indexOf("e-")!=-1){let[o,s]=e.split("e");return+`${dn(o)}e${s}`}return he(t,n)};function an(t,e){return dn(he(dn(t/e))*e)}function Dl(t,e){return dn(wt(dn(t/e))*e)}function Li(t,e){return dn(at(dn(t/e))*e)}function he(t,e=0){if(Pi(t))return t;let l=10**e,n=t*l*(1+Number.EPSILON);return Oe(n)/l}var Yt=new Map;function Di(t){return((""+t).split(".")[1]||"").length}function ll(t,e,l,n){let o=[],s=n.map(Di);for(let c=e;c<l;c++){let d=Re(c),p=he(Fn(t,c),d);for(let h=0;h<n.length;h++){let y=t==10?+`${n[h]}e${c}`:n[h]*p,b=(c>=0?0:d)+(c>=s[h]?0:s[h]),g=t==10?y:he(y,b);o.push(g),Yt.set(g,b)}}return o}var nl={},Wr=[],Hn=[null,null],Kt=Array.isArray,Pi=Number.isInteger,Wa=t=>t===void 0;function ti(t){return typeof t=="string"}function Pl(t){let e=!1;if(t!=null){let l=t.constructor;e=l==null||l==Object}return e}function Ba(t){return t!=null&&typeof t=="object"}var ja=Object.getPrototypeOf(Uint8Array),Ni="__proto__";function $n(t,e=Pl){let l;if(Kt(t)){let n=t.find(o=>o!=null);if(Kt(n)||e(n)){l=Array(t.length);for(let o=0;o<t.length;o++)l[o]=$n(t[o],e)}else l=t.slice()}else if(t instanceof ja)l=t.slice();else if(e(t)){l={};for(let n in t)n!=Ni&&(l[n]=$n(t[n],e))}else l=t;return l}function Le(t){let e=arguments;for(let l=1;l<e.length;l++){let n=e[l];for(let o in n)o!=Ni&&(Pl(t[o])?Le(t[o],$n(n[o])):t[o]=$n(n[o]))}return t}var qa=0,Ga=1,Ka=2;function Ya(t,e,l){for(let n=0,o,s=-1;n<e.length;n++){let c=e[n];if(c>s){for(o=c-1;o>=0&&t[o]==null;)t[o--]=null;for(o=c+1;o<l&&t[o]==null;)t[s=o++]=null}}}function Ja(t,e){if(Xa(t)){let c=t[0].slice();for(let d=1;d<t.length;d++)c.push(...t[d].slice(1));return ec(c[0])||(c=Qa(c)),c}let l=new Set;for(let c=0;c<t.length;c++){let p=t[c][0],h=p.length;for(let y=0;y<h;y++)l.add(p[y])}let n=[Array.from(l).sort((c,d)=>c-d)],o=n[0].length,s=new Map;for(let c=0;c<o;c++)s.set(n[0][c],c);for(let c=0;c<t.length;c++){let d=t[c],p=d[0];for(let h=1;h<d.length;h++){let y=d[h],b=Array(o).fill(void 0),g=e?e[c][h]:Ga,M=[];for(let T=0;T<y.length;T++){let R=y[T],C=s.get(p[T]);R===null?g!=qa&&(b[C]=R,g==Ka&&M.push(C)):b[C]=R}Ya(b,M,o),n.push(b)}}return n}var Za=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function Qa(t){let e=t[0],l=e.length,n=Array(l);for(let s=0;s<n.length;s++)n[s]=s;n.sort((s,c)=>e[s]-e[c]);let o=[];for(let s=0;s<t.length;s++){let c=t[s],d=Array(l);for(let p=0;p<l;p++)d[p]=c[n[p]];o.push(d)}return o}function Xa(t){let e=t[0][0],l=e.length;for(let n=1;n<t.length;n++){let o=t[n][0];if(o.length!=l)return!1;if(o!=e){for(let s=0;s<l;s++)if(o[s]!=e[s])return!1}}return!0}function ec(t,e=100){let l=t.length;if(l<=1)return!0;let n=0,o=l-1;for(;n<=o&&t[n]==null;)n++;for(;o>=n&&t[o]==null;)o--;if(o<=n)return!0;let s=Je(1,at((o-n+1)/e));for(let c=t[n],d=n+s;d<=o;d+=s){let p=t[d];if(p!=null){if(p<=c)return!1;c=p}}return!0}var Oi=["January","February","March","April","May","June","July","August","September","October","November","December"],Ri=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Ci(t){return t.slice(0,3)}var tc=Ri.map(Ci),nc=Oi.map(Ci),lc={MMMM:Oi,MMM:nc,WWWW:Ri,WWW:tc};function Zn(t){return(t<10?"0":"")+t}function rc(t){return(t<10?"00":t<100?"0":"")+t}var oc={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>Zn(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>Zn(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>Zn(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>Zn(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>Zn(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>rc(t.getMilliseconds())};function Br(t,e){e=e||lc;let l=[],n=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=n.exec(t);)l.push(o[0][0]=="{"?oc[o[1]]:o[0]);return s=>{let c="";for(let d=0;d<l.length;d++)c+=typeof l[d]=="string"?l[d]:l[d](s,e);return c}}var ic=new Intl.DateTimeFormat().resolvedOptions().timeZone;function sc(t,e){let l;return e=="UTC"||e=="Etc/UTC"?l=new Date(+t+t.getTimezoneOffset()*6e4):e==ic?l=t:(l=new Date(t.toLocaleString("en-US",{timeZone:e})),l.setMilliseconds(t.getMilliseconds())),l}var Fi=t=>t%1==0,Ml=[1,2,2.5,5],ac=ll(10,-32,0,Ml),Hi=ll(10,0,32,Ml),cc=Hi.filter(Fi),cn=ac.concat(Hi),jr=`
`,$i="{YYYY}",ni=jr+$i,zi="{M}/{D}",el=jr+zi,kl=el+"/{YY}",Ii="{aa}",uc="{h}:{mm}",Rn=uc+Ii,li=jr+Rn,ri=":{ss}",ue=null;function Vi(t){let e=t*1e3,l=e*60,n=l*60,o=n*24,s=o*30,c=o*365,p=(t==1?ll(10,0,3,Ml).filter(Fi):ll(10,-3,0,Ml)).concat([e,e*5,e*10,e*15,e*30,l,l*5,l*10,l*15,l*30,n,n*2,n*3,n*4,n*6,n*8,n*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,s,s*2,s*3,s*4,s*6,c,c*2,c*5,c*10,c*25,c*50,c*100]),h=[[c,$i,ue,ue,ue,ue,ue,ue,1],[o*28,"{MMM}",ni,ue,ue,ue,ue,ue,1],[o,zi,ni,ue,ue,ue,ue,ue,1],[n,"{h}"+Ii,kl,ue,el,ue,ue,ue,1],[l,Rn,kl,ue,el,ue,ue,ue,1],[e,ri,kl+" "+Rn,ue,el+" "+Rn,ue,li,ue,1],[t,ri+".{fff}",kl+" "+Rn,ue,el+" "+Rn,ue,li,ue,1]];function y(b){return(g,M,T,R,C,U)=>{let S=[],I=C>=c,_=C>=s&&C<c,K=b(T),P=he(K*t,3),J=_r(K.getFullYear(),I?0:K.getMonth(),_||I?1:K.getDate()),O=he(J*t,3);if(_||I){let Z=_?C/s:0,q=I?C/c:0,E=P==O?P:he(_r(J.getFullYear()+q,J.getMonth()+Z,1)*t,3),Q=new Date(Oe(E/t)),F=Q.getFullYear(),B=Q.getMonth();for(let V=0;E<=R;V++){let le=_r(F+q*V,B+Z*V,1),z=le-b(he(le*t,3));E=he((+le+z)*t,3),E<=R&&S.push(E)}}else{let Z=C>=o?o:C,q=at(T)-at(P),E=O+q+Dl(P-O,Z);S.push(E);let Q=b(E),F=Q.getHours()+Q.getMinutes()/l+Q.getSeconds()/n,B=C/n,V=g.axes[M]._space,le=U/V;for(;E=he(E+C,t==1?0:3),!(E>R);)if(B>1){let z=at(he(F+B,6))%24,re=b(E).getHours()-z;re>1&&(re=-1),E-=re*n,F=(F+B)%24;let fe=S[S.length-1];he((E-fe)/C,3)*le>=.7&&S.push(E)}else S.push(E)}return S}}return[p,h,y]}var[fc,dc,pc]=Vi(1),[hc,mc,bc]=Vi(.001);ll(2,-53,53,[1]);function oi(t,e){return t.map(l=>l.map((n,o)=>o==0||o==8||n==null?n:e(o==1||l[8]==0?n:l[1]+n)))}function ii(t,e){return(l,n,o,s,c)=>{let d=e.find(T=>c>=T[0])||e[e.length-1],p,h,y,b,g,M;return n.map(T=>{let R=t(T),C=R.getFullYear(),U=R.getMonth(),S=R.getDate(),I=R.getHours(),_=R.getMinutes(),K=R.getSeconds(),P=C!=p&&d[2]||U!=h&&d[3]||S!=y&&d[4]||I!=b&&d[5]||_!=g&&d[6]||K!=M&&d[7]||d[1];return p=C,h=U,y=S,b=I,g=_,M=K,P(R)})}}function gc(t,e){let l=Br(e);return(n,o,s,c,d)=>o.map(p=>l(t(p)))}function _r(t,e,l){return new Date(t,e,l)}function si(t,e){return e(t)}var wc="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function ai(t,e){return(l,n,o,s)=>s==null?$r:e(t(n))}function vc(t,e){let l=t.series[e];return l.width?l.stroke(t,e):l.points.width?l.points.stroke(t,e):null}function yc(t,e){return t.series[e].fill(t,e)}var xc={show:!0,live:!0,isolate:!1,mount:Ia,markers:{show:!0,width:2,stroke:vc,fill:yc,dash:"solid"},idx:null,idxs:null,values:[]};function kc(t,e){let l=t.cursor.points,n=gt(),o=l.size(t,e);ye(n,Qn,o),ye(n,Xn,o);let s=o/-2;ye(n,"marginLeft",s),ye(n,"marginTop",s);let c=l.width(t,e,o);return c&&ye(n,"borderWidth",c),n}function Sc(t,e){let l=t.series[e].points;return l._fill||l._stroke}function _c(t,e){let l=t.series[e].points;return l._stroke||l._fill}function Ec(t,e){return t.series[e].points.size}var Er=[0,0];function Tc(t,e,l){return Er[0]=e,Er[1]=l,Er}function Sl(t,e,l,n=!0){return o=>{o.button==0&&(!n||o.target==e)&&l(o)}}function Tr(t,e,l,n=!0){return o=>{(!n||o.target==e)&&l(o)}}var Mc={show:!0,x:!0,y:!0,lock:!1,move:Tc,points:{one:!1,show:kc,size:Ec,width:0,stroke:_c,fill:Sc},bind:{mousedown:Sl,mouseup:Sl,click:Sl,dblclick:Sl,mousemove:Tr,mouseleave:Tr,mouseenter:Tr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,l,n,o)=>n-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Ui={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},qr=Le({},Ui,{filter:Ai}),Wi=Le({},qr,{size:10}),Bi=Le({},Ui,{show:!1}),Gr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',ji="bold "+Gr,qi=1.5,ci={show:!0,scale:"x",stroke:Hr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:ji,side:2,grid:qr,ticks:Wi,border:Bi,font:Gr,lineGap:qi,rotate:0},Ac="Value",Lc="Time",ui={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function Dc(t,e,l,n,o){return e.map(s=>s==null?"":Ur(s))}function Pc(t,e,l,n,o,s,c){let d=[],p=Yt.get(o)||0;l=c?l:he(Dl(l,o),p);for(let h=l;h<=n;h=he(h+o,p))d.push(Object.is(h,-0)?0:h);return d}function Nr(t,e,l,n,o,s,c){let d=[],p=t.scales[t.axes[e].scale].log,h=p==10?$t:Ei,y=at(h(l));o=Fn(p,y),p==10&&(o=cn[Et(o,cn)]);let b=l,g=o*p;p==10&&(g=cn[Et(g,cn)]);do d.push(b),b=b+o,p==10&&!Yt.has(b)&&(b=he(b,Yt.get(o))),b>=g&&(o=b,g=o*p,p==10&&(g=cn[Et(g,cn)]));while(b<=n);return d}function Nc(t,e,l,n,o,s,c){let p=t.scales[t.axes[e].scale].asinh,h=n>p?Nr(t,e,Je(p,l),n,o):[p],y=n>=0&&l<=0?[0]:[];return(l<-p?Nr(t,e,Je(p,-n),-l,o):[p]).reverse().map(g=>-g).concat(y,h)}var Gi=/./,Oc=/[12357]/,Rc=/[125]/,fi=/1/,Or=(t,e,l,n)=>t.map((o,s)=>e==4&&o==0||s%n==0&&l.test(o.toExponential()[o<0?1:0])?o:null);function Cc(t,e,l,n,o){let s=t.axes[l],c=s.scale,d=t.scales[c],p=t.valToPos,h=s._space,y=p(10,c),b=p(9,c)-y>=h?Gi:p(7,c)-y>=h?Oc:p(5,c)-y>=h?Rc:fi;if(b==fi){let g=Re(p(1,c)-y);if(g<h)return Or(e.slice().reverse(),d.distr,b,wt(h/g)).reverse()}return Or(e,d.distr,b,1)}function Fc(t,e,l,n,o){let s=t.axes[l],c=s.scale,d=s._space,p=t.valToPos,h=Re(p(1,c)-p(2,c));return h<d?Or(e.slice().reverse(),3,Gi,wt(d/h)).reverse():e}function Hc(t,e,l,n){return n==null?$r:e==null?"":Ur(e)}var di={show:!0,scale:"y",stroke:Hr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:ji,side:3,grid:qr,ticks:Wi,border:Bi,font:Gr,lineGap:qi,rotate:0};function $c(t,e){let l=3+(t||1)*2;return he(l*e,3)}function zc(t,e){let{scale:l,idxs:n}=t.series[0],o=t._data[0],s=t.valToPos(o[n[0]],l,!0),c=t.valToPos(o[n[1]],l,!0),d=Re(c-s),p=t.series[e],h=d/(p.points.space*ae);return n[1]-n[0]<=h}var pi={scale:null,auto:!0,sorted:0,min:pe,max:-pe},Ki=(t,e,l,n,o)=>o,hi={show:!0,auto:!0,sorted:0,gaps:Ki,alpha:1,facets:[Le({},pi,{scale:"x"}),Le({},pi,{scale:"y"})]},mi={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ki,alpha:1,points:{show:zc,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function Ic(t,e,l,n,o){return l/10}var Yi={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Vc=Le({},Yi,{time:!1,ori:1}),bi={};function Ji(t,e){let l=bi[t];return l||(l={key:t,plots:[],sub(n){l.plots.push(n)},unsub(n){l.plots=l.plots.filter(o=>o!=n)},pub(n,o,s,c,d,p,h){for(let y=0;y<l.plots.length;y++)l.plots[y]!=o&&l.plots[y].pub(n,o,s,c,d,p,h)}},t!=null&&(bi[t]=l)),l}var zn=1,Rr=2;function pn(t,e,l){let n=t.mode,o=t.series[e],s=n==2?t._data[e]:t._data,c=t.scales,d=t.bbox,p=s[0],h=n==2?s[1]:s[e],y=n==2?c[o.facets[0].scale]:c[t.series[0].scale],b=n==2?c[o.facets[1].scale]:c[o.scale],g=d.left,M=d.top,T=d.width,R=d.height,C=t.valToPosH,U=t.valToPosV;return y.ori==0?l(o,p,h,y,b,C,U,g,M,T,R,Ol,Vn,Cl,Qi,es):l(o,p,h,y,b,U,C,M,g,R,T,Rl,Un,Jr,Xi,ts)}function Kr(t,e){let l=0,n=0,o=ie(t.bands,Wr);for(let s=0;s<o.length;s++){let c=o[s];c.series[0]==e?l=c.dir:c.series[1]==e&&(c.dir==1?n|=1:n|=2)}return[l,n==1?-1:n==2?1:n==3?2:0]}function Uc(t,e,l,n,o){let s=t.mode,c=t.series[e],d=s==2?c.facets[1].scale:c.scale,p=t.scales[d];return o==-1?p.min:o==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function zt(t,e,l,n,o,s){return pn(t,e,(c,d,p,h,y,b,g,M,T,R,C)=>{let U=c.pxRound,S=h.dir*(h.ori==0?1:-1),I=h.ori==0?Vn:Un,_,K;S==1?(_=l,K=n):(_=n,K=l);let P=U(b(d[_],h,R,M)),J=U(g(p[_],y,C,T)),O=U(b(d[K],h,R,M)),Z=U(g(s==1?y.max:y.min,y,C,T)),q=new Path2D(o);return I(q,O,Z),I(q,P,Z),I(q,P,J),q})}function Nl(t,e,l,n,o,s){let c=null;if(t.length>0){c=new Path2D;let d=e==0?Cl:Jr,p=l;for(let b=0;b<t.length;b++){let g=t[b];if(g[1]>g[0]){let M=g[0]-p;M>0&&d(c,p,n,M,n+s),p=g[1]}}let h=l+o-p,y=10;h>0&&d(c,p,n-y/2,h,n+s+y)}return c}function Wc(t,e,l){let n=t[t.length-1];n&&n[0]==e?n[1]=l:t.push([e,l])}function Yr(t,e,l,n,o,s,c){let d=[],p=t.length;for(let h=o==1?l:n;h>=l&&h<=n;h+=o)if(e[h]===null){let b=h,g=h;if(o==1)for(;++h<=n&&e[h]===null;)g=h;else for(;--h>=l&&e[h]===null;)g=h;let M=s(t[b]),T=g==b?M:s(t[g]),R=b-o;M=c<=0&&R>=0&&R<p?s(t[R]):M;let U=g+o;T=c>=0&&U>=0&&U<p?s(t[U]):T,T>=M&&d.push([M,T])}return d}function gi(t){return t==0?Mi:t==1?Oe:e=>an(e,t)}function Zi(t){let e=t==0?Ol:Rl,l=t==0?(o,s,c,d,p,h)=>{o.arcTo(s,c,d,p,h)}:(o,s,c,d,p,h)=>{o.arcTo(c,s,p,d,h)},n=t==0?(o,s,c,d,p)=>{o.rect(s,c,d,p)}:(o,s,c,d,p)=>{o.rect(c,s,p,d)};return(o,s,c,d,p,h=0,y=0)=>{h==0&&y==0?n(o,s,c,d,p):(h=Tt(h,d/2,p/2),y=Tt(y,d/2,p/2),e(o,s+h,c),l(o,s+d,c,s+d,c+p,h),l(o,s+d,c+p,s,c+p,y),l(o,s,c+p,s,c,y),l(o,s,c,s+d,c,h),o.closePath())}}var Ol=(t,e,l)=>{t.moveTo(e,l)},Rl=(t,e,l)=>{t.moveTo(l,e)},Vn=(t,e,l)=>{t.lineTo(e,l)},Un=(t,e,l)=>{t.lineTo(l,e)},Cl=Zi(0),Jr=Zi(1),Qi=(t,e,l,n,o,s)=>{t.arc(e,l,n,o,s)},Xi=(t,e,l,n,o,s)=>{t.arc(l,e,n,o,s)},es=(t,e,l,n,o,s,c)=>{t.bezierCurveTo(e,l,n,o,s,c)},ts=(t,e,l,n,o,s,c)=>{t.bezierCurveTo(l,e,o,n,c,s)};function ns(t){return(e,l,n,o,s)=>pn(e,l,(c,d,p,h,y,b,g,M,T,R,C)=>{let{pxRound:U,points:S}=c,I,_;h.ori==0?(I=Ol,_=Qi):(I=Rl,_=Xi);let K=he(S.width*ae,3),P=(S.size-S.width)/2*ae,J=he(P*2,3),O=new Path2D,Z=new Path2D,{left:q,top:E,width:Q,height:F}=e.bbox;Cl(Z,q-J,E-J,Q+J*2,F+J*2);let B=V=>{if(p[V]!=null){let le=U(b(d[V],h,R,M)),z=U(g(p[V],y,C,T));I(O,le+P,z),_(O,le,z,P,0,_l*2)}};if(s)s.forEach(B);else for(let V=n;V<=o;V++)B(V);return{stroke:K>0?O:null,fill:O,clip:Z,flags:zn|Rr}})}function ls(t){return(e,l,n,o,s,c)=>{n!=o&&(s!=n&&c!=n&&t(e,l,n),s!=o&&c!=o&&t(e,l,o),t(e,l,c))}}var Bc=ls(Vn),jc=ls(Un);function rs(t){let e=ie(t?.alignGaps,0);return(l,n,o,s)=>pn(l,n,(c,d,p,h,y,b,g,M,T,R,C)=>{[o,s]=Al(p,o,s);let U=c.pxRound,S=F=>U(b(F,h,R,M)),I=F=>U(g(F,y,C,T)),_,K;h.ori==0?(_=Vn,K=Bc):(_=Un,K=jc);let P=h.dir*(h.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:zn},O=J.stroke,Z=!1;if(s-o>=R*4){let F=H=>l.posToVal(H,h.key,!0),B=null,V=null,le,z,Ze,xe=S(d[P==1?o:s]),re=S(d[o]),fe=S(d[s]),X=F(P==1?re+1:fe-1);for(let H=P==1?o:s;H>=o&&H<=s;H+=P){let De=d[H],ke=(P==1?De<X:De>X)?xe:S(De),ce=p[H];ke==xe?ce!=null?(z=ce,B==null?(_(O,ke,I(z)),le=B=V=z):z<B?B=z:z>V&&(V=z)):ce===null&&(Z=!0):(B!=null&&K(O,xe,I(B),I(V),I(le),I(z)),ce!=null?(z=ce,_(O,ke,I(z)),B=V=le=z):(B=V=null,ce===null&&(Z=!0)),xe=ke,X=F(xe+P))}B!=null&&B!=V&&Ze!=xe&&K(O,xe,I(B),I(V),I(le),I(z))}else for(let F=P==1?o:s;F>=o&&F<=s;F+=P){let B=p[F];B===null?Z=!0:B!=null&&_(O,S(d[F]),I(B))}let[E,Q]=Kr(l,n);if(c.fill!=null||E!=0){let F=J.fill=new Path2D(O),B=c.fillTo(l,n,c.min,c.max,E),V=I(B),le=S(d[o]),z=S(d[s]);P==-1&&([z,le]=[le,z]),_(F,z,V),_(F,le,V)}if(!c.spanGaps){let F=[];Z&&F.push(...Yr(d,p,o,s,P,S,e)),J.gaps=F=c.gaps(l,n,o,s,F),J.clip=Nl(F,h.ori,M,T,R,C)}return Q!=0&&(J.band=Q==2?[zt(l,n,o,s,O,-1),zt(l,n,o,s,O,1)]:zt(l,n,o,s,O,Q)),J})}function qc(t){let e=ie(t.align,1),l=ie(t.ascDesc,!1),n=ie(t.alignGaps,0),o=ie(t.extend,!1);return(s,c,d,p)=>pn(s,c,(h,y,b,g,M,T,R,C,U,S,I)=>{[d,p]=Al(b,d,p);let _=h.pxRound,{left:K,width:P}=s.bbox,J=re=>_(T(re,g,S,C)),O=re=>_(R(re,M,I,U)),Z=g.ori==0?Vn:Un,q={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:zn},E=q.stroke,Q=g.dir*(g.ori==0?1:-1),F=O(b[Q==1?d:p]),B=J(y[Q==1?d:p]),V=B,le=B;o&&e==-1&&(le=K,Z(E,le,F)),Z(E,B,F);for(let re=Q==1?d:p;re>=d&&re<=p;re+=Q){let fe=b[re];if(fe==null)continue;let X=J(y[re]),H=O(fe);e==1?Z(E,X,F):Z(E,V,H),Z(E,X,H),F=H,V=X}let z=V;o&&e==1&&(z=K+P,Z(E,z,F));let[Ze,xe]=Kr(s,c);if(h.fill!=null||Ze!=0){let re=q.fill=new Path2D(E),fe=h.fillTo(s,c,h.min,h.max,Ze),X=O(fe);Z(re,z,X),Z(re,le,X)}if(!h.spanGaps){let re=[];re.push(...Yr(y,b,d,p,Q,J,n));let fe=h.width*ae/2,X=l||e==1?fe:-fe,H=l||e==-1?-fe:fe;re.forEach(De=>{De[0]+=X,De[1]+=H}),q.gaps=re=h.gaps(s,c,d,p,re),q.clip=Nl(re,g.ori,C,U,S,I)}return xe!=0&&(q.band=xe==2?[zt(s,c,d,p,E,-1),zt(s,c,d,p,E,1)]:zt(s,c,d,p,E,xe)),q})}function wi(t,e,l,n,o,s,c=pe){if(t.length>1){let d=null;for(let p=0,h=1/0;p<t.length;p++)if(e[p]!==void 0){if(d!=null){let y=Re(t[p]-t[d]);y<h&&(h=y,c=Re(l(t[p],n,o,s)-l(t[d],n,o,s)))}d=p}}return c}function Gc(t){t=t||nl;let e=ie(t.size,[.6,pe,1]),l=t.align||0,n=t.gap||0,o=t.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let s=ne(o),c=1-e[0],d=ie(e[1],pe),p=ie(e[2],1),h=ie(t.disp,nl),y=ie(t.each,M=>{}),{fill:b,stroke:g}=h;return(M,T,R,C)=>pn(M,T,(U,S,I,_,K,P,J,O,Z,q,E)=>{let Q=U.pxRound,F=l,B=n*ae,V=d*ae,le=p*ae,z,Ze;_.ori==0?[z,Ze]=s(M,T):[Ze,z]=s(M,T);let xe=_.dir*(_.ori==0?1:-1),re=_.ori==0?Cl:Jr,fe=_.ori==0?y:(D,me,Pe,gn,Qt,At,Xt)=>{y(D,me,Pe,Qt,gn,Xt,At)},X=ie(M.bands,Wr).find(D=>D.series[0]==T),H=X!=null?X.dir:0,De=U.fillTo(M,T,U.min,U.max,H),je=Q(J(De,K,E,Z)),ke,ce,vt,et=q,Ee=Q(U.width*ae),Mt=!1,Ct=null,ut=null,Vt=null,hn=null;b!=null&&(Ee==0||g!=null)&&(Mt=!0,Ct=b.values(M,T,R,C),ut=new Map,new Set(Ct).forEach(D=>{D!=null&&ut.set(D,new Path2D)}),Ee>0&&(Vt=g.values(M,T,R,C),hn=new Map,new Set(Vt).forEach(D=>{D!=null&&hn.set(D,new Path2D)})));let{x0:mn,size:Wn}=h;if(mn!=null&&Wn!=null){F=1,S=mn.values(M,T,R,C),mn.unit==2&&(S=S.map(Pe=>M.posToVal(O+Pe*q,_.key,!0)));let D=Wn.values(M,T,R,C);Wn.unit==2?ce=D[0]*q:ce=P(D[0],_,q,O)-P(0,_,q,O),et=wi(S,I,P,_,q,O,et),vt=et-ce+B}else et=wi(S,I,P,_,q,O,et),vt=et*c+B,ce=et-vt;vt<1&&(vt=0),Ee>=ce/2&&(Ee=0),vt<5&&(Q=Mi);let rl=vt>0,Jt=et-vt-(rl?Ee:0);ce=Q(Pr(Jt,le,V)),ke=(F==0?ce/2:F==xe?0:ce)-F*xe*((F==0?B/2:0)+(rl?Ee/2:0));let qe={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},bn=Mt?null:new Path2D,Ft=null;if(X!=null)Ft=M.data[X.series[1]];else{let{y0:D,y1:me}=h;D!=null&&me!=null&&(I=me.values(M,T,R,C),Ft=D.values(M,T,R,C))}let Zt=z*ce,Y=Ze*ce;for(let D=xe==1?R:C;D>=R&&D<=C;D+=xe){let me=I[D];if(me==null)continue;if(Ft!=null){let Qe=Ft[D]??0;if(me-Qe==0)continue;je=J(Qe,K,E,Z)}let Pe=_.distr!=2||h!=null?S[D]:D,gn=P(Pe,_,q,O),Qt=J(ie(me,De),K,E,Z),At=Q(gn-ke),Xt=Q(Je(Qt,je)),tt=Q(Tt(Qt,je)),ft=Xt-tt;if(me!=null){let Qe=me<0?Y:Zt,yt=me<0?Zt:Y;Mt?(Ee>0&&Vt[D]!=null&&re(hn.get(Vt[D]),At,tt+at(Ee/2),ce,Je(0,ft-Ee),Qe,yt),Ct[D]!=null&&re(ut.get(Ct[D]),At,tt+at(Ee/2),ce,Je(0,ft-Ee),Qe,yt)):re(bn,At,tt+at(Ee/2),ce,Je(0,ft-Ee),Qe,yt),fe(M,T,D,At-Ee/2,tt,ce+Ee,ft)}}return Ee>0?qe.stroke=Mt?hn:bn:Mt||(qe._fill=U.width==0?U._fill:U._stroke??U._fill,qe.width=0),qe.fill=Mt?ut:bn,qe})}function Kc(t,e){let l=ie(e?.alignGaps,0);return(n,o,s,c)=>pn(n,o,(d,p,h,y,b,g,M,T,R,C,U)=>{[s,c]=Al(h,s,c);let S=d.pxRound,I=z=>S(g(z,y,C,T)),_=z=>S(M(z,b,U,R)),K,P,J;y.ori==0?(K=Ol,J=Vn,P=es):(K=Rl,J=Un,P=ts);let O=y.dir*(y.ori==0?1:-1),Z=I(p[O==1?s:c]),q=Z,E=[],Q=[];for(let z=O==1?s:c;z>=s&&z<=c;z+=O)if(h[z]!=null){let xe=p[z],re=I(xe);E.push(q=re),Q.push(_(h[z]))}let F={stroke:t(E,Q,K,J,P,S),fill:null,clip:null,band:null,gaps:null,flags:zn},B=F.stroke,[V,le]=Kr(n,o);if(d.fill!=null||V!=0){let z=F.fill=new Path2D(B),Ze=d.fillTo(n,o,d.min,d.max,V),xe=_(Ze);J(z,q,xe),J(z,Z,xe)}if(!d.spanGaps){let z=[];z.push(...Yr(p,h,s,c,O,I,l)),F.gaps=z=d.gaps(n,o,s,c,z),F.clip=Nl(z,y.ori,T,R,C,U)}return le!=0&&(F.band=le==2?[zt(n,o,s,c,B,-1),zt(n,o,s,c,B,1)]:zt(n,o,s,c,B,le)),F})}function Yc(t){return Kc(Jc,t)}function Jc(t,e,l,n,o,s){let c=t.length;if(c<2)return null;let d=new Path2D;if(l(d,t[0],e[0]),c==2)n(d,t[1],e[1]);else{let p=Array(c),h=Array(c-1),y=Array(c-1),b=Array(c-1);for(let g=0;g<c-1;g++)y[g]=e[g+1]-e[g],b[g]=t[g+1]-t[g],h[g]=y[g]/b[g];p[0]=h[0];for(let g=1;g<c-1;g++)h[g]===0||h[g-1]===0||h[g-1]>0!=h[g]>0?p[g]=0:(p[g]=3*(b[g-1]+b[g])/((2*b[g]+b[g-1])/h[g-1]+(b[g]+2*b[g-1])/h[g]),isFinite(p[g])||(p[g]=0));p[c-1]=h[c-2];for(let g=0;g<c-1;g++)o(d,t[g]+b[g]/3,e[g]+p[g]*b[g]/3,t[g+1]-b[g]/3,e[g+1]-p[g+1]*b[g]/3,t[g+1],e[g+1])}return d}var Cr=new Set;function vi(){for(let t of Cr)t.syncRect(!0)}In&&(fn(Da,Cn,vi),fn(Pa,Cn,vi,!0),fn(El,Cn,()=>{Ce.pxRatio=ae}));var Zc=rs(),Qc=ns();function yi(t,e,l,n){return(n?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((s,c)=>Fr(s,c,e,l))}function Xc(t,e){return t.map((l,n)=>n==0?{}:Le({},e,l))}function Fr(t,e,l,n){return Le({},e==0?l:n,t)}function os(t,e,l){return e==null?Hn:[e,l]}var eu=os;function tu(t,e,l){return e==null?Hn:Tl(e,l,Vr,!0)}function is(t,e,l,n){return e==null?Hn:Ll(e,l,t.scales[n].log,!1)}var nu=is;function ss(t,e,l,n){return e==null?Hn:Ir(e,l,t.scales[n].log,!1)}var lu=ss;function ru(t,e,l,n,o){let s=Je(Qo(t),Qo(e)),c=e-t,d=Et(o/n*c,l);do{let p=l[d],h=n*p/c;if(h>=o&&s+(p<5?Yt.get(p):0)<=17)return[p,h]}while(++d<l.length);return[0,0]}function xi(t){let e,l;return t=t.replace(/(\d+)px/,(n,o)=>(e=Oe((l=+o)*ae))+"px"),[t,e,l]}function ou(t){t.show&&[t.font,t.labelFont].forEach(e=>{let l=he(e[2]*ae,1);e[0]=e[0].replace(/[0-9.]+px/,l+"px"),e[1]=l})}function Ce(t,e,l){let n={mode:ie(t.mode,1)},o=n.mode;function s(r,i,a,u){let f=i.valToPct(r);return u+a*(i.dir==-1?1-f:f)}function c(r,i,a,u){let f=i.valToPct(r);return u+a*(i.dir==-1?f:1-f)}function d(r,i,a,u){return i.ori==0?s(r,i,a,u):c(r,i,a,u)}n.valToPosH=s,n.valToPosV=c;let p=!1;n.status=0;let h=n.root=gt(da);if(t.id!=null&&(h.id=t.id),st(h,t.class),t.title){let r=gt(ma,h);r.textContent=t.title}let y=_t("canvas"),b=n.ctx=y.getContext("2d"),g=gt(ba,h);fn("click",g,r=>{r.target===T&&(be!=An||Se!=Ln)&&We.click(n,r)},!0);let M=n.under=gt(ga,g);g.appendChild(y);let T=n.over=gt(wa,g);t=$n(t);let R=+ie(t.pxAlign,1),C=gi(R);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(n,t)||t)});let U=t.ms||.001,S=n.series=o==1?yi(t.series||[],ui,mi,!1):Xc(t.series||[null],hi),I=n.axes=yi(t.axes||[],ci,di,!0),_=n.scales={},K=n.bands=t.bands||[];K.forEach(r=>{r.fill=ne(r.fill||null),r.dir=ie(r.dir,-1)});let P=o==2?S[1].facets[0].scale:S[0].scale,J={axes:$s,series:Os},O=(t.drawOrder||["axes","series"]).map(r=>J[r]);function Z(r){let i=r.distr==3?a=>$t(a>0?a:r.clamp(n,a,r.min,r.max,r.key)):r.distr==4?a=>Sr(a,r.asinh):r.distr==100?a=>r.fwd(a):a=>a;return a=>{let u=i(a),{_min:f,_max:m}=r,v=m-f;return(u-f)/v}}function q(r){let i=_[r];if(i==null){let a=(t.scales||nl)[r]||nl;if(a.from!=null){q(a.from);let u=Le({},_[a.from],a,{key:r});u.valToPct=Z(u),_[r]=u}else{i=_[r]=Le({},r==P?Yi:Vc,a),i.key=r;let u=i.time,f=i.range,m=Kt(f);if((r!=P||o==2&&!u)&&(m&&(f[0]==null||f[1]==null)&&(f={min:f[0]==null?Yo:{mode:1,hard:f[0],soft:f[0]},max:f[1]==null?Yo:{mode:1,hard:f[1],soft:f[1]}},m=!1),!m&&Pl(f))){let v=f;f=(x,k,A)=>k==null?Hn:Tl(k,A,v)}i.range=ne(f||(u?eu:r==P?i.distr==3?nu:i.distr==4?lu:os:i.distr==3?is:i.distr==4?ss:tu)),i.auto=ne(m?!1:i.auto),i.clamp=ne(i.clamp||Ic),i._min=i._max=null,i.valToPct=Z(i)}}}q("x"),q("y"),o==1&&S.forEach(r=>{q(r.scale)}),I.forEach(r=>{q(r.scale)});for(let r in t.scales)q(r);let E=_[P],Q=E.distr,F,B;E.ori==0?(st(h,pa),F=s,B=c):(st(h,ha),F=c,B=s);let V={};for(let r in _){let i=_[r];(i.min!=null||i.max!=null)&&(V[r]={min:i.min,max:i.max},i.min=i.max=null)}let le=t.tzDate||(r=>new Date(Oe(r/U))),z=t.fmtDate||Br,Ze=U==1?pc(le):bc(le),xe=ii(le,oi(U==1?dc:mc,z)),re=ai(le,si(wc,z)),fe=[],X=n.legend=Le({},xc,t.legend),H=n.cursor=Le({},Mc,{drag:{y:o==2}},t.cursor),De=X.show,je=H.show,ke=X.markers;X.idxs=fe,ke.width=ne(ke.width),ke.dash=ne(ke.dash),ke.stroke=ne(ke.stroke),ke.fill=ne(ke.fill);let ce,vt,et,Ee=[],Mt=[],Ct,ut=!1,Vt={};if(X.live){let r=S[1]?S[1].values:null;ut=r!=null,Ct=ut?r(n,1,0):{_:0};for(let i in Ct)Vt[i]=$r}if(De)if(ce=_t("table",_a,h),et=_t("tbody",null,ce),X.mount(n,ce),ut){vt=_t("thead",null,ce,et);let r=_t("tr",null,vt);_t("th",null,r);for(var hn in Ct)_t("th",Fo,r).textContent=hn}else st(ce,Ta),X.live&&st(ce,Ea);let mn={show:!0},Wn={show:!1};function rl(r,i){if(i==0&&(ut||!X.live||o==2))return Hn;let a=[],u=_t("tr",Ma,et,et.childNodes[i]);st(u,r.class),r.show||st(u,un);let f=_t("th",null,u);if(ke.show){let x=gt(Aa,f);if(i>0){let k=ke.width(n,i);k&&(x.style.border=k+"px "+ke.dash(n,i)+" "+ke.stroke(n,i)),x.style.background=ke.fill(n,i)}}let m=gt(Fo,f);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,i>0&&(ke.show||(m.style.color=r.width>0?ke.stroke(n,i):ke.fill(n,i)),qe("click",f,x=>{if(H._lock)return;tn(x);let k=S.indexOf(r);if((x.ctrlKey||x.metaKey)!=X.isolate){let A=S.some((L,N)=>N>0&&N!=k&&L.show);S.forEach((L,N)=>{N>0&&Dt(N,A?N==k?mn:Wn:mn,!0,Ae.setSeries)})}else Dt(k,{show:!r.show},!0,Ae.setSeries)},!1),vn&&qe(Io,f,x=>{H._lock||(tn(x),Dt(S.indexOf(r),Pn,!0,Ae.setSeries))},!1));for(var v in Ct){let x=_t("td",La,u);x.textContent="--",a.push(x)}return[u,a]}let Jt=new Map;function qe(r,i,a,u=!0){let f=Jt.get(i)||{},m=H.bind[r](n,i,a,u);m&&(fn(r,i,f[r]=m),Jt.set(i,f))}function bn(r,i,a){let u=Jt.get(i)||{};for(let f in u)(r==null||f==r)&&(Dr(f,i,u[f]),delete u[f]);r==null&&Jt.delete(i)}let Ft=0,Zt=0,Y=0,D=0,me=0,Pe=0,gn=me,Qt=Pe,At=Y,Xt=D,tt=0,ft=0,Qe=0,yt=0;n.bbox={};let Kl=!1,ol=!1,wn=!1,en=!1,il=!1,dt=!1;function Yl(r,i,a){(a||r!=n.width||i!=n.height)&&Xr(r,i),_n(!1),wn=!0,ol=!0,En()}function Xr(r,i){n.width=Ft=Y=r,n.height=Zt=D=i,me=Pe=0,Ts(),Ms();let a=n.bbox;tt=a.left=an(me*ae,.5),ft=a.top=an(Pe*ae,.5),Qe=a.width=an(Y*ae,.5),yt=a.height=an(D*ae,.5)}let Ss=3;function _s(){let r=!1,i=0;for(;!r;){i++;let a=Fs(i),u=Hs(i);r=i==Ss||a&&u,r||(Xr(n.width,n.height),ol=!0)}}function Es({width:r,height:i}){Yl(r,i)}n.setSize=Es;function Ts(){let r=!1,i=!1,a=!1,u=!1;I.forEach((f,m)=>{if(f.show&&f._show){let{side:v,_size:x}=f,k=v%2,A=f.label!=null?f.labelSize:0,L=x+A;L>0&&(k?(Y-=L,v==3?(me+=L,u=!0):a=!0):(D-=L,v==0?(Pe+=L,r=!0):i=!0))}}),nn[0]=r,nn[1]=a,nn[2]=i,nn[3]=u,Y-=Ut[1]+Ut[3],me+=Ut[3],D-=Ut[2]+Ut[0],Pe+=Ut[0]}function Ms(){let r=me+Y,i=Pe+D,a=me,u=Pe;function f(m,v){switch(m){case 1:return r+=v,r-v;case 2:return i+=v,i-v;case 3:return a-=v,a+v;case 0:return u-=v,u+v}}I.forEach((m,v)=>{if(m.show&&m._show){let x=m.side;m._pos=f(x,m._size),m.label!=null&&(m._lpos=f(x,m.labelSize))}})}if(H.dataIdx==null){let r=H.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let a=r.prox=ne(r.prox),u=r.bias??=0;H.dataIdx=(f,m,v,x)=>{if(m==0)return v;let k=v,A=a(f,m,v,x)??pe,L=A>=0&&A<pe,N=E.ori==0?Y:D,j=H.left,se=e[0],oe=e[m];if(i.has(oe[v])){k=null;let ee=null,W=null,$;if(u==0||u==-1)for($=v;ee==null&&$-- >0;)i.has(oe[$])||(ee=$);if(u==0||u==1)for($=v;W==null&&$++<oe.length;)i.has(oe[$])||(W=$);if(ee!=null||W!=null)if(L){let we=ee==null?-1/0:F(se[ee],E,N,0),Te=W==null?1/0:F(se[W],E,N,0),Ve=j-we,de=Te-j;Ve<=de?Ve<=A&&(k=ee):de<=A&&(k=W)}else k=W==null?ee:ee==null?W:v-ee<=W-v?ee:W}else L&&Re(j-F(se[v],E,N,0))>A&&(k=null);return k}}let tn=r=>{H.event=r};H.idxs=fe,H._lock=!1;let Be=H.points;Be.show=ne(Be.show),Be.size=ne(Be.size),Be.stroke=ne(Be.stroke),Be.width=ne(Be.width),Be.fill=ne(Be.fill);let Lt=n.focus=Le({},t.focus||{alpha:.3},H.focus),vn=Lt.prox>=0,yn=vn&&Be.one,pt=[],xn=[],kn=[];function eo(r,i){let a=Be.show(n,i);if(a instanceof HTMLElement)return st(a,Sa),st(a,r.class),Rt(a,-10,-10,Y,D),T.insertBefore(a,pt[i]),a}function to(r,i){if(o==1||i>0){let a=o==1&&_[r.scale].time,u=r.value;r.value=a?ti(u)?ai(le,si(u,z)):u||re:u||Hc,r.label=r.label||(a?Lc:Ac)}if(yn||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||Zc||Va,r.fillTo=ne(r.fillTo||Uc),r.pxAlign=+ie(r.pxAlign,R),r.pxRound=gi(r.pxAlign),r.stroke=ne(r.stroke||null),r.fill=ne(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let a=$c(Je(1,r.width),1),u=r.points=Le({},{size:a,width:Je(1,a*.2),stroke:r.stroke,space:a*2,paths:Qc,_stroke:null,_fill:null},r.points);u.show=ne(u.show),u.filter=ne(u.filter),u.fill=ne(u.fill),u.stroke=ne(u.stroke),u.paths=ne(u.paths),u.pxAlign=r.pxAlign}if(De){let a=rl(r,i);Ee.splice(i,0,a[0]),Mt.splice(i,0,a[1]),X.values.push(null)}if(je){fe.splice(i,0,null);let a=null;yn?i==0&&(a=eo(r,i)):i>0&&(a=eo(r,i)),pt.splice(i,0,a),xn.splice(i,0,0),kn.splice(i,0,0)}Ie("addSeries",i)}function As(r,i){i=i??S.length,r=o==1?Fr(r,i,ui,mi):Fr(r,i,{},hi),S.splice(i,0,r),to(S[i],i)}n.addSeries=As;function Ls(r){if(S.splice(r,1),De){X.values.splice(r,1),Mt.splice(r,1);let i=Ee.splice(r,1)[0];bn(null,i.firstChild),i.remove()}je&&(fe.splice(r,1),pt.splice(r,1)[0].remove(),xn.splice(r,1),kn.splice(r,1)),Ie("delSeries",r)}n.delSeries=Ls;let nn=[!1,!1,!1,!1];function Ds(r,i){if(r._show=r.show,r.show){let a=r.side%2,u=_[r.scale];u==null&&(r.scale=a?S[1].scale:P,u=_[r.scale]);let f=u.time;r.size=ne(r.size),r.space=ne(r.space),r.rotate=ne(r.rotate),Kt(r.incrs)&&r.incrs.forEach(v=>{!Yt.has(v)&&Yt.set(v,Di(v))}),r.incrs=ne(r.incrs||(u.distr==2?cc:f?U==1?fc:hc:cn)),r.splits=ne(r.splits||(f&&u.distr==1?Ze:u.distr==3?Nr:u.distr==4?Nc:Pc)),r.stroke=ne(r.stroke),r.grid.stroke=ne(r.grid.stroke),r.ticks.stroke=ne(r.ticks.stroke),r.border.stroke=ne(r.border.stroke);let m=r.values;r.values=Kt(m)&&!Kt(m[0])?ne(m):f?Kt(m)?ii(le,oi(m,z)):ti(m)?gc(le,m):m||xe:m||Dc,r.filter=ne(r.filter||(u.distr>=3&&u.log==10?Cc:u.distr==3&&u.log==2?Fc:Ai)),r.font=xi(r.font),r.labelFont=xi(r.labelFont),r._size=r.size(n,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(nn[i]=!0,r._el=gt(va,g))}}function Bn(r,i,a,u){let[f,m,v,x]=a,k=i%2,A=0;return k==0&&(x||m)&&(A=i==0&&!f||i==2&&!v?Oe(ci.size/3):0),k==1&&(f||v)&&(A=i==1&&!m||i==3&&!x?Oe(di.size/2):0),A}let no=n.padding=(t.padding||[Bn,Bn,Bn,Bn]).map(r=>ne(ie(r,Bn))),Ut=n._padding=no.map((r,i)=>r(n,i,nn,0)),Ue,Fe=null,He=null,sl=o==1?S[0].idxs:null,xt=null,jn=!1;function lo(r,i){if(e=r??[],n.data=n._data=e,o==2){Ue=0;for(let a=1;a<S.length;a++)Ue+=e[a][0].length}else{e.length==0&&(n.data=n._data=e=[[]]),xt=e[0],Ue=xt.length;let a=e;if(Q==2){a=e.slice();let u=a[0]=Array(Ue);for(let f=0;f<Ue;f++)u[f]=f}n._data=e=a}if(_n(!0),Ie("setData"),Q==2&&(wn=!0),i!==!1){let a=E;a.auto(n,jn)?Jl():Bt(P,a.min,a.max),en=en||H.left>=0,dt=!0,En()}}n.setData=lo;function Jl(){jn=!0;let r,i;o==1&&(Ue>0?(Fe=sl[0]=0,He=sl[1]=Ue-1,r=e[0][Fe],i=e[0][He],Q==2?(r=Fe,i=He):r==i&&(Q==3?[r,i]=Ll(r,r,E.log,!1):Q==4?[r,i]=Ir(r,r,E.log,!1):E.time?i=r+Oe(86400/U):[r,i]=Tl(r,i,Vr,!0))):(Fe=sl[0]=r=null,He=sl[1]=i=null)),Bt(P,r,i)}let al,Sn,Zl,Ql,Xl,er,tr,nr,lr,Xe;function ro(r,i,a,u,f,m){r??=$o,a??=Wr,u??="butt",f??=$o,m??="round",r!=al&&(b.strokeStyle=al=r),f!=Sn&&(b.fillStyle=Sn=f),i!=Zl&&(b.lineWidth=Zl=i),m!=Xl&&(b.lineJoin=Xl=m),u!=er&&(b.lineCap=er=u),a!=Ql&&b.setLineDash(Ql=a)}function oo(r,i,a,u){i!=Sn&&(b.fillStyle=Sn=i),r!=tr&&(b.font=tr=r),a!=nr&&(b.textAlign=nr=a),u!=lr&&(b.textBaseline=lr=u)}function rr(r,i,a,u,f=0){if(u.length>0&&r.auto(n,jn)&&(i==null||i.min==null)){let m=ie(Fe,0),v=ie(He,u.length-1),x=a.min==null?Ca(u,m,v,f,r.distr==3):[a.min,a.max];r.min=Tt(r.min,a.min=x[0]),r.max=Je(r.max,a.max=x[1])}}let io={min:null,max:null};function Ps(){for(let u in _){let f=_[u];V[u]==null&&(f.min==null||V[P]!=null&&f.auto(n,jn))&&(V[u]=io)}for(let u in _){let f=_[u];V[u]==null&&f.from!=null&&V[f.from]!=null&&(V[u]=io)}V[P]!=null&&_n(!0);let r={};for(let u in V){let f=V[u];if(f!=null){let m=r[u]=$n(_[u],Ba);if(f.min!=null)Le(m,f);else if(u!=P||o==2)if(Ue==0&&m.from==null){let v=m.range(n,null,null,u);m.min=v[0],m.max=v[1]}else m.min=pe,m.max=-pe}}if(Ue>0){S.forEach((u,f)=>{if(o==1){let m=u.scale,v=V[m];if(v==null)return;let x=r[m];if(f==0){let k=x.range(n,x.min,x.max,m);x.min=k[0],x.max=k[1],Fe=Et(x.min,e[0]),He=Et(x.max,e[0]),He-Fe>1&&(e[0][Fe]<x.min&&Fe++,e[0][He]>x.max&&He--),u.min=xt[Fe],u.max=xt[He]}else u.show&&u.auto&&rr(x,v,u,e[f],u.sorted);u.idxs[0]=Fe,u.idxs[1]=He}else if(f>0&&u.show&&u.auto){let[m,v]=u.facets,x=m.scale,k=v.scale,[A,L]=e[f],N=r[x],j=r[k];N!=null&&rr(N,V[x],m,A,m.sorted),j!=null&&rr(j,V[k],v,L,v.sorted),u.min=v.min,u.max=v.max}});for(let u in r){let f=r[u],m=V[u];if(f.from==null&&(m==null||m.min==null)){let v=f.range(n,f.min==pe?null:f.min,f.max==-pe?null:f.max,u);f.min=v[0],f.max=v[1]}}}for(let u in r){let f=r[u];if(f.from!=null){let m=r[f.from];if(m.min==null)f.min=f.max=null;else{let v=f.range(n,m.min,m.max,u);f.min=v[0],f.max=v[1]}}}let i={},a=!1;for(let u in r){let f=r[u],m=_[u];if(m.min!=f.min||m.max!=f.max){m.min=f.min,m.max=f.max;let v=m.distr;m._min=v==3?$t(m.min):v==4?Sr(m.min,m.asinh):v==100?m.fwd(m.min):m.min,m._max=v==3?$t(m.max):v==4?Sr(m.max,m.asinh):v==100?m.fwd(m.max):m.max,i[u]=a=!0}}if(a){S.forEach((u,f)=>{o==2?f>0&&i.y&&(u._paths=null):i[u.scale]&&(u._paths=null)});for(let u in i)wn=!0,Ie("setScale",u);je&&H.left>=0&&(en=dt=!0)}for(let u in V)V[u]=null}function Ns(r){let i=Pr(Fe-1,0,Ue-1),a=Pr(He+1,0,Ue-1);for(;r[i]==null&&i>0;)i--;for(;r[a]==null&&a<Ue-1;)a++;return[i,a]}function Os(){if(Ue>0){let r=S.some(i=>i._focus)&&Xe!=Lt.alpha;r&&(b.globalAlpha=Xe=Lt.alpha),S.forEach((i,a)=>{if(a>0&&i.show&&(so(a,!1),so(a,!0),i._paths==null)){let u=Xe;Xe!=i.alpha&&(b.globalAlpha=Xe=i.alpha);let f=o==2?[0,e[a][0].length-1]:Ns(e[a]);i._paths=i.paths(n,a,f[0],f[1]),Xe!=u&&(b.globalAlpha=Xe=u)}}),S.forEach((i,a)=>{if(a>0&&i.show){let u=Xe;Xe!=i.alpha&&(b.globalAlpha=Xe=i.alpha),i._paths!=null&&ao(a,!1);{let f=i._paths!=null?i._paths.gaps:null,m=i.points.show(n,a,Fe,He,f),v=i.points.filter(n,a,m,f);(m||v)&&(i.points._paths=i.points.paths(n,a,Fe,He,v),ao(a,!0))}Xe!=u&&(b.globalAlpha=Xe=u),Ie("drawSeries",a)}}),r&&(b.globalAlpha=Xe=1)}}function so(r,i){let a=i?S[r].points:S[r];a._stroke=a.stroke(n,r),a._fill=a.fill(n,r)}function ao(r,i){let a=i?S[r].points:S[r],{stroke:u,fill:f,clip:m,flags:v,_stroke:x=a._stroke,_fill:k=a._fill,_width:A=a.width}=a._paths;A=he(A*ae,3);let L=null,N=A%2/2;i&&k==null&&(k=A>0?"#fff":x);let j=a.pxAlign==1&&N>0;if(j&&b.translate(N,N),!i){let se=tt-A/2,oe=ft-A/2,ee=Qe+A,W=yt+A;L=new Path2D,L.rect(se,oe,ee,W)}i?or(x,A,a.dash,a.cap,k,u,f,v,m):Rs(r,x,A,a.dash,a.cap,k,u,f,v,L,m),j&&b.translate(-N,-N)}function Rs(r,i,a,u,f,m,v,x,k,A,L){let N=!1;k!=0&&K.forEach((j,se)=>{if(j.series[0]==r){let oe=S[j.series[1]],ee=e[j.series[1]],W=(oe._paths||nl).band;Kt(W)&&(W=j.dir==1?W[0]:W[1]);let $,we=null;oe.show&&W&&Ha(ee,Fe,He)?(we=j.fill(n,se)||m,$=oe._paths.clip):W=null,or(i,a,u,f,we,v,x,k,A,L,$,W),N=!0}}),N||or(i,a,u,f,m,v,x,k,A,L)}let co=zn|Rr;function or(r,i,a,u,f,m,v,x,k,A,L,N){ro(r,i,a,u,f),(k||A||N)&&(b.save(),k&&b.clip(k),A&&b.clip(A)),N?(x&co)==co?(b.clip(N),L&&b.clip(L),ul(f,v),cl(r,m,i)):x&Rr?(ul(f,v),b.clip(N),cl(r,m,i)):x&zn&&(b.save(),b.clip(N),L&&b.clip(L),ul(f,v),b.restore(),cl(r,m,i)):(ul(f,v),cl(r,m,i)),(k||A||N)&&b.restore()}function cl(r,i,a){a>0&&(i instanceof Map?i.forEach((u,f)=>{b.strokeStyle=al=f,b.stroke(u)}):i!=null&&r&&b.stroke(i))}function ul(r,i){i instanceof Map?i.forEach((a,u)=>{b.fillStyle=Sn=u,b.fill(a)}):i!=null&&r&&b.fill(i)}function Cs(r,i,a,u){let f=I[r],m;if(u<=0)m=[0,0];else{let v=f._space=f.space(n,r,i,a,u),x=f._incrs=f.incrs(n,r,i,a,u,v);m=ru(i,a,x,u,v)}return f._found=m}function ir(r,i,a,u,f,m,v,x,k,A){let L=v%2/2;R==1&&b.translate(L,L),ro(x,v,k,A,x),b.beginPath();let N,j,se,oe,ee=f+(u==0||u==3?-m:m);a==0?(j=f,oe=ee):(N=f,se=ee);for(let W=0;W<r.length;W++)i[W]!=null&&(a==0?N=se=r[W]:j=oe=r[W],b.moveTo(N,j),b.lineTo(se,oe));b.stroke(),R==1&&b.translate(-L,-L)}function Fs(r){let i=!0;return I.forEach((a,u)=>{if(!a.show)return;let f=_[a.scale];if(f.min==null){a._show&&(i=!1,a._show=!1,_n(!1));return}else a._show||(i=!1,a._show=!0,_n(!1));let m=a.side,v=m%2,{min:x,max:k}=f,[A,L]=Cs(u,x,k,v==0?Y:D);if(L==0)return;let N=f.distr==2,j=a._splits=a.splits(n,u,x,k,A,L,N),se=f.distr==2?j.map($=>xt[$]):j,oe=f.distr==2?xt[j[1]]-xt[j[0]]:A,ee=a._values=a.values(n,a.filter(n,se,u,L,oe),u,L,oe);a._rotate=m==2?a.rotate(n,ee,u,L):0;let W=a._size;a._size=wt(a.size(n,ee,u,r)),W!=null&&a._size!=W&&(i=!1)}),i}function Hs(r){let i=!0;return no.forEach((a,u)=>{let f=a(n,u,nn,r);f!=Ut[u]&&(i=!1),Ut[u]=f}),i}function $s(){for(let r=0;r<I.length;r++){let i=I[r];if(!i.show||!i._show)continue;let a=i.side,u=a%2,f,m,v=i.stroke(n,r),x=a==0||a==3?-1:1,[k,A]=i._found;if(i.label!=null){let Ke=i.labelGap*x,rt=Oe((i._lpos+Ke)*ae);oo(i.labelFont[0],v,"center",a==2?"top":Ho),b.save(),u==1?(f=m=0,b.translate(rt,Oe(ft+yt/2)),b.rotate((a==3?-_l:_l)/2)):(f=Oe(tt+Qe/2),m=rt);let on=Ti(i.label)?i.label(n,r,k,A):i.label;b.fillText(on,f,m),b.restore()}if(A==0)continue;let L=_[i.scale],N=u==0?Qe:yt,j=u==0?tt:ft,se=i._splits,oe=L.distr==2?se.map(Ke=>xt[Ke]):se,ee=L.distr==2?xt[se[1]]-xt[se[0]]:k,W=i.ticks,$=i.border,we=W.show?W.size:0,Te=Oe(we*ae),Ve=Oe((i.alignTo==2?i._size-we-i.gap:i.gap)*ae),de=i._rotate*-_l/180,Me=C(i._pos*ae),nt=(Te+Ve)*x,Ge=Me+nt;m=u==0?Ge:0,f=u==1?Ge:0;let ht=i.font[0],kt=i.align==1?On:i.align==2?yr:de>0?On:de<0?yr:u==0?"center":a==3?yr:On,Nt=de||u==1?"middle":a==2?"top":Ho;oo(ht,v,kt,Nt);let lt=i.font[1]*i.lineGap,mt=se.map(Ke=>C(d(Ke,L,N,j))),St=i._values;for(let Ke=0;Ke<St.length;Ke++){let rt=St[Ke];if(rt!=null){u==0?f=mt[Ke]:m=mt[Ke],rt=""+rt;let on=rt.indexOf(`
`)==-1?[rt]:rt.split(/\n/gm);for(let Ye=0;Ye<on.length;Ye++){let Lo=on[Ye];de?(b.save(),b.translate(f,m+Ye*lt),b.rotate(de),b.fillText(Lo,0,0),b.restore()):b.fillText(Lo,f,m+Ye*lt)}}}W.show&&ir(mt,W.filter(n,oe,r,A,ee),u,a,Me,Te,he(W.width*ae,3),W.stroke(n,r),W.dash,W.cap);let Ot=i.grid;Ot.show&&ir(mt,Ot.filter(n,oe,r,A,ee),u,u==0?2:1,u==0?ft:tt,u==0?yt:Qe,he(Ot.width*ae,3),Ot.stroke(n,r),Ot.dash,Ot.cap),$.show&&ir([Me],[1],u==0?1:0,u==0?1:2,u==1?ft:tt,u==1?yt:Qe,he($.width*ae,3),$.stroke(n,r),$.dash,$.cap)}Ie("drawAxes")}function _n(r){S.forEach((i,a)=>{a>0&&(i._paths=null,r&&(o==1?(i.min=null,i.max=null):i.facets.forEach(u=>{u.min=null,u.max=null})))})}let fl=!1,sr=!1,qn=[];function zs(){sr=!1;for(let r=0;r<qn.length;r++)Ie(...qn[r]);qn.length=0}function En(){fl||(Za(uo),fl=!0)}function Is(r,i=!1){fl=!0,sr=i,r(n),uo(),i&&qn.length>0&&queueMicrotask(zs)}n.batch=Is;function uo(){if(Kl&&(Ps(),Kl=!1),wn&&(_s(),wn=!1),ol){if(ye(M,On,me),ye(M,"top",Pe),ye(M,Qn,Y),ye(M,Xn,D),ye(T,On,me),ye(T,"top",Pe),ye(T,Qn,Y),ye(T,Xn,D),ye(g,Qn,Ft),ye(g,Xn,Zt),y.width=Oe(Ft*ae),y.height=Oe(Zt*ae),I.forEach(({_el:r,_show:i,_size:a,_pos:u,side:f})=>{if(r!=null)if(i){let m=f===3||f===0?a:0,v=f%2==1;ye(r,v?"left":"top",u-m),ye(r,v?"width":"height",a),ye(r,v?"top":"left",v?Pe:me),ye(r,v?"height":"width",v?D:Y),Lr(r,un)}else st(r,un)}),al=Sn=Zl=Xl=er=tr=nr=lr=Ql=null,Xe=1,Yn(!0),me!=gn||Pe!=Qt||Y!=At||D!=Xt){_n(!1);let r=Y/At,i=D/Xt;if(je&&!en&&H.left>=0){H.left*=r,H.top*=i,Tn&&Rt(Tn,Oe(H.left),0,Y,D),Mn&&Rt(Mn,0,Oe(H.top),Y,D);for(let a=0;a<pt.length;a++){let u=pt[a];u!=null&&(xn[a]*=r,kn[a]*=i,Rt(u,wt(xn[a]),wt(kn[a]),Y,D))}}if(ge.show&&!il&&ge.left>=0&&ge.width>0){ge.left*=r,ge.width*=r,ge.top*=i,ge.height*=i;for(let a in pr)ye(Dn,a,ge[a])}gn=me,Qt=Pe,At=Y,Xt=D}Ie("setSize"),ol=!1}Ft>0&&Zt>0&&(b.clearRect(0,0,y.width,y.height),Ie("drawClear"),O.forEach(r=>r()),Ie("draw")),ge.show&&il&&(dl(ge),il=!1),je&&en&&(rn(null,!0,!1),en=!1),X.show&&X.live&&dt&&(fr(),dt=!1),p||(p=!0,n.status=1,Ie("ready")),jn=!1,fl=!1}n.redraw=(r,i)=>{wn=i||!1,r!==!1?Bt(P,E.min,E.max):En()};function ar(r,i){let a=_[r];if(a.from==null){if(Ue==0){let u=a.range(n,i.min,i.max,r);i.min=u[0],i.max=u[1]}if(i.min>i.max){let u=i.min;i.min=i.max,i.max=u}if(Ue>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==P&&a.distr==2&&Ue>0&&(i.min=Et(i.min,e[0]),i.max=Et(i.max,e[0]),i.min==i.max&&i.max++),V[r]=i,Kl=!0,En()}}n.setScale=ar;let cr,ur,Tn,Mn,fo,po,An,Ln,ho,mo,be,Se,Wt=!1,We=H.drag,$e=We.x,ze=We.y;je&&(H.x&&(cr=gt(xa,T)),H.y&&(ur=gt(ka,T)),E.ori==0?(Tn=cr,Mn=ur):(Tn=ur,Mn=cr),be=H.left,Se=H.top);let ge=n.select=Le({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),Dn=ge.show?gt(ya,ge.over?T:M):null;function dl(r,i){if(ge.show){for(let a in r)ge[a]=r[a],a in pr&&ye(Dn,a,r[a]);i!==!1&&Ie("setSelect")}}n.setSelect=dl;function Vs(r){if(S[r].show)De&&Lr(Ee[r],un);else if(De&&st(Ee[r],un),je){let a=yn?pt[0]:pt[r];a!=null&&Rt(a,-10,-10,Y,D)}}function Bt(r,i,a){ar(r,{min:i,max:a})}function Dt(r,i,a,u){i.focus!=null&&qs(r),i.show!=null&&S.forEach((f,m)=>{m>0&&(r==m||r==null)&&(f.show=i.show,Vs(m),o==2?(Bt(f.facets[0].scale,null,null),Bt(f.facets[1].scale,null,null)):Bt(f.scale,null,null),En())}),a!==!1&&Ie("setSeries",r,i),u&&Jn("setSeries",n,r,i)}n.setSeries=Dt;function Us(r,i){Le(K[r],i)}function Ws(r,i){r.fill=ne(r.fill||null),r.dir=ie(r.dir,-1),i=i??K.length,K.splice(i,0,r)}function Bs(r){r==null?K.length=0:K.splice(r,1)}n.addBand=Ws,n.setBand=Us,n.delBand=Bs;function js(r,i){S[r].alpha=i,je&&pt[r]!=null&&(pt[r].style.opacity=i),De&&Ee[r]&&(Ee[r].style.opacity=i)}let Ht,jt,ln,Pn={focus:!0};function qs(r){if(r!=ln){let i=r==null,a=Lt.alpha!=1;S.forEach((u,f)=>{if(o==1||f>0){let m=i||f==0||f==r;u._focus=i?null:m,a&&js(f,m?1:Lt.alpha)}}),ln=r,a&&En()}}De&&vn&&qe(Vo,ce,r=>{H._lock||(tn(r),ln!=null&&Dt(null,Pn,!0,Ae.setSeries))});function Pt(r,i,a){let u=_[i];a&&(r=r/ae-(u.ori==1?Pe:me));let f=Y;u.ori==1&&(f=D,r=f-r),u.dir==-1&&(r=f-r);let m=u._min,v=u._max,x=r/f,k=m+(v-m)*x,A=u.distr;return A==3?Fn(10,k):A==4?za(k,u.asinh):A==100?u.bwd(k):k}function Gs(r,i){let a=Pt(r,P,i);return Et(a,e[0],Fe,He)}n.valToIdx=r=>Et(r,e[0]),n.posToIdx=Gs,n.posToVal=Pt,n.valToPos=(r,i,a)=>_[i].ori==0?s(r,_[i],a?Qe:Y,a?tt:0):c(r,_[i],a?yt:D,a?ft:0),n.setCursor=(r,i,a)=>{be=r.left,Se=r.top,rn(null,i,a)};function bo(r,i){ye(Dn,On,ge.left=r),ye(Dn,Qn,ge.width=i)}function go(r,i){ye(Dn,"top",ge.top=r),ye(Dn,Xn,ge.height=i)}let Gn=E.ori==0?bo:go,Kn=E.ori==1?bo:go;function Ks(){if(De&&X.live)for(let r=o==2?1:0;r<S.length;r++){if(r==0&&ut)continue;let i=X.values[r],a=0;for(let u in i)Mt[r][a++].firstChild.nodeValue=i[u]}}function fr(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((a,u)=>{fe[u]=a}):Wa(r.idx)||fe.fill(r.idx),X.idx=fe[0]),De&&X.live){for(let a=0;a<S.length;a++)(a>0||o==1&&!ut)&&Ys(a,fe[a]);Ks()}dt=!1,i!==!1&&Ie("setLegend")}n.setLegend=fr;function Ys(r,i){let a=S[r],u=r==0&&Q==2?xt:e[r],f;ut?f=a.values(n,r,i)??Vt:(f=a.value(n,i==null?null:u[i],r,i),f=f==null?Vt:{_:f}),X.values[r]=f}function rn(r,i,a){ho=be,mo=Se,[be,Se]=H.move(n,be,Se),H.left=be,H.top=Se,je&&(Tn&&Rt(Tn,Oe(be),0,Y,D),Mn&&Rt(Mn,0,Oe(Se),Y,D));let u,f=Fe>He;Ht=pe,jt=null;let m=E.ori==0?Y:D,v=E.ori==1?Y:D;if(be<0||Ue==0||f){u=H.idx=null;for(let x=0;x<S.length;x++){let k=pt[x];k!=null&&Rt(k,-10,-10,Y,D)}vn&&Dt(null,Pn,!0,r==null&&Ae.setSeries),X.live&&(fe.fill(u),dt=!0)}else{let x,k,A;o==1&&(x=E.ori==0?be:Se,k=Pt(x,P),u=H.idx=Et(k,e[0],Fe,He),A=F(e[0][u],E,m,0));let L=-10,N=-10,j=0,se=0,oe=!0,ee="",W="";for(let $=o==2?1:0;$<S.length;$++){let we=S[$],Te=fe[$],Ve=Te==null?null:o==1?e[$][Te]:e[$][1][Te],de=H.dataIdx(n,$,u,k),Me=de==null?null:o==1?e[$][de]:e[$][1][de];if(dt=dt||Me!=Ve||de!=Te,fe[$]=de,$>0&&we.show){let nt=de==null?-10:de==u?A:F(o==1?e[0][de]:e[$][0][de],E,m,0),Ge=Me==null?-10:B(Me,o==1?_[we.scale]:_[we.facets[1].scale],v,0);if(vn&&Me!=null){let ht=E.ori==1?be:Se,kt=Re(Lt.dist(n,$,de,Ge,ht));if(kt<Ht){let Nt=Lt.bias;if(Nt!=0){let lt=Pt(ht,we.scale),mt=Me>=0?1:-1,St=lt>=0?1:-1;St==mt&&(St==1?Nt==1?Me>=lt:Me<=lt:Nt==1?Me<=lt:Me>=lt)&&(Ht=kt,jt=$)}else Ht=kt,jt=$}}if(dt||yn){let ht,kt;E.ori==0?(ht=nt,kt=Ge):(ht=Ge,kt=nt);let Nt,lt,mt,St,Ot,Ke,rt=!0,on=Be.bbox;if(on!=null){rt=!1;let Ye=on(n,$);mt=Ye.left,St=Ye.top,Nt=Ye.width,lt=Ye.height}else mt=ht,St=kt,Nt=lt=Be.size(n,$);if(Ke=Be.fill(n,$),Ot=Be.stroke(n,$),yn)$==jt&&Ht<=Lt.prox&&(L=mt,N=St,j=Nt,se=lt,oe=rt,ee=Ke,W=Ot);else{let Ye=pt[$];Ye!=null&&(xn[$]=mt,kn[$]=St,Ko(Ye,Nt,lt,rt),qo(Ye,Ke,Ot),Rt(Ye,wt(mt),wt(St),Y,D))}}}}if(yn){let $=Lt.prox,we=ln==null?Ht<=$:Ht>$||jt!=ln;if(dt||we){let Te=pt[0];Te!=null&&(xn[0]=L,kn[0]=N,Ko(Te,j,se,oe),qo(Te,ee,W),Rt(Te,wt(L),wt(N),Y,D))}}}if(ge.show&&Wt)if(r!=null){let[x,k]=Ae.scales,[A,L]=Ae.match,[N,j]=r.cursor.sync.scales,se=r.cursor.drag;if($e=se._x,ze=se._y,$e||ze){let{left:oe,top:ee,width:W,height:$}=r.select,we=r.scales[N].ori,Te=r.posToVal,Ve,de,Me,nt,Ge,ht=x!=null&&A(x,N),kt=k!=null&&L(k,j);ht&&$e?(we==0?(Ve=oe,de=W):(Ve=ee,de=$),Me=_[x],nt=F(Te(Ve,N),Me,m,0),Ge=F(Te(Ve+de,N),Me,m,0),Gn(Tt(nt,Ge),Re(Ge-nt))):Gn(0,m),kt&&ze?(we==1?(Ve=oe,de=W):(Ve=ee,de=$),Me=_[k],nt=B(Te(Ve,j),Me,v,0),Ge=B(Te(Ve+de,j),Me,v,0),Kn(Tt(nt,Ge),Re(Ge-nt))):Kn(0,v)}else hr()}else{let x=Re(ho-fo),k=Re(mo-po);if(E.ori==1){let j=x;x=k,k=j}$e=We.x&&x>=We.dist,ze=We.y&&k>=We.dist;let A=We.uni;A!=null?$e&&ze&&($e=x>=A,ze=k>=A,!$e&&!ze&&(k>x?ze=!0:$e=!0)):We.x&&We.y&&($e||ze)&&($e=ze=!0);let L,N;$e&&(E.ori==0?(L=An,N=be):(L=Ln,N=Se),Gn(Tt(L,N),Re(N-L)),ze||Kn(0,v)),ze&&(E.ori==1?(L=An,N=be):(L=Ln,N=Se),Kn(Tt(L,N),Re(N-L)),$e||Gn(0,m)),!$e&&!ze&&(Gn(0,0),Kn(0,0))}if(We._x=$e,We._y=ze,r==null){if(a){if(Ao!=null){let[x,k]=Ae.scales;Ae.values[0]=x!=null?Pt(E.ori==0?be:Se,x):null,Ae.values[1]=k!=null?Pt(E.ori==1?be:Se,k):null}Jn(xr,n,be,Se,Y,D,u)}if(vn){let x=a&&Ae.setSeries,k=Lt.prox;ln==null?Ht<=k&&Dt(jt,Pn,!0,x):Ht>k?Dt(null,Pn,!0,x):jt!=ln&&Dt(jt,Pn,!0,x)}}dt&&(X.idx=u,fr()),i!==!1&&Ie("setCursor")}let qt=null;Object.defineProperty(n,"rect",{get(){return qt==null&&Yn(!1),qt}});function Yn(r=!1){r?qt=null:(qt=T.getBoundingClientRect(),Ie("syncRect",qt))}function wo(r,i,a,u,f,m,v){H._lock||Wt&&r!=null&&r.movementX==0&&r.movementY==0||(dr(r,i,a,u,f,m,v,!1,r!=null),r!=null?rn(null,!0,!0):rn(i,!0,!1))}function dr(r,i,a,u,f,m,v,x,k){if(qt==null&&Yn(!1),tn(r),r!=null)a=r.clientX-qt.left,u=r.clientY-qt.top;else{if(a<0||u<0){be=-10,Se=-10;return}let[A,L]=Ae.scales,N=i.cursor.sync,[j,se]=N.values,[oe,ee]=N.scales,[W,$]=Ae.match,we=i.axes[0].side%2==1,Te=E.ori==0?Y:D,Ve=E.ori==1?Y:D,de=we?m:f,Me=we?f:m,nt=we?u:a,Ge=we?a:u;if(oe!=null?a=W(A,oe)?d(j,_[A],Te,0):-10:a=Te*(nt/de),ee!=null?u=$(L,ee)?d(se,_[L],Ve,0):-10:u=Ve*(Ge/Me),E.ori==1){let ht=a;a=u,u=ht}}k&&(i==null||i.cursor.event.type==xr)&&((a<=1||a>=Y-1)&&(a=an(a,Y)),(u<=1||u>=D-1)&&(u=an(u,D))),x?(fo=a,po=u,[An,Ln]=H.move(n,a,u)):(be=a,Se=u)}let pr={width:0,height:0,left:0,top:0};function hr(){dl(pr,!1)}let vo,yo,xo,ko;function So(r,i,a,u,f,m,v){Wt=!0,$e=ze=We._x=We._y=!1,dr(r,i,a,u,f,m,v,!0,!1),r!=null&&(qe(kr,Mr,_o,!1),Jn(zo,n,An,Ln,Y,D,null));let{left:x,top:k,width:A,height:L}=ge;vo=x,yo=k,xo=A,ko=L}function _o(r,i,a,u,f,m,v){Wt=We._x=We._y=!1,dr(r,i,a,u,f,m,v,!1,!0);let{left:x,top:k,width:A,height:L}=ge,N=A>0||L>0,j=vo!=x||yo!=k||xo!=A||ko!=L;if(N&&j&&dl(ge),We.setScale&&N&&j){let se=x,oe=A,ee=k,W=L;if(E.ori==1&&(se=k,oe=L,ee=x,W=A),$e&&Bt(P,Pt(se,P),Pt(se+oe,P)),ze)for(let $ in _){let we=_[$];$!=P&&we.from==null&&we.min!=pe&&Bt($,Pt(ee+W,$),Pt(ee,$))}hr()}else H.lock&&(H._lock=!H._lock,rn(i,!0,r!=null));r!=null&&(bn(kr,Mr),Jn(kr,n,be,Se,Y,D,null))}function Js(r,i,a,u,f,m,v){if(H._lock)return;tn(r);let x=Wt;if(Wt){let k=!0,A=!0,L=10,N,j;E.ori==0?(N=$e,j=ze):(N=ze,j=$e),N&&j&&(k=be<=L||be>=Y-L,A=Se<=L||Se>=D-L),N&&k&&(be=be<An?0:Y),j&&A&&(Se=Se<Ln?0:D),rn(null,!0,!0),Wt=!1}be=-10,Se=-10,fe.fill(null),rn(null,!0,!0),x&&(Wt=x)}function Eo(r,i,a,u,f,m,v){H._lock||(tn(r),Jl(),hr(),r!=null&&Jn(Uo,n,be,Se,Y,D,null))}function To(){I.forEach(ou),Yl(n.width,n.height,!0)}fn(El,Cn,To);let Nn={};Nn.mousedown=So,Nn.mousemove=wo,Nn.mouseup=_o,Nn.dblclick=Eo,Nn.setSeries=(r,i,a,u)=>{let f=Ae.match[2];a=f(n,i,a),a!=-1&&Dt(a,u,!0,!1)},je&&(qe(zo,T,So),qe(xr,T,wo),qe(Io,T,r=>{tn(r),Yn(!1)}),qe(Vo,T,Js),qe(Uo,T,Eo),Cr.add(n),n.syncRect=Yn);let pl=n.hooks=t.hooks||{};function Ie(r,i,a){sr?qn.push([r,i,a]):r in pl&&pl[r].forEach(u=>{u.call(null,n,i,a)})}(t.plugins||[]).forEach(r=>{for(let i in r.hooks)pl[i]=(pl[i]||[]).concat(r.hooks[i])});let Mo=(r,i,a)=>a,Ae=Le({key:null,setSeries:!1,filters:{pub:Xo,sub:Xo},scales:[P,S[1]?S[1].scale:null],match:[ei,ei,Mo],values:[null,null]},H.sync);Ae.match.length==2&&Ae.match.push(Mo),H.sync=Ae;let Ao=Ae.key,mr=Ji(Ao);function Jn(r,i,a,u,f,m,v){Ae.filters.pub(r,i,a,u,f,m,v)&&mr.pub(r,i,a,u,f,m,v)}mr.sub(n);function Zs(r,i,a,u,f,m,v){Ae.filters.sub(r,i,a,u,f,m,v)&&Nn[r](null,i,a,u,f,m,v)}n.pub=Zs;function Qs(){mr.unsub(n),Cr.delete(n),Jt.clear(),Dr(El,Cn,To),h.remove(),ce?.remove(),Ie("destroy")}n.destroy=Qs;function br(){Ie("init",t,e),lo(e||t.data,!1),V[P]?ar(P,V[P]):Jl(),il=ge.show&&(ge.width>0||ge.height>0),en=dt=!0,Yl(t.width,t.height)}return S.forEach(to),I.forEach(Ds),l?l instanceof HTMLElement?(l.appendChild(h),br()):l(n,br):br(),n}Ce.assign=Le;Ce.fmtNum=Ur;Ce.rangeNum=Tl;Ce.rangeLog=Ll;Ce.rangeAsinh=Ir;Ce.orient=pn;Ce.pxRatio=ae;Ce.join=Ja;Ce.fmtDate=Br,Ce.tzDate=sc;Ce.sync=Ji;{Ce.addGap=Wc,Ce.clipGaps=Nl;let t=Ce.paths={points:ns};t.linear=rs,t.stepped=qc,t.bars=Gc,t.spline=Yc}var as=86400;function cs(t,e,l,n,o){let s="";return e.map(c=>{let[,d,p,h,y]=new Date(c*1e3).toUTCString().split(" "),b=`${Number(d)} ${p}`,g=h!==s;return s=h??"",o>=28*as?`${p} ${h}`:o>=as?g?`${b} ${h}`:b:g||y?.startsWith("00:00")?b:(y??"").slice(0,5)})}var us=t=>Ce.tzDate(new Date(t*1e3),"Etc/UTC");var iu=new Intl.NumberFormat("en-US",{notation:"compact",maximumFractionDigits:2}),su=(t,e)=>[Math.min(0,t),e>0?e*1.08:1];function au(t,e){let l=Math.max((e-t)*.08,Math.abs(e)*.002,1e-9);return[t-l,e+l]}var cu=0,Fl=class{constructor(e){this.points=e;this.element=w("section",{class:"rb-panel rb-wide","aria-label":"Equity and exposure"},w("div",{class:"rb-legend"},this.value,this.risk,this.when,this.whole),this.canvas,this.waiting),this.sized=new ResizeObserver(()=>this.draw()),this.sized.observe(this.element)}points;element;canvas=w("div",{class:"rb-charts",role:"img","aria-label":"Equity and exposure"});waiting=w("p",{class:"rb-empty"},"The picture begins with the first bar.");value=w("span",{class:"rb-legend-equity"},"Equity");risk=w("span",{class:"rb-legend-exposure"},"Exposure");when=w("span",{class:"rb-soft"});whole=w("button",{type:"button",class:"rb-quiet rb-small",hidden:!0,click:()=>this.wide()},"Show all");sized;plots=[];frame=0;width=0;zoomed=!1;epoch=-1;sync=`rustybt-${++cu}`;draw(){this.frame||(this.frame=requestAnimationFrame(()=>this.paint()))}restyle(){for(let e of this.plots)e.destroy();this.plots=[],this.narrow(!1),this.draw()}destroy(){cancelAnimationFrame(this.frame),this.sized.disconnect();for(let e of this.plots)e.destroy()}paint(){this.frame=0;let e=this.points.length>0;te(this.waiting,!e),te(this.canvas,e);let l=Math.floor(this.canvas.clientWidth);if(!e||l<80)return;this.plots.length?l!==this.width&&this.plots.forEach(o=>o.setSize({width:l,height:o.height})):this.make(l),this.width=l,this.epoch!==this.points.epoch&&this.narrow(!1),this.epoch=this.points.epoch;let n=this.points.column(0);this.plots.forEach((o,s)=>o.setData([n,this.points.column(s===0?1:2)])),this.tell(this.plots.map(o=>o.cursor.idx).find(o=>o!=null)??this.points.length-1)}narrow(e){this.zoomed=e,te(this.whole,e)}wide(){this.narrow(!1),this.draw()}make(e){let l=getComputedStyle(this.element),n=b=>l.getPropertyValue(b).trim(),o={stroke:n("--rb-soft"),grid:{stroke:n("--rb-line"),width:1},ticks:{show:!1}},s=`11px ${l.fontFamily}`,c=(b,g,M)=>T=>(this.narrow(!1),M(T)),d=(b,g,M,T)=>({width:e,height:b,tzDate:us,legend:{show:!1},padding:[8,2,T?0:4,18],cursor:{sync:{key:this.sync},drag:{x:!0,y:!1},points:{size:6},bind:{dblclick:c}},scales:{x:{auto:()=>!this.zoomed},y:{range:(R,C,U)=>T?su(C,U):au(C,U)}},axes:[{...o,show:T,font:s,size:28,space:74,values:cs},{...o,font:s,side:1,size:58,values:(R,C)=>C.map(U=>iu.format(U))}],series:[{},{stroke:g,fill:M,width:1.5,points:{show:!1}}],hooks:{setCursor:[R=>this.tell(R.cursor.idx??this.points.length-1)],setSelect:[R=>R.select.width>0&&this.narrow(!0)]}}),p=[[],[]],h=d(190,n("--rb-equity"),n("--rb-equity-fill"),!1),y=d(118,n("--rb-exposure"),n("--rb-exposure-fill"),!0);this.plots=[h,y].map(b=>new Ce(b,p,this.canvas))}tell(e){let[l,n,o]=[0,1,2].map(s=>this.points.column(s)[e]);l!==void 0&&(G(this.value,`Equity ${it(n)}`),G(this.risk,`Exposure ${it(o)}`),G(this.when,`${new Date(l*1e3).toISOString().slice(0,16).replace("T"," ")} UTC`))}};var fs=`.rb-console {
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
`;var fu=500,du=200,ds={All:[],Errors:["failed","tripped","refused","external","unresolved","halt","lane","alert"],State:["state","halt","resume"],Notes:["notice","alert"]},pu=new Set(["failed","tripped","external","unresolved","halt"]),hu=new Set(["seq","kind","time_ns"]);function mu(t){let e=n=>String(t[n]??"");switch(t.kind){case"state":return[e("state"),e("why")].filter(Boolean).join(": ");case"halt":case"resume":return`by ${e("operator")}: ${e("reason")}`;case"tripped":return t.trips?.join("; ")??"";case"failed":return e("error");case"refused":return`${e("order_id")}: ${e("message")}`;case"notice":return e("text");case"lane":return`${e("lane")} ${t.up?"is up":`is down: ${e("reason")}`}`}return Object.entries(t).filter(([n])=>!hu.has(n)).map(([n,o])=>`${n} ${typeof o=="object"?JSON.stringify(o):o}`).join(", ")}var Hl=class{element;events=[];group="All";list=w("ol",{class:"rb-events",tabindex:0,"aria-label":"Events, the latest first"});empty=w("p",{class:"rb-empty"});search;chosen;frame=0;constructor(){this.search=w("input",{type:"search",placeholder:"Filter","aria-label":"Filter events by words",input:()=>this.soon()}),this.chosen=new Map(Object.keys(ds).map(l=>[l,w("button",{type:"button",class:"rb-filter",click:()=>this.choose(l)},l)]));let e=w("div",{class:"rb-bar",role:"group","aria-label":"Filter events"},...this.chosen.values(),this.search);this.element=ot("Events",e,this.list,this.empty),this.element.querySelector("h3").append(w("span",{class:"rb-count"},"times in UTC")),this.element.classList.add("rb-wide"),this.choose("All")}take(e,l){let n=l?0:this.events.at(-1)?.seq??0,o=l?[]:this.events;this.events=[...o,...e.filter(s=>s.seq>n)].slice(-fu),this.soon()}destroy(){cancelAnimationFrame(this.frame)}choose(e){this.group=e;for(let[l,n]of this.chosen)n.setAttribute("aria-pressed",String(l===e));this.soon()}soon(){this.frame||(this.frame=requestAnimationFrame(()=>this.draw()))}draw(){this.frame=0;let e=ds[this.group]??[],l=this.search.value.trim().toLowerCase(),n=this.events.map(o=>({event:o,text:mu(o)})).filter(({event:o,text:s})=>!e.length||e.includes(o.kind)?`${o.kind} ${s}`.toLowerCase().includes(l):!1).slice(-du).reverse();G(this.empty,this.events.length?"No event matches the filter.":"Nothing has happened yet."),te(this.empty,n.length===0),te(this.list,n.length>0),this.list.replaceChildren(...n.map(({event:o,text:s})=>w("li",{"data-grave":pu.has(o.kind)},w("time",{datetime:new Date(o.time_ns/1e6).toISOString()},Gt(o.time_ns)),w("span",{class:"rb-kind"},Ne(o.kind)),w("span",{class:"rb-told"},s))))}};var bu=new Set(["fresh","closed"]),gu={waiting:["\u2026","warn"],stale:["\u26A0","bad"],gap:["\u2702","bad"]};function wu(t){let[e,l]=gu[t.state]??["?","bad"];return w("span",{class:"rb-chip","data-tone":l},`${e} ${t.state}`)}var vu=t=>t.age_s===null?"no data yet":sn(t.age_s),$l=class{element;summary=w("p",{class:"rb-soft"});late=new bt("Data that are not fresh",[{title:"Asset",text:!0,cell:e=>e.symbol},{title:"Age",cell:vu},{title:"State",text:!0,cell:wu}],"");constructor(){this.element=ot("Data",this.summary,this.late.element),te(this.element,!1)}draw(e){let l=e.feed?.assets??[],n=l.filter(o=>!bu.has(o.state)).map(o=>({...o,age_s:yu(o.age_s)}));te(this.element,l.length>0),te(this.late.element,n.length>0),this.late.draw(n),G(this.summary,xu(l,n.length))}},yu=t=>t===null?null:Math.floor(t);function xu(t,e){let l=t.filter(c=>c.state==="fresh"),n=t.length-e-l.length,o=Math.max(0,...l.map(c=>c.age_s??0)),s=[`${l.length} of ${t.length} assets fresh`];return l.length&&(s[0]+=`, the oldest ${sn(o)}`),n&&s.push(`${n} with a closed market`),e&&s.push("no new risk in those below"),`${s.join("; ")}.`}function Zr(){let t=document.getElementById("jupyter-config-data")?.textContent;if(t){let{baseUrl:l="/",token:n=""}=JSON.parse(t);return{base:l,token:n}}let e=document.body.dataset.baseUrl;return e?{base:e,token:""}:null}function zl(){return document.body.dataset.rustybtConsole===void 0?{server:"the Jupyter server",kernel:"the kernel"}:{server:"the console's server",kernel:"the page's connection"}}function ku(t){let e=document.cookie.split("; ").find(l=>l.startsWith(`${t}=`));return e?decodeURIComponent(e.slice(t.length+1)):""}function ps(){let t=Zr();return t&&`${t.base}rustybt/`}function hs(){let t=Zr();if(!t||!document.getElementById("jupyter-config-data"))return null;let e=new URL(`${t.base}rustybt/line`,document.baseURI);return e.protocol=e.protocol.replace("http","ws"),t.token&&e.searchParams.set("token",t.token),e.href}async function ms(t,e){let l=Zr();if(!l)return null;let n={"Content-Type":"application/json","X-XSRFToken":ku("_xsrf")};l.token&&(n.Authorization=`token ${l.token}`);let o=await fetch(`${l.base}rustybt/${t}`,{method:"POST",credentials:"same-origin",keepalive:!0,headers:n,body:JSON.stringify(e)}),s=await o.json().catch(()=>({}));if(!o.ok)throw new Error(String(s.message??`the server says ${o.status}`));return s}var Su=2e3,_u=1,Il=class{socket=null;waiting=new Map;count=0;closed=!1;constructor(){this.open()}ask(e){let l=this.socket;if(l?.readyState!==_u)return Promise.reject(new Error("no line"));let n=String(++this.count);return new Promise((o,s)=>{this.waiting.set(n,c=>c.message?s(new Error(c.message)):o()),l.send(JSON.stringify({...e,id:n}))})}close(){this.closed=!0,this.socket?.close()}open(){let e=hs();if(!e||this.closed||typeof WebSocket>"u")return;let l=new WebSocket(e);this.socket=l,l.onmessage=({data:n})=>{let o=JSON.parse(String(n));this.waiting.get(String(o.id))?.(o),this.waiting.delete(String(o.id))},l.onclose=()=>{setTimeout(()=>this.open(),Su)}}};var bs=`#rb-docks {
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
`;var Vl={ARMED:["\u25B6","good"],PAUSED:["\u275A\u275A","warn"],DISCONNECTED:["\u26A0","warn"],HALTED:["\u25A0","bad"],FAILED:["\u2716","bad"],"NOT RUNNING":["\u25CB","warn"],STOPPED:["\u25CB","idle"]};var gs="rb-docks",Ul=new Set;function Tu(){let t=document.getElementById(gs);if(t)return t;let e=w("div",{id:gs,"data-lm-suppress-shortcuts":"true"},w("style",{},bs));return document.body.append(e),e}var Wl=class{constructor(e,l,n){this.own=e;this.session=l;let o=w("span",{"aria-hidden":"true"},"\u25A0 ");this.halt=w("button",{type:"button",class:"rb-dock-halt",click:n},o,"HALT"),this.find=w("button",{type:"button",class:"rb-dock-find",click:()=>this.show()},"Show console"),this.element=w("div",{class:"rb-dock",role:"region",hidden:!0},w("div",{class:"rb-dock-who"},this.name,this.state),this.find,this.halt,this.said),Ul.add(this),this.seen=typeof IntersectionObserver>"u"?null:new IntersectionObserver(s=>this.look(s),{threshold:.5}),this.seen?.observe(e)}own;session;element;name=w("strong");state=w("span",{class:"rb-dock-state"});said=w("span",{class:"rb-dock-said",role:"status",hidden:!0});halt;find;seen;inSight=!0;lives=!1;draw(e,l){let n=e.state??"NEW",[o,s]=Vl[n]??["\u2026","idle"],c=this.session();this.lives=e.running??!1,G(this.name,c),G(this.state,`${o} ${n}`),ve(this.state,"tone",s),ve(this.element,"theme",l),this.halt.getAttribute("aria-label")!==`HALT ${c}`&&(this.halt.setAttribute("aria-label",`HALT ${c}`),this.element.setAttribute("aria-label",`HALT of ${c}`)),Qr()}tell(e){G(this.said,e),te(this.said,e!=="")}get focused(){return this.element.contains(document.activeElement)}destroy(){this.seen?.disconnect(),Ul.delete(this),this.take(!1),Qr()}wanted(){let e=[...Ul].filter(l=>l.session()===this.session());return e[0]===this&&this.lives&&!e.some(l=>l.inSight)}take(e){if(te(this.find,this.own.getClientRects().length>0),te(this.element,e),e&&!this.element.isConnected&&Tu().append(this.element),e||!this.element.isConnected)return;let l=this.element.parentElement;this.element.remove(),l.querySelector(".rb-dock")||l.remove()}look(e){this.inSight=e.at(-1)?.isIntersecting??!0,Qr()}show(){this.own.scrollIntoView({block:"center"}),this.own.focus({preventScroll:!0})}};function Qr(){for(let t of Ul)t.take(t.wanted())}var Mu=2e3,ws="rustybt.operator";function Au(){try{return localStorage.getItem(ws)??""}catch{return""}}function Lu(t){try{localStorage.setItem(ws,t)}catch{}}var Bl=class{constructor(e,l){this.commands=e;this.session=l;this.button=w("button",{type:"button",class:"rb-halt",click:c=>this.press(c),title:"Stop new risk and cancel open orders"},w("span",{"aria-hidden":"true"},"\u25A0 "),"HALT"),this.dock=new Wl(this.button,this.session,c=>this.press(c)),this.pause=w("button",{type:"button",class:"rb-quiet",click:()=>this.run("pause")},"Pause");let n=w("button",{type:"button",class:"rb-quiet",click:()=>this.run("reconcile")},"Reconcile now"),o=ps(),s=o&&w("a",{href:o,target:"_blank",rel:"noopener",class:"rb-link"},"Halt page");this.buttons=w("div",{class:"rb-buttons"},s,n,this.pause,this.button),this.operator=w("input",{type:"text",name:"operator",autocomplete:"off",maxlength:80,required:!0}),this.operator.value=Au(),this.reason=w("input",{type:"text",name:"reason",autocomplete:"off",maxlength:400,required:!0}),this.note=w("button",{type:"button",class:"rb-quiet",click:()=>this.submit("note")},"Journal the reason"),this.panel=w("form",{class:"rb-stopped",hidden:!0,"aria-label":"Halt and resume",submit:c=>this.enter(c),keydown:c=>this.key(c)},this.why,w("label",{},"Operator ",this.operator),w("label",{class:"rb-grow"},"Reason ",this.reason),this.note,w("button",{type:"button",class:"rb-go",click:()=>this.submit("resume")},"Resume trading"),this.answer,this.paths)}commands;session;button;said=w("p",{class:"rb-said",role:"status","aria-live":"assertive","aria-atomic":"true"});panel;buttons;operator;reason;why=w("p",{class:"rb-why"});note;answer=w("p",{class:"rb-answer",role:"status"});pause;by=zl();line=new Il;dock;paths=w("p",{class:"rb-paths rb-soft"});state="";pressed=0;acknowledged={};stopped=!1;open=0;openAtPress=0;destroy(){this.line.close(),this.dock.destroy()}draw(e){let l=e.state??"NEW",n=!!e.halt;l!==this.state&&!this.said.dataset.tone&&this.tell("",""),this.state==="HALTED"&&l==="ARMED"&&this.forget(),te(this.panel,n||l==="PAUSED"||Object.keys(this.acknowledged).length>0),te(this.note,n),this.pause.disabled=l!=="ARMED",G(this.why,this.whyOf(e.halt,l)),l==="HALTED"&&this.pressed&&!this.stopped&&this.nowHalted(e),this.state=l,this.open=e.open_orders?.length??0,this.dock.draw(e,wr())}press(e){this.pressed=e.timeStamp,this.acknowledged={},this.stopped=this.state==="HALTED",this.openAtPress=this.open;let l=this.operator.value.trim()||"console",n=[],o=p=>h=>{n.push(`${this.by[p]}: ${h instanceof Error?h.message:String(h)}`),G(this.paths,`No answer by ${n.join("; ")}`)},s={session:this.session(),operator:l,reason:"pressed in the console"},c=this.served(s);try{this.commands.ask("halt",{operator:l}).then(()=>this.acknowledge("kernel"),o("kernel"))}catch(p){o("kernel")(p)}c.then(p=>{p&&this.acknowledge("server")},o("server")),this.tell("halting","Halting\u2026");let d=this.pressed;setTimeout(()=>this.late(d),Mu)}served(e){let[l,n]=[this.line.ask(e).then(()=>!0),ms("halt",e)];return Promise.any([l,n]).catch(()=>n)}acknowledge(e){let l=performance.now()-this.pressed,n=Object.keys(this.acknowledged).length===0;this.acknowledged[e]=l,ve(this.panel,e,l.toFixed(1));let o=Object.entries(this.acknowledged).map(([s,c])=>`${this.by[s]} ${c.toFixed(0)} ms`);G(this.paths,`Latched by ${o.join(", ")}.`),n&&(ve(this.panel,"pressed",(performance.timeOrigin+this.pressed).toFixed(3)),ve(this.panel,"ack",l.toFixed(1)),this.tell("latched",`HALT is latched after ${l.toFixed(0)} ms, by ${this.by[e]}: no order that adds risk leaves.`),te(this.panel,!0),this.dock.focused||(this.operator.value?this.reason:this.operator).focus({preventScroll:!0}))}nowHalted(e){this.stopped=!0;let l=performance.now()-this.pressed;ve(this.panel,"engine",l.toFixed(1));let n=e.open_orders?.length??0,o=this.openAtPress,s=o?`all open orders (${o}) are cancelled`:"no order was open",c=n?`${n} open orders are being cancelled`:s;this.tell("latched",`HALTED after ${l.toFixed(0)} ms: the engine takes no new risk, ${c}.`)}late(e){e!==this.pressed||Object.keys(this.acknowledged).length||this.tell("late",`No answer to HALT yet. Press again, open the halt page, or run: rustybt live halt ${this.session()}`)}tell(e,l){ve(this.said,"tone",e),G(this.said,l),this.dock.tell(e?l:"")}forget(){this.pressed=0,this.acknowledged={},this.reason.value="";for(let e of["pressed","ack","server","kernel","engine"])delete this.panel.dataset[e];G(this.paths,""),this.tell("","Trading again."),this.panel.contains(document.activeElement)&&this.button.focus({preventScroll:!0})}whyOf(e,l){return e?`Halted by ${e.operator}, ${Gt(e.time_ns)} UTC: ${e.reason}`:l==="PAUSED"?"Paused: no new risk is taken, open orders stay.":"The latch is set."}enter(e){e.preventDefault(),this.note.hidden||this.submit("note")}key(e){e.key==="Enter"&&e.target.tagName==="INPUT"&&this.enter(e)}submit(e){if(!this.panel.reportValidity())return;let l=this.operator.value.trim();Lu(l),this.run(e,{operator:l,reason:this.reason.value.trim()})}run(e,l={}){let n={note:"The reason is in the journal.",reconcile:"Reconciled."};G(this.answer,""),this.commands.ask(e,l).then(()=>this.answered(n[e]??"",e),o=>this.answered(o.message,e,"bad"))}answered(e,l,n=""){ve(this.answer,"tone",n),G(this.answer,e),this.panel.hidden&&(n||l==="reconcile")&&this.tell(n?"late":"",e)}};var vs=1,It=class{element;value=w("dd",{},"\u2013");detail=w("dd",{class:"rb-soft"});constructor(e){this.element=w("div",{class:"rb-tile"},w("dt",{},e),this.value,this.detail)}say(e,l="",n=""){G(this.value,e),G(this.detail,l),ve(this.element,"tone",n)}},jl=class{line;tiles;failure=w("p",{class:"rb-failure",role:"alert",hidden:!0});name=w("h2",{},"");mode=w("span",{class:"rb-badge"});broker=w("span",{class:"rb-soft"});sign=w("span",{"aria-hidden":"true"});word=w("span",{},"NEW");state=w("span",{class:"rb-state","aria-label":"State"},this.sign,this.word);tile={equity:new It("Equity"),cash:new It("Cash"),exposure:new It("Exposure"),orders:new It("Orders"),market:new It("Market time, UTC"),feed:new It("Feed age"),beat:new It("Heartbeat")};from=zl().kernel;heard=performance.now();beat={};running=!1;constructor(){this.state.setAttribute("role","status"),this.line=w("div",{class:"rb-who"},this.name,this.mode,this.broker,this.state),this.tiles=w("dl",{class:"rb-tiles"},...Object.values(this.tile).map(e=>e.element))}draw(e,l){let n=e.state??"NEW",[o,s]=Vl[n]??["\u2026","idle"];this.running=e.running??!1,G(this.name,e.name??""),G(this.mode,(e.environment??"").toUpperCase()),te(this.mode,!!e.environment),ve(this.mode,"mode",e.environment??"");let c=e.broker===e.environment?"":e.broker;G(this.broker,[c,e.account].filter(Boolean).join(" \xB7 ")),G(this.sign,o),G(this.word,n),ve(this.state,"tone",s),te(this.failure,!!e.failure),G(this.failure,e.failure??""),this.money(e,l);let d=e.open_orders?.length??0,p=e.fills??0;this.tile.orders.say(`${d} open`,`${_e(e.orders_submitted??0)} sent, ${_e(p)} ${p===1?"fill":"fills"}`);let h=Gt(e.market_time_ns);this.tile.market.say(h.slice(0,10),h.slice(11))}hear(e){this.beat=e,this.heard=performance.now(),this.tick()}tick(){let e=(performance.now()-this.heard)/1e3,{feed_age:l,error:n}=this.beat,o=this.beat.age===null||this.beat.age===void 0?null:this.beat.age+e;n?this.tile.beat.say("no answer",n,"bad"):this.running?o===null?this.tile.beat.say("\u2013"):o>vs?this.tile.beat.say("STALL",`silent for ${sn(o)}`,"bad"):this.tile.beat.say("alive",`${sn(o)} ago`,"good"):this.tile.beat.say("stopped",e>vs?`${this.from} is silent`:"","idle"),!this.running||l===null||l===void 0?this.tile.feed.say(this.running?"\u2013":"ended"):this.tile.feed.say(sn(l+e),"since the last bar")}money(e,l){let n=Number(e.portfolio_value),o=l===void 0||!e.portfolio_value?"":`${No(n-l)} since the start`;this.tile.equity.say(it(e.portfolio_value),o),this.tile.cash.say(it(e.cash));let s=n>0?`${(Number(e.exposure)/n*100).toFixed(1)}\xA0% of equity`:"";this.tile.exposure.say(it(e.exposure),s)}};var ys=t=>t?t.status?Ne(t.status):`${_e(t.amount)} at ${_e(t.price)}`:"none";function Du(t){let e=o=>({severity:o.severity,what:o.asset?.symbol??"position",kind:Ne(o.type??""),here:_e(o.local_amount),there:_e(o.broker_amount),difference:_e(o.difference)}),l=(o,s,c)=>({severity:c.severity,what:`${o} ${s}`,kind:Ne(c.type??""),here:ys(c.local),there:ys(c.broker),difference:c.detail??""}),n=t.cash_discrepancy;return[...(t.position_discrepancies??[]).map(e),...n?[{severity:n.severity,what:"cash",kind:"",here:_e(n.local_cash),there:_e(n.broker_cash),difference:`${_e(n.unexplained)} unexplained`}]:[],...(t.order_discrepancies??[]).map(o=>l("order",o.order_id??"",o)),...(t.fill_discrepancies??[]).map(o=>l("trade",o.trade_id??"",o)),...(t.missed_entries??[]).map(o=>({severity:"minor",what:`cash entry ${o.entry_id}`,kind:Ne(o.kind),here:"none",there:_e(o.amount),difference:""})),...(t.unknown??[]).map(o=>({severity:"unknown",what:o,kind:"no answer",here:"",there:"",difference:""}))]}function Pu(t){for(let e of["reason","text","evidence","order_id"])if(typeof t[e]=="string")return t[e];return""}var ql=class{element;verdict=w("p",{class:"rb-verdict"});differences=new bt("Differences",[{title:"Severity",text:!0,cell:e=>w("span",{class:"rb-chip","data-tone":Nu(e)},e.severity)},{title:"What",text:!0,cell:e=>e.what},{title:"Kind",text:!0,cell:e=>e.kind},{title:"Here",cell:e=>e.here},{title:"Broker",cell:e=>e.there},{title:"Difference",cell:e=>e.difference}],"");done=new bt("What was done",[{title:"Done",text:!0,cell:e=>e.action},{title:"Why",text:!0,cell:e=>e.why}],"");constructor(){this.element=ot("Reconciliation",this.verdict,this.differences.element,this.done.element),this.draw({})}draw(e){let l=Du(e),n=(e.actions_taken??[]).map(s=>({action:String(s.action).replace(/(?!^)([A-Z])/g," $1").toLowerCase(),why:Pu(s)})),o=e.timestamp?.slice(0,19).replace("T"," ");G(this.verdict,o?`${e.summary??""} \xB7 ${o} UTC`:"Not compared with the broker yet."),ve(this.verdict,"tone",o?l.length?"warn":"good":""),this.differences.draw(l),this.done.draw(n),te(this.differences.element,l.length>0),te(this.done.element,n.length>0)}},Nu=t=>t.severity==="critical"?"bad":t.severity==="minor"?"":"warn";var Ou=t=>t==null?"\u2013":`${_e(Number(t).toFixed(2))} bps`,xs=t=>t==null?"\u2013":`${_e(Number(t).toFixed(2))}\xA0%`;function Ru(t){return["live_signal","backtest_signal"].map(e=>{let l=t[e],n=e==="live_signal"?"live":"shadow";return l?`${n} ${l.side??""} ${_e(l.quantity)}`:`${n} none`}).join(", ")}function ks(t){return t.live_signal??t.backtest_signal??{}}var Gl=class{element;verdict=w("span",{class:"rb-chip"});why=w("span",{class:"rb-soft"});figures=w("dl",{class:"rb-figures"});divergences=new bt("Divergences",[{title:"When, UTC",text:!0,cell:e=>Gt(ks(e).timestamp_ns)},{title:"Asset",text:!0,cell:e=>ks(e).asset?.symbol??""},{title:"Kind",text:!0,cell:e=>Ne(String(e.alignment_type??""))},{title:"Sides",text:!0,cell:Ru},{title:"Likely reason",text:!0,cell:e=>[Ne(e.reason??""),e.detail].filter(Boolean).join(": ")}],"Nothing diverged.");drawn="";constructor(){let e=w("details",{},w("summary",{},"Divergences"),this.divergences.element);this.element=ot("Shadow",w("p",{class:"rb-verdict"},this.verdict," ",this.why),this.figures,e),this.element.hidden=!0}draw(e){te(this.element,!!e.status&&e.status!=="off");let l=JSON.stringify(e);if(l===this.drawn||this.element.hidden)return;this.drawn=l;let n=e.status==="aligned",o=e.status==="waiting";G(this.verdict,`${n?"\u2713":o?"\u2026":"\u25A0"} ${Ne(e.status??"")}`),ve(this.verdict,"tone",n?"good":o?"":"bad"),G(this.why,e.why||(o?"nothing was compared yet":"")),this.figures.replaceChildren(...this.figuresOf(e).map(s=>w("div",{},w("dt",{},s.name),w("dd",{},s.value)))),this.divergences.draw(e.divergences??[])}figuresOf(e){let l=e.execution_quality??{},n=Object.entries(e.signal_alignment?.divergence_breakdown??{}),o=e.average_latency_ms;return[{name:"Match rate",value:wl(e.signal_alignment?.signal_match_rate)},...n.map(([s,c])=>({name:Ne(s),value:String(c)})),{name:"Slippage error",value:Ou(l.slippage_error_bps)},{name:"Fill rate error",value:xs(l.fill_rate_error_pct)},{name:"Commission error",value:xs(l.commission_error_pct)},{name:"Latency",value:o==null?"\u2013":`${Number(o).toFixed(1)} ms`}]}};var Cu=200,Fu=1e3;function Hu({model:t,el:e}){let l=new hl(t),n=new ml,o=new jl,s=new Bl(l,()=>String(t.get("session"))),c=new Fl(n),d=new vl,p=new $l,h=new yl(l,s.operator),y=new ql,b=new Gl,g=new Hl,M=w("div",{class:"rb-console",role:"region","aria-label":"Live console","data-lm-suppress-shortcuts":"true"},w("style",{},Do,fs),w("div",{class:"rb-top"},o.line,s.buttons),s.said,o.failure,s.panel,o.tiles,c.element,w("div",{class:"rb-grid"},w("div",{class:"rb-column"},d.positions,p.element,h.element),w("div",{class:"rb-column"},d.orders,y.element,b.element)),g.element),T=0,R=()=>{performance.now()-T<Fu||(T=performance.now(),t.send({kind:"points",epoch:n.epoch,after:n.length}))},C=()=>{let O=t.get("status");o.draw(O,n.length?n.column(1)[0]:void 0),s.draw(O),d.draw(O),p.draw(O),h.draw(O)},U=(O,Z)=>{switch(O.kind){case"points":n.take(Number(O.epoch),Number(O.after),Number(O.count),Z[0])?c.draw():R();break;case"events":g.take(O.events,!!O.all);break;default:l.hear(O)}},K={status:C,reconciliation:()=>y.draw(t.get("reconciliation")),shadow:()=>b.draw(t.get("shadow")),beat:()=>o.hear(t.get("beat"))};e.append(M);let P=[Po(O=>{ve(M,"theme",O),c.restyle()}),gr(t,"msg:custom",U),...Object.entries(K).map(([O,Z])=>gr(t,`change:${O}`,Z))],J=setInterval(()=>o.tick(),Cu);for(let O of Object.values(K))O();return t.send({kind:"hello"}),()=>{clearInterval(J);for(let O of P)O();c.destroy(),s.destroy(),g.destroy(),M.remove()}}var ed={render:Hu};export{ed as default,Hu as render};
