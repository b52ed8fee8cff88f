/**
 * How partners head their columns, in English, German, French and Spanish. Used to propose the layout of a new source for a person to confirm, never to
 * read a file: which header is which field is declared.
 */

import { folded } from '../end-user/placeholders.js';

/** Heads customers, products and contacts alike: taken for the end user last, and asked about. */
export const vagueHeaders: readonly string[] = ['Name', 'Nom', 'Nombre'];

/** Alone they head the name of the end user; before or behind the word for another field they say that it is the end user's (`Endkunde PLZ`, `Ville du client final`). */
// prettier-ignore
const endUserWords = ['End User', 'End Customer', 'Final Customer', 'Endkunde', 'Endkunden', 'Endbenutzer', 'Endanwender', 'Client final', 'Utilisateur final', 'Cliente final', 'Usuario final'];
/** What may stand between the two. */
const joins = ['', 'of', 'of the', 'des', 'du', 'de', "de l'", 'del'];

/**
 * By field, the words that head other columns as well: who is billed, the day of the report, a description. They come behind all others, and a column that
 * says the field more exactly is taken before them.
 */
// prettier-ignore
const vagueSynonyms: Readonly<Record<string, readonly string[]>> = {
  invoice_date: ['Date', 'Datum', 'Fecha'],
  step_on: ['Date', 'Datum', 'Fecha'],
  product_number: ['Product', 'Part', 'Item', 'Model', 'Material', 'Artikel', 'Produkt', 'Modell', 'Article', 'Modèle', 'Produit', 'Artículo', 'Modelo', 'Producto'],
  end_user_name: ['Customer', 'Customer Name', 'Company', 'Ship To Name', 'Sold To', 'Kunde', 'Kundenname', 'Firma', 'Client', 'Nom du client', 'Société', 'Cliente', 'Nombre del cliente', 'Empresa', ...vagueHeaders],
};

