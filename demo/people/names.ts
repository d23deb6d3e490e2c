/** Matching first and last names by country; plausible, but of no particular person. */
export const names = {
  NL: {
    first: 'Anouk Bram Daan Eva Femke Gijs Hanna Jasper Joris Lotte Maud Niels Noor Pieter Ruben Sanne Sven Teun Willem Yara',
    last: 'Bakker|de Bruin|Dijkstra|van Dam|van den Berg|Hoekstra|de Groot|Jansen|Kuipers|van Leeuwen|Meijer|Mulder|Postma|Smit|Veenstra|Visser|de Vries|Willems',
  },
  DE: {
    first:
      'Anja Axel Birgit Carsten Christiane Dirk Elke Frank Gesa Holger Ines Jörg Katrin Lars Marion Nils Petra Rolf Silke Uwe',
    last: 'Albrecht|Becker|Brandt|Dietrich|Engel|Fischer|Gärtner|Hartmann|Jung|Köhler|Lehmann|Lorenz|Möller|Neumann|Pohl|Richter|Schäfer|Schröder|Vogt|Winkler',
  },
  GB: {
    first:
      'Aisha Alan Beth Callum Claire Duncan Emma Fiona Gareth Hazel Imran Joanna Keith Laura Martin Nadia Owen Priya Rhys Stella',
    last: 'Ashworth|Barlow|Chaudhry|Crossley|Davies|Ellison|Fletcher|Goddard|Hargreaves|Iqbal|Kendall|Lomax|MacLeod|Nuttall|Pryce|Rowbotham|Sethi|Tolley|Whitfield|Yates',
  },
  US: {
    first:
      'Aaron Brenda Carlos Denise Eric Felicia Grant Heather Ivan Jasmine Kevin Latoya Marcus Nina Oscar Paula Ray Shelby Tyler Wendy',
    last: 'Abbott|Briggs|Castillo|Donovan|Espinoza|Foley|Gallagher|Holloway|Ibarra|Jeffries|Kowalski|Lindgren|Maddox|Nakamura|Ortega|Pruitt|Rasmussen|Sandoval|Tran|Underwood',
  },
  SG: {
    first: 'Alvin Benjamin Cheryl Daniel Elaine Farah Gerald Hui Ling Jocelyn Kumar Mei Rajesh Serene Wei',
    last: 'Chan|Goh|Ismail|Koh|Lee|Lim|Menon|Ng|Ong|Rahman|Tan|Teo|Wong',
  },
} as const satisfies Record<string, { first: string; last: string }>;

export type Country = keyof typeof names;

export const firstNames = (country: Country): readonly string[] => names[country].first.split(' ');
export const lastNames = (country: Country): readonly string[] => names[country].last.split('|');

const folded: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** A name for an address: without accents and spaces. */
export const forAddress = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => folded[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '');
