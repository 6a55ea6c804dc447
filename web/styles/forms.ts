// The style of forms, doors, threads of steps and the printed card; a part of the one style sheet.

export const FORMS = `
.doors{list-style:none;padding:0;display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(16rem,100%),1fr))}.doors a{display:block;border:2px solid var(--ink);border-radius:10px;padding:1rem 1.2rem;text-decoration:none;color:var(--ink);min-height:6rem}
.doors strong{font-size:1.6rem}.doors span{display:block}.doors .en{display:inline}.doors li:first-child a{background:var(--bar);border-color:var(--bar);color:#fff}.doors li:first-child .en{color:#fff}
.ways{list-style:none;padding:0}.notice>.ways{margin:0}.ways a,.list a{display:inline-block;min-height:44px;padding:.4rem 0}.ways a,.errors a,.notice ol a{vertical-align:top}.errors ul{list-style:none;padding:0;margin:.3rem 0}.cols{columns:15rem}.cols li{margin:0;padding:.12rem 0;break-inside:avoid}
form{margin:1rem 0}.field{margin:1.3rem 0;border:0;padding:0;min-width:0}.field>label,legend{font-weight:700;display:block;padding:0}.hint{color:var(--soft);margin:.1rem 0 .4rem}
input[type=text],input[type=password],input[type=tel],input[type=email],input[type=date],textarea,select{font:inherit;width:100%;max-width:40rem;padding:.5rem .6rem;border:2px solid var(--ink);border-radius:6px;background:#fff;color:var(--ink);min-height:48px}
textarea{min-height:9rem;resize:vertical}input[type=file]{font:inherit;max-width:100%;min-height:48px}
.choice{display:flex;gap:.7rem;align-items:flex-start;min-height:48px;padding:.35rem 0}.choice input{width:26px;height:26px;flex:none;margin:.25rem 0 0}.choice label{flex:1;min-width:0;cursor:pointer}
.wrong{border-left:6px solid var(--red);padding-left:.8rem}.why{color:var(--red);font-weight:700;margin:.2rem 0}.errors{border:3px solid var(--red);padding:.6rem 1rem;margin:1rem 0}.errors h2{margin:.2rem 0}
.go{background:var(--bar);border-color:var(--bar);color:#fff;font-weight:700}.go .en{color:#fff}.row{display:flex;flex-wrap:wrap;gap:.8rem;align-items:center}.row form{margin:0}
.filters{display:grid;gap:0 1.2rem;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));align-items:end}.filters .field{margin:.5rem 0}
.search{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:end}.search .field{flex:1 1 14rem;max-width:40rem;margin:0}.search .row{margin:0}
code{overflow-wrap:anywhere}.key{border:1px solid currentColor;border-radius:4px;padding:0 .3em;white-space:nowrap;font-weight:400}.number{font-size:2rem;font-weight:700;letter-spacing:.06em;font-variant-numeric:tabular-nums}.whole{white-space:nowrap}.link{overflow-wrap:anywhere;word-break:break-all}
.said{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--wash);border-left:4px solid var(--line);padding:.5rem .8rem;margin:.4rem 0}
.thread{list-style:none;padding:0;border-left:4px solid var(--line);margin-left:.4rem}.thread li{padding:.2rem 0 .8rem 1rem}.thread .new{background:#e8effa}.thread time,.when{color:var(--soft)}
details{border:1px solid var(--line);border-radius:6px;margin:.7rem 0;padding:0 1rem}summary{min-height:48px;padding:.6rem 0;font-weight:700;cursor:pointer}
.shots{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.8rem}.shots img{display:block;max-width:100%;height:auto;border:1px solid var(--line)}
.state{border:2px solid var(--ink);border-radius:10px;padding:.6rem 1rem;margin:1rem 0}.state p{margin:.3rem 0}dl.facts{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.2rem 1rem}dl.facts dd{margin:0;min-width:0;overflow-wrap:anywhere}dl.facts dt{color:var(--soft)}
.paper{border:2px dashed var(--ink);padding:1rem;max-width:30rem}.paper svg{display:block;width:min(11rem,100%);height:auto;aspect-ratio:1}
.keypad{display:grid;grid-template-columns:repeat(3,minmax(60px,6rem));gap:.6rem}
.boxes{list-style:none;padding:0}.boxes li{min-height:3rem}.box{display:inline-block;width:1.7rem;height:1.7rem;border:2px solid var(--ink);vertical-align:middle;margin-right:.4rem}.rule{border-bottom:1px solid var(--ink);height:2rem;margin:0}
@media (max-width:40rem){dl.facts{display:block}dl.facts dd{margin-bottom:.5rem}}
@media print{form:not(.page),.page .field,.page .choice,details,.noprint,.top,footer{display:none}.paper{border-style:solid}}
`;

export const FORMS_LARGE = `
.hint,.choice label,summary,input,textarea,select,.doors span,.why,.when{font-size:1rem!important}.choice,.choice label,summary,input[type=file],input[type=text],input[type=password],input[type=tel],input[type=email],input[type=date],select{min-height:60px}
.choice input{width:34px;height:34px}.ways a,.list a{min-height:60px}.doors{grid-template-columns:1fr}.number{font-size:1.5rem}.doors strong{font-size:1.4rem}
`;
