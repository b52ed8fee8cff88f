/**
 * What people write when they do not name the end user. Always compared with the whole field, never with a part of it: Unknown Worlds
 * and Demo AG are companies. Case, accents, punctuation and blanks do not count, so `N/A`, `n.a.` and `NA` are one entry.
 */

import { otherEdgeThan } from './placeholder-edges.js';

/** By language. To add a word is to change the contract: names that were accepted before are rejected from then on. */
// prettier-ignore
export const placeholders = {
  en: [
    'STOCK', 'IN STOCK', 'FOR STOCK', 'STOCK ORDER', 'STOCK SALE', 'STOCKING ORDER', 'INVENTORY', 'WAREHOUSE',
    'N/A', 'NOT APPLICABLE', 'NOT AVAILABLE', 'NOT KNOWN', 'NOT PROVIDED', 'NOT DISCLOSED', 'NOT SPECIFIED', 'NO NAME', 'NO END USER',
    'UNKNOWN', 'UNKNOWN CUSTOMER', 'UNKNOWN END USER', 'CUSTOMER UNKNOWN', 'END USER UNKNOWN', 'UNNAMED', 'UNASSIGNED', 'UNSPECIFIED', 'UNDEFINED',
    'TBD', 'TO BE DETERMINED', 'TO BE DEFINED', 'TBA', 'TO BE ADVISED', 'TO BE ANNOUNCED', 'TBC', 'TO BE CONFIRMED', 'PENDING',
    'VARIOUS', 'VARIOUS CUSTOMERS', 'VARIOUS END USERS', 'MULTIPLE', 'MULTIPLE CUSTOMERS', 'MULTIPLE END USERS', 'SEVERAL', 'MISC', 'MISCELLANEOUS',
    'END USER', 'END USERS', 'ENDUSER', 'END USER NAME', 'END CUSTOMER', 'CUSTOMER', 'CUSTOMER NAME', 'CLIENT', 'COMPANY NAME', 'FINAL CUSTOMER',
    'SAME', 'SAME AS ABOVE', 'AS ABOVE', 'SEE ABOVE', 'DITTO', 'SAME AS BILL TO', 'SAME AS SHIP TO', 'SAME AS SOLD TO',
    'NONE', 'NIL', 'NULL', 'NAN', 'BLANK', 'EMPTY', 'ANY', 'ANONYMOUS', 'CONFIDENTIAL', 'WITHHELD', 'PRIVATE',
    'INTERNAL', 'INTERNAL USE', 'OWN USE', 'DEMO', 'DEMO UNIT', 'DEMO STOCK', 'TEST', 'TEST CUSTOMER', 'SAMPLE', 'DUMMY', 'SPARE', 'SPARES', 'POOL', 'LOANER',
    'RESALE', 'RESELLER', 'DEALER', 'DISTRIBUTOR', 'CASH', 'CASH SALE', 'CASH CUSTOMER', 'WALK-IN', 'WALK-IN CUSTOMER',
  ],
  de: [
    'LAGER', 'AUF LAGER', 'LAGERWARE', 'LAGERBESTAND', 'LAGERAUFTRAG', 'BESTAND', 'VORRAT',
    'UNBEKANNT', 'KUNDE UNBEKANNT', 'ENDKUNDE UNBEKANNT', 'NICHT BEKANNT', 'NICHT VERFÜGBAR', 'NICHT ANGEGEBEN', 'KEINE ANGABE', 'KEINE ANGABEN', 'K.A.', 'OHNE ANGABE',
    'ENDKUNDE', 'ENDKUNDEN', 'ENDBENUTZER', 'ENDVERBRAUCHER', 'KUNDE', 'KUNDENNAME', 'DIVERSE', 'DIVERSE KUNDEN', 'VERSCHIEDENE', 'VERSCHIEDENE KUNDEN',
    'WIE OBEN', 'SIEHE OBEN', 'S.O.', 'DITO', 'KEINE', 'KEINER', 'LEER', 'WIRD NACHGEREICHT', 'FOLGT', 'OFFEN', 'BARVERKAUF', 'LAUFKUNDE', 'LAUFKUNDSCHAFT', 'EIGENBEDARF', 'MUSTERMANN', 'MAX MUSTERMANN',
  ],
  fr: [
    'STOCKS', 'EN STOCK', 'POUR STOCK', 'MISE EN STOCK', 'INCONNU', 'INCONNUE', 'CLIENT INCONNU', 'NON CONNU', 'NON DISPONIBLE', 'NON RENSEIGNÉ', 'NON COMMUNIQUÉ', 'NON APPLICABLE', 'N.C.', 'N.R.',
    'CLIENT FINAL', 'CLIENTS FINAUX', 'UTILISATEUR FINAL', 'NOM DU CLIENT', 'DIVERS', 'CLIENTS DIVERS', 'DIVERS CLIENTS', 'PLUSIEURS', 'À DÉTERMINER', 'À DÉFINIR', 'À CONFIRMER', 'À PRÉCISER', 'EN ATTENTE',
    'IDEM', 'VOIR CI-DESSUS', 'COMME CI-DESSUS', 'MÊME QUE CI-DESSUS', 'AUCUN', 'NÉANT', 'VIDE', 'ANONYME', 'CONFIDENTIEL', 'CLIENT COMPTOIR', 'VENTE COMPTOIR',
  ],
  es: [
    'EN EXISTENCIA', 'EXISTENCIAS', 'INVENTARIO', 'ALMACÉN', 'PARA STOCK', 'DESCONOCIDO', 'DESCONOCIDA', 'CLIENTE DESCONOCIDO', 'NO DISPONIBLE', 'NO APLICA', 'NO ESPECIFICADO', 'SIN ESPECIFICAR', 'SIN NOMBRE', 'SIN DATOS', 'S/D', 'S/N',
    'CLIENTE', 'CLIENTE FINAL', 'CLIENTES FINALES', 'USUARIO FINAL', 'CONSUMIDOR FINAL', 'NOMBRE DEL CLIENTE', 'VARIOS', 'VARIOS CLIENTES', 'CLIENTES VARIOS', 'POR DETERMINAR', 'POR DEFINIR', 'POR CONFIRMAR', 'A DETERMINAR', 'PENDIENTE',
    'ÍDEM', 'IGUAL QUE ARRIBA', 'VER ARRIBA', 'NINGUNO', 'NINGUNA', 'NADA', 'VACÍO', 'ANÓNIMO', 'CONFIDENCIAL', 'PÚBLICO EN GENERAL', 'VENTA AL PÚBLICO', 'MOSTRADOR',
  ],
} as const;

