import type { SeenText } from './seen-text.ts';

const html = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

/** A page with the conversations of all numbers, and a field to text back in each. */
export function textsPage(texts: readonly SeenText[]): string {
  const isOurs = new Set(texts.map(({ from }) => from).filter((from) => !from.startsWith('+')));
  const numberOf = ({ from, to }: SeenText): string => (isOurs.has(from) ? to : from);
  const conversations = [...Map.groupBy(texts, numberOf)].toReversed().map(([number, its]) => conversation(number, its));
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Texts</title><style>${style}</style>` +
    `<h1>Texts</h1>${conversations.join('') || '<p>No text has been sent yet.</p>'}</html>`
  );
}

const conversation = (number: string, texts: readonly SeenText[]): string =>
  `<section><h2>${html(number)}</h2>${texts
    .map(({ from, text }) => `<p class="${from === number ? 'in' : 'out'}">${linked(html(text))}</p>`)
    .join('')}<form method="post" action="/"><input type="hidden" name="from" value="${html(number)}">` +
  `<input name="text" placeholder="Text back, such as STOP" required> <button>Send</button></form></section>`;

const linked = (text: string): string =>
  text.replaceAll(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}" target="_blank" rel="noreferrer">${url}</a>`);

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#23282d}' +
  'section{border-top:1px solid #ccd;padding:1rem 0}h2{font-size:1rem}p{padding:.5rem .8rem;border-radius:.6rem;width:fit-content}' +
  '.out{background:#e3f0ee}.in{background:#e8e8f4;margin-left:auto}input{font:inherit;padding:.3rem;width:60%}button{font:inherit}';
