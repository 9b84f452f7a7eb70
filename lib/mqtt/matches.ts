const SHARED = /^\$share\/[^/]+\//;

/** Whether a topic is meant by a filter (MQTT 5 § 4.7): `+` is one level, `#` all that follow. */
export const matches = (filter: string, topic: string): boolean => {
  const wanted = filter.replace(SHARED, '').split('/');
  const levels = topic.split('/');
  const end = wanted.indexOf('#');
  if (end < 0 ? wanted.length !== levels.length : levels.length < end) return false;
  const exact = end < 0 ? wanted : wanted.slice(0, end);
  return exact.every((level, at) => level === '+' || level === levels[at]);
};
