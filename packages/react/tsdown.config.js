import { packageBuild } from '../../scripts/tsdown.mjs'

export default packageBuild('react', { platform: 'browser' })
