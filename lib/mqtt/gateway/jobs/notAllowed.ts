import { checkedUrl } from '../../../flows/http/checkedUrl';
import type { FtpJob } from '../../schema/ftpJob';
import type { HttpJob } from '../../schema/httpJob';
import type { Job } from '../../schema/job';
import type { SendJob } from '../../schema/sendJob';
import type { SmsJob } from '../../schema/smsJob';
import { commandNames } from './commandNames';
import type { AllowList } from './gatewayLimits';

/**
 * Names the first thing in a job that a gateway does not allow, or `undefined` where the job may be done. The name holds
 * nothing of the job's own text, so that it can stand in logs. What is checked is what the modem would receive: the URL after
 * `checkedUrl`, the FTP host as it stands, every command of a raw line.
 */
export const notAllowed = (job: Job, allow: AllowList): string | undefined => {
  if (job.flow === 'http') return ofHttp(job, allow);
  if (job.flow === 'ftp') return ofFtp(job, allow);
  if (job.flow === 'sms.send') return ofSms(job, allow);
  return job.flow === 'ussd' ? ofUssd(allow) : ofSend(job, allow);
};

const ALL = '*';

const ofHttp = ({ url, method = 'GET', redirect, headers = {} }: HttpJob, allow: AllowList) => {
  const verb = refusedVerb('http', method, allow);
  if (verb !== undefined || isAnyHost(allow)) return verb;
  if (!isListed(urlHost(url), allow)) return 'this host';
  // The modem would follow to any host that the server names.
  if (redirect === 'follow') return 'redirects to be followed';
  // They select another site at the same address, or hide a second request in the body.
  const field = Object.entries(headers).map(refusedField).find(Boolean);
  return field && `${/^[UX]/.test(field) ? 'an' : 'a'} ${field} header field`;
};

const ofFtp = ({ verb, server }: FtpJob, allow: AllowList): string | undefined => {
  const refused = refusedVerb('ftp', verb, allow);
  if (refused !== undefined || isAnyHost(allow)) return refused;
  return isListed(ftpHost(server.host), allow) ? undefined : 'this host';
};

/** Messages cost money, so that they are off unless they are named. */
const ofSms = ({ to }: SmsJob, { verbs = [], numbers = [ALL] }: AllowList): string | undefined => {
  if (!verbs.includes('sms') && !verbs.includes('sms.send')) return 'sms.send';
  return numbers.some((pattern) => isNumber(pattern, to)) ? undefined : 'this number';
};

const isNumber = (pattern: string, number: string): boolean =>
  pattern.endsWith(ALL) ? number.startsWith(pattern.slice(0, -1)) : pattern === number;

const ofUssd = ({ verbs = [] }: AllowList): string | undefined =>
  verbs.includes('ussd') ? undefined : 'ussd';

const ofSend = ({ line }: SendJob, { commands = [] }: AllowList): string | undefined => {
  if (commands.includes(ALL)) return undefined;
  if (commands.length === 0) return 'raw commands';
  const listed = new Set(commands.map((one) => one.trim().toUpperCase().replace(/^AT/, '')));
  const names = commandNames(line);
  return names?.every((name) => listed.has(name)) ? undefined : 'this raw command';
};

const refusedVerb = (
  flow: string,
  verb: string,
  { verbs = ['http', 'ftp'] }: AllowList,
): string | undefined =>
  verbs.includes(flow) || verbs.includes(`${flow}:${verb}`) ? undefined : `${flow}:${verb}`;

/**
 * Fields by which a request reaches another site than its URL names: the server's own, those of a proxy in front of it, those that
 * move the end of the body, and another protocol.
 */
const REFUSED_FIELDS = [
  ...['Host', 'Forwarded', 'X-Forwarded-Host', 'X-Forwarded-Server', 'X-Host'],
  ...['Content-Length', 'Transfer-Encoding', 'Upgrade', 'Connection'],
];

/** Any other option names a field, such as `Host`, that a proxy in front of the server leaves out (RFC 9110 § 7.6.1). */
const PLAIN_CONNECTION = /^[ \t]*(?:close|keep-alive)[ \t]*$/i;

/**
 * A field's name is a token; whatever else stands around it is no reason to let it through. Servers that know fields as variables
 * read `_` as `-`.
 */
const refusedField = ([name, value]: readonly [string, string]): string | undefined => {
  const bare = name
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/[^a-z-]/g, '');
  const field = REFUSED_FIELDS.find((one) => one.toLowerCase() === bare);
  return field === 'Connection' && PLAIN_CONNECTION.test(value) ? undefined : field;
};

const isAnyHost = ({ hosts = [ALL] }: AllowList): boolean => hosts.includes(ALL);

const isListed = (host: string | undefined, { hosts = [] }: AllowList): boolean =>
  host !== undefined && hosts.some((pattern) => isHost(pattern, host));

const isHost = (pattern: string, host: string): boolean => {
  if (!pattern.startsWith('*.')) return hostOf(pattern) === host;
  const parent = hostOf(pattern.slice('*.'.length));
  return parent !== undefined && host.length > parent.length + 1 && host.endsWith(`.${parent}`);
};

/** The host of the URL that is written; `undefined` where the flow would refuse the URL. */
const urlHost = (url: string): string | undefined => {
  try {
    return new URL(checkedUrl(url)).hostname;
  } catch {
    return undefined;
  }
};

/** An FTP host is written as it stands, so only its usual spelling is compared: no port, no user, no number for an address. */
const ftpHost = (given: string): string | undefined => {
  const host = hostOf(given);
  const isUsual = host === given.toLowerCase() || host === `[${given.toLowerCase()}]`;
  return isUsual ? host : undefined;
};

const NAME = /^[^\s"'<>\\^`{|}@%,/?#:;[\]]+$/;
const IPV6 = /^\[?([\d.:a-f]*:[\d.:a-f]*)\]?$/i;

/** No name is longer (RFC 1035 § 2.3.4). */
const MAX_HOST_CHARS = 255;

/** A host in the one spelling of URLs: lower case, IPv6 in brackets, other scripts in Punycode. */
const hostOf = (text: string): string | undefined => {
  if (text.length > MAX_HOST_CHARS) return undefined;
  const [, address] = IPV6.exec(text) ?? [];
  const url = `http://${address === undefined ? text : `[${address}]`}/`;
  return (address !== undefined || NAME.test(text)) && URL.canParse(url) ? new URL(url).hostname : undefined;
};
