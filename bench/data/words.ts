/** What names of companies and people are made of. With the letters that break readers, and with words that look like placeholders and are none. */

// prettier-ignore
export const companyNames = [
  'Ahlborn', 'Aldergate', 'Amaranth', 'Anker', 'Arbour', 'Ashgrove', 'Åkerlund', 'Bärenfels', 'Bellweather', 'Björklund', 'Blue Heron', 'Brackwater', 'Brenner', 'Brügge', 'Calder',
  'Castellane', 'Cedar Point', 'Château Rouge', 'Clearwater', 'Copperfield', 'Crosswind', 'Dachstein', 'Demo', 'Dovetail', 'Drei Eichen', 'Eastbrook', 'Eberhard', 'Écluse', 'Elm Park', 'Engström',
  'Fairweather', 'Falkenau', 'Fernhill', 'Fjord', 'Foxglove', 'Frühling', 'Gaslight', 'Gebrüder Lind', 'Glasshouse', 'Goldammer', 'Grünwald', 'Halbach', 'Harrow', 'Hawthorn', 'Heidekraut', 'Highland', 'Hollister',
  'Île Verte', 'Inglewood', 'Ironbridge', 'Jägerhof', 'Juniper', 'Kestrel', 'Kingfisher', 'Klosterberg', 'Königsee', 'Larkspur', 'Lavoisier', 'Lindenhof', 'Longmeadow', 'Lötschberg', 'Maple Leaf', 'Marigold', 'Marlowe',
  'Meridian', 'Midland', 'Mirabeau', 'Mühlbach', 'Nachtigall', 'Nettle', 'Nightingale', 'Nordwind', 'Oakhurst', 'Oberland', "O'Dwyer", 'Ostrava', 'Österberg', 'Pemberton', 'Pinewood', 'Pfauenhof', 'Quarry', 'Quellental',
  'Ravenna', 'Redstone', 'Rheinufer', 'Rosenthal', 'Sable', 'Saint-Clair', 'Schönbrunn', 'Seebrücke', 'Silverlake', 'Stillwater', 'Stock & Barrel', 'Sünderhauf', 'Tamarack', 'Thornbury', 'Tonkrug', 'Trellis', 'Überzwerch',
  'Umbra', 'Unknown Worlds', 'Valmont', 'Verdier', 'Vogelsang', 'Wacholder', 'Waterford', 'Weißensee', 'Westering', 'Wildrose', 'Windermere', 'Yarrow', 'Zeisig', 'Zeppelin', 'Zimmermann',
] as const;

// prettier-ignore
export const trades = [
  'Logistics', 'Medical Center', 'Klinik', 'Stadtwerke', 'Maschinenbau', 'Robotics', 'Bank', 'Insurance', 'University', 'Schools', 'Architects', 'Ingénierie', 'Transports', 'Pharma', 'Energie', 'Foods', 'Brewery', 'Verlag',
  'Consulting', 'Law Group', 'Aerospace', 'Optik', 'Textiles', 'Hotels', 'Media', 'Software', 'Labs', 'Holding', 'Farms', 'Water Works', 'Steel', 'Papier', 'Airlines', 'Museum', 'Hôpital', 'Seguros', 'Research', 'Telecom',
  'Realty', 'Systems', 'Partners', 'Shipping', 'Druck & Medien', 'Chemie', 'Solar', 'Railways', 'Theatre', 'Foundation', 'Hospital, North Wing', 'Works, Plant 2',
] as const;

// prettier-ignore
export const firstNames = ['Ada', 'André', 'Anna', 'Björn', 'Carla', 'Chloé', 'David', 'Elena', 'Emil', 'François', 'Grace', 'Hannah', 'Ingrid', 'James', 'Jörg', 'Karin', 'Luis', 'Maria', 'Noah', 'Olga', 'Paul', 'Renée', 'Sofia', 'Tom', 'Uwe', 'Vera', 'Will', 'Yusuf', 'Zoë'] as const;

// prettier-ignore
export const lastNames = ['Abel', 'Baker', 'Çelik', 'Dubois', 'Evans', 'Fischer', 'García', 'Hoffmann', 'Ivanov', 'Jansen', 'Klein', 'Lefèvre', 'Müller', 'Nguyen', "O'Neil", 'Petit', 'Quinn', 'Rossi', 'Schäfer', 'Taylor', 'Ungar', 'Vogel', 'Weiß', 'Young', 'Zhang'] as const;

/** What a partner adds to a row for itself: the column that is no field. */
export const notes = [
  '',
  '',
  '',
  'spring promotion',
  'renewal',
  'ref. 2nd floor, left',
  'via tender',
  'öffentlich',
  'see PO',
  'key account',
] as const;
