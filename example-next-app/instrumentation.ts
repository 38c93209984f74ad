// Only needed for `output: 'standalone'`.
export { register } from '@webio/next-plugin/instrumentation'
