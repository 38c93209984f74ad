import { withWebIO } from '@webio/next-plugin'

/** An async function, as some sites have it, with much that a site may have; the route is written by hand. */
export default withWebIO(
  () =>
    Promise.resolve({
      poweredByHeader: false,
      assetPrefix: '/files',
      i18n: { locales: ['en', 'de'], defaultLocale: 'en' },
    }),
  { route: '/tools/webio' },
)
