// The style of every page: calm, large, 360 px first; high contrast, large targets, no picture, no script.

import { FIGURES } from "./figures.ts";
import { FORMS, FORMS_LARGE } from "./forms.ts";

export const STYLE = `
:root{--ink:#1b2230;--soft:#4a5568;--line:#c9d1dc;--paper:#fff;--wash:#f3f5f8;--link:#174ea6;--red:#9b1c1c;--amber:#7a4a00;--green:#145c36;--bar:#8a1f1f}
*{box-sizing:border-box}[hidden]{display:none!important}html{-webkit-text-size-adjust:100%}
body{margin:0;color:var(--ink);background:var(--paper);font:1.125rem/1.65 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
.wrap{max-width:62rem;margin:0 auto;padding:0 1rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.5rem}
.top{border-top:8px solid var(--bar);border-bottom:1px solid var(--line);padding:.3rem 0}.top .wrap{display:flex;flex-wrap:wrap;gap:0 1.4rem;align-items:baseline}
.brand{font-weight:700;font-size:1.3rem;color:var(--ink);text-decoration:none}.top nav{display:flex;flex-wrap:wrap;gap:0 1.2rem}
.top nav a{display:inline-block;min-height:44px;padding:.4rem 0}.top .size{margin-left:auto}.top .main{flex-basis:100%}.size a[href$=standard]{display:none}
h1{font-size:1.75rem;line-height:1.3;margin:1.4rem 0 .6rem}h2{font-size:1.3rem;margin:2rem 0 .5rem}h3{font-size:1.1rem;margin:1.4rem 0 .4rem}
.en{color:var(--soft);font-size:.84em;font-weight:400;font-family:"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}h1 .en{font-size:.65em}h2 .en{font-size:.76em}a{color:var(--link)}a:hover{text-decoration-thickness:3px}
:focus-visible{outline:3px solid #ffbf47;outline-offset:2px;box-shadow:0 0 0 5px var(--ink)}
.notice{background:#fff7e0;border-left:6px solid #b7791f;padding:.6rem 1rem;margin:1rem 0}.demo{background:#e8effa;border-left-color:#174ea6}
.scroll{overflow-x:auto}.queue th:first-child{width:44%}.queue .tag{white-space:normal;overflow-wrap:normal}table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}caption{text-align:left;color:var(--soft);padding:.3rem 0}
th,td{border-bottom:1px solid var(--line);padding:.5rem .7rem .5rem 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{border-bottom:2px solid var(--ink);overflow-wrap:break-word}a[aria-current]{color:var(--ink);font-weight:700;text-decoration:none}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.tag{display:inline-block;border:1px solid currentColor;border-radius:4px;padding:0 .45rem;font-size:.86em;white-space:nowrap}
.suspected{color:var(--red)}.cannot-tell{color:var(--amber)}.clear{color:var(--green)}.not-applicable,.errored{color:var(--soft)}
.card{border:1px solid var(--line);border-left:6px solid var(--line);padding:.6rem 1rem;margin:.8rem 0}.card.is-suspected{border-left-color:var(--red)}.card.is-cannot-tell{border-left-color:#b7791f}
.card h2{margin:.2rem 0}.card p{margin:.3rem 0;color:var(--ink)}q{display:block;quotes:none;background:var(--wash);border-left:4px solid var(--line);padding:.5rem .8rem;margin:.4rem 0;overflow-wrap:anywhere}
.small{font-size:.88em;font-weight:400;color:var(--soft);overflow-wrap:anywhere}ul{padding-left:1.3rem}dd{margin:0 0 .6rem}li{margin:.25rem 0}
button,.button{font:inherit;min-height:48px;padding:.5rem 1.2rem;border:2px solid var(--ink);border-radius:6px;background:#fff;color:var(--ink);cursor:pointer;text-decoration:none;display:inline-block}
.pager{display:flex;gap:1rem;margin:1.2rem 0}figure{margin:1rem 0}figure svg{width:100%;height:auto;max-width:46rem}
footer{border-top:1px solid var(--line);margin-top:3rem;padding:1rem 0 2rem;color:var(--soft)}
details.slim{margin:.4rem 0}.counts{margin:.4rem 0}.counts a{min-height:44px;padding:.4rem 0}
@media (max-width:40rem){.top .wrap{gap:0 .8rem}.size a{position:relative}.size .en{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.officer .top .main .en,.counts .en,.slim>summary .en,.queue .en{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.officer .main a,.counts a,.slim>summary,.queue td{position:relative}.officer .top .main{gap:0 1rem}.officer h1{font-size:1.4rem;margin:.3rem 0}.officer .who{margin:.3rem 0}.counts{gap:0 .8rem}.queue td:not(:first-child){display:inline;margin-right:.6rem}.queue td:not(:first-child)::before{content:none!important}.queue .words{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.stack thead{display:none}.stack tr{display:block;border-bottom:2px solid var(--line);padding:.4rem 0}.stack td,.stack th{display:block;border:0;padding:.1rem 0;text-align:left}
.stack td.n{display:inline-block;margin-right:1rem}.stack td[data-label]::before{content:attr(data-label) " ";color:var(--soft);font-size:.86em}}
@media print{.top nav,.size,.pager,button,.skip{display:none}body{font-size:11pt}}
${FORMS}${FIGURES}`;

/** Added for large text: at least 18 pt, and 60 px for whatever is pressed (the elderly-friendly rules of public services). */
export const LARGE_STYLE = `
html{font-size:150%}body{font-size:1rem}.small,.en,.tag,caption,figcaption,.stack td[data-label]::before{font-size:1rem}
h1{font-size:1.3rem}h2{font-size:1.15rem}h3{font-size:1.05rem}.brand{font-size:1.1rem}
.size a[href$=standard]{display:inline-block}.size a[href$=large]{display:none}h1 .en,h2 .en{font-size:1rem}
.top nav a,.brand,button,.button,.pager a{min-height:60px;min-width:60px;display:inline-block;padding:.45rem .3rem}
li a,td a,th a,p a,dd a,h2 a,footer a{display:inline-block;min-height:60px;padding:.45rem 0}
.top .wrap{gap:0 .8rem}.wrap{max-width:52rem}.tag{white-space:normal}
@media (max-width:40rem){.top{padding:0}.top nav{gap:0 .8rem}.top a,nav.row a{position:relative}.top nav a{padding:.45rem 0}.top .en,nav.row .en{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}nav.row{gap:0 .9rem}.search .field{flex-basis:100%}}
${FORMS_LARGE}`;
