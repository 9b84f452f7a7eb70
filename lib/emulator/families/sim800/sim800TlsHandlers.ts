import { sslOption, sslOptionState } from '../../../families/sim800/http/sim800TlsCommands';
import { handle, type Handler } from '../../core/handler';
import { ok } from '../../core/reply';
import type { ModemState } from '../../core/state';
import { answerLine } from '../../core/utterance';

/** TLS options of the SIM800: SSL note V1.05 pages 9–13. Certificates are not verified unless option 0 is off. */

const OPTIONS = [
  ['ignoresInvalidCertificate', '1'],
  ['clientAuthentication', '0'],
] as const;

const isOn = ({ settings }: ModemState, option: string, initial: string): boolean =>
  (settings.get(`SSLOPT ${option}`) ?? initial) === '1';

/** Whether servers' certificates are verified. */
export const verifiesServers = (state: ModemState): boolean => !isOn(state, ...OPTIONS[0]);

export const sim800TlsHandlers: readonly Handler[] = [
  handle(sslOption, ({ option, on }, { state }) => {
    state.settings.set(`SSLOPT ${option}`, on ? '1' : '0');
    return ok();
  }),
  handle(sslOptionState, (_, { state }) =>
    ok(
      ...OPTIONS.map(([option, initial]) =>
        answerLine(sslOptionState, { option, on: isOn(state, option, initial) }),
      ),
    ),
  ),
];
