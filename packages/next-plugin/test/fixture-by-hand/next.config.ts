import { withWebIO } from '@webio/next-plugin'

/** A function, as some sites have it; the route is written by hand. */
export default withWebIO(() => Promise.resolve({ poweredByHeader: false }), { route: '/tools/webio' })
