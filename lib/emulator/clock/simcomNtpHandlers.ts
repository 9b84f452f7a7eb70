import { ntpBearer } from '../../families/sim800/clock/sim800ClockCommands';
import { ntpRun, ntpServer } from '../../families/simcom/clock/simcomClockCommands';
import { clockSynchronised } from '../../families/simcom/simcomClockUrcs';
import { emulatedForm } from '../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../core/handler';
import { ok, refused } from '../core/reply';
import { isAttached } from '../core/state';
import { spokenLine } from '../core/utterance';
import { type NtpAnswer, ntpAnswer } from './ntpAnswer';

/** What a family says of a time server. */
interface NtpFacts {
  readonly codes: Readonly<Record<Extract<NtpAnswer, string> | 'done', number>>;
  /** Zone that the clock gets where none was given, in quarters of an hour. */
  readonly zone: number;
  /** Whether the network is up for it. */
  readonly isUp: (modem: HandlerContext) => boolean;
}

/** `AT+CNTP` (A76XX AT manual V1.09 pages 312–314; SIM800 observed). */
const simcomNtpHandlers = ({ codes, zone: factory, isUp }: NtpFacts): readonly Handler[] => [
  handle(ntpServer, ({ host, zone }, { state }) => {
    state.settings.set('+CNTP', host);
    state.settings.set('+CNTP zone', String(zone ?? factory));
    return ok();
  }),
  handle(emulatedForm('+CNTP?'), (_, { state: { settings } }) =>
    ok(
      spokenLine(`+CNTP: "${settings.get('+CNTP') ?? ''}",${settings.get('+CNTP zone') ?? factory}`, 'info'),
    ),
  ),
  handle(ntpRun, (_, modem) => {
    const { settings } = modem.state;
    const host = settings.get('+CNTP');
    if (host === undefined) return refused();
    const quarters = Number(settings.get('+CNTP zone') ?? factory);
    return {
      ...ok(),
      later: () =>
        modem.inBackground(ntpAnswer(modem, host, isUp(modem)), (answer) => {
          if (typeof answer === 'object') modem.clock.set({ ...answer, quarters });
          const code = codes[typeof answer === 'object' ? 'done' : answer];
          modem.urc(clockSynchronised, { code }, 'result');
        }),
    };
  }),
];

export const sim800NtpHandlers: readonly Handler[] = [
  ...simcomNtpHandlers({
    codes: { done: 1, network: 61, unknown: 62, silent: 65 },
    zone: 0,
    isUp: ({ state }) => state.bearers.get(Number(state.settings.get('+CNTPCID') ?? 1))?.open === true,
  }),
  handle(ntpBearer, ({ cid }, { state }) => {
    state.settings.set('+CNTPCID', String(cid));
    return ok();
  }),
  handle(emulatedForm('+CNTPCID?'), (_, { state }) =>
    ok(spokenLine(`+CNTPCID: ${state.settings.get('+CNTPCID') ?? 1}`, 'info')),
  ),
];

export const a7600NtpHandlers: readonly Handler[] = simcomNtpHandlers({
  codes: { done: 0, network: 4, unknown: 1, silent: 6 },
  zone: 32,
  isUp: ({ state }) => isAttached(state),
});
