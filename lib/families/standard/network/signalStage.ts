import { map, merge, of } from 'rxjs';
import { signal } from '../networkCommands';
import { signalChanged, signalReported } from '../networkUrcs';
import { dBmOf } from '../../../grammar/signalOf';
import type { UrcDefinition } from '../../../grammar/urc';
import { ofUrc } from '../../../../operators/ofUrc';
import { stageResult, type StageResult, type Stage } from '../../../dialects/networkDialect';

const UNKNOWN = 99;

const read = ({ rssi }: { readonly rssi: number }): StageResult =>
  rssi === UNKNOWN
    ? stageResult.notYet('the modem hears no network (CSQ 99)')
    : stageResult.passed({ step: 'signal', rssi, dBm: dBmOf(rssi) });

/**
 * The signal: any that is known. `changes` are the URCs that report it.
 *
 *     > AT+CSQ  < +CSQ: 99,99  < OK   …   > AT+CSQ  < +CSQ: 20,0  < OK
 *
 * Source: A7600 HTTP(S) note § 1.4; 27.007 § 8.5.
 */
export const signalStageWith = (...changes: readonly UrcDefinition<{ readonly rssi: number }>[]): Stage => ({
  name: 'signal',
  limit: 'registration',
  look: (channel) => channel.send(signal()).pipe(map(({ value }) => read(value))),
  news: ({ urcs }) => merge(...changes.map((change) => urcs.pipe(ofUrc(change)))).pipe(map(read)),
  advice: () => of('check SIM and antenna, or restart the module'),
});

/** The same with the URCs that several makers have. */
export const signalStage: Stage = signalStageWith(signalChanged, signalReported);
