/*
 * The rules of oxlint for the programs of an app, in JavaScript, because oxlint loads it from the installed package.
 */

const TIME =
  'A program must decide the same again when it is replayed, and `new Date()` is another instant each time: use the durations and deadlines of the verbs, or the instant of an act.';
const STATE =
  'A worker shares this module between all leads, and a replay does not bring its value back: keep what you know in variables of a track, or in fields of the lead.';

/** @param {any} node @returns {Generator<any>} the node and all below it; functions below it only if they are asked for */
function* within(node, intoFunctions = true) {
  yield node;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent') continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type !== 'string') continue;
      if (intoFunctions || !isFunction(child)) yield* within(child, intoFunctions);
    }
  }
}

const isFunction = ({ type }) => type === 'FunctionExpression' || type === 'ArrowFunctionExpression';

/** The values of a literal object, by name. */
const propertiesOf = (node) =>
  new Map(
    node?.type === 'ObjectExpression'
      ? node.properties.flatMap((one) => (one.type === 'Property' && !one.computed ? [[one.key.name ?? one.key.value, one]] : []))
      : [],
  );

const calls = (node, name) => node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name;

/** The track functions of a program, by name; sales tracks are made by calls and have people in them. */
function tracksOf(call) {
  const tracks = propertiesOf(propertiesOf(call.arguments[1]).get('tracks')?.value);
  return new Map([...tracks].filter(([, { value }]) => isFunction(value)));
}

/** The tracks to which a function or an expression leads at once: their names as texts in what it returns. */
function leadsTo(node, tracks) {
  const results =
    isFunction(node) && node.body.type === 'BlockStatement' ? returnsIn(node.body) : [isFunction(node) ? node.body : node];
  return new Set(results.flatMap(choices).filter((name) => tracks.has(name)));
}

const returnsIn = (body) =>
  [...within(body, false)].flatMap((one) => (one.type === 'ReturnStatement' && one.argument ? [one.argument] : []));

function choices(node) {
  if (node.type === 'Literal') return [node.value];
  return node.type === 'ConditionalExpression' ? [...choices(node.consequent), ...choices(node.alternate)] : [];
}

/** The verbs that may pass time. An email that was sent before is over at once. */
const waits = new Set([
  'metGoal',
  'clicked',
  'replied',
  'reaction',
  'answer',
  'pause',
  'until',
  'waitFor',
  'task',
  'call',
  'run',
]);

const isWait = ({ type, callee }) =>
  type === 'CallExpression' && callee.type === 'MemberExpression' && waits.has(callee.property.name);

/** The names that can be reached from one, itself only if a way leads back to it. */
function reachable(from, next) {
  const found = new Set();
  const queue = [...next(from)];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...next(name));
  }
  return found;
}

const programTime = ({ report }) => ({
  NewExpression(node) {
    if (node.callee.name === 'Date' && node.arguments.length === 0) report({ node, message: TIME });
  },
  CallExpression(node) {
    if (calls(node, 'Date')) report({ node, message: TIME });
  },
});

const isEmpty = (init) =>
  (init?.type === 'NewExpression' && init.arguments.length === 0) ||
  (init?.type === 'ArrayExpression' && init.elements.length === 0) ||
  (init?.type === 'ObjectExpression' && init.properties.length === 0);

const moduleState = ({ report }) => ({
  Program({ body }) {
    for (const statement of body) {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declared?.type !== 'VariableDeclaration' || declared.declare) continue;
      for (const node of declared.declarations)
        if (declared.kind !== 'const' || isEmpty(node.init)) report({ node, message: STATE });
    }
  },
});

const circleWithoutWait = ({ report }) => ({
  CallExpression(call) {
    if (!calls(call, 'program') && !calls(call, 'sideProgram')) return;
    const tracks = tracksOf(call);
    const hurried = new Map([...tracks].filter(([, { value }]) => ![...within(value)].some(isWait)));
    const next = (name) => leadsTo(hurried.get(name).value, hurried);
    const told = new Set();
    for (const [name, { key }] of hurried) {
      const ahead = reachable(name, next);
      if (!ahead.has(name) || told.has(name)) continue;
      const circle = [...hurried.keys()].filter((other) => ahead.has(other) && reachable(other, next).has(name));
      for (const one of circle) told.add(one);
      const which =
        circle.length === 1 ? `The track ${name} leads into itself` : `The tracks ${circle.join(' and ')} lead into each other`;
      report({
        node: key,
        message: `${which} without a wait, so a lead in them goes round until it is parked: wait for a reaction, or let it rest('7 days', '${name}').`,
      });
    }
  },
});

const readyButArchived = ({ report }) => ({
  CallExpression(call) {
    if (!calls(call, 'program')) return;
    const tracks = tracksOf(call);
    const interrupts = propertiesOf(propertiesOf(call.arguments[1]).get('interrupts')?.value);
    for (const kind of ['fastTrack', 'mql']) {
      const to = interrupts.get(kind)?.value;
      for (const name of to ? leadsTo(to, tracks) : []) reportArchive(name, tracks.get(name).value, kind, report);
    }
  },
});

function reportArchive(name, track, kind, report) {
  const all = [...within(track)];
  if (all.some((node) => node.type === 'MemberExpression' && node.property.name === 'trigger')) return;
  for (const node of all)
    if (calls(node, 'ended') && node.arguments[0]?.value === 'archived')
      report({
        node,
        message: `The interrupt ${kind} brings leads that are ready for sales into ${name}, and here they end as archived before a person has seen them: go to a sales track, or decide by lead.trigger.`,
      });
}

export default {
  meta: { name: 'trellis' },
  rules: {
    'program-time': { create: programTime },
    'module-state': { create: moduleState },
    'circle-without-wait': { create: circleWithoutWait },
    'ready-but-archived': { create: readyButArchived },
  },
};
