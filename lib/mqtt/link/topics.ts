import { invalidArgument } from '../../grammar/errors/modemError';

/** Whether a text can be a level of a topic, and mean just itself there: no slash, wildcard, blank or control character. */
export const isName = (text: string): boolean => /^[\w.:@-]{1,64}$/.test(text);

/** Every topic that gateways and their users write to, below one root. */
export interface Topics {
  /** Jobs for any modem: gateways share it as `$share/GROUP/…`. */
  readonly jobs: string;
  /** Whether a gateway is there: retained; its will says that it is not. */
  readonly gateway: (gateway: string) => string;
  /** How a modem is: retained. */
  readonly modem: (gateway: string, modem: string) => string;
  /** What a modem says on its own. */
  readonly urcs: (gateway: string, modem: string) => string;
  /** Jobs for one modem. */
  readonly modemJobs: (gateway: string, modem: string) => string;
  /** Who has taken a job, and how it ended: retained, until it expires. */
  readonly record: (job: string) => string;
  /** Somebody wants a job no more: retained, until it expires. */
  readonly cancel: (job: string) => string;
  /** How far the reader of a job's body is. */
  readonly credit: (job: string) => string;
  /** A gateway's own mark in what it hears about a job. */
  readonly mark: (job: string) => string;
  /** All that is said about a job: a filter. */
  readonly about: (job: string) => string;
  /** Where a user of jobs hears how they go: response topics lie below `clients`. */
  readonly client: (client: string) => string;
}

/** The version of topics and payloads: another one has a tree of its own. */
const VERSION = 'v1';

/**
 * Makes the topic tree below a root.
 *
 *     rxmodem/v1/jobs                                a job for any modem
 *     rxmodem/v1/jobs/ID/record                      retained: who has taken it, how it ended
 *     rxmodem/v1/gateways/berlin                     retained: online, offline
 *     rxmodem/v1/gateways/berlin/modems/ttyUSB0      retained: registration, signal, SIM, bearer …
 *     rxmodem/v1/gateways/berlin/modems/ttyUSB0/urcs
 *     rxmodem/v1/gateways/berlin/modems/ttyUSB0/jobs
 *     rxmodem/v1/clients/ID                          how jobs go
 *
 * Fails with `invalid-argument` where the root is no topic.
 */
export const topics = (root = 'rxmodem'): Topics => {
  if (!root.split('/').every(isName)) return invalidArgument('root', `${root} can not stand in a topic`);
  const tree = `${root}/${VERSION}`;
  const gateway = (name: string): string => `${tree}/gateways/${name}`;
  const modem = (of: string, name: string): string => `${gateway(of)}/modems/${name}`;
  const job = (id: string): string => `${tree}/jobs/${id}`;
  return Object.freeze({
    jobs: `${tree}/jobs`,
    gateway,
    modem,
    urcs: (of: string, name: string) => `${modem(of, name)}/urcs`,
    modemJobs: (of: string, name: string) => `${modem(of, name)}/jobs`,
    record: (id: string) => `${job(id)}/record`,
    cancel: (id: string) => `${job(id)}/cancel`,
    credit: (id: string) => `${job(id)}/credit`,
    mark: (id: string) => `${job(id)}/mark`,
    about: (id: string) => `${job(id)}/+`,
    client: (name: string) => `${tree}/clients/${name}`,
  });
};
