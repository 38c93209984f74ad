/**
 * Where another application of the same handler is.
 *
 * @param app its name
 * @param endpoint where the handler is: an embedded session leads to the handler's stand-alone page
 * @param isStandAlone the page is the stand-alone page itself: its address stays, but for `app`
 */
export function addressOfApp(app: string, endpoint: string, isStandAlone: boolean): string {
  const here = isStandAlone ? new URL(location.href) : new URL(endpoint, document.baseURI)
  here.searchParams.set('app', app)
  return here.href
}
