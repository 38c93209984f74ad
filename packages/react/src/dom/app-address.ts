/**
 * Returns the URL of another application of the same handler.
 *
 * @param app the application's name
 * @param endpoint the URL of the handler: an embedded session leads to the handler's stand-alone page
 * @param isStandAlone whether the page is the stand-alone page: then its address stays the same except for `app`
 */
export function addressOfApp(app: string, endpoint: string, isStandAlone: boolean): string {
  const here = isStandAlone ? new URL(location.href) : new URL(endpoint, document.baseURI)
  here.searchParams.set('app', app)
  return here.href
}
