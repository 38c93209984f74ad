/**
 * Where another application of the same handler is.
 *
 * @param app its name
 * @param endpoint where the handler is: an embedded session leads to the handler's stand-alone page
 * @param isStandAlone the page is the stand-alone page itself: its address stays, but for `app`
 */
export function addressOfApp(app: string, endpoint: string, isStandAlone: boolean): string {
  const here = isStandAlone ? new URL(location.href) : standAlonePage(endpoint)
  here.searchParams.set('app', app)
  return here.href
}

function standAlonePage(endpoint: string): URL {
  const url = new URL(endpoint, document.baseURI)
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}
