/**
 * `T` as a result whose type depends only on the arguments: TypeScript does not infer `T` from the type that the result is assigned to. It works
 * like `NoInfer`, but an editor shows it as `T`.
 * @example type First = <T>(list: readonly T[]) => FromArguments<T> // const n: number = first(['a']) is an error
 */
export type FromArguments<T> = [T] extends [infer Known] ? Known : never
