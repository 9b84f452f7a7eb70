import type { PoolMember } from '../../pool/poolMember';
import type { ModemState } from '../schema/modemState';
import type { ModemReport } from './modemReport';

/** All that is known of a modem of a gateway's. */
export interface StateParts {
  readonly gateway: string;
  readonly modem: string;
  readonly where: string;
  /** Nothing where it can't be spoken with. */
  readonly member: PoolMember | undefined;
  readonly report: ModemReport;
  /** Why it is given no jobs. */
  readonly problem: string | undefined;
  readonly job: string | undefined;
}

/** Makes what is published of a modem: a pure function, but for the time of day. */
export const stateReport = ({ member, report, problem, job, ...names }: StateParts): ModemState => {
  const { title = 'Modem', connection, states = {} } = member ?? {};
  return {
    ...names,
    at: new Date().toISOString(),
    title,
    isUp: connection?.isUp ?? false,
    isFit: problem === undefined,
    starts: connection?.starts ?? 0,
    ...(problem !== undefined && { problem }),
    ...(job !== undefined && { job }),
    ...report,
    ...(states as Partial<ModemState>),
  };
};
