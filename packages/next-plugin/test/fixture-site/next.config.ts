import { withWebIO } from '@webio/next-plugin'

// The environment distinguishes the variants of the tests.
const { SITE_OUTPUT, SITE_BASE_PATH, SITE_IS_REBUILT } = process.env
const isRebuilt = SITE_IS_REBUILT === 'yes'

export default withWebIO(
  {
    ...(SITE_OUTPUT === 'standalone' && { output: 'standalone' }),
    // Most copies are built or started only once. Nobody sees Next's indicator, or reads source maps, and no later run reads a cache.
    devIndicators: false,
    experimental: {
      turbopackSourceMaps: false,
      turbopackFileSystemCacheForDev: isRebuilt,
      turbopackFileSystemCacheForBuild: isRebuilt,
    },
    ...(SITE_BASE_PATH && { basePath: SITE_BASE_PATH, trailingSlash: true }),
  },
  { app: './webio.ts' },
)
