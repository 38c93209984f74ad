/**
 * A value that all copies of this package in one document share. A document has two if a site uses the components and the element `<webio-app>`: both
 * take storage keys, lock scrolling and put popups above each other.
 * @param name the same name gives the same value. Change it if the type changes
 */
export function sharedByCopies<T>(name: string, create: () => T): T {
  const key = Symbol.for(`@webio/react/${name}`)
  const place = globalThis as { [key]?: T }
  return (place[key] ??= create())
}