/** By field, the commonest first. Compared without case, accents, punctuation and blanks; a field's own name always counts. */
// prettier-ignore
export const headerSynonyms: Readonly<Record<string, readonly string[]>> = {
  transaction_type: ['Type', 'Transaction', 'Transaction Type', 'Sale/Return', 'Vorgang', 'Vorgangsart', 'Belegart', 'Opération', 'Type de transaction', 'Tipo', 'Tipo de transacción', 'Operación'],
  invoice_number: ['Invoice', 'Invoice No', 'Invoice Nr', 'Invoice #', 'Inv No', 'Bill No', 'Rechnung', 'Rechnungs-Nr.', 'Rechnungsnummer', 'Re-Nr', 'Facture', 'N° de facture', 'Numéro de facture', 'No facture', 'Factura', 'N.º de factura', 'Número de factura', 'Nº factura'],
  invoice_line: ['Line', 'Line No', 'Invoice Line', 'Position', 'Pos.', 'Pos', 'Zeile', 'Ligne', 'Línea', 'Posición'],
  invoice_date: ['Invoice Date', 'Sale Date', 'Date of Sale', 'Rechnungsdatum', 'Verkaufsdatum', 'Belegdatum', 'Date de facture', 'Date facture', 'Date de vente', 'Fecha de factura', 'Fecha factura', 'Fecha de venta'],
  ship_date: ['Ship Date', 'Shipped', 'Shipping Date', 'Versanddatum', 'Lieferdatum', "Date d'expédition", 'Date de livraison', 'Fecha de envío', 'Fecha de entrega'],
  product_number: [
    'Product No', 'Product Number', 'Product Code', 'Part No', 'Part Number', 'Part Code', 'SKU', 'Item No', 'Item Number', 'Item Code', 'Article No', 'Article Number', 'Article Code',
    'Material No', 'Material Number', 'Material Code', 'Model No', 'Model Number', 'Mfr Part', 'Mfr Part No', 'Mfr Part Number', 'Manufacturer Part Number', 'MPN',
    'Artikel-Nr.', 'Artikelnummer', 'Artikelcode', 'Produkt-Nr.', 'Produktnummer', 'Produktcode', 'Teile-Nr.', 'Teilenummer', 'Material-Nr.', 'Materialnummer', 'Modell-Nr.', 'Modellnummer',
    'Code produit', 'Code du produit', 'Code article', "Code de l'article", "Code d'article", 'N° produit', 'N° de produit', 'Numéro de produit', 'N° article', "N° d'article", "Numéro d'article",
    'Référence produit', 'Référence du produit', 'Référence article', "Référence de l'article", 'Réf. produit', 'Réf. article', 'Référence', 'Réf.',
    'Código de producto', 'Código del producto', 'Código producto', 'Código de artículo', 'Código del artículo', 'Código artículo', 'Cód. producto', 'Cód. de producto', 'Cód. artículo', 'Cód. de artículo',
    'Número de producto', 'Número de artículo', 'N.º de producto', 'N.º de artículo', 'Número de parte', 'N.º de parte', 'Número de pieza', 'N.º de pieza',
    'Referencia de producto', 'Referencia del producto', 'Referencia producto', 'Referencia de artículo', 'Referencia del artículo', 'Ref. producto', 'Ref. artículo', 'Referencia', 'Código',
  ],
  serial_number: ['Serial', 'Serial No', 'Serial Number', 'Serial #', 'S/N', 'SN', 'Serials', 'Serien-Nr.', 'Seriennummer', 'Seriennr', 'Geräte-Nr.', 'N° de série', 'Numéro de série', 'No série', 'N.º de serie', 'Número de serie', 'Nº serie'],
  quantity: ['Qty', 'Quantity', 'Units', 'Pcs', 'Menge', 'Anzahl', 'Stück', 'Stückzahl', 'Quantité', 'Qté', 'Cantidad', 'Cant.', 'Unidades'],
  selling_partner: ['Reseller', 'Partner', 'Dealer', 'Sold By', 'Selling Partner', 'Händler', 'Fachhändler', 'Wiederverkäufer', 'Revendeur', 'Partenaire', 'Distribuidor', 'Revendedor', 'Socio'],
  seller_party: ['Seller', 'Sold By', 'Reseller', 'Partner', 'Verkäufer', 'Händler', 'Vendeur', 'Revendeur', 'Vendedor', 'Revendedor'],
  end_user_name: endUserWords,
  end_user_address_line1: ['Address', 'Address 1', 'Address Line 1', 'Street', 'Street Address', 'Adresse', 'Straße', 'Strasse', 'Anschrift', 'Rue', 'Adresse 1', 'Dirección', 'Calle', 'Domicilio'],
  end_user_address_line2: ['Address 2', 'Address Line 2', 'Suite', 'Floor', 'Adresszusatz', 'Adresse 2', "Complément d'adresse", 'Dirección 2', 'Piso'],
  end_user_city: ['City', 'Town', 'Ort', 'Stadt', 'Ville', 'Ciudad', 'Localidad', 'Población'],
  end_user_state: ['State', 'Province', 'State/Province', 'Region', 'Bundesland', 'Kanton', 'État', 'Province/État', 'Département', 'Estado', 'Provincia'],
  end_user_postal_code: ['ZIP', 'ZIP Code', 'Postcode', 'Postal Code', 'Post Code', 'PLZ', 'Postleitzahl', 'Code postal', 'CP', 'Código postal', 'C.P.'],
  end_user_country: ['Country', 'Country Code', 'Land', 'Länderkürzel', 'Pays', 'Code pays', 'País', 'Código de país'],
  end_user_contact: ['Contact', 'Contact Name', 'Ansprechpartner', 'Kontakt', 'Interlocuteur', 'Contacto', 'Persona de contacto'],
  end_user_email: ['Email', 'E-Mail', 'Mail', 'Courriel', 'Correo', 'Correo electrónico'],
  end_user_phone: ['Phone', 'Telephone', 'Tel', 'Telefon', 'Téléphone', 'Tél.', 'Teléfono'],
  unit_price: ['Price', 'Unit Price', 'Net Price', 'Preis', 'Stückpreis', 'Einzelpreis', 'Prix', 'Prix unitaire', 'Precio', 'Precio unitario'],
  currency: ['Currency', 'Curr', 'Währung', 'Devise', 'Monnaie', 'Moneda', 'Divisa'],
  shipped_on: ['Shipped', 'Ship Date', 'Shipped On', 'Versanddatum', 'Versandt am', "Date d'expédition", 'Expédié le', 'Fecha de envío', 'Enviado el'],
  ship_to_party: ['Ship To', 'Ship-To', 'Consignee', 'Distributor', 'Empfänger', 'Lieferadresse', 'Destinataire', 'Livré à', 'Destinatario', 'Enviado a'],
  delivery_note: ['Delivery Note', 'DN', 'Packing Slip', 'Lieferschein', 'Lieferschein-Nr.', 'Bon de livraison', 'Albarán'],
  agreement_number: ['Agreement', 'Agreement No', 'Contract', 'Contract No', 'Contract Number', 'Vertrag', 'Vertrags-Nr.', 'Vertragsnummer', 'Contrat', 'N° de contrat', 'Contrato', 'N.º de contrato'],
  program: ['Program', 'Service Program', 'Programm', 'Programme', 'Programa'],
  service_product_number: ['Service Product', 'Service Part', 'Service SKU', 'Service-Artikel', 'Serviceartikel', 'Article de service', 'Produit de service', 'Artículo de servicio', 'Producto de servicio'],
  term_start: ['Start', 'Start Date', 'Term Start', 'From', 'Valid From', 'Beginn', 'Laufzeit von', 'Laufzeitbeginn', 'Début', 'Date de début', 'Du', 'Inicio', 'Fecha de inicio', 'Desde'],
  term_end: ['End', 'End Date', 'Term End', 'To', 'Until', 'Valid To', 'Ende', 'Laufzeit bis', 'Laufzeitende', 'Fin', 'Date de fin', 'Au', 'Fecha de fin', 'Hasta'],
  quote_number: ['Quote', 'Quote No', 'Quotation', 'Angebot', 'Angebots-Nr.', 'Devis', 'N° de devis', 'Oferta', 'Presupuesto', 'Cotización'],
  quoted_on: ['Quote Date', 'Quoted', 'Angebot vom', 'Angebotsdatum', 'Date du devis', 'Fecha de oferta'],
  order_number: ['Order', 'Order No', 'PO Number', 'Bestellung', 'Bestell-Nr.', 'Auftrag', 'Auftrags-Nr.', 'Commande', 'N° de commande', 'Pedido', 'N.º de pedido'],
  ordered_on: ['Order Date', 'Ordered', 'Bestellt am', 'Bestelldatum', 'Date de commande', 'Commandé le', 'Fecha de pedido'],
  delivered_on: ['Delivered', 'Delivery Date', 'Delivered On', 'Geliefert am', 'Lieferdatum', 'Livré le', 'Date de livraison', 'Entregado el', 'Fecha de entrega'],
  direct_customer_support: ['Direct Support', 'Direct Customer Support', 'Direktbetreuung', 'Support direct', 'Soporte directo'],
  step: ['Step', 'Event', 'Action', 'Status', 'Schritt', 'Vorgang', 'Ereignis', 'Étape', 'Événement', 'Evento', 'Paso'],
  step_on: ['Step Date', 'Event Date', 'Effective', 'Effective Date', 'Wirksam ab', "Date d'effet", 'Fecha efectiva'],
  responsible_party: ['Responsible', 'Responsible Party', 'Carried Out By', 'Verantwortlich', 'Zuständig', 'Responsable', 'Responsable de la etapa'],
  exception: ['Exception', 'Unless Otherwise Specified', 'Special Terms', 'Ausnahme', 'Abweichende Vereinbarung', 'Exception prévue', 'Dérogation', 'Excepción', 'Condiciones especiales'],
  reason: ['Reason', 'Cause', 'Grund', 'Begründung', 'Motif', 'Raison', 'Motivo', 'Razón'],
  product_name: ['Name', 'Description', 'Product Name', 'Bezeichnung', 'Produktname', 'Désignation', 'Libellé', 'Descripción', 'Nombre'],
  product_type: ['Type', 'Product Type', 'Produktart', 'Type de produit', 'Tipo de producto'],
  party_id: ['Party', 'Partner', 'Partner ID', 'Company', 'Account', 'Account No', 'Partner-Nr.', 'Konto', 'Partenaire', 'Compte', 'Socio', 'Cuenta'],
  call_center_id: ['Call Center', 'Call Centre', 'Call Center ID', 'Center', 'Site', 'Standort', 'Callcenter', "Centre d'appels", 'Centre', 'Centro', 'Centro de llamadas'],
  engineer_id: ['Engineer', 'Engineer ID', 'Employee No', 'Staff No', 'Techniker', 'Personalnummer', 'Personal-Nr.', 'Technicien', 'Matricule', 'Ingeniero', 'Técnico', 'N.º de empleado'],
  certification: ['Certificate', 'Certification', 'Qualification', 'Zertifikat', 'Zertifizierung', 'Certificat', 'Certificado', 'Certificación'],
  certified_on: ['Certified', 'Certified On', 'Certification Date', 'Zertifiziert am', 'Certifié le', 'Certificado el'],
  left_on: ['Left', 'Left On', 'Leaving Date', 'Ausgeschieden am', 'Austritt', 'Parti le', 'Date de départ', 'Baja', 'Fecha de baja'],
  entitlement_type: ['Contract', 'Contract Type', 'Service', 'Entitlement', 'Vertrag', 'Vertragsart', 'Contrat', 'Type de contrat', 'Contrato', 'Tipo de contrato'],
  entitlement_start: ['Contract Start', 'Service Start', 'Entitlement Start', 'Vertragsbeginn', 'Début contrat', 'Début du contrat', 'Inicio del contrato'],
  entitlement_end: ['Contract End', 'Service End', 'Entitlement End', 'Vertragsende', 'Fin contrat', 'Fin du contrat', 'Fin del contrato'],
  warranty_type: ['Warranty', 'Warranty Type', 'Garantie', 'Garantieart', 'Gewährleistung', 'Type de garantie', 'Garantía', 'Tipo de garantía'],
  warranty_start: ['Warranty Start', 'Garantiebeginn', 'Début garantie', 'Début de garantie', 'Inicio de garantía'],
  warranty_end: ['Warranty End', 'Warranty Until', 'Garantieende', 'Garantie bis', 'Fin garantie', 'Fin de garantie', 'Fin de garantía'],
  party_name: ['Name', 'Partner Name', 'Company', 'Firma', 'Nom', 'Raison sociale', 'Nombre', 'Razón social'],
};

