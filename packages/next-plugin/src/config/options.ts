/** Options of `withWebIO`. */
export interface WithWebIOOptions {
  /**
   * The module whose exported functions are the applications, relative to `dir`: `./webio.ts`. The plugin then writes the route
   * itself. To write `app/webio/[[...webio]]/route.ts` by hand with `createWebIOHandler`, omit this option.
   */
  readonly app?: string
  /** The path of the page, without Next's `basePath`. @default '/webio' */
  readonly route?: string
  /** The site's folder. Only needed if Next is started from another folder. @default process.cwd() */
  readonly dir?: string
}
