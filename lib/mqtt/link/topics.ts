import { invalidArgument } from '../../grammar/errors/modemError';

/** Whether a text can be one level of a topic: it has no slash, wildcard, blank or control character. */
export const isName = (text: string): boolean => /^[\w.:@-]{1,64}$/.test(text);

/** Every topic that gateways and their users publish to, below one root. */
export interface Topics {
  /** Jobs for any modem. Gateways share the subscription: `$share/GROUP/…`. */
  readonly jobs: string;
  /** Whether a gateway is online. Retained; its will is `offline`. */
  readonly gateway: (gateway: string) => string;
  /** The state of a modem. Retained. */
  readonly modem: (gateway: string, modem: string) => string;
  /** URCs of a modem. */
  readonly urcs: (gateway: string, modem: string) => string;
  /** Messages that a modem received. */
  readonly messages: (gateway: string, modem: string) => string;
  /** Jobs for one modem. */
  readonly modemJobs: (gateway: string, modem: string) => string;
  /** Which gateway has taken a job, and how the job ended. Retained until it expires. */
  readonly record: (job: string) => string;
  /** A request to cancel a job. Retained until it expires. */
  readonly cancel: (job: string) => string;
  /** How much of a job's body its reader has taken. */
  readonly credit: (job: string) => string;
  /** A gateway's own mark: when it comes back, everything retained about the job has come. */
  readonly mark: (job: string) => string;
  /** A filter for all topics of one job. */
  readonly about: (job: string) => string;
  /** Where the events of a client's jobs go. Response topics are below `clients`. */
  readonly client: (client: string) => string;
}

/** The version of topics and payloads; each version has its own tree. */
const VERSION = 'v1';

/**
 * Makes the topic tree below a root.
 *
 *     rxmodem/v1/jobs                                a job for any modem
 *     rxmodem/v1/jobs/ID/record                      retained: which gateway has it, how it ended
 *     rxmodem/v1/gateways/berlin                     retained: online, offline
 *     rxmodem/v1/gateways/berlin/modems/ttyUSB0      retained: registration, signal, SIM, bearer …
 *     rxmodem/v1/gateways/berlin/modems/ttyUSB0/urcs
 *     rxmodem/v1/gateways/berlin/modems/ttyUSB0/messages
 *     rxmodem/v1/gateways/berlin/modems/ttyUSB0/jobs
 *     rxmodem/v1/clients/ID                          events of jobs
 *
 * Fails with `invalid-argument` where the root can't be a topic.
 */
export const topics = (root = 'rxmodem'): Topics => {
  if (!root.split('/').every(isName))
    return invalidArgument(
      'root',
      `${root} can't be a topic; use levels of 1 to 64 letters, digits, _ . : @ or -`,
    );
  const tree = `${root}/${VERSION}`;
  const gateway = (name: string): string => `${tree}/gateways/${name}`;
  const modem = (of: string, name: string): string => `${gateway(of)}/modems/${name}`;
  const job = (id: string): string => `${tree}/jobs/${id}`;
  return Object.freeze({
    jobs: `${tree}/jobs`,
    gateway,
    modem,
    urcs: (of: string, name: string) => `${modem(of, name)}/urcs`,
    messages: (of: string, name: string) => `${modem(of, name)}/messages`,
    modemJobs: (of: string, name: string) => `${modem(of, name)}/jobs`,
    record: (id: string) => `${job(id)}/record`,
    cancel: (id: string) => `${job(id)}/cancel`,
    credit: (id: string) => `${job(id)}/credit`,
    mark: (id: string) => `${job(id)}/mark`,
    about: (id: string) => `${job(id)}/+`,
    client: (name: string) => `${tree}/clients/${name}`,
  });
};
