// Needed for `output: 'standalone'` only.
export { register } from '@webio/next-plugin/instrumentation'
