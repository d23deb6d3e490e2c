/** The parameter in a URL, the cookie and the input of forms that identify visitors all have this name. */
export const KNOWN_BY = 'trellis_known';
export const VISITOR_FIELD = 'trellis_visitor';

/** What websites load. It sets no cookie and tells nothing before the visitor agrees, and never against GPC or Do Not Track. */
const source = String.raw`
(function (win, doc, nav) {
  var script = doc.currentScript;
  var home = new URL(script.src).origin;
  var no = nav.globalPrivacyControl || nav.doNotTrack == 1;
  var id = (doc.cookie.match(/(?:^|; )${VISITOR_FIELD}=([0-9a-f-]{36})/) || [])[1];
  // Who comes from an email is in the URL, which people copy and share: it is taken out at once.
  var here = new URL(win.location);
  var known = here.searchParams.get('${KNOWN_BY}');
  if (known) {
    here.searchParams.delete('${KNOWN_BY}');
    win.history.replaceState(win.history.state, '', here);
  }
  function cookie(seconds) {
    doc.cookie = '${VISITOR_FIELD}=' + id + ';path=/;samesite=lax;max-age=' + seconds + (here.protocol == 'https:' ? ';secure' : '');
  }
  function page(name) {
    if (!id || no || !(name || known)) return;
    var told = { id: crypto.randomUUID(), visitor: id, page: name, known: known || undefined };
    known = 0;
    fetch(home + '/events/page', { method: 'POST', keepalive: true, credentials: 'omit', body: JSON.stringify(told) }).catch(function () {});
  }
  function consent(yes) {
    if (yes && !no && !id) {
      id = crypto.randomUUID();
      cookie(15552000);
      page(script.dataset.page);
    }
    if (!yes && id) {
      cookie(0);
      id = 0;
    }
  }
  doc.addEventListener('submit', function (event) {
    var form = event.target;
    if (!id || no || form.action.indexOf(home + '/f/')) return;
    var input = form.elements.${VISITOR_FIELD} || form.appendChild(doc.createElement('input'));
    input.type = 'hidden';
    input.name = '${VISITOR_FIELD}';
    input.value = id;
  }, true);
  if (no && id) consent(false);
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
