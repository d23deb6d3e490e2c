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

/** What their CRM said of them. */
export const leadStatuses = ['New', 'Open', 'Attempted to contact', 'Nurture'] as const;

/** Who had them in the CRM. */
export const leadOwners = ['Jonas Bergmann', 'Tessa Vermeulen', 'Callum Reid', 'Web queue'] as const;

/** The tags of the links by which they came to the website, by source. */
export const utmTags = {
  'Website: guide': { source: 'google', campaign: 'dock-scheduling' },
  'Website: newsletter': { source: 'linkedin', campaign: 'gate-talk' },
} as const;

/** Lines as they are found in real files, besides the 200: each is refused, with its line and the reason. */
export const malformedLines = [
  { after: 40, line: '40310,Marit,Jansen,,Warehouse manager,,Fallow Stores,140,Retail,NL,,Europe,champion,prospect,optIn,2025-11-03,,,Trade fair LogiMove,,,New,Web queue,,,No' },
  { after: 81, line: '40311,Tom,Price,tom.price[at]example.com,Site manager,,Price & Sons,80,Wholesale,GB,,Europe,champion,prospect,optIn,2025-12-01,,,Website: guide,,,Open,Callum Reid,google,dock-scheduling,No' },
  { after: 122, line: 'see next sheet' },
  { after: 163, line: '40312,Ella,Moss,ella.moss@mossgroup.example,Transport manager,,Moss Group,210,Logistics,GB,,Europe,champion,prospect,verbal,2025-10-12,,,Trade fair LogiMove,,,New,Web queue,,,No' },
] as const; // prettier-ignore
