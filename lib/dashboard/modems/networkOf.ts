import type { NetworkFace } from '../model/board';

/** 27.007 § 7.3, `<AcT>`. */
const TECHNOLOGIES: Readonly<Record<number, string>> = {
  0: '2G',
  1: '2G',
  2: '3G',
  3: '2G',
  4: '3G',
  5: '3G',
  6: '3G',
  7: '4G',
  9: 'NB-IoT',
  11: '5G',
};

/** The first word of `+CPSI` (A76XX AT manual V1.09 page 98). */
const SYSTEMS: ReadonlyMap<string, string> = new Map([
  ['GSM', '2G'],
  ['WCDMA', '3G'],
  ['LTE', '4G'],
]);

interface Operator {
  readonly name?: string | undefined;
  readonly technology?: number | undefined;
}

/** Reads the network of a modem from its answers. */
export const networkOf = Object.freeze({
  /** `+COPS: 0,0,"CHINA MOBILE",7` → operator and technology, as far as they are there. */
  operator: ({ name, technology }: Operator): NetworkFace => {
    const words = technology === undefined ? undefined : TECHNOLOGIES[technology];
    return { ...(name && { operator: name }), ...(words !== undefined && { technology: words }) };
  },
  /** `LTE,Online,460-00,…,EUTRAN-BAND3,…` → 4G, B3; `GSM,Online,…,27 EGSM 900,…` → 2G, EGSM 900. */
  system: (text: string): NetworkFace => {
    const [system = '', ...fields] = text.split(',');
    const technology = SYSTEMS.get(system.trim());
    const named = fields.find((field) => /BAND ?\d|[A-Z]GSM|DCS|PCS|GSM \d/.test(field));
    const band = named?.replace(/^.*BAND ?(\d+)$/, 'B$1').replace(/^\d+ (?=\S)/, '');
    return { ...(technology !== undefined && { technology }), ...(band !== undefined && { band }) };
  },
});
