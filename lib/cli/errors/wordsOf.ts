/** What a thrown value says: the message of an error, otherwise the value as text. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
