const BAD_HOST = /[\s"'<>\\^`{|}@%,/?#]/;

/** Whether a text can be a host's name or address. */
export const isHost = (text: string): boolean => text !== '' && !BAD_HOST.test(text);
