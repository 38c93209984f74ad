import { withWebIO } from '@webio/next-plugin'

// Adds the route /webio, for what webio.ts exports.
export default withWebIO(
  { reactStrictMode: true, poweredByHeader: false },
  { app: './webio.ts', route: '/webio' },
)
