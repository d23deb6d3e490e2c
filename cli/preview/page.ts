import { formatProblem, type ContentProblem } from '../../content/compile/problem.ts';

/** Makes a text safe between tags and in attributes. */
export const html = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

/** A page of the preview. @param problems what is wrong with contents of the app */
export const page = (title: string, body: string, problems: readonly ContentProblem[] = []): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${html(title)}</title><style>${style}</style><script src="/reload.js" defer></script>` +
  `<nav><a href="/">All emails</a></nav>${problemList(problems)}<h1>${html(title)}</h1>${body}</html>`;

export const messagePage = (title: string, text: string, problems: readonly ContentProblem[] = []): string =>
  page(title, `<p>${html(text)}</p>`, problems);

const problemList = (problems: readonly ContentProblem[]): string =>
  problems.length === 0
    ? ''
    : `<section class="problems"><h2>Problems</h2><ul>${problems.map((one) => `<li>${html(formatProblem(one))}</li>`).join('')}</ul></section>`;

const style = `
body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:1200px;padding:0 1rem;color:#23282d;background:#f6f7f8}
a{color:#12616b}h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:.9rem;margin:0 0 .3rem;font-weight:600}
table{border-collapse:collapse;background:#fff}td,th{border:1px solid #d5dade;padding:.3rem .6rem;text-align:left;vertical-align:top}
.views{display:flex;flex-wrap:wrap;gap:1.2rem}iframe{border:1px solid #c5cbd0;border-radius:6px;background:#fff;display:block;height:720px}
.desktop{width:760px}.phone{width:375px}pre{background:#fff;border:1px solid #d5dade;padding:1rem;white-space:pre-wrap;overflow-wrap:anywhere;max-width:760px}
.problems{background:#fdecea;border:1px solid #d9534f;padding:.5rem 1rem;border-radius:6px}.problems h2{margin:0}
input{font:inherit;padding:.2rem .4rem}button{font:inherit}dt{font-weight:600;float:left;width:7rem;clear:left}dd{margin-left:7rem}`;
