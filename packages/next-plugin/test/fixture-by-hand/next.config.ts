import { withWebIO } from '@webio/next-plugin'

/** An async function with many settings that a site may have. The route is hand-written. */
export default withWebIO(
  () =>
    Promise.resolve({
      poweredByHeader: false,
      assetPrefix: '/files',
      // Each copy is started only once. Nobody sees Next's indicator, or reads source maps, and no later run reads a cache.
      devIndicators: false,
      // The pages need none of the parts that they may load later; fixture-site has them compiled.
      experimental: {
        turbopackSourceMaps: false,
        turbopackFileSystemCacheForDev: false,
        turbopackLazyDynamicImports: true,
        turbopackLazyDynamicImportsSSR: true,
      },
      i18n: { locales: ['en', 'de'], defaultLocale: 'en' },
    }),
  { route: '/tools/webio' },
)
