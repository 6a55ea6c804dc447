// The style of the figures: shares, legends, tables that fit a narrow screen, and the one page that is printed.

export const FIGURES = `
.shares div{margin:.5rem 0}figure .shares svg{display:block;width:100%;height:24px;max-width:46rem}
.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:.4rem 0}.legend svg{display:inline-block;vertical-align:-.1em}
.figures th.n{white-space:normal;min-width:4.6em;vertical-align:bottom}.figures tbody th{min-width:8em}
@media (max-width:40rem){.figures td.n,.figures td{white-space:normal}}
@media print{.onepage{font-size:9pt;line-height:1.35}.onepage h1{font-size:14pt;margin:0 0 4pt}.onepage h2{font-size:11pt;margin:6pt 0 2pt}.onepage p{margin:2pt 0}.onepage th,.onepage td{padding:1pt 4pt 1pt 0}.onepage figure{margin:2pt 0}.shares,.legend{print-color-adjust:exact;-webkit-print-color-adjust:exact}main.wrap{max-width:none;padding:0}@page{size:A4;margin:12mm}}
`;
