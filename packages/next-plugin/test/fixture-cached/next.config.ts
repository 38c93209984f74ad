import { withWebIO } from '@webio/next-plugin'

/** Next keeps pages that were left, hidden by `<Activity>`. */
export default withWebIO({ cacheComponents: true }, { app: './webio.ts' })
