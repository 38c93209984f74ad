import { withWebIO } from '@webio/next-plugin'

// The environment distinguishes the variants of the tests.
const { SITE_OUTPUT, SITE_BASE_PATH } = process.env

export default withWebIO(
  {
    ...(SITE_OUTPUT === 'standalone' && { output: 'standalone' }),
    ...(SITE_BASE_PATH && { basePath: SITE_BASE_PATH, trailingSlash: true }),
  },
  { app: './webio.ts' },
)
