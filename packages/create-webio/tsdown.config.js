import { packageBuild } from '../../scripts/tsdown.mjs'

export default packageBuild('create-webio')
