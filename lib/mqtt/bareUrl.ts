/** A broker's URL as people may be shown it: without user and password. */
export const bareUrl = (url: string): string => {
  if (!URL.canParse(url)) return 'broker';
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
};
