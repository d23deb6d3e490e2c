/** The page to read mail, whole in itself, and the policy it is to be served with. */
export function inboxPage(): { html: string; policy: string } {
  return { html: '<!doctype html><title>Inbox</title>', policy: "default-src 'none'" };
}
