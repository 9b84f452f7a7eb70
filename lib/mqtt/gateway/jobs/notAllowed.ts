import { parseRequest } from '../../../grammar/parseRequest';
import type { FtpJob } from '../../schema/ftpJob';
import type { HttpJob } from '../../schema/httpJob';
import type { Job } from '../../schema/job';
import type { SendJob } from '../../schema/sendJob';
import type { AllowList } from './gatewayLimits';

const ALL = '*';

const isHost = (wanted: string, host: string): boolean => {
  const pattern = wanted.toLowerCase();
  return pattern === ALL || pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));
};

/** The host of a URL as the flow will have it; nothing where it is none, which the flow says better. */
const hostOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).hostname.toLowerCase() : undefined;

const refusedHost = (host: string | undefined, { hosts = [ALL] }: AllowList): string | undefined => {
  if (hosts.includes(ALL)) return undefined;
  const isListed = host !== undefined && hosts.some((wanted) => isHost(wanted, host));
  return isListed ? undefined : 'this host';
};

const refusedVerb = (
  flow: string,
  verb: string,
  { verbs = ['http', 'ftp'] }: AllowList,
): string | undefined =>
  verbs.includes(flow) || verbs.includes(`${flow}:${verb}`) ? undefined : `${flow}:${verb}`;

const ofHttp = ({ url, method = 'GET', redirect }: HttpJob, allow: AllowList): string | undefined => {
  const host = refusedHost(hostOf(url), allow);
  // The modem would follow to wherever the server sends it.
  const isFollowing = redirect === 'follow' && !(allow.hosts ?? [ALL]).includes(ALL);
  return refusedVerb('http', method, allow) ?? host ?? (isFollowing ? 'redirects to be followed' : undefined);
};

const ofFtp = ({ verb, server }: FtpJob, allow: AllowList): string | undefined =>
  refusedVerb('ftp', verb, allow) ?? refusedHost(server.host.toLowerCase(), allow);

const ofSend = ({ line }: SendJob, { commands = [] }: AllowList): string | undefined => {
  if (commands.includes(ALL)) return undefined;
  if (commands.length === 0) return 'raw commands';
  const body = /^AT(.*)$/is.exec(line.trim())?.[1] ?? '';
  const { name } = parseRequest(body);
  const isListed = commands.some((wanted) => wanted.toUpperCase().replace(/^AT/, '') === name);
  return isListed && !body.includes(';') ? undefined : 'this raw command';
};

/** What of a job a gateway does not allow, in words that hold nothing of the job's own; nothing where it may be done. */
export const notAllowed = (job: Job, allow: AllowList): string | undefined => {
  if (job.flow === 'http') return ofHttp(job, allow);
  return job.flow === 'ftp' ? ofFtp(job, allow) : ofSend(job, allow);
};
