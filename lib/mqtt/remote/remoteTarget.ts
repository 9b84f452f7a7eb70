import { invalidArgument } from '../../grammar/errors/modemError';
import { isName, type Topics } from '../link/topics';

/** Any modem, or one modem by the names of its gateway and itself. */
export type RemoteTarget = { readonly any: true } | { readonly modem: string };

/** The topics of a target. */
export interface TargetTopics {
  readonly jobs: string;
  readonly states: string;
  readonly urcs: string;
  readonly messages: string;
}

/**
 * The topics of a target.
 *
 *     { modem: 'berlin/north' }    rxmodem/v1/gateways/berlin/modems/north …
 *
 * Fails with `invalid-argument` where the name can't be one.
 */
export const targetOf = (topics: Topics, target: RemoteTarget): TargetTopics => {
  if ('any' in target) {
    return {
      jobs: topics.jobs,
      states: topics.modem('+', '+'),
      urcs: topics.urcs('+', '+'),
      messages: topics.messages('+', '+'),
    };
  }
  const [gateway = '', modem = '', ...more] = target.modem.split('/');
  if (!isName(gateway) || !isName(modem) || more.length > 0)
    return invalidArgument('modem', 'it is written GATEWAY/MODEM: berlin/north');
  return {
    jobs: topics.modemJobs(gateway, modem),
    states: topics.modem(gateway, modem),
    urcs: topics.urcs(gateway, modem),
    messages: topics.messages(gateway, modem),
  };
};