/** Words for values of a field, folded: what a person is asked to confirm under `values`. */
// prettier-ignore
export const valueSynonyms: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  transaction_type: {
    sale: ['S', 'Sale', 'Sold', 'V', 'Verkauf', 'Vente', 'Venta', 'Invoice', 'Rechnung', 'Facture', 'Factura'],
    return: ['R', 'Return', 'Returned', 'Credit', 'Credit Note', 'Retoure', 'Rückgabe', 'Gutschrift', 'Retour', 'Avoir', 'Devolución', 'Abono'],
  },
};

/** Words with which a line of totals begins. */
export const totalWords = [
  'Total',
  'Grand Total',
  'Totals',
  'Sum',
  'Summe',
  'Gesamt',
  'Gesamtsumme',
  'Somme',
  'Total général',
  'Suma',
  'Suma total',
];

/** Where a partner's list has a unit is headed as where a sale has it. */
const withLocations = (words: Readonly<Record<string, readonly string[]>>) => ({
  ...words,
  ...Object.fromEntries(
    Object.entries(words).flatMap(([field, list]) =>
      /^end_user_(?!contact|email|phone)/.test(field) ? [[field.replace('end_user', 'location'), list]] : [],
    ),
  ),
});

const placesByField = (words: Readonly<Record<string, readonly string[]>>) =>
  new Map(
    Object.entries(withLocations(words)).map(([field, list]) => [
      field,
      new Map(list.map((word, at) => [folded(word), at] as const).reverse()),
    ]),
  );

