import type { Dice } from '../../simulate/dice.ts';
import type { Country } from './names.ts';
import type { Company } from './person.ts';

const stems =
  `Alder Amberley Anchor Arden Ashby Barnacle Beacon Beckford Birchwood Blackthorn Bramble Brightwater Calder Canalside Cedarline Claymore
  Cobalt Coldharbour Copperfield Cornerstone Crestline Dovetail Eastgate Elmfield Emberton Fairhaven Fallow Fenwick Ferrylane Flagstone Foxglove
  Garrison Glenmore Granary Greystoke Halyard Harbourside Hawthorn Heron Highfield Hollowbrook Ironbridge Ivygate Juniper Kestrel Kingfisher
  Lantern Larkspur Linden Lockhart Longmeadow Marlow Meridian Millrace Moorland Northgate Oakhanger Orchard Ostler Pebble Pinecrest Portland
  Quarry Ravenscar Redwood Ridgeway Rivermouth Rowan Saltmarsh Sandpiper Silverdale Sorrel Southwark Starling Stonewell Summerfield Tamarack
  Thistle Tidewater Trellick Umber Vale Waterford Westmere Whitby Willowbank Windrush Wren Yarrow`.split(/\s+/);

/** The industries, by their name in the file, and the words that appear in company names. */
const trades = {
  good: {
    Logistics: ['Logistics', 'Freight', 'Distribution'],
    Manufacturing: ['Works', 'Components', 'Packaging'],
    Retail: ['Stores', 'Home', 'Markets'],
    Wholesale: ['Wholesale', 'Trading', 'Supply'],
    Food: ['Foods', 'Dairy', 'Bakeries'],
  },
  other: {
    Healthcare: ['Clinics', 'Care'],
    Education: ['College', 'Learning'],
    Media: ['Press', 'Studios'],
    Consulting: ['Advisory', 'Consulting'],
  },
} as const;

interface Home {
  readonly country: Country;
  readonly state?: string;
  readonly region: string;
}

const homes: readonly (Home & { readonly share: number })[] = [
  { country: 'NL', region: 'Europe', share: 0.26 },
  { country: 'DE', region: 'Europe', share: 0.22 },
  { country: 'GB', region: 'Europe', share: 0.22 },
  { country: 'US', state: 'NY', region: 'North America', share: 0.17 },
  { country: 'US', state: 'CA', region: 'North America', share: 0.13 },
];
const singapore: Home = { country: 'SG', region: 'Asia Pacific' };

export interface CompanyWish {
  readonly fit: 'good' | 'fair' | 'out';
  readonly kind: Company['kind'];
  /** Also out of profile because of its country. */
  readonly faraway?: boolean;
}

/** Creates distinct companies, in the same order for the same dice. */
export function companyMaker(dice: Dice): (wish: CompanyWish) => Company {
  const ordered = dice.shuffle(stems, 'stems');
  const taken = new Set<string>();
  let made = 0;
  return ({ fit, kind, faraway = false }) => {
    const n = made++;
    const trade = fit === 'good' ? trades.good : trades.other;
    const industry = dice.pick(Object.keys(trade) as [string, ...string[]], 'industry', n);
    const words = (trade as Readonly<Record<string, readonly [string, ...string[]]>>)[industry] ?? ['Group'];
    const stem = ordered[n % ordered.length] ?? '';
    const turned = words.map((_, i) => words[(i + n) % words.length] ?? words[0]);
    const free = turned.find((word) => !taken.has(`${stem} ${word}`)) ?? `${words[0]} ${n}`;
    const name = `${stem} ${free}`;
    taken.add(name);
    const { country, state, region } = faraway ? singapore : homeOf(dice.fraction('home', n));
    const employees = Math.round(fit === 'out' ? dice.between(4, 40, 'size', n) : 60 * 50 ** dice.fraction('size', n));
    const domain = `${name.toLowerCase().replaceAll(/[^a-z]/g, '-')}.example`;
    return { name, domain, employees, industry, country, state, region, kind };
  };
}

function homeOf(fraction: number): Home {
  let sum = 0;
  return homes.find(({ share }) => fraction < (sum += share)) ?? { country: 'NL', region: 'Europe' };
}
