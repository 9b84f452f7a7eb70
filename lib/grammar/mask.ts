/** What stands in a trace, an error or a recording where a secret was. */
export const mask = '***';
