/** A value that survives `JSON.stringify` and `JSON.parse` unchanged. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** A plain object of JSON values, keyed by string. */
export type JsonObject = { readonly [key: string]: Json | undefined }
