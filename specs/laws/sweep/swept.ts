import { switchMap, take } from 'rxjs';
import { ModemError, type Profile } from '../../../lib';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';
import { type DeskKnobs, flowDesk, type FlowDesk } from '../flowDesk';
import type { FlowCase } from '../flows';
import { type Meddle, type Meddling, meddling, type Written } from './meddling';

/** How many lines the bring-up writes: `AT`, `ATE0`, `AT+CMEE=1`. A flow's own lines follow. */
export const BRING_UP_LINES = 3;

/** How a flow fared. */
export interface Swept {
  /** `completed`, or the kind of the reason, with the phase of a time-out. */
  readonly end: string;
  readonly message: string;
  readonly mayBeDone: boolean;
  readonly endedAt: number;
  /** What came of it, without what is only comfort: header fields, totals, answers of the device. */
  readonly result: string;
  readonly written: readonly Written[];
  readonly desk: FlowDesk;
}

/** Runs a flow on the virtual modem of a family with somebody in between, in virtual time. */
export const swept = (
  profile: Profile,
  flow: FlowCase,
  meddle: Meddle = () => undefined,
  settings: DeskKnobs = {},
): Swept => sweptThrough(profile, flow, meddling(meddle), settings);

/** Runs a flow with another kind of somebody in between. */
export const sweptThrough = (
  profile: Profile,
  flow: FlowCase,
  { through, written }: Meddling,
  settings: DeskKnobs = {},
): Swept => {
  const desk = flowDesk(profile, settings);
  const seen = virtually(() =>
    watch(
      desk.connected({}, through).pipe(
        take(1),
        switchMap((modem) => flow.run(modem)),
      ),
    ),
  );
  const { end, reason, endedAt = NaN, values } = seen;
  return {
    ...{ end, endedAt, written, desk },
    message: reason ? new ModemError(reason).message : '',
    mayBeDone: reason?.mayBeDone ?? false,
    result: resultOf(values),
  };
};

type Event = Readonly<Record<string, unknown>>;
const isEvent = (value: unknown): value is Event =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';

/** The bytes, the status, how much was sent and stored; of other values how many and what they are. */
const resultOf = (values: readonly unknown[]): string => {
  const events = values.filter(isEvent);
  const bytes = events.flatMap(({ kind, bytes: slice }) =>
    kind === 'chunk' ? [Buffer.from(slice as Uint8Array).toString('hex')] : [],
  );
  const status = events.find(({ kind }) => kind === 'head')?.['status'];
  const sent = events.filter(({ kind }) => kind === 'sent').at(-1)?.['loaded'];
  const others = values.filter(
    (value) => !isEvent(value) || value['kind'] === 'file' || value['kind'] === 'directory',
  );
  const services = events.flatMap(({ kind, text, part, cause }) =>
    SERVICE_EVENTS.test(String(kind)) || part !== undefined ? [[kind, text ?? part ?? cause]] : [],
  );
  return JSON.stringify({
    bytes: bytes.join(''),
    status,
    sent,
    others,
    ...(services.length > 0 && { services }),
  });
};

/** Messages that came, and how calls go. */
const SERVICE_EVENTS = /^(message|own|push|malformed|report|connected|ended)$/;
