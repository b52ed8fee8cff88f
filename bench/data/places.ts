/** Where end users are: towns with what a postal code of theirs looks like. `#` is a digit, `@` a letter that codes use. */

export interface Town {
  name: string;
  state: string;
  /** A state as some write it: with its name. */
  state_name: string;
  postal_code: string;
}

export interface Country {
  code: string;
  /** Of a hundred end users. */
  share: number;
  towns: readonly Town[];
  /** With the number of the house in place of `#`. */
  streets: readonly string[];
  legal_forms: readonly string[];
  domain: string;
  phone: string;
  currency: string;
}

const town = (name: string, postal_code: string, state = '', state_name = state): Town => ({ name, state, state_name, postal_code });

export const countries: readonly Country[] = [
  {
    code: 'US',
    share: 40,
    towns: [
      town('Austin', '787##', 'TX', 'Texas'),
      town('Chicago', '606##', 'IL', 'Illinois'),
      town('Springfield', '627##-1##4', 'IL', 'Illinois'),
      town('Portland', '972##', 'OR', 'Oregon'),
      town('Boston', '021##', 'MA', 'Massachusetts'),
      town('Denver', '802##', 'CO', 'Colorado'),
      town('Atlanta', '303##', 'GA', 'Georgia'),
      town('Columbus', '432##', 'OH', 'Ohio'),
      town('Saint Paul', '551##', 'MN', 'Minnesota'),
      town('Salt Lake City', '841##', 'UT', 'Utah'),
      town('Winston-Salem', '271##-2##7', 'NC', 'North Carolina'),
      town('San José', '951##', 'CA', 'California'),
    ],
    streets: [
      '# Main Street',
      '# Oak Avenue',
      '# W 4th St',
      '# Apollo Street',
      '# Commerce Blvd',
      '# Post Road',
      '# North Lake Drive',
      '# Box Elder Way',
    ],
    legal_forms: ['Inc.', 'LLC', 'Corp.', 'Co.', 'Inc', ''],
    domain: 'example.com',
    phone: '+1 512 555 0',
    currency: 'USD',
  },
  {
    code: 'DE',
    share: 20,
    towns: [
      town('München', '803##'),
      town('Köln', '506##'),
      town('Hamburg', '204##'),
      town('Düsseldorf', '402##'),
      town('Bad Tölz', '836##'),
      town('Leipzig', '041##'),
      town('Stuttgart', '701##', 'BW'),
      town('Nürnberg', '904##', 'BY'),
    ],
    streets: ['Ringstr. #', 'Hauptstraße #', 'Am Güterbahnhof #', 'Goethestraße #a', 'Postfachweg #', 'Lagerstraße #', 'Königsallee #'],
    legal_forms: ['GmbH', 'AG', 'GmbH & Co. KG', 'eG', 'gGmbH', 'SE'],
    domain: 'example.de',
    phone: '+49 89 5550',
    currency: 'EUR',
  },
  {
    code: 'FR',
    share: 10,
    towns: [
      town('Lyon', '690##'),
      town('Saint-Étienne', '42 0##'),
      town('Nîmes', '300##'),
      town('Bordeaux', '330##'),
      town('Besançon', '250##'),
    ],
    streets: ['# rue de la République', '# avenue Général-Leclerc', '# bd Voltaire', "# rue de l'Église", '# quai Saint-Antoine'],
    legal_forms: ['SA', 'SARL', 'SAS', 'S.A.'],
    domain: 'example.fr',
    phone: '+33 4 55 50 ',
    currency: 'EUR',
  },
  {
    code: 'GB',
    share: 10,
    towns: [
      town('Leeds', 'LS# #@@'),
      town('Bristol', 'BS# #@@'),
      town('London', 'EC#Y #@@'),
      town('Stock', 'CM# #@@'),
      town('Manchester', 'M# #@@'),
      town('Cardiff', 'CF## #@@'),
    ],
    streets: ['# High Street', '# Station Road', "# St Mary's Lane", '# Victoria Terrace', '# Old Post Office Lane'],
    legal_forms: ['Ltd', 'Limited', 'PLC', 'LLP'],
    domain: 'example.co.uk',
    phone: '+44 20 7946 0',
    currency: 'GBP',
  },
  {
    code: 'CA',
    share: 8,
    towns: [
      town('Montréal', 'H#@ #@#', 'QC', 'Québec'),
      town('Toronto', 'M#@ #@#', 'ON', 'Ontario'),
      town('Vancouver', 'V#@ #@#', 'BC', 'British Columbia'),
      town("St. John's", 'A#@ #@#', 'NL', 'Newfoundland and Labrador'),
    ],
    streets: ['# King Street West', '# rue Sainte-Catherine', '# Granville St', '# Water Street'],
    legal_forms: ['Inc.', 'Ltée', 'Ltd.', 'Corp.'],
    domain: 'example.ca',
    phone: '+1 416 555 0',
    currency: 'CAD',
  },
  {
    code: 'NL',
    share: 5,
    towns: [town('Utrecht', '35## @@'), town("'s-Hertogenbosch", '52## @@'), town('Eindhoven', '56##@@')],
    streets: ['Stationsweg #', 'Keizersgracht #', 'Van der Waalslaan #'],
    legal_forms: ['BV', 'B.V.', 'NV'],
    domain: 'example.nl',
    phone: '+31 30 555 0',
    currency: 'EUR',
  },
  {
    code: 'CH',
    share: 4,
    towns: [town('Zürich', '80##'), town('Genève', '12##'), town('Chur', '70##')],
    streets: ['Bahnhofstrasse #', 'Marktplatz #', 'Chemin du Lac #'],
    legal_forms: ['AG', 'GmbH', 'SA'],
    domain: 'example.ch',
    phone: '+41 44 555 0',
    currency: 'CHF',
  },
  {
    code: 'ES',
    share: 3,
    towns: [town('Madrid', '280##'), town('A Coruña', '150##'), town('Málaga', '290##')],
    streets: ['Calle de Alcalá #', 'Avenida de la Constitución #', 'Paseo Marítimo #'],
    legal_forms: ['S.A.', 'SL', 'S.L.'],
    domain: 'example.es',
    phone: '+34 91 555 0',
    currency: 'EUR',
  },
];

/** A hundred entries, each country as often as its share says. */
export const countryOfHundred: readonly Country[] = countries.flatMap((country) => Array<Country>(country.share).fill(country));
