/** What a timer holds, almost 25 days: beyond, Node's fire at once. Whoever asks for more means "for ever". */
export const longestMs = 2 ** 31 - 1;
