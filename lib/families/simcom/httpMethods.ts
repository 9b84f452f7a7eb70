/** The methods of `+HTTPACTION` by their numbers; 3 and 4 on A76XX only. */
export const HTTP_METHODS = { GET: 0, POST: 1, HEAD: 2, DELETE: 3, PUT: 4 } as const;
