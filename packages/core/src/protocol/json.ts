/** A value that survives `JSON.stringify` and `JSON.parse` unchanged. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** A plain object of JSON values, keyed by string. */
export type JsonObject = { readonly [key: string]: Json | undefined }

/**
 * `Value` itself if JSON can hold it. An interface counts, which TypeScript does not assign to `Json` because interfaces have no index signature.
 * Whatever JSON cannot hold, at any depth, is `Json` here, so it is not assignable: functions, Dates, Maps, objects with methods.
 */
export type JsonShape<Value> = Value extends Json | undefined
  ? Value
  : Value extends (...args: never[]) => unknown
    ? Json
    : Value extends readonly unknown[]
      ? { [Index in keyof Value]: JsonShape<Value[Index]> }
      : Value extends object
        ? JsonObjectShape<Value>
        : Json

/** `JsonShape` of an object that is not an array. */
export type JsonObjectShape<Value> = Value extends JsonObject
  ? Value
  : Value extends readonly unknown[] | ((...args: never[]) => unknown)
    ? JsonObject
    : [keyof Value & symbol] extends [never]
      ? { [Key in keyof Value]: JsonShape<Value[Key]> }
      : JsonObject

/** The constraint of a type parameter `Value` that JSON can hold. */
export type JsonBound<Value> =
  | Json
  | ({ [Key in keyof Value]: JsonShape<Value[Key]> } & object & {
        /** Functions have it. */
        readonly [Symbol.hasInstance]?: never
      })