/** Towns whose names are entries above. There the word is an address, in every other country it is none. */
export const townsAllTheSame: Readonly<Record<string, readonly string[]>> = {
  STOCK: ['GB'],
  POOL: ['GB'],
  SAME: ['TZ', 'TL'],
  ANY: ['CH'],
};

/** Companies whose whole name is an entry above, written exactly as here. To add one is to let it through from then on. */
export const namesAllTheSame: readonly string[] = ["Vario's", 'XXXX'];

/** The field as it is compared: upper case, without accents, punctuation and blanks. */
export function folded(text: string): string {
  if (isAscii.test(text)) return text.toUpperCase().replace(/[^A-Z0-9]+/g, '');
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

const isAscii = /^[\x00-\x7f]*$/;

/** Every entry, folded. */
export const entries: ReadonlySet<string> = new Set(Object.values(placeholders).flat().map(folded));
const hasOtherEdge = otherEdgeThan(entries);
const longest = Math.max(
  ...Object.values(placeholders)
    .flat()
    .map((entry) => entry.length),
);
/** Nothing but punctuation, or one filler repeated: `-`, `???`, `xxx`, `000`. */
const filler = /^(?:X{2,}|0*|9{3,})$/;

/** Whether the whole field is a placeholder. `text` has no outer blanks and is not empty. */
export function isPlaceholder(text: string): boolean {
  // Punctuation may stretch an entry (`S T O C K`), twice its length is more than enough
  if (text.length > 2 * longest || hasOtherEdge(text)) return false;
  const field = folded(text);
  return (entries.has(field) || filler.test(field)) && !namesAllTheSame.includes(text);
}

/** Whether the whole field is a placeholder and not the town of that name. */
export function isPlaceholderTown(text: string, country: string | undefined): boolean {
  return isPlaceholder(text) && !(country !== undefined && townsAllTheSame[folded(text)]?.includes(country));
}
