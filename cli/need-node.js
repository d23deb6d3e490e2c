// Plain JavaScript that any Node understands: an old one must not end in "Unknown file extension .ts".
const NEEDED = 24;
const [major] = process.versions.node.split('.');
if (Number(major) < NEEDED) {
  console.error(
    `Trellis needs Node ${NEEDED} or newer, and this is ${process.version} (${process.execPath}). ` +
      'On Linux and Windows `npm ci` brings the right one: start Trellis by `npm run trellis -- …`. Elsewhere: https://nodejs.org',
  );
  process.exit(1);
}
