import { withWebIO } from '@webio/next-plugin'

/** An async function with many settings that a site may have. The route is hand-written. */
export default withWebIO(
  () =>
    Promise.resolve({
      poweredByHeader: false,
      assetPrefix: '/files',
      i18n: { locales: ['en', 'de'], defaultLocale: 'en' },
    }),
  { route: '/tools/webio' },
)
