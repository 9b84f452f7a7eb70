import type { Handler } from './handler';
import { refused, type Refusal } from './reply';
import type { ModemState } from './state';

/** Result codes of a SIM that can't be used, by its state: CMS (27.005 § 3.2.5) and CME (27.007 § 9.2). */
const CMS_CODES: Readonly<Record<string, number>> = {
  ...{ absent: 310, 'SIM PIN': 311, failure: 313, busy: 314, 'SIM PUK': 316 },
};
const CME_CODES: Readonly<Record<string, number>> = {
  ...{ absent: 10, 'SIM PIN': 11, failure: 13, busy: 14, 'SIM PUK': 12 },
};

const refusalOf = ({ sim }: ModemState, kind: 'cme' | 'cms'): Refusal | undefined => {
  if (sim === 'READY') return undefined;
  return kind === 'cms' ? { cms: CMS_CODES[sim] ?? 500 } : (CME_CODES[sim] ?? 100);
};

/** Refuses these commands while the SIM is missing, locked or not read yet. Their test forms need no SIM. */
export const needsCard = (kind: 'cme' | 'cms', handlers: readonly Handler[]): readonly Handler[] =>
  handlers.map(({ definition, run }) => ({
    definition,
    run: (args, modem) => {
      const refusal = definition.head.endsWith('=?') ? undefined : refusalOf(modem.state, kind);
      return refusal === undefined ? run(args, modem) : refused(refusal);
    },
  }));
