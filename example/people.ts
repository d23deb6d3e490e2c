/** The people whom Baywright writes to: what `npm run demo` makes up its leads from. */
export const titles = {
  champion: ['Logistics manager', 'Warehouse manager', 'Dock operations manager', 'Transport manager', 'Site manager'],
  'decision-maker': [
    'Supply chain director',
    'VP operations',
    'Operations director',
    'Chief operating officer',
    'Managing director',
  ],
  buyer: ['Procurement manager', 'Purchasing manager', 'Sourcing manager'],
  user: ['Shift planner', 'Dock clerk', 'Dispatcher', 'Yard planner', 'Goods-in clerk'],
} as const;

/** Where their addresses come from. */
export const sources = [
  'Website: guide',
  'Trade fair LogiMove',
  'Webinar: dock and yard',
  'Website: newsletter',
  'Partner: carriers’ association',
] as const;

/** Lines as they are found in real files, besides the 200: each is refused, with its line and the reason. */
export const malformedLines = [
  { after: 40, line: 'Marit,Jansen,,Warehouse manager,,Fallow Stores,140,Retail,NL,,Europe,champion,prospect,optIn,2026-11-03,,,Trade fair LogiMove' },
  { after: 81, line: 'Tom,Price,tom.price[at]example.com,Site manager,,Price & Sons,80,Wholesale,GB,,Europe,champion,prospect,optIn,2026-12-01,,,Website: guide' },
  { after: 122, line: 'see next sheet' },
  { after: 163, line: 'Ella,Moss,ella.moss@mossgroup.example,Transport manager,,Moss Group,210,Logistics,GB,,Europe,champion,prospect,verbal,2026-10-12,,,Trade fair LogiMove' },
] as const; // prettier-ignore
