import type { Site } from '../../packages/next-plugin/test/site-process'

/** The variable with the URL of the running site, for test files. */
export const URL_VARIABLE = 'WEBIO_SITE_URL'

const place = globalThis as { webioRunningSite?: Site }

/**
 * The site, which exists for as long as jest runs. jest loads setup and teardown separately, so a module
 * variable would exist twice.
 */
export const running = {
  get: (): Site | undefined => place.webioRunningSite,
  set: (site: Site): void => {
    place.webioRunningSite = site
  },
}
