/** The parameter in a URL, the cookie and the input of forms that identify visitors all have this name. */
export const KNOWN_BY = 'trellis_known';
export const VISITOR_FIELD = 'trellis_visitor';

/** What websites load. It sets no cookie and tells nothing before the visitor agrees, and never against GPC or Do Not Track. */
const source = String.raw`
(function (win, doc, nav) {
  var script = doc.currentScript;
  var home = new URL(script.src).origin;
  var hasTold;
  // Who comes from an email is in the URL, which people copy and share: it is taken out at once.
  var here = new URL(win.location);
  var known = here.searchParams.get('${KNOWN_BY}');
  if (known) {
    here.searchParams.delete('${KNOWN_BY}');
    win.history.replaceState(win.history.state, '', here);
  }
  function refuses() {
    return nav.globalPrivacyControl || nav.doNotTrack == 1;
  }
  // The cookie decides each time: the visitor may have agreed or withdrawn in another tab.
  function visitor() {
    return !refuses() && (doc.cookie.match(/(?:^|; )${VISITOR_FIELD}=([0-9a-f-]{36})/) || [])[1];
  }
  function cookie(id, seconds) {
    doc.cookie = '${VISITOR_FIELD}=' + id + ';path=/;samesite=lax;max-age=' + seconds + (here.protocol == 'https:' ? ';secure' : '');
  }
  // Browsers have no crypto.randomUUID on a website without TLS.
  function uuid() {
    return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, function (c) {
      return (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16);
    });
  }
  function page(name) {
    var id = visitor();
    if (!id || !(name || known)) return;
    var told = { id: uuid(), visitor: id, page: name, known: known || undefined };
    known = 0;
    hasTold = 1;
    fetch(home + '/events/page', { method: 'POST', keepalive: true, credentials: 'omit', body: JSON.stringify(told) }).catch(function () {});
  }
  function consent(yes) {
    if (!yes || refuses()) return cookie('', 0);
    if (!visitor()) cookie(uuid(), 15552000);
    if (!hasTold) page(script.dataset.page);
  }
  doc.addEventListener('submit', function (event) {
    var form = event.target;
    // Not form.action: a form may have an input of that name.
    if (new URL(form.getAttribute('action') || '', doc.baseURI).href.indexOf(home + '/f/')) return;
    var id = visitor();
    var input = form.querySelector('[name=${VISITOR_FIELD}]');
    if (!id) return input && input.remove();
    input = input || form.appendChild(doc.createElement('input'));
    input.type = 'hidden';
    input.name = '${VISITOR_FIELD}';
    input.value = id;
  }, true);
  if (refuses()) cookie('', 0);
  win.trellis = { consent: consent, page: page };
  page(script.dataset.page);
})(window, document, navigator);
`;

/** The script without its comments and indentation. */
export const snippet = source
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('//'))
  .join('\n');
