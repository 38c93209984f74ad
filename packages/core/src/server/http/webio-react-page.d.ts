/** Built by the package @webio/react, after this package. */
declare module '@webio/react/page' {
  type PageBundle = import('./asset-store').PageBundle
  export const files: PageBundle['files']
  export const entry: PageBundle['entry']
  export const opening: PageBundle['opening']
  export const early: PageBundle['early']
  export const preload: PageBundle['preload']
  export const styles: PageBundle['styles']
  export const later: PageBundle['later']
  export const embed: PageBundle['embed']
}
