/** Options of `withWebIO`. */
export interface WithWebIOOptions {
  /**
   * The module whose exported functions are the applications, relative to `dir`: `./webio.ts`. The plugin then writes the route
   * itself. Leave it out to write `app/webio/[[...webio]]/route.ts` by hand, with `createWebIOHandler`.
   */
  readonly app?: string
  /** Where the page is, without Next's `basePath`. @default '/webio' */
  readonly route?: string
  /** The site's folder. Only needed where Next is started from another one. @default process.cwd() */
  readonly dir?: string
}
