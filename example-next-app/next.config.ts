import { withWebIO } from '@webio/next-plugin'
import { playgroundHeaders } from './playground/headers'

// Adds the route /webio, for the tasks that webio.ts exports.
export default withWebIO(
  { reactStrictMode: true, poweredByHeader: false, headers: playgroundHeaders },
  { app: './webio.ts', route: '/webio' },
)
