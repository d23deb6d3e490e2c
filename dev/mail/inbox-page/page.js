// All message content enters the page as text (textContent); only the sandboxed frame shows its HTML.

const element = (id) => document.getElementById(id);
const pageSize = 200;

const emails = []; // oldest first
const seen = new Set();
let shown = pageSize;
let view = 'html';
let open; // the message being read

function create(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const exactDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

function matching() {
  const words = element('filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  const text = ({ subject, to, from, envelope }) => `${subject} ${to} ${from} ${envelope.to.join(' ')}`.toLowerCase();
  return words.length === 0 ? emails : emails.filter((mail) => words.every((word) => text(mail).includes(word)));
}

function row(mail) {
  const link = create(
    'a',
    { href: `#${mail.id}` },
    create('span', { className: seen.has(mail.id) ? 'subject read' : 'subject', textContent: mail.subject || '(no subject)' }),
    create('span', { className: 'to', textContent: mail.to || mail.envelope.to.join(', ') }),
    create('time', { textContent: date.format(mail.at), dateTime: new Date(mail.at).toISOString() }),
  );
  if (mail.id === open?.id) link.setAttribute('aria-current', 'true');
  return create('li', {}, link);
}

function drawList() {
  const found = matching();
  element('count').textContent =
    found.length === emails.length ? emails.length.toLocaleString() : `${found.length} of ${emails.length}`;
  element('list').replaceChildren(...found.slice(-shown).toReversed().map(row));
  element('nothing').hidden = emails.length > 0;
  element('nomatch').hidden = emails.length === 0 || found.length > 0;
  element('more').hidden = found.length <= shown;
}

const table = (rows) =>
  create(
    'table',
    {},
    create(
      'tbody',
      {},
      ...rows.map(([name, value]) => create('tr', {}, create('th', { textContent: name }), create('td', {}, value))),
    ),
  );

const views = {
  html: ({ id }) => {
    const frame = create('iframe', { title: 'The message as HTML', src: `/messages/${id}/html` });
    frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
    return frame;
  },
  text: ({ text }) => create('pre', { textContent: text || '(no text part)' }),
  links: ({ links }) => table(links.map(({ url, text }) => [text || '–', safeLink(url)])),
  headers: ({ headers }) => table(headers.map(({ name, value }) => [name, value])),
  raw: ({ id }) => {
    const pre = create('pre', { textContent: '…' });
    void fetch(`/messages/${id}/raw`)
      .then((response) => response.text())
      .then((raw) => (pre.textContent = raw));
    return pre;
  },
};

const safeLink = (url) =>
  /^(https?|mailto):/i.test(url)
    ? create('a', { href: url, textContent: url, target: '_blank', rel: 'noopener noreferrer' })
    : url;

function drawView() {
  for (const tab of document.querySelectorAll('[data-view]')) {
    tab.setAttribute('aria-selected', String(tab.dataset.view === view));
    tab.disabled = tab.dataset.view === 'html' && !open.html;
  }
  element('narrow').hidden = view !== 'html';
  element('view').className = view === 'html' && element('narrow').firstElementChild.checked ? 'narrow' : '';
  element('view').replaceChildren(views[view](open));
}

async function read(id) {
  const response = await fetch(`/api/messages/${id}`);
  if (!response.ok) return;
  open = await response.json();
  seen.add(open.id);
  element('subject').textContent = open.subject || '(no subject)';
  element('from').textContent = open.from || open.envelope.from || '(no sender)';
  element('to').textContent = open.to || open.envelope.to.join(', ');
  element('at').textContent = exactDate.format(open.at);
  element('message').hidden = false;
  element('none').hidden = true;
  if (view === 'html' && !open.html) view = 'text';
  drawView();
  drawList();
}

function step(by) {
  const found = matching();
  const next = found[found.findIndex(({ id }) => id === open?.id) + by] ?? (open ? undefined : found.at(-1));
  if (next) location.hash = String(next.id);
  document.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}

async function follow() {
  for (let cursor = 0; ;) {
    try {
      const response = await fetch(`/api/messages?after=${cursor}&wait=25`);
      const { messages, next } = await response.json();
      cursor = next;
      emails.push(...messages);
      if (messages.length > 0 || cursor === 0) drawList();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2_000)); // the stack has stopped or is restarting
    }
  }
}

function openFromAddress() {
  const id = Number(location.hash.slice(1));
  if (id > 0) void read(id);
}

addEventListener('hashchange', openFromAddress);
addEventListener('keydown', (event) => {
  if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'j') step(-1); // the newest message is at the top
  if (event.key === 'k') step(1);
});
element('filter').addEventListener('input', () => {
  shown = pageSize;
  drawList();
});
element('more').addEventListener('click', () => {
  shown += pageSize;
  drawList();
});
element('narrow').addEventListener('change', drawView);
for (const tab of document.querySelectorAll('[data-view]')) {
  tab.addEventListener('click', () => {
    view = tab.dataset.view;
    drawView();
  });
}

drawList();
openFromAddress();
void follow();
