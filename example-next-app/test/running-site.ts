import type { Site } from '../../packages/next-plugin/test/site-process'

/** Where test files find the site that runs for them. */
export const URL_VARIABLE = 'WEBIO_SITE_URL'

const place = globalThis as { webioRunningSite?: Site }

/** The site, for as long as jest runs. jest loads set-up and tear-down apart: a module of their own would be two. */
export const running = {
  get: (): Site | undefined => place.webioRunningSite,
  set: (site: Site): void => {
    place.webioRunningSite = site
  },
}