const exact = placesByField(headerSynonyms);
const vague = placesByField(vagueSynonyms);

const allWords: ReadonlySet<string> = new Set([
  ...[...exact.keys()].map(folded),
  ...[...exact.values(), ...vague.values()].flatMap((words) => [...words.keys()]),
]);

/** Whether a text heads columns of any feed: a field's own name, or a word for it. */
export const headsColumns = (text: string): boolean => allWords.has(folded(text));

/**
 * How well a header says a field, the best first: by its own name, or as the end user's (`End User ZIP`); by a word for it; by a word that heads other
 * columns as well.
 */
export const sayings = ['own', 'exact', 'vague'] as const;

export interface Said {
  how: (typeof sayings)[number];
  /** Among those that say it alike: the commoner word the smaller. */
  rank: number;
}

/** @returns undefined when the header does not say the field. */
export function saidBy(header: string, field: string): Said | undefined {
  const word = folded(header);
  if (word === folded(field)) return { how: 'own', rank: 0 };
  const said = saidByWord(word, field);
  if (said !== undefined || !/^(?:end_user|location)_/.test(field)) return said;
  const [of] = ofEndUser.flatMap((pattern) => saidByWord(pattern.exec(word)?.[1] ?? '', field) ?? []);
  return of && { ...of, how: 'own' };
}

function saidByWord(word: string, field: string): Said | undefined {
  const rank = exact.get(field)?.get(word);
  if (rank !== undefined) return { how: 'exact', rank };
  const last = vague.get(field)?.get(word);
  return last === undefined ? undefined : { how: 'vague', rank: last };
}

/** Each word for itself: where blanks do not count one may be the beginning of another (`Endkunde Name`, `Endkunden-Nr.`). */
const ofEndUser = endUserWords
  .map(folded)
  .flatMap((word) => [new RegExp(`^${word}(.+)$`), new RegExp(`^(.+?)(?:${joins.map(folded).join('|')})${word}$`)]);
