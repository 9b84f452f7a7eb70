/** Whether a proxy connects to a host and port. */
export type ProxyRules = (host: string, port: number) => boolean;

const RULE = /^(\[[^\]]+\]|[^:]+|[^:]*(?::[^:]*){2,})(?::(\d{1,5}))?$/;

interface Rule {
  readonly host: string;
  readonly port: number | undefined;
}

const ruleOf = (text: string): Rule => {
  const [, host = text, port] = RULE.exec(text) ?? [];
  return {
    host: host.replace(/^\[(.*)\]$/, '$1').toLowerCase(),
    port: port === undefined ? undefined : Number(port),
  };
};

const fits = (rule: Rule, host: string, port: number): boolean => {
  if (rule.port !== undefined && rule.port !== port) return false;
  if (rule.host.startsWith('*.')) return host.endsWith(rule.host.slice(1));
  return rule.host === host;
};

/**
 * Makes the rules of a list of hosts; without a list everything is allowed.
 *
 *     example.com        the host, every port
 *     example.com:443    the host, one port
 *     *.example.com      every host below it
 */
export const proxyRules = (allowed: readonly string[] | undefined): ProxyRules => {
  if (!allowed) return () => true;
  const rules = allowed.map(ruleOf);
  return (host, port) => {
    const name = host.toLowerCase().replace(/\.$/, '');
    return rules.some((rule) => fits(rule, name, port));
  };
};
