// The style of the one-file report: large calm text, 360 px to paper, no picture and no script.

export const STYLE = `
:root{color-scheme:light;--ink:#1b2230;--soft:#4a5568;--line:#c9d1dc;--paper:#fff;--wash:#f4f6f9;--red:#9b1c1c;--amber:#7a4a00;--green:#17603a}
*{box-sizing:border-box}body{margin:0;color:var(--ink);background:var(--paper);font:18px/1.65 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1rem}h1{font-size:1.7rem}h2{font-size:1.35rem;border-bottom:3px solid var(--ink);padding-bottom:.3rem;margin-top:2.5rem}
h3{font-size:1.25rem;margin:2rem 0 .4rem}h4{font-size:1.12rem;margin:1.6rem 0 .4rem}h5{font-size:1rem;margin:.8rem 0 .2rem}.notice h3{margin:0}.notice p{margin:.2rem 0}article{border-top:1px solid var(--line)}code{overflow-wrap:anywhere}.cols{columns:15rem}.shared{background:var(--wash);padding:.4rem .8rem}.shared p{margin:0}.en{color:var(--soft);font-size:.86em}.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
.notice{background:#fff7e0;border-left:6px solid #b7791f;padding:.7rem 1rem}.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92em}
.scroll th,.scroll td{overflow-wrap:break-word;min-width:3.5rem}.scroll thead th{white-space:nowrap}.scroll tbody th{min-width:9rem;overflow-wrap:anywhere}.scroll td:has(span){min-width:7rem}
table.small{width:auto;min-width:min(100%,24rem)}caption{text-align:left;padding:.4rem 0}th,td{border:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{background:var(--wash)}.tag{font-size:.8em;border:1px solid currentColor;border-radius:4px;padding:.05rem .45rem;white-space:nowrap}.tag.suspected{color:var(--red)}
.tag.cannot-tell{color:var(--amber)}.tag.clear{color:var(--green)}.clause{margin:.2rem 0}.basis{display:block;color:var(--soft);font-size:.82em;overflow-wrap:anywhere}
q{display:block;background:var(--wash);padding:.4rem .7rem;margin:.3rem 0;overflow-wrap:anywhere}details{border:1px solid var(--line);border-left-width:5px;margin:.5rem 0;padding:.4rem .8rem}
details.suspected{border-left-color:var(--red)}details.cannot-tell{border-left-color:#b7791f}summary{cursor:pointer;overflow-wrap:anywhere;min-height:44px;padding:.4rem 0}
li{overflow-wrap:anywhere}a{color:#1a4fa0}:focus-visible{outline:3px solid #ffbf47;outline-offset:2px}nav{border:1px solid var(--line);padding:.4rem 1rem}nav ul{padding-left:1.2rem;margin:.4rem 0}nav li{padding:.3rem 0}:target{outline:3px solid #ffbf47}.bodies a{display:inline-block;min-height:32px}
@media (max-width:40rem){.scroll thead{display:none}.scroll tr{display:block;border:1px solid var(--line);border-bottom:0;padding:.3rem .6rem}.scroll tr:last-child{border-bottom:1px solid var(--line)}.scroll th,.scroll td{display:block;border:0;padding:.1rem 0}.scroll td[data-label]{display:inline-block;min-width:0;margin-right:.9rem}.scroll td[data-label]::before{content:attr(data-label) " ";color:var(--soft);font-size:.86em}}
@media print{body{font-size:11pt}main{max-width:none}.scroll{overflow:visible}.scroll thead th{white-space:normal}.scroll td{min-width:0}.scroll td:has(span){min-width:12rem}nav{border:0;padding:0}a{color:inherit;text-decoration:none}.finding{break-inside:avoid}h2,h3,h4,h5,.clause{break-after:avoid}@page{margin:14mm}details::details-content{content-visibility:visible;height:auto}}
`;
