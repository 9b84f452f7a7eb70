import { catchError, defer, EMPTY, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import type { ReadyStep } from '../dialects/networkDialect';
import { ModemError } from '../grammar/errors/modemError';
import type { Reason } from '../grammar/errors/reason';
import type { Modem } from '../modem/modem';
import { ready } from '../flows/device/ready';
import type { Examination } from './doctorOptions';
import { type Check, failed, passed } from './doctorEvent';

/** Below this, −103 dBm, transfers break off. */
const WEAK_RSSI = 5;

const ANTENNA =
  'connect the antenna, move it to a window, and check that an operator covers this place with a technology of the modem';

const checkOf = (step: ReadyStep): Check | undefined => {
  switch (step.step) {
    case 'sim':
      return passed('sim', `the SIM is there: ${step.state}`);
    case 'signal':
      return step.rssi < WEAK_RSSI
        ? failed('signal', `the signal is weak: ${step.dBm} dBm`, ANTENNA)
        : passed('signal', `the signal is ${step.dBm} dBm`);
    case 'circuit':
      return passed(
        'circuit',
        step.isRegistered
          ? `registered for calls${roaming(step)}`
          : 'not registered for calls; data needs no calls',
      );
    case 'packet':
      return passed('packet', `registered for data${roaming(step)}`);
    case 'system':
      return passed('system', step.system);
    case 'attachment':
      return passed('attachment', 'attached to the packet network');
    case 'bearer':
      return passed('bearer', `the bearer has the address ${step.address}`);
    default:
      return undefined;
  }
};

const roaming = ({ isRoaming }: { readonly isRoaming: boolean }): string => (isRoaming ? ', roaming' : '');

type NetworkReason = Extract<Reason, { readonly kind: 'network' }>;
type Failure = ModemError & { readonly reason: NetworkReason };

const isNetwork = (error: unknown): error is Failure =>
  error instanceof ModemError && error.reason.kind === 'network';

/** What to do, where more is known than a stage says. */
const adviceOf = ({ step, cause, advice }: NetworkReason, { access }: Examination): string => {
  if (step === 'signal') return ANTENNA;
  if (cause === 'denied')
    return 'the network refuses this SIM: check that it is active, paid, and may be used in this modem and country';
  if (cause === 'searching') return `wait a minute; then ${ANTENNA}`;
  if (cause === 'puk') return 'unblock the SIM with the PUK of its operator: AT+CPIN="PUK","new PIN"';
  if (cause === 'locked') return advice ?? 'unlock SIM or module first';
  if (cause === 'pin' || cause === 'pin-refused' || cause === 'pin-last-try')
    return 'give the PIN with RXMODEM_PIN or ready(modem, { pin }), or switch it off in a phone; the doctor never enters it';
  if (step === 'sim')
    return 'insert the SIM, contacts down and to the end, and restart the modem; try the SIM in a phone';
  if (cause === 'silent')
    return 'the modem fell silent: check its supply (2 A in bursts, short thick wires, a capacitor of 1,000 µF), and restart it';
  if (step !== 'bearer') return advice ?? 'check SIM, signal and registration';
  return access.apn === undefined
    ? 'name the access point of your operator with --apn (and --apn-user, --apn-password)'
    : `check that “${access.apn}” is the access point of your operator, and its user and password`;
};

const WORDS: Readonly<Record<string, string>> = {
  sim: 'the SIM is not ready',
  signal: 'there is no signal',
  circuit: 'the modem is not registered for calls',
  packet: 'the modem is not registered for data',
  system: 'the modem camps on no system',
  attachment: 'the modem is not attached to the packet network',
  bearer: 'the bearer can not be opened',
};

const failedOf = ({ reason }: Failure, examination: Examination): Check => {
  const { step, seen } = reason;
  return failed(step, `${WORDS[step] ?? step}: ${seen}`, adviceOf(reason, examination));
};

/**
 * Walks the chart of a family as `ready` does, with short limits, no PIN and no restart; emits a check for each stage, up to the
 * first that does not pass.
 *
 *     chartChecks(modem)    sim ok · signal ok · packet: denied
 */
export const chartChecks = (modem: Modem, examination: Examination): Observable<Check> =>
  defer(() =>
    ready(modem, { ...examination.access, ...examination.limits, restarts: 0 }).pipe(
      mergeMap((step) => {
        const check = checkOf(step);
        return check ? of(check) : EMPTY;
      }),
      catchError((error: unknown) =>
        isNetwork(error) ? of(failedOf(error, examination)) : throwError(() => error),
      ),
      map((check) => Object.freeze(check)),
    ),
  );
